/* Opening the actors' knowledge: a pack that was tampered with is refused; hostile text is read in bounds and in time. */
#include "actor_reading.h"

#include <time.h>

#include "core/hash.h"
#include "mention/actor_rules.h"

/* The whole pack in memory, to be damaged. */
typedef struct copy {
    char *bytes;
    size_t size;
    pack pack;
} copy;

static copy copy_pack(void **state) {
    reading *r = *state;
    if (!r->rules) {
        print_message("no pack: set DEPECHE_PACK\n");
        skip();
    }
    copy c = {.size = r->pack.file.size};
    c.bytes = malloc(c.size);
    assert_non_null(c.bytes);
    memcpy(c.bytes, r->pack.file.at, c.size);
    return c;
}

static void *section_of(copy *c, const char *name, size_t *size) {
    dp_error err = {0};
    const void *data;
    assert_int_equal(pack_open_bytes(c->bytes, c->size, &c->pack, &err), DP_OK);
    assert_true(pack_section(&c->pack, name, &data, size));
    return c->bytes + ((const char *)data - c->bytes);
}

/* Opens the actors of a copy that was changed; the pack itself was checked before the change. */
static dp_status open_actors(copy *c, dp_error *err) {
    actor_rules *rules = NULL;
    dp_status status = actor_rules_open(&c->pack, &rules, err);
    actor_rules_free(rules);
    return status;
}

static void refused(copy *c) {
    dp_error err = {0};
    assert_int_equal(open_actors(c, &err), DP_E_PACK);
    assert_non_null(strstr(err.message, "damaged"));
    assert_string_not_equal(err.remedy, "");
    free(c->bytes);
}

static void a_sound_pack_opens(void **state) {
    copy c = copy_pack(state);
    size_t size;
    dp_error err = {0};
    section_of(&c, "actors", &size);
    assert_int_equal(open_actors(&c, &err), DP_OK);
    free(c.bytes);
}

static void an_actor_of_no_country_is_refused(void **state) {
    copy c = copy_pack(state);
    size_t size;
    actor_record *r = section_of(&c, "actors", &size);
    r[0].country = UINT16_MAX;
    refused(&c);
}

static void an_actor_of_no_sector_is_refused(void **state) {
    copy c = copy_pack(state);
    size_t size;
    actor_record *r = section_of(&c, "actors", &size);
    r[size / sizeof *r - 1].sectors[3] = UINT8_MAX;
    refused(&c);
}

static void a_code_without_an_end_is_refused(void **state) {
    copy c = copy_pack(state);
    size_t size;
    polity_record *p = section_of(&c, "actor-polities", &size);
    memset(p->code, 'X', sizeof p->code);
    refused(&c);
    c = copy_pack(state);
    sector_record *s = section_of(&c, "actor-sectors", &size);
    memset(s->code, 'X', sizeof s->code);
    refused(&c);
}

static void an_entry_that_leads_nowhere_is_refused(void **state) {
    copy c = copy_pack(state);
    size_t size;
    actor_entry *e = section_of(&c, "fr/actor-entries", &size);
    e[0].target = UINT32_MAX;
    refused(&c);
    c = copy_pack(state);
    e = section_of(&c, "fr/actor-entries", &size);
    e[0].type = ENTRY_TYPES;
    refused(&c);
}

static void a_list_that_turns_back_is_refused(void **state) {
    copy c = copy_pack(state);
    size_t size;
    actor_entry *e = section_of(&c, "en/actor-entries", &size);
    e[5].next = 3;
    refused(&c);
}

static void a_phrase_or_link_of_no_entry_is_refused(void **state) {
    static const char *const tables[] = {"fr/actor-phrases", "fr/actor-links"};
    for (int k = 0; k < 2; k++) {
        copy c = copy_pack(state);
        size_t size;
        phrase_slot *s = section_of(&c, tables[k], &size);
        for (size_t i = 0; i < size / sizeof *s; i++)
            if (s[i].flags & PHRASE_ENTRY) s[i].value = UINT32_MAX;
        refused(&c);
    }
}

static void a_role_of_no_sector_is_refused(void **state) {
    copy c = copy_pack(state);
    size_t size;
    role_record *r = section_of(&c, "en/actor-roles", &size);
    r[0].sectors[0] = UINT8_MAX;
    refused(&c);
}

static void a_missing_section_is_named(void **state) {
    copy c = copy_pack(state);
    size_t size;
    section_of(&c, "actors", &size);
    for (uint32_t i = 0; i < c.pack.section_count; i++)
        if (strcmp(pack_section_name(&c.pack, i), "actor-sectors") == 0) ((char *)pack_section_name(&c.pack, i))[0] = 'x';
    dp_error err = {0};
    assert_int_equal(open_actors(&c, &err), DP_E_PACK);
    assert_non_null(strstr(err.message, "actor-sectors"));
    free(c.bytes);
}

static void a_language_that_the_pack_lacks_has_no_actors(void **state) {
    reading *r = *state;
    const mentions *m = actors_of(state, "fr", "L'armée malienne avance.", NULL);
    assert_true(m->actor_count > 0);
    memcpy(r->text.lang, "xx", 3);
    dp_error err = {0};
    assert_int_equal(actor_find(actor_knowledge, &r->text, &r->arena, &r->found, &err), DP_OK);
    assert_int_equal(r->found.actor_count, 0);
}

/* Texts that a hostile hand would send: each has to be read in seconds and in bounds. */
static void hostile_text_is_read_in_time(void **state) {
    static const char *const units[] = {
        "soldats de l'armée de ",    "US, British, French, ", "le groupe le groupe ", "its troops ",
        "Hezbollah fighters and ",   "(ONU) (OTAN) (UE) ",    "pro-pro-pro-russe ",   "Jean Jean Jean Jean ",
        "The Front Movement Union ", "président président ",  "A. B. C. D. ",         "Syria's Syria's ",
        "former former former ",     "M. M. M. Dupont ",      "backed by backed by "};
    const char *size = getenv("DEPECHE_TEST_SIZE"); /* under sanitizers they look for other faults than slowness */
    const size_t bytes = size && strcmp(size, "small") == 0 ? 40000 : 400000;
    char *text = malloc(bytes + 64);
    assert_non_null(text);
    for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
        size_t n = 0, unit = strlen(units[k]);
        while (n < bytes) {
            memcpy(text + n, units[k], unit);
            n += unit;
        }
        clock_t start = clock();
        const mentions *m = actors_in(state, k % 2 ? "en" : "fr", text, n, NULL);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        for (uint32_t i = 0; i < m->actor_count; i++) assert_true(m->actors[i].at.at.end <= n && m->actors[i].coref <= i);
        if (seconds > 20) fail_msg("\"%s\" took %.1f s", units[k], seconds);
    }
    free(text);
}

static void random_words_are_read_in_bounds(void **state) {
    static const char *const words[] = {
        "army",  "of",    "the",      "Syria", "Syrian",  "'s", ",",         "Hamas", "(",      "ABC",    ")",    "President",
        "Jean",  "said",  "pro-",     "and",   "rebels",  "he", "the group", ".",     "Moscow", "backed", "by",   "\n\n",
        "armée", "russe", "ministre", "de la", "Défense", "«",  "»",         "ils",   "Mr",     "Ali",    "\xFF", "al-"};
    random_source rnd = {7};
    for (int round = 0; round < 300; round++) {
        char text[512] = "";
        size_t n = 0;
        while (n < 400) {
            const char *w = words[random_below(&rnd, sizeof words / sizeof *words)];
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", w, random_below(&rnd, 5) ? " " : "");
        }
        char *exact = exact_copy(text, n);
        const mentions *m = actors_in(state, round % 2 ? "en" : "fr", exact, n, round % 3 ? NULL : "2014-06");
        for (uint32_t i = 0; i < m->actor_count; i++) {
            assert_non_null(m->actors[i].name);
            assert_true(m->actors[i].at.at.end <= n && m->actors[i].coref <= i && m->actors[i].sector_count <= 4);
            if (i) assert_true(m->actors[i - 1].at.at.start <= m->actors[i].at.at.start);
        }
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_pack_opens),
        cmocka_unit_test(an_actor_of_no_country_is_refused),
        cmocka_unit_test(an_actor_of_no_sector_is_refused),
        cmocka_unit_test(a_code_without_an_end_is_refused),
        cmocka_unit_test(an_entry_that_leads_nowhere_is_refused),
        cmocka_unit_test(a_list_that_turns_back_is_refused),
        cmocka_unit_test(a_phrase_or_link_of_no_entry_is_refused),
        cmocka_unit_test(a_role_of_no_sector_is_refused),
        cmocka_unit_test(a_missing_section_is_named),
        cmocka_unit_test(a_language_that_the_pack_lacks_has_no_actors),
        cmocka_unit_test(hostile_text_is_read_in_time),
        cmocka_unit_test(random_words_are_read_in_bounds),
    };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
