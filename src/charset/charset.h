/* Character sets: the bytes of a page or file → valid UTF-8, with the name of what they were and the way back.
 *
 *   bytes ─▶ BOM? ─▶ valid UTF-8? ─▶ label (HTTP, then <meta> or <?xml?>) ─▶ detection ─▶ decoder ─▶ text
 *
 *   charset_text t;
 *   charset_decode(bytes, n, &(charset_hint){.label = "text/html; charset=gb2312", .html = true}, &arena, &t, &err);
 *   t.text, t.encoding ("gb18030"), t.basis (CHARSET_HEADER); charset_raw_offset(&t, 120) is a place in `bytes`
 *
 * Labels are read as https://encoding.spec.whatwg.org says: iso-8859-1 means windows-1252, gb2312 means gb18030; UTF-7 is
 * never decoded; UTF-16 in a <meta> means UTF-8, since otherwise the <meta> could not have been read. Labels often lie, so the
 * bytes go first: what is valid UTF-8 is UTF-8 whatever its label, and what is called UTF-8 and is not is mended: sequences that
 * are broken become windows-1252 where that reads as text, U+FFFD elsewhere. NULs become U+FFFD.
 *
 * The tables of the legacy encodings are made when depeche is built (main.c); nothing is opened at run time and nothing
 * global is written, so that decoding works inside a sandbox and on any number of threads. Linear in the size of the input. */
#ifndef DP_CHARSET_CHARSET_H
#define DP_CHARSET_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/error.h"

struct language_model;

typedef struct charset_hint {
    const char *label;                  /* a Content-Type header's value or a bare label, from outside the bytes; NULL: none */
    bool html;                          /* look for <meta charset>, http-equiv and the XML declaration: HTML, XML, feeds */
    const struct language_model *model; /* weighs encodings where nothing else tells; NULL: windows-1252 is assumed */
} charset_hint;

/* What the encoding was known by. */
typedef enum charset_basis {
    CHARSET_BOM,
    CHARSET_BYTES,  /* valid (or nearly valid) UTF-8, NULs in every second byte, escape sequences of ISO-2022-JP */
    CHARSET_HEADER, /* the hint's label */
    CHARSET_META,   /* <meta> or XML declaration */
    CHARSET_GUESS   /* statistics, or windows-1252 for want of anything better */
} charset_basis;

enum charset_note {
    CHARSET_LABEL_LIED = 1,    /* a label named another encoding than the one that was taken */
    CHARSET_LABEL_UNKNOWN = 2, /* a label named no encoding, or one that is never decoded */
    CHARSET_NULS = 4,          /* NULs became U+FFFD */
    CHARSET_BROKEN = 8,        /* bytes that mean nothing became U+FFFD */
    CHARSET_STRAY = 16         /* bytes of windows-1252 stood in UTF-8, or UTF-8 in windows-1252: each was read as what it is */
};

typedef struct charset_mark charset_mark;
typedef struct charset_decoder charset_decoder;

typedef struct charset_text {
    const char *text; /* valid UTF-8 without BOM and NULs: the input's own bytes where nothing had to change, else the arena's */
    size_t text_bytes;
    const char *encoding; /* WHATWG's name in small letters: "utf-8", "windows-1252"; static */
    charset_basis basis;
    unsigned notes; /* enum charset_note */

    /* the way back */
    const char *raw; /* the input */
    size_t raw_bytes, bom_bytes;
    const charset_decoder *decoder; /* NULL: the text is a stretch of the input */
    const charset_mark *marks;      /* [mark_count] */
    size_t mark_count;
} charset_text;

/* Decodes all of `bytes`, which must live as long as *out. Fails only when memory is out (DP_E_NOMEM). */
dp_status charset_decode(const char *bytes, size_t n, const charset_hint *hint, arena *a, charset_text *out, dp_error *err);

/* The byte of the input at which the character that holds byte `offset` of the text begins; the input's size at the text's end.
 * Takes time that does not grow with the text. */
size_t charset_raw_offset(const charset_text *t, size_t offset);

/* The canonical name of a label ("latin1" → "windows-1252"), or NULL. Blanks around it and case do not matter. */
const char *charset_canonical(const char *label, size_t n);

#endif
