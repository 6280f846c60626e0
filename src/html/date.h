/* Dates as the web writes them: in machine stamps and in words.
 *
 *   stamps   2017-11-10T06:12:00+01:00 · 20171110 · Fri, 10 Nov 2017 06:12:00 GMT · Friday, 10-Nov-17 06:12:00 GMT ·
 *            Fri Nov 10 06:12:00 2017                     ISO 8601, RFC 822 and its heirs, RFC 850, asctime; loose about white
 *                                                         space and about what follows, strict about days that do not exist
 *
 *   words    10 November 2017 · 10. November 2017 · Nov. 10th, 2017 · le 10 novembre 2017 · 10 ноября 2017 г. · 2017.
 * november 10. · 2017年11月10日 · ngày 10 tháng 11 năm 2017 · 10/11/2017 · 10.11.17
 *
 * The day is the one that is written, in the writer's own zone. Pure functions; any thread may call them. */
#ifndef DP_HTML_DATE_H
#define DP_HTML_DATE_H

#include <stddef.h>

#include "core/day.h"
#include "core/utf8.h"
#include "html/page_words.h"

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

/* How a page writes its days, and which of them can be meant. */
typedef struct date_habits {
    const char *lang;      /* BCP 47, "" where it is not known */
    enum date_order order; /* of 10/11/2017 */
    int32_t first, last;   /* inclusive (core/day.h) */
} date_habits;

typedef struct date_hit {
    span at;
    int32_t day;
    bool is_sure; /* a year of four digits, and nobody could take the day for the month */
} date_hit;

/* The next day that is written in s from *from on, which moves behind it. Days that do not exist or lie outside the habits are
 * passed over, and so are years alone and months without a day. Linear: every byte is looked at a bounded number of times. */
bool date_next(const page_words *w, const date_habits *h, const char *s, uint32_t n, uint32_t *from, date_hit *out);
/* The day in an address: /2017/11/10/, /2017-11-10-, /20171110, /2017/nov/10/. */
bool date_in_address(const page_words *w, const date_habits *h, const char *address, uint32_t n, date_hit *out);

#endif
