/* depeche-train-boundaries: makes models/<lang>.boundaries from treebanks. See train/README.md. */
#include <stdio.h>
#include <string.h>

#include "lib/boundary_trainer.h"
#include "lib/hashed_command.h"
#include "lib/model_file.h"

static const char usage[] =
    "Example:\n"
    "  depeche-train-boundaries --pack build/depeche.pack --lang fr --train bank.conllu --output models/fr.boundaries\n"
    "\n"
    "  --pack FILE     a pack with the language's tokens.rules: the points are those that the program will see\n"
    "  --lang CODE     the language\n"
    "  --train FILE    a treebank in CoNLL-U to learn from; may be repeated\n"
    "  --output FILE   where the weights go\n"
    "  --weights N     how many, a power of two (default: 65536)\n"
    "  --epochs N      passes over the points (default: 8)\n"
    "  --decay X       how much of a weight is forgotten each epoch (default: 0.04)\n"
    "  --prior X       what the rules' own answer counts for (default: 3)\n"
    "  --dropout X     the share of features that a point is learned without (default: 0.2)\n"
    "  --quiet         no progress\n";

enum { DOCUMENT_SENTENCES = 40 };

static dp_status train(const hashed_command *s, const pack *p, arena *a, buf *out, dp_error *err) {
    token_rules rules;
    raw_bank bank = {.a = a};
    hashed_examples examples = {.a = a};
    buf no_counts;
    buf_init(&no_counts);
    dp_status st = token_rules_open(p, s->lang, &rules, err);
    for (int i = 0; st == DP_OK && i < s->bank_count; i++) st = raw_bank_read(&bank, s->banks[i], DOCUMENT_SENTENCES, err);
    if (st == DP_OK) st = boundary_examples(&rules, &bank, &examples, err);
    if (st == DP_OK && s->learn.verbose) printf("%u documents, %u points\n", bank.documents.n, examples.answers.n);
    if (st == DP_OK) st = hashed_train(&examples, &s->learn, &no_counts, out, err);
    if (st == DP_OK) st = model_file_write(out, s->output, err);
    return st;
}

int main(int argc, char **argv) {
    hashed_command s = {.learn = {.question = HASHED_BOUNDARIES,
                                  .weights = 65536,
                                  .epochs = 8,
                                  .decay = 0.04,
                                  .prior = 3,
                                  .dropout = 0.2,
                                  .verbose = true}};
    pack p;
    dp_error err = {0};
    if (!hashed_command_read(argc, argv, false, &s)) {
        fputs(usage, stderr);
        return 2;
    }
    arena a;
    buf out;
    arena_init(&a);
    buf_init(&out);
    dp_status st = pack_open(s.pack, &p, &err);
    if (st == DP_OK) {
        st = train(&s, &p, &a, &out, &err);
        pack_close(&p);
    }
    if (st != DP_OK) fprintf(stderr, "depeche-train-boundaries: %s %s\n  %s\n", err.file, err.message, err.remedy);
    buf_free(&out);
    arena_free(&a);
    return st == DP_OK ? 0 : 1;
}
