/* What coders corrected, as lines for a user's own dictionaries (docs/dictionaries.md, "Depeche's own form").
 *
 *   edit of type    "torched": ASSAULT → PROTEST     lang/en/events.rules        torch   VERB   demonstrate
 *   edit of actor   "Qardun Front" → VLDREB          world/actors/review.rules   VLDREB  Qardun Front  -  REB  -  -
 *
 * The trigger's words are its lemmas, read again from the dispatch; the frame is the plainest one of the new type. */
#ifndef DP_REVIEW_SUGGEST_H
#define DP_REVIEW_SUGGEST_H

#include "ledger/review.h"

typedef struct suggestion {
    const char *path;    /* inside the folder of dictionaries */
    const char *section; /* "actors"; "" before the first */
    const char *words;   /* a line of the same words is replaced: these columns, from `column` on, set apart by "\x1f" */
    uint32_t column;
    const char *line; /* to be added */
    const char *note; /* a comment above it: who decided so, how often */
} suggestion;
typedef struct suggestions {
    const suggestion
        *at; /* by the first decision that asks for them; of several for the same words, what most decisions ask for */
    uint32_t n;
    uint32_t unusable[REVIEW_FIELDS]; /* corrections that make no line: of days and places, which no folder of dictionaries holds;
                                         of types and actors without words, with an unknown code … */
} suggestions;

dp_status suggest_find(ledger *l, const knowledge *k, arena *a, suggestions *out, dp_error *err);

#endif
