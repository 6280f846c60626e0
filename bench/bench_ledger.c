/* usage: bench_ledger FILE [CLAIMS [RUNS [MORE]]]
 * Writes synthetic dispatches as a bulk read does, and says how long each stage took; with RUNS in so many runs one behind the
 * other, each of so many claims, or of MORE after the first. A FILE that is there already gets the dispatches that follow upon
 * its own. It stays for bench/run_ledger.sh to ask questions of. Only the ledger's calls are timed. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "ledger/ledger.h"
#include "lib/synthetic.h"

/* Seconds on the wall and of the processor: on a machine that others use too, the first are an upper bound. */
typedef struct seconds {
    double wall, processor;
} seconds;

static double read_clock(clockid_t which) {
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}
static seconds start(void) {
    return (seconds){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)};
}
static void add_since(seconds from, seconds *sum) {
    const seconds now = start();
    sum->wall += now.wall - from.wall;
    sum->processor += now.processor - from.processor;
}

static int failed(const dp_error *err) {
    fprintf(stderr, "bench_ledger: %s\n  %s\n", err->message, err->remedy);
    return 1;
}

typedef struct stages {
    double bytes_before; /* of the file */
    seconds add, commit, close;
    ledger_totals totals;
} stages;

/* *next: number of the next dispatch. */
static dp_status fill(ledger *l, synthetic *s, uint64_t claims, uint64_t *next, stages *t, dp_error *err) {
    seconds from = start();
    dp_status status = ledger_begin(l, "bench", err);
    add_since(from, &t->add);
    for (uint64_t written = 0; status == DP_OK && written < claims;) {
        const annotation *an = synthetic_dispatch(s, (*next)++);
        if (!an) return error_nomem(err);
        enum ledger_presence known;
        from = start();
        status = ledger_has(l, an->dispatch, &known, err);
        if (status == DP_OK && known == LEDGER_NEW) status = ledger_add(l, an, err);
        add_since(from, &t->add);
        written += an->claims.n;
    }
    from = start();
    if (status == DP_OK) status = ledger_commit(l, &t->totals, err);
    add_since(from, &t->commit);
    return status;
}

static double bytes_of(const char *path) {
    struct stat file;
    return stat(path, &file) == 0 ? (double)file.st_size : 0;
}

static void print_stage(const char *name, seconds s, double claims) {
    printf("%-8s %8.2f s %9.0f claims/s   processor %8.2f s %9.0f claims/s\n", name, s.wall, claims / s.wall, s.processor,
           claims / s.processor);
}

static void print(const char *path, const stages *t) {
    const double claims = (double)t->totals.claims;
    struct rusage used;
    const double bytes = bytes_of(path);
    getrusage(RUSAGE_SELF, &used);
    printf("%llu dispatches, %.0f claims\n", (unsigned long long)t->totals.dispatches, claims);
    print_stage("add", t->add, claims);
    print_stage("commit", t->commit, claims);
    print_stage("close", t->close, claims);
    print_stage(
        "all",
        (seconds){t->add.wall + t->commit.wall + t->close.wall, t->add.processor + t->commit.processor + t->close.processor},
        claims);
    printf("file     %8.1f MB, of this run %.0f bytes/claim\npeak     %8.1f MB of memory\n", bytes / 1e6,
           (bytes - t->bytes_before) / claims, (double)used.ru_maxrss / 1024);
}

/* *known: is that dispatch there? */
static dp_status is_known(ledger *l, synthetic *s, uint64_t number, bool *known, dp_error *err) {
    const annotation *an = synthetic_dispatch(s, number);
    enum ledger_presence presence = LEDGER_NEW;
    dp_status status = an ? ledger_has(l, an->dispatch, &presence, err) : error_nomem(err);
    *known = presence != LEDGER_NEW;
    return status;
}

/* The first dispatch that a ledger lacks: one that has a dispatch has all before it. */
static dp_status find_next(const char *path, const knowledge *k, synthetic *s, uint64_t *next, dp_error *err) {
    ledger *l = NULL;
    dp_status status = ledger_open(path, NULL, k, &l, err);
    uint64_t there = 0, missing = UINT64_C(1) << 32; /* *next lies between the two */
    while (status == DP_OK && there < missing) {
        const uint64_t middle = there + (missing - there) / 2;
        bool known;
        status = is_known(l, s, middle, &known, err);
        if (known)
            there = middle + 1;
        else
            missing = middle;
    }
    *next = there;
    ledger_close(l);
    return status;
}

static dp_status write_run(const char *path, const knowledge *k, synthetic *s, uint64_t claims, uint64_t *next, dp_error *err) {
    stages t = {.bytes_before = bytes_of(path)};
    ledger *l = NULL;
    dp_status status = ledger_open(path, &(ledger_options){.mode = LEDGER_WRITE}, k, &l, err);
    if (status == DP_OK) status = fill(l, s, claims, next, &t, err);
    const seconds from = start();
    ledger_close(l);
    add_since(from, &t.close);
    if (status == DP_OK) print(path, &t);
    return status;
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 5) {
        fprintf(stderr, "usage: bench_ledger FILE [CLAIMS [RUNS [MORE]]]\n");
        return 2;
    }
    ledger_alone_in_process();
    const uint64_t claims = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000;
    const uint64_t runs = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    const uint64_t more = argc > 4 ? strtoull(argv[4], NULL, 10) : claims;
    dp_error err = {0};
    knowledge k;
    if (knowledge_open(NULL, &k, &err) != DP_OK) return failed(&err);
    synthetic *s = synthetic_new(&k);
    dp_status status = s ? DP_OK : error_nomem(&err);
    uint64_t next = 0;
    if (status == DP_OK && access(argv[1], F_OK) == 0) status = find_next(argv[1], &k, s, &next, &err);
    for (uint64_t run = 0; status == DP_OK && run < runs; run++)
        status = write_run(argv[1], &k, s, run ? more : claims, &next, &err);
    synthetic_free(s);
    knowledge_close(&k);
    return status == DP_OK ? 0 : failed(&err);
}
