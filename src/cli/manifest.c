#include "cli/manifest.h"

static ledger_input input_of(const ingest_mark *mark) {
    return (ledger_input){.file = mark->file,
                          .bytes = mark->bytes,
                          .changed_ns = mark->changed_ns,
                          .inode = mark->inode,
                          .records = mark->records,
                          .dispatches = mark->dispatches,
                          .rejected = mark->rejected,
                          .restart = mark->restart,
                          .restart_record = mark->restart_record,
                          .restart_line = mark->restart_line};
}

bool manifest_resume(void *context, ingest_mark *mark) {
    manifest *m = context;
    ledger_input in = input_of(mark);
    bool found;
    if (m->again || ledger_input_find(m->ledger, &in, &found, NULL) != DP_OK || !found) return true;
    if (in.done) {
        m->files++;
        m->known += in.dispatches;
        m->known_rejected += in.rejected;
        return false;
    }
    mark->records = in.records;
    mark->dispatches = in.dispatches;
    mark->rejected = in.rejected;
    mark->restart = in.restart;
    mark->restart_record = in.restart_record;
    mark->restart_line = in.restart_line;
    return true;
}

dp_status manifest_note(manifest *m, const batch_item *item, dp_error *err) {
    if (!item->mark.file) return DP_OK;
    ledger_input in = input_of(&item->mark);
    if (!item->file_end) {
        m->dispatches += item->status == DP_OK;
        m->rejected += item->status != DP_OK;
        m->unsure = m->unsure || item->status == DP_E_IO || item->status == DP_E_NOMEM;
    }
    in.dispatches += m->dispatches;
    in.rejected += m->rejected;
    in.done = item->file_end && !m->unsure;
    if (item->file_end) {
        m->dispatches = m->rejected = 0;
        if (m->unsure) in = (ledger_input){.file = in.file}; /* fits no file: it is read anew */
        m->unsure = false;
    }
    return ledger_input_note(m->ledger, &in, err);
}
