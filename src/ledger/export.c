/* Exports: CSV and GeoJSON out of the claims' rows, JSON Lines in the contract's form. */
#include <string.h>

#include "ledger/export.h"
#include "ledger/query.h"

#define FLUSH_BYTES 65536u

typedef struct exporter {
    ledger *l;
    const ledger_filter *f;
    ledger_flush_fn flush;
    void *context;
    buf out;
    bool stopped;
    uint64_t rows, unplaced;
    dp_status status;
    dp_error *err;
} exporter;

/* Hands over what has gathered; false when the receiver wants no more or memory is out. */
static bool push(exporter *x, bool all) {
    if (x->out.failed) {
        x->status = error_nomem(x->err);
        return false;
    }
    if (x->out.n < FLUSH_BYTES && !all) return true;
    if (x->out.n && !x->stopped && !x->flush(x->context, x->out.at, x->out.n)) x->stopped = true;
    buf_clear(&x->out);
    return !x->stopped;
}

static const ledger_cell *cell(const ledger_row *row, const char *name) {
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, name) == 0) return &row->cells[i];
    return NULL;
}

/* ---- CSV ----------------------------------------------------------------------------------------------------------------- */

static bool csv_row(void *context, const ledger_row *row) {
    exporter *x = context;
    if (x->rows++ == 0) ledger_row_csv_head(row, &x->out);
    ledger_row_csv(row, &x->out);
    return push(x, false);
}

/* ---- GeoJSON (RFC 7946): longitude first, one feature a line ------------------------------------------------------------- */

static bool geojson_row(void *context, const ledger_row *row) {
    exporter *x = context;
    const ledger_cell *lat = cell(row, "lat"), *lon = cell(row, "lon");
    if (!lat || !lon || lat->type != LEDGER_REAL || lon->type != LEDGER_REAL) {
        x->unplaced++;
        return true;
    }
    buf_str(&x->out, x->rows++ ? ",\n" : "\n");
    buf_str(&x->out, "{\"type\":\"Feature\",\"id\":");
    const ledger_cell *id = cell(row, "id");
    json_str(&x->out, id ? id->text : "", id ? id->text_bytes : 0);
    buf_printf(&x->out, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    json_number(lon->real, &x->out);
    buf_char(&x->out, ',');
    json_number(lat->real, &x->out);
    buf_str(&x->out, "]},\"properties\":");
    ledger_row_json(row, &x->out);
    if (x->out.n && x->out.at[x->out.n - 1] == '\n') x->out.n--;
    buf_char(&x->out, '}');
    return push(x, false);
}

static dp_status export_geojson(exporter *x) {
    uint64_t n = 0;
    buf_str(&x->out, "{\"type\":\"FeatureCollection\",\"attribution\":");
    json_str(&x->out, ledger_attribution(), strlen(ledger_attribution()));
    buf_str(&x->out, ",\"features\":[");
    dp_status s = ask_claims(x->l, x->f, &(row_sink){geojson_row, x, &n}, x->err);
    buf_printf(&x->out, "\n],\"unplaced\":%llu}\n", (unsigned long long)x->unplaced);
    return s;
}

/* ---- JSON Lines ---------------------------------------------------------------------------------------------------------- */

static bool jsonl_row(void *context, const ledger_row *row) {
    exporter *x = context;
    const ledger_cell *id = cell(row, "id");
    x->status = claim_json(x->l, id ? id->text : "", x->f->with_names, &x->out, x->err);
    x->rows++;
    return x->status == DP_OK && push(x, false);
}

dp_status ledger_export(ledger *l, enum ledger_format format, const ledger_filter *f, ledger_flush_fn flush, void *context,
                        uint64_t *count, dp_error *err) {
    static const ledger_filter everything = {0};
    if (!f) f = &everything;
    dp_error own = {0};
    exporter x = {.l = l, .f = f, .flush = flush, .context = context, .err = err ? err : &own};
    buf_init(&x.out);
    uint64_t n = 0;
    ledger_lock(l);
    dp_status s;
    switch (format) {
    case LEDGER_CSV:
        s = ask_claims(l, f, &(row_sink){csv_row, &x, &n}, x.err);
        break;
    case LEDGER_JSONL:
        s = ask_claims(l, f, &(row_sink){jsonl_row, &x, &n}, x.err);
        break;
    default:
        s = export_geojson(&x);
    }
    ledger_unlock(l);
    if (s == DP_OK) s = x.status;
    if (s == DP_OK && !x.stopped) {
        push(&x, true);
        s = x.status;
    }
    buf_free(&x.out);
    if (count) *count = x.rows;
    return s;
}
