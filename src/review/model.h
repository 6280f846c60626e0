/* The state of a review and what a key does to it. Pure: no ledger, no terminal, no clock.
 *
 *   key ──▶ model_key ──▶ the model, changed, and one effect       (review.c carries the effect out and tells the model how it
 * went)
 *
 *   CARD ── place, type, who, date, same as … ──▶ PROMPT ── Enter, Escape ──▶ CARD
 *     └─ a verdict ──▶ the next open claim, or ALL_DONE behind the last
 *
 * Verdicts (accept, reject, skip) go on to the next claim; corrections stay, so that a claim can get several of them. */
#ifndef DP_REVIEW_MODEL_H
#define DP_REVIEW_MODEL_H

#include "ledger/review.h"
#include "review/keys.h"

enum review_mode { REVIEW_CARD, REVIEW_PROMPT, REVIEW_ALL_DONE };
enum review_prompt {
    PROMPT_DAY,
    PROMPT_PLACE,
    PROMPT_TYPE,
    PROMPT_ACTOR,
    PROMPT_SAME,
    PROMPT_CONTRADICTS,
    PROMPT_COPY,
    PROMPT_APART,
    PROMPT_COMMENT,
    PROMPT_ADD_WORDS,
    PROMPT_ADD_TYPE
};

typedef struct review_model {
    key_map keys;
    review_queue queue; /* borrowed; its verdicts are kept up to date here */
    uint32_t at;        /* the claim that is shown; queue.n with ALL_DONE */
    uint32_t decided;   /* claims of the queue with a verdict */
    bool adjudicates;
    bool pasting; /* between KEY_PASTE_BEGIN and KEY_PASTE_END */
    uint8_t mode, prompt;
    char input[REVIEW_TEXT_MAX + 1]; /* what is being typed */
    size_t input_bytes;
    char words[REVIEW_TEXT_MAX + 1]; /* of a missed claim, while its type is asked for */
    const review_choices *choices;   /* for the prompt; borrowed, NULL where there are none */
    uint32_t chosen;                 /* among the choices */
    int32_t scroll;                  /* lines that the paragraph is scrolled by, from where the trigger is in its middle */
    char message[200];               /* one line, "" for none */
} review_model;

enum effect_kind {
    EFFECT_NONE,
    EFFECT_SHOW,    /* another claim is to be shown: load its card */
    EFFECT_LOOK_UP, /* choices for the prompt and the input */
    EFFECT_DECIDE,  /* `decision`, but for its claim, is to be written */
    EFFECT_ADOPT,   /* the first (or second) coder's decision is to be taken over */
    EFFECT_UNDO,
    EFFECT_REDRAW,
    EFFECT_SUSPEND,
    EFFECT_QUIT
};
typedef struct effect {
    uint8_t kind;
    uint8_t choice;    /* LOOK_UP: enum review_choice_kind */
    bool second;       /* ADOPT */
    decision decision; /* its texts live in the model, the card or the choices until the next key */
    char days[40];     /* room for a value that is made here */
} effect;

void model_begin(review_model *m, const key_map *keys, const review_queue *queue, bool adjudicates);

/* What a key does. `card`: of the claim that is shown; NULL with ALL_DONE. */
void model_key(review_model *m, const review_card *card, uint32_t key, effect *out);

/* How an effect went. `verdict`: what was decided of the shown claim, DECISION_NONE where it was no verdict. Gives the next
 * effect. */
enum effect_kind model_decided(review_model *m, enum decision_kind verdict);
enum effect_kind model_undone(review_model *m, enum decision_kind kind, const char *claim);
void model_choices(review_model *m, const review_choices *choices);
void model_say(review_model *m, const char *fmt, ...) DP_PRINTF(2, 3);

/* "place", as the prompt asks for it. */
const char *prompt_label(enum review_prompt p);
/* Does the prompt offer choices, and which? */
bool prompt_choice(enum review_prompt p, enum review_choice_kind *kind);

#endif
