/* The linguist: a network at work, with the memory of one thread (about 30 MB, most of it touched only as far as it is used).
 * What it remembers from one text to the next never changes a result. */
#ifndef DP_TEXT_LINGUIST_H
#define DP_TEXT_LINGUIST_H

#include "text/decoder.h"

typedef struct linguist {
    encoder encoder;
    decoder decoder;
    void *memory;
} linguist;

/* The network is kept by the caller. `k` is kernel_best() but in tests and benchmarks. */
dp_status linguist_new(const net_model *net, const fold_table *fold, const kernel *k, linguist **out, dp_error *err);
void linguist_free(linguist *l);

/* Fills upos, feats, lemmas, heads, relations and margins of the tokens of `count` sentences, none of more than ENCODER_BLOCK_MAX
 * tokens, and finds names. form must stand. */
dp_status linguist_run(linguist *l, token *tokens, const sentence *sentences, uint32_t count, arena *a, name_list *names,
                       dp_error *err);

#endif
