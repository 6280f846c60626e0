#include "watch/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static dp_status taken(int fd, const char *ledger_path, dp_error *err) {
    char pid[24] = "";
    const ssize_t n = pread(fd, pid, sizeof pid - 1, 0);
    pid[n > 0 ? strspn(pid, "0123456789") : 0] = '\0';
    error_set(err, DP_E_LEDGER, "another depeche watch%s%s%s keeps this ledger", pid[0] ? ", process " : "", pid,
              pid[0] ? "," : "");
    error_at(err, ledger_path, 0);
    return error_remedy(err, "end it first, or keep another ledger with --ledger FILE");
}

static dp_status unusable(const char *path, dp_error *err) {
    error_set(err, DP_E_IO, "the lock cannot be made: %s", strerror(errno));
    error_at(err, path, 0);
    return error_remedy(err, "check the permissions of its folder");
}

/* Whoever left last may have removed the file between our opening and our locking it. */
static bool is_there(const watch_lock *l) {
    struct stat held, named;
    return fstat(l->fd, &held) == 0 && stat(l->path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

dp_status lock_take(const char *ledger_path, watch_lock *out, dp_error *err) {
    out->fd = -1;
    snprintf(out->path, sizeof out->path, "%s-watch", ledger_path);
    for (;;) {
        out->fd = open(out->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
        if (out->fd < 0) return unusable(out->path, err);
        dp_status s = DP_OK;
        if (flock(out->fd, LOCK_EX | LOCK_NB) != 0)
            s = errno == EWOULDBLOCK ? taken(out->fd, ledger_path, err) : unusable(out->path, err);
        if (s == DP_OK && is_there(out)) break;
        close(out->fd);
        out->fd = -1;
        if (s != DP_OK) return s;
    }
    char pid[24];
    const int n = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
    if (ftruncate(out->fd, 0) == 0 && pwrite(out->fd, pid, (size_t)n, 0) == n) return DP_OK;
    const dp_status s = unusable(out->path, err);
    lock_leave(out);
    return s;
}

void lock_leave(watch_lock *l) {
    if (l->fd < 0) return;
    unlink(l->path);
    close(l->fd);
    l->fd = -1;
}
