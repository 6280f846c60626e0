/* What the tests of actors share: a dispatch, and the actors found in it. */
#ifndef TEST_MENTION_ACTOR_READING_H
#define TEST_MENTION_ACTOR_READING_H

#include "reading.h"

#include "mention/actor.h"

static actor_rules *actor_knowledge;

static inline int actors_setup(void **state) {
    int failed = reading_setup(state);
    reading *r = *state;
    dp_error err = {0};
    if (r->rules && actor_rules_open(&r->pack, &actor_knowledge, &err) != DP_OK) fail_msg("%s", err.message);
    return failed;
}

static inline int actors_teardown(void **state) {
    actor_rules_free(actor_knowledge);
    return reading_teardown(state);
}

static inline const mentions *actors_in(void **state, const char *lang, const char *bytes, size_t n, const char *date) {
    mentions *m = reading_bytes(state, lang, bytes, n, date);
    reading *r = *state;
    dp_error err = {0};
    assert_int_equal(actor_find(actor_knowledge, &r->text, &r->arena, m, &err), DP_OK);
    return m;
}

static inline const mentions *actors_of(void **state, const char *lang, const char *bytes, const char *date) {
    return actors_in(state, lang, bytes, strlen(bytes), date);
}

/* The mention whose words are `words`. */
static inline const actor_mention *actor_named(void **state, const mentions *m, const char *words) {
    reading *r = *state;
    size_t n = strlen(words);
    for (uint32_t i = 0; i < m->actor_count; i++) {
        span at = m->actors[i].at.at;
        if (at.end - at.start == n && memcmp(r->text.bytes + at.start, words, n) == 0) return &m->actors[i];
    }
    for (uint32_t i = 0; i < m->actor_count; i++) {
        span at = m->actors[i].at.at;
        print_message("found: %.*s\n", (int)(at.end - at.start), r->text.bytes + at.start);
    }
    fail_msg("no actor \"%s\"", words);
    return NULL;
}

static inline void assert_actor(void **state, const mentions *m, const char *words, const char *code, const char *name) {
    const actor_mention *a = actor_named(state, m, words);
    if (code)
        assert_string_equal(a->code, code);
    else
        assert_null(a->code);
    if (name) assert_string_equal(a->name, name);
}

#endif
