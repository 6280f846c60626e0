/* Decoder: what the encoder gives → tags, lemmas, names, trees.
 *
 *   x ─▶ heads ─▶ tags      the best
 *                 scripts   the best, applied to the form (script.h), kept with the word type
 *                 names     the best sequence in which I-X stands behind B-X or I-X only (A. Viterbi, 1967)
 *                 arcs      all pairs scored, then the best tree (arcs.h)
 *                 labels    of the arcs that were taken (T. Dozat and C. Manning, "Deep biaffine attention", 2017)
 *
 * What is chosen has a margin, in logits: how far it is ahead of the next best. An arc's is below zero where the tree forced it.
 */
#ifndef DP_TEXT_DECODER_H
#define DP_TEXT_DECODER_H

#include "core/arena.h"
#include "text/arcs.h"
#include "text/encoder.h"
#include "text/script.h"

typedef vec_of(name) name_list;

typedef struct decoder {
    const net_model *net;
    net_tag *tags;             /* [tags] */
    edit_script *scripts;      /* [scripts] */
    edit_script *known;        /* [lemma scripts] of the table of known lemmas */
    uint8_t *deprels;          /* [deprels] enum deprel */
    float *entities;           /* [ENCODER_BLOCK_MAX][NET_BLOCK] */
    uint8_t *back;             /* [ENCODER_BLOCK_MAX][NET_BLOCK] the label before the best way to a label */
    uint8_t *labels;           /* [ENCODER_BLOCK_MAX] */
    int16_t *dep, *head;       /* [ENCODER_BLOCK_MAX][arc] */
    int16_t *root;             /* [arc] */
    float *rel_dep, *rel_head; /* [ENCODER_BLOCK_MAX][rel] */
    float *vector;             /* [max(arc, 3 · rel, deprels)], for one word at a time */
    uint8_t *q;                /* [ENCODER_PANEL] rows of the same */
    int32_t *scores;           /* [ENCODER_BLOCK_MAX][score_stride] */
    uint32_t *heads;           /* [ENCODER_BLOCK_MAX] */
    arcs_memory *arcs;
} decoder;

void decoder_take(decoder *d, const net_model *net, region *r);
void decoder_init(decoder *d, const kernel *k);

/* Analyses the block that `e` has encoded; `tokens` are its words, `base` the index of the first in the text. Lemmas and names
 * go to the arena. */
dp_status decoder_run(decoder *d, encoder *e, token *tokens, uint32_t base, arena *a, name_list *names, dp_error *err);

/* Its parts, in their order. */
dp_status decoder_heads(decoder *d, encoder *e, token *tokens, arena *a, dp_error *err);
dp_status decoder_names(decoder *d, const encoder *e, uint32_t base, arena *a, name_list *names, dp_error *err);
void decoder_trees(decoder *d, encoder *e, token *tokens, uint32_t base);

#endif
