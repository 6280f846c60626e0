/* Who says so, how it is said, and what is held at arm's length. lang/<code>/attribution.rules has more, beside its rules. */
#include "testing.h"

#include "claim/attribution.h"
#include "core/buf.h"
#include "mention/actor.h"
#include "mention/gazetteer.h"
#include "mention/time.h"

typedef struct bench {
    pack pack;
    text_models *models;
    time_rules *times;
    gazetteer *places;
    actor_rules *actors;
    attribution_rules *rules;
    text_workspace *work;
    arena arena;
    text x;
    claims c;
    buf out;
} bench;

static bool bench_fill(bench *b, dp_error *err) {
    return text_models_open(&b->pack, &b->models, err) == DP_OK && time_rules_open(&b->pack, &b->times, err) == DP_OK &&
           gazetteer_open(&b->pack, &b->places, err) == DP_OK && actor_rules_open(&b->pack, &b->actors, err) == DP_OK &&
           attribution_rules_open(&b->pack, &b->rules, err) == DP_OK && text_workspace_new(b->models, &b->work, err) == DP_OK;
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
    if (!bench_fill(b, &err)) {
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
    attribution_rules_free(b->rules);
    actor_rules_free(b->actors);
    gazetteer_free(b->places);
    time_rules_free(b->times);
    text_models_free(b->models);
    pack_close(&b->pack);
    free(b);
    return 0;
}

static bench *bench_read(void **state, const char *lang, const char *s) {
    bench *b = *state;
    dp_error err = {0};
    mentions m;
    if (!b) {
        print_message("no pack: set DEPECHE_PACK\n");
        skip();
    }
    mention_rules rules = {.times = b->times, .places = b->places, .actors = b->actors};
    arena_reset(&b->arena);
    b->c = (claims){0};
    if (text_analyse(b->work, lang, s, strlen(s), &b->arena, &b->x, &err) != DP_OK) fail_msg("%s", err.message);
    if (mention_find(&rules, &b->x, NULL, &b->arena, &m, &err) != DP_OK) fail_msg("%s", err.message);
    if (attribution_find(b->rules, &b->x, &m, &b->arena, &b->c, &err) != DP_OK) fail_msg("%s", err.message);
    return b;
}

static void add_spans(bench *b, const span *at, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) buf_str(&b->out, " … ");
        buf_add(&b->out, b->x.bytes + at[i].start, at[i].end - at[i].start);
    }
}

/* "SOURCE | CUE | CONTENT", one a line. */
static const char *who_says(void **state, const char *lang, const char *s) {
    bench *b = bench_read(state, lang, s);
    buf_clear(&b->out);
    for (uint32_t i = 0; i < b->c.attribution_count; i++) {
        const attribution *a = &b->c.attributions[i];
        if (i > 0) buf_char(&b->out, '\n');
        add_spans(b, a->source, a->source_count);
        buf_str(&b->out, " | ");
        add_spans(b, a->cue, a->cue_count);
        buf_str(&b->out, " | ");
        add_spans(b, a->content, a->content_count);
    }
    return buf_cstr(&b->out);
}
#define SAYS(lang, input, expected) assert_string_equal(who_says(state, lang, input), expected)

static uint32_t token_of(const bench *b, const char *form) {
    for (uint32_t t = b->x.token_count; t-- > 0;)
        if (strcmp(b->x.tokens[t].form, form) == 0) return t;
    fail_msg("no token \"%s\"", form);
    return 0;
}

static void a_turn_of_a_transcript_goes_to_the_end_of_its_paragraph(void **state) {
    SAYS("en", "COLE: I never saw the ship. It was dark.\n\nFORD: You were there.",
         "COLE | : | I never saw the ship. It was dark\nFORD | : | You were there");
    SAYS("en", "UPDATE: the road is open.", "");
}

/* "outlet: the agency > relayed: the army" around a word. */
static const char *chain_of(void **state, const char *lang, const char *s, const char *word) {
    bench *b = bench_read(state, lang, s);
    const claimant *chain;
    uint32_t n;
    assert_int_equal(claimants_of(&b->c, token_of(b, word), &b->arena, &chain, &n), DP_OK);
    buf_clear(&b->out);
    for (uint32_t i = 0; i < n; i++)
        buf_printf(&b->out, "%s%s: %s", i > 0 ? " > " : "", claimant_kind_name(chain[i].kind), chain[i].text);
    return buf_cstr(&b->out);
}
#define CHAIN(lang, input, word, expected) assert_string_equal(chain_of(state, lang, input, word), expected)

static const char *manner_in(void **state, const char *lang, const char *s, const char *word) {
    bench *b = bench_read(state, lang, s);
    manner m = manner_of(b->rules, &b->x, &b->c, token_of(b, word));
    buf_clear(&b->out);
    buf_printf(&b->out, "%s %s %s%s", polarity_name(m.polarity), claim_tense_name(m.tense), certainty_name(m.certainty),
               m.quoted ? " quoted" : "");
    return buf_cstr(&b->out);
}
#define MANNER(lang, input, word, expected) assert_string_equal(manner_in(state, lang, input, word), expected)

static const char *distant(void **state, const char *lang, const char *s) {
    bench *b = bench_read(state, lang, s);
    buf_clear(&b->out);
    for (uint32_t i = 0; i < b->c.distance_count; i++) {
        if (i > 0) buf_char(&b->out, '\n');
        buf_printf(&b->out, "%s: ", distance_kind_name(b->c.distance[i].kind));
        add_spans(b, &b->c.distance[i].at, 1);
    }
    return buf_cstr(&b->out);
}
#define DISTANCE(lang, input, expected) assert_string_equal(distant(state, lang, input), expected)

/* --- who says what -----------------------------------------------------------------------------------------------------------
 */

static void a_verb_and_its_clause(void **state) {
    SAYS("en", "The army said it had left the town.", "The army | said | it had left the town");
    SAYS("fr", "L'armée a annoncé que la ville était tombée.", "L'armée | a annoncé | que la ville était tombée");
}

static void a_quotation_and_its_cue(void **state) {
    SAYS("fr", "« Nous partons », a déclaré le colonel.", "le colonel | a déclaré | « Nous partons »");
    SAYS("en", "\"We have left the town,\" a colonel said.", "a colonel | said | \"We have left the town,\"");
}

static void a_quotation_goes_on_behind_its_cue(void **state) {
    SAYS("en", "\"We left,\" said Colonel Hassan. \"We lost no one.\"",
         "Colonel Hassan | said | \"We left,\" … \"We lost no one.\"");
}

static void a_quotation_goes_on_over_paragraphs(void **state) {
    SAYS("en", "\"The situation is critical.\n\n\"We need help now,\" the mayor said.",
         "the mayor | said | \"The situation is critical. … \"We need help now,\"");
}

static void a_phrase_before_a_source(void **state) {
    SAYS("en", "According to the ministry, two soldiers died.", "the ministry | According to | two soldiers died");
    SAYS("fr", "Deux soldats sont morts, selon le ministère.", "le ministère | selon | Deux soldats sont morts");
    SAYS("fr", "De source militaire, la ville est tombée.", "source militaire | De | la ville est tombée");
}

static void a_cue_that_stands_aside(void **state) {
    SAYS("en", "The town has fallen, officials said.", "officials | said | The town has fallen");
    SAYS("fr", "La ville est tombée, a indiqué un responsable.", "un responsable | a indiqué | La ville est tombée");
}

static void nothing_is_said(void **state) {
    SAYS("en", "The army left the town.", "");
    SAYS("fr", "L'armée a quitté la ville.", "");
    SAYS("fr", "", "");
}

static const claimant *second_speaker(void **state, const char *text) {
    bench *b = bench_read(state, "en", text);
    assert_int_equal(b->c.attribution_count, 2);
    return &b->c.attributions[1].who;
}

static void a_pronoun_speaks_for_who_spoke_before(void **state) {
    assert_string_equal(second_speaker(state, "Residents said the army took the town. They said it burned houses.")->stands_for,
                        "Residents");
    assert_string_equal(second_speaker(state, "The ministry said the town fell. It added that two men died.")->stands_for,
                        "The ministry");
    const claimant *two = second_speaker(state, "Residents said the army took the town. It said two men died.");
    assert_null(two->stands_for);
    assert_int_equal(two->kind, CLAIMANT_UNNAMED);
}

static void contents_lie_in_the_text_and_parents_before_their_children(void **state) {
    bench *b = bench_read(
        state, "en",
        "The agency wrote that, according to residents, the army had said \"we won\" and left. \"They lied,\" a man said. "
        "Officials told the daily that witnesses reported that rebels claimed the town had fallen.");
    assert_true(b->c.attribution_count >= 4);
    for (uint32_t i = 0; i < b->c.attribution_count; i++) {
        const attribution *a = &b->c.attributions[i];
        assert_true(a->content_count > 0 && a->content_count <= 6);
        assert_true(a->parent == INDEX_NONE || a->parent < i);
        assert_non_null(a->who.text);
        for (uint32_t k = 0; k < a->content_count; k++) {
            assert_true(a->content[k].start < a->content[k].end && a->content[k].end <= b->x.size);
            assert_true(k == 0 || a->content[k - 1].end <= a->content[k].start);
        }
    }
}

/* --- the chain ---------------------------------------------------------------------------------------------------------------
 */

static void a_chain_runs_from_the_outermost_voice_in(void **state) {
    CHAIN("en", "The agency said the army had taken the town.", "taken", "outlet: The agency");
    CHAIN("en", "The agency cited the ministry as saying two planes had been shot down.", "shot",
          "outlet: The agency > relayed: the ministry");
    CHAIN("en", "The army took the town.", "took", "");
}

static void unnamed_sources_are_told_apart(void **state) {
    CHAIN("en", "Witnesses said the market had been shelled.", "shelled", "unnamed: Witnesses");
    CHAIN("fr", "Des habitants racontent que l'armée a bombardé le marché.", "bombardé", "unnamed: Des habitants");
    CHAIN("fr", "L'agence a annoncé que la ville était tombée.", "tombée", "outlet: L'agence");
}

static void what_is_wanted_has_no_voice(void **state) {
    CHAIN("en", "The general wants to retake the town.", "retake", "");
    CHAIN("fr", "Le général a ordonné à ses hommes de tirer.", "tirer", "");
}

/* --- the manner --------------------------------------------------------------------------------------------------------------
 */

static void negation(void **state) {
    MANNER("en", "The army did not take the town.", "take", "negated past certain");
    MANNER("en", "No soldier was killed.", "killed", "negated past certain");
    MANNER("fr", "Personne ne s'est révolté.", "révolté", "negated past certain");
    MANNER("fr", "Aucun soldat n'a été tué.", "tué", "negated past certain");
    MANNER("fr", "L'armée n'a pris qu'un village.", "pris", "affirmed past certain");
}

static void a_denial_turns_its_content_round(void **state) {
    MANNER("en", "The army denied that it had shelled the market.", "shelled", "negated past certain");
    MANNER("fr", "L'armée a démenti avoir bombardé le marché.", "bombardé", "negated past certain");
}

static void certainty(void **state) {
    MANNER("en", "The army may attack the town.", "attack", "affirmed future possible");
    MANNER("en", "They will probably withdraw.", "withdraw", "affirmed future probable");
    MANNER("fr", "Ils ont probablement fui.", "fui", "affirmed past probable");
}

static void the_conditional_of_hearsay(void **state) {
    MANNER("fr", "L'armée aurait pris la ville.", "pris", "affirmed past possible");
}

static void tense(void **state) {
    MANNER("en", "Troops will enter the city on Monday.", "enter", "affirmed future certain");
    MANNER("fr", "L'armée va attaquer la ville.", "attaquer", "affirmed future certain");
    MANNER("en", "The general ordered his men to shoot.", "shoot", "affirmed ordered certain");
    MANNER("fr", "Ils ont lancé une opération pour libérer la ville.", "libérer", "affirmed hypothetical certain");
    MANNER("fr", "L'armée avait pris la ville.", "pris", "affirmed past certain");
}

static void a_headline_in_the_present_tells_the_past(void **state) {
    MANNER("fr", "L'armée reprend la ville\n\nElle y est entrée mardi.", "reprend", "affirmed past certain");
}

static void quoted_words_are_marked(void **state) {
    MANNER("en", "\"We took the town,\" he said.", "took", "affirmed past certain quoted");
}

/* --- distance ----------------------------------------------------------------------------------------------------------------
 */

static void scare_quotes(void **state) {
    DISTANCE("fr", "L'«armée» du village a fui.", "scare_quotes: «armée»");
    DISTANCE("en", "The \"army\" of the village fled.", "scare_quotes: \"army\"");
}

static void speech_and_names_are_not_held_at_a_distance(void **state) {
    DISTANCE("en", "\"We will leave the town tomorrow,\" he said.", "");
    DISTANCE("fr", "Le film « Timbuktu » sort mardi.", "");
    DISTANCE("en", "The minister said the army was \"retreating\" from the town.", "");
}

static void words_that_hold_at_a_distance(void **state) {
    DISTANCE("en", "The so-called caliphate collapsed.", "so_called: so-called caliphate");
    DISTANCE("fr", "Le soi-disant califat s'est effondré.", "so_called: soi-disant califat");
}

/* --- hostile text ------------------------------------------------------------------------------------------------------------
 */

static void broken_text_does_no_harm(void **state) {
    static const char *const pieces[] = {"said ", "\"",     "« ",         "» ",   "according to ", "the army ", ", ", ". ",
                                         "that ", "selon ", "so-called ", "\n\n", "claim ",        "not ",      ": ", "X "};
    random_source r = {.state = 7};
    for (int round = 0; round < 200; round++) {
        char s[2048] = "";
        for (int i = 0; i < round; i++) strcat(s, pieces[random_below(&r, sizeof pieces / sizeof *pieces)]);
        bench *b = bench_read(state, round % 2 ? "en" : "fr", s);
        for (uint32_t t = 0; t < b->x.token_count; t++) {
            manner m = manner_of(b->rules, &b->x, &b->c, t);
            assert_true(m.tense <= CLAIM_HISTORICAL && m.certainty <= CERTAINTY_POSSIBLE);
        }
        for (uint32_t i = 0; i < b->c.attribution_count; i++)
            for (uint32_t k = 0; k < b->c.attributions[i].content_count; k++)
                assert_true(b->c.attributions[i].content[k].end <= b->x.size);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_turn_of_a_transcript_goes_to_the_end_of_its_paragraph),
        cmocka_unit_test(a_verb_and_its_clause),
        cmocka_unit_test(a_quotation_and_its_cue),
        cmocka_unit_test(a_quotation_goes_on_behind_its_cue),
        cmocka_unit_test(a_quotation_goes_on_over_paragraphs),
        cmocka_unit_test(a_phrase_before_a_source),
        cmocka_unit_test(a_cue_that_stands_aside),
        cmocka_unit_test(nothing_is_said),
        cmocka_unit_test(a_pronoun_speaks_for_who_spoke_before),
        cmocka_unit_test(contents_lie_in_the_text_and_parents_before_their_children),
        cmocka_unit_test(a_chain_runs_from_the_outermost_voice_in),
        cmocka_unit_test(unnamed_sources_are_told_apart),
        cmocka_unit_test(what_is_wanted_has_no_voice),
        cmocka_unit_test(negation),
        cmocka_unit_test(a_denial_turns_its_content_round),
        cmocka_unit_test(certainty),
        cmocka_unit_test(the_conditional_of_hearsay),
        cmocka_unit_test(tense),
        cmocka_unit_test(a_headline_in_the_present_tells_the_past),
        cmocka_unit_test(quoted_words_are_marked),
        cmocka_unit_test(scare_quotes),
        cmocka_unit_test(speech_and_names_are_not_held_at_a_distance),
        cmocka_unit_test(words_that_hold_at_a_distance),
        cmocka_unit_test(broken_text_does_no_harm),
    };
    return cmocka_run_group_tests(tests, bench_open, bench_close);
}
