/* Ingest: bytes → dispatches, one at a time, in the order of the input.
 *
 *   paths, lists, folders, archives, feeds, standard input ──▶ records (source.h)
 *   record ──▶ dispatch {id, text (valid UTF-8), title, author, date, lang, url, …}
 *         └──▶ or a reject {file, line, reason, remedy}: never the end of the run
 *
 * A record holds one dispatch at most: feeds, archives, mail boxes and tables are cut into their parts by the source, cheaply,
 * on one thread; what is dear (character sets, the article of a page) is done per record, on any thread.
 *
 * Plain text: the whole file is one dispatch. It may begin with a header block, "key: value" lines up to the first empty
 * line, with the keys id, date, lang, source, title, url and note (a remark for people, skipped); the text is then what
 * follows that empty line. Or, as in old exports, the first line reads "date 2017-11 Title of the dispatch…": the date is
 * taken, the rest of the line is the title, and the text is the whole file. A file that begins otherwise is all text.
 * Offsets count from the text's first byte, as decoded.
 * JSON Lines (.jsonl, .ndjson, or a first byte '{'): docs/contract.md. Everything else: docs/ingest.md. */
#ifndef DP_INGEST_INGEST_H
#define DP_INGEST_INGEST_H

#include "core/arena.h"
#include "core/error.h"

struct language_model;

/* What the record was: it says where the values come from and what `text` is. */
enum ingest_kind {
    INGEST_PLAIN,     /* a text file */
    INGEST_JSON,      /* a line of JSON Lines */
    INGEST_PAGE,      /* HTML: the text is that of its article */
    INGEST_ITEM,      /* an item of a feed, RSS, RDF or Atom */
    INGEST_JSON_ITEM, /* an item of a JSON Feed */
    INGEST_MAIL,      /* a message */
    INGEST_ROW,       /* a row of a table */
    INGEST_FILE_END   /* none: all that a file holds was handed on (ingest_options.resume) */
};

/* Where a piece of a page's text came from: text bytes from `text` up to the next piece's are bytes [page, page + page_bytes) of
 * the record as it was fetched. Where the piece is all ASCII and both are as long, byte for byte. */
typedef struct text_piece {
    uint32_t text, page, page_bytes;
} text_piece;

typedef struct dispatch {
    const char *id; /* given, or made from the text's hash; of a page its file's stem */
    const char *text;
    uint32_t text_bytes;
    const char *lang, *date, *title, *source, *url; /* NULL where not given */
    const char *author;                             /* names joined by "; ", or NULL */
    const char *file;   /* where it was read; "-" for standard input; "news.zip!/a/b.html" for a member of an archive */
    const char *member; /* what stands behind the '!' in `file`, or NULL */
    uint64_t line;      /* the line, row, item, message or archive record, from 1; 0 where the file is one record */
    char sha[33];       /* hash_hex128 of the raw bytes of the record, unpacked, as they stood before decoding */
    const char
        *evidence; /* what a page gives its title, author, date … by: "title: h1; date: meta article:published_time", or NULL */
    const char *note;     /* what was put right ("read as windows-1252 …"), or NULL */
    const char *encoding; /* that the record was read as, "utf-8" …; NULL for one that was not read from bytes */
    enum ingest_kind kind;
    bool is_content;    /* of an item: the text is what its feed calls its content, not a summary or a title */
    bool lang_detected; /* `lang` was found by us in the text: nobody gave it */
    const char *raw;    /* the record's bytes, borrowed: until the record is read anew or freed */
    size_t raw_bytes;
    const text_piece *pieces; /* of a page: in the order of the text, which they cover */
    uint32_t piece_count;
} dispatch;

/* One record of a JSONL line. On DP_E_FORMAT and DP_E_TOO_LONG the message says what is wrong; out->id is set where it could
 * still be read. */
dp_status ingest_json_line(const char *line, size_t n, arena *a, dispatch *out, dp_error *err);
/* One plain file's bytes. `model`, which may be NULL, helps to tell what an encoding without a label is (charset_hint). */
dp_status ingest_plain(const char *bytes, size_t n, const struct language_model *model, arena *a, dispatch *out, dp_error *err);

/* The date of "2017-11-10", "2017-11", "2017" or of a time stamp that begins so ("2017-11-10T08:00Z"), as EDTF; NULL else. */
const char *ingest_date(const char *s, arena *a);
/* Is it of the form of a BCP 47 tag: "fr", "pt-BR", "zh-Hant"? */
bool ingest_lang_ok(const char *s);
/* Checks what a dispatch says of itself: "" becomes NULL, the date EDTF; what is of no use is left out and noted. */
void dispatch_check(dispatch *d, arena *a);

#endif
