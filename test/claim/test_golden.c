/* Paragraphs of news on many conflicts and the claims that a careful reader expects (golden.<lang>.txt), read by all rooms up to
 * this one. Not every expectation need hold (parsers err), but a change that loses many is a defect. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/rooms.h"

static bool value_has(const reading *g, const claim *c, const char *key, const char *want) {
    if (strcmp(key, "trigger") == 0) return reading_span_has(g, c->trigger, NULL, want);
    if (strcmp(key, "type") == 0) return strcmp(c->type, want) == 0;
    if (strcmp(key, "control") == 0) return strcmp(control_state_name(c->control), want) == 0;
    if (strcmp(key, "polarity") == 0) return strcmp(polarity_name(c->polarity), want) == 0;
    if (strcmp(key, "tense") == 0) return strcmp(claim_tense_name(c->tense), want) == 0;
    if (strcmp(key, "holder") == 0) return reading_actor_has(g, c->control_holder, want);
    if (strcmp(key, "from") == 0) return reading_actor_has(g, c->control_from, want);
    if (strcmp(key, "place") == 0) return reading_place_has(g, c->place, want) || reading_place_has(g, c->control_place, want);
    bool actor = strcmp(key, "actor") == 0;
    if (actor || strcmp(key, "recipient") == 0) {
        const uint32_t *list = actor ? c->actors : c->recipients;
        for (uint8_t i = 0; i < (actor ? c->actor_count : c->recipient_count); i++)
            if (reading_actor_has(g, list[i], want)) return true;
        return false;
    }
    int role = casualty_role_of(key);
    for (uint8_t i = 0; role > 0 && i < c->casualty_count; i++)
        if (c->casualties[i].role == role && (!*want || c->casualties[i].best == strtoll(want, NULL, 10))) return true;
    return false;
}

/* "trigger=attaqué actor=hommes armés": a value runs to the next " key=". */
static bool claim_fits(const reading *g, const claim *c, const char *wants) {
    char copy[512];
    snprintf(copy, sizeof copy, "%.500s", wants);
    for (char *at = copy; *at;) {
        char *equals = strchr(at, '=');
        if (!equals) return false;
        char *next = strchr(equals + 1, '='), *end = equals + strlen(equals);
        if (next) {
            while (*next != ' ') next--;
            end = next;
        }
        bool last = *end == '\0';
        *equals = *end = '\0';
        if (!value_has(g, c, at, equals + 1)) return false;
        at = last ? end : end + 1;
    }
    return true;
}

static bool any_claim_fits(const reading *g, const char *wants) {
    for (uint32_t i = 0; i < g->c.n; i++)
        if (claim_fits(g, &g->c.at[i], wants)) return true;
    return false;
}

static void read_golden(const char *lang, unsigned least_percent) {
    rooms r;
    const char *source = getenv("DEPECHE_SOURCE");
    if (!rooms_open(&r) || !source) {
        rooms_close(&r);
        print_message("no pack: run by ctest after the pack is compiled\n");
        skip();
    }
    char path[1024], line[8192], title[256] = "";
    snprintf(path, sizeof path, "%s/test/claim/golden.%s.txt", source, lang);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    reading g = {0};
    static char paragraph[8192];
    unsigned wanted = 0, found = 0;
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0') continue;
        if (line[0] == '=') {
            snprintf(title, sizeof title, "%.200s", line + 2);
        } else if (line[0] == '?' || line[0] == '!') {
            bool holds = line[0] == '?' ? any_claim_fits(&g, line + 2) : !reading_claim(&g, line + 2);
            wanted++;
            found += holds;
            if (!holds) print_message("%s, %s: %s\n", lang, title, line);
        } else {
            memcpy(paragraph, line, sizeof paragraph);
            assert_int_equal(rooms_read(&r, lang, paragraph, (civil){2024, 6, 15}, &g), DP_OK);
        }
    }
    fclose(f);
    rooms_close(&r);
    print_message("%s: %u of %u expectations hold\n", lang, found, wanted);
    assert_true(found * 100 >= wanted * least_percent);
}

static void french_paragraphs(void **state) {
    (void)state;
    read_golden("fr", 80);
}

static void english_paragraphs(void **state) {
    (void)state;
    read_golden("en", 80);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(french_paragraphs), cmocka_unit_test(english_paragraphs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
