/* A few connections to the ledger, lent to requests one at a time. */
#ifndef DP_SERVE_HANDLES_H
#define DP_SERVE_HANDLES_H

#include "serve/app.h"

void handles_begin(handle_pool *p);
dp_status handles_open(handle_pool *p, const char *path, const knowledge *k, uint32_t n, dp_error *err);
/* The next idle one; NULL where none came back within that time, or too many wait. */
ledger *handles_lend(handle_pool *p, unsigned wait_ms);
void handles_return(handle_pool *p, ledger *l);
void handles_interrupt(handle_pool *p); /* ends what they are being asked */
void handles_close(handle_pool *p);

#endif
