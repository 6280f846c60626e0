#include "testing.h"

#include <unistd.h>

#include "pack/builder.h"

static pack_builder *builder(void) {
    pack_builder *b;
    dp_error err;
    assert_int_equal(builder_new(&b, &err), DP_OK);
    return b;
}

static void strings_are_stored_once_and_found_again(void **state) {
    (void)state;
    pack_builder *b = builder();
    static uint32_t at[50000];
    char s[32];
    assert_int_equal(builder_string(b, ""), 0);
    assert_int_equal(builder_string(b, NULL), 0);
    for (int i = 0; i < 50000; i++) {
        snprintf(s, sizeof s, "name %d", i);
        at[i] = builder_string(b, s);
        assert_int_not_equal(at[i], 0);
    }
    const void *bytes;
    size_t n;
    dp_error err;
    pack p;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    for (int i = 0; i < 50000; i++) {
        snprintf(s, sizeof s, "name %d", i);
        assert_int_equal(builder_string(b, s), at[i]);
        assert_string_equal(pack_string(&p, at[i]), s);
    }
    builder_free(b);
}

static void sections_come_back_as_they_went_in(void **state) {
    (void)state;
    pack_builder *b = builder();
    builder_section(b, "xx/empty", NULL, 0);
    builder_section(b, "xx/seven", "1234567", 7);
    const void *bytes, *data;
    size_t n, size;
    dp_error err;
    pack p;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    assert_true(pack_section(&p, "xx/empty", &data, &size));
    assert_int_equal(size, 0);
    assert_true(pack_section(&p, "xx/seven", &data, &size));
    assert_int_equal(size, 7);
    assert_memory_equal(data, "1234567", 7);
    assert_int_equal((uintptr_t)data % 64, 0);
    builder_free(b);
}

static void a_section_added_twice_is_reported_when_the_pack_is_written(void **state) {
    (void)state;
    pack_builder *b = builder();
    builder_section(b, "xx/one", "a", 1);
    builder_section(b, "xx/one", "b", 1);
    const void *bytes;
    size_t n;
    dp_error err;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_E_INTERNAL);
    assert_non_null(strstr(err.message, "xx/one"));
    builder_free(b);
    b = builder();
    builder_section(b, "a/name/that/is/longer/than/the/31/bytes", "a", 1);
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_E_INTERNAL);
    builder_free(b);
}

static void rule_files_are_numbered_and_named_again(void **state) {
    (void)state;
    pack_builder *b = builder();
    uint32_t fr = builder_file(b, "lang/fr/events.rules"), en = builder_file(b, "lang/en/events.rules"), line;
    assert_int_not_equal(fr, 0);
    assert_int_not_equal(fr, en);
    assert_int_equal(builder_file(b, "lang/fr/events.rules"), fr);
    const void *bytes;
    size_t n;
    dp_error err;
    pack p;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    assert_string_equal(pack_rule_file(&p, RULE_REF(en, 77), &line), "lang/en/events.rules");
    assert_int_equal(line, 77);
    builder_free(b);
}

static void the_same_calls_give_the_same_bytes(void **state) {
    (void)state;
    const void *bytes[2];
    size_t n[2];
    dp_error err;
    pack_builder *b[2];
    for (int i = 0; i < 2; i++) {
        b[i] = builder();
        builder_string(b[i], "Palmyre");
        builder_file(b[i], "world/x.rules");
        builder_section(b[i], "x", "abc", 3);
        assert_int_equal(builder_bytes(b[i], &bytes[i], &n[i], &err), DP_OK);
    }
    assert_int_equal(n[0], n[1]);
    assert_memory_equal(bytes[0], bytes[1], n[0]);
    builder_free(b[0]);
    builder_free(b[1]);
    builder_free(NULL);
}

static void writing_is_all_or_nothing(void **state) {
    (void)state;
    char path[] = "/tmp/depeche-builder-XXXXXX", part[64];
    close(mkstemp(path));
    pack_builder *b = builder();
    dp_error err;
    pack p;
    assert_int_equal(builder_write(b, path, &err), DP_OK);
    assert_int_equal(pack_open(path, &p, &err), DP_OK);
    pack_close(&p);
    snprintf(part, sizeof part, "%s.part", path);
    assert_int_not_equal(access(part, F_OK), 0);
    unlink(path);
    assert_int_equal(builder_write(b, "/no/such/folder/x.pack", &err), DP_E_IO);
    assert_non_null(strstr(err.remedy, "permissions"));
    assert_int_equal(builder_write(b, "/dev/full/x", &err), DP_E_IO);
    builder_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_stored_once_and_found_again),
        cmocka_unit_test(sections_come_back_as_they_went_in),
        cmocka_unit_test(a_section_added_twice_is_reported_when_the_pack_is_written),
        cmocka_unit_test(rule_files_are_numbered_and_named_again),
        cmocka_unit_test(the_same_calls_give_the_same_bytes),
        cmocka_unit_test(writing_is_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
