/* Streams: bytes that come bit by bit from a file, a pipe, memory or another stream that is unpacked, seen through a window.
 *
 *     file ──▶ stream ──▶ gunzip ──▶ stream ──▶ whoever cuts records:   window [from, to) of `block`, refilled on demand
 *
 * A fault (a disk error, a bad checksum, a bomb) ends the stream: the bytes before it are still given, then inflow_fill is false
 * and `fault` says why. Not thread-safe. */
#ifndef DP_ARCHIVE_INFLOW_H
#define DP_ARCHIVE_INFLOW_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

/* The widest that a window is opened. */
#define INFLOW_WINDOW_MAX ((size_t)97 << 20)

/* What gives the bytes. */
typedef struct inflow_kind {
    /* Up to n bytes into `out`; 0 at the end, or with *fault set. Never waits for more than one byte. */
    size_t (*read)(void *state, char *out, size_t n, dp_error *fault);
    /* Goes on behind a fault where that can be done; NULL: it never can. */
    bool (*resume)(void *state);
    /* Does the fault stand behind the end of data that are whole? NULL: never. */
    bool (*is_whole)(const void *state);
    /* The byte of the file from which reading can begin anew so that byte `at` of what this gives comes first. NULL: none. */
    bool (*restart)(const void *state, uint64_t at, uint64_t *byte);
    void (*close)(void *state);
} inflow_kind;

typedef struct inflow {
    char *block;
    size_t from, to, cap;
    bool borrowed; /* `block` is the caller's: the whole of the inflow */
    bool ended;
    uint64_t total; /* bytes that came so far, those in the window included */
    dp_error fault; /* DP_OK while all is well */
    const inflow_kind *kind;
    void *state;
} inflow;

/* Takes `state` over, also where it fails. */
dp_status inflow_open(const inflow_kind *kind, void *state, inflow **out, dp_error *err);
/* Of a file descriptor, which is closed with it unless it is standard input. `stop` may be NULL. */
dp_status inflow_open_fd(int fd, const volatile sig_atomic_t *stop, inflow **out, dp_error *err);
/* The same from a byte of the file on. */
dp_status inflow_open_fd_at(int fd, uint64_t from, const volatile sig_atomic_t *stop, inflow **out, dp_error *err);
/* Of bytes that outlive it. */
dp_status inflow_open_bytes(const char *bytes, size_t n, inflow **out, dp_error *err);
/* Of bytes from malloc, which it takes over, also where it fails. */
dp_status inflow_open_owned(char *bytes, size_t n, inflow **out, dp_error *err);
void inflow_close(inflow *s); /* NULL does nothing */

static inline const char *inflow_at(const inflow *s) {
    return s->block + s->from;
}
static inline size_t inflow_left(const inflow *s) {
    return s->to - s->from;
}
static inline void inflow_skip(inflow *s, size_t n) {
    s->from += n;
}
/* At least one more byte in the window, which is widened for it; false at the end, at a fault and where the window is as wide as
 * it may be. */
bool inflow_fill(inflow *s);
/* Fills until n bytes are in the window (n ≤ INFLOW_WINDOW_MAX); false where there are fewer. */
bool inflow_want(inflow *s, size_t n);
/* Is all that came before the fault whole: is there only something behind it that does not belong there? */
bool inflow_is_whole(const inflow *s);
/* Goes on behind a fault. */
bool inflow_resume(inflow *s);
/* Where the file can be opened again (inflow_open_fd_at, and the same packing taken off) so that the byte `ahead` of the window's
 * beginning comes first; false where that cannot be told. */
bool inflow_restart(const inflow *s, size_t ahead, uint64_t *byte);

#endif
