#include "testing.h"

#include <unistd.h>

#include "core/pack.h"
#include "core/tiny_pack.h"

static _Alignas(64) char bytes[TINY_PACK_BYTES];
static size_t size;

static int fresh(void **state) {
    (void)state;
    size = tiny_pack(bytes);
    return 0;
}

/* Opens `bytes` and expects the message to hold `words`. */
static void expect_refusal(const char *words) {
    pack p;
    dp_error err;
    assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_E_PACK);
    if (!strstr(err.message, words)) fail_msg("expected \"%s\" in \"%s\"", words, err.message);
    assert_true(err.remedy[0] != '\0');
}

static void a_sound_pack_gives_its_sections_strings_and_rule_lines(void **state) {
    (void)state;
    pack p;
    dp_error err;
    assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_OK);
    const void *data;
    size_t n;
    assert_true(pack_section(&p, "xx/names", &data, &n));
    assert_int_equal(n, 2 * sizeof(phrase_slot));
    assert_false(pack_section(&p, "xx/none", &data, &n));
    assert_string_equal(pack_section_name(&p, 1), "strings");
    assert_string_equal(pack_string(&p, 1), "Palmyre");
    assert_string_equal(pack_string(&p, 4000000), "");
    uint32_t line;
    assert_string_equal(pack_rule_file(&p, 1u << 20 | 34, &line), "lang/xx/one.rules");
    assert_int_equal(line, 34);
    assert_string_equal(pack_rule_file(&p, 0, &line), "");
    assert_string_equal(pack_rule_file(&p, 9u << 20 | 34, &line), "");
    assert_int_equal(line, 0);
    pack_close(&p);
}

static void tables_are_checked_when_they_are_asked_for(void **state) {
    (void)state;
    pack p;
    dp_error err;
    const void *items;
    size_t n;
    phrase_table t;
    assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_OK);
    assert_int_equal(pack_table(&p, "xx/names", 16, &items, &n, &err), DP_OK);
    assert_int_equal(n, 2);
    assert_int_equal(pack_table(&p, "xx/names", 12, &items, &n, &err), DP_E_PACK);
    assert_int_equal(pack_table(&p, "xx/none", 12, &items, &n, &err), DP_E_PACK);
    assert_int_equal(phrase_open(&p, "xx/names", &t, &err), DP_OK);
    assert_int_equal(phrase_find(&t, 2 << 20)->value, 7);
    assert_null(phrase_find(&t, 5 << 20));
    assert_int_equal(phrase_open(&p, "strings", &t, &err), DP_E_PACK);
    pack_close(&p);
}

static void a_phrase_table_without_a_free_slot_is_refused(void **state) {
    (void)state;
    pack p;
    dp_error err;
    phrase_table t;
    const void *items;
    size_t n;
    assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_OK);
    assert_true(pack_section(&p, "xx/names", &items, &n));
    size_t at = (size_t)((const char *)items - bytes);
    memset(bytes + at, 1, n);
    tiny_pack_seal(bytes);
    assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_OK);
    assert_int_equal(phrase_open(&p, "xx/names", &t, &err), DP_E_PACK);
}

static void foreign_old_short_and_damaged_files_are_told_apart(void **state) {
    (void)state;
    pack_header *h = (pack_header *)(void *)bytes;
    memcpy(bytes, "SQLite f", 8);
    expect_refusal("no depeche pack");
    fresh(NULL);
    size = 0;
    expect_refusal("no depeche pack");
    fresh(NULL);
    size = 20;
    expect_refusal("header");
    fresh(NULL);
    h->version = 99;
    expect_refusal("version 99");
    fresh(NULL);
    size -= 64;
    expect_refusal("bytes instead of");
    fresh(NULL);
    bytes[size - 70] ^= 1;
    expect_refusal("checksum of its section");
    fresh(NULL);
    h->hash ^= 1;
    expect_refusal("checksum of its list");
    fresh(NULL);
    h->sections = UINT32_MAX;
    expect_refusal("list of sections");
}

/* Opening reads no large section; pack_verify does. */
static void a_damaged_large_section_is_found_when_asked(void **state) {
    (void)state;
    const size_t large = PACK_CHECKED_MOST + 64, from = (size + 63) / 64 * 64;
    char *wide = aligned_alloc(64, from + large);
    assert_non_null(wide);
    memcpy(wide, bytes, size);
    memset(wide + from, 0, large);
    pack_header *h = (pack_header *)(void *)wide;
    pack_entry *e = (pack_entry *)(h + 1) + h->sections - 1; /* nobody needs the last one */
    e->offset = from;
    e->size = large;
    h->size = from + large;
    pack_seal(wide, from + large);
    pack p;
    dp_error err;
    assert_int_equal(pack_open_bytes(wide, from + large, &p, &err), DP_OK);
    assert_int_equal(pack_verify(&p, &err), DP_OK);
    wide[from + large - 5] ^= 1;
    assert_int_equal(pack_open_bytes(wide, from + large, &p, &err), DP_OK);
    assert_int_equal(pack_verify(&p, &err), DP_E_PACK);
    assert_non_null(strstr(err.message, e->name));
    free(wide);
}

static void sections_that_do_not_fit_are_refused_even_under_a_right_checksum(void **state) {
    (void)state;
    pack_entry *e = (pack_entry *)(void *)(bytes + sizeof(pack_header));
    e[1].offset = 8;
    tiny_pack_seal(bytes);
    expect_refusal("outside");
    fresh(NULL);
    e[1].size = UINT64_MAX;
    tiny_pack_seal(bytes);
    expect_refusal("outside");
    fresh(NULL);
    memset(e[1].name, 'x', sizeof e[1].name);
    tiny_pack_seal(bytes);
    expect_refusal("outside");
    const char *needed[] = {"folding table", "strings", "rule files", "rule files"};
    for (int i = 0; i < 4; i++) {
        fresh(NULL);
        e[i].name[0] = 'X';
        tiny_pack_seal(bytes);
        expect_refusal(needed[i]);
    }
}

static void a_rule_file_beyond_the_list_is_refused(void **state) {
    (void)state;
    pack p;
    dp_error err;
    assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_OK);
    bytes[(const char *)p.file_index - bytes + 4] = 19;
    tiny_pack_seal(bytes);
    expect_refusal("rule files");
}

static void no_flipped_byte_goes_unnoticed(void **state) {
    (void)state;
    random_source r = {9};
    for (int round = 0; round < 2000; round++) {
        pack p;
        dp_error err;
        size_t at = round < 400 ? (size_t)round : random_below(&r, (uint32_t)size);
        char was = bytes[at];
        bytes[at] ^= (char)(1 << random_below(&r, 8));
        assert_int_equal(pack_open_bytes(bytes, size, &p, &err), DP_E_PACK);
        bytes[at] = was;
    }
}

static void no_truncated_file_is_opened(void **state) {
    (void)state;
    for (size_t n = 0; n < size; n += n < 400 ? 1 : 97) {
        pack p;
        dp_error err;
        assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_E_PACK);
    }
}

static void random_headers_never_crash(void **state) {
    (void)state;
    random_source r = {21};
    for (int round = 0; round < 3000; round++) {
        pack p;
        dp_error err;
        for (int k = 0; k < 6; k++) bytes[24 + random_below(&r, 4 * 48 + 8)] = (char)random_next(&r);
        tiny_pack_seal(bytes);
        if (pack_open_bytes(bytes, size, &p, &err) == DP_OK) assert_non_null(p.fold);
        fresh(NULL);
    }
}

static void files_are_opened_by_path_and_errors_name_it(void **state) {
    (void)state;
    char path[] = "/tmp/depeche-pack-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, size), (ssize_t)size);
    close(fd);
    pack p;
    dp_error err;
    assert_int_equal(pack_open(path, &p, &err), DP_OK);
    assert_int_equal(p.section_count, 5);
    pack_close(&p);
    assert_int_equal(truncate(path, 100), 0);
    assert_int_equal(pack_open(path, &p, &err), DP_E_PACK);
    assert_string_equal(err.file, path);
    unlink(path);
    assert_int_equal(pack_open(path, &p, &err), DP_E_PACK);
    assert_non_null(strstr(err.remedy, "--pack"));
    assert_int_equal(pack_open_bytes(bytes + 8, size - 8, &p, &err), DP_E_INTERNAL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_sound_pack_gives_its_sections_strings_and_rule_lines, fresh),
        cmocka_unit_test_setup(tables_are_checked_when_they_are_asked_for, fresh),
        cmocka_unit_test_setup(a_phrase_table_without_a_free_slot_is_refused, fresh),
        cmocka_unit_test_setup(foreign_old_short_and_damaged_files_are_told_apart, fresh),
        cmocka_unit_test_setup(a_damaged_large_section_is_found_when_asked, fresh),
        cmocka_unit_test_setup(sections_that_do_not_fit_are_refused_even_under_a_right_checksum, fresh),
        cmocka_unit_test_setup(a_rule_file_beyond_the_list_is_refused, fresh),
        cmocka_unit_test_setup(no_flipped_byte_goes_unnoticed, fresh),
        cmocka_unit_test_setup(no_truncated_file_is_opened, fresh),
        cmocka_unit_test_setup(random_headers_never_crash, fresh),
        cmocka_unit_test_setup(files_are_opened_by_path_and_errors_name_it, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
