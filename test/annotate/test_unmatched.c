/* Which verbs and names count as covered by no rule; needs a pack. */
#include "testing.h"

#include <unistd.h>

#include "annotate/unmatched.h"

static knowledge k;
static annotate_workspace *work;
static unmatched *u;

static int prepare(void **state) {
    (void)state;
    const char *pack = getenv("DEPECHE_PACK");
    dp_error err = {0};
    if (!pack || access(pack, R_OK) != 0) return 0;
    return knowledge_open(pack, &k, &err) != DP_OK || annotate_workspace_new(&k, &work, &err) != DP_OK;
}

static int tidy(void **state) {
    (void)state;
    annotate_workspace_free(work);
    knowledge_close(&k);
    return 0;
}

static int begin(void **state) {
    (void)state;
    dp_error err = {0};
    return work && unmatched_new(&k, &u, &err) != DP_OK;
}

static int end(void **state) {
    (void)state;
    unmatched_free(u);
    u = NULL;
    return 0;
}

static void read_text(const char *text) {
    dp_error err = {0};
    annotation an;
    dispatch d = {.id = "a", .lang = "en", .text = text, .text_bytes = strlen(text)};
    if (!work) skip();
    assert_int_equal(annotate_run(work, &d, &an, &err), DP_OK);
    assert_int_equal(unmatched_add(u, &an, &err), DP_OK);
}

static const unmatched_row *row_of(unsigned kind, const char *word) {
    const unmatched_row *rows;
    size_t n;
    dp_error err = {0};
    assert_int_equal(unmatched_rows(u, &rows, &n, &err), DP_OK);
    for (size_t i = 0; i < n; i++)
        if (rows[i].kind == kind && strcmp(rows[i].word, word) == 0) return &rows[i];
    return NULL;
}

static void a_verb_without_a_rule_is_counted(void **state) {
    (void)state;
    read_text("The army glimmered in Aleppo. Officials said the army glimmered again.");
    read_text("The stars glimmered.");
    const unmatched_row *r = row_of(UNMATCHED_VERB, "glimmer");
    assert_non_null(r);
    assert_int_equal(r->count, 3);
    assert_int_equal(r->dispatches, 2);
    assert_int_equal(r->parties, 2);
    assert_string_equal(r->lang, "en");
    assert_string_equal(r->example, "The army glimmered in Aleppo.");
}

static void verbs_of_events_and_speech_are_covered(void **state) {
    (void)state;
    read_text("The army attacked Aleppo, residents said. It carried out a raid.");
    assert_null(row_of(UNMATCHED_VERB, "attack"));
    assert_null(row_of(UNMATCHED_VERB, "say"));
    assert_null(row_of(UNMATCHED_VERB, "carry"));
}

static void places_that_no_list_holds_are_names_to_add(void **state) {
    (void)state;
    read_text("Shells fell near the village of Qardun and near Aleppo.");
    assert_non_null(row_of(UNMATCHED_PLACE, "Qardun"));
    assert_null(row_of(UNMATCHED_PLACE, "Aleppo"));
}

static void rows_stand_in_one_order(void **state) {
    (void)state;
    char text[16384] = "";
    for (int i = 0; i < 600; i++) { /* more words than the first table holds */
        const size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "He qu%c%c%ced it. ", 'a' + i % 26, 'a' + i / 26, 'a' + i % 7);
    }
    read_text(text);
    const unmatched_row *rows;
    size_t n;
    dp_error err = {0};
    assert_int_equal(unmatched_rows(u, &rows, &n, &err), DP_OK);
    for (size_t i = 1; i < n; i++) {
        const unmatched_row *a = &rows[i - 1], *b = &rows[i];
        assert_true(a->kind <= b->kind);
        if (a->kind == b->kind) assert_true(a->parties >= b->parties);
        if (a->kind == b->kind && a->parties == b->parties) assert_true(a->count >= b->count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_verb_without_a_rule_is_counted, begin, end),
        cmocka_unit_test_setup_teardown(verbs_of_events_and_speech_are_covered, begin, end),
        cmocka_unit_test_setup_teardown(places_that_no_list_holds_are_names_to_add, begin, end),
        cmocka_unit_test_setup_teardown(rows_stand_in_one_order, begin, end),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
