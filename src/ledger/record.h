/* Records: a claim with everything it says, as plain data. Whoever writes claims in a form of their own (exports, bindings) reads
 * them here; masking of private persons is done already.
 *
 *   filter ──▶ ledger_records ──▶ record, record, …      by first day, then content id
 *   keys   ──▶ ledger_record_of ──▶ record               of one claim
 *
 * Texts are NUL-terminated UTF-8 from outside; NULL is not known. Days are ISO. Offsets are code points, RECORD_NONE where there
 * are none. Numbers of people are RECORD_NONE where open. Degrees are NAN where unknown. */
#ifndef DP_LEDGER_RECORD_H
#define DP_LEDGER_RECORD_H

#include "ledger/ledger.h"

#define RECORD_NONE (-1)

typedef struct record_span {
    int64_t start, end;
} record_span;

typedef struct record_actor {
    record_span at;
    const char *text; /* the words of the dispatch */
    const char *name; /* canonical */
    const char *code, *country, *sectors;
} record_actor;

typedef struct record_place {
    record_span at;
    const char *text, *name, *gazetteer;
    int64_t code; /* number in the gazetteer, RECORD_NONE */
    double lat, lon;
    const char *feature, *country, *admin1;
    int64_t geo_precision, where_prec; /* ACLED's 1 to 3, UCDP's 1 to 7; RECORD_NONE */
    double confidence;
} record_place;

typedef struct record_time {
    record_span at;
    const char *text, *type, *value, *mod, *basis;
} record_time;

typedef struct record_casualty {
    record_span at;
    const char *role;
    int64_t low, best, high;
    const char *who;
} record_casualty;

typedef struct record_claimant {
    record_span at, cue;
    const char *kind, *text, *rule;
} record_claimant;

typedef struct record_mark {
    record_span at;
    const char *kind;
} record_mark;

/* Why a claim is kept out of exports (withhold.h). */
enum record_withheld { RECORD_OPEN, RECORD_CLAIM_WITHHELD, RECORD_DISPATCH_WITHHELD, RECORD_PLACE_WITHHELD };

typedef struct ledger_record {
    int64_t dispatch_key, claim_no; /* the row; claim_no counts from 1 in the dispatch */
    uint8_t withheld;               /* enum record_withheld */
    bool rejected;                  /* by coders; such claims come only where the filter asks for them */

    /* the claim */
    const char *id;
    char short_id[20];
    record_span at, trigger_at;
    const char *quote, *trigger;
    bool masked; /* the quote is not the words of the dispatch: a private person is masked in it */
    const char *says;
    const char *type, *type_label, *mode, *frame, *cameo, *cameo_label, *acled;
    const char *cameo_below; /* the code it would have, where it stands below another event of its sentence */
    const char *contexts;    /* set apart by spaces */
    const char *first_day, *last_day, *time_basis;
    const char *polarity, *certainty, *tense;
    bool quoted, reciprocal;
    int64_t incident;
    const char *claimant, *claimant_basis; /* whose lane it is in */
    const char *rule, *path;               /* path: NULL where persons are masked */
    const char *event;                     /* id of the event that it tells of, as `depeche events` has it; NULL: none */

    /* what it speaks of */
    const record_actor *actors, *recipients;
    uint32_t actor_count, recipient_count;
    const record_place *place; /* NULL */
    const record_time *time;   /* NULL */
    const record_casualty *casualties;
    uint32_t casualty_count;
    const char *control; /* held, taken …; NULL */
    const record_place *control_place;
    const record_actor *holder, *from; /* NULL where it is not said */
    const record_claimant *claimants;  /* the chain, outermost first */
    uint32_t claimant_count;
    const record_mark *marks; /* words inside the clause that the writer holds at arm's length */
    uint32_t mark_count;

    /* the dispatch */
    const char *dispatch, *given_id, *hash, *date, *date_basis, *lang, *source, *title, *url, *file, *copy_of, *pack, *version;
    const char *voice; /* id of the first dispatch that carried its text; its own where it is no copy */
    int64_t line;
    /* RECORD_SMALL_PLACES: all names in the dispatch of places smaller than a region, the longest first. Shared by its claims:
     * they live until the record of another dispatch is read, or ledger_thaw. */
    const char *const *small_places;
    uint32_t small_place_count;
} ledger_record;

/* What is read only where it is asked for. */
enum record_part { RECORD_SMALL_PLACES = 1 };

/* From here to ledger_thaw all that is asked is answered from one state of the file, whoever writes meanwhile. */
dp_status ledger_freeze(ledger *l, dp_error *err);
void ledger_thaw(ledger *l); /* also where nothing is frozen */

/* False stops. The record lives until the function returns; the handle is locked meanwhile and must not be called. */
typedef bool (*ledger_record_fn)(void *context, const ledger_record *r);
/* All members of the filter count but `relation`; `parts`: enum record_part. Withheld claims come too, marked. */
dp_status ledger_records(ledger *l, const ledger_filter *f, unsigned parts, ledger_record_fn fn, void *context, dp_error *err);
/* The record of one claim, in the caller's arena. DP_E_LEDGER where there is no such claim. */
dp_status ledger_record_of(ledger *l, int64_t dispatch_key, int64_t claim_no, bool with_names, unsigned parts, arena *a,
                           ledger_record *out, dp_error *err);

#endif
