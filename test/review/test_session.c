/* The whole program at a pseudo-terminal: every key, undo, resize, resume, a kill in the middle, two blind coders, adjudication.
 */
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pty_session.h"

/* The outlets are invented. */
static const char dispatches[] =
    "{\"id\": \"w1\", \"lang\": \"en\", \"date\": \"2017-11-09\", \"source\": \"Harbour Wire\", \"title\": \"Army in the town\", "
    "\"text\": \"The Syrian army took Abu Kamal from Islamic State on Thursday, a spokesman said.\"}\n"
    "{\"id\": \"w2\", \"lang\": \"en\", \"date\": \"2017-11-09\", \"source\": \"Delta Post\", "
    "\"text\": \"Islamic State holds Abu Kamal, residents said on Thursday.\"}\n"
    "{\"id\": \"w3\", \"lang\": \"en\", \"date\": \"2017-11-10\", \"source\": \"Canal Gazette\", "
    "\"text\": \"Rebels torched a police station in Mayadin on Friday. Two policemen were killed in the fire.\"}\n"
    "{\"id\": \"w4\", \"lang\": \"en\", \"date\": \"2017-11-12\", \"source\": \"Orchard Times\", "
    "\"text\": \"Residents of Raqqa marched against the new tax on Sunday.\"}\n";

static char folder[64], ledger[96], keys_file[96];

/* Runs the program without a terminal; gives its output, which the caller frees. */
static char *output_of(const char *words, int *status) {
    char command[600];
    snprintf(command, sizeof command, "\"$DEPECHE\" %s --ledger %s 2>&1", words, ledger);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    char *all = calloc(1, 1 << 20);
    assert_non_null(all);
    const size_t n = fread(all, 1, (1 << 20) - 1, f);
    all[n] = '\0';
    const int ended = pclose(f);
    if (status) *status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
    return all;
}

static void assert_output(const char *words, const char *holds) {
    char *got = output_of(words, NULL);
    if (!strstr(got, holds)) fail_msg("'%s' lacks \"%s\":\n%s", words, holds, got);
    free(got);
}

/* "kind:field kind …" of a coder's log. */
static void assert_log(const char *coder, const char *wanted) {
    char words[200], got[2000] = "";
    snprintf(words, sizeof words, "decisions --json --coder %s", coder);
    char *log = output_of(words, NULL);
    for (char *line = strtok(log, "\n"); line; line = strtok(NULL, "\n")) {
        char kind[32] = "", field[32] = "";
        const char *k = strstr(line, "\"kind\":\""), *f = strstr(line, "\"field\":\"");
        if (k) sscanf(k, "\"kind\":\"%31[a-z]", kind);
        if (f) sscanf(f, "\"field\":\"%31[a-z]", field);
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s%s%s", *got ? " " : "", kind, *field ? ":" : "", field);
    }
    free(log);
    assert_string_equal(got, wanted);
}

static int set_up(void **state) {
    (void)state;
    if (!getenv("DEPECHE") || !getenv("DEPECHE_PACK") || access(getenv("DEPECHE_PACK"), R_OK) != 0) skip();
    snprintf(folder, sizeof folder, "/tmp/review-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(ledger, sizeof ledger, "%s/t.db", folder);
    snprintf(keys_file, sizeof keys_file, "%s/keys", folder);
    char input[96];
    snprintf(input, sizeof input, "%s/in.jsonl", folder);
    FILE *f = fopen(input, "w");
    assert_non_null(f);
    fputs(dispatches, f);
    fclose(f);
    char words[200];
    snprintf(words, sizeof words, "read %s", input);
    assert_output(words, "4 dispatches with 5 claims");
    setenv("TERM", "xterm", 1);
    setenv("DEPECHE_NOW", "2024-03-01T08:00:00Z", 1);
    unsetenv("NO_COLOR");
    unsetenv("DEPECHE_KEYS");
    unsetenv("COLUMNS");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

#define START(p, columns, rows, ...)                                                                                             \
    pty_start((p), (const char *const[]){"review", "--ledger", ledger, "--order", "day", __VA_ARGS__, NULL}, columns, rows)

static void quit(pty *p) {
    pty_type(p, "q");
    assert_int_equal(pty_end(p), 0);
}

/* ---- keys ------------------------------------------------------------------------------------------------------------------ */

static void verdicts_go_on_and_undo_comes_back(void **state) {
    (void)state;
    pty p;
    START(&p, 90, 30, "--coder", "ana");
    pty_shows(&p, "ana 1/5 0 decided");
    pty_type(&p, "a");
    pty_shows(&p, "ana 2/5 1 decided");
    pty_type(&p, "r");
    pty_shows(&p, "ana 3/5 2 decided");
    pty_type(&p, "s");
    pty_shows(&p, "ana 4/5 3 decided");
    pty_type(&p, "u");
    pty_shows(&p, "ana 3/5 2 decided");
    pty_shows(&p, "undone: skip");
    pty_type(&p, "u");
    pty_shows(&p, "ana 2/5 1 decided");
    pty_type(&p, "\x1b[D"); /* back, without undoing */
    pty_shows(&p, "ana 1/5 1 decided");
    pty_shows(&p, "you: accept");
    pty_type(&p, "\x1b[D");
    pty_shows(&p, "this is the first claim");
    pty_type(&p, "r"); /* a second thought; the next open one follows */
    pty_shows(&p, "ana 2/5 1 decided");
    quit(&p);
    assert_log("ana", "accept reject skip undo undo reject");
    assert_output("decisions --json", "\"made\":\"2024-03-01T08:00:00Z\"");
    assert_output("claims --reviewed reject --json", "\"first_day\":\"2017-11-09\"");
}

static void every_correction_has_its_key(void **state) {
    (void)state;
    pty p;
    START(&p, 100, 30, "--coder", "ben", "--dispatch", "w3");
    pty_shows(&p, "torched");
    pty_type(&p, "+");
    pty_shows(&p, "date *2017-11-11");
    pty_type(&p, "+");
    pty_shows(&p, "date *2017-11-12");
    pty_type(&p, "-");
    pty_shows(&p, "date *2017-11-11");
    pty_type(&p, "d2017-11-31\r");
    pty_shows(&p, "is no date");
    pty_type(&p, "\x15"
                 "2017-11-08/2017-11-09\r");
    pty_shows(&p, "date *2017-11-08/2017-11-09");
    pty_type(&p, "tPROT");
    pty_shows(&p, "1 PROTEST");
    pty_type(&p, "\r");
    pty_shows(&p, "type *PROTEST");
    pty_type(&p, "tXYZ\r");
    pty_shows(&p, "nothing begins with \"XYZ\"");
    pty_type(&p, "\x7f\x7f\x7f");
    pty_shows(&p, "1 A"); /* all types again */
    pty_type(&p, "\x1b");
    pty_shows(&p, "a accept");
    pty_type(&p, "pRaqqa");
    pty_shows(&p, "1 Raqqa");
    pty_type(&p, "\r");
    pty_shows(&p, "place *Raqqa");
    pty_type(&p, "wSYRREB\t");
    pty_shows(&p, "who *SYRREB");
    pty_type(&p, "nsmoke only?\r");
    pty_shows(&p, "\"smoke only?\"");
    pty_type(&p, "a");
    pty_shows(&p, "killed");
    pty_type(&p, "r");
    pty_shows(&p, "All 2 claims are decided.");
    pty_type(&p, "a"); /* nothing is left to accept */
    pty_shows(&p, "All 2 claims are decided.");
    quit(&p);
    assert_log("ben", "edit:days edit:days edit:days edit:days edit:type edit:place edit:actor comment accept reject");
}

static void claims_are_tied_to_others(void **state) {
    (void)state;
    pty p;
    START(&p, 100, 30, "--coder", "cleo", "--dispatch", "w1");
    pty_shows(&p, "taken by Syria");
    pty_type(&p, "=");
    pty_shows(&p, "1 C");
    pty_shows(&p, "held by Islamic State");
    pty_type(&p, "1");
    pty_shows(&p, "you: same as C");
    pty_type(&p, "!");
    pty_shows(&p, "contradicts claim:");
    pty_shows(&p, "1 C");
    pty_type(&p, "\r");
    pty_shows(&p, "contradicts C");
    pty_type(&p, "c");
    pty_shows(&p, "Delta Post");
    pty_type(&p, "\x1b[B\x1b[A\r");
    pty_shows(&p, "copy of D");
    pty_type(&p, "ia flying saucer\r");
    pty_shows(&p, "do not stand in this paragraph");
    pty_type(&p, "\x15"
                 "a spokesman said\r");
    pty_shows(&p, "its type:");
    pty_type(&p, "CONSU\r");
    pty_shows(&p, "added: CONSULT");
    quit(&p);
    assert_log("cleo", "same contradicts copy add");
}

static void keys_can_be_changed(void **state) {
    (void)state;
    FILE *f = fopen(keys_file, "w");
    assert_non_null(f);
    fputs("# mine\naccept = space\nquit = x\n", f);
    fclose(f);
    pty p;
    START(&p, 90, 24, "--coder", "dora", "--keys", keys_file);
    pty_shows(&p, "space accept");
    pty_shows(&p, "x quit");
    pty_type(&p, "a"); /* does nothing now */
    pty_type(&p, " ");
    pty_shows(&p, "2/5 1 decided");
    pty_type(&p, "x");
    assert_int_equal(pty_end(&p), 0);
    assert_log("dora", "accept");
    f = fopen(keys_file, "w");
    fputs("accept = r\n", f);
    fclose(f);
    char words[200];
    int status;
    snprintf(words, sizeof words, "review --coder dora --keys %s", keys_file);
    char *got = output_of(words, &status);
    assert_int_equal(status, 3);
    assert_non_null(strstr(got, "accept and reject would share a key"));
    free(got);
}

/* ---- the terminal ---------------------------------------------------------------------------------------------------------- */

static uint32_t lines_of(const char *shown) {
    uint32_t n = 1;
    for (; *shown; shown++) n += *shown == '\n';
    return n;
}

static void the_screen_follows_the_terminal(void **state) {
    (void)state;
    pty p;
    START(&p, 100, 30, "--coder", "ana");
    char *wide = pty_sees(&p, "contradicts");
    assert_int_equal(lines_of(wide), 30);
    free(wide);
    pty_resize(&p, 40, 12);
    char *narrow = pty_sees(&p, "a:ok");
    assert_int_equal(lines_of(narrow), 12);
    assert_non_null(strstr(narrow, "q:quit"));
    free(narrow);
    pty_resize(&p, 30, 8);
    pty_shows(&p, "needs 40 columns and 12 lines");
    pty_resize(&p, 90, 24);
    pty_shows(&p, "a accept");
    assert_true(pty_wrote(&p, "\x1b[1;7m")); /* the trigger */
    quit(&p);
}

static void what_is_not_seen_or_not_typed_is_not_decided(void **state) {
    (void)state;
    pty p;
    START(&p, 30, 8, "--coder", "ana");
    pty_shows(&p, "needs 40 columns and 12 lines");
    pty_type(&p, "ar");
    quit(&p);
    START(&p, 90, 24, "--coder", "ana");
    pty_shows(&p, "ana 1/5 0 decided");
    pty_type(&p, "\x1b[200~arsx\r\x1b[201~"); /* what was meant for another window */
    pty_shows(&p, "pasted text decides nothing");
    pty_shows(&p, "ana 1/5 0 decided");
    quit(&p);
}

static void without_colour_there_are_signs(void **state) {
    (void)state;
    setenv("NO_COLOR", "1", 1);
    pty p;
    START(&p, 90, 24, "--coder", "ana", "--dispatch", "w1");
    pty_shows(&p, "[took]");
    pty_shows(&p, "_Abu Kamal_");
    assert_false(pty_wrote(&p, "\x1b[1;7m"));
    assert_false(pty_wrote(&p, "\x1b[1m"));
    quit(&p);
}

static void signals_leave_the_terminal_as_it_was(void **state) {
    (void)state;
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    for (int i = 0; i < 3; i++) {
        pty p;
        START(&p, 90, 24, "--coder", "ana");
        pty_shows(&p, "a accept");
        assert_false(pty_is_restored(&p));
        pty_kill(&p, signals[i]);
        assert_int_equal(pty_end(&p), 130);
    }
    pty p;
    START(&p, 90, 24, "--coder", "ana");
    pty_shows(&p, "a accept");
    pty_kill(&p, SIGSEGV);
    assert_int_equal(pty_end(&p), -SIGSEGV);
}

static void it_can_be_stopped_and_goes_on(void **state) {
    (void)state;
    pty p;
    START(&p, 90, 24, "--coder", "ana");
    pty_shows(&p, "a accept");
    pty_type(&p, "\x1a");
    pty_stopped(&p);
    assert_true(pty_is_restored(&p));
    pty_kill(&p, SIGCONT);
    pty_type(&p, "a");
    pty_shows(&p, "2/5 1 decided");
    pty_type(&p, "\x03"); /* Ctrl-C quits */
    assert_int_equal(pty_end(&p), 0);
}

static void assert_status(const char *words, int wanted, const char *message) {
    int status;
    char *got = output_of(words, &status);
    if (status != wanted || !strstr(got, message)) fail_msg("'%s' gave %d and:\n%s", words, status, got);
    free(got);
}

static void single_decisions_need_no_terminal(void **state) {
    (void)state;
    assert_status("decide w1/1 accept --coder dan --date 2017-11-08 --type PROTEST --comment 'a drill'", 0, "");
    assert_log("dan", "edit:days edit:type comment accept");
    assert_output("claims --reviewed accept --json", "\"given_id\":\"w1\"");
    assert_status("decide w1/1 maybe --coder dan", 2, "there is no verdict 'maybe'");
    assert_status("decide w1/1 --coder dan", 2, "what is decided?");
    assert_status("decide w1/1 --coder dan --type PROTES", 2, "did you mean PROTEST");
    assert_status("decide w1/1 --coder dan --date soon", 2, "not 'soon'");
    assert_status("decide w9/1 accept --coder dan", 1, "no claim 'w9/1'");
    assert_log("dan", "edit:days edit:type comment accept");
}

static void without_a_terminal_it_does_not_start(void **state) {
    (void)state;
    int status;
    char *got = output_of("review --coder ana < /dev/null", &status);
    assert_int_equal(status, 2);
    assert_non_null(strstr(got, "needs a terminal"));
    free(got);
    char nowhere[96];
    snprintf(nowhere, sizeof nowhere, "%s/nowhere.db", folder);
    pty p;
    pty_start(&p, (const char *const[]){"review", "--coder", "ana", "--ledger", nowhere, NULL}, 90, 24);
    assert_int_equal(pty_end(&p), 4);
    assert_int_not_equal(access(nowhere, F_OK), 0); /* a slip of the pen makes no ledger */
}

/* ---- coders ------------------------------------------------------------------------------------------------------------------
 */

static void a_killed_review_goes_on_where_it_stopped(void **state) {
    (void)state;
    pty p;
    START(&p, 90, 24, "--coder", "ana");
    pty_shows(&p, "1/5 0 decided");
    pty_type(&p, "a");
    pty_shows(&p, "2/5 1 decided");
    pty_type(&p, "\x1b[C"); /* passes one over */
    pty_shows(&p, "3/5 1 decided");
    pty_type(&p, "r");
    pty_shows(&p, "4/5 2 decided");
    pty_kill(&p, SIGKILL);
    assert_int_equal(pty_end(&p), -SIGKILL);
    assert_log("ana", "accept reject");
    START(&p, 90, 24, "--coder", "ana");
    pty_shows(&p, "4/5 2 decided");
    pty_type(&p, "aa");
    pty_shows(&p, "2/5 4 decided"); /* what was passed over comes last */
    pty_type(&p, "a");
    pty_shows(&p, "All 5 claims are decided.");
    pty_type(&p, "u");
    pty_shows(&p, "2/5 4 decided");
    quit(&p);
}

/* Both have the ledger open; who quits first does not wait for the other. */
static void two_can_review_at_once(void **state) {
    (void)state;
    pty a, b;
    START(&a, 90, 24, "--coder", "ana");
    START(&b, 90, 24, "--coder", "ben", "--blind");
    pty_shows(&a, "1/5 0 decided");
    pty_shows(&b, "1/5 0 decided");
    for (int i = 1; i <= 3; i++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "%d decided", i);
        pty_type(&a, "a");
        pty_type(&b, "r");
        pty_shows(&a, wanted);
        pty_shows(&b, wanted);
    }
    const time_t before = time(NULL);
    quit(&a);
    assert_true(time(NULL) - before < 5);
    pty_type(&b, "a");
    pty_shows(&b, "4 decided");
    quit(&b);
    assert_log("ana", "accept accept accept");
    assert_log("ben", "reject reject reject accept");
}

/* ana accepts all; ben, blind, rejects the first and corrects the second. */
static void two_code(void) {
    pty p;
    START(&p, 90, 30, "--coder", "ana");
    pty_shows(&p, "1/5 0 decided");
    pty_type(&p, "aaaaa");
    pty_shows(&p, "All 5 claims are decided.");
    quit(&p);
    START(&p, 90, 30, "--coder", "ben", "--blind");
    char *first = pty_sees(&p, "ben (blind) 1/5 0 decided");
    assert_null(strstr(first, "ana"));
    free(first);
    pty_type(&p, "r");
    pty_shows(&p, "2/5 1 decided");
    pty_type(&p, "tPROTEST\r");
    pty_shows(&p, "type *PROTEST");
    pty_type(&p, "aaaa");
    pty_shows(&p, "All 5 claims are decided.");
    quit(&p);
}

static void a_blind_coder_sees_nothing_of_the_others(void **state) {
    (void)state;
    two_code();
    pty p;
    START(&p, 90, 30, "--coder", "cleo"); /* not blind */
    pty_shows(&p, "ana: accept");
    pty_shows(&p, "ben: reject");
    quit(&p);
    assert_output("decisions --json --coder ben", "\"blind\":true");
    assert_output("claims --reviewed disputed --csv", "w1");
}

static void an_adjudicator_gets_what_differs(void **state) {
    (void)state;
    two_code();
    pty p;
    START(&p, 90, 30, "--coder", "eva", "--adjudicate", "ana", "ben");
    pty_shows(&p, "eva adjudicates ana, ben 1/2 0 decided");
    pty_shows(&p, "ana: accept");
    pty_shows(&p, "ben: reject");
    pty_type(&p, "2");
    pty_shows(&p, "2/2 1 decided");
    pty_shows(&p, "ben: accept; type PROTEST");
    pty_type(&p, "1");
    pty_shows(&p, "All 2 claims are decided.");
    quit(&p);
    assert_log("eva", "reject accept");
    assert_output("decisions --json --coder eva", "\"role\":\"adjudicator\"");
    char *got = output_of("claims --reviewed disputed", NULL);
    assert_non_null(strstr(got, "no claim"));
    free(got);
}

static void agreement_is_counted(void **state) {
    (void)state;
    two_code();
    /* One of five verdicts differs, and ana's do not vary: kappa is 0. Of four types one differs. */
    char *got = output_of("agree ana ben --json", NULL);
    assert_non_null(strstr(got, "{\"field\":\"verdict\",\"coefficient\":\"Cohen's kappa\",\"value\":0.0,\"observed\":0.8,"));
    assert_non_null(strstr(got, "\"field\":\"type\",\"coefficient\":\"Krippendorff's alpha\",\"value\":0."));
    assert_non_null(strstr(got, "\"field\":\"spans\""));
    free(got);
    int status;
    got = output_of("agree ana nobody", &status);
    assert_int_equal(status, 2);
    assert_non_null(strstr(got, "nobody has accepted or rejected none of these claims"));
    free(got);
}

/* ---- dictionaries ------------------------------------------------------------------------------------------------------------
 */

/* A type and an actor are corrected and the claim is accepted; the lines are asked for one by one, and annotate uses them. */
static void accepted_corrections_become_dictionary_lines(void **state) {
    (void)state;
    char dictionary[96], words[300];
    snprintf(dictionary, sizeof dictionary, "%s/own", folder);
    pty p;
    START(&p, 100, 30, "--coder", "ana", "--dispatch", "w3");
    pty_shows(&p, "torched");
    pty_type(&p, "tPROT\r");
    pty_shows(&p, "type *PROTEST");
    pty_type(&p, "wSYROPP\t");
    pty_shows(&p, "who *SYROPP");
    pty_type(&p, "a");
    pty_shows(&p, "1 decided");
    quit(&p);

    snprintf(words, sizeof words, "suggest %s", dictionary);
    assert_output(words, "+torch   VERB   demonstrate\n"); /* without a terminal: the whole diff, and nothing is written */
    assert_int_not_equal(access(dictionary, F_OK), 0);

    pty_start(&p, (const char *const[]){"suggest", "--ledger", ledger, dictionary, NULL}, 100, 30);
    pty_says(&p, "+torch   VERB   demonstrate");
    pty_says(&p, "Take this line? [y/n/q] ");
    pty_type(&p, "y\n");
    pty_says(&p, "+SYROPP   Rebels   SYR   OPP   -   -");
    pty_type(&p, "n\n");
    pty_says(&p, "1 of 2 lines taken");
    assert_int_equal(pty_end(&p), 0);

    snprintf(words, sizeof words, "\"$DEPECHE\" annotate --dict %s %s/in.jsonl | grep -c 'torched\",*.*\"type\":\"PROTEST\"'",
             dictionary, folder);
    FILE *f = popen(words, "r");
    assert_non_null(f);
    int found = 0;
    assert_int_equal(fscanf(f, "%d", &found), 1);
    pclose(f);
    assert_int_equal(found, 1);

    /* What was taken is not offered again, what was not is; the rest is left when one quits. */
    pty_start(&p, (const char *const[]){"suggest", "--ledger", ledger, dictionary, NULL}, 100, 30);
    pty_says(&p, "+SYROPP");
    assert_false(pty_wrote(&p, "+torch"));
    pty_type(&p, "q\n");
    assert_int_equal(pty_end(&p), 0);
}

/* With the new dictionary the claim has another frame and thus another id: its decisions go with it. */
static void decisions_follow_a_claim_that_a_dictionary_reads_otherwise(void **state) {
    (void)state;
    char words[300], command[300];
    pty p;
    START(&p, 100, 30, "--coder", "ana", "--dispatch", "w3");
    pty_shows(&p, "torched");
    pty_type(&p, "r");
    pty_shows(&p, "1 decided");
    quit(&p);
    snprintf(command, sizeof command,
             "mkdir -p %s/own/lang/en && printf 'torch   VERB   demonstrate\\n' > %s/own/lang/en/events.rules", folder, folder);
    assert_int_equal(system(command), 0);
    snprintf(words, sizeof words, "read --again --dict %s/own %s/in.jsonl", folder, folder);
    free(output_of(words, NULL));
    assert_output("claims --reviewed reject --json", "\"type\":\"PROTEST\"");
    char *orphans = output_of("decisions --orphaned", NULL);
    assert_non_null(strstr(orphans, "no decision"));
    free(orphans);
    START(&p, 100, 30, "--coder", "ana", "--dispatch", "w3");
    pty_shows(&p, "2/2 1 decided");
    quit(&p);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(verdicts_go_on_and_undo_comes_back),
        EACH(every_correction_has_its_key),
        EACH(claims_are_tied_to_others),
        EACH(keys_can_be_changed),
        EACH(the_screen_follows_the_terminal),
        EACH(what_is_not_seen_or_not_typed_is_not_decided),
        EACH(without_colour_there_are_signs),
        EACH(signals_leave_the_terminal_as_it_was),
        EACH(it_can_be_stopped_and_goes_on),
        EACH(single_decisions_need_no_terminal),
        EACH(without_a_terminal_it_does_not_start),
        EACH(a_killed_review_goes_on_where_it_stopped),
        EACH(two_can_review_at_once),
        EACH(a_blind_coder_sees_nothing_of_the_others),
        EACH(an_adjudicator_gets_what_differs),
        EACH(agreement_is_counted),
        EACH(accepted_corrections_become_dictionary_lines),
        EACH(decisions_follow_a_claim_that_a_dictionary_reads_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
