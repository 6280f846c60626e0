#include "mention/actor_memory.h"

#include <string.h>

bool memory_add(actor_memory *m, arena *a, actor_mention mention) {
    if (mention.coref == ACTOR_NONE) mention.coref = m->mentions.n;
    return vec_push(a, &m->mentions, mention);
}

void memory_note_group(actor_memory *m, memory_group g) {
    m->recent[m->recent_count++ % MEMORY_RECENT] = g;
}

static memory_alias *slot_of(actor_memory *m, uint64_t hash) {
    uint32_t i = (uint32_t)(hash >> 20) % MEMORY_ALIASES;
    while (m->aliases[i].hash && m->aliases[i].hash != hash) i = (i + 1) % MEMORY_ALIASES;
    return &m->aliases[i];
}

static const memory_alias *alias_of(const actor_memory *m, uint64_t hash) {
    if (m->alias_count == 0 || hash == 0) return NULL;
    for (uint32_t i = (uint32_t)(hash >> 20) % MEMORY_ALIASES; m->aliases[i].hash; i = (i + 1) % MEMORY_ALIASES)
        if (m->aliases[i].hash == hash) return &m->aliases[i];
    return NULL;
}

void memory_note_alias(actor_memory *m, uint64_t hash, uint32_t mention) {
    if (hash == 0 || m->alias_count >= MEMORY_ALIASES / 2) return;
    memory_alias *slot = slot_of(m, hash);
    if (slot->hash) return;
    *slot = (memory_alias){.hash = hash, .mention = mention};
    m->alias_count++;
}

void memory_note_surname(actor_memory *m, uint64_t hash, uint32_t mention, uint32_t given) {
    memory_note_alias(m, hash, mention);
    memory_alias *slot = slot_of(m, hash);
    if (!slot->hash || !given || m->mentions.at[slot->mention].kind != ACTOR_PERSON) return;
    const bool another = m->mentions.at[mention].coref == mention;
    if (another) slot->mention = mention;
    if (another || !slot->given) slot->given = given;
}

uint32_t memory_alias_of(const actor_memory *m, uint64_t hash) {
    const memory_alias *slot = alias_of(m, hash);
    return slot ? slot->mention : ACTOR_NONE;
}

uint32_t memory_given_of(const actor_memory *m, uint64_t hash) {
    const memory_alias *slot = alias_of(m, hash);
    return slot ? slot->given : 0;
}

void memory_refer(const actor_memory *m, actor_mention *mention, uint32_t to) {
    const actor_mention *from = &m->mentions.at[to];
    mention->name = from->name;
    mention->code = from->code;
    mention->kind = from->kind;
    mention->person = from->person;
    mention->sector_count = from->sector_count;
    memcpy(mention->country, from->country, sizeof mention->country);
    memcpy(mention->sectors, from->sectors, sizeof mention->sectors);
    mention->coref = from->coref;
}

void memory_lend_office(const actor_memory *m, actor_mention *person, uint32_t office) {
    const actor_mention *from = &m->mentions.at[office];
    person->code = from->code;
    person->person = false;
    person->sector_count = from->sector_count;
    memcpy(person->country, from->country, sizeof person->country);
    memcpy(person->sectors, from->sectors, sizeof person->sectors);
}

static bool mention_has(const actor_mention *m, const char *sector) {
    for (int i = 0; i < m->sector_count; i++)
        if (strcmp(m->sectors[i], sector) == 0) return true;
    return false;
}

/* The recent groups from the newest on; NULL behind the last. */
static const memory_group *recent_at(const actor_memory *m, uint32_t back) {
    if (back >= m->recent_count || back >= MEMORY_RECENT) return NULL;
    return &m->recent[(m->recent_count - 1 - back) % MEMORY_RECENT];
}

static bool is_jihadist(const actor_mention *m) {
    return mention_has(m, "REB") && (mention_has(m, "MOS") || mention_has(m, "RAD"));
}

/* "The jihadists" after "Islamic State", "the rebels" after "the M23": the named group of that kind that stands nearest. */
static uint32_t named_group(const actor_memory *m, bool jihadist) {
    uint32_t second_best = ACTOR_NONE;
    const memory_group *r;
    for (uint32_t back = 0; (r = recent_at(m, back)); back++) {
        const actor_mention *a = &m->mentions.at[r->mention];
        if (r->role || !mention_has(a, "REB")) continue;
        if (is_jihadist(a) == jihadist) return r->mention;
        if (second_best == ACTOR_NONE && !jihadist) second_best = r->mention;
    }
    return second_best;
}

/* "The army" after "the Malian army": the same role first, then the same sector. "Government troops" are those of a group that
 * was the government's. */
static uint32_t same_body(const actor_memory *m, const actor_group *g, bool loyal) {
    uint32_t same_sector = ACTOR_NONE;
    const memory_group *r;
    for (uint32_t back = 0; (r = recent_at(m, back)); back++) {
        if (!r->role || !r->placed || (loyal && !r->loyal)) continue;
        if (r->role == g->role) return r->mention;
        if (same_sector == ACTOR_NONE && r->sector && r->sector == g->sectors[0]) same_sector = r->mention;
    }
    return same_sector;
}

uint32_t memory_group_meant(const actor_scan *s, const actor_memory *m, const actor_group *g) {
    bool bare = !g->polity && !g->people && g->owner == ACTOR_NONE && !g->backer && g->name_end == g->name_first;
    bool quoted = s->x->tokens[s->x->words[g->head].token].flags & TOKEN_QUOTED; /* scare quotes: not the one that is meant */
    if (!bare || g->open || (quoted && g->end == g->first + 1)) return ACTOR_NONE;
    if (g->role->flags & ROLE_JIHAD) return named_group(m, true);
    bool rebels = actor_group_has_sector(s, g->sectors, "REB") && !g->modifier;
    if (rebels && !actor_group_has_sector(s, g->sectors, "SEP")) {
        uint32_t placed = same_body(m, g, false);
        return placed != ACTOR_NONE ? placed : named_group(m, false);
    }
    bool government = g->modifier && actor_group_has_sector(s, g->modifier->sectors, "GOV");
    bool body = ((g->role->flags & ROLE_BODY) || (g->office && !g->former)) && !g->modifier;
    return body || government ? same_body(m, g, government && !(g->role->flags & ROLE_BODY)) : ACTOR_NONE;
}

/* An institution of a state is no "group". */
static bool is_state_body(const actor_mention *m) {
    static const char *const bodies[] = {"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "MED"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (mention_has(m, bodies[i]) && !mention_has(m, "REB") && !mention_has(m, "UAF")) return true;
    return false;
}

uint32_t memory_organisation(const actor_memory *m) {
    const memory_group *r;
    for (uint32_t back = 0; (r = recent_at(m, back)); back++)
        if (!r->role && !is_state_body(&m->mentions.at[r->mention])) return r->mention;
    return ACTOR_NONE;
}

/* The one person that mentions [first, end) name; *n counts them. */
static uint32_t only_person(const actor_memory *m, uint32_t first, uint32_t end, uint32_t *n) {
    uint32_t found = ACTOR_NONE;
    *n = 0;
    for (uint32_t i = first; i < end; i++) {
        if (m->mentions.at[i].kind != ACTOR_PERSON) continue;
        if (found == ACTOR_NONE || m->mentions.at[i].coref != m->mentions.at[found].coref) ++*n;
        found = i;
    }
    return *n == 1 ? found : ACTOR_NONE;
}

uint32_t memory_pronoun(const actor_memory *m, bool plural) {
    if (!plural) {
        uint32_t n, here = only_person(m, m->sentence_first, m->mentions.n, &n);
        return n ? here : m->person;
    }
    if (m->subject == ACTOR_NONE) return ACTOR_NONE;
    const actor_mention *s = &m->mentions.at[m->subject];
    bool country = s->code && strlen(s->code) == 3;
    return s->kind == ACTOR_PERSON || country ? ACTOR_NONE : m->subject;
}

void memory_note_state(actor_memory *m, uint32_t polity) {
    if (m->state && m->state != polity) m->states = true;
    m->state = polity;
}

void memory_begin_sentence(actor_memory *m) {
    m->sentence_first = m->mentions.n;
}

void memory_end_sentence(actor_memory *m, const text *x) {
    uint32_t found = ACTOR_NONE, n = 0, persons;
    for (uint32_t i = m->sentence_first; i < m->mentions.n; i++) {
        uint32_t head = m->mentions.at[i].at.head_token;
        unsigned deprel = head < x->token_count ? x->tokens[head].deprel : DEP_DEP;
        if (deprel != DEP_NSUBJ && deprel != DEP_NSUBJ_PASS) continue;
        if (found == ACTOR_NONE || m->mentions.at[i].coref != m->mentions.at[found].coref) n++;
        found = i;
    }
    m->subject = n == 1 ? found : ACTOR_NONE;
    m->person = only_person(m, m->sentence_first, m->mentions.n, &persons);
}
