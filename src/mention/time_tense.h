/* The tense of the clause that a time stands in: it decides whether "Friday" lies behind or ahead. */
#ifndef DP_MENTION_TIME_TENSE_H
#define DP_MENTION_TIME_TENSE_H

#include "mention/time_value.h"

typedef struct time_reading {
    uint8_t tense;  /* enum time_tense */
    bool sure;      /* a finite verb says so, right above the time in the tree */
    bool adverbial; /* the time hangs on the verb itself: "ist am Sonntag", not "das Ergebnis vom Sonntag ist" */
    bool pluperfect;
} time_reading;

/* `first` … `end` are items of the scan's sentence. */
time_reading time_tense(const time_scan *s, uint32_t sentence_index, uint32_t first, uint32_t end);

/* Does a verb of saying in the present stand right before it: "écrit vendredi la revue"? Then it is the day of writing. */
bool time_reported(const time_scan *s, uint32_t first);

#endif
