/* Compounds: a word that no list holds, cut into words that the lists do hold.
 *
 *   "Montagabend"               montag · abend                   what [format] compounds allows: classes of words
 *   "zweitausenddreihundert"    zwei · tausend · drei · hundert  longest parts first, and nothing may be left over
 *
 * Each part is an item of its own with no gap before it, so that rules and numbers see what they see in words set apart. */
#ifndef DP_MENTION_TIME_COMPOUND_H
#define DP_MENTION_TIME_COMPOUND_H

#include "mention/time_rules.h"

enum { COMPOUND_PARTS_MAX = 10 };

/* Where the parts of the word [start, end) of `bytes` end; their number, 0 where the word is no compound. */
unsigned time_compound_parts(const time_lang *l, const char *bytes, uint32_t start, uint32_t end, uint64_t word_hash,
                             uint32_t ends[COMPOUND_PARTS_MAX]);

#endif
