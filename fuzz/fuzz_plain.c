/* Arbitrary bytes as a plain file: any encoding, any header. What comes out is valid UTF-8. */
#include <stdlib.h>

#include "core/utf8.h"
#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    arena a;
    arena_init(&a);
    dispatch d = {0};
    dp_error err = {0};
    if (ingest_plain((const char *)data, size, NULL, &a, &d, &err) == DP_OK && !utf8_valid(d.text, d.text_bytes)) abort();
    arena_free(&a);
    return 0;
}
