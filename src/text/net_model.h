/* A network as it lies in a model file, opened: the matrices, scales and names of docs/linguistic-core.md.
 *
 *   net_model_open ─▶ network ─▶ encoder.h (word types, convolutions, scans) ─▶ decoder.h (tags, lemmas, names, trees)
 *
 * All pointers point into the file. What net_model_open has let through can harm nobody: every index is in bounds, every string
 * ends, and no number is so large that a sum could leave its type. */
#ifndef DP_TEXT_NET_MODEL_H
#define DP_TEXT_NET_MODEL_H

#include <stdbool.h>

#include "core/error.h"
#include "text/net.h"

/* A linear layer: y_j = (sum_j - zero_j) * scale_j + bias_j. */
typedef struct net_matrix {
    const int8_t *w; /* [blocks][groups][NET_BLOCK][4] */
    const int32_t *zero;
    const float *scale, *bias; /* [blocks * NET_BLOCK] */
    uint32_t blocks, groups;   /* of NET_BLOCK outputs, of 4 inputs */
} net_matrix;

/* Strings, NUL-terminated one after the other. */
typedef struct net_strings {
    const char *at;
    uint32_t n;
} net_strings;

typedef struct net_model {
    const net_config *config;
    net_groups groups;
    const int8_t *emb[CHANNELS_MAX]; /* [rows][dim] */
    uint32_t mix_inputs;             /* all dims together */
    net_matrix mix, conv[2], scan[2], scan_out[2], heads, arc, labels;
    const float *conv_q[2], *scan_q[2], *scan_out_q[2], *heads_q, *arc_q, *labels_q; /* mul of each input */
    const float *mix_ln, *conv_ln[2], *scan_ln[2];                                   /* γ[width], β[width] */
    const float *arc_root, *rel_root;
    float arc_dep_mul, arc_head_mul, arc_unit;
    net_strings tags, scripts, deprels, entities;
    const uint64_t *lemmas; /* [lemma_count] slots of lemma_table.h */
    uint32_t lemma_count;
    net_strings lemma_scripts;
} net_model;

/* Finds a section in a file that is being opened; false where it is missing. */
typedef struct net_file {
    bool (*find)(const void *context, const char *name, const void **at, size_t *size);
    const void *context;
} net_file;

/* Checks the sections and fills *out; the message of an error tells what is wrong with the file. */
dp_status net_model_open(const net_file *file, net_model *out, dp_error *err);

/* What a tag stands for. */
typedef struct net_tag {
    uint64_t feats;
    const char *feats_text; /* "_" for none */
    uint8_t upos;
} net_tag;

/* Reads "UPOS|Feature=Value|…"; false where the part of speech is none. */
bool net_tag_read(const char *s, net_tag *out);

#endif
