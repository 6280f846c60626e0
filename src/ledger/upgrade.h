/* Bringing a ledger of an older form up to date: its dispatches are read anew from their stored texts into another file, and what
 * cannot be made again from them is carried over: runs, rejected inputs, tombstones, coders' decisions, marks of withholding (the
 * `kept` tables of schema.h).
 *
 *   old file, read only ──▶ upgrade_next … ──▶ annotate ──▶ ledger_add ──▶ new file
 *                    └────▶ upgrade_carry (before the run) ─────────────▶
 *                    └────▶ upgrade_finish (after it: where else the dispatches were found)
 *
 * A ledger of today's form can be read anew in the same way. The handle is one thread's at a time. */
#ifndef DP_LEDGER_UPGRADE_H
#define DP_LEDGER_UPGRADE_H

#include "ledger/ledger.h"

typedef struct upgrade upgrade;

/* Opens an older ledger; nothing is ever written to it. DP_E_LEDGER for what is none, is damaged or newer than this program. */
dp_status upgrade_open(const char *path, upgrade **out, dp_error *err);
void upgrade_close(upgrade *u);
int upgrade_form(const upgrade *u);            /* the form of its tables */
uint64_t upgrade_dispatches(const upgrade *u); /* how many it holds */
/* How many of these are not stored whole, so that they cannot be read anew: they are not among those of upgrade_next. */
uint64_t upgrade_partial(const upgrade *u);

/* Into a ledger that was just made and holds nothing; before ledger_begin. All or nothing. */
dp_status upgrade_carry(upgrade *u, ledger *to, dp_error *err);
/* The next stored dispatch, in the order in which they were read, as it was handed in; *more is false behind the last. Texts live
 * in the arena. A day that was inferred is given as its month, which it was inferred within. */
dp_status upgrade_next(upgrade *u, arena *a, dispatch *out, bool *more, dp_error *err);
/* After ledger_commit. */
dp_status upgrade_finish(upgrade *u, ledger *to, dp_error *err);

#endif
