/* lang/<l>/forms.rules: paradigms become the list of inflected forms. Layout: text/forms.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/compile.h"
#include "pack/ontology.h"
#include "text/forms.h"

enum { WORD_BYTES = 192, TENSES = 6 };

typedef struct conjugation {
    const char *name, *lemma;
    const char *forms[TENSES]; /* past: singular, feminine, plural; present: the same */
} conjugation;

typedef struct ending {
    const char *lemma, *forms;
    bool adjectives; /* theirs alone */
} ending;

typedef struct lemma_word {
    const char *lemma, *forms; /* irregular ones, or NULL */
    const rule_line *line;
    const rule_file *file;
} lemma_word;

typedef struct compiler {
    pack_builder *b;
    arena *a;
    form_list key_maker; /* article and fold, for forms_key */
    pack view;
    vec_of(form_record) records;
    uint32_t *index; /* [mask + 1] record + 1 */
    uint32_t mask;
    vec_of(conjugation) conjugations;
    vec_of(ending) endings;
    vec_of(lemma_word) nouns;
    rule_file file;
} compiler;

/* ---- the table */

static bool grow(compiler *c) {
    uint32_t mask = c->mask ? c->mask * 2 + 1 : 4095;
    uint32_t *index = arena_array(c->a, (size_t)mask + 1, sizeof *index);
    if (!index) return false;
    for (uint32_t i = 0; i < c->records.n; i++) {
        uint32_t at = (uint32_t)(c->records.at[i].key >> 20) & mask;
        while (index[at]) at = (at + 1) & mask;
        index[at] = i + 1;
    }
    c->index = index;
    c->mask = mask;
    return true;
}

static uint64_t key_of(const compiler *c, const char *form) {
    uint64_t key = forms_key(&c->key_maker, form, false);
    return key ? key : 1;
}

static form_record *known_record(const compiler *c, uint64_t key) {
    for (uint32_t at = (uint32_t)(key >> 20) & c->mask; c->index && c->index[at]; at = (at + 1) & c->mask)
        if (c->records.at[c->index[at] - 1].key == key) return &c->records.at[c->index[at] - 1];
    return NULL;
}

/* The record of a key, made where it is new; NULL when memory is out. */
static form_record *record_by_key(compiler *c, uint64_t key) {
    if (c->records.n * 2 >= c->mask && !grow(c)) return NULL;
    uint32_t at = (uint32_t)(key >> 20) & c->mask;
    for (; c->index[at]; at = (at + 1) & c->mask)
        if (c->records.at[c->index[at] - 1].key == key) return &c->records.at[c->index[at] - 1];
    if (!vec_push(c->a, &c->records, (form_record){.key = key})) return NULL;
    c->index[at] = c->records.n;
    return &c->records.at[c->records.n - 1];
}

static form_record *record_of(compiler *c, const char *form) {
    return record_by_key(c, key_of(c, form));
}

static uint64_t lemma_hash(const compiler *c, const char *lemma) {
    return fold_lower_hash(builder_fold(c->b), lemma, strlen(lemma));
}

static dp_status add_verb(compiler *c, const char *form, const char *lemma, uint32_t flags, dp_error *err) {
    form_record *r = record_of(c, form);
    if (!r) return error_nomem(err);
    if (r->verb) return DP_OK; /* the first that claims a form has it */
    r->verb = builder_string(c->b, lemma);
    r->verb_hash = lemma_hash(c, lemma);
    r->flags |= flags;
    return DP_OK;
}

static dp_status add_noun(compiler *c, const char *form, const char *lemma, uint32_t flags, dp_error *err) {
    form_record *r = record_of(c, form);
    if (!r) return error_nomem(err);
    if (r->noun) return DP_OK;
    r->flags |= flags;
    r->noun = builder_string(c->b, lemma);
    r->noun_hash = lemma_hash(c, lemma);
    return DP_OK;
}

/* ---- patterns: "~" stands for the stem, "^" for that of the present */

static bool spell(const char *pattern, size_t n, const char *stem, const char *present, char out[WORD_BYTES]) {
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        const char *part = pattern[i] == '~' ? stem : pattern[i] == '^' ? present : NULL;
        const size_t bytes = part ? strlen(part) : 1;
        if (used + bytes >= WORD_BYTES) return false;
        memcpy(out + used, part ? part : pattern + i, bytes);
        used += bytes;
    }
    out[used] = '\0';
    return used > 0;
}

/* What of a word stands for "~" in a pattern; NULL where it does not fit. */
static const char *stem_in(const char *pattern, const char *word, arena *a) {
    const char *mark = strchr(pattern, '~');
    if (!mark) return NULL;
    const size_t head = (size_t)(mark - pattern), tail = strlen(mark + 1), n = strlen(word);
    if (n <= head + tail || memcmp(word, pattern, head) != 0 || memcmp(word + n - tail, mark + 1, tail) != 0) return NULL;
    return arena_copy(a, word + head, n - head - tail);
}

/* ---- verbs */

static const conjugation *conjugation_named(const compiler *c, const char *name) {
    for (uint32_t i = 0; i < c->conjugations.n; i++)
        if (strcmp(c->conjugations.at[i].name, name) == 0) return &c->conjugations.at[i];
    return NULL;
}

static dp_status conjugate(compiler *c, const rule_line *l, const conjugation *k, const char *lemma, const char *past,
                           const char *present, uint32_t flags, dp_error *err) {
    static const uint32_t of_tense[TENSES] = {FORM_PAST,    FORM_PAST | FORM_FEMININE,    FORM_PAST | FORM_PLURAL,
                                              FORM_PRESENT, FORM_PRESENT | FORM_FEMININE, FORM_PRESENT | FORM_PLURAL};
    const char *stem = stem_in(k->lemma, past, c->a);
    if (!stem) return rule_error(&c->file, l, err, "\"%s\" is no verb of the kind \"%s\"", past, k->name);
    for (int t = 0; t < TENSES; t++) {
        const char *list = k->forms[t];
        for (const char *pattern; (pattern = next_piece(&list, ",", c->a));) {
            char form[WORD_BYTES];
            if (!spell(pattern, strlen(pattern), stem, present ? present : stem, form)) continue;
            dp_status s = add_verb(c, form, lemma, flags | of_tense[t], err);
            if (s != DP_OK) return s;
        }
    }
    return DP_OK;
}

/* "أصاب:أصيب=صاب": the lemma, its past where that is another, the stem of its present. */
static dp_status read_verb(compiler *c, const rule_line *l, const char *item, dp_error *err) {
    const conjugation *k = conjugation_named(c, l->column[0]);
    if (!k) return rule_error(&c->file, l, err, "there is no conjugation \"%s\"", l->column[0]);
    uint32_t flags = 0;
    const char *names = l->column[1];
    for (const char *name; (name = next_piece(&names, " ", c->a));) {
        if (strcmp(name, "alike") == 0)
            flags |= FORM_ALIKE;
        else if (strcmp(name, "passive") == 0)
            flags |= FORM_PASSIVE;
        else if (strcmp(name, "auxiliary") == 0)
            flags |= FORM_AUXILIARY;
        else if (strcmp(name, "ceases") == 0)
            flags |= FORM_CEASES;
        else if (strcmp(name, "governs") == 0)
            flags |= FORM_GOVERNS;
        else
            return rule_error(&c->file, l, err, "expected alike, passive, auxiliary, ceases or governs, not \"%s\"", name);
    }
    const char *equals = strchr(item, '='), *colon = strchr(item, ':');
    const size_t past_end = equals ? (size_t)(equals - item) : strlen(item);
    const size_t lemma_end = colon ? (size_t)(colon - item) : past_end, from = colon ? lemma_end + 1 : 0;
    const char *lemma = arena_copy(c->a, item, lemma_end), *past = arena_copy(c->a, item + from, past_end - from);
    if (!lemma || !past) return error_nomem(err);
    return conjugate(c, l, k, lemma, past, equals ? equals + 1 : NULL, flags, err);
}

/* ---- nouns */

/* The lemmas first, so that no regular form of another word takes their place. */
static dp_status note_noun(compiler *c, const rule_file *f, const rule_line *l, const char *lemma, const char *forms,
                           dp_error *err) {
    const form_record *r = record_of(c, lemma);
    if (!r) return error_nomem(err);
    if (r->noun && r->noun_hash == lemma_hash(c, lemma) && !forms) return DP_OK;
    if (r->noun && r->noun_hash != lemma_hash(c, lemma))
        return rule_error(f, l, err, "\"%s\" is spelled otherwise elsewhere in the rules of this language", lemma);
    dp_status s = add_noun(c, lemma, lemma, 0, err);
    const lemma_word w = {.lemma = lemma, .forms = forms, .line = l, .file = f};
    return s == DP_OK && !vec_push(c->a, &c->nouns, w) ? error_nomem(err) : s;
}

static dp_status inflect_noun(compiler *c, const lemma_word *w, dp_error *err) {
    const char *list = w->forms ? w->forms : "";
    const form_record *lemma = record_of(c, w->lemma);
    if (!lemma) return error_nomem(err);
    const uint32_t kinds = FORM_ADJECTIVE | FORM_NAMED | FORM_ACTS | FORM_DESCRIBED | FORM_TIME | FORM_ALONE;
    const uint32_t flags = lemma->flags & kinds, adjective = flags & FORM_ADJECTIVE;
    dp_status s = DP_OK;
    for (const char *form; s == DP_OK && (form = next_piece(&list, ",", c->a));) s = add_noun(c, form, w->lemma, flags, err);
    for (uint32_t i = 0; s == DP_OK && i < c->endings.n; i++) {
        const char *stem = stem_in(c->endings.at[i].lemma, w->lemma, c->a), *patterns = c->endings.at[i].forms;
        if (!stem || (c->endings.at[i].adjectives && !adjective)) continue;
        for (const char *pattern; s == DP_OK && (pattern = next_piece(&patterns, ",", c->a));) {
            char form[WORD_BYTES];
            if (spell(pattern, strlen(pattern), stem, stem, form)) s = add_noun(c, form, w->lemma, flags, err);
        }
        return s;
    }
    return s;
}

/* ---- the language's other rules: every word of theirs inflects */

static bool has_letter(const char *word) {
    for (; *word; word++)
        if ((unsigned char)*word >= 0x80) return true;
    return false;
}

enum first_word { FIRST_IS_NOUN, FIRST_MAY_BE_VERB, FIRST_IS_VERB };

static dp_status note_words(compiler *c, const rule_file *f, const rule_line *l, const char *text, enum first_word kind,
                            dp_error *err) {
    for (const char *phrase; (phrase = next_piece(&text, ",", c->a));) {
        bool first = kind != FIRST_IS_NOUN;
        for (const char *word; (word = next_piece(&phrase, " _=/", c->a)); first = false) {
            const form_record *r = has_letter(word) ? record_of(c, word) : NULL;
            if (!r || (r->flags & FORM_SMALL)) continue;
            if (first && !r->verb && kind == FIRST_IS_VERB)
                return rule_error(f, l, err, "the verb \"%s\" is not in forms.rules", word);
            if (first && r->verb) continue;
            dp_status s = note_noun(c, f, l, word, NULL, err);
            if (s != DP_OK) return s;
        }
    }
    return DP_OK;
}

static dp_status note_rules(compiler *c, const pack_sources *s, const char *lang, const char *name, dp_error *err) {
    static const char *const of_verbs[] = {"support", "traits", "participles", "verb forms",
                                           "verbs",   "manner", "agents",      "dropped"};
    char path[256];
    snprintf(path, sizeof path, "lang/%s/%s", lang, name);
    rule_file *f = arena_alloc(c->a, sizeof *f);
    if (!f) return error_nomem(err);
    if (!rule_file_exists(s->root, path)) return DP_OK;
    dp_status status = rule_file_read(s->root, path, c->a, f, err);
    for (uint32_t i = 0; status == DP_OK && i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        bool skipped = l->is_test;
        for (size_t k = 0; k < sizeof of_verbs / sizeof *of_verbs; k++) skipped |= strcmp(l->section, of_verbs[k]) == 0;
        if (skipped) continue;
        const bool entry = l->columns > 2 && (strncmp(l->column[1], "VERB", 4) == 0 || strncmp(l->column[1], "NOUN", 4) == 0 ||
                                              strncmp(l->column[1], "ADJ", 3) == 0);
        const bool verb = entry && strcmp(l->column[1], "VERB") == 0, mixed = entry && strstr(l->column[1], "VERB");
        status = note_words(c, f, l, l->column[0], verb ? FIRST_IS_VERB : mixed ? FIRST_MAY_BE_VERB : FIRST_IS_NOUN, err);
        for (uint32_t k = 3; status == DP_OK && entry && k < l->columns; k++)
            status = note_words(c, f, l, l->column[k], FIRST_IS_NOUN, err);
        for (uint32_t k = 1; status == DP_OK && strncmp(l->section, "class ", 6) == 0 && k < l->columns; k++)
            status = note_words(c, f, l, l->column[k], FIRST_IS_NOUN, err);
    }
    return status;
}

/* ---- the file itself */

static dp_status small_words(compiler *c, const rule_line *l, uint32_t flag, dp_error *err) {
    const char *list = l->column[0];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        form_record *r = record_of(c, word);
        if (!r) return error_nomem(err);
        r->flags |= flag;
        dp_status s = add_noun(c, word, word, 0, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* Nouns and adjectives of a kind; their endings inherit it. */
static dp_status note_kind(compiler *c, const rule_line *l, uint32_t kind, dp_error *err) {
    const char *list = l->column[0];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        dp_status s = note_noun(c, &c->file, l, word, NULL, err);
        if (s != DP_OK) return s;
        record_of(c, word)->flags |= kind;
    }
    return DP_OK;
}

static dp_status read_paradigm(compiler *c, const rule_line *l, dp_error *err) {
    if (strcmp(l->section, "conjugations") == 0) {
        conjugation k = {.name = l->column[0], .lemma = l->columns > 1 ? l->column[1] : ""};
        if (l->columns != 2 + TENSES) return rule_error(&c->file, l, err, "expected a name, a pattern and six lists of forms");
        for (uint32_t t = 0; t < TENSES; t++) k.forms[t] = l->column[2 + t];
        return vec_push(c->a, &c->conjugations, k) ? DP_OK : error_nomem(err);
    }
    if (strcmp(l->section, "endings") == 0) {
        if (l->columns < 2 || l->columns > 3) return rule_error(&c->file, l, err, "expected a pattern and forms");
        const ending e = {l->column[0], l->column[1], l->columns == 3 && strcmp(l->column[2], "adjectives") == 0};
        return vec_push(c->a, &c->endings, e) ? DP_OK : error_nomem(err);
    }
    if (strcmp(l->section, "verbs") == 0) {
        if (l->columns != 3) return rule_error(&c->file, l, err, "expected a conjugation, flags and verbs");
        const char *list = l->column[2];
        for (const char *item; (item = next_piece(&list, ",", c->a));) {
            dp_status s = read_verb(c, l, item, err);
            if (s != DP_OK) return s;
        }
        return DP_OK;
    }
    return rule_error(&c->file, l, err, "there is no section [%s] here", l->section);
}

/* A verb, and its participles that tell how another verb is done. */
static dp_status note_converbs(compiler *c, const rule_line *l, dp_error *err) {
    if (l->columns != 2) return rule_error(&c->file, l, err, "expected a verb and its participles");
    const char *list = l->column[1];
    for (const char *form; (form = next_piece(&list, ",", c->a));) {
        dp_status s = add_verb(c, form, l->column[0], FORM_CONVERB, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* ---- names: those that forms.rules lists, and the places that the language's own list names */

/* "بغداد, أم درمان"; what has more than two words is left out. */
static dp_status note_names(compiler *c, const char *list, uint32_t flags, dp_error *err) {
    for (const char *item; (item = next_piece(&list, ",;", c->a));) {
        const char *rest = item, *first = next_piece(&rest, " ", c->a), *second = next_piece(&rest, " ", c->a);
        if (!first || next_piece(&rest, " ", c->a)) continue;
        form_record *r = record_by_key(c, second ? forms_pair(key_of(c, first), key_of(c, second)) : key_of(c, first));
        if (!r) return error_nomem(err);
        r->flags |= flags;
    }
    return DP_OK;
}

/* A place whose name is a word of the language too is no name by itself. */
static dp_status drop_weak_names(compiler *c, const pack_sources *s, const char *lang, dp_error *err) {
    char path[256];
    rule_file f;
    snprintf(path, sizeof path, "lang/%s/places.rules", lang);
    dp_status status = rule_file_exists(s->root, path) ? rule_file_read(s->root, path, c->a, &f, err) : DP_OK;
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test || (strcmp(l->section, "weak") != 0 && strcmp(l->section, "stop") != 0)) continue;
        const char *list = l->column[0];
        for (const char *word; (word = next_piece(&list, ",", c->a));) {
            form_record *r = known_record(c, key_of(c, word));
            if (r) r->flags &= ~(uint32_t)FORM_NAME;
        }
    }
    return status;
}

static dp_status note_places(compiler *c, const pack_sources *s, const char *lang, dp_error *err) {
    char path[256];
    rule_file f;
    snprintf(path, sizeof path, "lang/%s/place-names.rules", lang);
    if (!rule_file_exists(s->root, path)) return DP_OK;
    dp_status status = rule_file_read(s->root, path, c->a, &f, err);
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++)
        if (!f.lines[i].is_test && f.lines[i].columns > 2) status = note_names(c, f.lines[i].column[2], FORM_NAME, err);
    return status == DP_OK ? drop_weak_names(c, s, lang, err) : status;
}

static dp_status read_line(compiler *c, const rule_line *l, dp_error *err) {
    static const struct {
        const char *section;
        uint32_t flag;
    } small[] = {{"prepositions", FORM_PREPOSITION},
                 {"relatives", FORM_RELATIVE},
                 {"that", FORM_THAT},
                 {"clauses", FORM_CLAUSE},
                 {"joiners", FORM_JOINER},
                 {"particles", FORM_PARTICLE},
                 {"adverbs", FORM_ADVERB},
                 {"numbers", FORM_NUMBER},
                 {"counters", FORM_COUNTER},
                 {"reflexives", FORM_REFLEXIVE},
                 {"of", FORM_PREPOSITION | FORM_OF},
                 {"belonging", FORM_BELONGS},
                 {"institutions", FORM_INSTITUTION},
                 {"governing", FORM_GOVERNS},
                 {"speaking for", FORM_SPEAKS_FOR},
                 {"past particles", FORM_PARTICLE | FORM_PAST}};
    static const struct {
        const char *section;
        uint32_t flag;
    } nouns[] = {{"adjectives", FORM_ADJECTIVE}, {"named", FORM_NAMED}, {"acting", FORM_ACTS},
                 {"described", FORM_DESCRIBED},  {"times", FORM_TIME},  {"alone", FORM_ALONE}};
    static const char *const marks[] = {"article", "accusative", "closing"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(l->section, marks[i]) == 0) return DP_OK;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (strcmp(l->section, nouns[i].section) == 0) return note_kind(c, l, nouns[i].flag, err);
    if (strcmp(l->section, "nouns") == 0)
        return note_noun(c, &c->file, l, l->column[0], l->columns > 1 ? l->column[1] : NULL, err);
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (strcmp(l->section, small[i].section) == 0) return small_words(c, l, small[i].flag, err);
    if (strcmp(l->section, "converbs") == 0) return note_converbs(c, l, err);
    if (strcmp(l->section, "names") == 0) return note_names(c, l->column[0], FORM_NAME, err);
    if (strcmp(l->section, "given names") == 0) return note_names(c, l->column[0], FORM_NAME | FORM_ALONE, err);
    return read_paradigm(c, l, err);
}

static dp_status read_endings(const compiler *c, const rule_line *l, char out[FORM_MARKS_MAX][FORM_MARK_BYTES], dp_error *err) {
    const char *list = l->column[0];
    int n = 0;
    for (const char *mark; (mark = next_piece(&list, ",", c->a)); n++) {
        if (n == FORM_MARKS_MAX || strlen(mark) >= FORM_MARK_BYTES)
            return rule_error(&c->file, l, err, "expected at most %d short endings", FORM_MARKS_MAX);
        strcpy(out[n], mark);
    }
    return DP_OK;
}

/* [article], [accusative], [closing]: the other lines depend on the first of them. */
static dp_status read_marks(compiler *c, dp_error *err) {
    form_marks *m = &c->key_maker.marks;
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < c->file.n; i++) {
        const rule_line *l = &c->file.lines[i];
        if (l->is_test) continue;
        if (strcmp(l->section, "accusative") == 0) s = read_endings(c, l, m->accusative, err);
        if (strcmp(l->section, "closing") == 0) s = read_endings(c, l, m->closing, err);
        if (strcmp(l->section, "article") != 0) continue;
        const char *article = l->column[0];
        m->article[fold_name(builder_fold(c->b), article, strlen(article), m->article, FORM_MARK_BYTES - 1)] = '\0';
    }
    return s;
}

static void write_language(compiler *c, const char *lang, form_record *table, uint32_t size) {
    for (uint32_t i = 0; i < c->records.n; i++) {
        form_record r = c->records.at[i];
        if (!r.noun && r.verb) r.flags |= FORM_SURE;
        uint32_t at = (uint32_t)(r.key >> 20) & (size - 1);
        while (table[at].key) at = (at + 1) & (size - 1);
        table[at] = r;
    }
    char name[32];
    snprintf(name, sizeof name, "%s/forms", lang);
    builder_section(c->b, name, table, size * sizeof *table);
    snprintf(name, sizeof name, "%s/forms.marks", lang);
    builder_section(c->b, name, &c->key_maker.marks, sizeof c->key_maker.marks);
}

static dp_status compile_language(compiler *c, const pack_sources *s, const char *lang, dp_error *err) {
    static const char *const others[] = {"events-words.rules",      "events-control.rules",  "events-violence.rules",
                                         "events-casualties.rules", "events-coercion.rules", "events-diplomacy.rules",
                                         "attribution.rules"};
    char path[256];
    snprintf(path, sizeof path, "lang/%s/forms.rules", lang);
    if (!rule_file_exists(s->root, path)) return DP_OK;
    dp_status status = rule_file_read(s->root, path, c->a, &c->file, err);
    if (status != DP_OK) return status;
    status = read_marks(c, err);
    if (status == DP_OK) status = note_places(c, s, lang, err);
    for (uint32_t i = 0; status == DP_OK && i < c->file.n; i++)
        if (!c->file.lines[i].is_test) status = read_line(c, &c->file.lines[i], err);
    for (size_t i = 0; status == DP_OK && i < sizeof others / sizeof *others; i++)
        status = note_rules(c, s, lang, others[i], err);
    for (uint32_t i = 0; status == DP_OK && i < c->nouns.n; i++) status = inflect_noun(c, &c->nouns.at[i], err);
    if (status != DP_OK) return status;
    uint32_t size = 1024;
    while (size < c->records.n * 2) size *= 2;
    form_record *table = arena_array(c->a, size, sizeof *table);
    if (!table) return error_nomem(err);
    write_language(c, lang, table, size);
    return DP_OK;
}

dp_status compile_forms(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    dp_status status = DP_OK;
    for (const char *const *lang = s->langs; status == DP_OK && lang && *lang; lang++) {
        compiler *c = arena_alloc(a, sizeof *c);
        if (!c) return error_nomem(err);
        *c = (compiler){.b = b, .a = a, .view = {.fold = builder_fold(b)}};
        c->key_maker.pack = &c->view;
        status = compile_language(c, s, *lang, err);
    }
    return status;
}
