/* depeche export: the claims for other programs; the same content gives the same bytes. */
#include <string.h>

#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {
    FILTER_OPTIONS,
    {"output", 'o', "FILE", "write there instead of to standard output"},
    {"with-names", 0, NULL, "show the names of private persons"},
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static bool flush_to(void *context, const char *bytes, size_t n) {
    return !cli_interrupted() && fwrite(bytes, 1, n, context) == n;
}

static bool format_of(const char *name, enum ledger_format *out) {
    static const char *const names[] = {"csv", "jsonl", "geojson"};
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (enum ledger_format)i;
            return true;
        }
    }
    const char *near = cli_nearest(name, names, 3);
    cli_message("there is no format '%s'; %s", name, near ? near : "take csv, jsonl or geojson");
    return false;
}

/* Writes to FILE and reports what a full disk leaves behind. */
static int export_to(FILE *to, const char *name, session *s, enum ledger_format format, const ledger_filter *filter) {
    dp_error err = {0};
    uint64_t count = 0;
    const dp_status status = ledger_export(s->ledger, format, filter, flush_to, to, &count, &err);
    if (fflush(to) != 0 || ferror(to)) {
        cli_message("%s: could not be written to the end: is the disk full?", name);
        return CLI_INPUT;
    }
    if (status != DP_OK) return cli_report(&err);
    return count ? CLI_DONE : CLI_NOTHING;
}

static int run(cli *c) {
    enum ledger_format format;
    ledger_filter filter;
    session s;
    int status;
    if (!format_of(c->arguments[0], &format) || !session_filter(c, false, &filter)) return CLI_USAGE;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    const char *path = cli_value(c, "output");
    FILE *to = path ? fopen(path, "wb") : stdout;
    if (!to) {
        cli_message("%s: cannot be written; is the folder there and writable?", path);
        status = CLI_INPUT;
    } else {
        status = export_to(to, path ? path : "standard output", &s, format, &filter);
        if (path && fclose(to) != 0 && status == CLI_DONE) {
            cli_message("%s: could not be written to the end: is the disk full?", path);
            status = CLI_INPUT;
        }
    }
    session_close(&s);
    return status;
}

const cli_command command_export = {
    .name = "export",
    .summary = "write claims as CSV, JSON Lines or GeoJSON",
    .usage = "[OPTION]… csv|jsonl|geojson",
    .examples = "  depeche export csv > claims.csv\n"
                "  depeche export geojson --type taken --output taken.geojson\n"
                "  depeche export jsonl --from 2017-11 | jq .quote\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = 1,
    .run = run,
};
