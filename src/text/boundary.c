/* The points where a sentence may begin, and what the model sees there. */
#include "text/boundary.h"

#include <string.h>

#define CAUTION             4 /* where no mark ends a sentence, more than the fourth part of the prior must speak for one */
#define CLOSERS_MAX         4u
#define AHEAD_MAX           24u
#define HEADLINE_PIECES_MAX 20u

/* --- the points ----------------------------------------------------------------------------------------------------------- */

/* What stands before a point, behind what closes: the kind of the piece, or one of these. */
enum { BEFORE_WORD = 32, BEFORE_ABBREVIATION, BEFORE_CLOSER };

static bool closes(const piece *x) {
    return x->kind == PIECE_CLOSE || (x->kind == PIECE_QUOTE && !(x->flags & PIECE_QUOTE_OPENS));
}

/* The last piece before i that closes nothing. */
static uint32_t piece_before(const pieces *p, uint32_t i) {
    uint32_t k = i - 1;
    while (k > 0 && i - k <= CLOSERS_MAX && closes(&p->at[k]) && !(p->at[k].flags & PIECE_PARAGRAPH)) k--;
    return k;
}

static unsigned kind_before(const pieces *p, uint32_t i) {
    const piece *x = &p->at[piece_before(p, i)];
    if (x->flags & PIECE_ABBREVIATED) return BEFORE_ABBREVIATION;
    if (x->kind >= PIECE_PERIOD && x->kind <= PIECE_BANG) return x->kind;
    if (x != &p->at[i - 1]) return BEFORE_CLOSER;
    return x->kind <= PIECE_NUMBER ? BEFORE_WORD : x->kind;
}

static bool is_final(unsigned before) {
    return (before >= PIECE_PERIOD && before <= PIECE_BANG) || before == BEFORE_ABBREVIATION;
}

/* A word in lower case begins a sentence only behind a final mark, and only where people write so. */
static bool too_low(const token_rules *r, const piece *x, unsigned before) {
    return (x->flags & PIECE_LOWER) && !(is_final(before) && (r->policy & TOKENS_LOWER_STARTS));
}

/* Straight marks are sometimes taken for closing ones; others close what they look like, with a blank before them or not. */
static bool closes_surely(const piece *x, const char *bytes) {
    return x->kind == PIECE_QUOTE && (x->flags & PIECE_QUOTE_CLOSES) && (x->gap == GAP_NONE || bytes[x->start] != '"');
}

/* ¿ and ¡ */
static bool inverted(const piece *x, const char *bytes) {
    return x->end - x->start == 2 &&
           (memcmp(bytes + x->start, "\xC2\xBF", 2) == 0 || memcmp(bytes + x->start, "\xC2\xA1", 2) == 0);
}

bool boundary_possible(const token_rules *r, const boundary_state *s, const pieces *p, const char *bytes, uint32_t i) {
    const piece *x = &p->at[i];
    if ((x->kind >= PIECE_PERIOD && x->kind <= PIECE_COLON) || x->kind == PIECE_CLOSE || closes_surely(x, bytes)) return false;
    if (inverted(x, bytes)) return false; /* the rules know best */
    unsigned before = kind_before(p, i);
    if (too_low(r, x, before)) return false;
    if (is_final(before)) return true;
    if (x->gap == GAP_NONE || before == PIECE_OPEN || s->headline) return false;
    if (before == PIECE_COLON || before == PIECE_SEMICOLON) return x->kind != PIECE_QUOTE;
    if (x->kind == PIECE_QUOTE && !(x->flags & PIECE_QUOTE_OPENS)) return false;
    if (x->kind > PIECE_NUMBER) return true;
    /* Without a mark only a capital or a number can begin one, and capitals say nothing where all words have them. */
    if (r->policy & TOKENS_NO_CAPITALS) return false;
    bool shouted = (p->at[i - 1].flags & PIECE_ALL_CAPS) && ((x->flags & PIECE_ALL_CAPS) || x->end - x->start == 1);
    return (x->flags & (PIECE_CAPITAL | PIECE_DIGITS)) && !shouted;
}

/* --- what the model sees -------------------------------------------------------------------------------------------------- */

void boundary_begin(boundary_state *s, uint32_t piece) {
    *s = (boundary_state){.first = piece, .headline = s->headline};
}

void boundary_paragraph(boundary_state *s, const pieces *p, uint32_t i) {
    s->headline = false;
    for (uint32_t k = i; k < i + HEADLINE_PIECES_MAX; k++) {
        if (k == p->n || (k > i && (p->at[k].flags & PIECE_PARAGRAPH))) {
            s->headline = true;
            return;
        }
        if (p->at[k].kind >= PIECE_PERIOD && p->at[k].kind <= PIECE_BANG) return;
    }
}

void boundary_pass(boundary_state *s, const piece *x) {
    if (x->kind == PIECE_WORD) {
        s->words++;
        s->capitals += (x->flags & PIECE_CAPITAL) != 0;
    }
    s->points += x->kind >= PIECE_PERIOD && x->kind <= PIECE_BANG;
    if (x->kind == PIECE_OPEN || (x->flags & PIECE_QUOTE_OPENS)) s->open++;
    if ((x->kind == PIECE_CLOSE || (x->flags & PIECE_QUOTE_CLOSES)) && s->open > 0) s->open--;
}

/* What a piece looks like: its kind, its capitals and digits, how long it is. */
static uint32_t shape(const piece *x) {
    uint32_t n = x->end - x->start, length = n > 3 ? n > 7 ? 5 : 4 : n;
    uint32_t look = x->flags & (PIECE_CAPITAL | PIECE_ALL_CAPS | PIECE_DIGITS | PIECE_ABBREVIATED);
    return (uint32_t)x->kind | look << 4 | ((x->flags & PIECE_LOWER) != 0) << 8 | (x->kind <= PIECE_NUMBER ? length : 0) << 12;
}

/* The word, or the mark. Numbers count by their length. */
static uint64_t identity(const piece *x, const char *bytes) {
    if (x->kind == PIECE_NUMBER) return 0x100 + (x->end - x->start);
    if (x->kind == PIECE_WORD && x->hash) return x->hash;
    uint64_t mark = 0;
    uint32_t n = x->end - x->start;
    memcpy(&mark, bytes + x->start, n < 4 ? n : 4);
    return mark + 1;
}

static uint64_t ending(const piece *x, const char *bytes) {
    uint64_t tail = 0;
    uint32_t n = x->end - x->start;
    if (n < 6) return x->hash;
    memcpy(&tail, bytes + x->end - 4, 4);
    return tail;
}

static uint32_t bucket(uint32_t n) {
    return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 14 ? 6 : n < 22 ? 7 : n < 40 ? 8 : 9;
}

static const piece outside = {.kind = PIECE_OTHER, .hash = 7, .gap = GAP_EMPTY_LINE};

/* The piece `steps` behind i, or before it, in the same paragraph; `outside` beyond it. */
static const piece *behind(const pieces *p, uint32_t i, uint32_t steps) {
    for (uint32_t k = 1; k <= steps; k++)
        if (i + k >= p->n || (p->at[i + k].flags & PIECE_PARAGRAPH)) return &outside;
    return &p->at[i + steps];
}
static const piece *before(const pieces *p, uint32_t i, uint32_t steps) {
    for (uint32_t k = 0; k < steps; k++)
        if (i < k + 1 || (p->at[i - k].flags & PIECE_PARAGRAPH)) return &outside;
    return &p->at[i - steps];
}

/* How many words follow until a mark ends them, and which. */
static uint32_t ahead(const pieces *p, uint32_t i) {
    uint32_t words = 0;
    for (uint32_t k = i; k < p->n && k < i + AHEAD_MAX; k++) {
        const piece *x = &p->at[k];
        if (k > i && (x->flags & PIECE_PARAGRAPH)) return bucket(words) << 4 | 15;
        if (x->kind >= PIECE_PERIOD && x->kind <= PIECE_BANG) return bucket(words) << 4 | x->kind;
        words += x->kind == PIECE_WORD;
    }
    return 14;
}

static uint64_t listed(const piece *x) {
    return x->kinds & (TOK_ABBREVIATION | TOK_TITLE | TOK_BEFORE_NUMBER | TOK_STARTER | TOK_FUNCTION | TOK_MONTH | TOK_UNIT);
}

uint32_t boundary_features(const pieces *p, const char *bytes, const boundary_state *s, uint32_t i,
                           uint32_t out[BOUNDARY_FEATURES]) {
    const piece *x = &p->at[i], *next = behind(p, i, 1), *third = behind(p, i, 2);
    uint32_t last = piece_before(p, i);
    unsigned mark = kind_before(p, i);
    bool final = is_final(mark) && mark != BEFORE_ABBREVIATION;
    const piece *left = final ? before(p, last, 1) : &p->at[last], *second = final ? before(p, last, 2) : before(p, last, 1);
    uint64_t rules = (x->flags & PIECE_SENTENCE) != 0;
    uint64_t point = mark | rules << 8 | (uint64_t)(x->gap == GAP_NONE) << 9 | (uint64_t)(i - last - 1) << 10;
    uint64_t marks = final || mark == PIECE_COLON || mark == PIECE_SEMICOLON ? identity(&p->at[last], bytes) : 0;
    uint64_t l = identity(left, bytes), r = identity(x, bytes), r2 = identity(next, bytes), l2 = identity(second, bytes);
    uint64_t ls = shape(left), rs = shape(x), r2s = shape(next), l2s = shape(second);
    uint32_t n = 0;
#define FEATURE(value) (out[n] = hashed_mix(value, point + ((uint64_t)n << 20)), n++)
    FEATURE(0);
    FEATURE(marks);
    FEATURE(ls);
    FEATURE(rs);
    FEATURE(ls << 20 | rs);
    FEATURE(rs << 20 | r2s);
    FEATURE(ls << 20 | l2s);
    FEATURE(l);
    FEATURE(r);
    FEATURE(l * 3 + r);
    FEATURE(l * 5 + rs);
    FEATURE(r * 5 + ls);
    FEATURE(r2);
    FEATURE(r * 7 + r2);
    FEATURE(l2);
    FEATURE(l2 * 7 + l);
    FEATURE(ending(left, bytes));
    FEATURE(ending(x, bytes));
    FEATURE(ending(next, bytes));
    FEATURE(listed(left) << 32 | listed(x));
    FEATURE(listed(x) << 32 | rs);
    FEATURE(listed(x) << 32 | listed(next));
    FEATURE(bucket(s->words) << 16 | bucket(s->capitals));
    FEATURE(bucket(s->words) << 28 | rs);
    FEATURE((s->open < 3 ? s->open : 3) << 28 | rs);
    FEATURE(identity(&p->at[s->first], bytes) + s->points);
    FEATURE(shape(&p->at[s->first]) << 4 | bucket(s->words));
    FEATURE((s->capitals * 4 >= s->words * 3) << 28 | (s->words < 8) << 27 | rs);
    FEATURE(ahead(p, i) << 24 | (uint64_t)x->kind << 16 | (x->flags & (PIECE_CAPITAL | PIECE_LOWER)));
    FEATURE(identity(third, bytes));
    FEATURE((uint64_t)shape(third) << 40 | r2s << 20 | rs);
    FEATURE(marks + rs * 11 + ls);
#undef FEATURE
    return n;
}

void boundary_decide(const hashed_weights *w, const token_rules *r, pieces *p, const char *bytes) {
    boundary_state s = {0};
    uint32_t features[BOUNDARY_FEATURES];
    for (uint32_t i = 0; i < p->n; i++) {
        piece *x = &p->at[i];
        if (i == 0 || (x->flags & PIECE_PARAGRAPH)) boundary_paragraph(&s, p, i);
        bool fixed = i == 0 || (x->flags & (PIECE_PARAGRAPH | PIECE_FORCED));
        if (!fixed && boundary_possible(r, &s, p, bytes, i)) {
            uint32_t n = boundary_features(p, bytes, &s, i, features);
            int32_t prior = x->flags & PIECE_SENTENCE ? w->prior : -w->prior;
            int32_t caution = is_final(kind_before(p, i)) ? 0 : w->prior / CAUTION;
            if (hashed_sum(w, features, n) + prior > caution)
                x->flags |= PIECE_SENTENCE;
            else
                x->flags &= (uint16_t)~PIECE_SENTENCE;
        }
        if (i == 0 || (x->flags & PIECE_SENTENCE)) boundary_begin(&s, i);
        boundary_pass(&s, x);
    }
}
