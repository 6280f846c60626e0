/* depeche export: the claims for other programs; the same content gives the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "export/export.h"

static const cli_option options[] = {
    {"as", 0, "FORMAT", "csv, jsonl, geojson, gpkg, acled, ucdp, plover, polecat, gdelt, timemap, claimreview, webannotation"},
    {"policy", 0, "HOW", "where a row is an event and voices disagree: conservative or each"},
    {"output", 'o', "FILE", "write there, and a codebook into FILE.datapackage.json"},
    {"quotes", 0, "N", "quotes of at most N characters (200), 'full' or 'none'"},
    {"coarsen", 0, "TO", "places no finer than admin1 or country; leaves out quotes and titles"},
    {"raw", 0, NULL, "tables: do not neutralise formulas"},
    {"with-names", 0, NULL, "show the names of private persons"},
    FILTER_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

/* ---- options ------------------------------------------------------------------------------------------------------------- */

static bool format_of(const cli *c, const export_format **out) {
    const char *as = cli_value(c, "as"), *name = as ? as : c->argument_count ? c->arguments[0] : NULL, *names[32];
    size_t n = 0;
    for (const export_format *f; n < 32 && (f = export_format_at((uint32_t)n)) != NULL; n++) names[n] = export_format_name(f);
    if (!name || (as && c->argument_count)) {
        cli_message("name one format: --as csv; 'depeche export --help' lists them");
        return false;
    }
    if ((*out = export_format_named(name)) != NULL) return true;
    const char *near = cli_nearest(name, names, n);
    if (near)
        cli_message("there is no format '%s'; did you mean '%s'?", name, near);
    else
        cli_message("there is no format '%s'; 'depeche export --help' lists them", name);
    return false;
}

/* One of two words, as 1 or 2; 0 where the option is absent. */
static bool choice(const cli *c, const char *name, const char *first, const char *second, uint8_t *out) {
    const char *value = cli_value(c, name);
    *out = !value ? 0 : strcmp(value, first) == 0 ? 1 : strcmp(value, second) == 0 ? 2 : 3;
    if (*out < 3) return true;
    cli_message("--%s takes %s or %s, not '%s'", name, first, second, value);
    return false;
}

static bool quotes_of(const cli *c, uint32_t *out) {
    const char *value = cli_value(c, "quotes");
    uint64_t n;
    *out = EXPORT_QUOTES_FULL;
    if (value && strcmp(value, "full") == 0) return true;
    *out = 0;
    if (value && strcmp(value, "none") == 0) return true;
    if (!cli_number(c, "quotes", EXPORT_QUOTES, &n)) return false;
    *out = n < EXPORT_QUOTES_FULL ? (uint32_t)n : EXPORT_QUOTES_FULL;
    return true;
}

static bool options_of(const cli *c, export_options *o) {
    *o = (export_options){.raw = cli_flag(c, "raw")};
    if (!format_of(c, &o->format) || !choice(c, "policy", "conservative", "each", &o->policy) ||
        !choice(c, "coarsen", "admin1", "country", &o->coarsen) || !quotes_of(c, &o->quote_characters) ||
        !session_filter(c, false, &o->filter))
        return false;
    if (o->policy && !export_format_has_events(o->format)) {
        cli_message("--policy belongs to formats whose rows are events; %s has a row for every claim",
                    export_format_name(o->format));
        return false;
    }
    if (o->raw && !export_format_is_table(o->format)) {
        cli_message("--raw belongs to tables; %s cannot be taken for a formula", export_format_name(o->format));
        return false;
    }
    return true;
}

/* ---- files --------------------------------------------------------------------------------------------------------------- */

/* Where an export goes. A file is written beside its place and takes it when it is whole, so that an older one stays until then,
 * and a full disk or a kill leaves nothing that looks like an export. */
typedef struct target {
    const char *path; /* NULL: standard output */
    FILE *to;
    char *part;   /* what is written; NULL: the path itself, which is no plain file */
    bool missing; /* the file could not be made */
} target;

static const char *target_name(const target *t) {
    return t->path ? t->path : "standard output";
}

static bool is_plain_or_new(const char *path) {
    struct stat at;
    return lstat(path, &at) != 0 || S_ISREG(at.st_mode);
}

static bool target_open(target *t) {
    if (t->to || t->missing) return !t->missing;
    if (t->path && is_plain_or_new(t->path) && asprintf(&t->part, "%s.part", t->path) < 0) t->part = NULL;
    t->to = t->path ? fopen(t->part ? t->part : t->path, "wb") : stdout;
    t->missing = !t->to;
    if (t->missing) cli_message("%s: cannot be written; is the folder there and writable?", t->path);
    return !t->missing;
}

/* Puts what was written in its place, or takes it away. False where the disk is full; a message was printed. */
static bool target_close(target *t, bool keep) {
    bool whole = true;
    if (t->to) {
        whole = fflush(t->to) == 0 && !ferror(t->to);
        if (t->path && fclose(t->to) != 0) whole = false;
        t->to = NULL;
        if (whole && keep && t->part) whole = rename(t->part, t->path) == 0;
        if (t->part && !(whole && keep)) unlink(t->part);
        if (!whole) cli_message("%s: could not be written to the end: is the disk full?", target_name(t));
    }
    free(t->part);
    t->part = NULL;
    return whole;
}

static bool write_to(void *context, const char *bytes, size_t n) {
    target *t = context;
    return !cli_interrupted() && target_open(t) && fwrite(bytes, 1, n, t->to) == n;
}

static void note(void *context, const char *line) {
    (void)context;
    cli_message("%s", line);
}

static int export_to(target *t, const session *s, const export_options *o, export_result *result) {
    dp_error err = {0};
    const export_sink sink = {.write = write_to, .note = note, .context = t};
    const dp_status status = export_run(s->ledger, &s->knowledge, o, &sink, result, &err);
    if (status == DP_OK) target_open(t); /* also where there was nothing to write */
    if (!target_close(t, status == DP_OK && !cli_interrupted()) || t->missing) return CLI_INPUT;
    if (status != DP_OK) return cli_report(&err);
    if (cli_interrupted()) return CLI_INTERRUPTED;
    return result->rows ? CLI_DONE : CLI_NOTHING;
}

/* The codebook beside FILE. */
static int package_beside(const char *path, const session *s, const export_options *o, const export_result *result) {
    buf name, out;
    buf_init(&name);
    buf_init(&out);
    buf_str(&name, path);
    buf_str(&name, ".datapackage.json");
    dp_error err = {0};
    int status = CLI_DONE;
    if (export_package(s->ledger, &s->knowledge, o, result, path, &out, &err) != DP_OK) {
        status = cli_report(&err);
    } else if (!buf_cstr(&name)) {
        status = CLI_INTERNAL;
    } else {
        target t = {.path = name.at};
        write_to(&t, out.at, out.n);
        if (!target_close(&t, true) || t.missing) status = CLI_INPUT;
    }
    buf_free(&name);
    buf_free(&out);
    return status;
}

static int run(cli *c) {
    export_options o;
    session s;
    int status;
    if (!options_of(c, &o)) return CLI_USAGE;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    target t = {.path = cli_value(c, "output")};
    export_result result = {0};
    status = export_to(&t, &s, &o, &result);
    if (t.path && (status == CLI_DONE || status == CLI_NOTHING)) {
        const int packed = package_beside(t.path, &s, &o, &result);
        if (packed != CLI_DONE) status = packed;
    }
    session_close(&s);
    return status;
}

const cli_command command_export = {
    .name = "export",
    .summary = "write claims for spreadsheets, maps, event data sets and annotation tools",
    .usage = "[OPTION]… [--as] FORMAT",
    .examples = "  depeche export --as csv -o claims.csv\n"
                "  depeche export --as geojson --type taken -o taken.geojson\n"
                "  depeche export --as acled --policy conservative --from 2017-11 -o events.csv\n"
                "  depeche export jsonl | jq .says\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = 1,
    .run = run,
};
