/* The encoding of bytes that no label and no form explains. */
#include "charset/decoder.h"

const charset_decoder *charset_guess(const charset_input *in, const struct language_model *model) {
    (void)in, (void)model;
    return &charset_1252;
}
