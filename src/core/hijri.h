/* The tabular Islamic calendar (type II, civil epoch of Friday 16 July 622 Julian): months of 30 and 29 days in turn, and
 * eleven leap years in thirty, whose last month has 30 days. It is reckoned, not observed: where a month begins with the
 * sighting of the moon, a date may lie a day to either side.
 * E. M. Reingold, N. Dershowitz, "Calendrical Calculations", 4th ed. (2018), chapter 7. */
#ifndef DP_CORE_HIJRI_H
#define DP_CORE_HIJRI_H

#include "core/day.h"

int32_t hijri_month_length(int32_t year, int32_t month);          /* 29 or 30; 0 where there is no such month */
int32_t day_from_hijri(int32_t year, int32_t month, int32_t day); /* DAY_NONE where the date does not exist */
civil day_to_hijri(int32_t day);                                  /* all 0 before the first year and for DAY_NONE */
day_range hijri_range(civil c);                                   /* of a year, a month or a day */

#endif
