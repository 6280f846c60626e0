/* What is answered: lists page by page, items, forms, unchanged answers, decisions; and text from outside stays text. */
#include <jansson.h>

#include "ledger/review.h"
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

static json_t *json_of(const char *target, unsigned status) {
    json_error_t why;
    reply r = place_get(&p, target);
    if (r.status != status) fail_msg("%s: %u %s", target, r.status, r.body ? r.body : "");
    json_t *j = json_loads(r.body, 0, &why);
    if (!j) fail_msg("%s: %s", target, why.text);
    reply_free(&r);
    return j;
}

static const char *text_at(const json_t *j, const char *key) {
    return json_string_value(json_object_get(j, key));
}

static void item_id(const char *list, const char *key, char out[32]) {
    json_t *j = json_of(list, 200);
    snprintf(out, 32, "%s", text_at(json_array_get(json_object_get(j, "items"), 0), key));
    json_decref(j);
}

/* Page by page gives what one page gives, in its order. */
static void assert_pages(const char *list, const char *key) {
    char target[300], next[200] = "";
    json_t *whole = json_of(list, 200);
    json_t *items = json_object_get(whole, "items");
    assert_true(json_array_size(items) > 1);
    for (size_t i = 0; i < json_array_size(items); i++) {
        snprintf(target, sizeof target, "%s%climit=1%s%s", list, strchr(list, '?') ? '&' : '?', *next ? "&cursor=" : "", next);
        json_t *page = json_of(target, 200);
        const json_t *one = json_array_get(json_object_get(page, "items"), 0);
        assert_string_equal(text_at(one, key), text_at(json_array_get(items, i), key));
        const bool last = i + 1 == json_array_size(items);
        assert_int_equal(json_is_null(json_object_get(page, "next")), last);
        snprintf(next, sizeof next, "%s", last ? "" : text_at(page, "next"));
        json_decref(page);
    }
    json_decref(whole);
}

static void test_lists_go_on_with_cursors(void **state) {
    (void)state;
    assert_pages("/claims.json", "id");
    assert_pages("/dispatches.json", "id");
    assert_pages("/events.json", "event");
    assert_pages("/places.json", "id");
    assert_pages("/actors.json", "id");
    assert_pages("/voices.json", "claimant");
    json_t *j = json_of("/conflicts.json", 200);
    assert_true(json_array_size(json_object_get(j, "items")) > 0);
    json_decref(j);
    assert_pages("/search.json?q=garrison", "dispatch");
    static const char *const bad[] = {"/claims.json?cursor=zzz", "/places.json?cursor=1.00000000", "/claims.json?limit=1001",
                                      "/claims.json?limit=0",    "/map.json?limit=50001",

                                      "/claims.json?limit=x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) json_decref(json_of(bad[i], 400));
}

static void test_filters_are_those_of_the_command_line(void **state) {
    (void)state;
    static const struct {
        const char *target;
        size_t items;
    } asked[] = {{"/claims.json?place=Abu+Kamal", 3},
                 {"/claims.json?on=1931-05-02", 1},
                 {"/claims.json?type=killed", 1},
                 {"/claims.json?actor=IRQMIL", 1},
                 {"/claims.json?from=1931-05&to=1931", 4},
                 {"/claims.json?q=garrison", 3},
                 {"/claims.json?dispatch=second", 1},
                 {"/claims.json?reviewed=accept", 0},
                 {"/claims.json?claimant=Pass+Courier", 2},
                 {"/claims.json?lang=fr", 0},
                 {"/places.json?q=abu", 1},
                 {"/places.json?q=zz", 0}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *j = json_of(asked[i].target, 200);
        if (json_array_size(json_object_get(j, "items")) != asked[i].items)
            fail_msg("%s: %zu", asked[i].target, json_array_size(json_object_get(j, "items")));
        json_decref(j);
    }
    json_decref(json_of("/claims.json?from=yesterday", 400));
    json_decref(json_of("/claims.json?on=1931&from=1930", 400));
    json_decref(json_of("/claims.json?no_such=1", 400));
}

/* The page, asked for with an Accept-Language. */
static reply page_in(const char *target, const char *language) {
    char header[100];
    snprintf(header, sizeof header, "Accept-Language: %s\r\n", language);
    return place_ask(&p, "GET", target, header, NULL);
}

static void assert_page_has(const char *target, const char *language, const char *words) {
    reply r = page_in(target, language);
    if (r.status != 200 || !strstr(r.body, words)) fail_msg("%s in %s lacks %s", target, language, words);
    reply_free(&r);
}

static void test_lists_for_people_are_in_the_readers_language(void **state) {
    (void)state;
    assert_page_has("/claims", "fr-CH, fr;q=0.9", "<html lang=\"fr\" dir=\"ltr\">");
    assert_page_has("/claims", "fr", ">Contradictions</a>");
    assert_page_has("/claims", "fr", " dit : <a href=\"/claims/C");
    assert_page_has("/claims", "pt, de;q=0.3, es-MX;q=0.8", "<html lang=\"es\"");
    assert_page_has("/claims", "de;q=0, uk;q=0.001", "<html lang=\"uk\"");
    assert_page_has("/claims", "pt,,;;q=,*", "<html lang=\"en\"");
    assert_page_has("/claims?ui=ar", "fr", "<html lang=\"ar\" dir=\"rtl\">");
    assert_page_has("/claims?ui=xx", "fr", "<html lang=\"fr\"");
    assert_page_has("/about", "ru", ">Значение<");
    json_decref(json_of("/claims.json?ui=fr", 400));
}

static void test_a_chosen_language_is_kept_in_the_links(void **state) {
    (void)state;
    reply r = place_get(&p, "/claims?limit=1&ui=de");
    assert_non_null(strstr(r.body, "<a href=\"/events?ui=de\""));
    assert_non_null(strstr(r.body, "?ui=de\"><bdi"));
    assert_non_null(strstr(r.body, "href=\"?limit=1&amp;ui=de&amp;cursor="));
    assert_non_null(strstr(r.body, "<a href=\"?limit=1&amp;ui=fr\" lang=\"fr\" hreflang=\"fr\">français</a>"));
    reply_free(&r);
    r = place_get(&p, "/claims");
    assert_null(strstr(r.body, "ui=de&amp;"));
    assert_non_null(strstr(r.body, "<a href=\"/events\""));
    reply_free(&r);
}

/* Follows "More" of a list without script to its end, and tells how many pages it has. */
static unsigned plain_pages(const char *list) {
    static const char more[] = "<a rel=\"next\" href=\"";
    char target[300], path[40];
    unsigned n = 0;
    snprintf(target, sizeof target, "%s", list);
    for (const char *link = target; link && n < 20; n++) {
        reply r = place_get(&p, target);
        if (r.status != 200) fail_msg("%s: %u", target, r.status);
        snprintf(path, sizeof path, "%.*s", (int)strcspn(target, "?"), target);
        if ((link = strstr(r.body, more)) != NULL) {
            link += sizeof more - 1;
            size_t at = (size_t)snprintf(target, sizeof target, "%s", *link == '?' ? path : "");
            for (; *link != '"' && at + 1 < sizeof target; at++, link++) {
                target[at] = *link;
                if (strncmp(link, "&amp;", 5) == 0) link += 4;
            }
            target[at] = '\0';
        }
        reply_free(&r);
    }
    return n;
}

static void test_lists_without_script_go_on_to_their_end(void **state) {
    (void)state;
    static const char *const lists[] = {
        "/?limit=1",       "/claims?limit=1&from=1931", "/events?limit=1", "/dispatches?limit=1",
        "/places?limit=1", "/actors?limit=1",           "/voices?limit=1", "/search?q=garrison&limit=1",
        "/map?limit=1"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const unsigned n = plain_pages(lists[i]);
        if (n < 2 || n == 20) fail_msg("%s has %u pages", lists[i], n);
    }
}

static void test_each_language_of_a_page_has_its_tag(void **state) {
    (void)state;
    reply french = page_in("/claims", "fr"), english = page_in("/claims", "en");
    char tag[64];
    snprintf(tag, sizeof tag, "%s", reply_header(&french, "ETag"));
    assert_string_not_equal(tag, reply_header(&english, "ETag"));
    assert_non_null(strstr(reply_header(&french, "Vary"), "Accept-Language"));
    reply_free(&french);
    reply_free(&english);
}

static void test_errors_have_one_form(void **state) {
    (void)state;
    static const char *const targets[] = {"/nothing",
                                          "/claims/C0000000000000000.json",
                                          "/dispatches/none.json",
                                          "/places/Nowhere.json",
                                          "/events/none.json",
                                          "/map.atom",
                                          "/claims.json?x=1",
                                          "/%ff"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        reply r = place_get(&p, targets[i]);
        json_t *j = json_loads(r.body, 0, NULL);
        assert_non_null(j);
        assert_string_equal(reply_header(&r, "Content-Type"), "application/problem+json");
        assert_int_equal(json_integer_value(json_object_get(j, "status")), r.status);
        assert_true(r.status >= 400 && r.status < 500);
        assert_non_null(text_at(j, "type"));
        assert_non_null(text_at(j, "title"));
        assert_non_null(text_at(j, "detail"));
        assert_non_null(text_at(j, "remedy"));
        json_decref(j);
        reply_free(&r);
    }
}

static void test_an_unchanged_answer_is_not_sent_again(void **state) {
    (void)state;
    char headers[512], tag[64], claim[32], body[200];
    reply r = place_get(&p, "/conflicts.json");
    snprintf(tag, sizeof tag, "%s", reply_header(&r, "ETag"));
    reply_free(&r);
    snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", tag);
    r = place_ask(&p, "GET", "/conflicts.json", headers, NULL);
    assert_int_equal(r.status, 304);
    assert_int_equal(r.body_bytes, 0);
    assert_string_equal(reply_header(&r, "ETag"), tag);
    reply_free(&r);
    r = place_ask(&p, "GET", "/conflicts.json?limit=1", headers, NULL);
    assert_int_equal(r.status, 200); /* another address */
    reply_free(&r);

    place own;
    place_open(&own, &(serve_options){.coder = "ana"});
    r = place_get(&own, "/claims.json?limit=1");
    snprintf(tag, sizeof tag, "%s", reply_header(&r, "ETag"));
    snprintf(claim, sizeof claim, "%.17s", strstr(r.body, "\"id\":\"C") + 6);
    reply_free(&r);
    place_log_in(&own, headers);
    snprintf(body, sizeof body, "{\"claim\":\"%s\",\"kind\":\"reject\"}", claim);
    r = place_ask(&own, "POST", "/review/decisions", headers, body);
    assert_int_equal(r.status, 200);
    reply_free(&r);
    snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", tag);
    r = place_ask(&own, "GET", "/claims.json?limit=1", headers, NULL);
    assert_int_equal(r.status, 200); /* somebody wrote in between */
    reply_free(&r);
    place_close(&own);
}

static void test_decisions_are_written_and_taken_back(void **state) {
    (void)state;
    char headers[512], claim[32], body[300];
    item_id("/claims.json?limit=1", "id", claim);
    place own;
    place_open(&own, &(serve_options){.coder = "ben"});
    place_log_in(&own, headers);
    snprintf(body, sizeof body, "{\"claim\":\"%s\",\"kind\":\"edit\",\"field\":\"type\",\"value\":\"PROTEST\",\"comment\":null}",
             claim);
    reply r = place_ask(&own, "POST", "/review/decisions", headers, body);
    if (r.status != 200) fail_msg("%s", r.body);
    reply_free(&r);
    static const char *const bad[] = {"{",
                                      "[]",
                                      "{\"claim\":\"C1\"}",
                                      "{\"claim\":\"none\",\"kind\":\"accept\"}",
                                      "{\"kind\":\"accept\"}",
                                      "{\"claim\":\"C1\",\"kind\":\"accept\",\"else\":\"x\"}",
                                      "{\"claim\":1,\"kind\":\"accept\"}",
                                      "{\"claim\":\"C1\",\"kind\":\"undo\"}",
                                      "{} {}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        r = place_ask(&own, "POST", "/review/decisions", headers, bad[i]);
        if (r.status != 400) fail_msg("%s: %u", bad[i], r.status);
        reply_free(&r);
    }
    assert_int_equal(room_number(&own.room, "SELECT count(*) FROM decisions WHERE coder = 'ben'"), 1);
    r = place_ask(&own, "POST", "/review/undo", headers, "{}");
    assert_non_null(strstr(r.body, "\"kind\":\"edit\""));
    reply_free(&r);
    r = place_ask(&own, "POST", "/review/undo", headers, "{}");
    assert_non_null(strstr(r.body, "\"kind\":null"));
    reply_free(&r);
    assert_int_equal(room_number(&own.room, "SELECT count(*) FROM decisions"), 2);
    place_close(&own);
}

static void decide_as(const place *own, const char *coder, uint8_t kind, const char *claim) {
    dp_error err = {0};
    ledger *l = room_ledger(&own->room, LEDGER_WRITE);
    assert_ok(review_decide(l, &(reviewer){.coder = coder}, 0, &(decision){.kind = kind, .claim = claim}, &err), err);
    ledger_close(l);
}

/* Two coded; the third sees what they differ on, takes over what one decided, and takes it back: in her own role. */
static void test_the_page_adjudicates(void **state) {
    (void)state;
    char headers[512], claim[32], body[300];
    item_id("/claims.json?limit=1", "id", claim);
    place own;
    place_open(&own, &(serve_options){.coder = "eva"});
    place_log_in(&own, headers);
    decide_as(&own, "ana", DECISION_ACCEPT, claim);
    decide_as(&own, "ben", DECISION_REJECT, claim);
    reply r = place_get(&own, "/review/choices.json?kind=coder");
    assert_non_null(strstr(r.body, "\"value\":\"ana\""));
    assert_non_null(strstr(r.body, "\"value\":\"ben\""));
    reply_free(&r);
    r = place_get(&own, "/review.json?first=ben&second=ana");
    assert_non_null(strstr(r.body, "\"total\":1,\"decided\":0"));
    assert_non_null(strstr(r.body, "\"others\":[\"ben: reject\",\"ana: accept\"]"));
    reply_free(&r);
    static const char *const bad[] = {"/review.json?first=ben", "/review.json?first=ben&second=ben",
                                      "/review.json?first=ben&second=ana&blind=1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        r = place_get(&own, bad[i]);
        assert_int_equal(r.status, 400);
        reply_free(&r);
    }
    snprintf(body, sizeof body, "{\"claim\":\"%s\",\"from\":\"eva\",\"first\":\"ben\",\"second\":\"ana\"}", claim);
    r = place_ask(&own, "POST", "/review/adopt", headers, body);
    assert_int_equal(r.status, 400); /* none of the two */
    reply_free(&r);
    snprintf(body, sizeof body, "{\"claim\":\"%s\",\"from\":\"ben\",\"first\":\"ben\",\"second\":\"ana\"}", claim);
    r = place_ask(&own, "POST", "/review/adopt", "Content-Type: application/json\r\n", body);
    assert_int_equal(r.status, 403);
    reply_free(&r);
    r = place_ask(&own, "POST", "/review/adopt", headers, body);
    if (r.status != 200) fail_msg("%s", r.body);
    reply_free(&r);
    assert_int_equal(room_number(&own.room, "SELECT count(*) FROM v_verdicts WHERE verdict = 'reject'"), 1);
    r = place_ask(&own, "POST", "/review/undo", headers, "{}"); /* as a coder she decided nothing */
    assert_non_null(strstr(r.body, "\"kind\":null"));
    reply_free(&r);
    r = place_ask(&own, "POST", "/review/undo", headers, "{\"first\":\"ben\",\"second\":\"ana\"}");
    assert_non_null(strstr(r.body, "\"kind\":\"reject\""));
    reply_free(&r);
    assert_int_equal(room_number(&own.room, "SELECT count(*) FROM v_verdicts WHERE verdict = 'disputed'"), 1);
    place_close(&own);
}

static void test_whole_lists_as_csv_and_geojson(void **state) {
    (void)state;
    static const char *const tables[] = {"/claims.csv",        "/events.csv", "/dispatches.csv", "/places.csv",
                                         "/places/174448.csv", "/actors.csv", "/conflicts.csv",  "/search.csv?q=garrison",
                                         "/voices.csv"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        reply r = place_get(&p, tables[i]);
        if (r.status != 200) fail_msg("%s: %u", tables[i], r.status);
        assert_ptr_equal(strstr(reply_header(&r, "Content-Type"), "text/csv"), reply_header(&r, "Content-Type"));
        assert_non_null(reply_header(&r, "Content-Disposition"));
        if (r.body_bytes <= 20) fail_msg("%s is empty", tables[i]);
        reply_free(&r);
    }
    json_t *j = json_of("/claims.geojson", 200);
    assert_int_equal(json_array_size(json_object_get(j, "features")), 4);
    json_decref(j);
}

/* What /about says that the ledger holds now, as JSON and as a page. */
static void assert_counted(const place *of, const char *what, unsigned n) {
    char row[100];
    reply r = place_get(of, "/about.json");
    snprintf(row, sizeof row, "{\"what\":\"%s\",\"value\":\"%u\"}", what, n);
    if (!strstr(r.body, row)) fail_msg("%s lacks %s", r.body, row);
    reply_free(&r);
    r = place_get(of, "/about");
    snprintf(row, sizeof row, "<tr><td>%s</td><td><bdi>%u</bdi></td></tr>", what, n);
    if (!strstr(r.body, row)) fail_msg("%s lacks %s", r.body, row);
    reply_free(&r);
}

/* With five milliseconds for each question: what was found until then, that it is not whole, and where it goes on. */
static void test_a_list_that_takes_too_long_says_so_and_goes_on(void **state) {
    (void)state;
    enum { MORE = 900, ASKED_MOST = 2000 };
    place own;
    char target[200] = "/claims.json?limit=1000";
    size_t items = 0;
    unsigned truncated = 0, asked = 0;
    place_open(&own, &(serve_options){.time_ms = 5});
    place_tell_more(&own, MORE);
    for (bool more = true; more && asked < ASKED_MOST; asked++) {
        reply r = place_get(&own, target);
        json_t *j = json_loads(r.body, 0, NULL);
        assert_non_null(j);
        if (r.status == 200) {
            const char *next = text_at(j, "next");
            const bool cut = json_is_true(json_object_get(j, "truncated"));
            items += json_array_size(json_object_get(j, "items"));
            truncated += cut;
            assert_int_equal(cut, next != NULL);
            if (next) snprintf(target, sizeof target, "/claims.json?limit=1000&cursor=%s", next);
            more = next != NULL;
        } else {
            assert_int_equal(r.status, 504);
        }
        json_decref(j);
        reply_free(&r);
    }
    assert_true(truncated > 0);
    assert_int_equal(items, 4 + MORE);
    place_close(&own);
}

/* What a browser without script gets of a place: the first stretches, and where all of them are. */
static void test_a_place_s_plain_list_is_short_and_leads_to_all(void **state) {
    (void)state;
    place own;
    place_open(&own, &(serve_options){.coder = "ana"});
    reply r = place_get(&own, "/places/174448?claimant=upland");
    assert_null(strstr(r.body, "These are the first"));
    reply_free(&r);
    assert_counted(&own, "claims", 4);
    place_tell_more(&own, 60);
    assert_counted(&own, "claims", 64);
    r = place_get(&own, "/places/174448?claimant=upland&from=1931");
    assert_int_equal(r.status, 200);
    assert_non_null(
        strstr(r.body, "These are the first: <bdi>50</bdi>. <a href=\"/places/174448.csv?claimant=upland&amp;from=1931&amp;\">"));
    reply_free(&r);
    r = place_get(&own, "/places/174448.csv?claimant=upland&from=1931&");
    size_t lines = 0;
    for (const char *at = r.body; (at = strchr(at, '\n')); at++) lines++;
    assert_int_equal(lines, 1 + 1 + 60); /* head, and the one that was there */
    reply_free(&r);
    place_close(&own);
}

/* Marks point into the lists beside them. */
static void test_map_marks_point_at_places_and_claimants(void **state) {
    (void)state;
    json_t *j = json_of("/map.json?from=1931-05-01&to=1931-05-02", 200), *mark;
    json_t *places = json_object_get(j, "places"), *claimants = json_object_get(j, "claimants");
    size_t i;
    assert_int_equal(json_array_size(json_object_get(j, "marks")), 3);
    assert_int_equal(json_array_size(places), 1);
    assert_string_equal(json_string_value(json_array_get(json_array_get(places, 0), 1)), "Abu Kamal");
    assert_int_equal(json_array_size(claimants), 2);
    json_array_foreach(json_object_get(j, "marks"), i, mark) {
        assert_int_equal(json_integer_value(json_array_get(mark, 1)), 0);
        assert_true(json_integer_value(json_array_get(mark, 3)) < 2);
        assert_string_equal(json_string_value(json_array_get(mark, 4)), "held");
    }
    json_decref(j);
    j = json_of("/map.json?bbox=0,0,1,1", 200);
    assert_int_equal(json_array_size(json_object_get(j, "marks")), 0);
    json_decref(j);
    j = json_of("/map/days.json?place=Abu+Kamal", 200);
    assert_int_equal(json_array_size(json_object_get(j, "days")), 2);
    json_decref(j);
    static const char *const bad[] = {"/map.json?bbox=1,2,3", "/map.json?bbox=1,2,3,400", "/map.json?bbox=a,b,c,d",
                                      "/map.json?limit=50001", "/claims.json?undated=1&on=1931"};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) json_decref(json_of(bad[k], 400));
}

static void test_feeds_tell_who_says_so(void **state) {
    (void)state;
    reply r = place_get(&p, "/claims.atom?place=Abu+Kamal");
    assert_int_equal(r.status, 200);
    assert_non_null(strstr(r.body, "<entry><id>urn:depeche:C"));
    assert_non_null(strstr(r.body, " says: "));
    assert_non_null(strstr(r.body, "<updated>1931-05-02T00:00:00Z</updated>"));
    reply_free(&r);
    json_t *j = json_of("/claims.feed.json?place=Abu+Kamal", 200);
    assert_int_equal(json_array_size(json_object_get(j, "items")), 3);
    /* what was read last comes first */
    assert_string_equal(text_at(json_array_get(json_object_get(j, "items"), 0), "date_published"), "1931-05-02T00:00:00Z");
    json_decref(j);
}

/* A pair of sides is as new as the one that was read last; a claim's page shows what it stands against. */
static void test_conflicts_have_a_feed(void **state) {
    (void)state;
    json_t *j = json_of("/conflicts.feed.json", 200), *items = json_object_get(j, "items");
    json_t *list = json_of("/conflicts.json", 200);
    assert_int_equal(json_array_size(items), json_array_size(json_object_get(list, "items")));
    json_t *newest = json_array_get(items, 0);
    assert_string_equal(text_at(newest, "date_published"), "1931-05-01T00:00:00Z");
    assert_non_null(strstr(text_at(newest, "title"), "Harbourland army says "));
    assert_non_null(strstr(text_at(newest, "title"), "Upland militia says "));
    assert_non_null(strstr(text_at(newest, "url"), "/claims/C"));
    json_decref(list);
    json_decref(j);
    j = json_of("/conflicts.feed.json?claimant=Upland+militia", 200);
    assert_true(json_array_size(json_object_get(j, "items")) > 0);
    json_decref(j);
    j = json_of("/conflicts.feed.json?relation=count", 200);
    assert_int_equal(json_array_size(json_object_get(j, "items")), 0);
    json_decref(j);
    json_decref(json_of("/conflicts.feed.json?cursor=L0", 400));
}

/* ---- text from outside
 * ---------------------------------------------------------------------------------------------------------------- */

static void test_hostile_text_is_text(void **state) {
    (void)state;
    char dispatch[32], claim[32], target[64];
    item_id("/claims.json?dispatch=evil", "dispatch", dispatch);
    item_id("/claims.json?dispatch=evil", "id", claim);
    const char *const pages[] = {"/claims",
                                 "/dispatches",
                                 "/events",
                                 "/search?q=brigade",
                                 "/voices",
                                 "/actors",
                                 "/places",
                                 "/about",
                                 "/conflicts?place=%3Cscript%3Ealert(1)%3C/script%3E",
                                 "/claims?q=%22%3E%3Cimg%20src=x%3E",
                                 "/claims?from=%3Cscript%3E"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages + 2; i++) {
        const size_t known = sizeof pages / sizeof *pages;
        snprintf(target, sizeof target,
                 i < known    ? "%s"
                 : i == known ? "/dispatches/%s"
                              : "/claims/%s",
                 i < known    ? pages[i]
                 : i == known ? dispatch
                              : claim);
        reply r = place_get(&p, target);
        assert_ptr_equal(strstr(reply_header(&r, "Content-Type"), "text/html"), reply_header(&r, "Content-Type"));
        const char *main = strstr(r.body, "<main"), *end = strstr(r.body, "</main>");
        assert_non_null(main);
        assert_non_null(end);
        for (const char *at = main; at < end; at++) {
            if (strncasecmp(at, "<script", 7) == 0 || strncasecmp(at, "<img", 4) == 0) fail_msg("%s: %.60s", target, at);
            if (strncmp(at, "href=\"", 6) == 0 && at[6] != '/' && at[6] != '?') fail_msg("%s: %.60s", target, at);
            if (strncmp(at, "\xE2\x80\xAE", 3) == 0) fail_msg("%s: text is turned", target);
        }
        reply_free(&r);
    }
}

static void test_private_persons_are_masked(void **state) {
    (void)state;
    static const char *const targets[] = {"/dispatches/evil",
                                          "/dispatches/evil.json",
                                          "/claims.json?dispatch=evil",
                                          "/claims.csv",
                                          "/claims.geojson",
                                          "/actors.json",
                                          "/search.json?q=carters",
                                          "/claims.atom",
                                          "/claims.feed.json",
                                          "/search?q=carters",
                                          "/events.json",
                                          "/map.json",
                                          "/",
                                          "/map",
                                          "/claims?q=carters",
                                          "/claims.csv?q=carters",
                                          "/events",
                                          "/events.csv",
                                          "/events.atom",
                                          "/events.feed.json",
                                          "/dispatches",
                                          "/dispatches.json",
                                          "/dispatches.csv",
                                          "/dispatches.atom",
                                          "/dispatches.feed.json",
                                          "/actors",
                                          "/actors.csv",
                                          "/places.csv",
                                          "/places/168954.json",
                                          "/conflicts.json",
                                          "/conflicts.csv",
                                          "/search.csv?q=carters",
                                          "/voices.json",
                                          "/voices.csv",
                                          "/voices/matrix.json",
                                          "/map/holders.json",
                                          "/review.json"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        reply r = place_get(&p, targets[i]);
        assert_int_equal(r.status, 200);
        if (strcasestr(r.body, "Ferrol")) fail_msg("%s names a private person", targets[i]);
        reply_free(&r);
    }
}

static size_t offset_of(const char *text, size_t points) {
    size_t at = 0;
    uint32_t cp;
    while (points--) at += utf8_decode(text + at, strlen(text + at), &cp);
    return at;
}

/* A part is what the whole has there, masks and all; it has the spans that touch it and the claims that begin in it. */
static void test_a_text_comes_in_parts(void **state) {
    (void)state;
    char target[80];
    json_t *whole = json_of("/dispatches/evil.json", 200), *span;
    const char *text = text_at(whole, "text");
    const uint32_t characters = (uint32_t)json_integer_value(json_object_get(whole, "characters"));
    for (uint32_t start = 0; start < characters; start += 7) {
        const uint32_t end = start + 20 < characters ? start + 20 : characters;
        size_t i, touching = 0, given = 0;
        snprintf(target, sizeof target, "/dispatches/evil.json?start=%u&end=%u", start, end);
        json_t *part = json_of(target, 200);
        const size_t from = offset_of(text, start), to = offset_of(text, end);
        assert_int_equal(strlen(text_at(part, "text")), to - from);
        assert_memory_equal(text_at(part, "text"), text + from, to - from);
        json_array_foreach(json_object_get(whole, "spans"), i, span) touching +=
            strcmp(text_at(span, "kind"), "person") != 0 && json_integer_value(json_object_get(span, "start")) < end &&
            json_integer_value(json_object_get(span, "end")) > start;
        json_array_foreach(json_object_get(part, "spans"), i, span) given += strcmp(text_at(span, "kind"), "person") != 0;
        assert_int_equal(given, touching);
        json_decref(part);
    }
    json_t *behind = json_of("/dispatches/evil.json?start=100000", 200);
    assert_string_equal(text_at(behind, "text"), "");
    assert_int_equal(json_array_size(json_object_get(behind, "claims")), 0);
    json_decref(behind);
    json_decref(whole);
    json_decref(json_of("/dispatches/evil.json?start=-1", 400));
}

/* Masks are as long as names, so that every span still points at its words. */
static void test_spans_stay_true_in_masked_text(void **state) {
    (void)state;
    json_t *j = json_of("/dispatches/evil.json", 200);
    const char *text = text_at(j, "text");
    json_t *spans = json_object_get(j, "spans");
    assert_int_equal(utf8_count(text, strlen(text)), json_integer_value(json_object_get(j, "characters")));
    size_t i, met = 0;
    json_t *one;
    json_array_foreach(spans, i, one) {
        const size_t start = (size_t)json_integer_value(json_object_get(one, "start")),
                     end = (size_t)json_integer_value(json_object_get(one, "end"));
        size_t from = 0, to;
        uint32_t cp;
        for (size_t k = 0; k < start; k++) from += utf8_decode(text + from, strlen(text + from), &cp);
        to = from;
        for (size_t k = start; k < end; k++) to += utf8_decode(text + to, strlen(text + to), &cp);
        const char *kind = text_at(one, "kind");
        if (strcmp(kind, "place") == 0) met += to - from == 7 && memcmp(text + from, "Mayadin", 7) == 0;
        if (strcmp(kind, "person") == 0) met += strncmp(text + from, "████ ██████", to - from) == 0;
    }
    assert_int_equal(met, 2);
    json_decref(j);
}

static void test_a_question_has_its_time(void **state) {
    (void)state;
    place own;
    place_open(&own, &(serve_options){.time_ms = 5});
    reply r = place_get(&own, "/claims.json");
    assert_true(r.status == 200 || r.status == 504); /* four claims may be quicker than that */
    reply_free(&r);
    place_close(&own);
}

static void test_a_server_stops_while_a_download_hangs(void **state) {
    (void)state;
    place own;
    place_open(&own, &(serve_options){.port = 0});
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(own.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    char ask[128];
    const int n = snprintf(ask, sizeof ask, "GET /claims.csv HTTP/1.1\r\nHost: %s\r\n\r\n", own.host);
    assert_int_equal(send(fd, ask, (size_t)n, 0), n);
    place_close(&own); /* nobody reads what was sent */
    close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_go_on_with_cursors),
        cmocka_unit_test(test_filters_are_those_of_the_command_line),
        cmocka_unit_test(test_lists_for_people_are_in_the_readers_language),
        cmocka_unit_test(test_a_chosen_language_is_kept_in_the_links),
        cmocka_unit_test(test_lists_without_script_go_on_to_their_end),
        cmocka_unit_test(test_each_language_of_a_page_has_its_tag),
        cmocka_unit_test(test_errors_have_one_form),
        cmocka_unit_test(test_an_unchanged_answer_is_not_sent_again),
        cmocka_unit_test(test_decisions_are_written_and_taken_back),
        cmocka_unit_test(test_the_page_adjudicates),
        cmocka_unit_test(test_whole_lists_as_csv_and_geojson),
        cmocka_unit_test(test_a_list_that_takes_too_long_says_so_and_goes_on),
        cmocka_unit_test(test_a_place_s_plain_list_is_short_and_leads_to_all),
        cmocka_unit_test(test_map_marks_point_at_places_and_claimants),
        cmocka_unit_test(test_feeds_tell_who_says_so),
        cmocka_unit_test(test_conflicts_have_a_feed),
        cmocka_unit_test(test_hostile_text_is_text),
        cmocka_unit_test(test_private_persons_are_masked),
        cmocka_unit_test(test_spans_stay_true_in_masked_text),
        cmocka_unit_test(test_a_text_comes_in_parts),
        cmocka_unit_test(test_a_question_has_its_time),
        cmocka_unit_test(test_a_server_stops_while_a_download_hangs),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
