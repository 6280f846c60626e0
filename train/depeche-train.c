/* depeche-train: makes models/<lang>.model and its card from treebanks and texts with entities. See train/README.md. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/apply.h"
#include "lib/card.h"
#include "lib/corpus_names.h"
#include "lib/corpus_raw.h"
#include "lib/corpus_vary.h"
#include "lib/export.h"
#include "lib/fit.h"
#include "lib/lexical.h"
#include "lib/model_file.h"
#include "lib/silver.h"
#include "pack/rulefile.h"
#include "text/lemma_table.h"

static const char usage[] =
    "Examples:\n"
    "  depeche-train --pack build/depeche.pack --lang fr --train bank.conllu --names names.jsonl --dev dev.conllu --output "
    "models/fr.model\n"
    "  depeche-train --pack build/depeche.pack --apply models/fr.model bank.conllu > system.conllu\n"
    "\n"
    "  --apply MODEL     writes the bank that follows with the model's analysis of its words\n"
    "  --pack FILE       the pack whose tokeniser cuts the texts with entities\n"
    "  --lang CODE       the language\n"
    "  --train FILE      a treebank in CoNLL-U to learn from; may be repeated\n"
    "  --as SOURCE       the source of data as which the model will read (default: that of the first sentence)\n"
    "  --names FILE      texts with entities, JSON lines; may be repeated\n"
    "  --dev FILE        a treebank to score on; --names-dev FILE likewise\n"
    "  --but-in NAME     leaves out texts that \"also_in\" names NAME\n"
    "  --output FILE     where the model goes; its card stands beside it (CODE.card.md)\n"
    "  --width N --arc N --rel N --epochs N --seed N --drop P --hidden-drop P --rate R --batch N --names-batch N\n"
    "                    sizes and course of training (defaults: 128, 96, 64, 30, 1, .25, .25, .002, 1200, 400)\n"
    "  --list FILE       a word list: form, lemma, part of speech, features, count, set apart by tabs\n"
    "  --root DIR        the source tree, for lang/CODE/morphology.rules (default: the current folder)\n"
    "  --replaced P      share of words that give way to others from those two (default: .08)\n"
    "  --raw DIR         texts of your own (.txt, or .jsonl with \"text\") that the teachers analyse; --raw-words N at most\n"
    "  --sources FILE    names and licences of the data for the card (default: train/sources.tsv)\n"
    "  --teachers N      first trains N networks that together analyse the texts without trees, then one that learns from those\n"
    "                    too (default: 0); --teacher-epochs N, --silver-weight W, --silver-certainty P\n"
    "  --names-vary N    besides each sentence with names N more, with other names of their class in places (default: 0)\n"
    "  --names-drop P    hides the letters of words that may be names so often, in texts with names (default: 0)\n"
    "  --but-from NAME   leaves out texts with names whose source begins so\n"
    "  --fold K/N        leaves every Nth text with entities out and scores on those\n"
    "  --quiet           no progress\n";

enum { FILES_MAX = 16, TEACHERS_MAX = 8 };

typedef struct files {
    const char *at[FILES_MAX];
    int n;
} files;

typedef struct settings {
    const char *pack, *lang, *output, *but_in, *as, *but_from, *raw, *sources, *list, *root, *apply, *bank;
    uint32_t raw_words;
    files train, names, dev, names_dev;
    uint32_t width, arc, rel, part, parts, copies, teachers, teacher_epochs;
    silver_options silver; /* its bank is the one as which the model reads */
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
    O_VARY,
    O_BUT_FROM,
    O_NAMES_DROP,
    O_TEACHERS,
    O_RAW,
    O_AS,
    O_APPLY,
    O_LIST,
    O_ROOT,
    O_REPLACED,
    O_RAW_WORDS,
    O_SOURCES,
    O_TEACHER_EPOCHS,
    O_SILVER_WEIGHT,
    O_SILVER_CERTAINTY,
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
    case O_LIST:
        s->list = optarg;
        return true;
    case O_ROOT:
        s->root = optarg;
        return true;
    case O_REPLACED:
        s->fit.replaced = strtof(optarg, NULL);
        return true;
    case O_APPLY:
        s->apply = optarg;
        return true;
    case O_AS:
        s->as = optarg;
        return true;
    case O_RAW:
        s->raw = optarg;
        return true;
    case O_RAW_WORDS:
        s->raw_words = (uint32_t)strtoul(optarg, NULL, 10);
        return true;
    case O_SOURCES:
        s->sources = optarg;
        return true;
    case O_TEACHERS:
        s->teachers = (uint32_t)strtoul(optarg, NULL, 10);
        return s->teachers <= TEACHERS_MAX;
    case O_TEACHER_EPOCHS:
        s->teacher_epochs = (uint32_t)strtoul(optarg, NULL, 10);
        return s->teacher_epochs > 0;
    case O_SILVER_WEIGHT:
        s->silver.weight = strtof(optarg, NULL);
        return true;
    case O_SILVER_CERTAINTY:
        s->silver.certainty = strtof(optarg, NULL);
        return true;
    case O_VARY:
        s->copies = (uint32_t)strtoul(optarg, NULL, 10);
        return true;
    case O_NAMES_DROP:
        s->fit.drop.name = strtof(optarg, NULL);
        return true;
    case O_BUT_FROM:
        s->but_from = optarg;
        return true;
    case O_QUIET:
        s->fit.verbose = false;
        return true;
    default:
        return false;
    }
}

static bool read_arguments(int argc, char **argv, settings *s) {
    static const struct option options[] = {{"pack", 1, NULL, O_PACK},
                                            {"lang", 1, NULL, O_LANG},
                                            {"train", 1, NULL, O_TRAIN},
                                            {"names", 1, NULL, O_NAMES},
                                            {"dev", 1, NULL, O_DEV},
                                            {"names-dev", 1, NULL, O_NAMES_DEV},
                                            {"but-in", 1, NULL, O_BUT_IN},
                                            {"output", 1, NULL, O_OUTPUT},
                                            {"width", 1, NULL, O_WIDTH},
                                            {"arc", 1, NULL, O_ARC},
                                            {"rel", 1, NULL, O_REL},
                                            {"epochs", 1, NULL, O_EPOCHS},
                                            {"seed", 1, NULL, O_SEED},
                                            {"drop", 1, NULL, O_DROP},
                                            {"hidden-drop", 1, NULL, O_HIDDEN},
                                            {"rate", 1, NULL, O_RATE},
                                            {"batch", 1, NULL, O_BATCH},
                                            {"names-batch", 1, NULL, O_NAMES_BATCH},
                                            {"fold", 1, NULL, O_FOLD},
                                            {"names-vary", 1, NULL, O_VARY},
                                            {"but-from", 1, NULL, O_BUT_FROM},
                                            {"names-drop", 1, NULL, O_NAMES_DROP},
                                            {"teachers", 1, NULL, O_TEACHERS},
                                            {"as", 1, NULL, O_AS},
                                            {"raw", 1, NULL, O_RAW},
                                            {"apply", 1, NULL, O_APPLY},
                                            {"list", 1, NULL, O_LIST},
                                            {"root", 1, NULL, O_ROOT},
                                            {"replaced", 1, NULL, O_REPLACED},
                                            {"raw-words", 1, NULL, O_RAW_WORDS},
                                            {"sources", 1, NULL, O_SOURCES},
                                            {"teacher-epochs", 1, NULL, O_TEACHER_EPOCHS},
                                            {"silver-weight", 1, NULL, O_SILVER_WEIGHT},
                                            {"silver-certainty", 1, NULL, O_SILVER_CERTAINTY},
                                            {"quiet", 0, NULL, O_QUIET},
                                            {NULL, 0, NULL, 0}};
    *s = (settings){.width = 128,
                    .arc = 96,
                    .rel = 64,
                    .root = ".",
                    .teacher_epochs = 25,
                    .raw_words = 400000,
                    .sources = "train/sources.tsv",
                    .silver = {.weight = 0.5f, .certainty = 0.8f, .words_least = 4, .words_most = 80},
                    .fit = {.epochs = 30,
                            .batch = 1200,
                            .names = 400,
                            .rate = 0.002f,
                            .replaced = 0.08f,
                            .drop = {.input = 0.25f, .hidden = 0.25f, .form = 0.2f, .listed = 0.25f},
                            .seed = 1,
                            .verbose = true}};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!take_option(c, s)) return false;
    s->bank = argv[optind];
    if (s->apply) return s->pack && optind + 1 == argc;
    return s->pack && s->lang && s->output && s->train.n > 0 && optind == argc;
}

/* A lexicon of the treebank's own words alone would tell nothing of others, so it counts only beside a list or paradigms. Arabic
 * words are looked at without their vowels and with one shape of alef. */
static channel_set channels_for(const char *lang, bool with_list) {
    channel_set set = {.n = with_list ? 9 : 8,
                       .options = strcmp(lang, "ar") == 0 ? CHANNELS_BARE : 0,
                       .at = {{CHANNEL_FORM, 0, 16384, 128},
                              {CHANNEL_BARE, 0, 8192, 64},
                              {CHANNEL_SUFFIX, 4, 8192, 128},
                              {CHANNEL_SUFFIX, 3, 8192, 96},
                              {CHANNEL_SUFFIX, 2, 2048, 64},
                              {CHANNEL_PREFIX, 3, 8192, 96},
                              {CHANNEL_SHAPE, 0, 2048, 32},
                              {CHANNEL_FLAGS, 0, 32, 32},
                              {CHANNEL_LEXICON, 0, USES_END, 32}}};
    return set;
}

static dp_status read_names(const settings *s, const text_models *models, const files *from, bool dev, corpus *c, dp_error *err) {
    names_options o = {.lang = s->lang,
                       .bank = s->silver.bank,
                       .weight = 1.0f,
                       .but_in = s->but_in,
                       .but_from = s->but_from,
                       .part = s->part,
                       .parts = s->parts,
                       .but_part = !dev};
    for (int i = 0; i < from->n; i++) {
        dp_status status = corpus_read_names(c, models, from->at[i], &o, err);
        if (status) return status;
    }
    return DP_OK;
}

/* The treebanks, and which of their sources the model reads as. */
static dp_status read_banks(const settings *s, corpus *train, uint32_t *bank, dp_error *err) {
    dp_status status = DP_OK;
    *bank = 0;
    for (int i = 0; i < s->train.n && !status; i++) status = corpus_read_bank(train, s->train.at[i], 1.0f, true, err);
    if (status || !s->as) return status ? status : corpus_close(train, err);
    *bank = vocab_find(&train->banks, s->as);
    if (*bank != VOCAB_NONE) return corpus_close(train, err);
    error_set(err, DP_E_USAGE, "no sentence of the treebanks is from \"%s\"", s->as);
    return error_remedy(err, "name a source as it stands behind \"# source =\"");
}

/* The training corpus, and one of dev data that shares its vocabularies and types. */
static dp_status read_corpora(const settings *s, const text_models *models, corpus *train, corpus *dev, lexical *words,
                              dp_error *err) {
    dp_status status = lexical_make(train, &(lexical_sources){s->root, s->lang, s->list}, words, err);
    if (!status) status = corpus_list_lemmas(train, err);
    if (!status) status = read_names(s, models, &s->names, false, train, err);
    if (!status && s->copies > 0) status = corpus_vary_names(train, s->copies, s->fit.seed, err);
    if (!status && s->raw) {
        const raw_options o = {.lang = s->lang, .bank = s->silver.bank, .words_most = s->raw_words};
        status = corpus_read_raw(train, models, s->raw, &o, err);
    }
    if (status) return status;
    *dev = *train;
    dev->name_sources = (vocab){.a = dev->a}; /* the card lists those of training */
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

/* Gives the sentences without trees silver ones. */
static dp_status teach(const settings *s, corpus *train, const corpus *dev, arena *a, silver_count *count, dp_error *err) {
    network teachers[TEACHERS_MAX];
    for (uint32_t i = 0; i < s->teachers; i++) {
        fit_options o = s->fit;
        o.epochs = s->teacher_epochs;
        o.seed = s->fit.seed + 1000 * (i + 1);
        dp_status status = network_make(train, s->width, s->arc, s->rel, o.seed, a, &teachers[i], err);
        if (!status) status = fit_network(train, dev, s->silver.bank, &o, &teachers[i], a, err);
        if (status) return status;
    }
    dp_status status = silver_annotate(teachers, s->teachers, train, &s->silver, count, err);
    if (!status && s->fit.verbose) fprintf(stderr, "silver: %u sentences, %u words\n", count->sentences, count->words);
    return status;
}

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Scores each dev file by itself and writes CODE.card.md beside the model. */
static dp_status write_card(const settings *s, const char *command, const network *net, const corpus *train, const corpus *dev,
                            uint32_t silver_words, arena *a, dp_error *err) {
    fit_score scores[FILES_MAX];
    const char *names[FILES_MAX];
    char path[4096];
    card c = {.lang = s->lang,
              .model = name_of(s->output),
              .sources = s->sources,
              .list = s->list ? name_of(s->list) : NULL,
              .command = command,
              .train = train,
              .net = net,
              .dev_names = names,
              .dev = scores,
              .silver_words = silver_words};
    dp_status status = fit_evaluate_names(net, dev, s->silver.bank, &c.names, a, err);
    for (int i = 0; i < s->dev.n && !status; i++, c.dev_count++) {
        corpus one = *dev;
        one.words.at = NULL, one.words.n = one.words.cap = 0;
        one.sentences.at = NULL, one.sentences.n = one.sentences.cap = 0;
        names[i] = name_of(s->dev.at[i]);
        status = corpus_read_bank(&one, s->dev.at[i], 1.0f, false, err);
        if (!status) status = fit_evaluate(net, &one, s->silver.bank, &scores[i], a, err);
    }
    size_t stem = strlen(s->output) - (strlen(s->output) > 6 && strcmp(s->output + strlen(s->output) - 6, ".model") == 0 ? 6 : 0);
    snprintf(path, sizeof path, "%.*s.card.md", (int)stem, s->output);
    return status ? status : card_write(&c, path, err);
}

static dp_status train_model(const settings *s, const char *command, const text_models *models, const pack *p, arena *a,
                             dp_error *err) {
    corpus train, dev;
    network net;
    silver_count silver = {0};
    lexical words;
    char rules[64];
    snprintf(rules, sizeof rules, "lang/%.8s/morphology.rules", s->lang);
    channel_set channels = channels_for(s->lang, s->list || rule_file_exists(s->root, rules));
    buf bytes;
    buf_init(&bytes);
    corpus_init(&train, a, p->fold, &channels);
    dp_status status = word_flags_open(p, &train.known, err);
    settings read = *s; /* with what becomes known only by reading */
    read.fit.lexical = &words;
    s = &read;
    if (!status) status = read_banks(s, &train, &read.silver.bank, err);
    if (!status) status = read_corpora(s, models, &train, &dev, &words, err);
    if (!status && s->fit.verbose)
        fprintf(stderr, "%u sentences, %u words; %u places for %u word types\n", train.sentences.n, train.words.n, words.words,
                train.types.items.n);
    if (!status && s->teachers > 0) status = teach(s, &train, &dev, a, &silver, err);
    if (!status) status = network_make(&train, s->width, s->arc, s->rel, s->fit.seed, a, &net, err);
    if (!status) status = fit_network(&train, &dev, s->silver.bank, &s->fit, &net, a, err);
    if (!status) status = export_network(&net, &train, s->silver.bank, &bytes, err);
    if (!status) status = model_file_write(&bytes, s->output, err);
    if (!status) status = write_card(s, command, &net, &train, &dev, silver.words, a, err);
    buf_free(&bytes);
    return status;
}

/* The command as it could be typed again, folders of files left out. */
static void tell_command(int argc, char **argv, buf *out) {
    for (int i = 0; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        const char *dir = slash;
        while (dir && dir > argv[i] && dir[-1] != '/') dir--;
        buf_printf(out, i > 0 ? " %s" : "%s",
                   i == 0 || strcmp(argv[i > 0 ? i - 1 : 0], "--pack") == 0 ? name_of(argv[i])
                   : dir                                                    ? dir
                                                                            : argv[i]);
    }
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
    buf command;
    buf_init(&command);
    tell_command(argc, argv, &command);
    if (!read_arguments(argc, argv, &s)) {
        fputs(usage, stderr);
        return 2;
    }
    arena_init(&a);
    dp_status status = pack_open(s.pack, &p, &err);
    if (status) return fail(&err);
    if (s.apply)
        status = apply_model(&p, s.apply, s.bank, stdout, &err);
    else
        status = text_models_open(&p, &models, &err);
    if (!status && !s.apply) status = train_model(&s, buf_cstr(&command), models, &p, &a, &err);
    buf_free(&command);
    text_models_free(models);
    arena_free(&a);
    pack_close(&p);
    return status ? fail(&err) : 0;
}
