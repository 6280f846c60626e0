/* Which stretches of a lane are marked as said against the claimant's own side, and tables that cannot be read. */
#include "story.h"

static const char *const sides = "kind,name,side,from,to\n"
                                 "# a remark\n"
                                 "claimant,SANA,government,2011-03,\n"
                                 "claimant,\"Amaq, the agency\",islamic-state,,\n"
                                 "actor,SYR,government,,\n"
                                 "actor,SYRREB,opposition,,\n"
                                 "actor,IMGMUSISI,islamic-state,2013-04,2019\n";

typedef struct desk {
    room r;
    ledger *l;
    arena a;
    char table[128];
} desk;

static void desk_open(desk *k, const char *table) {
    room_open(&k->r);
    arena_init(&k->a);
    k->l = room_ledger(&k->r, LEDGER_WRITE);
    snprintf(k->table, sizeof k->table, "%s/sides.csv", k->r.folder);
    FILE *f = fopen(k->table, "w");
    assert_non_null(f);
    fputs(table, f);
    fclose(f);
}

static void desk_close(desk *k) {
    ledger_close(k->l);
    unlink(k->table);
    arena_free(&k->a);
    room_close(&k->r);
}

/* One dispatch of one claim: who says that whom does what with Abu Kamal. */
static void add(desk *k, const char *source, uint8_t state, const char *name, const char *code, uint8_t polarity) {
    story s;
    dp_error err = {0};
    story_begin(&s, source, source, "2017-11-09");
    story_say(&s, "They took Abu Kamal.");
    uint32_t who = story_actor(&s, "They", name, code);
    claim *c = story_control(&s, "took", state, story_place(&s, "Abu Kamal", 174448), who);
    c->polarity = polarity;
    if (state == CONTROL_LOST) {
        c->control_from = who;
        c->control_holder = INDEX_NONE;
    }
    assert_ok(ledger_begin(k->l, NULL, &err), err);
    room_add(k->l, story_end(&s));
    assert_ok(ledger_commit(k->l, NULL, &err), err);
    story_free(&s);
}

static uint8_t interest_of(desk *k, const char *source) {
    const ledger_alignment *table;
    ledger_lanes lanes;
    dp_error err = {0};
    bool found;
    assert_ok(ledger_alignment_read(k->table, &k->a, &table, &err), err);
    ledger_filter f = {.place = "Abu Kamal", .claimant = source, .alignment = table};
    assert_ok(ledger_lanes_of(k->l, &f, &k->a, &lanes, &found, &err), err);
    assert_int_equal(lanes.n, 1);
    return lanes.at[0].at[0].interest;
}

static uint8_t interest(const char *source, uint8_t state, const char *name, const char *code, uint8_t polarity) {
    desk k;
    desk_open(&k, sides);
    add(&k, source, state, name, code, polarity);
    uint8_t found = interest_of(&k, source);
    desk_close(&k);
    return found;
}

static void what_the_other_side_holds_is_conceded(void **state) {
    (void)state;
    assert_int_equal(interest("SANA", CONTROL_HELD, "Islamic State", "IMGMUSISI", POLARITY_AFFIRMED), LEDGER_INTEREST_AGAINST);
    assert_int_equal(interest("Amaq, the agency", CONTROL_TAKEN, "Syria: armed forces", "SYRMIL", POLARITY_AFFIRMED),
                     LEDGER_INTEREST_AGAINST);
}

static void what_ones_own_side_takes_is_not(void **state) {
    (void)state;
    assert_int_equal(interest("SANA", CONTROL_TAKEN, "Syria: armed forces", "SYRMIL", POLARITY_AFFIRMED), LEDGER_INTEREST_OWN);
}

static void losing_is_conceded_and_denying_it_is_not(void **state) {
    (void)state;
    assert_int_equal(interest("SANA", CONTROL_LOST, "Syria: armed forces", "SYRMIL", POLARITY_AFFIRMED), LEDGER_INTEREST_AGAINST);
    assert_int_equal(interest("SANA", CONTROL_LOST, "Syria: armed forces", "SYRMIL", POLARITY_NEGATED), LEDGER_INTEREST_OWN);
    assert_int_equal(interest("SANA", CONTROL_TAKEN, "Syria: armed forces", "SYRMIL", POLARITY_NEGATED), LEDGER_INTEREST_AGAINST);
}

static void the_longest_beginning_of_a_code_decides(void **state) {
    (void)state;
    assert_int_equal(interest("SANA", CONTROL_HELD, "Syria: rebels", "SYRREB", POLARITY_AFFIRMED), LEDGER_INTEREST_AGAINST);
}

static void who_is_not_in_the_table_is_not_judged(void **state) {
    (void)state;
    assert_int_equal(interest("Harbour Wire", CONTROL_HELD, "Islamic State", "IMGMUSISI", POLARITY_AFFIRMED),
                     LEDGER_INTEREST_UNKNOWN);
    assert_int_equal(interest("SANA", CONTROL_HELD, "Iraq: armed forces", "IRQMIL", POLARITY_AFFIRMED), LEDGER_INTEREST_UNKNOWN);
}

static void a_bad_line_is_named(void **state) {
    (void)state;
    static const char *const bad[] = {"ally,SANA,government,,\n", "claimant,SANA,,,\n", "claimant,SANA,government,soon,\n",
                                      "claimant,SANA,government,2018,2011\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        desk k;
        char table[96];
        snprintf(table, sizeof table, "kind,name,side,from,to\n%s", bad[i]);
        desk_open(&k, table);
        const ledger_alignment *out;
        dp_error err = {0};
        assert_int_equal(ledger_alignment_read(k.table, &k.a, &out, &err), DP_E_FORMAT);
        assert_int_equal(err.line, 2);
        assert_string_not_equal(err.remedy, "");
        desk_close(&k);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_other_side_holds_is_conceded),    cmocka_unit_test(what_ones_own_side_takes_is_not),
        cmocka_unit_test(losing_is_conceded_and_denying_it_is_not), cmocka_unit_test(the_longest_beginning_of_a_code_decides),
        cmocka_unit_test(who_is_not_in_the_table_is_not_judged),    cmocka_unit_test(a_bad_line_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
