/* Many dispatches: sources → pool → sink, in the order of the input on any number of threads, with a bounded number of
 * dispatches in memory. `depeche annotate` and `depeche read` are two sinks of this.
 *
 *   ingest_source ──▶ item {record → dispatch → annotation (→ JSON)} ──▶ sink(item 0), sink(item 1), …
 *      one thread             any thread                                    one thread at a time */
#ifndef DP_ANNOTATE_BATCH_H
#define DP_ANNOTATE_BATCH_H

#include "annotate/annotate.h"
#include "ingest/source.h"

typedef struct batch_item {
    dp_status status; /* DP_OK; else `error` says why this one could not be read or annotated */
    dp_error error;
    bool skipped;  /* `wanted` said no: there is a dispatch and no annotation */
    bool file_end; /* neither: all of a file was handed on (ingest_options.resume), and `mark` says how much that was */
    dispatch dispatch;
    annotation annotation;
    buf json;                 /* with options.json: the line or the error object, with its line end */
    ingest_progress progress; /* of the source when this item was read */
    ingest_mark mark;         /* … and how far its file was read with it */
} batch_item;

typedef struct batch_options {
    ingest_options source; /* its `stop` is set from below */
    /* Dispatches from elsewhere than files: then `source` is not looked at. Called by one thread at a time; false: no more. What
     * it gives lives in the arena. NULL: none. */
    bool (*next)(void *context, arena *a, dispatch *out);
    unsigned annotate; /* ANNOTATE_… */
    unsigned threads;  /* 0: as many as there are processors */
    bool json;
    const volatile sig_atomic_t *stop; /* ends the run early once it is set; may be NULL */
    void *context;
    bool (*wanted)(void *context, const dispatch *d);    /* called by any thread; NULL: all are */
    bool (*sink)(void *context, const batch_item *item); /* false: stop */
} batch_options;

enum { BATCH_THREADS_MAX = 256 };
dp_status batch_run(const knowledge *k, const batch_options *options, dp_error *err);

#endif
