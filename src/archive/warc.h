/* WARC (ISO 28500): records cut out of a inflow, whatever their headers say.
 *
 *     "WARC/1.0\r\n" headers "\r\n" block "\r\n\r\n"   "WARC/1.0\r\n" …
 *
 * Lengths may lie. What is believed is the next record's first line: a block that is followed by neither that nor the end of the
 * file ends where the next record begins. Bytes that belong to no record are passed over and reported once. */
#ifndef DP_ARCHIVE_WARC_H
#define DP_ARCHIVE_WARC_H

#include "archive/http.h"
#include "archive/inflow.h"

/* No page of news is larger. Longer blocks are passed over. */
#define WARC_BLOCK_MAX ((size_t)32 << 20)

typedef struct warc_record {
    field_value type, url, date, id, content_type; /* in the stream's window */
    const char *block;
    size_t block_bytes;
    bool length_lied; /* the block was cut or prolonged to the next record */
    bool too_long;    /* … and has been passed over: there is no block */
} warc_record;

/* The next record; borrowed from the window until warc_done. False at the end or with *fault: what was passed over or damaged,
 * after which reading goes on with the next call where `fault->code` is DP_E_FORMAT. */
bool warc_next(inflow *s, warc_record *out, dp_error *fault);
/* Before the next warc_next. */
void warc_done(inflow *s, const warc_record *r);

#endif
