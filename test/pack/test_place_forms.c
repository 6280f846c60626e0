/* The cases of place names: which words of a name decline, and what broken rule files say. */
#include <sys/stat.h>
#include <unistd.h>

#include "testing.h"

#include "core/buf.h"
#include "pack/builder.h"
#include "pack/place_forms.h"

typedef struct world {
    char path[64], file[128];
    pack_builder *builder;
    arena a;
} world;

static const char rules[] = "[letters]\nабвгдежзийклмнопрстуфхцчшщъыьэюя\n"
                            "[noun]\nн, д, г, т  +а  +е\n^рог  рога  роге\nия  ии  ии\nск  ска/скы  ске\nы  0  ах\nа  ы  е\n"
                            "[adjective]\nий, ый  ого  ом\n~на  ной  ной\nая  ой  ой\nривой  ривого  ривом\n"
                            "[derived]\nск  ск\nан  +ск\n^азия  азиатск\n[derived endings]\nий ая\n"
                            "[head]\nобласть, страна\n[stay]\nна\n[and]\nи\n";

static void write_rules(world *w, const char *text) {
    FILE *out = fopen(w->file, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static int make_world(void **state) {
    world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    snprintf(w->path, sizeof w->path, "/tmp/depeche-forms-XXXXXX");
    assert_non_null(mkdtemp(w->path));
    snprintf(w->file, sizeof w->file, "%s/lang", w->path);
    assert_int_equal(mkdir(w->file, 0700), 0);
    snprintf(w->file, sizeof w->file, "%s/lang/xx", w->path);
    assert_int_equal(mkdir(w->file, 0700), 0);
    snprintf(w->file, sizeof w->file, "%s/lang/xx/place-forms.rules", w->path);
    dp_error err = {0};
    assert_int_equal(builder_new(&w->builder, &err), DP_OK);
    arena_init(&w->a);
    write_rules(w, rules);
    *state = w;
    return 0;
}

static int drop_world(void **state) {
    world *w = *state;
    char folder[128];
    unlink(w->file);
    snprintf(folder, sizeof folder, "%s/lang/xx", w->path);
    rmdir(folder);
    snprintf(folder, sizeof folder, "%s/lang", w->path);
    rmdir(folder);
    rmdir(w->path);
    builder_free(w->builder);
    arena_free(&w->a);
    free(w);
    return 0;
}

static dp_status read_rules(world *w, place_forms **out, dp_error *err) {
    static const char *const langs[] = {"aa", "xx", NULL};
    pack_sources s = {.root = w->path, .langs = langs};
    return place_forms_read(&s, builder_fold(w->builder), &w->a, out, err);
}

static void collect(void *context, const char *form, unsigned lang, bool part) {
    (void)lang, (void)part;
    buf *out = context;
    if (out->n > 0) buf_str(out, "; ");
    buf_str(out, form);
}

static void assert_forms(const place_forms *f, const char *name, unsigned langs, const char *want) {
    buf got;
    buf_init(&got);
    place_forms_each(f, name, langs, true, collect, &got);
    assert_string_equal(got.n > 0 ? buf_cstr(&got) : "", want);
    buf_free(&got);
}

static void names_decline(void **state) {
    world *w = *state;
    place_forms *f = NULL;
    dp_error err = {0};
    assert_int_equal(read_rules(w, &f, &err), DP_OK);
    assert_forms(f, "Магадан", 0, "магадана; магадане");
    assert_forms(f, "Курск", 0, "курска; курске; курскы"); /* two forms of one case */
    assert_forms(f, "Горы", 0, "гор; горах");              /* the ending falls */
    assert_forms(f, "Кривой Рог", 0, "кривого рога; кривом роге");
    assert_forms(f, "Новый Город", 0, "нового города; новом городе");
    assert_forms(f, "Новгород-на-Двине", 0, "новгорода-на-двине; новгороде-на-двине");
    assert_forms(f, "Каменск-Зелёный", 0, ""); /* ё is none of these letters */
    assert_forms(f, "Каменск-Белый", 0, "каменска-белого; каменске-белом; каменскы-белого");
    assert_forms(f, "Страна Курск", 0, "страны курск; стране курск");
    assert_forms(f, "Азия и Курская Азия", 0, "азии и курской азии; азии и курской азии");
    assert_forms(f, "Санкт-Магадан", 0, "санкт-магадана; санкт-магадане");
    assert_forms(f, "Южна Азия", 0, "южной азии; южной азии"); /* an adjective only before its noun … */
    assert_forms(f, "Двина", 0, "двины; двине");               /* … and a noun alone */
    assert_forms(f, "Сочи", 0, "");                            /* fits no ending */
}

static void towns_have_adjectives(void **state) {
    world *w = *state;
    place_forms *f = NULL;
    dp_error err = {0};
    assert_int_equal(read_rules(w, &f, &err), DP_OK);
    buf got;
    buf_init(&got);
    place_forms_derived(f, "Курск", 0, collect, &got);
    place_forms_derived(f, "Магадан", 0, collect, &got);
    place_forms_derived(f, "Азия", 0, collect, &got);
    place_forms_derived(f, "Новый Курск", 0, collect, &got); /* of one word only */
    place_forms_derived(f, "Сочи", 0, collect, &got);
    place_forms_derived(f, "Paris", 0, collect, &got);
    assert_string_equal(buf_cstr(&got), "курский; курская; магаданский; магаданская; азиатский; азиатская");
    buf_free(&got);
}

static void other_names_stay(void **state) {
    world *w = *state;
    place_forms *f = NULL;
    dp_error err = {0};
    assert_int_equal(read_rules(w, &f, &err), DP_OK);
    assert_forms(f, "ООН", 0, "");     /* an abbreviation */
    assert_forms(f, "Paris", 0, "");   /* another script */
    assert_forms(f, "Магадан", 1, ""); /* a name in the first language only */
    assert_forms(f, "Магадан (Курск)", 0, "");
    assert_forms(f, "", 0, "");
    assert_int_equal(place_forms_lang(f, "xx"), 2);
    assert_true(place_forms_spell(f, "Магадан", strlen("Магадан")));
    assert_false(place_forms_spell(f, "Köln", strlen("Köln")));
    assert_false(place_forms_spell(f, "-", 1));
}

/* A name in Latin letters may be any language's: it is declined where the place is widely known, or where it is said to be
 * the language's own. */
static void latin_names_decline_where_known(void **state) {
    world *w = *state;
    place_forms *f = NULL;
    dp_error err = {0};
    write_rules(w, "[letters]\nabcdefghijklmnopqrstuvwxyz\n[noun]\nb, n, p  +s\n[part]\nnord, ost\n");
    assert_int_equal(read_rules(w, &f, &err), DP_OK);
    assert_forms(f, "Syrien", 0,
                 "syriens; nordsyrien; nordsyriens; nord-syrien; nord-syriens; ostsyrien; ostsyriens; ost-syrien; ost-syriens");
    assert_forms(f, "Paris", 0, "nordparis; nord-paris; ostparis; ost-paris");
    assert_forms(f, "Ulm", 0, "");             /* too short for parts */
    assert_forms(f, "Bad Urn", 0, "bad urns"); /* parts are made of one word */
    buf got;
    buf_init(&got);
    place_forms_each(f, "Syrien", 0, false, collect, &got);
    assert_int_equal(got.n, 0);
    place_forms_each(f, "Syrien", 2, false, collect, &got);
    assert_string_equal(buf_cstr(&got), "syriens");
    buf_free(&got);
    assert_false(place_forms_spell(f, "Syrien", strlen("Syrien"))); /* the letters tell no language */
}

static void broken_rules_name_their_line(void **state) {
    static const char *const cases[] = {"[noun]\nа\n", "[noun]\nа  ы  е\nо  а\n", "[verb]\nа  ы\n", "[derived]\nа\n"};
    world *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        place_forms *f = NULL;
        dp_error err = {0};
        write_rules(w, cases[i]);
        assert_int_not_equal(read_rules(w, &f, &err), DP_OK);
        assert_true(err.line > 0);
        assert_non_null(strstr(err.message, "expected"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_decline, make_world, drop_world),
        cmocka_unit_test_setup_teardown(towns_have_adjectives, make_world, drop_world),
        cmocka_unit_test_setup_teardown(other_names_stay, make_world, drop_world),
        cmocka_unit_test_setup_teardown(latin_names_decline_where_known, make_world, drop_world),
        cmocka_unit_test_setup_teardown(broken_rules_name_their_line, make_world, drop_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
