#include "cli/intake.h"

#include <unistd.h>

#include "cli/confine.h"
#include "cli/dictionaries.h"

enum { SAID_MOST = 20 };

bool intake_threads(const cli *c, unsigned *out) {
    uint64_t n;
    if (!cli_number(c, "threads", 0, &n)) return false;
    if (cli_value(c, "threads") && (n < 1 || n > BATCH_THREADS_MAX)) {
        cli_message("--threads takes a number from 1 to %d", BATCH_THREADS_MAX);
        return false;
    }
    *out = (unsigned)n;
    return true;
}

static bool open_pack(const cli *c, knowledge *k, int *status) {
    if (c->argument_count == 0 && isatty(STDIN_FILENO) == 1) {
        cli_message("give FILE, or JSON Lines on standard input; 'depeche %s --help' shows how", c->command->name);
        *status = CLI_USAGE;
        return false;
    }
    return dictionaries_open(c, k, status);
}

int intake_run(cli *c, intake_work work, void *context) {
    unsigned threads;
    if (!intake_threads(c, &threads)) return CLI_USAGE;
    int status;
    knowledge k;
    paths inputs;
    if (paths_take(c, &inputs, &status) && open_pack(c, &k, &status)) {
        confine(c, NULL, NULL);
        status = dictionaries_status(&k, work(c, &k, threads, context));
        knowledge_close(&k);
    }
    paths_free(&inputs);
    return status;
}

bool intake_named(const cli *c, int *status) {
    if (c->argument_count) return true;
    cli_message("usage: depeche %s %s", c->command->name, c->command->usage);
    *status = CLI_USAGE;
    return false;
}

void intake_inputs(const cli *c, batch_options *out) {
    static const char *const standard_input[] = {"-"};
    out->source.paths = c->argument_count ? c->arguments : standard_input;
    out->source.path_count = c->argument_count ? c->argument_count : 1;
    out->source.columns = cli_value(c, "columns");
    out->source.stdin_json = true;
    out->stop = cli_interrupt_flag();
}

void intake_say(intake *in, const batch_item *item) {
    if (item->file_end) return;
    if (item->status == DP_OK) {
        in->dispatches++;
        if (!item->dispatch.note || in->noted++ >= SAID_MOST) return;
        progress_clear(&in->progress);
        if (item->dispatch.line)
            cli_message("%s:%llu: note: %s", item->dispatch.file, (unsigned long long)item->dispatch.line, item->dispatch.note);
        else
            cli_message("%s: note: %s", item->dispatch.file, item->dispatch.note);
        return;
    }
    if (in->rejected++ >= SAID_MOST) return;
    progress_clear(&in->progress);
    cli_report(&item->error);
}

int intake_end(intake *in) {
    progress_clear(&in->progress);
    if (in->noted > SAID_MOST) cli_message("… and %llu more notes", (unsigned long long)(in->noted - SAID_MOST));
    if (in->rejected > SAID_MOST)
        cli_message("… and %llu more that could not be read", (unsigned long long)(in->rejected - SAID_MOST));
    return in->rejected ? CLI_INPUT : CLI_DONE;
}
