/* Shared by the parts that turn atoms into mentions: one composer a dispatch. */
#ifndef DP_MENTION_ACTOR_FIND_H
#define DP_MENTION_ACTOR_FIND_H

#include "mention/actor_emit.h"
#include "mention/actor_memory.h"

enum { DEFINITIONS_MAX = 16 };

/* "Front populaire du Sud (FPS)": an abbreviation that the dispatch explains. */
typedef struct definition {
    uint32_t first, end;   /* the name's words */
    uint32_t abbreviation; /* the word in brackets */
} definition;

typedef struct composer {
    actor_scan s;
    actor_memory *memory;
    arena *a;
    bool failed; /* memory ran out */
    /* of the sentence that is being read */
    actor_cursor c;
    uint32_t sentence_first, limit; /* words */
    definition definitions[DEFINITIONS_MAX];
    uint32_t definition_count;
    /* the group that was read last, for "the army and police of …" */
    actor_group last;
    uint32_t last_mention; /* ACTOR_NONE */
} composer;

/* Adds a mention; notes abbreviations that follow it. Gives its index. */
uint32_t composer_add(composer *k, actor_mention m, uint32_t end_word);

/* Names: each reads at the cursor, moves it and gives true, or leaves it and gives false. */
void names_begin_sentence(composer *k);
bool names_read_definition(composer *k);
bool names_read_title(composer *k);
bool names_read_person(composer *k);       /* a given name stands first */
bool names_read_organisation(composer *k); /* "Southern People's Front" */
bool names_read_alias(composer *k);        /* a surname or an abbreviation that the dispatch has explained */
bool names_read_capital(composer *k);      /* a capitalised word that no table knows */
/* Notes the surname of a person's name, whose words are [name_first, end). */
void names_note_surname(composer *k, uint32_t name_first, uint32_t end, uint32_t mention);

/* Countries and peoples that stand without a role. */
bool bare_read_country(composer *k);
bool bare_read_demonym(composer *k);
bool bare_read_capital(composer *k);
bool bare_read_act(composer *k);

static inline const word *composer_word(const composer *k, uint32_t w) {
    return &k->s.x->words[w];
}

static inline void composer_to(composer *k, uint32_t w) {
    actor_cursor_to(&k->s, &k->c, w);
}

/* True where word w stands right behind the word before it and is not the first of the sentence. */
static inline bool composer_joined(const composer *k, uint32_t w) {
    return w > k->sentence_first && w < k->limit && (composer_word(k, w)->flags & WORD_GLUE);
}

#endif
