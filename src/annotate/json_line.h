/* The pieces that a line of the contract is written with (docs/contract.md). Bytes become code points here and nowhere else.
 * A failure to grow is kept in the buffer (`failed`). */
#ifndef ANNOTATE_JSON_LINE_H
#define ANNOTATE_JSON_LINE_H

#include "annotate/annotate.h"

typedef struct line_writer {
    const knowledge *k;
    const annotation *an;
    buf *b;
} line_writer;

void line_open_list(line_writer *w, const char *key);
void line_close_list(line_writer *w);
void line_open_item(line_writer *w);
void line_close_item(line_writer *w);
uint32_t line_code_point(const line_writer *w, uint32_t offset_bytes);
void line_span(line_writer *w, span at);

/* "key":{"start":…,"end":…}, null for an empty span */
void line_span_object(line_writer *w, const char *key, span at);

/* [[start,end],…] */
void line_pairs(line_writer *w, const char *key, const span *at, uint32_t n);
void line_text(line_writer *w, span at);
void line_count(line_writer *w, const char *key, int64_t v);
void line_index(line_writer *w, const char *key, uint32_t v);

/* "" is null: not known */
void line_known(line_writer *w, const char *key, const char *s);
void line_day(line_writer *w, int32_t day);
void line_interval(line_writer *w, const char *key, day_range r);
void line_strings(line_writer *w, const char *key, const char *const *s, uint32_t n);
void line_indexes(line_writer *w, const char *key, const uint32_t *at, uint32_t n);

/* "lang/fr/events.rules:12" and, where given, the path behind a space; null for no rule. */
void line_rule(line_writer *w, rule_ref rule, const char *path);

/* "distance": the marks that no claim holds; "attributions"; "claims", with the statements behind them (json_claim.c). */
void line_distance(line_writer *w);
void line_attributions(line_writer *w);
void line_claims(line_writer *w);

#endif
