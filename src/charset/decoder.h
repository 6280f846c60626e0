/* Decoders: one step reads the sequence at a place of the input and says which code points it means.
 *
 * A step never fails: what means nothing is one U+FFFD, and a broken sequence gives its ASCII bytes back (WHATWG), so that no
 * byte can hide a "<". Steps are pure: whatever a decoder remembers between sequences stands in the state that is handed in. */
#ifndef DP_CHARSET_DECODER_H
#define DP_CHARSET_DECODER_H

#include "charset/charset.h"

#define NO_CHARACTER 0xFFFDu

typedef struct charset_input {
    const unsigned char *at; /* [n] */
    size_t n;
} charset_input;

typedef struct charset_step {
    uint32_t cp[2];
    uint8_t count; /* code points, 0 to 2 */
    uint8_t bytes; /* of the input, at least 1 */
    uint8_t state; /* for the next step */
    uint8_t notes; /* enum charset_note */
} charset_step;

struct charset_decoder {
    const char *name; /* WHATWG's, in small letters */
    charset_step (*step)(const charset_decoder *d, const charset_input *in, size_t at, uint8_t state);
    const uint16_t *table; /* of a single-byte encoding: [128] from 0x80 on, 0 for none */
    bool plain_ascii;      /* a byte below 0x80 that begins a sequence is that character */
};

/* Where a stretch of the text begins: the way back is walked from the mark before. */
struct charset_mark {
    size_t text, raw; /* offsets in bytes */
    uint8_t state;
};

extern const charset_decoder charset_utf8; /* well-formed or mended */
extern const charset_decoder charset_utf16le, charset_utf16be;
extern const charset_decoder charset_single[]; /* [charset_single_count] */
extern const size_t charset_single_count;
extern const charset_decoder charset_1252; /* windows-1252 with sequences of UTF-8 in it */
extern const charset_decoder charset_gb18030, charset_big5, charset_shift_jis, charset_euc_jp, charset_iso_2022_jp,
    charset_euc_kr;
extern const charset_decoder charset_replacement; /* what is never decoded and known to be dangerous: one U+FFFD for all of it */

/* The decoder of a label, or NULL. */
const charset_decoder *charset_of_label(const char *label, size_t n);
/* The label in a Content-Type value ("text/html; charset=utf-8"), or all of a value that is a bare label. */
const char *charset_in_content_type(const char *value, size_t n, size_t *label_bytes);
/* The label that a page gives of itself in its first bytes, NULL: none. */
const char *charset_prescan(const char *bytes, size_t n, size_t *label_bytes);

/* The code points that a byte of windows-1252 stands for; NO_CHARACTER for the five that stand for none. */
uint32_t charset_cp1252(unsigned char byte);

/* What UTF-8 the input holds. */
typedef struct charset_census {
    size_t good, broken; /* well-formed sequences of two bytes or more; sequences that are broken */
} charset_census;
charset_census charset_count_utf8(const char *bytes, size_t n);

/* The encoding that makes most sense of bytes that no label and no form explains; never NULL. */
const charset_decoder *charset_guess(const charset_input *in, const struct language_model *model);

/* Runs a decoder over the input: text, marks and notes of *out. */
dp_status charset_run(const charset_decoder *d, const charset_input *in, arena *a, charset_text *out, dp_error *err);

#endif
