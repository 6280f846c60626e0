/* A plain file → a dispatch: what is no text is refused with its kind, header lines are read, the text stays as it is. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "ingest/ingest.h"
#include "ingest/note.h"

static bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Kinds of files that are often handed in by mistake. */
static const struct {
    const char *magic;
    size_t n;
    const char *kind, *remedy;
} foreign[] = {
    {"%PDF-", 5, "a PDF", "extract its text first: pdftotext FILE.pdf FILE.txt"},
    {"\x1F\x8B", 2, "a gzip file", "unpack it first: gunzip FILE"},
    {"PK\x03\x04", 4, "a zip or office file", "unpack it, or save the document as plain text"},
    {"BZh", 3, "a bzip2 file", "unpack it first: bunzip2 FILE"},
    {"\xFD"
     "7zXZ",
     5, "an xz file", "unpack it first: unxz FILE"},
    {"\x28\xB5\x2F\xFD", 4, "a zstd file", "unpack it first: unzstd FILE"},
    {"\x89PNG", 4, "an image", "give the text that belongs to it"},
    {"\xFF\xD8\xFF", 3, "an image", "give the text that belongs to it"},
    {"GIF8", 4, "an image", "give the text that belongs to it"},
    {"{\\rtf", 5, "a rich-text file", "save the document as plain text"},
    {"\xD0\xCF\x11\xE0", 4, "an old office file", "save the document as plain text"},
    {"\x7F"
     "ELF",
     4, "a program", "give a text file"},
    {"SQLite format 3", 15, "an SQLite database", "to use it as the ledger, give it with --ledger FILE"},
    {"DPPACK\r\n", 8, "a depeche pack", "give it with --pack FILE"},
};

static dp_status refuse(dp_error *err, const char *kind, const char *remedy) {
    error_set(err, DP_E_FORMAT, "this is %s, not plain text", kind);
    error_remedy(err, "%s", remedy);
    return DP_E_FORMAT;
}

static bool starts_with_tag(const char *s, size_t n, const char *tag) {
    size_t length = strlen(tag);
    return n >= length && strncasecmp(s, tag, length) == 0;
}

static dp_status check_kind(const char *bytes, size_t n, dp_error *err) {
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (n >= foreign[i].n && memcmp(bytes, foreign[i].magic, foreign[i].n) == 0)
            return refuse(err, foreign[i].kind, foreign[i].remedy);
    return DP_OK;
}

/* After decoding: markup, or bytes that no reader would call text. */
static dp_status check_text(const char *s, size_t n, dp_error *err) {
    size_t blank = 0, odd = 0, look = n < 8192 ? n : 8192;
    while (blank < n && (s[blank] == ' ' || s[blank] == '\t' || s[blank] == '\r' || s[blank] == '\n')) blank++;
    if (blank == n) {
        error_set(err, DP_E_FORMAT, "%s", n ? "the file holds nothing but white space" : "the file is empty");
        error_remedy(err, "check how it was saved or exported, or leave it out");
        return DP_E_FORMAT;
    }
    if (starts_with_tag(s + blank, n - blank, "<!doctype html") || starts_with_tag(s + blank, n - blank, "<html") ||
        starts_with_tag(s + blank, n - blank, "<?xml"))
        return refuse(err, "a page or feed (HTML or XML)", "save the article's text as a .txt file");
    for (size_t i = 0; i < look; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') odd++;
        if (c == 0xEF && i + 2 < n && memcmp(s + i, "\xEF\xBF\xBD", 3) == 0) odd++;
    }
    if (look >= 16 && odd * 10 > look) return refuse(err, "binary data", "give a text file, or convert it to UTF-8 first");
    return DP_OK;
}

/* ---- the header --------------------------------------------------------------------------------------------------------- */

typedef struct line {
    const char *at;
    size_t n;         /* without blanks around it */
    const char *next; /* the line after it */
} line;

static line line_at(const char *s, const char *end) {
    const char *stop = memchr(s, '\n', (size_t)(end - s));
    line l = {.at = s, .next = stop ? stop + 1 : end};
    if (!stop) stop = end;
    while (l.at < stop && (*l.at == ' ' || *l.at == '\t')) l.at++;
    while (stop > l.at && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r')) stop--;
    l.n = (size_t)(stop - l.at);
    return l;
}

/* Length of the key of a "key: value" line; 0 where it is none. */
static size_t key_length(line l) {
    size_t n = 0;
    while (n < l.n && n < 20 && (is_alnum(l.at[n]) || l.at[n] == '-' || l.at[n] == '_')) n++;
    return n && n + 1 < l.n && l.at[n] == ':' && (l.at[n + 1] == ' ' || l.at[n + 1] == '\t') ? n : 0;
}

static const char *const header_keys[] = {"id", "date", "lang", "source", "title", "url", "note"};
enum { KEY_ID, KEY_DATE, KEY_LANG, KEY_SOURCE, KEY_TITLE, KEY_URL, KEY_NOTE, KEYS };

static int known_key(line l, size_t n) {
    for (int i = 0; i < KEYS; i++)
        if (strlen(header_keys[i]) == n && strncasecmp(l.at, header_keys[i], n) == 0) return i;
    return -1;
}

/* Where the text begins behind a header block; `s` where there is none. */
static const char *block_end(const char *s, const char *end) {
    const char *begin = s;
    for (int lines = 0; s < end; lines++) {
        line l = line_at(s, end);
        s = l.next;
        if (l.n == 0) return lines ? s : begin;
        size_t n = key_length(l);
        if (n == 0 || (lines == 0 && known_key(l, n) < 0) || lines == 64) return begin;
    }
    return begin; /* a header without a text is a text */
}

static dp_status read_block(dispatch *d, const char *s, const char *end, arena *a, dp_error *err) {
    const char **values[KEYS] = {&d->id, &d->date, &d->lang, &d->source, &d->title, &d->url, NULL};
    for (line l = line_at(s, end); l.n; l = line_at(l.next, end)) {
        size_t n = key_length(l);
        int key = known_key(l, n);
        const char *from = l.at + n + 1;
        while (*from == ' ' || *from == '\t') from++;
        const char *value = arena_copy(a, from, (size_t)(l.at + l.n - from));
        if (!value) return error_nomem(err);
        if (key < 0)
            note_add(d, a, "the header's key \"%.*s\" is unknown and was left out", (int)n, l.at);
        else if (values[key])
            *values[key] = value;
    }
    return DP_OK;
}

/* "date 2017-11 Title of the dispatch" in the first line. */
static dp_status read_old_line(dispatch *d, const char *s, const char *end, arena *a, dp_error *err) {
    line l = line_at(s, end);
    if (l.n < 9 || memcmp(l.at, "date", 4) != 0 || (l.at[4] != ' ' && l.at[4] != '\t')) return DP_OK;
    const char *from = l.at + 5, *stop = from;
    while (stop < l.at + l.n && *stop != ' ' && *stop != '\t') stop++;
    const char *date = arena_copy(a, from, (size_t)(stop - from));
    if (!date) return error_nomem(err);
    if (!ingest_date(date, a)) return DP_OK;
    d->date = date;
    while (stop < l.at + l.n && (*stop == ' ' || *stop == '\t')) stop++;
    if (stop == l.at + l.n) return DP_OK;
    d->title = arena_copy(a, stop, (size_t)(l.at + l.n - stop));
    return d->title ? DP_OK : error_nomem(err);
}

/* Reads what the dispatch says of itself; *text moves behind a header block. */
static dp_status read_header(dispatch *d, const char **text, const char *end, arena *a, dp_error *err) {
    const char *begin = *text;
    *text = block_end(begin, end);
    dp_status status = *text > begin ? read_block(d, begin, end, a, err) : read_old_line(d, begin, end, a, err);
    if (status == DP_OK) dispatch_check(d, a);
    return status;
}

dp_status ingest_plain(const char *bytes, size_t n, const struct language_model *model, arena *a, dispatch *out, dp_error *err) {
    *out = (dispatch){0};
    hash_hex128(bytes, n, out->sha);
    dp_status status = check_kind(bytes, n, err);
    charset_text decoded = {0};
    if (status == DP_OK) status = charset_decode(bytes, n, &(charset_hint){.model = model}, a, &decoded, err);
    if (status == DP_OK) status = check_text(decoded.text, decoded.text_bytes, err);
    if (status != DP_OK) return status;
    note_encoding(out, a, &decoded);
    const char *text = decoded.text, *end = text + decoded.text_bytes;
    if ((status = read_header(out, &text, end, a, err)) != DP_OK) return status;
    const size_t size = (size_t)(end - text);
    if (size > DP_TEXT_MAX) {
        error_set(err, DP_E_TOO_LONG, "the text has %zu bytes, the limit is %zu", size, DP_TEXT_MAX);
        error_remedy(err, "split it into its articles or chapters");
        return DP_E_TOO_LONG;
    }
    out->text = arena_copy(a, text, size);
    if (!out->text) return error_nomem(err);
    out->text_bytes = (uint32_t)size;
    if (out->id) return DP_OK;
    char id[33];
    hash_hex128(out->text, size, id);
    out->id = arena_copy(a, id, 16);
    return out->id ? DP_OK : error_nomem(err);
}
