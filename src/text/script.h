/* Edit scripts: how a lemma comes from a form. Never an open generator: each lemma can be explained by one script.
 *
 *   l0||2|er    lower case, nothing off the front, two characters off the end, "er" behind: "Libérés" ─▶ "libérer"
 *   k0||0|      the form as it stands                 =il    "il", whatever the form
 *
 * (G. Chrupała, "Towards a machine-learning architecture for lexical functional grammar parsing", 2008.) A script that takes
 * more characters than there are leaves the form as it stands. */
#ifndef DP_TEXT_SCRIPT_H
#define DP_TEXT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/fold.h"

#define SCRIPT_LEMMA_MAX FOLD_MAX /* bytes; of a longer form the lemma is the form */

typedef struct edit_script {
    const char *fixed;           /* the lemma itself, or NULL */
    const char *prefix, *suffix; /* what is put; prefix_bytes long, NUL-terminated */
    uint32_t prefix_bytes, suffix_bytes;
    uint16_t strip_front, strip_end; /* characters */
    bool lower;
} edit_script;

/* Points into s; false where it is no script. */
bool script_read(const char *s, edit_script *out);

/* The lemma, not NUL-terminated; gives its bytes, or 0 where the form must do. */
size_t script_apply(const edit_script *s, const fold_table *fold, const char *form, size_t n, char out[SCRIPT_LEMMA_MAX]);

#endif
