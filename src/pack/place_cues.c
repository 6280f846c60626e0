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
};
enum { ROLE_COUNT = sizeof roles / sizeof *roles };

#define FIRST_NAMES "world/first-names.rules" /* [first-name], [title]: alike in all languages */

typedef struct cues {
    pack_builder *b;
    arena *a;
    phrase_builder *phrases;
    vec_of(place_cue) list;
} cues;

static dp_status add_phrase(cues *c, const rule_file *f, const rule_line *l, const char *phrase, int role, dp_error *err) {
    uint32_t at = c->list.n, found = at;
    if (!phrase_add(c->phrases, phrase, at, &found)) return rule_error(f, l, err, "expected words, found \"%s\"", phrase);
    if (found == at && !vec_push(c->a, &c->list, ((place_cue){.rule = RULE_REF(builder_file(c->b, f->path), l->line)})))
        return error_nomem(err);
    place_cue *cue = &c->list.at[found];
    cue->roles |= roles[role].role;
    if (roles[role].has_class && l->columns > 1)
        memcpy(cue->feature, l->column[1], strnlen(l->column[1], sizeof cue->feature - 1));
    return DP_OK;
}

static dp_status add_line(cues *c, const rule_file *f, const rule_line *l, dp_error *err) {
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
        dp_status status = n ? add_phrase(c, f, l, phrase, role, err) : DP_OK;
        if (status != DP_OK) return status;
        s += n;
    }
    return DP_OK;
}

static dp_status add_file(cues *c, const char *root, const char *path, dp_error *err) {
    rule_file f;
    dp_status s = rule_file_read(root, path, c->a, &f, err);
    for (uint32_t i = 0; s == DP_OK && i < f.n; i++)
        if (!f.lines[i].is_test) s = add_line(c, &f, &f.lines[i], err);
    return s;
}

static dp_status compile_language(pack_builder *b, const pack_sources *src, const char *lang, const char *path, arena *a,
                                  dp_error *err) {
    cues c = {.b = b, .a = a};
    dp_status s = phrase_builder_new(builder_fold(b), &c.phrases, err);
    if (s == DP_OK) s = add_file(&c, src->root, path, err);
    if (s == DP_OK && rule_file_exists(src->root, FIRST_NAMES)) s = add_file(&c, src->root, FIRST_NAMES, err);
    if (s == DP_OK) {
        char name[32];
        snprintf(name, sizeof name, "%.3s/place-cue-list", lang);
        builder_section(b, name, c.list.at, c.list.n * sizeof *c.list.at);
        snprintf(name, sizeof name, "%.3s/place-cues", lang);
        builder_phrases(b, name, c.phrases);
    }
    phrase_builder_free(c.phrases);
    return s;
}

#define EVIDENCE_RULES "world/place-evidence.rules"

/* The weights of what speaks for a place (mention/place_evidence.h). A kind without a line weighs nothing. */
static dp_status compile_evidence(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
#define E(name, text) text,
    static const char *const names[] = {PLACE_EVIDENCE(E)};
#undef E
    float weights[EVIDENCE_COUNT] = {0};
    rule_file f;
    if (!rule_file_exists(s->root, EVIDENCE_RULES)) return DP_OK;
    dp_status status = rule_file_read(s->root, EVIDENCE_RULES, a, &f, err);
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test) continue;
        int k = 0;
        while (k < EVIDENCE_COUNT && strcmp(names[k], l->column[0]) != 0) k++;
        char *end = NULL;
        double weight = l->columns > 1 ? strtod(l->column[1], &end) : 0;
        if (k == EVIDENCE_COUNT || !end || *end || !(weight > -100 && weight < 100))
            return rule_error(&f, l, err, "expected: a kind of evidence, a weight");
        weights[k] = (float)weight;
    }
    if (status == DP_OK) builder_section(b, "place-evidence", weights, sizeof weights);
    return status;
}

dp_status compile_place_cues(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    dp_status status = compile_evidence(b, s, a, err);
    for (const char *const *lang = s->langs; status == DP_OK && lang && *lang; lang++) {
        char path[64];
        snprintf(path, sizeof path, "lang/%.32s/places.rules", *lang);
        if (strlen(*lang) > 3 || !rule_file_exists(s->root, path)) continue;
        status = compile_language(b, s, *lang, path, a, err);
    }
    return status;
}
