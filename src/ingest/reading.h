/* Records → dispatches, one function a kind. Each fills what its kind knows; read.c adds where it was read. The dispatch is empty
 * before; `a` takes what it points to. Any thread. */
#ifndef DP_INGEST_READING_H
#define DP_INGEST_READING_H

#include "ingest/note.h"
#include "ingest/rules.h"
#include "ingest/source.h"

dp_status read_page(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err);

/* The record's own id where its archive or file gives one, else the first half of the text's hash. */
dp_status reading_id(const ingest_record *r, arena *a, dispatch *out, dp_error *err);

#endif
