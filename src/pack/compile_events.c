/* lang/<l>/events-*.rules: words, classes, entries. Layout: claim/lexicon.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/ontology.h"

typedef struct draft { /* an entry before it is sorted in */
    event_entry e;
    uint64_t key; /* its first word */
    uint32_t order, specific;
    bool below; /* of the pack that a user's rules are laid over: it comes after theirs */
} draft;

typedef struct suffix_pair {
    const char *form, *verb;
    uint32_t trait;
} suffix_pair;

typedef struct spelling { /* a word as the rules have it, and without its marks */
    uint64_t key, bare;
} spelling;

typedef struct compiler {
    pack_builder *b;
    arena *a;
    const ontology *names;
    const fold_table *fold;
    vec_of(event_word) words;
    vec_of(draft) drafts;
    vec_of(event_test) tests;
    link_list links;
    vec_of(uint64_t) keys;
    vec_of(event_guard) guards;
    case_table *cases; /* NULL: none */
    vec_of(suffix_pair) suffixes;
    vec_of(suffix_pair) endings; /* of nouns */
    vec_of(const char *) verbs;  /* first words of the entries of verbs, and the words of [support] and [traits] */
    vec_of(const char *) nouns;  /* words of classes and of entries of nouns */
    vec_of(spelling) spellings;  /* of the words that are also met without marks */
    bool marks_may_miss;         /* [spelling] says so */
    bool compounds;              /* nouns are read by their last part */
    uint32_t *index;             /* [index_mask + 1] words by key, 0 is free */
    uint32_t index_mask;
    rule_file file;
    uint32_t file_number;
} compiler;

static const char *const file_names[] = {
    "events-words.rules",    "events-control.rules",   "events-violence.rules", "events-casualties.rules",
    "events-coercion.rules", "events-diplomacy.rules", "events.rules"};

static uint64_t key_of(const compiler *c, const char *word) {
    uint64_t h = fold_lower_hash(c->fold, word, strlen(word));
    return h ? h : 1;
}

static bool index_grow(compiler *c) {
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
static event_word *word_of(compiler *c, uint64_t key) {
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
static bool note_spelling(compiler *c, const char *word) {
    const size_t n = strlen(word);
    const spelling x = {key_of(c, word), fold_name_hash(c->fold, word, n)};
    return !c->marks_may_miss || n < 5 || x.key == x.bare || vec_push(c->a, &c->spellings, x);
}

static dp_status class_words(compiler *c, const rule_line *l, const char *class_name, dp_error *err) {
    int k = ontology_class(c->names, class_name);
    if (k < 0) return rule_error(&c->file, l, err, "there is no class \"%s\" in world/ontology/frames.rules", class_name);
    for (uint32_t i = 0; i < l->columns; i++) {
        const char *list = l->column[i];
        for (const char *word; (word = next_piece(&list, ",", c->a));) {
            event_word *w = word_of(c, key_of(c, word));
            if (!w || !vec_push(c->a, &c->nouns, word) || !note_spelling(c, word)) return error_nomem(err);
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
static dp_status bare_case(compiler *c, const rule_line *l, dp_error *err) {
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
static bool preposition_slots(compiler *c, const char *what, const char *somebody, event_word *w) {
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
static dp_status property_words(compiler *c, const rule_line *l, dp_error *err) {
    static const struct {
        const char *name;
        uint32_t trait;
    } traits[] = {{"passive-aux", TRAIT_PASSIVE_AUX},
                  {"active-be", TRAIT_ACTIVE_BE},
                  {"transparent", TRAIT_TRANSPARENT},
                  {"retainer", TRAIT_RETAINER},
                  {"subject-control", TRAIT_SUBJECT_CONTROL},
                  {"never-bare", TRAIT_NEVER_BARE},
                  {"partitive", TRAIT_PARTITIVE},
                  {"object-control", TRAIT_OBJECT_CONTROL},
                  {"thing-pronoun", TRAIT_THING_PRONOUN},
                  {"modal", TRAIT_MODAL},
                  {"others", TRAIT_OTHERS},
                  {"announces", TRAIT_ANNOUNCES},
                  {"concedes", TRAIT_CONCEDES},
                  {"tells", TRAIT_TELLS},
                  {"reflexive", TRAIT_REFLEXIVE},
                  {"relative", TRAIT_RELATIVE}};
    static const char *const kinds[] = {"actor", "recipient", "occur"};
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected words and what they are");
    const char *list = l->column[0], *what = l->column[1];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        event_word *w = word_of(c, key_of(c, word));
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
        if (governs && (!vec_push(c->a, &c->verbs, word) || !note_spelling(c, word))) return error_nomem(err);
        if (!known) return rule_error(&c->file, l, err, "\"%s\" is nothing that [%s] knows", what, l->section);
    }
    return DP_OK;
}

/* "-é, -ée  -er" or "pris, prise  prendre"; in [verb forms] the same for forms that can be nothing else, in [tagged forms] for
 * those that are verbs only where the tagger says so. */
static dp_status participle(compiler *c, const rule_line *l, uint32_t trait, dp_error *err) {
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected forms and their verb");
    uint64_t verb = key_of(c, l->column[1]);
    const char *list = l->column[0];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        if (*word == '-') {
            suffix_pair p = {word + 1, l->column[1] + (l->column[1][0] == '-'), trait};
            if (!vec_push(c->a, &c->suffixes, p)) return error_nomem(err);
            continue;
        }
        event_word *w = word_of(c, key_of(c, word));
        if (!w) return error_nomem(err);
        w->verb = verb;
        w->traits |= trait;
    }
    return DP_OK;
}

/* "sentence  sport  2  ASSAULT,COERCE". */
static dp_status guard(compiler *c, const rule_line *l, dp_error *err) {
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

/* Right of '=': classes and lists of words, "town,front" or "leader,/envoy/attaché/". */
static dp_status test_values(compiler *c, const rule_line *l, const char *values, event_test *t, dp_error *err) {
    t->keys = c->keys.n;
    for (const char *item; (item = next_piece(&values, ",", c->a));) {
        if (*item == '/') {
            for (const char *word; (word = next_piece(&item, "/", c->a)); t->key_count++)
                if (!vec_push(c->a, &c->keys, key_of(c, word)) || !note_spelling(c, word)) return error_nomem(err);
        } else if (!ontology_mask(c->names, item, c->a, &t->classes)) {
            return rule_error(&c->file, l, err, "there is no class \"%s\"", item);
        }
    }
    return DP_OK;
}

static dp_status one_test(compiler *c, const rule_line *l, const char *item, event_entry *e, dp_error *err) {
    event_test t = {0};
    if (strcmp(item, "gen=subj") == 0) return e->flags |= ENTRY_GEN_SUBJ, DP_OK;
    if (strcmp(item, "gen=obj") == 0) return e->flags |= ENTRY_GEN_OBJ, DP_OK;
    if (*item == '!') t.flags |= TEST_NEGATED, item++;
    const char *equals = strchr(item, '=');
    const char *values = equals ? equals + 1 : "";
    if (equals && equals > item && equals[-1] == '!') t.flags |= TEST_NEGATED;
    if (*values == '=') {
        t.flags |= TEST_STRICT;
        values++;
    }
    if (*values == '=') {
        t.flags |= TEST_STRICT;
        values++;
    }
    const char *rest = item, *name = next_piece(&rest, "!=", c->a);
    if (!name) return rule_error(&c->file, l, err, "expected a test");
    static const struct {
        const char *name;
        uint8_t kind;
    } kinds[] = {{"refl", TEST_REFLEXIVE},    {"pass", TEST_PASSIVE},        {"sentence", TEST_SENTENCE},
                 {"plural", TEST_PLURAL},     {"supported", TEST_SUPPORTED}, {"infinitive", TEST_INFINITIVE},
                 {"number", TEST_NUMBER},     {"definite", TEST_DEFINITE},   {"main", TEST_MAIN},
                 {"relative", TEST_RELATIVE}, {"present", TEST_PRESENT}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) t.kind = kinds[i].kind;
    if (strcmp(name, "case") == 0) {
        t.kind = TEST_CASE;
        t.prep = key_of(c, values);
    } else {
        if (!t.kind && !ontology_slot(name, c->fold, &t.slot, &t.prep))
            return rule_error(&c->file, l, err, "there is no test \"%s\"", item);
        dp_status s = test_values(c, l, values, &t, err);
        if (s != DP_OK) return s;
    }
    e->test_count++;
    return vec_push(c->a, &c->tests, t) ? DP_OK : error_nomem(err);
}

static dp_status entry_tests(compiler *c, const rule_line *l, const char *text, event_entry *e, dp_error *err) {
    e->tests = c->tests.n;
    for (const char *item; (item = next_piece(&text, " ", c->a));) {
        dp_status s = one_test(c, l, item, e, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* One phrase of an entry's line: its words' keys, and the entry under the first of them. */
static dp_status entry_phrase(compiler *c, const rule_line *l, const char *phrase, event_entry e, dp_error *err) {
    const char *rest = phrase, *first = NULL;
    draft d = {.e = e, .order = c->drafts.n};
    d.e.words = c->keys.n;
    for (const char *word; (word = next_piece(&rest, " ", c->a)); d.e.word_count++) {
        if (d.e.word_count == 6) return rule_error(&c->file, l, err, "expected at most 6 words");
        if (!first) first = word;
        if (!vec_push(c->a, &c->keys, key_of(c, word)) || !note_spelling(c, word)) return error_nomem(err);
        if (e.upos == UPOS_NOUN && !vec_push(c->a, &c->nouns, word)) return error_nomem(err);
    }
    if (!first) return rule_error(&c->file, l, err, "expected a word");
    d.key = c->keys.at[d.e.words];
    if (d.e.word_count > 1) d.e.second = (uint16_t)c->keys.at[d.e.words + 1];
    uint32_t positive = 0;
    for (uint32_t i = 0; i < e.test_count; i++) positive += !(c->tests.at[e.tests + i].flags & TEST_NEGATED);
    d.specific = d.e.word_count * 16u + (positive < 15 ? positive : 15);
    if (!word_of(c, d.key) || !vec_push(c->a, &c->drafts, d)) return error_nomem(err);
    if (e.upos == UPOS_VERB && !vec_push(c->a, &c->verbs, first)) return error_nomem(err);
    return DP_OK;
}

/* phrases  POS  frame  tests  roles */
static dp_status entry_line(compiler *c, const rule_line *l, dp_error *err) {
    enum { PHRASES, POS, FRAME, TESTS, ROLES };
    if (l->columns < 3 || l->columns > 5)
        return rule_error(&c->file, l, err, "expected words, part of speech, frame, tests, roles");
    int frame = *l->column[FRAME] ? ontology_frame(c->names, l->column[FRAME]) : 0;
    if (frame < 0) return rule_error(&c->file, l, err, "there is no frame \"%s\"", l->column[FRAME]);
    event_entry e = {.frame = (uint16_t)frame, .rule = RULE_REF(c->file_number, l->line)};
    dp_status s = DP_OK;
    if (l->columns > TESTS) s = entry_tests(c, l, l->column[TESTS], &e, err);
    if (s != DP_OK) return s;
    e.links = c->links.n;
    if (l->columns > ROLES) s = ontology_links(&c->file, l, l->column[ROLES], c->fold, c->a, &c->links, err);
    e.link_count = (uint8_t)(c->links.n - e.links);
    const char *pos_list = l->column[POS];
    for (const char *pos; s == DP_OK && (pos = next_piece(&pos_list, ",", c->a));) {
        int upos = upos_of(pos);
        if (upos < 0) return rule_error(&c->file, l, err, "there is no part of speech \"%s\"", pos);
        e.upos = (uint8_t)upos;
        const char *phrases = l->column[PHRASES];
        for (const char *phrase; s == DP_OK && (phrase = next_piece(&phrases, ",", c->a));)
            s = entry_phrase(c, l, phrase, e, err);
    }
    return s;
}

/* [parts]: words for a part of a town, and which part that is (enum place_part). */
static dp_status part_words(compiler *c, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected words and the part of a town that they name");
    uint32_t part = PART_OTHER;
    while (part > PART_WHOLE && strcmp(place_part_name(part), l->column[1]) != 0) part--;
    if (part == PART_WHOLE) return rule_error(&c->file, l, err, "\"%s\" is no part of a town", l->column[1]);
    const char *list = l->column[0];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        event_word *w = word_of(c, key_of(c, word));
        if (!w) return error_nomem(err);
        w->traits = (w->traits & ~(uint32_t)TRAIT_PART_MASK) | part << TRAIT_PART_SHIFT;
    }
    return DP_OK;
}

/* [noun forms]: "-е, -у, -ой  -а", endings that take the place of another, or "посла, послу  посол": for nouns whose lemma the
 * lemmatiser misses. */
static dp_status noun_endings(compiler *c, const rule_line *l, dp_error *err) {
    if (l->columns < 2) return rule_error(&c->file, l, err, "expected endings and the one of the lemma, or forms and the noun");
    const char *list = l->column[0], *noun = l->column[1];
    for (const char *ending; (ending = next_piece(&list, ",", c->a));) {
        if (*ending != '-') {
            event_word *w = word_of(c, key_of(c, noun)) ? word_of(c, key_of(c, ending)) : NULL;
            if (!w) return error_nomem(err);
            w->base = key_of(c, noun);
            continue;
        }
        const suffix_pair p = {ending + 1, noun + (*noun == '-'), 0}; /* an empty column: written onto the noun */
        if (!vec_push(c->a, &c->endings, p)) return error_nomem(err);
    }
    return DP_OK;
}

/* [compounds]: "heads  Angriff, …" tell of their event also as the last part of a compound; "never  Umschlag, …" are no
 * compounds. */
static dp_status compound_words(compiler *c, const rule_line *l, dp_error *err) {
    const bool heads = strcmp(l->column[0], "heads") == 0;
    if (l->columns != 2 || (!heads && strcmp(l->column[0], "never") != 0))
        return rule_error(&c->file, l, err, "expected heads or never, and words");
    const char *list = l->column[1];
    for (const char *word; (word = next_piece(&list, ",", c->a));) {
        event_word *w = word_of(c, key_of(c, word));
        if (!w) return error_nomem(err);
        if (heads) w->traits |= TRAIT_COMPOUND_HEAD;
    }
    c->compounds = true;
    return DP_OK;
}

static dp_status read_line(compiler *c, const rule_line *l, dp_error *err) {
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
    return entry_line(c, l, err);
}

static dp_status add_noun_form(compiler *c, const char *noun, const suffix_pair *p, dp_error *err) {
    const size_t n = strlen(noun), m = strlen(p->verb);
    char form[128];
    if (n <= m + 2 || strcmp(noun + n - m, p->verb) != 0) return DP_OK;
    if ((size_t)snprintf(form, sizeof form, "%.*s%s", (int)(n - m), noun, p->form) >= sizeof form) return DP_OK;
    if (!word_of(c, key_of(c, noun))) return error_nomem(err);
    event_word *w = word_of(c, key_of(c, form));
    if (!w) return error_nomem(err);
    if (!w->classes && !w->verb && !w->slot && !w->support && !w->traits && !w->base) w->base = key_of(c, noun);
    return DP_OK;
}

static dp_status add_noun_forms(compiler *c, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; i < c->nouns.n; i++)
        for (uint32_t k = 0; k < c->endings.n && s == DP_OK; k++) s = add_noun_form(c, c->nouns.at[i], &c->endings.at[k], err);
    return s;
}

/* One form of a verb: it lends what the verb lends ("sostuvieron" what "sostener" does). */
static dp_status add_form(compiler *c, const char *form, const char *verb, uint32_t trait, dp_error *err) {
    const uint16_t lent = TRAIT_MODAL | TRAIT_OBJECT_CONTROL | TRAIT_SUBJECT_CONTROL;
    if (!word_of(c, key_of(c, form)) || !word_of(c, key_of(c, verb))) return error_nomem(err);
    event_word *w = word_of(c, key_of(c, form));
    const event_word *lemma = word_of(c, key_of(c, verb));
    if (w == lemma || (w->verb && w->verb != lemma->key)) return DP_OK;
    if (trait == TRAIT_IF_TAGGED && w->verb) return DP_OK; /* a participle, or no other word, says more */
    w->verb = lemma->key;
    w->traits |= trait | (lemma->traits & lent);
    w->support |= lemma->support;
    return DP_OK;
}

/* Regular forms of the verbs of the lexicon, by the language's endings: "libérée" is one of "libérer". */
static dp_status add_forms(compiler *c, dp_error *err) {
    for (uint32_t i = 0; i < c->verbs.n; i++) {
        for (uint32_t k = 0; k < c->suffixes.n; k++) {
            const char *verb = c->verbs.at[i], *end = c->suffixes.at[k].verb;
            size_t n = strlen(verb), m = strlen(end);
            char form[128];
            if (n < m || strcmp(verb + n - m, end) != 0) continue;
            if ((size_t)snprintf(form, sizeof form, "%.*s%s", (int)(n - m), verb, c->suffixes.at[k].form) >= sizeof form)
                continue;
            dp_status status = add_form(c, form, verb, c->suffixes.at[k].trait, err);
            if (status != DP_OK) return status;
        }
    }
    return DP_OK;
}

/* A word that is only a spelling of another stands for it. */
static dp_status add_spellings(compiler *c, dp_error *err) {
    for (uint32_t i = 0; i < c->spellings.n; i++) {
        const spelling *x = &c->spellings.at[i];
        if (!word_of(c, x->key)) return error_nomem(err);
        const uint32_t known = c->words.n;
        event_word *bare = word_of(c, x->bare);
        if (!bare) return error_nomem(err);
        if (c->words.n == known) continue; /* a word of its own: "paro" is no spelling of "paró" */
        bare->base = x->key;
        bare->traits |= TRAIT_UNMARKED;
    }
    return DP_OK;
}

static int by_word(const void *pa, const void *pb) {
    const draft *a = pa, *b = pb;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    if (a->below != b->below) return a->below ? 1 : -1;
    if (a->specific != b->specific) return a->specific > b->specific ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* What each word of a class is as the last part of a compound, once the entries have their places. */
static dp_status add_last_parts(compiler *c, dp_error *err) {
    const uint32_t n = c->compounds ? c->words.n : 0;
    if (c->compounds && !word_of(c, EVENT_LAST_PART_SALT)) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        const event_word whole = c->words.at[i];
        const bool head = (whole.traits & TRAIT_COMPOUND_HEAD) != 0;
        if (!whole.classes && !head) continue;
        event_word *part = word_of(c, whole.key ^ EVENT_LAST_PART_SALT);
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

static dp_status write_language(compiler *c, const char *lang, dp_error *err) {
    if (c->drafts.n) qsort(c->drafts.at, c->drafts.n, sizeof *c->drafts.at, by_word);
    event_entry *entries = arena_array(c->a, c->drafts.n, sizeof *entries);
    if (!entries) return error_nomem(err);
    for (uint32_t i = 0; i < c->drafts.n; i++) {
        entries[i] = c->drafts.at[i].e;
        event_word *w = word_of(c, c->drafts.at[i].key);
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
    dp_status status = add_spellings(c, err);
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
static bool take_word(compiler *c, const event_word *w) {
    event_word *own = word_of(c, w->key);
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
static dp_status take_below(compiler *c, const event_lexicon *l, dp_error *err) {
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
        draft d = {.e = l->entries[i], .order = c->drafts.n, .below = true};
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
static dp_status compile_language(compiler *c, const pack_sources *s, const char *lang, const event_lexicon *below, bool *found,
                                  dp_error *err) {
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
    dp_status status = add_forms(c, err);
    if (status == DP_OK) status = add_noun_forms(c, err);
    if (status == DP_OK && below) status = take_below(c, below, err);
    return status == DP_OK ? write_language(c, lang, err) : status;
}

dp_status compile_events(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    ontology names;
    dp_status status = ontology_read(s->root, a, &names, err);
    vec_of(uint32_t) langs = {0};
    for (const char *const *lang = s->langs; status == DP_OK && lang && *lang; lang++) {
        bool found = false;
        compiler c = {.b = b, .a = a, .names = &names, .fold = builder_fold(b)};
        status = compile_language(&c, s, *lang, NULL, &found, err);
        if (status == DP_OK && found && !vec_push(a, &langs, builder_string(b, *lang))) status = error_nomem(err);
    }
    if (status == DP_OK) builder_section(b, "events/langs", langs.at, langs.n * sizeof *langs.at);
    return status;
}

dp_status compile_events_over(pack_builder *b, const pack_sources *s, const ontology *names, const event_lexicon *below, arena *a,
                              dp_error *err) {
    bool found = false;
    compiler c = {.b = b, .a = a, .names = names, .fold = builder_fold(b)};
    return compile_language(&c, s, below->lang, below, &found, err);
}
