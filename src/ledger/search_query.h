/* What a person asks for, read into a tree.
 *
 *   army                   sentences with the word
 *   army town              with both               army AND town
 *   "river bank"           with the words side by side
 *   rebel*                 with a word that begins so
 *   army OR police         with one of them
 *   army NOT police        with the first and without the second
 *   (army OR police) town
 *
 * Operators are written in capitals. All else between blanks is words, so that nothing typed can be taken for the index's own
 * language: what it gets are words of letters and digits, each in quotes, and our operators. */
#ifndef DP_LEDGER_SEARCH_QUERY_H
#define DP_LEDGER_SEARCH_QUERY_H

#include "ledger/tokens.h"

#define QUERY_NODES_MAX 128u
#define QUERY_WORDS_MAX 128u
#define QUERY_DEPTH_MAX 32u

enum query_kind { QUERY_PHRASE, QUERY_AND, QUERY_OR, QUERY_NOT /* left and not right */ };
typedef struct query_node {
    uint8_t kind;
    bool prefix;           /* PHRASE: the last word is a beginning */
    uint32_t left, right;  /* nodes */
    uint32_t first, count; /* PHRASE: words */
} query_node;

typedef struct search_query {
    query_node nodes[QUERY_NODES_MAX];
    uint32_t node_count, root;
    const char *words[QUERY_WORDS_MAX]; /* folded, in the arena */
    uint32_t word_count;
} search_query;

/* DP_E_USAGE where nothing is asked for, brackets do not match, NOT stands alone, or it is too long. */
dp_status search_query_read(const ledger *l, const char *typed, arena *a, search_query *out, dp_error *err);
/* The same in the language of FTS5, appended. */
void search_query_fts(const search_query *q, buf *out);

/* The words of a sentence. */
typedef struct word_list {
    search_token *at;
    uint32_t n, cap;
} word_list;
bool word_list_read(const ledger *l, const char *s, size_t n, arena *a, word_list *out);
/* Does a sentence of these words fit? For ledgers without an index. */
bool search_query_fits(const search_query *q, const word_list *words);
/* Marks the words that the query asked for: marks[i] is set for words->at[i]. */
void search_query_mark(const search_query *q, const word_list *words, bool *marks);

#endif
