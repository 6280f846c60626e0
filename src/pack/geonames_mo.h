/* GNU gettext's compiled catalogues (.mo), as Debian's libgeonames-common holds GeoNames' names by language:
 *
 *   msgid "172955" → "Rakka"          a place by its number in GeoNames
 *   msgid "SY.04"  → "Ar-Raqqa"       a first-level region by country and region code
 *   msgid "SY"     → "Syrie"          a country
 *
 * Layout: magic 0x950412de in either byte order, then (at 8) the number of strings and the offsets of two tables of
 * (length, offset) pairs, the first of them sorted. https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html */
#ifndef DP_PACK_GEONAMES_MO_H
#define DP_PACK_GEONAMES_MO_H

#include <stdbool.h>

#include "core/mapfile.h"

typedef struct mo_catalogue {
    mapfile file;
    uint32_t n, ids, texts; /* number of strings, offsets of the two tables */
    bool swapped;           /* the file's byte order is not ours */
} mo_catalogue;

/* folder/<lang>/LC_MESSAGES/geonames.mo. A missing file gives an empty catalogue; a broken one is an error. */
dp_status mo_open(const char *folder, const char *lang, mo_catalogue *out, dp_error *err);
void mo_close(mo_catalogue *m);
/* Entry i; false where the file's numbers lead outside of it. Both strings are NUL-terminated. */
bool mo_entry(const mo_catalogue *m, uint32_t i, const char **id, const char **text);
/* The text of a msgid, or NULL. */
const char *mo_get(const mo_catalogue *m, const char *id);

#endif
