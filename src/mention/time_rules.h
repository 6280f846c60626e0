/* The compiled form of lang/<code>/time.rules and numbers.rules: what depeche-pack writes and time_match reads.
 *
 *   words  "novembre" → senses (class month: month=11)          phrase table; a word may have senses in several classes
 *   rules  {day} {month} {year}?  →  a small program of ops     backtracking over the items of a sentence
 *   starts class or word → the rules that may begin with it     so that most words cost one look-up
 *
 * Sections, with <l> the language:
 *   <l>/time.words   phrase table; value: index into senses_of
 *   <l>/time.entries time_entry []      one a distinct word or phrase
 *   <l>/time.senses  time_sense []      those of one entry stand together
 *   <l>/time.sets    time_set []        slot = value pairs, of senses and of rules
 *   <l>/time.ops     time_op []
 *   <l>/time.rules   time_rule []
 *   <l>/time.starts  time_start []      rules, in runs that entries and the head's classes point at
 *   <l>/time.guards  time_guard []      what an item must be for a branch to have a chance
 *   <l>/time.head    time_head
 *
 * A *slot* is one thing that words can say about a time or a quantity; a *frame* is the set of slots that a match filled. */
#ifndef DP_MENTION_TIME_RULES_H
#define DP_MENTION_TIME_RULES_H

#include "mention/time.h"

/* What the rule files may fill. The names are written in the files. */
#define TIME_SLOT_LIST(S)                                                                                                        \
    S(none)                                                                                                                      \
    S(year)                                                                                                                      \
    S(month)                                                                                                                     \
    S(day)                                                                                                                       \
    S(weekday)                                                                                                                   \
    S(season)                                                                                                                    \
    S(quarter)                                                                                                                   \
    S(half)                                                                                                                      \
    S(week)                                                                                                                      \
    S(decade)                                                                                                                    \
    S(century)                                                                                                                   \
    S(part)                                                                                                                      \
    S(hour)                                                                                                                      \
    S(minute)                                                                                                                    \
    S(second)                                                                                                                    \
    S(clock12)                                                                                                                   \
    S(zone)                                                                                                                      \
    S(n)                                                                                                                         \
    S(unit)                                                                                                                      \
    S(n2)                                                                                                                        \
    S(unit2)                                                                                                                     \
    S(k)                                                                                                                         \
    S(dir) S(base) S(mod) S(ref) S(every) S(rel) S(bound) S(tense) S(kind) S(nth) S(yy) S(plus) S(hhmm) S(point) S(easter)       \
        S(calendar) S(n3) S(unit3)
#define S(name) SLOT_##name,
enum time_slot { TIME_SLOT_LIST(S) SLOT_COUNT };
#undef S
int time_slot_of(const char *name); /* -1 where unknown */

/* A value by its name ("week", "EV", "START"), whatever the slot; false where there is none. */
bool time_value_of(const char *name, int32_t *value);

enum {
    UNIT_SECOND = 1,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEK,
    UNIT_WEEKEND,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_HALF,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_MILLENNIUM,
    UNIT_SEASON,
    UNIT_ANY
};
enum { PART_MORNING = 1, PART_MIDDAY, PART_AFTERNOON, PART_EVENING, PART_NIGHT, PART_DAYTIME };
enum { SEASON_SPRING = 1, SEASON_SUMMER, SEASON_AUTUMN, SEASON_WINTER };
enum {
    MOD_START = 1,
    MOD_MID,
    MOD_END,
    MOD_APPROX,
    MOD_BEFORE,
    MOD_AFTER,
    MOD_ON_OR_BEFORE,
    MOD_ON_OR_AFTER,
    MOD_LESS_THAN,
    MOD_MORE_THAN,
    MOD_EQUAL_OR_LESS,
    MOD_EQUAL_OR_MORE
};
const char *time_mod_name(int mod); /* TIMEX3's; NULL for 0 */
enum { REF_PAST = 1, REF_PRESENT, REF_FUTURE };
/* What a relative time counts from: the dispatch, the time spoken of last, or, where the verb tells of the past, that time. */
enum { BASE_DISPATCH = 0, BASE_CONTEXT, BASE_NARRATED };
enum { CALENDAR_GREGORIAN = 0, CALENDAR_HIJRI };
enum { TENSE_CUE_PAST = 1, TENSE_CUE_FUTURE, TENSE_CUE_PRESENT };
enum { BOUND_EXACT = 0, BOUND_ABOUT, BOUND_LEAST, BOUND_MOST, BOUND_BETWEEN, BOUND_VAGUE, BOUND_LATTER, BOUND_FROM };

enum time_action {
    ACT_NONE,  /* swallows the words: they are no time and no quantity */
    ACT_DATE,  /* a day, month, year …, absolute or counted from a base; with a clock time or part of day a TIME */
    ACT_SHIFT, /* n units before or after a base */
    ACT_DURATION,
    ACT_SET,
    ACT_REF, /* PAST_REF, PRESENT_REF, FUTURE_REF */
    ACT_QUANTITY,
    ACT_ORDINAL,
    ACT_COUNT
};
int time_action_of(const char *name);

enum time_op_code {
    OP_MATCH,
    OP_CLASS,  /* a: class; slot takes the sense's plain value */
    OP_WORD,   /* a: entry; digits: a full stop may follow */
    OP_RANGE,  /* digits: a … b, `digits` & 255 of them (0: any); a multiple of digits >> 8 */
    OP_NUMBER, /* a: enum number_want; slot n or n2 */
    OP_GAP,    /* a: gaps allowed before the next item */
    OP_NOT_CLASS,
    OP_NOT_WORD, /* the next item is not … */
    OP_BEHIND_CLASS,
    OP_BEHIND_WORD, /* the item before is not … */
    OP_NOT_POS,     /* the next item is no such part of speech (a: UPOS) */
    OP_BEHIND_POS,
    OP_SPLIT, /* go on; on failure at pc a; b: its first guard */
    OP_JUMP,
    OP_SET,      /* slot = b */
    OP_BOUNDARY, /* nothing follows closely; a = 1: something does */
    OP_OUT,
    OP_IN,    /* context begins, ends: it stays out of the span */
    OP_POINT, /* a full stop stands right behind and belongs to the span: "am 3." */
    OP_ANY    /* one word, whatever it is */
};

enum number_want { WANT_ANY = 1, WANT_PLAIN, WANT_ORDINAL, WANT_DIGITS };

typedef struct time_op {
    uint8_t op, slot;
    uint16_t digits;
    uint32_t a;
    int32_t b;
} time_op;

/* What stands between an item and the one before it. */
enum time_gap {
    GAP_NONE = 1,
    GAP_SPACE = 2,
    GAP_HYPHEN = 4,
    GAP_APOSTROPHE = 8,
    GAP_COMMA = 16,
    GAP_COMMA_TIGHT = 32,
    GAP_DOT = 64,
    GAP_DOT_SPACE = 128,
    GAP_SLASH = 256,
    GAP_COLON = 512,
    GAP_DASH = 1024,
    GAP_BRACKET = 2048,
    GAP_BREAK = 4096,
    GAP_DECIMAL = 8192, /* U+066B, U+066C: marks that stand inside numbers only */
    GAP_GROUP = 16384,
    GAP_LOOSE = GAP_NONE | GAP_SPACE | GAP_HYPHEN | GAP_APOSTROPHE,
    GAP_CLOSE = GAP_LOOSE | GAP_DOT | GAP_DOT_SPACE
};

enum { SENSE_CAPITAL = 1, SENSE_DOT = 2 }; /* only with an upper-case letter; an abbreviation: a full stop may follow */
typedef struct time_sense {
    uint8_t class_, flags;
    uint16_t set_count;
    uint32_t first_set;
    int32_t plain; /* the value that goes to the slot an element names; INT32_MIN: none */
} time_sense;

typedef struct time_set {
    uint32_t slot;
    int32_t value;
} time_set;

/* A branch has a chance at an item that shares a class or (a hash of) a literal word with its guard. */
#define GUARD_END ((uint64_t)1 << 63) /* in classes: the branch may also end here */
typedef struct time_guard {
    uint64_t classes, words;
} time_guard;
/* Those of a split: what the item at hand may be in its first and its other branch; the same of the item behind that. */
enum { TIME_GUARDS_OF_SPLIT = 4 };
static inline uint64_t guard_word(uint32_t entry) {
    return (uint64_t)1 << (entry & 63);
}

typedef struct time_entry {
    uint64_t classes;
    uint32_t first_sense;
    uint16_t sense_count;
    uint16_t unused;
    uint32_t first_start, start_count; /* rules that may begin with this very word */
    time_guard any;                    /* the guards of these rules together */
} time_entry;

/* A rule that may begin at an item, and the guard of the item behind it. */
typedef struct time_start {
    uint32_t rule, guard;
} time_start;

typedef struct time_rule {
    uint32_t pc;
    rule_ref rule;
    uint8_t action, flags;
    uint16_t set_count;
    uint32_t first_set;
} time_rule;

/* Classes that the engine itself asks for; 0 where the language has none. */
#define TIME_ROLE_LIST(R)                                                                                                        \
    R(digits)                                                                                                                    \
    R(number)                                                                                                                    \
    R(article)                                                                                                                   \
    R(ordinal)                                                                                                                   \
    R(ordinal_suffix)                                                                                                            \
    R(join)                                                                                                                      \
    R(point)                                                                                                                     \
    R(scale)                                                                                                                     \
    R(money_scale)                                                                                                               \
    R(half)                                                                                                                      \
    R(before)                                                                                                                    \
    R(stop)                                                                                                                      \
    R(kind)                                                                                                                      \
    R(past)                                                                                                                      \
    R(future)                                                                                                                    \
    R(future_past) R(aim) R(present) R(report) R(collectives) R(cardinal_suffix) R(roman) R(denominator) R(inverted) R(dual)
#define R(name) ROLE_##name,
enum time_role { TIME_ROLE_LIST(R) ROLE_COUNT };
#undef R
const char *time_role_name(unsigned role); /* with '-' for '_': "ordinal-suffix" */

/* A letter that is written onto the word behind it, as Arabic does with "and" and short prepositions. */
enum { PREFIX_MAX = 8 };
typedef struct time_prefix {
    char letter[4], restores[4]; /* what the word behind it has lost, where it begins with the same letter */
    uint8_t outer;               /* may stand before another prefix */
} time_prefix;

enum { ORDER_DMY, ORDER_MDY };
enum { COMPOSE_ONES_FIRST = 1, COMPOSE_DIGITS_JOINED = 2 }; /* "five and twenty"; "3 millions and 500 thousand" */
/* How many letters of a word tell that no part of a compound begins so. */
enum { COMPOUND_HEAD_LETTERS = 3 };

typedef struct time_head {
    uint8_t role[32];          /* class of each role */
    char decimal[4], group[4]; /* "," and ". '": separators of digits; a space stands for all kinds of spaces */
    uint8_t order;             /* of numeric dates */
    uint8_t suffix_hyphen;     /* endings stand behind a hyphen too: "5-й" */
    uint8_t teens_after[6];    /* tens that take 10 to 19 ("soixante-dix"); 0 ends */
    uint8_t ordinals_chained;  /* every part of an ordinal is one: "vigésimo cuarto" */
    uint8_t present_ahead;     /* a weekday with a verb in the present is the next one */
    uint8_t compose;           /* COMPOSE_…: how number words are put together */
    time_prefix prefix[PREFIX_MAX];
    char article[8]; /* written onto digits as prefixes are */
    uint32_t class_start[64], class_start_count[64];
    time_guard class_any[64];    /* the guards of a class's rules together */
    uint64_t number_classes;     /* classes in which a number may begin */
    uint64_t compound_classes;   /* classes whose words may be parts of a compound; 0: none are cut */
    uint64_t compound_heads[64]; /* a bit by 12 bits of the hash of such a word's first letters */
} time_head;

typedef struct time_lang {
    char lang[4];
    const fold_table *fold;
    phrase_table words;
    const time_entry *entries;
    const time_sense *senses;
    const time_set *sets;
    const time_op *ops;
    const time_rule *rules;
    const time_start *starts;
    const time_guard *guards;
    const time_head *head;
    size_t entry_count, sense_count, set_count, op_count, rule_count, start_count, guard_count;
    uint64_t filter[256]; /* a bit by 14 bits of a word's hash: most words end here */
} time_lang;

struct time_rules {
    const pack *pack;
    time_lang *langs;
    uint32_t count;
};
const time_lang *time_rules_language(const time_rules *r, const char *lang);

#endif
