/* usage: bench_serve DEPECHE LEDGER [RATE [SECONDS [new]]]
 *
 * Starts `depeche serve` on one core and asks it for lists at a constant rate (200 a second for 60 seconds), whether it keeps up
 * or not: a latency counts from the moment at which the request was due, so that a server that stalls is not spared (Tene's
 * "coordinated omission"). Prints a line for each address and for all, and the server's memory at the start, after the first
 * tenth, and at the end. No request says that it knows an answer already; answers that took long are kept by the server itself.
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 16, ANSWER_MOST = 16 << 20 };

static const char *const addresses[] = {
    "/claims.json",
    "/claims.json?type=taken",
    "/claims.json?from=2016-03-01&to=2016-03-31",
    "/claims.json?on=2016-11-10",
    "/claims.json?place=SY&limit=20",
    "/claims.json?claimant=army&limit=20",
    "/claims.json?q=town&limit=20",
    "/events.json",
    "/dispatches.json",
    "/conflicts.json",
    "/conflicts.json?relation=count",
    "/places.json?q=a",
    "/dispatches.json?place=SY",
    "/search.json?q=army&limit=20",
    "/claims",
    "/conflicts",
};
enum { ADDRESSES = sizeof addresses / sizeof *addresses };

typedef struct sample {
    uint32_t us;
    uint16_t status;
    uint8_t address;
} sample;

typedef struct load {
    uint16_t port;
    bool new; /* each address once */
    double rate;
    uint32_t total;
    int64_t since_ns;
    atomic_uint next;
    sample *samples;
} load;

static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void on_core(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/* ---- the client
 * --------------------------------------------------------------------------------------------------------------------- */

static int dial(uint16_t port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0) return fd;
    if (fd >= 0) close(fd);
    return -1;
}

/* The status of an answer with Content-Length, which lists have; 0 where the connection broke. */
static unsigned ask(int fd, uint16_t port, const char *address, char *room) {
    char request[512];
    const int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", address, port);
    if (send(fd, request, (size_t)n, MSG_NOSIGNAL) != n) return 0;
    size_t got = 0, whole = 0;
    while (!whole || got < whole) {
        const ssize_t some = recv(fd, room + got, ANSWER_MOST - 1 - got, 0);
        if (some <= 0) return 0;
        got += (size_t)some;
        room[got] = '\0';
        const char *end = whole ? NULL : strstr(room, "\r\n\r\n"), *length = end ? strstr(room, "Content-Length: ") : NULL;
        if (end && !length) return 0;
        if (end) whole = (size_t)(end - room) + 4 + strtoull(length + 16, NULL, 10);
    }
    return (unsigned)strtoul(room + 9, NULL, 10);
}

/* The i-th address; another limit makes another one of it. */
static void write_address(const load *x, uint32_t i, char out[256]) {
    const char *plain = addresses[i % ADDRESSES], *limit = strstr(plain, "limit=");
    const int n = limit ? (int)(limit - plain) - 1 : (int)strlen(plain);
    snprintf(out, 256, "%.*s", x->new ? n : (int)strlen(plain), plain);
    const size_t end = strlen(out);
    if (x->new) snprintf(out + end, 256 - end, "%climit=%u", strchr(out, '?') ? '&' : '?', 20 + i / ADDRESSES % 900);
}

static void *client(void *context) {
    load *x = context;
    char *room = malloc(ANSWER_MOST);
    for (uint32_t i; room && (i = atomic_fetch_add(&x->next, 1)) < x->total;) {
        const int64_t due = x->since_ns + (int64_t)(i / x->rate * 1e9);
        const struct timespec at = {due / 1000000000, due % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
        const uint8_t which = (uint8_t)(i % ADDRESSES);
        char address[256];
        write_address(x, i, address);
        const int fd = dial(x->port); /* the server answers one request a connection */
        const unsigned status = fd < 0 ? 0 : ask(fd, x->port, address, room);
        if (fd >= 0) close(fd);
        x->samples[i] = (sample){(uint32_t)((now_ns() - due) / 1000), (uint16_t)status, which};
    }
    free(room);
    return NULL;
}

/* ---- the server
 * --------------------------------------------------------------------------------------------------------------------- */

static pid_t start_server(const char *depeche, const char *ledger, uint16_t *port) {
    int out[2];
    char line[256] = "";
    if (pipe(out) != 0) return -1;
    const pid_t child = fork();
    if (child == 0) {
        on_core(0);
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        execl(depeche, depeche, "serve", "--no-open", "--port", "0", ledger, (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    FILE *f = fdopen(out[0], "r");
    const char *colon = f && fgets(line, sizeof line, f) ? strrchr(line, ':') : NULL;
    *port = colon ? (uint16_t)strtoul(colon + 1, NULL, 10) : 0;
    if (f) fclose(f);
    return child;
}

/* Memory of its own, in MiB: the pack and the ledger that are mapped belong to all. */
static double memory_of(pid_t server) {
    char path[64], line[256];
    unsigned long kib = 0, part;
    snprintf(path, sizeof path, "/proc/%d/status", (int)server);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "RssAnon: %lu", &part) == 1) kib = part;
    if (f) fclose(f);
    return (double)kib / 1024;
}

/* Processor seconds that it used so far: other programs on the machine do not count. */
static double processor_of(pid_t server) {
    char path[64], line[1024] = "";
    unsigned long user = 0, kernel = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)server);
    FILE *f = fopen(path, "r");
    const char *after = f && fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    if (after) sscanf(after + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
    if (f) fclose(f);
    return (double)(user + kernel) / (double)sysconf(_SC_CLK_TCK);
}

/* ---- figures
 * ------------------------------------------------------------------------------------------------------------------------ */

static int by_us(const void *a, const void *b) {
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* which: an address, or ADDRESSES for all */
static void print_line(const load *x, unsigned which) {
    uint32_t *us = malloc(x->total * sizeof *us), n = 0, bad = 0;
    for (uint32_t i = 0; us && i < x->total; i++) {
        if (which != ADDRESSES && x->samples[i].address != which) continue;
        us[n++] = x->samples[i].us;
        bad += x->samples[i].status != 200;
    }
    if (n) {
        qsort(us, n, sizeof *us, by_us);
        printf("%-44s %6u %6u %8.1f %8.1f %8.1f\n", which == ADDRESSES ? "all" : addresses[which], n, bad, us[n / 2] / 1e3,
               us[(uint64_t)n * 99 / 100] / 1e3, us[n - 1] / 1e3);
    }
    free(us);
}

static void run(load *x, pid_t server) {
    pthread_t clients[CLIENTS];
    const double begin = memory_of(server), used = processor_of(server);
    x->since_ns = now_ns() + 100000000;
    for (int i = 0; i < CLIENTS; i++) pthread_create(&clients[i], NULL, client, x);
    usleep((useconds_t)(x->total / x->rate / 10 * 1e6));
    const double warm = memory_of(server);
    for (int i = 0; i < CLIENTS; i++) pthread_join(clients[i], NULL);
    const double took = (double)(now_ns() - x->since_ns) / 1e9;
    printf("%-44s %6s %6s %8s %8s %8s\n", "address", "asked", "failed", "p50 ms", "p99 ms", "max ms");
    for (unsigned i = 0; i <= ADDRESSES; i++) print_line(x, i);
    printf("%.1f ms of the processor a request\n", (processor_of(server) - used) * 1e3 / x->total);
    printf("%.0f requests a second wanted, %.1f answered; memory %.1f MiB at the start, %.1f after a tenth, %.1f at the end\n",
           x->rate, x->total / took, begin, warm, memory_of(server));
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: bench_serve DEPECHE LEDGER [RATE [SECONDS [new]]]\n");
        return 2;
    }
    load x = {.rate = argc > 3 ? strtod(argv[3], NULL) : 200, .new = argc > 5};
    x.total = (uint32_t)(x.rate * (argc > 4 ? strtod(argv[4], NULL) : 60));
    x.samples = calloc(x.total ? x.total : 1, sizeof *x.samples);
    const pid_t server = start_server(argv[1], argv[2], &x.port);
    int status = 1;
    if (server > 0 && x.port && x.samples && x.total) {
        run(&x, server);
        status = 0;
    }
    if (server > 0) {
        kill(server, SIGTERM);
        waitpid(server, NULL, 0);
    }
    free(x.samples);
    return status;
}
