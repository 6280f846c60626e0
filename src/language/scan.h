/* A walk over the words of a text, for the identifier and its trainer. */
#ifndef DP_LANGUAGE_SCAN_H
#define DP_LANGUAGE_SCAN_H

#include "core/utf8.h"
#include "language/grams.h"
#include "language/model.h"

typedef struct word_scan {
    const language_model *model;
    const char *at, *end;
} word_scan;

/* Script and code of the character at the scan's place, 0 for no letter; *bytes of it. */
static inline uint32_t scan_peek(const word_scan *s, size_t *bytes) {
    const unsigned char c = (unsigned char)*s->at;
    *bytes = 1;
    if (c < 0x80) return s->model->pages[(uint32_t)s->model->page_of[0] << 8 | c];
    uint32_t cp;
    *bytes = utf8_decode(s->at, (size_t)(s->end - s->at), &cp);
    return language_letter(s->model, cp);
}

/* The next word with its grams; false behind the last. A script without rows gives letters alone. */
static inline bool scan_next(word_scan *s, gram_word *w) {
    uint32_t letter = 0;
    size_t bytes = 1;
    while (s->at < s->end && !(letter = scan_peek(s, &bytes))) s->at += bytes;
    if (s->at >= s->end) return false;
    const uint32_t script = letter >> 16;
    const bool has_rows = s->model->scripts[script - 1].stride > 0;
    gram_begin(w, (uint8_t)script);
    uint32_t letters = 0;
    do {
        if (has_rows) gram_push(w, letter & 0xFFF);
        letters++;
        s->at += bytes;
    } while (letters < WORD_MOST - 2 && s->at < s->end && (letter = scan_peek(s, &bytes)) >> 16 == script);
    if (has_rows) gram_push(w, GRAM_EDGE);
    w->letters = letters;
    return true;
}

#endif
