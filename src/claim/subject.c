/* The subject of a verb: its own, or the one that coordination, control, a relative clause or a modified noun lends; and
 * what to do where the tree is wrong about them. */
#include <string.h>

#include "claim/subject.h"

bool subject_has_trait(const tree *t, unsigned k, unsigned trait) {
    return t->word[k] && (t->word[k]->traits & trait);
}

bool voice_is_past_participle(const token *k) {
    return FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART && FEAT_GET(k->feats, TENSE) != TENSE_PRES;
}

bool subject_is_reflexive(const tree *t, unsigned c) {
    const token *k = tree_token(t, c);
    return k->upos == UPOS_PRON && (subject_has_trait(t, c, TRAIT_REFLEXIVE) || FEAT_GET(k->feats, REFLEX));
}

static bool is_subject(uint8_t rel) {
    return rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS || rel == DEP_CSUBJ;
}

/* "Город обстреляли", "Село обстреляла артиллерия": what does not agree with its verb is no subject of it, but its object. The
 * gender of people is no proof ("министр заявила"). */
/* "Не взят", tagged as a finite form: its number and gender say nothing. */
static bool is_listed_participle(const tree *t, unsigned v) {
    const event_word *w = event_word_find(t->lex, tree_token(t, v)->form_hash);
    return w && w->verb && !(w->traits & (TRAIT_VERB_FORM | TRAIT_PASSIVE_FORM | TRAIT_IF_TAGGED));
}

bool subject_disagrees(const tree *t, unsigned v, unsigned c) {
    const token *k = tree_token(t, v), *n = tree_token(t, c);
    if (t->lex->cases && FEAT_GET(k->feats, TENSE) == TENSE_FUT && is_listed_participle(t, v)) return false;
    if (!t->lex->cases || (n->upos != UPOS_NOUN && n->upos != UPOS_PROPN) || subject_has_trait(t, c, TRAIT_TRANSPARENT))
        return false;
    if (tree_child(t, v, DEP_AUX_PASS) != TREE_NONE) return false; /* a short participle is often tagged wrongly */
    const unsigned number = FEAT_GET(n->feats, NUMBER), gender = FEAT_GET(n->feats, GENDER), of = FEAT_GET(k->feats, CASE);
    if (of || number != NUMBER_SING || tree_child(t, c, DEP_CONJ) != TREE_NONE || tree_quantity(t, c) != INDEX_NONE) return false;
    if (FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR) return n->upos == UPOS_NOUN || !(n->flags & TOKEN_ALL_CAPS);
    const bool thing = n->upos == UPOS_NOUN && FEAT_GET(n->feats, ANIMACY) == ANIMACY_INAN && !subject_is_somebody(t, c);
    const unsigned wanted = FEAT_GET(k->feats, GENDER);
    return thing && wanted && gender && wanted != gender;
}

/* A nominal that hangs on a verb as if it had a preposition, and has none, and is no time. */
bool subject_is_bare(const tree *t, unsigned c) {
    const token *k = tree_token(t, c);
    bool nominal =
        k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || (k->upos == UPOS_NUM && (t->classes[c] & CLASS_BIT(CLASS_NUMBER)));
    bool odd = k->deprel == DEP_OBL || k->deprel == DEP_DEP || k->deprel == DEP_DISLOCATED || k->deprel == DEP_XCOMP;
    return odd && nominal && !(t->classes[c] & CLASS_BIT(CLASS_TIME)) && tree_child(t, c, DEP_CASE) == TREE_NONE &&
           tree_child(t, c, DEP_MARK) == TREE_NONE;
}

/* "qui", "that": the noun that the relative clause hangs on. */
/* "Smoke rose over Sirte, which the rebels hold", the clause hung on the smoke: the town right before the comma. */
static unsigned town_before_mark(const tree *t, unsigned relative) {
    if (relative < 2 || tree_token(t, relative - 1)->upos != UPOS_PUNCT) return TREE_NONE;
    unsigned k = relative - 2;
    while (k > 0 && tree_token(t, k)->deprel == DEP_FLAT && t->head[k] < k) k = t->head[k];
    const bool town = t->place[k] != INDEX_NONE && strncmp(t->m->places[t->place[k]].feature, "PCL", 3) != 0;
    return town && tree_token(t, k)->upos == UPOS_PROPN && t->actor[k] == INDEX_NONE ? k : TREE_NONE;
}

unsigned subject_resolve_relative(const tree *t, unsigned s, unsigned verb) {
    const token *k = tree_token(t, s);
    unsigned type = FEAT_GET(k->feats, PRONTYPE);
    const bool relative = type == PRONTYPE_REL || type == PRONTYPE_INT || subject_has_trait(t, s, TRAIT_RELATIVE);
    if (k->upos != UPOS_PRON || !relative) return s;
    for (int step = 0; step < 4 && verb != TREE_NONE; step++, verb = t->head[verb]) {
        uint8_t rel = tree_token(t, verb)->deprel;
        const unsigned head = t->head[verb];
        if ((rel == DEP_ACL_RELCL || rel == DEP_ACL) && head != TREE_NONE) {
            const unsigned town = town_before_mark(t, s);
            return town != TREE_NONE && tree_under(t, town, head) ? town : head;
        }
        /* "it was the army that shelled the town": a cleft hangs on its noun in many ways */
        const bool cleft = (rel == DEP_ADVCL || rel == DEP_CCOMP || rel == DEP_CSUBJ) && head != TREE_NONE && head < s;
        if (cleft && (tree_token(t, head)->upos == UPOS_NOUN || tree_token(t, head)->upos == UPOS_PROPN)) return head;
        if (rel != DEP_CONJ && rel != DEP_XCOMP) break;
    }
    return s;
}

/* "ما لا يقل عن 12 شخصا": a preposition inside the words of a number belongs to the number. */
static bool has_preposition(const tree *t, unsigned s) {
    const unsigned mark = tree_child(t, s, DEP_CASE);
    const uint32_t q = mark == TREE_NONE || tree_token(t, s)->upos != UPOS_NOUN ? INDEX_NONE : tree_quantity(t, s);
    if (q == INDEX_NONE) return mark != TREE_NONE;
    const token *k = tree_token(t, mark);
    const span at = t->m->quantities[q].at.at;
    return k->start < at.start || k->end > at.end;
}

/* A subject has no preposition and is no time: where the tree says so, the tree is wrong. */
bool subject_is_possible(const tree *t, unsigned s) {
    const unsigned c = tree_case_of(t, s);
    if (c == CASE_DAT || c == CASE_INS || c == CASE_LOC) return false;
    return !has_preposition(t, s) && !(t->classes[s] & CLASS_BIT(CLASS_TIME));
}

/* "Fighters fled the town, witnesses said", with the fighters called the subject of what is said last and the witnesses that of
 * what is told: the two have changed places. Gives the fighters. */
static unsigned changed_places(const tree *t, unsigned v, unsigned own) {
    const unsigned above = t->head[v];
    if (above == TREE_NONE || own < v || above != own + 1 || !tree_is_verb(t, above) || tree_token(t, v)->deprel != DEP_CCOMP)
        return TREE_NONE;
    if (own == 0 || tree_token(t, own - 1)->upos != UPOS_PUNCT) return TREE_NONE;
    const unsigned s = tree_child(t, above, DEP_NSUBJ);
    return s != TREE_NONE && s < v && subject_is_possible(t, s) ? s : TREE_NONE;
}

/* "Kunduz está controlada por los rebeldes, admitió el jefe", with both called subjects of the verb of saying: the first is that
 * of the clause that the verb stands behind. */
static unsigned subject_before_saying(const tree *t, unsigned v) {
    const unsigned above = t->head[v];
    if (above == TREE_NONE || above < v || tree_token(t, v)->deprel != DEP_CCOMP || !tree_is_verb(t, above)) return TREE_NONE;
    unsigned first = TREE_NONE;
    for (unsigned i = t->child_first[above]; i < t->child_first[above + 1]; i++) {
        const unsigned c = t->child[i];
        if (!is_subject(tree_token(t, c)->deprel) || !subject_is_possible(t, c)) continue;
        if (c < v && first == TREE_NONE) first = c;
        if (c > above && first != TREE_NONE) return first;
    }
    return TREE_NONE;
}

/* "Das Viertel habe die Miliz aufgegeben", "Den Ort haben die Rebellen geräumt": where ground stands before the auxiliary and
 * somebody behind it, both nominals of one active verb, the second acts, whatever the tree calls them. */
static unsigned doer_behind_auxiliary(const tree *t, unsigned v, unsigned own) {
    const unsigned aux = tree_child(t, v, DEP_AUX);
    if (t->lex->cases || aux == TREE_NONE || own > aux || aux > v || subject_is_somebody(t, own)) return TREE_NONE;
    if (!(t->classes[own] >> CLASS_BUILTIN_COUNT) && t->place[own] == INDEX_NONE) return TREE_NONE;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel;
        if ((rel != DEP_NSUBJ && rel != DEP_OBJ) || c < aux || c > v || tree_child(t, c, DEP_CASE) != TREE_NONE) continue;
        if (subject_is_somebody(t, c) && t->place[c] == INDEX_NONE && tree_token(t, c)->upos != UPOS_PRON) return c;
    }
    return TREE_NONE;
}

/* "… erklärte, Isjum sei eingenommen worden", the town hung on the verb of saying: the nominal right behind its comma. */
static unsigned subject_behind_saying(const tree *t, unsigned v) {
    const unsigned above = t->head[v];
    if (tree_token(t, v)->deprel != DEP_CCOMP || above == TREE_NONE || above > v || !tree_is_verb(t, above)) return TREE_NONE;
    for (unsigned i = t->child_first[above]; i < t->child_first[above + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_NSUBJ || c <= above + 1 || c > v || !subject_is_possible(t, c)) continue;
        const unsigned first = t->sub_first[c];
        if (first > above && tree_token(t, first - 1)->upos == UPOS_PUNCT && tree_token(t, c + 1)->upos == UPOS_AUX) return c;
    }
    return TREE_NONE;
}

/* "…, russische Truppen hätten die Stadt eingenommen", "haben die Rebellen auch Gulak eingenommen", both called objects of a verb
 * without a subject: who stands first acts. */
static unsigned subject_among_objects(const tree *t, unsigned v) {
    const unsigned aux = tree_child(t, v, DEP_AUX);
    unsigned first = TREE_NONE, objects = 0;
    if (t->lex->cases || aux == TREE_NONE || aux > v || voice_is_passive(t, v, 0)) return TREE_NONE;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_OBJ || tree_child(t, c, DEP_CASE) != TREE_NONE) continue;
        if (objects++ == 0) first = c;
    }
    const bool who = first != TREE_NONE && subject_is_somebody(t, first) && t->place[first] == INDEX_NONE;
    return objects > 1 && who && subject_is_possible(t, first) ? first : TREE_NONE;
}

/* Does the phrase of a nominal begin right behind a comma? */
static bool opens_behind_mark(const tree *t, unsigned k) {
    while (k > 0 && (tree_token(t, k - 1)->upos == UPOS_DET || tree_token(t, k - 1)->upos == UPOS_ADJ ||
                     tree_token(t, k - 1)->upos == UPOS_NUM || tree_token(t, k - 1)->deprel == DEP_COMPOUND))
        k--;
    return k > 0 && tree_token(t, k - 1)->upos == UPOS_PUNCT;
}

/* "Selon le maire, Ana Ruiz, les rebelles ont …", with both Ana Ruiz and the rebels called the subject: not the name between
 * commas, but who stands behind the second. */
static unsigned later_subject(const tree *t, unsigned v, unsigned own) {
    if (tree_token(t, own)->upos != UPOS_PROPN || !opens_behind_mark(t, own)) return own;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        if (c <= own || c >= v || !is_subject(tree_token(t, c)->deprel) || tree_token(t, c)->upos == UPOS_PRON) continue;
        if (subject_is_possible(t, c) && !subject_disagrees(t, v, c) && opens_behind_mark(t, c)) return c;
    }
    return own;
}

/* "Der Polizei zufolge wurden zwei Soldaten getötet", with the police called a subject, too: of a passive the one that is called
 * its own. */
static bool yields_to_passive_subject(const tree *t, unsigned v, unsigned c) {
    if (t->lex->cases || tree_token(t, c)->deprel != DEP_NSUBJ) return false;
    const unsigned own = tree_child(t, v, DEP_NSUBJ_PASS);
    return own != TREE_NONE && own > c && subject_is_possible(t, own) && tree_child(t, v, DEP_AUX_PASS) != TREE_NONE;
}

/* "Минобороны РФ: взяты под контроль два села": who speaks, before a colon, does nothing behind it. */
static bool is_label(const tree *t, unsigned v, unsigned c) {
    enum { LABEL_MAX = 8 };
    for (unsigned k = c + 1; k < v && k < LABEL_MAX; k++)
        if (tree_token(t, k)->upos == UPOS_PUNCT && t->x->bytes[tree_token(t, k)->start] == ':') return true;
    return false;
}

/* "haber tomado", "avoir pris": the infinitive of what is past. */
static bool is_past_infinitive(const tree *t, unsigned v) {
    unsigned aux = tree_child(t, v, DEP_AUX);
    if (aux == TREE_NONE) aux = tree_child(t, v, DEP_XCOMP); /* "zurückgezogen zu haben" */
    return aux != TREE_NONE && (tree_token(t, aux)->deprel == DEP_AUX || aux == v + 2u) && subject_is_infinitive(t, aux) &&
           voice_is_past_participle(tree_token(t, v));
}

/* "Die Stadt Kobane ist gefallen", the noun and the name right behind it both called subjects: the name. */
static bool is_name_behind(const tree *t, unsigned noun, unsigned c) {
    return c == noun + 1 && t->head[c] == t->head[noun] && tree_token(t, noun)->upos == UPOS_NOUN &&
           tree_token(t, c)->upos == UPOS_PROPN && t->place[c] != INDEX_NONE && t->place[noun] == INDEX_NONE &&
           !subject_is_somebody(t, noun) && is_subject(tree_token(t, c)->deprel);
}

unsigned subject_own(const tree *t, unsigned v) {
    if (!t->lex->cases && is_past_infinitive(t, v)) return TREE_NONE; /* "Kidal aufgegeben zu haben": its object */
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        if (yields_to_passive_subject(t, v, c) || tree_token(t, c)->upos == UPOS_SCONJ) continue; /* "сообщили, что взяли" */
        if (!is_subject(tree_token(t, c)->deprel) || !subject_is_possible(t, c) || subject_disagrees(t, v, c)) continue;
        /* "cuatro soldados muertos y siete heridos", the second hung on what is said of the first */
        if (c > v && tree_child(t, c, DEP_CC) != TREE_NONE && tree_token(t, v)->deprel == DEP_AMOD) continue;
        if (t->lex->cases && is_label(t, v, c)) continue;
        if (c + 1u < t->n && is_name_behind(t, c, c + 1u)) c++;
        const unsigned doer = doer_behind_auxiliary(t, v, c);
        if (doer != TREE_NONE && !voice_is_passive(t, v, 0)) return doer;
        const unsigned meant = changed_places(t, v, c);
        return meant != TREE_NONE ? meant : subject_resolve_relative(t, later_subject(t, v, c), v);
    }
    return TREE_NONE;
}

/* "In the south, Daesh controlled …" with Daesh hung on the south: the last name in the wrong subject's own phrase. */
static unsigned misled_subject(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        if (!is_subject(tree_token(t, c)->deprel) || subject_is_possible(t, c) || c > v) continue;
        for (unsigned k = v; k-- > c + 1;) {
            uint8_t upos = tree_token(t, k)->upos;
            if ((upos == UPOS_PROPN || upos == UPOS_NOUN) && tree_under(t, k, c) && subject_is_possible(t, k)) {
                while (t->head[k] != c && t->head[k] != TREE_NONE && subject_is_possible(t, t->head[k])) k = t->head[k];
                return k;
            }
        }
    }
    return TREE_NONE;
}

/* A nominal before the verb that hangs on it as if it had a preposition, and has none. */
unsigned subject_bare_nominal(const tree *t, unsigned v, unsigned before) {
    const uint64_t named = CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PLACE);
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel, upos = tree_token(t, c)->upos;
        bool odd = rel == DEP_OBL || rel == DEP_DEP || rel == DEP_DISLOCATED || rel == DEP_NMOD || rel == DEP_ADVMOD;
        bool nominal = upos == UPOS_NOUN || upos == UPOS_PROPN || (upos == UPOS_NUM && (t->classes[c] & CLASS_BIT(CLASS_NUMBER)));
        nominal |= (t->classes[c] & named) && (tree_token(t, c)->flags & TOKEN_CAPITAL);
        if (tree_case_of(t, c) > CASE_NOM) continue;
        if (odd && nominal && c < before && subject_is_possible(t, c) && tree_child(t, c, DEP_MARK) == TREE_NONE) return c;
    }
    return TREE_NONE;
}

/* Has the verb an object behind it? */
static bool has_object_behind(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++)
        if (t->child[i] > v && tree_token(t, t->child[i])->deprel == DEP_OBJ) return true;
    return false;
}

static unsigned object_before(const tree *t, unsigned v) {
    const unsigned c = tree_child(t, v, DEP_OBJ);
    return c != TREE_NONE && c < v ? c : TREE_NONE;
}

/* "Силы повстанцев вошли": a form that is the genitive of one and the nominative of many, of those who fight, before a verb in
 * the plural. */
static bool is_plural_doer(const tree *t, unsigned v, unsigned c) {
    const uint64_t fights = CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_ARMED);
    const token *k = tree_token(t, v);
    return FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN && FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR &&
           ((t->classes[c] & fights) || (t->actor[c] != INDEX_NONE && subject_is_somebody(t, c)));
}

/* "К полудню силы мятежников взяли город", "в среду талибы отбили Сангин": those who fight, hung on the time before them. */
static unsigned doer_behind_time(const tree *t, unsigned v) {
    enum { STEPS_MAX = 4 };
    if (!t->lex->cases) return TREE_NONE;
    unsigned k = v;
    while (k > 0 && k + STEPS_MAX > v && tree_token(t, k - 1)->upos == UPOS_ADV) k--;
    if (k == 0) return TREE_NONE;
    k--;
    for (int step = 0; step < STEPS_MAX && t->head[k] != TREE_NONE && t->head[k] < k; step++) {
        const unsigned above = t->head[k];
        const unsigned of = tree_case_of(t, k);
        const bool noun = tree_token(t, k)->upos == UPOS_NOUN || tree_token(t, k)->upos == UPOS_PROPN;
        if ((t->classes[above] & CLASS_BIT(CLASS_TIME)) && noun && !(t->classes[k] & CLASS_BIT(CLASS_TIME)))
            return (of == CASE_GEN || of == CASE_NOM) && tree_child(t, k, DEP_CASE) == TREE_NONE && is_plural_doer(t, v, k)
                       ? k
                       : TREE_NONE;
        k = above;
    }
    return TREE_NONE;
}

/* May c, which the tree calls an object or an oblique, be the subject of v by its case? */
static bool is_subject_by_case(const tree *t, unsigned v, unsigned c) {
    const token *k = tree_token(t, c);
    const uint8_t rel = k->deprel;
    const unsigned of = tree_case_of(t, c);
    const bool noun = k->upos == UPOS_NOUN || k->upos == UPOS_PROPN, caps = (k->flags & TOKEN_ALL_CAPS) != 0;
    const bool bare = rel == DEP_OBL || rel == DEP_OBJ;
    if (of == CASE_GEN && bare && noun && c < v && subject_is_possible(t, c) && is_plural_doer(t, v, c)) return true;
    if (!subject_is_possible(t, c) || tree_child(t, c, DEP_MARK) != TREE_NONE || subject_disagrees(t, v, c)) return false;
    if (k->upos == UPOS_ADJ) return of == CASE_NOM && t->actor[c] != INDEX_NONE; /* "неизвестные", "военные" */
    if (!noun || (rel != DEP_OBJ && rel != DEP_IOBJ && rel != DEP_OBL && rel != DEP_DEP && rel != DEP_XCOMP)) return false;
    if (of == CASE_NOM && !caps) return true;
    if (c > v) /* "столицу захватили хуситы" */
        return rel == DEP_OBJ && of == CASE_ACC && t->actor[c] != INDEX_NONE && object_before(t, v) != TREE_NONE &&
               !subject_is_somebody(t, object_before(t, v));
    if (caps || (of == CASE_GEN && tree_quantity(t, c) != INDEX_NONE)) return true; /* "трое заключенных объявили" */
    return of == CASE_ACC && rel == DEP_OBJ && has_object_behind(t, v); /* "Вашингтон начал переговоры": both are alike */
}

/* In languages of cases: a nominative is a subject, whatever the tree calls it, where the verb has no other. */
static unsigned subject_by_case(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; t->lex->cases && i < t->child_first[v + 1]; i++)
        if (is_subject_by_case(t, v, t->child[i])) return t->child[i];
    return TREE_NONE;
}

bool subject_is_infinitive(const tree *t, unsigned v) {
    return FEAT_GET(tree_token(t, v)->feats, VERBFORM) == VERBFORM_INF;
}

bool subject_is_somebody(const tree *t, unsigned k) {
    const uint64_t someone = CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ARMED) |
                             CLASS_BIT(CLASS_COUNTRY) | CLASS_BIT(CLASS_STATE) | CLASS_BIT(CLASS_PEOPLE) |
                             CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_FORCE);
    return (t->classes[k] & someone) != 0;
}

/* "the town, from which rockets were fired, was freed": a finite verb behind a comma whose relative clause the tree did not
 * close; its subject is the noun that the clause hangs on. */
static unsigned subject_across_clause(const tree *t, unsigned v) {
    unsigned first = v;
    while (first > 0 && (tree_token(t, first - 1)->upos == UPOS_AUX || tree_token(t, first - 1)->upos == UPOS_ADV)) first--;
    if (first < 2 || first == v || tree_token(t, first - 1)->upos != UPOS_PUNCT) return TREE_NONE;
    for (unsigned k = first - 2, steps = 0; k != TREE_NONE && steps < 6; steps++, k = t->head[k]) {
        uint8_t rel = tree_token(t, k)->deprel;
        if ((rel == DEP_ACL || rel == DEP_ACL_RELCL) && t->head[k] != TREE_NONE && t->head[k] < k) return t->head[k];
    }
    return TREE_NONE;
}

/* A finite verb that the tree took for a participle of the noun before it ("forces backed by jets seized the town"): its subject
 * is the noun on top of them. */
static unsigned subject_on_top(const tree *t, unsigned v) {
    unsigned found = TREE_NONE;
    for (unsigned k = t->head[v], steps = 0; k != TREE_NONE && k < v && steps < 8; steps++, k = t->head[k]) {
        uint8_t upos = tree_token(t, k)->upos;
        if ((upos == UPOS_NOUN || upos == UPOS_PROPN) && subject_is_possible(t, k)) found = k;
    }
    return found;
}

/* Person, number and form of a verb, as its auxiliary tells them where it has one: "hubiera perdido". */
static uint64_t finite_feats(const tree *t, unsigned v) {
    const unsigned aux = tree_child(t, v, DEP_AUX);
    return aux != TREE_NONE && FEAT_GET(tree_token(t, v)->feats, VERBFORM) != VERBFORM_FIN ? tree_token(t, aux)->feats
                                                                                           : tree_token(t, v)->feats;
}

/* Could a noun between the verb above and v be its subject, which the tree did not tie to it? */
static bool nominal_between(const tree *t, unsigned above, unsigned v) {
    const unsigned mark = tree_child(t, v, DEP_MARK);
    for (unsigned k = (mark != TREE_NONE && mark > above ? mark : above) + 1; k < v; k++) {
        const uint8_t upos = tree_token(t, k)->upos;
        if ((upos == UPOS_NOUN || upos == UPOS_PROPN) && subject_is_possible(t, k)) return true;
    }
    return false;
}

/* "Los dirigentes dijeron que marcharán", "Армия сообщила, что взяла город", "afirman haber tomado Gao": a finite verb whose
 * subject is left unsaid has the one of the verb above, where the two agree. */
bool subject_is_left_unsaid(const tree *t, unsigned v) {
    const unsigned above = t->head[v];
    if (tree_token(t, v)->deprel != DEP_CCOMP || above == TREE_NONE || !tree_is_verb(t, above)) return false;
    const uint64_t low = finite_feats(t, v), high = finite_feats(t, above);
    if (voice_is_passive(t, v, 0)) return false;
    if (is_past_infinitive(t, v)) return true;
    if (FEAT_GET(low, VERBFORM) != VERBFORM_FIN || nominal_between(t, above, v)) return false;
    const unsigned person = FEAT_GET(low, PERSON), gender = FEAT_GET(low, GENDER), other = FEAT_GET(high, GENDER);
    if (person != 3 && !(t->lex->cases && person == 0)) return false; /* a past tense may tell gender instead */
    if (gender && other && gender != other) return false;
    return FEAT_GET(low, NUMBER) && FEAT_GET(low, NUMBER) == FEAT_GET(high, NUMBER);
}

/* "accused the army of shelling the town": what somebody is charged with is what he did. */
static bool is_charge(const tree *t, unsigned v) {
    const unsigned mark = tree_child(t, v, DEP_MARK);
    return mark != TREE_NONE && t->word[mark] && t->word[mark]->slot == SLOT_OF;
}

/* "إن بانتيو ما زالت تحت سيطرة": a place right before a finite verb that the tree could not tie to it. */
static unsigned loose_place_before(const tree *t, unsigned v) {
    unsigned k = v;
    while (k > 0 && k + 2 > v && (tree_token(t, k - 1)->upos == UPOS_PART || tree_token(t, k - 1)->upos == UPOS_SCONJ)) k--;
    if (k == 0 || tree_token(t, k - 1)->deprel != DEP_DEP || !(t->classes[k - 1] & CLASS_BIT(CLASS_PLACE))) return TREE_NONE;
    return subject_is_possible(t, k - 1) ? k - 1 : TREE_NONE;
}

/* "shelled the rebels' positions, killing 17": behind a comma a present participle says what the clause did, not its last noun.
 */
static bool follows_clause(const tree *t, unsigned v) {
    const uint64_t feats = tree_token(t, v)->feats;
    const unsigned form = FEAT_GET(feats, VERBFORM), head = t->head[v];
    if (form != VERBFORM_GER && (form != VERBFORM_PART || FEAT_GET(feats, TENSE) != TENSE_PRES)) return false;
    if (v == 0 || tree_token(t, v - 1)->upos != UPOS_PUNCT || head == TREE_NONE) return false;
    const uint8_t rel = tree_token(t, head)->deprel;
    return head < v && (rel == DEP_OBJ || rel == DEP_OBL || rel == DEP_NMOD);
}

/* "Поранено чотирьох людей": an impersonal form, which agrees with nobody and shares nobody's subject. */
static bool is_impersonal(const tree *t, unsigned v) {
    const token *k = tree_token(t, v);
    return t->lex->cases && FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN && !FEAT_GET(k->feats, NUMBER) &&
           is_listed_participle(t, v);
}

/* The grammatical subject of v: its own, or the one that coordination, control or a modified noun lends. */
unsigned subject_of(const tree *t, unsigned v) {
    unsigned cur = v;
    if (is_impersonal(t, v)) return subject_own(t, v);
    for (int depth = 0; depth < 8 && cur != TREE_NONE; depth++) {
        unsigned s = subject_own(t, cur);
        if (s == TREE_NONE) s = misled_subject(t, cur);
        if (s == TREE_NONE) s = subject_before_saying(t, cur);
        if (s == TREE_NONE && cur == v) s = subject_behind_saying(t, v);
        if (s == TREE_NONE && cur == v) s = subject_among_objects(t, v);
        if (s == TREE_NONE && cur == v) s = subject_bare_nominal(t, cur, v);
        if (s == TREE_NONE && cur == v) s = loose_place_before(t, v);
        if (s == TREE_NONE && cur == v) s = subject_by_case(t, v);
        if (s == TREE_NONE && cur == v) s = doer_behind_time(t, v);
        if (s == TREE_NONE && cur == v) s = subject_across_clause(t, v);
        if (s != TREE_NONE && s != v) return s;
        unsigned head = t->head[cur];
        if (head == TREE_NONE) return TREE_NONE;
        switch (tree_token(t, cur)->deprel) {
        case DEP_XCOMP:
        case DEP_CCOMP: {
            if (tree_token(t, cur)->deprel == DEP_CCOMP && !subject_is_infinitive(t, cur)) {
                if (!subject_is_left_unsaid(t, cur)) return TREE_NONE;
                break;
            }
            unsigned object = tree_child(t, head, DEP_OBJ);
            if (object == TREE_NONE) object = tree_child(t, head, DEP_IOBJ);
            if (object != TREE_NONE && !subject_is_reflexive(t, object) && !subject_has_trait(t, head, TRAIT_SUBJECT_CONTROL))
                return subject_resolve_relative(t, object, head);
            break;
        }
        case DEP_ACL:
        case DEP_ACL_RELCL:
        case DEP_AMOD:
            if (tree_token(t, cur)->deprel == DEP_ACL && FEAT_GET(tree_token(t, cur)->feats, VERBFORM) == VERBFORM_FIN)
                return subject_on_top(t, cur);
            if ((!subject_is_infinitive(t, cur) && !follows_clause(t, cur)) || tree_token(t, cur)->deprel == DEP_ACL_RELCL)
                return head;
            /* "sent a force to free the town": who sent; but not "the role of X in the operation to free …" */
            while (head != TREE_NONE && !tree_is_verb(t, head)) {
                uint8_t rel = tree_token(t, head)->deprel;
                if (rel != DEP_OBJ && rel != DEP_OBL && rel != DEP_NMOD) return TREE_NONE;
                head = t->head[head];
                if (++depth > 8) return TREE_NONE;
            }
            break;
        case DEP_ADVCL: { /* "ordered the troops to attack", where the tree has a purpose */
            unsigned object = tree_child(t, head, DEP_OBJ);
            const bool wanted = subject_is_infinitive(t, cur) && subject_has_trait(t, head, TRAIT_OBJECT_CONTROL);
            if ((wanted || is_charge(t, cur)) && object != TREE_NONE && object < cur && subject_is_somebody(t, object))
                return object;
            break;
        }
        case DEP_CONJ:
        case DEP_AUX:
        case DEP_COP:
        case DEP_OBL:
        case DEP_OBJ:
        case DEP_NMOD:
            break;
        default:
            return TREE_NONE;
        }
        cur = head;
    }
    return TREE_NONE;
}

/* The nearest nominal before a verb that has no subject in the tree, as a whole ("une quinzaine de soldats", "Bogota et Quito").
 * Behind a preposition only where it is counted ("plus de 40 combattants"). */
unsigned subject_before(const tree *t, unsigned v) {
    for (unsigned k = v; k-- > 0 && k + 8 > v;) {
        uint8_t upos = tree_token(t, k)->upos;
        if (upos == UPOS_PUNCT || upos == UPOS_SCONJ || upos == UPOS_CCONJ || upos == UPOS_VERB) return TREE_NONE;
        if (t->lex->cases && upos == UPOS_NUM && t->quantity[k] != INDEX_NONE) return k; /* "из ста бойцов 40 были убиты" */
        /* "al menos treinta civiles": a noun of a known class that the tagger took for an adjective of the number */
        const bool noun = upos == UPOS_ADJ && (t->classes[k] >> CLASS_BUILTIN_COUNT) && tree_quantity(t, k) != INDEX_NONE;
        if ((upos != UPOS_NOUN && upos != UPOS_PROPN && !noun) || (t->classes[k] & CLASS_BIT(CLASS_TIME))) continue;
        const bool noun_s =
            tree_token(t, v)->upos == UPOS_NOUN; /* "the army controls": its number is the noun's it was taken for */
        if (!noun_s && subject_disagrees(t, v, k)) return TREE_NONE;
        for (int step = 0; step < 3; step++) {
            unsigned head = t->head[k];
            uint8_t rel = tree_token(t, k)->deprel;
            if (head >= k || (rel != DEP_FLAT && rel != DEP_NMOD && rel != DEP_CONJ) || tree_is_verb(t, head)) break;
            k = head;
        }
        const bool counted = tree_quantity(t, k) != INDEX_NONE;
        if (tree_case_of(t, k) > CASE_NOM && !(counted && tree_case_of(t, k) == CASE_GEN)) return TREE_NONE;
        return subject_is_possible(t, k) || counted ? k : TREE_NONE;
    }
    return TREE_NONE;
}

/* A finite clause of its own: it has a subject, whatever the tree says. */
bool subject_is_wanted(const tree *t, unsigned v) {
    uint8_t rel = tree_token(t, v)->deprel;
    bool clause = rel == DEP_ROOT || rel == DEP_CONJ || rel == DEP_CCOMP || rel == DEP_PARATAXIS;
    bool finite = FEAT_GET(tree_token(t, v)->feats, VERBFORM) == VERBFORM_FIN || tree_child(t, v, DEP_AUX) != TREE_NONE ||
                  tree_child(t, v, DEP_AUX_PASS) != TREE_NONE;
    return clause && (finite || (rel == DEP_ROOT && !voice_is_passive(t, v, 0))) && !subject_is_infinitive(t, v);
}
