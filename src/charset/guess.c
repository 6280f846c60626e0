/* The encoding of bytes that no label and no form explains: candidates decode a sample, and the one whose result reads most like
 * a language is taken.
 *
 * The sample is words with bytes beyond ASCII, the only ones that encodings differ in. East Asian encodings are known by the form
 * of their pairs: wrong ones break, or give rare signs. Of single-byte encodings the identifier of languages judges: how far the
 * best language stands out of its script's others is what text has and a wrong decoding has not. */
#include <string.h>

#include "charset/decoder.h"
#include "core/utf8.h"
#include "language/tally.h"

#define SAMPLE_BYTES 3000u
#define LOOK_BYTES   ((size_t)256 << 10) /* so much of the input is looked at */

typedef struct sample {
    unsigned char bytes[SAMPLE_BYTES];
    size_t n, high; /* bytes; those beyond ASCII */
} sample;

static bool ends_word(unsigned char c) {
    return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '=' || c == ',' || c == '.';
}

static void take_word(sample *s, const unsigned char *word, size_t n) {
    size_t high = 0;
    for (size_t i = 0; i < n; i++) high += word[i] >= 0x80;
    if (high == 0) return;
    if (n > SAMPLE_BYTES - 1 - s->n) n = SAMPLE_BYTES - 1 - s->n;
    memcpy(s->bytes + s->n, word, n);
    s->n += n;
    s->bytes[s->n++] = ' ';
    s->high += high;
}

static void take_sample(const charset_input *in, sample *s) {
    const size_t end = in->n < LOOK_BYTES ? in->n : LOOK_BYTES;
    s->n = s->high = 0;
    for (size_t at = 0; at < end && s->n + 2 < SAMPLE_BYTES;) {
        size_t from = at;
        while (at < end && !ends_word(in->at[at])) at++;
        take_word(s, in->at + from, at - from);
        at += at == from;
    }
}

/* ---- East Asian encodings ------------------------------------------------------------------------------------------------ */

/* What a decoder makes of the sample. */
typedef struct glyphs {
    size_t signs, broken, kana, hangul, han;
} glyphs;

static glyphs count_glyphs(const charset_decoder *d, const sample *s) {
    const charset_input in = {s->bytes, s->n};
    glyphs g = {0};
    for (size_t at = 0; at < s->n;) {
        const charset_step step = d->step(d, &in, at, 0);
        const uint32_t cp = step.cp[0];
        if (in.at[at] >= 0x80) {
            g.signs++;
            g.broken += (step.notes & CHARSET_BROKEN) != 0;
            g.kana += cp >= 0x3041 && cp <= 0x30FE;
            g.hangul += cp >= 0xAC00 && cp <= 0xD7A3;
            g.han += cp >= 0x4E00 && cp <= 0x9FFF;
        }
        at += step.bytes;
    }
    return g;
}

/* The share, in percent, of pairs whose lead byte lies where an encoding keeps its common signs. */
static size_t common_leads(const sample *s, unsigned char low, unsigned char high) {
    size_t pairs = 0, common = 0;
    for (size_t i = 0; i + 1 < s->n; i++) {
        if (s->bytes[i] < 0x80) continue;
        pairs++;
        common += s->bytes[i] >= low && s->bytes[i] <= high;
        i++;
    }
    return pairs ? common * 100 / pairs : 0;
}

static bool sound(const glyphs *g) {
    return g->signs >= 4 && g->broken * 50 <= g->signs;
}

/* NULL: it is none of them. */
static const charset_decoder *guess_east_asian(const sample *s) {
    const charset_decoder *const japanese[] = {&charset_euc_jp, &charset_shift_jis};
    for (size_t i = 0; i < 2; i++) {
        const glyphs g = count_glyphs(japanese[i], s);
        if (sound(&g) && g.kana * 5 >= g.signs && (g.kana + g.han) * 10 >= g.signs * 7) return japanese[i];
    }
    const glyphs korean = count_glyphs(&charset_euc_kr, s);
    if (sound(&korean) && korean.hangul * 10 >= korean.signs * 8 && common_leads(s, 0xA1, 0xC8) >= 90) return &charset_euc_kr;
    const glyphs simplified = count_glyphs(&charset_gb18030, s), traditional = count_glyphs(&charset_big5, s);
    const size_t common_gb = common_leads(s, 0xA1, 0xD7), common_big5 = common_leads(s, 0xA1, 0xC6);
    const bool gb = sound(&simplified) && simplified.han * 10 >= simplified.signs * 7 && common_gb >= 80;
    const bool big5 = sound(&traditional) && traditional.han * 10 >= traditional.signs * 7 && common_big5 >= 80;
    /* Big5's trails run through ASCII too, where GB 2312's never are. */
    if (big5 && (!gb || common_big5 >= common_gb)) return &charset_big5;
    return gb ? &charset_gb18030 : NULL;
}

/* ---- single-byte encodings ----------------------------------------------------------------------------------------------- */

/* Decodes the sample; gives the bytes written. */
static size_t decode_sample(const charset_decoder *d, const sample *s, char out[SAMPLE_BYTES * 3]) {
    const charset_input in = {s->bytes, s->n};
    size_t n = 0;
    for (size_t at = 0; at < s->n;) {
        const charset_step step = d->step(d, &in, at, 0);
        n += utf8_encode(step.cp[0], out + n);
        at += step.bytes;
    }
    return n;
}

/* How much a decoding reads like a language, in thousandths of a nat for each byte beyond ASCII. */
static int64_t merit(const charset_decoder *d, const sample *s, const language_model *model) {
    char text[SAMPLE_BYTES * 3];
    language_tally t;
    language_count(model, text, decode_sample(d, s, text), &t);
    return language_merit(model, &t) / (int64_t)(s->high ? s->high : 1);
}

/* In the order in which they are preferred where two read alike: what is Hebrew in windows-1255 is as many Greek letters. */
static const char *const candidates[] = {
    "windows-1251", "windows-1250", "windows-1256",   "windows-1254", "windows-1257", "windows-1255",
    "windows-1253", "iso-8859-2",   "koi8-u",         "ibm866",       "iso-8859-5",   "iso-8859-6",
    "iso-8859-7",   "windows-874",  "x-mac-cyrillic", "macintosh",
};

static const charset_decoder *guess_single(const sample *s, const language_model *model) {
    const charset_decoder *best = &charset_1252;
    /* Windows-1252 is the most common by far: another one has to read clearly better. */
    int64_t most = merit(best, s, model);
    most += most > 0 ? most / 64 : 0;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const charset_decoder *d = charset_of_label(candidates[i], strlen(candidates[i]));
        const int64_t m = merit(d, s, model);
        if (m > most) {
            most = m;
            best = d;
        }
    }
    return best;
}

const charset_decoder *charset_guess(const charset_input *in, const struct language_model *model) {
    sample s;
    take_sample(in, &s);
    const charset_decoder *east = guess_east_asian(&s);
    if (east) return east;
    return model && model->header && s.high >= 2 ? guess_single(&s, model) : &charset_1252;
}
