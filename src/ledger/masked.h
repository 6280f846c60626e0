/* A part of a dispatch's text in which private persons' names are masked. */
#ifndef DP_LEDGER_MASKED_H
#define DP_LEDGER_MASKED_H

#include "ledger/internal.h"

/* `part` is the text of a dispatch from code point `start` on. Gives it with "[person]" for each name of a private person that
 * lies in its first `characters`, in the arena. */
dp_status masked_part(ledger *l, int64_t dispatch_key, const char *part, uint32_t start, uint32_t characters, arena *a,
                      const char **out, dp_error *err);

#endif
