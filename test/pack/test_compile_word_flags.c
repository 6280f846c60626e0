/* The words of a made-up world's names. */
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

#include "pack/builder.h"
#include "pack/compile.h"
#include "text/word_flags.h"

typedef struct world {
    char path[64];
    pack_builder *b;
    pack p;
    word_flags known;
} world;

static void put(const world *w, const char *file, const char *bytes) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", w->path, file);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(bytes, out);
    fclose(out);
}

static void row(char *out, size_t cap, const char *name, const char *others, unsigned people) {
    const size_t n = strlen(out);
    snprintf(out + n, cap - n, "%u\t%s\t%s\t%s\t10.5\t20.5\tP\tPPL\tQA\t\t01\t\t\t\t%u\t\t1\tX\t2020-01-01\n", (unsigned)n + 1,
             name, name, others, people);
}

static int make_world(void **state) {
    static world w;
    char towns[2048] = "", path[160];
    snprintf(w.path, sizeof w.path, "/tmp/depeche-words-XXXXXX");
    assert_non_null(mkdtemp(w.path));
    for (const char *const *folder = (const char *const[]){"world", "world/actors", NULL}; *folder; folder++) {
        snprintf(path, sizeof path, "%s/%s", w.path, *folder);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    put(&w, "world/actors/roles.rules", "[roles]\nGOV  government\nMIL  military\n");
    put(&w, "world/actors/peoples.rules", "[country-codes]\nQA  QAR\n");
    put(&w, "world/actors/a.rules",
        "[actors]\nQARMIL  Red Guard  QAR  MIL  -  RG!; ru: Гвардия!\n[persons]\nAmira Kolven  Kolven  QARGOV 1990/..\n");
    put(&w, "world/countries.rules", "[countries]\nQA  100  PCLI  10,20  Qarum\n[names]\nQA  en  usual  Qaria\n");
    put(&w, "world/first-names.rules", "[first-name]\nTovik, Selma\n");
    put(&w, "world/known-names.rules",
        "[organisation]\n# A bank\nVelmo, Bank of Quell\n[surname]\nHarvik\n[given-name]\nОрест\n");
    put(&w, "world/name-affixes.rules", "[endings]\nа  а\nии  и\nи  и\nя  я\n[proclitics]\nو\n");
    row(towns, sizeof towns, "Qarum", "Qaroum,qrm,QRM,karom,Карум", 500000);
    row(towns, sizeof towns, "Port of Melben", "", 20000);
    row(towns, sizeof towns, "Little Vantor", "", 2000);
    row(towns, sizeof towns, "Hamletto", "", 700);
    put(&w, "cities.txt", towns);
    *state = &w;
    return 0;
}

static int drop_world(void **state) {
    world *w = *state;
    static const char *const paths[] = {"world/actors/roles.rules",
                                        "world/actors/peoples.rules",
                                        "world/actors/a.rules",
                                        "world/countries.rules",
                                        "world/first-names.rules",
                                        "world/name-affixes.rules",
                                        "world/known-names.rules",
                                        "cities.txt",
                                        "world/actors",
                                        "world",
                                        ""};
    char path[160];
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        snprintf(path, sizeof path, "%s/%s", w->path, paths[i]);
        remove(path);
    }
    builder_free(w->b);
    return 0;
}

static void build(world *w) {
    static const char *const langs[] = {"en", NULL};
    char cities[128];
    const void *bytes;
    size_t n;
    arena a;
    dp_error err = {0};
    snprintf(cities, sizeof cities, "%s/cities.txt", w->path);
    const pack_sources s = {.root = w->path, .cities = cities, .langs = langs};
    arena_init(&a);
    assert_int_equal(builder_new(&w->b, &err), DP_OK);
    if (compile_word_flags(w->b, &s, &a, &err) != DP_OK) fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
    arena_free(&a);
    assert_int_equal(builder_bytes(w->b, &bytes, &n, &err), DP_OK);
    assert_int_equal(pack_open_bytes(bytes, n, &w->p, &err), DP_OK);
    assert_int_equal(word_flags_open(&w->p, &w->known, &err), DP_OK);
    assert_non_null(w->known.slots);
}

static void expect(const world *w, const char *form, uint32_t flags) {
    const uint32_t got = word_flags_of(&w->known, w->p.fold, form, strlen(form));
    if (got != flags) fail_msg("%s: %u, not %u", form, (unsigned)got, (unsigned)flags);
}

static void words_of_names_are_marked_by_what_bears_them(void **state) {
    world *w = *state;
    build(w);
    expect(w, "Qarum", KNOWN_PLACE | KNOWN_GREAT_PLACE);
    expect(w, "Qaria", KNOWN_PLACE | KNOWN_GREAT_PLACE);
    expect(w, "Qaroum", KNOWN_PLACE);
    expect(w, "Карума", KNOWN_PLACE);
    expect(w, "Port", KNOWN_PLACE_FIRST);
    expect(w, "Melben", KNOWN_PLACE_LATER);
    expect(w, "Tovik", KNOWN_GIVEN_NAME);
    expect(w, "Amira", KNOWN_GIVEN_NAME);
    expect(w, "Kolven", KNOWN_SURNAME);
    expect(w, "Guard", KNOWN_BODY_WORD);
    expect(w, "RG", KNOWN_BODY);
    expect(w, "Гвардии", KNOWN_BODY);
    expect(w, "Velmo", KNOWN_BODY);
    expect(w, "Quell", KNOWN_BODY_WORD);
    expect(w, "Harvik", KNOWN_SURNAME);
    expect(w, "Ореста", KNOWN_GIVEN_NAME);
    /* not: words between, hamlets, parts of small places' names, codes, transliterations in small letters */
    static const char *const unknown[] = {"of", "Hamletto", "Vantor", "Little", "QRM", "karom", "Guards?"};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) expect(w, unknown[i], 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_of_names_are_marked_by_what_bears_them)};
    return cmocka_run_group_tests(tests, make_world, drop_world);
}
