/* Reading the claims of a dispatch, sentence by sentence; the header tells the way. */
#include <stdlib.h>
#include <string.h>

#include "claim/colour.h"
#include "claim/cues.h"
#include "claim/dateline.h"
#include "claim/party.h"
#include "claim/reader.h"
#include "claim/retort.h"
#include "core/error.h"

/* "161 dead, against 110 announced on Thursday": a participle of saying whose words are no attribution has a day of its own all
 * the same. */
static void mark_told_participles(reader *r) {
    const cue_table *cues = cue_table_of(r->rules->attribution, r->x);
    for (uint32_t t = 0; cues && t < r->x->token_count; t++) {
        const token *k = &r->x->tokens[t];
        uint32_t end;
        if (FEAT_GET(k->feats, VERBFORM) != VERBFORM_PART || (k->deprel != DEP_AMOD && k->deprel != DEP_ACL)) continue;
        const cue_entry *e = cue_match(cues, r->x, t, CUE_VERB, 0, &end);
        if (e && (e->says & SAYS_THAT) && (e->says & SAYS_OBJ)) r->is_cue[t] = 1;
    }
}

static dp_status reader_start(reader *r, dp_error *err) {
    uint32_t n = r->x->token_count;
    r->role_actor = arena_array(r->a, n ? n : 1, sizeof *r->role_actor);
    if (!r->role_actor) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) r->role_actor[i] = INDEX_NONE;
    for (uint32_t i = 0; i < r->m->actor_count; i++)
        if (!vec_push(r->a, &r->actors, r->m->actors[i])) return error_nomem(err);
    for (uint32_t i = 0; i < r->m->place_count; i++)
        if (!vec_push(r->a, &r->places, r->m->places[i])) return error_nomem(err);
    r->is_cue = arena_array(r->a, n ? n : 1, sizeof *r->is_cue);
    if (!r->is_cue) return error_nomem(err);
    memset(r->is_cue, 0, n);
    for (uint32_t i = 0; i < r->out->attribution_count; i++)
        if (r->out->attributions[i].cue_token < n) r->is_cue[r->out->attributions[i].cue_token] = 1;
    mark_told_participles(r);
    r->body_first = dateline_end(r->x, r->m);
    r->t.x = r->x;
    r->t.m = r->m;
    r->t.lex = r->lex;
    r->t.actor_count = r->m->actor_count;
    r->last_subject = INDEX_NONE;
    return DP_OK;
}

/* "died in an ambush", "killed by the blast": another event of the sentence rests on it. */
static bool frames_another(const reader *r, const trigger *g) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const arguments *args = &r->triggers[i].args;
        for (uint8_t k = 0; k < args->n; k++) {
            uint8_t slot = args->at[k].slot;
            bool around = slot == SLOT_AT || slot == SLOT_DURING || slot == SLOT_BY || slot == SLOT_SUBJ;
            if (around && args->at[k].token == g->main && r->triggers[i].frame->casualty) return true;
        }
    }
    return false;
}

/* "deplored attacks on journalists", "the fight against kidnapping": a kind of deed that the sentence only mentions. What it is
 * about
 * ("Clashes were reported in Bria"), and what came of it ("killed by rockets"), is told. */
static bool is_only_mentioned(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    const unsigned head = t->head[k];
    if (head == TREE_NONE || w->deprel == DEP_NSUBJ || w->deprel == DEP_NSUBJ_PASS || w->deprel == DEP_PARATAXIS) return false;
    const bool means = tree_is_verb(t, head) && w->deprel == DEP_OBL;
    return !means && FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR;
}

/* "The right to strike", "leaders of the protest": what another noun is of need not have happened. A day, a wave or the middle of
 * protests is no such noun. */
static bool belongs_to_noun(const tree *t, unsigned k) {
    const uint8_t rel = tree_token(t, k)->deprel;
    const unsigned noun = t->head[k];
    uint8_t slot;
    if (rel == DEP_COMPOUND) return true;
    if (rel != DEP_NMOD || noun == TREE_NONE) return false;
    const bool frame = t->word[noun] && (t->word[noun]->traits & (TRAIT_TRANSPARENT | TRAIT_PREP_NOUN));
    if (frame || (t->classes[noun] & CLASS_BIT(CLASS_TIME))) return false;
    tree_case(t, k, &slot);
    return slot == SLOT_OF || slot == SLOT_NONE;
}

/* "The Movement for the Liberation of Congo": a part of the name of a body, which the noun above it begins. */
static bool belongs_to_name(const tree *t, unsigned k) {
    const unsigned noun = t->head[k];
    if (tree_token(t, k)->deprel != DEP_NMOD || noun == TREE_NONE || noun > k || tree_is_verb(t, noun)) return false;
    return tree_token(t, noun)->upos == UPOS_PROPN && !(t->classes[noun] & CLASS_BIT(CLASS_PLACE));
}

/* "It is not clear who controls the town", "reports about who controls it": a question says of nobody that he does. */
static bool asks_who(const tree *t, unsigned k) {
    const unsigned subject = tree_child(t, k, DEP_NSUBJ), rel = tree_token(t, k)->deprel;
    if (subject == TREE_NONE || tree_token(t, subject)->upos != UPOS_PRON) return false;
    const unsigned type = FEAT_GET(tree_token(t, subject)->feats, PRONTYPE), mark = tree_child(t, k, DEP_MARK);
    if (type != PRONTYPE_INT && type != PRONTYPE_REL) return false;
    return rel == DEP_CCOMP || rel == DEP_CSUBJ || (mark != TREE_NONE && mark < subject);
}

/* A noun without any part of an event is a word about a thing, not a claim that it happened. */
static bool asserts(const reader *r, const trigger *g, const claim *c, const draft *d) {
    if (g->frame->flags & FRAME_COUNT) {
        bool counted = c->casualty_count ? c->casualties[0].best != QUANTITY_NONE : g->args.counted;
        return counted || c->recipient_count || tree_is_verb(&r->t, g->main);
    }
    if (c->control && asks_who(&r->t, g->main)) return false;
    if (tree_is_verb(&r->t, g->main)) return true;
    if (c->control && belongs_to_name(&r->t, g->main)) return false;
    if (((g->frame->flags & FRAME_BARE) && !belongs_to_noun(&r->t, g->main)) || c->control) return true;
    if (frames_another(r, g) || authorship_names(r, g)) return true;
    bool own_place = false;
    for (uint8_t i = 0; i < g->args.n; i++)
        own_place |= (g->args.at[i].classes & CLASS_BIT(CLASS_PLACE)) || tree_place(&r->t, g->args.at[i].token) != INDEX_NONE;
    if (d->kind_of_deed && !c->actor_count && !g->args.supported && is_only_mentioned(&r->t, g->main)) return false;
    return c->actor_count || c->recipient_count || own_place || g->args.supported;
}

static void fill_frame(const reader *r, const trigger *g, claim *c) {
    const pack *p = r->rules->pack;
    const frame_record *f = g->frame;
    c->frame = pack_string(p, f->name);
    c->type = pack_string(p, f->type);
    for (int i = 0; i < 4 && f->contexts[i]; i++) c->contexts[c->context_count++] = pack_string(p, f->contexts[i]);
    c->rule = g->entry->rule;
    c->trigger = g->at;
    c->trigger_token = r->t.first + g->main;
    c->place = c->time = INDEX_NONE;
    c->control_place = c->control_holder = c->control_from = INDEX_NONE;
}

static void read_trigger(reader *r, const trigger *g) {
    claim c = {0};
    draft d = draft_at(r->t.sentence, r->t.first + g->main);
    d.participle = r->lex->cases && g->args.passive && tree_is_verb(&r->t, g->main);
    fill_frame(r, g, &c);
    role_fill(r, g, &c, &d);
    detail_fill(r, g, &c, &d);
    party_settle_peoples(r, &c);
    specific_fill(r, g, &c, &d);
    if (d.noun && g->args.supported && g->args.verb == r->t.head[g->main]) d.support = r->t.first + g->args.verb;
    if (!asserts(r, g, &c, &d)) return;
    if (!vec_push(r->a, &r->claims, c) || !vec_push(r->a, &r->drafts, d)) r->nomem = true;
}

const trigger *reader_trigger(const reader *r, const claim *c) {
    for (unsigned i = 0; i < r->trigger_count; i++)
        if (r->t.first + r->triggers[i].main == c->trigger_token && r->triggers[i].at.start == c->trigger.start)
            return &r->triggers[i];
    return NULL;
}

claim *reader_claim(const reader *r, const trigger *g) {
    for (uint32_t k = r->claims.n; k-- > r->first_claim;)
        if (r->claims.at[k].trigger_token == r->t.first + g->main) return &r->claims.at[k];
    return NULL;
}

/* "foiled an attack", "called off the strike": what the verb undoes did not happen. */
static bool undone(const reader *r, const trigger *g) {
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *o = &r->triggers[i];
        if (!(o->frame->flags & FRAME_UNDOES)) continue;
        for (uint8_t k = 0; k < o->args.n; k++)
            if (o->args.at[k].token == g->main && argument_fills(&o->args.at[k], SLOT_OBJ, 0)) return true;
    }
    return false;
}

/* The place whose control was told last, in this sentence's neighbourhood. */
static uint32_t place_told(const reader *r, uint32_t s) {
    enum { SENTENCES_BACK = 2 };
    for (uint32_t i = r->claims.n; i > 0 && s - r->drafts.at[i - 1].sentence <= SENTENCES_BACK; i--)
        if (r->claims.at[i - 1].control_place < r->m->place_count) return r->claims.at[i - 1].control_place;
    return INDEX_NONE;
}

static void read_sentence(reader *r, uint32_t s) {
    if (!tree_words(&r->t, s)) return;
    r->t.told_place = place_told(r, s);
    tree_arrange(&r->t);
    r->trigger_count = trigger_find(r->rules, &r->t, r->triggers);
    r->first_claim = r->claims.n;
    for (unsigned i = 0; i < r->trigger_count && !r->nomem; i++)
        if (!undone(r, &r->triggers[i])) read_trigger(r, &r->triggers[i]);
    if (r->nomem) return;
    purpose_join(r); /* drops claims, and so goes before what points from one to another */
    harm_inherit(r);
    content_link(r);
    authorship_link(r);
    for (uint32_t i = r->first_claim; i < r->claims.n; i++) {
        const trigger *g = reader_trigger(r, &r->claims.at[i]);
        if (!g) continue;
        detail_codes(r, g->frame, &r->claims.at[i], &r->drafts.at[i]);
        purpose_code(r, &r->claims.at[i], &r->drafts.at[i]);
    }
    harm_codes(r);
    demand_find(r);
}

/* "will release" is a promise, "will not release" a refusal: the codes of what is said, not of what is done. */
static void apply_mood(reader *r, claim *c, const draft *d) {
    if (c->tense != CLAIM_FUTURE || !c->actor_count || d->spoken_of_in != INDEX_NONE) return;
    const bool refused = c->polarity == POLARITY_NEGATED;
    const frame_record *f = content_mood(r, c->type, refused);
    if (!f) return;
    const char *deed = c->cameo;
    c->type = pack_string(r->rules->pack, f->type);
    detail_codes(r, f, c, d);
    const char *finer = content_code(r, c->type, deed);
    if (finer) c->cameo = finer;
    if (refused) c->polarity = POLARITY_AFFIRMED;
}

/* A dispatch tells what is new. What it dates to months before, or spreads over months ("in the last three years 900 were
 * killed"), is told of old, but for who holds which ground since. */
static bool is_of_old(const reader *r, const claim *c) {
    enum { NEWS_DAYS = 120 };
    const dispatch_date *date = &r->m->date;
    if (c->tense != CLAIM_PAST || c->control || c->time == INDEX_NONE || c->days.last == DAY_NONE) return false;
    const bool spread = c->days.first != DAY_NONE && c->days.last - c->days.first > NEWS_DAYS;
    return spread || (date->candidate_count && c->days.last < date->candidates[0] - NEWS_DAYS);
}

static bool has_future_auxiliary(const reader *r, uint32_t verb) {
    const sentence *s = &r->x->sentences[r->x->tokens[verb].sentence];
    for (uint32_t k = s->first_token; k < s->end_token; k++) {
        const token *w = &r->x->tokens[k];
        if (w->head == verb && w->upos == UPOS_AUX && FEAT_GET(w->feats, TENSE) == TENSE_FUT) return true;
    }
    return false;
}

/* The word that negation, time and modals stand beside: of a copula its predicate ("was not involved"), else the word itself. */
static uint32_t predicate_of(const text *x, uint32_t trigger) {
    const token *w = &x->tokens[trigger];
    const bool has = w->deprel == DEP_COP && w->head < x->token_count && x->tokens[w->head].sentence == w->sentence;
    return has ? w->head : trigger;
}

/* "Still hold the town", "remain in control", "continue to hold it", "ما زالوا يسيطرون": a word of the predicate or beside it, or
 * the verb that governs it. */
static bool says_still(const cue_table *cues, const text *x, uint32_t predicate) {
    enum { BEFORE = 3, BEHIND = 2 };
    const sentence *s = &x->sentences[x->tokens[predicate].sentence];
    uint32_t end, first = predicate, last = predicate;
    while (first > s->first_token && predicate - first < BEFORE && x->tokens[first - 1].upos != UPOS_PUNCT) first--;
    while (last + 1 < s->end_token && last - predicate < BEHIND && x->tokens[last + 1].upos != UPOS_PUNCT) last++;
    for (uint32_t k = first; k <= last; k++)
        if (cue_match(cues, x, k, CUE_STILL, 0, &end)) return true;
    const uint32_t head = x->tokens[predicate].head;
    return x->tokens[predicate].deprel == DEP_XCOMP && head != TOKEN_NONE && cue_match(cues, x, head, CUE_STILL, 0, &end) != NULL;
}

/* "Residents said the rebels remained in control", "still held the town": in somebody's words, and without a day, the past tense
 * of what lasts is that of the telling. "Had held" is another thing. */
static bool held_when_told(const reader *r, const claim *c, uint32_t predicate) {
    if (!c->still || c->control != CONTROL_HELD || c->tense != CLAIM_PAST || c->time != INDEX_NONE || !c->claimant_count ||
        c->quoted)
        return false;
    if (c->polarity != POLARITY_AFFIRMED || strcmp(c->type, "STATE") != 0) return false;
    const sentence *s = &r->x->sentences[r->x->tokens[predicate].sentence];
    bool finite = FEAT_GET(r->x->tokens[predicate].feats, VERBFORM) == VERBFORM_FIN;
    for (uint32_t k = s->first_token; k < s->end_token; k++) {
        const token *w = &r->x->tokens[k];
        if (w->head != predicate) continue;
        if (w->deprel == DEP_AUX) return false;
        finite |= w->deprel == DEP_COP && FEAT_GET(w->feats, VERBFORM) == VERBFORM_FIN;
    }
    return finite;
}

/* "There were no casualties": nobody was killed, and nobody hurt. */
static void say_nobody(claim *c) {
    static const uint8_t roles[] = {CASUALTY_KILLED, CASUALTY_INJURED};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        c->casualties[c->casualty_count++] = (casualty){.role = roles[i],
                                                        .low = QUANTITY_NONE,
                                                        .best = QUANTITY_NONE,
                                                        .high = QUANTITY_NONE,
                                                        .at = c->trigger,
                                                        .rule = c->rule};
}

/* "The Red Cross lists 96 dead", "the staff puts its own dead at 90": the telling goes on, they died before it. */
static bool died_before_told(const reader *r, const claim *c) {
    const casualty *x = &c->casualties[0];
    const bool harmed = c->casualty_count && (x->role == CASUALTY_KILLED || x->role == CASUALTY_INJURED);
    if (!harmed || x->low == QUANTITY_NONE || c->tense != CLAIM_ONGOING || !c->claimant_count) return false;
    return r->x->tokens[c->trigger_token].upos != UPOS_VERB;
}

/* How it is said and by whom, once the attributions of the dispatch are there. */
static dp_status read_manner(reader *r, dp_error *err) {
    const cue_table *cues = cue_table_of(r->rules->attribution, r->x);
    clause_view view;
    uint32_t open = INDEX_NONE; /* the sentence of the view: claims stand in the order of the text, many in one sentence */
    for (uint32_t i = 0; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        const uint32_t sentence = r->x->tokens[c->trigger_token].sentence;
        if (cues && sentence != open) clause_open(&view, r->x, open = sentence);
        const bool known = r->drafts.at[i].known && strcmp(c->type, "ASSAULT") == 0;
        const uint32_t predicate = predicate_of(r->x, c->trigger_token);
        const uint32_t support = predicate == c->trigger_token ? r->drafts.at[i].support : TOKEN_NONE;
        const manner m = !cues   ? manner_of(r->rules->attribution, r->x, r->out, predicate)
                         : known ? manner_of_known(cues, &view, r->out, predicate)
                                 : manner_supported(cues, &view, r->out, predicate, support);
        c->polarity = m.polarity;
        c->certainty = m.certainty;
        c->tense = m.tense;
        c->quoted = m.quoted;
        c->still = cues && says_still(cues, r->x, predicate);
        if (r->drafts.at[i].participle && m.tense == CLAIM_FUTURE && !has_future_auxiliary(r, c->trigger_token))
            c->tense = CLAIM_PAST; /* "в городе убит политик", the short participle taken for a finite verb */
        if (is_of_old(r, c) || (r->drafts.at[i].over_years && c->tense == CLAIM_PAST)) c->tense = CLAIM_HISTORICAL;
        if (!r->drafts.at[i].coded) apply_mood(r, c, &r->drafts.at[i]);
        if (r->drafts.at[i].settled) c->polarity = POLARITY_AFFIRMED;
        if (c->casualty_count == 1 && c->casualties[0].high == 0 && c->casualties[0].best == 0)
            c->polarity = POLARITY_NEGATED; /* "not a single soldier was killed" */
        if (r->drafts.at[i].harm && c->polarity == POLARITY_NEGATED && !c->casualty_count && !c->recipient_count) say_nobody(c);
        dp_status s = claimants_of(r->out, c->trigger_token, r->a, &c->claimants, &c->claimant_count);
        if (s != DP_OK) return error_nomem(err);
        if (died_before_told(r, c)) c->tense = CLAIM_PAST;
        if (held_when_told(r, c, predicate)) c->tense = CLAIM_ONGOING;
        const distance_mark *all = r->out->distance;
        for (uint32_t k = 0; k < r->out->distance_count; k++) {
            if (!span_overlaps(all[k].at, c->at)) continue;
            if (!c->distance_count) c->distance = &all[k];
            if (c->distance + c->distance_count == &all[k]) c->distance_count++;
        }
    }
    return authorship_tell(r) == DP_OK ? DP_OK : error_nomem(err);
}

static bool names_known_party(const reader *r, const claim *c) {
    for (uint8_t i = 0; i < c->actor_count; i++)
        if (r->m->actors[c->actors[i]].code) return true;
    for (uint8_t i = 0; i < c->recipient_count; i++)
        if (r->m->actors[c->recipients[i]].code) return true;
    return false;
}

static bool is_only_supposed(const reader *r, const claim *c, const draft *d) {
    if (c->actor_count || c->control || d->deed != INDEX_NONE) return false;
    if (strcmp(c->type, "ASSAULT") != 0 && strcmp(c->type, "PROTEST") != 0) return false;
    const bool outcome = d->support != TOKEN_NONE && r->x->tokens[c->trigger_token].deprel == DEP_OBL; /* "will lead to deaths" */
    const bool nowhere = c->place == INDEX_NONE && c->time == INDEX_NONE;
    return c->tense == CLAIM_HYPOTHETICAL || (c->tense == CLAIM_FUTURE && outcome && nowhere);
}

/* A kind of violence that names no place, not both its sides and nobody known ("massacres", "many are kidnapped") is no event
 * that a claim could be about; verbs that tell of what is done with are. Nor is one that is only supposed, of which nobody is
 * said to do it ("if the town came under attack"). Nothing points from one claim to another any more when this is done. */
static void drop_kinds_of_deed(reader *r) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        c->generic = specific_is_generic(c, &r->drafts.at[i]);
        if (is_only_supposed(r, c, &r->drafts.at[i])) continue;
        const bool idle = (r->drafts.at[i].noun || c->tense == CLAIM_ONGOING) && strcmp(c->type, "ASSAULT") == 0;
        const bool both = c->actor_count && c->recipient_count;
        if (c->generic && idle && !both && c->place == INDEX_NONE && !c->control && !names_known_party(r, c)) continue;
        r->drafts.at[kept] = r->drafts.at[i];
        r->claims.at[kept++] = *c;
    }
    r->claims.n = r->drafts.n = kept;
}

/* ---- mentions in the order of the text, all links with them */

typedef struct order {
    span at;
    uint32_t index;
} order;

static int by_place_in_text(const void *pa, const void *pb) {
    const order *a = pa, *b = pb;
    if (a->at.start != b->at.start) return a->at.start < b->at.start ? -1 : 1;
    if (a->at.end != b->at.end) return a->at.end > b->at.end ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Sorts `list` and gives where each went; NULL when memory is out. */
static uint32_t *sort_order(arena *a, order *list, uint32_t n) {
    uint32_t *to = arena_array(a, n ? n : 1, sizeof *to);
    if (!to) return NULL;
    if (n) qsort(list, n, sizeof *list, by_place_in_text);
    for (uint32_t i = 0; i < n; i++) to[list[i].index] = i;
    return to;
}

static void relink(uint32_t *link, const uint32_t *to, uint32_t n) {
    if (*link < n) *link = to[*link];
}

static dp_status sort_actors(reader *r, dp_error *err) {
    uint32_t n = r->actors.n;
    order *list = arena_array(r->a, n ? n : 1, sizeof *list);
    actor_mention *sorted = arena_array(r->a, n ? n : 1, sizeof *sorted);
    if (!list || !sorted) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) list[i] = (order){r->actors.at[i].at.at, i};
    const uint32_t *to = sort_order(r->a, list, n);
    if (!to) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = r->actors.at[list[i].index];
        relink(&sorted[i].coref, to, n);
    }
    for (uint32_t i = 0; i < r->claims.n; i++) {
        claim *c = &r->claims.at[i];
        for (uint8_t k = 0; k < c->actor_count; k++) relink(&c->actors[k], to, n);
        for (uint8_t k = 0; k < c->recipient_count; k++) relink(&c->recipients[k], to, n);
        relink(&c->control_holder, to, n);
        relink(&c->control_from, to, n);
    }
    for (uint32_t i = 0; i < r->out->attribution_count; i++) relink(&r->out->attributions[i].who.actor, to, n);
    r->m->actors = sorted;
    r->m->actor_count = n;
    return DP_OK;
}

static dp_status sort_places(reader *r, dp_error *err) {
    uint32_t n = r->places.n;
    order *list = arena_array(r->a, n ? n : 1, sizeof *list);
    place_mention *sorted = arena_array(r->a, n ? n : 1, sizeof *sorted);
    if (!list || !sorted) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) list[i] = (order){r->places.at[i].at.at, i};
    const uint32_t *to = sort_order(r->a, list, n);
    if (!to) return error_nomem(err);
    for (uint32_t i = 0; i < n; i++) {
        sorted[i] = r->places.at[list[i].index];
        relink(&sorted[i].coref, to, n);
        if (sorted[i].flags & PLACE_NEAR) relink(&sorted[i].near, to, n);
    }
    for (uint32_t i = 0; i < r->claims.n; i++) {
        relink(&r->claims.at[i].place, to, n);
        relink(&r->claims.at[i].control_place, to, n);
    }
    for (uint32_t i = 0; i < r->m->check_count; i++) relink(&r->m->checks[i].place, to, n);
    r->m->places = sorted;
    r->m->place_count = n;
    return DP_OK;
}

dp_status claim_find(const claim_rules *rules, const text *x, mentions *m, arena *a, claims *out, dp_error *err) {
    return claim_find_coded(rules, NULL, x, m, a, out, err);
}

dp_status claim_find_coded(const claim_rules *rules, const claim_coder *coder, const text *x, mentions *m, arena *a, claims *out,
                           dp_error *err) {
    *out = (claims){0};
    dp_status s = attribution_find(rules->attribution, x, m, a, out, err);
    if (s != DP_OK) return s;
    const event_lexicon *lex = lexicon_of(rules, x->lang);
    if (!lex && !coder) return DP_OK;
    reader *r = arena_alloc(a, sizeof *r);
    if (!r) return error_nomem(err);
    r->rules = rules;
    r->lex = lex;
    r->x = x;
    r->m = m;
    r->a = a;
    r->out = out;
    s = reader_start(r, err);
    if (s == DP_OK && coder) s = coded_read(r, coder, err);
    if (s != DP_OK) return s;
    for (uint32_t i = 0; !coder && i < x->sentence_count && !r->nomem; i++) read_sentence(r, i);
    if (!r->nomem) s = sort_actors(r, err);
    if (!r->nomem && s == DP_OK) s = sort_places(r, err);
    if (!r->nomem && s == DP_OK) s = read_manner(r, err);
    if (!r->nomem && s == DP_OK) party_own(r);
    if (!r->nomem && s == DP_OK && !coder) content_settle(r);
    if (!r->nomem && s == DP_OK && !coder) reported_settle(r);
    if (!r->nomem && s == DP_OK) drop_kinds_of_deed(r);
    if (!r->nomem && s == DP_OK) incident_join(r);
    if (!r->nomem && s == DP_OK && !coder) towns_find(r);
    if (!r->nomem && s == DP_OK && !coder) retorts_find(r);
    if (!r->nomem && s == DP_OK) person_settle(r);
    if (r->nomem) return error_nomem(err);
    out->at = r->claims.at;
    out->n = r->claims.n;
    return s;
}
