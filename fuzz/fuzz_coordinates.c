/* Arbitrary bytes as coordinates, from every byte on. What is found lies on the globe and inside the bytes. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "mention/coordinates.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A compass that knows its letters, and takes any longer word by its first. */
static enum compass letter(const void *state, const char *word, size_t n) {
    (void)state;
    switch (n ? *word : 0) {
    case 'N':
    case 'n':
        return COMPASS_NORTH;
    case 'E':
    case 'e':
        return COMPASS_EAST;
    case 'S':
        return COMPASS_SOUTH;
    case 'W':
        return COMPASS_WEST;
    case 'l':
        return n > 2 && word[2] == 't' ? COMPASS_LATITUDE : COMPASS_LONGITUDE;
    case 'd':
        return COMPASS_DEGREES;
    case 'm':
        return COMPASS_MINUTES;
    case 'a':
        return COMPASS_JOIN;
    default:
        return COMPASS_NONE;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const compass_words words = {letter, NULL};
    for (size_t at = 0; at <= size && at < 4096; at++) {
        coordinates c;
        if (!coordinates_read((const char *)data, size, at, &words, &c)) continue;
        if (c.end <= at || c.end > size || !(fabs(c.lat) <= 90) || !(fabs(c.lon) <= 180)) abort();
    }
    return 0;
}
