/* Quotation marks by their family. A mark that may open or close is told by the blanks around it, then by what is open. */
#include "text/quotes.h"

#include <string.h>

#define QUOTE_DEPTH_MAX 16u

enum family { ANGLE, CURLY, SINGLE_CURLY, STRAIGHT, SINGLE, LOW, BACKTICKS, SINGLE_ANGLE, CORNER, FAMILIES };
enum role { ROLE_OPENS = 1, ROLE_CLOSES = 2 };

typedef struct mark {
    uint8_t family, roles;
} mark;

static mark mark_of(const char *bytes, const piece *x) {
    uint32_t cp;
    utf8_decode(bytes + x->start, x->end - x->start, &cp);
    bool twice = x->end - x->start == 2;
    switch (cp) {
    case 0xAB:
        return (mark){ANGLE, ROLE_OPENS};
    case 0xBB:
        return (mark){ANGLE, ROLE_CLOSES};
    case 0x2039:
        return (mark){SINGLE_ANGLE, ROLE_OPENS};
    case 0x203A:
        return (mark){SINGLE_ANGLE, ROLE_CLOSES};
    case 0x201C:
    case 0x201F:
        return (mark){CURLY, ROLE_OPENS};
    case 0x201D:
        return (mark){CURLY, ROLE_CLOSES};
    case 0x201E:
        return (mark){LOW, ROLE_OPENS};
    case 0x2018:
    case 0x201A:
        return (mark){SINGLE_CURLY, ROLE_OPENS};
    case 0x2019:
        return (mark){SINGLE_CURLY, ROLE_CLOSES};
    case 0x300C:
        return (mark){CORNER, ROLE_OPENS};
    case 0x300D:
        return (mark){CORNER, ROLE_CLOSES};
    case '`':
        return (mark){twice ? BACKTICKS : SINGLE, ROLE_OPENS};
    case '\'':
        return twice ? (mark){BACKTICKS, ROLE_OPENS | ROLE_CLOSES} : (mark){SINGLE, ROLE_OPENS | ROLE_CLOSES};
    default:
        return (mark){STRAIGHT, ROLE_OPENS | ROLE_CLOSES};
    }
}

static bool closes_family(mark m, unsigned open) {
    if (open == m.family) return true;
    if (m.family == CURLY) return open == LOW || open == STRAIGHT; /* „…“, „…” and mixed typing */
    if (m.family == STRAIGHT) return open == CURLY || open == BACKTICKS;
    return m.family == SINGLE_CURLY && open == SINGLE;
}

typedef struct open_mark {
    uint32_t piece, quote;
    uint8_t family;
} open_mark;
typedef struct stack {
    open_mark at[QUOTE_DEPTH_MAX];
    uint32_t n;
} stack;

/* Index of the topmost open mark that `m` closes, or QUOTE_DEPTH_MAX. */
static uint32_t stack_match(const stack *s, mark m) {
    for (uint32_t i = s->n; i-- > 0;)
        if (closes_family(m, s->at[i].family)) return i;
    return QUOTE_DEPTH_MAX;
}

static bool blank_before(const pieces *p, uint32_t i) {
    if (i == 0 || p->at[i].gap != GAP_NONE) return true;
    unsigned kind = p->at[i - 1].kind;
    return kind == PIECE_OPEN || kind == PIECE_DASH || (kind == PIECE_QUOTE && (p->at[i - 1].flags & PIECE_QUOTE_OPENS)) ||
           (p->at[i - 1].kinds & TOK_ELISION);
}
static bool blank_behind(const pieces *p, uint32_t i) {
    if (i + 1 >= p->n || p->at[i + 1].gap != GAP_NONE) return true;
    unsigned kind = p->at[i + 1].kind;
    return kind >= PIECE_PERIOD && kind != PIECE_OPEN && kind != PIECE_QUOTE;
}

/* What the mark at piece i does here, ROLE_OPENS, ROLE_CLOSES or 0. */
static unsigned role_of(const pieces *p, uint32_t i, mark m, const stack *s) {
    bool before = blank_before(p, i), behind = blank_behind(p, i);
    bool match = stack_match(s, m) != QUOTE_DEPTH_MAX;
    if (m.roles == (ROLE_OPENS | ROLE_CLOSES)) {
        if (m.family == SINGLE) return before && !behind ? ROLE_OPENS : !before && match ? ROLE_CLOSES : 0u;
        if (before && !behind) return ROLE_OPENS;
        if (!before && behind) return match ? ROLE_CLOSES : 0u;
        return match ? ROLE_CLOSES : ROLE_OPENS;
    }
    if (m.roles == ROLE_OPENS) {
        mark german = {.family = CURLY, .roles = ROLE_CLOSES};
        uint32_t k = stack_match(s, german);
        if (m.family == CURLY && k != QUOTE_DEPTH_MAX && s->at[k].family == LOW) return ROLE_CLOSES;
        return ROLE_OPENS;
    }
    if (match) return ROLE_CLOSES;
    /* A closing mark at the head of a paragraph carries a quotation on: French practice. */
    bool carries = m.family != SINGLE_CURLY && (p->at[i].flags & PIECE_PARAGRAPH);
    return carries ? ROLE_OPENS : 0u;
}

void quotes_direct(pieces *p, const char *bytes) {
    stack s = {0};
    for (uint32_t i = 0; i < p->n; i++) {
        piece *x = &p->at[i];
        if (x->flags & PIECE_PARAGRAPH) s.n = 0;
        if (x->kind != PIECE_QUOTE) continue;
        mark m = mark_of(bytes, x);
        unsigned role = role_of(p, i, m, &s);
        if (role == ROLE_CLOSES) {
            x->flags |= PIECE_QUOTE_CLOSES;
            s.n = stack_match(&s, m);
        } else if (role == ROLE_OPENS && s.n < QUOTE_DEPTH_MAX) {
            x->flags |= PIECE_QUOTE_OPENS;
            s.at[s.n++] = (open_mark){.piece = i, .family = m.family};
        }
    }
}

typedef vec_of(quote) quote_list;

/* Ends the quotations of the stack from `from` on before piece `end`, without a mark of their own. */
static void end_unclosed(stack *s, uint32_t from, const pieces *p, const uint32_t *first_of, uint32_t end, quote_list *q) {
    for (uint32_t k = from; k < s->n; k++) {
        quote *x = &q->at[s->at[k].quote];
        x->end = end > 0 ? p->at[end - 1].end : x->end;
        x->end_token = first_of[end];
    }
    s->n = from;
}

/* Single marks that never close were apostrophes: they are dropped. */
static void drop_lone_marks(quote_list *q, const char *bytes) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < q->n; k++) {
        char c = bytes[q->at[k].start];
        if (!q->at[k].closed && (c == '\'' || c == '`') && bytes[q->at[k].start + 1] != c) continue;
        q->at[n++] = q->at[k];
    }
    q->n = n;
}

static void mark_tokens(const quote_list *q, token *tokens) {
    uint32_t done = 0; /* inner quotations are covered by the outer one */
    for (uint32_t k = 0; k < q->n; k++) {
        uint32_t t = q->at[k].first_token > done ? q->at[k].first_token : done;
        for (; t < q->at[k].end_token; t++) tokens[t].flags |= TOKEN_QUOTED;
        if (t > done) done = t;
    }
}

dp_status quotes_find(const pieces *p, const uint32_t *first_of, const char *bytes, token *tokens, arena *a, text *out,
                      dp_error *err) {
    stack s = {0};
    quote_list q = {0};
    for (uint32_t i = 0; i < p->n; i++) {
        const piece *x = &p->at[i];
        if (x->flags & PIECE_PARAGRAPH) end_unclosed(&s, 0, p, first_of, i, &q);
        if (x->flags & PIECE_QUOTE_OPENS) {
            quote open = {.start = x->start, .end = x->end, .first_token = first_of[i + 1], .depth = (uint16_t)s.n};
            open.end_token = open.first_token;
            if (!vec_push(a, &q, open)) return error_nomem(err);
            s.at[s.n++] = (open_mark){.piece = i, .quote = q.n - 1, .family = mark_of(bytes, x).family};
        } else if (x->flags & PIECE_QUOTE_CLOSES) {
            uint32_t k = stack_match(&s, mark_of(bytes, x));
            if (k == QUOTE_DEPTH_MAX) continue;
            end_unclosed(&s, k + 1, p, first_of, i, &q);
            quote *closed = &q.at[s.at[k].quote];
            closed->end = x->end;
            closed->end_token = first_of[i];
            closed->closed = true;
            s.n = k;
        }
    }
    end_unclosed(&s, 0, p, first_of, p->n, &q);
    drop_lone_marks(&q, bytes);
    mark_tokens(&q, tokens);
    out->quotes = q.at;
    out->quote_count = q.n;
    return DP_OK;
}
