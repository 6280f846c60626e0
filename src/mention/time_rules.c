/* Opens the compiled rules of each language and checks that every index in them stays inside its table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mention/time_rules.h"

static dp_status damaged(dp_error *err, const char *lang) {
    error_set(err, DP_E_PACK, "the time rules of \"%s\" are damaged", lang);
    return error_remedy(err, "build the pack again with depeche-pack");
}

static bool sets_fit(const time_lang *l, uint32_t first, uint32_t count) {
    return first <= l->set_count && count <= l->set_count - first;
}

static bool starts_fit(const time_lang *l, uint32_t first, uint32_t count) {
    return first <= l->start_count && count <= l->start_count - first;
}

static bool ops_fit(const time_lang *l) {
    for (size_t k = 0; k < l->op_count; k++) {
        const time_op *op = &l->ops[k];
        bool jump = op->op == OP_SPLIT || op->op == OP_JUMP;
        bool class_ = op->op == OP_CLASS || op->op == OP_NOT_CLASS || op->op == OP_BEHIND_CLASS;
        if (op->op > OP_ANY || op->slot >= SLOT_COUNT || (class_ && op->a > 63)) return false;
        if (jump && (op->a <= k || op->a >= l->op_count)) return false; /* forwards only: every program ends */
        if (op->op == OP_SPLIT && (op->b < 0 || (size_t)op->b + TIME_GUARDS_OF_SPLIT > l->guard_count)) return false;
    }
    return l->op_count == 0 || l->ops[l->op_count - 1].op == OP_MATCH;
}

static bool lang_fits(const time_lang *l) {
    for (size_t k = 0; k < l->entry_count; k++) {
        const time_entry *e = &l->entries[k];
        if (e->first_sense > l->sense_count || e->sense_count > l->sense_count - e->first_sense) return false;
        if (!starts_fit(l, e->first_start, e->start_count)) return false;
    }
    for (size_t k = 0; k < l->sense_count; k++)
        if (l->senses[k].class_ > 63 || !sets_fit(l, l->senses[k].first_set, l->senses[k].set_count)) return false;
    for (size_t k = 0; k < l->set_count; k++)
        if (l->sets[k].slot >= SLOT_COUNT) return false;
    for (size_t k = 0; k < l->rule_count; k++) {
        const time_rule *r = &l->rules[k];
        if (r->pc >= l->op_count || r->action >= ACT_COUNT || !sets_fit(l, r->first_set, r->set_count)) return false;
    }
    for (size_t k = 0; k < l->start_count; k++)
        if (l->starts[k].rule >= l->rule_count || l->starts[k].guard >= l->guard_count) return false;
    for (int k = 0; k < 64; k++)
        if (!starts_fit(l, l->head->class_start[k], l->head->class_start_count[k])) return false;
    for (unsigned k = 0; k < ROLE_COUNT; k++)
        if (l->head->role[k] > 63) return false;
    return ops_fit(l);
}

static dp_status table(const pack *p, const char *lang, const char *name, size_t item_bytes, const void *items, size_t *n,
                       dp_error *err) {
    char full[32];
    const void *at = NULL;
    snprintf(full, sizeof full, "%s/time.%s", lang, name);
    dp_status status = pack_table(p, full, item_bytes, &at, n, err);
    memcpy((void *)(uintptr_t)items, &at, sizeof at);
    return status;
}

static dp_status open_language(const pack *p, const char *lang, time_lang *l, dp_error *err) {
    memset(l, 0, sizeof *l);
    snprintf(l->lang, sizeof l->lang, "%.3s", lang);
    l->fold = p->fold;
    char words[32];
    size_t heads = 0;
    snprintf(words, sizeof words, "%s/time.words", lang);
    dp_status s = phrase_open(p, words, &l->words, err);
    if (s == DP_OK) s = table(p, lang, "entries", sizeof *l->entries, &l->entries, &l->entry_count, err);
    if (s == DP_OK) s = table(p, lang, "senses", sizeof *l->senses, &l->senses, &l->sense_count, err);
    if (s == DP_OK) s = table(p, lang, "sets", sizeof *l->sets, &l->sets, &l->set_count, err);
    if (s == DP_OK) s = table(p, lang, "ops", sizeof *l->ops, &l->ops, &l->op_count, err);
    if (s == DP_OK) s = table(p, lang, "rules", sizeof *l->rules, &l->rules, &l->rule_count, err);
    if (s == DP_OK) s = table(p, lang, "starts", sizeof *l->starts, &l->starts, &l->start_count, err);
    if (s == DP_OK) s = table(p, lang, "guards", sizeof *l->guards, &l->guards, &l->guard_count, err);
    if (s == DP_OK) s = table(p, lang, "head", sizeof *l->head, &l->head, &heads, err);
    if (s != DP_OK) return s;
    if (heads != 1 || !lang_fits(l)) return damaged(err, lang);
    return DP_OK;
}

/* A bit for every key of the table: a word whose bit is unset begins nothing. */
static void fill_filter(time_lang *l) {
    for (uint32_t k = 0; k < l->words.count; k++) {
        uint64_t bit = l->words.slots[k].key >> 50;
        if (l->words.slots[k].key) l->filter[bit >> 6] |= (uint64_t)1 << (bit & 63);
    }
}

dp_status time_rules_open(const pack *p, time_rules **out, dp_error *err) {
    *out = NULL;
    time_rules *r = calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->pack = p;
    dp_status status = DP_OK;
    for (uint32_t k = 0; k < p->section_count && status == DP_OK; k++) {
        const char *name = pack_section_name(p, k);
        size_t n = strlen(name);
        if (n < 11 || strcmp(name + n - 10, "/time.head") != 0 || n - 10 > 3) continue;
        time_lang *grown = realloc(r->langs, (r->count + 1) * sizeof *grown);
        if (!grown) {
            status = error_nomem(err);
            break;
        }
        r->langs = grown;
        char lang[4] = "";
        memcpy(lang, name, n - 10);
        status = open_language(p, lang, &r->langs[r->count], err);
        if (status == DP_OK) fill_filter(&r->langs[r->count++]);
    }
    if (status != DP_OK) {
        time_rules_free(r);
        return status;
    }
    *out = r;
    return DP_OK;
}

void time_rules_free(time_rules *r) {
    if (!r) return;
    free(r->langs);
    free(r);
}

const time_lang *time_rules_language(const time_rules *r, const char *lang) {
    for (uint32_t k = 0; r && k < r->count; k++)
        if (strcmp(r->langs[k].lang, lang) == 0) return &r->langs[k];
    return NULL;
}
