/* Opens the gazetteer's sections and answers questions about single places and countries. */
#include <stdlib.h>
#include <string.h>

#include "mention/place.h"

static dp_status open_table(const pack *p, const char *section, size_t item_bytes, const void **items, uint32_t *n,
                            dp_error *err) {
    size_t count = 0;
    dp_status s = pack_table(p, section, item_bytes, items, &count, err);
    *n = (uint32_t)count;
    return s;
}

static dp_status open_places(gazetteer *g, dp_error *err) {
    const void *places = NULL, *lists = NULL, *regions = NULL, *langs = NULL;
    dp_status s = open_table(g->pack, "places", sizeof(place_record), &places, &g->place_count, err);
    if (s == DP_OK) s = open_table(g->pack, "place-lists", sizeof(name_candidate), &lists, &g->candidate_count, err);
    if (s == DP_OK) s = open_table(g->pack, "place-regions", sizeof(place_region), &regions, &g->region_count, err);
    if (s == DP_OK) s = open_table(g->pack, "place-langs", sizeof *g->langs, &langs, &g->lang_count, err);
    if (s == DP_OK) s = phrase_open(g->pack, "place-names", &g->names, err);
    g->places = places;
    g->candidates = lists;
    g->regions = regions;
    g->langs = (const char(*)[4])langs;
    /* The walk along a list stops at a mark: one at the very end keeps every walk inside the table. */
    if (s == DP_OK && g->candidate_count > 0 && !(g->candidates[g->candidate_count - 1].flags & NAME_LAST))
        return error_set(err, DP_E_PACK, "the pack's lists of places do not end");
    return s;
}

/* What a pack may lack: keys of spellings, weights of evidence. */
static dp_status open_extras(gazetteer *g, dp_error *err) {
    const void *at = NULL;
    size_t n = 0;
    dp_status s = spelling_open(g->pack, &g->spelling, err);
    if (s == DP_OK && pack_section(g->pack, "place-skeletons", &at, &n))
        s = phrase_open(g->pack, "place-skeletons", &g->skeletons, err);
    if (s == DP_OK && pack_section(g->pack, "place-evidence", &at, &n)) {
        s = open_table(g->pack, "place-evidence", sizeof(float), &at, &g->evidence_count, err);
        g->evidence = at;
    }
    return s;
}

static dp_status open_countries(gazetteer *g, dp_error *err) {
    const void *at = NULL;
    size_t n = 0;
    dp_status s = pack_table(g->pack, "countries", sizeof(country_record), &at, &n, err);
    if (s != DP_OK) return s;
    g->countries = at;
    g->country_count = (uint32_t)n;
    s = pack_table(g->pack, "country-names", sizeof(country_name), &at, &n, err);
    if (s != DP_OK) return s;
    g->country_names = at;
    g->country_name_count = (uint32_t)n;
    for (uint32_t i = 0; i < g->country_count; i++) {
        const country_record *c = &g->countries[i];
        if (c->alpha2[3] || c->alpha3[3] || c->place >= g->place_count || c->first_name > g->country_name_count ||
            c->name_count > g->country_name_count - c->first_name)
            return error_set(err, DP_E_PACK, "the pack's table of countries names what is not there");
    }
    return DP_OK;
}

dp_status gazetteer_open(const pack *p, gazetteer **out, dp_error *err) {
    *out = NULL;
    gazetteer *g = calloc(1, sizeof *g);
    if (g == NULL) return error_nomem(err);
    g->pack = p;
    dp_status s = place_rules_open(p, &g->rules, err);
    const void *at;
    size_t n;
    if (s == DP_OK && pack_section(p, "places", &at, &n)) { /* a pack may be built without a gazetteer */
        s = open_places(g, err);
        if (s == DP_OK) s = open_extras(g, err);
        if (s == DP_OK) s = open_countries(g, err);
        if (s == DP_OK) s = border_open(p, &g->borders, err);
    }
    if (s != DP_OK) {
        gazetteer_free(g);
        return s;
    }
    *out = g;
    return DP_OK;
}

void gazetteer_free(gazetteer *g) {
    if (g == NULL) return;
    place_rules_free(g->rules);
    free(g);
}

const place_record *gazetteer_place(const gazetteer *g, uint32_t index) {
    return index < g->place_count ? &g->places[index] : NULL;
}

uint32_t gazetteer_place_count(const gazetteer *g) {
    return g->place_count;
}

const place_region *gazetteer_region(const gazetteer *g, uint16_t admin1_index) {
    return admin1_index > 0 && admin1_index <= g->region_count ? &g->regions[admin1_index - 1] : NULL;
}

const country_record *gazetteer_countries(const gazetteer *g, uint32_t *n) {
    *n = g->country_count;
    return g->countries;
}

const country_record *gazetteer_country(const gazetteer *g, const char *alpha2) {
    uint32_t low = 0, high = g->country_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strncmp(g->countries[middle].alpha2, alpha2, 3);
        if (order == 0) return &g->countries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const country_record *gazetteer_country_alpha3(const gazetteer *g, const char *alpha3) {
    for (uint32_t i = 0; i < g->country_count; i++)
        if (strcmp(g->countries[i].alpha3, alpha3) == 0) return &g->countries[i];
    return NULL;
}

const country_name *gazetteer_country_names(const gazetteer *g, const country_record *c, uint32_t *n) {
    *n = c->name_count;
    return &g->country_names[c->first_name];
}

const char *gazetteer_country_label(const gazetteer *g, const country_record *c, const char *lang) {
    for (uint32_t i = 0; i < c->name_count; i++) {
        const country_name *name = &g->country_names[c->first_name + i];
        if (name->kind == COUNTRY_NAME_USUAL && strncmp(name->lang, lang, sizeof name->lang) == 0)
            return pack_string(g->pack, name->name);
    }
    return pack_string(g->pack, c->name);
}

double border_distance_km(const gazetteer *g, double lat, double lon, const char country[3]) {
    return border_km(&g->borders, lat, lon, country);
}
