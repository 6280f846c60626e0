/* Taken names become place mentions: span, head, place, precision, part in the sentence. */
#include <math.h>
#include <string.h>

#include "mention/place_scan.h"

enum { ALTERNATIVES_MAX = 4 };
#define ALTERNATIVE_SHARE 0.02F

static bool is_country(const place_record *p) {
    return strncmp(p->feature, "PCL", 3) == 0 || strcmp(p->feature, "TERR") == 0;
}

/* The token of the span whose head stands outside of it. */
static uint32_t head_of(const text *x, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++) {
        uint32_t h = x->tokens[t].head;
        if ((h == TOKEN_NONE || h < first || h >= end) && x->tokens[t].upos != UPOS_PUNCT && x->tokens[t].upos != UPOS_DET)
            return t;
    }
    return end - 1;
}

static void set_span(const place_scan *s, const name_hit *h, mention_at *at) {
    const text *x = s->x;
    at->at.start = x->words[h->first_word].start;
    at->at.end = x->words[h->end_word - 1].end;
    /* the full stop of an abbreviation is part of it: "Ky.", "U.S." */
    bool dotted = h->top && (h->top->flags & NAME_DOTTED);
    bool inner = memchr(x->bytes + at->at.start, '.', at->at.end - at->at.start) != NULL;
    if ((dotted || inner) && at->at.end < x->size && x->bytes[at->at.end] == '.') at->at.end++;
    bool open = memchr(x->bytes + at->at.start, '(', at->at.end - at->at.start) != NULL; /* "Frankfurt (Oder)" */
    if (open && at->at.end < x->size && x->bytes[at->at.end] == ')') at->at.end++;
    at->first_token = x->words[h->first_word].token;
    at->end_token = x->words[h->end_word - 1].token + 1;
    at->head_token = head_of(x, at->first_token, at->end_token);
}

/* ACLED (codebook 2023, "geo-precision"): 1 a named town, 2 a part of a region or near a town, 3 a larger region.
 * UCDP GED (codebook 23.1, "where_prec"): 1 the place, 2 near it, 3 second-order division, 4 first-order division, 5 a line or
 * another fuzzy area, 6 the country, 7 at sea or in the air. */
static void set_precision(place_mention *m, bool around) {
    const char *f = m->feature;
    if (strncmp(f, "PPL", 3) == 0 || strcmp(f, "STLMT") == 0 || strcmp(f, "AIRP") == 0 || strcmp(f, "AIRB") == 0 ||
        strcmp(f, "MILB") == 0 || strcmp(f, "DAM") == 0 || (f[0] == 'S' && f[1] == '\0')) {
        m->geo_precision = around ? 2 : 1;
        m->where_prec = around ? 2 : 1;
    } else if (strcmp(f, "ADM2") == 0 || strcmp(f, "ADM3") == 0) {
        m->geo_precision = 2;
        m->where_prec = 3;
    } else if (strncmp(f, "ADM1", 4) == 0) {
        m->geo_precision = 3;
        m->where_prec = 4;
    } else if (strncmp(f, "PCL", 3) == 0) {
        m->geo_precision = 3;
        m->where_prec = 6;
    } else if (strncmp(f, "SEA", 3) == 0 || strcmp(f, "OCN") == 0 || strcmp(f, "GULF") == 0 || strcmp(f, "STRT") == 0) {
        m->geo_precision = 3;
        m->where_prec = 7;
    } else {
        m->geo_precision = strcmp(f, "ISL") == 0 || strcmp(f, "MT") == 0 ? 2 : 3;
        m->where_prec = 5;
    }
}

static dp_status set_alternatives(const place_scan *s, const name_type *t, place_mention *m, dp_error *err) {
    place_candidate *list = arena_array(s->a, ALTERNATIVES_MAX, sizeof *list);
    if (!list) return error_nomem(err);
    uint32_t n = 0;
    for (uint32_t k = 0; k < t->candidate_count; k++) {
        if (k == t->best || t->candidates[k].score < ALTERNATIVE_SHARE) continue;
        uint32_t at = n < ALTERNATIVES_MAX ? n++ : ALTERNATIVES_MAX - 1;
        if (at == ALTERNATIVES_MAX - 1 && n == ALTERNATIVES_MAX && list[at].score >= t->candidates[k].score) continue;
        for (; at > 0 && list[at - 1].score < t->candidates[k].score; at--) list[at] = list[at - 1];
        list[at] = t->candidates[k];
    }
    m->alternatives = list;
    m->alternative_count = n;
    return DP_OK;
}

/* "Manbij District" where the gazetteer knows the town only: a region named after it, of which we know no more than where the
 * town lies. */
static bool is_region_of_town(const name_hit *h, const place_record *p) {
    const char *class = h->class_cue ? h->class_cue->feature : "";
    return strncmp(p->feature, "PPL", 3) == 0 && (strncmp(class, "ADM", 3) == 0 || (h->tail_words && strcmp(class, "RGN") == 0));
}

/* "Aleppo airport", "Jarabulus Bridge": a site in or at the town. */
static bool is_site_of_town(const name_hit *h, const place_record *p) {
    const char *class = h->class_cue && h->tail_words ? h->class_cue->feature : "";
    return strncmp(p->feature, "PPL", 3) == 0 && (strcmp(class, "S") == 0 || strcmp(class, "AIRP") == 0);
}

void place_mention_set(const place_scan *s, uint32_t place, place_mention *m) {
    const place_record *p = gazetteer_place(s->g, place);
    const place_region *region = gazetteer_region(s->g, p->admin1_index);
    m->name = pack_string(s->g->pack, p->name);
    m->id = p->geonames_id;
    m->gazetteer = p->geonames_id ? "geonames" : is_country(p) ? "countries" : "world";
    m->lat = p->lat_e5 / 1e5;
    m->lon = p->lon_e5 / 1e5;
    memcpy(m->feature, p->feature, sizeof m->feature);
    m->feature[sizeof m->feature - 1] = '\0';
    memcpy(m->country, p->country, 2);
    if (region && !is_country(p)) {
        m->admin1 = pack_string(s->g->pack, region->name);
        m->admin1_code = pack_string(s->g->pack, region->code);
    }
    set_precision(m, false);
}

static void set_place(const place_scan *s, const name_hit *h, const name_type *t, place_mention *m) {
    const place_record *p = gazetteer_place(s->g, t->candidates[t->best].place);
    place_mention_set(s, t->candidates[t->best].place, m);
    m->confidence = t->confidence;
    m->at.rule = p->rule;
    if (is_region_of_town(h, p) || is_site_of_town(h, p)) {
        memcpy(m->feature, h->class_cue->feature, sizeof m->feature);
        m->id = 0;
        m->gazetteer = NULL;
        m->name = arena_copy(s->a, s->x->bytes + m->at.at.start, m->at.at.end - m->at.at.start);
        m->confidence *= 0.7F;
    }
}

/* --------------------------------------------------------------------------------------------------------- metonymy */

/* Right behind a verb of speech, or the first words of a sentence or of a part that is joined by "and". */
static bool follows_verb(const place_scan *s, const name_hit *h) {
    const uint32_t w = h->first_word;
    if (w == s->x->sentences[s->x->tokens[s->x->words[w].token].sentence].first_word) return true;
    return cue_roles(s, w - 1) & (CUE_SPEAKS | CUE_AND);
}

/* "Moscow denied", "Washington et Paris ont condamné": a country or capital is the subject of what people do. Where the tree says
 * nothing, the word behind the name decides. */
static bool acts(const place_scan *s, const name_hit *h, const place_mention *m) {
    const text *x = s->x;
    const bool union_of_states = strcmp(m->feature, "RGN") == 0 && !m->country[0] && m->gazetteer; /* "the EU" */
    if (strncmp(m->feature, "PCL", 3) != 0 && strcmp(m->feature, "PPLC") != 0 && !union_of_states) return false;
    if (h->evidence & (EVIDENCE_BIT(NEAR) | EVIDENCE_BIT(IN) | EVIDENCE_BIT(CLASS_OF) | EVIDENCE_BIT(OF))) return false;
    if (x->no_capitals && (h->evidence & EVIDENCE_BIT(SPEAKS)) && follows_verb(s, h)) return true;
    const token *t = &x->tokens[m->at.head_token];
    for (int steps = 0;
         steps < 4 && (t->deprel == DEP_CONJ || t->deprel == DEP_FLAT || t->deprel == DEP_APPOS) && t->head != TOKEN_NONE;
         steps++)
        t = &x->tokens[t->head];
    if (t->deprel == DEP_NSUBJ && t->head != TOKEN_NONE) {
        uint32_t w = token_word(x, t->head), words = 0;
        if (w == UINT32_MAX) return false;
        return (cue_roles(s, w) | cue_roles_ending(s, w, &words)) & CUE_SPEAKS;
    }
    return t->deprel == DEP_DEP && (h->evidence & EVIDENCE_BIT(SPEAKS));
}

/* ------------------------------------------------------------------------------------------------------------ writing */

/* A demonym stands for its country, as an adjective: it is no place where something happens. */
static void set_demonym(const place_scan *s, const name_hit *h, place_mention *m) {
    const country_record *c = gazetteer_country(s->g, h->demonym->feature);
    const place_record *p = c ? gazetteer_place(s->g, c->place) : NULL;
    m->flags |= PLACE_ADJECTIVE;
    m->at.rule = h->demonym->rule;
    if (!p) return;
    m->name = pack_string(s->g->pack, p->name);
    m->id = p->geonames_id;
    m->gazetteer = p->geonames_id ? "geonames" : "countries";
    m->lat = p->lat_e5 / 1e5;
    m->lon = p->lon_e5 / 1e5;
    memcpy(m->feature, p->feature, sizeof m->feature - 1);
    memcpy(m->country, p->country, 2);
    m->confidence = 1;
    set_precision(m, false);
}

/* Is the name the place's as an adjective only: "Welsh" of Wales? */
static bool is_adjective_of(const name_hit *h, uint32_t place) {
    for (const name_candidate *c = h->list;; c++) {
        if (c->place == place) return NAME_TIER(c) == NAME_ADJECTIVE;
        if (c->flags & NAME_LAST) return false;
    }
}

static dp_status write_hit(const place_scan *s, const name_hit *h, uint32_t index, place_mention *m, dp_error *err) {
    *m = (place_mention){.lat = NAN, .lon = NAN, .coref = index};
    set_span(s, h, &m->at);
    dp_status status = DP_OK;
    if (h->demonym) {
        set_demonym(s, h, m);
    } else if (h->type != UINT32_MAX && s->types[h->type].candidate_count > 0) {
        const name_type *t = &s->types[h->type];
        set_place(s, h, t, m);
        if (!h->tail_words && is_adjective_of(h, t->candidates[t->best].place)) m->flags |= PLACE_ADJECTIVE;
        status = set_alternatives(s, t, m, err);
        set_precision(m, h->around);
    } else {
        if (h->class_cue) memcpy(m->feature, h->class_cue->feature, sizeof m->feature);
        if (h->class_cue) m->at.rule = h->class_cue->rule;
    }
    if (!m->name) m->name = arena_copy(s->a, s->x->bytes + m->at.at.start, m->at.at.end - m->at.at.start);
    if (!m->name) return error_nomem(err);
    const uint64_t in_name = EVIDENCE_BIT(IN_ORG) | EVIDENCE_BIT(BEFORE_ORG) | EVIDENCE_BIT(ORG_OF);
    if ((h->evidence & in_name) && !(h->evidence & EVIDENCE_BIT(DATELINE))) m->flags |= PLACE_IN_NAME;
    if (acts(s, h, m)) m->flags |= PLACE_AS_ACTOR;
    return status;
}

dp_status place_mentions_write(place_scan *s, mentions *out, dp_error *err) {
    uint32_t n = s->points.n, point = 0;
    for (uint32_t i = 0; i < s->hits.n; i++) n += s->hits.at[i].taken;
    s->mention_of = arena_array(s->a, s->hits.n, sizeof *s->mention_of);
    out->places = arena_array(s->a, n, sizeof *out->places);
    out->place_count = 0;
    if (!out->places || !s->mention_of) return error_nomem(err);
    dp_status status = DP_OK;
    for (uint32_t i = 0; status == DP_OK && (i < s->hits.n || point < s->points.n); i++) {
        uint32_t until = i < s->hits.n ? s->hits.at[i].first_word : UINT32_MAX;
        for (; status == DP_OK && point < s->points.n && s->points.at[point].first_word < until; point++) {
            status = place_point_write(s, &s->points.at[point], out->place_count, &out->places[out->place_count], err);
            if (status == DP_OK) out->place_count++;
        }
        if (status != DP_OK || i >= s->hits.n || !s->hits.at[i].taken) continue;
        s->mention_of[i] = out->place_count;
        status = write_hit(s, &s->hits.at[i], out->place_count, &out->places[out->place_count], err);
        if (status == DP_OK) out->place_count++;
    }
    return status;
}
