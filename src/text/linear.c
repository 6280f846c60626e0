/* Opening of linear models. */
#include "text/linear.h"

#include <string.h>

dp_status linear_open(const void *section, size_t size, uint32_t lanes, uint32_t row_bytes, linear *out, dp_error *err) {
    linear_header h;
    if (size < sizeof h) return error_set(err, DP_E_PACK, "a linear model is cut short");
    memcpy(&h, section, sizeof h);
    if (h.row_bytes != row_bytes || h.lanes != lanes || h.lanes >= h.row_bytes || h.scale == 0)
        return error_set(err, DP_E_PACK, "a linear model has %u lanes in %u bytes where %u in %u are read", h.lanes, h.row_bytes,
                         lanes, row_bytes);
    if (h.slots < 2 || (h.slots & (h.slots - 1)) != 0 || h.slots > (1u << 24) || size - sizeof h != (size_t)h.slots * h.row_bytes)
        return error_set(err, DP_E_PACK, "a linear model's size does not fit its %u rows", h.slots);
    *out = (linear){(const int8_t *)section + sizeof h, h.slots - 1, h.row_bytes, h.lanes, h.scale};
    return DP_OK;
}
