/* SQLite asks us between every few thousand steps of its machine whether to go on. */
#include "ledger/deadline.h"

#include <time.h>

#include "ledger/internal.h"

enum { STEPS = 4000 }; /* some tens of microseconds */

static int64_t clock_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int is_late(void *context) {
    const ledger *l = context;
    return clock_ms() >= l->until_ms;
}

void ledger_deadline(ledger *l, uint32_t ms) {
    ledger_lock(l);
    l->until_ms = clock_ms() + ms;
    sqlite3_progress_handler(l->db, STEPS, ms ? is_late : NULL, l);
    ledger_unlock(l);
}

void ledger_interrupt(ledger *l) {
    sqlite3_interrupt(l->db);
}

dp_status ledger_version(ledger *l, int64_t *out, dp_error *err) {
    dp_error own = {0};
    ledger_lock(l);
    dp_status s = db_number(l, "PRAGMA data_version", out, err ? err : &own);
    ledger_unlock(l);
    return s;
}
