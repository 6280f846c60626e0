/* Training the tagger. */
#include "lib/tag_trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/shuffle.h"
#include "text/tag_features.h"

#define KEYS_MAX (ROLE_COUNT * TAG_WORD_KEYS_MAX + TAG_CONTEXT_KEYS_MAX)
/* One sentence in so many is learnt a second time as if it were a headline in capitals. */
#define UNTOLD_EVERY 8

typedef struct example {
    uint32_t first, count;
    const word_type *types; /* [count] */
} example;

typedef struct trainer {
    const tag_setup *setup;
    learner *l;
    arena memory;
    vec_of(example) examples;
} trainer;

static bool add_example(trainer *t, const bank_sentence *s, bool untold) {
    const treebank *b = t->setup->bank;
    const model *m = &t->setup->by_fold[s->fold];
    word_type *types = arena_array(&t->memory, s->count, sizeof *types);
    if (!types) return false;
    bool opened = false;
    untold = untold || tag_caps_untold(b->tokens.at, s->first, s->first + s->count);
    for (uint32_t i = 0; i < s->count; i++) {
        const token *at = &b->tokens.at[s->first + i];
        tag_word_make(&m->words, b->fold, at, tag_word_case(at, untold, &opened), &types[i]);
    }
    example e = {s->first, s->count, types};
    return vec_push(&t->memory, &t->examples, e);
}

static uint32_t all_keys(const example *e, uint32_t i, uint32_t tag1, uint32_t tag2, uint64_t keys[KEYS_MAX]) {
    static const enum tag_role roles[5] = {ROLE_LEFT2, ROLE_LEFT, ROLE_OWN, ROLE_RIGHT, ROLE_RIGHT2};
    const word_type *w[5];
    uint32_t n = 0;
    for (uint32_t k = 0; k < 5; k++) {
        w[k] = i + k < 2 || i + k - 2 >= e->count ? &tag_word_edge : &e->types[i + k - 2];
        n += tag_word_keys(w[k], roles[k], keys + n);
    }
    tag_context context = {w[0], w[1], w[2], w[3], w[4], tag1, tag2};
    return n + tag_context_keys(&context, keys + n);
}

static uint32_t right_class(const trainer *t, uint32_t at) {
    const gold_token *g = &t->setup->bank->gold.at[at];
    return class_of(t->setup->classes, t->setup->class_count, g->upos, g->feats);
}

/* One sentence; gives the number of wrong classes. With `count` the features are only counted. */
static uint32_t learn(trainer *t, const example *e, bool count) {
    uint32_t tag1 = TAG_EDGE, tag2 = TAG_EDGE, wrong = 0;
    for (uint32_t i = 0; i < e->count; i++) {
        uint32_t right = right_class(t, e->first + i), best = e->types[i].frozen;
        if (best == LEXICON_NOT_FROZEN || count) {
            uint64_t keys[KEYS_MAX];
            float sums[MODEL_CLASSES_MAX];
            uint32_t n = all_keys(e, i, tag1, tag2, keys);
            best = right;
            if (count) {
                learner_count(t->l, keys, n);
            } else {
                learner_score(t->l, keys, n, sums);
                best = 0;
                for (uint32_t c = 1; c < t->setup->class_count; c++)
                    if (sums[c] > sums[best]) best = c;
                if (best != right) learner_correct(t->l, keys, n, right, best);
                learner_step(t->l);
            }
        }
        if (best != right) wrong++;
        tag2 = tag1;
        tag1 = best;
    }
    return wrong;
}

dp_status tag_train(const tag_setup *setup, uint32_t but_fold, buf *out, dp_error *err) {
    trainer t = {.setup = setup};
    dp_status status = learner_new(setup->class_count, setup->min_count, &t.l, err);
    arena_init(&t.memory);
    const treebank *b = setup->bank;
    bool done = true;
    for (uint32_t s = 0; !status && done && s < b->sentences.n; s++) {
        if (b->sentences.at[s].fold == but_fold) continue;
        done = add_example(&t, &b->sentences.at[s], false);
        if (done && s % UNTOLD_EVERY == 0) done = add_example(&t, &b->sentences.at[s], true);
    }
    uint32_t *order = done ? arena_array(&t.memory, t.examples.n, sizeof *order) : NULL;
    if (!status && !order) status = error_nomem(err);
    for (uint32_t i = 0; !status && i < t.examples.n; i++) {
        order[i] = i;
        learn(&t, &t.examples.at[i], true);
    }
    for (uint32_t epoch = 0; !status && epoch < setup->epochs; epoch++) {
        uint32_t wrong = 0;
        shuffle(order, t.examples.n, epoch + 1);
        for (uint32_t i = 0; i < t.examples.n; i++) wrong += learn(&t, &t.examples.at[order[i]], false);
        if (setup->verbose) fprintf(stderr, "tagger, epoch %u: %u wrong\n", epoch + 1, wrong);
    }
    if (!status) {
        uint32_t kept, dropped;
        learner_finish(t.l);
        status = learner_failed(t.l) ? error_nomem(err) : learner_export(t.l, 32, setup->slots, out, &kept, &dropped, err);
        if (!status && setup->verbose) fprintf(stderr, "tagger: %u rows, %u left out\n", kept, dropped);
    }
    learner_free(t.l);
    arena_free(&t.memory);
    return status;
}
