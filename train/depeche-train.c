/* depeche-train: makes models/<lang>.model and its card from treebanks and texts with entities. See train/README.md. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/corpus_names.h"
#include "lib/export.h"
#include "lib/fit.h"
#include "lib/model_file.h"

static const char usage[] =
    "Examples:\n"
    "  depeche-train --pack build/depeche.pack --lang fr --train bank.conllu --names names.jsonl --dev dev.conllu --output "
    "models/fr.model\n"
    "\n"
    "  --pack FILE       the pack whose tokeniser cuts the texts with entities\n"
    "  --lang CODE       the language\n"
    "  --train FILE      a treebank in CoNLL-U to learn from; may be repeated; the first sentence's source is the one that the\n"
    "                    model will read as\n"
    "  --names FILE      texts with entities, JSON lines; may be repeated\n"
    "  --dev FILE        a treebank to score on; --names-dev FILE likewise\n"
    "  --but-in NAME     leaves out texts that \"also_in\" names NAME\n"
    "  --output FILE     where the model goes; its card stands beside it (CODE.card.md)\n"
    "  --width N --arc N --rel N --epochs N --seed N --drop P --hidden-drop P --rate R --batch N --names-batch N\n"
    "                    sizes and course of training (defaults: 128, 96, 64, 30, 1, .25, .25, .002, 1200, 400)\n"
    "  --fold K/N        leaves every Nth text with entities out and scores on those\n"
    "  --quiet           no progress\n";

enum { FILES_MAX = 16 };

typedef struct files {
    const char *at[FILES_MAX];
    int n;
} files;

typedef struct settings {
    const char *pack, *lang, *output, *but_in;
    files train, names, dev, names_dev;
    uint32_t width, arc, rel, part, parts;
    fit_options fit;
} settings;

static bool add_file(files *f, const char *file) {
    if (f->n == FILES_MAX) return false;
    f->at[f->n++] = file;
    return true;
}

enum option_code {
    O_PACK = 1,
    O_LANG,
    O_TRAIN,
    O_NAMES,
    O_DEV,
    O_NAMES_DEV,
    O_BUT_IN,
    O_OUTPUT,
    O_WIDTH,
    O_ARC,
    O_REL,
    O_EPOCHS,
    O_SEED,
    O_DROP,
    O_HIDDEN,
    O_RATE,
    O_BATCH,
    O_NAMES_BATCH,
    O_FOLD,
    O_QUIET
};

static bool take_option(int code, settings *s) {
    switch (code) {
    case O_PACK:
        s->pack = optarg;
        return true;
    case O_LANG:
        s->lang = optarg;
        return true;
    case O_OUTPUT:
        s->output = optarg;
        return true;
    case O_BUT_IN:
        s->but_in = optarg;
        return true;
    case O_TRAIN:
        return add_file(&s->train, optarg);
    case O_NAMES:
        return add_file(&s->names, optarg);
    case O_DEV:
        return add_file(&s->dev, optarg);
    case O_NAMES_DEV:
        return add_file(&s->names_dev, optarg);
    case O_WIDTH:
        s->width = (uint32_t)strtoul(optarg, NULL, 10);
        return s->width % 32 == 0 && s->width > 0 && s->width <= NET_WIDTH_MAX;
    case O_ARC:
        s->arc = (uint32_t)strtoul(optarg, NULL, 10);
        return s->arc % 16 == 0 && s->arc > 0 && s->arc <= NET_ARC_MAX;
    case O_REL:
        s->rel = (uint32_t)strtoul(optarg, NULL, 10);
        return s->rel % 16 == 0 && s->rel > 0 && s->rel <= NET_REL_MAX;
    case O_EPOCHS:
        s->fit.epochs = (uint32_t)strtoul(optarg, NULL, 10);
        return s->fit.epochs > 0;
    case O_SEED:
        s->fit.seed = strtoull(optarg, NULL, 10);
        return true;
    case O_DROP:
        s->fit.drop.input = strtof(optarg, NULL);
        return true;
    case O_HIDDEN:
        s->fit.drop.hidden = strtof(optarg, NULL);
        return true;
    case O_RATE:
        s->fit.rate = strtof(optarg, NULL);
        return true;
    case O_BATCH:
        s->fit.batch = (uint32_t)strtoul(optarg, NULL, 10);
        return s->fit.batch > 0;
    case O_NAMES_BATCH:
        s->fit.names = (uint32_t)strtoul(optarg, NULL, 10);
        return true;
    case O_FOLD:
        return sscanf(optarg, "%u/%u", &s->part, &s->parts) == 2 && s->part < s->parts;
    case O_QUIET:
        s->fit.verbose = false;
        return true;
    default:
        return false;
    }
}

static bool read_arguments(int argc, char **argv, settings *s) {
    static const struct option options[] = {
        {"pack", 1, NULL, O_PACK},     {"lang", 1, NULL, O_LANG},     {"train", 1, NULL, O_TRAIN},
        {"names", 1, NULL, O_NAMES},   {"dev", 1, NULL, O_DEV},       {"names-dev", 1, NULL, O_NAMES_DEV},
        {"but-in", 1, NULL, O_BUT_IN}, {"output", 1, NULL, O_OUTPUT}, {"width", 1, NULL, O_WIDTH},
        {"arc", 1, NULL, O_ARC},       {"rel", 1, NULL, O_REL},       {"epochs", 1, NULL, O_EPOCHS},
        {"seed", 1, NULL, O_SEED},     {"drop", 1, NULL, O_DROP},     {"hidden-drop", 1, NULL, O_HIDDEN},
        {"rate", 1, NULL, O_RATE},     {"batch", 1, NULL, O_BATCH},   {"names-batch", 1, NULL, O_NAMES_BATCH},
        {"fold", 1, NULL, O_FOLD},     {"quiet", 0, NULL, O_QUIET},   {NULL, 0, NULL, 0}};
    *s = (settings){
        .width = 128,
        .arc = 96,
        .rel = 64,
        .fit = {
            .epochs = 30, .batch = 1200, .names = 400, .rate = 0.002f, .drop = {0.25f, 0.25f, 0.2f}, .seed = 1, .verbose = true}};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!take_option(c, s)) return false;
    return s->pack && s->lang && s->output && s->train.n > 0 && optind == argc;
}

/* Arabic words are looked at without their vowels and with one shape of alef. */
static channel_set channels_for(const char *lang) {
    channel_set set = {.n = 7,
                       .options = strcmp(lang, "ar") == 0 ? CHANNELS_BARE : 0,
                       .at = {{CHANNEL_FORM, 0, 16384, 128},
                              {CHANNEL_BARE, 0, 8192, 64},
                              {CHANNEL_SUFFIX, 4, 8192, 128},
                              {CHANNEL_SUFFIX, 3, 8192, 96},
                              {CHANNEL_SUFFIX, 2, 2048, 64},
                              {CHANNEL_PREFIX, 3, 8192, 96},
                              {CHANNEL_SHAPE, 0, 2048, 32}}};
    return set;
}

static dp_status read_names(const settings *s, const text_models *models, const files *from, bool dev, corpus *c, dp_error *err) {
    names_options o = {
        .lang = s->lang, .weight = 1.0f, .but_in = s->but_in, .part = s->part, .parts = s->parts, .but_part = !dev};
    for (int i = 0; i < from->n; i++) {
        dp_status status = corpus_read_names(c, models, from->at[i], &o, err);
        if (status) return status;
    }
    return DP_OK;
}

/* The training corpus, and one of dev data that shares its vocabularies and types. */
static dp_status read_corpora(const settings *s, const text_models *models, corpus *train, corpus *dev, dp_error *err) {
    dp_status status = DP_OK;
    for (int i = 0; i < s->train.n && !status; i++) status = corpus_read_bank(train, s->train.at[i], 1.0f, true, err);
    if (!status) status = corpus_close(train, err);
    if (!status) status = read_names(s, models, &s->names, false, train, err);
    if (status) return status;
    *dev = *train;
    dev->words.at = NULL, dev->words.n = dev->words.cap = 0;
    dev->sentences.at = NULL, dev->sentences.n = dev->sentences.cap = 0;
    for (int i = 0; i < s->dev.n && !status; i++) status = corpus_read_bank(dev, s->dev.at[i], 1.0f, false, err);
    settings whole = *s;
    whole.parts = 0;
    if (!status) status = read_names(&whole, models, &s->names_dev, true, dev, err);
    if (!status && s->parts > 0) status = read_names(s, models, &s->names, true, dev, err);
    train->types = dev->types; /* types of the dev data came to the same list */
    memcpy(&train->type_rows, &dev->type_rows, sizeof train->type_rows);
    return status;
}

static dp_status train_model(const settings *s, const text_models *models, const fold_table *fold, arena *a, dp_error *err) {
    corpus train, dev;
    network net;
    channel_set channels = channels_for(s->lang);
    buf bytes;
    buf_init(&bytes);
    corpus_init(&train, a, fold, &channels);
    dp_status status = read_corpora(s, models, &train, &dev, err);
    if (!status) status = network_make(&train, s->width, s->arc, s->rel, s->fit.seed, a, &net, err);
    if (!status) status = fit_network(&train, &dev, 0, &s->fit, &net, a, err);
    if (!status) status = export_network(&net, &train, 0, &bytes, err);
    if (!status) status = model_file_write(&bytes, s->output, err);
    buf_free(&bytes);
    return status;
}

static int fail(const dp_error *err) {
    fprintf(stderr, "depeche-train: %s", err->message);
    if (err->file[0]) fprintf(stderr, " (%s, line %llu)", err->file, (unsigned long long)err->line);
    if (err->remedy[0]) fprintf(stderr, "\n%s", err->remedy);
    fputc('\n', stderr);
    return 1;
}

int main(int argc, char **argv) {
    settings s;
    dp_error err = {0};
    pack p;
    text_models *models = NULL;
    arena a;
    if (!read_arguments(argc, argv, &s)) {
        fputs(usage, stderr);
        return 2;
    }
    arena_init(&a);
    dp_status status = pack_open(s.pack, &p, &err);
    if (status) return fail(&err);
    status = text_models_open(&p, &models, &err);
    if (!status) status = train_model(&s, models, p.fold, &a, &err);
    text_models_free(models);
    arena_free(&a);
    pack_close(&p);
    return status ? fail(&err) : 0;
}
