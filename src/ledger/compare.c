/* How two propositions stand to each other. Precision first: where both could be true, they are let alone. */
#include <math.h>
#include <string.h>

#include "ledger/proposition.h"
#include "ledger/words.h"
#include "mention/gazetteer.h"

static const relation none = {RELATION_NONE, ""}, same_all = {RELATION_SAME, "all"};

/* ---- days -------------------------------------------------------------------------------------------------------------- */

static bool overlap(day_range a, day_range b) {
    return a.first <= b.last && b.first <= a.last;
}

/* Days from the end of one to the beginning of the other; 0 or less where they meet. */
static int32_t gap_of(day_range a, day_range b) {
    return a.first > b.last ? a.first - b.last : b.first - a.last;
}

/* The words tell the day; it is not merely the day on which the dispatch was written. */
static bool dated(const proposition *p) {
    return p->basis == BASIS_EXPLICIT || p->basis == BASIS_RELATIVE;
}

static bool one_day(const proposition *a, const proposition *b) {
    return a->days.first == a->days.last && b->days.first == b->days.last && a->days.first == b->days.first;
}

/* Two days that are told, and are not one. */
static bool dates_differ(const proposition *a, const proposition *b) {
    return dated(a) && dated(b) && !overlap(a->days, b->days) && gap_of(a->days, b->days) <= PROPOSITION_GAP;
}

/* A denial comes on the day of what it denies or soon after; where it names a day itself, it speaks of that one. */
static bool answers(const proposition *denial, const proposition *said) {
    if (dated(denial) && dated(said)) return overlap(denial->days, said->days);
    const int32_t before = dated(said) ? 0 : 1; /* news of one day go to print on two */
    return denial->days.last + before >= said->days.first && denial->days.first <= said->days.last + PROPOSITION_DENIAL;
}

static const proposition *denial_of(const proposition *a, const proposition *b) {
    return a->polarity == POLARITY_NEGATED ? a : b;
}

static relation denied(const proposition *a, const proposition *b) {
    const proposition *denial = denial_of(a, b), *said = denial == a ? b : a;
    if (!answers(denial, said)) return none;
    return (relation){denial == b ? RELATION_DENIES : RELATION_DENIED, "polarity"};
}

/* Two denials of one thing. */
static bool answer_alike(const proposition *a, const proposition *b) {
    return overlap(a->days, b->days) || ((!dated(a) || !dated(b)) && gap_of(a->days, b->days) <= PROPOSITION_GAP);
}

/* ---- places ------------------------------------------------------------------------------------------------------------ */

enum place_likeness {
    PLACE_UNCLEAR,
    PLACE_ONE,
    PLACE_INSIDE /* b is a part of a */,
    PLACE_AROUND /* a is a part of b */,
    PLACE_APART
};

static enum place_likeness place_compare(const proposition_spot *a, const proposition_spot *b) {
    if (*a->country && *b->country && strcmp(a->country, b->country) != 0) return PLACE_APART;
    if (!*a->name || !*b->name) return PLACE_UNCLEAR;
    if (strcmp(a->name, b->name) == 0) return PLACE_ONE;
    if (!isfinite(a->lat) || !isfinite(b->lat)) return PLACE_UNCLEAR; /* a name that no gazetteer knows may be any of them */
    if (great_circle_km(a->lat, a->lon, b->lat, b->lon) > fmax(a->reach_km, b->reach_km)) return PLACE_APART;
    return a->reach_km >= b->reach_km ? PLACE_INSIDE : PLACE_AROUND;
}

static bool meets(enum place_likeness at) {
    return at == PLACE_ONE || at == PLACE_INSIDE || at == PLACE_AROUND;
}

/* ---- control ----------------------------------------------------------------------------------------------------------- */

static bool asserts_holder(unsigned state) {
    return state == CONTROL_HELD || state == CONTROL_TAKEN || state == CONTROL_TRANSFERRED;
}
static bool gains(unsigned state) {
    return state == CONTROL_TAKEN || state == CONTROL_TRANSFERRED;
}
static bool open_state(unsigned state) {
    return state == CONTROL_CONTESTED || state == CONTROL_BESIEGED;
}
static bool one_side(enum party_likeness like) {
    return like == PARTY_SAME || like == PARTY_FITTING;
}

/* "was held by B" beside "was taken by A" is the town's past, not another answer. */
static bool former_holder(const proposition *p) {
    return p->control == CONTROL_HELD && !p->ongoing;
}

/* What the same words claim: taking and being handed over; losing and leaving. */
static bool same_ground(unsigned a, unsigned b) {
    return (gains(a) && gains(b)) || (control_gives_up(a) && control_gives_up(b)) || a == b;
}

/* "The town has not fallen" denies whoever took it; "we have not lost it" and "it is not lost", whoever else did; "A has not
 * left", who is another side than A ("the convoy has not left" is no side); "A does not hold it", that A does. */
static bool control_denies(const proposition *denial, const proposition *said, enum party_likeness party) {
    if (control_gives_up(denial->control) && gains(said->control)) {
        if (*denial->party && !*said->party) return one_day(denial, said); /* it may be its own capture, of another day */
        return denial->control == CONTROL_WITHDRAWN && *denial->party ? party == PARTY_DIFFERENT : party != PARTY_SAME;
    }
    if (gains(denial->control) && said->control == CONTROL_LOST) /* "it has not fallen", and "we lost it" */
        return !*denial->party || (*said->party && !one_side(party));
    if (same_ground(denial->control, said->control)) return !*denial->party || !*said->party || one_side(party);
    return asserts_holder(denial->control) && asserts_holder(said->control) && one_side(party);
}

static relation compare_negated_control(const proposition *a, const proposition *b, enum party_likeness party) {
    if (a->polarity == b->polarity) {
        bool alike = same_ground(a->control, b->control) && (one_side(party) || !*a->party || !*b->party);
        return alike && answer_alike(a, b) ? same_all : none;
    }
    const proposition *denial = denial_of(a, b), *said = denial == a ? b : a;
    return control_denies(denial, said, party) ? denied(a, b) : none;
}

static bool taken_yet_open(const proposition *a, const proposition *b) {
    return a->control == CONTROL_TAKEN && open_state(b->control) && b->ongoing;
}

static bool lost_yet_held(const proposition *a, const proposition *b) {
    return control_gives_up(a->control) && asserts_holder(b->control);
}

/* "They took it on Monday", and on Tuesday "they have taken it": what is told without a day may be the day before's. */
static bool is_told_again(const proposition *a, const proposition *b, enum party_likeness party) {
    const proposition *later = a->days.first > b->days.first ? a : b;
    const bool change = gains(a->control) || control_gives_up(a->control);
    return change && party == PARTY_SAME && !dated(later) && !later->ongoing && gap_of(a->days, b->days) == 1;
}

static relation compare_control(const proposition *a, const proposition *b) {
    enum party_likeness party = side_compare(a->party, b->party);
    if (a->polarity == POLARITY_NEGATED || b->polarity == POLARITY_NEGATED) return compare_negated_control(a, b, party);
    bool meet = overlap(a->days, b->days), former = former_holder(a) || former_holder(b);
    if (meet && asserts_holder(a->control) && asserts_holder(b->control) && party == PARTY_DIFFERENT && !former)
        return (relation){RELATION_CONTRADICTS, "holder"};
    if (meet && party == PARTY_SAME && !former && (lost_yet_held(a, b) || lost_yet_held(b, a)))
        return (relation){RELATION_CONTRADICTS, "status"};
    if (meet && (taken_yet_open(a, b) || taken_yet_open(b, a))) return (relation){RELATION_CONTRADICTS, "status"};
    const bool alike = one_side(party) || !*a->party || !*b->party;
    const bool taken_once = a->control == CONTROL_TAKEN && b->control == CONTROL_TAKEN && party == PARTY_SAME;
    const bool left_once = control_gives_up(a->control) && control_gives_up(b->control) && alike;
    if ((taken_once || left_once) && dates_differ(a, b)) return (relation){RELATION_CONTRADICTS, "date"};
    if (a->control == CONTROL_HELD && b->control == CONTROL_HELD) meet = a->days.last == b->days.last; /* each of its own day */
    const bool once = meet || is_told_again(a, b, party);
    return once && same_ground(a->control, b->control) && alike ? same_all : none;
}

/* ---- counts ------------------------------------------------------------------------------------------------------------ */

#define EXACT_LEAST 10 /* smaller counts are too common to tell a happening by */

static bool counts(const proposition *p) {
    return p->low != QUANTITY_NONE || p->high != QUANTITY_NONE;
}

static bool below(const proposition *a, const proposition *b) {
    return a->high != QUANTITY_NONE && b->low != QUANTITY_NONE && a->high < b->low;
}

static bool one_number(const proposition *a, const proposition *b) {
    return counts(a) && a->low == a->high && a->low == b->low && b->low == b->high;
}

/* One number that is hardly met twice in a day: it is large, and a round one needs a doer to go with it. */
static bool telling_number(const proposition *a, const proposition *b, enum party_likeness party) {
    if (!one_number(a, b) || a->low < EXACT_LEAST) return false;
    return party == PARTY_SAME || a->low % 5 != 0;
}

/* "193 Armed clash": kinds of violence that cannot be one deed. Plain attacks and clashes may be any of them. */
static const char *means_of(const char *act) {
    static const char *const means[] = {"Suicide bomb", "Air/drone strike", "Shelling/",
                                        "Abduction/",   "Sexual",           "Remote explosive"};
    for (size_t i = 0; i < sizeof means / sizeof *means; i++)
        if (strstr(act, means[i])) return means[i];
    return NULL;
}

/* From afar, by guns or from the air: languages have one word for it. */
static bool is_bombardment(const char *act) {
    return strstr(act, "Shelling/") || strstr(act, "Air/drone strike") || strstr(act, "Remote explosive");
}

static bool means_clash(const char *a, const char *b) {
    const char *x = means_of(a), *y = means_of(b);
    return x && y && x != y;
}

/* The same number of the same people, said of another day or town. */
static relation compare_elsewhere(const proposition *a, const proposition *b, enum place_likeness at, enum party_likeness party) {
    if (!telling_number(a, b, party)) return none;
    if (at == PLACE_APART) return one_day(a, b) && dated(a) && dated(b) ? (relation){RELATION_CONTRADICTS, "place"} : none;
    return at == PLACE_ONE && dates_differ(a, b) ? (relation){RELATION_CONTRADICTS, "date"} : none;
}

/* "A nurse": one of however many, and no new toll beside the one that was told. */
static bool is_one_of_some(const proposition *p) {
    return p->low == 1 && p->high == QUANTITY_NONE;
}

/* "At least twenty", then "twenty": one number, said with more care or less. */
static bool one_least(const proposition *a, const proposition *b) {
    return a->low == b->low && (a->high == b->high || a->high == QUANTITY_NONE || b->high == QUANTITY_NONE);
}

/* Does one counting leave no room for the other? `a` is the toll of the whole where one is part of the other. */
static relation compare_tolls(const proposition *a, const proposition *b, bool part) {
    if (!counts(a) || !counts(b)) return none;
    if (below(a, b) || (below(b, a) && !part)) return (relation){RELATION_CONTRADICTS, "count"};
    if (one_least(a, b)) return same_all;
    return part || is_one_of_some(a) || is_one_of_some(b) ? none : (relation){RELATION_SAME, "count"};
}

/* Not one person more is told of those who came to no harm. */
static bool is_nobody(const proposition *p) {
    return !counts(p) && people_kind_of(p->who) == PEOPLE_ANYBODY;
}

/* A count that is denied takes in what was said: the same people, or nobody at all; one person's death that is denied, that
 * one's. */
static bool covers(const proposition *denial, const proposition *said, enum people_likeness who, bool whole) {
    const bool one = denial->low == 1;
    if (who == PEOPLE_SAME) return !one || people_kind_of(denial->who) != PEOPLE_ANYBODY || one_number(denial, said);
    return whole && !one && people_kind_of(denial->who) == PEOPLE_ANYBODY;
}

/* Counted until it was told: what one day of it cost is a part of that. */
static bool runs_on(const proposition *p) {
    return p->basis == BASIS_INFERRED;
}

/* Two tolls of one place: of the same people over the same time, or one of a part of the other. */
static relation compare_scopes(const proposition *a, const proposition *b, enum place_likeness at, enum people_likeness who) {
    const bool a_whole = who == PEOPLE_WHOLE || at == PLACE_INSIDE || (runs_on(a) && !runs_on(b));
    const bool b_whole = who == PEOPLE_PART || at == PLACE_AROUND || (runs_on(b) && !runs_on(a));
    if (a_whole && b_whole) return none;
    return b_whole ? compare_tolls(b, a, true) : compare_tolls(a, b, a_whole);
}

/* "Three German soldiers were killed on Friday", in a village that no list holds: where neither names a place, the dead of one
 * country's on a day that both tell are one toll. */
static bool nowhere_alike(const proposition *a, const proposition *b, enum people_likeness who) {
    char country[4];
    const char *x = a->who, *y = b->who;
    return who == PEOPLE_SAME && !*a->spot.name && !*b->spot.name && dated(a) && dated(b) && one_day(a, b) &&
           side_country(&x, country) && side_country(&y, country);
}

static relation compare_count(const proposition *a, const proposition *b) {
    enum place_likeness at = place_compare(&a->spot, &b->spot);
    enum party_likeness party = side_compare(a->party, b->party);
    enum people_likeness who = people_compare(a->who, b->who);
    if (who == PEOPLE_UNCLEAR && one_number(a, b) && people_akin(a->who, b->who)) who = PEOPLE_SAME;
    if (party == PARTY_DIFFERENT || who == PEOPLE_UNCLEAR || who == PEOPLE_DIFFERENT || means_clash(a->act, b->act)) return none;
    if (a->polarity != b->polarity) {
        const proposition *denial = denial_of(a, b), *said = denial == a ? b : a;
        /* "Our soldiers killed no prisoners" answers who says that they did, not every toll */
        if (*denial->party && !*said->party && !one_number(denial, said)) return none;
        if (at == (denial == a ? PLACE_AROUND : PLACE_INSIDE)) return none; /* nobody in a suburb, and some in the city */
        const bool whole = who == (denial == a ? PEOPLE_WHOLE : PEOPLE_PART);
        if (is_nobody(denial) && !overlap(a->days, b->days)) return none; /* "without casualties": in what it tells of */
        return meets(at) && covers(denial, said, who, whole) ? denied(a, b) : none;
    }
    if (a->polarity == POLARITY_NEGATED) return none;
    if (who == PEOPLE_SAME && (at == PLACE_APART || !overlap(a->days, b->days))) return compare_elsewhere(a, b, at, party);
    if (!overlap(a->days, b->days)) return none;
    if (at == PLACE_APART) return none;
    if (at == PLACE_UNCLEAR && !nowhere_alike(a, b, who))
        return who == PEOPLE_SAME && one_day(a, b) && telling_number(a, b, party) ? same_all : none;
    return compare_scopes(a, b, at, who);
}

/* ---- events ------------------------------------------------------------------------------------------------------------ */

/* "193 Armed clash": one deed, where the CAMEO codes are equal, or the kind of violence is. */
static bool one_act(const char *a, const char *b) {
    size_t m = strcspn(a, " "), n = strcspn(b, " ");
    if (m == n && memcmp(a, b, m) == 0) return true;
    bool plain = strstr(a, "Armed clash") || strstr(a, " Attack") || strstr(a, " Other");
    return a[m] && b[n] && strcmp(a + m, b + n) == 0 && !plain;
}

/* Meetings and deals: those who take part are told from either side, and seldom all of them. */
static bool is_mutual(const char *type) {
    return strcmp(type, "CONSULT") == 0 || strcmp(type, "AGREE") == 0 || strcmp(type, "COOPERATE") == 0;
}

static const char *all_parties(const proposition *p, char *room, size_t size) {
    size_t n = strlen(p->party), m = strlen(p->other);
    if (n + m + 2 > size) return p->party;
    memcpy(room, p->party, n);
    if (n && m) room[n++] = '|';
    memcpy(room + n, p->other, m + 1);
    return room;
}

static bool same_meeting(const proposition *a, const proposition *b, enum place_likeness at) {
    char x[2048], y[2048];
    unsigned least, shared = side_shared(all_parties(a, x, sizeof x), all_parties(b, y, sizeof y), &least);
    return least && shared && (meets(at) || (at == PLACE_UNCLEAR && shared >= 2 && shared == least && one_day(a, b)));
}

/* The same deed by the same, to the same. Where one names no doer, or no place, the rest must be sure. */
static bool same_deed(const proposition *a, const proposition *b, enum place_likeness at) {
    enum party_likeness doer = side_compare(a->party, b->party), other = side_compare(a->other, b->other);
    if (!one_act(a->act, b->act) || doer == PARTY_DIFFERENT || other == PARTY_DIFFERENT) return false;
    if (counts(a) || counts(b)) return false; /* what is counted is compared by its count */
    const char *means = means_of(a->act);
    if (meets(at) && means && means == means_of(b->act) && dated(a) && dated(b) && one_day(a, b)) return true;
    if (meets(at)) return one_side(doer) || ((!*a->party || !*b->party) && one_side(other));
    return at == PLACE_UNCLEAR && doer == PARTY_SAME && other == PARTY_SAME && one_day(a, b);
}

/* "He was arrested": it happens to one person once. */
static bool happens_once(const proposition *a, const proposition *b) {
    return strcmp(a->state, "COERCE") == 0 && *a->other && one_act(a->act, b->act) &&
           side_compare(a->other, b->other) == PARTY_SAME;
}

/* Whom it was done to: one side, people of one role, or most words in common ("nephew", "nephew of the ousted president"). */
static bool one_target(const proposition *denial, const proposition *said, enum party_likeness other) {
    return one_side(other) || people_akin(denial->other, said->other) || side_shares_words(denial->other, said->other);
}

/* Where the two cannot be held against each other: one is known by a list and one by its words, or they are of two scripts. Who
 * denies that one was attacked does not deny that another was. */
static bool may_be_one_target(const proposition *denial, const proposition *said) {
    if (!*said->other) return true;
    const enum people_kind x = people_kind_of(denial->other), y = people_kind_of(said->other);
    return x != y || (x == PEOPLE_BY_WORD && !side_one_script(denial->other, said->other));
}

/* A denial without a doer denies the deed, whoever did it; a toll with a doer is his deed. */
static bool event_denies(const proposition *denial, const proposition *said, enum place_likeness at) {
    enum party_likeness doer = side_compare(denial->party, said->party), other = side_compare(denial->other, said->other);
    const bool one_time = meets(at) && dated(denial) && dated(said) && one_day(denial, said);
    const bool one_doer = one_side(doer) || (doer == PARTY_UNCLEAR && one_time);
    if (*denial->party && !*said->party && !(*said->other && other == PARTY_SAME)) return false;
    if (*denial->party && *said->party && !one_doer) return false;
    const bool guessed = *denial->party && *said->party && doer == PARTY_UNCLEAR; /* then the target at least is one */
    if (guessed && *denial->other && !one_target(denial, said, other)) return false;
    if (other == PARTY_DIFFERENT && !counts(said)) return false;
    const bool unnamed = !*denial->party && !*denial->other;
    if (unnamed && (!*denial->act || strcmp(denial->state, "ASSAULT") != 0)) return false; /* it may speak of anything */
    if (counts(denial) && other != PARTY_SAME) return false;                               /* who was not hurt answers a toll */
    const bool one_kind = one_time || !*denial->party || doer == PARTY_SAME || counts(said) || means_of(said->act);
    if (*denial->other && !one_target(denial, said, other) && !(at == PLACE_ONE && one_kind && may_be_one_target(denial, said)))
        return false;
    if (*denial->other && !side_is_ground(denial->other) && !*said->other && !one_kind) return false;
    const bool alike = one_act(denial->act, said->act) || (is_bombardment(denial->act) && is_bombardment(said->act));
    if (*denial->act && !alike && !(counts(said) && one_side(doer))) return false;
    const bool one_person = !*denial->party && !*said->party && other == PARTY_SAME && side_is_known_person(denial->other);
    return meets(at) || (at == PLACE_UNCLEAR && (one_person || (one_side(doer) && one_side(other))));
}

static relation compare_event(const proposition *a, const proposition *b) {
    enum place_likeness at = place_compare(&a->spot, &b->spot);
    if (at == PLACE_APART) return none;
    if (a->polarity != b->polarity) {
        const proposition *denial = denial_of(a, b);
        return event_denies(denial, denial == a ? b : a, at) ? denied(a, b) : none;
    }
    bool alike = is_mutual(a->state) ? same_meeting(a, b, at) : same_deed(a, b, at);
    if (a->polarity == POLARITY_NEGATED) {
        const bool unnamed = one_act(a->act, b->act) && meets(at) && (!*a->party || !*b->party) && !counts(a) && !counts(b);
        return (alike || unnamed) && answer_alike(a, b) ? same_all : none;
    }
    if (alike && overlap(a->days, b->days)) return same_all;
    return happens_once(a, b) && meets(at) && dates_differ(a, b) ? (relation){RELATION_CONTRADICTS, "date"} : none;
}

relation proposition_compare(const proposition *a, const proposition *b) {
    if (a->family != b->family || (a->family != PROPOSITION_CONTROL && strcmp(a->state, b->state) != 0)) return none;
    switch (a->family) {
    case PROPOSITION_CONTROL:
        return place_compare(&a->spot, &b->spot) == PLACE_ONE ? compare_control(a, b) : none;
    case PROPOSITION_COUNT:
        return compare_count(a, b);
    default:
        return compare_event(a, b);
    }
}
