/* Words drawn from counts of their letters are the words that were counted. */
#include "testing.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/letter_chain.h"

static char folder[] = "/tmp/depeche-chain-XXXXXX";
static const char *const names[] = {"unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"};

/* The counts of a corpus "ab ab ab a ßcd": shares are of the gram without its last letter, as Lingua has them. */
static const char *const counts[] = {
    "{\"language\":\"X\",\"ngrams\":{\"4/10\":\"a\",\"3/10\":\"b\",\"1/10\":\"ß c d\"}}",
    "{\"language\":\"X\",\"ngrams\":{\"3/4\":\"ab\",\"1/1\":\"ßc cd\"}}",
    "{\"language\":\"X\",\"ngrams\":{\"1/1\":\"ßcd\"}}",
    "{\"language\":\"X\",\"ngrams\":{}}",
    "{\"language\":\"X\",\"ngrams\":{}}",
};

static void path_of(int order, char out[200]) {
    snprintf(out, 200, "%s/%s.json", folder, names[order]);
}

static int begin(void **state) {
    (void)state;
    if (!mkdtemp(folder)) return -1;
    for (int i = 0; i < 5; i++) {
        char path[200];
        path_of(i, path);
        FILE *f = fopen(path, "w");
        if (!f) return -1;
        fputs(counts[i], f);
        fclose(f);
    }
    return 0;
}

static int end(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++) {
        char path[200];
        path_of(i, path);
        unlink(path);
    }
    return rmdir(folder);
}

static void words_come_as_often_as_they_were_counted(void **state) {
    (void)state;
    arena a;
    letter_chain chain;
    dp_error err;
    buf word;
    arena_init(&a);
    buf_init(&word);
    assert_int_equal(chain_read(folder, &a, &chain, &err), DP_OK);
    int ab = 0, single = 0, other = 0;
    uint64_t seed = 1;
    for (int i = 0; i < 5000; i++) {
        buf_clear(&word);
        chain_word(&chain, &seed, &word);
        const char *s = buf_cstr(&word);
        if (strcmp(s, "ab") == 0)
            ab++;
        else if (strcmp(s, "a") == 0)
            single++;
        else {
            assert_string_equal(s, "ßcd");
            other++;
        }
    }
    assert_true(ab > 2850 && ab < 3150);
    assert_true(single > 900 && single < 1100 && other > 900 && other < 1100);
    buf_free(&word);
    arena_free(&a);
}

static void missing_counts_are_named(void **state) {
    (void)state;
    arena a;
    letter_chain chain;
    dp_error err;
    arena_init(&a);
    assert_int_equal(chain_read("/nonexistent", &a, &chain, &err), DP_E_IO);
    assert_non_null(strstr(err.message, "unigrams"));
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_come_as_often_as_they_were_counted),
        cmocka_unit_test(missing_counts_are_named),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
