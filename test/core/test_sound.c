/* One key for one name in several scripts and romanisations, and none for what is too short to tell. */
#include "testing.h"

#include <string.h>

#include "core/sound.h"

static void expect(const char *name, const char *key) {
    char out[SOUND_MAX + 1];
    assert_int_equal(sound_key(name, strlen(name), out), strlen(key));
    assert_string_equal(out, key);
}

static void one_village_in_many_spellings(void **state) {
    (void)state;
    const char *const botlikh[] = {"botlikh", "ботлих", "ботлихе", "botlich", "بوتليخ"};
    for (size_t i = 0; i < sizeof botlikh / sizeof *botlikh; i++) expect(botlikh[i], "btlh");
    const char *const rakhata[] = {"rakhata", "рахату", "rachata", "rahata"};
    for (size_t i = 0; i < sizeof rakhata / sizeof *rakhata; i++) expect(rakhata[i], "rht");
    expect("ansalta", "anslt");
    expect("ансалты", "anslt");
    expect("انسالتا", "anslt");
    expect("tando", "tnd");
    expect("dschagra", "jgr");
    expect("jagra", "jgr");
}

static void another_name_has_another_key(void **state) {
    (void)state;
    expect("botlik", "btlk");
    expect("nsalta", "nslt");
}

static void short_names_and_other_scripts_tell_nothing(void **state) {
    (void)state;
    expect("gao", "");
    expect("kut", "");
    expect("", "");
    expect("東京", "");
}

static void broken_bytes_and_long_names_are_bounded(void **state) {
    (void)state;
    char name[4096];
    for (size_t i = 0; i < sizeof name; i++) name[i] = (char)(i % 2 ? 'b' : 'd');
    char out[SOUND_MAX + 1];
    assert_int_equal(sound_key(name, sizeof name, out), SOUND_MAX);
    expect("b\xff\xfe\xd0", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_village_in_many_spellings),
        cmocka_unit_test(another_name_has_another_key),
        cmocka_unit_test(short_names_and_other_scripts_tell_nothing),
        cmocka_unit_test(broken_bytes_and_long_names_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
