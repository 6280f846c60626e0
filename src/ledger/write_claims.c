/* Claims with their claimants, roles, casualties and control; attributions; words held at arm's length. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claim/lexicon.h"
#include "ledger/content_id.h"
#include "ledger/entry.h"
#include "ledger/kinds.h"
#include "ledger/speaker.h"
#include "ledger/stage.h"
#include "ledger/stored.h"
#include "ledger/words.h"

/* A clause's words; cut ones end in "…". */
static dp_status quote_of(entry *e, span at, const char **out, dp_error *err) {
    if (e->l->store == LEDGER_STORE_NONE) {
        *out = NOT_STORED;
        return DP_OK;
    }
    size_t n;
    const char *words = entry_words(e, at, QUOTE_MAX, &n);
    bool cut = at.end > at.start && n < at.end - at.start && n > 0;
    char *copy = arena_alloc(&e->l->scratch, n + 4);
    if (!copy) return error_nomem(err);
    memcpy(copy, words, n);
    memcpy(copy + n, cut ? "…" : "", cut ? 4 : 1);
    *out = copy;
    return DP_OK;
}

/* ---- the chain --------------------------------------------------------------------------------------------------------- */

static dp_status write_claimants(entry *e, const claim *c, uint32_t no, dp_error *err) {
    for (uint32_t i = 0; i < c->claimant_count; i++) {
        const claimant *k = &c->claimants[i];
        teller t;
        dp_status s = teller_of(e, k, &t, err);
        staged_row *r = s == DP_OK ? stage_row(e->l, STAGE_CLAIMANTS, err) : NULL;
        if (!r) return err->code;
        bool placed = k->at.end > k->at.start, cued = k->cue.end > k->cue.start;
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, no);
        row_int(r, 3, i);
        row_text(r, 4, claimant_kind_name(k->kind));
        row_known(r, 5, t.label);
        row_known(r, 6, t.shown);
        row_known(r, 7, t.folded);
        row_index(r, 8, placed ? char_at(e, k->at.start) : INDEX_NONE);
        row_index(r, 9, placed ? char_at(e, k->at.end) : INDEX_NONE);
        row_index(r, 10, cued ? char_at(e, k->cue.start) : INDEX_NONE);
        row_index(r, 11, cued ? char_at(e, k->cue.end) : INDEX_NONE);
        row_index(r, 12, k->actor < e->an->mentions.actor_count ? k->actor : INDEX_NONE);
        row_text(r, 13, rule_text(e->l, k->rule));
    }
    return DP_OK;
}

/* ---- what is said ------------------------------------------------------------------------------------------------------- */

static dp_status write_role(entry *e, uint32_t no, const char *role, uint32_t position, uint32_t actor, dp_error *err) {
    if (actor >= e->an->mentions.actor_count) return DP_OK;
    staged_row *r = stage_row(e->l, STAGE_ROLES, err);
    if (!r) return err->code;
    row_int(r, 1, e->dispatch_key);
    row_int(r, 2, no);
    row_text(r, 3, role);
    row_int(r, 4, position);
    row_int(r, 5, actor);
    row_int(r, 6, e->actor_keys[actor_meant(&e->an->mentions, actor)]);
    return DP_OK;
}

static dp_status write_roles(entry *e, const claim *c, uint32_t no, dp_error *err) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < c->actor_count && i < CLAIM_ROLE_MAX; i++)
        s = write_role(e, no, "actor", i, c->actors[i], err);
    for (uint32_t i = 0; s == DP_OK && i < c->recipient_count && i < CLAIM_ROLE_MAX; i++)
        s = write_role(e, no, "recipient", i, c->recipients[i], err);
    if (s == DP_OK && c->control != CONTROL_NONE) s = write_role(e, no, "holder", 0, c->control_holder, err);
    if (s == DP_OK && c->control != CONTROL_NONE) s = write_role(e, no, "from", 0, c->control_from, err);
    return s;
}

static dp_status write_casualties(entry *e, const claim *c, uint32_t no, dp_error *err) {
    for (uint32_t i = 0; i < c->casualty_count && i < 4; i++) {
        const casualty *k = &c->casualties[i];
        if (kinds_note(e->l, e->dispatch_key, casualty_role_name(k->role), err) != DP_OK) return err->code;
        staged_row *r = stage_row(e->l, STAGE_CASUALTIES, err);
        if (!r) return err->code;
        row_int(r, 1, e->dispatch_key);
        row_int(r, 2, no);
        row_int(r, 3, i);
        row_text(r, 4, casualty_role_name(k->role));
        row_count(r, 5, k->low);
        row_count(r, 6, k->best);
        row_count(r, 7, k->high);
        row_known(r, 8, k->who);
        row_int(r, 9, char_at(e, k->at.start));
        row_int(r, 10, char_at(e, k->at.end));
        row_text(r, 11, rule_text(e->l, k->rule));
    }
    return DP_OK;
}

/* Row of the place or actor at an index, or NULL. */
static void row_place_key(staged_row *r, int column, const entry *e, uint32_t place) {
    if (place < e->an->mentions.place_count) row_int(r, column, e->place_keys[place]);
}
static void row_actor_key(staged_row *r, int column, const entry *e, uint32_t actor) {
    if (actor < e->an->mentions.actor_count) row_int(r, column, e->actor_keys[actor_meant(&e->an->mentions, actor)]);
}
static uint32_t valid(uint32_t i, uint32_t n) {
    return i < n ? i : INDEX_NONE;
}

static dp_status write_control(entry *e, const claim *c, uint32_t no, dp_error *err) {
    if (c->control == CONTROL_NONE) return DP_OK;
    const mentions *m = &e->an->mentions;
    staged_row *r = stage_row(e->l, STAGE_CONTROL, err);
    if (!r) return err->code;
    uint32_t place = valid(c->control_place, m->place_count);
    row_int(r, 1, e->dispatch_key);
    row_int(r, 2, no);
    row_text(r, 3, control_state_name(c->control));
    row_index(r, 4, place);
    row_place_key(r, 5, e, place);
    row_index(r, 6, valid(c->control_holder, m->actor_count));
    row_actor_key(r, 7, e, c->control_holder);
    row_index(r, 8, valid(c->control_from, m->actor_count));
    row_actor_key(r, 9, e, c->control_from);
    return DP_OK;
}

static uint32_t sentence_at(const text *x, uint32_t offset) {
    const uint32_t i = sentence_from(x, offset);
    return i < x->sentence_count && x->sentences[i].start <= offset ? i : INDEX_NONE;
}

/* The meaning of a code, once for each that is met. */
static dp_status note_code(ledger *l, const char *scheme, const char *table, const char *code, dp_error *err) {
    if (!code || !l->k || !l->k->pack.section_count) return DP_OK;
    uint64_t hash = hash_bytes(code, strlen(code), (uint64_t)scheme[0]);
    uint64_t *seen = &l->codes[hash % CODE_CACHE_SIZE];
    if (*seen == hash) return DP_OK;
    const char *label = ontology_label(&l->k->pack, table, code);
    if (!*label) return DP_OK;
    sqlite3_stmt *st = db_get(l, "INSERT INTO codes VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET label = excluded.label", err);
    if (!st) return err->code;
    put_text(st, 1, scheme);
    put_text(st, 2, code);
    put_text(st, 3, label);
    dp_status s = db_run(l, st, err);
    if (s == DP_OK) *seen = hash;
    return s;
}

/* Points of what a claim leaves open: how sure its claimant sounds, the place, the day, whether it is one happening. */
static unsigned uncertainty_of(const claim *c, const mentions *m) {
    const bool placed = c->place < m->place_count;
    const uint32_t at = placed || c->control == CONTROL_NONE ? c->place : c->control_place;
    unsigned points = c->certainty == CERTAINTY_CERTAIN ? 0 : c->certainty == CERTAINTY_POSSIBLE ? 2 : 1;
    if (at >= m->place_count || isnan(m->places[at].lat))
        points += 2;
    else if (placed)
        points += m->places[at].confidence < 0.5f ? 2 : m->places[at].confidence < 0.8f ? 1 : 0;
    points += c->days_basis == BASIS_UNKNOWN ? 2 : c->days_basis == BASIS_DISPATCH ? 1 : 0;
    return points + c->generic;
}

static dp_status note_kinds(const entry *e, const claim *c, const char *type, dp_error *err) {
    const char *const kinds[] = {type, c->mode, c->cameo, c->acled,
                                 c->control == CONTROL_NONE ? NULL : control_state_name(c->control)};
    dp_status s = DP_OK;
    for (size_t i = 0; s == DP_OK && i < sizeof kinds / sizeof *kinds; i++) s = kinds_note(e->l, e->dispatch_key, kinds[i], err);
    return s;
}

static dp_status write_claim(entry *e, uint32_t i, claim_ids *ids, dp_error *err) {
    const annotation *an = e->an;
    const claim *c = &an->claims.at[i];
    char id[ID_CHARS + 1], contexts[128] = "";
    teller lane;
    const char *basis, *words, *masked, *trigger, *says, *type = c->type ? c->type : "STATE";
    dp_status s = claim_ids_next(ids, c->trigger, c->frame, type, id, err);
    if (s == DP_OK) s = lane_of(e, c, &lane, &basis, err);
    if (s == DP_OK) s = quote_of(e, c->at, &words, err);
    if (s == DP_OK) s = mask_quote(e, c->at, &masked, err);
    if (s == DP_OK) s = quote_of(e, c->trigger, &trigger, err);
    if (s == DP_OK) s = words_of_claim(e, c, &says, err);
    if (s == DP_OK) s = note_code(e->l, "plover", "ontology/types", c->type, err);
    if (s == DP_OK) s = note_code(e->l, "cameo", "ontology/cameo", c->cameo, err);
    if (s == DP_OK) s = note_kinds(e, c, type, err);
    if (s != DP_OK) return s;
    for (size_t k = 0, n = 0; k < c->context_count && k < 4 && n < sizeof contexts; k++)
        n += (size_t)snprintf(contexts + n, sizeof contexts - n, "%s%s", n ? " " : "", c->contexts[k]);
    staged_row *r = stage_row(e->l, STAGE_CLAIMS, err);
    if (!r) return err->code;
    uint32_t place = valid(c->place, an->mentions.place_count);
    row_int(r, 1, e->dispatch_key);
    row_int(r, 2, i + 1);
    row_text(r, 3, id);
    row_index(r, 4, sentence_at(&an->text, c->trigger.start));
    row_int(r, 5, char_at(e, c->at.start));
    row_int(r, 6, char_at(e, c->at.end));
    row_int(r, 7, char_at(e, c->trigger.start));
    row_int(r, 8, char_at(e, c->trigger.end));
    row_text(r, 9, words);
    row_text(r, 10, masked);
    row_text(r, 11, trigger);
    row_text(r, 12, says);
    row_text(r, 13, type);
    row_known(r, 14, c->mode);
    row_known(r, 15, contexts);
    row_known(r, 16, c->frame);
    row_known(r, 17, c->cameo);
    row_known(r, 18, c->acled);
    row_text(r, 19, c->control == CONTROL_NONE ? NULL : control_state_name(c->control));
    row_index(r, 20, place);
    row_place_key(r, 21, e, place != INDEX_NONE || c->control == CONTROL_NONE ? place : c->control_place);
    row_index(r, 22, valid(c->time, an->mentions.time_count));
    row_day(r, 23, c->days.first);
    row_day(r, 24, c->days.last);
    row_text(r, 25, basis_name(c->days_basis));
    row_text(r, 26, polarity_name(c->polarity));
    row_text(r, 27, certainty_name(c->certainty));
    row_text(r, 28, claim_tense_name(c->tense));
    row_int(r, 29, c->quoted);
    row_int(r, 30, c->reciprocal);
    row_int(r, 31, c->incident);
    row_text(r, 32, lane.label);
    row_text(r, 33, lane.shown);
    row_text(r, 34, lane.folded);
    row_text(r, 35, basis);
    row_text(r, 36, rule_text(e->l, c->rule));
    row_known(r, 37, c->path);
    row_int(r, 38, c->generic);
    row_known(r, 39, c->cameo_below);
    row_int(r, 40, uncertainty_of(c, &an->mentions));
    row_known(r, 41, lane.speaker);
    return DP_OK;
}

/* ---- attributions and marks --------------------------------------------------------------------------------------------- */

static char *add_number(char *at, uint32_t v) {
    char digits[10];
    unsigned n = 0;
    do digits[n++] = (char)('0' + v % 10);
    while (v /= 10);
    while (n) *at++ = digits[--n];
    return at;
}

/* "[[12,19],[40,52]]" */
static const char *spans_json(entry *e, const span *spans, uint32_t n) {
    char *out = arena_alloc(&e->l->scratch, 3 + (size_t)n * 24), *at = out;
    if (!out) return NULL;
    *at++ = '[';
    for (uint32_t i = 0; i < n; i++) {
        if (i) *at++ = ',';
        *at++ = '[';
        at = add_number(at, char_at(e, spans[i].start));
        *at++ = ',';
        at = add_number(at, char_at(e, spans[i].end));
        *at++ = ']';
    }
    *at++ = ']';
    *at = '\0';
    return out;
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static dp_status write_attribution(entry *e, uint32_t no, dp_error *err) {
    const claims *c = &e->an->claims;
    const attribution *a = &c->attributions[no];
    teller t;
    dp_status s = teller_of(e, &a->who, &t, err);
    if (s != DP_OK) return s;
    const char *source = spans_json(e, a->source, least(a->source_count, 2)),
               *cue = spans_json(e, a->cue, least(a->cue_count, 2)),
               *content = spans_json(e, a->content, least(a->content_count, 6));
    if (!source || !cue || !content) return error_nomem(err);
    staged_row *r = stage_row(e->l, STAGE_ATTRIBUTIONS, err);
    if (!r) return err->code;
    row_int(r, 1, e->dispatch_key);
    row_int(r, 2, no);
    row_index(r, 3, valid(a->parent, c->attribution_count));
    row_text(r, 4, claimant_kind_name(a->who.kind));
    row_known(r, 5, t.label);
    row_index(r, 6, valid(a->who.actor, e->an->mentions.actor_count));
    row_text(r, 7, source);
    row_text(r, 8, cue);
    row_text(r, 9, content);
    row_text(r, 10, certainty_name(a->certainty));
    row_int(r, 11, a->negates);
    row_int(r, 12, a->direct);
    row_text(r, 13, rule_text(e->l, a->who.rule));
    return DP_OK;
}

static dp_status write_marks(entry *e, dp_error *err) {
    const claims *c = &e->an->claims;
    for (uint32_t i = 0; i < c->distance_count; i++) {
        const distance_mark *d = &c->distance[i];
        sqlite3_stmt *st = db_get(e->l, "INSERT INTO distance_marks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
        if (!st) return err->code;
        size_t n;
        const char *words = entry_words(e, d->at, e->l->store == LEDGER_STORE_NONE ? 0 : WORDS_MAX, &n);
        put_int(st, 1, e->dispatch_key);
        put_int(st, 2, i);
        put_text(st, 3, distance_kind_name(d->kind));
        put_int(st, 4, char_at(e, d->at.start));
        put_int(st, 5, char_at(e, d->at.end));
        put_bytes(st, 6, words, n);
        put_text(st, 7, rule_text(e->l, d->rule));
        dp_status s = db_run(e->l, st, err);
        if (s != DP_OK) return s;
    }
    return DP_OK;
}

dp_status write_claims(entry *e, dp_error *err) {
    const claims *c = &e->an->claims;
    claim_ids ids;
    dp_status s = claim_ids_begin(&ids, e->an->dispatch->sha, c->n, &e->l->scratch, err);
    for (uint32_t i = 0; s == DP_OK && i < c->n; i++) {
        s = write_claim(e, i, &ids, err);
        if (s == DP_OK) s = write_claimants(e, &c->at[i], i + 1, err);
        if (s == DP_OK) s = write_roles(e, &c->at[i], i + 1, err);
        if (s == DP_OK) s = write_casualties(e, &c->at[i], i + 1, err);
        if (s == DP_OK) s = write_control(e, &c->at[i], i + 1, err);
    }
    for (uint32_t i = 0; s == DP_OK && i < c->attribution_count; i++) s = write_attribution(e, i, err);
    if (s == DP_OK) s = write_marks(e, err);
    return s;
}
