#include "serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "serve/door.h"
#include "serve/head.h"
#include "serve/headers.h"
#include "serve/stream.h"

/* The library reads a head into one half of the memory that it sets aside for each connection, and keeps some 64 bytes beside
 * each header, parameter and cookie in the other: of what the door lets through there is room for all. It is cleared each time.
 */
enum { CONNECTION_BYTES = 96 << 10, WAITING_MOST = 128 };

struct http {
    struct MHD_Daemon *daemon;
    door *door;
};

/* One request while it comes in. */
typedef struct incoming {
    char *target;
    arena a;
    buf body;
    bool begun;
} incoming;

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

static void add_header(void *response, const char *name, const char *value) {
    MHD_add_response_header(response, name, value);
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, answer *a) {
    struct MHD_Response *r = make_response(a);
    if (!r) return MHD_NO;
    headers_of(a, add_header, r);
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
    q->accept_language = header(c, "Accept-Language");
}

static void answer_incoming(server *s, struct MHD_Connection *connection, const char *method, incoming *in, answer *out) {
    request q = {.method = method, .a = &in->a, .body = buf_cstr(&in->body), .body_bytes = in->body.n};
    dp_error err = {0};
    read_headers(connection, &q);
    if (!in->target || !q.body || in->body.failed)
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
        buf_add(&in->body, upload, *upload_bytes); /* no longer than the door lets through */
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

/* Takes a connection from the door; none where as many as there may be are under way. The library owns the socket either way. */
static bool take(void *context, int fd, const struct sockaddr *from, socklen_t from_bytes) {
    const http *h = context;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
    if (info && info->num_connections >= SERVE_CONNECTIONS) return false;
    MHD_add_connection(h->daemon, fd, from, from_bytes);
    return true;
}

static int listen_at(const address *at) {
    const int one = 1;
    const int fd = socket(at->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (at->any.sa_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    if (bind(fd, &at->any, at->any.sa_family == AF_INET6 ? sizeof at->v6 : sizeof at->v4) == 0 && listen(fd, WAITING_MOST) == 0)
        return fd;
    const int why = errno;
    close(fd);
    errno = why;
    return -1;
}

static uint16_t port_of(int fd) {
    address at;
    socklen_t bytes = sizeof at;
    if (getsockname(fd, &at.any, &bytes) != 0) return 0;
    return ntohs(at.any.sa_family == AF_INET6 ? at.v6.sin6_port : at.v4.sin_port);
}

static dp_status no_socket(const server *s, int why, dp_error *err) {
    error_set(err, DP_E_IO, "the server cannot listen on %.60s port %u: %s", s->o.host, s->o.port, strerror(why));
    return error_remedy(err, "is another server there? Choose another port with --port, 0 for any that is free");
}

static dp_status start_library(server *s, http *h, dp_error *err) {
    const unsigned flags =
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET;
    h->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_URI_LOG_CALLBACK, take_target, s,
                                 MHD_OPTION_NOTIFY_COMPLETED, forget, NULL, MHD_OPTION_CONNECTION_LIMIT, SERVE_CONNECTIONS,
                                 MHD_OPTION_CONNECTION_TIMEOUT, HTTP_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                 (size_t)CONNECTION_BYTES, MHD_OPTION_END);
    return h->daemon ? DP_OK : error_set(err, DP_E_IO, "the HTTP library does not start");
}

dp_status http_start(server *s, http **out, dp_error *err) {
    address at;
    if (!read_address(s->o.host, s->o.port, &at)) {
        error_set(err, DP_E_USAGE, "\"%.60s\" is no address", s->o.host);
        return error_remedy(err, "write it in numbers: 127.0.0.1, ::1, 192.168.1.20, 0.0.0.0");
    }
    http *h = calloc(1, sizeof *h);
    if (!h) return error_nomem(err);
    const int listener = listen_at(&at);
    if (listener < 0) {
        free(h);
        return no_socket(s, errno, err);
    }
    s->port = port_of(listener);
    dp_status status = start_library(s, h, err);
    if (status == DP_OK)
        status = door_open(listener, take, h, &h->door, err);
    else
        close(listener);
    if (status == DP_OK)
        *out = h;
    else
        http_stop(h);
    return status;
}

void http_stop(http *h) {
    if (!h) return;
    door_close(h->door);
    if (h->daemon) MHD_stop_daemon(h->daemon);
    free(h);
}
