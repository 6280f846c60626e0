/* Which encoding: the bytes' own form first, then what labels say, then what makes most sense. */
#include "charset/charset.h"

#include <string.h>

#include "charset/decoder.h"
#include "core/utf8.h"

/* An encoding, and what it is known by. */
typedef struct choice {
    const charset_decoder *decoder; /* NULL: none */
    charset_basis basis;
} choice;

/* All that the choice rests on. */
typedef struct evidence {
    charset_input in;
    choice label;
    charset_census census;
    bool nuls;
    unsigned notes;
} evidence;

/* UTF-16 without a BOM: of European text, nearly every second byte is NUL. */
static const charset_decoder *utf16_by_nuls(const unsigned char *s, size_t n) {
    const size_t look = n < 4096 ? n / 2 * 2 : 4096;
    size_t even = 0, odd = 0;
    if (look < 4 || n % 2) return NULL;
    for (size_t i = 0; i < look; i += 2) {
        even += s[i] == 0;
        odd += s[i + 1] == 0;
    }
    if (odd * 10 >= look / 2 * 7 && even * 20 < look) return &charset_utf16le;
    if (even * 10 >= look / 2 * 7 && odd * 20 < look) return &charset_utf16be;
    return NULL;
}

static const charset_decoder *by_bom(const char *s, size_t n, size_t *bom_bytes) {
    *bom_bytes = 0;
    if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
        *bom_bytes = 3;
        return &charset_utf8;
    }
    if (n < 2) return NULL;
    *bom_bytes = 2;
    if (memcmp(s, "\xFF\xFE", 2) == 0) return &charset_utf16le;
    if (memcmp(s, "\xFE\xFF", 2) == 0) return &charset_utf16be;
    *bom_bytes = 0;
    return NULL;
}

/* ISO-2022-JP is ASCII to who does not see its escape sequences. */
static bool has_japanese_escapes(const char *s, size_t n) {
    const char *end = s + n;
    for (const char *p = s; (p = memchr(p, 0x1B, (size_t)(end - p))); p++)
        if (end - p >= 3 && p[1] == '$' && (p[2] == 'B' || p[2] == '@')) return true;
    return false;
}

static bool is_utf16(const charset_decoder *d) {
    return d == &charset_utf16le || d == &charset_utf16be;
}

/* The label that counts: that of the header, else the page's own. */
static choice find_label(const char *s, size_t n, const charset_hint *hint, unsigned *notes) {
    size_t size = 0;
    const char *label = hint->label ? charset_in_content_type(hint->label, strlen(hint->label), &size) : NULL;
    choice c = {label ? charset_of_label(label, size) : NULL, CHARSET_HEADER};
    if (label && !c.decoder) *notes |= CHARSET_LABEL_UNKNOWN;
    if (c.decoder || !hint->html) return c;
    label = charset_prescan(s, n, &size);
    c = (choice){label ? charset_of_label(label, size) : NULL, CHARSET_META};
    if (label && !c.decoder) *notes |= CHARSET_LABEL_UNKNOWN;
    if (is_utf16(c.decoder)) c.decoder = &charset_utf8; /* it was read as ASCII */
    return c;
}

static evidence gather(const charset_input *in, const charset_hint *hint) {
    const char *s = (const char *)in->at;
    evidence e = {.in = *in};
    e.label = find_label(s, in->n, hint, &e.notes);
    e.census = charset_count_utf8(s, in->n);
    e.nuls = in->n && memchr(s, 0, in->n);
    return e;
}

static bool is_multibyte(const charset_decoder *d) {
    return d == &charset_gb18030 || d == &charset_big5 || d == &charset_shift_jis || d == &charset_euc_jp || d == &charset_euc_kr;
}

/* Is it UTF-8, whatever it is called? A few characters of a Chinese, Japanese or Korean encoding can be valid UTF-8 by chance;
 * more cannot. A page of UTF-8 with some broken bytes is one still; where a label says otherwise, with few. */
static bool is_utf8(const evidence *e) {
    const charset_decoder *label = e->label.decoder;
    if (e->census.broken == 0) return e->census.good >= 3 || !is_multibyte(label);
    return e->census.good >= (label && label != &charset_utf8 ? 4 : 1) * e->census.broken;
}

/* Do the bytes bear a label out? At most one sequence in twenty may mean nothing. */
static bool suits(const charset_decoder *d, const charset_input *in) {
    size_t broken = 0, high = 0, at = 0;
    for (uint8_t state = 0; at < in->n;) {
        if (d->plain_ascii && in->at[at] < 0x80) {
            at++;
            continue;
        }
        const charset_step step = d->step(d, in, at, state);
        high++;
        broken += (step.notes & CHARSET_BROKEN) != 0;
        state = step.state;
        at += step.bytes;
    }
    return broken * 20 <= high;
}

static choice choose(const evidence *e, const struct language_model *model) {
    const choice label = e->label;
    const charset_decoder *by_nuls = e->nuls ? utf16_by_nuls(e->in.at, e->in.n) : NULL;
    if (by_nuls) return (choice){by_nuls, label.decoder == by_nuls ? label.basis : CHARSET_BYTES};
    if (label.decoder == &charset_replacement) return label;
    if (has_japanese_escapes((const char *)e->in.at, e->in.n))
        return (choice){&charset_iso_2022_jp, label.decoder == &charset_iso_2022_jp ? label.basis : CHARSET_BYTES};
    if (is_utf8(e)) return (choice){&charset_utf8, label.decoder == &charset_utf8 ? label.basis : CHARSET_BYTES};
    if (label.decoder && label.decoder != &charset_utf8 && !is_utf16(label.decoder) && suits(label.decoder, &e->in)) return label;
    return (choice){charset_guess(&e->in, model), CHARSET_GUESS};
}

dp_status charset_decode(const char *bytes, size_t n, const charset_hint *hint, arena *a, charset_text *out, dp_error *err) {
    static const charset_hint nothing = {0};
    *out = (charset_text){.raw = bytes, .raw_bytes = n};
    const charset_decoder *bom = by_bom(bytes, n, &out->bom_bytes);
    const charset_input in = {(const unsigned char *)bytes + out->bom_bytes, n - out->bom_bytes};
    if (!hint) hint = &nothing;
    const evidence e = gather(&in, hint);
    const choice taken = bom ? (choice){bom, CHARSET_BOM} : choose(&e, hint->model);
    out->encoding = taken.decoder->name;
    out->basis = taken.basis;
    out->notes = e.notes;
    /* Bytes that are all ASCII say nothing against any label. */
    if (e.label.decoder && e.label.decoder != taken.decoder && (e.census.good || e.census.broken))
        out->notes |= CHARSET_LABEL_LIED;
    if (taken.decoder != &charset_utf8 || e.nuls || e.census.broken) return charset_run(taken.decoder, &in, a, out, err);
    out->text = (const char *)in.at;
    out->text_bytes = in.n;
    return DP_OK;
}
