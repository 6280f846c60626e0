/* GeoNames' rows become places. cities500.txt holds towns only; a dump of a country or of the world holds everything, of
 * which we keep what news speaks of. */
#include <string.h>

#include "pack/gazetteer_source.h"
#include "pack/geonames_dump.h"

enum { PLACES_MOST = 20000000 }; /* more than there are in all of GeoNames */

/* Which kinds of a full dump are kept beside populated places. */
static bool is_wanted(const geonames_row *r) {
    static const char *const wanted[] = {"ADM1", "ADM2", "SEA",  "GULF", "STRT", "BAY",  "LK",   "LKS",  "RSV", "STM",
                                         "STMI", "MTS",  "ISL",  "ISLS", "PEN",  "DSRT", "RGN",  "OCN",  "CNL", "AIRP",
                                         "AIRB", "DAM",  "MILB", "PRT",  "PSS",  "PLN",  "PLAT", "CAPE", "WAD", "CONT"};
    if (r->class == 'P') return strcmp(r->feature, "PPLQ") != 0 || r->population > 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strcmp(r->feature, wanted[i]) == 0) return true;
    return false;
}

static uint32_t count_names(const char *alternates) {
    uint32_t n = alternates[0] ? 1 : 0;
    for (const char *s = alternates; *s; s++) n += *s == ',';
    return n;
}

/* An alternate name that a Latin text may hold. GeoNames mixes in names of other scripts (taken where a language that declines
 * them writes so), machine transliterations in small letters ("bai lin") and codes of airports ("LON"): these are left out. */
static bool is_name(const char *s, size_t n) {
    bool upper = false, lower = false, first_latin = false;
    size_t letters = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t step = utf8_decode(s + i, n - i, &cp);
        bool mark =
            cp == '\'' || cp == 0x2019 || cp == 0x2018 || cp == 0x2BB || cp == 0x2BC || cp == '-' || cp == ' ' || cp == '.';
        bool latin = (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp < 0x250) ||
                     (cp >= 0x1E00 && cp < 0x1F00) || (cp >= 0x300 && cp < 0x370);
        if (!mark && !latin) return false;
        if (latin && letters++ == 0) first_latin = true;
        if (cp >= 'A' && cp <= 'Z' && letters <= 6) upper = true;
        if (cp >= 0xC0 && letters == 1) upper = true; /* "Élancourt", "Ḩimş": what case it is does not matter much */
        if (cp >= 'a' && cp <= 'z') lower = true;
        i += step;
    }
    return first_latin && upper && lower && letters >= 3;
}

typedef struct rewritten_of {
    gazetteer_build *g;
    uint32_t place;
} rewritten_of;

static void add_rewritten(void *context, const char *name, const char *lang) {
    const rewritten_of *of = context;
    place_name(of->g->places, of->place, name, NAME_ALTERNATE, 0, lang_bit(of->g, lang));
}

static void add_alternates(gazetteer_build *g, uint32_t place, const char *list) {
    char name[256];
    for (const char *s = list; *s;) {
        size_t n = strcspn(s, ",");
        if (n > 0 && n < sizeof name && (is_name(s, n) || place_forms_spell(g->forms, s, n))) {
            memcpy(name, s, n);
            name[n] = '\0';
            place_name(g->places, place, name, NAME_ALTERNATE, name_flags_of(name) & ~(unsigned)NAME_DOTTED, 0);
        }
        s += n;
        s += *s == ',';
    }
    place_rewrite_each(g->rewrite, list, add_rewritten, &(rewritten_of){g, place});
}

/* The name that English readers know, where libgeonames-common has one; else GeoNames' own. */
static const char *shown_name(gazetteer_build *g, const geonames_row *r, const char *id) {
    const char *english = g->name_count > 0 ? mo_get(&g->names[0], id) : NULL;
    return english && english[0] ? english : r->name;
}

static void count_in_region(gazetteer_build *g, const geonames_row *r, uint16_t region, uint64_t *cells, uint64_t mask) {
    int country = country_number(g, r->country);
    region_sum *sum = &g->regions[region];
    if (r->class != 'P') return;
    district_count_town(g, r->country, r->admin1, r->admin2, r->lat, r->lon);
    if (country >= 0) g->country_people[country] += r->population;
    sum->people += r->population;
    uint64_t cell = ((uint64_t)region << 32 | (uint64_t)((r->lat + 90) * 5) << 16 | (uint64_t)((r->lon + 180) * 5)) + 1;
    uint64_t k = (cell * 0x9E3779B97F4A7C15ull) >> 20 & mask;
    for (int tries = 0; cells[k] && cells[k] != cell && tries < 64; tries++) k = (k + 1) & mask;
    if (cells[k]) return; /* seen, or the table is crowded: the mean loses a cell */
    cells[k] = cell;
    sum->lat += r->lat;
    sum->lon += r->lon;
    sum->cells++;
}

static uint32_t add_row(gazetteer_build *g, const geonames_row *r) {
    char id[16];
    snprintf(id, sizeof id, "%u", (unsigned)r->id);
    place_draft d = {.geonames_id = r->id,
                     .name = shown_name(g, r, id),
                     .lat = r->lat,
                     .lon = r->lon,
                     .population = r->population,
                     .name_count = count_names(r->alternates),
                     .feature = r->feature,
                     .country = r->country,
                     .region = r->admin1};
    uint32_t place = place_add(g->places, &d);
    place_name(g->places, place, r->name, NAME_MAIN, 0, 0);
    place_name(g->places, place, r->ascii, NAME_MAIN, 0, 0);
    for (uint32_t i = 0; i < g->name_count; i++) {
        const char *name = mo_get(&g->names[i], id);
        if (name) place_name(g->places, place, name, NAME_MAIN, 0, lang_bit(g, g->name_langs[i]));
    }
    add_alternates(g, place, r->alternates);
    return place;
}

static void note_capital(gazetteer_build *g, const geonames_row *r, uint32_t place) {
    int country = strcmp(r->feature, "PPLC") == 0 ? country_number(g, r->country) : -1;
    if (country < 0) return;
    const place_record *before = place_at(g->places, g->country_capital[country]);
    if (!before || before->population < r->population) g->country_capital[country] = place;
}

dp_status gazetteer_towns(gazetteer_build *g, dp_error *err) {
    enum { CELLS = 1 << 22 };
    if (!g->s->cities) return DP_OK;
    geonames_reader reader;
    dp_status s = geonames_open(g->s->cities, &reader, err);
    uint64_t *cells = arena_array(g->a, CELLS, sizeof *cells);
    if (s == DP_OK && !cells) s = error_nomem(err);
    geonames_row r;
    dp_error reading = {0};
    while (s == DP_OK && geonames_next(&reader, &r, &reading)) {
        if (!is_wanted(&r)) continue;
        if (place_count(g->places) == PLACES_MOST) {
            error_set(err, DP_E_TOO_LONG, "the gazetteer has more than %d places of use here", PLACES_MOST);
            s = error_remedy(err, "give the dumps of the countries you read about instead of the whole world's");
            break;
        }
        uint32_t place = add_row(g, &r);
        note_capital(g, &r, place);
        const place_record *record = place_at(g->places, place);
        if (!record) break; /* out of memory: the builder reports it */
        if (strcmp(r.feature, "ADM1") == 0)
            region_set_place(g->places, record->admin1_index, place);
        else
            count_in_region(g, &r, record->admin1_index, cells, CELLS - 1);
    }
    if (s == DP_OK && reading.code != DP_OK) {
        *err = reading;
        s = reading.code;
    }
    geonames_close(&reader);
    return s;
}
