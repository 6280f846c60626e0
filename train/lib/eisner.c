#include "lib/eisner.h"

#include <math.h>
#include <string.h>

enum { LEFT_OPEN, RIGHT_OPEN, LEFT_DONE, RIGHT_DONE };

typedef struct chart {
    size_t m;
    float *score;   /* [4][m][m] */
    uint16_t *back; /* likewise */
} chart;

static size_t cell(const chart *c, int kind, size_t i, size_t j) {
    return ((size_t)kind * c->m + i) * c->m + j;
}

static void fill_span(chart *c, const float *arcs, size_t i, size_t j) {
    const size_t n = c->m + 1;
    float open = -INFINITY, left = -INFINITY, right = -INFINITY;
    uint16_t open_at = 0, left_at = 0, right_at = 0;
    for (size_t k = i; k < j; k++) {
        float v = c->score[cell(c, RIGHT_DONE, i, k)] + c->score[cell(c, LEFT_DONE, k + 1, j)];
        if (v > open) open = v, open_at = (uint16_t)k;
    }
    c->score[cell(c, LEFT_OPEN, i, j)] = open + arcs[i * n + j + 1];
    c->score[cell(c, RIGHT_OPEN, i, j)] = open + arcs[j * n + i + 1];
    c->back[cell(c, LEFT_OPEN, i, j)] = c->back[cell(c, RIGHT_OPEN, i, j)] = open_at;
    for (size_t k = i; k < j; k++) {
        float v = c->score[cell(c, LEFT_DONE, i, k)] + c->score[cell(c, LEFT_OPEN, k, j)];
        if (v > left) left = v, left_at = (uint16_t)k;
        v = c->score[cell(c, RIGHT_OPEN, i, k + 1)] + c->score[cell(c, RIGHT_DONE, k + 1, j)];
        if (v > right) right = v, right_at = (uint16_t)(k + 1);
    }
    c->score[cell(c, LEFT_DONE, i, j)] = left;
    c->score[cell(c, RIGHT_DONE, i, j)] = right;
    c->back[cell(c, LEFT_DONE, i, j)] = left_at;
    c->back[cell(c, RIGHT_DONE, i, j)] = right_at;
}

/* Depth is at most m: each call covers a shorter span than its caller. */
static void read_heads(const chart *c, int kind, size_t i, size_t j, int32_t *heads) {
    if (i == j) return;
    const size_t k = c->back[cell(c, kind, i, j)];
    switch (kind) {
    case LEFT_OPEN:
    case RIGHT_OPEN:
        if (kind == LEFT_OPEN)
            heads[i] = (int32_t)j;
        else
            heads[j] = (int32_t)i;
        read_heads(c, RIGHT_DONE, i, k, heads);
        read_heads(c, LEFT_DONE, k + 1, j, heads);
        break;
    case LEFT_DONE:
        read_heads(c, LEFT_DONE, i, k, heads);
        read_heads(c, LEFT_OPEN, k, j, heads);
        break;
    default:
        read_heads(c, RIGHT_OPEN, i, k, heads);
        read_heads(c, RIGHT_DONE, k, j, heads);
        break;
    }
}

void eisner(size_t m, const float *arcs, float *table, uint16_t *back, int32_t *heads) {
    chart c = {.m = m, .score = table, .back = back};
    for (size_t i = 0; i < m; i++)
        for (int kind = 0; kind < 4; kind++) c.score[cell(&c, kind, i, i)] = 0;
    for (size_t size = 1; size < m; size++)
        for (size_t i = 0; i + size < m; i++) fill_span(&c, arcs, i, i + size);
    size_t root = 0;
    float most = -INFINITY;
    for (size_t r = 0; r < m; r++) {
        float v = c.score[cell(&c, LEFT_DONE, 0, r)] + c.score[cell(&c, RIGHT_DONE, r, m - 1)] + arcs[r * (m + 1)];
        if (v > most) most = v, root = r;
    }
    read_heads(&c, LEFT_DONE, 0, root, heads);
    read_heads(&c, RIGHT_DONE, root, m - 1, heads);
    heads[root] = -1;
}
