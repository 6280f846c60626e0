/* Finding the verb of a separable prefix. */
#include "text/particle.h"

#include <stdio.h>
#include <string.h>

#include "text/ud.h"

enum { REACH = 40, PREFIX_BYTES_MAX = 24, LEMMA_BYTES_MAX = 120 };

static bool is_listed(const token_rules *r, const token *t) {
    if (t->flags & TOKEN_CAPITAL) return false; /* at the head of a sentence, or a noun */
    const token_entry *e = token_rules_find(r, t->form_hash);
    return e && (e->kinds & TOK_SEPARABLE);
}

static bool is_verb(const token *t) {
    return t->upos == UPOS_VERB || t->upos == UPOS_AUX;
}

static bool is_finite(const token *t) {
    return is_verb(t) && FEAT_GET(t->feats, VERBFORM) == VERBFORM_FIN;
}

/* Does the clause end behind token t? */
static bool ends_clause(const token *tokens, const sentence *s, uint32_t t) {
    if (t + 1 >= s->end_token) return true;
    const unsigned next = tokens[t + 1].upos;
    return next == UPOS_PUNCT || next == UPOS_CCONJ || next == UPOS_SCONJ;
}

/* The finite verb of the clause that ends with token t, which must stand before other words of its clause; TOKEN_NONE. An
 * auxiliary has its participle there, and no prefix. */
static uint32_t verb_before(const token *tokens, const sentence *s, uint32_t t) {
    for (uint32_t k = t; k-- > s->first_token && t - k <= REACH;) {
        const token *w = &tokens[k];
        if (w->upos == UPOS_SCONJ) return TOKEN_NONE;
        if (!is_verb(w)) continue;
        return is_finite(w) && w->upos == UPOS_VERB ? k : TOKEN_NONE;
    }
    return TOKEN_NONE;
}

/* "nach wie vor", "ab und zu": two prefixes about a conjunction are none. What they led is an object then. */
static bool is_paired(const token_rules *r, token *tokens, const sentence *s, uint32_t t) {
    if (t + 2 >= s->end_token || !is_listed(r, &tokens[t + 2])) return false;
    if (tokens[t + 1].upos != UPOS_SCONJ && tokens[t + 1].upos != UPOS_CCONJ) return false;
    const uint32_t noun = tokens[t + 2].head;
    if (tokens[t + 2].deprel == DEP_CASE && noun > t + 2 && noun < s->end_token && tokens[noun].deprel == DEP_OBL)
        tokens[noun].deprel = DEP_OBJ;
    if (tokens[t].head > t && tokens[t].head < t + 3) return false;
    for (uint32_t k = t; k < t + 3; k++) {
        tokens[k].deprel = k == t ? DEP_ADVMOD : DEP_FIXED;
        if (k > t) tokens[k].head = t;
    }
    return true;
}

static uint32_t verb_of(const token *tokens, const sentence *s, uint32_t t) {
    const token *w = &tokens[t];
    const uint32_t head = w->head;
    const bool inside = head >= s->first_token && head < t;
    if (w->deprel == DEP_COMPOUND && inside && is_verb(&tokens[head]) && FEAT_GET(tokens[head].feats, VERBFORM) != VERBFORM_PART)
        return head;
    if (!ends_clause(tokens, s, t)) return TOKEN_NONE;
    return verb_before(tokens, s, t);
}

static dp_status join(const token_rules *r, token *verb, const token *prefix, arena *a, dp_error *err) {
    char lemma[PREFIX_BYTES_MAX + LEMMA_BYTES_MAX];
    const int n = snprintf(lemma, sizeof lemma, "%s%s", prefix->lemma, verb->lemma);
    if (n < 0 || (size_t)n >= sizeof lemma) return DP_OK; /* no word of a language is that long */
    const char *copy = arena_copy(a, lemma, (size_t)n);
    if (!copy) return error_nomem(err);
    verb->lemma = copy;
    verb->lemma_hash = token_hash(r, copy, (uint32_t)n);
    return DP_OK;
}

/* "hat die Stadt zurückerobert", "wurde besetzt": in the third person of the present many verbs are spelled like their
 * participle; one that has a finite auxiliary is the participle. */
static void mend_participle(token *tokens, const sentence *s, const token *aux) {
    token *verb = aux->head >= s->first_token && aux->head < s->end_token ? &tokens[aux->head] : NULL;
    const bool auxiliary = aux->upos == UPOS_AUX && is_finite(aux) && (aux->deprel == DEP_AUX || aux->deprel == DEP_AUX_PASS);
    if (!verb || !auxiliary || verb->upos != UPOS_VERB || FEAT_GET(verb->feats, VERBFORM) != VERBFORM_FIN) return;
    const bool third = FEAT_GET(verb->feats, NUMBER) == NUMBER_SING && FEAT_GET(verb->feats, TENSE) == TENSE_PRES;
    if (third) verb->feats = FEAT_PUT(VERBFORM, VERBFORM_PART);
}

static bool is_nominal(const token *t) {
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN;
}

/* The first token of what hangs on t, as far as it stands in a row before t. */
static uint32_t phrase_first(const token *tokens, const sentence *s, uint32_t t) {
    uint32_t first = t;
    while (first > s->first_token) {
        const token *w = &tokens[first - 1];
        const bool inside = w->head >= first && w->head <= t;
        if (!inside || w->upos == UPOS_PUNCT) break;
        first--;
    }
    return first;
}

/* "Bei dem Anschlag auf den Markt starben …": one phrase stands before the finite verb of a main clause. What the parser hung on
 * the verb there as a second one, with a preposition and right behind a noun, belongs to that noun. */
static void mend_prefield(token *tokens, const sentence *s) {
    uint32_t verb = TOKEN_NONE, finite = TOKEN_NONE;
    for (uint32_t t = s->first_token; t < s->end_token && verb == TOKEN_NONE; t++)
        if (tokens[t].head < s->first_token || tokens[t].head >= s->end_token) verb = t;
    for (uint32_t t = s->first_token; t < s->end_token && verb != TOKEN_NONE && finite == TOKEN_NONE; t++) {
        if (tokens[t].upos == UPOS_PUNCT && t > s->first_token) return; /* a clause may end here */
        if (is_finite(&tokens[t]) && (t == verb || tokens[t].head == verb)) finite = t;
    }
    for (uint32_t t = s->first_token + 1; finite != TOKEN_NONE && t < finite; t++) {
        token *w = &tokens[t];
        if (w->head != verb || !is_nominal(w) || (w->deprel != DEP_OBL && w->deprel != DEP_OBJ && w->deprel != DEP_NMOD))
            continue;
        const uint32_t first = phrase_first(tokens, s, t);
        if (first == s->first_token || first == t || tokens[first].upos != UPOS_ADP) continue;
        const token *noun = &tokens[first - 1];
        if (noun->upos != UPOS_NOUN || noun->head != verb) continue;
        w->head = first - 1;
        w->deprel = DEP_NMOD;
    }
}

dp_status particle_join(const token_rules *r, token *tokens, const sentence *s, arena *a, dp_error *err) {
    if (!(r->policy & TOKENS_SEPARABLE)) return DP_OK;
    for (uint32_t t = s->first_token; t < s->end_token; t++) mend_participle(tokens, s, &tokens[t]);
    mend_prefield(tokens, s);
    uint32_t last = TOKEN_NONE; /* the verb that was joined last: one has one prefix */
    for (uint32_t t = s->first_token + 1; t < s->end_token; t++) {
        if (!is_listed(r, &tokens[t])) continue;
        if (is_paired(r, tokens, s, t)) {
            t += 2;
            continue;
        }
        const uint32_t verb = verb_of(tokens, s, t);
        if (verb == TOKEN_NONE || verb == last) continue;
        token *w = &tokens[t];
        w->lemma = w->form;
        w->lemma_hash = w->form_hash;
        const dp_status st = join(r, &tokens[verb], w, a, err);
        if (st != DP_OK) return st;
        if (w->deprel != DEP_COMPOUND || w->head != verb) {
            for (uint32_t k = s->first_token; k < s->end_token; k++) /* what the parser hung on it */
                if (tokens[k].head == t && k != verb) tokens[k].head = verb;
            if (tokens[verb].head == t) {
                tokens[verb].head = w->head == verb ? TOKEN_NONE : w->head;
                tokens[verb].deprel = tokens[verb].head == TOKEN_NONE ? DEP_ROOT : w->deprel;
            }
            w->head = verb;
            w->deprel = DEP_COMPOUND;
        }
        w->upos = UPOS_ADP;
        w->feats = 0;
        last = verb;
    }
    return DP_OK;
}
