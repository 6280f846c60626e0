#include "mention/actor_emit.h"

#include <stdio.h>
#include <string.h>

enum { CODE_BYTES = 40, NAME_BYTES = 256 };

/* The token of the range whose syntactic head lies outside it; `fallback` where several do and it is one of them. */
static uint32_t syntactic_head(const text *x, uint32_t first, uint32_t end, uint32_t fallback) {
    uint32_t found = TOKEN_NONE;
    for (uint32_t t = first; t < end; t++) {
        uint32_t head = x->tokens[t].head;
        if (x->tokens[t].upos == UPOS_PUNCT || (head != TOKEN_NONE && head >= first && head < end)) continue;
        if (t == fallback) return t;
        if (found == TOKEN_NONE) found = t;
    }
    return found == TOKEN_NONE ? fallback : found;
}

mention_at actor_place(const actor_scan *s, uint32_t first, uint32_t end, uint32_t head, rule_ref rule) {
    const text *x = s->x;
    mention_at at = {.at = {x->words[first].start, x->words[end - 1].end}, .first_token = x->words[first].token, .rule = rule};
    at.end_token = x->words[end - 1].token + 1;
    while (at.end_token < x->token_count && (x->tokens[at.end_token].flags & TOKEN_MWT_REST)) at.end_token++;
    at.head_token = syntactic_head(x, at.first_token, at.end_token, x->words[head].token);
    return at;
}

static const char *string_of(const actor_scan *s, uint32_t offset) {
    return pack_string(s->rules->pack, offset);
}

static void set_sectors(const actor_scan *s, const uint8_t sectors[ACTOR_SECTORS_MAX], actor_mention *out) {
    out->sector_count = 0;
    for (int i = 0; i < ACTOR_SECTORS_MAX && sectors[i]; i++)
        out->sectors[out->sector_count++] = s->rules->sectors[sectors[i] - 1].code;
}

static void set_country(const actor_scan *s, uint32_t polity, actor_mention *out) {
    memset(out->country, 0, sizeof out->country);
    if (polity) memcpy(out->country, s->rules->polities[polity - 1].alpha2, 2);
}

static bool holds_today(const actor_scan *s, const actor_record *r) {
    if (s->days.first == DAY_NONE) return true;
    return (r->first_day == DAY_NONE || r->first_day <= s->days.last) &&
           (r->last_day == DAY_NONE || r->last_day >= s->days.first);
}

bool actor_emit_named(const actor_scan *s, uint32_t actor, actor_mention *out) {
    const actor_record *r = &s->rules->actors[actor];
    uint32_t code = r->former && !holds_today(s, r) ? r->former : r->code;
    out->name = string_of(s, r->name);
    out->code = code ? string_of(s, code) : NULL;
    out->kind = r->flags & ACTOR_RECORD_PERSON ? ACTOR_PERSON : ACTOR_KNOWN;
    out->person = false;
    set_country(s, r->country, out);
    set_sectors(s, r->sectors, out);
    return true;
}

bool actor_emit_polity(const actor_scan *s, uint32_t polity, rule_ref rule, actor_mention *out) {
    const polity_record *p = &s->rules->polities[polity];
    out->name = string_of(s, p->name);
    out->code = string_of(s, p->full_code);
    out->kind = ACTOR_KNOWN;
    out->person = false;
    out->sector_count = 0;
    out->at.rule = rule ? rule : p->rule;
    set_country(s, p->alpha2[0] ? polity + 1 : p->country, out);
    return true;
}

/* The words as the text has them, white space made one space. */
static const char *words_copy(const text *x, uint32_t first, uint32_t end, arena *a) {
    const char *from = x->bytes + x->words[first].start;
    size_t n = x->words[end - 1].end - x->words[first].start, out = 0;
    char *copy = arena_copy(a, from, n);
    if (!copy) return NULL;
    for (size_t i = 0; i < n; i++) {
        bool space = copy[i] == ' ' || copy[i] == '\t' || copy[i] == '\n' || copy[i] == '\r';
        if (space && out && copy[out - 1] == ' ') continue;
        copy[out++] = space ? ' ' : copy[i];
    }
    copy[out] = '\0';
    return copy;
}

/* SYRMIL: country, sectors, people or religion, as CAMEO's codebook orders them. A second sector stands in the code only where
 * it says what kind of group it is (REBSEP, REBMOS); a minister of defence is a minister. */
static const char *group_code(const actor_scan *s, const actor_group *g, arena *a) {
    char code[CODE_BYTES];
    size_t n = 0;
    if (g->polity) n += (size_t)snprintf(code + n, sizeof code - n, "%s", s->rules->polities[g->polity - 1].code);
    for (int i = 0; i < (g->portfolio ? 1 : 2) && g->sectors[i]; i++)
        n += (size_t)snprintf(code + n, sizeof code - n, "%s", s->rules->sectors[g->sectors[i] - 1].code);
    if (g->people) n += (size_t)snprintf(code + n, sizeof code - n, "%s", s->rules->polities[g->people - 1].code);
    return n ? arena_copy(a, code, n) : NULL;
}

/* A name that is put together: cut where it would be too long. */
typedef struct name_text {
    char at[NAME_BYTES];
    size_t n;
} name_text;

static void name_add(name_text *t, const char *text) {
    size_t n = strlen(text);
    if (n >= sizeof t->at - t->n) return;
    memcpy(t->at + t->n, text, n + 1);
    t->n += n;
}

/* The role in words: the head's own ("air force") where it decided the sector, else the sector's. */
static void add_label(const actor_scan *s, const actor_group *g, name_text *t) {
    const role_record *r = g->role;
    bool own = r->label && (r->sectors[0] == g->sectors[0] || g->former);
    if (g->former) name_add(t, "former ");
    if (g->portfolio && g->portfolio->label) {
        const bool speaks = r->label && strcmp(string_of(s, r->label), "spokesperson") == 0; /* for the ministry */
        name_add(t, g->office && r->sectors[0] && !speaks ? "minister of " : "ministry of ");
        name_add(t, string_of(s, g->portfolio->label));
    } else if (own) {
        name_add(t, string_of(s, r->label));
    } else if (g->sectors[0]) {
        name_add(t, string_of(s, s->rules->sectors[g->sectors[0] - 1].name));
    }
}

/* "Syria: armed forces", "Russia: minister of defence", "militias (Shiites)", "rebels (backed by Turkey)". */
static const char *group_name(const actor_scan *s, const actor_group *g, arena *a) {
    name_text t = {.n = 0};
    const polity_record *p = s->rules->polities;
    if (g->polity) {
        name_add(&t, string_of(s, p[g->polity - 1].name));
        name_add(&t, ": ");
    }
    add_label(s, g, &t);
    bool people = g->people && (!g->polity || p[g->people - 1].country != g->polity);
    if (g->people && (people || g->polity)) {
        name_add(&t, " (");
        name_add(&t, string_of(s, p[g->people - 1].name));
        name_add(&t, ")");
    }
    if (g->backer) {
        name_add(&t, " (backed by ");
        name_add(&t, string_of(s, g->backer));
        name_add(&t, ")");
    }
    return arena_copy(a, t.at, t.n);
}

/* A known person keeps the code of the day; one that the office alone tells takes the office's. */
static bool emit_office_holder(const actor_scan *s, const actor_group *g, arena *a, actor_mention *out) {
    if (g->person != ACTOR_NONE) {
        const actor_record *r = &s->rules->actors[g->person];
        rule_ref rule = r->rule;
        out->at.rule = rule;
        return actor_emit_named(s, g->person, out);
    }
    out->name = words_copy(s->x, g->name_first, g->name_end, a);
    out->kind = ACTOR_PERSON;
    out->person = !g->office;
    return out->name != NULL;
}

bool actor_emit_group(const actor_scan *s, const actor_group *g, arena *a, actor_mention *out) {
    *out = (actor_mention){.at = actor_place(s, g->first, g->end, g->head, g->rule)};
    bool named = g->name_end > g->name_first;
    if (g->person != ACTOR_NONE) return emit_office_holder(s, g, a, out);
    if (g->lends) {
        actor_emit_named(s, g->owner, out);
        if (!g->rule) out->at.rule = s->rules->actors[g->owner].rule;
    } else {
        actor_group with_country = *g;
        if (g->owner != ACTOR_NONE && !g->polity) with_country.polity = s->rules->actors[g->owner].country;
        out->code = group_code(s, &with_country, a);
        out->name = group_name(s, &with_country, a);
        out->kind = g->polity || g->people || g->owner != ACTOR_NONE ? ACTOR_COMPOSED : ACTOR_GENERIC;
        set_sectors(s, g->sectors, out);
        set_country(s, with_country.polity, out);
        if (g->people && out->sector_count < ACTOR_SECTORS_MAX)
            out->sectors[out->sector_count++] = s->rules->polities[g->people - 1].code;
        if (!out->name || ((g->polity || g->sectors[0]) && !out->code)) return false;
    }
    return named ? emit_office_holder(s, g, a, out) : true;
}

bool actor_emit_person(const actor_scan *s, uint32_t first, uint32_t end, arena *a, actor_mention *out) {
    *out = (actor_mention){.at = actor_place(s, first, end, end - 1, 0), .kind = ACTOR_PERSON, .person = true};
    out->name = words_copy(s->x, first, end, a);
    return out->name != NULL;
}

bool actor_emit_unknown(const actor_scan *s, uint32_t first, uint32_t end, const role_record *role, arena *a,
                        actor_mention *out) {
    *out = (actor_mention){.at = actor_place(s, first, end, end - 1, role ? role->rule : 0), .kind = ACTOR_UNKNOWN};
    out->name = words_copy(s->x, first, end, a);
    if (role) set_sectors(s, role->sectors, out);
    return out->name != NULL;
}
