/* What a claim says in words, and the masking of private persons. */
#include "ledger/words.h"

#include <stdlib.h>
#include <string.h>

const actor_mention *entry_actor(const entry *e, uint32_t i) {
    const mentions *m = &e->an->mentions;
    return i < m->actor_count ? &m->actors[actor_meant(m, i)] : NULL;
}

bool entry_is_person(const entry *e, uint32_t i) {
    const actor_mention *a = entry_actor(e, i);
    return a && (a->person || e->an->mentions.actors[i].person);
}

/* ---- masks ------------------------------------------------------------------------------------------------------------- */

static dp_status kept(entry *e, buf *b, const char **out, dp_error *err) {
    *out = b->failed ? NULL : arena_copy(&e->l->scratch, b->at ? b->at : "", b->n);
    buf_free(b);
    return *out ? DP_OK : error_nomem(err);
}

static int by_start(const void *a, const void *b) {
    const span *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* Do the places of the dispatch say that these words are a town? Places stand by their start. */
static bool is_place(const mentions *m, span at) {
    uint32_t low = 0, high = m->place_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->places[mid].at.at.start <= at.start)
            low = mid + 1;
        else
            high = mid;
    }
    for (uint32_t i = low; i-- > 0 && low - i <= 4;) {
        const place_mention *p = &m->places[i];
        if (p->id && !(p->flags & PLACE_IN_NAME) && span_holds(p->at.at, at)) return true;
    }
    return false;
}

/* The first named entity that ends behind a place of the text; they stand in its order and do not overlap. */
static uint32_t first_entity(const annotation *an, uint32_t behind) {
    uint32_t low = 0, high = an->entity_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (an->entities[mid].at.end <= behind)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* "Ana Ruiz" where the mention is "Ruiz" alone. */
static span whole_name(const annotation *an, span at) {
    span whole = at;
    for (uint32_t i = first_entity(an, at.start); i < an->entity_count && an->entities[i].at.start < at.end; i++) {
        const entity *x = &an->entities[i];
        if (x->label != ENTITY_PER || x->at.end > an->text.size) continue;
        if (x->at.start < whole.start) whole.start = x->at.start;
        if (x->at.end > whole.end) whole.end = x->at.end;
    }
    return whole;
}

static uint64_t words_hash(const entry *e, span at) {
    return hash_bytes(e->an->text.bytes + at.start, at.end - at.start, 0);
}

static int by_hash(const void *a, const void *b) {
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* With what stands of the name before it, where it was taken for two. */
static span with_first_names(const annotation *an, uint32_t i) {
    span at = an->entities[i].at;
    for (; i > 0 && an->entities[i - 1].label == ENTITY_PER && an->entities[i - 1].at.end + 1 == at.start; i--)
        at.start = an->entities[i - 1].at.start;
    return at;
}

/* The same names where no mention of an actor stands: "according to Ana Ruiz". */
static bool add_namesakes(entry *e) {
    const annotation *an = e->an;
    const uint32_t known = e->person_count;
    uint64_t *names = arena_array(&e->l->scratch, known, sizeof *names);
    if (!names) return false;
    for (uint32_t i = 0; i < known; i++) names[i] = words_hash(e, e->persons[i]);
    if (known) qsort(names, known, sizeof *names, by_hash);
    for (uint32_t i = 0; known && i < an->entity_count; i++) {
        const span at = an->entities[i].at;
        if (an->entities[i].label != ENTITY_PER || at.end <= at.start || at.end > an->text.size) continue;
        const uint64_t hash = words_hash(e, at);
        if (bsearch(&hash, names, known, sizeof *names, by_hash)) e->persons[e->person_count++] = with_first_names(an, i);
    }
    return true;
}

/* Parties that the lists know or that are made of a country and a role, by start: who is named in their words is no private
 * person. */
typedef struct parties {
    span *at;
    uint32_t n;
} parties;

static bool find_parties(entry *e, parties *out) {
    const mentions *m = &e->an->mentions;
    *out = (parties){arena_array(&e->l->scratch, m->actor_count, sizeof *out->at), 0};
    for (uint32_t i = 0; out->at && i < m->actor_count; i++) {
        const actor_mention *a = &m->actors[i];
        if ((a->kind == ACTOR_KNOWN || a->kind == ACTOR_COMPOSED) && !entry_is_person(e, i)) out->at[out->n++] = a->at.at;
    }
    if (out->n) qsort(out->at, out->n, sizeof *out->at, by_start);
    return out->at != NULL;
}

static bool is_party(const parties *known, span at) {
    enum { LOOKED_BACK = 4 }; /* parties hardly overlap each other */
    uint32_t low = 0, high = known->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (known->at[mid].start < at.end)
            low = mid + 1;
        else
            high = mid;
    }
    for (uint32_t i = low; i-- > 0 && low - i <= LOOKED_BACK;)
        if (span_overlaps(known->at[i], at)) return true;
    return false;
}

/* Names that the language's model takes for persons' and that no list knows, whether or not they do anything in the text. */
static bool add_other_names(entry *e) {
    const annotation *an = e->an;
    parties known;
    if (!an->text.has_names) return true;
    if (!find_parties(e, &known)) return false;
    for (uint32_t i = 0; i < an->entity_count; i++) {
        const span at = an->entities[i].at;
        if (an->entities[i].label != ENTITY_PER || at.end <= at.start || at.end > an->text.size) continue;
        if (!is_place(&an->mentions, at) && !is_party(&known, at)) e->persons[e->person_count++] = at;
    }
    return true;
}

/* One name is found in more than one way: what overlaps is one. */
static void merge_persons(entry *e) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->person_count; i++) {
        const span at = e->persons[i];
        if (n && at.start < e->persons[n - 1].end) {
            if (at.end > e->persons[n - 1].end) e->persons[n - 1].end = at.end;
        } else {
            e->persons[n++] = at;
        }
    }
    e->person_count = n;
}

/* The first that begins there or behind. */
static uint32_t first_person(const entry *e, uint32_t start) {
    uint32_t low = 0, high = e->person_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (e->persons[mid].start < start)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

dp_status persons_find(entry *e, dp_error *err) {
    const mentions *m = &e->an->mentions;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->actor_count; i++) n += entry_is_person(e, i);
    e->person_count = 0;
    e->persons = arena_array(&e->l->scratch, (size_t)n + 2 * (size_t)e->an->entity_count, sizeof *e->persons);
    if (!e->persons) return error_nomem(err);
    for (uint32_t i = 0; n && i < m->actor_count; i++) {
        span at = m->actors[i].at.at;
        if (entry_is_person(e, i) && at.end > at.start && at.end <= e->an->text.size && !is_place(m, at))
            e->persons[e->person_count++] = whole_name(e->an, at);
    }
    if (!add_namesakes(e) || !add_other_names(e)) return error_nomem(err);
    qsort(e->persons, e->person_count, sizeof *e->persons, by_start);
    merge_persons(e);
    return DP_OK;
}

bool entry_names_person(const entry *e, span at) {
    const uint32_t i = first_person(e, at.start);
    return (i < e->person_count && e->persons[i].start < at.end) || (i > 0 && e->persons[i - 1].end > at.start);
}

dp_status mask_quote(entry *e, span at, const char **out, dp_error *err) {
    *out = NULL;
    if (e->l->store == LEDGER_STORE_NONE) return DP_OK;
    buf b;
    buf_init(&b);
    uint32_t from = at.start;
    for (uint32_t i = first_person(e, at.start); i < e->person_count && b.n < QUOTE_MAX; i++) {
        span name = e->persons[i];
        if (name.start >= at.end) break;
        if (name.start < from) continue;
        if (name.end > at.end) name.end = at.end;
        size_t n;
        const char *words = entry_words(e, (span){from, name.start}, QUOTE_MAX, &n);
        buf_add(&b, words, n);
        buf_str(&b, MASK);
        from = name.end;
    }
    if (from == at.start) return DP_OK;
    size_t n;
    const char *words = entry_words(e, (span){from, at.end}, QUOTE_MAX, &n);
    buf_add(&b, words, n);
    return kept(e, &b, out, err);
}

/* The next person whose name stands in `s`, the earliest place first. A title names few people: the first ones will do. */
#define TITLE_PERSONS 200u
static const char *first_name(entry *e, const char *s, size_t *name_size) {
    const char *first = NULL;
    for (uint32_t i = 0; i < e->person_count && i < TITLE_PERSONS; i++) {
        size_t n;
        const char *words = entry_words(e, e->persons[i], WORDS_MAX, &n);
        const char *hit = n >= 3 ? memmem(s, strlen(s), words, n) : NULL;
        if (hit && (!first || hit < first || (hit == first && n > *name_size))) {
            first = hit;
            *name_size = n;
        }
    }
    return first;
}

dp_status mask_title(entry *e, const char **out, dp_error *err) {
    const char *title = e->an->dispatch->title, *hit;
    size_t n = 0;
    *out = NULL;
    if (!title || strlen(title) > QUOTE_MAX || !(hit = first_name(e, title, &n))) return DP_OK;
    buf b;
    buf_init(&b);
    for (; hit; hit = first_name(e, title, &n)) {
        buf_add(&b, title, (size_t)(hit - title));
        buf_str(&b, MASK);
        title = hit + n;
    }
    buf_str(&b, title);
    return kept(e, &b, out, err);
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

static void add_list(const entry *e, const char *lead, const uint32_t *actors, uint32_t n, buf *out) {
    uint32_t shown = 0;
    for (uint32_t i = 0; i < n && i < CLAIM_ROLE_MAX; i++) {
        const actor_mention *a = entry_actor(e, actors[i]);
        if (!a || !a->name || !*a->name) continue;
        buf_str(out, shown++ ? " and " : lead);
        buf_str(out, entry_is_person(e, actors[i]) ? MASK : a->name);
    }
}

void words_of_days(day_range d, buf *out) {
    if (d.first == DAY_NONE && d.last == DAY_NONE) return;
    char first[16], last[16];
    day_format(d.first, first);
    day_format(d.last, last);
    buf_str(out, ", ");
    buf_str(out, first);
    if (d.first == d.last) return;
    buf_str(out, " to ");
    buf_str(out, last);
}

void words_of_control(const entry *e, const claim *c, const char *place, buf *out) {
    buf_str(out, place);
    if (place) buf_char(out, ' ');
    if (c->polarity == POLARITY_NEGATED) buf_str(out, "not ");
    buf_str(out, c->control == CONTROL_WITHDRAWN ? "left" : control_state_name(c->control));
    bool gives_up = control_gives_up(c->control);
    add_list(e, " by ", gives_up ? &c->control_from : &c->control_holder, 1, out);
    add_list(e, gives_up ? " to " : " from ", gives_up ? &c->control_holder : &c->control_from, 1, out);
}

static void add_number(const casualty *k, buf *out) {
    if (k->low != QUANTITY_NONE && k->low == k->high)
        buf_int(out, k->low);
    else if (k->low != QUANTITY_NONE && k->high != QUANTITY_NONE)
        buf_printf(out, "%lld to %lld", (long long)k->low, (long long)k->high);
    else if (k->low != QUANTITY_NONE)
        buf_printf(out, "at least %lld", (long long)k->low);
    else if (k->high != QUANTITY_NONE)
        buf_printf(out, "at most %lld", (long long)k->high);
    else
        buf_str(out, "people");
}

/* Is whom it counts a private person, by the words or because they lie inside the person's name? */
static bool counts_person(const entry *e, const casualty *k) {
    const size_t size = strlen(k->who);
    for (uint32_t i = 0; i < e->person_count && e->persons[i].start < k->at.end; i++) {
        size_t n;
        const char *name = entry_words(e, e->persons[i], WORDS_MAX, &n);
        if (e->persons[i].end <= k->at.start || n == 0) continue;
        if (memmem(k->who, size, name, n) || (span_holds(e->persons[i], k->at) && memmem(name, n, k->who, size))) return true;
    }
    return false;
}

void words_of_count(const entry *e, const claim *c, const casualty *k, buf *out) {
    bool negated = c->polarity == POLARITY_NEGATED, counted = k->who && *k->who;
    if (negated && (k->high == 0 || (k->low == QUANTITY_NONE && k->high == QUANTITY_NONE))) {
        buf_str(out, counted ? "no" : "nobody");
    } else {
        if (negated) buf_str(out, "not ");
        add_number(k, out);
    }
    if (counted) buf_char(out, ' ');
    if (counted) buf_str(out, counts_person(e, k) ? MASK : k->who);
    buf_char(out, ' ');
    buf_str(out, casualty_role_name(k->role));
    add_list(e, " by ", c->actors, c->actor_count, out);
}

void words_of_event(const entry *e, const claim *c, buf *out) {
    if (c->polarity == POLARITY_NEGATED) buf_str(out, "no ");
    buf_str(out, c->type ? c->type : "STATE");
    add_list(e, " by ", c->actors, c->actor_count, out);
    add_list(e, " on ", c->recipients, c->recipient_count, out);
}

dp_status words_of_claim(entry *e, const claim *c, const char **out, dp_error *err) {
    const mentions *m = &e->an->mentions;
    buf b;
    buf_init(&b);
    if (c->control != CONTROL_NONE)
        words_of_control(e, c, c->control_place < m->place_count ? m->places[c->control_place].name : NULL, &b);
    for (uint32_t i = 0; i < c->casualty_count && i < 4; i++) {
        if (b.n) buf_str(&b, "; ");
        words_of_count(e, c, &c->casualties[i], &b);
    }
    if (b.n == 0) words_of_event(e, c, &b);
    return kept(e, &b, out, err);
}
