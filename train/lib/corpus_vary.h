/* More texts with names out of few: copies of sentences in which names changed places with others of their class, so that the
 * network learns from what stands around a name and not the name by heart (X. Dai and H. Adel, "An Analysis of Simple Data
 * Augmentation for Named Entity Recognition", 2020). */
#ifndef TRAIN_CORPUS_VARY_H
#define TRAIN_CORPUS_VARY_H

#include "lib/corpus.h"

/* Adds `copies` of each sentence with names; each name is another one in about half of the cases. */
dp_status corpus_vary_names(corpus *c, uint32_t copies, uint64_t seed, dp_error *err);

#endif
