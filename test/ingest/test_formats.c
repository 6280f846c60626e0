/* Files of all kinds and of none: what a source cuts out of them. All texts are invented. */
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "folder.h"
#include "packing.h"

#define TEXT "Two boats sank off Orsenna on Monday, the harbour master said."

static void put_buf(const char *path, const buf *b) {
    put(path, b->at, b->n);
}

/* ---- gzip --------------------------------------------------------------------------------------------------------------- */

static void packed_files_are_read_by_content_and_their_members_are_one_text(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    add_gzip(&b, "One ", 4);
    add_gzip(&b, "text.", 5);
    put_buf("two-members.txt.gz", &b);
    put_buf("called-plain.txt", &b);
    put_text("called-packed.txt.gz", "not packed");
    assert_string_equal(LISTING("two-members.txt.gz", "called-plain.txt", "called-packed.txt.gz"),
                        "two-members.txt.gz:0 plain One text.|called-plain.txt:0 plain One text.|"
                        "called-packed.txt.gz:0 plain not packed|");
    buf_free(&b);
}

static void damaged_packing_is_no_text_but_junk_behind_it_does_no_harm(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    add_gzip(&b, TEXT, strlen(TEXT));
    put("cut.txt.gz", b.at, b.n - 12);
    b.at[b.n - 6] ^= 1; /* in the checksum */
    put_buf("sum.txt.gz", &b);
    b.at[b.n - 6] ^= 1;
    buf_str(&b, "junk behind it");
    put_buf("junk.txt.gz", &b);
    assert_string_equal(LISTING("cut.txt.gz", "sum.txt.gz", "junk.txt.gz"),
                        "cut.txt.gz:0 ! the packed data end in the middle: the file is cut short|"
                        "sum.txt.gz:0 ! the checksum of the packed data is wrong: the file is damaged|"
                        "junk.txt.gz:0 plain " TEXT "|");
    buf_free(&b);
}

static void lines_before_damage_are_kept(void **state) {
    (void)state;
    static const char lines[] = "{\"id\":1}\n{\"id\":2}\n";
    buf b;
    buf_init(&b);
    add_gzip(&b, lines, sizeof lines - 1);
    b.at[b.n - 1] ^= 1;
    put_buf("lines.jsonl.gz", &b);
    assert_string_equal(LISTING("lines.jsonl.gz"),
                        "lines.jsonl.gz:1 json {\"id\":1}|lines.jsonl.gz:2 json {\"id\":2}|lines.jsonl.gz:2 "
                        "! the checksum of the packed data is wrong: the file is damaged|");
    buf_free(&b);
}

static void a_bomb_is_stopped(void **state) {
    (void)state;
    enum { BYTES = 150 << 20 };
    char *zeros = calloc(1, BYTES);
    assert_non_null(zeros);
    memset(zeros, ' ', BYTES);
    buf b;
    buf_init(&b);
    add_gzip(&b, zeros, BYTES);
    put_buf("bomb.jsonl.gz", &b);
    zip_maker z = {0};
    zip_add(&z, "bomb.jsonl", zeros, BYTES, true);
    zip_end(&z);
    put_buf("bomb.zip", &z.bytes);
    free(zeros);
    assert_non_null(strstr(LISTING("bomb.jsonl.gz"), "looks like a compression bomb"));
    assert_non_null(strstr(LISTING("bomb.zip"), "looks like a compression bomb"));
    zip_maker_free(&z);
    buf_free(&b);
}

static void many_empty_members_take_no_time(void **state) {
    (void)state;
    buf one, all;
    buf_init(&one);
    buf_init(&all);
    add_gzip(&one, "", 0);
    for (int i = 0; i < 100000; i++) buf_add(&all, one.at, one.n);
    add_gzip(&all, TEXT, strlen(TEXT));
    put_buf("empty.txt.gz", &all);
    const clock_t begin = clock();
    assert_string_equal(LISTING("empty.txt.gz"), "empty.txt.gz:0 plain " TEXT "|");
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 5); /* 0.02 s; sanitizers take their time */
    buf_free(&one);
    buf_free(&all);
}

/* ---- zip ---------------------------------------------------------------------------------------------------------------- */

static void members_come_in_the_archives_order_and_names_are_only_labels(void **state) {
    (void)state;
    zip_maker z = {0};
    zip_add(&z, "b/two.html", "<p>Two", 6, true);
    zip_add(&z, "../../one.txt", "One", 3, false);
    zip_add(&z, "picture.png", "png", 3, false);
    zip_add(&z, "__MACOSX/b/two.html", "x", 1, false);
    zip_add(&z, "b/.hidden.txt", "x", 1, false);
    zip_add(&z, "folder.txt/", "", 0, false);
    zip_end(&z);
    put_buf("a.zip", &z.bytes);
    assert_string_equal(LISTING("a.zip"), "a.zip!/b/two.html:0 page <p>Two|a.zip!/../../one.txt:0 plain One|");
    struct stat st;
    assert_int_not_equal(stat("../../one.txt", &st), 0);
    zip_maker_free(&z);
}

static void archives_in_archives_are_read_but_not_without_end(void **state) {
    (void)state;
    zip_maker z = {0};
    zip_add(&z, "a.txt", "A", 1, true);
    zip_end(&z);
    for (int depth = 1; depth < 5; depth++) {
        zip_maker outer = {0};
        zip_add(&outer, "in.zip", z.bytes.at, z.bytes.n, true);
        zip_end(&outer);
        zip_maker_free(&z);
        z = outer;
        if (depth == 1) put_buf("once.zip", &z.bytes);
    }
    put_buf("often.zip", &z.bytes);
    assert_string_equal(LISTING("once.zip"), "once.zip!/in.zip!/a.txt:0 plain A|");
    assert_non_null(strstr(LISTING("often.zip"), "! it is packed more often than is read|"));
    zip_maker_free(&z);
}

static void an_archive_without_its_end_gives_the_members_that_are_whole(void **state) {
    (void)state;
    zip_maker z = {0};
    zip_add(&z, "1.txt", "One", 3, true);
    zip_add(&z, "2.txt", TEXT, strlen(TEXT), false);
    put("cut.zip", z.bytes.at, z.bytes.n - 10);
    assert_string_equal(LISTING("cut.zip"), "cut.zip!/1.txt:0 plain One|cut.zip:0 ! the zip archive is damaged: its directory is "
                                            "missing, and a member is cut short or does not say how long it is|");
    zip_end(&z);
    z.bytes.at[36] ^= 0x40; /* in the packed bytes of the first member */
    put_buf("damaged.zip", &z.bytes);
    const char *found = LISTING("damaged.zip");
    assert_non_null(strstr(found, "damaged.zip!/1.txt:0 ! the "));
    assert_non_null(strstr(found, "damaged.zip!/2.txt:0 plain " TEXT));
    zip_maker_free(&z);
}

/* ---- web archives ------------------------------------------------------------------------------------------------------- */

static void add_warc(buf *b, const char *type, const char *length, const char *block) {
    char own[24];
    snprintf(own, sizeof own, "%zu", strlen(block));
    buf_printf(b,
               "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://wire.example/a\r\nWARC-Date: 1999-05-04T03:02:01Z\r\n"
               "Content-Type: application/http; msgtype=response\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n",
               type, length ? length : own, block);
}

#define PAGE(text) "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" text

static void web_archives_give_the_pages_that_were_fetched(void **state) {
    (void)state;
    buf b;
    buf_init(&b);
    add_warc(&b, "warcinfo", NULL, "software: x");
    add_warc(&b, "request", NULL, "GET / HTTP/1.1\r\n\r\n");
    add_warc(&b, "response", NULL, PAGE("one"));
    add_warc(&b, "response", NULL, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone");
    add_warc(&b, "response", NULL, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\npng");
    add_warc(&b, "response", NULL,
             "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: "
             "chunked\r\n\r\n6\r\n<p>chu\r\n4;x=y\r\nnked\r\n0\r\n\r\n");
    add_warc(&b, "response", NULL,
             "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss><item>a</item><item>b</item></rss>");
    put_buf("a.warc", &b);
    assert_string_equal(LISTING("a.warc"),
                        "a.warc:3 page <p>one|a.warc:6 page <p>chunked|a.warc:1 item <item>a</item>|a.warc:2 item "
                        "<item>b</item>|");
    buf_free(&b);
}

/* A response whose body is packed, or is said to be. */
static void add_packed(buf *b, const char *coding, const void *body, size_t n) {
    static const char head[] = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.example/b\r\n"
                               "Content-Type: application/http; msgtype=response\r\n";
    char http[128];
    const int size =
        snprintf(http, sizeof http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: %s\r\n\r\n", coding);
    buf_printf(b, "%sContent-Length: %zu\r\n\r\n%s", head, (size_t)size + n, http);
    buf_add(b, body, n);
    buf_str(b, "\r\n\r\n");
}

/* "<p>brotli: the convoy left Maroua", and 200 MB of NULs. */
static const char brotli_page[] =
    "\x0F\x10\x80\x3C\x70\x3E\x62\x72\x6F\x74\x6C\x69\x3A\x20\x74\x68\x65\x20\x63\x6F\x6E\x76\x6F\x79\x20\x6C"
    "\x65\x66\x74\x20\x4D\x61\x72\x6F\x75\x61\x03";
static const char brotli_bomb[] =
    "\xCF\xFF\xFF\x7F\x00\x24\x00\xE2\xB1\x40\x72\xEF\xFF\xF9\xFF\xFF\x0F\x80\x04\x40\x1C\x16\x80\xEE\xFD\x3F"
    "\xFF\xFF\xFF\x01\x90\x00\x88\xC3\x02\xD0\xBD\xFF\xE7\xFF\xFF\x3F\x00\x12\x00\x71\x58\x00\xBA\xF7\xFF\xFC"
    "\xFF\xFF\x07\x40\x02\x20\x0E\x0B\x40\xF7\xFE\x9F\xFF\xFF\xFF\x00\x48\x00\xC4\x61\x01\xE8\xDE\xFF\xF3\xFF"
    "\xFF\x1F\x00\x09\x80\x38\x2C\x00\xDD\xFB\x7F\xFE\xFF\xFF\x03\x20\x01\x10\x87\x05\xA0\x7B\xFF\xCF\xFF\xFF"
    "\x7F\x00\x24\x00\xE2\xB0\x00\x74\xEF\xFF\xF9\xFF\xFF\x0F\x80\x04\x40\x1C\x16\x80\xEE\xFD\x3F\xFF\xFF\xFF"
    "\x01\x90\x00\x88\xC3\x02\xD0\xBD\xFF\xCF\xFF\xE0\x75\x00\x12\x00\x71\x58\x00\xBA\xB9\xEB";

static void bodies_packed_with_brotli_are_read(void **state) {
    (void)state;
    static const char plain[] = "\r\n<p>unpacked by the crawler", charset[] = "no packing <p>", packed[] = "\x28\xB5\x2F\xFD";
    buf b;
    buf_init(&b);
    add_packed(&b, "br", brotli_page, sizeof brotli_page - 1);
    add_packed(&b, "br", plain, sizeof plain - 1);
    add_packed(&b, "br", brotli_page, sizeof brotli_page - 12);
    add_packed(&b, "br", "\xFF\xFF\xFF", 3);
    add_packed(&b, "br", brotli_bomb, sizeof brotli_bomb - 1);
    add_packed(&b, "utf-8", charset, sizeof charset - 1);
    add_packed(&b, "zstd", packed, sizeof packed - 1);
    add_packed(&b, "gzip, br", packed, sizeof packed - 1);
    put_buf("br.warc", &b);
    assert_string_equal(LISTING("br.warc"),
                        "br.warc:1 page <p>brotli: the convoy left Maroua|br.warc:2 page \r\n<p>unpacked by the crawler|"
                        "br.warc:3 page <p>brotli: the convoy l|br.warc:4 ! the packed data are damaged|"
                        "br.warc:5 ! a packed body swells beyond 32 MiB|br.warc:6 page no packing <p>|"
                        "br.warc:7 ! the body is packed as \"zstd\", which is not read|"
                        "br.warc:8 ! the body is packed as \"gzip, br\", which is not read|");
    buf_free(&b);
}

static void lengths_that_lie_lose_no_other_record(void **state) {
    (void)state;
    static const char *const lies[] = {"3", "90", "100000", "-1", "0x20", "99999999999999999999", "20 pages"};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        buf b;
        buf_init(&b);
        add_warc(&b, "response", NULL, PAGE("before"));
        add_warc(&b, "response", lies[i], PAGE("lies"));
        add_warc(&b, "response", NULL, PAGE("after"));
        put_buf("lies.warc", &b);
        assert_string_equal(LISTING("lies.warc"),
                            "lies.warc:1 page <p>before|lies.warc:2 page <p>lies|lies.warc:3 page <p>after|");
        buf_free(&b);
    }
}

static void a_value_that_begins_with_a_nul_says_nothing(void **state) {
    (void)state;
    static const char warc[] = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: \0<urn:uuid:1>\r\n"
                               "WARC-Target-URI: \0https://wire.example/a\r\nContent-Length: 5\r\n\r\n<p>on";
    put("nul.warc", warc, sizeof warc);
    const char *const paths[] = {"nul.warc"};
    ingest_source *s;
    ingest_record r = {0};
    dp_error err;
    assert_int_equal(ingest_source_open(&(ingest_options){.paths = paths, .path_count = 1}, &s, &err), DP_OK);
    assert_true(ingest_source_next(s, &r));
    assert_null(r.context.id);
    assert_null(r.context.url);
    ingest_source_close(s);
    ingest_record_free(&r);
}

static void damage_inside_a_packed_web_archive_costs_the_member_it_hits(void **state) {
    (void)state;
    buf b, record;
    buf_init(&b);
    size_t second = 0;
    for (int i = 0; i < 3; i++) {
        buf_init(&record);
        add_warc(&record, "response", NULL, i == 0 ? PAGE("first") : i == 1 ? PAGE("second") : PAGE("third"));
        if (i == 1) second = b.n;
        add_gzip(&b, record.at, record.n);
        buf_free(&record);
    }
    memset(b.at + second + 40, 0xFF, 8);
    put_buf("hit.warc.gz", &b);
    const char *found = LISTING("hit.warc.gz");
    assert_non_null(strstr(found, "<p>first|"));
    assert_non_null(strstr(found, "! the packed data are damaged|"));
    assert_non_null(strstr(found, "<p>third|"));
    buf_free(&b);
}

/* ---- feeds -------------------------------------------------------------------------------------------------------------- */

static void feeds_are_cut_into_their_items_well_formed_or_not(void **state) {
    (void)state;
    put_text("good.xml",
             "<?xml version=\"1.0\"?><!-- a --><rss><channel><title>T</title><item>1</item><item>2</item></channel></rss>");
    put_text("atom.xml", "<a10:feed xmlns:a10='x'><a10:entry>1</a10:entry></a10:feed>");
    put_text("rdf.xml", "<rdf:RDF><channel><items><rdf:li/></items></channel><item rdf:about='>'>1</item></rdf:RDF>");
    put_text("open.xml", "<rss><item>1<item>2</item><item>R&D < 3 <![CDATA[</item>]]></item><item>4 <![CDATA[ never");
    assert_string_equal(LISTING("good.xml"), "good.xml:1 item <item>1</item>|good.xml:2 item <item>2</item>|");
    assert_string_equal(LISTING("atom.xml"), "atom.xml:1 item <a10:entry>1</a10:entry>|");
    assert_string_equal(LISTING("rdf.xml"), "rdf.xml:1 item <item rdf:about='>'>1</item>|");
    assert_string_equal(LISTING("open.xml"),
                        "open.xml:1 item <item>1|open.xml:2 item <item>2</item>|open.xml:3 item <item>R&D < 3 "
                        "<![CDATA[</item>]]></item>|open.xml:4 item <item>4 <![CDATA[ never|");
    put_text("none.xml", "<rss><channel><title>T</title></channel></rss>");
    assert_string_equal(LISTING("none.xml"), "none.xml:0 ! the feed holds no item|");
}

static void json_documents_are_feeds_arrays_or_one_object_after_the_other(void **state) {
    (void)state;
    put_text("feed.json", "{\"title\":\"T\",\"items\":[{\"id\":1},{\"id\":2}],\"version\":\"https://jsonfeed.org/version/1.1\"}");
    put_text("array.json", " [{\"id\":1}\n,{\"id\":2}]\n");
    put_text("objects.json", "{\"id\":\n1}\n{broken}\n{\"id\":3}");
    assert_string_equal(LISTING("feed.json"), "feed.json:1 json item {\"id\":1}|feed.json:2 json item {\"id\":2}|");
    assert_string_equal(LISTING("array.json"), "array.json:1 json {\"id\":1}|array.json:2 json {\"id\":2}|");
    assert_string_equal(LISTING("objects.json"),
                        "objects.json:1 json {\"id\":\n1}|objects.json:2 ! not JSON: expected a string at "
                        "byte 12|objects.json:3 json {\"id\":3}|");
}

/* ---- tables and mail ---------------------------------------------------------------------------------------------------- */

static void rows_reach_over_lines_and_an_open_quote_costs_its_row(void **state) {
    (void)state;
    put_text("a.csv", "title,text\r\nA,\"one\ntwo, \"\"three\"\"\"\r\n,\r\nB,four\n");
    put_text("b.tsv", "sep=\t\ntext\tdate\nx\t\"1\"\n");
    put_text("open.csv", "text;date\n\"one;2\nthree;4\n");
    put_text("none.csv", "colour,size\nred,2\n");
    assert_string_equal(LISTING("a.csv"), "a.csv:2 row A,\"one\ntwo, \"\"three\"\"\"|a.csv:5 row B,four|");
    assert_string_equal(LISTING("b.tsv"), "b.tsv:3 row x\t\"1\"|");
    assert_string_equal(LISTING("open.csv"),
                        "open.csv:2 ! a quotation mark in this row is never closed, or the row is longer than "
                        "32 MiB|open.csv:3 row three;4|");
    assert_string_equal(LISTING("none.csv"), "none.csv:1 ! no column of the table is known to hold the text|");
    const char *const paths[] = {"none.csv"};
    assert_string_equal(listing(&(ingest_options){.paths = paths, .path_count = 1, .columns = "text=Colour"}),
                        "none.csv:2 row red,2|");
    assert_string_equal(listing(&(ingest_options){.paths = paths, .path_count = 1, .columns = "text=1"}),
                        "none.csv:1 row colour,size|none.csv:2 row red,2|");
}

static void mail_boxes_are_cut_at_their_envelopes(void **state) {
    (void)state;
    put_text("a.mbox", "From a@b.example Mon May  3 10:00:00 1999\nSubject: 1\n\nFrom here on: text\n>From quoted\n\n"
                       "From a@b.example Tue May  4 11:00:00 1999\nSubject: 2\n\nB\n");
    put_text("m.eml", "Subject: 3\n\nC\n");
    assert_string_equal(LISTING("a.mbox", "m.eml"),
                        "a.mbox:1 mail Subject: 1\n\nFrom here on: text\nFrom quoted\n\n|a.mbox:2 mail Subject: 2\n\nB\n|"
                        "m.eml:0 mail Subject: 3\n\nC\n|");
}

static void folders_take_what_is_known_and_count_the_rest(void **state) {
    (void)state;
    mkdir("mixed", 0700);
    mkdir("mixed/cur", 0700);
    put_text("mixed/a.htm", "<p>a");
    put_text("mixed/b.jpg", "jpg");
    put_text("mixed/c.RSS", "<rss><item>1</item></rss>");
    put_text("mixed/cur/1.host:2,S", "From: a\nDate: b\nSubject: c\n\nd");
    put_text("mixed/z.html.gz", "<p>z");
    assert_string_equal(LISTING("mixed"), "mixed/a.htm:0 page <p>a|mixed/c.RSS:1 item <item>1</item>|mixed/cur/1.host:2,S:0 mail "
                                          "From: a\nDate: b\nSubject: c\n\nd|mixed/z.html.gz:0 page <p>z|");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_files_are_read_by_content_and_their_members_are_one_text),
        cmocka_unit_test(damaged_packing_is_no_text_but_junk_behind_it_does_no_harm),
        cmocka_unit_test(lines_before_damage_are_kept),
        cmocka_unit_test(a_bomb_is_stopped),
        cmocka_unit_test(many_empty_members_take_no_time),
        cmocka_unit_test(members_come_in_the_archives_order_and_names_are_only_labels),
        cmocka_unit_test(archives_in_archives_are_read_but_not_without_end),
        cmocka_unit_test(an_archive_without_its_end_gives_the_members_that_are_whole),
        cmocka_unit_test(web_archives_give_the_pages_that_were_fetched),
        cmocka_unit_test(bodies_packed_with_brotli_are_read),
        cmocka_unit_test(lengths_that_lie_lose_no_other_record),
        cmocka_unit_test(a_value_that_begins_with_a_nul_says_nothing),
        cmocka_unit_test(damage_inside_a_packed_web_archive_costs_the_member_it_hits),
        cmocka_unit_test(feeds_are_cut_into_their_items_well_formed_or_not),
        cmocka_unit_test(json_documents_are_feeds_arrays_or_one_object_after_the_other),
        cmocka_unit_test(rows_reach_over_lines_and_an_open_quote_costs_its_row),
        cmocka_unit_test(mail_boxes_are_cut_at_their_envelopes),
        cmocka_unit_test(folders_take_what_is_known_and_count_the_rest),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
