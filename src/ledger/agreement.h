/* How far coders agree, beyond what chance would give. Pure functions: no ledger, no state, any thread may call them.
 *
 *   kappa      Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20,
 * 37-46. κ = (Po - Pe) / (1 - Pe), of two coders, over the units that both coded. alpha      Krippendorff, K. (2011): Computing
 * Krippendorff's Alpha-Reliability. Nominal data, any number of coders, missing values: α = 1 - Do / De over the units that two
 * or more coded. unitizing  Krippendorff, K. (1995): On the reliability of unitizing continuous data. Sociological Methodology
 * 25, 47-76; in the form of (2004): Measuring the reliability of qualitative text analysis data. Quality & Quantity 38, 787-800.
 *              Each coder cuts the continuum of length L into units of a category and gaps. δ² of two sections that meet:
 *                both units:         (difference of their beginnings)² + (difference of their ends)²
 *                a unit in a gap:    (length of the unit)²
 *              Do = Σ over ordered pairs of coders of δ² / (m (m - 1) L²)
 *              De = 2/L Σ_units [ (N - 1)/3 (2 l³ - 3 l² + l) + l² Σ_gaps≥l (gap - l + 1) ] / (mL (mL - 1) - Σ_units l (l - 1))
 *              (N units and all gaps of all coders in the category); αU = 1 - Σ Do / Σ De over the categories.
 *
 * A coefficient is NAN where chance alone leaves no room: all values equal, no unit, one coder. */
#ifndef DP_LEDGER_AGREEMENT_H
#define DP_LEDGER_AGREEMENT_H

#include <stddef.h>

#include "core/arena.h"
#include "core/error.h"

typedef struct agreement {
    double value;              /* the coefficient, or NAN */
    double observed, expected; /* kappa: agreement; alpha and unitizing: disagreement */
    size_t units;              /* that count: coded by both, or by two or more; unitizing: units of all coders */
} agreement;

#define AGREEMENT_MISSING        (-1) /* a category is a number from 0 to AGREEMENT_CATEGORIES_MAX - 1 */
#define AGREEMENT_CATEGORIES_MAX (1 << 20)

/* a[n], b[n]: what each coder said of the same units. */
dp_status agreement_kappa(const int32_t *a, const int32_t *b, size_t n, arena *memory, agreement *out, dp_error *err);

/* values[coders][units] */
dp_status agreement_alpha(const int32_t *values, size_t coders, size_t units, arena *memory, agreement *out, dp_error *err);

typedef struct agreement_unit {
    uint32_t coder;      /* from 0 */
    int32_t category;    /* from 0 */
    uint64_t start, end; /* half open, inside 0 to length */
} agreement_unit;
/* Sorts `units`. Units of one coder and category that overlap count as one. */
dp_status agreement_unitizing(agreement_unit *units, size_t n, size_t coders, uint64_t length, arena *memory, agreement *out,
                              dp_error *err);

#endif
