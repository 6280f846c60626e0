/* Distance from a point to a country's outline, over boxes of short runs (see border.h). */
#include "mention/border.h"

#include <math.h>
#include <string.h>

#define EARTH_KM      6371.0088
#define E5            100000.0
#define KM_PER_DEGREE (EARTH_KM * 3.14159265358979323846 / 180.0)

static double radians(double degrees) {
    return degrees * (3.14159265358979323846 / 180.0);
}

double great_circle_km(double lat1, double lon1, double lat2, double lon2) {
    double dlat = sin(radians(lat2 - lat1) / 2), dlon = sin(radians(lon2 - lon1) / 2);
    double h = dlat * dlat + cos(radians(lat1)) * cos(radians(lat2)) * dlon * dlon;
    return 2 * EARTH_KM * asin(h < 1 ? sqrt(h) : 1.0);
}

static uint32_t groups_of(const border_country *c) {
    return c->run_count / BORDER_GROUP_RUNS + (c->run_count % BORDER_GROUP_RUNS != 0);
}

dp_status border_open(const pack *p, border_table *out, dp_error *err) {
    memset(out, 0, sizeof *out);
    const void *data = NULL;
    size_t n = 0;
    if (!pack_section(p, "border-countries", &data, &n)) return DP_OK;
    const void *countries = NULL, *groups = NULL, *runs = NULL, *points = NULL;
    size_t country_count = 0, group_count = 0, run_count = 0, point_count = 0;
    dp_status s = pack_table(p, "border-countries", sizeof(border_country), &countries, &country_count, err);
    if (s == DP_OK) s = pack_table(p, "border-groups", sizeof(border_box), &groups, &group_count, err);
    if (s == DP_OK) s = pack_table(p, "border-runs", sizeof(border_run), &runs, &run_count, err);
    if (s == DP_OK) s = pack_table(p, "border-points", sizeof(border_point), &points, &point_count, err);
    if (s != DP_OK) return s;
    const border_country *c = countries;
    for (size_t i = 0; i < country_count; i++)
        if (c[i].alpha2[3] != '\0' || c[i].first_run > run_count || c[i].run_count > run_count - c[i].first_run ||
            c[i].first_group > group_count || groups_of(&c[i]) > group_count - c[i].first_group)
            return error_set(err, DP_E_PACK, "the pack's outlines name runs that are not there");
    const border_run *r = runs;
    for (size_t i = 0; i < run_count; i++)
        if (r[i].point_count < 2 || r[i].first_point > point_count || r[i].point_count > point_count - r[i].first_point)
            return error_set(err, DP_E_PACK, "the pack's outlines name points that are not there");
    *out = (border_table){.countries = countries,
                          .groups = groups,
                          .runs = runs,
                          .points = points,
                          .country_count = (uint32_t)country_count,
                          .group_count = (uint32_t)group_count,
                          .run_count = (uint32_t)run_count,
                          .point_count = (uint32_t)point_count};
    return DP_OK;
}

const border_country *border_of(const border_table *t, const char *alpha2) {
    uint32_t low = 0, high = t->country_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strncmp(t->countries[middle].alpha2, alpha2, 3);
        if (order == 0) return &t->countries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Does a ray from (lat, lon) to the east cross the segment? Half-open in latitude, so that no vertex counts twice. */
static bool ray_crosses(const border_point *a, const border_point *b, double lat, double lon) {
    if ((a->lat_e5 > lat) == (b->lat_e5 > lat)) return false;
    double t = (lat - a->lat_e5) / ((double)b->lat_e5 - a->lat_e5);
    return lon < a->lon_e5 + t * ((double)b->lon_e5 - a->lon_e5);
}

static bool box_holds(const border_box *b, double lat, double lon) {
    return lat >= b->south && lat <= b->north && lon >= b->west && lon <= b->east;
}

bool border_inside(const border_table *t, const border_country *c, double lat, double lon) {
    lat *= E5, lon *= E5;
    if (!box_holds(&c->box, lat, lon)) return false;
    bool inside = false;
    for (uint32_t i = 0; i < c->run_count; i++) {
        const border_run *r = &t->runs[c->first_run + i];
        if (lat < r->box.south || lat > r->box.north || lon > r->box.east) continue;
        const border_point *p = &t->points[r->first_point];
        if (lon < r->box.west) { /* the run lies east of the point: only its ends count */
            inside ^= (p[0].lat_e5 > lat) != (p[r->point_count - 1].lat_e5 > lat);
            continue;
        }
        for (uint32_t k = 0; k + 1 < r->point_count; k++) inside ^= ray_crosses(&p[k], &p[k + 1], lat, lon);
    }
    return inside;
}

/* Difference of longitudes in degrees × 100,000, the short way round. */
static double wrap(double d) {
    if (d > 180 * E5) return d - 360 * E5;
    if (d < -180 * E5) return d + 360 * E5;
    return d;
}

/* A lower bound, in degrees of arc × 100,000, of the distance from the point to a box. The meridians narrow towards the
 * poles, so the narrowest cosine that the way may cross keeps it a bound. */
static double box_distance(const border_box *b, double lat, double lon, double cos_lat) {
    double dlat = lat < b->south ? b->south - lat : lat > b->north ? lat - b->north : 0;
    double dlon = 0;
    if (lon < b->west || lon > b->east) {
        double w = fabs(wrap(b->west - lon)), e = fabs(wrap(b->east - lon));
        dlon = w < e ? w : e;
    }
    double far = fmax(fabs((double)b->south), fabs((double)b->north)) / E5;
    double cos_far = far >= 90 ? 0 : cos(radians(far));
    double x = dlon * (cos_far < cos_lat ? cos_far : cos_lat);
    return sqrt(dlat * dlat + x * x) * 0.98; /* the plane is not the sphere: leave a margin */
}

/* The point of segment a–b that is nearest in the plane around (lat, lon); gives its squared distance in that plane. */
static double segment_nearest(const border_point *a, const border_point *b, double lat, double lon, double scale, double *nlat,
                              double *nlon) {
    double ax = wrap(a->lon_e5 - lon) * scale, ay = a->lat_e5 - lat;
    double dx = wrap((double)b->lon_e5 - a->lon_e5) * scale, dy = (double)b->lat_e5 - a->lat_e5;
    double length = dx * dx + dy * dy;
    double t = length > 0 ? -(ax * dx + ay * dy) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    double x = ax + t * dx, y = ay + t * dy;
    *nlat = lat + y;
    *nlon = lon + (scale > 0 ? x / scale : 0);
    return x * x + y * y;
}

typedef struct nearest {
    double lat, lon, y, x, cos_lat; /* the point: degrees; × 100,000 */
    double arc, km;                 /* the best so far: degrees of arc × 100,000; kilometres, -1 for none */
} nearest;

static void search_run(const border_table *t, const border_run *r, nearest *n) {
    if (box_distance(&r->box, n->y, n->x, n->cos_lat) >= n->arc) return;
    const border_point *p = &t->points[r->first_point];
    double scale = cos(radians((n->lat + (r->box.south + (double)r->box.north) / 2 / E5) / 2));
    double best = INFINITY, lat = 0, lon = 0;
    for (uint32_t k = 0; k + 1 < r->point_count; k++) {
        double here_lat, here_lon, d = segment_nearest(&p[k], &p[k + 1], n->y, n->x, scale, &here_lat, &here_lon);
        if (d < best) best = d, lat = here_lat, lon = here_lon;
    }
    double km = great_circle_km(n->lat, n->lon, lat / E5, lon / E5);
    if (n->km < 0 || km < n->km) n->km = km, n->arc = km / KM_PER_DEGREE * E5;
}

static void search_group(const border_table *t, const border_country *c, uint32_t group, nearest *n) {
    uint32_t from = group * BORDER_GROUP_RUNS,
             to = from + BORDER_GROUP_RUNS < c->run_count ? from + BORDER_GROUP_RUNS : c->run_count;
    for (uint32_t i = from; i < to; i++) search_run(t, &t->runs[c->first_run + i], n);
}

/* The nearest group first: its answer rules out most of the others. */
double border_km(const border_table *t, double lat, double lon, const char *alpha2) {
    const border_country *c = border_of(t, alpha2);
    if (c == NULL || c->run_count == 0 || !(fabs(lat) <= 90) || !(fabs(lon) <= 180)) return -1;
    if (border_inside(t, c, lat, lon)) return 0;
    nearest n = {.lat = lat, .lon = lon, .y = lat * E5, .x = lon * E5, .cos_lat = cos(radians(lat)), .arc = INFINITY, .km = -1};
    uint32_t first = 0;
    double least = INFINITY;
    for (uint32_t i = 0; i < groups_of(c); i++) {
        double bound = box_distance(&t->groups[c->first_group + i], n.y, n.x, n.cos_lat);
        if (bound < least) least = bound, first = i;
    }
    search_group(t, c, first, &n);
    for (uint32_t i = 0; i < groups_of(c); i++)
        if (i != first && box_distance(&t->groups[c->first_group + i], n.y, n.x, n.cos_lat) < n.arc) search_group(t, c, i, &n);
    return n.km;
}
