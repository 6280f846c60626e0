/* Records → dispatches, one function a kind. Each fills what its kind knows; read.c adds where it was read. The dispatch is empty
 * before; `a` takes what it points to. Any thread. */
#ifndef DP_INGEST_READING_H
#define DP_INGEST_READING_H

#include "ingest/note.h"
#include "ingest/rules.h"
#include "ingest/source.h"

dp_status read_page(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err);
dp_status read_item(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err);
dp_status read_json_item(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err);
dp_status read_mail(const ingest_record *r, const ingest_rules *rules, arena *a, dispatch *out, dp_error *err);
dp_status read_row(const ingest_record *r, arena *a, dispatch *out, dp_error *err);

/* What all kinds but plain text and JSON Lines end with: metadata are checked, the id is the given one, the archive's or the
 * text's hash; `lang`, which the page or feed claims, may be NULL. */
dp_status reading_finish(const ingest_record *r, const char *lang, arena *a, dispatch *out, dp_error *err);
/* The language of a text that says of itself to be in `claimed` (NULL: it says nothing). Templates of pages and feeds claim what
 * they like, so the text goes first where it is sure. */
void reading_language(const ingest_rules *rules, const char *claimed, dispatch *d);

/* On one line, runs of blanks as one; NULL where nothing is left or memory is out. */
const char *reading_line(const char *s, size_t n, arena *a);
/* "mail@example (A. Weir)", "A. Weir <mail@example>" → "A. Weir". */
const char *reading_author(const char *s, arena *a);
/* Both with "; " between, or whichever is not NULL. */
const char *reading_join(const char *names, const char *name, arena *a);
/* The day of a stamp, as EDTF; NULL where it is none. */
const char *reading_date(const char *s, arena *a);

#endif
