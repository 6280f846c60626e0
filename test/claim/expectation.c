/* Expectations read from a file and held against the claims; the header tells the form. */
#include "claim/expectation.h"

#include <inttypes.h>

#define NONE "-"

/* A chain of stand-ins is short; one that turns back on itself is a defect that the readers' own tests look for. */
#define STAND_IN_MAX 8

static bool same_word(const char *have, const char *want) {
    return strcmp(have ? have : NONE, want) == 0;
}

/* An actor is told by its words, its name or its code, or by those of what it stands for. */
static bool actor_is(const reading *g, uint32_t i, const char *want) {
    if (i == INDEX_NONE) return strcmp(want, NONE) == 0;
    for (unsigned step = 0; i < g->m.actor_count && step < STAND_IN_MAX; step++) {
        const actor_mention *a = &g->m.actors[i];
        if (reading_span_has(g, a->at.at, a->name, want) || (a->code && strcmp(a->code, want) == 0)) return true;
        if (a->coref == i) return false;
        i = a->coref;
    }
    return false;
}

static bool any_actor_is(const reading *g, const uint32_t *list, uint8_t n, const char *want) {
    if (strcmp(want, NONE) == 0) return n == 0;
    for (uint8_t i = 0; i < n; i++)
        if (actor_is(g, list[i], want)) return true;
    return false;
}

static bool place_is(const reading *g, uint32_t i, const char *want) {
    for (unsigned step = 0; i < g->m.place_count && step < STAND_IN_MAX; step++) {
        if (reading_place_has(g, i, want)) return true;
        if (g->m.places[i].coref == i) return false;
        i = g->m.places[i].coref;
    }
    return false;
}

static bool claim_place_is(const reading *g, const claim *c, const char *want) {
    if (strcmp(want, NONE) == 0) return c->place == INDEX_NONE && c->control_place == INDEX_NONE;
    return place_is(g, c->place, want) || place_is(g, c->control_place, want);
}

/* "12", "10..12..15", "10..12..-" (open above); "": any number or none. */
static bool count_is(const casualty *c, const char *want) {
    const int64_t have[3] = {c->low, c->best, c->high};
    if (!*want) return true;
    if (!strstr(want, "..")) return c->best == strtoll(want, NULL, 10);
    for (unsigned i = 0; i < 3; i++) {
        char *end = NULL;
        int64_t v = strtoll(want, &end, 10);
        if (end == want) v = QUANTITY_NONE, end += *end == '-';
        if (v != have[i]) return false;
        want = end + strspn(end, ".");
    }
    return true;
}

static bool victims_are(const claim *c, int role, const char *want) {
    bool any = false;
    for (uint8_t i = 0; i < c->casualty_count; i++) {
        if (c->casualties[i].role != role) continue;
        any = true;
        if (strcmp(want, NONE) != 0 && count_is(&c->casualties[i], want)) return true;
    }
    return !any && strcmp(want, NONE) == 0;
}

static bool claimant_is(const reading *g, const claimant *c, const char *want) {
    if (c->stands_for && strstr(c->stands_for, want)) return true; /* "he": whom it stands for */
    return reading_span_has(g, c->at, c->text, want) || (c->actor != INDEX_NONE && actor_is(g, c->actor, want));
}

/* "outer > inner" tells the whole chain; a single voice the innermost. */
static bool claimants_are(const reading *g, const claim *c, const char *want) {
    static const char into[] = " > ";
    if (strcmp(want, NONE) == 0) return c->claimant_count == 0;
    if (!strstr(want, into)) return c->claimant_count && claimant_is(g, &c->claimants[c->claimant_count - 1], want);
    uint32_t i = 0;
    for (const char *at = want; at; i++) {
        const char *next = strstr(at, into);
        char one[256];
        snprintf(one, sizeof one, "%.*s", next ? (int)(next - at) : (int)strlen(at), at);
        if (i >= c->claimant_count || !claimant_is(g, &c->claimants[i], one)) return false;
        at = next ? next + strlen(into) : NULL;
    }
    return i == c->claimant_count;
}

static bool distance_is(const reading *g, const claim *c, const char *want) {
    if (strcmp(want, NONE) == 0) return c->distance_count == 0;
    for (uint32_t i = 0; i < c->distance_count; i++)
        if (reading_span_has(g, c->distance[i].at, NULL, want)) return true;
    return false;
}

static bool value_holds(const reading *g, const claim *c, const char *key, const char *want) {
    if (strcmp(key, "trigger") == 0) return reading_span_has(g, c->trigger, NULL, want);
    if (strcmp(key, "type") == 0) return same_word(c->type, want);
    if (strcmp(key, "mode") == 0) return same_word(c->mode, want);
    if (strcmp(key, "code") == 0) return same_word(c->cameo, want);
    if (strcmp(key, "acled") == 0) return same_word(c->acled, want);
    if (strcmp(key, "control") == 0) return same_word(c->control ? control_state_name(c->control) : NULL, want);
    if (strcmp(key, "polarity") == 0) return same_word(polarity_name(c->polarity), want);
    if (strcmp(key, "certainty") == 0) return same_word(certainty_name(c->certainty), want);
    if (strcmp(key, "tense") == 0) return same_word(claim_tense_name(c->tense), want);
    if (strcmp(key, "quoted") == 0) return same_word(c->quoted ? "yes" : "no", want);
    if (strcmp(key, "actor") == 0) return any_actor_is(g, c->actors, c->actor_count, want);
    if (strcmp(key, "recipient") == 0) return any_actor_is(g, c->recipients, c->recipient_count, want);
    if (strcmp(key, "holder") == 0) return actor_is(g, c->control_holder, want);
    if (strcmp(key, "from") == 0) return actor_is(g, c->control_from, want);
    if (strcmp(key, "place") == 0) return claim_place_is(g, c, want);
    if (strcmp(key, "claimant") == 0) return claimants_are(g, c, want);
    if (strcmp(key, "distance") == 0) return distance_is(g, c, want);
    const int role = casualty_role_of(key);
    return role > 0 && victims_are(c, role, want);
}

static bool key_is_known(const char *key) {
    static const char *const keys[] = {"trigger",  "type",      "mode",  "code",     "acled",   "control",
                                       "polarity", "certainty", "tense", "quoted",   "actor",   "recipient",
                                       "holder",   "from",      "place", "claimant", "distance"};
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0) return true;
    return casualty_role_of(key) > 0;
}

/* Where the key of the next pair begins: the word before the next "=", or the end. */
static char *next_pair(char *value) {
    char *equals = strchr(value, '=');
    if (!equals) return value + strlen(value);
    while (equals > value && equals[-1] != ' ') equals--;
    return equals;
}

/* Cuts the first pair from *at: "trigger=attaqué actor=hommes armés". False at the end, and where there is no pair (*at then
 * stays). */
static bool cut_pair(char **at, const char **key, const char **value) {
    char *equals = strchr(*at, '=');
    if (!equals) return false;
    char *next = next_pair(equals + 1);
    for (char *end = next; end > equals + 1 && end[-1] == ' '; end--) end[-1] = '\0';
    *equals = '\0';
    *key = *at;
    *value = equals + 1;
    *at = next;
    return true;
}

#define WANTS_MAX 512

static bool claim_fits(const reading *g, const claim *c, const char *wants) {
    char copy[WANTS_MAX], *at = copy;
    const char *key, *value;
    snprintf(copy, sizeof copy, "%s", wants);
    while (cut_pair(&at, &key, &value))
        if (!value_holds(g, c, key, value)) return false;
    return true;
}

/* Pairs with known keys and nothing else: a misspelt key would never hold and never be noticed. */
static bool wants_are_formed(const char *wants) {
    char copy[WANTS_MAX], *at = copy;
    const char *key, *value;
    if ((size_t)snprintf(copy, sizeof copy, "%s", wants) >= sizeof copy) return false;
    while (cut_pair(&at, &key, &value))
        if (!key_is_known(key)) return false;
    return at > copy && *at == '\0';
}

static bool any_claim_fits(const reading *g, const char *wants) {
    for (uint32_t i = 0; i < g->c.n; i++)
        if (claim_fits(g, &g->c.at[i], wants)) return true;
    return false;
}

bool expectation_holds(const expectation *e, const reading *g) {
    if (!e->absent) return any_claim_fits(g, e->at);
    return strchr(e->at, '=') ? !any_claim_fits(g, e->at) : !reading_claim(g, e->at);
}

static bool is_expectation(const char *words) {
    words += *words == '~';
    return *words == '?' || *words == '!';
}

/* "? …", "! …", "~? …": false where what is expected is not of the form. */
static bool expectation_read(const char *words, unsigned line, expectation *out) {
    *out = (expectation){.known_miss = words[0] == '~', .line = line};
    words += out->known_miss;
    out->absent = words[0] == '!';
    out->at = words + 1 + strspn(words + 1, " ");
    return wants_are_formed(out->at) || (out->absent && *out->at && !strchr(out->at, '='));
}

bool expectations_each(rooms *r, const char *lang, const char *path, expectation_fn *each, void *context, unsigned *line) {
    static const civil read_on = {2024, 6, 15};
    char words[8192], paragraph[8192] = "", title[256] = "";
    reading g = {0};
    *line = 0;
    FILE *f = fopen(path, "r");
    if (!f) return false;
    dp_status s = DP_OK;
    while (s == DP_OK && fgets(words, sizeof words, f)) {
        ++*line;
        words[strcspn(words, "\n")] = '\0';
        if (words[0] == '#' || words[0] == '\0') continue;
        if (words[0] == '=') {
            snprintf(title, sizeof title, "%.200s", words + 1 + strspn(words + 1, " "));
        } else if (is_expectation(words)) {
            expectation e;
            s = expectation_read(words, *line, &e) ? DP_OK : DP_E_FORMAT;
            if (s == DP_OK) each(context, title, &e, &g);
        } else {
            memcpy(paragraph, words, sizeof paragraph); /* the reading points into it */
            s = rooms_read(r, lang, paragraph, read_on, &g);
        }
    }
    fclose(f);
    return s == DP_OK;
}

static void print_span(FILE *out, const reading *g, span at) {
    fprintf(out, "%.*s", (int)(at.end - at.start), g->x.bytes + at.start);
}

static void print_word(FILE *out, const char *key, const char *value) {
    if (value) fprintf(out, " %s=%s", key, value);
}

static void print_actor(FILE *out, const reading *g, const char *key, uint32_t i) {
    if (i == INDEX_NONE) return;
    fprintf(out, " %s=", key);
    print_span(out, g, g->m.actors[i].at.at);
    if (g->m.actors[i].code) fprintf(out, " (%s)", g->m.actors[i].code);
}

static void print_place(FILE *out, const reading *g, uint32_t i) {
    if (i == INDEX_NONE) return;
    fprintf(out, " place=");
    print_span(out, g, g->m.places[i].at.at);
}

static void print_count(FILE *out, int64_t n) {
    if (n == QUANTITY_NONE)
        fputs(NONE, out);
    else
        fprintf(out, "%" PRId64, n);
}

static void print_victims(FILE *out, const casualty *c) {
    fprintf(out, " %s=", casualty_role_name(c->role));
    if (c->low == QUANTITY_NONE && c->best == QUANTITY_NONE && c->high == QUANTITY_NONE) return;
    print_count(out, c->low), fputs("..", out);
    print_count(out, c->best), fputs("..", out);
    print_count(out, c->high);
}

static void print_claim(FILE *out, const reading *g, const claim *c) {
    fputs("    trigger=", out);
    print_span(out, g, c->trigger);
    print_word(out, "type", c->type);
    print_word(out, "mode", c->mode);
    print_word(out, "code", c->cameo);
    print_word(out, "acled", c->acled);
    for (uint8_t i = 0; i < c->actor_count; i++) print_actor(out, g, "actor", c->actors[i]);
    for (uint8_t i = 0; i < c->recipient_count; i++) print_actor(out, g, "recipient", c->recipients[i]);
    print_place(out, g, c->control ? c->control_place : c->place);
    if (c->control) print_word(out, "control", control_state_name(c->control));
    print_actor(out, g, "holder", c->control_holder);
    print_actor(out, g, "from", c->control_from);
    for (uint8_t i = 0; i < c->casualty_count; i++) print_victims(out, &c->casualties[i]);
    if (c->polarity == POLARITY_NEGATED) print_word(out, "polarity", polarity_name(c->polarity));
    print_word(out, "certainty", certainty_name(c->certainty));
    print_word(out, "tense", claim_tense_name(c->tense));
    for (uint32_t i = 0; i < c->claimant_count; i++) fputs(i ? " > " : " claimant=", out), print_span(out, g, c->claimants[i].at);
    if (c->quoted) print_word(out, "quoted", "yes");
    for (uint32_t i = 0; i < c->distance_count; i++) fputs(" distance=", out), print_span(out, g, c->distance[i].at);
    fputc('\n', out);
}

void expectation_print_claims(FILE *out, const reading *g) {
    for (uint32_t i = 0; i < g->c.n; i++) print_claim(out, g, &g->c.at[i]);
}
