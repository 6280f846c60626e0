/* Places: the gazetteer, recognition, resolution over a whole dispatch, and checks of what is said of borders. */
#ifndef DP_MENTION_GAZETTEER_H
#define DP_MENTION_GAZETTEER_H

#include "mention/mention.h"

/* One place of the pack, section "places": records of 40 bytes. */
typedef struct place_record {
    uint32_t geonames_id;    /* 0 for what is only in world/ */
    uint32_t name;           /* pack string */
    int32_t lat_e5, lon_e5;  /* degrees × 100,000 */
    uint32_t population;
    uint32_t admin1;         /* pack string: name of the region */
    char feature[8];
    char country[2];
    uint16_t admin1_index;   /* equal numbers, equal region (within a country) */
    rule_ref rule;           /* where in world/ it stands; 0 for GeoNames */
} place_record;

dp_status gazetteer_open(const pack *p, gazetteer **out, dp_error *err);
void gazetteer_free(gazetteer *g);
const place_record *gazetteer_place(const gazetteer *g, uint32_t index);

/* Fills out->places and checks. Runs after actors (out->actors): a place inside an actor's name is marked. */
dp_status place_find(const gazetteer *g, const text *x, arena *a, mentions *out, dp_error *err);

/* Kilometres from a point to the nearest land border or outline of a country (great circle); 0 inside, -1 where the
 * country has no outline. */
double border_distance_km(const gazetteer *g, double lat, double lon, const char country[3]);
double great_circle_km(double lat1, double lon1, double lat2, double lon2);

#endif
