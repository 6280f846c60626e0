#include "watch/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"
#include "watch/address.h"

typedef struct transfer {
    fetcher *f;
    CURL *easy;
    struct curl_slist *headers, *resolve;
    fetch_request request; /* url, accept … are not looked at after the start */
    buf body;
    size_t head_bytes;
    arena memory; /* of the answer's headers */
    fetch_answer answer;
    const char *guarded; /* the kind of address that the guard refused last */
    bool connected;      /* the guard let some address pass */
    bool too_long, head_too_long, nomem;
    struct transfer *next, *previous;
} transfer;

struct fetcher {
    CURLM *multi;
    fetch_options o;
    transfer *first; /* all that are under way */
    uint32_t running;
    transfer *given; /* whose answer was handed out last */
};

/* ---- the guard ------------------------------------------------------------------------------------------------------------ */

/* Ports count too: a test's server is one, its neighbours are not. */
static bool is_same(const struct sockaddr *a, const struct sockaddr *b) {
    if (a->sa_family != b->sa_family) return false;
    if (a->sa_family != AF_INET) return false;
    const struct sockaddr_in *x = (const struct sockaddr_in *)a, *y = (const struct sockaddr_in *)b;
    return x->sin_addr.s_addr == y->sin_addr.s_addr && x->sin_port == y->sin_port;
}

static const char *guard(const fetch_options *o, const struct sockaddr *address) {
    if (o->allow_private) return NULL;
    for (const struct sockaddr *const *p = o->passed; p && *p; p++)
        if (is_same(*p, address)) return NULL;
    return address_refused(address);
}

/* Each address of a name comes by here before anything is sent to it; the proxy's is the user's own choice. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
    transfer *t = context;
    (void)purpose;
    const char *refused = t->f->o.proxy ? NULL : guard(&t->f->o, &address->addr);
    if (refused) {
        t->guarded = refused;
        return CURL_SOCKET_BAD;
    }
    t->connected = true;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Once more for the address that a connection really leads to, also where an old connection is taken up again. */
static int before_request(void *context, char *peer, char *own, int peer_port, int own_port) {
    transfer *t = context;
    (void)own;
    (void)own_port;
    if (t->f->o.proxy) return CURL_PREREQFUNC_OK;
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)peer_port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)peer_port)};
    const struct sockaddr *address = NULL;
    if (inet_pton(AF_INET, peer, &v4.sin_addr) == 1) address = (const struct sockaddr *)&v4;
    if (inet_pton(AF_INET6, peer, &v6.sin6_addr) == 1) address = (const struct sockaddr *)&v6;
    const char *refused = address ? guard(&t->f->o, address) : "unknown";
    if (!refused) return CURL_PREREQFUNC_OK;
    t->guarded = refused;
    t->connected = false;
    return CURL_PREREQFUNC_ABORT;
}

/* A proxy looks names up itself; what is written as a number can be judged here. */
static const char *guard_literal(const fetch_options *o, const char *url) {
    const char *host = strstr(url, "://") + strlen("://"), *end = host + strcspn(host, "/");
    char text[64];
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    const bool brackets = *host == '[';
    if (brackets) end = memchr(host, ']', (size_t)(end - host)) ? strchr(host++, ']') : end;
    const size_t n = brackets ? (size_t)(end - host) : strcspn(host, ":/");
    if (n >= sizeof text) return NULL;
    snprintf(text, sizeof text, "%.*s", (int)n, host);
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) return guard(o, (const struct sockaddr *)&v4);
    if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1) return guard(o, (const struct sockaddr *)&v6);
    return NULL;
}

/* ---- what comes in -------------------------------------------------------------------------------------------------------- */

static size_t take_body(char *bytes, size_t size, size_t n, void *context) {
    transfer *t = context;
    const size_t room = t->request.bytes_max - t->body.n, taken = n < room ? n : room;
    (void)size;
    buf_add(&t->body, bytes, taken);
    t->nomem |= t->body.failed;
    t->too_long |= taken < n;
    return taken < n || t->nomem ? 0 : n;
}

/* Kept where it is plain text, as what servers send is: it goes into messages, the ledger and back to the server. */
static void keep_header(transfer *t, const char **to, const char *value, size_t n) {
    while (n && (*value == ' ' || *value == '\t')) value++, n--;
    while (n && strchr(" \t\r\n", value[n - 1])) n--;
    for (size_t i = 0; i < n; i++)
        if (value[i] < ' ' || value[i] > '~') return;
    *to = arena_copy(&t->memory, value, n);
    t->nomem |= !*to;
}

static size_t take_header(char *line, size_t size, size_t n, void *context) {
    transfer *t = context;
    fetch_answer *a = &t->answer;
    const struct {
        const char *name;
        const char **to;
    } wanted[] = {{"content-type:", &a->type},       {"etag:", &a->etag},
                  {"last-modified:", &a->modified},  {"location:", &a->location},
                  {"retry-after:", &a->retry_after}, {"cache-control:", &a->cache_control}};
    (void)size;
    t->head_bytes += n;
    if (t->head_bytes > FETCH_HEAD_MAX) {
        t->head_too_long = true;
        return 0;
    }
    if (n >= 5 && strncasecmp(line, "HTTP/", 5) == 0) /* an answer behind a 1xx begins anew */
        a->type = a->etag = a->modified = a->location = a->retry_after = a->cache_control = NULL;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const size_t name = strlen(wanted[i].name);
        if (n > name && strncasecmp(line, wanted[i].name, name) == 0) keep_header(t, wanted[i].to, line + name, n - name);
    }
    return t->nomem ? 0 : n;
}

/* ---- one transfer --------------------------------------------------------------------------------------------------------- */

static void transfer_free(transfer *t) {
    if (!t) return;
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->headers);
    curl_slist_free_all(t->resolve);
    buf_free(&t->body);
    arena_free(&t->memory);
    free(t);
}

static bool add_line(struct curl_slist **list, const char *line) {
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer) *list = longer;
    return longer != NULL;
}

static bool add_header(transfer *t, const char *name, const char *value) {
    buf line;
    buf_init(&line);
    buf_printf(&line, "%s: %s", name, value);
    const bool ok = buf_cstr(&line) && add_line(&t->headers, line.at);
    buf_free(&line);
    return ok;
}

static bool add_headers(transfer *t, const fetch_request *r) {
    return (!r->etag || add_header(t, "If-None-Match", r->etag)) &&
           (!r->modified || add_header(t, "If-Modified-Since", r->modified)) &&
           add_header(t, "Accept", r->accept ? r->accept : "*/*");
}

/* Every one of these has to hold: one that this libcurl does not know ends the request. */
static bool set_options(transfer *t, const fetch_request *r) {
    const fetch_options *o = &t->f->o;
    CURL *e = t->easy;
    bool ok = true;
#define SET(option, value) ok = ok && curl_easy_setopt(e, option, value) == CURLE_OK
    SET(CURLOPT_URL, r->url);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_USERAGENT, o->agent);
    SET(CURLOPT_HTTPHEADER, t->headers);
    SET(CURLOPT_ACCEPT_ENCODING, "gzip");
    SET(CURLOPT_PROXY, o->proxy ? o->proxy : "");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)(o->connect_ms ? o->connect_ms : FETCH_CONNECT_MS));
    SET(CURLOPT_TIMEOUT_MS, (long)(o->total_ms ? o->total_ms : FETCH_TOTAL_MS));
    SET(CURLOPT_MAXFILESIZE_LARGE, r->cut ? (curl_off_t)0 : (curl_off_t)r->bytes_max);
    SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(CURLOPT_OPENSOCKETDATA, t);
    SET(CURLOPT_PREREQFUNCTION, before_request);
    SET(CURLOPT_PREREQDATA, t);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, t);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, t);
    SET(CURLOPT_PRIVATE, t);
    if (t->resolve) SET(CURLOPT_RESOLVE, t->resolve);
#undef SET
    return ok;
}

dp_status fetcher_start(fetcher *f, const fetch_request *r, dp_error *err) {
    const char *refused = f->o.proxy ? guard_literal(&f->o, r->url) : NULL;
    if (refused) return error_set(err, DP_E_FORMAT, "%.200s is at a %s address", r->url, refused);
    transfer *t = calloc(1, sizeof *t);
    if (!t) return error_nomem(err);
    t->f = f;
    t->request = *r;
    t->answer.tag = r->tag;
    buf_init(&t->body);
    arena_init(&t->memory);
    bool ok = (t->easy = curl_easy_init()) != NULL && add_headers(t, r);
    for (const char *const *line = f->o.resolve; ok && line && *line; line++) ok = add_line(&t->resolve, *line);
    ok = ok && set_options(t, r) && curl_multi_add_handle(f->multi, t->easy) == CURLM_OK;
    if (!ok) {
        transfer_free(t);
        return error_set(err, DP_E_INTERNAL, "the request could not be made: is this libcurl older than 7.87?");
    }
    t->next = f->first;
    if (f->first) f->first->previous = t;
    f->first = t;
    f->running++;
    return DP_OK;
}

uint32_t fetcher_running(const fetcher *f) {
    return f->running;
}

/* ---- answers -------------------------------------------------------------------------------------------------------------- */

/* What went wrong, for people. */
static void judge(transfer *t, CURLcode code) {
    fetch_answer *a = &t->answer;
    const unsigned long most = (unsigned long)t->request.bytes_max;
    a->refused = true;
    if (t->nomem || code == CURLE_OUT_OF_MEMORY) {
        error_nomem(&a->error);
    } else if (t->guarded && !t->connected) {
        error_set(&a->error, DP_E_FORMAT, "its address is %s", t->guarded);
        error_remedy(&a->error, "--allow-private asks for it all the same");
    } else if (t->head_too_long) {
        error_set(&a->error, DP_E_TOO_LONG, "more than %d bytes of headers", FETCH_HEAD_MAX);
    } else if (t->too_long || code == CURLE_FILESIZE_EXCEEDED) {
        error_set(&a->error, DP_E_TOO_LONG, "longer than %lu bytes", most);
    } else {
        a->refused = false;
        error_set(&a->error, DP_E_IO, "%s", code == CURLE_OPERATION_TIMEDOUT ? "it took too long" : curl_easy_strerror(code));
    }
    a->refused = a->refused && a->error.code != DP_E_NOMEM;
}

static void finish(transfer *t, CURLcode code) {
    fetch_answer *a = &t->answer;
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &a->status);
    const bool cut = t->too_long && t->request.cut && !t->nomem;
    a->bytes = buf_cstr(&t->body);
    a->n = t->body.n;
    t->nomem |= !a->bytes;
    if ((code == CURLE_OK || cut) && !t->nomem) return;
    judge(t, code);
    a->status = 0;
    a->n = 0;
}

static void unlink_transfer(fetcher *f, transfer *t) {
    if (t->previous)
        t->previous->next = t->next;
    else
        f->first = t->next;
    if (t->next) t->next->previous = t->previous;
    curl_multi_remove_handle(f->multi, t->easy);
    f->running--;
}

static bool take_finished(fetcher *f, fetch_answer *out) {
    int left;
    for (CURLMsg *m; (m = curl_multi_info_read(f->multi, &left));) {
        if (m->msg != CURLMSG_DONE) continue;
        transfer *t = NULL;
        const CURLcode code = m->data.result;
        if (curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &t) != CURLE_OK || !t) continue;
        finish(t, code);
        unlink_transfer(f, t);
        f->given = t;
        *out = t->answer;
        return true;
    }
    return false;
}

static int64_t clock_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool fetcher_next(fetcher *f, int wait_ms, fetch_answer *out) {
    const int64_t until = clock_ms() + wait_ms;
    transfer_free(f->given);
    f->given = NULL;
    for (;;) {
        int running;
        curl_multi_perform(f->multi, &running);
        if (take_finished(f, out)) return true;
        const int64_t left = until - clock_ms();
        if (left <= 0) return false;
        curl_multi_poll(f->multi, NULL, 0, (int)left, NULL);
    }
}

dp_status fetcher_new(const fetch_options *options, fetcher **out, dp_error *err) {
    *out = NULL;
    fetcher *f = calloc(1, sizeof *f);
    if (!f) return error_nomem(err);
    f->o = *options;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(f->multi = curl_multi_init())) {
        free(f);
        return error_set(err, DP_E_INTERNAL, "libcurl could not be started");
    }
    *out = f;
    return DP_OK;
}

void fetcher_free(fetcher *f) {
    if (!f) return;
    transfer_free(f->given);
    while (f->first) {
        transfer *t = f->first;
        unlink_transfer(f, t);
        transfer_free(t);
    }
    curl_multi_cleanup(f->multi);
    curl_global_cleanup();
    free(f);
}
