/* Which claims stand against each other, and which only seem to. Every case: two dispatches, one claim each; what is between
 * them in v_relations, as "kind field". */
#include "story.h"

typedef struct pair {
    room r;
    ledger *l;
    char found[256];
} pair;

typedef struct telling {
    const char *source, *date;
    void (*tell)(story *);
} telling;

static bool note(void *context, const ledger_row *row) {
    char *out = context;
    size_t n = strlen(out);
    snprintf(out + n, 256 - n, "%s%.*s %.*s", n ? ", " : "", (int)row->cells[0].text_bytes, row->cells[0].text,
             (int)row->cells[1].text_bytes, row->cells[1].text);
    return true;
}

/* The relations after reading all, in that order. */
static const char *between(pair *p, const telling *all, unsigned n) {
    room_open(&p->r);
    p->l = room_ledger(&p->r, LEDGER_WRITE);
    p->found[0] = '\0';
    dp_error err = {0};
    assert_ok(ledger_begin(p->l, NULL, &err), err);
    for (unsigned i = 0; i < n; i++) {
        story s;
        char id[16];
        snprintf(id, sizeof id, "d%u", i);
        story_begin(&s, id, all[i].source, all[i].date);
        all[i].tell(&s);
        room_add(p->l, story_end(&s));
        story_free(&s);
    }
    assert_ok(ledger_commit(p->l, NULL, &err), err);
    assert_ok(ledger_query(p->l, LEDGER_CONFLICTS, NULL, note, p->found, NULL, &err), err);
    return p->found;
}

static void end(pair *p) {
    ledger_close(p->l);
    room_close(&p->r);
}

/* Both ways round: the order of reading must not matter. */
static void expect(telling a, telling b, const char *relations) {
    pair p;
    telling forth[2] = {a, b}, back[2] = {b, a};
    assert_string_equal(between(&p, forth, 2), relations);
    end(&p);
    assert_string_equal(between(&p, back, 2), relations);
    end(&p);
}

static uint32_t army(story *s) {
    return story_actor(s, "army", "Syria: armed forces", "SYRMIL");
}
static uint32_t state_of_syria(story *s) {
    return story_actor(s, "government", "Syria: government", "SYRGOV");
}
static uint32_t group(story *s) {
    return story_actor(s, "Islamic State", "Islamic State", "IMGMUSISI");
}
static uint32_t town(story *s) {
    return story_place(s, "Abu Kamal", 174448);
}

static void army_took(story *s) {
    story_say(s, "The army took Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), army(s));
}
static void government_took(story *s) {
    story_say(s, "The government took Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), state_of_syria(s));
}
static void army_took_on_the_8th(story *s) {
    story_say(s, "The army took Abu Kamal on 8 November.");
    story_on(story_control(s, "took", CONTROL_TAKEN, town(s), army(s)), "2017-11-08", "2017-11-08");
}
static void army_took_on_the_9th(story *s) {
    story_say(s, "The army took Abu Kamal on 9 November.");
    story_on(story_control(s, "took", CONTROL_TAKEN, town(s), army(s)), "2017-11-09", "2017-11-09");
}
static void army_took_this_month(story *s) {
    story_say(s, "The army took Abu Kamal in November.");
    story_on(story_control(s, "took", CONTROL_TAKEN, town(s), army(s)), "2017-11-01", "2017-11-30");
}
static void army_will_take(story *s) {
    story_say(s, "The army will take Abu Kamal.");
    story_control(s, "take", CONTROL_TAKEN, town(s), army(s))->tense = CLAIM_FUTURE;
}
static void army_may_have_taken(story *s) {
    story_say(s, "The army may have taken Abu Kamal.");
    story_control(s, "taken", CONTROL_TAKEN, town(s), army(s))->certainty = CERTAINTY_POSSIBLE;
}
static void army_did_not_take(story *s) {
    story_say(s, "The army did not take Abu Kamal.");
    story_control(s, "take", CONTROL_TAKEN, town(s), army(s))->polarity = POLARITY_NEGATED;
}
static void it_has_not_fallen(story *s) {
    story_say(s, "Abu Kamal has not fallen.");
    story_control(s, "fallen", CONTROL_TAKEN, town(s), INDEX_NONE)->polarity = POLARITY_NEGATED;
}
static void group_holds(story *s) {
    story_say(s, "Islamic State holds Abu Kamal.");
    story_control(s, "holds", CONTROL_HELD, town(s), group(s));
}
static void group_held(story *s) {
    story_say(s, "Islamic State held Abu Kamal.");
    story_control(s, "held", CONTROL_HELD, town(s), group(s))->tense = CLAIM_PAST;
}
static void group_lost(story *s) {
    story_say(s, "Islamic State lost Abu Kamal.");
    story_control(s, "lost", CONTROL_LOST, town(s), INDEX_NONE)->control_from = group(s);
}
static void militants_hold(story *s) {
    story_say(s, "The militants hold Abu Kamal.");
    uint32_t who = story_actor(s, "militants", "militants", NULL);
    s->actors[who].kind = ACTOR_GENERIC;
    story_control(s, "hold", CONTROL_HELD, town(s), who);
}
static void fighting_goes_on(story *s) {
    story_say(s, "Fighting goes on in Abu Kamal.");
    story_control(s, "Fighting", CONTROL_CONTESTED, town(s), INDEX_NONE);
}
static void group_holds_elsewhere(story *s) {
    story_say(s, "Islamic State holds Mayadin.");
    story_control(s, "holds", CONTROL_HELD, story_place(s, "Mayadin", 168954), group(s));
}
static void group_holds_the_north(story *s) {
    story_say(s, "Islamic State holds the north of Abu Kamal.");
    story_control(s, "holds", CONTROL_HELD, town(s), group(s))->control_part = PART_NORTH;
}
static void army_took_the_north(story *s) {
    story_say(s, "The army took the north of Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), army(s))->control_part = PART_NORTH;
}
static void army_took_the_airport(story *s) {
    story_say(s, "The army took Abu Kamal airport.");
    story_control(s, "took", CONTROL_TAKEN, town(s), army(s))->control_part = PART_AIRPORT;
}
static void army_took_the_centre(story *s) {
    story_say(s, "The army took the centre of Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), army(s))->control_part = PART_CENTRE;
}
static void group_holds_the_country(story *s) {
    story_say(s, "Islamic State holds Syria.");
    uint32_t where = story_place(s, "Syria", 163843);
    memcpy(s->places[where].feature, "PCLI", 5);
    story_control(s, "holds", CONTROL_HELD, where, group(s));
}
static void group_held_since_2014(story *s) {
    story_say(s, "Islamic State has held Abu Kamal since 2014.");
    claim *c = story_control(s, "held", CONTROL_HELD, town(s), group(s));
    story_on(c, "2014-07-01", "2017-11-09");
}

static void different_holders_contradict(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", group_holds}, "contradicts holder");
}

static void a_part_of_a_town_is_not_the_town_nor_another_part(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", group_holds_the_north}, "");
    expect((telling){"A", "2017-11-09", army_took_the_airport}, (telling){"B", "2017-11-09", group_holds_the_north}, "");
    expect((telling){"A", "2017-11-09", army_took_the_north}, (telling){"B", "2017-11-09", group_holds_the_north},
           "contradicts holder");
    expect((telling){"A", "2017-11-09", army_took_the_centre}, (telling){"B", "2017-11-09", group_holds}, "contradicts holder");
}

static void one_claimant_tells_a_sequence_and_contradicts_nobody(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"A", "2017-11-09", group_holds}, "");
}

static void another_day_or_another_town_is_no_contradiction(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-10", group_holds}, "");
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", group_holds_elsewhere}, "");
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", group_holds_the_country}, "");
}

static void who_held_it_before_does_not_contradict_who_took_it(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", group_held}, "");
}

static void what_goes_on_since_long_is_said_of_the_day_it_is_written(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", group_held_since_2014}, "contradicts holder");
}

static void an_army_and_its_government_are_one_side(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", government_took}, "");
}

static void words_that_name_nobody_contradict_nobody(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", militants_hold}, "");
}

static void plans_and_guesses_contradict_nobody(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_will_take}, (telling){"B", "2017-11-09", group_holds}, "");
    expect((telling){"A", "2017-11-09", army_may_have_taken}, (telling){"B", "2017-11-09", group_holds}, "");
}

static void a_vague_date_contradicts_nobody(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-20", army_took_this_month}, (telling){"B", "2017-11-09", group_holds}, "");
}

static void taken_and_still_fought_over_differ_in_status(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", fighting_goes_on}, "contradicts status");
}

static void lost_and_held_by_the_same_differ_in_status(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", group_lost}, (telling){"B", "2017-11-09", group_holds}, "contradicts status");
    expect((telling){"A", "2017-11-09", group_lost}, (telling){"B", "2017-11-09", army_took}, "");
}

static void two_near_dates_of_one_capture_differ_in_date(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-10", army_took_on_the_8th}, (telling){"B", "2017-11-10", army_took_on_the_9th},
           "contradicts date");
}

static void group_left_on_the_8th(story *s) {
    story_say(s, "Islamic State left Abu Kamal on 8 November.");
    claim *c = story_control(s, "left", CONTROL_WITHDRAWN, town(s), INDEX_NONE);
    c->control_from = group(s);
    story_on(c, "2017-11-08", "2017-11-08");
}
static void garrison_left_on_the_9th(story *s) {
    story_say(s, "The garrison left Abu Kamal on 9 November.");
    story_on(story_control(s, "left", CONTROL_WITHDRAWN, town(s), INDEX_NONE), "2017-11-09", "2017-11-09");
}
static void army_left_on_the_9th(story *s) {
    story_say(s, "The army left Abu Kamal on 9 November.");
    claim *c = story_control(s, "left", CONTROL_WITHDRAWN, town(s), INDEX_NONE);
    c->control_from = army(s);
    story_on(c, "2017-11-09", "2017-11-09");
}

static void two_near_dates_of_one_retreat_differ_in_date(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-10", group_left_on_the_8th}, (telling){"B", "2017-11-10", garrison_left_on_the_9th},
           "contradicts date");
    expect((telling){"A", "2017-11-10", group_left_on_the_8th}, (telling){"B", "2017-11-10", army_left_on_the_9th}, "");
}

static void separatists_took(story *s) {
    story_say(s, "The Movement took Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), story_actor(s, "Movement", "Movement", "SYRREBTMH"));
}
static void islamists_took(story *s) {
    story_say(s, "The Helpers took Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), story_actor(s, "Helpers", "Helpers", "SYRREBMOS"));
}

static void two_groups_of_one_country_and_two_kinds_are_two(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", separatists_took}, (telling){"B", "2017-11-09", islamists_took}, "contradicts holder");
}

static void the_same_claimant_later_corrects_a_date(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-10", army_took_on_the_8th}, (telling){"A", "2017-11-12", army_took_on_the_9th},
           "corrects date");
}

static void a_negated_claim_denies(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", army_did_not_take}, "denies polarity");
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-11", army_did_not_take}, "denies polarity");
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", it_has_not_fallen}, "denies polarity");
}

static void a_denial_comes_after_what_it_denies(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-12", army_took}, (telling){"B", "2017-11-09", army_did_not_take}, "");
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-19", army_did_not_take}, "");
}

static void who_denies_himself_later_corrects(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", army_took}, (telling){"A", "2017-11-10", army_did_not_take}, "corrects polarity");
}

/* ---- counts -------------------------------------------------------------------------------------------------------------- */

static void forty_killed(story *s) {
    story_say(s, "40 soldiers were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 40, 40, "soldiers");
}
static void twelve_killed(story *s) {
    story_say(s, "12 soldiers were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 12, 12, "soldiers");
}
static void at_least_ten_killed(story *s) {
    story_say(s, "At least 10 soldiers were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 10, QUANTITY_NONE, "soldiers");
}
static void five_children_killed(story *s) {
    story_say(s, "5 children were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 5, 5, "children");
}
static void forty_injured(story *s) {
    story_say(s, "40 soldiers were injured in Abu Kamal.");
    story_count(s, "injured", CASUALTY_INJURED, town(s), 41, 41, "soldiers");
}
static void no_soldiers_killed(story *s) {
    story_say(s, "No soldiers were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), QUANTITY_NONE, QUANTITY_NONE, "soldiers")->polarity = POLARITY_NEGATED;
}

static void counts_that_cannot_both_be_right_contradict(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", twelve_killed}, "contradicts count");
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"A", "2017-11-10", twelve_killed}, "");
}

static void counts_that_may_both_be_right_do_not(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", at_least_ten_killed}, "");
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", five_children_killed}, "");
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", forty_injured}, "");
}

static void soldiers_somewhere(story *s, const char *words, int64_t n) {
    story_say(s, words);
    story_actor(s, "Syrian soldiers", "Syria: armed forces", "SYRMIL");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, INDEX_NONE, n, n, "soldiers");
    c->casualties[0].at = story_find(s, words[0] == 'T' ? "Three Syrian soldiers" : "Nine Syrian soldiers");
    story_on(c, "2017-11-08", "2017-11-08");
}
static void three_syrian_soldiers(story *s) {
    soldiers_somewhere(s, "Three Syrian soldiers were killed on 8 November.", 3);
}
static void nine_syrian_soldiers(story *s) {
    soldiers_somewhere(s, "Nine Syrian soldiers were killed on 8 November.", 9);
}

static void the_dead_of_one_army_on_one_day_are_one_toll_where_no_place_is_known(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", three_syrian_soldiers}, (telling){"B", "2017-11-09", nine_syrian_soldiers},
           "contradicts count");
}

static void we_lost(story *s, const char *words, const char *name, const char *code, int64_t n) {
    story_say(s, words);
    const uint32_t who = story_actor(s, name, name, code);
    claim *c = story_count(s, "lost", CASUALTY_KILLED, town(s), n, n, NULL);
    c->casualties[0].ours = 1;
    c->casualties[0].owner = who + 1;
}
static void group_lost_nine(story *s) {
    we_lost(s, "\"We lost nine men in Abu Kamal\", Islamic State said.", "Islamic State", "IMGMUSISI", 9);
}
static void army_lost_thirty(story *s) {
    we_lost(s, "\"We lost thirty men in Abu Kamal\", Syria: armed forces said.", "Syria: armed forces", "SYRMIL", 30);
}
static void soldiers_of_syria_killed(story *s) {
    story_say(s, "12 Syrian soldiers were killed in Abu Kamal.");
    story_actor(s, "Syrian soldiers", "Syria: armed forces", "SYRMIL");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, town(s), 12, 12, "soldiers");
    c->casualties[0].at = story_find(s, "12 Syrian soldiers");
}

static void who_tells_of_his_own_dead_counts_nobody_elses(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", group_lost_nine}, (telling){"B", "2017-11-09", army_lost_thirty}, "");
    expect((telling){"A", "2017-11-09", soldiers_of_syria_killed}, (telling){"B", "2017-11-09", army_lost_thirty},
           "contradicts count");
}

static void that_nobody_was_killed_denies_that_many_were(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", no_soldiers_killed}, "denies polarity");
}

static void strike_here(story *s) {
    story_say(s, "Russia killed 54 people in Abu Kamal on 9 November.");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, town(s), 54, 54, "people");
    c->actors[c->actor_count++] = story_actor(s, "Russia", "Russia: armed forces", "RUSMIL");
    story_on(c, "2017-11-09", "2017-11-09");
}
static void strike_there(story *s) {
    story_say(s, "Russia killed 54 people in Mayadin on 9 November.");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, story_place(s, "Mayadin", 168954), 54, 54, "people");
    c->actors[c->actor_count++] = story_actor(s, "Russia", "Russia: armed forces", "RUSMIL");
    story_on(c, "2017-11-09", "2017-11-09");
}

static void one_strike_at_two_places_differs_in_place(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-10", strike_here}, (telling){"B", "2017-11-10", strike_there}, "contradicts place");
}

/* ---- events -------------------------------------------------------------------------------------------------------------- */

static void russia_bombed(story *s) {
    story_say(s, "Russia bombed Abu Kamal.");
    claim *c = story_claim(s, "bombed", "ASSAULT");
    c->place = town(s);
    c->actors[c->actor_count++] = story_actor(s, "Russia", "Russia: armed forces", "RUSMIL");
}
static void russia_did_not_bomb(story *s) {
    russia_bombed(s);
    s->claims[0].polarity = POLARITY_NEGATED;
}
static void somebody_bombed(story *s) {
    story_say(s, "Planes bombed Abu Kamal.");
    story_claim(s, "bombed", "ASSAULT")->place = town(s);
}

static void an_event_can_be_denied_where_its_actor_is_named(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", russia_bombed}, (telling){"B", "2017-11-10", russia_did_not_bomb}, "denies polarity");
    expect((telling){"A", "2017-11-09", somebody_bombed}, (telling){"B", "2017-11-10", russia_did_not_bomb}, "");
}

/* ---- many ---------------------------------------------------------------------------------------------------------------- */

static void a_thousand_who_say_the_same_are_one_proposition(void **state) {
    (void)state;
    telling all[60];
    char names[60][16];
    for (int i = 0; i < 60; i++) {
        snprintf(names[i], sizeof names[i], "S%d", i);
        all[i] = (telling){names[i], "2017-11-09", i % 2 ? army_took : group_holds};
    }
    pair p;
    room_open(&p.r);
    p.l = room_ledger(&p.r, LEDGER_WRITE);
    dp_error err = {0};
    assert_ok(ledger_begin(p.l, NULL, &err), err);
    for (int i = 0; i < 60; i++) {
        story s;
        story_begin(&s, names[i], all[i].source, all[i].date);
        all[i].tell(&s);
        room_add(p.l, story_end(&s));
        story_free(&s);
    }
    assert_ok(ledger_commit(p.l, NULL, &err), err);
    buf out;
    buf_init(&out);
    uint64_t conflicts = 0, pairs = 0;
    assert_ok(ledger_conflicts(p.l, NULL, dump_conflict, &out, &conflicts, &err), err);
    assert_int_equal(conflicts, 1);
    assert_non_null(strstr(buf_cstr(&out), "| 30 30 1 | 30 30 1"));
    buf_clear(&out);
    assert_ok(ledger_query(p.l, LEDGER_CONFLICTS, NULL, dump_row, &out, &pairs, &err), err);
    assert_int_equal(pairs, 900);
    buf_free(&out);
    end(&p);
}

/* ---- crowds -------------------------------------------------------------------------------------------------------------- */

#define CROWD 90 /* more than take part in one block and day */

static bool gather(void *context, const ledger_row *row) {
    ledger_row_json(row, context);
    return true;
}

/* As many tolls of one town and day as there are outlets, read from the first to the last or back, so many in a run; all pairs
 * and the event, as text. */
static char *pairs_of_crowd(bool back, int in_a_run, uint64_t *pairs) {
    pair p;
    room_open(&p.r);
    p.l = room_ledger(&p.r, LEDGER_WRITE);
    dp_error err = {0};
    assert_ok(ledger_begin(p.l, NULL, &err), err);
    for (int i = 0; i < CROWD; i++) {
        int k = back ? CROWD - 1 - i : i;
        char name[16], words[64];
        story s;
        snprintf(name, sizeof name, "S%d", k);
        snprintf(words, sizeof words, "%d soldiers were killed in Abu Kamal.", 100 + k);
        story_begin(&s, name, name, "2017-11-09");
        story_say(&s, words);
        story_count(&s, "killed", CASUALTY_KILLED, town(&s), 100 + k, 100 + k, "soldiers");
        room_add(p.l, story_end(&s));
        story_free(&s);
        if ((i + 1) % in_a_run) continue;
        assert_ok(ledger_commit(p.l, NULL, &err), err);
        assert_ok(ledger_begin(p.l, NULL, &err), err);
    }
    assert_ok(ledger_commit(p.l, NULL, &err), err);
    buf out;
    buf_init(&out);
    assert_ok(ledger_query(p.l, LEDGER_CONFLICTS, NULL, gather, &out, pairs, &err), err);
    assert_ok(ledger_query(p.l, LEDGER_EVENTS, NULL, gather, &out, NULL, &err), err);
    assert_non_null(buf_cstr(&out));
    end(&p);
    return out.at;
}

static void a_crowd_is_compared_in_part_and_alike_in_any_order_and_any_runs(void **state) {
    (void)state;
    uint64_t forth_pairs, back_pairs, slow_pairs;
    char *forth = pairs_of_crowd(false, CROWD, &forth_pairs), *back = pairs_of_crowd(true, CROWD, &back_pairs),
         *slow = pairs_of_crowd(true, 7, &slow_pairs);
    assert_int_equal(forth_pairs, 64 * 63 / 2);
    assert_int_equal(back_pairs, forth_pairs);
    assert_int_equal(slow_pairs, forth_pairs);
    assert_string_equal(forth, back);
    assert_string_equal(forth, slow);
    free(forth);
    free(back);
    free(slow);
}

/* ---- speakers and languages ------------------------------------------------------------------------------------------------ */

static void ten_at_least(story *s) {
    story_say(s, "At least 10 soldiers were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 10, QUANTITY_NONE, "soldiers");
}
static void just_ten(story *s) {
    story_say(s, "10 soldiers were killed in Abu Kamal on 9 November.");
    story_on(story_count(s, "killed", CASUALTY_KILLED, town(s), 10, 10, "soldiers"), "2017-11-09", "2017-11-09");
}
static void sixteen(story *s) {
    story_say(s, "16 soldiers were killed in Abu Kamal on 9 November.");
    story_on(story_count(s, "killed", CASUALTY_KILLED, town(s), 16, 16, "soldiers"), "2017-11-09", "2017-11-09");
}
static void soldiers_of_syria(story *s) {
    story_say(s, "40 Syrian soldiers died in Abu Kamal.");
    story_actor(s, "Syrian soldiers", "Syria: armed forces", "SYRMIL");
    claim *c = story_count(s, "died", CASUALTY_KILLED, town(s), 40, 40, "soldiers");
    c->casualties[0].at = story_find(s, "40 Syrian soldiers");
}
static void soldats_syriens(story *s) {
    story_say(s, "12 soldats syriens sont morts a Abu Kamal.");
    story_actor(s, "soldats syriens", "Syria: armed forces", "SYRMIL");
    claim *c = story_count(s, "morts", CASUALTY_KILLED, town(s), 12, 12, "soldats");
    c->casualties[0].at = story_find(s, "12 soldats syriens");
}
static void army_has_not_lost_it(story *s) {
    story_say(s, "The army has not lost Abu Kamal.");
    claim *c = story_control(s, "lost", CONTROL_LOST, town(s), INDEX_NONE);
    c->control_from = army(s);
    c->polarity = POLARITY_NEGATED;
}
static void group_took(story *s) {
    story_say(s, "Islamic State took Abu Kamal.");
    story_control(s, "took", CONTROL_TAKEN, town(s), group(s));
}

static void a_new_toll_by_the_same_speaker_corrects_though_it_fits(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", ten_at_least}, (telling){"A", "2017-11-10", sixteen}, "corrects count");
    expect((telling){"A", "2017-11-09", ten_at_least}, (telling){"B", "2017-11-10", sixteen}, "");
    expect((telling){"A", "2017-11-09", ten_at_least}, (telling){"A", "2017-11-10", just_ten}, "");
}

/* One who is named in full once and by the family name later, in the letters of each paper. */
static void toll_told_by(story *s, const char *sentence, const char *name, int64_t dead) {
    story_say(s, sentence);
    claim *c = story_count(s, "killed", CASUALTY_KILLED, town(s), dead, dead, "soldiers");
    story_on(c, "2017-11-09", "2017-11-09");
    story_says_as(s, c, name, story_person(s, name));
}
static void in_full(story *s) {
    toll_told_by(s, "Phinehas Katirima said 19 soldiers were killed in Abu Kamal.", "Phinehas Katirima", 19);
}
static void by_family_name(story *s) {
    toll_told_by(s, "Katirima said 33 soldiers were killed in Abu Kamal.", "Katirima", 33);
}
static void in_other_letters(story *s) {
    toll_told_by(s, "فينياس كاتيريما: 33 killed in Abu Kamal.", "فينياس كاتيريما", 33);
}
static void by_somebody_else(story *s) {
    toll_told_by(s, "Phinehas Okello said 33 soldiers were killed in Abu Kamal.", "Phinehas Okello", 33);
}

static void a_person_is_one_speaker_under_any_form_of_the_name(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", in_full}, (telling){"B", "2017-11-10", by_family_name}, "corrects count");
    expect((telling){"A", "2017-11-09", in_full}, (telling){"B", "2017-11-10", in_other_letters}, "corrects count");
    expect((telling){"A", "2017-11-09", in_full}, (telling){"B", "2017-11-10", by_somebody_else}, "contradicts count");
}

static void counted_people_are_compared_by_who_they_are_in_any_language(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", soldiers_of_syria}, (telling){"B", "2017-11-09", soldats_syriens}, "contradicts count");
}

static void a_nurse_killed(story *s) {
    story_say(s, "A nurse was killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 1, 1, "nurse")->casualties[0].some = true;
}
static void two_nurses_killed(story *s) {
    story_say(s, "Two nurses were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 2, 2, "nurses");
}
static void twelve_others_killed(story *s) {
    story_say(s, "Twelve others were killed in Abu Kamal.");
    story_count(s, "killed", CASUALTY_KILLED, town(s), 12, 12, NULL)->casualties[0].some = true;
}
static void twelve_dead(story *s) {
    story_say(s, "Twelve dead in Abu Kamal.");
    story_count(s, "dead", CASUALTY_KILLED, town(s), 12, 12, NULL);
}
static void forty_personnes_killed(story *s) {
    story_say(s, "40 personnes tuées à Abu Kamal.");
    story_count(s, "tuées", CASUALTY_KILLED, town(s), 40, 40, "personnes")->casualties[0].anybody = true;
}
static void she_was_not_killed(story *s) {
    story_say(s, "She was not killed in Abu Kamal.");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, town(s), 1, 1, NULL);
    c->casualties[0].some = true;
    c->polarity = POLARITY_NEGATED;
}

static void some_of_many_do_not_contradict_them(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", a_nurse_killed}, "");
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", two_nurses_killed}, "");
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", twelve_others_killed}, "");
    expect((telling){"A", "2017-11-09", twelve_dead}, (telling){"B", "2017-11-09", forty_personnes_killed}, "contradicts count");
}

static void that_one_was_not_killed_denies_no_toll(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", forty_killed}, (telling){"B", "2017-11-09", she_was_not_killed}, "");
}

static void bombed_the(story *s, const char *what, uint8_t polarity) {
    claim *c = story_claim(s, "bombed", "ASSAULT");
    c->cameo = "195";
    c->place = town(s);
    c->recipients[c->recipient_count++] = story_actor(s, what, what, NULL);
    c->polarity = polarity;
}
static void market_was_bombed(story *s) {
    story_say(s, "The market of Abu Kamal was bombed.");
    bombed_the(s, "market", POLARITY_AFFIRMED);
}
static void market_was_not_bombed(story *s) {
    story_say(s, "The old market of Abu Kamal was not bombed.");
    bombed_the(s, "old market", POLARITY_NEGATED);
}
static void barracks_were_not_bombed(story *s) {
    story_say(s, "The barracks of Abu Kamal were not bombed.");
    bombed_the(s, "barracks", POLARITY_NEGATED);
}

static void farm_was_bombed(story *s) {
    story_say(s, "Maple farm in Abu Kamal was bombed.");
    bombed_the(s, "Maple farm", POLARITY_AFFIRMED);
}
static void another_farm_was_not_bombed(story *s) {
    story_say(s, "Cedar farm in Abu Kamal was not bombed.");
    bombed_the(s, "Cedar farm", POLARITY_NEGATED);
}
static void no_request(story *s) {
    story_say(s, "The mayor denied a request in Abu Kamal.");
    claim *c = story_claim(s, "request", "REQUEST");
    c->place = town(s);
    c->polarity = POLARITY_NEGATED;
    story_says(s, c, "The mayor");
}
static void a_request(story *s) {
    story_say(s, "The army made a request in Abu Kamal.");
    claim *c = story_claim(s, "request", "REQUEST");
    c->place = town(s);
    c->actors[c->actor_count++] = army(s);
}
static void nine_hundred_since_monday(story *s) {
    story_say(s, "900 were killed in Abu Kamal since Monday.");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, town(s), 900, 900, NULL);
    story_on(c, "2017-11-06", "2017-11-09");
    c->time = story_time(s, "Monday", c->days.first, c->days.last);
    s->times[c->time].relation = TIME_SINCE;
}
static void thousand_killed_today(story *s) {
    story_say(s, "1000 were killed in Abu Kamal today.");
    story_on(story_count(s, "killed", CASUALTY_KILLED, town(s), 1000, 1000, NULL), "2017-11-09", "2017-11-09");
}
static void ten_killed_today(story *s) {
    story_say(s, "Ten were killed in Abu Kamal today.");
    story_on(story_count(s, "killed", CASUALTY_KILLED, town(s), 10, 10, NULL), "2017-11-09", "2017-11-09");
}

static void a_toll_of_several_days_holds_that_of_one(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", nine_hundred_since_monday}, (telling){"B", "2017-11-09", ten_killed_today}, "");
    expect((telling){"A", "2017-11-09", nine_hundred_since_monday}, (telling){"B", "2017-11-09", thousand_killed_today},
           "contradicts count");
}

static void one_word_in_common_makes_no_one_target(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", farm_was_bombed}, (telling){"B", "2017-11-09", another_farm_was_not_bombed}, "");
}

static void a_denial_that_names_nobody_answers_nobody_by_name(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", a_request}, (telling){"B", "2017-11-09", no_request}, "");
}

static void who_denies_one_attack_does_not_deny_every_one(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", market_was_bombed}, (telling){"B", "2017-11-09", market_was_not_bombed},
           "denies polarity");
    expect((telling){"A", "2017-11-09", market_was_bombed}, (telling){"B", "2017-11-09", barracks_were_not_bombed}, "");
}

static void who_has_not_lost_it_denies_that_another_took_it(void **state) {
    (void)state;
    expect((telling){"A", "2017-11-09", group_took}, (telling){"B", "2017-11-09", army_has_not_lost_it}, "denies polarity");
    expect((telling){"A", "2017-11-09", army_took}, (telling){"B", "2017-11-09", army_has_not_lost_it}, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(different_holders_contradict),
        cmocka_unit_test(one_claimant_tells_a_sequence_and_contradicts_nobody),
        cmocka_unit_test(a_part_of_a_town_is_not_the_town_nor_another_part),
        cmocka_unit_test(another_day_or_another_town_is_no_contradiction),
        cmocka_unit_test(who_held_it_before_does_not_contradict_who_took_it),
        cmocka_unit_test(what_goes_on_since_long_is_said_of_the_day_it_is_written),
        cmocka_unit_test(an_army_and_its_government_are_one_side),
        cmocka_unit_test(words_that_name_nobody_contradict_nobody),
        cmocka_unit_test(plans_and_guesses_contradict_nobody),
        cmocka_unit_test(a_vague_date_contradicts_nobody),
        cmocka_unit_test(taken_and_still_fought_over_differ_in_status),
        cmocka_unit_test(lost_and_held_by_the_same_differ_in_status),
        cmocka_unit_test(two_near_dates_of_one_capture_differ_in_date),
        cmocka_unit_test(two_near_dates_of_one_retreat_differ_in_date),
        cmocka_unit_test(two_groups_of_one_country_and_two_kinds_are_two),
        cmocka_unit_test(the_dead_of_one_army_on_one_day_are_one_toll_where_no_place_is_known),
        cmocka_unit_test(who_tells_of_his_own_dead_counts_nobody_elses),
        cmocka_unit_test(the_same_claimant_later_corrects_a_date),
        cmocka_unit_test(a_negated_claim_denies),
        cmocka_unit_test(a_denial_comes_after_what_it_denies),
        cmocka_unit_test(who_denies_himself_later_corrects),
        cmocka_unit_test(counts_that_cannot_both_be_right_contradict),
        cmocka_unit_test(counts_that_may_both_be_right_do_not),
        cmocka_unit_test(that_nobody_was_killed_denies_that_many_were),
        cmocka_unit_test(one_strike_at_two_places_differs_in_place),
        cmocka_unit_test(an_event_can_be_denied_where_its_actor_is_named),
        cmocka_unit_test(a_thousand_who_say_the_same_are_one_proposition),
        cmocka_unit_test(a_crowd_is_compared_in_part_and_alike_in_any_order_and_any_runs),
        cmocka_unit_test(a_new_toll_by_the_same_speaker_corrects_though_it_fits),
        cmocka_unit_test(a_person_is_one_speaker_under_any_form_of_the_name),
        cmocka_unit_test(counted_people_are_compared_by_who_they_are_in_any_language),
        cmocka_unit_test(some_of_many_do_not_contradict_them),
        cmocka_unit_test(that_one_was_not_killed_denies_no_toll),
        cmocka_unit_test(who_denies_one_attack_does_not_deny_every_one),
        cmocka_unit_test(a_toll_of_several_days_holds_that_of_one),
        cmocka_unit_test(one_word_in_common_makes_no_one_target),
        cmocka_unit_test(a_denial_that_names_nobody_answers_nobody_by_name),
        cmocka_unit_test(who_has_not_lost_it_denies_that_another_took_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
