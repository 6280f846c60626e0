/* Coordinates that stand in the text: found before the names, so that no letter of them is read as one. */
#include <math.h>
#include <string.h>

#include "mention/coordinates.h"
#include "mention/place_scan.h"

enum { POINTS_MAX = 4096 };
#define CONFIDENCE 0.95F /* a slip of the pen is as likely in a number as anywhere */

/* Classes of [compass] and [unit] in lang/<code>/places.rules. */
static const struct {
    const char *class;
    enum compass means;
} classes[] = {{"N", COMPASS_NORTH},     {"E", COMPASS_EAST},       {"S", COMPASS_SOUTH},
               {"W", COMPASS_WEST},      {"LAT", COMPASS_LATITUDE}, {"LON", COMPASS_LONGITUDE},
               {"DEG", COMPASS_DEGREES}, {"MIN", COMPASS_MINUTES},  {"SEC", COMPASS_SECONDS}};

static enum compass meaning(const place_cue *cue) {
    for (size_t i = 0; cue->roles & CUE_BY_CLASS && i < sizeof classes / sizeof *classes; i++)
        if (strcmp(cue->feature, classes[i].class) == 0) return classes[i].means;
    return cue->roles & (CUE_AND | CUE_OF) ? COMPASS_JOIN : COMPASS_NONE;
}

/* The language's word for it; what full stops part is one phrase ("с.ш."). */
static enum compass word_of(const void *state, const char *word, size_t n) {
    const place_scan *s = state;
    uint64_t key = 0;
    for (size_t from = 0; from < n;) {
        const char *stop = memchr(word + from, '.', n - from);
        size_t end = stop ? (size_t)(stop - word) : n;
        if (end > from) key = hash_phrase(key, fold_name_hash(s->g->pack->fold, word + from, end - from));
        from = end + 1;
    }
    const phrase_slot *slot = cue_find(s->lang, key);
    return slot && (slot->flags & PHRASE_ENTRY) && slot->value < s->lang->count ? meaning(&s->lang->list[slot->value])
                                                                                : COMPASS_NONE;
}

/* "12 people", "2017, when", "2.5 million", "10:30.": a number with no mark, side or other number behind it, as most are. */
static bool counts_something(const place_scan *s, uint32_t w) {
    const text *x = s->x;
    const char *bytes = x->bytes;
    bool parts = false;
    if (!(x->words[w].flags & WORD_DIGITS)) return false;
    for (; w + 1 < x->word_count && (x->words[w + 1].flags & WORD_DIGITS); w++, parts = true) {
        const char between = bytes[x->words[w].end];
        if (x->words[w + 1].start != x->words[w].end + 1 || (between != '.' && between != ',' && between != ':')) break;
    }
    if (w + 1 >= x->word_count) return true;
    const word *next = &x->words[w + 1];
    const char *gap = bytes + x->words[w].end;
    for (uint32_t i = 0; i < next->start - x->words[w].end; i++)
        if (gap[i] & '\x80' || gap[i] == '\'' || gap[i] == '"') return false;
    if (!parts && gap[0] != ' ') return true;
    uint32_t words;
    const place_cue *cue = cue_beginning(s, w + 1, &words); /* "с.ш." */
    return !(next->flags & (WORD_DIGITS | WORD_MIXED | WORD_ALL_CAPS)) &&
           !(cue && (cue->roles & (CUE_BY_CLASS | CUE_AND | CUE_OF)));
}

/* Where coordinates may begin: at a number (with its sign), at "N" or "latitude"; SIZE_MAX elsewhere. */
static size_t may_begin_at(const place_scan *s, uint32_t w) {
    const char *bytes = s->x->bytes;
    size_t at = s->x->words[w].start;
    if (bytes[at] >= '0' && bytes[at] <= '9') {
        if (counts_something(s, w)) return SIZE_MAX;
        if (at > 0 && bytes[at - 1] == '-') return at - 1;
        return at > 2 && memcmp(bytes + at - 3, "\xE2\x88\x92", 3) == 0 ? at - 3 : at;
    }
    return (cue_roles(s, w) & CUE_BY_CLASS) && meaning(cue_with(s, w, CUE_BY_CLASS)) ? at : SIZE_MAX;
}

dp_status place_points_find(place_scan *s, dp_error *err) {
    const text *x = s->x;
    const compass_words words = {word_of, s};
    for (uint32_t w = 0; w < x->word_count && s->points.n < POINTS_MAX; w++) {
        size_t at = may_begin_at(s, w);
        coordinates c;
        if (at == SIZE_MAX || !coordinates_read(x->bytes, x->size, at, &words, &c)) continue;
        written_point p = {.at = {(uint32_t)at, (uint32_t)c.end}, .first_word = w, .lat = c.lat, .lon = c.lon};
        while (w + 1 < x->word_count && x->words[w + 1].start < c.end) w++;
        p.end_word = w + 1;
        if (!vec_push(s->a, &s->points, p)) return error_nomem(err);
    }
    return DP_OK;
}

uint32_t place_point_after(const place_scan *s, uint32_t w) {
    uint32_t low = 0, high = s->points.n;
    while (low < high) { /* the first that ends behind w */
        uint32_t middle = low + (high - low) / 2;
        if (s->points.at[middle].end_word <= w)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->points.n && s->points.at[low].first_word <= w ? s->points.at[low].end_word : 0;
}

/* The country whose outline holds the point; "" at sea and where two outlines hold it (docs/places.md: Crimea). */
static void set_country(const place_scan *s, place_mention *m) {
    const border_table *t = &s->g->borders;
    uint32_t held = 0;
    for (uint32_t i = 0; i < t->country_count && held < 2; i++) {
        if (!border_inside(t, &t->countries[i], m->lat, m->lon)) continue;
        held++;
        memcpy(m->country, t->countries[i].alpha2, 2);
    }
    if (held != 1) memset(m->country, 0, sizeof m->country);
}

dp_status place_point_write(const place_scan *s, const written_point *p, uint32_t index, place_mention *m, dp_error *err) {
    const text *x = s->x;
    *m = (place_mention){.lat = p->lat, .lon = p->lon, .coref = index, .confidence = CONFIDENCE};
    m->at = (mention_at){.at = p->at,
                         .first_token = x->words[p->first_word].token,
                         .end_token = x->words[p->end_word - 1].token + 1,
                         .head_token = x->words[p->first_word].token};
    const place_cue *cue = cue_with(s, p->first_word, CUE_BY_CLASS);
    for (uint32_t w = p->first_word; !cue && w < p->end_word; w++) cue = cue_with(s, w, CUE_BY_CLASS);
    if (cue) m->at.rule = cue->rule;
    m->name = arena_copy(s->a, x->bytes + p->at.start, p->at.end - p->at.start);
    m->gazetteer = "coordinates";
    m->geo_precision = m->where_prec = 1;
    set_country(s, m);
    return m->name ? DP_OK : error_nomem(err);
}
