/* Review on the page: the next claim to decide on, and what to choose from. All rules of it are the ledger's (ledger/review.h).
 */
#include <string.h>

#include "core/day.h"
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

dp_status app_reviewer_known(const reviewer *who, dp_error *err) {
    if (!who->first && !who->second) return DP_OK;
    if (who->first && who->second && strcmp(who->first, who->second) != 0 && !who->blind) return DP_OK;
    error_set(err, DP_E_USAGE, "adjudicating is between two different coders, in sight of both");
    return error_remedy(err, "name one in \"first\" and one in \"second\", without \"blind\"");
}

bool exchange_reviewer(exchange *x, reviewer *out) {
    const request *q = x->q;
    const char *coder = request_value(q, "coder");
    if (!coder) coder = x->s->o.coder;
    *out = (reviewer){.coder = coder ? coder : "nobody",
                      .blind = request_value(q, "blind") != NULL,
                      .first = request_value(q, "first"),
                      .second = request_value(q, "second")};
    if (app_reviewer_known(out, &x->err) == DP_OK) return true;
    exchange_fail(x);
    return false;
}

void view_review(exchange *x) {
    reviewer who;
    enum review_order order;
    review_queue queue = {0};
    if (!exchange_reviewer(x, &who) || !read_order(x, &order)) return;
    dp_status s = review_queue_of(x->l, &who, &x->filter, order, x->a, &queue, &x->err);
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    json_kv_known(b, "coder", request_value(x->q, "coder") ? who.coder : x->s->o.coder);
    json_kv_bool(b, "writable", guard_may_write(x->s, x->q));
    if (s == DP_OK) s = put_queue(x, &who, &queue);
    buf_str(b, "}\n");
    if (s != DP_OK) exchange_fail(x);
}

/* ---- values to choose from
 * ---------------------------------------------------------------------------------------------------------- */

void view_choices(exchange *x) {
    static const char *const names[] = {"type", "place", "actor", "claim", "dispatch", "coder"};
    const char *kind = request_value(x->q, "kind"), *claim = request_value(x->q, "claim"), *typed = request_value(x->q, "typed");
    unsigned which = 0;
    while (which < sizeof names / sizeof *names && (!kind || strcmp(names[which], kind) != 0)) which++;
    if (which == CHOOSE_CODER) claim = "";
    if (which == sizeof names / sizeof *names || !claim) {
        answer_problem(x->out, 400, "\"kind\" or \"claim\" is missing or none",
                       "kind is type, place, actor, claim, dispatch or coder");
        return;
    }
    reviewer who;
    if (!exchange_reviewer(x, &who)) return;
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
