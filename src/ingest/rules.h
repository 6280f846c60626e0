/* What reading records takes beside their bytes: parts of the pack, const and shared by all threads. Borrows the pack. */
#ifndef DP_INGEST_RULES_H
#define DP_INGEST_RULES_H

#include "html/page_words.h"
#include "html/rules.h"
#include "language/language.h"

typedef struct ingest_rules {
    html_rules html;
    page_words words;
    language_model language;
} ingest_rules;

dp_status ingest_rules_open(const pack *p, ingest_rules *out, dp_error *err);

#endif
