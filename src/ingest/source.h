/* Sources: the paths that were named, as a stream of raw records in a fixed order. Only this file touches input files.
 *
 *   "a.txt" "news/" "b.jsonl" "-"  ──▶  record {bytes, file, line, is_json}  or  record {error: file, reason, remedy}
 *
 * Folders are walked in the order of their names' bytes, without following links to folders; in them .txt, .text, .jsonl and
 * .ndjson files are taken and the rest is counted in `skipped`. A file that is named is read whatever it is called. */
#ifndef DP_INGEST_SOURCE_H
#define DP_INGEST_SOURCE_H

#include <signal.h>

#include "ingest/ingest.h"

/* The longest line of JSON Lines that is kept: a text of DP_TEXT_MAX bytes with every character escaped. */
#define INGEST_LINE_MAX ((size_t)96 << 20)

typedef struct ingest_record {
    char *bytes; /* owned by the record, reused */
    size_t n, cap;
    char *file; /* owned; "-" for standard input */
    size_t file_cap;
    uint64_t line; /* 0 for a plain file */
    bool is_json;
    dp_error error; /* code DP_OK: `bytes` is a record */
} ingest_record;
void ingest_record_free(ingest_record *r);
/* record → dispatch, or its error. */
dp_status ingest_record_read(const ingest_record *r, arena *a, dispatch *out, dp_error *err);

enum { INGEST_STDIN_JSON = 1 }; /* standard input is JSON Lines whatever its first byte */
typedef struct ingest_source ingest_source;
/* `paths` are borrowed. `*stop` (may be NULL) ends the stream once it is set. */
dp_status ingest_source_open(const char *const *paths, size_t n, unsigned options, const volatile sig_atomic_t *stop,
                             ingest_source **out, dp_error *err);
void ingest_source_close(ingest_source *s);
/* False at the end. */
bool ingest_source_next(ingest_source *s, ingest_record *r);

/* For progress: bytes read so far, and of all that is known yet (0: unknown, as for a pipe). */
typedef struct ingest_progress {
    uint64_t files_done, bytes_done, bytes_known, skipped;
} ingest_progress;
ingest_progress ingest_source_progress(const ingest_source *s);

#endif
