/* Filling a record: for those who cut them out of files. All give false when memory is out; the record then holds that error. */
#ifndef DP_INGEST_RECORD_H
#define DP_INGEST_RECORD_H

#include "ingest/source.h"

/* Empties it and keeps its memory, unless one huge record would make every later one huge. */
void record_clear(ingest_record *r);
bool record_name(ingest_record *r, const char *file, size_t n);
bool record_add(ingest_record *r, const char *bytes, size_t n);
/* A copy that lives as long as the record's content; NULL for an empty one. */
const char *record_string(ingest_record *r, const char *s, size_t n);

/* The record becomes an error; its name and line are the error's place. All give true, as "there is a record" does. */
bool record_fail(ingest_record *r, const dp_error *fault);
bool record_reject(ingest_record *r, dp_status code, const char *message, const char *remedy);

#endif
