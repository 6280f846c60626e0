/* One pattern → ops. Recursive descent over the pattern's tokens; alternatives and optional elements become splits,
 * fragments are laid in where they are used. compile_times.h has the grammar. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/compile_times.h"
#include "text/ud.h"

enum { DEPTH_MAX = 24, TOKEN_MAX = 96 };

typedef struct parser {
    times_compiler *c;
    const rule_file *f;
    const rule_line *l;
    const char *s;
    char token[TOKEN_MAX];
    bool optional; /* the token just read had a '?' behind it */
    bool open;     /* a stretch is open: set at the top level only */
    unsigned depth;
    dp_error *err;
} parser;

static dp_status emit(parser *p, time_op op) {
    if (p->c->ops.n >= TIMES_OPS_MAX) return rule_error(p->f, p->l, p->err, "expected fewer rules");
    return vec_push(p->c->a, &p->c->ops, op) ? DP_OK : error_nomem(p->err);
}

static bool is_bracket(char ch) {
    return ch == '(' || ch == ')' || ch == '|' || ch == '<' || ch == '>';
}

/* Reads a token without moving; its length in *n, 0 at the end. '!' and '~' are tokens of their own. */
static const char *peek(const parser *p, size_t *n) {
    const char *s = p->s;
    while (*s == ' ') s++;
    *n = 0;
    if (!*s) return s;
    if (is_bracket(*s) || *s == '!' || *s == '~')
        *n = 1;
    else if (*s == '{') {
        while (s[*n] && s[*n] != '}') ++*n;
        if (s[*n]) ++*n;
    } else
        while (s[*n] && s[*n] != ' ' && s[*n] != '?' && !is_bracket(s[*n])) ++*n;
    return s;
}

static dp_status next(parser *p) {
    size_t n;
    const char *s = peek(p, &n);
    if (n >= TOKEN_MAX) return rule_error(p->f, p->l, p->err, "expected a shorter word");
    memcpy(p->token, s, n);
    p->token[n] = 0;
    p->s = s + n;
    return DP_OK;
}

/* A '?' right behind the element. */
static bool take_optional(parser *p) {
    if (*p->s != '?') return false;
    p->s++;
    return true;
}

static int32_t slot_limit(int slot) {
    switch (slot) {
    case SLOT_month:
        return 12;
    case SLOT_day:
        return 31;
    case SLOT_week:
        return 53;
    case SLOT_hour:
        return 24;
    case SLOT_quarter:
        return 4;
    case SLOT_half:
        return 2;
    case SLOT_century:
        return 30;
    case SLOT_year:
        return 2999;
    case SLOT_yy:
        return 99;
    default:
        return 60000;
    }
}

static dp_status number_element(parser *p, const char *kind, int slot) {
    time_op op = {.op = OP_NUMBER, .slot = (uint8_t)slot};
    op.a = strcmp(kind, "n") == 0     ? WANT_ANY
           : strcmp(kind, "num") == 0 ? WANT_PLAIN
           : strcmp(kind, "ord") == 0 ? WANT_ORDINAL
                                      : WANT_DIGITS;
    op.b = slot == SLOT_year ? 1000 : slot == SLOT_yy ? 10 : 1;
    op.digits = (uint16_t)slot_limit(slot);
    return emit(p, op);
}

static dp_status range_element(parser *p, const char *range, int slot) {
    char *rest;
    long low = strtol(range, &rest, 10);
    if (*rest != '-') return rule_error(p->f, p->l, p->err, "expected a class or a range, found \"%s\"", range);
    size_t digits = (size_t)(rest - range);
    long high = strtol(rest + 1, &rest, 10);
    long step = *rest == '/' ? strtol(rest + 1, &rest, 10) : 0;
    if (*rest || low > high || high > 999999999 || step < 0 || step > 255)
        return rule_error(p->f, p->l, p->err, "expected a range, found \"%s\"", range);
    time_op op = {.op = OP_RANGE, .slot = (uint8_t)slot, .a = (uint32_t)low, .b = (int32_t)high};
    op.digits = (uint16_t)(step << 8 | (range[0] == '0' && digits > 1 ? (long)digits : 0));
    return emit(p, op);
}

static bool is_number_kind(const char *s) {
    return strcmp(s, "n") == 0 || strcmp(s, "num") == 0 || strcmp(s, "ord") == 0 || strcmp(s, "digits") == 0;
}

/* {month}, {k:direction}, {day:1-31}, {n}, {n2:num} */
static dp_status class_element(parser *p) {
    char inner[TOKEN_MAX];
    size_t n = strlen(p->token);
    if (n < 3 || p->token[n - 1] != '}') return rule_error(p->f, p->l, p->err, "expected {class}, found \"%s\"", p->token);
    memcpy(inner, p->token + 1, n - 2);
    inner[n - 2] = 0;
    char *colon = strchr(inner, ':');
    const char *kind = colon ? colon + 1 : inner;
    if (colon) *colon = 0;
    int slot = time_slot_of(inner);
    if (colon && slot < 0) return rule_error(p->f, p->l, p->err, "expected a slot, found \"%s\"", inner);
    if (isdigit((unsigned char)*kind)) return range_element(p, kind, slot < 0 ? SLOT_none : slot);
    if (!colon && slot == SLOT_n2) return number_element(p, "n", slot);
    if (is_number_kind(kind)) return number_element(p, kind, colon ? slot : SLOT_n);
    int class_ = times_class_of(p->c, kind);
    if (class_ < 0) return rule_error(p->f, p->l, p->err, "expected a class of [words …], found \"%s\"", kind);
    return emit(p, (time_op){.op = OP_CLASS, .slot = (uint8_t)(slot < 0 ? SLOT_none : slot), .a = (uint32_t)class_});
}

static uint16_t mark_gap(const char *mark) {
    if (strcmp(mark, ",") == 0) return GAP_COMMA | GAP_COMMA_TIGHT;
    if (strcmp(mark, ",_") == 0) return GAP_COMMA_TIGHT;
    if (strcmp(mark, ".") == 0) return GAP_DOT;
    if (strcmp(mark, "..") == 0) return GAP_DOT | GAP_DOT_SPACE;
    if (strcmp(mark, "/") == 0) return GAP_SLASH;
    if (strcmp(mark, ":") == 0) return GAP_COLON;
    if (strcmp(mark, "-") == 0) return GAP_HYPHEN;
    if (strcmp(mark, "--") == 0) return GAP_DASH;
    if (strcmp(mark, "_") == 0) return GAP_NONE;
    if (strcmp(mark, "&") == 0) return GAP_SPACE;
    if (strcmp(mark, "=") == 0) return GAP_BRACKET;
    return 0;
}

static dp_status literal_entry(parser *p, uint32_t *entry) {
    const char *copy = arena_copy(p->c->a, p->token, strlen(p->token));
    *entry = copy ? times_entry_of(p->c, copy) : UINT32_MAX;
    if (*entry == UINT32_MAX) return rule_error(p->f, p->l, p->err, "expected a word, found \"%s\"", p->token);
    p->c->entries.at[*entry].classes |= (uint64_t)1 << CLASS_LITERAL;
    return DP_OK;
}

static dp_status alternatives(parser *p, const char *close);

/* One alternative of a fragment with its slots set behind it. */
static dp_status fragment_line(parser *p, const fragment *g) {
    times_compiler *c = p->c;
    parser inner = {
        .c = c, .f = g->file, .l = g->line, .s = g->line->column[1], .open = true, .depth = p->depth + 1, .err = p->err};
    dp_status status = alternatives(&inner, "");
    uint32_t first_set = c->sets.n;
    for (uint32_t col = 2; col < g->line->columns && status == DP_OK; col++)
        status = times_sets(c, g->file, g->line, g->line->column[col], NULL, p->err);
    for (uint32_t j = first_set; j < c->sets.n && status == DP_OK; j++)
        status = emit(p, (time_op){.op = OP_SET, .slot = (uint8_t)c->sets.at[j].slot, .b = c->sets.at[j].value});
    c->sets.n = first_set;
    return status;
}

enum { FRAGMENT_LINES_MAX = 256 };
typedef struct fragment_lines {
    uint32_t at[FRAGMENT_LINES_MAX], n; /* in the order of the file */
    uint32_t jumps[FRAGMENT_LINES_MAX], jump_count;
} fragment_lines;

/* The alternatives [first, end) as a tree of splits: where a guard lets none of a half through, the half is passed over at once.
 */
static dp_status fragment_tree(parser *p, fragment_lines *l, uint32_t first, uint32_t end) {
    times_compiler *c = p->c;
    if (end - first == 1) {
        dp_status status = fragment_line(p, &c->fragments.at[l->at[first]]);
        if (status != DP_OK || end == l->n) return status;
        l->jumps[l->jump_count++] = c->ops.n;
        return emit(p, (time_op){.op = OP_JUMP});
    }
    const uint32_t half = first + (end - first) / 2, split = c->ops.n;
    dp_status status = emit(p, (time_op){.op = OP_SPLIT});
    if (status == DP_OK) status = fragment_tree(p, l, first, half);
    if (status != DP_OK) return status;
    c->ops.at[split].a = c->ops.n;
    return fragment_tree(p, l, half, end);
}

static dp_status fragment_element(parser *p) {
    times_compiler *c = p->c;
    fragment_lines l = {0};
    for (uint32_t k = 0; k < c->fragments.n; k++) {
        if (strcmp(c->fragments.at[k].name, p->token + 1) != 0) continue;
        if (l.n == FRAGMENT_LINES_MAX)
            return rule_error(p->f, p->l, p->err, "expected at most %d lines of a fragment", FRAGMENT_LINES_MAX);
        l.at[l.n++] = k;
    }
    if (l.n == 0) return rule_error(p->f, p->l, p->err, "expected a fragment, found \"%s\"", p->token);
    const dp_status status = fragment_tree(p, &l, 0, l.n);
    for (uint32_t k = 0; k < l.jump_count; k++) c->ops.at[l.jumps[k]].a = c->ops.n;
    return status;
}

/* !x, ~x with x a word, a class, a part of speech, or a group of such. */
static dp_status negative(parser *p, bool behind) {
    bool group = false;
    for (;;) {
        dp_status status = next(p);
        if (status != DP_OK) return status;
        if (strcmp(p->token, "(") == 0) {
            group = true;
            continue;
        }
        if (strcmp(p->token, "|") == 0 && group) continue;
        if (strcmp(p->token, ")") == 0 && group) return DP_OK;
        if (p->token[0] == 0) return rule_error(p->f, p->l, p->err, "expected a word or a class behind '!' or '~'");
        if (p->token[0] == '{') {
            char name[TOKEN_MAX];
            snprintf(name, sizeof name, "%.*s", (int)strcspn(p->token + 1, "}"), p->token + 1);
            int class_ = times_class_of(p->c, name);
            if (class_ < 0) return rule_error(p->f, p->l, p->err, "expected a class of [words …], found \"%s\"", name);
            status = emit(p, (time_op){.op = behind ? OP_BEHIND_CLASS : OP_NOT_CLASS, .a = (uint32_t)class_});
        } else if (p->token[0] == '[') {
            char name[TOKEN_MAX];
            snprintf(name, sizeof name, "%.*s", (int)strcspn(p->token + 1, "]"), p->token + 1);
            int upos = upos_of(name);
            if (upos < 0) return rule_error(p->f, p->l, p->err, "expected a part of speech, found \"%s\"", name);
            status = emit(p, (time_op){.op = behind ? OP_BEHIND_POS : OP_NOT_POS, .a = (uint32_t)upos});
        } else if (strcmp(p->token, "$") == 0)
            status = emit(p, (time_op){.op = OP_BOUNDARY, .a = 1});
        else {
            uint32_t entry;
            status = literal_entry(p, &entry);
            if (status == DP_OK) status = emit(p, (time_op){.op = behind ? OP_BEHIND_WORD : OP_NOT_WORD, .a = entry});
        }
        if (status != DP_OK || !group) return status;
    }
}

static dp_status element(parser *p) {
    uint32_t entry;
    if (strcmp(p->token, "$") == 0) return emit(p, (time_op){.op = OP_BOUNDARY});
    if (strcmp(p->token, "\\.") == 0) return emit(p, (time_op){.op = OP_POINT});
    if (strcmp(p->token, "*") == 0) return emit(p, (time_op){.op = OP_ANY});
    switch (p->token[0]) {
    case '{':
        return class_element(p);
    case '@':
        return fragment_element(p);
    case '(':
        return alternatives(p, ")");
    default:
        break;
    }
    uint16_t gap = mark_gap(p->token);
    if (gap) return emit(p, (time_op){.op = OP_GAP, .a = gap, .b = *p->s == '?'});
    dp_status status = literal_entry(p, &entry);
    size_t n = strlen(p->token);
    return status == DP_OK ? emit(p, (time_op){.op = OP_WORD, .a = entry, .digits = n > 1 && p->token[n - 1] == '.'}) : status;
}

static dp_status context(parser *p) {
    dp_status status = emit(p, (time_op){.op = OP_OUT});
    bool open = p->open;
    p->open = true; /* inside a context no stretch begins */
    if (status == DP_OK) status = alternatives(p, ">");
    p->open = open;
    return status;
}

/* One element with what stands around it: the start of a stretch, a split where it is optional. */
static dp_status wrapped(parser *p) {
    if (p->token[0] == '!' || p->token[0] == '~') return negative(p, p->token[0] == '~');
    bool is_context = p->token[0] == '<';
    dp_status status = DP_OK;
    if (strcmp(p->token, ";") == 0) { /* the next element begins a span of its own */
        p->open = false;
        return emit(p, (time_op){.op = OP_OUT});
    }
    if (!is_context && !p->open) {
        status = emit(p, (time_op){.op = OP_IN});
        p->open = true;
    }
    if (status == DP_OK && mark_gap(p->token)) { /* a mark widens or sets the next gap: no split needed */
        status = element(p);
        (void)take_optional(p);
        return status;
    }
    uint32_t split = p->c->ops.n;
    if (status == DP_OK) status = emit(p, (time_op){.op = OP_SPLIT});
    if (status == DP_OK) status = is_context ? context(p) : element(p);
    if (status != DP_OK) return status;
    if (take_optional(p))
        p->c->ops.at[split].a = p->c->ops.n;
    else
        p->c->ops.at[split] = (time_op){.op = OP_JUMP, .a = split + 1};
    if (is_context) p->open = false;
    return DP_OK;
}

static dp_status sequence(parser *p, const char *close) {
    for (;;) {
        size_t n;
        const char *s = peek(p, &n);
        if (n == 0 && *s) return rule_error(p->f, p->l, p->err, "expected an element, found \"%s\"", s);
        if (n == 0 || *s == '|' || (*close && *s == *close)) return DP_OK;
        dp_status status = next(p);
        if (status != DP_OK) return status;
        if (*p->token == ')' || *p->token == '>')
            return rule_error(p->f, p->l, p->err, "expected an element, found \"%s\"", p->token);
        status = wrapped(p);
        if (status != DP_OK) return status;
    }
}

static dp_status alternatives(parser *p, const char *close) {
    if (p->depth > DEPTH_MAX) return rule_error(p->f, p->l, p->err, "expected fragments that do not use themselves");
    times_compiler *c = p->c;
    uint32_t jumps[128], jump_count = 0;
    p->depth++;
    for (;;) {
        uint32_t split = c->ops.n;
        dp_status status = emit(p, (time_op){.op = OP_JUMP, .a = split + 1});
        if (status == DP_OK) status = sequence(p, close);
        if (status != DP_OK) return status;
        size_t n;
        const char *s = peek(p, &n);
        if (n == 0 || *s != '|') break;
        status = next(p);
        if (status != DP_OK) return status;
        if (jump_count == 128) return rule_error(p->f, p->l, p->err, "expected at most 128 alternatives");
        jumps[jump_count++] = c->ops.n;
        status = emit(p, (time_op){.op = OP_JUMP});
        if (status != DP_OK) return status;
        c->ops.at[split] = (time_op){.op = OP_SPLIT, .a = c->ops.n};
    }
    for (uint32_t k = 0; k < jump_count; k++) c->ops.at[jumps[k]].a = c->ops.n;
    p->depth--;
    dp_status status = next(p);
    if (status != DP_OK) return status;
    if (strcmp(p->token, close) != 0)
        return rule_error(p->f, p->l, p->err, "expected \"%s\", found \"%s\"", *close ? close : "the end", p->token);
    return DP_OK;
}

dp_status times_pattern(times_compiler *c, const rule_file *f, const rule_line *l, const char *pattern, dp_error *err) {
    parser p = {.c = c, .f = f, .l = l, .s = pattern, .err = err};
    dp_status status = alternatives(&p, "");
    return status == DP_OK ? emit(&p, (time_op){.op = OP_MATCH}) : status;
}
