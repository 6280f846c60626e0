/* Models: what the trainer learned about one language, in one file of flat tables that is used where it is mapped.
 *
 *   offset  size  what
 *   0       8     "DPMODEL\n"
 *   8       4     MODEL_VERSION, little endian         12  4  number of sections
 *   16      8     size of the file                     24  8  XXH3 of all bytes from 32 on
 *   32      32·n  sections: name (16, NUL-padded), offset (8), size (8); offsets are multiples of 64
 *   …             the sections; lexicon.h, linear.h and lemma.h give their layouts
 *
 *   tokens (form, form_hash, flags) ─▶ tagger_run ─▶ upos, feats, lemma ─▶ parser_run ─▶ head, deprel, margin
 *
 * A model is const after model_open and may be used by any number of threads, each with its own scratch. model_open checks
 * all that the readers rely on, so a damaged or hostile file is an error there and can do no harm later.
 * All arithmetic of the readers is on integers: the same text gives the same analysis on every machine. */
#ifndef DP_TEXT_MODEL_H
#define DP_TEXT_MODEL_H

#include "core/arena.h"
#include "core/error.h"
#include "core/fold.h"
#include "text/lemma.h"
#include "text/lexicon.h"
#include "text/linear.h"
#include "text/net_model.h"
#include "text/word_flags.h"

#define MODEL_VERSION     1u /* of linear models */
#define MODEL_NETWORK     2u /* of networks: docs/linguistic-core.md */
#define MODEL_CLASSES_MAX 32 /* lanes of a tagger row */

/* What the tagger chooses among: a part of speech, for verbs with what sets their forms apart ("VERB, past participle"). */
typedef struct tag_class {
    uint32_t feats; /* the fields that the class decides; 0 in a field: the lexicon decides */
    uint32_t mask;  /* the bits of those fields */
    uint8_t upos;
    uint8_t unused[3];
} tag_class;

typedef struct model {
    const fold_table *fold;
    bool has_network; /* then only `network` is filled */
    net_model network;
    word_flags known; /* for the network's channel of flags; empty after model_open, from the pack in text_models_open */
    lexicon words;
    lemma_rules lemmas;
    const tag_class *classes; /* [class_count] */
    uint32_t class_count;
    linear tags;                 /* lanes: classes */
    linear moves;                /* lanes: the parser's transitions */
    linear labels;               /* lanes: enum deprel */
    const uint8_t *fixed_moves;  /* [PARSE_MOVE_CONTEXTS], see parse_state.h */
    const uint8_t *fixed_labels; /* [PARSE_LABEL_CONTEXTS] */
} model;

/* Checks and opens the bytes of a model, which the caller keeps alive and 64-byte aligned; nothing needs to be closed. */
dp_status model_open(const void *bytes, size_t size, const fold_table *fold, model *out, dp_error *err);

/* The memory of one thread for one model: the cache of word types and the decoder's tables. Not cleared between texts: what
 * it holds never changes a result. */
typedef struct linguistic_scratch linguistic_scratch;
dp_status linguistic_scratch_new(const model *m, linguistic_scratch **out, dp_error *err);
void linguistic_scratch_free(linguistic_scratch *s);

#endif
