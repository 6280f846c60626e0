#include "testing.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/mapfile.h"

static char folder[64];

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "%s", "/tmp/depeche-mapfile-XXXXXX");
    return mkdtemp(folder) ? 0 : 1;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

static void reads_a_file_and_an_empty_one(void **state) {
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/a", folder);
    FILE *f = fopen(path, "wb");
    fputs("Palmyre", f);
    fclose(f);
    mapfile m;
    dp_error err;
    assert_int_equal(mapfile_open(path, &m, &err), DP_OK);
    assert_int_equal(m.size, 7);
    assert_memory_equal(m.at, "Palmyre", 7);
    mapfile_close(&m);
    assert_null(m.at);
    assert_int_equal(truncate(path, 0), 0);
    assert_int_equal(mapfile_open(path, &m, &err), DP_OK);
    assert_int_equal(m.size, 0);
    assert_null(m.at);
    mapfile_close(&m);
    unlink(path);
}

static void what_cannot_be_read_is_named_with_a_remedy(void **state) {
    (void)state;
    mapfile m;
    dp_error err;
    assert_int_equal(mapfile_open("/no/such/file", &m, &err), DP_E_IO);
    assert_string_equal(err.file, "/no/such/file");
    assert_non_null(strstr(err.message, "No such file"));
    assert_non_null(strstr(err.remedy, "spelling"));
    assert_int_equal(mapfile_open(folder, &m, &err), DP_E_IO);
    assert_non_null(strstr(err.remedy, "inside the folder"));
    assert_null(m.at);
}

static void a_pipe_is_read_to_its_end(void **state) {
    (void)state;
    char path[64];
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        char block[4096];
        memset(block, 'x', sizeof block);
        close(ends[0]);
        for (int i = 0; i < 600; i++)
            if (write(ends[1], block, sizeof block) < 0) _exit(1);
        _exit(0);
    }
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    mapfile m;
    dp_error err;
    assert_int_equal(mapfile_open(path, &m, &err), DP_OK);
    assert_int_equal(m.size, 600 * 4096);
    assert_int_equal(m.at[m.size - 1], 'x');
    mapfile_close(&m);
    close(ends[0]);
    assert_int_equal(mapfile_open("/dev/null", &m, &err), DP_OK);
    assert_int_equal(m.size, 0);
    mapfile_close(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_file_and_an_empty_one),
        cmocka_unit_test(what_cannot_be_read_is_named_with_a_remedy),
        cmocka_unit_test(a_pipe_is_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
