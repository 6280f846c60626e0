/* Words and characters as units, and runs of them. */
#include "ledger/unit.h"

/* Scripts that set no space between words: Thai and Lao, Burmese, Khmer, kana, Han and its extensions. */
static bool is_unspaced(uint32_t cp) {
    return (cp >= 0x0E00 && cp <= 0x0EFF) || (cp >= 0x1000 && cp <= 0x109F) || (cp >= 0x1780 && cp <= 0x17FF) ||
           (cp >= 0x3040 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0xFF66 && cp <= 0xFF9F) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

/* All of them begin with a byte from 0xE0 on in UTF-8: most words are told by that alone. */
static bool may_be_unspaced(const char *bytes, const word *w) {
    for (uint32_t i = w->start; i < w->end; i++)
        if ((unsigned char)bytes[i] >= 0xE0) return true;
    return false;
}

static uint64_t folded_hash(const fold_table *fold, const char *s, size_t n) {
    return fold ? fold_name_hash(fold, s, n) : hash_bytes(s, n, 0);
}

typedef vec_of(unit) unit_vec;

/* A character and the marks that stand on it: "か" and its voicing mark may be written as one or as two. */
static uint32_t character_end(const fold_table *fold, const char *bytes, uint32_t at, uint32_t end) {
    uint32_t cp;
    at += (uint32_t)utf8_decode(bytes + at, end - at, &cp);
    while (fold && at < end) {
        uint32_t taken = (uint32_t)utf8_decode(bytes + at, end - at, &cp);
        if (!(fold_class(fold, cp) & CHAR_MARK)) break;
        at += taken;
    }
    return at;
}

/* The kana without a voicing mark: "が" as "か". Nobody tells two texts apart by them, and the folding of names leaves them. */
static uint32_t unvoiced(uint32_t cp) {
    uint32_t shift = cp >= 0x30A1 && cp <= 0x30FA ? 0x60 : 0, k = cp - shift;
    if (k == 0x3094) return 0x3046 + shift;
    if (k >= 0x304B && k <= 0x3062) return cp - (k % 2 == 0);
    if (k >= 0x3064 && k <= 0x3069) return cp - (k % 2 != 0);
    if (k >= 0x306F && k <= 0x307D) return cp - k % 3;
    return cp;
}

static unit character_unit(const fold_table *fold, const char *bytes, span at) {
    uint32_t cp;
    char kana[4];
    utf8_decode(bytes + at.start, at.end - at.start, &cp);
    bool is_kana = cp >= 0x3040 && cp <= 0x30FF;
    size_t n = is_kana ? utf8_encode(unvoiced(cp), kana) : at.end - at.start;
    return (unit){.hash = folded_hash(fold, is_kana ? kana : bytes + at.start, n), .start = at.start, .end = at.end, .weight = 1};
}

static unit word_unit(const fold_table *fold, const char *bytes, span at, const word *w) {
    uint32_t cp;
    utf8_decode(bytes + at.start, at.end - at.start, &cp);
    return (unit){.hash = folded_hash(fold, bytes + at.start, at.end - at.start),
                  .start = at.start,
                  .end = at.end,
                  .weight = 2,
                  .number = (w->flags & WORD_DIGITS) || (fold && fold_digit(fold, cp) >= 0)};
}

/* Characters of unspaced scripts one by one, what stands between them as words. */
static bool split_word(const fold_table *fold, const char *bytes, const word *w, arena *a, unit_vec *out) {
    uint32_t from = w->start;
    for (uint32_t at = w->start; at < w->end;) {
        uint32_t cp, next = at + (uint32_t)utf8_decode(bytes + at, w->end - at, &cp);
        if (is_unspaced(cp)) {
            next = character_end(fold, bytes, at, w->end);
            if (from < at && !vec_push(a, out, word_unit(fold, bytes, ((span){from, at}), w))) return false;
            if (!vec_push(a, out, character_unit(fold, bytes, ((span){at, next})))) return false;
            from = next;
        }
        at = next;
    }
    return from == w->end || vec_push(a, out, word_unit(fold, bytes, ((span){from, w->end}), w));
}

dp_status units_of_words(const fold_table *fold, const char *bytes, const word *words, uint32_t n, arena *a, unit_list *out,
                         dp_error *err) {
    unit_vec made = {.at = arena_array(a, n, sizeof *made.at), .cap = n};
    if (!made.at) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        const word *w = &words[i];
        bool whole = !bytes || !may_be_unspaced(bytes, w);
        unit u = {.hash = w->hash, .start = w->start, .end = w->end, .weight = 2, .number = (w->flags & WORD_DIGITS) != 0};
        if (whole ? !vec_push(a, &made, u) : !split_word(fold, bytes, w, a, &made)) return error_nomem(err);
    }
    *out = (unit_list){made.at, made.n};
    return DP_OK;
}

dp_status units_of_text(const fold_table *fold, const text *x, arena *a, unit_list *out, dp_error *err) {
    const word *words = x->words;
    uint32_t n = x->word_count;
    if (n == 0 && fold && x->size > 0 && text_words(fold, x->bytes, x->size, a, &words, &n) != DP_OK) return error_nomem(err);
    return units_of_words(fold, x->bytes, words, n, a, out, err);
}

uint32_t units_runs(const unit_list *list, uint32_t *out) {
    uint32_t n = 0, end = 0, weight = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        for (; end < list->n && weight < RUN_WEIGHT; end++) weight += list->at[end].weight;
        if (weight < RUN_WEIGHT && n > 0) break;
        uint64_t key = 0;
        for (uint32_t k = i; k < end; k++) key = hash_phrase(key, list->at[k].hash);
        out[n++] = (uint32_t)(key >> 32) ^ (uint32_t)key;
        weight -= list->at[i].weight;
    }
    return n;
}
