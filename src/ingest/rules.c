#include "ingest/rules.h"

dp_status ingest_rules_open(const pack *p, ingest_rules *out, dp_error *err) {
    *out = (ingest_rules){0};
    dp_status status = html_rules_open(p, &out->html, err);
    if (status == DP_OK) status = page_words_open(p, &out->words, err);
    return status == DP_OK ? language_open_pack(p, &out->language, err) : status;
}
