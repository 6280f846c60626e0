#include "mention/time_period.h"

int32_t floor_div(int32_t a, int32_t b) {
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

int32_t week_monday(int32_t iso_year, int32_t week) {
    int32_t fourth = day_from_civil(iso_year, 1, 4); /* always in week 1 */
    return fourth == DAY_NONE ? DAY_NONE : fourth - (day_weekday(fourth) - 1) + (week - 1) * 7;
}

/* The Gregorian computus, as Butcher's Ecclesiastical Calendar (1876) has it. */
int32_t easter_sunday(int32_t y) {
    int32_t golden = y % 19, century = y / 100, rest = y % 100;
    int32_t moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    int32_t weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    int32_t late = (golden + 11 * moon + 22 * weekday) / 451, n = moon + weekday - 7 * late + 114;
    return day_from_civil(y, n / 31, n % 31 + 1);
}

int32_t day_add_months(int32_t day, int32_t months) {
    civil c = day_to_civil(day);
    int32_t m = c.year * 12 + c.month - 1 + months, y = floor_div(m, 12);
    m = m - y * 12 + 1;
    int32_t length = day_month_length(y, m);
    return day_from_civil(y, m, c.day > length ? length : c.day);
}

period period_day(int32_t day) {
    if (day == DAY_NONE) return (period){.unit = UNIT_DAY};
    civil c = day_to_civil(day);
    return (period){.unit = UNIT_DAY, .y = c.year, .m = c.month, .d = c.day};
}

/* Meteorological seasons; the winter of a year begins in its December, so January lies in the winter of the year before. */
static period season_of(civil c, int32_t k) {
    int32_t months = c.year * 12 + c.month - 1 - 2 + k * 3; /* March is 0 */
    int32_t y = floor_div(months, 12);
    return (period){.unit = UNIT_SEASON, .y = y, .n = (months - y * 12) / 3 + 1};
}

period period_of(int unit, int32_t day, int32_t k) {
    period p = {.unit = unit};
    if (day == DAY_NONE || k > 100000 || k < -100000) return p;
    civil c = day_to_civil(day);
    switch (unit) {
    case UNIT_DAY:
        return period_day(day + k);
    case UNIT_WEEK:
    case UNIT_WEEKEND:
        day_iso_week(day + 7 * k, &p.y, &p.n);
        break;
    case UNIT_MONTH: {
        civil at = day_to_civil(day_add_months(day - c.day + 1, k));
        p.y = at.year;
        p.m = at.month;
        break;
    }
    case UNIT_QUARTER: {
        int32_t q = c.year * 4 + (c.month - 1) / 3 + k;
        p.y = floor_div(q, 4);
        p.n = q - p.y * 4 + 1;
        break;
    }
    case UNIT_HALF: {
        int32_t h = c.year * 2 + (c.month - 1) / 6 + k;
        p.y = floor_div(h, 2);
        p.n = h - p.y * 2 + 1;
        break;
    }
    case UNIT_SEASON:
        return season_of(c, k);
    case UNIT_DECADE:
        p.n = floor_div(c.year, 10) + k;
        break;
    case UNIT_CENTURY:
        p.n = floor_div(c.year, 100) + k;
        break;
    case UNIT_MILLENNIUM:
        p.unit = UNIT_YEAR;
        p.y = c.year + 1000 * k;
        break;
    default:
        p.unit = UNIT_YEAR;
        p.y = c.year + k;
        break;
    }
    return p;
}

static day_range months(int32_t y, int32_t first, int32_t count) {
    int32_t start = day_from_civil(y, first, 1);
    if (start == DAY_NONE) return (day_range){DAY_NONE, DAY_NONE};
    return (day_range){start, day_add_months(start, count) - 1};
}

day_range period_days(const period *p) {
    day_range none = {DAY_NONE, DAY_NONE};
    bool span_of_years = p->unit == UNIT_DECADE || p->unit == UNIT_CENTURY;
    if (span_of_years ? p->n <= 0 || p->n > 299 : p->y <= 0 || p->y > 2999) return none;
    switch (p->unit) {
    case UNIT_DAY: {
        int32_t d = day_from_civil(p->y, p->m, p->d);
        return (day_range){d, d};
    }
    case UNIT_WEEK:
    case UNIT_WEEKEND: {
        int32_t monday = week_monday(p->y, p->n);
        return p->unit == UNIT_WEEK ? (day_range){monday, monday + 6} : (day_range){monday + 5, monday + 6};
    }
    case UNIT_MONTH:
        return months(p->y, p->m, 1);
    case UNIT_QUARTER:
        return months(p->y, (p->n - 1) * 3 + 1, 3);
    case UNIT_HALF:
        return months(p->y, (p->n - 1) * 6 + 1, 6);
    case UNIT_SEASON:
        return months(p->y, p->n * 3, 3);
    case UNIT_DECADE:
        return months(p->n * 10, 1, 120);
    case UNIT_CENTURY:
        return months(p->n * 100, 1, 1200);
    default:
        return months(p->y, 1, 12);
    }
}

/* Text into a value; it is formatted for every day that a dispatch may be of, so without printf. */
static char *put_text(char *out, const char *s) {
    while (*s) *out++ = *s++;
    *out = 0;
    return out;
}

/* `width` digits, or so many X where the number is not known. */
static char *put_number(char *out, int32_t v, int width) {
    for (int k = width - 1; k >= 0; k--, v /= 10) out[k] = (char)('0' + v % 10);
    out[width] = 0;
    return out + width;
}

static char *put_known(char *out, int32_t v, int width) {
    return v > 0 ? put_number(out, v, width) : put_text(out, &"XXXX"[4 - width]);
}

void period_format(const period *p, char out[40]) {
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    if (p->unit == UNIT_DECADE || p->unit == UNIT_CENTURY) {
        put_known(out, p->n, p->unit == UNIT_DECADE ? 3 : 2);
        return;
    }
    out = put_known(out, p->y, 4);
    switch (p->unit) {
    case UNIT_DAY:
        out = put_known(put_text(out, "-"), p->m, 2);
        put_known(put_text(out, "-"), p->d, 2);
        break;
    case UNIT_WEEK:
        put_known(put_text(out, "-W"), p->n, 2);
        break;
    case UNIT_WEEKEND:
        put_text(put_known(put_text(out, "-W"), p->n, 2), "-WE");
        break;
    case UNIT_MONTH:
        put_known(put_text(out, "-"), p->m, 2);
        break;
    case UNIT_QUARTER:
        put_known(put_text(out, "-Q"), p->n, 1);
        break;
    case UNIT_HALF:
        put_known(put_text(out, "-H"), p->n, 1);
        break;
    case UNIT_SEASON:
        put_text(put_text(out, "-"), p->n > 0 ? seasons[(p->n - 1) & 3] : "XX");
        break;
    default:
        break;
    }
}

day_range period_third(day_range days, int unit, int mod) {
    if (days.first == DAY_NONE || days.last <= days.first || mod < MOD_START || mod > MOD_END) return days;
    int32_t length = days.last - days.first + 1, third = unit == UNIT_MONTH ? 10 : (length + 2) / 3;
    if (mod == MOD_START)
        days.last = days.first + third - 1;
    else if (mod == MOD_END)
        days.first = unit == UNIT_MONTH ? days.first + 20 : days.last - third + 1;
    else {
        days.first += third;
        if (unit == UNIT_MONTH || length - 2 * third > 0)
            days.last = days.first + (unit == UNIT_MONTH ? 9 : length - 2 * third - 1);
    }
    return days;
}
