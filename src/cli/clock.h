/* The time that is written into a ledger: now, or what $DEPECHE_NOW says (2017-11-10T14:03:22Z), for tests and for decisions that
 * are entered later than they were made. */
#ifndef DP_CLI_CLOCK_H
#define DP_CLI_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

typedef struct cli_clock {
    bool fixed;
    int64_t at; /* seconds since 1970, UTC */
} cli_clock;

/* False after a message where $DEPECHE_NOW is no time. */
bool clock_open(cli_clock *out);
/* Of a cli_clock. */
int64_t clock_now(void *clock);

#endif
