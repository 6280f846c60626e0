/* What the files of this room share: the server, one exchange of request and answer, routes and views. */
#ifndef DP_SERVE_APP_H
#define DP_SERVE_APP_H

#include <pthread.h>

#include "ledger/map.h"
#include "serve/answer.h"
#include "serve/counts.h"
#include "serve/request.h"
#include "serve/serve.h"
#include "serve/words.h"

#define LIST_STANDARD      50u
#define LIST_MOST          1000u
#define MARKS_STANDARD     20000u
#define MARKS_MOST         50000u
#define HOLDERS_STANDARD   100u
#define CLAIMANTS_STANDARD 40u
#define CLAIMANTS_MOST     100u
#define TOWNS_STANDARD     300u
#define TOWNS_MOST         2000u
#define CURSOR_MAX         192u
#define SECRET             33u /* 32 hex digits: 128 random bits */

/* Connections to the ledger; one is lent to each request that asks it. */
typedef struct handle_pool {
    pthread_mutex_t lock;
    pthread_cond_t free_again;
    ledger *all[SERVE_HANDLES], *idle[SERVE_HANDLES];
    uint32_t count, idle_count, waiting;
} handle_pool;

/* Answers by their tag: the next one who asks the same of the same content gets them at once (kept.c). */
#define KEPT_ANSWERS 256u
#define KEPT_ANSWER  (4u << 20)  /* bytes of one at most */
#define KEPT_BYTES   (32u << 20) /* of all */
typedef struct kept_answer {
    char tag[ANSWER_TAG];
    char *bytes;
    size_t n;
    const char *type;
} kept_answer;
typedef struct kept_answers {
    pthread_mutex_t lock;
    kept_answer at[KEPT_ANSWERS];
    uint32_t next; /* gives way */
    size_t bytes;
} kept_answers;

struct server {
    serve_options o; /* with texts of its own, in `memory` */
    arena memory;
    handle_pool handles;
    ledger *watch; /* tells the version of the content; under watch_lock */
    pthread_mutex_t watch_lock;
    ledger *pen; /* writes decisions; opened with the first one; under pen_lock */
    pthread_mutex_t pen_lock;
    struct http *http;
    uint16_t port;
    bool loopback;
    char address[192]; /* that is printed */
    char origin[96];   /* "http://127.0.0.1:8017" */
    char cookie_name[32];
    char nonce[SECRET]; /* of this start: part of every ETag */
    pthread_mutex_t login_lock;
    char login_key[SECRET]; /* "" once used */
    char session[SECRET];   /* cookie of the one who may write; "" before the login */
    char reader[SECRET];    /* cookie of those who gave the token */
    char write_token[SECRET];
    kept_answers kept;
    word_book words;
    kept_counts counts;
    pthread_t counting; /* makes the first of them, while the server starts */
    bool counts_on;     /* it was begun */
    uint32_t streams;   /* under way; under handles.lock */
};

typedef struct route route;

typedef struct exchange {
    server *s;
    const request *q;
    answer *out;
    arena *a;
    const route *route;
    ledger *l; /* lent; NULL where the route asks none */
    ledger_filter filter;
    const char *id;     /* of an item: the second segment */
    const words *words; /* of the page */
    const char *ui;     /* the language that the address names, NULL: none that there is */
    dp_error err;
} exchange;

/* Parameters by number, so that a route's are a set of bits. */
enum parameter {
    P_Q,
    P_PLACE,
    P_ACTOR,
    P_CLAIMANT,
    P_TYPE,
    P_FROM,
    P_TO,
    P_ON,
    P_LANG,
    P_DISPATCH,
    P_EVENT,
    P_SAME,
    P_REVIEWED,
    P_RELATION,
    P_LIMIT,
    P_CURSOR,
    P_BBOX,
    P_UNPLACED,
    P_UNDATED,
    P_LEAST,
    P_CODER,
    P_ORDER,
    P_CLAIM,
    P_BLIND,
    P_FIRST,
    P_SECOND,
    P_KIND,
    P_TYPED,
    P_KEY,
    P_START,
    P_END,
    P_UI,
    PARAMETERS
};
#define PARAMETER(p) (1u << (p))
typedef struct parameter_about {
    const char *name, *about, *schema; /* schema: JSON Schema of the value; NULL: it hangs on the route */
} parameter_about;
extern const parameter_about parameters[PARAMETERS];

#define ON(form)   (1u << (form))
#define FORM_FEEDS (ON(FORM_ATOM) | ON(FORM_FEED))

enum route_flag {
    ROUTE_PLAIN = 1,   /* answers from the program alone */
    ROUTE_COUNTED = 2, /* its cursors are numbers of rows */
    ROUTE_SECRET = 4   /* never kept by a cache */
};
struct route {
    const char *path;    /* "claims", "claims/{id}" */
    const char *method;  /* GET (and HEAD), POST */
    unsigned forms;      /* ON(enum request_form) */
    unsigned parameters; /* PARAMETER(…) */
    void (*json)(exchange *x);
    const char *schema;      /* of the JSON answer: a name among the schemas (openapi.c) */
    const char *about;       /* one sentence */
    unsigned flags;          /* enum route_flag */
    unsigned standard, most; /* items of an answer without and with "limit"; 0: it takes none */
};
extern const route routes[];
extern const size_t route_count;
const route *route_of(const request *q);                  /* NULL: none */
unsigned route_parameters(const route *r, unsigned form); /* PARAMETER(…) that it takes in that form */
bool route_takes(exchange *x);                            /* does the route know all parameters? False after an answer was set */

/* All of serve_start but the socket: requests are then handed over with app_answer. */
dp_status server_open(const serve_options *options, server **out, dp_error *err);

/* Answers a request that came from anywhere: guards, route, view. Never fails; what goes wrong is in the answer. */
void app_answer(server *s, const request *q, answer *out);

/* ---- who may do what (guard.c) -------------------------------------------------------------------------------------------- */

/* Host, token and, for what writes, origin, session and write token. False after an answer was set. */
bool guard_allows(server *s, const request *q, const route *r, answer *out);
/* Is this the browser that may write? */
bool guard_may_write(server *s, const request *q);
/* Takes the key of a login link; false: it is none, or was used. `cookie` gets what the browser is to keep. */
bool guard_login(server *s, const char *key, char cookie[256]);
bool guard_secrets(server *s); /* false: the system gives no random bytes */
bool guard_is_loopback(const char *host);

/* ---- pieces for views --------------------------------------------------------------------------------------------------- */

/* Sets the answer to x->err. */
void exchange_fail(exchange *x);
void exchange_missing(exchange *x, const char *detail, const char *remedy); /* 404 */
/* The filter that the parameters make; false after an answer was set. */
bool exchange_filter(exchange *x);
/* What was typed of a place's name is its beginning. */
void exchange_place_typed(exchange *x);
/* "bbox"; *given is false where there is none. False after an answer was set. */
bool exchange_box(exchange *x, ledger_box *out, bool *given);
/* How many items are wanted, as the route has it; false after an answer was set. */
bool exchange_limit(exchange *x, uint64_t *out);
/* A list's limit and where it goes on: sets x->filter.after or the offset; false after an answer was set. */
bool exchange_page(exchange *x, uint64_t *limit, uint64_t *offset);
/* The address of the page behind an item: its cursor, or the number of items so far. */
void exchange_next(const exchange *x, const char *cursor, uint64_t rows, char out[CURSOR_MAX]);
/* Cursors of lists that go on behind a number of rows; the others have the ledger's. `out` holds CURSOR_MAX bytes. */
void cursor_write(const char *list, uint64_t offset, char out[CURSOR_MAX]);
bool cursor_read(const char *list, const char *cursor, uint64_t *offset);

/* {"items":[ … ],"next":…,"truncated":…}: rows are taken until `limit`; the one beyond it tells that there are more. */
typedef struct list_writer {
    exchange *x;
    uint64_t limit, offset, n;
    bool more;
    char last[CURSOR_MAX]; /* cursor of the last item, where the ledger gives one */
} list_writer;
bool list_begin(exchange *x, list_writer *w);       /* false after an answer was set */
bool list_room(list_writer *w, const char *cursor); /* before each item, with its cursor or NULL; false: enough */
bool list_row(void *writer, const ledger_row *row);
/* `s` is how the question ended; one that ran out of time leaves a list that is truncated. */
void list_end(list_writer *w, dp_status s);

/* "2017-11-10T14:03:22Z" and seconds since 1970, UTC */
int64_t app_now(const server *s);

/* The version of the ledger's content: another number after each change by anybody, in this run of the server. */
dp_status app_version(server *s, int64_t *out, dp_error *err);

/* What the ledger holds, in rows of (what, value). */
dp_status app_counts(server *s, ledger *l, ledger_row_fn fn, void *context, dp_error *err);

void kept_begin(kept_answers *k);
void kept_end(kept_answers *k);
/* Answers with what is kept under the answer's tag; false where nothing is. */
bool kept_find(kept_answers *k, answer *out);
void kept_add(kept_answers *k, const answer *a);

/* ---- views --------------------------------------------------------------------------------------------------------------- */

void view_claims(exchange *x);
void view_claim(exchange *x);
void view_events(exchange *x);
void view_event(exchange *x);
void view_dispatches(exchange *x);
void view_dispatch(exchange *x);
void view_places(exchange *x);
void view_place(exchange *x);
void view_actors(exchange *x);
void view_conflicts(exchange *x);
void view_search(exchange *x);
void view_map(exchange *x);
void view_map_days(exchange *x);
void view_map_holders(exchange *x);
void view_voices(exchange *x);
void view_matrix(exchange *x);
void view_review(exchange *x);
void view_choices(exchange *x);
/* Who reads the queue: by default the one who may write; with "first" and "second" he adjudicates between these two. False after
 * an answer was set. */
struct reviewer;
bool exchange_reviewer(exchange *x, struct reviewer *out);
/* DP_E_USAGE for one of two coders without the other, for one twice, and for an adjudicator who is to be blind. */
dp_status app_reviewer_known(const struct reviewer *who, dp_error *err);
void view_decide(exchange *x);
void view_adopt(exchange *x);
void view_undo(exchange *x);
void view_about(exchange *x);
void view_outlines(exchange *x);
void view_towns(exchange *x);
void view_openapi(exchange *x);
void view_login(exchange *x);

#endif
