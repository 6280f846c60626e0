/* Organs of states without a country: "the army", "troops", "the government". Whose they are, the dispatch tells.
 *
 *   "Colombia's army denied … The army holds Mitú"   the only army that the dispatch names
 *   "The garrison holds out, Addis Ababa said"       else that of the state that speaks of it
 *   "The army holds Mitú"                            else that of the country where the claim lies
 *   "…, the police said"                             else that of the only country that the dispatch names places of
 *
 * Where a dispatch names organs of several countries, nobody can tell, and the mention stays what it is. */
#ifndef DP_LEDGER_ORGAN_H
#define DP_LEDGER_ORGAN_H

#include "ledger/entry.h"

/* The organ that mention a means in claim c. *told is false where a is none of that kind or nobody can tell; strings are
 * borrowed or in the scratch arena. Fails for want of memory alone. */
dp_status organ_meant(entry *e, const claim *c, const actor_mention *a, actor_mention *out, bool *told, dp_error *err);

/* Gives such mentions their country where a claim of control names them as who holds, gains or loses: e->an then points to
 * *room, which must live as long as the entry. The caller's annotation is left as it is. */
dp_status organs_settle(entry *e, annotation *room, dp_error *err);

#endif
