/* Cues of places. Each section of the rule file is a role; a line is a list of words set apart by commas, and in the
 * sections of classes a GeoNames feature code in the second column. */
#include "pack/place_cues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mention/place_evidence.h"
#include "mention/place_rules.h"

static const struct {
    const char *section;
    uint32_t role;
    bool has_class;
} roles[] = {
    {"near", CUE_NEAR, false},
    {"in", CUE_IN, false},
    {"of", CUE_OF, false},
    {"class", CUE_CLASS, true},
    {"tail", CUE_TAIL, true},
    {"head", CUE_HEAD, true},
    {"direction", CUE_DIRECTION, false},
    {"title", CUE_TITLE, false},
    {"first-name", CUE_FIRST_NAME, false},
    {"org", CUE_ORG, false},
    {"stop", CUE_STOP, false},
    {"weak", CUE_WEAK, false},
    {"definite", CUE_DEFINITE, false},
    {"this", CUE_THIS, false},
    {"speaks", CUE_SPEAKS, false},
    {"border", CUE_BORDER, false},
    {"bordering", CUE_BORDERING, false},
    {"between", CUE_BETWEEN, false},
    {"and", CUE_AND, false},
    {"meet", CUE_MEET, false},
    {"street", CUE_STREET, true},
    {"no-name", CUE_NO_NAME, false},
    {"lies", CUE_LIES, false},
    {"same", CUE_SAME, false},
    {"outlet", CUE_OUTLET, false},
    {"around", CUE_AROUND, false},
    {"border-at", CUE_BORDER_AT, false},
    {"rare-first-name", CUE_RARE_NAME, false},
    {"of-place", CUE_OF_PLACE, false},
    {"compass", CUE_BY_CLASS, true},
    {"unit", CUE_BY_CLASS, true},
    {"noble", CUE_BY_CLASS, true},
    {"local", CUE_BY_CLASS, true},
    {"ruler", CUE_BY_CLASS, true},
    {"hint", CUE_DEMONYM, true},
    {"party", CUE_BY_CLASS, true},
    {"situated", CUE_BY_CLASS, true},
    {"held", CUE_BY_CLASS, true},
    {"taking", CUE_BY_CLASS, true},
    {"relative", CUE_BY_CLASS, true},
};
enum { ROLE_COUNT = sizeof roles / sizeof *roles };

#define FIRST_NAMES "world/first-names.rules" /* [first-name], [title]: alike in all languages */

dp_status place_cue_add(place_cue_list *c, const char *phrase, uint32_t roles_more, const char *feature, rule_ref rule,
                        dp_error *err) {
    uint32_t at = c->list.n, found = at;
    const word *words;
    uint32_t n = 0;
    arena_reset(&c->words);
    dp_status status = text_words(builder_fold(c->b), phrase, strlen(phrase), &c->words, &words, &n);
    if (status != DP_OK) return error_nomem(err);
    if (n == 0 || !phrase_add(c->phrases, phrase, at, &found)) return DP_OK; /* no words: nothing that a text could hold */
    uint64_t key = 0;
    for (uint32_t i = 0; i < n; i++) {
        key = hash_phrase(key, words[i].hash);
        const uint32_t bit = cue_begin_bit(key);
        c->begin[bit >> 6] |= 1ull << (bit & 63);
    }
    if (found == at && !vec_push(c->a, &c->list, ((place_cue){.rule = rule}))) return error_nomem(err);
    place_cue *cue = &c->list.at[found];
    cue->roles |= roles_more;
    if (feature[0]) {
        memset(cue->feature, 0, sizeof cue->feature);
        memcpy(cue->feature, feature, strnlen(feature, sizeof cue->feature - 1));
    }
    return DP_OK;
}

/* [policy]: "demonyms  place" makes "Syrian" a mention of Syria, flagged as an adjective; "tails  small" takes "района" into
 * "Знаменского района". */
static bool has_policy(const rule_file *f, const char *what, const char *how) {
    for (uint32_t i = 0; i < f->n; i++)
        if (!f->lines[i].is_test && strcmp(f->lines[i].section, "policy") == 0 && f->lines[i].columns > 1 &&
            strcmp(f->lines[i].column[0], what) == 0 && strcmp(f->lines[i].column[1], how) == 0)
            return true;
    return false;
}

/* A form of a word with a star. */
typedef struct starred {
    place_cue_list *c;
    uint32_t role;
    const char *feature;
    rule_ref rule;
    dp_error *err;
    dp_status status;
} starred;

static void add_form(void *context, const char *form, unsigned lang, bool part) {
    (void)lang, (void)part;
    starred *s = context;
    if (s->status == DP_OK) s->status = place_cue_add(s->c, form, s->role, s->feature, s->rule, s->err);
}

/* "город*": in all its cases (place_forms.h). */
static dp_status add_phrase(place_cue_list *c, char *phrase, uint32_t role, const char *feature, rule_ref rule, dp_error *err) {
    size_t n = strlen(phrase);
    bool star = n > 1 && phrase[n - 1] == '*';
    if (star) phrase[n - 1] = '\0';
    starred s = {.c = c, .role = role, .feature = feature, .rule = rule, .err = err};
    s.status = place_cue_add(c, phrase, role, feature, rule, err);
    if (star) place_forms_each(c->forms, phrase, c->lang, false, add_form, &s);
    return s.status;
}

/* [joined]: words by ",", what they hide of the next word's beginning. */
static dp_status add_joined(place_cue_list *c, const rule_file *f, const rule_line *l, dp_error *err) {
    const char *restores = l->columns > 1 ? l->column[1] : "";
    if (strlen(restores) >= sizeof(((place_joined *)0)->restores)) return rule_error(f, l, err, "expected: words, up to 7 bytes");
    for (const char *s = l->column[0]; *s;) {
        s += strspn(s, " ,");
        size_t n = strcspn(s, ",");
        place_joined j = {.hash = fold_name_hash(builder_fold(c->b), s, n)};
        memcpy(j.restores, restores, strlen(restores));
        if (n && !vec_push(c->a, &c->joined, j)) return error_nomem(err);
        s += n;
    }
    return DP_OK;
}

static dp_status add_line(place_cue_list *c, const rule_file *f, const rule_line *l, dp_error *err) {
    if (strcmp(l->section, "joined") == 0) return add_joined(c, f, l, err);
    int role = 0;
    while (role < ROLE_COUNT && strcmp(roles[role].section, l->section) != 0) role++;
    if (role == ROLE_COUNT) return rule_error(f, l, err, "there is no section [%s] for places", l->section);
    if (roles[role].has_class && (l->columns < 2 || strlen(l->column[1]) > 7))
        return rule_error(f, l, err, "expected: words by ',', GeoNames feature code");
    char phrase[256];
    for (const char *s = l->column[0]; *s;) {
        s += strspn(s, " ,");
        size_t n = strcspn(s, ",");
        if (n >= sizeof phrase) return rule_error(f, l, err, "expected a shorter phrase");
        memcpy(phrase, s, n);
        phrase[n] = '\0';
        const char *feature = roles[role].has_class ? l->column[1] : "";
        rule_ref rule = RULE_REF(builder_file(c->b, f->path), l->line);
        dp_status status = n ? add_phrase(c, phrase, roles[role].role, feature, rule, err) : DP_OK;
        if (status != DP_OK) return status;
        s += n;
    }
    return DP_OK;
}

#define EVIDENCE_RULES "world/place-evidence.rules"

/* The weights of what speaks for a place (mention/place_evidence.h), from the lines of a file's section. */
static dp_status read_evidence(const rule_file *f, const char *section, float weights[EVIDENCE_COUNT], bool *found,
                               dp_error *err) {
#define E(name, text) text,
    static const char *const names[] = {PLACE_EVIDENCE(E)};
#undef E
    for (uint32_t i = 0; i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (l->is_test || strcmp(l->section, section) != 0) continue;
        int k = 0;
        while (k < EVIDENCE_COUNT && strcmp(names[k], l->column[0]) != 0) k++;
        char *end = NULL;
        double weight = l->columns > 1 ? strtod(l->column[1], &end) : 0;
        if (k == EVIDENCE_COUNT || !end || *end || !(weight > -100 && weight < 100))
            return rule_error(f, l, err, "expected: a kind of evidence, a weight");
        weights[k] = (float)weight;
        *found = true;
    }
    return DP_OK;
}

/* A kind without a line weighs nothing. */
static dp_status compile_evidence(pack_builder *b, const pack_sources *s, arena *a, float weights[EVIDENCE_COUNT],
                                  dp_error *err) {
    rule_file f;
    bool found = false;
    if (!rule_file_exists(s->root, EVIDENCE_RULES)) return DP_OK;
    dp_status status = rule_file_read(s->root, EVIDENCE_RULES, a, &f, err);
    if (status == DP_OK) status = read_evidence(&f, "", weights, &found, err);
    if (status == DP_OK) builder_section(b, "place-evidence", weights, EVIDENCE_COUNT * sizeof *weights);
    return status;
}

/* A language with lines in [evidence] weighs those otherwise than the world. */
static dp_status compile_own_evidence(pack_builder *b, const rule_file *f, const char *lang, const float world[EVIDENCE_COUNT],
                                      dp_error *err) {
    float weights[EVIDENCE_COUNT];
    char name[32];
    bool found = false;
    memcpy(weights, world, sizeof weights);
    dp_status status = read_evidence(f, "evidence", weights, &found, err);
    snprintf(name, sizeof name, "%.3s/place-evidence", lang);
    if (status == DP_OK && found) builder_section(b, name, weights, sizeof weights);
    return status;
}

static dp_status add_file(place_cue_list *c, const char *root, const char *path, rule_file *out, dp_error *err) {
    rule_file f;
    dp_status s = rule_file_read(root, path, c->a, &f, err);
    for (uint32_t i = 0; s == DP_OK && i < f.n; i++)
        if (!f.lines[i].is_test && strcmp(f.lines[i].section, "policy") != 0 && strcmp(f.lines[i].section, "evidence") != 0)
            s = add_line(c, &f, &f.lines[i], err);
    if (s == DP_OK && out) *out = f;
    return s;
}

/* What all languages share. */
typedef struct shared {
    float weights[EVIDENCE_COUNT];
    place_forms *forms;
} shared;

static dp_status compile_language(pack_builder *b, const pack_sources *src, const shared *all, const char *lang, const char *path,
                                  arena *a, dp_error *err) {
    place_cue_list c = {.b = b, .a = a, .forms = all->forms, .lang = place_forms_lang(all->forms, lang)};
    dp_status s = phrase_builder_new(builder_fold(b), &c.phrases, err);
    rule_file f;
    if (s == DP_OK) s = add_file(&c, src->root, path, &f, err);
    if (s == DP_OK) s = compile_own_evidence(b, &f, lang, all->weights, err);
    if (s == DP_OK && rule_file_exists(src->root, FIRST_NAMES)) s = add_file(&c, src->root, FIRST_NAMES, NULL, err);
    if (s == DP_OK) s = place_demonyms_add(&c, src, lang, has_policy(&f, "demonyms", "place") ? CUE_DEMONYM_PLACE : 0, err);
    if (s == DP_OK) {
        char name[32];
        snprintf(name, sizeof name, "%.3s/place-cue-list", lang);
        builder_section(b, name, c.list.at, c.list.n * sizeof *c.list.at);
        snprintf(name, sizeof name, "%.3s/place-cue-begin", lang);
        builder_section(b, name, c.begin, sizeof c.begin);
        const uint32_t policy = (has_policy(&f, "tails", "small") ? PLACES_SMALL_TAILS : 0) |
                                (has_policy(&f, "names", "network") ? PLACES_AS_LABELLED : 0) |
                                (has_policy(&f, "capitals", "nouns") ? PLACES_NOUNS_CAPITAL : 0) |
                                (has_policy(&f, "articles", "clubs") ? PLACES_TOWNS_BARE : 0);
        snprintf(name, sizeof name, "%.3s/place-policy", lang);
        builder_section(b, name, &policy, sizeof policy);
        snprintf(name, sizeof name, "%.3s/place-joined", lang);
        if (c.joined.n) builder_section(b, name, c.joined.at, c.joined.n * sizeof *c.joined.at);
        snprintf(name, sizeof name, "%.3s/place-cues", lang);
        builder_phrases(b, name, c.phrases);
    }
    phrase_builder_free(c.phrases);
    arena_free(&c.words);
    return s;
}

dp_status compile_place_cues(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    shared all = {.forms = NULL};
    dp_status status = compile_evidence(b, s, a, all.weights, err);
    if (status == DP_OK) status = place_forms_read(s, builder_fold(b), a, &all.forms, err);
    for (const char *const *lang = s->langs; status == DP_OK && lang && *lang; lang++) {
        char path[64];
        snprintf(path, sizeof path, "lang/%.32s/places.rules", *lang);
        if (strlen(*lang) > 3 || !rule_file_exists(s->root, path)) continue;
        status = compile_language(b, s, &all, *lang, path, a, err);
    }
    return status;
}
