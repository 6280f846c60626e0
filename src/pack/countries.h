/* The countries as the pack compilers see them: Unicode CLDR's territories, their codes and names, and what
 * world/countries.rules adds (GeoNames ids, capitals, former names, nicknames). Read once each by the compilers of the
 * gazetteer and of the actors. Sorted by alpha-2. */
#ifndef DP_PACK_COUNTRIES_H
#define DP_PACK_COUNTRIES_H

#include "mention/gazetteer.h"
#include "pack/compile.h"

typedef struct country_source_name {
    const char *name;
    char lang[4]; /* "" for every language */
    uint8_t kind; /* enum country_name_kind */
    uint16_t from_year, to_year;
    uint32_t line; /* of world/countries.rules; 0 for CLDR */
} country_source_name;

typedef struct country_source {
    char alpha2[3], alpha3[4];
    uint16_t numeric;     /* ISO 3166-1; 0 where it has none */
    uint16_t flags;       /* enum country_flag */
    uint32_t geonames_id; /* 0 unknown */
    char feature[8];      /* PCLI, PCLD, PCLH, TERR … */
    double lat, lon;
    bool has_point;
    char successor[3];                /* of a state that ended: the country that GeoNames would file its places under */
    const char *capital;              /* as cities500 writes it, or NULL: then the PPLC of the country */
    uint16_t from_year, to_year;      /* of a state that ended; 0 */
    uint32_t line;                    /* of world/countries.rules; 0 */
    const country_source_name *names; /* [name_count]; the first English USUAL one is the canonical name */
    uint32_t name_count;
} country_source;

/* Names in the languages of s->langs and English. Without CLDR only what world/countries.rules holds. */
dp_status countries_read(const pack_sources *s, arena *a, const country_source **out, uint32_t *n, dp_error *err);
/* The usual English name. */
const char *country_source_label(const country_source *c);

#endif
