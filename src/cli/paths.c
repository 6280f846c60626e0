#include "cli/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/sheet.h"

/* Some millions of paths. */
#define LIST_MAX ((size_t)512 << 20)

/* All of a file, with a NUL behind; NULL with errno. */
static char *read_all(int fd, size_t *n) {
    size_t cap = 64 << 10, used = 0;
    char *bytes = malloc(cap);
    while (bytes && used < LIST_MAX) {
        const ssize_t got = read(fd, bytes + used, cap - used - 1);
        if (got < 0 && errno == EINTR && !cli_interrupted()) continue;
        if (got < 0) break;
        used += (size_t)got;
        if (got == 0) {
            bytes[used] = '\0';
            *n = used;
            return bytes;
        }
        if (used + 1 < cap) continue;
        char *moved = realloc(bytes, cap *= 2);
        if (!moved) break;
        bytes = moved;
    }
    if (bytes && used >= LIST_MAX) errno = EFBIG;
    free(bytes);
    return NULL;
}

/* Where the list holds a NUL, names may hold line ends: that is what NULs are for. */
static size_t split(char *bytes, size_t n, const char **out) {
    const char end = memchr(bytes, '\0', n) ? '\0' : '\n';
    size_t count = 0;
    for (char *s = bytes, *stop; s < bytes + n; s = stop + 1) {
        stop = memchr(s, end, (size_t)(bytes + n - s));
        if (!stop) stop = bytes + n;
        *stop = '\0';
        if (!*s) continue;
        if (out) out[count] = s;
        count++;
        if (!out) *stop = end; /* only counted: as it was */
    }
    return count;
}

static bool take_list(cli *c, const char *file, paths *p) {
    size_t n = 0;
    const bool standard = strcmp(file, "-") == 0;
    const int fd = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) p->bytes = read_all(fd, &n);
    const int failed = errno;
    if (fd > STDIN_FILENO) close(fd);
    if (!p->bytes) {
        cli_message("%s: cannot read the list: %s", file, strerror(failed));
        return false;
    }
    const size_t most = c->argument_count + split(p->bytes, n, NULL) + 1;
    p->all = calloc(most, sizeof *p->all);
    if (!p->all) {
        cli_message("memory ran out");
        return false;
    }
    if (c->argument_count) memcpy(p->all, c->arguments, c->argument_count * sizeof *p->all);
    c->argument_count += split(p->bytes, n, p->all + c->argument_count);
    c->arguments = p->all;
    return true;
}

bool paths_take(cli *c, paths *out, int *status) {
    *out = (paths){0};
    *status = CLI_USAGE;
    dp_error err;
    const char *columns = cli_value(c, "columns"), *list = cli_value(c, "list");
    if (columns && sheet_mapping_check(columns, &err) != DP_OK) {
        cli_report(&err);
        return false;
    }
    if (!list) return true;
    *status = CLI_INPUT;
    return take_list(c, list, out);
}

void paths_free(paths *p) {
    free(p->all);
    free(p->bytes);
    *p = (paths){0};
}
