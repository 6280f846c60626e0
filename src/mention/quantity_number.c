/* Numbers: digits with their separators ("1.200", "3,5"), number words ("deux cent mille", "sixty hundreds"), both together
 * ("3.5 million") and ordinals. The words and separators stand in lang/<code>/numbers.rules. */
#include <string.h>

#include "mention/time_match.h"

#define DECIMALS_MAX 9
#define PARTS_MAX    4

static unsigned role(const time_scan *s, enum time_role r) {
    return s->lang->head->role[r];
}

/* "anderthalb": a number word that holds a half (plus=500). */
static bool holds_half(const time_scan *s, uint32_t i) {
    const time_sense *q;
    if (!time_item_class(s, i, role(s, ROLE_number), &q)) return false;
    for (uint32_t k = 0; k < q->set_count; k++)
        if (s->lang->sets[q->first_set + k].slot == SLOT_plus) return s->lang->sets[q->first_set + k].value == 500;
    return false;
}

static uint32_t word_value(const time_scan *s, uint32_t i, enum time_role r, int64_t *value) {
    const time_sense *q;
    uint32_t n = i < s->count ? time_item_class(s, i, role(s, r), &q) : 0;
    if (n == 0) return 0;
    *value = q->plain == INT32_MIN ? 0 : q->plain;
    for (uint32_t k = 0; k < q->set_count; k++) /* zeros beyond 32 bits: "billion  1000000 k=1000" */
        if (s->lang->sets[q->first_set + k].slot == SLOT_k) *value *= s->lang->sets[q->first_set + k].value;
    return n;
}

static bool loose(const time_scan *s, uint32_t i) {
    return i < s->count && (s->items[i].gap & GAP_LOOSE);
}

static bool times(int64_t *v, int64_t by) {
    return !__builtin_mul_overflow(*v, by, v);
}

static void trim_zeros(number *n) {
    while (n->decimals && n->mantissa % 10 == 0) {
        n->mantissa /= 10;
        n->decimals--;
    }
}

/* Where the decimal sign comes twice, or another one behind it, it sets groups apart: "1,250,000" and "1,250.5" in a text
 * that else writes "3,5". */
static bool groups_twice(const time_scan *s, uint32_t at) {
    const time_item *it = &s->items[at];
    if ((it->gap != GAP_DOT && it->gap != GAP_COMMA_TIGHT) || at + 1 == s->count || !it[1].digit_count) return false;
    return it[1].gap == it->gap ? it[1].digit_count == 3 : it[1].gap == GAP_DOT || it[1].gap == GAP_COMMA_TIGHT;
}

/* The mark of a decimal fraction stands before item i. */
static bool is_decimal(const time_scan *s, uint32_t i) {
    uint16_t gap = s->items[i].gap;
    char mark = gap == GAP_DOT ? '.' : gap == GAP_COMMA_TIGHT ? ',' : 0;
    return gap == GAP_DECIMAL || (mark && memchr(s->lang->head->decimal, mark, sizeof s->lang->head->decimal));
}

/* Where one mark serves for both: "1.250 million" and "1.250 %" have a fraction, "1.250 men" a group; so has "0.125". */
static bool is_fraction(const time_scan *s, uint32_t i) {
    if (!is_decimal(s, i)) return false;
    int64_t v;
    uint32_t next = i + 1;
    if (s->items[i - 1].digits == 0) return true;
    bool more = next < s->count && s->items[next].digit_count && s->items[next].gap == s->items[i].gap;
    uint32_t sign = 0, end = s->items[i].end;
    if (end < s->x->size) utf8_decode(s->x->bytes + end, s->x->size - end, &sign);
    if (!more && (sign == '%' || sign == 0x66A)) return true;
    if (more || !loose(s, next)) return false;
    return (word_value(s, next, ROLE_number, &v) && v >= 1000) || word_value(s, next, ROLE_scale, &v) ||
           (word_value(s, next, ROLE_kind, &v) && v == QUANTITY_PERCENT);
}

/* "1 234 567", "1.200", "40,000": groups of three behind one to three digits, all set apart alike. */
static uint32_t read_groups(const time_scan *s, uint32_t i, int64_t *value) {
    const time_head *h = s->lang->head;
    *value = s->items[i].digits;
    uint32_t n = 1;
    if (s->items[i].digit_count > 3) return n;
    for (uint16_t kind = 0; i + n < s->count; n++) {
        const time_item *it = &s->items[i + n];
        char mark = it->gap == GAP_SPACE         ? ' '
                    : it->gap == GAP_DOT         ? '.'
                    : it->gap == GAP_COMMA_TIGHT ? ','
                    : it->gap == GAP_APOSTROPHE  ? '\''
                                                 : 0;
        bool sets_apart = it->gap == GAP_GROUP ||
                          (mark && (memchr(h->group, mark, sizeof h->group) || kind == it->gap || groups_twice(s, i + n)));
        if (it->digit_count != 3 || !sets_apart || (kind && kind != it->gap)) break;
        if (n == 1 && is_fraction(s, i + n)) break;
        if (mark == ' ' && it->start - s->items[i + n - 1].end > 3) break; /* one space of any kind */
        kind = it->gap;
        if (!times(value, 1000)) return n;
        *value += it->digits;
    }
    return n;
}

static bool is_scale(int64_t v) {
    return v >= 100;
}

static bool add_half(number *n) {
    int64_t m = n->mantissa;
    if (n->decimals || !times(&m, 10)) return false;
    n->mantissa = m + 5;
    n->decimals = 1;
    return true;
}

static bool scale_follows(const time_scan *s, uint32_t i) {
    int64_t v;
    return loose(s, i) && word_value(s, i, ROLE_number, &v) && v >= 1000;
}

/* "five and three quarters million": a fraction in thousandths that a scale follows. */
static uint32_t read_fraction(const time_scan *s, uint32_t i, number *out) {
    int64_t over, under, v = out->mantissa;
    uint32_t join = loose(s, i) ? word_value(s, i, ROLE_join, &over) : 0;
    uint32_t top = join && loose(s, i + join) ? word_value(s, i + join, ROLE_number, &over) : 0;
    uint32_t bottom = top && loose(s, i + join + top) ? word_value(s, i + join + top, ROLE_denominator, &under) : 0;
    uint32_t n = join + top + bottom;
    if (!bottom || under < 2 || over < 1 || over >= under || !scale_follows(s, i + n) || out->decimals || !times(&v, 1000))
        return 0;
    out->mantissa = v + (over * 2000 / under + 1) / 2;
    out->decimals = 3;
    return n;
}

/* "two and a half million": a half that a scale follows; in one word with its number ("zweieinhalb") it needs none. */
static uint32_t read_half(const time_scan *s, uint32_t i, number *out) {
    int64_t v;
    uint32_t n = loose(s, i) ? word_value(s, i, ROLE_half, &v) : 0;
    if (n == 0) return read_fraction(s, i, out);
    return (s->items[i].part || scale_follows(s, i + n)) && add_half(out) ? n : 0;
}

/* "million" behind a number; abbreviations only where they stand close ("3bn", and behind a currency's sign "$3m"). */
static uint32_t read_scales(const time_scan *s, uint32_t i, bool money, number *out, int64_t *last) {
    uint32_t at = i + read_half(s, i, out);
    for (int64_t v; at < s->count;) {
        uint32_t n = loose(s, at) ? word_value(s, at, ROLE_number, &v) : 0;
        if (n == 0 && money && s->items[at].gap == GAP_NONE) n = word_value(s, at, ROLE_money_scale, &v);
        if (n == 0 || !is_scale(v)) n = loose(s, at) ? word_value(s, at, ROLE_scale, &v) : 0;
        if (n == 0 || !is_scale(v) || !times(&out->mantissa, v)) break;
        out->flags |= NUMBER_SCALED;
        *last = v;
        at += n;
    }
    return at - i;
}

/* "12 mil 500", "1 млн. 200 тыс.", "3 mil 400 millones": digits go on behind a scale. */
static uint32_t read_on(const time_scan *s, uint32_t i, number *out, int64_t last) {
    uint32_t at = i;
    while (last >= 1000 && !out->decimals && at < s->count && s->items[at].gap & (GAP_SPACE | GAP_DOT_SPACE)) {
        number more = {0};
        uint32_t n = s->items[at].digit_count ? read_groups(s, at, &more.mantissa) : 0;
        bool glued = at + n < s->count && s->items[at + n].digit_count && s->items[at + n].gap != GAP_SPACE;
        int64_t digits = more.mantissa, scale = 1;
        if (n == 0 || glued || digits < 10 || digits >= last) break;
        n += read_scales(s, at + n, false, &more, &scale);
        bool clear = scale > 1 || digits >= 100 || s->items[at].gap == GAP_SPACE;
        if (!clear || more.decimals || scale == last || (scale > last && more.mantissa / scale != digits)) break;
        if (scale > last) { /* "3 mil 400 millones" */
            out->mantissa += digits;
            if (!times(&out->mantissa, scale)) break;
        } else if (more.mantissa >= last || __builtin_add_overflow(out->mantissa, more.mantissa, &out->mantissa))
            break;
        last = scale;
        at += n;
    }
    return at - i;
}

/* "2 1/2" */
static uint32_t read_vulgar(const time_scan *s, uint32_t i, number *out) {
    if (i + 1 >= s->count || s->items[i].gap != GAP_SPACE || s->items[i + 1].gap != GAP_SLASH) return 0;
    int64_t a = s->items[i].digits, b = s->items[i + 1].digits;
    if (s->items[i].digit_count != 1 || s->items[i + 1].digit_count != 1 || a == 0 || b < 2 || a >= b || 1000 % b) return 0;
    if (!times(&out->mantissa, 1000)) return 0;
    out->mantissa += a * 1000 / b;
    out->decimals = 3;
    return 2;
}

static number read_digits(const time_scan *s, uint32_t i) {
    number out = {.flags = NUMBER_DIGITS};
    const time_item *it = &s->items[i];
    if (it->digit_count > 18) return out;
    uint32_t n = read_groups(s, i, &out.mantissa);
    if (i + n < s->count) {
        const time_item *next = &s->items[i + n];
        bool mark = next->gap == GAP_DOT || next->gap == GAP_COMMA_TIGHT || next->gap == GAP_DECIMAL;
        bool own = is_decimal(s, i + n);
        bool foreign = mark && !own && next->digit_count < 3; /* "3.5" in a text that writes "3,5" */
        bool more = i + n + 1 < s->count && s->items[i + n + 1].digit_count && s->items[i + n + 1].gap == next->gap;
        if (mark && next->digit_count && next->digit_count <= DECIMALS_MAX && !more && (own || foreign)) {
            int64_t scale = 1, v = out.mantissa;
            for (int k = 0; k < next->digit_count; k++) scale *= 10;
            if (times(&v, scale)) {
                out.mantissa = v + next->digits;
                out.decimals = next->digit_count;
                if (next->digit_count == 3 && n == 1 && it->digits > 0 && it->digit_count <= 3)
                    out.flags |= NUMBER_THREE_DECIMALS;
                n++;
            }
        } else
            n += read_vulgar(s, i + n, &out);
    }
    int64_t v;
    uint16_t gap = i + n < s->count ? s->items[i + n].gap : 0;
    bool suffix = gap == GAP_NONE || gap == GAP_DOT || (gap == GAP_HYPHEN && s->lang->head->suffix_hyphen); /* "1er", "1.º" */
    if (suffix && word_value(s, i + n, ROLE_ordinal_suffix, &v)) {
        out.flags |= NUMBER_ORDINAL;
        n++;
    } else if (suffix && word_value(s, i + n, ROLE_cardinal_suffix, &v)) /* "20-ти" */
        n++;
    else {
        int64_t last = 1;
        n += read_scales(s, i + n, it->money, &out, &last);
        n += read_on(s, i + n, &out, last);
    }
    trim_zeros(&out);
    out.items = (uint16_t)n;
    return out;
}

/* Number words from left to right:
 *   done  what is closed by a scale ("deux mille")      group  what grows below 1000 ("trois cent vingt")
 *   room  what may still be added to the group: below 10 behind "twenty", below 20 behind "soixante"
 *   ones  the word before was one of 1 to 9, which tens may follow in a language that says "five and twenty" */
typedef struct composer {
    int64_t done, group, room, last_scale;
    bool any, ones;
} composer;

static bool compose(const time_scan *s, composer *c, int64_t v, bool joined) {
    if (c->ones && joined && v >= 20 && v < 100) {
        c->group += v;
        c->ones = false;
        return true;
    }
    bool times_again = c->group || (c->last_scale && v >= c->last_scale);
    if (joined && v >= 100 && times_again && s->lang->head->compose & COMPOSE_ONES_FIRST) return false; /* "five and a hundred" */
    c->ones = false;
    if (v >= 1000) {
        int64_t group = c->group ? c->group : c->any && c->room != 1000 ? 0 : 1;
        if (c->last_scale && v >= c->last_scale) { /* "mille millions", "mil doscientos millones" */
            int64_t above = c->done - c->done % v, below = c->done % v + c->group;
            if (below == 0) { /* "million million" */
                below = above;
                above = 0;
            }
            if (below == 0 || above / v % 1000 != 0 || !times(&below, v) || __builtin_add_overflow(above, below, &c->done))
                return false;
        } else {
            if (!times(&group, v) || __builtin_add_overflow(c->done, group, &c->done)) return false;
        }
        c->last_scale = v;
        c->group = 0;
        c->room = 1000;
    } else if (v >= 100) {
        if (c->group >= 100 || (c->group == 0 && c->room != 1000) || (c->group && v != 100)) return false;
        c->group = (c->group ? c->group : 1) * v;
        c->room = 100;
    } else {
        if (v >= c->room || (v == 0 && c->any)) return false;
        c->ones = s->lang->head->compose & COMPOSE_ONES_FIRST && v > 0 && v < 10 && c->room >= 100;
        c->group += v;
        c->room = v >= 20 && v % 10 == 0 ? 10 : 1;
        for (int k = 0; k < 6 && s->lang->head->teens_after[k]; k++)
            if (s->lang->head->teens_after[k] == v) c->room = 20;
        if (v == 0) c->room = 0;
    }
    c->any = true;
    return true;
}

/* "and" between the parts of a number. A language may say how much room there must be at most: "treinta y dos", but not
 * "mil y dos mil". */
static uint32_t join_at(const time_scan *s, uint32_t at, const composer *c) {
    int64_t room;
    uint32_t n = c->any ? word_value(s, at, ROLE_join, &room) : 0;
    return n && (room == 0 || c->room <= room) ? n : 0;
}

/* "point zero three", "virgule cinquante-deux", "coma mil quinientos": the words' digits one after the other. */
static uint32_t read_decimals(const time_scan *s, uint32_t i, number *out) {
    int64_t v;
    uint32_t point = loose(s, i) ? word_value(s, i, ROLE_point, &v) : 0, at = i + point;
    if (point == 0) return 0;
    number grown = *out;
    while (loose(s, at) && grown.decimals < DECIMALS_MAX) {
        composer c = {.room = 1000};
        uint32_t n, from = at;
        while (loose(s, at)) {
            uint32_t join = join_at(s, at, &c);
            n = loose(s, at + join) ? word_value(s, at + join, ROLE_number, &v) : 0;
            if (n == 0 || v > 1000 || (v == 1000 && c.any) || !compose(s, &c, v, join > 0)) break; /* "five million" is a scale */
            at += join + n;
        }
        if (at == from) break;
        int64_t digits = c.done + c.group;
        int64_t grow = 10;
        for (grown.decimals++; grow <= digits; grow *= 10) grown.decimals++;
        if (grown.decimals > DECIMALS_MAX || !times(&grown.mantissa, grow)) return 0;
        grown.mantissa += digits;
    }
    if (grown.decimals == out->decimals) return 0;
    *out = grown;
    trim_zeros(out);
    return at - i;
}

/* The greatest power of a thousand that divides v. */
static int64_t scale_of(int64_t v) {
    int64_t scale = 1;
    while (v && v % 1000 == 0 && scale < 1000000000000) {
        v /= 1000;
        scale *= 1000;
    }
    return scale;
}

static number read_words(const time_scan *s, uint32_t i) {
    number out = {0};
    bool halved = false;
    composer c = {.room = 1000};
    uint32_t at = i;
    int64_t v = 0;
    if (word_value(s, i, ROLE_collectives, &v)) return out; /* "hundreds of" counts nothing by itself */
    uint32_t article = word_value(s, i, ROLE_article, &v);
    if (article && !word_value(s, i, ROLE_number, &v)) { /* "a hundred": one, and only before a scale */
        uint32_t n = loose(s, i + article) ? word_value(s, i + article, ROLE_number, &v) : 0;
        at += article;
        if (n == 0 || !is_scale(v)) return (number){.mantissa = 1, .items = (uint16_t)article, .flags = NUMBER_ARTICLE};
    }
    while (at < s->count && (at == i || loose(s, at))) {
        uint32_t join = join_at(s, at, &c);
        if (join && !loose(s, at + join)) break;
        int64_t ordinal;
        uint32_t n = out.flags & NUMBER_ORDINAL ? 0 : word_value(s, at + join, ROLE_number, &v);
        if (word_value(s, at + join, ROLE_ordinal, &ordinal) > n) n = 0; /* "quatre-vingtième" is no four */
        composer next = c;
        if (n && compose(s, &next, v, join > 0)) {
            c = next;
            halved = holds_half(s, at + join);
            at += join + n;
            if (halved) break;
            continue;
        }
        n = word_value(s, at + join, ROLE_ordinal, &v);
        bool chained = s->lang->head->ordinals_chained;
        if (chained && c.any && !(out.flags & NUMBER_ORDINAL) && v < 1000) break; /* "los cien primeros" */
        if (n && compose(s, &next, v, join > 0)) {
            c = next;
            at += join + n;
            out.flags |= NUMBER_ORDINAL;
            if (chained) { /* "décimo primero" */
                if (v == 10) c.room = 10;
                continue;
            }
            if (c.ones) continue; /* "the fifth and twentieth" */
        }
        break;
    }
    if (!c.any || __builtin_add_overflow(c.done, c.group, &out.mantissa)) return out;
    if (c.last_scale || c.group >= 100) out.flags |= NUMBER_SCALED;
    uint32_t half = out.flags & NUMBER_ORDINAL || !loose(s, at) ? 0 : word_value(s, at, ROLE_half, &v);
    if (halved) {
        (void)add_half(&out);
        at += read_scales(s, at, false, &out, &v);
    } else if (half && c.last_scale && c.group == 0) { /* "deux millions et demi" */
        at += half;
        out.mantissa += scale_of(c.last_scale) / 2;
    } else if (!(out.flags & NUMBER_ORDINAL) && read_half(s, at, &(number){.mantissa = out.mantissa}))
        at += read_scales(s, at, false, &out, &v);
    out.items = (uint16_t)(at - i);
    if (!(out.flags & NUMBER_ORDINAL) && !half) {
        uint32_t decimals = read_decimals(s, at, &out);
        if (decimals) decimals += read_scales(s, at + decimals, false, &out, &v); /* "three point five million" */
        out.items = (uint16_t)(out.items + decimals);
    }
    if (article && out.items == article) out.flags |= NUMBER_ARTICLE;
    return out;
}

static number read_part(const time_scan *s, uint32_t i) {
    const time_item *it = &s->items[i];
    uint64_t starts =
        (uint64_t)1 << role(s, ROLE_number) | (uint64_t)1 << role(s, ROLE_article) | (uint64_t)1 << role(s, ROLE_ordinal);
    if (it->digit_count) return read_digits(s, i);
    return it->classes & starts & ~(uint64_t)1 ? read_words(s, i) : (number){0};
}

/* "3 millions and 500 thousand": what a smaller number adds to a scaled one, in a language that says it so. */
static void read_joined(const time_scan *s, uint32_t i, number *n) {
    for (int parts = 0; parts < PARTS_MAX && n->flags & NUMBER_SCALED && !(n->flags & NUMBER_ORDINAL) && !n->decimals; parts++) {
        int64_t v = 0, scale = scale_of(n->mantissa);
        uint32_t at = i + n->items, half = loose(s, at) && scale > 1 ? word_value(s, at, ROLE_half, &v) : 0;
        if (half) {
            n->mantissa += scale / 2;
            n->items = (uint16_t)(n->items + half);
            return;
        }
        uint32_t join = loose(s, at) ? word_value(s, at, ROLE_join, &v) : 0;
        if (!join || !loose(s, at + join)) return;
        number next = read_part(s, at + join);
        if (!next.items || next.decimals || next.flags & (NUMBER_ORDINAL | NUMBER_ARTICLE) || next.mantissa >= scale) return;
        n->mantissa += next.mantissa;
        n->items = (uint16_t)(n->items + join + next.items);
    }
}

number number_at(time_scan *s, uint32_t i) {
    time_item *it = &s->items[i];
    if (!(it->number.flags & NUMBER_UNREAD)) return it->number;
    number n = read_part(s, i);
    if (s->lang->head->compose & COMPOSE_DIGITS_JOINED) read_joined(s, i, &n);
    it->number = n;
    return n;
}
