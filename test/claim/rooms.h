/* Opens the rooms up to the claims on the pack that ctest names, and reads one text. Shared by the tests of this folder. */
#ifndef DP_TEST_CLAIM_ROOMS_H
#define DP_TEST_CLAIM_ROOMS_H

#include <stdlib.h>
#include <string.h>

#include "claim/claim.h"
#include "mention/actor.h"
#include "mention/gazetteer.h"
#include "mention/time.h"
#include "mention/told_tree.h"

typedef struct rooms {
    pack pack;
    text_models *models;
    text_workspace *workspace;
    mention_rules rules;
    time_rules *times;
    gazetteer *places;
    actor_rules *actors;
    claim_rules *claims;
    arena arena;
    bool open;
} rooms;

/* False where there is no pack: then the test skips. */
static inline bool rooms_open(rooms *r) {
    const char *path = getenv("DEPECHE_PACK");
    dp_error err = {0};
    memset(r, 0, sizeof *r);
    arena_init(&r->arena);
    if (!path || pack_open(path, &r->pack, &err) != DP_OK) return false;
    r->open = true;
    if (text_models_open(&r->pack, &r->models, &err) != DP_OK || text_workspace_new(r->models, &r->workspace, &err) != DP_OK)
        return false;
    if (time_rules_open(&r->pack, &r->times, &err) != DP_OK || gazetteer_open(&r->pack, &r->places, &err) != DP_OK) return false;
    if (actor_rules_open(&r->pack, &r->actors, &err) != DP_OK || claim_rules_open(&r->pack, &r->claims, &err) != DP_OK)
        return false;
    r->rules = (mention_rules){.times = r->times, .places = r->places, .actors = r->actors};
    return true;
}

static inline void rooms_close(rooms *r) {
    if (r->claims) claim_rules_free(r->claims);
    if (r->actors) actor_rules_free(r->actors);
    if (r->places) gazetteer_free(r->places);
    if (r->times) time_rules_free(r->times);
    if (r->workspace) text_workspace_free(r->workspace);
    if (r->models) text_models_free(r->models);
    arena_free(&r->arena);
    if (r->open) pack_close(&r->pack);
}

typedef struct reading {
    text x;
    mentions m;
    claims c;
} reading;

/* Reads a text of 15 June 2024 (or of that month alone); what *out points to lives until the next reading. */
static inline dp_status rooms_read(rooms *r, const char *lang, const char *bytes, civil given, reading *out) {
    dp_error err = {0};
    memset(out, 0, sizeof *out);
    arena_reset(&r->arena);
    const edtf date = edtf_from(given);
    out->m.date.given = given;
    out->m.date.basis = given.day ? BASIS_GIVEN : BASIS_UNKNOWN;
    dp_status s = text_analyse(r->workspace, lang, bytes, strlen(bytes), &r->arena, &out->x, &err);
    if (s == DP_OK) s = mention_find(&r->rules, &out->x, &date, &r->arena, &out->m, &err);
    if (s == DP_OK) told_mend_tree(&out->x, &out->m);
    if (s == DP_OK) s = claim_find(r->claims, &out->x, &out->m, &r->arena, &out->c, &err);
    return s;
}

/* The bytes of a span hold `want`, or the canonical name does. */
static inline bool reading_span_has(const reading *g, span at, const char *name, const char *want) {
    char words[256];
    size_t n = at.end - at.start < sizeof words ? at.end - at.start : sizeof words - 1;
    memcpy(words, g->x.bytes + at.start, n);
    words[n] = '\0';
    return strstr(words, want) || (name && strstr(name, want));
}

static inline bool reading_actor_has(const reading *g, uint32_t i, const char *want) {
    return i < g->m.actor_count && reading_span_has(g, g->m.actors[i].at.at, g->m.actors[i].name, want);
}

static inline bool reading_place_has(const reading *g, uint32_t i, const char *want) {
    return i < g->m.place_count && reading_span_has(g, g->m.places[i].at.at, g->m.places[i].name, want);
}

/* The first claim whose trigger holds the word; NULL. */
static inline const claim *reading_claim(const reading *g, const char *trigger) {
    for (uint32_t i = 0; i < g->c.n; i++)
        if (reading_span_has(g, g->c.at[i].trigger, NULL, trigger)) return &g->c.at[i];
    return NULL;
}

#endif
