/* depeche-train: makes models/<lang>.model and its card from treebanks, or scores a model. See train/README.md. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mapfile.h"
#include "lib/model_file.h"
#include "lib/pipeline.h"
#include "lib/score.h"
#include "pack/fold_compile.h"

static const char usage[] =
    "Examples:\n"
    "  depeche-train --lang fr --train bank.conllu --dev dev.conllu --list words.tsv --output models/fr.model\n"
    "  depeche-train --eval models/fr.model dev.conllu other.conllu\n"
    "\n"
    "  --lang CODE      the language: lang/CODE/morphology.rules is read under the source tree\n"
    "  --train FILE     a treebank in CoNLL-U to learn from; may be repeated\n"
    "  --list FILE      a word list: form, lemma, part of speech, features, count, set apart by tabs\n"
    "  --dev FILE       a treebank to score the model on; may be repeated\n"
    "  --output FILE    where the model goes; its card stands beside it (CODE.card.md)\n"
    "  --root DIR       the source tree (default: the current folder)\n"
    "  --epochs N       passes over the treebank (default: 12)\n"
    "  --eval MODEL     scores a model on the treebanks that follow, with gold tokens\n"
    "  --errors         with --eval: prints each wrong word\n"
    "  --quiet          no progress\n";

enum { FILES_MAX = 16 };

typedef struct settings {
    pipeline_options train;
    const char *output, *eval, *banks[FILES_MAX], *devs[FILES_MAX];
    int bank_count, dev_count;
    bool errors;
} settings;

static bool add_file(const char **files, int *n, const char *file) {
    if (*n == FILES_MAX) return false;
    files[(*n)++] = file;
    return true;
}

static bool read_arguments(int argc, char **argv, settings *s) {
    static const struct option options[] = {{"lang", required_argument, NULL, 'l'},
                                            {"train", required_argument, NULL, 't'},
                                            {"list", required_argument, NULL, 'w'},
                                            {"dev", required_argument, NULL, 'd'},
                                            {"output", required_argument, NULL, 'o'},
                                            {"root", required_argument, NULL, 'r'},
                                            {"epochs", required_argument, NULL, 'n'},
                                            {"eval", required_argument, NULL, 'e'},
                                            {"errors", no_argument, NULL, 'x'},
                                            {"quiet", no_argument, NULL, 'q'},
                                            {NULL, 0, NULL, 0}};
    *s = (settings){.train = {.root = ".", .epochs = 12, .verbose = true}};
    bool good = true;
    for (int c; good && (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 'l':
            s->train.lang = optarg;
            break;
        case 't':
            good = add_file(s->banks, &s->bank_count, optarg);
            break;
        case 'w':
            s->train.word_list = optarg;
            break;
        case 'd':
            good = add_file(s->devs, &s->dev_count, optarg);
            break;
        case 'o':
            s->output = optarg;
            break;
        case 'r':
            s->train.root = optarg;
            break;
        case 'n':
            s->train.epochs = (uint32_t)strtoul(optarg, NULL, 10);
            break;
        case 'e':
            s->eval = optarg;
            break;
        case 'x':
            s->errors = true;
            break;
        case 'q':
            s->train.verbose = false;
            break;
        default:
            good = false;
        }
    }
    for (; good && optind < argc; optind++) good = s->eval && add_file(s->devs, &s->dev_count, argv[optind]);
    return good && (s->eval ? s->dev_count > 0 : s->train.lang && s->bank_count > 0 && s->output && s->train.epochs > 0);
}

static dp_status score_files(const settings *s, const void *bytes, size_t size, const fold_table *fold, arena *a, buf *report,
                             dp_error *err) {
    model m;
    dp_status status = model_open(bytes, size, fold, &m, err);
    for (int i = 0; !status && i < s->dev_count; i++) {
        treebank b = {.a = a, .fold = fold};
        bank_score score;
        buf detail = {0};
        status = treebank_read(&b, s->devs[i], err);
        if (!status) status = score_bank(&m, &b, s->eval ? 10 : 0, &score, s->errors ? &detail : NULL, err);
        if (status) break;
        const char *name = strrchr(s->devs[i], '/');
        buf_printf(report, "| %s | %u | %.2f | %.2f | %.2f | %.2f | %.2f |\n", name ? name + 1 : s->devs[i], score.words,
                   score.upos, score.feats, score.lemma, score.uas, score.las);
        if (s->eval)
            printf("%-40s words %6u  UPOS %5.2f  feats %5.2f  lemma %5.2f  UAS %5.2f  LAS %5.2f  %8.0f words/s\n", s->devs[i],
                   score.words, score.upos, score.feats, score.lemma, score.uas, score.las, score.words_per_second);
        if (s->errors) fwrite(detail.at, 1, detail.n, stdout);
        buf_free(&detail);
    }
    return status;
}

static dp_status train(const settings *s, const fold_table *fold, arena *a, dp_error *err) {
    treebank b = {.a = a, .fold = fold};
    buf bytes = {0}, report = {0};
    dp_status status = DP_OK;
    for (int i = 0; !status && i < s->bank_count; i++) status = treebank_read(&b, s->banks[i], err);
    if (!status) status = pipeline_train(&b, &s->train, &bytes, err);
    if (!status) status = model_file_write(&bytes, s->output, err);
    if (!status) status = score_files(s, bytes.at, bytes.n, fold, a, &report, err);
    if (!status) fwrite(report.at, 1, report.n, stdout);
    buf_free(&bytes);
    buf_free(&report);
    return status;
}

static dp_status evaluate(const settings *s, const fold_table *fold, arena *a, dp_error *err) {
    mapfile file;
    buf report = {0};
    dp_status status = mapfile_open(s->eval, &file, err);
    if (status) return status;
    status = score_files(s, file.at, file.size, fold, a, &report, err);
    mapfile_close(&file);
    buf_free(&report);
    return status;
}

int main(int argc, char **argv) {
    settings s;
    if (!read_arguments(argc, argv, &s)) {
        fputs(usage, stderr);
        return 2;
    }
    dp_error err = {0};
    buf bytes = {0};
    const fold_table *fold;
    arena a;
    arena_init(&a);
    dp_status status = fold_compile(&bytes, &err);
    if (!status) status = fold_open(bytes.at, bytes.n, &fold, &err);
    if (!status) status = s.eval ? evaluate(&s, fold, &a, &err) : train(&s, fold, &a, &err);
    if (status) fprintf(stderr, "depeche-train: %s%s%s\n%s\n", err.file, *err.file ? ": " : "", err.message, err.remedy);
    arena_free(&a);
    buf_free(&bytes);
    return status ? 3 : 0;
}
