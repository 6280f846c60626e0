/* Opens the pack that the tests run with, and spells analysed texts so that they can be compared at a glance. */
#ifndef TEST_TEXT_TESTING_H
#define TEST_TEXT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "text/text.h"

typedef struct bench {
    pack pack;
    text_models *models;
    text_workspace *work;
    arena arena;
    buf out;
} bench;

static bench *bench_of(void **state) {
    if (!*state) {
        print_message("no pack: set DEPECHE_PACK\n");
        skip();
    }
    return *state;
}

static int bench_open(void **state) {
    const char *path = getenv("DEPECHE_PACK");
    dp_error err = {0};
    *state = NULL;
    bench *b = calloc(1, sizeof *b);
    if (!b || !path || pack_open(path, &b->pack, &err) != DP_OK) {
        free(b);
        return 0;
    }
    if (text_models_open(&b->pack, &b->models, &err) != DP_OK || text_workspace_new(b->models, &b->work, &err) != DP_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    arena_init(&b->arena);
    buf_init(&b->out);
    *state = b;
    return 0;
}

static int bench_close(void **state) {
    bench *b = *state;
    if (!b) return 0;
    buf_free(&b->out);
    arena_free(&b->arena);
    text_workspace_free(b->work);
    text_models_free(b->models);
    pack_close(&b->pack);
    free(b);
    return 0;
}

static text bench_bytes(bench *b, const char *lang, const char *bytes, size_t n) {
    text x;
    dp_error err = {0};
    arena_reset(&b->arena);
    if (text_analyse(b->work, lang, bytes, n, &b->arena, &x, &err) != DP_OK) fail_msg("%s", err.message);
    return x;
}

static inline text bench_text(bench *b, const char *lang, const char *s) {
    return bench_bytes(b, lang, s, strlen(s));
}

/* "L'|armée||…": tokens, sentences; "+" between the words of a multiword token. */
static inline const char *bench_tokens(bench *b, const char *lang, const char *s) {
    text x = bench_text(b, lang, s);
    buf_clear(&b->out);
    for (uint32_t i = 0; i < x.token_count; i++) {
        bool rest = (x.tokens[i].flags & TOKEN_MWT_REST) != 0;
        if (i > 0) buf_str(&b->out, rest ? "+" : x.tokens[i].flags & TOKEN_SENTENCE_START ? "||" : "|");
        buf_str(&b->out, x.tokens[i].form);
    }
    return buf_cstr(&b->out);
}

/* Sentences as they stand in the text, one a line; "¶" before the first of a paragraph, "H" before a headline. */
static inline const char *bench_sentences(bench *b, const char *lang, const char *s) {
    text x = bench_text(b, lang, s);
    buf_clear(&b->out);
    for (uint32_t i = 0; i < x.sentence_count; i++) {
        const sentence *p = &x.sentences[i];
        if (i > 0) buf_char(&b->out, '\n');
        if (i == 0 || p->paragraph != p[-1].paragraph) buf_str(&b->out, "¶");
        if (p->headline) buf_str(&b->out, "H");
        buf_add(&b->out, s + p->start, p->end - p->start);
    }
    return buf_cstr(&b->out);
}

#define TOKENS(lang, input, expected)    assert_string_equal(bench_tokens(bench_of(state), lang, input), expected)
#define SENTENCES(lang, input, expected) assert_string_equal(bench_sentences(bench_of(state), lang, input), expected)

#endif
