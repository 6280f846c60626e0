/* What the pack holds for actors, and its layout. Compiled by pack/compile_actors.c from world/actors/ and lang/<code>/.
 *
 *   "actors"                actor_record[]   named actors, one record for each period or office (world/actors/)
 *   "actor-polities"        polity_record[]  countries, regions, peoples, religions
 *   "actor-sectors"         sector_record[]  CAMEO's sectors with their names
 *   "<lang>/actor-phrases"  phrase_table     words → the first of the things that these words can be
 *   "<lang>/actor-entries"  actor_entry[]    a list is linked from earlier to later entries, so that it ends
 *   "<lang>/actor-roles"    role_record[]    army, president, "of defence", rebel …
 *   "<lang>/actor-links"    phrase_table     small words → index into the bits
 *   "<lang>/actor-link-bits"  uint32_t[]     enum actor_link
 *   "<lang>/actor-verbs"    uint64_t[]       sorted: fold_lower_hash of verbs that a capital is the subject of
 *   "<lang>/actor-grammar"  actor_grammar    how the language orders nouns and adjectives
 *
 * Everything is checked when it is opened, so that reading a dispatch needs no bounds checks. */
#ifndef DP_MENTION_ACTOR_RULES_H
#define DP_MENTION_ACTOR_RULES_H

#include "mention/actor.h"

#define ACTOR_SECTORS_MAX 4
#define ACTOR_NONE        UINT32_MAX
#define ACTOR_MAYBE_BITS  (1u << 19)

enum polity_kind { POLITY_COUNTRY, POLITY_REGION, POLITY_PEOPLE, POLITY_RELIGION, POLITY_KINDS };
typedef struct polity_record {
    uint32_t name;      /* pack string: "Syria" */
    uint32_t full_code; /* pack string: as an actor by itself, "SYR", "RUSCHE" */
    char code[4];       /* "SYR", "KUR": what stands in an actor's code */
    char alpha2[4];     /* "SY" or "" */
    uint16_t kind;      /* enum polity_kind */
    uint16_t country;   /* of a people: index + 1 of the country it implies; 0 */
    rule_ref rule;
} polity_record;

typedef struct sector_record {
    char code[4];
    uint32_t name; /* pack string: "armed forces" */
} sector_record;

enum actor_record_flag { ACTOR_RECORD_PERSON = 1 };
typedef struct actor_record {
    uint32_t name, code;                /* pack strings; code 0 for none */
    uint32_t former;                    /* a person's code outside the offices; 0 */
    int32_t first_day, last_day;        /* DAY_NONE: open */
    uint16_t country;                   /* index + 1 into "actor-polities" */
    uint16_t flags;                     /* enum actor_record_flag */
    uint8_t sectors[ACTOR_SECTORS_MAX]; /* index + 1 into "actor-sectors" */
    rule_ref rule;
} actor_record;

/* What a phrase can be. The order is that of enum entry_bit. */
enum entry_type {
    ENTRY_NAME,      /* target: actor_record */
    ENTRY_COUNTRY,   /* polity_record: a country's or territory's name */
    ENTRY_ADJECTIVE, /* polity_record: demonym */
    ENTRY_NOUN,      /* polity_record: demonym that is a noun only */
    ENTRY_CAPITAL,   /* polity_record: seat of power, by metonymy */
    ENTRY_ROLE,      /* role_record */
    ENTRY_OFFICE,    /* role_record */
    ENTRY_PORTFOLIO, /* role_record */
    ENTRY_MODIFIER,  /* role_record */
    ENTRY_PRO,       /* "pro-": target 0; joined with a demonym ("prorusse"): polity + 1 */
    ENTRY_ANTI,      /* as ENTRY_PRO */
    ENTRY_EX,
    ENTRY_BACKED_BY, /* "backed by" */
    ENTRY_BACKED,    /* "-backed" */
    ENTRY_TITLE,     /* "Mr" */
    ENTRY_FIRST_NAME,
    ENTRY_GROUP,        /* "the group": stands for one that was named */
    ENTRY_PLURAL,       /* "they" */
    ENTRY_SINGULAR,     /* "he" */
    ENTRY_ORGANISATION, /* role_record: head of a proper name */
    ENTRY_ACT,          /* "strike", "offensive": a demonym beside it is the doer */
    ENTRY_STOP,         /* never an actor */
    ENTRY_TYPES
};
#define ENTRY_BIT(type) (1u << (type))

enum entry_case {
    ENTRY_CASE_CAPITAL = 1, /* one of its words begins with a capital in the text */
    ENTRY_CASE_CAPS = 2,    /* all its words are in capitals, in a sentence that is not */
    ENTRY_CASE_ALONE = 4,   /* a common name: no other capitalised word stands beside it */
    ENTRY_CASE_SURNAME = 8, /* a family name alone: not behind a given name that makes it another's */
    ENTRY_CASE_HOME = 16    /* an abbreviation of many: counts where the dispatch names its country */
};
typedef struct actor_entry {
    uint32_t next; /* index + 1 of a later entry of these words; 0 */
    uint32_t target;
    rule_ref rule;
    uint16_t type;  /* enum entry_type */
    uint16_t flags; /* enum entry_case */
} actor_entry;

enum role_flag {
    ROLE_ALONE = 1,      /* an actor by itself */
    ROLE_WEAK = 2,       /* its sector gives way to the complement's */
    ROLE_BODY = 4,       /* an institution: without a country it takes up the last of its kind */
    ROLE_RANK = 8,       /* a person of an institution */
    ROLE_PORTFOLIO = 32, /* a ministry: takes "of defence" */
    ROLE_JIHAD = 16      /* stands for the jihadist group named last */
};
typedef struct role_record {
    uint32_t label;                     /* pack string: "air force"; 0 for none */
    uint8_t sectors[ACTOR_SECTORS_MAX]; /* index + 1 into "actor-sectors" */
    uint16_t flags, pad;                /* enum role_flag */
    rule_ref rule;
} role_record;

enum actor_link {
    LINK_OF = 1,
    LINK_IN = 2,
    LINK_THE = 4,
    LINK_AND = 8,
    LINK_POSSESSIVE = 16,
    LINK_LOCATIVE = 32,  /* what follows is a place, not an actor */
    LINK_BEFORE = 64,    /* a capital behind it is its government: "according to" */
    LINK_PARTICLE = 128, /* inside a person's name: "al", "van", "ben" */
    LINK_ITS = 512,      /* "its troops": those of who stands before */
    LINK_FOR = 256       /* "spokesman for": joins as LINK_OF does, but only a person to an institution */
};

/* Whose something is may stand behind it without a word between: told by its case ("войска Сирии"), or by the tree. */
enum actor_genitive {
    GENITIVE_LINKED,
    GENITIVE_BARE,
    GENITIVE_BESIDE,
    GENITIVE_MARKED /* by its case and the tree together: "die Armee Syriens" */
};

/* What a noun before another does: nothing; it describes it ("army spokesman"); it does so where a hyphen joins them
 * ("US-Soldaten"). */
enum actor_compound { COMPOUND_NO, COMPOUND_YES, COMPOUND_HYPHEN };

typedef struct actor_grammar {
    uint8_t demonym_after; /* the adjective follows its noun */
    uint8_t noun_capital;  /* a demonym with a capital is a noun */
    uint8_t compound;      /* enum actor_compound: names and role nouns stand before one another */
    uint8_t genitive;      /* enum actor_genitive */
    char article[12];      /* folded: is written onto words and says nothing about who is meant; "" */
} actor_grammar;

/* Folds a word and takes the article off; gives the bytes written. The compiler and the scan do the same, so that they agree. */
#define ACTOR_WORD_BYTES FOLD_MAX
size_t actor_fold_word(const fold_table *fold, const char *article, const char *word, size_t bytes, char out[ACTOR_WORD_BYTES]);

/* One language's part. */
typedef struct actor_language {
    char lang[4];
    phrase_table phrases, links;
    const actor_entry *entries;
    const role_record *roles;
    const uint64_t *verbs;
    const uint32_t *link_bits;
    uint32_t entry_count, role_count, verb_count, link_count;
    actor_grammar grammar;
    uint64_t maybe[ACTOR_MAYBE_BITS / 64]; /* a filter in front of `phrases`: most words end here */
} actor_language;

struct actor_rules {
    const pack *pack;
    const actor_record *actors;
    const polity_record *polities;
    const sector_record *sectors;
    uint32_t actor_count, polity_count, sector_count;
    actor_language *languages;
    uint32_t language_count;
};

const actor_language *actor_language_of(const actor_rules *r, const char *lang); /* NULL where there is none */

/* Whom a common noun means, in whatever company it may be an actor ("soldats": armed forces). Writes the codes of its sectors,
 * one behind the other, and its English name; false where no list has it. `out` as claims keep parties: codes of CAMEO. */
#define ACTOR_NOUN_CODE (3 * ACTOR_SECTORS_MAX + 1)
bool actor_noun_code(const actor_rules *r, const char *lang, const char *word, char code[ACTOR_NOUN_CODE], const char **name);

static inline bool actor_maybe(const actor_language *l, uint64_t key) {
    uint32_t bit = (uint32_t)(key >> 40) & (ACTOR_MAYBE_BITS - 1);
    return l->maybe[bit >> 6] >> (bit & 63) & 1;
}

#endif
