/* Writers: rows into bytes, in the frame of the format. */
#ifndef DP_EXPORT_WRITER_H
#define DP_EXPORT_WRITER_H

#include "export/format.h"

typedef struct export_writer {
    const export_format *format;
    const export_sink *sink;
    bool raw;
    buf out;
    bool stopped; /* the receiver wants no more */
    uint64_t rows, bytes, unplaced;
    struct gpkg *gpkg;    /* GPKG only */
    const char *last_day; /* GPKG: the latest day of a dispatch, for the time of the last change; in `memory` */
    arena memory;
    dp_error *err;
} export_writer;

dp_status writer_begin(export_writer *w, const export_options *o, const export_sink *sink, dp_error *err);
dp_status writer_row(export_writer *w, const export_row *row);
/* Writes what is left; call it after a success only. */
dp_status writer_end(export_writer *w);
void writer_free(export_writer *w);

/* Hands over what has gathered in `out` once it is long, or `all` of it. */
dp_status writer_flush(export_writer *w, bool all);

/* GeoPackage (gpkg.c): made in a temporary file, then handed over as bytes. */
dp_status gpkg_begin(export_writer *w);
dp_status gpkg_row(export_writer *w, const export_row *row);
dp_status gpkg_end(export_writer *w);
void gpkg_free(export_writer *w);

#endif
