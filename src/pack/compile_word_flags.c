/* "word-flags": the single words of all names that the pack owns (text/word_flags.h), of GeoNames' towns in the scripts that our
 * languages write, of countries and regions, of actors and persons, and given names. */
#include <stdlib.h>
#include <string.h>

#include "pack/actor_sources.h"
#include "pack/geonames_dump.h"
#include "pack/geonames_mo.h"
#include "pack/rulefile.h"
#include "text/word_flags.h"

/* Of smaller places only the name that stands on maps is taken, of hamlets none, and short ones have to be well known: such
 * names are ordinary words too often. */
enum { PEOPLE_LEAST = 1000, PEOPLE_ALL_NAMES = 15000, PEOPLE_GREAT = 100000, LETTERS_LEAST = 4, WORDS_MAX = 8 };

typedef struct table {
    const fold_table *fold;
    word_flags affixes; /* nothing else of it */
    uint64_t *keys;     /* [mask + 1]; 0 is free */
    uint8_t *flags;
    uint32_t mask, n;
    bool nomem;
} table;

static uint32_t slot_of(const table *t, uint64_t key) {
    uint32_t i = (uint32_t)key & t->mask;
    while (t->keys[i] && t->keys[i] != key) i = (i + 1) & t->mask;
    return i;
}

static bool make_room(table *t, uint32_t slots) {
    table wide = {.fold = t->fold, .affixes = t->affixes, .mask = slots - 1, .n = t->n};
    wide.keys = calloc(slots, sizeof *wide.keys);
    wide.flags = calloc(slots, sizeof *wide.flags);
    if (!wide.keys || !wide.flags) {
        free(wide.keys);
        free(wide.flags);
        t->nomem = true;
        return false;
    }
    for (uint32_t i = 0; t->keys && i <= t->mask; i++) {
        if (!t->keys[i]) continue;
        const uint32_t k = slot_of(&wide, t->keys[i]);
        wide.keys[k] = t->keys[i];
        wide.flags[k] = t->flags[i];
    }
    free(t->keys);
    free(t->flags);
    *t = wide;
    return true;
}

static void add_word(table *t, const char *s, size_t n, unsigned flags) {
    const uint64_t key = word_flags_key(&t->affixes, t->fold, s, n);
    if (key == 0 || t->nomem) return;
    if (t->n + 1 > t->mask / 4 * 3 && !make_room(t, (t->mask + 1) * 2)) return;
    const uint32_t i = slot_of(t, key);
    t->n += t->keys[i] == 0;
    t->keys[i] = key;
    t->flags[i] |= (uint8_t)flags;
}

typedef struct piece {
    const char *at;
    size_t n;
    bool capital; /* or of a script that has none */
} piece;

/* The words of a name as tokens hold them: at spaces and after apostrophes. `capital` is what makes a word a name's own:
 * "de", "am" and "the" are not. */
static uint32_t split_name(const fold_table *fold, const char *name, piece out[WORDS_MAX]) {
    uint32_t n = 0;
    for (const char *s = name; *s && n < WORDS_MAX;) {
        size_t length = strcspn(s, " ,;()/");
        const char *quote = memchr(s, '\'', length);
        if (quote && quote > s && quote + 1 < s + length) length = (size_t)(quote - s) + 1;
        if (length > 0) {
            uint32_t cp;
            utf8_decode(s, length, &cp);
            out[n++] = (piece){s, length, (fold_class(fold, cp) & CHAR_UPPER) || (cp >= 0x600 && cp < 0x700)};
            s += length;
        }
        s += strspn(s, " ,;()/");
    }
    return n;
}

static size_t letters_of(const piece *p) {
    size_t letters = 0;
    for (size_t i = 0; i < p->n; i++) letters += ((unsigned char)p->at[i] & 0xC0) != 0x80;
    return letters;
}

/* How much is taken of a place's name. */
enum share { ONE_WORD, ALL_WORDS, GREAT };

static void add_place(table *t, const char *name, enum share share) {
    const bool great = share == GREAT;
    piece words[WORDS_MAX];
    const uint32_t n = split_name(t->fold, name, words);
    for (uint32_t i = 0; i < n && (n == 1 || share != ONE_WORD); i++) {
        if (!words[i].capital || letters_of(&words[i]) < 2) continue;
        if (letters_of(&words[i]) < LETTERS_LEAST && !great && (unsigned char)words[i].at[0] < 0xD8) continue;
        const unsigned flags = n == 1   ? KNOWN_PLACE | (great ? KNOWN_GREAT_PLACE : 0)
                               : i == 0 ? KNOWN_PLACE_FIRST
                                        : KNOWN_PLACE_LATER;
        add_word(t, words[i].at, words[i].n, flags);
    }
}

/* --- places ---------------------------------------------------------------------------------------------------------------- */

/* Latin, Cyrillic or Arabic, beginning with a capital where there are such: GeoNames holds machine transliterations in small
 * letters ("bai lin") and codes of airports ("LON") too. */
static bool is_name(const fold_table *fold, const char *s) {
    size_t letters = 0, capitals = 0;
    uint32_t cp;
    for (size_t i = 0, n = strlen(s), step; i < n; i += step) {
        step = utf8_decode(s + i, n - i, &cp);
        if (cp >= 0x700 && !(cp >= 0x1E00 && cp < 0x1F00) && !(cp >= 0x2018 && cp <= 0x201D)) return false;
        if (cp >= 0x370 && cp < 0x400) return false;
        const unsigned class = fold_class(fold, cp);
        if (letters == 0 && (class & CHAR_LETTER) && !(class & CHAR_UPPER) && cp < 0x600) return false;
        letters += (class & CHAR_LETTER) != 0;
        capitals += (class & CHAR_UPPER) != 0;
    }
    return letters >= LETTERS_LEAST && capitals < letters;
}

static void add_alternates(table *t, const char *list, enum share share) {
    char name[256];
    for (const char *s = list; *s;) {
        const size_t n = strcspn(s, ",");
        if (n > 0 && n < sizeof name) {
            memcpy(name, s, n);
            name[n] = '\0';
            if (is_name(t->fold, name)) add_place(t, name, share);
        }
        s += n + (s[n] == ',');
    }
}

enum { CATALOGUES_MAX = 32 };
typedef struct catalogues {
    mo_catalogue at[CATALOGUES_MAX];
    uint32_t n;
} catalogues;

static dp_status open_catalogues(const pack_sources *s, catalogues *c, dp_error *err) {
    dp_status status = DP_OK;
    for (const char *const *lang = s->langs; s->geonames_mo && lang && *lang && c->n < CATALOGUES_MAX && !status; lang++)
        status = mo_open(s->geonames_mo, *lang, &c->at[c->n++], err);
    return status;
}

/* Countries ("SY") and regions ("SY.04"); towns come with the rows. */
static void add_regions(table *t, const catalogues *c) {
    const char *id, *text;
    for (uint32_t k = 0; k < c->n; k++)
        for (uint32_t i = 0; i < c->at[k].n; i++)
            if (mo_entry(&c->at[k], i, &id, &text) && id[0] >= 'A' && id[0] <= 'Z') add_place(t, text, GREAT);
}

static void add_town(table *t, const geonames_row *r, const catalogues *c) {
    const bool great = r->population >= PEOPLE_GREAT || strcmp(r->feature, "PPLC") == 0;
    char id[16];
    snprintf(id, sizeof id, "%u", (unsigned)r->id);
    const enum share share = great ? GREAT : r->population >= PEOPLE_ALL_NAMES ? ALL_WORDS : ONE_WORD;
    if (r->population < PEOPLE_LEAST && !great) return;
    add_place(t, r->name, share);
    add_place(t, r->ascii, share);
    for (uint32_t k = 0; k < c->n; k++) {
        const char *name = mo_get(&c->at[k], id);
        if (name) add_place(t, name, share);
    }
    /* Alternate names hold many that nobody uses: they make no place great, and lend no words to longer names. */
    if (share != ONE_WORD) add_alternates(t, r->alternates, ONE_WORD);
}

static dp_status add_towns(table *t, const pack_sources *s, const catalogues *c, dp_error *err) {
    geonames_reader reader;
    geonames_row r;
    dp_error reading = {0};
    if (!s->cities) return DP_OK;
    dp_status status = geonames_open(s->cities, &reader, err);
    while (!status && geonames_next(&reader, &r, &reading))
        if (r.class == 'P') add_town(t, &r, c);
    if (!status && reading.code) {
        *err = reading;
        status = reading.code;
    }
    geonames_close(&reader);
    return status;
}

/* --- actors ---------------------------------------------------------------------------------------------------------------- */

static void add_person(table *t, const char *name) {
    piece words[WORDS_MAX];
    const uint32_t n = split_name(t->fold, name, words);
    for (uint32_t i = 0; i < n; i++)
        if (words[i].capital && letters_of(&words[i]) > 2)
            add_word(t, words[i].at, words[i].n, i + 1 == n ? KNOWN_SURNAME : KNOWN_GIVEN_NAME);
}

static void add_body(table *t, const char *name) {
    piece words[WORDS_MAX];
    const uint32_t n = split_name(t->fold, name, words);
    for (uint32_t i = 0; i < n; i++)
        if (words[i].capital && letters_of(&words[i]) > 1)
            add_word(t, words[i].at, words[i].n, n == 1 ? KNOWN_BODY : KNOWN_BODY_WORD);
}

static void add_surname(table *t, const char *name) {
    add_word(t, name, strlen(name), KNOWN_SURNAME);
}

static void add_given(table *t, const char *name) {
    add_word(t, name, strlen(name), KNOWN_GIVEN_NAME);
}

static dp_status add_actors(table *t, pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    actor_sources *w = arena_alloc(a, sizeof *w);
    if (!w) return error_nomem(err);
    *w = (actor_sources){.b = b, .s = s, .a = a};
    dp_status status = actor_sources_read(w, err);
    if (status) return status;
    for (uint32_t i = 0; i < w->countries.n; i++) add_place(t, w->countries.at[i].name, GREAT);
    for (uint32_t i = 0; i < w->names.n; i++) {
        if (w->actors.at[w->names.at[i].actor].flags & ACTOR_RECORD_PERSON)
            add_person(t, w->names.at[i].name);
        else
            add_body(t, w->names.at[i].name);
    }
    for (uint32_t i = 0; i < w->first_names.n; i++)
        add_word(t, w->first_names.at[i], strlen(w->first_names.at[i]), KNOWN_GIVEN_NAME);
    return DP_OK;
}

/* world/known-names.rules: names by commas, in a section for each kind. */
static dp_status add_known(table *t, const pack_sources *s, arena *a, dp_error *err) {
    static const char path[] = "world/known-names.rules";
    static const struct {
        const char *section;
        void (*add)(table *t, const char *name);
    } kinds[] = {{"organisation", add_body}, {"surname", add_surname}, {"given-name", add_given}};
    rule_file f = {.n = 0};
    dp_status status = rule_file_exists(s->root, path) ? rule_file_read(s->root, path, a, &f, err) : DP_OK;
    for (uint32_t i = 0; i < f.n && !status; i++) {
        const rule_line *l = &f.lines[i];
        size_t kind = 0;
        while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].section, l->section) != 0) kind++;
        if (kind == sizeof kinds / sizeof *kinds || l->is_test || l->columns != 1)
            return rule_error(&f, l, err, "expected names by commas in [organisation], [surname] or [given-name]");
        for (const char *p = l->column[0]; *p;) {
            const size_t n = strcspn(p, ",");
            const char *name = arena_copy(a, p, n);
            if (!name) return error_nomem(err);
            kinds[kind].add(t, name);
            p += n + strspn(p + n, ", ");
        }
    }
    return status;
}

/* --- affixes --------------------------------------------------------------------------------------------------------------- */

static dp_status read_affixes(table *t, pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    static const char path[] = "world/name-affixes.rules";
    vec_of(word_affix) list = {0};
    rule_file f = {.n = 0};
    dp_status status = rule_file_exists(s->root, path) ? rule_file_read(s->root, path, a, &f, err) : DP_OK;
    if (status) return status;
    for (uint32_t i = 0; i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        const bool ending = strcmp(l->section, "endings") == 0;
        char folded[FOLD_MAX];
        word_affix affix = {.bytes = 0};
        if (l->is_test || l->columns != (ending ? 2u : 1u))
            return rule_error(&f, l, err, "expected an ending and what is cut, or a proclitic");
        const size_t n = fold_name(t->fold, l->column[0], strlen(l->column[0]), folded, sizeof folded);
        if (n == 0 || n > sizeof affix.text) return rule_error(&f, l, err, "expected at most %zu bytes", sizeof affix.text);
        memcpy(affix.text, folded, n);
        affix.bytes = (uint8_t)n;
        if (ending) affix.cut = (uint8_t)fold_name(t->fold, l->column[1], strlen(l->column[1]), folded, sizeof folded);
        if (affix.cut > n) return rule_error(&f, l, err, "expected to cut a part of the ending");
        if (!vec_push(a, &list, affix)) return error_nomem(err);
    }
    t->affixes = (word_flags){.affixes = list.at, .affix_count = list.n};
    builder_section(b, "word-affixes", list.at, list.n * sizeof *list.at);
    return DP_OK;
}

/* --- the section ----------------------------------------------------------------------------------------------------------- */

static dp_status write_table(const table *t, pack_builder *b, arena *a, dp_error *err) {
    uint32_t slots = 16;
    while (slots / 4 * 3 < t->n) slots *= 2;
    uint32_t *out = arena_array(a, slots, sizeof *out);
    if (!out) return error_nomem(err);
    for (uint32_t i = 0; i <= t->mask; i++) {
        if (!t->keys[i]) continue;
        uint32_t k = (uint32_t)t->keys[i] & (slots - 1);
        while (out[k]) k = (k + 1) & (slots - 1);
        /* "Madrid" begins and ends other names too: that tells nothing more. */
        const uint32_t idle = t->flags[i] & KNOWN_GREAT_PLACE ? KNOWN_PLACE_FIRST | KNOWN_PLACE_LATER : 0;
        out[k] = word_flags_check(t->keys[i]) | (t->flags[i] & ~idle);
    }
    builder_section(b, "word-flags", out, slots * sizeof *out);
    return DP_OK;
}

dp_status compile_word_flags(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    table t = {.fold = builder_fold(b)};
    catalogues c = {.n = 0};
    dp_status status = make_room(&t, 1u << 16) ? read_affixes(&t, b, s, a, err) : error_nomem(err);
    if (!status) status = open_catalogues(s, &c, err);
    if (!status) add_regions(&t, &c);
    if (!status) status = add_towns(&t, s, &c, err);
    if (!status) status = add_actors(&t, b, s, a, err);
    if (!status) status = add_known(&t, s, a, err);
    if (!status && t.nomem) status = error_nomem(err);
    if (!status) status = write_table(&t, b, a, err);
    for (uint32_t i = 0; i < c.n; i++) mo_close(&c.at[i]);
    free(t.keys);
    free(t.flags);
    return status;
}
