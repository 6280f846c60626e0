#include "ledger/organ.h"

#include <string.h>

#include "ledger/proposition.h"
#include "mention/actor_rules.h"

enum { OVERLAPS_MOST = 8 /* places that may hold one word */ };

/* The actors' lists' entry of a country; NULL. */
static const polity_record *country_of(const knowledge *k, const char *alpha2) {
    for (uint32_t i = 0; k && k->actors && alpha2[0] && i < k->actors->polity_count; i++) {
        const polity_record *p = &k->actors->polities[i];
        if (p->kind == POLITY_COUNTRY && memcmp(p->alpha2, alpha2, 2) == 0) return p;
    }
    return NULL;
}

/* "The army", and "he" who speaks for it: an officer of no country that is told. */
static bool is_organ(const actor_mention *a) {
    if ((a->kind != ACTOR_GENERIC && !a->spokesman) || a->country[0] || !a->code || !a->name || !*a->name) return false;
    return strcmp(a->code, "GOV") == 0 || strcmp(a->code, "MIL") == 0 || strcmp(a->code, "COP") == 0;
}

/* By the code of the organ: GOV, MIL, COP. */
static struct organ_named *organ_of(organ_facts *f, const char *code) {
    return strcmp(code, "GOV") == 0   ? &f->government
           : strcmp(code, "MIL") == 0 ? &f->army
           : strcmp(code, "COP") == 0 ? &f->police
                                      : NULL;
}

/* The only organ of each kind that the dispatch names with its country. */
static void find_organs(const mentions *m, organ_facts *f) {
    for (uint32_t i = 0; i < m->actor_count; i++) {
        const actor_mention *a = &m->actors[i];
        bool listed = a->kind == ACTOR_KNOWN || a->kind == ACTOR_COMPOSED;
        if (!listed || a->person || !a->code || a->sector_count != 1 || strlen(a->code) != 6) continue;
        struct organ_named *organ = organ_of(f, a->code + 3);
        if (!organ) continue;
        organ->many |= organ->only && strncmp(organ->only->code, a->code, 3) != 0;
        if (!organ->only) organ->only = a;
    }
}

static const char *joined(entry *e, const char *a, const char *between, const char *b) {
    buf whole;
    buf_init(&whole);
    buf_printf(&whole, "%s%s%s", a, between, b);
    const char *kept = whole.failed ? NULL : arena_copy(&e->l->scratch, whole.at, whole.n);
    buf_free(&whole);
    return kept;
}

static bool ends_with(const char *whole, const char *end) {
    const size_t n = strlen(whole), m = strlen(end);
    return n >= m && memcmp(whole + n - m, end, m) == 0;
}

/* The only country that the dispatch names places of, its dateline's among them; NULL where there are several. */
static const char *only_country(const mentions *m) {
    const char *found = NULL;
    for (uint32_t i = 0; i < m->place_count; i++) {
        const char *country = m->places[i].country;
        if (!country[0]) continue;
        if (found && memcmp(found, country, 2) != 0) return NULL;
        found = country;
    }
    return found;
}

/* How many places begin before a token. */
static uint32_t places_before(const mentions *m, uint32_t token) {
    uint32_t low = 0, high = m->place_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (m->places[middle].at.first_token < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A word that says of an organ at `at` whose it is. A town or country is no other owner than the one that it lies in. */
static bool is_part(const entry *e, const mention_at *at, uint32_t k) {
    const token *w = &e->an->text.tokens[k];
    const mentions *m = &e->an->mentions;
    const uint8_t rel = w->deprel;
    if (w->head != at->head_token) return false;
    if (rel == DEP_ACL) return k == at->end_token;
    for (uint32_t i = places_before(m, k + 1), seen = 0; i-- > 0 && seen < OVERLAPS_MOST; seen++)
        if (k < m->places[i].at.end_token) return false;
    return rel == DEP_NMOD || rel == DEP_AMOD || rel == DEP_FLAT || rel == DEP_COMPOUND;
}

/* "Forces of the Front", "troops loyal to Hadi", "Biafran commandos", "the troops of Colonel Ojukwu": the words say whose they
 * are, and may mean somebody else's. */
static bool names_owner(const entry *e, const mention_at *at, bool armed) {
    const text *x = &e->an->text;
    const sentence *s = at->head_token < x->token_count ? &x->sentences[x->tokens[at->head_token].sentence] : NULL;
    for (uint32_t k = s ? s->first_token : 0; s && k < s->end_token; k++) {
        const bool behind = k >= at->end_token, before = k < at->first_token;
        const bool capital = (x->tokens[k].flags & TOKEN_CAPITAL) && x->tokens[k].upos != UPOS_DET;
        const bool field = !armed && x->tokens[k].deprel == DEP_NMOD; /* "the ministry of health" */
        if (is_part(e, at, k) && (behind || before) && (capital || (behind && !field))) return true;
        if (!behind && k > at->head_token && capital && x->tokens[k].upos == UPOS_PROPN) return true;
    }
    return false;
}

/* Whoever speaks for a state speaks of its own: "the garrison holds out, Addis Ababa said". NULL. */
static const char *country_of_speaker(const entry *e, const claim *c) {
    for (uint32_t i = c->claimant_count; i-- > 0;) {
        const actor_mention *a = entry_actor(e, c->claimants[i].actor);
        const char *body = a && a->code && a->country[0] && strlen(a->code) >= 3 ? a->code + 3 : "other";
        if (!*body || strcmp(body, "GOV") == 0 || strcmp(body, "MIL") == 0) return a->country;
    }
    return NULL;
}

/* "The Eighth Army said its troops …": whoever speaks owns them, and where nobody knows of which country he is, nor are they. */
static bool is_of_unknown_speaker(const entry *e, const claim *c, const mention_at *at) {
    const text *x = &e->an->text;
    const uint32_t inmost = c->claimant_count ? c->claimants[c->claimant_count - 1].actor : INDEX_NONE;
    const actor_mention *speaker = entry_actor(e, inmost);
    if (!speaker || (speaker->code && *speaker->code)) return false;
    for (uint32_t k = at->first_token > 0 ? at->first_token - 1 : 0; k < at->head_token && k < x->token_count; k++)
        if (x->tokens[k].head == at->head_token && FEAT_GET(x->tokens[k].feats, POSS) &&
            FEAT_GET(x->tokens[k].feats, PERSON) != 1)
            return true;
    return false;
}

/* The country of an organ: that of the only one of its kind, of the state that tells of it, of the place that the claim speaks
 * of, of the dispatch; NULL. */
static const char *country_meant(entry *e, const claim *c, const actor_mention *only) {
    const mentions *m = &e->an->mentions;
    const uint32_t place = proposition_place(e, c);
    const char *speaker = only ? only->country : country_of_speaker(e, c);
    if (speaker) return speaker;
    return place < m->place_count && m->places[place].country[0] ? m->places[place].country : e->organs.country;
}

static organ_facts *facts_of(entry *e) {
    const mentions *m = &e->an->mentions;
    if (!e->organs.known) {
        find_organs(m, &e->organs);
        e->organs.country = only_country(m);
        e->organs.known = true;
    }
    return &e->organs;
}

/* "Government troops fell back", says the state in whose land it is: its own, though the only army named is another's. */
static bool is_of_home(entry *e, const claim *c, const actor_mention *only) {
    const mentions *m = &e->an->mentions;
    const uint32_t place = proposition_place(e, c);
    const char *speaker = country_of_speaker(e, c);
    return speaker && place < m->place_count && strcmp(m->places[place].country, speaker) == 0 &&
           strcmp(only->country, speaker) != 0;
}

dp_status organ_meant(entry *e, const claim *c, const actor_mention *a, actor_mention *out, bool *told, dp_error *err) {
    *told = false;
    const bool person = a->kind == ACTOR_PERSON;
    if (!is_organ(a) || is_of_unknown_speaker(e, c, &a->at)) return DP_OK;
    if (!person && names_owner(e, &a->at, strcmp(a->code, "MIL") == 0)) return DP_OK;
    const struct organ_named *named = organ_of(facts_of(e), a->code);
    const actor_mention *only = named->only && is_of_home(e, c, named->only) ? NULL : named->only;
    const char *alpha2 = named->many ? NULL : country_meant(e, c, only);
    const polity_record *country = alpha2 ? country_of(e->l->k, alpha2) : NULL;
    if (!country) return DP_OK;
    *out = *a;
    if (!person) out->kind = ACTOR_COMPOSED;
    /* "the health ministry" beside "Yemen's government": another body, of the same country */
    const bool same_name = only && ends_with(only->name, a->name);
    out->name = person ? a->name : same_name ? only->name : joined(e, pack_string(&e->l->k->pack, country->name), ": ", a->name);
    out->code = only ? only->code : joined(e, country->code, "", a->code);
    memcpy(out->country, alpha2, sizeof out->country);
    *told = true;
    return out->name && out->code ? DP_OK : error_nomem(err);
}

/* Puts the organ that is meant in place of one mention. */
static dp_status settle_one(entry *e, const claim *c, uint32_t actor, actor_mention *actors, dp_error *err) {
    const mentions *m = &e->an->mentions;
    if (actor >= m->actor_count) return DP_OK;
    const uint32_t i = actor_meant(m, actor);
    bool told;
    actor_mention meant;
    dp_status s = organ_meant(e, c, &m->actors[i], &meant, &told, err);
    if (s == DP_OK && told) actors[i] = meant;
    return s;
}

static bool names_organ(const entry *e) {
    for (uint32_t i = 0; i < e->an->mentions.actor_count; i++)
        if (is_organ(&e->an->mentions.actors[i])) return true;
    return false;
}

dp_status organs_settle(entry *e, annotation *room, dp_error *err) {
    const claims *all = &e->an->claims;
    const uint32_t n = e->an->mentions.actor_count;
    if (!names_organ(e)) return DP_OK;
    actor_mention *actors = arena_array(&e->l->scratch, n, sizeof *actors);
    if (!actors) return error_nomem(err);
    memcpy(actors, e->an->mentions.actors, n * sizeof *actors);
    for (uint32_t i = 0; i < all->n; i++) {
        const claim *c = &all->at[i];
        if (c->control == CONTROL_NONE) continue;
        dp_status s = settle_one(e, c, c->control_holder, actors, err);
        if (s == DP_OK) s = settle_one(e, c, c->control_from, actors, err);
        for (uint8_t k = 0; s == DP_OK && k < c->actor_count; k++) s = settle_one(e, c, c->actors[k], actors, err);
        if (s != DP_OK) return s;
    }
    *room = *e->an;
    room->mentions.actors = actors;
    e->an = room;
    return DP_OK;
}
