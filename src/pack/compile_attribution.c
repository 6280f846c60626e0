/* lang/<l>/attribution.rules → section "<l>/attribution" (claim/cues.h has its layout). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/cues.h"
#include "pack/compile.h"
#include "text/tokenise.h"

#define REFLEXIVES_MAX 8

typedef struct keyed_entry {
    uint64_t key;
    uint32_t order; /* of the file */
    cue_entry e;
} keyed_entry;

typedef struct compiler {
    pack_builder *b;
    arena *a;
    const rule_file *file;
    uint32_t file_number;
    token_rules fold_only;               /* token_hash needs the fold table alone */
    uint64_t reflexives[REFLEXIVES_MAX]; /* keys of the pronoun's forms and lemmas */
    uint32_t reflexive_count;
    vec_of(keyed_entry) entries;
} compiler;

typedef struct word_bits {
    const char *word;
    uint32_t bits;
} word_bits;

#define S(name, text, bit) {text, bit},
static const word_bits says_words[] = {SAYS_LIST(S){NULL, 0}};
static const word_bits where_words[] = {WHERE_LIST(S){NULL, 0}};
#undef S
static const word_bits sections[] = {{"verbs", CUE_VERB},
                                     {"nouns", CUE_NOUN},
                                     {"before", CUE_BEFORE},
                                     {"adverbs", CUE_ADVERB},
                                     {"unnamed", CUE_UNNAMED},
                                     {"outlets", CUE_OUTLET},
                                     {"manner", CUE_MANNER},
                                     {"distance", CUE_DISTANCE},
                                     {"agents", CUE_AGENT},
                                     {"that", CUE_THAT},
                                     {"happenings", CUE_HAPPENING},
                                     {"within", CUE_WITHIN},
                                     {"about", CUE_ABOUT},
                                     {"light", CUE_LIGHT},
                                     {"links", CUE_LINK},
                                     {"support", CUE_SUPPORT},
                                     {"adjectives", CUE_ADJECTIVE},
                                     {"surveys", CUE_SURVEY},
                                     {"as", CUE_AS},
                                     {"tallies", CUE_TALLY},
                                     {"tallied", CUE_TALLIED},
                                     {"motion", CUE_MOTION},
                                     {"dropped", CUE_DROPPED},
                                     {"still", CUE_STILL},
                                     {"wars", CUE_WAR},
                                     {"anybody", CUE_ANYBODY},
                                     {"houses", CUE_HOUSE},
                                     {"after", CUE_AFTER},
                                     {"reported", CUE_REPORTED},
                                     {"this", CUE_THIS},
                                     {"untrue", CUE_FALSE},
                                     {"true", CUE_TRUE},
                                     {NULL, 0}};

/* What a word sets: kind << 8 | value. */
#define SETS(set, value) ((uint32_t)(set) << 8 | (uint32_t)(value))
static const word_bits sets_words[] = {{"negated", SETS(SET_POLARITY, POLARITY_NEGATED)},
                                       {"certain", SETS(SET_CERTAINTY, CERTAINTY_CERTAIN)},
                                       {"probable", SETS(SET_CERTAINTY, CERTAINTY_PROBABLE)},
                                       {"possible", SETS(SET_CERTAINTY, CERTAINTY_POSSIBLE)},
                                       {"past", SETS(SET_TENSE, CLAIM_PAST)},
                                       {"ongoing", SETS(SET_TENSE, CLAIM_ONGOING)},
                                       {"future", SETS(SET_TENSE, CLAIM_FUTURE)},
                                       {"hypothetical", SETS(SET_TENSE, CLAIM_HYPOTHETICAL)},
                                       {"ordered", SETS(SET_TENSE, CLAIM_ORDERED)},
                                       {"historical", SETS(SET_TENSE, CLAIM_HISTORICAL)},
                                       {"ne", SETS(SET_NE, 1)},
                                       {NULL, 0}};

static bool find_bits(const word_bits *list, const char *s, size_t n, uint32_t *bits) {
    for (; list->word; list++)
        if (strlen(list->word) == n && memcmp(list->word, s, n) == 0) {
            *bits = list->bits;
            return true;
        }
    return false;
}

/* Reads words set apart by `separator` and joins their bits; all must be known. */
static dp_status read_bits(const compiler *c, const rule_line *l, const char *s, char separator, const word_bits *list,
                           uint32_t *bits, dp_error *err) {
    const char both[2] = {separator, 0};
    *bits = 0;
    while (*s) {
        size_t n = strcspn(s, both);
        uint32_t one;
        if (!find_bits(list, s, n, &one)) return rule_error(c->file, l, err, "expected a known word, not \"%.*s\"", (int)n, s);
        *bits |= one;
        s += n + (s[n] != 0);
    }
    return DP_OK;
}

static bool is_reflexive(const compiler *c, uint64_t key) {
    for (uint32_t i = 0; i < c->reflexive_count; i++)
        if (c->reflexives[i] == key) return true;
    return false;
}

/* [reflexives]: the pronoun's forms and lemmas. */
static dp_status read_reflexives(compiler *c, const rule_line *l, dp_error *err) {
    for (const char *s = l->column[0]; *s;) {
        size_t n = strcspn(s, " ");
        if (c->reflexive_count == REFLEXIVES_MAX)
            return rule_error(c->file, l, err, "expected at most %d reflexives", REFLEXIVES_MAX);
        c->reflexives[c->reflexive_count++] = token_hash(&c->fold_only, s, (uint32_t)n);
        s += n + (s[n] == ' ');
    }
    return DP_OK;
}

/* Cuts "à_en_croire" or "s'exclamer" into its words' keys. A reflexive before its verb is a word before. */
static dp_status read_cue(const compiler *c, const rule_line *l, const char *s, size_t n, keyed_entry *out, dp_error *err) {
    uint64_t keys[CUE_WORDS_MAX + 1] = {0};
    uint32_t count = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && s[end] != '_' && s[end] != '\'') end++;
        bool elided = end + 1 < n && s[end] == '\'' && end - i <= 2 && s[i] != '\'';
        if (!elided)
            while (end < n && s[end] != '_') end++;
        if (count == CUE_WORDS_MAX + 1) return rule_error(c->file, l, err, "expected at most %d words in a cue", CUE_WORDS_MAX);
        keys[count++] = token_hash(&c->fold_only, s + i, (uint32_t)(end - i + elided));
        i = end + 1;
    }
    uint32_t first = out->e.kind == CUE_VERB && count > 1 && is_reflexive(c, keys[0]);
    if (first) out->e.before = keys[0];
    if (count - first > CUE_WORDS_MAX) return rule_error(c->file, l, err, "expected at most %d words in a cue", CUE_WORDS_MAX);
    out->key = keys[first];
    out->e.behind_count = (uint8_t)(count - first - 1);
    for (uint32_t i = first + 1; i < count; i++) out->e.behind[i - first - 1] = keys[i];
    return DP_OK;
}

static dp_status read_strength(const compiler *c, const rule_line *l, const char *s, cue_entry *e, dp_error *err) {
    uint32_t bits;
    if (!s || *s == 0) return DP_OK;
    if (find_bits(says_words, s, strlen(s), &bits)) {
        e->says |= (uint16_t)bits;
        return DP_OK;
    }
    if (strcmp(s, "denies") == 0 || strcmp(s, "rejects") == 0) {
        e->negates = *s == 'd' ? NEGATES_ALL : NEGATES_WORDS;
        return DP_OK;
    }
    if (!find_bits(sets_words, s, strlen(s), &bits) || bits >> 8 != SET_CERTAINTY)
        return rule_error(c->file, l, err, "expected certain, probable, possible, denies, rejects or -, not \"%s\"", s);
    e->certainty = (uint8_t)bits;
    return DP_OK;
}

/* The columns behind the cues. */
static dp_status read_meaning(const compiler *c, const rule_line *l, cue_entry *e, dp_error *err) {
    uint32_t bits;
    dp_status st = DP_OK;
    switch (e->kind) {
    case CUE_VERB:
        if (l->columns < 2) return rule_error(c->file, l, err, "expected verbs, how the content stands, and certainty");
        if ((st = read_bits(c, l, l->column[1], ' ', says_words, &bits, err)) != DP_OK) return st;
        e->says = (uint16_t)bits;
        return read_strength(c, l, l->column[2], e, err);
    case CUE_MANNER:
        if (l->columns < 3) return rule_error(c->file, l, err, "expected words, where they stand, and what they set");
        if ((st = read_bits(c, l, l->column[1], ',', where_words, &bits, err)) != DP_OK) return st;
        e->where = (uint16_t)bits;
        if (!find_bits(sets_words, l->column[2], strlen(l->column[2]), &bits))
            return rule_error(c->file, l, err, "expected what is set, not \"%s\"", l->column[2]);
        e->set = (uint8_t)(bits >> 8);
        e->value = (uint8_t)bits;
        return DP_OK;
    default:
        return read_strength(c, l, l->columns > 1 ? l->column[1] : NULL, e, err);
    }
}

static dp_status read_line(compiler *c, const rule_line *l, dp_error *err) {
    uint32_t kind;
    if (l->is_test) return DP_OK;
    if (strcmp(l->section, "reflexives") == 0) return read_reflexives(c, l, err);
    if (!find_bits(sections, l->section, strlen(l->section), &kind))
        return rule_error(c->file, l, err, "expected a known section, not [%s]", l->section);
    keyed_entry one = {.e = {.kind = (uint8_t)kind, .rule = RULE_REF(c->file_number, l->line)}};
    dp_status st = read_meaning(c, l, &one.e, err);
    for (const char *s = l->column[0]; st == DP_OK && *s;) {
        size_t n = strcspn(s, " ");
        keyed_entry e = one;
        e.order = c->entries.n;
        st = read_cue(c, l, s, n, &e, err);
        uint32_t copies = e.e.before ? c->reflexive_count : 1; /* one for each form of the pronoun */
        for (uint32_t k = 0; st == DP_OK && k < copies; k++) {
            if (e.e.before) e.e.before = c->reflexives[k];
            if (!vec_push(c->a, &c->entries, e)) st = error_nomem(err);
        }
        s += n + (s[n] == ' ');
    }
    return st;
}

/* By key; more words first, then as in the file. */
static int by_key(const void *a, const void *b) {
    const keyed_entry *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    int more = (y->e.behind_count + (y->e.before != 0)) - (x->e.behind_count + (x->e.before != 0));
    return more ? more : (x->order > y->order) - (x->order < y->order);
}

static dp_status write_section(compiler *c, const char *lang, dp_error *err) {
    char name[32];
    uint32_t n = c->entries.n, slots = 64;
    if (n > 0) qsort(c->entries.at, n, sizeof *c->entries.at, by_key);
    while (slots < n * 2) slots *= 2;
    size_t size = sizeof(cue_head) + slots * sizeof(cue_slot) + n * sizeof(cue_entry);
    cue_head *h = arena_alloc(c->a, size);
    if (!h) return error_nomem(err);
    *h = (cue_head){.magic = CUES_MAGIC, .slots = slots, .entries = n};
    cue_slot *table = (cue_slot *)(void *)(h + 1);
    cue_entry *entries = (cue_entry *)(void *)(table + slots);
    for (uint32_t i = 0; i < n; i++) {
        entries[i] = c->entries.at[i].e;
        uint64_t key = c->entries.at[i].key;
        uint32_t at = (uint32_t)(key >> 20) & (slots - 1);
        while (table[at].key && table[at].key != key) at = (at + 1) & (slots - 1);
        if (!table[at].key) table[at] = (cue_slot){.key = key, .first = i};
        table[at].count++;
        table[at].kinds |= 1u << entries[i].kind;
    }
    snprintf(name, sizeof name, "%.8s/attribution", lang);
    builder_section(c->b, name, h, size);
    return DP_OK;
}

static dp_status compile_lang(pack_builder *b, const pack_sources *s, const char *lang, arena *a, dp_error *err) {
    char path[128];
    rule_file file;
    snprintf(path, sizeof path, "lang/%.32s/attribution.rules", lang);
    if (!rule_file_exists(s->root, path)) return DP_OK;
    dp_status st = rule_file_read(s->root, path, a, &file, err);
    if (st != DP_OK) return st;
    compiler c = {.b = b, .a = a, .file = &file, .file_number = builder_file(b, path)};
    c.fold_only.fold = builder_fold(b);
    for (uint32_t i = 0; st == DP_OK && i < file.n; i++) st = read_line(&c, &file.lines[i], err);
    return st == DP_OK ? write_section(&c, lang, err) : st;
}

dp_status compile_attribution(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    for (uint32_t i = 0; s->langs[i]; i++) {
        dp_status st = compile_lang(b, s, s->langs[i], a, err);
        if (st != DP_OK) return st;
    }
    return DP_OK;
}
