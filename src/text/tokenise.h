/* Tokenise: bytes → pieces, the surface tokens of Universal Dependencies before multiword tokens are opened.
 *
 *   "M. Assad n’a-t-il pas perdu 1 200 hommes ?"
 *   M.·Assad·n’·a·-t-il·pas·perdu·1 200·hommes·?
 *
 * One pass, linear on any bytes: at each connector (apostrophe, hyphen, point, …) between letters or digits it is decided
 * from what stands beside it whether the token goes on. Which words are clitics, abbreviations, contractions or prefixes
 * is data: lang/<code>/tokens.rules, section "<code>/tokens" of the pack:
 *
 *   tokens_head (32 bytes) · token_entry[slots], open addressing by key, at most half full
 *
 * Keys are fold_lower_hash of the word (for abbreviations without the last point), apostrophes and hyphens as ASCII. */
#ifndef DP_TEXT_TOKENISE_H
#define DP_TEXT_TOKENISE_H

#include "core/arena.h"
#include "core/pack.h"
#include "core/utf8.h"

#define TOKENS_MAGIC 0x314b4f54u /* "TOK1" */

/* What a word of tokens.rules is; an entry may be several. */
enum token_kind {
    TOK_ABBREVIATION = 1,          /* keeps its point; may end a sentence: etc. */
    TOK_TITLE = 2,                 /* keeps its point before a name; never ends a sentence: Gen. */
    TOK_BEFORE_NUMBER = 4,         /* keeps its point before a number only: art. 5 */
    TOK_ELISION = 8,               /* a token of its own before an apostrophe: l', qu' */
    TOK_WHOLE = 16,                /* never cut: aujourd'hui, rendez-vous */
    TOK_ENCLITIC = 32,             /* a token of its own after a hyphen: -t-il */
    TOK_SUFFIX = 64,               /* second part of a multiword token after an apostrophe: 's */
    TOK_CONTRACTION = 128,         /* a multiword token: `parts` */
    TOK_MAYBE_ARTICLE = 256,       /* with TOK_CONTRACTION: an article where the context says so (des) */
    TOK_ARTICLE_AFTER = 512,       /* the word before such an article */
    TOK_PREFIX = 1024,             /* keeps its hyphen where hyphens cut: non-, anti- */
    TOK_UNIT = 2048,               /* cut from a number before it: 5km, 10am */
    TOK_STARTER = 4096,            /* begins sentences: a capital after "etc." means a new one */
    TOK_FUNCTION = 8192,           /* an article, a pronoun, a preposition …: may be in lower case in a headline */
    TOK_MONTH = 16384,             /* names a month: "nov." between numbers never ends a sentence */
    TOK_NOT_ARTICLE_AFTER = 32768, /* the word before it is no verb, whatever its ending */
    TOK_OUTER_PROCLITIC = 1 << 17, /* written onto the head of a word, before an inner one: و */
    TOK_INNER_PROCLITIC = 1 << 18, /* written onto the head of a word: ب */
    TOK_FUSED_ENCLITIC = 1 << 19,  /* written onto the end of a word: -lo, ها */
    TOK_STEM_ENDING = 1 << 20,     /* how a word may end before one; `parts` is how it is spelled alone */
    TOK_RESTORES = 1 << 22, /* a proclitic behind which a doubled letter hides an article: ل; `parts` is its first letter */
    TOK_NO_STEM = 1 << 21,  /* an ending that no such word has */
    TOK_ACRONYM = 1 << 24,  /* a small word that, in capitals among small letters, is a name: "IS took the town" */
    TOK_SEPARABLE = 1 << 23 /* may stand apart from its verb, at the end of the clause: "nahm … ein" */
};

enum tokens_policy {
    TOKENS_CUT_HYPHENS = 1,       /* "well-known" is three tokens */
    TOKENS_JOIN_DIGITS = 2,       /* "1 200" is one token */
    TOKENS_NEGATION_SUFFIX = 4,   /* "n't" is cut before its n */
    TOKENS_LOWER_STARTS = 8,      /* a sentence may begin in lower case */
    TOKENS_CUT_SLASHES = 16,      /* "and/or" is three tokens */
    TOKENS_JOIN_PERCENT = 32,     /* "15%" is one token */
    TOKENS_ORDINAL_POINTS = 64,   /* "5. Mai": the point is the number's */
    TOKENS_JOIN_TAGS = 128,       /* "#tag" and "@name" are one token */
    TOKENS_CUT_POINTS = 256,      /* "т.е." is two tokens */
    TOKENS_NO_CAPITALS = 512,     /* the script has none: any letter may begin a sentence or a name */
    TOKENS_CUT_BANGS = 1024,      /* "!!" is two tokens */
    TOKENS_JOIN_ENDINGS = 2048,   /* "élu(e)s" is one token */
    TOKENS_MODEL_CUTS = 8192,     /* any word may be a stem: models/<lang>.clitics chooses */
    TOKENS_NO_NAMES = 16384,      /* the model was trained without names: what it says of them is noise */
    TOKENS_CAPITAL_NOUNS = 32768, /* all nouns begin with a capital */
    TOKENS_SEPARABLE = 65536,     /* set by the compiler: verbs may part with their prefix */
    TOKENS_FUSED = 4096           /* set by the compiler: clitics are written onto words */
};

typedef struct tokens_head {
    uint32_t magic, policy, slots, entries;
    uint32_t reserved[4];
} tokens_head;

typedef struct token_entry {
    uint64_t key; /* 0 is empty */
    uint32_t kinds;
    uint32_t parts; /* pack string: "de le" */
    rule_ref rule;
    uint32_t reserved;
} token_entry;

typedef struct token_rules {
    const pack *pack;
    const fold_table *fold;
    const token_entry *slots; /* [mask + 1] */
    uint32_t mask, policy;
    uint8_t ascii[128]; /* fold_class of the ASCII characters */
} token_rules;

dp_status token_rules_open(const pack *p, const char *lang, token_rules *out, dp_error *err);
/* NULL where the word is not listed. */
static inline const token_entry *token_rules_find(const token_rules *r, uint64_t key) {
    for (uint32_t i = (uint32_t)(key >> 20) & r->mask;; i = (i + 1) & r->mask) {
        const token_entry *e = &r->slots[i];
        if (e->key == key) return e;
        if (e->key == 0) return NULL;
    }
}
/* Endings are kept in the same table, by a key of their own. */
static inline uint64_t token_suffix_key(uint64_t hash) {
    return hash ^ 0x5C5C5C5C5C5C5C5Cull;
}

enum piece_kind {
    PIECE_WORD,
    PIECE_NUMBER,
    PIECE_PERIOD,
    PIECE_ELLIPSIS,
    PIECE_BANG,
    PIECE_COMMA,
    PIECE_SEMICOLON,
    PIECE_COLON,
    PIECE_OPEN,
    PIECE_CLOSE,
    PIECE_QUOTE,
    PIECE_DASH,
    PIECE_BULLET,
    PIECE_OTHER
};

enum piece_flag { /* the first ones as in enum token_flag */
                  PIECE_CAPITAL = 1,
                  PIECE_ALL_CAPS = 2,
                  PIECE_DIGITS = 4,
                  PIECE_ABBREVIATED = 8, /* ends with the point of an abbreviation */
                  PIECE_SPLIT = 16,      /* a multiword token whose second part begins at `cut` bytes from its start */
                  PIECE_PARAGRAPH = 32,
                  PIECE_SENTENCE = 64, /* first of one */
                  PIECE_QUOTE_OPENS = 128,
                  PIECE_QUOTE_CLOSES = 256,
                  PIECE_LOWER = 512,  /* begins with a letter that is not upper case */
                  PIECE_FUSED = 1024, /* a word with clitics written onto it; `cut` is as in text/fused.h */
                  PIECE_FORCED = 2048 /* begins a sentence or begins none, whatever the model says */
};

/* White space before a piece. */
enum piece_gap { GAP_NONE, GAP_SPACE, GAP_LINE, GAP_EMPTY_LINE };

typedef struct piece {
    uint64_t hash; /* of words and numbers: fold_lower_hash, apostrophes and hyphens as ASCII */
    uint32_t start, end;
    uint32_t kinds; /* enum token_kind of the word */
    uint16_t flags;
    uint8_t kind, gap;
    uint32_t cut;   /* PIECE_SPLIT, PIECE_FUSED */
    uint32_t entry; /* 1 + index into the rules' slots of a listed word; 0 */
} piece;

/* Pieces grow on the heap, in a workspace, and are used again from dispatch to dispatch. */
typedef struct pieces {
    piece *at;
    uint32_t n, cap;
} pieces;
void pieces_trim(pieces *p); /* gives back what a huge dispatch took */
void pieces_free(pieces *p);

dp_status token_pieces(const token_rules *r, const char *bytes, uint32_t size, pieces *out, dp_error *err);

/* Of three spellings, set apart by '|', the one that fits the piece's capitals; it ends at '|' or at the string's end. */
const char *token_spelling(const char *spellings, uint16_t flags);

/* fold_lower_hash with typographic apostrophes and hyphens taken as ASCII: "L’" and "l'" are one word. */
uint64_t token_hash(const token_rules *r, const char *s, uint32_t n);

#endif
