/* What is seen of two propositions at a glance: enough to tell that they lie apart and have nothing to say to each other, before
 * they are compared in earnest. */
#ifndef DP_LEDGER_GLANCE_H
#define DP_LEDGER_GLANCE_H

#include "ledger/proposition.h"

/* True only where proposition_compare finds nothing, because they lie apart or speak of other days. */
bool glance_apart(const proposition *a, const proposition *b);

#endif
