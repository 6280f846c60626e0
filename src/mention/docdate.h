/* The dispatch's own day: the days that the given date leaves, narrowed by what the text says. */
#ifndef DP_MENTION_DOCDATE_H
#define DP_MENTION_DOCDATE_H

#include "mention/time_raw.h"

dp_status docdate_solve(const time_raw *raw, uint32_t count, const text *x, const edtf *given, arena *a, dispatch_date *out,
                        dp_error *err);

#endif
