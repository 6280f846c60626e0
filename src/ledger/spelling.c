#include "ledger/spelling.h"

#include <string.h>

#include "mention/actor_rules.h"

dp_status spelling_of(ledger *l, const char *fold, bool with_names, arena *a, spelling *out, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              "SELECT CASE WHEN ?2 THEN min(claimant) ELSE min(claimant_shown) END, min(claimant_basis) FROM "
                              "(SELECT claimant, claimant_shown, claimant_basis FROM claims WHERE claimant_fold = ?1 LIMIT 20)",
                              err);
    *out = (spelling){NULL, NULL};
    if (!st) return err->code;
    put_text(st, 1, fold);
    put_int(st, 2, with_names);
    bool row, failed = false;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK || !row) return s;
    *out = (spelling){take_text(st, 0, a, &failed), take_text(st, 1, a, &failed)};
    sqlite3_reset(st);
    return failed ? error_nomem(err) : DP_OK;
}

/* "Chad: government", of which the ledger has no mention with its country: an organ of a state is named after both (organ.h). */
static dp_status organ_code(const ledger *l, const char *name, arena *a, const char **out, dp_error *err) {
    const actor_rules *rules = l->k ? l->k->actors : NULL;
    const char *mark = strstr(name, ": "), *state = NULL, *sector = NULL;
    const size_t n = mark ? (size_t)(mark - name) : 0;
    for (uint32_t i = 0; mark && rules && !state && i < rules->polity_count; i++) {
        const char *polity = pack_string(&l->k->pack, rules->polities[i].name);
        if (strncmp(polity, name, n) == 0 && !polity[n]) state = rules->polities[i].code;
    }
    for (uint32_t i = 0; state && !sector && i < rules->sector_count; i++)
        if (strcmp(pack_string(&l->k->pack, rules->sectors[i].name), mark + 2) == 0) sector = rules->sectors[i].code;
    if (!sector) return DP_OK;
    const size_t states = strlen(state), sectors = strlen(sector);
    char *code = arena_alloc(a, states + sectors + 1);
    if (!code) return error_nomem(err);
    memcpy(code, state, states);
    memcpy(code + states, sector, sectors + 1);
    *out = code;
    return DP_OK;
}

dp_status spelling_code(ledger *l, const char *claimant, arena *a, const char **out, dp_error *err) {
    char folded[FOLD_MAX + 1];
    *out = NULL;
    name_key(l, claimant, strlen(claimant), folded);
    sqlite3_stmt *st = db_get(l,
                              "SELECT min(a.code) FROM actor_names n JOIN actors a USING (actor_key) WHERE n.folded = ?1 AND "
                              "a.label = ?2 AND NOT a.person",
                              err);
    if (!st) return err->code;
    put_text(st, 1, folded);
    put_text(st, 2, claimant);
    bool row, failed = false;
    dp_status s = db_step(l, st, &row, err);
    if (s != DP_OK) return s;
    if (row) *out = take_text(st, 0, a, &failed);
    sqlite3_reset(st);
    if (failed) return error_nomem(err);
    return *out ? DP_OK : organ_code(l, claimant, a, out, err);
}
