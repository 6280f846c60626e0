/* The card beside a model: what it is, what it learned from and under which licences, how well it does, how it was made. */
#ifndef TRAIN_CARD_H
#define TRAIN_CARD_H

#include "core/buf.h"
#include "lib/corpus.h"
#include "lib/fit.h"
#include "lib/network.h"

typedef struct card {
    const char *lang, *model; /* code; file name without folder */
    const char *sources;      /* path of train/sources.tsv */
    const char *list;         /* the word list's file name without folder; NULL */
    const char *command;
    const corpus *train;
    const network *net;
    uint32_t dev_count;
    const char *const *dev_names; /* [dev_count] file names */
    const fit_score *dev;         /* [dev_count] */
    fit_names_score names;        /* gold 0: not measured */
    uint32_t silver_words;
} card;

/* An error names a source of the data that has no licence in the table. */
dp_status card_write(const card *c, const char *path, dp_error *err);

#endif
