/* JSON Lines: cut at line ends without ever holding more than one line. */
#include <string.h>

#include "ingest/input.h"

/* Appends the line that begins here, without its end. False where the input ends before any byte of it. A line beyond the limit
 * is read to its end without being kept. */
static bool read_line(inflow *s, ingest_record *r, bool *too_long) {
    bool any = false;
    *too_long = false;
    for (;;) {
        if (inflow_left(s) == 0 && !inflow_fill(s)) return any;
        const char *from = inflow_at(s), *stop = memchr(from, '\n', inflow_left(s));
        const size_t n = stop ? (size_t)(stop - from) : inflow_left(s);
        any = true;
        *too_long = *too_long || r->n + n > INGEST_LINE_MAX;
        if (!*too_long && !record_add(r, from, n)) return true;
        inflow_skip(s, n + (stop ? 1 : 0));
        if (stop) return true;
    }
}

/* The next line that is not blank. */
enum cut cut_lines(input *in, ingest_record *r) {
    r->kind = INGEST_JSON;
    for (;;) {
        bool too_long;
        r->n = 0;
        if (!read_line(in->bytes, r, &too_long)) return input_end(in, r);
        r->line = ++in->line;
        if (r->error.code != DP_OK) return CUT_RECORD;
        if (in->bytes->fault.code != DP_OK) return input_end(in, r);
        if (too_long) {
            r->n = 0;
            record_reject(r, DP_E_TOO_LONG, "the line is longer than 96 MiB", "split the dispatch; each line is one JSON object");
            return CUT_RECORD;
        }
        while (r->n && strchr(" \t\r", r->bytes[r->n - 1]) && r->bytes[r->n - 1]) r->n--;
        if (r->n) return CUT_RECORD;
    }
}
