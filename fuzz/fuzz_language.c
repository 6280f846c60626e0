/* Arbitrary bytes as a text: its language and its passages. The pack is that of $DEPECHE_PACK. */
#include <stdlib.h>

#include "core/pack.h"
#include "language/language.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static pack opened;
static language_model model;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    const char *path = getenv("DEPECHE_PACK");
    dp_error err;
    if (!path || pack_open(path, &opened, &err) != DP_OK || language_open_pack(&opened, &model, &err) != DP_OK) abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    arena_init(&a);
    language_reading r;
    dp_error err = {0};
    if (language_read(&model, (const char *)data, (uint32_t)size, &a, &r, &err) == DP_OK) {
        uint32_t before = 0;
        for (uint32_t i = 0; i < r.passage_count; i++) {
            if (r.passages[i].at.start < before || r.passages[i].at.end <= r.passages[i].at.start || r.passages[i].at.end > size)
                abort();
            before = r.passages[i].at.end;
        }
    }
    arena_free(&a);
    return 0;
}
