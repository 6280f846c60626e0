/* Words → items: runs of digits and runs of letters with what stands between them, each with its lexicon entries. */
#include <string.h>

#include "mention/time_compound.h"
#include "mention/time_match.h"

/* The value of the digit of any script that stands at s, or -1; *bytes: the character's. */
static int digit_at(const fold_table *fold, const char *s, uint32_t n, uint32_t *bytes) {
    *bytes = 1;
    if ((unsigned char)*s < 0x80) return *s >= '0' && *s <= '9' ? *s - '0' : -1;
    uint32_t cp;
    *bytes = (uint32_t)utf8_decode(s, n, &cp);
    return fold_digit(fold, cp);
}

/* Joiners, soft hyphens, marks of the direction of writing: without width; and the degree sign. */
static bool is_no_mark(uint32_t cp) {
    return cp == 0xAD || cp == 0xB0 /* "1° de mayo" */ || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x2069) || cp == 0x61C;
}

/* The class of the bytes between two items. A line end counts as a space: sentences end before an empty line. */
static uint16_t gap_of(const char *s, uint32_t start, uint32_t end) {
    if (start == end) return GAP_NONE;
    if (start + 1 == end && s[start] == ' ') return GAP_SPACE;
    uint16_t gap = 0;
    bool space_first = false, space_last = false;
    for (uint32_t i = start; i < end;) {
        uint32_t cp;
        i += (uint32_t)utf8_decode(s + i, end - i, &cp);
        bool space = cp == ' ' || cp == 0xA0 || cp == 0x202F || cp == 0x2009 || cp == '\n' || cp == '\r' || cp == '\t';
        if (space) {
            if (gap == 0) space_first = true;
            space_last = true;
            continue;
        }
        uint16_t kind = GAP_BREAK;
        switch (cp) {
        case '-':
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            kind = GAP_HYPHEN;
            break;
        case '\'':
        case 0x2019:
        case 0x2BC:
        case 0x2018:
        case '`':
            kind = GAP_APOSTROPHE;
            break;
        case ',':
        case 0x60C: /* Arabic */
            kind = GAP_COMMA;
            break;
        case 0x66B:
            kind = GAP_DECIMAL;
            break;
        case 0x66C:
            kind = GAP_GROUP;
            break;
        case '.':
            kind = GAP_DOT;
            break;
        case '/':
            kind = GAP_SLASH;
            break;
        case ':':
            kind = GAP_COLON;
            break;
        case '(':
        case ')':
            kind = GAP_BRACKET;
            break;
        default:
            if (is_no_mark(cp)) continue;
            break;
        }
        bool mark = kind == GAP_COMMA || kind == GAP_SLASH || kind == GAP_HYPHEN;
        if (gap == GAP_DOT && mark) { /* "nov., 2017", "3./4. Mai", "3. – 5. Mai" */
            gap = 0;
            space_first = space_last;
        }
        gap = gap == 0 || gap == kind ? kind : GAP_BREAK;
        if (gap == kind) space_last = false;
    }
    if (gap == 0) return GAP_SPACE;
    if (gap == GAP_HYPHEN) return space_first || space_last ? GAP_DASH : GAP_HYPHEN;
    if (gap == GAP_COMMA) return space_last ? GAP_COMMA : GAP_COMMA_TIGHT;
    if (gap == GAP_DOT) return space_first ? GAP_BREAK : space_last ? GAP_DOT_SPACE : GAP_DOT;
    return gap;
}

/* "$12 December": the number is an amount, and no day. */
static bool follows_currency(const char *s, uint32_t at) {
    if (at > 0 && s[at - 1] == ' ') at--;
    if (at > 0 && s[at - 1] == '$') return true;
    return (at > 1 && s[at - 2] == '\xC2' && (s[at - 1] == '\xA3' || s[at - 1] == '\xA5')) || /* £ ¥ */
           (at > 2 && memcmp(s + at - 3, "\xE2\x82\xAC", 3) == 0);                            /* € */
}

/* "XIV" → 14, up to 39: centuries, congresses, kings. In Cyrillic texts X and I are often typed as the letters that look like
 * them. Behind the numeral the language's endings of ordinals may stand: "XIXe". 0 where it is none. */
static uint8_t read_roman(const time_scan *s, const char *b, uint32_t from, uint32_t to) {
    char plain[8];
    uint32_t n = 0, at = from;
    while (at < to && n + 1 < sizeof plain) {
        uint32_t cp, size = (uint32_t)utf8_decode(b + at, to - at, &cp);
        char letter = cp == 'I' || cp == 0x406 ? 'I' : cp == 'V' ? 'V' : cp == 'X' || cp == 0x425 ? 'X' : 0;
        if (!letter) break;
        plain[n++] = letter;
        at += size;
    }
    plain[n] = 0;
    if (n == 0) return 0;
    if (at < to) {
        const phrase_slot *slot = phrase_find(&s->lang->words, hash_phrase(0, fold_name_hash(s->lang->fold, b + at, to - at)));
        unsigned role = s->lang->head->role[ROLE_ordinal_suffix];
        if (!slot || !role || !(slot->flags & PHRASE_ENTRY) || slot->value >= s->lang->entry_count) return 0;
        if (!(s->lang->entries[slot->value].classes >> role & 1)) return 0;
    }
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    const uint32_t tens = (uint32_t)strspn(plain, "X");
    for (uint32_t k = 0; k < 10 && tens < 4; k++)
        if (strcmp(plain + tens, ones[k]) == 0) return (uint8_t)(tens * 10 + k);
    return 0;
}

/* A new item; NULL where memory is out. Only what others look at before they write is set: entries count by entry_count, the
 * number is read when it is asked for. */
static time_item *add_item(time_scan *s, arena *a) {
    if (s->count == s->cap) {
        uint32_t cap = s->cap ? s->cap * 2 : 256;
        time_item *at = arena_array(a, cap, sizeof *at);
        if (!at) return NULL;
        if (s->count) memcpy(at, s->items, s->count * sizeof *at);
        s->items = at;
        s->cap = cap;
    }
    time_item *it = &s->items[s->count++];
    it->classes = it->words = 0;
    it->digits = 0;
    it->entry_count = it->digit_count = it->roman = 0;
    it->money = it->part = it->behind_known = it->prefix = false;
    it->number.flags = NUMBER_UNREAD;
    return it;
}

/* A capital that sets a word apart: among words that are all capitals it says nothing. */
static bool is_capital(const text *x, uint32_t w) {
    const word *d = &x->words[w];
    if (!(d->flags & WORD_CAPITAL)) return false;
    bool shouts = d->flags & WORD_ALL_CAPS;
    bool before = w > 0 && (d[-1].flags & WORD_ALL_CAPS), after = w + 1 < x->word_count && (d[1].flags & WORD_ALL_CAPS);
    return !shouts || (!before && !after);
}

/* The item just added is a run of letters: where it is a compound, its parts take its place. */
static bool cut_letters(time_scan *s, arena *a) {
    if (!s->lang->head->compound_classes) return true;
    uint32_t ends[COMPOUND_PARTS_MAX];
    const time_item *whole = &s->items[s->count - 1];
    const uint32_t start = whole->start, word = whole->word;
    unsigned parts = time_compound_parts(s->lang, s->x->bytes, start, whole->end, whole->hash, ends);
    for (unsigned k = 0; k < parts; k++) {
        time_item *it = k ? add_item(s, a) : &s->items[s->count - 1];
        if (!it) return false;
        it->start = k ? ends[k - 1] : start;
        it->end = ends[k];
        it->word = word;
        it->hash = fold_name_hash(s->lang->fold, s->x->bytes + it->start, it->end - it->start);
        it->part = k > 0;
        if (k == 0) continue;
        it->gap = GAP_NONE;
        it->capital = false;
    }
    return true;
}

/* ---- letters that are written onto a word: lang/<code>/numbers.rules, [format], outer-prefixes and inner-prefixes ---- */

enum { OUTER_REST_MIN = 2, INNER_REST_MIN = 3 }; /* letters that a word must have behind a prefix */

static bool is_known(const time_lang *l, uint64_t word) {
    uint64_t key = hash_phrase(0, word), bit = key >> 50;
    return (l->filter[bit >> 6] >> (bit & 63) & 1) && phrase_find(&l->words, key);
}

/* Characters of s[0..n) that are letters, not the marks on them. */
static uint32_t letters(const fold_table *fold, const char *s, uint32_t n) {
    uint32_t count = 0, cp;
    for (uint32_t i = 0; i < n; count += !(fold_class(fold, cp) & CHAR_MARK)) i += (uint32_t)utf8_decode(s + i, n - i, &cp);
    return count;
}

/* The bytes of a prefix and of the marks and the tatweel behind it; 0 where s does not begin with it. */
static uint32_t prefix_bytes(const fold_table *fold, const char *prefix, const char *s, uint32_t n) {
    uint32_t at = (uint32_t)strlen(prefix), cp;
    if (at == 0 || at >= n || memcmp(s, prefix, at) != 0) return 0;
    while (at < n) {
        uint32_t bytes = (uint32_t)utf8_decode(s + at, n - at, &cp);
        if (cp != 0x640 && !(fold_class(fold, cp) & CHAR_MARK)) break;
        at += bytes;
    }
    return at;
}

/* The hash of a word behind its prefix. "للأسبوع": behind the first letter the article has lost one, which comes back. */
static uint64_t rest_hash(const time_lang *l, const time_prefix *p, const char *s, uint32_t n) {
    uint32_t own = (uint32_t)strlen(p->letter), lost = (uint32_t)strlen(p->restores);
    if (lost && n > own && memcmp(s, p->letter, own) == 0 && n + lost <= FOLD_MAX) {
        char whole[FOLD_MAX + 4];
        memcpy(whole, p->restores, lost);
        memcpy(whole + lost, s, n);
        uint64_t restored = fold_name_hash(l->fold, whole, n + lost);
        if (is_known(l, restored)) return restored;
    }
    return fold_name_hash(l->fold, s, n);
}

/* Cuts the prefixes off a word that the rules do not know, where they know what is left: outer ones stand before inner ones.
 * Gives how many there are, 0 where the word stays whole; ends[k] is where prefix k ends. */
static uint32_t cut_prefixes(const time_lang *l, const char *s, uint32_t n, bool outer, uint32_t *ends, uint64_t *rest) {
    for (const time_prefix *p = l->head->prefix; p < l->head->prefix + PREFIX_MAX && *p->letter; p++) {
        if (p->outer && !outer) continue;
        uint32_t at = prefix_bytes(l->fold, p->letter, s, n);
        if (at == 0 || letters(l->fold, s + at, n - at) < (p->outer ? OUTER_REST_MIN : INNER_REST_MIN)) continue;
        *rest = rest_hash(l, p, s + at, n - at);
        ends[0] = at;
        if (is_known(l, *rest)) return 1;
        if (p->outer && cut_prefixes(l, s + at, n - at, false, ends + 1, rest)) {
            ends[1] += at;
            return 2;
        }
    }
    return 0;
}

/* Letters before digits that are prefixes all: "و20", "وال20". Gives their number, 0 where they are anything else. */
static uint32_t only_prefixes(const time_lang *l, const char *s, uint32_t n, uint32_t ends[3]) {
    uint32_t at = 0, count = 0;
    while (at < n && count < 3) {
        uint32_t taken = 0;
        for (const time_prefix *p = l->head->prefix; p < l->head->prefix + PREFIX_MAX && *p->letter && !taken; p++)
            taken = prefix_bytes(l->fold, p->letter, s + at, n - at + 1);
        if (!taken && *l->head->article) taken = prefix_bytes(l->fold, l->head->article, s + at, n - at + 1);
        if (!taken) return 0;
        at += taken < n - at ? taken : n - at;
        ends[count++] = at;
    }
    return at == n ? count : 0;
}

/* Where an item stands, and its word. */
typedef struct place {
    uint64_t hash;
    uint32_t start, end, word;
    uint16_t gap;
    bool capital;
} place;

static time_item *add_at(time_scan *s, const place *at, arena *a) {
    time_item *it = add_item(s, a);
    if (!it) return NULL;
    it->hash = at->hash;
    it->start = at->start;
    it->end = at->end;
    it->word = at->word;
    it->gap = at->gap;
    it->capital = at->capital;
    return it;
}

static bool add_digits(time_scan *s, const place *at, arena *a) {
    const char *b = s->x->bytes;
    time_item *it = add_at(s, at, a);
    if (!it) return false;
    it->money = follows_currency(b, at->start);
    uint32_t count = 0, bytes;
    for (uint32_t i = at->start; i < at->end; i += bytes) {
        int digit = digit_at(s->lang->fold, b + i, at->end - i, &bytes);
        if (digit >= 0 && ++count < 19) it->digits = it->digits * 10 + digit;
    }
    it->digit_count = (uint8_t)(count > 18 ? 19 : count);
    return true;
}

/* A run of letters: one item, or its prefixes and what they are written onto. */
static bool add_letters(time_scan *s, const place *whole, bool before_digits, arena *a) {
    const char *b = s->x->bytes;
    place at = *whole;
    uint32_t ends[3], start = at.start, n = 0;
    uint64_t rest = 0;
    if (*s->lang->head->prefix->letter && at.end - start <= FOLD_MAX) {
        if (before_digits)
            n = only_prefixes(s->lang, b + start, at.end - start, ends);
        else if (!is_known(s->lang, at.hash))
            n = cut_prefixes(s->lang, b + start, at.end - start, true, ends, &rest);
    }
    for (uint32_t k = 0; k < n; k++) {
        place prefix = at;
        prefix.end = start + ends[k];
        prefix.hash = fold_name_hash(s->lang->fold, b + prefix.start, prefix.end - prefix.start);
        time_item *it = add_at(s, &prefix, a);
        if (!it) return false;
        it->prefix = true;
        at.start = prefix.end;
        at.gap = GAP_NONE;
    }
    if (at.start == at.end) return true;
    if (n) at.hash = rest;
    time_item *it = add_at(s, &at, a);
    if (!it) return false;
    it->roman = read_roman(s, b, at.start, at.end);
    return cut_letters(s, a);
}

/* A word is one item unless letters and digits meet in it ("18h30" is three, "1er" and "Q3" two) or prefixes are cut. */
static bool add_word(time_scan *s, uint32_t w, uint32_t before_end, arena *a) {
    const word *d = &s->x->words[w];
    const char *b = s->x->bytes;
    uint32_t from = d->start;
    while (from < d->end) {
        uint32_t bytes, to = d->end;
        bool digits = digit_at(s->lang->fold, b + from, d->end - from, &bytes) >= 0;
        if (d->flags & WORD_MIXED)
            for (to = from; to < d->end; to += bytes)
                if ((digit_at(s->lang->fold, b + to, d->end - to, &bytes) >= 0) != digits) break;
        bool whole = from == d->start && to == d->end;
        place at = {.start = from, .end = to, .word = w};
        at.gap = from > d->start ? GAP_NONE : w == 0 || before_end == UINT32_MAX ? GAP_BREAK : gap_of(b, before_end, from);
        at.capital = from == d->start && is_capital(s->x, w);
        at.hash = whole ? d->hash : fold_name_hash(s->lang->fold, b + from, to - from);
        if (digits ? !add_digits(s, &at, a) : !add_letters(s, &at, to < d->end, a)) return false;
        from = to;
    }
    return true;
}

static void find_entries(time_scan *s, uint32_t i) {
    time_item *it = &s->items[i];
    const time_lang *l = s->lang;
    if (it->digit_count) it->classes = (uint64_t)1 << l->head->role[ROLE_digits];
    if (it->roman) it->classes = (uint64_t)1 << l->head->role[ROLE_roman];
    uint64_t key = 0, bit = hash_phrase(0, it->hash) >> 50;
    if (!(l->filter[bit >> 6] >> (bit & 63) & 1)) return;
    for (uint32_t n = 0; i + n < s->count && n < 8; n++) {
        if (n > 0 && !(s->items[i + n].gap & (GAP_LOOSE | GAP_DOT))) break;
        key = hash_phrase(key, s->items[i + n].hash);
        const phrase_slot *slot = phrase_find(&l->words, key);
        if (!slot) break;
        if (slot->flags & PHRASE_ENTRY && slot->value < l->entry_count) {
            for (int k = 2; k > 0; k--) {
                it->entry[k] = it->entry[k - 1];
                it->entry_items[k] = it->entry_items[k - 1];
            }
            it->entry[0] = slot->value;
            it->entry_items[0] = (uint8_t)(n + 1);
            if (it->entry_count < 3) it->entry_count++;
            uint64_t classes = l->entries[slot->value].classes;
            it->classes |= classes;
            if (classes & 1) it->words |= guard_word(slot->value);
        }
        if (!(slot->flags & PHRASE_PREFIX)) break;
    }
}

dp_status time_scan_words(time_scan *s, uint32_t first, uint32_t end, arena *a, dp_error *err) {
    s->count = 0;
    uint32_t before_end = UINT32_MAX;
    for (uint32_t w = first; w < end; w++) {
        if (!add_word(s, w, before_end, a)) return error_nomem(err);
        before_end = s->x->words[w].end;
    }
    for (uint32_t i = 0; i < s->count; i++) find_entries(s, i);
    return DP_OK;
}

uint32_t time_item_class(const time_scan *s, uint32_t i, unsigned class_, const time_sense **sense) {
    const time_item *it = &s->items[i];
    if (!class_ || !(it->classes >> class_ & 1)) return 0;
    const uint8_t *role = s->lang->head->role;
    if ((it->roman && class_ == role[ROLE_roman]) || (it->digit_count && class_ == role[ROLE_digits])) return 1;
    for (uint32_t k = 0; k < it->entry_count; k++) {
        const time_entry *e = &s->lang->entries[it->entry[k]];
        if (!(e->classes >> class_ & 1)) continue;
        for (uint32_t n = 0; n < e->sense_count; n++) {
            const time_sense *q = &s->lang->senses[e->first_sense + n];
            if (q->class_ != class_ || (q->flags & SENSE_CAPITAL && !it->capital)) continue;
            if (sense) *sense = q;
            return it->entry_items[k];
        }
    }
    return 0;
}

bool time_word_class(const time_scan *s, const char *form, unsigned class_) {
    const time_lang *l = s->lang;
    const phrase_slot *slot = class_ ? phrase_find(&l->words, hash_phrase(0, fold_name_hash(l->fold, form, strlen(form)))) : NULL;
    return slot && slot->flags & PHRASE_ENTRY && slot->value < l->entry_count && l->entries[slot->value].classes >> class_ & 1;
}
