/* Parts of a long text have what the whole has there. */
#include "story.h"

#include "ledger/document.h"

enum { DAYS = 40 };

/* A sentence a day, each with a place, a holder, and somebody who says so. */
static void tell_long(ledger *l) {
    story s;
    char words[120];
    story_begin(&s, "long", "Pass Courier", "1931-05-01");
    for (unsigned i = 0; i < DAYS; i++) {
        snprintf(words, sizeof words, "On day %u the Harbourland army held Abu Kamal, the garrison said.", i);
        story_say(&s, words);
        const uint32_t town = story_place(&s, "Abu Kamal", 174448);
        claim *c = story_control(&s, "held", CONTROL_HELD, town,
                                 story_actor(&s, "the Harbourland army", "Harbourland: armed forces", "HRBMIL"));
        story_says(&s, c, "the garrison");
    }
    room_add(l, story_end(&s));
    story_free(&s);
}

static uint32_t touching(const ledger_document *d, uint32_t start, uint32_t end) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->span_count; i++) n += d->spans[i].start < end && d->spans[i].end > start;
    return n;
}

static bool count_row(void *context, const ledger_row *row) {
    (void)row;
    ++*(uint32_t *)context;
    return true;
}

/* Claims that begin in the part. */
static uint32_t claims_in(ledger *l, const ledger_document *part) {
    dp_error err = {0};
    uint32_t n = 0;
    const ledger_filter f = {.dispatch = "long",
                             .from_char = part->start,
                             .to_char = part->end,
                             .from_claim = part->claims_from,
                             .to_claim = part->claims_to};
    assert_ok(ledger_query(l, LEDGER_CLAIMS, &f, count_row, &n, NULL, &err), err);
    return n;
}

static void test_parts_have_together_what_the_whole_has(void **state) {
    (void)state;
    room r;
    room_open(&r);
    ledger *l = room_ledger(&r, LEDGER_WRITE);
    room_begin(l);
    tell_long(l);
    room_commit(l);
    arena a;
    arena_init(&a);
    dp_error err = {0};
    ledger_document whole, part;
    bool found;
    assert_ok(ledger_document_of(l, "long", NULL, false, &a, &whole, &found, &err), err);
    assert_true(found && whole.span_count >= 5 * DAYS);
    static const uint32_t sizes[] = {13, 64, 1000};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        uint32_t claims = 0;
        for (uint32_t at = 0; at < whole.characters; at += sizes[k]) {
            const document_part wanted = {.start = at, .end = at + sizes[k]};
            assert_ok(ledger_document_of(l, "long", &wanted, false, &a, &part, &found, &err), err);
            if (part.span_count != touching(&whole, part.start, part.end))
                fail_msg("%u to %u: %u spans", part.start, part.end, part.span_count);
            claims += claims_in(l, &part);
        }
        assert_int_equal(claims, DAYS);
    }
    arena_free(&a);
    ledger_close(l);
    room_close(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts_have_together_what_the_whole_has)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
