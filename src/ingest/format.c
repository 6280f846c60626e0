#include "ingest/format.h"

#include <string.h>
#include <strings.h>

#include "archive/packed.h"

static const struct {
    const char *end;
    enum ingest_format format;
} ends[] = {
    {".txt", FORMAT_PLAIN},     {".text", FORMAT_PLAIN}, {".jsonl", FORMAT_LINES}, {".ndjson", FORMAT_LINES},
    {".json", FORMAT_DOCUMENT}, {".html", FORMAT_PAGE},  {".htm", FORMAT_PAGE},    {".xhtml", FORMAT_PAGE},
    {".shtml", FORMAT_PAGE},    {".xml", FORMAT_FEED},   {".rss", FORMAT_FEED},    {".atom", FORMAT_FEED},
    {".rdf", FORMAT_FEED},      {".warc", FORMAT_WARC},  {".csv", FORMAT_TABLE},   {".tsv", FORMAT_TABLE},
    {".mbox", FORMAT_MBOX},     {".eml", FORMAT_MAIL},   {".zip", FORMAT_ZIP},     {".wacz", FORMAT_ZIP},
};
enum { ENDS = sizeof ends / sizeof *ends };

static bool ends_with(const char *s, size_t n, const char *end) {
    const size_t m = strlen(end);
    return n >= m && strncasecmp(s + n - m, end, m) == 0;
}

const char *format_base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Without the ending of a packer. */
static size_t unpacked_length(const char *name) {
    const size_t n = strlen(name);
    return ends_with(name, n, ".gz") ? n - 3 : ends_with(name, n, ".zst") ? n - 4 : n;
}

/* Index in `ends`, ENDS where the name tells nothing. */
static size_t by_name(const char *name) {
    const size_t n = unpacked_length(name);
    size_t i = 0;
    while (i < ENDS && !ends_with(name, n, ends[i].end)) i++;
    return i;
}

size_t format_stem(const char *base_name) {
    const size_t i = by_name(base_name), n = unpacked_length(base_name);
    const size_t stem = i < ENDS ? n - strlen(ends[i].end) : n;
    return stem ? stem : strlen(base_name);
}

/* A Maildir keeps one message a file, in folders of these names, without any ending. */
static bool in_maildir(const char *path) {
    const char *base = format_base_name(path);
    const size_t n = (size_t)(base - path);
    return ends_with(path, n, "/cur/") || ends_with(path, n, "/new/");
}

bool format_is_taken(const char *name) {
    if (by_name(format_base_name(name)) < ENDS) return true;
    return in_maildir(name);
}

/* ---- by content --------------------------------------------------------------------------------------------------------- */

/* The first bytes as ASCII: UTF-16 loses its NULs, a BOM and blanks in front are left out. */
typedef struct head {
    char at[FORMAT_LOOK + 1];
    size_t n;
} head;

static void head_read(head *h, const char *bytes, size_t n) {
    const bool utf16 = n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
    size_t i = utf16 ? 2 : n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    h->n = 0;
    for (; i < n && h->n < FORMAT_LOOK; i++) {
        const bool blank = strchr(" \t\r\n", bytes[i]) != NULL;
        if ((utf16 && bytes[i] == '\0') || (blank && h->n == 0 && bytes[i])) continue;
        h->at[h->n++] = bytes[i] ? bytes[i] : ' ';
    }
    h->at[h->n] = '\0';
}

static bool starts(const char *s, const char *start) {
    return strncasecmp(s, start, strlen(start)) == 0;
}

/* The first element's name without its prefix, behind declaration, comments and document type; "" where there is none. */
static const char *root_name(const char *s, size_t *n) {
    while (*s) {
        s += strspn(s, " \t\r\n");
        const char *close = starts(s, "<!--") ? "-->" : starts(s, "<?") ? "?>" : starts(s, "<!") ? ">" : NULL;
        if (!close) break;
        const char *stop = strstr(s, close);
        const char *subset = *close == '>' ? strchr(s, '[') : NULL;
        if (stop && subset && subset < stop) stop = strstr(s, "]>"); /* a document type with declarations of its own */
        if (!stop) return *n = 0, "";
        s = stop + strlen(*close == '>' && subset && stop > subset ? "]>" : close);
    }
    if (*s != '<') return *n = 0, "";
    s++;
    *n = strcspn(s, " \t\r\n/>");
    const char *colon = memchr(s, ':', *n);
    if (colon) {
        *n -= (size_t)(colon + 1 - s);
        s = colon + 1;
    }
    return s;
}

static bool is_word(const char *s, size_t n, const char *word) {
    return strlen(word) == n && strncasecmp(s, word, n) == 0;
}

/* FORMAT_PLAIN where it is no markup that is known. */
static enum ingest_format markup(const head *h) {
    if (h->at[0] != '<') return FORMAT_PLAIN;
    size_t n;
    const char *root = root_name(h->at, &n);
    if (is_word(root, n, "rss") || is_word(root, n, "feed") || is_word(root, n, "RDF")) return FORMAT_FEED;
    if (is_word(root, n, "html") || starts(h->at, "<!doctype html")) return FORMAT_PAGE;
    static const char *const known[] = {"head", "body", "title", "meta", "div", "article", "p", "h1", "table", "script"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (is_word(root, n, known[i])) return FORMAT_PAGE;
    return FORMAT_PLAIN;
}

/* "From ", an address and a time of day begin a mail box; its next line is a field. */
static bool is_mbox(const head *h) {
    if (strncmp(h->at, "From ", 5) != 0) return false;
    const char *stop = strchr(h->at, '\n'), *colon = strchr(h->at, ':');
    const size_t name = stop ? strcspn(stop + 1, ": \t\r\n") : 0;
    return name && stop[1 + name] == ':' && colon && colon < stop;
}

/* The fields that nearly every message has; a text may begin with "From:" or "Date:", but hardly with three of them. */
static bool is_mail(const head *h) {
    static const char *const fields[] = {
        "From:", "Date:", "Subject:", "Message-ID:", "Received:", "MIME-Version:", "Return-Path:", "To:"};
    unsigned met = 0;
    for (const char *s = h->at; *s && *s != '\n' && *s != '\r';) {
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) met |= starts(s, fields[i]) ? 1u << i : 0;
        const char *stop = strchr(s, '\n');
        if (!stop) break;
        s = stop + 1;
    }
    unsigned count = 0;
    for (; met; met &= met - 1) count++;
    return count >= 3;
}

static bool is_office(const char *bytes, size_t n) {
    static const char *const first[] = {"[Content_Types].xml", "mimetypeapplication/"};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (n > 30 + strlen(first[i]) && memcmp(bytes + 30, first[i], strlen(first[i])) == 0) return true;
    return false;
}

/* False where the bytes alone do not tell. */
static bool by_content(const char *bytes, size_t n, const head *h, enum ingest_format *out) {
    const enum packing packing = packed_kind(bytes, n);
    const bool zip = n >= 4 && (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0);
    *out = FORMAT_PLAIN;
    if (packing != PACKED_NOT)
        *out = packing == PACKED_GZIP ? FORMAT_GZIP : FORMAT_ZSTD;
    else if (zip && !is_office(bytes, n))
        *out = FORMAT_ZIP;
    else if (starts(h->at, "WARC/1.") || starts(h->at, "WARC/0."))
        *out = FORMAT_WARC;
    else
        *out = markup(h);
    return *out != FORMAT_PLAIN || zip;
}

enum ingest_format format_of(const char *name, const char *bytes, size_t n) {
    head h;
    head_read(&h, bytes, n < FORMAT_LOOK ? n : FORMAT_LOOK);
    const size_t named = by_name(format_base_name(name));
    const enum ingest_format format = named < ENDS ? ends[named].format : FORMAT_PLAIN;
    enum ingest_format found;
    if (format == FORMAT_LINES && packed_kind(bytes, n) == PACKED_NOT) return FORMAT_LINES;
    if (by_content(bytes, n, &h, &found)) return found;
    switch (format) {
    case FORMAT_PLAIN:
        if (h.at[0] == '{') return strstr(h.at, "jsonfeed.org/version") ? FORMAT_DOCUMENT : FORMAT_LINES;
        if (named < ENDS) return FORMAT_PLAIN;
        return is_mbox(&h) ? FORMAT_MBOX : is_mail(&h) ? FORMAT_MAIL : FORMAT_PLAIN;
    case FORMAT_DOCUMENT:
        return h.at[0] == '{' || h.at[0] == '[' ? FORMAT_DOCUMENT : FORMAT_PLAIN;
    case FORMAT_MBOX:
        return is_mbox(&h) ? FORMAT_MBOX : is_mail(&h) ? FORMAT_MAIL : FORMAT_PLAIN;
    case FORMAT_WARC:
    case FORMAT_FEED:
    case FORMAT_ZIP:
        return FORMAT_PLAIN; /* it is not what it is called */
    default:
        return format;
    }
}

bool format_of_type(const char *type, size_t type_bytes, const char *bytes, size_t n, enum ingest_format *out) {
    static const struct {
        const char *type;
        enum ingest_format format;
    } types[] = {
        {"text/html", FORMAT_PAGE},
        {"application/xhtml+xml", FORMAT_PAGE},
        {"text/plain", FORMAT_PLAIN},
        {"application/rss+xml", FORMAT_FEED},
        {"application/atom+xml", FORMAT_FEED},
        {"application/rdf+xml", FORMAT_FEED},
        {"application/xml", FORMAT_FEED},
        {"text/xml", FORMAT_FEED},
        {"application/feed+json", FORMAT_DOCUMENT},
    };
    head h;
    head_read(&h, bytes, n < FORMAT_LOOK ? n : FORMAT_LOOK);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const size_t m = strlen(types[i].type);
        if (type_bytes < m || strncasecmp(type, types[i].type, m) != 0) continue;
        const enum ingest_format seen = markup(&h);
        *out = seen == FORMAT_PAGE || seen == FORMAT_FEED ? seen : types[i].format;
        return *out != FORMAT_FEED || seen == FORMAT_FEED; /* XML of another kind: a site map, a sheet of styles */
    }
    *out = markup(&h);
    return type_bytes == 0 && *out != FORMAT_PLAIN;
}
