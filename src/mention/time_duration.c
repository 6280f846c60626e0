/* Amounts of time: how far a shift reaches, the TIMEX3 values of durations and sets, the days of a duration. */
#include "mention/time_duration.h"

#include <stdio.h>
#include <string.h>

int64_t time_thousandths(const number *n) {
    const int64_t most = (int64_t)1000000000000000;
    int64_t v = n->mantissa;
    for (int k = n->decimals; k < 3; k++)
        if (__builtin_mul_overflow(v, 10, &v)) return most;
    for (int k = n->decimals; k > 3; k--) v /= 10;
    return v > most ? most : v;
}

static int32_t clamp_count(int64_t v) {
    return v > 90000 ? 90000 : v < -90000 ? -90000 : (int32_t)v;
}

period time_shifted(int unit, int64_t t, int dir, int32_t base) {
    int32_t whole = clamp_count(t / 1000) * dir;
    bool half = t % 1000 != 0;
    if (base == DAY_NONE) return period_of(unit == UNIT_ANY ? UNIT_DAY : unit, base, 0);
    switch (unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
        return period_day(base);
    case UNIT_HOUR:
        return period_day(base + clamp_count(t / 24000) * dir);
    case UNIT_YEAR:
        if (half) return period_of(UNIT_MONTH, base, clamp_count(t * 12 / 1000) * dir);
        return period_of(UNIT_YEAR, base, whole);
    case UNIT_DECADE:
        return period_of(UNIT_YEAR, base, clamp_count(t / 100) * dir);
    case UNIT_CENTURY:
        return period_of(UNIT_YEAR, base, clamp_count(t / 10) * dir);
    default:
        return period_of(unit, base, whole);
    }
}

/* "P3Y", "PT1M30S", "PXD". Units without a letter of their own are counted in the next smaller one. */
static const char *duration_unit(int unit, int64_t *t) {
    switch (unit) {
    case UNIT_SECOND:
        return "S";
    case UNIT_MINUTE:
        return "M";
    case UNIT_HOUR:
        return "H";
    case UNIT_WEEK:
        return "W";
    case UNIT_WEEKEND:
        *t *= 2;
        return "D";
    case UNIT_MONTH:
        return "M";
    case UNIT_QUARTER:
        return "Q";
    case UNIT_HALF:
        *t *= 6;
        return "M";
    case UNIT_SEASON:
        *t *= 3;
        return "M";
    case UNIT_YEAR:
        return "Y";
    case UNIT_DECADE:
        *t *= 10;
        return "Y";
    case UNIT_CENTURY:
        *t *= 100;
        return "Y";
    case UNIT_MILLENNIUM:
        *t *= 1000;
        return "Y";
    case UNIT_ANY:
        return "X";
    default:
        return "D";
    }
}

static size_t add_amount(char *out, size_t room, int unit, int64_t t) {
    const char *letter = duration_unit(unit, &t);
    size_t n = 0;
    if (t % 1000 == 500 && unit != UNIT_DAY && unit != UNIT_WEEK) { /* and a half */
        static const struct {
            int unit;
            const char *half;
        } halves[] = {{UNIT_YEAR, "6M"}, {UNIT_HOUR, "30M"}, {UNIT_MINUTE, "30S"}, {UNIT_DECADE, "5Y"}};
        for (size_t k = 0; k < 4; k++)
            if (halves[k].unit == unit) {
                if (t >= 1000) n = (size_t)snprintf(out, room, "%lld%s", (long long)(t / 1000), letter);
                return n + (size_t)snprintf(out + n, room - n, "%s", halves[k].half);
            }
    }
    if (t % 1000) return (size_t)snprintf(out, room, "%lld.%lld%s", (long long)(t / 1000), (long long)(t % 1000 / 100), letter);
    return (size_t)snprintf(out, room, "%lld%s", (long long)(t / 1000), letter);
}

static bool is_clock_unit(int unit) {
    return unit == UNIT_SECOND || unit == UNIT_MINUTE || unit == UNIT_HOUR;
}

typedef struct amount {
    int unit;
    int64_t thousandths;
} amount;

/* The parts of a duration, the greater units first: "two days and a month". */
static size_t duration_parts(const frame *f, amount parts[3]) {
    static const uint8_t slots[3][2] = {{SLOT_n, SLOT_unit}, {SLOT_n2, SLOT_unit2}, {SLOT_n3, SLOT_unit3}};
    size_t n = 0;
    for (size_t k = 0; k < 3; k++) {
        if (!frame_has(f, slots[k][0]) || (k > 0 && !frame_has(f, slots[k][1]))) break;
        number count = k < 2 ? frame_number(f, slots[k][0]) : (number){.mantissa = f->v[SLOT_n3], .items = 1};
        amount part = {frame_get(f, slots[k][1], UNIT_DAY), time_thousandths(&count) + (k == 0 ? frame_get(f, SLOT_plus, 0) : 0)};
        if (part.thousandths > 999999999 || part.thousandths < 0) part.thousandths = 999999000;
        size_t at = n++;
        for (; at > 0 && parts[at - 1].unit < part.unit; at--) parts[at] = parts[at - 1];
        parts[at] = part;
    }
    return n;
}

void time_duration_value(const frame *f, char out[40]) {
    amount parts[3];
    size_t count = duration_parts(f, parts), n = 1;
    out[0] = 'P';
    if (count == 0) {
        int unit = frame_get(f, SLOT_unit, UNIT_DAY);
        int64_t none = 0;
        snprintf(out, 40, "P%sX%s", is_clock_unit(unit) ? "T" : "", duration_unit(unit, &none));
        return;
    }
    bool clock = false;
    for (size_t k = 0; k < count && n < 24; k++) {
        if (!clock && is_clock_unit(parts[k].unit)) {
            clock = true;
            out[n++] = 'T';
        }
        n += add_amount(out + n, 40 - n, parts[k].unit, parts[k].thousandths);
    }
}

/* "the last three months", "since ten days": a stretch that touches the dispatch's day. Where the rule says k=-1 or k=1 the
 * duration tells how far away something is ("vor | drei Tagen"): its days are those so far away. */
day_range time_duration_days(const frame *f, int32_t today) {
    day_range none = {DAY_NONE, DAY_NONE};
    int rel = frame_get(f, SLOT_rel, TIME_AT);
    int dir = frame_get(f, SLOT_dir, rel == TIME_SINCE ? -1 : 0), unit = frame_get(f, SLOT_unit, UNIT_DAY);
    if (frame_has(f, SLOT_k) && frame_has(f, SLOT_n) && today != DAY_NONE) {
        number away = frame_number(f, SLOT_n);
        period p = time_shifted(unit, time_thousandths(&away) + frame_get(f, SLOT_plus, 0), f->v[SLOT_k], today);
        return period_days(&p);
    }
    if (today == DAY_NONE || dir == 0 || !frame_has(f, SLOT_n) || unit == UNIT_ANY) return none;
    number n = frame_number(f, SLOT_n);
    int64_t t = time_thousandths(&n);
    int32_t other;
    switch (unit) {
    case UNIT_SECOND:
    case UNIT_MINUTE:
        other = today;
        break;
    case UNIT_HOUR:
        other = today + dir * clamp_count((t + 23000) / 24000);
        break;
    case UNIT_DAY:
        other = today + dir * clamp_count(t / 1000);
        break;
    case UNIT_WEEK:
    case UNIT_WEEKEND:
        other = today + dir * clamp_count(t * 7 / 1000);
        break;
    default: {
        int64_t months = t;
        const char *letter = duration_unit(unit, &months);
        int64_t each = *letter == 'Y' ? 12 : *letter == 'Q' ? 3 : 1;
        other = day_add_months(today, dir * clamp_count(months * each / 1000));
        break;
    }
    }
    return dir < 0 ? (day_range){other, today} : (day_range){today, other};
}

void time_set_value(const frame *f, char out[40]) {
    static const char *const parts[] = {"", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT"};
    int part = frame_get(f, SLOT_part, 0);
    const char *time = part > 0 && part <= PART_DAYTIME ? parts[part] : "";
    if (frame_has(f, SLOT_weekday))
        snprintf(out, 40, "XXXX-WXX-%d%s", (int)f->v[SLOT_weekday], time);
    else if (frame_has(f, SLOT_month))
        snprintf(out, 40, frame_has(f, SLOT_day) ? "XXXX-%02d-%02d" : "XXXX-%02d", (int)f->v[SLOT_month],
                 (int)frame_get(f, SLOT_day, 0));
    else if (frame_has(f, SLOT_season))
        period_format(&(period){.unit = UNIT_SEASON, .n = f->v[SLOT_season]}, out);
    else if (*time)
        snprintf(out, 40, "XXXX-XX-XX%s", time);
    else if (frame_get(f, SLOT_unit, 0) == UNIT_QUARTER && !frame_has(f, SLOT_n))
        snprintf(out, 40, "P1Q");
    else if (frame_get(f, SLOT_unit, 0) == UNIT_WEEKEND && !frame_has(f, SLOT_n))
        snprintf(out, 40, "XXXX-WXX-WE");
    else {
        frame g = *f;
        if (!frame_has(f, SLOT_n)) frame_put(&g, SLOT_n, 1);
        time_duration_value(&g, out);
    }
}
