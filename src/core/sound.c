/* How a name sounds, across scripts. The classes join what romanisations and scripts write for one another: b p, f v w, h kh ch,
 * k q c, s z sh ts, t th, d dh, g gh, j zh. */
#include "core/sound.h"

#include <stdint.h>
#include <string.h>

#include "core/utf8.h"

#define SOUND_LEAST 3u

/* By letter; '-' is a vowel, 0 is silent. */
static const char latin[26] = {'-', 'b', 'k', 'd', '-', 'f', 'g', 'h', '-', 'j', 'k', 'l', 'm',
                               'n', '-', 'b', 'k', 'r', 's', 't', '-', 'f', 'f', 's', '-', 's'};

/* U+0430 to U+044F: а to я. */
static const char cyrillic[32] = {'-', 'b', 'f', 'g', 'd', '-', 'j', 's', '-', '-', 'k', 'l', 'm', 'n', '-', 'b',
                                  'r', 's', 't', '-', 'f', 'h', 's', 'h', 's', 's', 0,   '-', 0,   '-', '-', '-'};

/* U+0621 to U+064A; what lies between the letters is silent. */
static char arabic(uint32_t cp) {
    switch (cp) {
    case 0x627: /* alef */
    case 0x648: /* waw: mostly a vowel */
    case 0x64A: /* yeh */
    case 0x649:
        return '-';
    case 0x628:
    case 0x67E:
        return 'b';
    case 0x62A:
    case 0x62B:
    case 0x637:
        return 't';
    case 0x62C:
    case 0x686:
        return 'j';
    case 0x62D:
    case 0x62E:
    case 0x647:
        return 'h';
    case 0x62F:
    case 0x630:
    case 0x636:
        return 'd';
    case 0x631:
        return 'r';
    case 0x632:
    case 0x633:
    case 0x634:
    case 0x635:
    case 0x638:
        return 's';
    case 0x63A:
    case 0x6AF:
        return 'g';
    case 0x641:
    case 0x6A4:
        return 'f';
    case 0x642:
    case 0x643:
    case 0x6A9:
        return 'k';
    case 0x644:
        return 'l';
    case 0x645:
        return 'm';
    case 0x646:
        return 'n';
    default:
        return 0;
    }
}

static char sound_of(uint32_t cp) {
    if (cp >= 'a' && cp <= 'z') return latin[cp - 'a'];
    if (cp >= 0x430 && cp <= 0x44F) return cyrillic[cp - 0x430];
    if (cp == 0x454 || cp == 0x456 || cp == 0x457 || cp == 0x451) return '-'; /* є і ї ё */
    if (cp == 0x491) return 'g';                                              /* ґ */
    return cp >= 0x621 && cp <= 0x6CC ? arabic(cp) : 0;
}

/* Two letters for one sound: "kh", "ch" and "gh" are their own, "sch" and "tch" go by their last. Gives how many letters `out`
 * stands for; 0 for no such group. */
static size_t group_of(const char *s, size_t n, char *out) {
    static const struct {
        char letters[5], sound;
    } groups[] = {{"dsch", 'j'}, {"tsch", 'h'}, {"sch", 's'}, {"tch", 'h'}, {"dzh", 'j'}, {"kh", 'h'},
                  {"ch", 'h'},   {"gh", 'g'},   {"sh", 's'},  {"zh", 'j'},  {"th", 't'},  {"dh", 'd'},
                  {"ph", 'f'},   {"ts", 's'},   {"tz", 's'},  {"dj", 'j'},  {"ck", 'k'},  {"\u0434\u0436", 'j'}};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        const size_t m = strlen(groups[i].letters);
        if (m > n || memcmp(s, groups[i].letters, m) != 0) continue;
        *out = groups[i].sound;
        return m;
    }
    return 0;
}

size_t sound_key(const char *folded, size_t n, char *out) {
    size_t w = 0;
    bool begins = true;
    char before = 0;
    for (size_t i = 0; i < n && w < SOUND_MAX;) {
        char sound = 0;
        size_t size = group_of(folded + i, n - i, &sound);
        if (!size) {
            uint32_t cp;
            size = utf8_decode(folded + i, n - i, &cp);
            sound = sound_of(cp);
        }
        i += size ? size : 1;
        if (sound == '-' && begins) out[w++] = 'a';
        begins = begins && !sound;
        if (sound && sound != '-' && sound != before) out[w++] = sound;
        if (sound) before = sound;
    }
    if (w < SOUND_LEAST) w = 0;
    out[w] = '\0';
    return w;
}
