/* One compiler a kind of knowledge. Each reads its rule files under `root` (the source tree) and adds its sections; each
 * documents its sections' layout in the header of the room that reads them. A missing optional source is no error; a
 * broken line is, with file and line. Called in this order by depeche-pack. */
#ifndef DP_PACK_COMPILE_H
#define DP_PACK_COMPILE_H

#include "pack/builder.h"
#include "pack/rulefile.h"

typedef struct pack_sources {
    const char *root;         /* source tree with lang/, world/, models/ */
    const char *cities;       /* cities500.txt or a GeoNames dump; NULL: the gazetteer holds countries only */
    const char *geonames_mo;  /* folder of libgeonames-common's translations (…/locale), or NULL */
    const char *cldr;         /* …/cldr/common, or NULL */
    const char *borders;      /* world-atlas countries-10m.json or -50m.json, or NULL */
    const char *const *langs; /* the folders of lang/, NULL-terminated, sorted */
    /* Of a user's own rules: hears of each line that is left out. NULL: the first bad line ends the compilation. */
    void (*hear)(void *context, const dp_error *err);
    void *context;
} pack_sources;

/* Where somebody hears of bad lines, a bad line is said and passed over. */
static inline dp_status rule_heard(const pack_sources *s, dp_status status, dp_error *err) {
    if (status != DP_E_FORMAT || !s->hear) return status;
    s->hear(s->context, err);
    *err = (dp_error){0};
    return DP_OK;
}

dp_status compile_text(pack_builder *b, const pack_sources *s, arena *a,
                       dp_error *err); /* lang/<l>/tokens.rules, models/<l>.model */
dp_status compile_identifier(pack_builder *b, const pack_sources *s, arena *a, dp_error *err); /* models/language.model */
dp_status compile_forms(pack_builder *b, const pack_sources *s, arena *a, dp_error *err); /* lang/<l>/forms.rules: text/forms.h */
dp_status compile_times(pack_builder *b, const pack_sources *s, arena *a,
                        dp_error *err); /* lang/<l>/time.rules, numbers.rules, CLDR months */
dp_status compile_gazetteer(pack_builder *b, const pack_sources *s, arena *a,
                            dp_error *err); /* cities, regions, countries, world/places/ */
dp_status compile_borders(pack_builder *b, const pack_sources *s, arena *a, dp_error *err); /* outlines; lang/<l>/places.rules */
dp_status compile_actors(pack_builder *b, const pack_sources *s, arena *a,
                         dp_error *err); /* world/actors/, lang/<l>/actors.rules */
dp_status compile_word_flags(pack_builder *b, const pack_sources *s, arena *a,
                             dp_error *err); /* the words of all names: text/word_flags.h */
dp_status compile_page_words(pack_builder *b, const pack_sources *s, arena *a,
                             dp_error *err); /* lang/metadata.rules, world/metadata.rules: html/page_words.h */
dp_status compile_ontology(pack_builder *b, const pack_sources *s, arena *a, dp_error *err);    /* world/ontology/ */
dp_status compile_events(pack_builder *b, const pack_sources *s, arena *a, dp_error *err);      /* lang/<l>/events.rules */
dp_status compile_attribution(pack_builder *b, const pack_sources *s, arena *a, dp_error *err); /* lang/<l>/attribution.rules */
dp_status
compile_pages(pack_builder *b, const pack_sources *s, arena *a,
              dp_error *err); /* world/character-references.rules, world/pages.rules, lang/page-lines.rules: html/rules.h */

#endif
