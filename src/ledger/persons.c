/* The private persons of a dispatch that is read: where their names stand, and strings without them.
 *
 *   PER of the language's model ─┐
 *   actors that are persons ─────┼─▶ names ─▶ grown over what stands of the name beside them ─▶ the same words elsewhere
 *   one dead with a name ────────┘
 *
 * Who is on a list of parties, or bears an office of a state, a party or an armed group, is public. */
#include <stdlib.h>
#include <string.h>

#include "ledger/entry.h"

const actor_mention *entry_actor(const entry *e, uint32_t i) {
    const mentions *m = &e->an->mentions;
    return i < m->actor_count ? &m->actors[actor_meant(m, i)] : NULL;
}

bool entry_is_person(const entry *e, uint32_t i) {
    const mentions *m = &e->an->mentions;
    if (i >= m->actor_count) return false;
    const uint32_t meant = actor_meant(m, i);
    return m->actors[i].person || m->actors[meant].person || (e->hidden && (e->hidden[i] || e->hidden[meant]));
}

/* ---- spans of the dispatch ----------------------------------------------------------------------------------------------- */

typedef struct span_list {
    span *at;
    uint32_t n, cap;
} span_list;

typedef struct hash_list {
    uint64_t *at;
    uint32_t n, cap;
} hash_list;

typedef struct finder {
    entry *e;
    arena *a;
    span_list persons;
    span_list parties, places; /* public ones, merged: who is named in them is no private person */
    uint64_t *words;           /* [word_count] that make up persons' names, by value */
    uint32_t word_count;
    hash_list title_words; /* those of the title's names */
    bool failed;
} finder;

static int by_start(const void *a, const void *b) {
    const span *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static int by_value(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void add_to(finder *f, span_list *list, size_t start, size_t n) {
    const span at = {(uint32_t)start, (uint32_t)(start + n)};
    if (!vec_push(f->a, list, at)) f->failed = true;
}

static void add(finder *f, span_list *list, span at) {
    if (at.end > at.start && at.end <= f->e->an->text.size) add_to(f, list, at.start, at.end - at.start);
}

/* What overlaps is one name: it is found in more than one way. */
static void merge(span_list *list) {
    uint32_t n = 0;
    if (list->n) qsort(list->at, list->n, sizeof *list->at, by_start);
    for (uint32_t i = 0; i < list->n; i++) {
        const span at = list->at[i];
        if (n && at.start < list->at[n - 1].end) {
            if (at.end > list->at[n - 1].end) list->at[n - 1].end = at.end;
        } else {
            list->at[n++] = at;
        }
    }
    list->n = n;
}

/* The first that begins there or behind. */
static uint32_t first_from(const span_list *list, uint32_t start) {
    uint32_t low = 0, high = list->n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (list->at[mid].start < start)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Of a merged list: is something of it in the span, or all of the span in something of it? */
static bool touches(const span_list *list, span at) {
    const uint32_t i = first_from(list, at.start);
    return (i < list->n && list->at[i].start < at.end) || (i > 0 && list->at[i - 1].end > at.start);
}

static bool holds(const span_list *list, span at) {
    const uint32_t i = first_from(list, at.start);
    return (i < list->n && span_holds(list->at[i], at)) || (i > 0 && span_holds(list->at[i - 1], at));
}

/* ---- who is public ------------------------------------------------------------------------------------------------------- */

/* "Colonel Saleh of the army": the office that he is named by is a state's, a party's or an armed group's. */
static bool has_office(const actor_mention *a) {
    static const char *const sectors[] = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "REB", "SEP",
                                          "INS", "UAF", "PRM", "PTY", "OPP", "ELI", "IGO", "NGO"};
    for (uint32_t i = 0; a->code && i < a->sector_count && i < 4; i++)
        for (size_t k = 0; k < sizeof sectors / sizeof *sectors; k++)
            if (a->sectors[i] && strcmp(a->sectors[i], sectors[k]) == 0) return true;
    return false;
}

static bool is_public(const entry *e, uint32_t i) {
    const actor_mention *a = &e->an->mentions.actors[i], *meant = entry_actor(e, i);
    if (a->person || meant->person) return false;
    return a->kind == ACTOR_KNOWN || a->kind == ACTOR_COMPOSED || (a->kind == ACTOR_PERSON && has_office(meant));
}

static void find_public(finder *f) {
    const mentions *m = &f->e->an->mentions;
    for (uint32_t i = 0; i < m->actor_count; i++)
        if (is_public(f->e, i)) add(f, &f->parties, m->actors[i].at.at);
    for (uint32_t i = 0; i < m->place_count; i++)
        if (m->places[i].id && !(m->places[i].flags & PLACE_IN_NAME)) add(f, &f->places, m->places[i].at.at);
    merge(&f->parties);
    merge(&f->places);
}

/* ---- names --------------------------------------------------------------------------------------------------------------- */

/* The first word that ends behind a place of the text. */
static uint32_t word_from(const text *x, uint32_t offset) {
    uint32_t low = 0, high = x->word_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (x->words[mid].end <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is_public_word(const finder *f, const word *w) {
    const span at = {w->start, w->end};
    return touches(&f->parties, at) || touches(&f->places, at);
}

static bool is_written_as_name(const text *x, const word *w) {
    return x->no_capitals || (w->flags & WORD_CAPITAL);
}

/* A name by the model's tags, and no party's or town's. */
static bool is_name_word(const finder *f, const word *w) {
    const text *x = &f->e->an->text;
    return is_written_as_name(x, w) && w->token < x->token_count && x->tokens[w->token].upos == UPOS_PROPN &&
           !is_public_word(f, w);
}

/* Beside a name a capital inside a sentence is enough, but in German, where every noun has one. */
static bool may_be_beside(const finder *f, const word *w) {
    const text *x = &f->e->an->text;
    if (is_name_word(f, w)) return true;
    if (x->no_capitals || strcmp(x->lang, "de") == 0 || w->token >= x->token_count) return false;
    const token *t = &x->tokens[w->token];
    return (w->flags & WORD_CAPITAL) && !(t->flags & TOKEN_SENTENCE_START) &&
           (t->upos == UPOS_NOUN || t->upos == UPOS_ADJ || t->upos == UPOS_X) && !is_public_word(f, w);
}

/* The first named entity that ends behind a place of the text; they stand in its order and do not overlap. */
static uint32_t first_entity(const annotation *an, uint32_t behind) {
    uint32_t low = 0, high = an->entity_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (an->entities[mid].at.end <= behind)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* With the names that the model saw in it or over its ends. */
static span with_entities(const annotation *an, span at) {
    span whole = at;
    for (uint32_t i = first_entity(an, at.start); i < an->entity_count && an->entities[i].at.start < at.end; i++) {
        const entity *x = &an->entities[i];
        if (x->label != ENTITY_PER || x->at.end > an->text.size) continue;
        if (x->at.start < whole.start) whole.start = x->at.start;
        if (x->at.end > whole.end) whole.end = x->at.end;
    }
    return whole;
}

/* "Ana Ruiz" where only "Ruiz" was seen. */
static span grown(const finder *f, span at) {
    const text *x = &f->e->an->text;
    at = with_entities(f->e->an, at);
    uint32_t i = word_from(x, at.start);
    if (i >= x->word_count || x->words[i].start >= at.end) return at;
    for (uint32_t k = i; k > 0 && (x->words[k].flags & WORD_GLUE) && may_be_beside(f, &x->words[k - 1]); k--)
        at.start = x->words[k - 1].start;
    for (; i < x->word_count && x->words[i].start < at.end; i++) {
    }
    for (; i < x->word_count && (x->words[i].flags & WORD_GLUE) && may_be_beside(f, &x->words[i]); i++) at.end = x->words[i].end;
    return at;
}

/* Names that the language's model takes for persons', whether or not they do anything in the text. */
static void add_entities(finder *f) {
    const annotation *an = f->e->an;
    for (uint32_t i = 0; an->text.has_names && i < an->entity_count; i++) {
        const span at = an->entities[i].at;
        if (an->entities[i].label == ENTITY_PER && !holds(&f->places, at) && !touches(&f->parties, at))
            add(f, &f->persons, grown(f, at));
    }
}

static void add_actors(finder *f) {
    const mentions *m = &f->e->an->mentions;
    for (uint32_t i = 0; i < m->actor_count; i++)
        if (entry_is_person(f->e, i) && !holds(&f->places, m->actors[i].at.at)) add(f, &f->persons, grown(f, m->actors[i].at.at));
}

/* The same names where no mention of an actor stands: "according to Ana Ruiz". */
static void add_same_names(finder *f) {
    const annotation *an = f->e->an;
    hash_list names = {0};
    for (uint32_t i = 0; i < f->persons.n; i++) {
        const span at = f->persons.at[i];
        if (!vec_push(f->a, &names, hash_bytes(an->text.bytes + at.start, at.end - at.start, 0))) f->failed = true;
    }
    if (names.n) qsort(names.at, names.n, sizeof *names.at, by_value);
    for (uint32_t i = 0; names.n && i < an->entity_count; i++) {
        const span at = an->entities[i].at;
        if (an->entities[i].label != ENTITY_PER || at.end <= at.start || at.end > an->text.size) continue;
        const uint64_t hash = hash_bytes(an->text.bytes + at.start, at.end - at.start, 0);
        if (bsearch(&hash, names.at, names.n, sizeof *names.at, by_value)) add(f, &f->persons, at);
    }
}

/* "The rebels killed farmer Bodo Hanske": one dead who has a name that the model did not see. */
static void add_counted(finder *f, const casualty *k) {
    const text *x = &f->e->an->text;
    if (k->low != 1 || k->high != 1) return;
    for (uint32_t i = word_from(x, k->at.start); i < x->word_count && x->words[i].start < k->at.end; i++)
        if (is_name_word(f, &x->words[i])) add(f, &f->persons, grown(f, (span){x->words[i].start, x->words[i].end}));
}

static void add_casualties(finder *f) {
    const annotation *an = f->e->an;
    for (uint32_t i = 0; i < an->claims.n; i++)
        for (uint32_t k = 0; k < an->claims.at[i].casualty_count && k < 4; k++) add_counted(f, &an->claims.at[i].casualties[k]);
}

/* ---- the same words elsewhere --------------------------------------------------------------------------------------------- */

#define NAME_WORD_BYTES 4u /* of a shorter word too many others are made: "Al", "Van" */

static bool known_word(const finder *f, uint64_t hash) {
    return f->word_count && bsearch(&hash, f->words, f->word_count, sizeof *f->words, by_value);
}

/* As it stands and as the dictionary has it: "Мудрилина" is "Мудрилин" elsewhere. */
static void collect_word(finder *f, const word *w, hash_list *out) {
    const text *x = &f->e->an->text;
    const knowledge *k = f->e->l->k;
    if (w->end - w->start < NAME_WORD_BYTES || is_public_word(f, w)) return;
    if (!vec_push(f->a, out, w->hash)) f->failed = true;
    const char *lemma = w->token < x->token_count ? x->tokens[w->token].lemma : NULL;
    if (!x->no_capitals && k && k->pack.fold && lemma && strlen(lemma) >= NAME_WORD_BYTES &&
        !vec_push(f->a, out, fold_name_hash(k->pack.fold, lemma, strlen(lemma))))
        f->failed = true;
}

/* Of names of several words: a single one may be no name. */
static void collect_words(finder *f) {
    const text *x = &f->e->an->text;
    hash_list words = f->title_words;
    for (uint32_t i = 0; i < f->persons.n; i++) {
        const span at = f->persons.at[i];
        const uint32_t first = word_from(x, at.start);
        if (first + 1 >= x->word_count || x->words[first + 1].start >= at.end) continue;
        for (uint32_t k = first; k < x->word_count && x->words[k].start < at.end; k++)
            if (is_written_as_name(x, &x->words[k])) collect_word(f, &x->words[k], &words);
    }
    if (words.n) qsort(words.at, words.n, sizeof *words.at, by_value);
    f->words = words.at;
    f->word_count = words.n;
}

static bool is_namesake(const finder *f, const word *w) {
    return known_word(f, w->hash) && is_written_as_name(&f->e->an->text, w) && !is_public_word(f, w);
}

static void add_namesakes(finder *f) {
    const text *x = &f->e->an->text;
    for (uint32_t i = 0; f->word_count && i < x->word_count; i++)
        if (is_namesake(f, &x->words[i])) add(f, &f->persons, grown(f, (span){x->words[i].start, x->words[i].end}));
}

/* ---- finding them -------------------------------------------------------------------------------------------------------- */

/* Actors that no list knows and that a private person is named in: "farmer Bodo Hanske", "Ruiz's shop". */
static void hide_actors(finder *f, bool *hidden) {
    const mentions *m = &f->e->an->mentions;
    for (uint32_t i = 0; i < m->actor_count; i++) {
        const actor_mention *a = &m->actors[i];
        const bool may = a->kind == ACTOR_PERSON || a->kind == ACTOR_UNKNOWN;
        hidden[i] = may && !is_public(f->e, i) && touches(&f->persons, a->at.at);
    }
}

/* "Edwin Trasker": a known given name and the names behind it, whatever the model takes the two for. */
static void add_given_names(finder *f) {
    const text *x = &f->e->an->text;
    const knowledge *k = f->e->l->k;
    for (uint32_t i = 0; k && k->pack.fold && i + 1 < x->word_count; i++) {
        const word *first = &x->words[i], *last = first;
        if (!is_name_word(f, first)) continue;
        const uint32_t known = word_flags_of(&k->words, k->pack.fold, x->bytes + first->start, first->end - first->start);
        if (!(known & KNOWN_GIVEN_NAME) || known & (KNOWN_PLACE | KNOWN_BODY | KNOWN_BODY_WORD)) continue;
        while (last + 1 < x->words + x->word_count && (last->flags & WORD_GLUE) && is_name_word(f, last + 1)) last++;
        if (last > first) add_to(f, &f->persons, first->start, last->end - first->start);
    }
}

static void find_persons(finder *f) {
    add_entities(f);
    add_actors(f);
    add_same_names(f);
    add_casualties(f);
    merge(&f->persons);
    collect_words(f);
    add_namesakes(f);
    merge(&f->persons);
}

static void collect_public_words(finder *f, const span_list *public, hash_list *out) {
    const text *x = &f->e->an->text;
    for (uint32_t i = 0; i < public->n; i++)
        for (uint32_t k = word_from(x, public->at[i].start); k < x->word_count && x->words[k].start < public->at[i].end; k++)
            if (!vec_push(f->a, out, x->words[k].hash)) f->failed = true;
}

/* A headline shows little of what its names are. There a person is who has more than one word and none that is a place's or a
 * party's in the text: of a single word too many others are made ("Marawi, under martial law"). */
static bool is_title_person(const finder *title, span at, const hash_list *public) {
    const text *x = &title->e->an->text;
    for (uint32_t k = word_from(x, at.start); k < x->word_count && x->words[k].start < at.end; k++)
        if (public->n && bsearch(&x->words[k].hash, public->at, public->n, sizeof *public->at, by_value)) return false;
    return memchr(x->bytes + at.start, ' ', at.end - at.start) != NULL;
}

static void keep_title_persons(finder *title, const hash_list *public) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < title->persons.n; i++)
        if (is_title_person(title, title->persons.at[i], public)) title->persons.at[n++] = title->persons.at[i];
    title->persons.n = n;
}

/* Who is named in the title, as in a text of its own; then the words of these names are looked for in the text. */
static void find_in_title(finder *f) {
    entry *e = f->e;
    entry title = {.l = e->l, .an = e->an->title};
    finder own = {.e = &title, .a = f->a};
    hash_list public = {0};
    collect_public_words(f, &f->parties, &public);
    collect_public_words(f, &f->places, &public);
    if (public.n) qsort(public.at, public.n, sizeof *public.at, by_value);
    find_public(&own);
    find_persons(&own);
    keep_title_persons(&own, &public);
    add_given_names(&own);
    keep_title_persons(&own, &public);
    merge(&own.persons);
    collect_words(&own);
    e->title_persons = own.persons.at;
    e->title_person_count = own.persons.n;
    f->title_words = (hash_list){own.words, own.word_count, own.word_count};
    f->failed |= own.failed;
}

dp_status persons_find(entry *e, dp_error *err) {
    finder f = {.e = e, .a = &e->l->scratch};
    bool *hidden = arena_array(f.a, e->an->mentions.actor_count, sizeof *hidden);
    if (!hidden) return error_nomem(err);
    e->hidden = NULL;
    find_public(&f);
    if (e->an->title) find_in_title(&f);
    find_persons(&f);
    if (f.failed) return error_nomem(err);
    hide_actors(&f, hidden);
    e->hidden = hidden;
    e->persons = f.persons.at;
    e->person_count = f.persons.n;
    e->name_words = f.words;
    e->name_word_count = f.word_count;
    return DP_OK;
}

/* The first that begins there or behind. */
static uint32_t first_person(const entry *e, uint32_t start) {
    return first_from(&(span_list){e->persons, e->person_count, e->person_count}, start);
}

bool entry_names_person(const entry *e, span at) {
    return touches(&(span_list){e->persons, e->person_count, e->person_count}, at);
}

/* ---- strings without them ------------------------------------------------------------------------------------------------ */

static dp_status kept(entry *e, buf *b, const char **out, dp_error *err) {
    *out = b->failed ? NULL : arena_copy(&e->l->scratch, b->at ? b->at : "", b->n);
    buf_free(b);
    return *out ? DP_OK : error_nomem(err);
}

dp_status mask_quote(entry *e, span at, const char **out, dp_error *err) {
    *out = NULL;
    if (e->l->store == LEDGER_STORE_NONE) return DP_OK;
    buf b;
    buf_init(&b);
    uint32_t from = at.start;
    for (uint32_t i = first_person(e, at.start); i < e->person_count && b.n < QUOTE_MAX; i++) {
        span name = e->persons[i];
        if (name.start >= at.end) break;
        if (name.start < from) continue;
        if (name.end > at.end) name.end = at.end;
        size_t n;
        const char *words = entry_words(e, (span){from, name.start}, QUOTE_MAX, &n);
        buf_add(&b, words, n);
        buf_str(&b, MASK);
        from = name.end;
    }
    if (from == at.start) return DP_OK;
    size_t n;
    const char *words = entry_words(e, (span){from, at.end}, QUOTE_MAX, &n);
    buf_add(&b, words, n);
    return kept(e, &b, out, err);
}

/* Where the whole names stand in `s`. A title or a label names few people: the first ones will do. */
#define LABEL_PERSONS 200u
static void find_names(finder *f, const char *s, span_list *found) {
    const entry *e = f->e;
    for (uint32_t i = 0; i < e->person_count && i < LABEL_PERSONS; i++) {
        size_t n;
        const char *words = entry_words(e, e->persons[i], WORDS_MAX, &n);
        for (const char *hit = s; n >= 3 && (hit = memmem(hit, strlen(hit), words, n)) != NULL; hit += n)
            add_to(f, found, (size_t)(hit - s), n);
    }
}

/* Headlines of English have capitals throughout, German nouns have them anywhere. */
static bool capitals_tell_names(const text *x) {
    return !x->no_capitals && strcmp(x->lang, "en") != 0 && strcmp(x->lang, "de") != 0;
}

/* Where single words of names stand: "RUIZ", "Mrs Ruiz"; with what else of the name follows, in a case that the text does not
 * have ("Захар Мудрилин"). */
static void find_words(finder *f, const char *s, span_list *found) {
    const text *x = &f->e->an->text;
    const knowledge *k = f->e->l->k;
    const word *words;
    uint32_t n;
    bool before = false;
    if (!f->word_count || !k || !k->pack.fold) return;
    if (text_words(k->pack.fold, s, strlen(s), f->a, &words, &n) != DP_OK) f->failed = true;
    for (uint32_t i = 0; !f->failed && i < n; i++) {
        const bool follows = before && (words[i].flags & WORD_GLUE) && capitals_tell_names(x);
        before = is_written_as_name(x, &words[i]) && (follows || known_word(f, words[i].hash));
        if (before) add_to(f, found, words[i].start, words[i].end - words[i].start);
    }
}

/* Two names with nothing but a blank or a hyphen between them are one. */
static bool joined(const char *s, span a, span b) {
    return b.start <= a.end + 1 && (b.start <= a.end || s[a.end] == ' ' || s[a.end] == '-');
}

/* `s` with MASK for what was found in it; NULL where that is nothing. */
static dp_status masked(entry *e, const char *s, span_list *found, const char **out, dp_error *err) {
    merge(found);
    if (found->n == 0) return DP_OK;
    buf b;
    buf_init(&b);
    uint32_t from = 0;
    for (uint32_t i = 0; i < found->n; i++) {
        const span at = found->at[i];
        if (i == 0 || !joined(s, found->at[i - 1], at)) {
            buf_add(&b, s + from, at.start - from);
            buf_str(&b, MASK);
        }
        from = at.end;
    }
    buf_str(&b, s + from);
    return kept(e, &b, out, err);
}

static dp_status mask_string(entry *e, const char *s, const span *known, uint32_t n, const char **out, dp_error *err) {
    *out = NULL;
    if (!s || (e->person_count == 0 && n == 0)) return DP_OK;
    finder f = {.e = e, .a = &e->l->scratch, .words = e->name_words, .word_count = e->name_word_count};
    span_list found = {0};
    for (uint32_t i = 0; i < n; i++) add_to(&f, &found, known[i].start, known[i].end - known[i].start);
    find_names(&f, s, &found);
    find_words(&f, s, &found);
    return f.failed ? error_nomem(err) : masked(e, s, &found, out, err);
}

dp_status mask_label(entry *e, const char *s, const char **out, dp_error *err) {
    return mask_string(e, s, NULL, 0, out, err);
}

dp_status mask_title(entry *e, const char **out, dp_error *err) {
    return mask_string(e, e->an->dispatch->title, e->title_persons, e->title_person_count, out, err);
}
