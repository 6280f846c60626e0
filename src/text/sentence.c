/* Paragraphs from line ends, sentences from punctuation. One look ahead, no word lists but those of the rules. */
#include "text/sentence.h"

#include <string.h>

/* Lines longer than this are not wrapped: each is a paragraph. */
#define WRAPPED_BYTES_MAX   160u
#define HEADLINE_BYTES_MAX  160u
#define DATELINE_PIECES_MAX 24u
#define LABEL_PIECES_MAX    16u
#define STORY_PIECES_MIN    8u /* behind a dateline that is a bare name: "Hamas - Israel talks fail" has none */

/* --- paragraphs ----------------------------------------------------------------------------------------------------------- */

typedef struct line {
    uint32_t first, end; /* pieces */
    uint32_t bytes;
} line;

static line line_at(const pieces *p, uint32_t i) {
    line l = {.first = i, .end = i + 1};
    while (l.end < p->n && p->at[l.end].gap < GAP_LINE) l.end++;
    l.bytes = p->at[l.end - 1].end - p->at[i].start;
    return l;
}

static uint32_t first_word_bytes(const pieces *p, const line *l) {
    uint32_t i = l->first + 1;
    while (i < l->end && p->at[i].gap == GAP_NONE && i < l->first + 8) i++;
    return p->at[i - 1].end - p->at[l->first].start;
}

static bool is_item(const pieces *p, const line *l) {
    const piece *x = &p->at[l->first];
    bool spaced = l->first + 1 < l->end && x[1].gap != GAP_NONE;
    if (x->kind == PIECE_BULLET || (x->kind == PIECE_DASH && spaced)) return true;
    if (!(x->flags & PIECE_DIGITS) || x->end - x->start > 4 || l->first + 2 >= l->end) return false;
    return x[1].gap == GAP_NONE && (x[1].kind == PIECE_CLOSE || x[1].kind == PIECE_PERIOD) && x[2].gap != GAP_NONE;
}

static bool ends_open(const pieces *p, const line *l) {
    const piece *x = &p->at[l->end - 1];
    return x->kind != PIECE_PERIOD && x->kind != PIECE_BANG && x->kind != PIECE_ELLIPSIS;
}

/* What stands between the first word of a line and the mark that may end its dateline. */
typedef struct dateline {
    bool caps;    /* the first word is all capitals */
    bool comma;   /* "BOGOTA, March 8" */
    bool inside;  /* a bracket that does not open the paragraph */
    bool bracket; /* the agency's name is over: "(Reuters)" */
    uint32_t words;
} dateline;

/* Is the dash at k set apart, or a double one that clings to the name ("TEL AVIV-- The …")? */
static bool is_parting_dash(const pieces *p, uint32_t k) {
    const piece *x = &p->at[k];
    if (x->kind != PIECE_DASH || k + 1 >= p->n || x[1].gap == GAP_NONE) return false;
    return x->gap != GAP_NONE || x->end - x->start > 1;
}

static bool story_follows(const pieces *p, uint32_t k) {
    for (uint32_t n = 1; n <= STORY_PIECES_MIN; n++)
        if (k + n >= p->n || (p->at[k + n].flags & PIECE_PARAGRAPH)) return false;
    return true;
}

/* Does the dateline end behind the piece at k? A bare name needs its dash, and stands alone before it. */
static bool ends_dateline(const pieces *p, uint32_t k, const dateline *d) {
    const piece *x = &p->at[k];
    if (k + 1 >= p->n || (x[1].flags & (PIECE_LOWER | PIECE_PARAGRAPH))) return false;
    if (is_parting_dash(p, k)) return d->bracket || d->caps || d->comma || (d->words <= 2 && story_follows(p, k));
    if (x->kind == PIECE_COLON) return d->caps && d->bracket && x[-1].kind == PIECE_CLOSE;
    const bool sentence_follows = x[1].gap != GAP_NONE && (x[1].flags & PIECE_CAPITAL);
    return x->kind == PIECE_CLOSE && sentence_follows && (d->comma || d->words == 0);
}

/* May the piece stand inside a dateline? */
static bool fits_dateline(const piece *x, const dateline *d) {
    if (x->kind == PIECE_WORD) {
        if (d->inside) return true; /* (Domestic service), (radio and television) */
        const bool name =
            d->caps || x->end - x->start <= 3 || (x->kinds & (TOK_MONTH | TOK_FUNCTION)); /* Deir al-Zor, 9 novembre */
        return !d->bracket && (!(x->flags & PIECE_LOWER) || name);
    }
    return x->kind <= PIECE_NUMBER || x->kind == PIECE_DASH || x->kind == PIECE_COMMA || x->kind == PIECE_OPEN ||
           x->kind == PIECE_CLOSE;
}

/* Behind the labels that follow a dateline: "[Text]", "[Report] [By our correspondent]". */
static uint32_t behind_labels(const pieces *p, uint32_t i) {
    for (uint32_t k = i; k < p->n && k - i < LABEL_PIECES_MAX && p->at[i].kind == PIECE_OPEN; k++) {
        if (k > i && (p->at[k].flags & PIECE_PARAGRAPH)) break;
        if (p->at[k].kind != PIECE_CLOSE) continue;
        if (k + 1 >= p->n || (p->at[k + 1].flags & (PIECE_LOWER | PIECE_PARAGRAPH))) break;
        i = k + 1;
    }
    return i;
}

/* The place and agency that open a dispatch, up to and with the mark that ends them: "BEIRUT, Nov. 9 (Reuters) -", "(CNN)". Gives
 * the piece behind it, or `i` where there is none. */
static uint32_t dateline_end(const pieces *p, uint32_t i) {
    const bool opens = p->at[i].kind == PIECE_OPEN;
    if (!(p->at[i].flags & PIECE_CAPITAL) && !opens) return i;
    const uint32_t limit = p->n - i < DATELINE_PIECES_MAX ? p->n : i + DATELINE_PIECES_MAX;
    dateline d = {.caps = (p->at[i].flags & PIECE_ALL_CAPS) != 0, .words = opens ? 0 : 1};
    for (uint32_t k = i + 1; k < limit; k++) {
        const piece *x = &p->at[k];
        if (k > i + 1 && (x->flags & PIECE_PARAGRAPH)) return i;
        if (x->kind == PIECE_OPEN) d.inside = !opens;
        if (x->kind == PIECE_CLOSE) d.bracket = true, d.inside = false;
        if (x->kind == PIECE_COMMA && !opens) d.bracket = false; /* "Managua (Nicaragua), 2 Jan" */
        if (!d.inside && ends_dateline(p, k, &d))
            return behind_labels(p, k + (k + 1 < p->n && is_parting_dash(p, k + 1) ? 2 : 1));
        if (x->kind != PIECE_COLON && !fits_dateline(x, &d)) return i;
        if (x->kind == PIECE_COLON && !d.bracket) return i;
        d.comma |= x->kind == PIECE_COMMA;
        d.words += x->kind == PIECE_WORD && !opens;
    }
    return i;
}

/* Does the line end between two lines of one block begin a new paragraph? A wrapped line is full: the next line's first word
 * would not have fitted behind it. */
static bool breaks(const pieces *p, const line *above, const line *below, uint32_t width, bool first) {
    const piece *next = &p->at[below->first];
    if (is_item(p, below)) return true;
    if (above->bytes > WRAPPED_BYTES_MAX || width > WRAPPED_BYTES_MAX) return true;
    if (next->flags & PIECE_LOWER) return false;
    bool open = ends_open(p, above);
    if (first && open && (dateline_end(p, below->first) != below->first || above->bytes * 4 < below->bytes * 3)) return true;
    return (above->bytes + 1 + first_word_bytes(p, below)) * 100 < width * (open ? 60u : 85u);
}

void sentence_layout(pieces *p) {
    for (uint32_t i = 0; i < p->n;) {
        p->at[i].flags |= PIECE_PARAGRAPH;
        uint32_t end = i + 1, width = 0;
        while (end < p->n && p->at[end].gap != GAP_EMPTY_LINE) end++;
        for (uint32_t k = i; k < end;) {
            line l = line_at(p, k);
            if (l.bytes > width) width = l.bytes;
            k = l.end;
        }
        line above = line_at(p, i);
        while (above.end < end) {
            line below = line_at(p, above.end);
            if (breaks(p, &above, &below, width, i == 0 && above.first == 0)) p->at[below.first].flags |= PIECE_PARAGRAPH;
            above = below;
        }
        i = end;
    }
}

/* --- sentences ------------------------------------------------------------------------------------------------------------ */

static bool closes(const piece *x) {
    return x->kind == PIECE_CLOSE || (x->kind == PIECE_QUOTE && (x->flags & PIECE_QUOTE_CLOSES));
}

/* Behind the marks that close what the sentence's last mark stands in. */
static uint32_t behind_closers(const pieces *p, uint32_t i) {
    while (i < p->n && closes(&p->at[i]) && !(p->at[i].flags & PIECE_PARAGRAPH)) i++;
    return i;
}

/* May a sentence begin here, seen from what begins it? */
static bool may_begin(const token_rules *r, const pieces *p, uint32_t i, unsigned mark, bool quoted) {
    const piece *x = &p->at[i];
    switch (x->kind) {
    case PIECE_COMMA:
    case PIECE_SEMICOLON:
    case PIECE_COLON:
    case PIECE_CLOSE:
    case PIECE_PERIOD:
    case PIECE_BANG:
    case PIECE_ELLIPSIS:
        return false;
    case PIECE_DASH: /* "… ! – dit-il" */
        return mark == PIECE_PERIOD || (i + 1 < p->n && !(x[1].flags & PIECE_LOWER));
    case PIECE_OPEN:
    case PIECE_QUOTE:
        if (i + 1 < p->n && (x[1].flags & PIECE_LOWER)) return mark == PIECE_PERIOD && !quoted;
        return true;
    default:
        break;
    }
    if (!(x->flags & PIECE_LOWER)) return true;
    return (r->policy & TOKENS_LOWER_STARTS) && mark != PIECE_ELLIPSIS && !quoted && x->gap != GAP_NONE;
}

/* "А." of "А. А. Блок" */
static bool is_initial(const piece *x) {
    return (x->flags & (PIECE_ABBREVIATED | PIECE_CAPITAL)) == (PIECE_ABBREVIATED | PIECE_CAPITAL) && x->end - x->start <= 3;
}

/* Behind the point of an abbreviation: only where the next word is one that begins sentences. */
static bool begins_behind_abbreviation(const piece *abbreviation, const piece *next) {
    uint32_t kinds = abbreviation->kinds;
    if ((kinds & (TOK_TITLE | TOK_BEFORE_NUMBER)) && !(kinds & TOK_ABBREVIATION)) return false;
    if (is_initial(next)) return false; /* "г. А. П. Котов" */
    if (next->kind == PIECE_QUOTE) return (next->flags & PIECE_QUOTE_OPENS) != 0 && next[0].gap != GAP_NONE;
    return (next->flags & PIECE_CAPITAL) && (next->kinds & TOK_STARTER) && next->gap != GAP_NONE;
}

static bool ends_before(const token_rules *r, const pieces *p, uint32_t i, uint32_t next) {
    const piece *x = &p->at[i];
    if (x->flags & PIECE_ABBREVIATED) return begins_behind_abbreviation(x, &p->at[next]);
    if (x->kind == PIECE_SEMICOLON) { /* the items of a list */
        const piece *y = &p->at[next];
        return next == i + 1 && (y->flags & PIECE_CAPITAL) && (y->kinds & TOK_STARTER) && !(y->flags & PIECE_ALL_CAPS);
    }
    if (x->kind != PIECE_PERIOD && x->kind != PIECE_BANG && x->kind != PIECE_ELLIPSIS) return false;
    if (i == 0 || (x->flags & PIECE_SENTENCE)) return x->kind != PIECE_ELLIPSIS && may_begin(r, p, next, x->kind, next > i + 1);
    /* "(…)", "[...]": a cut in a quotation, no end */
    if (x->kind == PIECE_ELLIPSIS && p->at[i - 1].kind == PIECE_OPEN) return false;
    return may_begin(r, p, next, x->kind, next > i + 1);
}

/* Exports put "date 2017-11" before the headline, on its line. */
static uint32_t export_header_end(const pieces *p, const char *bytes) {
    if (p->n < 3 || p->at[0].end - p->at[0].start != 4 || memcmp(bytes + p->at[0].start, "date", 4) != 0) return 0;
    const piece *x = &p->at[1];
    uint32_t n = x->end - x->start;
    bool iso = x->kind == PIECE_NUMBER && (n == 4 || n == 7 || n == 10) && (n == 4 || bytes[x->start + 4] == '-');
    return iso && x[1].gap == GAP_SPACE ? 2 : 0;
}

void sentence_split(const token_rules *r, pieces *p, const char *bytes) {
    uint32_t header = export_header_end(p, bytes);
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->at[i].flags & PIECE_PARAGRAPH) {
            p->at[i].flags |= PIECE_SENTENCE;
            uint32_t behind = dateline_end(p, i);
            for (uint32_t k = i + 1; k < behind; k++) p->at[k].flags |= PIECE_FORCED; /* a dateline is one sentence */
            if (behind != i && behind < p->n) p->at[behind].flags |= PIECE_SENTENCE | PIECE_FORCED;
        }
        if (i == header) p->at[i].flags |= PIECE_SENTENCE | PIECE_FORCED;
        unsigned kind = p->at[i].kind;
        if (kind < PIECE_PERIOD && !(p->at[i].flags & PIECE_ABBREVIATED)) continue;
        if (kind > PIECE_BANG && kind != PIECE_SEMICOLON) continue;
        uint32_t next = behind_closers(p, i + 1);
        if (next < p->n && ends_before(r, p, i, next)) p->at[next].flags |= PIECE_SENTENCE;
    }
}
