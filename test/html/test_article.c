/* From a page to its text: whole invented pages with the text that a reader would copy out, and the way back to the page. */
#include "testing.h"

#include "core/mapfile.h"
#include "html/article.h"
#include "page.h"

static page_bench bench;

static int prepare(void **state) {
    (void)state;
    return page_bench_open(&bench) ? 0 : 1;
}
static int tidy(void **state) {
    (void)state;
    page_bench_close(&bench);
    return 0;
}

static html_article article_of(const char *page, size_t n) {
    dp_error err;
    html_article x = {.text = NULL};
    const html_tree *t = page_parse(&bench, page, n);
    assert_non_null(t);
    assert_int_equal(html_article_find(t, &bench.a, &x, &err), DP_OK);
    return x;
}

static html_article whole_of(const char *page) {
    dp_error err;
    html_article x = {.text = NULL};
    const html_tree *t = page_parse(&bench, page, strlen(page));
    assert_non_null(t);
    assert_int_equal(html_article_whole(t, &bench.a, &x, &err), DP_OK);
    return x;
}
#define WHOLE(page, text_) assert_string_equal(whole_of(page).text, text_)

/* Every letter of the text stands where its segment says. */
static void check_way_back(const html_article *x, const char *page, size_t n) {
    uint32_t last = 0;
    for (uint32_t at = 0; at < x->text_bytes; at++) {
        const span source = html_article_source(x, at);
        assert_true(source.start >= last && source.end <= n);
        last = source.start;
        if (source.end - source.start == 1 && x->text[at] != ' ') assert_int_equal(page[source.start], x->text[at]);
    }
}

static void check_page(const char *name) {
    const char *root = getenv("DEPECHE_SOURCE");
    char path[512];
    mapfile page, want;
    dp_error err;
    assert_non_null(root);
    snprintf(path, sizeof path, "%s/test/html/pages/%s.html", root, name);
    assert_int_equal(mapfile_open(path, &page, &err), DP_OK);
    snprintf(path, sizeof path, "%s/test/html/pages/%s.txt", root, name);
    assert_int_equal(mapfile_open(path, &want, &err), DP_OK);
    const html_article x = article_of((const char *)page.at, page.size);
    char *text = strndup((const char *)want.at, want.size - 1); /* without the file's last line end */
    assert_non_null(text);
    assert_string_equal(x.text, text);
    check_way_back(&x, (const char *)page.at, page.size);
    free(text);
    mapfile_close(&want);
    mapfile_close(&page);
}

static void a_page_with_elements_for_its_parts(void **state) {
    (void)state;
    check_page("semantic");
}
static void a_page_of_tables_and_line_breaks(void **state) {
    (void)state;
    check_page("tables");
}
static void a_short_post_under_long_comments(void **state) {
    (void)state;
    check_page("blog");
}
static void a_page_from_right_to_left_without_paragraphs(void **state) {
    (void)state;
    check_page("arabic");
}
static void signs_above_signs_are_not_read_twice(void **state) {
    (void)state;
    check_page("ruby");
}
static void of_several_stories_the_one_that_the_page_is_called_by(void **state) {
    (void)state;
    check_page("stream");
}
static void what_no_reader_sees_is_not_read(void **state) {
    (void)state;
    check_page("hidden");
}

static void a_list_of_links_is_no_article(void **state) {
    (void)state;
    char page[20000] = "<title>Contents</title><ul>";
    size_t n = strlen(page);
    for (int i = 0; i < 200; i++)
        n += (size_t)snprintf(page + n, sizeof page - n, "<li><a href=/%d>What happened on day %d of the fair</a>", i, i);
    assert_int_equal(article_of(page, n).text_bytes, 0);
    assert_int_equal(article_of("", 0).text_bytes, 0);
    assert_int_equal(article_of("\0\0\0", 3).text_bytes, 0);
}

static void names_that_would_leave_nothing_are_not_believed(void **state) {
    (void)state;
    static const char page[] = "<body><div class=sidebar><p>The bell of the mill rang on Monday, as it had not done since the "
                               "fire, the miller said.</p></div>"
                               "<div class=sidebar><p>It was cast from the church's spare, which the parish gave away unasked, "
                               "and weighs nine stone.</p></div>"
                               "<div class=sidebar><p>The old bell lies in the river still, and on quiet nights the ferryman "
                               "claims to hear it.</p></div>";
    assert_non_null(strstr(article_of(page, sizeof page - 1).text, "The bell of the mill"));
}

static void an_opinion_is_no_readers_comment(void **state) {
    (void)state;
    static const char page[] =
        "<title>Lasst die Glocke liegen</title><article class=kommentar><h1>Lasst die Glocke liegen</h1>"
        "<p>Wer die alte Glocke aus dem Fluss heben will, vergisst, was sie gekostet hat: zwei Fischer, ein Boot und einen "
        "Winter.</p>"
        "<p>Der Rat sollte das Geld den Schulen geben, deren Dächer seit dem Hagel mit Segeltuch gedeckt sind.</p></article>"
        "<div class=comments><p>So ist es, und das Segeltuch gehört meinem Schwager, der es gern zurück hätte, wie er mir "
        "gestern sagte.</p></div>"
        "<div class=box><p>Die Fähre fährt ab Montag wieder zweimal am Tag, teilte der Hafenmeister mit, und nimmt auch Hunde an "
        "Bord.</p></div>";
    const html_article x = article_of(page, sizeof page - 1);
    assert_non_null(strstr(x.text, "ein Boot und einen Winter"));
    assert_null(strstr(x.text, "Schwager"));
}

static void white_space_is_as_on_a_screen(void **state) {
    (void)state;
    WHOLE("  a \n b\t<b> c</b> </p>", "a b c");
    WHOLE("a<p>b</p>c<div><div>d", "a\n\nb\n\nc\n\nd");
    WHOLE("a<br>b<br><br>c", "a\nb\n\nc");
    WHOLE("<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\n\nc");
    WHOLE("40&nbsp;000 &nbsp; francs&nbsp;", "40\xC2\xA0"
                                             "000 francs");
    WHOLE("fo<b>o</b>t<i> ball</i>", "foot ball");
}

static void signs_that_are_not_for_reading_go(void **state) {
    (void)state;
    WHOLE("Kal\xC2\xADme\xE2\x80\x8Bra\xEF\xBB\xBF \x01\x1B[31m\x7F!", "Kalmera [31m!");
    WHOLE("a&#0;b&#x110000;c&#xD800;d&#128;e&#27;f", "a\xEF\xBF\xBD"
                                                     "b\xEF\xBF\xBD"
                                                     "c\xEF\xBF\xBD"
                                                     "d\xE2\x82\xAC"
                                                     "ef");
    WHOLE("caf\xE9 \xC3(", "caf\xEF\xBF\xBD \xEF\xBF\xBD(");
}

static void references_are_read_as_browsers_read_them(void **state) {
    (void)state;
    WHOLE("&amp;lt;b&amp;gt; &copy 2 &copyright &notit; &notin; &Eacutea; &; & &#; &#x; &nosuch; &frac12",
          "&lt;b&gt; \xC2\xA9 2 \xC2\xA9right \xC2\xACit; \xE2\x88\x89 \xC3\x89"
          "a; &; & &#; &#x; &nosuch; \xC2\xBD");
    WHOLE("&CounterClockwiseContourIntegral;&nGt;&#x41;&#65", "\xE2\x88\xB3\xE2\x89\xAB\xE2\x83\x92"
                                                              "AA");
}

static void a_claim_points_back_into_the_page(void **state) {
    (void)state;
    static const char page[] = "<p>Caf\xC3\xA9 &amp; bar <b>burned</b>\n  down</p>";
    const html_article x = whole_of(page);
    assert_string_equal(x.text, "Caf\xC3\xA9 & bar burned down");
    const span reference = html_article_source(&x, (uint32_t)(strchr(x.text, '&') - x.text));
    assert_memory_equal(page + reference.start, "&amp;", 5);
    assert_int_equal(reference.end - reference.start, 5);
    const span burned = html_article_source(&x, (uint32_t)(strstr(x.text, "burned") - x.text));
    assert_memory_equal(page + burned.start, "burned</b>", 10);
    check_way_back(&x, page, sizeof page - 1);
}

static void a_page_from_bytes_is_answered_from_its_text(void **state) {
    (void)state;
    static const char page[] = "<h1 title='A &lt; B'> The\n<b>fer</b>ry <br>runs<script>x</script></h1>";
    const html_tree *t = page_parse(&bench, page, sizeof page - 1);
    assert_non_null(t);
    assert_string_equal(html_text(t, 2, 100, &bench.a).at, "The ferry runs");
    assert_string_equal(html_text(t, 2, 9, &bench.a).at, "The ferry");
    assert_string_equal(html_text(t, 2, 4, &bench.a).at, "The");
    const html_string title = html_attribute(t, 2, "title", &bench.a);
    assert_int_equal(title.n, 5);
    assert_memory_equal(title.at, "A < B", 5);
    assert_null(html_attribute(t, 2, "class", &bench.a).at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_with_elements_for_its_parts),
        cmocka_unit_test(a_page_of_tables_and_line_breaks),
        cmocka_unit_test(a_short_post_under_long_comments),
        cmocka_unit_test(a_page_from_right_to_left_without_paragraphs),
        cmocka_unit_test(signs_above_signs_are_not_read_twice),
        cmocka_unit_test(of_several_stories_the_one_that_the_page_is_called_by),
        cmocka_unit_test(what_no_reader_sees_is_not_read),
        cmocka_unit_test(a_list_of_links_is_no_article),
        cmocka_unit_test(names_that_would_leave_nothing_are_not_believed),
        cmocka_unit_test(an_opinion_is_no_readers_comment),
        cmocka_unit_test(white_space_is_as_on_a_screen),
        cmocka_unit_test(signs_that_are_not_for_reading_go),
        cmocka_unit_test(references_are_read_as_browsers_read_them),
        cmocka_unit_test(a_claim_points_back_into_the_page),
        cmocka_unit_test(a_page_from_bytes_is_answered_from_its_text),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
