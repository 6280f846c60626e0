/* All parts of this room in their order, and the words of the contract for its enums. */
#include "mention/mention.h"

#include "mention/actor.h"
#include "mention/gazetteer.h"
#include "mention/time.h"

const char *basis_name(unsigned basis) {
    static const char *const names[] = {"unknown", "given", "explicit", "relative", "inferred", "dispatch"};
    return basis < sizeof names / sizeof *names ? names[basis] : names[0];
}

/* "Abu Kamal" and "Paris" look like persons. Where the whole of a supposed person's name was found to be a place, on its own
 * words and those of the rest of the dispatch, the person is given up. Links among the actors are renumbered. */
static dp_status drop_persons_that_are_places(mentions *m, arena *a, dp_error *err) {
    uint32_t *renumbered = arena_array(a, m->actor_count, sizeof *renumbered);
    if (!renumbered) return error_nomem(err);
    uint32_t kept = 0, place = 0;
    for (uint32_t i = 0; i < m->actor_count; i++) {
        const span at = m->actors[i].at.at;
        while (place < m->place_count && m->places[place].at.at.start < at.start) place++;
        const place_mention *p = place < m->place_count ? &m->places[place] : NULL;
        const bool same = p && p->at.at.start == at.start && p->at.at.end == at.end && p->id != 0;
        const uint32_t means = m->actors[i].coref;
        const bool stands_for_it = means < i && renumbered[means] == TOKEN_NONE; /* "he" after "Leon" is nobody known */
        const bool no_person = same && !(p->flags & PLACE_IN_NAME);
        const bool dropped = (no_person || stands_for_it) && m->actors[i].kind == ACTOR_PERSON && !m->actors[i].code;
        renumbered[i] = dropped ? TOKEN_NONE : kept;
        if (!dropped) m->actors[kept++] = m->actors[i];
    }
    m->actor_count = kept;
    for (uint32_t i = 0; i < kept; i++) {
        const uint32_t coref = renumbered[m->actors[i].coref];
        m->actors[i].coref = coref == TOKEN_NONE ? i : coref;
    }
    return DP_OK;
}

dp_status mention_find(const mention_rules *r, const text *x, const edtf *given, arena *a, mentions *out, dp_error *err) {
    *out = (mentions){0};
    dp_status status = time_find(r->times, x, given, a, out, err);
    if (status == DP_OK) status = actor_find(r->actors, x, a, out, err);
    if (status == DP_OK) status = place_find(r->places, x, a, out, err);
    if (status == DP_OK) status = drop_persons_that_are_places(out, a, err);
    return status;
}
