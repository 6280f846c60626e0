#include "core/hijri.h"

enum {
    EPOCH = -492148, /* 16 July 622 Julian, 19 July 622 Gregorian */
    CYCLE_YEARS = 30,
    CYCLE_DAYS = 10631,
    YEAR_MAX = 9999
};

static bool is_leap(int32_t y) {
    return (11 * y + 14) % CYCLE_YEARS < 11;
}

/* Days before the first of Muharram, from the epoch. */
static int32_t days_before(int32_t y) {
    return (y - 1) * 354 + (3 + 11 * y) / CYCLE_YEARS;
}

int32_t hijri_month_length(int32_t year, int32_t month) {
    if (year < 1 || year > YEAR_MAX || month < 1 || month > 12) return 0;
    return month == 12 ? 29 + is_leap(year) : 30 - (month + 1) % 2;
}

int32_t day_from_hijri(int32_t year, int32_t month, int32_t day) {
    if (day < 1 || day > hijri_month_length(year, month)) return DAY_NONE;
    return EPOCH + days_before(year) + 29 * (month - 1) + month / 2 + day - 1;
}

civil day_to_hijri(int32_t day) {
    if (day == DAY_NONE || day < EPOCH || day > EPOCH + YEAR_MAX * 354) return (civil){0};
    int32_t since = day - EPOCH;
    civil c = {.year = (int32_t)(((int64_t)since * CYCLE_YEARS + 10646) / CYCLE_DAYS), .month = 1};
    int32_t left = since - days_before(c.year);
    while (left >= hijri_month_length(c.year, c.month)) left -= hijri_month_length(c.year, c.month++);
    c.day = left + 1;
    return c;
}

day_range hijri_range(civil c) {
    day_range r = {DAY_NONE, DAY_NONE};
    int32_t last_month = c.month ? c.month : 12;
    r.first = day_from_hijri(c.year, c.month ? c.month : 1, c.day ? c.day : 1);
    r.last = c.day ? r.first : day_from_hijri(c.year, last_month, hijri_month_length(c.year, last_month));
    return r;
}
