/* Arbitrary changes to a model file: an error, or a network that runs; never a read out of bounds. The input is a list of changes
 * (offset u32, byte) to a small random model, whose checksum is made right again; a first byte of 0xFF gives a whole file. */
#include <stdlib.h>
#include <string.h>

#include "core/tiny_pack.h"
#include "text/linguist.h"
#include "text/model.h"
#include "text/random_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run(const model *m) {
    static const char *const forms[] = {"The",  "army", "took",     "Palmyra", ",",     "officials",
                                        "said", "in",   "Damascus", ".",       "1 200", "é"};
    enum { N = sizeof forms / sizeof forms[0] };
    token tokens[N] = {{0}};
    const sentence sentences[2] = {{.first_token = 0, .end_token = 10}, {.first_token = 10, .end_token = N}};
    linguist *l;
    arena a;
    name_list names = {0};
    dp_error err = {0};
    for (int i = 0; i < N; i++) tokens[i] = (token){.form = forms[i], .head = TOKEN_NONE};
    arena_init(&a);
    if (linguist_new(&m->network, m->fold, kernel_best(), &l, &err) == DP_OK) {
        linguist_run(l, tokens, sentences, 2, &a, &names, &err);
        linguist_free(l);
    }
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static _Alignas(16) char fold_bytes[TINY_FOLD_BYTES];
    static char *whole;
    static size_t whole_size;
    const fold_table *fold;
    dp_error err = {0};
    if (!whole) whole = random_model(&random_model_small, 1, &whole_size);
    if (!whole || fold_open(fold_bytes, tiny_fold(fold_bytes), &fold, &err) != DP_OK) return 0;
    const bool own = size > 32 && data[0] == 0xFF;
    const size_t n = own ? size : whole_size;
    char *file = aligned_alloc(64, (n + 63) / 64 * 64);
    if (!file) return 0;
    memcpy(file, own ? (const char *)data : whole, n);
    for (size_t i = 0; !own && i + 5 <= size; i += 5) {
        uint32_t at;
        memcpy(&at, data + i, 4);
        file[at % n] = (char)data[i + 4];
    }
    memcpy(file, "DPMODEL\n\2\0\0", 12);
    const uint64_t file_size = n;
    memcpy(file + 16, &file_size, 8);
    random_model_seal(file, n);
    model m;
    if (model_open(file, n, fold, &m, &err) == DP_OK) run(&m);
    free(file);
    return 0;
}
