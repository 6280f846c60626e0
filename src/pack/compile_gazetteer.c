/* The gazetteer: countries, GeoNames' towns, first-level regions and world/places/ become the sections that
 * mention/gazetteer.h and mention/place.h describe. */
#include "pack/compile.h"

#include <string.h>

#include "pack/gazetteer_source.h"

static dp_status open_names(gazetteer_build *g, dp_error *err) {
    if (!g->s->geonames_mo) return DP_OK;
    dp_status s = mo_open(g->s->geonames_mo, "en", &g->names[g->name_count++], err);
    for (const char *const *lang = g->s->langs; s == DP_OK && lang && *lang && g->name_count < GAZETTEER_LANGS_MAX; lang++)
        if (strcmp(*lang, "en") != 0) s = mo_open(g->s->geonames_mo, *lang, &g->names[g->name_count++], err);
    return s;
}

dp_status compile_gazetteer(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    gazetteer_build *g = arena_alloc(a, sizeof *g);
    if (!g) return error_nomem(err);
    *g = (gazetteer_build){.b = b, .s = s, .a = a};
    g->regions = arena_array(a, UINT16_MAX + 1, sizeof *g->regions);
    if (!g->regions) return error_nomem(err);
    dp_status status = gazetteer_spelling(g, err);
    if (status == DP_OK) status = place_builder_new(b, &g->spelling, &g->places, err);
    if (status == DP_OK) status = open_names(g, err);
    static dp_status (*const parts[])(gazetteer_build *, dp_error *) = {
        gazetteer_countries_add, gazetteer_towns, gazetteer_regions, gazetteer_overrides, gazetteer_countries_write};
    for (size_t i = 0; status == DP_OK && i < sizeof parts / sizeof *parts; i++) status = parts[i](g, err);
    if (status == DP_OK) status = place_builder_write(g->places, err);
    for (uint32_t i = 0; i < g->name_count; i++) mo_close(&g->names[i]);
    place_builder_free(g->places);
    return status;
}
