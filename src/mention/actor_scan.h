/* The scan: words → atoms, the longest phrases of the actors' table that the text holds. One pass, no allocation a word.
 *
 *   "l' | armée | gouvernementale | syrienne | a pris Palmyre"
 *         ROLE    MODIFIER          ADJECTIVE
 *
 * An atom may be several things ("general" is an office and a modifier); the composer asks for the one it can use. */
#ifndef DP_MENTION_ACTOR_SCAN_H
#define DP_MENTION_ACTOR_SCAN_H

#include "mention/actor_rules.h"

typedef struct atom {
    uint32_t first, end; /* words, half open */
    uint32_t entry;      /* the first entry of its list */
    uint32_t types;      /* ENTRY_BIT of those whose case fits the text */
} atom;

typedef struct actor_scan {
    const actor_rules *rules;
    const actor_language *l;
    const text *x;
    const atom *atoms;
    uint32_t atom_count;
    day_range days;            /* of the dispatch; DAY_NONE where unknown */
    const time_mention *times; /* months and weekdays are no names */
    uint32_t time_count;
    uint16_t *seen; /* [polity_count] how often the dispatch names each, for names that several groups share */
} actor_scan;

/* `m` holds the dispatch's date and times. */
dp_status actor_scan_text(const actor_rules *r, const actor_language *l, const text *x, const mentions *m, arena *a,
                          actor_scan *out, dp_error *err);

/* The entry of `type` of an atom, ACTOR_NONE where it has none. */
uint32_t actor_scan_entry(const actor_scan *s, const atom *at, unsigned type);
/* Of several named actors the one that fits the dispatch's date and countries best; ACTOR_NONE. */
uint32_t actor_scan_name(const actor_scan *s, const atom *at);
/* enum actor_link of a word; 0. */
unsigned actor_scan_link(const actor_scan *s, uint32_t w);
/* The same of several words: "according to". */
unsigned actor_scan_links(const actor_scan *s, uint32_t first, uint32_t end);

#endif
