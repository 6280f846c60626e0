/* The composer: atoms that stand together → a group that names one actor.
 *
 *   "the | Syrian | government | troops"            polity Syria · government · head troops            SYRMIL
 *   "le ministre | russe | de la Défense | Sergueï Choïgou"   office · Russia · defence · person       RUSGOVMIL
 *   "combattants | de l' | EI"                      head that yields to its owner, Islamic State
 *
 * The order of noun and adjective is the language's (actor_grammar); all else is the same for all languages. */
#ifndef DP_MENTION_ACTOR_GROUP_H
#define DP_MENTION_ACTOR_GROUP_H

#include "mention/actor_scan.h"

typedef struct actor_group {
    uint32_t first, end;           /* words */
    uint32_t head;                 /* the word of the head */
    uint32_t polity, people;       /* index + 1 into the polities; 0 */
    uint32_t owner;                /* the named actor it belongs to, or ACTOR_NONE */
    uint32_t person;               /* the known person that it names, or ACTOR_NONE */
    uint32_t name_first, name_end; /* words of a person's name behind the office; equal: none */
    const role_record *role;       /* of the head */
    const role_record *modifier, *portfolio;
    uint32_t backer;                    /* pack string: who backs it; 0 */
    uint8_t sectors[ACTOR_SECTORS_MAX]; /* index + 1; 0 ends them */
    bool office, former;
    bool lends; /* the owner's name and code are the group's */
    bool open;  /* "rebels of Kivu": a complement that the tables do not know follows */
    rule_ref rule;
} actor_group;

/* Where the composer stands: a word and the first atom that does not begin before it. */
typedef struct actor_cursor {
    uint32_t word, atom;
} actor_cursor;

const atom *actor_atom_at(const actor_scan *s, const actor_cursor *c); /* NULL where none begins at the word */
void actor_cursor_to(const actor_scan *s, actor_cursor *c, uint32_t to);
/* True where the word at the cursor continues what stands before it: no comma, bracket or sentence end between. */
bool actor_cursor_joins(const actor_scan *s, const actor_cursor *c, uint32_t limit);

/* Reads a group with a head (a role or an office) that begins at the cursor and ends before `limit`; the cursor moves behind it.
 * False, and the cursor stays, where there is none. `shared`: the country (index + 1) of a group that stands beside it, for one
 * that has none of its own; 0. */
bool actor_group_read(const actor_scan *s, actor_cursor *c, uint32_t limit, uint32_t shared, actor_group *out);

/* The words of a person's name that begins at `first`: capitals, with "al", "van" … between; `first` where there is none. */
uint32_t actor_person_end(const actor_scan *s, uint32_t first, uint32_t limit);

bool actor_group_has_sector(const actor_scan *s, const uint8_t sectors[ACTOR_SECTORS_MAX], const char *code);

#endif
