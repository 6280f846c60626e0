/* All parts of this room in their order, and the words of the contract for its enums. */
#include "mention/mention.h"

#include "mention/actor.h"
#include "mention/gazetteer.h"
#include "mention/time.h"

const char *basis_name(unsigned basis) {
    static const char *const names[] = {"unknown", "given", "explicit", "relative", "inferred", "dispatch"};
    return basis < sizeof names / sizeof *names ? names[basis] : names[0];
}

dp_status mention_find(const mention_rules *r, const text *x, civil given, arena *a, mentions *out, dp_error *err) {
    *out = (mentions){0};
    dp_status status = time_find(r->times, x, given, a, out, err);
    if (status == DP_OK) status = actor_find(r->actors, x, a, out, err);
    if (status == DP_OK) status = place_find(r->places, x, a, out, err);
    return status;
}
