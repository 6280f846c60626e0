/* Review on the page: the next claims to decide on, and decisions. All rules of it are the ledger's (ledger/review.h). */
#include <string.h>

#include "core/day.h"
#include "ingest/json_read.h"
#include "ledger/review.h"
#include "serve/app.h"
#include "serve/json.h"

enum { CARDS_STANDARD = 1, CARDS_MOST = 20 };

/* ---- cards
 * -------------------------------------------------------------------------------------------------------------------------- */

static const char *mark_name(unsigned mark) {
    static const char *const names[] = {"clause", "actor", "recipient", "place", "time", "count", "claimant", "trigger"};
    return mark < sizeof names / sizeof *names ? names[mark] : "";
}

static void put_lines(const char *key, const char *const *lines, uint32_t n, buf *b) {
    json_begin(b, key, '[');
    for (uint32_t i = 0; i < n; i++) {
        json_sep(b);
        json_str(b, lines[i], strlen(lines[i]));
    }
    json_end(b, ']');
}

static void put_values(const review_card *c, buf *b) {
    json_begin(b, "values", '{');
    for (unsigned f = 0; f < REVIEW_FIELDS; f++) {
        json_begin(b, review_field_name(f), '{');
        json_kv_known(b, "value", c->values[f]);
        json_kv_known(b, "shown", c->shown[f]);
        json_kv_bool(b, "edited", c->edited[f]);
        json_end(b, '}');
    }
    json_end(b, '}');
}

static void put_card(const review_card *c, const review_item *item, buf *b) {
    char day[16];
    json_begin(b, NULL, '{');
    json_kv_str(b, "claim", c->id);
    json_kv_str(b, "short_id", c->short_id);
    json_kv_known(b, "says", c->says);
    json_kv_known(b, "claimant", c->claimant);
    json_kv_known(b, "trigger", c->trigger);
    json_kv_str(b, "text", c->text);
    json_begin(b, "spans", '[');
    for (uint32_t i = 0; i < c->span_count; i++) {
        json_begin(b, NULL, '{');
        json_kv_str(b, "kind", mark_name(c->spans[i].mark));
        json_kv_int(b, "start", c->spans[i].start);
        json_kv_int(b, "end", c->spans[i].end);
        json_end(b, '}');
    }
    json_end(b, ']');
    json_kv_str(b, "dispatch", c->dispatch);
    json_kv_known(b, "dispatch_short", c->dispatch_short);
    json_kv_known(b, "source", c->source);
    json_kv_known(b, "date", c->date);
    json_kv_known(b, "title", c->title);
    json_kv_known(b, "lang", c->lang);
    put_values(c, b);
    day_format(c->first_day, day);
    json_kv_known(b, "first_day", day);
    day_format(c->last_day, day);
    json_kv_known(b, "last_day", day);
    json_kv_known(b, "manner", c->manner);
    json_kv_known(b, "recipients", c->recipients);
    put_lines("against", c->against, c->against_count, b);
    json_kv_known(b, "own", c->own);
    put_lines("others", c->others, c->other_count, b);
    json_kv_known(b, "verdict", decision_kind_name(c->verdict));
    json_kv_int(b, "disagreement", item->disagreement);
    json_kv_int(b, "voices", item->voices);
    json_kv_int(b, "dispatches", item->dispatches);
    json_kv_int(b, "uncertainty", item->uncertainty);
    json_end(b, '}');
}

/* ---- the queue
 * ---------------------------------------------------------------------------------------------------------------------- */

static bool read_order(exchange *x, enum review_order *out) {
    static const char *const names[] = {"disagreement", "reach", "uncertainty", "day"};
    const char *name = request_value(x->q, "order");
    *out = REVIEW_BY_DISAGREEMENT;
    for (unsigned i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) != 0) continue;
        *out = (enum review_order)i;
        return true;
    }
    if (name) answer_problem(x->out, 400, "there is no such order", "take disagreement, reach, uncertainty or day");
    return !name;
}

static uint32_t start_of(const exchange *x, const review_queue *q) {
    const char *after = request_value(x->q, "after");
    for (uint32_t i = 0; after && i < q->n; i++)
        if (strcmp(q->at[i].id, after) == 0) return i + 1;
    return q->start;
}

static uint32_t decided_of(const review_queue *q) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < q->n; i++) n += q->at[i].verdict != DECISION_NONE;
    return n;
}

static dp_status put_cards(exchange *x, const reviewer *who, const review_queue *q, uint64_t most) {
    buf *b = &x->out->body;
    dp_status s = DP_OK;
    json_begin(b, "items", '[');
    const uint32_t start = start_of(x, q);
    for (uint32_t i = start; s == DP_OK && i < q->n && i - start < most; i++) {
        review_card card;
        bool found = false;
        s = review_card_of(x->l, who, q->at[i].id, x->a, &card, &found, &x->err);
        if (s == DP_OK && found) put_card(&card, &q->at[i], b);
    }
    json_end(b, ']');
    return s;
}

void view_review(exchange *x) {
    const char *coder = request_value(x->q, "coder");
    if (!coder) coder = x->s->o.coder;
    const reviewer who = {.coder = coder ? coder : "nobody"};
    enum review_order order;
    uint64_t most;
    review_queue queue = {0};
    if (!read_order(x, &order)) return;
    dp_status s = request_number(x->q, "limit", CARDS_STANDARD, CARDS_MOST, &most, &x->err);
    if (s == DP_OK) s = review_queue_of(x->l, &who, &x->filter, order, x->a, &queue, &x->err);
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    json_kv_known(b, "coder", coder);
    json_kv_bool(b, "writable", guard_may_write(x->s, x->q));
    json_kv_int(b, "total", queue.n);
    json_kv_int(b, "decided", decided_of(&queue));
    if (s == DP_OK) s = put_cards(x, &who, &queue, most);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}

/* ---- decisions
 * ---------------------------------------------------------------------------------------------------------------------- */

typedef struct body_field {
    const char *name, **to;
} body_field;

/* A JSON object of texts; members that are not known are an error, so that no correction is lost in silence. */
static dp_status read_body(exchange *x, const body_field *fields, size_t n) {
    json_reader r;
    if (!utf8_valid(x->q->body, x->q->body_bytes)) return error_set(&x->err, DP_E_FORMAT, "the body is no UTF-8");
    json_open(&r, x->q->body, x->q->body_bytes);
    json_expect(&r, '{', "an object");
    while (!r.fault && json_peek(&r) != '}') {
        size_t bytes;
        const char *name = json_read_string(&r, x->a, &bytes);
        const char **to = NULL;
        for (size_t i = 0; name && i < n; i++)
            if (strcmp(fields[i].name, name) == 0) to = fields[i].to;
        if (name && !to) return error_set(&x->err, DP_E_FORMAT, "the body has a member \"%.40s\" that nobody knows", name);
        json_expect(&r, ':', "a colon");
        if (!r.fault && json_peek(&r) == 'n')
            json_skip(&r);
        else if (!r.fault && !(*to = json_read_string(&r, x->a, &bytes)))
            break;
        if (!r.fault && json_peek(&r) != '}') json_expect(&r, ',', "a comma");
    }
    json_expect(&r, '}', "the end of the object");
    if (r.nomem) return error_nomem(&x->err);
    if (!r.fault && json_peek(&r) == 0) return DP_OK;
    return error_set(&x->err, DP_E_FORMAT, "the body is no JSON object of texts: %s was expected", r.fault ? r.fault : "its end");
}

/* The handle that writes, made with the first decision: a server that nobody writes with never opens the file for it. */
static dp_status open_pen(server *s, dp_error *err) {
    const ledger_options writing = {.mode = LEDGER_WRITE};
    return s->pen ? DP_OK : ledger_open(s->o.ledger, &writing, s->o.k, &s->pen, err);
}

static bool kind_of(const char *name, uint8_t *out) {
    for (uint8_t i = DECISION_ACCEPT; name && i < DECISION_UNDO; i++) {
        if (strcmp(decision_kind_name(i), name) != 0) continue;
        *out = i;
        return true;
    }
    return false;
}

static bool field_of(const char *name, uint8_t *out) {
    for (uint8_t i = 0; name && i < REVIEW_FIELDS; i++) {
        if (strcmp(review_field_name(i), name) != 0) continue;
        *out = i;
        return true;
    }
    return false;
}

static dp_status read_decision(exchange *x, decision *d) {
    const char *kind = NULL, *field = NULL;
    const body_field fields[] = {{"claim", &d->claim},         {"kind", &kind},      {"field", &field},
                                 {"old_value", &d->old_value}, {"value", &d->value}, {"other", &d->other},
                                 {"comment", &d->comment},     {"words", &d->words}};
    dp_status s = read_body(x, fields, sizeof fields / sizeof *fields);
    if (s != DP_OK) return s;
    if (!kind_of(kind, &d->kind)) {
        error_set(&x->err, DP_E_USAGE, "\"kind\" is none");
        return error_remedy(&x->err, "take accept, reject, skip, edit, same, contradicts, copy, apart, comment or add");
    }
    if (d->kind == DECISION_EDIT && !field_of(field, &d->field)) {
        error_set(&x->err, DP_E_USAGE, "\"field\" is none");
        return error_remedy(&x->err, "take days, place, type or actor");
    }
    if (!d->claim) return error_set(&x->err, DP_E_USAGE, "no claim is named");
    return DP_OK;
}

void view_decide(exchange *x) {
    const reviewer who = {.coder = x->s->o.coder};
    decision d = {0};
    dp_status s = read_decision(x, &d);
    if (s == DP_OK) {
        pthread_mutex_lock(&x->s->pen_lock);
        s = open_pen(x->s, &x->err);
        if (s == DP_OK) s = review_decide(x->s->pen, &who, app_now(x->s), &d, &x->err);
        pthread_mutex_unlock(&x->s->pen_lock);
    }
    if (s != DP_OK) {
        exchange_fail(x);
        return;
    }
    answer_begin(x->out, 200, "application/json");
    buf_char(&x->out->body, '{');
    json_kv_str(&x->out->body, "claim", d.claim);
    json_kv_str(&x->out->body, "kind", decision_kind_name(d.kind));
    json_kv_str(&x->out->body, "coder", who.coder);
    buf_str(&x->out->body, "}\n");
}

void view_undo(exchange *x) {
    const reviewer who = {.coder = x->s->o.coder};
    char claim[REVIEW_ID] = "";
    enum decision_kind kind = DECISION_NONE;
    dp_status s = read_body(x, NULL, 0);
    if (s == DP_OK) {
        pthread_mutex_lock(&x->s->pen_lock);
        s = open_pen(x->s, &x->err);
        if (s == DP_OK) s = review_undo(x->s->pen, &who, app_now(x->s), claim, &kind, &x->err);
        pthread_mutex_unlock(&x->s->pen_lock);
    }
    if (s != DP_OK) {
        exchange_fail(x);
        return;
    }
    answer_begin(x->out, 200, "application/json");
    buf_char(&x->out->body, '{');
    json_kv_known(&x->out->body, "claim", claim);
    json_kv_known(&x->out->body, "undone", decision_kind_name(kind));
    buf_str(&x->out->body, "}\n");
}
