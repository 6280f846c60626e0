/* Who says so: the lane that a claim is in, and who speaks, named or not. */
#ifndef DP_LEDGER_SPEAKER_H
#define DP_LEDGER_SPEAKER_H

#include "ledger/entry.h"

typedef struct teller {
    const char *label, *shown, *folded; /* folded is "" where nobody is named */
    const char *speaker;                /* of a person: "Katirima" and "Lt. Col. Phinehas Katirima" have one; else NULL */
} teller;

/* A claimant's name: the actor's where it is known, else the words. Strings in the scratch arena or borrowed. */
dp_status teller_of(entry *e, const claimant *c, teller *out, dp_error *err);

/* The lane a claim is in: the outermost claimant who is named; else who is quoted without a name, with the outlet; else the
 * outlet; else the dispatch itself. `basis`: which. Lanes of equal `folded` are one. */
dp_status lane_of(entry *e, const claim *c, teller *out, const char **basis, dp_error *err);

#endif
