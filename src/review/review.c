#include "review/review.h"

#include <string.h>

#include "review/model.h"
#include "review/screen.h"
#include "review/view.h"

typedef struct review {
    ledger *l;
    const review_options *o;
    review_model model;
    arena queue_memory, card_memory, choice_memory, frame_memory;
    review_card card;
    bool has_card, ended;
    review_choices choices;
    buf frame;
    dp_error *err;
} review;

/* What the coder did wrong is said on the screen; only what breaks the ledger or the terminal ends the session. */
static dp_status said(review *r, dp_status s) {
    if (s != DP_E_USAGE) return s;
    model_say(&r->model, "%.190s", r->err->message);
    *r->err = (dp_error){0};
    return DP_OK;
}

static dp_status load_card(review *r) {
    r->has_card = false;
    r->model.choices = NULL;
    arena_reset(&r->card_memory);
    if (r->model.at >= r->model.queue.n) return DP_OK;
    const char *id = r->model.queue.at[r->model.at].id;
    dp_status s = review_card_of(r->l, &r->o->who, id, &r->card_memory, &r->card, &r->has_card, r->err);
    if (s == DP_OK && !r->has_card)
        s = error_set(r->err, DP_E_LEDGER,
                      "claim %s is no longer in the ledger: was it read again meanwhile? Start the review anew", id);
    return s;
}

static dp_status follow(review *r, enum effect_kind next) {
    return next == EFFECT_SHOW ? load_card(r) : DP_OK;
}

static bool is_verdict(unsigned kind) {
    return kind == DECISION_ACCEPT || kind == DECISION_REJECT || kind == DECISION_SKIP;
}

static dp_status decide(review *r, const effect *e) {
    decision d = e->decision;
    d.claim = r->card.id;
    dp_status s = review_decide(r->l, &r->o->who, r->o->now(r->o->context), &d, r->err);
    if (s != DP_OK) return said(r, s);
    if (d.kind == DECISION_ADD) model_say(&r->model, "added: %s \"%.100s\"", d.value, d.words);
    return follow(r, model_decided(&r->model, is_verdict(d.kind) ? (enum decision_kind)d.kind : DECISION_NONE));
}

static dp_status adopt(review *r, bool second) {
    const char *coder = second ? r->o->who.second : r->o->who.first;
    dp_status s = review_adopt(r->l, &r->o->who, r->o->now(r->o->context), r->card.id, coder, r->err);
    if (s == DP_OK) s = load_card(r);
    if (s != DP_OK) return said(r, s);
    return follow(r, model_decided(&r->model, (enum decision_kind)r->card.verdict));
}

/* What stands of the claim's verdict after an undo is not what the queue remembers. */
static void recount(review *r) {
    if (!r->has_card) return;
    review_item *item = &r->model.queue.at[r->model.at];
    r->model.decided += (r->card.verdict != DECISION_NONE) - (item->verdict != DECISION_NONE);
    item->verdict = r->card.verdict;
}

static dp_status undo(review *r) {
    char id[REVIEW_ID];
    enum decision_kind kind;
    dp_status s = review_undo(r->l, &r->o->who, r->o->now(r->o->context), id, &kind, r->err);
    if (s != DP_OK) return said(r, s);
    const enum effect_kind next = model_undone(&r->model, kind, id);
    s = follow(r, next);
    if (s == DP_OK && next == EFFECT_SHOW) recount(r);
    return s;
}

static dp_status look_up(review *r, const effect *e) {
    arena_reset(&r->choice_memory);
    dp_status s = review_choices_of(r->l, &r->o->who, (enum review_choice_kind)e->choice, r->card.id, r->model.input,
                                    &r->choice_memory, &r->choices, r->err);
    model_choices(&r->model, s == DP_OK ? &r->choices : NULL);
    return said(r, s);
}

static dp_status carry_out(review *r, const effect *e, bool *on) {
    switch (e->kind) {
    case EFFECT_SHOW:
        return load_card(r);
    case EFFECT_LOOK_UP:
        return look_up(r, e);
    case EFFECT_DECIDE:
        return decide(r, e);
    case EFFECT_ADOPT:
        return adopt(r, e->second);
    case EFFECT_UNDO:
        return undo(r);
    case EFFECT_SUSPEND:
        return screen_suspend(r->err);
    case EFFECT_QUIT:
        *on = false;
        return DP_OK;
    default:
        return DP_OK;
    }
}

/* Nobody decides about what he cannot see: on a screen that holds no claim only the way out is open. */
static bool is_blind(const effect *e) {
    view v = {0};
    screen_size(&v.columns, &v.rows);
    return !view_fits(&v) && (e->kind == EFFECT_DECIDE || e->kind == EFFECT_ADOPT || e->kind == EFFECT_UNDO);
}

static dp_status draw(review *r) {
    view v = {.color = r->o->color};
    uint32_t cursor, cursor_row;
    if (screen_is_behind()) return DP_OK;
    screen_size(&v.columns, &v.rows);
    arena_reset(&r->frame_memory);
    buf_clear(&r->frame);
    dp_status s = view_draw(&v, &r->model, &r->o->who, r->has_card ? &r->card : NULL, &r->frame_memory, &r->frame, &cursor,
                            &cursor_row, r->err);
    return s == DP_OK ? screen_paint(&r->frame, cursor, cursor_row, r->err) : s;
}

static dp_status loop(review *r) {
    dp_status s = load_card(r);
    bool on = true;
    while (s == DP_OK && on && (s = draw(r)) == DP_OK) {
        uint32_t key;
        effect e;
        switch (screen_wait(&key)) {
        case SCREEN_ENDED:
            r->ended = true;
            on = false;
            break;
        case SCREEN_RESIZED:
            break;
        case SCREEN_KEY:
            model_key(&r->model, r->has_card ? &r->card : NULL, key, &e);
            if (!is_blind(&e)) s = carry_out(r, &e, &on);
        }
    }
    return s;
}

static dp_status run(review *r) {
    review_queue queue;
    dp_status s = review_queue_of(r->l, &r->o->who, &r->o->filter, r->o->order, &r->queue_memory, &queue, r->err);
    if (s == DP_OK) s = screen_open(r->err);
    if (s != DP_OK) return s;
    model_begin(&r->model, &r->o->keys, &queue, r->o->who.first != NULL);
    s = loop(r);
    screen_close();
    return s;
}

dp_status review_run(ledger *l, const review_options *o, review_summary *out, dp_error *err) {
    dp_error own = {0};
    review r = {.l = l, .o = o, .err = err ? err : &own};
    arena *const memories[] = {&r.queue_memory, &r.card_memory, &r.choice_memory, &r.frame_memory};
    for (int i = 0; i < 4; i++) arena_init(memories[i]);
    buf_init(&r.frame);
    dp_status s = run(&r);
    *out = (review_summary){r.model.queue.n, r.model.decided, r.ended};
    buf_free(&r.frame);
    for (int i = 0; i < 4; i++) arena_free(memories[i]);
    return s;
}
