/* One hop against a server that misbehaves. Each test is one way to misbehave, and what becomes of it. */
#include "testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <time.h>
#include <zlib.h>

#include "watch/fetch.h"
#include "watch/server.h"

enum { BYTES_MAX = 100000 };

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A server, and a fetcher that may reach its port and no other. */
typedef struct bench {
    server *s;
    fetcher *f;
    struct sockaddr_in passed;
    const struct sockaddr *passes[2];
    char resolve[3][128];
    const char *resolves[4];
    fetch_options o;
    fetch_answer answer;
} bench;

static void bench_open(bench *b, server_fn answer, void *context) {
    *b = (bench){.s = server_start(answer, context)};
    assert_non_null(b->s);
    b->passed = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(server_port(b->s)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    b->passes[0] = (const struct sockaddr *)&b->passed;
    b->o = (fetch_options){.agent = "depeche/test (+mailto:desk@wire.example)",
                           .passed = b->passes,
                           .resolve = b->resolves,
                           .connect_ms = 2000,
                           .total_ms = 2000};
    assert_int_equal(fetcher_new(&b->o, &b->f, NULL), DP_OK);
}

/* Options are copied: who changes them opens the fetcher anew. */
static void bench_again(bench *b) {
    fetcher_free(b->f);
    assert_int_equal(fetcher_new(&b->o, &b->f, NULL), DP_OK);
}

static void bench_close(bench *b) {
    fetcher_free(b->f);
    server_stop(b->s);
}

/* `name` is looked up as `address` from now on. */
static void bench_name(bench *b, unsigned slot, const char *name, const char *address) {
    snprintf(b->resolve[slot], sizeof b->resolve[slot], "%s:%u:%s", name, server_port(b->s), address);
    b->resolves[slot] = b->resolve[slot];
}

static void fetch_request_of(bench *b, const fetch_request *r) {
    dp_error err = {0};
    const dp_status s = fetcher_start(b->f, r, &err);
    if (s != DP_OK) fail_msg("%s", err.message);
    const int64_t until = now_ms() + 10000;
    while (!fetcher_next(b->f, 100, &b->answer)) assert_true(now_ms() < until);
    assert_int_equal(fetcher_running(b->f), 0);
}

static const fetch_answer *fetch_of(bench *b, const char *host, const char *path) {
    char at[256];
    snprintf(at, sizeof at, "http://%s:%u%s", host, server_port(b->s), path);
    fetch_request_of(b, &(fetch_request){.url = at, .bytes_max = BYTES_MAX});
    return &b->answer;
}

static const fetch_answer *fetch(bench *b, const char *path) {
    return fetch_of(b, "127.0.0.1", path);
}

static void expect_error(const fetch_answer *a, bool refused, const char *words) {
    assert_int_equal(a->status, 0);
    assert_int_equal(a->n, 0);
    assert_int_equal(a->refused, refused);
    if (!strstr(a->error.message, words)) fail_msg("\"%s\" is not said in: %s", words, a->error.message);
}

/* ---- servers that do as they should
 * -------------------------------------------------------------------------------------------- */

static void answer_whole(void *context, visit *v) {
    (void)context;
    visit_answer(v, 200,
                 "Content-Type: text/html; charset=utf-8\r\nETag: W/\"a1\"\r\nLast-Modified: Tue, 14 Nov 2023 22:13:20 GMT\r\n"
                 "Cache-Control: max-age=60\r\nSet-Cookie: id=1\r\n",
                 "<p>Hello");
}

static void an_answer_has_its_bytes_and_headers(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_whole, NULL);
    const fetch_answer *a = fetch(&b, "/a");
    assert_int_equal(a->status, 200);
    assert_int_equal(a->error.code, DP_OK);
    assert_string_equal(a->bytes, "<p>Hello");
    assert_int_equal(a->n, 8);
    assert_string_equal(a->type, "text/html; charset=utf-8");
    assert_string_equal(a->etag, "W/\"a1\"");
    assert_string_equal(a->modified, "Tue, 14 Nov 2023 22:13:20 GMT");
    assert_string_equal(a->cache_control, "max-age=60");
    assert_null(a->location);
    bench_close(&b);
}

/* Notes the head of the last request. */
static void answer_noting(void *context, visit *v) {
    snprintf(context, sizeof v->head, "%s", v->head);
    answer_whole(NULL, v);
}

static void a_request_says_who_we_are_and_nothing_else(void **state) {
    (void)state;
    bench b;
    char head[16384] = "";
    assert_int_equal(setenv("http_proxy", "http://127.0.0.1:9", 1), 0);
    bench_open(&b, answer_noting, head);
    fetch(&b, "/a");
    fetch(&b, "/b");
    unsetenv("http_proxy");
    assert_int_equal(b.answer.status, 200); /* the proxy of the environment was not asked */
    assert_non_null(strstr(head, "GET /b HTTP/1.1\r\n"));
    assert_non_null(strstr(head, "User-Agent: depeche/test (+mailto:desk@wire.example)\r\n"));
    assert_non_null(strstr(head, "Accept-Encoding: gzip\r\n"));
    assert_null(strcasestr(head, "cookie"));
    assert_null(strcasestr(head, "authorization"));
    assert_null(strcasestr(head, "referer"));
    assert_null(strcasestr(head, "if-none-match"));
    bench_close(&b);
}

static void answer_unless_same(void *context, visit *v) {
    char etag[64] = "", since[64] = "";
    (void)context;
    visit_header(v, "If-None-Match", etag, sizeof etag);
    visit_header(v, "If-Modified-Since", since, sizeof since);
    const bool same = strcmp(etag, "\"a1\"") == 0 && strcmp(since, "Tue, 14 Nov 2023 22:13:20 GMT") == 0;
    visit_answer(v, same ? 304 : 200, "ETag: \"a1\"\r\n", same ? "" : "new");
}

static void what_did_not_change_is_not_sent_again(void **state) {
    (void)state;
    bench b;
    char at[64];
    bench_open(&b, answer_unless_same, NULL);
    snprintf(at, sizeof at, "http://127.0.0.1:%u/", server_port(b.s));
    fetch_request_of(
        &b, &(fetch_request){.url = at, .bytes_max = BYTES_MAX, .etag = "\"a1\"", .modified = "Tue, 14 Nov 2023 22:13:20 GMT"});
    assert_int_equal(b.answer.status, 304);
    assert_int_equal(b.answer.n, 0);
    fetch(&b, "/");
    assert_int_equal(b.answer.status, 200);
    bench_close(&b);
}

static void answer_redirect(void *context, visit *v) {
    char line[512];
    snprintf(line, sizeof line, "Location: %s\r\n", (const char *)context);
    visit_answer(v, 302, line, "moved");
}

static void a_redirect_is_handed_back_and_not_followed(void **state) {
    (void)state;
    bench b;
    char to[] = "http://169.254.169.254/latest";
    bench_open(&b, answer_redirect, to);
    const fetch_answer *a = fetch(&b, "/a");
    assert_int_equal(a->status, 302);
    assert_string_equal(a->location, to);
    assert_int_equal(server_count(b.s, "/latest"), 0);
    bench_close(&b);
}

/* ---- sizes -------------------------------------------------------------------------------------------------------------------
 */

static void answer_endless(void *context, visit *v) {
    char block[8192];
    (void)context;
    memset(block, 'a', sizeof block);
    visit_say(v, "HTTP/1.1 200 x\r\n\r\n");
    while (visit_send(v, block, sizeof block)) continue;
}

static void an_endless_answer_is_broken_off(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_endless, NULL);
    expect_error(fetch(&b, "/a"), true, "longer than 100000 bytes");
    bench_close(&b);
}

static void an_endless_robots_txt_is_cut(void **state) {
    (void)state;
    bench b;
    char at[64];
    bench_open(&b, answer_endless, NULL);
    snprintf(at, sizeof at, "http://127.0.0.1:%u/robots.txt", server_port(b.s));
    fetch_request_of(&b, &(fetch_request){.url = at, .bytes_max = 5000, .cut = true});
    assert_int_equal(b.answer.status, 200);
    assert_int_equal(b.answer.n, 5000);
    assert_int_equal(b.answer.error.code, DP_OK);
    bench_close(&b);
}

static void answer_announcing_much(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nContent-Length: 9000000000\r\n\r\n");
    visit_wait(v, 5000);
}

static void an_answer_that_announces_too_much_is_not_waited_for(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_announcing_much, NULL);
    const int64_t start = now_ms();
    expect_error(fetch(&b, "/a"), true, "longer than");
    assert_true(now_ms() - start < 1000);
    bench_close(&b);
}

/* As many zeros as would be, in one gzip stream. */
static void answer_bomb(void *context, visit *v) {
    static const char zeros[1 << 16];
    z_stream z = {0};
    unsigned char packed[1 << 16];
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    bool taken = true;
    for (int i = 0; taken && i < 1 << 14; i++) { /* a gigabyte */
        z.next_in = (unsigned char *)(uintptr_t)zeros;
        z.avail_in = sizeof zeros;
        z.next_out = packed;
        z.avail_out = sizeof packed;
        deflate(&z, Z_NO_FLUSH);
        taken = visit_send(v, packed, sizeof packed - z.avail_out);
    }
    deflateEnd(&z);
}

static void a_gzip_bomb_is_stopped_by_what_it_unpacks_to(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_bomb, NULL);
    expect_error(fetch(&b, "/a"), true, "longer than 100000 bytes");
    bench_close(&b);
}

static void answer_gzip(void *context, visit *v) {
    static const char text[] = "<p>packed text</p>";
    unsigned char packed[256];
    z_stream z = {
        .next_in = (unsigned char *)(uintptr_t)text, .avail_in = sizeof text - 1, .next_out = packed, .avail_out = sizeof packed};
    (void)context;
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
    deflate(&z, Z_FINISH);
    visit_say(v, "HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\nContent-Length: %lu\r\n\r\n", z.total_out);
    visit_send(v, packed, z.total_out);
    deflateEnd(&z);
}

static void a_packed_answer_is_unpacked(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_gzip, NULL);
    assert_string_equal(fetch(&b, "/a")->bytes, "<p>packed text</p>");
    bench_close(&b);
}

static void answer_broken_gzip(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot gzip at ");
}

static void a_packed_answer_that_is_none_is_an_error(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_broken_gzip, NULL);
    expect_error(fetch(&b, "/a"), false, "");
    assert_int_equal(b.answer.error.code, DP_E_IO);
    bench_close(&b);
}

static void answer_endless_head(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\n");
    while (visit_say(v, "X-Filler: %0500d\r\n", 1)) continue;
}

static void endless_headers_are_broken_off(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_endless_head, NULL);
    expect_error(fetch(&b, "/a"), true, "bytes of headers");
    bench_close(&b);
}

static void answer_endless_continue(void *context, visit *v) {
    (void)context;
    while (visit_say(v, "HTTP/1.1 103 Early\r\nX-Filler: %0500d\r\n\r\n", 1)) continue;
}

static void endless_early_hints_are_broken_off(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_endless_continue, NULL);
    expect_error(fetch(&b, "/a"), true, "bytes of headers");
    bench_close(&b);
}

/* ---- times -------------------------------------------------------------------------------------------------------------------
 */

static void answer_never(void *context, visit *v) {
    (void)context;
    visit_wait(v, 5000);
}

static void answer_slow_head(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nX-A: ");
    while (!visit_wait(v, 0) || (visit_wait(v, 20) && visit_say(v, "a"))) continue;
}

static void answer_drip(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nContent-Length: 1000\r\n\r\n");
    while (visit_wait(v, 20) && visit_say(v, "a")) continue;
}

static void expect_timeout(server_fn answer) {
    bench b;
    bench_open(&b, answer, NULL);
    b.o.total_ms = 200;
    bench_again(&b);
    const int64_t start = now_ms();
    expect_error(fetch(&b, "/a"), false, "too long");
    assert_true(now_ms() - start >= 190 && now_ms() - start < 1500);
    bench_close(&b);
}

static void a_server_that_says_nothing_is_left(void **state) {
    (void)state;
    expect_timeout(answer_never);
}

static void headers_that_come_letter_by_letter_are_left(void **state) {
    (void)state;
    expect_timeout(answer_slow_head);
}

static void a_body_that_comes_letter_by_letter_is_left(void **state) {
    (void)state;
    expect_timeout(answer_drip);
}

/* ---- broken answers
 * ------------------------------------------------------------------------------------------------------------ */

static void answer_short(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nContent-Length: 1000\r\n\r\nonly this");
}

static void answer_broken_chunks(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nworld\r\n0\r\n\r\n");
}

static void answer_cut_chunks(void *context, visit *v) {
    (void)context;
    visit_say(v, "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFF\r\nhello");
}

static void answer_nothing(void *context, visit *v) {
    (void)context;
    (void)v;
}

static void answer_rubbish(void *context, visit *v) {
    (void)context;
    visit_say(v, "220 mail.wire.example ESMTP ready\r\n");
}

static void broken_answers_are_errors(void **state) {
    (void)state;
    static const server_fn broken[] = {answer_short, answer_broken_chunks, answer_cut_chunks, answer_nothing, answer_rubbish};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        bench b;
        bench_open(&b, broken[i], NULL);
        expect_error(fetch(&b, "/a"), false, "");
        assert_int_equal(b.answer.error.code, DP_E_IO);
        assert_true(b.answer.error.message[0] != '\0');
        bench_close(&b);
    }
}

static void answer_binary_headers(void *context, visit *v) {
    (void)context;
    visit_answer(v, 200, "ETag: \x1b[31m\xff\r\nContent-Type: text/html\r\nLocation: \x01\r\n", "a");
}

static void headers_with_control_codes_are_not_kept(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_binary_headers, NULL);
    const fetch_answer *a = fetch(&b, "/a");
    assert_int_equal(a->status, 200);
    assert_null(a->etag);
    assert_null(a->location);
    assert_string_equal(a->type, "text/html");
    bench_close(&b);
}

/* ---- the guard
 * ----------------------------------------------------------------------------------------------------------------- */

static void a_private_address_is_refused(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_whole, NULL);
    b.o.passed = NULL;
    bench_again(&b);
    expect_error(fetch(&b, "/a"), true, "loopback");
    assert_int_equal(server_count(b.s, "/a"), 0);
    b.o.allow_private = true;
    bench_again(&b);
    assert_int_equal(fetch(&b, "/a")->status, 200);
    bench_close(&b);
}

/* The test's own server passes, the port beside it does not, nor another address of this machine. */
static void what_passes_is_one_port_of_one_address(void **state) {
    (void)state;
    bench b, other;
    bench_open(&b, answer_whole, NULL);
    bench_open(&other, answer_whole, NULL);
    char at[64];
    snprintf(at, sizeof at, "http://127.0.0.1:%u/", server_port(other.s));
    fetch_request_of(&b, &(fetch_request){.url = at, .bytes_max = BYTES_MAX});
    expect_error(&b.answer, true, "loopback");
    expect_error(fetch_of(&b, "127.0.0.2", "/"), true, "loopback");
    expect_error(fetch_of(&b, "[::1]", "/"), true, "loopback");
    expect_error(fetch_of(&b, "[::ffff:127.0.0.1]", "/"), true, "IPv4-mapped");
    expect_error(fetch_of(&b, "0.0.0.0", "/"), true, "of this network");
    expect_error(fetch_of(&b, "169.254.169.254", "/"), true, "link-local");
    bench_close(&b);
    bench_close(&other);
}

static void a_name_is_judged_by_what_it_leads_to(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_whole, NULL);
    bench_name(&b, 0, "wire.example", "127.0.0.1");
    bench_name(&b, 1, "inside.example", "10.1.2.3");
    assert_int_equal(fetch_of(&b, "wire.example", "/a")->status, 200);
    expect_error(fetch_of(&b, "inside.example", "/a"), true, "private");
    bench_close(&b);
}

/* The name that was public a moment ago now leads inside: each hop is judged by itself. */
static void a_name_that_changes_its_address_between_hops_is_judged_again(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_whole, NULL);
    bench_name(&b, 0, "wire.example", "127.0.0.1");
    assert_int_equal(fetch_of(&b, "wire.example", "/a")->status, 200);
    bench_name(&b, 0, "wire.example", "192.168.0.7");
    expect_error(fetch_of(&b, "wire.example", "/b"), true, "private");
    assert_int_equal(server_count(b.s, "/b"), 0);
    bench_close(&b);
}

static void a_name_with_a_public_and_a_private_address_uses_the_public_one(void **state) {
    (void)state;
    bench b;
    bench_open(&b, answer_whole, NULL);
    bench_name(&b, 0, "wire.example", "127.0.0.2,127.0.0.1");
    assert_int_equal(fetch_of(&b, "wire.example", "/a")->status, 200);
    bench_close(&b);
}

static void answer_as_proxy(void *context, visit *v) {
    (void)context;
    visit_answer(v, 200, "", v->path);
}

static void a_proxy_is_used_where_it_is_named(void **state) {
    (void)state;
    bench b;
    char proxy[64];
    bench_open(&b, answer_as_proxy, NULL);
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%u", server_port(b.s));
    b.o.proxy = proxy;
    b.o.passed = NULL;
    bench_again(&b);
    fetch_request_of(&b, &(fetch_request){.url = "http://wire.example/a", .bytes_max = BYTES_MAX});
    assert_string_equal(b.answer.bytes, "http://wire.example/a");
    dp_error err = {0};
    static const char *const inside[] = {"http://127.0.0.1/a", "http://[::1]:80/a", "http://10.0.0.1:8080/"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        assert_int_equal(fetcher_start(b.f, &(fetch_request){.url = inside[i], .bytes_max = BYTES_MAX}, &err), DP_E_FORMAT);
    bench_close(&b);
}

/* ---- many
 * ---------------------------------------------------------------------------------------------------------------------- */

static void many_requests_run_at_once_and_a_fetcher_may_be_closed_amid_them(void **state) {
    (void)state;
    bench b;
    char at[64];
    bench_open(&b, answer_never, NULL);
    snprintf(at, sizeof at, "http://127.0.0.1:%u/", server_port(b.s));
    for (int i = 0; i < 20; i++)
        assert_int_equal(fetcher_start(b.f, &(fetch_request){.url = at, .bytes_max = BYTES_MAX}, NULL), DP_OK);
    assert_int_equal(fetcher_running(b.f), 20);
    const int64_t until = now_ms() + 5000;
    while (server_most(b.s) < 20 && now_ms() < until) assert_false(fetcher_next(b.f, 10, &b.answer));
    assert_int_equal(server_most(b.s), 20);
    bench_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_has_its_bytes_and_headers),
        cmocka_unit_test(a_request_says_who_we_are_and_nothing_else),
        cmocka_unit_test(what_did_not_change_is_not_sent_again),
        cmocka_unit_test(a_redirect_is_handed_back_and_not_followed),
        cmocka_unit_test(an_endless_answer_is_broken_off),
        cmocka_unit_test(an_endless_robots_txt_is_cut),
        cmocka_unit_test(an_answer_that_announces_too_much_is_not_waited_for),
        cmocka_unit_test(a_gzip_bomb_is_stopped_by_what_it_unpacks_to),
        cmocka_unit_test(a_packed_answer_is_unpacked),
        cmocka_unit_test(a_packed_answer_that_is_none_is_an_error),
        cmocka_unit_test(endless_headers_are_broken_off),
        cmocka_unit_test(endless_early_hints_are_broken_off),
        cmocka_unit_test(a_server_that_says_nothing_is_left),
        cmocka_unit_test(headers_that_come_letter_by_letter_are_left),
        cmocka_unit_test(a_body_that_comes_letter_by_letter_is_left),
        cmocka_unit_test(broken_answers_are_errors),
        cmocka_unit_test(headers_with_control_codes_are_not_kept),
        cmocka_unit_test(a_private_address_is_refused),
        cmocka_unit_test(what_passes_is_one_port_of_one_address),
        cmocka_unit_test(a_name_is_judged_by_what_it_leads_to),
        cmocka_unit_test(a_name_that_changes_its_address_between_hops_is_judged_again),
        cmocka_unit_test(a_name_with_a_public_and_a_private_address_uses_the_public_one),
        cmocka_unit_test(a_proxy_is_used_where_it_is_named),
        cmocka_unit_test(many_requests_run_at_once_and_a_fetcher_may_be_closed_amid_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
