/* Machine stamps (date.h). The names of months and days in RFC 822 are the protocol's own, in no language. */
#include <string.h>

#include "html/date.h"

enum { SECONDS_A_DAY = 86400 };

typedef struct cursor {
    const char *at, *end;
} cursor;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static void skip_space(cursor *c) {
    while (c->at < c->end && (*c->at == ' ' || (*c->at >= '\t' && *c->at <= '\r'))) c->at++;
}

static bool take(cursor *c, char wanted) {
    if (c->at == c->end || *c->at != wanted) return false;
    c->at++;
    return true;
}

/* How many digits stand here (counted up to 9), and their value where they are at most 8. */
static int digits_here(const cursor *c, int32_t *value) {
    int n = 0;
    *value = 0;
    for (const char *s = c->at; s < c->end && is_digit(*s) && n < 9; s++, n++)
        if (n < 8) *value = *value * 10 + (*s - '0');
    return n;
}

/* A number of `least` to `most` digits that no further digit follows. */
static bool take_number(cursor *c, int least, int most, int32_t *value) {
    const int n = digits_here(c, value);
    if (n < least || n > most) return false;
    c->at += n;
    return true;
}

/* 1 to 12 of the three letters that the protocols know, followed by the rest of the English name or not; 0: none. */
static int32_t take_month(cursor *c) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    const char *s = c->at;
    size_t n = 0;
    while (s + n < c->end && is_letter(s[n])) n++;
    if (n < 3) return 0;
    const char low[3] = {(char)(s[0] | 32), (char)(s[1] | 32), (char)(s[2] | 32)};
    for (int32_t month = 0; month < 12; month++) {
        if (memcmp(names + 3 * month, low, 3) != 0) continue;
        c->at += n;
        return month + 1;
    }
    return 0;
}

/* ---- the time of day */

/* "+0100", "+01:00", "+01", "Z", "GMT", "UT"; other names of zones say nothing that two readers would agree on. */
static void read_zone(cursor c, date_stamp *out) {
    skip_space(&c);
    const size_t left = (size_t)(c.end - c.at);
    if ((left >= 1 && (*c.at | 32) == 'z') || (left >= 3 && memcmp(c.at, "GMT", 3) == 0) ||
        (left >= 2 && memcmp(c.at, "UT", 2) == 0)) {
        out->has_zone = true;
        c.at += (*c.at | 32) == 'z' ? 1 : *c.at == 'G' ? 3 : left >= 3 && c.at[2] == 'C' ? 3 : 2;
    }
    if (c.at == c.end || (*c.at != '+' && *c.at != '-')) return;
    const int32_t sign = *c.at++ == '-' ? -1 : 1;
    int32_t hours, minutes = 0;
    const int n = digits_here(&c, &hours);
    if (n == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (n == 2) {
        c.at += 2;
        if (take(&c, ':') && !take_number(&c, 2, 2, &minutes)) return;
    } else {
        return;
    }
    if (hours > 14 || minutes > 59) return;
    out->has_zone = true;
    out->zone_minutes = sign * (hours * 60 + minutes);
}

/* "06:12", "06:12:00", "06:12:00.123", "061200", then a zone. */
static bool read_time(cursor *c, date_stamp *out) {
    int32_t hour, minute, second = 0;
    const int n = digits_here(c, &hour);
    if (n == 6 || n == 4) {
        c->at += n;
        second = n == 6 ? hour % 100 : 0;
        if (n == 6) hour /= 100;
        minute = hour % 100;
        hour /= 100;
    } else {
        if (!take_number(c, 1, 2, &hour) || !take(c, ':') || !take_number(c, 2, 2, &minute)) return false;
        if (take(c, ':') && !take_number(c, 2, 2, &second)) return false;
    }
    if ((take(c, '.') || take(c, ',')))
        while (c->at < c->end && is_digit(*c->at)) c->at++;
    if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0)) return false;
    out->has_time = true;
    out->seconds_of_day = hour * 3600 + minute * 60 + second;
    read_zone(*c, out);
    return true;
}

/* ---- the day */

static bool exists(civil day) {
    if (day.year < 1000 || day.year > 2999) return false;
    if (day.month == 0) return day.day == 0;
    return day.day == 0 ? day.month <= 12 : day_from_civil(day.year, day.month, day.day) != DAY_NONE;
}

/* How many digits stand here, however many. */
static size_t run_of_digits(const cursor *c) {
    const char *s = c->at;
    while (s < c->end && is_digit(*s)) s++;
    return (size_t)(s - c->at);
}

/* "2017-11-10", "2017/11/10", "2017.11.10", "2017-11", "2017", "20171110", "201711100612", "20171110061200". */
static bool read_iso(cursor c, date_stamp *out) {
    int32_t year;
    const int n = digits_here(&c, &year);
    const size_t run = run_of_digits(&c);
    if (run == 8 || run == 12 || run == 14) {
        out->day = (civil){year / 10000, year / 100 % 100, year % 100};
        c.at += 8;
    } else if (n == 4) {
        out->day.year = year;
        c.at += 4;
        const char mark = c.at < c.end ? *c.at : '\0';
        if (mark == '-' || mark == '/' || mark == '.') {
            c.at++;
            if (!take_number(&c, 1, 2, &out->day.month) || out->day.month == 0) return false;
            if (take(&c, mark) && (!take_number(&c, 1, 2, &out->day.day) || out->day.day == 0)) return false;
        }
    } else {
        return false;
    }
    if (!exists(out->day)) return false;
    if (out->day.day == 0) return true;
    if (c.at < c.end && (*c.at | 32) == 't') c.at++;
    skip_space(&c);
    (void)read_time(&c, out);
    return true;
}

/* Two digits as RFC 2822 reads them. */
static bool read_year(cursor *c, int32_t *year) {
    (void)take(c, '\'');
    const int n = digits_here(c, year);
    if (n != 2 && n != 4) return false;
    c->at += n;
    if (n == 2) *year += *year < 50 ? 2000 : 1900;
    return true;
}

/* "10 Nov 2017 06:12:00 GMT", "10-Nov-17 06:12:00 GMT". */
static bool read_day_first(cursor c, date_stamp *out) {
    if (!take_number(&c, 1, 2, &out->day.day)) return false;
    if (!take(&c, '-')) skip_space(&c);
    out->day.month = take_month(&c);
    (void)take(&c, '.');
    if (out->day.month == 0) return false;
    if (!take(&c, '-')) skip_space(&c);
    if (!read_year(&c, &out->day.year) || out->day.day == 0 || !exists(out->day)) return false;
    (void)take(&c, ',');
    skip_space(&c);
    (void)read_time(&c, out);
    return true;
}

/* "Nov 10 06:12:00 2017", "Nov 10 2017 06:12:00 GMT+0100", "Nov 10, 2017". */
static bool read_month_first(cursor c, date_stamp *out) {
    out->day.month = take_month(&c);
    (void)take(&c, '.');
    skip_space(&c);
    if (out->day.month == 0 || !take_number(&c, 1, 2, &out->day.day) || out->day.day == 0) return false;
    (void)take(&c, ',');
    skip_space(&c);
    int32_t number;
    if (digits_here(&c, &number) != 4 && read_time(&c, out)) skip_space(&c);
    while (c.at < c.end && is_letter(*c.at)) c.at++; /* the zone of "date" on Unix */
    skip_space(&c);
    if (!take_number(&c, 4, 4, &out->day.year) || !exists(out->day)) return false;
    skip_space(&c);
    if (!out->has_time) (void)read_time(&c, out);
    return true;
}

/* "Fri, ", "Friday, ", "Fri ": the day's name, which is not checked. */
static void skip_weekday(cursor *c) {
    cursor next = *c;
    while (next.at < next.end && is_letter(*next.at)) next.at++;
    if (next.at - c->at < 3) return;
    (void)take(&next, '.');
    if (!take(&next, ',') && (next.at == next.end || *next.at != ' ')) return;
    skip_space(&next);
    *c = next;
}

bool date_read_stamp(const char *s, size_t n, date_stamp *out) {
    cursor c = {s, s + n};
    skip_space(&c);
    static bool (*const readers[])(cursor, date_stamp *) = {read_iso, read_day_first, read_month_first};
    for (int round = 0; round < 2; round++) { /* the second time behind the day's name */
        for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
            *out = (date_stamp){0};
            if (readers[i](c, out)) return true;
        }
        skip_weekday(&c);
    }
    *out = (date_stamp){0};
    return false;
}

int64_t date_stamp_seconds(const date_stamp *stamp) {
    const int64_t day = day_from_civil(stamp->day.year, stamp->day.month, stamp->day.day);
    return day * SECONDS_A_DAY + stamp->seconds_of_day - stamp->zone_minutes * 60;
}

int32_t date_of_seconds(int64_t seconds) {
    const int64_t day = seconds / SECONDS_A_DAY - (seconds % SECONDS_A_DAY < 0);
    const int64_t first = day_from_civil(1000, 1, 1), last = day_from_civil(2999, 12, 31);
    return day < first || day > last ? DAY_NONE : (int32_t)day;
}
