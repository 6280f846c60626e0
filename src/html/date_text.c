/* Days in running text and in addresses (date.h). A date is looked for around each number, a few dozen bytes to either side. */
#include <string.h>

#include "html/date.h"

enum { FILLERS_MAX = 3, REACH = 48 }; /* REACH: bytes of the word before a number */

typedef struct scanner {
    const page_words *w;
    const date_habits *h;
    const char *s;
    uint32_t n;
} scanner;

typedef struct number {
    uint32_t start, end;
    int32_t value;
    int digits; /* 9 where there are more */
} number;

/* ---- characters */

static bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The digit that begins at `at`, -1 for none, and its bytes. Only these leading bytes begin digits of other scripts. */
static int digit_at(const scanner *x, uint32_t at, uint32_t *bytes) {
    *bytes = 1;
    if (at >= x->n) return -1;
    const unsigned char c = (unsigned char)x->s[at];
    if (is_ascii_digit((char)c)) return c - '0';
    if (c != 0xD9 && c != 0xDB && c != 0xE0 && c != 0xE1 && c != 0xEF) return -1;
    uint32_t cp;
    *bytes = (uint32_t)utf8_decode(x->s + at, x->n - at, &cp);
    return fold_digit(x->w->pack->fold, cp);
}

static bool number_at(const scanner *x, uint32_t at, number *out) {
    *out = (number){.start = at, .end = at};
    uint32_t bytes;
    for (int d; (d = digit_at(x, out->end, &bytes)) >= 0; out->end += bytes) {
        if (out->digits < 9) out->digits++;
        if (out->digits < 9) out->value = out->value * 10 + d;
    }
    return out->digits > 0;
}

/* The next number from `at` on. */
static bool next_number(const scanner *x, uint32_t at, number *out) {
    for (uint32_t bytes; at < x->n; at++)
        if (digit_at(x, at, &bytes) >= 0) return number_at(x, at, out);
    return false;
}

static char byte_at(const scanner *x, uint32_t at) {
    return at < x->n ? x->s[at] : '\0';
}

/* A blank, or a no-break space in one of its two forms; its bytes, 0 for none. */
static uint32_t blank_at(const scanner *x, uint32_t at) {
    const char c = byte_at(x, at);
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') return 1;
    if (at + 1 < x->n && memcmp(x->s + at, "\xC2\xA0", 2) == 0) return 2;
    return at + 2 < x->n && memcmp(x->s + at, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

static uint32_t skip_blanks(const scanner *x, uint32_t at) {
    for (uint32_t bytes, left = 8; left && (bytes = blank_at(x, at)); left--) at += bytes;
    return at;
}

/* Passes over what holds the parts of a date together: blanks, commas, full stops, hyphens, apostrophes. */
static uint32_t skip_glue(const scanner *x, uint32_t at) {
    for (int left = 4; left > 0; left--) {
        at = skip_blanks(x, at);
        const char c = byte_at(x, at);
        if (c != ',' && c != '.' && c != '-' && c != '\'' && c != '/') break;
        at++;
    }
    return skip_blanks(x, at);
}

static const page_sense *phrase_at(const scanner *x, uint32_t at, enum page_sense_kind kind, uint32_t *end) {
    size_t bytes = 0;
    const page_sense *sense = at < x->n ? page_phrase(x->w, x->s + at, x->n - at, kind, x->h->lang, false, &bytes) : NULL;
    *end = at + (uint32_t)bytes;
    return sense;
}

/* Glue and filler words ("de", "of the") before the next part. */
static uint32_t skip_fillers(const scanner *x, uint32_t at) {
    at = skip_glue(x, at);
    for (int i = 0; i < FILLERS_MAX; i++) {
        uint32_t end;
        if (!phrase_at(x, at, PAGE_FILLER, &end)) break;
        at = skip_glue(x, end);
    }
    return at;
}

/* ---- parts */

/* Years of four digits; of two the nearest past one, 2049 at the latest. */
static bool year_of(const scanner *x, const number *y, bool may_be_short, int32_t *year) {
    *year = y->value;
    if (y->digits == 4) return y->value >= 1000 && y->value < 3000;
    if (y->digits != 2 || !may_be_short) return false;
    *year += 2000;
    if (*year > 2049 || *year > day_to_civil(x->h->last).year) *year -= 100;
    return true;
}

static bool hit(const scanner *x, uint32_t start, uint32_t end, civil c, bool sure, date_hit *out) {
    const int32_t day = day_from_civil(c.year, c.month, c.day);
    if (day == DAY_NONE || day < x->h->first || day > x->h->last) return false;
    *out = (date_hit){{start, end}, day, sure};
    return true;
}

/* The year behind the day and the month, from `at` on. */
static bool year_behind(const scanner *x, uint32_t at, uint32_t *end, int32_t *year) {
    number y;
    const uint32_t from = skip_fillers(x, at);
    if (!number_at(x, from, &y) || !year_of(x, &y, from > 0 && byte_at(x, from - 1) == '\'', year)) return false;
    *end = y.end;
    return true;
}

static bool is_part(const number *a) {
    return a->digits <= 2 && a->value > 0 && a->value <= 31;
}

/* ---- forms, each anchored at a number */

/* "10/11/2017", "10.11.17", "10. 11. 2017", "2017-11-10", "2017. 11. 10." */
static bool in_numbers(const scanner *x, const number *a, date_hit *out) {
    number b, c;
    uint32_t at = skip_blanks(x, a->end);
    const char mark = byte_at(x, at);
    if (mark != '.' && mark != '/' && mark != '-') return false;
    if (!number_at(x, skip_blanks(x, at + 1), &b) || !is_part(&b)) return false;
    at = skip_blanks(x, b.end);
    if (byte_at(x, at) != mark || !number_at(x, skip_blanks(x, at + 1), &c)) return false;
    if (is_ascii_digit(byte_at(x, c.end + 1)) && (byte_at(x, c.end) == mark))
        return false; /* an address, a version, a telephone */
    int32_t year;
    if (a->digits == 4) return is_part(&c) && hit(x, a->start, c.end, (civil){a->value, b.value, c.value}, true, out);
    if (!is_part(a) || !year_of(x, &c, mark != '-' && a->digits == 2 && b.digits == 2, &year)) return false;
    const bool month_first = b.value > 12 || (a->value <= 12 && x->h->order == DATE_MDY);
    const civil day = month_first ? (civil){year, a->value, b.value} : (civil){year, b.value, a->value};
    return hit(x, a->start, c.end, day, c.digits == 4 && (a->value > 12 || b.value > 12 || a->value == b.value), out);
}

/* "2017年11月10日", "2017년 11월 10일" */
static bool in_units(const scanner *x, const number *a, date_hit *out) {
    number b, c;
    uint32_t at, end;
    if (a->digits != 4 || !phrase_at(x, skip_blanks(x, a->end), PAGE_YEAR_BEHIND, &at)) return false;
    if (!number_at(x, skip_blanks(x, at), &b) || !is_part(&b)) return false;
    if (!phrase_at(x, skip_blanks(x, b.end), PAGE_MONTH_BEHIND, &at)) return false;
    if (!number_at(x, skip_blanks(x, at), &c) || !is_part(&c)) return false;
    if (!phrase_at(x, skip_blanks(x, c.end), PAGE_DAY_BEHIND, &end)) end = c.end;
    return hit(x, a->start, end, (civil){a->value, b.value, c.value}, true, out);
}

/* A month's name, or "tháng 11", at `at`; "tishrin al-thani/November" is one month. 0: none. */
static int32_t month_at(const scanner *x, uint32_t at, uint32_t *end) {
    const page_sense *month = phrase_at(x, at, PAGE_MONTH, end);
    if (month && byte_at(x, *end) == '/') {
        uint32_t again;
        const page_sense *other = phrase_at(x, *end + 1, PAGE_MONTH, &again);
        if (other && other->value == month->value) *end = again;
    }
    if (month) return month->value;
    number b;
    uint32_t behind;
    if (!phrase_at(x, at, PAGE_MONTH_BEFORE, &behind) || !number_at(x, skip_blanks(x, behind), &b)) return 0;
    *end = b.end;
    return is_part(&b) && b.value <= 12 ? b.value : 0;
}

/* "10 November 2017", "10. Nov. 2017", "10th of November, 2017", "10-Nov-2017", "1º de marzo de 2017" */
static bool day_first(const scanner *x, const number *a, date_hit *out) {
    if (!is_part(a)) return false;
    uint32_t at = a->end, end;
    if (phrase_at(x, at, PAGE_ENDING, &end)) at = end;
    at = skip_fillers(x, at);
    const int32_t month = month_at(x, at, &at);
    int32_t year;
    if (month == 0 || !year_behind(x, at, &end, &year)) return false;
    return hit(x, a->start, end, (civil){year, month, a->value}, true, out);
}

/* "2017. november 10.", "2017 m. lapkričio 10 d." */
static bool year_first(const scanner *x, const number *a, date_hit *out) {
    if (a->digits != 4) return false;
    uint32_t at = skip_fillers(x, a->end);
    const int32_t month = month_at(x, at, &at);
    number day;
    if (month == 0 || !number_at(x, skip_glue(x, at), &day) || !is_part(&day)) return false;
    return hit(x, a->start, day.end, (civil){a->value, month, day.value}, true, out);
}

/* Where the word that ends before `at` begins; `at` where there is none. */
static uint32_t word_before(const scanner *x, uint32_t at) {
    uint32_t start = at;
    while (start > 0 && at - start < REACH) {
        uint32_t back = start - 1;
        while (back > 0 && ((unsigned char)x->s[back] & 0xC0) == 0x80 && start - back < 4) back--;
        uint32_t cp;
        utf8_decode(x->s + back, start - back, &cp);
        if (!(fold_class(x->w->pack->fold, cp) & (CHAR_LETTER | CHAR_MARK))) break;
        start = back;
    }
    return start;
}

/* "November 10, 2017", "Nov. 10th 2017" */
static bool month_first(const scanner *x, const number *a, date_hit *out) {
    if (!is_part(a)) return false;
    uint32_t at = a->start, end;
    for (int left = 4; left > 0 && at > 0 && strchr(" .,-/\n\t", x->s[at - 1]); left--) at--;
    if (at >= 2 && at == a->start && memcmp(x->s + at - 2, "\xC2\xA0", 2) == 0) at -= 2;
    const uint32_t start = word_before(x, at);
    if (start == at || at == a->start) return false;
    const page_sense *month = phrase_at(x, start, PAGE_MONTH, &end);
    if (!month || end != at) return false;
    at = a->end;
    if (phrase_at(x, at, PAGE_ENDING, &end)) at = end;
    int32_t year;
    if (!year_behind(x, at, &end, &year)) return false;
    return hit(x, start, end, (civil){year, month->value, a->value}, true, out);
}

/* ---- text */

/* Is the number a part of something longer: "5.10.11.2017", "A320", "12,345"? */
static bool is_inside(const scanner *x, const number *a) {
    if (a->start == 0) return false;
    const char before = x->s[a->start - 1];
    if ((before | 32) >= 'a' && (before | 32) <= 'z') return true;
    return a->start > 1 && strchr("./,:-", before) && is_ascii_digit(x->s[a->start - 2]);
}

bool date_next(const page_words *w, const date_habits *h, const char *s, uint32_t n, uint32_t *from, date_hit *out) {
    const scanner x = {w, h, s, n};
    number a;
    for (uint32_t at = *from; next_number(&x, at, &a); at = a.end) {
        if (a.digits > 4 || a.digits == 3) continue;
        const bool inside = is_inside(&x, &a);
        if ((!inside && (in_numbers(&x, &a, out) || in_units(&x, &a, out) || year_first(&x, &a, out))) ||
            day_first(&x, &a, out) || (!inside && month_first(&x, &a, out))) {
            *from = out->at.end;
            return true;
        }
    }
    *from = n;
    return false;
}

/* ---- addresses */

static bool is_mark(char c) {
    return c == '/' || c == '-' || c == '_' || c == '.';
}

/* "2017/11/10", "2017-11-10", "2017/nov/10" */
static bool in_path(const scanner *x, const number *a, date_hit *out) {
    if (a->digits != 4 || !is_mark(byte_at(x, a->end))) return false;
    number b, c;
    int32_t month;
    uint32_t at = a->end + 1;
    if (number_at(x, at, &b)) {
        month = is_part(&b) ? b.value : 0;
        at = b.end;
    } else {
        const page_sense *name = phrase_at(x, at, PAGE_MONTH, &at);
        month = name ? name->value : 0;
    }
    if (month == 0 || !is_mark(byte_at(x, at)) || !number_at(x, at + 1, &c) || !is_part(&c)) return false;
    return hit(x, a->start, c.end, (civil){a->value, month, c.value}, true, out);
}

bool date_in_address(const page_words *w, const date_habits *h, const char *address, uint32_t n, date_hit *out) {
    const scanner x = {w, h, address, n};
    number a;
    for (uint32_t at = 0; next_number(&x, at, &a); at = a.end) {
        if (a.start > 0 && !is_mark(address[a.start - 1]) && address[a.start - 1] != '=') continue;
        if (in_path(&x, &a, out)) return true;
        const civil day = {a.value / 10000, a.value / 100 % 100, a.value % 100};
        if (a.digits == 8 && hit(&x, a.start, a.end, day, true, out)) return true;
        if (a.digits <= 2 && in_numbers(&x, &a, out) && out->is_sure) return true;
    }
    return false;
}
