/* Days and civil dates; see the header for the source of the algorithms. */
#include "core/day.h"

#include <string.h>

enum { YEAR_MAX = 9999 }; /* either side of 0: keeps all sums far from overflow */

static bool is_leap(int32_t y) {
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int32_t day_month_length(int32_t year, int32_t month) {
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return days[month - 1] + (month == 2 && is_leap(year));
}

int32_t day_from_civil(int32_t year, int32_t month, int32_t day) {
    if (year < -YEAR_MAX || year > YEAR_MAX || day < 1 || day > day_month_length(year, month)) return DAY_NONE;
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

civil day_to_civil(int32_t day) {
    if (day == DAY_NONE) return (civil){0};
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = (int32_t)(z - era * 146097);
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    civil c = {.day = doy - (153 * mp + 2) / 5 + 1, .month = mp < 10 ? mp + 3 : mp - 9};
    c.year = (int32_t)(yoe + era * 400) + (c.month <= 2);
    return c;
}

int32_t day_weekday(int32_t day) {
    int64_t since_monday = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int32_t)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

/* A week belongs to the year of its Thursday. */
void day_iso_week(int32_t day, int32_t *year, int32_t *week) {
    if (day == DAY_NONE) {
        *year = *week = 0;
        return;
    }
    int32_t thursday = day - day_weekday(day) + 4;
    *year = day_to_civil(thursday).year;
    *week = (thursday - day_from_civil(*year, 1, 1)) / 7 + 1;
}

static bool digits(const char *s, int n, int32_t *out) {
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return false;
        *out = *out * 10 + (s[i] - '0');
    }
    return true;
}

bool edtf_parse(const char *s, civil *out) {
    civil c = {0};
    size_t n = s ? strlen(s) : 0;
    if (n != 4 && n != 7 && n != 10) return false;
    if (!digits(s, 4, &c.year) || c.year < 1000 || c.year > 2999) return false;
    if (n >= 7 && (s[4] != '-' || !digits(s + 5, 2, &c.month) || c.month < 1 || c.month > 12)) return false;
    if (n == 10 && (s[7] != '-' || !digits(s + 8, 2, &c.day) || day_from_civil(c.year, c.month, c.day) == DAY_NONE)) return false;
    *out = c;
    return true;
}

day_range edtf_range(civil c) {
    if (c.year == 0) return (day_range){DAY_NONE, DAY_NONE};
    int32_t first_month = c.month ? c.month : 1, last_month = c.month ? c.month : 12;
    int32_t first_day = c.day ? c.day : 1, last_day = c.day ? c.day : day_month_length(c.year, last_month);
    return (day_range){day_from_civil(c.year, first_month, first_day), day_from_civil(c.year, last_month, last_day)};
}

static char *put_digits(char *at, int32_t v, int n) {
    for (int i = n - 1; i >= 0; i--, v /= 10) at[i] = (char)('0' + v % 10);
    return at + n;
}

void day_format(int32_t day, char out[16]) {
    civil c = day_to_civil(day);
    char *at = out;
    if (day != DAY_NONE && c.year >= -YEAR_MAX && c.year <= YEAR_MAX) {
        if (c.year < 0) *at++ = '-';
        at = put_digits(at, c.year < 0 ? -c.year : c.year, 4);
        *at++ = '-';
        at = put_digits(at, c.month, 2);
        *at++ = '-';
        at = put_digits(at, c.day, 2);
    }
    *at = '\0';
}
