/* usage: bench_copies PACK [DISPATCHES]
 * Copies alone, on one core: sketch, index and originals of invented dispatches of some 330 words; splitting into words is done
 * before the clock starts. Kinds of corpora: texts of their own; one in three a copy with cuts and additions; all
 * with one long paragraph in common; the second kind again, read in ten runs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "ledger/copy.h"

enum { VOCABULARY = 20000, SENTENCE = 16, SENTENCES = 20, BOILERPLATE = 6, RECENT = 500, RUNS = 10 };

typedef struct corpus {
    const char *name;
    uint32_t copies_in_3; /* how many of three are copies */
    bool boilerplate;
    uint32_t runs;
} corpus;

static uint64_t mix(uint64_t x) {
    x = (x ^ x >> 31) * 0x9E3779B97F4A7C15ull;
    return x ^ x >> 29;
}

/* A word of two to four syllables; a few are frequent, most are rare. */
static void add_word(uint64_t seed, buf *out) {
    static const char syllables[] = "kalumiretosanivopadegohubezyfawicotujerolaxinumesaphiradenokivu";
    uint64_t x = mix(seed), rank = (mix(x) % VOCABULARY) * (mix(x + 1) % VOCABULARY) / VOCABULARY, word = mix(rank + 7);
    for (uint32_t k = 0; k < 2 + word % 3; k++) buf_add(out, syllables + 2 * ((word >> 8 * k) % 31), 2);
}

static void add_sentence(uint64_t seed, buf *out) {
    for (uint32_t i = 0; i < SENTENCE; i++) {
        if (out->n) buf_char(out, ' ');
        add_word(seed * 64 + i, out);
    }
    buf_char(out, '.');
}

/* A copy has its original's sentences but for two, and one of its own. Its original is one of the last few hundred. */
static void make_text(const corpus *c, uint64_t i, buf *out) {
    bool copy = i >= 3 && i % 3 < c->copies_in_3;
    uint64_t own = copy ? (i - mix(i) % (i < RECENT ? i : RECENT)) / 3 * 3 + 2 : i;
    for (uint64_t k = copy ? 2 : 0; k < SENTENCES; k++) add_sentence(own * 1000 + k, out);
    if (copy) add_sentence(i * 1000 + 999, out);
    for (uint64_t k = 0; c->boilerplate && k < BOILERPLATE; k++) add_sentence(UINT32_MAX + k, out);
}

typedef struct bench {
    knowledge k;
    ledger *l;
    arena a;
    double seconds;
    dp_error err;
} bench;

static bool add_dispatch(bench *b, const corpus *c, uint64_t i) {
    buf text_bytes;
    buf_init(&text_bytes);
    make_text(c, i, &text_bytes);
    annotation an = {.text = {.bytes = buf_cstr(&text_bytes), .size = (uint32_t)text_bytes.n}};
    arena_reset(&b->a);
    bool ok = !text_words(b->k.pack.fold, text_bytes.at, text_bytes.n, &b->a, &an.text.words, &an.text.word_count);
    entry e = {.l = b->l, .an = &an, .dispatch_key = (int64_t)i + 1, .first_day = (int32_t)(17000 + i / 500)};
    id_of_bytes('D', &i, sizeof i, e.id);
    const double start = now();
    arena_reset(&b->l->scratch);
    ok = ok && !write_sketch(&e, &b->err);
    b->seconds += now() - start;
    buf_free(&text_bytes);
    return ok;
}

static bool read_run(bench *b, const corpus *c, uint64_t from, uint64_t to) {
    bool ok = !db_exec(b->l, "BEGIN", &b->err);
    for (uint64_t i = from; ok && i < to; i++) ok = add_dispatch(b, c, i);
    const double start = now();
    ok = ok && !copies_settle(b->l, &b->err) && !db_exec(b->l, "COMMIT", &b->err);
    b->seconds += now() - start;
    return ok;
}

static bool count(bench *b, const char *sql, int64_t *out) {
    sqlite3_stmt *st = db_get(b->l, sql, &b->err);
    bool row = false;
    if (!st || db_step(b->l, st, &row, &b->err) || !row) return false;
    *out = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return true;
}

static bool measure(bench *b, const corpus *c, uint64_t dispatches) {
    char folder[] = "/tmp/bench-copies-XXXXXX", path[64];
    if (!mkdtemp(folder)) return false;
    snprintf(path, sizeof path, "%s/l.db", folder);
    bool ok = !ledger_open(path, &(ledger_options){.mode = LEDGER_WRITE}, &b->k, &b->l, &b->err);
    b->seconds = 0;
    for (uint64_t i = 0; ok && i < c->runs; i++) ok = read_run(b, c, dispatches * i / c->runs, dispatches * (i + 1) / c->runs);
    int64_t copies = 0;
    ok = ok && count(b, "SELECT count(*) FROM copies", &copies);
    if (ok)
        printf("%-28s %8.0f dispatches/s  %6.1f microseconds each  %lld copies\n", c->name, (double)dispatches / b->seconds,
               1e6 * b->seconds / (double)dispatches, (long long)copies);
    ledger_close(b->l);
    b->l = NULL;
    unlink(path);
    rmdir(folder);
    return ok;
}

int main(int argc, char **argv) {
    static const corpus corpora[] = {{"texts of their own", 0, false, 1},
                                     {"one in three a copy", 1, false, 1},
                                     {"a paragraph in common", 0, true, 1},
                                     {"one in three, ten runs", 1, false, RUNS}};
    if (argc != 2 && argc != 3) return fprintf(stderr, "usage: bench_copies PACK [DISPATCHES]\n"), 2;
    const uint64_t dispatches = argc == 3 ? strtoull(argv[2], NULL, 10) : 20000;
    bench b = {0};
    arena_init(&b.a);
    bool ok = !knowledge_open(argv[1], &b.k, &b.err);
    for (size_t i = 0; ok && i < sizeof corpora / sizeof *corpora; i++) ok = measure(&b, &corpora[i], dispatches);
    if (!ok) fprintf(stderr, "bench_copies: %s\n", b.err.message);
    knowledge_close(&b.k);
    arena_free(&b.a);
    return ok ? 0 : 1;
}
