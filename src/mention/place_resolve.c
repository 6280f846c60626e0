/* Which place a name means, decided over all names of the dispatch together.
 *
 * Each name type (all hits of one name) has candidates with a prior, the gazetteer's weight. To it we add what the dispatch says:
 * the class that stands beside the name ("province"), the region it is said to lie in ("Paris, Texas"), the countries
 * and regions that the dispatch speaks of, and how near the candidate is to the best readings of the other names. Since those
 * depend on each other, a few rounds run, each over the result of the one before (iterated conditional modes; the mutual
 * support of candidates follows Smith & Crane 2001 and Leidner 2007, ch. 5, "minimality").
 *
 * Bounds: 14 candidates a type, 96 neighbours a type, 3 rounds. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mention/place_scan.h"

enum { NEIGHBOURS = 96, ROUNDS = 3, COUNTRIES = 26 * 26 };
/* A dispatch of more names than any article has is a list: its neighbours say less, and time must stay bounded. */
enum { LIST_TYPES = 2000, LIST_NEIGHBOURS = 12, LIST_ROUNDS = 1 };

#define CLASS_FITS     4.0F /* "province of Aleppo": the governorate, not the town */
#define CLASS_MISSES   4.0F
#define LOCAL_MISSES   6.0F /* "a Lebanon woman": one of a country is told by its adjective */
#define INSIDE_REGION  12.0F
#define INSIDE_COUNTRY 8.0F
#define PRIOR          0.5F /* how much of the prior counts beside the context */
#define COUNTRY_BONUS  1.5F /* a country is seldom overshadowed by its namesakes: China, Texas */
#define COUNTRY_NAMED  2.2F
#define REGION_NAMED   5.0F
#define VOICE_MIN      0.02F /* share of a reading that nobody hears */
#define SETTLED        0.6F  /* share of the best from which on a name is settled */
#define SURE           0.99F /* share of the best that a further round is not asked about */
#define PEERS          2.5F  /* members of a list are of a kind */
#define NEAR_BONUS     4.5F

/* What the rounds ask of a candidate, side by side: the records themselves lie all over the pack. */
enum reading_kind { KIND_COUNTRY, KIND_REGION, KIND_OTHER };
typedef struct reading {
    float unit[3];   /* the point on the unit sphere */
    float base;      /* score before the other names are heard */
    uint32_t place;  /* index into "places" */
    int16_t country; /* slot, -1 for none */
    uint16_t admin1; /* 0: none */
    uint8_t kind;    /* enum reading_kind */
} reading;

/* What a type says to its neighbours: the readings that are heard at all, loudest or not. */
typedef struct voices {
    uint32_t n;
    uint8_t reading[TYPE_CANDIDATES_MAX];
    float loud[TYPE_CANDIDATES_MAX];
} voices;

typedef struct context {
    place_scan *s;
    float country[COUNTRIES]; /* how much the dispatch speaks of a country */
    float total;
    int16_t people[COUNTRIES]; /* [people_count] slots of the countries whose demonyms it holds */
    uint32_t people_count;
    reading *readings; /* [types * TYPE_CANDIDATES_MAX] */
    voices *voices;    /* [types] */
    float *frequency;  /* [types] 1 + log of how often the name comes */
} context;

static bool is_country(const place_record *p) {
    return place_is_country(p) || memcmp(p->feature, "TERR", 5) == 0;
}

static const reading *readings_of(const context *c, uint32_t type) {
    return &c->readings[(size_t)type * TYPE_CANDIDATES_MAX];
}

/* Does the class that the words give fit the feature? Classes are beginnings of GeoNames' codes; classes that are nearly the
 * same fit a little ("the district of Manbij" may be the town's). */
static float class_fit(const char *class, const place_record *p) {
    if (class == NULL) return 0;
    size_t n = strlen(class);
    const char *f = p->feature;
    if (strncmp(f, class, n) == 0) return CLASS_FITS;
    bool town = strncmp(class, "PPL", 3) == 0, region = strncmp(class, "ADM", 3) == 0 || strcmp(class, "RGN") == 0;
    if (town && strncmp(f, "PPL", 3) == 0) return CLASS_FITS;
    if (region && (strncmp(f, "ADM", 3) == 0 || strcmp(f, "RGN") == 0 || strcmp(f, "TERR") == 0)) return CLASS_FITS / 2;
    if (town && is_country(p)) return -CLASS_MISSES;
    if (strcmp(class, "PCL") == 0) return is_country(p) ? CLASS_FITS : -CLASS_MISSES / 2;
    if (strcmp(class, "MT") == 0 && (f[0] == 'M' || f[0] == 'H')) return CLASS_FITS;
    if (strcmp(class, "S") == 0 || strcmp(class, "AIRP") == 0)
        return strncmp(f, "PPL", 3) == 0 ? 0.5F : 0; /* the bridge of the town */
    return -CLASS_MISSES / 2;
}

/* Does a name whose heaviest place this is speak of its country before anything is resolved? */
static bool is_telling(const gazetteer *g, const name_candidate *top) {
    const place_record *p = gazetteer_place(g, top->place);
    if (!p) return false;
    return is_country(p) || top->weight > 20 * NAME_WEIGHT_UNIT || (place_is_region(p) && top->weight > 14 * NAME_WEIGHT_UNIT);
}

/* ------------------------------------------------------------------------------------------------------------- types */

static bool lies_in(const place_scan *s, const name_candidate *list, const bool countries[COUNTRIES]) {
    for (const name_candidate *c = list;; c++) {
        const place_record *p = gazetteer_place(s->g, c->place);
        const int slot = p ? country_slot(p->country) : -1;
        if (slot >= 0 && countries[slot]) return true;
        if (c->flags & NAME_LAST) return false;
    }
}

/* Looks up names that the gazetteer does not hold by their spelling keys; of the sets of rules the first counts that leads to a
 * country of which the dispatch speaks. */
static void find_spelt(place_scan *s) {
    bool countries[COUNTRIES];
    for (int slot = 0; slot < COUNTRIES; slot++) countries[slot] = s->demonyms[slot] > 0;
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const name_hit *h = &s->hits.at[i];
        const place_record *p = h->taken && h->top && is_telling(s->g, h->top) ? gazetteer_place(s->g, h->top->place) : NULL;
        const int slot = p ? country_slot(p->country) : -1;
        if (slot >= 0) countries[slot] = true;
    }
    for (uint32_t i = 0; i < s->hits.n; i++) {
        name_hit *h = &s->hits.at[i];
        if (!h->taken || h->list || h->demonym || !(h->evidence & EVIDENCE_BIT(UNKNOWN))) continue;
        unsigned set = 0;
        do h->list = spelt_candidates(s, h, &set);
        while (h->list && !lies_in(s, h->list, countries));
        h->top = h->list;
        h->spelt = h->list != NULL;
    }
}

/* Keeps the candidates with the highest prior once class and country context of the first look are added. */
static void first_candidates(const context *c, name_type *t, const name_candidate *list, const name_candidate *top, bool spelt) {
    const gazetteer *g = c->s->g;
    for (const name_candidate *k = list;; k++) {
        const place_record *p = gazetteer_place(g, k->place);
        int slot = p ? country_slot(p->country) : -1;
        if ((k->flags & (NAME_DOTTED | NAME_TAIL | NAME_CAPS)) && !(top->flags & (NAME_DOTTED | NAME_TAIL | NAME_CAPS)))
            p = NULL; /* "Tex" */
        if (!candidate_is_used(k, c->s->lang_bit)) p = NULL;
        for (uint32_t i = 0; p && i < t->candidate_count; i++)
            if (t->candidates[i].place == k->place) p = NULL; /* under another writing of the name */
        /* a mere likeness of spelling counts only in a country that the dispatch speaks of */
        if (p && !(spelt && (slot < 0 || c->country[slot] <= 0))) {
            float score = PRIOR * (float)candidate_weight(k, c->s->lang_bit) / NAME_WEIGHT_UNIT + class_fit(t->class_feature, p) -
                          (t->local && is_country(p) ? LOCAL_MISSES : 0) + (is_country(p) ? COUNTRY_BONUS : 0) +
                          (slot >= 0 && c->total > 0 ? COUNTRY_NAMED * c->country[slot] / c->total : 0);
            uint32_t at = t->candidate_count;
            if (at < TYPE_CANDIDATES_MAX)
                t->candidate_count++;
            else
                at = t->candidates[TYPE_CANDIDATES_MAX - 1].score < score ? TYPE_CANDIDATES_MAX - 1 : UINT32_MAX;
            for (; at != UINT32_MAX && at > 0 && t->candidates[at - 1].score < score; at--)
                t->candidates[at] = t->candidates[at - 1];
            if (at != UINT32_MAX) t->candidates[at] = (place_candidate){k->place, score};
        }
        if (k->flags & NAME_LAST) return;
    }
}

/* Types are numbered in the order of the text, so that neighbours by number are neighbours in the text. */
static dp_status make_types(context *c, dp_error *err) {
    place_scan *s = c->s;
    uint32_t slots = 64, most = 0;
    for (uint32_t i = 0; i < s->hits.n; i++) most += s->hits.at[i].taken;
    while (slots < most * 2) slots *= 2;
    uint32_t *types = arena_array(s->a, slots, sizeof *types); /* type + 1 */
    s->types = arena_array(s->a, most, sizeof *s->types);
    if (!types || !s->types) return error_nomem(err);
    for (uint32_t i = 0; i < s->hits.n; i++) {
        name_hit *h = &s->hits.at[i];
        h->type = UINT32_MAX;
        if (!h->taken || !h->list) continue;
        uint32_t k = (uint32_t)(h->key >> 20) & (slots - 1);
        while (types[k] && s->types[types[k] - 1].key != h->key) k = (k + 1) & (slots - 1);
        if (!types[k]) {
            s->types[s->type_count] =
                (name_type){.key = h->key, .first_hit = i, .inside = UINT32_MAX, .holds = UINT32_MAX, .next_held = UINT32_MAX};
            types[k] = ++s->type_count;
        }
        name_type *t = &s->types[types[k] - 1];
        h->type = types[k] - 1;
        t->hits++;
        if (h->class_cue && !t->class_feature) t->class_feature = h->class_cue->feature;
        t->local = t->local || h->local;
    }
    return DP_OK;
}

/* ----------------------------------------------------------------------------------------------------------- context */

static void speak_of(context *c, int slot, float how_much) {
    if (slot < 0) return;
    c->country[slot] += how_much;
    c->total += how_much;
}

/* "Syrian troops" speaks of Syria nearly as much as its name does. */
static void speak_of_peoples(context *c) {
    for (uint32_t i = 0; i < c->people_count; i++)
        speak_of(c, c->people[i], 0.7F * (1 + logf((float)c->s->demonyms[c->people[i]])));
}

/* Before any name is resolved: countries that stand in the dispatch under names of one meaning, and demonyms. */
static void first_countries(context *c) {
    place_scan *s = c->s;
    for (int slot = 0; slot < COUNTRIES; slot++)
        if (s->demonyms[slot]) c->people[c->people_count++] = (int16_t)slot;
    for (uint32_t i = 0; i < s->type_count; i++) {
        const name_hit *first = &s->hits.at[s->types[i].first_hit];
        if (first->spelt || !is_telling(s->g, first->top)) continue;
        speak_of(c, country_slot(gazetteer_place(s->g, first->top->place)->country), c->frequency[i]);
    }
    speak_of_peoples(c);
}

static void best_countries(context *c) {
    memset(c->country, 0, sizeof c->country);
    c->total = 0;
    for (uint32_t i = 0; i < c->s->type_count; i++) {
        const name_type *t = &c->s->types[i];
        if (t->candidate_count > 0) speak_of(c, readings_of(c, i)[t->best].country, t->confidence * c->frequency[i]);
    }
    speak_of_peoples(c);
}

/* The square of the chord between two points of the unit sphere: short distances are what matters, and no root is needed. */
static float chord_square(const float a[3], const float b[3]) {
    const float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
    return x * x + y * y + z * z;
}

static float inside_fit(const context *c, const name_type *t, const reading *p) {
    if (t->inside == UINT32_MAX) return 0;
    const uint32_t count = c->s->types[t->inside].candidate_count;
    float best = -3; /* said to lie elsewhere */
    for (uint32_t k = 0; k < count; k++) {
        const reading *q = &readings_of(c, t->inside)[k];
        if (q->place == p->place || q->country < 0 || q->country != p->country) continue;
        if (q->kind == KIND_COUNTRY && best < INSIDE_COUNTRY) best = INSIDE_COUNTRY;
        if (q->kind == KIND_REGION && q->admin1 == p->admin1 && q->admin1) best = INSIDE_REGION;
    }
    return best;
}

/* A region reads best as the one that its town lies in: "Paris, Georgia" makes Georgia the state. */
static float holds_fit(const context *c, const name_type *region, const reading *q) {
    float sum = 0;
    uint32_t i = region->holds;
    for (uint32_t seen = 0; i != UINT32_MAX && seen < NEIGHBOURS; seen++, i = c->s->types[i].next_held) {
        float best = 0;
        for (uint32_t k = 0; k < c->s->types[i].candidate_count; k++) {
            const reading *p = &readings_of(c, i)[k];
            if (p->place == q->place || p->country != q->country) continue;
            if (q->kind == KIND_COUNTRY) best = fmaxf(best, 3);
            if (q->kind == KIND_REGION && p->admin1 == q->admin1 && p->admin1) best = fmaxf(best, 6);
        }
        sum += best;
    }
    return sum > 8 ? 8 : sum;
}

#define CHORD(km) ((km) / 6371.0F * ((km) / 6371.0F))
static float closeness(float chord) {
    if (chord >= CHORD(800)) return 0;
    return chord < CHORD(30) ? 1.0F : chord < CHORD(100) ? 0.7F : chord < CHORD(300) ? 0.35F : 0.1F;
}

/* Support from the other names near by in the text: the same region, or near on the map. A name that is not settled yet speaks
 * with the shares of its best readings, so that "Columbus", "Athens" and "Macon" find each other. A country is supported by what
 * lies in it and by its neighbours. */
static float neighbour_fit(const context *c, uint32_t type, const reading *p) {
    const place_scan *s = c->s;
    const uint32_t around = s->type_count > LIST_TYPES ? LIST_NEIGHBOURS : NEIGHBOURS;
    const uint32_t from = type > around / 2 ? type - around / 2 : 0;
    const uint32_t to = from + around < s->type_count ? from + around : s->type_count;
    const bool country = p->kind == KIND_COUNTRY;
    const float scale = country ? 1 / 25.0F : 1; /* countries are five times as far apart */
    float region = 0, near = 0;
    for (uint32_t i = from; i < to; i++) {
        const voices *v = &c->voices[i];
        float in_region = 0, close = 0;
        if (i == type) continue;
        for (uint32_t r = 0; r < v->n; r++) {
            const reading *q = &readings_of(c, i)[v->reading[r]];
            const float loud = v->loud[r];
            if ((q->kind == KIND_COUNTRY) != country) {
                if (country && q->country == p->country) in_region += loud;
                continue;
            }
            const bool same_region = q->admin1 == p->admin1 && q->admin1 && !country;
            const float north = p->unit[2] - q->unit[2]; /* most are too far off by their latitudes alone */
            if ((north * north * scale >= CHORD(800) && !same_region) || q->place == p->place) continue;
            if (same_region && in_region < loud) in_region = loud;
            const float heard = loud * closeness(chord_square(p->unit, q->unit) * scale);
            if (close < heard) close = heard;
        }
        region += in_region < 1 ? in_region : 1;
        near += close;
    }
    return (region > 0 ? REGION_NAMED * (1 - expf(-0.6F * region)) : 0) + (near > 0 ? NEAR_BONUS * (1 - expf(-0.5F * near)) : 0);
}

/* Turns scores into shares and notes the best candidate. A reading that is not sure yet speaks louder than its share, so that
 * the county and its seat find each other among their namesakes. */
static void settle(context *c, uint32_t type, const float *score) {
    name_type *t = &c->s->types[type];
    float top = -1e9F, sum = 0, power[TYPE_CANDIDATES_MAX];
    for (uint32_t k = 0; k < t->candidate_count; k++)
        if (score[k] > top) top = score[k], t->best = k;
    for (uint32_t k = 0; k < t->candidate_count; k++) sum += power[k] = expf(score[k] - top);
    const bool unsettled = sum > 0 && 1 / sum < SETTLED; /* the share of the best */
    voices *v = &c->voices[type];
    v->n = 0;
    for (uint32_t k = 0; k < t->candidate_count; k++) {
        const float share = power[k] / sum;
        t->candidates[k].score = share;
        if (share < VOICE_MIN) continue;
        v->reading[v->n] = (uint8_t)k;
        v->loud[v->n++] = unsettled ? sqrtf(share) : share;
    }
    t->confidence = t->candidate_count ? t->candidates[t->best].score : 0;
}

/* Members of a list are of a kind: "Wales and England", "Oregon and Washington". */
static float peer_fit(const context *c, const name_type *t, const reading *p) {
    float same = 0;
    for (uint32_t i = 0; i < t->peer_count; i++) {
        const name_type *peer = &c->s->types[t->peers[i]];
        for (uint32_t k = 0; k < peer->candidate_count; k++)
            if (readings_of(c, t->peers[i])[k].kind == p->kind) same += peer->candidates[k].score;
    }
    return t->peer_count ? PEERS * same / (float)t->peer_count : 0;
}

/* A name of one reading has nothing to choose: whatever its score, its share is all. */
static void resolve_round(context *c, bool heard) {
    for (uint32_t i = 0; i < c->s->type_count; i++) {
        name_type *t = &c->s->types[i];
        float score[TYPE_CANDIDATES_MAX];
        if (t->candidate_count < 2 || (heard && t->confidence > SURE)) continue;
        for (uint32_t k = 0; k < t->candidate_count; k++) {
            const reading *p = &readings_of(c, i)[k];
            const float own = k == t->best ? t->confidence * c->frequency[i] : 0; /* a name is no witness for itself */
            const float named = p->country >= 0 && c->total > 0 ? (c->country[p->country] - own) / (c->total - own + 1) : 0;
            score[k] = p->base + COUNTRY_NAMED * 2 * (named > 0 ? named : 0) + inside_fit(c, t, p) + holds_fit(c, t, p) +
                       peer_fit(c, t, p) + neighbour_fit(c, i, p);
        }
        settle(c, i, score);
    }
}

static void add_peer(name_type *t, uint32_t peer) {
    for (uint32_t i = 0; i < t->peer_count; i++)
        if (t->peers[i] == peer) return;
    if (t->peer_count < TYPE_PEERS_MAX) t->peers[t->peer_count++] = peer;
}

static void note_peers(place_scan *s) {
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const name_hit *h = &s->hits.at[i];
        const uint32_t before = h->demonym || h->listed == HIT_NONE ? UINT32_MAX : s->hits.at[h->listed].type;
        if (h->type == UINT32_MAX || before == UINT32_MAX || before == h->type) continue;
        add_peer(&s->types[h->type], before);
        add_peer(&s->types[before], h->type);
    }
}

static void note_inside(place_scan *s) {
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const name_hit *h = &s->hits.at[i];
        if (h->type == UINT32_MAX || h->inside == HIT_NONE) continue;
        uint32_t region = s->hits.at[h->inside].type;
        if (region == UINT32_MAX || region == h->type || s->types[h->type].inside != UINT32_MAX) continue;
        s->types[h->type].inside = region;
        s->types[h->type].next_held = s->types[region].holds;
        s->types[region].holds = h->type;
    }
}

/* The candidates of a type, laid side by side, and their shares before any other name is heard. */
static void first_readings(context *c, uint32_t type) {
    const place_scan *s = c->s;
    name_type *t = &s->types[type];
    const name_hit *first = &s->hits.at[t->first_hit];
    float score[TYPE_CANDIDATES_MAX];
    first_candidates(c, t, first->list, first->top, first->spelt);
    for (uint32_t k = 0; k < t->candidate_count; k++) {
        const place_record *p = gazetteer_place(s->g, t->candidates[k].place);
        const float radians = 3.14159265F / 180e5F, lat = (float)p->lat_e5 * radians, lon = (float)p->lon_e5 * radians;
        const float parallel = cosf(lat);
        const int slot = country_slot(p->country);
        score[k] = t->candidates[k].score;
        c->readings[(size_t)type * TYPE_CANDIDATES_MAX + k] =
            (reading){.unit = {parallel * cosf(lon), parallel * sinf(lon), sinf(lat)},
                      .base = score[k] - (slot >= 0 && c->total > 0 ? COUNTRY_NAMED * c->country[slot] / c->total : 0),
                      .place = t->candidates[k].place,
                      .country = (int16_t)slot,
                      .admin1 = p->admin1_index,
                      .kind = is_country(p)        ? KIND_COUNTRY
                              : place_is_region(p) ? KIND_REGION
                                                   : KIND_OTHER};
    }
    settle(c, type, score);
}

dp_status place_hits_resolve(place_scan *s, dp_error *err) {
    context *c = arena_alloc(s->a, sizeof *c);
    if (!c) return error_nomem(err);
    c->s = s;
    find_spelt(s);
    dp_status status = make_types(c, err);
    if (status != DP_OK) return status;
    c->readings = arena_array(s->a, (size_t)s->type_count * TYPE_CANDIDATES_MAX, sizeof *c->readings);
    c->voices = arena_array(s->a, s->type_count, sizeof *c->voices);
    c->frequency = arena_array(s->a, s->type_count, sizeof *c->frequency);
    if (!c->readings || !c->voices || !c->frequency) return error_nomem(err);
    for (uint32_t i = 0; i < s->type_count; i++) c->frequency[i] = 1 + logf((float)s->types[i].hits);
    note_inside(s);
    note_peers(s);
    first_countries(c);
    for (uint32_t i = 0; i < s->type_count; i++) first_readings(c, i);
    for (int round = 0; round < (s->type_count > LIST_TYPES ? LIST_ROUNDS : ROUNDS); round++) {
        resolve_round(c, round > 0);
        best_countries(c);
    }
    return DP_OK;
}
