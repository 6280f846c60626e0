/* All dispatches, each with the one whose text it carries first: for what counts voices over the whole ledger. */
#ifndef DP_LEDGER_ROOTS_H
#define DP_LEDGER_ROOTS_H

#include "ledger/internal.h"
#include "ledger/keys.h"

typedef struct dispatch_roots {
    key_list keys;     /* of the dispatches, ascending */
    uint32_t *root;    /* [keys.n] index of the first text; its own where the dispatch is no copy */
    uint32_t *carried; /* [keys.n] of a first text: how many dispatches carry it */
} dispatch_roots;

/* The keys of all dispatches, ascending. */
dp_status dispatch_keys_load(ledger *l, arena *a, key_list *keys, dp_error *err);
/* In the arena. Under the ledger's lock. */
dp_status roots_load(ledger *l, arena *a, dispatch_roots *out, dp_error *err);

#endif
