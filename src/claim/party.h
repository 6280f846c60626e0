/* Parties to an event that the mention room gave no country: the entries that roles add, and whose they are. */
#ifndef DP_CLAIM_PARTY_H
#define DP_CLAIM_PARTY_H

#include "claim/reader.h"

/* A new entry for the nominal at token k of the sentence, with the code of the country that it is or belongs to
 * ("Brazilian ships", "the embassy in Tehran"; a town is coded as its country, as the dictionaries of the field do).
 * INDEX_NONE where memory is out (r->nomem). */
uint32_t party_add(reader *r, unsigned k);

/* The same for a thing that belongs to somebody ("a ministry's car"), with the owner's code. */
uint32_t party_add_owned(reader *r, unsigned k, uint32_t owner);

/* "Policemen in Togo", "teachers across Peru", "Kurds in Iraq": a group or a people without a country, whose own words say where
 * it is, is that country's. Changes the entry at `index`, a mention of this sentence. */
void party_place(reader *r, uint32_t index);

/* "Kurds demonstrated in Ankara": a people without a country that takes part in an event is of the country where the event's own
 * words put it. */
void party_settle_peoples(reader *r, const claim *c);

/* "US and British troops": the actor that shares the noun at token k with `known`, whose words stand before it; INDEX_NONE. */
uint32_t party_sharer(const reader *r, unsigned k, uint32_t known);

/* "our forces", "ses troupes", "we control the town": where words of war bear a possessive, or who holds ground is "we", those of
 * whoever speaks of them, when their country or group is known. Needs the claimants of all claims. */
void party_own(reader *r);

/* follower.c: armed men who are told by the name of whose they are ("General Nkunda's men") are his, in all claims. */
void followers_settle(reader *r);
/* Makes a mention ("his men") one of the leader's men. */
void follower_give(reader *r, actor_mention *a, const actor_mention *leader);
/* Is its head a word for armed men ("his men", "their forces")? */
bool followers_are_men(const reader *r, const actor_mention *a);

/* spokesman.c: marks the persons whom the words make an army's own ("army spokesman Ann Lee"). */
void spokesmen_mark(reader *r);

#endif
