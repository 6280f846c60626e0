/* One export from the ledger to the sink.
 *
 * Formats of claims take one pass. Formats of events take two: the first chooses the claims and finds what they disagree on, the
 * second writes one row a claim or an event. */
#include <string.h>

#include "export/report.h"
#include "export/shape.h"
#include "export/writer.h"
#include "ledger/dispute.h"

typedef struct run {
    ledger *l;
    const knowledge *k;
    const export_options *o;
    export_writer w;
    export_report report;
    arena row_memory; /* of one row */
    arena memory;     /* of the run */
    struct {
        disputed_claim *at;
        uint32_t n, cap;
    } chosen;
    dp_status status;
    dp_error *err;
} run;

static const char rejected[] = "claims that coders rejected";

static bool fits(const run *x, const ledger_record *r, const char **why) {
    *why = x->o->format->unfit ? x->o->format->unfit(r) : NULL;
    return !*why;
}

static unsigned parts_of(const run *x) {
    return x->o->coarsen == EXPORT_EXACT ? 0 : RECORD_SMALL_PLACES;
}

/* What coders rejected is left out, unless the filter asks for it. */
static bool is_rejected(const run *x, const ledger_record *r) {
    return r->rejected && !x->o->filter.rejected && !x->o->filter.reviewed;
}

/* The filter with what coders rejected, so that it can be counted. */
static ledger_filter whole_filter(const run *x) {
    ledger_filter f = x->o->filter;
    f.rejected = true;
    return f;
}

static bool keep_going(const run *x) {
    return x->status == DP_OK && !x->w.stopped;
}

/* ---- rows that are claims ------------------------------------------------------------------------------------------------ */

static void write_claim(run *x, ledger_record *r, arena *a) {
    export_row row;
    report_dropped(&x->report, r);
    x->status = shape_record(x->o, x->k, r, a, x->err);
    if (x->status != DP_OK) return;
    row_of_claim(r, x->k, a, &row);
    x->status = writer_row(&x->w, &row);
}

static bool claim_row(void *context, const ledger_record *r) {
    run *x = context;
    const char *why;
    arena_reset(&x->row_memory);
    if (r->withheld) {
        report_withheld(&x->report, r);
    } else if (is_rejected(x, r)) {
        report_left_out(&x->report, rejected);
    } else if (!fits(x, r, &why)) {
        report_left_out(&x->report, why);
    } else {
        ledger_record copy = *r;
        write_claim(x, &copy, &x->row_memory);
    }
    return keep_going(x);
}

/* ---- rows that are events ------------------------------------------------------------------------------------------------ */

static bool choose(void *context, const ledger_record *r) {
    run *x = context;
    const char *why;
    if (r->withheld || is_rejected(x, r)) {
        if (r->withheld)
            report_withheld(&x->report, r);
        else
            report_left_out(&x->report, rejected);
        return true;
    }
    disputed_claim c = {.dispatch_key = r->dispatch_key, .claim_no = r->claim_no, .wanted = fits(x, r, &why)};
    if (!c.wanted) report_left_out(&x->report, why);
    if (r->event && !(c.event = arena_copy(&x->memory, r->event, strlen(r->event)))) x->status = error_nomem(x->err);
    if (!vec_push(&x->memory, &x->chosen, c)) x->status = error_nomem(x->err);
    return keep_going(x);
}

static dp_status refuse_disputes(const run *x, uint64_t disputes) {
    error_set(x->err, DP_E_USAGE, "%s has one row an event and cannot hold disagreement: %llu dispute%s between these claims",
              x->o->format->name, (unsigned long long)disputes, disputes == 1 ? "" : "s");
    return error_remedy(x->err, "choose --policy each (a row for every claim) or --policy conservative (only what no voice "
                                "contradicts); 'depeche conflicts' shows them");
}

static dp_status read_chosen(run *x, const disputed_claim *c, ledger_record *out) {
    return ledger_record_of(x->l, c->dispatch_key, c->claim_no, x->o->filter.with_names, parts_of(x), &x->row_memory, out,
                            x->err);
}

static void write_each(run *x) {
    for (uint32_t i = 0; i < x->chosen.n && keep_going(x); i++) {
        ledger_record r;
        if (!x->chosen.at[i].wanted) continue;
        arena_reset(&x->row_memory);
        x->status = read_chosen(x, &x->chosen.at[i], &r);
        if (x->status == DP_OK) write_claim(x, &r, &x->row_memory);
    }
}

/* The wanted claims of a group, read and shaped. */
static dp_status read_group(run *x, const uint32_t *members, uint32_t n, const ledger_record ***out) {
    const ledger_record **list = arena_array(&x->row_memory, n, sizeof *list);
    dp_status s = list ? DP_OK : error_nomem(x->err);
    for (uint32_t i = 0; s == DP_OK && i < n; i++) {
        ledger_record *r = arena_alloc(&x->row_memory, sizeof *r);
        if (!r) return error_nomem(x->err);
        s = read_chosen(x, &x->chosen.at[members[i]], r);
        if (s != DP_OK) return s;
        s = shape_record(x->o, x->k, r, &x->row_memory, x->err);
        list[i] = r;
    }
    *out = list;
    return s;
}

static void leave_out_event(run *x, uint32_t n) {
    static const char why[] = "claims of events that a voice denies, or of whose holder or state another is told";
    for (uint32_t i = 0; i < n; i++) report_left_out(&x->report, why);
}

static void write_event(run *x, const uint32_t *members, uint32_t n) {
    const unsigned disputes = x->chosen.at[members[0]].disputes;
    const ledger_record **claims = NULL;
    export_row row;
    unsigned differ;
    arena_reset(&x->row_memory);
    x->status = read_group(x, members, n, &claims);
    if (x->status != DP_OK) return;
    row_of_event(claims, n, disputes, x->k, &x->row_memory, &row, &differ);
    report_event(&x->report, &row, differ, disputes & DISPUTE_WHOLE);
    if (disputes & DISPUTE_WHOLE) {
        leave_out_event(x, n);
        return;
    }
    for (uint32_t i = 0; i < n; i++) report_dropped(&x->report, claims[i]);
    x->status = writer_row(&x->w, &row);
}

/* Wanted claims by group: a list of each in the order of export, by counting. */
static void write_events(run *x) {
    const uint32_t n = x->chosen.n;
    uint32_t *begin = arena_array(&x->memory, (size_t)n + 1, sizeof *begin), *fill = arena_array(&x->memory, n, sizeof *fill),
             *members = arena_array(&x->memory, n, sizeof *members);
    if (!begin || !fill || !members) {
        x->status = error_nomem(x->err);
        return;
    }
    for (uint32_t i = 0; i < n; i++) begin[x->chosen.at[i].group + 1] += x->chosen.at[i].wanted;
    for (uint32_t i = 0; i < n; i++) begin[i + 1] += begin[i];
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t group = x->chosen.at[i].group;
        if (x->chosen.at[i].wanted) members[begin[group] + fill[group]++] = i;
    }
    for (uint32_t i = 0; i < n && keep_going(x); i++)
        if (begin[i + 1] > begin[i]) write_event(x, members + begin[i], begin[i + 1] - begin[i]);
}

static dp_status run_events(run *x) {
    uint64_t disputes = 0;
    const ledger_filter f = whole_filter(x);
    dp_status s = ledger_records(x->l, &f, 0, choose, x, x->err);
    if (s == DP_OK) s = x->status;
    if (s == DP_OK) s = ledger_disputes(x->l, x->chosen.at, x->chosen.n, &disputes, x->err);
    if (s != DP_OK) return s;
    if (disputes && x->o->policy == EXPORT_AS_AGREED) return refuse_disputes(x, disputes);
    s = writer_begin(&x->w, x->o, x->w.sink, x->err);
    if (s != DP_OK) return s;
    if (x->o->policy == EXPORT_EACH)
        write_each(x);
    else
        write_events(x);
    return x->status;
}

static dp_status run_claims(run *x) {
    const ledger_filter f = whole_filter(x);
    dp_status s = writer_begin(&x->w, x->o, x->w.sink, x->err);
    if (s == DP_OK) s = ledger_records(x->l, &f, parts_of(x), claim_row, x, x->err);
    return s == DP_OK ? x->status : s;
}

dp_status export_run(ledger *l, const knowledge *k, const export_options *o, const export_sink *sink, export_result *out,
                     dp_error *err) {
    dp_error own = {0};
    run x = {.l = l, .k = k, .o = o, .err = err ? err : &own, .report = {.format = o->format, .sink = sink}};
    x.w.sink = sink;
    arena_init(&x.row_memory);
    arena_init(&x.memory);
    dp_status s = ledger_freeze(l, x.err); /* two passes and many questions speak of one state */
    if (s == DP_OK) s = o->format->events ? run_events(&x) : run_claims(&x);
    if (s == DP_OK && !x.w.stopped) s = writer_end(&x.w);
    if (s == DP_OK && !x.w.stopped) report_end(&x.report, o);
    ledger_thaw(l);
    if (out) *out = (export_result){.rows = x.w.rows, .bytes = x.w.bytes};
    writer_free(&x.w);
    arena_free(&x.row_memory);
    arena_free(&x.memory);
    return s;
}
