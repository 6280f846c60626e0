/* Arbitrary bytes as a robots.txt, and as an address behind the first line end. What is allowed does not depend on how often it
 * is asked, and /robots.txt is always allowed. */
#include <stdlib.h>
#include <string.h>

#include "watch/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    const size_t n = end ? (size_t)(end - data) : 0;
    arena a;
    robots r;
    bool once = false, again = false, itself = false;
    arena_init(&a);
    char *target = arena_copy(&a, (const char *)data, n);
    if (!target || !robots_read((const char *)data + n, size - n, "depeche", &a, &r)) abort();
    if (!robots_allow(&r, target, &a, &once) || !robots_allow(&r, target, &a, &again) || once != again) abort();
    if (!robots_allow(&r, "/robots.txt", &a, &itself) || !itself) abort();
    if (r.delay_ms > ROBOTS_DELAY_MAX_MS) abort();
    arena_free(&a);
    return 0;
}
