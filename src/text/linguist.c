/* Whole sentences, block by block. */
#include "text/linguist.h"

#include <stdlib.h>

static size_t lay_out(linguist *l, const net_model *net, uint8_t *base) {
    region r = {base, 0};
    encoder_take(&l->encoder, net, &r);
    decoder_take(&l->decoder, net, &r);
    return r.used;
}

dp_status linguist_new(const net_model *net, const fold_table *fold, const kernel *k, linguist **out, dp_error *err) {
    linguist *l = *out = calloc(1, sizeof *l);
    if (!l) return error_nomem(err);
    l->memory = calloc(1, lay_out(l, net, NULL) + 64);
    if (!l->memory) {
        free(l);
        *out = NULL;
        return error_nomem(err);
    }
    lay_out(l, net, (uint8_t *)l->memory + (64 - (uintptr_t)l->memory % 64));
    encoder_init(&l->encoder, fold, k);
    decoder_init(&l->decoder, k);
    return DP_OK;
}

void linguist_free(linguist *l) {
    if (!l) return;
    free(l->memory);
    free(l);
}

dp_status linguist_run(linguist *l, token *tokens, const sentence *sentences, uint32_t count, arena *a, name_list *names,
                       dp_error *err) {
    for (uint32_t k = 0; k < count;) {
        const uint32_t base = sentences[k].first_token;
        encoder_begin(&l->encoder);
        for (; k < count; k++) {
            const uint32_t n = sentences[k].end_token - sentences[k].first_token;
            if (n > ENCODER_BLOCK_MAX) return error_set(err, DP_E_INTERNAL, "a sentence has %u tokens", n);
            if (l->encoder.n > 0 && l->encoder.n + n > ENCODER_BLOCK) break;
            if (n > 0) encoder_add(&l->encoder, n);
        }
        encoder_run(&l->encoder, tokens + base);
        dp_status st = decoder_run(&l->decoder, &l->encoder, tokens + base, base, a, names, err);
        if (st != DP_OK) return st;
    }
    return DP_OK;
}
