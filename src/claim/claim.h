/* Claims: one proposition each that somebody puts forward in the dispatch.
 *
 *   trigger ("a pris possession", frame take-place)
 *     ├─ roles by syntax: actor, recipient, place, time, casualties
 *     ├─ control: holder, from, state
 *     ├─ how it is said: polarity, certainty, tense, quoted, scare quotes
 *     └─ who says so: the chain of claimants, outermost first
 *
 * Words are data: lang/<code>/events.rules maps words to frames, world/ontology/frames.rules maps a frame to PLOVER type and
 * mode, CAMEO code, ACLED sub-event, control state and casualty role. The code here knows Universal Dependencies only.
 * All indexes point into the `mentions` of the same dispatch; INDEX_NONE where there is none. */
#ifndef DP_CLAIM_CLAIM_H
#define DP_CLAIM_CLAIM_H

#include "mention/mention.h"

#define INDEX_NONE     UINT32_MAX
#define CLAIM_ROLE_MAX 8

enum polarity { POLARITY_AFFIRMED, POLARITY_NEGATED };
enum certainty { CERTAINTY_UNKNOWN, CERTAINTY_CERTAIN, CERTAINTY_PROBABLE, CERTAINTY_POSSIBLE };
enum claim_tense { CLAIM_PAST, CLAIM_ONGOING, CLAIM_FUTURE, CLAIM_HYPOTHETICAL, CLAIM_ORDERED, CLAIM_HISTORICAL };
enum control_state {
    CONTROL_NONE,
    CONTROL_HELD,
    CONTROL_TAKEN,
    CONTROL_LOST,
    CONTROL_CONTESTED,
    CONTROL_BESIEGED,
    CONTROL_WITHDRAWN,
    CONTROL_ENTERED,
    CONTROL_TRANSFERRED
};
/* A part of a town that is held or taken by itself: it is not the town, and another part is not it. Districts and those that have
 * no name here are known by their words. Four bits, of which a lexicon's words keep one value each. */
enum place_part {
    PART_WHOLE,
    PART_NORTH,
    PART_SOUTH,
    PART_EAST,
    PART_WEST,
    PART_CENTRE,
    PART_OUTSKIRTS,
    PART_AIRPORT,
    PART_PORT,
    PART_BRIDGE,
    PART_BARRACKS,
    PART_STATION,
    PART_HOSPITAL,
    PART_DISTRICT,
    PART_MOST,
    PART_OTHER
};
enum casualty_role {
    CASUALTY_NONE,
    CASUALTY_KILLED,
    CASUALTY_INJURED,
    CASUALTY_CAPTURED,
    CASUALTY_MISSING,
    CASUALTY_DISPLACED,
    CASUALTY_ARRESTED
};
enum claimant_kind { CLAIMANT_OUTLET, CLAIMANT_QUOTED, CLAIMANT_RELAYED, CLAIMANT_UNNAMED };
enum distance_kind { DISTANCE_SCARE_QUOTES, DISTANCE_SO_CALLED };
/* The contract's words for each; and back, -1 where unknown. */
const char *polarity_name(unsigned v);
const char *certainty_name(unsigned v);
const char *claim_tense_name(unsigned v);
const char *control_state_name(unsigned v);
int control_state_of(const char *name);
const char *place_part_name(unsigned v); /* "north"; "" for the whole */
const char *casualty_role_name(unsigned v);
int casualty_role_of(const char *name);
const char *claimant_kind_name(unsigned v);
const char *distance_kind_name(unsigned v);

typedef struct casualty {
    uint8_t role;
    int64_t low, best, high; /* QUANTITY_NONE where open or not said */
    const char *who;         /* the counted words ("hommes"), or NULL */
    span at;
    rule_ref rule;
    bool anybody;   /* the counted words say nothing of who they are ("personnes") */
    bool part;      /* told as some of a toll that stands elsewhere: "nine of the dead" */
    bool some;      /* not told as all of them: a name, "a mother", "five others" */
    bool owned;     /* who lost them is told, and not who they are: "the army lost twelve dead" */
    uint8_t ours;   /* told by a pronoun: its person; whoever speaks lost them: "we lost twelve men"; 0: not so */
    uint32_t owner; /* whose they were, where he tells of his own: index + 1 into the actors; 0: not known */
} casualty;

typedef struct claimant {
    uint8_t kind;
    span at; /* the words that name the source; empty for an outlet that is known from metadata only */
    const char *text;
    const char *stands_for; /* of a pronoun: the words of who spoke before ("They": "Residents"); NULL */
    span cue;               /* "écrit", "selon"; may be empty */
    uint32_t actor;         /* index or INDEX_NONE */
    rule_ref rule;
} claimant;

typedef struct distance_mark {
    span at;
    uint8_t kind;
    rule_ref rule;
} distance_mark;

/* "X says …", with or without an event inside. Spans are lists because a quotation may be cut by its own cue. */
typedef struct attribution {
    span source[2], cue[2], content[6];
    uint8_t source_count, cue_count, content_count;
    uint32_t first_token, end_token;  /* of the content, as a covering range */
    uint32_t cue_token, source_token; /* TOKEN_NONE where there is none */
    uint32_t parent;                  /* the attribution in whose content this one stands, or INDEX_NONE */
    claimant who;
    uint8_t certainty;                         /* what the cue adds: CERTAINTY_UNKNOWN adds nothing */
    bool negates;                              /* "denied that" */
    bool opposes;                              /* … but not a deed that is its object: "rejected the invasion" */
    bool direct;                               /* inside quotation marks */
    bool voice;                                /* puts the content forward; false where it is only wanted, ordered or spoken of */
    uint32_t content_first[6], content_end[6]; /* tokens of content[], half open */
} attribution;

typedef struct claim {
    span at; /* the clause */
    span trigger;
    uint32_t trigger_token;
    const char *frame;       /* world/ontology/frames.rules */
    const char *type, *mode; /* PLOVER; "STATE" for a standing state; mode may be NULL */
    const char *contexts[4];
    uint8_t context_count;
    const char *cameo, *acled; /* NULL where there is none */
    const char *cameo_below;   /* the code that it would have, where it stands below another event of its sentence; else NULL */
    uint32_t actors[CLAIM_ROLE_MAX], recipients[CLAIM_ROLE_MAX];
    uint8_t actor_count, recipient_count;
    uint32_t place, time; /* INDEX_NONE */
    uint8_t place_basis;  /* enum basis: EXPLICIT (its own clause), INFERRED (its sentence, the deed), UNKNOWN */
    day_range days;
    uint8_t days_basis; /* enum basis: EXPLICIT, RELATIVE, DISPATCH, UNKNOWN */
    casualty casualties[4];
    uint8_t casualty_count;
    uint8_t control; /* enum control_state */
    uint32_t control_place, control_holder, control_from;
    uint8_t control_part; /* enum place_part: what of control_place is spoken of */
    span control_part_at; /* the words that say so; empty for the whole */
    uint8_t polarity, certainty, tense;
    bool quoted, reciprocal;
    bool generic;              /* tells of no one happening: a habit, a sum, a kind of deed */
    bool toll;                 /* counts what came to harm until it is told: "the number of dead rose to 16" */
    bool still;                /* goes on as it was before: "still hold the town" */
    const claimant *claimants; /* outermost first; none: the dispatch's own voice */
    uint32_t claimant_count;
    const distance_mark *distance; /* those that lie inside the clause */
    uint32_t distance_count;
    uint32_t incident; /* claims of one happening share it */
    rule_ref rule;     /* the lexicon line of the trigger */
    const char *path;  /* "nsubj=armée obj=possession obl:de=Abou Kamal": what filled the roles and how */
} claim;

/* An event that the dispatch tells of and that has no type in PLOVER: "shares fell", "the company will not sell". Who says so and
 * how it is said are read as in a claim; its parties, place and numbers are not. */
typedef struct statement {
    span at;      /* the clause */
    span trigger; /* the verb with its particle, the predicate with its copula, the noun */
    uint32_t trigger_token;
    uint8_t polarity, certainty, tense;
    bool quoted;
    const claimant *claimants; /* as in a claim */
    uint32_t claimant_count;
    rule_ref rule; /* what decided how it is said; 0 where only the verb's form did */
} statement;

typedef struct claims {
    claim *at;
    uint32_t n;
    statement *statements; /* in the order of the text */
    uint32_t statement_count;
    attribution *attributions;
    uint32_t attribution_count;
    distance_mark *distance; /* all of the dispatch */
    uint32_t distance_count;
} claims;

typedef struct claim_rules claim_rules; /* opened once from the pack, const, shared */
dp_status claim_rules_open(const pack *p, claim_rules **out, dp_error *err);
void claim_rules_free(claim_rules *r);

/* Does any rule begin with the verb at this token: one of events, of speech, or one that lends its subject to another ("carry")?
 * False for every verb of a language without rules. */
bool claim_covers_verb(const claim_rules *r, const text *x, uint32_t token);

/* Reads the claims of an analysed dispatch, without statements. May add actor mentions (a role filled by something that is no
 * known actor): m->actors then points to a longer array. */
dp_status claim_find(const claim_rules *r, const text *x, mentions *m, arena *a, claims *out, dp_error *err);

/* Adds out->statements to what claim_find gave: the events that none of its claims tells of. */
dp_status claim_find_statements(const claim_rules *r, const text *x, arena *a, claims *out, dp_error *err);

#endif
