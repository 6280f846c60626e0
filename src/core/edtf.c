#include "core/edtf.h"

#include <string.h>

enum { SPRING = 21, WINTER = 24, LONG_YEAR_DIGITS = 9 };

/* ---- reading ---- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Exactly n digits at *s. */
static bool read_digits(const char **s, int n, int32_t *out) {
    *out = 0;
    for (int k = 0; k < n; k++, ++*s) {
        if (!is_digit(**s)) return false;
        *out = *out * 10 + (**s - '0');
    }
    return true;
}

/* "2017", "201X", "20XX", "-0044", "Y17000" */
static bool read_year(const char **s, edtf_date *d) {
    d->long_year = **s == 'Y';
    if (d->long_year) ++*s;
    bool negative = **s == '-';
    if (negative) ++*s;
    int32_t v = 0;
    if (d->long_year) {
        int n = 0;
        for (; is_digit(**s) && n < LONG_YEAR_DIGITS; n++, ++*s) v = v * 10 + (**s - '0');
        if (n < 5 || v < 10000 || is_digit(**s)) return false; /* four digits need no Y */
    } else {
        int known = 0;
        while (known < 4 && is_digit((*s)[known])) known++;
        if (known < 2 || !read_digits(s, known, &v)) return false;
        for (int k = known; k < 4; k++, ++*s) {
            if (**s != 'X') return false;
            v *= 10;
        }
        d->unspecified |= known == 2 ? EDTF_YEAR_2 : known == 3 ? EDTF_YEAR_1 : 0;
        if (negative && d->unspecified) return false;
    }
    d->year = negative ? -v : v;
    return true;
}

/* "-11", "-XX" */
static bool read_part(const char **s, int32_t low, int32_t high, unsigned unspecified, edtf_date *d, uint8_t *out) {
    ++*s;
    int32_t v = 0;
    if (strncmp(*s, "XX", 2) == 0) {
        d->unspecified |= (uint8_t)unspecified;
        *s += 2;
    } else if (d->unspecified || !read_digits(s, 2, &v) || v < low || v > high)
        return false;
    *out = (uint8_t)v;
    return true;
}

/* "T14:30:00", "T14:30:00Z", "T14:30:00+01:00": checked and dropped. */
static bool skip_time(const char **s) {
    int32_t hour, minute, second;
    ++*s;
    if (!read_digits(s, 2, &hour) || *(*s)++ != ':' || !read_digits(s, 2, &minute)) return false;
    if (hour > 24 || minute > 59) return false;
    if (**s == ':') {
        ++*s;
        if (!read_digits(s, 2, &second) || second > 60) return false;
    }
    if (**s == 'Z')
        ++*s;
    else if (**s == '+' || **s == '-') {
        ++*s;
        if (!read_digits(s, 2, &hour) || hour > 14) return false;
        if (**s == ':') {
            ++*s;
            if (!read_digits(s, 2, &minute) || minute > 59) return false;
        }
    }
    return true;
}

static day_range days_of(const edtf_date *d) {
    const day_range none = {DAY_NONE, DAY_NONE};
    int32_t first = d->year, last = first + (d->unspecified & EDTF_YEAR_2 ? 99 : d->unspecified & EDTF_YEAR_1 ? 9 : 0);
    int32_t first_month = d->month ? d->month : 1, last_month = d->month ? d->month : 12;
    if (d->month >= SPRING) {
        first_month = (d->month - SPRING + 1) * 3;
        last_month = d->month == WINTER ? 2 : first_month + 2;
        last += d->month == WINTER;
    }
    day_range r = {day_from_civil(first, first_month, d->day ? d->day : 1),
                   day_from_civil(last, last_month, d->day ? d->day : day_month_length(last, last_month))};
    return r.first == DAY_NONE || r.last == DAY_NONE ? none : r;
}

static bool read_date(const char **s, edtf_date *d) {
    *d = (edtf_date){0};
    if (!read_year(s, d)) return false;
    if (**s == '-' && !d->long_year) {
        if (!read_part(s, 1, WINTER, EDTF_MONTH, d, &d->month)) return false;
        bool season = d->month > 12;
        if (season && d->month < SPRING) return false;
        if (**s == '-' && (season || !read_part(s, 1, 31, EDTF_DAY, d, &d->day))) return false;
        if (d->day && d->day > day_month_length(d->year, d->month)) return false;
        if (**s == 'T' && (!d->day || !skip_time(s))) return false;
    }
    if (**s == '?' || **s == '~' || **s == '%') {
        d->quality = **s == '?' ? EDTF_UNCERTAIN : **s == '~' ? EDTF_APPROXIMATE : EDTF_UNCERTAIN | EDTF_APPROXIMATE;
        ++*s;
    }
    d->days = days_of(d);
    return true;
}

static bool is_dots(const char *s) {
    return s[0] == '.' && s[1] == '.';
}

/* Both ends given must not run backwards. */
static bool in_order(const edtf_item *i) {
    if (i->from_end != EDTF_GIVEN || i->to_end != EDTF_GIVEN) return true;
    if (i->from.days.first != DAY_NONE && i->to.days.last != DAY_NONE) return i->from.days.first <= i->to.days.last;
    return i->from.year <= i->to.year;
}

/* "a", "a..b", "..b", "a.." */
static bool read_item(const char **s, edtf_item *i) {
    *i = (edtf_item){0};
    if (is_dots(*s)) {
        *s += 2;
        i->range = true;
        i->from_end = EDTF_OPEN;
        return read_date(s, &i->to);
    }
    if (!read_date(s, &i->from)) return false;
    i->to = i->from;
    if (!is_dots(*s)) return true;
    *s += 2;
    i->range = true;
    if (**s == ',' || **s == ']' || **s == '}') {
        i->to_end = EDTF_OPEN;
        i->to = (edtf_date){0};
        return true;
    }
    return read_date(s, &i->to) && in_order(i);
}

static bool read_set(const char *s, edtf *e) {
    const char close = *s == '[' ? ']' : '}';
    e->kind = *s == '[' ? EDTF_ONE_OF : EDTF_ALL_OF;
    do {
        s++;
        while (*s == ' ') s++;
        if (e->count == EDTF_ITEMS_MAX || !read_item(&s, &e->items[e->count++])) return false;
    } while (*s == ',');
    return s[0] == close && s[1] == 0;
}

/* One end of an interval: a date, ".." or nothing. */
static bool read_end(const char **s, edtf_date *d, uint8_t *end) {
    *end = EDTF_GIVEN;
    if (is_dots(*s)) {
        *s += 2;
        *end = EDTF_OPEN;
    } else if (**s == '/' || **s == 0)
        *end = EDTF_UNKNOWN;
    else
        return read_date(s, d);
    return true;
}

static bool read_plain(const char *s, edtf *e) {
    edtf_item *i = &e->items[0];
    e->count = 1;
    if (!read_end(&s, &i->from, &i->from_end)) return false;
    if (*s == 0) {
        i->to = i->from;
        return i->from_end == EDTF_GIVEN;
    }
    if (*s++ != '/') return false;
    e->kind = EDTF_INTERVAL;
    i->range = true;
    bool one = read_end(&s, &i->to, &i->to_end) && *s == 0 && in_order(i);
    return one && (i->from_end == EDTF_GIVEN || i->to_end == EDTF_GIVEN);
}

bool edtf_read(const char *s, edtf *out) {
    memset(out, 0, sizeof *out);
    bool right = s && (*s == '[' || *s == '{' ? read_set(s, out) : read_plain(s, out));
    if (!right) memset(out, 0, sizeof *out);
    return right;
}

edtf edtf_from(civil c) {
    edtf e = {0};
    if (c.year == 0) return e;
    edtf_date *d = &e.items[0].from;
    *d = (edtf_date){.year = c.year, .month = (uint8_t)c.month, .day = (uint8_t)c.day};
    d->days = days_of(d);
    e.items[0].to = *d;
    e.count = 1;
    return e;
}

/* ---- days ---- */

static day_range item_days(const edtf_item *i) {
    return (day_range){i->from_end == EDTF_GIVEN ? i->from.days.first : DAY_NONE,
                       i->to_end == EDTF_GIVEN ? i->to.days.last : DAY_NONE};
}

/* A date beyond the calendar's years covers none of its days. */
static bool is_beyond(const edtf_item *i) {
    return (i->from_end == EDTF_GIVEN && i->from.days.first == DAY_NONE) ||
           (i->to_end == EDTF_GIVEN && i->to.days.first == DAY_NONE);
}

bool edtf_holds(const edtf *e, int32_t day) {
    for (uint32_t k = 0; k < e->count; k++) {
        const day_range r = item_days(&e->items[k]);
        if (is_beyond(&e->items[k])) continue;
        if ((r.first == DAY_NONE || day >= r.first) && (r.last == DAY_NONE || day <= r.last)) return true;
    }
    return false;
}

day_range edtf_hull(const edtf *e) {
    day_range hull = {DAY_NONE, DAY_NONE};
    bool any = false, open_first = false, open_last = false;
    for (uint32_t k = 0; k < e->count; k++) {
        const day_range r = item_days(&e->items[k]);
        if (is_beyond(&e->items[k])) continue;
        open_first |= r.first == DAY_NONE;
        open_last |= r.last == DAY_NONE;
        if (!any || r.first < hull.first) hull.first = r.first;
        if (!any || r.last > hull.last) hull.last = r.last;
        any = true;
    }
    if (open_first) hull.first = DAY_NONE;
    if (open_last) hull.last = DAY_NONE;
    return hull;
}

civil edtf_common(const edtf *e) {
    const day_range r = edtf_hull(e);
    if (r.first == DAY_NONE || r.last == DAY_NONE) return (civil){0};
    civil a = day_to_civil(r.first);
    const civil b = day_to_civil(r.last);
    if (a.year != b.year) return (civil){0};
    if (a.month != b.month) a.month = 0;
    if (a.month == 0 || a.day != b.day) a.day = 0;
    return a;
}

/* ---- writing ---- */

static void write_date(const edtf_date *d, buf *out) {
    char year[8];
    int32_t v = d->year < 0 ? -d->year : d->year;
    if (d->long_year)
        buf_printf(out, "Y%s%d", d->year < 0 ? "-" : "", (int)v);
    else {
        for (int k = 3; k >= 0; k--, v /= 10) year[k] = (char)('0' + v % 10);
        if (d->unspecified & (EDTF_YEAR_1 | EDTF_YEAR_2)) year[3] = 'X';
        if (d->unspecified & EDTF_YEAR_2) year[2] = 'X';
        if (d->year < 0) buf_char(out, '-');
        buf_add(out, year, 4);
    }
    if (d->unspecified & EDTF_MONTH)
        buf_str(out, "-XX");
    else if (d->month)
        buf_printf(out, "-%02d", (int)d->month);
    if (d->unspecified & EDTF_DAY)
        buf_str(out, "-XX");
    else if (d->day)
        buf_printf(out, "-%02d", (int)d->day);
    static const char *const quality[] = {"", "?", "~", "%"};
    buf_str(out, quality[d->quality & 3]);
}

static void write_end(const edtf_date *d, unsigned end, buf *out) {
    if (end == EDTF_GIVEN)
        write_date(d, out);
    else if (end == EDTF_OPEN)
        buf_str(out, "..");
}

void edtf_write(const edtf *e, buf *out) {
    if (e->count == 0) return;
    const bool set = e->kind == EDTF_ONE_OF || e->kind == EDTF_ALL_OF;
    if (set) buf_char(out, e->kind == EDTF_ONE_OF ? '[' : '{');
    for (uint32_t k = 0; k < e->count; k++) {
        const edtf_item *i = &e->items[k];
        if (k) buf_char(out, ',');
        if (!i->range)
            write_date(&i->from, out);
        else if (set) {
            if (i->from_end == EDTF_GIVEN) write_date(&i->from, out);
            buf_str(out, "..");
            if (i->to_end == EDTF_GIVEN) write_date(&i->to, out);
        } else {
            write_end(&i->from, i->from_end, out);
            buf_char(out, '/');
            write_end(&i->to, i->to_end, out);
        }
    }
    if (set) buf_char(out, e->kind == EDTF_ONE_OF ? ']' : '}');
}

static void write_day(int32_t day, buf *out) {
    char iso[16];
    day_format(day, iso);
    buf_str(out, iso);
}

void edtf_write_days(const int32_t *days, size_t n, buf *out) {
    if (n == 0) return;
    const civil first = day_to_civil(days[0]), last = day_to_civil(days[n - 1]);
    const bool run = (size_t)(days[n - 1] - days[0]) + 1 == n, begins = run && n > 1 && first.day == 1;
    const bool ends = begins && last.year == first.year && last.day == day_month_length(last.year, last.month);
    if (n == 1)
        write_day(days[0], out);
    else if (ends && first.month == last.month && first.year >= 0)
        buf_printf(out, "%04d-%02d", (int)first.year, (int)first.month);
    else if (ends && first.month == 1 && last.month == 12 && first.year >= 0)
        buf_printf(out, "%04d", (int)first.year);
    else {
        buf_char(out, '[');
        for (size_t k = 0, end; k < n; k = end) {
            for (end = k + 1; end < n && days[end] == days[end - 1] + 1;) end++;
            if (k) buf_char(out, ',');
            write_day(days[k], out);
            if (end - k == 1) continue;
            buf_str(out, end - k == 2 ? "," : "..");
            write_day(days[end - 1], out);
        }
        buf_char(out, ']');
    }
}
