/* What a glance passes over has no relation: of propositions drawn from few values each, so that many of them meet. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "ledger/glance.h"

enum { PAIRS = 1000000 };

static uint64_t state = 1;

/* One of n. */
static uint32_t draw(uint32_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) * n >> 31);
}

static const char *draw_text(const char *const *from, uint32_t n) {
    return from[draw(n)];
}
#define ONE_OF(...) draw_text((const char *const[]){__VA_ARGS__}, sizeof(const char *[]){__VA_ARGS__} / sizeof(char *))

static proposition_spot draw_spot(void) {
    static const proposition_spot spots[] = {{"geonames 1", "SYR", 34.45, 40.92, 4},
                                             {"geonames 2", "SYR", 34.47, 40.95, 15},
                                             {"geonames 3", "SYR", 35.9, 39.0, 6},
                                             {"aleppo", "SYR", NAN, NAN, 0},
                                             {"", "SYR", NAN, NAN, 0},
                                             {"", "", NAN, NAN, 0},
                                             {"geonames 4", "MLI", 16.3, 0.0, 6}};
    return spots[draw(sizeof spots / sizeof *spots)];
}

static void draw_counts(proposition *p) {
    static const int64_t numbers[] = {QUANTITY_NONE, 1, 12, 13, 40};
    p->low = numbers[draw(5)];
    p->high = draw(2) ? p->low : numbers[draw(5)];
    if (p->low != QUANTITY_NONE && p->high != QUANTITY_NONE && p->low > p->high) p->high = p->low;
}

static proposition draw_proposition(uint8_t family) {
    static const uint8_t states[] = {CONTROL_HELD,      CONTROL_TAKEN,     CONTROL_LOST,
                                     CONTROL_CONTESTED, CONTROL_WITHDRAWN, CONTROL_TRANSFERRED};
    static const uint8_t bases[] = {BASIS_EXPLICIT, BASIS_RELATIVE, BASIS_DISPATCH, BASIS_INFERRED};
    const int32_t first = 17000 + (int32_t)draw(9);
    proposition p = {.family = family,
                     .control = states[draw(sizeof states)],
                     .polarity = draw(4) ? POLARITY_AFFIRMED : POLARITY_NEGATED,
                     .basis = bases[draw(sizeof bases)],
                     .ongoing = draw(2),
                     .state = family == PROPOSITION_COUNT ? "killed" : ONE_OF("ASSAULT", "COERCE", "CONSULT"),
                     .act = ONE_OF("193 Armed clash", "194 Shelling/", "173 Arrests", ""),
                     .party = ONE_OF("k:SYRMIL=army", "k:SYRREB=rebels", "k:RUS=russia", ""),
                     .other = ONE_OF("n:SYR=ana ruiz", "k:SYRCVL=civilians", ""),
                     .who = family == PROPOSITION_COUNT ? ONE_OF("g:CVL=civilians", "k:SYRMIL=soldiers", ":=") : "",
                     .low = QUANTITY_NONE,
                     .high = QUANTITY_NONE,
                     .days = {first, first + (draw(3) ? 0 : (int32_t)draw(PROPOSITION_DAYS + 1))},
                     .spot = draw_spot(),
                     .words = ""};
    if (family != PROPOSITION_CONTROL && draw(2)) draw_counts(&p);
    return p;
}

/* As it comes out of the file. */
static glimpse stored(glimpse g) {
    const int64_t number = glimpse_number(&g);
    assert_true(number >= 0);
    const glimpse out = glimpse_of_number(number);
    assert_int_equal(glimpse_number(&out), number);
    return out;
}

static void what_is_passed_over_has_no_relation(void **unused) {
    (void)unused;
    uint32_t related = 0, passed_over = 0;
    for (uint32_t i = 0; i < PAIRS; i++) {
        const uint8_t family = (uint8_t)draw(3);
        const proposition a = draw_proposition(family), b = draw_proposition(family);
        const glimpse x = glimpse_of(&a), y = stored(glimpse_of(&b));
        const bool glimpsed = glimpses_apart(&x, a.days.first, &y, b.days.first);
        assert_int_equal(glimpsed, glimpses_apart(&y, b.days.first, &x, a.days.first));
        assert_int_equal(glance_apart(&a, &b), glance_apart(&b, &a));
        passed_over += glimpsed;
        if (proposition_compare(&a, &b).kind == RELATION_NONE) continue;
        related++;
        assert_false(glimpsed);
        assert_false(glance_apart(&a, &b));
    }
    assert_in_range(related, PAIRS / 200, PAIRS); /* the draw is worth something */
    assert_in_range(passed_over, PAIRS / 3, PAIRS);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_passed_over_has_no_relation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
