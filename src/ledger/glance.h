/* What is seen of a proposition at a glance: enough to tell that two of one block lie apart and have nothing to say to each
 * other, without fetching the other one's row. Kept in memory while an empty ledger is filled. */
#ifndef DP_LEDGER_GLANCE_H
#define DP_LEDGER_GLANCE_H

#include <stdbool.h>
#include <stdint.h>

struct proposition;

typedef struct glances {
    struct glance *at; /* by the proposition's row number; NULL: nothing is known */
    uint64_t size;
} glances;

/* For a ledger that has no propositions. Without memory nothing is known. */
void glances_begin(glances *g);
void glances_end(glances *g);
void glances_add(glances *g, int64_t key, const struct proposition *p);
/* Of two row numbers. True only where proposition_compare finds nothing, because they lie apart
 * or speak of other days. */
bool glances_apart(const glances *g, int64_t a, int64_t b);

#endif
