/* The gazetteer: countries, GeoNames' towns, first-level regions and world/places/ become the sections that
 * mention/gazetteer.h and mention/place.h describe. */
#include "pack/compile.h"

#include <string.h>

#include "pack/gazetteer_source.h"

static dp_status open_names(gazetteer_build *g, dp_error *err) {
    if (!g->s->geonames_mo) return DP_OK;
    g->name_langs[0] = "en";
    dp_status s = mo_open(g->s->geonames_mo, "en", &g->names[g->name_count++], err);
    for (const char *const *lang = g->s->langs; s == DP_OK && lang && *lang && g->name_count < GAZETTEER_LANGS_MAX; lang++)
        if (strcmp(*lang, "en") != 0) {
            g->name_langs[g->name_count] = *lang;
            s = mo_open(g->s->geonames_mo, *lang, &g->names[g->name_count++], err);
        }
    return s;
}

/* "place-langs": what the bits of name_candidate.langs mean. */
static void write_langs(const gazetteer_build *g) {
    char langs[8][4] = {{0}};
    uint32_t n = 0;
    for (; n < 8 && g->s->langs && g->s->langs[n]; n++) strncpy(langs[n], g->s->langs[n], sizeof langs[n] - 1);
    builder_section(g->b, "place-langs", langs, n * sizeof langs[0]);
}

dp_status compile_gazetteer(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    gazetteer_build *g = arena_alloc(a, sizeof *g);
    if (!g) return error_nomem(err);
    *g = (gazetteer_build){.b = b, .s = s, .a = a};
    g->regions = arena_array(a, UINT16_MAX + 1, sizeof *g->regions);
    if (!g->regions) return error_nomem(err);
    dp_status status = gazetteer_spelling(g, err);
    if (status == DP_OK) status = place_forms_read(s, builder_fold(b), a, &g->forms, err);
    if (status == DP_OK) status = place_rewrite_read(s, builder_fold(b), a, &g->rewrite, err);
    if (status == DP_OK) status = place_builder_new(b, &g->spelling, g->forms, &g->places, err);
    if (status == DP_OK) status = open_names(g, err);
    static dp_status (*const parts[])(gazetteer_build *, dp_error *) = {
        gazetteer_countries_add, gazetteer_districts, gazetteer_towns,     gazetteer_regions,
        gazetteer_districts_add, gazetteer_overrides, gazetteer_own_names, gazetteer_countries_write};
    for (size_t i = 0; status == DP_OK && i < sizeof parts / sizeof *parts; i++) status = parts[i](g, err);
    if (status == DP_OK) status = place_builder_write(g->places, err);
    if (status == DP_OK) write_langs(g);
    for (uint32_t i = 0; i < g->name_count; i++) mo_close(&g->names[i]);
    place_builder_free(g->places);
    return status;
}
