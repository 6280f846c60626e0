/* The event lexicon as it lies in the pack: frames (all languages), words and entries (one language).
 *
 *   world/ontology/frames.rules    frame ─▶ PLOVER type, mode · CAMEO · ACLED · control state · casualty role · roles ← slots
 *   lang/<l>/events-*.rules        words ─▶ frame, where tests hold ("obj=place"), with roles of their own ("place=of")
 *   lang/<l>/events-words.rules    words ─▶ classes ("ville": place), prepositions' slots ("contre": against), support verbs
 *
 * A *slot* is where an argument stands, the same in all languages and voices (subject of the active verb, object, "against");
 * a *role* is what it means to the event (actor, recipient, place). Frames and entries link roles to slots.
 *
 * Sections (all little endian, tables of the records below):
 *   ontology/frames   frame_record        ontology/choices  choice_record      ontology/links  link_record
 *   ontology/moods    mood_record         ontology/contents content_record
 *   ontology/types, modes, contexts, cameo, acled, classes  label_record; of cameo `extra` is Goldstein's scale ("-": none), of
 * acled `label` is the disorder type and `extra` the event type ontology/cameo-quads, plover-quads  label_record: a CAMEO root, a
 * PLOVER type, and the number of its class ontology/sets     label_record: a set of classes and their names, for rules that are
 * laid over a pack ontology/scheme   label_record: a CAMEO code and its number (src/petrarch/scheme.c) ontology/roots
 * label_record: how a CAMEO code begins, and the PLOVER type of such codes events/langs      u32 pack strings, the languages that
 * have a lexicon <l>/events.words  event_word, open addressing, power of two; <l>/events.entries  event_entry <l>/events.tests
 * event_test; <l>/events.links  link_record; <l>/events.keys  u64 (words of phrases and of tests) <l>/events.guards event_guard;
 * <l>/events.cases  case_table, none or one */
#ifndef DP_CLAIM_LEXICON_H
#define DP_CLAIM_LEXICON_H

#include "claim/attribution.h"

/* Slots. The order is part of the pack. */
#define SLOT_LIST(S)                                                                                                             \
    S(NONE, "none")                                                                                                              \
    S(SUBJ, "subj")                                                                                                              \
    S(OBJ, "obj")                                                                                                                \
    S(IOBJ, "iobj")                                                                                                              \
    S(POSS, "poss")                                                                                                              \
    S(ADJ, "adj")                                                                                                                \
    S(OF, "of")                                                                                                                  \
    S(BY, "by")                                                                                                                  \
    S(AGAINST, "against")                                                                                                        \
    S(ON, "on")                                                                                                                  \
    S(AT, "at")                                                                                                                  \
    S(FROM, "from")                                                                                                              \
    S(TO, "to")                                                                                                                  \
    S(UPTO, "upto")                                                                                                              \
    S(WITH, "with")                                                                                                              \
    S(BETWEEN, "between")                                                                                                        \
    S(FOR, "for")                                                                                                                \
    S(ABOUT, "about")                                                                                                            \
    S(DURING, "during")                                                                                                          \
    S(COMPOUND, "compound") S(GOV, "gov") S(COMP, "comp") S(SELF, "self") S(OTHER, "other") S(PREP, "prep") S(INS, "ins")
#define S(name, text) SLOT_##name,
enum slot { SLOT_LIST(S) SLOT_COUNT };
#undef S
const char *slot_name(unsigned slot);
int slot_of(const char *name); /* -1 where unknown */

enum claim_role { ROLE_ACTOR, ROLE_RECIPIENT, ROLE_PLACE, ROLE_HOLDER, ROLE_FROM, ROLE_WHO, ROLE_COUNT };
int claim_role_of(const char *name);

/* Classes of arguments: the code sees some in the mentions; the others are word lists, some of which the code asks for by name
 * (near, people, fighter, force, deed), the rest only the rules (frames.rules, [classes]). */
#define CLASS_LIST(C)                                                                                                            \
    C(PLACE, "place")                                                                                                            \
    C(COUNTRY, "country")                                                                                                        \
    C(ACTOR, "actor")                                                                                                            \
    C(PERSON, "person")                                                                                                          \
    C(ARMED, "armed")                                                                                                            \
    C(STATE, "state")                                                                                                            \
    C(NUMBER, "number")                                                                                                          \
    C(EVENT, "event")                                                                                                            \
    C(NAME, "name")                                                                                                              \
    C(PRONOUN, "pronoun")                                                                                                        \
    C(TIME, "time")                                                                                                              \
    C(CLAUSE, "clause")                                                                                                          \
    C(NEAR, "near")                                                                                                              \
    C(PEOPLE, "people")                                                                                                          \
    C(FIGHTER, "fighter")                                                                                                        \
    C(FORCE, "force")                                                                                                            \
    C(ANOTHER, "another")                                                                                                        \
    C(COLLECTIVE, "collective")                                                                                                  \
    C(DEED, "deed")
#define C(name, text) CLASS_##name,
enum class_builtin { CLASS_LIST(C) CLASS_BUILTIN_COUNT };
#undef C
#define CLASS_BIT(c) (1ull << (c))
const char *class_builtin_name(unsigned c);

/* Conditions of a choice: 0 always; then what is known of the parties; from CHOICE_CLASS on a class among all arguments, from
 * CHOICE_ON on one among the recipients ("on protester"), from CHOICE_BY on one among the actors ("by protester"). */
enum choice_when {
    CHOICE_ALWAYS,
    CHOICE_STATE,
    CHOICE_NONSTATE,
    CHOICE_CIVILIAN,
    CHOICE_ARMED,
    CHOICE_DEAD,
    CHOICE_WITHDRAWN, /* the sentence tells of a withdrawal too */
    CHOICE_COMBATANT, /* the actor is an army or an armed group, no police */
    CHOICE_CLASS = 64,
    CHOICE_ON = 128,
    CHOICE_BY = 192,
    CHOICE_END = 256
};

typedef struct choice_record {
    uint32_t value;      /* pack string; 0: nothing */
    uint16_t when, with; /* two conditions that must hold; CHOICE_ALWAYS where there is but one */
} choice_record;

typedef struct link_record {
    uint64_t prep; /* SLOT_PREP: the preposition's key */
    uint8_t role, slot, pad[6];
} link_record;

enum frame_flag {
    FRAME_STATE = 1,      /* a standing state, not an event */
    FRAME_RECIPROCAL = 2, /* the actors stand to each other */
    FRAME_BARE = 4,       /* asserts even as a bare noun without arguments */
    FRAME_COUNT = 8,      /* a casualty frame that means nothing without a number or a victim */
    FRAME_SPEECH = 16,    /* said, not done: the doer of its complement is not its recipient */
    FRAME_CAUSE = 32,     /* things may do it ("the blast killed") */
    FRAME_UNDOES = 64,    /* what is its object did not happen ("foiled an attack") */
    FRAME_AUTHORS = 128,  /* says who did what it speaks of ("claimed responsibility for the attack") */
    FRAME_GROUND = 256    /* done to towns: its object may be one that no gazetteer knows ("shelled Tarsak") */
};

typedef struct frame_record {
    uint32_t name, type;
    uint32_t mode, cameo, acled; /* first of their choices */
    uint32_t links;              /* first link */
    uint32_t contexts[4];        /* pack strings, 0 for none */
    uint8_t mode_count, cameo_count, acled_count, link_count;
    uint8_t control, casualty;
    uint16_t flags;
    rule_ref rule;
} frame_record;

/* What is intended or refused is another event than what is done: "will release" agrees, "will not release" rejects. */
typedef struct mood_record {
    uint32_t type;  /* pack string of the PLOVER type */
    uint16_t frame; /* what it becomes */
    uint8_t refused, pad;
    rule_ref rule;
} mood_record;

/* How an act of speech is coded by what it speaks of: pack strings, 0 where the deed changes nothing. */
enum content_act {
    CONTENT_APPEAL,
    CONTENT_PROMISE,
    CONTENT_DEMAND,
    CONTENT_REFUSAL,
    CONTENT_THREAT,
    CONTENT_ACCUSATION,
    CONTENT_ACTS
};
typedef struct content_record {
    uint32_t deed; /* beginning of a CAMEO code */
    uint32_t code[CONTENT_ACTS];
    rule_ref rule;
} content_record;

typedef struct label_record {
    uint32_t code, label, extra; /* pack strings */
    rule_ref rule;
} label_record;

/* What a word of the language is. */
/* A support verb lends its arguments to the event noun it governs: "led a raid" (its subject acts), "suffered a raid" (its
 * subject undergoes), "a raid hit the town" (its object undergoes). A verb may do several. */
enum support_kind { SUPPORT_ACTOR = 1, SUPPORT_RECIPIENT = 2, SUPPORT_OCCUR = 4 };
/* One bit each, in order, so that two of them cannot clash unseen. */
enum word_trait {
    TRAIT_PASSIVE_AUX = 1 << 0,     /* être, be: makes a passive with a past participle */
    TRAIT_ACTIVE_BE = 1 << 1,       /* a verb whose past takes that auxiliary: est tombé */
    TRAIT_TRANSPARENT = 1 << 2,     /* "membres de X", "part of X": X is meant */
    TRAIT_SUBJECT_CONTROL = 1 << 3, /* promise: the subject acts in the complement although there is an object */
    TRAIT_PREP_NOUN = 1 << 4,       /* a noun inside a preposition, "au profit de X": X stands in its slot */
    TRAIT_MODAL = 1 << 5,           /* pouvoir, vouloir, continue: the subject acts in the complement and nobody else is meant */
    TRAIT_REFLEXIVE = 1 << 6,       /* se, itself */
    TRAIT_VERB_FORM = 1 << 7,       /* a form that can only be a finite verb, whatever the tagger says: "empêchaient" */
    TRAIT_NEVER_BARE = 1 << 8,      /* intransitive: its past form without an auxiliary is no passive: "rebels surrendered" */
    TRAIT_PARTITIVE = 1 << 9,       /* a preposition that may be an article: "des femmes" */
    TRAIT_OBJECT_CONTROL = 1 << 10, /* order, urge: whoever is its object acts in the infinitive */
    TRAIT_THING_PRONOUN = 1 << 11,  /* a pronoun that may stand for a town: "it", "la" */
    TRAIT_PASSIVE_FORM = 1 << 12,   /* a form of its verb that may be passive by itself: "обстреливается" */
    TRAIT_UNMARKED = 1 << 13,       /* only its base without the marks: "huelguistica" */
    TRAIT_IF_TAGGED = 1 << 14,      /* a form that is that verb's where the tagger sees a verb: "marcha" */
    TRAIT_RELATIVE = 1 << 15,       /* a relative pronoun, where the tagger does not say so */
    TRAIT_OTHERS = 1 << 16,         /* "seven others": of the kind that was named before */
    TRAIT_ANNOUNCES = 1 << 17,      /* "announced the capture": where the noun names no doer, whoever announces it did it */
    TRAIT_CONCEDES = 1 << 18,       /* "admitted the loss": whoever admits it has lost */
    TRAIT_TELLS = 1 << 19,          /* what is its object is told of, though no verb lends it a doer: "نفى سقوط" */
    TRAIT_PART_SHIFT = 20,          /* from here four bits: which part of a town it names (enum place_part) */
    TRAIT_PART_MASK = 15 << TRAIT_PART_SHIFT,
    TRAIT_COMPOUND_HEAD = 1 << 24, /* tells of its event also as the last part of a compound: "Vergeltungsangriff" */
    TRAIT_RETAINER = 1 << 25,      /* whoever has such people has them under arms: "Keita's men" */
    TRAIT_NEEDS_OBJECT = 1 << 26,  /* its past form without object and auxiliary is a headline's passive: "two killed in Gao" */
    TRAIT_BEARS = 1 << 27,         /* "the army lost twelve dead": the dead are its subject's */
    TRAIT_DISPUTES = 1 << 29,      /* what is its object is told of, however well it is known: "denied the capture" */
    TRAIT_LOSSES = 1 << 28         /* "rebel losses were 85 killed": the dead are whose losses they are */
};
typedef struct event_word {
    uint64_t key; /* fold_lower_hash of the lemma; 0 is empty */
    uint64_t classes;
    uint64_t verb; /* this is the past participle of that verb; 0 */
    uint64_t base; /* this is a form of that noun, for where a lemma fails, or that word without its marks; 0 */
    uint32_t entry, traits;
    uint16_t entry_count;
    uint16_t phrase_end, single_first; /* of its entries: behind the last of several words, the first of one word */
    uint8_t slot, slot_somebody;       /* of a preposition: for things and places; for people ("à Paris", "à l'armée") */
    uint8_t support;
    uint8_t slot_passive; /* of a preposition: beside a passive verb, for who or what may do it ("von Rebellen getötet"); 0 */
    uint8_t slot_active;  /* … beside a verb of the active voice ("vom IS zurückerobert"); 0 */
    uint8_t case_slot[5]; /* of a preposition: with CASE_ACC to CASE_INS where the case tells ("в город", "в городе"); 0 */
} event_word;

/* What a word is as the last part of a compound stands under a key of its own; the salt alone is a key where a language has any.
 */
#define EVENT_LAST_PART_SALT 0x9E3779B97F4A7C15ull

/* What a nominal without preposition is, by its case, in languages that tell it so ([cases]). */
enum case_governor { GOVERNOR_VERB, GOVERNOR_PASSIVE, GOVERNOR_NOUN, GOVERNOR_COUNT };
enum { CASES_MAX = 16 };
typedef struct case_table {
    uint8_t slot[GOVERNOR_COUNT][CASES_MAX];  /* where it stands */
    uint8_t means[GOVERNOR_COUNT][CASES_MAX]; /* what it means besides; SLOT_NONE where the same */
} case_table;

typedef struct event_entry {
    uint32_t words, tests, links; /* first of each */
    uint16_t frame;
    uint8_t word_count, test_count, link_count, upos, flags, pad;
    uint16_t second; /* lowest bits of the second word's key: a sentence without them holds no such phrase */
    uint8_t pad2[2];
    rule_ref rule;
} event_entry;
enum entry_flag {
    ENTRY_GEN_SUBJ = 1,      /* the genitive of this noun is who acts: "l'offensive de X" */
    ENTRY_PREDICATIVE = 128, /* set while reading: what it is said of counts as its subject */
    ENTRY_GEN_OBJ = 2,       /* … is who or what it happens to: "la prise de X"; neither: the classes decide */
};

enum event_test_kind {
    TEST_SLOT,
    TEST_REFLEXIVE,
    TEST_PASSIVE,
    TEST_CASE,
    TEST_SENTENCE,
    TEST_PLURAL,
    TEST_SUPPORTED,
    TEST_INFINITIVE,
    TEST_NUMBER,   /* the trigger itself is counted */
    TEST_DEFINITE, /* its phrase is definite: known already */
    TEST_MAIN,     /* it heads its sentence: a headline without a verb */
    TEST_RELATIVE, /* it stands in a clause that a relative pronoun opens */
    TEST_PRESENT   /* a verb in the present: what goes on, or is usual */
};
typedef struct event_test {
    uint64_t classes; /* TEST_SLOT: any of them; 0 with no words: the slot is filled */
    uint64_t prep;    /* SLOT_PREP, TEST_CASE */
    uint32_t keys;
    uint8_t key_count, kind, slot, flags;
} event_test;
enum event_test_flag {
    TEST_NEGATED = 1,
    TEST_STRICT = 2 /* "==": pronouns and unknown names do not pass, nor does an empty subject */
};

/* Claims of a type are dropped where the sentence, or an argument, speaks of something else (sport, illness). */
enum guard_kind { GUARD_SENTENCE, GUARD_OBJECT, GUARD_SUBJECT };
typedef struct event_guard {
    uint64_t classes;
    uint32_t type; /* pack string of the PLOVER type; 0: all */
    uint8_t kind, least, pad[2];
    rule_ref rule;
} event_guard;

enum { EVENT_FILTER_BITS = 1 << 15 }; /* one bit a key, so that most words are refused without a look at the table */

typedef struct event_lexicon {
    uint64_t filter[EVENT_FILTER_BITS / 64];
    char lang[8];
    const event_word *words;
    uint32_t word_mask;
    const event_entry *entries;
    const event_test *tests;
    const link_record *links;
    const uint64_t *keys;
    const event_guard *guards;
    const case_table *cases; /* NULL where case says nothing */
    const fold_table *fold;
    bool compounds; /* a noun that no list holds is what its last part is */
    uint32_t entry_count, test_count, link_count, key_count, guard_count;
} event_lexicon;

struct claim_rules {
    const pack *pack;
    uint64_t tools; /* classes of weapons and instruments: they do nothing by themselves */
    const frame_record *frames;
    const choice_record *choices;
    const link_record *links;
    const mood_record *moods;
    const content_record *contents;
    const struct polity_record *polities; /* the mention room's countries */
    const label_record *roots;
    uint32_t frame_count, choice_count, link_count, mood_count, content_count, polity_count, root_count;
    event_lexicon *langs;
    uint32_t lang_count;
    attribution_rules *attribution;
};

static inline uint32_t event_filter_bit(uint64_t key) {
    return (uint32_t)(key >> 40) % EVENT_FILTER_BITS;
}

static inline const event_word *event_word_find(const event_lexicon *l, uint64_t key) {
    const uint32_t bit = event_filter_bit(key);
    if (!((l->filter[bit / 64] >> (bit % 64)) & 1)) return NULL;
    for (uint32_t i = (uint32_t)(key >> 20) & l->word_mask;; i = (i + 1) & l->word_mask) {
        const event_word *w = &l->words[i];
        if (w->key == key) return w;
        if (w->key == 0) return NULL;
    }
}

/* The lexicon of a language; NULL where the pack has none. */
const event_lexicon *lexicon_of(const claim_rules *r, const char *lang);

/* Labels for people: "190" → "Use conventional military force"; "" where unknown. */
const char *ontology_label(const pack *p, const char *table, const char *code);
const char *ontology_extra(const pack *p, const char *table, const char *code); /* likewise */

#endif
