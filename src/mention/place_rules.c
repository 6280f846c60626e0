/* Opens the cues of each language (see place_rules.h). */
#include "mention/place_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LANGS_MAX = 64 };

struct place_rules {
    place_language langs[LANGS_MAX];
    uint32_t n;
};

static dp_status open_language(const pack *p, const char *lang, place_language *out, dp_error *err) {
    char name[32];
    const void *at = NULL;
    size_t n = 0;
    snprintf(out->lang, sizeof out->lang, "%s", lang);
    snprintf(name, sizeof name, "%.3s/place-cue-list", lang);
    dp_status s = pack_table(p, name, sizeof(place_cue), &at, &n, err);
    if (s != DP_OK) return s;
    out->list = at;
    out->count = (uint32_t)n;
    snprintf(name, sizeof name, "%.3s/place-cue-begin", lang);
    s = pack_table(p, name, sizeof(uint64_t), &at, &n, err);
    if (s == DP_OK && n != CUE_BEGIN_WORDS) s = error_set(err, DP_E_PACK, "the pack's cues for places are damaged");
    if (s != DP_OK) return s;
    out->begin = at;
    snprintf(name, sizeof name, "%.3s/place-policy", lang);
    if (pack_section(p, name, &at, &n) && n == sizeof out->policy) memcpy(&out->policy, at, sizeof out->policy);
    snprintf(name, sizeof name, "%.3s/place-evidence", lang);
    if (pack_section(p, name, &at, &n)) {
        s = pack_table(p, name, sizeof(float), &at, &n, err);
        if (s != DP_OK) return s;
        out->evidence = at;
        out->evidence_count = (uint32_t)n;
    }
    snprintf(name, sizeof name, "%.3s/place-joined", lang);
    if (s == DP_OK && pack_section(p, name, &at, &n)) {
        s = pack_table(p, name, sizeof(place_joined), &at, &n, err);
        for (size_t i = 0; s == DP_OK && i < n; i++)
            if (memchr(((const place_joined *)at)[i].restores, 0, sizeof(((place_joined *)0)->restores)) == NULL)
                s = error_set(err, DP_E_PACK, "the pack's joined words are damaged");
        if (s != DP_OK) return s;
        out->joined = at;
        out->joined_count = (uint32_t)n;
    }
    snprintf(name, sizeof name, "%.3s/place-cues", lang);
    return phrase_open(p, name, &out->cues, err);
}

/* The languages are those that have a section "<lang>/place-cues". */
dp_status place_rules_open(const pack *p, place_rules **out, dp_error *err) {
    static const char suffix[] = "/place-cues";
    *out = NULL;
    place_rules *r = calloc(1, sizeof *r);
    if (r == NULL) return error_nomem(err);
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < p->section_count && r->n < LANGS_MAX; i++) {
        const char *name = pack_section_name(p, i), *slash = strchr(name, '/');
        if (slash == NULL || slash == name || slash - name > 3 || strcmp(slash, suffix) != 0) continue;
        char lang[4] = "";
        memcpy(lang, name, (size_t)(slash - name));
        s = open_language(p, lang, &r->langs[r->n++], err);
    }
    if (s != DP_OK) {
        place_rules_free(r);
        return s;
    }
    *out = r;
    return DP_OK;
}

void place_rules_free(place_rules *r) {
    free(r);
}

const place_language *place_rules_of(const place_rules *r, const char *lang) {
    for (uint32_t i = 0; i < r->n; i++)
        if (strcmp(r->langs[i].lang, lang) == 0) return &r->langs[i];
    return NULL;
}

const place_cue *place_cue_at(const place_language *l, const word *words, uint32_t w, uint32_t end, uint32_t *n) {
    const place_cue *best = NULL;
    uint64_t key = 0;
    for (uint32_t i = w; i < end; i++) {
        if (i > w && !(words[i].flags & WORD_GLUE)) break;
        key = hash_phrase(key, words[i].hash);
        const phrase_slot *slot = cue_find(l, key);
        if (slot == NULL) break;
        if ((slot->flags & PHRASE_ENTRY) && slot->value < l->count) {
            best = &l->list[slot->value];
            *n = i - w + 1;
        }
        if (!(slot->flags & PHRASE_PREFIX)) break;
    }
    return best;
}
