#include "serve/asset.h"

#include <stdio.h>
#include <string.h>

#include "core/hash.h"

const asset *asset_named(const char *path) {
    for (size_t i = 0; i < asset_count; i++)
        if (strcmp(assets[i].path, path) == 0) return &assets[i];
    return NULL;
}

static const char *type_of(const char *path) {
    static const char *const types[][2] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    };
    const size_t n = strlen(path);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const size_t m = strlen(types[i][0]);
        if (n > m && strcmp(path + n - m, types[i][0]) == 0) return types[i][1];
    }
    return "application/octet-stream";
}

void asset_send(const asset *a, const request *q, answer *out) {
    char hash[33];
    answer_begin(out, 200, type_of(a->path));
    hash_hex128(a->bytes, a->size, hash);
    snprintf(out->tag, ANSWER_TAG, "\"%s\"", hash);
    if (q->if_none_match && strstr(q->if_none_match, out->tag)) {
        answer_begin(out, 304, type_of(a->path));
        return;
    }
    out->fixed = a->bytes;
    out->fixed_bytes = a->size;
}

/* The template alone is no page: it is filled by page.c. */
bool asset_answer(const request *q, answer *out) {
    const asset *a = strcmp(q->path, "/index.html") == 0 || strncmp(q->path, "/data/", 6) == 0 ? NULL : asset_named(q->path);
    if (a) asset_send(a, q, out);
    return a != NULL;
}
