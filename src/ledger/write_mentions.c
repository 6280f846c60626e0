/* Actors, places, times, quantities and checks of a dispatch. Canonical actors and places are shared by all dispatches: a row
 * stands for one reading (name, code, country …), found by the hash of its content. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ledger/content_id.h"
#include "ledger/entry.h"
#include "ledger/names.h"
#include "ledger/stage.h"
#include "mention/gazetteer.h"

const char *entry_words(const entry *e, span at, size_t max, size_t *n) {
    const text *x = &e->an->text;
    *n = 0;
    if (at.start >= at.end || at.end > x->size) return "";
    size_t size = at.end - at.start;
    if (size > max) {
        size = max;
        while (size > 0 && ((unsigned char)x->bytes[at.start + size] & 0xC0) == 0x80) size--;
    }
    *n = size;
    return x->bytes + at.start;
}

uint32_t sentence_from(const text *x, uint32_t offset) {
    uint32_t low = 0, high = x->sentence_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (x->sentences[mid].end <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t actor_meant(const mentions *m, uint32_t i) {
    uint32_t to = m->actors[i].coref;
    return to < m->actor_count ? to : i;
}

/* *id is left alone where it is not there. */
static int64_t cached(const key_cache *c, uint64_t hash, char id[ID_CHARS + 1]) {
    const struct key_cache_slot *s = &c->slots[hash % KEY_CACHE_SIZE];
    if (s->hash != hash) return 0;
    memcpy(id, s->id, sizeof s->id);
    return s->key;
}
static void cache(key_cache *c, uint64_t hash, int64_t key, const char id[ID_CHARS + 1]) {
    struct key_cache_slot *s = &c->slots[hash % KEY_CACHE_SIZE];
    *s = (struct key_cache_slot){.hash = hash, .key = key};
    memcpy(s->id, id, sizeof s->id);
}

static uint64_t hash_text(const char *s, uint64_t seed) {
    return s ? hash_bytes(s, strlen(s) + 1, seed) : hash_bytes("", 1, seed);
}

/* Row of a canonical thing by its id: found, or made by `insert`, whose parameters but the id (?1) are bound. */
static dp_status find_or_make(ledger *l, const char *id, const char *find_sql, sqlite3_stmt *insert, int64_t *key,
                              dp_error *err) {
    sqlite3_stmt *find = db_get(l, find_sql, err);
    if (!find) return err->code;
    put_text(find, 1, id);
    bool row;
    dp_status s = db_step(l, find, &row, err);
    if (s != DP_OK) return s;
    if (row) {
        *key = sqlite3_column_int64(find, 0);
        sqlite3_reset(find);
        return DP_OK;
    }
    put_text(insert, 1, id);
    s = db_run(l, insert, err);
    if (s == DP_OK) *key = sqlite3_last_insert_rowid(l->db);
    return s;
}

/* Every mention counts once: under its own words, or, where these are no name ("the group", "the town"), under the label. */
static dp_status count_mention(ledger *l, enum name_kind kind, const char *words, size_t n, const char *label, int64_t key,
                               dp_error *err) {
    return n ? names_count(l, kind, words, n, key, 1, err)
             : names_count(l, kind, label ? label : "", label ? strlen(label) : 0, key, 1, err);
}

/* Equal for equal readings; cheaper than their content spelt out. */
static uint64_t actor_hash(const actor_mention *m, bool person) {
    uint64_t hash = hash_text(m->code, person);
    hash = hash_text(m->name, hash);
    hash = hash_text(m->country, hash);
    for (unsigned i = 0; i < m->sector_count && i < 4; i++) hash = hash_text(m->sectors[i], hash);
    return hash;
}

static dp_status actor_key(ledger *l, const actor_mention *m, bool person, buf *room, int64_t *key, dp_error *err) {
    const uint64_t hash = actor_hash(m, person);
    char id[ID_CHARS + 1], sectors[128] = "";
    if ((*key = cached(&l->actors, hash, id)) != 0) return DP_OK;
    for (unsigned i = 0, n = 0; i < m->sector_count && i < 4 && n < sizeof sectors; i++)
        n += (unsigned)snprintf(sectors + n, sizeof sectors - n, "%s%s", n ? " " : "", m->sectors[i]);
    const actor_content content = {m->code, m->name, m->country, sectors, person};
    if (!actor_id(&content, room, id)) return error_nomem(err);
    sqlite3_stmt *insert = db_get(l, "INSERT INTO actors VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
    if (!insert) return err->code;
    put_known(insert, 2, m->code);
    put_text(insert, 3, m->name ? m->name : "");
    put_text(insert, 4, person ? MASK : m->name ? m->name : "");
    put_known(insert, 5, m->country);
    put_known(insert, 6, sectors);
    put_int(insert, 7, person);
    dp_status s = find_or_make(l, id, "SELECT actor_key FROM actors WHERE id = ?1", insert, key, err);
    if (s == DP_OK) s = names_count(l, NAME_ACTOR, m->name ? m->name : "", m->name ? strlen(m->name) : 0, *key, 0, err);
    if (s == DP_OK) cache(&l->actors, hash, *key, id);
    return s;
}

static const char *const actor_kinds[] = {"known", "composed", "person", "generic", "unknown"};

static dp_status write_actors(entry *e, buf *room, dp_error *err) {
    const mentions *m = &e->an->mentions;
    for (uint32_t i = 0; i < m->actor_count; i++) {
        const actor_mention *a = &m->actors[i];
        dp_status s = actor_key(e->l, a, a->person || e->hidden[i], room, &e->actor_keys[i], err);
        if (s != DP_OK) return s;
        size_t n;
        const char *words = entry_words(e, a->at.at, WORDS_MAX, &n);
        bool coref = a->coref < m->actor_count && a->coref != i;
        staged_row *r = stage_row(e->l, STAGE_ACTOR_MENTIONS, err);
        if (!r) return err->code;
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, i);
        row_int(r, 3, e->actor_keys[i]);
        row_int(r, 4, char_at(e, a->at.at.start));
        row_int(r, 5, char_at(e, a->at.at.end));
        row_bytes(r, 6, words, n);
        row_text(r, 7, actor_kinds[a->kind <= ACTOR_UNKNOWN ? a->kind : ACTOR_UNKNOWN]);
        row_index(r, 8, coref ? a->coref : INDEX_NONE);
        row_text(r, 9, rule_text(e->l, a->at.rule));
        s = count_mention(e->l, NAME_ACTOR, words, coref ? 0 : n, a->name, e->actor_keys[i], err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

static uint64_t place_hash(const place_mention *p) {
    const double at[2] = {p->lat, p->lon};
    uint64_t hash = hash_bytes(at, sizeof at, p->id);
    hash = hash_text(p->name, hash);
    hash = hash_text(p->feature, hash);
    hash = hash_text(p->country, hash);
    hash = hash_text(p->admin1, hash);
    return hash_text(p->gazetteer, hash);
}

static dp_status place_key(ledger *l, const place_mention *p, buf *room, int64_t *key, char id[ID_CHARS + 1], dp_error *err) {
    const char *name = p->name ? p->name : "";
    const uint64_t hash = place_hash(p);
    if ((*key = cached(&l->places, hash, id)) != 0) return DP_OK;

    const place_content content = {p->gazetteer, name, p->country, p->admin1, p->feature, p->id, p->lat, p->lon};
    if (!place_id(&content, room, id)) return error_nomem(err);
    sqlite3_stmt *insert = db_get(l, "INSERT INTO places VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err);
    if (!insert) return err->code;
    put_known(insert, 2, p->gazetteer);
    put_index(insert, 3, p->id ? p->id : INDEX_NONE);
    put_text(insert, 4, name);
    put_known(insert, 5, p->country);
    put_known(insert, 6, p->admin1);
    put_known(insert, 7, p->feature);
    put_real(insert, 8, p->lat);
    put_real(insert, 9, p->lon);
    dp_status s = find_or_make(l, id, "SELECT place_key FROM places WHERE id = ?1", insert, key, err);
    if (s == DP_OK) s = names_count(l, NAME_PLACE, name, strlen(name), *key, 0, err);
    if (s == DP_OK) cache(&l->places, hash, *key, id);
    return s;
}

/* What else the name could have been; at most five, without the one that was chosen. */
static dp_status write_alternatives(entry *e, uint32_t no, dp_error *err) {
    const place_mention *p = &e->an->mentions.places[no];
    if (!e->l->k || !e->l->k->places) return DP_OK;
    uint32_t rank = 0;
    for (uint32_t i = 0; i < p->alternative_count && rank < 5; i++) {
        const place_record *other = gazetteer_place(e->l->k->places, p->alternatives[i].place);
        if (!other || other->geonames_id == p->id) continue;
        char country[3] = {other->country[0], other->country[1], 0};
        staged_row *r = stage_row(e->l, STAGE_ALTERNATIVES, err);
        if (!r) return err->code;
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, no);
        row_int(r, 3, rank++);
        row_int(r, 4, other->geonames_id);
        row_text(r, 5, pack_string(&e->l->k->pack, other->name));
        row_known(r, 6, country);
        row_real(r, 7, other->lat_e5 / 1e5);
        row_real(r, 8, other->lon_e5 / 1e5);
        row_real(r, 9, (double)p->alternatives[i].score);
    }
    return DP_OK;
}

static dp_status write_places(entry *e, buf *room, dp_error *err) {
    const mentions *m = &e->an->mentions;
    for (uint32_t i = 0; i < m->place_count; i++) {
        const place_mention *p = &m->places[i];
        dp_status s = place_key(e->l, p, room, &e->place_keys[i], e->place_ids[i], err);
        if (s != DP_OK) return s;
        size_t n;
        const char *words = entry_words(e, p->at.at, WORDS_MAX, &n);
        bool coref = p->coref < m->place_count && p->coref != i;
        staged_row *r = stage_row(e->l, STAGE_PLACE_MENTIONS, err);
        if (!r) return err->code;
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, i);
        row_int(r, 3, e->place_keys[i]);
        row_int(r, 4, char_at(e, p->at.at.start));
        row_int(r, 5, char_at(e, p->at.at.end));
        row_bytes(r, 6, words, n);
        row_index(r, 7, p->geo_precision ? p->geo_precision : INDEX_NONE);
        row_index(r, 8, p->where_prec ? p->where_prec : INDEX_NONE);
        row_real(r, 9, round((double)p->confidence * 1e4) / 1e4);
        row_int(r, 10, (p->flags & PLACE_AS_ACTOR) != 0);
        row_int(r, 11, (p->flags & PLACE_IN_NAME) != 0);
        row_index(r, 12, coref ? p->coref : INDEX_NONE);
        row_text(r, 13, rule_text(e->l, p->at.rule));
        s = count_mention(e->l, NAME_PLACE, words, coref ? 0 : n, p->name, e->place_keys[i], err);
        if (s == DP_OK) s = write_alternatives(e, i, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

static dp_status write_times(entry *e, dp_error *err) {
    const mentions *m = &e->an->mentions;
    for (uint32_t i = 0; i < m->time_count; i++) {
        const time_mention *t = &m->times[i];
        staged_row *r = stage_row(e->l, STAGE_TIMES, err);
        if (!r) return err->code;
        size_t n;
        const char *words = entry_words(e, t->at.at, WORDS_MAX, &n);
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, i);
        row_int(r, 3, char_at(e, t->at.at.start));
        row_int(r, 4, char_at(e, t->at.at.end));
        row_bytes(r, 5, words, n);
        row_text(r, 6, time_type_name(t->type));
        row_text(r, 7, t->value);
        row_known(r, 8, t->mod);
        row_day(r, 9, t->days.first);
        row_day(r, 10, t->days.last);
        row_text(r, 11, basis_name(t->basis));
        row_text(r, 12, rule_text(e->l, t->at.rule));
    }
    return DP_OK;
}

static dp_status write_quantities(entry *e, dp_error *err) {
    const mentions *m = &e->an->mentions;
    for (uint32_t i = 0; i < m->quantity_count; i++) {
        const quantity_mention *q = &m->quantities[i];
        staged_row *r = stage_row(e->l, STAGE_QUANTITIES, err);
        if (!r) return err->code;
        size_t n;
        const char *words = entry_words(e, q->at.at, WORDS_MAX, &n);
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, i);
        row_int(r, 3, char_at(e, q->at.at.start));
        row_int(r, 4, char_at(e, q->at.at.end));
        row_bytes(r, 5, words, n);
        row_count(r, 6, q->low);
        row_count(r, 7, q->best);
        row_count(r, 8, q->high);
        row_known(r, 9, q->unit);
        row_text(r, 10, rule_text(e->l, q->at.rule));
    }
    return DP_OK;
}

static dp_status write_checks(entry *e, dp_error *err) {
    const mentions *m = &e->an->mentions;
    for (uint32_t i = 0; i < m->check_count; i++) {
        const border_check *c = &m->checks[i];
        sqlite3_stmt *st = db_get(e->l, "INSERT INTO checks VALUES (?1, ?2, ?3, ?4, ?10, ?5, ?6, ?7, ?8, ?9)", err);
        if (!st) return err->code;
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, i);
        put_int(st, 3, char_at(e, c->at.start));
        put_int(st, 4, char_at(e, c->at.end));
        put_index(st, 5, c->place < m->place_count ? c->place : INDEX_NONE);
        put_text(st, 6, c->country);
        put_int(st, 7, c->holds);
        put_real(st, 8, c->distance_km < 0 ? NAN : round(c->distance_km * 10) / 10);
        put_text(st, 9, rule_text(e->l, c->rule));
        put_text(st, 10, check_kind_name(c->kind));
        dp_status s = db_run(e->l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

/* Whose text the dispatch says it carries. */
static dp_status write_credits(entry *e, dp_error *err) {
    const mentions *m = &e->an->mentions;
    for (uint32_t i = 0; i < m->credit_count; i++) {
        uint32_t actor = m->credits[i].actor;
        if (actor >= m->actor_count) continue;
        sqlite3_stmt *st = db_get(e->l, "INSERT INTO credits VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
        if (!st) return err->code;
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, i);
        put_int(st, 3, e->actor_keys[actor]);
        put_text(st, 4, credit_kind_name(m->credits[i].kind));
        put_int(st, 5, char_at(e, m->actors[actor].at.at.start));
        put_int(st, 6, char_at(e, m->actors[actor].at.at.end));
        put_text(st, 7, rule_text(e->l, m->actors[actor].at.rule));
        dp_status s = db_run(e->l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

static dp_status write_private_names(entry *e, dp_error *err) {
    for (uint32_t i = 0; i < e->person_count; i++) {
        sqlite3_stmt *st = db_get(e->l, "INSERT INTO private_names VALUES (?1, ?2, ?3)", err);
        if (!st) return err->code;
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, char_at(e, e->persons[i].start));
        put_int(st, 3, char_at(e, e->persons[i].end));
        dp_status s = db_run(e->l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

dp_status write_mentions(entry *e, dp_error *err) {
    const mentions *m = &e->an->mentions;
    e->actor_keys = arena_array(&e->l->scratch, m->actor_count, sizeof *e->actor_keys);
    e->place_keys = arena_array(&e->l->scratch, m->place_count, sizeof *e->place_keys);
    e->place_ids = arena_array(&e->l->scratch, m->place_count, sizeof *e->place_ids);
    if (!e->actor_keys || !e->place_keys || !e->place_ids) return error_nomem(err);
    buf room;
    buf_init(&room);
    dp_status s = write_actors(e, &room, err);
    if (s == DP_OK) s = write_places(e, &room, err);
    buf_free(&room);
    if (s == DP_OK) s = write_times(e, err);
    if (s == DP_OK) s = write_quantities(e, err);
    if (s == DP_OK) s = write_checks(e, err);
    if (s == DP_OK) s = write_credits(e, err);
    return s == DP_OK ? write_private_names(e, err) : s;
}
