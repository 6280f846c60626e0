#include "lib/script.h"

#include <stdio.h>
#include <string.h>

#include "core/utf8.h"

enum { CHARS_MAX = 64 };

typedef struct letters {
    const char *bytes;
    uint32_t at[CHARS_MAX + 1]; /* where each character begins; the last is the end */
    uint32_t n;
} letters;

static bool spell(const char *s, size_t size, letters *out) {
    *out = (letters){.bytes = s};
    for (size_t i = 0; i < size;) {
        uint32_t cp;
        if (out->n == CHARS_MAX) return false;
        out->at[out->n++] = (uint32_t)i;
        i += utf8_decode(s + i, size - i, &cp);
    }
    out->at[out->n] = (uint32_t)size;
    return true;
}

static bool same(const letters *a, uint32_t i, const letters *b, uint32_t j) {
    uint32_t n = a->at[i + 1] - a->at[i];
    return n == b->at[j + 1] - b->at[j] && memcmp(a->bytes + a->at[i], b->bytes + b->at[j], n) == 0;
}

bool script_make(const fold_table *fold, const char *form, const char *lemma, char out[SCRIPT_MAX]) {
    char lower[FOLD_MAX], lemma_lower[FOLD_MAX];
    size_t n = strlen(form), m = strlen(lemma);
    if (n > 200 || m > 200) return false;
    size_t lower_size = fold_lower(fold, form, n, lower, sizeof lower);
    size_t lemma_size = fold_lower(fold, lemma, m, lemma_lower, sizeof lemma_lower);
    bool is_lower = lemma_size == m && memcmp(lemma_lower, lemma, m) == 0;
    bool cased = lower_size != n || memcmp(lower, form, n) != 0;
    bool lowers = is_lower && cased;
    letters a, b;
    if (!spell(lowers ? lower : form, lowers ? lower_size : n, &a) || !spell(lemma, m, &b)) return false;
    uint32_t best = 0, from = 0, to = 0;
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t j = 0; j < b.n; j++) {
            uint32_t k = 0;
            while (i + k < a.n && j + k < b.n && same(&a, i + k, &b, j + k)) k++;
            if (k > best) best = k, from = i, to = j;
        }
    int size = best == 0 ? snprintf(out, SCRIPT_MAX, "=%s", lemma)
                         : snprintf(out, SCRIPT_MAX, "%c%u|%.*s|%u|%s", lowers ? 'l' : 'k', from, (int)b.at[to], lemma,
                                    a.n - from - best, lemma + b.at[to + best]);
    return size > 0 && size < SCRIPT_MAX;
}
