/* Propositions: what a claim says, without who says it, in a form that two claims can be compared by.
 *
 *   claim ──▶ proposition_of ──▶ control   "Abu Kamal taken by Syria: armed forces, 2017-11-09"
 *                           ├──▶ count     "Abu Kamal: 40 soldiers killed, 2017-11-09"
 *                           └──▶ event     "Abu Kamal: ASSAULT by A on B, 2017-11-09"
 *
 * Only what is said of a moment takes part: past or ongoing, more than possible, on days that are known to within
 * PROPOSITION_DAYS; for control, at a place smaller than a country. What is vaguer may be at odds with something, but nobody
 * could say so for sure. A claim that names no place is taken to speak of the one its dispatch is telling of.
 *
 * A proposition lies in a few *blocks* (block.c), and only those that share one are compared. Comparing is a function of the two
 * alone, so that relations come out the same in whatever order dispatches are read. */
#ifndef DP_LEDGER_PROPOSITION_H
#define DP_LEDGER_PROPOSITION_H

#include "ledger/side.h"

#define PROPOSITION_DAYS   3 /* last - first, at most */
#define PROPOSITION_GAP    3 /* days between two readings of one date, or between two denials of one claim */
#define PROPOSITION_STILL  2 /* days before the dispatch that "still holds" speaks of */
#define PROPOSITION_DENIAL 5 /* days between a claim and its denial */
/* Who begins more days before the beginning of another, or after its end, has nothing to say to it. */
#define PROPOSITION_REACH (PROPOSITION_DAYS + PROPOSITION_DENIAL)
#define PROPOSITION_MAX   256u /* of one dispatch */

enum proposition_family { PROPOSITION_CONTROL, PROPOSITION_COUNT, PROPOSITION_EVENT };
const char *proposition_family_name(unsigned v);

/* Where it is said to be. */
typedef struct proposition_spot {
    const char *name;    /* "geonames 174448", or the folded name and country; "" for a country, a region or no place */
    const char *country; /* ISO 3166 alpha-2; "" */
    double lat, lon;     /* NAN where unknown */
    double reach_km;     /* what lies as near as that is part of it, as far as news are concerned */
} proposition_spot;

typedef struct proposition {
    uint8_t family;
    uint8_t control; /* CONTROL: enum control_state */
    uint8_t polarity;
    uint8_t basis;     /* enum basis of the days; INFERRED: a count that ran over all of them until it was told */
    bool ongoing;      /* said of the day of the dispatch */
    const char *state; /* control state, casualty role or PLOVER type, in words */
    const char *act;   /* CAMEO code and ACLED sub-event, "193 Armed clash"; "" */
    const char *party; /* who holds, who leaves, or the actors (side.h); "" where not said */
    const char *other; /* from or to whom, recipients; "" */
    const char *who;   /* COUNT: those who are counted (side.h); "" */
    int64_t low, high; /* COUNT, and EVENT with a toll; QUANTITY_NONE where open */
    day_range days;
    int64_t place_key; /* row; 0 for none */
    proposition_spot spot;
    const char *words;
    char id[ID_CHARS + 1];
} proposition;

/* The propositions of claim number `claim_no` (from 0; at most cap), strings in the scratch arena. */
dp_status proposition_of(entry *e, uint32_t claim_no, proposition *out, uint32_t cap, uint32_t *n, dp_error *err);

/* The place that a claim speaks of: its own; else that of its incident, of its sentence or of what was told just before.
 * Where nothing tells, the town that the dispatch is about; INDEX_NONE for none. */
uint32_t proposition_place(entry *e, const claim *c);
/* Can it be the place of a proposition? `control`: of who holds it (a region can be held). */
bool place_serves(const place_mention *p, bool control);

/* ---- blocks (block.c) -------------------------------------------------------------------------------------------------- */

#define BLOCKS_MAX 6u
#define BEYOND_MAX 4u
typedef struct block_list {
    uint64_t own[BLOCKS_MAX]; /* in which it is found; one at least */
    uint32_t own_count;
    uint64_t beyond[BEYOND_MAX]; /* where own[0] is a square of the map: those in sight across its border, looked at too */
    uint32_t beyond_count;
} block_list;
/* Worked out from the fields that the ledger keeps, so that a proposition's blocks need not be kept themselves. */
void block_list_of(const proposition *p, block_list *out);

/* ---- comparing (compare.c) --------------------------------------------------------------------------------------------- */

enum relation_kind {
    RELATION_NONE,
    RELATION_SAME,
    RELATION_CONTRADICTS,
    RELATION_DENIES /* b denies a */,
    RELATION_DENIED /* a denies b */
};
typedef struct relation {
    uint8_t kind;
    const char *field; /* holder, status, polarity, count, date, place; for SAME "all", or "count" where the counts only fit */
} relation;
/* How two propositions stand to each other. */
relation proposition_compare(const proposition *a, const proposition *b);

#endif
