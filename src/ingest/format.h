/* What a file is: by its first bytes where they are unmistakable, by its name where they are not. */
#ifndef DP_INGEST_FORMAT_H
#define DP_INGEST_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

enum ingest_format {
    FORMAT_UNKNOWN, /* not looked at yet */
    FORMAT_PLAIN,
    FORMAT_LINES,    /* JSON Lines */
    FORMAT_DOCUMENT, /* one JSON value: a JSON Feed, or else taken as JSON Lines */
    FORMAT_PAGE,     /* HTML, XHTML */
    FORMAT_FEED,     /* RSS, RDF, Atom */
    FORMAT_WARC,
    FORMAT_TABLE, /* CSV, TSV */
    FORMAT_MBOX,
    FORMAT_MAIL, /* one message */
    FORMAT_ZIP,
    FORMAT_GZIP,
    FORMAT_ZSTD
};

/* So many first bytes tell all that can be told from them. */
#define FORMAT_LOOK ((size_t)4096)

/* `name` may be a path; "-" tells nothing. */
enum ingest_format format_of(const char *name, const char *bytes, size_t n);
/* The same for what a server called `type` ("text/html; charset=…"; NULL: unknown). False where it is nothing that is read. */
bool format_of_type(const char *type, size_t type_bytes, const char *bytes, size_t n, enum ingest_format *out);

/* Are files of that name taken from folders and archives? A packed file counts as what is in it. */
bool format_is_taken(const char *name);
/* "a/b.html.gz" → "b.html.gz"; never NULL. */
const char *format_base_name(const char *path);
/* Length of the base name without ".gz", ".zst" and the ending of a format that is read. */
size_t format_stem(const char *base_name);

#endif
