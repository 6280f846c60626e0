/* Questions with filters, and the printers of rows. */
#include "story.h"

static ledger *l;
static room r;

/* Three dispatches: a capture told by the army, a count told by a monitor (unnamed person's name in it), a plan in French. */
static void fill(bool no_fts) {
    room_open(&r);
    dp_error err = {0};
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE, .no_fts = no_fts}, NULL, &l, &err), err);
    room_begin(l);
    story s;
    story_begin(&s, "one", "Harbour Wire", "2017-11-09");
    s.d.title = "Army takes town";
    story_say(&s, "The Syrian army said it took Abu Kamal from Islamic State.");
    uint32_t town = story_place(&s, "Abu Kamal", 174448);
    memcpy(s.places[town].feature, "PPL", 4);
    claim *c = story_control(&s, "took", CONTROL_TAKEN, town, story_actor(&s, "Syrian army", "Syria: armed forces", "SYRMIL"));
    c->control_from = story_actor(&s, "Islamic State", "Islamic State", "IMGMUSISI");
    c->acled = "Government regains territory";
    c->cameo = "171";
    story_says(&s, c, "The Syrian army");
    room_add(l, story_end(&s));
    story_free(&s);

    story_begin(&s, "two", "Orontes Dispatch", "2017-11-12");
    s.d.title = "Karim Haddad: 31 dead";
    story_say(&s, "=Karim Haddad, a grocer, said 31 fighters were killed near Mayadin; rebels fled, he said.");
    uint32_t near = story_place(&s, "Mayadin", 168954), man = story_person(&s, "Karim Haddad");
    c = story_count(&s, "killed", CASUALTY_KILLED, near, 31, 31, "fighters");
    c->cameo = "190";
    story_says(&s, c, "Karim Haddad");
    ((claimant *)c->claimants)->actor = man;
    story_say(&s, "Syria was quiet elsewhere.");
    uint32_t land = story_place(&s, "Syria", 163843);
    memcpy(s.places[land].feature, "PCLI", 5);
    room_add(l, story_end(&s));
    story_free(&s);

    story_begin(&s, "trois", NULL, NULL);
    s.an.lang = "fr";
    story_say(&s, "Les rebelles veulent reprendre la Ville-Neuve.");
    uint32_t unknown = story_place(&s, "Ville-Neuve", 0), rebels = story_actor(&s, "rebelles", "rebelles", NULL);
    s.actors[rebels].kind = ACTOR_GENERIC;
    c = story_control(&s, "reprendre", CONTROL_TAKEN, unknown, rebels);
    c->tense = CLAIM_FUTURE;
    room_add(l, story_end(&s));
    story_free(&s);
    room_commit(l);
}

static int set_up(void **state) {
    (void)state;
    fill(false);
    return 0;
}
static int set_up_without_index(void **state) {
    (void)state;
    fill(true);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    room_close(&r);
    return 0;
}

static void finds(enum ledger_question q, ledger_filter f, const char *ids) {
    buf out;
    buf_init(&out);
    dp_error err = {0};
    uint64_t n = 0;
    assert_ok(ledger_query(l, q, &f, note_given, &out, &n, &err), err);
    const char *got = buf_cstr(&out);
    assert_string_equal(got, ids);
    buf_free(&out);
}
#define assert_claims(ids, ...)     finds(LEDGER_CLAIMS, (ledger_filter){__VA_ARGS__}, ids)
#define assert_dispatches(ids, ...) finds(LEDGER_DISPATCHES, (ledger_filter){__VA_ARGS__}, ids)

static void claims_come_by_day_and_unknown_days_last(void **state) {
    (void)state;
    assert_claims("one two trois ", 0);
    assert_claims("one ", .limit = 1);
    assert_claims("trois ", .offset = 2);
    assert_claims("two ", .limit = 1, .offset = 1);
}

static void places_are_found_by_any_name_number_or_country(void **state) {
    (void)state;
    assert_claims("one ", .place = "abu  KAMAL");
    assert_claims("one ", .place = "174448");
    assert_claims("trois ", .place = "ville neuve");
    assert_claims("one two ", .place = "Syria");
    assert_claims("one two ", .place = "SY");
    assert_claims("", .place = "Atlantis");
    assert_dispatches("two ", .place = "Mayadin");
}

static void actors_are_found_by_words_of_a_name_or_the_beginning_of_a_code(void **state) {
    (void)state;
    assert_claims("one ", .actor = "syrian army");
    assert_claims("one ", .actor = "Army");
    assert_claims("", .actor = "arm");
    assert_claims("one ", .actor = "SYR");
    assert_claims("one ", .actor = "IMGMUSISI");
    assert_claims("", .actor = "USA");
}

static void claimants_and_outlets_are_found_by_a_part_of_their_name(void **state) {
    (void)state;
    assert_claims("one ", .claimant = "syrian");
    assert_claims("two ", .claimant = "orontes");
    assert_claims("two ", .claimant = "haddad");
    assert_claims("", .claimant = "trois");
}

/* So many outlets that a question with a part of their name has to look for them itself. */
enum { OUTLETS = 20 };

static void read_later_outlets(ledger *into) {
    room_begin(into);
    for (int i = 0; i < OUTLETS; i++) {
        char id[16], outlet[32];
        snprintf(id, sizeof id, "later-%02d", i);
        snprintf(outlet, sizeof outlet, i ? "Fen Courier %d" : "The Lone Fenlander", i);
        story s;
        story_begin(&s, id, outlet, "2017-12-01");
        story_say(&s, "Rebels took Mayadin from the army.");
        const uint32_t town = story_place(&s, "Mayadin", 168954);
        story_control(&s, "took", CONTROL_TAKEN, town, story_actor(&s, "Rebels", "Rebels", NULL));
        room_add(into, story_end(&s));
        story_free(&s);
    }
    room_commit(into);
}

static bool pass_over(void *context, const ledger_row *row) {
    (void)context;
    (void)row;
    return true;
}

static uint64_t claims_of(const char *claimant) {
    dp_error err = {0};
    uint64_t n = 0;
    assert_ok(ledger_query(l, LEDGER_CLAIMS, &(ledger_filter){.claimant = claimant}, pass_over, NULL, &n, &err), err);
    return n;
}

static void a_reader_hears_of_outlets_that_are_read_later(void **state) {
    (void)state;
    ledger *const writer = l;
    dp_error err = {0};
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_READ}, NULL, &l, &err), err);
    assert_claims("two ", .claimant = "orontes");
    assert_claims("", .claimant = "fen");
    read_later_outlets(writer);
    assert_claims("later-00 ", .claimant = "lone fen");
    assert_claims("two ", .claimant = "orontes");
    assert_int_equal(claims_of("fen"), OUTLETS);
    assert_int_equal(claims_of("courier"), OUTLETS - 1);
    ledger_close(l);
    l = writer;
}

static void types_go_by_any_coding(void **state) {
    (void)state;
    assert_claims("two ", .type = "assault");
    assert_claims("one trois ", .type = "taken");
    assert_claims("two ", .type = "killed");
    assert_claims("one ", .type = "17");
    assert_claims("one ", .type = "government regains territory");
}

static void days_touch_the_span_asked_for(void **state) {
    (void)state;
    assert_claims("two ", .from = "2017-11-10");
    assert_claims("one ", .to = "2017-11-10");
    assert_claims("one two ", .from = "2017-11", .to = "2017-11");
    assert_claims("", .from = "2018");
    assert_dispatches("two ", .from = "2017-11-10", .to = "2017");
}

static void words_are_found_in_the_claim_s_sentence(void **state) {
    (void)state;
    assert_claims("two ", .text = "grocer");
    assert_claims("two ", .text = "GROCER killed");
    assert_claims("one ", .text = "\"islamic state\"");
    assert_claims("", .text = "\"state islamic\"");
    assert_claims("two ", .text = "fight*");
    assert_claims("", .text = "elsewhere");
    assert_dispatches("two ", .text = "elsewhere");
    assert_dispatches("", .text = "quiet nowhere");
    assert_claims("", .text = "\"unclosed phrase* OR NEAR(");
}

static void languages_and_dispatches_restrict_too(void **state) {
    (void)state;
    assert_claims("trois ", .lang = "fr");
    assert_claims("two ", .dispatch = "two");
    assert_claims("", .dispatch = "nobody's");
    assert_dispatches("one two ", .lang = "en");
    assert_dispatches("two ", .type = "killed");
}

static bool first_id(void *context, const ledger_row *row) {
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, "id") == 0) snprintf(context, 20, "%s", row->cells[i].text);
    return false;
}

static void ids_may_be_shortened(void **state) {
    (void)state;
    char id[20] = "", shortened[20];
    dp_error err = {0};
    assert_ok(ledger_query(l, LEDGER_DISPATCHES, NULL, first_id, id, NULL, &err), err);
    assert_int_equal(strlen(id), 17);
    assert_ok(ledger_short_id(l, id, shortened, &err), err);
    assert_in_range(strlen(shortened), 4, 6);
    assert_memory_equal(id, shortened, strlen(shortened));
    assert_claims("one ", .dispatch = shortened);
    assert_int_equal(ledger_short_id(l, "C4", shortened, &err), DP_E_USAGE);
}

static void what_cannot_be_understood_is_said(void **state) {
    (void)state;
    dp_error err = {0};
    int unused = 0;
    const ledger_filter bad[] = {{.from = "yesterday"}, {.from = "2018", .to = "2017"}, {.text = "?!"}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ledger_query(l, LEDGER_CLAIMS, &bad[i], note_given, &unused, NULL, &err), DP_E_USAGE);
        assert_true(strlen(err.remedy) > 0);
    }
    assert_int_equal(ledger_query(l, LEDGER_CONFLICTS, &(ledger_filter){.relation = "quarrels"}, note_given, &unused, NULL, &err),
                     DP_E_USAGE);
    assert_int_equal(ledger_query(l, LEDGER_LANES, NULL, note_given, &unused, NULL, &err), DP_E_USAGE);
    assert_int_equal(ledger_query(l, (enum ledger_question)99, NULL, note_given, &unused, NULL, &err), DP_E_USAGE);
}

static const char *dump(enum ledger_question q, ledger_filter f, buf *out) {
    dp_error err = {0};
    buf_clear(out);
    assert_ok(ledger_query(l, q, &f, dump_row, out, NULL, &err), err);
    return buf_cstr(out);
}

static void actors_and_places_are_counted(void **state) {
    (void)state;
    buf out;
    buf_init(&out);
    const char *rows = dump(LEDGER_ACTORS, (ledger_filter){.actor = "SYRMIL"}, &out);
    assert_non_null(strstr(rows, "\"actor\":\"Syria: armed forces\",\"code\":\"SYRMIL\""));
    assert_non_null(strstr(rows, "\"mentions\":1,\"claims\":1,\"names\":\"syria armed forces; syrian army\""));
    rows = dump(LEDGER_PLACES, (ledger_filter){.place = "Abu Kamal"}, &out);
    assert_non_null(strstr(rows, "\"code\":174448,\"lat\":34.45,\"lon\":40.92,\"mentions\":1,\"claims\":1"));
    rows = dump(LEDGER_PLACES, (ledger_filter){.limit = 2}, &out);
    assert_non_null(rows);
    rows = dump(LEDGER_INFO, (ledger_filter){0}, &out);
    assert_non_null(strstr(rows, "{\"what\":\"claims\",\"value\":\"3\"}"));
    assert_non_null(strstr(rows, "GeoNames"));
    buf_free(&out);
}

/* ---- private persons ------------------------------------------------------------------------------------------------------ */

static void private_persons_are_masked_unless_asked_for(void **state) {
    (void)state;
    buf out;
    buf_init(&out);
    static const enum ledger_question all[] = {LEDGER_CLAIMS, LEDGER_DISPATCHES, LEDGER_ACTORS};
    for (size_t i = 0; i < 3; i++) {
        assert_null(strstr(dump(all[i], (ledger_filter){0}, &out), "Haddad"));
        assert_null(strstr(out.at, "haddad"));
        assert_non_null(strstr(dump(all[i], (ledger_filter){.with_names = true}, &out), "Karim Haddad"));
    }
    assert_non_null(strstr(dump(LEDGER_CLAIMS, (ledger_filter){0}, &out), "\"quote\":\"=[person], a grocer, said"));
    assert_non_null(strstr(dump(LEDGER_DISPATCHES, (ledger_filter){0}, &out), "\"title\":\"[person]: 31 dead\""));
    buf_free(&out);
}

/* What the network takes for a person's name, the n-th time that it stands in the text. */
static void add_entity(story *s, const char *name, unsigned nth) {
    static entity names[8];
    const char *at = buf_cstr(&s->said);
    for (unsigned i = 0; i <= nth; i++) at = strstr(at + (i > 0), name);
    const uint32_t start = (uint32_t)(at - s->said.at);
    if (s->an.entities != names) s->an.entity_count = 0;
    s->an.entities = names;
    names[s->an.entity_count++] = (entity){{start, start + (uint32_t)strlen(name)}, ENTITY_PER};
}

static void the_whole_of_a_name_is_masked_wherever_it_stands(void **state) {
    (void)state;
    dp_error err = {0};
    story s;
    room_begin(l);
    story_begin(&s, "names", "Harbour Wire", "2017-11-13");
    story_say(&s, "Rebels killed neighbours of Nadim Sarkis at Mayadin, said Nadim Sarkis and Rima Orfali.");
    story_person(&s, "Sarkis");
    story_count(&s, "killed", CASUALTY_KILLED, story_place(&s, "Mayadin", 168954), 3, 3, "neighbours");
    add_entity(&s, "Nadim Sarkis", 0);
    add_entity(&s, "Nadim Sarkis", 1);
    add_entity(&s, "Rima Orfali", 0);
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
    buf out;
    buf_init(&out);
    assert_null(strstr(dump(LEDGER_CLAIMS, (ledger_filter){.dispatch = "names"}, &out), "Sarkis"));
    assert_non_null(strstr(out.at, "neighbours of [person] at Mayadin, said [person] and Rima Orfali."));
    buf_free(&out);
}

static void add_named_dead(void) {
    story s;
    room_begin(l);
    story_begin(&s, "victim", "Harbour Wire", "2017-11-13");
    story_say(&s, "Rebels killed shopkeeper Nadim Sarkis at Mayadin.");
    story_person(&s, "shopkeeper Nadim Sarkis");
    claim *c = story_count(&s, "killed", CASUALTY_KILLED, story_place(&s, "Mayadin", 168954), 1, 1, "Nadim Sarkis");
    c->casualties[0].at = story_find(&s, "Nadim Sarkis");
    c->path = "subj=Rebels obj=Sarkis";
    room_add(l, story_end(&s));
    story_free(&s);
    room_commit(l);
}

static void a_named_victim_is_masked_wherever_it_is_counted(void **state) {
    (void)state;
    add_named_dead();
    buf out;
    buf_init(&out);
    assert_null(strstr(dump(LEDGER_CLAIMS, (ledger_filter){0}, &out), "Sarkis"));
    assert_non_null(strstr(out.at, "\"says\":\"1 [person] killed\""));
    assert_non_null(strstr(out.at, "killed 1/1/1 [person]"));
    assert_non_null(strstr(dump(LEDGER_CLAIMS, (ledger_filter){.with_names = true}, &out), "killed 1/1/1 Nadim Sarkis"));
    buf_free(&out);

    arena a;
    arena_init(&a);
    ledger_why w;
    bool found;
    dp_error err = {0};
    assert_ok(ledger_why_of(l, "victim/1", false, &a, &w, &found, &err), err);
    assert_true(found);
    assert_null(w.path);
    for (uint32_t i = 0; i < w.value_count; i++) {
        assert_null(strstr(w.values[i].value, "Sarkis"));
        assert_null(w.values[i].words ? strstr(w.values[i].words, "Sarkis") : NULL);
    }
    assert_ok(ledger_why_of(l, "victim/1", true, &a, &w, &found, &err), err);
    assert_string_equal(w.path, "subj=Rebels obj=Sarkis");
    arena_free(&a);
}

/* ---- printers -------------------------------------------------------------------------------------------------------------- */

static void printers_escape_what_could_do_harm(void **state) {
    (void)state;
    const ledger_cell cells[] = {
        {.name = "a", .type = LEDGER_TEXT, .text = "@SUM(1)", .text_bytes = 7},
        {.name = "b", .type = LEDGER_TEXT, .text = "say \"no\"\x1b[31m", .text_bytes = 13},
        {.name = "c", .type = LEDGER_REAL, .real = -0.5},
        {.name = "d", .type = LEDGER_REAL, .real = 12345.678901},
        {.name = "e", .type = LEDGER_BOOL, .integer = 1},
        {.name = "f", .type = LEDGER_NULL},
        {.name = "g",
         .type = LEDGER_TEXT,
         .text = "\xEF\xBC\x9D"
                 "1",
         .text_bytes = 4},
        {.name = "h", .type = LEDGER_REAL, .real = NAN},
        {.name = "i", .type = LEDGER_DATE, .text = "2017-11-09", .text_bytes = 10},
        {.name = "j", .type = LEDGER_TEXT, .text = "", .text_bytes = 0},
        {.name = "k", .type = LEDGER_REAL, .real = -0.000001},
    };
    ledger_row row = {.cells = cells, .n = sizeof cells / sizeof *cells};
    buf out;
    buf_init(&out);
    ledger_row_csv(&row, &out);
    assert_string_equal(buf_cstr(&out), "\"'@SUM(1)\",\"say \"\"no\"\" [31m\",-0.5,12345.6789,1,,\"'\xEF\xBC\x9D"
                                        "1\",,2017-11-09,,0.0\r\n");
    buf_clear(&out);
    ledger_row_csv_head(&row, &out);
    assert_string_equal(buf_cstr(&out), "a,b,c,d,e,f,g,h,i,j,k\r\n");
    buf_clear(&out);
    ledger_row_json(&row, &out);
    assert_non_null(
        strstr(buf_cstr(&out), "\"b\":\"say \\\"no\\\"\\u001b[31m\",\"c\":-0.5,\"d\":12345.6789,\"e\":true,\"f\":null"));
    assert_non_null(strstr(out.at, "\"h\":null"));
    buf_free(&out);
}

#define with_index(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_index(claims_come_by_day_and_unknown_days_last),
        with_index(places_are_found_by_any_name_number_or_country),
        with_index(actors_are_found_by_words_of_a_name_or_the_beginning_of_a_code),
        with_index(claimants_and_outlets_are_found_by_a_part_of_their_name),
        with_index(a_reader_hears_of_outlets_that_are_read_later),
        with_index(types_go_by_any_coding),
        with_index(days_touch_the_span_asked_for),
        with_index(words_are_found_in_the_claim_s_sentence),
        cmocka_unit_test_setup_teardown(words_are_found_in_the_claim_s_sentence, set_up_without_index, tear_down),
        with_index(languages_and_dispatches_restrict_too),
        with_index(ids_may_be_shortened),
        with_index(what_cannot_be_understood_is_said),
        with_index(actors_and_places_are_counted),
        with_index(private_persons_are_masked_unless_asked_for),
        with_index(the_whole_of_a_name_is_masked_wherever_it_stands),
        with_index(a_named_victim_is_masked_wherever_it_is_counted),
        with_index(printers_escape_what_could_do_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
