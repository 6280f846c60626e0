/* Answers to what was told just before, in words that say nothing by themselves.
 *
 *   "The rebels said they held Gao. The army denied it."     they do not hold it, says the army
 *   "…, which the army denies" · "L'armée dément."           the same
 *   "…", "That is not true," the army said                   the same
 *   "The army called the report a lie"                       the same
 *   "The army called the news of the fall of Gao a lie"      Gao has not fallen, says the army
 *
 * An answer takes over what the claim that it answers says, with its day and its place: the answer names none. */
#include "claim/retort.h"

#include <string.h>

#include "claim/attribution.h"
#include "claim/colour.h"

static const token *tok(const retorts *f, uint32_t t) {
    return &f->r->x->tokens[t];
}

static bool in_sentence(const retorts *f, uint32_t t) {
    return t - f->view.first < f->view.n;
}

bool retort_lists(const retorts *f, uint32_t t, unsigned kind) {
    uint32_t end;
    return cue_match(f->cues, f->r->x, t, kind, 0, &end) != NULL;
}

/* ---- who answers --------------------------------------------------------------------------------------------------------- */

static uint32_t agent_of(const retorts *f, uint32_t verb) {
    return clause_child(&f->view, verb, DEP_OBL_AGENT);
}

/* "denied and condemned": a verb without a subject of its own has that of the verb before it. */
static uint32_t subject_of(const retorts *f, uint32_t verb) {
    enum { STEPS_MAX = 3 };
    for (int step = 0; step < STEPS_MAX && in_sentence(f, verb); step++) {
        const uint32_t agent = agent_of(f, verb), subject = agent == TOKEN_NONE ? clause_subject(&f->view, verb) : agent;
        if (subject != TOKEN_NONE) return subject;
        if (tok(f, verb)->deprel != DEP_CONJ) break;
        verb = tok(f, verb)->head;
    }
    return TOKEN_NONE;
}

static uint32_t actor_at(const retorts *f, uint32_t t) {
    const mentions *m = f->r->m;
    for (uint32_t i = f->first_actor; i < m->actor_count && m->actors[i].at.first_token <= t; i++)
        if (t < m->actors[i].at.end_token) return i;
    return INDEX_NONE;
}

static const claimant *speaker_at(const retorts *f, uint32_t head, uint32_t verb, const cue_entry *e) {
    uint32_t first, end;
    if (head == TOKEN_NONE || (tok(f, head)->upos != UPOS_NOUN && tok(f, head)->upos != UPOS_PROPN)) return NULL;
    if (retort_lists(f, head, CUE_TALLY)) return NULL; /* "the number of dead stands at 63": nobody's answer */
    clause_phrase(&f->view, head, TOKEN_NONE, &first, &end);
    const span at = {tok(f, first)->start, tok(f, end - 1)->end};
    claimant *who = arena_alloc(f->r->a, sizeof *who);
    const char *words = arena_copy(f->r->a, f->r->x->bytes + at.start, at.end - at.start);
    if (!who || !words) {
        f->r->nomem = true;
        return NULL;
    }
    const bool unnamed = retort_lists(f, head, CUE_UNNAMED), outlet = retort_lists(f, head, CUE_OUTLET);
    *who = (claimant){.kind = outlet    ? CLAIMANT_OUTLET
                              : unnamed ? CLAIMANT_UNNAMED
                                        : CLAIMANT_QUOTED,
                      .at = at,
                      .text = words,
                      .cue = {tok(f, verb)->start, tok(f, verb)->end},
                      .actor = actor_at(f, head),
                      .rule = e->rule};
    return who;
}

const claimant *retort_speaker(const retorts *f, uint32_t verb, const cue_entry *e) {
    return speaker_at(f, subject_of(f, verb), verb, e);
}

/* ---- what is answered ---------------------------------------------------------------------------------------------------- */

/* The first mention of the same actor. */
static uint32_t meant(const reader *r, uint32_t actor) {
    if (actor >= r->m->actor_count) return INDEX_NONE;
    return r->m->actors[actor].coref < r->m->actor_count ? r->m->actors[actor].coref : actor;
}

static bool says_it_himself(const reader *r, const claim *c, const claimant *who) {
    if (!c->claimant_count) return false;
    const claimant *last = &c->claimants[c->claimant_count - 1];
    return span_overlaps(last->at, who->at) || (who->actor != INDEX_NONE && meant(r, last->actor) == meant(r, who->actor));
}

static bool is_counted(const claim *c) {
    return c->casualty_count && c->casualties[0].best != QUANTITY_NONE;
}

/* Deeds and who holds what; words about words are not what an answer is about. */
static bool can_be_answered(const claim *c, bool counted) {
    static const char *const deeds[] = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"};
    if (c->polarity != POLARITY_AFFIRMED || c->generic || (c->tense != CLAIM_PAST && c->tense != CLAIM_ONGOING)) return false;
    if (counted) return is_counted(c);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        if (strcmp(c->type, deeds[i]) == 0) return true;
    return c->control != CONTROL_NONE;
}

static unsigned depth_of(const text *x, uint32_t t) {
    enum { DEPTH_MAX = 64 };
    unsigned depth = 0;
    for (; x->tokens[t].head != TOKEN_NONE && depth < DEPTH_MAX; depth++) t = x->tokens[t].head;
    return depth;
}

uint32_t retort_target(const retorts *f, uint32_t t, const claimant *who, bool counted) {
    const reader *r = f->r;
    uint32_t best = INDEX_NONE, sentence = 0;
    unsigned depth = 0;
    for (uint32_t i = f->end_near; i-- > f->first_near;) {
        const claim *c = &r->claims.at[i];
        const uint32_t own = tok(f, c->trigger_token)->sentence;
        if (c->trigger_token >= t || !can_be_answered(c, counted) || says_it_himself(r, c, who)) continue;
        if (own + 1 < f->sentence || (best != INDEX_NONE && own != sentence)) break;
        const unsigned here = depth_of(r->x, c->trigger_token);
        if (best == INDEX_NONE || here <= depth) {
            best = i;
            depth = here;
            sentence = own;
        }
    }
    return best;
}

claim *retort_add(retorts *f, uint32_t target, uint32_t t, span at, const claimant *chain, uint32_t n) {
    reader *r = f->r;
    claim c = r->claims.at[target];
    c.at = c.trigger = at;
    c.trigger_token = t;
    c.cameo = c.cameo_below = NULL; /* words about a deed are no deed */
    c.certainty = CERTAINTY_CERTAIN;
    c.quoted = false;
    c.claimants = chain;
    c.claimant_count = n;
    c.distance_count = 0;
    if (!vec_push(r->a, &r->claims, c)) {
        r->nomem = true;
        return NULL;
    }
    return &r->claims.at[r->claims.n - 1];
}

static void deny(retorts *f, uint32_t t, span at, const claimant *chain, uint32_t n, bool nearby) {
    const uint32_t target = n ? retort_target(f, t, &chain[n - 1], false) : INDEX_NONE;
    if (nearby && target != INDEX_NONE && tok(f, f->r->claims.at[target].trigger_token)->sentence != f->sentence) return;
    claim *c = target == INDEX_NONE ? NULL : retort_add(f, target, t, at, chain, n);
    if (c) c->polarity = POLARITY_NEGATED;
}

/* ---- "denied it" --------------------------------------------------------------------------------------------------------- */

/* A pronoun, a word for what was said that says no more ("the claim"), or "this" with any word ("ce bombardement"). */
static bool is_empty_word(const retorts *f, uint32_t t) {
    const unsigned u = tok(f, t)->upos;
    if (u == UPOS_PRON || u == UPOS_DET) return true;
    bool told = u == UPOS_NOUN && retort_lists(f, t, CUE_NOUN);
    CLAUSE_EACH_CHILD(&f->view, t, k) {
        const unsigned d = tok(f, k)->deprel;
        if (d != DEP_DET && d != DEP_CASE && d != DEP_AMOD && d != DEP_PUNCT) return false;
        told |= u == UPOS_NOUN && FEAT_GET(tok(f, k)->feats, PRONTYPE) == PRONTYPE_DEM;
    }
    return told;
}

/* Does the verb say what it denies? */
static bool has_content(const retorts *f, uint32_t verb) {
    enum { LOOK_BACK = 64 };
    const claims *all = f->r->out;
    const uint32_t behind = claimants_behind(all, f->view.first + f->view.n - 1);
    for (uint32_t i = behind > LOOK_BACK ? behind - LOOK_BACK : 0; i < behind; i++) {
        const attribution *a = &all->attributions[i];
        if (a->cue_token != verb) continue;
        for (uint32_t k = a->first_token; k < a->end_token; k++)
            if (clause_is_verb(&f->view, k) || tok(f, k)->upos == UPOS_PROPN ||
                (tok(f, k)->upos == UPOS_NOUN && !is_empty_word(f, k)))
                return true;
    }
    return false;
}

/* "В Генштабе это опровергли": whom the attribution of the verb names, who is no subject of it; NULL. */
static const claimant *said_by(const retorts *f, uint32_t verb) {
    enum { LOOK_BACK = 64 };
    const claims *all = f->r->out;
    const uint32_t behind = claimants_behind(all, f->view.first + f->view.n - 1);
    for (uint32_t i = behind > LOOK_BACK ? behind - LOOK_BACK : 0; i < behind; i++) {
        const attribution *a = &all->attributions[i];
        if (a->cue_token == verb && a->source_token != TOKEN_NONE && a->who.text && a->who.at.end > a->who.at.start)
            return &a->who;
    }
    return NULL;
}

static bool is_relative(const retorts *f, uint32_t t) {
    return FEAT_GET(tok(f, t)->feats, PRONTYPE) == PRONTYPE_REL;
}

/* "Повстанцы это отрицают", with the rebels called an object too: who stands before "this" and the verb, where cases leave the
 * order of words free; TOKEN_NONE. */
static uint32_t denier_before_this(const retorts *f, uint32_t verb) {
    uint32_t who = TOKEN_NONE;
    bool this = false;
    if (!(f->cues->kinds & (1u << CUE_ABOUT))) return TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const unsigned d = tok(f, k)->deprel, u = tok(f, k)->upos;
        if (k > verb || (d != DEP_OBJ && d != DEP_NSUBJ)) continue;
        this |= u == UPOS_PRON;
        if ((u == UPOS_NOUN || u == UPOS_PROPN) && clause_child(&f->view, k, DEP_CASE) == TOKEN_NONE) who = k;
    }
    return this ? who : TOKEN_NONE;
}

/* The object is empty; or there is none, where the verb alone can deny ("L'armée dément."). What a relative pronoun stands for
 * is told already ("took Gao, which the army denies"). */
static bool denies_what_was_told(const retorts *f, uint32_t verb, const cue_entry *e) {
    bool object = false;
    const uint32_t denier = denier_before_this(f, verb);
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        switch (tok(f, k)->deprel) {
        case DEP_OBJ:
        case DEP_NSUBJ_PASS:
            object = true;
            if (is_relative(f, k)) return true;
            if (k == denier) break;
            if (!is_empty_word(f, k) || (denier == TOKEN_NONE && has_content(f, verb))) return false;
            break;
        case DEP_CCOMP:
        case DEP_XCOMP:
        case DEP_CSUBJ:
            return false;
        default:
            break;
        }
    }
    return object || ((e->says & SAYS_QUOTE) && !has_content(f, verb));
}

static void find_denial(retorts *f, uint32_t t) {
    uint32_t end;
    if (tok(f, t)->upos != UPOS_VERB && clause_subject(&f->view, t) == TOKEN_NONE) return; /* a verb, whatever its tag */
    const cue_entry *e = cue_match(f->cues, f->r->x, t, CUE_VERB, 0, &end);
    if (!e || !e->negates || colour_negated(f->cues, &f->view, t)) return;
    if (!denies_what_was_told(f, t, e)) return;
    const claimant *who = retort_speaker(f, t, e);
    if (!who) who = speaker_at(f, denier_before_this(f, t), t, e);
    if (!who) who = said_by(f, t);
    const uint32_t object = clause_child(&f->view, t, DEP_OBJ);
    const bool nearby = object != TOKEN_NONE && is_relative(f, object); /* "which" goes on with its own sentence */
    if (who) deny(f, t, (span){tok(f, t)->start, tok(f, end - 1)->end}, who, 1, nearby);
}

/* ---- "that is not true", "it is false that"
 * -------------------------------------------------------------------------------------------------- */

/* Is it a predicate, of nothing or of an empty word? */
static bool is_said_of_what_was_told(const retorts *f, uint32_t t) {
    if (tok(f, t)->deprel == DEP_AMOD || tok(f, t)->deprel == DEP_NMOD || tok(f, t)->deprel == DEP_OBJ) return false;
    const bool copula = clause_child(&f->view, t, DEP_COP) != TOKEN_NONE;
    const uint32_t subject = clause_subject(&f->view, t);
    if (subject == TOKEN_NONE) return copula || (tok(f, t)->flags & TOKEN_QUOTED);
    return is_empty_word(f, subject);
}

/* Claims of the sentence below a word, other than those that it is said by, are said not to be so. */
static bool negate_below(const retorts *f, uint32_t head, const claimant *who) {
    bool any = false;
    for (uint32_t i = f->first_near; i < f->end_near; i++) {
        claim *c = &f->r->claims.at[i];
        const uint32_t t = c->trigger_token;
        if (!in_sentence(f, t) || !can_be_answered(c, false) || !token_under(f->r->x, t, head)) continue;
        c->polarity = POLARITY_NEGATED;
        if (who) {
            c->claimants = who;
            c->claimant_count = 1;
        }
        any = true;
    }
    return any;
}

/* "called the news of the fall a lie, and said it held the town": what is called so, and not what the verb is joined to. */
static bool negate_object(const retorts *f, uint32_t verb, const claimant *who) {
    bool any = false;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const unsigned d = tok(f, k)->deprel;
        const bool aside = d == DEP_PARATAXIS && retort_lists(f, k, CUE_NOUN); /* behind a mark: as "lies" a report that */
        if (d == DEP_OBJ || d == DEP_OBL || d == DEP_XCOMP || d == DEP_CCOMP || aside) any |= negate_below(f, k, who);
    }
    return any;
}

/* "It is a lie that Gao fell", the clause hung on the noun like a relative. */
static bool is_empty_subject(const retorts *f, uint32_t t) {
    CLAUSE_EACH_CHILD(&f->view, t, k) {
        const unsigned d = tok(f, k)->deprel;
        if ((d == DEP_EXPL || d == DEP_NSUBJ) && tok(f, k)->upos == UPOS_PRON && k < t) return true;
    }
    return false;
}

/* "It is false that Gao fell", "reports of the fall of Gao are untrue", "there is no truth in reports that": the clause, or the
 * noun for what was said. */
static bool negate_subject(const retorts *f, uint32_t t) {
    const bool empty = is_empty_subject(f, t);
    CLAUSE_EACH_CHILD(&f->view, t, k) {
        const unsigned d = tok(f, k)->deprel;
        const bool clause = d == DEP_CSUBJ || d == DEP_CCOMP || (empty && k > t && (d == DEP_ACL || d == DEP_ACL_RELCL));
        const bool noun = (d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_NMOD) &&
                          (retort_lists(f, k, CUE_NOUN) || retort_lists(f, k, CUE_TALLY)); /* "the figure of 300 dead is false" */
        if ((clause || noun) && negate_below(f, k, NULL)) return true;
    }
    return false;
}

/* "It is not true, the minister said, that Gao fell", "there is no truth, he said, in the claim that": words of saying between
 * commas have taken the clause that the word is said of. */
static bool negate_behind_saying(const retorts *f, uint32_t t) {
    const uint32_t up = tok(f, t)->head;
    const bool there = in_sentence(f, up) && clause_child(&f->view, up, DEP_EXPL) != TOKEN_NONE;
    const uint32_t root = there ? up : t;
    if (!there && !is_empty_subject(f, t)) return false;
    CLAUSE_EACH_CHILD(&f->view, root, k) {
        if (there && k > t && tok(f, k)->deprel == DEP_OBL && retort_lists(f, k, CUE_NOUN) && negate_below(f, k, NULL))
            return true;
        if (k < t || tok(f, k)->deprel != DEP_PARATAXIS || !retort_lists(f, k, CUE_VERB)) continue;
        const uint32_t clause = clause_child(&f->view, k, DEP_CCOMP);
        if (clause == TOKEN_NONE || clause < k || clause_child(&f->view, clause, DEP_MARK) == TOKEN_NONE) continue;
        if (negate_below(f, clause, NULL)) return true;
    }
    return false;
}

/* "Said reports that Gao had fallen were untrue", the word hung on the reports. */
static bool negate_noun_above(const retorts *f, uint32_t t) {
    const uint32_t up = tok(f, t)->head;
    if (tok(f, t)->deprel != DEP_CCOMP || !in_sentence(f, up) || up > t || tok(f, up)->upos != UPOS_NOUN) return false;
    return clause_child(&f->view, t, DEP_COP) != TOKEN_NONE && retort_lists(f, up, CUE_NOUN) && negate_below(f, up, NULL);
}

/* "Reports that Gao fell proved false": what is said of the subject of the verb that it hangs on, or of a noun without a verb of
 * its own, where the tree took all the rest for a part of it. */
static bool negate_subject_above(const retorts *f, uint32_t t) {
    enum { CLIMB_MAX = 8 };
    const uint32_t up = tok(f, t)->head;
    uint32_t root = t;
    for (int step = 0; step < CLIMB_MAX && in_sentence(f, tok(f, root)->head); step++) root = tok(f, root)->head;
    if (tok(f, t)->deprel != DEP_XCOMP || !in_sentence(f, up) || clause_child(&f->view, up, DEP_OBJ) != TOKEN_NONE) return false;
    if (colour_negated(f->cues, &f->view, up)) return false;
    if (negate_subject(f, up)) return true;
    const bool noun = root < t && tok(f, root)->upos == UPOS_NOUN && retort_lists(f, root, CUE_NOUN);
    return noun && negate_below(f, root, NULL);
}

/* "Die Behauptung, sie hätten Gao eingenommen, sei falsch, sagte …", the claim hung on the verb of saying; "Bei den Meldungen
 * über den Fall von Gao handelt es sich um Propaganda": what stands between a noun for what was said and the word that calls it
 * so. */
static bool negate_beside(const retorts *f, uint32_t t) {
    const uint32_t up = tok(f, t)->head;
    if (!in_sentence(f, up) || clause_child(&f->view, up, DEP_OBJ) == t) return false;
    const bool told = tok(f, t)->deprel == DEP_CCOMP && up > t;
    if (!told && !(tok(f, t)->deprel == DEP_OBL && is_empty_subject(f, up))) return false;
    CLAUSE_EACH_CHILD(&f->view, up, k) {
        const unsigned d = tok(f, k)->deprel;
        if (k > t || (d != DEP_NSUBJ && d != DEP_NSUBJ_PASS && (told || d != DEP_OBL)) ||
            (!retort_lists(f, k, CUE_NOUN) && !retort_lists(f, k, CUE_TALLY)))
            continue;
        bool any = negate_below(f, k, NULL);
        for (uint32_t i = f->first_near; told && i < f->end_near; i++) {
            claim *c = &f->r->claims.at[i];
            if (c->trigger_token < k || c->trigger_token > t || !can_be_answered(c, false)) continue;
            c->polarity = POLARITY_NEGATED;
            any = true;
        }
        return any;
    }
    return false;
}

/* "Сообщение о том, что войска взяли село, не соответствует действительности", the predicate hung on the clause of the report:
 * the sentence begins with a noun for what was said, and what stands between that and the predicate is said not to be so. */
static bool negate_report_before(const retorts *f, uint32_t t) {
    uint32_t noun = f->view.first;
    while (noun < t && tok(f, noun)->upos != UPOS_NOUN) {
        const unsigned u = tok(f, noun)->upos;
        if (u != UPOS_PUNCT && u != UPOS_DET && u != UPOS_ADJ && u != UPOS_CCONJ && u != UPOS_ADV) return false;
        noun++;
    }
    if (noun + 2 >= t || clause_child(&f->view, noun, DEP_CASE) != TOKEN_NONE || !retort_lists(f, noun, CUE_NOUN)) return false;
    uint32_t mark = t;
    while (mark > noun && f->r->x->bytes[tok(f, mark)->start] != ',') mark--; /* the clause of the report ends before it */
    if (mark == noun || t - mark > 4 || clause_subject(&f->view, t) != TOKEN_NONE) return false;
    bool any = false;
    for (uint32_t i = f->first_near; i < f->end_near; i++) {
        claim *c = &f->r->claims.at[i];
        if (c->trigger_token <= noun || c->trigger_token >= mark || !can_be_answered(c, false)) continue;
        c->polarity = POLARITY_NEGATED;
        any = true;
    }
    return any;
}

/* The verb of calling that the word completes: "called the report a lie", "qualifie de fausse l'annonce"; TOKEN_NONE. */
static uint32_t verb_of_calling(const retorts *f, uint32_t t, const cue_entry **e) {
    enum { STEPS_MAX = 2 };
    uint32_t end;
    for (int step = 0; step < STEPS_MAX && in_sentence(f, tok(f, t)->head); step++) {
        t = tok(f, t)->head;
        if (tok(f, t)->upos != UPOS_VERB) continue;
        *e = cue_match(f->cues, f->r->x, t, CUE_VERB, 0, &end);
        return *e && ((*e)->says & (SAYS_AS | SAYS_TOPIC) || (*e)->negates) ? t : TOKEN_NONE;
    }
    return TOKEN_NONE;
}

static void find_called_untrue(retorts *f, uint32_t t, uint32_t end) {
    const cue_entry *e;
    const uint32_t verb = verb_of_calling(f, t, &e);
    if (verb == TOKEN_NONE || colour_negated(f->cues, &f->view, verb)) return;
    const claimant *who = retort_speaker(f, verb, e);
    const uint32_t object = clause_child(&f->view, verb, DEP_OBJ);
    if (!who || negate_object(f, verb, who)) return;
    if (object == TOKEN_NONE || object == t || is_empty_word(f, object))
        deny(f, t, (span){tok(f, t)->start, tok(f, end - 1)->end}, who, 1, false);
}

static void find_untrue(retorts *f, uint32_t t) {
    uint32_t end;
    const bool untrue = cue_match(f->cues, f->r->x, t, CUE_FALSE, 0, &end) != NULL;
    if (!untrue && !cue_match(f->cues, f->r->x, t, CUE_TRUE, 0, &end)) return;
    if (end > t + 1 && tok(f, t)->head == end - 1) t = end - 1; /* "a fairy tale" */
    if (colour_negated(f->cues, &f->view, t) == untrue) return;
    if (negate_subject(f, t) || negate_report_before(f, t) || negate_behind_saying(f, t) || negate_noun_above(f, t) ||
        (untrue && (negate_subject_above(f, t) || negate_beside(f, t))))
        return;
    if (is_said_of_what_was_told(f, t)) {
        const claimant *chain;
        uint32_t n;
        if (claimants_of(f->r->out, t, f->r->a, &chain, &n) != DP_OK)
            f->r->nomem = true;
        else
            deny(f, t, (span){tok(f, t)->start, tok(f, end - 1)->end}, chain, n, false);
    } else if (untrue) {
        find_called_untrue(f, t, end);
    }
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------- */

/* Answers stand among the others in the order of the text: both are in it, or nearly, and are merged from the end. */
static void put_in_order(retorts *f) {
    reader *r = f->r;
    const uint32_t added = r->claims.n - f->known;
    claim *at = r->claims.at, *answers = added ? arena_array(r->a, added, sizeof *answers) : NULL;
    if (!answers) {
        r->nomem |= added > 0;
        return;
    }
    for (uint32_t i = 0; i < added; i++) {
        const claim one = at[f->known + i];
        uint32_t to = i;
        for (; to > 0 && answers[to - 1].trigger_token > one.trigger_token; to--) answers[to] = answers[to - 1];
        answers[to] = one;
    }
    for (uint32_t to = r->claims.n, old = f->known, left = added; left > 0;) {
        const bool answer = old == 0 || at[old - 1].trigger_token <= answers[left - 1].trigger_token;
        at[--to] = answer ? answers[--left] : at[--old];
    }
}

/* Opens a sentence: its tree, and what of claims and mentions stands in it. */
static void open_sentence(retorts *f, uint32_t s) {
    const reader *r = f->r;
    const mentions *m = r->m;
    clause_open(&f->view, r->x, f->sentence = s);
    const uint32_t first = r->x->sentences[s].first_token, before = s ? r->x->sentences[s - 1].first_token : first;
    const uint32_t end = r->x->sentences[s].end_token;
    while (f->first_near < f->known && r->claims.at[f->first_near].trigger_token < before) f->first_near++;
    if (f->end_near < f->first_near) f->end_near = f->first_near;
    while (f->end_near < f->known && r->claims.at[f->end_near].trigger_token < end) f->end_near++;
    while (f->first_actor < m->actor_count && m->actors[f->first_actor].at.end_token <= first) f->first_actor++;
    while (f->first_time < m->time_count && m->times[f->first_time].at.end_token <= first) f->first_time++;
    while (f->first_quantity < m->quantity_count && m->quantities[f->first_quantity].at.end_token <= first) f->first_quantity++;
}

void retorts_find(reader *r) {
    retorts f = {.r = r, .cues = cue_table_of(r->rules->attribution, r->x), .known = r->claims.n};
    const uint32_t wanted = 1u << CUE_VERB | 1u << CUE_FALSE | 1u << CUE_TRUE | 1u << CUE_TALLY;
    if (!f.cues || !f.known) return;
    for (uint32_t s = 0; s < r->x->sentence_count && !r->nomem; s++) {
        bool open = false;
        for (uint32_t t = r->x->sentences[s].first_token; t < r->x->sentences[s].end_token && !r->nomem; t++) {
            if (!(cue_kinds_at(f.cues, r->x, t) & wanted)) continue;
            if (!open) open_sentence(&f, s);
            open = true;
            if (!in_sentence(&f, t)) break;
            find_denial(&f, t);
            find_untrue(&f, t);
            retort_count(&f, t);
        }
    }
    put_in_order(&f);
}
