/* What the commands that ask a ledger share: opening pack and ledger, and the filter that their options make. */
#ifndef DP_CLI_SESSION_H
#define DP_CLI_SESSION_H

#include "cli/cli.h"
#include "cli/table.h"
#include "ledger/ledger.h"

/* Options of every command that opens the ledger, and of those that filter claims. */
#define SESSION_OPTIONS                                                                                                          \
    {"ledger", 'l', "FILE", "the ledger (depeche.db, or $DEPECHE_LEDGER)"}, {                                                    \
        "pack", 0, "FILE", "the pack (found beside the program, or $DEPECHE_PACK)"                                               \
    }
#define STORE_OPTION                                                                                                             \
    { "store", 0, "HOW", "how much of the texts is kept: full, spans (what claims quote) or none" }
#define FILTER_OPTIONS                                                                                                           \
    {"place", 'p', "NAME", "at this place: any name of it, a GeoNames id, or a country"},                                        \
        {"actor", 'a', "NAME", "by or against this actor: a name, or the beginning of its code (SYR)"},                          \
        {"claimant", 'c', "NAME", "put forward by this voice or outlet"},                                                        \
        {"type", 't', "TYPE", "PLOVER type, control state (taken), casualty role (killed) or CAMEO code"},                       \
        {"from", 0, "DATE", "on or after: 2017, 2017-11 or 2017-11-09"}, {"to", 0, "DATE", "on or before"},                      \
        {"text", 0, "WORDS", "words that the sentence holds, as in 'depeche search'"},                                           \
        {"lang", 0, "CODE", "of dispatches in this language"},                                                                   \
        {"reviewed", 0, "VERDICT", "by coders: accept, reject, disputed, any or none"},                                          \
        {"rejected", 0, NULL, "with what coders rejected"}, {                                                                    \
        "dispatch", 'd', "ID", "of this dispatch"                                                                                \
    }
#define PAGE_OPTIONS                                                                                                             \
    {"limit", 'n', "N", "at most N rows (people: 100, programs: all)"}, {"offset", 0, "N", "skip the first N"}, {                \
        "with-names", 0, NULL, "show the names of private persons"                                                               \
    }

typedef struct session {
    knowledge knowledge;
    ledger *ledger;
} session;

/* Opens both; on failure a message was printed and *status is the exit status. */
bool session_open(const cli *c, enum ledger_mode mode, session *out, int *status);
bool session_open_as(const cli *c, const ledger_options *options, session *out, int *status);
void session_close(session *s);

/* What --store asks for (enum ledger_store), LEDGER_STORE_FULL where it is not given. False after a message. */
bool session_store(const cli *c, uint8_t *out);

/* The path of the ledger: --ledger, $DEPECHE_LEDGER, depeche.db. */
const char *session_ledger_path(const cli *c);

/* False after a message. `human` sets the limit that people get. */
bool session_filter(const cli *c, bool human, ledger_filter *out);
/* The same for a list, together with the form that it is asked in. */
bool session_list_filter(const cli *c, ledger_filter *out, enum table_format *format);

/* Tells a person that a list ended at its limit. */
void session_say_more(const ledger_filter *f, enum table_format format, uint64_t count);

/* After a search for words: says so where there are texts of which not all words can be found. */
void session_say_partial(const session *s);

/* Runs a query into a table, CSV or JSON Lines; gives the exit status. */
int session_list(const cli *c, session *s, enum ledger_question q, const ledger_filter *f);

/* All of a command that only lists: opens, lists, says that no `what` fits where none does, closes. Gives the exit status. */
int session_answer(const cli *c, enum ledger_question q, const ledger_filter *f, const char *what);

#endif
