/* Content ids of claims, actors and places: what they are made of, for those who write them and for those who check them. */
#ifndef DP_LEDGER_CONTENT_ID_H
#define DP_LEDGER_CONTENT_ID_H

#include "ledger/internal.h"

/* Claims of one dispatch, in their order: those that share trigger and frame are told apart by it. */
typedef struct claim_ids {
    struct claim_twin {
        uint64_t key; /* 0: empty */
        uint32_t met;
    } * slots; /* in an arena */
    uint32_t mask;
    const char *hash; /* of the dispatch's bytes; borrowed */
} claim_ids;
dp_status claim_ids_begin(claim_ids *ids, const char *hash, uint32_t claims, arena *a, dp_error *err);
/* Made from the dispatch's bytes, the trigger's place in bytes and the frame: a better pack may read the claim's other values
 * anew and the id stays. */
dp_status claim_ids_next(claim_ids *ids, span trigger, const char *frame, const char *type, char out[ID_CHARS + 1],
                         dp_error *err);

/* Canonical rows: made from all that they hold. NULL and "" are the same. */
typedef struct actor_content {
    const char *code, *label, *country, *sectors; /* sectors set apart by spaces */
    bool person;
} actor_content;
bool actor_id(const actor_content *c, buf *room, char out[ID_CHARS + 1]); /* false when memory is out */

typedef struct place_content {
    const char *gazetteer, *label, *country, *admin1, *feature;
    uint32_t code; /* 0: none */
    double lat, lon;
} place_content;
bool place_id(const place_content *c, buf *room, char out[ID_CHARS + 1]);

#endif
