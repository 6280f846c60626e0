/* Tolls whose number stands apart from those whom it counts: "the number of soldiers killed rose to 16", "le nombre de morts est
 * passé à 42", "число погибших достигло 40", "عدد القتلى بلغ 42". The words that count are data ([tallies]); the number is the
 * first one behind them that their verb leads to, or, before them, the one that it leads to first ("raised to 16 the number of").
 */
#include "claim/cues.h"
#include "claim/reader.h"

#define TALLY_BACK_MAX   9u  /* words from a counting word to the word of harm */
#define NUMBER_REACH_MAX 28u /* words from a counting word to its number */

bool toll_is_tally(const reader *r, unsigned k) {
    const cue_table *cues = cue_table_of(r->rules->attribution, r->x);
    uint32_t end;
    return cues && cue_match(cues, r->x, r->t.first + k, CUE_TALLY, 0, &end) != NULL;
}

static bool ends_phrase(const tree *t, unsigned k) {
    return tree_token(t, k)->upos == UPOS_PUNCT || FEAT_GET(tree_token(t, k)->feats, VERBFORM) == VERBFORM_FIN;
}

/* One of its own words, or one before it in its phrase ("the number of civilians killed"). */
unsigned toll_tally(const reader *r, const trigger *g) {
    const tree *t = &r->t;
    if (!g->frame->casualty) return TREE_NONE;
    for (unsigned i = 0; i < g->count; i++)
        if (toll_is_tally(r, g->phrase[i])) return g->phrase[i];
    for (unsigned step = 1; step <= TALLY_BACK_MAX && step <= g->main; step++) {
        const unsigned k = g->main - step;
        if (ends_phrase(t, k) && t->head[k] != g->main) return TREE_NONE; /* but "people who had fled" */
        if (toll_is_tally(r, k)) return k;
    }
    return TREE_NONE;
}

/* Does it count people, or nothing that is named? */
static bool counts_people(const reader *r, const quantity_mention *q) {
    if (q->kind != QUANTITY_CARDINAL) return false;
    const tree *t = &r->t;
    if (q->unit_token == TOKEN_NONE || q->unit_token < t->first || q->unit_token >= t->first + t->n) return true;
    const unsigned unit = q->unit_token - t->first;
    if (tree_token(t, unit)->upos == UPOS_VERB) return true; /* "ist auf 42 gestiegen" */
    const uint64_t somebody = CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE);
    return (t->classes[unit] & somebody) || (t->word[unit] && t->word[unit]->entry_count) || toll_is_tally(r, unit);
}

/* The verb that a counting word hangs on; TREE_NONE. */
static unsigned verb_of(const tree *t, unsigned tally) {
    for (unsigned v = t->head[tally], step = 0; v != TREE_NONE && step < 8; v = t->head[v], step++)
        if (tree_is_verb(t, v)) return v;
    return TREE_NONE;
}

/* "Gave a new figure for its dead: 23", "a higher figure for its dead in Gao, 23, and …": between marks, and nothing else. */
static bool stands_behind_mark(const reader *r, unsigned tally, const quantity_mention *q) {
    const tree *t = &r->t;
    const unsigned first = q->at.first_token - t->first, end = q->at.end_token - t->first;
    if (first == 0 || first < tally || tree_token(t, first - 1)->upos != UPOS_PUNCT || !toll_is_tally(r, tally)) return false;
    for (unsigned k = tally; k + 1 < first; k++)
        if (tree_token(t, k)->upos == UPOS_PUNCT || tree_token(t, k)->upos == UPOS_VERB) return false;
    return end >= t->n || tree_token(t, end)->upos == UPOS_PUNCT;
}

/* Where a verb leads to: "to 16", "at 16", "до 16", "reached 16", "بلغ عدد القتلى 16"; not "from 10 to". */
static bool is_led_to(const reader *r, const trigger *g, unsigned tally, const quantity_mention *q) {
    const tree *t = &r->t;
    const unsigned first = q->at.first_token - t->first;
    const bool own = tree_token(t, first)->upos == UPOS_ADP && t->word[first];
    if (tree_is_verb(t, first)) return true; /* "превысило 70", the verb a word for more than */
    if (stands_behind_mark(r, tally, q)) return true;
    unsigned before = first;
    while (before > 0 && tree_token(t, before - 1)->upos == UPOS_ADV) before--;
    if (before == 0 && !own) return false;
    const unsigned k = own ? first : before - 1;
    if (tree_is_verb(t, k) || tree_token(t, k)->upos == UPOS_AUX || tree_token(t, k)->upos == UPOS_VERB) return true;
    for (unsigned i = 0; i < g->count; i++)
        if (g->phrase[i] == k && verb_of(t, tally) < tally) return true;
    if (tree_token(t, k)->upos == UPOS_NUM || tree_token(t, k)->upos == UPOS_PRON) return false;
    const uint8_t slot = t->word[k] ? t->word[k]->slot : SLOT_NONE;
    if (own && q->low == q->high && (slot == SLOT_FROM || slot == SLOT_OF)) return true; /* "from 108 to 95" is 95 */
    const cue_table *cues = own ? NULL : cue_table_of(r->rules->attribution, r->x);
    uint32_t end;
    if (cues && cue_match(cues, r->x, t->first + k, CUE_AS, 0, &end)) return true; /* "gave the rebel dead as 19" */
    if (k == tally + 1 && toll_is_tally(r, k)) return true;                        /* "the rebel dead number 200" */
    return slot == SLOT_TO || slot == SLOT_AT || slot == SLOT_ON || slot == SLOT_UPTO || slot == SLOT_DURING;
}

/* The verb stands before what it changes the number of, and the number between them. */
static bool stands_between(const tree *t, unsigned tally, unsigned number) {
    return verb_of(t, tally) < number && number < tally;
}

/* "Put the rebel dead at 40", "the army's dead number 200": the dead themselves are what is counted. */
static bool counts_itself(const reader *r, const trigger *g) {
    const event_word *w = r->t.word[g->main];
    return g->frame->casualty && w && (w->traits & TRAIT_LOSSES) && r->t.quantity[g->main] == INDEX_NONE;
}

const quantity_mention *toll_quantity(const reader *r, const trigger *g) {
    unsigned tally = toll_tally(r, g);
    if (tally == TREE_NONE && counts_itself(r, g)) tally = g->main;
    if (tally == TREE_NONE) return NULL;
    const tree *t = &r->t;
    const quantity_mention *before = NULL;
    for (unsigned k = 0; k < t->n && k <= tally + NUMBER_REACH_MAX; k++) {
        const quantity_mention *q = t->quantity[k] != INDEX_NONE ? &r->m->quantities[t->quantity[k]] : NULL;
        if (!q || q->at.first_token != t->first + k) continue;
        if (!counts_people(r, q) || t->time[k] != INDEX_NONE || !is_led_to(r, g, tally, q)) continue;
        if (k > tally) return q;
        if (stands_between(t, tally, k)) before = q;
    }
    return before;
}

void toll_settle(const reader *r, const quantity_mention *q, casualty *x) {
    const uint8_t upos = r->x->tokens[q->at.first_token].upos;
    const bool reached = q->low == QUANTITY_NONE && upos == UPOS_ADP;
    x->low = reached ? q->high : q->low;
    x->best = q->best;
    x->high = q->high;
    x->rule = q->at.rule;
}
