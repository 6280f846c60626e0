/* Brotli (RFC 7932), as HTTP bodies are packed with it. The decoder's own memory is bounded by its window, 16 MiB at most. */
#include <brotli/decode.h>
#include <stdlib.h>

#include "archive/packed.h"

static dp_status damaged(BrotliDecoderResult result, dp_error *err) {
    const bool cut = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
    error_set(err, DP_E_FORMAT, cut ? "the packed data end in the middle: the body is cut short" : "the packed data are damaged");
    return error_remedy(err, "fetch the page again; what stands before the damage was read");
}

dp_status packed_unbrotli(const char *bytes, size_t n, size_t most, buf *out, dp_error *err) {
    enum { STEP = 64 << 10 };
    BrotliDecoderState *z = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    uint8_t *step = malloc(STEP);
    dp_status status = z && step ? DP_OK : error_nomem(err);
    const uint8_t *in = (const uint8_t *)bytes;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    size_t used = 0;
    while (status == DP_OK && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t *to = step;
        size_t room = STEP;
        result = BrotliDecoderDecompressStream(z, &n, &in, &room, &to, NULL);
        used += STEP - room;
        if (used > most) {
            status = error_set(err, DP_E_TOO_LONG, "a packed body swells beyond %zu MiB", most >> 20);
            break;
        }
        buf_add(out, (const char *)step, STEP - room);
        if (out->failed)
            status = error_nomem(err);
        else if (result == BROTLI_DECODER_RESULT_ERROR || result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
            status = damaged(result, err);
    }
    free(step);
    BrotliDecoderDestroyInstance(z);
    return status;
}
