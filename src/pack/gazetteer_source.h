/* The parts of the gazetteer's compiler. Each adds its kind of place to the builder; compile_gazetteer.c calls them in order:
 *
 *   countries ─▶ towns (GeoNames) ─▶ regions (their names, their middle) ─▶ world/places/ ─▶ countries' records */
#ifndef DP_PACK_GAZETTEER_SOURCE_H
#define DP_PACK_GAZETTEER_SOURCE_H

#include "pack/countries.h"
#include "pack/geonames_mo.h"
#include "pack/place_builder.h"
#include "pack/place_rewrite.h"

enum { GAZETTEER_LANGS_MAX = 16 };

/* Where the towns of a region lie: the mean over cells of a fifth of a degree that hold a town. */
typedef struct region_sum {
    double lat, lon;
    uint32_t cells;
    double people;
} region_sum;

typedef struct gazetteer_build {
    pack_builder *b;
    const pack_sources *s;
    arena *a;
    place_builder *places;
    spelling_source spelling;
    place_forms *forms;
    place_rewrite *rewrite;
    const country_source *countries; /* [country_count] sorted by alpha-2 */
    uint32_t country_count;
    uint32_t *country_place;                 /* [country_count] */
    double *country_people;                  /* [country_count] of its towns together */
    uint32_t *country_capital;               /* [country_count] the most populous PPLC, or PLACE_NONE */
    mo_catalogue names[GAZETTEER_LANGS_MAX]; /* English first, then the pack's languages */
    const char *name_langs[GAZETTEER_LANGS_MAX];
    uint32_t name_count;
    region_sum *regions;        /* [65536] by region number */
    struct district *districts; /* [district_count], those of world/places/districts.rules */
    uint32_t *district_slots;   /* [DISTRICT_SLOTS] district + 1 */
    uint32_t district_count;
    vec_of(const char *) generic_after, generic_before; /* "Governorate", "Province de": words a region may be named without */
} gazetteer_build;

dp_status gazetteer_spelling(gazetteer_build *g, dp_error *err);      /* world/places/spelling.rules */
dp_status gazetteer_countries_add(gazetteer_build *g, dp_error *err); /* the countries' places and names */
dp_status gazetteer_towns(gazetteer_build *g, dp_error *err);         /* GeoNames' rows */
dp_status gazetteer_regions(gazetteer_build *g, dp_error *err);       /* first-level regions; world/places/regions.rules */
dp_status gazetteer_districts(gazetteer_build *g, dp_error *err);     /* reads world/places/districts.rules */
void district_count_town(gazetteer_build *g, const char *country, const char *admin1, const char *admin2, double lat, double lon);
dp_status gazetteer_districts_add(gazetteer_build *g, dp_error *err);
dp_status gazetteer_overrides(gazetteer_build *g, dp_error *err); /* the other files of world/places/ */
dp_status gazetteer_own_names(gazetteer_build *g, dp_error *err); /* lang/<code>/place-names.rules */
dp_status gazetteer_countries_write(gazetteer_build *g, dp_error *err);

/* -1 where there is none. */
int country_number(const gazetteer_build *g, const char *alpha2);
/* Asks place_names_add to mark names of two capitals as postal codes. */
#define NAME_TAIL_IF_CODE 0x100u
/* What a name's letters say of its use: NAME_CAPS for "UAE" and "U.S.", NAME_DOTTED for "Ky.". */
unsigned name_flags_of(const char *name);
/* The bit of a language in name_candidate.langs; 0 where the pack does not have it. */
unsigned lang_bit(const gazetteer_build *g, const char *lang);
/* Adds the names of a list set apart by ';'; "fr:Mexico" is a name in French only,
 * "tail:B.C." one that stands behind another place and a comma only. `langs`: of names that say nothing else; 0 is any. */
dp_status place_names_add(gazetteer_build *g, uint32_t place, const char *list, unsigned tier, unsigned flags, unsigned langs,
                          dp_error *err);

#endif
