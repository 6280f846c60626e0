#include "place.h"

#include <stdbool.h>

/* What a hostile outlet would write. */
#define SCRIPT "<script>alert(1)</script>"
#define TURN   "\xE2\x80\xAE" /* right-to-left override */

static void tell_capture(ledger *l, const char *id, const char *source, const char *day, const char *who, const char *code) {
    story s;
    char words[200];
    story_begin(&s, id, source, day);
    s.d.title = "Fighting at the pass";
    snprintf(words, sizeof words, "%s holds Abu Kamal, the garrison said.", who);
    story_say(&s, words);
    const uint32_t town = story_place(&s, "Abu Kamal", 174448);
    memcpy(s.places[town].feature, "PPL", 4);
    claim *c = story_control(&s, "holds", CONTROL_HELD, town, story_actor(&s, who, who, code));
    story_says(&s, c, who);
    room_add(l, story_end(&s));
    story_free(&s);
}

static void tell_hostile(ledger *l) {
    story s;
    story_begin(&s, "evil", SCRIPT " Gazette" TURN, "1931-05-03");
    s.d.title = "\"><img src=x onerror=alert(1)>" TURN;
    s.d.url = "javascript:alert(1)";
    story_say(&s, "The " SCRIPT " brigade" TURN " said Anna Ferrol and 12 carters were killed near Mayadin.");
    const uint32_t near = story_place(&s, "Mayadin", 168954);
    story_person(&s, "Anna Ferrol");
    claim *c = story_count(&s, "killed", CASUALTY_KILLED, near, 12, 12, "carters");
    story_says(&s, c, "The " SCRIPT " brigade");
    room_add(l, story_end(&s));
    story_free(&s);
}

void place_fill(place *p) {
    room_open(&p->room);
    ledger *l = room_ledger(&p->room, LEDGER_WRITE);
    room_begin(l);
    tell_capture(l, "first", "Pass Courier", "1931-05-01", "the Harbourland army", "SYRMIL");
    tell_capture(l, "second", "Upland Tidings", "1931-05-01", "the Upland militia", "IRQMIL");
    tell_capture(l, "third", "Pass Courier", "1931-05-02", "the Harbourland army", "SYRMIL");
    tell_hostile(l);
    room_commit(l);
    ledger_close(l);
}

void place_tell_more(place *p, unsigned days) {
    ledger *l = room_ledger(&p->room, LEDGER_WRITE);
    room_begin(l);
    for (unsigned i = 0; i < days; i++) {
        char id[16], day[16];
        snprintf(id, sizeof id, "more-%02u", i);
        snprintf(day, sizeof day, "1931-%02u-%02u", 6 + i / 28 % 7, 1 + i % 28);
        tell_capture(l, id, "Weir Almanac", day, "the Upland militia", "IRQMIL");
    }
    room_commit(l);
    ledger_close(l);
}

void place_open(place *p, const serve_options *o) {
    dp_error err = {0};
    serve_options mine = *o;
    place_fill(p);
    mine.ledger = p->room.path;
    assert_ok(serve_start(&mine, &p->s, &err), err);
    p->port = serve_port(p->s);
    snprintf(p->host, sizeof p->host, "127.0.0.1:%u", p->port);
}

void place_close(place *p) {
    serve_stop(p->s);
    room_close(&p->room);
}

/* ---- the client
 * --------------------------------------------------------------------------------------------------------------------- */

static int dial(uint16_t port) {
    const struct timeval patience = {.tv_sec = 20};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static void send_all(int fd, const char *bytes, size_t n) {
    for (size_t at = 0; at < n;) {
        const ssize_t sent = send(fd, bytes + at, n - at, MSG_NOSIGNAL);
        if (sent <= 0) break; /* the server may have said no before it heard all */
        at += (size_t)sent;
    }
}

/* Chunks of "SIZE\r\nBYTES\r\n" become the bytes; false where the last chunk did not come. */
static bool unchunk(char *body, size_t *n) {
    size_t from = 0, to = 0;
    for (;;) {
        char *end = NULL;
        const size_t size = strtoull(body + from, &end, 16);
        if (!end || end == body + from || from >= *n) return false;
        from = (size_t)(end - body) + 2;
        if (from + size > *n) return false;
        memmove(body + to, body + from, size);
        to += size;
        if (size == 0) break;
        from += size + 2;
    }
    body[to] = '\0';
    *n = to;
    return true;
}

reply place_send(const place *p, const char *bytes, size_t n) {
    buf got;
    char part[65536];
    ssize_t some;
    reply r = {0};
    const int fd = dial(p->port);
    buf_init(&got);
    send_all(fd, bytes, n);
    while ((some = recv(fd, part, sizeof part, 0)) > 0) buf_add(&got, part, (size_t)some);
    close(fd);
    assert_non_null(buf_cstr(&got));
    const char *end = strstr(got.at, "\r\n\r\n");
    if (end) {
        const size_t head = (size_t)(end - got.at) + 4;
        r.head = strndup(got.at, head);
        r.body_bytes = got.n - head;
        r.body = malloc(r.body_bytes + 1);
        memcpy(r.body, got.at + head, r.body_bytes);
        r.body[r.body_bytes] = '\0';
        sscanf(r.head, "HTTP/1.1 %u", &r.status);
        if (strstr(r.head, "Transfer-Encoding: chunked") && r.body_bytes) assert_true(unchunk(r.body, &r.body_bytes));
    }
    buf_free(&got);
    return r;
}

reply place_ask(const place *p, const char *method, const char *target, const char *headers, const char *body) {
    buf b;
    buf_init(&b);
    buf_printf(&b, "%s %s HTTP/1.1\r\n", method, target);
    if (!strstr(headers, "Host:")) buf_printf(&b, "Host: %s\r\n", p->host);
    buf_printf(&b, "Connection: close\r\n%s", headers);
    if (body) buf_printf(&b, "Content-Length: %zu\r\n", strlen(body));
    buf_str(&b, "\r\n");
    buf_str(&b, body);
    reply r = place_send(p, b.at, b.n);
    buf_free(&b);
    return r;
}

reply place_get(const place *p, const char *target) {
    return place_ask(p, "GET", target, "", NULL);
}

void reply_free(reply *r) {
    free(r->head);
    free(r->body);
    *r = (reply){0};
}

const char *reply_header(const reply *r, const char *name) {
    static char value[1024];
    char mark[64];
    snprintf(mark, sizeof mark, "\r\n%s: ", name);
    const char *at = r->head ? strcasestr(r->head, mark) : NULL;
    if (!at) return NULL;
    at += strlen(mark);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\r"), at);
    return value;
}

void place_log_in(const place *p, char headers[512]) {
    reply r = place_get(p, strchr(serve_address(p->s) + 7, '/'));
    assert_int_equal(r.status, 303);
    char cookie[128];
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(reply_header(&r, "Set-Cookie"), ";"), reply_header(&r, "Set-Cookie"));
    reply_free(&r);
    snprintf(headers, 512, "Cookie: %s\r\n", cookie);
    r = place_ask(p, "GET", "/about", headers, NULL);
    static const char mark[] = "name=\"depeche-write\" content=\"";
    const char *token = strstr(r.body, mark);
    assert_non_null(token);
    token += sizeof mark - 1;
    snprintf(headers, 512, "Cookie: %s\r\nX-Depeche-Write: %.*s\r\nContent-Type: application/json\r\n", cookie,
             (int)strcspn(token, "\""), token);
    reply_free(&r);
}
