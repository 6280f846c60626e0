/* Forms: a language's own list of inflected words, for languages whose treebank is too small to teach them all.
 *
 *   "واغتالت"   tokens و · اغتالت     the model: NOUN, lemma "اغتالت"     the list: VERB اغتال, feminine, past
 *   "الاميركية" token                 the model: lemma "اميركي"           the list: أميركي, as the rules of the language spell it
 *
 * The list is made by the pack compiler from lang/<l>/forms.rules (paradigms) and from every word of the language's event and
 * attribution rules. Keys are fold_name of the form, without the article that is written onto it, so that letters which writers
 * leave half written (hamzas, final yeh) do not matter.
 *
 * Sections: "<l>/forms" form_record[], open addressing, a power of two; "<l>/forms.marks" one form_marks. */
#ifndef DP_TEXT_FORMS_H
#define DP_TEXT_FORMS_H

#include "text/text.h"

enum form_flag {
    FORM_SURE = 1, /* can be nothing else, whatever the tagger says */
    FORM_PAST = 2, /* of the verb: its tense */
    FORM_PRESENT = 4,
    FORM_PASSIVE = 8,   /* spelled as a passive */
    FORM_ALIKE = 16,    /* the passive of the verb is spelled like the active, and is as common */
    FORM_FEMININE = 32, /* of the verb */
    FORM_PLURAL = 64,   /* of the verb: its subject stands before it */
    FORM_PREPOSITION = 128,
    FORM_RELATIVE = 256,
    FORM_THAT = 512,    /* opens a clause that is said or wanted */
    FORM_CLAUSE = 1024, /* opens a clause of time, cause, condition */
    FORM_JOINER = 2048, /* and, then, but */
    FORM_PARTICLE = 4096,
    FORM_ADVERB = 8192, /* never an argument: yesterday, also */
    FORM_AUXILIARY = 16384,
    FORM_COUNTER = 32768,       /* stands between a verb or preposition and a number: "more than" */
    FORM_BELONGS = 2097152,     /* a noun that with its preposition belongs to the noun before it: "in the name of" */
    FORM_INSTITUTION = 4194304, /* a noun of those that people speak for: "a source in the ministry" */
    FORM_SPEAKS_FOR = 8388608,  /* the preposition before such a noun */
    FORM_NAME = 1 << 24,        /* a name, where no rule knows the word otherwise; of two words, under forms_pair of their keys */
    FORM_NAMED = 1 << 25,       /* a noun that a name follows: "the town" */
    FORM_ACTS = 1 << 26,        /* a noun of doing that may have a doer and an object: "the army's capture (of) the town" */
    FORM_TIME = 1 << 28,        /* a noun of time: bare, it says when or how long */
    FORM_ALONE = 1 << 29,       /* a noun that no genitive follows: "a gunman" */
    FORM_CEASES = 1 << 30,      /* an auxiliary that says "cease": what negates it belongs to it, not to its verb */
    FORM_DESCRIBED = 1 << 27,   /* a noun whose adjective is no noun by itself: "a military source" */
    FORM_GOVERNS =
        524288, /* a verb whose phrases with an "of" are its own: "was exposed to"; a noun that keeps the phrase behind it */
    FORM_NUMBER = 1048576,
    FORM_ADJECTIVE = 131072, /* may be an adjective; other nouns are nouns whatever the tagger says */
    FORM_REFLEXIVE = 262144, /* "self": an object of its own, never a genitive */
    FORM_OF = 65536          /* a preposition that tells what something belongs to */
};

/* A participle that says how another verb is done: before "that" it says more of what that verb's subject said ("denying that").
 */
#define FORM_CONVERB (1u << 31)

#define FORM_SMALL                                                                                                               \
    (FORM_PREPOSITION | FORM_RELATIVE | FORM_THAT | FORM_CLAUSE | FORM_JOINER | FORM_PARTICLE | FORM_ADVERB | FORM_COUNTER |     \
     FORM_NUMBER)

typedef struct form_record {
    uint64_t key;                  /* 0: free */
    uint64_t verb_hash, noun_hash; /* fold_lower_hash of the lemmas */
    uint32_t verb, noun;           /* pack strings of the lemmas; 0: not this part of speech */
    uint32_t flags, pad;
} form_record;

/* How words end and begin; "" where the language has no such thing. */
enum { FORM_MARK_BYTES = 16, FORM_MARKS_MAX = 4 };
typedef struct form_marks {
    char article[FORM_MARK_BYTES];                    /* folded */
    char accusative[FORM_MARKS_MAX][FORM_MARK_BYTES]; /* ends an indefinite object */
    char closing[FORM_MARKS_MAX][FORM_MARK_BYTES];    /* ends plurals that no genitive follows */
} form_marks;

typedef struct form_list {
    const pack *pack;
    const form_record *at; /* NULL: the language has none */
    uint32_t mask;
    form_marks marks;
} form_list;

dp_status forms_open(const pack *p, const char *lang, form_list *out, dp_error *err);
const form_record *forms_find(const form_list *l, uint64_t key); /* NULL */
/* The key of a form; with `article`, what is left when the article is taken off, 0 where there is none. */
uint64_t forms_key(const form_list *l, const char *form, bool article);
/* The key of two words in a row, by those of each. */
uint64_t forms_pair(uint64_t first, uint64_t second);
/* Gives the sentence's tokens the lemmas, parts of speech and features that the list knows. flags[i] (of the sentence's first
 * `limit` tokens) are those of the reading that was chosen. */
void forms_mend(const form_list *l, token *tokens, const sentence *s, uint32_t *flags, uint32_t limit);

#endif
