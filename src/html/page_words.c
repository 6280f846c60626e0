#include "html/page_words.h"

#include <stdio.h>
#include <string.h>

enum { PHRASE_WORDS_MAX = 8, LETTERS = 26 };

dp_status page_words_open(const pack *p, page_words *out, dp_error *err) {
    *out = (page_words){.pack = p};
    const void *senses = NULL, *orders = NULL, *lengths = NULL;
    size_t length_count = 0;
    dp_status status = phrase_open(p, "pages/words", &out->words, err);
    if (status == DP_OK) status = phrase_open(p, "pages/marks", &out->marks, err);
    if (status == DP_OK) status = phrase_open(p, "pages/keys", &out->keys, err);
    if (status == DP_OK) status = pack_table(p, "pages/senses", sizeof *out->senses, &senses, &out->sense_count, err);
    if (status == DP_OK) status = pack_table(p, "pages/orders", sizeof *out->orders, &orders, &out->order_count, err);
    if (status == DP_OK) status = pack_table(p, "pages/lengths", sizeof *out->lengths, &lengths, &length_count, err);
    if (status != DP_OK) return status;
    if (length_count != LETTERS * 2) return error_set(err, DP_E_PACK, "the words of pages have no lengths");
    out->lengths = lengths;
    out->senses = senses;
    out->orders = orders;
    if (out->sense_count > 0 && !out->senses[out->sense_count - 1].last)
        return error_set(err, DP_E_PACK, "the words of pages have no end"); /* walks along a phrase's senses rely on it */
    return DP_OK;
}

static const page_sense *senses_of(const page_words *w, const phrase_slot *slot) {
    return slot && (slot->flags & PHRASE_ENTRY) && slot->value < w->sense_count ? &w->senses[slot->value] : NULL;
}

const page_sense *page_key_find(const page_words *w, const char *name, size_t n) {
    return senses_of(w, phrase_find(&w->keys, hash_phrase(0, fold_lower_hash(w->pack->fold, name, n))));
}

/* Does the tag "fr-CA" name the language "fr"? */
static bool same_language(const char *tag, const char *lang) {
    const size_t n = strcspn(tag, "-_");
    return n == strlen(lang) && strncmp(tag, lang, n) == 0;
}

const page_sense *page_sense_of(const page_words *w, const phrase_slot *slot, enum page_sense_kind kind, const char *lang,
                                bool strict) {
    const page_sense *any = NULL;
    for (const page_sense *s = senses_of(w, slot); s; s = s->last ? NULL : s + 1) {
        if (s->kind != kind) continue;
        if (s->lang[0] && same_language(lang, s->lang)) return s;
        if (!any && (!strict || !s->lang[0] || !lang[0])) any = s;
    }
    return any;
}

/* The bytes of the letters and marks that s begins with: 0 where no word begins. More than FOLD_MAX are no word. */
static size_t word_at(const fold_table *fold, const char *s, size_t n) {
    size_t end = 0;
    for (uint32_t cp; end < n && end <= FOLD_MAX;) {
        const size_t step = utf8_decode(s + end, n - end, &cp);
        if (!(fold_class(fold, cp) & (CHAR_LETTER | CHAR_MARK))) break;
        end += step;
    }
    return end;
}

const page_sense *page_phrase(const page_words *w, const char *s, size_t n, enum page_sense_kind kind, const char *lang,
                              bool strict, size_t *bytes) {
    const fold_table *fold = w->pack->fold;
    const page_sense *found = NULL;
    uint64_t key = 0;
    *bytes = 0;
    for (size_t at = 0, count = 0; at < n && count < PHRASE_WORDS_MAX; count++) {
        const size_t word = word_at(fold, s + at, n - at);
        if (word == 0 || word > FOLD_MAX) break;
        key = hash_phrase(key, fold_name_hash(fold, s + at, word));
        const phrase_slot *slot = phrase_find(&w->words, key);
        if (!slot) break;
        at += word;
        const page_sense *sense = page_sense_of(w, slot, kind, lang, strict);
        if (sense) {
            found = sense;
            *bytes = at;
        }
        if (!(slot->flags & PHRASE_PREFIX)) break;
        while (at < n && (s[at] == ' ' || s[at] == '\n' || s[at] == '/')) at++;
    }
    return found;
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}
static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static unsigned mark_found(const page_words *w, const char *low, size_t n, uint64_t seed) {
    const page_sense *sense = senses_of(w, phrase_find(&w->marks, hash_phrase(0, hash_bytes(low, n, seed))));
    return sense ? sense->rank : 0;
}

/* The marks of one word of a class, or of what it ends with. Most words are none of ours, which their first or last letter
 * and their length tell. */
static unsigned mark_of(const page_words *w, const char *s, size_t n) {
    char low[PAGE_MARK_BYTES];
    if (n < 2 || n > PAGE_MARK_BYTES) return 0;
    for (size_t i = 0; i < n; i++) low[i] = (char)(s[i] | 32);
    unsigned marks = w->lengths[low[0] - 'a'] >> n & 1 ? mark_found(w, low, n, PAGE_WHOLE) : 0;
    const uint32_t ends = w->lengths[LETTERS + low[n - 1] - 'a'];
    for (size_t k = 2; ends && marks == 0 && k + 2 < n; k++) /* two letters more are another word, not its plural */
        if (ends >> k & 1) marks = mark_found(w, low + (n - k), k, PAGE_ENDS);
    return marks;
}

unsigned page_marks(const page_words *w, const char *s, size_t n) {
    unsigned marks = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && is_capital(s[end])) end++;
        while (end < n && is_small(s[end])) end++;
        if (end > i) marks |= mark_of(w, s + i, end - i);
        i = end > i ? end : i + 1;
    }
    return marks;
}

static const page_order *order_of(const page_words *w, const char *locale) {
    size_t low = 0, high = w->order_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int c = strncmp(w->orders[middle].locale, locale, sizeof w->orders[middle].locale);
        if (c == 0) return &w->orders[middle];
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

enum date_order page_date_order(const page_words *w, const char *lang, const char *region) {
    char locale[24];
    const int n = (int)strcspn(lang, "-_");
    const char *own = strlen(lang) == (size_t)n + 3 ? lang + n + 1 : region; /* "en-GB" says its country itself */
    if (n < 2 || n > 3) return DATE_DMY;
    snprintf(locale, sizeof locale, "%.*s-%.2s", n, lang, own);
    for (char *c = locale + n + 1; *c; c++)
        if (is_small(*c)) *c = (char)(*c - 'a' + 'A');
    const page_order *order = order_of(w, locale);
    if (!order) {
        locale[n] = '\0';
        order = order_of(w, locale);
    }
    return order && order->order <= DATE_YMD ? (enum date_order)order->order : DATE_DMY;
}
