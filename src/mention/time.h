/* Times, quantities and the dispatch's date. Rules: lang/<code>/time.rules, numbers.rules.
 * Values follow TIMEX3 (TimeML 1.2.1), intervals are inclusive days; low, best and high follow docs/quantities.md. */
#ifndef DP_MENTION_TIME_H
#define DP_MENTION_TIME_H

#include "mention/mention.h"

dp_status time_rules_open(const pack *p, time_rules **out, dp_error *err);
void time_rules_free(time_rules *r);

/* Fills out->times, quantities and date. Times are resolved against the date's candidates: where several days are left,
 * a relative time spans from its earliest to its latest reading. */
dp_status time_find(const time_rules *r, const text *x, const edtf *given, arena *a, mentions *out, dp_error *err);

/* No clause describes a day: "said on Thursday it had captured …" is what was said. Verbs with a subject of their own that the
 * parser hung on a time behind a verb are hung on that verb, as its complement. Nor has a day a place or a party: "withdrew
 * on Saturday from the town" is where the withdrawal was. Runs before claims are read. */
void time_mend_tree(text *x, const mentions *m);

#endif
