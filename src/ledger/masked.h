/* Masking of private persons' names in texts: the one place where a sentence, a quote, a passage or a whole dispatch that leaves
 * the ledger loses them. Names stand in `private_names`, worked out when the dispatch is read: persons who act or speak in it,
 * and other names that the language's model takes for persons' and no list of parties knows. */
#ifndef DP_LEDGER_MASKED_H
#define DP_LEDGER_MASKED_H

#include "ledger/internal.h"

/* Is who a row k of casualties counts a private person: do the words hold the name of one who stands there, or are they a part
 * of it ("Ruiz" of "farmer Ana Ruiz")? Names are looked for near the count alone: none is as long as that. */
#define NAME_CHARS_MAX "1000"
#define NAME_WORDS                                                                                                               \
    "(SELECT substr(px.text, pn.start_char + 1, pn.end_char - pn.start_char) FROM dispatches px WHERE px.dispatch_key = "        \
    "pn.dispatch_key)"
#define COUNTS_PERSON                                                                                                            \
    "EXISTS (SELECT 1 FROM private_names pn WHERE pn.dispatch_key = k.dispatch_key AND pn.start_char > k.start_char "            \
    "- " NAME_CHARS_MAX " AND pn.start_char < k.end_char AND pn.end_char > k.start_char AND (instr(k.who, " NAME_WORDS ") OR "   \
    "instr(' ' || " NAME_WORDS " || ' ', ' ' || k.who || ' ')))"
/* Is a private person named in the span of a row m? */
#define NAMES_PERSON(m)                                                                                                          \
    "EXISTS (SELECT 1 FROM private_names pn WHERE pn.dispatch_key = " m ".dispatch_key AND pn.start_char < " m                   \
    ".end_char AND pn.end_char > " m ".start_char)"
/* Whom it counts, masked. */
#define COUNTED_SHOWN "CASE WHEN " COUNTS_PERSON " THEN '" MASK "' ELSE k.who END"

/* `part` is the text of a dispatch from code point `start` on. Gives it with "[person]" for each name of a private person that
 * lies in its first `characters`, in the arena. */
dp_status masked_part(ledger *l, int64_t dispatch_key, const char *part, uint32_t start, uint32_t characters, arena *a,
                      const char **out, dp_error *err);

/* SQL: where persons' names stand in dispatch ?1 (start_char, end_char), those that touch code points ?2 to ?3, by start. */
extern const char masked_persons[];

#endif
