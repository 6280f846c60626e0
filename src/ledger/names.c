/* Counts of names, gathered and written. */
#include "ledger/names.h"

#include <string.h>

static dp_status write_count(ledger *l, const name_slot *n, dp_error *err) {
    sqlite3_stmt *st = db_get(l,
                              n->kind == NAME_ACTOR ? "INSERT INTO actor_names VALUES (?1, ?2, ?3) "
                                                      "ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions"
                                                    : "INSERT INTO place_names VALUES (?1, ?2, ?3) "
                                                      "ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions",
                              err);
    if (!st) return err->code;
    put_text(st, 1, n->folded);
    put_int(st, 2, n->key);
    put_int(st, 3, n->count);
    return db_run(l, st, err);
}

void names_forget(ledger *l) {
    memset(&l->names, 0, sizeof l->names);
    arena_reset(&l->name_texts);
}

dp_status names_flush(ledger *l, dp_error *err) {
    for (uint32_t i = 0; l->names.used && i < NAME_SLOTS; i++) {
        if (!l->names.slots[i].folded) continue;
        dp_status s = write_count(l, &l->names.slots[i], err);
        if (s != DP_OK) return s;
    }
    if (l->names.used) names_forget(l);
    return DP_OK;
}

dp_status names_count(ledger *l, enum name_kind kind, const char *name, size_t n, int64_t key, int64_t by, dp_error *err) {
    char folded[FOLD_MAX + 1];
    size_t size = name_key(l, name, n, folded);
    uint64_t hash = hash_bytes(folded, size, (uint64_t)key * 2 + kind);
    uint32_t i = (uint32_t)(hash >> 32) % NAME_SLOTS;
    for (; l->names.slots[i].folded; i = (i + 1) % NAME_SLOTS) {
        name_slot *s = &l->names.slots[i];
        if (s->hash != hash || s->key != key || s->kind != kind || strcmp(s->folded, folded) != 0) continue;
        s->count += by;
        return DP_OK;
    }
    char *copy = arena_copy(&l->name_texts, folded, size);
    if (!copy) return error_nomem(err);
    l->names.slots[i] = (name_slot){hash, key, by, copy, (uint8_t)kind};
    return ++l->names.used > NAME_SLOTS * 3 / 4 ? names_flush(l, err) : DP_OK;
}
