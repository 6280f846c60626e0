/* Opening a ledger: what the file is, making it, bringing an older one up to date, and the settings of a connection. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/bulk.h"
#include "ledger/functions.h"
#include "ledger/inputs.h"
#include "ledger/internal.h"
#include "ledger/names.h"
#include "ledger/schema.h"
#include "ledger/spoken.h"
#include "ledger/stage.h"
#include "ledger/tables.h"

static dp_status refuse(const char *path, dp_error *err, const char *message, const char *remedy) {
    error_set(err, DP_E_LEDGER, "%s", message);
    error_at(err, path, 0);
    return error_remedy(err, "%s", remedy);
}

static const char another[] = "choose another file with --ledger FILE";

/* What stands at the path, before SQLite touches it: a folder, nothing, a foreign file. */
static dp_status look(const char *path, bool writing, bool *empty, dp_error *err) {
    struct stat st;
    *empty = false;
    if (stat(path, &st) != 0) {
        if (!writing)
            return refuse(path, err, "there is no ledger", "make one with: depeche read FILE…, or name one with --ledger FILE");
        *empty = true;
        return DP_OK;
    }
    if (S_ISDIR(st.st_mode))
        return refuse(path, err, "this is a folder, not a ledger", "name a file inside it: --ledger FOLDER/depeche.db");
    if (st.st_size == 0) {
        *empty = true;
        return writing ? DP_OK : refuse(path, err, "the ledger is empty", "read dispatches into it first: depeche read FILE…");
    }
    FILE *f = fopen(path, "rb");
    if (!f) return refuse(path, err, "the ledger cannot be opened for reading", "check its permissions");
    char magic[16];
    size_t n = fread(magic, 1, sizeof magic, f);
    fclose(f);
    if (n < sizeof magic || memcmp(magic, "SQLite format 3", 16) != 0)
        return refuse(path, err, "this file is not a ledger (not even an SQLite file)", another);
    return DP_OK;
}

static int64_t pragma_int(sqlite3 *db, const char *sql) {
    sqlite3_stmt *st = NULL;
    int64_t v = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return v;
}

/* A ledger in a folder that cannot be written has no room for SQLite's side files; without any it is read as it stands. */
static int open_database(const char *path, bool writing, bool create, sqlite3 **db) {
    int flags = SQLITE_OPEN_NOMUTEX | (writing ? SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0)
                                               : SQLITE_OPEN_READONLY); /* ledger.lock is the mutex */
    int code = sqlite3_open_v2(path, db, flags, NULL);
    if (writing || code != SQLITE_OK) return code;
    code = sqlite3_exec(*db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if ((code & 0xFF) != SQLITE_CANTOPEN && (code & 0xFF) != SQLITE_READONLY) return SQLITE_OK;
    char *log = sqlite3_mprintf("%s-wal", path), *uri = sqlite3_mprintf("file:%s?immutable=1", path);
    bool whole = log && uri && access(log, F_OK) != 0 && !strpbrk(path, "?#%");
    sqlite3_free(log);
    if (!whole) {
        sqlite3_free(uri);
        return SQLITE_OK; /* the next statement tells what is wrong */
    }
    sqlite3_close(*db);
    code = sqlite3_open_v2(uri, db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    sqlite3_free(uri);
    return code;
}

/* How long to wait for another writer. */
static uint32_t patience_ms(const ledger_options *o) {
    return o->wait_ms ? o->wait_ms : 10000;
}

/* A ledger may come from anywhere: its schema is not trusted, its bytes are checked, and it cannot make us write elsewhere. */
static void harden(sqlite3 *db, uint32_t patience_ms) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(db, (int)patience_ms);
}

/* The write-ahead log makes a batch one sequential write and lets others read meanwhile. A file is turned to it by who has read
 * it first, and such a one SQLite refuses at once where another is about to write, as two are who make a ledger at the same time:
 * so we ask again until our patience ends. */
static dp_status write_ahead(ledger *l, uint32_t patience_ms, dp_error *err) {
    enum { PAUSE_MS = 5 };
    for (uint32_t waited = 0;; waited += PAUSE_MS) {
        const int code = sqlite3_exec(l->db, "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (code == SQLITE_OK) return DP_OK;
        if ((code & 0xFF) != SQLITE_BUSY || waited >= patience_ms) return db_fail(l, "opening", err);
        sqlite3_sleep(PAUSE_MS);
    }
}

static dp_status identify(ledger *l, bool *fresh, dp_error *err) {
    int64_t tables = pragma_int(l->db, "SELECT count(*) FROM sqlite_schema");
    if (tables < 0) return db_fail(l, "opening", err);
    int64_t application = pragma_int(l->db, "PRAGMA application_id"), version = pragma_int(l->db, "PRAGMA user_version");
    *fresh = tables == 0 && (application == 0 || application == LEDGER_APPLICATION_ID);
    if (*fresh)
        return l->writable ? DP_OK
                           : refuse(l->path, err, "the ledger is empty", "read dispatches into it first: depeche read FILE…");
    if (application != LEDGER_APPLICATION_ID)
        return refuse(l->path, err, "this is another program's SQLite file, not a ledger", another);
    if (version > LEDGER_SCHEMA_VERSION) {
        error_set(err, DP_E_LEDGER, "this ledger was made by a newer depeche (its form is %lld, this one knows %d)",
                  (long long)version, LEDGER_SCHEMA_VERSION);
        error_at(err, l->path, 0);
        return error_remedy(err, "update depeche, or read the dispatches into another file with --ledger FILE");
    }
    if (version < LEDGER_SCHEMA_VERSION) {
        error_set(err, DP_E_LEDGER, "this ledger was made by an older depeche (its form is %lld, this one writes %d)",
                  (long long)version, LEDGER_SCHEMA_VERSION);
        error_at(err, l->path, 0);
        return error_remedy(err, "bring it up to date in another file: depeche upgrade %.400s NEW.db", l->path);
    }
    return DP_OK;
}

static bool library_has_fts5(void) {
    return sqlite3_compileoption_used("ENABLE_FTS5");
}

/* KiB: in a large ledger a dispatch touches pages everywhere, and one that finds no room is written and fetched once more. */
#define CACHE_LEAST (64 << 10)
#define CACHE_MOST  (256 << 10)
#define CACHE_SHARE 8 /* of the file, where that lies between the two */

void cache_set(ledger *l) {
    const int64_t kib = pragma_int(l->db, "PRAGMA page_count") * pragma_int(l->db, "PRAGMA page_size") / 1024 / CACHE_SHARE;
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA cache_size = -%d",
             kib < CACHE_LEAST  ? CACHE_LEAST
             : kib > CACHE_MOST ? CACHE_MOST
                                : (int)kib);
    sqlite3_exec(l->db, sql, NULL, NULL, NULL);
}

static dp_status settle(ledger *l, const ledger_options *o, dp_error *err) {
    bool fresh = false;
    dp_status s = identify(l, &fresh, err);
    if (s != DP_OK) return s;
    if (l->writable) {
        /* With NORMAL a power cut may lose the last batches but never damages the file. On closing the log is folded back: one
         * file remains. */
        s = write_ahead(l, patience_ms(o), err);
        if (s == DP_OK)
            s = db_exec(l,
                        "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16384; PRAGMA secure_delete = OFF;"
                        "PRAGMA cell_size_check = ON",
                        err);
        if (s == DP_OK) cache_set(l);
        if (s == DP_OK && fresh) s = tables_make(l, !o->no_fts && library_has_fts5(), err);
        if (s == DP_OK) s = stages_open(l, err);
    } else {
        s = db_exec(l, "PRAGMA query_only = ON; PRAGMA cache_size = -32768; PRAGMA cell_size_check = ON", err);
    }
    if (s != DP_OK) return s;
    int64_t index = pragma_int(l->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'sentence_words'");
    l->fts = index > 0;
    if (l->fts && !library_has_fts5() && l->writable)
        return refuse(l->path, err, "this ledger has a full text index, which this machine's SQLite cannot write",
                      "install an SQLite library with FTS5");
    l->fts = l->fts && library_has_fts5();
    return functions_register(l) ? DP_OK : db_fail(l, "adding functions", err);
}

void ledger_alone_in_process(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* refused once SQLite is in use: then all stays as it is */
}

dp_status ledger_open(const char *path, const ledger_options *options, const knowledge *k, ledger **out, dp_error *err) {
    static const ledger_options standard = {.mode = LEDGER_READ};
    const ledger_options *o = options ? options : &standard;
    *out = NULL;
    bool empty;
    dp_status s = look(path, o->mode == LEDGER_WRITE, &empty, err);
    if (s != DP_OK) return s;
    ledger *l = calloc(1, sizeof *l);
    if (!l) return error_nomem(err);
    pthread_mutex_init(&l->lock, NULL);
    arena_init(&l->scratch);
    arena_init(&l->name_texts);
    for (uint32_t i = 0; i < SMALL_PLACE_SLOTS; i++) arena_init(&l->small[i].memory);
    l->k = k;
    l->writable = o->mode == LEDGER_WRITE;
    l->batch = o->batch;
    l->store = o->store;
    l->data_version = l->spoken.version = -1;
    l->kinds_few = KIND_FEW;
    snprintf(l->path, sizeof l->path, "%s", path);
    if (k) snprintf(l->pack_hash, sizeof l->pack_hash, "%016llx", (unsigned long long)k->pack.hash);
    int code = open_database(path, l->writable, true, &l->db);
    if (code != SQLITE_OK) {
        s = db_fail(l, "opening", err);
    } else {
        harden(l->db, patience_ms(o));
        if (l->writable && sqlite3_db_readonly(l->db, "main") == 1)
            s = refuse(path, err, "the ledger is read-only", "check its permissions, or choose another place with --ledger FILE");
        else
            s = settle(l, o, err);
    }
    if (s != DP_OK) {
        ledger_close(l);
        return s;
    }
    *out = l;
    return DP_OK;
}

static void statements_free(ledger *l) {
    for (uint32_t i = 0; i < STATEMENT_SLOTS; i++) sqlite3_finalize(l->statements[i].prepared);
    memset(l->statements, 0, sizeof l->statements);
}

/* How rows are spread is counted once more where the ledger has grown by a quarter since, as its sums tell, of which each
 * dispatch has one: that takes as long as reading its indexes. */
static void count_spread(ledger *l) {
    const int64_t outgrown = pragma_int(l->db, "SELECT max(dispatch_key) * 4 > 5 * coalesce((SELECT CAST(stat AS INTEGER) FROM "
                                               "sqlite_stat1 WHERE tbl = 'dispatch_sums'), 0) FROM dispatch_sums");
    if (outgrown) /* or never counted: there is no such table then */
        sqlite3_exec(l->db, "PRAGMA optimize; ANALYZE dispatch_sums", NULL, NULL, NULL);
}

void ledger_close(ledger *l) {
    if (!l) return;
    if (l->db && l->writable) {
        /* A batch that is under way is not lost: it holds whole dispatches only. */
        dp_error ignored = {0};
        if (l->in_batch) {
            const bool whole =
                stages_flush(l, &ignored) == DP_OK && names_flush(l, &ignored) == DP_OK && inputs_flush(l, &ignored) == DP_OK;
            sqlite3_exec(l->db, whole ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
        }
        statements_free(l);
        if (l->has_grown) count_spread(l);
        sqlite3_exec(l->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    statements_free(l);
    sqlite3_close(l->db);
    for (uint32_t i = 0; i < RULE_CACHE_SIZE; i++) free(l->rules.slots[i].text);
    stages_close(l);
    inputs_drop(l);
    bulk_drop(l);
    spoken_free(l);
    arena_free(&l->scratch);
    arena_free(&l->name_texts);
    for (uint32_t i = 0; i < SMALL_PLACE_SLOTS; i++) arena_free(&l->small[i].memory);
    pthread_mutex_destroy(&l->lock);
    free(l);
}
