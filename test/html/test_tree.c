/* Pages cut into tags and nested. Written after the cases of html5lib's tests, with what our tree does otherwise on purpose. */
#include "testing.h"

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

#define SHAPE(page, shape) assert_string_equal(page_shape(&bench, page), shape)
/* What stands in the body. */
static void check_body(const char *page, const char *inner) {
    char want[2048];
    snprintf(want, sizeof want, "html(body(%s))", inner);
    SHAPE(page, want);
}
#define BODY(page, inner) check_body(page, inner)

static void head_and_body_are_there_though_nobody_wrote_them(void **state) {
    (void)state;
    SHAPE("", "html");
    SHAPE("  \n", "html");
    SHAPE("text", "html(body('text'))");
    SHAPE("<title>T</title><p>x", "html(title('T') body(p('x')))");
    SHAPE("<!DOCTYPE html><html lang=fr><head><meta charset=utf-8></head><body class=a>x</body></html>",
          "html{lang=fr}(head(meta{charset=utf-8}) body{class=a}('x'))");
    SHAPE("<head><title>T</title><div>x</div>", "html(head(title('T')) body(div('x')))");
    SHAPE("<body>a</body>b</html>c", "html(body('a' 'b' 'c'))");
    SHAPE("<body>a<body class=x>b<html lang=de>", "html{lang=de}(body('a' 'b'))");
    SHAPE("<head><noscript><img src=x></noscript><meta name=a></head><p>x",
          "html(head(noscript(img{src=x}) meta{name=a}) body(p('x')))");
}

static void attributes_are_read_as_browsers_read_them(void **state) {
    (void)state;
    BODY("<p a=1 b='2 3' c=\"4>5\" d>x", "p{a=1 b=2 3 c=4>5 d=}('x')");
    BODY("<p a = 1 b\n=\n'2'>x", "p{a=1 b=2}('x')");
    BODY("<p/a=1/b=2>x", "p{a=1/b=2}('x')");
    BODY("<p a=1/>x", "p{a=1/}('x')");
    BODY("<p a='1'b=2>x", "p{a=1 b=2}('x')");
    BODY("<p =a=b>x", "p{=a=b}('x')");
    BODY("<P CLASS=X>x</P>y", "p{CLASS=X}('x') 'y'");
    BODY("<p a=&lt;&copy;&copyx=&copy=1&notin;>x", "p{a=<©&copyx=&copy=1∉}('x')");
    BODY("<br/><hr / >x", "br hr 'x'");
    const html_tree *t = page_parse(&bench, "<p Title=' Yes ' title=no>", 26);
    assert_non_null(t);
    assert_true(html_attribute_is(t, 2, "title", "yes"));
    assert_false(html_attribute_is(t, 2, "title", "no"));
    assert_false(html_attribute_is(t, 2, "lang", "no"));
}

static void signs_that_begin_no_tag_are_text(void **state) {
    (void)state;
    BODY("a < b > c", "'a < b > c'");
    BODY("a <3 b", "'a <3 b'");
    BODY("a<", "'a<'");
    BODY("a</", "'a'");
    BODY("a</>b", "'a' 'b'");
    BODY("a</ p>b", "'a' 'b'");
    BODY("a<!b>c<?d e?>f", "'a' 'c' 'f'");
}

static void comments_end_where_browsers_end_them(void **state) {
    (void)state;
    BODY("a<!-- x -->b", "'a' 'b'");
    BODY("a<!-- x > y --!>b", "'a' 'b'");
    BODY("a<!-->b", "'a' 'b'");
    BODY("a<!--->b", "'a' 'b'");
    BODY("a<!-- <!-- -->b-->", "'a' 'b-->'");
    BODY("a<!-- b", "'a'");
    BODY("a<!--- b", "'a'");
    BODY("a<![CDATA[b]]>c", "'a' 'c'");
    BODY("<svg><![CDATA[b<p>]]></svg>c", "svg('b<p>') 'c'");
}

static void the_end_of_the_page_inside_a_tag_drops_the_tag_alone(void **state) {
    (void)state;
    BODY("<p>x</p><p class", "p('x')");
    BODY("<p>x</p><a title=\"never closed <p>y</p>", "p('x')");
    BODY("<p>x</p", "p('x')");
    BODY("<p>x</p><script>if (a < b) {", "p('x') script('if (a < b) {')");
}

static void scripts_and_titles_hold_text(void **state) {
    (void)state;
    SHAPE("<title>a <b> &amp; c</title>", "html(title('a <b> &amp; c'))");
    SHAPE("<script>a </scripts> b</script>", "html(script('a </scripts> b'))");
    SHAPE("<script>a</SCRIPT >", "html(script('a'))");
    SHAPE("<script><!-- a </script>", "html(script('<!-- a '))");
    SHAPE("<script><!-- <script> a </script> b --></script>", "html(script('<!-- <script> a </script> b -->'))");
    SHAPE("<script><!--> a </script>", "html(script('<!--> a '))");
    SHAPE("<style>a > b {}</style>", "html(style('a > b {}'))");
    BODY("<textarea><p>x</textarea>y", "textarea('<p>x') 'y'");
    BODY("<iframe><p>x</iframe>y", "iframe('<p>x') 'y'");
}

static void end_tags_that_html_lets_one_leave_out_are_supplied(void **state) {
    (void)state;
    BODY("<p>a<p>b<div>c</div>", "p('a') p('b') div('c')");
    BODY("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li('a') li('b' ul(li('c'))) li('d'))");
    BODY("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))");
    BODY("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td('a') td('b')) tr(td('c'))) 'd'");
    BODY("<table><thead><tr><th>a<tbody><tr><td>b</table>", "table(thead(tr(th('a'))) tbody(tr(td('b'))))");
    BODY("<table><tr><td><table><tr><td>a</table><td>b</table>", "table(tr(td(table(tr(td('a')))) td('b')))");
    BODY("<select><option>a<option>b</select>c", "select(option('a') option('b')) 'c'");
    BODY("<h2>a<h3>b</h2>c", "h2('a') h3('b') 'c'");
    BODY("<p><table><tr><td><p>a</table>", "p table(tr(td(p('a'))))");
}

static void tags_closed_in_the_wrong_order_close_no_more_than_they_must(void **state) {
    (void)state;
    BODY("<p><b>a</p>b</b>c", "p(b('a')) 'b' 'c'");
    BODY("<b><p>a</b>b</p>c", "b(p('a' 'b')) 'c'");
    BODY("<div><span>a</div>b</span>", "div(span('a')) 'b'");
    BODY("<div><span><p>a</span>b</p></div>c", "div(span(p('a' 'b'))) 'c'");
    BODY("<div>a</section>b</div>", "div('a' 'b')");
    BODY("<table><tr><td>a</div>b</table></div>", "table(tr(td('a' 'b')))");
    BODY("<a href=1>a<a href=2>b</a>", "a{href=1}('a') a{href=2}('b')");
    BODY("<x-y>a</x>b</x-y>c", "x-y('a' 'b') 'c'");
    BODY("<svg><path d=1 /><g>a<p>b", "svg(path{d=1} g('a')) p('b')");
    BODY("<video><p>a</video>b", "video(p('a')) 'b'");
}

static void a_page_of_any_depth_is_read_in_one_pass(void **state) {
    (void)state;
    enum { DEPTH = 200000, TAG = 5 };
    char *page = malloc(DEPTH * TAG + 64);
    assert_non_null(page);
    for (int i = 0; i < DEPTH; i++) memcpy(page + i * TAG, "<div>", TAG);
    const size_t n = DEPTH * TAG + (size_t)snprintf(page + DEPTH * TAG, 64, "<p>at the bottom</p></div></div><p>x");
    const html_tree *t = page_parse(&bench, page, n);
    assert_non_null(t);
    uint32_t depth = 0;
    for (uint32_t i = t->n - 1; i > 0; i = t->nodes[i].parent) depth++;
    assert_in_range(depth, 1, HTML_DEPTH_MAX);
    assert_int_equal(t->n, DEPTH + 2 + 4);
    free(page);
}

static void descendants_stand_together(void **state) {
    (void)state;
    random_source r = {7};
    static const char *const parts[] = {"<div>",    "</div>", "<p>",     "</p>",     "<b>",      "</b>",     "<table>",
                                        "</table>", "<tr>",   "<td>",    "<li>",     "<ul>",     "</ul>",    "text ",
                                        "<a h=1>",  "</a>",   "<svg>",   "</svg>",   "&amp;",    "<!--",     "-->",
                                        "<",        "<br>",   "<title>", "</title>", "<script>", "</script>"};
    for (int round = 0; round < 2000; round++) {
        char page[1024];
        size_t n = 0;
        for (uint32_t k = random_below(&r, 60); k > 0; k--)
            n += (size_t)snprintf(page + n, sizeof page - n, "%s", parts[random_below(&r, sizeof parts / sizeof *parts)]);
        char *exact = exact_copy(page, n);
        const html_tree *t = page_parse(&bench, exact, n);
        assert_non_null(t);
        for (uint32_t i = 1; i < t->n; i++) {
            const html_node *x = &t->nodes[i], *parent = &t->nodes[x->parent];
            assert_true(x->parent < i && x->after > i && x->after <= parent->after);
            assert_true(x->source.start <= x->source.end && x->source.end <= n);
        }
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head_and_body_are_there_though_nobody_wrote_them),
        cmocka_unit_test(attributes_are_read_as_browsers_read_them),
        cmocka_unit_test(signs_that_begin_no_tag_are_text),
        cmocka_unit_test(comments_end_where_browsers_end_them),
        cmocka_unit_test(the_end_of_the_page_inside_a_tag_drops_the_tag_alone),
        cmocka_unit_test(scripts_and_titles_hold_text),
        cmocka_unit_test(end_tags_that_html_lets_one_leave_out_are_supplied),
        cmocka_unit_test(tags_closed_in_the_wrong_order_close_no_more_than_they_must),
        cmocka_unit_test(a_page_of_any_depth_is_read_in_one_pass),
        cmocka_unit_test(descendants_stand_together),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
