/* Acts of speech and what they speak of: "agreed to release the prisoners" is one proposition, an agreement to yield. What is
 * only promised, demanded, refused or threatened did not happen: it keeps its type and has no code; the act's code tells it
 * (CAMEO codebook 1.1b3, chapters 02, 03, 10, 12 and 13). */
#include <string.h>

#include "claim/reader.h"

/* Is the word at token k, or one coordinated with it, what the trigger stands on ("agreed to talk and to trade")? */
static bool stands_on(const tree *t, const trigger *g, unsigned k) {
    unsigned top = g->args.verb != TREE_NONE ? g->args.verb : g->main;
    for (int step = 0; step < 4; step++) {
        if (top == k || g->main == k) return true;
        if (tree_token(t, top)->deprel != DEP_CONJ || t->head[top] == TREE_NONE) return false;
        top = t->head[top];
    }
    return false;
}

/* What the act holds as its content: a clause, or a noun that is its object ("demanded the release of"). */
static bool is_content(const argument *a) {
    return a->slot == SLOT_COMP || argument_fills(a, SLOT_OBJ, 0) || a->slot == SLOT_FOR || a->slot == SLOT_TO ||
           a->slot == SLOT_OF;
}

static bool speaks_of(const reader *r, const trigger *act, const trigger *deed) {
    if (!(act->frame->flags & FRAME_SPEECH) || act == deed) return false;
    for (uint8_t i = 0; i < act->args.n; i++)
        if (!act->args.at[i].nested && is_content(&act->args.at[i]) && stands_on(&r->t, deed, act->args.at[i].token)) return true;
    return false;
}

void content_link(reader *r) {
    for (uint32_t i = r->first_claim; i < r->claims.n; i++) {
        const trigger *deed = reader_trigger(r, &r->claims.at[i]);
        for (uint32_t k = r->first_claim; deed && k < r->claims.n; k++) {
            const trigger *act = k == i ? NULL : reader_trigger(r, &r->claims.at[k]);
            if (act && r->drafts.at[k].spoken_of_in != i && speaks_of(r, act, deed)) r->drafts.at[i].spoken_of_in = k;
        }
    }
}

const frame_record *content_mood(const reader *r, const char *type, bool refused) {
    for (uint32_t i = 0; i < r->rules->mood_count; i++) {
        const mood_record *m = &r->rules->moods[i];
        if ((m->refused != 0) == refused && strcmp(pack_string(r->rules->pack, m->type), type) == 0)
            return &r->rules->frames[m->frame];
    }
    return NULL;
}

/* The column of [contents] that a general code of speech asks for; CONTENT_ACTS where the code is none, or says more already. */
static unsigned act_of(const char *cameo) {
    static const char *const general[CONTENT_ACTS] = {"020", "030", "100", "120", "130", "112"};
    unsigned act = 0;
    while (act < CONTENT_ACTS && (!cameo || strcmp(cameo, general[act]) != 0)) act++;
    return act;
}

static const char *code_of_act(const reader *r, unsigned act, const char *deed) {
    const char *found = NULL;
    size_t longest = 0;
    for (uint32_t i = 0; i < r->rules->content_count; i++) {
        const content_record *c = &r->rules->contents[i];
        const char *begins = pack_string(r->rules->pack, c->deed);
        const size_t n = strlen(begins);
        if (n <= longest || strncmp(begins, deed, n) != 0) continue;
        longest = n;
        found = c->code[act] ? pack_string(r->rules->pack, c->code[act]) : NULL;
    }
    return found;
}

const char *content_code(const reader *r, const char *type, const char *deed) {
    static const struct {
        const char *type;
        unsigned act;
    } of[] = {{"AGREE", CONTENT_PROMISE}, {"REJECT", CONTENT_REFUSAL}, {"THREATEN", CONTENT_THREAT}};
    for (size_t i = 0; deed && i < sizeof of / sizeof *of; i++)
        if (strcmp(of[i].type, type) == 0) return code_of_act(r, of[i].act, deed);
    return NULL;
}

/* "vowed to strike back", "plans to close the border": what is meant as a threat is one. */
static bool is_threat(const reader *r, const claim *act, const claim *deed) {
    const frame_record *f = strcmp(act->type, "AGREE") == 0 ? content_mood(r, deed->type, false) : NULL;
    return f && strcmp(pack_string(r->rules->pack, f->type), "THREATEN") == 0;
}

void content_code_act(reader *r, claim *act, const claim *deed) {
    static const char stop_fighting[] = "087";
    if (!deed->cameo) return;
    const bool violent = deed->cameo[0] > '1' || (deed->cameo[0] == '1' && deed->cameo[1] >= '4');
    const bool not_to = deed->polarity == POLARITY_NEGATED && strcmp(act->type, "REJECT") != 0;
    if (violent && !not_to && is_threat(r, act, deed)) {
        act->type = "THREATEN";
        act->cameo = "130";
    }
    const unsigned kind = act_of(act->cameo);
    if (kind == CONTENT_ACTS || (not_to && !violent)) return;
    const char *code = code_of_act(r, kind, not_to ? stop_fighting : deed->cameo);
    if (code) act->cameo = code;
}

static bool any_known(const reader *r, const claim *c) {
    for (uint8_t i = 0; i < c->recipient_count; i++) {
        const actor_mention *a = &r->actors.at[c->recipients[i]];
        if (a->code && (a->country[0] || a->kind == ACTOR_KNOWN)) return true;
    }
    return false;
}

/* "agreed to lift the ban on imports from Chad": whom the deed concerns, the act concerns. Of whom something is demanded, the act
 * itself names ("urged them to"). */
static void lend_recipients(const reader *r, claim *act, const claim *deed) {
    if (act->reciprocal || act->actor_count > 1 || any_known(r, act) || !deed->recipient_count ||
        (strcmp(act->type, "AGREE") != 0 && strcmp(act->type, "THREATEN") != 0))
        return;
    if (act->recipient_count && !any_known(r, deed)) return;
    uint8_t n = 0;
    for (uint8_t i = 0; i < deed->recipient_count; i++) {
        bool own = false;
        for (uint8_t k = 0; k < act->actor_count; k++) own |= act->actors[k] == deed->recipients[i];
        if (!own) act->recipients[n++] = deed->recipients[i];
    }
    act->recipient_count = n;
}

void content_settle(reader *r) {
    for (uint32_t i = 0; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        const uint32_t act = r->drafts.at[i].spoken_of_in;
        if (act == INDEX_NONE) {
            demand_settle(r, c);
            continue;
        }
        content_code_act(r, &r->claims.at[act], c);
        lend_recipients(r, &r->claims.at[act], c);
    }
    for (uint32_t i = 0; i < r->claims.n; i++) { /* "blamed the rebels for the bombing": accused of aggression */
        const uint32_t act = r->drafts.at[i].named_in;
        if (act < r->claims.n && act_of(r->claims.at[act].cameo) == CONTENT_ACCUSATION)
            content_code_act(r, &r->claims.at[act], &r->claims.at[i]);
    }
    for (uint32_t i = 0; i < r->claims.n; i++)
        if (r->drafts.at[i].spoken_of_in != INDEX_NONE) r->claims.at[i].cameo = r->claims.at[i].acled = NULL;
}
