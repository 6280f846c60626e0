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

/* A right move that is this little ahead of a wrong one is learnt once more, in units of one correction. */
#define MOVE_MARGIN 10.0f
/* A context is fixed where the same decision was right so often, and as good as always. */
#define FIXED_SEEN      40
#define MOVE_ERRORS_IN  1000
#define LABEL_ERRORS_IN 100

typedef struct trainer {
    const parse_setup *setup;
    learner *moves, *labels;
    parse_state state;
    uint64_t random;
    uint32_t wrong_moves, wrong_labels, arcs;
    uint32_t (*move_seen)[MOVE_COUNT + 1]; /* [PARSE_MOVE_CONTEXTS] how often a move was right; the last: how often seen */
    uint32_t (*label_seen)[DEP_COUNT + 1]; /* [PARSE_LABEL_CONTEXTS] likewise */
    uint8_t *fixed_moves, *fixed_labels;
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
    uint8_t fixed = t->fixed_labels[parse_label_context(&t->state, d, h)];
    if (fixed != PARSE_OPEN) return fixed;
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

typedef struct choice {
    int best;  /* the move that scores best */
    int right; /* of the moves that cost least the one that scores best */
    int wrong; /* of the others likewise; -1 where none is possible */
    bool fixed;
    uint32_t costs[MOVE_COUNT]; /* UINT32_MAX where the move is not possible */
    uint32_t least;
} choice;

static choice choose(const trainer *t, const gold_token *gold, const float *sums) {
    choice c = {-1, -1, -1, false, {0}, UINT32_MAX};
    for (int m = 0; m < MOVE_COUNT; m++) {
        bool can = parse_can(&t->state, (enum parse_move)m);
        c.costs[m] = can ? cost(&t->state, gold, (enum parse_move)m) : UINT32_MAX;
        if (c.costs[m] < c.least) c.least = c.costs[m];
        if (can && (c.best < 0 || sums[m] > sums[c.best])) c.best = m;
    }
    for (int m = 0; m < MOVE_COUNT; m++) {
        if (c.costs[m] == UINT32_MAX) continue;
        int *which = c.costs[m] == c.least ? &c.right : &c.wrong;
        if (*which < 0 || sums[m] > sums[*which]) *which = m;
    }
    return c;
}

static void make_arc(trainer *t, const gold_token *gold, enum parse_move move, bool learning) {
    uint32_t d, h;
    parse_arc(&t->state, move, &d, &h);
    parse_attach(&t->state, move, learning ? learn_label(t, gold, d, h) : gold[d].deprel);
}

/* Follows the gold tree once. First to see which decisions are always the same; then, with `count`, to count the features of
 * the others. */
static void survey(trainer *t, const bank_sentence *s, bool count) {
    static const float none[MOVE_COUNT];
    const gold_token *gold = t->setup->bank->gold.at + s->first;
    parse_state *state = &t->state;
    parse_begin(state, t->setup->tagged + s->first, s->count);
    while (!parse_done(state)) {
        uint64_t keys[PARSE_KEYS_MAX];
        choice c = choose(t, gold, none);
        uint32_t context = parse_move_context(state), d, h;
        if (count && t->fixed_moves[context] == PARSE_OPEN) learner_count(t->moves, keys, parse_move_keys(state, keys));
        if (!count) {
            t->move_seen[context][MOVE_COUNT]++;
            for (int m = 0; m < MOVE_COUNT; m++) t->move_seen[context][m] += c.costs[m] == c.least;
        }
        if (c.right == MOVE_SHIFT) {
            parse_shift(state);
            continue;
        }
        parse_arc(state, (enum parse_move)c.right, &d, &h);
        context = parse_label_context(state, d, h);
        if (count && t->fixed_labels[context] == PARSE_OPEN) learner_count(t->labels, keys, parse_label_keys(state, d, h, keys));
        if (!count) t->label_seen[context][DEP_COUNT]++, t->label_seen[context][gold[d].deprel]++;
        make_arc(t, gold, (enum parse_move)c.right, false);
    }
}

/* counts[n] is the whole of counts[0..n). */
static uint8_t fix(const uint32_t *counts, uint32_t n, uint32_t errors_in) {
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (counts[i] > counts[best]) best = i;
    bool always = counts[n] >= FIXED_SEEN && (counts[n] - counts[best]) * errors_in <= counts[n];
    return always ? (uint8_t)best : PARSE_OPEN;
}

/* One sentence, by the scores or, where a context is fixed, without them. */
static void learn(trainer *t, const bank_sentence *s, uint32_t epoch) {
    const gold_token *gold = t->setup->bank->gold.at + s->first;
    parse_state *state = &t->state;
    parse_begin(state, t->setup->tagged + s->first, s->count);
    while (!parse_done(state)) {
        uint64_t keys[PARSE_KEYS_MAX];
        float sums[MOVE_COUNT];
        uint8_t fixed = t->fixed_moves[parse_move_context(state)];
        enum parse_move move = (enum parse_move)fixed;
        if (fixed == PARSE_OPEN || !parse_can(state, move)) {
            uint32_t n = parse_move_keys(state, keys);
            learner_score(t->moves, keys, n, sums);
            choice c = choose(t, gold, sums);
            t->wrong_moves += c.best != c.right;
            if (c.wrong >= 0 && sums[c.right] - sums[c.wrong] < MOVE_MARGIN)
                learner_correct(t->moves, keys, n, (uint32_t)c.right, (uint32_t)c.wrong);
            learner_step(t->moves);
            bool explore = epoch >= EXPLORE_FROM && random_next(&t->random) % 10 < EXPLORE_TENTHS;
            move = (enum parse_move)(explore ? c.best : c.right);
        }
        if (move == MOVE_SHIFT)
            parse_shift(state);
        else
            make_arc(t, gold, move, true);
    }
}

static void learn_bank(trainer *t, uint32_t *order, uint32_t epoch) {
    const treebank *b = t->setup->bank;
    t->wrong_moves = t->wrong_labels = t->arcs = 0;
    shuffle(order, b->sentences.n, epoch + 1);
    for (uint32_t i = 0; i < b->sentences.n; i++) learn(t, &b->sentences.at[order[i]], epoch);
    if (t->setup->verbose)
        fprintf(stderr, "parser, epoch %u: %u wrong moves, %u wrong labels of %u\n", epoch + 1, t->wrong_moves, t->wrong_labels,
                t->arcs);
}

static void survey_bank(trainer *t) {
    const treebank *b = t->setup->bank;
    uint32_t moves = 0, labels = 0;
    for (uint32_t i = 0; i < b->sentences.n; i++) survey(t, &b->sentences.at[i], false);
    for (uint32_t i = 0; i < PARSE_MOVE_CONTEXTS; i++) {
        t->fixed_moves[i] = fix(t->move_seen[i], MOVE_COUNT, MOVE_ERRORS_IN);
        if (t->fixed_moves[i] != PARSE_OPEN) moves += t->move_seen[i][MOVE_COUNT];
    }
    for (uint32_t i = 0; i < PARSE_LABEL_CONTEXTS; i++) {
        t->fixed_labels[i] = fix(t->label_seen[i], DEP_COUNT, LABEL_ERRORS_IN);
        if (t->fixed_labels[i] != PARSE_OPEN) labels += t->label_seen[i][DEP_COUNT];
    }
    if (t->setup->verbose) fprintf(stderr, "parser: %u moves and %u labels are always the same\n", moves, labels);
    for (uint32_t i = 0; i < b->sentences.n; i++) survey(t, &b->sentences.at[i], true);
}

static dp_status export_rows(const learner *l, const char *name, uint32_t row_bytes, uint32_t slots, bool verbose, buf *out,
                             dp_error *err) {
    uint32_t kept, dropped;
    if (learner_failed(l)) return error_nomem(err);
    dp_status status = learner_export(l, row_bytes, slots, out, &kept, &dropped, err);
    if (!status && verbose) fprintf(stderr, "%s: %u rows, %u left out\n", name, kept, dropped);
    return status;
}

static dp_status export_all(const trainer *t, parse_sections *out, dp_error *err) {
    learner_finish(t->moves);
    learner_finish(t->labels);
    dp_status status = export_rows(t->moves, "moves", 4, t->setup->move_slots, t->setup->verbose, &out->moves, err);
    if (!status) status = export_rows(t->labels, "labels", 64, t->setup->label_slots, t->setup->verbose, &out->labels, err);
    buf_add(&out->fixed_moves, t->fixed_moves, PARSE_MOVE_CONTEXTS);
    buf_add(&out->fixed_labels, t->fixed_labels, PARSE_LABEL_CONTEXTS);
    return !status && (out->fixed_moves.failed || out->fixed_labels.failed) ? error_nomem(err) : status;
}

static void free_trainer(trainer *t) {
    if (!t) return;
    learner_free(t->moves);
    learner_free(t->labels);
    free(t->move_seen);
    free(t->label_seen);
    free(t->fixed_moves);
    free(t->fixed_labels);
    free(t);
}

static dp_status new_trainer(const parse_setup *setup, trainer **out, dp_error *err) {
    trainer *t = *out = calloc(1, sizeof *t);
    if (!t) return error_nomem(err);
    t->setup = setup;
    t->random = 42;
    t->move_seen = calloc(PARSE_MOVE_CONTEXTS, sizeof *t->move_seen);
    t->label_seen = calloc(PARSE_LABEL_CONTEXTS, sizeof *t->label_seen);
    t->fixed_moves = malloc(PARSE_MOVE_CONTEXTS);
    t->fixed_labels = malloc(PARSE_LABEL_CONTEXTS);
    if (!t->move_seen || !t->label_seen || !t->fixed_moves || !t->fixed_labels) return error_nomem(err);
    dp_status status = learner_new(MOVE_COUNT, setup->min_count, &t->moves, err);
    return status ? status : learner_new(DEP_COUNT, setup->min_count, &t->labels, err);
}

dp_status parse_train(const parse_setup *setup, parse_sections *out, dp_error *err) {
    trainer *t = NULL;
    uint32_t n = setup->bank->sentences.n, *order = malloc((n + 1u) * sizeof *order);
    dp_status status = order ? new_trainer(setup, &t, err) : error_nomem(err);
    if (!status) {
        for (uint32_t i = 0; i < n; i++) order[i] = i;
        survey_bank(t);
        for (uint32_t epoch = 0; epoch < setup->epochs; epoch++) learn_bank(t, order, epoch);
        status = export_all(t, out, err);
    }
    free_trainer(t);
    free(order);
    return status;
}
