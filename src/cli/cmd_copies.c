/* depeche copies: which dispatches share text; of one dispatch, which passages it shares with which others. */
#include <string.h>

#include "cli/commands.h"
#include "cli/paper.h"
#include "cli/session.h"

enum { PASSAGES_SHOWN = 12 };

static const cli_option options[] = {
    {"from", 0, "DATE", "of dispatches on or after: 2017, 2017-11 or 2017-11-09"},
    {"to", 0, "DATE", "on or before"},
    {"text", 0, "WORDS", "of dispatches with a sentence that holds these words"},
    {"lang", 0, "CODE", "in this language"},
    PAGE_OPTIONS,
    TABLE_OPTIONS,
    SESSION_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static const char *plural(uint64_t n) {
    return n == 1 ? "" : "es";
}

static void put_dispatch(paper *p, const ledger_dispatch *d) {
    paper_bold(p, d->short_id);
    if (d->given_id) {
        paper_put(p, "  ");
        paper_text(p, d->given_id);
    }
    paper_put(p, "  %s", d->date ? d->date : "no date");
    if (d->source) {
        paper_put(p, "  ");
        paper_text(p, d->source);
    }
    if (d->title) {
        paper_put(p, "  ");
        paper_text(p, d->title);
    }
}

static void put_voice(paper *p, const ledger_copies *c) {
    if (strcmp(c->voice.id, c->dispatch.id) == 0)
        paper_put(p, "carried its text first: 1 voice, %llu dispatch%s\n", (unsigned long long)c->dispatches,
                  plural(c->dispatches));
    else
        paper_put(p, "goes back to %s: 1 voice, %llu dispatch%s\n", c->voice.short_id, (unsigned long long)c->dispatches,
                  plural(c->dispatches));
}

static const char *relation_in_words(const char *relation) {
    static const char *const words[][2] = {{"original", "copied from"},
                                           {"copy", "copied by"},
                                           {"voice", "of the same voice"},
                                           {"shares", "shares words, another voice"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], relation) == 0) return words[i][1];
    return relation;
}

static void put_kin(paper *p, const ledger_kin *k) {
    paper_put(p, "\n%s  ", relation_in_words(k->relation));
    put_dispatch(p, &k->dispatch);
    paper_put(p, strcmp(k->basis, "coder") == 0 ? "\n    by coders' word\n" : "\n");
    if (k->share > 0) paper_put(p, "    %.0f %% of the shorter text\n", 100 * k->share);
    for (uint32_t i = 0; i < k->n && i < PASSAGES_SHOWN; i++) {
        const ledger_passage *at = &k->at[i];
        paper_put(p, "    %u words  [%u:%u] here, [%u:%u] there\n", at->words, at->start, at->end, at->other_start,
                  at->other_end);
        paper_wrap(p, 8, at->quote);
    }
    if (k->partial) paper_put(p, "    which passages cannot be told: one of the texts is not stored whole\n");
    if (k->n > PASSAGES_SHOWN) paper_put(p, "    and %u more passages\n", k->n - PASSAGES_SHOWN);
}

static void put_copies(paper *p, const ledger_copies *c) {
    put_dispatch(p, &c->dispatch);
    paper_put(p, "\n");
    put_voice(p, c);
    for (uint32_t i = 0; i < c->n; i++) put_kin(p, &c->at[i]);
    if (c->hidden) paper_put(p, "\nand %llu more dispatches\n", (unsigned long long)c->hidden);
}

static int show_copies(const cli *c, session *s, const ledger_filter *f) {
    arena a;
    arena_init(&a);
    ledger_copies copies;
    dp_error err = {0};
    bool found = false;
    int status;
    if (ledger_copies_of(s->ledger, f->dispatch, f->with_names, &a, &copies, &found, &err) != DP_OK) {
        status = cli_report(&err);
    } else if (!found) {
        cli_message("no dispatch '%s' in %s; 'depeche dispatches' lists them", f->dispatch, session_ledger_path(c));
        status = CLI_NOTHING;
    } else {
        paper p;
        paper_begin(&p, c);
        put_copies(&p, &copies);
        status = !paper_end(&p) ? CLI_INPUT : copies.n ? CLI_DONE : CLI_NOTHING;
    }
    arena_free(&a);
    return status;
}

static int run(cli *c) {
    enum table_format format;
    ledger_filter filter;
    session s;
    int status;
    if (!session_list_filter(c, &filter, &format)) return CLI_USAGE;
    if (c->argument_count) filter.dispatch = c->arguments[0];
    if (!session_open(c, LEDGER_READ, &s, &status)) return status;
    if (filter.dispatch && format == TABLE_HUMAN)
        status = show_copies(c, &s, &filter);
    else
        status = session_list(c, &s, filter.dispatch ? LEDGER_PASSAGES : LEDGER_COPIES, &filter);
    if (status == CLI_NOTHING && !filter.dispatch) cli_message("no dispatches in %s share text there", session_ledger_path(c));
    session_close(&s);
    return status;
}

const cli_command command_copies = {
    .name = "copies",
    .summary = "which dispatches share text, and which passages",
    .usage = "[OPTION]… [DISPATCH]",
    .examples = "  depeche copies                 pairs, copies or not\n"
                "  depeche copies D4K7            the passages that one dispatch shares\n"
                "  depeche copies wire-1 --csv > passages.csv\n",
    .options = options,
    .arguments_least = 0,
    .arguments_most = 1,
    .run = run,
};
