/* Notes: what was put right on the way in, one sentence each, joined by "; ". */
#ifndef DP_INGEST_NOTE_H
#define DP_INGEST_NOTE_H

#include "core/error.h"
#include "ingest/ingest.h"

/* Adds a sentence to d->note; where memory is out the note stays as it was. */
void note_add(dispatch *d, arena *a, const char *fmt, ...) DP_PRINTF(3, 4);
/* Says which encoding was taken where it was not plain UTF-8, and whether NULs were replaced. */
void note_encoding(dispatch *d, arena *a, const char *encoding, const char *raw, size_t n);

#endif
