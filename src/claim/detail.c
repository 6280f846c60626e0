/* What a claim says besides who, where and when: how many, and the codes that follow from it. */
#include <stdio.h>
#include <string.h>

#include "claim/cues.h"
#include "claim/reader.h"

/* ---- how many */

/* "Ana Ruiz, 28, …", "2. Ana Ruiz": no number counts one whose name is told. */
static bool is_full_name(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    if (w->upos != UPOS_PROPN || FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR) return false;
    const unsigned more = tree_child(t, k, DEP_FLAT);
    return (t->classes[k] & CLASS_BIT(CLASS_PERSON)) || (more != TREE_NONE && tree_token(t, more)->upos == UPOS_PROPN);
}

/* "The editor, 41, …": a number that a mark parts from the noun before it counts something else. */
static bool stands_apart(const reader *r, const quantity_mention *m, unsigned k) {
    const uint32_t noun = r->t.first + k, number = m->at.first_token;
    return number > noun + 1 && r->x->tokens[number - 1].upos == UPOS_PUNCT;
}

static const quantity_mention *quantity_of(const reader *r, unsigned k) {
    uint32_t q = is_full_name(&r->t, k) ? INDEX_NONE : tree_quantity(&r->t, k);
    if (q == INDEX_NONE) return NULL;
    const quantity_mention *m = &r->m->quantities[q];
    if (stands_apart(r, m, k)) return NULL;
    return m->kind == QUANTITY_CARDINAL || m->kind == QUANTITY_FRACTION ? m : NULL;
}

/* "12 جنديا أميركيا", the last word taken for the head: the number that counts a word of the same mention. */
static const quantity_mention *quantity_of_mention(const reader *r, unsigned k) {
    const tree *t = &r->t;
    if (t->actor[k] == INDEX_NONE || t->actor[k] >= r->m->actor_count) return NULL;
    const mention_at *at = &r->m->actors[t->actor[k]].at;
    for (uint32_t i = at->first_token; i < at->end_token && i >= t->first && i < t->first + t->n; i++) {
        const quantity_mention *q = i == t->first + k ? NULL : quantity_of(r, i - t->first);
        if (q && q->unit_token == i) return q;
    }
    return NULL;
}

/* "he", "her": one person, whoever it is. */
static bool is_he_or_she(const token *w) {
    const unsigned gender = FEAT_GET(w->feats, GENDER);
    return FEAT_GET(w->feats, PRONTYPE) == PRONTYPE_PRS && FEAT_GET(w->feats, NUMBER) == NUMBER_SING &&
           FEAT_GET(w->feats, PERSON) == 3 && (gender == GENDER_MASC || gender == GENDER_FEM);
}

/* One person: "a policeman", "another driver", "the mayor's son", "Judge Ana Ruiz"; not "a family", "the people". */
static bool is_one_person(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const token *w = tree_token(t, k);
    const uint64_t named = CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_NAME);
    if (w->upos == UPOS_PRON) return is_he_or_she(w);
    if (FEAT_GET(w->feats, NUMBER) != NUMBER_SING || (t->classes[k] & CLASS_BIT(CLASS_COLLECTIVE))) return false;
    if (t->classes[k] & named) return true;
    const uint64_t somebody = CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_ACTOR);
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const token *c = tree_token(t, t->child[i]);
        unsigned definite = c->deprel == DEP_DET ? FEAT_GET(c->feats, DEFINITE) : 0;
        if (definite == DEFINITE_IND || (c->deprel == DEP_FLAT && c->upos == UPOS_PROPN)) return true; /* "citizen Ana Ruiz" */
        uint8_t slot;
        const bool another = (t->classes[t->child[i]] & CLASS_BIT(CLASS_ANOTHER)) != 0;
        const bool owned = c->deprel == DEP_NMOD && tree_case(t, t->child[i], &slot) != TREE_NONE && slot == SLOT_POSS;
        if ((definite == DEFINITE_DEF || FEAT_GET(c->feats, POSS) || another || owned) && (t->classes[k] & somebody)) return true;
    }
    return false;
}

/* Behind "members of the village patrol": what such a word leaves open. `k` where nothing follows. */
static unsigned end_of_what_they_are(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const bool open = t->word[k] && (t->word[k]->traits & TRAIT_TRANSPARENT);
    const unsigned inner = open ? tree_child(t, k, DEP_NMOD) : TREE_NONE;
    uint8_t slot;
    if (inner == TREE_NONE || inner < k || tree_case(t, inner, &slot) == TREE_NONE || slot != SLOT_OF) return k;
    uint32_t first, end;
    tree_nominal(t, inner, &first, &end);
    return end > t->first + inner ? end - t->first : k;
}

/* The counted word, or the whole of a name. NULL for numbers, pronouns and the word of harm itself ("twelve dead"). */
static const char *counted_word(reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    const token *w = tree_token(t, k);
    for (unsigned i = 0; i < g->count; i++)
        if (g->phrase[i] == k) return NULL;
    if (w->upos == UPOS_NUM || w->upos == UPOS_PRON || (t->classes[k] & CLASS_BIT(CLASS_TIME)))
        return NULL; /* "18 morts jeudi soir" */
    unsigned end = k + 1;
    while (w->upos == UPOS_PROPN && end < t->n && tree_token(t, end)->upos == UPOS_PROPN && tree_under(t, end, k)) end++;
    if (end_of_what_they_are(r, k) > end) end = end_of_what_they_are(r, k);
    if (end == k + 1) return w->form;
    const char *name = arena_copy(r->a, r->x->bytes + w->start, tree_token(t, end - 1)->end - w->start);
    if (!name) r->nomem = true;
    return name;
}

/* "One of his guards", "uno de ellos": the numeral that no quantity is made of. Gives whom it is one of; TREE_NONE. */
static unsigned one_of(const reader *r, unsigned k) {
    const tree *t = &r->t;
    uint8_t slot;
    const unsigned inner = tree_token(t, k)->upos == UPOS_NUM ? tree_child(t, k, DEP_NMOD) : TREE_NONE;
    if (inner == TREE_NONE || quantity_of(r, k)) return TREE_NONE;
    return tree_case(t, inner, &slot) != TREE_NONE && slot == SLOT_OF ? inner : TREE_NONE;
}

static bool may_be_anybody(const reader *r, unsigned k) {
    const cue_table *cues = cue_table_of(r->rules->attribution, r->x);
    uint32_t end;
    return cues && tree_token(&r->t, k)->upos != UPOS_PROPN &&
           cue_match(cues, r->x, r->t.first + k, CUE_ANYBODY, 0, &end) != NULL;
}

/* "180 members of the militia", "60 عنصرا من التنظيم": members are counted as those whose members they are. */
static unsigned member_of(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const unsigned inner = tree_child(t, k, DEP_NMOD);
    if (inner == TREE_NONE || inner < k || t->actor[inner] == INDEX_NONE) return k;
    uint8_t slot = SLOT_NONE;
    const bool from = tree_case(t, inner, &slot) != TREE_NONE && slot == SLOT_FROM; /* "nine dead from the army" */
    const bool member = t->word[k] && (t->word[k]->traits & TRAIT_TRANSPARENT);
    return member || (from && may_be_anybody(r, k)) ? inner : k;
}

/* "Six teachers, five of them women, were killed": those of whom something more is told are some of those counted before. */
static unsigned whole_before(const reader *r, unsigned k) {
    const quantity_mention *q = quantity_of(r, k);
    if (!q || q->unit_token == TOKEN_NONE || q->unit_token < r->t.first || q->unit_token >= q->at.first_token) return k;
    const unsigned first = q->at.first_token - r->t.first, behind = q->at.end_token - r->t.first;
    const bool of_them = behind < r->t.n && r->t.word[behind] && r->t.word[behind]->slot == SLOT_OF;
    if (!of_them || first == 0 || tree_token(&r->t, first - 1)->upos != UPOS_PUNCT) return k;
    /* "…, 12 of whom died": what is told of those alone */
    if (behind + 2 < r->t.n && tree_is_verb(&r->t, behind + 2)) return k;
    const unsigned unit = q->unit_token - r->t.first;
    const quantity_mention *whole = unit < r->t.n ? quantity_of(r, unit) : NULL;
    return whole && whole != q && whole->at.first_token < q->at.first_token ? unit : k;
}

/* "Another 40 wounded": so many more than were told of before. */
static bool is_more(const reader *r, const quantity_mention *q) {
    const uint32_t first = q ? q->at.first_token : 0;
    return first > r->t.first && (r->t.classes[first - 1 - r->t.first] & CLASS_BIT(CLASS_ANOTHER));
}

/* "Nine of the dead", "three of the soldiers killed": some of a toll that is told elsewhere; not so "three of the hostages were
 * killed". */
static bool is_part_of_toll(const reader *r, const trigger *g, const quantity_mention *q) {
    enum { NEAR = 4 };
    const tree *t = &r->t;
    if (!q || q->at.end_token < t->first) return false;
    unsigned k = q->at.end_token - t->first;
    const bool of = k < t->n && t->word[k] && t->word[k]->slot == SLOT_OF;
    if (of)
        k++;
    else if (k >= t->n || FEAT_GET(tree_token(t, k)->feats, CASE) != CASE_GEN)
        return false;
    if (k >= t->n || g->main <= k || g->main > k + NEAR) return false;
    const token *those = tree_token(t, k);
    if (FEAT_GET(those->feats, DEFINITE) != DEFINITE_DEF && FEAT_GET(those->feats, PRONTYPE) != PRONTYPE_DEM) return false;
    for (unsigned i = k + 1; i < g->main; i++)
        if (tree_is_verb(t, i) || tree_token(t, i)->upos == UPOS_AUX || tree_token(t, i)->upos == UPOS_PUNCT) return false;
    return true;
}

static void put_casualty(reader *r, const trigger *g, claim *c, unsigned k) {
    const tree *t = &r->t;
    if (c->casualty_count == 4) return;
    k = whole_before(r, k);
    const rule_ref rule = g->entry->rule;
    casualty x = {.role = g->frame->casualty, .low = QUANTITY_NONE, .best = QUANTITY_NONE, .high = QUANTITY_NONE, .rule = rule};
    const quantity_mention *q = quantity_of(r, k);
    if (!q) q = quantity_of_mention(r, k);
    if (q) {
        x.low = q->low;
        x.best = q->best;
        x.high = q->high;
        x.rule = q->at.rule ? q->at.rule : rule;
    } else if ((is_one_person(r, k) && !toll_is_tally(r, k)) || one_of(r, k) != TREE_NONE) {
        x.low = x.best = x.high = 1;
        x.some = true;
    }
    const bool article = q && x.high == 1 && r->x->tokens[q->at.first_token].upos == UPOS_DET;
    x.some = x.some || article || specific_is_another(r, k) || is_more(r, q);
    x.part = is_part_of_toll(r, g, q);
    uint32_t first, end;
    x.at = tree_nominal(t, k, &first, &end);
    if (q && q->at.at.start < x.at.start && q->at.first_token >= t->first && q->at.end_token <= t->first + k + 1)
        x.at.start = q->at.at.start;
    unsigned unit = q && q->unit_token != TOKEN_NONE && q->unit_token >= t->first && q->unit_token - t->first < t->n
                        ? q->unit_token - t->first
                        : k;
    if (one_of(r, k) != TREE_NONE) unit = one_of(r, k);
    unit = member_of(r, unit);
    x.who = toll_is_tally(r, unit) ? NULL : counted_word(r, g, unit); /* "gave a new figure for its dead" */
    x.anybody = may_be_anybody(r, unit);
    c->casualties[c->casualty_count++] = x;
}

/* "Killed in Soacha Monday", "killed some 50 metres away": towns, days and lengths stand where victims do when the tree is wrong.
 */
static bool can_be_harmed(const reader *r, const argument *a) {
    const uint32_t q = tree_quantity(&r->t, a->token);
    if (q != INDEX_NONE && r->m->quantities[q].kind == QUANTITY_MEASURE) return false;
    const uint64_t somebody =
        CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_NUMBER);
    return !(a->classes & (CLASS_BIT(CLASS_PLACE) | CLASS_BIT(CLASS_TIME))) || (a->classes & somebody);
}

/* "The offensive left twelve dead": what was done is nobody to whom it is done. */
static bool is_deed(const reader *r, unsigned k) {
    if (tree_token(&r->t, k)->upos != UPOS_NOUN) return false;
    for (unsigned i = 0; i < r->trigger_count; i++)
        if (r->triggers[i].main == k && !r->triggers[i].frame->casualty) return true;
    return false;
}

/* "Four of the nine teachers": the nine are those of whom four came to harm. */
static bool is_whole_of_some(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const quantity_mention *q = quantity_of(r, k);
    if (!q || q->at.first_token <= t->first) return false;
    unsigned of = q->at.first_token - t->first - 1;
    while (of > 0 && tree_token(t, of)->upos == UPOS_DET) of--;
    const bool links = of > 0 && t->word[of] && t->word[of]->slot == SLOT_OF;
    return links && tree_token(t, of - 1)->upos == UPOS_NUM && t->quantity[of - 1] != INDEX_NONE;
}

/* "Twelve people were killed and more than 40 injured": the number counts another harm of the sentence. */
static bool counts_other_harm(const reader *r, const trigger *g, unsigned k) {
    const quantity_mention *q = quantity_of(r, k);
    if (!q || q->unit_token == TOKEN_NONE || q->unit_token == r->t.first + g->main) return false;
    if (q->unit_token < q->at.first_token) return false; /* "lost 400 killed, and 55 were taken" */
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *o = &r->triggers[i];
        const bool told_beside = o->main == k && tree_token(&r->t, k)->deprel == DEP_CONJ; /* "600 dead and 900 wounded" */
        const bool other =
            o != g && (o->main != k || told_beside) && o->frame->casualty && o->frame->casualty != g->frame->casualty;
        if (other && r->t.first + o->main == q->unit_token) return true;
    }
    return false;
}

/* "16 soldiers killed, 12 hurt and 13 vehicles destroyed", "Cuatro soldados muertos y siete heridos": what is joined behind the
 * trigger and has a participle of its own, or tells of another harm, is not among those whom the trigger counts. */
static bool is_told_otherwise(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    if (k <= g->main) return false;
    for (unsigned i = 0; i < r->trigger_count; i++) {
        const trigger *o = &r->triggers[i];
        if (o == g || o->main == g->main) continue;
        const uint8_t rel = tree_token(t, o->main)->deprel;
        if (t->head[o->main] == k && (rel == DEP_ACL || rel == DEP_AMOD) && o->main > k) return true;
        const bool harm = o->main == k && o->frame->casualty && o->frame->casualty != g->frame->casualty;
        if (harm && tree_child(t, k, DEP_CC) != TREE_NONE) return true;
    }
    return false;
}

/* … and whose own number stands right before it. */
static const quantity_mention *quantity_before(const reader *r, const trigger *g) {
    if (g->main == 0 || !tree_is_verb(&r->t, g->main)) return NULL;
    const uint32_t i = r->t.quantity[g->main - 1];
    const quantity_mention *q = i != INDEX_NONE ? &r->m->quantities[i] : NULL;
    return q && q->kind == QUANTITY_CARDINAL && q->unit_token == r->t.first + g->main ? q : NULL;
}

/* "Six people were killed and five wounded": a participle with a number of its own, whatever it shares. */
static bool counts_itself(const reader *r, const trigger *g) {
    const tree *t = &r->t;
    if (!tree_is_verb(t, g->main) || !quantity_of(r, g->main)) return false;
    unsigned number = tree_child(t, g->main, DEP_NUMMOD);
    return number != TREE_NONE && number < g->main;
}

/* "28 bodies of farmers were found": victims without a number of their own have that of the trigger's words. */
static void count_by_phrase(const reader *r, const trigger *g, claim *c) {
    if (c->casualty_count != 1 || c->casualties[0].best != QUANTITY_NONE) return;
    for (unsigned i = 0; i < g->count; i++) {
        const quantity_mention *q = quantity_of(r, g->phrase[i]);
        if (!q) continue;
        c->casualties[0].low = q->low;
        c->casualties[0].best = q->best;
        c->casualties[0].high = q->high;
        return;
    }
}

/* "The number of soldiers killed rose to 16": what no number stands beside may have one that its toll leads to. */
static void count_by_toll(const reader *r, const trigger *g, claim *c) {
    if (c->casualty_count != 1 || c->casualties[0].low != QUANTITY_NONE) return;
    const quantity_mention *q = toll_quantity(r, g);
    if (!q) return;
    toll_settle(r, q, &c->casualties[0]);
    if (!c->casualties[0].who) c->casualties[0].at = q->at.at;
}

/* "The number of civilian dead": whom a toll counts stands beside its words. */
static void name_people_of_toll(const reader *r, const trigger *g, claim *c) {
    if (c->casualty_count != 1 || c->casualties[0].who || toll_tally(r, g) == TREE_NONE) return;
    for (uint8_t i = 0; i < g->args.n && !c->casualties[0].who; i++) {
        const argument *a = &g->args.at[i];
        const bool people = (a->classes & CLASS_BIT(CLASS_PEOPLE)) || r->t.actor[a->token] != INDEX_NONE;
        if ((a->slot != SLOT_ADJ && a->slot != SLOT_OF) || !people) continue;
        uint32_t first, end;
        c->casualties[0].who = tree_token(&r->t, a->token)->form;
        c->casualties[0].owned = (a->classes & (CLASS_BIT(CLASS_STATE) | CLASS_BIT(CLASS_ARMED))) != 0;
        c->casualties[0].anybody = may_be_anybody(r, a->token);
        c->casualties[0].at = tree_nominal(&r->t, a->token, &first, &end);
    }
}

/* "Gave a new figure for its dead: 23": of several of whom nothing is told, one is enough. */
static void drop_unknown(claim *c) {
    uint8_t kept = 0;
    for (uint8_t i = 0; i < c->casualty_count; i++) {
        const casualty *x = &c->casualties[i];
        if (x->who || x->low != QUANTITY_NONE || x->high != QUANTITY_NONE || kept == 0) c->casualties[kept++] = *x;
    }
    c->casualty_count = kept;
}

static void fill_casualties(reader *r, const trigger *g, claim *c) {
    uint8_t role = g->frame->casualty;
    if (!role) return;
    const link_record *own = r->lex->links + g->entry->links, *frame = r->rules->links + g->frame->links;
    bool has_own = false;
    for (uint8_t i = 0; i < g->entry->link_count; i++) has_own |= own[i].role == ROLE_WHO;
    const link_record *at = has_own ? own : frame;
    uint32_t n = has_own ? g->entry->link_count : g->frame->link_count;
    const quantity_mention *q = quantity_before(r, g);
    if (q)
        c->casualties[c->casualty_count++] = (casualty){.role = role,
                                                        .low = q->low,
                                                        .best = q->best,
                                                        .high = q->high,
                                                        .at = q->at.at,
                                                        .rule = q->at.rule,
                                                        .some = is_more(r, q)};
    else if (counts_itself(r, g))
        put_casualty(r, g, c, g->main);
    for (uint32_t i = 0; i < n && !c->casualty_count; i++) {
        if (at[i].role != ROLE_WHO) continue;
        if (at[i].slot == SLOT_SELF) put_casualty(r, g, c, g->main);
        for (uint8_t k = 0; k < g->args.n; k++) {
            const argument *a = &g->args.at[k];
            if (argument_fills(a, at[i].slot, at[i].prep) && can_be_harmed(r, a) && !role_is_stray(r, g, a) &&
                !counts_other_harm(r, g, a->token) && !is_told_otherwise(r, g, a->token) && !is_deed(r, a->token) &&
                !is_whole_of_some(r, a->token))
                put_casualty(r, g, c, a->token);
        }
    }
    drop_unknown(c);
    /* "left twelve dead": the words of the trigger are the ones that are counted */
    for (unsigned i = 0; i < g->count && !c->casualty_count; i++)
        if (quantity_of(r, g->phrase[i])) put_casualty(r, g, c, g->phrase[i]);
    count_by_phrase(r, g, c);
    if (!c->casualty_count)
        c->casualties[c->casualty_count++] = (casualty){.role = role,
                                                        .low = QUANTITY_NONE,
                                                        .best = QUANTITY_NONE,
                                                        .high = QUANTITY_NONE,
                                                        .at = c->trigger,
                                                        .rule = g->entry->rule};
    count_by_toll(r, g, c);
    name_people_of_toll(r, g, c);
    losses_name_owner(r, g, c);
}

/* ---- the clause and the path */

static void widen(draft *d, uint32_t first, uint32_t end) {
    if (first < d->first) d->first = first;
    if (end > d->end) d->end = end;
}

static void fill_clause(reader *r, const trigger *g, claim *c, draft *d) {
    const tree *t = &r->t;
    for (unsigned i = 0; i < g->count; i++) widen(d, t->first + g->phrase[i], t->first + g->phrase[i] + 1);
    for (uint8_t i = 0; i < g->args.n; i++) {
        unsigned k = g->args.at[i].token;
        bool small = t->sub_end[k] - t->sub_first[k] <= 16 && !tree_under(t, g->main, k);
        widen(d, t->first + (small ? t->sub_first[k] : k), t->first + (small ? t->sub_end[k] : k + 1));
    }
    for (unsigned i = t->child_first[g->main]; i < t->child_first[g->main + 1]; i++) {
        unsigned k = t->child[i];
        uint8_t rel = tree_token(t, k)->deprel;
        if (rel == DEP_AUX || rel == DEP_AUX_PASS || rel == DEP_ADVMOD || rel == DEP_DET)
            widen(d, t->first + k, t->first + k + 1);
    }
    c->at = (span){r->x->tokens[d->first].start, r->x->tokens[d->end - 1].end};
}

/* Appends what fits whole. */
static bool append(char *at, size_t size, size_t *n, const char *text, size_t length) {
    if (length >= size - *n) return false;
    memcpy(at + *n, text, length);
    *n += length;
    return true;
}

static void fill_path(reader *r, const trigger *g, claim *c) {
    enum { PATH_BYTES = 512, FORM_BYTES_MAX = 40 };
    char path[PATH_BYTES];
    size_t n = 0;
    for (uint8_t i = 0; i < g->args.n; i++) {
        const argument *a = &g->args.at[i];
        const char *slot = slot_name(a->slot), *form = tree_token(&r->t, a->token)->form;
        size_t length = strlen(form), whole = n;
        if (length > FORM_BYTES_MAX) length = FORM_BYTES_MAX;
        while (length && ((unsigned char)form[length] & 0xC0) == 0x80) length--; /* no character is cut */
        const bool fits = (n == 0 || append(path, sizeof path, &n, " ", 1)) &&
                          append(path, sizeof path, &n, slot, strlen(slot)) &&
                          (!a->logical || a->logical == a->slot || append(path, sizeof path, &n, "*", 1)) &&
                          append(path, sizeof path, &n, "=", 1) && append(path, sizeof path, &n, form, length);
        if (!fits) {
            n = whole;
            break;
        }
    }
    c->path = arena_copy(r->a, path, n);
    if (!c->path) r->nomem = true;
}

void detail_fill(reader *r, const trigger *g, claim *c, draft *d) {
    scene_fill(r, g, c, d);
    d->harm = (g->frame->flags & FRAME_COUNT) && !g->frame->casualty;
    fill_casualties(r, g, c);
    fill_clause(r, g, c, d);
    fill_path(r, g, c);
}

/* ---- codes */

static uint64_t actor_side(const reader *r, const uint32_t *list, uint8_t n) {
    uint64_t bits = 0;
    for (uint8_t i = 0; i < n; i++) {
        const actor_mention *a = &r->actors.at[list[i]];
        if (!a->code) continue;
        for (uint8_t k = 0; k < a->sector_count && k < 4; k++) {
            const char *s = a->sectors[k] ? a->sectors[k] : "";
            static const char *const armed[] = {"MIL", "REB", "INS", "UAF", "PAR", "COP", "SEP", "IMG"};
            static const char *const combatant[] = {"MIL", "REB", "INS", "UAF", "PAR", "SEP", "IMG"};
            static const char *const state[] = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"};
            static const char *const civil[] = {"CVL", "EDU", "MED", "LAB", "AGR", "REF", "HLH",
                                                "REL", "BUS", "NGO", "OPP", "SOC", "JRN", "HRI"};
            for (size_t j = 0; j < sizeof armed / sizeof *armed; j++)
                if (sector_is(s, armed[j])) bits |= 1u << CHOICE_ARMED;
            for (size_t j = 0; j < sizeof combatant / sizeof *combatant; j++)
                if (sector_is(s, combatant[j])) bits |= 1u << CHOICE_COMBATANT;
            for (size_t j = 0; j < sizeof state / sizeof *state; j++)
                if (sector_is(s, state[j])) bits |= 1u << CHOICE_STATE;
            for (size_t j = 0; j < sizeof civil / sizeof *civil; j++)
                if (sector_is(s, civil[j])) bits |= 1u << CHOICE_CIVILIAN;
        }
        if (strlen(a->code) == 3 && a->country[0]) bits |= 1u << CHOICE_STATE;
    }
    return bits;
}

static bool tells_withdrawal(const reader *r, const claim *c) {
    for (uint32_t k = r->first_claim; k < r->claims.n; k++)
        if (&r->claims.at[k] != c && r->claims.at[k].control == CONTROL_WITHDRAWN) return true;
    return false;
}

typedef struct sides {
    uint64_t actors, recipients; /* bits of enum choice_when */
} sides;

static bool choice_holds(const reader *r, const claim *c, const draft *d, sides s, uint32_t when) {
    switch (when) {
    case CHOICE_ALWAYS:
        return true;
    case CHOICE_STATE:
        return (s.actors >> CHOICE_STATE) & 1;
    case CHOICE_NONSTATE:
        return c->actor_count && !((s.actors >> CHOICE_STATE) & 1);
    case CHOICE_COMBATANT:
        return (s.actors >> CHOICE_COMBATANT) & 1;
    case CHOICE_CIVILIAN:
        return (s.recipients >> CHOICE_CIVILIAN) & 1;
    case CHOICE_ARMED: {
        bool unknown = s.recipients == 0 && c->recipient_count && !c->actor_count;
        return ((s.recipients >> CHOICE_ARMED) & 1) || (unknown && (d->classes & CLASS_BIT(CLASS_ARMED)));
    }
    case CHOICE_DEAD:
        return c->casualty_count && c->casualties[0].role == CASUALTY_KILLED;
    case CHOICE_WITHDRAWN:
        return tells_withdrawal(r, c);
    default:
        if (when >= CHOICE_BY && when < CHOICE_END) return (d->by & CLASS_BIT(when - CHOICE_BY)) != 0;
        if (when >= CHOICE_ON && when < CHOICE_BY) return (d->on & CLASS_BIT(when - CHOICE_ON)) != 0;
        return when >= CHOICE_CLASS && when < CHOICE_ON && (d->classes & CLASS_BIT(when - CHOICE_CLASS)) != 0;
    }
}

static const char *choose(const reader *r, const claim *c, const draft *d, sides s, uint32_t first, uint8_t n) {
    for (uint8_t i = 0; i < n; i++) {
        const choice_record *x = &r->rules->choices[first + i];
        if (choice_holds(r, c, d, s, x->when) && choice_holds(r, c, d, s, x->with))
            return x->value ? pack_string(r->rules->pack, x->value) : NULL;
    }
    return NULL;
}

void detail_codes(reader *r, const frame_record *f, claim *c, const draft *d) {
    sides s = {.actors = actor_side(r, c->actors, c->actor_count),
               .recipients = actor_side(r, c->recipients, c->recipient_count)};
    c->mode = choose(r, c, d, s, f->mode, f->mode_count);
    c->cameo = choose(r, c, d, s, f->cameo, f->cameo_count);
    c->acled = choose(r, c, d, s, f->acled, f->acled_count);
}
