/* A mail box: messages one after the other, each behind a line "From ADDRESS DATE". */
#include <string.h>

#include "ingest/input.h"

/* "From " and a time of day: what prose that begins a line so does not have. */
static bool begins_message(const char *s, size_t n) {
    if (n < 5 || memcmp(s, "From ", 5) != 0) return false;
    for (size_t i = 5; i + 2 < n; i++)
        if (s[i] == ':' && s[i - 1] >= '0' && s[i - 1] <= '9' && s[i + 1] >= '0' && s[i + 1] <= '9') return true;
    return false;
}

/* Adds a line to the message; ">From " was quoted so that it would not begin another. */
static bool add_line(ingest_record *r, const char *s, size_t n) {
    size_t marks = 0;
    while (marks < n && s[marks] == '>') marks++;
    const bool quoted = marks && n - marks >= 5 && memcmp(s + marks, "From ", 5) == 0;
    return record_add(r, s + quoted, n - quoted);
}

static enum cut give(ingest_record *r, bool too_long) {
    if (!too_long) return CUT_RECORD;
    r->n = 0;
    record_reject(r, DP_E_TOO_LONG, "the message is longer than 32 MiB", "save its text without the attachments");
    return CUT_RECORD;
}

/* A line longer than this is no header and no prose; it is cut, which harms nothing but itself. */
enum { LINE_MAX_BYTES = 1 << 20 };

enum cut cut_mbox(input *in, ingest_record *r) {
    inflow *s = in->bytes;
    bool any = false, too_long = false, after_blank = true;
    r->kind = INGEST_MAIL;
    for (;;) {
        const char *stop;
        while (!(stop = memchr(inflow_at(s), '\n', inflow_left(s))) && inflow_left(s) < LINE_MAX_BYTES && inflow_fill(s)) {
        }
        const size_t left = inflow_left(s), n = stop ? (size_t)(stop - inflow_at(s)) + 1 : left;
        if (n == 0) break;
        const char *line = inflow_at(s);
        const bool begins = after_blank && begins_message(line, n < 512 ? n : 512);
        if (begins && any) return give(r, too_long);
        if (begins) {
            any = true;
            r->line = ++in->line;
        } else if (any) {
            too_long = too_long || r->n + n > INPUT_RECORD_MAX;
            if (!too_long && !add_line(r, line, n)) return CUT_RECORD;
        }
        after_blank = line[0] == '\n' || (line[0] == '\r' && n == 2);
        inflow_skip(s, n);
    }
    if (!any || !inflow_is_whole(s)) return input_end(in, r);
    in->ended = true;
    return give(r, too_long);
}
