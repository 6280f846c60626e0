/* Paradigms: all forms of a lemma, by lang/<code>/morphology.rules (which says how it is written). */
#ifndef TRAIN_PARADIGM_H
#define TRAIN_PARADIGM_H

#include "lib/inventory.h"
#include "pack/rulefile.h"

typedef struct paradigm_rules {
    const rule_file *file;
    arena *a;
} paradigm_rules;

typedef struct paradigm_form {
    const char *form;
    uint32_t feats;
} paradigm_form;

typedef vec_of(paradigm_form) paradigm_forms;

/* Checks every line; a broken one is an error with its place. */
dp_status paradigm_check(const paradigm_rules *r, dp_error *err);
/* Runs the tests under the rules; the first that fails is an error. */
dp_status paradigm_test(const paradigm_rules *r, dp_error *err);

/* Appends the forms of a lemma as the pattern for it makes them; none where no pattern fits. False: out of memory. */
bool paradigm_make(const paradigm_rules *r, const char *lemma, unsigned upos, paradigm_forms *out);

/* Adds the paradigms of all verbs, nouns and adjectives of the inventory, and of the rules' own words. */
dp_status paradigm_extend(const paradigm_rules *r, inventory *v, dp_error *err);

#endif
