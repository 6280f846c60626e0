/* Counts, for each class and ending, which script and features its words have; keeps an ending where the answer changes. */
#include "lib/guess_tables.h"

#include <stdlib.h>
#include <string.h>

#include "text/tag_features.h"

#define SCRIPT_STRIP_MAX 10
#define SCRIPT_STEM_MIN  1

typedef struct vote {
    uint64_t key, parent; /* of the ending and of the next shorter one */
    uint32_t depth;
    uint16_t script, feats;
    uint32_t count;
} vote;

static int by_key(const void *a, const void *b) {
    const vote *x = a, *y = b;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->script != y->script) return x->script < y->script ? -1 : 1;
    return x->feats < y->feats ? -1 : x->feats > y->feats;
}

/* The script that turns a form into its lemma; false where they share no beginning. */
static bool find_script(const inventory *v, const counted_reading *r, lemma_script *out, intern *strings) {
    char form[FOLD_MAX], strip[SCRIPT_STRIP_MAX + 1];
    size_t n = strlen(r->form), m = strlen(r->lemma), k = 0;
    char lower[FOLD_MAX];
    size_t lower_bytes = fold_lower(v->fold, r->lemma, m, lower, sizeof lower);
    out->lower = lower_bytes == m && memcmp(lower, r->lemma, m) == 0;
    if (out->lower)
        n = fold_lower(v->fold, r->form, n, form, sizeof form);
    else
        memcpy(form, r->form, n);
    while (k < n && k < m && form[k] == r->lemma[k]) k++;
    while (k > 0 && ((k < n && ((uint8_t)form[k] & 0xC0) == 0x80) || (k < m && ((uint8_t)r->lemma[k] & 0xC0) == 0x80))) k--;
    if (k < SCRIPT_STEM_MIN || n - k > SCRIPT_STRIP_MAX || m - k > SCRIPT_STRIP_MAX) return false;
    memcpy(strip, form + k, n - k);
    strip[n - k] = 0;
    out->strip = intern_string(strings, strip);
    out->add = intern_string(strings, r->lemma + k);
    return true;
}

typedef struct vote_list {
    vote *at;
    size_t n, cap;
} vote_list;

static bool add_votes(vote_list *list, const inventory *v, const counted_reading *r, uint32_t class, uint16_t script,
                      uint16_t feats) {
    char lower[FOLD_MAX];
    uint64_t keys[GUESS_ENDING_MAX];
    size_t n = tag_fold_form(v->fold, r->form, strlen(r->form), lower);
    uint32_t depth = lemma_ending_keys(lower, n, keys);
    if (list->n + depth + 1 > list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 1u << 16;
        vote *at = realloc(list->at, cap * sizeof *at);
        if (!at) return false;
        list->at = at;
        list->cap = cap;
    }
    uint64_t parent = 0;
    for (uint32_t k = 0; k <= depth; k++) {
        uint64_t key = lemma_guess_key(class, k == 0 ? 0 : keys[k - 1]);
        list->at[list->n++] = (vote){key, parent, k, script, feats, 1};
        parent = key;
    }
    return true;
}

typedef struct guess_table {
    guess_slot *slots;
    uint32_t mask, n;
} guess_table;

static guess_slot *slot_of(const guess_table *t, uint64_t key) {
    uint32_t i = (uint32_t)key & t->mask;
    while (t->slots[i].check != 0 && t->slots[i].check != (uint32_t)(key >> 32)) i = (i + 1) & t->mask;
    return &t->slots[i];
}

/* Decides all endings, shorter ones first: `all` holds every ending's answer, `kept` those that differ from their parent's. */
static bool decide(vote_list *list, guess_table *all, guess_table *kept) {
    qsort(list->at, list->n, sizeof *list->at, by_key);
    for (size_t i = 0, end; i < list->n; i = end) {
        const vote *first = &list->at[i], *best = first;
        uint32_t best_count = 0, total = 0;
        for (end = i; end < list->n && list->at[end].key == first->key && list->at[end].depth == first->depth;) {
            const vote *v = &list->at[end];
            uint32_t count = 0;
            for (; end < list->n && list->at[end].key == v->key && list->at[end].depth == v->depth &&
                   list->at[end].script == v->script && list->at[end].feats == v->feats;
                 end++)
                count += list->at[end].count;
            total += count;
            if (count > best_count) best = v, best_count = count;
        }
        guess_slot answer = {(uint32_t)(first->key >> 32), best->script, best->feats};
        const guess_slot *parent = first->depth > 0 ? slot_of(all, first->parent) : NULL;
        /* One word alone is no rule, but where nothing else is known. */
        if (total < 2 && parent && parent->check) answer.script = parent->script, answer.feats = parent->feats;
        if (all->n * 2 > all->mask || kept->n * 8 > kept->mask * 7u) return false;
        guess_slot *own = slot_of(all, first->key);
        if (own->check == 0) all->n++;
        *own = answer;
        if (parent && parent->check && parent->script == answer.script && parent->feats == answer.feats) continue;
        *slot_of(kept, first->key) = answer;
        kept->n++;
    }
    return true;
}

bool guess_tables_make(const inventory *v, const tag_class *classes, uint32_t class_count, intern *strings, intern *feats,
                       word_tables *out) {
    vote_list list = {0};
    intern scripts;
    bool done = intern_init(&scripts);
    for (uint32_t i = 0; done && i < v->readings.n; i++) {
        const counted_reading *r = &v->readings.at[i];
        lemma_script script = {0};
        if (r->upos == UPOS_X || !find_script(v, r, &script, strings)) continue;
        uint32_t class = class_of(classes, class_count, r->upos, r->feats),
                 open = r->feats & ~classes[class].mask & ~FEAT_PUT(VOICE, (1u << FEAT_VOICE_BITS) - 1);
        done = add_votes(&list, v, r, class, (uint16_t)intern_bytes(&scripts, &script, sizeof script),
                         (uint16_t)intern_bytes(feats, &open, sizeof open));
    }
    guess_table all = {calloc(1u << 21, sizeof(guess_slot)), (1u << 21) - 1, 0};
    guess_table kept = {calloc(1u << 21, sizeof(guess_slot)), (1u << 21) - 1, 0};
    done = done && all.slots && kept.slots && decide(&list, &all, &kept);
    if (done) {
        /* The smallest table that is not too full. */
        guess_table packed = {NULL, 64, 0};
        while (kept.n * 8 > packed.mask * 6u) packed.mask *= 2;
        packed.mask--;
        packed.slots = calloc(packed.mask + 1u, sizeof *packed.slots);
        done = packed.slots != NULL;
        for (size_t i = 0; done && i < list.n; i++) {
            const guess_slot *s = slot_of(&kept, list.at[i].key);
            if (s->check) *slot_of(&packed, list.at[i].key) = *s;
        }
        if (done) buf_add(&out->guess, packed.slots, (packed.mask + 1u) * sizeof *packed.slots);
        free(packed.slots);
        out->scripts_n = scripts.n;
        done = done && !intern_failed(&scripts) && scripts.n < UINT16_MAX;
        intern_take(&scripts, &out->scripts);
    }
    free(all.slots);
    free(kept.slots);
    free(list.at);
    intern_free(&scripts);
    return done;
}
