/* Model files that hold networks: whole ones open, damaged ones are told from each other, none does harm. */
#include "testing.h"

#include "core/tiny_pack.h"
#include "text/linguist.h"
#include "text/model.h"
#include "text/random_model.h"

static const fold_table *fold(void) {
    static _Alignas(16) char bytes[TINY_FOLD_BYTES];
    const fold_table *table;
    assert_int_equal(fold_open(bytes, tiny_fold(bytes), &table, NULL), DP_OK);
    return table;
}

static char *small_model(size_t *size) {
    char *file = random_model(&random_model_small, 3, size);
    assert_non_null(file);
    return file;
}

/* Where a section's bytes begin; *entry is its line in the table. */
static char *section_of(char *file, const char *name, char **entry) {
    for (char *e = file + 32;; e += 32) {
        assert_true(*e != 0);
        uint64_t offset;
        memcpy(&offset, e + 16, sizeof offset);
        *entry = e;
        if (strcmp(e, name) == 0) return file + offset;
    }
}

static void assert_damaged(char *file, size_t size, const char *says) {
    model m;
    dp_error err = {0};
    random_model_seal(file, size);
    assert_int_equal(model_open(file, size, fold(), &m, &err), DP_E_PACK);
    if (!strstr(err.message, says)) fail_msg("\"%s\" does not say \"%s\"", err.message, says);
}

static void a_whole_model_opens(void **state) {
    (void)state;
    size_t size;
    model m;
    dp_error err = {0};
    char *file = small_model(&size);
    assert_int_equal(model_open(file, size, fold(), &m, &err), DP_OK);
    assert_int_equal(m.network.config->width, 32);
    assert_int_equal(m.network.mix_inputs, 96);
    assert_int_equal(m.network.heads.blocks * NET_BLOCK, m.network.groups.end);
    assert_string_equal(m.network.entities.at, "O");
    free(file);
}

typedef struct damage {
    const char *section;
    size_t at;      /* bytes from the section's begin */
    uint32_t value; /* what is put there */
    const char *says;
} damage;

static void impossible_numbers_are_refused(void **state) {
    (void)state;
    const size_t conv1 = 96 * 96;
    const damage all[] = {
        {"config", 0, 0, "width"},
        {"config", 0, 33, "width"},
        {"config", 0, 512, "width"},
        {"config", 0, 64, "size"},
        {"config", 4, 15, "trees"},
        {"config", 8, 4096, "trees"},
        {"config", 12, 0, "outputs"},
        {"config", 12, 5000, "outputs"},
        {"config", 16, 31, "scripts"},
        {"config", 20, 10, "entity labels"},
        {"config", 24, 129, "outputs"},
        {"config", 32, 0, "channels"},
        {"config", 32, 13, "channels"},
        {"config", 40, 9, "kind"},
        {"config", 44, 1000, "kind"},
        {"config", 48, 63, "table"},
        {"config", 48, 128, "emb"},
        {"config", 52, 17, "table"},
        {"emb", 5, 0x40404040, "emb"},
        {"conv1", conv1, 1u << 30, "sum"},
        {"conv1", conv1 + 96 * 4, 0x7FC00000, "number"},
        {"conv1.q", 8, 0x7F800000, "conv1.q"},
        {"scan1.ln", 8, 0xFF7FFFFF, "scan1.ln"},
        {"arc.scales", 4, 0x7FC00000, "arc.scales"},
        {"tags", 0, 0x00515151, "tags"},
        {"scripts", 0, 0x20202020, "scripts"},
        {"entities", 2, 0x20202020, "entities"},
        {"deprels", 0, 0, "deprels"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        size_t size;
        char *file = small_model(&size), *entry;
        memcpy(section_of(file, all[i].section, &entry) + all[i].at, &all[i].value, 4);
        assert_damaged(file, size, all[i].says);
        free(file);
    }
}

static void each_section_must_be_there_and_whole(void **state) {
    (void)state;
    size_t size;
    char *file = small_model(&size);
    uint32_t sections;
    memcpy(&sections, file + 12, 4);
    for (uint32_t i = 0; i < sections; i++) {
        char *entry = file + 32 + 32 * (size_t)i, kept[32];
        memcpy(kept, entry, sizeof kept);
        entry[0] = '?';
        assert_damaged(file, size, "missing");
        memcpy(entry, kept, sizeof kept);
        const uint64_t wrong[] = {0, UINT64_MAX, UINT64_MAX - 63, size + 64, 1};
        for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
            memcpy(entry + 16 + 8 * (k % 2), &wrong[k], 8);
            model m;
            random_model_seal(file, size);
            (void)model_open(file, size, fold(), &m, NULL);
            memcpy(entry, kept, sizeof kept);
        }
        uint64_t bytes;
        memcpy(&bytes, kept + 24, 8);
        bytes -= 4;
        memcpy(entry + 24, &bytes, 8);
        assert_damaged(file, size, "");
        memcpy(entry, kept, sizeof kept);
    }
    free(file);
}

static void a_cut_or_changed_file_is_refused(void **state) {
    (void)state;
    size_t size;
    char *file = small_model(&size);
    model m;
    dp_error err = {0};
    for (size_t n = 0; n < 2000; n += 100) assert_int_equal(model_open(file, n, fold(), &m, &err), DP_E_PACK);
    file[size / 2] ^= 1;
    assert_int_equal(model_open(file, size, fold(), &m, &err), DP_E_PACK);
    assert_non_null(strstr(err.message, "checksum"));
    file[size / 2] ^= 1;
    file[8] = 9;
    assert_int_equal(model_open(file, size, fold(), &m, &err), DP_E_PACK);
    assert_non_null(strstr(err.message, "version 9"));
    free(file);
}

/* Bytes are changed at random under a right checksum: what still opens must still run. */
static void what_opens_runs(void **state) {
    (void)state;
    random_source r = {17};
    char forms[40][8];
    token tokens[40] = {{0}};
    const sentence s = {.first_token = 0, .end_token = 40};
    for (uint32_t i = 0; i < 40; i++) snprintf(forms[i], sizeof forms[i], "w%u", i);
    uint32_t opened = 0;
    for (int round = 0; round < 200; round++) {
        size_t size;
        char *file = small_model(&size);
        model m;
        dp_error err = {0};
        for (int k = 0; k < 20; k++) file[64 + random_below(&r, (uint32_t)size - 64)] = (char)random_next(&r);
        random_model_seal(file, size);
        if (model_open(file, size, fold(), &m, &err) == DP_OK) {
            linguist *l;
            arena a;
            name_list names = {0};
            arena_init(&a);
            for (uint32_t i = 0; i < 40; i++) tokens[i] = (token){.form = forms[i], .head = TOKEN_NONE};
            assert_int_equal(linguist_new(&m.network, m.fold, kernel_best(), &l, &err), DP_OK);
            assert_int_equal(linguist_run(l, tokens, &s, 1, &a, &names, &err), DP_OK);
            linguist_free(l);
            arena_free(&a);
            opened++;
        }
        free(file);
    }
    assert_true(opened > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_model_opens),
        cmocka_unit_test(impossible_numbers_are_refused),
        cmocka_unit_test(each_section_must_be_there_and_whole),
        cmocka_unit_test(a_cut_or_changed_file_is_refused),
        cmocka_unit_test(what_opens_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
