/* The parser's decoder. */
#include "text/parser.h"

#include "text/scratch.h"

typedef struct scores {
    int32_t move[MOVE_COUNT];
} scores;

static scores score_moves(const model *m, const parse_state *s) {
    uint64_t keys[PARSE_KEYS_MAX];
    uint32_t n = parse_move_keys(s, keys);
    scores sum = {{0}};
    for (uint32_t k = 0; k < n; k++) {
        const int8_t *row = linear_row(&m->moves, keys[k]);
        if (!row) continue;
        for (int i = 0; i < MOVE_COUNT; i++) sum.move[i] += row[i];
    }
    return sum;
}

static uint8_t choose_label(const model *m, const parse_state *s, uint32_t dependent, uint32_t head) {
    uint64_t keys[LABEL_KEYS_MAX];
    int16_t sums[LINEAR_ROW_MAX] = {0};
    uint32_t n = parse_label_keys(s, dependent, head, keys);
    for (uint32_t k = 0; k < n; k++) {
        const int8_t *row = linear_row(&m->labels, keys[k]);
        if (row) linear_add(sums, row, LINEAR_ROW_MAX);
    }
    uint32_t best = DEP_DEP;
    for (uint32_t l = 0; l < DEP_COUNT; l++)
        if (l != DEP_ROOT && sums[l] > sums[best]) best = l;
    return (uint8_t)best;
}

/* The best possible move; *margin is how far it is ahead of the next possible one, in score units. */
static enum parse_move choose_move(const parse_state *s, const scores *sum, int32_t *margin) {
    int best = -1, second = -1;
    for (int k = 0; k < MOVE_COUNT; k++) {
        if (!parse_can(s, (enum parse_move)k)) continue;
        if (best < 0 || sum->move[k] > sum->move[best])
            second = best, best = k;
        else if (second < 0 || sum->move[k] > sum->move[second])
            second = k;
    }
    *margin = second < 0 ? 0 : sum->move[best] - sum->move[second];
    return (enum parse_move)best;
}

static void parse_piece(const model *m, parse_state *s, token *tokens, uint32_t first, uint32_t n) {
    parse_begin(s, tokens + first, n);
    while (!parse_done(s)) {
        int32_t margin;
        scores sum = score_moves(m, s);
        enum parse_move move = choose_move(s, &sum, &margin);
        if (move == MOVE_SHIFT) {
            parse_shift(s);
            continue;
        }
        uint32_t d, h;
        parse_arc(s, move, &d, &h);
        parse_attach(s, move, choose_label(m, s, d, h));
        token *t = &tokens[first + d];
        t->head = first + h;
        t->deprel = s->nodes[d].label;
        t->margin = (float)margin / (float)m->moves.scale;
    }
    token *root = &tokens[first + s->stack[0]];
    root->head = TOKEN_NONE;
    root->deprel = DEP_ROOT;
    root->margin = 0;
}

void parser_run(const model *m, linguistic_scratch *s, token *tokens, uint32_t first, uint32_t end) {
    uint32_t root = TOKEN_NONE;
    while (first < end) {
        uint32_t n = end - first < PARSER_TOKENS_MAX ? end - first : PARSER_TOKENS_MAX;
        parse_piece(m, &s->parse, tokens, first, n);
        uint32_t top = first + s->parse.stack[0];
        if (root == TOKEN_NONE) {
            root = top;
        } else {
            tokens[top].head = root;
            tokens[top].deprel = DEP_PARATAXIS;
        }
        first += n;
    }
}
