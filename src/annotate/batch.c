#include "annotate/batch.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"

#define IN_FLIGHT_MAX ((size_t)64 << 20) /* bytes of records: a page of 10 MB takes some 100 MB while it is read */
#define ITEM_KEEP     ((size_t)4 << 20)

/* The sink must see an annotation whole while its thread is at the next: so each item that is alive has memory of its own, and
 * each thread a workspace, made when it is first used. */
typedef struct item {
    ingest_record record;
    arena input;  /* of the dispatch */
    arena output; /* of the annotation */
    batch_item public;
} item;

typedef struct batch {
    const knowledge *k;
    const batch_options *options;
    ingest_source *source;
    annotate_workspace **workspaces; /* [threads] */
} batch;

static bool next(void *context, void *at) {
    batch *b = context;
    item *it = at;
    if (b->options->next) {
        arena_reset(&it->input);
        return b->options->next(b->options->context, &it->input, &it->public.dispatch);
    }
    if (!ingest_source_next(b->source, &it->record)) return false;
    it->public.progress = ingest_source_progress(b->source);
    it->public.mark = it->record.mark;
    it->public.file_end = it->record.kind == INGEST_FILE_END;
    return true;
}

/* The bytes of what was read; what is made of them is in proportion. */
static size_t weight(void *context, const void *at) {
    const item *it = at;
    (void)context;
    return it->record.cap + it->public.dispatch.text_bytes;
}

/* One huge dispatch must not make the memory of its item huge for ever. */
static void shrink(item *it) {
    if (it->input.used_bytes > ITEM_KEEP) arena_free(&it->input);
    if (it->output.used_bytes > ITEM_KEEP) arena_free(&it->output);
    if (it->public.json.cap > ITEM_KEEP) buf_free(&it->public.json);
    it->public.dispatch = (dispatch){0};
}

static dp_status read_record(const batch *b, item *it) {
    arena_reset(&it->input);
    return ingest_record_read(&it->record, &b->k->ingest, &it->input, &it->public.dispatch, &it->public.error);
}

static void annotate_item(const batch *b, annotate_workspace **workspace, item *it) {
    batch_item *p = &it->public;
    p->skipped = p->file_end;
    if (p->file_end) {
        p->status = DP_OK;
        return;
    }
    p->status = b->options->next ? DP_OK : read_record(b, it);
    if (p->status != DP_OK) return;
    if (b->options->wanted && !b->options->wanted(b->options->context, &p->dispatch)) {
        p->skipped = true;
        return;
    }
    arena_reset(&it->output);
    if (!*workspace) p->status = annotate_workspace_new(b->k, workspace, &p->error);
    if (p->status == DP_OK) p->status = annotate_into(*workspace, &it->output, &p->dispatch, &p->annotation, &p->error);
    if (p->status == DP_OK && !b->options->json) p->status = annotate_title(*workspace, &p->annotation, &p->error);
    const bool statements = b->options->json && !(b->options->annotate & ANNOTATE_TYPED);
    if (p->status == DP_OK && statements) p->status = annotate_statements(*workspace, &p->annotation, &p->error);
    if (p->status != DP_OK && p->error.file[0] == '\0') error_at(&p->error, p->dispatch.file, p->dispatch.line);
}

static void work(void *context, unsigned thread, void *at) {
    const batch *b = context;
    item *it = at;
    batch_item *p = &it->public;
    annotate_item(b, &b->workspaces[thread], it);
    if (!b->options->json || p->skipped) return;
    buf_clear(&p->json);
    if (p->status == DP_OK) {
        annotate_json(b->k, &p->annotation, b->options->annotate, &p->json);
        if (p->json.failed) {
            buf_free(&p->json);
            p->status = error_nomem(&p->error);
            error_at(&p->error, p->dispatch.file, p->dispatch.line);
        }
    }
    if (p->status != DP_OK) annotate_json_error(p->dispatch.id, &p->error, &p->json);
    buf_char(&p->json, '\n');
}

static bool sink(void *context, void *at) {
    const batch *b = context;
    item *it = at;
    if (b->options->stop && *b->options->stop) return false;
    const bool more = b->options->sink(b->options->context, &it->public);
    shrink(it);
    return more;
}

static void item_free(void *context, void *at) {
    item *it = at;
    (void)context;
    arena_free(&it->input);
    arena_free(&it->output);
    buf_free(&it->public.json);
    ingest_record_free(&it->record);
}

/* Several items a thread: while one hands dispatches to a ledger that is writing a batch, the others work on. */
static dp_status run_pool(batch *b, unsigned threads, dp_error *err) {
    b->workspaces = calloc(threads, sizeof *b->workspaces);
    if (!b->workspaces) return error_nomem(err);
    const pool_job job = {.threads = threads,
                          .window = threads == 1 ? 1 : threads * 8,
                          .item_bytes = sizeof(item),
                          .context = b,
                          .next = next,
                          .weight = weight,
                          .weight_max = IN_FLIGHT_MAX,
                          .work = work,
                          .sink = sink,
                          .item_free = item_free};
    dp_status status = pool_run(&job, err);
    for (unsigned i = 0; i < threads; i++) annotate_workspace_free(b->workspaces[i]);
    free(b->workspaces);
    return status;
}

dp_status batch_run(const knowledge *k, const batch_options *options, dp_error *err) {
    batch b = {.k = k, .options = options};
    dp_status status = DP_OK;
    ingest_options source = options->source;
    source.stop = options->stop;
    if (!options->next) status = ingest_source_open(&source, &b.source, err);
    if (status != DP_OK) return status;
    const unsigned threads = options->threads ? options->threads : pool_cpus();
    status = run_pool(&b, threads > BATCH_THREADS_MAX ? BATCH_THREADS_MAX : threads, err);
    if (b.source) ingest_source_close(b.source);
    if (status == DP_OK && options->stop && *options->stop) status = error_set(err, DP_E_INTERRUPTED, "interrupted");
    return status;
}
