/* Exports: claims of the ledger in the forms of other data sets and programs.
 *
 *   ledger ──▶ record ──▶ shape (withheld, coarsened, quotes cut) ──▶ row ──▶ the format's fields ──▶ frame (CSV, JSON …) ──▶
 * sink claims of one event ──▶ merge ──▶ row              │ └──▶ data package: the same fields as a codebook
 *
 * A format is a table of fields (format.h) in a file of its name, and one line in formats.c. Formats of two kinds:
 *
 * - rows are claims (csv, jsonl, geojson, gpkg, claimreview, webannotation): they hold disagreement as it is;
 * - rows are events (acled, ucdp, plover, polecat, gdelt, timemap): where voices disagree, the caller says with a policy what a
 *   row is. Without one the export is refused, with the number of disputes.
 *
 * What a format cannot hold is dropped and counted; what it has no place for is left out and counted; `note` hears of both. The
 * same content gives the same bytes, whatever the order in which dispatches were read.
 *
 *     export_options o = {.format = export_format_named("acled"), .policy = EXPORT_EACH, .quote_characters = 200};
 *     dp_status s = export_run(l, k, &o, &(export_sink){write, note, context}, &result, &err);
 *
 * No function here keeps state; the ledger's handle may be shared by threads. */
#ifndef DP_EXPORT_EXPORT_H
#define DP_EXPORT_EXPORT_H

#include "ledger/ledger.h"

typedef struct export_format export_format;
/* NULL where there is none of that name. */
const export_format *export_format_named(const char *name);
/* All formats in the order of the manual; NULL past the end. */
const export_format *export_format_at(uint32_t i);
const char *export_format_name(const export_format *f);
const char *export_format_title(const export_format *f); /* "ACLED event table" */
bool export_format_has_events(const export_format *f);   /* rows are events: takes a policy */
bool export_format_is_table(const export_format *f);     /* a file for spreadsheets */

enum export_policy {
    EXPORT_AS_AGREED,    /* one row an event; refused where voices disagree */
    EXPORT_CONSERVATIVE, /* one row an event, with what no voice contradicts: the lowest count, nothing where values differ */
    EXPORT_EACH          /* one row a claim */
};
enum export_coarsen { EXPORT_EXACT, EXPORT_ADMIN1, EXPORT_COUNTRY };
#define EXPORT_QUOTES_FULL UINT32_MAX
#define EXPORT_QUOTES      200u /* characters, unless told otherwise */

typedef struct export_options {
    const export_format *format;
    ledger_filter filter; /* with_names shows private persons */
    uint8_t policy;       /* enum export_policy */
    uint8_t coarsen;      /* enum export_coarsen: places no finer than this, and nothing that names a finer one */
    uint32_t quote_characters;
    bool raw; /* tables: leave formulas as they are */
} export_options;

typedef struct export_sink {
    bool (*write)(void *context, const char *bytes, size_t n); /* false stops the export, which is no error */
    void (*note)(void *context, const char *line);             /* what was dropped, left out, withheld; may be NULL */
    void *context;
} export_sink;

typedef struct export_result {
    uint64_t rows;
    uint64_t bytes;
} export_result;

/* `k` may be NULL: countries then go by their codes, and coarsened places have no point. DP_E_USAGE where voices disagree and no
 * policy says what to do. */
dp_status export_run(ledger *l, const knowledge *k, const export_options *o, const export_sink *sink, export_result *out,
                     dp_error *err);

/* The data package (Frictionless Data, datapackage.json) of an export that was written to `file`: its fields with types and
 * meanings, attribution, what read the dispatches, filters. Appended to `out`. */
dp_status export_package(ledger *l, const knowledge *k, const export_options *o, const export_result *result, const char *file,
                         buf *out, dp_error *err);

#endif
