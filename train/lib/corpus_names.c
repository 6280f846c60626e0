#include "lib/corpus_names.h"

#include <stdio.h>
#include <string.h>

#include "lib/json_lines.h"

static int class_of(const char *label) {
    static const char *const names[ENTITY_CLASSES] = {"PER", "ORG", "LOC", "MISC"};
    for (int i = 0; i < ENTITY_CLASSES; i++)
        if (label && strcmp(label, names[i]) == 0) return i;
    return -1;
}

/* Bytes of the first `count` code points. */
static size_t bytes_of(const char *s, size_t n, json_int_t count) {
    size_t at = 0;
    uint32_t cp;
    while (at < n && count-- > 0) at += utf8_decode(s + at, n - at, &cp);
    return at;
}

typedef struct reader {
    corpus *c;
    text_workspace *work;
    const names_options *o;
    arena scratch;
} reader;

/* Does token t stand before the word that a name begins with, as the proclitic of "وإيران" does? Of a written word's parts the
 * longest is taken for the word. */
static bool is_proclitic(const text *x, uint32_t t) {
    const size_t own = strlen(x->tokens[t].form);
    for (uint32_t k = t + 1; k < x->token_count && x->tokens[k].start == x->tokens[t].start; k++)
        if (strlen(x->tokens[k].form) > own) return true;
    return false;
}

/* The entity tags of the tokens of `x`, one a token. */
static void tag_tokens(const text *x, const json_t *entities, uint32_t *tags) {
    for (uint32_t t = 0; t < x->token_count; t++) tags[t] = ENTITY_O;
    for (size_t i = 0; i < json_array_size(entities); i++) {
        const json_t *e = json_array_get(entities, i);
        const int class = class_of(json_string_value(json_object_get(e, "label")));
        const size_t start = bytes_of(x->bytes, x->size, json_integer_value(json_object_get(e, "start")));
        const size_t end = bytes_of(x->bytes, x->size, json_integer_value(json_object_get(e, "end")));
        bool inside = false;
        for (uint32_t t = 0; t < x->token_count && class >= 0; t++) {
            if (x->tokens[t].start < start || x->tokens[t].start >= end || (!inside && is_proclitic(x, t))) continue;
            tags[t] = (uint32_t)(1 + 2 * class + inside);
            inside = true;
        }
    }
}

static bool source_is(const json_t *record, const char *beginning) {
    const char *source = json_string_value(json_object_get(record, "source"));
    return beginning && source && strncmp(source, beginning, strlen(beginning)) == 0;
}

static dp_status add_sentences(reader *r, const text *x, const uint32_t *tags, uint32_t classes, dp_error *err) {
    corpus *c = r->c;
    for (uint32_t k = 0; k < x->sentence_count; k++) {
        const sentence *from = &x->sentences[k];
        corpus_sentence s = {.first = c->words.n, .bank = r->o->bank, .classes = classes, .weight = r->o->weight};
        for (uint32_t t = from->first_token; t < from->end_token; t++) {
            corpus_word w = {.tag = CORPUS_NONE, .deprel = CORPUS_NONE, .head = -1, .entity = tags[t]};
            if (!corpus_fill_forms(c, x->tokens[t].form, NULL, false, &w) || !vec_push(c->a, &c->words, w))
                return error_nomem(err);
        }
        s.count = c->words.n - s.first;
        if (s.count > CORPUS_SENTENCE_MAX)
            c->words.n = s.first;
        else if (s.count > 0 && !vec_push(c->a, &c->sentences, s))
            return error_nomem(err);
    }
    return DP_OK;
}

static bool wanted(const reader *r, const json_t *record, uint64_t number) {
    const json_t *also = json_object_get(record, "also_in");
    for (size_t i = 0; r->o->but_in && i < json_array_size(also); i++) {
        const char *pack = json_string_value(json_array_get(also, i));
        if (pack && strcmp(pack, r->o->but_in) == 0) return false;
    }
    if (source_is(record, r->o->but_from)) return false;
    return r->o->parts == 0 || (number % r->o->parts == r->o->part) != r->o->but_part;
}

static dp_status add_record(reader *r, const json_t *record, dp_error *err) {
    const json_t *labels = json_object_get(record, "labels");
    const char *bytes = json_string_value(json_object_get(record, "text"));
    uint32_t classes = 0;
    text x;
    if (!bytes) return error_set(err, DP_E_FORMAT, "a record has no text");
    for (size_t i = 0; i < json_array_size(labels); i++) {
        const int class = class_of(json_string_value(json_array_get(labels, i)));
        if (class >= 0) classes |= 1u << class;
    }
    const char *source = json_string_value(json_object_get(record, "source"));
    if (!source || vocab_add(&r->c->name_sources, source) == VOCAB_NONE)
        return source ? error_nomem(err) : error_set(err, DP_E_FORMAT, "a record has no source");
    arena_reset(&r->scratch);
    dp_status status = text_analyse(r->work, r->o->lang, bytes, strlen(bytes), &r->scratch, &x, err);
    if (status) return status;
    uint32_t *tags = arena_array(&r->scratch, x.token_count + 1u, sizeof *tags);
    if (!tags) return error_nomem(err);
    tag_tokens(&x, json_object_get(json_object_get(record, "gold"), "entities"), tags);
    return add_sentences(r, &x, tags, classes, err);
}

static dp_status take_record(void *context, const json_t *record, uint64_t number, dp_error *err) {
    reader *r = context;
    return wanted(r, record, number) ? add_record(r, record, err) : DP_OK;
}

dp_status corpus_read_names(corpus *c, const text_models *models, const char *path, const names_options *o, dp_error *err) {
    mapfile file;
    reader r = {.c = c, .o = o};
    if (!text_has_language(models, o->lang)) return error_set(err, DP_E_USAGE, "the pack has no language \"%s\"", o->lang);
    dp_status status = mapfile_open(path, &file, err);
    if (status) return status;
    arena_init(&r.scratch);
    status = text_workspace_new(models, &r.work, err);
    if (!status) status = json_lines_read(&file, path, take_record, &r, err);
    text_workspace_free(r.work);
    arena_free(&r.scratch);
    mapfile_close(&file);
    return status;
}
