/* What a dispatch has named so far: for "the group", "the army", "they", surnames and abbreviations that stand for it.
 * All of it is of fixed size, so that a long dispatch costs no more a mention than a short one. */
#ifndef DP_MENTION_ACTOR_MEMORY_H
#define DP_MENTION_ACTOR_MEMORY_H

#include "mention/actor_group.h"

enum { MEMORY_RECENT = 32, MEMORY_ALIASES = 1024 };

typedef struct memory_group {
    uint32_t mention;
    const role_record *role; /* NULL for a named actor */
    uint8_t sector;          /* first sector of a role; 0 */
    bool placed;             /* it has a country or a people */
    bool loyal;              /* a government's: "the Syrian government army" */
} memory_group;

typedef struct memory_alias {
    uint64_t hash; /* of the folded word; 0: free */
    uint32_t mention;
    uint32_t given; /* of a surname: the word (index + 1) that the person's name begins with; 0 where only the surname was told */
} memory_alias;

typedef struct actor_memory {
    vec_of(actor_mention) mentions;
    memory_group recent[MEMORY_RECENT]; /* a ring */
    uint32_t recent_count;
    memory_alias aliases[MEMORY_ALIASES];
    uint32_t alias_count;
    uint32_t subject;        /* the one actor that is a subject of the sentence before; ACTOR_NONE */
    uint32_t person;         /* the one person that the sentence before names; ACTOR_NONE */
    uint32_t sentence_first; /* the first mention of the sentence that is being read */
    uint32_t state;          /* the country (index + 1) whose bodies the dispatch has named; 0 */
    bool states;             /* those of several */
} actor_memory;

/* Appends; a mention that stands for none but itself has coref ACTOR_NONE and gets its own index. */
bool memory_add(actor_memory *m, arena *a, actor_mention mention);
void memory_note_group(actor_memory *m, memory_group g);
/* A word that stands for the mention from here on; the first meaning stays. */
void memory_note_alias(actor_memory *m, uint64_t hash, uint32_t mention);
uint32_t memory_alias_of(const actor_memory *m, uint64_t hash); /* ACTOR_NONE */
/* The same of a surname; of two persons whom no list knows it is from here on the second one's. */
void memory_note_surname(actor_memory *m, uint64_t hash, uint32_t mention, uint32_t given);
uint32_t memory_given_of(const actor_memory *m, uint64_t hash);

/* A person gets the code, country and sectors of an office; the name stays. */
void memory_lend_office(const actor_memory *m, actor_mention *person, uint32_t office);
/* Makes `mention` stand for an earlier one: takes its name, code, country and sectors. */
void memory_refer(const actor_memory *m, actor_mention *mention, uint32_t to);

/* Whom a group without country of its own stands for; ACTOR_NONE. */
uint32_t memory_group_meant(const actor_scan *s, const actor_memory *m, const actor_group *g);
/* Whom "the group" stands for. */
uint32_t memory_organisation(const actor_memory *m);
/* Whom a pronoun stands for. `plural` as the rules have it. */
uint32_t memory_pronoun(const actor_memory *m, bool plural);
/* A state's army, police, ministry … was named. */
void memory_note_state(actor_memory *m, uint32_t polity);
void memory_begin_sentence(actor_memory *m);
/* Decides who pronouns of the next sentence can stand for. */
void memory_end_sentence(actor_memory *m, const text *x);

#endif
