/* The network's file: sizes and names of what docs/linguistic-core.md lays out. Shared by the trainer, which writes it, and
 * the engine, which runs it. */
#ifndef DP_TEXT_NET_H
#define DP_TEXT_NET_H

#include <stdint.h>

#include "text/channels.h"

#define NET_PIECES       3u   /* of a maxout */
#define NET_BLOCK        16u  /* outputs that a matrix keeps together */
#define NET_WIDTH_MAX    256u /* multiple of 32 */
#define NET_MIX_IN_MAX   1024u
#define NET_ARC_MAX      128u /* multiples of 16 */
#define NET_REL_MAX      128u
#define NET_TAGS_MAX     4096u
#define NET_SCRIPTS_MAX  4096u
#define NET_ENTITIES_MAX 16u
#define NET_DEPRELS_MAX  128u

typedef struct net_config {
    uint32_t width, arc, rel;
    uint32_t tags, scripts, entities, deprels; /* outputs of each kind; entities may be 0 */
    uint32_t reserved;
    channel_set channels;
} net_config;

static inline uint32_t net_block(uint32_t n) {
    return (n + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK;
}

/* Where each group of the heads' outputs begins. */
typedef struct net_groups {
    uint32_t tags, scripts, entities, arc_dep, arc_head, rel_dep, rel_head, end;
} net_groups;

static inline net_groups net_groups_of(const net_config *c) {
    net_groups g = {0};
    g.scripts = g.tags + net_block(c->tags);
    g.entities = g.scripts + net_block(c->scripts);
    g.arc_dep = g.entities + net_block(c->entities);
    g.arc_head = g.arc_dep + c->arc;
    g.rel_dep = g.arc_head + c->arc;
    g.rel_head = g.rel_dep + c->rel;
    g.end = g.rel_head + c->rel;
    return g;
}

/* tanh and the logistic function, as both sides compute them. */
static inline float net_tanh(float v) {
    v = v > 3.0f ? 3.0f : v < -3.0f ? -3.0f : v;
    const float s = v * v;
    return v * (27.0f + s) / (27.0f + 9.0f * s);
}

static inline float net_sigmoid(float v) {
    return 0.5f + 0.5f * net_tanh(0.5f * v);
}

static inline float net_leaky(float v) {
    return v > 0 ? v : 0.1f * v;
}

#endif
