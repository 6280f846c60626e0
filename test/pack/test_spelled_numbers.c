/* Number words, there and back: ICU spells a number, and what the words are read as is that number. For every language of the
 * pack that has number rules. */
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "../mention/reading.h"

#include "mention/time_rules.h"

enum { NUMBERS = 1500, SPELLED_BYTES = 1024 };

/* Numbers of all lengths, the same in every run. */
static int32_t nth_number(uint32_t k) {
    static const int32_t limits[] = {100, 1000, 10000, 1000000, 1000000000};
    uint64_t v = (uint64_t)k * 0x9E3779B97F4A7C15u + 7;
    v ^= v >> 29;
    return k < 130 ? (int32_t)k : (int32_t)(v % (uint64_t)limits[k % 5]);
}

static bool spell(UNumberFormat *format, int32_t value, char out[SPELLED_BYTES]) {
    UChar name[SPELLED_BYTES / 3];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = unum_formatInt64(format, value, name, SPELLED_BYTES / 3, NULL, &e);
    u_strToUTF8(out, SPELLED_BYTES, NULL, name, n, &e);
    return U_SUCCESS(e);
}

static void every_spelled_number_is_read_back(void **state) {
    static const char *const langs[] = {"fr", "en", "es", "de", "ru"};
    reading *r = *state;
    for (size_t k = 0; k < sizeof langs / sizeof *langs; k++) {
        if (!r->rules || !time_rules_language(r->rules, langs[k])) continue;
        UErrorCode e = U_ZERO_ERROR;
        UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, langs[k], NULL, &e);
        assert_true(U_SUCCESS(e));
        for (uint32_t i = 0; i < NUMBERS; i++) {
            char words[SPELLED_BYTES];
            int32_t value = nth_number(i);
            assert_true(spell(format, value, words));
            if (value < 2) continue; /* "one" points as often as it counts */
            const mentions *m = read_text(state, langs[k], words, "2017-11-10");
            bool right = m->quantity_count == 1 && m->quantities[0].best == value;
            if (!right)
                fail_msg("%s: %d is \"%s\", read as %u quantities, the first %lld", langs[k], value, words, m->quantity_count,
                         m->quantity_count ? (long long)m->quantities[0].best : -1);
        }
        unum_close(format);
    }
    read_text(state, "en", "", "2017-11-10"); /* skips, and says so, where there is no pack */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_spelled_number_is_read_back, reading_setup, reading_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
