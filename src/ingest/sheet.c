#include "ingest/sheet.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

size_t sheet_row(const char *s, size_t n, char delimiter, bool one_line, bool *whole) {
    bool quoted = false, fresh = true; /* at the beginning of a value */
    *whole = true;
    for (size_t i = 0; i < n; i++) {
        const char c = s[i];
        if (quoted && one_line && c == '\n') quoted = false;
        if (quoted) {
            if (c != '"') continue;
            if (i + 1 == n) break; /* the quote's end or the first of two: the next byte tells */
            if (s[i + 1] == '"')
                i++;
            else
                quoted = false;
        } else if (c == '\n') {
            return i && s[i - 1] == '\r' ? i - 1 : i;
        } else {
            quoted = fresh && c == '"';
            fresh = c == delimiter;
        }
    }
    *whole = false;
    return n;
}

/* A quoted value: doubled quotes are one, what follows the closing quote up to the delimiter is kept as it stands. */
static const char *unquote(const char *row, size_t n, char delimiter, size_t *at, arena *a) {
    size_t i = *at + 1, used = 0;
    bool open = true;
    size_t stop = i;
    while (stop < n && (open || row[stop] != delimiter)) {
        if (row[stop] == '"') open = open && stop + 1 < n && row[stop + 1] == '"' ? (stop++, true) : false;
        stop++;
    }
    char *out = arena_alloc(a, stop - i + 1);
    if (!out) return NULL;
    for (open = true; i < stop; i++) {
        if (open && row[i] == '"') {
            if (i + 1 < stop && row[i + 1] == '"')
                i++;
            else {
                open = false;
                continue;
            }
        }
        out[used++] = row[i];
    }
    *at = stop;
    return out;
}

bool sheet_value(const char *row, size_t n, char delimiter, size_t *at, arena *a, const char **value) {
    *value = NULL;
    if (*at > n) return false;
    if (*at < n && row[*at] == '"') {
        *value = unquote(row, n, delimiter, at, a);
        if (!*value) return false;
    } else {
        const char *from = row + *at, *stop = memchr(from, delimiter, n - *at);
        const size_t length = stop ? (size_t)(stop - from) : n - *at;
        *value = arena_copy(a, from, length);
        if (!*value) return false;
        *at += length;
    }
    ++*at; /* behind the delimiter, or past the end */
    return true;
}

char sheet_delimiter(const char *row, size_t n) {
    static const char candidates[] = ",;\t|";
    size_t counts[sizeof candidates - 1] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        quoted ^= row[i] == '"';
        const char *found = quoted || !row[i] ? NULL : strchr(candidates, row[i]);
        if (found) counts[found - candidates]++;
    }
    for (size_t i = 1; i < sizeof counts / sizeof *counts; i++)
        if (counts[i] > counts[best]) best = i;
    return candidates[best];
}

/* ---- which column is what ----------------------------------------------------------------------------------------------- */

static const char *const column_names[INGEST_COLUMNS] = {"id", "text", "title", "date", "author", "lang", "source", "url"};

/* What news data call them, the surest first: exports of archives, crawlers (news-please), coders' tables (ACLED), sheets of Auto
 * Archiver. In small letters, blanks for '_' and '-'. */
static const char *const common_names[INGEST_COLUMNS] = {
    "id\0guid\0uid\0doc id\0article id\0event id cnty\0",
    "text\0text content\0full text\0fulltext\0body\0maintext\0article text\0article\0content\0content text\0notes\0message\0"
    "description\0summary\0",
    "title\0headline\0upload title\0subject\0",
    "date\0published\0published at\0date published\0publish date\0publication date\0pubdate\0date publish\0event date\0"
    "upload timestamp\0timestamp\0created at\0",
    "author\0authors\0byline\0creator\0",
    "lang\0language\0",
    "source\0outlet\0publisher\0source domain\0domain\0site\0newspaper\0",
    "url\0link\0uri\0source url\0web url\0permalink\0",
};

enum { HEADER_MAX = 512 };

typedef struct header {
    const char *names[HEADER_MAX];
    unsigned n;
} header;

/* As in common_names; a BOM and blanks around it are no part of a name. */
static const char *normal(const char *name, arena *a) {
    if (strncmp(name, "\xEF\xBB\xBF", 3) == 0) name += 3;
    char *out = arena_copy(a, name, strlen(name));
    size_t used = 0;
    for (size_t i = 0; out && out[i]; i++) {
        char c = out[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c == '_' || c == '-' || c == '\t' || c == '\r' || c == '\n') c = ' ';
        if (c != ' ' || (used && out[used - 1] != ' ')) out[used++] = c;
    }
    if (!out) return NULL;
    while (used && out[used - 1] == ' ') used--;
    out[used] = '\0';
    return out;
}

static bool read_header(header *h, const char *row, size_t n, char delimiter, arena *a) {
    size_t at = 0;
    const char *value;
    h->n = 0;
    while (h->n < HEADER_MAX && sheet_value(row, n, delimiter, &at, a, &value)) {
        h->names[h->n] = normal(value, a);
        if (!h->names[h->n++]) return false;
    }
    return h->n == HEADER_MAX || at > n;
}

static int16_t find_column(const header *h, const char *name) {
    for (unsigned i = 0; i < h->n; i++)
        if (strcmp(h->names[i], name) == 0) return (int16_t)i;
    return -1;
}

static void map_names(const header *h, ingest_columns *out) {
    for (int c = 0; c < INGEST_COLUMNS; c++)
        for (const char *name = common_names[c]; *name && out->at[c] < 0; name += strlen(name) + 1)
            out->at[c] = find_column(h, name);
}

static void map_common(const header *h, ingest_columns *out) {
    map_names(h, out);
    /* The table that Auto Archiver writes by itself has all its data in one column. */
    const int16_t metadata = find_column(h, "metadata");
    if (metadata >= 0 && find_column(h, "media") >= 0 && find_column(h, "status") >= 0) {
        *out = (ingest_columns){.delimiter = out->delimiter, .python = true};
        for (int c = 0; c < INGEST_COLUMNS; c++) out->at[c] = -1;
        out->at[COLUMN_TEXT] = metadata;
    }
}

typedef struct pair {
    int column;
    const char *name;
    size_t n;
} pair;

/* The next "text=body" of a mapping; *at moves behind it. */
static dp_status next_pair(const char **at, pair *out, dp_error *err) {
    const char *s = *at, *equals = strchr(s, '=');
    const size_t length = strcspn(s, ",");
    *at = s + length + (s[length] == ',');
    out->column = INGEST_COLUMNS;
    if (equals && equals < s + length)
        for (int c = 0; c < INGEST_COLUMNS; c++)
            if (strlen(column_names[c]) == (size_t)(equals - s) && strncasecmp(column_names[c], s, (size_t)(equals - s)) == 0)
                out->column = c;
    if (out->column == INGEST_COLUMNS || equals + 1 == s + length) {
        error_set(err, DP_E_USAGE, "\"%.*s\" does not say which column is what", (int)(length < 80 ? length : 80), s);
        error_remedy(err, "write text=NAME,date=NAME,…; what can be given are id, text, title, date, author, lang, source, url");
        return DP_E_USAGE;
    }
    out->name = equals + 1;
    out->n = (size_t)(s + length - out->name);
    return DP_OK;
}

/* A column's number from 1; 0 where it is none. */
static unsigned number_of(const pair *p) {
    unsigned v = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (p->name[i] < '0' || p->name[i] > '9' || v > HEADER_MAX) return 0;
        v = v * 10 + (unsigned)(p->name[i] - '0');
    }
    return v <= HEADER_MAX ? v : 0;
}

dp_status sheet_mapping_check(const char *mapping, dp_error *err) {
    bool text = false;
    for (const char *at = mapping; *at;) {
        pair p;
        const dp_status status = next_pair(&at, &p, err);
        if (status != DP_OK) return status;
        text = text || p.column == COLUMN_TEXT || p.column == COLUMN_TITLE;
    }
    if (text) return DP_OK;
    error_set(err, DP_E_USAGE, "the columns do not say which one holds the text");
    return error_remedy(err, "add text=NAME"), DP_E_USAGE;
}

static dp_status map_given(const header *h, const char *mapping, arena *a, ingest_columns *out, bool *has_header, dp_error *err) {
    *has_header = false;
    for (const char *at = mapping; *at;) {
        pair p;
        dp_status status = next_pair(&at, &p, err);
        if (status != DP_OK) return status;
        const char *name = arena_copy(a, p.name, p.n);
        if (name) name = normal(name, a);
        if (!name) return error_nomem(err);
        const int16_t named = find_column(h, name);
        const unsigned number = number_of(&p);
        *has_header = *has_header || named >= 0;
        out->at[p.column] = named >= 0 ? named : number ? (int16_t)(number - 1) : -1;
        if (out->at[p.column] >= 0) continue;
        error_set(err, DP_E_FORMAT, "no column is called \"%.*s\"", (int)(p.n < 80 ? p.n : 80), p.name);
        return error_remedy(err, "look at the first line for the names, or give the column's number"), DP_E_FORMAT;
    }
    if (*has_header) map_names(h, out); /* what the mapping does not say */
    return DP_OK;
}

dp_status sheet_columns(const char *header_row, size_t n, const char *mapping, arena *a, ingest_columns *out, bool *has_header,
                        dp_error *err) {
    for (int c = 0; c < INGEST_COLUMNS; c++) out->at[c] = -1;
    *has_header = true;
    header h;
    if (!read_header(&h, header_row, n, out->delimiter, a)) return error_nomem(err);
    if (mapping) return map_given(&h, mapping, a, out, has_header, err);
    map_common(&h, out);
    if (out->at[COLUMN_TEXT] >= 0 || out->at[COLUMN_TITLE] >= 0) return DP_OK;
    error_set(err, DP_E_FORMAT, "no column of the table is known to hold the text");
    error_remedy(err, "say which one does: --columns text=NAME,date=NAME,…");
    return DP_E_FORMAT;
}
