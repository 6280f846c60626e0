/* Reading a search, by descent: or ─▶ and ─▶ one, and looking for it in a sentence. */
#include "ledger/search_query.h"

#include <string.h>

typedef struct parser {
    const ledger *l;
    const char *at;
    arena *a;
    search_query *q;
    unsigned depth;
    dp_status status;
    dp_error *err;
} parser;

#define NO_NODE UINT32_MAX

static uint32_t refuse(parser *p, const char *message, const char *remedy) {
    if (p->status == DP_OK) {
        p->status = error_set(p->err, DP_E_USAGE, "%s", message);
        error_remedy(p->err, "%s", remedy);
    }
    return NO_NODE;
}

static void skip_blanks(parser *p) {
    p->at += strspn(p->at, " \t\r\n");
}

/* Takes an operator that stands alone between blanks or brackets. */
static bool take_operator(parser *p, const char *word) {
    skip_blanks(p);
    size_t n = strlen(word);
    if (strncmp(p->at, word, n) != 0 || !strchr(" \t\r\n()\"", p->at[n])) return false; /* strchr finds the end too */
    p->at += n;
    return true;
}

static uint32_t add_node(parser *p, query_node node) {
    if (p->q->node_count == QUERY_NODES_MAX) return refuse(p, "the search is too long", "ask for fewer words at once");
    p->q->nodes[p->q->node_count] = node;
    return p->q->node_count++;
}

/* Joins two nodes, of which either may be nothing. */
static uint32_t joined(parser *p, enum query_kind kind, uint32_t left, uint32_t right) {
    if (right == NO_NODE) return left;
    if (left == NO_NODE) return kind == QUERY_NOT ? refuse(p, "NOT needs words before it", "write: town NOT village") : right;
    return add_node(p, (query_node){.kind = (uint8_t)kind, .left = left, .right = right});
}

/* The words of n bytes as a phrase; nothing where they hold no word. */
static uint32_t add_phrase(parser *p, const char *s, size_t n, bool prefix) {
    query_node node = {.kind = QUERY_PHRASE, .prefix = prefix, .first = p->q->word_count};
    search_token t;
    for (size_t at = 0; token_next(p->l, s, n, &at, &t);) {
        if (p->q->word_count == QUERY_WORDS_MAX) return refuse(p, "the search is too long", "ask for fewer words at once");
        const char *word = arena_copy(p->a, t.folded, t.n);
        if (!word) {
            p->status = error_nomem(p->err);
            return NO_NODE;
        }
        p->q->words[p->q->word_count++] = word;
        node.count++;
    }
    return node.count ? add_node(p, node) : NO_NODE;
}

static uint32_t read_or(parser *p);

static uint32_t read_bracket(parser *p) {
    p->at++;
    if (++p->depth > QUERY_DEPTH_MAX) return refuse(p, "too many brackets stand inside each other", "ask more simply");
    uint32_t node = read_or(p);
    p->depth--;
    skip_blanks(p);
    if (p->status == DP_OK && *p->at != ')') return refuse(p, "a bracket is not closed", "add the missing ')'");
    if (*p->at == ')') p->at++;
    return node;
}

/* A bracket, a phrase in quotes or a word. */
static uint32_t read_one(parser *p) {
    skip_blanks(p);
    if (*p->at == '(') return read_bracket(p);
    bool quoted = *p->at == '"';
    const char *start = p->at + quoted;
    size_t n = strcspn(start, quoted ? "\"" : " \t\r\n()\"");
    p->at = start + n;
    if (quoted && *p->at == '"') p->at++;
    if (quoted && *p->at == '*') {
        p->at++;
        return add_phrase(p, start, n, true);
    }
    return add_phrase(p, start, n, n > 0 && start[n - 1] == '*');
}

static bool at_end(parser *p) {
    skip_blanks(p);
    return *p->at == '\0' || *p->at == ')';
}

/* Does OR come next? It is left for read_or. */
static bool before_or(parser *p) {
    const char *here = p->at;
    bool is = take_operator(p, "OR");
    p->at = here;
    return is;
}

static uint32_t read_and(parser *p) {
    uint32_t node = NO_NODE;
    while (p->status == DP_OK && !at_end(p) && !before_or(p)) {
        if (take_operator(p, "NOT"))
            node = joined(p, QUERY_NOT, node, read_one(p));
        else if (!take_operator(p, "AND"))
            node = joined(p, QUERY_AND, node, read_one(p));
    }
    return node;
}

static uint32_t read_or(parser *p) {
    uint32_t node = read_and(p);
    while (p->status == DP_OK && take_operator(p, "OR")) node = joined(p, QUERY_OR, node, read_and(p));
    return node;
}

dp_status search_query_read(const ledger *l, const char *typed, arena *a, search_query *out, dp_error *err) {
    *out = (search_query){0};
    dp_error own = {0};
    parser p = {.l = l, .at = typed, .a = a, .q = out, .err = err ? err : &own};
    out->root = read_or(&p);
    if (p.status == DP_OK && *p.at == ')') refuse(&p, "a bracket is closed that was not opened", "take the ')' out");
    if (p.status == DP_OK && out->root == NO_NODE)
        refuse(&p, "the search holds no word", "name a word, a \"phrase in quotes\" or the beginning of a word: rebel*");
    return p.status;
}

/* ---- for the index ------------------------------------------------------------------------------------------------------- */

static void add_fts(const search_query *q, uint32_t i, buf *out) {
    static const char *const operators[] = {"", " AND ", " OR ", " NOT "};
    const query_node *node = &q->nodes[i];
    if (node->kind != QUERY_PHRASE) {
        buf_char(out, '(');
        add_fts(q, node->left, out);
        buf_str(out, operators[node->kind]);
        add_fts(q, node->right, out);
        buf_char(out, ')');
        return;
    }
    buf_char(out, '"');
    for (uint32_t k = 0; k < node->count; k++) {
        if (k) buf_char(out, ' ');
        buf_str(out, q->words[node->first + k]);
    }
    buf_str(out, node->prefix ? "\" *" : "\"");
}

void search_query_fts(const search_query *q, buf *out) {
    add_fts(q, q->root, out);
}

/* ---- in a sentence ------------------------------------------------------------------------------------------------------- */

bool word_list_read(const ledger *l, const char *s, size_t n, arena *a, word_list *out) {
    search_token t;
    *out = (word_list){0};
    for (size_t at = 0; token_next(l, s, n, &at, &t);)
        if (!vec_push(a, out, t)) return false;
    return true;
}

static bool is_word(const search_query *q, const query_node *phrase, uint32_t k, const search_token *t) {
    const char *wanted = q->words[phrase->first + k];
    if (phrase->prefix && k + 1 == phrase->count) return strncmp(t->folded, wanted, strlen(wanted)) == 0;
    return strcmp(t->folded, wanted) == 0;
}

static bool phrase_at(const search_query *q, const query_node *phrase, const word_list *words, uint32_t i) {
    if (phrase->count > words->n - i) return false;
    for (uint32_t k = 0; k < phrase->count; k++)
        if (!is_word(q, phrase, k, &words->at[i + k])) return false;
    return true;
}

static bool fits(const search_query *q, uint32_t i, const word_list *words) {
    const query_node *node = &q->nodes[i];
    switch (node->kind) {
    case QUERY_AND:
        return fits(q, node->left, words) && fits(q, node->right, words);
    case QUERY_OR:
        return fits(q, node->left, words) || fits(q, node->right, words);
    case QUERY_NOT:
        return fits(q, node->left, words) && !fits(q, node->right, words);
    default:
        for (uint32_t k = 0; k < words->n; k++)
            if (phrase_at(q, node, words, k)) return true;
        return false;
    }
}

bool search_query_fits(const search_query *q, const word_list *words) {
    return fits(q, q->root, words);
}

static void mark(const search_query *q, uint32_t i, const word_list *words, bool *marks) {
    const query_node *node = &q->nodes[i];
    if (node->kind != QUERY_PHRASE) {
        mark(q, node->left, words, marks);
        if (node->kind != QUERY_NOT) mark(q, node->right, words, marks);
        return;
    }
    for (uint32_t k = 0; k < words->n; k++)
        if (phrase_at(q, node, words, k))
            for (uint32_t j = 0; j < node->count; j++) marks[k + j] = true;
}

void search_query_mark(const search_query *q, const word_list *words, bool *marks) {
    mark(q, q->root, words, marks);
}
