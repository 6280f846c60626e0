/* Endings of known words → edit script and features, for the words that nobody knows. */
#ifndef TRAIN_GUESS_TABLES_H
#define TRAIN_GUESS_TABLES_H

#include "lib/intern.h"
#include "lib/inventory.h"

/* From merged readings. */
bool guess_tables_make(const inventory *v, const tag_class *classes, uint32_t class_count, intern *strings, intern *feats,
                       word_tables *out);

#endif
