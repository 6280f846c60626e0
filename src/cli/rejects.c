#include "cli/rejects.h"

#include <errno.h>
#include <string.h>

bool rejects_open(const cli *c, FILE **out, int *status) {
    const char *path = cli_value(c, "rejects");
    *out = path ? fopen(path, "ae") : NULL;
    if (!path || *out) return true;
    cli_message("%s cannot be written: %s", path, strerror(errno));
    *status = CLI_USAGE;
    return false;
}

void rejects_add(FILE *to, const dp_error *why) {
    if (!to) return;
    buf b;
    buf_init(&b);
    buf_char(&b, '{');
    json_kv_str(&b, "file", why->file);
    json_kv_int(&b, "line", (int64_t)why->line);
    json_kv_str(&b, "code", error_code_name(why->code));
    json_kv_str(&b, "message", why->message);
    json_kv_str(&b, "remedy", why->remedy[0] ? why->remedy : NULL);
    buf_str(&b, "}\n");
    if (!b.failed) fwrite(b.at, 1, b.n, to);
    buf_free(&b);
}

bool rejects_close(FILE *f) {
    if (!f) return true;
    const bool whole = ferror(f) == 0;
    if (fclose(f) == 0 && whole) return true;
    cli_message("the reject file could not be written to its end: is the disk full?");
    return false;
}
