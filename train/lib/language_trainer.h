/* Learns which n-grams of letters speak for which language of a script (src/language/model.h): logistic regression over hashed
 * rows by stochastic gradient steps (AdaGrad), rounded to eight bits. Sentences are drawn from each language's words, with a
 * few words of others among them. One thread and a fixed seed: equal input gives equal bytes on machines with the same vector
 * instructions. */
#ifndef TRAIN_LANGUAGE_TRAINER_H
#define TRAIN_LANGUAGE_TRAINER_H

#include "core/arena.h"
#include "core/buf.h"

/* The words of one language in one script, drawn or read, set apart by blanks. */
typedef struct language_text {
    char code[8];
    char script[16]; /* Unicode's name: "Latin" */
    buf words;
} language_text;

typedef struct language_options {
    uint32_t sentences;   /* to learn from, of each language */
    uint32_t many_rows;   /* of a script of more than 16 languages */
    uint32_t few_rows;    /* of one of 2 to 16 */
    double rate, dropout; /* of AdaGrad; the share of grams that a sentence is learned without */
    double foreign;       /* the share of words that come from another language of the script */
    bool verbose;
} language_options;

/* `texts` stand in the order in which the languages are numbered; scripts of one text need no words. The bytes of a model go into
 * `out`. */
dp_status language_train(const language_text *texts, uint32_t n, const language_options *o, buf *out, dp_error *err);

#endif
