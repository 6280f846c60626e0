/* Lanes, conflicts and why: the answers that have a form of their own. */
#include "story.h"

static ledger *l;
static room r;
static arena a;
static knowledge k;

/* Of a pack, no more than the names of two rule files. */
static const char files[] = "\0lang/en/events.rules\0lang/en/time.rules";
static const uint32_t file_index[] = {0, 1, 22};
enum { RULE_EVENT = 1 << 20 | 12, RULE_TIME = 2 << 20 | 7 };

static void army_says(const char *id, const char *source, const char *date, uint8_t control) {
    story s;
    dp_error err = {0};
    story_begin(&s, id, source, date);
    s.d.title = "The town by the river";
    s.d.url = "https://example.org/1";
    story_say(&s, "Karim Haddad was there.");
    story_person(&s, "Karim Haddad");
    story_say(&s, "The Syrian army said Karim Haddad saw it take Abu Kamal from Islamic State on Thursday.");
    uint32_t man = story_person(&s, "Karim Haddad"), town = story_place(&s, "Abu Kamal", 174448);
    s.actors[man].coref = 0;
    uint32_t army = story_actor(&s, "it", "Syria: armed forces", "SYRMIL"),
             name = story_actor(&s, "Syrian army", "Syria: armed forces", "SYRMIL");
    s.actors[army].coref = name;
    claim *c = story_control(&s, "take", control, town, army);
    c->control_from = story_actor(&s, "Islamic State", "Islamic State", "IMGMUSISI");
    c->time = story_time(&s, "Thursday", s.candidate, s.candidate);
    s.times[0].at.rule = RULE_TIME;
    c->days_basis = BASIS_RELATIVE;
    c->rule = RULE_EVENT;
    c->path = "nsubj=it obj=Abu Kamal";
    c->cameo = "171";
    c->casualties[0] = (casualty){.role = CASUALTY_KILLED,
                                  .low = 3,
                                  .best = 4,
                                  .high = QUANTITY_NONE,
                                  .who = "soldiers",
                                  .at = c->trigger,
                                  .rule = RULE_EVENT};
    c->casualty_count = 1;
    story_says(&s, c, "The Syrian army");
    claimant *who = (claimant *)c->claimants;
    who->actor = name;
    who->cue = story_find(&s, "said");
    who->rule = RULE_EVENT;
    s.marks[0] = (distance_mark){story_find(&s, "take"), DISTANCE_SO_CALLED, RULE_EVENT};
    s.an.claims.distance_count = 1;
    room_add(l, story_end(&s));
    story_free(&s);
    (void)err;
}

static void amaq_says(const char *id, const char *source, const char *date) {
    story s;
    story_begin(&s, id, source, date);
    story_say(&s, "Islamic State holds Abu Kamal, Amaq reported.");
    uint32_t town = story_place(&s, "Abu Kamal", 174448);
    claim *c = story_control(&s, "holds", CONTROL_HELD, town, story_actor(&s, "Islamic State", "Islamic State", "IMGMUSISI"));
    if (!source) story_says(&s, c, "Amaq");
    room_add(l, story_end(&s));
    story_free(&s);
}

static int set_up(void **state) {
    (void)state;
    arena_init(&a);
    memset(&k, 0, sizeof k);
    k.pack.files = files;
    k.pack.file_index = file_index;
    k.pack.file_count = 3;
    k.pack.hash = 0xabc;
    room_open(&r);
    dp_error err = {0};
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, &k, &l, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    army_says("one", "Harbour Wire", "2017-11-09", CONTROL_TAKEN);
    army_says("two", "Orontes Dispatch", "2017-11-09", CONTROL_TAKEN);
    army_says("three", "Orontes Dispatch", "2017-11-11", CONTROL_HELD);
    amaq_says("four", NULL, "2017-11-09");
    amaq_says("five", "Steppe Agency", "2017-11-20");
    story s;
    story_begin(&s, "six", NULL, NULL);
    story_say(&s, "Abu Kamal will be taken; the other Abu Kamal is a farm.");
    story_control(&s, "taken", CONTROL_TAKEN, story_place(&s, "Abu Kamal", 174448), INDEX_NONE)->tense = CLAIM_FUTURE;
    story_place(&s, "Abu Kamal", 5);
    story_control(&s, "is", CONTROL_CONTESTED, story_place(&s, "Abu Kamal", 174448), INDEX_NONE);
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    arena_free(&a);
    room_close(&r);
    return 0;
}

/* ---- lanes ---------------------------------------------------------------------------------------------------------------- */

static const ledger_lane *lane_of(const ledger_lanes *all, const char *claimant) {
    for (uint32_t i = 0; i < all->n; i++)
        if (strcmp(all->at[i].claimant, claimant) == 0) return &all->at[i];
    fail_msg("no lane of %s", claimant);
    return NULL;
}

static ledger_lanes lanes_with(ledger_filter f) {
    ledger_lanes out;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_lanes_of(l, &f, &a, &out, &found, &err), err);
    assert_true(found);
    return out;
}

static void each_claimant_has_a_lane_of_its_own(void **state) {
    (void)state;
    ledger_lanes all = lanes_with((ledger_filter){.place = "Abu Kamal"});
    assert_int_equal(all.n, 4);
    assert_string_equal(all.place.name, "Abu Kamal");
    assert_int_equal(all.place.gazetteer_id, 174448);
    assert_string_equal(lane_of(&all, "Syria: armed forces")->basis, "claimant");
    assert_string_equal(lane_of(&all, "Syria: armed forces")->code, "SYRMIL");
    assert_null(lane_of(&all, "Steppe Agency")->code);
    assert_string_equal(lane_of(&all, "Amaq")->basis, "claimant");
    assert_string_equal(lane_of(&all, "Steppe Agency")->basis, "outlet");
    assert_string_equal(lane_of(&all, "six")->basis, "dispatch");
}

static void equal_claims_of_a_lane_are_one_stretch(void **state) {
    (void)state;
    ledger_lanes all = lanes_with((ledger_filter){.place = "Abu Kamal"});
    const ledger_lane *army = lane_of(&all, "Syria: armed forces");
    assert_int_equal(army->n, 2);
    assert_int_equal(army->dispatches, 3);
    assert_int_equal(army->at[0].claims, 2);
    assert_string_equal(army->at[0].first, "2017-11-09");
    assert_string_equal(army->at[0].state, "taken");
    assert_string_equal(army->at[0].holder, "Syria: armed forces");
    assert_string_equal(army->at[0].from_code, "IMGMUSISI");
    assert_string_equal(army->at[1].first, "2017-11-11");
    assert_string_equal(army->at[1].state, "held");
    assert_memory_equal(army->at[0].claim, army->at[0].short_id, strlen(army->at[0].short_id));
}

static void copies_count_as_one_voice(void **state) {
    (void)state;
    ledger_lanes all = lanes_with((ledger_filter){.place = "Abu Kamal"});
    assert_int_equal(lane_of(&all, "Syria: armed forces")->voices, 1);
}

static void plans_are_no_part_of_a_lane_and_unknown_days_stay_unknown(void **state) {
    (void)state;
    ledger_lanes all = lanes_with((ledger_filter){.place = "Abu Kamal"});
    const ledger_lane *six = lane_of(&all, "six");
    assert_int_equal(six->n, 1);
    assert_string_equal(six->at[0].state, "contested");
    assert_string_equal(six->at[0].first, "");
    assert_null(six->at[0].holder);
}

static void a_day_restricts_the_lanes_and_says_what_it_hides(void **state) {
    (void)state;
    ledger_lanes all = lanes_with((ledger_filter){.place = "174448", .from = "2017-11-11", .to = "2017-11-11"});
    assert_int_equal(all.n, 1);
    assert_int_equal(all.at[0].n, 1);
    assert_int_equal(all.hidden, 5);
    all = lanes_with((ledger_filter){.place = "Abu Kamal", .claimant = "steppe"});
    assert_int_equal(all.n, 1);
}

static void a_limit_leaves_out_whole_lanes_and_counts_them(void **state) {
    (void)state;
    const ledger_lanes whole = lanes_with((ledger_filter){.place = "Abu Kamal"});
    uint64_t held = 0;
    for (uint32_t i = 0; i < whole.n; i++)
        for (uint32_t s = 0; i > 0 && s < whole.at[i].n; s++) held += whole.at[i].at[s].claims;
    const ledger_lanes cut = lanes_with((ledger_filter){.place = "Abu Kamal", .limit = 1});
    assert_int_equal(cut.n, 1);
    assert_string_equal(cut.at[0].claimant, whole.at[0].claimant);
    assert_int_equal(cut.at[0].n, whole.at[0].n);
    assert_int_equal(cut.more_lanes, whole.n - 1);
    assert_int_equal(cut.more_claims, held);
    for (uint64_t limit = 2; limit < 9; limit++) { /* in steps or at once, the lanes are the same */
        const ledger_lanes some = lanes_with((ledger_filter){.place = "Abu Kamal", .limit = limit});
        assert_int_equal(some.n + some.more_lanes, whole.n);
        for (uint32_t i = 0; i < some.n; i++) {
            assert_string_equal(some.at[i].claimant, whole.at[i].claimant);
            assert_int_equal(some.at[i].n, whole.at[i].n);
        }
    }
    assert_int_equal(whole.more_lanes + whole.more_claims, 0);
}

static void other_places_of_the_name_are_named(void **state) {
    (void)state;
    ledger_lanes whole = lanes_with((ledger_filter){.place = "Abu Kamal"});
    assert_int_equal(whole.other_count, 1);
    assert_int_equal(whole.others[0].gazetteer_id, 5);
    ledger_lanes out;
    bool found = true;
    dp_error err = {0};
    assert_ok(ledger_lanes_of(l, &(ledger_filter){.place = "Atlantis"}, &a, &out, &found, &err), err);
    assert_false(found);
}

static void lanes_are_rows_too(void **state) {
    (void)state;
    buf out;
    buf_init(&out);
    dp_error err = {0};
    uint64_t n;
    assert_ok(ledger_query(l, LEDGER_LANES, &(ledger_filter){.place = "Abu Kamal"}, dump_row, &out, &n, &err), err);
    assert_int_equal(n, 5);
    assert_non_null(strstr(buf_cstr(&out), "\"claimant\":\"Amaq\""));
    buf_clear(&out);
    assert_ok(
        ledger_query(l, LEDGER_LANES, &(ledger_filter){.place = "Abu Kamal", .limit = 1, .offset = 1}, dump_row, &out, &n, &err),
        err);
    assert_int_equal(n, 1);
    assert_non_null(strstr(buf_cstr(&out), "\"claimant\":\"Steppe Agency\""));
    buf_free(&out);
}

/* ---- conflicts ------------------------------------------------------------------------------------------------------------ */

typedef struct seen {
    int n;
    char reason[512];
} seen;
static bool see(void *context, const ledger_conflict *c) {
    seen *s = context;
    s->n++;
    snprintf(s->reason, sizeof s->reason, "%s %s %s %s: %s", c->kind, c->field, c->place, c->first, c->reason);
    return true;
}

static seen conflicts_with(ledger_filter f) {
    seen s = {0};
    dp_error err = {0};
    assert_ok(ledger_conflicts(l, &f, see, &s, NULL, &err), err);
    return s;
}

static void a_conflict_names_both_sides_in_words(void **state) {
    (void)state;
    seen s = conflicts_with((ledger_filter){0});
    assert_int_equal(s.n, 1);
    assert_non_null(strstr(s.reason, "contradicts holder Abu Kamal 2017-11-09: "));
    assert_non_null(strstr(s.reason, "Amaq says Abu Kamal held by Islamic State, 2017-11-09"));
    assert_non_null(
        strstr(s.reason, "Syria: armed forces says Abu Kamal taken by Syria: armed forces from Islamic State, 2017-11-09"));
}

static void conflicts_can_be_restricted(void **state) {
    (void)state;
    assert_int_equal(conflicts_with((ledger_filter){.place = "Abu Kamal", .claimant = "amaq", .actor = "SYRMIL"}).n, 1);
    assert_int_equal(conflicts_with((ledger_filter){.relation = "holder"}).n, 1);
    assert_int_equal(conflicts_with((ledger_filter){.relation = "contradicts"}).n, 1);
    assert_int_equal(conflicts_with((ledger_filter){.relation = "count"}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.relation = "corrects"}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.place = "Mayadin"}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.claimant = "reuters"}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.actor = "USA"}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.from = "2017-11-10"}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.offset = 1}).n, 0);
    assert_int_equal(conflicts_with((ledger_filter){.limit = 1}).n, 1);
}

/* ---- why ------------------------------------------------------------------------------------------------------------------ */

static ledger_why why_with(const char *id, bool with_names) {
    ledger_why out;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_why_of(l, id, with_names, &a, &out, &found, &err), err);
    assert_true(found);
    return out;
}

static const ledger_why_value *value_of(const ledger_why *w, const char *name) {
    for (uint32_t i = 0; i < w->value_count; i++)
        if (strcmp(w->values[i].name, name) == 0) return &w->values[i];
    fail_msg("no value %s", name);
    return NULL;
}

static void why_leads_from_a_claim_to_its_words_and_rules(void **state) {
    (void)state;
    ledger_why w = why_with("one/1", false);
    assert_int_equal(w.number, 1);
    assert_string_equal(w.given_id, "one");
    assert_string_equal(w.source, "Harbour Wire");
    assert_string_equal(w.date, "2017-11-09");
    assert_string_equal(w.file, "stories.jsonl");
    assert_string_equal(w.pack, "0000000000000abc");
    assert_string_equal(w.trigger, "take");
    assert_string_equal(w.rule, "lang/en/events.rules:12");
    assert_null(w.path); /* its words could be those of the private person in the clause */
    assert_int_equal(w.sentence_start, 24);
    assert_string_equal(
        w.words, "Abu Kamal taken by Syria: armed forces from Islamic State; at least 3 soldiers killed by Syria: armed forces");

    const ledger_why_value *v = value_of(&w, "time");
    assert_string_equal(v->value, "2017-11-09");
    assert_string_equal(v->basis, "relative");
    assert_string_equal(v->words, "Thursday");
    assert_string_equal(v->rule, "lang/en/time.rules:7");
    v = value_of(&w, "place");
    assert_string_equal(v->value, "Abu Kamal (geonames 174448, SY, 34.4500 40.9200)");
    assert_int_equal(v->end - v->start, 9);
    assert_string_equal(v->note, "from the gazetteer  precision 1  confidence 0.9");
    v = value_of(&w, "claimant");
    assert_string_equal(v->value, "Syria: armed forces");
    assert_string_equal(v->words, "The Syrian army");
    assert_string_equal(v->note, "cue: said");
    v = value_of(&w, "holder");
    assert_string_equal(v->value, "Syria: armed forces (SYRMIL)");
    assert_string_equal(v->words, "Syrian army");
    assert_string_equal(v->note, "no known actor: the words of the text  by \"it\"");
    assert_string_equal(value_of(&w, "from")->value, "Islamic State (IMGMUSISI)");
    assert_string_equal(value_of(&w, "control")->value, "taken");
    assert_string_equal(value_of(&w, "killed")->value, "3 to ?, best 4 soldiers");
    assert_string_equal(value_of(&w, "type")->note, "CAMEO 171  frame take");
    assert_string_equal(value_of(&w, "at arm's length")->value, "so_called");
    assert_string_equal(value_of(&w, "said")->value, "affirmed, certain, past");
    assert_string_equal(value_of(&w, "dispatch date")->basis, "given");
}

static void why_shows_who_contradicts_and_who_says_the_same(void **state) {
    (void)state;
    ledger_why w = why_with("one/1", false);
    assert_int_equal(w.same, 1);
    assert_int_equal(w.relation_count, 1);
    assert_string_equal(w.relations[0].kind, "contradicts");
    assert_string_equal(w.relations[0].claimant, "Amaq");
    assert_string_equal(w.relations[0].quote, "Islamic State holds Abu Kamal, Amaq reported.");
}

static void why_masks_private_persons(void **state) {
    (void)state;
    ledger_why w = why_with("one/1", false);
    assert_string_equal(w.sentence, "The Syrian army said [person] saw it take Abu Kamal from Islamic State on Thursday.");
    assert_null(strstr(w.quote, "Haddad"));
    w = why_with("one/1", true);
    assert_non_null(strstr(w.sentence, "Karim Haddad"));
    assert_non_null(strstr(w.quote, "Karim Haddad"));
    assert_string_equal(w.path, "nsubj=it obj=Abu Kamal");
}

static void a_claim_is_found_by_the_beginning_of_its_id(void **state) {
    (void)state;
    ledger_why w = why_with("two/1", false), again = why_with(w.claim, false);
    assert_string_equal(w.claim, again.claim);
    again = why_with(w.short_id, false);
    assert_string_equal(w.claim, again.claim);
    char small[20], by_dispatch[40];
    for (size_t i = 0; i <= strlen(w.short_id); i++)
        small[i] = (char)(w.short_id[i] >= 'A' && w.short_id[i] <= 'Z' ? w.short_id[i] + 32 : w.short_id[i]);
    again = why_with(small, false);
    assert_string_equal(w.claim, again.claim);
    snprintf(by_dispatch, sizeof by_dispatch, "%s/1", w.dispatch_short);
    again = why_with(by_dispatch, false);
    assert_string_equal(w.claim, again.claim);
}

static void an_ambiguous_id_lists_what_it_may_be(void **state) {
    (void)state;
    ledger_why w;
    bool found;
    dp_error err = {0};
    assert_int_equal(ledger_why_of(l, "C", false, &a, &w, &found, &err), DP_E_USAGE);
    assert_non_null(strstr(err.message, "several"));
    assert_true(strlen(err.remedy) > 40);
    static const char *const none[] = {"C!!", "D1", "X", "nobody/1", "one/99", "one/x", "/1", "one/", "C00000000000000000000"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_ok(ledger_why_of(l, none[i], false, &a, &w, &found, &err), err);
        assert_false(found);
    }
    assert_int_equal(ledger_why_of(l, "", false, &a, &w, &found, &err), DP_E_USAGE);
}

#define told(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        told(each_claimant_has_a_lane_of_its_own),
        told(equal_claims_of_a_lane_are_one_stretch),
        told(copies_count_as_one_voice),
        told(plans_are_no_part_of_a_lane_and_unknown_days_stay_unknown),
        told(a_day_restricts_the_lanes_and_says_what_it_hides),
        told(a_limit_leaves_out_whole_lanes_and_counts_them),
        told(other_places_of_the_name_are_named),
        told(lanes_are_rows_too),
        told(a_conflict_names_both_sides_in_words),
        told(conflicts_can_be_restricted),
        told(why_leads_from_a_claim_to_its_words_and_rules),
        told(why_shows_who_contradicts_and_who_says_the_same),
        told(why_masks_private_persons),
        told(a_claim_is_found_by_the_beginning_of_its_id),
        told(an_ambiguous_id_lists_what_it_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
