#include "mention/actor_group.h"

#include <string.h>

enum { RUN_MAX = 12, GAP_MAX = 2, DEPTH_MAX = 3, POST_MAX = 8, PERSON_WORDS_MAX = 6 };

#define BIT ENTRY_BIT
static const uint32_t heads = BIT(ENTRY_ROLE) | BIT(ENTRY_OFFICE);
static const uint32_t places = BIT(ENTRY_COUNTRY) | BIT(ENTRY_CAPITAL);
static const uint32_t before_always = BIT(ENTRY_MODIFIER) | BIT(ENTRY_EX);
static const uint32_t before_where_first = BIT(ENTRY_NAME) | BIT(ENTRY_COUNTRY) | BIT(ENTRY_ADJECTIVE) | BIT(ENTRY_NOUN) |
                                           BIT(ENTRY_CAPITAL) | BIT(ENTRY_PORTFOLIO) | BIT(ENTRY_PRO) | BIT(ENTRY_ANTI) |
                                           BIT(ENTRY_BACKED);

const atom *actor_atom_at(const actor_scan *s, const actor_cursor *c) {
    return c->atom < s->atom_count && s->atoms[c->atom].first == c->word ? &s->atoms[c->atom] : NULL;
}

void actor_cursor_to(const actor_scan *s, actor_cursor *c, uint32_t to) {
    c->word = to;
    while (c->atom < s->atom_count && s->atoms[c->atom].first < to) c->atom++;
}

bool actor_cursor_joins(const actor_scan *s, const actor_cursor *c, uint32_t limit) {
    return c->word < limit && (s->x->words[c->word].flags & WORD_GLUE);
}

/* True where only an opening quotation mark stands between the words: "боевики «Талибана»". */
static bool joins_quoted(const actor_scan *s, const actor_cursor *c, uint32_t limit) {
    static const char *const marks[] = {" \xC2\xAB", " \"", " \xE2\x80\x9E", " \xE2\x80\x9C"};
    if (c->word == 0 || c->word >= limit || s->l->grammar.genitive != GENITIVE_BARE) return false;
    const uint32_t from = s->x->words[c->word - 1].end, to = s->x->words[c->word].start;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (to - from == strlen(marks[i]) && memcmp(s->x->bytes + from, marks[i], to - from) == 0) return true;
    return false;
}

static const actor_entry *entry_of(const actor_scan *s, const atom *at, unsigned type) {
    uint32_t e = actor_scan_entry(s, at, type);
    return e == ACTOR_NONE ? NULL : &s->l->entries[e];
}

static const role_record *role_of(const actor_scan *s, const atom *at, unsigned type) {
    const actor_entry *e = entry_of(s, at, type);
    return e ? &s->l->roles[e->target] : NULL;
}

bool actor_group_has_sector(const actor_scan *s, const uint8_t sectors[ACTOR_SECTORS_MAX], const char *code) {
    for (int i = 0; i < ACTOR_SECTORS_MAX && sectors[i]; i++)
        if (strcmp(s->rules->sectors[sectors[i] - 1].code, code) == 0) return true;
    return false;
}

static bool first_sector_is(const actor_scan *s, const uint8_t sectors[ACTOR_SECTORS_MAX], const char *code) {
    return sectors[0] && strcmp(s->rules->sectors[sectors[0] - 1].code, code) == 0;
}

static void add_sectors(actor_group *g, const uint8_t sectors[ACTOR_SECTORS_MAX]) {
    for (int i = 0; i < ACTOR_SECTORS_MAX && sectors[i]; i++) {
        int n = 0;
        while (n < ACTOR_SECTORS_MAX && g->sectors[n] && g->sectors[n] != sectors[i]) n++;
        if (n < ACTOR_SECTORS_MAX) g->sectors[n] = sectors[i];
    }
}

/* A country's or people's place in the group: "Iraqi Kurdish forces" has both. */
static void take_polity(const actor_scan *s, actor_group *g, uint32_t polity) {
    const polity_record *p = &s->rules->polities[polity];
    if (p->kind == POLITY_PEOPLE || p->kind == POLITY_RELIGION) {
        if (!g->people) g->people = polity + 1;
        if (!g->polity && p->country) g->polity = p->country;
    } else if (!g->polity) {
        g->polity = polity + 1;
    }
}

/* A named actor beside a head: a person lends the country, a group its whole code. */
static void take_owner(const actor_scan *s, actor_group *g, uint32_t actor) {
    const actor_record *r = &s->rules->actors[actor];
    if (r->flags & ACTOR_RECORD_PERSON) {
        if (r->country && !g->polity) g->polity = r->country;
    } else if (g->owner == ACTOR_NONE) {
        g->owner = actor;
    }
}

static uint32_t target_of(const actor_scan *s, const atom *at, unsigned type) {
    return entry_of(s, at, type)->target;
}

/* What an atom beside the head adds to the group. */
static void take_modifier(const actor_scan *s, actor_group *g, const atom *at) {
    if (at->types & BIT(ENTRY_NAME))
        take_owner(s, g, actor_scan_name(s, at));
    else if (at->types & BIT(ENTRY_ADJECTIVE))
        take_polity(s, g, target_of(s, at, ENTRY_ADJECTIVE));
    else if (at->types & BIT(ENTRY_NOUN))
        take_polity(s, g, target_of(s, at, ENTRY_NOUN));
    else if (at->types & BIT(ENTRY_COUNTRY))
        take_polity(s, g, target_of(s, at, ENTRY_COUNTRY));
    else if (at->types & BIT(ENTRY_CAPITAL))
        take_polity(s, g, target_of(s, at, ENTRY_CAPITAL));
    else if (at->types & BIT(ENTRY_EX))
        g->former = true;
}

/* The name of who stands at `at`, for "backed by …"; 0. */
static uint32_t backer_name(const actor_scan *s, const atom *at) {
    if (at->types & BIT(ENTRY_NAME)) return s->rules->actors[actor_scan_name(s, at)].name;
    static const unsigned types[] = {ENTRY_COUNTRY, ENTRY_ADJECTIVE, ENTRY_NOUN, ENTRY_CAPITAL};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (at->types & BIT(types[i])) return s->rules->polities[target_of(s, at, types[i])].name;
    return 0;
}

/* The atoms of a run in front of and including the head. */
typedef struct run {
    const atom *at[RUN_MAX];
    uint32_t n, head; /* index of the head in `at`; n: none */
    actor_cursor end; /* behind the head */
} run;

static bool may_be_gap(const actor_scan *s, uint32_t w) {
    const token *t = &s->x->tokens[s->x->words[w].token];
    return t->upos == UPOS_ADJ && !(s->x->words[w].flags & WORD_CAPITAL);
}

/* "Reuters | French officials": a name before an adjective of nationality is another group's. */
static bool begins_another(const run *r, const atom *next) {
    const uint32_t name = BIT(ENTRY_NAME) | BIT(ENTRY_COUNTRY) | BIT(ENTRY_CAPITAL);
    return r->n > 0 && (r->at[r->n - 1]->types & name) && !(r->at[r->n - 1]->types & BIT(ENTRY_ADJECTIVE)) &&
           (next->types & BIT(ENTRY_ADJECTIVE));
}

/* "US-Soldaten", but "schickte Russland Truppen": where nouns are compounded by hyphens, one without is another nominal's. */
static bool lacks_hyphen(const actor_scan *s, const run *r, uint32_t w) {
    if (s->l->grammar.compound != COMPOUND_HYPHEN || r->n == 0 || (s->x->words[w].flags & WORD_HYPHEN)) return false;
    const uint32_t before = r->at[r->n - 1]->types;
    return !(before & (BIT(ENTRY_ADJECTIVE) | before_always | BIT(ENTRY_PRO) | BIT(ENTRY_ANTI) | BIT(ENTRY_BACKED)));
}

static void read_run(const actor_scan *s, actor_cursor c, uint32_t limit, run *r) {
    const actor_grammar *g = &s->l->grammar;
    const uint32_t adjectives = BIT(ENTRY_ADJECTIVE) | BIT(ENTRY_PRO) | BIT(ENTRY_ANTI);
    const uint32_t first = g->compound ? before_where_first : adjectives; /* names stand before heads in compounds only */
    uint32_t wanted = heads | before_always | (g->demonym_after ? 0u : first), gaps = 0;
    *r = (run){.head = RUN_MAX};
    while (c.word < limit && r->n < RUN_MAX && (r->n == 0 || actor_cursor_joins(s, &c, limit))) {
        const atom *at = actor_atom_at(s, &c);
        if (lacks_hyphen(s, r, c.word)) break;
        if (at) {
            if (!(at->types & wanted) || (at->types & BIT(ENTRY_STOP)) || begins_another(r, at)) break;
            if (!g->compound && r->head < RUN_MAX) break;
            r->at[r->n++] = at;
            actor_cursor_to(s, &c, at->end);
            bool name = (at->types & BIT(ENTRY_NAME)) && (s->x->words[at->first].flags & WORD_CAPITAL);
            if ((at->types & heads) && !name) r->head = r->n - 1, r->end = c;
            gaps = 0;
        } else if (r->n > 0 && (actor_scan_link(s, c.word) & LINK_POSSESSIVE)) {
            actor_cursor_to(s, &c, c.word + 1);
        } else if (r->n > 0 && r->head == RUN_MAX && gaps < GAP_MAX && may_be_gap(s, c.word)) {
            gaps++;
            actor_cursor_to(s, &c, c.word + 1);
        } else {
            break;
        }
    }
}

/* "Turkish-backed", "pro-Russian", "anti-government": reads two atoms; false where the first is neither. */
static bool take_leaning(const actor_scan *s, actor_group *g, const atom *at, const atom *next) {
    if (next && (next->types & BIT(ENTRY_BACKED)) && backer_name(s, at)) {
        g->backer = backer_name(s, at);
        return true;
    }
    if (next && (at->types & (BIT(ENTRY_PRO) | BIT(ENTRY_ANTI)))) {
        if (at->types & BIT(ENTRY_PRO)) g->backer = backer_name(s, next);
        return true;
    }
    return false;
}

static void take_role_modifier(const actor_scan *s, actor_group *g, const atom *at) {
    const role_record *m = role_of(s, at, ENTRY_MODIFIER);
    if (!m) m = role_of(s, at, ENTRY_ROLE);
    if (!m || !m->sectors[0]) return;
    if (strcmp(s->rules->sectors[m->sectors[0] - 1].code, "ELI") == 0)
        g->former = true;
    else if (!g->modifier)
        g->modifier = m;
}

/* "of defence": a minister's or a ministry's. */
static void take_portfolio(const actor_scan *s, actor_group *g, const atom *at) {
    bool takes = (g->role->flags & ROLE_PORTFOLIO) || (g->office && first_sector_is(s, g->role->sectors, "GOV"));
    if (takes && !g->portfolio && (at->types & BIT(ENTRY_PORTFOLIO))) g->portfolio = role_of(s, at, ENTRY_PORTFOLIO);
}

/* "Health Ministry spokesman": who has no sector of his own and speaks for a ministry goes by its name. */
static void take_portfolio_of_body(const actor_scan *s, actor_group *g, const run *r) {
    bool ministry = false;
    if (!g->office || g->role->sectors[0] || g->portfolio) return;
    for (uint32_t i = 0; i < r->head; i++) {
        const role_record *m = role_of(s, r->at[i], ENTRY_ROLE);
        ministry |= m && (m->flags & ROLE_PORTFOLIO);
    }
    for (uint32_t i = 0; ministry && i < r->head; i++)
        if (!g->portfolio && (r->at[i]->types & BIT(ENTRY_PORTFOLIO))) g->portfolio = role_of(s, r->at[i], ENTRY_PORTFOLIO);
}

static void take_before(const actor_scan *s, actor_group *g, const run *r) {
    take_portfolio_of_body(s, g, r);
    for (uint32_t i = 0; i < r->head; i++) {
        const atom *at = r->at[i], *next = i + 1 < r->head ? r->at[i + 1] : NULL;
        if (take_leaning(s, g, at, next)) {
            i++;
        } else if (at->types & (before_where_first & ~(BIT(ENTRY_PORTFOLIO) | BIT(ENTRY_PRO) | BIT(ENTRY_ANTI)))) {
            take_modifier(s, g, at);
        } else if (at->types & (BIT(ENTRY_PRO) | BIT(ENTRY_ANTI))) {
            const actor_entry *e = entry_of(s, at, at->types & BIT(ENTRY_PRO) ? ENTRY_PRO : ENTRY_ANTI);
            if (e->type == ENTRY_PRO && e->target) g->backer = s->rules->polities[e->target - 1].name;
        } else {
            take_portfolio(s, g, at);
            if (at->types & BIT(ENTRY_EX)) g->former = true;
            take_role_modifier(s, g, at);
        }
    }
}

static bool joins_of(const actor_scan *s, const actor_group *g, uint32_t w) {
    unsigned link = actor_scan_link(s, w);
    return (link & LINK_OF) || ((link & LINK_FOR) && (g->office || (g->role->flags & ROLE_RANK)));
}

/* "Victims of X", "students of X" are not X; soldiers, leaders, planes and ministers of X are. */
static bool yields(const actor_scan *s, const actor_group *g) {
    static const char *const own[] = {"CVL", "REF", "EDU", "HLH", "AGR", "LAB", "BUS", "CRM", "ENV"};
    if (g->office || (g->role->flags & (ROLE_WEAK | ROLE_RANK)) || !g->role->sectors[0]) return true;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (first_sector_is(s, g->role->sectors, own[i])) return false;
    return true;
}

static bool read_group(const actor_scan *s, actor_cursor *c, uint32_t limit, uint32_t shared, actor_group *g, int depth);

/* Behind the head in the genitive, or in a word that has no cases: "войска Сирии", "боевики ИГ". */
static bool is_genitive(const actor_scan *s, uint32_t w) {
    const word *o = &s->x->words[w];
    const token *t = &s->x->tokens[o->token];
    const unsigned c = FEAT_GET(t->feats, CASE);
    return c == CASE_GEN || c == CASE_ACC || c == 0 || (o->flags & WORD_ALL_CAPS) || t->deprel == DEP_NMOD ||
           t->deprel == DEP_FLAT || t->deprel == DEP_APPOS;
}

/* "Министр обороны Сергей Шойгу": a person's name in the case of the head is who holds the office, not whose it is. Both in the
 * genitive leave it open for a surname alone: "адвоката Навального". */
static bool names_holder(const actor_scan *s, const actor_group *g, const atom *at) {
    if (!(at->types & BIT(ENTRY_NAME)) || !(s->rules->actors[actor_scan_name(s, at)].flags & ACTOR_RECORD_PERSON)) return false;
    const token *name = &s->x->tokens[s->x->words[at->first].token];
    const unsigned own = FEAT_GET(name->feats, CASE);
    if (own != FEAT_GET(s->x->tokens[s->x->words[g->head].token].feats, CASE))
        return (name->deprel == DEP_FLAT || name->deprel == DEP_APPOS) && own != CASE_GEN;
    return own != CASE_GEN || g->office || at->end - at->first > 1;
}

/* In a language without written cases the tree tells, since the next noun may be the verb's object as well. */
static bool hangs_on(const actor_scan *s, const actor_group *g, uint32_t w) {
    const uint32_t first = s->x->words[g->first].token, here = s->x->words[w].token;
    const token *t = &s->x->tokens[here];
    return (t->deprel == DEP_NMOD || t->deprel == DEP_FLAT) && t->head >= first && t->head < here;
}

/* Where a verb may take the phrase with "of" as well, the tree must hang it on the group. */
static bool is_told_by_tree(const actor_scan *s, const actor_group *g, uint32_t w, uint32_t limit) {
    return s->l->grammar.genitive != GENITIVE_BESIDE || (w < limit && hangs_on(s, g, w));
}

static bool has_genitive(const actor_scan *s, const actor_group *g, const atom *at) {
    switch (s->l->grammar.genitive) {
    case GENITIVE_BARE:
        return is_genitive(s, at->first) && !names_holder(s, g, at);
    case GENITIVE_BESIDE:
        return hangs_on(s, g, at->first);
    case GENITIVE_MARKED:
        return hangs_on(s, g, at->first) && FEAT_GET(s->x->tokens[s->x->words[at->first].token].feats, CASE) == CASE_GEN;
    default:
        return false;
    }
}

/* Behind "of", or at the cursor where the genitive alone says so: a country, a named actor or another group. The cursor moves
 * only over what belongs to this group. */
static bool take_of(const actor_scan *s, actor_group *g, actor_cursor *c, uint32_t limit, int depth, bool linked) {
    actor_cursor p = *c;
    if (linked) actor_cursor_to(s, &p, p.word + 1);
    if (p.word < limit && (actor_scan_link(s, p.word) & LINK_THE)) actor_cursor_to(s, &p, p.word + 1);
    if (!actor_cursor_joins(s, &p, limit)) return false;
    const atom *at = actor_atom_at(s, &p);
    if (!at || (at->types & BIT(ENTRY_STOP))) return false;
    actor_group sub;
    actor_cursor q = p;
    if (depth > 0 && read_group(s, &q, limit, 0, &sub, depth - 1)) {
        const bool told = s->l->grammar.genitive == GENITIVE_MARKED && sub.role && first_sector_is(s, sub.role->sectors, "MED") &&
                          !first_sector_is(s, g->role->sectors, "MED");
        if (told) return false; /* "sagte ein Kommandeur der Agentur X": whom it is told, spelled as whose he is */
        if (!yields(s, g)) {
            if (sub.polity && !g->polity) g->polity = sub.polity;
            return false;
        }
        if (g->owner == ACTOR_NONE && sub.lends) g->owner = sub.owner;
        if (!g->polity) g->polity = sub.polity;
        if (!g->people) g->people = sub.people;
        if (!g->modifier) g->modifier = sub.modifier ? sub.modifier : sub.role;
        if (!g->backer) g->backer = sub.backer;
        *c = q;
        return true;
    }
    if (at->types & BIT(ENTRY_NAME)) {
        if (!yields(s, g)) return false; /* "the men of General Nkunda" are told by his name, and of no country */
    } else if (!(at->types & (places | BIT(ENTRY_NOUN) | (s->l->grammar.noun_capital ? BIT(ENTRY_ADJECTIVE) : 0u)))) {
        return false;
    } else if (g->polity && g->people) {
        return false;
    }
    take_modifier(s, g, at);
    actor_cursor_to(s, c, at->end);
    return true;
}

/* "soutenus par la Turquie", "backed by Iran": the backer stays a mention of its own. */
static bool note_backer(const actor_scan *s, actor_group *g, const actor_cursor *c, uint32_t limit) {
    const atom *at = actor_atom_at(s, c);
    if (!at || !(at->types & BIT(ENTRY_BACKED_BY))) return false;
    actor_cursor p = *c;
    actor_cursor_to(s, &p, at->end);
    if (p.word < limit && (actor_scan_link(s, p.word) & LINK_THE)) actor_cursor_to(s, &p, p.word + 1);
    const atom *who = p.word < limit ? actor_atom_at(s, &p) : NULL;
    if (who && !g->backer) g->backer = backer_name(s, who);
    return true;
}

/* "the government in Kabul": where a government sits says whose it is. The place stays outside the group. */
static void note_seat(const actor_scan *s, actor_group *g, const actor_cursor *c, uint32_t limit) {
    if (g->polity || !(g->role->flags & ROLE_BODY) || !(actor_scan_link(s, c->word) & LINK_IN)) return;
    actor_cursor p = *c;
    actor_cursor_to(s, &p, p.word + 1);
    const atom *at = actor_cursor_joins(s, &p, limit) ? actor_atom_at(s, &p) : NULL;
    if (at && (at->types & BIT(ENTRY_CAPITAL))) take_polity(s, g, target_of(s, at, ENTRY_CAPITAL));
}

/* One step of what stands behind the head. */
static bool take_after(const actor_scan *s, actor_group *g, actor_cursor *c, uint32_t limit, int depth) {
    const atom *at = actor_atom_at(s, c);
    if (at && joins_quoted(s, c, limit)) {
        if (!(at->types & BIT(ENTRY_NAME)) || !yields(s, g) || g->owner != ACTOR_NONE) return false;
        take_modifier(s, g, at);
        actor_cursor_to(s, c, at->end);
        return true;
    }
    if (!actor_cursor_joins(s, c, limit)) return false;
    bool after = s->l->grammar.demonym_after;
    if (at && (at->types & BIT(ENTRY_STOP))) return false;
    const bool bare = s->l->grammar.genitive == GENITIVE_BARE;
    if (at && (at->types & BIT(ENTRY_PORTFOLIO)) && (after || bare || (actor_scan_link(s, at->first) & (LINK_OF | LINK_FOR)))) {
        take_portfolio(s, g, at);
    } else if (at && after && (at->types & BIT(ENTRY_ADJECTIVE))) {
        take_polity(s, g, target_of(s, at, ENTRY_ADJECTIVE));
    } else if (at && after && (at->types & BIT(ENTRY_MODIFIER))) {
        take_role_modifier(s, g, at);
    } else if (at && after && (at->types & (BIT(ENTRY_PRO) | BIT(ENTRY_ANTI)))) {
        bool pro = at->types & BIT(ENTRY_PRO);
        uint32_t polity = target_of(s, at, pro ? ENTRY_PRO : ENTRY_ANTI);
        actor_cursor p = *c;
        actor_cursor_to(s, &p, at->end);
        const atom *next = polity || p.word >= limit ? NULL : actor_atom_at(s, &p);
        if (!polity && (!next || !backer_name(s, next))) return false;
        if (pro) g->backer = polity ? s->rules->polities[polity - 1].name : backer_name(s, next);
        if (next) at = next;
    } else if (joins_of(s, g, c->word) && is_told_by_tree(s, g, c->word + 1, limit)) {
        bool name = c->word + 1 < limit && (s->x->words[c->word + 1].flags & WORD_CAPITAL);
        bool taken = take_of(s, g, c, limit, depth, true);
        g->open |= !taken && name;
        return taken;
    } else if (at && has_genitive(s, g, at) && take_of(s, g, c, limit, depth, false)) {
        return true;
    } else if (note_backer(s, g, c, limit)) {
        return false;
    } else if (!at && after && may_be_gap(s, c->word)) { /* an adjective that says nothing here: "les forces terrestres russes" */
        actor_cursor p = *c;
        actor_cursor_to(s, &p, p.word + 1);
        const atom *next = actor_cursor_joins(s, &p, limit) ? actor_atom_at(s, &p) : NULL;
        if (!next || !(next->types & (BIT(ENTRY_ADJECTIVE) | BIT(ENTRY_MODIFIER)))) return false;
        *c = p;
        return true;
    } else {
        note_seat(s, g, c, limit);
        return false;
    }
    actor_cursor_to(s, c, at->end);
    return true;
}

/* Is the word part of a date? Months and weekdays have capitals too. */
static bool in_time(const actor_scan *s, uint32_t w) {
    uint32_t low = 0, high = s->time_count, start = s->x->words[w].start;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->times[mid].at.at.end <= start)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->time_count && s->times[low].at.at.start <= start;
}

uint32_t actor_person_end(const actor_scan *s, uint32_t first, uint32_t limit) {
    uint32_t end = first;
    for (uint32_t w = first; w < limit && w - first < PERSON_WORDS_MAX; w++) {
        const word *o = &s->x->words[w];
        if (w > first && !(o->flags & WORD_GLUE)) break;
        if (o->flags & WORD_CAPITAL) {
            if (in_time(s, w)) break;
            end = w + 1;
        } else if (!(actor_scan_link(s, w) & LINK_PARTICLE)) {
            break;
        }
    }
    return end;
}

/* "The militant group Hezbollah", "le mouvement islamiste Hamas", "the daily Haaretz": the name stands behind its kind. */
static void take_apposed_name(const actor_scan *s, actor_group *g, actor_cursor *c, uint32_t limit) {
    static const char *const kinds[] = {"REB", "UAF", "PTY", "MED", "OPP", "NGO", "CRM", "HRI", "SPY", "IGO"};
    if (!actor_cursor_joins(s, c, limit) || g->owner != ACTOR_NONE) return;
    const atom *at = actor_atom_at(s, c);
    if (!at || !(at->types & BIT(ENTRY_NAME)) || !(s->x->words[at->first].flags & WORD_CAPITAL)) return;
    uint32_t actor = actor_scan_name(s, at);
    bool fits = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) fits |= first_sector_is(s, g->role->sectors, kinds[i]);
    if (!fits || g->office || (s->rules->actors[actor].flags & ACTOR_RECORD_PERSON)) return;
    g->owner = actor;
    g->end = at->end;
    actor_cursor_to(s, c, g->end);
}

/* "Спикер Восточной группировки": a word with a capital that goes with the noun behind it is no name. */
static bool is_adjective_of_noun(const actor_scan *s, uint32_t w, uint32_t limit) {
    const word *o = &s->x->words[w];
    if (w + 1 >= limit || s->x->tokens[o->token].upos != UPOS_ADJ || !(s->x->words[w + 1].flags & WORD_GLUE)) return false;
    return !(s->x->words[w + 1].flags & WORD_CAPITAL) && s->x->tokens[s->x->words[w + 1].token].upos == UPOS_NOUN;
}

/* "Пресс-секретарь президента Дмитрий Песков": the name of whom the outer group speaks, by its case. */
static bool is_of_outer(const actor_scan *s, const actor_group *g, uint32_t w) {
    const unsigned own = FEAT_GET(s->x->tokens[s->x->words[w].token].feats, CASE);
    const unsigned head = FEAT_GET(s->x->tokens[s->x->words[g->head].token].feats, CASE);
    return s->l->grammar.genitive == GENITIVE_BARE && own == CASE_NOM && head != CASE_NOM;
}

/* "Spokesman al-Fateh Qurashi": a particle before a name. */
static bool begins_name(const actor_scan *s, const actor_group *g, uint32_t w, uint32_t limit) {
    if (s->x->words[w].flags & WORD_CAPITAL) return true;
    /* "gobernador de Homs": a word that links or is an article, too, begins no name */
    const bool particle = g->office && actor_scan_link(s, w) == LINK_PARTICLE && w + 1 < limit;
    return particle && (~s->x->words[w + 1].flags & (WORD_CAPITAL | WORD_GLUE)) == 0;
}

/* "General Hamas Jabarin": what is a group's name by itself goes on as a person's. */
static bool goes_on(const actor_scan *s, const actor_group *g, const atom *at, uint32_t limit) {
    if (!g->office || at->end - at->first > 1 || at->end >= limit) return false;
    if ((~s->x->words[at->end].flags & (WORD_CAPITAL | WORD_GLUE)) != 0) return false;
    actor_cursor p = {0};
    actor_cursor_to(s, &p, at->end);
    return !actor_atom_at(s, &p);
}

/* A person's name behind an office or a role: a known one, or one that begins with a given name, or, behind an office, any. */
static void take_person(const actor_scan *s, actor_group *g, actor_cursor *c, uint32_t limit) {
    if (!actor_cursor_joins(s, c, limit) || !begins_name(s, g, c->word, limit)) return;
    const atom *at = actor_atom_at(s, c);
    const bool named = at && (at->types & BIT(ENTRY_NAME));
    if (named && (s->rules->actors[actor_scan_name(s, at)].flags & ACTOR_RECORD_PERSON)) {
        g->person = actor_scan_name(s, at);
        g->name_first = at->first;
        g->name_end = at->end;
    } else if ((named && !goes_on(s, g, at, limit)) || (at && (at->types & BIT(ENTRY_TITLE)))) {
        return;
    } else if (g->office || (at && (at->types & BIT(ENTRY_FIRST_NAME)))) {
        const uint32_t common = heads | places | BIT(ENTRY_ADJECTIVE) | BIT(ENTRY_STOP);
        if (at && (at->types & common) && !(at->types & BIT(ENTRY_FIRST_NAME))) return;
        uint32_t end = actor_person_end(s, c->word, limit);
        if (end == c->word || is_adjective_of_noun(s, c->word, limit)) return;
        g->name_first = c->word;
        g->name_end = end;
    } else {
        return;
    }
    g->end = g->name_end;
    actor_cursor_to(s, c, g->end);
}

static uint8_t sector_of(const actor_scan *s, const char *code) {
    for (uint32_t i = 0; i < s->rules->sector_count; i++)
        if (strcmp(s->rules->sectors[i].code, code) == 0) return (uint8_t)(i + 1);
    return 0;
}

static void set_sector(const actor_scan *s, actor_group *g, const char *code) {
    memset(g->sectors, 0, sizeof g->sectors);
    g->sectors[0] = sector_of(s, code);
}

/* Of "rebel forces", "opposition fighters", "army officers", "radical separatists": whose sector holds. */
static void blend(const actor_scan *s, actor_group *g) {
    const role_record *r = g->role, *m = g->modifier;
    bool military = first_sector_is(s, r->sectors, "MIL"), weak = (r->flags & (ROLE_WEAK | ROLE_RANK)) || !r->sectors[0];
    add_sectors(g, r->sectors);
    if (!m) return;
    bool trait = first_sector_is(s, m->sectors, "MOS") || first_sector_is(s, m->sectors, "RAD");
    if (trait || first_sector_is(s, m->sectors, "SEP")) {
        if (military && weak) set_sector(s, g, "REB");
        add_sectors(g, m->sectors);
    } else if (weak && military && first_sector_is(s, m->sectors, "GOV")) {
        return;
    } else if (weak && military && first_sector_is(s, m->sectors, "OPP")) {
        set_sector(s, g, "REB");
    } else if (weak && (first_sector_is(s, m->sectors, "CVL") || first_sector_is(s, m->sectors, "REL"))) {
        return;
    } else if (weak) {
        memset(g->sectors, 0, sizeof g->sectors);
        add_sectors(g, m->sectors);
    }
}

static void decide_sectors(const actor_scan *s, actor_group *g) {
    blend(s, g);
    bool country = g->polity && s->rules->polities[g->polity - 1].kind == POLITY_COUNTRY;
    if (country && first_sector_is(s, g->sectors, "IGO")) set_sector(s, g, "MIL");  /* "Bangladeshi peacekeepers" */
    if (g->office && g->portfolio && !g->role->sectors[0]) set_sector(s, g, "GOV"); /* a ministry's spokesman */
    bool government = first_sector_is(s, g->sectors, "GOV");
    if (!g->sectors[0] && g->office && g->polity) set_sector(s, g, "GOV"); /* "European leaders" */
    if (!g->sectors[0] && g->office && g->people) set_sector(s, g, "ELI"); /* "Yoruba leaders" */
    if (government && g->portfolio) add_sectors(g, g->portfolio->sectors);
    if (g->former && (government || g->office)) set_sector(s, g, "ELI");
    bool stateless = !g->polity && !g->modifier && (g->people || g->backer);
    if (stateless && (g->role->flags & ROLE_WEAK) && first_sector_is(s, g->sectors, "MIL")) set_sector(s, g, "UAF");
}

static bool is_actor(const actor_group *g) {
    if (g->name_end > g->name_first) return true;
    bool related = g->polity || g->people || g->owner != ACTOR_NONE || g->backer || g->modifier;
    return related || (g->role->flags & ROLE_ALONE) || (g->office && g->role->sectors[0]);
}

/* "The army controls Sirte", with the army hung on what was taken for a noun: a noun right behind it, of the other number, with a
 * name right behind that one. */
static bool is_verb_before_name(const actor_scan *s, const token *noun) {
    const token *next = noun + 1;
    const uint32_t at = (uint32_t)(next - s->x->tokens);
    if (noun->head != at || at + 1 >= s->x->token_count || next->upos != UPOS_NOUN || (next->flags & TOKEN_CAPITAL)) return false;
    const token *name = next + 1;
    const bool clause = next->deprel == DEP_ROOT || next->deprel == DEP_CCOMP || next->deprel == DEP_CONJ;
    return clause && name->upos == UPOS_PROPN && (name->flags & TOKEN_CAPITAL) && name->sentence == noun->sentence &&
           FEAT_GET(next->feats, NUMBER) != FEAT_GET(noun->feats, NUMBER);
}

/* The tagger's word on a head that stands alone: a verb is none ("l'armée force le barrage"), nor an adjective beside its noun
 * ("la ville voisine"), nor a noun that only qualifies the next ("hospital staff", "terrorist attack"). */
static bool may_head(const actor_scan *s, const run *r) {
    const atom *at = r->at[r->head];
    const token *t = &s->x->tokens[s->x->words[at->first].token], *last = &s->x->tokens[s->x->words[at->end - 1].token];
    if (r->head > 0) return true;
    const bool before = last->deprel == DEP_COMPOUND && last->head != TOKEN_NONE && s->x->tokens[last->head].start >= last->end;
    if (before && !is_verb_before_name(s, last)) return false;
    if (at->end > at->first + 1) return true;
    if (t->upos == UPOS_ADJ) return t->deprel != DEP_AMOD || (at->first > 0 && (actor_scan_link(s, at->first - 1) & LINK_THE));
    if (t->upos == UPOS_VERB) return t->deprel == DEP_OBJ; /* "put rebel dead at 300" */
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN || t->upos == UPOS_X || t->upos == UPOS_NUM;
}

/* "сотрудники полиции": the head of a phrase whose genitive stands behind; "вооруженные силы": behind its adjective. */
static uint32_t first_noun(const actor_scan *s, const atom *at) {
    for (uint32_t w = at->first; w < at->end; w++) {
        const uint8_t upos = s->x->tokens[s->x->words[w].token].upos;
        if (upos == UPOS_NOUN || upos == UPOS_PROPN) return w;
    }
    return at->end - 1;
}

static bool read_group(const actor_scan *s, actor_cursor *c, uint32_t limit, uint32_t shared, actor_group *g, int depth) {
    run r;
    read_run(s, *c, limit, &r);
    if (r.head == RUN_MAX || !may_head(s, &r)) return false;
    const atom *head = r.at[r.head];
    *g = (actor_group){
        .first = r.at[0]->first, .end = head->end, .head = head->end - 1, .owner = ACTOR_NONE, .person = ACTOR_NONE};
    actor_cursor p = r.end;
    /* an office where a name follows ("General Haftar"), a role where none does ("the general staff") */
    g->office = (head->types & BIT(ENTRY_OFFICE)) != 0;
    const actor_entry *e = entry_of(s, head, g->office ? ENTRY_OFFICE : ENTRY_ROLE);
    g->role = &s->l->roles[e->target];
    g->rule = e->rule;
    if (s->l->grammar.demonym_after) g->head = head->first;
    if (s->l->grammar.genitive == GENITIVE_BARE) g->head = first_noun(s, head);
    take_before(s, g, &r);
    for (int i = 0; i < POST_MAX && take_after(s, g, &p, limit, depth); i++) g->end = p.word;
    if (depth == DEPTH_MAX || p.word >= limit || !is_of_outer(s, g, p.word)) take_person(s, g, &p, limit);
    take_apposed_name(s, g, &p, limit);
    if (!g->polity && !g->people && g->owner == ACTOR_NONE && !g->office) g->polity = shared;
    decide_sectors(s, g);
    g->lends = g->owner != ACTOR_NONE && yields(s, g);
    if (!is_actor(g)) return false;
    *c = p;
    return true;
}

bool actor_group_read(const actor_scan *s, actor_cursor *c, uint32_t limit, uint32_t shared, actor_group *out) {
    return read_group(s, c, limit, shared, out, DEPTH_MAX);
}
