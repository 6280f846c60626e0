/* depeche annotate: JSON Lines in, one annotation a line out, in the same order; keeps nothing. */
#include "cli/commands.h"
#include "cli/confine.h"
#include "cli/dictionaries.h"
#include "cli/intake.h"

static const cli_option options[] = {
    {"tokens", 0, NULL, "give the tokens with tags, lemmas and trees"},
    {"typed", 0, NULL, "leave out the events that have no PLOVER type"},
    INTAKE_OPTIONS,
    DICTIONARY_OPTION,
    CONFINE_OPTION,
    {"pack", 0, "FILE", "the pack (found beside the program, or $DEPECHE_PACK)"},
    {NULL, 0, NULL, NULL},
};

static bool print_item(void *context, const batch_item *item) {
    intake *in = context;
    intake_say(in, item);
    /* Flushed line by line: who waits for an answer at the other end of a pipe gets it at once. */
    if (!cli_write(&item->json) || !cli_flush()) return false;
    progress_show(&in->progress, in->dispatches, &item->progress);
    return true;
}

static int annotate(cli *c, const knowledge *k, unsigned threads, void *context) {
    (void)context;
    intake in = {0};
    progress_begin(&in.progress, c);
    if (c->tty) in.progress.on = false; /* the answers themselves show how far it is */
    batch_options o = {
        .annotate = (cli_flag(c, "tokens") ? ANNOTATE_TOKENS : 0u) | (cli_flag(c, "typed") ? ANNOTATE_TYPED : 0u),
        .threads = threads,
        .json = true,
        .context = &in,
        .sink = print_item,
    };
    intake_inputs(c, &o);
    dp_error err = {0};
    const dp_status status = batch_run(k, &o, &err);
    const int exit_status = intake_end(&in);
    if (status == DP_E_INTERRUPTED) return CLI_INTERRUPTED;
    return status != DP_OK ? cli_report(&err) : exit_status;
}

static int run(cli *c) {
    return intake_run(c, annotate, NULL);
}

const cli_command command_annotate = {
    .name = "annotate",
    .summary = "print what dispatches say as JSON Lines, without a ledger",
    .usage = "[OPTION]… [FILE…|-]",
    .examples = "  echo '{\"id\": \"a\", \"text\": \"The army took Palmyra, residents said.\"}' | depeche annotate | jq .claims\n"
                "  depeche annotate news.jsonl > annotated.jsonl\n"
                "  depeche annotate --tokens article.txt\n",
    .options = options,
    .arguments_most = SIZE_MAX,
    .run = run,
};
