/* Which names are at home in the dispatch, where no capital tells names from words (Arabic). */
#include <string.h>

#include "mention/place_scan.h"

/* The country that a hit speaks of by being sure, or well known; -1 for none. */
static int speaks_of(const place_scan *s, const name_hit *h) {
    enum { KNOWN_WEIGHT = 14 };
    const bool known = h->top && (h->score >= 2 || candidate_weight(h->top, s->lang_bit) > KNOWN_WEIGHT * NAME_WEIGHT_UNIT);
    const place_record *p = known ? gazetteer_place(s->g, h->top->place) : NULL;
    return p ? country_slot(p->country) : -1;
}

/* In a script without capitals a common word is easily the name of some village. Those that lie in a country that the dispatch
 * speaks of, by surer names or by demonyms, are more likely meant. */
void place_home_find(place_scan *s) {
    enum { COUNTRIES = 26 * 26, FAMOUS_WEIGHT = 17, OWN_WEIGHT = 6 };
    if (!s->x->no_capitals) return;
    uint32_t spoken[COUNTRIES] = {0};
    for (int slot = 0; slot < COUNTRIES; slot++) spoken[slot] = s->demonyms[slot];
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const int slot = speaks_of(s, &s->hits.at[i]);
        if (slot >= 0) spoken[slot]++;
    }
    for (uint32_t i = 0; i < s->hits.n; i++) {
        name_hit *h = &s->hits.at[i];
        if (!h->list) continue;
        const bool several = h->name_end - h->first_word > 1, unseen = h->evidence & EVIDENCE_BIT(UNSEEN);
        /* what the language's own lists call so need not be famous */
        const bool own_name = NAME_TIER(h->top) == NAME_MAIN && h->top->langs == s->lang_bit;
        if (own_name && (h->evidence & (EVIDENCE_BIT(WEIGHT_8) | EVIDENCE_BIT(WEIGHT_10)))) {
            h->evidence &= ~(EVIDENCE_BIT(WEIGHT_8) | EVIDENCE_BIT(WEIGHT_10));
            h->evidence |= EVIDENCE_BIT(WEIGHT_12);
        }
        const int famous_weight = own_name ? OWN_WEIGHT : FAMOUS_WEIGHT;
        const bool famous = candidate_weight(h->top, s->lang_bit) > famous_weight * NAME_WEIGHT_UNIT;
        const int own = speaks_of(s, h); /* what it speaks for itself does not count */
        bool home = false;
        for (const name_candidate *c = h->list; (several || unseen) && !home; c++) {
            const place_record *p = gazetteer_place(s->g, c->place);
            const int slot = p ? country_slot(p->country) : -1;
            home = slot >= 0 && spoken[slot] > (slot == own);
            if (c->flags & NAME_LAST) break;
        }
        if (home) h->evidence |= EVIDENCE_BIT(HOME);
        if ((famous && !home) || (h->evidence & EVIDENCE_BIT(COUNTRY))) h->evidence &= ~EVIDENCE_BIT(UNSEEN);
        if (famous && several) h->evidence &= ~(EVIDENCE_BIT(SEEN_PERSON) | EVIDENCE_BIT(SEEN_BODY)); /* "أديس أبابا" */
        h->score = place_score(s, h->evidence);
    }
}
