/* depeche-pack from its command line to its file. Needs the source tree ($DEPECHE_SOURCE); works without the gazetteer. */
#include "testing.h"

#include <sys/stat.h>
#include <unistd.h>

#include "annotate/annotate.h"
#include "pack/build.h"
#include "pack/check.h"

static char folder[] = "/tmp/depeche-build-XXXXXX";
static const char *source;

static int prepare(void **state) {
    (void)state;
    source = getenv("DEPECHE_SOURCE");
    return mkdtemp(folder) ? 0 : 1;
}

static int tidy(void **state) {
    (void)state;
    return rmdir(folder);
}

static int run(const char *const *words) {
    char *argv[16] = {(char[]){"depeche-pack"}};
    int argc = 1;
    for (; words[argc - 1]; argc++) argv[argc] = (char *)(uintptr_t)words[argc - 1];
    return pack_main(argc, argv);
}
#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static void a_wrong_command_line_is_a_matter_of_usage(void **state) {
    (void)state;
    assert_int_equal(RUN("--root", "x"), 2);
    assert_int_equal(RUN("--nonsense"), 2);
    assert_int_equal(RUN("--root", "x", "--data", "y", "--output", "z", "more"), 2);
    assert_int_equal(RUN("--help"), 0);
}

static size_t size_of(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

static void the_same_sources_give_the_same_bytes_and_they_open(void **state) {
    (void)state;
    if (!source) skip();
    char paths[2][64];
    mapfile file[2];
    dp_error err;
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/%d.pack", folder, i);
        assert_int_equal(RUN("--root", source, "--data", folder, "--output", paths[i], "--no-check"), 0);
        assert_int_equal(mapfile_open(paths[i], &file[i], &err), DP_OK);
    }
    assert_int_equal(file[0].size, file[1].size);
    assert_memory_equal(file[0].at, file[1].at, file[0].size);
    mapfile_close(&file[0]);
    mapfile_close(&file[1]);
    knowledge k;
    assert_int_equal(knowledge_open(paths[0], &k, &err), DP_OK);
    assert_true(text_has_language(k.models, "fr") && text_has_language(k.models, "en"));
    knowledge_close(&k);
    unlink(paths[0]);
    unlink(paths[1]);
}

static void nothing_is_left_of_a_pack_that_cannot_be_written_or_compiled(void **state) {
    (void)state;
    if (!source) skip();
    char path[64];
    snprintf(path, sizeof path, "%s/none/x.pack", folder);
    assert_int_equal(RUN("--root", source, "--data", folder, "--output", path, "--no-check"), 4);
    snprintf(path, sizeof path, "%s/x.pack", folder);
    assert_int_equal(RUN("--root", folder, "--data", folder, "--output", path), 3);
    assert_int_equal(size_of(path), 0);
}

static void a_failed_test_is_named_by_file_and_line(void **state) {
    (void)state;
    check_report r = {0};
    buf_init(&r.messages);
    check_fail(&r, &(rule_file){.path = "lang/xx/time.rules"}, &(rule_line){.line = 12}, "2017", "2018");
    assert_int_equal(r.failed, 1);
    assert_string_equal(buf_cstr(&r.messages), "lang/xx/time.rules:12: expected 2017, got 2018\n");
    buf_free(&r.messages);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_command_line_is_a_matter_of_usage),
        cmocka_unit_test(the_same_sources_give_the_same_bytes_and_they_open),
        cmocka_unit_test(nothing_is_left_of_a_pack_that_cannot_be_written_or_compiled),
        cmocka_unit_test(a_failed_test_is_named_by_file_and_line),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
