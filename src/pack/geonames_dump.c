/* Reads GeoNames' dumps line by line (see geonames_dump.h). */
#include "pack/geonames_dump.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 19, LINE_MAX_BYTES = 1 << 20 };

dp_status geonames_open(const char *path, geonames_reader *out, dp_error *err) {
    *out = (geonames_reader){.path = path};
    out->file = fopen(path, "r");
    if (out->file) return DP_OK;
    error_set(err, DP_E_IO, "the gazetteer cannot be opened: %s", strerror(errno));
    return error_at(err, path, 0);
}

void geonames_close(geonames_reader *r) {
    if (r->file) fclose(r->file);
    free(r->line);
    *r = (geonames_reader){0};
}

/* Cuts the line in place; false where it has not just the columns of a dump. */
static bool cut(char *line, char *columns[COLUMNS]) {
    int n = 0;
    for (char *p = line;; p++) {
        if (n == COLUMNS) return false;
        columns[n++] = p;
        p = strpbrk(p, "\t\n");
        if (!p || *p == '\n') {
            if (p) *p = '\0';
            return n == COLUMNS;
        }
        *p = '\0';
    }
}

static bool copy_text(char *out, size_t cap, const char *s) {
    size_t n = strlen(s);
    if (n >= cap) return false;
    memcpy(out, s, n + 1);
    return true;
}

static bool read_row(char *columns[COLUMNS], geonames_row *r) {
    char *end_id, *end_lat, *end_lon;
    unsigned long long id = strtoull(columns[0], &end_id, 10), population = strtoull(columns[14], NULL, 10);
    r->lat = strtod(columns[4], &end_lat);
    r->lon = strtod(columns[5], &end_lon);
    if (*end_id || *end_lat || *end_lon || end_lat == columns[4] || end_lon == columns[5] || id == 0 || id > UINT32_MAX ||
        !(r->lat >= -90 && r->lat <= 90 && r->lon >= -180 && r->lon <= 180) || !columns[1][0])
        return false;
    r->id = (uint32_t)id;
    r->name = columns[1];
    r->ascii = columns[2];
    r->alternates = columns[3];
    r->class = columns[6][0];
    r->population = population > UINT32_MAX ? UINT32_MAX : (uint32_t)population;
    return copy_text(r->feature, sizeof r->feature, columns[7]) && copy_text(r->country, sizeof r->country, columns[8]) &&
           copy_text(r->admin1, sizeof r->admin1, columns[10]) && copy_text(r->admin2, sizeof r->admin2, columns[11]);
}

bool geonames_next(geonames_reader *r, geonames_row *out, dp_error *err) {
    err->code = DP_OK;
    for (;;) {
        ssize_t n = getline(&r->line, &r->line_cap, r->file);
        if (n < 0) break;
        r->line_number++;
        char *columns[COLUMNS];
        if (n <= LINE_MAX_BYTES && strlen(r->line) == (size_t)n && cut(r->line, columns) && read_row(columns, out)) return true;
        r->skipped++;
    }
    if (ferror(r->file)) {
        error_set(err, DP_E_IO, "the gazetteer cannot be read: %s", strerror(errno));
        error_at(err, r->path, r->line_number);
    } else if (r->line_number == r->skipped) {
        error_set(err, DP_E_FORMAT, "no line of this file is a place of GeoNames");
        error_at(err, r->path, 1);
        error_remedy(err, "give a dump with 19 columns set apart by tabs, as allCountries.txt or SY.txt");
    }
    return false;
}
