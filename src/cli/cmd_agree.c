/* depeche agree A B: how far coders agree, beyond chance. */
#include "cli/commands.h"
#include "cli/session.h"
#include "ledger/review.h"

static const cli_option options[] = {FILTER_OPTIONS, TABLE_OPTIONS, SESSION_OPTIONS, {NULL, 0, NULL, NULL}};

static int agree(const cli *c, session *s, enum table_format format, const ledger_filter *f) {
    table t;
    table_begin(&t, c, format);
    dp_error err = {0};
    uint64_t count = 0;
    const dp_status status = review_agree(s->ledger, c->arguments, (uint32_t)c->argument_count, f, table_row, &t, &count, &err);
    const bool printed = table_end(&t);
    if (status != DP_OK) return cli_report(&err);
    return !printed ? CLI_INPUT : count ? CLI_DONE : CLI_NOTHING;
}

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    session s;
    int status;
    if (!table_format_of(c, &format) || !session_filter(c, false, &filter)) return CLI_USAGE;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = agree(c, &s, format, &filter);
    session_close(&s);
    return status;
}

const cli_command command_agree = {
    .name = "agree",
    .summary = "how far coders agree: Cohen's kappa, Krippendorff's alpha",
    .usage = "[OPTION]… CODER CODER…",
    .examples = "  depeche agree ana ben\n"
                "  depeche agree ana ben eva --type ASSAULT --csv\n",
    .options = options,
    .arguments_least = 2,
    .arguments_most = 16,
    .run = run,
};
