#include "cli/watching.h"

#ifndef DP_WATCH

int watching_run(cli *c, const char *list) {
    (void)list;
    cli_message("this depeche was built without '%s': it holds nothing that could use the network", c->command->name);
    cli_message("  build it with libcurl and -DDP_WATCH=ON, or fetch with another program and use 'depeche read'");
    return CLI_USAGE;
}

#else

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "watch/lock.h"
#include "watch/watch.h"

enum { CONTACT_MAX = 200, PAUSE_MAX_S = 3600 };

/* ---- telling -------------------------------------------------------------------------------------------------------------- */

typedef struct telling {
    bool json;
    const char *ledger;
} telling;

static const char *const event_names[] = {"list", "feed", "dispatch", "page", "host"};

static void stamp(int64_t seconds, char out[24]) {
    const time_t t = (time_t)seconds;
    struct tm utc;
    out[0] = '\0';
    if (seconds && gmtime_r(&t, &utc)) strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static void tell_json(const watch_event *e) {
    char next[24];
    buf b;
    buf_init(&b);
    stamp(e->next, next);
    buf_char(&b, '{');
    json_kv_str(&b, "event", event_names[e->kind]);
    json_kv_str(&b, "url", e->url);
    if (e->kind == WATCH_LIST) json_kv_int(&b, "feeds", e->items);
    if (e->kind == WATCH_DISPATCH) {
        json_kv_str(&b, "dispatch", e->dispatch);
        json_kv_str(&b, "title", e->title);
        json_kv_int(&b, "claims", (int64_t)e->claims);
        json_kv_bool(&b, "known", e->known);
        json_kv_str(&b, "note", e->message);
    }
    if (e->kind == WATCH_FEED || e->kind == WATCH_PAGE) {
        json_kv_str(&b, "outcome", schedule_outcome_name(e->outcome));
        if (e->status)
            json_kv_int(&b, "status", e->status);
        else
            json_kv_null(&b, "status");
        json_kv_str(&b, "message", e->message);
    }
    if (e->kind == WATCH_FEED) {
        json_kv_int(&b, "items", e->items);
        json_kv_int(&b, "new", e->fresh);
    }
    if (e->kind != WATCH_LIST && e->kind != WATCH_DISPATCH) json_kv_str(&b, "next", next[0] ? next : NULL);
    buf_str(&b, "}\n");
    if (cli_write(&b)) cli_flush();
    buf_free(&b);
}

/* What nothing came of is passed over: most feeds are unchanged most of the time. */
static void tell_person(const watch_event *e) {
    char next[24];
    stamp(e->next, next);
    switch (e->kind) {
    case WATCH_LIST:
        cli_message("%s: %u feeds", e->url, e->items);
        break;
    case WATCH_FEED:
        if (e->message)
            cli_message("%s: %s (again at %s)", e->url, e->message, next);
        else if (e->fresh)
            cli_message("%s: %u items, %u new", e->url, e->items, e->fresh);
        break;
    case WATCH_DISPATCH:
        cli_message("%s: %s %s, %llu claims", e->url, e->known ? "known before as" : "read as", e->dispatch,
                    (unsigned long long)e->claims);
        break;
    case WATCH_PAGE:
        if (next[0])
            cli_message("%s: %s (again at %s)", e->url, e->message, next);
        else
            cli_message("%s: %s", e->url, e->message);
        break;
    case WATCH_HOST:
        cli_message("%s is left alone until %s", e->url, next);
        break;
    }
    if (e->remedy) cli_message("  %s", e->remedy);
}

static void told(void *context, const watch_event *e) {
    const telling *t = context;
    if (t->json)
        tell_json(e);
    else
        tell_person(e);
}

static void complain(void *context, const dp_error *what) {
    (void)context;
    cli_report(what);
}

static void print_totals(const telling *t, const watch_totals *n) {
    if (t->json) {
        buf b;
        buf_init(&b);
        buf_char(&b, '{');
        json_kv_str(&b, "event", "end");
        json_kv_str(&b, "ledger", t->ledger);
        json_kv_int(&b, "feeds", (int64_t)n->feeds);
        json_kv_int(&b, "unchanged", (int64_t)n->unchanged);
        json_kv_int(&b, "feeds_failed", (int64_t)n->feeds_failed);
        json_kv_int(&b, "dispatches", (int64_t)n->read);
        json_kv_int(&b, "known", (int64_t)n->known);
        json_kv_int(&b, "pages_failed", (int64_t)n->pages_failed);
        json_kv_int(&b, "put_off", (int64_t)n->put_off);
        buf_str(&b, "}\n");
        cli_write(&b);
        buf_free(&b);
        return;
    }
    printf("%llu dispatches added to %s", (unsigned long long)n->read, t->ledger);
    if (n->known) printf(", %llu known before", (unsigned long long)n->known);
    if (n->feeds_failed) printf(", %llu answers of feeds could not be used", (unsigned long long)n->feeds_failed);
    if (n->pages_failed) printf(", %llu pages could not be read", (unsigned long long)n->pages_failed);
    if (n->put_off) printf(", %llu tries of pages put off", (unsigned long long)n->put_off);
    printf(".\n");
}

/* ---- options -------------------------------------------------------------------------------------------------------------- */

/* Set by SIGHUP: the list is read anew. */
static volatile sig_atomic_t read_again;

static void on_hangup(int signal_number) {
    (void)signal_number;
    read_again = 1;
}

static int64_t now_ms(void *context) {
    struct timespec t;
    (void)context;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* "depeche/0.1.0 (+desk@wire.example)" */
static bool make_agent(const cli *c, buf *out) {
    const char *contact = cli_value(c, "contact");
    if (!contact) contact = getenv("DEPECHE_CONTACT");
    buf_str(out, "depeche/" DP_VERSION);
    if (!contact || !*contact) {
        cli_message("nobody can tell who asks: name a page or a mail address with --contact ADDRESS");
        return buf_cstr(out) != NULL;
    }
    for (const char *s = contact; *s; s++) {
        if (*s > ' ' && *s <= '~' && *s != '(' && *s != ')' && s - contact < CONTACT_MAX) continue;
        cli_message("--contact takes a page or a mail address of at most %d characters, without blanks", CONTACT_MAX);
        return false;
    }
    buf_printf(out, " (+%s)", contact);
    return buf_cstr(out) != NULL;
}

static bool number_between(const cli *c, const char *name, uint64_t otherwise, uint64_t least, uint64_t most, uint64_t *out) {
    if (!cli_number(c, name, otherwise, out)) return false;
    if (*out >= least && *out <= most) return true;
    cli_message("--%s takes a number from %llu to %llu", name, (unsigned long long)least, (unsigned long long)most);
    return false;
}

static bool take_options(const cli *c, const char *list, watch_options *o, buf *agent) {
    uint64_t pause, parallel;
    if (!number_between(c, "pause", WATCH_PAUSE_MS / 1000, 0, PAUSE_MAX_S, &pause) ||
        !number_between(c, "parallel", WATCH_PARALLEL, 1, WATCH_PARALLEL_MAX, &parallel) || !make_agent(c, agent))
        return false;
    const char *interval = list ? cli_value(c, "interval") : NULL;
    *o = (watch_options){
        .list = list,
        .pages = list ? NULL : c->arguments,
        .page_count = list ? 0 : c->argument_count,
        .once = !list || cli_flag(c, "once"),
        .items_only = list && cli_flag(c, "items-only"),
        .interval_s = interval ? list_interval(interval) : 0,
        .pause_ms = pause ? (int64_t)pause * 1000 : -1,
        .parallel = (uint32_t)parallel,
        .fetch = {.agent = agent->at, .proxy = cli_value(c, "proxy"), .allow_private = cli_flag(c, "allow-private")},
        .stop = cli_interrupt_flag(),
        .again = &read_again,
        .now_ms = now_ms,
        .told = told,
        .complain = complain};
    if (!interval || o->interval_s) return true;
    cli_message("--interval takes a time from a minute to 30 days: 90s, 15m, 2h, 1d");
    return false;
}

/* ---- running -------------------------------------------------------------------------------------------------------------- */

static int watch_with(cli *c, session *s, watch_options *o) {
    telling t = {.json = cli_flag(c, "json"), .ledger = session_ledger_path(c)};
    const struct sigaction action = {.sa_handler = on_hangup};
    watch_totals totals = {0};
    dp_error err = {0};
    o->ledger = s->ledger;
    o->k = &s->knowledge;
    o->context = &t;
    if (o->list) sigaction(SIGHUP, &action, NULL);
    confine_online(c, t.ledger, o->list);
    const dp_status status = watch_run(o, &totals, &err);
    if (status != DP_OK && status != DP_E_INTERRUPTED) return cli_report(&err);
    print_totals(&t, &totals);
    if (status == DP_E_INTERRUPTED) return CLI_INTERRUPTED;
    return totals.feeds_failed || totals.pages_failed || totals.put_off ? CLI_INPUT : CLI_DONE;
}

/* The lock first: a ledger that another watch keeps is not even opened. Another command that writes is waited for. */
static int watch_locked(cli *c, watch_options *o) {
    ledger_options options = {.mode = LEDGER_WRITE, .wait_ms = 60 * 1000};
    watch_lock lock;
    session s;
    dp_error err = {0};
    int status;
    if (!session_store(c, &options.store)) return CLI_USAGE;
    confine_prepare(c, session_ledger_path(c));
    if (lock_take(session_ledger_path(c), &lock, &err) != DP_OK) return cli_report(&err);
    if (session_open_as(c, &options, &s, &status)) {
        status = dictionaries_status(&s.knowledge, watch_with(c, &s, o));
        session_close(&s);
    }
    lock_leave(&lock);
    return status;
}

int watching_run(cli *c, const char *list) {
    watch_options o;
    buf agent;
    buf_init(&agent);
    const int status = take_options(c, list, &o, &agent) ? watch_locked(c, &o) : CLI_USAGE;
    buf_free(&agent);
    return status;
}

#endif
