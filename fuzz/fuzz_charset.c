/* Arbitrary bytes as a page under any label: what comes out is valid UTF-8, and every place of it leads back in order. The first
 * byte chooses the label. */
#include <stdlib.h>
#include <string.h>

#include "charset/charset.h"
#include "core/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const labels[] = {
    NULL,     "utf-8",      "utf-16", "gb18030",      "big5",         "shift_jis", "euc-jp",      "iso-2022-jp",
    "euc-kr", "iso-8859-1", "koi8-u", "windows-1256", "windows-1258", "ibm866",    "iso-2022-kr", "text/html; charset=latin2",
};

static void check(const charset_text *t) {
    if (!utf8_valid(t->text, t->text_bytes) || (t->text_bytes && memchr(t->text, 0, t->text_bytes))) abort();
    size_t before = 0;
    for (size_t i = 0; i <= t->text_bytes; i += 1 + i / 64) {
        const size_t raw = charset_raw_offset(t, i);
        if (raw < before || raw > t->raw_bytes) abort();
        before = raw;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    const charset_hint hint = {.label = labels[data[0] % 16], .html = data[0] & 16};
    arena a;
    arena_init(&a);
    charset_text t;
    dp_error err = {0};
    if (charset_decode((const char *)data + 1, size - 1, &hint, &a, &t, &err) == DP_OK) check(&t);
    arena_free(&a);
    return 0;
}
