/* Which code points are letters of which script, for the identifier's model: made with ICU, so that the program needs none. */
#ifndef TRAIN_LANGUAGE_LETTERS_H
#define TRAIN_LANGUAGE_LETTERS_H

#include "core/arena.h"
#include "language/model.h"

#define PAGES_MOST 256u

typedef struct letter_table {
    uint8_t page_of[LETTER_PAGES];
    uint32_t pages[PAGES_MOST][256]; /* as in the model */
    uint32_t page_count;
} letter_table;

typedef struct letter_scripts {
    char names[SCRIPTS_MOST][16]; /* Unicode's, number 1 first; Hiragana stands for Katakana too */
    bool coded[SCRIPTS_MOST];     /* its letters are told apart; all letters of others are alike */
    uint32_t n;
} letter_scripts;

/* False where a script is unknown to ICU or the pages are too many. */
bool letters_make(const letter_scripts *s, letter_table *out);

#endif
