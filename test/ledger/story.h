/* Annotations made by hand: a dispatch is told sentence by sentence, and mentions and claims point at its words.
 *
 *     story s;  story_begin(&s, "d1", "Harbour Wire", "2017-11-09");
 *     story_say(&s, "The Syrian army took Abu Kamal on Thursday.");
 *     uint32_t town = story_place(&s, "Abu Kamal", 174448);
 *     claim *c = story_control(&s, "took", CONTROL_TAKEN, town, story_actor(&s, "Syrian army", "Syria: armed forces", "SYRMIL"));
 *     story_says(&s, c, "The Syrian army");
 *     const annotation *an = story_end(&s);
 *     …  story_free(&s);
 *
 * Mentions are looked for in the last sentence that was said. */
#ifndef DP_TEST_LEDGER_STORY_H
#define DP_TEST_LEDGER_STORY_H

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ledger/ledger.h"

#define STORY_MAX 64

typedef struct story {
    arena a;
    buf said;
    dispatch d;
    annotation an;
    sentence sentences[STORY_MAX];
    uint32_t sentence_count;
    actor_mention actors[STORY_MAX];
    place_mention places[STORY_MAX];
    time_mention times[STORY_MAX];
    quantity_mention quantities[STORY_MAX];
    border_check checks[STORY_MAX];
    claim claims[STORY_MAX];
    attribution attributions[STORY_MAX];
    distance_mark marks[STORY_MAX];
    word words[4096];
    int32_t candidate;
} story;

static inline void story_begin(story *s, const char *id, const char *source, const char *date) {
    memset(s, 0, sizeof *s);
    arena_init(&s->a);
    buf_init(&s->said);
    s->d.id = id;
    s->d.source = source;
    s->d.date = date;
    s->d.file = "stories.jsonl";
    s->an.lang = "en";
    s->an.mentions.actors = s->actors;
    s->an.mentions.places = s->places;
    s->an.mentions.times = s->times;
    s->an.mentions.quantities = s->quantities;
    s->an.mentions.checks = s->checks;
    s->an.claims.at = s->claims;
    s->an.claims.attributions = s->attributions;
    s->an.claims.distance = s->marks;
    civil c;
    if (date && edtf_parse(date, &c)) {
        dispatch_date *t = &s->an.mentions.date;
        t->given = c;
        if (c.day) {
            s->candidate = day_from_civil(c.year, c.month, c.day);
            t->basis = BASIS_GIVEN;
            t->candidates = &s->candidate;
            t->candidate_count = 1;
        }
    }
}

static inline void story_say(story *s, const char *words) {
    if (s->said.n) buf_char(&s->said, ' ');
    sentence *y = &s->sentences[s->sentence_count++];
    y->start = (uint32_t)s->said.n;
    buf_str(&s->said, words);
    y->end = (uint32_t)s->said.n;
}

static inline span story_find(story *s, const char *words) {
    uint32_t from = s->sentences[s->sentence_count - 1].start;
    const char *hit = memmem(s->said.at + from, s->said.n - from, words, strlen(words));
    if (!hit) fail_msg("the sentence does not hold \"%s\"", words);
    uint32_t at = (uint32_t)(hit - s->said.at);
    return (span){at, at + (uint32_t)strlen(words)};
}

static inline uint32_t story_actor(story *s, const char *words, const char *name, const char *code) {
    uint32_t i = s->an.mentions.actor_count++;
    s->actors[i] = (actor_mention){
        .at.at = story_find(s, words), .name = name, .code = code, .kind = code ? ACTOR_KNOWN : ACTOR_UNKNOWN, .coref = i};
    return i;
}

static inline uint32_t story_person(story *s, const char *name) {
    uint32_t i = story_actor(s, name, name, NULL);
    s->actors[i].kind = ACTOR_PERSON;
    s->actors[i].person = true;
    return i;
}

static inline uint32_t story_place(story *s, const char *words, uint32_t geonames_id) {
    uint32_t i = s->an.mentions.place_count++;
    place_mention *p = &s->places[i];
    *p = (place_mention){.at.at = story_find(s, words), .name = words, .lat = NAN, .lon = NAN, .coref = i};
    if (geonames_id) {
        p->gazetteer = "geonames";
        p->id = geonames_id;
        p->lat = 34.45 + geonames_id % 97 / 10.0 - 4.2; /* 174448 (Abu Kamal) keeps its own; others lie elsewhere */
        p->lon = 40.92;
        p->geo_precision = 1;
        p->confidence = 0.9f;
        memcpy(p->feature, "PPL", 4);
        memcpy(p->country, "SY", 3);
    }
    return i;
}

static inline uint32_t story_time(story *s, const char *words, int32_t first, int32_t last) {
    uint32_t i = s->an.mentions.time_count++;
    time_mention *t = &s->times[i];
    *t = (time_mention){.at.at = story_find(s, words), .type = TIME_DATE, .basis = BASIS_EXPLICIT, .days = {first, last}};
    day_format(first, t->value);
    return i;
}

static inline int32_t story_day(const char *iso) {
    civil c;
    assert_true(edtf_parse(iso, &c) && c.day);
    return day_from_civil(c.year, c.month, c.day);
}

static inline claim *story_claim(story *s, const char *trigger, const char *type) {
    claim *c = &s->claims[s->an.claims.n++];
    const sentence *y = &s->sentences[s->sentence_count - 1];
    *c = (claim){.at = {y->start, y->end},
                 .trigger = story_find(s, trigger),
                 .frame = trigger,
                 .type = type,
                 .place = INDEX_NONE,
                 .time = INDEX_NONE,
                 .days = {DAY_NONE, DAY_NONE},
                 .control_place = INDEX_NONE,
                 .control_holder = INDEX_NONE,
                 .control_from = INDEX_NONE,
                 .certainty = CERTAINTY_CERTAIN,
                 .incident = s->an.claims.n};
    if (s->an.mentions.date.candidate_count) {
        c->days = (day_range){s->candidate, s->candidate};
        c->days_basis = BASIS_DISPATCH;
    }
    return c;
}

static inline claim *story_control(story *s, const char *trigger, uint8_t state, uint32_t place, uint32_t holder) {
    claim *c = story_claim(s, trigger, "STATE");
    c->control = state;
    c->control_place = c->place = place;
    c->control_holder = holder;
    if (holder != INDEX_NONE) c->actors[c->actor_count++] = holder;
    if (state == CONTROL_HELD || state == CONTROL_CONTESTED) c->tense = CLAIM_ONGOING;
    return c;
}

static inline claim *story_count(story *s, const char *trigger, uint8_t role, uint32_t place, int64_t low, int64_t high,
                                 const char *who) {
    claim *c = story_claim(s, trigger, "ASSAULT");
    c->place = place;
    c->casualties[c->casualty_count++] =
        (casualty){.role = role, .low = low, .best = low, .high = high, .who = who, .at = c->trigger};
    return c;
}

static inline void story_on(claim *c, const char *first, const char *last) {
    c->days = (day_range){story_day(first), story_day(last)};
    c->days_basis = BASIS_EXPLICIT;
}

/* One more claimant, inside those that stand. */
static inline void story_says_as(story *s, claim *c, const char *who, uint32_t actor) {
    claimant *k = arena_array(&s->a, c->claimant_count + 1, sizeof *k);
    assert_non_null(k);
    if (c->claimant_count) memcpy(k, c->claimants, c->claimant_count * sizeof *k);
    k[c->claimant_count] = (claimant){.kind = CLAIMANT_QUOTED, .at = story_find(s, who), .text = who, .actor = actor};
    c->claimants = k;
    c->claimant_count++;
}
static inline void story_says(story *s, claim *c, const char *who) {
    story_says_as(s, c, who, INDEX_NONE);
}

static inline void story_words(story *s) {
    const char *t = s->said.at;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->said.n && n < 4096;) {
        char folded[64];
        uint32_t from = i, k = 0;
        while (i < s->said.n && ((unsigned char)t[i] >= 0x80 || (t[i] | 32) >= 'a' || (t[i] >= '0' && t[i] <= '9'))) {
            if (k < sizeof folded) folded[k++] = (char)(t[i] >= 'A' && t[i] <= 'Z' ? t[i] + 32 : t[i]);
            i++;
        }
        if (k) s->words[n++] = (word){.start = from, .end = i, .hash = hash_bytes(folded, k, 0)};
        if (i == from) i++;
    }
    s->an.text.words = s->words;
    s->an.text.word_count = n;
}

static inline const annotation *story_end(story *s) {
    const char *bytes = buf_cstr(&s->said);
    assert_non_null(bytes);
    s->d.text = bytes;
    s->d.text_bytes = (uint32_t)s->said.n;
    s->an.dispatch = &s->d;
    s->an.text.bytes = bytes;
    s->an.text.size = (uint32_t)s->said.n;
    s->an.text.sentences = s->sentences;
    s->an.text.sentence_count = s->sentence_count;
    story_words(s);
    buf record;
    buf_init(&record);
    buf_printf(&record, "%s|%s|%s|%s", s->d.id, s->d.source ? s->d.source : "", s->d.date ? s->d.date : "", bytes);
    hash_hex128(record.at, record.n, s->d.sha);
    buf_free(&record);
    assert_int_equal(utf8_index_make(&s->an.index, bytes, s->said.n, &s->a), DP_OK);
    return &s->an;
}

static inline void story_free(story *s) {
    buf_free(&s->said);
    arena_free(&s->a);
}

/* ---- ledgers in a folder of their own ------------------------------------------------------------------------------------ */

typedef struct room {
    char folder[64], path[96];
} room;

static inline void room_open(room *r) {
    snprintf(r->folder, sizeof r->folder, "/tmp/ledger-test-XXXXXX");
    assert_non_null(mkdtemp(r->folder));
    snprintf(r->path, sizeof r->path, "%s/depeche.db", r->folder);
}

static inline void room_close(room *r) {
    char path[128];
    const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", r->path, ends[i]);
        unlink(path);
    }
    rmdir(r->folder);
}

#define assert_ok(expression, error)                                                                                             \
    do {                                                                                                                         \
        if ((expression) != DP_OK) fail_msg("%s: %s (%s)", #expression, (error).message, (error).remedy);                        \
    } while (0)

static inline ledger *room_ledger(const room *r, uint8_t mode) {
    ledger *l = NULL;
    dp_error err = {0};
    assert_ok(ledger_open(r->path, &(ledger_options){.mode = mode}, NULL, &l, &err), err);
    return l;
}

static inline void room_add(ledger *l, const annotation *an) {
    dp_error err = {0};
    assert_ok(ledger_add(l, an, &err), err);
}

static inline void room_begin(ledger *l) {
    dp_error err = {0};
    assert_ok(ledger_begin(l, "test", &err), err);
}
static inline void room_commit(ledger *l) {
    dp_error err = {0};
    assert_ok(ledger_commit(l, NULL, &err), err);
}

/* The one number that a question in SQL answers with; of a closed ledger, or one that others write. */
static inline int64_t number_in(sqlite3 *db, const char *question) {
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_prepare_v2(db, question, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    const int64_t v = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return v;
}
static inline int64_t room_number(const room *r, const char *question) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(r->path, &db), SQLITE_OK);
    const int64_t v = number_in(db, question);
    sqlite3_close(db);
    return v;
}

/* Notes the given id of each row's dispatch; a ledger_row_fn whose context is a buf. */
static inline bool note_given(void *context, const ledger_row *row) {
    buf *out = context;
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, "given_id") == 0) buf_printf(out, "%s ", row->cells[i].text);
    return true;
}

/* ---- everything a ledger answers, as one text ---------------------------------------------------------------------------- */

static inline bool dump_row(void *context, const ledger_row *row) {
    ledger_row_json(row, context);
    return true;
}
static inline bool dump_bytes(void *context, const char *bytes, size_t n) {
    buf_add(context, bytes, n);
    return true;
}
static inline bool dump_conflict(void *context, const ledger_conflict *c) {
    buf *out = context;
    buf_printf(out, "%s %s %s %s %s | %s | %llu %llu %llu | %llu %llu %llu\n", c->kind, c->field, c->place, c->first, c->last,
               c->reason, (unsigned long long)c->a.claims, (unsigned long long)c->a.dispatches, (unsigned long long)c->a.voices,
               (unsigned long long)c->b.claims, (unsigned long long)c->b.dispatches, (unsigned long long)c->b.voices);
    for (uint32_t i = 0; i < c->a.n; i++)
        buf_printf(out, "  a %s %s %s\n", c->a.at[i].claimant, c->a.at[i].short_id, c->a.at[i].quote);
    for (uint32_t i = 0; i < c->b.n; i++)
        buf_printf(out, "  b %s %s %s\n", c->b.at[i].claimant, c->b.at[i].short_id, c->b.at[i].quote);
    return true;
}

static inline char *room_dump(ledger *l) {
    buf out;
    buf_init(&out);
    dp_error err = {0};
    static const enum ledger_question all[] = {LEDGER_CLAIMS, LEDGER_DISPATCHES, LEDGER_ACTORS,
                                               LEDGER_PLACES, LEDGER_CONFLICTS,  LEDGER_EVENTS};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_ok(ledger_query(l, all[i], &(ledger_filter){.with_names = true}, dump_row, &out, NULL, &err), err);
    assert_ok(ledger_query(l, LEDGER_LANES, &(ledger_filter){.place = "Abu Kamal"}, dump_row, &out, NULL, &err), err);
    assert_ok(ledger_conflicts(l, NULL, dump_conflict, &out, NULL, &err), err);
    assert_non_null(buf_cstr(&out));
    return out.at;
}

#endif
