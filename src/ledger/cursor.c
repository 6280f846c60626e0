/* Cursors as text. */
#include "ledger/cursor.h"

#include <string.h>

static bool plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

dp_status list_cursor_read(const char *typed, uint32_t parts, list_cursor *out, dp_error *err) {
    memset(out, 0, sizeof *out);
    uint32_t part = 0;
    size_t n = 0;
    bool good = parts <= CURSOR_PARTS;
    for (const char *s = typed; good && *s; s++) {
        if (*s == '.') {
            n = 0;
            good = ++part < parts;
        } else if ((good = plain(*s) && n + 1 < sizeof out->part[0])) {
            out->part[part][n++] = *s;
        }
    }
    if (good && part + 1 == parts) return DP_OK;
    error_set(err, DP_E_USAGE, "\"%.40s\" is no place in this list", typed);
    return error_remedy(err, "take the cursor of a row of the same list, or begin without one");
}

void list_cursor_write(const char *const *parts, uint32_t n, char out[CURSOR_CHARS]) {
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i && at + 1 < CURSOR_CHARS) out[at++] = '.';
        const char *s = parts[i] ? parts[i] : "";
        const size_t length = strlen(s), room = CURSOR_CHARS - 1 - at;
        memcpy(out + at, s, length < room ? length : room);
        at += length < room ? length : room;
    }
    out[at] = '\0';
}
