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

/* Of readings that were never counted the likelier comes first: news is told in the third person of the indicative. */
static uint32_t rank_of(uint32_t feats) {
    uint32_t person = FEAT_GET(feats, PERSON), mood = FEAT_GET(feats, MOOD);
    if (person == 3) return mood == MOOD_IND ? 0 : 2;
    return person == 0 ? 1 : person + 2;
}

static int by_weight(const void *a, const void *b) {
    const counted_reading *x = a, *y = b;
    if (x->count != y->count) return x->count > y->count ? -1 : 1;
    uint32_t m = rank_of(x->feats), n = rank_of(y->feats);
    return m != n ? (m < n ? -1 : 1) : by_form(a, b);
}

static bool is_open(unsigned upos) {
    return upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_VERB || upos == UPOS_ADJ || upos == UPOS_ADV ||
           upos == UPOS_INTJ;
}

/* Of closed classes the banks hold the words whole, and word lists disagree with them about features: what a list says of a
 * word that the bank has in the same class only counts for the bank's reading. The readings are those of one form. */
static uint32_t drop_listed(counted_reading *r, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        counted_reading *own = NULL;
        for (uint32_t k = 0; k < n && r[i].listed && !is_open(r[i].upos); k++)
            if (!r[k].listed && r[k].upos == r[i].upos && (!own || r[k].count > own->count)) own = &r[k];
        if (own) own->count += r[i].count;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool stands_in_bank = false;
        for (uint32_t k = 0; k < n && r[i].listed && !is_open(r[i].upos); k++)
            stands_in_bank = stands_in_bank || (!r[k].listed && r[k].upos == r[i].upos);
        r[i].dropped = stands_in_bank;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!r[i].dropped) r[kept++] = r[i];
    return kept;
}

/* Sorts by form and adds up what is alike. */
static void merge(inventory *v) {
    counted_reading *r = v->readings.at;
    uint32_t n = 0, kept = 0;
    qsort(r, v->readings.n, sizeof *r, by_form);
    for (uint32_t i = 0; i < v->readings.n; i++) {
        counted_reading *last = n > 0 ? &r[n - 1] : NULL;
        bool same = last && last->hash == r[i].hash && last->upos == r[i].upos && last->feats == r[i].feats &&
                    strcmp(last->lemma, r[i].lemma) == 0;
        if (same)
            last->count += r[i].count, last->listed = last->listed && r[i].listed;
        else
            r[n++] = r[i];
    }
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && r[end].hash == r[i].hash;) end++;
        uint32_t m = drop_listed(r + i, end - i);
        memmove(r + kept, r + i, m * sizeof *r);
        kept += m;
    }
    v->readings.n = kept;
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

/* Voice is a matter of the sentence: "prise" may be active or passive. The class decides it, the lexicon does not know. */
static uint32_t without_voice(uint32_t feats) {
    return feats & ~FEAT_PUT(VOICE, (1u << FEAT_VOICE_BITS) - 1);
}

/* What the tagger sees of a form: its classes in the order of their counts, and whether the first is alone in practice. A
 * hash of that, never 0, so that the lexicons of all folds number it alike. */
static uint16_t ambiguity_of(const table_maker *t, const counted_reading *r, uint32_t n) {
    uint64_t h = 17, seen = 0;
    uint32_t total = 0, first = 0, first_class = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t c = class_of(t->classes, t->class_count, r[i].upos, without_voice(r[i].feats));
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

static bool is_same(const lexicon_reading *r, unsigned upos, unsigned feats, uint32_t lemma) {
    return r->upos == upos && r->feats == feats && r->lemma == lemma;
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
    for (uint32_t i = 0; i < n && key.set.count < LEXICON_READINGS_MAX; i++) {
        uint32_t feats = without_voice(r[i].feats), lemma = LEXICON_OWN_LEMMA, k = 0;
        if (strcmp(r[i].lemma, r[0].lemma) != 0) lemma = intern_string(&t->strings, r[i].lemma);
        uint16_t feats_id = (uint16_t)intern_bytes(&t->feats, &feats, sizeof feats);
        while (k < key.set.count && !is_same(&key.readings[k], r[i].upos, feats_id, lemma)) k++;
        if (k == key.set.count)
            key.readings[key.set.count++] = (lexicon_reading){lemma, feats_id, r[i].upos, weight_of(r[i].count)};
    }
    bool is_new;
    uint32_t id = intern_id(&t->sets, &key, sizeof key, &is_new);
    if (is_new) {
        key.set.first = (uint32_t)(t->readings.n / sizeof(lexicon_reading));
        buf_add(&t->set_list, &key.set, sizeof key.set);
        buf_add(&t->readings, key.readings, key.set.count * sizeof *key.readings);
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
