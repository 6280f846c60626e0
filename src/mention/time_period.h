/* Periods of the calendar: what a time comes to once it is resolved, with its TIMEX3 value and its days. */
#ifndef DP_MENTION_TIME_PERIOD_H
#define DP_MENTION_TIME_PERIOD_H

#include "mention/time_rules.h"

/* unit says which of the fields count. A year of 0 is unknown: the value has XXXX and there are no days.
 *   UNIT_DAY y m d · UNIT_WEEK, UNIT_WEEKEND y n · UNIT_MONTH y m · UNIT_QUARTER, UNIT_HALF, UNIT_SEASON y n · UNIT_YEAR y
 *   UNIT_DECADE n = y / 10 · UNIT_CENTURY n = y / 100 */
typedef struct period {
    int unit;
    int32_t y, m, d, n;
} period;

period period_day(int32_t day);
/* The period of that unit which holds the day, k periods on. */
period period_of(int unit, int32_t day, int32_t k);
day_range period_days(const period *p);
void period_format(const period *p, char out[40]);
/* The first, middle or last third (of a month: ten days). */
day_range period_third(day_range days, int unit, int mod);
int32_t day_add_months(int32_t day, int32_t months);
int32_t week_monday(int32_t iso_year, int32_t week);
int32_t easter_sunday(int32_t y); /* of the Western churches */
int32_t floor_div(int32_t a, int32_t b);

#endif
