#include "lib/language_trainer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language/scan.h"
#include "lib/language_letters.h"
#include "lib/shuffle.h"

#define SENTENCE_WORDS_LEAST 2u
#define SENTENCE_WORDS_MOST  14u
#define SENTENCE_GRAMS_MOST  (SENTENCE_WORDS_MOST * WORD_GRAMS_MOST)
#define FEW_LANGUAGES        16u /* so many share rows of 16 bytes */
#define WEIGHT_UNIT          8u  /* a factor of e: the largest weight is nearly e^4 */

/* The languages of one script while they are learned. Lanes behind the last language stay 0. */
typedef struct task {
    const language_text *texts; /* [count], those of the script stand together */
    uint32_t count, lanes, table_rows;
    float *weights, *squares; /* [table_rows][lanes] */
    uint32_t **words;         /* [count] where each word of a text begins */
    uint32_t *word_count;     /* [count] */
    uint32_t rows[SENTENCE_GRAMS_MOST];
    uint32_t row_count;
    uint64_t seed;
} task;

/* ---- sentences ----------------------------------------------------------------------------------------------------------- */

static dp_status index_words(task *t, arena *a, dp_error *err) {
    t->words = arena_array(a, t->count, sizeof *t->words);
    t->word_count = arena_array(a, t->count, sizeof *t->word_count);
    if (!t->words || !t->word_count) return error_nomem(err);
    for (uint32_t l = 0; l < t->count; l++) {
        const buf *text = &t->texts[l].words;
        uint32_t n = 0;
        for (size_t i = 0; i < text->n; i++) n += text->at[i] == ' ';
        if (n == 0) return error_set(err, DP_E_FORMAT, "there are no words of %s", t->texts[l].code);
        t->words[l] = arena_array(a, n + 1, sizeof **t->words);
        if (!t->words[l]) return error_nomem(err);
        for (size_t i = 0; i < text->n; i++)
            if (text->at[i] == ' ') t->words[l][++t->word_count[l]] = (uint32_t)i + 1;
    }
    return DP_OK;
}

static bool chance(task *t, double p) {
    return (double)(seed_next(&t->seed) >> 11) * 0x1p-53 < p;
}

/* The rows of one word's grams, some of them left out. */
static void add_word(task *t, const language_model *letters, uint32_t language, const language_options *o) {
    const uint32_t i = (uint32_t)(seed_next(&t->seed) % t->word_count[language]);
    const char *text = t->texts[language].words.at;
    word_scan scan = {letters, text + t->words[language][i], text + t->words[language][i + 1]};
    gram_word w;
    while (scan_next(&scan, &w) && t->row_count + WORD_GRAMS_MOST <= SENTENCE_GRAMS_MOST)
        for (uint32_t g = 0; g < w.n; g++)
            if (!chance(t, o->dropout)) t->rows[t->row_count++] = gram_row(w.grams[g], t->table_rows);
}

static void draw_sentence(task *t, const language_model *letters, uint32_t language, const language_options *o) {
    const uint32_t words =
        SENTENCE_WORDS_LEAST + (uint32_t)(seed_next(&t->seed) % (SENTENCE_WORDS_MOST - SENTENCE_WORDS_LEAST + 1));
    t->row_count = 0;
    for (uint32_t i = 0; i < words; i++) {
        const bool foreign = chance(t, o->foreign);
        add_word(t, letters, foreign ? (uint32_t)(seed_next(&t->seed) % t->count) : language, o);
    }
}

/* ---- learning ------------------------------------------------------------------------------------------------------------ */

/* Each language's share of the probability, in `share`; gives that of the right one. */
static float predict(const task *t, uint32_t right, float share[SCRIPT_LANGUAGES_MOST]) {
    float sums[SCRIPT_LANGUAGES_MOST] = {0};
    for (uint32_t i = 0; i < t->row_count; i++) {
        const float *row = t->weights + (size_t)t->rows[i] * t->lanes;
        for (uint32_t l = 0; l < t->lanes; l++) sums[l] += row[l];
    }
    float most = sums[0], total = 0;
    for (uint32_t l = 1; l < t->count; l++) most = sums[l] > most ? sums[l] : most;
    for (uint32_t l = 0; l < t->count; l++) total += share[l] = expf(sums[l] - most);
    for (uint32_t l = 0; l < t->count; l++) share[l] /= total;
    for (uint32_t l = t->count; l < t->lanes; l++) share[l] = 0;
    return share[right];
}

static void learn(task *t, uint32_t right, float rate) {
    float step[SCRIPT_LANGUAGES_MOST];
    predict(t, right, step);
    step[right] -= 1;
    for (uint32_t i = 0; i < t->row_count; i++) {
        float *row = t->weights + (size_t)t->rows[i] * t->lanes, *square = t->squares + (size_t)t->rows[i] * t->lanes;
        for (uint32_t l = 0; l < t->lanes; l++) {
            square[l] += step[l] * step[l];
            row[l] -= rate * step[l] / sqrtf(square[l] + 1e-4f);
        }
    }
}

static void learn_all(task *t, const language_model *letters, const language_options *o) {
    double loss = 0;
    uint32_t wrong = 0, seen = 0;
    for (uint32_t s = 0; s < o->sentences; s++) {
        const float rate = (float)(o->rate * (1 - 0.95 * s / o->sentences));
        for (uint32_t l = 0; l < t->count; l++) {
            draw_sentence(t, letters, l, o);
            if (o->verbose && s % 64 == 0) {
                float share[SCRIPT_LANGUAGES_MOST];
                const float p = predict(t, l, share);
                loss -= logf(p + 1e-20f);
                wrong += p < 0.5f;
                seen++;
            }
            learn(t, l, rate);
        }
        if (o->verbose && (s + 1) % (o->sentences / 10) == 0) {
            printf("%s: %u of %u sentences of each language, loss %.4f, wrong %.2f%%\n", t->texts[0].script, s + 1, o->sentences,
                   loss / seen, 100.0 * wrong / seen);
            loss = wrong = seen = 0;
        }
    }
}

/* ---- the file ------------------------------------------------------------------------------------------------------------ */

/* A row counts for differences between languages alone: it is moved to have the middle of its weights at 0. */
static void write_rows(const task *t, buf *out) {
    for (size_t r = 0; r < t->table_rows; r++) {
        const float *row = t->weights + r * t->lanes;
        float low = row[0], high = row[0];
        for (uint32_t l = 1; l < t->count; l++) {
            low = row[l] < low ? row[l] : low;
            high = row[l] > high ? row[l] : high;
        }
        const float middle = high - low > 2.0f * WEIGHT_MOST / WEIGHT_UNIT ? (low + high) / 2 : 0;
        for (uint32_t l = 0; l < t->lanes; l++) {
            const float w = l < t->count ? (row[l] - middle) * WEIGHT_UNIT : 0;
            buf_char(out, (char)(int8_t)lrintf(w > WEIGHT_MOST ? WEIGHT_MOST : w < -WEIGHT_MOST ? -WEIGHT_MOST : w));
        }
    }
}

static dp_status train_script(const language_text *texts, const language_script *s, const language_model *letters,
                              const language_options *o, buf *rows, dp_error *err) {
    arena a;
    arena_init(&a);
    task *t = arena_alloc(&a, sizeof *t);
    dp_status status = t ? DP_OK : error_nomem(err);
    if (status == DP_OK) {
        *t = (task){
            .texts = texts + s->first, .count = s->count, .lanes = s->stride, .table_rows = s->row_count, .seed = s->first + 1};
        t->weights = arena_array(&a, (size_t)t->table_rows * t->lanes, sizeof *t->weights);
        t->squares = arena_array(&a, (size_t)t->table_rows * t->lanes, sizeof *t->squares);
        status = t->weights && t->squares ? index_words(t, &a, err) : error_nomem(err);
    }
    if (status == DP_OK) {
        learn_all(t, letters, o);
        write_rows(t, rows);
        if (rows->failed) status = error_nomem(err);
    }
    arena_free(&a);
    return status;
}

/* Scripts in the order of the texts; those of several languages get rows. */
static dp_status find_scripts(const language_text *texts, uint32_t n, const language_options *o, language_script *scripts,
                              letter_scripts *names, dp_error *err) {
    uint32_t tables = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (names->n == 0 || strcmp(names->names[names->n - 1], texts[i].script) != 0) {
            if (names->n == SCRIPTS_MOST) return error_set(err, DP_E_FORMAT, "there are more than %u scripts", SCRIPTS_MOST);
            strcpy(names->names[names->n], texts[i].script);
            strcpy(scripts[names->n].name, texts[i].script);
            scripts[names->n++].first = i;
        }
        language_script *s = &scripts[names->n - 1];
        if (++s->count > SCRIPT_LANGUAGES_MOST)
            return error_set(err, DP_E_FORMAT, "too many languages are written in %s", s->name);
        if (s->count == 2) {
            s->table = tables++;
            names->coded[names->n - 1] = true;
        }
        if (s->count > 1) {
            s->stride = s->count > FEW_LANGUAGES ? SCRIPT_LANGUAGES_MOST : FEW_LANGUAGES;
            s->row_count = s->count > FEW_LANGUAGES ? o->many_rows : o->few_rows;
        }
    }
    if (tables > TABLES_MOST) return error_set(err, DP_E_FORMAT, "more than %u scripts have several languages", TABLES_MOST);
    return DP_OK;
}

/* Kana and Hangul stand among Han: whoever writes them takes its letters. */
static void tie_scripts(language_script *scripts, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++)
            if (strcmp(scripts[k].name, "Han") == 0 &&
                (strcmp(scripts[i].name, "Hiragana") == 0 || strcmp(scripts[i].name, "Hangul") == 0))
                scripts[i].takes = k + 1;
}

static void pad(buf *out) {
    while (out->n % 64) buf_char(out, 0);
}

/* All that goes into a file. */
typedef struct draft {
    language_header header;
    language_script scripts[SCRIPTS_MOST];
    letter_scripts names;
    letter_table letters;
} draft;

/* Where the rows begin. */
static size_t head_bytes(const language_header *h) {
    const size_t bytes = sizeof *h + h->languages * sizeof(language_code) + h->scripts * sizeof(language_script) + LETTER_PAGES +
                         h->pages * 256 * sizeof(uint32_t);
    return (bytes + 63) / 64 * 64;
}

static dp_status plan(const language_text *texts, uint32_t n, const language_options *o, draft *d, dp_error *err) {
    const dp_status status = find_scripts(texts, n, o, d->scripts, &d->names, err);
    if (status != DP_OK) return status;
    if (!letters_make(&d->names, &d->letters))
        return error_set(err, DP_E_FORMAT, "a script is unknown, or there are too many letters");
    tie_scripts(d->scripts, d->names.n);
    memcpy(d->header.magic, LANGUAGE_MAGIC, sizeof d->header.magic);
    d->header.version = LANGUAGE_VERSION;
    d->header.languages = n;
    d->header.scripts = d->names.n;
    d->header.pages = d->letters.page_count;
    d->header.unit = WEIGHT_UNIT;
    return DP_OK;
}

static dp_status train_scripts(const language_text *texts, const language_options *o, draft *d, buf *rows, dp_error *err) {
    const language_model letters = {
        .header = &d->header, .scripts = d->scripts, .page_of = d->letters.page_of, .pages = &d->letters.pages[0][0]};
    dp_status status = DP_OK;
    for (uint32_t i = 0; i < d->names.n && status == DP_OK; i++) {
        if (!d->scripts[i].stride) continue;
        d->scripts[i].rows = head_bytes(&d->header) + rows->n;
        status = train_script(texts, &d->scripts[i], &letters, o, rows, err);
        pad(rows);
    }
    d->header.size = head_bytes(&d->header) + rows->n;
    return status;
}

static void write_file(const language_text *texts, const draft *d, const buf *rows, buf *out) {
    buf_add(out, &d->header, sizeof d->header);
    for (uint32_t i = 0; i < d->header.languages; i++) buf_add(out, texts[i].code, sizeof(language_code));
    buf_add(out, d->scripts, d->names.n * sizeof *d->scripts);
    buf_add(out, d->letters.page_of, sizeof d->letters.page_of);
    buf_add(out, d->letters.pages, d->letters.page_count * sizeof *d->letters.pages);
    pad(out);
    buf_add(out, rows->at, rows->n);
}

dp_status language_train(const language_text *texts, uint32_t n, const language_options *o, buf *out, dp_error *err) {
    draft *d = calloc(1, sizeof *d);
    if (!d) return error_nomem(err);
    buf rows;
    buf_init(&rows);
    dp_status status = plan(texts, n, o, d, err);
    if (status == DP_OK) status = train_scripts(texts, o, d, &rows, err);
    if (status == DP_OK) write_file(texts, d, &rows, out);
    if (status == DP_OK && out->failed) status = error_nomem(err);
    buf_free(&rows);
    free(d);
    return status;
}
