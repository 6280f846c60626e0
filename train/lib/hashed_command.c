#include "lib/hashed_command.h"

#include <getopt.h>
#include <stdlib.h>

static bool add_file(const char **files, int *n) {
    if (*n == HASHED_FILES_MAX) return false;
    files[(*n)++] = optarg;
    return true;
}

static bool take_option(int c, bool with_words, hashed_command *s) {
    switch (c) {
    case 'p':
        s->pack = optarg;
        return true;
    case 'l':
        s->lang = optarg;
        return true;
    case 't':
        return add_file(s->banks, &s->bank_count);
    case 'o':
        s->output = optarg;
        return true;
    case 'w':
        s->learn.weights = (uint32_t)strtoul(optarg, NULL, 10);
        return true;
    case 'n':
        s->learn.epochs = (uint32_t)strtoul(optarg, NULL, 10);
        return true;
    case 'd':
        s->learn.decay = strtod(optarg, NULL);
        return true;
    case 'r':
        s->learn.prior = strtod(optarg, NULL);
        return !with_words;
    case 'f':
        return with_words && add_file(s->texts, &s->text_count);
    case 'x':
        s->learn.dropout = strtod(optarg, NULL);
        return true;
    case 'q':
        s->learn.verbose = false;
        return true;
    default:
        return false;
    }
}

bool hashed_command_read(int argc, char **argv, bool with_words, hashed_command *s) {
    static const struct option options[] = {{"pack", required_argument, NULL, 'p'},    {"lang", required_argument, NULL, 'l'},
                                            {"train", required_argument, NULL, 't'},   {"output", required_argument, NULL, 'o'},
                                            {"weights", required_argument, NULL, 'w'}, {"epochs", required_argument, NULL, 'n'},
                                            {"decay", required_argument, NULL, 'd'},   {"prior", required_argument, NULL, 'r'},
                                            {"words", required_argument, NULL, 'f'},   {"dropout", required_argument, NULL, 'x'},
                                            {"quiet", no_argument, NULL, 'q'},         {NULL, 0, NULL, 0}};
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (!take_option(c, with_words, s)) return false;
    const uint32_t n = s->learn.weights;
    return optind == argc && s->pack && s->lang && s->output && s->bank_count && n && (n & (n - 1)) == 0;
}
