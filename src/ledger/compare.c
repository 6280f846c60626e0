/* How two propositions of one block stand to each other. Precision first: where both could be true, they are let alone. */
#include <string.h>

#include "ledger/proposition.h"
#include "ledger/words.h"

static const relation none = {RELATION_NONE, ""};

static bool overlap(day_range a, day_range b) {
    return a.first <= b.last && b.first <= a.last;
}

/* A denial comes on the day of what it denies or soon after. */
static bool answers(const proposition *denial, const proposition *said) {
    return denial->days.last >= said->days.first && denial->days.first <= said->days.last + PROPOSITION_GAP;
}

static relation denied(const proposition *a, const proposition *b) {
    const proposition *denial = a->polarity == POLARITY_NEGATED ? a : b, *said = denial == a ? b : a;
    if (!answers(denial, said)) return none;
    return (relation){denial == b ? RELATION_DENIES : RELATION_DENIED, "polarity"};
}

/* ---- control ---------------------------------------------------------------------------------------------------------- */

static bool asserts_holder(unsigned state) {
    return state == CONTROL_HELD || state == CONTROL_TAKEN || state == CONTROL_TRANSFERRED;
}
static bool open_state(unsigned state) {
    return state == CONTROL_CONTESTED || state == CONTROL_BESIEGED;
}

/* "was held by B" beside "was taken by A" is the town's past, not another answer. */
static bool former_holder(const proposition *p) {
    return p->control == CONTROL_HELD && !p->ongoing;
}

static bool dated(const proposition *p) {
    return p->basis == BASIS_EXPLICIT || p->basis == BASIS_RELATIVE;
}

static bool same_ground(unsigned a, unsigned b) {
    return (asserts_holder(a) && asserts_holder(b)) || (control_gives_up(a) && control_gives_up(b)) || a == b;
}

static relation compare_negated_control(const proposition *a, const proposition *b, enum party_likeness party) {
    if (!same_ground(a->control, b->control)) return none;
    const proposition *denial = a->polarity == POLARITY_NEGATED ? a : b;
    bool everyone = !*denial->party; /* "the town has not fallen" */
    return party == PARTY_SAME || everyone ? denied(a, b) : none;
}

static relation compare_control(const proposition *a, const proposition *b) {
    enum party_likeness party = party_compare(a->party, b->party);
    if (a->polarity != b->polarity) return compare_negated_control(a, b, party);
    if (a->polarity == POLARITY_NEGATED) return none;
    bool both_hold = asserts_holder(a->control) && asserts_holder(b->control), meet = overlap(a->days, b->days);
    if (meet && both_hold && party == PARTY_DIFFERENT && !former_holder(a) && !former_holder(b))
        return (relation){RELATION_CONTRADICTS, "holder"};
    if (meet && party == PARTY_SAME &&
        ((asserts_holder(a->control) && control_gives_up(b->control)) ||
         (control_gives_up(a->control) && asserts_holder(b->control))) &&
        !former_holder(a) && !former_holder(b))
        return (relation){RELATION_CONTRADICTS, "status"};
    if (meet && ((a->control == CONTROL_TAKEN && open_state(b->control) && b->ongoing) ||
                 (b->control == CONTROL_TAKEN && open_state(a->control) && a->ongoing)))
        return (relation){RELATION_CONTRADICTS, "status"};
    int32_t gap = a->days.first > b->days.last ? a->days.first - b->days.last : b->days.first - a->days.last;
    if (!meet && gap <= PROPOSITION_GAP && a->control == CONTROL_TAKEN && b->control == CONTROL_TAKEN && party == PARTY_SAME &&
        dated(a) && dated(b))
        return (relation){RELATION_CONTRADICTS, "date"};
    if (meet && a->control == b->control && (party == PARTY_SAME || (!*a->party && !*b->party)))
        return (relation){RELATION_SAME, "all"};
    return none;
}

/* ---- counts, places, events ------------------------------------------------------------------------------------------- */

static bool disjoint(const proposition *a, const proposition *b) {
    bool below = a->high != QUANTITY_NONE && b->low != QUANTITY_NONE && a->high < b->low;
    bool above = b->high != QUANTITY_NONE && a->low != QUANTITY_NONE && b->high < a->low;
    return below || above;
}

static relation compare_count(const proposition *a, const proposition *b) {
    if (*a->who && *b->who && strcmp(a->who, b->who) != 0) return none; /* five children among twenty dead */
    enum party_likeness party = party_compare(a->party, b->party);
    if (party == PARTY_DIFFERENT) return none;
    if (a->polarity != b->polarity) return strcmp(a->who, b->who) == 0 ? denied(a, b) : none;
    if (!overlap(a->days, b->days) || a->polarity == POLARITY_NEGATED) return none;
    if (disjoint(a, b)) return (relation){RELATION_CONTRADICTS, "count"};
    bool counted = (a->low != QUANTITY_NONE || a->high != QUANTITY_NONE) && (b->low != QUANTITY_NONE || b->high != QUANTITY_NONE);
    return counted ? (relation){RELATION_SAME, "all"} : none;
}

static relation compare_event(const proposition *a, const proposition *b) {
    if (party_compare(a->party, b->party) != PARTY_SAME || party_compare(a->other, b->other) == PARTY_DIFFERENT) return none;
    if (!*a->other != !*b->other && a->polarity == b->polarity) return none;
    if (a->polarity != b->polarity) return denied(a, b);
    return overlap(a->days, b->days) && a->polarity == POLARITY_AFFIRMED ? (relation){RELATION_SAME, "all"} : none;
}

relation proposition_compare(const proposition *a, const proposition *b) {
    if (a->family != b->family || a->block != b->block) return none;
    switch (a->family) {
    case PROPOSITION_CONTROL:
        return compare_control(a, b);
    case PROPOSITION_COUNT:
        return compare_count(a, b);
    case PROPOSITION_WHERE:
        return strcmp(a->other, b->other) != 0 && overlap(a->days, b->days) ? (relation){RELATION_CONTRADICTS, "place"} : none;
    default:
        return compare_event(a, b);
    }
}
