/* Words: at each connector (apostrophe, hyphen, point, …) it is decided from the stretch before and the stretch after whether
 * the token goes on. */
#include "text/splitter.h"

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
    splitter_push_word(t, w->start, end, &w->first, w->letters > 1 && w->upper == w->letters, w->digits > 0, flags);
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
    if (!splitter_lists(t, next->start, next->end, TOK_SUFFIX)) return false;
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
    return end > next->end && splitter_lists(t, w->start, end, TOK_WHOLE);
}

static enum verdict at_apostrophe(splitter *t, under_way *w, uint32_t mark, uint32_t mark_bytes, const stretch *next) {
    if (splitter_lists(t, w->start, next->end, TOK_WHOLE) || compound_listed(t, w, next)) return JOIN;
    if (splitter_lists(t, w->start, mark, TOK_ELISION)) {
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
    if (!splitter_lists(t, x.start, x.end, TOK_ENCLITIC)) return 0;
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
        if (!end || splitter_lists(t, w->start, end, TOK_WHOLE)) return JOIN;
        emit(t, w, mark, 0);
        stretch whole = *next;
        splitter_push_word(t, mark, end, &whole, false, false, 0);
        return DONE;
    } else if (splitter_lists(t, w->start, next->end, TOK_WHOLE) || splitter_lists(t, w->start, mark, TOK_PREFIX)) {
        return JOIN;
    }
    emit(t, w, mark, 0);
    splitter_push(t, mark, mark + mark_bytes, PIECE_DASH);
    return CUT;
}

/* --- points --------------------------------------------------------------------------------------------------------------- */

static enum verdict at_point(splitter *t, under_way *w, uint32_t mark, const stretch *next) {
    bool digits = w->last.letters == 0 && next->letters == 0;
    if (digits) return JOIN;
    bool day = (t->r->policy & TOKENS_ORDINAL_POINTS) && w->letters == 0 && w->stretches == 1 && w->digits <= 2;
    if (day && splitter_lists(t, next->start, next->end, TOK_MONTH)) { /* "28.Oktober" */
        emit(t, w, mark + 1, 0);
        return CUT;
    }
    if (splitter_lists(t, w->start, next->end, TOK_ABBREVIATION | TOK_TITLE)) {
        w->points = true;
        return JOIN;
    }
    bool title =
        splitter_lists(t, w->start, mark, TOK_ABBREVIATION | TOK_TITLE) || (w->letters == 1 && w->upper == 1 && w->digits == 0);
    if (title && (t->r->policy & TOKENS_CUT_POINTS)) {
        emit(t, w, mark + 1, PIECE_ABBREVIATED);
        return CUT;
    }
    bool initials = next->letters == 1 && next->digits == 0 && w->last.letters == 1 && w->last.digits == 0;
    if (initials) {
        w->points = true;
        return JOIN;
    }
    if (title && next->capital) {
        emit(t, w, mark + 1, PIECE_ABBREVIATED);
        return CUT;
    }
    if (next->lower_first || next->digits) return JOIN; /* names of files and hosts */
    if (w->letters > 1 && w->upper == w->letters && next->upper == next->letters && !w->points) return JOIN;
    emit(t, w, mark, 0);
    splitter_push(t, mark, mark + 1, PIECE_PERIOD);
    return CUT;
}

/* Does the point at `mark`, behind the token under way and before no letter, belong to it? */
static bool keeps_point(const splitter *t, const under_way *w, uint32_t mark) {
    if (byte_at(t, mark + 1, '.')) return false;
    if (w->points && w->last.letters <= 2 && w->last.capital) return true;
    if (w->points && w->last.letters == 1) return true;
    const token_entry *e = splitter_lookup(t, w->start, mark);
    uint32_t kinds = e ? e->kinds : 0;
    if (kinds & TOK_ABBREVIATION) return true;
    if ((kinds & TOK_UNIT) && t->out->n && t->out->at[t->out->n - 1].kind == PIECE_NUMBER) return false; /* 5 см. */
    uint32_t p = mark + 1, blanks = 0;
    while (p < t->size && blanks < 8 && space_at(t, p)) {
        if (t->s[p] == '\n' && byte_at(t, p + 1, '\n')) return false;
        p += char_at(t, p).bytes;
        blanks++;
    }
    if (p >= t->size) return false;
    at_char next = char_at(t, p);
    unsigned name = t->r->policy & TOKENS_NO_CAPITALS ? CHAR_LETTER : CHAR_UPPER;
    if ((kinds & TOK_BEFORE_NUMBER) && (next.class & CHAR_DIGIT)) return true;
    if (kinds & TOK_TITLE) return (next.class & name) != 0 || next.cp == '"' || next.cp == 0xAB || next.cp == 0x201C;
    bool initial = w->stretches == 1 && w->letters == 1 && w->upper == 1 && w->digits == 0 && !(kinds & TOK_WHOLE);
    return initial && blanks > 0 && (next.class & (CHAR_UPPER | CHAR_LETTER)) == (CHAR_UPPER | CHAR_LETTER);
}

/* "1." at the head of a line. */
static bool list_number(const splitter *t, const under_way *w, uint32_t mark) {
    return t->line_start && w->letters == 0 && w->stretches == 1 && w->digits <= 3 && (t->r->policy & TOKENS_CUT_HYPHENS) &&
           mark + 1 < t->size && space_at(t, mark + 1) && t->s[mark + 1] != '\n';
}

/* "am 3., 4. und 5. Mai", "am 3./4. Mai", "vom 3.-5. Mai", "vom 3. – 5. Mai": no sentence ends before such a mark. */
static bool mark_behind_ordinal(const splitter *t, uint32_t p) {
    if (byte_at(t, p, ',') || byte_at(t, p, '/') || hyphen_at(t, p)) return true;
    if (p >= t->size || !space_at(t, p)) return false;
    p += char_at(t, p).bytes;
    if (p >= t->size || !hyphen_at(t, p)) return false;
    p += hyphen_at(t, p);
    if (p < t->size && space_at(t, p)) p += char_at(t, p).bytes;
    return p < t->size && char_at(t, p).class & CHAR_DIGIT;
}

/* "5. Mai", "im 19. Jahrhundert": the point makes an ordinal, unless what follows begins a sentence. */
static bool ordinal_point(const splitter *t, const under_way *w, uint32_t mark) {
    if (!(t->r->policy & TOKENS_ORDINAL_POINTS) || w->letters) return false;
    if (w->digits <= 4 && w->stretches <= 2 && mark_behind_ordinal(t, mark + 1)) return true;
    if (w->stretches > 1 || w->digits > 3) return false;
    uint32_t p = mark + 1;
    if (p >= t->size || t->s[p] == '\n' || !space_at(t, p)) return false;
    p += char_at(t, p).bytes;
    if (!alnum_at(t, p)) return false;
    stretch next = stretch_read_most(t, p, p + LISTED_BYTES_MAX);
    if (next.lower_first || next.letters == 0) return true;
    const token_entry *e = splitter_lookup(t, next.start, next.end);
    uint32_t kinds = e ? e->kinds : 0;
    return (kinds & TOK_MONTH) || (w->digits < 3 && !(kinds & TOK_STARTER));
}

/* --- other connectors ----------------------------------------------------------------------------------------------------- */

/* "kg" of "5 kg/h" */
static bool unit_of_number(const splitter *t, const under_way *w) {
    bool number = t->out->n > 0 && t->out->at[t->out->n - 1].kind == PIECE_NUMBER;
    return number && splitter_lists(t, w->start, w->last.end, TOK_UNIT);
}

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
        return w->letters + next->letters <= 3 && !unit_of_number(t, w) ? JOIN : CUT;
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
    return p < x->end && splitter_lists(t, p, x->end, TOK_UNIT) ? p : 0;
}

/* "élu(e)s", "MISE(S)": an ending of one or two letters in brackets, and what goes on behind it; gives the end, or 0. */
static uint32_t bracketed_ending(const splitter *t, const under_way *w, uint32_t mark) {
    if (!(t->r->policy & TOKENS_JOIN_ENDINGS) || w->letters < 3 || !byte_at(t, mark, '(') || !alnum_at(t, mark + 1)) return 0;
    stretch x = stretch_read_most(t, mark + 1, mark + 8);
    if (x.letters > 2 || x.digits || !byte_at(t, x.end, ')')) return 0;
    if (x.upper != (w->upper == w->letters ? x.letters : 0)) return 0;
    return alnum_at(t, x.end + 1) ? stretch_read(t, x.end + 1).end : x.end + 1;
}

/* --- a word --------------------------------------------------------------------------------------------------------------- */

static bool finish_word(splitter *t, under_way *w) {
    uint32_t end = w->last.end;
    uint32_t unit = unit_start(t, &w->last);
    if (unit) {
        stretch number = w->last, letters = {.start = unit, .end = end, .letters = 1, .lower_first = true};
        number.letters = 0;
        splitter_push_word(t, w->start, unit, &number, false, true, 0);
        splitter_push_word(t, unit, end, &letters, false, false, 0);
        return true;
    }
    if (byte_at(t, end, '.') && (keeps_point(t, w, end) || list_number(t, w, end) || ordinal_point(t, w, end))) {
        emit(t, w, end + 1, w->letters ? PIECE_ABBREVIATED : 0);
        /* The entry is that of the word without its point. */
        if (!t->nomem) {
            piece *x = &t->out->at[t->out->n - 1];
            const token_entry *e = splitter_lookup(t, w->start, end);
            if (e) x->kinds |= e->kinds & ~(uint32_t)TOK_CONTRACTION;
        }
        return true;
    }
    uint32_t mark = apostrophe_at(t, end);
    if (mark && plural_possessive(t, w, end, mark)) {
        emit_split(t, w, end + mark, end);
        return true;
    }
    if (mark && splitter_lists(t, w->start, end, TOK_ELISION) && !space_at(t, end + mark)) { /* l'« armée » */
        emit(t, w, end + mark, 0);
        return true;
    }
    at_char sign = end < t->size ? char_at(t, end) : (at_char){0};
    if (sign.cp == '%' && w->letters == 0 && (t->r->policy & TOKENS_JOIN_PERCENT)) {
        emit(t, w, end + sign.bytes, 0);
        return true;
    }
    if ((sign.cp == 0xB0 || sign.cp == '$') && splitter_lists(t, w->start, end + sign.bytes, TOK_WHOLE)) {
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
    if ((c->cp == 0xB0 || c->cp == '$') && splitter_lists(t, w->start, mark + c->bytes, TOK_WHOLE)) { /* n°5, US$5 */
        emit(t, w, mark + c->bytes, 0);
        return CUT;
    }
    uint32_t bracketed = bracketed_ending(t, w, mark);
    if (bracketed) {
        emit(t, w, bracketed, 0);
        return DONE;
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

/* "و2006": a proclitic before digits is a token, the number another. */
static stretch cut_before_digits(splitter *t, stretch first) {
    if (!(t->r->policy & TOKENS_MODEL_CUTS) || first.letters == 0 || first.digits == 0) return first;
    uint32_t p = first.start;
    for (at_char c = char_at(t, p); !(c.class & CHAR_DIGIT); c = char_at(t, p)) p += c.bytes;
    if (p == first.start || !splitter_lists(t, first.start, p, TOK_OUTER_PROCLITIC | TOK_INNER_PROCLITIC)) return first;
    stretch head = {.start = first.start, .end = p, .letters = 1};
    splitter_push_word(t, first.start, p, &head, false, false, 0);
    return stretch_read(t, p);
}

void splitter_read_word(splitter *t, stretch first) {
    first = cut_before_digits(t, first);
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
