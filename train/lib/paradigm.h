/* Paradigms: all forms of a lemma, by lang/<code>/morphology.rules (which says how it is written). */
#ifndef TRAIN_PARADIGM_H
#define TRAIN_PARADIGM_H

#include "core/arena.h"
#include "core/error.h"
#include "pack/rulefile.h"
#include "text/ud.h"

typedef struct paradigm_rules {
    const rule_file *file;
    arena *a;
} paradigm_rules;

typedef struct paradigm_form {
    const char *form;
    uint64_t feats;
} paradigm_form;

typedef vec_of(paradigm_form) paradigm_forms;

/* Checks every line; a broken one is an error with its place. */
dp_status paradigm_check(const paradigm_rules *r, dp_error *err);
/* Runs the tests under the rules; the first that fails is an error. */
dp_status paradigm_test(const paradigm_rules *r, dp_error *err);

/* Appends the forms of a lemma as the pattern for it makes them; none where no pattern fits. False: out of memory. */
bool paradigm_make(const paradigm_rules *r, const char *lemma, unsigned upos, paradigm_forms *out);

/* The rules' own words, with the features that stand beside them. */
typedef bool paradigm_word_fn(void *context, const char *lemma, unsigned upos, uint64_t feats);
dp_status paradigm_words(const paradigm_rules *r, paradigm_word_fn *take, void *context, dp_error *err);

#endif
