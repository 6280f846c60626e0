/* SQL functions of this room's own statements (views do not use them: the file stays readable with any SQLite). */
#ifndef DP_LEDGER_FUNCTIONS_H
#define DP_LEDGER_FUNCTIONS_H

#include "ledger/internal.h"

/* ledger_fold(text): the key under which names are found; ledger_fits(search, text): do the words of the text fit what is
 * searched for (search_query.h)? False when memory is out. */
bool functions_register(ledger *l);

#endif
