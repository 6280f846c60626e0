/* The rules behind times and quantities: which won, which lost and why. */
#ifndef DP_CLI_WHY_TIMES_H
#define DP_CLI_WHY_TIMES_H

#include "annotate/annotate.h"
#include "cli/paper.h"
#include "mention/time_explain.h"

typedef struct why_trials {
    const time_trial *at;
    uint32_t count;
    const char *text;
} why_trials;

/* The trials over `words` in a text (over all of it where `words` is NULL). They live in the arena. */
dp_status why_trials_find(const knowledge *k, const dispatch *d, const char *words, arena *a, why_trials *out, dp_error *err);
/* Those that lost, indented under what won. */
void why_put_losers(paper *p, const knowledge *k, const why_trials *t);
/* "trials": [{"words", "value", "rule", "outcome"}] */
void why_json_trials(buf *b, const knowledge *k, const why_trials *t);

/* depeche why --text: every time and quantity of some words, without a ledger. Gives the exit status. */
int why_text(const cli *c);

#endif
