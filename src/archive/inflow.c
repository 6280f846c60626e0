#include "archive/inflow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 << 10 };

dp_status inflow_open(const inflow_kind *kind, void *state, inflow **out, dp_error *err) {
    inflow *s = calloc(1, sizeof *s);
    if (s) s->block = malloc(BLOCK);
    if (!s || !s->block) {
        kind->close(state);
        free(s);
        return error_nomem(err);
    }
    s->cap = BLOCK;
    s->kind = kind;
    s->state = state;
    *out = s;
    return DP_OK;
}

/* ---- files -------------------------------------------------------------------------------------------------------------- */

typedef struct file_state {
    int fd;
    uint64_t from;
    const volatile sig_atomic_t *stop;
} file_state;

static size_t file_read(void *state, char *out, size_t n, dp_error *fault) {
    file_state *f = state;
    for (;;) {
        if (f->stop && *f->stop) {
            error_set(fault, DP_E_INTERRUPTED, "interrupted");
            return 0;
        }
        ssize_t got = read(f->fd, out, n);
        if (got >= 0) return (size_t)got;
        if (errno == EINTR) continue;
        error_set(fault, DP_E_IO, "cannot read: %s", strerror(errno));
        error_remedy(fault, errno == EISDIR ? "name it as a folder, or a file inside it" : "check that the file can be read");
        return 0;
    }
}

static void file_close(void *state) {
    file_state *f = state;
    if (f->fd != STDIN_FILENO) close(f->fd);
    free(f);
}

static bool file_restart(const void *state, uint64_t at, uint64_t *byte) {
    *byte = ((const file_state *)state)->from + at;
    return true;
}

dp_status inflow_open_fd(int fd, const volatile sig_atomic_t *stop, inflow **out, dp_error *err) {
    return inflow_open_fd_at(fd, 0, stop, out, err);
}

dp_status inflow_open_fd_at(int fd, uint64_t from, const volatile sig_atomic_t *stop, inflow **out, dp_error *err) {
    static const inflow_kind kind = {.read = file_read, .restart = file_restart, .close = file_close};
    if (from && lseek(fd, (off_t)from, SEEK_SET) < 0) {
        error_set(err, DP_E_IO, "cannot go on at byte %llu: %s", (unsigned long long)from, strerror(errno));
        close(fd);
        return err->code;
    }
    file_state *f = malloc(sizeof *f);
    if (!f) {
        if (fd != STDIN_FILENO) close(fd);
        return error_nomem(err);
    }
    *f = (file_state){.fd = fd, .from = from, .stop = stop};
    return inflow_open(&kind, f, out, err);
}

/* ---- memory ------------------------------------------------------------------------------------------------------------- */

dp_status inflow_open_bytes(const char *bytes, size_t n, inflow **out, dp_error *err) {
    inflow *s = calloc(1, sizeof *s);
    if (!s) return error_nomem(err);
    *s = (inflow){.block = (char *)bytes, .to = n, .cap = n, .borrowed = true, .ended = true, .total = n};
    *out = s;
    return DP_OK;
}

dp_status inflow_open_owned(char *bytes, size_t n, inflow **out, dp_error *err) {
    dp_status status = inflow_open_bytes(bytes, n, out, err);
    if (status == DP_OK)
        (*out)->borrowed = false;
    else
        free(bytes);
    return status;
}

/* ---- the window --------------------------------------------------------------------------------------------------------- */

void inflow_close(inflow *s) {
    if (!s) return;
    if (s->kind) s->kind->close(s->state);
    if (!s->borrowed) free(s->block);
    free(s);
}

/* Room behind `to`: by moving what is unread to the front, or by a wider window. */
static bool make_room(inflow *s) {
    if (s->from == s->to) s->from = s->to = 0;
    if (s->to < s->cap) return true;
    if (s->from >= s->cap / 2) {
        memmove(s->block, s->block + s->from, s->to - s->from);
        s->to -= s->from;
        s->from = 0;
        return true;
    }
    if (s->cap >= INFLOW_WINDOW_MAX) {
        if (s->from == 0) return false;
        memmove(s->block, s->block + s->from, s->to - s->from);
        s->to -= s->from;
        s->from = 0;
        return true;
    }
    size_t cap = s->cap * 2 < INFLOW_WINDOW_MAX ? s->cap * 2 : INFLOW_WINDOW_MAX;
    char *moved = realloc(s->block, cap);
    if (!moved) {
        error_nomem(&s->fault);
        return false;
    }
    s->block = moved;
    s->cap = cap;
    return true;
}

bool inflow_fill(inflow *s) {
    if (s->ended || s->fault.code != DP_OK || !make_room(s)) return false;
    size_t got = s->kind->read(s->state, s->block + s->to, s->cap - s->to, &s->fault);
    if (got == 0) {
        s->ended = s->fault.code == DP_OK;
        return false;
    }
    s->to += got;
    s->total += got;
    return true;
}

bool inflow_want(inflow *s, size_t n) {
    while (inflow_left(s) < n)
        if (!inflow_fill(s)) return false;
    return true;
}

bool inflow_is_whole(const inflow *s) {
    return s->fault.code == DP_OK || (s->kind && s->kind->is_whole && s->kind->is_whole(s->state));
}

bool inflow_resume(inflow *s) {
    if (s->fault.code == DP_OK || !s->kind || !s->kind->resume || !s->kind->resume(s->state)) return false;
    s->fault = (dp_error){0};
    return true;
}

bool inflow_restart(const inflow *s, size_t ahead, uint64_t *byte) {
    return s->kind && s->kind->restart && s->kind->restart(s->state, s->total - inflow_left(s) + ahead, byte);
}
