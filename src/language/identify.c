/* Adding up the rows of a text's grams, and what the sums say. */
#include <string.h>

#include "language/scan.h"
#include "language/tally.h"

/* Fewer letters of a script that several languages write say nothing. */
#define LETTERS_LEAST 3u

/* Of a script with many languages, text of none of them has less merit than so many thousandths of a nat a letter
 * (language_merit): of web sentences of forty letters and more, two right ones in a thousand have less, and two thirds of
 * paragraphs in fifteen languages that the model does not know. */
#define FIT_LEAST   250
#define FIT_LETTERS 40u

/* So many rows wait at most, so that memory has time to bring them. Sums of 16 bits bear as many. */
#define ROWS_WAITING 128u
_Static_assert(ROWS_WAITING + WORD_GRAMS_MOST <= 256 && 4 * WEIGHT_MOST <= INT8_MAX, "rows fit into narrow sums");

/* The walk over one text. */
typedef struct walk {
    const language_model *model;
    language_tally *tally;
    uint32_t script; /* of the rows that wait */
    uint32_t waiting;
    const int8_t *rows[ROWS_WAITING + WORD_GRAMS_MOST + 3];
} walk;

/* Adds rows up, a multiple of four of them: four in eight bits first, which a processor does for many languages at a time. */
#define ADD_ROWS(stride)                                                                                                         \
    static void add_rows_##stride(const int8_t *const *rows, uint32_t n, int64_t *sums) {                                        \
        int16_t sum[stride] = {0};                                                                                               \
        for (uint32_t i = 0; i < n; i += 4) {                                                                                    \
            const int8_t *a = rows[i], *b = rows[i + 1], *c = rows[i + 2], *d = rows[i + 3];                                     \
            for (uint32_t l = 0; l < stride; l++) sum[l] = (int16_t)(sum[l] + (int8_t)(a[l] + b[l] + c[l] + d[l]));              \
        }                                                                                                                        \
        for (uint32_t l = 0; l < stride; l++) sums[l] += sum[l];                                                                 \
    }
ADD_ROWS(16)
ADD_ROWS(64)

static void add_waiting(walk *t) {
    static const int8_t nothing[SCRIPT_LANGUAGES_MOST] = {0};
    if (t->waiting == 0) return;
    while (t->waiting % 4) t->rows[t->waiting++] = nothing;
    const language_script *s = &t->model->scripts[t->script - 1];
    (s->stride == 16 ? add_rows_16 : add_rows_64)(t->rows, t->waiting, t->tally->sums[s->table]);
    t->waiting = 0;
}

static void add_word(walk *t, const gram_word *w) {
    if (w->script != t->script || t->waiting >= ROWS_WAITING) add_waiting(t);
    t->script = w->script;
    const language_script *s = &t->model->scripts[w->script - 1];
    const int8_t *rows = (const int8_t *)t->model->bytes + s->rows;
    for (uint32_t i = 0; i < w->n; i++) {
        const int8_t *row = rows + (size_t)gram_row(w->grams[i], s->row_count) * s->stride;
        __builtin_prefetch(row);
        t->rows[t->waiting++] = row;
    }
}

/* The script that wrote most letters. Letters that several scripts' languages write (Han) go to the one that shows its own. */
static uint32_t main_script(const language_model *m, uint32_t *letters) {
    const uint32_t scripts = m->header->scripts;
    for (uint32_t i = 1; i <= scripts; i++) {
        const uint32_t taken = m->scripts[i - 1].takes;
        if (taken == SCRIPT_NONE || letters[i] * 10 < letters[taken]) continue;
        letters[i] += letters[taken];
        letters[taken] = 0;
    }
    uint32_t best = 1;
    for (uint32_t i = 2; i <= scripts; i++)
        if (letters[i] > letters[best]) best = i;
    return best;
}

/* A difference of sums, in thousandths of a nat. */
static uint32_t in_thousandths(const language_model *m, int64_t difference) {
    const int64_t value = difference * 1000 / m->header->unit;
    return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX - 1;
}

static language_answer best_of(const language_model *m, const language_script *s, const int64_t *sums) {
    language_answer a = {.code = m->codes[s->first].text, .margin = UINT32_MAX};
    if (s->stride == 0) return a;
    uint32_t best = 0, second = 1;
    for (uint32_t l = 1; l < s->count; l++)
        if (sums[l] > sums[best]) best = l;
    if (best == second) second = 0;
    for (uint32_t l = 0; l < s->count; l++)
        if (l != best && sums[l] > sums[second]) second = l;
    a.code = m->codes[s->first + best].text;
    a.second = m->codes[s->first + second].text;
    a.margin = in_thousandths(m, sums[best] - sums[second]);
    return a;
}

void language_count(const language_model *m, const char *text, size_t n, language_tally *out) {
    walk t;
    memset(&t, 0, offsetof(walk, rows));
    *out = (language_tally){0};
    if (!m->header) return;
    t.model = m;
    t.tally = out;
    word_scan scan = {m, text, text + n};
    gram_word w;
    while (scan_next(&scan, &w)) {
        out->letters[w.script] += w.letters;
        if (w.n) add_word(&t, &w);
    }
    add_waiting(&t);
}

void language_add(language_tally *to, const language_tally *more) {
    for (uint32_t i = 0; i <= SCRIPTS_MOST; i++) to->letters[i] += more->letters[i];
    for (uint32_t t = 0; t < TABLES_MOST; t++)
        for (uint32_t l = 0; l < SCRIPT_LANGUAGES_MOST; l++) to->sums[t][l] += more->sums[t][l];
}

uint32_t language_lead(const language_model *m, const language_tally *t, const char *code) {
    uint32_t letters[SCRIPTS_MOST + 1];
    memcpy(letters, t->letters, sizeof letters);
    const language_script *s = &m->scripts[main_script(m, letters) - 1];
    int64_t best = t->sums[s->table][0], own = INT64_MIN;
    for (uint32_t l = 0; l < s->count; l++) {
        const int64_t sum = t->sums[s->table][l];
        if (sum > best) best = sum;
        if (strcmp(m->codes[s->first + l].text, code) == 0) own = sum;
    }
    return own == INT64_MIN ? UINT32_MAX : in_thousandths(m, best - own);
}

int64_t language_merit(const language_model *m, const language_tally *t) {
    uint32_t letters[SCRIPTS_MOST + 1];
    memcpy(letters, t->letters, sizeof letters);
    const uint32_t script = main_script(m, letters);
    const language_script *s = &m->scripts[script - 1];
    if (!s->stride) return (int64_t)letters[script] * SOLE_MERIT;
    const int64_t *sums = t->sums[s->table];
    int64_t best = sums[0], all = 0;
    for (uint32_t l = 0; l < s->count; l++) {
        best = sums[l] > best ? sums[l] : best;
        all += sums[l];
    }
    return (best - all / s->count) * 1000 / m->header->unit;
}

language_answer language_of(const language_model *m, const language_tally *t) {
    language_answer a = {.code = LANGUAGE_UNKNOWN};
    if (!m->header) return a;
    uint32_t letters[SCRIPTS_MOST + 1];
    memcpy(letters, t->letters, sizeof letters);
    const uint32_t script = main_script(m, letters);
    const language_script *s = &m->scripts[script - 1];
    if (letters[script] < (s->stride ? LETTERS_LEAST : 1)) return a;
    const bool judged = s->stride == SCRIPT_LANGUAGES_MOST && letters[script] >= FIT_LETTERS;
    if (judged && language_merit(m, t) < (int64_t)FIT_LEAST * letters[script]) return a;
    a = best_of(m, s, t->sums[s->table]);
    a.letters = letters[script];
    return a;
}

language_answer language_identify(const language_model *m, const char *text, size_t n) {
    language_tally t;
    language_count(m, text, n, &t);
    return language_of(m, &t);
}
