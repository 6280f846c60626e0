/* Who may be asked, for what and when: addresses, robots.txt, addresses of the web, times, the list of feeds. Nothing here
 * touches the net, and the clock is a number. */
#include "testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "watch/address.h"
#include "watch/list.h"
#include "watch/robots.h"
#include "watch/schedule.h"

/* ---- addresses: the IANA registries once more, as they are written there ------------------------------------------------------
 */

/* All that must not be connected to. Behind NAT64's prefix stands an IPv4 address, which is looked up in the first list. */
static const char *const special4[] = {"0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10", "127.0.0.0/8",
                                       "169.254.0.0/16", "172.16.0.0/12",  "192.0.0.0/24",  "192.0.2.0/24",
                                       "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
                                       "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",   "255.255.255.255/32"};
static const char *const special6[] = {"::/128",       "::1/128",       "::/96",     "::ffff:0:0/96", "64:ff9b:1::/48",
                                       "100::/64",     "2001::/23",     "2001::/32", "2001:2::/48",   "2001:10::/28",
                                       "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20",     "5f00::/16",
                                       "fc00::/7",     "fe80::/10",     "fec0::/10", "ff00::/8"};
static const char nat64[] = "64:ff9b::/96";

typedef struct block {
    uint8_t first[16];
    unsigned bits, bytes;
} block;

static block read_block(const char *text) {
    char address[64];
    block b = {.bytes = strchr(text, ':') ? 16 : 4};
    snprintf(address, sizeof address, "%.*s", (int)strcspn(text, "/"), text);
    assert_int_equal(inet_pton(b.bytes == 16 ? AF_INET6 : AF_INET, address, b.first), 1);
    b.bits = (unsigned)atoi(strchr(text, '/') + 1);
    return b;
}

static bool holds(const block *b, const uint8_t *address) {
    for (unsigned i = 0; i < b->bits; i++)
        if ((b->first[i / 8] ^ address[i / 8]) >> (7 - i % 8) & 1) return false;
    return true;
}

static bool is_special(const uint8_t *address, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const block b = read_block(list[i]);
        if (holds(&b, address)) return true;
    }
    return false;
}

static bool expected4(const uint8_t *address) {
    return is_special(address, special4, sizeof special4 / sizeof *special4);
}

static bool expected6(const uint8_t *address) {
    const block translated = read_block(nat64);
    if (holds(&translated, address)) return expected4(address + 12);
    return address[0] >> 5 != 1 || is_special(address, special6, sizeof special6 / sizeof *special6);
}

static bool refused(const uint8_t *address, unsigned bytes) {
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    memcpy(&v4.sin_addr, address, 4);
    if (bytes == 16) memcpy(&v6.sin6_addr, address, 16);
    return address_refused(bytes == 16 ? (const struct sockaddr *)&v6 : (const struct sockaddr *)&v4) != NULL;
}

static void check_address(const uint8_t *address, unsigned bytes) {
    char text[64];
    inet_ntop(bytes == 16 ? AF_INET6 : AF_INET, address, text, sizeof text);
    const bool wanted = bytes == 16 ? expected6(address) : expected4(address);
    if (refused(address, bytes) != wanted) fail_msg("%s should %s refused", text, wanted ? "be" : "not be");
}

/* The number that stands `step` behind (or before) an address. */
static void move_by(uint8_t *address, unsigned bytes, int step) {
    for (unsigned i = bytes; i-- > 0;) {
        const int sum = address[i] + step;
        address[i] = (uint8_t)sum;
        if (sum >= 0 && sum <= 255) return;
        step = sum < 0 ? -1 : 1;
    }
}

static void check_block(const char *text, random_source *random) {
    const block b = read_block(text);
    uint8_t at[16];
    memcpy(at, b.first, sizeof at);
    check_address(at, b.bytes);
    assert_true(refused(at, b.bytes));
    move_by(at, b.bytes, -1);
    check_address(at, b.bytes);
    memcpy(at, b.first, sizeof at);
    for (unsigned i = b.bits; i < b.bytes * 8; i++) at[i / 8] |= (uint8_t)(0x80 >> i % 8);
    assert_true(refused(at, b.bytes));
    move_by(at, b.bytes, 1);
    check_address(at, b.bytes);
    for (int i = 0; i < 200; i++) {
        memcpy(at, b.first, sizeof at);
        for (unsigned bit = b.bits; bit < b.bytes * 8; bit++)
            if (random_below(random, 2)) at[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
        assert_true(refused(at, b.bytes));
    }
}

static void special_addresses_are_refused_to_their_edges(void **state) {
    (void)state;
    random_source random = {41};
    for (size_t i = 0; i < sizeof special4 / sizeof *special4; i++) check_block(special4[i], &random);
    for (size_t i = 0; i < sizeof special6 / sizeof *special6; i++) check_block(special6[i], &random);
}

static void any_address_is_judged_as_the_registries_do(void **state) {
    (void)state;
    random_source random = {42};
    unsigned passed = 0;
    for (int i = 0; i < 20000; i++) {
        uint8_t at[16];
        for (unsigned k = 0; k < 16; k++) at[k] = (uint8_t)random_next(&random);
        check_address(at, 4);
        passed += !refused(at, 4);
        at[0] = (uint8_t)(i % 2 ? 0x20 | (at[0] & 0x1f) : at[0]);
        check_address(at, 16);
    }
    assert_true(passed > 10000); /* and most of the net can be reached */
}

static void an_ipv4_address_within_nat64_is_judged_itself(void **state) {
    (void)state;
    static const struct {
        const char *address;
        bool refused;
    } cases[] = {{"64:ff9b::8.8.8.8", false}, {"64:ff9b::127.0.0.1", true}, {"64:ff9b::169.254.169.254", true},
                 {"64:ff9b::10.1.2.3", true}, {"::ffff:8.8.8.8", true},     {"2002:0808:0808::1", true},
                 {"2606:4700::1111", false},  {"2001:4860::8888", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t at[16];
        assert_int_equal(inet_pton(AF_INET6, cases[i].address, at), 1);
        if (refused(at, 16) != cases[i].refused) fail_msg("%s", cases[i].address);
    }
}

static void other_families_are_refused(void **state) {
    (void)state;
    const struct sockaddr unix_socket = {.sa_family = AF_UNIX};
    assert_non_null(address_refused(&unix_socket));
}

/* ---- robots.txt ----------------------------------------------------------------------------------------------------------- */

static bool allows(const char *robots_txt, const char *target) {
    arena a;
    robots r;
    bool allowed = false;
    arena_init(&a);
    const size_t n = strlen(robots_txt);
    char *exact = exact_copy(robots_txt, n);
    assert_true(robots_read(exact, n, "depeche", &a, &r));
    free(exact);
    assert_true(robots_allow(&r, target, &a, &allowed));
    arena_free(&a);
    return allowed;
}

static uint32_t delay_of(const char *robots_txt) {
    arena a;
    robots r;
    arena_init(&a);
    assert_true(robots_read(robots_txt, strlen(robots_txt), "depeche", &a, &r));
    arena_free(&a);
    return r.delay_ms;
}

static void without_rules_all_is_allowed(void **state) {
    (void)state;
    assert_true(allows("", "/a"));
    assert_true(allows("User-agent: *\nDisallow:\n", "/a"));
    assert_true(allows("<!DOCTYPE html><html><body>User-agent: nothing here: Disallow: /</body></html>", "/a"));
    assert_true(allows("Disallow: /a\n", "/a")); /* a rule of no group */
    assert_true(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
}

static void a_group_that_names_us_takes_the_place_of_the_one_for_everybody(void **state) {
    (void)state;
    static const char text[] = "User-agent: *\nDisallow: /\n\nUser-agent: DEPECHE/2.0\nDisallow: /closed/\n";
    assert_true(allows(text, "/open/1"));
    assert_false(allows(text, "/closed/1"));
    assert_false(allows("User-agent: depechemode\nAllow: /\nUser-agent: *\nDisallow: /", "/a"));
    assert_true(allows("User-agent: other\nDisallow: /\n", "/a"));
}

static void groups_that_name_us_twice_are_one(void **state) {
    (void)state;
    static const char text[] =
        "User-agent: depeche\nDisallow: /a\nUser-agent: other\nDisallow: /b\nuser-agent: depeche\nDisallow: /c\n";
    assert_false(allows(text, "/a"));
    assert_true(allows(text, "/b"));
    assert_false(allows(text, "/c"));
}

static void agents_that_follow_each_other_share_a_group(void **state) {
    (void)state;
    static const char text[] =
        "User-agent: other\nSitemap: https://wire.example/map.xml\n\nUser-agent: depeche\nDisallow: /shared\n"
        "User-agent: third\nDisallow: /theirs\n";
    assert_false(allows(text, "/shared"));
    assert_true(allows(text, "/theirs"));
}

static void the_longest_rule_decides_and_allow_wins_a_draw(void **state) {
    (void)state;
    static const char text[] = "User-agent: *\nDisallow: /news\nAllow: /news/world\nDisallow: /news/world/old\n"
                               "Allow: /same\nDisallow: /same\nDisallow: /turned\nAllow: /turned\n";
    assert_false(allows(text, "/news/local"));
    assert_true(allows(text, "/news/world/1"));
    assert_false(allows(text, "/news/world/older"));
    assert_true(allows(text, "/same"));
    assert_true(allows(text, "/turned"));
    assert_true(allows(text, "/New"));
}

static void stars_and_ends_are_understood(void **state) {
    (void)state;
    static const char text[] =
        "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/print/*?page=\nDisallow: /exact$\nDisallow: *secret\n";
    assert_false(allows(text, "/a/report.pdf"));
    assert_true(allows(text, "/a/report.pdf?x"));
    assert_false(allows(text, "/a/report.pdf.pdf"));
    assert_false(allows(text, "/a/print/b?page=2"));
    assert_true(allows(text, "/print/b?page=2"));
    assert_false(allows(text, "/exact"));
    assert_true(allows(text, "/exactly"));
    assert_false(allows(text, "/top-secret-file"));
    assert_false(allows("User-agent: *\nDisallow: /**$", "/a"));
    assert_false(allows("User-agent: *\nDisallow: /ab*bc$", "/abbc"));
    assert_true(allows("User-agent: *\nDisallow: /ab*bc$", "/abc")); /* the stretches may not share a letter */
}

static void escapes_are_compared_by_what_they_mean(void **state) {
    (void)state;
    assert_false(allows("User-agent: *\nDisallow: /caf\xC3\xA9", "/caf%c3%A9/1"));
    assert_false(allows("User-agent: *\nDisallow: /%7Eanna/", "/~anna/1"));
    assert_true(allows("User-agent: *\nDisallow: /a%2Fb", "/a/b"));
    assert_false(allows("User-agent: *\nDisallow: /a%2Ab", "/a*b"));
    assert_true(allows("User-agent: *\nDisallow: /a%2Ab", "/axb"));
    assert_false(allows("User-agent: *\nDisallow: /50%", "/50%"));
    assert_false(allows("User-agent: *\nDisallow: /a$b", "/a$b"));
}

static void lines_end_and_are_spaced_in_any_way(void **state) {
    (void)state;
    assert_false(allows("\xEF\xBB\xBFUser-Agent : * # everybody\rDISALLOW\t:\t/a # not this\r\n", "/a"));
    assert_true(allows("user agent: *\nDisallow /a\n: /a\n", "/a"));
}

static void a_delay_is_a_number_of_the_group(void **state) {
    (void)state;
    assert_int_equal(delay_of("User-agent: *\nCrawl-delay: 7\n"), 7000);
    assert_int_equal(delay_of("User-agent: *\nCrawl-delay: 0.5\n"), 500);
    assert_int_equal(delay_of("User-agent: *\nCrawl-delay: 99999999999999999999\n"), ROBOTS_DELAY_MAX_MS);
    assert_int_equal(delay_of("User-agent: *\nCrawl-delay: -3\nCrawl-delay: soon\n"), 0);
    assert_int_equal(delay_of("User-agent: other\nCrawl-delay: 7\n"), 0);
    assert_int_equal(delay_of("User-agent: *\nCrawl-delay: 7\nUser-agent: depeche\nDisallow: /x\n"), 0);
}

/* A rule of a thousand stars against an address that nearly fits, and half a megabyte of them: no search goes back. */
static void stars_cost_no_more_than_their_length(void **state) {
    (void)state;
    enum { BYTES = (int)ROBOTS_BYTES_MAX };
    char *text = malloc(BYTES + 1), target[2048];
    assert_non_null(text);
    int n = sprintf(text, "User-agent: *\nDisallow: /");
    while (n < BYTES - 1) text[n] = n % 2 ? '*' : 'a', n++;
    text[n] = '\0';
    memset(target, 'a', sizeof target);
    target[0] = '/';
    target[sizeof target - 1] = '\0';
    assert_true(allows(text, target));
    free(text);
}

/* ---- addresses of the web ---------------------------------------------------------------------------------------------------
 */

static void an_address_is_taken_apart(void **state) {
    (void)state;
    arena a;
    arena_init(&a);
    url u;
    dp_error err = {0};
    assert_int_equal(url_read("HTTPS://Wire.Example:443/News/a b?q=1#top", NULL, &a, &u, &err), DP_OK);
    assert_string_equal(u.whole, "https://wire.example/News/a%20b?q=1");
    assert_string_equal(u.origin, "https://wire.example");
    assert_string_equal(u.host, "wire.example");
    assert_string_equal(u.target, "/News/a%20b?q=1");
    assert_int_equal(url_read("http://[2606:4700::1111]:8080", NULL, &a, &u, &err), DP_OK);
    assert_string_equal(u.origin, "http://[2606:4700::1111]:8080");
    assert_string_equal(u.host, "[2606:4700::1111]");
    assert_string_equal(u.target, "/");
    assert_int_equal(url_read("../b?c", "https://wire.example/news/world/a", &a, &u, &err), DP_OK);
    assert_string_equal(u.whole, "https://wire.example/news/b?c");
    assert_int_equal(url_read("//other.example/x", "https://wire.example/", &a, &u, &err), DP_OK);
    assert_string_equal(u.origin, "https://other.example");
    assert_int_equal(url_read("http://2130706433/", NULL, &a, &u, &err), DP_OK); /* 127.0.0.1 in another dress */
    assert_string_equal(u.host, "127.0.0.1");
    arena_free(&a);
}

static void other_addresses_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"file:///etc/passwd",
                                      "ftp://wire.example/a",
                                      "gopher://wire.example/",
                                      "javascript:alert(1)",
                                      "data:text/html,x",
                                      "wire.example/a",
                                      "http://",
                                      "https://anna:pw@wire.example/",
                                      "http://anna@wire.example/",
                                      ""};
    arena a;
    url u;
    arena_init(&a);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        dp_error err = {0};
        if (url_read(bad[i], NULL, &a, &u, &err) != DP_E_FORMAT) fail_msg("%s was taken", bad[i]);
        assert_true(err.message[0] != '\0');
    }
    char long_one[3000] = "https://wire.example/";
    memset(long_one + strlen(long_one), 'a', 2500);
    assert_int_equal(url_read(long_one, NULL, &a, &u, NULL), DP_E_FORMAT);
    dp_error err = {0};
    assert_int_equal(url_read("file:///etc/passwd", "https://wire.example/", &a, &u, &err), DP_E_FORMAT);
    arena_free(&a);
}

/* ---- times ---------------------------------------------------------------------------------------------------------------- */

enum { NOW = 1700000000 }; /* Tue, 14 Nov 2023 22:13:20 GMT */

static void retry_after_is_a_number_or_a_date(void **state) {
    (void)state;
    assert_int_equal(schedule_retry_after("120", NOW), 120);
    assert_int_equal(schedule_retry_after(" 0 ", NOW), 0);
    assert_int_equal(schedule_retry_after("99999999999999999999999", NOW), SCHEDULE_DAY_S);
    assert_int_equal(schedule_retry_after("Tue, 14 Nov 2023 22:15:20 GMT", NOW), 120);
    assert_int_equal(schedule_retry_after("Tuesday, 14-Nov-23 22:15:20 GMT", NOW), 120);
    assert_int_equal(schedule_retry_after("Tue Nov 14 22:15:20 2023", NOW), 120);
    assert_int_equal(schedule_retry_after("Tue, 14 Nov 2023 22:00:00 GMT", NOW), 0);
    assert_int_equal(schedule_retry_after("Tue, 14 Nov 2094 22:00:00 GMT", NOW), SCHEDULE_DAY_S);
    assert_int_equal(schedule_retry_after("soon", NOW), -1);
    assert_int_equal(schedule_retry_after("-5", NOW), -1);
    assert_int_equal(schedule_retry_after("12 hours", NOW), -1);
    assert_int_equal(schedule_retry_after(NULL, NOW), -1);
}

static void max_age_is_found_among_others(void **state) {
    (void)state;
    assert_int_equal(schedule_max_age("public, max-age=600"), 600);
    assert_int_equal(schedule_max_age("Max-Age=99999999999, no-transform"), SCHEDULE_DAY_S);
    assert_int_equal(schedule_max_age("s-maxage=600"), 0);
    assert_int_equal(schedule_max_age("max-age=soon"), 0);
    assert_int_equal(schedule_max_age(NULL), 0);
}

static void statuses_mean_outcomes(void **state) {
    (void)state;
    static const struct {
        long status;
        enum outcome outcome;
    } cases[] = {{200, OUTCOME_DONE},    {304, OUTCOME_SAME}, {429, OUTCOME_LATER},  {503, OUTCOME_LATER},
                 {500, OUTCOME_BROKEN},  {0, OUTCOME_BROKEN}, {408, OUTCOME_BROKEN}, {404, OUTCOME_REFUSED},
                 {403, OUTCOME_REFUSED}, {410, OUTCOME_GONE}, {999, OUTCOME_BROKEN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(schedule_outcome(cases[i].status), cases[i].outcome);
}

static void a_feed_that_fails_is_asked_less_and_less_and_recovers(void **state) {
    (void)state;
    feed_times f = {0};
    int64_t before = 0;
    schedule_feed(&f, OUTCOME_DONE, 900, 0, 0, NOW);
    assert_int_equal(f.next, NOW + 900);
    for (int i = 0; i < 40; i++) {
        schedule_feed(&f, OUTCOME_BROKEN, 900, 0, 0, NOW);
        assert_true(f.next - NOW >= before && f.next - NOW <= SCHEDULE_DAY_S);
        before = f.next - NOW;
    }
    assert_int_equal(before, SCHEDULE_DAY_S);
    assert_int_equal(f.failures, 40);
    schedule_feed(&f, OUTCOME_SAME, 900, 0, 0, NOW);
    assert_int_equal(f.next, NOW + 900);
    assert_int_equal(f.failures, 0);
    schedule_feed(&f, OUTCOME_GONE, 900, 0, 0, NOW);
    assert_int_equal(f.next, NOW + SCHEDULE_DAY_S);
    schedule_feed(&f, OUTCOME_DONE, 30 * SCHEDULE_DAY_S, 0, 0, NOW); /* a longer interval of the list's is kept */
    assert_int_equal(f.next, NOW + 30 * (int64_t)SCHEDULE_DAY_S);
}

static void a_server_that_asks_for_longer_gets_it_up_to_a_day(void **state) {
    (void)state;
    feed_times f = {0};
    schedule_feed(&f, OUTCOME_DONE, 900, 3600, 0, NOW);
    assert_int_equal(f.next, NOW + 3600);
    schedule_feed(&f, OUTCOME_LATER, 900, INT64_MAX, 0, NOW);
    assert_int_equal(f.next, NOW + SCHEDULE_DAY_S);
}

static void feeds_of_one_interval_are_spread(void **state) {
    (void)state;
    feed_times a = {0}, b = {0};
    schedule_feed(&a, OUTCOME_DONE, 1000, 0, 1, NOW);
    schedule_feed(&b, OUTCOME_DONE, 1000, 0, 900, NOW);
    assert_true(a.next != b.next);
    assert_true(a.next >= NOW + 1000 && b.next <= NOW + 1100);
}

static void a_wrong_clock_puts_nothing_off_for_years(void **state) {
    (void)state;
    assert_int_equal(schedule_sane(NOW + 100, NOW), NOW + 100);
    assert_int_equal(schedule_sane(NOW + 33LL * SCHEDULE_DAY_S, NOW), NOW + 33LL * SCHEDULE_DAY_S);
    assert_int_equal(schedule_sane(NOW + 400LL * SCHEDULE_DAY_S, NOW), NOW);
}

static void a_page_is_tried_again_and_then_given_up(void **state) {
    (void)state;
    int64_t before = NOW;
    for (uint32_t tries = 1; tries < SCHEDULE_PAGE_TRIES; tries++) {
        const int64_t next = schedule_page(OUTCOME_BROKEN, tries, 0, NOW);
        assert_true(next > before);
        before = next;
    }
    assert_int_equal(schedule_page(OUTCOME_BROKEN, SCHEDULE_PAGE_TRIES, 0, NOW), -1);
    assert_int_equal(schedule_page(OUTCOME_REFUSED, 1, 0, NOW), -1);
    assert_int_equal(schedule_page(OUTCOME_GONE, 1, 0, NOW), -1);
    assert_int_equal(schedule_page(OUTCOME_LATER, 1, 7200, NOW), NOW + 7200);
}

static void a_host_gets_its_pause(void **state) {
    (void)state;
    const int64_t now = NOW * INT64_C(1000);
    host_times h = {0};
    schedule_host(&h, OUTCOME_DONE, 5000, -1, now);
    assert_int_equal(h.ready_ms, now + 5000);
    schedule_host(&h, OUTCOME_LATER, 5000, 600, now);
    assert_int_equal(h.ready_ms, now + 600000);
    schedule_host(&h, OUTCOME_LATER, 5000, 0, now); /* "at once" is still not before the pause */
    assert_int_equal(h.ready_ms, now + 5000);
    h.failures = 0;
    schedule_host(&h, OUTCOME_LATER, 5000, -1, now);
    assert_int_equal(h.ready_ms, now + 60000);
    schedule_host(&h, OUTCOME_LATER, 5000, -1, now);
    assert_int_equal(h.ready_ms, now + 120000);
    for (int i = 0; i < 100; i++) schedule_host(&h, OUTCOME_BROKEN, 5000, -1, now);
    assert_int_equal(h.ready_ms, now + 3600000);
    schedule_host(&h, OUTCOME_SAME, 5000, -1, now);
    assert_int_equal(h.ready_ms, now + 5000);
    assert_int_equal(h.failures, 0);
}

/* ---- the list of feeds -------------------------------------------------------------------------------------------------------
 */

typedef struct complaints {
    unsigned n;
    uint64_t last_line;
} complaints;

static void complain(void *context, const dp_error *what) {
    complaints *c = context;
    c->n++;
    c->last_line = what->line;
    assert_string_equal(what->file, "FEEDS.txt");
    assert_true(what->message[0] != '\0');
}

static dp_status read_list(const char *text, arena *a, feed_list *out, complaints *c) {
    dp_error err = {0};
    char *exact = exact_copy(text, strlen(text));
    *c = (complaints){0};
    const dp_status s = list_read(exact, strlen(text), "FEEDS.txt", complain, c, a, out, &err);
    free(exact);
    return s;
}

static void a_list_has_a_feed_a_line_with_settings(void **state) {
    (void)state;
    arena a;
    feed_list l;
    complaints c;
    arena_init(&a);
    assert_int_equal(read_list("\xEF\xBB\xBF# feeds\r\n\r\n  https://wire.example/world.xml\r\n"
                               "https://gazette.example/feed#x interval=2h outlet=\"La \xC3\x89toile du Nord\" items-only",
                               &a, &l, &c),
                     DP_OK);
    assert_int_equal(c.n, 0);
    assert_int_equal(l.feeds.n, 2);
    assert_string_equal(l.feeds.at[0].at.whole, "https://wire.example/world.xml");
    assert_null(l.feeds.at[0].outlet);
    assert_int_equal(l.feeds.at[0].line, 3);
    assert_string_equal(l.feeds.at[1].at.whole, "https://gazette.example/feed");
    assert_string_equal(l.feeds.at[1].outlet, "La \xC3\x89toile du Nord");
    assert_int_equal(l.feeds.at[1].interval_s, 7200);
    assert_true(l.feeds.at[1].items_only && !l.feeds.at[0].items_only);
    arena_free(&a);
}

static void a_line_that_is_wrong_costs_itself_alone(void **state) {
    (void)state;
    static const char *const wrong[] = {"file:///etc/passwd",
                                        "https://wire.example/a interval=5",
                                        "https://wire.example/a interval=1s",
                                        "https://wire.example/a interval=9999999999999d",
                                        "https://wire.example/a colour=red",
                                        "https://good.example/feed",
                                        "https://anna:pw@wire.example/",
                                        "\xFF\xFE\x01"};
    arena a;
    feed_list l;
    complaints c;
    arena_init(&a);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[256];
        snprintf(text, sizeof text, "https://good.example/feed\n%s\n", wrong[i]);
        assert_int_equal(read_list(text, &a, &l, &c), DP_OK);
        assert_int_equal(l.feeds.n, 1);
        assert_int_equal(c.n, 1);
        assert_int_equal(c.last_line, 2);
    }
    assert_int_equal(read_list("# none\n", &a, &l, &c), DP_E_FORMAT);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(special_addresses_are_refused_to_their_edges),
        cmocka_unit_test(any_address_is_judged_as_the_registries_do),
        cmocka_unit_test(an_ipv4_address_within_nat64_is_judged_itself),
        cmocka_unit_test(other_families_are_refused),
        cmocka_unit_test(without_rules_all_is_allowed),
        cmocka_unit_test(a_group_that_names_us_takes_the_place_of_the_one_for_everybody),
        cmocka_unit_test(groups_that_name_us_twice_are_one),
        cmocka_unit_test(agents_that_follow_each_other_share_a_group),
        cmocka_unit_test(the_longest_rule_decides_and_allow_wins_a_draw),
        cmocka_unit_test(stars_and_ends_are_understood),
        cmocka_unit_test(escapes_are_compared_by_what_they_mean),
        cmocka_unit_test(lines_end_and_are_spaced_in_any_way),
        cmocka_unit_test(a_delay_is_a_number_of_the_group),
        cmocka_unit_test(stars_cost_no_more_than_their_length),
        cmocka_unit_test(an_address_is_taken_apart),
        cmocka_unit_test(other_addresses_are_refused),
        cmocka_unit_test(retry_after_is_a_number_or_a_date),
        cmocka_unit_test(max_age_is_found_among_others),
        cmocka_unit_test(statuses_mean_outcomes),
        cmocka_unit_test(a_feed_that_fails_is_asked_less_and_less_and_recovers),
        cmocka_unit_test(a_server_that_asks_for_longer_gets_it_up_to_a_day),
        cmocka_unit_test(feeds_of_one_interval_are_spread),
        cmocka_unit_test(a_wrong_clock_puts_nothing_off_for_years),
        cmocka_unit_test(a_page_is_tried_again_and_then_given_up),
        cmocka_unit_test(a_host_gets_its_pause),
        cmocka_unit_test(a_list_has_a_feed_a_line_with_settings),
        cmocka_unit_test(a_line_that_is_wrong_costs_itself_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
