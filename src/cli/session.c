/* Opening pack and ledger, filters, and lists. */
#include "cli/session.h"

#include <stdlib.h>
#include <string.h>

#include "cli/dictionaries.h"

enum { HUMAN_LIMIT = 100 };

const char *session_ledger_path(const cli *c) {
    const char *path = cli_value(c, "ledger");
    if (path) return path;
    path = getenv("DEPECHE_LEDGER");
    return path && *path ? path : "depeche.db";
}

bool session_open_as(const cli *c, const ledger_options *options, session *out, int *status) {
    memset(out, 0, sizeof *out);
    dp_error err = {0};
    if (!dictionaries_open(c, &out->knowledge, status)) return false;
    if (ledger_open(session_ledger_path(c), options, &out->knowledge, &out->ledger, &err) != DP_OK) {
        cli_report(&err);
        knowledge_close(&out->knowledge);
        *status = CLI_LEDGER;
        return false;
    }
    return true;
}

bool session_open(const cli *c, enum ledger_mode mode, session *out, int *status) {
    return session_open_as(c, &(ledger_options){.mode = (uint8_t)mode}, out, status);
}

void session_close(session *s) {
    ledger_close(s->ledger);
    knowledge_close(&s->knowledge);
}

bool session_store(const cli *c, uint8_t *out) {
    static const char *const names[] = {"full", "spans", "none"}; /* as enum ledger_store */
    const char *typed = cli_value(c, "store");
    *out = LEDGER_STORE_FULL;
    for (uint8_t i = 0; typed && i < sizeof names / sizeof *names; i++)
        if (strcmp(typed, names[i]) == 0) {
            *out = i;
            return true;
        }
    if (typed) cli_message("--store takes full, spans or none, not '%s'", typed);
    return !typed;
}

bool session_filter(const cli *c, bool human, ledger_filter *out) {
    *out = (ledger_filter){
        .place = cli_value(c, "place"),
        .actor = cli_value(c, "actor"),
        .claimant = cli_value(c, "claimant"),
        .type = cli_value(c, "type"),
        .from = cli_value(c, "from"),
        .to = cli_value(c, "to"),
        .text = cli_value(c, "text"),
        .lang = cli_value(c, "lang"),
        .dispatch = cli_value(c, "dispatch"),
        .same = cli_value(c, "same"),
        .event = cli_value(c, "event"),
        .relation = cli_value(c, "relation"),
        .reviewed = cli_value(c, "reviewed"),
        .rejected = cli_flag(c, "rejected"),
        .with_names = cli_flag(c, "with-names"),
    };
    return cli_number(c, "limit", human ? HUMAN_LIMIT : 0, &out->limit) && cli_number(c, "offset", 0, &out->offset);
}

bool session_list_filter(const cli *c, ledger_filter *out, enum table_format *format) {
    return table_format_of(c, format) && session_filter(c, *format == TABLE_HUMAN, out);
}

void session_say_more(const ledger_filter *f, enum table_format format, uint64_t count) {
    if (format == TABLE_HUMAN && f->limit && count == f->limit)
        cli_message("there may be more than these %llu: --limit 0 shows all", (unsigned long long)count);
}

void session_say_partial(const session *s) {
    uint64_t partial = 0;
    if (ledger_partial_texts(s->ledger, &partial, NULL) == DP_OK && partial)
        cli_message("of %llu dispatches the text is not stored whole (read --store): only words that were kept can be found",
                    (unsigned long long)partial);
}

int session_list(const cli *c, session *s, enum ledger_question q, const ledger_filter *f) {
    enum table_format format;
    if (!table_format_of(c, &format)) return CLI_USAGE;
    table t;
    table_begin(&t, c, format);
    dp_error err = {0};
    uint64_t count = 0;
    const dp_status status = ledger_query(s->ledger, q, f, table_row, &t, &count, &err);
    const bool printed = table_end(&t);
    if (status != DP_OK) return cli_report(&err);
    if (!printed) return CLI_INPUT;
    session_say_more(f, format, count);
    if (f->text && q != LEDGER_INFO) session_say_partial(s);
    return count ? CLI_DONE : CLI_NOTHING;
}

int session_answer(const cli *c, enum ledger_question q, const ledger_filter *f, const char *what) {
    session s;
    int status;
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    status = session_list(c, &s, q, f);
    if (status == CLI_NOTHING) cli_message("no %s in %s fits", what, session_ledger_path(c));
    session_close(&s);
    return status;
}
