/* The original of each dispatch, chosen among its neighbours (copy.h). */
#include "ledger/copy.h"

#include <stdlib.h>

#include "ledger/stage.h"

typedef struct relative {
    int64_t key;
    double share;
} relative;

typedef struct choice {
    const kept_sketch *self;
    relative near[NEIGHBOURS_MAX]; /* nearest first */
    uint32_t n;
} choice;

/* Who shares most words with a dispatch; 0 where nobody shares enough of them. */
static dp_status nearest_of(ledger *l, int64_t key, int64_t *out, dp_error *err) {
    *out = 0;
    sqlite3_stmt *st =
        db_get(l, "SELECT other_key FROM shared_text WHERE dispatch_key = ?1 AND position = 0 AND share >= ?2", err);
    if (!st) return err->code;
    put_int(st, 1, key);
    put_real(st, 2, NEAR_SHARE);
    bool row;
    dp_status s = db_step(l, st, &row, err);
    if (row) *out = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return s;
}

/* `like` is the sketch of one dispatch, `key` another: do they share enough for both to carry the same words of a third? */
static dp_status shares_with(copy_search *q, const sketch *like, int64_t key, bool *out, dp_error *err) {
    const kept_sketch *other;
    dp_status s = copy_sketch(q, key, &other, err);
    *out = s == DP_OK && sketch_compare(like, &other->sketch).share >= TOGETHER_SHARE;
    return s;
}

/* What `a` and `b` share is what `a` shares with its nearest. */
static dp_status same_words(copy_search *q, int64_t a, int64_t b, const sketch *of_b, bool *out, dp_error *err) {
    int64_t nearest;
    dp_status s = nearest_of(q->l, a, &nearest, err);
    if (s != DP_OK) return s;
    *out = !nearest || nearest == b;
    return *out ? DP_OK : shares_with(q, of_b, nearest, out, err);
}

/* The least share that makes a copy of one text of another. */
static double least_share(const kept_sketch *own, const kept_sketch *other) {
    bool near_days = own->at.day - other->at.day <= 1 && own->at.day != NO_DAY;
    return near_days && sketch_same_agency(&own->sketch, &other->sketch) ? CREDIT_SHARE : COPY_SHARE;
}

static bool may_be_copy(const kept_sketch *own, const kept_sketch *other, double share) {
    if (compare_order(&other->at, &own->at) >= 0 || share < least_share(own, other)) return false;
    return share >= FORM_SHARE || !sketch_other_numbers(&own->sketch, &other->sketch);
}

/* Is this neighbour the original? */
static dp_status is_original(copy_search *q, const kept_sketch *own, const relative *one, bool *out, dp_error *err) {
    const kept_sketch *kept;
    *out = false;
    dp_status s = copy_sketch(q, one->key, &kept, err);
    if (s != DP_OK || kept->at.key != one->key || !may_be_copy(own, kept, one->share)) return s;
    const kept_sketch other = *kept; /* the next that is asked for may take its slot */
    s = same_words(q, one->key, own->at.key, &own->sketch, out, err);
    return s == DP_OK && *out ? same_words(q, own->at.key, one->key, &other.sketch, out, err) : s;
}

static dp_status load_near(ledger *l, choice *c, dp_error *err) {
    c->n = 0;
    sqlite3_stmt *st = db_get(l, "SELECT other_key, share FROM shared_text WHERE dispatch_key = ?1 ORDER BY position", err);
    if (!st) return err->code;
    put_int(st, 1, c->self->at.key);
    for (;;) {
        bool row;
        dp_status s = db_step(l, st, &row, err);
        if (s != DP_OK || !row) return s;
        relative one = {sqlite3_column_int64(st, 0), sqlite3_column_double(st, 1)};
        if (c->n < NEIGHBOURS_MAX && one.share >= CREDIT_SHARE) c->near[c->n++] = one;
    }
}

static dp_status choose(copy_search *q, int64_t key, dp_error *err) {
    const kept_sketch *kept;
    dp_status s = copy_sketch(q, key, &kept, err);
    if (s != DP_OK || kept->at.key != key) return s;
    const kept_sketch self = *kept;
    choice c = {.self = &self};
    const relative *original = NULL;
    s = load_near(q->l, &c, err);
    for (uint32_t i = 0; s == DP_OK && !original && i < c.n; i++) {
        bool found;
        s = is_original(q, &self, &c.near[i], &found, err);
        if (s == DP_OK && found) original = &c.near[i];
    }
    if (s != DP_OK || !original) return s;
    staged_row *r = stage_row(q->l, STAGE_COPIES, err);
    if (!r) return err->code;
    row_int(r, 1, key);
    row_int(r, 2, original->key);
    row_real(r, 3, original->share);
    row_text(r, 4, "read");
    return stages_relieve(q->l, err);
}

static dp_status choose_all(copy_search *q, dp_error *err) {
    dp_status s =
        db_exec(q->l, "DELETE FROM copies WHERE dispatch_key IN (SELECT dispatch_key FROM sketch_queue WHERE state > 1)", err);
    sqlite3_stmt *st = s == DP_OK ? db_get(q->l,
                                           "SELECT u.dispatch_key FROM sketch_queue u CROSS JOIN shared_text t ON "
                                           "t.dispatch_key = u.dispatch_key AND t.position = 0 AND t.share >= ?1",
                                           err)
                                  : NULL;
    if (!st) return err->code;
    put_real(st, 1, NEAR_SHARE); /* where the first is not near, nobody is */
    for (;;) {
        bool row;
        if ((s = db_step(q->l, st, &row, err)) != DP_OK) return s;
        if (!row) return stage_flush(q->l, STAGE_COPIES, err);
        if ((s = choose(q, sqlite3_column_int64(st, 0), err)) != DP_OK) {
            sqlite3_reset(st);
            return s;
        }
    }
}

dp_status copies_settle(ledger *l, dp_error *err) {
    copy_search *q = calloc(1, sizeof *q);
    if (!q) return error_nomem(err);
    q->l = l;
    arena_init(&q->kept.memory);
    dp_status s = copies_index(q, err);
    if (s == DP_OK) s = copies_find_near(q, err);
    if (s == DP_OK) s = choose_all(q, err);
    run_lists_free(q->lists);
    copy_kept_free(&q->kept);
    free(q);
    return s == DP_OK ? db_exec(l, "DELETE FROM sketch_queue", err) : s;
}
