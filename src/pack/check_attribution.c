#include "pack/check.h"

dp_status check_attribution(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    (void)k, (void)s, (void)a, (void)r, (void)err;
    return DP_OK;
}
