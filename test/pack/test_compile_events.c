/* The compilers of the ontology and of the event lexicons: what they make, and that each slip of the pen is named with its line.
 */
#include "testing.h"

#include <sys/stat.h>
#include <unistd.h>

#include "claim/lexicon.h"
#include "pack/compile.h"

static char root[64];
static arena a;

static const char plover[] =
    "[types]\nASSAULT  4  18  attacks\nSTATE  0  00  a state\n[modes]\nASSAULT  beat  blows\n[contexts]\nmilitary  armies\n";
static const char cameo[] = "[cameo]\n190  Use force  -10.0\n195  Use air power  -10.0\n[quads]\n19  4\n";
static const char acled[] =
    "[acled]\nArmed clash  Battles  Political violence\nAir/drone strike  Explosions  Political violence\n";
static const char frames[] =
    "[classes]\ntown  towns\nair  aircraft  tool\n[sets]\nground  place,town\n[choices]\nby-arm  air: Air/drone strike; Armed "
    "clash\n"
    "[linking]\nstd  actor=subj,by  recipient=obj\n[moods]\nASSAULT  intended  hold\n"
    "[frames]\nattack  ASSAULT  -  air: 195; 190  @by-arm  -  -  -  -  military\nhold  STATE  -  -  -  held  -  -  state  -\n";

static void write_file(const char *path, const char *bytes) {
    char full[256];
    snprintf(full, sizeof full, "%s/%s", root, path);
    FILE *f = fopen(full, "wb");
    assert_non_null(f);
    fwrite(bytes, 1, strlen(bytes), f);
    fclose(f);
}

static const char *const folders[] = {"world", "world/ontology", "lang", "lang/xx"};
static const char *const files[] = {"world/ontology/plover.rules", "world/ontology/cameo.rules", "world/ontology/acled.rules",
                                    "world/ontology/frames.rules", "lang/xx/events-words.rules", "lang/xx/events.rules"};

static int make_root(void **state) {
    (void)state;
    arena_init(&a);
    snprintf(root, sizeof root, "%s", "/tmp/depeche-events-XXXXXX");
    if (!mkdtemp(root)) return 1;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char full[256];
        snprintf(full, sizeof full, "%s/%s", root, folders[i]);
        if (mkdir(full, 0700) != 0) return 1;
    }
    write_file(files[0], plover);
    write_file(files[1], cameo);
    write_file(files[2], acled);
    write_file(files[3], frames);
    write_file(
        files[4],
        "[class town]\nville, village\n[prepositions]\ncontre  against\n[support]\nmener  actor\n[traits]\nbe  passive-aux\n"
        "[participles]\n-ed  -\n[guards]\nobject  town  1  ASSAULT\n");
    write_file(files[5], "attack, hit  VERB  attack  obj=ground !obj=/heart/  recipient=obj,prep.on\nhold on  VERB  hold  -\n");
    return 0;
}

static int remove_root(void **state) {
    (void)state;
    char full[256];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(full, sizeof full, "%s/%s", root, files[i]);
        unlink(full);
    }
    for (size_t i = sizeof folders / sizeof *folders; i-- > 0;) {
        snprintf(full, sizeof full, "%s/%s", root, folders[i]);
        rmdir(full);
    }
    arena_free(&a);
    return rmdir(root);
}

static dp_status compile(pack_builder **b, dp_error *err) {
    static const char *const langs[] = {"xx", NULL};
    pack_sources s = {.root = root, .langs = langs};
    memset(err, 0, sizeof *err);
    dp_status status = builder_new(b, err);
    if (status == DP_OK) status = compile_ontology(*b, &s, &a, err);
    if (status == DP_OK) status = compile_events(*b, &s, &a, err);
    return status;
}

static void expect_error(const char *file, uint64_t line, const char *words) {
    pack_builder *b = NULL;
    dp_error err;
    assert_int_equal(compile(&b, &err), DP_E_FORMAT);
    builder_free(b);
    assert_string_equal(err.file, file);
    assert_int_equal(err.line, line);
    if (!strstr(err.message, words)) fail_msg("expected \"%s\" in \"%s\"", words, err.message);
}

static void words_entries_and_frames_reach_the_pack(void **state) {
    (void)state;
    pack_builder *b = NULL;
    dp_error err;
    assert_int_equal(compile(&b, &err), DP_OK);
    const void *bytes;
    size_t n;
    assert_int_equal(builder_bytes(b, &bytes, &n, &err), DP_OK);
    pack p;
    assert_int_equal(pack_open_bytes(bytes, n, &p, &err), DP_OK);
    const void *items;
    assert_int_equal(pack_table(&p, "xx/events.entries", sizeof(event_entry), &items, &n, &err), DP_OK);
    assert_int_equal(n, 3);
    assert_int_equal(pack_table(&p, "ontology/frames", sizeof(frame_record), &items, &n, &err), DP_OK);
    assert_int_equal(n, 2);
    const frame_record *f = items;
    assert_string_equal(pack_string(&p, f[1].type), "STATE");
    assert_int_equal(f[1].control, CONTROL_HELD);
    assert_string_equal(ontology_label(&p, "ontology/cameo", "195"), "Use air power");
    assert_string_equal(ontology_label(&p, "ontology/cameo", "999"), "");
    pack_close(&p);
    builder_free(b);
}

static void the_same_files_give_the_same_bytes(void **state) {
    (void)state;
    pack_builder *one = NULL, *two = NULL;
    dp_error err;
    const void *p, *q;
    size_t n, m;
    assert_int_equal(compile(&one, &err), DP_OK);
    assert_int_equal(compile(&two, &err), DP_OK);
    assert_int_equal(builder_bytes(one, &p, &n, &err), DP_OK);
    assert_int_equal(builder_bytes(two, &q, &m, &err), DP_OK);
    assert_int_equal(n, m);
    assert_memory_equal(p, q, n);
    builder_free(one);
    builder_free(two);
}

static void slips_in_entries_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *words;
    } slips[] = {{"attack  VERB  conquer\n", "no frame"},
                 {"attack  VERV  attack\n", "part of speech"},
                 {"attack  VERB  attack  obj=palace\n", "no class"},
                 {"attack  VERB  attack  beside=town\n", "no test"},
                 {"attack  VERB  attack  -  victim=obj\n", "role"},
                 {"attack  VERB  attack  -  actor=beside\n", "no slot"},
                 {"attack\n", "expected words"},
                 {"a b c d e f g  VERB  attack\n", "at most 6 words"}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        write_file(files[5], slips[i].text);
        expect_error("lang/xx/events.rules", 1, slips[i].words);
    }
}

static void slips_in_the_words_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *words;
    } slips[] = {{"[class palace]\nhouse\n", "no class"},
                 {"[prepositions]\nsur  beside\n", "nothing that"},
                 {"[support]\nmener  dancer\n", "nothing that"},
                 {"[guards]\nobject  palace  1  ASSAULT\n", "no class"},
                 {"[guards]\nelsewhere  town  1  ASSAULT\n", "expected sentence"},
                 {"[participles]\npris\n", "expected forms"}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        write_file(files[4], slips[i].text);
        expect_error("lang/xx/events-words.rules", 2, slips[i].words);
    }
}

static void slips_in_frames_are_named(void **state) {
    (void)state;
    static const struct {
        const char *row, *words;
    } slips[] = {{"x  ASSAULT  -  190\n", "columns"},
                 {"x  WAR  -  190  -  -  -  -  -  -\n", "no type"},
                 {"x  ASSAULT  -  777  -  -  -  -  -  -\n", "no table"},
                 {"x  ASSAULT  -  -  -  gone  -  -  -  -\n", "control state"},
                 {"x  ASSAULT  -  -  @none  -  -  -  -  -\n", "choices"},
                 {"x  ASSAULT  -  -  -  -  -  other  -  -\n", "linking"},
                 {"x  ASSAULT  -  -  -  -  -  -  loud  -\n", "no flag"},
                 {"x  ASSAULT  -  -  -  -  -  -  -  weather\n", "no context"},
                 {"x  ASSAULT  -  sea: 190  -  -  -  -  -  -\n", "no condition"}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        char text[256];
        snprintf(text, sizeof text, "[linking]\nstd  actor=subj\n[frames]\n%s", slips[i].row);
        write_file(files[3], text);
        expect_error("world/ontology/frames.rules", 4, slips[i].words);
    }
}

static void without_an_ontology_there_are_no_events(void **state) {
    (void)state;
    char full[256];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(full, sizeof full, "%s/%s", root, files[i]);
        unlink(full);
    }
    pack_builder *b = NULL;
    dp_error err;
    assert_int_equal(compile(&b, &err), DP_OK);
    builder_free(b);
}

#define WITH_ROOT(test) cmocka_unit_test_setup_teardown(test, make_root, remove_root)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_ROOT(words_entries_and_frames_reach_the_pack),
        WITH_ROOT(the_same_files_give_the_same_bytes),
        WITH_ROOT(slips_in_entries_are_named),
        WITH_ROOT(slips_in_the_words_are_named),
        WITH_ROOT(slips_in_frames_are_named),
        WITH_ROOT(without_an_ontology_there_are_no_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
