/* Language: which language a text is written in, and which of its passages are in another.
 *
 *   text ─▶ letters by script ─▶ the script with most ─▶ its languages' n-grams (grams.h) ─▶ answer
 *
 *   language_model m;                                             language_open_pack (model.h)
 *   language_identify(&m, "Le pont est ouvert.", 19).code         "fr"
 *
 * Codes are BCP 47 primary subtags; "und" where nothing fits: no letters, too few, or forty and more that read
 * like no language of their script. Any bytes may come in, UTF-8 or not. Sums
 * are of integers: the same text gives the same answer on every machine and thread. Linear in the size of the text. */
#ifndef DP_LANGUAGE_LANGUAGE_H
#define DP_LANGUAGE_LANGUAGE_H

#include "core/arena.h"
#include "core/utf8.h"
#include "language/model.h"

#define LANGUAGE_UNKNOWN "und"
#define LANGUAGE_SURE    3000u /* a margin from which on the text is surer than what others say of it */

typedef struct language_answer {
    const char *code;   /* the model's, or LANGUAGE_UNKNOWN */
    const char *second; /* the next best of the same script; NULL: none */
    uint32_t letters;   /* of the script that decided */
    uint32_t margin;    /* how far ahead of the second, in thousandths of a nat; UINT32_MAX where the script alone decides */
} language_answer;

language_answer language_identify(const language_model *m, const char *text, size_t n);

/* A stretch of whole lines in a language that is not the text's. */
typedef struct language_passage {
    span at;          /* bytes */
    const char *code; /* the model's */
} language_passage;

typedef struct language_reading {
    language_answer whole;
    const language_passage *passages; /* [passage_count] in order, apart from each other */
    uint32_t passage_count;
} language_reading;

/* Identifies the whole and finds the passages that are surely in another language: paragraphs, or lines of one, of some forty
 * letters or more. What is short, what could be either of two close languages, and what has a quarter of its letters in the
 * script of the text's own, counts as the text's own. */
dp_status language_read(const language_model *m, const char *text, uint32_t n, arena *a, language_reading *out, dp_error *err);

#endif
