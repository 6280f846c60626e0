/* Who may ask and who may write; what every answer bears. */
#include "ledger/withhold.h"
#include "place.h"

static place p;

static int set_up(void **state) {
    (void)state;
    place_open(&p, &(serve_options){.coder = "ana"});
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    place_close(&p);
    return 0;
}

static unsigned status_of(const char *method, const char *target, const char *headers, const char *body) {
    reply r = place_ask(&p, method, target, headers, body);
    const unsigned status = r.status;
    reply_free(&r);
    return status;
}

/* Another name that leads here (DNS rebinding) is refused, whatever it is like. */
static void test_only_our_own_name_is_answered(void **state) {
    (void)state;
    char mine[64];
    snprintf(mine, sizeof mine, "Host: localhost:%u\r\n", p.port);
    assert_int_equal(status_of("GET", "/claims.json", "", NULL), 200);
    assert_int_equal(status_of("GET", "/claims.json", mine, NULL), 200);
    static const char *const others[] = {
        "Host: evil.example\r\n", "Host: 127.0.0.1\r\n", "Host: 127.0.0.1:1\r\n", "Host: 127.0.0.1.evil.example\r\n",
        "Host: 0.0.0.0\r\n",      "Host: \r\n",          "Host: localhost.\r\n",  "Host: [::1]\r\n"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(status_of("GET", "/claims.json", others[i], NULL), 421);
    snprintf(mine, sizeof mine, "Host: evil.example:%u\r\n", p.port);
    assert_int_equal(status_of("GET", "/claims.json", mine, NULL), 421);
}

static void assert_guarded(const char *method, const char *target, const char *headers) {
    static const char *const needed[][2] = {{"X-Content-Type-Options", "nosniff"},
                                            {"Referrer-Policy", "no-referrer"},
                                            {"X-Frame-Options", "DENY"},
                                            {"Cross-Origin-Resource-Policy", "same-origin"}};
    reply r = place_ask(&p, method, target, headers, NULL);
    const char *policy = reply_header(&r, "Content-Security-Policy");
    if (!policy) fail_msg("%s %s has no policy", method, target);
    assert_ptr_equal(strstr(policy, "default-src 'none'; "), policy);
    assert_non_null(strstr(policy, "frame-ancestors 'none'"));
    assert_non_null(strstr(policy, "require-trusted-types-for 'script'"));
    assert_null(strstr(policy, "unsafe"));
    assert_null(strstr(policy, "http"));
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) assert_string_equal(reply_header(&r, needed[i][0]), needed[i][1]);
    assert_non_null(reply_header(&r, "Cache-Control"));
    assert_null(reply_header(&r, "Access-Control-Allow-Origin"));
    reply_free(&r);
}

static void test_every_answer_bears_the_policy(void **state) {
    (void)state;
    static const char *const targets[] = {"/",
                                          "/claims",
                                          "/claims.json",
                                          "/claims.csv",
                                          "/claims.geojson",
                                          "/claims.atom",
                                          "/about.json",
                                          "/nothing",
                                          "/claims.json?foo=1",
                                          "/outlines.json",
                                          "/openapi.json",
                                          "/login?key=x",
                                          "/claims/C0",
                                          "/places/Nowhere",
                                          "/%00",
                                          "/search"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        assert_guarded("GET", targets[i], "");
        assert_guarded("HEAD", targets[i], "");
        assert_guarded("PUT", targets[i], "");
        assert_guarded("GET", targets[i], "Host: evil.example\r\n");
    }
    assert_guarded("POST", "/review/decisions", "Content-Length: 0\r\n");
}

static void test_writing_needs_login_token_and_our_own_page(void **state) {
    (void)state;
    char in[512], with[900], no_token[512];
    reply list = place_get(&p, "/claims.json?limit=1");
    char claim[32], body[200];
    snprintf(claim, sizeof claim, "%.17s", strstr(list.body, "\"id\":\"C") + 6);
    snprintf(body, sizeof body, "{\"claim\":\"%s\",\"kind\":\"accept\"}", claim);
    reply_free(&list);
    static const char json[] = "Content-Type: application/json\r\n";
    assert_int_equal(status_of("POST", "/review/decisions", json, body), 403);
    place_log_in(&p, in);
    snprintf(no_token, sizeof no_token, "%.*s%s", (int)(strstr(in, "X-Depeche") - in), in, json);
    assert_int_equal(status_of("POST", "/review/decisions", no_token, body), 403);
    static const char *const elsewhere[] = {"Origin: https://evil.example\r\n", "Origin: null\r\n",
                                            "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
                                            "Sec-Fetch-Site: none\r\n"};
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        snprintf(with, sizeof with, "%s%s", in, elsewhere[i]);
        assert_int_equal(status_of("POST", "/review/decisions", with, body), 403);
    }
    snprintf(with, sizeof with, "%sOrigin: http://%s\r\nSec-Fetch-Site: same-origin\r\n", in, p.host);
    assert_int_equal(status_of("POST", "/review/decisions", with, body), 200);
    assert_int_equal(status_of("GET", "/review/decisions", in, NULL), 405);
    assert_int_equal(status_of("POST", "/claims.json", in, "{}"), 405);
}

static void test_a_login_link_works_once(void **state) {
    (void)state;
    place own;
    place_open(&own, &(serve_options){.coder = "ben"});
    const char *link = strchr(serve_address(own.s) + 7, '/');
    char headers[512];
    reply r = place_ask(&own, "HEAD", link, "", NULL); /* who only looks ahead does not use it up */
    assert_int_equal(r.status, 403);
    reply_free(&r);
    place_log_in(&own, headers);
    r = place_get(&own, link);
    assert_int_equal(r.status, 403);
    assert_null(reply_header(&r, "Set-Cookie"));
    reply_free(&r);
    place_close(&own);
}

static void test_a_cookie_is_for_this_server_alone(void **state) {
    (void)state;
    place own;
    place_open(&own, &(serve_options){.coder = "ben"});
    reply r = place_get(&own, strchr(serve_address(own.s) + 7, '/'));
    const char *cookie = reply_header(&r, "Set-Cookie");
    assert_non_null(strstr(cookie, "HttpOnly"));
    assert_non_null(strstr(cookie, "SameSite=Strict"));
    char name[32];
    snprintf(name, sizeof name, "depeche-%u=", own.port);
    assert_ptr_equal(strstr(cookie, name), cookie);
    reply_free(&r);
    place_close(&own);
}

static void test_without_a_coder_nothing_is_written(void **state) {
    (void)state;
    place own;
    place_open(&own, &(serve_options){.port = 0});
    assert_null(strstr(serve_address(own.s), "key"));
    reply r = place_ask(&own, "POST", "/review/decisions", "Content-Type: application/json\r\n", "{}");
    assert_int_equal(r.status, 403);
    reply_free(&r);
    place_close(&own);
}

static void test_other_addresses_need_a_token(void **state) {
    (void)state;
    server *s = NULL;
    dp_error err = {0};
    assert_int_equal(serve_start(&(serve_options){.ledger = p.room.path, .host = "0.0.0.0"}, &s, &err), DP_E_USAGE);
    assert_null(s);
    assert_non_null(strstr(err.remedy, "token"));
    assert_int_equal(serve_start(&(serve_options){.ledger = p.room.path, .host = "0.0.0.0", .token = "short"}, &s, &err),
                     DP_E_USAGE);
    assert_int_equal(serve_start(&(serve_options){.ledger = p.room.path, .host = "not an address"}, &s, &err), DP_E_USAGE);
}

/* What is withheld from exports is for its owner's eyes. */
static void test_others_do_not_see_what_is_withheld(void **state) {
    (void)state;
    static const char token[] = "0123456789abcdef0123";
    place own;
    place_fill(&own);
    arena a;
    arena_init(&a);
    dp_error err = {0};
    ledger_withheld mark;
    server *s = NULL;
    serve_options o = {.ledger = own.room.path, .host = "0.0.0.0", .token = token};
    assert_ok(serve_start(&o, &s, &err), err);
    serve_stop(s);
    ledger *l = room_ledger(&own.room, LEDGER_WRITE);
    assert_ok(ledger_withhold(l, "174448", "a source asked for it", &a, &mark, &err), err);
    ledger_close(l);
    assert_int_equal(serve_start(&o, &s, &err), DP_E_USAGE);
    assert_non_null(strstr(err.remedy, "--with-withheld"));
    o.withheld = true;
    assert_ok(serve_start(&o, &s, &err), err);
    serve_stop(s);
    assert_ok(serve_start(&(serve_options){.ledger = own.room.path}, &own.s, &err), err);
    own.port = serve_port(own.s);
    snprintf(own.host, sizeof own.host, "127.0.0.1:%u", own.port);
    reply list = place_get(&own, "/claims.json?place=174448&limit=1");
    char target[64];
    snprintf(target, sizeof target, "/claims/%.17s.json", strstr(list.body, "\"id\":\"C") + 6);
    reply_free(&list);
    reply r = place_get(&own, target);
    assert_non_null(strstr(r.body, "\"withheld\":{\"by\":\"place\""));
    assert_non_null(strstr(r.body, "a source asked for it"));
    reply_free(&r);
    r = place_get(&own, "/claims.geojson?place=174448");
    assert_null(strstr(r.body, "Abu Kamal"));
    reply_free(&r);
    place_close(&own);
    arena_free(&a);
}

static void test_with_a_token_every_request_shows_it(void **state) {
    (void)state;
    static const char token[] = "0123456789abcdef0123";
    place own;
    char headers[256];
    place_open(&own, &(serve_options){.token = token});
    reply r = place_get(&own, "/claims.json");
    assert_int_equal(r.status, 401);
    reply_free(&r);
    r = place_ask(&own, "GET", "/claims.json", "Authorization: Bearer 0123456789abcdef0124\r\n", NULL);
    assert_int_equal(r.status, 401);
    reply_free(&r);
    snprintf(headers, sizeof headers, "Authorization: Bearer %s\r\n", token);
    r = place_ask(&own, "GET", "/claims.json", headers, NULL);
    assert_int_equal(r.status, 200);
    reply_free(&r);
    r = place_get(&own, "/login?key=0123456789abcdef0123");
    assert_int_equal(r.status, 303);
    snprintf(headers, sizeof headers, "Cookie: %.*s\r\n", (int)strcspn(reply_header(&r, "Set-Cookie"), ";"),
             reply_header(&r, "Set-Cookie"));
    reply_free(&r);
    r = place_ask(&own, "GET", "/app.js", headers, NULL);
    assert_true(r.status == 200 || r.status == 404); /* whether the page was built */
    reply_free(&r);
    r = place_ask(&own, "GET", "/claims.json", headers, NULL);
    assert_int_equal(r.status, 200);
    reply_free(&r);
    place_close(&own);
}

static void test_sizes_are_bounded(void **state) {
    (void)state;
    const size_t n = 20000;
    char *long_text = malloc(n + 1), *request = malloc(2 * n);
    memset(long_text, 'a', n);
    long_text[n] = '\0';
    snprintf(request, 2 * n, "/claims.json?q=%s", long_text);
    assert_int_equal(status_of("GET", request, "", NULL), 414);
    snprintf(request, 2 * n, "X-Long: %s\r\n", long_text);
    assert_int_equal(status_of("GET", "/claims.json", request, NULL), 431);
    assert_int_equal(status_of("POST", "/review/decisions", "Content-Type: application/json\r\n", long_text), 413);
    free(long_text);
    free(request);
}

/* What no browser sends. Each is refused in the one form and with the headers of every answer, whoever notices it. */
static void test_requests_that_are_none_bear_the_policy_too(void **state) {
    (void)state;
#define GET "GET /claims.json HTTP/1.1\r\n"
#define AT  "Host: 127.0.0.1\r\n"
    static const struct {
        const char *bytes;
        unsigned status;
    } sent[] = {
        {"\r\n\r\n", 400},
        {"GET\r\n\r\n", 400},
        {"GET /\r\n\r\n", 400},
        {"GET / HTTP/2\r\n\r\n", 400},
        {"GET / HTTP/1.1 x\r\n\r\n", 400},
        {"G\x01T / HTTP/1.1\r\n\r\n", 400},
        {"\x16\x03\x01\x02", 400}, /* the greeting of TLS */
        {"GET / HTTP/1.1\n\n", 400},
        {"GET / HTTP/2.0\r\n\r\n", 505},
        {"GET / HTTP/0.9\r\n\r\n", 505},
        {GET AT "no header\r\n\r\n", 400},
        {GET AT " folded: x\r\n\r\n", 400},
        {GET AT "Na me: x\r\n\r\n", 400},
        {GET AT ": x\r\n\r\n", 400},
        {GET AT AT "\r\n", 400},
        {GET AT "Content-Length: x\r\n\r\n", 400},
        {GET AT "Content-Length: -1\r\n\r\n", 400},
        {GET AT "Content-Length:\r\n\r\n", 400},
        {GET AT "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 400},
        {GET AT "Content-Length: 99999999999999999999\r\n\r\n", 413},
        {GET AT "Transfer-Encoding: chunked\r\n\r\nx\r\n", 411},
        {GET "\r\n", 421},
        {"GET / HTTP/1.0\r\n\r\n", 421},
        {"GET nowhere HTTP/1.1\r\n" AT "\r\n", 400},
        {"BREW / HTTP/1.1\r\n" AT "\r\n", 421},
    };
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        reply r = place_send(&p, sent[i].bytes, strlen(sent[i].bytes));
        if (r.status != sent[i].status) fail_msg("%s: %u", sent[i].bytes, r.status);
        const char *policy = reply_header(&r, "Content-Security-Policy");
        if (!policy) fail_msg("%s has no policy", sent[i].bytes);
        assert_ptr_equal(strstr(policy, "default-src 'none'; "), policy);
        assert_string_equal(reply_header(&r, "Content-Type"), "application/problem+json");
        assert_non_null(strstr(r.body, "\"remedy\""));
        reply_free(&r);
    }
    const reply silent = place_send(&p, "HEAD / HTTP/7.0\r\n\r\n", 19);
    assert_int_equal(silent.status, 505);
    assert_int_equal(silent.body_bytes, 0);
    reply_free(&(reply){.head = silent.head, .body = silent.body});
}

/* As many headers, parameters and cookies as the sizes allow: none of them is more than the library bears. */
static void test_what_is_small_and_many_is_answered_by_us(void **state) {
    (void)state;
    static const struct {
        const char *begin, *one, *end;
        unsigned times, status;
    } sent[] = {
        {"GET /claims.json?", "&a", " HTTP/1.1\r\n" AT "\r\n", 4000, 400},
        {"GET /claims.json", "/x", " HTTP/1.1\r\n" AT "\r\n", 4000, 400},
        {"GET /claims.json?", "&a", " HTTP/1.1\r\n" AT "\r\n", 100, 400},
        {GET AT "Cookie: ", "a;", "\r\n\r\n", 8000, 431},
        {GET AT "Cookie: ", "a;", "\r\n\r\n", 99, 421},
        {GET AT, "a:\r\n", "\r\n", 99, 421},
        {GET AT, "a:\r\n", "\r\n", 100, 431},
        {GET AT, "a: 0123456789012345678901234567890123456789\r\n", "\r\n", 900, 431},
        {"GET /", "x", "", 9000, 414},
    };
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        buf b;
        buf_init(&b);
        buf_str(&b, sent[i].begin);
        for (unsigned k = 0; k < sent[i].times; k++) buf_str(&b, sent[i].one);
        buf_str(&b, sent[i].end);
        reply r = place_send(&p, b.at, b.n);
        if (r.status != sent[i].status) fail_msg("%s…: %u", sent[i].begin, r.status);
        assert_non_null(reply_header(&r, "Content-Security-Policy"));
        reply_free(&r);
        buf_free(&b);
    }
#undef AT
#undef GET
}

static void test_a_taken_port_is_said(void **state) {
    (void)state;
    server *s = NULL;
    dp_error err = {0};
    assert_int_equal(serve_start(&(serve_options){.ledger = p.room.path, .port = p.port}, &s, &err), DP_E_IO);
    assert_non_null(strstr(err.remedy, "--port"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_our_own_name_is_answered),
        cmocka_unit_test(test_every_answer_bears_the_policy),
        cmocka_unit_test(test_writing_needs_login_token_and_our_own_page),
        cmocka_unit_test(test_a_login_link_works_once),
        cmocka_unit_test(test_a_cookie_is_for_this_server_alone),
        cmocka_unit_test(test_without_a_coder_nothing_is_written),
        cmocka_unit_test(test_other_addresses_need_a_token),
        cmocka_unit_test(test_others_do_not_see_what_is_withheld),
        cmocka_unit_test(test_with_a_token_every_request_shows_it),
        cmocka_unit_test(test_sizes_are_bounded),
        cmocka_unit_test(test_requests_that_are_none_bear_the_policy_too),
        cmocka_unit_test(test_what_is_small_and_many_is_answered_by_us),
        cmocka_unit_test(test_a_taken_port_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
