/* Models: what the trainer learned about one language, in one file of flat tables that is used where it is mapped.
 *
 *   offset  size  what
 *   0       8     "DPMODEL\n"
 *   8       4     MODEL_VERSION, little endian         12  4  number of sections
 *   16      8     size of the file                     24  8  XXH3 of all bytes from 32 on
 *   32      32·n  sections: name (16, NUL-padded), offset (8), size (8); offsets are multiples of 64
 *   …             the sections; docs/linguistic-core.md gives their layouts
 *
 *   tokens (form) ─▶ linguist_run ─▶ upos, feats, lemma, head, deprel, margins; names
 *
 * A model is const after model_open and may be used by any number of threads, each with its own linguist. model_open checks
 * all that the readers rely on, so a damaged or hostile file is an error there and can do no harm later. */
#ifndef DP_TEXT_MODEL_H
#define DP_TEXT_MODEL_H

#include "core/error.h"
#include "core/fold.h"
#include "text/net_model.h"
#include "text/word_flags.h"

#define MODEL_VERSION 2u

typedef struct model {
    const fold_table *fold;
    net_model network;
    word_flags known; /* for the network's channel of flags; empty after model_open, from the pack in text_models_open */
} model;

/* Checks and opens the bytes of a model, which the caller keeps alive and 64-byte aligned; nothing needs to be closed. */
dp_status model_open(const void *bytes, size_t size, const fold_table *fold, model *out, dp_error *err);

#endif
