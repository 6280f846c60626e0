/* What a time tells the parser. */
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

void time_mend_tree(text *x, const mentions *m) {
    for (uint32_t i = 0; i < m->time_count; i++) {
        const mention_at *at = &m->times[i].at;
        if (at->end_token == 0 || at->end_token > x->token_count) continue;
        const token *last = &x->tokens[at->end_token - 1];
        const uint32_t above = x->tokens[at->head_token].head;
        if (above >= at->first_token || x->tokens[above].upos != UPOS_VERB || x->tokens[above].sentence != last->sentence)
            continue;
        const uint32_t end = x->sentences[last->sentence].end_token;
        for (uint32_t t = at->end_token; t < end && t - at->end_token < CLAUSE_REACH; t++) {
            const token *k = &x->tokens[t];
            const bool clause = k->deprel == DEP_ACL || k->deprel == DEP_ACL_RELCL;
            if (!clause || k->head < at->first_token || k->head >= at->end_token) continue;
            if (has_own_subject(x, t, at->end_token)) token_hang(x, t, above, DEP_CCOMP);
            break;
        }
    }
}
