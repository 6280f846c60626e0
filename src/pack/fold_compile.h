/* Makes the bytes of the pack's section "fold" (core/fold_table.h) from ICU's Unicode data. */
#ifndef DP_PACK_FOLD_COMPILE_H
#define DP_PACK_FOLD_COMPILE_H

#include "core/buf.h"

/* Appends the table to `out`; about 200 KiB. Same ICU, same bytes. */
dp_status fold_compile(buf *out, dp_error *err);

#endif
