/* Relations that are conflicts, met in the order of the answer: by place, day, kind, field and what is said. Nothing is sorted
 * but what shares a place and a day, so that the first hundred cost a hundred, and a list can go on behind any of them.
 *
 *   those without a place ──▶ place by place, by label and id ──▶ day by day        index relations_order
 *
 * Where few claims of a claimant or an actor fit, their relations are fetched at once and sorted.
 *
 * Where two propositions name two places, the first one's counts. */
#ifndef DP_LEDGER_CONFLICT_WALK_H
#define DP_LEDGER_CONFLICT_WALK_H

#include "ledger/rows.h"

enum conflict_column {             /* of the walk's statement */
                       CONFLICT_A, /* proposition_key */
                       CONFLICT_B,
                       CONFLICT_KIND,
                       CONFLICT_FIELD,
                       CONFLICT_WORDS_A,
                       CONFLICT_WORDS_B,
                       CONFLICT_FIRST_A,
                       CONFLICT_LAST_A,
                       CONFLICT_FIRST_B,
                       CONFLICT_LAST_B,
                       CONFLICT_PLACE, /* label */
                       CONFLICT_PLACE_KEY,
                       CONFLICT_PLACE_ID,
                       CONFLICT_DAY_NO,
                       CONFLICT_ID_A,
                       CONFLICT_ID_B,
                       CONFLICT_OVERRULED /* by coders; only where the filter asks for such */
};

#define CONFLICT_CURSOR_PARTS 6u /* place, day, kind, field, both propositions; of pairs of claims both claims behind them */

enum conflict_part { PART_FIRST, PART_REST, PART_PLACES, PART_NONE }; /* what is begun when st has no row left */

typedef struct conflict_walk {
    ledger *l;
    const ledger_filter *f;
    filter_sql q, which;  /* conditions on relations; on places */
    sqlite3_stmt *st;     /* at a row */
    sqlite3_stmt *places; /* those behind the first, one after the other; NULL: all at once */
    list_cursor from;     /* where it begins; all "": at the beginning */
    int place_value;      /* of st: which place */
    bool again;           /* the relation at `from` is met once more */
    bool at_once;
    uint8_t part; /* enum conflict_part */
} conflict_walk;

/* `parts`: of the cursor in f->after, whose further ones are the caller's; `again`: the relation it names comes first. `f`
 * outlives the walk. Claimants, actors and days of the filter let all through that can fit: of which claims they hold is looked
 * at by the caller. */
dp_status conflict_walk_begin(ledger *l, const ledger_filter *f, uint32_t parts, bool again, conflict_walk *out, dp_error *err);
dp_status conflict_walk_next(conflict_walk *w, bool *row, dp_error *err);
void conflict_walk_end(conflict_walk *w);

/* Conditions on relations r of propositions pa and pb whose days touch those of the filter. The day of a relation is the later
 * one on which its two sides begin. */
dp_status relations_in_days(const ledger_filter *f, filter_sql *q, dp_error *err);

/* The cursor of the row it stands at, with up to two more parts (NULL: none). */
void conflict_walk_cursor(const conflict_walk *w, const char *more, const char *most, char out[CURSOR_CHARS]);

#endif
