#include "serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/stream.h"

struct http {
    struct MHD_Daemon *daemon;
};

/* One request while it comes in. */
typedef struct incoming {
    char *target;
    arena a;
    buf body;
    bool begun, too_large;
} incoming;

/* ---- headers of every answer ------------------------------------------------------------------------------------------------
 */

/* Nothing is loaded, run, framed or sent but from and to ourselves. A picture may stand in the page itself (data:). No string
 * ever becomes HTML or code (trusted types). */
static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                             "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                             "require-trusted-types-for 'script'; trusted-types 'none'";

static void add(struct MHD_Response *r, const char *name, const char *value) {
    if (value && *value) MHD_add_response_header(r, name, value);
}

static void add_headers(struct MHD_Response *r, const answer *a) {
    static const char *const standing[][2] = {
        {"Content-Security-Policy", policy},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Frame-Options", "DENY"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    };
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++) add(r, standing[i][0], standing[i][1]);
    char disposition[128];
    add(r, "Content-Type", a->type);
    add(r, "Cache-Control", a->cache == CACHE_NEVER ? "no-store" : "no-cache");
    add(r, "Vary", "Cookie, Authorization");
    add(r, "ETag", a->tag);
    add(r, "Location", a->location);
    add(r, "Set-Cookie", a->cookie);
    add(r, "Allow", a->allow);
    if (a->status == 401) add(r, "WWW-Authenticate", "Bearer");
    if (a->file_name[0]) {
        snprintf(disposition, sizeof disposition, "attachment; filename=\"%s\"", a->file_name);
        add(r, "Content-Disposition", disposition);
    }
}

/* ---- sending ------------------------------------------------------------------------------------------------------------------
 */

static ssize_t read_stream(void *context, uint64_t at, char *out, size_t room) {
    (void)at;
    const int64_t n = stream_read(context, out, room);
    return n > 0 ? (ssize_t)n : n == 0 ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void end_stream(void *context) {
    stream_close(context);
}

/* The body's memory goes over to the response. */
static struct MHD_Response *make_response(answer *a) {
    struct MHD_Response *r;
    if (a->stream) {
        r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 65536, read_stream, a->stream, end_stream);
        if (r) a->stream = NULL;
    } else if (a->fixed) {
        r = MHD_create_response_from_buffer(a->fixed_bytes, (void *)(uintptr_t)a->fixed, MHD_RESPMEM_PERSISTENT);
    } else if (!a->body.n) {
        r = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    } else {
        r = MHD_create_response_from_buffer(a->body.n, a->body.at, MHD_RESPMEM_MUST_FREE);
        if (r) a->body = (buf){0};
    }
    return r;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, answer *a) {
    struct MHD_Response *r = make_response(a);
    if (!r) return MHD_NO;
    add_headers(r, a);
    const enum MHD_Result result = MHD_queue_response(connection, a->status, r);
    MHD_destroy_response(r);
    return result;
}

/* ---- receiving ----------------------------------------------------------------------------------------------------------------
 */

static void *take_target(void *context, const char *target, struct MHD_Connection *connection) {
    (void)context;
    (void)connection;
    incoming *in = calloc(1, sizeof *in);
    if (!in) return NULL;
    arena_init(&in->a);
    buf_init(&in->body);
    in->target = strdup(target);
    return in;
}

static void forget(void *context, struct MHD_Connection *connection, void **request, enum MHD_RequestTerminationCode why) {
    (void)context;
    (void)connection;
    (void)why;
    incoming *in = *request;
    if (!in) return;
    free(in->target);
    arena_free(&in->a);
    buf_free(&in->body);
    free(in);
    *request = NULL;
}

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    (void)kind;
    *(size_t *)context += strlen(name) + (value ? strlen(value) : 0) + 4;
    return MHD_YES;
}

static const char *header(struct MHD_Connection *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void read_headers(struct MHD_Connection *c, request *q) {
    q->host = header(c, "Host");
    q->origin = header(c, "Origin");
    q->fetch_site = header(c, "Sec-Fetch-Site");
    q->cookie = header(c, "Cookie");
    q->authorization = header(c, "Authorization");
    q->write_token = header(c, "X-Depeche-Write");
    q->if_none_match = header(c, "If-None-Match");
    q->content_type = header(c, "Content-Type");
}

static void answer_incoming(server *s, struct MHD_Connection *connection, const char *method, incoming *in, answer *out) {
    request q = {.method = method, .a = &in->a, .body = buf_cstr(&in->body), .body_bytes = in->body.n};
    dp_error err = {0};
    size_t header_bytes = 0;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &header_bytes);
    read_headers(connection, &q);
    if (header_bytes > HTTP_HEADERS_MOST)
        answer_problem(out, 431, "the headers are too large", "send fewer");
    else if (in->too_large)
        answer_problem(out, 413, "the body is too large", "a decision has at most a few hundred characters");
    else if (!in->target || !q.body || in->body.failed)
        answer_problem(out, 500, "memory ran out", "ask again");
    else if (request_read_target(in->target, &in->a, &q, &err) == DP_E_TOO_LONG)
        answer_problem(out, 414, err.message, err.remedy);
    else if (err.code != DP_OK)
        answer_error(out, &err);
    else
        app_answer(s, &q, out);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_bytes, void **request) {
    (void)url;
    (void)version;
    incoming *in = *request;
    if (!in) return MHD_NO;
    if (!in->begun) {
        in->begun = true;
        return MHD_YES;
    }
    if (*upload_bytes) {
        in->too_large = in->too_large || in->body.n + *upload_bytes > HTTP_BODY_MOST;
        if (!in->too_large) buf_add(&in->body, upload, *upload_bytes);
        *upload_bytes = 0;
        return MHD_YES;
    }
    answer out;
    answer_init(&out);
    answer_incoming(context, connection, method, in, &out);
    const enum MHD_Result result = send_answer(connection, &out);
    answer_free(&out);
    return result;
}

/* ---- the socket ---------------------------------------------------------------------------------------------------------------
 */

typedef union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
} address;

static bool read_address(const char *host, uint16_t port, address *out) {
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, host, &out->v4.sin_addr) == 1) {
        out->v4.sin_family = AF_INET;
        out->v4.sin_port = htons(port);
        return true;
    }
    if (inet_pton(AF_INET6, host, &out->v6.sin6_addr) != 1) return false;
    out->v6.sin6_family = AF_INET6;
    out->v6.sin6_port = htons(port);
    return true;
}

dp_status http_start(server *s, http **out, dp_error *err) {
    address at;
    if (!read_address(s->o.host, s->o.port, &at)) {
        error_set(err, DP_E_USAGE, "\"%.60s\" is no address", s->o.host);
        return error_remedy(err, "write it in numbers: 127.0.0.1, ::1, 192.168.1.20, 0.0.0.0");
    }
    http *h = calloc(1, sizeof *h);
    if (!h) return error_nomem(err);
    unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL | MHD_USE_ITC;
    if (at.any.sa_family == AF_INET6) flags |= MHD_USE_IPv6;
    h->daemon = MHD_start_daemon(
        flags, s->o.port, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, &at.any, MHD_OPTION_URI_LOG_CALLBACK, take_target, s,
        MHD_OPTION_NOTIFY_COMPLETED, forget, NULL, MHD_OPTION_CONNECTION_LIMIT, SERVE_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        HTTP_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(2 * HTTP_HEADERS_MOST + REQUEST_TARGET_MAX), MHD_OPTION_END);
    if (!h->daemon) {
        const int why = errno;
        free(h);
        error_set(err, DP_E_IO, "the server cannot listen on %.60s port %u: %s", s->o.host, s->o.port, strerror(why));
        return error_remedy(err, "is another server there? Choose another port with --port, 0 for any that is free");
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : s->o.port;
    *out = h;
    return DP_OK;
}

void http_stop(http *h) {
    if (!h) return;
    MHD_stop_daemon(h->daemon);
    free(h);
}
