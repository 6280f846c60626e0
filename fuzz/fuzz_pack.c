/* Arbitrary bytes as a pack: an error, or sections that can be listed; never a read out of bounds. The checksum is made
 * right first, or nothing past it would ever be reached. */
#include <stdlib.h>
#include <string.h>

#include "core/pack.h"
#include "core/pack_layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 32) return 0;
    char *bytes = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!bytes) return 0;
    memcpy(bytes, data, size);
    memcpy(bytes, "DPPACK\r\n", 8);
    const uint32_t version = PACK_VERSION;
    const uint64_t file_size = size;
    memcpy(bytes + 8, &version, 4);
    memcpy(bytes + 16, &file_size, 8);
    pack_seal(bytes, size);
    pack p = {0};
    dp_error err = {0};
    if (pack_open_bytes(bytes, size, &p, &err) == DP_OK) {
        const void *at = NULL;
        size_t n = 0;
        phrase_table names = {0};
        if (pack_section(&p, "place-names", &at, &n) && phrase_open(&p, "place-names", &names, &err) == DP_OK)
            phrase_find(&names, 42);
        pack_close(&p);
    }
    free(bytes);
    return 0;
}
