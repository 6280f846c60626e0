/* world/places/: what GeoNames' packages lack or name otherwise, and how names are spelt.
 *
 *   [places]  name  feature  country  point  names  options     a place of its own
 *   [names]   GeoNames number  name it has there  names         more names of a place
 *   [drop]    GeoNames number  name                             a name that the place should not be found by */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/gazetteer_source.h"

enum { FILES_MOST = 64 };
#define WORLD_WEIGHT 12.0 /* of a place of world/ that says nothing else: like a town of 30,000 that is known abroad */

static double option_number(const char *options, const char *key, double otherwise) {
    size_t n = strlen(key);
    for (const char *s = options; s && (s = strstr(s, key)); s += n)
        if ((s == options || s[-1] == ' ') && s[n] == '=') return strtod(s + n + 1, NULL);
    return otherwise;
}

static void option_word(const char *options, const char *key, char *out, size_t cap) {
    size_t n = strlen(key);
    out[0] = '\0';
    for (const char *s = options; s && (s = strstr(s, key)); s += n)
        if ((s == options || s[-1] == ' ') && s[n] == '=') {
            snprintf(out, cap, "%.*s", (int)strcspn(s + n + 1, " "), s + n + 1);
            return;
        }
}

static dp_status read_place(gazetteer_build *g, const rule_file *f, const rule_line *l, dp_error *err) {
    double lat, lon;
    if (l->columns < 4 || strlen(l->column[1]) > 7 || sscanf(l->column[3], "%lf,%lf", &lat, &lon) != 2 ||
        !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180))
        return rule_error(f, l, err, "expected: name, feature code, country, point (34.45,40.92), names by ';', options");
    if (l->column[2][0] && country_number(g, l->column[2]) < 0) return rule_error(f, l, err, "expected a country's ISO code");
    const char *options = l->columns > 5 ? l->column[5] : "";
    char region[28];
    option_word(options, "region", region, sizeof region);
    place_draft d = {.geonames_id = (uint32_t)option_number(options, "id", 0),
                     .name = l->column[0],
                     .lat = lat,
                     .lon = lon,
                     .population = (uint32_t)option_number(options, "people", 0),
                     .feature = l->column[1],
                     .country = l->column[2],
                     .region = region,
                     .weight = option_number(options, "weight", WORLD_WEIGHT),
                     .rule = RULE_REF(builder_file(g->b, f->path), l->line)};
    /* A fuller gazetteer may hold the place already: then the line adds its names to it. */
    uint32_t place = place_by_id(g->places, d.geonames_id);
    if (place == PLACE_NONE) place = place_add(g->places, &d);
    if (place == PLACE_NONE) return error_nomem(err);
    place_name(g->places, place, l->column[0], NAME_MAIN, name_flags_of(l->column[0]), 0);
    return l->columns > 4 ? place_names_add(g, place, l->column[4], NAME_MAIN, 0, 0, err) : DP_OK;
}

/* The number and the name must agree, so that a wrong digit does not rename another town. */
static dp_status named_place(gazetteer_build *g, const rule_file *f, const rule_line *l, uint32_t *place, dp_error *err) {
    if (l->columns < 2) return rule_error(f, l, err, "expected: GeoNames number, the name it has there");
    *place = place_by_id(g->places, (uint32_t)strtoul(l->column[0], NULL, 10));
    if (*place == PLACE_NONE || place_has_name(g->places, *place, l->column[1])) return DP_OK;
    return rule_error(f, l, err, "GeoNames' %s is not named \"%s\"", l->column[0], l->column[1]);
}

static dp_status read_names(gazetteer_build *g, const rule_file *f, const rule_line *l, dp_error *err) {
    uint32_t place;
    dp_status s = named_place(g, f, l, &place, err);
    if (s != DP_OK || place == PLACE_NONE) return s;
    if (l->columns < 3) return rule_error(f, l, err, "expected: GeoNames number, name, names by ';', options");
    place_record *r = place_at(g->places, place);
    r->rule = RULE_REF(builder_file(g->b, f->path), l->line);
    if (l->columns > 3) {
        char shown[128];
        option_word(l->column[3], "show", shown, sizeof shown);
        for (char *c = shown; *c; c++) *c = *c == '_' ? ' ' : *c;
        if (shown[0]) r->name = builder_string(g->b, shown);
        place_weigh(g->places, place, option_number(l->column[3], "weight", 0));
    }
    return place_names_add(g, place, l->column[2], NAME_MAIN, 0, 0, err);
}

static dp_status read_drop(gazetteer_build *g, const rule_file *f, const rule_line *l, dp_error *err) {
    uint32_t place;
    dp_status s = named_place(g, f, l, &place, err);
    if (s == DP_OK && place != PLACE_NONE) place_name_drop(g->places, place, l->column[1]);
    return s;
}

static dp_status read_file(gazetteer_build *g, const char *path, dp_error *err) {
    rule_file f;
    dp_status s = rule_file_read(g->s->root, path, g->a, &f, err);
    for (uint32_t i = 0; s == DP_OK && i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test) continue;
        if (strcmp(l->section, "places") == 0)
            s = read_place(g, &f, l, err);
        else if (strcmp(l->section, "names") == 0)
            s = read_names(g, &f, l, err);
        else if (strcmp(l->section, "drop") == 0)
            s = read_drop(g, &f, l, err);
        else
            s = rule_error(&f, l, err, "expected a section [places], [names] or [drop]");
    }
    return s;
}

static int by_name(const void *a, const void *b) {
    return strcmp(a, b);
}

static bool has_own_reader(const char *file) {
    return strcmp(file, "regions.rules") == 0 || strcmp(file, "districts.rules") == 0 || strcmp(file, "spelling.rules") == 0;
}

dp_status gazetteer_overrides(gazetteer_build *g, dp_error *err) {
    char names[FILES_MOST][64], path[4096];
    uint32_t n = 0;
    snprintf(path, sizeof path, "%s/world/places", g->s->root);
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        size_t length = strlen(e->d_name);
        if (length < 7 || length >= sizeof names[0] || strcmp(e->d_name + length - 6, ".rules") != 0 || n == FILES_MOST) continue;
        if (!has_own_reader(e->d_name)) memcpy(names[n++], e->d_name, length + 1);
    }
    if (dir) closedir(dir);
    qsort(names, n, sizeof names[0], by_name);
    dp_status s = DP_OK;
    for (uint32_t i = 0; i < n && s == DP_OK; i++) {
        snprintf(path, sizeof path, "world/places/%.63s", names[i]);
        s = read_file(g, path, err);
    }
    return s;
}
