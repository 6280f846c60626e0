/* Demonyms as cues for places: "Syrian", "syrienne" speak of Syria. Words and their inflection are the actors'
 * (lang/<code>/demonyms.rules, [countries]; [inflection] in lang/<code>/actors.rules or, where there is none, beside them). */
#include <stdio.h>
#include <string.h>

#include "pack/countries.h"
#include "pack/place_cues.h"

typedef struct demonyms {
    place_cue_list *cues;
    rule_file inflection; /* lines of [inflection]: an ending, the endings that take its place */
    uint32_t roles;
} demonyms;

/* The inflection whose ending fits the word best; the one of the empty ending fits all. */
static const rule_line *inflection_of(const demonyms *d, const char *word) {
    const rule_line *best = NULL;
    size_t n = strlen(word);
    for (uint32_t i = 0; i < d->inflection.n; i++) {
        const rule_line *l = &d->inflection.lines[i];
        if (l->is_test || strcmp(l->section, "inflection") != 0 || l->columns < 2) continue;
        size_t m = strlen(l->column[0]);
        if (m <= n && strcmp(word + n - m, l->column[0]) == 0 && (!best || m > strlen(best->column[0]))) best = l;
    }
    return best;
}

static dp_status add_inflected(const demonyms *d, const char *word, const char *alpha2, rule_ref rule, dp_error *err) {
    const rule_line *l = inflection_of(d, word);
    char form[128];
    size_t stem = strlen(word) - (l ? strlen(l->column[0]) : 0);
    dp_status s = DP_OK;
    for (const char *e = l ? l->column[1] : "- s"; s == DP_OK && *e; e += strspn(e, " ")) {
        int n = (int)strcspn(e, " ");
        bool nothing = n == 1 && *e == '-';
        snprintf(form, sizeof form, "%.*s%.*s", (int)stem, word, nothing ? 0 : n, e);
        s = place_cue_add(d->cues, form, CUE_DEMONYM | d->roles, alpha2, rule, err);
        e += n;
    }
    return s;
}

/* Forms are set apart by ";"; a star after one makes it inflect. */
static dp_status add_forms(const demonyms *d, const char *list, const char *alpha2, rule_ref rule, dp_error *err) {
    dp_status s = DP_OK;
    char word[96];
    for (const char *p = list; s == DP_OK && *p;) {
        p += strspn(p, " ;");
        size_t n = strcspn(p, ";"), m = n;
        while (m > 0 && p[m - 1] == ' ') m--;
        bool star = m > 0 && p[m - 1] == '*';
        if (m > 0 && m < sizeof word) {
            memcpy(word, p, m - star);
            word[m - star] = '\0';
            s = star ? add_inflected(d, word, alpha2, rule, err)
                     : place_cue_add(d->cues, word, CUE_DEMONYM | d->roles, alpha2, rule, err);
        }
        p += n;
    }
    return s;
}

dp_status place_demonyms_add(place_cue_list *c, const pack_sources *s, const char *lang, uint32_t more, dp_error *err) {
    char path[64];
    demonyms d = {.cues = c, .roles = more};
    rule_file f;
    const country_source *countries;
    uint32_t n;
    snprintf(path, sizeof path, "lang/%.3s/demonyms.rules", lang);
    if (!rule_file_exists(s->root, path)) return DP_OK;
    dp_status status = rule_file_read(s->root, path, c->a, &f, err);
    snprintf(path, sizeof path, "lang/%.3s/actors.rules", lang);
    d.inflection = f;
    if (status == DP_OK && rule_file_exists(s->root, path)) status = rule_file_read(s->root, path, c->a, &d.inflection, err);
    if (status == DP_OK) status = countries_read(s, c->a, &countries, &n, err);
    for (uint32_t i = 0; status == DP_OK && i < f.n; i++) {
        const rule_line *l = &f.lines[i];
        if (l->is_test || strcmp(l->section, "countries") != 0 || l->columns < 3) continue;
        const char *alpha2 = NULL;
        for (uint32_t k = 0; k < n && !alpha2; k++)
            if (strcmp(countries[k].alpha3, l->column[0]) == 0) alpha2 = countries[k].alpha2;
        if (!alpha2) continue; /* the actors' compiler tells of unknown codes */
        rule_ref rule = RULE_REF(builder_file(c->b, f.path), l->line);
        status = add_forms(&d, l->column[1], alpha2, rule, err);
        if (status == DP_OK) status = add_forms(&d, l->column[2], alpha2, rule, err);
    }
    return status;
}
