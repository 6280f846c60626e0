#include "ledger/inputs.h"

#include <stdlib.h>
#include <string.h>

/* The first six values of both statements: which file, as it was, and who read it. */
static void put_identity(sqlite3_stmt *st, const ledger *l, const ledger_input *in) {
    put_text(st, 1, in->file);
    put_int(st, 2, (int64_t)in->bytes);
    put_int(st, 3, (int64_t)in->changed_ns);
    put_int(st, 4, (int64_t)in->inode);
    put_known(st, 5, l->pack_hash);
    put_text(st, 6, DP_VERSION);
}

static dp_status write_input(ledger *l, const ledger_input *in, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l,
               "INSERT INTO inputs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (file) "
               "DO UPDATE SET bytes = ?2, changed = ?3, inode = ?4, pack = ?5, version = ?6, records = ?7, "
               "dispatches = ?8, rejected = ?9, restart = ?10, restart_record = ?11, restart_line = ?12, done = ?13",
               err);
    if (!st) return err->code;
    put_identity(st, l, in);
    put_int(st, 7, (int64_t)in->records);
    put_int(st, 8, (int64_t)in->dispatches);
    put_int(st, 9, (int64_t)in->rejected);
    put_int(st, 10, (int64_t)in->restart);
    put_int(st, 11, (int64_t)in->restart_record);
    put_int(st, 12, (int64_t)in->restart_line);
    put_int(st, 13, in->done);
    return db_run(l, st, err);
}

static bool remember(ledger *l, const ledger_input *in) {
    if (!l->input.file || strcmp(l->input.file, in->file) != 0) {
        inputs_drop(l);
        if (!(l->input.file = strdup(in->file))) return false;
    }
    const char *file = l->input.file;
    l->input = *in;
    l->input.file = file;
    return true;
}

dp_status inputs_put(ledger *l, const ledger_input *in, dp_error *err) {
    if (!in->done) return remember(l, in) ? DP_OK : error_nomem(err);
    inputs_drop(l); /* records come in the order of their files: what was remembered is of this one */
    return write_input(l, in, err);
}

dp_status inputs_flush(ledger *l, dp_error *err) {
    if (!l->input.file) return DP_OK;
    dp_status s = write_input(l, &l->input, err);
    inputs_drop(l);
    return s;
}

void inputs_drop(ledger *l) {
    free((char *)l->input.file);
    l->input = (ledger_input){0};
}

dp_status inputs_forget(ledger *l, dp_error *err) {
    return db_exec(l, "DELETE FROM inputs", err);
}

static dp_status find_input(ledger *l, ledger_input *in, bool *found, dp_error *err) {
    sqlite3_stmt *st =
        db_get(l,
               "SELECT records, dispatches, rejected, restart, restart_record, restart_line, done FROM inputs WHERE "
               "file = ?1 AND bytes = ?2 AND changed = ?3 AND inode = ?4 AND pack IS ?5 AND version = ?6",
               err);
    if (!st) return err->code;
    put_identity(st, l, in);
    dp_status s = db_step(l, st, found, err);
    if (*found) {
        uint64_t *const to[] = {&in->records, &in->dispatches,     &in->rejected,
                                &in->restart, &in->restart_record, &in->restart_line};
        for (int i = 0; i < (int)(sizeof to / sizeof *to); i++) *to[i] = (uint64_t)sqlite3_column_int64(st, i);
        in->done = sqlite3_column_int(st, 6) != 0;
    }
    sqlite3_reset(st);
    return s;
}

dp_status ledger_input_find(ledger *l, ledger_input *in, bool *found, dp_error *err) {
    dp_error own = {0};
    *found = false;
    ledger_lock_to_write(l);
    dp_status s = find_input(l, in, found, err ? err : &own);
    ledger_unlock(l);
    return s;
}
