/* Actors: from words to mentions, sentence by sentence. The parts: actor_scan.h finds phrases, actor_group.h composes them,
 * actor_names.c reads names that no table holds, actor_bare.c countries and peoples, actor_memory.h what stands for what. */
#include "mention/actor.h"

#include "mention/actor_find.h"
#include "mention/actor_split.h"

#include <string.h>

uint32_t composer_add(composer *k, actor_mention m, uint32_t end_word) {
    uint32_t index = k->memory->mentions.n;
    if (!memory_add(k->memory, k->a, m)) k->failed = true;
    for (uint32_t i = 0; i < k->definition_count && !k->failed; i++)
        if (k->definitions[i].end == end_word)
            memory_note_alias(k->memory, composer_word(k, k->definitions[i].abbreviation)->hash, index);
    return index;
}

/* Two heads share a country: "the Russian air force and navy", "l'aviation et la marine russes". */
static bool may_share(const actor_group *a, const actor_group *b) {
    return a->role && b->role && a->sectors[0] == b->sectors[0] && !a->office && !b->office;
}

/* The country of a group that this one stands beside: in front of it in one order of words, behind it in the other. */
static uint32_t country_before(const composer *k) {
    uint32_t before = k->c.word;
    if (k->last_mention == ACTOR_NONE || before <= k->sentence_first + 1) return 0;
    if (actor_scan_link(&k->s, before - 1) & LINK_THE) before--;
    bool joined = k->last.end == before - 1 && (actor_scan_link(&k->s, before - 1) & LINK_AND);
    return joined ? k->last.polity : 0;
}

static uint32_t country_behind(const composer *k, actor_cursor c, const actor_group *g) {
    if (!k->s.l->grammar.demonym_after || !actor_cursor_joins(&k->s, &c, k->limit)) return 0;
    if (!(actor_scan_link(&k->s, c.word) & LINK_AND)) return 0;
    for (int i = 0; i < 3 && c.word < k->limit && (i == 0 || (actor_scan_link(&k->s, c.word) & (LINK_OF | LINK_THE))); i++)
        actor_cursor_to(&k->s, &c, c.word + 1);
    actor_group next;
    bool found = c.word < k->limit && actor_group_read(&k->s, &c, k->limit, 0, &next);
    return found && may_share(g, &next) ? next.polity : 0;
}

/* Reads a group; one without a country may share that of its neighbour if both are of one kind. */
static bool read_shared(composer *k, actor_group *g) {
    actor_cursor c = k->c;
    uint32_t before = country_before(k);
    bool alone = actor_group_read(&k->s, &c, k->limit, 0, g);
    if (alone && (g->polity || g->people || g->owner != ACTOR_NONE || g->office)) {
        k->c = c;
        return true;
    }
    actor_cursor p = k->c;
    actor_group shared;
    if (before && actor_group_read(&k->s, &p, k->limit, before, &shared) && may_share(&k->last, &shared)) {
        *g = shared;
        k->c = p;
        return true;
    }
    p = k->c;
    if (!alone && !(k->s.l->grammar.demonym_after && actor_group_read(&k->s, &p, k->limit, 1, g)))
        return false; /* any country will do */
    uint32_t behind = country_behind(k, alone ? c : p, g);
    if (!behind && !alone) return false;
    p = k->c;
    if (behind) actor_group_read(&k->s, &p, k->limit, behind, g);
    k->c = behind ? p : c;
    return true;
}

/* The office that stands behind or before a name tells who the person is: "X, spokesman for the army", "the envoy, X". */
static void join_apposition(composer *k, uint32_t index, const actor_group *g) {
    actor_memory *m = k->memory;
    if (index == 0 || !(g->office || (g->role->flags & ROLE_RANK)) || g->name_end > g->name_first) return;
    actor_mention *name = &m->mentions.at[index - 1], *office = &m->mentions.at[index];
    uint32_t from = name->at.at.end, to = office->at.at.start;
    if (name->kind != ACTOR_PERSON || name->code || from >= to || to - from > 7 || k->s.x->bytes[from] != ',') return;
    memory_lend_office(m, name, index);
    memory_refer(m, office, index - 1);
}

static memory_group note_of(const composer *k, const actor_group *g, uint32_t mention) {
    memory_group n = {
        .mention = mention, .role = g->lends ? NULL : g->role, .sector = g->sectors[0], .placed = g->polity || g->people};
    n.loyal = actor_group_has_sector(&k->s, g->sectors, "GOV");
    if (g->modifier) n.loyal |= actor_group_has_sector(&k->s, g->modifier->sectors, "GOV");
    return n;
}

static bool is_bare(const actor_group *g) {
    return !g->polity && !g->people && g->owner == ACTOR_NONE && !g->backer && !g->open && g->name_end == g->name_first;
}

static bool is_state_role(const composer *k, const actor_group *g) {
    static const char *const bodies[] = {"GOV", "MIL", "COP", "SPY", "LEG", "JUD"};
    bool found = false;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) found |= actor_group_has_sector(&k->s, g->sectors, bodies[i]);
    return found && ((g->role->flags & (ROLE_BODY | ROLE_RANK)) || g->office) && !g->former;
}

/* "the army" in a dispatch that has named the bodies of one state only. */
static void take_state(composer *k, actor_group *g) {
    bool quoted = k->s.x->tokens[composer_word(k, g->head)->token].flags & TOKEN_QUOTED;
    if (is_bare(g) && !g->modifier && is_state_role(k, g) && !quoted && !k->memory->states) g->polity = k->memory->state;
}

/* "said its troops had …": whose they are stands before, in the same sentence. ACTOR_NONE where nothing does. */
static uint32_t owner_before(const composer *k, const actor_group *g) {
    bool its = g->first > k->sentence_first && (actor_scan_link(&k->s, g->first - 1) & LINK_ITS);
    /* written onto the noun: "قواته" */
    its |= k->s.l->grammar.genitive == GENITIVE_BESIDE && g->end < k->limit && (actor_scan_link(&k->s, g->end) & LINK_ITS);
    if (!its || !is_bare(g)) return ACTOR_NONE;
    for (uint32_t i = k->memory->mentions.n; i-- > k->memory->sentence_first;)
        if (k->memory->mentions.at[i].country[0] || k->memory->mentions.at[i].kind == ACTOR_KNOWN) return i;
    return ACTOR_NONE;
}

/* "The rebel chief said his fighters had left": they are the rebels', and no body of the country where both are. */
static bool are_irregulars(const composer *k, const actor_group *g, uint32_t owner) {
    static const char *const irregular[] = {"UAF", "REB", "SEP", "INS", "PAR"};
    const actor_mention *m = &k->memory->mentions.at[owner];
    if (actor_group_has_sector(&k->s, g->sectors, "UAF")) return true;
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        for (uint8_t q = 0; q < m->sector_count; q++)
            if (m->sectors[q] && strcmp(m->sectors[q], irregular[i]) == 0) return true;
    return false;
}

static void take_owner_before(composer *k, actor_group *g, uint32_t owner) {
    if (are_irregulars(k, g, owner)) return;
    const char *country = k->memory->mentions.at[owner].country;
    for (uint32_t i = 0; country[0] && i < k->s.rules->polity_count; i++)
        if (memcmp(k->s.rules->polities[i].alpha2, country, 3) == 0) {
            g->polity = i + 1;
            return;
        }
}

/* Is the mention a group that "its fighters" can be part of? */
static bool is_named_group(const actor_mention *m) {
    return m->kind == ACTOR_KNOWN && m->code && strlen(m->code) > 3 && m->sector_count > 0;
}

/* "the minister of defence, Jean Dupont, …": an office and, behind a comma, the name. */
static void read_name_behind(composer *k, const actor_group *g, uint32_t office) {
    uint32_t w = g->end;
    bool may = (g->office || (g->role->flags & ROLE_RANK)) && g->name_end == g->name_first && w < k->limit;
    if (!may || composer_word(k, w)->start != composer_word(k, w - 1)->end + 2) return;
    if (k->s.x->bytes[composer_word(k, w - 1)->end] != ',' || !(composer_word(k, w)->flags & WORD_CAPITAL)) return;
    actor_cursor c = k->c;
    actor_cursor_to(&k->s, &c, w);
    const atom *at = actor_atom_at(&k->s, &c);
    uint32_t end = actor_person_end(&k->s, w, k->limit);
    if ((at && at->types != ENTRY_BIT(ENTRY_FIRST_NAME)) || end < w + 2) return;
    actor_mention m;
    if (!actor_emit_person(&k->s, w, end, k->a, &m)) {
        k->failed = true;
        return;
    }
    m.coref = ACTOR_NONE;
    memory_lend_office(k->memory, &m, office);
    uint32_t index = composer_add(k, m, end);
    if (!k->failed) names_note_surname(k, w, end, index);
    composer_to(k, end);
}

static void add_group(composer *k, actor_group *g) {
    uint32_t before = owner_before(k, g), meant = ACTOR_NONE;
    if (before != ACTOR_NONE && is_named_group(&k->memory->mentions.at[before]))
        meant = before;
    else if (before != ACTOR_NONE)
        take_owner_before(k, g, before);
    if (meant == ACTOR_NONE) meant = memory_group_meant(&k->s, k->memory, g);
    /* "the health ministry", "the mayor" beside "Yemen's government": another body or office of Yemen's */
    const bool civil = g->portfolio || (g->office && actor_group_has_sector(&k->s, g->sectors, "GOV"));
    if (meant != ACTOR_NONE && civil && k->memory->mentions.at[meant].kind != ACTOR_PERSON) {
        take_owner_before(k, g, meant);
        if (g->polity) meant = ACTOR_NONE;
    }
    if (meant == ACTOR_NONE) take_state(k, g);
    actor_mention m;
    if (!actor_emit_group(&k->s, g, k->a, &m)) {
        k->failed = true;
        return;
    }
    m.coref = ACTOR_NONE;
    if (meant != ACTOR_NONE) memory_refer(k->memory, &m, meant);
    uint32_t index = composer_add(k, m, g->end);
    if (k->failed) return;
    bool person = g->name_end > g->name_first;
    if (person)
        names_note_surname(k, g->name_first, g->name_end, index);
    else if (meant == ACTOR_NONE)
        memory_note_group(k->memory, note_of(k, g, index));
    if (g->polity && is_state_role(k, g) && k->s.rules->polities[g->polity - 1].kind == POLITY_COUNTRY)
        memory_note_state(k->memory, g->polity);
    join_apposition(k, index, g);
    k->last = *g;
    k->last_mention = index;
    read_name_behind(k, g, index);
}

/* "les forces russes et syriennes": the same head once more, with the second adjective. */
static void add_second_country(composer *k, const actor_group *g) {
    actor_cursor c = k->c;
    bool chained = k->s.l->grammar.demonym_after && g->polity && g->name_end == g->name_first;
    if (!chained || !actor_cursor_joins(&k->s, &c, k->limit) || !(actor_scan_link(&k->s, c.word) & LINK_AND)) return;
    actor_cursor_to(&k->s, &c, c.word + 1);
    const atom *at = actor_cursor_joins(&k->s, &c, k->limit) ? actor_atom_at(&k->s, &c) : NULL;
    uint32_t e = at ? actor_scan_entry(&k->s, at, ENTRY_ADJECTIVE) : ACTOR_NONE;
    if (e == ACTOR_NONE || (composer_word(k, at->first)->flags & WORD_CAPITAL)) return;
    actor_group second = *g;
    second.polity = k->s.l->entries[e].target + 1;
    second.people = 0;
    second.first = second.head = at->first;
    second.end = at->end;
    actor_cursor_to(&k->s, &c, at->end);
    k->c = c;
    add_group(k, &second);
}

static bool read_group(composer *k) {
    actor_group g;
    if (!read_shared(k, &g)) return false;
    add_group(k, &g);
    if (!k->failed) add_second_country(k, &g);
    return true;
}

static bool read_named(composer *k) {
    const atom *at = actor_atom_at(&k->s, &k->c);
    uint32_t actor = actor_scan_name(&k->s, at);
    if (actor == ACTOR_NONE) return false;
    const actor_record *r = &k->s.rules->actors[actor];
    actor_mention m = {.at = actor_place(&k->s, at->first, at->end, at->end - 1, r->rule), .coref = ACTOR_NONE};
    actor_emit_named(&k->s, actor, &m);
    uint32_t index = composer_add(k, m, at->end);
    composer_to(k, at->end);
    if (k->failed) return true;
    if (r->flags & ACTOR_RECORD_PERSON)
        names_note_surname(k, at->first, at->end, index);
    else
        memory_note_group(k->memory, (memory_group){.mention = index, .sector = r->sectors[0], .placed = r->country != 0});
    return true;
}

static bool is_pronoun_subject(const composer *k, uint32_t w) {
    const token *t = &k->s.x->tokens[composer_word(k, w)->token];
    return t->upos == UPOS_PRON && (t->deprel == DEP_NSUBJ || t->deprel == DEP_NSUBJ_PASS);
}

/* "the group", "they". A name that begins inside or behind it makes it part of that name. */
static bool read_anaphor(composer *k) {
    const atom *at = actor_atom_at(&k->s, &k->c);
    uint32_t meant = ACTOR_NONE;
    if (at->types & ENTRY_BIT(ENTRY_GROUP)) {
        actor_cursor c = k->c;
        for (c.atom++; c.atom < k->s.atom_count && k->s.atoms[c.atom].first <= at->end; c.atom++) {
            const atom *inner = &k->s.atoms[c.atom];
            bool joined = inner->first < at->end || composer_joined(k, inner->first);
            if (joined && inner->end > at->end && (inner->types & ENTRY_BIT(ENTRY_NAME))) return false;
        }
        const uint32_t qualifies =
            ENTRY_BIT(ENTRY_ADJECTIVE) | ENTRY_BIT(ENTRY_MODIFIER) | ENTRY_BIT(ENTRY_NAME) | ENTRY_BIT(ENTRY_ROLE);
        actor_cursor behind = k->c;
        actor_cursor_to(&k->s, &behind, at->end);
        const atom *next = composer_joined(k, at->end) ? actor_atom_at(&k->s, &behind) : NULL;
        bool owned = composer_joined(k, at->end) && (actor_scan_link(&k->s, at->end) & LINK_OF);
        bool named = composer_joined(k, at->end) && (composer_word(k, at->end)->flags & WORD_CAPITAL);
        named |= next && (next->types & qualifies);
        meant = owned || named ? ACTOR_NONE : memory_organisation(k->memory);
    } else if ((at->types & (ENTRY_BIT(ENTRY_PLURAL) | ENTRY_BIT(ENTRY_SINGULAR))) && is_pronoun_subject(k, at->first)) {
        meant = memory_pronoun(k->memory, (at->types & ENTRY_BIT(ENTRY_PLURAL)) != 0);
    }
    if (meant == ACTOR_NONE) return false;
    actor_mention m = {.at = actor_place(&k->s, at->first, at->end, at->end - 1, k->s.l->entries[at->entry].rule)};
    memory_refer(k->memory, &m, meant);
    composer_add(k, m, at->end);
    composer_to(k, at->end);
    return true;
}

/* Everything that may begin at the cursor, what says most first. */
static bool read_atom(composer *k, const atom *at) {
    if (at->types & ENTRY_BIT(ENTRY_STOP)) {
        composer_to(k, at->end);
        return true;
    }
    if (names_read_definition(k)) return true;
    bool short_name = at->end == at->first + 1 && (composer_word(k, at->first)->flags & WORD_ALL_CAPS);
    if (short_name && names_read_alias(k)) return true; /* the dispatch's own meaning comes first */
    bool in_name = (at->types & ENTRY_BIT(ENTRY_FIRST_NAME)) && !(at->types & (ENTRY_BIT(ENTRY_NAME) | ENTRY_BIT(ENTRY_COUNTRY)));
    if (in_name && names_read_person(k)) return true;
    if (names_read_title(k) || read_group(k)) return true;
    if (at->types & (ENTRY_BIT(ENTRY_GROUP) | ENTRY_BIT(ENTRY_PLURAL) | ENTRY_BIT(ENTRY_SINGULAR))) return read_anaphor(k);
    if ((at->types & ENTRY_BIT(ENTRY_NAME)) && read_named(k)) return true;
    if (names_read_organisation(k) || names_read_person(k)) return true;
    if (bare_read_act(k) || bare_read_demonym(k) || bare_read_country(k) || bare_read_capital(k)) return true;
    return false;
}

static bool read_word(composer *k) {
    if (!(composer_word(k, k->c.word)->flags & WORD_CAPITAL)) return false;
    return names_read_definition(k) || names_read_organisation(k) || names_read_capital(k);
}

static void read_sentence(composer *k, const sentence *s) {
    k->sentence_first = s->first_word;
    k->limit = s->end_word;
    k->last_mention = ACTOR_NONE;
    memory_begin_sentence(k->memory);
    names_begin_sentence(k);
    composer_to(k, s->first_word);
    while (k->c.word < k->limit && !k->failed) {
        const atom *at = actor_atom_at(&k->s, &k->c);
        if (at ? read_atom(k, at) : read_word(k)) continue;
        bool skip = at && at->types != ENTRY_BIT(ENTRY_GROUP) && !(at->types & ENTRY_BIT(ENTRY_TITLE));
        composer_to(k, skip ? at->end : k->c.word + 1);
    }
    if (!k->failed) memory_end_sentence(k->memory, k->s.x);
}

dp_status actor_find(const actor_rules *r, const text *x, arena *a, mentions *out, dp_error *err) {
    out->actors = arena_alloc(a, 0);
    out->actor_count = 0;
    const actor_language *l = actor_language_of(r, x->lang);
    if (!l) return out->actors ? DP_OK : error_nomem(err);
    composer *k = arena_alloc(a, sizeof *k);
    if (!k || !(k->memory = arena_alloc(a, sizeof *k->memory))) return error_nomem(err);
    dp_status status = DP_OK;
    if (l->grammar.article[0]) {
        text *split = arena_alloc(a, sizeof *split);
        status = split ? actor_split(r->pack->fold, l->grammar.article, x, a, split, err) : error_nomem(err);
        x = split;
    }
    if (status == DP_OK) status = actor_scan_text(r, l, x, out, a, &k->s, err);
    if (status != DP_OK) return status;
    k->a = a;
    k->memory->subject = k->memory->person = ACTOR_NONE;
    for (uint32_t i = 0; i < x->sentence_count && !k->failed; i++) read_sentence(k, &x->sentences[i]);
    if (k->failed) return error_nomem(err);
    if (k->memory->mentions.n) out->actors = k->memory->mentions.at;
    out->actor_count = k->memory->mentions.n;
    return DP_OK;
}
