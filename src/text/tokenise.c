/* Surface tokens: the loop over the text, the pieces it makes, and the rules it goes by. Every byte is looked at a bounded
 * number of times. */
#include "text/tokenise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/splitter.h"

#define TATWEEL    0x640u
#define TRIM_BYTES ((size_t)4 << 20) /* scratch above this is given back after a dispatch */

stretch stretch_read_most(const splitter *t, uint32_t p, uint32_t limit) {
    stretch x = {.start = p, .end = p};
    while (p < t->size && p < limit) {
        at_char c = char_at(t, p);
        bool joins = (c.class & CHAR_CONTROL) && c.cp >= 0x80;
        if (!is_alnum(&c) && !joins) break;
        p += c.bytes;
        if (joins) continue;
        if (!(c.class & CHAR_MARK)) {
            if (x.letters + x.digits == 0) {
                x.capital = (c.class & CHAR_UPPER) != 0;
                x.lower_first = (c.class & CHAR_LETTER) && !x.capital && !(t->r->policy & TOKENS_NO_CAPITALS);
            }
            x.letters += (c.class & CHAR_LETTER) != 0;
            x.digits += (c.class & CHAR_DIGIT) != 0;
            x.upper += (c.class & CHAR_UPPER) != 0;
        }
        x.end = p;
    }
    return x;
}

stretch stretch_read(const splitter *t, uint32_t p) {
    return stretch_read_most(t, p, UINT32_MAX);
}

uint64_t token_hash(const token_rules *r, const char *s, uint32_t n) {
    char plain[FOLD_MAX], folded[FOLD_MAX];
    uint32_t used = 0;
    bool ascii = true;
    for (uint32_t i = 0; i < n && used < sizeof plain;) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x80) {
            plain[used++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c == '`' ? '\'' : c);
            i++;
            continue;
        }
        uint32_t cp;
        uint32_t bytes = (uint32_t)utf8_decode(s + i, n - i, &cp);
        if (cp == 0x2019 || cp == 0x02BC) {
            plain[used++] = '\'';
        } else if (cp == 0x2010 || cp == 0x2011) {
            plain[used++] = '-';
        } else if (bytes <= sizeof plain - used) {
            memcpy(plain + used, s + i, bytes);
            used += bytes;
            ascii = false;
        } else {
            break;
        }
        i += bytes;
    }
    if (ascii) return hash_bytes(plain, used, 0);
    return hash_bytes(folded, fold_lower(r->fold, plain, used, folded, sizeof folded), 0);
}

const char *token_spelling(const char *spellings, uint16_t flags) {
    uint32_t skip = flags & PIECE_ALL_CAPS ? 2 : flags & PIECE_CAPITAL ? 1 : 0;
    for (const char *bar; skip > 0 && (bar = strchr(spellings, '|')) != NULL; skip--) spellings = bar + 1;
    return spellings;
}

const token_entry *splitter_lookup(const splitter *t, uint32_t start, uint32_t end) {
    if (end - start > LISTED_BYTES_MAX) return NULL;
    return token_rules_find(t->r, token_hash(t->r, t->s + start, end - start));
}
bool splitter_lists(const splitter *t, uint32_t start, uint32_t end, uint32_t kinds) {
    const token_entry *e = splitter_lookup(t, start, end);
    return e && (e->kinds & kinds);
}

piece *splitter_push(splitter *t, uint32_t start, uint32_t end, unsigned kind) {
    pieces *o = t->out;
    if (o->n == o->cap) {
        uint32_t cap = o->cap ? o->cap * 2 : 1024;
        piece *at = realloc(o->at, (size_t)cap * sizeof *at);
        if (!at) {
            t->nomem = true;
            return NULL;
        }
        o->at = at;
        o->cap = cap;
    }
    piece *x = &o->at[o->n++];
    *x = (piece){.start = start, .end = end, .kind = (uint8_t)kind, .gap = t->gap};
    t->gap = GAP_NONE;
    t->line_start = false;
    t->p = end;
    return x;
}

static void set_entry(const splitter *t, piece *x) {
    const token_entry *e = token_rules_find(t->r, x->hash);
    if (e) {
        x->kinds = e->kinds;
        x->entry = (uint32_t)(e - t->r->slots) + 1;
    }
}

void splitter_push_word(splitter *t, uint32_t start, uint32_t end, const stretch *first, bool all_caps, bool digits,
                        uint16_t flags) {
    piece *x = splitter_push(t, start, end, digits && first->letters == 0 ? PIECE_NUMBER : PIECE_WORD);
    if (!x) return;
    x->hash = token_hash(t->r, t->s + start, end - start);
    x->flags = flags;
    if (first->capital) x->flags |= PIECE_CAPITAL;
    if (first->lower_first) x->flags |= PIECE_LOWER;
    if (all_caps) x->flags |= PIECE_ALL_CAPS;
    if (digits) x->flags |= PIECE_DIGITS;
    set_entry(t, x);
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

static void skip_blank(splitter *t, const at_char *c) {
    t->p += c->bytes;
    bool line = c->cp == '\n' || c->cp == 0x2028 || c->cp == 0x2029 || c->cp == 0x0B || c->cp == 0x0C ||
                (c->cp == '\r' && !byte_at(t, t->p, '\n'));
    if (!line) {
        if (t->gap == GAP_NONE) t->gap = GAP_SPACE;
        return;
    }
    t->gap = t->gap >= GAP_LINE || c->cp == 0x2029 ? GAP_EMPTY_LINE : GAP_LINE;
    t->line_start = true;
    if (t->gap == GAP_EMPTY_LINE) t->single_open = false;
}

#define PLAIN_BYTES_MAX 48u

/* A word of ASCII letters before a blank or a comma needs no second look: most of the text goes this way. */
static bool read_plain_word(splitter *t) {
    const uint8_t *ascii = t->r->ascii;
    const unsigned char *s = (const unsigned char *)t->s + t->p;
    char folded[PLAIN_BYTES_MAX];
    uint32_t limit = t->size - t->p < PLAIN_BYTES_MAX ? t->size - t->p : PLAIN_BYTES_MAX;
    uint32_t n = 0, upper = 0;
    for (; n < limit && s[n] < 0x80 && (ascii[s[n]] & (CHAR_LETTER | CHAR_DIGIT)) == CHAR_LETTER; n++) {
        folded[n] = (char)(s[n] | 32);
        upper += (s[n] & 32) == 0;
    }
    if (n == 0 || n == limit || (s[n] != ' ' && s[n] != ',' && s[n] != '\n')) return false;
    piece *x = splitter_push(t, t->p, t->p + n, PIECE_WORD);
    if (!x) return true;
    x->hash = hash_bytes(folded, n, 0);
    x->flags = s[0] & 32 ? PIECE_LOWER : PIECE_CAPITAL;
    if (n > 1 && upper == n) x->flags |= PIECE_ALL_CAPS;
    set_entry(t, x);
    if (s[n] == ' ') {
        t->gap = GAP_SPACE;
        t->p++;
    }
    return true;
}

dp_status token_pieces(const token_rules *r, const char *bytes, uint32_t size, pieces *out, dp_error *err) {
    splitter t = {.r = r, .s = bytes, .size = size, .gap = GAP_EMPTY_LINE, .line_start = true, .out = out};
    out->n = 0;
    while (t.p < size && !t.nomem) {
        if (read_plain_word(&t)) continue;
        at_char c = char_at(&t, t.p);
        if (c.cp == TATWEEL) {
            splitter_read_mark(&t, &c); /* a letter's stroke that stands for a dash */
        } else if (is_alnum(&c)) {
            stretch first = stretch_read(&t, t.p);
            if (!splitter_read_address(&t, &first)) splitter_read_word(&t, first);
        } else if (c.class & (CHAR_SPACE | CHAR_CONTROL)) {
            skip_blank(&t, &c);
        } else {
            splitter_read_mark(&t, &c);
        }
    }
    return t.nomem ? error_nomem(err) : DP_OK;
}

void pieces_trim(pieces *p) {
    if ((size_t)p->cap * sizeof *p->at > TRIM_BYTES) pieces_free(p);
}

void pieces_free(pieces *p) {
    free(p->at);
    *p = (pieces){0};
}

dp_status token_rules_open(const pack *p, const char *lang, token_rules *out, dp_error *err) {
    char name[32];
    const void *data;
    size_t size;
    *out = (token_rules){.pack = p, .fold = p->fold};
    if (snprintf(name, sizeof name, "%.8s/tokens", lang) < 0) return error_set(err, DP_E_INTERNAL, "section name");
    if (!pack_section(p, name, &data, &size)) return error_set(err, DP_E_PACK, "the pack has no section \"%s\"", name);
    const tokens_head *h = data;
    bool good = size >= sizeof *h && h->magic == TOKENS_MAGIC && h->slots > 0 && (h->slots & (h->slots - 1)) == 0 &&
                h->slots <= (size - sizeof *h) / sizeof(token_entry) && h->entries < h->slots;
    if (!good) {
        error_set(err, DP_E_PACK, "the pack's section \"%s\" is damaged", name);
        return error_remedy(err, "compile the pack again");
    }
    out->policy = h->policy;
    out->mask = h->slots - 1;
    out->slots = (const token_entry *)(const void *)(h + 1);
    uint32_t used = 0;
    for (uint32_t i = 0; i < h->slots; i++) used += out->slots[i].key != 0;
    if (used >= h->slots) return error_set(err, DP_E_PACK, "the pack's section \"%s\" is damaged", name);
    for (uint32_t c = 0; c < 128; c++) out->ascii[c] = (uint8_t)fold_class(p->fold, c);
    return DP_OK;
}
