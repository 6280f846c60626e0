#include "mention/actor_scan.h"

#include <string.h>

/* A short name in capitals says nothing where all the words around it are in capitals too ("TALKS ON SYRIA: WHO IS IN"). */
static bool shouts(const text *x, uint32_t first, uint32_t end) {
    const sentence *s = &x->sentences[x->tokens[x->words[first].token].sentence];
    uint32_t upper = 0, lower = 0;
    uint32_t from = first > s->first_word + 3 ? first - 3 : s->first_word, to = end + 3 < s->end_word ? end + 3 : s->end_word;
    for (uint32_t w = from; w < to; w++) {
        const word *o = &x->words[w];
        if ((w >= first && w < end) || o->end - o->start < 3) continue;
        if (o->flags & WORD_ALL_CAPS)
            upper++;
        else
            lower++;
    }
    return upper > 1 && lower == 0;
}

static bool in_capitals(const text *x, uint32_t first, uint32_t end) {
    uint32_t bytes = 0;
    for (uint32_t w = first; w < end; w++) {
        const word *o = &x->words[w];
        bool single = o->end - o->start == 1;
        if (!(o->flags & (WORD_ALL_CAPS | WORD_DIGITS)) && !(single && (o->flags & WORD_CAPITAL))) return false;
        bytes += o->end - o->start;
    }
    return bytes > 4 || !shouts(x, first, end);
}

static bool has_capital(const text *x, uint32_t first, uint32_t end) {
    for (uint32_t w = first; w < end; w++)
        if (x->words[w].flags & (WORD_CAPITAL | WORD_DIGITS)) return true;
    return false;
}

/* "Amal" the movement, not "Amal Haddad"; "Dawn" the newspaper, not "Dawn Porter". */
static bool stands_alone(const text *x, uint32_t first, uint32_t end) {
    const sentence *s = &x->sentences[x->tokens[x->words[first].token].sentence];
    if (first > s->first_word + 1 && (x->words[first].flags & WORD_GLUE) && (x->words[first - 1].flags & WORD_CAPITAL))
        return false;
    return !(end < s->end_word && (x->words[end].flags & WORD_GLUE) && (x->words[end].flags & WORD_CAPITAL));
}

/* Does a name's other part stand in front? Then "Bush" is not the Bush that the tables know. `before` is the atom that was read
 * last, or NULL: an office or a country is no part of a name. */
static bool behind_name(const text *x, const atom *before, uint32_t first) {
    const sentence *s = &x->sentences[x->tokens[x->words[first].token].sentence];
    if (first <= s->first_word || !(x->words[first].flags & WORD_GLUE) || !(x->words[first - 1].flags & WORD_CAPITAL))
        return false;
    if (before && before->end == first) return before->types == ENTRY_BIT(ENTRY_FIRST_NAME);
    return first > s->first_word + 1;
}

static uint32_t fitting_types(const actor_language *l, const text *x, const atom *before, uint32_t entry, uint32_t first,
                              uint32_t end) {
    uint32_t types = 0;
    for (uint32_t e = entry + 1; e; e = l->entries[e - 1].next) {
        const actor_entry *at = &l->entries[e - 1];
        if ((at->flags & ENTRY_CASE_CAPITAL) && !has_capital(x, first, end)) continue;
        if ((at->flags & ENTRY_CASE_CAPS) && !in_capitals(x, first, end)) continue;
        if ((at->flags & ENTRY_CASE_ALONE) && !stands_alone(x, first, end)) continue;
        if ((at->flags & ENTRY_CASE_SURNAME) && behind_name(x, before, first)) continue;
        types |= ENTRY_BIT(at->type);
    }
    return types;
}

/* The longest phrase that begins at `first` and fits the text's case. */
static bool longest(const actor_language *l, const text *x, const atom *before, uint32_t first, uint32_t limit, atom *out) {
    uint64_t key = hash_phrase(0, x->words[first].hash);
    if (!actor_maybe(l, key)) return false;
    const phrase_slot *slot = phrase_find(&l->phrases, key);
    bool found = false;
    for (uint32_t end = first + 1; slot; end++) {
        if (slot->flags & PHRASE_ENTRY) {
            uint32_t types = fitting_types(l, x, before, slot->value, first, end);
            if (types) *out = (atom){.first = first, .end = end, .entry = slot->value, .types = types}, found = true;
        }
        if (!(slot->flags & PHRASE_PREFIX) || end >= limit || !(x->words[end].flags & WORD_GLUE)) break;
        key = hash_phrase(key, x->words[end].hash);
        slot = phrase_find(&l->phrases, key);
    }
    return found;
}

static void count(actor_scan *s, uint32_t polity) {
    if (s->seen[polity] < UINT16_MAX) s->seen[polity]++;
}

/* A country is named by its name, demonym or capital, and by names of its own that are no one else's. */
static void count_polity(actor_scan *s, const atom *at) {
    const uint32_t kinds =
        ENTRY_BIT(ENTRY_COUNTRY) | ENTRY_BIT(ENTRY_ADJECTIVE) | ENTRY_BIT(ENTRY_NOUN) | ENTRY_BIT(ENTRY_CAPITAL);
    if (!(at->types & (kinds | ENTRY_BIT(ENTRY_NAME)))) return;
    for (uint32_t e = at->entry + 1; e; e = s->l->entries[e - 1].next) {
        const actor_entry *o = &s->l->entries[e - 1];
        if (ENTRY_BIT(o->type) & kinds) {
            count(s, o->target);
            return;
        }
        bool only = e == at->entry + 1 && !o->next;
        uint32_t country = only && o->type == ENTRY_NAME ? s->rules->actors[o->target].country : 0;
        if (country && !(o->flags & ENTRY_CASE_HOME)) count(s, country - 1);
    }
}

/* The days on which the dispatch may have been written. */
static day_range dispatch_days(const dispatch_date *d) {
    if (d->candidate_count) return (day_range){d->candidates[0], d->candidates[d->candidate_count - 1]};
    return d->given.year ? edtf_range(d->given) : (day_range){DAY_NONE, DAY_NONE};
}

/* Names that the dispatch's countries rule out are none: "SARS" where Nigeria is not spoken of. */
static void drop_foreign(actor_scan *s, atom *atoms, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if ((atoms[i].types & ENTRY_BIT(ENTRY_NAME)) && actor_scan_name(s, &atoms[i]) == ACTOR_NONE)
            atoms[i].types &= ~ENTRY_BIT(ENTRY_NAME);
}

enum { PORTFOLIO_REACH = 2 }; /* words between a minister and his field: "l'ancien ministre a. i. de la Défense" */

dp_status actor_scan_text(const actor_rules *r, const actor_language *l, const text *x, const mentions *m, arena *a,
                          actor_scan *out, dp_error *err) {
    *out =
        (actor_scan){.rules = r, .l = l, .x = x, .days = dispatch_days(&m->date), .times = m->times, .time_count = m->time_count};
    out->seen = arena_array(a, r->polity_count + 1u, sizeof *out->seen);
    if (!out->seen) return error_nomem(err);
    vec_of(atom) atoms = {0};
    const uint32_t anaphor = ENTRY_BIT(ENTRY_GROUP);
    const uint32_t takes_field = ENTRY_BIT(ENTRY_ROLE) | ENTRY_BIT(ENTRY_OFFICE) | ENTRY_BIT(ENTRY_ADJECTIVE) |
                                 ENTRY_BIT(ENTRY_MODIFIER) | ENTRY_BIT(ENTRY_PORTFOLIO) | ENTRY_BIT(ENTRY_ORGANISATION);
    for (uint32_t i = 0; i < x->sentence_count; i++) {
        const sentence *s = &x->sentences[i];
        for (uint32_t w = s->first_word; w < s->end_word;) {
            atom at;
            if (!longest(l, x, atoms.n ? &atoms.at[atoms.n - 1] : NULL, w, s->end_word, &at)) {
                w++;
                continue;
            }
            /* "aux mains des Forces armées maliennes": no ministry's field, with no minister before it */
            const atom *before = atoms.n ? &atoms.at[atoms.n - 1] : NULL;
            const bool follows = before && before->end + PORTFOLIO_REACH >= w && (before->types & takes_field);
            if (at.types == ENTRY_BIT(ENTRY_PORTFOLIO) && !follows && x->tokens[x->words[w].token].upos == UPOS_ADP) {
                w++;
                continue;
            }
            if (!vec_push(a, &atoms, at)) return error_nomem(err);
            count_polity(out, &at);
            w = at.types == anaphor ? w + 1 : at.end; /* "le groupe | Wagner": the name begins inside */
        }
    }
    drop_foreign(out, atoms.at, atoms.n);
    out->atoms = atoms.at;
    out->atom_count = atoms.n;
    return DP_OK;
}

uint32_t actor_scan_entry(const actor_scan *s, const atom *at, unsigned type) {
    if (!(at->types & ENTRY_BIT(type))) return ACTOR_NONE;
    for (uint32_t e = at->entry + 1; e; e = s->l->entries[e - 1].next)
        if (s->l->entries[e - 1].type == type) return e - 1;
    return ACTOR_NONE;
}

/* 3: holds on the dispatch's day · 2: the day is unknown · 1: of another time */
static int date_fit(const actor_scan *s, const actor_record *r) {
    if (s->days.first == DAY_NONE) return 2;
    bool begun = r->first_day == DAY_NONE || r->first_day <= s->days.last;
    bool lasts = r->last_day == DAY_NONE || r->last_day >= s->days.first;
    return begun && lasts ? 3 : 1;
}

static bool ended(const actor_scan *s, const actor_record *r) {
    return s->days.first != DAY_NONE && r->last_day != DAY_NONE && r->last_day < s->days.first;
}

uint32_t actor_scan_name(const actor_scan *s, const atom *at) {
    uint32_t best = ACTOR_NONE;
    int best_score = -1;
    if (!(at->types & ENTRY_BIT(ENTRY_NAME))) return ACTOR_NONE;
    for (uint32_t e = at->entry + 1; e; e = s->l->entries[e - 1].next) {
        if (s->l->entries[e - 1].type != ENTRY_NAME) continue;
        uint32_t target = s->l->entries[e - 1].target;
        const actor_record *r = &s->rules->actors[target];
        if ((s->l->entries[e - 1].flags & ENTRY_CASE_HOME) && !(r->country && s->seen[r->country - 1])) continue;
        int score = 4 * date_fit(s, r);
        if (r->country) score += s->seen[r->country - 1] > 1 ? 6 : s->seen[r->country - 1] ? 5 : 0;
        /* of equals, the one that ended last before the dispatch, else the one that the files name first */
        bool later = score == best_score && ended(s, r) && ended(s, &s->rules->actors[best]) &&
                     r->last_day > s->rules->actors[best].last_day;
        if (score > best_score || later) best = target, best_score = score;
    }
    return best;
}

unsigned actor_scan_link(const actor_scan *s, uint32_t w) {
    return actor_scan_links(s, w, w + 1);
}

unsigned actor_scan_links(const actor_scan *s, uint32_t first, uint32_t end) {
    uint64_t key = 0;
    for (uint32_t w = first; w < end; w++) key = hash_phrase(key, s->x->words[w].hash);
    const phrase_slot *slot = phrase_find(&s->l->links, key);
    return slot && (slot->flags & PHRASE_ENTRY) ? s->l->link_bits[slot->value] : 0;
}
