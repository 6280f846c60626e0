/* Coefficients of agreement. Names in the comments are those of the papers (agreement.h). */
#include "ledger/agreement.h"

#include <math.h>
#include <stdlib.h>

static double coefficient(double observed, double expected) {
    return expected > 0 ? 1 - observed / expected : NAN;
}

/* Categories are counted in arrays: gives how many there are, 0 where one is out of bounds. */
static size_t category_count(const int32_t *values, size_t n) {
    int32_t most = 0;
    for (size_t i = 0; i < n; i++) {
        if (values[i] < AGREEMENT_MISSING || values[i] >= AGREEMENT_CATEGORIES_MAX) return 0;
        if (values[i] > most) most = values[i];
    }
    return (size_t)most + 1;
}

static dp_status bad_category(dp_error *err) {
    return error_set(err, DP_E_INTERNAL, "a category is out of bounds");
}

dp_status agreement_kappa(const int32_t *a, const int32_t *b, size_t n, arena *memory, agreement *out, dp_error *err) {
    *out = (agreement){.value = NAN};
    const size_t of_a = category_count(a, n), of_b = category_count(b, n), categories = of_a > of_b ? of_a : of_b;
    if (!of_a || !of_b) return bad_category(err);
    size_t *count_a = arena_array(memory, categories, sizeof *count_a),
           *count_b = arena_array(memory, categories, sizeof *count_b);
    if (!count_a || !count_b) return error_nomem(err);
    size_t both = 0, same = 0;
    for (size_t i = 0; i < n; i++) {
        if (a[i] == AGREEMENT_MISSING || b[i] == AGREEMENT_MISSING) continue;
        both++;
        same += a[i] == b[i];
        count_a[a[i]]++;
        count_b[b[i]]++;
    }
    out->units = both;
    if (!both) return DP_OK;
    double expected = 0;
    for (size_t i = 0; i < categories; i++) expected += (double)count_a[i] * (double)count_b[i];
    out->observed = (double)same / (double)both;
    out->expected = expected / ((double)both * (double)both);
    if (out->expected < 1) out->value = (out->observed - out->expected) / (1 - out->expected);
    return DP_OK;
}

/* Pairable values of one unit into the totals; gives the unit's share of the disagreement. */
static double unit_disagreement(const int32_t *values, size_t coders, size_t units, size_t u, size_t *here, size_t *total,
                                size_t *n) {
    size_t m = 0;
    for (size_t i = 0; i < coders; i++) m += values[i * units + u] != AGREEMENT_MISSING;
    if (m < 2) return 0;
    *n += m;
    double apart = 0;
    for (size_t i = 0; i < coders; i++) {
        const int32_t c = values[i * units + u];
        if (c == AGREEMENT_MISSING) continue;
        here[c]++;
        total[c]++;
    }
    for (size_t i = 0; i < coders; i++) { /* each category once: its count is taken to 0 again */
        const int32_t c = values[i * units + u];
        if (c == AGREEMENT_MISSING) continue;
        apart += (double)here[c] * (double)(m - here[c]);
        here[c] = 0;
    }
    return apart / (double)(m - 1);
}

dp_status agreement_alpha(const int32_t *values, size_t coders, size_t units, arena *memory, agreement *out, dp_error *err) {
    *out = (agreement){.value = NAN};
    const size_t categories = category_count(values, coders * units);
    if (!categories) return bad_category(err);
    size_t *here = arena_array(memory, categories, sizeof *here), *total = arena_array(memory, categories, sizeof *total);
    if (!here || !total) return error_nomem(err);
    size_t n = 0;
    double apart = 0;
    for (size_t u = 0; u < units; u++) {
        const size_t before = n;
        apart += unit_disagreement(values, coders, units, u, here, total, &n);
        out->units += n > before;
    }
    if (n < 2) return DP_OK;
    double by_chance = 0;
    for (size_t c = 0; c < categories; c++) by_chance += (double)total[c] * (double)(n - total[c]);
    out->observed = apart / (double)n;
    out->expected = by_chance / ((double)n * (double)(n - 1));
    out->value = coefficient(out->observed, out->expected);
    return DP_OK;
}

/* ---- unitizing ---------------------------------------------------------------------------------------------------------- */

/* One coder's cut of the continuum in one category. */
typedef struct section {
    double start, length;
    bool unit; /* else a gap */
} section;
typedef struct cut {
    section *at;
    size_t n;
} cut;

static int unit_order(const void *x, const void *y) {
    const agreement_unit *a = x, *b = y;
    if (a->category != b->category) return a->category < b->category ? -1 : 1;
    if (a->coder != b->coder) return a->coder < b->coder ? -1 : 1;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

/* Units of one coder and category, by start: overlapping ones become one. Gives their number. */
static size_t merge_units(agreement_unit *units, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept && units[i].start < units[kept - 1].end) {
            if (units[i].end > units[kept - 1].end) units[kept - 1].end = units[i].end;
        } else {
            units[kept++] = units[i];
        }
    }
    return kept;
}

static bool make_cut(agreement_unit *units, size_t n, uint64_t length, arena *memory, cut *out) {
    n = merge_units(units, n);
    out->at = arena_array(memory, 2 * n + 1, sizeof *out->at);
    if (!out->at) return false;
    uint64_t at = 0;
    out->n = 0;
    for (size_t i = 0; i < n; i++) {
        if (units[i].start > at) out->at[out->n++] = (section){(double)at, (double)(units[i].start - at), false};
        out->at[out->n++] = (section){(double)units[i].start, (double)(units[i].end - units[i].start), true};
        at = units[i].end;
    }
    if (length > at) out->at[out->n++] = (section){(double)at, (double)(length - at), false};
    return true;
}

/* δ² of two sections that meet. */
static double difference(const section *g, const section *h) {
    const double begins = g->start - h->start, ends = begins + g->length - h->length;
    if (g->unit && h->unit) return begins * begins + ends * ends;
    if (g->unit && begins >= 0 && ends <= 0) return g->length * g->length;
    if (h->unit && begins <= 0 && ends >= 0) return h->length * h->length;
    return 0;
}

/* Σ δ² over the sections of two coders; both run over the continuum side by side. */
static double cuts_apart(const cut *a, const cut *b) {
    double sum = 0;
    size_t i = 0, j = 0;
    while (i < a->n && j < b->n) {
        const section *g = &a->at[i], *h = &b->at[j];
        if (g->unit || h->unit) sum += difference(g, h);
        const double end_g = g->start + g->length, end_h = h->start + h->length;
        i += end_g <= end_h;
        j += end_h <= end_g;
    }
    return sum;
}

static double expected_of(const cut *cuts, size_t coders, double length) {
    double inside = 0, sum = 0, units = 0;
    for (size_t i = 0; i < coders; i++)
        for (size_t g = 0; g < cuts[i].n; g++) units += cuts[i].at[g].unit;
    for (size_t i = 0; i < coders; i++) {
        for (size_t g = 0; g < cuts[i].n; g++) {
            const double l = cuts[i].at[g].length;
            if (!cuts[i].at[g].unit) continue;
            double room = 0; /* ways to lie within a gap */
            for (size_t j = 0; j < coders; j++)
                for (size_t h = 0; h < cuts[j].n; h++)
                    if (!cuts[j].at[h].unit && cuts[j].at[h].length >= l) room += cuts[j].at[h].length - l + 1;
            sum += (units - 1) / 3 * (2 * l * l * l - 3 * l * l + l) + l * l * room;
            inside += l * (l - 1);
        }
    }
    const double whole = (double)coders * length;
    return 2 / length * sum / (whole * (whole - 1) - inside);
}

/* Observed and expected disagreement of the units of one category. */
static dp_status add_category(agreement_unit *units, size_t n, size_t coders, uint64_t length, arena *memory, agreement *out,
                              dp_error *err) {
    cut *cuts = arena_array(memory, coders, sizeof *cuts);
    if (!cuts) return error_nomem(err);
    for (size_t i = 0, from = 0; i < coders; i++) {
        size_t to = from;
        while (to < n && units[to].coder == i) to++;
        if (!make_cut(units + from, to - from, length, memory, &cuts[i])) return error_nomem(err);
        for (size_t g = 0; g < cuts[i].n; g++) out->units += cuts[i].at[g].unit;
        from = to;
    }
    double apart = 0;
    for (size_t i = 0; i < coders; i++)
        for (size_t j = 0; j < coders; j++)
            if (i != j) apart += cuts_apart(&cuts[i], &cuts[j]);
    const double m = (double)coders, l = (double)length;
    out->observed += apart / (m * (m - 1) * l * l);
    out->expected += expected_of(cuts, coders, l);
    return DP_OK;
}

dp_status agreement_unitizing(agreement_unit *units, size_t n, size_t coders, uint64_t length, arena *memory, agreement *out,
                              dp_error *err) {
    *out = (agreement){.value = NAN};
    if (coders < 2 || length == 0 || n == 0) return DP_OK;
    for (size_t i = 0; i < n; i++)
        if (units[i].coder >= coders || units[i].start >= units[i].end || units[i].end > length)
            return error_set(err, DP_E_INTERNAL, "a unit lies outside of the continuum");
    qsort(units, n, sizeof *units, unit_order);
    for (size_t from = 0; from < n;) {
        size_t to = from;
        while (to < n && units[to].category == units[from].category) to++;
        dp_status s = add_category(units + from, to - from, coders, length, memory, out, err);
        if (s != DP_OK) return s;
        from = to;
    }
    out->value = coefficient(out->observed, out->expected);
    return DP_OK;
}
