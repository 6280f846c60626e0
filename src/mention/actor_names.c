/* Names that no table holds: persons, organisations with their abbreviations, and what later stands for them. */
#include "mention/actor_find.h"

#include <string.h>

enum { ABBREVIATION_MIN = 2, ABBREVIATION_MAX = 8, DEFINITION_WORDS_MAX = 14, ORGANISATION_WORDS_MAX = 8 };

static const token *token_at(const composer *k, uint32_t w) {
    return &k->s.x->tokens[composer_word(k, w)->token];
}

static bool in_brackets(const composer *k, uint32_t w) {
    const word *o = composer_word(k, w);
    const text *x = k->s.x;
    return o->start > 0 && x->bytes[o->start - 1] == '(' && o->end < x->size && x->bytes[o->end] == ')';
}

static bool is_abbreviation(const composer *k, uint32_t w) {
    const word *o = composer_word(k, w);
    uint32_t n = o->end - o->start;
    return (o->flags & WORD_ALL_CAPS) && n >= ABBREVIATION_MIN && n <= ABBREVIATION_MAX && in_brackets(k, w);
}

/* The first letter, made lower case where it is ASCII; other scripts' abbreviations are not explained by letters. */
static char initial(const text *x, const word *w) {
    char c = x->bytes[w->start];
    if (c >= 'A' && c <= 'Z') return (char)(c + 32);
    return c == '\xC3' && w->start + 1 < w->end && ((unsigned char)x->bytes[w->start + 1] & 0xDF) <= 0x8A ? 'e' : c;
}

/* Goes back from the bracket and matches the abbreviation's letters with the words' initials, last letter first; small words
 * may be left out. The name begins at the word of the first letter. */
static bool match_initials(const composer *k, uint32_t abbreviation, uint32_t *first) {
    const text *x = k->s.x;
    const word *o = composer_word(k, abbreviation);
    uint32_t letter = o->end - o->start;
    uint32_t lowest =
        abbreviation > k->sentence_first + DEFINITION_WORDS_MAX ? abbreviation - DEFINITION_WORDS_MAX : k->sentence_first;
    for (uint32_t w = abbreviation; w > lowest && letter > 0;) {
        w--;
        if (w + 1 < abbreviation && !(x->words[w + 1].flags & WORD_GLUE)) return false;
        char wanted = (char)(x->bytes[o->start + letter - 1] | 32);
        if (initial(x, &x->words[w]) == wanted) {
            letter--;
            *first = w;
        } else if (!actor_scan_link(&k->s, w) && x->words[w].end - x->words[w].start > 3) {
            return false;
        }
    }
    return letter == 0 && (x->words[*first].flags & WORD_CAPITAL);
}

void names_begin_sentence(composer *k) {
    k->definition_count = 0;
    for (uint32_t w = k->sentence_first; w < k->limit && k->definition_count < DEFINITIONS_MAX; w++) {
        definition d = {.end = w, .abbreviation = w};
        if ((composer_word(k, w)->flags & WORD_ALL_CAPS) && is_abbreviation(k, w) && match_initials(k, w, &d.first))
            k->definitions[k->definition_count++] = d;
    }
}

static bool is_upper_token(const composer *k, uint32_t w) {
    return (composer_word(k, w)->flags & WORD_CAPITAL) != 0;
}

/* The role that an organisation's head word tells: "Front", "Parti", "Observatory". */
static const role_record *organisation_role(const composer *k, uint32_t first, uint32_t end) {
    actor_cursor c = k->c;
    const role_record *found = NULL;
    actor_cursor_to(&k->s, &c, first);
    for (; c.atom < k->s.atom_count && k->s.atoms[c.atom].first < end; c.atom++) {
        uint32_t e = actor_scan_entry(&k->s, &k->s.atoms[c.atom], ENTRY_ORGANISATION);
        if (e == ACTOR_NONE) continue;
        found = &k->s.l->roles[k->s.l->entries[e].target];
        if (k->s.l->grammar.demonym_after) break; /* the head stands first where adjectives follow */
    }
    return found;
}

static bool add_organisation(composer *k, uint32_t first, uint32_t end) {
    actor_mention m;
    if (!actor_emit_unknown(&k->s, first, end, organisation_role(k, first, end), k->a, &m)) {
        k->failed = true;
        return false;
    }
    m.coref = ACTOR_NONE;
    uint32_t index = composer_add(k, m, end);
    if (!k->failed) memory_note_group(k->memory, (memory_group){.mention = index});
    composer_to(k, end);
    return true;
}

bool names_read_definition(composer *k) {
    for (uint32_t i = 0; i < k->definition_count; i++) {
        const definition *d = &k->definitions[i];
        if (d->first != k->c.word) continue;
        const atom *at = actor_atom_at(&k->s, &k->c);
        if (at && at->end >= d->end) return false; /* the tables know it */
        return add_organisation(k, d->first, d->end);
    }
    return false;
}

void names_note_surname(composer *k, uint32_t name_first, uint32_t end, uint32_t mention) {
    const word *surname = composer_word(k, end - 1);
    if (surname->end - surname->start > 2)
        memory_note_surname(k->memory, surname->hash, mention, end > name_first + 1 ? name_first + 1 : 0);
}

/* "Pavlo Drenkin" and "Katja Drenkin" are two. Given names are one as far as they begin alike, because of cases and of other
 * spellings; an initial may be anybody's. */
static bool is_namesake(const composer *k, uint32_t name_first, uint32_t end) {
    enum { ALIKE_BYTES = 4, INITIAL_BYTES = 2 };
    const uint32_t given = memory_given_of(k->memory, composer_word(k, end - 1)->hash);
    if (!given || end < name_first + 2) return false;
    const word *earlier = composer_word(k, given - 1), *now = composer_word(k, name_first);
    const uint32_t a = earlier->end - earlier->start, b = now->end - now->start;
    if (a <= INITIAL_BYTES || b <= INITIAL_BYTES) return false;
    uint32_t n = a < b ? a : b;
    if (n > ALIKE_BYTES) n = ALIKE_BYTES;
    return memcmp(k->s.x->bytes + earlier->start, k->s.x->bytes + now->start, n) != 0;
}

static bool add_person(composer *k, uint32_t first, uint32_t name_first, uint32_t end) {
    actor_mention m;
    if (!actor_emit_person(&k->s, first, end, k->a, &m)) {
        k->failed = true;
        return false;
    }
    uint32_t earlier = memory_alias_of(k->memory, composer_word(k, end - 1)->hash);
    m.coref = ACTOR_NONE;
    if (earlier != ACTOR_NONE && k->memory->mentions.at[earlier].kind == ACTOR_PERSON && !is_namesake(k, name_first, end))
        memory_refer(k->memory, &m, earlier);
    uint32_t index = composer_add(k, m, end);
    if (!k->failed && end > name_first) names_note_surname(k, name_first, end, index);
    composer_to(k, end);
    return true;
}

bool names_read_title(composer *k) {
    const atom *at = actor_atom_at(&k->s, &k->c);
    if (!at || !(at->types & ENTRY_BIT(ENTRY_TITLE)) || !is_upper_token(k, at->first)) return false;
    uint32_t first = at->first, name = at->end;
    if (!composer_joined(k, name) || !is_upper_token(k, name)) return false;
    composer_to(k, name);
    const atom *known = actor_atom_at(&k->s, &k->c);
    uint32_t actor = known ? actor_scan_name(&k->s, known) : ACTOR_NONE;
    if (actor != ACTOR_NONE && (k->s.rules->actors[actor].flags & ACTOR_RECORD_PERSON)) {
        actor_mention m = {.at = actor_place(&k->s, first, known->end, known->end - 1, k->s.rules->actors[actor].rule),
                           .coref = ACTOR_NONE};
        actor_emit_named(&k->s, actor, &m);
        composer_add(k, m, known->end);
        composer_to(k, known->end);
        return true;
    }
    return add_person(k, first, name, actor_person_end(&k->s, name, k->limit));
}

bool names_read_person(composer *k) {
    const atom *at = actor_atom_at(&k->s, &k->c);
    if (!at || !(at->types & ENTRY_BIT(ENTRY_FIRST_NAME))) return false;
    uint32_t first = at->first, end = actor_person_end(&k->s, first, k->limit);
    if (end == at->end && (at->types & ENTRY_BIT(ENTRY_COUNTRY))) return false; /* France is a country first */
    bool in_name = composer_joined(k, first) && is_upper_token(k, first - 1);   /* "Abou | Kamal" */
    if (end == at->end && (token_at(k, first)->upos != UPOS_PROPN || in_name)) return false;
    actor_cursor next = k->c;
    actor_cursor_to(&k->s, &next, at->end);
    const atom *behind = end > at->end ? actor_atom_at(&k->s, &next) : NULL;
    if (behind && (behind->types & ENTRY_BIT(ENTRY_NAME)) && behind->end >= end &&
        !(k->s.rules->actors[actor_scan_name(&k->s, behind)].flags & ACTOR_RECORD_PERSON))
        end = at->end; /* "Ali | Hezbollah" */
    if (end == first) return false;
    return add_person(k, first, first, end);
}

bool names_read_organisation(composer *k) {
    uint32_t first = k->c.word, head = 0;
    actor_cursor c = k->c;
    while (c.word < k->limit && c.word - first < ORGANISATION_WORDS_MAX && (c.word == first || composer_joined(k, c.word))) {
        const word *o = composer_word(k, c.word);
        const atom *at = actor_atom_at(&k->s, &c);
        bool possessive = c.word > first && (actor_scan_link(&k->s, c.word) & LINK_POSSESSIVE) && !(o->flags & WORD_CAPITAL);
        if (!possessive && !(o->flags & WORD_CAPITAL)) break;
        if (at && (at->types & ENTRY_BIT(ENTRY_ORGANISATION))) head = at->end;
        actor_cursor_to(&k->s, &c, c.word + 1);
    }
    bool at_start = first == k->sentence_first && token_at(k, first)->upos != UPOS_PROPN;
    if (k->s.l->grammar.demonym_after || !head || head < first + 2 || at_start) return false;
    return add_organisation(k, first, head);
}

/* A speaker or actor by syntax: the name is the subject of a verb that persons and governments are subjects of. */
static bool is_speaker(const composer *k, uint32_t first, uint32_t end) {
    const text *x = k->s.x;
    mention_at at = actor_place(&k->s, first, end, end - 1, 0);
    const token *head = &x->tokens[at.head_token];
    if (head->upos != UPOS_PROPN || head->deprel != DEP_NSUBJ || head->head == TOKEN_NONE) return false;
    uint64_t lemma = x->tokens[head->head].lemma_hash;
    uint32_t low = 0, high = k->s.l->verb_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (k->s.l->verbs[mid] < lemma)
            low = mid + 1;
        else
            high = mid;
    }
    return low < k->s.l->verb_count && k->s.l->verbs[low] == lemma;
}

bool names_read_alias(composer *k) {
    const word *o = composer_word(k, k->c.word);
    uint32_t to = memory_alias_of(k->memory, o->hash);
    if (to == ACTOR_NONE) return false;
    for (uint32_t i = 0; i < k->definition_count; i++)
        if (k->definitions[i].abbreviation == k->c.word) { /* it stands behind the name that it shortens */
            composer_to(k, k->c.word + 1);
            return true;
        }
    bool person = k->memory->mentions.at[to].kind == ACTOR_PERSON;
    if (!person && !(o->flags & WORD_ALL_CAPS)) return false;
    if (person && composer_joined(k, k->c.word + 1) && is_upper_token(k, k->c.word + 1)) return false;
    actor_mention m = {.at = actor_place(&k->s, k->c.word, k->c.word + 1, k->c.word, k->memory->mentions.at[to].at.rule)};
    memory_refer(k->memory, &m, to);
    composer_add(k, m, k->c.word + 1);
    composer_to(k, k->c.word + 1);
    return true;
}

bool names_read_capital(composer *k) {
    if (names_read_alias(k)) return true;
    uint32_t first = k->c.word, end = actor_person_end(&k->s, first, k->limit);
    if (end < first + 2 || token_at(k, first)->upos != UPOS_PROPN || !is_speaker(k, first, end)) return false;
    return add_person(k, first, first, end);
}
