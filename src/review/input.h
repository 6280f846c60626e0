/* Bytes of a terminal as keys: UTF-8, the control characters that we know, and the escape sequences of the usual terminals. */
#ifndef DP_REVIEW_INPUT_H
#define DP_REVIEW_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The first key of n bytes and how many bytes it took; 0 where more are needed. With `complete` no more will come: a lone escape
 * is the Escape key then. What means nothing gives KEY_NONE (keys.h). Pure. */
size_t input_key(const char *bytes, size_t n, bool complete, uint32_t *key);

#endif
