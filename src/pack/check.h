/* The tests that stand beside the rules ("> input => expectation"), run by depeche-pack against the pack it just built.
 * A failing test fails the build with file and line; a rule without a test is counted and, with --strict, named. */
#ifndef DP_PACK_CHECK_H
#define DP_PACK_CHECK_H

#include "annotate/annotate.h"
#include "pack/compile.h"

typedef struct check_report {
    uint32_t run, failed, rules_untested;
    bool list_untested;
    buf messages; /* one line a failure: "lang/fr/time.rules:12: expected … got …" */
} check_report;

void check_fail(check_report *r, const rule_file *f, const rule_line *l, const char *expected, const char *got);

dp_status check_times(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);
dp_status check_actors(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);
dp_status check_places(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);
dp_status check_events(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);
dp_status check_attribution(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);
dp_status check_text(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);
dp_status check_pages(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err);

#endif
