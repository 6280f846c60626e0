/* Watching feeds: what they name is fetched, read and kept, politely and for as long as it is asked.
 *
 *   FEEDS.txt ──▶ feeds that are due ─┐                        ┌─▶ items (harvest.h) ──▶ pages that wait, in the ledger
 *   ledger ────▶ pages that wait ─────┴─▶ hosts, one request ──┤
 *                                         each (site.h), and   └─▶ page ──▶ dispatch ──▶ annotation ──▶ ledger
 *                                         robots.txt (origin.h)
 *
 * One thread does it all. What has been reported is in the file; whatever else happens to the process, the next one goes on from
 * there: pages that were under way are asked for again, those that were read never are. */
#ifndef DP_WATCH_WATCH_H
#define DP_WATCH_WATCH_H

#include "watch/fetch.h"
#include "watch/list.h"
#include "watch/schedule.h"

#include "ledger/ledger.h"

enum {
    WATCH_PARALLEL = 16, /* requests at once */
    WATCH_PARALLEL_MAX = 256,
    WATCH_PAUSE_MS = 5000,        /* between two requests to a host */
    WATCH_HOPS_MAX = 5,           /* redirects that are followed */
    WATCH_BYTES_MAX = 8 << 20,    /* of a feed or a page, unpacked */
    WATCH_ITEMS_MAX = 500,        /* new pages that are taken from one answer of a feed */
    WATCH_PATIENCE_MS = 60 * 1000 /* a run that ends waits for no host longer than this */
};

enum watch_event_kind {
    WATCH_LIST,     /* the list was read: `items` feeds */
    WATCH_FEED,     /* a feed answered or did not: items, fresh, message, next */
    WATCH_DISPATCH, /* a page or an item is in the ledger: dispatch, title, claims, known */
    WATCH_PAGE,     /* a page could not be read: message; next, or 0 where it was given up */
    WATCH_HOST      /* a host asked for a pause: next */
};
typedef struct watch_event {
    enum watch_event_kind kind;
    enum outcome outcome;
    const char *url; /* of a host: its name */
    long status;     /* of HTTP, 0: no answer */
    uint32_t items, fresh;
    const char *dispatch, *title; /* content id */
    uint64_t claims;
    bool known;                   /* the ledger had the same bytes, or was told to forget them */
    const char *message, *remedy; /* NULL: none */
    int64_t next;                 /* when it is asked again, seconds since 1970; 0: not */
} watch_event;

typedef struct watch_totals {
    uint64_t feeds, unchanged, feeds_failed; /* answers of feeds */
    uint64_t read, known;                    /* pages and items */
    uint64_t pages_failed, put_off;          /* given up; to be tried again later */
} watch_totals;

typedef struct watch_options {
    const char *list;         /* the file of feeds; NULL: `pages` alone */
    const char *const *pages; /* NULL; or addresses to be fetched and read instead, with `once`: nothing else is asked for then */
    size_t page_count;
    ledger *ledger; /* open for writing, and nobody else's while this runs */
    const knowledge *k;
    fetch_options fetch;
    bool once;                                         /* each feed once, and what is new in it */
    bool items_only;                                   /* for all feeds */
    int64_t interval_s;                                /* 0: SCHEDULE_INTERVAL_S */
    int64_t pause_ms, patience_ms;                     /* 0: WATCH_PAUSE_MS, WATCH_PATIENCE_MS; -1: none */
    uint32_t parallel;                                 /* 0: WATCH_PARALLEL */
    const volatile sig_atomic_t *stop;                 /* ends the run once it is set */
    volatile sig_atomic_t *again;                      /* reads the list anew once it is set, and is cleared; may be NULL */
    int64_t (*now_ms)(void *context);                  /* milliseconds since 1970 */
    void (*told)(void *context, const watch_event *e); /* in order, on the caller's thread; texts live until it returns */
    list_complaint complain;
    void *context; /* of the three */
} watch_options;

/* Runs until it is stopped (DP_E_INTERRUPTED) or, with `once`, nothing is left to do for now. Other failures are those of the
 * list at the start, of memory and of the ledger. *out (may be NULL) is filled in any case. */
dp_status watch_run(const watch_options *options, watch_totals *out, dp_error *err);

#endif
