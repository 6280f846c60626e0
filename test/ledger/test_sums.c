/* What is counted over a whole ledger in one pass (the review queue's weights, claimants, who contradicts whom, days on the map)
 * is what its tables say, asked one claim and one pair at a time; also after coders decided and a dispatch was forgotten. The
 * reports are invented. */
#include "ledger/internal.h"
#include "ledger/map.h"
#include "ledger/review.h"
#include "ledger/voices.h"
#include "story.h"

enum { REPORTS = 36 };

static room r;
static ledger *l;

static const char *const outlets[] = {"Pilcomayo Courier", "Chaco Telegraph", "Fortin Gazette", "Alto River Post"};
static const char *const forts[] = {"Boqueron", "Arce", "Toledo"};

/* Two in five carry the words of the one before; the rest differ in fort, day, holder and toll. */
static void tell(story *s, unsigned i) {
    static const char *const days[] = {"1932-09-20", "1932-09-21", "1932-09-22"};
    static const char *const tales[] = {
        "Water carts had not come up for two nights and the mules were let go.",
        "Nobody slept for the drums that beat along the palm scrub until first light came.",
        "A pilot who flew over saw smoke and one white cloth hung out on the northern ditch.",
        "The doctor of the fourth company wrote that quinine was gone and the wells tasted of salt.",
        "Letters taken from the dead spoke of hunger, of thirst and of a train that never arrived.",
        "Old settlers at the mission rang the bell twice and shut the great gate for the day.",
        "Trucks stuck in sand had to be unloaded by hand while the guns fell silent one by one."};
    char words[512], id[16];
    const unsigned said = i % 5 < 2 && i ? i - 1 : i, dead = 11 + said * 7 % 29;
    const char *fort = forts[said % 3];
    snprintf(id, sizeof id, "report%u", i);
    story_begin(s, NULL, outlets[i % 4], said % 11 == 3 ? NULL : days[said % 3 ? said / 3 % 3 : 0]);
    s->d.id = arena_copy(&s->a, id, strlen(id));
    snprintf(words, sizeof words, "Column %u wired: sappers took %s by noon and %u soldiers were killed, said the garrison.",
             said, fort, dead);
    story_say(s, tales[said % 7]);
    story_say(s, tales[said * 3 % 5]);
    story_say(s, words);
    const uint32_t place = story_place(s, fort, said % 7 == 5 ? 0 : 3437598 + said % 3);
    const bool north = said % 2;
    claim *c = story_control(
        s, "took", said % 4 ? CONTROL_TAKEN : CONTROL_HELD, place,
        story_actor(s, "sappers", north ? "Bolivia: armed forces" : "Paraguay: armed forces", north ? "BOLMIL" : "PRYMIL"));
    if (said % 6 == 4) c->polarity = POLARITY_NEGATED;
    c->certainty = said % 5 ? CERTAINTY_CERTAIN : CERTAINTY_POSSIBLE;
    c = story_count(s, "killed", CASUALTY_KILLED, place, dead, dead, "soldiers");
    if (said % 3 == 0) story_says(s, c, "the garrison");
    c->generic = said % 8 == 1;
}

static int set_up(void **state) {
    (void)state;
    static story s;
    room_open(&r);
    l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    for (unsigned i = 0; i < REPORTS; i++) {
        tell(&s, i);
        room_add(l, story_end(&s));
        story_free(&s);
    }
    room_commit(l);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    ledger_close(l);
    l = NULL;
    room_close(&r);
    return 0;
}

/* ---- two lists of lines ---------------------------------------------------------------------------------------------------- */

static void add_line(buf *out, sqlite3_stmt *st) {
    for (int i = 0; i < sqlite3_column_count(st); i++) {
        const char *s = (const char *)sqlite3_column_text(st, i);
        buf_printf(out, "%s%s", i ? " | " : "", s ? s : "-");
    }
    buf_char(out, '\n');
}

static void answer_of(const char *question, buf *out) {
    sqlite3_stmt *st;
    buf_init(out);
    if (sqlite3_prepare_v2(l->db, question, -1, &st, NULL) != SQLITE_OK) fail_msg("%s: %s", question, sqlite3_errmsg(l->db));
    while (sqlite3_step(st) == SQLITE_ROW) add_line(out, st);
    sqlite3_finalize(st);
    assert_non_null(buf_cstr(out));
}

static bool put_row(void *context, const ledger_row *row) {
    buf *out = context;
    for (uint32_t i = 0; i < row->n; i++) {
        const ledger_cell *c = &row->cells[i];
        if (i) buf_str(out, " | ");
        if (c->type == LEDGER_INT)
            buf_int(out, c->integer);
        else
            buf_str(out, c->type == LEDGER_NULL ? "-" : c->text);
    }
    buf_char(out, '\n');
    return true;
}

static void assert_same(buf *have, buf *want) {
    assert_non_null(buf_cstr(have));
    assert_true(want->n > 0);
    assert_string_equal(have->at, want->at);
    buf_free(have);
    buf_free(want);
}

/* ---- what the tables say ----------------------------------------------------------------------------------------------------
 */

#define UP                                                                                                                       \
    "WITH RECURSIVE up(k, root) AS (SELECT dispatch_key, copy_of FROM copies WHERE copy_of NOT IN (SELECT dispatch_key FROM "    \
    "copies) UNION ALL SELECT x.dispatch_key, up.root FROM copies x JOIN up ON x.copy_of = up.k), "
#define ROOT(key)  "coalesce((SELECT root FROM up WHERE up.k = " key "), " key ")"
#define STILL      "NOT EXISTS (SELECT 1 FROM overruled_relations o WHERE o.a = r.a AND o.b = r.b AND o.field = r.field)"
#define VOICES(p)  "(SELECT count(DISTINCT " ROOT("v.dispatch_key") ") FROM claim_propositions v WHERE v.proposition_key = " p ")"
#define CARRIED(p) "(SELECT count(DISTINCT v.dispatch_key) FROM claim_propositions v WHERE v.proposition_key = " p ")"
#define ODDS                                                                                                                     \
    "odds(p, q) AS (SELECT r.a, r.b FROM relations r WHERE r.kind <> 'same' AND " STILL " UNION SELECT r.b, r.a FROM relations " \
    "r WHERE r.kind <> 'same' AND " STILL ") "
#define OF_CLAIM "FROM claim_propositions k WHERE k.dispatch_key = c.dispatch_key AND k.claim_no = c.claim_no"

/* The greatest of a claim's propositions, `none` where it has none. */
#define MOST(value, none) "coalesce((SELECT max(" value ") " OF_CLAIM "), " none ")"

static const char weights_sql[] = UP
    ODDS "SELECT c.id, " MOST("coalesce((SELECT sum(" VOICES("odds.q") ") FROM odds WHERE odds.p = k.proposition_key), 0)", "0") ", " MOST(
        VOICES("k.proposition_key"),
        "1") ", max(" MOST(CARRIED("k.proposition_key"),
                           "1") ", (SELECT count(*) FROM dispatches d WHERE " ROOT("d.dispatch_key") " = " ROOT("c.dispatch_"
                                                                                                                "key") ")), "
                                                                                                                       "(CASE"
                                                                                                                       " c."
                                                                                                                       "certa"
                                                                                                                       "inty "
                                                                                                                       "WHEN "
                                                                                                                       "'cert"
                                                                                                                       "ain' "
                                                                                                                       "THEN "
                                                                                                                       "0 "
                                                                                                                       "WHEN "
                                                                                                                       "'poss"
                                                                                                                       "ible'"
                                                                                                                       " THEN"
                                                                                                                       " 2 "
                                                                                                                       "ELSE "
                                                                                                                       "1 "
                                                                                                                       "END "
                                                                                                                       "+ "
                                                                                                                       "CASE "
                                                                                                                       "WHEN "
                                                                                                                       "p."
                                                                                                                       "lat "
                                                                                                                       "IS "
                                                                                                                       "NULL "
                                                                                                                       "THEN "
                                                                                                                       "2 "
                                                                                                                       "WHEN "
                                                                                                                       "m."
                                                                                                                       "confi"
                                                                                                                       "dence"
                                                                                                                       " < "
                                                                                                                       "0.5 "
                                                                                                                       "THEN "
                                                                                                                       "2 "
                                                                                                                       "WHEN "
                                                                                                                       "m."
                                                                                                                       "confi"
                                                                                                                       "dence"
                                                                                                                       " < "
                                                                                                                       "0.8 "
                                                                                                                       "THEN "
                                                                                                                       "1 "
                                                                                                                       "ELSE "
                                                                                                                       "0 "
                                                                                                                       "END "
                                                                                                                       "+ "
                                                                                                                       "CASE "
                                                                                                                       "c."
                                                                                                                       "time_"
                                                                                                                       "basis"
                                                                                                                       " WHEN"
                                                                                                                       " '"
                                                                                                                       "unkno"
                                                                                                                       "wn' "
                                                                                                                       "THEN "
                                                                                                                       "2 "
                                                                                                                       "WHEN "
                                                                                                                       "'disp"
                                                                                                                       "atch'"
                                                                                                                       " THEN"
                                                                                                                       " 1 "
                                                                                                                       "ELSE "
                                                                                                                       "0 "
                                                                                                                       "END "
                                                                                                                       "+ "
                                                                                                                       "c."
                                                                                                                       "gener"
                                                                                                                       "ic) "
                                                                                                                       "FROM "
                                                                                                                       "claim"
                                                                                                                       "s c "
                                                                                                                       "LEFT "
                                                                                                                       "JOIN "
                                                                                                                       "place"
                                                                                                                       "s p "
                                                                                                                       "USING"
                                                                                                                       " ("
                                                                                                                       "place"
                                                                                                                       "_key)"
                                                                                                                       " LEFT"
                                                                                                                       " JOIN"
                                                                                                                       " plac"
                                                                                                                       "e_"
                                                                                                                       "menti"
                                                                                                                       "ons "
                                                                                                                       "m ON "
                                                                                                                       "m."
                                                                                                                       "dispa"
                                                                                                                       "tch_"
                                                                                                                       "key "
                                                                                                                       "= "
                                                                                                                       "c."
                                                                                                                       "dispa"
                                                                                                                       "tch_"
                                                                                                                       "key "
                                                                                                                       "AND "
                                                                                                                       "m."
                                                                                                                       "place"
                                                                                                                       "_no "
                                                                                                                       "= "
                                                                                                                       "c."
                                                                                                                       "place"
                                                                                                                       "_no "
                                                                                                                       "ORDER"
                                                                                                                       " BY ";

static void assert_queue(enum review_order order, const char *keys) {
    char question[4096];
    buf have, want;
    review_queue q;
    arena a;
    dp_error err = {0};
    arena_init(&a);
    buf_init(&have);
    snprintf(question, sizeof question, "%s%sc.first_day IS NULL, c.first_day, c.id", weights_sql, keys);
    answer_of(question, &want);
    assert_ok(review_queue_of(l, &(reviewer){.coder = "zoe"}, NULL, order, &a, &q, &err), err);
    for (uint32_t i = 0; i < q.n; i++)
        buf_printf(&have, "%s | %u | %u | %u | %u\n", q.at[i].id, q.at[i].disagreement, q.at[i].voices, q.at[i].dispatches,
                   q.at[i].uncertainty);
    assert_same(&have, &want);
    arena_free(&a);
}

static const char matrix_sql[] =
    "WITH said AS (SELECT DISTINCT k.proposition_key AS p, c.claimant_fold AS fold, coalesce(c.speaker, c.claimant_fold) AS "
    "speaker FROM claim_propositions k JOIN claims c USING "
    "(dispatch_key, claim_no) WHERE NOT EXISTS (SELECT 1 FROM rejected_claims j WHERE j.dispatch_key = c.dispatch_key AND "
    "j.claim_no = c.claim_no)) SELECT (SELECT min(claimant_shown) FROM claims WHERE claimant_fold = fa), (SELECT "
    "min(claimant_shown) FROM claims WHERE claimant_fold = fb), kind, field, n FROM (SELECT CASE r.kind WHEN 'contradicts' THEN "
    "min(x.fold, y.fold) ELSE x.fold END AS fa, CASE r.kind WHEN 'contradicts' THEN max(x.fold, y.fold) ELSE y.fold END AS fb, "
    "r.kind, r.field, count(*) AS n FROM relations r JOIN said x ON x.p = r.a JOIN said y ON y.p = r.b WHERE r.kind <> 'same' "
    "AND x.fold <> y.fold AND x.speaker <> y.speaker AND " STILL " GROUP BY 1, 2, 3, 4) ORDER BY n DESC, fa, fb, kind, field";

static const char claimants_sql[] =
    UP "x AS (SELECT 1) SELECT min(claimant_shown), min(claimant_basis), count(*), count(DISTINCT dispatch_key), "
       "count(DISTINCT " ROOT(
           "claims.dispatch_key") "), min(first_day), max(last_day) FROM claims GROUP BY claimant_fold ORDER BY count(*) DESC, "
                                  "claimant_fold";

static const char days_sql[] =
    "SELECT first_day, count(*) FROM claims c JOIN places p USING (place_key) WHERE p.lat IS NOT NULL AND first_day IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM rejected_claims j WHERE j.dispatch_key = c.dispatch_key AND j.claim_no = c.claim_no) GROUP BY "
    "first_day ORDER BY first_day";

typedef dp_status (*list_of)(ledger *, const ledger_filter *, ledger_row_fn, void *, uint64_t *, dp_error *);

static void assert_list(list_of list, const char *question) {
    buf have, want;
    dp_error err = {0};
    buf_init(&have);
    answer_of(question, &want);
    assert_ok(list(l, &(ledger_filter){0}, put_row, &have, NULL, &err), err);
    assert_same(&have, &want);
}

static void assert_sums(void) {
    assert_queue(REVIEW_BY_DISAGREEMENT, "2 DESC, 3 DESC, 4 DESC, 5 DESC, ");
    assert_queue(REVIEW_BY_REACH, "3 DESC, 4 DESC, 2 DESC, 5 DESC, ");
    assert_queue(REVIEW_BY_UNCERTAINTY, "5 DESC, 2 DESC, 3 DESC, 4 DESC, ");
    assert_queue(REVIEW_BY_DAY, "");
    assert_list(ledger_matrix, matrix_sql);
    assert_list(ledger_claimants, claimants_sql);
    assert_list(ledger_map_days, days_sql);
}

/* ---- tests ------------------------------------------------------------------------------------------------------------------
 */

static void a_pass_counts_what_the_tables_say(void **state) {
    (void)state;
    buf copies;
    answer_of("SELECT count(*) > 5, (SELECT count(*) > 20 FROM relations WHERE kind <> 'same') FROM copies", &copies);
    assert_string_equal(copies.at, "1 | 1\n"); /* there is something to count */
    buf_free(&copies);
    assert_sums();
}

static void claim_with(const char *condition, char out[REVIEW_ID]) {
    char question[256];
    buf id;
    snprintf(question, sizeof question, "SELECT id FROM claims WHERE %s ORDER BY id LIMIT 1", condition);
    answer_of(question, &id);
    assert_int_equal(id.n, REVIEW_ID);
    snprintf(out, REVIEW_ID, "%.17s", id.at);
    buf_free(&id);
}

static void also_after_decisions_and_their_undoing(void **state) {
    (void)state;
    const reviewer ana = {.coder = "ana"};
    char a[REVIEW_ID], b[REVIEW_ID], undone[REVIEW_ID];
    enum decision_kind kind;
    dp_error err = {0};
    claim_with("control IS NOT NULL AND dispatch_key = 7", a);
    claim_with("control IS NOT NULL AND dispatch_key = 9", b);
    assert_ok(review_decide(l, &ana, 1510315200, &(decision){.kind = DECISION_REJECT, .claim = a}, &err), err);
    assert_sums();
    claim_with("id IN (SELECT claim_a FROM v_relations WHERE field = 'holder')", a);
    buf other;
    char question[160];
    snprintf(question, sizeof question, "SELECT claim_b FROM v_relations WHERE field = 'holder' AND claim_a = '%s' LIMIT 1", a);
    answer_of(question, &other);
    snprintf(b, sizeof b, "%.17s", other.at);
    buf_free(&other);
    assert_ok(review_decide(l, &ana, 1510315201, &(decision){.kind = DECISION_APART, .claim = a, .other = b}, &err), err);
    assert_sums();
    for (int i = 0; i < 2; i++) assert_ok(review_undo(l, &ana, 1510315202, undone, &kind, &err), err);
    assert_sums();
}

static void also_after_a_dispatch_was_forgotten(void **state) {
    (void)state;
    buf id;
    ledger_forgotten gone;
    dp_error err = {0};
    answer_of("SELECT id FROM dispatches WHERE dispatch_key IN (SELECT copy_of FROM copies) LIMIT 1", &id);
    id.at[17] = '\0';
    const char *ids[] = {id.at};
    assert_ok(ledger_forget(l, ids, 1, NULL, &gone, &err), err);
    buf_free(&id);
    assert_sums();
}

/* ---- rare kinds --------------------------------------------------------------------------------------------------------------
 */

static uint64_t claims_of(const char *type) {
    uint64_t n = 0;
    buf rows;
    dp_error err = {0};
    buf_init(&rows);
    assert_ok(ledger_query(l, LEDGER_CLAIMS, &(ledger_filter){.type = type, .limit = 100}, put_row, &rows, &n, &err), err);
    buf_free(&rows);
    return n;
}

static void assert_kinds(const char *listed) {
    buf kinds;
    ledger_check_result found;
    dp_error err = {0};
    answer_of("SELECT kind, common, (SELECT count(*) FROM rare_kinds r WHERE r.kind = kinds.kind) FROM kinds ORDER BY 1", &kinds);
    assert_string_equal(kinds.at, listed);
    buf_free(&kinds);
    assert_ok(ledger_check(l, &(ledger_check_options){.quick = false}, &found, &err), err);
    assert_int_equal(found.damages, 0);
}

static void rare_kinds_are_found_by_their_dispatches(void **state) {
    (void)state;
    assert_kinds("assault | 0 | 36\nheld | 0 | 11\nkilled | 0 | 36\nstate | 0 | 36\ntaken | 0 | 25\n");
    assert_int_equal(claims_of("HELD"), 11);
    assert_int_equal(claims_of("taken"), 25);
    assert_int_equal(claims_of("besieged"), 0);
}

static void kinds_that_became_common_are_walked_to(void **state) {
    (void)state;
    static story s;
    buf id;
    ledger_forgotten gone;
    dp_error err = {0};
    l->kinds_few = 32;
    room_begin(l);
    for (unsigned i = REPORTS; i < REPORTS + 8; i++) {
        tell(&s, i);
        room_add(l, story_end(&s));
        story_free(&s);
    }
    room_commit(l);
    assert_kinds("assault | 1 | 0\nheld | 0 | 12\nkilled | 1 | 0\nstate | 1 | 0\ntaken | 0 | 32\n");
    assert_int_equal(claims_of("held"), 12);
    assert_int_equal(claims_of("taken"), 32);
    assert_int_equal(claims_of("killed"), 44);
    answer_of("SELECT d.id FROM dispatches d JOIN claims USING (dispatch_key) WHERE control = 'held' LIMIT 1", &id);
    id.at[17] = '\0';
    const char *ids[] = {id.at};
    assert_ok(ledger_forget(l, ids, 1, NULL, &gone, &err), err);
    buf_free(&id);
    assert_int_equal(claims_of("held"), 11);
    assert_kinds("assault | 1 | 0\nheld | 0 | 11\nkilled | 1 | 0\nstate | 1 | 0\ntaken | 0 | 32\n");
}

static void a_row_number_that_is_given_again_has_its_kinds(void **state) {
    (void)state;
    static story s;
    buf id;
    ledger_forgotten gone;
    dp_error err = {0};
    for (int i = 0; i < 2; i++) {
        room_begin(l);
        tell(&s, 40 + (unsigned)i * 4);
        room_add(l, story_end(&s));
        story_free(&s);
        room_commit(l);
        if (i) break;
        answer_of("SELECT id FROM dispatches ORDER BY dispatch_key DESC LIMIT 1", &id);
        id.at[17] = '\0';
        const char *ids[] = {id.at};
        assert_ok(ledger_forget(l, ids, 1, NULL, &gone, &err), err);
        buf_free(&id);
    }
    assert_kinds("assault | 0 | 37\nheld | 0 | 12\nkilled | 0 | 37\nstate | 0 | 37\ntaken | 0 | 25\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_pass_counts_what_the_tables_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(also_after_decisions_and_their_undoing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(also_after_a_dispatch_was_forgotten, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rare_kinds_are_found_by_their_dispatches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(kinds_that_became_common_are_walked_to, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_number_that_is_given_again_has_its_kinds, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
