/* Cues: the words of lang/<code>/attribution.rules as they lie in the pack, section "<code>/attribution":
 *
 *   cue_head (32 bytes) · cue_slot[slots], open addressing, at most half full · cue_entry[entries]
 *
 * A slot's key is token_hash of the cue's first word (a lemma, or a form); its entries stand together, those of more words
 * first, and each may ask for words behind it ("point out") or before it ("s'exclamer"). */
#ifndef DP_CLAIM_CUES_H
#define DP_CLAIM_CUES_H

#include "claim/attribution.h"

#define CUES_MAGIC    0x33455543u /* "CUE3" */
#define CUE_WORDS_MAX 5
#define CUE_LANGS_MAX 32

enum cue_kind {
    CUE_VERB,
    CUE_NOUN,
    CUE_BEFORE,
    CUE_ADVERB,
    CUE_UNNAMED,
    CUE_OUTLET,
    CUE_MANNER,
    CUE_DISTANCE,
    CUE_AGENT,
    CUE_THAT,
    CUE_HAPPENING,
    CUE_WITHIN,
    CUE_ABOUT,
    CUE_LIGHT,
    CUE_LINK,
    CUE_SUPPORT,
    CUE_ADJECTIVE,
    CUE_SURVEY,
    CUE_AS,
    CUE_TALLY,
    CUE_TALLIED,
    CUE_MOTION,
    CUE_DROPPED,
    CUE_STILL,
    CUE_WAR,
    CUE_ANYBODY,
    CUE_HOUSE,
    CUE_AFTER,
    CUE_REPORTED,
    CUE_THIS,
    CUE_FALSE,
    CUE_TRUE,
    CUE_KINDS /* at most 32 */
};

/* How the content stands to a verb. */
#define SAYS_LIST(S)                                                                                                             \
    S(THAT, "that", 1)                                                                                                           \
    S(QUOTE, "quote", 2)                                                                                                         \
    S(INF, "inf", 4)                                                                                                             \
    S(OBJ, "obj", 8)                                                                                                             \
    S(AS, "as", 16)                                                                                                              \
    S(OF, "of", 32)                                                                                                              \
    S(FOR, "for", 64)                                                                                                            \
    S(WHOLE, "whole", 128)                                                                                                       \
    S(TOPIC, "topic", 256)                                                                                                       \
    S(WISH, "wish", 512)                                                                                                         \
    S(THING, "thing", 1024)                                                                                                      \
    S(RELAY, "relay", 2048) S(NAMED, "named", 4096) S(SEEM, "seem", 8192) S(TALLY, "tally", 16384) S(ASIDE, "aside", 32768)
#define S(name, text, bit) SAYS_##name = (bit),
enum says { SAYS_LIST(S) SAYS_NONE = 0 };
#undef S

/* Where a word of [manner] stands to the clause that it colours. */
#define WHERE_LIST(W)                                                                                                            \
    W(ON, "on", 1)                                                                                                               \
    W(ARG, "arg", 2)                                                                                                             \
    W(ARG_NE, "arg-ne", 4)                                                                                                       \
    W(DET, "det", 8)                                                                                                             \
    W(MARK, "mark", 16)                                                                                                          \
    W(GOV, "gov", 32)                                                                                                            \
    W(AMOD, "amod", 64)                                                                                                          \
    W(WITH_NE, "with-ne", 128)                                                                                                   \
    W(PURPOSE, "purpose", 256) W(GOV_PASS, "gov-pass", 512) W(ON_INF, "on-inf", 1024) W(ON_PERFECT, "on-perfect", 2048)
#define W(name, text, bit) WHERE_##name = (bit),
enum where { WHERE_LIST(W) WHERE_NONE = 0 };
#undef W

/* What a verb turns round: whatever is its content; or what is said, but no deed that is its object ("rejected the claim that",
 * but "rejected the invasion"). */
enum negates { NEGATES_NOTHING, NEGATES_ALL, NEGATES_WORDS };

/* What it sets. */
enum cue_set { SET_NOTHING, SET_POLARITY, SET_CERTAINTY, SET_TENSE, SET_NE };

typedef struct cue_head {
    uint32_t magic, slots, entries, reserved[5];
} cue_head;

typedef struct cue_slot {
    uint64_t key; /* 0 is empty */
    uint32_t first, count;
    uint32_t kinds; /* bits 1 << enum cue_kind of its entries */
    uint32_t reserved;
} cue_slot;

typedef struct cue_entry {
    uint64_t behind[CUE_WORDS_MAX - 1]; /* keys of the words behind the first */
    uint64_t before;                    /* of a word before it, 0 for none */
    rule_ref rule;
    uint16_t says, where;
    uint8_t kind, behind_count, certainty, negates;
    uint8_t set, value;
    uint8_t reserved[6];
} cue_entry;

enum { CUE_FILTER_BITS = 1 << 14 }; /* one bit a key, so that most words are refused without a look at the table */

typedef struct cue_table {
    uint64_t filter[CUE_FILTER_BITS / 64];
    char lang[4];
    const cue_slot *slots; /* [mask + 1] */
    const cue_entry *entries;
    uint32_t mask;
    uint32_t kinds; /* bit of each kind that the language lists words for */
} cue_table;

struct attribution_rules {
    cue_table langs[CUE_LANGS_MAX];
    uint32_t n;
};

/* NULL where the pack has no cues for the text's language. */
const cue_table *cue_table_of(const attribution_rules *r, const text *x);

/* Bits 1 << enum cue_kind of the cues that begin with the word at t, whatever stands behind it. */
unsigned cue_kinds_at(const cue_table *c, const text *x, uint32_t t);

/* The first entry of a kind that fits at token t (by its lemma, then by its form); *end is the token behind its last word.
 * `where` further restricts CUE_MANNER; 0 for any. NULL where none fits. */
const cue_entry *cue_match(const cue_table *c, const text *x, uint32_t t, unsigned kind, unsigned where, uint32_t *end);
/* The same for entries of one word alone: "said on Friday" is no "said on". */
const cue_entry *cue_match_word(const cue_table *c, const text *x, uint32_t t, unsigned kind, uint32_t *end);
/* Calls `see` for every CUE_MANNER entry with a bit of `where` that fits at t. */
typedef void cue_seen(void *context, const cue_entry *e);
void cue_each(const cue_table *c, const text *x, uint32_t t, unsigned where, cue_seen *see, void *context);

#endif
