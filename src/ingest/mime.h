/* MIME (RFC 2045 to 2049) as news arrives by mail: parts, transfer encodings, words of headers in other character sets. Pure
 * functions over bytes; broken messages give what can be read of them. */
#ifndef DP_INGEST_MIME_H
#define DP_INGEST_MIME_H

#include "archive/http.h"
#include "core/arena.h"

/* A header's value in UTF-8 on one line: "=?utf-8?Q?Caf=C3=A9?= d'Orsay" → "Café d'Orsay". NULL where nothing is left or memory
 * is out. */
const char *mime_words(field_value v, arena *a);
/* The value of a parameter: boundary="x" → x. */
field_value mime_parameter(field_value v, const char *name);

enum { MIME_DEPTH_MAX = 8, MIME_PARTS_MAX = 512 };

/* A part that is text, its transfer encoding taken off. */
typedef struct mime_part {
    field_value type;  /* of the Content-Type field, with its parameters */
    const char *bytes; /* in the message or in the arena */
    size_t n;
    bool html;
    unsigned alternative; /* parts that share this number, if it is not 0, say the same in different forms */
} mime_part;

typedef struct mime_parts {
    mime_part *at; /* in the arena */
    unsigned n;
} mime_parts;

/* The text parts of a message in their order; attachments are left out. */
dp_status mime_read(const char *message, size_t n, arena *a, mime_parts *out, dp_error *err);

#endif
