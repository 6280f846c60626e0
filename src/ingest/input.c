#include "ingest/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "charset/charset.h"

dp_status input_open(const char *name, inflow *bytes, zip *archive, input **out, dp_error *err) {
    input *in = calloc(1, sizeof *in);
    if (in) in->name = strdup(name);
    if (!in || !in->name) {
        free(in);
        inflow_close(bytes);
        zip_close(archive);
        return error_nomem(err);
    }
    in->bytes = bytes;
    in->archive = archive;
    arena_init(&in->memory);
    *out = in;
    return DP_OK;
}

void input_close(input *in) {
    if (!in) return;
    inflow_close(in->bytes);
    zip_close(in->archive);
    arena_free(&in->memory);
    free(in->name);
    free(in);
}

enum cut input_end(input *in, ingest_record *r) {
    in->ended = true;
    if (!in->bytes || in->bytes->fault.code == DP_OK || in->bytes->fault.code == DP_E_INTERRUPTED) return CUT_END;
    r->n = 0;
    r->line = in->line;
    record_fail(r, &in->bytes->fault);
    return CUT_RECORD;
}

bool input_read_text(input *in, size_t most, bool markup, ingest_record *r) {
    while (inflow_left(in->bytes) <= most && inflow_fill(in->bytes)) {
    }
    const size_t n = inflow_left(in->bytes);
    if (n > most) {
        char message[120];
        snprintf(message, sizeof message, "it is longer than such a file may be (%zu MiB)", most >> 20);
        record_reject(r, DP_E_TOO_LONG, message, "split it, or write one JSON object a line (.jsonl)");
        return false;
    }
    const char *bytes = arena_copy(&in->memory, inflow_at(in->bytes), n);
    inflow_skip(in->bytes, n);
    if (!bytes) {
        error_nomem(&r->error);
        return false;
    }
    charset_text decoded;
    const charset_hint hint = {.label = in->context.charset, .html = markup};
    if (charset_decode(bytes, n, &hint, &in->memory, &decoded, &r->error) != DP_OK) return false;
    in->text = decoded.text;
    in->text_bytes = decoded.text_bytes;
    in->context.encoding = decoded.encoding;
    return true;
}

enum cut input_cut(input *in, const input_rules *rules, ingest_record *r, input **inside, uint64_t *skipped) {
    if (in->ended) return CUT_END;
    switch (in->format) {
    case FORMAT_LINES:
        return cut_lines(in, r);
    case FORMAT_TABLE:
        return cut_table(in, rules, r);
    case FORMAT_FEED:
        return cut_feed(in, r);
    case FORMAT_MBOX:
        return cut_mbox(in, r);
    case FORMAT_DOCUMENT:
        return cut_document(in, r);
    case FORMAT_WARC:
        return cut_warc(in, r, inside, skipped);
    case FORMAT_ZIP:
        return cut_zip(in, r, inside, skipped);
    default:
        return cut_whole(in, r);
    }
}
