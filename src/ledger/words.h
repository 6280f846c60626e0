/* What a claim says, in one line of plain words, without who says it. Private persons are masked. */
#ifndef DP_LEDGER_WORDS_H
#define DP_LEDGER_WORDS_H

#include "ledger/entry.h"

/* States that somebody leaves: the one who leaves is the claim's "from". */
static inline bool control_gives_up(unsigned state) {
    return state == CONTROL_LOST || state == CONTROL_WITHDRAWN;
}

/* "Abu Kamal taken by Syria: armed forces from Islamic State"; `place` may be NULL. */
void words_of_control(const entry *e, const claim *c, const char *place, buf *out);
/* "15 to 25 hommes killed by Islamic State" */
void words_of_count(const entry *e, const claim *c, const casualty *k, buf *out);
/* "ASSAULT by Islamic State on Syria: armed forces" */
void words_of_event(const entry *e, const claim *c, buf *out);
/* ", 2017-11-09" or ", 2017-11-09 to 2017-11-10"; nothing where the days are not known. */
void words_of_days(day_range d, buf *out);
/* All of it, without days, in the scratch arena. */
dp_status words_of_claim(entry *e, const claim *c, const char **out, dp_error *err);

#endif
