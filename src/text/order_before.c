/* Clauses: what stands before the verb. */
#include "text/order_aside.h"
#include "text/order_clause.h"

/* A sentence or clause begins in front of token k. */
static bool opens(const order *o, unsigned k) {
    if (k == 0) return true;
    const uint8_t before = order_kind(o, k - 1);
    return before == WORD_IS_THAT || before == WORD_IS_CLAUSE || before == WORD_IS_JOINER || before == WORD_IS_MARK ||
           order_is_light(before) || before == WORD_IS_RELATIVE;
}

static bool agrees(const order *o, unsigned noun, unsigned verb) {
    const token *n = &o->v.tokens[noun], *w = &o->v.tokens[verb];
    const unsigned a = FEAT_GET(n->feats, GENDER), b = FEAT_GET(w->feats, GENDER);
    if (FEAT_GET(n->feats, NUMBER) == NUMBER_PLUR || !a || !b) return true;
    return a == b;
}

/* The noun that a clause without pronoun modifies: the nearest indefinite one before it that agrees with the verb. */
static uint16_t modified_noun(const order *o, unsigned verb) {
    uint16_t near = NO_TOKEN;
    if (o->v.phrase_to[verb] != NO_TOKEN && (o->v.flags[o->v.phrases[o->v.phrase_to[verb]].head] & FORM_TIME))
        return NO_TOKEN; /* "some hours later he said" */
    for (unsigned k = verb; k > 0 && o->v.phrase_to[k] != NO_TOKEN; k = o->v.phrases[o->v.phrase_to[k]].first) {
        const phrase *p = &o->v.phrases[o->v.phrase_to[k]];
        if (p->definite || o->v.kind[p->head] == WORD_IS_PRONOUN) continue;
        if (agrees(o, p->last, verb)) return p->last;
        if (agrees(o, p->head, verb)) return p->head;
        if (near == NO_TOKEN) near = p->head;
    }
    return near;
}

/* The first of the phrases that stand in a row before k. */
static uint16_t phrase_from(const order *o, unsigned k) {
    uint16_t p = NO_TOKEN;
    while (k > 0 && o->v.phrase_to[k] != NO_TOKEN) {
        p = o->v.phrase_to[k];
        k = o->v.phrases[p].first;
    }
    return p;
}

/* The phrase that opens the clause: "that | forty soldiers | of the forces | of General Michel Aoun | were killed": the bare
 * phrase right behind "that", where nothing but phrases stand between it and k. */
static uint16_t phrase_in_front(const order *o, unsigned k) {
    const uint16_t p = phrase_from(o, k);
    const unsigned first = p != NO_TOKEN ? o->v.phrases[p].first : 0;
    const bool opens = first == 0 || (first == 1 && order_kind(o, 0) == WORD_IS_JOINER); /* "but | al-Fatih | Qurashi | denied" */
    const bool said = p != NO_TOKEN && (opens ? o->v.phrases[p].definite : order_kind(o, first - 1u) == WORD_IS_THAT);
    return said && o->v.phrases[p].prep == NO_TOKEN && !o->v.phrases[p].taken ? p : NO_TOKEN;
}

/* The names that go on right behind a name that is the subject: "al-Fatih | Qurashi". */
static void append_names(order *o, uint16_t subject) {
    for (uint16_t p = (uint16_t)(subject + 1u); p < o->v.phrase_count; p++) {
        phrase *x = &o->v.phrases[p];
        const bool name = x->prep == NO_TOKEN && o->v.tokens[x->head].upos == UPOS_PROPN && !x->taken;
        if (!name || x->first != o->v.phrases[p - 1u].end) return;
        phrases_hang(&o->v, x->head, o->v.phrases[subject].head, DEP_APPOS);
        x->taken = true;
    }
}

/* A clause behind "that" has its subject before its verb: the verb modifies another noun than that only where it agrees with it.
 */
static bool is_main_behind(const order *o, const clause *c, uint16_t p) {
    if (p == NO_TOKEN) return false;
    const uint16_t noun = modified_noun(o, c->verb);
    return noun == NO_TOKEN || o->v.phrases[p].head == noun || o->v.phrases[p].last == noun;
}

/* "as for | the ministry, | it said": the phrase that a particle sets before a clause which "and" opens at k. */
static uint16_t topic_before(const order *o, const clause *c, unsigned k) {
    const uint16_t p = k > 0 && order_kind(o, k - 1) == WORD_IS_JOINER ? phrase_from(o, k - 1) : NO_TOKEN;
    if (p == NO_TOKEN || o->v.phrases[p].prep != NO_TOKEN || o->v.phrases[p].taken || o->v.phrases[p].first != 1) return NO_TOKEN;
    const bool fronted = order_kind(o, 0) == WORD_IS_PARTICLE && (o->v.tokens[k - 1].flags & TOKEN_MWT_FIRST);
    return fronted && agrees(o, o->v.phrases[p].head, c->verb) ? p : NO_TOKEN;
}

/* "an officer of the garrison, | asked not to be named, | said": the noun that an aside without a pronoun modifies: the head of
 * the first phrase before the comma, which the verb stands right behind. */
static uint16_t noun_of_aside(const order *o, const clause *c) {
    enum { ASIDE_MAX = 10 };
    const unsigned comma = c->verb > 0 ? c->verb - 1u : 0;
    if (!phrases_is_mark(&o->v, comma, "\u060C,")) return NO_TOKEN;
    const uint16_t p = phrase_from(o, comma);
    if (p == NO_TOKEN || o->v.phrases[p].definite || o->v.phrases[p].prep != NO_TOKEN) return NO_TOKEN;
    for (unsigned k = c->verb + 1u; k < o->v.n && k - c->verb <= ASIDE_MAX; k++) {
        if (!phrases_is_mark(&o->v, k, "\u060C,")) continue;
        const uint8_t next = order_kind(o, k + 1u);
        return next == WORD_IS_VERB || next == WORD_IS_THAT ? o->v.phrases[p].head : NO_TOKEN;
    }
    return NO_TOKEN;
}

/* "However | that | an officer said": behind a particle at the head of the sentence the clause is no part of another. */
static void free_from_particle(order *o, clause *c) {
    if (c->mark != 1 || order_kind(o, 1) != WORD_IS_THAT || order_kind(o, 0) != WORD_IS_PARTICLE) return;
    phrases_hang(&o->v, c->mark, c->verb, DEP_MARK);
    c->mark = NO_TOKEN;
}

/* Where the clause of the verb opens: over particles, phrases, brackets, asides. */
void order_look_before(order *o, clause *c) {
    c->converb = (o->v.flags[c->verb] & FORM_CONVERB) != 0;
    if (c->converb) return;
    c->noun = noun_of_aside(o, c);
    c->asyndetic = c->noun != NO_TOKEN;
    if (c->asyndetic) return;
    unsigned k = c->verb;
    while (k > 0 && order_is_light(order_kind(o, k - 1))) k--;
    uint16_t candidate = NO_TOKEN;
    const unsigned near = k, aside = k > 0 ? aside_start(&o->v, k - 1) : k;
    if (aside + 1 < k) k = aside;
    while (k > 0 && o->v.phrase_to[k] != NO_TOKEN) {
        const uint16_t p = o->v.phrase_to[k];
        const phrase *x = &o->v.phrases[p];
        k = x->first;
        if (x->prep != NO_TOKEN) continue;
        candidate = p;
        if (x->joined != NO_TOKEN) {
            candidate = x->joined;
            k = o->v.phrases[candidate].first;
        }
        break;
    }
    unsigned front = k;
    while (front > 0 && order_is_light(order_kind(o, front - 1))) front--;
    const uint8_t opener = front > 0 ? order_kind(o, front - 1) : WORD_IS_MARK;
    if (opener == WORD_IS_THAT || opener == WORD_IS_CLAUSE) c->mark = (uint16_t)(front - 1);
    if (front > 0 && opener == WORD_IS_RELATIVE && candidate == NO_TOKEN) c->relative = (uint16_t)(front - 1);
    if (front > 0 && opener == WORD_IS_JOINER) c->joiner = (uint16_t)(front - 1);
    if (c->relative != NO_TOKEN) return;
    const bool free_phrase = candidate != NO_TOKEN && !o->v.phrases[candidate].taken && opens(o, k);
    const uint16_t told = free_phrase ? NO_TOKEN : phrase_in_front(o, near), topic = topic_before(o, c, near);
    if (free_phrase) {
        c->subject = candidate;
        if (aside + 1 < near) aside_hang(&o->v, aside, near - 1u, candidate);
    } else if (topic != NO_TOKEN) {
        c->subject = topic;
    } else if (is_main_behind(o, c, told)) {
        const unsigned first = o->v.phrases[told].first;
        c->subject = told;
        if (first > 0 && order_kind(o, first - 1u) == WORD_IS_THAT) c->mark = (uint16_t)(first - 1u);
        append_names(o, told);
    } else if (near == c->verb && near > 0 && o->v.phrase_to[near] != NO_TOKEN) {
        c->noun = modified_noun(o, c->verb);
        c->asyndetic = c->noun != NO_TOKEN;
    }
    free_from_particle(o, c);
}
