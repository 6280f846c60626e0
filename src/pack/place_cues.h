/* Compiles lang/<code>/places.rules into the sections that mention/place_rules.h describes. */
#ifndef DP_PACK_PLACE_CUES_H
#define DP_PACK_PLACE_CUES_H

#include "pack/compile.h"

dp_status compile_place_cues(pack_builder *b, const pack_sources *s, arena *a, dp_error *err);

#endif
