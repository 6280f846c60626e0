/* Arbitrary bytes as a search and, behind the first NUL, as a sentence. What is read is always good FTS5, and the index and the
 * search without one find the same. */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/search_query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static sqlite3 *db;

static bool found_by_index(const char *query, const buf *words) {
    sqlite3_stmt *st = NULL;
    if (!db && (sqlite3_open(":memory:", &db) != SQLITE_OK ||
                sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5(words, tokenize = 'ascii')", NULL, NULL, NULL) != SQLITE_OK))
        abort();
    if (sqlite3_exec(db, "DELETE FROM t", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?1)", -1, &st, NULL) != SQLITE_OK)
        abort();
    sqlite3_bind_text64(st, 1, words->at ? words->at : "", words->n, SQLITE_STATIC, SQLITE_UTF8);
    if (sqlite3_step(st) != SQLITE_DONE) abort();
    sqlite3_finalize(st);
    if (sqlite3_prepare_v2(db, "SELECT 1 FROM t WHERE t MATCH ?1", -1, &st, NULL) != SQLITE_OK) abort();
    sqlite3_bind_text(st, 1, query, -1, SQLITE_STATIC);
    const int code = sqlite3_step(st);
    if (code != SQLITE_ROW && code != SQLITE_DONE) abort();
    sqlite3_finalize(st);
    return code == SQLITE_ROW;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ledger l; /* without a pack: ASCII is folded */
    const uint8_t *end = size ? memchr(data, 0, size) : NULL;
    if (!end) return 0;
    const char *sentence = (const char *)end + 1;
    const size_t n = size - (size_t)(end - data) - 1;
    arena a;
    arena_init(&a);
    search_query q;
    word_list list;
    if (search_query_read(&l, (const char *)data, &a, &q, NULL) == DP_OK && word_list_read(&l, sentence, n, &a, &list)) {
        buf query, words;
        buf_init(&query);
        buf_init(&words);
        search_query_fts(&q, &query);
        tokens_add(&l, sentence, n, &words);
        if (found_by_index(buf_cstr(&query), &words) != search_query_fits(&q, &list)) abort();
        buf_free(&query);
        buf_free(&words);
    }
    arena_free(&a);
    return 0;
}
