/* Names that the gazetteer holds as a town's and that nothing in the text said were one: as who knows more may read them ("took
 * Biltine", says the verb). Of several towns of a name it is the largest in a country that the dispatch speaks of; where it
 * speaks of none of theirs, the only one there is. */
#include <math.h>
#include <string.h>

#include "mention/place_scan.h"

#define LETTERS 26u

static bool country_index(const char *country, uint32_t *out) {
    const uint32_t a = (uint32_t)(country[0] - 'A'), b = (uint32_t)(country[1] - 'A');
    *out = a * LETTERS + b;
    return a < LETTERS && b < LETTERS;
}

/* The town meant; UINT32_MAX where it is open which. */
static uint32_t town_of(const place_scan *s, const name_candidate *list, const bool *spoken_of) {
    uint32_t found = UINT32_MAX, all = 0, most = 0;
    for (const name_candidate *c = list;; c++) {
        const place_record *p = gazetteer_place(s->g, c->place);
        uint32_t k;
        const bool town = p && strncmp(p->feature, "PPL", 3) == 0;
        const bool near = town && country_index(p->country, &k) && spoken_of[k];
        if (near && (most == 0 || p->population + 1 > most)) {
            most = p->population + 1;
            found = c->place;
        } else if (town && most == 0) {
            found = c->place;
        }
        all++;
        if (c->flags & NAME_LAST) break;
    }
    return most > 0 || all == 1 ? found : UINT32_MAX;
}

dp_status place_doubts_write(place_scan *s, mentions *out, dp_error *err) {
    uint32_t n = 0;
    bool spoken_of[LETTERS * LETTERS] = {false};
    for (uint32_t i = 0; i < s->hits.n; i++) n += !s->hits.at[i].taken && s->hits.at[i].list;
    for (uint32_t i = 0, k; i < out->place_count; i++)
        if (country_index(out->places[i].country, &k)) spoken_of[k] = true;
    out->doubts = arena_array(s->a, n, sizeof *out->doubts);
    if (n > 0 && !out->doubts) return error_nomem(err);
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const name_hit *h = &s->hits.at[i];
        if (h->taken || !h->list) continue;
        const uint32_t town = town_of(s, h->list, spoken_of);
        if (town == UINT32_MAX) continue;
        place_mention *m = &out->doubts[out->doubt_count++];
        *m = (place_mention){.lat = NAN, .lon = NAN};
        place_mention_set(s, town, m);
        m->at = (mention_at){.at = {s->x->words[h->first_word].start, s->x->words[h->name_end - 1].end},
                             .first_token = s->x->words[h->first_word].token,
                             .end_token = s->x->words[h->name_end - 1].token + 1};
        m->at.head_token = m->at.first_token;
    }
    return DP_OK;
}
