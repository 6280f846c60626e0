/* Treebanks in memory: CoNLL-U sentences as the tokens that the decoders read, with the gold analysis beside them. */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H

#include "core/arena.h"
#include "core/fold.h"
#include "text/text.h"

typedef struct gold_token {
    const char *lemma;
    uint32_t feats;
    int32_t head; /* in the sentence, from 0; -1 for the root */
    uint8_t upos, deprel;
    bool doubtful; /* misspelt or torn apart: no model for other words */
} gold_token;

typedef struct bank_sentence {
    uint32_t first, count; /* tokens */
    uint32_t fold;
} bank_sentence;

typedef struct treebank {
    arena *a;
    const fold_table *fold;
    vec_of(token) tokens;
    vec_of(gold_token) gold; /* [tokens.n] */
    vec_of(bank_sentence) sentences;
    vec_of(char *) sources; /* "# source = …", each once */
} treebank;

#define TREEBANK_FOLDS 5u

/* Appends a file. Sentences of more than PARSER_TOKENS_MAX words are an error: the banks have none. */
dp_status treebank_read(treebank *b, const char *path, dp_error *err);

/* Fills form_hash and the flags that a form alone decides. */
void treebank_fill_token(const fold_table *fold, token *t);

#endif
