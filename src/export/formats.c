/* The list of formats. */
#include <string.h>

#include "export/format.h"

static const export_format *const formats[] = {
    &format_csv,    &format_jsonl,   &format_geojson, &format_gpkg,    &format_acled,       &format_ucdp,
    &format_plover, &format_polecat, &format_gdelt,   &format_timemap, &format_claimreview, &format_webannotation,
};
#define FORMAT_COUNT (sizeof formats / sizeof *formats)

const export_format *export_format_at(uint32_t i) {
    return i < FORMAT_COUNT ? formats[i] : NULL;
}

const export_format *export_format_named(const char *name) {
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(formats[i]->name, name) == 0) return formats[i];
    return NULL;
}

const char *export_format_name(const export_format *f) {
    return f->name;
}

const char *export_format_title(const export_format *f) {
    return f->title;
}

bool export_format_has_events(const export_format *f) {
    return f->events;
}

bool export_format_is_table(const export_format *f) {
    return f->frame == FRAME_CSV || f->frame == FRAME_TSV;
}

static export_cell text_cell(const char *s) {
    return (export_cell){.kind = s ? CELL_TEXT : CELL_EMPTY, .text = s};
}

export_cell field_value(const export_field *f, const export_row *row) {
    const char *at = (const char *)row + f->offset;
    switch (f->from) {
    case FROM_TEXT:
        return text_cell(*(const char *const *)(const void *)at);
    case FROM_INT: {
        int64_t v = *(const int64_t *)(const void *)at;
        return (export_cell){.kind = v == RECORD_NONE ? CELL_EMPTY : CELL_INT, .integer = v};
    }
    case FROM_COUNT:
        return (export_cell){.kind = CELL_INT, .integer = *(const uint32_t *)(const void *)at};
    case FROM_REAL: {
        double v = *(const double *)(const void *)at;
        return (export_cell){.kind = v == v ? CELL_REAL : CELL_EMPTY, .real = v};
    }
    case FROM_BOOL:
        return (export_cell){.kind = CELL_BOOL, .integer = *(const bool *)(const void *)at};
    case FROM_CALL:
        return f->call(row);
    default:
        return (export_cell){.kind = CELL_EMPTY};
    }
}
