/* lang/<l>/events-*.rules: words, classes, entries. Layout: claim/lexicon.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/compile_events.h"

static const char *const file_names[] = {
    "events-words.rules",    "events-control.rules",   "events-violence.rules", "events-casualties.rules",
    "events-coercion.rules", "events-diplomacy.rules", "events.rules"};

uint64_t event_key(const event_compiler *c, const char *word) {
    uint64_t h = fold_lower_hash(c->fold, word, strlen(word));
    return h ? h : 1;
}

static bool index_grow(event_compiler *c) {
    uint32_t mask = c->index_mask ? c->index_mask * 2 + 1 : 1023;
    uint32_t *index = arena_array(c->a, (size_t)mask + 1, sizeof *index);
    if (!index) return false;
    for (uint32_t i = 0; i < c->words.n; i++) {
        uint32_t at = (uint32_t)(c->words.at[i].key >> 20) & mask;
        while (index[at]) at = (at + 1) & mask;
        index[at] = i + 1;
    }
    c->index = index;
    c->index_mask = mask;
    return true;
}

/* The record of a word, made where it is new; NULL when memory is out. */
event_word *event_word_of(event_compiler *c, uint64_t key) {
    if (c->words.n * 2 >= c->index_mask && !index_grow(c)) return NULL;
    uint32_t at = (uint32_t)(key >> 20) & c->index_mask;
    for (; c->index[at]; at = (at + 1) & c->index_mask)
        if (c->words.at[c->index[at] - 1].key == key) return &c->words.at[c->index[at] - 1];
    event_word w = {.key = key};
    if (!vec_push(c->a, &c->words, w)) return NULL;
    c->index[at] = c->words.n;
    return &c->words.at[c->words.n - 1];
}

/* Where marks may be missing (capitals, careless text), "huelguistica" is "huelguística". Short words would be taken for others.
 */
bool event_note_spelling(event_compiler *c, const char *word) {
    const size_t n = strlen(word);
    const event_spelling x = {event_key(c, word), fold_name_hash(c->fold, word, n)};
    return !c->marks_may_miss || n < 5 || x.key == x.bare || vec_push(c->a, &c->spellings, x);
}

static dp_status class_words(event_compiler *c, const rule_line *l, const char *class_name, dp_error *err) {
    int k = ontology_class(c->names, class_name);
    if (k < 0) return rule_error(&c->file, l, err, "there is no class \"%s\" in world/ontology/frames.rules", class_name);
    for (uint32_t i = 0; i < l->columns; i++) {
        const char *list = l->column[i];
        for (const char *word; (word = next_piece(&list, ",", c->a));) {
            event_word *w = event_word_of(c, event_key(c, word));
            if (!w || !vec_push(c->a, &c->nouns, word) || !event_note_spelling(c, word)) return error_nomem(err);
            w->classes |= CLASS_BIT(k);
        }
    }
    return DP_OK;
}

static const char *const case_names[] = {"", "nom", "acc", "dat", "gen", "loc", "ins"};

static unsigned case_of(const char *name) {
    for (unsigned i = 1; i < sizeof case_names / sizeof *case_names; i++)
        if (strcmp(case_names[i], name) == 0) return i;
    return 0;
}

/* [cases]: "gen  of:obj  of  of": a case, and the slots of a nominal without preposition beside a verb, a passive and a noun. */
static dp_status bare_case(event_compiler *c, const rule_line *l, dp_error *err) {
    const unsigned k = l->columns == 1 + GOVERNOR_COUNT ? case_of(l->column[0]) : 0;
    if (!k) return rule_error(&c->file, l, err, "expected nom, acc, dat, gen, loc or ins and three slots");
    if (!c->cases && !(c->cases = arena_array(c->a, 1, sizeof *c->cases))) return error_nomem(err);
    for (unsigned g = 0; g < GOVERNOR_COUNT; g++) {
        const char *list = l->column[1 + g], *slot = next_piece(&list, ":", c->a), *means = next_piece(&list, ":", c->a);
        const int s = slot ? slot_of(slot) : 0, m = means ? slot_of(means) : 0;
        if (s < 0 || m < 0) return rule_error(&c->file, l, err, "expected a slot, found \"%s\"", l->column[1 + g]);
        c->cases->slot[g][k] = (uint8_t)s;
        c->cases->means[g][k] = (uint8_t)m;
    }
    return DP_OK;
}

/* "at loc:at acc:to": the slot of a preposition, then those that a case behind it sets apart; "of pass:by act:from":
 * others beside a verb, by its voice. */
static bool preposition_slots(event_compiler *c, const char *what, const char *somebody, event_word *w) {
    const char *item = next_piece(&what, " ", c->a);
    const int slot = item ? slot_of(item) : 0, person = somebody ? slot_of(somebody) : slot;
    if (slot <= 0 || person <= 0) return false;
    w->slot = (uint8_t)slot;
    w->slot_somebody = (uint8_t)person;
    while ((item = next_piece(&what, " ", c->a))) {
        const char *name = next_piece(&item, ":", c->a);
        const unsigned k = name ? case_of(name) : 0;
        const int s = slot_of(item + strspn(item, ":"));
        uint8_t *voice = !name || s <= 0             ? NULL
                         : strcmp(name, "pass") == 0 ? &w->slot_passive
                         : strcmp(name, "act") == 0  ? &w->slot_active
                                                     : NULL;
        if (voice) {
            *voice = (uint8_t)s;
            continue;
        }
        if (k < CASE_ACC || k > CASE_INS || s <= 0) return false;
        w->case_slot[k - CASE_ACC] = (uint8_t)s;
    }
    return true;
}

/* [prepositions], [support], [traits]: words and what they are. */
static dp_status property_words(event_compiler *c, const rule_line *l, dp_error *err) {
    static const struct {
        const char *name;
        uint32_t trait;
    } traits[] = {{"passive-aux", TRAIT_PASSIVE_AUX},
                  {"active-be", TRAIT_ACTIVE_BE},
                  {"transparent", TRAIT_TRANSPARENT},
                  {"retainer", TRAIT_RETAINER},
                  {"bears", TRAIT_BEARS},
                  {"losses", TRAIT_LOSSES},
                  {"subject-control", TRAIT_SUBJECT_CONTROL},
                  {"never-bare", TRAIT_NEVER_BARE},
                  {"needs-object", TRAIT_NEEDS_OBJECT},
                  {"partitive", TRAIT_PARTITIVE},
                  {"object-control", TRAIT_OBJECT_CONTROL},
                  {"thing-pronoun", TRAIT_THING_PRONOUN},
                  {"modal", TRAIT_MODAL},
                  {"others", TRAIT_OTHERS},
                  {"announces", TRAIT_ANNOUNCES},
                  {"concedes", TRAIT_CONCEDES},
                  {"tells", TRAIT_TELLS},
                  {"disputes", TRAIT_DISPUTES},
                  {"reflexive", TRAIT_REFLEXIVE},
                  {"relative", TRAIT_RELATIVE}};
    static const char *const kinds[] = {"actor", "recipient", "occur"};
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected words and what they are");
    const char *list = l->column[0], *what = l->column[1];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        event_word *w = event_word_of(c, event_key(c, word));
        if (!w) return error_nomem(err);
        bool known = false;
        if (strcmp(l->section, "prepositions") == 0 || strcmp(l->section, "preposition nouns") == 0) {
            known = preposition_slots(c, what, l->columns > 2 ? l->column[2] : NULL, w);
            if (l->section[11] == ' ') w->traits |= TRAIT_PREP_NOUN;
        } else if (strcmp(l->section, "support") == 0) {
            for (uint8_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
                if (strcmp(kinds[i], what) == 0) {
                    w->support |= (uint8_t)(1u << i);
                    known = true;
                }
        } else {
            for (size_t i = 0; i < sizeof traits / sizeof *traits; i++)
                if (strcmp(traits[i].name, what) == 0) w->traits |= traits[i].trait, known = true;
        }
        const bool governs = strcmp(l->section, "support") == 0 || strcmp(l->section, "traits") == 0;
        if (governs && (!vec_push(c->a, &c->verbs, word) || !event_note_spelling(c, word))) return error_nomem(err);
        if (!known) return rule_error(&c->file, l, err, "\"%s\" is nothing that [%s] knows", what, l->section);
    }
    return DP_OK;
}

/* "-é, -ée  -er" or "pris, prise  prendre"; in [verb forms] the same for forms that can be nothing else, in [tagged forms] for
 * those that are verbs only where the tagger says so. */
static dp_status participle(event_compiler *c, const rule_line *l, uint32_t trait, dp_error *err) {
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected forms and their verb");
    uint64_t verb = event_key(c, l->column[1]);
    const char *list = l->column[0];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        if (*word == '-') {
            event_suffix p = {word + 1, l->column[1] + (l->column[1][0] == '-'), trait};
            if (!vec_push(c->a, &c->suffixes, p)) return error_nomem(err);
            continue;
        }
        event_word *w = event_word_of(c, event_key(c, word));
        if (!w) return error_nomem(err);
        w->verb = verb;
        w->traits |= trait;
    }
    return DP_OK;
}

/* "sentence  sport  2  ASSAULT,COERCE". */
static dp_status guard(event_compiler *c, const rule_line *l, dp_error *err) {
    static const char *const kinds[] = {[GUARD_SENTENCE] = "sentence", [GUARD_OBJECT] = "object", [GUARD_SUBJECT] = "subject"};
    const int n = (int)(sizeof kinds / sizeof *kinds);
    int kind = -1;
    for (int i = 0; i < n; i++)
        if (l->columns == 4 && strcmp(kinds[i], l->column[0]) == 0) kind = i;
    if (kind < 0) return rule_error(&c->file, l, err, "expected sentence, object or subject, classes, how many, types");
    event_guard g = {.kind = (uint8_t)kind, .least = (uint8_t)atoi(l->column[2]), .rule = RULE_REF(c->file_number, l->line)};
    const char *list = l->column[1];
    for (const char *name; (name = next_piece(&list, ",", c->a));) {
        if (!ontology_mask(c->names, name, c->a, &g.classes))
            return rule_error(&c->file, l, err, "there is no class \"%s\"", name);
    }
    const char *types = l->column[3];
    for (const char *type; (type = next_piece(&types, ",", c->a));) {
        g.type = builder_string(c->b, type);
        if (!vec_push(c->a, &c->guards, g)) return error_nomem(err);
    }
    return DP_OK;
}

/* [parts]: words for a part of a town, and which part that is (enum place_part). */
static dp_status part_words(event_compiler *c, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected words and the part of a town that they name");
    uint32_t part = PART_OTHER;
    while (part > PART_WHOLE && strcmp(place_part_name(part), l->column[1]) != 0) part--;
    if (part == PART_WHOLE) return rule_error(&c->file, l, err, "\"%s\" is no part of a town", l->column[1]);
    const char *list = l->column[0];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        event_word *w = event_word_of(c, event_key(c, word));
        if (!w) return error_nomem(err);
        w->traits = (w->traits & ~(uint32_t)TRAIT_PART_MASK) | part << TRAIT_PART_SHIFT;
    }
    return DP_OK;
}

/* [noun forms]: "-е, -у, -ой  -а", endings that take the place of another, or "посла, послу  посол": for nouns whose lemma the
 * lemmatiser misses. */
static dp_status noun_endings(event_compiler *c, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected endings and the one of the lemma, or forms and the noun");
    const char *list = l->column[0], *noun = l->column[1];
    for (const char *ending; (ending = next_piece(&list, ",", c->a));) {
        if (*ending != '-') {
            event_word *w = event_word_of(c, event_key(c, noun)) ? event_word_of(c, event_key(c, ending)) : NULL;
            if (!w) return error_nomem(err);
            w->base = event_key(c, noun);
            continue;
        }
        const event_suffix p = {ending + 1, noun + (*noun == '-'), 0}; /* an empty column: written onto the noun */
        if (!vec_push(c->a, &c->endings, p)) return error_nomem(err);
    }
    return DP_OK;
}

/* [compounds]: "heads  Angriff, …" tell of their event also as the last part of a compound; "never  Umschlag, …" are no
 * compounds. */
static dp_status compound_words(event_compiler *c, const rule_line *l, dp_error *err) {
    const bool heads = strcmp(l->column[0], "heads") == 0;
    if (l->columns != 2 || (!heads && strcmp(l->column[0], "never") != 0))
        return rule_error(&c->file, l, err, "expected heads or never, and words");
    const char *list = l->column[1];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        event_word *w = event_word_of(c, event_key(c, word));
        if (!w) return error_nomem(err);
        if (heads) w->traits |= TRAIT_COMPOUND_HEAD;
    }
    c->compounds = true;
    return DP_OK;
}

static dp_status read_line(event_compiler *c, const rule_line *l, dp_error *err) {
    if (l->is_test) return DP_OK;
    if (strncmp(l->section, "class ", 6) == 0) return class_words(c, l, l->section + 6, err);
    if (strcmp(l->section, "participles") == 0) return participle(c, l, 0, err);
    if (strcmp(l->section, "verb forms") == 0) return participle(c, l, TRAIT_VERB_FORM, err);
    if (strcmp(l->section, "passive forms") == 0) return participle(c, l, TRAIT_PASSIVE_FORM, err);
    if (strcmp(l->section, "noun forms") == 0) return noun_endings(c, l, err);
    if (strcmp(l->section, "parts") == 0) return part_words(c, l, err);
    if (strcmp(l->section, "cases") == 0) return bare_case(c, l, err);
    if (strcmp(l->section, "tagged forms") == 0) return participle(c, l, TRAIT_IF_TAGGED, err);
    if (strcmp(l->section, "guards") == 0) return guard(c, l, err);
    if (strcmp(l->section, "compounds") == 0) return compound_words(c, l, err);
    if (strcmp(l->section, "spelling") == 0) {
        c->marks_may_miss = strcmp(l->column[0], "marks may be missing") == 0;
        return c->marks_may_miss ? DP_OK : rule_error(&c->file, l, err, "expected \"marks may be missing\"");
    }
    static const char *const properties[] = {"prepositions", "preposition nouns", "support", "traits"};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if (strcmp(properties[i], l->section) == 0) return property_words(c, l, err);
    return event_entry_line(c, l, err);
}

static int by_word(const void *pa, const void *pb) {
    const event_draft *a = pa, *b = pb;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    if (a->below != b->below) return a->below ? 1 : -1;
    if (a->specific != b->specific) return a->specific > b->specific ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* What each word of a class is as the last part of a compound, once the entries have their places. */
static dp_status add_last_parts(event_compiler *c, dp_error *err) {
    const uint32_t n = c->compounds ? c->words.n : 0;
    if (c->compounds && !event_word_of(c, EVENT_LAST_PART_SALT)) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        const event_word whole = c->words.at[i];
        const bool head = (whole.traits & TRAIT_COMPOUND_HEAD) != 0;
        if (!whole.classes && !head) continue;
        event_word *part = event_word_of(c, whole.key ^ EVENT_LAST_PART_SALT);
        if (!part) return error_nomem(err);
        part->classes = whole.classes;
        if (!head) continue;
        part->entry = whole.entry;
        part->entry_count = whole.entry_count;
        part->phrase_end = whole.phrase_end;
        part->single_first = whole.single_first;
    }
    return DP_OK;
}

static dp_status write_language(event_compiler *c, const char *lang, dp_error *err) {
    if (c->drafts.n) qsort(c->drafts.at, c->drafts.n, sizeof *c->drafts.at, by_word);
    event_entry *entries = arena_array(c->a, c->drafts.n, sizeof *entries);
    if (!entries) return error_nomem(err);
    for (uint32_t i = 0; i < c->drafts.n; i++) {
        entries[i] = c->drafts.at[i].e;
        event_word *w = event_word_of(c, c->drafts.at[i].key);
        const bool single = entries[i].word_count == 1;
        if (w->entry_count == UINT16_MAX) {
            error_set(err, DP_E_PACK, "lang/%s: a word begins too many phrases", lang);
            return DP_E_PACK;
        }
        if (w->entry_count == 0) w->entry = i;
        if (!single && w->single_first == w->entry_count) w->single_first++; /* none of one word so far */
        w->entry_count++;
        if (!single) w->phrase_end = w->entry_count;
    }
    dp_status status = event_add_spellings(c, err);
    if (status == DP_OK) status = add_last_parts(c, err);
    if (status != DP_OK) return status;
    uint32_t size = 1024;
    while (size < c->words.n * 3) size *= 2;
    event_word *table = arena_array(c->a, size, sizeof *table);
    if (!table) return error_nomem(err);
    for (uint32_t i = 0; i < c->words.n; i++) {
        uint32_t at = (uint32_t)(c->words.at[i].key >> 20) & (size - 1);
        while (table[at].key) at = (at + 1) & (size - 1);
        table[at] = c->words.at[i];
    }
    char name[64];
#define SECTION(what, at, n)                                                                                                     \
    (snprintf(name, sizeof name, "%s/events." what, lang), builder_section(c->b, name, at, (n) * sizeof *(at)))
    SECTION("words", table, size);
    SECTION("entries", entries, c->drafts.n);
    SECTION("tests", c->tests.at, c->tests.n);
    SECTION("links", c->links.at, c->links.n);
    SECTION("keys", c->keys.at, c->keys.n);
    SECTION("guards", c->guards.at, c->guards.n);
    SECTION("cases", c->cases, c->cases ? 1u : 0u);
#undef SECTION
    return DP_OK;
}

/* What the pack knows of a word, where the user's rules do not say otherwise. */
static bool take_word(event_compiler *c, const event_word *w) {
    event_word *own = event_word_of(c, w->key);
    if (!own) return false;
    own->classes |= w->classes;
    own->traits |= w->traits;
    own->support |= w->support;
    if (!own->verb) own->verb = w->verb;
    if (!own->base) own->base = w->base;
    if (own->slot) return true;
    own->slot = w->slot;
    own->slot_somebody = w->slot_somebody;
    own->slot_passive = w->slot_passive;
    own->slot_active = w->slot_active;
    memcpy(own->case_slot, w->case_slot, sizeof own->case_slot);
    return true;
}

/* The pack's lexicon behind the user's rules: its records move, and their indexes with them. */
static dp_status take_below(event_compiler *c, const event_lexicon *l, dp_error *err) {
    const uint32_t keys = c->keys.n, tests = c->tests.n, links = c->links.n;
    bool ok = true;
    if (!c->cases && l->cases) {
        if (!(c->cases = arena_array(c->a, 1, sizeof *c->cases))) return error_nomem(err);
        *c->cases = *l->cases;
    }
    for (uint32_t i = 0; ok && i <= l->word_mask; i++) ok = !l->words[i].key || take_word(c, &l->words[i]);
    for (uint32_t i = 0; ok && i < l->key_count; i++) ok = vec_push(c->a, &c->keys, l->keys[i]);
    for (uint32_t i = 0; ok && i < l->link_count; i++) ok = vec_push(c->a, &c->links, l->links[i]);
    for (uint32_t i = 0; ok && i < l->guard_count; i++) ok = vec_push(c->a, &c->guards, l->guards[i]);
    for (uint32_t i = 0; ok && i < l->test_count; i++) {
        event_test t = l->tests[i];
        t.keys += keys;
        ok = vec_push(c->a, &c->tests, t);
    }
    for (uint32_t i = 0; ok && i < l->entry_count; i++) {
        event_draft d = {.e = l->entries[i], .order = c->drafts.n, .below = true};
        d.e.words += keys;
        d.e.tests += tests;
        d.e.links += links;
        d.key = c->keys.at[d.e.words];
        d.specific = UINT32_MAX - i; /* their own order */
        ok = vec_push(c->a, &c->drafts, d);
    }
    return ok ? DP_OK : error_nomem(err);
}

/* `below`: the lexicon that the rules are laid over; NULL: none. */
static dp_status compile_language(event_compiler *c, const pack_sources *s, const char *lang, const event_lexicon *below,
                                  bool *found, dp_error *err) {
    for (size_t i = 0; i < sizeof file_names / sizeof *file_names; i++) {
        char path[256];
        snprintf(path, sizeof path, "lang/%s/%s", lang, file_names[i]);
        if (!rule_file_exists(s->root, path)) continue;
        dp_status status = rule_file_read(s->root, path, c->a, &c->file, err);
        if (status != DP_OK && (status = rule_heard(s, status, err)) != DP_OK) return status;
        c->file_number = builder_file(c->b, path);
        for (uint32_t k = 0; k < c->file.n; k++) {
            status = rule_heard(s, read_line(c, &c->file.lines[k], err), err);
            if (status != DP_OK) return status;
        }
        *found = true;
    }
    if (!*found) return DP_OK;
    dp_status status = event_add_forms(c, err);
    if (status == DP_OK && below) status = take_below(c, below, err);
    return status == DP_OK ? write_language(c, lang, err) : status;
}

dp_status compile_events(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    ontology names;
    dp_status status = ontology_read(s->root, a, &names, err);
    vec_of(uint32_t) langs = {0};
    for (const char *const *lang = s->langs; status == DP_OK && lang && *lang; lang++) {
        bool found = false;
        event_compiler c = {.b = b, .a = a, .names = &names, .fold = builder_fold(b)};
        status = compile_language(&c, s, *lang, NULL, &found, err);
        if (status == DP_OK && found && !vec_push(a, &langs, builder_string(b, *lang))) status = error_nomem(err);
    }
    if (status == DP_OK) builder_section(b, "events/langs", langs.at, langs.n * sizeof *langs.at);
    return status;
}

dp_status compile_events_over(pack_builder *b, const pack_sources *s, const ontology *names, const event_lexicon *below, arena *a,
                              dp_error *err) {
    bool found = false;
    event_compiler c = {.b = b, .a = a, .names = names, .fold = builder_fold(b)};
    return compile_language(&c, s, below->lang, below, &found, err);
}
