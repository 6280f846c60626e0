/* Names under construction (see name_index.h). */
#include "pack/name_index.h"

#include <stdlib.h>
#include <string.h>

dp_status name_index_init(name_index *x, const fold_table *fold, dp_error *err) {
    *x = (name_index){.mask = (1u << 20) - 1};
    x->keys = calloc((size_t)x->mask + 1, sizeof *x->keys);
    x->key_lists = calloc((size_t)x->mask + 1, sizeof *x->key_lists);
    if (!x->keys || !x->key_lists) return error_nomem(err);
    return phrase_builder_new(fold, &x->phrases, err);
}

void name_index_free(name_index *x) {
    phrase_builder_free(x->phrases);
    free(x->keys);
    free(x->key_lists);
    free(x->heads);
    free(x->bases);
    free(x->links);
    *x = (name_index){0};
}

static uint64_t key_of(const uint64_t *word_hashes, uint32_t n) {
    uint64_t key = 0;
    for (uint32_t i = 0; i < n; i++) key = hash_phrase(key, word_hashes[i]);
    return key;
}

static uint32_t slot_of(const name_index *x, uint64_t key) {
    uint32_t k = (uint32_t)(key >> 17) & x->mask;
    while (x->keys[k] && x->keys[k] != key) k = (k + 1) & x->mask;
    return k;
}

static bool grow_keys(name_index *x) {
    name_index wide = {.mask = x->mask * 2 + 1};
    wide.keys = calloc((size_t)wide.mask + 1, sizeof *wide.keys);
    wide.key_lists = calloc((size_t)wide.mask + 1, sizeof *wide.key_lists);
    if (!wide.keys || !wide.key_lists) {
        free(wide.keys);
        free(wide.key_lists);
        return false;
    }
    for (uint32_t i = 0; i <= x->mask; i++) {
        if (!x->keys[i]) continue;
        uint32_t k = slot_of(&wide, x->keys[i]);
        wide.keys[k] = x->keys[i];
        wide.key_lists[k] = x->key_lists[i];
    }
    free(x->keys);
    free(x->key_lists);
    x->keys = wide.keys;
    x->key_lists = wide.key_lists;
    x->mask = wide.mask;
    return true;
}

static bool grow_array(void **at, uint32_t n, uint32_t *cap, size_t item_bytes) {
    if (n < *cap) return true;
    uint32_t wider = *cap ? *cap * 2 : 1u << 16;
    if (wider < *cap) return false;
    void *p = realloc(*at, (size_t)wider * item_bytes);
    if (!p) return false;
    *at = p;
    *cap = wider;
    return true;
}

/* The list of a name, made where there is none. */
static bool list_of(name_index *x, const uint64_t *word_hashes, uint32_t n, uint32_t *list) {
    uint64_t key = key_of(word_hashes, n);
    if (n == 0 || key == 0) return false;
    if (x->key_count > x->mask / 2 && !grow_keys(x)) {
        x->nomem = true;
        return false;
    }
    uint32_t k = slot_of(x, key);
    if (!x->keys[k]) {
        if (!grow_array((void **)&x->heads, x->list_count, &x->list_cap, sizeof *x->heads) ||
            !grow_array((void **)&x->bases, x->list_count, &x->base_cap, sizeof *x->bases) ||
            !phrase_add_key(x->phrases, word_hashes, n, x->list_count, NULL)) {
            x->nomem = true;
            return false;
        }
        x->heads[x->list_count] = 0;
        x->bases[x->list_count] = 0;
        x->keys[k] = key;
        x->key_lists[k] = x->list_count++;
        x->key_count++;
    }
    *list = x->key_lists[k];
    return true;
}

void name_index_add(name_index *x, const uint64_t *word_hashes, uint32_t n, uint32_t place, unsigned tier, unsigned flags,
                    unsigned langs) {
    uint32_t list;
    if (!list_of(x, word_hashes, n, &list)) return;
    const bool is_newest = place >= x->newest; /* then its links, if any, come first: "San José" has thousands behind them */
    if (is_newest) x->newest = place;
    for (uint32_t i = x->heads[list]; i; i = x->links[i - 1].next) {
        name_link *link = &x->links[i - 1];
        if (is_newest && link->place != place) break;
        if (link->place != place || link->flags != flags) continue; /* "Ky." and "KY" ask for different things */
        /* a surer source also knows better which languages use the name */
        if (tier < link->tier)
            link->langs = (uint8_t)langs;
        else if (tier == link->tier)
            link->langs = link->langs && langs ? (uint8_t)(link->langs | langs) : 0;
        if (tier < link->tier) link->tier = (uint8_t)tier;
        return;
    }
    if (!grow_array((void **)&x->links, x->link_count, &x->link_cap, sizeof *x->links)) {
        x->nomem = true;
        return;
    }
    x->links[x->link_count] = (name_link){place, x->heads[list], (uint8_t)tier, (uint8_t)flags, (uint8_t)langs};
    x->heads[list] = ++x->link_count;
}

void name_index_add_form(name_index *x, const uint64_t *word_hashes, uint32_t n, const uint64_t *name_hashes, uint32_t name_n,
                         uint32_t place, unsigned tier, unsigned flags, unsigned langs) {
    uint32_t name, form;
    if (!list_of(x, name_hashes, name_n, &name)) return;
    name_index_add(x, word_hashes, n, place, tier, flags, langs);
    if (list_of(x, word_hashes, n, &form) && form != name && !x->bases[form]) x->bases[form] = name + 1;
}

uint32_t name_index_find(const name_index *x, const uint64_t *word_hashes, uint32_t n) {
    uint64_t key = key_of(word_hashes, n);
    uint32_t k = slot_of(x, key);
    return key && x->keys[k] ? x->heads[x->key_lists[k]] : 0;
}

void name_index_drop(name_index *x, const uint64_t *word_hashes, uint32_t n, uint32_t place) {
    uint64_t key = key_of(word_hashes, n);
    uint32_t k = slot_of(x, key);
    if (!key || !x->keys[k]) return;
    for (uint32_t *i = &x->heads[x->key_lists[k]]; *i; i = &x->links[*i - 1].next) {
        if (x->links[*i - 1].place != place) continue;
        *i = x->links[*i - 1].next;
        return;
    }
}

static int heavier(const void *a, const void *b) {
    const name_candidate *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    return x->flags < y->flags ? -1 : x->flags > y->flags; /* "Донецком": the town before its adjective */
}

typedef struct draft_list {
    name_candidate *at;
    uint32_t n, cap;
} draft_list;

/* The candidates of list l, heaviest first. */
static bool make_list(const name_index *x, uint32_t l, name_weigh *weigh, void *context, draft_list *out) {
    bool owned = false; /* the name is some place's very own */
    out->n = 0;
    for (uint32_t i = x->heads[l]; i; i = x->links[i - 1].next)
        owned = owned || (x->links[i - 1].tier == NAME_MAIN && !(x->links[i - 1].flags & NAME_ONLY));
    for (uint32_t i = x->heads[l]; i; i = x->links[i - 1].next) {
        if (!grow_array((void **)&out->at, out->n, &out->cap, sizeof *out->at)) return false;
        const name_link *link = &x->links[i - 1];
        double w = weigh(context, link, owned) * NAME_WEIGHT_UNIT;
        uint16_t weight = w < 1 ? 1 : w > UINT16_MAX ? UINT16_MAX : (uint16_t)w;
        out->at[out->n++] = (name_candidate){link->place, weight, (uint8_t)(link->flags | link->tier << 6), link->langs};
    }
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, heavier);
    if (out->n > NAME_LIST_MAX) out->n = NAME_LIST_MAX;
    if (out->n > 0) out->at[out->n - 1].flags |= NAME_LAST;
    return true;
}

/* Does the list that begins at `at` hold just these candidates, for these languages at least? */
static bool is_stored(const buf *candidates, uint32_t at, const draft_list *list) {
    size_t from = (size_t)at * sizeof *list->at;
    if (list->n == 0 || from >= candidates->n || list->n * sizeof *list->at > candidates->n - from) return false;
    for (uint32_t i = 0; i < list->n; i++) {
        name_candidate has, want = list->at[i];
        memcpy(&has, candidates->at + from + i * sizeof has, sizeof has);
        bool speaks = has.langs == 0 || (want.langs && (want.langs & ~(unsigned)has.langs) == 0);
        if (has.place != want.place || has.weight != want.weight || has.flags != want.flags || !speaks) return false;
    }
    return true;
}

/* A name stands before its forms, unless it is itself a form of a later one: then its forms are stored apart. */
bool name_index_lists(name_index *x, name_weigh *weigh, void *context, buf *candidates) {
    draft_list list = {0};
    uint32_t *starts = calloc((size_t)x->list_count + 1, sizeof *starts);
    bool ok = starts && !x->nomem;
    for (uint32_t l = 0; ok && l < x->list_count; l++) {
        uint32_t base = x->bases[l];
        ok = make_list(x, l, weigh, context, &list);
        bool shared = ok && base && base - 1 < l && is_stored(candidates, starts[base - 1], &list);
        starts[l] = list.n == 0 ? UINT32_MAX /* every place of the name was dropped */
                    : shared    ? starts[base - 1]
                                : (uint32_t)(candidates->n / sizeof *list.at);
        if (ok && !shared && list.n > 0) buf_add(candidates, list.at, list.n * sizeof *list.at);
    }
    if (ok) phrase_renumber(x->phrases, starts);
    free(list.at);
    free(starts);
    return ok && !candidates->failed;
}
