/* The memory of one thread for one model: see linguistic_scratch in model.h. */
#ifndef DP_TEXT_SCRATCH_H
#define DP_TEXT_SCRATCH_H

#include "text/linguist.h"
#include "text/model.h"
#include "text/parse_state.h"
#include "text/tag_features.h"

#define CACHE_WORDS 4096
#define WINDOW      8 /* a power of two, more than the five words that the tagger looks at */

/* What a word type is when it has a class. */
typedef struct word_analysis {
    const char *lemma; /* in the model; NULL: made by `script` from the form */
    uint64_t lemma_hash;
    uint32_t feats;
    uint16_t script; /* NO_SCRIPT: the lemma is the form */
    uint8_t class;
    uint8_t known; /* false: nothing stands here yet */
} word_analysis;
#define NO_SCRIPT UINT16_MAX

typedef struct cached_word {
    word_type type;
    uint16_t sums[ROLE_COUNT][MODEL_CLASSES_MAX];
    uint32_t allowed; /* bit c: class c is of an open part of speech, or the lexicon knows the word in it */
    word_analysis analysis;
} cached_word;

struct linguistic_scratch {
    linguist *linguist;        /* for a network; then nothing else here is used */
    cached_word *cache;        /* [CACHE_WORDS], direct-mapped by type.key */
    cached_word edge;          /* what stands before and after a sentence */
    cached_word spare[WINDOW]; /* words whose place in the cache is held by a neighbour */
    parse_state parse;
};

/* The edge's rows, summed. */
void tagger_edge(const model *m, cached_word *edge);

#endif
