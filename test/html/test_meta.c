/* What pages say of themselves. All outlets and persons are invented. */
#include "testing.h"

#include <time.h>

#include "core/day.h"
#include "html/meta.h"

typedef struct knowledge {
    pack pack;
    page_words words;
    html_rules rules;
    arena arena;
} knowledge;

static int open_all(void **state) {
    static knowledge k;
    dp_error err;
    assert_int_equal(pack_open(getenv("DEPECHE_PACK"), &k.pack, &err), DP_OK);
    assert_int_equal(page_words_open(&k.pack, &k.words, &err), DP_OK);
    assert_int_equal(html_rules_open(&k.pack, &k.rules, &err), DP_OK);
    arena_init(&k.arena);
    *state = &k;
    return 0;
}

static int close_all(void **state) {
    knowledge *k = *state;
    arena_free(&k->arena);
    pack_close(&k->pack);
    return 0;
}

static page_meta read_page(void **state, const char *page) {
    knowledge *k = *state;
    const html_tree *tree;
    page_meta meta;
    dp_error err;
    const meta_given given = {NULL, day_from_civil(2024, 12, 31)};
    arena_reset(&k->arena);
    assert_int_equal(html_parse(&k->rules, page, strlen(page), &k->arena, &tree, &err), DP_OK);
    assert_int_equal(page_meta_read(&k->words, tree, &given, &k->arena, &meta, &err), DP_OK);
    return meta;
}

static void says(const meta_value *value, const char *text, const char *evidence) {
    assert_non_null(value->text);
    assert_string_equal(value->text, text);
    assert_string_equal(value->evidence, evidence);
}

#define ARTICLE                                                                                                                  \
    "<p>The ferry to Osmund stayed in harbour for a third day because of the ice, the company's office said, and no one could "  \
    "tell when it would sail again.</p>"

static void linked_data_know_author_day_and_outlet(void **state) {
    const page_meta m = read_page(
        state,
        "<html lang=en-GB><head><title>Ferry stays in harbour | The Osmund Gazette</title>"
        "<link rel=canonical href='https://gazette.example/news/ferry'>"
        "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":["
        "{\"@type\":\"WebPage\",\"datePublished\":\"1998-01-01\"},"
        "{\"@type\":\"NewsArticle\",\"headline\":\"Ferry stays in harbour\",\"datePublished\":\"1999-03-07T06:00:00+01:00\","
        "\"dateModified\":\"1999-03-09\",\"author\":[{\"@id\":\"#p1\"},{\"@type\":\"Person\",\"name\":\"Bo Lind\"}],"
        "\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Osmund Gazette\"}},"
        "{\"@type\":\"Person\",\"@id\":\"#p1\",\"name\":\"Anna Weir\"}]}</script></head>"
        "<body><h1>Ferry stays in harbour</h1>" ARTICLE);
    says(&m.title, "Ferry stays in harbour", "h1");
    says(&m.author, "Anna Weir; Bo Lind", "JSON-LD author of NewsArticle");
    says(&m.date, "1999-03-07", "JSON-LD datePublished of NewsArticle");
    says(&m.modified, "1999-03-09", "JSON-LD dateModified of NewsArticle");
    says(&m.outlet, "The Osmund Gazette", "JSON-LD publisher of NewsArticle");
    says(&m.url, "https://gazette.example/news/ferry", "link rel=canonical");
    says(&m.lang, "en-GB", "html lang");
}

static void linked_data_are_read_as_loosely_as_they_are_written(void **state) {
    page_meta m = read_page(
        state, "<script type=application/ld+json><!-- [{'x' \"@type\":[\"Thing\",\"Article\"],,\"headline\":\"He "
               "said \"no\" twice\",\n\"datePublished\":\"1999-03-07\",\"author\":\"By &lt;b&gt;Anna&nbsp;Weir\\u003c/b&gt;\"");
    says(&m.date, "1999-03-07", "JSON-LD datePublished of Article");
    says(&m.author, "Anna\xC2\xA0Weir", "JSON-LD author of Article");
    m = read_page(state, "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"CUT OFF</script><h1>Ice</h1>");
    says(&m.title, "Ice", "h1");
    m = read_page(state, "<script type=application/ld+json>[[[[{]}}\"\\uD8\\\"</script>");
    assert_null(m.title.text);
}

static void an_article_that_is_only_listed_says_nothing_of_the_page(void **state) {
    const page_meta m =
        read_page(state, "<script type=application/ld+json>{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":"
                         "\"NewsArticle\",\"headline\":\"Other\",\"datePublished\":\"1999-01-01\"}]}</script>"
                         "<h1>Ferry</h1><p class=date>7 March 1999</p>" ARTICLE);
    says(&m.date, "1999-03-07", "marked element");
}

static void publication_comes_before_the_last_change(void **state) {
    page_meta m = read_page(state, "<meta property=article:modified_time content=2004-01-02><meta name=date content=2004-01-02>"
                                   "<meta property=article:published_time content=1999-03-07T06:00:00Z><h1>Ferry</h1>");
    says(&m.date, "1999-03-07", "meta article:published_time");
    says(&m.modified, "2004-01-02", "meta article:modified_time");
    m = read_page(state, "<html lang=en><h1>Ferry</h1><p>Last updated: 9 March 1999</p><p>Published: 7 March 1999</p>" ARTICLE);
    says(&m.date, "1999-03-07", "text");
    says(&m.modified, "1999-03-09", "text");
}

static void a_day_that_does_not_exist_and_a_bare_year_are_no_date(void **state) {
    page_meta m = read_page(state, "<meta property=article:published_time content=1999-02-30T10:00:00Z><h1>Ferry</h1>" ARTICLE);
    assert_null(m.date.text);
    m = read_page(state, "<h1>Ferry</h1>" ARTICLE "<p>&copy; 1999 The Gazette. Built in 2001, version 12.04.2</p>");
    assert_null(m.date.text);
    m = read_page(state, "<meta property=article:published_time content='2031-01-01'><h1>Ferry</h1>" ARTICLE);
    assert_null(m.date.text);
    m = read_page(state, "<meta name=dcterms.issued content='1999-03'><h1>Ferry</h1>" ARTICLE);
    says(&m.date, "1999-03", "meta dcterms.issued");
}

static void the_day_beside_the_headline_is_told_from_those_of_teasers(void **state) {
    const page_meta m =
        read_page(state, "<html lang=de><div class=sidebar><span class=date>1.2.2003</span></div><h1>Fähre</h1><p>Von Anna Weir, "
                         "7. März 1999</p>" ARTICLE "<div class=related><time datetime=2001-01-01>1.1.2001</time></div>");
    says(&m.date, "1999-03-07", "text");
    says(&m.author, "Anna Weir", "byline");
}

static void the_address_tells_the_day_of_the_place(void **state) {
    page_meta m = read_page(state, "<link rel=canonical href='https://a.example/1999/03/07/ferry'><h1>Ferry</h1>" ARTICLE);
    says(&m.date, "1999-03-07", "address");
    m = read_page(state, "<link rel=canonical href='https://a.example/1999/03/07/ferry'>"
                         "<meta property=article:published_time content=1999-03-08T02:00:00Z><h1>Ferry</h1>" ARTICLE);
    says(&m.date, "1999-03-07", "address");
}

static void titles_lose_the_outlet_and_line_breaks(void **state) {
    page_meta m =
        read_page(state, "<title>Ferry stays\n\tin   harbour - The Gazette</title><meta property=og:site_name content='The "
                         "Gazette'><h1><img alt=logo></h1>" ARTICLE);
    says(&m.title, "Ferry stays in harbour", "title");
    m = read_page(state,
                  "<title>Ferry stays in harbour | The Gazette</title><h1>The Gazette</h1><svg><title>Menu</title></svg>"
                  "<meta property=og:site_name content='The Gazette'><h1 class=headline>Ferry stays in harbour</h1>" ARTICLE);
    says(&m.title, "Ferry stays in harbour", "h1");
    m = read_page(state, "<title>Ice</title><h1><span class=kicker>Harbour</span> Ferry <em>stays</em></h1>" ARTICLE);
    says(&m.title, "Ferry stays", "h1");
}

static void an_author_is_a_name(void **state) {
    page_meta m = read_page(state, "<meta property=article:author content='https://social.example/gazette'>"
                                   "<meta name=author content='&lt;b&gt;admin&lt;/b&gt;'><h1>Ferry</h1>" ARTICLE);
    if (m.author.text) assert_null(strpbrk(m.author.text, "<>:/"));
    m = read_page(state,
                  "<html lang=en><h1>Ferry</h1><div class=byline>By <a rel=author href=/a>Anna Weir</a> and Bo Lind, harbour "
                  "correspondent (bo@gazette.example)</div>" ARTICLE);
    says(&m.author, "Anna Weir; Bo Lind", "marked element");
    m = read_page(state, "<html lang=fr><h1>Le bac</h1><p>Par Anna Weir avec agences</p>" ARTICLE);
    says(&m.author, "Anna Weir", "byline");
    m = read_page(state,
                  "<html lang=en><meta property=og:site_name content='The Gazette'><meta name=author content='The Gazette'>"
                  "<h1>Ferry</h1><p>By Anna Weir</p>" ARTICLE);
    says(&m.author, "Anna Weir", "byline");
}

static void cards_label_their_values(void **state) {
    const page_meta m =
        read_page(state, "<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='5 minutes'>"
                         "<meta name=twitter:label2 content='Written by'><meta name=twitter:data2 content='Bo Lind'>"
                         "<h1>Ferry</h1>" ARTICLE);
    says(&m.author, "Bo Lind", "meta labelled Written by");
}

static void a_review_inside_a_recipe_is_not_the_page(void **state) {
    const page_meta m =
        read_page(state, "<script type=application/ld+json>{\"@type\":\"Recipe\",\"author\":\"Anna Weir\",\"datePublished\":"
                         "\"1999-03-07\",\"review\":{\"@type\":\"Review\",\"author\":\"Bo Lind\",\"datePublished\":"
                         "\"2004-01-02\"}}</script><h1>Smoked herring</h1>");
    says(&m.author, "Anna Weir", "JSON-LD author of Recipe");
    says(&m.date, "1999-03-07", "JSON-LD datePublished of Recipe");
}

static void scripts_are_asked_last(void **state) {
    page_meta m = read_page(state, "<script>window.state = {\"user\":\"x\",\"updated_at\":\"2004-01-02\",\"published_at\": "
                                   "\"1999-03-07T06:00:00Z\"}</script><h1>Ferry</h1>" ARTICLE);
    says(&m.date, "1999-03-07", "script published_at");
    m = read_page(state,
                  "<script>{\"published_at\":\"2004-01-02\"}</script><h1>Ferry</h1><p class=blogdate>7.3.1999</p>" ARTICLE);
    says(&m.date, "1999-03-07", "marked element");
}

static void the_day_that_is_shown_beats_one_that_is_stamped_in_greenwich(void **state) {
    const page_meta m =
        read_page(state, "<html lang=en><meta property=article:published_time content=1999-03-08T02:00:00Z><h1>Ferry</h1>"
                         "<span class=published-date>March 7, 1999</span>" ARTICLE);
    says(&m.date, "1999-03-07", "marked element");
}

static void the_outlet_signs_only_where_nobody_else_does(void **state) {
    const page_meta m =
        read_page(state, "<meta property=og:site_name content='The Gazette'><meta name=author content='The Gazette'>"
                         "<h1>Ferry</h1>" ARTICLE);
    says(&m.author, "The Gazette", "meta author");
}

static void a_page_of_nothing_says_nothing(void **state) {
    static const char *const pages[] = {"", "<", "<title></title>", "plain words", "<meta><time><h1></h1><a rel=author>"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        const page_meta m = read_page(state, pages[i]);
        assert_true(!m.title.text && !m.author.text && !m.date.text && !m.modified.text && !m.outlet.text && !m.url.text);
    }
}

static void deep_and_wide_pages_take_linear_time(void **state) {
    enum { REPEATS = 20000 };
    static const char *const pieces[] = {"<div class=date>",           "<span class=author>By ",    "<h1>",
                                         "<time datetime=1999-03-07>", "<p>7 March 1999 ",          "1/",
                                         "<a itemprop=author>",        "<meta name=date content=x>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        const size_t n = strlen(pieces[i]);
        char *page = malloc(n * REPEATS + 1);
        assert_non_null(page);
        for (size_t k = 0; k < REPEATS; k++) memcpy(page + k * n, pieces[i], n);
        page[n * REPEATS] = '\0';
        const clock_t start = clock();
        read_page(state, page);
        assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
        free(page);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linked_data_know_author_day_and_outlet),
        cmocka_unit_test(linked_data_are_read_as_loosely_as_they_are_written),
        cmocka_unit_test(an_article_that_is_only_listed_says_nothing_of_the_page),
        cmocka_unit_test(publication_comes_before_the_last_change),
        cmocka_unit_test(a_day_that_does_not_exist_and_a_bare_year_are_no_date),
        cmocka_unit_test(the_day_beside_the_headline_is_told_from_those_of_teasers),
        cmocka_unit_test(the_address_tells_the_day_of_the_place),
        cmocka_unit_test(titles_lose_the_outlet_and_line_breaks),
        cmocka_unit_test(an_author_is_a_name),
        cmocka_unit_test(cards_label_their_values),
        cmocka_unit_test(a_review_inside_a_recipe_is_not_the_page),
        cmocka_unit_test(scripts_are_asked_last),
        cmocka_unit_test(the_day_that_is_shown_beats_one_that_is_stamped_in_greenwich),
        cmocka_unit_test(the_outlet_signs_only_where_nobody_else_does),
        cmocka_unit_test(a_page_of_nothing_says_nothing),
        cmocka_unit_test(deep_and_wide_pages_take_linear_time),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
