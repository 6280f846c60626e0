/* Where the words of a dispatch stand in the bytes of the page it was taken from (`pages` in the ledger).
 *
 *   pages.map  three numbers a piece of the text, each 7 bits a byte, the lowest first, the highest bit set where more follow:
 *              characters of the piece · bytes of the page between the piece before and this one · bytes of the page it came from
 *
 * Pieces stand in the order of the text and cover it. Where a piece has as many characters as bytes, each of its places is exact.
 */
#ifndef DP_LEDGER_PAGE_MAP_H
#define DP_LEDGER_PAGE_MAP_H

#include "ledger/entry.h"

/* Nothing for a dispatch that was no page. */
dp_status page_map_write(entry *e, dp_error *err);
/* The bytes of the page that hold characters start to end; *found is false where there is no map. */
dp_status page_map_find(ledger *l, int64_t dispatch_key, uint32_t start, uint32_t end, uint64_t *from, uint64_t *to, bool *found,
                        dp_error *err);

#endif
