/* What a claim says in words. */
#include "ledger/words.h"

#include <string.h>

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
    if (place && c->control_part != PART_WHOLE) buf_printf(out, " (%s)", place_part_name(c->control_part));
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

/* Are these whole words of the name? */
static bool has_words(const char *name, size_t n, const char *words) {
    const size_t size = strlen(words);
    const char *hit = memmem(name, n, words, size);
    return hit && (hit == name || hit[-1] == ' ') && (hit + size == name + n || hit[size] == ' ');
}

/* Is whom it counts a private person: do the words hold the name of one who stands there, or are they a part of it? */
static bool counts_person(const entry *e, const casualty *k) {
    const size_t size = strlen(k->who);
    for (uint32_t i = 0; i < e->person_count && e->persons[i].start < k->at.end; i++) {
        size_t n;
        const char *name = entry_words(e, e->persons[i], WORDS_MAX, &n);
        if (e->persons[i].end <= k->at.start || n == 0) continue;
        if (memmem(k->who, size, name, n) || has_words(name, n, k->who)) return true;
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
    *out = b.failed ? NULL : arena_copy(&e->l->scratch, b.at ? b.at : "", b.n);
    buf_free(&b);
    return *out ? DP_OK : error_nomem(err);
}
