#include "lib/lexical.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "core/mapfile.h"
#include "lib/paradigm.h"
#include "lib/script.h"

typedef struct maker {
    corpus *c;
    lexical *out;
    const paradigm_rules *rules;
    uint64_t *feats; /* [tags] packed */
    uint8_t *upos;   /* [tags] */
    vocab seen;      /* "UPOS lemma" that have their paradigm; "UPOS form lemma tag" that are in */
} maker;

#define FIELD(name) ((((uint64_t)1 << FEAT_##name##_BITS) - 1) << FEAT_##name##_SHIFT)

/* Can a word with these features stand where the tag stands? What a paradigm leaves unsaid may vary in the voice, and in verbs
 * that do not inflect for persons ("took") in person and number; but then the third person singular of the present is none of
 * its. */
static bool fits(uint64_t feats, uint64_t tag) {
    const uint64_t loose =
        FIELD(VOICE) | (FEAT_GET(feats, NUMBER) == 0 && FEAT_GET(feats, GENDER) == 0 ? FIELD(PERSON) | FIELD(NUMBER) : 0);
    if ((feats ^ tag) & ~loose) return false;
    const bool third = FEAT_GET(tag, PERSON) == 3 && FEAT_GET(tag, NUMBER) == NUMBER_SING && FEAT_GET(tag, TENSE) == TENSE_PRES;
    return !third || FEAT_GET(feats, PERSON) == 3;
}

static bool is_open(unsigned upos) {
    return upos == UPOS_VERB || upos == UPOS_NOUN || upos == UPOS_ADJ;
}

/* The type of a form with its first letter large. */
static uint32_t capital_type_of(corpus *c, const char *form) {
    enum { UNITS = 80 };
    UChar wide[UNITS];
    char capital[3 * UNITS];
    int32_t n = 0, size = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(wide, UNITS, &n, form, -1, &status);
    if (U_FAILURE(status) || n == 0) return corpus_type_of(c, form);
    wide[0] = (UChar)u_toupper(wide[0]);
    u_strToUTF8(capital, sizeof capital, &size, wide, n, &status);
    if (U_FAILURE(status) || size >= (int32_t)sizeof capital) return corpus_type_of(c, form);
    return corpus_type_of(c, capital);
}

static bool add_form(maker *m, const char *form, const char *lemma, unsigned upos, uint64_t feats) {
    char key[300], script[SCRIPT_MAX];
    if (!is_open(upos) || strlen(form) > 60 || strpbrk(form, "0123456789 ")) return true;
    snprintf(key, sizeof key, "%u %s %.80s %llx", upos, form, lemma, (unsigned long long)feats);
    const uint32_t known = m->seen.items.n;
    const uint32_t number = vocab_add(&m->seen, key);
    if (number == VOCAB_NONE) return false;
    if (number < known || !script_make(m->c->fold, form, lemma, script)) return true;
    if (!lemma_counts_add(&m->c->lemmas, form, lemma, upos, feats, true)) return false;
    lexical_word w = {.script = vocab_find(&m->c->scripts, script)};
    if (w.script == VOCAB_NONE) return true;
    w.type = corpus_type_of(m->c, form);
    w.capital = capital_type_of(m->c, form);
    if (w.type == CORPUS_NONE || w.capital == CORPUS_NONE) return false;
    for (uint32_t t = 0; t < m->out->tags; t++) {
        if (m->upos[t] != upos || !fits(feats, m->feats[t])) continue;
        if (!vec_push(m->c->a, &m->out->by_tag[t].words, w)) return false;
        m->out->words++;
    }
    return true;
}

/* What a word is in all its forms, by its `base`: a noun's gender and animacy, a verb's aspect. The paradigm may leave it unsaid;
 * a form that says another is none of the word's. */
static bool add_inherent(uint64_t *feats, uint64_t base, uint64_t field) {
    if ((*feats & field) == 0) *feats |= base & field;
    return (base & field) == 0 || (*feats & field) == (base & field);
}

/* All forms of a lemma. */
static bool add_paradigm(void *context, const char *lemma, unsigned upos, uint64_t base) {
    maker *m = context;
    char key[128];
    paradigm_forms forms = {0};
    snprintf(key, sizeof key, "%u %.100s", upos, lemma);
    const uint32_t known = m->seen.items.n;
    const uint32_t number = vocab_add(&m->seen, key);
    if (number == VOCAB_NONE) return false;
    if (number < known) return true;
    if (!paradigm_make(m->rules, lemma, upos, &forms)) return false;
    for (uint32_t i = 0; i < forms.n; i++) {
        uint64_t feats = forms.at[i].feats;
        const bool noun = upos == UPOS_NOUN, gender = noun && add_inherent(&feats, base, FIELD(GENDER));
        const bool animacy = noun && add_inherent(&feats, base, FIELD(ANIMACY));
        if (noun && !(gender && animacy)) continue;
        if (upos == UPOS_VERB && !add_inherent(&feats, base, FIELD(ASPECT))) continue;
        if (!add_form(m, forms.at[i].form, lemma, upos, feats)) return false;
    }
    return true;
}

/* The lemmas that the treebanks themselves know: those of words that are their own lemma. */
static bool add_bank_lemmas(maker *m) {
    for (uint32_t i = 0; i < m->c->words.n; i++) {
        const corpus_word *w = &m->c->words.at[i];
        if (w->tag == CORPUS_NONE || w->script[SPELL_WRITTEN] == CORPUS_NONE || !is_open(m->upos[w->tag])) continue;
        if (strcmp(m->c->scripts.items.at[w->script[SPELL_WRITTEN]].text, "k0||0|") != 0) continue;
        if (!add_paradigm(m, m->c->types.items.at[w->type[SPELL_WRITTEN]].text, m->upos[w->tag], m->feats[w->tag])) return false;
    }
    return true;
}

static bool add_list_line(maker *m, char *line) {
    char *column[5] = {line};
    for (int i = 1; i < 5 && column[i - 1]; i++) {
        column[i] = strchr(column[i - 1], '\t');
        if (column[i]) *column[i]++ = 0;
    }
    if (!column[4] || strcmp(column[1], "_") == 0) return true;
    const int upos = upos_of(column[2]);
    if (upos < 0 || !is_open((unsigned)upos)) return true;
    if (strcmp(column[3], "_") != 0) return add_form(m, column[0], column[1], (unsigned)upos, feats_of(column[3]));
    /* Without features a verb still has its paradigm; of nouns and adjectives it is known that they are, and their lemma. */
    if (upos == UPOS_VERB) return !m->rules || add_paradigm(m, column[1], UPOS_VERB, 0);
    return lemma_counts_add(&m->c->lemmas, column[0], column[1], (unsigned)upos, 0, true);
}

static dp_status add_list(maker *m, const char *path, dp_error *err) {
    mapfile file;
    dp_status status = mapfile_open(path, &file, err);
    if (status) return status;
    char *content = arena_copy(m->c->a, file.at ? file.at : "", file.size);
    mapfile_close(&file);
    if (!content) return error_nomem(err);
    for (char *line = content, *next; line; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = 0;
        if (!add_list_line(m, line)) return error_nomem(err);
    }
    return DP_OK;
}

/* Paradigms of the treebanks' lemmas, of the rules' own words and of the list's verbs. */
static dp_status add_rules(maker *m, const char *root, const char *path, const char *list, dp_error *err) {
    rule_file file;
    dp_status status = rule_file_read(root, path, m->c->a, &file, err);
    const paradigm_rules rules = {&file, m->c->a};
    if (!status) status = paradigm_check(&rules, err);
    if (!status) status = paradigm_test(&rules, err);
    if (status) return status;
    m->rules = &rules;
    status = add_bank_lemmas(m) ? paradigm_words(&rules, add_paradigm, m, err) : error_nomem(err);
    if (!status && list) status = add_list(m, list, err);
    m->rules = NULL;
    return status;
}

dp_status lexical_make(corpus *c, const lexical_sources *from, lexical *out, dp_error *err) {
    *out = (lexical){.tags = c->tags.items.n};
    maker m = {.c = c, .out = out, .seen = {.a = c->a}};
    out->by_tag = arena_array(c->a, out->tags + 1u, sizeof *out->by_tag);
    m.feats = arena_array(c->a, out->tags + 1u, sizeof *m.feats);
    m.upos = arena_array(c->a, out->tags + 1u, 1);
    if (!out->by_tag || !m.feats || !m.upos) return error_nomem(err);
    for (uint32_t t = 0; t < out->tags; t++) {
        char name[32];
        const char *tag = c->tags.items.at[t].text;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(tag, "|"), tag);
        const int upos = upos_of(name);
        m.upos[t] = (uint8_t)(upos < 0 ? UPOS_X : upos);
        m.feats[t] = feats_of(tag + strcspn(tag, "|") + 1);
    }
    dp_status status = DP_OK;
    char path[64];
    snprintf(path, sizeof path, "lang/%.8s/morphology.rules", from->lang);
    if (rule_file_exists(from->root, path))
        status = add_rules(&m, from->root, path, from->list, err);
    else if (from->list)
        status = add_list(&m, from->list, err);
    return status;
}
