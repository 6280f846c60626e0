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

void progress_measure(progress *p, const char *const *paths, size_t n) {
    if (p->on) p->total = ingest_measure(paths, n);
}

static void put_left(double seconds_left) {
    if (seconds_left < 90)
        fprintf(stderr, ", %.0f s left", seconds_left);
    else if (seconds_left < 5400)
        fprintf(stderr, ", %.0f min left", seconds_left / 60);
    else
        fprintf(stderr, ", %.1f h left", seconds_left / 3600);
}

void progress_show(progress *p, uint64_t dispatches, const ingest_progress *at) {
    if (!p->on) return;
    const double now = seconds(), took = now - p->started;
    if (!p->seen) p->first = at->bytes_done;
    p->seen = true;
    if (now - p->last < 0.2) return;
    p->last = now;
    const double rate = (double)(at->bytes_done - p->first) / (took > 0 ? took : 1);
    fprintf(stderr, "\r%llu dispatches, %.0f/s, %.1f MB, %.1f MB/s", (unsigned long long)dispatches,
            (double)dispatches / (took > 0 ? took : 1), (double)at->bytes_done / 1e6, rate / 1e6);
    if (p->total > at->bytes_done) {
        fprintf(stderr, ", %d %%", (int)(at->bytes_done * 100 / p->total));
        if (rate > 0 && took > 2) put_left((double)(p->total - at->bytes_done) / rate);
    } else if (at->bytes_known > at->bytes_done) {
        fprintf(stderr, ", %d %% of what was found so far", (int)(at->bytes_done * 100 / at->bytes_known));
    }
    fputs("\x1b[K", stderr);
    p->shown = true;
}

void progress_clear(progress *p) {
    if (p->shown) fputs("\r\x1b[K", stderr);
    p->shown = false;
}
