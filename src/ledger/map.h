/* Claims as marks on a map: what is said of some days, where it can be put; and how much has no place on it. */
#ifndef DP_LEDGER_MAP_H
#define DP_LEDGER_MAP_H

#include "ledger/ledger.h"

/* Degrees. West may be greater than east: the box then goes across the date line. */
typedef struct ledger_box {
    double west, south, east, north;
} ledger_box;

typedef struct ledger_off_map {
    uint64_t unplaced; /* claims that fit and have no point */
    uint64_t undated;  /* claims that fit but for their days, which are not known; 0 where no days are asked for */
} ledger_off_map;

/* One row a mark, by first day, then id: claim, place, name, lat, lon, country, holder_code, holder, claimant, state,
 * type, geo_precision, first_day, last_day, polarity. All members of the filter count but `offset`; `box` may be NULL. */
dp_status ledger_map(ledger *l, const ledger_filter *f, const ledger_box *box, ledger_row_fn fn, void *context, uint64_t *count,
                     dp_error *err);
dp_status ledger_map_missing(ledger *l, const ledger_filter *f, ledger_off_map *out, dp_error *err);

/* One row a day: how many of the claims that fit and have a point begin on it (day, claims), by day. */
dp_status ledger_map_days(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err);
/* One row a holder of places (code, label, claims), those first of whom most claims speak. Uses limit. */
dp_status ledger_map_holders(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err);

#endif
