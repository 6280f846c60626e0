/* A rule file gets one more line: where, instead of which, and how that looks as a diff. */
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

#include "review/dictionary.h"

static arena memory;
static char folder[64];

static int set_up(void **state) {
    (void)state;
    arena_init(&memory);
    snprintf(folder, sizeof folder, "/tmp/dictionary-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    arena_free(&memory);
    return system(command);
}

static const suggestion torch = {.path = "lang/en/events.rules",
                                 .section = "",
                                 .words = "torch\x1fVERB",
                                 .line = "torch   VERB   demonstrate",
                                 .note = "# review: 2 decisions by ana, ben"};
static const suggestion front = {.path = "world/actors/review.rules",
                                 .section = "actors",
                                 .words = "Qardun Front",
                                 .column = 1,
                                 .line = "VLDREB   Qardun Front   -   REB   -   -",
                                 .note = "# review: 1 decision by ana"};

static void put_file(const char *path, const char *content) {
    char name[200];
    snprintf(name, sizeof name, "%s/%s", folder, path);
    for (char *slash = strchr(name + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(name, 0777);
        *slash = '/';
    }
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(content, f);
    fclose(f);
}

static void assert_file(const char *path, const char *wanted) {
    char name[200], got[2000];
    snprintf(name, sizeof name, "%s/%s", folder, path);
    FILE *f = fopen(name, "r");
    assert_non_null(f);
    got[fread(got, 1, sizeof got - 1, f)] = '\0';
    fclose(f);
    assert_string_equal(got, wanted);
}

static dictionary open_for(const suggestion *s) {
    dictionary d;
    dp_error err = {0};
    assert_int_equal(dictionary_open(&d, folder, s->path, &memory, &err), DP_OK);
    return d;
}

static void assert_diff(const dictionary *d, const dictionary_change *c, const char *wanted) {
    buf out;
    buf_init(&out);
    dictionary_diff(d, c, &out);
    assert_string_equal(buf_cstr(&out), wanted);
    buf_free(&out);
}

static void take(const suggestion *s) {
    dictionary d = open_for(s);
    const dictionary_change c = dictionary_plan(&d, s, &memory);
    dp_error err = {0};
    assert_int_equal(dictionary_apply(&d, &c, &memory, &err), DP_OK);
    assert_int_equal(dictionary_write(&d, &err), DP_OK);
}

static void a_file_that_is_not_there_is_made_with_its_folders(void **state) {
    (void)state;
    const dictionary d = open_for(&front);
    const dictionary_change c = dictionary_plan(&d, &front, &memory);
    assert_diff(&d, &c,
                "--- /dev/null\n+++ b/world/actors/review.rules\n@@ -0,0 +1,3 @@\n+[actors]\n+# review: 1 decision by ana\n"
                "+VLDREB   Qardun Front   -   REB   -   -\n");
    take(&front);
    assert_file(front.path, "[actors]\n# review: 1 decision by ana\nVLDREB   Qardun Front   -   REB   -   -\n");
}

static void a_line_goes_to_the_end_of_its_section(void **state) {
    (void)state;
    put_file(front.path, "# mine\n[actors]\nOLDREB   Old Front   -   REB   -   -\n[persons]\nSomebody   -   VLDGOV");
    const dictionary d = open_for(&front);
    const dictionary_change c = dictionary_plan(&d, &front, &memory);
    assert_diff(&d, &c,
                "--- a/world/actors/review.rules\n+++ b/world/actors/review.rules\n@@ -2,4 +2,6 @@\n [actors]\n"
                " OLDREB   Old Front   -   REB   -   -\n+# review: 1 decision by ana\n+VLDREB   Qardun Front   -   REB   -   -\n"
                " [persons]\n Somebody   -   VLDGOV\n");
    put_file(torch.path, "burn   VERB   raid\n\n[classes]\ntown   hamlet\n");
    take(&torch);
    assert_file(
        torch.path,
        "burn   VERB   raid\n\n# review: 2 decisions by ana, ben\ntorch   VERB   demonstrate\n[classes]\ntown   hamlet\n");
}

static void another_line_for_the_same_words_gives_way(void **state) {
    (void)state;
    put_file(torch.path, "# torch   VERB   no rule\ntorch\tVERB   raid   obj=place\ntorch   NOUN   raid\n");
    const dictionary d = open_for(&torch);
    const dictionary_change c = dictionary_plan(&d, &torch, &memory);
    assert_diff(&d, &c,
                "--- a/lang/en/events.rules\n+++ b/lang/en/events.rules\n@@ -1,3 +1,4 @@\n # torch   VERB   no rule\n"
                "-torch\tVERB   raid   obj=place\n+# review: 2 decisions by ana, ben\n+torch   VERB   demonstrate\n torch   NOUN "
                "  raid\n");
}

static void a_line_that_is_there_is_not_offered_again(void **state) {
    (void)state;
    put_file(torch.path, "torch  VERB\tdemonstrate\n");
    const dictionary d = open_for(&torch);
    assert_int_equal(dictionary_plan(&d, &torch, &memory).count, 0);
    put_file(front.path, "[actors]\nVLDREB  Qardun Front  -  REB  -  -\n");
    const dictionary other = open_for(&front);
    assert_int_equal(dictionary_plan(&other, &front, &memory).count, 0);
}

static void what_cannot_be_written_is_said(void **state) {
    (void)state;
    put_file("lang", "a file where a folder should be");
    dictionary d = {.folder = folder, .path = torch.path};
    dp_error err = {0};
    assert_int_equal(dictionary_write(&d, &err), DP_E_IO);
    assert_string_not_equal(err.remedy, "");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(a_file_that_is_not_there_is_made_with_its_folders),
        EACH(a_line_goes_to_the_end_of_its_section),
        EACH(another_line_for_the_same_words_gives_way),
        EACH(a_line_that_is_there_is_not_offered_again),
        EACH(what_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
