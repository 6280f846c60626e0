/* Decisions take effect: what coders reject leaves the lists, what they tie is tied by their word, and all of it is the same in
 * any order, leaves with an undo, and outlives a newer pack. */
#include "story.h"

#include "ledger/internal.h"
#include "ledger/review.h"

static room r;
static ledger *l;
static arena memory;
static const char *taking; /* the frame as which "took" is read */
static const reviewer ana = {.coder = "ana"}, ben = {.coder = "ben"};
static const reviewer eva = {.coder = "eva", .first = "ana", .second = "ben"};

enum { NOON = 1510315200 };

/* A ford is taken, its dead are counted twice, a third outlet speaks of a ridge; all words of one outlet are its own. */
static void tell_all(uint64_t pack_hash) {
    static knowledge k;
    k.pack.hash = pack_hash;
    dp_error err = {0};
    ledger_close(l);
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, &k, &l, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    story s;
    story_begin(&s, "one", "Harbour Wire", "2017-11-09");
    story_say(&s, "The Syrian army took the ford of Zelfa.");
    uint32_t ford = story_place(&s, "Zelfa", 9001);
    claim *c = story_control(&s, "took", CONTROL_TAKEN, ford, story_actor(&s, "Syrian army", "Syria: armed forces", "SYRMIL"));
    c->type = "ASSAULT";
    c->frame = taking;
    story_say(&s, "Nine guards died.");
    c = story_count(&s, "died", CASUALTY_KILLED, ford, 9, 9, "guards");
    room_add(l, story_end(&s));
    story_free(&s);

    story_begin(&s, "two", "Delta Post", "2017-11-09");
    story_say(&s, "At Zelfa thirty guards fell.");
    story_count(&s, "fell", CASUALTY_KILLED, story_place(&s, "Zelfa", 9001), 30, 30, "guards");
    story_say(&s, "Islamic State holds Zelfa.");
    story_control(&s, "holds", CONTROL_HELD, story_place(&s, "Zelfa", 9001),
                  story_actor(&s, "Islamic State", "Islamic State", "IMGMOSISI"));
    room_add(l, story_end(&s));
    story_free(&s);

    story_begin(&s, "three", "Karst Radio", "2017-11-12");
    story_say(&s, "On the ridge of Omm Kala guns were heard.");
    story_place(&s, "Omm Kala", 9050);
    c = story_claim(&s, "heard", "ASSAULT");
    c->frame = "heard";
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
}

static int set_up(void **state) {
    (void)state;
    arena_init(&memory);
    room_open(&r);
    l = NULL;
    taking = "take";
    tell_all(1);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    room_close(&r);
    arena_free(&memory);
    return 0;
}

static const char *text_of(const char *question) {
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(l->db, question, -1, &st, NULL) != SQLITE_OK) fail_msg("%s: %s", question, sqlite3_errmsg(l->db));
    const bool row = sqlite3_step(st) == SQLITE_ROW;
    const char *s = row ? (const char *)sqlite3_column_text(st, 0) : NULL;
    const char *copy = arena_copy(&memory, s ? s : "-", s ? strlen(s) : 1);
    sqlite3_finalize(st);
    return copy;
}
#define assert_answer(question, wanted) assert_string_equal(text_of(question), wanted)

static const char *claim_of(const char *trigger) {
    char question[128];
    snprintf(question, sizeof question, "SELECT id FROM claims WHERE trigger = '%s'", trigger);
    return text_of(question);
}

static const char *dispatch_of(const char *given) {
    char question[128];
    snprintf(question, sizeof question, "SELECT id FROM dispatches WHERE given_id = '%s'", given);
    return text_of(question);
}

static void decide(const reviewer *who, const char *trigger, enum decision_kind kind, const char *other) {
    dp_error err = {0};
    const decision d = {.kind = (uint8_t)kind, .claim = claim_of(trigger), .other = other};
    assert_ok(review_decide(l, who, NOON, &d, &err), err);
}
static void tie(const reviewer *who, const char *trigger, enum decision_kind kind, const char *other_trigger) {
    decide(who, trigger, kind, claim_of(other_trigger));
}

static void undo(const reviewer *who) {
    dp_error err = {0};
    char id[REVIEW_ID];
    enum decision_kind kind;
    assert_ok(review_undo(l, who, NOON + 60, id, &kind, &err), err);
    assert_int_not_equal(kind, DECISION_NONE);
}

/* Everything that decisions can move, by what names things in any ledger. */
static const char *state_of(void) {
    return text_of(
        "WITH t(x) AS (SELECT 'same ' || claim_a || claim_b || basis FROM v_same UNION ALL "
        "SELECT kind || coalesce(field, '-') || claim_a || claim_b || basis FROM v_relations UNION ALL "
        "SELECT 'overruled ' || claim_a || claim_b || kind FROM v_overruled UNION ALL "
        "SELECT 'event ' || m.event || c.id FROM event_claims m JOIN claims c USING (dispatch_key, claim_no) UNION ALL "
        "SELECT 'voice ' || dispatch || voice || coalesce(basis, '-') FROM v_voices UNION ALL "
        "SELECT 'queued' FROM event_queue) SELECT group_concat(x, char(10)) FROM (SELECT x FROM t ORDER BY x)");
}

static bool count_row(void *context, const ledger_row *row) {
    (void)row;
    ++*(int *)context;
    return true;
}
static int rows_of(enum ledger_question q, ledger_filter f) {
    int rows = 0;
    dp_error err = {0};
    assert_ok(ledger_query(l, q, &f, count_row, &rows, NULL, &err), err);
    return rows;
}
#define rows(q, ...) rows_of((q), (ledger_filter){__VA_ARGS__})

/* ---- claims -------------------------------------------------------------------------------------------------------------- */

static void a_rejected_claim_leaves_every_list_and_comes_back(void **state) {
    (void)state;
    const char *before = state_of();
    assert_int_equal(rows(LEDGER_CLAIMS, .limit = 0), 5);
    assert_answer("SELECT count(*) FROM v_relations WHERE field IN ('holder', 'count')", "2");
    decide(&ana, "holds", DECISION_REJECT, NULL);
    assert_int_equal(rows(LEDGER_CLAIMS, .limit = 0), 4);
    assert_int_equal(rows(LEDGER_CLAIMS, .rejected = true), 5);
    assert_int_equal(rows(LEDGER_CLAIMS, .reviewed = "reject"), 1);
    assert_int_equal(rows(LEDGER_LANES, .place = "Zelfa"), 1);
    assert_int_equal(rows(LEDGER_LANES, .place = "Zelfa", .rejected = true), 2);
    assert_answer("SELECT count(*) FROM v_relations WHERE field = 'holder'", "0");
    assert_int_equal(rows(LEDGER_CONFLICTS, .limit = 0), 1);
    assert_int_equal(rows(LEDGER_CONFLICTS, .rejected = true), 2);
    assert_answer("SELECT count(*) FROM event_claims m JOIN claims USING (dispatch_key, claim_no) WHERE trigger = 'holds'", "0");
    undo(&ana);
    assert_string_equal(state_of(), before);
    assert_int_equal(rows(LEDGER_LANES, .place = "Zelfa"), 2);
}

static void where_coders_differ_about_a_claim_nothing_changes(void **state) {
    (void)state;
    const char *before = state_of();
    decide(&ana, "holds", DECISION_REJECT, NULL);
    decide(&ben, "holds", DECISION_ACCEPT, NULL);
    assert_string_equal(state_of(), before);
    decide(&eva, "holds", DECISION_REJECT, NULL);
    assert_int_equal(rows(LEDGER_CLAIMS, .limit = 0), 4);
}

/* ---- pairs --------------------------------------------------------------------------------------------------------------- */

static void coders_make_relations_with_a_basis_of_their_own(void **state) {
    (void)state;
    tie(&ana, "heard", DECISION_SAME, "took");
    assert_answer("SELECT basis FROM v_same", "coder");
    assert_int_equal(rows(LEDGER_CLAIMS, .same = claim_of("took")), 2);
    assert_int_equal(rows(LEDGER_CLAIMS, .same = claim_of("heard")), 2);
    assert_answer("SELECT count(DISTINCT event) FROM event_claims JOIN claims USING (dispatch_key, claim_no) WHERE trigger IN "
                  "('heard', 'took')",
                  "1");
    assert_answer("SELECT basis FROM v_events WHERE instr(claim_ids, (SELECT id FROM claims WHERE trigger = 'heard'))", "coder");
    tie(&ana, "heard", DECISION_CONTRADICTS, "holds");
    assert_answer("SELECT kind || coalesce(field, '-') FROM v_relations WHERE basis = 'coder'", "contradicts-");
    assert_int_equal(rows(LEDGER_CONFLICTS, .limit = 0), 3);
}

static void what_was_read_as_well_stays_as_read(void **state) {
    (void)state;
    tie(&ana, "took", DECISION_CONTRADICTS, "holds");
    assert_answer("SELECT count(*) || min(basis) FROM v_relations WHERE field = 'holder'", "1read");
    assert_answer("SELECT count(*) FROM v_relations WHERE basis = 'coder'", "0");
}

static void coders_overrule_a_relation_that_was_read(void **state) {
    (void)state;
    const char *before = state_of();
    assert_answer("SELECT count(DISTINCT event) FROM event_claims JOIN claims USING (dispatch_key, claim_no) WHERE trigger IN "
                  "('died', 'fell')",
                  "1");
    tie(&ana, "died", DECISION_APART, "fell");
    assert_answer("SELECT count(*) FROM v_relations WHERE field = 'count'", "0");
    assert_answer("SELECT count(*) FROM v_overruled WHERE field = 'count'", "1");
    assert_answer("SELECT count(*) FROM relations WHERE field = 'count'", "1"); /* as it was read */
    assert_answer("SELECT count(DISTINCT event) FROM event_claims JOIN claims USING (dispatch_key, claim_no) WHERE trigger IN "
                  "('died', 'fell')",
                  "2");
    undo(&ana);
    assert_string_equal(state_of(), before);
}

static void a_tie_finds_both_its_claims_again_when_they_get_other_ids(void **state) {
    (void)state;
    tie(&ana, "took", DECISION_SAME, "heard");
    tie(&ana, "holds", DECISION_APART, "took");
    const char *old = claim_of("took");
    taking = "seize";
    tell_all(2);
    assert_string_not_equal(claim_of("took"), old);
    assert_answer("SELECT count(*) FROM v_same WHERE basis = 'coder'", "1");
    assert_answer("SELECT count(*) FROM v_relations WHERE field = 'holder'", "0");
    undo(&ana);
    assert_answer("SELECT count(*) FROM v_relations WHERE field = 'holder'", "1");
}

static bool take_conflict(void *context, const ledger_conflict *c) {
    buf_printf(context, "%s %s %s %d|", c->kind, c->field ? c->field : "-", c->basis, c->overruled);
    return true;
}

static void conflicts_of(ledger_filter f, const char *wanted) {
    buf b;
    buf_init(&b);
    dp_error err = {0};
    assert_ok(ledger_conflicts(l, &f, take_conflict, &b, NULL, &err), err);
    assert_string_equal(b.n ? buf_cstr(&b) : "", wanted);
    buf_free(&b);
}

static void undecided_pairs_change_nothing_and_are_listed(void **state) {
    (void)state;
    const char *before = state_of();
    tie(&ana, "died", DECISION_APART, "fell");
    tie(&ben, "fell", DECISION_CONTRADICTS, "died");
    assert_string_equal(state_of(), before);
    assert_int_equal(rows(LEDGER_CONFLICTS, .relation = "undecided"), 1);
    conflicts_of((ledger_filter){.relation = "undecided"}, "undecided - coder 0|");
    review_queue q;
    dp_error err = {0};
    assert_ok(review_queue_of(l, &eva, NULL, REVIEW_BY_DAY, &memory, &q, &err), err);
    assert_int_equal(q.n, 1);
    assert_ok(review_adopt(l, &eva, NOON, q.at[0].id, "ana", &err), err);
    conflicts_of((ledger_filter){.relation = "count"}, "");
    conflicts_of((ledger_filter){.relation = "count", .rejected = true}, "contradicts count read 1|");
}

static void the_order_of_deciding_makes_no_difference(void **state) {
    (void)state;
    static const struct {
        const reviewer *who;
        const char *trigger;
        uint8_t kind;
        const char *other;
    } all[] = {{&ana, "heard", DECISION_SAME, "took"},        {&ben, "took", DECISION_SAME, "heard"},
               {&ana, "holds", DECISION_REJECT, NULL},        {&ben, "died", DECISION_APART, "fell"},
               {&ana, "fell", DECISION_CONTRADICTS, "heard"}, {&eva, "fell", DECISION_SAME, "heard"}};
    enum { N = sizeof all / sizeof *all };
    const char *first = NULL;
    for (unsigned turn = 0; turn < N; turn++) {
        for (unsigned i = 0; i < N; i++) {
            const unsigned j = (i * 5 + turn) % N; /* 5 and N have no common factor */
            decide(all[j].who, all[j].trigger, all[j].kind, all[j].other ? claim_of(all[j].other) : NULL);
        }
        const char *now = state_of();
        if (!first) first = now;
        assert_string_equal(now, first);
        tell_all(100 + turn); /* worked out for all at once when the run ends */
        assert_string_equal(state_of(), first);
        for (unsigned i = 0; i < N; i++) undo(all[i].who);
        assert_answer("SELECT (SELECT count(*) FROM coder_ties) + (SELECT count(*) FROM rejected_claims) + "
                      "(SELECT count(*) FROM overruled_relations)",
                      "0");
    }
}

/* ---- copies -------------------------------------------------------------------------------------------------------------- */

static void coders_know_of_copies(void **state) {
    (void)state;
    const char *before = state_of();
    decide(&ana, "holds", DECISION_COPY, dispatch_of("three"));
    assert_answer("SELECT basis FROM v_voices WHERE copy_of IS NOT NULL", "coder");
    assert_answer("SELECT count(DISTINCT voice) FROM v_voices", "2");
    assert_int_equal(rows(LEDGER_COPIES, .limit = 0), 1);
    undo(&ana);
    assert_string_equal(state_of(), before);
}

static void copies_never_go_in_a_circle(void **state) {
    (void)state;
    sqlite3_exec(
        l->db,
        "INSERT INTO copies (dispatch_key, copy_of, share) SELECT a.dispatch_key, b.dispatch_key, 0.9 FROM dispatches a, "
        "dispatches b WHERE a.given_id = 'two' AND b.given_id = 'one'",
        NULL, NULL, NULL);
    decide(&ana, "took", DECISION_COPY, dispatch_of("two")); /* the first text was the other one */
    assert_answer("SELECT count(*) FROM copies", "1");
    assert_answer("SELECT count(*) FROM overruled_copies", "1");
    assert_answer("SELECT count(DISTINCT voice) FROM v_voices", "2");
    decide(&ana, "holds", DECISION_COPY, dispatch_of("three"));
    decide(&ana, "heard", DECISION_COPY, dispatch_of("one")); /* would close a circle of coders' own */
    assert_answer("SELECT count(*) FROM copies WHERE basis = 'coder'", "2");
    assert_answer("SELECT count(DISTINCT voice) FROM v_voices", "1");
    undo(&ana);
    undo(&ana);
    undo(&ana);
    assert_answer("SELECT count(*) || basis FROM copies", "1read");
}

static void a_copy_that_was_found_can_be_taken_apart(void **state) {
    (void)state;
    sqlite3_exec(
        l->db,
        "INSERT INTO copies (dispatch_key, copy_of, share) SELECT a.dispatch_key, b.dispatch_key, 0.9 FROM dispatches a, "
        "dispatches b WHERE a.given_id = 'two' AND b.given_id = 'one'",
        NULL, NULL, NULL);
    decide(&ana, "took", DECISION_APART, dispatch_of("two"));
    assert_answer("SELECT count(*) FROM copies", "0");
    undo(&ana);
    assert_answer("SELECT count(*) FROM copies", "1");
}

static void ties_with_nothing_are_refused(void **state) {
    (void)state;
    dp_error err = {0};
    const char *own = claim_of("took"), *home = dispatch_of("one");
    const decision bad[] = {{.kind = DECISION_SAME, .claim = own, .other = own},
                            {.kind = DECISION_SAME, .claim = own},
                            {.kind = DECISION_APART, .claim = own, .other = "C0000000000000000"},
                            {.kind = DECISION_COPY, .claim = own, .other = home},
                            {.kind = DECISION_COPY, .claim = own, .other = own}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(review_decide(l, &ana, NOON, &bad[i], &err), DP_E_USAGE);
    assert_answer("SELECT count(*) FROM decisions", "0");
}

static void forgetting_a_dispatch_unties_its_claims(void **state) {
    (void)state;
    tie(&ana, "heard", DECISION_SAME, "took");
    decide(&ana, "holds", DECISION_COPY, dispatch_of("three"));
    static const char *const ids[] = {"three"};
    ledger_forgotten gone;
    dp_error err = {0};
    assert_ok(ledger_forget(l, ids, 1, NULL, &gone, &err), err);
    assert_answer("SELECT (SELECT count(*) FROM coder_ties) + (SELECT count(*) FROM copies) + (SELECT count(*) FROM v_same)",
                  "0");
    assert_answer("SELECT count(*) FROM event_claims JOIN claims USING (dispatch_key, claim_no) WHERE trigger = 'took'", "1");
}

int main(void) {
#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(a_rejected_claim_leaves_every_list_and_comes_back),
        test(where_coders_differ_about_a_claim_nothing_changes),
        test(coders_make_relations_with_a_basis_of_their_own),
        test(what_was_read_as_well_stays_as_read),
        test(coders_overrule_a_relation_that_was_read),
        test(a_tie_finds_both_its_claims_again_when_they_get_other_ids),
        test(undecided_pairs_change_nothing_and_are_listed),
        test(the_order_of_deciding_makes_no_difference),
        test(coders_know_of_copies),
        test(copies_never_go_in_a_circle),
        test(a_copy_that_was_found_can_be_taken_apart),
        test(ties_with_nothing_are_refused),
        test(forgetting_a_dispatch_unties_its_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
