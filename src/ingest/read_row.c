/* A row of a table → a dispatch. */
#include <string.h>

#include "core/hash.h"
#include "ingest/python.h"
#include "ingest/reading.h"
#include "ingest/sheet.h"

/* The values of the columns that are known, NULL where there is none or it is empty. */
static dp_status read_values(const ingest_record *r, const charset_text *row, arena *a, const char *values[INGEST_COLUMNS],
                             dp_error *err) {
    size_t at = 0;
    const char *value;
    int16_t number = 0;
    while (sheet_value(row->text, row->text_bytes, r->columns.delimiter, &at, a, &value)) {
        for (int c = 0; c < INGEST_COLUMNS; c++)
            if (r->columns.at[c] == number && *value) values[c] = value;
        if (number++ == INT16_MAX) break;
    }
    return at <= row->text_bytes && !value && number < INT16_MAX ? error_nomem(err) : DP_OK;
}

/* What Auto Archiver keeps of a post. */
static dp_status read_metadata(const char *dictionary, arena *a, const char *values[INGEST_COLUMNS], dp_error *err) {
    static const struct {
        const char *key;
        enum ingest_column column;
    } keys[] = {{"content", COLUMN_TEXT},
                {"title", COLUMN_TITLE},
                {"timestamp", COLUMN_DATE},
                {"url", COLUMN_URL},
                {"author", COLUMN_AUTHOR}};
    values[COLUMN_TEXT] = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!python_value(dictionary, keys[i].key, a, &values[keys[i].column])) return error_nomem(err);
    return DP_OK;
}

/* As the table writes it: EDTF where it is that, else a stamp. A cell that is neither is left to be complained of. */
static const char *date_of(const char *s, arena *a) {
    if (!s || ingest_date(s, a)) return s;
    const char *stamp = reading_date(s, a);
    return stamp ? stamp : s;
}

dp_status read_row(const ingest_record *r, arena *a, dispatch *out, dp_error *err) {
    hash_hex128(r->bytes, r->n, out->sha);
    charset_text decoded;
    const char *values[INGEST_COLUMNS] = {NULL};
    dp_status status = charset_decode(r->bytes, r->n, NULL, a, &decoded, err);
    if (status != DP_OK) return status;
    note_encoding(out, a, &decoded);
    status = read_values(r, &decoded, a, values, err);
    if (status == DP_OK && r->columns.python && values[COLUMN_TEXT]) status = read_metadata(values[COLUMN_TEXT], a, values, err);
    if (status != DP_OK) return status;
    out->id = values[COLUMN_ID];
    out->title = values[COLUMN_TITLE];
    out->text = values[COLUMN_TEXT] ? values[COLUMN_TEXT] : out->title ? out->title : "";
    const size_t n = strlen(out->text);
    out->text_bytes = n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
    out->date = date_of(values[COLUMN_DATE], a);
    out->author = values[COLUMN_AUTHOR];
    out->lang = values[COLUMN_LANG];
    out->source = values[COLUMN_SOURCE];
    out->url = values[COLUMN_URL];
    return reading_finish(r, NULL, a, out, err);
}
