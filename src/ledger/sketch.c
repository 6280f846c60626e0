/* The sketch of a text, see sketch.h. */
#include "ledger/sketch.h"

#include <string.h>

#define ALWAYS_INDEXED 6u
#define INDEXED_SHARE  16u
#define LEAST_COMPARED 4u /* runs of the shorter text that must be left at the coarser rate */
#define FEW_NUMBERS    5u /* fewer tell nothing */

/* Sorts by the low byte, then by the next …: four passes, whatever the order. `room` holds n. */
static void sort_radix(uint32_t *at, uint32_t *room, uint32_t n) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
        uint32_t ends[256] = {0}, sum = 0;
        for (uint32_t i = 0; i < n; i++) ends[at[i] >> shift & 255]++;
        for (unsigned i = 0; i < 256; i++) {
            uint32_t count = ends[i];
            ends[i] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < n; i++) room[ends[at[i] >> shift & 255]++] = at[i];
        uint32_t *swap = at;
        at = room;
        room = swap;
    }
}

/* Shell, 1959: short lists need no second room. */
static void sort_short(uint32_t *at, uint32_t n) {
    for (uint32_t gap = n / 2; gap > 0; gap /= 2)
        for (uint32_t i = gap; i < n; i++) {
            uint32_t v = at[i], j = i;
            for (; j >= gap && at[j - gap] > v; j -= gap) at[j] = at[j - gap];
            at[j] = v;
        }
}

static void sort_numbers(uint32_t *at, uint32_t *room, uint32_t n) {
    if (n > 64)
        sort_radix(at, room, n);
    else
        sort_short(at, n);
}

static uint32_t drop_doubles(uint32_t *at, uint32_t n) {
    uint32_t w = 0;
    for (uint32_t i = 0; i < n; i++)
        if (w == 0 || at[w - 1] != at[i]) at[w++] = at[i];
    return w;
}

/* Halves the threshold until at most `max` are left. */
static uint32_t thin_out(const uint32_t *at, uint32_t n, uint32_t max, uint32_t *rate) {
    *rate = 0;
    while (n > max) {
        uint32_t limit = UINT32_MAX >> ++*rate;
        while (n && at[n - 1] > limit) n--;
    }
    return n;
}

dp_status sketch_make(const unit_list *units, arena *a, sketch *out, dp_error *err) {
    uint32_t *runs = arena_array(a, units->n, sizeof *runs), *room = arena_array(a, units->n, sizeof *room);
    if (!runs || !room) return error_nomem(err);
    uint32_t n = units_runs(units, runs);
    sort_numbers(runs, room, n);
    out->n = thin_out(runs, drop_doubles(runs, n), SKETCH_MAX, &out->rate);
    memcpy(out->at, runs, out->n * sizeof *runs);
    for (uint32_t i = n = 0; i < units->n; i++)
        if (units->at[i].number) runs[n++] = (uint32_t)(units->at[i].hash >> 32);
    sort_numbers(runs, room, n);
    out->number_count = thin_out(runs, drop_doubles(runs, n), NUMBERS_MAX, &out->number_rate);
    memcpy(out->numbers, runs, out->number_count * sizeof *runs);
    out->agency_count = 0;
    return DP_OK;
}

static uint32_t mixed(uint32_t run) {
    run *= 2654435761u;
    return run ^ run >> 15;
}

/* The runs whose mix is least, by insertion: few are kept. */
typedef struct least {
    uint64_t mix[ALWAYS_INDEXED]; /* UINT64_MAX: none yet */
    uint32_t run[ALWAYS_INDEXED];
} least;

static void keep_least(least *k, uint32_t mix, uint32_t run) {
    uint32_t i = ALWAYS_INDEXED - 1;
    for (; i > 0 && k->mix[i - 1] > mix; i--) {
        k->mix[i] = k->mix[i - 1];
        k->run[i] = k->run[i - 1];
    }
    k->mix[i] = mix;
    k->run[i] = run;
}

uint32_t sketch_indexed(const sketch *s, uint32_t out[INDEXED_MAX]) {
    uint32_t n = 0;
    least k;
    for (uint32_t i = 0; i < ALWAYS_INDEXED; i++) k.mix[i] = UINT64_MAX;
    for (uint32_t i = 0; i < s->n; i++) {
        const uint32_t mix = mixed(s->at[i]);
        if (mix < k.mix[ALWAYS_INDEXED - 1]) keep_least(&k, mix, s->at[i]);
        out[n] = s->at[i]; /* without a branch, that would be guessed wrong each time */
        n += mix % INDEXED_SHARE == 0 && n < INDEXED_MAX - ALWAYS_INDEXED;
    }
    for (uint32_t i = 0; i < ALWAYS_INDEXED && k.mix[i] != UINT64_MAX; i++) out[n++] = k.run[i];
    sort_short(out, n);
    return drop_doubles(out, n);
}

typedef struct overlap {
    uint32_t shorter, both;
} overlap;

static uint32_t count_below(const uint32_t *at, uint32_t n, uint32_t limit) {
    while (n && at[n - 1] > limit) n--;
    return n;
}

/* Of two ascending lists as far as `limit`: the length of the shorter, and how many stand in both. */
static overlap overlap_below(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb, uint32_t limit) {
    na = count_below(a, na, limit);
    nb = count_below(b, nb, limit);
    overlap o = {na < nb ? na : nb, 0};
    for (uint32_t i = 0, j = 0; i < na && j < nb;) {
        uint32_t x = a[i], y = b[j];
        o.both += x == y;
        i += x <= y;
        j += y <= x;
    }
    return o;
}

static sketch_likeness likeness_of(overlap o, uint32_t rate, bool one_rate) {
    if (o.shorter == 0 || (o.shorter < LEAST_COMPARED && !one_rate)) return (sketch_likeness){0, 0};
    return (sketch_likeness){(double)o.both / o.shorter, o.both << rate};
}

sketch_likeness sketch_compare(const sketch *a, const sketch *b) {
    const uint32_t rate = a->rate > b->rate ? a->rate : b->rate;
    return likeness_of(overlap_below(a->at, a->n, b->at, b->n, UINT32_MAX >> rate), rate, a->rate == b->rate);
}

/* ---- one with several ---------------------------------------------------------------------------------------------------- */

static uint32_t set_slot(const sketch_set *s, uint32_t run) {
    uint32_t i = run % SET_SLOTS;
    while (s->slots[i] && s->slots[i] != run) i = (i + 1) % SET_SLOTS;
    return i;
}

void sketch_set_make(const sketch *s, sketch_set *out) {
    *out = (sketch_set){.of = s};
    for (uint32_t i = 0; i < s->n; i++) {
        const uint32_t run = s->at[i];
        out->bits[run % SET_BITS / 64] |= UINT64_C(1) << run % 64;
        out->has_zero |= run == 0;
        out->slots[set_slot(out, run)] = run;
    }
}

sketch_likeness sketch_set_compare(const sketch_set *a, const sketch *b) {
    const uint32_t rate = a->of->rate > b->rate ? a->of->rate : b->rate, limit = UINT32_MAX >> rate;
    const uint32_t na = count_below(a->of->at, a->of->n, limit), nb = count_below(b->at, b->n, limit);
    uint32_t likely[SKETCH_MAX + 1], n = 0;
    for (uint32_t i = 0; i < nb; i++) {
        likely[n] = b->at[i];
        n += a->bits[b->at[i] % SET_BITS / 64] >> b->at[i] % 64 & 1;
    }
    overlap o = {na < nb ? na : nb, 0};
    for (uint32_t i = 0; i < n; i++) o.both += likely[i] ? a->slots[set_slot(a, likely[i])] == likely[i] : a->has_zero;
    return likeness_of(o, rate, a->of->rate == b->rate);
}

bool sketch_other_numbers(const sketch *a, const sketch *b) {
    uint32_t rate = a->number_rate > b->number_rate ? a->number_rate : b->number_rate;
    overlap o = overlap_below(a->numbers, a->number_count, b->numbers, b->number_count, UINT32_MAX >> rate);
    return o.shorter >= FEW_NUMBERS && o.both * 2 < o.shorter;
}

bool sketch_same_agency(const sketch *a, const sketch *b) {
    for (uint32_t i = 0; i < a->agency_count; i++)
        for (uint32_t k = 0; k < b->agency_count; k++)
            if (a->agencies[i] == b->agencies[k]) return true;
    return false;
}
