/* Encoder: the words of whole sentences → what the heads see, a vector a word (docs/linguistic-core.md).
 *
 *   tokens ─▶ word types ─▶ x ─▶ conv1 ─▶ scan1 ─▶ conv2 ─▶ scan2 ─▶ x
 *             cached: the mix, and conv1's product with the type as the word before, the word, the word after
 *
 * Sentences are worked on in blocks of about ENCODER_BLOCK words, so that the weights are read once for many words. */
#ifndef DP_TEXT_ENCODER_H
#define DP_TEXT_ENCODER_H

#include "core/fold.h"
#include "text/kernel.h"
#include "text/text.h"
#include "text/word_flags.h"

#define ENCODER_BLOCK     128u  /* words; a longer sentence is a block of its own */
#define ENCODER_BLOCK_MAX 512u  /* words of a sentence */
#define ENCODER_TYPES     4096u /* word types that a thread remembers; a power of two */
#define ENCODER_WAYS      4u    /* places among which a type finds one */
#define ENCODER_PANEL     24u   /* rows whose sums stay in the first cache */
#define ENCODER_LEMMA     42u   /* bytes of a lemma that is remembered */

/* Where a type is looked for; its record has the same number. */
typedef struct type_slot {
    uint64_t key;   /* of the form's bytes; 0: nothing stands here yet */
    uint32_t stamp; /* the last block that used it */
} type_slot;

/* A word form, with its vectors behind it: float x[width], int32 parts[3][3 · width]. */
typedef struct form_type {
    uint64_t lemma_hash;
    uint16_t script;      /* of the lemma below; NO_SCRIPT_YET */
    uint16_t lemma_bytes; /* 0: the form itself; more than ENCODER_LEMMA: too long to be kept */
    char lemma[ENCODER_LEMMA + 1];
    uint8_t upos;      /* as which the lemma was made */
    const char *fixed; /* the lemma in the model, where the script is one */
} form_type;
#define NO_SCRIPT_YET UINT16_MAX

/* A sentence of a block: its words as rows of the block. */
typedef struct block_sentence {
    uint32_t first, end;
} block_sentence;

typedef struct encoder {
    const net_model *net;
    const fold_table *fold;
    word_flags known; /* empty until the caller fills it: then no word is known */
    const kernel *kernel;
    type_slot *slots; /* [ENCODER_TYPES + ENCODER_BLOCK_MAX]: those behind the table take what finds no place */
    uint8_t *types;   /* [the same] of type_bytes */
    size_t type_bytes;
    uint32_t stamp, spares;
    int32_t *edge; /* [3][3 · width]: parts of what stands beyond a sentence */

    uint32_t n; /* words of the block */
    uint32_t sentence_count;
    block_sentence *sentences; /* [ENCODER_BLOCK_MAX] */
    form_type **type;          /* [ENCODER_BLOCK_MAX] */
    uint32_t *missing;         /* [ENCODER_BLOCK_MAX] words whose types are new */
    float *x;                  /* [ENCODER_BLOCK_MAX][width] */
    uint8_t *q;                /* quantised rows, with one beyond each sentence's ends */
    const uint8_t **rows;      /* [ENCODER_BLOCK_MAX] */
    int32_t *sums;             /* [ENCODER_BLOCK_MAX][3 · width] or [ENCODER_PANEL][heads] */
} encoder;

/* Memory is taken from a stretch that is measured first (base NULL) and given then. */
typedef struct region {
    uint8_t *base;
    size_t used;
} region;
void *region_take(region *r, size_t bytes); /* aligned to 64 */

void encoder_take(encoder *e, const net_model *net, region *r);
void encoder_init(encoder *e, const fold_table *fold, const kernel *k);

/* Begins a block with no sentence; adds one of n words. The caller keeps to ENCODER_BLOCK_MAX words. */
void encoder_begin(encoder *e);
void encoder_add(encoder *e, uint32_t n);

/* The steps, in their order; `tokens` are those of the block's sentences. layer is 0 or 1. */
void encoder_types(encoder *e, const token *tokens);
void encoder_conv(encoder *e, uint32_t layer);
void encoder_scan(encoder *e, uint32_t layer);
void encoder_run(encoder *e, const token *tokens);

/* e->sums = rows × matrix, for n rows from e->rows[from] on; `first` and `count` in groups of four inputs. */
void encoder_multiply(const encoder *e, const net_matrix *m, uint32_t first, uint32_t count, uint32_t from, uint32_t n,
                      size_t stride);

#endif
