/* Copies: a dispatch whose text another one carried first.
 *
 *   write_sketch ─▶ sketches ─▶ sketch_runs (the index) ─▶ shared_text: those most like it ─▶ copies: the original
 *                  copy_index.c  └▶ copy_lists.c           copy_near.c                       copy.c
 *
 * - The order of dispatches is by day; of one day the longest text comes first, because texts are cut more often than they are
 *   extended; then by a number made from content. Nothing depends on the order of reading.
 * - The *neighbours* of a dispatch are the NEIGHBOURS_MAX that share most of its runs, before or after it; the *nearest* is the
 *   one with which it shares most words.
 * - Its original is the nearest one before it that has COPY_SHARE of the shorter text or more (CREDIT_SHARE where both credit
 *   one agency), provided that
 *   both mean the same words: a text that joins two others shares with each, and the two do not become one by it. So either
 *   must be the other's nearest, or share TOGETHER_SHARE with the other's nearest too.
 * - Bulletins of one form with other numbers (sketch_other_numbers) are no copies unless nearly all is the same.
 * - Only the first CARRIERS dispatches that have an indexed run are candidates through it: what thousands have in common is
 *   boilerplate, and the work stays in proportion to the number of dispatches.
 *
 * All this is done when a run ends, for those dispatches alone whose answer can have changed. */
#ifndef DP_LEDGER_COPY_H
#define DP_LEDGER_COPY_H

#include "ledger/entry.h"
#include "ledger/sketch.h"

#define CARRIERS       16u
#define NEIGHBOURS_MAX 8u
#define COPY_SHARE     0.5
#define CREDIT_SHARE   0.3 /* enough for a copy where both credit one agency, a day apart at most */
#define NEAR_SHARE     0.3 /* of the shorter text: below it no nearest */
#define TOGETHER_SHARE 0.2
#define FORM_SHARE     0.9 /* from here on other numbers are a correction, not another bulletin */
#define PASSAGE_RUNS   20u /* runs of a shared paragraph that is worth showing: some 25 words */

/* sketch_queue.state; SQL texts spell the numbers out */
enum queue_state {
    QUEUE_NEW = 1, /* not in the index yet */
    QUEUE_AGAIN,   /* its neighbours may have changed */
    QUEUE_CHOICE,  /* what its neighbours are to each other may have changed */
};

#define NO_DAY INT32_MAX /* dispatches without a day come last */
typedef struct place_in_order {
    int64_t day, tie, key;
} place_in_order;

static inline int compare_order(const place_in_order *a, const place_in_order *b) {
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (a->tie != b->tie) return a->tie < b->tie ? -1 : 1;
    return 0;
}

/* A row of `SELECT SKETCH_COLUMNS FROM sketches`. */
#define SKETCH_COLUMNS "day_no, tie, dispatch_key, rate, hashes, number_rate, numbers, agencies"
void sketch_of_row(sqlite3_stmt *st, place_in_order *at, sketch *out);

/* Runs a statement with one or two numbers. */
dp_status run_with(ledger *l, const char *sql, int64_t a, int64_t b, dp_error *err);

/* The first carriers of every run that several texts have, in memory (copy_lists.c): for a run's end at which many dispatches
 * look for their originals. Read-only once it is made. */
#define LISTS_BYTES_MAX (256u << 20)
typedef struct run_lists run_lists;
typedef struct run_list {
    const uint32_t *carriers; /* [n] keys of dispatches, in their order */
    uint32_t n;               /* CARRIERS + 1 at most: one more than are candidates, because nobody is his own */
    bool whole;               /* nobody else has the run */
} run_list;
/* *out: from all of sketch_runs; NULL where they would take more than LISTS_BYTES_MAX. To be freed. */
dp_status run_lists_read(ledger *l, run_lists **out, dp_error *err);
run_list run_lists_find(const run_lists *r, uint32_t run); /* n 0: one text has it, or none */
place_in_order run_lists_order(const run_lists *r, uint32_t key);
uint32_t run_lists_keys(const run_lists *r); /* all keys are below it */
void run_lists_free(run_lists *r);

/* Sketches that were looked at lately; direct-mapped. */
#define SKETCH_SLOTS 512u
typedef struct kept_sketch {
    place_in_order at; /* key 0: free */
    sketch sketch;
} kept_sketch;

/* The first carriers of a run as the file gives them, where there are no run_lists; likewise. */
#define LIST_SLOTS 32768u
typedef struct kept_list {
    place_in_order at[CARRIERS + 1];
    uint32_t run, n; /* n 0: free */
} kept_list;

/* Sketches of newcomers without the room that they do not use: each is asked for by all who share a run with it. Some 500 bytes
 * each; what finds no room is read from the file (copy_kept.c). */
#define KEPT_BYTES_MAX (128u << 20)
typedef struct kept_sketches {
    arena memory;
    const struct short_sketch **slots; /* open addressing by dispatch */
    uint32_t n, size;
} kept_sketches;
void copy_keep(kept_sketches *k, const place_in_order *at, const sketch *s);
bool copy_recall(const kept_sketches *k, int64_t key, kept_sketch *out);
void copy_kept_free(kept_sketches *k);

typedef struct copy_search {
    ledger *l;
    run_lists *lists; /* NULL: the file is asked for each run */
    kept_sketches kept;
    kept_sketch slots[SKETCH_SLOTS];
    kept_list loaded[LIST_SLOTS];
} copy_search;
/* The sketch of a dispatch, until the next one is asked for. */
dp_status copy_sketch(copy_search *q, int64_t key, const kept_sketch **out, dp_error *err);

/* Puts newcomers into the index, and all who have to look again because of them into the queue. */
dp_status copies_index(copy_search *q, dp_error *err);
/* Finds the neighbours of all in the queue. */
dp_status copies_find_near(copy_search *q, dp_error *err);

#endif
