/* "12 km north of Aleppo", "thirty kilometres from Gao", "near Kidal": where something lies from a place that is known.
 *
 * The words before a known town give a distance, a direction, or neither. They speak of a name that no list holds, where one
 * stands beside them ("Sabinar, a village 12 km north of Aleppo", "12 km north of Aleppo, in the village of Sabinar"): it gets
 * the town's point, moved where distance and direction are both told, and the town's country. Where they speak of no name, they
 * say where the event was; the town's mention keeps its own point and tells the other beside it. */
#include <math.h>
#include <string.h>

#include "mention/coordinates.h"
#include "mention/place_scan.h"

enum { WORDS_BEFORE = 14, WORDS_BETWEEN = 9, SITES_SHARED_MAX = 256 };
#define FARTHEST_KM 100.0 /* a name that lies farther off is not near the town */
#define NEAR_TRUST  0.6F  /* how sure the point is beside how sure the town is */

typedef struct site {
    uint32_t first_word; /* of the words that tell; the town's first where there are none */
    double km, bearing;  /* NAN */
} site;

static double bearing_of(const char *class) {
    static const char *const names[] = {"N", "NE", "E", "SE", "S", "SW", "W", "NW"};
    for (int i = 0; i < 8; i++)
        if (strcmp(class, names[i]) == 0) return i * 45.0;
    return NAN;
}

static double unit_km(const char *class) {
    return strcmp(class, "KM") == 0   ? 1
           : strcmp(class, "MI") == 0 ? 1.609344
           : strcmp(class, "NM") == 0 ? 1.852
           : strcmp(class, "M") == 0  ? 0.001
                                      : NAN;
}

/* The quantity that ends right before a byte: the number of "twelve kilometres". */
static const quantity_mention *quantity_before(const mentions *m, uint32_t at) {
    enum { GAP = 3 };
    uint32_t low = 0, high = m->quantity_count;
    while (low < high) { /* the first that ends behind `at` */
        uint32_t middle = low + (high - low) / 2;
        if (m->quantities[middle].at.at.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    const quantity_mention *q = low > 0 ? &m->quantities[low - 1] : NULL;
    return q && at - q->at.at.end <= GAP && q->best > 0 ? q : NULL;
}

static bool is_between(const place_scan *s, uint32_t w) {
    return cue_roles(s, w) & (CUE_OF | CUE_DEFINITE | CUE_IN | CUE_AROUND | CUE_NEAR);
}

/* Reads what stands before the town, from right to left. */
static site read_site(const place_scan *s, const mentions *m, uint32_t town, uint32_t first) {
    const text *x = s->x;
    site out = {town, NAN, NAN};
    uint32_t phrase = town; /* the words of "north of", "miles away from" need no role of their own */
    for (uint32_t w = town, steps = 0; w > first && steps < WORDS_BEFORE; steps++) {
        uint32_t at = w - 1, many = 0, multi = cue_roles_ending(s, at, &many);
        if ((multi & (CUE_AROUND | CUE_NEAR)) && at + 1 - many < phrase) phrase = at + 1 - many;
        const place_cue *cue = cue_with(s, at, CUE_BY_CLASS);
        double bearing = cue ? bearing_of(cue->feature) : NAN, unit = cue ? unit_km(cue->feature) : NAN;
        uint32_t begins = multi & CUE_BY_CLASS ? at + 1 - many : at; /* "north-west" */
        if (!isnan(bearing)) {
            if (!isnan(out.bearing)) break;
            out.bearing = bearing;
            out.first_word = w = begins;
        } else if (!isnan(unit)) {
            const quantity_mention *q = quantity_before(m, x->words[begins].start);
            if (!q) break;
            double scale = 1;
            for (unsigned i = 0; i < q->decimals && i < 18; i++) scale *= 10;
            out.km = (q->decimals ? (double)q->scaled[1] / scale : (double)q->best) * unit; /* of "12 km (7 miles)" the first */
            while (begins > first && x->words[begins - 1].start >= q->at.at.start) begins--;
            out.first_word = w = begins;
        } else if (at >= phrase || is_between(s, at)) {
            w = at;
        } else {
            break;
        }
    }
    return out;
}

/* Small words, "a village", "lies", between a name and what tells where it is; no other name, nothing that happens. */
static bool may_stand_between(const place_scan *s, uint32_t w) {
    uint32_t many, roles = cue_roles(s, w) | cue_roles_ending(s, w, &many);
    if (s->x->words[w].flags & WORD_CAPITAL) return false;
    if (roles &
        (CUE_IN | CUE_OF | CUE_DEFINITE | CUE_LIES | CUE_CLASS | CUE_SAME | CUE_DIRECTION | CUE_AROUND | CUE_NEAR | CUE_BY_CLASS))
        return true;
    switch (s->x->tokens[s->x->words[w].token].upos) {
    case UPOS_DET:
    case UPOS_ADP:
    case UPOS_ADJ:
    case UPOS_ADV:
    case UPOS_AUX:
    case UPOS_NUM:
    case UPOS_PRON:
        return true;
    default:
        return false;
    }
}

static bool are_joined(const place_scan *s, uint32_t from, uint32_t to) {
    if (from > to || to - from > WORDS_BETWEEN) return false;
    for (uint32_t w = from; w < to; w++)
        if (!may_stand_between(s, w)) return false;
    return true;
}

static bool is_unknown(const place_scan *s, const mentions *m, uint32_t hit) {
    const name_hit *h = &s->hits.at[hit];
    if (!h->taken || h->demonym) return false;
    const place_mention *p = &m->places[s->mention_of[hit]];
    return isnan(p->lat) && strcmp(p->feature, "RD") != 0;
}

static bool is_town(const place_mention *p) {
    return !isnan(p->lat) && !(p->flags & (PLACE_AS_ACTOR | PLACE_IN_NAME | PLACE_ADJECTIVE)) && p->geo_precision == 2 &&
           p->where_prec == 2;
}

static void place_near(place_mention *m, uint32_t index, const place_mention *town, uint32_t town_index, const site *at) {
    m->flags |= PLACE_NEAR;
    m->near = town_index;
    m->near_km = (float)at->km;
    m->near_bearing = (float)at->bearing;
    m->near_lat = town->lat;
    m->near_lon = town->lon;
    if (!isnan(at->km) && !isnan(at->bearing))
        coordinates_move(town->lat, town->lon, at->km, at->bearing, &m->near_lat, &m->near_lon);
    if (index == town_index) return;
    m->lat = m->near_lat;
    m->lon = m->near_lon;
    memcpy(m->country, town->country, sizeof m->country);
    m->geo_precision = m->where_prec = 2;
    m->confidence = town->confidence * NEAR_TRUST;
}

/* The name is as near wherever the dispatch says it. */
static void share(const place_scan *s, mentions *m, uint32_t hit) {
    const place_mention *from = &m->places[s->mention_of[hit]];
    for (uint32_t i = 0; i < s->hits.n; i++)
        if (s->hits.at[i].key == s->hits.at[hit].key && is_unknown(s, m, i)) {
            place_mention *to = &m->places[s->mention_of[i]];
            to->lat = from->lat, to->lon = from->lon;
            memcpy(to->country, from->country, sizeof to->country);
            to->geo_precision = to->where_prec = 2;
            to->confidence = from->confidence;
            to->flags |= PLACE_NEAR;
            to->near = from->near, to->near_km = from->near_km, to->near_bearing = from->near_bearing;
            to->near_lat = from->near_lat, to->near_lon = from->near_lon;
        }
}

/* The unknown name that the words before the town at `hit` speak of; HIT_NONE. */
static uint32_t subject_of(const place_scan *s, const mentions *m, uint32_t hit, const site *at, const sentence *sent) {
    const name_hit *h = &s->hits.at[hit];
    for (uint32_t i = hit; i > 0 && s->hits.at[i - 1].first_word >= sent->first_word; i--) {
        if (!s->hits.at[i - 1].taken) continue;
        if (is_unknown(s, m, i - 1) && are_joined(s, s->hits.at[i - 1].end_word, at->first_word)) return i - 1;
        break;
    }
    uint32_t next = hit + 1;
    if (next < s->hits.n && s->hits.at[next].first_word < sent->end_word && is_unknown(s, m, next) &&
        comma_behind(s->x, h->end_word - 1) && are_joined(s, h->end_word, s->hits.at[next].first_word))
        return next;
    return HIT_NONE;
}

/* "Sabinar (36.2021, 37.1343)": coordinates right behind a name that no list holds are its own. */
static void take_points(const place_scan *s, mentions *m) {
    for (uint32_t i = 0; i + 1 < m->place_count && s->points.n; i++) {
        place_mention *a = &m->places[i], *b = &m->places[i + 1];
        if (!b->gazetteer || strcmp(b->gazetteer, "coordinates") != 0 || !isnan(a->lat) || strcmp(a->feature, "RD") == 0)
            continue;
        const char *bytes = s->x->bytes + a->at.at.end;
        uint32_t n = b->at.at.start - a->at.at.end;
        if (b->at.at.start < a->at.at.end || !((n == 2 && (bytes[1] == '(' || bytes[1] == '[')) || (n == 1 && bytes[0] == '(')))
            continue;
        a->lat = b->lat, a->lon = b->lon, a->confidence = b->confidence;
        memcpy(a->country, b->country, sizeof a->country);
        a->geo_precision = a->where_prec = 1;
    }
}

dp_status place_sites_find(place_scan *s, mentions *out, dp_error *err) {
    (void)err;
    take_points(s, out);
    uint32_t shared = 0;
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const name_hit *h = &s->hits.at[i];
        if (!h->taken || !h->around || !is_town(&out->places[s->mention_of[i]])) continue;
        const sentence *sent = &s->x->sentences[s->x->tokens[s->x->words[h->first_word].token].sentence];
        site at = read_site(s, out, h->first_word, sent->first_word);
        uint32_t subject = subject_of(s, out, i, &at, sent), town = s->mention_of[i];
        if (subject != HIT_NONE && !(at.km > FARTHEST_KM)) {
            place_near(&out->places[s->mention_of[subject]], s->mention_of[subject], &out->places[town], town, &at);
            if (shared++ < SITES_SHARED_MAX) share(s, out, subject);
        }
        if (!isnan(at.km) || !isnan(at.bearing)) place_near(&out->places[town], town, &out->places[town], town, &at);
    }
    return DP_OK;
}
