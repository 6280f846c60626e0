/* Verbs that say something without anyone who says it: "is said to have left", "it is denied that", "the road seems to be
 * closed". */
#include <string.h>

#include "claim/finder.h"

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

static bool opens_clause(const finder *f, uint32_t t) {
    uint32_t end;
    return cue_match(f->cues, f->x, t, CUE_THAT, 0, &end) != NULL;
}

/* "It is officially denied that …": the clause behind the cue that "it" stands for, whatever the tree calls it. */
static uint32_t impersonal_clause(const finder *f, const finding *one, uint32_t subject) {
    if (subject == TOKEN_NONE || tok(f, subject)->upos != UPOS_PRON || !(one->entry->says & SAYS_THAT)) return TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, one->cue, k) {
        const unsigned d = tok(f, k)->deprel;
        if (k < one->cue_end || (d != DEP_CCOMP && d != DEP_ADVCL)) continue;
        CLAUSE_EACH_CHILD(&f->view, k, m)
        if (m < k && tok(f, m)->deprel == DEP_MARK && opens_clause(f, m)) return k;
    }
    return TOKEN_NONE;
}

/* "is said to have left", "it is feared that …": a passive without anyone who says so. */
bool speech_passive(const finder *f, const finding *one, range_list *out) {
    if (clause_child(&f->view, one->cue, DEP_AUX_PASS) == TOKEN_NONE) return false;
    const uint32_t it = clause_child(&f->view, one->cue, DEP_NSUBJ_PASS), told = impersonal_clause(f, one, it);
    if (!(one->entry->says & SAYS_WHOLE) && told == TOKEN_NONE) return false;
    if (told != TOKEN_NONE && one->who.head == TOKEN_NONE) {
        token_set clause;
        memset(clause.in, 0, f->view.n);
        clause_mark(&f->view, told, &clause, true);
        range_add_set(out, &f->view, &clause);
        return out->n > 0;
    }
    uint32_t subject = clause_child(&f->view, one->cue, DEP_NSUBJ_PASS);
    uint32_t predicate = clause_child(&f->view, one->cue, DEP_XCOMP);
    if (predicate == TOKEN_NONE) predicate = clause_child(&f->view, one->cue, DEP_CCOMP);
    if (predicate == TOKEN_NONE) return false;
    token_set set;
    memset(set.in, 0, f->view.n);
    clause_mark(&f->view, predicate, &set, true);
    if (subject != TOKEN_NONE) clause_mark(&f->view, subject, &set, true);
    for (uint32_t t = one->cue_first; t < one->cue_end; t++) set.in[t - f->view.first] = 0;
    range_add_set(out, &f->view, &set);
    return out->n > 0;
}

/* "The road seems to be closed", "it appears that …": put forward by nobody; all but the cue is the content. A cue under it has a
 * source, and this one is a part of that cue. */
bool speech_seeming(const finder *f, const finding *one, range_list *out) {
    token_set set;
    uint32_t end;
    const uint32_t subject = clause_subject(&f->view, one->cue);
    bool complement = false;
    memset(set.in, 0, f->view.n);
    CLAUSE_EACH_CHILD(&f->view, one->cue, k) {
        const unsigned d = tok(f, k)->deprel;
        if (k < one->cue_end || (d != DEP_XCOMP && d != DEP_CCOMP && d != DEP_ADVCL && d != DEP_ACL)) continue;
        if (cue_match(f->cues, f->x, k, CUE_VERB, 0, &end)) return false;
        clause_mark(&f->view, k, &set, true);
        complement = true;
    }
    if (!complement) return false;
    if (subject != TOKEN_NONE) clause_mark(&f->view, subject, &set, true);
    for (uint32_t t = one->cue_first; t < one->cue_end; t++) set.in[t - f->view.first] = 0;
    range_add_set(out, &f->view, &set);
    return out->n > 0;
}
