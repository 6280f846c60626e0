/* A record → its dispatch. */
#include "ingest/reading.h"

static dp_status read_kind(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    switch (r->kind) {
    case INGEST_JSON:
        return ingest_json_line(r->bytes, r->n, a, out, err);
    case INGEST_PAGE:
        return read_page(r, rules, a, out, err);
    case INGEST_ITEM:
        return read_item(r, rules, a, out, err);
    case INGEST_JSON_ITEM:
        return read_json_item(r, rules, a, out, err);
    case INGEST_MAIL:
        return read_mail(r, rules, a, out, err);
    case INGEST_ROW:
        return read_row(r, a, out, err);
    default:
        return ingest_plain(r->bytes, r->n, &rules->language, a, out, err);
    }
}

dp_status ingest_record_read(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err) {
    *out = (dispatch){0};
    if (r->error.code != DP_OK) {
        if (err) *err = r->error;
        return r->error.code;
    }
    const dp_status status = read_kind(r, rules, a, out, err);
    out->file = r->file;
    out->line = r->line;
    out->kind = r->kind;
    out->raw = r->bytes;
    out->raw_bytes = r->n;
    const bool by_hand = r->kind == INGEST_PLAIN || r->kind == INGEST_JSON || r->kind == INGEST_ROW;
    if (status == DP_OK && !(by_hand && out->lang)) reading_language(rules, out->lang, out);
    if (status != DP_OK) error_at(err, r->file, r->line);
    if (r->context.note) note_add(out, a, "%s", r->context.note);
    return status;
}
