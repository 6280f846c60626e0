#include "serve/html.h"

#include <string.h>

#include "core/terminal.h"
#include "core/utf8.h"

static void put(buf *b, uint32_t cp) {
    char bytes[4];
    switch (cp) {
    case 0:
        break;
    case '&':
        buf_str(b, "&amp;");
        break;
    case '<':
        buf_str(b, "&lt;");
        break;
    case '>':
        buf_str(b, "&gt;");
        break;
    case '"':
        buf_str(b, "&quot;");
        break;
    case '\'':
        buf_str(b, "&#39;");
        break;
    default:
        buf_add(b, bytes, utf8_encode(cp, bytes));
    }
}

static void put_passage(buf *b, const char *s, size_t n, size_t characters) {
    for (size_t at = 0; at < n && characters--;) {
        uint32_t cp;
        at += utf8_decode(s + at, n - at, &cp);
        put(b, cp == '\n' ? cp : terminal_shown(cp));
        if (!characters && at < n) buf_str(b, " …");
    }
}

void html_passage(buf *b, const char *s, size_t characters) {
    put_passage(b, s, s ? strlen(s) : 0, characters);
}

void html_bytes(buf *b, const char *s, size_t n) {
    put_passage(b, s, n, SIZE_MAX);
}

void html_plain(buf *b, const char *s) {
    html_passage(b, s, SIZE_MAX);
}

void html_bdi(buf *b, const char *s) {
    buf_str(b, "<bdi>");
    html_plain(b, s);
    buf_str(b, "</bdi>");
}

void html_part(buf *b, const char *s) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    for (; s && *s; s++) {
        if (strchr(plain, *s))
            buf_char(b, *s);
        else
            buf_printf(b, "%%%02X", (unsigned char)*s);
    }
}
