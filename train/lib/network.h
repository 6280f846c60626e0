/* The network in float: parameters, forward and backward pass over a batch. docs/linguistic-core.md says what it computes.
 *
 * Two additions serve training alone and leave no trace in the file: a tag's scores are the sum of its own weights and
 * those of its parts ("VERB", "Tense=Past", …), so that rare tags learn from frequent ones; and each source of data has a vector
 * that is added after the mix (S. Stymne et al., "Parser Training with Heterogeneous Treebanks", 2018). */
#ifndef TRAIN_NETWORK_H
#define TRAIN_NETWORK_H

#include "core/arena.h"
#include "core/error.h"
#include "lib/corpus.h"
#include "text/net.h"

typedef struct network_shape {
    uint32_t width, mix_in, arc, rel;
    uint32_t tags, factors, scripts, entities, deprels, banks;
    channel_set channels;
} network_shape;

typedef struct network_layer {
    float *w, *b, *gain, *shift;
    float *out, *out_b; /* scans only */
} network_layer;

/* Views into one flat array of dense parameters (or of their gradients, or means). */
typedef struct network_params {
    network_layer mix, conv[2], scan[2];
    float *bank;                                                          /* [banks][width] */
    float *tag, *factor, *tag_b;                                          /* [width][tags], [width][factors], [tags] */
    float *script, *script_b, *entity, *entity_b;                         /* [width][n], [n] */
    float *dep, *dep_b, *head, *head_b, *u, *u_b;                         /* [width][arc], [arc]; u [arc][arc] */
    float *rel_dep, *rel_dep_b, *rel_head, *rel_head_b, *label, *label_b; /* [width][rel]; label [3·rel][deprels] */
    float *root;                                                          /* [width] */
} network_params;

typedef struct network {
    network_shape shape;
    const uint8_t *tag_factors;                                 /* [tags][factors]: 1 where the tag has the part */
    size_t dense, rows;                                         /* floats; rows of all tables together */
    float *weights, *gradients;                                 /* [dense] */
    network_params at, grad;                                    /* into them */
    float *table[CHANNELS_MAX], *table_gradients[CHANNELS_MAX]; /* [rows][dim] */
    uint8_t *touched[CHANNELS_MAX];                             /* [rows] has a gradient in this batch */
} network;

/* One batch: words of whole sentences, one after the other. */
typedef struct network_batch {
    uint32_t n, sentences;
    uint32_t *starts;          /* [sentences + 1] */
    uint32_t *source;          /* [sentences] index into the corpus */
    uint32_t *types;           /* [n] */
    uint32_t *scripts;         /* [n] gold script for the spelling that was chosen */
    const corpus_word **words; /* [n] */
} network_batch;

typedef struct network_loss {
    double tag, script, arc, label, entity; /* means over the words that had one */
} network_loss;

typedef struct network_dropout {
    float input, hidden, form; /* of the embeddings, of the layers, of the whole form channel */
    float name;                /* of all channels that spell a word that may be a name, in texts with names */
    float listed;              /* how often a word is kept from the lexicon, as those are that it lacks */
} network_dropout;

/* Everything that a pass needs besides the parameters; made for batches of up to `words`. */
typedef struct network_space network_space;

/* An empty batch for up to `words`, and a sentence more in it. */
dp_status network_batch_make(uint32_t words, arena *a, network_batch *out, dp_error *err);
void network_batch_add(const corpus *c, uint32_t sentence, enum spelling how, network_batch *b);

/* Parameters of the corpus' sizes, random from `seed`. All memory comes from the arena. */
dp_status network_make(const corpus *c, uint32_t width, uint32_t arc, uint32_t rel, uint64_t seed, arena *a, network *out,
                       dp_error *err);
size_t network_place(const network_shape *s, float *base, network_params *out);
dp_status network_space_make(const network *net, uint32_t words, uint32_t sentence_words, arena *a, network_space **out,
                             dp_error *err);

/* Adds the gradients of the batch's loss; `seed` drives dropout. */
network_loss network_learn(network *net, network_space *s, const corpus *c, const network_batch *b, const network_dropout *drop,
                           uint64_t *seed);

/* What the network says: tags, scripts, entities [n]; heads as decoded by the caller from arcs of one sentence:
 * arc scores of sentence k are [words][words + 1], column 0 the root. */
typedef struct network_answer {
    uint32_t *tags, *scripts, *entities; /* [n] */
    const float *entity_scores;          /* [n][entities] */
} network_answer;
network_answer network_predict(const network *net, network_space *s, const corpus *c, const network_batch *b, uint32_t bank);
const float *network_arcs(const network *net, network_space *s, const network_batch *b, uint32_t sentence);
/* Scores of the relations of word i (in the sentence) to `head` (-1 the root): [deprels]. */
const float *network_label_scores(const network *net, network_space *s, const network_batch *b, uint32_t sentence, uint32_t i,
                                  int32_t head);
/* After network_predict: scores of all tags, or of all scripts, [n][tags or scripts]; the next call overwrites them. */
const float *network_class_scores(const network *net, network_space *s, const network_batch *b, bool scripts);

/* [width][tags]: own weights and those of the parts. */
void network_tag_weights(const network *net, float *out);

/* For the exporter's calibration: the inputs of each quantised product after network_predict. */
typedef struct network_sites {
    const float *conv[2], *scan[2], *scan_out[2], *heads; /* [n][width] */
    const float *arc;                                     /* [n][arc], after leaky */
    const float *arc_u;                                   /* [n][arc], after u */
    const float *arc_head;                                /* [n][arc], after leaky */
    const float *rel_dep, *rel_head;                      /* [n][rel], after leaky */
} network_sites;
network_sites network_sites_of(const network_space *s);

#endif
