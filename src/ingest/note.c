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

void note_encoding(dispatch *d, arena *a, const charset_text *t) {
    const bool utf8 = strcmp(t->encoding, "utf-8") == 0;
    d->encoding = t->encoding;
    if (t->basis == CHARSET_GUESS)
        note_add(d, a, "read as %s, for it is not UTF-8 (if it is another encoding, convert it first: iconv -f … -t utf-8)",
                 t->encoding);
    else if (t->notes & CHARSET_LABEL_LIED && !utf8)
        note_add(d, a, "read as %s, though it is called otherwise", t->encoding);
    else if (!utf8 && t->basis != CHARSET_HEADER && t->basis != CHARSET_META)
        note_add(d, a, "read as %s", t->encoding);
    if (t->notes & CHARSET_STRAY)
        note_add(d, a, "%s was read as such", utf8 ? "windows-1252 that stood in UTF-8" : "UTF-8 that stood in windows-1252");
    if (t->notes & CHARSET_BROKEN) note_add(d, a, "bytes that are not %s became U+FFFD", utf8 ? "UTF-8" : t->encoding);
    if (t->notes & CHARSET_NULS) note_add(d, a, "NUL bytes became U+FFFD");
}
