/* The gazetteer under construction: places, their names with weights, the regions; written as the sections that
 * mention/gazetteer.h and mention/place.h describe.
 *
 *   place_add ─▶ index ─▶ place_name(index, "Deir ez-Zor", …) as often as it has names ─▶ place_builder_write
 *
 * A name's weight says how likely it means the place out of any context: the logarithms of the place's people and of the
 * number of its names in GeoNames (what is known in many languages is talked of), its rank as a seat, and how surely the
 * name is its own. */
#ifndef DP_PACK_PLACE_BUILDER_H
#define DP_PACK_PLACE_BUILDER_H

#include "mention/place.h"
#include "pack/builder.h"
#include "pack/place_forms.h"

typedef struct place_builder place_builder;

typedef struct place_draft {
    uint32_t geonames_id;
    const char *name; /* as shown */
    double lat, lon;
    uint32_t population;
    uint32_t name_count; /* how many names GeoNames has for it */
    const char *feature; /* at most 7 bytes */
    const char *country; /* alpha-2 or "" */
    const char *region;  /* admin1 code, "" where unknown */
    double weight;       /* 0: made from the rest */
    rule_ref rule;
} place_draft;

/* Which rules of spelling hold in which countries: world/places/spelling.rules. */
typedef struct spelling_source {
    spelling_table table;
    struct {
        char country[3];
        uint8_t sets; /* bits */
    } at[256];
    uint32_t n;
} spelling_source;

/* `spelling` and `forms` may be NULL; else they must outlive the builder. */
dp_status place_builder_new(pack_builder *b, const spelling_source *spelling, const place_forms *forms, place_builder **out,
                            dp_error *err);
void place_builder_free(place_builder *pb);

/* PLACE_NONE where memory is out (place_builder_write reports it). */
uint32_t place_add(place_builder *pb, const place_draft *d);
place_record *place_at(place_builder *pb, uint32_t index);
uint32_t place_count(const place_builder *pb);
/* Makes all names of a place heavier. */
void place_weigh(place_builder *pb, uint32_t place, double more);
/* By the number in GeoNames; PLACE_NONE. */
uint32_t place_by_id(const place_builder *pb, uint32_t geonames_id);
bool place_has_name(place_builder *pb, uint32_t place, const char *name);
/* The heaviest place so far with this name in a country; "" is any country. */
uint32_t place_by_name(place_builder *pb, const char *name, const char *country);

/* `name` may be any text; what has no words adds nothing. Twice the same name keeps the surer tier. Its forms in the languages
 * that decline are added with it.
 * `langs`: bits of the languages that call it so; 0 for any. */
void place_name(place_builder *pb, uint32_t place, const char *name, unsigned tier, unsigned flags, unsigned langs);
/* Takes a name from a place again. */
void place_name_drop(place_builder *pb, uint32_t place, const char *name);

/* First-level regions by country and code. The number is what place_record.admin1_index holds; 0 where memory is out. */
uint16_t region_of(place_builder *pb, const char *country, const char *code);
uint32_t region_count(const place_builder *pb);
const place_region *region_at(const place_builder *pb, uint16_t region); /* from 1 */
const char *region_code(const place_builder *pb, uint16_t region);       /* "SY.04" */
void region_set_name(place_builder *pb, uint16_t region, const char *name);
void region_set_place(place_builder *pb, uint16_t region, uint32_t place);

/* Writes "places", "place-names", "place-lists", "place-skeletons", "place-regions". */
dp_status place_builder_write(place_builder *pb, dp_error *err);

#endif
