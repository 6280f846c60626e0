#include "cli/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/cli.h"

bool clock_open(cli_clock *out) {
    *out = (cli_clock){0};
    const char *now = getenv("DEPECHE_NOW");
    if (!now || !*now) return true;
    struct tm utc = {0};
    const char *end = strptime(now, "%Y-%m-%dT%H:%M:%SZ", &utc);
    if (!end || *end) {
        cli_message("DEPECHE_NOW is no time: write it as 2017-11-10T14:03:22Z");
        return false;
    }
    out->fixed = true;
    out->at = (int64_t)timegm(&utc);
    return true;
}

int64_t clock_now(void *clock) {
    const cli_clock *c = clock;
    return c->fixed ? c->at : (int64_t)time(NULL);
}
