/* What an export does not show: counted while it runs, said at its end. */
#ifndef DP_EXPORT_REPORT_H
#define DP_EXPORT_REPORT_H

#include "export/format.h"
#include "export/row.h"

#define REPORT_REASONS 8u
#define REPORT_EVENTS  20u /* events in dispute that are named one by one */

typedef struct export_report {
    const export_format *format;
    const export_sink *sink;
    uint64_t dropped[FACTS]; /* claims that had a fact which the format cannot hold */
    uint64_t withheld[4];    /* by enum record_withheld */
    struct {
        const char *why; /* a constant */
        uint64_t claims;
    } left_out[REPORT_REASONS];
    uint64_t differing; /* events */
} export_report;

void report_dropped(export_report *r, const ledger_record *claim);
void report_withheld(export_report *r, const ledger_record *claim);
void report_left_out(export_report *r, const char *why);
/* An event whose values differ, or that is left out as a `whole`: named at once, up to REPORT_EVENTS of them. */
void report_event(export_report *r, const export_row *row, unsigned differ, bool whole);
void report_end(export_report *r, const export_options *o);

#endif
