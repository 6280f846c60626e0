/* The ledger: one SQLite file of dispatches and what they claim. All questions are answered here, so that the command line,
 * the page and the bindings only print.
 *
 *   annotation ──▶ ledger_add ──▶ dispatches ─ sentences ─ mentions ─ claims ─ claimants …     schema_*.c is the documented SQL
 *                                     │                                  │
 *                                  copies (voices)                  propositions ─ relations ─ events
 *                                                                        │
 *   answers: rows (ledger_query), lanes, conflicts, events, why     ◀──────┘
 *
 * - A *content id* is a letter and 16 digits of Crockford's base 32 ("C4K7…" for a claim, "D9…" for a dispatch). It is made
 *   from content alone and is the same whatever was read before. Any unambiguous beginning of it finds the thing again.
 * - A *proposition* is what a claim says without who says it: place, state or event, parties, days, polarity, counts. Equal
 *   propositions are one row; relations stand between propositions, so that a thousand copies cost no more than one.
 * - Offsets in the ledger are code points, half open, days are ISO dates, both as in docs/contract.md.
 *
 *     ledger *l = NULL;
 *     if (ledger_open("depeche.db", &(ledger_options){.mode = LEDGER_WRITE}, &k, &l, &err) == DP_OK &&
 *         ledger_begin(l, "read news", &err) == DP_OK) {
 *         …  if (ledger_has(l, &d, &known, &err) == DP_OK && known == LEDGER_NEW) { annotate_run(…); ledger_add(l, &an, &err); }
 *         ledger_commit(l, &totals, &err);
 *     }
 *     ledger_close(l);
 *
 * A handle may be shared by threads: its calls wait for each other. */
#ifndef DP_LEDGER_LEDGER_H
#define DP_LEDGER_LEDGER_H

#include <signal.h>

#include "annotate/annotate.h"

typedef struct ledger ledger;

/* ---- opening ---------------------------------------------------------------------------------------------------------- */

enum ledger_mode {
    LEDGER_READ, /* the file must be there; nothing is ever written, also not on read-only media */
    LEDGER_WRITE /* made where it is missing */
};
/* How much of the texts that are read is kept; what is there already stays as it is. Claims have their offsets and the dispatch
 * the hash of its whole text in any case; titles, and names, dates and numbers that the text mentions, are kept too. */
enum ledger_store {
    LEDGER_STORE_FULL,
    LEDGER_STORE_SPANS, /* what claims and mentions quote */
    LEDGER_STORE_NONE
};
typedef struct ledger_options {
    uint8_t mode;
    uint8_t store;    /* enum ledger_store */
    bool no_fts;      /* make the ledger without a full text index (searches then look at every sentence) */
    uint32_t wait_ms; /* how long to wait for another program that is writing; 0: 10,000 */
    uint32_t batch;   /* dispatches in one transaction; 0: what comes within two seconds, at most 8192 */
} ledger_options;
/* For a program that uses SQLite through ledgers alone, before its first one and before it starts threads: SQLite then keeps no
 * account of its memory, which costs it a lock and a sum at each allocation (up to a third of a long answer's time). It changes
 * the whole process, so that a program with databases of its own may not want it; nothing else depends on it. */
void ledger_alone_in_process(void);
/* `k` gives names of places and rule files, the pack's hash and the folding of names; it must outlive the ledger. NULL is
 * allowed: names are then folded for ASCII only and rules are not named. */
dp_status ledger_open(const char *path, const ledger_options *options, const knowledge *k, ledger **out, dp_error *err);
void ledger_close(ledger *l); /* a run that was not committed keeps its finished batches */

/* ---- writing: one run is ledger_begin … ledger_commit ------------------------------------------------------------------ */

/* `options`: the command line's options in words, for the manifest; may be NULL. */
dp_status ledger_begin(ledger *l, const char *options, dp_error *err);

enum ledger_presence {
    LEDGER_NEW,
    LEDGER_KNOWN,    /* nothing to do */
    LEDGER_STALE,    /* known, but read with another pack or version: annotate and add again where the user wants it */
    LEDGER_FORGOTTEN /* was taken out with ledger_forget: not to be added unless the user says so once more */
};
/* Is this dispatch (by the hash of its bytes) there? Where it is, the place it was found at (file, line) is noted too. */
dp_status ledger_has(ledger *l, const dispatch *d, enum ledger_presence *out, dp_error *err);
/* Its content id: "D9…", of the hash of its bytes. */
enum { LEDGER_ID_SIZE = 18 };
void ledger_dispatch_id(const dispatch *d, char out[LEDGER_ID_SIZE]);
/* Adds what a dispatch says. A dispatch that is KNOWN changes nothing; one that is STALE is replaced. One that fails leaves
 * nothing behind. Rows are gathered and written together: where that fails, the dispatches since the last batch are lost with it,
 * and this call, ledger_reject or ledger_commit says so. */
dp_status ledger_add(ledger *l, const annotation *an, dp_error *err);
/* Notes an input that could not be read. */
dp_status ledger_reject(ledger *l, const char *file, uint64_t line, const dp_error *why, dp_error *err);

/* What was added so far is in the file when this returns; others can write to it. The run goes on. */
dp_status ledger_flush(ledger *l, dp_error *err);

/* How far a file was read, so that a run that was ended goes on where it was, and a file that did not change is not read again.
 */
typedef struct ledger_input {
    const char *file;
    uint64_t bytes, changed_ns, inode;      /* size, time of the last change, number: which file it was */
    uint64_t records, dispatches, rejected; /* cut from it so far; of these: could be read, could not */
    uint64_t restart, restart_record,
        restart_line; /* a byte from which it can be gone on; records before it, number of the last */
    bool done;
} ledger_input;
/* Fills the numbers of a file whose first four members are given, where it was read just so by this pack and version. */
dp_status ledger_input_find(ledger *l, ledger_input *in, bool *found, dp_error *err);
/* Notes how far a file was read; what was read of it was handed to ledger_has, ledger_add or ledger_reject before, and both are
 * written together. */
dp_status ledger_input_note(ledger *l, const ledger_input *in, dp_error *err);

typedef struct ledger_totals {
    uint64_t dispatches, claims, known, replaced, rejected, forgotten; /* of this run: added, added, skipped … */
} ledger_totals;
/* Ends the run: writes the last batch, works out copies. `out` may be NULL. */
dp_status ledger_commit(ledger *l, ledger_totals *out, dp_error *err);

/* ---- forgetting: a dispatch and all that it said leave the file for good -------------------------------------------------- */

typedef struct ledger_named {
    const char *id;                               /* content id; NULL where there is no such dispatch */
    const char *given_id, *title, *source, *date; /* NULL where not known; the title with private persons masked */
    uint64_t claims;
    bool forgotten; /* there is none because it was forgotten */
} ledger_named;
/* The dispatch that a given id or the beginning of a content id means. One that may be several is DP_E_USAGE. */
dp_status ledger_name_dispatch(ledger *l, const char *typed, arena *a, ledger_named *out, dp_error *err);

typedef struct ledger_forgotten {
    uint64_t dispatches, claims;
} ledger_forgotten;
/* Takes dispatches (named as above; unknown ones are passed over) out in one transaction: all or none. Each leaves a tombstone
 * with its id, its hash, the time and `why` (may be NULL). Pages that were freed may still hold words until ledger_sweep. */
dp_status ledger_forget(ledger *l, const char *const *ids, size_t n, const char *why, ledger_forgotten *out, dp_error *err);
/* Writes the file anew without what was forgotten, where that was not done yet (*needed). Takes as long as copying the file,
 * and as much room on the disk. */
dp_status ledger_sweep(ledger *l, bool *needed, dp_error *err);

/* ---- checking ------------------------------------------------------------------------------------------------------------- */

enum ledger_weight { LEDGER_NOTE /* nothing is lost, something is to be done */, LEDGER_DAMAGE };
typedef struct ledger_finding {
    uint8_t weight;
    const char *kind;    /* pages, references, content, words, or a table between whose rows a rule is broken */
    const char *where;   /* the table; "file" where none is known */
    const char *message; /* names the dispatch, claim … where one is known; may hold text from outside */
    const char *remedy;
} ledger_finding;

/* The functions are called while the handle is locked: they must not call it. */
typedef struct ledger_check_options {
    bool quick;                                            /* what can be told at once: docs/ledger.md says what it leaves out */
    bool (*found)(void *context, const ledger_finding *f); /* false: enough */
    void (*progress)(void *context, const char *stage, uint64_t done, uint64_t of); /* of 0: not known; may be NULL */
    void *context;
    const volatile sig_atomic_t *stop; /* ends the check once it is set; may be NULL */
} ledger_check_options;
typedef struct ledger_check_result {
    uint64_t damages;
} ledger_check_result;
/* Looks at all that can be looked at and goes on past what it finds: pages and indexes (SQLite's own check), references between
 * rows, hashes and ids made anew from content, words at their spans, the full text index against the sentences, and the rules
 * between rows. Changes nothing. */
dp_status ledger_check(ledger *l, const ledger_check_options *options, ledger_check_result *out, dp_error *err);

/* ---- rows: every list that can be printed as a table, as CSV or as JSON ------------------------------------------------- */

enum ledger_cell_type { LEDGER_NULL, LEDGER_INT, LEDGER_REAL, LEDGER_TEXT, LEDGER_BOOL, LEDGER_DATE /* text, ISO */ };
typedef struct ledger_cell {
    const char *name; /* of the column: the JSON key, the CSV head */
    uint8_t type;     /* enum ledger_cell_type; LEDGER_NULL where there is no value */
    uint8_t kind;     /* the column's own type, also where the value is null */
    bool brief;       /* belongs into the table for people; the others only into JSON and CSV */
    int64_t integer;  /* INT, BOOL */
    double real;
    const char *text; /* TEXT, DATE; NUL-terminated UTF-8, from outside: may hold control characters */
    size_t text_bytes;
} ledger_cell;
typedef struct ledger_row {
    const ledger_cell *cells;
    uint32_t n;
    const char *cursor; /* for ledger_filter.after; NULL: this list cannot be gone on with */
} ledger_row;
/* false stops the query (that is no error). The row lives until the function returns. The handle is locked meanwhile: the
 * function must not call it. */
typedef bool (*ledger_row_fn)(void *context, const ledger_row *row);

enum ledger_question {
    LEDGER_CLAIMS,     /* one row a claim, by day, then id */
    LEDGER_DISPATCHES, /* one row a dispatch, by date, then id; with copy_of and voice */
    LEDGER_COPIES,     /* one row a pair of dispatches that share text, the later one first: a copy and its original, or not */
    LEDGER_PASSAGES, /* the passages that filter.dispatch shares with others, one row each; a row without one where only * shorter
                        stretches are shared */
    LEDGER_ACTORS,   /* canonical actors with the number of their mentions and claims */
    LEDGER_PLACES,   /* canonical places, likewise */
    LEDGER_LANES,    /* the lanes of filter.place, flat: one row a stretch */
    LEDGER_EVENTS,   /* one row an event, by day, then id: claims of one happening, with the span of their counts */
    LEDGER_CONFLICTS, /* one row a pair of claims that contradict, deny or correct each other */
    LEDGER_RUNS,
    LEDGER_READINGS, /* versions and packs that read the dispatches, with the number of those: the same in any order of reading */
    LEDGER_REJECTS,
    LEDGER_DECISIONS, /* the coders' log (review.h), one row a decision, in their order */
    LEDGER_INFO       /* rows of (what, value): counts, schema, packs, attribution */
};

/* Who stands on whose side, from a CSV file (alignment.h): kind,name,side,from,to. Lives in the arena. Failing: DP_E_IO,
 * DP_E_FORMAT with the line. */
typedef struct ledger_alignment ledger_alignment;
dp_status ledger_alignment_read(const char *path, arena *a, const ledger_alignment **out, dp_error *err);

/* All members may be NULL or 0: no restriction. Dates are EDTF level 0 ("2017-11" is the whole month). */
typedef struct ledger_filter {
    /* any name of it, "abu*" for names that begin so, a GeoNames number, its whole content id, or a country (all inside it) */
    const char *place;
    const char *actor;    /* any name of it, or the beginning of its code: "SYR", "SYRMIL" */
    const char *claimant; /* part of the name of anyone in the chain, or of the outlet */
    const char *type;     /* PLOVER type, control state ("taken"), casualty role ("killed"), the beginning of a CAMEO code */
    const char *from, *to;
    const char *text; /* words that the sentence holds: "…" for a phrase, word* for a beginning, AND, OR, NOT, brackets */
    const char *lang;
    const char *dispatch;         /* id of a dispatch: content id (or its beginning) or the given one */
    uint32_t from_char, to_char;  /* with dispatch: claims that begin there in its text; to_char 0: anywhere */
    int64_t from_claim, to_claim; /* with from_char: numbers among which they are, half open (ledger_document) */
    const char *claim;            /* id of a claim: it alone */
    const char *same, *event;     /* id of a claim: those that say the same as it; those of its event */
    const char *relation;         /* for conflicts: contradicts, denies, corrects, or a field: holder, status, count, date, place;
                                     undecided: pairs of which coders do not say the same */
    const char *reviewed;         /* accept, reject, disputed (v_verdicts), any or none */
    const char *coder;            /* for decisions: of this coder */
    bool orphaned;                /* for decisions: those whose claim is gone */
    bool rejected; /* with claims that coders rejected, which are left out else (but where `reviewed` asks for them),
                      and relations that they overruled */
    const ledger_alignment *alignment; /* for lanes: marks what a claimant says against its own side */
    uint64_t limit, offset;
    /* What follows the row that has this cursor, in the order of the answer; goes without `offset`. The other members but
     * `limit` are to be the same as when the row was given. For claims, dispatches, events, conflicts and searches; of another
     * list, or not understood: DP_E_USAGE. */
    const char *after;
    bool unplaced; /* claims that have no point on the map */
    bool undated;  /* claims whose days are not known; goes without from and to */
    /* For claims, dispatches, events and conflicts: what was read last comes first; goes without `after`. */
    bool latest;
    bool with_names; /* show private persons' names */
} ledger_filter;

/* Hands the rows to `fn`; *count (may be NULL) is how many it got. No row is DP_OK. A filter that cannot be understood (a
 * date that is none, an ambiguous id) is DP_E_USAGE. */
dp_status ledger_query(ledger *l, enum ledger_question q, const ledger_filter *f, ledger_row_fn fn, void *context,
                       uint64_t *count, dp_error *err);

/* How many dispatches are not stored whole (enum ledger_store). */
dp_status ledger_partial_texts(ledger *l, uint64_t *out, dp_error *err);

/* *is: do typed words name a private person of the ledger, or part of the name? */
dp_status ledger_names_person(ledger *l, const char *typed, bool *is, dp_error *err);

/* Sentences that hold f->text, the best first (BM25 over sentences; of more than 50,000, and without a full text index, by date,
 * and their score is NULL): dispatch, date, outlet,
 * language, places, and the words around the find with **marks** at what was asked for. place, actor, claimant, type and reviewed
 * are those of a claim in the sentence; from and to are days of the dispatch. */
dp_status ledger_search(ledger *l, const ledger_filter *f, ledger_row_fn fn, void *context, uint64_t *count, dp_error *err);

/* Printers that do not depend on where the rows go. CSV is safe to open in a spreadsheet: what could be taken for a formula
 * gets a ' in front. Both append one line with its end. */
void ledger_row_csv_head(const ledger_row *row, buf *out);
void ledger_row_csv(const ledger_row *row, buf *out);
void ledger_row_json(const ledger_row *row, buf *out);

/* Shortest beginning of a content id that is unique in the ledger (4 characters at least); `out` holds 20 chars. */
dp_status ledger_short_id(ledger *l, const char *id, char out[20], dp_error *err);

/* ---- answers with a form of their own; all memory is the caller's arena ------------------------------------------------- */

/* What a stretch is to its claimant, by filter.alignment. UNKNOWN where the table does not speak of both. */
enum ledger_interest { LEDGER_INTEREST_UNKNOWN, LEDGER_INTEREST_OWN, LEDGER_INTEREST_AGAINST };

/* A stretch of one lane: what one claim says of a place over its days. Between stretches nothing is known. */
typedef struct ledger_stretch {
    char first[16], last[16];         /* ISO, inclusive; "" where that end is open or unknown */
    const char *time_basis;           /* explicit, relative, dispatch, unknown */
    const char *state;                /* held, taken, lost, contested … */
    const char *holder, *holder_code; /* NULL where it is not said */
    const char *from, *from_code;
    const char *polarity, *certainty, *tense;
    uint8_t interest;             /* enum ledger_interest */
    uint32_t claims;              /* how many say just this; the earliest of them follows */
    const char *claim, *short_id; /* content id, and as shown */
    const char *quote;            /* the words of the clause */
    const char *source;           /* the outlet it stands in, or NULL */
    const char *dispatch_date;    /* EDTF, or NULL */
} ledger_stretch;
typedef struct ledger_lane {
    const char *claimant;     /* "SANA"; masked where a private person */
    const char *code;         /* of the actor that it names; NULL: none */
    const char *basis;        /* claimant: the outermost who is named; outlet: the source; dispatch: neither is known */
    uint32_t dispatches;      /* that carry it */
    uint32_t voices;          /* independent ones among them */
    const ledger_stretch *at; /* by first day, unknown ones last */
    uint32_t n;
} ledger_lane;
typedef struct ledger_place {
    const char *id;   /* content id */
    const char *name; /* canonical */
    const char *gazetteer;
    int64_t gazetteer_id;                   /* 0: none */
    const char *country, *admin1, *feature; /* NULL where unknown */
    double lat, lon;                        /* NAN where unknown */
    uint64_t mentions, claims;
} ledger_place;
typedef struct ledger_lanes {
    ledger_place place;
    const ledger_lane *at; /* by claimant */
    uint32_t n;
    const ledger_place *others; /* other places of that name, by claims */
    uint32_t other_count;
    uint64_t hidden;                  /* stretches outside from–to */
    uint64_t more_lanes, more_claims; /* lanes behind these, which `limit` left out, and the claims in them */
} ledger_lanes;
/* Lanes of filter.place, restricted by claimant, from and to (equal for one day). With `limit` no lanes follow once there are so
 * many stretches; none is cut. *found is false where no place of that name is in the ledger. */
dp_status ledger_lanes_of(ledger *l, const ledger_filter *f, arena *a, ledger_lanes *out, bool *found, dp_error *err);

/* One side of a conflict: everyone who says the same. */
typedef struct ledger_voice {
    const char *claimant;
    const char *claim, *short_id;
    const char *quote;
    const char *source, *dispatch, *dispatch_date;
} ledger_voice;
typedef struct ledger_side {
    const char *words;      /* "held by Syria: armed forces, 2017-11-10" */
    const ledger_voice *at; /* the earliest of each claimant, by claimant; at most LEDGER_VOICES_MAX */
    uint32_t n;
    uint64_t claims, dispatches, voices; /* all of them */
} ledger_side;
#define LEDGER_VOICES_MAX 64
typedef struct ledger_conflict {
    const char *kind;         /* contradicts, denies (b denies a), corrects (b corrects a); undecided */
    const char *field;        /* holder, status, polarity, count, date, place; NULL where coders say so */
    const char *place;        /* name, or NULL */
    char first[16], last[16]; /* the days that both speak of */
    const char *reason;       /* one line: "A says held by X on 2017-11-10; B says held by Y" */
    const char *basis;        /* read; coder: only coders say so, of the two claims that stand here */
    const char *why;          /* one line: why the two cannot both be true; a constant, or NULL */
    bool overruled;           /* coders say otherwise, or reject all claims of a side; only where the filter asks for such */
    ledger_side a, b;
    const char *cursor; /* for ledger_filter.after */
} ledger_conflict;
typedef bool (*ledger_conflict_fn)(void *context, const ledger_conflict *c);
/* By place, day, kind; behind them those that only coders know of, by id. Uses place, actor, claimant, from, to, relation, limit,
 * offset, after, latest of the filter; of the latest, those that only coders know of are none. */
dp_status ledger_conflicts(ledger *l, const ledger_filter *f, ledger_conflict_fn fn, void *context, uint64_t *count,
                           dp_error *err);

/* What a dispatch shares with others, passage by passage. */
typedef struct ledger_passage {
    uint32_t start, end;             /* code points of the dispatch's text */
    uint32_t other_start, other_end; /* of the other's */
    uint32_t words;                  /* in common; in scripts without spaces two characters are a word */
    const char *quote;               /* how it begins; private persons masked */
} ledger_passage;
typedef struct ledger_dispatch {
    const char *id, *short_id;
    const char *given_id, *date, *source, *title; /* NULL where unknown */
} ledger_dispatch;
typedef struct ledger_kin {
    /* original: carried the text first; copy: carries it on; voice: goes back to the same first text; shares: neither, but
     * they have words in common */
    const char *relation;
    ledger_dispatch dispatch;
    const char *basis;        /* read; coder: coders say that one copies the other */
    double share;             /* of the shorter text's runs of five words, 0 to 1 */
    const ledger_passage *at; /* by start */
    uint32_t n;
    bool partial; /* one of the two texts is not stored whole: no passages */
} ledger_kin;
typedef struct ledger_copies {
    ledger_dispatch dispatch, voice; /* voice: the first that carried the text; the dispatch itself where it is no copy */
    uint64_t dispatches;             /* of that voice, this one included */
    const ledger_kin *at;            /* by relation as above, then date */
    uint32_t n;
    uint64_t hidden; /* beyond LEDGER_KIN_MAX */
} ledger_copies;
#define LEDGER_KIN_MAX 256
/* `dispatch`: a content id, its beginning, or the given id; one that names several is DP_E_USAGE. Passages are worked out from
 * the texts; without knowledge none are found in languages that were not analysed. */
dp_status ledger_copies_of(ledger *l, const char *dispatch, bool with_names, arena *a, ledger_copies *out, bool *found,
                           dp_error *err);

/* Why: from a claim down to bytes and rule lines. */
typedef struct ledger_why_value {
    const char *name;    /* "place", "time", "actor", "holder", "killed", "claimant", "polarity" … */
    const char *value;   /* "Abu Kamal (GeoNames 174448, SY, 34.45 40.92)" */
    const char *basis;   /* explicit, relative, dispatch …; NULL where the value has none */
    const char *words;   /* of the dispatch that it comes from; NULL */
    uint32_t start, end; /* code points of these words; equal where there are none */
    const char *rule;    /* "lang/fr/events.rules:12"; NULL */
    const char *note;    /* precision, alternatives, TIMEX3 value …; NULL */
} ledger_why_value;
typedef struct ledger_why_relation {
    const char *kind, *field, *reason; /* kind: contradicts, is denied by …; same, undecided: by coders; field may be NULL */
    const char *basis;                 /* read, coder */
    const char *claim, *short_id, *claimant, *quote;
} ledger_why_relation;
typedef struct ledger_why {
    const char *claim, *short_id;
    uint32_t number;   /* in its dispatch, from 1 */
    const char *words; /* "Syria: armed forces took Abu Kamal" in the words of the ontology */
    const char *store; /* how much of the dispatch's text is kept: full, spans, none */
    const char *dispatch, *dispatch_short, *given_id, *title, *source, *url, *file, *lang, *hash;
    uint64_t line;
    const char *date, *date_basis;
    const char *const *date_candidates; /* ISO days */
    uint32_t date_candidate_count;
    const char *pack, *version;  /* what read it */
    const char *sentence;        /* its text */
    uint32_t sentence_start;     /* code point at which it begins */
    uint32_t start, end;         /* of the clause */
    uint64_t page_from, page_to; /* bytes of the page, as it was fetched, that hold the clause; both 0: not known */
    uint32_t trigger_start, trigger_end;
    const char *quote, *trigger; /* the words of both */
    const char *verdict;         /* of coders: accept, reject, disputed; NULL: none */
    const char *rule, *path; /* lexicon line and dependency path of the trigger; no path where it could name a private person */
    const ledger_why_value *values;
    uint32_t value_count;
    const ledger_why_relation *relations;
    uint32_t relation_count;
    uint64_t same;                         /* other claims of the same proposition, … */
    uint32_t same_dispatches, same_voices; /* … the dispatches that hold it, this one included, and the voices among them */
} ledger_why;
/* `id`: content id or its beginning, or "dispatch/number". *found is false where there is none; an ambiguous beginning is
 * DP_E_USAGE with the first few in the remedy. */
dp_status ledger_why_of(ledger *l, const char *id, bool with_names, arena *a, ledger_why *out, bool *found, dp_error *err);

/* "Place names: GeoNames, CC BY 4.0, https://www.geonames.org" */
const char *ledger_attribution(void);

#endif
