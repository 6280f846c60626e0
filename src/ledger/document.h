/* One dispatch to be read: its text and everything in it that was marked.
 *
 * Private persons' names are masked with as many █ as they have characters, so that every offset stays true. */
#ifndef DP_LEDGER_DOCUMENT_H
#define DP_LEDGER_DOCUMENT_H

#include "ledger/ledger.h"

#define DOCUMENT_SPANS_MAX 20000u

/* Which part of a long text is wanted: its characters, and the spans that touch them. */
typedef struct document_part {
    uint32_t start, end; /* code points; an end behind the text is its end */
    bool bare;           /* without spans, but for those of masked persons */
} document_part;

/* A stretch of the text. What it says depends on its kind:
 *
 *   kind         id        label                       value                         of
 *   claim        claim     what is said, in one line   polarity                      -
 *   trigger      claim     the event type              -                             -
 *   claimant     claim     who                         kind: quoted, relayed …       position in the chain
 *   cue          claim     -                           -                             position in the chain
 *   place        place     canonical name              GeoNames number               -
 *   actor        actor     canonical name              code                          -
 *   person       -         -                           -                             -   a private person, masked
 *   time         -         first day/last day          TIMEX3 value                  -
 *   quantity     -         low/best/high               unit                          -
 *   distance     -         -                           scare_quotes, so_called       -
 *   check        -         border, in                  country                       -
 *   sentence     -         -                           headline or NULL              paragraph */
typedef struct ledger_span {
    const char *kind;
    uint32_t start, end; /* code points, half open */
    const char *id, *label, *value;
    int64_t of;         /* as above; -1: none */
    int8_t holds;       /* check: 1 or 0; else -1 */
    double distance_km; /* check; NAN */
} ledger_span;

typedef struct ledger_document {
    ledger_dispatch dispatch;
    const char *lang, *lang_basis, *date_basis, *first_day, *last_day, *url, *hash, *pack, *version;
    const char *store;              /* how much of the text is kept: full, spans, none */
    const char *text;               /* ░ for each character that is not kept */
    uint32_t characters;            /* of the whole text */
    uint32_t start, end;            /* of it, what `text` has */
    int64_t claims_from, claims_to; /* numbers among which its claims are, half open */
    const ledger_span *spans;       /* by kind as above, then start */
    uint32_t span_count;
    bool truncated; /* there are more than DOCUMENT_SPANS_MAX of a kind */
} ledger_document;

/* `part` may be NULL: all of it. `id`: a content id, its beginning, or the given id. *found is false where there is none; one
 * that names several is DP_E_USAGE.
 */
dp_status ledger_document_of(ledger *l, const char *id, const document_part *part, bool with_names, arena *a,
                             ledger_document *out, bool *found, dp_error *err);

#endif
