/* Sources: the paths that were named, as a stream of raw records in a fixed order. Only this room and src/archive touch input
 * files.
 *
 *   "a.html" "news/" "b.warc.gz" "-"  ──▶  record {kind, bytes, file, line, context}  or  record {error: file, reason, remedy}
 *
 * Folders are walked in the order of their names' bytes, without following links to folders; what in them is of no kind that
 * is read is counted in `skipped`. A file that is named is read whatever it is called. Memory is bounded: at most one record is
 * held, and none is larger than INGEST_LINE_MAX. */
#ifndef DP_INGEST_SOURCE_H
#define DP_INGEST_SOURCE_H

#include <signal.h>

#include "ingest/ingest.h"
#include "ingest/rules.h"

/* The longest line of JSON Lines that is kept: a text of DP_TEXT_MAX bytes with every character escaped. */
#define INGEST_LINE_MAX ((size_t)96 << 20)

/* What is known of a record beside its bytes. Strings live in the record; NULL where unknown. */
typedef struct ingest_context {
    const char *url;      /* where it was fetched (WARC-Target-URI) */
    const char *fetched;  /* when, ISO 8601 (WARC-Date): not the dispatch's own date */
    const char *charset;  /* that the transport gave (Content-Type); in feeds the bytes are UTF-8 already */
    const char *id;       /* the archive's own (WARC-Record-ID) */
    const char *outlet;   /* the feed's title, as it stands in the feed */
    const char *lang;     /* that the feed or server gives */
    const char *encoding; /* the feed's own before it was turned to UTF-8 */
    const char *note;     /* what was put right when it was cut */
} ingest_context;

/* Where a table keeps what: the number of the column, counted from 0; -1: nowhere. */
enum ingest_column {
    COLUMN_ID,
    COLUMN_TEXT,
    COLUMN_TITLE,
    COLUMN_DATE,
    COLUMN_AUTHOR,
    COLUMN_LANG,
    COLUMN_SOURCE,
    COLUMN_URL,
    INGEST_COLUMNS
};
typedef struct ingest_columns {
    int16_t at[INGEST_COLUMNS];
    char delimiter;
    bool python; /* the text's column is a Python dictionary, as Auto Archiver writes its metadata */
} ingest_columns;

/* How far a file was read: all its records up to one. With it the file can be gone on with in another run. */
typedef struct ingest_mark {
    const char *file;                      /* as it was named; NULL: it cannot be gone on with, as standard input */
    uint64_t bytes, changed_ns, inode;     /* size, time of the last change, number: which file it was */
    uint64_t records;                      /* cut from it so far, those that are errors included */
    uint64_t dispatches, rejected;         /* the reader's: how many of those before this run were one, and were not */
    uint64_t restart;                      /* a byte from which cutting can begin anew; 0: the file's first */
    uint64_t restart_record, restart_line; /* records before that byte, and the number of the last */
} ingest_mark;

typedef struct ingest_record {
    enum ingest_kind kind;
    char *bytes; /* owned by the record, reused */
    size_t n, cap;
    char *file; /* owned; as in dispatch */
    size_t file_cap;
    uint64_t line; /* as in dispatch */
    ingest_context context;
    ingest_columns columns; /* of a row */
    ingest_mark mark;       /* with options.resume: behind this record */
    arena strings;          /* what context points into */
    dp_error error;         /* code DP_OK: `bytes` is a record */
} ingest_record;
void ingest_record_free(ingest_record *r);

/* record → dispatch, or its error. Any thread, at the same time for different records; `a` takes what the dispatch points to. */
dp_status ingest_record_read(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err);

typedef struct ingest_options {
    const char *const *paths; /* borrowed */
    size_t path_count;
    const char *columns;               /* "text=body,date=published": which columns of tables are what; NULL: by their headers */
    bool stdin_json;                   /* standard input is JSON Lines unless its first bytes cannot be */
    const volatile sig_atomic_t *stop; /* ends the stream once it is set; may be NULL */
    /* For whoever keeps a manifest. Asked when a file is opened, with the first four members of the mark filled; may fill the
     * others from an earlier run's mark of the same file, and reading goes on there. False: the file is passed over. An
     * INGEST_FILE_END follows the records of each file that was read to its end. NULL: nobody asks, and there is no such end. */
    bool (*resume)(void *context, ingest_mark *mark);
    void *resume_context;
} ingest_options;

typedef struct ingest_source ingest_source;
dp_status ingest_source_open(const ingest_options *options, ingest_source **out, dp_error *err);
void ingest_source_close(ingest_source *s);
/* False at the end. Not thread-safe. */
bool ingest_source_next(ingest_source *s, ingest_record *r);

/* For progress: bytes read so far, and of all that is known yet (0: unknown, as for a pipe). */
typedef struct ingest_progress {
    uint64_t files_done, bytes_done, bytes_known, skipped;
} ingest_progress;
ingest_progress ingest_source_progress(const ingest_source *s);
/* The sizes of all files of these paths, found by a walk of its own; 0 where one has none, as a pipe. */
uint64_t ingest_measure(const char *const *paths, size_t n);

#endif
