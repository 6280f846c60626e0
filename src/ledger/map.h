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

/* One row a mark, by first day, then id: claim, claimant, says, type, state, holder, days, place, point, precision. All members
 * of the filter count but `offset`; `box` may be NULL. */
dp_status ledger_map(ledger *l, const ledger_filter *f, const ledger_box *box, ledger_row_fn fn, void *context, uint64_t *count,
                     dp_error *err);
dp_status ledger_map_missing(ledger *l, const ledger_filter *f, ledger_off_map *out, dp_error *err);

/* Columns of the rows above, for those who describe them: name and kind (enum ledger_cell_type) of column i; NULL past the end.
 */
const char *ledger_map_column(uint32_t i, uint8_t *kind);

#endif
