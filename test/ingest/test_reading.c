/* Records of all kinds as dispatches: what is taken from where. All texts are invented. */
#include "core/pack.h"
#include "core/utf8.h"
#include "folder.h"

static pack knowledge;
static ingest_rules rules;

static int open_all(void **state) {
    dp_error err;
    const char *path = getenv("DEPECHE_PACK");
    if (!path || pack_open(path, &knowledge, &err) != DP_OK || ingest_rules_open(&knowledge, &rules, &err) != DP_OK) return 1;
    return make_folder(state);
}

static int close_all(void **state) {
    pack_close(&knowledge);
    return remove_folder(state);
}

static const char *shown(const char *s) {
    return s ? s : "-";
}

/* "id | title | date | author | source | url | text" of each dispatch, or "! message". */
static const char *reading(const char *path) {
    static char out[8192];
    size_t used = 0;
    ingest_source *s;
    ingest_record r = {0};
    arena a;
    dp_error err;
    arena_init(&a);
    out[0] = '\0';
    assert_int_equal(ingest_source_open(&(ingest_options){.paths = &path, .path_count = 1}, &s, &err), DP_OK);
    while (ingest_source_next(s, &r)) {
        dispatch d;
        arena_reset(&a);
        if (ingest_record_read(&r, &rules, &a, &d, &err) == DP_OK) {
            assert_true(utf8_valid(d.text, d.text_bytes));
            assert_non_null(d.encoding);
            used += (size_t)snprintf(out + used, sizeof out - used, "%s | %s | %s | %s | %s | %s | %.*s\n", shown(d.id),
                                     shown(d.title), shown(d.date), shown(d.author), shown(d.source), shown(d.url),
                                     (int)d.text_bytes, d.text);
        } else {
            used += (size_t)snprintf(out + used, sizeof out - used, "! %s\n", err.message);
        }
    }
    ingest_record_free(&r);
    ingest_source_close(s);
    arena_free(&a);
    return out;
}

static void an_item_of_rss_takes_the_longest_content_and_the_surest_date(void **state) {
    (void)state;
    put_text("a.rss",
             "<rss><channel><title>Lake &amp; Sea</title><item><title>Boats &lt;i&gt;sink&lt;/i&gt;</title>"
             "<link> https://l.example/1 </link><guid>g1</guid><dc:date>2001-02-03</dc:date>"
             "<pubDate>Sun, 04 Feb 2001 10:00:00 +0100</pubDate><author>desk@l.example (A. Weir)</author>"
             "<description>Two boats&amp;nbsp;sank.</description>"
             "<content:encoded><![CDATA[<p>Two boats sank.</p><p>Nobody died.</p><script>no()</script>]]></content:encoded>"
             "</item><item><title>Headline alone</title></item></channel></rss>");
    assert_string_equal(
        reading("a.rss"),
        "g1 | Boats sink | 2001-02-04 | A. Weir | Lake & Sea | https://l.example/1 | Two boats sank.\n\nNobody died.\n"
        "d19d9ddd1c6e40fe | Headline alone | - | - | Lake & Sea | - | Headline alone\n");
}

static void an_entry_of_atom_says_what_its_text_is(void **state) {
    (void)state;
    put_text("a.atom", "<feed><title>F</title><entry><id>e1</id><title>1 &lt; 2</title><link rel='self' href='s'/>"
                       "<link rel='alternate' href='https://l.example/?a=1&amp;b=2'/><published>2003-04-05T01:00:00Z</published>"
                       "<updated>2009-01-01T00:00:00Z</updated><author><name>A</name></author><author><name>B</name></author>"
                       "<content type='xhtml'><div><p>One &amp; two</p></div></content></entry>"
                       "<entry><id>e2</id><content>a &lt;b&gt; c</content></entry>"
                       "<entry><id>e3</id><summary type='html'>&lt;p&gt;x &amp;amp; y&lt;/p&gt;</summary></entry></feed>");
    assert_string_equal(reading("a.atom"), "e1 | 1 < 2 | 2003-04-05 | A; B | F | https://l.example/?a=1&b=2 | One & two\n"
                                           "e2 | - | - | - | F | - | a <b> c\n"
                                           "e3 | - | - | - | F | - | x & y\n");
}

static void entities_of_a_document_type_never_swell_nor_open_anything(void **state) {
    (void)state;
    put_text("bomb.xml", "<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
                         "<rss><item><guid>1</guid><description>&b; &c; end</description></item></rss>");
    assert_string_equal(reading("bomb.xml"), "1 | - | - | - | - | - | &b; &c; end\n");
}

static void an_item_of_a_json_feed(void **state) {
    (void)state;
    put_text("f.json", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"J\",\"items\":[{\"id\":7,\"url\":\"u\","
                       "\"title\":\"T\",\"content_html\":\"<p>Sea.</p>\",\"date_published\":\"2010-01-02T00:00:00Z\","
                       "\"author\":{\"name\":\"N\"}},{\"id\":\"8\",\"content_text\":\"plain <b>\"},9]}");
    assert_string_equal(reading("f.json"), "7 | T | 2010-01-02 | N | J | u | Sea.\n"
                                           "8 | - | - | - | J | - | plain <b>\n"
                                           "! the feed's item is no JSON object\n");
}

static void mail_is_decoded_and_of_two_forms_one_is_taken(void **state) {
    (void)state;
    put_text("m.eml", "From: =?utf-8?B?TGFrZQ==?= =?utf-8?Q?_Wire?= <w@l.example>\nSubject: =?iso-8859-1?Q?Caf=E9?= burns\n"
                      "Date: Mon, 5 Jan 2009 10:00:00 +0000\nMessage-ID: <1@l.example>\n"
                      "Content-Type: multipart/mixed; boundary=\"o\"\n\npreamble\n--o\n"
                      "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain; charset=utf-8\n"
                      "Content-Transfer-Encoding: quoted-printable\n\nA caf=C3=A9 =\nburned.\n--i\nContent-Type: text/html\n\n"
                      "<p>A caf&eacute; burned.</p>\n--i--\n--o\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
                      "Tm9ib2R5IGRpZWQu\n--o\nContent-Type: text/plain\nContent-Disposition: attachment\n\nsecret\n--o--\n");
    assert_string_equal(reading("m.eml"),
                        "1@l.example | Café burns | 2009-01-05 | - | Lake Wire | - | A café burned.\n\nNobody died.\n");
}

static void a_sheet_and_a_table_of_auto_archiver(void **state) {
    (void)state;
    put_text("sheet.csv", "Link,Archive status,Upload timestamp,Upload title,Text content\n"
                          "https://t.example/1,success,2021-03-04T05:06:07+00:00,A post,\"Smoke over\nthe port\"\n");
    put_text("db.csv",
             "status,metadata,media\nx: success,\"{'_processed_at': datetime.datetime(2024, 3, 1, 8, 0), 'url': "
             "'https://t.example/2', 'content': \"\"It\\u2019s 'on' fire\"\", 'timestamp': datetime.datetime(2024, 2, 28, 1, 2), "
             "'title': None}\",[]\n");
    assert_string_equal(reading("sheet.csv"),
                        "2a4f121265c2ae64 | A post | 2021-03-04 | - | - | https://t.example/1 | Smoke over\nthe port\n");
    assert_non_null(strstr(reading("db.csv"), " | - | 2024-02-28 | - | - | https://t.example/2 | It’s 'on' fire\n"));
}

static void a_page_bears_its_files_name_and_says_the_rest_itself(void **state) {
    (void)state;
    static const char page[] =
        "<html lang=en><head><title>Ferry stops | Lake Wire</title><meta property=og:title content='Ferry stops'>"
        "<meta property=article:published_time content=2005-06-07T08:00:00Z><meta property=og:site_name content='Lake Wire'>"
        "<link rel=canonical href=https://l.example/ferry></head><body><article><h1>Ferry stops</h1>"
        "<p>The ferry across the lake stopped on Tuesday after its crew had asked for new boats, the harbour office said.</p>"
        "<p>Some four hundred people who live on the islands now have to wait for the mail boat, which comes twice a week.</p>"
        "</article></body></html>";
    put_text("ferry.html", page);
    const char *found = reading("ferry.html");
    assert_non_null(strstr(found, "ferry | Ferry stops | 2005-06-07 | - | Lake Wire | https://l.example/ferry | "));
    assert_non_null(strstr(found, "the harbour office said."));
    put_text("blank.html", " \n\t ");
    assert_string_equal(reading("blank.html"), "! the page holds nothing\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_of_rss_takes_the_longest_content_and_the_surest_date),
        cmocka_unit_test(an_entry_of_atom_says_what_its_text_is),
        cmocka_unit_test(entities_of_a_document_type_never_swell_nor_open_anything),
        cmocka_unit_test(an_item_of_a_json_feed),
        cmocka_unit_test(mail_is_decoded_and_of_two_forms_one_is_taken),
        cmocka_unit_test(a_sheet_and_a_table_of_auto_archiver),
        cmocka_unit_test(a_page_bears_its_files_name_and_says_the_rest_itself),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
