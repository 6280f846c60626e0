/* What coders settled, as SQL conditions: claims that they rejected, relations and pairs that they overruled. The tables are
 * schema_settled.c's and small, so that asking them costs next to nothing. */
#ifndef DP_LEDGER_SETTLED_SQL_H
#define DP_LEDGER_SETTLED_SQL_H

/* The claim of the row `c` was not rejected. */
#define STANDING(c)                                                                                                              \
    "NOT EXISTS (SELECT 1 FROM rejected_claims j WHERE j.dispatch_key = " c ".dispatch_key AND j.claim_no = " c ".claim_no)"
/* The row `r` of relations is not what coders say of a pair of its claims. */
#define OVERRULED "EXISTS (SELECT 1 FROM overruled_relations o WHERE o.a = r.a AND o.b = r.b AND o.field = r.field)"
/* Coders say of the claims a and b that they are `kinds` ("= 'same'"). */
#define TIE(a, b, kinds)                                                                                                         \
    "EXISTS (SELECT 1 FROM coder_ties t WHERE t.dispatch_key = " a ".dispatch_key AND t.claim_no = " a ".claim_no AND "          \
    "t.other_dispatch = " b ".dispatch_key AND t.other_claim = " b ".claim_no AND t.kind " kinds ")"

/* Who speaks in the claim of the row `c`, for whether two are one speaker: a claimant, or a person under any form of his name. */
#define SPEAKER_OF(c) "coalesce(" c ".speaker, " c ".claimant_fold)"

#endif
