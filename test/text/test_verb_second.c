/* Clauses whose verb stands at their end, clauses set in, and participles that open a sentence. */
#include "testing.h"

#include "text/verb_second.h"

#define SUBJUNCTIVE (FEAT_PUT(MOOD, MOOD_SUB) | FEAT_PUT(VERBFORM, VERBFORM_FIN))
#define FINITE      FEAT_PUT(VERBFORM, VERBFORM_FIN)
#define PARTICIPLE  FEAT_PUT(VERBFORM, VERBFORM_PART)

/* Er sagte , Derna sei gefallen . */
static void a_nominal_before_a_subjunctive_is_its_subject(void **state) {
    (void)state;
    token t[7] = {{.form = "Er", .upos = UPOS_PRON, .head = 1, .deprel = DEP_NSUBJ},
                  {.form = "sagte", .upos = UPOS_VERB, .head = TOKEN_NONE, .deprel = DEP_ROOT, .feats = FINITE},
                  {.form = ",", .upos = UPOS_PUNCT, .head = 5, .deprel = DEP_PUNCT},
                  {.form = "Derna", .upos = UPOS_PROPN, .head = 1, .deprel = DEP_OBL},
                  {.form = "sei", .upos = UPOS_AUX, .head = 5, .deprel = DEP_AUX, .feats = SUBJUNCTIVE},
                  {.form = "gefallen", .upos = UPOS_VERB, .head = 1, .deprel = DEP_XCOMP, .feats = PARTICIPLE},
                  {.form = ".", .upos = UPOS_PUNCT, .head = 1, .deprel = DEP_PUNCT}};
    const sentence s = {.first_token = 0, .end_token = 7};
    verb_second_mend(t, &s);
    assert_int_equal(t[3].head, 5);
    assert_int_equal(t[3].deprel, DEP_NSUBJ);
    assert_int_equal(t[5].head, 1);
    assert_int_equal(t[5].deprel, DEP_CCOMP);
}

/* Rebellen , sagte er , belagerten Derna . */
static void a_clause_set_in_lends_no_subject(void **state) {
    (void)state;
    token t[8] = {{.form = "Rebellen", .upos = UPOS_NOUN, .head = 2, .deprel = DEP_NSUBJ},
                  {.form = ",", .upos = UPOS_PUNCT, .head = 2, .deprel = DEP_PUNCT},
                  {.form = "sagte", .upos = UPOS_VERB, .head = TOKEN_NONE, .deprel = DEP_ROOT, .feats = FINITE},
                  {.form = "er", .upos = UPOS_PRON, .head = 2, .deprel = DEP_NSUBJ},
                  {.form = ",", .upos = UPOS_PUNCT, .head = 6, .deprel = DEP_PUNCT},
                  {.form = "belagerten", .upos = UPOS_VERB, .head = 6, .deprel = DEP_AMOD, .feats = FINITE},
                  {.form = "Derna", .upos = UPOS_PROPN, .head = 2, .deprel = DEP_OBJ},
                  {.form = ".", .upos = UPOS_PUNCT, .head = 2, .deprel = DEP_PUNCT}};
    const sentence s = {.first_token = 0, .end_token = 8};
    verb_second_mend(t, &s);
    assert_int_equal(t[5].head, TOKEN_NONE);
    assert_int_equal(t[0].head, 5);
    assert_int_equal(t[6].head, 5);
    assert_int_equal(t[6].deprel, DEP_OBJ);
    assert_int_equal(t[2].head, 5);
    assert_int_equal(t[2].deprel, DEP_PARATAXIS);
    assert_int_equal(t[3].head, 2);
}

/* Gefallen ist Derna nicht . */
static void a_participle_in_front_has_the_nominal_for_its_subject(void **state) {
    (void)state;
    token t[5] = {{.form = "Gefallen", .upos = UPOS_VERB, .head = 2, .deprel = DEP_NSUBJ, .feats = PARTICIPLE},
                  {.form = "ist", .upos = UPOS_AUX, .head = 2, .deprel = DEP_COP, .feats = FINITE},
                  {.form = "Derna", .upos = UPOS_PROPN, .head = TOKEN_NONE, .deprel = DEP_ROOT},
                  {.form = "nicht", .upos = UPOS_PART, .head = 2, .deprel = DEP_ADVMOD},
                  {.form = ".", .upos = UPOS_PUNCT, .head = 2, .deprel = DEP_PUNCT}};
    const sentence s = {.first_token = 0, .end_token = 5};
    verb_second_mend(t, &s);
    assert_int_equal(t[0].head, TOKEN_NONE);
    assert_int_equal(t[1].head, 0);
    assert_int_equal(t[2].head, 0);
    assert_int_equal(t[2].deprel, DEP_NSUBJ);
    assert_int_equal(t[3].head, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nominal_before_a_subjunctive_is_its_subject),
        cmocka_unit_test(a_clause_set_in_lends_no_subject),
        cmocka_unit_test(a_participle_in_front_has_the_nominal_for_its_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
