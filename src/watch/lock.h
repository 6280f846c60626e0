/* One watch a ledger: a lock on a file beside it ("depeche.db-watch"), which the system takes back however the process ends. */
#ifndef DP_WATCH_LOCK_H
#define DP_WATCH_LOCK_H

#include "core/error.h"

typedef struct watch_lock {
    int fd; /* -1: none */
    char path[600];
} watch_lock;

/* DP_E_LEDGER where another process has it (the message names it), DP_E_IO where the file cannot be made. */
dp_status lock_take(const char *ledger_path, watch_lock *out, dp_error *err);
void lock_leave(watch_lock *l); /* removes the file */

#endif
