/* What the parts of the claim reader share while they read one dispatch. */
#ifndef DP_CLAIM_READER_H
#define DP_CLAIM_READER_H

#include "claim/coder.h"
#include "claim/trigger.h"

/* What a claim rests on, kept until the whole dispatch is read. */
typedef struct draft {
    uint32_t sentence;
    uint32_t main;         /* token of the dispatch */
    uint32_t first, end;   /* tokens of the clause */
    uint32_t clause_verb;  /* the verb of the clause that the trigger stands in */
    uint64_t classes;      /* of all arguments: weapons among them choose the codes */
    uint64_t by, on;       /* of the actors, of the recipients */
    uint32_t spoken_of_in; /* the claim (an act of speech) whose content this one is; INDEX_NONE */
    uint32_t deed;         /* of harm: the claim of the sentence that did it ("the blast killed twelve"); INDEX_NONE */
    uint32_t aim;          /* of a protest: 1 + the frame of the demand that it is for (rules->frames); 0 */
    uint32_t support;      /* of a noun: the verb of support that it hangs on; TOKEN_NONE */
    uint32_t named_in;     /* of a deed: the claim that says who did it ("claimed responsibility for the attack"); INDEX_NONE */
    bool actor_inherited;
    bool participle;    /* a passive that the tagger took for a finite verb: its tense says nothing */
    bool coded;         /* by a user's own coder: the pack's rules of mood have no say */
    bool settled;       /* … and its code already says what a negation did */
    bool noun;          /* the trigger is no verb */
    bool definite;      /* "the attack", "his murder": told before, or known */
    bool known;         /* … and by whoever speaks of it: a verb that does it would leave it open ("carry out the attack") */
    bool another;       /* "another attack", "two other men": not what was told before */
    bool vague;         /* no day, no number, nothing one could point at undergoes it */
    bool kind_of_deed;  /* nor is it done by somebody or somewhere one could point at */
    bool over_years;    /* counted over years: "in ten years of war", "the war has left 9,000 dead" */
    bool below_another; /* hangs on another event of its sentence, which is what is reported */
    bool harm;          /* of dead and hurt together ("no casualties"), so that no toll of either is told */
    bool time_own;      /* the time hangs on the trigger or stands in its clause; else it is the sentence's */
} draft;
/* One whose trigger is token `main` of the dispatch, with no links to other claims yet. */
static inline draft draft_at(uint32_t sentence, uint32_t main) {
    return (draft){.sentence = sentence,
                   .main = main,
                   .first = main,
                   .end = main + 1,
                   .spoken_of_in = INDEX_NONE,
                   .deed = INDEX_NONE,
                   .support = TOKEN_NONE,
                   .named_in = INDEX_NONE};
}

typedef struct reader {
    const claim_rules *rules;
    const event_lexicon *lex;
    const text *x;
    mentions *m;
    arena *a;
    claims *out;
    tree t;
    trigger triggers[TRIGGERS_MAX];
    unsigned trigger_count;
    vec_of(claim) claims;
    vec_of(draft) drafts;
    vec_of(actor_mention) actors; /* the mention room's first, then those that roles add */
    vec_of(place_mention) places; /* likewise: a town that no gazetteer knows, where control of it is told */
    uint32_t first_claim;         /* of the sentence */
    uint32_t *role_actor;         /* [token_count] actor added at this token, INDEX_NONE */
    uint32_t last_subject;        /* the actor of the last clause, for pronouns */
    uint32_t body_first;          /* the first token behind the dateline */
    uint8_t *is_cue;              /* [token_count] is the main word of an attribution's cue */
    bool nomem;
} reader;

/* claim.c: what belongs to which, in the sentence that is being read; NULL where the trigger asserts nothing, or the claim came
 * from elsewhere. */
const trigger *reader_trigger(const reader *r, const claim *c);
claim *reader_claim(const reader *r, const trigger *g);

/* role.c: actors, recipients, control. `c` is the claim of trigger g. */
void role_fill(reader *r, const trigger *g, claim *c, draft *d);
/* The actor that stands for a nominal; makes one where `make` and the word can be one. INDEX_NONE. */
uint32_t role_actor_of(reader *r, unsigned k, bool make);
/* Is the argument no object of a verb of harm, although the tree says so? */
bool role_is_stray(const reader *r, const trigger *g, const argument *a);
/* "The request of X", "X's decision", "sanctions against X": who stands inside a thing that was said or done. INDEX_NONE. */
uint32_t role_actor_within(reader *r, unsigned k);
/* Adds to a list of at most CLAIM_ROLE_MAX, once; INDEX_NONE adds nothing. */
void role_put(uint32_t *list, uint8_t *n, uint32_t actor);

/* harm.c: what a claim of harm takes from the deed that did it, after the sentence's claims are there. */
void harm_inherit(reader *r);
/* Once the sentence's claims have their codes: harm that was done by shelling is shelling's. */
void harm_codes(reader *r);

/* content.c: acts of speech and what they speak of ("agreed to release", "demanded a ceasefire"). The first finds the pairs of a
 * sentence, the second codes them once it is known how each claim is said. */
void content_link(reader *r);
void content_settle(reader *r);
/* What is intended or refused becomes what is intended: the frame of [moods], or NULL. */
const frame_record *content_mood(const reader *r, const char *type, bool refused);
/* The code of a promise, a refusal or a threat (by PLOVER type) to do what `deed` codes; NULL where [contents] has none. */
const char *content_code(const reader *r, const char *type, const char *deed);
/* Gives an act of speech the code that [contents] has for it and the deed that it speaks of. */
void content_code_act(reader *r, claim *act, const claim *deed);

/* demand.c: "said that X must …". The first adds what no trigger of the sentence tells, as a claim of those who must; the second
 * turns such a claim, or one of a deed that is said so, into a demand, once it is known who says so. */
void demand_find(reader *r);
void demand_settle(reader *r, claim *c);

/* scene.c: place and time. */
void scene_fill(reader *r, const trigger *g, claim *c, draft *d);

/* part.c: which part of its place an argument of control speaks of ("the north of the town"). `token` is the argument's, `place`
 * the mention that it was read as, INDEX_NONE for none. */
void part_fill(const reader *r, unsigned token, uint32_t place, claim *c);

/* specific.c: whether it is one happening. */
void specific_fill(const reader *r, const trigger *g, const claim *c, draft *d);
/* Does the noun at token k say that there are more ("another man", "five others")? */
bool specific_is_another(const reader *r, unsigned k);
/* Once its tense is known: a habit, a sum, a kind of deed? */
bool specific_is_generic(const claim *c, const draft *d);

/* detail.c: casualties, codes, the clause and the path. */
void detail_fill(reader *r, const trigger *g, claim *c, draft *d);
void detail_codes(reader *r, const frame_record *f, claim *c, const draft *d);

/* purpose.c: a protest takes in the demand or the protest that it is for, when the sentence's claims are there. */
void purpose_join(reader *r);
/* Gives a protest that has its code the finer one of what it is for. */
void purpose_code(reader *r, claim *c, const draft *d);

/* toll.c: the word that counts those whom the trigger harms ("the number of soldiers killed", "the toll"); TREE_NONE. */
unsigned toll_tally(const reader *r, const trigger *g);
/* "The number of soldiers killed rose to 16": the number that stands apart from those whom it counts. NULL. */
const quantity_mention *toll_quantity(const reader *r, const trigger *g);
/* The same number as one that was counted: "rose to 16" is no upper bound. */
/* A word that counts ("toll", "figure"): [tallies] of attribution.rules. */
bool toll_is_tally(const reader *r, unsigned k);
void toll_settle(const reader *r, const quantity_mention *q, casualty *x);

/* losses.c: "the army lost twelve dead": those whom a count leaves unnamed are the losses of the side that is told to bear them.
 */
void losses_name_owner(reader *r, const trigger *g, claim *c);

/* coded.c: the claims of a user's own coder. */
dp_status coded_read(reader *r, const claim_coder *coder, dp_error *err);

/* authorship.c: who is said to have done it. Links are made in the sentence, and told when all is known of how it is said. */
bool authorship_names(const reader *r, const trigger *deed); /* does another trigger say who did it? */
void authorship_link(reader *r);
dp_status authorship_tell(reader *r); /* NOMEM */

/* reported.c: what stands below another event of its sentence has no CAMEO code. After codes and manner are settled. */
void reported_settle(reader *r);

/* person.c: who is a private person by what happened to them; marks the mentions. */
void person_settle(reader *r);

/* incident.c: claims of one happening. */
void incident_join(reader *r);

/* towns.c: what is said of several towns at once is said of each. Once all claims have their manner and their incident. */
void towns_find(reader *r);

#endif
