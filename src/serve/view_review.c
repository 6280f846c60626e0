/* Review on the page: the next claims to decide on, and decisions. All rules of it are the ledger's (ledger/review.h). */
#include <string.h>

#include "core/day.h"
#include "ingest/json_read.h"
#include "ledger/review.h"
#include "serve/app.h"
#include "serve/json.h"

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
    for (unsigned f = 0; f < REVIEW_FIELDS; f++) json_kv_known(b, review_field_name(f), c->values[f]);
    json_end(b, '}');
    json_begin(b, "shown", '{');
    for (unsigned f = 0; f < REVIEW_FIELDS; f++) json_kv_known(b, review_field_name(f), c->shown[f]);
    json_end(b, '}');
    json_begin(b, "edited", '{');
    for (unsigned f = 0; f < REVIEW_FIELDS; f++) json_kv_bool(b, review_field_name(f), c->edited[f]);
    json_end(b, '}');
}

static void put_card(const review_card *c, const review_item *item, buf *b) {
    char day[16];
    json_begin(b, "card", '{');
    json_kv_str(b, "id", c->id);
    json_kv_str(b, "short_id", c->short_id);
    json_kv_known(b, "says", c->says);
    json_kv_known(b, "claimant", c->claimant);
    json_kv_known(b, "trigger", c->trigger);
    json_kv_str(b, "text", c->text);
    json_begin(b, "spans", '[');
    for (uint32_t i = 0; i < c->span_count; i++) {
        json_begin(b, NULL, '{');
        json_kv_str(b, "mark", mark_name(c->spans[i].mark));
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

/* The claim that is asked for, else where the coder goes on; q->n where there is none. */
static uint32_t place_in(const review_queue *q, const char *claim) {
    for (uint32_t i = 0; claim && i < q->n; i++)
        if (strcmp(q->at[i].id, claim) == 0) return i;
    return claim ? q->n : q->start;
}

/* The next one without a verdict behind `at`, then from the beginning; q->n where none is. */
static uint32_t next_open(const review_queue *q, uint32_t at) {
    for (uint32_t i = 1; i < q->n; i++) {
        const uint32_t k = (at + i) % q->n;
        if (!q->at[k].verdict) return k;
    }
    return q->n;
}

static void put_neighbour(buf *b, const char *key, const review_queue *q, uint32_t i) {
    json_kv_known(b, key, i < q->n ? q->at[i].id : NULL);
}

static dp_status put_queue(exchange *x, const reviewer *who, const review_queue *q) {
    buf *b = &x->out->body;
    const uint32_t at = place_in(q, request_value(x->q, "claim"));
    review_card card;
    bool found = false;
    dp_status s = at < q->n ? review_card_of(x->l, who, q->at[at].id, x->a, &card, &found, &x->err) : DP_OK;
    json_kv_int(b, "total", q->n);
    json_kv_int(b, "decided", q->decided);
    json_kv_int(b, "at", at);
    put_neighbour(b, "previous", q, at ? at - 1 : q->n);
    put_neighbour(b, "next", q, at < q->n ? at + 1 : q->n);
    put_neighbour(b, "next_open", q, at < q->n ? next_open(q, at) : q->start);
    if (s == DP_OK && found)
        put_card(&card, &q->at[at], b);
    else
        json_kv_null(b, "card");
    return s;
}

/* Who reads the queue: by default the one who may write. `blind`: without the others' decisions. */
static reviewer reader_of(const exchange *x, bool *named) {
    const char *coder = request_value(x->q, "coder");
    if (!coder) coder = x->s->o.coder;
    *named = coder != NULL;
    return (reviewer){.coder = coder ? coder : "nobody", .blind = request_value(x->q, "blind") != NULL};
}

void view_review(exchange *x) {
    bool named;
    const reviewer who = reader_of(x, &named);
    enum review_order order;
    review_queue queue = {0};
    if (!read_order(x, &order)) return;
    dp_status s = review_queue_of(x->l, &who, &x->filter, order, x->a, &queue, &x->err);
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    json_kv_known(b, "coder", named ? who.coder : NULL);
    json_kv_bool(b, "writable", guard_may_write(x->s, x->q));
    if (s == DP_OK) s = put_queue(x, &who, &queue);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}

/* ---- values to choose from
 * ---------------------------------------------------------------------------------------------------------- */

void view_choices(exchange *x) {
    static const char *const names[] = {"type", "place", "actor", "claim", "dispatch"};
    const char *kind = request_value(x->q, "kind"), *claim = request_value(x->q, "claim"), *typed = request_value(x->q, "typed");
    unsigned which = 0;
    while (which < sizeof names / sizeof *names && (!kind || strcmp(names[which], kind) != 0)) which++;
    if (which == sizeof names / sizeof *names || !claim) {
        answer_problem(x->out, 400, "\"kind\" or \"claim\" is missing or none", "kind is type, place, actor, claim or dispatch");
        return;
    }
    bool named;
    const reviewer who = reader_of(x, &named);
    review_choices choices = {.n = 0};
    dp_status s =
        review_choices_of(x->l, &who, (enum review_choice_kind)which, claim, typed ? typed : "", x->a, &choices, &x->err);
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_str(b, "{\"items\":[");
    for (uint32_t i = 0; i < choices.n; i++) {
        json_begin(b, NULL, '{');
        json_kv_str(b, "value", choices.at[i].value);
        json_kv_str(b, "label", choices.at[i].label);
        json_end(b, '}');
    }
    buf_str(b, "]}\n");
    if (s != DP_OK) exchange_fail(x);
}

/* ---- decisions
 * ---------------------------------------------------------------------------------------------------------------------- */

typedef struct body_field {
    const char *name, **to;
} body_field;

/* A JSON object of texts and yes or no; null and false are as if they were not there. Members that are not known are an error, so
 * that no correction is lost in silence. */
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
        const char next = r.fault ? 0 : json_peek(&r);
        if (next == 'n' || next == 'f')
            json_skip(&r);
        else if (next == 't' && json_skip(&r))
            *to = "true";
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

static dp_status read_decision(exchange *x, decision *d, reviewer *who) {
    const char *kind = NULL, *field = NULL, *blind = NULL, *coder = NULL;
    const body_field fields[] = {{"coder", &coder},    {"blind", &blind},    {"claim", &d->claim},
                                 {"kind", &kind},      {"field", &field},    {"old_value", &d->old_value},
                                 {"value", &d->value}, {"other", &d->other}, {"comment", &d->comment},
                                 {"words", &d->words}};
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
    who->blind = blind != NULL;
    if (!coder || strcmp(coder, who->coder) == 0) return DP_OK;
    error_set(&x->err, DP_E_USAGE, "this server writes in the name of %.60s alone", who->coder);
    return error_remedy(&x->err, "start it with --coder %.60s", coder);
}

void view_decide(exchange *x) {
    reviewer who = {.coder = x->s->o.coder};
    decision d = {0};
    dp_status s = read_decision(x, &d, &who);
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
    const char *coder = NULL; /* may be told, and is the server's */
    const body_field fields[] = {{"coder", &coder}};
    dp_status s = read_body(x, fields, 1);
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
    json_kv_known(&x->out->body, "kind", decision_kind_name(kind));
    buf_str(&x->out->body, "}\n");
}
