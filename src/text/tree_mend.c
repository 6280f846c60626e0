#include "text/tree_mend.h"

static bool is_nominal(const token *t) {
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN;
}

/* The one root; TOKEN_NONE where the sentence has a finite verb or an auxiliary, or does not end in a full stop. */
static uint32_t bare_root(const token *tokens, const sentence *s) {
    uint32_t root = TOKEN_NONE;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        const token *k = &tokens[t];
        if (k->upos == UPOS_AUX || (k->upos == UPOS_VERB && FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN)) return TOKEN_NONE;
        if (k->head == TOKEN_NONE) root = t;
    }
    const token *last = &tokens[s->end_token - 1];
    return last->upos == UPOS_PUNCT && last->form[0] == '.' && root != TOKEN_NONE && is_nominal(&tokens[root]) ? root
                                                                                                               : TOKEN_NONE;
}

/* A past participle that modifies the root from the left. */
static uint32_t past_form(const token *tokens, const sentence *s, uint32_t root) {
    for (uint32_t t = root; t-- > s->first_token;) {
        const token *k = &tokens[t];
        const bool past = k->upos == UPOS_VERB && FEAT_GET(k->feats, TENSE) == TENSE_PAST;
        if (past && k->head == root && k->deprel == DEP_AMOD) return t;
    }
    return TOKEN_NONE;
}

void tree_mend(token *tokens, const sentence *s) {
    if (s->end_token - s->first_token < 4) return;
    const uint32_t root = bare_root(tokens, s);
    const uint32_t verb = root == TOKEN_NONE ? TOKEN_NONE : past_form(tokens, s, root);
    if (verb == TOKEN_NONE || verb == s->first_token) return;
    /* The subject ends right before the verb and hangs on it or on the root. */
    const uint32_t subject = verb - 1;
    const token *name = &tokens[subject];
    if (!is_nominal(name) || (name->head != root && name->head != verb)) return;
    if (name->deprel != DEP_COMPOUND && name->deprel != DEP_NMOD && name->deprel != DEP_FLAT) return;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        token *k = &tokens[t];
        if (t < subject && (k->head == root || k->head == verb))
            k->head = subject;
        else if (k->head == root && k->deprel == DEP_PUNCT)
            k->head = verb;
    }
    tokens[subject].head = verb;
    tokens[subject].deprel = DEP_NSUBJ;
    tokens[root].head = verb;
    tokens[root].deprel = DEP_OBJ;
    tokens[verb].head = TOKEN_NONE;
    tokens[verb].deprel = DEP_ROOT;
}
