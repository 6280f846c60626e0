/* Frames: CSV and tab-separated tables, JSON Lines, one JSON document, GeoJSON. */
#include "export/writer.h"

#include <math.h>
#include <string.h>

#include "core/csv.h"

#define FLUSH_BYTES 65536u

dp_status writer_flush(export_writer *w, bool all) {
    if (w->out.failed) return error_nomem(w->err);
    if (w->out.n == 0 || (w->out.n < FLUSH_BYTES && !all)) return DP_OK;
    if (!w->stopped && !w->sink->write(w->sink->context, w->out.at, w->out.n)) w->stopped = true;
    if (!w->stopped) w->bytes += w->out.n;
    buf_clear(&w->out);
    return DP_OK;
}

/* ---- tables -------------------------------------------------------------------------------------------------------------- */

static bool is_tabbed(const export_writer *w) {
    return w->format->frame == FRAME_TSV;
}

static void table_text(export_writer *w, const char *s) {
    if (is_tabbed(w))
        tsv_text(s, strlen(s), w->raw, &w->out);
    else
        csv_text(s, strlen(s), w->raw, &w->out);
}

static void table_cell(export_writer *w, const export_cell *c) {
    switch (c->kind) {
    case CELL_INT:
    case CELL_BOOL:
        buf_int(&w->out, c->integer);
        break;
    case CELL_REAL:
        json_number(c->real, &w->out);
        break;
    case CELL_TEXT:
    case CELL_JSON:
        if (c->text) table_text(w, c->text);
        break;
    default:
        break;
    }
}

static void end_line(export_writer *w) {
    buf_str(&w->out, is_tabbed(w) ? "\n" : "\r\n");
}

static void table_head(export_writer *w) {
    for (uint32_t i = 0; i < w->format->field_count; i++) {
        if (i) buf_char(&w->out, is_tabbed(w) ? '\t' : ',');
        table_text(w, w->format->fields[i].name);
    }
    end_line(w);
}

static void table_row(export_writer *w, const export_row *row) {
    for (uint32_t i = 0; i < w->format->field_count; i++) {
        export_cell c = field_value(&w->format->fields[i], row);
        if (i) buf_char(&w->out, is_tabbed(w) ? '\t' : ',');
        table_cell(w, &c);
    }
    end_line(w);
}

/* ---- JSON ---------------------------------------------------------------------------------------------------------------- */

static void json_member(export_writer *w, const char *name, const export_cell *c) {
    switch (c->kind) {
    case CELL_INT:
        json_kv_int(&w->out, name, c->integer);
        break;
    case CELL_BOOL:
        json_kv_bool(&w->out, name, c->integer != 0);
        break;
    case CELL_REAL:
        json_key(&w->out, name);
        json_number(c->real, &w->out);
        break;
    case CELL_TEXT:
        json_kv_str(&w->out, name, c->text);
        break;
    case CELL_JSON:
        json_key(&w->out, name);
        buf_str(&w->out, c->text ? c->text : "null");
        break;
    default:
        if (!w->format->sparse) json_kv_null(&w->out, name);
    }
}

static void json_object(export_writer *w, const export_row *row) {
    buf_char(&w->out, '{');
    for (uint32_t i = 0; i < w->format->field_count; i++) {
        export_cell c = field_value(&w->format->fields[i], row);
        json_member(w, w->format->fields[i].name, &c);
    }
    buf_char(&w->out, '}');
}

/* RFC 7946: longitude first, one feature a line. */
static void geojson_row(export_writer *w, const export_row *row) {
    if (!isfinite(row->place.lat) || !isfinite(row->place.lon)) {
        w->unplaced++;
        return;
    }
    buf_str(&w->out, w->rows++ ? ",\n" : "\n");
    buf_str(&w->out, "{\"type\":\"Feature\",\"id\":");
    json_str(&w->out, row->r.id, strlen(row->r.id));
    buf_str(&w->out, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
    json_number(row->place.lon, &w->out);
    buf_char(&w->out, ',');
    json_number(row->place.lat, &w->out);
    buf_str(&w->out, "]},\"properties\":");
    json_object(w, row);
    buf_char(&w->out, '}');
}

static void geojson_head(export_writer *w) {
    buf_str(&w->out, "{\"type\":\"FeatureCollection\",\"attribution\":");
    json_str(&w->out, ledger_attribution(), strlen(ledger_attribution()));
    buf_str(&w->out, ",\"features\":[");
}

/* ---- the writer ---------------------------------------------------------------------------------------------------------- */

dp_status writer_begin(export_writer *w, const export_options *o, const export_sink *sink, dp_error *err) {
    *w = (export_writer){.format = o->format, .sink = sink, .raw = o->raw, .err = err};
    buf_init(&w->out);
    arena_init(&w->memory);
    switch (w->format->frame) {
    case FRAME_CSV:
    case FRAME_TSV:
        table_head(w);
        break;
    case FRAME_DOCUMENT:
        buf_str(&w->out, w->format->head);
        break;
    case FRAME_GEOJSON:
        geojson_head(w);
        break;
    case FRAME_GPKG:
        return gpkg_begin(w);
    default:
        break;
    }
    return DP_OK;
}

dp_status writer_row(export_writer *w, const export_row *row) {
    switch (w->format->frame) {
    case FRAME_GPKG:
        return gpkg_row(w, row);
    case FRAME_GEOJSON:
        geojson_row(w, row);
        return writer_flush(w, false);
    case FRAME_LINES:
        json_object(w, row);
        buf_char(&w->out, '\n');
        break;
    case FRAME_DOCUMENT:
        buf_str(&w->out, w->rows ? ",\n" : "\n");
        json_object(w, row);
        break;
    default:
        table_row(w, row);
    }
    w->rows++;
    return writer_flush(w, false);
}

dp_status writer_end(export_writer *w) {
    if (w->format->frame == FRAME_GPKG) return gpkg_end(w);
    if (w->format->frame == FRAME_DOCUMENT) buf_str(&w->out, w->format->tail);
    if (w->format->frame == FRAME_GEOJSON) buf_printf(&w->out, "\n],\"unplaced\":%llu}\n", (unsigned long long)w->unplaced);
    return writer_flush(w, true);
}

void writer_free(export_writer *w) {
    gpkg_free(w);
    buf_free(&w->out);
    arena_free(&w->memory);
}
