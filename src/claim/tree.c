/* A sentence as arrays, and what a nominal of it stands for. */
#include "claim/tree.h"

#include <string.h>

enum { COMPOUND_BYTES_MAX = 64, FIRST_PART_BYTES_MIN = 3, LAST_PART_BYTES_MIN = 4 };

/* "Grenzstadt": a noun that no list holds is what its last part is, the longest one that a list holds. */
static const event_word *last_part(const event_lexicon *l, const char *noun) {
    const size_t n = strlen(noun);
    if (n > COMPOUND_BYTES_MAX) return NULL;
    for (size_t i = FIRST_PART_BYTES_MIN; i + LAST_PART_BYTES_MIN <= n; i++) {
        if (((unsigned char)noun[i] & 0xC0) == 0x80) continue; /* inside a letter */
        const event_word *w = event_word_find(l, fold_lower_hash(l->fold, noun + i, n - i) ^ EVENT_LAST_PART_SALT);
        if (w) return w;
    }
    return NULL;
}

/* Word classes come from the lists; a word that only its form finds (a lemma that failed) counts too. */
static const event_word *look_up(const event_lexicon *l, const token *k) {
    const event_word *w = event_word_find(l, k->lemma_hash), *form = event_word_find(l, k->form_hash);
    if (!w && !form && l->compounds && k->upos == UPOS_NOUN) return last_part(l, k->lemma);
    if (form && form->base && (k->upos == UPOS_NOUN || !w)) return event_word_find(l, form->base);
    if (!(w && w->entry_count) && form && k->form_hash != k->lemma_hash && (!w || form->entry_count)) w = form;
    return w && (w->traits & TRAIT_UNMARKED) ? event_word_find(l, w->base) : w;
}

static void add_key(tree *t, uint64_t key) {
    t->keys[(key >> 6) & 15] |= 1ull << (key & 63);
}

/* Does the word alone tell of an event? One that only begins a phrase does not: "wave" is none, "wave of arrests" is. */
static bool names_event(const event_lexicon *l, const event_word *w) {
    for (uint16_t i = 0; i < w->entry_count; i++)
        if (l->entries[w->entry + i].word_count == 1) return true;
    return false;
}

/* "un passant", "les manifestants": behind an article a form that names people is a noun, whatever the tagger says. */
static uint64_t people_of_form(const event_lexicon *l, const token *k) {
    const event_word *form = event_word_find(l, k->form_hash);
    return form && (form->classes & CLASS_BIT(CLASS_PEOPLE)) ? form->classes : 0;
}

bool tree_words(tree *t, uint32_t sentence) {
    const struct sentence *s = &t->x->sentences[sentence];
    t->sentence = sentence;
    t->first = s->first_token;
    t->n = s->end_token - s->first_token;
    if (t->n > TREE_TOKENS_MAX) t->n = TREE_TOKENS_MAX;
    t->all_classes = 0;
    memset(t->keys, 0, sizeof t->keys);
    bool any = false;
    for (unsigned k = 0; k < t->n; k++) {
        const event_word *w = look_up(t->lex, tree_token(t, k));
        t->word[k] = w;
        add_key(t, tree_token(t, k)->lemma_hash);
        add_key(t, tree_token(t, k)->form_hash);
        if (w && w->verb) add_key(t, w->verb);
        if (w) add_key(t, w->key);
        uint8_t upos = tree_token(t, k)->upos;
        const bool verb = upos == UPOS_VERB || upos == UPOS_AUX;
        t->classes[k] = w && !verb ? w->classes : 0; /* classes are of nouns: a storm, not to storm */
        const bool noun = (k > 0 && tree_token(t, k - 1)->upos == UPOS_DET) || tree_token(t, k)->deprel == DEP_OBJ;
        if (verb && noun) t->classes[k] = people_of_form(t->lex, tree_token(t, k)); /* "put rebel dead at 300" */
        const bool animate =
            t->lex->cases && !w && upos == UPOS_NOUN && FEAT_GET(tree_token(t, k)->feats, ANIMACY) == ANIMACY_ANIM;
        if (animate) t->classes[k] |= CLASS_BIT(CLASS_PEOPLE); /* "четверых геологов": animals are listed */
        if (w && upos == UPOS_NOUN && names_event(t->lex, w)) t->classes[k] |= CLASS_BIT(CLASS_EVENT);
        any |= w && (w->entry_count || w->verb);
    }
    return any;
}

/* Children sorted by head, counting sort: linear. */
static void arrange_children(tree *t) {
    uint16_t count[TREE_TOKENS_MAX + 1] = {0};
    for (unsigned k = 0; k < t->n; k++) {
        uint32_t head = tree_token(t, k)->head;
        t->head[k] = head >= t->first && head - t->first < t->n && head != t->first + k ? (uint16_t)(head - t->first) : TREE_NONE;
        if (t->head[k] != TREE_NONE) count[t->head[k]]++;
    }
    uint16_t at = 0;
    for (unsigned k = 0; k < t->n; k++) {
        t->child_first[k] = at;
        at = (uint16_t)(at + count[k]);
        count[k] = t->child_first[k];
    }
    t->child_first[t->n] = at;
    for (unsigned k = 0; k < t->n; k++)
        if (t->head[k] != TREE_NONE) t->child[count[t->head[k]]++] = (uint16_t)k;
}

/* The range that each subtree covers. Every token climbs, at most 64 steps, until a range holds it already: then those above do.
 */
static void arrange_ranges(tree *t) {
    for (unsigned k = 0; k < t->n; k++) {
        t->sub_first[k] = (uint16_t)k;
        t->sub_end[k] = (uint16_t)(k + 1);
    }
    for (unsigned k = 0; k < t->n; k++) {
        unsigned up = t->head[k];
        for (int step = 0; step < 64 && up != TREE_NONE; step++, up = t->head[up]) {
            if (k >= t->sub_first[up] && k < t->sub_end[up]) break;
            if (k < t->sub_first[up]) t->sub_first[up] = (uint16_t)k;
            if (k >= t->sub_end[up]) t->sub_end[up] = (uint16_t)(k + 1);
        }
    }
}

typedef const mention_at *(*mention_of)(const mentions *, uint32_t);

/* Marks a mention's tokens; of two that overlap, the shorter one keeps its tokens. */
static void mark(const tree *t, const mention_at *at, uint32_t *map, uint32_t index, mention_of of) {
    for (uint32_t k = at->first_token > t->first ? at->first_token : t->first; k < at->end_token && k - t->first < t->n; k++) {
        uint32_t *slot = &map[k - t->first];
        if (*slot != INDEX_NONE) {
            const mention_at *old = of(t->m, *slot);
            if (old->end_token - old->first_token <= at->end_token - at->first_token) continue;
        }
        *slot = index;
    }
}

static const mention_at *actor_at(const mentions *m, uint32_t i) {
    return &m->actors[i].at;
}
static const mention_at *place_at(const mentions *m, uint32_t i) {
    return &m->places[i].at;
}
static const mention_at *time_at(const mentions *m, uint32_t i) {
    return &m->times[i].at;
}
static const mention_at *quantity_at(const mentions *m, uint32_t i) {
    return &m->quantities[i].at;
}

static void mark_all(tree *t, uint32_t *map, uint32_t count, uint32_t *next, mention_of of) {
    for (unsigned k = 0; k < t->n; k++) map[k] = INDEX_NONE;
    while (*next < count && of(t->m, *next)->end_token <= t->first) (*next)++;
    for (uint32_t i = *next; i < count && of(t->m, i)->first_token < t->first + t->n; i++) mark(t, of(t->m, i), map, i, of);
}

static bool has_sector(const actor_mention *a, const char *const *sectors) {
    for (uint8_t i = 0; i < a->sector_count && i < 4; i++)
        for (const char *const *s = sectors; *s; s++)
            if (sector_is(a->sectors[i], *s)) return true;
    return false;
}

static uint64_t actor_classes(const actor_mention *a) {
    static const char *const armed[] = {"MIL", "REB", "INS", "UAF", "PAR", "COP", "SPY", "SEP", "IMG", NULL};
    static const char *const state[] = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", NULL};
    uint64_t bits = CLASS_BIT(CLASS_ACTOR);
    if (a->kind == ACTOR_PERSON || a->person) bits |= CLASS_BIT(CLASS_PERSON);
    if (has_sector(a, armed)) bits |= CLASS_BIT(CLASS_ARMED);
    if (has_sector(a, state) || (a->code && strlen(a->code) == 3 && a->sector_count == 0)) bits |= CLASS_BIT(CLASS_STATE);
    return bits;
}

static bool usable_place(const tree *t, uint32_t p) {
    return p != INDEX_NONE && !(t->m->places[p].flags & (PLACE_IN_NAME | PLACE_ADJECTIVE));
}

uint32_t tree_pronoun_place(const tree *t, unsigned k) {
    const event_word *form = event_word_find(t->lex, tree_token(t, k)->form_hash);
    if (!form || !(form->traits & TRAIT_THING_PRONOUN)) return INDEX_NONE;
    bool apart =
        false; /* "a spokesman in Ankara said | that fighting goes on in the city": not in Ankara, where another was told of */
    for (unsigned j = k, steps = 0; j-- > 0 && steps < 24; steps++) {
        const bool goes_on = j > 0 && tree_token(t, j - 1)->upos == UPOS_CCONJ; /* "that A fell and that most of it burnt" */
        apart |= tree_token(t, j)->upos == UPOS_SCONJ && t->told_place != INDEX_NONE && !goes_on;
        if (apart) break;
        if (usable_place(t, t->place[j]) && t->actor[j] == INDEX_NONE) return t->place[j];
    }
    return t->told_place;
}

/* Does the network that labels names take the token for a place's? The names are in the order of the text. */
static bool is_seen_as_place(const tree *t, unsigned k) {
    uint32_t low = 0, high = t->x->has_names ? t->x->name_count : 0;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (t->x->names[middle].first_token <= t->first + k)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && t->x->names[low - 1].label == NAME_LOC && t->first + k < t->x->names[low - 1].end_token;
}

/* "Die Rebellen belagern Pariang": where common nouns have capitals, one that no lexicon and no list holds, alone and in the
 * singular, is a name that the tagger took for one of them. */
static bool is_name_for_noun(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    const bool seen = is_seen_as_place(t, k); /* "die Debeljača" */
    if (!t->lex->compounds || !(w->flags & TOKEN_UNLISTED) || t->word[k] || FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR)
        return false;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const uint8_t rel = tree_token(t, t->child[i])->deprel;
        if ((rel == DEP_DET && !seen) || rel == DEP_AMOD || rel == DEP_NUMMOD) return false;
    }
    return true;
}

static uint64_t token_classes(const tree *t, unsigned k) {
    uint64_t bits = 0;
    const uint64_t named = CLASS_BIT(CLASS_PLACE) | CLASS_BIT(CLASS_ACTOR);
    if (t->place[k] != INDEX_NONE) {
        const place_mention *p = &t->m->places[t->place[k]];
        if (!(p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE))) bits |= CLASS_BIT(CLASS_PLACE);
        if (strncmp(p->feature, "PCL", 3) == 0) bits |= CLASS_BIT(CLASS_COUNTRY);
        if (strcmp(p->feature, "PPLC") == 0 && !(p->flags & PLACE_ADJECTIVE))
            bits |= CLASS_BIT(CLASS_STATE); /* "Ankara refused" */
    }
    if (t->actor[k] != INDEX_NONE) bits |= actor_classes(&t->m->actors[t->actor[k]]);
    if (t->quantity[k] != INDEX_NONE) {
        uint8_t kind = t->m->quantities[t->quantity[k]].kind;
        if (kind == QUANTITY_CARDINAL || kind == QUANTITY_FRACTION) bits |= CLASS_BIT(CLASS_NUMBER);
    }
    if (t->time[k] != INDEX_NONE) bits |= CLASS_BIT(CLASS_TIME);
    uint8_t upos = tree_token(t, k)->upos;
    const bool name =
        upos == UPOS_PROPN || (upos == UPOS_X && (tree_token(t, k)->flags & TOKEN_CAPITAL)) || is_name_for_noun(t, k);
    if (name && !(bits & named)) bits |= CLASS_BIT(CLASS_NAME);
    if (upos == UPOS_PRON) bits |= CLASS_BIT(CLASS_PRONOUN);
    if (upos == UPOS_PRON && tree_pronoun_place(t, k) != INDEX_NONE) bits |= CLASS_BIT(CLASS_PLACE);
    return bits;
}

/* "joint military exercises", "an official visit": an adjective that the mention room took for a group without a country. */
static bool is_quality(const tree *t, unsigned k) {
    const actor_mention *a = &t->m->actors[t->actor[k]];
    const token *w = tree_token(t, k);
    const unsigned head = t->head[k];
    return a->kind == ACTOR_GENERIC && w->upos == UPOS_ADJ && w->deprel == DEP_AMOD && head != TREE_NONE && head > k &&
           t->actor[head] != t->actor[k];
}

/* "Keita's men", "les hommes du colonel", "his men": who has men of his own has them under arms. */
static bool are_retainers(const tree *t, unsigned k) {
    const uint64_t owner = CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_STATE);
    if (!t->word[k] || !(t->word[k]->traits & TRAIT_RETAINER) || FEAT_GET(tree_token(t, k)->feats, NUMBER) != NUMBER_PLUR)
        return false;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        if (FEAT_GET(tree_token(t, c)->feats, POSS)) return true;
        if (tree_token(t, c)->deprel == DEP_NMOD && (t->classes[c] & owner)) return true;
    }
    return false;
}

/* "The Druze captured the village": a people that the actors' lists know, as a whole. */
static bool is_known_people(const tree *t, unsigned k) {
    if (t->actor[k] == INDEX_NONE || tree_child(t, k, DEP_NUMMOD) != TREE_NONE) return false;
    const actor_mention *a = &t->m->actors[t->actor[k]];
    const unsigned rel = tree_token(t, k)->deprel, article = tree_child(t, k, DEP_DET);
    if (a->kind != ACTOR_KNOWN || a->country[0] || a->person || a->sector_count || !a->code || strlen(a->code) != 3) return false;
    return (rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS) && article != TREE_NONE &&
           FEAT_GET(tree_token(t, article)->feats, DEFINITE) == DEFINITE_DEF;
}

/* "The Italians took Dessie", "the Japanese were driven out": a whole people, and not some of it, is a side in a war. */
static bool is_people_at_war(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    const unsigned rel = w->deprel;
    if (rel != DEP_NSUBJ && rel != DEP_NSUBJ_PASS && rel != DEP_OBJ) return false;
    if (t->place[k] == INDEX_NONE || !(t->m->places[t->place[k]].flags & PLACE_ADJECTIVE)) return false;
    if (w->upos != UPOS_ADJ && w->upos != UPOS_PROPN && w->upos != UPOS_NOUN) return false;
    if (w->upos != UPOS_ADJ && FEAT_GET(w->feats, NUMBER) == NUMBER_SING && w->lemma_hash != w->form_hash) return false;
    const unsigned article = tree_child(t, k, DEP_DET);
    bool more = false; /* "the Italian army", "the two Italians", "the Italians of Tripoli" */
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned d = tree_token(t, t->child[i])->deprel;
        more |= d == DEP_NUMMOD || d == DEP_NMOD || d == DEP_AMOD || d == DEP_COMPOUND || d == DEP_FLAT;
    }
    return !more && article != TREE_NONE && FEAT_GET(tree_token(t, article)->feats, DEFINITE) == DEFINITE_DEF;
}

/* "They control | Kayfun": where nothing shows that a word is a name, one that no list knows and that stands alone behind its
 * preposition may be one. */
static bool may_be_name(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    if (w->upos != UPOS_NOUN || t->word[k] || t->classes[k]) return false;
    if (FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR && FEAT_GET(w->feats, GENDER) == GENDER_FEM) return false; /* things */
    if (FEAT_GET(w->feats, DEFINITE) == DEFINITE_DEF || w->deprel != DEP_OBL) return false;
    bool behind = false;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned d = tree_token(t, t->child[i])->deprel;
        behind |= d == DEP_CASE;
        const bool word = tree_token(t, t->child[i])->upos != UPOS_ADV;
        if (word && (d == DEP_NMOD || d == DEP_AMOD || d == DEP_NUMMOD || d == DEP_DET || d == DEP_ACL_RELCL)) return false;
    }
    return behind && w->end - w->start >= 8;
}

void tree_arrange(tree *t) {
    arrange_children(t);
    arrange_ranges(t);
    mark_all(t, t->actor, t->actor_count, &t->actor_next, actor_at);
    mark_all(t, t->place, t->m->place_count, &t->place_next, place_at);
    mark_all(t, t->time, t->m->time_count, &t->time_next, time_at);
    mark_all(t, t->quantity, t->m->quantity_count, &t->quantity_next, quantity_at);
    for (unsigned k = 0; k < t->n; k++) {
        if (t->actor[k] != INDEX_NONE && is_quality(t, k)) t->actor[k] = INDEX_NONE;
        t->classes[k] |= token_classes(t, k);
        if (t->x->no_capitals && may_be_name(t, k)) t->classes[k] |= CLASS_BIT(CLASS_NAME);
        t->all_classes |= t->classes[k];
    }
    for (unsigned k = 0; k < t->n; k++) {
        if (are_retainers(t, k)) t->all_classes |= t->classes[k] |= CLASS_BIT(CLASS_FIGHTER);
        if (is_people_at_war(t, k) || is_known_people(t, k)) t->all_classes |= t->classes[k] |= CLASS_BIT(CLASS_ARMED);
    }
}

unsigned tree_child(const tree *t, unsigned k, unsigned deprel) {
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++)
        if (tree_token(t, t->child[i])->deprel == deprel) return t->child[i];
    return TREE_NONE;
}

bool tree_under(const tree *t, unsigned k, unsigned ancestor) {
    for (int step = 0; step < 64 && k != TREE_NONE; step++, k = t->head[k])
        if (k == ancestor) return true;
    return false;
}

unsigned tree_case_of(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    if (!t->lex->cases || (w->flags & TOKEN_ALL_CAPS)) return 0;
    const unsigned c = FEAT_GET(w->feats, CASE);
    /* "речник": of somebody the accusative is another form than the nominative, which is the lemma */
    const bool somebody = (t->classes[k] & CLASS_BIT(CLASS_PEOPLE)) && w->form_hash == w->lemma_hash;
    return c == CASE_ACC && somebody && FEAT_GET(w->feats, NUMBER) == NUMBER_SING ? CASE_NOM : c;
}

/* The slot of a preposition before k: its own, or the one that the case of k sets apart ("в город", "в городе"). */
static uint8_t slot_before(const tree *t, unsigned preposition, unsigned k) {
    const event_word *w = t->word[preposition];
    const unsigned c = tree_case_of(t, k);
    if (!w) return SLOT_NONE;
    return c >= CASE_ACC && c <= CASE_INS && w->case_slot[c - CASE_ACC] ? w->case_slot[c - CASE_ACC] : w->slot;
}

unsigned tree_case(const tree *t, unsigned k, uint8_t *slot) {
    unsigned found = TREE_NONE;
    bool conjunction = false; /* "nach wie vor von Soldaten": behind one, the preposition next to the nominal counts */
    *slot = SLOT_NONE;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        if (rel != DEP_CASE && rel != DEP_MARK) continue;
        uint8_t s = slot_before(t, c, k);
        for (unsigned j = t->child_first[c]; j < t->child_first[c + 1]; j++) { /* "en contra de": the noun inside tells */
            const event_word *w = tree_token(t, t->child[j])->deprel == DEP_FIXED ? t->word[t->child[j]] : NULL;
            if (w && (w->traits & TRAIT_PREP_NOUN)) s = w->slot;
        }
        if (found == TREE_NONE || (*slot == SLOT_NONE && s) || s == SLOT_UPTO || (s && conjunction) ||
            (*slot == SLOT_FROM && c == found + 1u && (s == SLOT_AT || s == SLOT_TO))) { /* "von Abchasien aus in die Stadt" */
            found = c;
            *slot = s;
            conjunction |= tree_token(t, c)->upos == UPOS_SCONJ;
        }
    }
    return found;
}

uint32_t tree_actor(const tree *t, unsigned k) {
    for (int step = 0; step < 4; step++) {
        if (t->actor[k] != INDEX_NONE) return t->actor[k];
        const event_word *w = t->word[k];
        unsigned next = TREE_NONE;
        for (unsigned i = t->child_first[k]; i < t->child_first[k + 1] && next == TREE_NONE; i++) {
            unsigned c = t->child[i];
            uint8_t slot, rel = tree_token(t, c)->deprel;
            if ((rel == DEP_FLAT || rel == DEP_APPOS) && t->actor[c] != INDEX_NONE) return t->actor[c];
            if (rel != DEP_NMOD || !w || !(w->traits & TRAIT_TRANSPARENT)) continue;
            const unsigned mark = tree_case(t, c, &slot); /* a genitive may have no mark at all */
            if (slot == SLOT_OF || slot == SLOT_FROM || mark == TREE_NONE) next = c;
        }
        if (next == TREE_NONE) return INDEX_NONE;
        k = next;
    }
    return INDEX_NONE;
}

/* Of a nominal's parts, those that say which one is meant: "the town of X", "X, a town", "Mount X". */
/* "Город Тикрит", "місто Дараа": a name right behind a word of ground that case binds to it, whatever the tree says. */
static uint32_t place_behind(const tree *t, unsigned k) {
    const uint64_t not_ground = CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE) |
                                CLASS_BIT(CLASS_COLLECTIVE) | CLASS_BIT(CLASS_EVENT) | CLASS_BIT(CLASS_TIME);
    if (!t->lex->cases || k + 1 >= t->n || tree_token(t, k)->upos != UPOS_NOUN) return INDEX_NONE;
    if (!(t->classes[k] >> CLASS_BUILTIN_COUNT) || (t->classes[k] & not_ground) || t->actor[k] != INDEX_NONE) return INDEX_NONE;
    return usable_place(t, t->place[k + 1]) ? t->place[k + 1] : INDEX_NONE;
}

uint32_t tree_place(const tree *t, unsigned k) {
    if (usable_place(t, t->place[k])) return t->place[k];
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t slot = SLOT_NONE, rel = tree_token(t, c)->deprel;
        if ((rel != DEP_APPOS && rel != DEP_FLAT && rel != DEP_COMPOUND && rel != DEP_NMOD) || !usable_place(t, t->place[c]))
            continue;
        if (rel == DEP_NMOD) tree_case(t, c, &slot);
        if (rel != DEP_NMOD || slot == SLOT_OF || slot == SLOT_AT || slot == SLOT_NONE || slot == SLOT_POSS) return t->place[c];
    }
    return place_behind(t, k);
}

static bool outside_nominal(uint8_t rel) {
    static const uint8_t outside[] = {DEP_ACL,   DEP_ACL_RELCL, DEP_APPOS,  DEP_CONJ, DEP_CC,  DEP_PUNCT,
                                      DEP_ADVCL, DEP_PARATAXIS, DEP_CASE,   DEP_DET,  DEP_COP, DEP_AUX,
                                      DEP_NSUBJ, DEP_OBL,       DEP_ADVMOD, DEP_MARK};
    for (size_t i = 0; i < sizeof outside; i++)
        if (outside[i] == rel) return true;
    return false;
}

span tree_nominal(const tree *t, unsigned k, uint32_t *first_token, uint32_t *end_token) {
    unsigned first = k, end = k + 1;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t slot = SLOT_NONE, rel = tree_token(t, c)->deprel;
        if (outside_nominal(rel)) continue;
        if (rel == DEP_NMOD && tree_case(t, c, &slot) != TREE_NONE && slot != SLOT_OF && slot != SLOT_POSS) continue;
        bool small = t->sub_end[c] - t->sub_first[c] <= 8;
        unsigned from = small ? t->sub_first[c] : c, to = small ? t->sub_end[c] : c + 1;
        if (from < first && c < k && from + 12 > k) first = from;
        if (to > end && c > k && to < k + 12) end = to;
    }
    while (first < k) {
        uint8_t upos = tree_token(t, first)->upos;
        if (upos != UPOS_DET && upos != UPOS_PUNCT && upos != UPOS_ADP) break;
        first++;
    }
    while (end > k + 1 && tree_token(t, end - 1)->upos == UPOS_PUNCT) end--;
    *first_token = t->first + first;
    *end_token = t->first + end;
    return (span){tree_token(t, first)->start, tree_token(t, end - 1)->end};
}

uint32_t tree_quantity(const tree *t, unsigned k) {
    if (t->quantity[k] != INDEX_NONE) return t->quantity[k];
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        bool counts = rel == DEP_NUMMOD || rel == DEP_DET || rel == DEP_AMOD || rel == DEP_COMPOUND;
        if (counts && t->quantity[c] != INDEX_NONE) return t->quantity[c];
    }
    for (unsigned j = k > 6 ? k - 6 : 0; j < k; j++) /* the counted noun knows its number even where the tree does not */
        if (t->quantity[j] != INDEX_NONE && t->m->quantities[t->quantity[j]].unit_token == t->first + k) return t->quantity[j];
    if (k > 0 && t->quantity[k - 1] != INDEX_NONE && tree_token(t, k - 1)->upos == UPOS_NUM) return t->quantity[k - 1];
    unsigned head = t->head[k]; /* "des dizaines de morts" */
    if (head != TREE_NONE && head < k && head + 3 >= k && tree_token(t, k)->deprel == DEP_NMOD) return t->quantity[head];
    return INDEX_NONE;
}

/* "taken hostage, then beheaded": a participle that was taken for a noun, coordinated with a verb. */
static bool continues_verb(const tree *t, unsigned k) {
    unsigned head = t->head[k];
    if (tree_token(t, k)->deprel != DEP_CONJ || head == TREE_NONE || tree_token(t, head)->upos != UPOS_VERB) return false;
    return tree_child(t, k, DEP_DET) == TREE_NONE && tree_child(t, k, DEP_CASE) == TREE_NONE && tree_quantity(t, k) == INDEX_NONE;
}

/* "The Army controls Sirte", with the army hung on what was taken for a noun: between those who bear arms and a town. */
static bool stands_between_both(const tree *t, unsigned k) {
    if (t->lex->cases || k == 0 || k + 1 >= t->n || t->actor[k] != INDEX_NONE || !usable_place(t, t->place[k + 1])) return false;
    const token *w = tree_token(t, k), *before = tree_token(t, k - 1);
    const uint64_t side = CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_FIGHTER);
    const bool name = (tree_token(t, k + 1)->flags & TOKEN_CAPITAL) && !(w->flags & TOKEN_CAPITAL);
    return name && t->head[k - 1] == k && before->deprel == DEP_COMPOUND && (t->classes[k - 1] & side) && t->word[k] &&
           t->word[k]->entry_count && tree_child(t, k, DEP_CASE) == TREE_NONE &&
           FEAT_GET(w->feats, NUMBER) != FEAT_GET(before->feats, NUMBER);
}

/* "Since rebel marines seized the port", the rebel taken for a verb: a word inside the name of an actor, before its head. */
static bool is_inside_actor(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    if (t->actor[k] == INDEX_NONE || t->actor[k] >= t->m->actor_count || FEAT_GET(w->feats, VERBFORM) == VERBFORM_PART)
        return false;
    return !t->lex->cases && t->m->actors[t->actor[k]].at.head_token > t->first + k && w->form_hash == w->lemma_hash;
}

/* "Rebels control Marawi": what has a subject and an object is a verb, whatever the tagger says. */
static bool governs_both(const tree *t, unsigned k) {
    const unsigned s = tree_child(t, k, DEP_NSUBJ), o = tree_child(t, k, DEP_OBJ);
    return s != TREE_NONE && o != TREE_NONE && s < k && k < o && tree_child(t, k, DEP_COP) == TREE_NONE &&
           tree_child(t, k, DEP_DET) == TREE_NONE && tree_child(t, k, DEP_CASE) == TREE_NONE;
}

/* "le contrôle de la ville", "en contrôle": behind an article or a preposition a form that nouns have too is a noun. */
static bool stands_as_noun(const tree *t, unsigned k) {
    if (tree_token(t, k)->upos != UPOS_NOUN) return false;
    const unsigned before = k > 0 ? tree_token(t, k - 1)->upos : UPOS_PUNCT;
    return before == UPOS_DET || before == UPOS_ADP || before == UPOS_ADJ || before == UPOS_NUM ||
           tree_child(t, k, DEP_DET) != TREE_NONE || tree_child(t, k, DEP_CASE) != TREE_NONE;
}

bool tree_is_verb(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    if (k > 0 && (w->flags & TOKEN_CAPITAL) && usable_place(t, t->place[k]))
        return false; /* "El-Facher", an infinitive by its end */
    const bool noun = w->deprel == DEP_OBJ || tree_child(t, k, DEP_DET) != TREE_NONE;
    if (w->upos == UPOS_VERB && (t->classes[k] & CLASS_BIT(CLASS_PEOPLE)) && noun) return false;
    if (w->upos == UPOS_VERB && is_inside_actor(t, k)) return false;
    if (w->upos == UPOS_VERB || w->upos == UPOS_AUX || (w->upos == UPOS_NOUN && governs_both(t, k))) return true;
    if (w->upos == UPOS_NOUN && stands_between_both(t, k)) return true;
    const event_word *e = t->word[k];
    if (!e || !e->verb || (e->traits & TRAIT_IF_TAGGED)) return false;
    bool closed = w->upos == UPOS_DET || w->upos == UPOS_PRON || w->upos == UPOS_PUNCT || w->upos == UPOS_NUM;
    return w->upos == UPOS_ADJ || ((e->traits & TRAIT_VERB_FORM) && !closed && !stands_as_noun(t, k)) ||
           (w->upos == UPOS_NOUN && continues_verb(t, k));
}
