/* What the tests of places share: a dispatch, and the places found in it (without actors, unless a test brings its own). */
#ifndef TEST_MENTION_PLACE_READING_H
#define TEST_MENTION_PLACE_READING_H

#include "reading.h"

#include "mention/place.h"

static gazetteer *place_knowledge;

static inline int places_setup(void **state) {
    int failed = reading_setup(state);
    reading *r = *state;
    dp_error err = {0};
    if (r->rules && gazetteer_open(&r->pack, &place_knowledge, &err) != DP_OK) fail_msg("%s", err.message);
    return failed;
}

static inline int places_teardown(void **state) {
    gazetteer_free(place_knowledge);
    return reading_teardown(state);
}

/* Skips where the pack has no towns. */
static inline const gazetteer *gazetteer_here(void **state) {
    reading *r = *state;
    if (!r->rules || !place_knowledge || gazetteer_place_count(place_knowledge) == 0) {
        print_message("no pack with a gazetteer: set DEPECHE_PACK\n");
        skip();
    }
    return place_knowledge;
}

static inline mentions *places_in(void **state, const char *lang, const char *bytes, size_t n) {
    const gazetteer *g = gazetteer_here(state);
    mentions *m = reading_bytes(state, lang, bytes, n, NULL);
    reading *r = *state;
    dp_error err = {0};
    m->actor_count = 0;
    assert_int_equal(place_find(g, &r->text, &r->arena, m, &err), DP_OK);
    return m;
}

static inline mentions *places_of(void **state, const char *lang, const char *bytes) {
    return places_in(state, lang, bytes, strlen(bytes));
}

/* The first mention whose words are `words`, or NULL. */
static inline const place_mention *find_place(void **state, const mentions *m, const char *words) {
    reading *r = *state;
    size_t n = strlen(words);
    for (uint32_t i = 0; i < m->place_count; i++) {
        span at = m->places[i].at.at;
        if (at.end - at.start == n && memcmp(r->text.bytes + at.start, words, n) == 0) return &m->places[i];
    }
    return NULL;
}

static inline const place_mention *place_named(void **state, const mentions *m, const char *words) {
    reading *r = *state;
    const place_mention *p = find_place(state, m, words);
    for (uint32_t i = 0; !p && i < m->place_count; i++) {
        span at = m->places[i].at.at;
        print_message("found: %.*s\n", (int)(at.end - at.start), r->text.bytes + at.start);
    }
    if (!p) fail_msg("no place \"%s\"", words);
    return p;
}

static inline void assert_place(void **state, const mentions *m, const char *words, const char *country, const char *feature) {
    const place_mention *p = place_named(state, m, words);
    assert_string_equal(p->country, country);
    if (feature) assert_memory_equal(p->feature, feature, strlen(feature));
}

#endif
