/* What a time tells the parser. */
#include <string.h>

#include "mention/time.h"

enum { CLAUSE_REACH = 12 }; /* words from the time to the clause's verb */

static bool has_own_subject(const text *x, uint32_t verb, uint32_t behind) {
    for (uint32_t t = behind; t < verb; t++) {
        const token *k = &x->tokens[t];
        if (k->head == verb && (k->deprel == DEP_NSUBJ || k->deprel == DEP_NSUBJ_PASS))
            return FEAT_GET(k->feats, PRONTYPE) != PRONTYPE_REL;
    }
    return false;
}

/* A day of the calendar or of the week, and no "the morning" that may be the morning of something. */
static bool is_day(const text *x, const time_mention *t) {
    enum { DAY_CHARS = sizeof "2017-11-09" - 1 };
    const bool opened = x->tokens[t->at.first_token].upos == UPOS_DET;
    return strlen(t->value) >= DAY_CHARS && (t->type == TIME_DATE || (t->type == TIME_TIME && !opened));
}

static bool has_case(const text *x, uint32_t k, uint32_t behind) {
    for (uint32_t t = behind; t < k; t++)
        if (x->tokens[t].head == k && x->tokens[t].deprel == DEP_CASE) return true;
    return false;
}

/* Phrases that were hung on the day from behind belong to the verb, but for those that are times themselves. */
static void raise_phrases(text *x, const mentions *m, uint32_t i, uint32_t verb, uint32_t end) {
    const mention_at *at = &m->times[i].at;
    for (uint32_t t = at->end_token; t < end && t - at->end_token < CLAUSE_REACH; t++) {
        const token *k = &x->tokens[t];
        if (k->deprel != DEP_NMOD || k->head < at->first_token || k->head >= at->end_token) continue;
        const bool next_time = i + 1 < m->time_count && t >= m->times[i + 1].at.first_token && t < m->times[i + 1].at.end_token;
        if (!next_time && has_case(x, t, at->end_token)) token_hang(x, t, verb, DEP_OBL);
    }
}

void time_mend_tree(text *x, const mentions *m) {
    for (uint32_t i = 0; i < m->time_count; i++) {
        const mention_at *at = &m->times[i].at;
        if (at->end_token == 0 || at->end_token > x->token_count) continue;
        const token *last = &x->tokens[at->end_token - 1];
        const uint32_t above = x->tokens[at->head_token].head;
        if (above >= at->first_token || x->tokens[above].upos != UPOS_VERB || x->tokens[above].sentence != last->sentence)
            continue;
        const uint32_t end = x->sentences[last->sentence].end_token;
        if (is_day(x, &m->times[i])) raise_phrases(x, m, i, above, end);
        for (uint32_t t = at->end_token; t < end && t - at->end_token < CLAUSE_REACH; t++) {
            const token *k = &x->tokens[t];
            const bool clause = k->deprel == DEP_ACL || k->deprel == DEP_ACL_RELCL;
            if (!clause || k->head < at->first_token || k->head >= at->end_token) continue;
            if (has_own_subject(x, t, at->end_token)) token_hang(x, t, above, DEP_CCOMP);
            break;
        }
    }
}
