/* The tense of the clause that a time stands in: it decides whether "Friday" lies behind or ahead. */
#ifndef DP_MENTION_TIME_TENSE_H
#define DP_MENTION_TIME_TENSE_H

#include "mention/time_value.h"

/* `first` … `end` are items of the scan's sentence. Gives enum time_tense. */
unsigned time_tense(const time_scan *s, uint32_t sentence_index, uint32_t first, uint32_t end);

#endif
