/* Cursors: "go on behind row n of this list", as text that no client should read anything into. A check keeps those of another
 * list or of another's making from being taken for ours by mistake. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "serve/app.h"

static uint32_t check_of(const char *list, uint64_t offset) {
    return (uint32_t)hash_bytes(list, strlen(list), offset * 31 + 7);
}

void cursor_write(const char *list, uint64_t offset, char out[CURSOR_MAX]) {
    snprintf(out, CURSOR_MAX, "%llx.%08x", (unsigned long long)offset, (unsigned)check_of(list, offset));
}

bool cursor_read(const char *list, const char *cursor, uint64_t *offset) {
    char again[CURSOR_MAX], *end;
    const size_t n = strlen(cursor);
    if (n == 0 || n > 32 || strspn(cursor, "0123456789abcdef.") != n || *cursor == '.') return false;
    *offset = strtoull(cursor, &end, 16);
    cursor_write(list, *offset, again);
    return *offset < INT64_MAX && strcmp(again, cursor) == 0;
}
