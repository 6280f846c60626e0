/* Where and when a claim happens: by its syntax, else by what stands next to it in the sentence. */
#include <math.h>
#include <string.h>

#include "claim/cues.h"
#include "claim/reader.h"

/* ---- where */

/* The mention that a place stands for: "la ville" is the town named before. A town that was added here stands for itself. */
static uint32_t resolved(const reader *r, uint32_t p) {
    if (p < r->m->place_count && (r->m->places[p].flags & PLACE_COREF) && r->m->places[p].coref < r->m->place_count)
        return r->m->places[p].coref;
    return p;
}

/* "The Black Sea port of Sukhumi" is Sukhumi. */
static uint32_t place_it_is_of(const tree *t, unsigned k) {
    if (t->place[k] != INDEX_NONE) return INDEX_NONE;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        uint8_t slot;
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_NMOD || tree_case(t, c, &slot) == TREE_NONE || slot != SLOT_OF) continue;
        if (t->place[c] != INDEX_NONE && t->actor[c] == INDEX_NONE) return t->place[c];
    }
    return INDEX_NONE;
}

/* A place of an argument: itself, or one inside it ("a camp near Gao"). */
static uint32_t place_of_argument(const reader *r, const argument *a) {
    const tree *t = &r->t;
    uint32_t p = place_it_is_of(t, a->token);
    if (p == INDEX_NONE) p = tree_place(t, a->token);
    if (p != INDEX_NONE) return p;
    unsigned from = t->sub_first[a->token], to = t->sub_end[a->token];
    if (to - from > 12) to = from + 12;
    for (unsigned k = from; k < to; k++) {
        if (t->place[k] == INDEX_NONE || !tree_under(t, k, a->token)) continue;
        const place_mention *q = &r->m->places[t->place[k]];
        if (!(q->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE | PLACE_AS_ACTOR)) && t->actor[k] == INDEX_NONE) return t->place[k];
    }
    return INDEX_NONE;
}

/* A mention of the dispatch that is written like these words and is known; NULL. */
static const place_mention *known_namesake(const reader *r, span at) {
    const uint32_t n = at.end - at.start;
    for (uint32_t i = 0; i < r->m->place_count; i++) {
        const place_mention *p = &r->m->places[i];
        const span other = p->at.at;
        if (!p->id || (p->flags & (PLACE_COREF | PLACE_ADJECTIVE | PLACE_IN_NAME)) || other.end - other.start != n) continue;
        if (memcmp(r->x->bytes + other.start, r->x->bytes + at.start, n) == 0) return p;
    }
    return NULL;
}

/* A town's name that the mention room was in doubt of, with these words; NULL. */
static const place_mention *doubted(const reader *r, span at) {
    uint32_t low = 0, high = r->m->doubt_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (r->m->doubts[mid].at.at.start < at.start)
            low = mid + 1;
        else
            high = mid;
    }
    const place_mention *p = low < r->m->doubt_count ? &r->m->doubts[low] : NULL;
    return p && p->at.at.start == at.start && p->at.at.end == at.end ? p : NULL;
}

/* A town that the mention room did not see: one that it saw elsewhere in the dispatch or was in doubt of, else its words, without
 * coordinates. */
static uint32_t add_place(reader *r, unsigned k) {
    const tree *t = &r->t;
    for (uint32_t i = r->places.n; i-- > r->m->place_count && r->places.at[i].at.head_token >= t->first;) /* the sentence's */
        if (r->places.at[i].at.head_token == t->first + k) return i;
    unsigned end = k + 1;
    while (end < t->n && tree_token(t, end)->deprel == DEP_FLAT && t->head[end] == k) end++;
    const span at = {tree_token(t, k)->start, tree_token(t, end - 1)->end};
    const place_mention *known = known_namesake(r, at), *namesake = known ? known : doubted(r, at);
    place_mention p = namesake ? *namesake : (place_mention){.lat = NAN, .lon = NAN};
    p.coref = r->places.n;
    p.flags = 0;
    p.at = (mention_at){
        .at = at, .first_token = t->first + k, .end_token = t->first + end, .head_token = t->first + k, .rule = p.at.rule};
    if (!namesake) p.name = arena_copy(r->a, r->x->bytes + at.start, at.end - at.start);
    if (!p.name || !vec_push(r->a, &r->places, p)) {
        r->nomem = true;
        return INDEX_NONE;
    }
    return r->places.n - 1;
}

/* The unknown name of an argument of control: itself, or the one that "the town of X" names. */
static bool looks_like_name(const reader *r, unsigned k) {
    return (tree_token(&r->t, k)->flags & TOKEN_CAPITAL) || (r->x->no_capitals && (r->t.classes[k] & CLASS_BIT(CLASS_NAME)));
}

static uint32_t unknown_place(reader *r, const argument *a) {
    const tree *t = &r->t;
    const uint64_t known = CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ACTOR);
    unsigned k = a->token;
    if (tree_token(t, k)->upos != UPOS_PROPN && !(t->classes[k] & CLASS_BIT(CLASS_NAME))) {
        unsigned inner = tree_child(t, k, DEP_NMOD);
        if (inner == TREE_NONE) inner = tree_child(t, k, DEP_APPOS);
        if (inner == TREE_NONE) return INDEX_NONE;
        k = inner;
    }
    bool name = (t->classes[k] & CLASS_BIT(CLASS_NAME)) && !(t->classes[k] & known) && looks_like_name(r, k);
    return name ? add_place(r, k) : INDEX_NONE;
}

/* "The villages of Ohirtseve and Hatyshche": towns joined to one whose control is told, which nobody knows. */
static void add_joined(reader *r, uint32_t place) {
    const tree *t = &r->t;
    const uint32_t head = place < r->places.n ? r->places.at[place].at.head_token : TOKEN_NONE;
    if (head - t->first >= t->n) return;
    const unsigned k = head - t->first;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        const token *w = tree_token(t, c);
        const bool name = (w->upos == UPOS_PROPN || w->upos == UPOS_X) && looks_like_name(r, c) && c > k;
        if (w->deprel == DEP_CONJ && name && t->place[c] == INDEX_NONE && t->actor[c] == INDEX_NONE && c < k + 8) add_place(r, c);
    }
}

/* "It", "most of it"; "город", where a language has no articles. */
static uint32_t pronoun_place(const tree *t, unsigned k) {
    const bool part = t->word[k] && (t->word[k]->traits & TRAIT_TRANSPARENT);
    const unsigned inner = part ? tree_child(t, k, DEP_NMOD) : TREE_NONE;
    return tree_pronoun_place(t, inner != TREE_NONE && tree_token(t, inner)->upos == UPOS_PRON ? inner : k);
}

/* "Shelled Tarsak": what guns and aircraft are turned on by its name is a town, where it is no one's name that is known. */
static uint32_t shelled_place(reader *r, const trigger *g) {
    const tree *t = &r->t;
    if (!(g->frame->flags & FRAME_GROUND)) return INDEX_NONE;
    for (uint8_t i = 0; i < g->args.n; i++) {
        const argument *a = &g->args.at[i];
        const bool object = argument_fills(a, SLOT_OBJ, 0) || a->slot == SLOT_OF || a->slot == SLOT_ON || a->slot == SLOT_AGAINST;
        if (!object || (a->classes & CLASS_BIT(CLASS_TIME)) || t->actor[a->token] != INDEX_NONE) continue;
        const uint32_t p = tree_token(t, a->token)->upos == UPOS_PROPN ? unknown_place(r, a) : INDEX_NONE;
        if (p != INDEX_NONE) return p;
    }
    return INDEX_NONE;
}

static uint32_t place_by_role(reader *r, const trigger *g, unsigned *token) {
    const link_record *own = r->lex->links + g->entry->links;
    uint32_t n = 0;
    for (uint8_t i = 0; i < g->entry->link_count; i++) n += own[i].role == ROLE_PLACE;
    const link_record *at = n ? own : r->rules->links + g->frame->links;
    n = n ? g->entry->link_count : g->frame->link_count;
    for (uint32_t i = 0; i < n; i++) {
        if (at[i].role != ROLE_PLACE) continue;
        for (uint8_t k = 0; k < g->args.n; k++) {
            if (!argument_fills(&g->args.at[k], at[i].slot, at[i].prep)) continue;
            if (g->args.at[k].classes & CLASS_BIT(CLASS_TIME)) continue; /* "am Dienstag", in the slot of a place */
            uint32_t p = place_of_argument(r, &g->args.at[k]);
            if (p == INDEX_NONE && g->frame->control) p = pronoun_place(&r->t, g->args.at[k].token);
            if (p == INDEX_NONE && g->frame->control) p = unknown_place(r, &g->args.at[k]);
            *token = g->args.at[k].token;
            if (p != INDEX_NONE) return p;
        }
    }
    return INDEX_NONE;
}

/* Is the slot of the place left empty, so that another phrase may say it: "hold under their control most of León"? */
static bool lacks_place(const reader *r, const trigger *g) {
    const link_record *own = r->lex->links + g->entry->links, *frame = r->rules->links + g->frame->links;
    bool has_own = false, filled = false;
    for (uint8_t i = 0; i < g->entry->link_count; i++) has_own |= own[i].role == ROLE_PLACE;
    const uint32_t n = has_own ? g->entry->link_count : g->frame->link_count;
    for (uint32_t i = 0; i < n; i++) {
        const link_record *l = has_own ? &own[i] : &frame[i];
        for (uint8_t k = 0; k < g->args.n && l->role == ROLE_PLACE; k++)
            filled |= argument_fills(&g->args.at[k], l->slot, l->prep) && !tree_is_verb(&r->t, g->args.at[k].token) &&
                      !(g->args.at[k].classes & (CLASS_BIT(CLASS_ARMED) | CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_PRONOUN)));
    }
    return !filled;
}

/* "Шуши больше не под контролем войск": a town right before the phrase but for small words, whatever it hangs on. */
static uint32_t place_just_before(const tree *t, const trigger *g) {
    enum { STEPS_MAX = 6 };
    unsigned k = g->main;
    for (unsigned i = 0; i < g->count; i++)
        if (g->phrase[i] < k) k = g->phrase[i];
    for (unsigned steps = 0; t->lex->cases && k > 0 && steps < STEPS_MAX; steps++) {
        const uint8_t upos = tree_token(t, --k)->upos;
        if (t->place[k] != INDEX_NONE) return tree_child(t, k, DEP_CASE) == TREE_NONE ? tree_place(t, k) : INDEX_NONE;
        if (upos != UPOS_ADV && upos != UPOS_PART && upos != UPOS_AUX && upos != UPOS_ADP) return INDEX_NONE;
    }
    return INDEX_NONE;
}

/* "Сухуми остаётся под контролем войск": what the verb above says it of, where case or tree hide that it is the subject. */
static uint32_t place_beside(const reader *r, const trigger *g) {
    const tree *t = &r->t;
    const unsigned verb = t->head[g->main];
    bool of_subject = false;
    for (uint8_t i = 0; i < g->entry->link_count; i++) {
        const link_record *l = &r->lex->links[g->entry->links + i];
        of_subject |= l->role == ROLE_PLACE && l->slot == SLOT_SUBJ;
    }
    if (!of_subject || verb == TREE_NONE || tree_is_verb(t, g->main) || !tree_is_verb(t, verb)) return INDEX_NONE;
    for (unsigned i = t->child_first[verb]; i < t->child_first[verb + 1]; i++) {
        const unsigned c = t->child[i];
        if (c < g->main && tree_child(t, c, DEP_CASE) == TREE_NONE && tree_place(t, c) != INDEX_NONE) return tree_place(t, c);
    }
    return place_just_before(t, g);
}

/* How near a word stands to the trigger: 0 hangs on it, 1 in its clause, 2 elsewhere in the sentence; 3 is another event's, or
 * belongs to the verb of saying ("reported today that", "told the press in Managua that"). */
enum { RANK_OWN, RANK_CLAUSE, RANK_SENTENCE, RANK_OTHER };

/* "… said that ten men were killed in Ramadi on Tuesday", "raised to 34 the dead in Ramadi": day and place hung on the saying,
 * with nothing between them and the deed. */
static bool follows_trigger(const tree *t, const trigger *g, unsigned k) {
    unsigned last = g->main;
    for (unsigned i = 0; i < g->count; i++) last = g->phrase[i] > last ? g->phrase[i] : last;
    for (unsigned i = last + 1; i < k; i++)
        if (tree_token(t, i)->upos == UPOS_PUNCT || tree_token(t, i)->upos == UPOS_SCONJ || tree_is_verb(t, i)) return false;
    return k > last && (tree_is_verb(t, g->main) || g->frame->casualty);
}

/* "Ten people died and twenty were hurt in clashes in Bor on Tuesday": another harm that is joined to this one. */
static bool is_joined_harm(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    if (!g->frame->casualty || k == TREE_NONE || t->head[k] != g->main || tree_token(t, k)->deprel != DEP_CONJ) return false;
    for (unsigned i = 0; i < r->trigger_count; i++)
        if (r->triggers[i].main == k) return r->triggers[i].frame->casualty != 0;
    return false;
}

/* "Killed in the fighting of Monday": the noun of a deed that harm hangs on is where and when the harm was done. */
static bool is_circumstance(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    uint8_t slot;
    if (!g->frame->casualty || tree_is_verb(t, k) || tree_case(t, k, &slot) == TREE_NONE) return false;
    return (slot == SLOT_AT || slot == SLOT_DURING) &&
           (t->head[k] == g->main || is_joined_harm(r, g, t->head[k]) || follows_trigger(t, g, k));
}

/* "The monitor, which works from a flat in Vivero, counted: 52 soldiers died": what is said of somebody whom the deed does not
 * stand with tells nothing of the deed. */
static bool is_aside(const tree *t, const trigger *g, unsigned verb) {
    const uint8_t rel = tree_token(t, verb)->deprel;
    if ((rel != DEP_ACL && rel != DEP_ACL_RELCL) || tree_under(t, g->main, verb)) return false;
    const unsigned noun = t->head[verb];
    return noun != TREE_NONE && noun < verb && !tree_under(t, noun, g->main) && !tree_under(t, g->main, noun);
}

/* "A colonel from Homs", "a family that had come in from Waslala": whence those are to whom it was done. */
static bool is_origin(const tree *t, const trigger *g, unsigned k) {
    uint8_t slot;
    return t->head[k] != g->main && tree_case(t, k, &slot) != TREE_NONE && slot == SLOT_FROM;
}

static unsigned rank_of(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    bool crossed = false;
    for (int step = 0; step < 24 && k != TREE_NONE; step++, k = t->head[k]) {
        for (unsigned j = 0; j < g->count; j++)
            if (g->phrase[j] == k) return crossed ? RANK_CLAUSE : RANK_OWN;
        if (g->args.verb == k) return RANK_OWN;
        if (!crossed && r->is_cue[t->first + k]) return RANK_OTHER; /* also where saying is an event: "denied on Monday that" */
        for (unsigned i = 0; i < r->trigger_count; i++)
            if (r->triggers[i].main == k && !is_circumstance(r, g, k))
                return is_joined_harm(r, g, k) ? RANK_SENTENCE : tree_under(t, g->main, k) ? RANK_SENTENCE : RANK_OTHER;
        if (tree_is_verb(t, k) && is_aside(t, g, k)) return RANK_OTHER;
        crossed |= tree_is_verb(t, k);
    }
    return RANK_SENTENCE;
}

static bool is_area(const place_mention *p) {
    return strncmp(p->feature, "PCL", 3) == 0 || strncmp(p->feature, "ADM", 3) == 0 || strncmp(p->feature, "RGN", 3) == 0;
}

/* Can things happen there? Not in names, nor in what a country is only the attribute of ("U.S. ambassador"), nor where the
 * dispatch was sent from. */
static bool is_scene(const reader *r, uint32_t p) {
    const place_mention *m = &r->m->places[p];
    if (m->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE | PLACE_AS_ACTOR)) return false;
    if (m->at.first_token < r->body_first) return false;
    uint8_t rel = r->x->tokens[m->at.head_token].deprel;
    return !(strncmp(m->feature, "PCL", 3) == 0 && (rel == DEP_COMPOUND || rel == DEP_AMOD));
}

/* What makes a name less likely to be the scene than another at the same distance, in words. */
static unsigned drawback(const reader *r, unsigned k) {
    const tree *t = &r->t;
    const place_mention *m = &r->m->places[t->place[k]];
    uint32_t head = m->at.head_token - t->first;
    uint8_t slot;
    unsigned words = 0;
    if (head < t->n && tree_case(t, head, &slot) == TREE_NONE) words += 8;
    if (m->flags & PLACE_NEAR) words += 16;
    if (is_area(m)) words += 8;
    if (!m->id && !m->country[0]) words += 12;
    return words;
}

/* "According to bulletins aired in the capital": where those are who say it, or where it was said. */
static bool is_of_source(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    for (int step = 0; step < 4 && k != TREE_NONE; step++, k = t->head[k]) {
        if (claimants_name(r->out, t->first + g->main, tree_token(t, k)->start)) return true;
        const uint8_t rel = tree_token(t, k)->deprel;
        if (rel != DEP_NMOD && rel != DEP_OBL && rel != DEP_ACL) return false;
    }
    return false;
}

/* Any argument's place, then the nearest place of the sentence that no other trigger stands nearer to. */
static uint32_t place_near(const reader *r, const trigger *g, bool *own) {
    const tree *t = &r->t;
    *own = true;
    for (uint8_t k = 0; k < g->args.n; k++) {
        const argument *a = &g->args.at[k];
        if (a->slot == SLOT_SUBJ || a->slot == SLOT_BY || a->slot == SLOT_COMP || is_of_source(r, g, a->token)) continue;
        uint32_t p = place_of_argument(r, a);
        if (p != INDEX_NONE && is_scene(r, p) && !(r->m->places[p].flags & PLACE_NEAR) &&
            !(a->classes & CLASS_BIT(CLASS_ACTOR) && r->m->places[p].at.head_token == t->first + a->token))
            return p;
    }
    unsigned best = 1000;
    uint32_t found = INDEX_NONE;
    for (unsigned k = 0; k < t->n; k++) {
        if (t->place[k] == INDEX_NONE || t->actor[k] != INDEX_NONE || !is_scene(r, t->place[k])) continue;
        if (is_of_source(r, g, k) || is_origin(t, g, k)) continue;
        unsigned rank = rank_of(r, g, k);
        if (rank == RANK_OTHER && g->frame->casualty && follows_trigger(t, g, k)) rank = RANK_CLAUSE;
        if (rank == RANK_OTHER) continue;
        unsigned distance = k > g->main ? k - g->main : (g->main - k) * 2;
        bool other_nearer = false;
        for (unsigned i = 0; i < r->trigger_count; i++) {
            unsigned m = r->triggers[i].main, away = k > m ? k - m : (m - k) * 2;
            other_nearer |= m != g->main && !is_joined_harm(r, g, m) && !is_circumstance(r, g, m) && away < distance &&
                            tree_under(t, k, m) && !tree_under(t, g->main, m);
        }
        distance += drawback(r, k);
        if (other_nearer || distance >= best) continue;
        best = distance;
        found = t->place[k];
        *own = rank <= RANK_CLAUSE;
    }
    return found;
}

/* ---- when */

/* A length of time too where it tells days: "vor zwei Tagen", "in the last three days". */
static bool is_dated(const time_mention *x) {
    return x->type != TIME_SET && (x->days.first != DAY_NONE || x->days.last != DAY_NONE);
}

static bool counted_between(const tree *t, unsigned from, unsigned to) {
    for (unsigned k = from + 1; k < to; k++)
        if (t->quantity[k] != INDEX_NONE && t->time[k] == INDEX_NONE) return true;
    return false;
}

/* "The toll of Friday's attack rose to 16 on Saturday": Saturday is the day of the count; not so in "raised to 16 the number of
 * dead on Friday". */
static bool is_day_of_count(const reader *r, const trigger *g, unsigned tally, unsigned k) {
    const tree *t = &r->t;
    if (tally == TREE_NONE || tree_under(t, k, tally) || tree_under(t, k, g->main)) return false;
    return !follows_trigger(t, g, k) || counted_between(t, g->main, k);
}

/* "Said on Friday it had left", "a annoncé mardi le ministère": the day right behind a verb of saying is that of the saying. */
static bool is_day_of_saying(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    if (claimants_leave_out(r->out, t->first + g->main, t->first + k)) return true;
    while (k > 0 && (tree_token(t, k - 1)->upos == UPOS_ADP || tree_token(t, k - 1)->upos == UPOS_DET)) k--;
    return k > 0 && r->is_cue[t->first + k - 1] && g->main != k - 1;
}

/* "The toll now stands at 16", "le bilan s'élève désormais à": when it is told, and not when it happened. */
static bool is_now(const time_mention *x) {
    return strcmp(x->value, "PRESENT_REF") == 0;
}

/* Is there a verb between a word and one above it: "the rebels that took Gao last week"? */
static bool verb_between(const tree *t, unsigned k, unsigned above) {
    for (int step = 0; step < 24 && k != TREE_NONE && k != above; step++, k = t->head[k])
        if (tree_is_verb(t, k)) return true;
    return false;
}

/* "Police in the city of Osh on Monday arrested": a day that hangs on the doer, whatever the doer hangs on. */
static bool hangs_on_subject(const tree *t, const trigger *g, unsigned k) {
    for (uint8_t i = 0; i < g->args.n; i++) {
        const unsigned s = g->args.at[i].token;
        if (g->args.at[i].slot == SLOT_SUBJ && s < k && k < g->main && tree_under(t, k, s) && !verb_between(t, k, s)) return true;
    }
    return false;
}

/* "The toll rose to 16 dead on Saturday, with 40 injured": the injured belong to the toll, and are of no other day. */
static unsigned toll_beside(const reader *r, const trigger *g) {
    unsigned tally = toll_tally(r, g);
    for (unsigned i = 0; i < r->trigger_count && tally == TREE_NONE && g->frame->casualty; i++)
        tally = toll_tally(r, &r->triggers[i]);
    return tally;
}

/* "Put the losses on Monday at six killed", "gave the number of dead in Gao as 12": what stands behind the word for the losses is
 * theirs, though it hangs on the verb of saying. */
static bool is_told_of_losses(const reader *r, const trigger *g, unsigned k) {
    const tree *t = &r->t;
    const unsigned v = t->head[k];
    if (!g->frame->casualty || v == TREE_NONE || v > k || k > g->main || !tree_under(t, g->main, v)) return false;
    for (unsigned i = v + 1; i < k; i++) {
        if (tree_is_verb(t, i) || tree_token(t, i)->upos == UPOS_PUNCT) return false;
        const bool losses = t->word[i] && (t->word[i]->traits & TRAIT_LOSSES);
        if (t->head[i] == v && (losses || toll_is_tally(r, i))) return true;
    }
    return false;
}

static unsigned choose_time(const reader *r, const trigger *g, claim *c) {
    const tree *t = &r->t;
    const unsigned tally = toll_beside(r, g);
    unsigned best = RANK_OTHER;
    c->toll = tally != TREE_NONE;
    for (unsigned k = 0; k < t->n; k++) {
        uint32_t i = t->time[k];
        if (i == INDEX_NONE || r->m->times[i].at.first_token != t->first + k || !is_dated(&r->m->times[i])) continue;
        if (is_now(&r->m->times[i]) && !(g->frame->flags & FRAME_STATE)) continue;
        if (t->first + k < r->body_first || is_day_of_count(r, g, tally, k) || is_day_of_saying(r, g, k)) continue;
        if (claimants_name(r->out, t->first + g->main, tree_token(t, k)->start)) continue;
        unsigned head = r->m->times[i].at.head_token - t->first;
        unsigned rank = rank_of(r, g, head < t->n ? head : k);
        if (rank == RANK_OTHER &&
            (hangs_on_subject(t, g, k) || follows_trigger(t, g, k) || is_told_of_losses(r, g, head < t->n ? head : k)))
            rank = RANK_CLAUSE;
        if (rank < best) {
            best = rank;
            c->time = i;
        }
    }
    return best;
}

/* Done by a day: the month that leads up to it, since a dispatch tells news; the bound below is not said. */
static day_range up_to(day_range days) {
    civil d = day_to_civil(days.last);
    return (day_range){day_from_civil(d.year, d.month, 1), days.last};
}

static bool is_war(const reader *r, unsigned k) {
    const cue_table *cues = cue_table_of(r->rules->attribution, r->x);
    uint32_t end;
    return cues && k != TREE_NONE && cue_match(cues, r->x, r->t.first + k, CUE_WAR, 0, &end) != NULL;
}

/* A war is among what it is said with, or the subject of the verb that brings the noun in ("la guerre a fait 9 000 morts"). */
static bool is_of_a_war(const reader *r, const trigger *g) {
    for (uint8_t i = 0; i < g->args.n; i++)
        if (is_war(r, g->args.at[i].token)) return true;
    unsigned verb = r->t.head[g->main];
    for (unsigned step = 0; step < 3 && verb != TREE_NONE && !tree_is_verb(&r->t, verb); step++) verb = r->t.head[verb];
    return verb != TREE_NONE && is_war(r, tree_child(&r->t, verb, DEP_NSUBJ));
}

/* "In ten years of war 9,000 have died", "the war has left 9,000 dead": what is counted over years is no one happening. */
static bool is_counted_over_years(const reader *r, const trigger *g, const claim *c) {
    const tree *t = &r->t;
    if (c->time != INDEX_NONE || !g->frame->casualty) return false;
    if (is_of_a_war(r, g)) return true;
    for (unsigned k = 0; k < t->n; k++) {
        const uint32_t i = t->time[k];
        if (i == INDEX_NONE || r->m->times[i].type != TIME_DURATION || !strchr(r->m->times[i].value, 'Y')) continue;
        const time_mention *x = &r->m->times[i];
        if (x->relation == TIME_AFTER || x->relation == TIME_BEFORE) continue;
        const unsigned head = x->at.head_token - t->first;
        if (rank_of(r, g, head < t->n ? head : k) <= RANK_CLAUSE) return true;
    }
    return false;
}

/* "Took the town on Tuesday and hold the airport": what stands now is not of the other verb's day. */
static bool stands_now(const reader *r, const trigger *g) {
    const token *k = tree_token(&r->t, g->main);
    const unsigned form = FEAT_GET(k->feats, VERBFORM);
    if (!(g->frame->flags & FRAME_STATE) || k->upos != UPOS_VERB) return false;
    if (form == VERBFORM_INF) return k->deprel == DEP_CONJ && tree_child(&r->t, g->main, DEP_MARK) == TREE_NONE; /* "and hold" */
    return form == VERBFORM_FIN && FEAT_GET(k->feats, TENSE) == TENSE_PRES;
}

static void join_days(claim *c, const time_mention *y) {
    if (y->days.last != DAY_NONE && y->days.last > c->days.last) c->days.last = y->days.last;
    if (y->days.first != DAY_NONE && y->days.first < c->days.first) c->days.first = y->days.first;
}

/* "On Saturday and Sunday", "samedi et dimanche": the day behind an "and" goes with the one before it, where it is the next. */
static void join_next_day(const reader *r, claim *c) {
    if (c->time + 1 >= r->m->time_count || c->days.first == DAY_NONE) return;
    const time_mention *x = &r->m->times[c->time], *y = x + 1;
    const uint32_t between = x->at.end_token;
    if (y->at.first_token != between + 1 || r->x->tokens[between].upos != UPOS_CCONJ || y->type != x->type) return;
    if (y->days.first == c->days.last + 1 && y->days.last == y->days.first) join_days(c, y);
}

/* "Said on Tuesday that it had taken the town", written on Wednesday: what has no day of its own is told of the day when it was
 * said, a few days before the dispatch at most. DAY_NONE twice where no day is told. */
static day_range day_said(const reader *r, const trigger *g, int32_t today) {
    enum { SAID_DAYS = 3 };
    const tree *t = &r->t;
    for (unsigned k = 0; k < t->n; k++) {
        const uint32_t i = t->time[k];
        if (i == INDEX_NONE || r->m->times[i].at.first_token != t->first + k || !is_dated(&r->m->times[i])) continue;
        const time_mention *x = &r->m->times[i];
        const bool one = x->relation == TIME_AT && x->days.first != DAY_NONE && x->days.first == x->days.last;
        if (one && x->days.last <= today && x->days.last + SAID_DAYS >= today && is_day_of_saying(r, g, k)) return x->days;
    }
    return (day_range){DAY_NONE, DAY_NONE};
}

/* "On Saturday night": it is Saturday's, though the night runs into Sunday. "Overnight", and a night between two days that are
 * named, are of both. */
static day_range day_of_night(const time_mention *x) {
    enum { NIGHT_WORDS = 3 };
    const uint32_t words = x->at.end_token - x->at.first_token;
    const size_t n = strlen(x->value);
    const bool night = x->type == TIME_TIME && n > 3 && strcmp(x->value + n - 3, "TNI") == 0;
    if (!night || x->days.first == DAY_NONE || x->days.last != x->days.first + 1) return x->days;
    return words < 2 || words > NIGHT_WORDS ? x->days : (day_range){x->days.first, x->days.first};
}

static void fill_time(const reader *r, const trigger *g, claim *c, draft *d) {
    const unsigned rank = choose_time(r, g, c);
    if (rank > RANK_OWN && stands_now(r, g)) c->time = INDEX_NONE;
    d->time_own = rank <= RANK_CLAUSE;
    d->over_years = is_counted_over_years(r, g, c);
    const dispatch_date *date = &r->m->date;
    if (c->time != INDEX_NONE) {
        const time_mention *x = &r->m->times[c->time];
        c->days = day_of_night(x);
        const bool length = x->type == TIME_DURATION; /* its days are counted from today: "vor zwei Tagen" is no bound */
        c->days_basis = length ? BASIS_RELATIVE : x->basis;
        if (!length && (x->relation == TIME_BY || x->relation == TIME_BEFORE || x->relation == TIME_UNTIL) &&
            x->days.last != DAY_NONE && !(g->frame->flags & FRAME_STATE))
            c->days = up_to(x->days);
        if (x->partner != c->time && x->partner < r->m->time_count) join_days(c, &r->m->times[x->partner]);
        join_next_day(r, c);
    } else if (date->candidate_count) {
        c->days = date->candidate_count == 1 ? day_said(r, g, date->candidates[0]) : (day_range){DAY_NONE, DAY_NONE};
        if (c->days.first == DAY_NONE) c->days = (day_range){date->candidates[0], date->candidates[date->candidate_count - 1]};
        c->days_basis = BASIS_DISPATCH;
    } else {
        c->days = (day_range){DAY_NONE, DAY_NONE};
        c->days_basis = BASIS_UNKNOWN;
    }
}

/* ---- both */

void scene_fill(reader *r, const trigger *g, claim *c, draft *d) {
    unsigned token = TREE_NONE;
    uint32_t role_place = place_by_role(r, g, &token);
    if (g->frame->control && token != TREE_NONE) part_fill(r, token, role_place, c);
    if (role_place == INDEX_NONE && g->frame->control && lacks_place(r, g)) role_place = place_beside(r, g);
    if (role_place == INDEX_NONE) role_place = shelled_place(r, g);
    bool own = true;
    c->place = resolved(r, role_place != INDEX_NONE ? role_place : place_near(r, g, &own));
    if (c->place == INDEX_NONE && c->control_part) c->place = role_place = r->t.told_place; /* "im Zentrum", of that town */
    c->place_basis = c->place == INDEX_NONE ? BASIS_UNKNOWN : own ? BASIS_EXPLICIT : BASIS_INFERRED;
    if (c->control) {
        const bool beside = role_place == INDEX_NONE && c->place != INDEX_NONE && own && lacks_place(r, g) &&
                            c->place < r->m->place_count && strncmp(r->m->places[c->place].feature, "PCL", 3) != 0;
        c->control_place = beside ? c->place : resolved(r, role_place);
        add_joined(r, c->control_place);
    }
    fill_time(r, g, c, d);
}
