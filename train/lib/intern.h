/* Numbers for byte strings: the same bytes get the same number, in the order of their first coming. */
#ifndef TRAIN_INTERN_H
#define TRAIN_INTERN_H

#include <stdbool.h>

#include "core/buf.h"

typedef struct intern {
    buf bytes;        /* what stands in the table */
    uint64_t *hashes; /* [mask + 1] */
    uint32_t *values; /* [mask + 1] */
    uint32_t mask, n;
    bool failed;
} intern;

bool intern_init(intern *t);
void intern_free(intern *t);
/* A NUL-terminated string's offset in `bytes`; even. */
uint32_t intern_string(intern *t, const char *s);
/* The index of an item in `bytes`, where all items are of one size. */
uint32_t intern_bytes(intern *t, const void *item, size_t n);
/* A number only; the bytes are not kept. */
uint32_t intern_id(intern *t, const void *item, size_t n, bool *is_new);
bool intern_failed(const intern *t);
/* Hands the bytes over. */
void intern_take(intern *t, buf *out);

#endif
