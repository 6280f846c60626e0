/* Compiles lang/<code>/places.rules into the sections that mention/place_rules.h describes. */
#ifndef DP_PACK_PLACE_CUES_H
#define DP_PACK_PLACE_CUES_H

#include "mention/place_rules.h"
#include "pack/compile.h"
#include "pack/place_forms.h"

/* Cues of one language under construction. */
typedef struct place_cue_list {
    pack_builder *b;
    arena *a;
    phrase_builder *phrases;
    arena words;                     /* of one phrase */
    const place_forms *forms;        /* how the language declines */
    unsigned lang;                   /* its bit in them */
    uint64_t begin[CUE_BEGIN_WORDS]; /* bits of the beginnings */
    vec_of(place_cue) list;
    vec_of(place_joined) joined;
} place_cue_list;

/* Adds roles (and a feature, unless "") to a phrase. */
dp_status place_cue_add(place_cue_list *c, const char *phrase, uint32_t roles, const char *feature, rule_ref rule, dp_error *err);
/* lang/<code>/demonyms.rules, inflected by lang/<code>/actors.rules: CUE_DEMONYM, with `more` roles. */
dp_status place_demonyms_add(place_cue_list *c, const pack_sources *s, const char *lang, uint32_t more, dp_error *err);

dp_status compile_place_cues(pack_builder *b, const pack_sources *s, arena *a, dp_error *err);

#endif
