/* How a clause is said. The words around the trigger are looked up in [manner] by where they stand; the verb's form gives the
 * rest. What governs the clause ("failed to", "is likely to", "plans to") colours it through infinitives; the attributions around
 * it add what their cues say. */
#include "claim/colour.h"

#include <string.h>

#define CLIMB_MAX 6u
#define NE_REACH  3u /* words */

typedef struct colours {
    bool ne, negated, negated_by_ne; /* the last: by a word that needs "ne" */
    uint32_t denier;                 /* the verb above that turned it round; TOKEN_NONE */
    bool would;                      /* hypothetical by an auxiliary */
    bool purpose;                    /* hypothetical as an aim: "to shoot" */
    bool perfect;                    /* by what stands beside an infinitive of the perfect: "soll verlassen haben" */
    uint8_t certainty;               /* CERTAINTY_UNKNOWN: nothing said */
    uint8_t tense;
    bool tense_set;
    rule_ref rule, ne_rule;
} colours;

/* The less sure of two. */
static uint8_t weaker(uint8_t a, uint8_t b) {
    return a > b ? a : b; /* UNKNOWN < CERTAIN < PROBABLE < POSSIBLE */
}

/* Later steps stand farther from the trigger: what stands near it wins, but an order or a condition outdoes a mere tense. */
static void set_tense(colours *c, uint8_t tense, rule_ref rule) {
    bool stronger = (tense == CLAIM_HYPOTHETICAL && c->tense != CLAIM_ORDERED) || (tense == CLAIM_ORDERED && c->purpose);
    if (c->tense_set && !stronger) return;
    c->tense = tense;
    c->tense_set = true;
    if (rule) c->rule = rule;
}

static void see(void *context, const cue_entry *e) {
    colours *c = context;
    c->perfect |= (e->where & WHERE_ON_PERFECT) != 0;
    switch (e->set) {
    case SET_NE:
        c->ne = true;
        break;
    case SET_POLARITY:
        if (e->where & (WHERE_WITH_NE | WHERE_ARG_NE)) {
            c->negated_by_ne = true;
            c->ne_rule = e->rule;
        } else {
            c->negated = true;
            c->rule = e->rule;
        }
        break;
    case SET_CERTAINTY:
        c->certainty = weaker(c->certainty, e->value);
        c->rule = e->rule;
        break;
    case SET_TENSE:
        set_tense(c, e->value, e->rule);
        c->would |= (e->where & WHERE_ON) && e->value == CLAIM_HYPOTHETICAL;
        break;
    default:
        break;
    }
}

/* Of cues that end at the word behind the one they begin at: "no longer". */
static void see_phrase(void *context, const cue_entry *e) {
    if (e->behind_count > 0) see(context, e);
}

static bool is_argument(unsigned deprel) {
    switch (deprel) {
    case DEP_NSUBJ:
    case DEP_NSUBJ_PASS:
    case DEP_OBJ:
    case DEP_IOBJ:
    case DEP_OBL_AGENT:
    case DEP_EXPL:
        return true;
    default:
        return false;
    }
}

static bool is_infinitive(const token *k) {
    return FEAT_GET(k->feats, VERBFORM) == VERBFORM_INF;
}

/* The particle that marks an infinitive, where the clause has one: "to". */
static uint32_t infinitive_mark(const clause_view *v, uint32_t t) {
    CLAUSE_EACH_CHILD(v, t, k)
    if (v->x->tokens[k].deprel == DEP_MARK && v->x->tokens[k].upos == UPOS_PART) return k;
    return TOKEN_NONE;
}

/* An infinitive by its form, by its auxiliary's ("to be held") or by its particle ("to set", whatever the tagger sees in it),
 * without a finite auxiliary. */
static bool heads_infinitive(const clause_view *v, uint32_t t) {
    bool infinitive = is_infinitive(&v->x->tokens[t]) || infinitive_mark(v, t) != TOKEN_NONE;
    CLAUSE_EACH_CHILD(v, t, k) {
        const token *a = &v->x->tokens[k];
        if (a->deprel != DEP_AUX && a->deprel != DEP_AUX_PASS && a->deprel != DEP_COP) continue;
        if (FEAT_GET(a->feats, VERBFORM) == VERBFORM_FIN) return false;
        infinitive |= is_infinitive(a);
    }
    return infinitive;
}

/* "personne ne s'est révolté" where the tree hangs "personne" elsewhere: the subject that negates stands right before "ne". */
static void look_before_ne(const cue_table *c, const clause_view *v, uint32_t ne, colours *out) {
    for (uint32_t j = ne; j > v->first && ne - j < NE_REACH;) {
        const token *k = &v->x->tokens[--j];
        if (k->upos == UPOS_PUNCT || k->upos == UPOS_SCONJ || k->upos == UPOS_CCONJ) return;
        cue_each(c, v->x, j, WHERE_ARG_NE, see, out);
    }
}

/* "ne contrôle plus Bentiu" where the tree hangs "plus" on the name: what negates with "ne" stands right behind the finite verb.
 */
static void look_behind_verb(const cue_table *c, const clause_view *v, uint32_t ne, uint32_t t, colours *out) {
    uint32_t finite = ne + 1;
    while (finite <= t && finite - ne <= NE_REACH && FEAT_GET(v->x->tokens[finite].feats, VERBFORM) != VERBFORM_FIN) finite++;
    if (finite <= t && finite - ne <= NE_REACH && finite + 1 < v->first + v->n)
        cue_each(c, v->x, finite + 1, WHERE_WITH_NE, see, out);
}

/* What a finite auxiliary governs here besides: an infinitive ("wird angreifen") or one of the perfect ("soll verlassen haben").
 */
static unsigned where_on_infinitive(const clause_view *v, uint32_t t) {
    bool finite = false, perfect = false, infinitive = is_infinitive(&v->x->tokens[t]);
    CLAUSE_EACH_CHILD(v, t, k) {
        const token *a = &v->x->tokens[k];
        if (a->deprel != DEP_AUX && a->deprel != DEP_AUX_PASS && a->deprel != DEP_COP) continue;
        finite |= FEAT_GET(a->feats, VERBFORM) == VERBFORM_FIN;
        infinitive |= is_infinitive(a);
        perfect |=
            is_infinitive(a) && FEAT_GET(a->feats, VOICE) != VOICE_PASS &&
            (a->deprel == DEP_AUX || (a->deprel == DEP_AUX_PASS && FEAT_GET(v->x->tokens[t].feats, VERBFORM) == VERBFORM_PART));
    }
    return !finite ? 0 : perfect ? WHERE_ON_PERFECT : infinitive ? WHERE_ON_INF : 0;
}

/* The words that hang on the clause's head: adverbs, auxiliaries, conjunctions, arguments and their determiners; but not those of
 * the argument `but`, which were seen ("no casualties were reported" is negated once). */
static void look_beside(const cue_table *c, const clause_view *v, uint32_t t, uint32_t but, colours *out) {
    const token *head = &v->x->tokens[t];
    bool purpose = heads_infinitive(v, t) &&
                   (head->deprel == DEP_ADVCL || head->deprel == DEP_ACL || head->deprel == DEP_NMOD || head->deprel == DEP_OBL);
    const unsigned beside = WHERE_ON | WHERE_WITH_NE | where_on_infinitive(v, t);
    CLAUSE_EACH_CHILD(v, t, k) {
        unsigned d = v->x->tokens[k].deprel;
        if (d == DEP_MARK || d == DEP_CASE || d == DEP_CC) {
            const bool was_set = out->tense_set;
            cue_each(c, v->x, k, purpose ? WHERE_MARK | WHERE_PURPOSE : WHERE_MARK, see, out);
            out->purpose |= purpose && !was_set && out->tense_set && out->tense == CLAIM_HYPOTHETICAL;
        }
        if (d == DEP_ADVMOD || d == DEP_AUX || d == DEP_AUX_PASS || d == DEP_CC || d == DEP_DISCOURSE || d == DEP_MARK ||
            d == DEP_DEP || d == DEP_DET || (d == DEP_PARATAXIS && !clause_is_verb(v, k))) {
            const bool had_ne = out->ne;
            cue_each(c, v->x, k, beside, see, out);
            if (out->ne && !had_ne) {
                look_before_ne(c, v, k, out);
                look_behind_verb(c, v, k, t, out);
            }
        }
        if (d != DEP_PUNCT && d != DEP_CONJ && d != DEP_DISLOCATED) cue_each(c, v->x, k, WHERE_ARG | WHERE_ARG_NE, see, out);
        if (is_argument(d) && k > v->first && v->x->tokens[k - 1].head == k) /* a cue that ends here: "no one" */
            cue_each(c, v->x, k - 1, WHERE_ARG | WHERE_ARG_NE, see, out);
        if (d == DEP_ADVMOD && k > v->first && v->x->tokens[k - 1].head == k) cue_each(c, v->x, k - 1, WHERE_ON, see_phrase, out);
        if (is_argument(d) && k != but) {
            CLAUSE_EACH_CHILD(v, k, j)
            if (v->x->tokens[j].deprel == DEP_DET || v->x->tokens[j].deprel == DEP_ADVMOD)
                cue_each(c, v->x, j, WHERE_DET, see, out);
        }
        if (d == DEP_AMOD || d == DEP_ACL) cue_each(c, v->x, k, WHERE_AMOD, see, out);
        if (d == DEP_DET) cue_each(c, v->x, k, WHERE_DET, see, out);
    }
}

/* "will attack if the others stay": what hangs on a condition is hypothetical. */
static void look_at_conditions(const cue_table *c, const clause_view *v, uint32_t t, colours *out) {
    if (out->tense != CLAIM_FUTURE && out->tense != CLAIM_HYPOTHETICAL) return;
    CLAUSE_EACH_CHILD(v, t, k) {
        colours condition = {0};
        if (v->x->tokens[k].deprel != DEP_ADVCL) continue;
        CLAUSE_EACH_CHILD(v, k, m) if (v->x->tokens[m].deprel == DEP_MARK) cue_each(c, v->x, m, WHERE_MARK, see, &condition);
        if (!condition.tense_set || condition.tense != CLAIM_HYPOTHETICAL) continue;
        out->tense = CLAIM_HYPOTHETICAL;
        out->would = false;
    }
}

static void settle_ne(colours *c) {
    if (c->ne && c->negated_by_ne) {
        c->negated = true;
        c->rule = c->ne_rule;
    }
}

bool colour_negated(const cue_table *c, const clause_view *v, uint32_t verb) {
    colours out = {0};
    look_beside(c, v, verb, TOKEN_NONE, &out);
    settle_ne(&out);
    return out.negated;
}

/* --- the verb's own form
 * -------------------------------------------------------------------------------------------------------- */

typedef struct verb_form {
    bool finite, past, present, future, conditional, imperative, perfect, passive, infinitive, participle;
    bool to_come; /* "is to be held" */
} verb_form;

static void add_form(verb_form *f, const token *k) {
    unsigned mood = FEAT_GET(k->feats, MOOD), tense = FEAT_GET(k->feats, TENSE), form = FEAT_GET(k->feats, VERBFORM);
    if (form == VERBFORM_FIN || mood) f->finite = true;
    f->conditional |= mood == MOOD_CND;
    f->imperative |= mood == MOOD_IMP;
    f->future |= tense == TENSE_FUT;
    if (form == VERBFORM_FIN || mood) {
        f->past |= tense == TENSE_PAST || tense == TENSE_IMP || tense == TENSE_PQP;
        f->present |= tense == TENSE_PRES;
    }
}

/* "Rebels control Marawi": the bare form that the tagger took for a noun. */
static bool is_bare_present(const clause_view *v, uint32_t t) {
    const uint32_t s = clause_child(v, t, DEP_NSUBJ), o = clause_child(v, t, DEP_OBJ);
    const bool both = s != TOKEN_NONE && o != TOKEN_NONE && s < t && t < o;
    return v->x->tokens[t].upos == UPOS_NOUN && both && clause_child(v, t, DEP_AUX) == TOKEN_NONE;
}

static verb_form form_of(const clause_view *v, uint32_t t) {
    const token *k = &v->x->tokens[t];
    const bool bare = is_bare_present(v, t);
    verb_form f = {.finite = bare, .present = bare};
    /* beside an auxiliary of the passive a finite form is a participle that was tagged wrongly */
    if (FEAT_GET(k->feats, VERBFORM) != VERBFORM_FIN || clause_child(v, t, DEP_AUX_PASS) == TOKEN_NONE) add_form(&f, k);
    if (f.imperative && clause_subject(v, t) != TOKEN_NONE) { /* "A spokesman, Ann Lee, put the toll at 30": whoever is told to
                                                                 do something stands not before it */
        f.imperative = false;
        f.past = !f.present;
    }
    f.infinitive = is_infinitive(k);
    f.participle = FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART;
    bool past_part = f.participle && FEAT_GET(k->feats, TENSE) != TENSE_PRES && clause_child(v, t, DEP_AUX_PASS) == TOKEN_NONE;
    const uint32_t mark = infinitive_mark(v, t);
    CLAUSE_EACH_CHILD(v, t, c) {
        const token *a = &v->x->tokens[c];
        if (a->deprel != DEP_AUX && a->deprel != DEP_AUX_PASS && a->deprel != DEP_COP) continue;
        add_form(&f, a);
        f.to_come |= mark != TOKEN_NONE && c < mark && FEAT_GET(a->feats, VERBFORM) == VERBFORM_FIN;
        f.infinitive |= is_infinitive(a) && a->deprel != DEP_COP;
        if ((a->deprel == DEP_AUX || a->deprel == DEP_COP) && past_part) f.perfect = true; /* a pris, est parti */
        if (a->deprel == DEP_AUX_PASS) f.passive = true;
        if (FEAT_GET(a->feats, VERBFORM) == VERBFORM_PART && a->deprel == DEP_AUX_PASS)
            f.perfect = true; /* a été tué, has been killed */
    }
    return f;
}

/* Present tense in a headline tells what has happened. */
static void colour_by_form(const clause_view *v, uint32_t t, const verb_form *f, colours *c) {
    bool headline = v->x->sentences[v->x->tokens[t].sentence].headline;
    bool verb = clause_is_verb(v, t) || f->finite;
    if (!verb) return;
    if (f->imperative) {
        set_tense(c, CLAIM_ORDERED, 0);
    } else if (f->future || f->to_come) {
        set_tense(c, CLAIM_FUTURE, 0);
    } else if (f->conditional && v->x->tokens[t].deprel == DEP_CCOMP) { /* seen from the past: il a dit qu'il partirait */
        set_tense(c, f->perfect ? CLAIM_HYPOTHETICAL : CLAIM_FUTURE, 0);
    } else if (f->conditional) { /* hearsay: aurait pris, contrôlerait */
        c->certainty = weaker(c->certainty, CERTAINTY_POSSIBLE);
        set_tense(c, f->perfect ? CLAIM_PAST : CLAIM_ONGOING, 0);
    } else if (f->present && !f->perfect && !f->past) {
        set_tense(c, headline ? CLAIM_PAST : CLAIM_ONGOING, 0);
    } else if (f->finite || f->perfect) {
        set_tense(c, CLAIM_PAST, 0);
    }
}

/* --- what governs the clause
 * ----------------------------------------------------------------------------------------------------- */

/* "Es falso que hayan tomado la ciudad", the clause hung on the adjective like an adverb. */
static bool is_said_by_adjective(const clause_view *v, uint32_t t) {
    const uint32_t up = v->x->tokens[t].head, mark = clause_child(v, t, DEP_MARK);
    return v->x->tokens[up].upos == UPOS_ADJ && clause_child(v, up, DEP_COP) != TOKEN_NONE && mark == up + 1;
}

/* "The claim that they took the hill": the noun of a statement, with the clause for what it says. */
static bool is_content_of_noun(const cue_table *c, const clause_view *v, uint32_t t) {
    uint32_t end;
    const uint32_t mark = clause_child(v, t, DEP_MARK), noun = v->x->tokens[t].head;
    if (mark == TOKEN_NONE || noun - v->first >= v->n) return false;
    return v->x->tokens[mark].upos == UPOS_SCONJ && cue_match(c, v->x, noun, CUE_NOUN, 0, &end) != NULL;
}

/* "Лжет о взятии города": behind a preposition of [about], it is the verb's content. */
static bool is_spoken_of(const cue_table *c, const clause_view *v, uint32_t t) {
    uint32_t end;
    const uint32_t mark = clause_child(v, t, DEP_CASE);
    return mark != TOKEN_NONE && !clause_is_verb(v, t) && cue_match(c, v->x, mark, CUE_ABOUT, 0, &end) != NULL;
}

/* From the trigger to the verb that colours it: over infinitives, complements, light nouns. Gives TOKEN_NONE at the clause's top.
 */
static uint32_t governor(const cue_table *c, const clause_view *v, uint32_t t) {
    const token *k = &v->x->tokens[t];
    if (k->head - v->first >= v->n) return TOKEN_NONE;
    bool verb = clause_is_verb(v, t);
    switch (k->deprel) {
    case DEP_XCOMP:
        return k->head;
    case DEP_CCOMP:
    case DEP_CSUBJ:
        return k->head;
    case DEP_ADVCL:
        return heads_infinitive(v, t) || is_said_by_adjective(v, t) ? k->head : TOKEN_NONE;
    case DEP_ACL:
    case DEP_ACL_RELCL:
        return heads_infinitive(v, t) || is_content_of_noun(c, v, t) ? k->head : TOKEN_NONE;
    case DEP_OBL:
        return heads_infinitive(v, t) || is_spoken_of(c, v, t) ? k->head : TOKEN_NONE;
    case DEP_NMOD:     /* fears of an attack */
    case DEP_COMPOUND: /* recession fears */
        return v->x->tokens[k->head].upos == UPOS_NOUN ? k->head : TOKEN_NONE;
    case DEP_OBJ:
    case DEP_NSUBJ:
    case DEP_NSUBJ_PASS:
        return verb && !heads_infinitive(v, t) ? TOKEN_NONE : k->head;
    default:
        return TOKEN_NONE;
    }
}

/* "The attack did not stop them" tells of an attack: what acts is not denied with the act. Nor is what a predicate is said of. */
static bool acts_on_another(const clause_view *v, uint32_t t, uint32_t up) {
    if (v->x->tokens[t].deprel != DEP_NSUBJ) return false;
    return clause_child(v, up, DEP_OBJ) != TOKEN_NONE || clause_child(v, up, DEP_COP) != TOKEN_NONE;
}

static bool is_definite(const clause_view *v, uint32_t t) {
    if (FEAT_GET(v->x->tokens[t].feats, DEFINITE) == DEFINITE_DEF) return true;
    CLAUSE_EACH_CHILD(v, t, k)
    if (v->x->tokens[k].deprel == DEP_DET && FEAT_GET(v->x->tokens[k].feats, DEFINITE) == DEFINITE_DEF) return true;
    return false;
}

/* "Did not mention the loss": what is left unsaid is not denied. "Did not report any loss" is. */
static bool is_left_unsaid(const cue_table *c, const clause_view *v, uint32_t t, uint32_t up) {
    uint32_t end;
    if (clause_is_verb(v, t) || !clause_is_verb(v, up) || !is_definite(v, t)) return false;
    const cue_entry *e = cue_match(c, v->x, up, CUE_VERB, 0, &end);
    return e && !e->negates;
}

/* "Ein Anschlag hat zwanzig Tote gefordert": what a word for wanting counts as its object is a toll, and wanted by nobody. */
static bool is_toll(const cue_table *c, const clause_view *v, uint32_t t) {
    uint32_t end;
    const unsigned rel = v->x->tokens[t].deprel;
    return (rel == DEP_OBJ || rel == DEP_NSUBJ) && clause_child(v, t, DEP_NUMMOD) != TOKEN_NONE &&
           cue_match(c, v->x, t, CUE_TALLIED, 0, &end) != NULL;
}

/* "Ein Anschlag hat zwanzig Tote gefordert": nor is the deed that does so. */
static bool is_its_doer(const clause_view *v, uint32_t t, uint32_t up) {
    const uint32_t object = v->x->tokens[t].deprel == DEP_NSUBJ ? clause_child(v, up, DEP_OBJ) : TOKEN_NONE;
    return object != TOKEN_NONE && clause_child(v, object, DEP_NUMMOD) != TOKEN_NONE;
}

/* A governor's own negation, tense and modals reach an infinitive or a noun, not a clause of its own: "did not say that". */
static void look_above(const cue_table *c, const clause_view *v, uint32_t t, bool is_known, uint32_t support, colours *out) {
    for (uint32_t steps = 0; steps < (is_known ? 1u : CLIMB_MAX); steps++) {
        const token *k = &v->x->tokens[t];
        const bool supported = steps == 0 && support != TOKEN_NONE;
        uint32_t up = supported ? support : governor(c, v, t);
        if (up == TOKEN_NONE) return;
        bool own_clause = k->deprel == DEP_CCOMP && !heads_infinitive(v, t);
        const bool told = k->deprel == DEP_ACL && is_content_of_noun(c, v, t);
        bool loose = !supported && !told &&
                     (k->deprel == DEP_NMOD || k->deprel == DEP_COMPOUND || k->deprel == DEP_ADVCL || k->deprel == DEP_ACL ||
                      k->deprel == DEP_OBL);
        const bool passive = k->deprel == DEP_XCOMP && clause_child(v, up, DEP_AUX_PASS) != TOKEN_NONE;
        const bool was_negated = out->negated;
        out->negated = false;
        if (is_toll(c, v, t) || is_its_doer(v, t, up)) return;
        cue_each(c, v->x, up, passive ? WHERE_GOV | WHERE_GOV_PASS : WHERE_GOV, see, out);
        if (out->negated) out->denier = up;
        /* "ordered his men to fire", the infinitive hung on the men */
        const token *noun = &v->x->tokens[up];
        const bool of_verb = noun->deprel == DEP_OBJ || noun->deprel == DEP_IOBJ || noun->deprel == DEP_OBL;
        if (k->deprel == DEP_ACL && of_verb && noun->head - v->first < v->n) cue_each(c, v->x, noun->head, WHERE_GOV, see, out);
        colours above = {0};
        const bool reached = !own_clause && !loose && !is_known && !acts_on_another(v, t, up);
        if (reached) {
            look_beside(c, v, up, t, &above);
            settle_ne(&above);
        }
        if (above.negated && is_left_unsaid(c, v, t, up)) {
            above.negated = false;
            above.certainty = CERTAINTY_POSSIBLE;
        }
        out->negated = was_negated != (out->negated != above.negated); /* did not fail to stop it: it was stopped */
        if (!reached) return;
        out->certainty = weaker(out->certainty, above.certainty);
        if (above.rule) out->rule = above.rule;
        if (above.tense_set) set_tense(out, above.tense, above.rule);
        verb_form form = form_of(v, up);
        if (form.conditional) { /* aurait pu prendre: it did not come to it; pourrait prendre: it may yet */
            set_tense(out, form.perfect ? CLAIM_HYPOTHETICAL : CLAIM_FUTURE, 0);
            out->certainty = weaker(out->certainty, CERTAINTY_POSSIBLE);
        }
        colour_by_form(v, up, &form, out);
        t = up;
    }
}

/* "will enter and take": a conjunct without an auxiliary of its own shares the first one's. */
static void look_across(const cue_table *c, const clause_view *v, uint32_t t, colours *out) {
    const token *k = &v->x->tokens[t];
    if (k->deprel != DEP_CONJ || k->head - v->first >= v->n || clause_child(v, t, DEP_AUX) != TOKEN_NONE) return;
    colours first = {0};
    look_beside(c, v, k->head, t, &first);
    if (first.tense_set && !clause_is_verb(v, t)) return;
    verb_form own = form_of(v, t), form = form_of(v, k->head);
    if (own.finite) return;
    if (first.tense_set) set_tense(out, first.tense, first.rule);
    out->certainty = weaker(out->certainty, first.certainty);
    colour_by_form(v, k->head, &form, out);
    if (is_infinitive(&v->x->tokens[t]) || is_infinitive(&v->x->tokens[k->head]))
        look_above(c, v, k->head, false, TOKEN_NONE, out);
}

/* --- attributions and questions
 * -------------------------------------------------------------------------------------------------- */

#define LOOK_BACK_MAX 64u

/* "Rejected the invasion": who is against what was done does not deny it. "Denied the accusation": that it was made is not
 * denied. */
static bool is_let_stand(const cue_table *cues, const text *x, const attribution *a, uint32_t t) {
    const token *k = &x->tokens[t];
    uint32_t end;
    const bool object = k->deprel == DEP_OBJ || k->deprel == DEP_NSUBJ_PASS;
    if (!a->negates || k->head != a->cue_token || !object || k->upos != UPOS_NOUN) return false;
    const cue_entry *said = cue_match(cues, x, t, CUE_NOUN, 0, &end);
    return a->opposes || (said && !(said->says & SAYS_TOPIC)); /* an attack may be words, and here is none */
}

static void look_around(const cue_table *cues, const text *x, const claims *c, uint32_t t, colours *out) {
    const uint32_t end = claimants_behind(c, t);
    for (uint32_t i = end > LOOK_BACK_MAX ? end - LOOK_BACK_MAX : 0; i < end; i++) {
        const attribution *a = &c->attributions[i];
        bool inside = false;
        for (uint32_t k = 0; k < a->content_count; k++) inside |= a->content_first[k] <= t && t < a->content_end[k];
        if (!inside || !a->voice || a->cue_token == t) continue;
        if (out->would && out->tense == CLAIM_HYPOTHETICAL) out->tense = CLAIM_FUTURE; /* said it would leave */
        out->certainty = weaker(out->certainty, a->certainty);
        /* "denied that": by the attribution or as the verb above, not twice */
        if (a->negates && a->cue_token != out->denier && !is_let_stand(cues, x, a, t)) out->negated = !out->negated;
        if ((a->certainty || a->negates) && a->who.rule) out->rule = a->who.rule;
    }
}

static bool is_question(const text *x, uint32_t sentence_index) {
    const sentence *s = &x->sentences[sentence_index];
    for (uint32_t t = s->end_token; t-- > s->first_token && x->tokens[t].upos == UPOS_PUNCT;)
        if (x->bytes[x->tokens[t].start] == '?') return true;
    return false;
}

static const manner plain = {.polarity = POLARITY_AFFIRMED, .certainty = CERTAINTY_CERTAIN, .tense = CLAIM_PAST};

static manner manner_at(const cue_table *cues, const clause_view *v, const claims *c, uint32_t t, bool is_known,
                        uint32_t support) {
    const text *x = v->x;
    manner m = plain;
    colours out = {.denier = TOKEN_NONE};
    m.quoted = (x->tokens[t].flags & TOKEN_QUOTED) != 0;
    look_beside(cues, v, t, TOKEN_NONE, &out);
    settle_ne(&out);
    verb_form form = form_of(v, t);
    uint32_t end;
    if (form.passive && form.participle && cue_match(cues, x, t, CUE_MOTION, 0, &end))
        form.perfect = true; /* "sont entrés": their perfect looks like a passive */
    form.perfect |= out.perfect;
    if (form.perfect && out.tense == CLAIM_FUTURE && out.certainty == CERTAINTY_POSSIBLE)
        out.tense = CLAIM_PAST;                                          /* may have left */
    if (form.perfect) out.would = false;                                 /* would have left */
    if (form.infinitive && form.perfect) set_tense(&out, CLAIM_PAST, 0); /* avoir fui */
    if (!form.infinitive || form.finite) colour_by_form(v, t, &form, &out);
    look_at_conditions(cues, v, t, &out);
    look_across(cues, v, t, &out);
    look_above(cues, v, t, is_known, support, &out);
    look_around(cues, x, c, t, &out);
    m.polarity = out.negated ? POLARITY_NEGATED : POLARITY_AFFIRMED;
    if (out.certainty) m.certainty = out.certainty;
    if (out.tense_set) m.tense = out.tense;
    if (is_question(x, x->tokens[t].sentence) && m.certainty == CERTAINTY_CERTAIN) m.certainty = CERTAINTY_UNKNOWN;
    m.rule = out.rule;
    return m;
}

manner manner_in(const cue_table *cues, const clause_view *v, const claims *c, uint32_t t) {
    return manner_at(cues, v, c, t, false, TOKEN_NONE);
}

manner manner_supported(const cue_table *cues, const clause_view *v, const claims *c, uint32_t t, uint32_t verb) {
    return manner_at(cues, v, c, t, false, verb);
}

manner manner_of_known(const cue_table *cues, const clause_view *v, const claims *c, uint32_t t) {
    return manner_at(cues, v, c, t, true, TOKEN_NONE);
}

manner manner_of(const attribution_rules *r, const text *x, const claims *c, uint32_t t) {
    const cue_table *cues = cue_table_of(r, x);
    clause_view v;
    manner m = plain;
    m.quoted = (x->tokens[t].flags & TOKEN_QUOTED) != 0;
    if (!cues) return m;
    clause_open(&v, x, x->tokens[t].sentence);
    return manner_in(cues, &v, c, t);
}
