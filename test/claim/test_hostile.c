/* Claims over texts that no parser would make: arbitrary heads (cycles, foreign sentences), tags, relations and mentions. Nothing
 * may be read or written outside, and the same input gives the same claims. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "claim/rooms.h"

static uint64_t seed;

static uint32_t any(uint32_t below) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

/* The words of the text keep their places and hashes; all that a model says is thrown dice. */
static void scramble(reading *g, arena *a) {
    uint32_t n = g->x.token_count;
    token *t = arena_array(a, n ? n : 1, sizeof *t);
    assert_non_null(t);
    memcpy(t, g->x.tokens, n * sizeof *t);
    for (uint32_t i = 0; i < n; i++) {
        t[i].head = any(8) ? any(n + 2) : TOKEN_NONE;
        t[i].upos = (uint8_t)any(UPOS_COUNT);
        t[i].deprel = (uint8_t)any(DEP_COUNT);
        t[i].feats = any(UINT32_MAX);
    }
    g->x.tokens = t;
    for (uint32_t i = 0; i < g->m.actor_count; i++) {
        g->m.actors[i].coref = any(g->m.actor_count);
        g->m.actors[i].sector_count = (uint8_t)any(4);
    }
    for (uint32_t i = 0; i < g->m.place_count; i++) {
        g->m.places[i].flags = (uint16_t)any(16);
        g->m.places[i].coref = any(g->m.place_count + 3);
    }
    for (uint32_t i = 0; i < g->m.quantity_count; i++) g->m.quantities[i].unit_token = any(n + 2);
    for (uint32_t i = 0; i < g->m.time_count; i++) g->m.times[i].partner = any(g->m.time_count + 2);
}

static void analyse(rooms *r, const char *lang, const char *bytes, reading *g) {
    dp_error err = {0};
    civil given = {2024, 6, 15};
    const edtf date = edtf_from(given);
    memset(g, 0, sizeof *g);
    arena_reset(&r->arena);
    g->m.date.given = given;
    assert_int_equal(text_analyse(r->workspace, lang, bytes, strlen(bytes), &r->arena, &g->x, &err), DP_OK);
    assert_int_equal(mention_find(&r->rules, &g->x, &date, &r->arena, &g->m, &err), DP_OK);
}

static void arbitrary_trees_are_read_without_harm(void **state) {
    (void)state;
    static const struct {
        const char *lang, *bytes;
    } texts[] = {
        {"en",
         "Rebel fighters captured the town of Bunagana on Monday, killing 12 soldiers and taking thirty hostages. The army, "
         "backed by Russian jets, will launch an offensive against them near Goma, officials said. Nobody was arrested in "
         "the crackdown. According to whom? Reportedly, the town fell. Denying it, he said so himself."},
        {"fr", "L'armée malienne a repris Kidal aux rebelles, qui ont perdu quarante hommes. Des frappes ont visé Gao. Les "
               "djihadistes se sont emparés de la ville de Ber, dont la prise par le groupe a été revendiquée. Une vingtaine de "
               "civils sont portés disparus. Selon lequel, dit-on, l'armée a pris Gao. D'après qui ? Selon laquelle ?"},
        {"de", "Zufolge der Armee fiel die Stadt Kidal. Laut dem Minister, dem zufolge zwölf Soldaten getötet wurden, halten sie "
               "Gao. Demnach ist der Ort gefallen. Nach eigenen Angaben haben die Rebellen die Stadt eingenommen."},
        {"es", "Según el cual el ejército tomó Goma. De acuerdo con quienes lo vieron, murieron doce soldados. Según dijo, la "
               "ciudad cayó. El ministro lo negó."},
        {"ru", "Согласно которому армия взяла Гао. По словам которого погибли двенадцать солдат. По данным министерства, город "
               "удерживают повстанцы. Это он опроверг."},
        {"ar", "وفقا له سيطر الجيش على مدينة غاو. بحسب المصدر الذي قال إن اثني عشر جنديا قتلوا. نفى المتحدث ذلك."}};
    rooms r;
    if (!rooms_open(&r)) {
        rooms_close(&r);
        print_message("no pack: run by ctest after the pack is compiled\n");
        skip();
    }
    for (uint32_t round = 0; round < 1200; round++) {
        reading g;
        dp_error err = {0};
        analyse(&r, texts[round % 6].lang, texts[round % 6].bytes, &g);
        seed = round;
        scramble(&g, &r.arena);
        mentions again = g.m;
        assert_int_equal(claim_find(r.claims, &g.x, &g.m, &r.arena, &g.c, &err), DP_OK);
        claims other;
        assert_int_equal(claim_find(r.claims, &g.x, &again, &r.arena, &other, &err), DP_OK);
        assert_int_equal(g.c.n, other.n);
        for (uint32_t i = 0; i < g.c.n; i++) {
            assert_string_equal(g.c.at[i].path, other.at[i].path);
            assert_int_equal(g.c.at[i].actor_count, other.at[i].actor_count);
            assert_true(g.c.at[i].at.start < g.c.at[i].at.end && g.c.at[i].at.end <= g.x.size);
            assert_true(g.c.at[i].place == INDEX_NONE || g.c.at[i].place < g.m.place_count);
        }
    }
    rooms_close(&r);
}

static void a_sentence_of_triggers_only_ends_soon(void **state) {
    (void)state;
    rooms r;
    if (!rooms_open(&r)) {
        rooms_close(&r);
        skip();
    }
    char *text = malloc(400000);
    assert_non_null(text);
    size_t n = 0;
    while (n < 390000) n += (size_t)sprintf(text + n, "killed attack took control of captured shelled ");
    reading g;
    assert_int_equal(rooms_read(&r, "en", text, (civil){2024, 6, 15}, &g), DP_OK);
    assert_true(g.c.n < 390000);
    free(text);
    rooms_close(&r);
}

/* The only place of the text is one that no list holds: it is added to none, and stands for nobody but itself. */
static void an_unknown_town_is_a_place_of_its_own(void **state) {
    (void)state;
    rooms r;
    if (!rooms_open(&r)) {
        rooms_close(&r);
        skip();
    }
    reading g;
    assert_int_equal(rooms_read(&r, "en", "Troops took control of Zhusaybirah.", (civil){2024, 6, 15}, &g), DP_OK);
    assert_true(g.c.n > 0);
    const uint32_t place = g.c.at[0].place;
    assert_true(place < g.m.place_count);
    assert_string_equal(g.m.places[place].name, "Zhusaybirah");
    assert_int_equal(g.m.places[place].coref, place);
    rooms_close(&r);
}

/* Alone it looks like a person's name; the verb says that it is a town, and the gazetteer which. */
static void a_verb_of_control_makes_a_town_of_a_doubtful_name(void **state) {
    (void)state;
    rooms r;
    if (!rooms_open(&r)) {
        rooms_close(&r);
        skip();
    }
    reading g;
    assert_int_equal(rooms_read(&r, "en", "Chad's rebels took Biltine on Saturday.", (civil){2006, 11, 28}, &g), DP_OK);
    assert_true(g.c.n > 0 && g.c.at[0].place < g.m.place_count);
    assert_int_equal(g.m.places[g.c.at[0].place].id, 244878);
    assert_string_equal(g.m.places[g.c.at[0].place].country, "TD");
    rooms_close(&r);
}

static void an_empty_text_and_an_unknown_language_have_no_claims(void **state) {
    (void)state;
    rooms r;
    if (!rooms_open(&r)) {
        rooms_close(&r);
        skip();
    }
    reading g = {0};
    dp_error err = {0};
    assert_int_equal(rooms_read(&r, "en", "", (civil){2024, 6, 15}, &g), DP_OK);
    assert_int_equal(g.c.n, 0);
    analyse(&r, "en", "Rebels captured Goma.", &g);
    memcpy(g.x.lang, "xx", 3);
    assert_int_equal(claim_find(r.claims, &g.x, &g.m, &r.arena, &g.c, &err), DP_OK);
    assert_int_equal(g.c.n, 0);
    rooms_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arbitrary_trees_are_read_without_harm),
        cmocka_unit_test(a_sentence_of_triggers_only_ends_soon),
        cmocka_unit_test(an_unknown_town_is_a_place_of_its_own),
        cmocka_unit_test(a_verb_of_control_makes_a_town_of_a_doubtful_name),
        cmocka_unit_test(an_empty_text_and_an_unknown_language_have_no_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
