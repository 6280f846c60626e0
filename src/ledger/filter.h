/* A filter as SQL: conditions on claims c and dispatches d, with the values that go with them. */
#ifndef DP_LEDGER_FILTER_H
#define DP_LEDGER_FILTER_H

#include "ledger/find.h"
#include "ledger/internal.h"

#define FILTER_VALUES_MAX 256u

typedef struct filter_sql {
    buf where; /* "1" and " AND …" for each condition */
    arena memory;
    struct {
        const char *text; /* NULL: a number */
        int64_t number;
        double real;
        bool is_real;
    } values[FILTER_VALUES_MAX];
    int count;
    const char *walked; /* "y": what names the claims' keys is met before `claims c`, out of an index alone; NULL: c itself */
    unsigned set;       /* the part that is a set of their keys (filter_in_set); 0: none */
    bool few;           /* the conditions fetch few rows through an index: to be put in order afterwards (filter_few.c) */
} filter_sql;

void filter_init(filter_sql *q);
void filter_free(filter_sql *q);

/* Adds a value and appends "?n" to the condition. */
void filter_text(filter_sql *q, const char *s, size_t n);
void filter_number(filter_sql *q, int64_t v);
void filter_real(filter_sql *q, double v);
void filter_name(ledger *l, const char *name, filter_sql *q); /* its folded key */

/* Conditions that only one of several statements has: noted before, taken away after it. */
typedef struct filter_mark {
    size_t bytes;
    int count;
} filter_mark;
filter_mark filter_note(const filter_sql *q);
void filter_back(filter_sql *q, filter_mark to);

/* What of the filter is applied. */
enum filter_part {
    FILTER_PLACE = 1,
    FILTER_ACTOR = 2,
    FILTER_CLAIMANT = 4,
    FILTER_TYPE = 8,
    FILTER_DAYS = 16, /* of the claim */
    FILTER_TEXT = 32,
    FILTER_LANG = 64,
    FILTER_DISPATCH = 128,
    FILTER_REVIEWED = 256,
    FILTER_TIES = 512,      /* claim, same, event */
    FILTER_STANDING = 1024, /* not rejected by coders, unless the filter asks for those */
    FILTER_FETCHED = 2048   /* no part: few rows are met anyway, so that no part is to fetch them */
};
#define FILTER_ALL (FILTER_FETCHED - 1u)
/* Does every claim fit that coders did not reject? */
bool filter_is_empty(const ledger_filter *f);
/* The claims that say the same as the one named, as "(dispatch_key, claim_no)": by what was read, or by coders' word alone. */
void filter_same_rows(const claim_key *key, bool coders, buf *out);
/* Conditions over `claims c` and `dispatches d`. Sets q->few and q->set. */
dp_status filter_claims(ledger *l, const ledger_filter *f, unsigned parts, filter_sql *q, dp_error *err);
/* The part that names so few claims that they are better fetched and put in order than met in order; 0 where none does. */
dp_status filter_few(ledger *l, const ledger_filter *f, unsigned parts, unsigned *out, dp_error *err);
/* Have at most so many claims (of most parts: dispatches that have such) this one part? Counts no further. */
dp_status filter_at_most(ledger *l, const ledger_filter *f, unsigned part, int64_t most, bool *out, dp_error *err);
/* "SELECT dispatch_key, claim_no …": claims of the claimant or actor, from indexes alone; some that nothing can be compared with
 * are not among them. */
dp_status filter_comparable_rows(ledger *l, const ledger_filter *f, unsigned part, filter_sql *q, dp_error *err);
/* The part whose claims are best held as a set of keys while claims are met in their order, because another filter lets only some
 * of these through: a claim itself is then looked at where it is in the set. 0: none. */
dp_status filter_in_set(ledger *l, const ledger_filter *f, unsigned parts, unsigned *out, dp_error *err);
/* Adds the condition that a claim is in it, which is all that the part asks for. */
dp_status filter_add_set(ledger *l, const ledger_filter *f, unsigned part, filter_sql *q, dp_error *err);
/* Adds " AND key IN (…)" for that part, where key is a dispatch's, so that an index is used; the part's own condition stays
 * needed. */
dp_status filter_add_few(ledger *l, const ledger_filter *f, const char *key, unsigned part, filter_sql *q, dp_error *err);
/* Conditions on `dispatches d`, each with " AND " in front; and "SELECT … " of the dispatches that hold the words. */
void filter_lang(const char *lang, filter_sql *q);
void filter_dispatch(const char *typed, filter_sql *q);
dp_status filter_text_rows(ledger *l, const char *typed, filter_sql *q, dp_error *err);
/* Conditions over `dispatches d` alone: a dispatch serves when its text, day, … or one of its claims does. */
dp_status filter_dispatches(ledger *l, const ledger_filter *f, filter_sql *q, dp_error *err);

/* Lists of rows for "… IN (": the places of a name or number; those and what lies in a country of that name; the actors of a
 * name or code. */
void filter_place_named(ledger *l, const char *name, filter_sql *q);
void filter_place_rows(ledger *l, const char *name, filter_sql *q);
dp_status filter_actor_rows(ledger *l, const char *name, filter_sql *q, dp_error *err);
/* Rows whose days touch from–to; unknown days touch nothing. */
dp_status filter_span(const ledger_filter *f, const char *first, const char *last, filter_sql *q, dp_error *err);

/* DP_E_USAGE where f->relation is no kind and no field of conflicts. */
dp_status filter_relation_known(const ledger_filter *f, dp_error *err);
/* Conditions on a pair of claims a and b: a claimant or an actor of either. */
void filter_either(ledger *l, const char *name, const char *a, const char *b, filter_sql *q);
dp_status filter_either_actor(ledger *l, const char *name, filter_sql *q, dp_error *err);

/* Prepares `before` || where || `after` and binds the values. */
dp_status filter_prepare(ledger *l, const char *before, filter_sql *q, const char *after, sqlite3_stmt **out, dp_error *err);

/* " LIMIT … OFFSET …" where the filter has them. */
void filter_page(const ledger_filter *f, buf *out);

/* "2017-11" as its days; DP_E_USAGE where it is no date. */
dp_status filter_days(const ledger_filter *f, day_range *out, dp_error *err);

#endif
