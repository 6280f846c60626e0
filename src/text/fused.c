/* Where clitics are cut from the words that they are written onto. */
#include "text/fused.h"

#include <string.h>

#define ENDING_BYTES_MAX 8u
#define CLITIC_BYTES_MAX 8u
#define LISTED_BYTES_MIN 6u  /* three letters: shorter words are part of too many others */
#define LONG_BYTES_MIN   8u  /* four letters */
#define LISTED_STEM      100 /* what the list adds to a way of cutting; sums run to some hundreds */
#define LISTED_LONG      300 /* behind an outer proclitic, of a longer word */

static bool begins_character(const char *s, uint32_t p) {
    return ((unsigned char)s[p] & 0xC0) != 0x80;
}

/* The longest listed ending of the word s[0..n), of endings that say how a stem is spelled; NULL. */
static const token_entry *stem_ending(const token_rules *r, const char *s, uint32_t n, uint32_t *ending_bytes) {
    for (uint32_t k = n < ENDING_BYTES_MAX ? n : ENDING_BYTES_MAX; k > 0; k--) {
        if (!begins_character(s, n - k)) continue;
        const token_entry *e = token_rules_find(r, token_suffix_key(token_hash(r, s + n - k, k)));
        if (!e || !(e->kinds & (TOK_STEM_ENDING | TOK_NO_STEM))) continue;
        *ending_bytes = k;
        return e;
    }
    return NULL;
}

static bool is_clitic(const token_rules *r, const char *s, uint32_t n, uint32_t kinds) {
    const token_entry *e = token_rules_find(r, token_hash(r, s, n));
    return e && (e->kinds & kinds);
}

/* --- spelling ------------------------------------------------------------------------------------------------------------- */

static uint32_t cut_at(uint32_t cut, uint32_t k) {
    return cut >> (8 * k) & 0xFF;
}

/* The stem as it is spelled alone. */
static void spell_stem(const token_rules *r, const piece *x, uint32_t cut, fused_parts *out) {
    uint32_t k = out->stem_part, n = 0, ending = 0, kept = out->bytes[k];
    const token_entry *e = NULL, *article = NULL;
    if (cut & FUSED_RESPELLED) e = stem_ending(r, out->at[k], out->bytes[k], &ending);
    if ((cut & FUSED_ARTICLE) && k > 0) article = token_rules_find(r, token_hash(r, out->at[k - 1], out->bytes[k - 1]));
    if (article) {
        const char *letter = pack_string(r->pack, article->parts);
        n = (uint32_t)strnlen(letter, 20);
        memcpy(out->stem, letter, n);
    }
    if (e) kept -= ending;
    memcpy(out->stem + n, out->at[k], kept);
    n += kept;
    if (e) {
        const char *spelled = token_spelling(pack_string(r->pack, e->parts), x->flags);
        uint32_t bytes = (uint32_t)strcspn(spelled, "|");
        if (bytes > 20) bytes = 20;
        memcpy(out->stem + n, spelled, bytes);
        n += bytes;
    }
    out->at[k] = out->stem;
    out->bytes[k] = n;
}

void fused_spell(const token_rules *r, const piece *x, const char *bytes, uint32_t cut, fused_parts *out) {
    uint32_t begins[FUSED_PARTS_MAX + 1] = {0};
    out->n = 0;
    for (uint32_t k = 0; k + 1 < FUSED_PARTS_MAX && cut_at(cut, k); k++) begins[++out->n] = cut_at(cut, k);
    begins[++out->n] = x->end - x->start;
    for (uint32_t k = 0; k < out->n; k++) {
        out->at[k] = bytes + x->start + begins[k];
        out->bytes[k] = begins[k + 1] - begins[k];
    }
    out->stem_part = cut >> FUSED_STEM_SHIFT & 3;
    if (cut & (FUSED_RESPELLED | FUSED_ARTICLE)) spell_stem(r, x, cut, out);
}

/* --- by rule -------------------------------------------------------------------------------------------------------------- */

/* The bytes of the longest enclitic at the end of s[0..n) that leaves something before it, or 0. */
static uint32_t enclitic_bytes(const token_rules *r, const char *s, uint32_t n) {
    for (uint32_t k = n - 1 < CLITIC_BYTES_MAX ? n - 1 : CLITIC_BYTES_MAX; k > 1; k--)
        if (begins_character(s, n - k) && is_clitic(r, s + n - k, k, TOK_FUSED_ENCLITIC)) return k;
    return 0;
}

static bool is_stem(const token_rules *r, const char *s, uint32_t n) {
    uint32_t ending;
    const token_entry *e = stem_ending(r, s, n, &ending);
    return e && !(e->kinds & TOK_NO_STEM);
}

/* One enclitic or two, where what is left ends as a stem must. */
static uint32_t cut_enclitics(const token_rules *r, const char *s, uint32_t n) {
    uint32_t last = enclitic_bytes(r, s, n);
    if (last == 0 || n - last < 2) return 0;
    uint32_t end = n - last;
    if (is_stem(r, s, end)) return end | FUSED_RESPELLED;
    uint32_t first = enclitic_bytes(r, s, end);
    if (first == 0 || end - first < 2 || !is_stem(r, s, end - first)) return 0;
    return (end - first) | end << 8 | FUSED_RESPELLED;
}

/* --- by model ------------------------------------------------------------------------------------------------------------- */

typedef struct way_list {
    uint32_t *at, n;
} way_list;

static void add_way(way_list *l, uint32_t cut) {
    if (l->n < FUSED_WAYS_MAX) l->at[l->n++] = cut;
}

/* With the `n` cuts of `cut` before the stem: the stem with each enclitic and with none. */
static void ways_of_stem(const token_rules *r, const char *s, uint32_t size, uint32_t cut, uint32_t n, way_list *l) {
    uint32_t begin = n ? cut_at(cut, n - 1) : 0, base = cut | n << FUSED_STEM_SHIFT;
    uint32_t before = n > 1 ? cut_at(cut, n - 2) : 0;
    uint32_t same = n && size - begin > begin - before && memcmp(s + before, s + begin, begin - before) == 0 &&
                    is_clitic(r, s + before, begin - before, TOK_RESTORES);
    for (uint32_t article = 0; article <= same; article++) {
        uint32_t way = base | (article ? FUSED_ARTICLE : 0u);
        if (n) add_way(l, way);
        if (n + 1 == FUSED_PARTS_MAX) continue;
        for (uint32_t k = 2; k <= CLITIC_BYTES_MAX && k < size - begin; k++) {
            uint32_t end = size - k, ending;
            if (!begins_character(s, end) || !is_clitic(r, s + end, k, TOK_FUSED_ENCLITIC)) continue;
            add_way(l, way | end << (8 * n));
            if (stem_ending(r, s + begin, end - begin, &ending)) add_way(l, way | end << (8 * n) | FUSED_RESPELLED);
        }
    }
}

static uint32_t first_character(const char *s, uint32_t n) {
    uint32_t cp;
    return n ? (uint32_t)utf8_decode(s, n, &cp) : 0;
}

uint32_t fused_outer(const token_rules *r, const piece *x, const char *bytes) {
    uint32_t n = x->end - x->start, first = first_character(bytes + x->start, n);
    return first < n && is_clitic(r, bytes + x->start, first, TOK_OUTER_PROCLITIC) ? first : 0;
}

uint32_t fused_ways(const token_rules *r, const piece *x, const char *bytes, uint32_t outer, uint32_t ways[FUSED_WAYS_MAX]) {
    const char *s = bytes + x->start;
    uint32_t n = x->end - x->start, cuts = outer > 0, inner = outer + first_character(s + outer, n - outer);
    way_list l = {.at = ways};
    if (cuts == 0) add_way(&l, 0);
    ways_of_stem(r, s, n, outer, cuts, &l);
    if (inner < n && is_clitic(r, s + outer, inner - outer, TOK_INNER_PROCLITIC))
        ways_of_stem(r, s, n, outer | inner << (8 * cuts), cuts + 1, &l);
    return l.n;
}

/* The last `characters` of s[0..n), hashed; the whole where it is shorter. */
static uint64_t tail(const char *s, uint32_t n, uint32_t characters) {
    uint32_t k = n;
    while (k > 0 && characters > 0) characters -= begins_character(s, --k);
    return hash_bytes(s + k, n - k, 1);
}
static uint64_t head(const char *s, uint32_t n, uint32_t characters) {
    uint32_t k = 0;
    for (; k < n && characters > 0; characters--) k += first_character(s + k, n - k);
    return hash_bytes(s, k, 2);
}

static unsigned count_of(const token_rules *r, const hashed_weights *w, const char *s, uint32_t n) {
    return hashed_count(w, fold_name_hash(r->fold, s, n));
}

static uint64_t neighbour(const pieces *p, uint32_t i, int step) {
    if (step < 0 ? (p->at[i].flags & PIECE_SENTENCE) || i == 0 : i + 1 >= p->n) return 3;
    const piece *x = &p->at[step < 0 ? i - 1 : i + 1];
    return x->kind == PIECE_WORD ? x->hash : x->kind;
}

/* Each feature has a number of its own, from `first` on. */
#define FEATURE(value, with) (out[n] = hashed_mix((value) + ((uint64_t)(first + n) << 56), (with) + 1), n++)

uint32_t fused_outer_features(const token_rules *r, const hashed_weights *w, const pieces *p, uint32_t i, const char *bytes,
                              uint32_t outer, uint32_t out[FUSED_FEATURES]) {
    const piece *x = &p->at[i];
    const char *word = bytes + x->start, *rest = word + outer;
    uint32_t size = x->end - x->start, left = size - outer, n = 0, first = 0;
    uint64_t clitic = hash_bytes(word, outer, 9);
    uint64_t length = left < 16 ? left : 16;
    uint64_t counts = count_of(r, w, rest, left) << 4 | count_of(r, w, word, size);
    FEATURE(0, clitic);
    FEATURE(fold_name_hash(r->fold, word, size), clitic);
    FEATURE(head(rest, left, 1), clitic);
    FEATURE(head(rest, left, 2), clitic);
    FEATURE(head(rest, left, 3), clitic);
    FEATURE(head(rest, left, 4), clitic);
    FEATURE(tail(rest, left, 1), clitic);
    FEATURE(tail(rest, left, 2), clitic);
    FEATURE(counts, clitic);
    FEATURE(counts >> 4, clitic);
    FEATURE((counts >> 4) > (counts & 15), clitic);
    FEATURE(counts << 8 | length, clitic);
    FEATURE(length, clitic);
    FEATURE(length, head(rest, left, 1));
    FEATURE(length, head(rest, left, 2));
    FEATURE(neighbour(p, i, -1), clitic);
    FEATURE(neighbour(p, i, 1), clitic);
    FEATURE((p->at[i].flags & PIECE_SENTENCE) != 0, clitic);
    return n;
}

uint32_t fused_features(const token_rules *r, const hashed_weights *w, const pieces *p, uint32_t i, const char *bytes,
                        uint32_t outer, uint32_t cut, uint32_t out[FUSED_FEATURES]) {
    const piece *x = &p->at[i];
    const char *word = bytes + x->start + outer; /* what the outer proclitic stands before is looked at as a word of its own */
    uint32_t size = x->end - x->start - outer, n = 0, first = 32;
    fused_parts parts;
    fused_spell(r, x, bytes, cut, &parts);
    uint32_t k = parts.stem_part, behind = 0;
    const char *stem = parts.at[k];
    uint32_t stem_bytes = parts.bytes[k];
    for (uint32_t j = k + 1; j < parts.n; j++) behind += parts.bytes[j];
    uint32_t before = k ? cut_at(cut, k - 1) - outer : 0;
    uint64_t pro = hash_bytes(word, before, 5) ^ (cut & FUSED_ARTICLE);
    uint64_t enc = hash_bytes(word + size - behind, behind, 6) ^ (cut & FUSED_RESPELLED), both = pro * 31 + enc;
    uint64_t id = fold_name_hash(r->fold, stem, stem_bytes), whole = fold_name_hash(r->fold, word, size);
    unsigned stem_count = count_of(r, w, stem, stem_bytes), word_count = hashed_count(w, whole);
    unsigned without_pro = before ? count_of(r, w, word + before, size - before) : 15;
    unsigned without_enc = behind ? count_of(r, w, word, size - behind) : 15;
    uint64_t length = stem_bytes < 16 ? stem_bytes : 16;
    FEATURE(0, both);
    FEATURE(1, pro);
    FEATURE(2, enc);
    FEATURE(whole, both);
    FEATURE(id, pro);
    FEATURE(id, enc);
    FEATURE(id, 0);
    FEATURE(head(stem, stem_bytes, 1), pro);
    FEATURE(head(stem, stem_bytes, 2), pro);
    FEATURE(head(stem, stem_bytes, 3), pro);
    FEATURE(tail(stem, stem_bytes, 1), enc);
    FEATURE(tail(stem, stem_bytes, 2), enc);
    FEATURE(tail(stem, stem_bytes, 3), enc);
    FEATURE(stem_count, pro);
    FEATURE(stem_count, enc);
    FEATURE(stem_count << 8 | word_count, both);
    FEATURE(stem_count > word_count, both);
    FEATURE(without_pro << 4 | word_count, pro);
    FEATURE(without_enc << 4 | word_count, enc);
    FEATURE(length, pro);
    FEATURE(length, enc);
    FEATURE(length << 4 | stem_count, both);
    FEATURE(outer ? 5 : neighbour(p, i, -1), pro);
    FEATURE(outer ? 5 : neighbour(p, i, -1), enc);
    FEATURE(head(stem, stem_bytes, 1) ^ tail(stem, stem_bytes, 1) * 3, both);
    FEATURE(neighbour(p, i, 1), pro);
    FEATURE(head(stem, stem_bytes, 2) + length, pro);
    FEATURE(tail(stem, stem_bytes, 2) + length, enc);
    return n;
}
#undef FEATURE

/* Words that the language's list of forms has need no guess: whole, they are not cut; a stem that it has speaks for its cut. */
static bool is_listed(const form_list *f, const char *s, uint32_t n) {
    char form[FUSED_BYTES_MAX + 1];
    if (!f || !f->at || n < LISTED_BYTES_MIN || n > FUSED_BYTES_MAX) return false;
    memcpy(form, s, n);
    form[n] = '\0';
    return forms_find(f, forms_key(f, form, false)) || forms_find(f, forms_key(f, form, true));
}

static uint32_t best_way(const token_rules *r, const hashed_weights *w, const form_list *f, const pieces *p, uint32_t i,
                         const char *bytes) {
    uint32_t ways[FUSED_WAYS_MAX], features[FUSED_FEATURES], best = 0;
    uint32_t outer = fused_outer(r, &p->at[i], bytes);
    const char *word = bytes + p->at[i].start;
    const uint32_t size = p->at[i].end - p->at[i].start;
    if (is_listed(f, word, size)) return 0;
    const int32_t sure = size - outer >= LONG_BYTES_MIN ? LISTED_LONG : LISTED_STEM;
    const int32_t listed = outer && is_listed(f, word + outer, size - outer) ? sure : 0;
    if (outer && hashed_sum(w, features, fused_outer_features(r, w, p, i, bytes, outer, features)) + listed <= 0) outer = 0;
    uint32_t n = fused_ways(r, &p->at[i], bytes, outer, ways);
    if (n < 2) return n ? ways[0] : 0;
    int32_t most = INT32_MIN;
    for (uint32_t k = 0; k < n; k++) {
        int32_t sum = hashed_sum(w, features, fused_features(r, w, p, i, bytes, outer, ways[k], features));
        fused_parts parts;
        fused_spell(r, &p->at[i], bytes, ways[k], &parts);
        if (is_listed(f, parts.at[parts.stem_part], parts.bytes[parts.stem_part])) sum += LISTED_STEM;
        if (sum <= most) continue;
        most = sum;
        best = ways[k];
    }
    return best;
}

bool fused_possible(const piece *x) {
    uint32_t n = x->end - x->start;
    if (x->kind != PIECE_WORD || n < 4 || n > FUSED_BYTES_MAX) return false;
    return !(x->flags & (PIECE_SPLIT | PIECE_DIGITS | PIECE_ABBREVIATED)) && !(x->kinds & (TOK_WHOLE | TOK_CONTRACTION));
}

void fused_mark(const token_rules *r, const hashed_weights *clitics, const form_list *forms, pieces *p, const char *bytes) {
    bool model = (r->policy & TOKENS_MODEL_CUTS) != 0;
    if (!(r->policy & TOKENS_FUSED) || (model && !clitics->weights)) return;
    for (uint32_t i = 0; i < p->n; i++) {
        piece *x = &p->at[i];
        if (!fused_possible(x)) continue;
        uint32_t cut = model ? best_way(r, clitics, forms, p, i, bytes) : cut_enclitics(r, bytes + x->start, x->end - x->start);
        if (cut == 0) continue;
        x->cut = cut;
        x->flags |= PIECE_FUSED;
    }
}
