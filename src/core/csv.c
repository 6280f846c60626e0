/* Values of comma- and tab-separated files. */
#include "core/csv.h"

#include <string.h>

/* Full-width = + - @ are taken for the plain ones by some programs: U+FF1D, U+FF0B, U+FF0D, U+FF20. */
static bool starts_wide_sign(const unsigned char *s, size_t n) {
    return n >= 3 && s[0] == 0xEF && s[1] == 0xBC && (s[2] == 0x9D || s[2] == 0x8B || s[2] == 0x8D || s[2] == 0xA0);
}

/* U+0080 to U+009F: eight-bit control codes, some of which steer a terminal. */
static bool is_wide_control(const char *s, size_t n) {
    return n >= 2 && (unsigned char)s[0] == 0xC2 && (unsigned char)s[1] >= 0x80 && (unsigned char)s[1] < 0xA0;
}

static bool is_formula(const char *s, size_t n) {
    if (n == 0) return false;
    if (memchr("\t\r\n", s[0], 3)) return true;
    for (size_t blank; n; s += blank, n -= blank) { /* control codes are written as blanks */
        blank = (unsigned char)*s <= ' ' || *s == 0x7F ? 1 : is_wide_control(s, n) ? 2 : 0;
        if (!blank) break;
    }
    return n && (memchr("=+-@", s[0], 4) || starts_wide_sign((const unsigned char *)s, n));
}

static void add_text(const char *s, size_t n, bool quoted, bool one_line, buf *out) {
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' && quoted)
            buf_str(out, "\"\"");
        else if (is_wide_control(s + i, n - i))
            buf_char(out, ' '), i++;
        else if ((c < 0x20 && (c != '\n' || one_line)) || c == 0x7F)
            buf_char(out, ' ');
        else
            buf_char(out, (char)c);
    }
}

static void add_value(const char *s, size_t n, bool risky, bool quoted, bool one_line, buf *out) {
    if (quoted) buf_char(out, '"');
    if (risky) buf_char(out, '\'');
    add_text(s, n, quoted, one_line, out);
    if (quoted) buf_char(out, '"');
}

static bool holds_any(const char *s, size_t n, const char *set) {
    for (size_t i = 0; i < n; i++)
        if (strchr(set, s[i]) && s[i]) return true;
    return false;
}

void csv_text(const char *s, size_t n, bool raw, buf *out) {
    bool risky = !raw && is_formula(s, n);
    /* A semicolon divides columns in the spreadsheets of half of Europe. */
    bool quoted = risky || holds_any(s, n, ",\"\r\n;") || (n && (s[0] == ' ' || s[n - 1] == ' '));
    add_value(s, n, risky, quoted, false, out);
}

void tsv_text(const char *s, size_t n, bool raw, buf *out) {
    bool risky = !raw && is_formula(s, n);
    add_value(s, n, risky, risky || (!raw && holds_any(s, n, "\"")), true, out);
}
