/* The clause around a trigger: the tree of one sentence as arrays, and the arguments of a word, the same for all voices.
 *
 *   "Abou Kamal a été libérée par l'armée"   libérée: {obj Abou Kamal, by armée}
 *   "l'armée, qui a libéré Abou Kamal"       libéré:  {subj armée (by way of "qui"), obj Abou Kamal}
 *   "la libération d'Abou Kamal par l'armée" libération: {of Abou Kamal, by armée}
 *
 * Trees are wrong in one arc of five: what the tree does not give is looked for in the order of the words (claim/role.c).
 * Nothing here trusts heads to be free of cycles. */
#ifndef DP_CLAIM_TREE_H
#define DP_CLAIM_TREE_H

#include "claim/lexicon.h"

#define TREE_TOKENS_MAX 512u /* a sentence never has more (text/sentence.h) */
#define TREE_ARGS_MAX   32u
#define TREE_PHRASE_MAX 6u
#define TREE_NONE       TREE_TOKENS_MAX

/* One sentence. All arrays count from its first token. */
typedef struct tree {
    const text *x;
    const mentions *m;
    const event_lexicon *lex;
    uint32_t sentence, first, n;
    const event_word *word[TREE_TOKENS_MAX];
    uint64_t classes[TREE_TOKENS_MAX];
    uint16_t head[TREE_TOKENS_MAX]; /* TREE_NONE: root or head elsewhere */
    uint16_t child_first[TREE_TOKENS_MAX + 1], child[TREE_TOKENS_MAX];
    uint16_t sub_first[TREE_TOKENS_MAX], sub_end[TREE_TOKENS_MAX];
    uint32_t actor[TREE_TOKENS_MAX], place[TREE_TOKENS_MAX], time[TREE_TOKENS_MAX], quantity[TREE_TOKENS_MAX];
    uint64_t all_classes;
    uint64_t keys[16];    /* a filter: bit key & 1023 of each word's keys, so that most phrases are refused at one look */
    uint32_t told_place;  /* the place whose control was last told, in this sentence's neighbourhood; INDEX_NONE */
    uint32_t actor_count; /* those of the mention room; what claims add stands behind them */
    uint32_t actor_next, place_next, time_next, quantity_next; /* first mention that may lie in a later sentence */
} tree;

/* Fills what every sentence needs: words and classes. False where no word of the sentence can be a trigger. */
bool tree_words(tree *t, uint32_t sentence);
/* The rest, for sentences that can hold events. */
void tree_arrange(tree *t);

/* Codes of sectors have three letters. */
static inline bool sector_is(const char *a, const char *b) {
    return a && a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

static inline const token *tree_token(const tree *t, unsigned k) {
    return &t->x->tokens[t->first + k];
}
/* Only the key's lowest 10 bits count. */
static inline bool tree_may_hold(const tree *t, uint64_t key) {
    return (t->keys[(key >> 6) & 15] >> (key & 63)) & 1;
}
unsigned tree_child(const tree *t, unsigned k, unsigned deprel); /* first such child, or TREE_NONE */
bool tree_under(const tree *t, unsigned k, unsigned ancestor);
/* The grammatical case of a word (enum CASE_*) in a language whose rules tell cases apart; 0: unknown, or of no account. */
unsigned tree_case_of(const tree *t, unsigned k);
/* The preposition or case mark of a nominal: its token, or TREE_NONE; *slot is its slot. */
unsigned tree_case(const tree *t, unsigned k, uint8_t *slot);
/* The mentions that a nominal stands for, by its head, its range, apposition and "town of X"; INDEX_NONE. */
uint32_t tree_actor(const tree *t, unsigned k);
uint32_t tree_place(const tree *t, unsigned k);
/* The place that "it" stands for: the last one named before it in the sentence, else the one whose control was last told. */
uint32_t tree_pronoun_place(const tree *t, unsigned k);
/* The number that counts a nominal; INDEX_NONE. */
uint32_t tree_quantity(const tree *t, unsigned k);
/* The words of the nominal without article, clauses and appositions. */
span tree_nominal(const tree *t, unsigned k, uint32_t *first_token, uint32_t *end_token);
bool tree_is_verb(const tree *t, unsigned k); /* also a participle that was tagged as an adjective */

typedef struct argument {
    uint64_t prep; /* key of the preposition, 0 */
    uint64_t classes;
    uint16_t token;  /* from the tree's first */
    uint8_t slot;    /* as it stands */
    uint8_t logical; /* as it means: the genitive of "prise" is its object; SLOT_NONE where the same */
    bool nested;     /* hangs on another argument: "suspended aid to X"; counts where nothing else fills the slot */
} argument;

typedef struct arguments {
    argument at[TREE_ARGS_MAX];
    uint8_t n;
    bool passive, reflexive, supported, infinitive, counted;
    bool disputed;   /* a noun whose verb says that it is not so */
    uint8_t support; /* enum support_kind bits that applied */
    uint16_t verb;   /* of a supported noun: its support verb; TREE_NONE */
} arguments;

/* The arguments of a phrase. `main` is the word that the others depend on. */
void arguments_collect(const tree *t, const uint16_t *phrase, unsigned count, unsigned main, uint8_t entry_flags, arguments *out);
bool argument_fills(const argument *a, uint8_t slot, uint64_t prep);

#endif
