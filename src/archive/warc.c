#include "archive/warc.h"

#include <string.h>

enum { HEADER_MAX = 1 << 20, LINE_LOOK = 64 };

/* Does a record begin at s? "WARC/" and a digit: enough to tell it from prose, and newer versions begin so too. */
static bool begins(const char *s, size_t n) {
    return n >= 6 && memcmp(s, "WARC/", 5) == 0 && s[5] >= '0' && s[5] <= '9';
}

/* The first record from `from` on that begins a line, as an offset in the window; the window's end where there is none, less what
 * could be the beginning of one. */
static size_t find_begin(const inflow *s, size_t from, bool *found) {
    const char *at = inflow_at(s);
    const size_t n = inflow_left(s);
    *found = false;
    while (from < n) {
        const char *w = memchr(at + from, 'W', n - from);
        if (!w) return n;
        from = (size_t)(w - at);
        if (n - from < 6 && memcmp(w, "WARC/1", n - from) == 0) return from;
        if (begins(w, n - from) && (from == 0 || at[from - 1] == '\n')) {
            *found = true;
            return from;
        }
        from++;
    }
    return n;
}

/* Passes over blank lines, and over what belongs to no record; gives the number of those bytes. */
static uint64_t pass_to_begin(inflow *s) {
    uint64_t passed = 0;
    bool fresh = true; /* the window begins a line */
    for (;;) {
        while (inflow_left(s) && (*inflow_at(s) == '\r' || *inflow_at(s) == '\n')) {
            inflow_skip(s, 1);
            fresh = true;
        }
        if (inflow_left(s) < 6 && inflow_fill(s)) continue;
        if (inflow_left(s) == 0) return passed;
        if (fresh && begins(inflow_at(s), inflow_left(s))) return passed;
        const char *stop = memchr(inflow_at(s), '\n', inflow_left(s));
        const size_t n = stop ? (size_t)(stop - inflow_at(s)) : inflow_left(s);
        fresh = false;
        passed += n;
        inflow_skip(s, n);
    }
}

/* Bytes of the header lines, their empty line included, brought into the window; 0 where they never end. */
static size_t header_size(inflow *s) {
    size_t from = 0;
    for (;;) {
        const char *at = inflow_at(s);
        const size_t n = inflow_left(s);
        for (const char *stop; from < n && (stop = memchr(at + from, '\n', n - from));) {
            const size_t next = (size_t)(stop - at) + 1;
            if (next < n && at[next] == '\n') return next + 1;
            if (next + 1 < n && at[next] == '\r' && at[next + 1] == '\n') return next + 2;
            if (next + 1 >= n) break;
            from = next;
        }
        if (n > HEADER_MAX || !inflow_fill(s)) return 0;
    }
}

/* Is what follows the block at `end` the end of the file or another record? */
static bool is_end(inflow *s, size_t end) {
    size_t look = end;
    for (;;) {
        if (inflow_left(s) <= look + 6 && inflow_want(s, look + LINE_LOOK)) continue;
        const char *at = inflow_at(s);
        const size_t n = inflow_left(s);
        if (look >= n) return true;
        if (at[look] != '\r' && at[look] != '\n') return look > end && begins(at + look, n - look);
        if (++look > end + LINE_LOOK) return false;
    }
}

/* The block ends where the next record begins, less the two line ends between them. */
static void cut_at_next(inflow *s, size_t from, warc_record *r) {
    size_t at = from;
    bool found;
    for (;;) {
        at = find_begin(s, at, &found);
        if (found || at - from > WARC_BLOCK_MAX || !inflow_fill(s)) break;
    }
    r->length_lied = true;
    r->too_long = !found && at - from > WARC_BLOCK_MAX;
    r->block = inflow_at(s) + from;
    r->block_bytes = (found ? at : inflow_left(s)) - from;
    for (int ends = 0; ends < 2 && r->block_bytes && r->block[r->block_bytes - 1] == '\n'; ends++) {
        r->block_bytes--;
        if (r->block_bytes && r->block[r->block_bytes - 1] == '\r') r->block_bytes--;
    }
}

/* Passes over a block that is longer than any that is read, up to its end or to a record inside it. */
static void pass_block(inflow *s, uint64_t length) {
    while (length) {
        if (inflow_left(s) < 6 && !inflow_want(s, 6) && inflow_left(s) == 0) return;
        bool found;
        size_t n = find_begin(s, 0, &found);
        if (n == 0 && !found) n = inflow_left(s);
        if (found && n == 0) return;
        if (n > length) n = (size_t)length;
        inflow_skip(s, n);
        length -= n;
        if (found && length) return;
    }
}

static void read_fields(warc_record *r, const char *at, size_t n) {
    r->type = field_find(at, n, "WARC-Type");
    r->url = field_find(at, n, "WARC-Target-URI");
    r->date = field_find(at, n, "WARC-Date");
    r->id = field_find(at, n, "WARC-Record-ID");
    r->content_type = field_find(at, n, "Content-Type");
}

static bool fault_of(inflow *s, dp_error *fault, uint64_t passed) {
    if (passed) {
        error_set(fault, DP_E_FORMAT, "%llu bytes belong to no record and were passed over", (unsigned long long)passed);
        error_remedy(fault, "fetch the archive again if pages are missing");
    } else {
        *fault = s->fault;
        if (fault->code != DP_OK && !inflow_resume(s)) {
            s->fault = (dp_error){0};
            s->ended = true;
        }
    }
    return false;
}

bool warc_next(inflow *s, warc_record *out, dp_error *fault) {
    *out = (warc_record){0};
    *fault = (dp_error){0};
    const uint64_t passed = pass_to_begin(s);
    if (passed || inflow_left(s) == 0) return fault_of(s, fault, passed);
    const size_t header = header_size(s);
    if (header == 0) {
        const bool whole = inflow_left(s) <= HEADER_MAX;
        inflow_skip(s, whole ? inflow_left(s) : 6);
        error_set(fault, DP_E_FORMAT, whole ? "the last record ends in its header" : "a record's header never ends");
        error_remedy(fault, "fetch the archive again: it is cut short or damaged");
        return false;
    }
    uint64_t length = 0;
    const bool known = field_number(field_find(inflow_at(s), header, "Content-Length"), UINT64_C(1) << 40, &length);
    if (known && length > WARC_BLOCK_MAX) {
        read_fields(out, inflow_at(s), header);
        out->too_long = true;
        return true;
    }
    if (known && inflow_want(s, header + (size_t)length) && is_end(s, header + (size_t)length)) {
        out->block = inflow_at(s) + header;
        out->block_bytes = (size_t)length;
    } else {
        cut_at_next(s, header, out);
    }
    read_fields(out, inflow_at(s), header); /* now that the window no longer moves */
    return true;
}

void warc_done(inflow *s, const warc_record *r) {
    if (r->block) {
        inflow_skip(s, (size_t)(r->block - inflow_at(s)) + r->block_bytes);
        return;
    }
    const size_t header = header_size(s);
    uint64_t length = 0;
    field_number(field_find(inflow_at(s), header, "Content-Length"), UINT64_C(1) << 40, &length);
    inflow_skip(s, header);
    pass_block(s, length);
}
