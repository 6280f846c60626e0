/* What the words around a name say about it: lang/<code>/places.rules.
 *
 *   "<lang>/place-cues"      phrase_table   words → index into the list
 *   "<lang>/place-cue-begin" u64[4096]      a bit for each beginning of a cue, whole cues too: most words and pairs begin none
 *   "<lang>/place-cue-list"  place_cue[]    the roles that these words can play; a word may play several ("near", "of" …)
 *   "<lang>/place-policy"    u32[1]         enum place_policy
 *   "<lang>/place-evidence"  float[]        the language's own weights of evidence (place_evidence.h); may be missing
 *   "<lang>/place-joined"    place_joined[] what is written onto the word behind it (place_words.c); none in most languages
 *
 * A cue is one or more words ("près de", "on the outskirts of"). The longest cue that begins at a word counts. */
#ifndef DP_MENTION_PLACE_RULES_H
#define DP_MENTION_PLACE_RULES_H

#include "text/text.h"

enum cue_role {
    CUE_NEAR = 1 << 0,          /* before a name, says place and nothing else: "near", "north of", "on the outskirts of" */
    CUE_IN = 1 << 1,            /* before a name, says place more often than not: "in", "at", "from", "à", "vers" */
    CUE_OF = 1 << 2,            /* ties a class to its name: "of", "de" */
    CUE_CLASS = 1 << 3,         /* what kind of place it is: "town", "province", "fleuve"; `class` tells which */
    CUE_TAIL = 1 << 4,          /* a class word that ends a name: "Anbar Province", "Tigris River" */
    CUE_HEAD = 1 << 5,          /* a class word that begins a name without "of": "Lake Chad", "Mount Sinjar" */
    CUE_DIRECTION = 1 << 6,     /* "northern", "le nord de": a part of what is named */
    CUE_TITLE = 1 << 7,         /* before a person's name: "President", "Mme" */
    CUE_FIRST_NAME = 1 << 8,    /* a person's given name */
    CUE_ORG = 1 << 9,           /* makes the name part of an organisation's: "University", "Times", "FC" */
    CUE_STOP = 1 << 10,         /* never a place on its own, whatever the gazetteer says */
    CUE_WEAK = 1 << 11,         /* a place only where the words around say so: "Nice", "Mobile", "Jackson" */
    CUE_DEFINITE = 1 << 12,     /* "the", "la" */
    CUE_THIS = 1 << 13,         /* "this", "cette" */
    CUE_SPEAKS = 1 << 14,       /* what people do and places do not: "said", "a annoncé", "refuse" */
    CUE_BORDER = 1 << 15,       /* "border", "frontière" */
    CUE_BORDERING = 1 << 16,    /* "bordering", "frontalière avec" */
    CUE_BETWEEN = 1 << 17,      /* "between", "entre" */
    CUE_AND = 1 << 18,          /* joins names: "and", "et", "or" */
    CUE_MEET = 1 << 19,         /* "meet", "se rejoignent": where borders meet */
    CUE_STREET = 1 << 20,       /* "Street", "rue": the name is one of a street */
    CUE_NO_NAME = 1 << 21,      /* capitalised, but names neither place nor person: "Monday", "Islam", "English" */
    CUE_LIES = 1 << 22,         /* "lies", "situated", "located" */
    CUE_SAME = 1 << 23,         /* adjectives that may stand between "the" and "town": "small", "petite" */
    CUE_OUTLET = 1 << 24,       /* news agencies in a dateline: "AFP", "Reuters" */
    CUE_AROUND = 1 << 25,       /* not in the place but about it: "near", "10 km from" */
    CUE_BORDER_AT = 1 << 26,    /* before a border, says that something is there: "on", "near", "where" */
    CUE_DEMONYM = 1 << 27,      /* "Syrian", "syrienne": `feature` is the country's alpha-2 */
    CUE_RARE_NAME = 1 << 29,    /* a given name that is a place more often: "Chad", "Sydney" */
    CUE_OF_PLACE = 1 << 30,     /* behind a name, what places have: "resident", "mayor", "area" */
    CUE_DEMONYM_PLACE = 1 << 28 /* with it: the language counts its demonyms as mentions of the country */
};

/* Small words of which the class says what they do: N, NE … (directions), LAT, LON, DEG, MIN, SEC, KM, MI, NM, M (units), IN
 * (between a place and its country), WHERE ("Qardun, where"), PARTY ("R-Texas"), LOCAL ("a Texas woman"), NOBLE ("duc de"), HELD
 * ("fell", "is under siege"), TAKES (before a name, over those who do it: "captured"). The last bit; an enumeration has none to
 * spare. */
#define CUE_BY_CLASS (1u << 31)

typedef struct place_cue {
    uint32_t roles;  /* enum cue_role */
    char feature[8]; /* CUE_CLASS: GeoNames' code, or the beginning of one: "PPL", "ADM1"; CUE_DEMONYM: alpha-2 */
    rule_ref rule;
} place_cue;

enum place_policy {
    PLACES_AS_LABELLED = 4,   /* a place that the network labels is one name, though no list holds it */
    PLACES_NOUNS_CAPITAL = 8, /* common nouns have capitals too: only what the tagger calls no noun looks like a name */
    PLACES_TOWNS_BARE = 16,   /* towns have no article: "el Valencia" is a club */
    PLACES_SMALL_TAILS = 2 /* class words belong to the name before them in small letters too: "Знаменского района" */
};

/* A small word that is written onto the next: "و", "ب". What it does there are its roles among the cues. */
typedef struct place_joined {
    uint64_t hash;
    char restores[8]; /* how the next word begins where it stands alone: "لل" restores "ال"; "" where nothing is lost */
} place_joined;

typedef struct place_language {
    char lang[4];
    uint32_t policy; /* enum place_policy */
    phrase_table cues;
    const place_cue *list;
    uint32_t count;
    const uint64_t *begin; /* [CUE_BEGIN_WORDS] */
    const float *evidence; /* [evidence_count] NULL: the world's; a language with its own asks the network for names too */
    uint32_t evidence_count;
    const place_joined *joined; /* [joined_count] */
    uint32_t joined_count;
} place_language;

/* A filter of 32 KB stays in the cache, which the table of phrases does not. */
#define CUE_BEGIN_WORDS 4096u
static inline uint32_t cue_begin_bit(uint64_t key) {
    return (uint32_t)(key >> 11) % (CUE_BEGIN_WORDS * 64);
}
/* The slot of the words of the key (hash_phrase), a cue or the beginning of one; NULL for most. */
static inline const phrase_slot *cue_find(const place_language *l, uint64_t key) {
    const uint32_t b = cue_begin_bit(key);
    return l->begin[b >> 6] >> (b & 63) & 1 ? phrase_find(&l->cues, key) : NULL;
}

typedef struct place_rules place_rules;
dp_status place_rules_open(const pack *p, place_rules **out, dp_error *err);
void place_rules_free(place_rules *r);
/* The rules of a language, or NULL. */
const place_language *place_rules_of(const place_rules *r, const char *lang);

/* The longest cue that begins at word w and ends before `end`; its words in *n. NULL where there is none. */
const place_cue *place_cue_at(const place_language *l, const word *words, uint32_t w, uint32_t end, uint32_t *n);

#endif
