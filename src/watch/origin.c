#include "watch/origin.h"

#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "watch/schedule.h"

static const char agent[] = "depeche";

enum {
    HOLDS_S = 24 * 60 * 60,  /* how long rules are good for */
    HOLDS_LEAST_S = 60 * 60, /* … where the server says so */
    UNREACHABLE_S = 10 * 60, /* when a site that does not give its rules is asked again */
    BODY_KEPT_MAX = 64 << 10 /* a longer one is asked for again after a restart */
};

static void origin_free(origin *o) {
    arena_free(&o->memory);
    free(o->name);
    free(o);
}

void origins_free(origins *o) {
    for (uint32_t i = 0; i < o->n; i++) origin_free(o->at[i]);
    o->n = 0;
}

/* Reads the rules of a text; false when memory is out. */
static bool read_rules(origin *o, const char *body, size_t n) {
    arena_reset(&o->memory);
    o->rules = (robots){0};
    return robots_read(body, n, agent, &o->memory, &o->rules);
}

/* What an earlier run learned. */
static dp_status recall(origin *o, ledger *l, dp_error *err) {
    arena a;
    watched_robots r;
    arena_init(&a);
    dp_status s = watched_robots_find(l, o->name, &a, &r, err);
    if (s == DP_OK) {
        o->until = r.until;
        o->access = r.access;
        if (r.access == WATCHED_RULES && r.body && !read_rules(o, r.body, r.body_bytes)) s = error_nomem(err);
    }
    arena_free(&a);
    return s;
}

/* A free place: where all are taken, that of the one which was not used for longest, and rather of one that is not being asked.
 */
static uint32_t make_room(origins *o) {
    if (o->n < ORIGINS_MAX) return o->n++;
    uint32_t oldest = 0;
    for (uint32_t i = 1; i < o->n; i++) {
        const origin *x = o->at[i], *y = o->at[oldest];
        if (x->asking != y->asking ? y->asking : x->used < y->used) oldest = i;
    }
    origin_free(o->at[oldest]);
    return oldest;
}

origin *origins_get(origins *o, ledger *l, const char *name, int64_t now, dp_error *err) {
    for (uint32_t i = 0; i < o->n; i++) {
        if (strcmp(o->at[i]->name, name) != 0) continue;
        o->at[i]->used = now;
        return o->at[i];
    }
    origin *made = calloc(1, sizeof *made);
    if (made) made->name = strdup(name);
    if (!made || !made->name) {
        free(made);
        error_nomem(err);
        return NULL;
    }
    arena_init(&made->memory);
    made->used = now;
    if (recall(made, l, err) == DP_OK) return o->at[make_room(o)] = made;
    origin_free(made);
    return NULL;
}

/* With a NULL body the rules that the ledger has are good for longer. */
static dp_status keep(const origin *o, ledger *l, const char *body, size_t n, dp_error *err) {
    watched_robots r = {.until = o->until, .access = o->access};
    if (!body) return watched_robots_keep(l, o->name, &r, err);
    if (n > BODY_KEPT_MAX) return DP_OK;
    arena a;
    arena_init(&a);
    dp_status s = utf8_mend(body, n, &a, &r.body, &r.body_bytes) == DP_OK ? DP_OK : error_nomem(err);
    if (s == DP_OK) s = watched_robots_keep(l, o->name, &r, err);
    arena_free(&a);
    return s;
}

static int64_t holds_s(const char *cache_control) {
    const int64_t asked = schedule_max_age(cache_control);
    return asked == 0 || asked > HOLDS_S ? HOLDS_S : asked < HOLDS_LEAST_S ? HOLDS_LEAST_S : asked;
}

dp_status origin_answer(origin *o, ledger *l, const fetch_answer *a, int64_t now, dp_error *err) {
    const bool known = o->until > 0 && o->access != WATCHED_NONE;
    o->asking = false;
    o->refused = a->refused;
    o->fault = a->error;
    if (o->fault.code == DP_OK && a->status) error_set(&o->fault, DP_E_IO, "HTTP %ld", a->status);
    if (a->status >= 200 && a->status < 300) {
        o->access = WATCHED_RULES;
        o->until = now + holds_s(a->cache_control);
        if (!read_rules(o, a->bytes, a->n)) return error_nomem(err);
        return keep(o, l, a->bytes, a->n, err);
    }
    if (a->status >= 300 && a->status < 500 && a->status != 429) {
        o->access = WATCHED_ALL;
        o->rules = (robots){0};
        o->until = now + HOLDS_S;
        return keep(o, l, "", 0, err);
    }
    o->until = now + UNREACHABLE_S;
    if (!known || a->refused) o->access = WATCHED_NONE;
    return a->refused ? DP_OK : keep(o, l, known ? NULL : "", 0, err);
}

bool origin_allows(const origin *o, const char *target, arena *a, bool *out) {
    *out = o->access == WATCHED_ALL;
    return o->access != WATCHED_RULES || robots_allow(&o->rules, target, a, out);
}
