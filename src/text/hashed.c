/* Opening of hashed weights. */
#include "text/hashed.h"

#include <stdbool.h>
#include <string.h>

#include "core/hash.h"

#define WEIGHTS_MAX (1u << 24)

static bool is_size(uint32_t n) {
    return (n & (n - 1)) == 0 && n <= WEIGHTS_MAX;
}

uint64_t hashed_checksum(const void *bytes, size_t size) {
    const char *at = bytes;
    return hash_bytes(at + 40, size - 40, hash_bytes(at, 32, 0));
}

dp_status hashed_open(const void *bytes, size_t size, uint32_t question, hashed_weights *out, dp_error *err) {
    hashed_header h;
    *out = (hashed_weights){0};
    if (size < sizeof h) return error_set(err, DP_E_PACK, "a file of weights is cut short");
    memcpy(&h, bytes, sizeof h);
    if (memcmp(h.magic, "DPHASHED", 8) != 0 || h.question != question)
        return error_set(err, DP_E_PACK, "not a file of weights for this question");
    if (h.version != HASHED_VERSION)
        return error_set(err, DP_E_PACK, "a file of weights has version %u, this program reads %u", h.version, HASHED_VERSION);
    bool sizes = h.weights > 0 && is_size(h.weights) && is_size(h.counts) && size == sizeof h + (size_t)h.weights + h.counts;
    if (!sizes) return error_set(err, DP_E_PACK, "a file of weights has sizes that do not fit");
    const char *at = bytes;
    if (hashed_checksum(bytes, size) != h.hash) return error_set(err, DP_E_PACK, "a file of weights is damaged");
    *out = (hashed_weights){.weights = (const int8_t *)(at + sizeof h), .mask = h.weights - 1, .bias = h.bias, .prior = h.prior};
    if (h.counts) {
        out->counts = (const uint8_t *)(at + sizeof h + h.weights);
        out->count_mask = h.counts - 1;
    }
    return DP_OK;
}
