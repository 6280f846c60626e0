/* Outlines of countries become the sections that mention/border.h describes; then the languages' cues for places. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/countries.h"
#include "pack/place_cues.h"
#include "pack/topology.h"

#define COUNTRIES_RULES "world/countries.rules"

typedef struct outlines {
    pack_builder *b;
    arena *a;
    const country_source *countries;
    uint32_t country_count;
    topology shapes;
    char (*owner)[3]; /* [shapes.n] alpha-2 of the country that the shape is dealt to, or "" */
    vec_of(border_country) out_countries;
    buf groups, runs, points;
    uint32_t group_count, run_count, point_count;
} outlines;

/* Which country each shape belongs to: by its ISO number, or by [outlines] where it has none of its own. */
static dp_status deal_shapes(outlines *o, const rule_file *f, dp_error *err) {
    o->owner = arena_array(o->a, o->shapes.n, sizeof *o->owner);
    if (!o->owner) return error_nomem(err);
    for (uint32_t i = 0; i < o->shapes.n; i++) {
        const topology_shape *s = &o->shapes.shapes[i];
        for (uint32_t k = 0; s->numeric && k < o->country_count; k++)
            if (o->countries[k].numeric == s->numeric && !(o->countries[k].flags & COUNTRY_ENDED))
                memcpy(o->owner[i], o->countries[k].alpha2, 3);
        for (uint32_t k = 0; k < f->n; k++)
            if (!f->lines[k].is_test && strcmp(f->lines[k].section, "outlines") == 0 && f->lines[k].columns >= 2 &&
                strcmp(f->lines[k].column[0], s->name) == 0)
                snprintf(o->owner[i], sizeof o->owner[i], "%.2s", f->lines[k].column[1]);
    }
    return DP_OK;
}

static void widen(border_box *box, const border_point *p, bool first) {
    if (first || p->lat_e5 < box->south) box->south = p->lat_e5;
    if (first || p->lat_e5 > box->north) box->north = p->lat_e5;
    if (first || p->lon_e5 < box->west) box->west = p->lon_e5;
    if (first || p->lon_e5 > box->east) box->east = p->lon_e5;
}

static void add_ring(outlines *o, const topology_ring *ring, border_country *c) {
    for (uint32_t at = 0; at + 1 < ring->n; at += BORDER_RUN_POINTS) {
        uint32_t end = at + BORDER_RUN_POINTS + 1 < ring->n ? at + BORDER_RUN_POINTS + 1 : ring->n;
        border_run run = {.first_point = o->point_count, .point_count = end - at};
        for (uint32_t i = at; i < end; i++) {
            widen(&run.box, &ring->points[i], i == at);
            widen(&c->box, &ring->points[i], c->run_count == 0 && i == at);
        }
        buf_add(&o->points, &ring->points[at], (end - at) * sizeof *ring->points);
        buf_add(&o->runs, &run, sizeof run);
        o->point_count += end - at;
        o->run_count++;
        c->run_count++;
    }
}

static bool ring_holds(const topology_ring *ring, double lat, double lon) {
    bool inside = false;
    for (uint32_t i = 0; i + 1 < ring->n; i++) {
        const border_point *p = &ring->points[i], *q = p + 1;
        if ((p->lat_e5 > lat) != (q->lat_e5 > lat) &&
            lon < p->lon_e5 + (lat - p->lat_e5) / ((double)q->lat_e5 - p->lat_e5) * ((double)q->lon_e5 - p->lon_e5))
            inside = !inside;
    }
    return inside;
}

/* Pieces that are drawn with one country and claimed by another count with both ([shared-outlines]). */
static void add_shared(outlines *o, const rule_file *f, const char *alpha2, border_country *c) {
    for (uint32_t k = 0; k < f->n; k++) {
        const rule_line *l = &f->lines[k];
        double lat, lon;
        if (l->is_test || strcmp(l->section, "shared-outlines") != 0 || l->columns < 3 || strcmp(l->column[1], alpha2) != 0 ||
            sscanf(l->column[2], "%lf,%lf", &lat, &lon) != 2)
            continue;
        for (uint32_t i = 0; i < o->shapes.n; i++)
            for (uint32_t r = 0; strcmp(o->owner[i], l->column[0]) == 0 && r < o->shapes.shapes[i].rings.n; r++)
                if (ring_holds(&o->shapes.shapes[i].rings.at[r], lat * 1e5, lon * 1e5))
                    add_ring(o, &o->shapes.shapes[i].rings.at[r], c);
    }
}

/* Boxes around the country's runs, BORDER_GROUP_RUNS at a time. */
static void add_groups(outlines *o, border_country *c) {
    c->first_group = o->group_count;
    for (uint32_t from = 0; from < c->run_count; from += BORDER_GROUP_RUNS) {
        border_box box = {0};
        for (uint32_t i = from; i < c->run_count && i < from + BORDER_GROUP_RUNS; i++) {
            const border_run *runs = (const border_run *)(const void *)o->runs.at;
            const border_box *b = &runs[c->first_run + i].box;
            widen(&box, &(border_point){b->south, b->west}, i == from);
            widen(&box, &(border_point){b->north, b->east}, false);
        }
        buf_add(&o->groups, &box, sizeof box);
        o->group_count++;
    }
}

static dp_status add_country(outlines *o, const rule_file *f, const char *alpha2, dp_error *err) {
    border_country c = {.first_run = o->run_count};
    memcpy(c.alpha2, alpha2, 2);
    for (uint32_t i = 0; i < o->shapes.n; i++)
        for (uint32_t r = 0; strcmp(o->owner[i], alpha2) == 0 && r < o->shapes.shapes[i].rings.n; r++)
            add_ring(o, &o->shapes.shapes[i].rings.at[r], &c);
    if (c.run_count == 0) return DP_OK;
    add_shared(o, f, alpha2, &c);
    add_groups(o, &c);
    return vec_push(o->a, &o->out_countries, c) ? DP_OK : error_nomem(err);
}

static dp_status compile_outlines(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    outlines o = {.b = b, .a = a};
    rule_file f = {0};
    dp_status status = countries_read(s, a, &o.countries, &o.country_count, err);
    if (status == DP_OK && rule_file_exists(s->root, COUNTRIES_RULES))
        status = rule_file_read(s->root, COUNTRIES_RULES, a, &f, err);
    if (status == DP_OK) status = topology_read(s->borders, a, &o.shapes, err);
    if (status == DP_OK) status = deal_shapes(&o, &f, err);
    buf_init(&o.groups);
    buf_init(&o.runs);
    buf_init(&o.points);
    for (uint32_t i = 0; status == DP_OK && i < o.country_count; i++) status = add_country(&o, &f, o.countries[i].alpha2, err);
    if (status == DP_OK && (o.groups.failed || o.runs.failed || o.points.failed)) status = error_nomem(err);
    if (status == DP_OK) {
        builder_section(b, "border-countries", o.out_countries.at, o.out_countries.n * sizeof *o.out_countries.at);
        builder_section(b, "border-groups", o.groups.at, o.groups.n);
        builder_section(b, "border-runs", o.runs.at, o.runs.n);
        builder_section(b, "border-points", o.points.at, o.points.n);
    }
    buf_free(&o.groups);
    buf_free(&o.runs);
    buf_free(&o.points);
    return status;
}

dp_status compile_borders(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    dp_status status = s->borders ? compile_outlines(b, s, a, err) : DP_OK;
    return status == DP_OK ? compile_place_cues(b, s, a, err) : status;
}
