/* Propositions: what a claim says, without who says it, in a form that two claims can be compared by.
 *
 *   claim ──▶ proposition_of ──▶ control   "Abu Kamal taken by Syria: armed forces, 2017-11-09"      block: place
 *                           ├──▶ count     "Abu Kamal: 40 killed, 2017-11-09"                        block: place, role, type
 *                           ├──▶ where     the same, compared by its number instead of its place     block: number, country,
 * actors └──▶ event     "Abu Kamal: ASSAULT by A on B, 2017-11-09"                block: place, type
 *
 * Only what is said of a moment takes part: past or ongoing, more than possible, at a place smaller than a country, on days
 * that are known to within PROPOSITION_DAYS. What is vaguer may be at odds with something, but nobody could say so for sure.
 * Comparing is a function of the two alone, so that relations come out the same in whatever order dispatches are read. */
#ifndef DP_LEDGER_PROPOSITION_H
#define DP_LEDGER_PROPOSITION_H

#include "ledger/entry.h"

#define PROPOSITION_DAYS 3    /* last - first, at most */
#define PROPOSITION_GAP  3    /* days between two readings of one date, or between a claim and its denial */
#define PROPOSITION_MAX  256u /* of one dispatch */

enum proposition_family { PROPOSITION_CONTROL, PROPOSITION_COUNT, PROPOSITION_WHERE, PROPOSITION_EVENT };
const char *proposition_family_name(unsigned v);

typedef struct proposition {
    uint8_t family;
    uint8_t control; /* CONTROL: enum control_state */
    uint8_t polarity;
    uint8_t basis;     /* enum basis of the days */
    bool ongoing;      /* said of the day of the dispatch */
    const char *state; /* control state, casualty role or PLOVER type, in words */
    const char *party; /* who holds, who leaves, or the actors: "k:SYRMIL=syria armed forces|…"; "" where not said */
    const char *other; /* from or to whom, recipients; ""; WHERE: the place */
    const char *who;   /* counted words, folded; "" */
    int64_t low, high; /* COUNT, WHERE; QUANTITY_NONE where open */
    day_range days;
    int64_t place_key; /* row */
    uint64_t block;
    const char *words;
    char id[ID_CHARS + 1];
} proposition;

/* The propositions of claim `c` (at most cap), strings in the scratch arena. */
dp_status proposition_of(entry *e, const claim *c, proposition *out, uint32_t cap, uint32_t *n, dp_error *err);

enum relation_kind {
    RELATION_NONE,
    RELATION_SAME,
    RELATION_CONTRADICTS,
    RELATION_DENIES /* b denies a */,
    RELATION_DENIED /* a denies b */
};
typedef struct relation {
    uint8_t kind;
    const char *field; /* holder, status, polarity, count, date, place; "all" for SAME */
} relation;
/* How two propositions of one block stand to each other. */
relation proposition_compare(const proposition *a, const proposition *b);

/* Are two lists of parties the same side? */
enum party_likeness { PARTY_UNCLEAR, PARTY_SAME, PARTY_DIFFERENT };
enum party_likeness party_compare(const char *a, const char *b);

#endif
