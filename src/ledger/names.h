/* How often each actor and place was named in which way. Counts gather in memory and are written once a batch: the same few
 * names come again and again. */
#ifndef DP_LEDGER_NAMES_H
#define DP_LEDGER_NAMES_H

#include "ledger/internal.h"

enum name_kind { NAME_ACTOR, NAME_PLACE };
/* One more (or less) mention of a row under a name; 0 only makes the name known. */
dp_status names_count(ledger *l, enum name_kind kind, const char *name, size_t n, int64_t key, int64_t by, dp_error *err);
dp_status names_flush(ledger *l, dp_error *err); /* before a batch ends, and before names are read */
void names_forget(ledger *l);                    /* when a batch is dropped */

#endif
