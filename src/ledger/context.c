/* The place of a claim that names none. News say where once and go on: "Twelve soldiers were killed in the battle." */
#include <string.h>

#include "ledger/proposition.h"

#define SENTENCES_BACK 3u  /* as far as a place told of is still meant */
#define CLAIMS_BACK    16u /* looked at, so that hostile text stays linear */

static uint32_t own_place(const claim *c) {
    return c->control != CONTROL_NONE && c->control_place != INDEX_NONE ? c->control_place : c->place;
}

static bool serves(const entry *e, uint32_t place) {
    return place < e->an->mentions.place_count && place_serves(&e->an->mentions.places[place], false);
}

/* Claims of one happening share its place. */
static uint32_t place_of_incident(const entry *e, uint32_t self) {
    const claims *all = &e->an->claims;
    for (uint32_t step = 1; step <= CLAIMS_BACK; step++) {
        const uint32_t at[2] = {self - step, self + step};
        for (int i = 0; i < 2; i++) {
            if (at[i] >= all->n || all->at[at[i]].incident != all->at[self].incident) continue;
            uint32_t place = own_place(&all->at[at[i]]);
            if (serves(e, place)) return place;
        }
    }
    return INDEX_NONE;
}

static bool one_place(const place_mention *a, const place_mention *b) {
    return a->id ? a->id == b->id : !b->id && strcmp(a->name, b->name) == 0;
}

/* Places stand by their start. */
static uint32_t first_place(const mentions *m, uint32_t offset) {
    uint32_t low = 0, high = m->place_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->places[mid].at.at.start < offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The only town that the sentence names. What a text begins with is where it was written, and gives way to another. */
static uint32_t place_of_sentence(const entry *e, uint32_t sentence_no) {
    const mentions *m = &e->an->mentions;
    const sentence *y = &e->an->text.sentences[sentence_no];
    uint32_t found = INDEX_NONE;
    for (uint32_t i = first_place(m, y->start); i < m->place_count && m->places[i].at.at.start < y->end; i++) {
        const place_mention *p = &m->places[i];
        if (!serves(e, i) || p->flags & (PLACE_AS_ACTOR | PLACE_IN_NAME)) continue;
        bool dateline = found != INDEX_NONE && m->places[found].at.at.start == e->an->text.sentences[0].start;
        if (found != INDEX_NONE && !dateline && !one_place(p, &m->places[found])) return INDEX_NONE;
        found = i;
    }
    return found;
}

static uint32_t place_before(const entry *e, uint32_t self, uint32_t sentence_no) {
    const claims *all = &e->an->claims;
    for (uint32_t i = self; i > 0 && self - i < CLAIMS_BACK; i--) {
        const claim *c = &all->at[i - 1];
        if (sentence_from(&e->an->text, c->trigger.start) + SENTENCES_BACK < sentence_no) break;
        uint32_t place = own_place(c);
        if (serves(e, place)) return place;
    }
    return INDEX_NONE;
}

uint32_t proposition_place(const entry *e, const claim *c) {
    uint32_t place = own_place(c);
    if (place < e->an->mentions.place_count) return place;
    const uint32_t self = (uint32_t)(c - e->an->claims.at), sentence_no = sentence_from(&e->an->text, c->trigger.start);
    place = place_of_incident(e, self);
    if (place == INDEX_NONE && sentence_no < e->an->text.sentence_count) place = place_of_sentence(e, sentence_no);
    return place == INDEX_NONE ? place_before(e, self, sentence_no) : place;
}
