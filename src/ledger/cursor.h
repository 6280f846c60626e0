/* Cursors: where a list goes on. A cursor is a row's place in the order of the answer, written down: what follows it is found
 * without counting from the beginning, also where rows came or went meanwhile.
 *
 *   claims, dispatches, events   C4K7….2016-03-04       id and day; no day behind the dot where none is known
 *   conflicts                    L9….16863.denies.…     place, day, and what else the order is made of
 *
 * Letters, digits, dots and hyphens alone: it can stand in an address as it is. */
#ifndef DP_LEDGER_CURSOR_H
#define DP_LEDGER_CURSOR_H

#include "ledger/internal.h"

#define CURSOR_PARTS 9u
#define CURSOR_CHARS 192u

typedef struct list_cursor {
    char part[CURSOR_PARTS][24]; /* "" where it is not known */
} list_cursor;

/* Reads one of so many parts; DP_E_USAGE where it is none. */
dp_status list_cursor_read(const char *typed, uint32_t parts, list_cursor *out, dp_error *err);
/* Writes the parts; NULL is "". A part that does not fit is cut, so that reading refuses it. */
void list_cursor_write(const char *const *parts, uint32_t n, char out[CURSOR_CHARS]);

#endif
