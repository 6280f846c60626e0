/* Places: the gazetteer, recognition, resolution over a whole dispatch, and checks of what is said of borders.
 *
 *   "places"         place_record[]          towns, regions, countries, rivers, …: 40 bytes each
 *   "place-names"    phrase_table            name → first index into "place-lists"; one table for the scripts in use
 *   "place-lists"    name_candidate[]        the places of a name, heaviest first; the last of a list is marked
 *   "place-regions"  place_region[]          first-level regions; place_record.admin1_index counts from 1
 *   "countries"      country_record[]        sorted by alpha-2
 *   "country-names"  country_name[]          names of each country by language, grouped as country_record says
 *   "borders"        outlines                src/mention/border.h
 *   "<lang>/places"  cues, stop words, …     src/mention/place_rules.h
 *
 * Facts are GeoNames' (CC BY 4.0), Unicode CLDR's and world/'s; outlines are Natural Earth's (public domain). */
#ifndef DP_MENTION_GAZETTEER_H
#define DP_MENTION_GAZETTEER_H

#include "mention/mention.h"

#define PLACE_NONE UINT32_MAX

/* One place of the pack, section "places": records of 40 bytes. */
typedef struct place_record {
    uint32_t geonames_id;   /* 0 for what is only in world/ */
    uint32_t name;          /* pack string */
    int32_t lat_e5, lon_e5; /* degrees × 100,000 */
    uint32_t population;
    uint32_t admin1; /* pack string: name of the region */
    char feature[8];
    char country[2];
    uint16_t admin1_index; /* equal numbers, equal region (within a country); 0 unknown */
    rule_ref rule;         /* where in world/ it stands; 0 for GeoNames */
} place_record;

/* A first-level region, section "place-regions": 16 bytes. */
typedef struct place_region {
    uint32_t code;   /* pack string: GeoNames' code, "SY.07", "US.TX" */
    uint32_t name;   /* pack string: English name, or the code */
    uint32_t place;  /* index into "places" or PLACE_NONE */
    char country[4]; /* NUL-terminated */
} place_region;

/* A country or territory of ISO 3166-1, Kosovo (XK), and the states that ended since 1990 (SU, YU, …): 32 bytes. */
enum country_flag { COUNTRY_ENDED = 1, COUNTRY_TERRITORY = 2 /* no state of its own: Greenland, Guam … */ };
typedef struct country_record {
    char alpha2[4], alpha3[4]; /* NUL-terminated */
    uint32_t name;             /* pack string: the usual English name */
    uint32_t place;            /* index into "places", feature PCL* or TERR */
    uint32_t capital;          /* index into "places" or PLACE_NONE */
    uint32_t first_name;       /* index into "country-names" */
    uint16_t name_count;
    uint16_t flags;   /* enum country_flag */
    uint16_t numeric; /* ISO 3166-1; 0: none */
    uint16_t unused;
    rule_ref rule; /* where world/countries.rules speaks of it; 0 */
} country_record;

enum country_name_kind {
    COUNTRY_NAME_USUAL,
    COUNTRY_NAME_SHORT,
    COUNTRY_NAME_VARIANT,
    COUNTRY_NAME_OFFICIAL,
    COUNTRY_NAME_FORMER,
    COUNTRY_NAME_NICK
};
typedef struct country_name {
    uint32_t name;               /* pack string */
    char lang[4];                /* "fr"; "" for every language */
    uint16_t country;            /* index into "countries" */
    uint16_t kind;               /* enum country_name_kind */
    uint16_t from_year, to_year; /* of a former name; 0: open */
} country_name;

dp_status gazetteer_open(const pack *p, gazetteer **out, dp_error *err);
void gazetteer_free(gazetteer *g);
const place_record *gazetteer_place(const gazetteer *g, uint32_t index); /* NULL where out of bounds */
uint32_t gazetteer_place_count(const gazetteer *g);
const place_region *gazetteer_region(const gazetteer *g, uint16_t admin1_index); /* NULL where there is none */
/* GeoNames ids of the places that bear a name in any language, heaviest first; at most cap. Gives their number. */
uint32_t gazetteer_named(const gazetteer *g, const char *name, arena *a, uint32_t *ids, uint32_t cap);

/* The country table, for the actors' demonyms and codes. */
const country_record *gazetteer_countries(const gazetteer *g, uint32_t *n);
const country_record *gazetteer_country(const gazetteer *g, const char *alpha2);        /* "SY"; NULL where unknown */
const country_record *gazetteer_country_alpha3(const gazetteer *g, const char *alpha3); /* "SYR" */
const country_name *gazetteer_country_names(const gazetteer *g, const country_record *c, uint32_t *n);
/* The usual name in a language; the English one where it has none. */
const char *gazetteer_country_label(const gazetteer *g, const country_record *c, const char *lang);

/* Fills out->places and checks. Runs after actors (out->actors): a place inside an actor's name is marked. */
dp_status place_find(const gazetteer *g, const text *x, arena *a, mentions *out, dp_error *err);

/* Kilometres from a point to the nearest land border or outline of a country (great circle); 0 inside, -1 where the
 * country has no outline. */
double border_distance_km(const gazetteer *g, double lat, double lon, const char country[3]);
double great_circle_km(double lat1, double lon1, double lat2, double lon2);

#endif
