/* The screen: as many lines as there are, none too wide, spans marked, and nothing of the dispatch that could steer the terminal.
 */
#include <locale.h>

#include "testing.h"

#include "core/terminal.h"
#include "review/page.h"
#include "review/view.h"

static arena memory;
static review_item items[2];
static review_model m;
static review_card card;
static const reviewer ana = {.coder = "ana"};

static const review_span spans[] = {{0, 30, MARK_CLAUSE}, {4, 8, MARK_ACTOR}, {9, 13, MARK_TRIGGER}, {14, 23, MARK_PLACE}};

static int set_up(void **state) {
    (void)state;
    setlocale(LC_CTYPE, "C.UTF-8");
    arena_init(&memory);
    memset(items, 0, sizeof items);
    static const char *const against[] = {"The Observatory says Abu Kamal held by somebody else  C7V17M"};
    static const char *const others[] = {"ben: reject; type MOBILIZE"};
    card = (review_card){.id = "C0",
                         .short_id = "C0",
                         .says = "Abu Kamal taken by Syria: armed forces",
                         .claimant = "a spokesman",
                         .text = "The army took Abu Kamal at night, and then it rested until the morning came with rain.",
                         .spans = spans,
                         .span_count = 4,
                         .manner = "denied",
                         .source = "Harbour Wire",
                         .date = "2017-11-09",
                         .against = against,
                         .against_count = 1,
                         .others = others,
                         .other_count = 1};
    for (int i = 0; i < REVIEW_FIELDS; i++) card.values[i] = card.shown[i] = "value";
    key_map keys;
    keys_default(&keys);
    model_begin(&m, &keys, &(review_queue){items, 2, 0, 0}, false);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    arena_free(&memory);
    return 0;
}

static const char *draw(uint32_t columns, uint32_t rows, bool color, const review_card *shown) {
    static buf out;
    buf_free(&out);
    buf_init(&out);
    uint32_t cursor, row;
    dp_error err = {0};
    const view v = {columns, rows, color};
    assert_int_equal(view_draw(&v, &m, &ana, shown, &memory, &out, &cursor, &row, &err), DP_OK);
    assert_true(cursor == UINT32_MAX || (cursor < columns && row < rows));
    return buf_cstr(&out);
}

/* Without styles, each line fits. */
static void assert_fits(uint32_t columns, uint32_t rows) {
    const char *s = draw(columns, rows, false, m.mode == REVIEW_ALL_DONE ? NULL : &card);
    uint32_t lines = 0;
    for (;; s++) {
        const char *end = strchr(s, '\n');
        const size_t n = end ? (size_t)(end - s) : strlen(s), width = terminal_width(s, n);
        if (width > columns) fail_msg("%zu columns in a line of %u × %u: %.*s", width, columns, rows, (int)n, s);
        lines++;
        if (!end) break;
        s = end;
    }
    assert_int_equal(lines, rows);
}

static void every_size_is_filled_and_kept_to(void **state) {
    (void)state;
    static const review_choices choices = {{{"1", "Abu Kamal, Deir ez-Zor Governorate, Syrian Arab Republic, SY"}, {"2", "b"}},
                                           2};
    for (uint32_t columns = 1; columns < 140; columns += 3) {
        for (uint32_t rows = 1; rows < 40; rows += 2) {
            m.mode = REVIEW_CARD;
            assert_fits(columns, rows);
            m.mode = REVIEW_PROMPT;
            m.prompt = PROMPT_PLACE;
            m.choices = &choices;
            memset(m.input, 'x', 300);
            m.input[m.input_bytes = 300] = '\0';
            assert_fits(columns, rows);
            m.mode = REVIEW_ALL_DONE;
            assert_fits(columns, rows);
            arena_reset(&memory);
        }
    }
}

static void a_small_screen_shows_claim_paragraph_values_and_all_keys(void **state) {
    (void)state;
    const char *s = draw(VIEW_COLUMNS, VIEW_ROWS, false, &card);
    static const char *const parts[] = {
        "ana",   "a spokesman says", "[took]",  "value, denied", "| value", "a:ok",   "r:no",  "s:skip", "-:-1",
        "+:+1",  "d:date",           "p:place", "t:type",        "w:who",   "=:same", "!:not", "c:copy", "n:note",
        "i:add", "u:undo",           "q:quit"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(s, parts[i])) fail_msg("the screen lacks \"%s\":\n%s", parts[i], s);
}

static void the_lines_of_keys_follow_the_map(void **state) {
    (void)state;
    m.keys.keys[ACTION_ACCEPT] = ' ';
    m.keys.keys[ACTION_REJECT] = 0x436; /* ж */
    const char *s = draw(100, 30, false, &card);
    assert_non_null(strstr(s, "space accept"));
    assert_non_null(strstr(s, "\xD0\xB6 reject"));
    assert_null(strstr(s, "take 1st"));
    m.adjudicates = true;
    s = draw(100, 30, false, &(review_card){.id = "C0", .short_id = "C0", .says = "", .text = ""});
    assert_non_null(strstr(s, "take 1st"));
}

static void spans_have_styles_or_signs(void **state) {
    (void)state;
    assert_non_null(strstr(draw(90, 24, true, &card), "\x1b[1;7mtook\x1b[0m"));
    const char *s = draw(90, 24, false, &card);
    assert_non_null(strstr(s, "The _army_ [took] _Abu Kamal_ at"));
    assert_null(strchr(s, 0x1B));
}

static void control_codes_do_not_get_through(void **state) {
    (void)state;
    card.text = card.says = card.source = card.claimant = "a\x1b[2Jb\x07 \xE2\x80\xAE \xC2\x9B"
                                                          "c";
    card.span_count = 0;
    for (int i = 0; i < REVIEW_FIELDS; i++) card.shown[i] = card.text;
    model_say(&m, "\x1b]0;title\x07");
    const char *s = draw(90, 24, false, &card);
    assert_null(strchr(s, 0x1B));
    assert_null(strchr(s, 0x07));
    assert_null(strstr(s, "\xE2\x80\xAE"));
    assert_null(strstr(s, "\xC2\x9B"));
}

static void each_right_to_left_line_is_isolated(void **state) {
    (void)state;
    card.text = "\xD8\xA3\xD8\xB9\xD9\x84\xD9\x86 \xD8\xA7\xD9\x84\xD8\xAC\xD9\x8A\xD8\xB4 "
                "\xD8\xB3\xD9\x8A\xD8\xB7\xD8\xB1\xD8\xAA\xD9\x87 "
                "\xD8\xB9\xD9\x84\xD9\x89 \xD9\x85\xD8\xAF\xD9\x8A\xD9\x86\xD8\xA9 "
                "\xD8\xA7\xD9\x84\xD8\xA8\xD9\x88\xD9\x83\xD9\x85\xD8\xA7\xD9\x84";
    card.span_count = 0;
    page p;
    dp_error err = {0};
    assert_int_equal(page_lay(card.text, NULL, 0, 12, false, &memory, &p, &err), DP_OK);
    assert_true(p.line_count > 2);
    for (uint32_t i = 0; i < p.line_count; i++) {
        buf line;
        buf_init(&line);
        page_put(&p, i, false, &line);
        assert_memory_equal(line.at, "\xE2\x81\xA8", 3);
        assert_memory_equal(line.at + line.n - 3, "\xE2\x81\xA9", 3);
        assert_true(terminal_width(line.at, line.n) <= 12);
        buf_free(&line);
    }
}

static void wide_letters_count_twice(void **state) {
    (void)state;
    page p;
    dp_error err = {0};
    assert_int_equal(
        page_lay("\xE6\x94\xBF\xE5\xBA\x9C\xE5\x86\x9B\xE5\x8D\xA0\xE9\xA2\x86", NULL, 0, 5, false, &memory, &p, &err), DP_OK);
    assert_int_equal(p.line_count, 3); /* two letters a line */
    assert_int_equal(p.lines[0].to, 2);
}

static void a_long_paragraph_shows_the_trigger_and_scrolls(void **state) {
    (void)state;
    char text[3000] = "";
    for (int i = 0; i < 250; i++) strcat(text, "far away ");
    strcat(text, "STRUCK and so they END");
    const uint32_t at = 9 * 250;
    const review_span one[] = {{at, at + 6, MARK_TRIGGER}};
    card.text = text;
    card.spans = one;
    card.span_count = 1;
    assert_non_null(strstr(draw(40, 12, false, &card), "[STRUCK]"));
    assert_non_null(strstr(draw(90, 24, false, &card), "[STRUCK]"));
    memcpy(text, "BEGINS", 6);
    m.scroll = 500;
    assert_non_null(strstr(draw(40, 12, false, &card), "END"));
    m.scroll = -500;
    assert_non_null(strstr(draw(40, 12, false, &card), "BEGINS"));
}

static void an_empty_paragraph_is_drawn(void **state) {
    (void)state;
    card.text = "";
    card.span_count = 0;
    assert_non_null(strstr(draw(60, 20, false, &card), "a spokesman says"));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(every_size_is_filled_and_kept_to), EACH(a_small_screen_shows_claim_paragraph_values_and_all_keys),
        EACH(the_lines_of_keys_follow_the_map), EACH(spans_have_styles_or_signs),
        EACH(control_codes_do_not_get_through), EACH(each_right_to_left_line_is_isolated),
        EACH(wide_letters_count_twice),         EACH(a_long_paragraph_shows_the_trigger_and_scrolls),
        EACH(an_empty_paragraph_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
