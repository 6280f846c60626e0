/* Finding tokens, and walking dependency trees. Nothing here trusts the heads to be free of cycles. */
#include "text/text.h"

uint32_t token_from(const text *x, uint32_t byte) {
    uint32_t low = 0, high = x->token_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (x->tokens[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t token_word(const text *x, uint32_t token) {
    uint32_t low = 0, high = x->word_count; /* words and tokens run in the same order */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (x->words[middle].token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low < x->word_count && x->words[low].token == token ? low : UINT32_MAX;
}

uint32_t token_child(const text *x, uint32_t head, unsigned deprel, uint32_t from) {
    if (head >= x->token_count) return TOKEN_NONE;
    const sentence *s = &x->sentences[x->tokens[head].sentence];
    for (uint32_t t = from > s->first_token ? from : s->first_token; t < s->end_token; t++)
        if (x->tokens[t].head == head && x->tokens[t].deprel == deprel) return t;
    return TOKEN_NONE;
}

/* Heads are followed for at most as many steps as the sentence has tokens (≤ 512), which ends every cycle. */
bool token_under(const text *x, uint32_t t, uint32_t ancestor) {
    if (t >= x->token_count) return false;
    const sentence *s = &x->sentences[x->tokens[t].sentence];
    for (uint32_t steps = s->end_token - s->first_token + 1; steps > 0; steps--) {
        if (t == ancestor) return true;
        t = x->tokens[t].head;
        if (t == TOKEN_NONE || t >= x->token_count) return false;
    }
    return false;
}

#define SUBTREE_TOKENS_MAX 512u /* a sentence never has more (sentence.h) */

/* Each token climbs until it meets one whose answer is known, and leaves the answer on its way: linear. */
void token_subtree(const text *x, uint32_t t, uint32_t *first, uint32_t *end) {
    enum { UNKNOWN, INSIDE, OUTSIDE, CLIMBING };
    const sentence *s = &x->sentences[x->tokens[t].sentence];
    uint32_t base = s->first_token, n = s->end_token - base;
    uint8_t state[SUBTREE_TOKENS_MAX] = {0};
    *first = t;
    *end = t + 1;
    if (n > SUBTREE_TOKENS_MAX || t < base || t - base >= n) return;
    state[t - base] = INSIDE;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t u = k;
        while (u < n && state[u] == UNKNOWN) {
            state[u] = CLIMBING;
            u = x->tokens[base + u].head - base; /* TOKEN_NONE and foreign heads fall out of range */
        }
        uint8_t answer = u < n && state[u] == INSIDE ? INSIDE : OUTSIDE;
        for (u = k; u < n && state[u] == CLIMBING; u = x->tokens[base + u].head - base) state[u] = answer;
        if (state[k] != INSIDE) continue;
        if (base + k < *first) *first = base + k;
        if (base + k >= *end) *end = base + k + 1;
    }
}

void token_hang(text *x, uint32_t t, uint32_t head, unsigned deprel) {
    token *tokens = (token *)(uintptr_t)x->tokens; /* const for readers only: text_analyse made them in the caller's arena */
    if (t >= x->token_count || head >= x->token_count || token_under(x, head, t)) return;
    tokens[t].head = head;
    tokens[t].deprel = (uint8_t)deprel;
}

void token_retag(text *x, uint32_t t, unsigned upos) {
    token *tokens = (token *)(uintptr_t)x->tokens; /* as above */
    if (t >= x->token_count) return;
    tokens[t].upos = (uint8_t)upos;
    tokens[t].feats = 0;
}

void token_decline(text *x, uint32_t t, unsigned of) {
    token *tokens = (token *)(uintptr_t)x->tokens; /* as above */
    if (t >= x->token_count) return;
    const uint64_t mask = ((UINT64_C(1) << FEAT_CASE_BITS) - 1) << FEAT_CASE_SHIFT;
    tokens[t].feats = (tokens[t].feats & ~mask) | ((uint64_t)of << FEAT_CASE_SHIFT);
}
