/* Starting and stopping. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/deadline.h"
#include "ledger/withhold.h"
#include "serve/handles.h"
#include "serve/http.h"

static const char *keep(server *s, const char *text, bool *failed) {
    const char *copy = text ? arena_copy(&s->memory, text, strlen(text)) : NULL;
    *failed |= text && !copy;
    return copy;
}

static bool keep_options(server *s, const serve_options *o) {
    bool failed = false;
    s->o = *o;
    s->o.ledger = keep(s, o->ledger, &failed);
    s->o.host = keep(s, o->host ? o->host : "127.0.0.1", &failed);
    s->o.token = keep(s, o->token, &failed);
    s->o.names = keep(s, o->names, &failed);
    s->o.coder = keep(s, o->coder, &failed);
    if (!s->o.time_ms) s->o.time_ms = SERVE_TIME_MS;
    return !failed;
}

static dp_status check_options(server *s, dp_error *err) {
    s->loopback = guard_is_loopback(s->o.host);
    if (s->o.token && strlen(s->o.token) < SERVE_TOKEN_LEAST) {
        error_set(err, DP_E_USAGE, "the token is too short");
        return error_remedy(err, "take %u characters or more, such as those of: openssl rand -hex 16", SERVE_TOKEN_LEAST);
    }
    if (s->loopback || s->o.token) return DP_OK;
    error_set(err, DP_E_USAGE, "%.60s can be reached by others, and no token was given", s->o.host);
    return error_remedy(err, "give a token that every request has to show: --token TOKEN, or $DEPECHE_TOKEN");
}

/* A numeric address of the sixth version stands in brackets; "any address" is called by its own. */
static void write_addresses(server *s) {
    const char *host = strcmp(s->o.host, "0.0.0.0") == 0 ? "127.0.0.1" : strcmp(s->o.host, "::") == 0 ? "::1" : s->o.host;
    snprintf(s->origin, sizeof s->origin, strchr(host, ':') ? "http://[%s]:%u" : "http://%s:%u", host, s->port);
    snprintf(s->cookie_name, sizeof s->cookie_name, "depeche-%u", s->port);
    if (s->login_key[0])
        snprintf(s->address, sizeof s->address, "%s/login?key=%s", s->origin, s->login_key);
    else
        snprintf(s->address, sizeof s->address, "%s/", s->origin);
}

static bool found_one(void *context, const ledger_withheld *w) {
    (void)w;
    *(bool *)context = true;
    return false;
}

/* Every answer shows what is withheld from exports: that is for its owner. */
static dp_status check_withheld(server *s, dp_error *err) {
    bool some = false;
    if (s->loopback || s->o.withheld) return DP_OK;
    const dp_status status = ledger_withheld_list(s->watch, found_one, &some, err);
    if (status != DP_OK || !some) return status;
    error_set(err, DP_E_USAGE, "the ledger withholds something from exports, and others would see it on the page");
    return error_remedy(err, "'depeche withhold' lists it; --with-withheld shows it to all who have the token");
}

static dp_status open_ledgers(server *s, dp_error *err) {
    const ledger_options reading = {.mode = LEDGER_READ};
    dp_status status = check_options(s, err);
    if (status == DP_OK && !guard_secrets(s)) status = error_set(err, DP_E_INTERNAL, "the system gives no random bytes");
    if (status == DP_OK) status = handles_open(&s->handles, s->o.ledger, s->o.k, SERVE_HANDLES, err);
    if (status == DP_OK) status = ledger_open(s->o.ledger, &reading, s->o.k, &s->watch, err);
    if (status == DP_OK) status = check_withheld(s, err);
    return status;
}

dp_status server_open(const serve_options *options, server **out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    *out = NULL;
    server *s = calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    arena_init(&s->memory);
    pthread_mutex_init(&s->watch_lock, NULL);
    pthread_mutex_init(&s->pen_lock, NULL);
    pthread_mutex_init(&s->login_lock, NULL);
    kept_begin(&s->kept);
    counts_begin(&s->counts);
    handles_begin(&s->handles);
    dp_status status = keep_options(s, options) ? word_book_read(&s->memory, &s->words, err) : error_nomem(err);
    if (status == DP_OK) status = open_ledgers(s, err);
    s->port = s->o.port;
    if (status != DP_OK)
        serve_stop(s);
    else
        *out = s;
    return status;
}

static bool pass_over(void *context, const ledger_row *row) {
    (void)context;
    (void)row;
    return true;
}

/* Counts what the ledger holds before anybody asks; what fails is tried again by the first who does. */
static void *count_first(void *context) {
    server *s = context;
    dp_error err = {0};
    ledger *l = handles_lend(&s->handles, 0);
    if (!l) return NULL;
    ledger_deadline(l, s->o.time_ms);
    app_counts(s, l, pass_over, NULL, &err);
    ledger_deadline(l, 0);
    handles_return(&s->handles, l);
    return NULL;
}

dp_status serve_start(const serve_options *options, server **out, dp_error *err) {
    dp_error own = {0};
    if (!err) err = &own;
    server *s = NULL;
    *out = NULL;
    dp_status status = server_open(options, &s, err);
    if (status != DP_OK) return status;
    if ((status = http_start(s, &s->http, err)) != DP_OK) {
        serve_stop(s);
        return status;
    }
    write_addresses(s);
    s->counts_on = pthread_create(&s->counting, NULL, count_first, s) == 0;
    *out = s;
    return DP_OK;
}

const char *serve_address(const server *s) {
    return s->address;
}

uint16_t serve_port(const server *s) {
    return s->port;
}

void serve_stop(server *s) {
    if (!s) return;
    handles_interrupt(&s->handles);
    http_stop(s->http);
    if (s->counts_on) pthread_join(s->counting, NULL);
    handles_close(&s->handles); /* readers first: the writer folds its log into the file when it is the last */
    ledger_close(s->watch);
    ledger_close(s->pen);
    pthread_mutex_destroy(&s->watch_lock);
    pthread_mutex_destroy(&s->pen_lock);
    pthread_mutex_destroy(&s->login_lock);
    kept_end(&s->kept);
    counts_end(&s->counts);
    arena_free(&s->memory);
    free(s);
}
