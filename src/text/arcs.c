/* Decoding trees. */
#include "text/arcs.h"

#include "text/kernel.h"

#define NO_SPAN (-(1 << 30))

void eisner_init(eisner *e) {
    int32_t(*const tables[])[EISNER_STRIDE] = {e->right, e->right_to, e->left, e->left_to, e->open_right, e->open_left_to};
    for (uint32_t k = 0; k < sizeof tables / sizeof tables[0]; k++)
        for (uint32_t i = 0; i < EISNER_MAX; i++)
            for (uint32_t j = 0; j < EISNER_STRIDE; j++) tables[k][i][j] = NO_SPAN;
    e->n = 0;
}

uint32_t arcs_shift(float unit) {
    uint32_t shift = 0;
    while (shift < 8 && (float)(-ARCS_SCORE_MIN) * unit * (float)(1u << shift) < 50.0f) shift++;
    return shift;
}

/* ---- projective trees ----------------------------------------------------------------------------------------------------- */

enum span_kind { SPAN_RIGHT, SPAN_LEFT };

/* The word at which two spans join: the first for which a[k] + b[k] is `sum`. */
static uint32_t find_join(const int32_t *a, const int32_t *b, uint32_t count, int32_t sum) {
    uint32_t k = 0;
    while (k + 1 < count && a[k] + b[k] != sum) k++;
    return k;
}

/* The best tree was counted but not kept; it is found again where spans add up. */
static void read_tree(const eisner *e, eisner_span *todo, uint32_t root, uint32_t *heads) {
    uint32_t pending = 0;
    todo[pending++] = (eisner_span){0, (uint16_t)root, SPAN_LEFT};
    todo[pending++] = (eisner_span){(uint16_t)root, (uint16_t)(e->n - 1), SPAN_RIGHT};
    while (pending > 0) {
        const eisner_span s = todo[--pending];
        const uint32_t i = s.from, j = s.to;
        if (i == j) continue;
        uint32_t from = i, to = j; /* of the arc */
        if (s.kind == SPAN_RIGHT) {
            to = i + 1 + find_join(&e->open_right[i][i + 1], &e->right_to[j][i + 1], j - i, e->right[i][j]);
            heads[to] = i;
            todo[pending++] = (eisner_span){(uint16_t)to, (uint16_t)j, SPAN_RIGHT};
        } else {
            from = i + find_join(&e->left[i][i], &e->open_left_to[j][i], j - i, e->left[i][j]);
            heads[from] = j;
            todo[pending++] = (eisner_span){(uint16_t)i, (uint16_t)from, SPAN_LEFT};
        }
        const uint32_t dependent = s.kind == SPAN_RIGHT ? to : from, head = s.kind == SPAN_RIGHT ? from : to;
        const int32_t open = s.kind == SPAN_RIGHT ? e->open_right[from][to] : e->open_left_to[to][from];
        const int32_t inside = open - e->scores[(size_t)dependent * e->stride + head];
        uint32_t k = from + find_join(&e->right[from][from], &e->left_to[to][from + 1], to - from, inside);
        todo[pending++] = (eisner_span){(uint16_t)from, (uint16_t)k, SPAN_RIGHT};
        todo[pending++] = (eisner_span){(uint16_t)(k + 1), (uint16_t)to, SPAN_LEFT};
    }
}

static void decode_projective(const kernel_steps *steps, arcs_memory *m, const int32_t *scores, uint32_t n, uint32_t stride,
                              uint32_t *heads) {
    eisner *e = &m->spans;
    e->n = n;
    e->scores = scores;
    e->stride = stride;
    steps->eisner(e);
    uint32_t root = 0;
    int32_t best = INT32_MIN;
    for (uint32_t r = 0; r < n; r++) {
        int32_t sum = e->left[0][r] + e->right[r][n - 1] + scores[(size_t)r * stride + n];
        if (sum > best) best = sum, root = r;
    }
    heads[root] = ARCS_ROOT;
    read_tree(e, m->todo, root, heads);
}

/* ---- long sentences ------------------------------------------------------------------------------------------------------- */

/* The root is the word that loses least by it; all others take their best head. */
static void take_best(const int32_t *scores, uint32_t n, uint32_t stride, uint32_t *heads) {
    uint32_t root = 0;
    for (uint32_t d = 0; d < n; d++) {
        const int32_t *row = scores + (size_t)d * stride;
        if (row[n] > scores[(size_t)root * stride + n]) root = d;
        uint32_t best = d == 0 ? 1 : 0;
        for (uint32_t h = 0; h < n; h++)
            if (h != d && row[h] > row[best]) best = h;
        heads[d] = best;
    }
    heads[root] = ARCS_ROOT;
}

#define TIED UINT32_MAX /* a mark: the way up from here leads to the root */

/* Cuts the cycle that `member` lies on: of all moves of one of its words below a tied word the cheapest is taken. */
static void cut_cycle(const int32_t *scores, uint32_t n, uint32_t stride, uint32_t *mark, uint32_t member, uint32_t *heads) {
    uint32_t mover = member, under = ARCS_ROOT, d = member;
    int32_t least = INT32_MAX;
    do {
        const int32_t *row = scores + (size_t)d * stride;
        for (uint32_t h = 0; h < n; h++) {
            if (mark[h] != TIED) continue;
            int32_t loss = row[heads[d]] - row[h];
            if (loss < least) least = loss, mover = d, under = h;
        }
        d = heads[d];
    } while (d != member);
    for (; mark[d] != TIED; d = heads[d]) mark[d] = TIED;
    heads[mover] = under;
}

/* Climbs from each word; what a climb has passed is marked with its number. A climb that meets the root or a tied word ties its
 * whole way; one that meets itself has found a cycle, which is cut first. Each word lies on at most one cycle, and each word of
 * a cycle is compared with n heads: n² in all. */
static void cut_cycles(const int32_t *scores, uint32_t n, uint32_t stride, uint32_t *mark, uint32_t *heads) {
    for (uint32_t d = 0; d < n; d++) mark[d] = heads[d] == ARCS_ROOT ? TIED : 0;
    for (uint32_t start = 0; start < n; start++) {
        uint32_t d = start;
        while (mark[d] == 0) {
            mark[d] = start + 1;
            d = heads[d];
        }
        if (mark[d] != TIED) cut_cycle(scores, n, stride, mark, d, heads);
        for (d = start; mark[d] != TIED; d = heads[d]) mark[d] = TIED;
    }
}

void arcs_decode(const kernel_steps *steps, arcs_memory *m, int32_t *scores, uint32_t n, uint32_t stride, uint32_t *heads) {
    for (uint32_t d = 0; d < n; d++) steps->relative(scores + (size_t)d * stride, n + 1, d, m->shift);
    if (n == 0) return;
    if (n <= EISNER_MAX) {
        decode_projective(steps, m, scores, n, stride, heads);
        return;
    }
    take_best(scores, n, stride, heads);
    cut_cycles(scores, n, stride, m->mark, heads);
}
