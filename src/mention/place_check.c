/* What is said of borders: "a town on the border of A, B and C", "near the Turkish border", "bordering Chad", "where the
 * borders of A and B meet". Each country that is named makes one check, against Natural Earth's outlines: the statement holds
 * where the town lies within 25 km of the country (docs/places.md: what people call "on the border" reaches that far, and the
 * outlines are true to about 1 km). The town's own country is no statement. */
#include <string.h>

#include "mention/place_scan.h"

#define BORDER_KM 25.0

enum { COUNTRIES_MAX = 6, WORDS_BETWEEN = 5, WORDS_BACK = 5, LOOK_FAR = 64 };

typedef struct statement {
    uint32_t first_word, end_word;
    char countries[COUNTRIES_MAX][3];
    uint32_t n;
    rule_ref rule;
} statement;

static void add_country(statement *st, const char *alpha2, uint32_t end_word) {
    if (end_word > st->end_word) st->end_word = end_word;
    for (uint32_t i = 0; i < st->n; i++)
        if (memcmp(st->countries[i], alpha2, 2) == 0) return;
    if (st->n == COUNTRIES_MAX || !alpha2[0]) return;
    memcpy(st->countries[st->n], alpha2, 2);
    st->countries[st->n++][2] = '\0';
}

/* The country of a taken hit that begins at word w, or "". */
static const char *country_at(const place_scan *s, uint32_t w, uint32_t *hit) {
    while (*hit < s->hits.n && s->hits.at[*hit].first_word < w) (*hit)++;
    for (uint32_t i = *hit; i < s->hits.n && s->hits.at[i].first_word == w; i++) {
        const name_hit *h = &s->hits.at[i];
        if (!h->taken || h->type == UINT32_MAX || s->types[h->type].candidate_count == 0) continue;
        const name_type *t = &s->types[h->type];
        const place_record *p = gazetteer_place(s->g, t->candidates[t->best].place);
        const country_record *c = gazetteer_country(s->g, (char[3]){p->country[0], p->country[1], '\0'});
        if (strncmp(p->feature, "PCL", 3) == 0 && c) {
            *hit = i;
            return c->alpha2;
        }
    }
    return "";
}

/* The first hit at or behind word w. */
static uint32_t first_hit(const place_scan *s, uint32_t w) {
    uint32_t low = 0, high = s->hits.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->hits.at[middle].first_word < w)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Names of countries behind the border: "between Syria, Iraq and Jordan". Small words may stand between; nothing else. */
static void countries_after(const place_scan *s, uint32_t w, uint32_t end, statement *st) {
    uint32_t hit = first_hit(s, w), small = 0;
    while (w < end && small < WORDS_BETWEEN) {
        const char *alpha2 = country_at(s, w, &hit);
        if (alpha2[0]) {
            add_country(st, alpha2, s->hits.at[hit].end_word);
            w = s->hits.at[hit].end_word;
            small = 0;
            continue;
        }
        uint32_t words = 0, roles = cue_roles(s, w) | cue_roles_ending(s, w, &words);
        if (!(roles & (CUE_OF | CUE_BETWEEN | CUE_DEFINITE | CUE_AND | CUE_BORDERING | CUE_IN))) return;
        w++;
        small++;
    }
}

/* "the Turkish border", "frontière turque": demonyms right before or behind the word. */
static void demonyms_beside(const place_scan *s, uint32_t border, const sentence *sent, statement *st) {
    const word *words = s->x->words;
    for (uint32_t w = border; w > sent->first_word && border - w < 3 && (words[w].flags & WORD_GLUE); w--) {
        const place_cue *c = cue_with(s, w - 1, CUE_DEMONYM);
        if (!c) break;
        add_country(st, c->feature, border + 1);
    }
    for (uint32_t w = border + 1; w < sent->end_word && w < border + 4 && (words[w].flags & WORD_GLUE); w++) {
        const place_cue *c = cue_with(s, w, CUE_DEMONYM);
        if (c)
            add_country(st, c->feature, w + 1);
        else if (!(cue_roles(s, w) & CUE_AND))
            break;
    }
}

/* Is the border where something is said to be ("near the … border")? Gives the first word of the phrase. */
static bool said_to_be_at(const place_scan *s, uint32_t border, const sentence *sent, uint32_t *first) {
    const word *words = s->x->words;
    for (uint32_t w = border, steps = 0; w > sent->first_word && steps < WORDS_BACK; w--, steps++) {
        uint32_t many = 1, multi = cue_roles_ending(s, w - 1, &many), roles = cue_roles(s, w - 1);
        if ((multi & CUE_BORDER_AT) || (roles & CUE_BORDER_AT)) {
            *first = multi & CUE_BORDER_AT ? w - many : w - 1;
            return true;
        }
        if (!(words[w].flags & WORD_GLUE) || !(roles & (CUE_DEFINITE | CUE_SAME | CUE_DIRECTION | CUE_DEMONYM | CUE_THIS)))
            return false;
    }
    return false;
}

static bool statement_at(const place_scan *s, const sentence *sent, uint32_t w, statement *out) {
    const place_cue *bordering = cue_with(s, w, CUE_BORDERING), *border = cue_with(s, w, CUE_BORDER);
    *out = (statement){.first_word = w, .end_word = w + 1};
    if (border && said_to_be_at(s, w, sent, &out->first_word)) {
        demonyms_beside(s, w, sent, out);
        if (out->n == 0) countries_after(s, w + 1, sent->end_word, out);
        out->rule = border->rule;
    }
    if (out->n == 0 && bordering) {
        uint32_t many = s->cues[w].multi_words;
        if (s->cues[w].multi && (cue_roles_ending(s, w, &many) & CUE_BORDERING)) out->first_word = w + 1 - many;
        countries_after(s, w + 1, sent->end_word, out);
        out->rule = bordering->rule;
    }
    return out->n > 0;
}

static bool is_point(const place_mention *p) {
    return p->lat == p->lat && !(p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE | PLACE_AS_ACTOR)) &&
           strncmp(p->feature, "PCL", 3) != 0 && strncmp(p->feature, "ADM1", 4) != 0 && strcmp(p->feature, "STM") != 0 &&
           strcmp(p->feature, "RGN") != 0;
}

/* The town that the statement is about: the nearest one before it in the sentence ("Sabinar, a town on the border of …", "the
 * town lies on …"), else the first behind it ("On the border of …, the town of Sabinar"). */
static uint32_t subject_of(const place_scan *s, const mentions *m, const statement *st, const sentence *sent) {
    uint32_t from = s->x->words[st->first_word].start, to = s->x->words[st->end_word - 1].end;
    uint32_t low = 0, high = m->place_count;
    while (low < high) { /* the first mention at or behind the statement */
        uint32_t middle = low + (high - low) / 2;
        if (m->places[middle].at.at.start < from)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i > 0 && low - i < LOOK_FAR && m->places[i - 1].at.at.start >= sent->start; i--)
        if (is_point(&m->places[i - 1]) && m->places[i - 1].at.at.end <= from) return i - 1;
    for (uint32_t i = low; i < m->place_count && i - low < LOOK_FAR && m->places[i].at.at.start < sent->end; i++)
        if (is_point(&m->places[i]) && m->places[i].at.at.start >= to) return i;
    return UINT32_MAX;
}

dp_status place_checks_find(place_scan *s, mentions *out, dp_error *err) {
    const text *x = s->x;
    vec_of(border_check) checks = {0};
    for (uint32_t i = 0; i < x->sentence_count; i++) {
        const sentence *sent = &x->sentences[i];
        for (uint32_t w = sent->first_word; w < sent->end_word; w++) {
            statement st;
            if ((!s->cues[w].single && !s->cues[w].multi) || !statement_at(s, sent, w, &st)) continue;
            uint32_t place = subject_of(s, out, &st, sent);
            if (place == UINT32_MAX) continue;
            const place_mention *p = &out->places[place];
            for (uint32_t k = 0; k < st.n; k++) {
                if (strcmp(st.countries[k], p->country) == 0) continue;
                double km = border_distance_km(s->g, p->lat, p->lon, st.countries[k]);
                if (km < 0) continue;
                border_check c = {.at = {x->words[st.first_word].start, x->words[st.end_word - 1].end},
                                  .place = place,
                                  .holds = km <= BORDER_KM,
                                  .distance_km = km,
                                  .rule = st.rule};
                memcpy(c.country, st.countries[k], 3);
                if (!vec_push(s->a, &checks, c)) return error_nomem(err);
            }
            if (st.end_word > w + 1) w = st.end_word - 1;
        }
    }
    out->checks = checks.at;
    out->check_count = checks.n;
    return DP_OK;
}
