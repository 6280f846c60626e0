/* depeche search: sentences that hold words. */
#include <string.h>

#include "cli/commands.h"
#include "cli/session.h"

static const cli_option options[] = {
    {"place", 'p', "NAME", "with a claim at this place"},
    {"actor", 'a', "NAME", "with a claim by or against this actor"},
    {"claimant", 'c', "NAME", "with a claim put forward by this voice or outlet"},
    {"type", 't', "TYPE", "with a claim of this type, state, role or CAMEO code"},
    {"from", 0, "DATE", "of dispatches dated on or after: 2017, 2017-11 or 2017-11-09"},
    {"to", 0, "DATE", "of dispatches dated on or before"},
    {"lang", 0, "CODE", "of dispatches in this language"},
    {"reviewed", 0, "VERDICT", "with a claim that coders found: accept, reject, disputed, any or none"},
    {"dispatch", 'd', "ID", "of this dispatch"},
    PAGE_OPTIONS,
    {"jsonl", 0, NULL, "the same as --json"},
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

/* The arguments as one search: what the shell parted by blanks. */
static bool words_of(const cli *c, buf *out) {
    for (size_t i = 0; i < c->argument_count; i++) {
        if (i) buf_char(out, ' ');
        buf_str(out, c->arguments[i]);
    }
    if (buf_cstr(out)) return true;
    cli_message("memory ran out");
    return false;
}

typedef struct finds {
    table table;
    bool by_date; /* they are not weighed */
} finds;

static bool take_find(void *context, const ledger_row *row) {
    finds *f = context;
    for (uint32_t i = 0; i < row->n; i++)
        if (strcmp(row->cells[i].name, "score") == 0) f->by_date = row->cells[i].type == LEDGER_NULL;
    return table_row(&f->table, row);
}

static int search(const cli *c, const session *s, const ledger_filter *f, enum table_format format) {
    finds found = {0};
    dp_error err = {0};
    uint64_t count = 0;
    table_begin(&found.table, c, format);
    const dp_status status = ledger_search(s->ledger, f, take_find, &found, &count, &err);
    const bool printed = table_end(&found.table);
    if (status != DP_OK) return cli_report(&err);
    if (!printed) return CLI_INPUT;
    if (count == 0) cli_message("no sentence in %s holds that", session_ledger_path(c));
    if (found.by_date && format == TABLE_HUMAN) cli_message("too many sentences hold that to be weighed: these come by date");
    session_say_more(f, format, count);
    session_say_partial(s);
    return count ? CLI_DONE : CLI_NOTHING;
}

static int run(cli *c) {
    ledger_filter filter;
    session s;
    buf words;
    buf_init(&words);
    enum table_format format;
    int status = CLI_USAGE;
    if (session_list_filter(c, &filter, &format) && words_of(c, &words)) {
        filter.text = words.at;
        if (session_open(c, LEDGER_READ, &s, &status)) {
            status = search(c, &s, &filter, format);
            session_close(&s);
        }
    }
    buf_free(&words);
    return status;
}

const cli_command command_search = {
    .name = "search",
    .summary = "find sentences by their words, in any script",
    .usage = "[OPTION]… WORDS…",
    .examples = "  depeche search army town             sentences that hold both words\n"
                "  depeche search '\"river bank\" OR ford'  words side by side, or another\n"
                "  depeche search 'rebel* NOT (truce OR talks)'\n"
                "  depeche search --lang ar --from 2017-11 --jsonl WORDS\n",
    .options = options,
    .arguments_least = 1,
    .arguments_most = SIZE_MAX,
    .run = run,
};
