/* Ingest: bytes → dispatches, one at a time, in the order of the input.
 *
 *   path (file, folder, "-") ──▶ records (source.h) ──▶ dispatch {id, text (valid UTF-8), lang, date, title, source, url}
 *                                                  └──▶ or a reject {file, line, reason, remedy}: never the end of the run
 *
 * Plain text: the whole file is one dispatch. It may begin with a header block, "key: value" lines up to the first empty
 * line, with the keys id, date, lang, source, title, url and note (a remark for people, skipped); the text is then what
 * follows that empty line. Or, as in old exports, the first line reads "date 2017-11 Title of the dispatch…": the date is
 * taken, the rest of the line is the title, and the text is the whole file. A file that begins otherwise is all text.
 * Offsets count from the text's first byte, as decoded.
 * JSON Lines (.jsonl, .ndjson, or a first byte '{'): docs/contract.md.
 * Encodings: BOM (UTF-8, UTF-16LE/BE), valid UTF-8, else windows-1252; NULs and broken bytes become U+FFFD. What was put right
 * on the way in is said in the dispatch's note. */
#ifndef DP_INGEST_INGEST_H
#define DP_INGEST_INGEST_H

#include "core/arena.h"
#include "core/error.h"

typedef struct dispatch {
    const char *id; /* given, or made from the text's hash */
    const char *text;
    uint32_t text_bytes;
    const char *lang, *date, *title, *source, *url; /* NULL where not given */
    const char *file;                               /* where it was read; "-" for standard input */
    uint64_t line;                                  /* in a JSONL file, from 1; 0 in a plain one */
    char sha[33];                                   /* hash_hex128 of the raw bytes of the record */
    const char *note;                               /* what was put right ("read as windows-1252 …"), or NULL */
} dispatch;

/* One record of a JSONL line. On DP_E_FORMAT and DP_E_TOO_LONG the message says what is wrong; out->id is set where it could
 * still be read. */
dp_status ingest_json_line(const char *line, size_t n, arena *a, dispatch *out, dp_error *err);
/* One plain file's bytes. */
dp_status ingest_plain(const char *bytes, size_t n, arena *a, dispatch *out, dp_error *err);
/* Any encoding to valid UTF-8 without BOM and NULs; *encoding names the one that was found. */
dp_status ingest_decode(const char *bytes, size_t n, arena *a, const char **text, size_t *text_bytes, const char **encoding,
                        dp_error *err);

/* The date of "2017-11-10", "2017-11", "2017" or of a time stamp that begins so ("2017-11-10T08:00Z"), as EDTF; NULL else. */
const char *ingest_date(const char *s, arena *a);
/* Is it of the form of a BCP 47 tag: "fr", "pt-BR", "zh-Hant"? */
bool ingest_lang_ok(const char *s);
/* Checks what a dispatch says of itself: "" becomes NULL, the date EDTF; what is of no use is left out and noted. */
void dispatch_check(dispatch *d, arena *a);

#endif
