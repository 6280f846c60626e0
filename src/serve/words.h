/* The words of the page in the language of its reader, for lists that the server writes itself. They are the page's own
 * catalogues (web/public/words/XX.json), which the program carries and which are read when the server starts.
 *
 *     /claims?ui=fr                     ─▶ French   chosen by the reader; the links of the page keep it
 *     Accept-Language: pt, fr-CH;q=.9   ─▶ French   what he likes best of those that there are
 *     else                              ─▶ English
 *
 * Of words that hang on a number there are several forms in a catalogue; they are the script's and are not read here. */
#ifndef DP_SERVE_WORDS_H
#define DP_SERVE_WORDS_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/error.h"

typedef struct words_entry {
    const char *key, *text; /* "nav.now", "En ce moment" */
} words_entry;

typedef struct words {
    char code[4];          /* "fr"; "" where there is no catalogue: keys then stand for their words */
    const words_entry *at; /* [n], by key */
    uint32_t n;
} words;

#define WORDS_MOST 32u /* languages */
typedef struct word_book {
    words at[WORDS_MOST];
    uint32_t n;
} word_book;

/* All catalogues; their texts are in the arena. DP_E_FORMAT where one is none. */
dp_status word_book_read(arena *a, word_book *out, dp_error *err);

/* The language with that code, NULL: none. */
const words *words_named(const word_book *b, const char *code);
/* That of the code, else the best of an Accept-Language header, else English. Either may be NULL. */
const words *words_wanted(const word_book *b, const char *code, const char *accepted);

/* The words; the key where there are none. */
const char *words_of(const words *w, const char *key);
/* Those of a code of the ledger, as of "taken" those of "state.taken"; the code where there are none. */
const char *words_of_code(const words *w, const char *kind, const char *code);

/* Appends the sentence, escaped. Its names in braces are given to `put`. */
typedef void (*words_put)(void *context, const char *name, buf *b);
void words_say(const words *w, const char *key, words_put put, void *context, buf *b);

#endif
