#include "lib/corpus_raw.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/json_lines.h"

typedef struct reader {
    corpus *c;
    text_workspace *work;
    const raw_options *o;
    arena scratch;
    uint32_t words;
} reader;

static dp_status add_text(reader *r, const char *bytes, size_t size, dp_error *err) {
    corpus *c = r->c;
    text x;
    arena_reset(&r->scratch);
    if (r->words >= r->o->words_most) return DP_OK;
    dp_status status = text_analyse(r->work, r->o->lang, bytes, size, &r->scratch, &x, err);
    for (uint32_t k = 0; k < x.sentence_count && !status; k++) {
        const sentence *from = &x.sentences[k];
        corpus_sentence s = {
            .first = c->words.n, .count = from->end_token - from->first_token, .bank = r->o->bank, .weight = 1.0f};
        if (s.count == 0 || s.count > CORPUS_SENTENCE_MAX) continue;
        for (uint32_t t = from->first_token; t < from->end_token; t++) {
            corpus_word w = {.tag = CORPUS_NONE, .deprel = CORPUS_NONE, .head = -1, .entity = CORPUS_NONE};
            if (!corpus_fill_forms(c, x.tokens[t].form, NULL, false, &w) || !vec_push(c->a, &c->words, w))
                return error_nomem(err);
        }
        if (!vec_push(c->a, &c->sentences, s)) return error_nomem(err);
        r->words += s.count;
    }
    return status;
}

static dp_status take_line(void *context, const json_t *record, uint64_t number, dp_error *err) {
    const char *bytes = json_string_value(json_object_get(record, "text"));
    (void)number;
    return bytes ? add_text(context, bytes, strlen(bytes), err)
                 : error_set(err, DP_E_FORMAT, "the line is no JSON object with a \"text\"");
}

static bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static dp_status add_file(reader *r, const char *path, dp_error *err) {
    mapfile file;
    dp_status status = mapfile_open(path, &file, err);
    if (status) return status;
    if (ends_with(path, ".jsonl"))
        status = json_lines_read(&file, path, take_line, r, err);
    else
        status = add_text(r, file.at ? file.at : "", file.size, err);
    mapfile_close(&file);
    return status;
}

dp_status corpus_read_raw(corpus *c, const text_models *models, const char *folder, const raw_options *o, dp_error *err) {
    reader r = {.c = c, .o = o};
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    if (n < 0) {
        error_set(err, DP_E_IO, "the folder of texts could not be read");
        error_at(err, folder, 0);
        return error_remedy(err, "name a folder with .txt or .jsonl files");
    }
    arena_init(&r.scratch);
    dp_status status = text_workspace_new(models, &r.work, err);
    for (int i = 0; i < n; i++) {
        char path[4096];
        const char *name = entries[i]->d_name;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        if (!status && (ends_with(name, ".txt") || ends_with(name, ".jsonl"))) status = add_file(&r, path, err);
        free(entries[i]);
    }
    free(entries);
    text_workspace_free(r.work);
    arena_free(&r.scratch);
    return status;
}
