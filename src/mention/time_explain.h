/* Which rules matched some words, which of them won, and why the others lost: what `depeche why` shows of a time or quantity. */
#ifndef DP_MENTION_TIME_EXPLAIN_H
#define DP_MENTION_TIME_EXPLAIN_H

#include "mention/time.h"

enum time_outcome { TRIAL_WON, TRIAL_SHORTER, TRIAL_FURTHER_DOWN, TRIAL_INSIDE };
const char *time_outcome_name(unsigned outcome); /* "won", "shorter", "further down in the file", "inside another" */

typedef struct time_trial {
    span at;
    rule_ref rule;
    uint8_t outcome; /* enum time_outcome */
    bool quantity;
    char value[72]; /* a TIMEX3 value; low, best and high; "no time" for a rule that only takes words away */
} time_trial;

/* The trials over the words that overlap `at` (all of them for an empty span), winners first, then the losers in the order of
 * the text; they live in the arena. Times are seen from the first day that `given` allows, each by itself. */
dp_status time_explain(const time_rules *r, const text *x, const edtf *given, span at, arena *a, const time_trial **out,
                       uint32_t *count, dp_error *err);

#endif
