/* From "C4K7" or "dispatch/3" to a claim's row. */
#include "ledger/find.h"

#include <stdio.h>
#include <string.h>

#include "ledger/filter.h"

static dp_status ambiguous(ledger *l, const char *typed, sqlite3_stmt *st, dp_error *err) {
    char some[128] = "";
    size_t n = 0;
    bool row = true;
    for (int i = 0; row && i < 4 && n < sizeof some - 24; i++) {
        n += (size_t)snprintf(some + n, sizeof some - n, "%s%s", n ? ", " : "", (const char *)sqlite3_column_text(st, 2));
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK) return s;
    }
    sqlite3_reset(st);
    error_set(err, DP_E_USAGE, "\"%.40s\" is the beginning of several ids", typed);
    return error_remedy(err, "write more of it: %s", some);
}

/* The only row of a statement that gives dispatch_key, claim_no, id. Runs it twice where there are more, to name them. */
static dp_status only_row(ledger *l, const char *typed, sqlite3_stmt *st, claim_key *out, bool *found, dp_error *err) {
    bool more;
    dp_status s = db_step(l, st, found, err);
    if (s != DP_OK || !*found) return s;
    *out = (claim_key){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
    if ((s = db_step(l, st, &more, err)) != DP_OK || !more) return s;
    sqlite3_reset(st);
    s = db_step(l, st, &more, err);
    return s == DP_OK ? ambiguous(l, typed, st, err) : s;
}

static dp_status find_by_id(ledger *l, const char *typed, claim_key *out, bool *found, dp_error *err) {
    char id[ID_CHARS + 1];
    if (!id_normalise(typed, id) || id[0] != 'C') return DP_OK;
    sqlite3_stmt *st =
        db_get(l, "SELECT dispatch_key, claim_no, id FROM claims WHERE id >= ?1 AND id < ?1 || '~' ORDER BY id LIMIT 4", err);
    if (!st) return err->code;
    put_text(st, 1, id);
    return only_row(l, typed, st, out, found, err);
}

/* "dispatch/number": given id or the beginning of a content id. */
static dp_status find_by_number(ledger *l, const char *typed, const char *slash, claim_key *out, bool *found, dp_error *err) {
    char name[256], id[ID_CHARS + 1];
    size_t n = (size_t)(slash - typed);
    if (n == 0 || n >= sizeof name || !slash[1] || strspn(slash + 1, "0123456789") != strlen(slash + 1) || strlen(slash) > 8)
        return DP_OK;
    memcpy(name, typed, n);
    name[n] = '\0';
    bool content = id_normalise(name, id) && id[0] == 'D';
    sqlite3_stmt *st =
        db_get(l,
               "SELECT c.dispatch_key, c.claim_no, c.id FROM dispatches d JOIN claims c USING (dispatch_key) WHERE "
               "c.claim_no = ?3 AND (d.given_id = ?1 OR (d.id >= ?2 AND d.id < ?2 || '~')) ORDER BY c.id LIMIT 4",
               err);
    if (!st) return err->code;
    put_text(st, 1, name);
    put_text(st, 2, content ? id : "~");
    int64_t number = 0;
    for (const char *p = slash + 1; *p; p++) number = number * 10 + (*p - '0');
    put_int(st, 3, number);
    return only_row(l, typed, st, out, found, err);
}

dp_status find_claim(ledger *l, const char *typed, claim_key *out, bool *found, dp_error *err) {
    const char *slash = strrchr(typed, '/');
    *found = false;
    return slash ? find_by_number(l, typed, slash, out, found, err) : find_by_id(l, typed, out, found, err);
}

/* ---- dispatches ---------------------------------------------------------------------------------------------------------- */

static dp_status no_single(const char *typed, dp_error *err) {
    error_set(err, DP_E_USAGE, "\"%.40s\" names more than one dispatch", typed);
    return error_remedy(err, "write more of its id; 'depeche dispatches' lists them");
}

dp_status find_dispatch_named(ledger *l, const char *typed, int64_t *key, bool *found, dp_error *err) {
    filter_sql q;
    filter_init(&q);
    sqlite3_stmt *st = NULL;
    dp_status s = filter_dispatches(l, &(ledger_filter){.dispatch = typed}, &q, err);
    if (s == DP_OK) s = filter_prepare(l, "SELECT d.dispatch_key FROM dispatches d WHERE ", &q, " LIMIT 2", &st, err);
    bool second = false;
    if (s == DP_OK) s = db_step(l, st, found, err);
    if (s == DP_OK && *found) {
        *key = sqlite3_column_int64(st, 0);
        s = db_step(l, st, &second, err);
    }
    if (s == DP_OK && second) s = no_single(typed, err);
    sqlite3_finalize(st);
    filter_free(&q);
    return s;
}
