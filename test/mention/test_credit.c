/* Credits by where an agency's name stands. Agencies here are "Northwire" and "Coast News"; "Governor" is an actor, but none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "mention/credit.h"

static const char *const names[] = {"Northwire", "Coast News", "Governor"};

static void add_actors(const char *bytes, arena *a, mentions *out) {
    vec_of(actor_mention) found = {0};
    for (uint32_t at = 0; bytes[at]; at++)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            uint32_t n = (uint32_t)strlen(names[i]);
            if (strncmp(bytes + at, names[i], n) != 0) continue;
            actor_mention m = {.at.at = {at, at + n}, .name = names[i], .kind = ACTOR_KNOWN, .sector_count = 1};
            m.sectors[0] = i < 2 ? "MED" : "GOV";
            assert_true(vec_push(a, &found, m));
        }
    out->actors = found.at;
    out->actor_count = found.n;
}

static void add_words(text *x, arena *a) {
    vec_of(word) words = {0};
    for (uint32_t at = 0; at < x->size;) {
        uint32_t n = (uint32_t)strcspn(x->bytes + at, " \n.,:;()[]-");
        word w = {.start = at, .end = at + n};
        if (n) assert_true(vec_push(a, &words, w));
        at += n ? n : 1;
    }
    x->words = words.at;
    x->word_count = words.n;
}

/* The credits as "Name kind; …". */
static void expect(const char *bytes, const char *answer) {
    arena a;
    arena_init(&a);
    text x = {.bytes = bytes, .size = (uint32_t)strlen(bytes)};
    mentions m = {0};
    add_words(&x, &a);
    add_actors(bytes, &a, &m);
    dp_error err = {0};
    assert_int_equal(credit_find(&x, &a, &m, &err), DP_OK);
    char out[200] = "";
    for (uint32_t i = 0; i < m.credit_count; i++) {
        size_t n = strlen(out);
        snprintf(out + n, sizeof out - n, "%s%s %s", i ? "; " : "", m.actors[m.credits[i].actor].name,
                 credit_kind_name(m.credits[i].kind));
    }
    assert_string_equal(out, answer);
    arena_free(&a);
}

#define STORY                                                                                                                    \
    "The ferry turned back to the harbour after its engine had caught fire off the cape, the owner of the line said on Friday."

static void a_dateline_credits(void **state) {
    (void)state;
    expect("PORT ELIN, 9 Nov (Northwire) - " STORY, "Northwire dateline");
    expect("PORT ELIN (Northwire) — " STORY, "Northwire dateline");
    expect("Northwire - " STORY, "Northwire dateline");
    expect("PORT ELIN, Nov 9 – Northwire. " STORY, "Northwire dateline");
    expect("[Northwire] " STORY, "Northwire dateline");
    expect("By Our Own Correspondent\nPORT ELIN, Jan 1 (Northwire) - " STORY, "Northwire dateline");
}

static void brackets_at_the_end_credit(void **state) {
    (void)state;
    expect(STORY " (Northwire)", "Northwire bracket");
    expect(STORY "\n\n(with Northwire and Coast News)\n", "Northwire bracket; Coast News bracket");
    expect(STORY " (Coast News).", "Coast News bracket");
}

static void a_short_line_of_its_own_credits(void **state) {
    (void)state;
    expect(STORY "\n\nSource: Northwire", "Northwire line");
    expect(STORY "\n\n© Northwire 2017", "Northwire line");
    expect("Northwire, Coast News\n\n" STORY, "Northwire line; Coast News line");
}

static void a_sentence_credits_nobody(void **state) {
    (void)state;
    expect("The captain told Northwire that the engine had failed.\n" STORY, "");
    expect(STORY "\n\nNorthwire could not reach the owner for comment.", "");
    expect(STORY "\n" STORY " He spoke to Coast News (Northwire has the recording) at noon.\n" STORY "\n" STORY, "");
    expect("Northwire wins prize for its photographs\n\n" STORY, "");
}

static void only_agencies_and_outlets_are_credited(void **state) {
    (void)state;
    expect("PORT ELIN (Governor) - " STORY "\n\nSource: Governor", "");
}

static void a_name_is_credited_once(void **state) {
    (void)state;
    expect("PORT ELIN (Northwire) - " STORY "\n\n(Northwire)", "Northwire dateline");
}

static void strange_texts_are_read_to_their_end_and_no_further(void **state) {
    (void)state;
    expect("", "");
    expect("Northwire", "Northwire line");
    expect("(Northwire", "Northwire line");
    expect("Northwire)", "Northwire line");
    expect("(Northwire)", "Northwire dateline");
    expect("—Northwire", "Northwire line");
    expect("Northwire -", "Northwire line");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dateline_credits),
        cmocka_unit_test(brackets_at_the_end_credit),
        cmocka_unit_test(a_short_line_of_its_own_credits),
        cmocka_unit_test(a_sentence_credits_nobody),
        cmocka_unit_test(only_agencies_and_outlets_are_credited),
        cmocka_unit_test(a_name_is_credited_once),
        cmocka_unit_test(strange_texts_are_read_to_their_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
