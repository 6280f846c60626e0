/* Triggers: the words that carry an event, found by the lexicon and kept where their tests hold. */
#ifndef DP_CLAIM_TRIGGER_H
#define DP_CLAIM_TRIGGER_H

#include "claim/tree.h"

typedef struct trigger {
    const event_entry *entry;
    const frame_record *frame;
    span at;
    uint16_t phrase[TREE_PHRASE_MAX]; /* tokens of the tree, in the order of the entry's words */
    uint8_t count;
    uint16_t main; /* the one that the others depend on */
    arguments args;
} trigger;

#define TRIGGERS_MAX 64u /* of one sentence */
/* Finds the triggers of the sentence, in the order of the text; gives their number. */
unsigned trigger_find(const claim_rules *r, tree *t, trigger out[TRIGGERS_MAX]);

#endif
