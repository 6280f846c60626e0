/* Encodings before Unicode: https://encoding.spec.whatwg.org, chapters 9 to 13. */
#include "charset/decoder.h"
#include "charset/tables.h"

static const charset_step nothing = {.cp = {NO_CHARACTER}, .count = 1, .bytes = 1, .notes = CHARSET_BROKEN};

static charset_step means(uint32_t cp, uint8_t bytes) {
    return (charset_step){.cp = {cp}, .count = 1, .bytes = bytes};
}

/* The byte at a place; 0, which continues no sequence, behind the end. */
static unsigned char byte_at(const charset_input *in, size_t at) {
    return at < in->n ? in->at[at] : 0;
}

static bool within(unsigned char c, unsigned char low, unsigned char high) {
    return c >= low && c <= high;
}

/* A two-byte sequence without a meaning: an ASCII byte is read again, so that it can close a tag or a string. */
static charset_step broken_pair(unsigned char trail) {
    charset_step step = nothing;
    step.bytes = trail < 0x80 ? 1 : 2;
    return step;
}

static charset_step pair(uint32_t cp, unsigned char trail) {
    return cp ? means(cp, 2) : broken_pair(trail);
}

static charset_step step_single(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)state;
    const unsigned char c = in->at[at];
    const uint32_t cp = c < 0x80 ? c : d->table[c - 0x80];
    return cp || c == 0 ? means(cp, 1) : nothing;
}

/* ---- Chinese and Korean ------------------------------------------------------------------------------------------------- */

/* The code point of a four-byte sequence of GB 18030, 0 for none. */
static uint32_t gb_four(uint32_t pointer) {
    if (pointer >= 189000 && pointer - 189000 < 0x100000) return pointer - 189000 + 0x10000;
    if (pointer >= 39420) return 0;
    size_t low = 0, high = charset_table_gb_range_count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (charset_table_gb_ranges[middle].pointer <= pointer)
            low = middle;
        else
            high = middle;
    }
    const gb_range *r = &charset_table_gb_ranges[low];
    return r->cp && r->pointer <= pointer ? r->cp + (pointer - r->pointer) : 0;
}

static charset_step step_gb18030(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d, (void)state;
    const unsigned char lead = in->at[at], second = byte_at(in, at + 1);
    if (lead < 0x80) return means(lead, 1);
    if (lead == 0x80) return means(0x20AC, 1);
    if (lead == 0xFF) return nothing;
    if (within(second, '0', '9')) {
        const unsigned char third = byte_at(in, at + 2), fourth = byte_at(in, at + 3);
        if (!within(third, 0x81, 0xFE) || !within(fourth, '0', '9')) return nothing;
        const uint32_t cp = gb_four(((lead - 0x81u) * 10 + (second - '0')) * 1260 + (third - 0x81u) * 10 + (fourth - '0'));
        return cp ? means(cp, 4) : nothing;
    }
    if (!within(second, 0x40, 0x7E) && !within(second, 0x80, 0xFE)) return nothing;
    return pair(charset_table_gb[(lead - 0x81u) * GB_TRAILS + (second - (second < 0x7F ? 0x40u : 0x41u))], second);
}

static charset_step step_euc_kr(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d, (void)state;
    const unsigned char lead = in->at[at], trail = byte_at(in, at + 1);
    if (lead < 0x80) return means(lead, 1);
    if (!within(lead, 0x81, 0xFE) || !within(trail, 0x41, 0xFE)) return nothing;
    return pair(charset_table_kr[(lead - 0x81u) * KR_TRAILS + (trail - 0x41u)], trail);
}

/* Four sequences are a letter with a combining mark. */
static charset_step big5_marked(uint32_t letter, uint32_t mark) {
    return (charset_step){.cp = {letter, mark}, .count = 2, .bytes = 2};
}

static charset_step step_big5(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d, (void)state;
    const unsigned char lead = in->at[at], trail = byte_at(in, at + 1);
    if (lead < 0x80) return means(lead, 1);
    if (!within(lead, 0x81, 0xFE) || (!within(trail, 0x40, 0x7E) && !within(trail, 0xA1, 0xFE))) return nothing;
    if (lead == 0x88 && (trail == 0x62 || trail == 0x64)) return big5_marked(0xCA, trail == 0x62 ? 0x304 : 0x30C);
    if (lead == 0x88 && (trail == 0xA3 || trail == 0xA5)) return big5_marked(0xEA, trail == 0xA3 ? 0x304 : 0x30C);
    return pair(charset_table_big5[(lead - 0x81u) * BIG5_TRAILS + (trail - (trail < 0x7F ? 0x40u : 0x62u))], trail);
}

/* ---- Japanese ----------------------------------------------------------------------------------------------------------- */

static charset_step step_shift_jis(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d, (void)state;
    const unsigned char lead = in->at[at], trail = byte_at(in, at + 1);
    if (lead < 0x80) return means(lead, 1);
    if (within(lead, 0xA1, 0xDF)) return means(0xFF61u + (lead - 0xA1u), 1); /* half-width kana */
    if (!within(lead, 0x81, 0x9F) && !within(lead, 0xE0, 0xFC)) return nothing;
    if (!within(trail, 0x40, 0x7E) && !within(trail, 0x80, 0xFC)) return nothing;
    const uint32_t row = lead - (lead < 0xA0 ? 0x81u : 0xC1u), cell = trail - (trail < 0x7F ? 0x40u : 0x41u);
    return pair(charset_table_jis0208[row * SJIS_TRAILS + cell], trail);
}

static charset_step step_euc_jp(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d, (void)state;
    const unsigned char lead = in->at[at], second = byte_at(in, at + 1), third = byte_at(in, at + 2);
    if (lead < 0x80) return means(lead, 1);
    if (lead == 0x8E && within(second, 0xA1, 0xDF)) return means(0xFF61u + (second - 0xA1u), 2);
    if (lead == 0x8F && within(second, 0xA1, 0xFE) && within(third, 0xA1, 0xFE)) {
        const uint32_t cp = charset_table_jis0212[(second - 0xA1u) * JIS_CELLS + (third - 0xA1u)];
        charset_step step = cp ? means(cp, 3) : nothing;
        step.bytes = 3;
        return step;
    }
    if (!within(lead, 0xA1, 0xFE) || !within(second, 0xA1, 0xFE)) return nothing;
    return pair(charset_table_jis0208[(lead - 0xA1u) * JIS_CELLS + (second - 0xA1u)], second);
}

/* States of ISO-2022-JP: which set the bytes belong to. */
enum { JIS_ASCII, JIS_ROMAN, JIS_KATAKANA, JIS_KANJI };

/* The state behind an escape sequence, -1 where it is none. */
static int jis_escape(const charset_input *in, size_t at) {
    const unsigned char kind = byte_at(in, at + 1), set = byte_at(in, at + 2);
    if (kind == '$' && (set == '@' || set == 'B')) return JIS_KANJI;
    if (kind != '(') return -1;
    return set == 'B' ? JIS_ASCII : set == 'J' ? JIS_ROMAN : set == 'I' ? JIS_KATAKANA : -1;
}

static uint32_t jis_roman(unsigned char c) {
    return c == '\\' ? 0xA5 : c == '~' ? 0x203E : c;
}

static charset_step jis_character(const charset_input *in, size_t at, uint8_t state) {
    const unsigned char c = in->at[at], second = byte_at(in, at + 1);
    if (c >= 0x80) return nothing;
    if (state == JIS_KATAKANA && within(c, 0x21, 0x5F)) return means(0xFF61u + (c - 0x21u), 1);
    if (state == JIS_KANJI && within(c, 0x21, 0x7E)) {
        if (!within(second, 0x21, 0x7E)) return nothing;
        const uint32_t cp = charset_table_jis0208[(c - 0x21u) * JIS_CELLS + (second - 0x21u)];
        charset_step step = cp ? means(cp, 2) : nothing;
        step.bytes = 2;
        return step;
    }
    return means(state == JIS_ROMAN ? jis_roman(c) : c, 1);
}

static charset_step step_iso_2022_jp(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state) {
    (void)d;
    const int escaped = in->at[at] == 0x1B ? jis_escape(in, at) : -1;
    if (escaped >= 0) return (charset_step){.bytes = 3, .state = (uint8_t)escaped};
    charset_step step = jis_character(in, at, state);
    step.state = state;
    return step;
}

#define SINGLE_(label, icu)                                                                                                      \
    {.name = label, .step = step_single, .plain_ascii = true, .table = charset_table_single[__COUNTER__ - FIRST_]},
enum { FIRST_ = __COUNTER__ + 1 };
const charset_decoder charset_single[] = {CHARSET_SINGLE(SINGLE_)};
const size_t charset_single_count = CHARSET_SINGLE_COUNT;

const charset_decoder charset_gb18030 = {.name = "gb18030", .step = step_gb18030, .plain_ascii = true};
const charset_decoder charset_big5 = {.name = "big5", .step = step_big5, .plain_ascii = true};
const charset_decoder charset_shift_jis = {.name = "shift_jis", .step = step_shift_jis, .plain_ascii = true};
const charset_decoder charset_euc_jp = {.name = "euc-jp", .step = step_euc_jp, .plain_ascii = true};
const charset_decoder charset_iso_2022_jp = {.name = "iso-2022-jp", .step = step_iso_2022_jp};
const charset_decoder charset_euc_kr = {.name = "euc-kr", .step = step_euc_kr, .plain_ascii = true};
