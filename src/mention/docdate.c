/* Evidence first, strongest first; what contradicts the rest is left out, so that the set only widens on a contradiction.
 *
 *   a dateline with its year        "SAN SALVADOR, 3 JAN 90 (ACAN-EFE) --"    that day: it is a header
 *   a dateline without              "NAIROBI, August 21 (Xinhua) --"          written that day, sent out then or the day after
 *   a day named twice               "hier, mardi 7 novembre"                  the day after
 *   a report in the present         "écrit vendredi la revue"                 a Friday
 *   dated things past and to come   "au 6 novembre … avait nettoyé"           not before the 6th
 *   a named weekday ahead           "this coming Sunday, March 8"             the week before it
 *
 * A date that is past by its tense alone may be of a year ago, and an editorial may speak of tomorrow's paper: such a date
 * leaves one day more, and never less than a week.
 *
 * Measured on news: a weekday with a past tense tells little ("said Friday" is the same day in two cases of three), so it
 * narrows nothing. */
#include "mention/docdate.h"

#include <string.h>

enum {
    DAYS_MAX = 366,
    FREE_DAYS_MIN = 7,
    SENT_AFTER_DAYS = 1,
    DATELINE_BYTES = 400,
    DATELINE_WORDS = 10,
    LISTED_MAX = 62,
    EVIDENCE_MAX = 64
};

typedef struct clue {
    int32_t first, last; /* the days that it leaves */
    uint8_t weekdays;    /* bit 1 << ISO weekday; 0: any */
    span at;
} clue;

typedef struct solver {
    const time_raw *raw;
    uint32_t count;
    const text *x;
    civil given;
    const edtf *date; /* as given; empty where there is none */
    day_range range;  /* of the given date; DAY_NONE twice where there is none */
    int32_t written;  /* by the dateline; DAY_NONE where there is none */
    clue clues[EVIDENCE_MAX];
    uint32_t clue_count;
} solver;

static bool has(const time_raw *t, unsigned slot) {
    return frame_has(&t->frame, slot);
}

static void add(solver *s, clue c) {
    if (s->clue_count < EVIDENCE_MAX) s->clues[s->clue_count++] = c;
}

static void add_day(solver *s, int32_t day, span at) {
    add(s, (clue){.first = day, .last = day, .at = at});
}

/* A named day of the month; the year that is not said is the given one. */
static int32_t named_day(const solver *s, const time_raw *t) {
    if (t->action != ACT_DATE || !has(t, SLOT_day) || !has(t, SLOT_month) || has(t, SLOT_k)) return DAY_NONE;
    int32_t year = s->given.year;
    if (has(t, SLOT_year)) {
        year = t->frame.v[SLOT_year];
        if (year < 100) year += year <= 40 ? 2000 : 1900;
    }
    return year ? day_from_civil(year, t->frame.v[SLOT_month], t->frame.v[SLOT_day]) : DAY_NONE;
}

static bool in_range(const solver *s, int32_t day) {
    return s->range.first == DAY_NONE || (day >= s->range.first && day <= s->range.last);
}

/* ---- datelines ---- */

/* What follows sets it apart from the story: a bracket, a dash, the line's end. */
static bool ends_dateline(const text *x, uint32_t at) {
    uint32_t spaces = 0;
    while (at < x->size && x->bytes[at] == ' ' && spaces < 3) at++, spaces++;
    if (at >= x->size) return true;
    char c = x->bytes[at];
    if (c == '.' && at + 2 < x->size && x->bytes[at + 1] == ' ') c = x->bytes[at + 2]; /* "9 November. /Agency/" */
    if (c == '(' || c == '[' || c == '/' || c == '\n' || c == '\r' || c == '|') return true;
    uint32_t cp;
    utf8_decode(x->bytes + at, x->size - at, &cp);
    return (cp == '-' && (spaces > 0 || (at + 1 < x->size && x->bytes[at + 1] == '-'))) || cp == 0x2013 || cp == 0x2014;
}

/* Before it, from the line's start on, stand names only: "SAN SALVADOR, 3 JAN 90", "Paris, le 5 mars 2018". */
static bool begins_line(const text *x, const time_raw *t) {
    uint32_t words = 0;
    for (uint32_t w = t->first_word; w-- > 0; words++) {
        uint32_t gap_end = x->words[w + 1].start;
        if (memchr(x->bytes + x->words[w].end, '\n', gap_end - x->words[w].end)) return true;
        bool name = x->words[w].flags & (WORD_CAPITAL | WORD_DIGITS);
        bool small = x->words[w].end - x->words[w].start <= 3; /* an article or preposition */
        if (words == DATELINE_WORDS || (!name && !(small && words == 0))) return false;
    }
    return true;
}

/* "Publié le 10/11/2017 à 14 h 30": the clock time belongs to it. */
static uint32_t end_with_clock(const solver *s, uint32_t k) {
    uint32_t end = s->raw[k].at.end;
    if (k + 1 == s->count || !has(&s->raw[k + 1], SLOT_hour) || s->raw[k + 1].at.start > end + 5) return end;
    return s->raw[k + 1].at.end;
}

static bool find_dateline(solver *s) {
    for (uint32_t k = 0; k < s->count && s->raw[k].at.start < DATELINE_BYTES; k++) {
        const time_raw *t = &s->raw[k];
        int32_t day = named_day(s, t);
        if (day == DAY_NONE || !in_range(s, day) || (!s->given.year && !has(t, SLOT_year))) continue;
        if (!ends_dateline(s->x, end_with_clock(s, k)) || !begins_line(s->x, t)) continue;
        bool header = has(t, SLOT_year);
        s->written = day;
        add(s, (clue){.first = day, .last = header ? day : day + SENT_AFTER_DAYS, .at = t->at});
        return true;
    }
    return false;
}

/* ---- a day named twice ---- */

static bool is_deictic_day(const time_raw *t) {
    return t->action == ACT_DATE && has(t, SLOT_k) && has(t, SLOT_unit) && t->frame.v[SLOT_unit] == UNIT_DAY &&
           (!has(t, SLOT_base) || t->frame.v[SLOT_base] == BASE_DISPATCH) && !has(t, SLOT_weekday);
}

static bool is_plain_weekday(const time_raw *t) {
    return t->action == ACT_DATE && has(t, SLOT_weekday) && !has(t, SLOT_day) && !has(t, SLOT_month) && !has(t, SLOT_unit) &&
           !has(t, SLOT_dir) && !has(t, SLOT_nth);
}

static bool touch(const text *x, const time_raw *a, const time_raw *b) {
    if (b->at.start < a->at.end || b->at.start - a->at.end > 3) return false;
    for (uint32_t k = a->at.end; k < b->at.start; k++)
        if (x->bytes[k] != ' ' && x->bytes[k] != ',' && x->bytes[k] != '(') return false;
    return true;
}

static int wrap_weekday(int w) {
    return (w % 7 + 7 + 6) % 7 + 1;
}

static void add_weekday(solver *s, int weekday, span at) {
    add(s, (clue){.first = DAY_NONE, .last = DAY_NONE, .weekdays = (uint8_t)(1u << wrap_weekday(weekday)), .at = at});
}

/* "hoy, jueves", "ayer, martes 7 de noviembre": both names in one time. */
static void named_twice_in_one(solver *s, const time_raw *t) {
    time_raw named = *t, deictic = *t;
    static const uint8_t relative[] = {SLOT_k, SLOT_unit}, absolute[] = {SLOT_weekday, SLOT_day, SLOT_month};
    for (size_t k = 0; k < 2; k++) named.frame.set &= ~((uint64_t)1 << relative[k]);
    for (size_t k = 0; k < 3; k++) deictic.frame.set &= ~((uint64_t)1 << absolute[k]);
    if (!is_deictic_day(&deictic)) return;
    int32_t day = named_day(s, &named), back = t->frame.v[SLOT_k];
    if (day != DAY_NONE && (s->given.year || has(t, SLOT_year)))
        add_day(s, day - back, t->at);
    else if (is_plain_weekday(&named))
        add_weekday(s, t->frame.v[SLOT_weekday] - back, t->at);
}

static void find_named_twice(solver *s) {
    for (uint32_t k = 0; k < s->count; k++) named_twice_in_one(s, &s->raw[k]);
    for (uint32_t k = 0; k + 1 < s->count; k++) {
        const time_raw *a = &s->raw[k], *b = &s->raw[k + 1];
        const time_raw *deictic = is_deictic_day(a) ? a : b, *named = deictic == a ? b : a;
        if (!is_deictic_day(deictic) || !touch(s->x, a, b)) continue;
        span at = {a->at.start, b->at.end};
        int32_t day = named_day(s, named), back = deictic->frame.v[SLOT_k];
        if (day != DAY_NONE && (s->given.year || has(named, SLOT_year)))
            add_day(s, day - back, at);
        else if (is_plain_weekday(named))
            add_weekday(s, named->frame.v[SLOT_weekday] - back, at);
    }
}

/* "this coming Sunday, March 8": the next such day is less than a week ahead, the last one as little behind. */
static void find_next_and_last(solver *s) {
    for (uint32_t k = 0; k + 1 < s->count; k++) {
        const time_raw *a = &s->raw[k], *b = &s->raw[k + 1];
        bool near = a->action == ACT_DATE && has(a, SLOT_weekday) && has(a, SLOT_dir) && !has(a, SLOT_day) && !has(a, SLOT_month);
        int32_t day = named_day(s, b);
        if (!near || day == DAY_NONE || !touch(s->x, a, b) || day_weekday(day) != a->frame.v[SLOT_weekday]) continue;
        int32_t dir = a->frame.v[SLOT_dir], first = dir < 0 ? day : day - 7, last = dir > 0 ? day : day + 7;
        add(s, (clue){.first = first, .last = last, .at = {a->at.start, b->at.end}});
    }
}

/* ---- what is reported, what is past, what is to come ---- */

static void find_reports(solver *s) {
    for (uint32_t k = 0; k < s->count; k++) {
        const time_raw *t = &s->raw[k];
        if (t->reported && is_plain_weekday(t) && t->relation == TIME_AT)
            add(s,
                (clue){.first = DAY_NONE, .last = DAY_NONE, .weekdays = (uint8_t)(1u << t->frame.v[SLOT_weekday]), .at = t->at});
    }
}

static void find_bounds(solver *s) {
    const time_raw *past = NULL, *future = NULL;
    int32_t low = DAY_NONE, high = DAY_NONE;
    for (uint32_t k = 0; k < s->count; k++) {
        const time_raw *t = &s->raw[k];
        int32_t day = named_day(s, t);
        if (day == DAY_NONE || !in_range(s, day)) continue;
        if (!t->sure) continue;
        bool at = t->relation == TIME_AT || t->relation == TIME_SINCE;
        bool behind = t->tense == TENSE_OF_PAST && (at || (t->relation == TIME_BY && t->pluperfect));
        int32_t from = t->pluperfect ? day : day - SENT_AFTER_DAYS;
        bool narrow = s->range.last - from + 1 < FREE_DAYS_MIN; /* it rather is of another year */
        if (behind && !narrow && (low == DAY_NONE || from > low)) {
            low = from;
            past = t;
        }
        narrow = day - s->range.first + 1 < FREE_DAYS_MIN;
        if (t->tense == TENSE_OF_FUTURE && !narrow && t->relation != TIME_SINCE && (high == DAY_NONE || day < high)) {
            high = day;
            future = t;
        }
    }
    if (past) add(s, (clue){.first = low, .last = DAY_NONE, .at = past->at});
    if (future) add(s, (clue){.first = DAY_NONE, .last = high, .at = future->at});
}

/* ---- the set ---- */

static bool fits(const clue *c, int32_t day) {
    if (c->first != DAY_NONE && day < c->first) return false;
    if (c->last != DAY_NONE && day > c->last) return false;
    return !c->weekdays || (c->weekdays >> day_weekday(day) & 1);
}

/* Keeps the days that fit; a clue that none fits is a contradiction and changes nothing. */
static bool apply(const clue *c, int32_t *days, uint32_t *n) {
    uint32_t kept = 0;
    for (uint32_t k = 0; k < *n; k++) kept += fits(c, days[k]);
    if (kept == 0 || kept == *n) return false;
    kept = 0;
    for (uint32_t k = 0; k < *n; k++)
        if (fits(c, days[k])) days[kept++] = days[k];
    *n = kept;
    return true;
}

/* All days of the given date; without one, the days that a dateline or a doubly named day gives. */
static uint32_t first_days(const solver *s, int32_t *days) {
    uint32_t n = 0;
    if (s->range.first != DAY_NONE) {
        for (int32_t d = s->range.first; d <= s->range.last; d++)
            if (edtf_holds(s->date, d)) days[n++] = d;
        return n;
    }
    for (uint32_t k = 0; k < s->clue_count && n == 0; k++)
        if (s->clues[k].first != DAY_NONE && s->clues[k].first == s->clues[k].last) days[n++] = s->clues[k].first;
    return n;
}

dp_status docdate_solve(const time_raw *raw, uint32_t count, const text *x, const edtf *date, arena *a, dispatch_date *out,
                        dp_error *err) {
    const edtf none = {0};
    if (!date) date = &none;
    const civil given = edtf_common(date);
    *out = (dispatch_date){.given = given, .basis = BASIS_UNKNOWN, .written = DAY_NONE};
    solver *s = arena_alloc(a, sizeof *s);
    int32_t *days = arena_array(a, DAYS_MAX, sizeof *days);
    span *evidence = arena_array(a, EVIDENCE_MAX, sizeof *evidence);
    if (!s || !days || !evidence) return error_nomem(err);
    *s =
        (solver){.raw = raw, .count = count, .x = x, .given = given, .date = date, .range = edtf_hull(date), .written = DAY_NONE};
    if (s->range.first == DAY_NONE || s->range.last - s->range.first >= DAYS_MAX) s->range = (day_range){DAY_NONE, DAY_NONE};
    bool whole = given.year && given.day;
    if (!whole && !find_dateline(s)) {
        find_named_twice(s);
        find_next_and_last(s);
        find_reports(s);
        if (s->range.first != DAY_NONE && s->range.last - s->range.first < LISTED_MAX) find_bounds(s);
    }
    uint32_t n = first_days(s, days);
    for (uint32_t k = 0; k < s->clue_count; k++) {
        bool named = given.year == 0 && n == 1 && s->clues[k].first == days[0];
        if (apply(&s->clues[k], days, &n) || named) evidence[out->evidence_count++] = s->clues[k].at;
    }
    if (n > LISTED_MAX) n = 0;
    out->candidates = days;
    out->candidate_count = n;
    out->written = s->written;
    out->evidence = evidence;
    out->basis = whole ? BASIS_GIVEN : n == 1 ? BASIS_INFERRED : BASIS_UNKNOWN;
    return DP_OK;
}
