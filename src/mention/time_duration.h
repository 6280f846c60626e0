/* Durations and sets, and the arithmetic of shifts: "three and a half years", "every other Friday", "two weeks ago". */
#ifndef DP_MENTION_TIME_DURATION_H
#define DP_MENTION_TIME_DURATION_H

#include "mention/time_match.h"
#include "mention/time_period.h"

/* n in thousandths, so that halves count; no more than leaves room to reckon with. */
int64_t time_thousandths(const number *n);
/* The day so many units away (in thousandths), and how coarse that is. */
period time_shifted(int unit, int64_t thousandths, int dir, int32_t base);

/* "P3Y", "PT1M30S", "PXD"; "P1D", "XXXX-WXX-5". */
void time_duration_value(const frame *f, char out[40]);
void time_set_value(const frame *f, char out[40]);
/* "the last three months", "since ten days": a stretch that touches the dispatch's day; DAY_NONE twice for others. */
day_range time_duration_days(const frame *f, int32_t today);

#endif
