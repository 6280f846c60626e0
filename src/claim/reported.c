/* Which claims a sentence reports, and which it only speaks of. CAMEO gives codes to what a report tells anew ("who did what to
 * whom"), and TABARI and its heirs read the main event of each clause: in "Peru complained about two raids that left nine
 * dead" that is the complaint. What stands below another event (as its object, its occasion, in a clause about one of its
 * parties) keeps its type, its roles and its ACLED sub-event and has no CAMEO code. */
#include <string.h>

#include "claim/reader.h"

enum { DEPTH_MAX = 64 }; /* steps up a tree: no sentence is nested so deep, and hostile ones end */

static bool is_coded(const claim *c) {
    return c->cameo && c->polarity == POLARITY_AFFIRMED && strcmp(c->type, "STATE") != 0;
}

/* The claim of the sentence, other than `self`, that the word triggers; INDEX_NONE. */
static uint32_t claim_at(const reader *r, uint32_t first, uint32_t end, uint32_t self, const token *w) {
    for (uint32_t i = first; i < end; i++) {
        const claim *c = &r->claims.at[i];
        if (i != self && is_coded(c) && w->start >= c->trigger.start && w->end <= c->trigger.end) return i;
    }
    return INDEX_NONE;
}

/* Does the claim's trigger hang on another event, however far above? A clause coordinated with that event is told as it is. */
static bool is_below_another(const reader *r, uint32_t first, uint32_t end, uint32_t self) {
    const claim *c = &r->claims.at[self];
    const sentence *s = &r->x->sentences[r->drafts.at[self].sentence];
    uint32_t k = c->trigger_token;
    for (int step = 0; step < DEPTH_MAX; step++) {
        const token *w = &r->x->tokens[k];
        if (w->head < s->first_token || w->head >= s->end_token) return false; /* TOKEN_NONE too */
        k = w->head;
        if (r->x->tokens[k].start >= c->trigger.start && r->x->tokens[k].end <= c->trigger.end) continue;
        if (claim_at(r, first, end, self, &r->x->tokens[k]) != INDEX_NONE) return w->deprel != DEP_CONJ;
    }
    return false;
}

static void lose_code(claim *c) {
    c->cameo_below = c->cameo;
    c->cameo = NULL;
}

void reported_settle(reader *r) {
    for (uint32_t first = 0, end; first < r->claims.n; first = end) {
        for (end = first; end < r->claims.n && r->drafts.at[end].sentence == r->drafts.at[first].sentence;) end++;
        for (uint32_t i = first; i < end; i++) /* all are judged before any loses its code */
            r->drafts.at[i].below_another = is_coded(&r->claims.at[i]) && is_below_another(r, first, end, i);
        for (uint32_t i = first; i < end; i++)
            if (r->drafts.at[i].below_another) lose_code(&r->claims.at[i]);
    }
}
