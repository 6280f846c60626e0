/* Who speaks: the subject of a verb, through coordination, participles, relatives and inversion. */
#include <string.h>

#include "claim/finder.h"

#define CLIMB_MAX    6u
#define INVERTED_MAX 8u /* words behind a verb among which its subject may begin */

speaker speaker_none(void) {
    return (speaker){.head = TOKEN_NONE, .meant = TOKEN_NONE};
}

speaker speaker_phrase(const finder *f, uint32_t head, uint32_t without) {
    speaker s = {.head = head, .meant = head};
    clause_phrase(&f->view, head, without, &s.first, &s.end);
    return s;
}

static bool is_nominal(const finder *f, uint32_t t) {
    unsigned u = f->x->tokens[t].upos;
    return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_NUM || u == UPOS_X;
}

static bool is_relative(const finder *f, uint32_t t) {
    const token *k = &f->x->tokens[t];
    return k->upos == UPOS_PRON && FEAT_GET(k->feats, PRONTYPE) == PRONTYPE_REL;
}

static bool has_case(const finder *f, uint32_t t) {
    return clause_child(&f->view, t, DEP_CASE) != TOKEN_NONE;
}

static bool is_passive(const finder *f, uint32_t verb) {
    return clause_child(&f->view, verb, DEP_AUX_PASS) != TOKEN_NONE || clause_child(&f->view, verb, DEP_NSUBJ_PASS) != TOKEN_NONE;
}

/* The agent of a passive: obl:agent, or a phrase behind a word of [agents]. */
static speaker agent_of(const finder *f, uint32_t verb) {
    uint32_t end, agent = clause_child(&f->view, verb, DEP_OBL_AGENT);
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        uint32_t c = f->x->tokens[k].deprel == DEP_OBL ? clause_child(&f->view, k, DEP_CASE) : TOKEN_NONE;
        if (agent == TOKEN_NONE && c != TOKEN_NONE && cue_match(f->cues, f->x, c, CUE_AGENT, 0, &end)) agent = k;
    }
    return agent == TOKEN_NONE ? speaker_none() : speaker_phrase(f, agent, verb);
}

bool speaker_is_actor(const finder *f, uint32_t t) {
    for (uint32_t i = f->actor_at; i < f->m->actor_count; i++) {
        const mention_at *at = &f->m->actors[i].at;
        if (at->first_token > t) return false; /* in the order of the text */
        if (t < at->end_token) return true;
    }
    return false;
}

/* The place that t names, NULL. */
static const place_mention *place_named(const finder *f, uint32_t t) {
    for (uint32_t i = f->place_at; i < f->m->place_count && f->m->places[i].at.first_token <= t; i++) {
        const place_mention *p = &f->m->places[i];
        if (t < p->at.end_token && !(p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE))) return p;
    }
    return NULL;
}

/* A capital or a country, which says what its government says: "в Баку опровергли". */
static bool is_seat(const finder *f, uint32_t t) {
    const place_mention *p = place_named(f, t);
    return p && (strcmp(p->feature, "PPLC") == 0 || strncmp(p->feature, "PCL", 3) == 0);
}

/* "In Knin beharrt man darauf": a place where somebody may sit who speaks for it. */
static bool is_place(const finder *f, uint32_t t) {
    return place_named(f, t) != NULL;
}

/* Those who are there may speak: an actor, a house of [houses], a seat of government. */
static bool has_people(const finder *f, uint32_t t) {
    uint32_t end;
    return speaker_is_actor(f, t) || is_seat(f, t) || cue_match(f->cues, f->x, t, CUE_HOUSE, 0, &end) != NULL;
}

/* "hieß es aus dem Ministerium": a pronoun that [unnamed] lists stands for nobody. */
static bool is_nobody(const finder *f, uint32_t subject) {
    uint32_t end;
    return f->x->tokens[subject].upos == UPOS_PRON && cue_match(f->cues, f->x, subject, CUE_UNNAMED, 0, &end);
}

/* "сообщили в министерстве": a verb in the plural without a subject is said by those behind a word of [within]; so is one whose
 * subject is nobody. */
static speaker within_of(const finder *f, uint32_t verb, bool nobody) {
    const token *v = &f->x->tokens[verb];
    if (FEAT_GET(v->feats, VERBFORM) != VERBFORM_FIN) return speaker_none();
    const bool reports = f->cues->kinds & (1u << CUE_REPORTED); /* "aus Asmara verlautete": such a verb always has a subject */
    if (FEAT_GET(v->feats, NUMBER) != NUMBER_PLUR && !nobody && !reports) return speaker_none();
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        uint32_t end;
        const uint32_t c = f->x->tokens[k].deprel == DEP_OBL ? clause_child(&f->view, k, DEP_CASE) : TOKEN_NONE;
        const bool within = c != TOKEN_NONE && cue_match(f->cues, f->x, c, CUE_WITHIN, 0, &end);
        if (within && !finder_in_time(f, k) && (has_people(f, k) || ((nobody || (reports && k < verb)) && is_place(f, k))))
            return speaker_phrase(f, k, verb);
    }
    return speaker_none();
}

/* "…, saying the road is closed": what a bare participle is followed by does not say it. */
static bool is_bare_participle(const finder *f, uint32_t verb) {
    const token *k = &f->x->tokens[verb];
    const unsigned form = FEAT_GET(k->feats, VERBFORM);
    const bool present = form == VERBFORM_GER || (form == VERBFORM_PART && FEAT_GET(k->feats, TENSE) == TENSE_PRES);
    const uint32_t aux = clause_child(&f->view, verb, DEP_AUX);
    if (aux == TOKEN_NONE) return present;
    const unsigned of = FEAT_GET(f->x->tokens[aux].feats, VERBFORM); /* "…, having found four more" */
    return of == VERBFORM_GER || (of == VERBFORM_PART && FEAT_GET(f->x->tokens[aux].feats, TENSE) == TENSE_PRES);
}

/* ", ont indiqué jeudi des témoins": behind a verb in the plural, the partitive article that looks like a preposition. */
static bool has_partitive(const finder *f, uint32_t verb, uint32_t k) {
    const text *x = f->x;
    const uint32_t mark = clause_child(&f->view, k, DEP_CASE), aux = clause_child(&f->view, verb, DEP_AUX);
    const uint32_t finite = aux == TOKEN_NONE ? verb : aux;
    if (mark == TOKEN_NONE || mark <= verb || !(x->tokens[mark].flags & TOKEN_MWT_FIRST)) return false;
    if (FEAT_GET(x->tokens[finite].feats, NUMBER) != NUMBER_PLUR || FEAT_GET(x->tokens[k].feats, NUMBER) != NUMBER_PLUR)
        return false;
    for (uint32_t i = verb + 1; i < mark; i++)
        if (!finder_in_time(f, i)) return false;
    return true;
}

/* ", écrit vendredi la revue": a finite verb without a subject before it, behind a comma or a closing mark, has it behind,
 * whatever the parser calls it. */
speaker speaker_inverted(const finder *f, uint32_t verb) {
    const text *x = f->x;
    uint32_t before = verb;
    while (before > f->view.first && (x->tokens[before - 1].upos == UPOS_AUX || x->tokens[before - 1].upos == UPOS_ADV ||
                                      (x->tokens[before - 1].upos == UPOS_PRON && x->tokens[before - 1].head == verb)))
        before--;
    if (before == f->view.first || x->tokens[before - 1].upos != UPOS_PUNCT || is_bare_participle(f, verb)) return speaker_none();
    for (uint32_t k = verb + 1; k < f->view.first + f->view.n && k < verb + 6 && x->tokens[k].upos != UPOS_PUNCT; k++)
        if (x->tokens[k].upos == UPOS_SCONJ) return speaker_none(); /* "…, told him that" */
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        unsigned d = x->tokens[k].deprel;
        if (k <= verb || !is_nominal(f, k) || finder_in_time(f, k) || (x->tokens[k].flags & TOKEN_QUOTED)) continue;
        if (has_case(f, k) && !has_partitive(f, verb, k)) continue;
        if (d == DEP_OBL && x->tokens[k - 1].upos == UPOS_ADP) continue; /* "ante una docena de corresponsales" */
        if (d == DEP_OBJ || d == DEP_IOBJ || d == DEP_OBL || d == DEP_DEP || d == DEP_XCOMP || d == DEP_NSUBJ || d == DEP_APPOS ||
            d == DEP_PARATAXIS)
            return speaker_phrase(f, k, TOKEN_NONE);
    }
    return FEAT_GET(x->tokens[verb].feats, VERBFORM) == VERBFORM_INF ? speaker_none() : speaker_behind(f, verb + 1, INVERTED_MAX);
}

/* A subject inside a quotation that the verb stands outside of belongs to the quotation's own verb. */
static bool across_mark(const finder *f, uint32_t subject, uint32_t verb) {
    return finder_quote(f, subject) != finder_quote(f, verb) && (f->x->tokens[subject].flags & TOKEN_QUOTED);
}

static bool is_name(const finder *f, uint32_t t) {
    unsigned u = f->x->tokens[t].upos;
    return u == UPOS_PROPN || (u == UPOS_NOUN && (f->x->tokens[t].flags & TOKEN_CAPITAL));
}

static bool is_comma(const finder *f, uint32_t t) {
    return f->x->tokens[t].upos == UPOS_PUNCT && f->x->bytes[f->x->tokens[t].start] == ',';
}

/* "Il prétend que …": a pronoun that the parser took for an empty subject, as that of "il pleut". */
static uint32_t seeming_expletive(const finder *f, uint32_t verb) {
    const uint32_t k = clause_child(&f->view, verb, DEP_EXPL);
    if (k == TOKEN_NONE || k > verb) return TOKEN_NONE;
    const token *t = &f->x->tokens[k];
    const bool person = t->upos == UPOS_PRON && FEAT_GET(t->feats, PERSON) == 3 && !FEAT_GET(t->feats, REFLEX);
    return person ? k : TOKEN_NONE;
}

bool speaker_is_apposed(const finder *f, uint32_t head, uint32_t verb) {
    if (head == TOKEN_NONE || head > verb) return false;
    const uint32_t apposed = clause_child(&f->view, head, DEP_APPOS);
    return apposed != TOKEN_NONE && head < apposed && apposed < verb;
}

/* "… sont entrés dans Gao, dernier bastion du groupe, a affirmé le porte-parole": an aside behind a comma, for which the end of
 * the clause before was taken as its subject. */
static bool is_aside_behind(const finder *f, uint32_t subject, uint32_t verb) {
    const token *v = &f->x->tokens[verb];
    uint32_t before = verb;
    if (v->deprel != DEP_PARATAXIS || v->head >= subject || v->head < f->view.first || subject > verb) return false;
    if (speaker_is_apposed(f, subject, verb)) return false;
    while (before > subject && f->x->tokens[before - 1].upos == UPOS_AUX) before--;
    return before > subject + 1 && f->x->bytes[f->x->tokens[before - 1].start] == ',';
}

/* "Радио Могадишо передало": an outlet before the verb without a preposition, taken for a circumstance since it does not decline.
 */
static uint32_t bare_outlet(const finder *f, uint32_t verb) {
    uint32_t end;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        if (k > verb || f->x->tokens[k].deprel != DEP_OBL || has_case(f, k) || !is_nominal(f, k)) continue;
        if (cue_match(f->cues, f->x, k, CUE_OUTLET, 0, &end)) return k;
    }
    return TOKEN_NONE;
}

/* "Исполняющий обязанности министра Тофик Касумов заявил": a person's name in the nominative right before a verb in the singular.
 */
static uint32_t name_before(const finder *f, uint32_t verb) {
    const token *v = &f->x->tokens[verb];
    if (verb < f->view.first + 1 || FEAT_GET(v->feats, NUMBER) != NUMBER_SING || FEAT_GET(v->feats, VERBFORM) != VERBFORM_FIN)
        return TOKEN_NONE;
    uint32_t k = verb - 1;
    while (k > f->view.first && f->x->tokens[k].deprel == DEP_FLAT && f->x->tokens[k].head < k) k = f->x->tokens[k].head;
    const bool name = f->x->tokens[k].upos == UPOS_PROPN && FEAT_GET(f->x->tokens[k].feats, CASE) == CASE_NOM;
    return name && f->x->tokens[k].deprel == DEP_APPOS && k >= f->view.first && !has_case(f, k) ? k : TOKEN_NONE;
}

/* A nominative before the verb that the tree took for its object: "кадры показывают". */
static uint32_t nominative_object(const finder *f, uint32_t verb) {
    const uint32_t k = clause_child(&f->view, verb, DEP_OBJ);
    const bool nominative = k != TOKEN_NONE && k < verb && FEAT_GET(f->x->tokens[k].feats, CASE) == CASE_NOM;
    return nominative && !has_case(f, k) && is_nominal(f, k) ? k : TOKEN_NONE;
}

/* "The army took the town, said a general", read as if the army said: a clause stands between, and it is that clause's subject.
 */
static bool over_clause(const finder *f, uint32_t subject, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const unsigned d = f->x->tokens[k].deprel;
        const bool told = d == DEP_PARATAXIS || d == DEP_CCOMP;
        if (told && subject < k && k < verb && clause_is_verb(&f->view, k) && clause_child(&f->view, k, DEP_NSUBJ) == TOKEN_NONE)
            return true;
    }
    return false;
}

/* "Nothing of the sort, said Colonel Ann Lee": what opens the sentence, and one comma alone parts from the verb, is no subject.
 */
static bool is_parted(const finder *f, uint32_t subject, uint32_t verb) {
    if (subject > verb || !is_comma(f, verb - 1) || is_relative(f, subject)) return false;
    for (uint32_t t = subject + 1; t + 1 < verb; t++)
        if (is_comma(f, t) || clause_is_verb(&f->view, t)) return false;
    return speaker_phrase(f, subject, verb).first == f->view.first;
}

/* "La radio chypriote dément que …", the adjective taken for a clause whose subject is the radio. */
static uint32_t subject_of_adjective(const finder *f, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        if (k > verb || f->x->tokens[k].upos != UPOS_ADJ || f->x->tokens[k].deprel != DEP_CCOMP) continue;
        if (clause_child(&f->view, k, DEP_COP) != TOKEN_NONE) continue;
        const uint32_t s = clause_child(&f->view, k, DEP_NSUBJ);
        if (s != TOKEN_NONE && s < verb) return s;
    }
    return TOKEN_NONE;
}

/* "Le même a démenti que …": an adjective behind an article, with no noun before the verb. */
static uint32_t bare_adjective(const finder *f, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const bool alone = f->x->tokens[k].upos == UPOS_ADJ && f->x->tokens[k].deprel == DEP_AMOD && k < verb;
        if (!alone || k == f->view.first || f->x->tokens[k - 1].upos != UPOS_DET) continue;
        uint32_t t = k + 1;
        while (t < verb && f->x->tokens[t].upos != UPOS_NOUN && f->x->tokens[t].upos != UPOS_PROPN) t++;
        if (t == verb) return k;
    }
    return TOKEN_NONE;
}

/* "Das teilte der Oberst mit.", with both called subjects: the one behind the verb. */
static uint32_t subject_behind_this(const finder *f, uint32_t verb) {
    const uint32_t this = speaker_this(f, verb);
    if (this == TOKEN_NONE) return TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const token *t = &f->x->tokens[k];
        if (t->deprel == DEP_NSUBJ && k > this + 1 && t->upos != UPOS_PRON) return k;
    }
    CLAUSE_EACH_CHILD(&f->view, verb, k) { /* "das hat uns ein Sprecher bestätigt", called an object */
        const unsigned upos = f->x->tokens[k].upos;
        const bool noun = upos == UPOS_NOUN || upos == UPOS_PROPN;
        if (f->x->tokens[k].deprel == DEP_OBJ && k > this + 1 && noun && !has_case(f, k) && speaker_is_actor(f, k)) return k;
    }
    return TOKEN_NONE;
}

/* "…, la deuxième ville du pays, rapportent plusieurs habitants": the aside before the verb does not agree with it, and the one
 * behind, taken for its object, does. */
static bool object_agrees_better(const finder *f, uint32_t subject, uint32_t verb) {
    const text *x = f->x;
    const uint32_t object = clause_child(&f->view, verb, DEP_OBJ);
    if (object == TOKEN_NONE || object < verb || subject > verb || !is_comma(f, verb - 1) || has_case(f, object)) return false;
    if (clause_child(&f->view, subject, DEP_CONJ) != TOKEN_NONE || clause_child(&f->view, object, DEP_NUMMOD) != TOKEN_NONE)
        return false;
    const unsigned of_verb = FEAT_GET(x->tokens[verb].feats, NUMBER);
    return of_verb && FEAT_GET(x->tokens[verb].feats, TENSE) == TENSE_PRES &&
           FEAT_GET(x->tokens[subject].feats, NUMBER) != of_verb && FEAT_GET(x->tokens[object].feats, NUMBER) == of_verb;
}

/* "The town has not fallen, Ann Lee, the spokeswoman, told reporters", with her hung on what has not fallen: behind the clause
 * that is told and a comma, and before the verb. */
static uint32_t subject_hung_on_content(const finder *f, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        if (k > verb || f->x->tokens[k].deprel != DEP_CCOMP) continue;
        CLAUSE_EACH_CHILD(&f->view, k, s)
        if (f->x->tokens[s].deprel == DEP_NSUBJ && s > k + 1 && s < verb && is_name(f, s) && is_comma(f, s - 1)) return s;
    }
    return TOKEN_NONE;
}

/* "L'organisation, elle, assure que": a pronoun between commas repeats the subject. */
static bool repeats_subject(const finder *f, uint32_t pronoun, uint32_t subject) {
    return f->x->tokens[pronoun].upos == UPOS_PRON && pronoun > subject + 1 && is_comma(f, pronoun - 1) &&
           is_comma(f, pronoun + 1);
}

/* "The Front, another faction that Ann Lee leads, said", "the mission, whose officers are in hiding, said": what is set off by
 * commas says more of the noun before it. */
static bool tells_more(const finder *f, uint32_t first) {
    const token *k = &f->x->tokens[first];
    return is_relative(f, first) || (k->upos == UPOS_DET && FEAT_GET(k->feats, DEFINITE) == DEFINITE_IND);
}

/* "Jules Diallo, l'un des chefs mutins, a nié", "lance Guy Diallo, le chef des rebelles,", with both called the subject, or the
 * name an object: a name right before what is set off by commas is who speaks. */
static uint32_t name_before_aside(const finder *f, uint32_t subject, uint32_t verb) {
    const speaker aside = speaker_phrase(f, subject, verb);
    const uint32_t end = f->view.first + f->view.n;
    if (aside.first < f->view.first + 2 || aside.end >= end || !is_comma(f, aside.first - 1) || !is_comma(f, aside.end))
        return subject;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const token *t = &f->x->tokens[k];
        const bool noun = t->upos == UPOS_NOUN && t->deprel == DEP_NSUBJ && tells_more(f, aside.first);
        if ((t->upos != UPOS_PROPN && !noun) || (t->deprel != DEP_NSUBJ && t->deprel != DEP_OBJ) || has_case(f, k)) continue;
        uint32_t close = speaker_phrase(f, k, verb).end;
        if (close < aside.first - 1 && f->x->bytes[f->x->tokens[close].start] == ')') close++;
        if (close == aside.first - 1 && k != subject && (k < verb) == (subject < verb)) return k;
    }
    return subject;
}

/* "Diplomats in Addis Ababa said", the end of the town's name called a subject of its own: the noun that the town hangs on. */
static uint32_t noun_before_town(const finder *f, uint32_t subject) {
    for (uint32_t i = f->place_at; i < f->m->place_count && f->m->places[i].at.first_token < subject; i++) {
        const mention_at *at = &f->m->places[i].at;
        const token *first = &f->x->tokens[at->first_token];
        if (subject >= at->end_token || first->deprel != DEP_NMOD || first->head - f->view.first >= f->view.n) continue;
        if (has_case(f, at->first_token) && first->head < at->first_token && is_nominal(f, first->head)) return first->head;
    }
    return subject;
}

/* "Rebels loyal to former president Ann Lee said", with the name called a subject of its own: the noun whose phrase, with a
 * preposition in it, touches the name is who speaks. */
static uint32_t noun_before_name(const finder *f, uint32_t name, uint32_t verb) {
    const uint32_t first = speaker_phrase(f, name, verb).first;
    if (f->x->tokens[name].upos != UPOS_PROPN || first > verb) return TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        if (k >= first || f->x->tokens[k].deprel != DEP_NSUBJ || f->x->tokens[k].upos != UPOS_NOUN) continue;
        if (speaker_phrase(f, k, verb).end != first) continue;
        for (uint32_t t = k + 1; t < first; t++)
            if (f->x->tokens[t].deprel == DEP_CASE && f->x->tokens[t].upos == UPOS_ADP) return k;
    }
    return TOKEN_NONE;
}

/* "leur porte-parole à l'étranger, Marco León, qui évalue …": the name right before the pronoun, whatever the clause hangs on. */
static uint32_t name_before_relative(const finder *f, uint32_t pronoun, uint32_t noun) {
    uint32_t t = pronoun;
    if (t > f->view.first && f->x->tokens[t - 1].upos == UPOS_PUNCT) t--;
    if (t <= noun + 1 || f->x->tokens[--t].upos != UPOS_PROPN) return noun;
    while (f->x->tokens[t].deprel == DEP_FLAT && f->x->tokens[t].head > noun && f->x->tokens[t].head < t)
        t = f->x->tokens[t].head;
    return f->x->tokens[t].deprel == DEP_APPOS ? t : noun;
}

static speaker subject_here(const finder *f, uint32_t verb) {
    uint32_t s = clause_child(&f->view, verb, DEP_NSUBJ);
    const uint32_t other = subject_behind_this(f, verb);
    if (other != TOKEN_NONE) return speaker_phrase(f, other, verb);
    if (speaker_swapped(f, verb) != TOKEN_NONE) return speaker_phrase(f, speaker_swapped(f, verb), verb);
    if (s == TOKEN_NONE) s = subject_of_adjective(f, verb);
    if (s != TOKEN_NONE && s > verb && is_bare_participle(f, verb)) return speaker_none();
    if (s == TOKEN_NONE) s = nominative_object(f, verb);
    if (s == TOKEN_NONE) s = subject_hung_on_content(f, verb);
    if (s == TOKEN_NONE) s = bare_outlet(f, verb);
    if (s == TOKEN_NONE) s = name_before(f, verb);
    if (s == TOKEN_NONE) s = bare_adjective(f, verb);
    if (s == TOKEN_NONE) s = speaker_behind_content(f, verb);
    if (s == TOKEN_NONE) s = speaker_mislabelled(f, verb);
    if (s == TOKEN_NONE) s = seeming_expletive(f, verb);
    if (s == TOKEN_NONE && speaker_before_apposition(f, verb).head != TOKEN_NONE) return speaker_before_apposition(f, verb);
    CLAUSE_EACH_CHILD(&f->view, verb, k) /* of several, the nearest before the verb */
    if (f->x->tokens[k].deprel == DEP_NSUBJ && k < verb && !is_relative(f, k) && !(s < k && repeats_subject(f, k, s))) s = k;
    if (s == TOKEN_NONE || across_mark(f, s, verb)) return speaker_inverted(f, verb);
    s = noun_before_town(f, name_before_aside(f, s, verb));
    if (object_agrees_better(f, s, verb)) return speaker_phrase(f, clause_child(&f->view, verb, DEP_OBJ), verb);
    if (is_aside_behind(f, s, verb) || over_clause(f, s, verb) || is_parted(f, s, verb)) {
        const speaker behind = speaker_inverted(f, verb);
        if (behind.head != TOKEN_NONE) return behind;
    }
    speaker who = speaker_phrase(f, s, verb);
    speaker_mend_phrase(f, &who, verb);
    const uint32_t noun = noun_before_name(f, s, verb);
    if (noun != TOKEN_NONE) {
        who.first = speaker_phrase(f, noun, verb).first;
        who.head = who.meant = noun;
    }
    const token *v = &f->x->tokens[verb];
    if (is_relative(f, s) && (v->deprel == DEP_ACL_RELCL || v->deprel == DEP_ACL) && v->head - f->view.first < f->view.n)
        who.meant = name_before_relative(f, s, v->head);
    return who;
}

/* "issued a statement saying": who issued it speaks; "a map showing": the map. */
static speaker noun_speaks(const finder *f, uint32_t noun, uint32_t verb) {
    uint32_t end, above = f->x->tokens[noun].head;
    const cue_entry *e = cue_match(f->cues, f->x, verb, CUE_VERB, 0, &end);
    bool made = f->x->tokens[noun].deprel == DEP_OBJ && above - f->view.first < f->view.n;
    /* "He met his minister, saying that …": behind a comma the participle belongs to the clause. */
    if (verb > noun + 1 && is_comma(f, verb - 1) && is_bare_participle(f, verb)) {
        const uint32_t main = clause_root(&f->view, noun);
        const uint32_t s = clause_child(&f->view, main, DEP_NSUBJ);
        if (s != TOKEN_NONE && s != noun && s < verb && clause_is_verb(&f->view, main)) return speaker_phrase(f, s, main);
    }
    if (made && !(e && (e->says & SAYS_THING))) {
        uint32_t s = clause_child(&f->view, above, DEP_NSUBJ);
        if (s != TOKEN_NONE) return speaker_phrase(f, s, above);
    }
    return speaker_phrase(f, noun, verb);
}

/* "quoted an officer as saying", "asked him to say": the object of the verb above speaks. */
static speaker object_speaks(const finder *f, uint32_t above, uint32_t verb) {
    uint32_t end;
    if (f->x->tokens[verb].deprel == DEP_CONJ) return speaker_none();
    const cue_entry *e = cue_match(f->cues, f->x, above, CUE_VERB, 0, &end);
    uint32_t object = clause_child(&f->view, above, DEP_OBJ);
    if (!e || !(e->says & (SAYS_RELAY | SAYS_WISH)) || object == TOKEN_NONE || object > verb) return speaker_none();
    return speaker_phrase(f, object, verb);
}

/* The last quotation of the sentence that ends before t, NULL. */
static const quote *quotation_left(const finder *f, uint32_t t) {
    const quote *best = NULL;
    for (uint32_t i = f->quote_first; i < f->quote_end; i++)
        if (f->x->quotes[i].end_token <= t && f->x->quotes[i].end_token > f->view.first) best = &f->x->quotes[i];
    return best;
}

#define APPOSED_MAX 40u /* "…," said with this many words between the mark and the verb */

/* A pronoun that belongs to the verb and is not its subject: "s'est indigné". */
static bool is_clitic(const finder *f, uint32_t t, uint32_t verb) {
    const token *k = &f->x->tokens[t];
    return k->upos == UPOS_PRON && k->head == verb && (k->deprel == DEP_EXPL || k->deprel == DEP_OBJ || k->deprel == DEP_IOBJ);
}

/* "…," Valdez Anderson, who works there, said: what stands between a closing mark and the verb is the source, whatever tree
 * the parser saw across the mark. */
static speaker behind_mark(const finder *f, uint32_t verb) {
    const quote *q = quotation_left(f, verb);
    if (!q || !quotation_is_speech(f, q)) return speaker_none();
    uint32_t first = q->end_token;
    while (first < verb && f->x->tokens[first].upos == UPOS_PUNCT) first++;
    if (first >= verb || verb - first > APPOSED_MAX) return speaker_none();
    uint32_t own = clause_child(&f->view, verb, DEP_NSUBJ);
    if (own != TOKEN_NONE && is_relative(f, own)) return speaker_none(); /* "…", said X, who puts …": X's own clause */
    bool verbs = false, nominal = false;
    uint32_t end = verb, head = first;
    for (uint32_t t = first; t < verb; t++) {
        verbs |= f->x->tokens[t].upos == UPOS_VERB;
        if (is_nominal(f, t) && !nominal && !is_clitic(f, t, verb)) {
            nominal = true;
            head = t;
        }
    }
    while (end > first && (f->x->tokens[end - 1].upos == UPOS_AUX || f->x->tokens[end - 1].upos == UPOS_ADV ||
                           f->x->tokens[end - 1].upos == UPOS_PUNCT || is_clitic(f, end - 1, verb)))
        end--;
    if (own != TOKEN_NONE && own >= first && own < verb) { /* the tree is right, but for the phrase's length */
        speaker who = speaker_phrase(f, own, verb);
        if (f->x->tokens[own].upos == UPOS_PRON) return who;
        while (first < who.first && f->x->tokens[first].upos == UPOS_AUX) first++;
        if (!verbs) who.first = first;
        if (!verbs && end > who.end) who.end = end;
        return who;
    }
    if (!nominal || verbs || end <= head) return speaker_none();
    for (uint32_t t = first; t < end; t++) /* the phrase's head: the one that hangs outside */
        if (is_nominal(f, t) && (f->x->tokens[t].head < first || f->x->tokens[t].head >= end)) head = t;
    return (speaker){.head = head, .meant = head, .first = first, .end = end};
}

/* "An official, who asked not to be named, said": the parser hung both the noun and its pronoun on the relative clause. */
static speaker twin_subject(const finder *f, uint32_t above, uint32_t verb) {
    uint32_t noun = TOKEN_NONE, pronoun = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, above, k) {
        if (f->x->tokens[k].deprel != DEP_NSUBJ || k > verb) continue;
        if (is_relative(f, k))
            pronoun = k;
        else if (noun == TOKEN_NONE)
            noun = k;
    }
    if (noun != TOKEN_NONE && pronoun == TOKEN_NONE && speaker_is_parted(f, noun, above, verb)) {
        speaker who = speaker_phrase(f, noun, above);
        for (uint32_t t = noun + 1; t < who.end; t++)
            if (is_comma(f, t)) who.end = t;
        return who;
    }
    if (noun == TOKEN_NONE || pronoun == TOKEN_NONE || noun > pronoun) return speaker_none();
    return speaker_phrase(f, noun, above);
}

/* "В Баку падение города опровергают", "сообщения не подтвердили": what is said, called a subject, though a plural verb does not
 * agree with it, or though it is a report. */
static bool is_what_is_said(const finder *f, uint32_t subject, uint32_t verb) {
    uint32_t end;
    const token *s = &f->x->tokens[subject];
    const bool one = FEAT_GET(s->feats, NUMBER) == NUMBER_SING && clause_child(&f->view, subject, DEP_CONJ) == TOKEN_NONE;
    const bool many = FEAT_GET(f->x->tokens[verb].feats, NUMBER) == NUMBER_PLUR;
    return (one && many) || cue_match(f->cues, f->x, subject, CUE_NOUN, 0, &end) != NULL;
}

/* "Le ministre a fini par admettre", "vient d'admettre": an infinitive that a verb of [light] governs, whatever the tree calls
 * it.
 */
static bool is_under_light(const finder *f, uint32_t verb) {
    uint32_t end;
    const token *k = &f->x->tokens[verb];
    if (FEAT_GET(k->feats, VERBFORM) != VERBFORM_INF || k->head - f->view.first >= f->view.n || k->head > verb) return false;
    return (k->deprel == DEP_CCOMP || k->deprel == DEP_CSUBJ) && cue_match(f->cues, f->x, k->head, CUE_LIGHT, 0, &end);
}

/* "Faux, répond le général", the word that answers called the subject. */
static bool is_answer(const finder *f, const speaker *who, uint32_t verb) {
    uint32_t end;
    return who->head != TOKEN_NONE && who->head < verb && who->end < verb && is_comma(f, who->end) &&
           cue_match(f->cues, f->x, who->head, CUE_FALSE, 0, &end) != NULL;
}

static speaker find_speaker(const finder *f, uint32_t verb) {
    if (verb == f->goes_on) return f->aside;
    const uint32_t owner = scope_owner(f, verb);
    if (owner != TOKEN_NONE) verb = owner;
    uint32_t t = verb;
    const speaker far = source_far(f, verb);
    if (far.head != TOKEN_NONE) return far;
    speaker between = behind_mark(f, verb);
    if (between.head != TOKEN_NONE) return between;
    if (is_passive(f, verb)) return agent_of(f, verb);
    for (uint32_t steps = 0; steps < CLIMB_MAX; steps++) {
        const token *k = &f->x->tokens[t];
        speaker who = subject_here(f, t);
        if (is_answer(f, &who, t)) who = speaker_behind(f, t + 1, INVERTED_MAX);
        const bool nobody = who.head != TOKEN_NONE && is_nobody(f, who.head);
        if (who.head == TOKEN_NONE || nobody || is_what_is_said(f, who.head, t)) {
            const speaker within = within_of(f, t, nobody);
            if (within.head != TOKEN_NONE) who = within;
            const speaker behind =
                within.head == TOKEN_NONE && who.head != TOKEN_NONE ? speaker_behind_report(f, who.head, t) : speaker_none();
            if (behind.head != TOKEN_NONE) who = behind;
        }
        if (who.head != TOKEN_NONE) return who;
        if (t != verb && is_passive(f, t)) {
            uint32_t s = clause_child(&f->view, t, DEP_NSUBJ_PASS);
            return s == TOKEN_NONE ? speaker_none() : speaker_phrase(f, s, t);
        }
        if (k->head - f->view.first >= f->view.n) break;
        if (t == verb && speaker_above(f, t).head != TOKEN_NONE) return speaker_above(f, t);
        if (k->deprel == DEP_ACL && is_nominal(f, k->head)) {
            const uint32_t aux = clause_parted_auxiliary(&f->view, t);
            return aux != TOKEN_NONE ? subject_here(f, aux) : noun_speaks(f, k->head, t);
        }
        const bool misnamed = k->deprel == DEP_NMOD && FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN && k->head < t;
        if (misnamed && is_nominal(f, k->head)) return speaker_phrase(f, k->head, t); /* "Médecins sans frontières compte" */
        bool shares = is_under_light(f, t) || k->deprel == DEP_CONJ || k->deprel == DEP_ADVCL || k->deprel == DEP_XCOMP ||
                      k->deprel == DEP_PARATAXIS || k->deprel == DEP_DEP || k->deprel == DEP_AUX;
        const bool said_of = (k->deprel == DEP_XCOMP || k->deprel == DEP_ADVCL) && f->x->tokens[k->head].upos == UPOS_ADJ &&
                             clause_child(&f->view, k->head, DEP_COP) != TOKEN_NONE; /* "was quick to point out" */
        if (!shares || !(clause_is_verb(&f->view, k->head) || said_of)) break;
        if (k->deprel == DEP_PARATAXIS || k->deprel == DEP_DEP) return twin_subject(f, k->head, t);
        speaker addressed = object_speaks(f, k->head, t);
        if (addressed.head != TOKEN_NONE) return addressed;
        t = k->head;
    }
    return speaker_none();
}

speaker speaker_of_verb(finder *f, uint32_t verb) {
    uint32_t end;
    speaker who = find_speaker(f, verb);
    if (who.head == TOKEN_NONE) return who;
    if (cue_match(f->cues, f->x, who.head, CUE_TALLY, 0, &end)) return speaker_none(); /* "le bilan fait état de 32 morts" */
    speaker_whole_phrase(f, &who, verb);
    return who;
}
