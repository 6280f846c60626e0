/* A watch against sites that behave and misbehave. Each test is one situation: what is asked for, what is read, what is said, and
 * what a second run does. The outlets and their news are invented. */
#include "testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "watch/lock.h"
#include "watch/server.h"
#include "watch/watch.h"

static knowledge k;

/* ---- a net of invented sites
 * ---------------------------------------------------------------------------------------------------- */

enum { NAMES = 8, FEEDS_MAX = 4096 };

typedef struct net {
    server *s;
    char folder[64], list[96], ledger[96], feeds[FEEDS_MAX];
    struct sockaddr_in passed;
    const struct sockaddr *passes[2];
    char resolve[NAMES][128];
    const char *resolves[NAMES + 1];
    int64_t ahead_ms; /* how far our clock is ahead of the machine's */
    char events[16384];
    volatile sig_atomic_t stop, again;
    const char *stop_at; /* an event that ends the run */
    int report_to;       /* a pipe that is told each dispatch; -1: none */
    watch_options o;
    watch_totals totals;
} net;

static const char *const names[NAMES] = {"wire.example",   "gazette.example", "courier.example", "herald.example",
                                         "inside.example", "post.example",    "tribune.example", "moved.example"};

static int64_t now_ms(void *context) {
    const net *n = context;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + n->ahead_ms;
}

/* "feed done 2 new" … a line each. */
static void told(void *context, const watch_event *e) {
    net *n = context;
    char line[512] = "";
    switch (e->kind) {
    case WATCH_LIST:
        snprintf(line, sizeof line, "list %u", e->items);
        break;
    case WATCH_FEED:
        snprintf(line, sizeof line, "feed %s %u of %u%s%s", schedule_outcome_name(e->outcome), e->fresh, e->items,
                 e->message ? ": " : "", e->message ? e->message : "");
        break;
    case WATCH_DISPATCH:
        snprintf(line, sizeof line, "%s %s", e->known ? "known" : "read", strchr(e->url + 8, '/'));
        if (n->report_to >= 0 && write(n->report_to, "d", 1) != 1) _exit(9);
        break;
    case WATCH_PAGE:
        snprintf(line, sizeof line, "page %s%s: %s", schedule_outcome_name(e->outcome), e->next ? " later" : "", e->message);
        break;
    case WATCH_HOST:
        snprintf(line, sizeof line, "host %s", e->url);
        break;
    }
    const size_t used = strlen(n->events);
    snprintf(n->events + used, sizeof n->events - used, "%s\n", line);
    if (n->stop_at && strstr(line, n->stop_at)) n->stop = 1;
}

static void complain(void *context, const dp_error *what) {
    net *n = context;
    const size_t used = strlen(n->events);
    snprintf(n->events + used, sizeof n->events - used, "complaint %s\n", what->message);
}

static void net_open(net *n, server_fn answer, void *context) {
    *n = (net){.s = server_start(answer, context), .report_to = -1};
    assert_non_null(n->s);
    /* in memory where there is such a place: these tests are about other things than the disk */
    snprintf(n->folder, sizeof n->folder, "%s/depeche-watch-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(n->folder));
    snprintf(n->list, sizeof n->list, "%s/feeds.txt", n->folder);
    snprintf(n->ledger, sizeof n->ledger, "%s/depeche.db", n->folder);
    n->passed = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(server_port(n->s)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    n->passes[0] = (const struct sockaddr *)&n->passed;
    for (unsigned i = 0; i < NAMES; i++) {
        snprintf(n->resolve[i], sizeof n->resolve[i], "%s:%u:%s", names[i], server_port(n->s),
                 strcmp(names[i], "inside.example") == 0 ? "10.1.2.3" : "127.0.0.1");
        n->resolves[i] = n->resolve[i];
    }
    n->o = (watch_options){
        .list = n->list,
        .once = true,
        .pause_ms = -1,
        .patience_ms = -1,
        .k = &k,
        .now_ms = now_ms,
        .told = told,
        .complain = complain,
        .context = n,
        .stop = &n->stop,
        .again = &n->again,
        .fetch = {.agent = "depeche/test", .passed = n->passes, .resolve = n->resolves, .connect_ms = 2000, .total_ms = 2000}};
}

static void net_close(net *n) {
    char command[128];
    server_stop(n->s);
    snprintf(command, sizeof command, "rm -rf %s", n->folder);
    assert_int_equal(system(command), 0);
}

static void net_write_list(net *n) {
    FILE *f = fopen(n->list, "w");
    assert_non_null(f);
    fputs(n->feeds, f);
    fclose(f);
}

/* A line of the list: "wire.example/feed items-only". */
static void net_feed(net *n, const char *host, const char *rest) {
    const size_t used = strlen(n->feeds);
    snprintf(n->feeds + used, sizeof n->feeds - used, "http://%s:%u%s\n", host, server_port(n->s), rest);
    net_write_list(n);
}

static dp_status net_run(net *n) {
    dp_error err = {0};
    n->events[0] = '\0';
    n->stop = 0;
    assert_int_equal(ledger_open(n->ledger, &(ledger_options){.mode = LEDGER_WRITE}, &k, &n->o.ledger, &err), DP_OK);
    const dp_status s = watch_run(&n->o, &n->totals, &err);
    ledger_close(n->o.ledger);
    if (s != DP_OK && s != DP_E_INTERRUPTED) fail_msg("%s", err.message);
    return s;
}

static void net_run_once(net *n) {
    assert_int_equal(net_run(n), DP_OK);
}

/* A site with one feed, asked once. */
static void net_ask_once(net *n, server_fn answer, void *context) {
    net_open(n, answer, context);
    net_feed(n, "wire.example", "/feed");
    net_run_once(n);
}

static void expect_said(const net *n, const char *line) {
    if (!strstr(n->events, line)) fail_msg("\"%s\" was not said:\n%s", line, n->events);
}
static void expect_not_said(const net *n, const char *line) {
    if (strstr(n->events, line)) fail_msg("\"%s\" was said:\n%s", line, n->events);
}

/* A number or a text of the ledger. */
static char *net_sql(const net *n, const char *sql) {
    static char out[1024];
    sqlite3 *db;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open_v2(n->ledger, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    const char *text = (const char *)sqlite3_column_text(st, 0);
    snprintf(out, sizeof out, "%s", text ? text : "");
    sqlite3_finalize(st);
    sqlite3_close(db);
    return out;
}

/* ---- what the sites say
 * ----------------------------------------------------------------------------------------------------------- */

static const char html[] = "Content-Type: text/html; charset=utf-8\r\n", rss[] = "Content-Type: application/rss+xml\r\n",
                  plain[] = "Content-Type: text/plain\r\n";

/* An article of its own for each path. */
static void say_article(visit *v) {
    char body[10240];
    snprintf(
        body, sizeof body,
        "<html><head><title>Report %s</title></head><body><article><h1>Report %s</h1><p>The river garrison at Milbrook gave up "
        "its "
        "last barge on Thursday, according to the harbour master of Milbrook, who counted %zu boats.</p><p>Nobody was hurt, he "
        "said, "
        "and the crews had gone ashore before the rain set in over the lower town and its mills.</p></article></body></html>",
        v->path, v->path, strlen(v->path));
    visit_answer(v, 200, html, body);
}

/* A feed whose items are the paths given, set apart by blanks. */
static void say_feed(visit *v, const char *headers, const char *paths) {
    char body[8192], all[512];
    size_t n = (size_t)snprintf(body, sizeof body, "<rss version=\"2.0\"><channel><title>Milbrook Wire</title>");
    for (const char *p = paths; *p;) {
        const int length = (int)strcspn(p, " ");
        n += (size_t)snprintf(
            body + n, sizeof body - n,
            "<item><title>Report</title><link>http://%s:%u%.*s</link><pubDate>Thu, 04 Mar 1993 09:00:00 GMT</pubDate>"
            "<description>In short.</description></item>",
            v->host, server_port(v->s), length, p);
        p += length;
        p += strspn(p, " ");
    }
    snprintf(body + n, sizeof body - n, "</channel></rss>");
    snprintf(all, sizeof all, "%s%s", rss, headers);
    visit_answer(v, 200, all, body);
}

static bool is(const visit *v, const char *path) {
    return strcmp(v->path, path) == 0;
}

/* robots.txt is missing; /feed names /a and /b; all else is an article. */
static void plain_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/robots.txt"))
        visit_answer(v, 404, html, "none");
    else if (is(v, "/feed"))
        say_feed(v, "", "/a /b /a");
    else
        say_article(v);
}

/* ---- feeds
 * ------------------------------------------------------------------------------------------------------------------------ */

static void a_feed_becomes_dispatches(void **state) {
    (void)state;
    net n;
    net_open(&n, plain_site, NULL);
    net_feed(&n, "wire.example", "/feed outlet=\"The Wire\"");
    net_run_once(&n);
    char *log = server_log(n.s);
    assert_string_equal(log, "wire.example /robots.txt\nwire.example /feed\nwire.example /a\nwire.example /b\n");
    free(log);
    expect_said(&n, "feed done 2 of 3\nread /a\nread /b\n");
    assert_int_equal(n.totals.read, 2);
    assert_string_equal(net_sql(&n, "SELECT group_concat(source || ' ' || date || ' ' || substr(url, -2)) FROM dispatches"),
                        "The Wire 1993-03-04 /a,The Wire 1993-03-04 /b");
    assert_string_equal(net_sql(&n, "SELECT count(*) FROM runs WHERE finished IS NOT NULL AND options = 'watch'"), "1");
    net_close(&n);
}

/* The feed says when it changed: an entity tag that counts its items. */
static void growing_site(void *context, visit *v) {
    const int items = *(atomic_int *)context;
    char etag[32], asked[64] = "";
    if (!is(v, "/feed")) {
        plain_site(NULL, v);
        return;
    }
    snprintf(etag, sizeof etag, "ETag: \"v%d\"\r\n", items);
    visit_header(v, "If-None-Match", asked, sizeof asked);
    if (strstr(etag, asked) && asked[0])
        visit_answer(v, 304, etag, "");
    else
        say_feed(v, etag, items == 1 ? "/a" : "/b /a");
}

static void an_unchanged_feed_is_not_read_and_no_page_is_fetched_twice(void **state) {
    (void)state;
    net n;
    atomic_int items = 1;
    net_ask_once(&n, growing_site, &items);
    net_run_once(&n);
    expect_said(&n, "feed same 0 of 0\n");
    assert_int_equal(n.totals.unchanged, 1);
    items = 2;
    net_run_once(&n);
    expect_said(&n, "feed done 1 of 2\nread /b\n");
    assert_int_equal(server_count(n.s, "/feed"), 3);
    assert_int_equal(server_count(n.s, "/a"), 1);
    assert_int_equal(server_count(n.s, "/b"), 1);
    assert_int_equal(server_count(n.s, "/robots.txt"), 1); /* good for a day, also over a restart */
    net_close(&n);
}

static const char long_text[] =
    "The miners of Karsholt went back to work on Monday after eleven days, the district council announced. The council said "
    "that the company had agreed to mend the lift in the north shaft before the end of the month and to pay for the days on "
    "which nobody could go down. A spokeswoman for the miners said that she would believe in the lift when she saw it. The "
    "company gave no comment. In the village the bakery stayed open through the night and gave bread to whoever came by. The "
    "council had asked the county for two engineers, who arrived on Sunday with the evening train. They found the cable sound"
    " and the brake worn. A new brake is on its way from the coast, they said, and until it comes the lift may carry six at a"
    " time instead of twelve. The doctor of the village counted nobody among the injured this month, as she noted with some "
    "relief in her monthly letter to the county's board of health.";

static void whole_items_site(void *context, visit *v) {
    char body[4096];
    (void)context;
    if (!is(v, "/feed")) {
        plain_site(NULL, v);
        return;
    }
    snprintf(
        body, sizeof body,
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Karsholt Post</title>"
        "<item><title>Back to "
        "work</title><link>http://%s:%u/whole</link><content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>"
        "<item><title>No page of its own</title><guid>7</guid><content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>"
        "<item><title>In short</title><link>http://%s:%u/short</link><description>The lift.</description></item>"
        "</channel></rss>",
        v->host, server_port(v->s), long_text, long_text, v->host, server_port(v->s));
    visit_answer(v, 200, rss, body);
}

static void an_item_that_holds_its_article_needs_no_page(void **state) {
    (void)state;
    net n;
    net_open(&n, whole_items_site, NULL);
    net_feed(&n, "post.example", "/feed");
    net_run_once(&n);
    expect_said(&n, "feed done 3 of 3\n");
    assert_int_equal(n.totals.read, 3);
    assert_int_equal(server_count(n.s, "/whole"), 0);
    assert_int_equal(server_count(n.s, "/short"), 1);
    net_run_once(&n);
    assert_int_equal(n.totals.read, 0);
    net_close(&n);
}

static void json_feed_site(void *context, visit *v) {
    char body[4096];
    (void)context;
    if (is(v, "/empty")) {
        visit_answer(v, 200, "Content-Type: application/feed+json\r\n",
                     "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"T\", \"items\": []}");
    } else if (is(v, "/empty.xml")) {
        visit_answer(v, 200, rss, "<rss version=\"2.0\"><channel><title>T</title></channel></rss>");
    } else if (is(v, "/feed")) {
        snprintf(body, sizeof body,
                 "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Karsholt Post\", \"items\": ["
                 "{\"id\": \"1\", \"url\": \"http://%s:%u/whole\", \"content_text\": \"%s\"},"
                 "{\"id\": \"2\", \"url\": \"http://%s:%u/short\", \"summary\": \"The lift.\"}]}",
                 v->host, server_port(v->s), long_text, v->host, server_port(v->s));
        visit_answer(v, 200, "Content-Type: application/json\r\n", body);
    } else {
        plain_site(NULL, v);
    }
}

static void a_json_feed_is_a_feed_and_one_without_items_is_no_fault(void **state) {
    (void)state;
    net n;
    net_open(&n, json_feed_site, NULL);
    net_feed(&n, "post.example", "/feed");
    net_feed(&n, "wire.example", "/empty");
    net_feed(&n, "herald.example", "/empty.xml");
    net_run_once(&n);
    expect_said(&n, "feed done 2 of 2\n");
    assert_int_equal(n.totals.read, 2);
    assert_int_equal(n.totals.feeds_failed, 0);
    assert_int_equal(server_count(n.s, "/whole"), 0);
    net_close(&n);
}

static void items_only_fetches_no_page(void **state) {
    (void)state;
    net n;
    net_open(&n, plain_site, NULL);
    net_feed(&n, "wire.example", "/feed items-only");
    net_run_once(&n);
    assert_int_equal(server_count(n.s, "/a"), 0);
    assert_int_equal(n.totals.read, 2);
    assert_string_equal(net_sql(&n, "SELECT min(text) FROM dispatches"), "In short.");
    net_close(&n);
}

static void broken_feeds_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/xml"))
        visit_answer(v, 200, rss, "<rss version=\"2.0\"><channel><title>T</title><item><title>Cut in the mid");
    else if (is(v, "/page"))
        visit_answer(v, 200, html, "<!DOCTYPE html><html><body><p>Nobody reads this.</p></body></html>");
    else if (is(v, "/empty"))
        visit_answer(v, 200, rss, "");
    else if (is(v, "/error"))
        visit_answer(v, 500, html, "sorry");
    else if (is(v, "/gone"))
        visit_answer(v, 410, html, "gone");
    else
        plain_site(NULL, v);
}

static void a_feed_that_is_none_is_named_and_asked_less(void **state) {
    (void)state;
    net n;
    net_open(&n, broken_feeds_site, NULL);
    net_feed(&n, "wire.example", "/page");
    net_feed(&n, "gazette.example", "/empty");
    net_feed(&n, "courier.example", "/error");
    net_feed(&n, "herald.example", "/gone");
    net_feed(&n, "post.example", "/xml");
    net_run_once(&n);
    expect_said(&n, "feed broken 0 of 0: this is no feed\n");
    expect_said(&n, "feed broken 0 of 0: HTTP 500\n");
    expect_said(&n, "feed gone 0 of 0: HTTP 410\n");
    assert_true(n.totals.feeds_failed >= 4);
    net_run_once(&n); /* those that failed are left alone for a while */
    expect_not_said(&n, "HTTP 500");
    n.ahead_ms = 3600 * 1000;
    net_run_once(&n);
    expect_said(&n, "feed broken 0 of 0: HTTP 500\n");
    expect_not_said(&n, "HTTP 410"); /* for a day */
    assert_string_equal(net_sql(&n, "SELECT failures || why FROM watched_feeds WHERE url LIKE '%/error'"), "2HTTP 500");
    net_close(&n);
}

/* ---- robots.txt
 * ------------------------------------------------------------------------------------------------------------------- */

typedef struct robots_case {
    int status;
    const char *headers, *body;
} robots_case;

static void robots_site(void *context, visit *v) {
    const robots_case *c = context;
    if (is(v, "/robots.txt"))
        visit_answer(v, c->status, c->headers, c->body);
    else
        plain_site(NULL, v);
}

static void a_page_that_robots_txt_forbids_is_not_asked_for(void **state) {
    (void)state;
    net n;
    robots_case c = {200, plain, "User-agent: depeche\nDisallow: /b\n"};
    net_ask_once(&n, robots_site, &c);
    expect_said(&n, "read /a\n");
    expect_said(&n, "page refused: the robots.txt of http://wire.example");
    assert_int_equal(server_count(n.s, "/b"), 0);
    assert_string_equal(net_sql(&n, "SELECT count(*) FROM rejects WHERE file LIKE '%/b'"), "1");
    net_close(&n);
}

static void a_feed_that_robots_txt_forbids_is_not_asked_for(void **state) {
    (void)state;
    net n;
    robots_case c = {200, plain, "User-agent: *\nDisallow: /\n"};
    net_ask_once(&n, robots_site, &c);
    expect_said(&n, "feed refused 0 of 0: the robots.txt of http://wire.example");
    assert_int_equal(server_count(n.s, "/feed"), 0);
    net_close(&n);
}

static void html_in_the_place_of_robots_txt_forbids_nothing(void **state) {
    (void)state;
    net n;
    robots_case c = {200, html, "<!DOCTYPE html><html><body>User-agent: *<br>Disallow: /<br></body></html>"};
    net_ask_once(&n, robots_site, &c);
    assert_int_equal(n.totals.read, 2);
    net_close(&n);
}

static void a_site_that_does_not_give_its_robots_txt_is_left_alone_until_it_does(void **state) {
    (void)state;
    net n;
    robots_case c = {500, html, "sorry"};
    net_ask_once(&n, robots_site, &c);
    expect_said(&n, "feed broken 0 of 0: http://wire.example");
    expect_said(&n, "does not give its robots.txt (HTTP 500)");
    assert_int_equal(server_count(n.s, "/feed"), 0);
    c = (robots_case){200, plain, ""};
    n.ahead_ms = 40 * 60 * 1000;
    net_run_once(&n);
    assert_int_equal(n.totals.read, 2);
    net_close(&n);
}

static void rules_hold_while_the_site_does_not_give_them_again(void **state) {
    (void)state;
    net n;
    robots_case c = {200, plain, "User-agent: *\nDisallow: /b\n"};
    net_ask_once(&n, robots_site, &c);
    c = (robots_case){503, html, "sorry"};
    n.ahead_ms = 25LL * 3600 * 1000;
    net_run_once(&n);
    expect_said(&n, "host wire.example\n");
    n.ahead_ms += 70 * 1000;
    net_run_once(&n);
    expect_said(&n, "feed done");
    assert_int_equal(server_count(n.s, "/b"), 0);
    net_close(&n);
}

static void huge_robots_site(void *context, visit *v) {
    char block[4096];
    (void)context;
    if (!is(v, "/robots.txt")) {
        plain_site(NULL, v);
        return;
    }
    visit_say(v, "HTTP/1.1 200 x\r\n%s\r\nUser-agent: *\nDisallow: /b\n", plain);
    memset(block, '#', sizeof block);
    while (visit_send(v, block, sizeof block)) continue;
}

static void of_a_robots_txt_without_end_the_beginning_counts(void **state) {
    (void)state;
    net n;
    net_ask_once(&n, huge_robots_site, NULL);
    expect_said(&n, "read /a\n");
    assert_int_equal(server_count(n.s, "/b"), 0);
    net_close(&n);
}

/* wire.example sends those who ask for its robots.txt to gazette.example, and that one in circles. */
static void robots_elsewhere_site(void *context, visit *v) {
    char line[128];
    (void)context;
    if (is(v, "/robots.txt") && strcmp(v->host, "wire.example") == 0) {
        snprintf(line, sizeof line, "Location: http://gazette.example:%u/rules\r\n", server_port(v->s));
        visit_answer(v, 301, line, "");
    } else if (is(v, "/rules")) {
        visit_answer(v, 200, plain, "User-agent: *\nDisallow: /b\n");
    } else if (is(v, "/robots.txt")) {
        visit_answer(v, 302, "Location: /robots.txt\r\n", "");
    } else {
        plain_site(NULL, v);
    }
}

static void a_robots_txt_is_followed_to_another_host_and_not_in_circles(void **state) {
    (void)state;
    net n;
    net_open(&n, robots_elsewhere_site, NULL);
    net_feed(&n, "wire.example", "/feed");
    net_feed(&n, "courier.example", "/feed");
    net_run_once(&n);
    char *log = server_log(n.s);
    assert_non_null(strstr(log, "gazette.example /rules\n"));
    assert_non_null(strstr(log, "wire.example /a\n"));
    assert_null(strstr(log, "wire.example /b\n"));
    assert_non_null(strstr(log, "courier.example /b\n")); /* a circle is no robots.txt */
    free(log);
    net_close(&n);
}

/* ---- pauses
 * ----------------------------------------------------------------------------------------------------------------------- */

static void tired_site(void *context, visit *v) {
    const char *headers = context;
    if (headers[0] && (is(v, "/a") || is(v, "/b")))
        visit_answer(v, 503, headers, "later");
    else
        plain_site(NULL, v);
}

static void a_host_that_asks_for_a_pause_gets_it(void **state) {
    (void)state;
    net n;
    char headers[64] = "Retry-After: 7200\r\n";
    net_ask_once(&n, tired_site, headers);
    expect_said(&n, "host wire.example\n");
    expect_said(&n, "page later later: HTTP 503\n");
    assert_int_equal(server_count(n.s, "/a") + server_count(n.s, "/b"), 1);
    headers[0] = '\0';
    n.ahead_ms = 7000 * 1000LL; /* over a restart, too */
    net_run_once(&n);
    assert_int_equal(server_count(n.s, "/feed"), 1);
    n.ahead_ms = 7300 * 1000LL;
    net_run_once(&n);
    assert_int_equal(n.totals.read, 2);
    net_close(&n);
}

static void a_pause_may_be_given_as_a_date(void **state) {
    (void)state;
    net n;
    char headers[128];
    const time_t until = time(NULL) + 7200;
    struct tm utc;
    net_open(&n, tired_site, headers);
    strftime(headers, sizeof headers, "Retry-After: %a, %d %b %Y %H:%M:%S GMT\r\n", gmtime_r(&until, &utc));
    net_feed(&n, "wire.example", "/feed");
    net_run_once(&n);
    headers[0] = '\0';
    n.ahead_ms = 7000 * 1000LL;
    net_run_once(&n);
    assert_int_equal(server_count(n.s, "/feed"), 1);
    n.ahead_ms = 7300 * 1000LL;
    net_run_once(&n);
    assert_int_equal(n.totals.read, 2);
    net_close(&n);
}

static void too_many_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/feed"))
        visit_answer(v, 429, "Retry-After: 1800\r\n", "slower");
    else
        plain_site(NULL, v);
}

static void a_feed_that_was_asked_too_often_is_left_alone(void **state) {
    (void)state;
    net n;
    net_ask_once(&n, too_many_site, NULL);
    expect_said(&n, "feed later 0 of 0: HTTP 429\n");
    n.ahead_ms = 1700 * 1000LL;
    net_run_once(&n);
    assert_int_equal(server_count(n.s, "/feed"), 1);
    net_close(&n);
}

/* Each answer takes a while, so that requests meet. */
static void slow_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/feed"))
        say_feed(v, "", "/1 /2 /3");
    else if (visit_wait(v, 30))
        plain_site(NULL, v);
}

static void hosts_are_asked_side_by_side_but_each_for_one_thing_at_a_time_with_a_pause(void **state) {
    (void)state;
    net n;
    net_open(&n, slow_site, NULL);
    n.o.pause_ms = 60;
    n.o.patience_ms = 0; /* as usual */
    net_feed(&n, "wire.example", "/feed");
    net_feed(&n, "gazette.example", "/feed");
    net_feed(&n, "courier.example", "/feed");
    net_run_once(&n);
    assert_int_equal(n.totals.read + n.totals.known, 9);
    assert_int_equal(server_most_of_host(n.s), 1);
    assert_true(server_most(n.s) > 1);
    net_close(&n);
}

static void crawl_delay_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/robots.txt"))
        visit_answer(v, 200, plain, "User-agent: *\nCrawl-delay: 0.2\n");
    else
        plain_site(NULL, v);
}

static void a_crawl_delay_is_kept(void **state) {
    (void)state;
    net n;
    net_open(&n, crawl_delay_site, NULL);
    net_feed(&n, "wire.example", "/feed");
    n.o.patience_ms = 0;
    const int64_t start = now_ms(&n);
    net_run_once(&n);
    assert_int_equal(n.totals.read, 2);
    assert_true(now_ms(&n) - start >= 400); /* between three requests */
    net_close(&n);
}

/* ---- redirects
 * -------------------------------------------------------------------------------------------------------------------- */

static void redirecting_site(void *context, visit *v) {
    char line[256];
    const char *to = context;
    if (is(v, "/robots.txt") || is(v, "/b") || is(v, "/there")) {
        plain_site(NULL, v);
    } else if (is(v, "/feed")) {
        say_feed(v, "", "/a");
    } else {
        snprintf(line, sizeof line, "Location: %s\r\n", to);
        visit_answer(v, 302, line, "");
    }
}

static void expect_redirect(const char *to, const char *said) {
    net n;
    char location[128];
    net_open(&n, redirecting_site, location);
    snprintf(location, sizeof location, "%s", to);
    char *port = strstr(location, "PORT");
    if (port) {
        char rest[64];
        snprintf(rest, sizeof rest, "%s", port + 4);
        sprintf(port, "%u%s", server_port(n.s), rest);
    }
    net_feed(&n, "wire.example", "/feed");
    net_run_once(&n);
    expect_said(&n, said);
    assert_int_equal(n.totals.read, strncmp(said, "read", 4) == 0);
    assert_true(server_count(n.s, "/a") <= WATCH_HOPS_MAX + 1);
    net_close(&n);
}

static void a_redirect_is_followed(void **state) {
    (void)state;
    expect_redirect("/there", "read /a\n");
    expect_redirect("http://gazette.example:PORT/there", "read /a\n");
}

static void a_redirect_in_circles_ends(void **state) {
    (void)state;
    expect_redirect("/a", "page refused: redirected more than 5 times\n");
}

static void a_redirect_to_a_file_or_another_scheme_is_refused(void **state) {
    (void)state;
    expect_redirect("file:///etc/passwd", "page refused: only http and https addresses are asked for");
    expect_redirect("gopher://wire.example:PORT/", "page refused: only http and https addresses are asked for");
    expect_redirect("http://anna:pw@gazette.example:PORT/there", "page refused: an address that holds a name or a password");
}

static void a_redirect_inside_is_refused_by_number_and_by_name(void **state) {
    (void)state;
    expect_redirect("http://127.0.0.2:PORT/there", "page refused: its address is loopback\n");
    expect_redirect("http://169.254.169.254/latest/meta-data", "page refused: its address is link-local\n");
    expect_redirect("http://[::1]:PORT/there", "page refused: its address is loopback\n");
    expect_redirect("http://0x7f000002:PORT/there", "page refused: its address is loopback\n");
    expect_redirect("http://inside.example:PORT/there", "page refused: its address is private\n");
}

static void another_hosts_robots_txt_is_asked_before_a_redirect_is_followed(void **state) {
    (void)state;
    net n;
    char location[128];
    net_open(&n, redirecting_site, location);
    snprintf(location, sizeof location, "http://gazette.example:%u/there", server_port(n.s));
    net_feed(&n, "wire.example", "/feed");
    net_run_once(&n);
    char *log = server_log(n.s);
    assert_non_null(strstr(log, "gazette.example /robots.txt\ngazette.example /there\n"));
    free(log);
    net_close(&n);
}

/* Two addresses of one page: the second way to it ends where it is seen to lead to what was read. */
static void two_ways_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/feed"))
        say_feed(v, "", "/there /way");
    else if (is(v, "/way"))
        visit_answer(v, 301, "Location: /there\r\n", "");
    else
        plain_site(NULL, v);
}

static void a_page_that_was_read_is_not_fetched_by_another_way(void **state) {
    (void)state;
    net n;
    net_ask_once(&n, two_ways_site, NULL);
    assert_int_equal(server_count(n.s, "/there"), 1);
    assert_int_equal(server_count(n.s, "/way"), 1);
    assert_string_equal(net_sql(&n, "SELECT count(DISTINCT dispatch) || ' ' || count(*) FROM watched_pages WHERE state = 'read'"),
                        "1 2");
    net_close(&n);
}

/* ---- pages
 * ------------------------------------------------------------------------------------------------------------------------ */

static void odd_pages_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/feed"))
        say_feed(v, "", "/picture /nothing /missing /good");
    else if (is(v, "/picture"))
        visit_answer(v, 200, "Content-Type: image/png\r\n", "\x89PNG");
    else if (is(v, "/nothing"))
        visit_answer(v, 200, html, "<html><body></body></html>");
    else if (is(v, "/missing"))
        visit_answer(v, 404, html, "<p>There is no such page.</p>");
    else
        plain_site(NULL, v);
}

static void a_page_that_cannot_be_read_is_named_and_loses_no_other(void **state) {
    (void)state;
    net n;
    net_ask_once(&n, odd_pages_site, NULL);
    expect_said(&n, "page refused: this is no page: image/png\n");
    expect_said(&n, "page refused: HTTP 404\n");
    expect_said(&n, "read /good\n");
    assert_int_equal(n.totals.pages_failed, 3);
    assert_string_equal(net_sql(&n, "SELECT count(*) FROM rejects"), "3");
    net_run_once(&n);
    assert_int_equal(n.totals.pages_failed, 0); /* said once */
    net_close(&n);
}

static void failing_page_site(void *context, visit *v) {
    if (is(v, "/b") && *(atomic_int *)context)
        visit_answer(v, 500, html, "sorry");
    else
        plain_site(NULL, v);
}

static void a_page_that_fails_is_tried_again_and_given_up_after_five_tries(void **state) {
    (void)state;
    net n;
    atomic_int fails = 1;
    net_open(&n, failing_page_site, &fails);
    net_feed(&n, "wire.example", "/feed");
    for (int i = 0; i < 8; i++) {
        net_run_once(&n);
        n.ahead_ms += 25LL * 3600 * 1000;
    }
    assert_int_equal(server_count(n.s, "/b"), SCHEDULE_PAGE_TRIES);
    assert_string_equal(net_sql(&n, "SELECT state || ' ' || why FROM watched_pages WHERE url LIKE '%/b'"), "failed HTTP 500");
    fails = 0;
    net_run_once(&n);
    assert_int_equal(server_count(n.s, "/b"), SCHEDULE_PAGE_TRIES);
    net_close(&n);
}

static void pages_may_be_named_by_hand(void **state) {
    (void)state;
    net n;
    char addresses[2][64];
    const char *pages[2] = {addresses[0], addresses[1]};
    net_open(&n, plain_site, NULL);
    for (int i = 0; i < 2; i++) snprintf(addresses[i], sizeof addresses[i], "http://wire.example:%u/%d", server_port(n.s), i);
    n.o.list = NULL;
    n.o.pages = pages;
    n.o.page_count = 2;
    net_run_once(&n);
    assert_int_equal(n.totals.read, 2);
    net_run_once(&n);
    expect_said(&n, "known /0\nknown /1\n");
    assert_int_equal(server_count(n.s, "/0"), 1);
    net_close(&n);
}

/* ---- ending, and beginning again
 * ---------------------------------------------------------------------------------------------------- */

static void many_pages_site(void *context, visit *v) {
    (void)context;
    if (is(v, "/feed"))
        say_feed(v, "", "/1 /2 /3 /4 /5 /6 /7 /8 /9 /10 /11 /12");
    else
        plain_site(NULL, v);
}

/* A process that watches, and is killed when it has reported so many dispatches (or after so many milliseconds). */
static unsigned watch_and_kill(net *n, unsigned reports, int ms) {
    int ends[2];
    char c;
    unsigned heard = 0;
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        dp_error err = {0};
        close(ends[0]);
        n->report_to = ends[1];
        if (ledger_open(n->ledger, &(ledger_options){.mode = LEDGER_WRITE}, &k, &n->o.ledger, &err) != DP_OK) _exit(8);
        watch_run(&n->o, NULL, &err);
        ledger_close(n->o.ledger);
        _exit(0);
    }
    close(ends[1]);
    if (ms) usleep((useconds_t)ms * 1000);
    while (!ms && heard < reports && read(ends[0], &c, 1) == 1) heard++;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while (read(ends[0], &c, 1) == 1) heard++;
    close(ends[0]);
    return heard;
}

static void a_watch_that_is_killed_loses_nothing_that_it_reported_and_goes_on(void **state) {
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        net n;
        net_open(&n, many_pages_site, NULL);
        net_feed(&n, "wire.example", "/feed");
        n.o.patience_ms = 0;
        n.o.pause_ms = 15; /* so that batches are written amid the run */
        const unsigned reported = watch_and_kill(&n, i, i < 2 ? 0 : 60 * (int)i);
        if (reported) assert_true((unsigned)atoi(net_sql(&n, "SELECT count(*) FROM dispatches")) >= reported);
        n.o.pause_ms = -1;
        net_run_once(&n);
        assert_string_equal(net_sql(&n, "SELECT count(*) FROM dispatches"), "12");
        assert_string_equal(
            net_sql(&n, "SELECT count(*) FROM watched_pages WHERE state = 'read' AND dispatch IN (SELECT id FROM dispatches)"),
            "12");
        net_close(&n);
    }
}

static void an_interrupt_ends_the_run_and_keeps_what_was_read(void **state) {
    (void)state;
    net n;
    net_open(&n, many_pages_site, NULL);
    net_feed(&n, "wire.example", "/feed");
    n.o.once = false;
    n.o.pause_ms = 20;
    n.stop_at = "read /1";
    assert_int_equal(net_run(&n), DP_E_INTERRUPTED);
    assert_true(atoi(net_sql(&n, "SELECT count(*) FROM dispatches")) >= 1);
    assert_string_equal(net_sql(&n, "SELECT count(*) FROM runs WHERE finished IS NULL"), "0");
    net_close(&n);
}

/* A page that takes the process down with it each time. */
static void a_page_that_ends_the_process_five_times_is_given_up(void **state) {
    (void)state;
    net n;
    net_ask_once(&n, plain_site, NULL);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(n.ledger, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE watched_pages SET state = 'asked', tries = 5, next = found WHERE url LIKE '%/a'",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    net_run_once(&n);
    expect_said(&n, "page refused: given up after 5 tries\n");
    assert_int_equal(server_count(n.s, "/a"), 1);
    net_close(&n);
}

static void stop_at_second_list(void *context, const watch_event *e) {
    net *n = context;
    told(context, e);
    if (e->kind == WATCH_DISPATCH && strstr(n->events, "list 1") && !strstr(n->events, "list 2") && !n->again) {
        net_feed(n, "gazette.example", "/feed");
        n->again = 1;
    }
    if (strstr(n->events, "list 2") && n->totals.feeds == 0 && server_count(n->s, "/feed") >= 2) n->stop = 1;
}

static void the_list_is_read_anew_when_asked(void **state) {
    (void)state;
    net n;
    net_open(&n, plain_site, NULL);
    net_feed(&n, "wire.example", "/feed");
    n.o.once = false;
    n.o.told = stop_at_second_list;
    assert_int_equal(net_run(&n), DP_E_INTERRUPTED);
    expect_said(&n, "list 1\n");
    expect_said(&n, "list 2\n");
    char *log = server_log(n.s);
    assert_non_null(strstr(log, "gazette.example /feed\n"));
    free(log);
    net_close(&n);
}

static void a_list_without_a_feed_ends_the_run_at_once(void **state) {
    (void)state;
    net n;
    dp_error err = {0};
    net_open(&n, plain_site, NULL);
    snprintf(n.feeds, sizeof n.feeds, "# nothing\nfile:///etc/passwd\n");
    net_write_list(&n);
    assert_int_equal(ledger_open(n.ledger, &(ledger_options){.mode = LEDGER_WRITE}, &k, &n.o.ledger, &err), DP_OK);
    assert_int_equal(watch_run(&n.o, NULL, &err), DP_E_FORMAT);
    ledger_close(n.o.ledger);
    expect_said(&n, "complaint only http and https");
    net_close(&n);
}

static void a_ledger_has_one_watch_at_a_time(void **state) {
    (void)state;
    char path[] = "/tmp/depeche-lock-XXXXXX", name[64], pid[32];
    watch_lock a, b;
    dp_error err = {0};
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(lock_take(path, &a, &err), DP_OK);
    assert_int_equal(lock_take(path, &b, &err), DP_E_LEDGER);
    snprintf(pid, sizeof pid, "process %ld,", (long)getpid());
    assert_non_null(strstr(err.message, pid));
    lock_leave(&a);
    assert_int_equal(lock_take(path, &b, &err), DP_OK);
    lock_leave(&b);
    snprintf(name, sizeof name, "%s-watch", path);
    assert_int_not_equal(access(name, F_OK), 0);
    assert_int_equal(lock_take("/no/such/folder/depeche.db", &a, &err), DP_E_IO);
    close(fd);
    unlink(path);
}

static int open_pack(void **state) {
    dp_error err = {0};
    (void)state;
    if (knowledge_open(NULL, &k, &err) == DP_OK) return 0;
    fprintf(stderr, "%s\n", err.message);
    return -1;
}

static int close_pack(void **state) {
    (void)state;
    knowledge_close(&k);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_feed_becomes_dispatches),
        cmocka_unit_test(an_unchanged_feed_is_not_read_and_no_page_is_fetched_twice),
        cmocka_unit_test(an_item_that_holds_its_article_needs_no_page),
        cmocka_unit_test(a_json_feed_is_a_feed_and_one_without_items_is_no_fault),
        cmocka_unit_test(items_only_fetches_no_page),
        cmocka_unit_test(a_feed_that_is_none_is_named_and_asked_less),
        cmocka_unit_test(a_page_that_robots_txt_forbids_is_not_asked_for),
        cmocka_unit_test(a_feed_that_robots_txt_forbids_is_not_asked_for),
        cmocka_unit_test(html_in_the_place_of_robots_txt_forbids_nothing),
        cmocka_unit_test(a_site_that_does_not_give_its_robots_txt_is_left_alone_until_it_does),
        cmocka_unit_test(rules_hold_while_the_site_does_not_give_them_again),
        cmocka_unit_test(of_a_robots_txt_without_end_the_beginning_counts),
        cmocka_unit_test(a_robots_txt_is_followed_to_another_host_and_not_in_circles),
        cmocka_unit_test(a_host_that_asks_for_a_pause_gets_it),
        cmocka_unit_test(a_pause_may_be_given_as_a_date),
        cmocka_unit_test(a_feed_that_was_asked_too_often_is_left_alone),
        cmocka_unit_test(hosts_are_asked_side_by_side_but_each_for_one_thing_at_a_time_with_a_pause),
        cmocka_unit_test(a_crawl_delay_is_kept),
        cmocka_unit_test(a_redirect_is_followed),
        cmocka_unit_test(a_redirect_in_circles_ends),
        cmocka_unit_test(a_redirect_to_a_file_or_another_scheme_is_refused),
        cmocka_unit_test(a_redirect_inside_is_refused_by_number_and_by_name),
        cmocka_unit_test(another_hosts_robots_txt_is_asked_before_a_redirect_is_followed),
        cmocka_unit_test(a_page_that_was_read_is_not_fetched_by_another_way),
        cmocka_unit_test(a_page_that_cannot_be_read_is_named_and_loses_no_other),
        cmocka_unit_test(a_page_that_fails_is_tried_again_and_given_up_after_five_tries),
        cmocka_unit_test(pages_may_be_named_by_hand),
        cmocka_unit_test(a_watch_that_is_killed_loses_nothing_that_it_reported_and_goes_on),
        cmocka_unit_test(an_interrupt_ends_the_run_and_keeps_what_was_read),
        cmocka_unit_test(a_page_that_ends_the_process_five_times_is_given_up),
        cmocka_unit_test(the_list_is_read_anew_when_asked),
        cmocka_unit_test(a_list_without_a_feed_ends_the_run_at_once),
        cmocka_unit_test(a_ledger_has_one_watch_at_a_time),
    };
    return cmocka_run_group_tests(tests, open_pack, close_pack);
}
