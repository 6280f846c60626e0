/* Borders: outlines of countries, and how far a point is from one.
 *
 *   "border-countries"  border_country[]  sorted by alpha-2, each with its box and its rings' runs
 *   "border-groups"     border_box[]      boxes around BORDER_GROUP_RUNS runs each, country by country
 *   "border-runs"       border_run[]      pieces of a ring of at most BORDER_RUN_POINTS segments, each with its box
 *   "border-points"     border_point[]    degrees × 100,000; a run shares its last point with the next run's first
 *
 * Boxes make the search coarse to fine: a run is looked into only where its box is nearer than the best so far.
 * Outlines are Natural Earth 1:10m by way of world-atlas. Its quirks, as we treat them (world/countries.rules, [outlines]):
 * Somaliland belongs to SO, Northern Cyprus and the UN buffer zone to CY, Baikonur to KZ, Guantánamo Bay to CU,
 * Siachen to IN; Crimea is drawn with Russia (the de facto line) and is added to UA, so that both claims of a border hold;
 * islands smaller than about 1 km² are missing. */
#ifndef DP_MENTION_BORDER_H
#define DP_MENTION_BORDER_H

#include "mention/gazetteer.h"

#define BORDER_RUN_POINTS 32
#define BORDER_GROUP_RUNS 16

typedef struct border_box {
    int32_t south, west, north, east; /* degrees × 100,000, inclusive */
} border_box;

typedef struct border_country {
    char alpha2[4]; /* NUL-terminated */
    uint32_t first_run, run_count;
    uint32_t first_group; /* of (run_count + BORDER_GROUP_RUNS - 1) / BORDER_GROUP_RUNS */
    border_box box;
} border_country; /* 32 bytes */

typedef struct border_run {
    uint32_t first_point, point_count; /* ≥ 2 points */
    border_box box;
} border_run; /* 24 bytes */

typedef struct border_point {
    int32_t lat_e5, lon_e5;
} border_point;

typedef struct border_table {
    const border_country *countries;
    const border_box *groups;
    const border_run *runs;
    const border_point *points;
    uint32_t country_count, group_count, run_count, point_count;
} border_table;

/* A pack without outlines gives an empty table. Bounds are checked here, once. */
dp_status border_open(const pack *p, border_table *out, dp_error *err);
const border_country *border_of(const border_table *t, const char *alpha2);
/* 0 inside; -1 where the country has no outline. True to about 1 % within 3,000 km; coarser across the globe. */
double border_km(const border_table *t, double lat, double lon, const char *alpha2);
bool border_inside(const border_table *t, const border_country *c, double lat, double lon);

#endif
