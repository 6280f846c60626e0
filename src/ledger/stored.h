/* How much of a text the ledger keeps: all of it, what its claims and mentions quote, or nothing (ledger_options.store).
 *
 *   text      "The army took Palmyra on Sunday. It rained all day."      offsets and hashes are the same in all three
 *   spans     "The army took Palmyra on Sunday                 "         blanks in place of what is not kept
 *   none      ""
 *
 * To a reader a character that was not kept is shown as ░, so that every offset stays true. */
#ifndef DP_LEDGER_STORED_H
#define DP_LEDGER_STORED_H

#include "ledger/entry.h"

#define NOT_KEPT   "░"            /* one character */
#define NOT_STORED "[not stored]" /* in place of a quote */

/* What of an entry's text is kept; all memory is the ledger's scratch. */
typedef struct stored_text {
    const char *visible; /* as long as the text, with a blank for each byte that is not kept */
    const char *bytes;   /* what is written to dispatches.text */
    uint32_t size;
    span *kept; /* bytes of the text; by start, none over another. Of a whole text: none */
    uint32_t kept_count;
} stored_text;
dp_status stored_choose(entry *e, stored_text *out, dp_error *err);
/* The rows beside that of the dispatch; nothing where the text is whole. */
dp_status stored_write(entry *e, const stored_text *s, dp_error *err);

/* `part` is what dispatches.text holds from code point `start` on, of `characters` that the dispatch has there. Gives these with
 * NOT_KEPT for each that is not kept, in the arena; `part` itself where the text is whole. */
dp_status stored_shown(ledger *l, int64_t dispatch_key, const char *part, uint32_t start, uint32_t characters, arena *a,
                       const char **out, dp_error *err);
/* "full", "spans" or "none". */
dp_status stored_how(ledger *l, int64_t dispatch_key, const char **out, dp_error *err);

#endif
