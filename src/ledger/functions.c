/* SQL functions on a connection. */
#include "ledger/functions.h"

#include <string.h>

#include "core/sound.h"
#include "ledger/search_query.h"

static void fold_sql(sqlite3_context *context, int argc, sqlite3_value **argv) {
    (void)argc;
    const ledger *l = sqlite3_user_data(context);
    const char *s = (const char *)sqlite3_value_text(argv[0]);
    if (!s) return; /* NULL stays NULL */
    buf out;
    buf_init(&out);
    name_key_long(l, s, (size_t)sqlite3_value_bytes(argv[0]), &out);
    if (out.failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text64(context, out.at ? out.at : "", out.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    buf_free(&out);
}

/* How a name sounds; "" for one too short to tell. */
static void sound_sql(sqlite3_context *context, int argc, sqlite3_value **argv) {
    (void)argc;
    const ledger *l = sqlite3_user_data(context);
    const char *s = (const char *)sqlite3_value_text(argv[0]);
    char folded[FOLD_MAX + 1], sound[SOUND_MAX + 1];
    if (!s) return;
    const size_t n = sound_key(folded, name_key(l, s, (size_t)sqlite3_value_bytes(argv[0]), folded), sound);
    sqlite3_result_text64(context, sound, n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* Does a text fit a search? For ledgers without an index. */
static void fits_sql(sqlite3_context *context, int argc, sqlite3_value **argv) {
    (void)argc;
    const ledger *l = sqlite3_user_data(context);
    const char *typed = (const char *)sqlite3_value_text(argv[0]), *s = (const char *)sqlite3_value_text(argv[1]);
    if (!typed || !s) return;
    arena a;
    arena_init(&a);
    search_query q;
    word_list words;
    bool good = search_query_read(l, typed, &a, &q, NULL) == DP_OK &&
                word_list_read(l, s, (size_t)sqlite3_value_bytes(argv[1]), &a, &words);
    if (good)
        sqlite3_result_int(context, search_query_fits(&q, &words));
    else
        sqlite3_result_error_nomem(context);
    arena_free(&a);
}

bool functions_register(ledger *l) {
    static const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    return sqlite3_create_function_v2(l->db, "ledger_fold", 1, flags, l, fold_sql, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_create_function_v2(l->db, "ledger_sound", 1, flags, l, sound_sql, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_create_function_v2(l->db, "ledger_fits", 2, flags, l, fits_sql, NULL, NULL, NULL) == SQLITE_OK;
}
