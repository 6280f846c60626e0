/* The gazetteer's insides, shared by the files of the places' half of this room. */
#ifndef DP_MENTION_PLACE_H
#define DP_MENTION_PLACE_H

#include <string.h>

#include "mention/border.h"
#include "mention/place_rules.h"
#include "mention/place_spelling.h"

/* How a name belongs to a place; the lower the surer. */
enum name_tier {
    NAME_MAIN,      /* GeoNames' own, the English or French name, or a line of world/ */
    NAME_ALTERNATE, /* GeoNames' alternate names, whose language is unknown */
    NAME_VARIANT,   /* spelt otherwise by rule: "Abou" for "Abu", without the article … */
    NAME_ADJECTIVE  /* the adjective made from the name: "Тамбовская" */
};
enum name_flag {
    NAME_LAST = 1,   /* the last candidate of its list */
    NAME_CAPS = 2,   /* an abbreviation: only as it is written, in capitals ("US", "UAE") */
    NAME_DOTTED = 4, /* abbreviation that may end in a full stop ("Ky.", "Calif.") */
    NAME_FORMER = 8, /* no longer in use */
    NAME_TAIL = 16,  /* a postal code: only behind another place and a comma ("Dallas, TX") */
    NAME_ONLY = 32   /* only in its languages: "Adams" is the genitive of Adam in German */
};

/* Section "place-lists": 8 bytes; the places of one name, heaviest first. */
typedef struct name_candidate {
    uint32_t place;
    uint16_t weight; /* how likely the name means this place, out of any context: NAME_WEIGHT_UNIT is a factor of e */
    uint8_t flags;   /* enum name_flag; the tier in the two upper bits */
    uint8_t langs;   /* the languages that use the name so: bits by the order of "place-langs"; 0: any */
} name_candidate;
#define NAME_WEIGHT_UNIT     1000
#define NAME_TIER(candidate) ((candidate)->flags >> 6)
#define NAME_OTHER_LANGUAGE  (4 * NAME_WEIGHT_UNIT) /* what a name weighs less in a text of another language */

struct gazetteer {
    const pack *pack;
    const place_record *places;
    const name_candidate *candidates;
    const place_region *regions;
    const country_record *countries;
    const country_name *country_names;
    uint32_t place_count, candidate_count, region_count, country_count, country_name_count;
    phrase_table names, skeletons; /* their values are indexes into candidates; skeletons.slots is NULL where there are none */
    spelling_table spelling;
    border_table borders;
    const float *evidence; /* [evidence_count] weights of enum place_evidence */
    uint32_t evidence_count;
    const char (*langs)[4]; /* [lang_count]: the languages of name_candidate.langs */
    uint32_t lang_count;
    place_rules *rules;
};

/* GeoNames' feature codes that are asked for by the million. */
static inline bool place_is_country(const place_record *p) {
    return memcmp(p->feature, "PCL", 3) == 0;
}
static inline bool place_is_region(const place_record *p) {
    return memcmp(p->feature, "ADM1", 5) == 0;
}
static inline bool place_is_town(const place_record *p) {
    return memcmp(p->feature, "PPL", 3) == 0;
}

/* The candidates of a name, or NULL where the pack's numbers lead nowhere. */
static inline const name_candidate *gazetteer_candidates(const gazetteer *g, const phrase_slot *slot) {
    return slot->value < g->candidate_count ? &g->candidates[slot->value] : NULL;
}
static inline const name_candidate *gazetteer_spelt(const gazetteer *g, uint64_t spelling) {
    const phrase_slot *slot = g->skeletons.slots ? phrase_find(&g->skeletons, hash_phrase(0, spelling)) : NULL;
    return slot ? gazetteer_candidates(g, slot) : NULL;
}

/* May a text whose language has the bit `lang` hold the name at all? */
static inline bool candidate_is_used(const name_candidate *c, unsigned lang) {
    return !(c->flags & NAME_ONLY) || (c->langs & lang);
}

/* The weight of a candidate in a text whose language has the bit `lang` (0: none of the pack's). */
static inline int32_t candidate_weight(const name_candidate *c, unsigned lang) {
    return c->weight - (c->langs && !(c->langs & lang) ? NAME_OTHER_LANGUAGE : 0);
}

#endif
