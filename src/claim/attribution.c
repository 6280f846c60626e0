/* Who says so: nobody but the dispatch, until the cue lists are read. */
#include <stdlib.h>

#include "claim/attribution.h"
#include "core/error.h"

struct attribution_rules {
    const pack *pack;
};

dp_status attribution_rules_open(const pack *p, attribution_rules **out, dp_error *err) {
    attribution_rules *r = calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->pack = p;
    *out = r;
    return DP_OK;
}

void attribution_rules_free(attribution_rules *r) {
    free(r);
}

dp_status attribution_find(const attribution_rules *r, const text *x, const mentions *m, arena *a, claims *out, dp_error *err) {
    (void)r, (void)x, (void)m, (void)a, (void)err;
    out->attributions = NULL;
    out->attribution_count = 0;
    out->distance = NULL;
    out->distance_count = 0;
    return DP_OK;
}
