/* A file that is one record: a text, a page, a message. */
#include <stdio.h>
#include <string.h>

#include "ingest/input.h"

static enum ingest_kind kind_of(enum ingest_format format) {
    return format == FORMAT_PAGE ? INGEST_PAGE : format == FORMAT_MAIL ? INGEST_MAIL : INGEST_PLAIN;
}

static enum cut too_long(ingest_record *r) {
    char message[120];
    snprintf(message, sizeof message, "the file is longer than one dispatch may be (%zu MiB of text)", DP_TEXT_MAX >> 20);
    record_reject(r, DP_E_TOO_LONG, message, "split it into its articles, or write one JSON object a line (.jsonl)");
    return CUT_RECORD;
}

/* What is damaged is no dispatch: half an article would stand in the ledger as a whole one. What only follows behind the end of
 * packed data is another matter. */
enum cut cut_whole(input *in, ingest_record *r) {
    inflow *s = in->bytes;
    r->kind = kind_of(in->format);
    in->ended = true;
    do {
        const size_t n = inflow_left(s);
        if (r->n + n > INPUT_RECORD_MAX) return too_long(r);
        if (!record_add(r, inflow_at(s), n)) return CUT_RECORD;
        inflow_skip(s, n);
    } while (inflow_fill(s));
    if (s->fault.code == DP_OK) return CUT_RECORD;
    if (!inflow_is_whole(s)) return input_end(in, r);
    r->context.note = record_string(r, s->fault.message, strlen(s->fault.message));
    return CUT_RECORD;
}
