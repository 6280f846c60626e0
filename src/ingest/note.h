/* Notes: what was put right on the way in, one sentence each, joined by "; ". */
#ifndef DP_INGEST_NOTE_H
#define DP_INGEST_NOTE_H

#include "charset/charset.h"
#include "core/error.h"
#include "ingest/ingest.h"

/* Adds a sentence to d->note; where memory is out the note stays as it was. */
void note_add(dispatch *d, arena *a, const char *fmt, ...) DP_PRINTF(3, 4);
/* Keeps the encoding's name and says what was put right or assumed: an encoding that no label gave, a label that lied, broken
 * bytes, NULs. */
void note_encoding(dispatch *d, arena *a, const charset_text *t);

#endif
