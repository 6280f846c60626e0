#include "ingest/record.h"

#include <stdlib.h>
#include <string.h>

enum { RECORD_KEEP = 1 << 20 };

void ingest_record_free(ingest_record *r) {
    free(r->bytes);
    free(r->file);
    arena_free(&r->strings);
    *r = (ingest_record){0};
}

void record_clear(ingest_record *r) {
    if (r->cap > RECORD_KEEP) {
        free(r->bytes);
        r->bytes = NULL;
        r->cap = 0;
    }
    r->n = 0;
    r->line = 0;
    r->kind = INGEST_PLAIN;
    r->context = (ingest_context){0};
    r->mark = (ingest_mark){0};
    r->error.code = DP_OK;
    arena_reset(&r->strings);
}

static bool no_memory(ingest_record *r) {
    error_nomem(&r->error);
    return false;
}

bool record_name(ingest_record *r, const char *file, size_t n) {
    if (n >= r->file_cap) {
        char *moved = realloc(r->file, n + 1);
        if (!moved) {
            if (r->file) r->file[0] = '\0';
            return no_memory(r);
        }
        r->file = moved;
        r->file_cap = n + 1;
    }
    memcpy(r->file, file, n);
    r->file[n] = '\0';
    return true;
}

bool record_add(ingest_record *r, const char *bytes, size_t n) {
    if (!r->bytes || r->cap - r->n < n) {
        size_t cap = r->cap ? r->cap : 4096;
        while (cap - r->n < n) cap *= 2;
        char *moved = realloc(r->bytes, cap);
        if (!moved) return no_memory(r);
        r->bytes = moved;
        r->cap = cap;
    }
    if (n) memcpy(r->bytes + r->n, bytes, n);
    r->n += n;
    return true;
}

const char *record_string(ingest_record *r, const char *s, size_t n) {
    const char *copy = s && n ? arena_copy(&r->strings, s, n) : NULL;
    if (s && n && !copy) no_memory(r);
    return copy;
}

bool record_fail(ingest_record *r, const dp_error *fault) {
    r->error = *fault;
    error_at(&r->error, r->file ? r->file : "", r->line);
    return true;
}

bool record_reject(ingest_record *r, dp_status code, const char *message, const char *remedy) {
    dp_error fault;
    error_set(&fault, code, "%s", message);
    error_remedy(&fault, "%s", remedy);
    return record_fail(r, &fault);
}
