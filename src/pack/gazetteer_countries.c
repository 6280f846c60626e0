/* Countries as places, and the tables "countries" and "country-names". */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "pack/gazetteer_source.h"

/* A country weighs at least this; its people add to it, so that "Congo" and "Korea" mean the larger one first. */
#define COUNTRY_WEIGHT   17.0
#define TERRITORY_WEIGHT 14.0
#define ENDED_WEIGHT     15.0

static void add_names(gazetteer_build *g, const country_source *c, uint32_t place) {
    for (uint32_t i = 0; i < c->name_count; i++) {
        const country_source_name *n = &c->names[i];
        unsigned flags = name_flags_of(n->name);
        if (n->kind == COUNTRY_NAME_FORMER) flags |= NAME_FORMER;
        place_name(g->places, place, n->name, n->kind == COUNTRY_NAME_VARIANT ? NAME_ALTERNATE : NAME_MAIN, flags,
                   lang_bit(g, n->lang));
    }
}

dp_status gazetteer_countries_add(gazetteer_build *g, dp_error *err) {
    dp_status s = countries_read(g->s, g->a, &g->countries, &g->country_count, err);
    if (s != DP_OK) return s;
    g->country_place = arena_array(g->a, g->country_count, sizeof *g->country_place);
    g->country_people = arena_array(g->a, g->country_count, sizeof *g->country_people);
    g->country_capital = arena_array(g->a, g->country_count, sizeof *g->country_capital);
    if (!g->country_place || !g->country_people || !g->country_capital) return error_nomem(err);
    uint32_t file = builder_file(g->b, "world/countries.rules");
    for (uint32_t i = 0; i < g->country_count; i++) {
        const country_source *c = &g->countries[i];
        place_draft d = {.geonames_id = c->geonames_id,
                         .name = country_source_label(c),
                         .lat = c->has_point ? c->lat : 0,
                         .lon = c->has_point ? c->lon : 0,
                         .feature = c->feature,
                         .country = c->alpha2,
                         .region = "",
                         .weight = c->flags & COUNTRY_ENDED       ? ENDED_WEIGHT
                                   : c->flags & COUNTRY_TERRITORY ? TERRITORY_WEIGHT
                                                                  : COUNTRY_WEIGHT,
                         .rule = RULE_REF(file, c->line)};
        g->country_place[i] = place_add(g->places, &d);
        g->country_capital[i] = PLACE_NONE;
        add_names(g, c, g->country_place[i]);
    }
    return DP_OK;
}

/* A country without a point of its own in world/countries.rules stands at its capital. */
static void settle_point(gazetteer_build *g, uint32_t i) {
    const place_record *capital = place_at(g->places, g->country_capital[i]);
    place_record *r = place_at(g->places, g->country_place[i]);
    if (g->countries[i].has_point || !capital || !r) return;
    r->lat_e5 = capital->lat_e5;
    r->lon_e5 = capital->lon_e5;
}

static uint32_t capital_of(gazetteer_build *g, uint32_t i) {
    const country_source *c = &g->countries[i];
    if (!c->capital) return g->country_capital[i];
    uint32_t named = place_by_name(g->places, c->capital, c->flags & COUNTRY_ENDED ? c->successor : c->alpha2);
    return named != PLACE_NONE && named != g->country_place[i] ? named : g->country_capital[i];
}

dp_status gazetteer_countries_write(gazetteer_build *g, dp_error *err) {
    uint32_t names = 0;
    for (uint32_t i = 0; i < g->country_count; i++) names += g->countries[i].name_count;
    country_record *records = arena_array(g->a, g->country_count, sizeof *records);
    country_name *list = arena_array(g->a, names, sizeof *list);
    if (!records || !list) return error_nomem(err);
    uint32_t file = builder_file(g->b, "world/countries.rules"), at = 0;
    for (uint32_t i = 0; i < g->country_count; i++) {
        const country_source *c = &g->countries[i];
        g->country_capital[i] = capital_of(g, i);
        settle_point(g, i);
        if (!(c->flags & COUNTRY_ENDED)) place_weigh(g->places, g->country_place[i], 0.35 * log(g->country_people[i] + 1));
        records[i] = (country_record){.name = builder_string(g->b, country_source_label(c)),
                                      .place = g->country_place[i],
                                      .capital = g->country_capital[i],
                                      .first_name = at,
                                      .name_count = (uint16_t)c->name_count,
                                      .flags = c->flags,
                                      .numeric = c->numeric,
                                      .rule = RULE_REF(file, c->line)};
        memcpy(records[i].alpha2, c->alpha2, sizeof c->alpha2);
        memcpy(records[i].alpha3, c->alpha3, sizeof c->alpha3);
        for (uint32_t k = 0; k < c->name_count; k++) {
            const country_source_name *n = &c->names[k];
            list[at] = (country_name){.name = builder_string(g->b, n->name),
                                      .country = (uint16_t)i,
                                      .kind = n->kind,
                                      .from_year = n->from_year,
                                      .to_year = n->to_year};
            memcpy(list[at++].lang, n->lang, sizeof n->lang);
        }
    }
    builder_section(g->b, "countries", records, g->country_count * sizeof *records);
    builder_section(g->b, "country-names", list, at * sizeof *list);
    return DP_OK;
}
