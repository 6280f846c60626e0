/* An input that is open and being cut into records: a file, a member of an archive, a feed inside a record.
 *
 *   source.c opens it and takes its packing off ──▶ input {format, bytes} ──▶ input_cut ──▶ record, record, …
 *                                                                                └──▶ another input inside it (zip, WARC)
 *
 * Everything here runs on the one thread that reads. */
#ifndef DP_INGEST_INPUT_H
#define DP_INGEST_INPUT_H

#include "archive/zip.h"
#include "ingest/format.h"
#include "ingest/record.h"
#include "ingest/xml.h"

/* The largest plain file, page or message: UTF-16 has two bytes where its UTF-8 has one. */
#define INPUT_RECORD_MAX (DP_TEXT_MAX * 2 + 4)
/* The largest feed, and the largest archive inside an archive. */
#define INPUT_WHOLE_MAX ((size_t)64 << 20)
/* Packings that may lie around one another: a zip in a zip, and what is in it gzipped. */
enum { INPUT_LAYERS_MAX = 3 };

typedef struct input {
    char *name; /* as a record's `file`; owned */
    enum ingest_format format;
    inflow *bytes; /* NULL for a zip */
    zip *archive;
    packed_guard *guard; /* of the file that all this stands in; borrowed */
    unsigned layers;     /* of packing that were taken off */
    uint64_t line;       /* of the record that was given last */
    bool ended;
    ingest_context context; /* that its records inherit; lives in `memory` */
    arena memory;
    ingest_columns columns; /* of a table, */
    bool has_header;        /* … once its first row was read */
    bool one_line;          /* … whose quotes do not reach over line ends */
    const char *text;       /* of what is read whole before it is cut, in UTF-8 */
    size_t text_bytes, text_at;
    bool in_array, in_feed; /* of JSON: inside an array, which holds the items of a feed */
    size_t feed_end;        /* behind that feed */
    unsigned faults;        /* of values that were no JSON */
    xml_scanner scanner;    /* of a feed, over `text` */
} input;

typedef struct input_rules {
    const char *columns; /* as in ingest_options */
} input_rules;

/* `bytes` and `archive` are taken over, also where it fails; `name` is copied. */
dp_status input_open(const char *name, inflow *bytes, zip *archive, input **out, dp_error *err);
void input_close(input *in); /* NULL does nothing */

enum cut {
    CUT_END,
    CUT_RECORD, /* or an error in its place */
    CUT_INSIDE  /* another input is to be cut before this one goes on */
};
/* The next record of an input. `skipped` counts what is in it and not read. */
enum cut input_cut(input *in, const input_rules *rules, ingest_record *r, input **inside, uint64_t *skipped);

/* One file each: cut_<what>.c. */
enum cut cut_whole(input *in, ingest_record *r);
enum cut cut_lines(input *in, ingest_record *r);
enum cut cut_table(input *in, const input_rules *rules, ingest_record *r);
enum cut cut_feed(input *in, ingest_record *r);
enum cut cut_mbox(input *in, ingest_record *r);
enum cut cut_document(input *in, ingest_record *r);
enum cut cut_warc(input *in, ingest_record *r, input **inside, uint64_t *skipped);
enum cut cut_zip(input *in, ingest_record *r, input **inside, uint64_t *skipped);

/* Reads all that is left, at most `most` bytes, as UTF-8 into in->text. False with a record that says why not. */
bool input_read_text(input *in, size_t most, bool markup, ingest_record *r);
/* The fault of the stream as a record, once; CUT_END where there is none. */
enum cut input_end(input *in, ingest_record *r);

#endif
