/* The list of all parts of the schema. Conventions, for those who use the file with SQL, Datasette, R or pandas:
 *
 *   *_key   row number inside this file; another ledger of the same content may number otherwise. For joins only.
 *   id      made from content, the same in every ledger: use it to name a thing.
 *   *_no    position inside the dispatch, from 0 as the indexes of `depeche annotate`; claim_no counts from 1.
 *   *_char  code points of dispatches.text, half open: substr(text, start_char + 1, end_char - start_char).
 *   *_day   ISO dates, inclusive. NULL is unknown, everywhere.
 *   rule    file:line of the rule or dictionary entry that a value comes from.
 *   shown   a label in which private persons' names are masked; `label` has the name. */
#include "ledger/schema.h"

#include <stddef.h>

const schema_part *const ledger_schema[] = {&schema_dispatches,
                                            &schema_mentions,
                                            &schema_claims,
                                            &schema_relations,
                                            &schema_events,
                                            &schema_copies,
                                            &schema_review,
                                            &schema_settled,
                                            &schema_withheld,
                                            &schema_watch,
                                            &schema_stored,
                                            &schema_inputs,
                                            NULL};

/* Nothing is ranked by how long its text is: no sizes of texts are kept. The words are parted and folded before they come here
 * (tokens.h), so that the index need only part them at blanks. It keeps them: what another pack folded otherwise can be taken out
 * again. Row: dispatch_key << 24 | sentence_no. Words are gathered in memory and written in pages of half a page of the file:
 * what is written less often is merged less often. */
const char ledger_schema_text[] =
    "CREATE VIRTUAL TABLE sentence_words USING fts5(words, tokenize = 'ascii', columnsize = 0);\n"
    "INSERT INTO sentence_words (sentence_words, rank) VALUES ('hashsize', 16777216), ('pgsz', 8000);\n";
