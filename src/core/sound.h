/* How a name sounds, across scripts: "Botlikh", "Ботлих" and "Botlich" have one key. For names that no list knows. */
#ifndef CORE_SOUND_H
#define CORE_SOUND_H

#include <stddef.h>

#define SOUND_MAX 32u /* bytes of the longest key; what sounds on is left out */

/* The consonants of a name in Latin, Cyrillic or Arabic letters that was folded (small letters without marks), by the classes
 * that the usual romanisations keep apart, with "a" for a vowel that it begins with: endings of cases, doubled letters and
 * vowels make no difference. Other letters are left out. `out` has room for SOUND_MAX + 1 bytes and is closed with a zero. Gives
 * the length; a name of fewer than three sounds tells nothing and gives 0. Any thread. */
size_t sound_key(const char *folded, size_t n, char *out);

#endif
