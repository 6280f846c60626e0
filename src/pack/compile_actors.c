/* World actors and the languages' actor words become the sections that mention/actor_rules.h describes. */
#include "pack/actor_sources.h"

dp_status compile_actors(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    actor_sources *w = arena_alloc(a, sizeof *w);
    if (!w) return error_nomem(err);
    *w = (actor_sources){.b = b, .s = s, .a = a};
    dp_status status = actor_sources_read(w, err);
    for (const char *const *lang = s->langs; status == DP_OK && *lang; lang++) status = actor_language_compile(w, *lang, err);
    if (status != DP_OK) return status;
    builder_section(b, "actors", w->actors.at, w->actors.n * sizeof *w->actors.at);
    builder_section(b, "actor-polities", w->polities.at, w->polities.n * sizeof *w->polities.at);
    builder_section(b, "actor-sectors", w->sectors.at, w->sectors.n * sizeof *w->sectors.at);
    return DP_OK;
}
