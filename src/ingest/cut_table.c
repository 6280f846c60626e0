/* A table: its first row says which column is what, each other row is a record. */
#include <string.h>

#include "ingest/input.h"
#include "ingest/sheet.h"

/* The longest row: a text of DP_TEXT_MAX bytes in UTF-8 or twice that in quotes and other encodings. */
#define ROW_MAX INPUT_RECORD_MAX
enum { LOOK = 64 << 10 };

typedef struct row {
    size_t n; /* bytes in the window, without the line end */
    bool whole;
    bool too_long;
} row;

/* Brings the row that begins here into the window; false at the end. */
static bool next_row(const input *in, row *out) {
    inflow *s = in->bytes;
    for (bool more = true;;) {
        out->n = sheet_row(inflow_at(s), inflow_left(s), in->columns.delimiter, in->one_line, &out->whole);
        out->too_long = !out->whole && inflow_left(s) > ROW_MAX;
        if (out->whole || out->too_long || !more) return inflow_left(s) > 0;
        /* Twice as much each time, so that a long row is not looked at once for every block. */
        more = inflow_want(s, inflow_left(s) * 2 + 1);
    }
}

/* Passes over a row and its line end. */
static void pass_row(input *in, size_t n) {
    inflow *s = in->bytes;
    const char *at = inflow_at(s);
    if (n < inflow_left(s) && at[n] == '\r') n++;
    if (n < inflow_left(s) && at[n] == '\n') n++;
    for (const char *p = at; (p = memchr(p, '\n', (size_t)(at + n - p))); p++) in->line++;
    inflow_skip(s, n);
}

/* A quote that never closes would swallow all rows behind it: the row is given up at its first line end, and from here on quotes
 * end with their line. */
static enum cut give_up_row(input *in, ingest_record *r) {
    inflow *s = in->bytes;
    const char *stop = memchr(inflow_at(s), '\n', inflow_left(s));
    r->line = in->line + 1;
    pass_row(in, stop ? (size_t)(stop - inflow_at(s)) : inflow_left(s));
    in->one_line = true;
    record_reject(r, DP_E_FORMAT, "a quotation mark in this row is never closed, or the row is longer than 32 MiB",
                  "close or double the quotation mark; the rows behind it were read line by line");
    return CUT_RECORD;
}

static bool is_empty(const char *row, size_t n, char delimiter) {
    for (size_t i = 0; i < n; i++)
        if (row[i] != delimiter && row[i] != ' ' && row[i] != '"' && row[i] != '\r' && row[i] != '\t') return false;
    return true;
}

/* "sep=;" is what spreadsheets write for one another in the first line. */
static bool read_separator(input *in, size_t n) {
    const char *at = inflow_at(in->bytes);
    if (n != 5 || memcmp(at, "sep=", 4) != 0) return false;
    in->columns.delimiter = at[4];
    pass_row(in, n);
    return true;
}

/* The line that begins here, without its end. */
static size_t line_length(const inflow *s) {
    const char *at = inflow_at(s), *stop = memchr(at, '\n', inflow_left(s));
    const size_t n = stop ? (size_t)(stop - at) : inflow_left(s);
    return n && at[n - 1] == '\r' ? n - 1 : n;
}

/* Finds the first row that is not empty and the delimiter. */
static bool find_header(input *in, row *header) {
    bool told = false;
    in->columns.delimiter = ',';
    while (next_row(in, header)) {
        if (!told && read_separator(in, line_length(in->bytes))) {
            told = true;
        } else if (is_empty(inflow_at(in->bytes), header->n, '\n')) {
            pass_row(in, header->n);
        } else {
            if (!told) in->columns.delimiter = sheet_delimiter(inflow_at(in->bytes), header->n < LOOK ? header->n : LOOK);
            return next_row(in, header) && !header->too_long;
        }
    }
    return false;
}

/* False with a record that says why the table cannot be read, or at its end. */
static bool read_header(input *in, const input_rules *rules, ingest_record *r) {
    row header;
    bool has_header;
    dp_error err;
    if (!find_header(in, &header)) return false;
    r->line = in->line + 1;
    if (sheet_columns(inflow_at(in->bytes), header.n, rules->columns, &in->memory, &in->columns, &has_header, &err) != DP_OK)
        return !record_fail(r, &err);
    if (has_header) pass_row(in, header.n);
    return in->has_header = true;
}

enum cut cut_table(input *in, const input_rules *rules, ingest_record *r) {
    row row;
    r->kind = INGEST_ROW;
    if (!in->has_header && !read_header(in, rules, r)) {
        in->ended = true;
        return r->error.code == DP_OK ? input_end(in, r) : CUT_RECORD;
    }
    while (next_row(in, &row)) {
        const char *at = inflow_at(in->bytes);
        const bool open_quote = !row.whole && !in->one_line && memchr(at, '\n', row.n);
        if (row.too_long || open_quote) return give_up_row(in, r);
        r->line = in->line + 1;
        r->columns = in->columns;
        const bool empty = is_empty(at, row.n, in->columns.delimiter);
        if (!empty) record_add(r, at, row.n);
        pass_row(in, row.n);
        if (!empty) return CUT_RECORD;
    }
    return input_end(in, r);
}
