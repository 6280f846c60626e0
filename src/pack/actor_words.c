/* One language's actor words: demonyms.rules and actors.rules, together with the names of world/actors/ and of the countries
 * in that language, become one phrase table and its entries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/actor_sources.h"

typedef struct word_compiler {
    actor_sources *w;
    const char *lang;
    const actor_inflection *inflection;
    const rule_file *f;
    uint32_t file; /* number of f */
    phrase_builder *phrases, *links;
    vec_of(actor_entry) entries;
    vec_of(role_record) roles;
    vec_of(uint64_t) verbs;
    uint32_t link_bits[256]; /* values of `links` point here, so that a word of several lines gathers its bits */
    uint32_t link_count;
    actor_grammar grammar;
    bool joined[2]; /* "pro" and "anti" also as the beginning of a word */
    const char *prefixes[2];
    const char *name_genitive; /* written onto a name: "Syriens"; "" where no name inflects so */
} word_compiler;

static rule_ref ref_of(const word_compiler *k, const rule_line *l) {
    return RULE_REF(k->file, l->line);
}

/* Words that may mean one thing only within their section. */
static bool is_role(unsigned type) {
    return type == ENTRY_ROLE || type == ENTRY_OFFICE || type == ENTRY_PORTFOLIO || type == ENTRY_MODIFIER;
}

/* As phrase_add, with the words as the scan of the language sees them. */
static bool add_phrase(word_compiler *k, phrase_builder *to, const char *phrase, uint32_t value, uint32_t *existing) {
    enum { WORDS_MAX = 64 };
    uint64_t hashes[WORDS_MAX];
    char folded[ACTOR_WORD_BYTES];
    const fold_table *fold = builder_fold(k->w->b);
    const word *words;
    uint32_t n;
    if (!k->grammar.article[0]) return phrase_add(to, phrase, value, existing);
    if (text_words(fold, phrase, strlen(phrase), k->w->a, &words, &n) != DP_OK || n > WORDS_MAX) return false;
    for (uint32_t i = 0; i < n; i++) {
        const size_t bytes =
            actor_fold_word(fold, k->grammar.article, phrase + words[i].start, words[i].end - words[i].start, folded);
        hashes[i] = hash_bytes(folded, bytes, 0);
    }
    return phrase_add_key(to, hashes, n, value, existing);
}

static dp_status add_one_entry(word_compiler *k, const char *phrase, actor_entry e, dp_error *err) {
    uint32_t existing, index = k->entries.n;
    if (!add_phrase(k, k->phrases, phrase, index, &existing)) return error_set(err, DP_E_FORMAT, "no words in \"%.60s\"", phrase);
    if (existing != index) {
        uint32_t at = existing;
        for (;; at = k->entries.at[at].next - 1) {
            const actor_entry *o = &k->entries.at[at];
            if (o->type == e.type && o->target == e.target && o->flags <= e.flags) return DP_OK;
            if (o->type == e.type && o->flags == e.flags && is_role(e.type))
                return error_set(err, DP_E_FORMAT, "\"%.60s\" stands in line %u too", phrase, (unsigned)(o->rule & 0xFFFFF));
            if (!o->next) break;
        }
        k->entries.at[at].next = index + 1;
    }
    return vec_push(k->w->a, &k->entries, e) ? DP_OK : error_nomem(err);
}

/* Does a name take the ending that says whose something is ("Syriens")? Not an abbreviation, nor what ends so already. */
static bool takes_genitive(const word_compiler *k, const char *phrase, actor_entry e) {
    const size_t n = strlen(phrase), m = strlen(k->name_genitive);
    const bool name = e.type == ENTRY_NAME || e.type == ENTRY_COUNTRY || e.type == ENTRY_CAPITAL;
    return m > 0 && name && !(e.flags & ENTRY_CASE_CAPS) && n > m && strcmp(phrase + n - m, k->name_genitive) != 0;
}

static dp_status add_entry(word_compiler *k, const char *phrase, actor_entry e, dp_error *err) {
    char genitive[ACTOR_FORM_BYTES];
    dp_status status = add_one_entry(k, phrase, e, err);
    if (status != DP_OK || !takes_genitive(k, phrase, e)) return status;
    const int n = snprintf(genitive, sizeof genitive, "%s%s", phrase, k->name_genitive);
    return n > 0 && (size_t)n < sizeof genitive ? add_one_entry(k, genitive, e, err) : DP_OK;
}

/* All forms of a list's items as entries of one type. A mark at an item's end is its case. */
static dp_status add_forms(word_compiler *k, const rule_line *l, const char *list, actor_entry e, bool any_case, dp_error *err) {
    actor_list items = {.at = list};
    dp_status status = DP_OK;
    for (const char *item; status == DP_OK && (item = actor_list_next(&items, k->w->a, err));) {
        const char *forms[ACTOR_FORMS_MAX];
        uint32_t n = 0;
        char *copy = arena_copy(k->w->a, item, strlen(item));
        if (!copy) return error_nomem(err);
        uint16_t name_case = actor_name_case(builder_fold(k->w->b), copy);
        actor_entry o = e;
        o.flags |= any_case ? (uint16_t)(strchr(item, '!') ? ENTRY_CASE_CAPS : 0) : name_case;
        o.rule = ref_of(k, l);
        status = actor_inflect(k->inflection, copy, k->w->a, forms, &n, err);
        for (uint32_t i = 0; i < n && status == DP_OK; i++) status = add_entry(k, forms[i], o, err);
    }
    if (status != DP_OK && status != DP_E_NOMEM) error_at(err, k->f->path, l->line);
    return status;
}

/* ------------------------------------------------------------------------------------------------ demonyms */

/* "proaméricaines": the prefix and the demonym in one word. */
static dp_status add_joined(word_compiler *k, const char *form, actor_entry e, dp_error *err) {
    char joined[ACTOR_FORM_BYTES];
    dp_status status = DP_OK;
    for (int i = 0; i < 2 && status == DP_OK; i++) {
        if (!k->joined[i] || strchr(form, ' ') || strchr(form, '-')) continue;
        actor_entry o = e;
        o.type = i == 0 ? ENTRY_PRO : ENTRY_ANTI;
        o.target = e.target + 1;
        o.flags = 0;
        snprintf(joined, sizeof joined, "%s%s", k->prefixes[i], form);
        status = add_entry(k, joined, o, err);
    }
    return status;
}

static dp_status add_adjectives(word_compiler *k, const rule_line *l, const char *list, uint32_t polity, dp_error *err) {
    actor_list items = {.at = list};
    dp_status status = DP_OK;
    for (const char *item; status == DP_OK && (item = actor_list_next(&items, k->w->a, err));) {
        const char *forms[ACTOR_FORMS_MAX];
        uint32_t n = 0;
        char *copy = arena_copy(k->w->a, item, strlen(item));
        if (!copy) return error_nomem(err);
        uint16_t flags = actor_name_case(builder_fold(k->w->b), copy);
        status = actor_inflect(k->inflection, copy, k->w->a, forms, &n, err);
        for (uint32_t i = 0; i < n && status == DP_OK; i++) {
            actor_entry e = {.type = ENTRY_ADJECTIVE, .target = polity, .rule = ref_of(k, l), .flags = flags};
            if (i > 0 && !k->grammar.noun_capital) e.type = ENTRY_NOUN; /* "Syrians" */
            status = add_entry(k, forms[i], e, err);
            if (status == DP_OK) status = add_joined(k, forms[i], e, err);
        }
    }
    if (status != DP_OK && status != DP_E_NOMEM) error_at(err, k->f->path, l->line);
    return status;
}

static dp_status read_demonym(word_compiler *k, const rule_line *l, dp_error *err) {
    bool people = strcmp(l->section, "peoples") == 0;
    if (l->columns != (people ? 4u : 5u)) return rule_error(k->f, l, err, "expected %d columns", people ? 4 : 5);
    uint32_t polity = actor_polity_of(k->w, l->column[0]);
    if (polity == ACTOR_NONE) return rule_error(k->f, l, err, "expected a known country or people, found %s", l->column[0]);
    actor_entry e = {.target = polity};
    dp_status status = add_adjectives(k, l, l->column[1], polity, err);
    e.type = ENTRY_NOUN;
    if (status == DP_OK) status = add_forms(k, l, l->column[2], e, false, err);
    e.type = ENTRY_COUNTRY;
    if (status == DP_OK) status = add_forms(k, l, l->column[3], e, false, err);
    e.type = ENTRY_CAPITAL;
    if (status == DP_OK && !people) status = add_forms(k, l, l->column[4], e, false, err);
    return status;
}

/* ------------------------------------------------------------------------------------------------ roles */

static uint16_t role_flags(const char *s, bool *known) {
    static const struct {
        const char *name;
        uint16_t bit;
    } flags[] = {{"alone", ROLE_ALONE}, {"bound", 0},          {"weak", ROLE_WEAK},          {"body", ROLE_BODY},
                 {"rank", ROLE_RANK},   {"jihad", ROLE_JIHAD}, {"portfolio", ROLE_PORTFOLIO}};
    uint16_t bits = 0;
    *known = true;
    while (*s) {
        size_t n = strcspn(s, " "), i = 0;
        while (i < sizeof flags / sizeof *flags && !(strlen(flags[i].name) == n && memcmp(flags[i].name, s, n) == 0)) i++;
        if (i == sizeof flags / sizeof *flags)
            *known = false;
        else
            bits |= flags[i].bit;
        s += n + (s[n] == ' ');
    }
    return bits;
}

/* Sections whose lines are roles: sectors, [flags,] [name,] forms. */
static dp_status read_role(word_compiler *k, const rule_line *l, unsigned type, dp_error *err) {
    bool flagged = type == ENTRY_ROLE, named = type != ENTRY_ORGANISATION;
    uint32_t columns = 2u + flagged + named;
    if (l->columns != columns)
        return rule_error(k->f, l, err, "expected %u columns, found %u", (unsigned)columns, (unsigned)l->columns);
    role_record r = {.rule = ref_of(k, l)};
    bool known = true;
    if (flagged) r.flags = role_flags(l->column[1], &known);
    if (!known)
        return rule_error(k->f, l, err, "expected alone, bound, weak, body, rank, portfolio or jihad, found %s", l->column[1]);
    if (!actor_read_sectors(k->w, l->column[0], r.sectors))
        return rule_error(k->f, l, err, "expected known sectors, found %s", l->column[0]);
    const char *label = named ? l->column[1 + flagged] : "";
    r.label = *label ? builder_string(k->w->b, label) : 0;
    actor_entry e = {.type = (uint16_t)type, .target = k->roles.n};
    if (!vec_push(k->w->a, &k->roles, r)) return error_nomem(err);
    bool any_case = type != ENTRY_ORGANISATION && type != ENTRY_PORTFOLIO;
    return add_forms(k, l, l->column[columns - 1], e, any_case, err);
}

/* ------------------------------------------------------------------------------------------------ small words */

static dp_status add_link(word_compiler *k, const rule_line *l, const char *list, uint32_t bit, dp_error *err) {
    actor_list items = {.at = list};
    for (const char *item; (item = actor_list_next(&items, k->w->a, err));) {
        uint32_t index = k->link_count, existing;
        if (index == sizeof k->link_bits / sizeof *k->link_bits) return rule_error(k->f, l, err, "expected fewer linking words");
        if (!add_phrase(k, k->links, item, index, &existing)) return rule_error(k->f, l, err, "no words in \"%s\"", item);
        if (existing == index) k->link_count++;
        k->link_bits[existing] |= bit;
    }
    return DP_OK;
}

static dp_status read_link(word_compiler *k, const rule_line *l, dp_error *err) {
    static const struct {
        const char *name;
        uint32_t bit;
    } links[] = {{"of", LINK_OF},
                 {"in", LINK_IN},
                 {"the", LINK_THE},
                 {"and", LINK_AND},
                 {"possessive", LINK_POSSESSIVE},
                 {"locative", LINK_LOCATIVE},
                 {"particle", LINK_PARTICLE},
                 {"its", LINK_ITS},
                 {"for", LINK_FOR}};
    if (l->columns != 2) return rule_error(k->f, l, err, "expected a role and words");
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (strcmp(links[i].name, l->column[0]) == 0) return add_link(k, l, l->column[1], links[i].bit, err);
    return rule_error(k->f, l, err, "expected of, in, the, and, for, its, possessive, locative or particle, found %s",
                      l->column[0]);
}

static dp_status read_verbs(word_compiler *k, const rule_line *l, dp_error *err) {
    actor_list items = {.at = l->column[0]};
    for (const char *item; (item = actor_list_next(&items, k->w->a, err));) {
        uint64_t hash = fold_lower_hash(builder_fold(k->w->b), item, strlen(item));
        if (!vec_push(k->w->a, &k->verbs, hash)) return error_nomem(err);
    }
    return DP_OK;
}

static dp_status read_prefix(word_compiler *k, const rule_line *l, dp_error *err) {
    static const char *const names[] = {"pro", "anti", "ex"};
    static const uint16_t types[] = {ENTRY_PRO, ENTRY_ANTI, ENTRY_EX};
    if (l->columns != 3) return rule_error(k->f, l, err, "expected a sense, forms, and \"joined\" or -");
    for (int i = 0; i < 3; i++) {
        if (strcmp(names[i], l->column[0]) != 0) continue;
        return add_forms(k, l, l->column[1], (actor_entry){.type = types[i]}, true, err);
    }
    return rule_error(k->f, l, err, "expected pro, anti or ex");
}

static dp_status read_grammar(word_compiler *k, const rule_line *l, dp_error *err) {
    const char *key = l->column[0], *value = l->columns == 2 ? l->column[1] : "";
    if (strcmp(key, "demonym") == 0)
        k->grammar.demonym_after = strcmp(value, "after") == 0;
    else if (strcmp(key, "demonym-noun") == 0)
        k->grammar.noun_capital = strcmp(value, "capital") == 0;
    else if (strcmp(key, "compound") == 0)
        k->grammar.compound = strcmp(value, "yes") == 0      ? COMPOUND_YES
                              : strcmp(value, "hyphen") == 0 ? COMPOUND_HYPHEN
                                                             : COMPOUND_NO;
    else if (strcmp(key, "genitive") == 0)
        k->grammar.genitive = strcmp(value, "bare") == 0     ? GENITIVE_BARE
                              : strcmp(value, "beside") == 0 ? GENITIVE_BESIDE
                              : strcmp(value, "marked") == 0 ? GENITIVE_MARKED
                                                             : GENITIVE_LINKED;
    else if (strcmp(key, "name-genitive") == 0)
        k->name_genitive = value;
    else if (strcmp(key, "article") == 0 && strlen(value) < sizeof k->grammar.article)
        k->grammar
            .article[fold_name(builder_fold(k->w->b), value, strlen(value), k->grammar.article, sizeof k->grammar.article - 1)] =
            '\0';
    else
        return rule_error(k->f, l, err, "expected demonym, demonym-noun, compound, genitive, name-genitive or article, found %s",
                          key);
    return DP_OK;
}

/* Sections that are a key and forms, or forms only, with the types of their entries. */
static dp_status read_keyed(word_compiler *k, const rule_line *l, dp_error *err) {
    static const struct {
        const char *section, *key;
        uint16_t type;
        bool any_case;
    } kinds[] = {{"backing", "by", ENTRY_BACKED_BY, true},
                 {"backing", "before", ENTRY_BACKED, true},
                 {"titles", "person", ENTRY_TITLE, false},
                 {"anaphors", "group", ENTRY_GROUP, true},
                 {"anaphors", "plural", ENTRY_PLURAL, true},
                 {"anaphors", "singular", ENTRY_SINGULAR, true},
                 {"acts", NULL, ENTRY_ACT, true},
                 {"stop", NULL, ENTRY_STOP, true}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(l->section, kinds[i].section) != 0 || l->columns != (kinds[i].key ? 2u : 1u)) continue;
        if (kinds[i].key && strcmp(l->column[0], kinds[i].key) != 0) continue;
        return add_forms(k, l, l->column[l->columns - 1], (actor_entry){.type = kinds[i].type}, kinds[i].any_case, err);
    }
    return rule_error(k->f, l, err, "expected a known section and key, found [%s] %s", l->section, l->column[0]);
}

static dp_status read_line(word_compiler *k, const rule_line *l, dp_error *err) {
    static const struct {
        const char *section;
        unsigned type;
    } roles[] = {{"roles", ENTRY_ROLE},
                 {"offices", ENTRY_OFFICE},
                 {"portfolios", ENTRY_PORTFOLIO},
                 {"modifiers", ENTRY_MODIFIER},
                 {"organisations", ENTRY_ORGANISATION}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(l->section, roles[i].section) == 0) return read_role(k, l, roles[i].type, err);
    if (strcmp(l->section, "countries") == 0 || strcmp(l->section, "peoples") == 0) return read_demonym(k, l, err);
    if (strcmp(l->section, "links") == 0) return read_link(k, l, err);
    if (strcmp(l->section, "metonym-verbs") == 0) return read_verbs(k, l, err);
    if (strcmp(l->section, "metonym-before") == 0) return add_link(k, l, l->column[0], LINK_BEFORE, err);
    if (strcmp(l->section, "prefixes") == 0) return read_prefix(k, l, err);
    if (strcmp(l->section, "grammar") == 0 || strcmp(l->section, "inflection") == 0) return DP_OK;
    return read_keyed(k, l, err);
}

static dp_status read_lines(word_compiler *k, const rule_file *f, dp_error *err) {
    k->f = f;
    k->file = builder_file(k->w->b, f->path);
    dp_status status = DP_OK;
    for (uint32_t i = 0; status == DP_OK && i < f->n; i++)
        if (!f->lines[i].is_test) status = read_line(k, &f->lines[i], err);
    return status;
}

/* What the other lines depend on: order of words, inflection, prefixes that join. */
static dp_status read_foundations(word_compiler *k, const rule_file *f, dp_error *err) {
    k->f = f;
    dp_status status = actor_inflection_read(f, k->w->a, &k->inflection, err);
    for (uint32_t i = 0; status == DP_OK && i < f->n; i++) {
        const rule_line *l = &f->lines[i];
        if (l->is_test) continue;
        if (strcmp(l->section, "grammar") == 0) status = read_grammar(k, l, err);
        bool joins = strcmp(l->section, "prefixes") == 0 && l->columns == 3 && strcmp(l->column[2], "joined") == 0;
        int which = joins && strcmp(l->column[0], "pro") == 0 ? 0 : joins && strcmp(l->column[0], "anti") == 0 ? 1 : -1;
        if (which >= 0) k->joined[which] = true, k->prefixes[which] = l->column[1];
    }
    return status;
}

static dp_status add_world(word_compiler *k, dp_error *err) {
    const actor_sources *w = k->w;
    dp_status status = DP_OK;
    for (uint32_t i = 0; i < w->names.n && status == DP_OK; i++) {
        const actor_name *n = &w->names.at[i];
        if (n->lang[0] && strcmp(n->lang, k->lang) != 0) continue;
        const actor_entry e = {.type = ENTRY_NAME, .target = n->actor, .rule = n->rule, .flags = n->flags};
        const char *forms[ACTOR_FORMS_MAX];
        uint32_t count = 0;
        status = actor_inflect(k->inflection, n->name, w->a, forms, &count, err); /* a name's words may have stars too */
        for (uint32_t f = 0; f < count && status == DP_OK; f++) status = add_entry(k, forms[f], e, err);
    }
    for (uint32_t i = 0; i < w->countries.n && status == DP_OK; i++) {
        const polity_name *n = &w->countries.at[i];
        if (n->lang[0] && strcmp(n->lang, k->lang) != 0) continue;
        status = add_entry(k, n->name,
                           (actor_entry){.type = ENTRY_COUNTRY, .target = n->polity, .rule = n->rule, .flags = n->flags}, err);
    }
    actor_entry first_name = {.type = ENTRY_FIRST_NAME, .rule = w->first_names_rule, .flags = ENTRY_CASE_CAPITAL};
    for (uint32_t i = 0; i < w->first_names.n && status == DP_OK; i++)
        status = add_entry(k, w->first_names.at[i], first_name, err);
    return status;
}

static int by_hash(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void add_sections(word_compiler *k) {
    pack_builder *b = k->w->b;
    char name[32];
    if (k->verbs.n) qsort(k->verbs.at, k->verbs.n, sizeof *k->verbs.at, by_hash);
#define SECTION(suffix) (snprintf(name, sizeof name, "%s/actor-" suffix, k->lang), name)
    builder_phrases(b, SECTION("phrases"), k->phrases);
    builder_phrases(b, SECTION("links"), k->links);
    builder_section(b, SECTION("link-bits"), k->link_bits, k->link_count * sizeof *k->link_bits);
    builder_section(b, SECTION("entries"), k->entries.at, k->entries.n * sizeof *k->entries.at);
    builder_section(b, SECTION("roles"), k->roles.at, k->roles.n * sizeof *k->roles.at);
    builder_section(b, SECTION("verbs"), k->verbs.at, k->verbs.n * sizeof *k->verbs.at);
    builder_section(b, SECTION("grammar"), &k->grammar, sizeof k->grammar);
#undef SECTION
}

static dp_status compile(word_compiler *k, const char *words, const char *demonyms, dp_error *err) {
    const char *root = k->w->s->root;
    rule_file actors, nations;
    dp_status status = rule_file_read(root, words, k->w->a, &actors, err);
    if (status == DP_OK) status = read_foundations(k, &actors, err);
    if (status == DP_OK) status = read_lines(k, &actors, err);
    if (status == DP_OK && rule_file_exists(root, demonyms)) {
        status = rule_file_read(root, demonyms, k->w->a, &nations, err);
        if (status == DP_OK) status = read_lines(k, &nations, err);
    }
    if (status == DP_OK) status = add_world(k, err);
    if (status == DP_OK) add_sections(k);
    return status;
}

dp_status actor_language_compile(actor_sources *w, const char *lang, dp_error *err) {
    char words[64], demonyms[64];
    word_compiler *k = arena_alloc(w->a, sizeof *k);
    if (!k) return error_nomem(err);
    snprintf(words, sizeof words, "lang/%s/actors.rules", lang);
    snprintf(demonyms, sizeof demonyms, "lang/%s/demonyms.rules", lang);
    if (strlen(lang) > 3 || !rule_file_exists(w->s->root, words)) return DP_OK;
    *k = (word_compiler){.w = w, .lang = lang, .name_genitive = ""};
    dp_status status = phrase_builder_new(builder_fold(w->b), &k->phrases, err);
    if (status == DP_OK) status = phrase_builder_new(builder_fold(w->b), &k->links, err);
    if (status == DP_OK) status = compile(k, words, demonyms, err);
    phrase_builder_free(k->phrases);
    phrase_builder_free(k->links);
    return status;
}
