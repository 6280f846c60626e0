/* From a word form to rows. */
#include "text/channels.h"

#include <string.h>

#include "core/hash.h"
#include "core/utf8.h"

enum { SHAPE_MAX = 8, SHAPE_RUN = 2, FLAGS_HALF_BITS = 4, FLAGS_HALF = (1 << FLAGS_HALF_BITS) - 1 };

/* Upper, lower, digit or the character itself, runs cut at two: "L’Équipe" → "X’Xxx". */
static size_t make_shape(const fold_table *fold, const char *form, size_t n, char out[SHAPE_MAX * 4]) {
    size_t size = 0;
    uint32_t last = 0, run = 0, count = 0;
    for (size_t i = 0; i < n && count < SHAPE_MAX;) {
        uint32_t cp;
        size_t bytes = utf8_decode(form + i, n - i, &cp);
        unsigned class = fold_class(fold, cp);
        uint32_t c = class & CHAR_UPPER ? 'X' : class & CHAR_LETTER ? 'x' : class & CHAR_DIGIT ? 'd' : cp;
        run = c == last ? run + 1 : 1;
        last = c;
        if (run <= SHAPE_RUN) {
            bool letter = c == 'X' || c == 'x' || c == 'd';
            if (letter)
                out[size++] = (char)c;
            else {
                memcpy(out + size, form + i, bytes);
                size += bytes;
            }
            count++;
        }
        i += bytes;
    }
    return size;
}

/* Typographic marks become those of the typewriter: which of them a word has tells who set it, not what it is. Gives the bytes;
 * what is too long is cut. */
static size_t plain_marks(const char *form, size_t n, char out[FOLD_MAX]) {
    size_t size = 0;
    for (size_t i = 0, bytes; i < n; i += bytes) {
        uint32_t cp;
        bytes = utf8_decode(form + i, n - i, &cp);
        const char *plain = NULL;
        if (cp == 0x2018 || cp == 0x2019 || cp == 0x02BC || cp == 0x201B)
            plain = "'";
        else if (cp == 0x2010 || cp == 0x2011)
            plain = "-";
        else if (cp >= 0x201C && cp <= 0x201F)
            plain = "\"";
        else if (cp == 0x2026)
            plain = "...";
        const size_t add = plain ? strlen(plain) : bytes;
        if (size + add > FOLD_MAX) break;
        memcpy(out + size, plain ? plain : form + i, add);
        size += add;
    }
    return size;
}

static size_t zero_digits(const fold_table *fold, char *s, size_t n) {
    size_t size = 0;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        size_t bytes = utf8_decode(s + i, n - i, &cp);
        if (fold_class(fold, cp) & CHAR_DIGIT)
            s[size++] = '0';
        else {
            memmove(s + size, s + i, bytes);
            size += bytes;
        }
        i += bytes;
    }
    return size;
}

/* Bytes of the first `count` characters. */
static size_t front(const char *s, size_t n, uint32_t count) {
    size_t at = 0;
    while (at < n && count > 0) {
        at++;
        while (at < n && ((unsigned char)s[at] & 0xC0) == 0x80) at++;
        count--;
    }
    return at;
}

static size_t back(const char *s, size_t n, uint32_t count) {
    size_t at = n;
    while (at > 0 && count > 0) {
        at--;
        while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80) at--;
        count--;
    }
    return n - at;
}

void channels_rows(const channel_set *set, const fold_table *fold, const char *form, size_t n, channel_hints hints,
                   uint32_t rows[CHANNELS_MAX][2]) {
    char lower[FOLD_MAX], bare[FOLD_MAX], shape[SHAPE_MAX * 4], plain[FOLD_MAX];
    n = plain_marks(form, n, plain);
    form = plain;
    size_t bare_size = zero_digits(fold, bare, fold_name(fold, form, n, bare, sizeof bare));
    size_t lower_size = bare_size;
    if (set->options & CHANNELS_BARE)
        memcpy(lower, bare, bare_size);
    else
        lower_size = zero_digits(fold, lower, fold_lower(fold, form, n, lower, sizeof lower));
    for (uint32_t c = 0; c < set->n; c++) {
        const channel *ch = &set->at[c];
        const char *s = lower;
        size_t size = lower_size;
        switch (ch->kind) {
        case CHANNEL_BARE:
            s = bare;
            size = bare_size;
            break;
        case CHANNEL_SUFFIX:
            size = back(lower, lower_size, ch->length);
            s = lower + lower_size - size;
            break;
        case CHANNEL_PREFIX:
            size = front(lower, lower_size, ch->length);
            break;
        case CHANNEL_SHAPE:
            size = make_shape(fold, form, n, shape);
            s = shape;
            break;
        case CHANNEL_FLAGS:
            rows[c][0] = hints.flags & FLAGS_HALF & (ch->rows - 1);
            rows[c][1] = (FLAGS_HALF + 1 + (hints.flags >> FLAGS_HALF_BITS & FLAGS_HALF)) & (ch->rows - 1);
            continue;
        case CHANNEL_LEXICON:
            rows[c][0] = rows[c][1] = hints.lexicon & (ch->rows - 1);
            continue;
        default:
            break;
        }
        uint64_t h = hash_bytes(s, size, ch->kind * 16 + ch->length);
        rows[c][0] = (uint32_t)h & (ch->rows - 1);
        rows[c][1] = (uint32_t)(h >> 32) & (ch->rows - 1);
    }
}
