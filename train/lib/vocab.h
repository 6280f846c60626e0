/* Strings with numbers: the first string added is 0. Counts say how often each was added. */
#ifndef TRAIN_VOCAB_H
#define TRAIN_VOCAB_H

#include "core/arena.h"

#define VOCAB_NONE UINT32_MAX

typedef struct vocab_item {
    const char *text;
    uint64_t count;
} vocab_item;

typedef struct vocab {
    arena *a;
    vec_of(vocab_item) items;
    uint32_t *slots; /* [slot_count] item + 1, open addressing */
    uint32_t slot_count;
} vocab;

/* The string's number, counting it once more; VOCAB_NONE where memory is out. The string is copied. */
uint32_t vocab_add(vocab *v, const char *s);
uint32_t vocab_find(const vocab *v, const char *s); /* VOCAB_NONE where it is not in */

#endif
