/* Rows: of one claim, or of the claims that tell of one event. */
#ifndef DP_EXPORT_ROW_H
#define DP_EXPORT_ROW_H

#include "export/format.h"

/* What the claims of an event do not agree on. */
enum row_dispute {
    ROW_DAYS = 1,
    ROW_PLACE = 2,
    ROW_DEAD = 4,
    ROW_TYPE = 8,
    ROW_ACTOR = 16,
    ROW_RECIPIENT = 32,
    ROW_CONTROL = 64,
    ROW_KIND = 128 /* mode, CAMEO code, ACLED sub-event: what is finer than the type */
};
#define ROW_DISPUTES 8
const char *row_dispute_name(uint32_t i); /* "day", "place" … of bit i */

/* A row of one claim. */
void row_of_claim(const ledger_record *r, const knowledge *k, arena *a, export_row *out);

/* A row of n claims (at least one, in the order of export) of one event, with what no voice contradicts. Claims of one dispatch
 * complete each other. Of the dispatches, values on which they agree or that one alone gives; days that all allow; the lowest
 * count of the dead. `disputes` are the group's (dispute.h). What is left empty for it comes back in *differ (enum row_dispute).
 */
void row_of_event(const ledger_record *const *claims, uint32_t n, unsigned disputes, const knowledge *k, arena *a,
                  export_row *out, unsigned *differ);

#endif
