#include "cli/intake.h"

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

void intake_say(intake *in, const batch_item *item) {
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
