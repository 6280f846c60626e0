/* One open file at a time, read in blocks; JSON Lines are cut at line ends without ever holding more than one line. */
#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "charset/charset.h"
#include "ingest/walk.h"

enum { BLOCK = 256 << 10, RECORD_KEEP = 1 << 20 };
#define PLAIN_MAX (DP_TEXT_MAX * 2 + 4) /* UTF-16 has two bytes where its UTF-8 has one */

struct ingest_source {
    walk walk;
    bool stdin_json;
    const volatile sig_atomic_t *stop;
    ingest_progress progress;
    /* the open file */
    int fd; /* -1: none */
    char *file;
    bool is_json, ended;
    uint64_t line;
    uint64_t size; /* 0: unknown */
    char *block;   /* [BLOCK] bytes [from, to) are unread */
    size_t from, to;
    /* a file in UTF-16 is decoded whole; then `block` is fed from here */
    arena decoded;
    const char *text;
    size_t text_bytes, text_at;
};

void ingest_record_free(ingest_record *r) {
    free(r->bytes);
    free(r->file);
    buf_free(&r->strings);
    *r = (ingest_record){0};
}

static bool record_room(ingest_record *r, size_t more) {
    if (r->bytes && r->cap - r->n >= more) return true;
    size_t cap = r->cap ? r->cap : 4096;
    while (cap - r->n < more) cap *= 2;
    char *moved = realloc(r->bytes, cap);
    if (!moved) return false;
    r->bytes = moved;
    r->cap = cap;
    return true;
}

/* One huge record must not make every later one of the window huge. */
static void record_reset(ingest_record *r) {
    if (r->cap > RECORD_KEEP) {
        free(r->bytes);
        r->bytes = NULL;
        r->cap = 0;
    }
    r->n = 0;
    r->line = 0;
    r->kind = INGEST_PLAIN;
    r->context = (ingest_context){0};
    buf_clear(&r->strings);
    r->error.code = DP_OK;
}

static void record_file(ingest_record *r, const char *file) {
    size_t n = strlen(file) + 1;
    if (n > r->file_cap) {
        char *moved = realloc(r->file, n);
        if (!moved) {
            if (r->file) r->file[0] = '\0';
            return;
        }
        r->file = moved;
        r->file_cap = n;
    }
    memcpy(r->file, file, n);
}

dp_status ingest_record_read(const ingest_record *r, arena *a, dispatch *out, dp_error *err) {
    *out = (dispatch){0};
    dp_status status = r->error.code;
    if (status != DP_OK) {
        if (err) *err = r->error;
        return status;
    }
    status = r->kind == INGEST_JSON ? ingest_json_line(r->bytes, r->n, a, out, err) : ingest_plain(r->bytes, r->n, a, out, err);
    out->file = r->file;
    out->line = r->line;
    out->kind = r->kind;
    out->raw = r->bytes;
    out->raw_bytes = r->n;
    if (status != DP_OK) error_at(err, r->file, r->line);
    return status;
}

dp_status ingest_source_open(const ingest_options *options, ingest_source **out, dp_error *err) {
    *out = NULL;
    ingest_source *s = calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    s->fd = -1;
    s->stdin_json = options->stdin_json;
    s->stop = options->stop;
    s->block = malloc(BLOCK);
    arena_init(&s->decoded);
    if (!s->block) {
        ingest_source_close(s);
        return error_nomem(err);
    }
    walk_open(&s->walk, options->paths, options->path_count);
    *out = s;
    return DP_OK;
}

static void close_file(ingest_source *s) {
    if (s->fd > 0) close(s->fd);
    if (s->fd >= 0) s->progress.files_done++;
    s->fd = -1;
    free(s->file);
    s->file = NULL;
    s->text = NULL;
    s->from = s->to = 0;
    arena_reset(&s->decoded);
}

void ingest_source_close(ingest_source *s) {
    if (!s) return;
    close_file(s);
    walk_close(&s->walk);
    arena_free(&s->decoded);
    free(s->block);
    free(s);
}

ingest_progress ingest_source_progress(const ingest_source *s) {
    ingest_progress p = s->progress;
    if (s->fd >= 0 && !s->text) p.bytes_done -= s->to - s->from; /* read ahead, not yet handed on */
    p.skipped = s->walk.skipped;
    p.bytes_known = s->walk.bytes_known;
    return p;
}

static bool reject(ingest_source *s, ingest_record *r, dp_status code, const char *message, const char *remedy) {
    error_set(&r->error, code, "%s", message);
    error_at(&r->error, s->file, r->line);
    error_remedy(&r->error, "%s", remedy);
    return true;
}

static bool reject_errno(ingest_source *s, ingest_record *r, const char *what) {
    const char *remedy =
        errno == ENOENT   ? "check the spelling of the path"
        : errno == EACCES ? "ask for permission to read it (chmod, chown); where it is a link, name what it leads to as well, or "
                            "give --no-sandbox"
        : errno == EISDIR ? "name it as a folder, or a file inside it"
                          : "check that the file can be read";
    char message[200];
    snprintf(message, sizeof message, "%s: %s", what, strerror(errno));
    return reject(s, r, DP_E_IO, message, remedy);
}

/* Fills the block's free end. False when the file ends, is interrupted or cannot be read (then errno is not 0). */
static bool fill(ingest_source *s) {
    errno = 0;
    if (s->from == s->to)
        s->from = s->to = 0;
    else if (s->from > 0) {
        memmove(s->block, s->block + s->from, s->to - s->from);
        s->to -= s->from;
        s->from = 0;
    }
    if (s->text) {
        size_t n = s->text_bytes - s->text_at;
        if (n > BLOCK - s->to) n = BLOCK - s->to;
        memcpy(s->block + s->to, s->text + s->text_at, n);
        s->text_at += n;
        s->to += n;
        return n > 0;
    }
    for (;;) {
        if (s->stop && *s->stop) return false;
        ssize_t got = read(s->fd, s->block + s->to, BLOCK - s->to);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        errno = 0;
        s->to += (size_t)got;
        s->progress.bytes_done += (uint64_t)got;
        return true;
    }
}

static bool has_end(const char *path, const char *end) {
    size_t n = strlen(path), m = strlen(end);
    return n >= m && strcasecmp(path + n - m, end) == 0;
}

/* Reads all the rest of a file in UTF-16 and turns it into lines of UTF-8. */
static bool decode_whole(ingest_source *s, ingest_record *r) {
    do {
        if (!record_room(r, s->to - s->from)) return false;
        memcpy(r->bytes + r->n, s->block + s->from, s->to - s->from);
        r->n += s->to - s->from;
        s->from = s->to;
    } while (r->n <= PLAIN_MAX * 4 && fill(s));
    charset_text decoded;
    dp_error err;
    const bool fits = r->n <= PLAIN_MAX * 4 && charset_decode(r->bytes, r->n, NULL, &s->decoded, &decoded, &err) == DP_OK;
    if (fits) {
        s->text = decoded.text;
        s->text_bytes = decoded.text_bytes;
    }
    s->text_at = 0;
    r->n = 0;
    return fits;
}

/* Where the first byte stands that is neither BOM nor blank; *utf16 tells whether the BOM was one of UTF-16. */
static size_t first_byte(const ingest_source *s, bool *utf16) {
    const unsigned char *b = (const unsigned char *)s->block;
    *utf16 = s->to >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF));
    size_t i = *utf16 ? 2 : s->to >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < s->to && (b[i] == ' ' || b[i] == '\t' || b[i] == '\n' || b[i] == '\r' || (*utf16 && b[i] == 0))) i++;
    return i;
}

/* Looks at the first bytes: JSON Lines or plain, and which encoding. Reads no further than that takes: at the other end of a
 * pipe somebody may wait for the answer to the first line. */
static bool sniff(ingest_source *s, ingest_record *r, bool is_stdin) {
    const unsigned char *b = (const unsigned char *)s->block;
    bool utf16 = false;
    while ((first_byte(s, &utf16) == s->to || (s->to < 3 && b[0] >= 0x80)) && s->to < BLOCK && fill(s)) {
    }
    const size_t i = first_byte(s, &utf16);
    bool named = has_end(s->file, ".jsonl") || has_end(s->file, ".ndjson");
    s->is_json = named || (i < s->to && b[i] == '{') || (is_stdin && s->stdin_json);
    if (s->is_json && utf16) return decode_whole(s, r);
    if (s->is_json && s->to >= 3 && memcmp(b, "\xEF\xBB\xBF", 3) == 0) s->from = 3;
    return true;
}

/* Opens the next file of the walk. False when there is none; a file that cannot be opened leaves an error in *r. */
static bool open_next(ingest_source *s, ingest_record *r) {
    walk_item item;
    if (!walk_next(&s->walk, &item)) return false;
    s->file = strdup(item.path ? item.path : "");
    if (!s->file) {
        error_nomem(&r->error);
        return true;
    }
    record_file(r, s->file);
    if (item.error) {
        errno = item.error;
        reject_errno(s, r, "cannot read the folder");
        close_file(s);
        return true;
    }
    if (item.empty_folder) {
        reject(s, r, DP_E_IO, "the folder holds no .txt, .text, .jsonl or .ndjson file",
               "name files one by one to read them whatever they are called");
        close_file(s);
        return true;
    }
    bool is_stdin = strcmp(s->file, "-") == 0;
    s->fd = is_stdin ? STDIN_FILENO : open(s->file, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0) {
        reject_errno(s, r, "cannot open");
        close_file(s);
        return true;
    }
    s->line = 0;
    s->ended = false;
    if (!sniff(s, r, is_stdin)) {
        reject(s, r, DP_E_TOO_LONG, "JSON Lines in UTF-16 are read up to 64 MiB only",
               "convert the file first: iconv -f utf-16 -t utf-8");
        close_file(s);
    }
    return true;
}

static bool next_plain(ingest_source *s, ingest_record *r) {
    r->kind = INGEST_PLAIN;
    bool fits = true;
    do {
        fits = r->n + (s->to - s->from) <= PLAIN_MAX;
        if (!fits) break;
        if (!record_room(r, s->to - s->from)) {
            error_nomem(&r->error);
            close_file(s);
            return true;
        }
        memcpy(r->bytes + r->n, s->block + s->from, s->to - s->from);
        r->n += s->to - s->from;
        s->from = s->to;
    } while (fill(s));
    if (!fits) {
        char message[120];
        snprintf(message, sizeof message, "the file is longer than one dispatch may be (%zu MiB of text)", DP_TEXT_MAX >> 20);
        reject(s, r, DP_E_TOO_LONG, message, "split it into its articles, or write one JSON object a line (.jsonl)");
    } else if (errno) {
        reject_errno(s, r, "cannot read");
    }
    close_file(s);
    return !(s->stop && *s->stop);
}

/* The next line that is not blank. A line beyond the limit is read to its end without being kept. */
static bool next_line(ingest_source *s, ingest_record *r) {
    r->kind = INGEST_JSON;
    while (!s->ended) {
        r->n = 0;
        bool whole = false, too_long = false, any = false;
        s->line++;
        while (!whole) {
            if (s->from == s->to && !fill(s)) break;
            const char *from = s->block + s->from;
            const char *stop = memchr(from, '\n', s->to - s->from);
            size_t n = stop ? (size_t)(stop - from) : s->to - s->from;
            any = true;
            too_long = too_long || r->n + n > INGEST_LINE_MAX;
            if (!too_long && !record_room(r, n)) {
                error_nomem(&r->error);
                return true;
            }
            if (!too_long) {
                memcpy(r->bytes + r->n, from, n);
                r->n += n;
            }
            s->from += n + (stop ? 1 : 0);
            whole = stop != NULL;
        }
        if (s->stop && *s->stop) return false;
        r->line = s->line;
        if (!whole) s->ended = true;
        if (!whole && errno) return reject_errno(s, r, "cannot read");
        if (too_long) {
            r->n = 0;
            return reject(s, r, DP_E_TOO_LONG, "the line is longer than 96 MiB",
                          "split the dispatch; each line is one JSON object");
        }
        while (r->n && strchr(" \t\r", r->bytes[r->n - 1]) && r->bytes[r->n - 1]) r->n--;
        if (any && r->n) return true;
    }
    return false;
}

bool ingest_source_next(ingest_source *s, ingest_record *r) {
    record_reset(r);
    for (;;) {
        if (s->stop && *s->stop) return false;
        if (s->fd < 0) {
            if (!open_next(s, r)) return false;
            if (r->error.code != DP_OK) return true;
        }
        record_file(r, s->file);
        if (!s->is_json) return next_plain(s, r);
        if (next_line(s, r)) return true;
        close_file(s);
    }
}
