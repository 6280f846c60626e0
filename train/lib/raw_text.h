/* Treebanks as raw text: CoNLL-U joined to documents as they were before anybody cut them, with the gold cuts beside the bytes.
 * Sentences are joined by a blank, by nothing where the last token has SpaceAfter=No, by an empty line at "# newpar". */
#ifndef TRAIN_RAW_TEXT_H
#define TRAIN_RAW_TEXT_H

#include "core/arena.h"
#include "core/error.h"

#define RAW_PARTS_MAX 6u

typedef struct raw_token {
    uint32_t start, end; /* bytes in its document */
    uint32_t part_count; /* 0: a token that is one word */
    const char *parts[RAW_PARTS_MAX];
} raw_token;

typedef struct raw_document {
    char *bytes;
    uint32_t size;
    vec_of(uint32_t) sentences; /* where each begins */
    vec_of(raw_token) tokens;
} raw_document;

typedef struct raw_bank {
    arena *a;
    vec_of(raw_document) documents;
} raw_bank;

/* Appends a file's documents; one without borders, or a long one, is cut after `sentences_max` sentences. */
dp_status raw_bank_read(raw_bank *b, const char *path, uint32_t sentences_max, dp_error *err);

#endif
