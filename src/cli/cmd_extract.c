/* depeche extract: what files of all kinds hold as dispatches, before anything is read out of them; keeps nothing. */
#include <string.h>

#include "cli/commands.h"
#include "cli/confine.h"
#include "cli/intake.h"
#include "core/terminal.h"

static const cli_option options[] = {
    {"jsonl", 0, NULL, "one JSON object a dispatch"},
    INTAKE_OPTIONS,
    CONFINE_OPTION,
    {"pack", 0, "FILE", "the pack (found beside the program, or $DEPECHE_PACK)"},
    {NULL, 0, NULL, NULL},
};

typedef struct extraction {
    intake in;
    const cli *cli;
    buf out;
    uint64_t skipped; /* files and members of no kind that is read */
} extraction;

static const char *kind_name(enum ingest_kind kind) {
    static const char *const names[] = {"text", "json", "page", "item", "item", "mail", "row"};
    return names[kind];
}

static void add_json(buf *b, const dispatch *d) {
    buf_char(b, '{');
    json_kv_str(b, "id", d->id);
    json_key(b, "text");
    json_str(b, d->text, d->text_bytes);
    json_kv_str(b, "title", d->title);
    json_kv_str(b, "date", d->date);
    json_kv_str(b, "author", d->author);
    json_kv_str(b, "lang", d->lang);
    json_kv_str(b, "url", d->url);
    json_kv_str(b, "source", d->source);
    json_kv_str(b, "kind", kind_name(d->kind));
    json_kv_str(b, "encoding", d->encoding);
    json_kv_str(b, "hash", d->sha);
    json_kv_str(b, "file", d->file);
    if (d->member) json_kv_str(b, "member", d->member);
    if (d->line) json_kv_int(b, "line", (int64_t)d->line);
    if (d->evidence) json_kv_str(b, "evidence", d->evidence);
    if (d->note) json_kv_str(b, "note", d->note);
    buf_str(b, "}\n");
}

/* Line by line, for a line end is no character of a line on a terminal. */
static void add_lines(buf *b, const char *s, size_t n) {
    for (const char *end = s + n; s < end;) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        terminal_add(b, s, (size_t)((stop ? stop : end) - s));
        buf_char(b, '\n');
        s = stop ? stop + 1 : end;
    }
}

static void add_value(buf *b, const char *name, const char *value) {
    if (!value) return;
    buf_printf(b, "%-8s", name);
    terminal_add(b, value, strlen(value));
    buf_char(b, '\n');
}

static void add_shown(buf *b, const cli *c, const dispatch *d) {
    if (c->color) buf_str(b, "\x1b[1m");
    const char *title = d->title ? d->title : d->id;
    terminal_add(b, title, strlen(title));
    buf_str(b, c->color ? "\x1b[0m\n" : "\n");
    add_value(b, "date", d->date);
    add_value(b, "author", d->author);
    add_value(b, "outlet", d->source);
    add_value(b, "lang", d->lang);
    add_value(b, "url", d->url);
    add_value(b, "file", d->file);
    add_value(b, "says so", d->evidence);
    add_value(b, "note", d->note);
    buf_char(b, '\n');
    add_lines(b, d->text, d->text_bytes);
    buf_char(b, '\n');
}

/* Nothing is annotated: the batch stops behind the dispatch. */
static bool no_annotation(void *context, const dispatch *d) {
    (void)context, (void)d;
    return false;
}

static bool print_item(void *context, const batch_item *item) {
    extraction *x = context;
    const bool jsonl = cli_flag(x->cli, "jsonl");
    intake_say(&x->in, item);
    x->skipped = item->progress.skipped;
    buf_clear(&x->out);
    if (item->status == DP_OK && jsonl)
        add_json(&x->out, &item->dispatch);
    else if (item->status == DP_OK)
        add_shown(&x->out, x->cli, &item->dispatch);
    else if (jsonl)
        annotate_json_error(item->dispatch.id, &item->error, &x->out), buf_char(&x->out, '\n');
    if (!cli_write(&x->out)) return false;
    progress_show(&x->in.progress, x->in.dispatches, &item->progress);
    return true;
}

static int extract(cli *c, const knowledge *k, unsigned threads, void *context) {
    (void)context;
    int exit_status;
    if (!intake_named(c, &exit_status)) return exit_status;
    extraction x = {.cli = c};
    buf_init(&x.out);
    progress_begin(&x.in.progress, c);
    if (c->tty) x.in.progress.on = false;
    const batch_options o = {
        .source = {.paths = c->arguments, .path_count = c->argument_count, .columns = cli_value(c, "columns")},
        .threads = threads,
        .stop = cli_interrupt_flag(),
        .context = &x,
        .wanted = no_annotation,
        .sink = print_item,
    };
    dp_error err = {0};
    const dp_status status = batch_run(k, &o, &err);
    exit_status = intake_end(&x.in);
    if (x.skipped)
        cli_message("%llu files or members are of no kind that is read and were passed over", (unsigned long long)x.skipped);
    if (exit_status == CLI_DONE && x.in.dispatches == 0) {
        cli_message("the inputs hold no dispatch");
        exit_status = CLI_NOTHING;
    }
    buf_free(&x.out);
    if (status == DP_E_INTERRUPTED) return CLI_INTERRUPTED;
    return status != DP_OK ? cli_report(&err) : exit_status;
}

static int run(cli *c) {
    return intake_run(c, extract, NULL);
}

const cli_command command_extract = {
    .name = "extract",
    .summary = "print the dispatches that files, pages, feeds and archives hold",
    .usage = "[OPTION]… PATH…",
    .examples = "  depeche extract page.html\n"
                "  depeche extract --jsonl crawl.warc.gz feeds/ > dispatches.jsonl\n"
                "  depeche extract --jsonl pages/ | depeche annotate\n",
    .options = options,
    .arguments_most = SIZE_MAX,
    .run = run,
};
