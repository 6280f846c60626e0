/* EDTF, the Extended Date/Time Format of ISO 8601-2:2019: dates as archives and catalogues write them.
 *
 *   level 0   2017-11-10 · 2017-11 · 2017 · 2017-11-10T14:30:00Z (its day) · 2017-11-06/2017-11-10
 *   level 1   2017-11-XX · 2017-XX-XX · 201X · 20XX     unspecified digits, from the right
 *             2017-11? · 2017~ · 2017%                  uncertain, approximate, both
 *             2017-21 … 2017-24                         seasons: meteorological, the winter begins in its December
 *             2011/.. · ../2017 · 2011/ · /2017         open and unknown ends
 *             Y17000 · -0044                            years of more digits, and before year 0
 *   level 2   [2017-11-06..2017-11-10,2017-11-14]       one of these days: what is left of a dispatch's date
 *             {2017-11-06,2017-11-10}                   all of them
 *             [..2017-11-06] · [2017-11-10..]           that day or earlier, or later
 *
 * Not read: digits unspecified in the middle, qualifiers inside a date, exponents, significant digits. Whatever is no EDTF is
 * refused as a whole. Pure functions: no memory is kept, any thread may call them. */
#ifndef DP_CORE_EDTF_H
#define DP_CORE_EDTF_H

#include "core/buf.h"
#include "core/day.h"

#define EDTF_ITEMS_MAX 32

enum edtf_kind { EDTF_DATE, EDTF_INTERVAL, EDTF_ONE_OF, EDTF_ALL_OF };
enum edtf_unspecified { EDTF_YEAR_1 = 1, EDTF_YEAR_2 = 2, EDTF_MONTH = 4, EDTF_DAY = 8 }; /* the year's last one or two digits */
enum edtf_quality { EDTF_UNCERTAIN = 1, EDTF_APPROXIMATE = 2 };
enum edtf_end { EDTF_GIVEN, EDTF_OPEN, EDTF_UNKNOWN };

typedef struct edtf_date {
    int32_t year;        /* with 0 for unspecified digits */
    uint8_t month, day;  /* 0 where not given or unspecified; months 21 to 24 are seasons */
    uint8_t unspecified; /* enum edtf_unspecified */
    uint8_t quality;     /* enum edtf_quality */
    bool long_year;      /* written with Y */
    day_range days;      /* inclusive; DAY_NONE twice beyond the calendar's years (±9999) */
} edtf_date;

/* From … to; a single date has to = from and `range` unset. */
typedef struct edtf_item {
    edtf_date from, to;
    uint8_t from_end, to_end; /* enum edtf_end */
    bool range;
} edtf_item;

typedef struct edtf {
    uint8_t kind; /* enum edtf_kind */
    uint32_t count;
    edtf_item items[EDTF_ITEMS_MAX]; /* one for a date or an interval */
} edtf;

/* Reads all of the NUL-terminated s; false where it is none of the forms above, and *out is then empty (count 0). */
bool edtf_read(const char *s, edtf *out);
/* The normal form of what was read: reading it again gives the same. A time of day is gone. */
void edtf_write(const edtf *e, buf *out);

/* May the date be of this day, or does it cover it? */
bool edtf_holds(const edtf *e, int32_t day);
/* From the earliest to the latest day; DAY_NONE at an open or unknown end, and for both where there is no day at all. */
day_range edtf_hull(const edtf *e);
/* A year, month or day; empty for the year 0. */
edtf edtf_from(civil c);
/* The year, month and day that all its days share; 0 for what they do not, and from there on. */
civil edtf_common(const edtf *e);

/* Ascending days as the shortest EDTF: a day, a whole month or year, else a set with its runs: "[2017-11-06..2017-11-10]".
 * Nothing for no days. */
void edtf_write_days(const int32_t *days, size_t n, buf *out);

#endif
