/* What the checks of all kinds of rules share. */
#include "pack/check.h"

void check_fail(check_report *r, const rule_file *f, const rule_line *l, const char *expected, const char *got) {
    r->failed++;
    buf_printf(&r->messages, "%s:%u: expected %s, got %s\n", f->path, (unsigned)l->line, expected, got);
}
