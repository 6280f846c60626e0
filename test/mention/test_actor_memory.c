/* What stands for whom: groups, armies, pronouns, surnames, and what stands for nobody. */
#include "actor_reading.h"

static const actor_mention *meant_by(void **state, const mentions *m, const char *words) {
    return &m->actors[actor_named(state, m, words)->coref];
}

static void the_group_is_the_one_named_last(void **state) {
    const mentions *m = actors_of(state, "fr", "Le M23 a pris la colline. Le groupe armé a déployé des mortiers.", NULL);
    assert_actor(state, m, "Le groupe armé", "CODREB", "M23");
    m = actors_of(state, "en", "Boko Haram burned the market. The group also abducted traders.", NULL);
    assert_actor(state, m, "The group", "NGAREBMOS", "Boko Haram");
}

static void the_group_of_someone_else_is_not(void **state) {
    const mentions *m = actors_of(state, "en", "Boko Haram burned the market. The group of traders fled.", NULL);
    for (uint32_t i = 0; i < m->actor_count; i++) assert_int_equal(m->actors[i].coref, i);
}

static void the_jihadists_are_the_group_of_that_kind(void **state) {
    const mentions *m = actors_of(state, "fr", "Daech tenait la ville. Les djihadistes ont fui.", NULL);
    assert_actor(state, m, "djihadistes", "IMGMOSISI", "Islamic State");
    assert_int_equal(actor_named(state, m, "djihadistes")->coref, 0);
}

static void jihadists_alone_stay_unnamed(void **state) {
    const mentions *m = actors_of(state, "fr", "Des djihadistes ont attaqué le convoi.", NULL);
    const actor_mention *a = actor_named(state, m, "djihadistes");
    assert_string_equal(a->code, "REBMOS");
    assert_int_equal(a->kind, ACTOR_GENERIC);
}

static void the_army_is_the_one_that_was_named(void **state) {
    const mentions *m = actors_of(state, "fr", "L'armée malienne a quitté le fort. L'armée dément tout combat.", NULL);
    assert_string_equal(meant_by(state, m, "armée")->name, "Mali: armed forces");
    assert_string_equal(actor_named(state, m, "armée")->country, "ML");
}

static void an_army_where_none_was_named_is_that_of_the_only_state(void **state) {
    const mentions *m = actors_of(state, "en", "Ugandan police fired shots. The army sealed the road.", NULL);
    assert_actor(state, m, "army", "UGAMIL", "Uganda: armed forces");
}

static void between_two_states_an_army_stays_open(void **state) {
    const mentions *m = actors_of(state, "en", "Ugandan police met Kenyan police. The army sealed the road.", NULL);
    assert_actor(state, m, "army", "MIL", "armed forces");
}

static void an_army_in_scare_quotes_is_nobodys(void **state) {
    const mentions *m = actors_of(state, "fr", "L'armée malienne avance. Cette « armée » a disparu.", NULL);
    assert_int_equal(meant_by(state, m, "armée")->coref, actor_named(state, m, "armée")->coref);
    assert_string_not_equal(actor_named(state, m, "armée")->name, "Mali: armed forces");
}

static void its_troops_are_those_of_who_speaks(void **state) {
    const mentions *m = actors_of(state, "en", "Ethiopia said its troops had left.", NULL);
    assert_actor(state, m, "troops", "ETHMIL", NULL);
    m = actors_of(state, "en", "Hezbollah said its fighters had left.", NULL);
    assert_actor(state, m, "fighters", "LBNREBHEZ", "Hezbollah");
}

static void he_is_the_one_person_before(void **state) {
    const mentions *m = actors_of(state, "en", "Paul Kagame visited the camp. He promised aid.", "2008");
    assert_actor(state, m, "He", "RWAGOV", "Paul Kagame");
}

static void he_is_nobody_where_two_were_named(void **state) {
    const mentions *m = actors_of(state, "en", "Paul Kagame met Joseph Kabila. He promised aid.", "2008");
    for (uint32_t i = 0; i < m->actor_count; i++) assert_true(m->actors[i].at.at.end - m->actors[i].at.at.start > 2);
}

static void a_surname_is_the_person_named_in_full(void **state) {
    const mentions *m = actors_of(state, "fr", "Le colonel Hamidou Traorébé est arrivé. Traorébé a pris la parole.", NULL);
    assert_string_equal(actor_named(state, m, "Traorébé")->name, "Hamidou Traorébé");
    assert_int_equal(actor_named(state, m, "Traorébé")->coref, 0);
}

static void two_given_names_before_one_surname_are_two_persons(void **state) {
    const mentions *m = actors_of(state, "en",
                                  "The baker, Tomas Veldrin, was shot in the town. Ilka Veldrin said that the rebels had come. "
                                  "Veldrin said that they burned the shop.",
                                  NULL);
    assert_string_equal(actor_named(state, m, "Ilka Veldrin")->name, "Ilka Veldrin");
    assert_string_equal(actor_named(state, m, "Veldrin")->name, "Ilka Veldrin");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_group_is_the_one_named_last),
        cmocka_unit_test(the_group_of_someone_else_is_not),
        cmocka_unit_test(the_jihadists_are_the_group_of_that_kind),
        cmocka_unit_test(jihadists_alone_stay_unnamed),
        cmocka_unit_test(the_army_is_the_one_that_was_named),
        cmocka_unit_test(an_army_where_none_was_named_is_that_of_the_only_state),
        cmocka_unit_test(between_two_states_an_army_stays_open),
        cmocka_unit_test(an_army_in_scare_quotes_is_nobodys),
        cmocka_unit_test(its_troops_are_those_of_who_speaks),
        cmocka_unit_test(he_is_the_one_person_before),
        cmocka_unit_test(he_is_nobody_where_two_were_named),
        cmocka_unit_test(a_surname_is_the_person_named_in_full),
        cmocka_unit_test(two_given_names_before_one_surname_are_two_persons),
    };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
