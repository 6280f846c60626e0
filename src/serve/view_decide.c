/* Decisions of review, as the page sends them. */
#include <string.h>

#include "ingest/json_read.h"
#include "ledger/review.h"
#include "serve/app.h"
#include "serve/json.h"

/* ---- what was sent
 * ---------------------------------------------------------------------------------------------------------------- */

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

/* Who decides: the server's coder alone, whatever else is said of him. */
static dp_status read_writer(exchange *x, const char *coder, reviewer *who) {
    who->coder = x->s->o.coder;
    if (!coder || strcmp(coder, who->coder) == 0) return app_reviewer_known(who, &x->err);
    error_set(&x->err, DP_E_USAGE, "this server writes in the name of %.60s alone", who->coder);
    return error_remedy(&x->err, "start it with --coder %.60s", coder);
}

static dp_status read_decision(exchange *x, decision *d, reviewer *who) {
    const char *kind = NULL, *field = NULL, *blind = NULL, *coder = NULL;
    const body_field fields[] = {
        {"coder", &coder},    {"blind", &blind},    {"first", &who->first},   {"second", &who->second},
        {"claim", &d->claim}, {"kind", &kind},      {"field", &field},        {"old_value", &d->old_value},
        {"value", &d->value}, {"other", &d->other}, {"comment", &d->comment}, {"words", &d->words}};
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
    return read_writer(x, coder, who);
}

/* ---- writing it
 * ------------------------------------------------------------------------------------------------------------------- */

/* The handle that writes, made with the first decision: a server that nobody writes with never opens the file for it. Locks it.
 */
static dp_status take_pen(server *s, dp_error *err) {
    const ledger_options writing = {.mode = LEDGER_WRITE};
    pthread_mutex_lock(&s->pen_lock);
    return s->pen ? DP_OK : ledger_open(s->o.ledger, &writing, s->o.k, &s->pen, err);
}

static void answer_done(exchange *x, dp_status s, const char *claim, const char *kind, const char *coder) {
    if (s != DP_OK) {
        exchange_fail(x);
        return;
    }
    buf *b = &x->out->body;
    answer_begin(x->out, 200, "application/json");
    buf_char(b, '{');
    json_kv_known(b, "claim", claim);
    json_kv_known(b, "kind", kind);
    if (coder) json_kv_str(b, "coder", coder);
    buf_str(b, "}\n");
}

void view_decide(exchange *x) {
    reviewer who = {.coder = NULL};
    decision d = {0};
    dp_status s = read_decision(x, &d, &who);
    if (s == DP_OK) {
        s = take_pen(x->s, &x->err);
        if (s == DP_OK) s = review_decide(x->s->pen, &who, app_now(x->s), &d, &x->err);
        pthread_mutex_unlock(&x->s->pen_lock);
    }
    answer_done(x, s, d.claim, decision_kind_name(d.kind), who.coder);
}

static dp_status read_adoption(exchange *x, const char **claim, const char **from, reviewer *who) {
    const char *coder = NULL;
    const body_field fields[] = {
        {"coder", &coder}, {"first", &who->first}, {"second", &who->second}, {"claim", claim}, {"from", from}};
    dp_status s = read_body(x, fields, sizeof fields / sizeof *fields);
    if (s == DP_OK) s = read_writer(x, coder, who);
    if (s != DP_OK) return s;
    if (!*claim) return error_set(&x->err, DP_E_USAGE, "no claim is named");
    if (*from && who->first && (strcmp(*from, who->first) == 0 || strcmp(*from, who->second) == 0)) return DP_OK;
    error_set(&x->err, DP_E_USAGE, "\"from\" is none of the two coders");
    return error_remedy(&x->err, "name in \"first\" and \"second\" between whom is adjudicated, and one of them in \"from\"");
}

void view_adopt(exchange *x) {
    reviewer who = {.coder = NULL};
    const char *claim = NULL, *from = NULL;
    dp_status s = read_adoption(x, &claim, &from, &who);
    if (s == DP_OK) {
        s = take_pen(x->s, &x->err);
        if (s == DP_OK) s = review_adopt(x->s->pen, &who, app_now(x->s), claim, from, &x->err);
        pthread_mutex_unlock(&x->s->pen_lock);
    }
    answer_done(x, s, claim, "adopt", who.coder);
}

void view_undo(exchange *x) {
    reviewer who = {.coder = NULL};
    char claim[REVIEW_ID] = "";
    enum decision_kind kind = DECISION_NONE;
    const char *coder = NULL; /* may be told, and is the server's */
    const body_field fields[] = {{"coder", &coder}, {"first", &who.first}, {"second", &who.second}};
    dp_status s = read_body(x, fields, sizeof fields / sizeof *fields);
    if (s == DP_OK) s = read_writer(x, coder, &who);
    if (s == DP_OK) {
        s = take_pen(x->s, &x->err);
        if (s == DP_OK) s = review_undo(x->s->pen, &who, app_now(x->s), claim, &kind, &x->err);
        pthread_mutex_unlock(&x->s->pen_lock);
    }
    answer_done(x, s, claim, decision_kind_name(kind), NULL);
}
