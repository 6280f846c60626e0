/* Time and number rules on their way into the pack: a language is a folder of rules, and a broken line is named. */
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

#include "mention/time.h"
#include "pack/compile.h"

typedef struct bench {
    char root[64];
    arena arena;
    pack_builder *builder;
    dp_error err;
} bench;

static int setup(void **state) {
    bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    char path[128];
    snprintf(b->root, sizeof b->root, "/tmp/dp_times_XXXXXX");
    assert_non_null(mkdtemp(b->root));
    snprintf(path, sizeof path, "%s/lang", b->root);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/lang/eo", b->root);
    assert_int_equal(mkdir(path, 0700), 0);
    arena_init(&b->arena);
    assert_int_equal(builder_new(&b->builder, &b->err), DP_OK);
    *state = b;
    return 0;
}

static int teardown(void **state) {
    bench *b = *state;
    static const char *const parts[] = {"lang/eo/time.rules", "lang/eo/numbers.rules", "lang/eo", "lang", ""};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", b->root, parts[k]);
        if (k < 2)
            unlink(path);
        else
            rmdir(path);
    }
    builder_free(b->builder);
    arena_free(&b->arena);
    free(b);
    return 0;
}

static void write_rules(bench *b, const char *name, const char *content) {
    char path[128];
    snprintf(path, sizeof path, "%s/lang/eo/%s", b->root, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(content, f);
    assert_int_equal(fclose(f), 0);
}

static dp_status compile(bench *b) {
    static const char *const langs[] = {"eo", NULL};
    pack_sources s = {.root = b->root, .langs = langs};
    return compile_times(b->builder, &s, &b->arena, &b->err);
}

/* Words only, no tags: what a text is before there is a model for its language. */
static void find(bench *b, const time_rules *r, const pack *p, const char *bytes, mentions *out) {
    text *x = arena_alloc(&b->arena, sizeof *x);
    sentence *all = arena_alloc(&b->arena, sizeof *all);
    assert_true(x && all);
    *x = (text){.bytes = bytes, .size = (uint32_t)strlen(bytes), .lang = "eo", .sentences = all, .sentence_count = 1};
    assert_int_equal(text_words(p->fold, bytes, x->size, &b->arena, &x->words, &x->word_count), DP_OK);
    *all = (sentence){.end = x->size, .end_word = x->word_count};
    *out = (mentions){0};
    const edtf day = edtf_from((civil){2017, 11, 10});
    assert_int_equal(time_find(r, x, &day, &b->arena, out, &b->err), DP_OK);
}

static void a_language_is_added_by_adding_its_rules(void **state) {
    bench *b = *state;
    write_rules(b, "time.rules",
                "[words month]\nnovembro | nov.  11\n[words deictic]\nhieraŭ  k=-1 unit=day\n[words part]\nnokte  NI\n"
                "[words unit]\ntago | tagoj  day\n[words before]\nĝis  rel=until\n"
                "[fragments]\nwhen  la? {day:1-31} {month} {year:1000-2999}?\nwhen  {deictic}\n"
                "[rules]\n@when {part}?  date\nantaŭ {n} {unit}  shift dir=-1\n<inter> {day:1-31} <kaj> {day:1-31} {month}  date "
                "rel=from\n");
    write_rules(
        b, "numbers.rules",
        "[format]\ndecimal  ,\ngroup  . space\norder  dmy\nteens-after  60 80\n[words number]\ntri  3\ndek  10\nmil  1000\n"
        "[words least]\nalmenaŭ\n[rules]\n{num}  quantity\n{least} {num}  quantity bound=least\n");
    if (compile(b) != DP_OK) fail_msg("%s:%u %s", b->err.file, (unsigned)b->err.line, b->err.message);
    const void *bytes;
    size_t n;
    pack p;
    time_rules *r;
    assert_int_equal(builder_bytes(b->builder, &bytes, &n, &b->err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &p, &b->err), DP_OK);
    assert_int_equal(time_rules_open(&p, &r, &b->err), DP_OK);
    mentions m;
    find(b, r, &p, "Ĝi falis hieraŭ nokte.", &m);
    assert_int_equal(m.time_count, 1);
    assert_string_equal(m.times[0].value, "2017-11-09TNI");
    find(b, r, &p, "Ĝi falis la 3 nov. 2014 post almenaŭ tri mil pafoj.", &m);
    assert_string_equal(m.times[0].value, "2014-11-03");
    assert_int_equal(m.quantity_count, 1);
    assert_int_equal(m.quantities[0].low, 3000);
    assert_true(m.quantities[0].high == QUANTITY_NONE);
    find(b, r, &p, "Ili venis antaŭ tri tagoj kaj restos ĝis 12 novembro.", &m);
    assert_string_equal(m.times[0].value, "2017-11-07");
    assert_int_equal(m.times[1].relation, TIME_UNTIL);
    find(b, r, &p, "Ili venis inter 3 kaj 5 novembro.", &m);
    assert_int_equal(m.time_count, 2);
    assert_string_equal(m.times[0].value, "2017-11-03");
    time_rules_free(r);
}

/* Opens what was compiled and finds the times of a sentence. */
static void read_as(bench *b, const char *bytes, mentions *out, void (*check)(const mentions *)) {
    if (compile(b) != DP_OK) fail_msg("%s:%u %s", b->err.file, (unsigned)b->err.line, b->err.message);
    const void *pack_bytes;
    size_t n;
    pack p;
    time_rules *r;
    assert_int_equal(builder_bytes(b->builder, &pack_bytes, &n, &b->err), DP_OK);
    assert_int_equal(pack_open_bytes(pack_bytes, n, &p, &b->err), DP_OK);
    assert_int_equal(time_rules_open(&p, &r, &b->err), DP_OK);
    find(b, r, &p, bytes, out);
    check(out);
    time_rules_free(r);
}

static void names_were_known(const mentions *m) {
    assert_int_equal(m->time_count, 4);
    assert_string_equal(m->times[0].value, "2017-10");
    assert_string_equal(m->times[1].value, "2017-11-06"); /* a Monday */
    assert_string_equal(m->times[2].value, "2016-01");    /* another locale's name */
    assert_string_equal(m->times[3].value, "2017-12");    /* the abbreviation of a locale, with its full stop */
}

static void names_of_the_calendar_come_from_cldr(void **state) {
    bench *b = *state;
    write_rules(
        b, "time.rules",
        "[cldr month]\nmonths  wide  eo ar_SY\nmonths  abbreviated  fr\nexcept  majo | mai\n[cldr weekday]\ndays  wide  eo\n"
        "[rules]\n{month} {year:1000-2999}?  date\n{weekday}  date\n");
    mentions m;
    read_as(b, "Oktobro, lundo, كانون الثاني 2016, majo, déc.", &m, names_were_known);
}

static void numbers_were_known(const mentions *m) {
    assert_int_equal(m->quantity_count, 3);
    assert_int_equal(m->quantities[0].best, 7);
    assert_int_equal(m->quantities[1].best, 31);
    assert_int_equal(m->quantities[1].kind, QUANTITY_ORDINAL);
    assert_int_equal(m->quantities[2].best, 4000);
}

/* "dek" is left out; "tridek unua" and "kvar mil" are put together by the program. */
static void icu_spells_numbers(void **state) {
    bench *b = *state;
    write_rules(b, "numbers.rules",
                "[spelled number]\ncardinals  0-30 30 1000\nexcept  dek\n[spelled ordinal]\nordinals  1-31\n[rules]\n{num}  "
                "quantity\n{ord}  ordinal nth=1\n");
    mentions m;
    read_as(b, "sep dek, tridek unua, kvar mil", &m, numbers_were_known);
}

static void forms_were_known(const mentions *m) {
    assert_int_equal(m->time_count, 3);
    assert_string_equal(m->times[2].value, "2017-W44");
}

static void a_paradigm_gives_the_forms_of_a_word(void **state) {
    bench *b = *state;
    write_rules(
        b, "time.rules",
        "[paradigms]\nnoun  o on oj ojn -\n[words unit]\nsemajn~noun | sept~noun lasta  week\n[rules]\n{unit}  date k=-1\n");
    mentions m;
    read_as(b, "semajno, septojn lasta, semajn, semajna", &m, forms_were_known);
}

static void compounds_were_cut(const mentions *m) {
    assert_int_equal(m->time_count, 1);
    assert_string_equal(m->times[0].value, "2017-11-06TMO");
    assert_int_equal(m->quantity_count, 1);
    assert_int_equal(m->quantities[0].best, 3030);
}

/* "trimila" leaves a rest that is no word, and "lundon" is none of the lists: both stay whole. */
static void a_compound_is_cut_into_words_of_the_lists(void **state) {
    bench *b = *state;
    write_rules(b, "time.rules",
                "[format]\ncompounds  number weekday part\n[words weekday]\nlundo  1\n[words part]\nmateno  MO\n"
                "[rules]\n{weekday} {part}  date\n{part}  date\n");
    write_rules(b, "numbers.rules", "[words number]\ntri  3\ntridek  30\nmil  1000\n[rules]\n{num}  quantity\n");
    mentions m;
    read_as(b, "lundomateno, trimiltridek, trimila, lundon", &m, compounds_were_cut);
}

static void points_were_taken(const mentions *m) {
    assert_int_equal(m->time_count, 3);
    assert_int_equal(m->times[0].at.at.end, 2);
    assert_string_equal(m->times[0].value, "2017-11-03");
    assert_int_equal(m->times[1].at.at.end, 5);
    assert_string_equal(m->times[2].value, "2017-11-05");
}

static void the_point_of_an_ordinal_belongs_to_it(void **state) {
    bench *b = *state;
    write_rules(b, "time.rules",
                "[words month]\nnovembro  11\n[fragments]\nmore  , {none:1-31} \\.\n"
                "[rules]\n{day:1-31} \\. {month}  date\n{day:1-31} \\. <@more? / {none:1-31} \\. {month}>  date\n"
                "{month} {day:1-31} \\. $  none\n");
    mentions m;
    read_as(b, "3.,4./5. novembro, 6 novembro 7.", &m, points_were_taken);
}

/* Each broken file, the line that is wrong, and what the message tells. */
static void a_broken_line_is_named(void **state) {
    static const struct {
        const char *rules;
        unsigned line;
        const char *says;
    } broken[] = {
        {"[months]\nmay  5\n", 2, "expected [words"},
        {"[words month]\nmay  fifth\n", 2, "expected a known value"},
        {"[words month]\nmay  size=5\n", 2, "expected a slot"},
        {"[words month]\nmay  unit=five\n", 2, "expected a number or a known value"},
        {"[words month]\n--  5\n", 2, "expected a word"},
        {"[rules]\nmay  day\n", 2, "expected none, date"},
        {"[rules]\nmay\n", 2, "expected a pattern and what it means"},
        {"[rules]\n{month}  date\n", 2, "expected a class"},
        {"[rules]\n{size:1-3}  date\n", 2, "expected a slot"},
        {"[rules]\n{day:9-1}  date\n", 2, "expected a range"},
        {"[rules]\n@when  date\n", 2, "expected a fragment"},
        {"[rules]\n(may|june  date\n", 2, "expected \")\""},
        {"[rules]\nmay)  date\n", 2, "expected an element"},
        {"[rules]\nmay !  date\n", 2, "expected a word or a class behind"},
        {"[rules]\nmay ?june  date\n", 2, "expected"},
        {"[fragments]\nwhen  @when may\n[rules]\n@when  date\n", 2, "do not use themselves"},
        {"[fragments]\nwhen\n", 2, "expected a name and a pattern"},
        {"[format]\nweight  5\n", 2, "expected decimal"},
        {"[format]\nteens-after  100\n", 2, "expected tens"},
        {"[format]\ncompounds  month\n", 2, "expected a class"},
        {"[rules]\nmay?  date\n", 2, "begins with a word of its own"},
        {"[cldr month]\nyears  wide  eo\n", 2, "expected months or days"},
        {"[cldr month]\nmonths  wide\n", 2, "expected months or days"},
        {"[spelled number]\ncardinals\n", 2, "expected cardinals or ordinals"},
        {"[spelled number]\ncardinals  9-1\n", 2, "expected ranges"},
        {"[spelled number]\ncardinals  0-1000000000\n", 2, "expected ranges"},
        {"[words unit]\nsemajn~noun  week\n", 2, "expected a paradigm"},
    };
    bench *b = *state;
    for (size_t k = 0; k < sizeof broken / sizeof *broken; k++) {
        write_rules(b, "time.rules", broken[k].rules);
        if (compile(b) == DP_OK) fail_msg("compiled: %s", broken[k].rules);
        if (b->err.line != broken[k].line || !strstr(b->err.message, broken[k].says))
            fail_msg("%s: line %u: %s", broken[k].rules, (unsigned)b->err.line, b->err.message);
        assert_string_equal(b->err.file, "lang/eo/time.rules");
    }
}

static void a_language_without_rules_is_no_error(void **state) {
    assert_int_equal(compile(*state), DP_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_language_is_added_by_adding_its_rules, setup, teardown),
        cmocka_unit_test_setup_teardown(names_of_the_calendar_come_from_cldr, setup, teardown),
        cmocka_unit_test_setup_teardown(icu_spells_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(a_paradigm_gives_the_forms_of_a_word, setup, teardown),
        cmocka_unit_test_setup_teardown(a_compound_is_cut_into_words_of_the_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(the_point_of_an_ordinal_belongs_to_it, setup, teardown),
        cmocka_unit_test_setup_teardown(a_broken_line_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(a_language_without_rules_is_no_error, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
