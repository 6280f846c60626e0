#include "cli/progress.h"

#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_begin(progress *p, const cli *c) {
    *p = (progress){.on = c->tty_error, .started = c->tty_error ? seconds() : 0};
    p->last = p->started;
}

void progress_show(progress *p, uint64_t dispatches, const ingest_progress *at) {
    if (!p->on) return;
    const double now = seconds(), took = now - p->started;
    if (now - p->last < 0.2) return;
    p->last = now;
    fprintf(stderr, "\r%llu dispatches, %.1f MB, %.1f MB/s", (unsigned long long)dispatches, (double)at->bytes_done / 1e6,
            (double)at->bytes_done / 1e6 / (took > 0 ? took : 1));
    if (at->bytes_known > at->bytes_done)
        fprintf(stderr, ", %d %% of what was found so far", (int)(at->bytes_done * 100 / at->bytes_known));
    fputs("\x1b[K", stderr);
    p->shown = true;
}

void progress_clear(progress *p) {
    if (p->shown) fputs("\r\x1b[K", stderr);
    p->shown = false;
}
