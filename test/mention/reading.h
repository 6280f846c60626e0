/* What the tests of times, quantities and dispatch dates share: a pack, a sentence, what is found in it. */
#ifndef TEST_MENTION_READING_H
#define TEST_MENTION_READING_H

#include <stdlib.h>
#include <string.h>

#include "testing.h"

#include "mention/time.h"

typedef struct reading {
    pack pack;
    text_models *models;
    text_workspace *workspace;
    time_rules *rules;
    arena arena;
    text text;
    mentions found;
} reading;

/* NULL where there is no pack: then the test is skipped. */
static inline int reading_setup(void **state) {
    const char *path = getenv("DEPECHE_PACK");
    reading *r = calloc(1, sizeof *r);
    dp_error err = {0};
    assert_non_null(r);
    arena_init(&r->arena);
    *state = r;
    if (!path || pack_open(path, &r->pack, &err) != DP_OK) return 0;
    if (text_models_open(&r->pack, &r->models, &err) != DP_OK || text_workspace_new(r->models, &r->workspace, &err) != DP_OK ||
        time_rules_open(&r->pack, &r->rules, &err) != DP_OK)
        fail_msg("%s", err.message);
    return 0;
}

static inline int reading_teardown(void **state) {
    reading *r = *state;
    time_rules_free(r->rules);
    text_workspace_free(r->workspace);
    text_models_free(r->models);
    if (r->pack.sections) pack_close(&r->pack);
    arena_free(&r->arena);
    free(r);
    return 0;
}

/* Reads `n` bytes of a dispatch of that date ("" or NULL: none given). */
static inline mentions *reading_bytes(void **state, const char *lang, const char *bytes, size_t n, const char *date) {
    reading *r = *state;
    if (!r->rules) {
        print_message("no pack: set DEPECHE_PACK\n");
        skip();
    }
    dp_error err = {0};
    edtf given = {0};
    if (date && *date) assert_true(edtf_read(date, &given));
    arena_reset(&r->arena);
    r->found = (mentions){0};
    assert_int_equal(text_analyse(r->workspace, lang, bytes, n, &r->arena, &r->text, &err), DP_OK);
    assert_int_equal(time_find(r->rules, &r->text, &given, &r->arena, &r->found, &err), DP_OK);
    return &r->found;
}

static inline mentions *read_text(void **state, const char *lang, const char *bytes, const char *date) {
    return reading_bytes(state, lang, bytes, strlen(bytes), date);
}

static inline void assert_span(void **state, span at, const char *want) {
    reading *r = *state;
    size_t n = strlen(want);
    if (at.end - at.start != n || memcmp(r->text.bytes + at.start, want, n) != 0)
        fail_msg("expected \"%s\", got \"%.*s\"", want, (int)(at.end - at.start), r->text.bytes + at.start);
}

static inline void assert_days(day_range days, const char *first, const char *last) {
    char a[16], b[16];
    day_format(days.first, a);
    day_format(days.last, b);
    assert_string_equal(a, first);
    assert_string_equal(b, last);
}

#endif
