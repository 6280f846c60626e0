/* The coders' log: what stands, what is undone, what a newer pack leaves of it, who sees what, and in which order claims come. */
#include "story.h"

#include "ledger/internal.h"
#include "ledger/review.h"

static room r;
static ledger *l;
static arena memory;
static const reviewer ana = {.coder = "ana"}, ben = {.coder = "ben", .blind = true};
static const reviewer eva = {.coder = "eva", .first = "ana", .second = "ben"};

enum { NOON = 1510315200 }; /* 2017-11-10T12:00:00Z */

/* One dispatch: the army took the town; a grocer of whom nobody knows says how many died. `frame` as which the taking is read. */
static void tell(const char *frame, uint64_t pack_hash) {
    static knowledge k;
    k.pack.hash = pack_hash;
    dp_error err = {0};
    ledger_close(l);
    assert_ok(ledger_open(r.path, &(ledger_options){.mode = LEDGER_WRITE}, &k, &l, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    story s;
    story_begin(&s, "one", "Harbour Wire", "2017-11-09");
    story_say(&s, "The Syrian army took Abu Kamal from Islamic State.");
    const uint32_t town = story_place(&s, "Abu Kamal", 174448);
    claim *c = story_control(&s, "took", CONTROL_TAKEN, town, story_actor(&s, "Syrian army", "Syria: armed forces", "SYRMIL"));
    c->type = "ASSAULT";
    c->frame = frame;
    story_say(&s, "Nine guards died, said Karim Haddad.");
    const uint32_t man = story_person(&s, "Karim Haddad");
    c = story_count(&s, "died", CASUALTY_KILLED, town, 9, 9, "guards");
    c->frame = "die";
    story_says(&s, c, "Karim Haddad");
    ((claimant *)c->claimants)->actor = man;
    room_add(l, story_end(&s));
    story_free(&s);

    story_begin(&s, "two", "Delta Post", "2017-11-09");
    story_say(&s, "Islamic State holds Abu Kamal.");
    story_control(&s, "holds", CONTROL_HELD, story_place(&s, "Abu Kamal", 174448),
                  story_actor(&s, "Islamic State", "Islamic State", "IMGMOSISI"));
    room_add(l, story_end(&s));
    story_free(&s);
    assert_ok(ledger_commit(l, NULL, &err), err);
}

static int set_up(void **state) {
    (void)state;
    arena_init(&memory);
    room_open(&r);
    l = NULL;
    tell("take", 1);
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

static void decide_as(const reviewer *who, const char *trigger, decision d) {
    dp_error err = {0};
    d.claim = claim_of(trigger);
    assert_ok(review_decide(l, who, NOON, &d, &err), err);
}
#define decide(who, trigger, ...) decide_as((who), (trigger), (decision){__VA_ARGS__})

static enum decision_kind undo(const reviewer *who, char claim_id[REVIEW_ID]) {
    dp_error err = {0};
    enum decision_kind kind;
    assert_ok(review_undo(l, who, NOON + 60, claim_id, &kind, &err), err);
    return kind;
}

static review_queue queue_of(const reviewer *who, enum review_order order) {
    review_queue q;
    dp_error err = {0};
    assert_ok(review_queue_of(l, who, NULL, order, &memory, &q, &err), err);
    return q;
}

static review_card card_of(const reviewer *who, const char *trigger) {
    review_card card;
    bool found;
    dp_error err = {0};
    assert_ok(review_card_of(l, who, claim_of(trigger), &memory, &card, &found, &err), err);
    assert_true(found);
    return card;
}

/* ---- the log --------------------------------------------------------------------------------------------------------------- */

static void a_decision_names_who_when_and_what_stood_there(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_EDIT, .field = REVIEW_TYPE, .old_value = "ASSAULT", .value = "MOBILIZE");
    assert_answer("SELECT coder || ' ' || role || ' ' || made || ' ' || kind || ' ' || field || ' ' || old_value || ' ' || "
                  "new_value || ' ' || says || ' ' || start_char FROM decisions",
                  "ana coder 2017-11-10T12:00:00Z edit type ASSAULT MOBILIZE Abu Kamal taken by Syria: armed forces 16");
    assert_answer("SELECT pack FROM decisions", "0000000000000001");
}

static void undoing_adds_a_row_and_goes_back_step_by_step(void **state) {
    (void)state;
    char id[REVIEW_ID];
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    decide(&ben, "took", .kind = DECISION_REJECT);
    decide(&ana, "died", .kind = DECISION_REJECT);
    assert_int_equal(undo(&ana, id), DECISION_REJECT);
    assert_string_equal(id, claim_of("died"));
    assert_int_equal(undo(&ana, id), DECISION_ACCEPT);
    assert_string_equal(id, claim_of("took"));
    assert_int_equal(undo(&ana, id), DECISION_NONE);
    assert_answer("SELECT count(*) FROM decisions", "5");
    assert_answer("SELECT count(*) || min(coder) FROM v_standing", "1ben");
}

static void other_programs_cannot_change_the_log(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(r.path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "UPDATE decisions SET kind = 'reject'", NULL, NULL, NULL), SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_exec(other, "DELETE FROM decisions", NULL, NULL, NULL), SQLITE_CONSTRAINT);
    sqlite3_close(other);
}

static void what_cannot_be_decided_is_refused(void **state) {
    (void)state;
    dp_error err = {0};
    const decision lost = {.kind = DECISION_ACCEPT, .claim = "C0000000000000000"};
    assert_int_equal(review_decide(l, &ana, NOON, &lost, &err), DP_E_USAGE);
    const decision good = {.kind = DECISION_ACCEPT, .claim = claim_of("took")};
    assert_int_equal(review_decide(l, &(reviewer){.coder = ""}, NOON, &good, &err), DP_E_USAGE);
    char long_words[REVIEW_TEXT_MAX + 2];
    memset(long_words, 'x', sizeof long_words - 1);
    long_words[sizeof long_words - 1] = '\0';
    const decision longest = {.kind = DECISION_COMMENT, .claim = claim_of("took"), .comment = long_words};
    assert_int_equal(review_decide(l, &ana, NOON, &longest, &err), DP_E_USAGE);
    const decision strange = {.kind = DECISION_ADD, .claim = claim_of("took"), .value = "AID", .words = "no such words"};
    assert_int_equal(review_decide(l, &ana, NOON, &strange, &err), DP_E_USAGE);
    assert_answer("SELECT count(*) FROM decisions", "0");
}

static void the_latest_edit_counts_and_none_gives_the_old_value_back(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_EDIT, .field = REVIEW_DAYS, .value = "2017-11-08");
    decide(&ana, "took", .kind = DECISION_EDIT, .field = REVIEW_DAYS, .value = "2017-11-07");
    assert_answer("SELECT days FROM v_decisions", "2017-11-07");
    assert_string_equal(card_of(&ana, "took").values[REVIEW_DAYS], "2017-11-07");
    decide(&ana, "took", .kind = DECISION_EDIT, .field = REVIEW_DAYS);
    assert_answer("SELECT days FROM v_decisions", "-");
    assert_string_equal(card_of(&ana, "took").values[REVIEW_DAYS], "2017-11-09");
}

/* ---- a newer pack ------------------------------------------------------------------------------------------------------------
 */

static void decisions_outlive_a_newer_pack(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    const char *id = claim_of("took");
    tell("take", 2);
    assert_string_equal(claim_of("took"), id);
    assert_answer("SELECT verdict FROM v_verdicts", "accept");
}

static void a_claim_of_another_frame_takes_its_decisions_over(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_REJECT);
    const char *id = claim_of("took");
    tell("seize", 2);
    assert_string_not_equal(claim_of("took"), id);
    assert_answer("SELECT claim = (SELECT id FROM claims WHERE trigger = 'took') FROM v_verdicts WHERE verdict = 'reject'", "1");
    assert_int_equal(card_of(&ana, "took").verdict, DECISION_REJECT);
    decide(&ben, "took", .kind = DECISION_REJECT); /* by its new id: ana's stay with it */
    assert_answer("SELECT count(DISTINCT coder) FROM v_decisions", "2");
}

static bool count_row(void *context, const ledger_row *row) {
    ++*(int *)context;
    assert_true(row->n > 10);
    return true;
}

static void a_decision_without_its_claim_is_listed_as_orphaned(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    decide(&ana, "died", .kind = DECISION_ACCEPT);
    sqlite3_exec(l->db, "DELETE FROM claims WHERE trigger = 'died'", NULL, NULL, NULL);
    int rows = 0;
    dp_error err = {0};
    assert_ok(ledger_query(l, LEDGER_DECISIONS, &(ledger_filter){.orphaned = true}, count_row, &rows, NULL, &err), err);
    assert_int_equal(rows, 1);
    assert_answer("SELECT count(*) FROM v_decisions", "1");
    tell("take", 3); /* the claim is read again */
    rows = 0;
    assert_ok(ledger_query(l, LEDGER_DECISIONS, &(ledger_filter){.orphaned = true}, count_row, &rows, NULL, &err), err);
    assert_int_equal(rows, 0);
    assert_answer("SELECT count(*) FROM v_decisions", "2");
}

static void forgetting_a_dispatch_takes_its_decisions_along(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    decide(&ana, "holds", .kind = DECISION_ACCEPT);
    char id[REVIEW_ID];
    undo(&ana, id);
    static const char *const ids[] = {"two"};
    ledger_forgotten gone;
    dp_error err = {0};
    assert_ok(ledger_forget(l, ids, 1, NULL, &gone, &err), err);
    assert_answer("SELECT count(*) || min(kind) FROM decisions", "1accept");
}

/* Two readings of one trigger were both decided on: when one goes, the other does not inherit. */
static void claims_side_by_side_do_not_inherit(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_REJECT);
    sqlite3_exec(l->db, "UPDATE decisions SET claim = 'CGONEGONEGONEGONE'", NULL, NULL, NULL);
    assert_answer("SELECT claim FROM v_standing", claim_of("took"));
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    assert_answer("SELECT verdict FROM v_verdicts", "accept");
    assert_answer("SELECT count(*) FROM v_standing WHERE claim IS NULL", "1");
}

/* ---- several coders ----------------------------------------------------------------------------------------------------------
 */

static void a_blind_card_is_silent_about_others(void **state) {
    (void)state;
    decide(&ana, "took", .kind = DECISION_REJECT);
    assert_int_equal(card_of(&ben, "took").other_count, 0);
    const review_card open = card_of(&(reviewer){.coder = "ben"}, "took");
    assert_int_equal(open.other_count, 1);
    assert_string_equal(open.others[0], "ana: reject");
    decide(&ben, "took", .kind = DECISION_ACCEPT);
    assert_answer("SELECT group_concat(blind, '') FROM decisions", "01");
}

static void adjudication_is_about_what_differs_and_goes_before(void **state) {
    (void)state;
    assert_int_equal(queue_of(&eva, REVIEW_BY_DAY).n, 0);
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    decide(&ben, "took", .kind = DECISION_EDIT, .field = REVIEW_TYPE, .value = "MOBILIZE");
    assert_int_equal(queue_of(&eva, REVIEW_BY_DAY).n, 0); /* ben has no verdict yet */
    decide(&ben, "took", .kind = DECISION_ACCEPT);
    decide(&ana, "died", .kind = DECISION_ACCEPT);
    decide(&ben, "died", .kind = DECISION_ACCEPT);
    assert_answer("SELECT verdict FROM v_verdicts WHERE claim = (SELECT id FROM claims WHERE trigger = 'took')", "disputed");
    const review_queue q = queue_of(&eva, REVIEW_BY_DAY);
    assert_int_equal(q.n, 1);
    assert_string_equal(q.at[0].id, claim_of("took"));
    const review_card card = card_of(&eva, "took");
    assert_int_equal(card.other_count, 2);
    assert_string_equal(card.others[0], "ana: accept");
    assert_string_equal(card.others[1], "ben: accept; type MOBILIZE");
    dp_error err = {0};
    assert_ok(review_adopt(l, &eva, NOON, claim_of("took"), "ben", &err), err);
    assert_answer("SELECT verdict || type || adjudicated || coders FROM v_verdicts WHERE adjudicated", "acceptMOBILIZE12");
    assert_ok(review_adopt(l, &eva, NOON, claim_of("took"), "ana", &err), err); /* a second thought: ana's has no other type */
    assert_answer("SELECT verdict || coalesce(type, 'own') FROM v_verdicts WHERE adjudicated", "acceptown");
    assert_int_equal(review_adopt(l, &eva, NOON, claim_of("holds"), "ana", &err), DP_E_USAGE);
}

/* ---- queue and card ----------------------------------------------------------------------------------------------------------
 */

static void what_is_at_odds_comes_first(void **state) {
    (void)state;
    const review_queue q = queue_of(&ana, REVIEW_BY_DISAGREEMENT);
    assert_int_equal(q.n, 3);
    assert_int_equal(q.start, 0);
    assert_int_equal(q.at[0].disagreement, 1);
    assert_int_equal(q.at[1].disagreement, 1);
    assert_string_equal(q.at[2].id, claim_of("died"));
    const review_queue again = queue_of(&ana, REVIEW_BY_DISAGREEMENT);
    for (uint32_t i = 0; i < 3; i++) assert_string_equal(again.at[i].id, q.at[i].id);
}

static void a_queue_goes_on_behind_the_last_decision(void **state) {
    (void)state;
    const review_queue q = queue_of(&ana, REVIEW_BY_DAY);
    dp_error err = {0};
    assert_ok(review_decide(l, &ana, NOON, &(decision){.kind = DECISION_ACCEPT, .claim = q.at[1].id}, &err), err);
    assert_int_equal(queue_of(&ana, REVIEW_BY_DAY).start, 2);
    assert_int_equal(queue_of(&ana, REVIEW_BY_DAY).at[1].verdict, DECISION_ACCEPT);
    assert_int_equal(queue_of(&ben, REVIEW_BY_DAY).start, 0);
    assert_ok(review_decide(l, &ana, NOON, &(decision){.kind = DECISION_SKIP, .claim = q.at[2].id}, &err), err);
    assert_int_equal(queue_of(&ana, REVIEW_BY_DAY).start, 0);
    assert_ok(review_decide(l, &ana, NOON, &(decision){.kind = DECISION_REJECT, .claim = q.at[0].id}, &err), err);
    assert_int_equal(queue_of(&ana, REVIEW_BY_DAY).start, 3);
}

static bool marks(const review_card *card, uint8_t mark, const char *words) {
    for (uint32_t i = 0; i < card->span_count; i++) {
        const review_span *v = &card->spans[i];
        if (v->mark == mark && v->end - v->start == strlen(words) && strncmp(card->text + v->start, words, strlen(words)) == 0)
            return true;
    }
    return false;
}

static void a_card_shows_the_words_of_each_value(void **state) {
    (void)state;
    const review_card card = card_of(&ana, "took");
    assert_true(marks(&card, MARK_TRIGGER, "took"));
    assert_true(marks(&card, MARK_PLACE, "Abu Kamal"));
    assert_true(marks(&card, MARK_ACTOR, "Syrian army"));
    assert_string_equal(card.shown[REVIEW_PLACE], "Abu Kamal, SY");
    assert_string_equal(card.values[REVIEW_ACTOR], "SYRMIL");
    assert_int_equal(card.against_count, 1);
    assert_non_null(strstr(card.against[0], "held by Islamic State"));
}

static void private_persons_are_masked_and_spans_move_along(void **state) {
    (void)state;
    review_card card = card_of(&ana, "died");
    assert_null(strstr(card.text, "Haddad"));
    assert_non_null(strstr(card.text, MASK));
    assert_true(marks(&card, MARK_TRIGGER, "died"));
    assert_true(marks(&card, MARK_CLAIMANT, MASK));
    assert_string_equal(card.claimant, MASK);
    card = card_of(&(reviewer){.coder = "ana", .with_names = true}, "died");
    assert_true(marks(&card, MARK_CLAIMANT, "Karim Haddad"));
}

static void choices_follow_what_is_typed(void **state) {
    (void)state;
    review_choices c;
    dp_error err = {0};
    assert_ok(review_choices_of(l, &ana, CHOOSE_PLACE, claim_of("died"), "abu", &memory, &c, &err), err);
    assert_int_equal(c.n, 1);
    assert_string_equal(c.at[0].value, "174448");
    assert_ok(review_choices_of(l, &ana, CHOOSE_ACTOR, claim_of("took"), "imgmos", &memory, &c, &err), err);
    assert_int_equal(c.n, 1);
    assert_string_equal(c.at[0].value, "IMGMOSISI");
    assert_ok(review_choices_of(l, &ana, CHOOSE_CLAIM, claim_of("took"), "", &memory, &c, &err), err);
    assert_true(c.n >= 1);
    assert_ok(review_choices_of(l, &ana, CHOOSE_DISPATCH, claim_of("took"), "", &memory, &c, &err), err);
    assert_int_equal(c.n, 1);
    assert_non_null(strstr(c.at[0].label, "Delta Post"));
    assert_ok(review_choices_of(l, &ana, CHOOSE_CLAIM, claim_of("took"), "'; DROP", &memory, &c, &err), err);
    assert_int_equal(c.n, 0);
}

/* ---- agreement ---------------------------------------------------------------------------------------------------------------
 */

static bool take_row(void *context, const ledger_row *row) {
    buf *out = context;
    buf_printf(out, "%s/%.9s ", row->cells[0].text, row->cells[1].text);
    if (row->cells[2].type == LEDGER_REAL)
        buf_printf(out, "%.3f", row->cells[2].real);
    else
        buf_str(out, "none");
    buf_printf(out, " %lld\n", (long long)row->cells[5].integer);
    return true;
}

/* took: both accept, ben with another type; died: ana accepts, ben rejects; holds: both accept. */
static void agreement_is_over_what_both_decided(void **state) {
    (void)state;
    static const char *const coders[] = {"ana", "ben"};
    decide(&ana, "took", .kind = DECISION_ACCEPT);
    decide(&ana, "died", .kind = DECISION_ACCEPT);
    decide(&ana, "holds", .kind = DECISION_ACCEPT);
    decide(&ben, "took", .kind = DECISION_EDIT, .field = REVIEW_TYPE, .value = "MOBILIZE");
    decide(&ben, "took", .kind = DECISION_ACCEPT);
    decide(&ben, "died", .kind = DECISION_REJECT);
    decide(&ben, "holds", .kind = DECISION_ACCEPT);
    buf out;
    buf_init(&out);
    dp_error err = {0};
    assert_ok(review_agree(l, coders, 2, NULL, take_row, &out, NULL, &err), err);
    const char *got = buf_cstr(&out);
    assert_non_null(strstr(got, "verdict/Cohen's k 0.000 3\n")); /* Po 2/3, Pe 1 · 2/3 */
    assert_non_null(strstr(got, "verdict/Krippendo 0.000 3\n")); /* Do 1/3, De 2 · 5 · 1 / (6 · 5) */
    assert_non_null(strstr(got, "type/Cohen's k 0.333 2\n"));    /* Po 1/2, Pe 1/4 */
    assert_non_null(strstr(got, "days/Cohen's k none 2\n"));
    buf_free(&out);
    static const char *const twice[] = {"ana", "ana"};
    assert_int_equal(review_agree(l, twice, 2, NULL, take_row, &out, NULL, &err), DP_E_USAGE);
    static const char *const stranger[] = {"ana", "nobody"};
    assert_int_equal(review_agree(l, stranger, 2, NULL, take_row, &out, NULL, &err), DP_E_USAGE);
}

/* Both accept all, and both add the same words: the units are the same. */
static void added_claims_are_units(void **state) {
    (void)state;
    static const char *const coders[] = {"ana", "ben"}, *const triggers[] = {"took", "died", "holds"};
    for (int i = 0; i < 3; i++) {
        decide(&ana, triggers[i], .kind = DECISION_ACCEPT);
        decide(&ben, triggers[i], .kind = DECISION_ACCEPT);
    }
    buf out;
    buf_init(&out);
    dp_error err = {0};
    assert_ok(review_agree(l, coders, 2, NULL, take_row, &out, NULL, &err), err);
    assert_non_null(strstr(buf_cstr(&out), "spans/Krippendo 1.000 6\n"));
    buf_clear(&out);
    decide(&ana, "died", .kind = DECISION_ADD, .words = "said", .value = "CONSULT");
    assert_ok(review_agree(l, coders, 2, NULL, take_row, &out, NULL, &err), err);
    assert_null(strstr(buf_cstr(&out), "spans/Krippendo 1.000"));
    assert_non_null(strstr(out.at, " 7\n"));
    buf_free(&out);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(a_decision_names_who_when_and_what_stood_there),
        EACH(undoing_adds_a_row_and_goes_back_step_by_step),
        EACH(other_programs_cannot_change_the_log),
        EACH(what_cannot_be_decided_is_refused),
        EACH(the_latest_edit_counts_and_none_gives_the_old_value_back),
        EACH(decisions_outlive_a_newer_pack),
        EACH(a_claim_of_another_frame_takes_its_decisions_over),
        EACH(a_decision_without_its_claim_is_listed_as_orphaned),
        EACH(forgetting_a_dispatch_takes_its_decisions_along),
        EACH(claims_side_by_side_do_not_inherit),
        EACH(a_blind_card_is_silent_about_others),
        EACH(adjudication_is_about_what_differs_and_goes_before),
        EACH(what_is_at_odds_comes_first),
        EACH(a_queue_goes_on_behind_the_last_decision),
        EACH(a_card_shows_the_words_of_each_value),
        EACH(private_persons_are_masked_and_spans_move_along),
        EACH(choices_follow_what_is_typed),
        EACH(agreement_is_over_what_both_decided),
        EACH(added_claims_are_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
