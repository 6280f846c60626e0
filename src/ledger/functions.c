/* SQL functions on a connection. */
#include "ledger/functions.h"

#include <string.h>

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

bool functions_register(ledger *l) {
    return sqlite3_create_function_v2(l->db, "ledger_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, l,
                                      fold_sql, NULL, NULL, NULL) == SQLITE_OK;
}
