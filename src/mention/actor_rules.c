/* Opening the actors' sections. A pack that was tampered with is refused here: every index is checked once. */
#include "mention/actor_rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static dp_status read_table(const pack *p, const char *name, size_t item_bytes, const void **items, uint32_t *n, dp_error *err) {
    size_t count = 0;
    dp_status status = pack_table(p, name, item_bytes, items, &count, err);
    if (status == DP_OK && count > INT32_MAX) return error_set(err, DP_E_PACK, "the pack's section \"%s\" is too large", name);
    *n = (uint32_t)count;
    return status;
}

static dp_status damaged(dp_error *err, const char *section) {
    error_set(err, DP_E_PACK, "the pack's section \"%s\" is damaged", section);
    return error_remedy(err, "compile the pack again with depeche-pack");
}

static bool sectors_fit(const actor_rules *r, const uint8_t sectors[ACTOR_SECTORS_MAX]) {
    for (int i = 0; i < ACTOR_SECTORS_MAX; i++)
        if (sectors[i] > r->sector_count) return false;
    return true;
}

static bool world_fits(const actor_rules *r) {
    for (uint32_t i = 0; i < r->actor_count; i++)
        if (r->actors[i].country > r->polity_count || !sectors_fit(r, r->actors[i].sectors)) return false;
    for (uint32_t i = 0; i < r->polity_count; i++) {
        const polity_record *p = &r->polities[i];
        if (p->kind >= POLITY_KINDS || p->country > r->polity_count || p->code[3] || p->alpha2[2] || p->alpha2[3]) return false;
    }
    for (uint32_t i = 0; i < r->sector_count; i++)
        if (r->sectors[i].code[3]) return false;
    return true;
}

static bool entry_fits(const actor_rules *r, const actor_language *l, uint32_t index) {
    const actor_entry *e = &l->entries[index];
    if ((e->next && (e->next < index + 2 || e->next > l->entry_count)) || e->type >= ENTRY_TYPES) return false;
    switch (e->type) {
    case ENTRY_NAME:
        return e->target < r->actor_count;
    case ENTRY_COUNTRY:
    case ENTRY_ADJECTIVE:
    case ENTRY_NOUN:
    case ENTRY_CAPITAL:
        return e->target < r->polity_count;
    case ENTRY_PRO:
    case ENTRY_ANTI:
        return e->target <= r->polity_count;
    case ENTRY_ROLE:
    case ENTRY_OFFICE:
    case ENTRY_PORTFOLIO:
    case ENTRY_MODIFIER:
    case ENTRY_ORGANISATION:
        return e->target < l->role_count;
    default:
        return true;
    }
}

static bool language_fits(const actor_rules *r, const actor_language *l) {
    for (uint32_t i = 0; i < l->role_count; i++)
        if (!sectors_fit(r, l->roles[i].sectors)) return false;
    for (uint32_t i = 0; i < l->entry_count; i++)
        if (!entry_fits(r, l, i)) return false;
    for (uint32_t i = 0; i < l->phrases.count; i++)
        if ((l->phrases.slots[i].flags & PHRASE_ENTRY) && l->phrases.slots[i].value >= l->entry_count) return false;
    for (uint32_t i = 0; i < l->links.count; i++)
        if ((l->links.slots[i].flags & PHRASE_ENTRY) && l->links.slots[i].value >= l->link_count) return false;
    return true;
}

/* Keys of longer phrases stand in the table as well; with them the filter is a twelfth full. */
static void fill_maybe(actor_language *l) {
    for (uint32_t i = 0; i < l->phrases.count; i++) {
        uint32_t bit = (uint32_t)(l->phrases.slots[i].key >> 40) & (ACTOR_MAYBE_BITS - 1);
        if (l->phrases.slots[i].key) l->maybe[bit >> 6] |= 1ull << (bit & 63);
    }
}

static dp_status open_language(actor_rules *r, const char *lang, dp_error *err) {
    actor_language *l = &r->languages[r->language_count];
    char name[64];
    const void *items = NULL;
    uint32_t n = 0;
    memcpy(l->lang, lang, strlen(lang) + 1);
#define SECTION(suffix) (snprintf(name, sizeof name, "%s/actor-" suffix, lang), name)
    dp_status status = phrase_open(r->pack, SECTION("phrases"), &l->phrases, err);
    if (status == DP_OK) status = phrase_open(r->pack, SECTION("links"), &l->links, err);
    if (status == DP_OK) status = read_table(r->pack, SECTION("link-bits"), sizeof *l->link_bits, &items, &l->link_count, err);
    l->link_bits = items;
    if (status == DP_OK) status = read_table(r->pack, SECTION("entries"), sizeof *l->entries, &items, &l->entry_count, err);
    l->entries = items;
    if (status == DP_OK) status = read_table(r->pack, SECTION("roles"), sizeof *l->roles, &items, &l->role_count, err);
    l->roles = items;
    if (status == DP_OK) status = read_table(r->pack, SECTION("verbs"), sizeof *l->verbs, &items, &l->verb_count, err);
    l->verbs = items;
    if (status == DP_OK) status = read_table(r->pack, SECTION("grammar"), sizeof l->grammar, &items, &n, err);
    if (status != DP_OK) return status;
    if (n != 1 || !language_fits(r, l)) return damaged(err, SECTION("entries"));
#undef SECTION
    memcpy(&l->grammar, items, sizeof l->grammar);
    l->grammar.article[sizeof l->grammar.article - 1] = '\0';
    fill_maybe(l);
    r->language_count++;
    return DP_OK;
}

/* The languages of the pack: those that have a section "<lang>/actor-entries". */
static dp_status open_languages(actor_rules *r, dp_error *err) {
    static const char suffix[] = "/actor-entries";
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->pack->section_count; i++) n += strstr(pack_section_name(r->pack, i), suffix) != NULL;
    r->languages = calloc(n ? n : 1, sizeof *r->languages);
    if (!r->languages) return error_nomem(err);
    for (uint32_t i = 0; i < r->pack->section_count; i++) {
        const char *name = pack_section_name(r->pack, i), *found = strstr(name, suffix);
        char lang[4] = "";
        if (!found) continue;
        if (found == name || found - name > 3 || found[sizeof suffix - 1]) return damaged(err, name);
        memcpy(lang, name, (size_t)(found - name));
        dp_status status = open_language(r, lang, err);
        if (status != DP_OK) return status;
    }
    return DP_OK;
}

dp_status actor_rules_open(const pack *p, actor_rules **out, dp_error *err) {
    *out = NULL;
    actor_rules *r = calloc(1, sizeof *r);
    if (!r) return error_nomem(err);
    r->pack = p;
    const void *items = NULL;
    dp_status status = read_table(p, "actors", sizeof *r->actors, &items, &r->actor_count, err);
    r->actors = items;
    if (status == DP_OK) status = read_table(p, "actor-polities", sizeof *r->polities, &items, &r->polity_count, err);
    r->polities = items;
    if (status == DP_OK) status = read_table(p, "actor-sectors", sizeof *r->sectors, &items, &r->sector_count, err);
    r->sectors = items;
    if (status == DP_OK && (r->polity_count >= UINT16_MAX || r->sector_count >= UINT8_MAX || !world_fits(r)))
        status = damaged(err, "actors");
    if (status == DP_OK) status = open_languages(r, err);
    if (status != DP_OK) {
        actor_rules_free(r);
        return status;
    }
    *out = r;
    return DP_OK;
}

void actor_rules_free(actor_rules *r) {
    if (!r) return;
    free(r->languages);
    free(r);
}

const actor_language *actor_language_of(const actor_rules *r, const char *lang) {
    for (uint32_t i = 0; i < r->language_count; i++)
        if (strcmp(r->languages[i].lang, lang) == 0) return &r->languages[i];
    return NULL;
}

bool actor_noun_code(const actor_rules *r, const char *lang, const char *word, char code[ACTOR_NOUN_CODE], const char **name) {
    const actor_language *l = actor_language_of(r, lang);
    if (!l) return false;
    char folded[ACTOR_WORD_BYTES];
    const size_t n = actor_fold_word(r->pack->fold, l->grammar.article, word, strlen(word), folded);
    const phrase_slot *slot = phrase_find(&l->phrases, hash_phrase(0, hash_bytes(folded, n, 0)));
    if (!slot || !(slot->flags & PHRASE_ENTRY)) return false;
    for (uint32_t e = slot->value + 1; e; e = l->entries[e - 1].next) {
        const actor_entry *at = &l->entries[e - 1];
        if (at->type != ENTRY_ROLE) continue;
        const role_record *role = &l->roles[at->target];
        size_t size = 0;
        for (int i = 0; i < ACTOR_SECTORS_MAX && role->sectors[i]; i++, size += 3)
            memcpy(code + size, r->sectors[role->sectors[i] - 1].code, 3);
        code[size] = '\0';
        *name = role->label ? pack_string(r->pack, role->label) : "";
        return size > 0;
    }
    return false;
}
