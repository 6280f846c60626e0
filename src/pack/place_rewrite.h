/* Names of one language written over into another: lang/<code>/place-rewriting.rules. GeoNames has many towns under their Russian
 * names only; "Тикрит" is "Тікріт" or "Тікрит" in Ukrainian, "Рыльск" is "Рильськ".
 *
 *   [from]      the letters of the names that are written over, in one line
 *   [own]       letters that tell the language's own names: a place with one of them needs none
 *   [letters]   letters   what they become   what they become in another spelling
 *               "^" before them asks for the beginning of a word, "$" behind them for its end; the first line that fits counts
 *
 *     place_rewrite_open(root, langs) ─▶ place_rewrite_each("Tikrit,Тикрит,…", sink) ─▶ "тікріт", "тікрит" */
#ifndef DP_PACK_PLACE_REWRITE_H
#define DP_PACK_PLACE_REWRITE_H

#include "pack/builder.h"
#include "pack/compile.h"

typedef struct place_rewrite place_rewrite;

/* Reads the files of all languages that have one. Lives in the arena. */
dp_status place_rewrite_read(const pack_sources *s, const fold_table *fold, arena *a, place_rewrite **out, dp_error *err);

/* Hands on the spellings of a place's names, a list set apart by commas, in small letters, with the language that spells so. */
typedef void place_rewrite_sink(void *context, const char *name, const char *lang);
void place_rewrite_each(const place_rewrite *w, const char *names, place_rewrite_sink *sink, void *context);

#endif
