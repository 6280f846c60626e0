/* Passages that two texts share, see passage.h. */
#include "ledger/passage.h"

#define TRIES 8u /* places of the other text where a run is looked for */

/* Where each run of a text begins: chains of equal slots, the first place first. */
typedef struct run_places {
    const uint32_t *runs;
    uint32_t *heads, *next; /* place + 1; 0 ends */
    uint32_t n, mask;
} run_places;

typedef struct stretch {
    uint32_t a, b, end_a, end_b; /* units */
    uint32_t weight;
} stretch;

static bool places_make(const unit_list *list, arena *memory, run_places *out) {
    uint32_t *runs = arena_array(memory, list->n, sizeof *runs), slots = 16;
    if (!runs) return false;
    out->n = units_runs(list, runs);
    out->runs = runs;
    while (slots < out->n * 2 && slots < 1u << 31) slots *= 2;
    out->mask = slots - 1;
    out->heads = arena_array(memory, slots, sizeof *out->heads);
    out->next = arena_array(memory, out->n, sizeof *out->next);
    if (!out->heads || !out->next) return false;
    for (uint32_t i = out->n; i-- > 0;) {
        out->next[i] = out->heads[runs[i] & out->mask];
        out->heads[runs[i] & out->mask] = i + 1;
    }
    return true;
}

/* How far two places are equal. */
static stretch grown(const unit_list *a, uint32_t i, const unit_list *b, uint32_t j) {
    stretch s = {.a = i, .b = j};
    for (; i < a->n && j < b->n && a->at[i].hash == b->at[j].hash; i++, j++) s.weight += a->at[i].weight;
    s.end_a = i;
    s.end_b = j;
    return s;
}

/* The longest stretch from unit i of a on; weight 0 where none begins there. What goes on from `before` is preferred. */
static stretch longest(const unit_list *a, uint32_t i, uint32_t run, const unit_list *b, const run_places *places,
                       const stretch *before) {
    uint32_t goes_on = before->end_b + (i - before->end_a);
    if (before->weight && goes_on < places->n && places->runs[goes_on] == run) return grown(a, i, b, goes_on);
    stretch best = {.weight = 0};
    uint32_t at = places->heads[run & places->mask];
    for (uint32_t tries = 0; at && tries < TRIES; at = places->next[at - 1], tries++) {
        if (places->runs[at - 1] != run) continue;
        stretch s = grown(a, i, b, at - 1);
        if (s.weight > best.weight) best = s;
    }
    return best;
}

static bool is_edit(const stretch *before, const stretch *s) {
    return before->weight && s->a - before->end_a <= PASSAGE_GAP && s->b >= before->end_b && s->b - before->end_b <= PASSAGE_GAP;
}

static bool keep(const unit_list *a, const unit_list *b, const stretch *s, arena *memory, passage_list *out) {
    bool whole = s->end_a - s->a == a->n || s->end_b - s->b == b->n;
    if (s->weight == 0 || (s->weight < PASSAGE_WEIGHT && !whole)) return true;
    passage p = {.a = {a->at[s->a].start, a->at[s->end_a - 1].end},
                 .b = {b->at[s->b].start, b->at[s->end_b - 1].end},
                 .weight = s->weight};
    return vec_push(memory, out, p);
}

dp_status passages_find(const unit_list *a, const unit_list *b, arena *memory, passage_list *out, dp_error *err) {
    *out = (passage_list){0};
    run_places places;
    uint32_t *runs = arena_array(memory, a->n, sizeof *runs);
    if (!runs || !places_make(b, memory, &places)) return error_nomem(err);
    stretch open = {.weight = 0};
    for (uint32_t i = 0, n = units_runs(a, runs); i < n;) {
        stretch s = longest(a, i, runs[i], b, &places, &open);
        if (s.weight == 0) {
            i++;
            continue;
        }
        if (is_edit(&open, &s)) {
            open.weight += s.weight;
            open.end_a = s.end_a;
            open.end_b = s.end_b;
        } else {
            if (!keep(a, b, &open, memory, out)) return error_nomem(err);
            open = s;
        }
        i = s.end_a;
    }
    return keep(a, b, &open, memory, out) ? DP_OK : error_nomem(err);
}
