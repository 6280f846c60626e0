/* What the checks of border statements (place_check.c) and of statements about a place's country (place_inside.c) share. */
#ifndef DP_MENTION_PLACE_CHECK_H
#define DP_MENTION_PLACE_CHECK_H

#include "mention/place_scan.h"

typedef vec_of(border_check) check_list;

/* The country (alpha-2) of a taken hit that begins at word w, or "". *hit is where to look from; it becomes the hit's index. */
const char *check_country_at(const place_scan *s, uint32_t w, uint32_t *hit);
/* The first hit at or behind word w; the first mention at or behind a byte. */
uint32_t check_first_hit(const place_scan *s, uint32_t w);
uint32_t check_first_mention(const mentions *m, uint32_t from);
/* Is it a place small enough to lie in a country or on a border, and named as a place? */
bool check_is_point(const place_mention *p);

/* Adds the checks of a sentence: "Kidal lies in Niger". */
dp_status place_insides_find(const place_scan *s, const mentions *m, const sentence *sent, check_list *checks, dp_error *err);

#endif
