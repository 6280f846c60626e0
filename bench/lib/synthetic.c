#include "synthetic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 20000,
    ACTORS = 3000,
    OUTLETS = 400,
    WORDS = 30000,
    COUNTRIES = 60,
    DAYS = 1461,
    FIRST_DAY = 16071, /* 2014-01-01 */
    NAME_MAX_BYTES = 24,
    CLAIMS = 9, /* of a dispatch, at most */
    MENTIONS = 32,
    COPY_REACH = 3000 /* how many dispatches back a copy's original may lie */
};

typedef struct synth_name {
    char at[NAME_MAX_BYTES];
} synth_name;

struct synthetic {
    const knowledge *k;
    arena a;
    uint64_t state; /* of the dispatch under way */
    uint32_t rule_count;
    synth_name places[PLACES], actors[ACTORS], outlets[OUTLETS], words[WORDS];
    char codes[ACTORS][8];
    dispatch d;
    annotation an;
    buf text;
    char id[24], date[16];
    int32_t day;
    sentence sentences[CLAIMS + 2];
    actor_mention actors_named[MENTIONS];
    place_mention places_named[MENTIONS];
    time_mention times[MENTIONS];
    quantity_mention quantities[MENTIONS];
    place_candidate others[3];
    claim claims[CLAIMS + 2];
    claimant claimants[CLAIMS + 2];
    attribution attributions[CLAIMS + 2];
};

/* SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t mix(uint64_t x) {
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ x >> 27) * 0x94D049BB133111EBull;
    return x ^ x >> 31;
}
static uint64_t draw(synthetic *s) {
    return mix(s->state += 0x9E3779B97F4A7C15ull);
}
static uint32_t below(synthetic *s, uint32_t n) {
    return (uint32_t)((draw(s) >> 32) * n >> 32);
}
static bool chance(synthetic *s, uint32_t percent) {
    return below(s, 100) < percent;
}
/* Zipf's law with exponent 1, by the inverse of its continuous form: rank r with a chance in proportion to 1/r. */
static uint32_t uneven(synthetic *s, uint32_t n) {
    const double u = (double)(draw(s) >> 11) * 0x1p-53;
    const uint32_t rank = (uint32_t)exp(u * log((double)n + 1)) - 1;
    return rank < n ? rank : n - 1;
}

static void make_name(uint64_t seed, uint32_t syllables, bool capital, synth_name *out) {
    static const char *const parts[] = {"ba", "dor", "kal", "mi",  "sen", "ta",  "ru", "vel", "zan", "ho",  "li",  "gar",
                                        "ne", "pol", "shi", "tur", "om",  "kai", "ad", "bel", "que", "fin", "sar", "yu"};
    size_t n = 0;
    for (uint32_t i = 0; i < syllables; i++) {
        seed = mix(seed + 0x9E3779B97F4A7C15ull);
        n += (size_t)snprintf(out->at + n, sizeof out->at - n, "%s", parts[seed % (sizeof parts / sizeof *parts)]);
    }
    if (capital) out->at[0] = (char)(out->at[0] - 'a' + 'A');
}

synthetic *synthetic_new(const knowledge *k) {
    synthetic *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    s->k = k;
    arena_init(&s->a);
    buf_init(&s->text);
    for (uint32_t i = 0; i < PLACES; i++) make_name(0x10000000u + i, 3 + i % 2, true, &s->places[i]);
    for (uint32_t i = 0; i < OUTLETS; i++) make_name(0x30000000u + i, 3, true, &s->outlets[i]);
    for (uint32_t i = 0; i < WORDS; i++) make_name(0x40000000u + i, 1 + i % 4, false, &s->words[i]);
    static const char *const sectors[] = {"GOV", "MIL", "REB", "OPP", "COP", "CVL"};
    for (uint32_t i = 0; i < ACTORS; i++) {
        make_name(0x20000000u + i, 2 + i % 3, true, &s->actors[i]);
        const uint32_t country = i % COUNTRIES;
        snprintf(s->codes[i], sizeof s->codes[i], "%c%c%c%s", 'A' + (int)(country % 26), 'A' + (int)(country / 26),
                 'A' + (int)(i % 26), sectors[i / COUNTRIES % 6]);
    }
    return s;
}

void synthetic_free(synthetic *s) {
    if (!s) return;
    buf_free(&s->text);
    arena_free(&s->a);
    free(s);
}

/* ---- words and mentions -------------------------------------------------------------------------------------------------- */

static span say(synthetic *s, const char *words) {
    const uint32_t start = (uint32_t)s->text.n;
    buf_str(&s->text, words);
    return (span){start, (uint32_t)s->text.n};
}

static void say_filler(synthetic *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        buf_char(&s->text, ' ');
        buf_str(&s->text, s->words[uneven(s, WORDS)].at);
    }
}

static rule_ref any_rule(synthetic *s, uint32_t among) {
    return s->rule_count ? 1 + uneven(s, among) : 0;
}

static void set_country(char out[3], uint32_t i) {
    const uint32_t country = i % COUNTRIES;
    out[0] = (char)('A' + country % 26);
    out[1] = (char)('A' + country / 26);
}

static uint32_t name_actor(synthetic *s, uint32_t which) {
    const uint32_t i = s->an.mentions.actor_count++;
    actor_mention *m = &s->actors_named[i];
    *m = (actor_mention){.at.at = say(s, s->actors[which].at),
                         .at.rule = any_rule(s, 5000),
                         .name = s->actors[which].at,
                         .code = s->codes[which],
                         .kind = ACTOR_KNOWN,
                         .coref = i};
    set_country(m->country, which);
    return i;
}

/* Private persons: any number of them. */
static uint32_t name_person(synthetic *s) {
    synth_name *name = arena_alloc(&s->a, sizeof *name);
    const uint32_t i = s->an.mentions.actor_count;
    if (!name) return i;
    make_name(0x50000000u + uneven(s, 200000), 4, true, name);
    s->an.mentions.actor_count++;
    s->actors_named[i] =
        (actor_mention){.at.at = say(s, name->at), .name = name->at, .kind = ACTOR_PERSON, .person = true, .coref = i};
    return i;
}

static uint32_t name_place(synthetic *s, uint32_t which) {
    const uint32_t i = s->an.mentions.place_count++;
    place_mention *m = &s->places_named[i];
    *m = (place_mention){.at.at = say(s, s->places[which].at),
                         .at.rule = any_rule(s, 300),
                         .name = s->places[which].at,
                         .gazetteer = "geonames",
                         .id = 20000000 + which,
                         .lat = (double)(mix(which) % 12000000) / 1e5 - 50,
                         .lon = (double)(mix(which + 7777777) % 36000000) / 1e5 - 180,
                         .feature = "PPL",
                         .geo_precision = 1,
                         .where_prec = 1,
                         .confidence = (float)(50 + below(s, 50)) / 100,
                         .alternatives = s->others,
                         .alternative_count = chance(s, 30) ? 1 : 0,
                         .coref = i};
    set_country(m->country, which);
    return i;
}

static uint32_t name_day(synthetic *s, int32_t day) {
    const uint32_t i = s->an.mentions.time_count++;
    time_mention *m = &s->times[i];
    *m =
        (time_mention){.type = TIME_DATE, .basis = BASIS_EXPLICIT, .days = {day, day}, .partner = i, .at.rule = any_rule(s, 200)};
    day_format(day, m->value);
    m->at.at = say(s, m->value);
    return i;
}

static uint32_t name_quantity(synthetic *s, int64_t v) {
    const uint32_t i = s->an.mentions.quantity_count++;
    char words[24];
    snprintf(words, sizeof words, "%lld", (long long)v);
    s->quantities[i] = (quantity_mention){.low = v, .best = v, .high = v, .unit = "man", .at.rule = any_rule(s, 100)};
    s->quantities[i].at.at = say(s, words);
    return i;
}

/* ---- claims -------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *verb, *frame, *type, *mode, *cameo;
    uint8_t control;
} deeds[] = {{"shelled", "attack-heavy", "ASSAULT", "heavy-weapons", "194", CONTROL_NONE},
             {"raided", "attack", "ASSAULT", NULL, "190", CONTROL_NONE},
             {"took", "take-place", "ASSAULT", "seize", "192", CONTROL_TAKEN},
             {"held", "hold-place", "STATE", NULL, NULL, CONTROL_HELD},
             {"left", "leave-place", "RETREAT", "withdraw", "0874", CONTROL_LOST},
             {"visited", "visit", "CONSULT", "visit", "042", CONTROL_NONE},
             {"blamed", "accuse", "ACCUSE", NULL, "112", CONTROL_NONE},
             {"aided", "aid", "AID", "humanitarian", "073", CONTROL_NONE}};

static void attribute(synthetic *s, claim *c, uint32_t no, uint32_t outlet_or_actor) {
    claimant *k = &s->claimants[no];
    buf_str(&s->text, ", ");
    const bool by_actor = chance(s, 60);
    *k = (claimant){.kind = CLAIMANT_QUOTED, .actor = INDEX_NONE, .rule = any_rule(s, 60)};
    if (by_actor) {
        k->actor = name_actor(s, outlet_or_actor % ACTORS);
        k->at = s->actors_named[k->actor].at.at;
        k->text = s->actors_named[k->actor].name;
    } else {
        k->text = s->outlets[outlet_or_actor % OUTLETS].at;
        k->at = say(s, k->text);
    }
    buf_char(&s->text, ' ');
    k->cue = say(s, "said");
    c->claimants = k;
    c->claimant_count = 1;
    attribution *a = &s->attributions[s->an.claims.attribution_count++];
    *a = (attribution){.source = {k->at}, .cue = {k->cue}, .content = {c->at}, .parent = INDEX_NONE, .who = *k, .voice = true};
    a->source_count = a->cue_count = a->content_count = 1;
}

static void count_dead(synthetic *s, claim *c) {
    buf_str(&s->text, " killing ");
    const int64_t dead = 1 + uneven(s, 60);
    const uint32_t q = name_quantity(s, dead);
    c->casualties[c->casualty_count++] = (casualty){.role = CASUALTY_KILLED,
                                                    .low = dead,
                                                    .best = dead,
                                                    .high = dead,
                                                    .who = "men",
                                                    .at = s->quantities[q].at.at,
                                                    .rule = s->quantities[q].at.rule};
}

/* One sentence with one claim. `place` and `actors` are those of the story. */
static void tell(synthetic *s, uint32_t no, uint32_t place, const uint32_t actors[2]) {
    sentence *y = &s->sentences[s->an.text.sentence_count++];
    y->start = (uint32_t)s->text.n;
    const uint32_t deed = below(s, sizeof deeds / sizeof *deeds);
    claim *c = &s->claims[s->an.claims.n++];
    *c = (claim){.frame = deeds[deed].frame,
                 .type = deeds[deed].type,
                 .mode = deeds[deed].mode,
                 .cameo = deeds[deed].cameo,
                 .control = deeds[deed].control,
                 .time = INDEX_NONE,
                 .control_place = INDEX_NONE,
                 .control_holder = INDEX_NONE,
                 .control_from = INDEX_NONE,
                 .certainty = CERTAINTY_CERTAIN,
                 .polarity = chance(s, 4) ? POLARITY_NEGATED : POLARITY_AFFIRMED,
                 .tense = deeds[deed].control == CONTROL_HELD ? CLAIM_ONGOING : CLAIM_PAST,
                 .incident = no + 1,
                 .rule = any_rule(s, 2000),
                 .path = "nsubj=actor obj=recipient obl=place"};
    c->actors[c->actor_count++] = name_actor(s, actors[chance(s, 70) ? 0 : 1]);
    buf_char(&s->text, ' ');
    c->trigger = say(s, deeds[deed].verb);
    buf_char(&s->text, ' ');
    if (c->control == CONTROL_NONE) {
        c->recipients[c->recipient_count++] = chance(s, 10) ? name_person(s) : name_actor(s, actors[1]);
        buf_str(&s->text, " in ");
    }
    c->place = name_place(s, place);
    if (c->control != CONTROL_NONE) {
        c->control_place = c->place;
        c->control_holder = c->actors[0];
    }
    c->days = (day_range){s->day, s->day};
    c->days_basis = BASIS_DISPATCH;
    if (chance(s, 50)) {
        buf_str(&s->text, " on ");
        c->time = name_day(s, s->day - (int32_t)below(s, 3));
        c->days = s->times[c->time].days;
        c->days_basis = BASIS_EXPLICIT;
    }
    if (deeds[deed].control == CONTROL_NONE && chance(s, 40)) count_dead(s, c);
    say_filler(s, 3 + below(s, 6));
    c->at = (span){y->start, (uint32_t)s->text.n};
    if (chance(s, 75)) attribute(s, c, no, uneven(s, ACTORS));
    buf_str(&s->text, ".");
    y->end = (uint32_t)s->text.n;
    y->paragraph = no / 3;
    buf_str(&s->text, " ");
}

/* ---- dispatches ---------------------------------------------------------------------------------------------------------- */

static void begin(synthetic *s, uint64_t number, uint64_t original) {
    arena_reset(&s->a);
    buf_clear(&s->text);
    memset(&s->an, 0, sizeof s->an);
    s->rule_count = s->k->pack.file_count;
    s->state = mix(original + 1);
    s->day = FIRST_DAY + (int32_t)below(s, DAYS);
    snprintf(s->id, sizeof s->id, "s%llu", (unsigned long long)number);
    day_format(s->day, s->date);
    s->d = (dispatch){.id = s->id, .lang = "en", .date = s->date, .file = "synthetic.jsonl", .line = number + 1};
    s->others[0] = (place_candidate){.place = below(s, 100000), .score = 0.2f};
    s->an = (annotation){.dispatch = &s->d, .lang = "en", .lang_given = true};
    s->an.text.sentences = s->sentences;
    s->an.mentions =
        (mentions){.times = s->times, .quantities = s->quantities, .places = s->places_named, .actors = s->actors_named};
    s->an.claims = (claims){.at = s->claims, .attributions = s->attributions};
    civil given;
    if (edtf_parse(s->date, &given))
        s->an.mentions.date = (dispatch_date){.given = given, .basis = BASIS_GIVEN, .candidates = &s->day, .candidate_count = 1};
}

/* The headline, which names the outlet: a copy's own words. */
static void headline(synthetic *s, uint64_t number) {
    const uint64_t kept = s->state;
    s->state = mix(number * 3 + 2);
    sentence *y = &s->sentences[s->an.text.sentence_count++];
    *y = (sentence){.start = 0, .headline = true};
    s->d.source = s->outlets[uneven(s, OUTLETS)].at;
    buf_str(&s->text, s->d.source);
    buf_printf(&s->text, " %llu", (unsigned long long)number);
    say_filler(s, 3 + below(s, 4));
    y->end = (uint32_t)s->text.n;
    buf_str(&s->text, "\n\n");
    s->state = kept;
}

static const annotation *finish(synthetic *s) {
    const char *bytes = buf_cstr(&s->text);
    if (!bytes) return NULL;
    s->d.text = s->an.text.bytes = bytes;
    s->d.text_bytes = s->an.text.size = (uint32_t)s->text.n;
    s->d.title = NULL;
    hash_hex128(bytes, s->text.n, s->d.sha);
    const word *words = NULL;
    uint32_t n = 0;
    if (text_words(s->k->pack.fold, bytes, s->text.n, &s->a, &words, &n) != DP_OK ||
        utf8_index_make(&s->an.index, bytes, s->text.n, &s->a) != DP_OK)
        return NULL;
    s->an.text.words = words;
    s->an.text.word_count = n;
    return &s->an;
}

const annotation *synthetic_dispatch(synthetic *s, uint64_t number) {
    const uint64_t chosen = mix(number);
    uint64_t original = number;
    if (number > 0 && chosen % 100 < 33) original = number - 1 - chosen / 100 % (number < COPY_REACH ? number : COPY_REACH);
    begin(s, number, original);
    headline(s, number);
    const uint32_t place = uneven(s, PLACES), near = (place + 1 + below(s, 3)) % PLACES;
    const uint32_t actors[2] = {uneven(s, ACTORS), (place % 40) * 3 + below(s, 3)};
    const uint32_t n = 5 + below(s, CLAIMS - 4);
    for (uint32_t i = 0; i < n; i++) tell(s, i, chance(s, 75) ? place : near, actors);
    return finish(s);
}
