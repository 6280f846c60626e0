/* A rule file of a user's own dictionaries on its way to one more line: what would change, as a unified diff, and the change
 * itself. */
#ifndef DP_REVIEW_DICTIONARY_H
#define DP_REVIEW_DICTIONARY_H

#include "core/buf.h"
#include "review/suggest.h"

typedef struct dictionary {
    const char *folder, *path; /* borrowed */
    bool exists;
    struct {
        const char **at;
        uint32_t n, cap;
    } lines; /* without their ends */
} dictionary;

/* A file that is not there is empty. Memory is the arena's. */
dp_status dictionary_open(dictionary *d, const char *folder, const char *path, arena *a, dp_error *err);

/* What a suggestion does: `removed` lines at line `at` (from 0) give way to `lines`. `count` 0: the line is there already. */
typedef struct dictionary_change {
    uint32_t at, removed, count;
    const char *lines[3];
} dictionary_change;
dictionary_change dictionary_plan(const dictionary *d, const suggestion *s, arena *a);

/* Appends the change as a unified diff that `patch -p1` takes. */
void dictionary_diff(const dictionary *d, const dictionary_change *c, buf *out);
/* The change, in memory. */
dp_status dictionary_apply(dictionary *d, const dictionary_change *c, arena *a, dp_error *err);
/* Writes the file anew, folders included; what stood there stays whole until the new file is. */
dp_status dictionary_write(dictionary *d, dp_error *err);

#endif
