#include "watch/site.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

enum { QUEUE_MAX = 8 };

job *job_new(enum job_kind kind) {
    job *j = calloc(1, sizeof *j);
    if (!j) return NULL;
    j->kind = kind;
    arena_init(&j->memory);
    return j;
}

void job_free(job *j) {
    if (!j) return;
    arena_free(&j->memory);
    free(j);
}

/* ---- queues --------------------------------------------------------------------------------------------------------------- */

void site_put_first(site *s, job *j) {
    j->next = s->first;
    s->first = j;
}

void site_put_last(site *s, job *j) {
    job **end = &s->first;
    while (*end) end = &(*end)->next;
    j->next = NULL;
    *end = j;
}

job *site_take(site *s) {
    job *j = s->first;
    if (j) s->first = j->next;
    return j;
}

bool site_is_full(const site *s) {
    uint32_t n = 0;
    for (const job *j = s->first; j; j = j->next) n++;
    return n >= QUEUE_MAX;
}

/* ---- the table ------------------------------------------------------------------------------------------------------------ */

static void site_free(site *s) {
    job_free(s->asked);
    for (job *j; (j = site_take(s));) job_free(j);
    free(s->name);
    free(s);
}

static uint32_t *find_slot(const sites *s, const char *name) {
    uint32_t i = (uint32_t)hash_bytes(name, strlen(name), 0) & (s->slot_count - 1);
    while (s->slots[i] && strcmp(s->at[s->slots[i] - 1]->name, name) != 0) i = (i + 1) & (s->slot_count - 1);
    return &s->slots[i];
}

static void fill_slots(sites *s) {
    memset(s->slots, 0, s->slot_count * sizeof *s->slots);
    for (uint32_t i = 0; i < s->n; i++) *find_slot(s, s->at[i]->name) = i + 1;
}

/* Room for one more; at most half of the slots are taken. */
static bool grow(sites *s) {
    if (s->n < s->cap) return true;
    const uint32_t cap = s->cap ? s->cap * 2 : 64;
    site **at = realloc(s->at, cap * sizeof(site *));
    if (at) s->at = at;
    uint32_t *slots = realloc(s->slots, (size_t)cap * 2 * sizeof *slots);
    if (slots) s->slots = slots;
    if (!at || !slots) return false;
    s->cap = cap;
    s->slot_count = cap * 2;
    fill_slots(s);
    return true;
}

site *sites_get(sites *s, const char *name) {
    if (!grow(s)) return NULL;
    uint32_t *slot = find_slot(s, name);
    if (*slot) return s->at[*slot - 1];
    site *made = calloc(1, sizeof *made);
    if (made) made->name = strdup(name);
    if (!made || !made->name) {
        free(made);
        return NULL;
    }
    made->page_due = INT64_MAX;
    s->at[s->n++] = made;
    *slot = s->n;
    return made;
}

void sites_sweep(sites *s, int64_t now_ms) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        site *x = s->at[i];
        if (x->asked || x->first || x->page_due != INT64_MAX || x->times.ready_ms > now_ms)
            s->at[kept++] = x;
        else
            site_free(x);
    }
    s->n = kept;
    if (s->slot_count) fill_slots(s);
}

void sites_free(sites *s) {
    for (uint32_t i = 0; i < s->n; i++) site_free(s->at[i]);
    free(s->at);
    free(s->slots);
    *s = (sites){0};
}
