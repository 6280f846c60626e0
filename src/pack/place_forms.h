/* The cases of place names: lang/<code>/place-forms.rules. "Донецк" is also found as "Донецком", "Великий Новгород" as "Великом
 * Новгороде": all forms of a name are made when the pack is built, so that a text costs no more to scan than in a language
 * that does not decline.
 *
 *   [letters]      the language's small letters: a name of the world in these letters may be one of this language
 *   [noun]         endings → the ending in each case
 *   [adjective]    the same for the words that agree with the noun before or behind them
 *   [head]         nouns that decline wherever they stand, while what follows stays: "Республика Крым"
 *   [stay]         words that do not decline, nor does what follows: "Ростов-на-Дону"
 *   [derived]      endings of towns → the stem of the adjective made from the name: "Тамбов", "тамбовск-"
 *   [derived endings]  all endings of such an adjective, set apart by single blanks
 *   [and]          joins two names that both decline: "Босния и Герцеговина"
 *   [part]         what is written onto a name for a part of the place: "nord" makes "Nordsyrien", "Nord-Syrien"
 *
 * A rule is a list of endings, then a column for each case: "+" what is added, "-" the name as it is, "0" the word without the
 * ending,
 * "/" parts two that are both in use; the longest ending wins, "^" asks for the whole word, "~" for an
 * adjective that has its noun behind it. All rules of a file have the same
 * number of cases. */
#ifndef DP_PACK_PLACE_FORMS_H
#define DP_PACK_PLACE_FORMS_H

#include "pack/builder.h"
#include "pack/compile.h"

typedef struct place_forms place_forms;

/* Reads the files of all languages that have one; what has none declines nothing. Lives in the arena. */
dp_status place_forms_read(const pack_sources *s, const fold_table *fold, arena *a, place_forms **out, dp_error *err);

/* The bit of a language as place_forms_each wants it; one that no language has where it does not decline. */
unsigned place_forms_lang(const place_forms *f, const char *lang);

/* Do all letters of a name belong to one of the languages? */
bool place_forms_spell(const place_forms *f, const char *name, size_t n);

/* Hands on the forms of a name other than itself, in small letters, in the languages `langs` (bits as in lang_bit; 0: in all
 * whose letters it has, names in ASCII only where the place is widely `known`), each with the language that makes it. Parts
 * are made of widely known places only. Twice the same form is possible. */
typedef void place_form_sink(void *context, const char *form, unsigned lang, bool part);
void place_forms_each(const place_forms *f, const char *name, unsigned langs, bool known, place_form_sink *sink, void *context);

/* The forms of the adjective that is made from a town's name of one word. */
void place_forms_derived(const place_forms *f, const char *name, unsigned langs, place_form_sink *sink, void *context);

#endif
