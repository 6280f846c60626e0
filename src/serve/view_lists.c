/* Lists whose items are the rows of a question. */
#include <string.h>

#include "ledger/voices.h"
#include "serve/app.h"

static void list_of(exchange *x, enum ledger_question question) {
    list_writer w;
    if (!list_begin(x, &w)) return;
    list_end(&w, ledger_query(x->l, question, &x->filter, list_row, &w, NULL, &x->err));
}

void view_claims(exchange *x) {
    list_of(x, LEDGER_CLAIMS);
}

void view_events(exchange *x) {
    list_of(x, LEDGER_EVENTS);
}

void view_dispatches(exchange *x) {
    list_of(x, LEDGER_DISPATCHES);
}

void exchange_place_typed(exchange *x) {
    const char *typed = x->filter.text;
    x->filter.text = NULL;
    const size_t n = typed ? strlen(typed) : 0;
    if (n && typed[n - 1] != '*' && strspn(typed, "0123456789") != n) {
        char *begin = arena_alloc(x->a, n + 2);
        if (begin) memcpy(begin, typed, n), begin[n] = '*';
        x->filter.place = begin;
    } else {
        x->filter.place = typed;
    }
}

void view_places(exchange *x) {
    exchange_place_typed(x);
    list_of(x, LEDGER_PLACES);
}

void view_actors(exchange *x) {
    x->filter.actor = x->filter.text;
    x->filter.text = NULL;
    list_of(x, LEDGER_ACTORS);
}

void view_search(exchange *x) {
    list_writer w;
    if (!x->filter.text) {
        answer_problem(x->out, 400, "nothing is asked for", "give words in \"q\"");
        return;
    }
    if (!list_begin(x, &w)) return;
    list_end(&w, ledger_search(x->l, &x->filter, list_row, &w, NULL, &x->err));
}

void view_voices(exchange *x) {
    list_writer w;
    x->filter.claimant = x->filter.text;
    x->filter.text = NULL;
    if (!list_begin(x, &w)) return;
    list_end(&w, ledger_claimants(x->l, &x->filter, list_row, &w, NULL, &x->err));
}
