/* Review: what coders decide about claims, which claim is to be decided on next, and all that one needs to see for it.
 *
 *   claims ──▶ review_queue ──▶ review_card ──▶ (a person) ──▶ review_decide ──▶ decisions      a log: rows are only ever added
 *                    ▲                                              │
 *                    └───── v_standing, v_decisions, v_verdicts ◀───┘                           what stands, by coder and claim
 *
 * - A decision names its claim by content id, which stays when a newer pack reads the claim's values otherwise. Where the id is
 *   gone all the same (another frame, another trigger) the decision goes to the claim whose trigger overlaps; where there is none
 *   it is kept and listed as orphaned.
 * - Undoing adds a row, too. What stands is a view.
 * - A claim's value is the ledger's, unless a coder's standing edit gives another.
 * - What coders agree on, or an adjudicator settled, takes effect at once (settled.h): rejected claims leave the lists, claims
 * that are the same or at odds by their word are listed so, with the basis `coder`. Where they differ nothing changes.
 *
 * Thread rule: as for every function of a ledger handle, calls wait for each other. */
#ifndef DP_LEDGER_REVIEW_H
#define DP_LEDGER_REVIEW_H

#include "ledger/ledger.h"

#define REVIEW_NAME_MAX 64u  /* bytes of a coder's name */
#define REVIEW_TEXT_MAX 500u /* bytes of a comment or a typed value */
#define REVIEW_ID       18u  /* bytes of a content id with its NUL */

/* Who decides, and what he may see. Borrowed texts. */
typedef struct reviewer {
    const char *coder;
    bool blind;                 /* sees no other coder's decisions */
    const char *first, *second; /* adjudicates between these two; both NULL: codes */
    bool with_names;            /* sees private persons' names */
} reviewer;

enum decision_kind {
    DECISION_NONE,
    DECISION_ACCEPT,
    DECISION_REJECT,
    DECISION_SKIP,
    DECISION_EDIT,
    DECISION_SAME,
    DECISION_CONTRADICTS,
    DECISION_COPY,
    DECISION_APART, /* neither the same as another claim nor at odds with it; no copy of another dispatch */
    DECISION_COMMENT,
    DECISION_ADD, /* a claim that was missed, beside the one it names */
    DECISION_UNDO
};
const char *decision_kind_name(unsigned kind);
enum review_field { REVIEW_DAYS, REVIEW_PLACE, REVIEW_TYPE, REVIEW_ACTOR, REVIEW_FIELDS };
const char *review_field_name(unsigned field);

/* What is decided of the claim `claim`. Members that the kind does not ask for are NULL or 0. */
typedef struct decision {
    uint8_t kind;
    uint8_t field;                 /* EDIT */
    const char *claim;             /* content id */
    const char *old_value, *value; /* EDIT; ADD: value is the PLOVER type */
    const char *other;             /* SAME, CONTRADICTS: a claim's content id; COPY: a dispatch's; APART: either */
    const char *comment;
    const char *words; /* ADD: as they stand in the paragraph of the claim */
} decision;

/* Adds a decision of `who`, made at `now` (seconds since 1970, UTC). When it returns the row is on the disk. DP_E_USAGE for a
 * claim (or another, or a dispatch) that is not there or is the same one, words that its paragraph lacks, values that are too
 * long, or a coder without a name. */
dp_status review_decide(ledger *l, const reviewer *who, int64_t now, const decision *d, dp_error *err);
/* Takes back what `who` decided last and did not take back yet; `claim` gets the id of the claim it was about (as it is called
 * now),
 * "" where there is nothing to take back or the claim is gone. *kind: what was undone, DECISION_NONE for nothing. */
dp_status review_undo(ledger *l, const reviewer *who, int64_t now, char claim[REVIEW_ID], enum decision_kind *kind,
                      dp_error *err);

/* ---- what is to be decided ----------------------------------------------------------------------------------------------- */

enum review_order { REVIEW_BY_DISAGREEMENT, REVIEW_BY_REACH, REVIEW_BY_UNCERTAINTY, REVIEW_BY_DAY };
typedef struct review_item {
    char id[REVIEW_ID];
    uint8_t verdict;             /* DECISION_ACCEPT, _REJECT or _SKIP of this reviewer; DECISION_NONE */
    uint32_t disagreement;       /* voices that say what contradicts or denies it */
    uint32_t voices, dispatches; /* that carry the same proposition or a copy */
    uint32_t uncertainty;        /* points: see docs/review.md */
} review_item;
typedef struct review_queue {
    review_item *at;
    uint32_t n;
    uint32_t start; /* where to go on: the first undecided behind what this reviewer decided last, else the first; n: all done */
    uint32_t decided; /* of them, those that this reviewer decided */
} review_queue;
/* The claims that fit the filter, those first about which most is at odds: by the named key, then the others of disagreement,
 * reach, uncertainty; then by day and id. An adjudicator gets those alone on which his two coders differ. `f` may be NULL. */
dp_status review_queue_of(ledger *l, const reviewer *who, const ledger_filter *f, enum review_order order, arena *a,
                          review_queue *out, dp_error *err);

/* ---- one claim, as a coder sees it ------------------------------------------------------------------------------------------
 */

enum review_mark { MARK_CLAUSE, MARK_ACTOR, MARK_RECIPIENT, MARK_PLACE, MARK_TIME, MARK_COUNT, MARK_CLAIMANT, MARK_TRIGGER };
typedef struct review_span {
    uint32_t start, end; /* code points of card.text */
    uint8_t mark;        /* enum review_mark; where spans overlap the greater one shows */
} review_span;
typedef struct review_card {
    const char *id, *short_id;
    const char *says, *claimant, *trigger;
    const char *text; /* the paragraph; private persons masked */
    const review_span *spans;
    uint32_t span_count;
    const char *dispatch, *dispatch_short, *source, *date, *title, *lang;
    const char
        *values[REVIEW_FIELDS]; /* with this reviewer's edits: days as EDTF, place number or name, PLOVER type, actors' codes */
    const char *shown[REVIEW_FIELDS]; /* the same for people: "Abu Kamal, SY", "ASSAULT: use force" */
    bool edited[REVIEW_FIELDS];
    int32_t first_day, last_day; /* of values[REVIEW_DAYS]; DAY_NONE */
    const char *manner;          /* "affirmed, certain, past; day of the dispatch; place 0.62" */
    const char *recipients;      /* NULL: none */
    const char *const *against;  /* claims that contradict or deny it, a line each */
    uint32_t against_count;
    const char *own;           /* what stands of this reviewer's decisions, in one line; NULL: nothing */
    const char *const *others; /* likewise of others', where he may see them; an adjudicator's two stand first */
    uint32_t other_count;
    uint8_t verdict;
} review_card;
dp_status review_card_of(ledger *l, const reviewer *who, const char *id, arena *a, review_card *out, bool *found, dp_error *err);

/* An adjudicator takes over what `coder` decided of a claim: his verdict and his edits, in the adjudicator's own name. */
dp_status review_adopt(ledger *l, const reviewer *who, int64_t now, const char *claim, const char *coder, dp_error *err);

/* Values to choose from for a claim, by what was typed so far ("" for the likeliest ones). */
enum review_choice_kind {
    CHOOSE_TYPE,
    CHOOSE_PLACE,
    CHOOSE_ACTOR,
    CHOOSE_CLAIM,
    CHOOSE_DISPATCH,
    CHOOSE_CODER /* those who decided something, for no claim in particular: who had decided most first */
};
typedef struct review_choice {
    const char *value, *label;
} review_choice;
#define REVIEW_CHOICES 9u
typedef struct review_choices {
    review_choice at[REVIEW_CHOICES];
    uint32_t n;
} review_choices;
dp_status review_choices_of(ledger *l, const reviewer *who, enum review_choice_kind kind, const char *id, const char *typed,
                            arena *a, review_choices *out, dp_error *err);

/* ---- agreement ------------------------------------------------------------------------------------------------------------- */

#define AGREE_CODERS_MAX 16u
/* Rows (field, coefficient, value, n, coders, note) of how far the coders agree about the claims that fit the filter; see
 * agreement.h for the coefficients. A coder who decided nothing is DP_E_USAGE. */
dp_status review_agree(ledger *l, const char *const *coders, uint32_t n, const ledger_filter *f, ledger_row_fn fn, void *context,
                       uint64_t *count, dp_error *err);

/* ---- corrections, for dictionaries ------------------------------------------------------------------------------------------
 */

/* An edit that stands and whose claim was accepted. */
typedef struct review_correction {
    const char *field; /* review_field_name: type, actor, place, days */
    const char *new_value;
    const char *coder;
    const char *lang;
    const char *dispatch; /* content id */
    const char *text;     /* of the dispatch, with its date, for reading it again */
    const char *date;
    uint32_t start, end; /* code points: of the trigger, or of the words of the first actor; equal: it has none */
} review_correction;
typedef bool (*review_correction_fn)(void *context, const review_correction *c);
/* In the order of the decisions. The row lives until the function returns; false stops. */
dp_status review_corrections(ledger *l, review_correction_fn fn, void *context, dp_error *err);

#endif
