/* Forms of the words that the rules name: endings of nouns and verbs, and spellings without marks. */
#include <stdio.h>
#include <string.h>

#include "pack/compile_events.h"

static dp_status add_noun_form(event_compiler *c, const char *noun, const event_suffix *p, dp_error *err) {
    const size_t n = strlen(noun), m = strlen(p->verb);
    char form[128];
    if (n <= m + 2 || strcmp(noun + n - m, p->verb) != 0) return DP_OK;
    if ((size_t)snprintf(form, sizeof form, "%.*s%s", (int)(n - m), noun, p->form) >= sizeof form) return DP_OK;
    if (!event_word_of(c, event_key(c, noun))) return error_nomem(err);
    event_word *w = event_word_of(c, event_key(c, form));
    if (!w) return error_nomem(err);
    if (!w->classes && !w->verb && !w->slot && !w->support && !w->traits && !w->base) w->base = event_key(c, noun);
    return DP_OK;
}

static dp_status add_noun_forms(event_compiler *c, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; i < c->nouns.n; i++)
        for (uint32_t k = 0; k < c->endings.n && s == DP_OK; k++) s = add_noun_form(c, c->nouns.at[i], &c->endings.at[k], err);
    return s;
}

/* One form of a verb: it lends what the verb lends ("sostuvieron" what "sostener" does). */
static dp_status add_form(event_compiler *c, const char *form, const char *verb, uint32_t trait, dp_error *err) {
    const uint16_t lent = TRAIT_MODAL | TRAIT_OBJECT_CONTROL | TRAIT_SUBJECT_CONTROL;
    if (!event_word_of(c, event_key(c, form)) || !event_word_of(c, event_key(c, verb))) return error_nomem(err);
    event_word *w = event_word_of(c, event_key(c, form));
    const event_word *lemma = event_word_of(c, event_key(c, verb));
    if (w == lemma || (w->verb && w->verb != lemma->key)) return DP_OK;
    if (trait == TRAIT_IF_TAGGED && w->verb) return DP_OK; /* a participle, or no other word, says more */
    w->verb = lemma->key;
    w->traits |= trait | (lemma->traits & lent);
    w->support |= lemma->support;
    return DP_OK;
}

/* Regular forms of the verbs of the lexicon, by the language's endings: "libérée" is one of "libérer". */
static dp_status add_verb_forms(event_compiler *c, dp_error *err) {
    for (uint32_t i = 0; i < c->verbs.n; i++) {
        for (uint32_t k = 0; k < c->suffixes.n; k++) {
            const char *verb = c->verbs.at[i], *end = c->suffixes.at[k].verb;
            size_t n = strlen(verb), m = strlen(end);
            char form[128];
            if (n < m || strcmp(verb + n - m, end) != 0) continue;
            if ((size_t)snprintf(form, sizeof form, "%.*s%s", (int)(n - m), verb, c->suffixes.at[k].form) >= sizeof form)
                continue;
            dp_status status = add_form(c, form, verb, c->suffixes.at[k].trait, err);
            if (status != DP_OK) return status;
        }
    }
    return DP_OK;
}

/* A word that is only a spelling of another stands for it. */
dp_status event_add_spellings(event_compiler *c, dp_error *err) {
    for (uint32_t i = 0; i < c->spellings.n; i++) {
        const event_spelling *x = &c->spellings.at[i];
        if (!event_word_of(c, x->key)) return error_nomem(err);
        const uint32_t known = c->words.n;
        event_word *bare = event_word_of(c, x->bare);
        if (!bare) return error_nomem(err);
        if (c->words.n == known) continue; /* a word of its own: "paro" is no spelling of "paró" */
        bare->base = x->key;
        bare->traits |= TRAIT_UNMARKED;
    }
    return DP_OK;
}

dp_status event_add_forms(event_compiler *c, dp_error *err) {
    const dp_status s = add_verb_forms(c, err);
    return s == DP_OK ? add_noun_forms(c, err) : s;
}
