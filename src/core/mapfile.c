/* Files as memory. What cannot be mapped (a pipe, a device) is read into anonymous memory, up to a limit. */
#include "core/mapfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define STREAM_MAX ((size_t)1 << 30)

static dp_status io_error(const char *path, dp_error *err, const char *what, const char *remedy) {
    error_set(err, DP_E_IO, "%s: %s", what, strerror(errno));
    error_at(err, path, 0);
    error_remedy(err, "%s", remedy);
    return DP_E_IO;
}

static dp_status read_stream(int fd, const char *path, mapfile *out, dp_error *err) {
    size_t cap = (size_t)1 << 20, n = 0;
    char *at = mmap(NULL, cap, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) return error_nomem(err);
    for (;;) {
        ssize_t got = read(fd, at + n, cap - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            munmap(at, cap);
            return io_error(path, err, "cannot read", "check that the file is readable");
        }
        if (got == 0) break;
        n += (size_t)got;
        if (n < cap) continue;
        void *moved = cap < STREAM_MAX ? mremap(at, cap, cap * 2, MREMAP_MAYMOVE) : MAP_FAILED;
        if (moved == MAP_FAILED) {
            munmap(at, cap);
            if (cap < STREAM_MAX) return error_nomem(err);
            error_set(err, DP_E_TOO_LONG, "more than %zu MiB came from what is not a regular file", STREAM_MAX >> 20);
            error_at(err, path, 0);
            error_remedy(err, "write it to a file first");
            return DP_E_TOO_LONG;
        }
        at = moved;
        cap *= 2;
    }
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t kept = (n + page - 1) / page * page;
    if (kept < cap) munmap(at + kept, cap - kept);
    *out = (mapfile){.at = n ? at : NULL, .size = n};
    return DP_OK;
}

static dp_status map_fd(int fd, const char *path, mapfile *out, dp_error *err) {
    struct stat st;
    if (fstat(fd, &st) != 0) return io_error(path, err, "cannot look at", "check that the file is still there");
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return io_error(path, err, "cannot read", "name a file inside the folder");
    }
    if (!S_ISREG(st.st_mode)) return read_stream(fd, path, out, err);
    if (st.st_size == 0) return DP_OK;
    if ((uintmax_t)st.st_size > SIZE_MAX / 2) return error_nomem(err);
    void *at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) return io_error(path, err, "cannot map into memory", "check free memory and the file system");
    *out = (mapfile){.at = at, .size = (size_t)st.st_size};
    return DP_OK;
}

dp_status mapfile_open(const char *path, mapfile *out, dp_error *err) {
    *out = (mapfile){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        const char *remedy = errno == ENOENT   ? "check the spelling of the path"
                             : errno == EACCES ? "ask for permission to read it (chmod, chown)"
                                               : "check that the path can be read";
        return io_error(path, err, "cannot open", remedy);
    }
    dp_status status = map_fd(fd, path, out, err);
    close(fd);
    return status;
}

void mapfile_close(mapfile *m) {
    if (m->at) munmap((void *)(uintptr_t)m->at, m->size);
    *m = (mapfile){0};
}
