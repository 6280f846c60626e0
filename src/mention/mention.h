/* Mentions: what the words of a dispatch name. The records are plain data in the dispatch's arena, sorted by start;
 * later rooms point at them by index.
 *
 *   text ──▶ times, quantities ──▶ dispatch date (candidates) ──▶ times resolved
 *        ├─▶ places: recognised, resolved over all names of the dispatch together
 *        └─▶ actors: known names, composed ("l'armée gouvernementale syrienne" → SYRMIL), persons
 *
 * `rule` is the line of the rule file that made the value (core/pack.h). */
#ifndef DP_MENTION_MENTION_H
#define DP_MENTION_MENTION_H

#include "core/edtf.h"
#include "text/text.h"

enum basis { BASIS_UNKNOWN, BASIS_GIVEN, BASIS_EXPLICIT, BASIS_RELATIVE, BASIS_INFERRED, BASIS_DISPATCH };
const char *basis_name(unsigned basis); /* the contract's words */

/* What all mentions share. */
typedef struct mention_at {
    span at;                         /* bytes */
    uint32_t first_token, end_token; /* half open */
    uint32_t head_token;             /* the syntactic head among them */
    rule_ref rule;
} mention_at;

enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET };
const char *time_type_name(unsigned type);

/* How what happens hangs on the time, by the words before it: "since 2011", "by 6 November", "from 3 to 5". */
enum time_relation { TIME_AT, TIME_SINCE, TIME_UNTIL, TIME_BEFORE, TIME_AFTER, TIME_BY, TIME_FROM, TIME_TO };
const char *time_relation_name(unsigned relation);

typedef struct time_mention {
    mention_at at;
    uint8_t type;     /* enum time_type */
    uint8_t basis;    /* enum basis: explicit (a date), relative (to the dispatch's), unknown */
    uint8_t relation; /* enum time_relation */
    char value[40];   /* TIMEX3 value */
    const char *mod;  /* TIMEX3 mod (START, MID, END, APPROX, BEFORE, AFTER …) or NULL */
    day_range days;   /* inclusive; DAY_NONE twice: no place on the calendar. TIME_SINCE runs on to the dispatch's day */
    uint32_t partner; /* the other end of "from … to …": index of that time; its own index where there is none */
} time_mention;

enum quantity_kind { QUANTITY_CARDINAL, QUANTITY_ORDINAL, QUANTITY_PERCENT, QUANTITY_MONEY, QUANTITY_MEASURE, QUANTITY_FRACTION };
const char *quantity_kind_name(unsigned kind);
#define QUANTITY_NONE INT64_MIN

typedef struct quantity_mention {
    mention_at at;
    int64_t low, best, high; /* QUANTITY_NONE where open; fractions are rounded to nearest */
    int64_t scaled[3];       /* low, best, high × 10^decimals, unrounded; QUANTITY_NONE where open */
    uint8_t decimals;        /* of scaled; 0 for whole numbers */
    uint8_t kind;
    uint32_t unit_token; /* the noun that is counted, TOKEN_NONE where there is none */
    const char *unit;    /* its lemma, "%" or a currency; NULL */
} quantity_mention;

typedef struct place_candidate {
    uint32_t place; /* index into the gazetteer */
    float score;    /* 0 to 1 over the candidates of one mention */
} place_candidate;

enum place_flag {
    PLACE_AS_ACTOR = 1,  /* a country or capital that acts ("Washington said"): metonymy */
    PLACE_IN_NAME = 2,   /* inside the name of an organisation or person: not a place of its own */
    PLACE_ADJECTIVE = 4, /* a demonym; it stands for a country */
    PLACE_COREF = 8,     /* "la ville", "the town": stands for an earlier mention */
    PLACE_NEAR = 16      /* the words say where it lies from a place that is known: `near` … */
};

typedef struct place_mention {
    mention_at at;
    const char *name;        /* canonical name; the text's own where unresolved */
    const char *gazetteer;   /* "geonames", "countries" or NULL where unresolved */
    uint32_t id;             /* in that gazetteer; 0 where unresolved */
    double lat, lon;         /* NAN where unknown */
    char feature[8];         /* GeoNames feature code: PPL, PPLA, ADM1, PCLI … */
    char country[3];         /* ISO 3166 alpha-2 or "" */
    const char *admin1;      /* name of the first-level region, or NULL */
    const char *admin1_code; /* GeoNames' code of it: "SY.07"; or NULL */
    uint8_t geo_precision;   /* ACLED 1 to 3; 0 unknown */
    uint8_t where_prec;      /* UCDP 1 to 7; 0 unknown */
    uint16_t flags;          /* enum place_flag */
    float confidence;        /* 0 to 1 */
    const place_candidate *alternatives;
    uint32_t alternative_count;
    uint32_t coref;            /* PLACE_COREF: index of the mention it stands for; else its own index */
    uint32_t near;             /* PLACE_NEAR: index of the known place; its own where the words speak of what happened there */
    float near_km;             /* how far from it; NAN where the words do not say */
    float near_bearing;        /* degrees from north, clockwise; NAN likewise */
    double near_lat, near_lon; /* the point told: moved where distance and direction are both known */
} place_mention;

enum actor_kind { ACTOR_KNOWN, ACTOR_COMPOSED, ACTOR_PERSON, ACTOR_GENERIC, ACTOR_UNKNOWN };

typedef struct actor_mention {
    mention_at at;
    const char *name;   /* canonical: "Islamic State", "Syria: armed forces"; the text's own where unknown */
    const char *code;   /* CAMEO/PLOVER actor code or NULL */
    const char *leader; /* of "Nkunda's men": the name of whose they are; NULL */
    char country[3];    /* ISO 3166 alpha-2 or "" */
    const char *sectors[4];
    uint8_t sector_count;
    uint8_t kind;   /* enum actor_kind */
    bool person;    /* a private person's name: masked in exports */
    bool spokesman; /* "army spokesman Ann Lee": an office-holder who speaks for forces of no country that is told */
    uint32_t coref; /* "le groupe", "they": index of the mention it stands for; else its own index */
} actor_mention;

/* A statement about geography that can be checked. */
enum check_kind { CHECK_BORDER, CHECK_IN /* that it lies in a country */ };
const char *check_kind_name(unsigned kind);
typedef struct border_check {
    span at;
    uint8_t kind;   /* enum check_kind */
    uint32_t place; /* index into places: the town */
    char country[3];
    bool holds;
    double distance_km;
    rule_ref rule;
} border_check;

/* Whose text the dispatch says it carries (credit.h). */
enum credit_kind { CREDIT_DATELINE, CREDIT_BRACKET, CREDIT_LINE };
const char *credit_kind_name(unsigned kind);
typedef struct credit {
    uint32_t actor; /* index into actors: a news agency or outlet */
    uint8_t kind;   /* enum credit_kind */
} credit;
#define CREDITS_MAX 8u

typedef struct dispatch_date {
    civil given;               /* what all days of the given date share; year 0: nothing, or not given */
    uint8_t basis;             /* GIVEN (a day was given), INFERRED (one day left), UNKNOWN */
    const int32_t *candidates; /* days, ascending; none where neither year nor month is known */
    uint32_t candidate_count;
    int32_t written;      /* the dateline's day, from which its words count; DAY_NONE where none was needed or found */
    const span *evidence; /* what narrowed it */
    uint32_t evidence_count;
} dispatch_date;

typedef struct mentions {
    time_mention *times;
    quantity_mention *quantities;
    place_mention *places;
    actor_mention *actors;
    place_mention *doubts; /* names of towns that nothing beside them said were meant ("Biltine", else a person), by start: */
                           /* for who knows more, as that one takes them */
    border_check *checks;
    const credit *credits;
    uint32_t time_count, quantity_count, place_count, actor_count, check_count, credit_count, doubt_count;
    dispatch_date date;
} mentions;

/* The knowledge of each part, opened once from the pack, const, shared by threads. */
typedef struct time_rules time_rules;   /* mention/time.h, quantity.h */
typedef struct gazetteer gazetteer;     /* mention/gazetteer.h */
typedef struct actor_rules actor_rules; /* mention/actor.h */

/* All parts in their order. `given` is the dispatch's date as handed in (NULL or empty: none); `outlet_country` "" or alpha-2. */
typedef struct mention_rules {
    const time_rules *times;
    const gazetteer *places;
    const actor_rules *actors;
} mention_rules;
dp_status mention_find(const mention_rules *r, const text *x, const edtf *given, arena *a, mentions *out, dp_error *err);

#endif
