/* Actors: opening the knowledge and the entry point. The scan lies in actor_scan.c, composition in actor_compose.c. */
#include "mention/actor.h"

#include <stdlib.h>

struct actor_rules {
    const pack *pack;
};

dp_status actor_rules_open(const pack *p, actor_rules **out, dp_error *err) {
    actor_rules *r = calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->pack = p;
    *out = r;
    return DP_OK;
}

void actor_rules_free(actor_rules *r) { free(r); }

dp_status actor_find(const actor_rules *r, const text *x, arena *a, mentions *out, dp_error *err) {
    (void)r, (void)x;
    out->actors = arena_alloc(a, 0);
    out->actor_count = 0;
    return out->actors ? DP_OK : error_nomem(err);
}
