/* Text: a dispatch's bytes → sentences, words, tokens with tags, lemmas and trees.
 *
 *   "L’armée a pris Abou Kamal."
 *   tokens  L’·armée·a·pris·Abou·Kamal·.     syntactic words of Universal Dependencies: upos, feats, lemma, head, deprel
 *   words   L armee a pris abou kamal        runs of letters and digits, folded and hashed: the keys of every name table
 *   quotes  «…» and the like, nested, with whether they open a paragraph or run over sentences
 *
 * Tokens serve syntax, words serve look-up: "Deir-ez-Zor" is one token and three words, "du" two tokens and one word.
 * Both are arrays; all links are indexes. Everything lives in the arena that was handed in.
 * The analysis is the same on any machine and thread. */
#ifndef DP_TEXT_TEXT_H
#define DP_TEXT_TEXT_H

#include "core/arena.h"
#include "core/pack.h"
#include "core/utf8.h"
#include "text/ud.h"

#define TOKEN_NONE UINT32_MAX

enum token_flag {
    TOKEN_CAPITAL = 1,      /* begins with an upper-case letter */
    TOKEN_ALL_CAPS = 2,     /* two letters or more, all upper case */
    TOKEN_DIGITS = 4,       /* holds a digit */
    TOKEN_SPACE_BEFORE = 8, /* white space or text start stands before */
    TOKEN_SENTENCE_START = 16,
    TOKEN_MWT_FIRST = 32, /* first part of a multiword token */
    TOKEN_MWT_REST = 64,  /* later part of one: it shares the span of the first */
    TOKEN_QUOTED = 128,   /* stands inside quotation marks */
    TOKEN_UNLISTED = 256  /* a noun with a capital that the model's lexicon does not hold: a name, or a compound */
};

typedef struct token {
    uint32_t start, end;    /* bytes; the parts of a multiword token share them */
    const char *form;       /* NUL-terminated syntactic form; the text's own bytes but in a multiword token, and in a text that is
                             * all capitals, where what is no name is in small letters (text/shout.h) */
    const char *lemma;      /* NUL-terminated; the form where nothing better is known */
    uint64_t form_hash;     /* fold_lower_hash of form */
    uint64_t lemma_hash;    /* fold_lower_hash of lemma */
    uint64_t feats;         /* FEAT_* fields */
    const char *feats_text; /* all features as CoNLL-U spells them, "_" for none; NULL where only `feats` is known */
    uint32_t head;          /* index of a token of this text; TOKEN_NONE for a root */
    uint32_t sentence;
    uint16_t flags; /* enum token_flag */
    uint8_t upos, deprel;
    float margin;     /* of the arc, in logits: score of the head less that of the best other; 0 where unknown */
    float tag_margin; /* of the tag, likewise */
} token;

enum word_flag {
    WORD_CAPITAL = 1,
    WORD_ALL_CAPS = 2,
    WORD_DIGITS = 4, /* as for tokens; WORD_DIGITS: digits only */
    /* what stands between this word and the one before it */
    WORD_GLUE =
        8, /* nothing that breaks a name: spaces (no empty line), hyphens, apostrophes, a full stop inside an abbreviation */
    WORD_HYPHEN = 16, /* with WORD_GLUE: a hyphen or apostrophe without space */
    WORD_BREAK = 32,  /* a comma, a bracket, a sentence end, a new paragraph: names do not run across */
    WORD_MIXED = 64   /* letters and digits meet in it: "18h30" */
};

typedef struct word {
    uint32_t start, end;
    uint64_t hash;  /* fold_name_hash */
    uint32_t token; /* the (first) token it lies in */
    uint32_t flags;
} word;

typedef struct sentence {
    uint32_t start, end;             /* bytes, without surrounding white space */
    uint32_t first_token, end_token; /* half open */
    uint32_t first_word, end_word;
    uint32_t paragraph; /* counts from 0; an empty line or a line end after a headline begins a new one */
    bool headline;      /* first line(s) of the dispatch, without a final full stop */
} sentence;

/* A stretch between quotation marks, the marks included. */
typedef struct quote {
    uint32_t start, end;             /* bytes with the marks */
    uint32_t first_token, end_token; /* what stands inside, without the marks */
    uint16_t depth;                  /* 0 outermost */
    bool closed;                     /* false where the mark never closes: it ends with its paragraph */
} quote;

enum name_label { NAME_PER, NAME_ORG, NAME_LOC, NAME_MISC };

/* A name as the model sees it, before any gazetteer is asked. */
typedef struct name {
    uint32_t first_token, end_token; /* half open, in one sentence */
    uint8_t label;                   /* enum name_label */
    float margin;                    /* the least of its tokens' label margins, in logits */
} name;

typedef struct text {
    const char *bytes;
    uint32_t size;
    char lang[4]; /* "fr": the pack's language that was used */
    const sentence *sentences;
    const token *tokens;
    const word *words;
    const quote *quotes;
    const name *names; /* in the order of the text; none overlap */
    uint32_t sentence_count, token_count, word_count, quote_count, name_count;
    bool has_names;   /* the language's model looks for names: where it found none, it saw none */
    bool no_capitals; /* the language's script has none */
} text;

/* The languages of a pack and their models; opened once, const, shared by threads. A model is checked when a workspace first
 * meets its language: a damaged one is an error there. */
typedef struct text_models text_models;
dp_status text_models_open(const pack *p, text_models **out, dp_error *err);
void text_models_free(text_models *m);
bool text_has_language(const text_models *m, const char *lang);

/* Per-thread scratch memory (caches of word types, decoder tables). */
typedef struct text_workspace text_workspace;
dp_status text_workspace_new(const text_models *m, text_workspace **out, dp_error *err);
void text_workspace_free(text_workspace *w);

/* Analyses `size` bytes of any content (size ≤ DP_TEXT_MAX). `lang` is a language of the pack. */
dp_status text_analyse(text_workspace *w, const char *lang, const char *bytes, size_t size, arena *a, text *out, dp_error *err);

/* Splits into words only (no tokens, no model): what names in rule files and gazetteers are keyed by. */
dp_status text_words(const fold_table *fold, const char *bytes, size_t size, arena *a, const word **out, uint32_t *n);

/* The first token that begins at or behind a byte; token_count where none does. */
uint32_t token_from(const text *x, uint32_t byte);

/* The first word of a token; UINT32_MAX where none begins in it (punctuation). */
uint32_t token_word(const text *x, uint32_t token);

/* Walking a tree. `t` is a token index of `x`. */
static inline bool token_is_child(const text *x, uint32_t t, uint32_t head, unsigned deprel) {
    return x->tokens[t].head == head && x->tokens[t].deprel == deprel;
}
/* First token from `from` on (in the head's sentence) that hangs on `head` by `deprel`; TOKEN_NONE. */
uint32_t token_child(const text *x, uint32_t head, unsigned deprel, uint32_t from);
/* First and end token of the subtree of t, as a contiguous range that covers it. */
void token_subtree(const text *x, uint32_t t, uint32_t *first, uint32_t *end);
/* Hangs t elsewhere, where a later room knows better; only before anybody keeps what the tree said. */
void token_hang(text *x, uint32_t t, uint32_t head, unsigned deprel);
/* Gives t another part of speech, without features; another case. Likewise. */
void token_retag(text *x, uint32_t t, unsigned upos);
void token_decline(text *x, uint32_t t, unsigned of);
/* Is `t` in the subtree of `ancestor` (or equal)? */
bool token_under(const text *x, uint32_t t, uint32_t ancestor);

#endif
