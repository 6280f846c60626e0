/* Times as they were found, before they are resolved: the dispatch's date is looked for among them first. */
#ifndef DP_MENTION_TIME_RAW_H
#define DP_MENTION_TIME_RAW_H

#include "mention/time_value.h"

typedef struct time_raw {
    frame frame;
    span at;
    uint32_t first_word, end_word, sentence;
    uint32_t partner; /* index of the other end of a range; its own where there is none */
    rule_ref rule;
    uint8_t action, tense, relation;
    bool sure, pluperfect; /* of its tense */
    bool reported;         /* a verb of saying stands in its clause */
} time_raw;

#endif
