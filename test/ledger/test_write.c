/* Runs: what is known is skipped, what is stale is read anew, what is rejected is noted, what fails leaves nothing behind. */
#include <sqlite3.h>

#include "ledger/entry.h"
#include "story.h"

static int64_t number(ledger *l, const char *question) {
    return number_in(l->db, question);
}

static ledger *open_with(const room *r, const knowledge *k) {
    ledger *l = NULL;
    dp_error err = {0};
    assert_ok(ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE}, k, &l, &err), err);
    return l;
}

static void tell(story *s, const char *id, const char *town_name, uint32_t number_of_town) {
    story_begin(s, id, "Harbour Wire", "2017-11-09");
    story_say(s, "The army took the old town on Thursday, after a week.");
    story_say(s, town_name);
    uint32_t town = story_place(s, town_name, number_of_town);
    s->sentence_count--;
    uint32_t army = story_actor(s, "army", "Syria: armed forces", "SYRMIL");
    claim *c = story_control(s, "took", CONTROL_TAKEN, town, army);
    s->sentence_count++;
    c->time = 0;
    s->sentence_count--;
    story_time(s, "Thursday", s->candidate, s->candidate);
    s->sentence_count++;
}

static void known_dispatches_need_no_reading(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    story s;
    tell(&s, "d1", "Abu Kamal", 174448);
    const annotation *an = story_end(&s);
    enum ledger_presence there;
    assert_ok(ledger_has(l, &s.d, &there, &err), err);
    assert_int_equal(there, LEDGER_NEW);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, an);
    assert_ok(ledger_has(l, &s.d, &there, &err), err);
    assert_int_equal(there, LEDGER_KNOWN);
    room_add(l, an);
    ledger_totals totals;
    assert_ok(ledger_commit(l, &totals, &err), err);
    assert_int_equal(totals.dispatches, 1);
    assert_int_equal(totals.claims, 1);
    assert_int_equal(totals.known, 2);
    assert_int_equal(number(l, "SELECT count(*) FROM run_inputs"), 3);
    assert_int_equal(number(l, "SELECT count(*) FROM claims"), 1);
    ledger_close(l);
    story_free(&s);
    room_close(&r);
}

static void the_same_bytes_in_two_files_are_one_dispatch_found_twice(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    story s;
    tell(&s, "d1", "Abu Kamal", 174448);
    story_end(&s);
    assert_ok(ledger_begin(l, NULL, &err), err);
    s.d.file = "second.txt";
    room_add(l, &s.an);
    s.d.file = "first.txt";
    enum ledger_presence there;
    assert_ok(ledger_has(l, &s.d, &there, &err), err);
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_int_equal(number(l, "SELECT count(*) FROM dispatches"), 1);
    assert_int_equal(number(l, "SELECT count(*) FROM origins"), 2);
    buf out;
    buf_init(&out);
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, dump_row, &out, NULL, &err), err);
    assert_non_null(strstr(buf_cstr(&out), "\"file\":\"first.txt\""));
    buf_free(&out);
    ledger_close(l);
    story_free(&s);
    room_close(&r);
}

/* A better pack reads another town and another holder: nothing of the first reading is left. */
static void a_stale_dispatch_is_read_anew_as_if_for_the_first_time(void **state) {
    (void)state;
    static knowledge old_pack = {.pack.hash = 1}, new_pack = {.pack.hash = 2};
    dp_error err = {0};
    room r, fresh;
    room_open(&r);
    room_open(&fresh);
    story first, second, other;
    tell(&first, "d1", "Abu Kamal", 174448);
    story_end(&first);
    tell(&other, "d2", "Abu Kamal", 174448);
    story_end(&other);
    tell(&second, "d1", "Abu Kamal", 999);
    second.actors[0].name = "Syria: army";
    second.claims[0].control = CONTROL_ENTERED;
    story_end(&second);
    assert_string_equal(first.d.sha, second.d.sha);

    ledger *l = open_with(&r, &old_pack);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &first.an);
    room_add(l, &other.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    ledger_close(l);

    l = open_with(&r, &new_pack);
    enum ledger_presence there;
    assert_ok(ledger_begin(l, NULL, &err), err);
    assert_ok(ledger_has(l, &second.d, &there, &err), err);
    assert_int_equal(there, LEDGER_STALE);
    ledger_totals totals;
    room_add(l, &second.an);
    other.d.file = "elsewhere.jsonl";
    room_add(l, &other.an);
    assert_ok(ledger_commit(l, &totals, &err), err);
    assert_int_equal(totals.replaced, 2);
    assert_int_equal(totals.dispatches, 0);
    assert_int_equal(number(l, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(number(l, "SELECT count(*) FROM actors WHERE label = 'Syria: army'"), 1);
    char *after = room_dump(l);
    ledger_close(l);

    l = open_with(&fresh, &new_pack);
    assert_ok(ledger_begin(l, NULL, &err), err);
    other.d.file = "stories.jsonl"; /* where it was found first is kept */
    room_add(l, &other.an);
    other.d.file = "elsewhere.jsonl";
    room_add(l, &other.an);
    room_add(l, &second.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    char *anew = room_dump(l);
    ledger_close(l);
    assert_string_equal(after, anew);
    free(after);
    free(anew);
    story_free(&first);
    story_free(&second);
    story_free(&other);
    room_close(&r);
    room_close(&fresh);
}

static bool count_rows(void *context, const ledger_row *row) {
    (void)row;
    ++*(int *)context;
    return true;
}

static int hits(ledger *l, const char *words) {
    int n = 0;
    dp_error err = {0};
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, &(ledger_filter){.text = words}, count_rows, &n, NULL, &err), err);
    return n;
}

static void words_of_a_replaced_reading_are_not_found_twice(void **state) {
    (void)state;
    static knowledge old_pack = {.pack.hash = 1}, new_pack = {.pack.hash = 2};
    dp_error err = {0};
    room r;
    room_open(&r);
    story s;
    tell(&s, "d1", "Abu Kamal", 174448);
    story_end(&s);
    ledger *l = open_with(&r, &old_pack);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &s.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_int_equal(hits(l, "thursday"), 1);
    ledger_close(l);
    l = open_with(&r, &new_pack);
    s.sentence_count = s.an.text.sentence_count = 1; /* the new reading has one sentence */
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &s.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_int_equal(hits(l, "thursday"), 1);
    assert_int_equal(hits(l, "kamal"), 1); /* behind that sentence, where no rule reads */
    ledger_close(l);
    assert_int_equal(room_number(&r, "SELECT count(*) FROM sentence_words"), room_number(&r, "SELECT count(*) FROM sentences"));
    story_free(&s);
    room_close(&r);
}

static void what_cannot_be_read_is_noted_with_its_reason(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0}, why = {0};
    error_set(&why, DP_E_FORMAT, "line 7 is no JSON");
    error_remedy(&why, "mend it");
    assert_int_equal(ledger_reject(l, "a.jsonl", 7, &why, &err), DP_E_USAGE);
    assert_ok(ledger_begin(l, "--lang fr", &err), err);
    assert_ok(ledger_reject(l, "a.jsonl", 7, &why, &err), err);
    ledger_totals totals;
    assert_ok(ledger_commit(l, &totals, &err), err);
    assert_int_equal(totals.rejected, 1);
    buf out;
    buf_init(&out);
    assert_ok(ledger_query(l, LEDGER_REJECTS, NULL, dump_row, &out, NULL, &err), err);
    assert_non_null(
        strstr(buf_cstr(&out), "\"file\":\"a.jsonl\",\"line\":7,\"message\":\"line 7 is no JSON\",\"remedy\":\"mend it\""));
    buf_clear(&out);
    assert_ok(ledger_query(l, LEDGER_RUNS, NULL, dump_row, &out, NULL, &err), err);
    assert_non_null(strstr(buf_cstr(&out), "\"options\":\"--lang fr\""));
    assert_non_null(strstr(buf_cstr(&out), "\"rejected\":1"));
    buf_free(&out);
    ledger_close(l);
    room_close(&r);
}

/* A reading that breaks a rule of the tables half-way: the dispatch leaves nothing behind and the next one is kept. */
static void a_dispatch_that_fails_leaves_nothing_behind(void **state) {
    (void)state;
    room r, fresh;
    room_open(&r);
    room_open(&fresh);
    dp_error err = {0};
    story good, bad;
    tell(&good, "good", "Abu Kamal", 174448);
    story_end(&good);
    tell(&bad, "bad", "Mayadin", 168954);
    story_end(&bad);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    assert_ok(ledger_begin(l, NULL, &err), err);
    assert_int_equal(sqlite3_exec(l->db, "CREATE UNIQUE INDEX trap ON places (1)", NULL, NULL, NULL), SQLITE_OK);
    room_add(l, &good.an);
    assert_int_equal(ledger_add(l, &bad.an, &err), DP_E_LEDGER);
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_int_equal(number(l, "SELECT count(*) FROM dispatches"), 1);
    char *after = room_dump(l);
    ledger_close(l);

    l = room_ledger(&fresh, LEDGER_WRITE);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &good.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    char *alone = room_dump(l);
    ledger_close(l);
    assert_string_equal(after, alone);
    free(after);
    free(alone);
    story_free(&good);
    story_free(&bad);
    room_close(&r);
    room_close(&fresh);
}

/* Rows are gathered and written later: one that breaks a rule then takes its batch with it, and the run says so. */
static void a_row_that_fails_late_takes_its_batch_along_and_is_told(void **state) {
    (void)state;
    room r;
    room_open(&r);
    dp_error err = {0};
    story first, second, third;
    tell(&first, "first", "Abu Kamal", 174448);
    tell(&second, "second", "Mayadin", 168954);
    tell(&third, "third", "Mayadin", 168954);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, story_end(&first));
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    assert_int_equal(sqlite3_exec(l->db, "CREATE UNIQUE INDEX trap ON control (1) WHERE state = 'taken'", NULL, NULL, NULL),
                     SQLITE_OK);
    room_add(l, story_end(&second));
    char *meanwhile = room_dump(l);
    assert_null(strstr(meanwhile, "second"));
    free(meanwhile);
    assert_int_equal(ledger_add(l, story_end(&third), &err), DP_E_LEDGER);
    assert_int_equal(sqlite3_exec(l->db, "DROP INDEX trap", NULL, NULL, NULL), SQLITE_OK);
    room_add(l, &second.an);
    room_add(l, &third.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_int_equal(number(l, "SELECT count(*) FROM dispatches"), 3);
    assert_int_equal(number(l, "SELECT count(*) FROM control"), 3);
    ledger_close(l);
    story_free(&first);
    story_free(&second);
    story_free(&third);
    room_close(&r);
}

static void a_stale_dispatch_that_fails_stays_as_it_was(void **state) {
    (void)state;
    static knowledge old_pack = {.pack.hash = 1}, new_pack = {.pack.hash = 2};
    dp_error err = {0};
    room r;
    room_open(&r);
    story s;
    tell(&s, "d1", "Abu Kamal", 174448);
    story_end(&s);
    ledger *l = open_with(&r, &old_pack);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &s.an);
    assert_ok(ledger_commit(l, NULL, &err), err);
    char *before = room_dump(l);
    ledger_close(l);
    l = open_with(&r, &new_pack);
    assert_ok(ledger_begin(l, NULL, &err), err);
    assert_int_equal(
        sqlite3_exec(l->db, "CREATE UNIQUE INDEX trap ON actor_mentions (1) WHERE kind = 'unknown'", NULL, NULL, NULL),
        SQLITE_OK);
    s.actors[0].kind = ACTOR_UNKNOWN;
    story_actor(&s, "Abu", "Abu", NULL);
    assert_int_equal(ledger_add(l, &s.an, &err), DP_E_LEDGER);
    assert_ok(ledger_commit(l, NULL, &err), err);
    char *after = room_dump(l);
    assert_string_equal(before, after);
    free(before);
    free(after);
    ledger_close(l);
    story_free(&s);
    room_close(&r);
}

static void a_handle_that_is_closed_early_keeps_whole_dispatches(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    story s;
    tell(&s, "d1", "Abu Kamal", 174448);
    story_end(&s);
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, &s.an);
    ledger_close(l);
    l = room_ledger(&r, LEDGER_READ);
    assert_int_equal(number(l, "SELECT count(*) FROM claims"), 1);
    assert_int_equal(number(l, "SELECT count(*) FROM runs WHERE finished IS NULL"), 1);
    ledger_close(l);
    story_free(&s);
    room_close(&r);
}

/* All that a dispatch can hold is stored, with offsets in characters. */
static void offsets_count_characters(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    story s;
    story_begin(&s, "d1", "Dépêche", "2017-11");
    story_say(&s, "L’armée «loyaliste» a pris près de 20 villages à Abou Kamal, selon Ismaïl.");
    uint32_t town = story_place(&s, "Abou Kamal", 174448), army = story_actor(&s, "L’armée", "Syria: armed forces", "SYRMIL");
    s.actors[army].sectors[0] = "MIL";
    s.actors[army].sectors[1] = "GOV";
    s.actors[army].sector_count = 2;
    claim *c = story_control(&s, "a pris", CONTROL_TAKEN, town, army);
    c->contexts[0] = "military";
    c->contexts[1] = "territory";
    c->context_count = 2;
    story_says(&s, c, "Ismaïl");
    s.quantities[0] = (quantity_mention){
        .at.at = story_find(&s, "près de 20"), .low = QUANTITY_NONE, .best = 20, .high = QUANTITY_NONE, .unit = "village"};
    s.an.mentions.quantity_count = 1;
    s.checks[0] = (border_check){
        .at = story_find(&s, "à Abou Kamal"), .place = town, .country = "JO", .holds = false, .distance_km = 231.46};
    s.an.mentions.check_count = 1;
    s.marks[0] = (distance_mark){story_find(&s, "«loyaliste»"), DISTANCE_SCARE_QUOTES, 0};
    s.an.claims.distance_count = 1;
    attribution *a = &s.attributions[0];
    *a = (attribution){.source = {story_find(&s, "Ismaïl")},
                       .cue = {story_find(&s, "selon")},
                       .content = {story_find(&s, "a pris")},
                       .source_count = 1,
                       .cue_count = 1,
                       .content_count = 1,
                       .parent = INDEX_NONE,
                       .who = {.kind = CLAIMANT_QUOTED, .text = "Ismaïl", .actor = INDEX_NONE}};
    s.an.claims.attribution_count = 1;
    int32_t days[2] = {story_day("2017-11-09"), story_day("2017-11-16")};
    span evidence = story_find(&s, "20 villages");
    s.an.mentions.date = (dispatch_date){.given = {2017, 11, 0},
                                         .basis = BASIS_UNKNOWN,
                                         .candidates = days,
                                         .candidate_count = 2,
                                         .evidence = &evidence,
                                         .evidence_count = 1};

    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, story_end(&s));
    assert_ok(ledger_commit(l, NULL, &err), err);
    static const char *const whole[] = {
        "SELECT substr(d.text, m.start_char + 1, m.end_char - m.start_char) = m.text AND m.text = 'Abou Kamal' FROM "
        "place_mentions m JOIN dispatches d USING (dispatch_key)",
        "SELECT substr(d.text, m.start_char + 1, m.end_char - m.start_char) = m.text AND m.text = '«loyaliste»' FROM "
        "distance_marks m JOIN dispatches d USING (dispatch_key)",
        "SELECT substr(d.text, c.trigger_start + 1, c.trigger_end - c.trigger_start) = c.trigger AND contexts = 'military "
        "territory' FROM claims c JOIN dispatches d USING (dispatch_key)",
        "SELECT substr(d.text, q.start_char + 1, q.end_char - q.start_char) = 'près de 20' AND low IS NULL AND best = 20 FROM "
        "quantities q JOIN dispatches d USING (dispatch_key)",
        "SELECT substr(d.text, json_extract(cue, '$[0][0]') + 1, json_extract(cue, '$[0][1]') - json_extract(cue, '$[0][0]')) = "
        "'selon' "
        "FROM attributions JOIN dispatches d USING (dispatch_key)",
        "SELECT label = 'Ismaïl' AND kind = 'quoted' AND parent IS NULL FROM attributions",
        "SELECT distance_km = 231.5 AND holds = 0 AND country = 'JO' FROM checks",
        "SELECT sectors = 'MIL GOV' FROM actors",
        "SELECT date = '2017-11' AND first_day = '2017-11-09' AND last_day = '2017-11-16' AND characters = length(text) FROM "
        "dispatches",
        "SELECT count(*) = 2 FROM dispatch_days",
        "SELECT count(*) = 1 FROM date_evidence",
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (number(l, whole[i]) != 1) fail_msg("%s", whole[i]);
    ledger_close(l);
    story_free(&s);
    room_close(&r);
}

/* Many claims on one word, and spans of a clause as long as the text: no two ids alike, and quotes are cut. */
static void twins_and_giants_are_kept_within_bounds(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    dp_error err = {0};
    story s;
    story_begin(&s, "d1", NULL, NULL);
    char *giant = malloc(20001);
    assert_non_null(giant);
    for (int i = 0; i < 20000; i += 4) memcpy(giant + i, "eé ", 4);
    giant[20000] = '\0';
    story_say(&s, giant);
    for (int i = 0; i < 40; i++) story_claim(&s, "e", "ASSAULT");
    assert_ok(ledger_begin(l, NULL, &err), err);
    room_add(l, story_end(&s));
    assert_ok(ledger_commit(l, NULL, &err), err);
    assert_int_equal(number(l, "SELECT count(DISTINCT id) FROM claims"), 40);
    assert_in_range(number(l, "SELECT max(length(quote)) FROM claims"), 600, 1201);
    assert_int_equal(number(l, "SELECT count(*) FROM claims WHERE quote LIKE '%…'"), 40);
    ledger_close(l);
    free(giant);
    story_free(&s);
    room_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_dispatches_need_no_reading),
        cmocka_unit_test(the_same_bytes_in_two_files_are_one_dispatch_found_twice),
        cmocka_unit_test(a_stale_dispatch_is_read_anew_as_if_for_the_first_time),
        cmocka_unit_test(words_of_a_replaced_reading_are_not_found_twice),
        cmocka_unit_test(what_cannot_be_read_is_noted_with_its_reason),
        cmocka_unit_test(a_dispatch_that_fails_leaves_nothing_behind),
        cmocka_unit_test(a_row_that_fails_late_takes_its_batch_along_and_is_told),
        cmocka_unit_test(a_stale_dispatch_that_fails_stays_as_it_was),
        cmocka_unit_test(a_handle_that_is_closed_early_keeps_whole_dispatches),
        cmocka_unit_test(offsets_count_characters),
        cmocka_unit_test(twins_and_giants_are_kept_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
