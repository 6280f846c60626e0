/* What PLOVER and POLECAT, which is coded with it, share. */
#ifndef DP_EXPORT_PLOVER_H
#define DP_EXPORT_PLOVER_H

#include "export/format.h"

/* Why a claim is no event of PLOVER's; NULL where it is one. */
const char *plover_unfit(const ledger_record *r);
/* 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; RECORD_NONE for none. */
int64_t plover_quad(const knowledge *k, const char *type);

#endif
