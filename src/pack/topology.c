/* Reads TopoJSON (see topology.h). */
#include "pack/topology.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct arc {
    const border_point *points;
    uint32_t n;
} arc;

typedef struct reading {
    arena *a;
    const char *path;
    arc *arcs;
    size_t arc_count;
    double scale[2], shift[2]; /* longitude, latitude */
} reading;

static dp_status broken(const reading *r, dp_error *err, const char *what) {
    error_set(err, DP_E_FORMAT, "these outlines are no TopoJSON as world-atlas has it: %s", what);
    return error_at(err, r->path, 0);
}

static bool read_pair(const json_t *pair, double out[2]) {
    if (!json_is_array(pair) || json_array_size(pair) < 2) return false;
    for (size_t i = 0; i < 2; i++) {
        const json_t *v = json_array_get(pair, i);
        if (!json_is_number(v)) return false;
        out[i] = json_number_value(v);
    }
    return true;
}

static dp_status read_arcs(reading *r, const json_t *arcs, dp_error *err) {
    if (!json_is_array(arcs)) return broken(r, err, "no arcs");
    r->arc_count = json_array_size(arcs);
    r->arcs = arena_array(r->a, r->arc_count, sizeof *r->arcs);
    if (!r->arcs) return error_nomem(err);
    for (size_t i = 0; i < r->arc_count; i++) {
        const json_t *steps = json_array_get(arcs, i);
        size_t n = json_array_size(steps);
        border_point *points = arena_array(r->a, n, sizeof *points);
        if (!points) return error_nomem(err);
        double at[2] = {0, 0}, step[2];
        for (size_t k = 0; k < n; k++) {
            if (!read_pair(json_array_get(steps, k), step)) return broken(r, err, "a point is no pair of numbers");
            at[0] += step[0], at[1] += step[1];
            double lon = at[0] * r->scale[0] + r->shift[0], lat = at[1] * r->scale[1] + r->shift[1];
            if (!(fabs(lat) <= 90.01) || !(fabs(lon) <= 180.01)) return broken(r, err, "a point is off the globe");
            points[k] = (border_point){(int32_t)lround(lat * 1e5), (int32_t)lround(lon * 1e5)};
        }
        r->arcs[i] = (arc){points, (uint32_t)n};
    }
    return DP_OK;
}

/* A ring is a list of arcs; ~i is arc i backwards; each arc begins where the one before it ends. */
static dp_status read_ring(reading *r, const json_t *list, topology_shape *shape, dp_error *err) {
    size_t total = 0, n = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_int_t at = json_integer_value(json_array_get(list, i));
        size_t index = (size_t)(at < 0 ? ~at : at);
        if (index >= r->arc_count) return broken(r, err, "an arc is missing");
        total += r->arcs[index].n;
    }
    border_point *points = arena_array(r->a, total, sizeof *points);
    if (!points) return error_nomem(err);
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_int_t at = json_integer_value(json_array_get(list, i));
        const arc *c = &r->arcs[at < 0 ? ~at : at];
        for (uint32_t k = i > 0 ? 1 : 0; k < c->n; k++) points[n++] = c->points[at < 0 ? c->n - 1 - k : k];
    }
    topology_ring ring = {points, (uint32_t)n};
    if (n < 3) return DP_OK; /* an islet that quantisation has made a point */
    return vec_push(r->a, &shape->rings, ring) ? DP_OK : error_nomem(err);
}

static dp_status read_polygon(reading *r, const json_t *rings, topology_shape *shape, dp_error *err) {
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < json_array_size(rings); i++) s = read_ring(r, json_array_get(rings, i), shape, err);
    return s;
}

static dp_status read_shape(reading *r, const json_t *geometry, topology_shape *shape, dp_error *err) {
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const char *name = json_string_value(json_object_get(json_object_get(geometry, "properties"), "name"));
    const char *id = json_string_value(json_object_get(geometry, "id"));
    const json_t *arcs = json_object_get(geometry, "arcs");
    shape->name = arena_copy(r->a, name ? name : "", name ? strlen(name) : 0);
    shape->numeric = id ? atoi(id) : 0;
    if (!shape->name) return error_nomem(err);
    if (type && strcmp(type, "Polygon") == 0) return read_polygon(r, arcs, shape, err);
    if (!type || strcmp(type, "MultiPolygon") != 0) return broken(r, err, "a country is no polygon");
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < json_array_size(arcs); i++) s = read_polygon(r, json_array_get(arcs, i), shape, err);
    return s;
}

dp_status topology_read(const char *path, arena *a, topology *out, dp_error *err) {
    reading r = {.a = a, .path = path, .scale = {1, 1}};
    *out = (topology){0};
    json_error_t json_err;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &json_err);
    if (!root) {
        error_set(err, DP_E_FORMAT, "the outlines cannot be read: %s", json_err.text);
        return error_at(err, path, json_err.line > 0 ? (uint64_t)json_err.line : 0);
    }
    const json_t *transform = json_object_get(root, "transform");
    const json_t *shapes = json_object_get(json_object_get(json_object_get(root, "objects"), "countries"), "geometries");
    dp_status s = DP_OK;
    if (transform && (!read_pair(json_object_get(transform, "scale"), r.scale) ||
                      !read_pair(json_object_get(transform, "translate"), r.shift)))
        s = broken(&r, err, "the transform is no pair of pairs");
    if (s == DP_OK && !json_is_array(shapes)) s = broken(&r, err, "no object \"countries\"");
    if (s == DP_OK) s = read_arcs(&r, json_object_get(root, "arcs"), err);
    out->shapes = s == DP_OK ? arena_array(a, json_array_size(shapes), sizeof *out->shapes) : NULL;
    if (s == DP_OK && !out->shapes) s = error_nomem(err);
    for (size_t i = 0; s == DP_OK && i < json_array_size(shapes); i++)
        s = read_shape(&r, json_array_get(shapes, i), &out->shapes[out->n++], err);
    json_decref(root);
    return s;
}
