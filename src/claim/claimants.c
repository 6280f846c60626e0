/* The chain of claimants around a token: all whose content holds it, from the outermost voice in. */
#include <string.h>

#include "claim/attribution.h"

#define CHAIN_MAX      8u
#define BESIDE_CUE_MAX 6u
#define LOOK_BACK_MAX  256u /* attributions before a token that may hold it */

static bool holds(const attribution *a, uint32_t t) {
    if (t < a->first_token || t >= a->end_token) return false;
    for (uint32_t k = 0; k < a->content_count; k++)
        if (a->content_first[k] <= t && t < a->content_end[k]) return true;
    return false;
}

uint32_t claimants_behind(const claims *c, uint32_t t) {
    uint32_t low = 0, high = c->attribution_count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (c->attributions[mid].first_token > t)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

bool claimants_leave_out(const claims *c, uint32_t t, uint32_t other) {
    const uint32_t end = claimants_behind(c, t);
    for (uint32_t i = end > CHAIN_MAX ? end - CHAIN_MAX : 0; i < end; i++) {
        const attribution *k = &c->attributions[i];
        if (k->cue_token == TOKEN_NONE || k->cue_token == t || !holds(k, t) || holds(k, other)) continue;
        const bool between = k->cue_token < t ? other < k->first_token : other >= k->end_token;
        const uint32_t away = other > k->cue_token ? other - k->cue_token : k->cue_token - other;
        if (between && away <= BESIDE_CUE_MAX) return true;
    }
    return false;
}

bool claimants_name(const claims *c, uint32_t t, uint32_t offset_bytes) {
    const uint32_t end = claimants_behind(c, t);
    for (uint32_t i = end > CHAIN_MAX ? end - CHAIN_MAX : 0; i < end; i++) {
        const attribution *k = &c->attributions[i];
        for (uint8_t j = 0; holds(k, t) && j < k->source_count && j < 2; j++)
            if (k->source[j].start <= offset_bytes && offset_bytes < k->source[j].end) return true;
    }
    return false;
}

/* "An officer revised the losses: five were killed, he said": one speaker, whose words stand in his own. */
static bool is_himself(const claimant *outer, const claimant *inner) {
    const char *a = outer->stands_for ? outer->stands_for : outer->text, *b = inner->stands_for ? inner->stands_for : inner->text;
    return (outer->stands_for || inner->stands_for) && a && b && strcmp(a, b) == 0;
}

dp_status claimants_of(const claims *c, uint32_t t, arena *a, const claimant **out, uint32_t *n) {
    uint32_t end = claimants_behind(c, t);
    claimant *chain = NULL;
    *out = NULL;
    *n = 0;
    for (uint32_t i = end > LOOK_BACK_MAX ? end - LOOK_BACK_MAX : 0; i < end && *n < CHAIN_MAX; i++) {
        const attribution *k = &c->attributions[i];
        if (!k->voice || k->cue_token == t || !holds(k, t)) continue;
        if (*n > 0 && is_himself(&chain[*n - 1], &k->who)) {
            if (chain[*n - 1].stands_for) chain[*n - 1] = k->who; /* the one that is told by name */
            continue;
        }
        if (!chain && !(chain = arena_array(a, CHAIN_MAX, sizeof *chain))) return DP_E_NOMEM;
        chain[(*n)++] = k->who;
    }
    *out = chain;
    return DP_OK;
}
