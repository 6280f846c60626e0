/* Training the parser. */
#include "lib/parse_trainer.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/learner.h"
#include "lib/shuffle.h"
#include "text/parse_state.h"

/* From the second epoch on the parser follows its own choice nine times in ten. */
#define EXPLORE_FROM   1
#define EXPLORE_TENTHS 9

typedef struct trainer {
    const parse_setup *setup;
    learner *moves, *labels;
    parse_state state;
    uint64_t random;
    uint32_t wrong_moves, wrong_labels, arcs;
} trainer;

/* How many gold arcs a move makes impossible. gold[i] is the head of word i, -1 for the root. */
static uint32_t cost(const parse_state *s, const gold_token *gold, enum parse_move m) {
    uint32_t lost = 0;
    if (m == MOVE_SHIFT) {
        /* b0 loses its children on the stack, and its head there unless that is s0. */
        int32_t b0 = (int32_t)s->next;
        for (uint32_t i = 0; i < s->depth; i++) {
            if (gold[s->stack[i]].head == b0) lost++;
            if (gold[b0].head == s->stack[i] && i + 1 < s->depth) lost++;
        }
        return lost;
    }
    /* s0 goes: it loses its children in the buffer, and its head unless it is the one it gets. */
    uint32_t d, h;
    parse_arc(s, m, &d, &h);
    int32_t head = gold[d].head;
    for (uint32_t i = s->next; i < s->n; i++)
        if (gold[i].head == (int32_t)d) lost++;
    bool in_reach = head < 0 || head >= (int32_t)s->next || (s->depth > 1 && head == s->stack[s->depth - 2]);
    if (in_reach && head != (int32_t)h) lost++;
    return lost;
}

static uint8_t learn_label(trainer *t, const gold_token *gold, uint32_t d, uint32_t h) {
    uint64_t keys[LABEL_KEYS_MAX];
    float sums[LINEAR_ROW_MAX];
    uint32_t n = parse_label_keys(&t->state, d, h, keys), best = DEP_DEP;
    learner_score(t->labels, keys, n, sums);
    for (uint32_t l = 0; l < DEP_COUNT; l++)
        if (l != DEP_ROOT && sums[l] > sums[best]) best = l;
    if (gold[d].head != (int32_t)h) return (uint8_t)best;
    t->arcs++;
    if (best != gold[d].deprel) {
        t->wrong_labels++;
        learner_correct(t->labels, keys, n, gold[d].deprel, best);
    }
    learner_step(t->labels);
    return (uint8_t)best;
}

static void count_label(trainer *t, uint32_t d, uint32_t h) {
    uint64_t keys[LABEL_KEYS_MAX];
    learner_count(t->labels, keys, parse_label_keys(&t->state, d, h, keys));
}

/* The best possible move, and the best of those that cost least. */
static void choose(const trainer *t, const gold_token *gold, const float *sums, int *best, int *right) {
    uint32_t costs[MOVE_COUNT], least = UINT32_MAX;
    *best = *right = -1;
    for (int m = 0; m < MOVE_COUNT; m++) {
        if (!parse_can(&t->state, (enum parse_move)m)) continue;
        costs[m] = cost(&t->state, gold, (enum parse_move)m);
        if (costs[m] < least) least = costs[m];
        if (*best < 0 || sums[m] > sums[*best]) *best = m;
    }
    for (int m = 0; m < MOVE_COUNT; m++)
        if (parse_can(&t->state, (enum parse_move)m) && costs[m] == least && (*right < 0 || sums[m] > sums[*right])) *right = m;
    if (costs[*best] == least) *right = *best;
}

/* One sentence. With `count`, along the gold tree, features are only counted. */
static void learn(trainer *t, const bank_sentence *s, uint32_t epoch, bool count) {
    const gold_token *gold = t->setup->bank->gold.at + s->first;
    parse_state *state = &t->state;
    parse_begin(state, t->setup->tagged + s->first, s->count);
    while (!parse_done(state)) {
        uint64_t keys[PARSE_KEYS_MAX];
        float sums[MOVE_COUNT] = {0};
        int best, right;
        uint32_t n = parse_move_keys(state, keys);
        if (count)
            learner_count(t->moves, keys, n);
        else
            learner_score(t->moves, keys, n, sums);
        choose(t, gold, sums, &best, &right);
        if (!count) {
            if (best != right) {
                t->wrong_moves++;
                learner_correct(t->moves, keys, n, (uint32_t)right, (uint32_t)best);
            }
            learner_step(t->moves);
        }
        bool explore = !count && epoch >= EXPLORE_FROM && random_next(&t->random) % 10 < EXPLORE_TENTHS;
        enum parse_move move = (enum parse_move)(explore ? best : right);
        if (move == MOVE_SHIFT) {
            parse_shift(state);
            continue;
        }
        uint32_t d, h;
        parse_arc(state, move, &d, &h);
        if (count) count_label(t, d, h);
        parse_attach(state, move, count ? gold[d].deprel : learn_label(t, gold, d, h));
    }
}

static dp_status export(const trainer *t, uint32_t move_slots, uint32_t label_slots, buf *moves, buf *labels, dp_error *err) {
    uint32_t kept, dropped;
    learner_finish(t->moves);
    learner_finish(t->labels);
    if (learner_failed(t->moves) || learner_failed(t->labels)) return error_nomem(err);
    dp_status status = learner_export(t->moves, 4, move_slots, moves, &kept, &dropped, err);
    if (status) return status;
    if (t->setup->verbose) fprintf(stderr, "moves: %u rows, %u left out\n", kept, dropped);
    status = learner_export(t->labels, 64, label_slots, labels, &kept, &dropped, err);
    if (!status && t->setup->verbose) fprintf(stderr, "labels: %u rows, %u left out\n", kept, dropped);
    return status;
}

dp_status parse_train(const parse_setup *setup, uint32_t move_slots, uint32_t label_slots, buf *moves, buf *labels,
                      dp_error *err) {
    const treebank *b = setup->bank;
    trainer *t = calloc(1, sizeof *t);
    uint32_t *order = malloc((b->sentences.n + 1u) * sizeof *order);
    dp_status status = t && order ? DP_OK : error_nomem(err);
    if (!status) *t = (trainer){.setup = setup, .random = 42};
    if (!status) status = learner_new(MOVE_COUNT, setup->move_min_count, &t->moves, err);
    if (!status) status = learner_new(DEP_COUNT, setup->label_min_count, &t->labels, err);
    for (uint32_t i = 0; !status && i < b->sentences.n; i++) {
        order[i] = i;
        learn(t, &b->sentences.at[i], 0, true);
    }
    for (uint32_t epoch = 0; !status && epoch < setup->epochs; epoch++) {
        t->wrong_moves = t->wrong_labels = t->arcs = 0;
        shuffle(order, b->sentences.n, epoch + 1);
        for (uint32_t i = 0; i < b->sentences.n; i++) learn(t, &b->sentences.at[order[i]], epoch, false);
        if (setup->verbose)
            fprintf(stderr, "parser, epoch %u: %u wrong moves, %u wrong labels of %u\n", epoch + 1, t->wrong_moves,
                    t->wrong_labels, t->arcs);
    }
    if (!status) status = export(t, move_slots, label_slots, moves, labels, err);
    if (t) learner_free(t->moves), learner_free(t->labels);
    free(t);
    free(order);
    return status;
}
