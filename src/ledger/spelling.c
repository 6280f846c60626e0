#include "ledger/spelling.h"

dp_status spelling_of(ledger *l, const char *fold, bool with_names, arena *a, spelling *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT CASE WHEN ?2 THEN min(claimant) ELSE min(claimant_shown) END, min(claimant_basis) FROM "
                              "(SELECT claimant, claimant_shown, claimant_basis FROM claims WHERE claimant_fold = ?1 LIMIT 20)",
                              err);
    *out = (spelling){NULL, NULL};
    if (!st) return err->code;
    put_text(st, 1, fold);
    put_int(st, 2, with_names);
    bool row, failed = false;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    *out = (spelling){take_text(st, 0, a, &failed), take_text(st, 1, a, &failed)};
    sqlite3_reset(st);
    return failed ? error_nomem(err) : DP_OK;
}
