#include "testing.h"

#include "annotate/entity.h"

enum { CAPITAL = TOKEN_CAPITAL };

/* "Abou Kamal Vzgliad l'armée syrienne Assad" as seven tokens of five bytes each. */
static token tokens[7];
static const sentence whole = {.end_token = 7};
static text x;

static int make_text(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 7; i++)
        tokens[i] = (token){.form = "", .start = i * 5, .end = i * 5 + 4, .upos = UPOS_NOUN, .flags = CAPITAL, .sentence = 0};
    x = (text){.tokens = tokens, .token_count = 7, .sentences = &whole, .sentence_count = 1};
    return 0;
}

static mention_at over(uint32_t first, uint32_t end) {
    return (mention_at){.at = {first * 5, end * 5 - 1}, .first_token = first, .end_token = end};
}

static void expect(const mentions *m, const char *wanted) {
    arena a;
    const entity *e;
    uint32_t n;
    dp_error err;
    char got[256] = "";
    arena_init(&a);
    assert_int_equal(entity_find(&(entity_sources){.words = &(word_flags){0}}, &x, m, &a, &e, &n, &err), DP_OK);
    for (uint32_t i = 0; i < n; i++) {
        size_t used = strlen(got);
        snprintf(got + used, sizeof got - used, "%s%u-%u:%s", i ? " " : "", (unsigned)e[i].at.start, (unsigned)e[i].at.end,
                 entity_label_name(e[i].label));
    }
    assert_string_equal(got, wanted);
    arena_free(&a);
}

static void places_actors_and_persons_are_named(void **state) {
    (void)state;
    place_mention places[] = {{.at = over(0, 2)}};
    actor_mention actors[] = {{.at = over(2, 3), .kind = ACTOR_KNOWN, .code = "RUSMED", .sector_count = 1, .coref = 0},
                              {.at = over(3, 5), .kind = ACTOR_COMPOSED, .coref = 1},
                              {.at = over(5, 7), .kind = ACTOR_PERSON, .coref = 2}};
    expect(&(mentions){.places = places, .place_count = 1, .actors = actors, .actor_count = 3}, "0-9:LOC 10-14:ORG 25-34:PER");
}

static void a_state_that_acts_is_its_country(void **state) {
    (void)state;
    place_mention places[] = {{.at = over(0, 1), .flags = PLACE_AS_ACTOR}};
    actor_mention actors[] = {{.at = over(0, 1), .kind = ACTOR_KNOWN, .code = "RUS", .coref = 0}};
    expect(&(mentions){.places = places, .place_count = 1, .actors = actors, .actor_count = 1}, "0-4:LOC");
}

static void a_place_inside_a_name_and_a_word_that_refers_back_are_no_names(void **state) {
    (void)state;
    place_mention places[] = {{.at = over(1, 2), .flags = PLACE_IN_NAME}, {.at = over(3, 4), .flags = PLACE_COREF}};
    actor_mention actors[] = {{.at = over(0, 2), .kind = ACTOR_KNOWN, .code = "UNOHRC", .sector_count = 1, .coref = 0},
                              {.at = over(5, 6), .kind = ACTOR_KNOWN, .coref = 0}};
    expect(&(mentions){.places = places, .place_count = 2, .actors = actors, .actor_count = 2}, "0-9:ORG");
}

static void a_guess_goes_by_the_shape_of_the_words(void **state) {
    (void)state;
    tokens[0].upos = tokens[2].upos = tokens[3].upos = UPOS_PROPN;
    tokens[0].flags |= TOKEN_ALL_CAPS;
    expect(&(mentions){0}, "0-4:ORG 10-19:PER");
}

static void demonyms_and_other_proper_nouns_are_misc(void **state) {
    (void)state;
    place_mention places[] = {{.at = over(6, 7), .flags = PLACE_ADJECTIVE}};
    tokens[1].upos = tokens[2].upos = tokens[3].upos = tokens[5].upos = UPOS_PROPN;
    expect(&(mentions){.places = places, .place_count = 1}, "5-19:MISC 25-29:MISC 30-34:MISC");
}

static void what_is_known_stands_before_what_is_guessed_even_in_part(void **state) {
    (void)state;
    place_mention places[] = {{.at = over(2, 3)}};
    tokens[1].upos = tokens[2].upos = UPOS_PROPN;
    expect(&(mentions){.places = places, .place_count = 1}, "10-14:LOC");
}

static void a_name_without_a_capital_is_none(void **state) {
    (void)state;
    place_mention places[] = {{.at = over(2, 3)}};
    tokens[2].flags = 0;
    expect(&(mentions){.places = places, .place_count = 1}, "");
}

static void a_sure_network_is_believed_a_weak_one_gives_way_to_what_is_known(void **state) {
    (void)state;
    static const name names[] = {{0, 2, NAME_ORG, 5}, {3, 5, NAME_MISC, 0.1f}, {6, 7, NAME_PER, 5}};
    place_mention places[] = {{.at = over(0, 1)}, {.at = over(4, 5)}, {.at = over(5, 6)}};
    for (uint32_t i = 0; i < 7; i++) tokens[i].lemma_hash = i + 1, tokens[i].upos = UPOS_PROPN;
    x.names = names;
    x.name_count = 3;
    x.has_names = true;
    expect(&(mentions){.places = places, .place_count = 3}, "0-9:ORG 20-24:LOC 25-29:LOC 30-34:PER");
}

static void no_shape_is_guessed_from_where_the_network_looks_for_names(void **state) {
    (void)state;
    tokens[0].upos = tokens[1].upos = UPOS_PROPN;
    x.has_names = true;
    expect(&(mentions){0}, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(places_actors_and_persons_are_named, make_text),
        cmocka_unit_test_setup(a_state_that_acts_is_its_country, make_text),
        cmocka_unit_test_setup(a_place_inside_a_name_and_a_word_that_refers_back_are_no_names, make_text),
        cmocka_unit_test_setup(a_guess_goes_by_the_shape_of_the_words, make_text),
        cmocka_unit_test_setup(demonyms_and_other_proper_nouns_are_misc, make_text),
        cmocka_unit_test_setup(what_is_known_stands_before_what_is_guessed_even_in_part, make_text),
        cmocka_unit_test_setup(a_name_without_a_capital_is_none, make_text),
        cmocka_unit_test_setup(a_sure_network_is_believed_a_weak_one_gives_way_to_what_is_known, make_text),
        cmocka_unit_test_setup(no_shape_is_guessed_from_where_the_network_looks_for_names, make_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
