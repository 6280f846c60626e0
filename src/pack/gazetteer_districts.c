/* Second-level regions (counties, departments): GeoNames' towns carry their codes, world/places/districts.rules their names;
 * the point is the middle of the towns. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pack/gazetteer_source.h"

#define DISTRICTS_RULES "world/places/districts.rules"

enum { DISTRICT_SLOTS = 1 << 15, DISTRICTS_MAX = DISTRICT_SLOTS / 2 };

struct district {
    const char *code, *names; /* "US.KY.117", "Kenton County" */
    uint32_t line, towns;
    double lat, lon;
};

static uint32_t slot_of(const gazetteer_build *g, const char *code) {
    uint32_t k = (uint32_t)hash_bytes(code, strlen(code), 0) % DISTRICT_SLOTS;
    while (g->district_slots[k] && strcmp(g->districts[g->district_slots[k] - 1].code, code) != 0) k = (k + 1) % DISTRICT_SLOTS;
    return k;
}

dp_status gazetteer_districts(gazetteer_build *g, dp_error *err) {
    if (!rule_file_exists(g->s->root, DISTRICTS_RULES)) return DP_OK;
    rule_file f;
    dp_status s = rule_file_read(g->s->root, DISTRICTS_RULES, g->a, &f, err);
    if (s != DP_OK) return s;
    g->districts = arena_array(g->a, f.n, sizeof *g->districts);
    g->district_slots = arena_array(g->a, DISTRICT_SLOTS, sizeof *g->district_slots);
    if (!g->districts || !g->district_slots) return error_nomem(err);
    for (uint32_t i = 0; i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test) continue;
        if (l->columns < 2 || strlen(l->column[0]) > 40 || strlen(l->column[0]) < 6 || g->district_count == DISTRICTS_MAX)
            return rule_error(&f, l, err, "expected: code (US.KY.117), names by ';' (at most %d lines)", DISTRICTS_MAX);
        uint32_t k = slot_of(g, l->column[0]);
        if (g->district_slots[k]) return rule_error(&f, l, err, "expected each code once");
        g->districts[g->district_count] = (struct district){.code = l->column[0], .names = l->column[1], .line = l->line};
        g->district_slots[k] = ++g->district_count;
    }
    return DP_OK;
}

void district_count_town(gazetteer_build *g, const char *country, const char *admin1, const char *admin2, double lat,
                         double lon) {
    char code[64];
    if (!g->district_count || !admin2[0] ||
        (size_t)snprintf(code, sizeof code, "%s.%s.%s", country, admin1, admin2) >= sizeof code)
        return;
    uint32_t found = g->district_slots[slot_of(g, code)];
    if (!found) return;
    struct district *d = &g->districts[found - 1];
    d->towns++;
    d->lat += lat;
    d->lon += lon;
}

dp_status gazetteer_districts_add(gazetteer_build *g, dp_error *err) {
    uint32_t file = builder_file(g->b, DISTRICTS_RULES);
    for (uint32_t i = 0; i < g->district_count; i++) {
        const struct district *d = &g->districts[i];
        if (d->towns == 0) continue;
        char country[3] = {d->code[0], d->code[1], '\0'}, region[32], name[128];
        snprintf(region, sizeof region, "%.*s", (int)strcspn(d->code + 3, "."), d->code + 3);
        snprintf(name, sizeof name, "%.*s", (int)strcspn(d->names, ";"), d->names);
        place_draft draft = {.name = name,
                             .lat = d->lat / d->towns,
                             .lon = d->lon / d->towns,
                             .feature = "ADM2",
                             .country = country,
                             .region = region,
                             .weight = 8 + log(1.0 + d->towns), /* as a small town: towns of the name come first */
                             .rule = RULE_REF(file, d->line)};
        uint32_t place = place_add(g->places, &draft);
        if (place == PLACE_NONE) return error_nomem(err);
        dp_status s = place_names_add(g, place, d->names, NAME_MAIN, 0, 0, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}
