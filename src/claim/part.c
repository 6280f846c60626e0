/* Parts of a town: who holds the north of it, its airport or forty percent of it does not hold the town.
 *
 *   "the north of the town"        north      "Gao airport"        airport
 *   "the eastern districts"        east       "40 percent of Gao"  other, known by its words
 *   "the port of Sukhumi"          the town itself, which such words name as often as its port
 *
 * Words are those of [traits] in lang/<code>/events-words.rules. */
#include "claim/reader.h"

#define PATH_MAX_STEPS 6u

static unsigned part_of_word(const tree *t, unsigned k) {
    const unsigned upos = tree_token(t, k)->upos;
    if (!t->word[k] || upos == UPOS_VERB || upos == UPOS_AUX || upos == UPOS_ADP) return PART_WHOLE;
    return (t->word[k]->traits & TRAIT_PART_MASK) >> TRAIT_PART_SHIFT;
}

static bool is_direction(unsigned part) {
    return part >= PART_NORTH && part <= PART_OUTSKIRTS;
}

static bool is_share(const reader *r, unsigned k) {
    const uint32_t q = tree_quantity(&r->t, k);
    if (q == INDEX_NONE) return false;
    return r->m->quantities[q].kind == QUANTITY_PERCENT || r->m->quantities[q].kind == QUANTITY_FRACTION;
}

/* A word of the name itself: "Puerto Asís", "South Ossetia". */
static bool in_name(const place_mention *p, uint32_t token) {
    return !(p->flags & PLACE_COREF) && token >= p->at.first_token && token < p->at.end_token;
}

/* "Bokhtar im Süden des Landes", "на півдні Таджикистану": the direction is that of another place. */
static bool is_of_another(const tree *t, unsigned k, const place_mention *p) {
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        if (t->place[c] != INDEX_NONE && t->first + c != p->at.head_token) return true;
    }
    return false;
}

/* "northern Gao", "the eastern districts", "Gao-Est": what stands beside the name or a word for a part. "The northern city of
 * Gao" lies in the north of something else. */
static unsigned direction_beside(const tree *t, unsigned k, const place_mention *p) {
    const bool name = t->first + k == p->at.head_token && !(p->flags & PLACE_COREF);
    if (!name && !part_of_word(t, k)) return PART_WHOLE;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i], rel = tree_token(t, c)->deprel, part = part_of_word(t, c);
        if (in_name(p, t->first + c)) continue;
        if (part == PART_MOST) return part;
        if (rel == DEP_NMOD && is_of_another(t, c, p)) continue;
        if ((rel == DEP_AMOD || rel == DEP_COMPOUND || rel == DEP_FLAT || rel == DEP_NMOD) && is_direction(part)) return part;
    }
    return PART_WHOLE;
}

static bool told_of_port(const reader *r) {
    for (uint32_t i = 0; i < r->claims.n; i++)
        if (r->claims.at[i].control_part == PART_PORT) return true;
    return false;
}

static bool has_owner(const tree *t, unsigned k) {
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++)
        if (FEAT_GET(tree_token(t, t->child[i])->feats, POSS)) return true;
    return false;
}

/* "The port of Sukhumi" and "the district of Mejicanos" are what the name says, "the port" is often the town; not so "its port",
 * "the port of the town", nor "the port" where the dispatch has parted the two. */
static bool is_place_itself(const reader *r, unsigned part, const place_mention *p, unsigned k, unsigned below) {
    uint8_t slot;
    if (part != PART_PORT && part != PART_DISTRICT) return false;
    if (FEAT_GET(tree_token(&r->t, k)->feats, NUMBER) == NUMBER_PLUR) return false;
    if (k == below) return part == PART_PORT && (p->flags & PLACE_COREF) && !told_of_port(r) && !has_owner(&r->t, k);
    return !(p->flags & PLACE_COREF) && tree_case(&r->t, below, &slot) != TREE_NONE && slot == SLOT_OF;
}

/* Of two words the one that says more: "the eastern districts" are in the east, "la mayor parte" is most of it. */
static unsigned closer(unsigned a, unsigned b) {
    if (a == PART_WHOLE || b == PART_WHOLE) return a == PART_WHOLE ? b : a;
    return a == PART_OTHER || a == PART_DISTRICT ? b : a;
}

void part_fill(const reader *r, unsigned token, uint32_t place, claim *c) {
    static const place_mention unnamed = {.flags = PLACE_COREF}; /* "the airport", of the town told of before */
    const tree *t = &r->t;
    const place_mention *p = place < r->places.n ? &r->places.at[place] : &unnamed;
    const uint32_t head = place < r->places.n ? p->at.head_token - t->first : TREE_NONE;
    const unsigned lowest = head < t->n && tree_under(t, head, token) ? head : token;
    unsigned part = PART_WHOLE, below = lowest;
    for (unsigned k = lowest, step = 0; k != TREE_NONE && step < PATH_MAX_STEPS; step++, k = t->head[k]) {
        part = closer(part, direction_beside(t, k, p));
        if (k != head || (p->flags & PLACE_COREF)) {
            const unsigned own = in_name(p, t->first + k) ? PART_WHOLE : part_of_word(t, k);
            if (!is_place_itself(r, own, p, k, below)) part = closer(part, own);
            if (is_share(r, k)) part = closer(part, PART_OTHER);
        }
        below = k;
        if (k == token) break;
    }
    if (part == PART_WHOLE) return;
    uint32_t first, end;
    c->control_part = (uint8_t)part;
    c->control_part_at = tree_nominal(t, token, &first, &end);
}
