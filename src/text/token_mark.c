/* Marks and addresses: everything that is no word. */
#include "text/splitter.h"

#define REFERENCE_BYTES_MAX 8u

/* --- addresses ------------------------------------------------------------------------------------------------------------ */

static void read_chunk(splitter *t) {
    if (t->p < t->chunk_end) return;
    uint32_t p = t->p;
    t->chunk_at = false;
    while (p < t->size && (unsigned char)t->s[p] > ' ') {
        if (t->s[p] == '@' && p > t->p) t->chunk_at = true;
        p++;
    }
    t->chunk_end = p;
}

static uint32_t address_end(const splitter *t) {
    uint32_t end = t->p;
    while (end < t->chunk_end && !strchr("<>\"{}|\\^`", t->s[end]) && (unsigned char)t->s[end] < 0xC2) end++;
    while (end > t->p && strchr(".,;:!?)]'*_", t->s[end - 1])) end--;
    return end;
}

static bool starts_with(const splitter *t, const char *s) {
    size_t n = strlen(s);
    if (t->size - t->p < n) return false;
    for (size_t i = 0; i < n; i++)
        if ((t->s[t->p + i] | 32) != (s[i] | 32)) return false;
    return true;
}

/* URLs and e-mail addresses, whole. */
bool splitter_read_address(splitter *t, const stretch *first) {
    uint32_t end = 0;
    char after = first->end < t->size ? t->s[first->end] : ' ';
    if (after == ':' && t->size - first->end > 3 && t->s[first->end + 1] == '/' && t->s[first->end + 2] == '/') {
        read_chunk(t);
        end = address_end(t);
    } else if (after == '.' && starts_with(t, "www.")) {
        read_chunk(t);
        end = address_end(t);
    } else if (after == '@' || ((after == '.' || after == '_' || after == '-' || after == '+') &&
                                (alnum_at(t, first->end + 1) || byte_at(t, first->end + 1, '.')))) {
        read_chunk(t);
        if (!t->chunk_at) return false;
        end = address_end(t);
        const char *at = memchr(t->s + t->p, '@', end - t->p);
        if (!at || !memchr(at, '.', (size_t)(t->s + end - at))) {
            t->chunk_at = false; /* once a chunk, so that a line of them stays linear */
            return false;
        }
    }
    if (end <= first->end) return false;
    splitter_push_word(t, t->p, end, first, false, first->digits > 0, 0);
    return true;
}

/* --- punctuation ---------------------------------------------------------------------------------------------------------- */

static unsigned punct_kind(uint32_t cp) {
    switch (cp) {
    case '.':
    case 0x3002:
    case 0x06D4:
    case 0x0964:
        return PIECE_PERIOD;
    case 0x2026:
        return PIECE_ELLIPSIS;
    case '!':
    case '?':
    case 0x61F:
    case 0xFF01:
    case 0xFF1F:
    case 0x203C:
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return PIECE_BANG;
    case ',':
    case 0x60C:
    case 0x3001:
        return PIECE_COMMA;
    case ';':
    case 0x61B:
        return PIECE_SEMICOLON;
    case ':':
        return PIECE_COLON;
    case '(':
    case '[':
    case '{':
        return PIECE_OPEN;
    case ')':
    case ']':
    case '}':
        return PIECE_CLOSE;
    case '"':
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2039:
    case 0x203A:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case '\'':
    case '`':
    case 0xFF02:
    case 0x300C:
    case 0x300D:
        return PIECE_QUOTE;
    case '-':
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x640:
        return PIECE_DASH;
    case 0x2022:
    case 0xB7:
    case 0x25AA:
    case 0x25CF:
    case 0x25A0:
    case 0x2023:
    case 0x25E6:
    case 0x2043:
    case '*':
    case 0x25BA:
    case 0x2666:
        return PIECE_BULLET;
    default:
        return PIECE_OTHER;
    }
}

/* How far the same mark is repeated. */
static uint32_t run_end(const splitter *t, uint32_t p, const at_char *c, uint32_t *times) {
    uint32_t end = p;
    *times = 0;
    while (t->size - end >= c->bytes && memcmp(t->s + end, t->s + p, c->bytes) == 0) {
        end += c->bytes;
        ++*times;
    }
    return end;
}

static bool mark_opens(const splitter *t, uint32_t end) {
    unsigned before = t->out->n ? t->out->at[t->out->n - 1].kind : PIECE_OPEN;
    bool free = t->gap != GAP_NONE || before == PIECE_OPEN || before == PIECE_QUOTE || before == PIECE_DASH;
    return free && alnum_at(t, end);
}

/* Single marks: "'90s", "'s" behind a quotation, and whether a quotation by ‘ ’ or ' ' is open. */
static bool read_single_mark(splitter *t, const at_char *c) {
    uint32_t p = t->p, end = p + c->bytes;
    if (c->cp == 0x2018 || (c->cp == '\'' && mark_opens(t, end))) {
        if (c->cp == '\'' && alnum_at(t, end)) {
            stretch x = stretch_read(t, end);
            if (x.letters <= 1 && x.digits == 2) {
                splitter_push_word(t, p, x.end, &x, false, true, 0);
                return true;
            }
        }
        t->single_open = true;
        return false;
    }
    if (alnum_at(t, end) && (t->r->policy & TOKENS_NEGATION_SUFFIX) && t->gap == GAP_NONE) {
        stretch x = stretch_read(t, end);
        if (splitter_lists(t, x.start, x.end, TOK_SUFFIX) && !apostrophe_at(t, x.end)) {
            splitter_push_word(t, p, x.end, &x, false, false, 0);
            return true;
        }
    }
    t->single_open = false;
    return false;
}

/* "-2,5", "+44", ".5" behind a blank: the sign belongs to the number. */
static bool read_signed(splitter *t, const at_char *c) {
    if (t->gap == GAP_NONE || t->line_start) return false;
    if (c->cp != '-' && c->cp != '+' && c->cp != '.' && c->cp != 0x2212) return false;
    uint32_t next = t->p + c->bytes;
    if (next >= t->size || (t->s[next] & 0x80) || !(t->r->ascii[(unsigned char)t->s[next]] & CHAR_DIGIT)) return false;
    stretch x = stretch_read(t, next);
    uint32_t end = x.end;
    if (end + 1 < t->size && (t->s[end] == ',' || t->s[end] == '.') && alnum_at(t, end + 1)) end = stretch_read(t, end + 1).end;
    splitter_push_word(t, t->p, end, &x, false, true, 0);
    return true;
}

/* "#tag", "@name": letters, digits and low lines behind the sign. */
static bool read_tag(splitter *t, const at_char *c) {
    if (!(t->r->policy & TOKENS_JOIN_TAGS) || (c->cp != '#' && c->cp != '@') || !alnum_at(t, t->p + 1)) return false;
    stretch x = stretch_read(t, t->p + 1);
    uint32_t end = x.end;
    while (byte_at(t, end, '_') || byte_at(t, end, '-')) {
        if (!alnum_at(t, end + 1)) break;
        end = stretch_read(t, end + 1).end;
    }
    splitter_push_word(t, t->p, end, &x, false, false, 0);
    return true;
}

/* "&quot;", "&#39;": characters that an export left spelled out, the same one repeated taken together. */
static bool read_reference(splitter *t, const at_char *c) {
    if (c->cp != '&') return false;
    uint32_t name = t->p + 1 + byte_at(t, t->p + 1, '#'), end = name;
    while (end < t->size && end - name < REFERENCE_BYTES_MAX && !(t->s[end] & 0x80) && alnum_at(t, end)) end++;
    if (end == name || !byte_at(t, end, ';')) return false;
    end++;
    uint32_t n = end - t->p;
    bool quote = starts_with(t, "&quot;") || starts_with(t, "&#39;") || starts_with(t, "&#34;") || starts_with(t, "&apos;");
    while (t->size - end >= n && memcmp(t->s + end, t->s + t->p, n) == 0) end += n;
    splitter_push(t, t->p, end, quote ? PIECE_QUOTE : PIECE_OTHER);
    return true;
}

/* ":)", ";-)": drawn faces, where a blank stands before them and no word goes on behind. */
static bool read_face(splitter *t, const at_char *c) {
    if ((c->cp != ':' && c->cp != ';' && c->cp != '=') || t->gap == GAP_NONE) return false;
    uint32_t p = t->p + 1;
    if (byte_at(t, p, '-')) p++;
    if (!byte_at(t, p, ')') && !byte_at(t, p, '(')) return false;
    char mouth = t->s[p];
    while (byte_at(t, p, mouth)) p++;
    if (alnum_at(t, p)) return false;
    splitter_push(t, t->p, p, PIECE_OTHER);
    return true;
}

void splitter_read_mark(splitter *t, const at_char *c) {
    unsigned kind = punct_kind(c->cp);
    if (read_signed(t, c) || read_tag(t, c) || read_reference(t, c) || read_face(t, c)) return;
    if ((c->cp == '\'' || c->cp == 0x2019 || c->cp == 0x2018) && read_single_mark(t, c)) return;
    if (kind == PIECE_BANG && (t->r->policy & TOKENS_CUT_BANGS)) {
        splitter_push(t, t->p, t->p + c->bytes, kind);
        return;
    }
    uint32_t times, end = run_end(t, t->p, c, &times);
    switch (kind) {
    case PIECE_PERIOD:
        if (times > 1) kind = PIECE_ELLIPSIS;
        break;
    case PIECE_BANG:
        while (end < t->size && (t->s[end] == '!' || t->s[end] == '?')) end++;
        break;
    case PIECE_QUOTE:
        if (times < 4 && !(times == 2 && (c->cp == '\'' || c->cp == '`' || c->cp == 0x2018 || c->cp == 0x2019)))
            end = t->p + c->bytes;
        break;
    case PIECE_DASH:
    case PIECE_BULLET:
        break;
    default:
        if (times < 4 && !(c->cp < 0x80 && times > 1 && strchr("<>=_#~+", (int)c->cp))) end = t->p + c->bytes;
    }
    if (c->cp == 0xB0 && end < t->size && (t->s[end] == 'C' || t->s[end] == 'F') && !alnum_at(t, end + 1)) end++;
    splitter_push(t, t->p, end, kind);
}
