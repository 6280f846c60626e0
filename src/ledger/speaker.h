/* Who says so: the lane that a claim is in, and who speaks, named or not. */
#ifndef DP_LEDGER_SPEAKER_H
#define DP_LEDGER_SPEAKER_H

#include "ledger/entry.h"

typedef struct teller {
    const char *label, *shown, *folded; /* folded is "" where nobody is named */
} teller;

/* A claimant's name: the actor's where it is known, else the words. Strings in the scratch arena or borrowed. */
dp_status teller_of(entry *e, const claimant *c, teller *out, dp_error *err);

/* The lane a claim is in: the outermost claimant who is named, else the outlet, else the dispatch itself. `basis`: which. */
dp_status lane_of(entry *e, const claim *c, teller *out, const char **basis, dp_error *err);

/* Equal for equal speakers: the lane, and in an outlet's lane whoever speaks there without a name ("a doctor"): two of them may
 * contradict each other. */
dp_status speaker_of(entry *e, const claim *c, const teller *lane, const char *basis, const char **out, dp_error *err);

#endif
