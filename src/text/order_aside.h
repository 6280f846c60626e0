/* Asides between commas: "announced X, | the spokesman of the army, | on Sunday that", "that ninety men, | among them officers, |
 * were killed". What a verb takes stands on both sides of them. Private to order.c. */
#ifndef DP_TEXT_ORDER_ASIDE_H
#define DP_TEXT_ORDER_ASIDE_H

#include "text/phrases.h"

/* Behind the aside that opens at the comma k, where the verb's clause goes on behind it; else k. */
unsigned aside_end(const phrase_view *v, unsigned k);
/* The comma that opens the aside which the comma k closes, where a phrase stands before it that a verb behind k may belong to;
 * else k. */
unsigned aside_start(const phrase_view *v, unsigned k);
/* What stands in the aside that opens at the comma `open` says more of the phrase `of` before it. */
void aside_hang(phrase_view *v, unsigned open, unsigned end, unsigned of);

#endif
