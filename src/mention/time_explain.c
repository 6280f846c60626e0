#include "mention/time_explain.h"

#include <stdio.h>

#include "mention/quantity.h"
#include "mention/time_tense.h"

typedef struct explainer {
    time_scan scan;
    const text *x;
    span at;
    int32_t today;
    uint32_t sentence;
    arena *a;
    vec_of(time_trial) trials;
    uint32_t winners; /* of this sentence begin here */
    bool failed;
} explainer;

const char *time_outcome_name(unsigned outcome) {
    static const char *const names[] = {"won", "shorter", "further down in the file", "inside another"};
    return outcome < sizeof names / sizeof *names ? names[outcome] : "";
}

static bool overlaps(span a, span b) {
    return b.start == b.end || (a.start < b.end && b.start < a.end);
}

static size_t put_bound(char *out, size_t room, int64_t v) {
    return (size_t)(v == QUANTITY_NONE ? snprintf(out, room, "*") : snprintf(out, room, "%lld", (long long)v));
}

static void put_value(explainer *e, const time_match *m, time_trial *t) {
    const unsigned action = e->scan.lang->rules[m->rule].action;
    t->quantity = action == ACT_QUANTITY || action == ACT_ORDINAL;
    quantity_raw q;
    resolved r;
    time_context c = {.today = e->today, .last = DAY_NONE, .coarse = DAY_NONE};
    const stretch *s = &m->stretches[0];
    if (action == ACT_NONE)
        snprintf(t->value, sizeof t->value, "no time");
    else if (t->quantity && !quantity_of(&e->scan, m, action, e->sentence, NULL, &q))
        snprintf(t->value, sizeof t->value, "no quantity");
    else if (t->quantity) {
        size_t n = 0;
        const int64_t bounds[] = {q.q.low, q.q.best, q.q.high};
        for (int k = 0; k < 3; k++) {
            if (k) t->value[n++] = ' ';
            n += put_bound(t->value + n, sizeof t->value - n, bounds[k]);
        }
    } else {
        const time_reading reading = time_tense(&e->scan, e->sentence, s->first_item, s->end_item);
        time_resolve(&s->frame, action, reading.tense | (reading.sure ? TENSE_SURE : 0u), e->sentence, &c, &r);
        snprintf(t->value, sizeof t->value, "%s", r.value);
    }
}

static bool add_trial(explainer *e, const time_match *m, unsigned outcome) {
    time_trial t = {.at = {m->stretches[0].at.start, m->stretches[m->count - 1].at.end},
                    .rule = e->scan.lang->rules[m->rule].rule,
                    .outcome = (uint8_t)outcome};
    put_value(e, m, &t);
    e->failed = !vec_push(e->a, &e->trials, t);
    return !e->failed;
}

/* A loser lies over a winner's words; a match that nothing beat won. */
static bool visit(void *context, const time_match *m) {
    explainer *e = context;
    const span at = {m->stretches[0].at.start, m->stretches[m->count - 1].at.end};
    const rule_ref rule = e->scan.lang->rules[m->rule].rule;
    const uint32_t winners = e->trials.n;
    for (uint32_t k = e->winners; k < winners; k++) {
        const time_trial *w = &e->trials.at[k];
        if (w->outcome != TRIAL_WON || !overlaps(at, w->at)) continue;
        if (w->rule == rule) return true;
        const bool same_end = at.end == w->at.end;
        return add_trial(e, m,
                         same_end && at.start <= w->at.start ? TRIAL_FURTHER_DOWN
                         : at.start > w->at.start            ? TRIAL_INSIDE
                                                             : TRIAL_SHORTER);
    }
    return true;
}

static dp_status explain_sentence(explainer *e, dp_error *err) {
    const sentence *s = &e->x->sentences[e->sentence];
    const dp_status status = time_scan_words(&e->scan, s->first_word, s->end_word, e->a, err);
    if (status != DP_OK) return status;
    e->winners = e->trials.n;
    time_match m;
    uint32_t first = UINT32_MAX, end = 0;
    for (uint32_t item = 0; time_match_next(&e->scan, &item, &m) && !e->failed;) {
        if (!overlaps((span){m.stretches[0].at.start, m.stretches[m.count - 1].at.end}, e->at)) continue;
        if (first == UINT32_MAX) first = m.stretches[0].first_item;
        end = m.end_item;
        add_trial(e, &m, TRIAL_WON);
    }
    if (first != UINT32_MAX && !e->failed) time_match_each(&e->scan, first, end, visit, e);
    return e->failed ? error_nomem(err) : DP_OK;
}

dp_status time_explain(const time_rules *r, const text *x, const edtf *given, span at, arena *a, const time_trial **out,
                       uint32_t *count, dp_error *err) {
    explainer e = {.scan = {.lang = time_rules_language(r, x->lang), .x = x}, .x = x, .at = at, .a = a};
    e.today = given ? edtf_hull(given).first : DAY_NONE;
    dp_status status = DP_OK;
    for (; e.scan.lang && e.sentence < x->sentence_count && status == DP_OK; e.sentence++) {
        const sentence *s = &x->sentences[e.sentence];
        if (overlaps((span){s->start, s->end}, at)) status = explain_sentence(&e, err);
    }
    *out = e.trials.at;
    *count = e.trials.n;
    return status;
}
