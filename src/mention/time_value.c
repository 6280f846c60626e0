/* The conventions are TIMEX3's; docs/times.md says which reading is taken where words leave several. */
#include "mention/time_value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mention/time_duration.h"

#include "core/hijri.h"

#define NO_YEAR 0
/* How much nearer a date must be if the tense speaks against it: tenses are misread too, sure ones seldom. */
#define AGAINST_TENSE_DAYS 150
#define AGAINST_SURE_DAYS  270
#define QUARTER_REACH      4
#define CLOCK_REACH        2 /* sentences over which "at 6 p.m." still speaks of the day named last */

/* ---- which one is meant: the year of "3 May", the Friday of "Friday" ---- */

/* Of the same thing in the years y-1 … y+1 (first days in `days`, DAY_NONE where it does not exist), the one that the
 * direction, the tense, or nearness asks for. Gives an index 0 to 2. */
static int choose(const day_range days[3], int32_t today, const frame *f, unsigned reading) {
    int best = -1;
    unsigned tense = tense_plain(reading);
    int32_t best_distance = INT32_MAX;
    for (int k = 0; k < 3; k++) {
        if (days[k].first == DAY_NONE) continue;
        int32_t distance = today < days[k].first ? days[k].first - today : today > days[k].last ? today - days[k].last : 0;
        bool behind = days[k].last<today, ahead = days[k].first> today;
        if (frame_has(f, SLOT_dir)) {
            if ((f->v[SLOT_dir] < 0 && !behind) || (f->v[SLOT_dir] > 0 && !ahead)) continue;
        } else if (distance > 0 && ((tense == TENSE_OF_PAST && ahead) || (tense == TENSE_OF_FUTURE && behind)))
            distance += reading & TENSE_SURE ? AGAINST_SURE_DAYS : AGAINST_TENSE_DAYS;
        if (distance < best_distance) {
            best = k;
            best_distance = distance;
        }
    }
    return best < 0 ? 1 : best;
}

static int32_t full_year(int32_t y, int32_t today) {
    if (y >= 100 || y < 0) return y;
    int32_t now = today == DAY_NONE ? 2000 : day_to_civil(today).year;
    int32_t century = now / 100 * 100;
    return y + century > now + 10 ? y + century - 100 : y + century;
}

static int32_t nth_weekday(int32_t y, int32_t m, int32_t weekday, int32_t nth) {
    int32_t first = day_from_civil(y, m, 1);
    if (first == DAY_NONE) return DAY_NONE;
    int32_t length = day_month_length(y, m);
    int32_t day = first + (weekday - day_weekday(first) + 7) % 7;
    if (nth > 0)
        day += (nth - 1) * 7;
    else
        day += (first + length - 1 - day) / 7 * 7;
    return day < first + length ? day : DAY_NONE;
}

/* A month, a day of a month, or the first Sunday of a month, in a year that is known. */
static period in_month(const frame *f, int32_t y) {
    period p = {.unit = UNIT_MONTH, .y = y, .m = f->v[SLOT_month]};
    if (frame_has(f, SLOT_day)) {
        p.unit = UNIT_DAY;
        p.d = f->v[SLOT_day];
    } else if (frame_has(f, SLOT_nth) && frame_has(f, SLOT_weekday) && y)
        return period_day(nth_weekday(y, p.m, f->v[SLOT_weekday], f->v[SLOT_nth]));
    else if (frame_has(f, SLOT_nth) && frame_get(f, SLOT_unit2, 0) == UNIT_WEEK && y) {
        day_range days = period_days(&p);
        int32_t nth = f->v[SLOT_nth];
        return period_of(UNIT_WEEK, nth > 0 ? days.first + (nth - 1) * 7 : days.last, 0);
    } else if (frame_has(f, SLOT_nth) && frame_get(f, SLOT_unit2, 0) == UNIT_DAY && y) { /* "the last day of October" */
        day_range days = period_days(&p);
        return period_day(f->v[SLOT_nth] > 0 ? days.first + f->v[SLOT_nth] - 1 : days.last);
    }
    return p;
}

static bool weekday_agrees(const frame *f, const period *p) {
    if (!frame_has(f, SLOT_weekday) || p->unit != UNIT_DAY) return true;
    int32_t d = day_from_civil(p->y, p->m, p->d);
    return d != DAY_NONE && day_weekday(d) == f->v[SLOT_weekday];
}

/* Something that comes once or several times a year and has a name: a month, a season, a quarter, Good Friday. */
static bool is_named(const frame *f) {
    return frame_has(f, SLOT_month) || frame_has(f, SLOT_season) || frame_has(f, SLOT_quarter) || frame_has(f, SLOT_half) ||
           frame_has(f, SLOT_easter);
}

static period named_part(const frame *f, int32_t y) {
    if (frame_has(f, SLOT_easter)) return y ? period_day(easter_sunday(y) + f->v[SLOT_easter]) : (period){.unit = UNIT_DAY};
    if (frame_has(f, SLOT_month)) return in_month(f, y);
    period p = {.y = y};
    if (frame_has(f, SLOT_season)) {
        p.unit = UNIT_SEASON;
        p.n = f->v[SLOT_season];
    } else if (frame_has(f, SLOT_quarter)) {
        p.unit = UNIT_QUARTER;
        p.n = f->v[SLOT_quarter];
    } else {
        p.unit = UNIT_HALF;
        p.n = f->v[SLOT_half];
    }
    return p;
}

/* "3 May", "May", "summer", "the third quarter" without a year. */
static period near_year(const frame *f, int32_t today, unsigned tense) {
    if (today == DAY_NONE) return named_part(f, NO_YEAR);
    int32_t y = day_to_civil(today).year;
    bool leap_day = frame_get(f, SLOT_month, 0) == 2 && frame_get(f, SLOT_day, 0) == 29;
    if (leap_day) { /* the nearest year that has one */
        for (int32_t step = 1; day_from_civil(y, 2, 29) == DAY_NONE && step < 8; step++) y += step % 2 ? -step : step;
        return named_part(f, y);
    }
    period p[3];
    day_range days[3];
    for (int k = 0; k < 3; k++) {
        p[k] = named_part(f, y - 1 + k);
        days[k] = period_days(&p[k]);
        if (frame_has(f, SLOT_weekday) && !frame_has(f, SLOT_nth) && !weekday_agrees(f, &p[k])) days[k].first = DAY_NONE;
    }
    if (frame_has(f, SLOT_dir) && f->v[SLOT_dir] == 0) return p[1]; /* "this September" */
    return p[choose(days, today, f, tense)];
}

/* ---- weekdays and days without a month ---- */

static period weekday_near(const frame *f, int32_t today, unsigned reading) {
    unsigned tense = tense_plain(reading);
    period any = {.unit = UNIT_DAY};
    if (today == DAY_NONE) return any;
    int32_t w = f->v[SLOT_weekday];
    int32_t ahead = (w - day_weekday(today) + 7) % 7; /* 0 to 6 days on */
    if (frame_has(f, SLOT_dir)) {
        int32_t dir = f->v[SLOT_dir];
        if (dir < 0) return period_day(today + (ahead == 0 ? -7 : ahead - 7));
        if (dir > 0) return period_day(today + (ahead == 0 ? 7 : ahead));
        return period_day(today + (ahead > 0 && tense == TENSE_OF_PAST ? ahead - 7 : ahead)); /* "this Friday" */
    }
    bool ends = frame_get(f, SLOT_rel, TIME_AT) == TIME_UNTIL && tense != TENSE_OF_PAST; /* "they hold out until Friday" */
    if (tense == TENSE_OF_FUTURE || ends) return period_day(today + ahead);
    return period_day(today + (ahead == 0 ? 0 : ahead - 7));
}

/* "Thursday the 21st", "the 6th": the nearest month in which it fits. */
static period day_near(const frame *f, int32_t today, unsigned reading) {
    unsigned tense = tense_plain(reading);
    period p = {.unit = UNIT_DAY, .d = f->v[SLOT_day]};
    if (today == DAY_NONE) return p;
    static const int steps[] = {0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6};
    int32_t best = DAY_NONE, best_distance = INT32_MAX;
    civil now = day_to_civil(today);
    int32_t month_start = day_from_civil(now.year, now.month, 1);
    size_t reach = frame_has(f, SLOT_weekday) ? sizeof steps / sizeof *steps : 3;
    for (size_t k = 0; k < reach; k++) {
        civil c = day_to_civil(day_add_months(month_start, steps[k]));
        int32_t d = day_from_civil(c.year, c.month, p.d);
        if (d == DAY_NONE || (frame_has(f, SLOT_weekday) && day_weekday(d) != f->v[SLOT_weekday])) continue;
        int32_t distance = abs(d - today);
        if (frame_has(f, SLOT_dir) && f->v[SLOT_dir] * (d - today) < 0) continue;
        if ((tense == TENSE_OF_PAST && d > today) || (tense == TENSE_OF_FUTURE && d < today)) distance += 20;
        if (distance < best_distance) {
            best = d;
            best_distance = distance;
        }
    }
    return best == DAY_NONE ? p : period_day(best);
}

/* ---- "the third week of 2027", "the ninth month of next year" ---- */

static period nth_in_year(const frame *f, int32_t y) {
    int32_t nth = f->v[SLOT_nth], unit = f->v[SLOT_unit2];
    period p = {.unit = unit, .y = y};
    if (unit == UNIT_WEEK) {
        int32_t last = 52, iso_year, december28 = day_from_civil(y, 12, 28);
        if (december28 != DAY_NONE) day_iso_week(december28, &iso_year, &last);
        p.n = nth > 0 ? nth : last;
    } else if (unit == UNIT_MONTH)
        p.m = nth > 0 ? nth : 12;
    else if (unit == UNIT_DAY) {
        day_range days = period_days(&(period){.unit = UNIT_YEAR, .y = y});
        return period_day(days.first == DAY_NONE ? DAY_NONE : nth > 0 ? days.first + nth - 1 : days.last);
    } else if (unit == UNIT_QUARTER)
        p.n = nth > 0 ? nth : 4;
    else if (unit == UNIT_HALF)
        p.n = nth > 0 ? nth : 2;
    else
        p.unit = UNIT_YEAR;
    return p;
}

static period decade_of(const frame *f, int32_t today) {
    int32_t v = f->v[SLOT_decade]; /* 1960 or 60 */
    return (period){.unit = UNIT_DECADE, .n = v >= 100 ? v / 10 : full_year(v, today) / 10};
}

/* ---- a date ---- */

static period absolute(const frame *f, int32_t today, unsigned tense, int32_t y) {
    bool named = is_named(f);
    if (frame_has(f, SLOT_nth) && frame_has(f, SLOT_unit2) && !named && y) return nth_in_year(f, y);
    if (named) {
        if (!y) return near_year(f, today, tense);
        period p = named_part(f, y);
        return p;
    }
    if (frame_has(f, SLOT_week)) {
        int32_t now = today == DAY_NONE ? NO_YEAR : day_to_civil(today).year;
        return (period){.unit = UNIT_WEEK, .y = y ? y : now, .n = f->v[SLOT_week]};
    }
    if (frame_has(f, SLOT_decade)) return decade_of(f, today);
    if (frame_has(f, SLOT_century)) return (period){.unit = UNIT_CENTURY, .n = f->v[SLOT_century] - 1};
    return (period){.unit = UNIT_YEAR, .y = y};
}

/* "last week", "Friday next week", "the 4th of next month", "June last year". */
static period relative(const frame *f, int32_t today, unsigned tense) {
    int unit = f->v[SLOT_unit];
    int32_t k = f->v[SLOT_k];
    if (unit == UNIT_YEAR && today != DAY_NONE) {
        int32_t y = day_to_civil(today).year + k;
        if (is_named(f) || frame_has(f, SLOT_week) || frame_has(f, SLOT_nth)) return absolute(f, today, tense, y);
    }
    /* early in a week that is spoken of in the past, "the weekend" is the one just over */
    if (unit == UNIT_WEEKEND && k == 0 && tense_plain(tense) == TENSE_OF_PAST && today != DAY_NONE && day_weekday(today) < 5)
        k = -1;
    period p = period_of(unit, today, k);
    if (today == DAY_NONE) return p;
    if (unit == UNIT_WEEK && frame_has(f, SLOT_weekday)) return period_day(week_monday(p.y, p.n) + f->v[SLOT_weekday] - 1);
    if (unit == UNIT_MONTH && frame_has(f, SLOT_day)) return (period){.unit = UNIT_DAY, .y = p.y, .m = p.m, .d = f->v[SLOT_day]};
    if (unit == UNIT_MONTH && frame_has(f, SLOT_nth)) {
        frame g = *f;
        frame_put(&g, SLOT_month, p.m);
        return in_month(&g, p.y);
    }
    return p;
}

/* ---- dates of the Islamic calendar ---- */

/* The stretch of days as a period of ours: a day as it is; a month or year as the one of ours that holds its middle. */
static period period_around(day_range days, int unit) {
    if (days.first == DAY_NONE) return (period){.unit = unit};
    return period_of(unit, days.first + (days.last - days.first) / 2, 0);
}

/* "15 Ramadan 1438", "Ramadan", "the year 1438": their days. Without a year the direction, the tense or nearness decide. */
static day_range hijri_days(const frame *f, int32_t today, unsigned tense) {
    civil c = {frame_get(f, SLOT_year, 0), frame_get(f, SLOT_month, 0), frame_get(f, SLOT_day, 0)};
    if (c.year || today == DAY_NONE) return hijri_range(c);
    day_range days[3];
    int32_t y = day_to_hijri(today).year;
    for (int k = 0; k < 3; k++) days[k] = hijri_range((civil){y - 1 + k, c.month, c.day});
    if (frame_has(f, SLOT_dir) && f->v[SLOT_dir] == 0) return days[1];
    return days[choose(days, today, f, tense)];
}

static void resolve_hijri(const frame *f, int32_t today, unsigned tense, resolved *out) {
    frame g = *f;
    if (frame_has(f, SLOT_k) && today != DAY_NONE) frame_put(&g, SLOT_year, day_to_hijri(today).year + f->v[SLOT_k]);
    out->days = hijri_days(&g, today, tense);
    out->basis = frame_has(f, SLOT_year) ? BASIS_EXPLICIT : BASIS_RELATIVE;
    out->period = period_around(out->days, frame_has(f, SLOT_day) ? UNIT_DAY : frame_has(f, SLOT_month) ? UNIT_MONTH : UNIT_YEAR);
}

static period date_period(const frame *f, int32_t today, unsigned tense, uint8_t *basis) {
    *basis = BASIS_RELATIVE;
    if (frame_has(f, SLOT_year)) {
        *basis = BASIS_EXPLICIT;
        int32_t y = frame_has(f, SLOT_yy) ? f->v[SLOT_year] + f->v[SLOT_yy] : full_year(f->v[SLOT_year], today);
        return absolute(f, today, tense, y);
    }
    if (frame_has(f, SLOT_unit) && frame_has(f, SLOT_k)) return relative(f, today, tense);
    if (frame_has(f, SLOT_decade) || frame_has(f, SLOT_century)) *basis = BASIS_EXPLICIT;
    bool named = is_named(f);
    if (named || frame_has(f, SLOT_week) || frame_has(f, SLOT_decade) || frame_has(f, SLOT_century))
        return absolute(f, today, tense, NO_YEAR);
    if (frame_has(f, SLOT_day)) return day_near(f, today, tense);
    if (frame_has(f, SLOT_weekday)) return weekday_near(f, today, tense);
    return period_day(today);
}

/* ---- clock times and parts of day ---- */

static void add_clock(const frame *f, resolved *out) {
    size_t n = strlen(out->value);
    static const char *const parts[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};
    int part = frame_get(f, SLOT_part, 0);
    out->type = TIME_TIME;
    if (!frame_has(f, SLOT_hour)) {
        snprintf(out->value + n, sizeof out->value - n, "T%s", parts[part >= 0 && part <= PART_DAYTIME ? part : 0]);
        if (part == PART_NIGHT && out->days.last != DAY_NONE) out->days.last++; /* a night runs into the next day */
        return;
    }
    int hour = f->v[SLOT_hour], clock12 = frame_get(f, SLOT_clock12, 0);
    if ((clock12 == 2 && hour < 12) || (!clock12 && hour < 12 && (part == PART_AFTERNOON || part == PART_EVENING))) hour += 12;
    if (!clock12 && part == PART_NIGHT && hour >= 7 && hour < 12) hour += 12;
    if (!clock12 && part == PART_NIGHT && hour == 12) hour = frame_get(f, SLOT_minute, 0) ? 0 : 24;
    if (clock12 == 1 && hour == 12) hour = 0;
    int minute = frame_get(f, SLOT_minute, 0);
    if (minute < 0) { /* "halb acht", "Viertel vor acht": counted back from the hour */
        minute += 60;
        hour = (hour + 23) % 24;
    }
    n += (size_t)snprintf(out->value + n, sizeof out->value - n, "T%02d:%02d", hour, minute);
    if (frame_has(f, SLOT_second)) n += (size_t)snprintf(out->value + n, sizeof out->value - n, ":%02d", (int)f->v[SLOT_second]);
    if (frame_get(f, SLOT_zone, 0) == 1 && n + 2 < sizeof out->value) memcpy(out->value + n, "Z", 2);
}

static bool says_day(const frame *f) {
    static const uint8_t slots[] = {SLOT_year,   SLOT_month,   SLOT_day,     SLOT_weekday, SLOT_unit, SLOT_k,     SLOT_season,
                                    SLOT_decade, SLOT_century, SLOT_quarter, SLOT_half,    SLOT_week, SLOT_easter};
    for (size_t k = 0; k < sizeof slots; k++)
        if (frame_has(f, slots[k])) return true;
    return false;
}

/* "31 février": all of it is said, and there is no such day. */
static bool is_impossible(const period *p, const day_range *days) {
    return p->unit == UNIT_DAY && p->y && p->m && p->d && days->first == DAY_NONE;
}

static void resolve_date(const frame *f, unsigned tense, uint32_t where, time_context *c, resolved *out) {
    frame clock;
    if (frame_has(f, SLOT_hhmm)) { /* "at 1830" */
        clock = *f;
        frame_put(&clock, SLOT_hour, f->v[SLOT_hhmm] / 100);
        frame_put(&clock, SLOT_minute, f->v[SLOT_hhmm] % 100);
        f = &clock;
    }
    bool timed = frame_has(f, SLOT_hour) || frame_has(f, SLOT_part);
    int32_t base = c->today;
    bool from_context = frame_get(f, SLOT_base, BASE_DISPATCH) == BASE_CONTEXT || (timed && !says_day(f));
    bool asked = frame_get(f, SLOT_base, BASE_DISPATCH) == BASE_CONTEXT;
    bool near = asked || where - c->last_sentence <= CLOCK_REACH;
    if (from_context && c->last != DAY_NONE && near) base = c->last;
    if (asked && frame_get(f, SLOT_unit, UNIT_DAY) >= UNIT_MONTH && c->coarse != DAY_NONE) base = c->coarse;
    bool named = is_named(f);
    frame in_year = *f;
    if (c->year && named && !frame_has(f, SLOT_year) && !frame_has(f, SLOT_k) && !frame_has(f, SLOT_dir)) {
        frame_put(&in_year, SLOT_year, c->year); /* "in March" of a dispatch of 2017 */
        f = &in_year;
    }
    bool same_quarter = frame_has(f, SLOT_year) && !frame_has(f, SLOT_k) && frame_get(f, SLOT_unit, 0) == UNIT_QUARTER &&
                        c->quarter.unit && where - c->quarter_sentence <= QUARTER_REACH;
    if (same_quarter) { /* "the third quarter …; the 1988 period" */
        frame_put(&in_year, SLOT_quarter, c->quarter.n);
        f = &in_year;
    }
    if (base == DAY_NONE && c->last != DAY_NONE && frame_has(f, SLOT_month)) base = c->last; /* a text without a date */
    if (frame_get(f, SLOT_calendar, CALENDAR_GREGORIAN) == CALENDAR_HIJRI)
        resolve_hijri(f, base, tense, out);
    else {
        out->period = date_period(f, base, tense, &out->basis);
        out->days = period_days(&out->period);
    }
    if (out->period.unit == UNIT_DAY && out->days.first != DAY_NONE && frame_has(f, SLOT_plus)) { /* "the night to Friday" */
        out->period = period_day(out->days.first + f->v[SLOT_plus]);
        out->days = period_days(&out->period);
    }
    if (is_impossible(&out->period, &out->days)) {
        out->period.d = 0;
        out->basis = BASIS_UNKNOWN;
    }
    period_format(&out->period, out->value);
    if (out->period.unit == UNIT_DAY && out->days.first == DAY_NONE && frame_has(f, SLOT_weekday) && !frame_has(f, SLOT_day))
        snprintf(out->value, sizeof out->value, "XXXX-WXX-%d", (int)f->v[SLOT_weekday]);
    if (timed && out->period.unit == UNIT_DAY) add_clock(f, out);
    out->days = period_third(out->days, out->period.unit, frame_get(f, SLOT_mod, 0));
    if (out->period.unit == UNIT_QUARTER && out->period.y) {
        c->quarter = out->period;
        c->quarter_sentence = where;
    }
    if (out->days.first == DAY_NONE) return;
    c->coarse = out->days.first;
    if (out->period.unit == UNIT_DAY && (says_day(f) || asked)) {
        c->last = out->days.first;
        c->last_sentence = where;
    }
}

/* ---- shifts ---- */

static void resolve_shift(const frame *f, unsigned tense, uint32_t where, time_context *c, resolved *out) {
    int unit = frame_get(f, SLOT_unit, UNIT_DAY), dir = frame_get(f, SLOT_dir, -1) < 0 ? -1 : 1;
    int asked = frame_get(f, SLOT_base, BASE_DISPATCH);
    bool from_context = asked == BASE_CONTEXT || (asked == BASE_NARRATED && tense_plain(tense) == TENSE_OF_PAST);
    int32_t base = from_context && c->last != DAY_NONE ? c->last : c->today;
    if (from_context && unit >= UNIT_MONTH && c->coarse != DAY_NONE) base = c->coarse;
    if (from_context && dir > 0 && c->last == DAY_NONE && c->coarse == DAY_NONE) base = DAY_NONE; /* later than what? */
    out->basis = BASIS_RELATIVE;
    if (!frame_has(f, SLOT_n)) {
        snprintf(out->value, sizeof out->value, "%s", dir < 0 ? "PAST_REF" : "FUTURE_REF");
        return;
    }
    number n = frame_number(f, SLOT_n);
    if (frame_has(f, SLOT_unit2)) { /* "two weeks before 13 May 1999" */
        uint8_t basis;
        period from = date_period(f, c->today, TENSE_UNKNOWN, &basis);
        base = period_days(&from).first;
        unit = f->v[SLOT_unit2];
        if (from.unit == UNIT_DAY && unit == UNIT_WEEK && !__builtin_mul_overflow(n.mantissa, 7, &n.mantissa)) unit = UNIT_DAY;
    }
    int64_t t = time_thousandths(&n) + (n.mantissa < 100000 ? frame_get(f, SLOT_plus, 0) : 0);
    out->period = time_shifted(unit, t, dir, base);
    bool whole_years = unit == UNIT_YEAR && t % 1000 == 0 && out->period.unit == UNIT_YEAR;
    if (whole_years && t == 1000 && dir < 0 && c->quarter.unit && where - c->quarter_sentence <= QUARTER_REACH) {
        out->period = c->quarter; /* figures of a quarter are compared with those of the same quarter */
        out->period.y--;
    }
    out->days = period_days(&out->period);
    period_format(&out->period, out->value);
    if (out->days.first != DAY_NONE && from_context && dir > 0) c->coarse = out->days.first; /* a tale goes on from there */
    if (out->period.unit == UNIT_DAY && out->days.first != DAY_NONE) {
        if (frame_has(f, SLOT_part)) add_clock(f, out);
        c->last = out->days.first;
        c->last_sentence = where;
    }
}

void time_resolve(const frame *f, unsigned action, unsigned tense, uint32_t where, time_context *context, resolved *out) {
    memset(out, 0, sizeof *out);
    out->days = (day_range){DAY_NONE, DAY_NONE};
    out->mod = frame_get(f, SLOT_mod, 0);
    out->basis = BASIS_EXPLICIT;
    out->type = TIME_DATE;
    switch (action) {
    case ACT_DATE:
        resolve_date(f, tense, where, context, out);
        break;
    case ACT_SHIFT:
        resolve_shift(f, tense, where, context, out);
        break;
    case ACT_DURATION:
        out->type = TIME_DURATION;
        time_duration_value(f, out->value);
        out->days = time_duration_days(f, context->today);
        if (frame_get(f, SLOT_base, BASE_DISPATCH) == BASE_CONTEXT && frame_has(f, SLOT_n)) {
            resolved day = *out; /* "dos días después": a length, and by what was told before a day */
            resolve_shift(f, tense, where, context, &day);
            out->days = day.days;
            out->basis = BASIS_RELATIVE;
        }
        break;
    case ACT_SET:
        out->type = TIME_SET;
        time_set_value(f, out->value);
        break;
    default: {
        static const char *const refs[] = {"PAST_REF", "PAST_REF", "PRESENT_REF", "FUTURE_REF"};
        int ref = frame_get(f, SLOT_ref, REF_PAST);
        out->basis = BASIS_RELATIVE;
        snprintf(out->value, sizeof out->value, "%s", refs[ref >= 0 && ref <= REF_FUTURE ? ref : 0]);
        if (ref == REF_PRESENT) out->days = (day_range){context->today, context->today};
        break;
    }
    }
}
