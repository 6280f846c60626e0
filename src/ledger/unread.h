/* Sentences of what no rule reads: texts in a language that the pack lacks, and paragraphs in another language than their
 * dispatch's. They hold no claim, but a search has to find their words.
 *
 *   "The army said so.\n\n占领了城市。叛军…"  ──▶  [占领了城市。] [叛军…]
 *
 * They end at line ends and at the full stops of the world's scripts; a longer stretch is cut. */
#ifndef DP_LEDGER_UNREAD_H
#define DP_LEDGER_UNREAD_H

#include "ledger/entry.h"

/* Spans of `bytes` that `sentences` (n of them, by start) leave out and that hold a letter or digit, by start, in the arena. */
dp_status unread_sentences(const char *bytes, uint32_t size, const sentence *sentences, uint32_t n, arena *a, span **out,
                           uint32_t *count, dp_error *err);

#endif
