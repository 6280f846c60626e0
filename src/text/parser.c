/* The parser's decoder. */
#include "text/parser.h"

#include "text/scratch.h"

#define LABEL_LANES 48 /* DEP_COUNT, rounded up to whole vectors */
_Static_assert(DEP_COUNT <= LABEL_LANES, "a label has a lane");

/* The margin of a move that is always the same: more than any score. */
#define FIXED_MARGIN 100.0f

static linear_sums score_moves(const model *m, const parse_state *s) {
    uint64_t keys[PARSE_KEYS_MAX];
    uint32_t n = parse_move_keys(s, keys);
    linear_sums sums = {{0}, {0}};
    for (uint32_t k = 0; k < n; k++) linear_add_narrow(&m->moves, keys[k], &sums);
    return sums;
}

/* The best possible move; *margin is how far it is ahead of the next possible one. */
static enum parse_move choose_move(const model *m, const parse_state *s, float *margin) {
    uint8_t fixed = m->fixed_moves[parse_move_context(s)];
    *margin = FIXED_MARGIN;
    if (fixed != PARSE_OPEN && parse_can(s, (enum parse_move)fixed)) return (enum parse_move)fixed;
    linear_sums sums = score_moves(m, s);
    int32_t best_score = INT32_MIN, second_score = INT32_MIN;
    int best = MOVE_SHIFT;
    for (int k = 0; k < MOVE_COUNT; k++) {
        if (!parse_can(s, (enum parse_move)k)) continue;
        int32_t score = linear_lane(&sums, (unsigned)k);
        if (score > best_score)
            second_score = best_score, best_score = score, best = k;
        else if (score > second_score)
            second_score = score;
    }
    if (second_score != INT32_MIN) *margin = (float)(best_score - second_score) / (float)m->moves.scale;
    return (enum parse_move)best;
}

static uint8_t choose_label(const model *m, const parse_state *s, uint32_t dependent, uint32_t head) {
    uint8_t fixed = m->fixed_labels[parse_label_context(s, dependent, head)];
    if (fixed != PARSE_OPEN) return fixed;
    uint64_t keys[LABEL_KEYS_MAX];
    uint16_t sums[LABEL_LANES] = {0};
    uint32_t n = parse_label_keys(s, dependent, head, keys);
    for (uint32_t k = 0; k < n; k++) {
        const uint8_t *row = linear_row(&m->labels, keys[k]);
        for (int l = 0; l < LABEL_LANES; l++) sums[l] = (uint16_t)(sums[l] + row[l]);
    }
    uint32_t best = DEP_DEP;
    for (uint32_t l = 0; l < DEP_COUNT; l++)
        if (l != DEP_ROOT && sums[l] > sums[best]) best = l;
    return (uint8_t)best;
}

static void parse_piece(const model *m, parse_state *s, token *tokens, uint32_t first, uint32_t n) {
    parse_begin(s, tokens + first, n);
    while (!parse_done(s)) {
        float margin;
        enum parse_move move = choose_move(m, s, &margin);
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
        t->margin = margin;
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
