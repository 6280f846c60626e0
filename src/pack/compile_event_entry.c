/* One entry of lang/<l>/events-*.rules: its phrases, its tests and the roles that it fills. */
#include <string.h>

#include "pack/compile_events.h"

/* Right of '=': classes and lists of words, "town,front" or "leader,/envoy/attaché/". */
static dp_status test_values(event_compiler *c, const rule_line *l, const char *values, event_test *t, dp_error *err) {
    t->keys = c->keys.n;
    for (const char *item; (item = next_piece(&values, ",", c->a));) {
        if (*item == '/') {
            for (const char *word; (word = next_piece(&item, "/", c->a)); t->key_count++)
                if (!vec_push(c->a, &c->keys, event_key(c, word)) || !event_note_spelling(c, word)) return error_nomem(err);
        } else if (!ontology_mask(c->names, item, c->a, &t->classes)) {
            return rule_error(&c->file, l, err, "there is no class \"%s\"", item);
        }
    }
    return DP_OK;
}

static dp_status one_test(event_compiler *c, const rule_line *l, const char *item, event_entry *e, dp_error *err) {
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
        t.prep = event_key(c, values);
    } else {
        if (!t.kind && !ontology_slot(name, c->fold, &t.slot, &t.prep))
            return rule_error(&c->file, l, err, "there is no test \"%s\"", item);
        dp_status s = test_values(c, l, values, &t, err);
        if (s != DP_OK) return s;
    }
    e->test_count++;
    return vec_push(c->a, &c->tests, t) ? DP_OK : error_nomem(err);
}

static dp_status entry_tests(event_compiler *c, const rule_line *l, const char *text, event_entry *e, dp_error *err) {
    e->tests = c->tests.n;
    for (const char *item; (item = next_piece(&text, " ", c->a));) {
        dp_status s = one_test(c, l, item, e, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* One phrase of an entry's line: its words' keys, and the entry under the first of them. */
static dp_status entry_phrase(event_compiler *c, const rule_line *l, const char *phrase, event_entry e, dp_error *err) {
    const char *rest = phrase, *first = NULL;
    event_draft d = {.e = e, .order = c->drafts.n};
    d.e.words = c->keys.n;
    for (const char *word; (word = next_piece(&rest, " ", c->a)); d.e.word_count++) {
        if (d.e.word_count == 6) return rule_error(&c->file, l, err, "expected at most 6 words");
        if (!first) first = word;
        if (!vec_push(c->a, &c->keys, event_key(c, word)) || !event_note_spelling(c, word)) return error_nomem(err);
        if (e.upos == UPOS_NOUN && !vec_push(c->a, &c->nouns, word)) return error_nomem(err);
    }
    if (!first) return rule_error(&c->file, l, err, "expected a word");
    d.key = c->keys.at[d.e.words];
    if (d.e.word_count > 1) d.e.second = (uint16_t)c->keys.at[d.e.words + 1];
    uint32_t positive = 0;
    for (uint32_t i = 0; i < e.test_count; i++) positive += !(c->tests.at[e.tests + i].flags & TEST_NEGATED);
    d.specific = d.e.word_count * 16u + (positive < 15 ? positive : 15);
    if (!event_word_of(c, d.key) || !vec_push(c->a, &c->drafts, d)) return error_nomem(err);
    if (e.upos == UPOS_VERB && !vec_push(c->a, &c->verbs, first)) return error_nomem(err);
    return DP_OK;
}

/* phrases  POS  frame  tests  roles */
dp_status event_entry_line(event_compiler *c, const rule_line *l, dp_error *err) {
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
