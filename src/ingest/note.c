#include "ingest/note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void note_add(dispatch *d, arena *a, const char *fmt, ...) {
    char text[512];
    size_t n = 0;
    if (d->note) n = (size_t)snprintf(text, sizeof text, "%s; ", d->note);
    if (n >= sizeof text) return;
    va_list args;
    va_start(args, fmt);
    vsnprintf(text + n, sizeof text - n, fmt, args);
    va_end(args);
    const char *copy = arena_copy(a, text, strlen(text));
    if (copy) d->note = copy;
}

void note_encoding(dispatch *d, arena *a, const char *encoding, const char *raw, size_t n) {
    bool utf16 = strncmp(encoding, "utf-16", 6) == 0;
    if (strcmp(encoding, "windows-1252") == 0)
        note_add(d, a,
                 "read as windows-1252, for it is not UTF-8 (if it is another encoding, convert it first: iconv -f … -t utf-8)");
    else if (strcmp(encoding, "utf-8, damaged") == 0)
        note_add(d, a, "bytes that are not UTF-8 became U+FFFD");
    else if (utf16)
        note_add(d, a, "read as %s", encoding);
    if (!utf16 && n && memchr(raw, 0, n)) note_add(d, a, "NUL bytes became U+FFFD");
}
