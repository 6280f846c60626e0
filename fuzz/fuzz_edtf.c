/* Arbitrary bytes as an EDTF date. What is read, written and read again is the same. */
#include <stdlib.h>
#include <string.h>

#include "core/edtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char s[512];
    edtf a, b;
    if (size >= sizeof s) return 0;
    memcpy(s, data, size);
    s[size] = 0;
    if (!edtf_read(s, &a)) return 0;
    buf first, second;
    buf_init(&first);
    buf_init(&second);
    edtf_write(&a, &first);
    if (!edtf_read(buf_cstr(&first), &b)) abort();
    edtf_write(&b, &second);
    if (strcmp(buf_cstr(&first), buf_cstr(&second)) != 0 || edtf_hull(&a).first != edtf_hull(&b).first) abort();
    buf_free(&first);
    buf_free(&second);
    return 0;
}
