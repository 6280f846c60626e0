/* The ledger with a real pack: names fold as everywhere else, places are found by names that no dispatch used, codes have
 * labels, rules have lines, alternatives are kept. */
#include "story.h"

static knowledge k;
static annotate_workspace *w;
static ledger *l;
static room r;

static const char words[] =
    "The fighting went on all night. At least 14 soldiers were killed in Aleppo on Thursday, the army said.";

static int set_up(void **state) {
    (void)state;
    dp_error err = {0};
    const char *path = getenv("DEPECHE_PACK");
    l = NULL;
    w = NULL;
    if (!path || access(path, R_OK) != 0) return 0;
    assert_ok(knowledge_open(path, &k, &err), err);
    assert_ok(annotate_workspace_new(&k, &w, &err), err);
    room_open(&r);
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, &k, &l, &err), err);
    dispatch d = {.id = "d1",
                  .text = words,
                  .text_bytes = sizeof words - 1,
                  .lang = "en",
                  .date = "2017-11-09",
                  .source = "Wire",
                  .file = "-"};
    hash_hex128(words, sizeof words - 1, d.sha);
    annotation an;
    assert_ok(annotate_run(w, &d, &an, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    if (!l) return 0;
    ledger_close(l);
    annotate_workspace_free(w);
    knowledge_close(&k);
    room_close(&r);
    return 0;
}

static void need_a_pack(void) {
    if (l) return;
    print_message("no pack: set DEPECHE_PACK\n");
    skip();
}

static uint64_t claims_at(const char *place) {
    buf out;
    buf_init(&out);
    dp_error err = {0};
    uint64_t n = 0;
    assert_ok(ledger_query(l, LEDGER_CLAIMS, &(ledger_filter){.place = place}, dump_row, &out, &n, &err), err);
    buf_free(&out);
    return n;
}

static void a_place_is_found_by_names_that_no_dispatch_used(void **state) {
    (void)state;
    need_a_pack();
    assert_true(claims_at("Aleppo") > 0);
    assert_int_equal(claims_at("Alep"), claims_at("Aleppo"));
    assert_true(claims_at("Syrie") >= claims_at("Aleppo"));
    assert_int_equal(claims_at("Springfield"), 0);
}

static void why_names_rule_lines_and_code_labels(void **state) {
    (void)state;
    need_a_pack();
    arena a;
    arena_init(&a);
    dp_error err = {0};
    ledger_why why;
    bool found;
    assert_ok(ledger_why_of(l, "d1/1", false, &a, &why, &found, &err), err);
    assert_true(found);
    assert_non_null(why.rule);
    assert_non_null(strstr(why.rule, "lang/en/"));
    assert_int_equal(strlen(why.pack), 16);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_place_is_found_by_names_that_no_dispatch_used, set_up, tear_down),
        cmocka_unit_test_setup_teardown(why_names_rule_lines_and_code_labels, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
