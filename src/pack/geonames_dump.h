/* GeoNames' tab-separated form, one place a line, 19 columns (https://download.geonames.org/export/dump/readme.txt):
 *
 *   0 id · 1 name · 2 ASCII name · 3 alternate names, by commas · 4 latitude · 5 longitude · 6 class · 7 feature code ·
 *   8 country · 9 other countries · 10 admin1 · 11 admin2 · 12 admin3 · 13 admin4 · 14 population · 15 elevation · 16 … 18
 *
 * Read line by line, so that a dump of the whole world (1.6 GB) needs the memory of one line. */
#ifndef DP_PACK_GEONAMES_DUMP_H
#define DP_PACK_GEONAMES_DUMP_H

#include <stdbool.h>
#include <stdio.h>

#include "core/error.h"

typedef struct geonames_row {
    uint32_t id;
    const char *name, *ascii, *alternates; /* point into the reader's line */
    double lat, lon;
    char class, feature[8], country[3], admin1[24], admin2[84];
    uint32_t population; /* cut at 2^32 - 1 */
} geonames_row;

typedef struct geonames_reader {
    FILE *file;
    char *line;
    size_t line_cap;
    const char *path;
    uint64_t line_number, skipped; /* skipped: lines that are broken or of no use here */
} geonames_reader;

dp_status geonames_open(const char *path, geonames_reader *out, dp_error *err);
void geonames_close(geonames_reader *r);
/* The next row that is well formed; false at the end (err->code tells an error from the end). */
bool geonames_next(geonames_reader *r, geonames_row *out, dp_error *err);

#endif
