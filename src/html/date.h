/* Dates as the web writes them: in machine stamps and in words.
 *
 *   stamps   2017-11-10T06:12:00+01:00 · 20171110 · Fri, 10 Nov 2017 06:12:00 GMT · Friday, 10-Nov-17 06:12:00 GMT ·
 *            Fri Nov 10 06:12:00 2017                     ISO 8601, RFC 822 and its heirs, RFC 850, asctime; loose about white
 *                                                         space and about what follows, strict about days that do not exist
 *
 * The day is the one that is written, in the writer's own zone. Pure functions; any thread may call them. */
#ifndef DP_HTML_DATE_H
#define DP_HTML_DATE_H

#include <stddef.h>

#include "core/day.h"

typedef struct date_stamp {
    civil day; /* month or day 0 where the stamp stops before them */
    bool has_time, has_zone;
    int32_t seconds_of_day; /* as written; 0 without a time */
    int32_t zone_minutes;   /* east of Greenwich; 0 without a zone */
} date_stamp;

/* Reads the stamp that s begins with (white space before it is passed over). False where it is none, or names a day that does not
 * exist: 30 February, the 99th. A time that does not exist is left out and the day kept. Years 1000 to 2999. */
bool date_read_stamp(const char *s, size_t n, date_stamp *out);
/* Seconds since 1970-01-01T00:00:00Z; a missing zone counts as Greenwich. Only for stamps that have a day. */
int64_t date_stamp_seconds(const date_stamp *stamp);
/* The day (core/day.h) on which that second lies in Greenwich; DAY_NONE beyond the calendar's years. */
int32_t date_of_seconds(int64_t seconds);

#endif
