/* Frames → values: what a time means, seen from one day. time.c calls it for every day that the dispatch may be of. */
#ifndef DP_MENTION_TIME_VALUE_H
#define DP_MENTION_TIME_VALUE_H

#include "mention/time_match.h"
#include "mention/time_period.h"

enum time_tense {
    TENSE_UNKNOWN,
    TENSE_OF_PAST,
    TENSE_OF_FUTURE,
    TENSE_OF_PRESENT,
    TENSE_SURE = 4 /* or-ed: a finite verb right above */
};
static inline unsigned tense_plain(unsigned tense) {
    return tense & (TENSE_SURE - 1);
}

/* Where the reader stands while it goes through the dispatch. */
typedef struct time_context {
    int32_t today;  /* the dispatch's day; DAY_NONE where unknown */
    int32_t year;   /* the dispatch's, where no more is known; else 0 */
    int32_t last;   /* the day spoken of last; DAY_NONE */
    int32_t coarse; /* first day of the period spoken of last, of whatever length; DAY_NONE */
    uint32_t last_sentence;
    period quarter; /* the quarter spoken of last; unit 0: none */
    uint32_t quarter_sentence;
} time_context;

typedef struct resolved {
    uint8_t type, basis;
    int mod;
    period period; /* of a DATE or TIME */
    char value[40];
    day_range days;
} resolved;

/* Resolves a frame and moves the context on. `tense` is enum time_tense, TENSE_SURE or-ed. */
void time_resolve(const frame *f, unsigned action, unsigned tense, uint32_t where, time_context *context, resolved *out);

#endif
