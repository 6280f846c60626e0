/* Opening the event lexicon: the sections' sizes and every index inside them are checked once, so that the search may
 * rely on them. */
#include "claim/lexicon.h"

#include "claim/cues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/error.h"
#include "mention/actor_rules.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

#define S(name, text) text,
static const char *const slot_names[] = {SLOT_LIST(S)};
#undef S
#define C(name, text) text,
static const char *const class_names[] = {CLASS_LIST(C)};
#undef C
static const char *const role_names[] = {"actor", "recipient", "place", "holder", "from", "who"};

const char *slot_name(unsigned slot) {
    return slot < SLOT_COUNT ? slot_names[slot] : "none";
}

static int index_of(const char *const *names, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) return (int)i;
    return -1;
}

int slot_of(const char *name) {
    return index_of(slot_names, COUNT(slot_names), name);
}
int claim_role_of(const char *name) {
    return index_of(role_names, COUNT(role_names), name);
}
const char *class_builtin_name(unsigned c) {
    return c < CLASS_BUILTIN_COUNT ? class_names[c] : "";
}

static const label_record *label_of(const pack *p, const char *table, const char *code) {
    const void *items = NULL;
    size_t size = 0;
    if (!code || !pack_section(p, table, &items, &size)) return NULL;
    const label_record *labels = items;
    for (size_t i = 0; i < size / sizeof *labels; i++)
        if (strcmp(pack_string(p, labels[i].code), code) == 0) return &labels[i];
    return NULL;
}

const char *ontology_label(const pack *p, const char *table, const char *code) {
    const label_record *found = label_of(p, table, code);
    return found ? pack_string(p, found->label) : "";
}

const char *ontology_extra(const pack *p, const char *table, const char *code) {
    const label_record *found = label_of(p, table, code);
    return found ? pack_string(p, found->extra) : "";
}

static dp_status broken(dp_error *err, const char *what) {
    error_set(err, DP_E_PACK, "the event lexicon is damaged: %s", what);
    error_remedy(err, "compile the pack again (make pack)");
    return DP_E_PACK;
}

static dp_status table_of(const pack *p, const char *lang, const char *name, size_t item, const void **items, uint32_t *n,
                          dp_error *err) {
    char section[64];
    snprintf(section, sizeof section, "%s/%s", lang, name);
    size_t count = 0;
    dp_status status = pack_table(p, section, item, items, &count, err);
    *n = (uint32_t)count;
    return status;
}

static bool range_fits(uint32_t first, uint32_t n, uint32_t all) {
    return first <= all && n <= all - first;
}

static bool links_fit(const link_record *l, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (l[i].role >= ROLE_COUNT || l[i].slot >= SLOT_COUNT) return false;
    return true;
}

static bool cases_fit(const case_table *c) {
    for (unsigned g = 0; g < GOVERNOR_COUNT; g++)
        for (unsigned k = 0; k < CASES_MAX; k++)
            if (c->slot[g][k] >= SLOT_COUNT || c->means[g][k] >= SLOT_COUNT) return false;
    return true;
}

static bool lexicon_fits(const event_lexicon *l, uint32_t frames) {
    bool empty_slot = false;
    for (uint32_t i = 0; i <= l->word_mask; i++) {
        const event_word *w = &l->words[i];
        empty_slot |= w->key == 0;
        if (!range_fits(w->entry, w->entry_count, l->entry_count) || w->slot >= SLOT_COUNT) return false;
        if (w->phrase_end > w->entry_count || w->single_first > w->entry_count) return false;
        if (w->slot_somebody >= SLOT_COUNT || w->slot_passive >= SLOT_COUNT || w->slot_active >= SLOT_COUNT) return false;
        for (size_t k = 0; k < COUNT(w->case_slot); k++)
            if (w->case_slot[k] >= SLOT_COUNT) return false;
    }
    for (uint32_t i = 0; i < l->entry_count; i++) {
        const event_entry *e = &l->entries[i];
        if (!e->word_count || e->frame >= frames || !range_fits(e->words, e->word_count, l->key_count)) return false;
        if (!range_fits(e->tests, e->test_count, l->test_count) || !range_fits(e->links, e->link_count, l->link_count))
            return false;
    }
    for (uint32_t i = 0; i <= l->word_mask && empty_slot; i++)
        if (l->words[i].base && !event_word_find(l, l->words[i].base)) return false;
    for (uint32_t i = 0; i < l->test_count; i++)
        if (!range_fits(l->tests[i].keys, l->tests[i].key_count, l->key_count) || l->tests[i].slot >= SLOT_COUNT) return false;
    return empty_slot && links_fit(l->links, l->link_count) && (!l->cases || cases_fit(l->cases));
}

static dp_status open_language(const claim_rules *r, const char *lang, event_lexicon *l, dp_error *err) {
    const pack *p = r->pack;
    uint32_t words = 0, cases = 0;
    snprintf(l->lang, sizeof l->lang, "%s", lang);
    dp_status s = table_of(p, lang, "events.words", sizeof *l->words, (const void **)&l->words, &words, err);
    if (s == DP_OK) s = table_of(p, lang, "events.entries", sizeof *l->entries, (const void **)&l->entries, &l->entry_count, err);
    if (s == DP_OK) s = table_of(p, lang, "events.tests", sizeof *l->tests, (const void **)&l->tests, &l->test_count, err);
    if (s == DP_OK) s = table_of(p, lang, "events.links", sizeof *l->links, (const void **)&l->links, &l->link_count, err);
    if (s == DP_OK) s = table_of(p, lang, "events.keys", sizeof *l->keys, (const void **)&l->keys, &l->key_count, err);
    if (s == DP_OK) s = table_of(p, lang, "events.guards", sizeof *l->guards, (const void **)&l->guards, &l->guard_count, err);
    if (s == DP_OK) s = table_of(p, lang, "events.cases", sizeof *l->cases, (const void **)&l->cases, &cases, err);
    if (s != DP_OK) return s;
    if (cases == 0) l->cases = NULL;
    if (words == 0 || (words & (words - 1)) != 0) return broken(err, "a word table of the wrong size");
    l->word_mask = words - 1;
    for (uint32_t i = 0; i < words; i++) {
        const uint32_t bit = event_filter_bit(l->words[i].key);
        l->filter[bit / 64] |= l->words[i].key ? 1ull << (bit % 64) : 0;
    }
    l->fold = p->fold;
    if (!lexicon_fits(l, r->frame_count)) return broken(err, "an index out of bounds");
    l->compounds = event_word_find(l, EVENT_LAST_PART_SALT) != NULL;
    return DP_OK;
}

static bool frames_fit(const claim_rules *r) {
    for (uint32_t i = 0; i < r->frame_count; i++) {
        const frame_record *f = &r->frames[i];
        if (!range_fits(f->mode, f->mode_count, r->choice_count) || !range_fits(f->cameo, f->cameo_count, r->choice_count) ||
            !range_fits(f->acled, f->acled_count, r->choice_count) || !range_fits(f->links, f->link_count, r->link_count))
            return false;
        if (f->control > CONTROL_TRANSFERRED || f->casualty > CASUALTY_ARRESTED) return false;
    }
    for (uint32_t i = 0; i < r->mood_count; i++)
        if (r->moods[i].frame >= r->frame_count) return false;
    return links_fit(r->links, r->link_count);
}

static dp_status open_classes(claim_rules *r, dp_error *err) {
    const label_record *classes = NULL;
    uint32_t n = 0;
    dp_status s = table_of(r->pack, "ontology", "classes", sizeof *classes, (const void **)&classes, &n, err);
    for (uint32_t i = 0; s == DP_OK && i < n && i < 64; i++)
        if (strcmp(pack_string(r->pack, classes[i].extra), "tool") == 0) r->tools |= CLASS_BIT(i);
    return s;
}

static dp_status open_frames(claim_rules *r, dp_error *err) {
    dp_status s = table_of(r->pack, "ontology", "frames", sizeof *r->frames, (const void **)&r->frames, &r->frame_count, err);
    if (s == DP_OK)
        s = table_of(r->pack, "ontology", "choices", sizeof *r->choices, (const void **)&r->choices, &r->choice_count, err);
    if (s == DP_OK) s = table_of(r->pack, "ontology", "links", sizeof *r->links, (const void **)&r->links, &r->link_count, err);
    if (s == DP_OK) s = table_of(r->pack, "ontology", "roots", sizeof *r->roots, (const void **)&r->roots, &r->root_count, err);
    if (s == DP_OK) s = table_of(r->pack, "ontology", "moods", sizeof *r->moods, (const void **)&r->moods, &r->mood_count, err);
    if (s == DP_OK)
        s = table_of(r->pack, "ontology", "contents", sizeof *r->contents, (const void **)&r->contents, &r->content_count, err);
    if (s != DP_OK) return s;
    return frames_fit(r) ? DP_OK : broken(err, "a frame points out of bounds");
}

static dp_status open_polities(claim_rules *r, dp_error *err) {
    size_t n = 0;
    const void *items = NULL;
    dp_status s = pack_table(r->pack, "actor-polities", sizeof *r->polities, &items, &n, err);
    r->polities = items;
    r->polity_count = (uint32_t)n;
    for (uint32_t i = 0; s == DP_OK && i < r->polity_count; i++)
        if (r->polities[i].alpha2[2] || r->polities[i].alpha2[3]) return broken(err, "a country's code is too long");
    return s;
}

static dp_status open_languages(claim_rules *r, dp_error *err) {
    const void *items = NULL;
    uint32_t n = 0;
    dp_status s = table_of(r->pack, "events", "langs", sizeof(uint32_t), &items, &n, err);
    if (s != DP_OK) return s;
    r->langs = calloc(n ? n : 1, sizeof *r->langs);
    if (!r->langs) return error_nomem(err);
    const uint32_t *names = items;
    for (; r->lang_count < n && s == DP_OK; r->lang_count++)
        s = open_language(r, pack_string(r->pack, names[r->lang_count]), &r->langs[r->lang_count], err);
    return s;
}

dp_status claim_rules_open(const pack *p, claim_rules **out, dp_error *err) {
    *out = NULL;
    claim_rules *r = calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->pack = p;
    dp_status s = open_frames(r, err);
    if (s == DP_OK) s = open_classes(r, err);
    if (s == DP_OK) s = open_polities(r, err);
    if (s == DP_OK) s = open_languages(r, err);
    if (s == DP_OK) s = attribution_rules_open(p, &r->attribution, err);
    if (s != DP_OK) {
        claim_rules_free(r);
        return s;
    }
    *out = r;
    return DP_OK;
}

void claim_rules_free(claim_rules *r) {
    if (!r) return;
    attribution_rules_free(r->attribution);
    free(r->langs);
    free(r);
}

const event_lexicon *lexicon_of(const claim_rules *r, const char *lang) {
    for (uint32_t i = 0; i < r->lang_count; i++)
        if (strcmp(r->langs[i].lang, lang) == 0) return &r->langs[i];
    return NULL;
}

bool claim_covers_verb(const claim_rules *r, const text *x, uint32_t token) {
    enum { LENDS = TRAIT_MODAL | TRAIT_PASSIVE_AUX | TRAIT_SUBJECT_CONTROL | TRAIT_OBJECT_CONTROL };
    const event_lexicon *l = lexicon_of(r, x->lang);
    const event_word *w = l ? event_word_find(l, x->tokens[token].lemma_hash) : NULL;
    if (w && (w->entry_count || w->support || (w->traits & LENDS))) return true;
    const cue_table *cues = cue_table_of(r->attribution, x);
    uint32_t end;
    return cues && cue_match(cues, x, token, CUE_VERB, 0, &end) != NULL;
}
