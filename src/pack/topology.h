/* TopoJSON, as world-atlas holds Natural Earth's outlines: borders are arcs that neighbours share, and a point is the sum of
 * whole-number steps, scaled (https://github.com/topojson/topojson-specification). */
#ifndef DP_PACK_TOPOLOGY_H
#define DP_PACK_TOPOLOGY_H

#include "core/arena.h"
#include "mention/border.h"

typedef struct topology_ring {
    const border_point *points; /* closed: the last is the first */
    uint32_t n;
} topology_ring;

typedef struct topology_shape {
    const char *name; /* Natural Earth's */
    int numeric;      /* ISO 3166-1; 0 where it has none */
    vec_of(topology_ring) rings;
} topology_shape;

typedef struct topology {
    topology_shape *shapes;
    uint32_t n;
} topology;

/* Reads the object "countries" of the file. */
dp_status topology_read(const char *path, arena *a, topology *out, dp_error *err);

#endif
