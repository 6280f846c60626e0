/* A ledger for the tests of exports: six invented dispatches of invented outlets, told by hand.
 *
 *   one     the army says it took Abu Kamal from Islamic State           acled, cameo
 *   two     Karim Haddad, a private person, says 31 fighters were killed at Mayadin
 *   three   Amaq says 12 fighters were killed there: another count of the same
 *   four    a French plan to take a place that no gazetteer has
 *   five    the same capture as one, told again
 *   six     a formula for a title, nobody killed, a long quote */
#ifndef DP_TEST_EXPORT_REPORT_STORY_H
#define DP_TEST_EXPORT_REPORT_STORY_H

#include "ledger/story.h"

static inline uint32_t told_town(story *s, const char *name, uint32_t id, const char *admin1) {
    uint32_t i = story_place(s, name, id);
    s->places[i].admin1 = admin1;
    s->places[i].where_prec = 1;
    return i;
}

static inline void tell_capture(story *s, const char *id, const char *source) {
    story_begin(s, id, source, "2017-11-09");
    s->d.url = "https://wire.example/abu-kamal";
    story_say(s, "The Syrian army said it took Abu Kamal from Islamic State.");
    uint32_t town = told_town(s, "Abu Kamal", 174448, "Deir ez-Zor Governorate");
    claim *c = story_control(s, "took", CONTROL_TAKEN, town, story_actor(s, "Syrian army", "Syria: armed forces", "SYRMIL"));
    memcpy(s->actors[c->control_holder].country, "SY", 3);
    c->control_from = story_actor(s, "Islamic State", "Islamic State", "IMGMOSISI");
    c->recipients[c->recipient_count++] = c->control_from;
    c->type = "ASSAULT";
    c->mode = "territory";
    c->contexts[c->context_count++] = "military";
    c->acled = "Government regains territory";
    c->cameo = "190";
    story_says(s, c, "The Syrian army");
}

static inline claim *tell_dead(story *s, const char *id, const char *source, const char *says, const char *who, int64_t low,
                               int64_t high) {
    story_begin(s, id, source, "2017-11-12");
    story_say(s, says);
    uint32_t town = told_town(s, "Mayadin", 168954, "Deir ez-Zor Governorate");
    claim *c = story_count(s, "killed", CASUALTY_KILLED, town, low, high, "fighters");
    c->cameo = "190";
    c->acled = "Armed clash";
    story_says(s, c, who);
    return c;
}

static inline void tell(story *s, unsigned k) {
    claim *c;
    switch (k) {
    case 0:
        tell_capture(s, "one", "Harbour Wire");
        return;
    case 1:
        c = tell_dead(s, "two", "Orontes Dispatch", "=Karim Haddad, a grocer, said 31 fighters were killed at Mayadin.",
                      "Karim Haddad", 31, 31);
        ((claimant *)c->claimants)->actor = story_person(s, "Karim Haddad");
        s->d.title = "Karim Haddad: 31 dead";
        return;
    case 2:
        tell_dead(s, "three", "Steppe Agency", "Amaq said that in fact 10 to 12 fighters were killed at Mayadin.", "Amaq", 10,
                  12);
        return;
    case 3:
        story_begin(s, "four", NULL, NULL);
        s->an.lang = "fr";
        story_say(s, "Les rebelles veulent reprendre la Ville-Neuve.");
        c = story_control(s, "reprendre", CONTROL_TAKEN, story_place(s, "Ville-Neuve", 0), INDEX_NONE);
        c->tense = CLAIM_FUTURE;
        return;
    case 4:
        tell_capture(s, "five", "Orontes Dispatch");
        return;
    default:
        story_begin(s, "six", "=cmd|calc", "2017-11-14");
        s->d.title = "@SUM(1+1)";
        story_say(s, "Residents of the villages along the river, who kept their names to themselves because they feared for "
                     "relatives on the "
                     "other bank, said again and again to everyone who would listen that nobody had been wounded at Abu Kamal on "
                     "Tuesday, \"not one\".");
        c = story_count(s, "wounded", CASUALTY_INJURED, told_town(s, "Abu Kamal", 174448, "Deir ez-Zor Governorate"), 0, 0, NULL);
        c->polarity = POLARITY_NEGATED;
        c->cameo = "180";
        story_says(s, c, "Residents");
    }
}
#define STORIES 6

/* A ledger of all six, read in an order. */
static inline ledger *told_ledger(const room *r, const unsigned order[STORIES]) {
    ledger *l = NULL;
    dp_error err = {0};
    assert_ok(ledger_open(r->path, &(ledger_options){.mode = LEDGER_WRITE}, NULL, &l, &err), err);
    assert_ok(ledger_begin(l, NULL, &err), err);
    for (unsigned i = 0; i < STORIES; i++) {
        story *s = malloc(sizeof *s);
        assert_non_null(s);
        tell(s, order[i]);
        room_add(l, story_end(s));
        story_free(s);
        free(s);
    }
    assert_ok(ledger_commit(l, NULL, &err), err);
    return l;
}

#endif
