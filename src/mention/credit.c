/* Credits to agencies and outlets, by where their names stand. */
#include "mention/credit.h"

#include <string.h>

#define LINE_MAX    400u /* bytes that a line is looked at on either side */
#define HEAD_MAX    70u  /* of place and date before an agency in a dateline */
#define BRACKET_MAX 60u
#define SHORT_LINE  90u
#define OTHER_WORDS 3u /* of a credit line: "With reporting by", "© … 2017" */

const char *credit_kind_name(unsigned kind) {
    static const char *const names[] = {"dateline", "bracket", "line"};
    return kind < sizeof names / sizeof *names ? names[kind] : names[0];
}

static bool is_agency(const actor_mention *m) {
    if (m->kind != ACTOR_KNOWN) return false;
    for (uint32_t i = 0; i < m->sector_count; i++)
        if (strcmp(m->sectors[i], "MED") == 0) return true;
    return false;
}

/* ---- lines ---------------------------------------------------------------------------------------------------------------- */

typedef struct line {
    uint32_t start, end;
    bool head, tail; /* the first or last of the text, empty ones not counted; a short one may stand before the first */
} line;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Is there nothing before `at` but a short line: a byline, a headline? */
static bool little_before(const text *x, uint32_t at) {
    if (at > LINE_MAX) return false;
    while (at > 0 && is_blank(x->bytes[at - 1])) at--;
    uint32_t start = at;
    while (start > 0 && x->bytes[start - 1] != '\n') start--;
    if (at - start > SHORT_LINE) return false;
    while (start > 0 && is_blank(x->bytes[start - 1])) start--;
    return start == 0;
}

static bool blank_after(const text *x, uint32_t at) {
    for (uint32_t seen = 0; at < x->size && seen < LINE_MAX; seen++, at++)
        if (!is_blank(x->bytes[at])) return false;
    return at == x->size;
}

/* The line around a mention, cut at LINE_MAX on either side: a line that is longer has its head and its tail all the same. */
static line line_around(const text *x, span at) {
    line l = {.start = at.start, .end = at.end};
    while (l.start > 0 && at.start - l.start < LINE_MAX && x->bytes[l.start - 1] != '\n') l.start--;
    while (l.end < x->size && l.end - at.end < LINE_MAX && x->bytes[l.end] != '\n') l.end++;
    l.head = little_before(x, l.start);
    l.tail = blank_after(x, l.end);
    return l;
}

/* ---- marks ---------------------------------------------------------------------------------------------------------------- */

/* Length of an opening bracket, closing bracket or dash at s; 0. */
static uint32_t mark_at(const char *const *marks, uint32_t count, const char *s, uint32_t n) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t length = (uint32_t)strlen(marks[i]);
        if (length <= n && memcmp(s, marks[i], length) == 0) return length;
    }
    return 0;
}

static const char *const openings[] = {"(", "[", "【", "（"};
static const char *const closings[] = {")", "]", "】", "）"};
static const char *const dashes[] = {"-", "–", "—", "―"};
#define MARK_AT(marks, s, n) mark_at(marks, sizeof(marks) / sizeof *(marks), s, n)

/* The brackets around a mention: from the opening one to behind the closing one; empty where there are none near. */
static span brackets_around(const text *x, const line *l, span at) {
    uint32_t open = at.start, close = at.end;
    while (open > l->start && at.start - open < BRACKET_MAX && !MARK_AT(openings, x->bytes + open, x->size - open)) open--;
    if (!MARK_AT(openings, x->bytes + open, x->size - open)) return (span){0, 0};
    for (uint32_t i = open + 1; i < at.start; i++)
        if (MARK_AT(closings, x->bytes + i, x->size - i)) return (span){0, 0};
    while (close < l->end && close - at.end < BRACKET_MAX && !MARK_AT(closings, x->bytes + close, x->size - close)) close++;
    uint32_t length = MARK_AT(closings, x->bytes + close, x->size - close);
    return length ? (span){open, close + length} : (span){0, 0};
}

static uint32_t skip_blanks(const text *x, uint32_t at, uint32_t end) {
    while (at < end && is_blank(x->bytes[at])) at++;
    return at;
}

static bool dash_follows(const text *x, uint32_t at, uint32_t end) {
    uint32_t next = skip_blanks(x, at, end), length = next < end ? MARK_AT(dashes, x->bytes + next, end - next) : 0;
    return length && next + length < end && (next > at || is_blank(x->bytes[next + length]));
}

static bool dash_precedes(const text *x, uint32_t start, uint32_t at) {
    while (at > start && is_blank(x->bytes[at - 1])) at--;
    for (uint32_t length = 1; length <= 3 && length <= at - start; length++)
        if (MARK_AT(dashes, x->bytes + at - length, length) == length) return true;
    return false;
}

/* "(AFP) -", "AFP —", "— Interfax." after little else. */
static bool is_dateline(const text *x, const line *l, span at, span bracket) {
    if (!l->head) return false;
    bool bracketed = bracket.end > 0;
    uint32_t start = bracketed ? bracket.start : at.start, end = bracketed ? bracket.end : at.end;
    if (start - l->start > HEAD_MAX) return false;
    if (dash_follows(x, end, l->end)) return true;
    bool alone = skip_blanks(x, end, l->end) == l->end;
    bool stop = end < l->end && (x->bytes[end] == '.' || x->bytes[end] == ':');
    return bracketed ? stop || alone || bracket.start == l->start : stop && start > l->start && dash_precedes(x, l->start, start);
}

/* "(with AFP)" as the last thing said. */
static bool is_end_bracket(const text *x, const line *l, span bracket) {
    if (!l->tail || bracket.end == 0) return false;
    uint32_t at = bracket.end;
    while (at < l->end && (is_blank(x->bytes[at]) || x->bytes[at] == '.')) at++;
    return at == l->end;
}

/* A line of a few words besides the names; the first line of a text is more often a headline, and then says more. */
static bool is_credit_line(const text *x, const mentions *m, const line *l) {
    if ((!l->head && !l->tail) || l->end - l->start > SHORT_LINE) return false;
    uint32_t words = 0, named = 0;
    for (uint32_t i = 0; i < x->word_count; i++) {
        const word *w = &x->words[i];
        if (w->start < l->start || w->end > l->end) continue;
        words++;
        for (uint32_t k = 0; k < m->actor_count; k++)
            if (is_agency(&m->actors[k]) && span_holds(m->actors[k].at.at, (span){w->start, w->end})) {
                named++;
                break;
            }
    }
    uint32_t end = l->end;
    while (end > l->start && is_blank(x->bytes[end - 1])) end--;
    bool stop = end > l->start && x->bytes[end - 1] == '.';
    return words - named <= (l->head && !l->tail ? 1 : stop ? 1 : OTHER_WORDS);
}

/* ---- credits -------------------------------------------------------------------------------------------------------------- */

static bool kind_of(const text *x, const mentions *m, span at, uint8_t *kind) {
    line l = line_around(x, at);
    span bracket = brackets_around(x, &l, at);
    bool dateline = is_dateline(x, &l, at, bracket), end = !dateline && is_end_bracket(x, &l, bracket);
    *kind = dateline ? CREDIT_DATELINE : end ? CREDIT_BRACKET : CREDIT_LINE;
    return dateline || end || is_credit_line(x, m, &l);
}

static bool is_known(const mentions *m, const credit *at, uint32_t n, const char *name) {
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(m->actors[at[i].actor].name, name) == 0) return true;
    return false;
}

dp_status credit_find(const text *x, arena *a, mentions *out, dp_error *err) {
    credit *at = arena_array(a, CREDITS_MAX, sizeof *at);
    if (!at) return error_nomem(err);
    out->credits = at;
    out->credit_count = 0;
    for (uint32_t i = 0; i < out->actor_count && out->credit_count < CREDITS_MAX; i++) {
        const actor_mention *m = &out->actors[i];
        uint8_t kind;
        if (!is_agency(m) || is_known(out, at, out->credit_count, m->name) || !kind_of(x, out, m->at.at, &kind)) continue;
        at[out->credit_count++] = (credit){i, kind};
    }
    return DP_OK;
}
