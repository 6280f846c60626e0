/* Opens the cues of each language (see place_rules.h). */
#include "mention/place_rules.h"

#include <stdlib.h>
#include <string.h>

struct place_rules {
    const pack *pack;
};

dp_status place_rules_open(const pack *p, place_rules **out, dp_error *err) {
    *out = calloc(1, sizeof **out);
    if (*out == NULL) return error_nomem(err);
    (*out)->pack = p;
    return DP_OK;
}

void place_rules_free(place_rules *r) {
    free(r);
}
