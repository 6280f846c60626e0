/* The sketch of a text, see sketch.h. */
#include "ledger/sketch.h"

#include <stdlib.h>
#include <string.h>

#define RUN_WORDS      5u
#define ALWAYS_INDEXED 3u
#define INDEXED_SHARE  16u
#define LEAST_COMPARED 4u /* runs of the shorter text that must be left at the coarser rate */

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t run_hash(const word *w, uint32_t n) {
    uint64_t key = 0;
    for (uint32_t i = 0; i < n; i++) key = hash_phrase(key, w[i].hash);
    return (uint32_t)(key >> 32) ^ (uint32_t)key;
}

/* Sorts, and drops doubles. Short lists are the rule: no library call for them. */
static uint32_t unique(uint32_t *at, uint32_t n) {
    if (n > 256) {
        qsort(at, n, sizeof *at, by_number);
    } else {
        for (uint32_t gap = n / 2; gap > 0; gap /= 2) /* Shell, 1959 */
            for (uint32_t i = gap; i < n; i++) {
                uint32_t v = at[i], j = i;
                for (; j >= gap && at[j - gap] > v; j -= gap) at[j] = at[j - gap];
                at[j] = v;
            }
    }
    uint32_t w = 0;
    for (uint32_t i = 0; i < n; i++)
        if (w == 0 || at[w - 1] != at[i]) at[w++] = at[i];
    return w;
}

dp_status sketch_make(const text *x, arena *a, sketch *out, dp_error *err) {
    out->n = out->rate = 0;
    uint32_t runs = x->word_count > RUN_WORDS ? x->word_count - RUN_WORDS + 1 : x->word_count ? 1 : 0;
    uint32_t *all = arena_array(a, runs, sizeof *all);
    if (!all) return error_nomem(err);
    for (uint32_t i = 0; i < runs; i++) all[i] = run_hash(x->words + i, x->word_count < RUN_WORDS ? x->word_count : RUN_WORDS);
    uint32_t n = unique(all, runs);
    while (n > SKETCH_MAX) {
        uint32_t limit = UINT32_MAX >> ++out->rate;
        while (n && all[n - 1] > limit) n--;
    }
    out->n = n;
    memcpy(out->at, all, n * sizeof *all);
    return DP_OK;
}

static uint32_t mixed(uint32_t run) {
    run *= 2654435761u;
    return run ^ run >> 15;
}

/* By mix: n is small. */
static void insert_least(uint32_t *at, uint32_t *n, uint32_t run) {
    uint32_t i = *n;
    if (i == ALWAYS_INDEXED) {
        if (mixed(at[i - 1]) <= mixed(run)) return;
        i--;
    } else {
        ++*n;
    }
    for (; i > 0 && mixed(at[i - 1]) > mixed(run); i--) at[i] = at[i - 1];
    at[i] = run;
}

uint32_t sketch_indexed(const sketch *s, uint32_t out[INDEXED_MAX]) {
    uint32_t n = 0, least[ALWAYS_INDEXED], least_n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        insert_least(least, &least_n, s->at[i]);
        if (mixed(s->at[i]) % INDEXED_SHARE == 0 && n < INDEXED_MAX - ALWAYS_INDEXED) out[n++] = s->at[i];
    }
    for (uint32_t i = 0; i < least_n; i++) out[n++] = least[i];
    return unique(out, n);
}

double sketch_share(const sketch *a, const sketch *b) {
    uint32_t rate = a->rate > b->rate ? a->rate : b->rate, limit = UINT32_MAX >> rate, na = a->n, nb = b->n, both = 0;
    while (na && a->at[na - 1] > limit) na--;
    while (nb && b->at[nb - 1] > limit) nb--;
    uint32_t shorter = na < nb ? na : nb;
    if (shorter == 0 || (shorter < LEAST_COMPARED && a->rate != b->rate)) return 0;
    for (uint32_t i = 0, j = 0; i < na && j < nb;) {
        if (a->at[i] == b->at[j]) {
            both++;
            i++;
            j++;
        } else if (a->at[i] < b->at[j]) {
            i++;
        } else {
            j++;
        }
    }
    return (double)both / shorter;
}
