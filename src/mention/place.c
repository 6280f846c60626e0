/* Finds the places of a dispatch: the order of the stages (place_scan.h). */
#include <string.h>

#include "mention/place_scan.h"

dp_status place_find(const gazetteer *g, const text *x, arena *a, mentions *out, dp_error *err) {
    out->places = NULL;
    out->checks = NULL;
    out->doubts = NULL;
    out->place_count = out->check_count = out->doubt_count = 0;
    place_scan s = {.g = g,
                    .x = x,
                    .lang = place_rules_of(g->rules, x->lang),
                    .a = a,
                    .times = out->times,
                    .time_count = out->time_count,
                    .actors = out->actors,
                    .actor_count = out->actor_count};
    for (uint32_t i = 0; i < g->lang_count && i < 8; i++)
        if (strncmp(g->langs[i], x->lang, sizeof g->langs[i]) == 0) s.lang_bit = 1u << i;
    if (s.lang == NULL || g->names.slots == NULL || x->word_count == 0) return DP_OK;
    dp_status status = place_words_find(&s, err);
    if (status == DP_OK) status = place_cues_find(&s, err);
    if (status == DP_OK) status = place_points_find(&s, err);
    if (status == DP_OK) status = place_known_fetch(&s, err);
    if (status == DP_OK) status = place_hits_find(&s, err);
    if (status == DP_OK) status = place_hits_resolve(&s, err);
    if (status == DP_OK) status = place_mentions_write(&s, out, err);
    if (status == DP_OK) status = place_doubts_write(&s, out, err);
    if (status == DP_OK) status = place_sites_find(&s, out, err);
    if (status == DP_OK) status = place_coref_find(&s, out, err);
    if (status == DP_OK) status = place_checks_find(&s, out, err);
    return status;
}
