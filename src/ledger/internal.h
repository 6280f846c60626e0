/* What the files of this room share: the handle, prepared statements, content ids and folded names. */
#ifndef DP_LEDGER_INTERNAL_H
#define DP_LEDGER_INTERNAL_H

#include <pthread.h>
#include <sqlite3.h>

#include "ledger/ledger.h"

#define ID_CHARS 17u /* letter and 16 digits of 5 bits */

/* Row numbers and ids of canonical actors and places that were met lately, by the hash of their content. */
#define KEY_CACHE_SIZE 8192u
typedef struct key_cache {
    struct key_cache_slot {
        uint64_t hash; /* 0: empty */
        int64_t key;
        char id[ID_CHARS + 1];
    } slots[KEY_CACHE_SIZE];
} key_cache;

/* Rule lines as text, likewise. The texts are the slots' own. */
#define RULE_CACHE_SIZE 2048u
typedef struct rule_cache {
    struct rule_cache_slot {
        rule_ref rule; /* 0: empty */
        char *text;
    } slots[RULE_CACHE_SIZE];
} rule_cache;

#define CODE_CACHE_SIZE 512u

/* Counts of names that are not written yet (names.h). */
#define NAME_SLOTS 16384u
typedef struct name_slot {
    uint64_t hash;
    int64_t key, count;
    const char *folded; /* NULL: free */
    uint8_t kind;
} name_slot;

/* Kinds of claims that this run met (kinds.h). */
#define KIND_MAX   96u
#define KIND_SLOTS 512u
#define KIND_FEW   5000u
typedef struct kind_slot {
    char name[KIND_MAX]; /* "" : free */
    int64_t last;        /* the dispatch that it was noted of last */
    uint32_t dispatches;
    bool common;
} kind_slot;

/* Names of small places by dispatch, while one state of the file is read (record.c): all claims of a dispatch share them. */
#define SMALL_PLACE_SLOTS 8u
typedef struct small_places {
    int64_t dispatch_key; /* 0: free */
    arena memory;
    const char **at;
    uint32_t n;
} small_places;

/* Names of who speaks, each once, of a handle that only reads (spoken.h). */
enum spoken_column { SPOKEN_IN_LANE, SPOKEN_IN_CHAIN, SPOKEN_OUTLET, SPOKEN_COLUMNS };
typedef struct spoken_names {
    int64_t version; /* of the file, in which they were met */
    bool known[SPOKEN_COLUMNS];
    buf names[SPOKEN_COLUMNS]; /* folded, NUL, spelled, NUL … */
} spoken_names;

#define STATEMENT_SLOTS 256u
#define DAY_TEXTS       8u

struct ledger {
    sqlite3 *db;
    pthread_mutex_t lock;
    const knowledge *k; /* may be NULL */
    /* Prepared statements by the address of their SQL text (a literal): each function keeps its SQL beside it. */
    struct {
        const char *sql;
        sqlite3_stmt *prepared;
    } statements[STATEMENT_SLOTS];
    bool writable, fts;
    uint8_t store; /* enum ledger_store: of what is written */
    char path[512];
    char pack_hash[17]; /* "" without knowledge */

    /* the run */
    bool in_run, in_batch, frozen; /* frozen: a read transaction is open (record.h) */
    bool any_forgotten;            /* there are tombstones */
    bool has_grown;                /* a run of this handle brought dispatches */
    uint32_t batch, batch_used;
    int64_t batch_since; /* ms */
    int64_t batch_ms;    /* so long it lasts at least; 0: as usual */
    int64_t run_key, input_no, reject_no;
    ledger_totals totals;
    ledger_input input;    /* how far the file under way was read, not yet written (inputs.h); file NULL: none */
    arena scratch;         /* of one call */
    int64_t data_version;  /* changes when another program writes */
    int64_t until_ms;      /* end of the time that questions have (deadline.h) */
    struct stages *stages; /* rows that are not written yet (stage.h); NULL where the handle only reads */
    struct sums *sums;     /* of rows that are (sums.h); likewise */
    struct bulk {
        struct shelf *shelf; /* NULL: the run is no large one */
        uint32_t loaded;     /* rows of blocks on the shelf that are in the file */
        int64_t next_key;    /* of a proposition */
        int64_t before;      /* next_key when the run began or lost its shelf; 0: at the next batch */
        bool anew;           /* late indexes are made anew at the run's end */
        bool refused;        /* the shelf grew too large: not in this run again */
    } bulk;
    char known_new[ID_CHARS + 1];          /* of the dispatch that was asked for last in this batch and is not there; "" */
    bool no_events;                        /* none is worked out until the run ends, and then all are */
    bool lost;                             /* what was staged could not be written when a question needed it */
    small_places small[SMALL_PLACE_SLOTS]; /* by dispatch_key; filled while frozen */
    spoken_names spoken;
    key_cache actors, places;
    rule_cache rules;
    struct {
        kind_slot slots[KIND_SLOTS]; /* open addressing */
        uint32_t used;
    } kinds;
    uint32_t kinds_few;              /* so many dispatches of a kind are kept at most */
    uint64_t codes[CODE_CACHE_SIZE]; /* hashes of codes whose label is written */
    struct {
        name_slot slots[NAME_SLOTS]; /* open addressing */
        uint32_t used;
    } names;
    arena name_texts;
    char days[DAY_TEXTS][16];
    uint32_t next_day;
};

/* Before a question: what is staged is written, so that it is answered from whole dispatches. A handle that only reads gets one
 * read transaction until it is unlocked: the answer speaks of one state, and its many small statements need not lock the file and
 * look for a journal each. */
void ledger_lock(ledger *l);
/* Before writing. */
static inline void ledger_lock_to_write(ledger *l) {
    pthread_mutex_lock(&l->lock);
}
void ledger_unlock(ledger *l);

/* The room for pages of a handle that writes, by how large its file is (open.c). */
void cache_set(ledger *l);

/* ---- database (db.c) --------------------------------------------------------------------------------------------------- */

/* The error SQLite just reported, in our words: busy, full, read-only, damaged … `what` is what was being done. */
dp_status db_fail(ledger *l, const char *what, dp_error *err);
/* The statement of a literal, reset; NULL with *err set. */
sqlite3_stmt *db_get(ledger *l, const char *sql, dp_error *err);
/* Runs a statement that gives no row. */
dp_status db_run(ledger *l, sqlite3_stmt *st, dp_error *err);
/* Steps: *row says whether there is one. Resets at the end. */
dp_status db_step(ledger *l, sqlite3_stmt *st, bool *row, dp_error *err);
dp_status db_exec(ledger *l, const char *sql, dp_error *err);
/* The number that a question (a literal) without parameters gives; 0 where it gives no row. */
dp_status db_number(ledger *l, const char *sql, int64_t *out, dp_error *err);

static inline void put_int(sqlite3_stmt *st, int i, int64_t v) {
    sqlite3_bind_int64(st, i, v);
}
static inline void put_real(sqlite3_stmt *st, int i, double v) {
    sqlite3_bind_double(st, i, v); /* NAN is bound as NULL */
}
static inline void put_null(sqlite3_stmt *st, int i) {
    sqlite3_bind_null(st, i);
}
/* Borrowed until the statement has run; NULL and "" are NULL where `empty` words mean "not known". */
static inline void put_text(sqlite3_stmt *st, int i, const char *s) {
    sqlite3_bind_text(st, i, s, -1, SQLITE_STATIC);
}
static inline void put_known(sqlite3_stmt *st, int i, const char *s) {
    put_text(st, i, s && *s ? s : NULL);
}
static inline void put_bytes(sqlite3_stmt *st, int i, const char *s, size_t n) {
    sqlite3_bind_text64(st, i, s, n, SQLITE_STATIC, SQLITE_UTF8);
}
/* Days are bound from a ring of texts: no statement has more of them than it holds. */
static inline void put_day(ledger *l, sqlite3_stmt *st, int i, int32_t day) {
    char *iso = l->days[l->next_day++ % DAY_TEXTS];
    day_format(day, iso);
    put_text(st, i, iso[0] ? iso : NULL);
}
/* A count that may be open, an index that may be none. */
static inline void put_count(sqlite3_stmt *st, int i, int64_t v) {
    if (v == QUANTITY_NONE)
        sqlite3_bind_null(st, i);
    else
        sqlite3_bind_int64(st, i, v);
}
static inline void put_index(sqlite3_stmt *st, int i, uint32_t v) {
    if (v == INDEX_NONE)
        sqlite3_bind_null(st, i);
    else
        sqlite3_bind_int64(st, i, v);
}
/* A column's text in the arena, NULL where it is NULL. *failed is set when memory is out. */
const char *take_text(sqlite3_stmt *st, int column, arena *a, bool *failed);

/* ---- content ids and names (id.c) --------------------------------------------------------------------------------------- */

void id_of_bytes(char letter, const void *bytes, size_t n, char out[ID_CHARS + 1]);
/* What a person typed, in the form of ids: upper case, i l → 1, o → 0. False where it can be no beginning of an id. */
bool id_normalise(const char *typed, char out[ID_CHARS + 1]);
bool id_normalise_any(const char *typed, char out[ID_CHARS + 1]); /* of places, actors … too */
/* Length of the shortest beginning of `id` that no other in `table` (claims, dispatches …) has. */
dp_status id_short_length(ledger *l, const char *id, uint32_t *length, dp_error *err);

/* The key under which a name is found: folded, with all that is neither letter nor digit as one space. Gives its length;
 * `out` holds FOLD_MAX + 1 and is NUL-terminated. */
size_t name_key(const ledger *l, const char *s, size_t n, char *out);
/* The same for any length, appended (search without an index). */
void name_key_long(const ledger *l, const char *s, size_t n, buf *out);

/* "lang/fr/events.rules:12", until another rule takes its slot: bind it and run. NULL for none. */
const char *rule_text(ledger *l, rule_ref rule);

/* Now, as "2017-11-09T08:30:00Z". */
#define UTC_CHARS 32
void utc_now(char out[UTC_CHARS]);

#define MASK "[person]"

#endif
