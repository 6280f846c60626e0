/* Answers to what the dispatch told just before. Private to the claim room. */
#ifndef DP_CLAIM_RETORT_H
#define DP_CLAIM_RETORT_H

#include "claim/clause.h"
#include "claim/cues.h"
#include "claim/reader.h"

/* Adds a claim for every denial whose content is a pronoun, a word for what was said, or nothing, and for every number that
 * somebody sets against one that was told; negates what the dispatch says that somebody calls untrue. Once all claims have their
 * manner and their incident. r->nomem where memory is out. */
void retorts_find(reader *r);

/* What the parts share while one sentence is open. */
typedef struct retorts {
    reader *r;
    const cue_table *cues;
    clause_view view;
    uint32_t sentence;
    uint32_t known;                                   /* r->claims.n before the first answer: answers answer no answers */
    uint32_t first_near, end_near;                    /* claims of this sentence and the one before */
    uint32_t first_actor, first_time, first_quantity; /* mentions from the sentence's first token on */
} retorts;

/* Is a word of a kind at token t? */
bool retort_lists(const retorts *f, uint32_t t, unsigned kind);

/* Whoever is the subject of a verb, or its agent in the passive, as a chain of one; NULL where the sentence names nobody. */
const claimant *retort_speaker(const retorts *f, uint32_t verb, const cue_entry *e);

/* What an answer at token t by `who` may answer: a claim of this sentence before t, else of the sentence before, that is told as
 * it is, and by somebody else; the one that stands highest in its sentence. `counted`: one that counts people. INDEX_NONE. */
uint32_t retort_target(const retorts *f, uint32_t t, const claimant *who, bool counted);

/* Adds a copy of a claim, put forward in the words `at` around token t by the chain. NULL where memory is out. */
claim *retort_add(retorts *f, uint32_t target, uint32_t t, span at, const claimant *chain, uint32_t n);

/* retort_count.c: "the rebels spoke of five", "the figure was five", at token t. */
void retort_count(retorts *f, uint32_t t);

#endif
