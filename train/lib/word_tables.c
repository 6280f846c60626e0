/* From counted readings to the tables of lexicon.h and lemma.h. */
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "lib/guess_tables.h"
#include "lib/intern.h"
#include "lib/inventory.h"
#include "text/tag_features.h"

static int by_form(const void *a, const void *b) {
    const counted_reading *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->upos != y->upos) return x->upos < y->upos ? -1 : 1;
    if (x->feats != y->feats) return x->feats < y->feats ? -1 : 1;
    int lemma = strcmp(x->lemma, y->lemma);
    return lemma ? lemma : strcmp(y->form, x->form); /* small letters before capitals */
}

static int by_weight(const void *a, const void *b) {
    const counted_reading *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    return by_form(a, b);
}

/* Sorts by form and adds up what is alike. */
static void merge(inventory *v) {
    counted_reading *r = v->readings.at;
    uint32_t n = 0;
    qsort(r, v->readings.n, sizeof *r, by_form);
    for (uint32_t i = 0; i < v->readings.n; i++) {
        bool same = n > 0 && r[n - 1].hash == r[i].hash && r[n - 1].upos == r[i].upos && r[n - 1].feats == r[i].feats &&
                    strcmp(r[n - 1].lemma, r[i].lemma) == 0;
        if (same)
            r[n - 1].count += r[i].count;
        else
            r[n++] = r[i];
    }
    v->readings.n = n;
}

static uint8_t weight_of(uint32_t count) {
    uint8_t w = 0;
    while (count > 0 && w < 15) count >>= 1, w++;
    return w;
}

typedef struct table_maker {
    const tag_class *classes;
    uint32_t class_count;
    intern strings, sets, feats;
    buf set_list, readings;
    word_tables *out;
} table_maker;

/* What the tagger sees of a form: its classes in the order of their counts, and whether the first is alone in practice. A
 * hash of that, never 0, so that the lexicons of all folds number it alike. */
static uint16_t ambiguity_of(const table_maker *t, const counted_reading *r, uint32_t n) {
    uint64_t h = 17, seen = 0;
    uint32_t total = 0, first = 0, first_class = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = class_of(t->classes, t->class_count, r[i].upos, r[i].feats);
        if (first_class == UINT32_MAX) first_class = c;
        total += r[i].count;
        if (c == first_class) first += r[i].count;
        if (!(seen >> c & 1)) h = hash_phrase(h, c);
        seen |= 1ull << c;
    }
    h = hash_phrase(h, total == 0 ? 0 : first * 20 >= total * 19 ? 1 : 2);
    return (uint16_t)((h >> 24 & 0xFFFF) ? h >> 24 & 0xFFFF : 1);
}

/* A word is frozen where it has often been seen and never as another class. */
static uint8_t frozen_of(const table_maker *t, const counted_reading *r, uint32_t n) {
    uint32_t class = class_of(t->classes, t->class_count, r[0].upos, r[0].feats), total = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (class_of(t->classes, t->class_count, r[i].upos, r[i].feats) != class) return LEXICON_NOT_FROZEN;
        total += r[i].count;
    }
    bool closed = t->classes[class].mask == 0 && r[0].upos != UPOS_NOUN && r[0].upos != UPOS_PROPN && r[0].upos != UPOS_ADJ;
    return total >= (closed ? 10u : 40u) ? (uint8_t) class : LEXICON_NOT_FROZEN;
}

/* The set of a form's readings; the lemma that most of them share is the slot's own. */
static uint32_t make_set(table_maker *t, const counted_reading *r, uint32_t n) {
    struct {
        lexicon_set set;
        lexicon_reading readings[LEXICON_READINGS_MAX];
    } key;
    memset(&key, 0, sizeof key);
    key.set.frozen = frozen_of(t, r, n);
    key.set.ambiguity = ambiguity_of(t, r, n);
    if (n > LEXICON_READINGS_MAX) n = LEXICON_READINGS_MAX;
    key.set.count = (uint8_t)n;
    for (uint32_t i = 0; i < n; i++) {
        bool own = strcmp(r[i].lemma, r[0].lemma) == 0;
        key.readings[i] = (lexicon_reading){own ? LEXICON_OWN_LEMMA : intern_string(&t->strings, r[i].lemma),
                                            (uint16_t)intern_bytes(&t->feats, &r[i].feats, sizeof r[i].feats), r[i].upos,
                                            weight_of(r[i].count)};
    }
    bool is_new;
    uint32_t id = intern_id(&t->sets, &key, sizeof key, &is_new);
    if (is_new) {
        key.set.first = (uint32_t)(t->readings.n / sizeof(lexicon_reading));
        buf_add(&t->set_list, &key.set, sizeof key.set);
        buf_add(&t->readings, key.readings, n * sizeof *key.readings);
    }
    return id;
}

typedef struct placed {
    uint64_t hash, value;
} placed;

static int by_hash(const void *a, const void *b) {
    const placed *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* An open table of slots, six parts in seven full. where[i] is the slot that items[i] got. */
static bool place(const placed *items, uint32_t n, buf *out, uint32_t *where) {
    uint32_t slots = n + n / 6 + 8;
    uint64_t *table = malloc(slots * sizeof *table);
    if (!table) return false;
    for (uint32_t i = 0; i < slots; i++) table[i] = LEXICON_EMPTY;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = lexicon_position(items[i].hash, slots);
        while (table[at] != LEXICON_EMPTY) at = at + 1 < slots ? at + 1 : 0;
        table[at] = items[i].value;
        if (where) where[i] = at;
    }
    buf_add(out, table, slots * sizeof *table);
    free(table);
    return true;
}

/* Forms whose bare spelling is another one, for words that come without their accents. */
static bool place_bare(const inventory *v, const uint32_t *starts, const uint32_t *where, uint32_t forms, buf *out) {
    placed *items = malloc((forms + 1u) * sizeof *items);
    if (!items) return false;
    uint32_t n = 0, kept = 0;
    for (uint32_t k = 0; k < forms; k++) {
        const counted_reading *r = &v->readings.at[starts[k]];
        char lower[FOLD_MAX], bare[FOLD_MAX];
        size_t m = tag_fold_form(v->fold, r->form, strlen(r->form), lower);
        size_t b = fold_name(v->fold, lower, m, bare, sizeof bare);
        if (r->count == 0 || (m == b && memcmp(lower, bare, m) == 0)) continue;
        uint64_t hash = hash_bytes(bare, b, 0);
        items[n++] = (placed){hash, hash >> 40 << 40 | where[k]};
    }
    qsort(items, n, sizeof *items, by_hash);
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || items[kept - 1].hash != items[i].hash) items[kept++] = items[i];
    bool done = place(items, kept, out, NULL);
    free(items);
    return done;
}

static bool make_lexicon(table_maker *t, inventory *v) {
    counted_reading *r = v->readings.at;
    uint32_t n = v->readings.n, forms = 0;
    uint32_t *starts = malloc((n + 1u) * sizeof *starts), *where = malloc((n + 1u) * sizeof *where);
    placed *items = malloc((n + 1u) * sizeof *items);
    bool done = starts && where && items;
    for (uint32_t i = 0, end; done && i < n; i = end) {
        for (end = i; end < n && r[end].hash == r[i].hash;) end++;
        if (r[i].figure) continue;
        qsort(r + i, end - i, sizeof *r, by_weight);
        uint32_t set = make_set(t, r + i, end - i), lemma = intern_string(&t->strings, r[i].lemma);
        starts[forms] = i;
        items[forms++] = (placed){r[i].hash, lexicon_slot(r[i].hash, lemma, set)};
    }
    done = done && place(items, forms, &t->out->slots, where) && place_bare(v, starts, where, forms, &t->out->bare);
    t->out->forms = forms;
    free(starts);
    free(where);
    free(items);
    return done;
}

dp_status inventory_build(inventory *v, const tag_class *classes, uint32_t class_count, word_tables *out, dp_error *err) {
    *out = (word_tables){0};
    table_maker t = {.classes = classes, .class_count = class_count, .out = out};
    merge(v);
    uint32_t none = 0;
    lexicon_set empty = {.frozen = LEXICON_NOT_FROZEN};
    bool is_new;
    bool done = intern_init(&t.strings) && intern_init(&t.sets) && intern_init(&t.feats);
    if (done) {
        intern_string(&t.strings, "");
        intern_bytes(&t.feats, &none, sizeof none);
        intern_id(&t.sets, &empty, sizeof empty, &is_new);
        buf_add(&t.set_list, &empty, sizeof empty);
        done = make_lexicon(&t, v) && guess_tables_make(v, classes, class_count, &t.strings, &t.feats, out);
    }
    if (done) {
        intern_take(&t.strings, &out->strings);
        intern_take(&t.feats, &out->feats);
        out->sets = t.set_list;
        out->readings = t.readings;
        done = !out->sets.failed && !out->readings.failed && !out->slots.failed && !out->bare.failed &&
               !intern_failed(&t.strings) && !intern_failed(&t.sets) && !intern_failed(&t.feats);
    }
    intern_free(&t.strings);
    intern_free(&t.sets);
    intern_free(&t.feats);
    return done ? DP_OK : error_nomem(err);
}

void word_tables_free(word_tables *t) {
    buf *all[] = {&t->slots, &t->bare, &t->sets, &t->readings, &t->feats, &t->strings, &t->scripts, &t->guess};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) buf_free(all[i]);
}

void word_tables_view(const word_tables *t, model *m) {
    m->words = (lexicon){.slots = (const void *)t->slots.at,
                         .slot_count = (uint32_t)(t->slots.n / 8),
                         .bare = (const void *)t->bare.at,
                         .bare_count = (uint32_t)(t->bare.n / 8),
                         .sets = (const void *)t->sets.at,
                         .set_count = (uint32_t)(t->sets.n / sizeof(lexicon_set)),
                         .readings = (const void *)t->readings.at,
                         .reading_count = (uint32_t)(t->readings.n / sizeof(lexicon_reading)),
                         .feats = (const void *)t->feats.at,
                         .feats_count = (uint32_t)(t->feats.n / 4),
                         .strings = t->strings.at,
                         .strings_size = (uint32_t)t->strings.n};
    m->lemmas = (lemma_rules){(const void *)t->scripts.at, (uint32_t)(t->scripts.n / sizeof(lemma_script)),
                              (const void *)t->guess.at, (uint32_t)(t->guess.n / sizeof(guess_slot)) - 1, t->strings.at};
}
