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

void confine(const cli *c, const char *ledger, const char *const *more) {
    if (cli_flag(c, "no-sandbox")) return;
    size_t n = 0, more_count = 0;
    while (more && more[more_count]) more_count++;
    const char **readable = calloc(c->argument_count + more_count + 1, sizeof *readable);
    if (!readable) return; /* so little memory ends the command soon enough */
    for (size_t i = 0; i < c->argument_count; i++)
        if (strcmp(c->arguments[i], "-") != 0) readable[n++] = c->arguments[i];
    for (size_t i = 0; i < more_count; i++) readable[n++] = more[i];

    char folder[PATH_MAX] = "";
    const char *writable[2];
    size_t writable_count = 0;
    if (ledger) folder_of(ledger, folder);
    if (*folder) {
        writable[writable_count++] = folder;
        if (temporary_folder()) writable[writable_count++] = temporary_folder();
    }
    sandbox_enter(&(sandbox_paths){readable, n, writable, writable_count});
    free(readable);
}
