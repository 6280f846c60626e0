/* The longest name of the gazetteer at a word. The tables of names are larger than any cache: what they hold of the dispatch's
 * capitals is fetched ahead, in steps that each need what the one before brought, and what was found is kept, since several
 * rules ask about the same word. */
#include <string.h>

#include "mention/place_scan.h"

enum { NAME_WORDS_MAX = 10 };

/* ------------------------------------------------------------------------------------------------------- fetching ahead */

/* The keys of a word and of it with the next one, where that belongs to the same phrase (else 0). */
static uint64_t key_of(const place_scan *s, uint32_t w, uint64_t *with_next) {
    const word *words = s->x->words;
    const uint64_t key = hash_phrase(0, words[w].hash);
    *with_next = w + 1 < s->x->word_count && (words[w + 1].flags & WORD_GLUE) ? hash_phrase(key, words[w + 1].hash) : 0;
    return key;
}

void place_known_announce(const place_scan *s, uint32_t w) {
    uint64_t next, key = key_of(s, w, &next);
    phrase_announce(&s->g->names, key);
    if (next) phrase_announce(&s->g->names, next);
}

static const name_candidate *list_of(const place_scan *s, const phrase_slot *slot) {
    return slot && (slot->flags & PHRASE_ENTRY) ? gazetteer_candidates(s->g, slot) : NULL;
}

dp_status place_known_fetch(place_scan *s, dp_error *err) {
    enum { LISTS_PER_WORD = 2, HIT_CAPITALS = 2 /* as many capitals make a hit, roughly: room from the start */ };
    const text *x = s->x;
    uint32_t capitals = 0, n = 0;
    for (uint32_t w = 0; w < x->word_count; w++) capitals += is_capital(s, w);
    s->known = arena_array(s->a, x->word_count, sizeof *s->known);
    const name_candidate **lists = arena_array(s->a, (size_t)capitals * LISTS_PER_WORD, sizeof(void *));
    s->hits.cap = capitals / HIT_CAPITALS + 1;
    s->hits.at = arena_array(s->a, s->hits.cap, sizeof *s->hits.at);
    if (!s->known || !lists || !s->hits.at) return error_nomem(err);
    for (uint32_t w = 0; w < x->word_count; w++) {
        if (!is_capital(s, w)) continue;
        uint64_t next, key = key_of(s, w, &next);
        const phrase_slot *slot = phrase_find(&s->g->names, key);
        const name_candidate *one = list_of(s, slot);
        const name_candidate *two =
            slot && next && (slot->flags & PHRASE_PREFIX) ? list_of(s, phrase_find(&s->g->names, next)) : NULL;
        if (one) __builtin_prefetch(lists[n++] = one);
        if (two) __builtin_prefetch(lists[n++] = two);
    }
    for (uint32_t i = 0; i < n; i++) place_candidates_fetch(s, lists[i]);
    return DP_OK;
}

void place_candidates_fetch(const place_scan *s, const name_candidate *list) {
    for (uint32_t i = 0; i < TYPE_CANDIDATES_MAX; i++) {
        if (list[i].place < s->g->place_count) __builtin_prefetch(&s->g->places[list[i].place]);
        if (list[i].flags & NAME_LAST) return;
    }
}

/* ----------------------------------------------------------------------------------------------------------- the search */

/* Does the text write the name as this candidate asks for? */
static bool candidate_fits(const place_scan *s, const name_candidate *c, uint32_t first, uint32_t end) {
    const word *words = s->x->words;
    if (!candidate_is_used(c, s->lang_bit)) return false;
    for (uint32_t w = first; (c->flags & NAME_CAPS) && w < end; w++)
        if (words[w].end - words[w].start > 1 && !(words[w].flags & WORD_ALL_CAPS)) return false;
    if ((c->flags & NAME_DOTTED) && (words[end - 1].end >= s->x->size || s->x->bytes[words[end - 1].end] != '.')) return false;
    if (!(c->flags & NAME_TAIL)) return true;
    uint32_t at = words[first].start;
    return first > 0 && at >= 2 && (s->x->bytes[at - 1] == ',' || s->x->bytes[at - 2] == ',') &&
           (words[first - 1].flags & WORD_CAPITAL);
}

/* The heaviest candidate that the writing allows: the first of the list, unless another one is the name's in this language
 * ("Mexico" in French is the city); NULL where none is allowed ("Ill" without its full stop). */
static const name_candidate *heaviest(const place_scan *s, const name_candidate *list, uint32_t first, uint32_t end) {
    const name_candidate *best = NULL;
    for (const name_candidate *c = list;; c++) {
        if (candidate_fits(s, c, first, end) && (!best || candidate_weight(c, s->lang_bit) > candidate_weight(best, s->lang_bit)))
            best = c;
        if (c->flags & NAME_LAST) return best;
    }
}

/* Countries, regions, seas may have small words at either end ("Guinée équatoriale", "mer Noire"); for towns that would let
 * common words in ("Port" and "Port la"). */
static bool may_be_written_small(const place_scan *s, const name_candidate *c) {
    const place_record *p = gazetteer_place(s->g, c->place);
    return p && !place_is_town(p) && NAME_TIER(c) != NAME_VARIANT;
}

/* "‘Ayn al ‘Arab": the letter ayn as an opening quotation mark. Only the gazetteer can tell it from one. */
static bool begins_with_ayn(const place_scan *s, uint32_t w) {
    const word *words = s->x->words;
    uint32_t from = words[w - 1].end, n = words[w].start - from;
    return is_capital(s, w) && n == 4 && memcmp(s->x->bytes + from, " \xE2\x80\x98", 4) == 0;
}

/* "Мар" of "Мар'яна": an apostrophe and small letters go on. */
static bool inside_word(const place_scan *s, uint32_t w) {
    const word *next = &s->x->words[w + 1];
    return w + 1 < s->x->word_count && (next->flags & WORD_HYPHEN) && !(next->flags & WORD_CAPITAL) &&
           next->end - next->start > 2 && s->x->bytes[next->start - 1] != '-' && next->token == s->x->words[w].token;
}

/* "Congo - Kinshasa": Unicode's way to write two countries. Between other names a dash with spaces joins nothing. */
static bool behind_dash(const place_scan *s, uint32_t w) {
    const uint32_t from = s->x->words[w - 1].end, n = s->x->words[w].start - from;
    const char *gap = s->x->bytes + from;
    return is_capital(s, w) && ((n == 3 && memcmp(gap, " - ", 3) == 0) || (n == 5 && memcmp(gap, " \xE2\x80\x93 ", 5) == 0));
}

static known_name search(const place_scan *s, uint32_t w, uint32_t end) {
    const word *words = s->x->words;
    known_name out = {.asked = true};
    uint64_t key = 0;
    uint32_t capitals = 0;
    bool dashed = false;
    for (uint32_t i = w; i < end && i < w + NAME_WORDS_MAX; i++) {
        const bool dash = i > w && behind_dash(s, i);
        if (i > w && !(words[i].flags & WORD_GLUE) && !begins_with_ayn(s, i) && !goes_on_in_bracket(s->x, i) && !dash) break;
        dashed = dashed || dash;
        key = hash_phrase(key, words[i].hash);
        const phrase_slot *slot = phrase_find(&s->g->names, key);
        if (slot == NULL) break;
        const name_candidate *list = list_of(s, slot);
        capitals += is_capital(s, i);
        bool ends_well = is_capital(s, i) || (i > w && (words[i].flags & WORD_HYPHEN));
        ends_well = ends_well && !inside_word(s, i);
        const name_candidate *top = list && capitals ? heaviest(s, list, w, i + 1) : NULL;
        if (top && (!ends_well || !is_capital(s, w)) && !begins_with_article(s, w, end) && !may_be_written_small(s, top))
            top = NULL;
        if (top && dashed && !place_is_country(gazetteer_place(s->g, top->place))) top = NULL;
        if (top)
            out = (known_name){.list = (uint32_t)(list - s->g->candidates),
                               .top = (uint32_t)(top - s->g->candidates),
                               .words = (uint8_t)(i + 1 - w),
                               .asked = true};
        if (!(slot->flags & PHRASE_PREFIX)) break;
    }
    return out;
}

bool place_known_name(const place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    known_name *k = &s->known[w];
    if (!k->asked) *k = search(s, w, end);
    if (k->words == 0) return false;
    const uint32_t behind = w + k->words;
    *out = (name_hit){.first_word = w,
                      .end_word = behind,
                      .name_end = behind,
                      .list = &s->g->candidates[k->list],
                      .top = &s->g->candidates[k->top],
                      .inside = HIT_NONE};
    out->key = hash_phrase(0, (uint64_t)k->list + 1); /* a name and its cases are one */
    return true;
}
