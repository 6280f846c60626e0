/* What coders' decisions come to: rejected claims, ties between claims, copies (schema_settled.c).
 *
 *   decisions ──▶ v_verdicts ──▶ rejected_claims ─┐
 *             ──▶ v_ties ──────▶ coder_ties ──────┼──▶ overruled_relations, event_queue
 *             ──▶ v_copied ────▶ copies (basis coder; what was found there goes to overruled_copies)
 *
 * All of it follows from the log and from what was read, so that it is the same in any order of deciding and reading, and an undo
 * leaves nothing behind. It is worked out at each decision for the dispatch decided on, and for all when a run ends. The caller
 * holds a transaction and settles the events (event.c) afterwards. */
#ifndef DP_LEDGER_SETTLED_H
#define DP_LEDGER_SETTLED_H

#include "ledger/internal.h"

enum settled_part { SETTLED_VERDICTS = 1, SETTLED_TIES = 2, SETTLED_COPIES = 4, SETTLED_ALL = 7 };

/* The parts that a decision of this kind (enum decision_kind) can change. */
unsigned settled_parts_of(unsigned kind);
/* Works out those parts for the claims of a dispatch, by its content id; NULL: for all. Claims whose event may change are queued.
 */
dp_status settled_update(ledger *l, const char *dispatch, unsigned parts, dp_error *err);

/* Before a dispatch's claims are erased. */
dp_status settled_erase(ledger *l, int64_t dispatch_key, dp_error *err);

/* settled_copies.c: puts the copies back as they were found, before others are looked for; and coders' in their place again. */
dp_status settled_copies_lift(ledger *l, dp_error *err);
dp_status settled_copies_apply(ledger *l, dp_error *err);

#endif
