/* Days of the proleptic Gregorian calendar as numbers (0 is 1970-01-01), and the EDTF level 0 that dispatches carry.
 * Algorithms: H. Hinnant, "chrono-compatible low-level date algorithms" (2013). */
#ifndef DP_CORE_DAY_H
#define DP_CORE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_NONE INT32_MIN

typedef struct civil {
    int32_t year;
    int32_t month; /* 1 to 12, 0: not given */
    int32_t day;   /* 1 to 31, 0: not given */
} civil;

/* Inclusive; both DAY_NONE where there is no place on the calendar; one of them where an end is open. */
typedef struct day_range {
    int32_t first, last;
} day_range;

int32_t day_from_civil(int32_t year, int32_t month, int32_t day); /* DAY_NONE where the date does not exist */
civil day_to_civil(int32_t day);
int32_t day_weekday(int32_t day); /* 1 Monday … 7 Sunday (ISO 8601) */
int32_t day_month_length(int32_t year, int32_t month);
void day_iso_week(int32_t day, int32_t *year, int32_t *week);

/* "2017-11-10", "2017-11", "2017" (years 1000 to 2999). False for all else. */
bool edtf_parse(const char *s, civil *out);
day_range edtf_range(civil c);
/* "2017-11-10"; out holds 16 chars. "" for DAY_NONE. */
void day_format(int32_t day, char out[16]);

#endif
