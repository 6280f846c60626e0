/* Noun phrases that are clauses, "Police seized rifles.", and participles that are verbs, "had lost Bendery". */
#include "testing.h"

#include <string.h>

#include "text/tree_mend.h"

#define PAST (FEAT_PUT(TENSE, TENSE_PAST) | FEAT_PUT(VERBFORM, VERBFORM_PART))

static void a_past_form_between_a_name_and_the_root_is_the_verb(void **state) {
    (void)state;
    token t[6] = {{.form = "The", .upos = UPOS_DET, .head = 3, .deprel = DEP_DET},
                  {.form = "police", .upos = UPOS_NOUN, .head = 3, .deprel = DEP_COMPOUND},
                  {.form = "seized", .upos = UPOS_VERB, .head = 3, .deprel = DEP_AMOD, .feats = PAST},
                  {.form = "rifles", .upos = UPOS_NOUN, .head = TOKEN_NONE, .deprel = DEP_ROOT},
                  {.form = "there", .upos = UPOS_ADV, .head = 3, .deprel = DEP_ADVMOD},
                  {.form = ".", .upos = UPOS_PUNCT, .head = 3, .deprel = DEP_PUNCT}};
    const sentence s = {.first_token = 0, .end_token = 6};
    tree_mend(t, &s);
    assert_int_equal(t[0].head, 1);
    assert_int_equal(t[1].head, 2);
    assert_int_equal(t[1].deprel, DEP_NSUBJ);
    assert_int_equal(t[2].head, TOKEN_NONE);
    assert_int_equal(t[2].deprel, DEP_ROOT);
    assert_int_equal(t[3].head, 2);
    assert_int_equal(t[3].deprel, DEP_OBJ);
    assert_int_equal(t[4].head, 3);
    assert_int_equal(t[5].head, 2);
}

static void a_participle_behind_an_auxiliary_is_no_adjective_of_its_object(void **state) {
    (void)state;
    token t[6] = {{.form = "that", .upos = UPOS_SCONJ, .head = 2, .deprel = DEP_MARK},
                  {.form = "troops", .upos = UPOS_NOUN, .head = 2, .deprel = DEP_NSUBJ},
                  {.form = "had", .upos = UPOS_AUX, .head = TOKEN_NONE, .deprel = DEP_ROOT},
                  {.form = "already", .upos = UPOS_ADV, .head = 2, .deprel = DEP_ADVMOD},
                  {.form = "lost", .upos = UPOS_VERB, .head = 5, .deprel = DEP_AMOD, .feats = PAST},
                  {.form = "Bendery", .upos = UPOS_PROPN, .head = 2, .deprel = DEP_OBJ}};
    const sentence s = {.first_token = 0, .end_token = 6};
    t[2].upos = UPOS_VERB; /* "had lost property" */
    tree_mend(t, &s);
    assert_int_equal(t[4].deprel, DEP_AMOD);
    t[2].upos = UPOS_AUX;
    tree_mend(t, &s);
    assert_int_equal(t[4].deprel, DEP_ROOT);
    assert_int_equal(t[4].head, TOKEN_NONE);
    assert_int_equal(t[2].deprel, DEP_AUX);
    for (int i = 0; i < 6; i++)
        if (i != 4) assert_int_equal(t[i].head, 4);
    assert_int_equal(t[5].deprel, DEP_OBJ);
}

/* Город удерживают войска */
static void what_agrees_with_the_verb_is_its_subject(void **state) {
    (void)state;
    const uint64_t one = FEAT_PUT(NUMBER, NUMBER_SING), many = FEAT_PUT(NUMBER, NUMBER_PLUR);
    const token before[4] = {
        {.form = "Город", .upos = UPOS_NOUN, .head = 1, .deprel = DEP_NSUBJ, .feats = one | FEAT_PUT(CASE, CASE_NOM)},
        {.form = "удерживают",
         .upos = UPOS_VERB,
         .head = TOKEN_NONE,
         .deprel = DEP_ROOT,
         .feats = many | FEAT_PUT(VERBFORM, VERBFORM_FIN)},
        {.form = "войска", .upos = UPOS_NOUN, .head = 1, .deprel = DEP_OBJ, .feats = many | FEAT_PUT(CASE, CASE_ACC)},
        {.form = ".", .upos = UPOS_PUNCT, .head = 1, .deprel = DEP_PUNCT}};
    const sentence s = {.first_token = 0, .end_token = 4};
    token t[4];
    memcpy(t, before, sizeof t);
    tree_mend(t, &s);
    assert_int_equal(t[0].deprel, DEP_OBJ);
    assert_int_equal(t[2].deprel, DEP_NSUBJ);
    assert_int_equal(FEAT_GET(t[2].feats, CASE), CASE_NOM);
    memcpy(t, before, sizeof t);
    t[0].feats = many | FEAT_PUT(CASE, CASE_NOM); /* both agree: the tree stands */
    tree_mend(t, &s);
    assert_int_equal(t[0].deprel, DEP_NSUBJ);
    memcpy(t, before, sizeof t);
    t[0].feats = one; /* a language without cases */
    tree_mend(t, &s);
    assert_int_equal(t[0].deprel, DEP_NSUBJ);
}

static void phrases_and_clauses_stay_as_they_are(void **state) {
    (void)state;
    /* "seized rifles .": nobody to have seized them; "Police seized rifles": no full stop; "… are here .": a verb of its own */
    token t[4] = {{.form = "Police", .upos = UPOS_NOUN, .head = 2, .deprel = DEP_COMPOUND},
                  {.form = "seized", .upos = UPOS_VERB, .head = 2, .deprel = DEP_AMOD, .feats = PAST},
                  {.form = "rifles", .upos = UPOS_NOUN, .head = TOKEN_NONE, .deprel = DEP_ROOT},
                  {.form = ":", .upos = UPOS_PUNCT, .head = 2, .deprel = DEP_PUNCT}};
    sentence s = {.first_token = 0, .end_token = 4};
    tree_mend(t, &s);
    assert_int_equal(t[2].head, TOKEN_NONE);
    t[3].form = ".";
    s.first_token = 1;
    tree_mend(t, &s);
    assert_int_equal(t[2].head, TOKEN_NONE);
    s.first_token = 0;
    t[3] = (token){.form = ".", .upos = UPOS_PUNCT, .head = 2, .deprel = DEP_PUNCT};
    t[0].deprel = DEP_DET;
    tree_mend(t, &s);
    assert_int_equal(t[2].head, TOKEN_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_past_form_between_a_name_and_the_root_is_the_verb),
        cmocka_unit_test(a_participle_behind_an_auxiliary_is_no_adjective_of_its_object),
        cmocka_unit_test(what_agrees_with_the_verb_is_its_subject),
        cmocka_unit_test(phrases_and_clauses_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
