/* depeche unmatched: the verbs and names that no rule covers, most telling first. */
#include <string.h>

#include "annotate/unmatched.h"
#include "cli/commands.h"
#include "cli/confine.h"
#include "cli/dictionaries.h"
#include "cli/intake.h"
#include "cli/table.h"

static const cli_option options[] = {
    {"top", 'n', "N", "this many of each kind (20; 0: all)"},
    {"kind", 'k', "KIND", "verb, organisation, place or person only"},
    {"with-names", 0, NULL, "persons too: they are left out otherwise"},
    TABLE_OPTIONS,
    INTAKE_OPTIONS,
    DICTIONARY_OPTION,
    CONFINE_OPTION,
    {"pack", 0, "FILE", "the pack (found beside the program, or $DEPECHE_PACK)"},
    {NULL, 0, NULL, NULL},
};

enum { KINDS = UNMATCHED_PERSON + 1, ALL_KINDS = KINDS, TOP = 20 };

typedef struct counting {
    intake in;
    unmatched *u;
    dp_status status;
    dp_error err;
} counting;

static bool count_item(void *context, const batch_item *item) {
    counting *c = context;
    intake_say(&c->in, item);
    if (item->status == DP_OK) c->status = unmatched_add(c->u, &item->annotation, &c->err);
    progress_show(&c->in.progress, c->in.dispatches, &item->progress);
    return c->status == DP_OK;
}

/* ALL_KINDS where none is asked for; false after a message. */
static bool kind_of(const cli *c, unsigned *out) {
    const char *name = cli_value(c, "kind");
    *out = ALL_KINDS;
    for (unsigned k = 0; name && k < KINDS; k++)
        if (strcmp(name, unmatched_kind_name(k)) == 0) *out = k;
    if (!name || *out != ALL_KINDS) return true;
    cli_message("--kind takes verb, organisation, place or person, not '%s'", name);
    return false;
}

static ledger_cell words(const char *name, const char *text, bool brief) {
    return (ledger_cell){
        .name = name, .type = LEDGER_TEXT, .kind = LEDGER_TEXT, .brief = brief, .text = text, .text_bytes = strlen(text)};
}

static ledger_cell number(const char *name, uint64_t n) {
    return (ledger_cell){.name = name, .type = LEDGER_INT, .kind = LEDGER_INT, .brief = true, .integer = (int64_t)n};
}

static bool print_row(table *t, const unmatched_row *r) {
    const ledger_cell cells[] = {words("kind", unmatched_kind_name(r->kind), true),
                                 words("lang", r->lang, true),
                                 number("parties", r->parties),
                                 number("count", r->count),
                                 number("dispatches", r->dispatches),
                                 words("word", r->word, true),
                                 words("example", r->example, true)};
    const ledger_row row = {.cells = cells, .n = sizeof cells / sizeof *cells};
    return table_row(t, &row);
}

static int print(cli *c, unmatched *u, enum table_format format, unsigned kind, uint64_t top) {
    const unmatched_row *rows = NULL;
    size_t n = 0;
    dp_error err = {0};
    if (unmatched_rows(u, &rows, &n, &err) != DP_OK) return cli_report(&err);
    const bool persons = cli_flag(c, "with-names") || kind == UNMATCHED_PERSON;
    uint64_t given[KINDS] = {0}, all = 0;
    table t;
    table_begin(&t, c, format);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        const unsigned k = rows[i].kind;
        if ((kind != ALL_KINDS && k != kind) || (k == UNMATCHED_PERSON && !persons) || (top && given[k] >= top)) continue;
        given[k]++;
        all++;
        ok = print_row(&t, &rows[i]);
    }
    if (!table_end(&t)) return CLI_INTERNAL;
    if (all == 0) cli_message("every verb and name is covered");
    return all ? CLI_DONE : CLI_NOTHING;
}

/* What the options ask for. */
typedef struct asked {
    enum table_format format;
    unsigned kind;
    uint64_t top;
} asked;

static int list(cli *c, const knowledge *k, unsigned threads, void *context) {
    const asked *a = context;
    counting counts = {.status = DP_OK};
    if (unmatched_new(k, &counts.u, &counts.err) != DP_OK) return cli_report(&counts.err);
    progress_begin(&counts.in.progress, c);
    batch_options o = {
        .threads = threads,
        .context = &counts,
        .sink = count_item,
    };
    intake_inputs(c, &o);
    dp_error err = {0};
    dp_status status = batch_run(k, &o, &err);
    int exit_status = intake_end(&counts.in);
    if (status == DP_OK && counts.status != DP_OK) status = counts.status, err = counts.err;
    if (status == DP_E_INTERRUPTED)
        exit_status = CLI_INTERRUPTED;
    else if (status != DP_OK)
        exit_status = cli_report(&err);
    else {
        const int printed = print(c, counts.u, a->format, a->kind, a->top);
        if (exit_status == CLI_DONE) exit_status = printed;
    }
    unmatched_free(counts.u);
    return exit_status;
}

static int run(cli *c) {
    asked a;
    if (!cli_number(c, "top", TOP, &a.top) || !kind_of(c, &a.kind) || !table_format_of(c, &a.format)) return CLI_USAGE;
    return intake_run(c, list, &a);
}

const cli_command command_unmatched = {
    .name = "unmatched",
    .summary = "the verbs and names of dispatches that no rule covers",
    .usage = "[OPTION]… [FILE…|-]",
    .examples = "  depeche unmatched archive/\n"
                "  depeche unmatched --kind verb --top 50 news.jsonl\n"
                "  depeche unmatched --csv news.jsonl > words-to-add.csv\n",
    .options = options,
    .arguments_most = SIZE_MAX,
    .run = run,
};
