/* Opening of linear models. */
#include "text/linear.h"

#define B8 LINEAR_BIAS, LINEAR_BIAS, LINEAR_BIAS, LINEAR_BIAS, LINEAR_BIAS, LINEAR_BIAS, LINEAR_BIAS, LINEAR_BIAS
const uint8_t linear_unknown[LINEAR_ROW_MAX] = {B8, B8, B8, B8, B8, B8, B8, B8};

dp_status linear_open(const void *section, size_t size, uint32_t lanes, uint32_t row_bytes, linear *out, dp_error *err) {
    linear_header h;
    if (size < sizeof h) return error_set(err, DP_E_PACK, "a linear model is cut short");
    memcpy(&h, section, sizeof h);
    if (h.row_bytes != row_bytes || h.lanes != lanes || h.lanes > h.row_bytes || h.scale == 0)
        return error_set(err, DP_E_PACK, "a linear model has %u lanes in %u bytes where %u in %u are read", h.lanes, h.row_bytes,
                         lanes, row_bytes);
    if (h.slots < 16 || (h.slots & (h.slots - 1)) != 0 || h.slots > (1u << 24))
        return error_set(err, DP_E_PACK, "a linear model has an impossible number of rows: %u", h.slots);
    size_t checks = row_bytes == 4 ? 0 : ((size_t)h.slots + 63) / 64 * 64;
    if (size - sizeof h != checks + (size_t)h.slots * h.row_bytes)
        return error_set(err, DP_E_PACK, "a linear model's size does not fit its %u rows", h.slots);
    const uint8_t *bytes = (const uint8_t *)section + sizeof h;
    *out = (linear){checks ? bytes : NULL, bytes + checks, h.slots - 1, h.row_bytes, h.lanes, h.scale};
    return DP_OK;
}
