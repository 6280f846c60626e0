#include "lib/lemma_counts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "lib/script.h"
#include "text/lemma_table.h"
#include "text/ud.h"

#define RARE_SHARE 10 /* a lemma with less than a tenth of its form's cases is a slip */

void lemma_counts_init(lemma_counts *c, arena *a, const fold_table *fold) {
    *c = (lemma_counts){.fold = fold, .pairs = {.a = a}};
}

bool lemma_counts_add(lemma_counts *c, const char *form, const char *lemma, unsigned upos, uint64_t feats, bool listed) {
    char lower[FOLD_MAX], script[SCRIPT_MAX], key[FOLD_MAX + SCRIPT_MAX + 8];
    const size_t bytes = strlen(form);
    const bool counts = upos == UPOS_VERB || upos == UPOS_AUX || upos == UPOS_NOUN || upos == UPOS_ADJ;
    if (!counts || bytes >= FOLD_MAX / 4 || strpbrk(form, "0123456789 \t")) return true;
    const size_t n = fold_lower(c->fold, form, bytes, lower, sizeof lower - 1);
    lower[n] = 0;
    if (!script_make(c->fold, lower, lemma, script)) return true;
    snprintf(key, sizeof key, "%c%s\t%c%s", (int)('A' + upos), lower, listed ? '0' : '1', script);
    const uint32_t known = c->pairs.items.n, pair = vocab_add(&c->pairs, key);
    if (pair == VOCAB_NONE || (pair == known && !vec_push(c->pairs.a, &c->uses, 0u))) return false;
    c->uses.at[pair] |= lemma_use_of(upos, feats);
    return true;
}

typedef struct entry {
    const char *form; /* with its part of speech before it, a tab behind it */
    const char *script;
    size_t form_bytes;
    uint64_t count;
    uint32_t uses;
    bool listed;
} entry;

static int by_form(const void *a, const void *b) {
    const entry *x = a, *y = b;
    const size_t n = x->form_bytes < y->form_bytes ? x->form_bytes : y->form_bytes;
    int order = memcmp(x->form, y->form, n);
    if (order != 0) return order;
    if (x->form_bytes != y->form_bytes) return x->form_bytes < y->form_bytes ? -1 : 1;
    if (x->listed != y->listed) return x->listed ? 1 : -1;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return strcmp(x->script, y->script);
}

static entry *sorted(const lemma_counts *c) {
    entry *all = calloc(c->pairs.items.n + 1u, sizeof *all);
    for (uint32_t i = 0; all && i < c->pairs.items.n; i++) {
        const vocab_item *item = &c->pairs.items.at[i];
        const char *tab = strchr(item->text, '\t');
        all[i] = (entry){item->text, tab + 2, (size_t)(tab - item->text), item->count, c->uses.at[i], tab[1] == '0'};
    }
    if (all) qsort(all, c->pairs.items.n, sizeof *all, by_form);
    return all;
}

static bool same_form(const entry *a, const entry *b) {
    return a->form_bytes == b->form_bytes && memcmp(a->form, b->form, a->form_bytes) == 0;
}

static void put(uint64_t *slots, uint32_t slot_count, const entry *e, uint32_t script) {
    const uint64_t key = lemma_table_key(hash_bytes(e->form + 1, e->form_bytes - 1, 0), (unsigned)(e->form[0] - 'A'));
    uint32_t i = lemma_table_start(key, slot_count);
    while (slots[i] != 0) i = i + 1 == slot_count ? 0 : i + 1;
    slots[i] = key >> 32 << 32 | (uint64_t)e->uses << 16 | (script + 1);
}

dp_status lemma_counts_write(const lemma_counts *c, buf *slots, buf *scripts, dp_error *err) {
    arena a;
    arena_init(&a);
    vocab known = {.a = &a};
    const uint32_t n = c->pairs.items.n, slot_count = n + n / 6 + 2;
    entry *all = sorted(c);
    uint64_t *table = calloc(slot_count, sizeof *table);
    for (uint32_t i = 0, end; all && table && i < n; i = end) {
        uint64_t sum = 0;
        for (end = i; end < n && same_form(&all[i], &all[end]); end++) sum += all[end].count;
        for (uint32_t k = i, kept = 0; k < end && kept < LEMMA_ENTRIES_MAX; k++) {
            /* Lists speak where treebanks are silent. */
            if (all[k].listed != all[i].listed || all[k].count * RARE_SHARE < sum) continue;
            const uint32_t script = vocab_add(&known, all[k].script);
            if (script == VOCAB_NONE || script >= LEMMA_SCRIPTS_MAX) continue;
            put(table, slot_count, &all[k], script);
            kept++;
        }
    }
    const bool good = all && table;
    for (uint32_t i = 0; i < known.items.n && i < LEMMA_SCRIPTS_MAX; i++)
        buf_add(scripts, known.items.at[i].text, strlen(known.items.at[i].text) + 1);
    if (good) buf_add(slots, table, slot_count * sizeof *table);
    free(all);
    free(table);
    arena_free(&a);
    return good && !slots->failed && !scripts->failed ? DP_OK : error_nomem(err);
}
