#include "cli/confine.h"

#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/sandbox.h"

/* The folder of the file itself, where its path is a link: SQLite puts its journal there. The file need not be there yet. ""
 * where it cannot be told. */
static void folder_of(const char *path, char out[PATH_MAX]) {
    char parent[PATH_MAX];
    snprintf(parent, sizeof parent, "%s", path);
    if (realpath(path, out)) {
        char *slash = strrchr(out, '/');
        slash[slash == out] = '\0';
    } else if (!realpath(dirname(parent), out)) {
        out[0] = '\0';
    }
}

static const char *temporary_folder(void) {
    static const char *const names[] = {"SQLITE_TMPDIR", "TMPDIR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *set = getenv(names[i]);
        if (set && *set) return set;
    }
    return NULL;
}

void confine_prepare(const cli *c, const char *ledger) {
    char folder[PATH_MAX];
    if (cli_flag(c, "no-sandbox") || temporary_folder()) return;
    folder_of(ledger, folder);
    if (*folder) setenv("SQLITE_TMPDIR", folder, 1);
}

/* So many inputs are let in one by one; of more their folders are, for each takes the kernel memory. */
enum { PATHS_MOST = 1000 };

/* Adds the folder of a path unless the one added last is the same; lists are mostly in order. The path is cut for that. */
static size_t add_folder(const char **readable, size_t n, char *path) {
    char *slash = strrchr(path, '/');
    if (slash) slash[slash == path] = '\0';
    const char *folder = slash ? path : ".";
    if (n && strcmp(readable[n - 1], folder) == 0) return n;
    readable[n] = folder;
    return n + 1;
}

/* The inputs, or of very many their folders; `copies` takes what must be freed. */
static size_t add_inputs(const cli *c, const char **readable, char **copies) {
    size_t n = 0;
    for (size_t i = 0; i < c->argument_count; i++) {
        if (strcmp(c->arguments[i], "-") == 0) continue;
        if (c->argument_count <= PATHS_MOST) {
            readable[n++] = c->arguments[i];
            continue;
        }
        copies[i] = strdup(c->arguments[i]);
        if (copies[i]) n = add_folder(readable, n, copies[i]);
    }
    return n;
}

/* Enters with these paths to be read, and the ledger's folder to be written. */
static void enter(const char *const *readable, size_t n, const char *ledger, bool network) {
    char folder[PATH_MAX] = "";
    const char *writable[2];
    size_t writable_count = 0;
    if (ledger) folder_of(ledger, folder);
    if (*folder) {
        writable[writable_count++] = folder;
        if (temporary_folder()) writable[writable_count++] = temporary_folder();
    }
    sandbox_enter(&(sandbox_paths){readable, n, writable, writable_count, network});
}

void confine(const cli *c, const char *ledger, const char *const *more) {
    if (cli_flag(c, "no-sandbox")) return;
    size_t more_count = 0;
    while (more && more[more_count]) more_count++;
    const char **readable = calloc(c->argument_count + more_count + 1, sizeof *readable);
    char **copies = calloc(c->argument_count + 1, sizeof *copies);
    if (!readable || !copies) { /* so little memory ends the command soon enough */
        free(readable);
        free(copies);
        return;
    }
    size_t n = add_inputs(c, readable, copies);
    for (size_t i = 0; i < more_count; i++) readable[n++] = more[i];
    enter(readable, n, ledger, false);
    for (size_t i = 0; i < c->argument_count; i++) free(copies[i]);
    free(copies);
    free(readable);
}

void confine_online(const cli *c, const char *ledger, const char *list) {
    static const char *const system[] = {"/etc",
                                         "/usr",
                                         "/lib",
                                         "/lib64",
                                         "/run/systemd/resolve", /* what /etc/resolv.conf may be a link to */
                                         "/run/resolvconf",
                                         "/run/NetworkManager"};
    enum { SYSTEM = sizeof system / sizeof *system };
    if (cli_flag(c, "no-sandbox")) return;
    const char *readable[SYSTEM + 1];
    char folder[PATH_MAX] = "";
    memcpy(readable, system, sizeof system);
    if (list && strcmp(list, "-") != 0) folder_of(list, folder);
    readable[SYSTEM] = folder;
    enter(readable, SYSTEM + (*folder != '\0'), ledger, true);
}
