/* Who is named: known names, composed ones, persons, and what is left alone. */
#include "actor_reading.h"
#include "mention/actor_rules.h"

static void an_army_is_composed_of_role_and_country(void **state) {
    const mentions *m = actors_of(state, "fr", "L'armée gouvernementale yéménite a repris le port.", NULL);
    const actor_mention *a = actor_named(state, m, "armée gouvernementale yéménite");
    assert_string_equal(a->code, "YEMMIL");
    assert_string_equal(a->name, "Yemen: armed forces");
    assert_string_equal(a->country, "YE");
    assert_int_equal(a->sector_count, 1);
    assert_string_equal(a->sectors[0], "MIL");
    assert_int_equal(a->kind, ACTOR_COMPOSED);
    assert_false(a->person);
}

static void english_puts_the_country_first(void **state) {
    const mentions *m = actors_of(state, "en", "Nepalese army officers met Indian border police.", NULL);
    assert_actor(state, m, "Nepalese army officers", "NPLMIL", NULL);
    assert_actor(state, m, "Indian border police", "INDCOP", NULL);
}

static void the_country_may_stand_behind_of(void **state) {
    assert_actor(state, actors_of(state, "en", "The government of Kenya denied it.", NULL), "government of Kenya", "KENGOV",
                 NULL);
    assert_actor(state, actors_of(state, "fr", "Les soldats de la Colombie ont tiré.", NULL), "soldats de la Colombie", "COLMIL",
                 NULL);
}

static void two_heads_share_a_country(void **state) {
    const mentions *m = actors_of(state, "fr", "L'aviation et la marine égyptiennes ont frappé.", NULL);
    assert_actor(state, m, "aviation", "EGYMIL", "Egypt: air force");
    assert_actor(state, m, "marine égyptiennes", "EGYMIL", "Egypt: navy");
    m = actors_of(state, "en", "The Egyptian air force and navy struck.", NULL);
    assert_actor(state, m, "navy", "EGYMIL", "Egypt: navy");
}

static void two_countries_share_a_head(void **state) {
    const mentions *m = actors_of(state, "en", "Chadian and Nigerian soldiers crossed the lake.", NULL);
    assert_actor(state, m, "Chadian", "TCDMIL", NULL);
    assert_actor(state, m, "Nigerian soldiers", "NGAMIL", NULL);
    m = actors_of(state, "fr", "Les soldats tchadiens et nigérians ont franchi le lac.", NULL);
    assert_actor(state, m, "soldats tchadiens", "TCDMIL", NULL);
    assert_actor(state, m, "nigérians", "NGAMIL", NULL);
}

static void a_people_stands_beside_a_country(void **state) {
    assert_actor(state, actors_of(state, "en", "Iraqi Kurdish fighters held the ridge.", NULL), "Iraqi Kurdish fighters",
                 "IRQUAFKUR", NULL);
    assert_actor(state, actors_of(state, "fr", "Des rebelles touaregs ont pris le fort.", NULL), "rebelles touaregs", "REBTMH",
                 NULL);
}

static void backing_is_noted_in_the_name(void **state) {
    assert_actor(state, actors_of(state, "en", "Saudi-backed militias took the town.", NULL), "Saudi-backed militias", "UAF",
                 "militias (backed by Saudi Arabia)");
    assert_actor(state, actors_of(state, "fr", "Des miliciens pro-iraniens ont tiré.", NULL), "miliciens pro-iraniens", "UAF",
                 "militias (backed by Iran)");
    assert_actor(state, actors_of(state, "fr", "Les forces prorusses tiennent le pont.", NULL), "forces prorusses", "UAF", NULL);
}

static void soldiers_of_a_group_are_the_group(void **state) {
    assert_actor(state, actors_of(state, "fr", "Des combattants du Hezbollah ont fui.", NULL), "combattants du Hezbollah",
                 "LBNREBHEZ", "Hezbollah");
    assert_actor(state, actors_of(state, "en", "NATO warplanes hit the depot.", NULL), "NATO warplanes", "IGOWSTNAT", "NATO");
    assert_actor(state, actors_of(state, "en", "The militant group Hezbollah denied it.", NULL), "militant group Hezbollah",
                 "LBNREBHEZ", "Hezbollah");
}

static void victims_of_a_group_are_not_the_group(void **state) {
    const mentions *m = actors_of(state, "fr", "Des habitants ont enterré les victimes de Boko Haram.", NULL);
    assert_actor(state, m, "habitants", "CVL", "civilians");
    assert_actor(state, m, "Boko Haram", "NGAREBMOS", "Boko Haram");
}

static void a_name_depends_on_the_date(void **state) {
    static const char sentence[] = "The Taliban closed the road.";
    assert_actor(state, actors_of(state, "en", sentence, "1995"), "Taliban", "AFGREBTAL", NULL);
    assert_actor(state, actors_of(state, "en", sentence, "1999-05"), "Taliban", "AFGGOVTAL", NULL);
    assert_actor(state, actors_of(state, "en", sentence, "2010-05-02"), "Taliban", "AFGREBTAL", NULL);
    assert_actor(state, actors_of(state, "en", sentence, "2023"), "Taliban", "AFGGOVTAL", NULL);
}

static void an_office_is_held_for_a_time(void **state) {
    static const char sentence[] = "Laurent Gbagbo a refusé de partir.";
    assert_actor(state, actors_of(state, "fr", sentence, "2010-12-05"), "Laurent Gbagbo", "CIVGOV", "Laurent Gbagbo");
    assert_actor(state, actors_of(state, "fr", sentence, "2019-03"), "Laurent Gbagbo", "CIVELI", "Laurent Gbagbo");
}

static void an_abbreviation_counts_in_capitals_only(void **state) {
    assert_actor(state, actors_of(state, "fr", "L'EI recule.", NULL), "L'EI", "IMGMOSISI", NULL);
    assert_int_equal(actors_of(state, "en", "It is what it is.", NULL)->actor_count, 0);
    assert_actor(state, actors_of(state, "en", "An IS commander fled.", NULL), "IS commander", "IMGMOSISI", NULL);
}

static void in_a_shouting_headline_short_abbreviations_are_words(void **state) {
    const mentions *m = actors_of(state, "en", "THE NEW BRIDGE IS OPEN TODAY", NULL);
    for (uint32_t i = 0; i < m->actor_count; i++) assert_string_not_equal(m->actors[i].name, "Islamic State");
}

static void a_common_abbreviation_needs_its_country(void **state) {
    const mentions *m = actors_of(state, "en", "Doctors feared SARS had spread.", NULL);
    for (uint32_t i = 0; i < m->actor_count; i++) assert_string_not_equal(m->actors[i].code, "NGACOP");
    assert_actor(state, actors_of(state, "en", "Nigerians marched against SARS in Lagos.", NULL), "SARS", "NGACOP", NULL);
}

static void a_bare_demonym_is_its_country(void **state) {
    assert_actor(state, actors_of(state, "fr", "Les Turcs ont bombardé le col.", NULL), "Turcs", "TUR", "Turkey");
    assert_actor(state, actors_of(state, "en", "The French rejected the text.", NULL), "French", "FRA", "France");
    assert_int_equal(actors_of(state, "fr", "Une ville turque a été évacuée.", NULL)->actor_count, 0);
}

static void a_capital_speaks_for_its_government(void **state) {
    assert_actor(state, actors_of(state, "fr", "Ankara a démenti.", NULL), "Ankara", "TUR", NULL);
    assert_actor(state, actors_of(state, "en", "The plan was rejected, according to Tehran.", NULL), "Tehran", "IRN", NULL);
    assert_int_equal(actors_of(state, "en", "A bomb exploded near Tehran.", NULL)->actor_count, 0);
}

static void a_country_is_an_actor_unless_it_is_where(void **state) {
    assert_actor(state, actors_of(state, "en", "Sudan accused Chad.", NULL), "Chad", "TCD", NULL);
    assert_int_equal(actors_of(state, "en", "Floods hit bridges in Sudan.", NULL)->actor_count, 0);
    assert_int_equal(actors_of(state, "fr", "Des ponts ont cédé au Soudan.", NULL)->actor_count, 0);
}

static void the_doer_of_an_act_is_its_adjective(void **state) {
    assert_actor(state, actors_of(state, "fr", "Un raid turc a détruit le pont.", NULL), "turc", "TUR", NULL);
    assert_actor(state, actors_of(state, "en", "Turkish air strikes destroyed the bridge.", NULL), "Turkish", "TUR", NULL);
}

static void an_unknown_office_holder_has_the_offices_code(void **state) {
    const mentions *m = actors_of(state, "en", "Bolivian Foreign Minister Anselmo Quispe arrived.", NULL);
    const actor_mention *a = actor_named(state, m, "Bolivian Foreign Minister Anselmo Quispe");
    assert_string_equal(a->name, "Anselmo Quispe");
    assert_string_equal(a->code, "BOLGOV");
    assert_int_equal(a->kind, ACTOR_PERSON);
    assert_false(a->person);
}

static void a_private_person_is_marked_and_has_no_code(void **state) {
    const mentions *m = actors_of(state, "fr", "Le convoi a été vu par Marie Dubreuil mardi.", NULL);
    const actor_mention *a = actor_named(state, m, "Marie Dubreuil");
    assert_null(a->code);
    assert_int_equal(a->kind, ACTOR_PERSON);
    assert_true(a->person);
}

static void an_office_behind_a_comma_tells_who_a_person_is(void **state) {
    const mentions *m = actors_of(state, "fr", "Paul Mbeya, porte-parole de l'armée camerounaise, a démenti.", NULL);
    assert_actor(state, m, "Paul Mbeya", "CMRMIL", "Paul Mbeya");
    m = actors_of(state, "en", "The Peruvian interior minister, Carlos Huaman, resigned.", NULL);
    assert_actor(state, m, "Carlos Huaman", "PERGOV", "Carlos Huaman");
}

static void a_given_name_makes_another_person_of_a_known_surname(void **state) {
    const actor_mention *a = actor_named(state, actors_of(state, "en", "Laura Bush opened the school.", "2003"), "Laura Bush");
    assert_null(a->code);
}

static void an_organisation_explains_its_abbreviation(void **state) {
    const mentions *m = actors_of(state, "fr", "Le Collectif des pêcheurs du lac (CPL) proteste. Le CPL bloque le port.", NULL);
    assert_int_equal(actor_named(state, m, "Collectif des pêcheurs du lac")->kind, ACTOR_UNKNOWN);
    assert_string_equal(actor_named(state, m, "CPL")->name, "Collectif des pêcheurs du lac");
}

static void a_verb_or_adjective_is_no_role(void **state) {
    assert_int_equal(actors_of(state, "fr", "La ville voisine a été évacuée.", NULL)->actor_count, 0);
    assert_int_equal(actors_of(state, "fr", "Le pays sort d'une longue guerre civile.", NULL)->actor_count, 0);
}

static void mentions_are_sorted_and_point_at_themselves_or_back(void **state) {
    const mentions *m =
        actors_of(state, "fr",
                  "Le Hamas et Israël négocient. Le groupe exige une trêve. L'armée israélienne tire. L'armée avance. "
                  "Le ministre, Jean Dupuis, attend. Dupuis est parti.",
                  NULL);
    assert_true(m->actor_count > 6);
    for (uint32_t i = 0; i < m->actor_count; i++) {
        if (i) assert_true(m->actors[i - 1].at.at.start <= m->actors[i].at.at.start);
        assert_true(m->actors[i].coref <= i);
        assert_true(m->actors[i].at.at.start < m->actors[i].at.at.end);
        assert_true(m->actors[i].at.first_token <= m->actors[i].at.head_token);
        assert_true(m->actors[i].at.head_token < m->actors[i].at.end_token);
    }
}

static void each_mention_names_its_rule(void **state) {
    const mentions *m = actors_of(state, "fr", "L'armée tchadienne et Boko Haram se battent.", NULL);
    reading *r = *state;
    uint32_t line;
    assert_string_equal(pack_rule_file(&r->pack, actor_named(state, m, "armée tchadienne")->at.rule, &line),
                        "lang/fr/actors.rules");
    assert_true(line > 0);
    assert_string_equal(pack_rule_file(&r->pack, actor_named(state, m, "Boko Haram")->at.rule, &line),
                        "world/actors/armed-africa.rules");
}

static void a_common_noun_tells_whom_it_means(void **state) {
    (void)state;
    const actor_rules *rules = actor_knowledge;
    char code[ACTOR_NOUN_CODE];
    const char *name;
    assert_true(actor_noun_code(rules, "fr", "soldats", code, &name));
    assert_string_equal(code, "MIL");
    assert_string_equal(name, "armed forces");
    assert_true(actor_noun_code(rules, "es", "civiles", code, &name));
    assert_string_equal(code, "CVL");
    assert_false(actor_noun_code(rules, "fr", "chaises", code, &name));
    assert_false(actor_noun_code(rules, "xx", "soldats", code, &name));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_army_is_composed_of_role_and_country),
        cmocka_unit_test(english_puts_the_country_first),
        cmocka_unit_test(the_country_may_stand_behind_of),
        cmocka_unit_test(two_heads_share_a_country),
        cmocka_unit_test(two_countries_share_a_head),
        cmocka_unit_test(a_people_stands_beside_a_country),
        cmocka_unit_test(backing_is_noted_in_the_name),
        cmocka_unit_test(soldiers_of_a_group_are_the_group),
        cmocka_unit_test(victims_of_a_group_are_not_the_group),
        cmocka_unit_test(a_name_depends_on_the_date),
        cmocka_unit_test(an_office_is_held_for_a_time),
        cmocka_unit_test(an_abbreviation_counts_in_capitals_only),
        cmocka_unit_test(in_a_shouting_headline_short_abbreviations_are_words),
        cmocka_unit_test(a_common_abbreviation_needs_its_country),
        cmocka_unit_test(a_bare_demonym_is_its_country),
        cmocka_unit_test(a_capital_speaks_for_its_government),
        cmocka_unit_test(a_country_is_an_actor_unless_it_is_where),
        cmocka_unit_test(the_doer_of_an_act_is_its_adjective),
        cmocka_unit_test(an_unknown_office_holder_has_the_offices_code),
        cmocka_unit_test(a_private_person_is_marked_and_has_no_code),
        cmocka_unit_test(an_office_behind_a_comma_tells_who_a_person_is),
        cmocka_unit_test(a_given_name_makes_another_person_of_a_known_surname),
        cmocka_unit_test(an_organisation_explains_its_abbreviation),
        cmocka_unit_test(a_verb_or_adjective_is_no_role),
        cmocka_unit_test(mentions_are_sorted_and_point_at_themselves_or_back),
        cmocka_unit_test(a_common_noun_tells_whom_it_means),
        cmocka_unit_test(each_mention_names_its_rule),
    };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
