#include "mention/time.h"

const char *time_type_name(unsigned type) {
    static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
    return type < sizeof names / sizeof *names ? names[type] : "DATE";
}

dp_status time_rules_open(const pack *p, time_rules **out, dp_error *err) {
    (void)p;
    (void)err;
    *out = NULL;
    return DP_OK;
}

void time_rules_free(time_rules *r) { (void)r; }

dp_status time_find(const time_rules *r, const text *x, civil given, arena *a, mentions *out, dp_error *err) {
    (void)r;
    (void)x;
    (void)a;
    (void)err;
    out->date.given = given;
    return DP_OK;
}
