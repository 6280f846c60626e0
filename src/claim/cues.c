/* Opening the cues of a pack and finding them in a text. */
#include "claim/cues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GAP_WORDS_MAX 2u  /* words that may stand inside a cue: "called again for" */
#define GAP_TIED_MAX  12u /* and before a word that hangs on its verb: "stellte die Einnahme der Stadt in Abrede" */
#define BEFORE_MAX    4u  /* how far before its verb a reflexive may stand: "s'est-il exclamé" */

static dp_status damaged(dp_error *err, const char *name) {
    error_set(err, DP_E_PACK, "the pack's section \"%s\" is damaged", name);
    return error_remedy(err, "compile the pack again");
}

static uint32_t filter_bit(uint64_t key) {
    return (uint32_t)(key >> 40) % CUE_FILTER_BITS;
}

static dp_status table_open(const pack *p, const char *name, cue_table *out, dp_error *err) {
    const void *data;
    size_t size;
    if (!pack_section(p, name, &data, &size)) return damaged(err, name);
    const cue_head *h = data;
    bool good = size >= sizeof *h && h->magic == CUES_MAGIC && h->slots > 0 && (h->slots & (h->slots - 1)) == 0 &&
                h->slots <= (size - sizeof *h) / sizeof(cue_slot) &&
                h->entries == (size - sizeof *h - (size_t)h->slots * sizeof(cue_slot)) / sizeof(cue_entry);
    if (!good) return damaged(err, name);
    out->slots = (const cue_slot *)(const void *)(h + 1);
    out->entries = (const cue_entry *)(const void *)(out->slots + h->slots);
    out->mask = h->slots - 1;
    uint32_t used = 0;
    for (uint32_t i = 0; i < h->slots; i++) {
        const cue_slot *s = &out->slots[i];
        used += s->key != 0;
        const uint32_t bit = filter_bit(s->key);
        out->filter[bit / 64] |= s->key ? 1ull << (bit % 64) : 0;
        if (s->first > h->entries || s->count > h->entries - s->first) return damaged(err, name);
    }
    for (uint32_t i = 0; i < h->entries; i++) {
        const cue_entry *e = &out->entries[i];
        if (e->behind_count >= CUE_WORDS_MAX || e->kind >= CUE_KINDS) return damaged(err, name);
        out->kinds |= 1u << e->kind;
    }
    return used < h->slots ? DP_OK : damaged(err, name);
}

dp_status attribution_rules_open(const pack *p, attribution_rules **out, dp_error *err) {
    *out = NULL;
    attribution_rules *r = calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    for (uint32_t i = 0; i < p->section_count && r->n < CUE_LANGS_MAX; i++) {
        const char *name = pack_section_name(p, i);
        const char *slash = strchr(name, '/');
        if (!slash || slash - name > 3 || strcmp(slash, "/attribution") != 0) continue;
        cue_table *t = &r->langs[r->n++];
        memcpy(t->lang, name, (size_t)(slash - name));
        dp_status st = table_open(p, name, t, err);
        if (st != DP_OK) {
            attribution_rules_free(r);
            return st;
        }
    }
    *out = r;
    return DP_OK;
}

void attribution_rules_free(attribution_rules *r) {
    free(r);
}

const cue_table *cue_table_of(const attribution_rules *r, const text *x) {
    for (uint32_t i = 0; i < r->n; i++)
        if (strcmp(r->langs[i].lang, x->lang) == 0) return &r->langs[i];
    return NULL;
}

static const cue_slot *slot_find(const cue_table *c, uint64_t key) {
    const uint32_t bit = filter_bit(key);
    if (!((c->filter[bit / 64] >> (bit % 64)) & 1)) return NULL;
    for (uint32_t i = (uint32_t)(key >> 20) & c->mask;; i = (i + 1) & c->mask) {
        if (c->slots[i].key == key) return &c->slots[i];
        if (c->slots[i].key == 0) return NULL;
    }
}

static bool is_word(const text *x, uint32_t t, uint64_t key) {
    return x->tokens[t].form_hash == key || x->tokens[t].lemma_hash == key;
}

static bool hangs_below(const text *x, uint32_t k, uint32_t t) {
    enum { STEPS_MAX = 4 };
    if (x->tokens[k].upos != UPOS_NOUN && x->tokens[k].upos != UPOS_VERB) return false; /* "told … of" is far too common */
    for (int step = 0; step < STEPS_MAX && k < x->token_count; step++, k = x->tokens[k].head)
        if (x->tokens[k].head == t) return true;
    return false;
}

/* Do the entry's other words stand around t? *end is the token behind the last. */
static bool fits(const cue_entry *e, const text *x, uint32_t t, uint32_t *end) {
    const sentence *s = &x->sentences[x->tokens[t].sentence];
    uint32_t k = t + 1, gap = 0;
    for (uint32_t i = 0; i < e->behind_count; k++) {
        if (k >= s->end_token) return false;
        if (is_word(x, k, e->behind[i]) && (gap <= GAP_WORDS_MAX || hangs_below(x, k, t))) {
            i++;
        } else if (e->kind != CUE_VERB || ++gap > GAP_TIED_MAX || x->tokens[k].upos == UPOS_PUNCT) {
            return false;
        }
    }
    *end = k;
    if (e->before == 0) return true;
    for (k = t; k-- > s->first_token && t - k <= BEFORE_MAX;)
        if (is_word(x, k, e->before)) return true;
    return false;
}

unsigned cue_kinds_at(const cue_table *c, const text *x, uint32_t t) {
    const cue_slot *lemma = slot_find(c, x->tokens[t].lemma_hash), *form = slot_find(c, x->tokens[t].form_hash);
    return (lemma ? lemma->kinds : 0) | (form ? form->kinds : 0);
}

static const cue_entry *match(const cue_table *c, const text *x, uint32_t t, unsigned kind, unsigned where, bool word,
                              uint32_t *end) {
    uint64_t keys[2] = {x->tokens[t].lemma_hash, x->tokens[t].form_hash};
    for (int k = 0; k < 2; k++) {
        const cue_slot *s = k == 1 && keys[0] == keys[1] ? NULL : slot_find(c, keys[k]);
        if (!s || !((s->kinds >> kind) & 1)) continue;
        for (uint32_t i = 0; i < s->count; i++) {
            const cue_entry *e = &c->entries[s->first + i];
            if (word && (e->behind_count > 0 || e->before != 0)) continue;
            if (e->kind == kind && (where == 0 || (e->where & where)) && fits(e, x, t, end)) return e;
        }
    }
    return NULL;
}

const cue_entry *cue_match(const cue_table *c, const text *x, uint32_t t, unsigned kind, unsigned where, uint32_t *end) {
    return match(c, x, t, kind, where, false, end);
}

const cue_entry *cue_match_word(const cue_table *c, const text *x, uint32_t t, unsigned kind, uint32_t *end) {
    return match(c, x, t, kind, 0, true, end);
}

void cue_each(const cue_table *c, const text *x, uint32_t t, unsigned where, cue_seen *see, void *context) {
    uint64_t keys[2] = {x->tokens[t].lemma_hash, x->tokens[t].form_hash};
    uint32_t end;
    for (int k = 0; k < 2; k++) {
        const cue_slot *s = k == 1 && keys[0] == keys[1] ? NULL : slot_find(c, keys[k]);
        if (!s || !((s->kinds >> CUE_MANNER) & 1)) continue;
        for (uint32_t i = 0; i < s->count; i++) {
            const cue_entry *e = &c->entries[s->first + i];
            if (e->kind == CUE_MANNER && (e->where & where) && fits(e, x, t, &end)) see(context, e);
        }
    }
}
