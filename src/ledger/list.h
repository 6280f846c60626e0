/* Lists: SELECT columns FROM … WHERE conditions ORDER BY … LIMIT.
 *
 * A list by day is put in order by first_day, then id, unknown days last. It is met in parts, each of which is a stretch of an
 * index, so that it begins at the day or behind the row where it is to begin, and ends when there is enough:
 *
 *   long      what begins before `from` and lasts until it or longer        index …_long
 *   dated     what begins from `from` to `to`                               index …_order
 *   undated   what is not known to begin on any day
 */
#ifndef DP_LEDGER_LIST_H
#define DP_LEDGER_LIST_H

#include "ledger/rows.h"

typedef struct list {
    const column *columns;
    const uint32_t *n;
    const char *keys;   /* SELECT of two values FROM …, where rows are long; NULL. Of a list by day, of its day and id too */
    const char *from;   /* of the columns; with keys, ends in their two conditions, ?1 and ?2 */
    const char *order;  /* ORDER BY …; of a list by day what ends the conditions */
    const char *day;    /* the table whose first_day, last_day and id a list by day has; NULL: another order */
    const char *latest; /* ORDER BY of what was read last; NULL: it is not asked for */
} list;

/* Conditions stand in q, which is used up. */
dp_status ask_list(ledger *l, const list *k, const ledger_filter *f, filter_sql *q, const row_sink *to, dp_error *err);

#endif
