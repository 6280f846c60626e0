/* Training one language. */
#include "lib/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/inventory.h"
#include "lib/model_file.h"
#include "lib/paradigm.h"
#include "lib/parse_trainer.h"
#include "lib/tag_trainer.h"
#include "text/tagger.h"

/* A feature must have been seen so often: more in a large bank, where there are more of them than a model has room for. */
#define MIN_COUNT(words) (3 + (uint32_t)(words) / 60000)
/* Slots of the linear models, as powers of two: of tags 32 bytes each, of moves 4, of labels 64. */
#define TAG_SLOTS(words)   (1u << ((words) < 150000 ? 15 : 16))
#define MOVE_SLOTS(words)  (1u << ((words) < 150000 ? 17 : 18))
#define LABEL_SLOTS(words) (1u << 14)

typedef struct pipeline {
    const treebank *bank;
    const pipeline_options *o;
    tag_class classes[MODEL_CLASSES_MAX];
    uint32_t class_count;
    word_tables tables[TREEBANK_FOLDS + 1]; /* the last is made of all */
    model models[TREEBANK_FOLDS + 1];
    rule_file rules; /* morphology.rules; empty where the language has none */
    token *tagged;   /* [bank->tokens.n] */
    buf tags;
    parse_sections parser;
} pipeline;

static dp_status read_rules(pipeline *p, dp_error *err) {
    char path[64];
    snprintf(path, sizeof path, "lang/%.8s/morphology.rules", p->o->lang);
    if (!rule_file_exists(p->o->root, path)) return DP_OK;
    paradigm_rules rules = {&p->rules, p->bank->a};
    dp_status status = rule_file_read(p->o->root, path, p->bank->a, &p->rules, err);
    if (!status) status = paradigm_check(&rules, err);
    return status ? status : paradigm_test(&rules, err);
}

static dp_status make_words(pipeline *p, uint32_t fold, dp_error *err) {
    arena a;
    arena_init(&a);
    inventory v = {.a = &a, .fold = p->bank->fold};
    dp_status status = inventory_add_bank(&v, p->bank, fold) ? DP_OK : error_nomem(err);
    if (!status && p->o->word_list) status = inventory_add_list(&v, p->o->word_list, 4, err);
    if (!status && p->rules.n > 0) status = paradigm_extend(&(paradigm_rules){&p->rules, &a}, &v, err);
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
    dp_status status = tag_train(setup, fold, &section, err);
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
    uint32_t words = p->bank->tokens.n;
    tag_setup tagging = {.bank = p->bank,
                         .classes = p->classes,
                         .class_count = p->class_count,
                         .by_fold = p->models,
                         .epochs = p->o->epochs,
                         .min_count = MIN_COUNT(words),
                         .slots = TAG_SLOTS(words),
                         .verbose = p->o->verbose};
    dp_status status = tag_train(&tagging, TREEBANK_FOLDS, &p->tags, err);
    tagging.verbose = false;
    for (uint32_t fold = 0; !status && fold < TREEBANK_FOLDS; fold++) status = tag_fold(p, &tagging, fold, err);
    parse_setup parsing = {.bank = p->bank,
                           .tagged = p->tagged,
                           .epochs = p->o->epochs,
                           .min_count = MIN_COUNT(words),
                           .move_slots = MOVE_SLOTS(words),
                           .label_slots = LABEL_SLOTS(words),
                           .verbose = p->o->verbose};
    return status ? status : parse_train(&parsing, &p->parser, err);
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
    model_file_add(&f, "moves", &p->parser.moves);
    model_file_add(&f, "labels", &p->parser.labels);
    model_file_add(&f, "fixed.moves", &p->parser.fixed_moves);
    model_file_add(&f, "fixed.labels", &p->parser.fixed_labels);
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
    if (!status) status = read_rules(p, err);
    for (uint32_t fold = 0; !status && fold <= TREEBANK_FOLDS; fold++) status = make_words(p, fold, err);
    if (!status) status = train_models(p, err);
    if (!status) status = write_model(p, out, err);
    for (uint32_t fold = 0; fold <= TREEBANK_FOLDS; fold++) word_tables_free(&p->tables[fold]);
    buf_free(&p->tags);
    buf_free(&p->parser.moves);
    buf_free(&p->parser.labels);
    buf_free(&p->parser.fixed_moves);
    buf_free(&p->parser.fixed_labels);
    free(p);
    return status;
}
