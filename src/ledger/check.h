/* What the parts of a check share: where findings go, and when to stop. */
#ifndef DP_LEDGER_CHECK_H
#define DP_LEDGER_CHECK_H

#include "ledger/internal.h"

typedef struct checking {
    ledger *l;
    const ledger_check_options *options;
    ledger_check_result *result;
    bool stopped; /* the one who asked wants no more */
    buf line;     /* of the finding under way */
} checking;

void check_say(checking *c, uint8_t weight, const char *kind, const char *where, const char *message, const char *remedy);
void check_progress(checking *c, const char *stage, uint64_t done, uint64_t of);

/* The parts, each of which goes on past what it finds. Their status is that of the check itself: memory, interruption. */
dp_status check_file(checking *c, dp_error *err);       /* pages, trees, indexes, foreign keys */
dp_status check_content(checking *c, dp_error *err);    /* each dispatch: hashes, ids, spans */
dp_status check_invariants(checking *c, dp_error *err); /* what holds between rows */
dp_status check_derived(checking *c, dp_error *err);    /* propositions, relations, the indexes of both, sketches, shared text */
dp_status check_words(checking *c, dp_error *err);      /* the full text index against the sentences */

#endif
