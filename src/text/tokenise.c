/* Surface tokens. The splitter stands at a character, looks at its class and reads one token; inside a word it decides at each
 * connector, from the stretch before and the stretch after, whether the token goes on. Every byte is looked at a bounded
 * number of times. */
#include "text/tokenise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIM_BYTES ((size_t)4 << 20) /* scratch above this is given back after a dispatch */

typedef struct splitter {
    const token_rules *r;
    const char *s;
    uint32_t size, p;
    uint8_t gap;        /* white space seen since the last piece */
    bool line_start;    /* only white space since the line began */
    bool single_open;   /* a ‘ or ' that opened a quotation and has not closed */
    uint32_t chunk_end; /* end of the run of non-blank bytes that `chunk_*` speak of */
    bool chunk_at;      /* it holds '@' */
    pieces *out;
    bool nomem;
} splitter;

/* A stretch of letters and digits. */
typedef struct stretch {
    uint32_t start, end;
    uint32_t letters, digits, upper;
    bool capital, lower_first;
} stretch;

typedef struct at_char {
    uint32_t cp, bytes;
    unsigned class;
} at_char;

static at_char char_at(const splitter *t, uint32_t p) {
    at_char c = {.cp = (unsigned char)t->s[p], .bytes = 1};
    if (c.cp < 0x80) {
        c.class = t->r->ascii[c.cp];
    } else {
        c.bytes = (uint32_t)utf8_decode(t->s + p, t->size - p, &c.cp);
        c.class = fold_class(t->r->fold, c.cp);
    }
    return c;
}

static bool is_alnum(const at_char *c) {
    return (c->class & (CHAR_LETTER | CHAR_DIGIT)) != 0;
}
static bool alnum_at(const splitter *t, uint32_t p) {
    if (p >= t->size) return false;
    at_char c = char_at(t, p);
    return is_alnum(&c);
}
static bool space_at(const splitter *t, uint32_t p) {
    if (p >= t->size) return true;
    at_char c = char_at(t, p);
    return (c.class & (CHAR_SPACE | CHAR_CONTROL)) != 0;
}
static bool byte_at(const splitter *t, uint32_t p, char c) {
    return p < t->size && t->s[p] == c;
}
/* Marks are written as one to three bytes; this gives how many, 0 where p is none. */
static uint32_t apostrophe_at(const splitter *t, uint32_t p) {
    if (p >= t->size) return 0;
    at_char c = char_at(t, p);
    return c.cp == '\'' || c.cp == 0x2019 || c.cp == 0x02BC || c.cp == '`' || c.cp == 0x00B4 ? c.bytes : 0;
}
static uint32_t hyphen_at(const splitter *t, uint32_t p) {
    if (p >= t->size) return 0;
    at_char c = char_at(t, p);
    return c.cp == '-' || c.cp == 0x2010 || c.cp == 0x2011 ? c.bytes : 0;
}

/* The stretch that begins at p, as far as it begins before `limit`. */
static stretch stretch_read_most(const splitter *t, uint32_t p, uint32_t limit) {
    stretch x = {.start = p, .end = p};
    while (p < t->size && p < limit) {
        at_char c = char_at(t, p);
        bool joins = (c.class & CHAR_CONTROL) && c.cp >= 0x80;
        if (!is_alnum(&c) && !joins) break;
        p += c.bytes;
        if (joins) continue;
        if (!(c.class & CHAR_MARK)) {
            if (x.letters + x.digits == 0) {
                x.capital = (c.class & CHAR_UPPER) != 0;
                x.lower_first = (c.class & CHAR_LETTER) && !x.capital;
            }
            x.letters += (c.class & CHAR_LETTER) != 0;
            x.digits += (c.class & CHAR_DIGIT) != 0;
            x.upper += (c.class & CHAR_UPPER) != 0;
        }
        x.end = p;
    }
    return x;
}

static stretch stretch_read(const splitter *t, uint32_t p) {
    return stretch_read_most(t, p, UINT32_MAX);
}

uint64_t token_hash(const token_rules *r, const char *s, uint32_t n) {
    char plain[FOLD_MAX], folded[FOLD_MAX];
    uint32_t used = 0;
    bool ascii = true;
    for (uint32_t i = 0; i < n && used < sizeof plain;) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x80) {
            plain[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c == '`' ? '\'' : c);
            i++;
            continue;
        }
        uint32_t cp;
        uint32_t bytes = (uint32_t)utf8_decode(s + i, n - i, &cp);
        if (cp == 0x2019 || cp == 0x02BC) {
            plain[used++] = '\'';
        } else if (cp == 0x2010 || cp == 0x2011) {
            plain[used++] = '-';
        } else if (bytes <= sizeof plain - used) {
            memcpy(plain + used, s + i, bytes);
            used += bytes;
            ascii = false;
        } else {
            break;
        }
        i += bytes;
    }
    if (ascii) return hash_bytes(plain, used, 0);
    return hash_bytes(folded, fold_lower(r->fold, plain, used, folded, sizeof folded), 0);
}

/* Longer ones are not listed; the limit keeps a line of nothing but connectors linear. */
#define LISTED_BYTES_MAX 64u

static const token_entry *lookup(const splitter *t, uint32_t start, uint32_t end) {
    if (end - start > LISTED_BYTES_MAX) return NULL;
    return token_rules_find(t->r, token_hash(t->r, t->s + start, end - start));
}
static bool listed(const splitter *t, uint32_t start, uint32_t end, uint32_t kinds) {
    const token_entry *e = lookup(t, start, end);
    return e && (e->kinds & kinds);
}

static piece *push(splitter *t, uint32_t start, uint32_t end, unsigned kind) {
    pieces *o = t->out;
    if (o->n == o->cap) {
        uint32_t cap = o->cap ? o->cap * 2 : 1024;
        piece *at = realloc(o->at, (size_t)cap * sizeof *at);
        if (!at) {
            t->nomem = true;
            return NULL;
        }
        o->at = at;
        o->cap = cap;
    }
    piece *x = &o->at[o->n++];
    *x = (piece){.start = start, .end = end, .kind = (uint8_t)kind, .gap = t->gap};
    t->gap = GAP_NONE;
    t->line_start = false;
    t->p = end;
    return x;
}

/* A word, number or abbreviation: its hash, its entry, its letters. */
static void push_word(splitter *t, uint32_t start, uint32_t end, const stretch *first, bool all_caps, bool digits,
                      uint16_t flags) {
    piece *x = push(t, start, end, digits && first->letters == 0 ? PIECE_NUMBER : PIECE_WORD);
    if (!x) return;
    x->hash = token_hash(t->r, t->s + start, end - start);
    x->flags = flags;
    if (first->capital) x->flags |= PIECE_CAPITAL;
    if (first->lower_first) x->flags |= PIECE_LOWER;
    if (all_caps) x->flags |= PIECE_ALL_CAPS;
    if (digits) x->flags |= PIECE_DIGITS;
    const token_entry *e = token_rules_find(t->r, x->hash);
    if (e) {
        x->kinds = e->kinds;
        x->entry = (uint32_t)(e - t->r->slots) + 1;
    }
}

/* The token under way inside a word. */
typedef struct under_way {
    uint32_t start;
    stretch first, last; /* first and last stretch of it */
    uint32_t stretches, letters, upper, digits;
    bool points; /* it holds points between letters: U.S */
} under_way;

static under_way begin(stretch x) {
    return (under_way){
        .start = x.start, .first = x, .last = x, .stretches = 1, .letters = x.letters, .upper = x.upper, .digits = x.digits};
}
static void join(under_way *w, stretch x) {
    w->last = x;
    w->stretches++;
    w->letters += x.letters;
    w->upper += x.upper;
    w->digits += x.digits;
}
static void emit(splitter *t, const under_way *w, uint32_t end, uint16_t flags) {
    push_word(t, w->start, end, &w->first, w->letters > 1 && w->upper == w->letters, w->digits > 0, flags);
}
static void emit_split(splitter *t, const under_way *w, uint32_t end, uint32_t cut) {
    emit(t, w, end, PIECE_SPLIT);
    if (!t->nomem) t->out->at[t->out->n - 1].cut = cut - w->start;
}

enum verdict { JOIN, CUT, DONE };

/* --- apostrophes --------------------------------------------------------------------------------------------------------- */

/* "don't": cut before the n; "army's": before the apostrophe. */
static bool cut_suffix(splitter *t, const under_way *w, uint32_t mark, const stretch *next) {
    if (alnum_at(t, next->end)) return false;
    uint32_t after = next->end;
    if (apostrophe_at(t, after) && alnum_at(t, after + apostrophe_at(t, after))) return false;
    if ((t->r->policy & TOKENS_NEGATION_SUFFIX) && next->end - next->start == 1 && (t->s[next->start] | 32) == 't' &&
        mark > w->start + 1 && (t->s[mark - 1] | 32) == 'n') {
        emit_split(t, w, next->end, mark - 1);
        return true;
    }
    if (!listed(t, next->start, next->end, TOK_SUFFIX)) return false;
    emit_split(t, w, next->end, mark);
    return true;
}

/* Is the whole of letters, hyphens and apostrophes from the token's start on listed ("c'est-à-dire")? */
static bool compound_listed(const splitter *t, const under_way *w, const stretch *next) {
    uint32_t end = next->end;
    while (end - w->start <= LISTED_BYTES_MAX) {
        uint32_t mark = hyphen_at(t, end) ? hyphen_at(t, end) : apostrophe_at(t, end);
        if (!mark || !alnum_at(t, end + mark)) break;
        end = stretch_read_most(t, end + mark, w->start + LISTED_BYTES_MAX + 1).end;
    }
    return end > next->end && listed(t, w->start, end, TOK_WHOLE);
}

static enum verdict at_apostrophe(splitter *t, under_way *w, uint32_t mark, uint32_t mark_bytes, const stretch *next) {
    if (listed(t, w->start, next->end, TOK_WHOLE) || compound_listed(t, w, next)) return JOIN;
    if (listed(t, w->start, mark, TOK_ELISION)) {
        emit(t, w, mark + mark_bytes, 0);
        return CUT;
    }
    return cut_suffix(t, w, mark, next) ? DONE : JOIN;
}

/* "the rebels' leader": a plural possessive where no single quotation mark waits to be closed. */
static bool plural_possessive(const splitter *t, const under_way *w, uint32_t mark, uint32_t mark_bytes) {
    if (t->single_open || !(t->r->policy & TOKENS_NEGATION_SUFFIX) || t->s[mark] == '`') return false;
    if ((t->s[mark - 1] | 32) != 's' || w->letters < 3 || !space_at(t, mark + mark_bytes)) return false;
    return mark + mark_bytes < t->size;
}

/* --- hyphens -------------------------------------------------------------------------------------------------------------- */

/* The end of a clitic that begins with the stretch behind a hyphen ("-il", "-t-il"), or 0. */
static uint32_t enclitic_end(const splitter *t, const stretch *next) {
    stretch x = *next;
    if (x.end - x.start == 1 && (t->s[x.start] | 32) == 't' && hyphen_at(t, x.end)) {
        uint32_t p = x.end + hyphen_at(t, x.end);
        if (!alnum_at(t, p)) return 0;
        x = stretch_read(t, p);
    }
    if (!listed(t, x.start, x.end, TOK_ENCLITIC)) return 0;
    if (hyphen_at(t, x.end) && alnum_at(t, x.end + hyphen_at(t, x.end))) return 0; /* the word goes on: Aix-les-Bains */
    if (apostrophe_at(t, x.end) && alnum_at(t, x.end + apostrophe_at(t, x.end))) return 0;
    return x.end;
}

/* Numbers with hyphens: telephone numbers and dates are one token, ranges are not. */
static bool digits_stay(const splitter *t, const under_way *w, const stretch *next) {
    if (!(t->r->policy & TOKENS_CUT_HYPHENS)) return true;
    uint32_t a = w->last.digits, b = next->digits;
    if (w->stretches > 1) return true;
    if (hyphen_at(t, next->end) && alnum_at(t, next->end + hyphen_at(t, next->end))) return true;
    return a >= 3 && b >= 3 && a + b > 6 && a != b;
}

static enum verdict at_hyphen(splitter *t, under_way *w, uint32_t mark, uint32_t mark_bytes, const stretch *next) {
    if (w->last.letters == 0 && next->letters == 0) {
        if (digits_stay(t, w, next)) return JOIN;
    } else if (!(t->r->policy & TOKENS_CUT_HYPHENS)) {
        uint32_t end = enclitic_end(t, next);
        if (!end || listed(t, w->start, end, TOK_WHOLE)) return JOIN;
        emit(t, w, mark, 0);
        stretch whole = *next;
        push_word(t, mark, end, &whole, false, false, 0);
        return DONE;
    } else if (listed(t, w->start, next->end, TOK_WHOLE) || listed(t, w->start, mark, TOK_PREFIX)) {
        return JOIN;
    }
    emit(t, w, mark, 0);
    push(t, mark, mark + mark_bytes, PIECE_DASH);
    return CUT;
}

/* --- points --------------------------------------------------------------------------------------------------------------- */

static enum verdict at_point(splitter *t, under_way *w, uint32_t mark, const stretch *next) {
    bool digits = w->last.letters == 0 && next->letters == 0;
    if (digits) return JOIN;
    if (listed(t, w->start, next->end, TOK_ABBREVIATION | TOK_TITLE)) {
        w->points = true;
        return JOIN;
    }
    bool initials = next->letters == 1 && next->digits == 0 && w->last.letters == 1 && w->last.digits == 0;
    if (initials) {
        w->points = true;
        return JOIN;
    }
    bool title = listed(t, w->start, mark, TOK_ABBREVIATION | TOK_TITLE) || (w->letters == 1 && w->upper == 1 && w->digits == 0);
    if (title && next->capital) {
        emit(t, w, mark + 1, PIECE_ABBREVIATED);
        return CUT;
    }
    if (next->lower_first || next->digits) return JOIN; /* names of files and hosts */
    if (w->letters > 1 && w->upper == w->letters && next->upper == next->letters && !w->points) return JOIN;
    emit(t, w, mark, 0);
    push(t, mark, mark + 1, PIECE_PERIOD);
    return CUT;
}

/* Does the point at `mark`, behind the token under way and before no letter, belong to it? */
static bool keeps_point(const splitter *t, const under_way *w, uint32_t mark) {
    if (byte_at(t, mark + 1, '.')) return false;
    if (w->points && w->last.letters <= 2 && w->last.capital) return true;
    if (w->points && w->last.letters == 1) return true;
    const token_entry *e = lookup(t, w->start, mark);
    uint32_t kinds = e ? e->kinds : 0;
    if (kinds & TOK_ABBREVIATION) return true;
    uint32_t p = mark + 1, blanks = 0;
    while (p < t->size && blanks < 8 && space_at(t, p)) {
        if (t->s[p] == '\n' && byte_at(t, p + 1, '\n')) return false;
        p += char_at(t, p).bytes;
        blanks++;
    }
    if (p >= t->size) return false;
    at_char next = char_at(t, p);
    if (kinds & TOK_TITLE) return (next.class & CHAR_UPPER) != 0 || next.cp == '"' || next.cp == 0xAB || next.cp == 0x201C;
    if (kinds & TOK_BEFORE_NUMBER) return (next.class & CHAR_DIGIT) != 0;
    bool initial = w->stretches == 1 && w->letters == 1 && w->upper == 1 && w->digits == 0 && !(kinds & TOK_WHOLE);
    return initial && blanks > 0 && (next.class & (CHAR_UPPER | CHAR_LETTER)) == (CHAR_UPPER | CHAR_LETTER);
}

/* "1." at the head of a line. */
static bool list_number(const splitter *t, const under_way *w, uint32_t mark) {
    return t->line_start && w->letters == 0 && w->stretches == 1 && w->digits <= 3 && (t->r->policy & TOKENS_CUT_HYPHENS) &&
           mark + 1 < t->size && space_at(t, mark + 1) && t->s[mark + 1] != '\n';
}

/* --- other connectors ----------------------------------------------------------------------------------------------------- */

static enum verdict at_other(const splitter *t, const under_way *w, uint32_t cp, const stretch *next) {
    bool digits = w->last.letters == 0 && next->letters == 0;
    switch (cp) {
    case ',':
        return digits && (next->digits <= 3 || (w->stretches == 1 && w->digits < 4)) ? JOIN : CUT;
    case ':':
        return digits && next->digits <= 3 ? JOIN : CUT;
    case '/':
        if (digits) return JOIN;
        if (!(t->r->policy & TOKENS_CUT_SLASHES)) return JOIN;
        return w->letters + next->letters <= 3 ? JOIN : CUT;
    case '_':
    case '&':
    case '@':
        return JOIN;
    default:
        return CUT;
    }
}

static uint32_t digits_with_space(const splitter *t, uint32_t p) {
    if (p >= t->size) return 0;
    at_char c = char_at(t, p);
    bool blank = c.cp == ' ' || c.cp == 0xA0 || c.cp == 0x202F || c.cp == 0x2009;
    if (!blank || p + c.bytes + 3 > t->size) return 0;
    for (uint32_t i = 0; i < 3; i++)
        if (!(t->r->ascii[t->s[p + c.bytes + i] & 0x7F] & CHAR_DIGIT) || (t->s[p + c.bytes + i] & 0x80)) return 0;
    return alnum_at(t, p + c.bytes + 3) ? 0 : c.bytes;
}

/* "5km", "10am": cuts a listed unit from the number before it; gives its start, or 0. */
static uint32_t unit_start(const splitter *t, const stretch *x) {
    if (!(x->digits && x->letters) || !(t->r->ascii[t->s[x->start] & 0x7F] & CHAR_DIGIT)) return 0;
    uint32_t p = x->start;
    while (p < x->end && !(t->s[p] & 0x80) && (t->r->ascii[(unsigned char)t->s[p]] & CHAR_DIGIT)) p++;
    return p < x->end && listed(t, p, x->end, TOK_UNIT) ? p : 0;
}

/* --- a word --------------------------------------------------------------------------------------------------------------- */

static bool finish_word(splitter *t, under_way *w) {
    uint32_t end = w->last.end;
    uint32_t unit = unit_start(t, &w->last);
    if (unit) {
        stretch number = w->last, letters = {.start = unit, .end = end, .letters = 1, .lower_first = true};
        number.letters = 0;
        push_word(t, w->start, unit, &number, false, true, 0);
        push_word(t, unit, end, &letters, false, false, 0);
        return true;
    }
    if (byte_at(t, end, '.') && (keeps_point(t, w, end) || list_number(t, w, end))) {
        emit(t, w, end + 1, w->letters ? PIECE_ABBREVIATED : 0);
        /* The entry is that of the word without its point. */
        if (!t->nomem) {
            piece *x = &t->out->at[t->out->n - 1];
            const token_entry *e = lookup(t, w->start, end);
            if (e) x->kinds |= e->kinds & ~(uint32_t)TOK_CONTRACTION;
        }
        return true;
    }
    uint32_t mark = apostrophe_at(t, end);
    if (mark && plural_possessive(t, w, end, mark)) {
        emit_split(t, w, end + mark, end);
        return true;
    }
    if (mark && listed(t, w->start, end, TOK_ELISION) && !space_at(t, end + mark)) { /* l'« armée » */
        emit(t, w, end + mark, 0);
        return true;
    }
    at_char sign = end < t->size ? char_at(t, end) : (at_char){0};
    if ((sign.cp == 0xB0 || sign.cp == '$') && listed(t, w->start, end + sign.bytes, TOK_WHOLE)) {
        emit(t, w, end + sign.bytes, 0);
        return true;
    }
    emit(t, w, end, 0);
    return true;
}

static enum verdict at_connector(splitter *t, under_way *w, const at_char *c, uint32_t mark, const stretch *next) {
    if (apostrophe_at(t, mark)) return at_apostrophe(t, w, mark, c->bytes, next);
    if (hyphen_at(t, mark)) return at_hyphen(t, w, mark, c->bytes, next);
    if (c->cp == '.') return at_point(t, w, mark, next);
    if ((c->cp == 0xB0 || c->cp == '$') && listed(t, w->start, mark + c->bytes, TOK_WHOLE)) { /* n°5, US$5 */
        emit(t, w, mark + c->bytes, 0);
        return CUT;
    }
    enum verdict v = at_other(t, w, c->cp, next);
    if (v == CUT) {
        emit(t, w, mark, 0);
        return DONE; /* the mark is read as punctuation */
    }
    return v;
}

/* Numbers are extended over spaces first: "1 200", "1 200 000,5". */
static void join_digit_groups(splitter *t, under_way *w) {
    if (!(t->r->policy & TOKENS_JOIN_DIGITS)) return;
    if (w->letters || w->stretches > 1 || w->digits > 3) return;
    for (uint32_t blank; (blank = digits_with_space(t, w->last.end)) != 0;) join(w, stretch_read(t, w->last.end + blank));
}

/* "J.-P.": the second initial joins the first. */
static bool join_initials(const splitter *t, under_way *w, uint32_t mark) {
    if (!byte_at(t, mark, '.') || !byte_at(t, mark + 1, '-') || !alnum_at(t, mark + 2)) return false;
    if (!w->first.capital || w->last.end - w->last.start > 3) return false;
    stretch next = stretch_read_most(t, mark + 2, mark + 8);
    if (!next.capital || next.letters > 2 || !byte_at(t, next.end, '.')) return false;
    join(w, next);
    w->points = true;
    return true;
}

static void read_word(splitter *t, stretch first) {
    under_way w = begin(first);
    join_digit_groups(t, &w);
    for (;;) {
        uint32_t mark = w.last.end;
        if (mark >= t->size) break;
        at_char c = char_at(t, mark);
        if (join_initials(t, &w, mark)) continue;
        if (!(c.class & CHAR_PUNCT) || !alnum_at(t, mark + c.bytes)) break;
        stretch next = stretch_read(t, mark + c.bytes);
        enum verdict v = at_connector(t, &w, &c, mark, &next);
        if (t->nomem || v == DONE) return;
        if (v == JOIN)
            join(&w, next);
        else
            w = begin(next);
    }
    finish_word(t, &w);
}

/* --- addresses ------------------------------------------------------------------------------------------------------------ */

static void read_chunk(splitter *t) {
    if (t->p < t->chunk_end) return;
    uint32_t p = t->p;
    t->chunk_at = false;
    while (p < t->size && (unsigned char)t->s[p] > ' ') {
        if (t->s[p] == '@' && p > t->p) t->chunk_at = true;
        p++;
    }
    t->chunk_end = p;
}

static uint32_t address_end(const splitter *t) {
    uint32_t end = t->p;
    while (end < t->chunk_end && !strchr("<>\"{}|\\^`", t->s[end]) && (unsigned char)t->s[end] < 0xC2) end++;
    while (end > t->p && strchr(".,;:!?)]'*_", t->s[end - 1])) end--;
    return end;
}

static bool starts_with(const splitter *t, const char *s) {
    size_t n = strlen(s);
    if (t->size - t->p < n) return false;
    for (size_t i = 0; i < n; i++)
        if ((t->s[t->p + i] | 32) != (s[i] | 32)) return false;
    return true;
}

/* URLs and e-mail addresses, whole. */
static bool read_address(splitter *t, const stretch *first) {
    uint32_t end = 0;
    char after = first->end < t->size ? t->s[first->end] : ' ';
    if (after == ':' && t->size - first->end > 3 && t->s[first->end + 1] == '/' && t->s[first->end + 2] == '/') {
        read_chunk(t);
        end = address_end(t);
    } else if (after == '.' && starts_with(t, "www.")) {
        read_chunk(t);
        end = address_end(t);
    } else if (after == '@' || ((after == '.' || after == '_' || after == '-' || after == '+') &&
                                (alnum_at(t, first->end + 1) || byte_at(t, first->end + 1, '.')))) {
        read_chunk(t);
        if (!t->chunk_at) return false;
        end = address_end(t);
        const char *at = memchr(t->s + t->p, '@', end - t->p);
        if (!at || !memchr(at, '.', (size_t)(t->s + end - at))) {
            t->chunk_at = false; /* once a chunk, so that a line of them stays linear */
            return false;
        }
    }
    if (end <= first->end) return false;
    push_word(t, t->p, end, first, false, first->digits > 0, 0);
    return true;
}

/* --- punctuation ---------------------------------------------------------------------------------------------------------- */

static unsigned punct_kind(uint32_t cp) {
    switch (cp) {
    case '.':
    case 0x3002:
    case 0x06D4:
    case 0x0964:
        return PIECE_PERIOD;
    case 0x2026:
        return PIECE_ELLIPSIS;
    case '!':
    case '?':
    case 0x61F:
    case 0xFF01:
    case 0xFF1F:
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return PIECE_BANG;
    case ',':
    case 0x60C:
    case 0x3001:
        return PIECE_COMMA;
    case ';':
    case 0x61B:
        return PIECE_SEMICOLON;
    case ':':
        return PIECE_COLON;
    case '(':
    case '[':
    case '{':
        return PIECE_OPEN;
    case ')':
    case ']':
    case '}':
        return PIECE_CLOSE;
    case '"':
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x203A:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case '\'':
    case '`':
    case 0xFF02:
    case 0x300C:
    case 0x300D:
        return PIECE_QUOTE;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return PIECE_DASH;
    case 0x2022:
    case 0xB7:
    case 0x25AA:
    case 0x25CF:
    case 0x25A0:
    case 0x2023:
    case 0x25E6:
    case 0x2043:
    case '*':
    case 0x25BA:
    case 0x2666:
        return PIECE_BULLET;
    default:
        return PIECE_OTHER;
    }
}

/* How far the same mark is repeated. */
static uint32_t run_end(const splitter *t, uint32_t p, const at_char *c, uint32_t *times) {
    uint32_t end = p;
    *times = 0;
    while (t->size - end >= c->bytes && memcmp(t->s + end, t->s + p, c->bytes) == 0) {
        end += c->bytes;
        ++*times;
    }
    return end;
}

static bool mark_opens(const splitter *t, uint32_t end) {
    unsigned before = t->out->n ? t->out->at[t->out->n - 1].kind : PIECE_OPEN;
    bool free = t->gap != GAP_NONE || before == PIECE_OPEN || before == PIECE_QUOTE || before == PIECE_DASH;
    return free && alnum_at(t, end);
}

/* Single marks: "'90s", "'s" behind a quotation, and whether a quotation by ‘ ’ or ' ' is open. */
static bool read_single_mark(splitter *t, const at_char *c) {
    uint32_t p = t->p, end = p + c->bytes;
    if (c->cp == 0x2018 || (c->cp == '\'' && mark_opens(t, end))) {
        if (c->cp == '\'' && alnum_at(t, end)) {
            stretch x = stretch_read(t, end);
            if (x.letters <= 1 && x.digits == 2) {
                push_word(t, p, x.end, &x, false, true, 0);
                return true;
            }
        }
        t->single_open = true;
        return false;
    }
    if (alnum_at(t, end) && (t->r->policy & TOKENS_NEGATION_SUFFIX) && t->gap == GAP_NONE) {
        stretch x = stretch_read(t, end);
        if (listed(t, x.start, x.end, TOK_SUFFIX) && !apostrophe_at(t, x.end)) {
            push_word(t, p, x.end, &x, false, false, 0);
            return true;
        }
    }
    t->single_open = false;
    return false;
}

/* "-2,5", "+44", ".5" behind a blank: the sign belongs to the number. */
static bool read_signed(splitter *t, const at_char *c) {
    if (t->gap == GAP_NONE || t->line_start) return false;
    if (c->cp != '-' && c->cp != '+' && c->cp != '.' && c->cp != 0x2212) return false;
    uint32_t next = t->p + c->bytes;
    if (next >= t->size || (t->s[next] & 0x80) || !(t->r->ascii[(unsigned char)t->s[next]] & CHAR_DIGIT)) return false;
    stretch x = stretch_read(t, next);
    uint32_t end = x.end;
    if (end + 1 < t->size && (t->s[end] == ',' || t->s[end] == '.') && alnum_at(t, end + 1)) end = stretch_read(t, end + 1).end;
    push_word(t, t->p, end, &x, false, true, 0);
    return true;
}

static void read_punct(splitter *t, const at_char *c) {
    unsigned kind = punct_kind(c->cp);
    if (read_signed(t, c)) return;
    if ((c->cp == '\'' || c->cp == 0x2019 || c->cp == 0x2018) && read_single_mark(t, c)) return;
    uint32_t times, end = run_end(t, t->p, c, &times);
    switch (kind) {
    case PIECE_PERIOD:
        if (times > 1) kind = PIECE_ELLIPSIS;
        break;
    case PIECE_BANG:
        while (end < t->size && (t->s[end] == '!' || t->s[end] == '?')) end++;
        break;
    case PIECE_QUOTE:
        if (times < 4 && !(times == 2 && (c->cp == '\'' || c->cp == '`' || c->cp == 0x2018 || c->cp == 0x2019)))
            end = t->p + c->bytes;
        break;
    case PIECE_DASH:
    case PIECE_BULLET:
        break;
    default:
        if (times < 4 && !(c->cp < 0x80 && times > 1 && strchr("<>=_#~+", (int)c->cp))) end = t->p + c->bytes;
    }
    if (c->cp == 0xB0 && end < t->size && (t->s[end] == 'C' || t->s[end] == 'F') && !alnum_at(t, end + 1)) end++;
    push(t, t->p, end, kind);
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

static void skip_blank(splitter *t, const at_char *c) {
    t->p += c->bytes;
    bool line = c->cp == '\n' || c->cp == 0x2028 || c->cp == 0x2029 || c->cp == 0x0B || c->cp == 0x0C ||
                (c->cp == '\r' && !byte_at(t, t->p, '\n'));
    if (!line) {
        if (t->gap == GAP_NONE) t->gap = GAP_SPACE;
        return;
    }
    t->gap = t->gap >= GAP_LINE || c->cp == 0x2029 ? GAP_EMPTY_LINE : GAP_LINE;
    t->line_start = true;
    if (t->gap == GAP_EMPTY_LINE) t->single_open = false;
}

/* A word of ASCII letters before a blank or a plain mark needs no second look. */
static bool read_plain_word(splitter *t) {
    const uint8_t *ascii = t->r->ascii;
    uint32_t p = t->p, upper = 0;
    while (p < t->size && !(t->s[p] & 0x80) && (ascii[(unsigned char)t->s[p]] & (CHAR_LETTER | CHAR_DIGIT)) == CHAR_LETTER)
        upper += (ascii[(unsigned char)t->s[p++]] & CHAR_UPPER) != 0;
    if (p == t->p || p >= t->size || (t->s[p] != ' ' && t->s[p] != ',' && t->s[p] != '\n')) return false;
    stretch x = {.start = t->p, .end = p, .letters = p - t->p, .upper = upper};
    x.capital = (ascii[(unsigned char)t->s[t->p]] & CHAR_UPPER) != 0;
    x.lower_first = !x.capital;
    push_word(t, t->p, p, &x, x.letters > 1 && upper == x.letters, false, 0);
    return true;
}

dp_status token_pieces(const token_rules *r, const char *bytes, uint32_t size, pieces *out, dp_error *err) {
    splitter t = {.r = r, .s = bytes, .size = size, .gap = GAP_EMPTY_LINE, .line_start = true, .out = out};
    out->n = 0;
    while (t.p < size && !t.nomem) {
        if (read_plain_word(&t)) continue;
        at_char c = char_at(&t, t.p);
        if (is_alnum(&c)) {
            stretch first = stretch_read(&t, t.p);
            if (!read_address(&t, &first)) read_word(&t, first);
        } else if (c.class & (CHAR_SPACE | CHAR_CONTROL)) {
            skip_blank(&t, &c);
        } else {
            read_punct(&t, &c);
        }
    }
    return t.nomem ? error_nomem(err) : DP_OK;
}

void pieces_trim(pieces *p) {
    if ((size_t)p->cap * sizeof *p->at > TRIM_BYTES) pieces_free(p);
}

void pieces_free(pieces *p) {
    free(p->at);
    *p = (pieces){0};
}

dp_status token_rules_open(const pack *p, const char *lang, token_rules *out, dp_error *err) {
    char name[32];
    const void *data;
    size_t size;
    *out = (token_rules){.pack = p, .fold = p->fold};
    if (snprintf(name, sizeof name, "%.8s/tokens", lang) < 0) return error_set(err, DP_E_INTERNAL, "section name");
    if (!pack_section(p, name, &data, &size)) return error_set(err, DP_E_PACK, "the pack has no section \"%s\"", name);
    const tokens_head *h = data;
    bool good = size >= sizeof *h && h->magic == TOKENS_MAGIC && h->slots > 0 && (h->slots & (h->slots - 1)) == 0 &&
                h->slots <= (size - sizeof *h) / sizeof(token_entry) && h->entries < h->slots;
    if (!good) {
        error_set(err, DP_E_PACK, "the pack's section \"%s\" is damaged", name);
        return error_remedy(err, "compile the pack again");
    }
    out->policy = h->policy;
    out->mask = h->slots - 1;
    out->slots = (const token_entry *)(const void *)(h + 1);
    uint32_t used = 0;
    for (uint32_t i = 0; i < h->slots; i++) used += out->slots[i].key != 0;
    if (used >= h->slots) return error_set(err, DP_E_PACK, "the pack's section \"%s\" is damaged", name);
    for (uint32_t c = 0; c < 128; c++) out->ascii[c] = (uint8_t)fold_class(p->fold, c);
    return DP_OK;
}
