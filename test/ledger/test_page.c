/* Lists that go on behind a row: page after page they give what the whole list gives, each row once and in the same order. */
#include "story.h"

#define STORIES 48

static ledger *l;
static room r;

/* Towns that change hands, tolls that differ, some of them said of no place, some on no day. Outlets and names are invented. */
static void tell(story *s, unsigned k) {
    static const char *const sources[] = {"Harbour Wire", "Orontes Dispatch", "Steppe Agency", "Lantern Post", NULL};
    static const char *const towns[] = {"Abu Kamal", "Mayadin", "Ville-Neuve", NULL};
    static const uint32_t numbers[] = {174448, 168954, 0, 0};
    static char ids[STORIES][16], days[STORIES][16], said[STORIES][128];
    const unsigned h = k * 2654435761u, where = h >> 9 & 3, toll = 10 + (h >> 13 & 3), who = (h >> 17) % 5;
    snprintf(ids[k], sizeof ids[k], "s%u", k);
    snprintf(days[k], sizeof days[k], "2017-11-%02u", 5 + (h >> 21 & 1));
    snprintf(said[k], sizeof said[k], "The Syrian army entered %s before noon; %u soldiers were killed there.",
             towns[where] ? towns[where] : "the steppe", toll);
    story_begin(s, ids[k], sources[who], k % 11 == 10 ? NULL : days[k]);
    story_say(s, said[k]);
    const uint32_t town = towns[where] ? story_place(s, towns[where], numbers[where]) : INDEX_NONE;
    const uint32_t army = story_actor(s, "Syrian army", "Syria: armed forces", "SYRMIL");
    claim *c;
    if (k % 3 == 0 && town != INDEX_NONE) {
        c = story_control(s, "entered", k % 2 ? CONTROL_TAKEN : CONTROL_LOST, town, army);
    } else {
        c = story_count(s, "killed", CASUALTY_KILLED, town, toll, toll, "soldiers");
        c->actors[c->actor_count++] = army;
    }
    if (k % 7 == 3) story_on(c, "2017-11-04", "2017-11-06");
    if (k % 13 == 5) c->days = (day_range){DAY_NONE, story_day("2017-11-05")};
}

static int set_up(void **state) {
    (void)state;
    room_open(&r);
    l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    for (unsigned k = 0; k < STORIES; k++) {
        story *s = malloc(sizeof *s);
        assert_non_null(s);
        tell(s, k);
        room_add(l, story_end(s));
        story_free(s);
        free(s);
    }
    room_commit(l);
    return 0;
}

/* A tenth of the dispatches leaves again, in a run of its own: what stood with them is worked out anew. */
static int set_up_and_forget(void **state) {
    set_up(state);
    static const char *const gone[] = {"s1", "s7", "s20", "s33", "s40"};
    ledger_forgotten out;
    dp_error err = {0};
    assert_ok(ledger_forget(l, gone, sizeof gone / sizeof *gone, NULL, &out, &err), err);
    assert_int_equal(out.dispatches, sizeof gone / sizeof *gone);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    room_close(&r);
    return 0;
}

/* ---- asking ---------------------------------------------------------------------------------------------------------------- */

typedef struct page {
    buf rows;
    char cursor[256]; /* of the last row */
} page;

static bool take_row(void *context, const ledger_row *row) {
    page *p = context;
    ledger_row_json(row, &p->rows);
    snprintf(p->cursor, sizeof p->cursor, "%s", row->cursor ? row->cursor : "");
    return true;
}

static bool take_conflict(void *context, const ledger_conflict *c) {
    page *p = context;
    buf_printf(&p->rows, "%s %s %s %s %s\n", c->kind, c->field, c->place ? c->place : "-", c->first, c->reason);
    snprintf(p->cursor, sizeof p->cursor, "%s", c->cursor);
    return true;
}

enum { SEARCH = 100, SIDES };

static uint64_t ask(int question, const ledger_filter *f, page *p) {
    dp_error err = {0};
    uint64_t n = 0;
    if (question == SEARCH)
        assert_ok(ledger_search(l, f, take_row, p, &n, &err), err);
    else if (question == SIDES)
        assert_ok(ledger_conflicts(l, f, take_conflict, p, &n, &err), err);
    else
        assert_ok(ledger_query(l, (enum ledger_question)question, f, take_row, p, &n, &err), err);
    return n;
}

static void pages_give_the_whole(int question, ledger_filter f, uint64_t least) {
    page whole = {0};
    buf_init(&whole.rows);
    assert_true(ask(question, &f, &whole) >= least);
    for (uint64_t size = 1; size <= 8; size += 1 + size / 3) {
        page part = {0};
        buf_init(&part.rows);
        f.limit = size;
        f.after = NULL;
        while (ask(question, &f, &part) == size) f.after = part.cursor;
        assert_string_equal(buf_cstr(&part.rows), buf_cstr(&whole.rows));
        buf_clear(&part.rows);
        f.after = NULL;
        for (f.offset = 0; ask(question, &f, &part) == size;) f.offset += size;
        f.offset = 0;
        assert_string_equal(buf_cstr(&part.rows), buf_cstr(&whole.rows));
        buf_free(&part.rows);
    }
    buf_free(&whole.rows);
}

static void every_list_goes_on_where_a_page_ended(void **state) {
    (void)state;
    pages_give_the_whole(LEDGER_CLAIMS, (ledger_filter){0}, STORIES);
    pages_give_the_whole(LEDGER_CLAIMS, (ledger_filter){.place = "Mayadin"}, 5);
    pages_give_the_whole(LEDGER_CLAIMS, (ledger_filter){.claimant = "wire", .from = "2017-11-06"}, 2);
    pages_give_the_whole(LEDGER_DISPATCHES, (ledger_filter){0}, STORIES);
    pages_give_the_whole(LEDGER_DISPATCHES, (ledger_filter){.actor = "SYR"}, STORIES);
    pages_give_the_whole(LEDGER_EVENTS, (ledger_filter){0}, 5);
    pages_give_the_whole(LEDGER_EVENTS, (ledger_filter){.place = "Mayadin", .type = "killed"}, 1);
    pages_give_the_whole(LEDGER_EVENTS, (ledger_filter){.from = "2017-11-06"}, 3);
    pages_give_the_whole(LEDGER_CLAIMS, (ledger_filter){.from = "2017-11-05", .to = "2017-11-06"}, 9);
    pages_give_the_whole(LEDGER_DISPATCHES, (ledger_filter){.to = "2017-11-05"}, 9);
    pages_give_the_whole(SEARCH, (ledger_filter){.text = "soldiers"}, STORIES);
    pages_give_the_whole(SEARCH, (ledger_filter){.text = "army NOT kamal", .from = "2017-11-06"}, 5);
}

static void conflicts_go_on_within_a_place_a_day_and_a_pair(void **state) {
    (void)state;
    static const ledger_filter filters[] = {{0},
                                            {.place = "Abu Kamal"},
                                            {.relation = "count"},
                                            {.relation = "contradicts"},
                                            {.claimant = "Harbour"},
                                            {.actor = "SYRMIL"},
                                            {.from = "2017-11-06", .to = "2017-11-06"}};
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        pages_give_the_whole(SIDES, filters[i], 1);
        pages_give_the_whole(LEDGER_CONFLICTS, filters[i], 1);
    }
}

/* Words that stand in very many sentences are listed by day, and so is what goes on behind a row of such a list. */
static void a_search_by_day_finds_what_one_by_rank_finds(void **state) {
    (void)state;
    ledger_filter f = {.text = "army NOT kamal", .from = "2017-11-05"};
    page ranked = {0}, dated = {0};
    buf_init(&ranked.rows);
    buf_init(&dated.rows);
    const uint64_t n = ask(SEARCH, &f, &ranked);
    assert_true(n > 10);
    f.after = "D0.0001-01-01.0.";
    assert_int_equal(ask(SEARCH, &f, &dated), n);
    const char *before = "";
    assert_non_null(buf_cstr(&dated.rows));
    for (char *line = strtok(dated.rows.at, "\n"); line; line = strtok(NULL, "\n")) {
        char id[32];
        const char *day = strstr(line, "\"date\":\"");
        assert_int_equal(sscanf(strstr(line, "\"dispatch\":"), "%30[^,]", id), 1);
        assert_non_null(strstr(buf_cstr(&ranked.rows), id));
        assert_non_null(strstr(line, "\"score\":null"));
        assert_non_null(day);
        assert_true(strncmp(day, before, 18) >= 0);
        before = day;
    }
    assert_string_equal(strrchr(dated.cursor, '.'), ".");
    f.limit = 3;
    page part = {0};
    buf_init(&part.rows);
    uint64_t got = 0, some;
    for (; (some = ask(SEARCH, &f, &part)) > 0; f.after = part.cursor) got += some;
    assert_int_equal(got, n);
    buf_free(&part.rows);
    buf_free(&ranked.rows);
    buf_free(&dated.rows);
}

static void a_cursor_of_another_list_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"", "x", "C1.2.3", "C0000000000000000", "C00.2017-11-09' OR 1", "....................."};
    page p = {0};
    buf_init(&p.rows);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const ledger_filter f = {.after = bad[i], .text = "army"};
        dp_error err = {0};
        assert_int_equal(ledger_query(l, LEDGER_CLAIMS, &f, take_row, &p, NULL, &err), DP_E_USAGE);
        assert_int_equal(ledger_query(l, LEDGER_CONFLICTS, &f, take_row, &p, NULL, &err), DP_E_USAGE);
        assert_int_equal(ledger_conflicts(l, &f, take_conflict, &p, NULL, &err), DP_E_USAGE);
        assert_int_equal(ledger_search(l, &f, take_row, &p, NULL, &err), DP_E_USAGE);
        assert_int_equal(ledger_query(l, LEDGER_ACTORS, &f, take_row, &p, NULL, &err), DP_E_USAGE);
    }
    assert_int_equal(p.rows.n, 0);
    buf_free(&p.rows);
}

/* The ids that a list gives, and those that a question in SQL gives. */
static void list_is(int question, const char *column, ledger_filter f, const char *sql) {
    page got = {0};
    buf_init(&got.rows);
    ask(question, &f, &got);
    sqlite3 *db;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    const char *at = got.rows.n ? buf_cstr(&got.rows) : "";
    char key[32];
    const int width = snprintf(key, sizeof key, "\"%s\":\"", column);
    while (sqlite3_step(st) == SQLITE_ROW) {
        at = strstr(at, key);
        assert_non_null(at);
        at += width;
        assert_memory_equal(at, sqlite3_column_text(st, 0), 17);
    }
    assert_null(strstr(at, key));
    sqlite3_finalize(st);
    sqlite3_close(db);
    buf_free(&got.rows);
}

static void lists_between_days_are_those_whose_days_touch_them(void **state) {
    (void)state;
#define IN_ORDER " ORDER BY first_day IS NULL, first_day, id"
#define OF_EVENTS(condition)                                                                                                     \
    "SELECT id FROM (SELECT m.event AS id, min(coalesce(c.first_day, c.last_day)) AS first_day, max(" condition                  \
    ") AS fits FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) GROUP BY 1) WHERE fits" IN_ORDER
    list_is(LEDGER_CLAIMS, "id", (ledger_filter){0}, "SELECT id FROM claims" IN_ORDER);
    list_is(LEDGER_CLAIMS, "id", (ledger_filter){.from = "2017-11-06"},
            "SELECT id FROM claims WHERE coalesce(last_day, first_day) >= '2017-11-06'" IN_ORDER);
    list_is(LEDGER_CLAIMS, "id", (ledger_filter){.to = "2017-11-05"},
            "SELECT id FROM claims WHERE coalesce(first_day, last_day) <= '2017-11-05'" IN_ORDER);
    list_is(LEDGER_CLAIMS, "id", (ledger_filter){.from = "2017-11-05", .to = "2017-11-05"},
            "SELECT id FROM claims WHERE coalesce(last_day, first_day) >= '2017-11-05' AND coalesce(first_day, last_day) <= "
            "'2017-11-05'" IN_ORDER);
    list_is(LEDGER_DISPATCHES, "id", (ledger_filter){.from = "2017-11-06"},
            "SELECT id FROM dispatches WHERE coalesce(last_day, first_day) >= '2017-11-06'" IN_ORDER);
    list_is(LEDGER_EVENTS, "event", (ledger_filter){0}, OF_EVENTS("1"));
    list_is(LEDGER_EVENTS, "event", (ledger_filter){.from = "2017-11-06"},
            OF_EVENTS("coalesce(c.last_day, c.first_day) >= '2017-11-06'"));
    list_is(LEDGER_EVENTS, "event", (ledger_filter){.to = "2017-11-04"},
            OF_EVENTS("coalesce(c.first_day, c.last_day) <= '2017-11-04'"));
    list_is(LEDGER_EVENTS, "event", (ledger_filter){.type = "killed", .from = "2017-11-06"},
            OF_EVENTS("c.control IS NULL AND coalesce(c.last_day, c.first_day) >= '2017-11-06'"));
}

/* ---- the order's own table against the slow definition ----------------------------------------------------------------------
 */

static void conflict_rows_are_the_pairs_of_the_view(void **state) {
    (void)state;
    page all = {0};
    buf_init(&all.rows);
    const uint64_t n = ask(LEDGER_CONFLICTS, &(ledger_filter){0}, &all);
    buf_free(&all.rows);
    assert_true(n > 20);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM v_relations"), n);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM (SELECT DISTINCT kind, field, claim_a, claim_b FROM v_relations)"), n);
}

static void a_relation_stands_at_its_place_and_later_day(void **state) {
    (void)state;
    assert_true(room_number(&r, "SELECT count(*) FROM relations") > 10);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM relations r JOIN propositions a ON a.proposition_key = r.a "
                                     "JOIN propositions b ON b.proposition_key = r.b WHERE r.place_key IS NOT "
                                     "coalesce(a.place_key, b.place_key) OR r.first_no <> max(a.first_no, b.first_no)"),
                     0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_list_goes_on_where_a_page_ended, set_up, tear_down),
        cmocka_unit_test_setup_teardown(conflicts_go_on_within_a_place_a_day_and_a_pair, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_search_by_day_finds_what_one_by_rank_finds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cursor_of_another_list_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(conflict_rows_are_the_pairs_of_the_view, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_relation_stands_at_its_place_and_later_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_relation_stands_at_its_place_and_later_day, set_up_and_forget, tear_down),
        cmocka_unit_test_setup_teardown(lists_between_days_are_those_whose_days_touch_them, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_between_days_are_those_whose_days_touch_them, set_up_and_forget, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
