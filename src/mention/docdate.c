#include "mention/docdate.h"

dp_status docdate_solve(const time_raw *raw, uint32_t count, const text *x, civil given, arena *a, dispatch_date *out,
                        dp_error *err) {
    (void)raw;
    (void)count;
    (void)x;
    *out = (dispatch_date){.given = given, .basis = given.day ? BASIS_GIVEN : BASIS_UNKNOWN};
    day_range range = edtf_range(given);
    if (given.year == 0 || given.month == 0 || range.first == DAY_NONE) return DP_OK;
    uint32_t n = (uint32_t)(range.last - range.first + 1);
    int32_t *days = arena_array(a, n, sizeof *days);
    if (!days) return error_nomem(err);
    for (uint32_t k = 0; k < n; k++) days[k] = range.first + (int32_t)k;
    out->candidates = days;
    out->candidate_count = n;
    return DP_OK;
}
