/* Finds where the rules of a language match: words of a sentence → items → matches with their slots filled.
 *
 *   "vers 21h45, mardi"  items  vers · 21 · h · 45 ·, mardi      a word of digits and letters falls into its parts
 *                        match  21 h 45   hour=21 minute=45       the longest rule at each item wins
 *
 * One pass; a word that begins no rule costs one bit test. The work at one item is bounded (TIME_STEPS_MAX). */
#ifndef DP_MENTION_TIME_MATCH_H
#define DP_MENTION_TIME_MATCH_H

#include "mention/time_rules.h"

#define TIME_STRETCHES_MAX 3 /* spans of one match: from …, to … */
#define TIME_STEPS_MAX     4000

/* mantissa / 10^decimals */
enum {
    NUMBER_ARTICLE = 1,
    NUMBER_ORDINAL = 2,
    NUMBER_DIGITS = 4,
    NUMBER_SCALED = 8,
    NUMBER_THREE_DECIMALS = 16, /* "1,200" where the comma is the decimal sign: of things that are counted, a thousand and more */
    NUMBER_UNREAD = 128
};
typedef struct number {
    int64_t mantissa;
    uint8_t decimals, flags;
    uint16_t items; /* 0: no number begins here */
} number;

typedef struct time_item {
    uint64_t hash, classes;
    uint64_t words;      /* guard_word of its entries that rules name literally */
    int64_t digits;      /* value of a run of digits */
    uint32_t start, end; /* bytes */
    uint32_t word;
    uint32_t entry[3]; /* longest first */
    uint8_t entry_items[3], entry_count;
    uint8_t digit_count; /* 0: letters */
    uint8_t roman;       /* value of a Roman numeral, 0: none */
    bool capital;
    bool part; /* of a compound, and not its first: no match begins or ends before it */
    bool behind_known;
    bool money;   /* digits behind a currency's sign */
    bool prefix;  /* cut off the word behind it */
    uint16_t gap; /* enum time_gap: before this item */
    number number;
    time_guard behind; /* what may stand behind it and behind the phrases and the number that begin here, once asked for */
} time_item;

typedef struct frame {
    int32_t v[SLOT_COUNT];
    uint64_t set; /* bit a slot */
    number n, n2;
} frame;
static inline bool frame_has(const frame *f, unsigned slot) {
    return (f->set >> slot & 1) != 0;
}
static inline int32_t frame_get(const frame *f, unsigned slot, int32_t otherwise) {
    return frame_has(f, slot) ? f->v[slot] : otherwise;
}
static inline void frame_put(frame *f, unsigned slot, int32_t v) {
    f->v[slot] = v;
    f->set |= (uint64_t)1 << slot;
}

/* The number in slot n or n2, also where a word or rule gave it plainly ("quinquennat  n=5 unit=year"). */
static inline number frame_number(const frame *f, unsigned slot) {
    number n = slot == SLOT_n ? f->n : f->n2;
    return n.items ? n : (number){.mantissa = f->v[slot], .items = 1};
}

typedef struct stretch {
    uint32_t first_item, end_item;
    span at;
    uint32_t first_word, end_word;
    frame frame;
} stretch;

typedef struct time_match {
    uint32_t rule; /* index into time_lang.rules */
    uint32_t count;
    stretch stretches[TIME_STRETCHES_MAX];
    uint32_t end_item;
} time_match;

typedef struct time_scan {
    const time_lang *lang;
    const text *x;
    time_item *items; /* of the sentence at hand */
    uint32_t count, cap;
} time_scan;

/* Items of the words [first, end). */
dp_status time_scan_words(time_scan *s, uint32_t first, uint32_t end, arena *a, dp_error *err);
/* The first match at or after *item; *item moves behind it. False at the end. */
bool time_match_next(time_scan *s, uint32_t *item, time_match *out);

/* Each rule's longest match at each of the items [first, end), whether or not it wins: for explaining. Stops where `visit` gives
 * false. */
typedef bool (*time_visit)(void *context, const time_match *m);
void time_match_each(time_scan *s, uint32_t first, uint32_t end, time_visit visit, void *context);

/* Does an entry of `class_` begin at item i? Gives how many items it has (the longest), and its sense. */
uint32_t time_item_class(const time_scan *s, uint32_t i, unsigned class_, const time_sense **sense);
/* The same of a word that is no item of its own. */
bool time_word_class(const time_scan *s, const char *form, unsigned class_);
/* The number that begins at item i; items = 0 where there is none. */
number number_at(time_scan *s, uint32_t i);

/* Puts the values of a sense or of a rule into a frame. */
void frame_apply(frame *f, const time_lang *l, uint32_t first_set, uint32_t count);

#endif
