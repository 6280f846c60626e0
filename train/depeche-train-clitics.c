/* depeche-train-clitics: makes models/<lang>.clitics from treebanks. See train/README.md. */
#include <stdio.h>
#include <string.h>

#include "lib/clitic_trainer.h"
#include "lib/hashed_command.h"
#include "lib/model_file.h"

static const char usage[] =
    "Example:\n"
    "  depeche-train-clitics --pack build/depeche.pack --lang ar --train bank.conllu --words texts.jsonl --output "
    "models/ar.clitics\n"
    "\n"
    "  --pack FILE     a pack with the language's tokens.rules: the ways to cut are those that the program will see\n"
    "  --lang CODE     the language\n"
    "  --train FILE    a treebank in CoNLL-U to learn from; may be repeated\n"
    "  --words FILE    texts (JSON Lines) whose words are counted; may be repeated\n"
    "  --output FILE   where the weights go\n"
    "  --weights N     how many, a power of two (default: 65536)\n"
    "  --epochs N      passes over the words (default: 8)\n"
    "  --decay X       how much of a weight is forgotten each epoch (default: 0.04)\n"
    "  --dropout X     the share of features that a way is learned without (default: 0.2)\n"
    "  --quiet         no progress\n";

enum { DOCUMENT_SENTENCES = 40, COUNTS = 65536 };

/* Counts as hashed.h has them: 1 + log2. */
static void write_counts(const uint32_t *counts, buf *out) {
    for (uint32_t i = 0; i < COUNTS; i++) {
        char log = 0;
        for (uint32_t n = counts[i]; n; n >>= 1) log++;
        buf_char(out, log);
    }
}

static dp_status count_words(const hashed_command *s, const token_rules *rules, arena *a, buf *out, dp_error *err) {
    uint32_t *counts = arena_array(a, COUNTS, sizeof *counts);
    if (!counts) return error_nomem(err);
    memset(counts, 0, COUNTS * sizeof *counts);
    dp_status st = DP_OK;
    for (int i = 0; st == DP_OK && i < s->text_count; i++) st = clitic_count_words(rules, s->texts[i], counts, COUNTS, err);
    if (s->text_count) write_counts(counts, out);
    return st == DP_OK && out->failed ? error_nomem(err) : st;
}

static dp_status train(const hashed_command *s, const pack *p, arena *a, buf *counts, buf *out, dp_error *err) {
    token_rules rules;
    raw_bank bank = {.a = a};
    hashed_examples examples = {.a = a};
    dp_status st = token_rules_open(p, s->lang, &rules, err);
    if (st == DP_OK) st = count_words(s, &rules, a, counts, err);
    hashed_weights counted = {.counts = counts->n ? (const uint8_t *)counts->at : NULL, .count_mask = COUNTS - 1};
    for (int i = 0; st == DP_OK && i < s->bank_count; i++) st = raw_bank_read(&bank, s->banks[i], DOCUMENT_SENTENCES, err);
    if (st == DP_OK) st = clitic_examples(&rules, &counted, &bank, &examples, err);
    if (st == DP_OK && s->learn.verbose) printf("%u documents, %u ways\n", bank.documents.n, examples.answers.n);
    if (st == DP_OK) st = hashed_train(&examples, &s->learn, counts, out, err);
    if (st == DP_OK) st = model_file_write(out, s->output, err);
    return st;
}

int main(int argc, char **argv) {
    hashed_command s = {
        .learn = {.question = HASHED_CLITICS, .weights = 65536, .epochs = 8, .decay = 0.04, .dropout = 0.2, .verbose = true}};
    pack p;
    dp_error err = {0};
    if (!hashed_command_read(argc, argv, true, &s)) {
        fputs(usage, stderr);
        return 2;
    }
    arena a;
    buf counts, out;
    arena_init(&a);
    buf_init(&counts);
    buf_init(&out);
    dp_status st = pack_open(s.pack, &p, &err);
    if (st == DP_OK) {
        st = train(&s, &p, &a, &counts, &out, &err);
        pack_close(&p);
    }
    if (st != DP_OK) fprintf(stderr, "depeche-train-clitics: %s %s\n  %s\n", err.file, err.message, err.remedy);
    buf_free(&counts);
    buf_free(&out);
    arena_free(&a);
    return st == DP_OK ? 0 : 1;
}
