/* Reading the claims of a dispatch: first version, attributions only. */
#include "claim/lexicon.h"

dp_status claim_find(const claim_rules *r, const text *x, mentions *m, arena *a, claims *out, dp_error *err) {
    *out = (claims){0};
    return attribution_find(r->attribution, x, m, a, out, err);
}
