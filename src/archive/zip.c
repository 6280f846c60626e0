#include "archive/zip.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LOCAL_BYTES = 30,
    ENTRY_BYTES = 46,
    END_BYTES = 22,
    END64_BYTES = 56,
    LOCATOR_BYTES = 20,
    COMMENT_MAX = 65535,
    FLAG_LOCKED = 1,
    FLAG_SIZES_BEHIND = 8,
    METHOD_STORED = 0,
    METHOD_DEFLATE = 8
};

struct zip {
    int fd; /* -1: in memory */
    char *memory;
    uint64_t size;
    uint64_t at, end; /* of the directory; or of the file, where it is lost */
    bool lost;        /* the directory */
    uint64_t done;
    packed_guard *guard;
};

static uint32_t u16(const unsigned char *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}
static uint32_t u32(const unsigned char *p) {
    return u16(p) | u16(p + 2) << 16;
}
static uint64_t u64(const unsigned char *p) {
    return u32(p) | (uint64_t)u32(p + 4) << 32;
}

/* All n bytes at `at`, or false. */
static bool read_at(const zip *z, uint64_t at, void *out, size_t n) {
    if (at > z->size || n > z->size - at) return false;
    if (z->fd < 0) {
        memcpy(out, z->memory + at, n);
        return true;
    }
    for (size_t got = 0; got < n;) {
        ssize_t more = pread(z->fd, (char *)out + got, n - got, (off_t)(at + got));
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) return false;
        got += (size_t)more;
    }
    return true;
}

static dp_status damaged(dp_error *err, const char *what) {
    error_set(err, DP_E_FORMAT, "the zip archive is damaged: %s", what);
    error_remedy(err, "fetch or copy it again; zip -FF may mend it");
    return DP_E_FORMAT;
}

/* ---- the directory ------------------------------------------------------------------------------------------------------ */

/* Sizes of 2^32-1 say that the true ones stand in a ZIP64 record. */
static void read_end64(const zip *z, uint64_t end_at, uint64_t *count_at, uint64_t *bytes) {
    unsigned char b[END64_BYTES];
    if (end_at < LOCATOR_BYTES || !read_at(z, end_at - LOCATOR_BYTES, b, LOCATOR_BYTES) || memcmp(b, "PK\6\7", 4) != 0) return;
    if (!read_at(z, u64(b + 8), b, END64_BYTES) || memcmp(b, "PK\6\6", 4) != 0) return;
    *bytes = u64(b + 40);
    *count_at = u64(b + 48);
}

/* Finds the directory by its end record, which a comment may follow. */
static dp_status find_directory(zip *z, dp_error *err) {
    const size_t look = z->size < END_BYTES + COMMENT_MAX ? (size_t)z->size : END_BYTES + COMMENT_MAX;
    unsigned char *tail = malloc(look ? look : 1);
    if (!tail) return error_nomem(err);
    bool found = false;
    if (read_at(z, z->size - look, tail, look)) {
        for (size_t i = look < END_BYTES ? 0 : look - END_BYTES + 1; !found && i-- > 0;) {
            if (memcmp(tail + i, "PK\5\6", 4) != 0) continue;
            const uint64_t end_at = z->size - look + i;
            uint64_t bytes = u32(tail + i + 12), at = u32(tail + i + 16);
            read_end64(z, end_at, &at, &bytes);
            found = at <= end_at && bytes <= end_at - at;
            z->at = at;
            z->end = at + bytes;
        }
    }
    free(tail);
    if (found) return DP_OK;
    z->lost = true;
    z->at = 0;
    z->end = z->size;
    return DP_OK;
}

static dp_status open_either(int fd, char *memory, uint64_t size, packed_guard *guard, zip **out, dp_error *err) {
    zip *z = calloc(1, sizeof *z);
    dp_status status = z ? DP_OK : error_nomem(err);
    if (z) *z = (zip){.fd = fd, .memory = memory, .size = size, .guard = guard};
    if (status == DP_OK) status = find_directory(z, err);
    if (status == DP_OK) {
        *out = z;
        return DP_OK;
    }
    free(z);
    free(memory);
    if (fd > STDIN_FILENO) close(fd);
    return status;
}

dp_status zip_open_fd(int fd, packed_guard *guard, zip **out, dp_error *err) {
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        if (fd > STDIN_FILENO) close(fd);
        return error_set(err, DP_E_IO, "a zip archive is read from a file only");
    }
    guard->in += (uint64_t)st.st_size;
    return open_either(fd, NULL, (uint64_t)st.st_size, guard, out, err);
}

dp_status zip_open_owned(char *bytes, size_t n, packed_guard *guard, zip **out, dp_error *err) {
    return open_either(-1, bytes, n, guard, out, err);
}

void zip_close(zip *z) {
    if (!z) return;
    if (z->fd > STDIN_FILENO) close(z->fd);
    free(z->memory);
    free(z);
}

uint64_t zip_done(const zip *z) {
    return z->done < z->size ? z->done : z->size;
}

/* Fills name and folder from the n bytes at `at`. */
static bool read_name(const zip *z, uint64_t at, size_t n, zip_entry *e) {
    char last = '\0';
    if (n && !read_at(z, at + n - 1, &last, 1)) return false;
    const size_t kept = n < ZIP_NAME_MAX ? n : ZIP_NAME_MAX - 1;
    if (!read_at(z, at, e->name, kept)) return false;
    e->name[kept] = '\0';
    for (size_t i = 0; i < kept; i++)
        if (e->name[i] == '\0') e->name[i] = '?';
    e->folder = last == '/';
    return true;
}

/* The true sizes, where the 32 bits say 2^32-1. In the extra fields the values stand in a fixed order, those that are needed. */
static void read_extra64(const zip *z, uint64_t at, size_t n, zip_entry *e) {
    unsigned char b[4 + 24];
    while (n >= 4 && read_at(z, at, b, 4)) {
        size_t size = u16(b + 2);
        if (size > n - 4) return;
        if (u16(b) == 1) {
            const size_t look = size < 24 ? size : 24;
            if (!read_at(z, at + 4, b + 4, look)) return;
            size_t used = 0;
            uint64_t *const values[] = {&e->out_bytes, &e->in_bytes, &e->at};
            for (size_t i = 0; i < 3; i++) {
                if (*values[i] != UINT32_MAX || used + 8 > look) continue;
                *values[i] = u64(b + 4 + used);
                used += 8;
            }
            return;
        }
        at += 4 + size;
        n -= 4 + size;
    }
}

static bool next_entry(zip *z, zip_entry *e, dp_error *fault) {
    unsigned char b[ENTRY_BYTES];
    if (z->end - z->at < ENTRY_BYTES) return false;
    if (!read_at(z, z->at, b, ENTRY_BYTES) || memcmp(b, "PK\1\2", 4) != 0) {
        damaged(fault, "its directory makes no sense");
        z->at = z->end;
        return false;
    }
    *e = (zip_entry){.flags = (uint16_t)u16(b + 8),
                     .method = (uint16_t)u16(b + 10),
                     .crc = u32(b + 16),
                     .in_bytes = u32(b + 20),
                     .out_bytes = u32(b + 24),
                     .at = u32(b + 42)};
    const size_t name = u16(b + 28), extra = u16(b + 30), comment = u16(b + 32);
    if (!read_name(z, z->at + ENTRY_BYTES, name, e)) {
        damaged(fault, "its directory is cut short");
        z->at = z->end;
        return false;
    }
    read_extra64(z, z->at + ENTRY_BYTES + name, extra, e);
    const uint64_t step = ENTRY_BYTES + name + extra + comment;
    z->at = step < z->end - z->at ? z->at + step : z->end;
    return true;
}

/* Without a directory: from header to header, as long as they say how long the members are. */
static bool next_local(zip *z, zip_entry *e, dp_error *fault) {
    unsigned char b[LOCAL_BYTES];
    const bool first = z->at == 0;
    const bool is_header = read_at(z, z->at, b, LOCAL_BYTES) && memcmp(b, "PK\3\4", 4) == 0;
    if (!is_header) {
        if (z->at < z->end || first) damaged(fault, "its directory is missing; members behind this point are lost");
        z->at = z->end;
        return false;
    }
    *e = (zip_entry){.flags = (uint16_t)u16(b + 6),
                     .method = (uint16_t)u16(b + 8),
                     .crc = u32(b + 14),
                     .in_bytes = u32(b + 18),
                     .out_bytes = u32(b + 22),
                     .at = z->at};
    const size_t name = u16(b + 26), extra = u16(b + 28);
    const bool read = read_name(z, z->at + LOCAL_BYTES, name, e);
    read_extra64(z, z->at + LOCAL_BYTES + name, extra, e);
    e->at = z->at;
    const uint64_t head = LOCAL_BYTES + name + extra, left = z->size - z->at;
    if (!read || (e->flags & FLAG_SIZES_BEHIND && e->in_bytes == 0) || head > left || e->in_bytes > left - head) {
        damaged(fault, "its directory is missing, and a member is cut short or does not say how long it is");
        z->at = z->end;
        return false;
    }
    z->at += head + e->in_bytes;
    return true;
}

bool zip_next(zip *z, zip_entry *out, dp_error *fault) {
    *fault = (dp_error){0};
    return z->lost ? next_local(z, out, fault) : next_entry(z, out, fault);
}

/* ---- members ------------------------------------------------------------------------------------------------------------ */

typedef struct slice {
    const zip *z;
    uint64_t at, left;
} slice;

static size_t slice_read(void *state, char *out, size_t n, dp_error *fault) {
    slice *s = state;
    if (n > s->left) n = (size_t)s->left;
    if (n == 0) return 0;
    if (!read_at(s->z, s->at, out, n)) {
        error_set(fault, DP_E_IO, "cannot read the archive");
        error_remedy(fault, "check that the file can be read and does not change while it is");
        return 0;
    }
    s->at += n;
    s->left -= n;
    return n;
}

dp_status zip_member(zip *z, const zip_entry *e, inflow **out, dp_error *err) {
    static const inflow_kind kind = {.read = slice_read, .close = free};
    unsigned char b[LOCAL_BYTES];
    if (e->flags & FLAG_LOCKED) {
        error_set(err, DP_E_FORMAT, "this member is locked with a password");
        return error_remedy(err, "unpack the archive first: unzip -P PASSWORD FILE");
    }
    if (e->method != METHOD_STORED && e->method != METHOD_DEFLATE) {
        error_set(err, DP_E_FORMAT, "this member is packed in a way that is not read (method %u)", e->method);
        return error_remedy(err, "unpack the archive first");
    }
    if (!read_at(z, e->at, b, LOCAL_BYTES) || memcmp(b, "PK\3\4", 4) != 0)
        return damaged(err, "a member is not where it should be");
    const uint64_t head = LOCAL_BYTES + u16(b + 26) + u16(b + 28);
    if (head > z->size - e->at || e->in_bytes > z->size - e->at - head) return damaged(err, "a member is cut short");
    slice *s = malloc(sizeof *s);
    if (!s) return error_nomem(err);
    *s = (slice){.z = z, .at = e->at + head, .left = e->in_bytes};
    z->done += head + e->in_bytes;
    inflow *inner;
    dp_status status = inflow_open(&kind, s, &inner, err);
    if (status != DP_OK) return status;
    const packed_member member = {
        .out_bytes = e->out_bytes, .out_crc = e->crc, .stored = e->method == METHOD_STORED, .guard = z->guard};
    return packed_open_member(inner, &member, out, err);
}
