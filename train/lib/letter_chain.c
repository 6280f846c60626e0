#include "lib/letter_chain.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "lib/shuffle.h"

#define LETTER_BITS  12u
#define LETTERS_MOST 4095u
#define WORD_LETTERS 40u

static const char *const order_names[CHAIN_ORDERS] = {"unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"};

typedef struct gram {
    uint64_t key;
    double share; /* of the gram without its last letter */
} gram;
typedef vec_of(gram) gram_list;

static int by_key(const void *a, const void *b) {
    const uint64_t x = ((const gram *)a)->key, y = ((const gram *)b)->key;
    return (x > y) - (x < y);
}

/* ---- reading ------------------------------------------------------------------------------------------------------------- */

typedef struct reader {
    arena *a;
    uint32_t *letters;   /* [LETTERS_MOST + 1] */
    uint16_t *letter_of; /* [0x110000] */
    uint32_t letter_count;
    uint64_t total; /* letters of the corpus */
} reader;

/* The key of a gram; 0 where it has a letter that no unigram has. */
static uint64_t key_of(reader *r, const char *s, size_t n, bool new_letters) {
    uint64_t key = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(s + i, n - i, &cp);
        if (!r->letter_of[cp] && new_letters && r->letter_count < LETTERS_MOST) {
            r->letter_of[cp] = (uint16_t)++r->letter_count;
            r->letters[r->letter_count] = cp;
        }
        if (!r->letter_of[cp]) return 0;
        key = key << LETTER_BITS | r->letter_of[cp];
    }
    return key;
}

static bool add_grams(reader *r, const char *list, double share, bool new_letters, gram_list *out) {
    while (*list) {
        const size_t n = strcspn(list, " ");
        const uint64_t key = key_of(r, list, n, new_letters);
        if (key && !vec_push(r->a, out, ((gram){key, share}))) return false;
        list += n + (list[n] == ' ');
    }
    return true;
}

static dp_status read_order(reader *r, const char *folder, uint32_t order, gram_list *out, dp_error *err) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.json", folder, order_names[order]);
    json_error_t fault;
    json_t *file = json_load_file(path, 0, &fault);
    if (!file) return error_set(err, DP_E_IO, "%s: %s", path, fault.text);
    bool room = true;
    const char *fraction;
    json_t *list;
    json_object_foreach(json_object_get(file, "ngrams"), fraction, list) {
        char *slash;
        const double a = (double)strtoull(fraction, &slash, 10), b = *slash == '/' ? (double)strtoull(slash + 1, NULL, 10) : 0;
        if (b == 0 || !json_is_string(list)) continue;
        if (order == 0 && b > (double)r->total) r->total = (uint64_t)b;
        room = room && add_grams(r, json_string_value(list), a / b, order == 0, out);
    }
    json_decref(file);
    return room ? DP_OK : error_nomem(err);
}

/* ---- counts -------------------------------------------------------------------------------------------------------------- */

/* Index of the first key that is not below. */
static uint32_t lower_bound(const uint64_t *keys, uint32_t n, uint64_t key) {
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t find(const chain_grams *g, uint64_t key) {
    const uint32_t i = lower_bound(g->keys, g->n, key);
    return i < g->n && g->keys[i] == key ? i : UINT32_MAX;
}

/* Shares are of the shorter gram: its count times the share is a whole number, but for the rounding of doubles. */
static dp_status count_order(reader *r, gram_list *list, const chain_grams *shorter, chain_grams *out, dp_error *err) {
    if (list->n) qsort(list->at, list->n, sizeof *list->at, by_key);
    uint64_t *keys = arena_array(r->a, list->n, sizeof *keys), *counts = arena_array(r->a, list->n, sizeof *counts),
             *starts = arena_array(r->a, list->n, sizeof *starts);
    if (!keys || !counts || !starts) return error_nomem(err);
    for (uint32_t i = 0; i < list->n; i++) {
        keys[i] = list->at[i].key;
        const uint32_t before = shorter ? find(shorter, keys[i] >> LETTER_BITS) : 0;
        const double of = !shorter ? (double)r->total : before == UINT32_MAX ? 0 : (double)shorter->counts[before];
        counts[i] = starts[i] = (uint64_t)(of * list->at[i].share + 0.5);
    }
    *out = (chain_grams){keys, counts, starts, list->n};
    return DP_OK;
}

/* Takes from the starts of a gram what stood behind another letter. */
static void take_inner(const chain_grams *longer, uint32_t order, const chain_grams *g) {
    const uint64_t mask = ((uint64_t)1 << LETTER_BITS * (order + 1)) - 1;
    uint64_t *starts = (uint64_t *)g->starts; /* this room's own, const to all others */
    for (uint32_t i = 0; i < longer->n; i++) {
        const uint32_t k = find(g, longer->keys[i] & mask);
        if (k != UINT32_MAX) starts[k] -= longer->counts[i] < starts[k] ? longer->counts[i] : starts[k];
    }
}

dp_status chain_read(const char *folder, arena *a, letter_chain *out, dp_error *err) {
    reader r = {.a = a};
    r.letters = arena_array(a, LETTERS_MOST + 1, sizeof *r.letters);
    r.letter_of = arena_array(a, 0x110000, sizeof *r.letter_of);
    if (!r.letters || !r.letter_of) return error_nomem(err);
    dp_status status = DP_OK;
    for (uint32_t order = 0; order < CHAIN_ORDERS && status == DP_OK; order++) {
        gram_list list = {0};
        status = read_order(&r, folder, order, &list, err);
        if (status == DP_OK) status = count_order(&r, &list, order ? &out->orders[order - 1] : NULL, &out->orders[order], err);
    }
    if (status != DP_OK) return status;
    for (uint32_t order = 0; order + 1 < CHAIN_ORDERS; order++) take_inner(&out->orders[order + 1], order, &out->orders[order]);
    out->orders[CHAIN_ORDERS - 1].starts = NULL;
    out->letters = r.letters;
    out->letter_count = r.letter_count;
    return DP_OK;
}

/* ---- drawing ------------------------------------------------------------------------------------------------------------- */

/* The letter behind `context`, 0 for the end of the word. `g` are the grams one letter longer, `whole` what all letters and the
 * end have together. */
static uint64_t draw(const chain_grams *g, const uint64_t *weights, uint64_t context, uint64_t whole, uint64_t *seed) {
    if (whole == 0) return 0;
    uint64_t left = seed_next(seed) % whole;
    for (uint32_t i = lower_bound(g->keys, g->n, context << LETTER_BITS); i < g->n && g->keys[i] >> LETTER_BITS == context; i++) {
        if (left < weights[i]) return g->keys[i] & ((1u << LETTER_BITS) - 1);
        left -= weights[i];
    }
    return 0;
}

static uint64_t sum_of(const uint64_t *weights, uint32_t n) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += weights[i];
    return sum;
}

static uint64_t next_letter(const letter_chain *c, uint64_t word, uint32_t have, uint64_t *seed) {
    if (have == 0) return draw(&c->orders[0], c->orders[0].starts, 0, sum_of(c->orders[0].starts, c->orders[0].n), seed);
    const uint32_t order = have < CHAIN_ORDERS ? have : CHAIN_ORDERS - 1; /* letters of the context */
    const chain_grams *context = &c->orders[order - 1];
    const uint64_t key = word & (((uint64_t)1 << LETTER_BITS * order) - 1);
    const uint32_t at = find(context, key);
    if (at == UINT32_MAX) return 0;
    const chain_grams *g = &c->orders[order];
    const bool inside = order == CHAIN_ORDERS - 1; /* beginnings are counted for shorter contexts only */
    return draw(g, inside ? g->counts : g->starts, key, inside ? context->counts[at] : context->starts[at], seed);
}

void chain_word(const letter_chain *c, uint64_t *seed, buf *out) {
    uint64_t word = 0, letter;
    for (uint32_t have = 0; have < WORD_LETTERS && (letter = next_letter(c, word, have, seed)) != 0; have++) {
        char bytes[4];
        buf_add(out, bytes, utf8_encode(c->letters[letter], bytes));
        word = word << LETTER_BITS | letter;
    }
}
