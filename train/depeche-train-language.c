/* depeche-train-language: makes models/language.model and its card. See train/README.md. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mapfile.h"
#include "lib/language_trainer.h"
#include "lib/letter_chain.h"
#include "lib/model_file.h"

static const char usage[] =
    "Example:\n"
    "  depeche-train-language --languages train/languages.tsv --data build/language-data --output models/language.model\n"
    "\n"
    "  --languages FILE  code, script and source of each language, set apart by tabs; those of one script stand together.\n"
    "                    A source is a folder of n-gram counts, a text (.txt), or \"-\" where the script says all\n"
    "  --data FOLDER     where the sources lie (train/fetch-language.sh)\n"
    "  --output FILE     where the model goes\n"
    "  --words N         words drawn of each language (default: 300000)\n"
    "  --sentences N     sentences to learn from, of each language (default: 20000)\n"
    "  --rows N          of the table of a script of more than 16 languages (default: 32000)\n"
    "  --few-rows N      of the table of one of 2 to 16 (default: 14000)\n"
    "  --rate X          of the steps (default: 0.1)\n"
    "  --dropout X       the share of n-grams that a sentence is learned without (default: 0.3)\n"
    "  --foreign X       the share of words of other languages in it (default: 0.08)\n"
    "  --quiet           no progress\n";

enum { LANGUAGES_READ_MOST = 160, LINE_BYTES = 512 };

typedef struct command {
    const char *languages, *data, *output;
    uint32_t words;
    language_options learn;
} command;

static bool read_option(command *c, const char *name, const char *value) {
    const struct {
        const char *name, **text;
        uint32_t *number;
        double *real;
    } options[] = {
        {.name = "--languages", .text = &c->languages},
        {.name = "--data", .text = &c->data},
        {.name = "--output", .text = &c->output},
        {.name = "--words", .number = &c->words},
        {.name = "--sentences", .number = &c->learn.sentences},
        {.name = "--rows", .number = &c->learn.many_rows},
        {.name = "--few-rows", .number = &c->learn.few_rows},
        {.name = "--rate", .real = &c->learn.rate},
        {.name = "--dropout", .real = &c->learn.dropout},
        {.name = "--foreign", .real = &c->learn.foreign},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i].name, name) != 0) continue;
        if (options[i].text) *options[i].text = value;
        if (options[i].number) *options[i].number = (uint32_t)strtoul(value, NULL, 10);
        if (options[i].real) *options[i].real = strtod(value, NULL);
        return true;
    }
    return false;
}

static bool read_options(command *c, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--quiet") == 0)
            c->learn.verbose = false;
        else if (i + 1 == argc || !read_option(c, argv[i], argv[i + 1]))
            return false;
        else
            i++;
    }
    return c->languages && c->data && c->output && c->learn.sentences >= 10 && c->learn.many_rows && c->learn.few_rows &&
           c->words;
}

static dp_status draw_words(const char *folder, uint32_t words, uint64_t seed, buf *out, dp_error *err) {
    arena a;
    arena_init(&a);
    letter_chain chain;
    const dp_status status = chain_read(folder, &a, &chain, err);
    for (uint32_t i = 0; status == DP_OK && i < words; i++) {
        chain_word(&chain, &seed, out);
        buf_char(out, ' ');
    }
    arena_free(&a);
    return status == DP_OK && out->failed ? error_nomem(err) : status;
}

/* A text's white space becomes single blanks. */
static dp_status copy_words(const char *path, buf *out, dp_error *err) {
    mapfile file;
    const dp_status status = mapfile_open(path, &file, err);
    if (status != DP_OK) return status;
    for (size_t i = 0; i < file.size; i++) {
        const char c = file.at[i] == '\n' || file.at[i] == '\t' || file.at[i] == '\r' ? ' ' : file.at[i];
        if (c != ' ' || (out->n && out->at[out->n - 1] != ' ')) buf_char(out, c);
    }
    buf_char(out, ' ');
    mapfile_close(&file);
    return out->failed ? error_nomem(err) : DP_OK;
}

static dp_status read_source(const command *c, const char *source, uint32_t number, language_text *t, dp_error *err) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", c->data, source);
    const size_t n = strlen(source);
    if (strcmp(source, "-") == 0) return DP_OK;
    if (n > 4 && strcmp(source + n - 4, ".txt") == 0) return copy_words(path, &t->words, err);
    return draw_words(path, c->words, number + 1, &t->words, err);
}

static dp_status read_languages(const command *c, language_text *texts, uint32_t *n, dp_error *err) {
    FILE *in = fopen(c->languages, "r");
    if (!in) return error_set(err, DP_E_IO, "%s: %s", c->languages, strerror(errno));
    char line[LINE_BYTES], source[LINE_BYTES];
    dp_status status = DP_OK;
    for (uint32_t number = 1; status == DP_OK && fgets(line, sizeof line, in); number++) {
        if (line[0] == '#' || line[0] == '\n') continue;
        language_text *t = &texts[*n];
        if (*n == LANGUAGES_READ_MOST || sscanf(line, "%7s %15s %511s", t->code, t->script, source) != 3) {
            status = error_set(err, DP_E_FORMAT, "not a code, a script and a source, or one language too many");
        } else {
            buf_init(&t->words);
            ++*n;
            status = read_source(c, source, *n, t, err);
        }
        if (status != DP_OK && !err->file[0]) error_at(err, c->languages, number);
    }
    fclose(in);
    return status;
}

int main(int argc, char **argv) {
    command c = {.words = 300000,
                 .learn = {.sentences = 20000,
                           .many_rows = 32000,
                           .few_rows = 14000,
                           .rate = 0.1,
                           .dropout = 0.3,
                           .foreign = 0.08,
                           .verbose = true}};
    if (!read_options(&c, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    static language_text texts[LANGUAGES_READ_MOST];
    uint32_t n = 0;
    dp_error err = {0};
    buf model;
    buf_init(&model);
    dp_status status = read_languages(&c, texts, &n, &err);
    if (status == DP_OK) status = language_train(texts, n, &c.learn, &model, &err);
    if (status == DP_OK) status = model_file_write(&model, c.output, &err);
    if (status == DP_OK) printf("%s: %u languages, %zu bytes\n", c.output, n, model.n);
    if (status != DP_OK) fprintf(stderr, "depeche-train-language: %s%s%s\n", err.file, err.file[0] ? ": " : "", err.message);
    for (uint32_t i = 0; i < n; i++) buf_free(&texts[i].words);
    buf_free(&model);
    return status == DP_OK ? 0 : 1;
}
