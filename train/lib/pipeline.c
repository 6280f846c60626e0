/* Training one language. */
#include "lib/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/inventory.h"
#include "lib/model_file.h"
#include "lib/parse_trainer.h"
#include "lib/tag_trainer.h"
#include "text/tagger.h"

/* Rows of the linear models: 1 MiB, 1 MiB and 1 MiB. */
#define TAG_SLOTS   (1u << 15)
#define MOVE_SLOTS  (1u << 18)
#define LABEL_SLOTS (1u << 14)

typedef struct pipeline {
    const treebank *bank;
    const pipeline_options *o;
    tag_class classes[MODEL_CLASSES_MAX];
    uint32_t class_count;
    word_tables tables[TREEBANK_FOLDS + 1]; /* the last is made of all */
    model models[TREEBANK_FOLDS + 1];
    token *tagged; /* [bank->tokens.n] */
    buf tags, moves, labels;
} pipeline;

static dp_status make_words(pipeline *p, uint32_t fold, dp_error *err) {
    arena a;
    arena_init(&a);
    inventory v = {.a = &a, .fold = p->bank->fold};
    dp_status status = inventory_add_bank(&v, p->bank, fold) ? DP_OK : error_nomem(err);
    if (!status && p->o->word_list) status = inventory_add_list(&v, p->o->word_list, 4, err);
    if (!status) status = inventory_build(&v, p->classes, p->class_count, &p->tables[fold], err);
    if (!status) {
        p->models[fold] = (model){.fold = p->bank->fold, .classes = p->classes, .class_count = p->class_count};
        word_tables_view(&p->tables[fold], &p->models[fold]);
    }
    arena_free(&a);
    return status;
}

/* Tags one fold by a tagger that has not seen it. */
static dp_status tag_fold(pipeline *p, const tag_setup *setup, uint32_t fold, dp_error *err) {
    buf section = {0};
    linguistic_scratch *s = NULL;
    model m = p->models[fold];
    dp_status status = tag_train(setup, fold, TAG_SLOTS, &section, err);
    if (!status) status = linear_open(section.at, section.n, p->class_count, 32, &m.tags, err);
    if (!status) status = linguistic_scratch_new(&m, &s, err);
    for (uint32_t i = 0; !status && i < p->bank->sentences.n; i++) {
        const bank_sentence *bs = &p->bank->sentences.at[i];
        if (bs->fold != fold) continue;
        status = tagger_run(&m, s, p->bank->a, p->tagged, bs->first, bs->first + bs->count, err);
    }
    linguistic_scratch_free(s);
    buf_free(&section);
    return status;
}

static dp_status train_models(pipeline *p, dp_error *err) {
    tag_setup tagging = {p->bank, p->classes, p->class_count, p->models, p->o->epochs, 2, p->o->verbose};
    dp_status status = tag_train(&tagging, TREEBANK_FOLDS, TAG_SLOTS, &p->tags, err);
    tagging.verbose = false;
    for (uint32_t fold = 0; !status && fold < TREEBANK_FOLDS; fold++) status = tag_fold(p, &tagging, fold, err);
    parse_setup parsing = {p->bank, p->tagged, p->o->epochs, 1, 2, p->o->verbose};
    if (!status) status = parse_train(&parsing, MOVE_SLOTS, LABEL_SLOTS, &p->moves, &p->labels, err);
    return status;
}

static dp_status write_model(const pipeline *p, buf *out, dp_error *err) {
    const word_tables *t = &p->tables[TREEBANK_FOLDS];
    buf classes = {.at = (char *)(uintptr_t)p->classes, .n = p->class_count * sizeof *p->classes};
    model_file f = {.n = 0};
    model_file_add(&f, "classes", &classes);
    model_file_add(&f, "lex.slots", &t->slots);
    model_file_add(&f, "lex.bare", &t->bare);
    model_file_add(&f, "lex.sets", &t->sets);
    model_file_add(&f, "lex.readings", &t->readings);
    model_file_add(&f, "feats", &t->feats);
    model_file_add(&f, "strings", &t->strings);
    model_file_add(&f, "scripts", &t->scripts);
    model_file_add(&f, "guess", &t->guess);
    model_file_add(&f, "tags", &p->tags);
    model_file_add(&f, "moves", &p->moves);
    model_file_add(&f, "labels", &p->labels);
    if (p->o->verbose)
        for (uint32_t i = 0; i < f.n; i++) fprintf(stderr, "%-14s%9zu bytes\n", f.names[i], f.sections[i]->n);
    return model_file_bytes(&f, out, err);
}

dp_status pipeline_train(const treebank *b, const pipeline_options *o, buf *out, dp_error *err) {
    pipeline *p = calloc(1, sizeof *p);
    if (!p) return error_nomem(err);
    p->bank = b;
    p->o = o;
    p->class_count = inventory_classes(b, p->classes);
    p->tagged = arena_array(b->a, b->tokens.n + 1u, sizeof *p->tagged);
    dp_status status = p->tagged ? DP_OK : error_nomem(err);
    if (!status) memcpy(p->tagged, b->tokens.at, b->tokens.n * sizeof *p->tagged);
    for (uint32_t fold = 0; !status && fold <= TREEBANK_FOLDS; fold++) status = make_words(p, fold, err);
    if (!status) status = train_models(p, err);
    if (!status) status = write_model(p, out, err);
    for (uint32_t fold = 0; fold <= TREEBANK_FOLDS; fold++) word_tables_free(&p->tables[fold]);
    buf_free(&p->tags);
    buf_free(&p->moves);
    buf_free(&p->labels);
    free(p);
    return status;
}
