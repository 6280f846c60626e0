/* First-level regions: names by language from libgeonames-common ("SY.04" → "Ar-Raqqah Governorate", "Ar-Raqqa"), their
 * middle from the towns that lie in them, other names and the generic words from world/places/regions.rules. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pack/gazetteer_source.h"

#define REGIONS_RULES "world/places/regions.rules"

static dp_status read_generic(gazetteer_build *g, const rule_file *f, const rule_line *l, dp_error *err) {
    bool after = l->columns >= 2 && strcmp(l->column[1], "after") == 0;
    if (l->columns < 2 || (!after && strcmp(l->column[1], "before") != 0))
        return rule_error(f, l, err, "expected: a generic word, after|before");
    bool ok = after ? vec_push(g->a, &g->generic_after, l->column[0]) : vec_push(g->a, &g->generic_before, l->column[0]);
    return ok ? DP_OK : error_nomem(err);
}

/* Takes the longest generic word off a name's end or beginning: "Aleppo Governorate", "Province de Namur". The result is in
 * `out`; false where nothing is left to take, or too little would remain. */
static bool strip_generic(const gazetteer_build *g, const char *name, char *out, size_t cap) {
    size_t n = strlen(name), best = 0;
    bool at_end = false;
    for (uint32_t i = 0; i < g->generic_after.n; i++) {
        size_t m = strlen(g->generic_after.at[i]);
        if (m > best && n > m + 2 && name[n - m - 1] == ' ' && strcasecmp(name + n - m, g->generic_after.at[i]) == 0)
            best = m, at_end = true;
    }
    for (uint32_t i = 0; i < g->generic_before.n; i++) {
        size_t m = strlen(g->generic_before.at[i]);
        char last = m ? g->generic_before.at[i][m - 1] : 0;
        if (m <= best || n <= m + 2 || strncasecmp(name, g->generic_before.at[i], m) != 0) continue;
        if (name[m] == ' ' || last == '\'' || last == (char)0x99) best = m, at_end = false; /* 0x99 ends U+2019 */
    }
    if (best == 0 || n - best >= cap) return false;
    const char *rest = at_end ? name : name + best + strspn(name + best, " ");
    size_t rest_bytes = at_end ? n - best - 1 : strlen(rest);
    memcpy(out, rest, rest_bytes);
    out[rest_bytes] = '\0';
    return rest_bytes >= 2;
}

/* A region that has the very name of a town in it ("Ninawa" no, "Mopti" yes) yields to the town. */
static bool is_town_name(gazetteer_build *g, const char *name, const char *country, uint16_t region) {
    uint32_t town = place_by_name(g->places, name, country);
    return town != PLACE_NONE && strncmp(place_at(g->places, town)->feature, "PPL", 3) == 0 &&
           place_at(g->places, town)->admin1_index == region;
}

static void add_region_name(gazetteer_build *g, uint32_t place, const char *name, unsigned langs, bool weighs_less) {
    char bare[256];
    const place_record *r = place_at(g->places, place);
    /* "الخرطوم" is the town first, though the region is named otherwise in English ("Khartoum State") */
    const char country[3] = {r->country[0], r->country[1], '\0'};
    const bool as_town = !weighs_less && is_town_name(g, name, country, r->admin1_index);
    place_name(g->places, place, name, as_town ? NAME_VARIANT : NAME_MAIN, name_flags_of(name), langs);
    if (!strip_generic(g, name, bare, sizeof bare)) {
        return;
    }
    /* Where a town of the country has the bare name, it is the town's first. */
    uint32_t town = place_by_name(g->places, bare, r->country);
    place_name(g->places, place, bare, town != PLACE_NONE && town != place ? NAME_VARIANT : NAME_MAIN, 0, langs);
}

static void add_region(gazetteer_build *g, uint16_t region) {
    const place_region *r = region_at(g->places, region);
    const region_sum *sum = &g->regions[region];
    char code[40], country[3] = {r->country[0], r->country[1], '\0'};
    const char *string = region_code(g->places, region);
    snprintf(code, sizeof code, "%s", string);
    const char *english = g->name_count ? mo_get(&g->names[0], code) : NULL;
    if (!english || !english[0]) return;
    region_set_name(g->places, region, english);
    uint32_t place = r->place;
    const bool less = is_town_name(g, english, country, region);
    if (place == PLACE_NONE) {
        if (sum->cells == 0) return;
        place_draft d = {.name = english,
                         .lat = sum->lat / sum->cells,
                         .lon = sum->lon / sum->cells,
                         .population = sum->people > UINT32_MAX ? UINT32_MAX : (uint32_t)sum->people,
                         .feature = "ADM1",
                         .country = country,
                         .region = strchr(code, '.') + 1,
                         .weight = 0.9 * log(sum->people + 200) + 1.5 - (less ? 2.5 : 0)};
        place = place_add(g->places, &d);
        region_set_place(g->places, region, place);
    }
    if (place == PLACE_NONE) return;
    for (uint32_t i = 0; i < g->name_count; i++) {
        const char *name = mo_get(&g->names[i], code);
        if (name && name[0]) add_region_name(g, place, name, lang_bit(g, g->name_langs[i]), less);
    }
}

static dp_status read_region(gazetteer_build *g, const rule_file *f, const rule_line *l, dp_error *err) {
    const char *dot = l->columns >= 2 ? strchr(l->column[0], '.') : NULL;
    if (!dot || dot - l->column[0] != 2) return rule_error(f, l, err, "expected: region code (US.TX), names by ';', options");
    char country[3] = {l->column[0][0], l->column[0][1], '\0'};
    uint16_t region = region_of(g->places, country, dot + 1);
    const place_region *r = region_at(g->places, region);
    if (!r || r->place == PLACE_NONE) return DP_OK; /* another gazetteer may not have it */
    const char *more = l->columns > 2 ? strstr(l->column[2], "weight=") : NULL;
    if (more) place_weigh(g->places, r->place, strtod(more + 7, NULL));
    const char *point = l->columns > 2 ? strstr(l->column[2], "point=") : NULL;
    double lat, lon;
    if (point && sscanf(point + 6, "%lf,%lf", &lat, &lon) == 2) {
        place_at(g->places, r->place)->lat_e5 = (int32_t)lround(lat * 1e5);
        place_at(g->places, r->place)->lon_e5 = (int32_t)lround(lon * 1e5);
    }
    place_at(g->places, r->place)->rule = RULE_REF(builder_file(g->b, REGIONS_RULES), l->line);
    return place_names_add(g, r->place, l->column[1], NAME_MAIN, NAME_TAIL_IF_CODE, 0, err);
}

dp_status gazetteer_regions(gazetteer_build *g, dp_error *err) {
    rule_file f = {0};
    dp_status s = DP_OK;
    if (rule_file_exists(g->s->root, REGIONS_RULES)) s = rule_file_read(g->s->root, REGIONS_RULES, g->a, &f, err);
    for (uint32_t i = 0; s == DP_OK && i < f.n; i++)
        if (!f.lines[i].is_test && strcmp(f.lines[i].section, "generic") == 0) s = read_generic(g, &f, &f.lines[i], err);
    for (uint32_t region = 1; s == DP_OK && region <= region_count(g->places); region++) add_region(g, (uint16_t)region);
    for (uint32_t i = 0; s == DP_OK && i < f.n; i++)
        if (!f.lines[i].is_test && strcmp(f.lines[i].section, "regions") == 0) s = read_region(g, &f, &f.lines[i], err);
    return s;
}
