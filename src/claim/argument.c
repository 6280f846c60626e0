/* The arguments of a trigger by the tree: voice, the subject that another verb lends, prepositions, genitives, support verbs. */
#include "claim/tree.h"

static bool has_trait(const tree *t, unsigned k, unsigned trait) {
    return t->word[k] && (t->word[k]->traits & trait);
}

static bool is_past_participle(const token *k) {
    return FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART && FEAT_GET(k->feats, TENSE) != TENSE_PRES;
}

static bool is_reflexive(const tree *t, unsigned c) {
    const token *k = tree_token(t, c);
    return k->upos == UPOS_PRON && (has_trait(t, c, TRAIT_REFLEXIVE) || FEAT_GET(k->feats, REFLEX));
}

static bool is_subject(uint8_t rel) {
    return rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS || rel == DEP_CSUBJ;
}

static bool is_modifier(uint8_t rel) {
    return rel == DEP_ACL || rel == DEP_AMOD || rel == DEP_ADVCL || rel == DEP_APPOS || rel == DEP_PARATAXIS;
}

typedef struct surroundings {
    bool passive_aux, be, aux, agent, passive_subject, subject, object, reflexive, bare_subject;
} surroundings;

/* A nominal that hangs on a verb as if it had a preposition, and has none, and is no time. */
static bool is_bare_object(const tree *t, unsigned c) {
    const token *k = tree_token(t, c);
    bool nominal =
        k->upos == UPOS_NOUN || k->upos == UPOS_PROPN || (k->upos == UPOS_NUM && (t->classes[c] & CLASS_BIT(CLASS_NUMBER)));
    bool odd = k->deprel == DEP_OBL || k->deprel == DEP_DEP || k->deprel == DEP_DISLOCATED || k->deprel == DEP_XCOMP;
    return odd && nominal && !(t->classes[c] & CLASS_BIT(CLASS_TIME)) && tree_child(t, c, DEP_CASE) == TREE_NONE &&
           tree_child(t, c, DEP_MARK) == TREE_NONE;
}

static surroundings around(const tree *t, unsigned v) {
    surroundings s = {0};
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        bool be = has_trait(t, c, TRAIT_PASSIVE_AUX);
        s.passive_aux |= rel == DEP_AUX_PASS;
        s.be |= (rel == DEP_AUX || rel == DEP_COP || rel == DEP_AUX_PASS) && be;
        s.aux |= rel == DEP_AUX && !be;
        s.agent |= rel == DEP_OBL_AGENT;
        s.passive_subject |= rel == DEP_NSUBJ_PASS;
        s.subject |= rel == DEP_NSUBJ;
        s.reflexive |= is_reflexive(t, c);
        s.object |= rel == DEP_OBJ && !is_reflexive(t, c);
        s.object |= c > v && is_bare_object(t, c);
        s.bare_subject |= c < v && is_bare_object(t, c);
    }
    return s;
}

/* The auxiliary of the passive stands right before the participle, whatever it hangs on. */
static bool be_before(const tree *t, unsigned v) {
    for (unsigned k = v, steps = 0; k-- > 0 && steps < 6; steps++) {
        uint8_t upos = tree_token(t, k)->upos;
        if (upos == UPOS_AUX && has_trait(t, k, TRAIT_PASSIVE_AUX)) return true;
        if (upos != UPOS_AUX && upos != UPOS_ADV && upos != UPOS_PUNCT && upos != UPOS_PART) return false;
    }
    return false;
}

/* Passive by what stands around the verb; the labels of the tree alone are not to be trusted. */
static bool is_passive(const tree *t, unsigned v, int depth) {
    const token *k = tree_token(t, v);
    if (has_trait(t, v, TRAIT_ACTIVE_BE)) return false;
    surroundings s = around(t, v);
    if (s.reflexive) return false;
    if (s.passive_aux) return true;
    bool participle = is_past_participle(k) || FEAT_GET(k->feats, VOICE) == VOICE_PASS ||
                      ((k->upos == UPOS_ADJ || k->deprel == DEP_CONJ) && k->upos != UPOS_VERB && t->word[v] && t->word[v]->verb);
    if (!participle) return s.passive_subject && s.agent;
    if (s.be || be_before(t, v)) return true;
    if (s.aux || s.object) return false;
    if (s.agent) return true;
    if (has_trait(t, v, TRAIT_NEVER_BARE)) return false;
    if ((is_modifier(k->deprel) && !s.subject) || k->upos == UPOS_ADJ || s.passive_subject) return true;
    if (k->deprel == DEP_CONJ && s.bare_subject && !s.subject) return true; /* "killed two, and three wounded" */
    unsigned head = t->head[v];
    return k->deprel == DEP_CONJ && head != TREE_NONE && depth < 4 && tree_is_verb(t, head) && !s.subject &&
           is_passive(t, head, depth + 1);
}

/* "qui", "that": the noun that the relative clause hangs on. */
static unsigned resolve_relative(const tree *t, unsigned s, unsigned verb) {
    const token *k = tree_token(t, s);
    unsigned type = FEAT_GET(k->feats, PRONTYPE);
    if (k->upos != UPOS_PRON || (type != PRONTYPE_REL && type != PRONTYPE_INT)) return s;
    for (int step = 0; step < 4 && verb != TREE_NONE; step++, verb = t->head[verb]) {
        uint8_t rel = tree_token(t, verb)->deprel;
        if ((rel == DEP_ACL_RELCL || rel == DEP_ACL) && t->head[verb] != TREE_NONE) return t->head[verb];
        if (rel != DEP_CONJ && rel != DEP_XCOMP) break;
    }
    return s;
}

/* A subject has no preposition and is no time: where the tree says so, the tree is wrong. */
static bool can_be_subject(const tree *t, unsigned s) {
    return tree_child(t, s, DEP_CASE) == TREE_NONE && !(t->classes[s] & CLASS_BIT(CLASS_TIME));
}

static unsigned own_subject(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        if (is_subject(tree_token(t, c)->deprel) && can_be_subject(t, c)) return resolve_relative(t, c, v);
    }
    return TREE_NONE;
}

/* "In the south, Daesh controlled …" with Daesh hung on the south: the last name in the wrong subject's own phrase. */
static unsigned misled_subject(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        if (!is_subject(tree_token(t, c)->deprel) || can_be_subject(t, c) || c > v) continue;
        for (unsigned k = v; k-- > c + 1;) {
            uint8_t upos = tree_token(t, k)->upos;
            if ((upos == UPOS_PROPN || upos == UPOS_NOUN) && tree_under(t, k, c) && can_be_subject(t, k)) {
                while (t->head[k] != c && t->head[k] != TREE_NONE && can_be_subject(t, t->head[k])) k = t->head[k];
                return k;
            }
        }
    }
    return TREE_NONE;
}

/* A nominal before the verb that hangs on it as if it had a preposition, and has none. */
static unsigned bare_nominal(const tree *t, unsigned v, unsigned before) {
    const uint64_t named = CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PLACE);
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel, upos = tree_token(t, c)->upos;
        bool odd = rel == DEP_OBL || rel == DEP_DEP || rel == DEP_DISLOCATED || rel == DEP_NMOD || rel == DEP_ADVMOD;
        bool nominal = upos == UPOS_NOUN || upos == UPOS_PROPN || (upos == UPOS_NUM && (t->classes[c] & CLASS_BIT(CLASS_NUMBER)));
        nominal |= (t->classes[c] & named) && (tree_token(t, c)->flags & TOKEN_CAPITAL);
        if (odd && nominal && c < before && can_be_subject(t, c) && tree_child(t, c, DEP_MARK) == TREE_NONE) return c;
    }
    return TREE_NONE;
}

static bool is_infinitive(const tree *t, unsigned v) {
    const token *k = tree_token(t, v);
    if (FEAT_GET(k->feats, VERBFORM) == VERBFORM_INF) return true;
    return false;
}

static bool stands_for_somebody(const tree *t, unsigned k) {
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
        if ((upos == UPOS_NOUN || upos == UPOS_PROPN) && can_be_subject(t, k)) found = k;
    }
    return found;
}

/* The grammatical subject of v: its own, or the one that coordination, control or a modified noun lends. */
static unsigned subject_of(const tree *t, unsigned v) {
    unsigned cur = v;
    for (int depth = 0; depth < 8 && cur != TREE_NONE; depth++) {
        unsigned s = own_subject(t, cur);
        if (s == TREE_NONE) s = misled_subject(t, cur);
        if (s == TREE_NONE && cur == v) s = bare_nominal(t, cur, v);
        if (s == TREE_NONE && cur == v) s = subject_across_clause(t, v);
        if (s != TREE_NONE && s != v) return s;
        unsigned head = t->head[cur];
        if (head == TREE_NONE) return TREE_NONE;
        switch (tree_token(t, cur)->deprel) {
        case DEP_XCOMP:
        case DEP_CCOMP: {
            if (tree_token(t, cur)->deprel == DEP_CCOMP && !is_infinitive(t, cur)) return TREE_NONE;
            unsigned object = tree_child(t, head, DEP_OBJ);
            if (object == TREE_NONE) object = tree_child(t, head, DEP_IOBJ);
            if (object != TREE_NONE && !is_reflexive(t, object) && !has_trait(t, head, TRAIT_SUBJECT_CONTROL))
                return resolve_relative(t, object, head);
            break;
        }
        case DEP_ACL:
        case DEP_ACL_RELCL:
        case DEP_AMOD:
            if (tree_token(t, cur)->deprel == DEP_ACL && FEAT_GET(tree_token(t, cur)->feats, VERBFORM) == VERBFORM_FIN)
                return subject_on_top(t, cur);
            if (!is_infinitive(t, cur) || tree_token(t, cur)->deprel == DEP_ACL_RELCL) return head;
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
            if (is_infinitive(t, cur) && object != TREE_NONE && object < cur && has_trait(t, head, TRAIT_OBJECT_CONTROL) &&
                stands_for_somebody(t, object))
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

static void add(const tree *t, arguments *out, unsigned token, uint8_t slot, uint64_t prep) {
    if (out->n == TREE_ARGS_MAX || token == TREE_NONE) return;
    if ((slot == SLOT_SUBJ || slot == SLOT_OBJ || slot == SLOT_IOBJ) && (t->classes[token] & CLASS_BIT(CLASS_TIME))) return;
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].token == token) return;
    uint64_t classes = t->classes[token];
    /* "a group of fighters", "elements of the army": what follows is meant too */
    if (has_trait(t, token, TRAIT_TRANSPARENT)) {
        unsigned inner = tree_child(t, token, DEP_NMOD);
        if (inner != TREE_NONE) classes |= t->classes[inner];
    }
    for (unsigned i = t->child_first[token]; i < t->child_first[token + 1]; i++) {
        uint8_t rel = tree_token(t, t->child[i])->deprel;
        if (rel == DEP_NUMMOD) classes |= CLASS_BIT(CLASS_NUMBER);
        if (rel == DEP_FLAT || rel == DEP_COMPOUND || rel == DEP_AMOD) {
            /* "a suicide bomber", "une attaque chimique": the instrument stands beside */
            classes |= t->classes[t->child[i]] & ~((CLASS_BIT(CLASS_BUILTIN_COUNT)) - 1);
        }
    }
    out->at[out->n++] = (argument){.token = (uint16_t)token, .slot = slot, .prep = prep, .classes = classes};
    for (unsigned i = t->child_first[token]; i < t->child_first[token + 1]; i++) {
        unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_CONJ || tree_is_verb(t, c) || out->n == TREE_ARGS_MAX) continue;
        out->at[out->n++] = (argument){.token = (uint16_t)c, .slot = slot, .prep = prep, .classes = t->classes[c]};
    }
}

/* A nominal with a preposition. "au profit de X", "at the hands of X": X, in the slot of the noun between. */
static void add_oblique(const tree *t, arguments *out, unsigned c, uint8_t bare) {
    uint8_t slot, logical = SLOT_NONE;
    unsigned mark = tree_case(t, c, &slot);
    const event_word *w = t->word[c];
    if (w && (w->traits & TRAIT_PREP_NOUN) && mark != TREE_NONE) {
        unsigned inner = tree_child(t, c, DEP_NMOD);
        if (inner != TREE_NONE) {
            add(t, out, inner, w->slot, tree_token(t, c)->lemma_hash);
            return;
        }
    }
    if (mark == TREE_NONE) slot = t->classes[c] & CLASS_BIT(CLASS_TIME) ? SLOT_NONE : bare;
    if (slot == SLOT_NONE) slot = SLOT_OTHER;
    if (mark != TREE_NONE && t->word[mark] && t->word[mark]->slot_somebody != slot && stands_for_somebody(t, c))
        logical = t->word[mark]->slot_somebody;
    uint8_t n = out->n;
    add(t, out, c, slot, mark == TREE_NONE ? 0 : tree_token(t, mark)->lemma_hash);
    for (; logical && n < out->n; n++) out->at[n].logical = logical;
}

static bool in_phrase(const uint16_t *phrase, unsigned count, unsigned k) {
    for (unsigned i = 0; i < count; i++)
        if (phrase[i] == k) return true;
    return false;
}

/* A nominal, or a noun of a known class that the tagger took for an adjective. */
static bool is_object_like(const tree *t, unsigned c) {
    uint8_t upos = tree_token(t, c)->upos;
    return upos == UPOS_NOUN || upos == UPOS_PROPN || (upos == UPOS_ADJ && (t->classes[c] >> CLASS_BUILTIN_COUNT));
}

/* "ont violé des femmes": what follows the verb at once may be its object although the article looks like a preposition. */
static void mark_partitive(const tree *t, arguments *out, unsigned c) {
    unsigned mark = tree_child(t, c, DEP_CASE);
    if (mark == TREE_NONE || !has_trait(t, mark, TRAIT_PARTITIVE) || !(tree_token(t, mark)->flags & TOKEN_MWT_FIRST)) return;
    if (mark != t->head[c] + 1u || out->n == 0 || out->at[out->n - 1].slot != SLOT_OF) return;
    out->at[out->n - 1].logical = SLOT_OBJ;
}

static void add_child(const tree *t, arguments *out, unsigned c, bool verb) {
    switch (tree_token(t, c)->deprel) {
    case DEP_OBJ:
    case DEP_IOBJ:
    case DEP_EXPL:
        if (is_reflexive(t, c)) {
            out->reflexive = true;
        } else if (tree_token(t, c)->deprel != DEP_EXPL) {
            add(t, out, resolve_relative(t, c, t->head[c]), tree_token(t, c)->deprel == DEP_OBJ ? SLOT_OBJ : SLOT_IOBJ, 0);
        }
        break;
    case DEP_OBL:
    case DEP_OBL_AGENT:
        if (verb && c > t->head[c] && is_bare_object(t, c))
            add(t, out, c, SLOT_OBJ, 0);
        else
            add_oblique(t, out, c, SLOT_OTHER);
        if (verb) mark_partitive(t, out, c);
        break;
    case DEP_NMOD: {
        bool poss = FEAT_GET(tree_token(t, c)->feats, POSS) || tree_token(t, c)->upos == UPOS_PRON;
        add_oblique(t, out, c, poss ? SLOT_POSS : SLOT_OF);
        break;
    }
    case DEP_DET:
        if (FEAT_GET(tree_token(t, c)->feats, POSS)) add(t, out, c, SLOT_POSS, 0);
        break;
    case DEP_AMOD:
        if (!verb) add(t, out, c, SLOT_ADJ, 0);
        break;
    case DEP_COMPOUND:
    case DEP_FLAT:
        if (!verb) add(t, out, c, SLOT_COMPOUND, 0);
        break;
    case DEP_NUMMOD:
        out->counted = true;
        break;
    case DEP_XCOMP:
    case DEP_CCOMP:
        if (tree_is_verb(t, c))
            add(t, out, c, SLOT_COMP, 0);
        else if (verb && is_object_like(t, c) && can_be_subject(t, c) && tree_child(t, t->head[c], DEP_OBJ) == TREE_NONE)
            add(t, out, c, SLOT_OBJ, 0); /* "called up reservists" */
        break;
    case DEP_ADVCL:
        if (verb && is_infinitive(t, c)) add(t, out, c, SLOT_COMP, 0);
        break;
    case DEP_ACL:
        if (!verb && is_infinitive(t, c)) add(t, out, c, SLOT_COMP, 0);
        break;
    default:
        break;
    }
}

/* "attacked and took the town": the object of the second verb is the first one's too, where that has none. */
static void share_object(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ) return;
    unsigned other = tree_child(t, v, DEP_CONJ);
    if (other == TREE_NONE || other < v || !tree_is_verb(t, other) || other > v + 3) return;
    unsigned object = tree_child(t, other, DEP_OBJ);
    if (object != TREE_NONE && object > other) add(t, out, object, SLOT_OBJ, 0);
}

/* Nothing in the tree: the next nominal after an active verb, inside its clause and not behind a preposition. */
static void object_after(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ || out->at[i].slot == SLOT_COMP || out->at[i].slot == SLOT_IOBJ) return;
    bool behind = false;
    for (unsigned k = v + 1; k < t->n && k < v + 10; k++) {
        uint8_t upos = tree_token(t, k)->upos;
        if (upos == UPOS_PUNCT || upos == UPOS_CCONJ || upos == UPOS_SCONJ || tree_is_verb(t, k)) return;
        if (upos == UPOS_ADP) behind = true;
        bool name = upos == UPOS_X && (tree_token(t, k)->flags & TOKEN_CAPITAL);
        if (upos != UPOS_NOUN && upos != UPOS_PROPN && !name) continue;
        if (!behind && can_be_subject(t, k)) {
            unsigned head = t->head[k]; /* the head of the name or compound that it begins */
            if (head != TREE_NONE && head > k && head < k + 4 && !tree_is_verb(t, head)) k = head;
            add(t, out, k, SLOT_OBJ, 0);
            return;
        }
        behind = false;
    }
}

/* The nearest nominal before a verb that has no subject in the tree, as a whole ("une quinzaine de soldats"). Behind a
 * preposition only where it is counted ("plus de 40 combattants"). */
static unsigned subject_before(const tree *t, unsigned v) {
    for (unsigned k = v; k-- > 0 && k + 8 > v;) {
        uint8_t upos = tree_token(t, k)->upos;
        if (upos == UPOS_PUNCT || upos == UPOS_SCONJ || upos == UPOS_CCONJ || upos == UPOS_VERB) return TREE_NONE;
        if ((upos != UPOS_NOUN && upos != UPOS_PROPN) || (t->classes[k] & CLASS_BIT(CLASS_TIME))) continue;
        for (int step = 0; step < 3; step++) {
            unsigned head = t->head[k];
            uint8_t rel = tree_token(t, k)->deprel;
            if (head >= k || (rel != DEP_FLAT && rel != DEP_NMOD) || tree_is_verb(t, head)) break;
            k = head;
        }
        return can_be_subject(t, k) || tree_quantity(t, k) != INDEX_NONE ? k : TREE_NONE;
    }
    return TREE_NONE;
}

/* A finite clause of its own: it has a subject, whatever the tree says. */
static bool wants_subject(const tree *t, unsigned v) {
    uint8_t rel = tree_token(t, v)->deprel;
    bool clause = rel == DEP_ROOT || rel == DEP_CONJ || rel == DEP_CCOMP || rel == DEP_PARATAXIS;
    bool finite = FEAT_GET(tree_token(t, v)->feats, VERBFORM) == VERBFORM_FIN || tree_child(t, v, DEP_AUX) != TREE_NONE ||
                  tree_child(t, v, DEP_AUX_PASS) != TREE_NONE;
    return clause && (finite || (rel == DEP_ROOT && !is_passive(t, v, 0))) && !is_infinitive(t, v);
}

static void verb_arguments(const tree *t, unsigned v, arguments *out) {
    out->passive = is_passive(t, v, 0);
    out->infinitive = is_infinitive(t, v);
    bool misread =
        tree_token(t, v)->upos != UPOS_VERB && tree_token(t, v)->upos != UPOS_AUX && tree_token(t, v)->upos != UPOS_ADJ;
    misread &= tree_token(t, v)->deprel != DEP_CONJ;
    add(t, out, misread ? subject_before(t, v) : subject_of(t, v), out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
    if (!misread && out->n == 0 && wants_subject(t, v)) add(t, out, subject_before(t, v), out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
    if (out->passive && own_subject(t, v) == TREE_NONE && tree_token(t, v)->deprel == DEP_CONJ && t->head[v] != TREE_NONE)
        add(t, out, bare_nominal(t, t->head[v], v), SLOT_OBJ, 0);
    if (out->passive && out->n && out->at[0].slot == SLOT_OBJ && out->at[0].token == v) out->n = 0;
    if (!out->passive && !out->reflexive) share_object(t, v, out);
}

/* The verb that a noun hangs on, through coordination: "des attaques et des raids ont été menés". */
static unsigned governor(const tree *t, unsigned k, uint8_t *rel) {
    for (int step = 0; step < 4 && tree_token(t, k)->deprel == DEP_CONJ && t->head[k] != TREE_NONE; step++) k = t->head[k];
    *rel = tree_token(t, k)->deprel;
    return t->head[k];
}

static void lend_obliques(const tree *t, unsigned v, unsigned noun, arguments *out) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        if (c == noun || (rel != DEP_OBL && rel != DEP_OBL_AGENT && rel != DEP_IOBJ)) continue;
        if (t->classes[c] & CLASS_BIT(CLASS_TIME)) continue;
        add_child(t, out, c, true);
    }
}

static void lend_support(const tree *t, unsigned v, unsigned noun, uint8_t rel, arguments *out) {
    const event_word *w = t->word[v];
    uint8_t support = w ? w->support : 0;
    bool passive = is_passive(t, v, 0), object = rel == DEP_OBJ || rel == DEP_OBL || rel == DEP_XCOMP || rel == DEP_NMOD;
    bool patient = passive ? rel == DEP_NSUBJ_PASS || rel == DEP_NSUBJ : object;
    if (rel == DEP_ACL || rel == DEP_ACL_RELCL) patient = passive || own_subject(t, v) != TREE_NONE;
    if (patient && (support & (SUPPORT_ACTOR | SUPPORT_RECIPIENT))) {
        out->support |= support & SUPPORT_ACTOR ? SUPPORT_ACTOR : SUPPORT_RECIPIENT;
        out->verb = (uint16_t)v;
        out->supported = true;
        unsigned subject = passive ? TREE_NONE : subject_of(t, v);
        if (subject != noun) add(t, out, subject, out->support & SUPPORT_ACTOR ? SLOT_SUBJ : SLOT_OBJ, 0);
        lend_obliques(t, v, noun, out);
    } else if (!passive && rel == DEP_NSUBJ && (support & SUPPORT_OCCUR)) {
        out->support |= SUPPORT_OCCUR;
        out->verb = (uint16_t)v;
        out->supported = true;
        add(t, out, tree_child(t, v, DEP_OBJ), SLOT_OBJ, 0);
        lend_obliques(t, v, noun, out);
    } else if (rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS) {
        lend_obliques(t, v, noun, out);
    }
}

/* What a predicate or a modifier says something of: "the town is under the control of X", "the missing soldiers". */
static void add_governor(const tree *t, unsigned k, arguments *out) {
    const token *w = tree_token(t, k);
    unsigned head = t->head[k];
    if (tree_child(t, k, DEP_COP) != TREE_NONE || tree_child(t, k, DEP_NSUBJ) != TREE_NONE) {
        add(t, out, own_subject(t, k), SLOT_SUBJ, 0);
    } else if (head != TREE_NONE &&
               (w->deprel == DEP_AMOD || w->deprel == DEP_NMOD || w->deprel == DEP_ACL || w->deprel == DEP_APPOS) &&
               !tree_is_verb(t, head)) {
        add(t, out, head, w->upos == UPOS_ADJ ? SLOT_SUBJ : SLOT_GOV, 0);
    } else if (head != TREE_NONE &&
               (w->deprel == DEP_XCOMP || w->deprel == DEP_ADVCL || w->deprel == DEP_OBL || w->deprel == DEP_CONJ)) {
        if (w->deprel == DEP_XCOMP && tree_child(t, head, DEP_OBJ) != TREE_NONE && tree_child(t, head, DEP_OBJ) != k)
            add(t, out, tree_child(t, head, DEP_OBJ), SLOT_SUBJ, 0);
        else
            add(t, out, subject_of(t, head), SLOT_SUBJ, 0);
    }
}

/* Genitives, possessives, adjectives and compounds mean who acts or what undergoes. */
static void noun_logic(arguments *out, uint8_t entry_flags) {
    bool has_of = false, has_by = false;
    for (uint8_t i = 0; i < out->n; i++) {
        has_of |= out->at[i].slot == SLOT_OF;
        has_by |= out->at[i].slot == SLOT_BY;
    }
    const uint64_t place = CLASS_BIT(CLASS_PLACE), country = CLASS_BIT(CLASS_COUNTRY), actor = CLASS_BIT(CLASS_ACTOR),
                   person = CLASS_BIT(CLASS_PERSON), armed = CLASS_BIT(CLASS_ARMED);
    for (uint8_t i = 0; i < out->n; i++) {
        argument *a = &out->at[i];
        bool ground = (a->classes & place) && !(a->classes & country);
        switch (a->slot) {
        case SLOT_OF:
            if (entry_flags & ENTRY_GEN_OBJ)
                a->logical = SLOT_OBJ;
            else if ((entry_flags & ENTRY_GEN_SUBJ) || (!has_by && (a->classes & (armed | actor)) && !ground))
                a->logical = SLOT_SUBJ;
            else
                a->logical = SLOT_OBJ;
            break;
        case SLOT_POSS:
            a->logical =
                !has_of && !(entry_flags & ENTRY_GEN_SUBJ) && (ground || ((entry_flags & ENTRY_GEN_OBJ) && (a->classes & person)))
                    ? SLOT_OBJ
                    : SLOT_SUBJ;
            break;
        case SLOT_ADJ:
            a->logical = a->classes & (country | CLASS_BIT(CLASS_STATE)) ? SLOT_SUBJ : SLOT_NONE;
            break;
        case SLOT_COMPOUND:
            if (ground)
                a->logical = SLOT_AT;
            else if (a->classes & (actor | armed))
                a->logical = SLOT_SUBJ;
            break;
        default:
            break;
        }
    }
}

static void noun_arguments(const tree *t, unsigned k, uint8_t entry_flags, arguments *out) {
    uint8_t rel;
    unsigned v = governor(t, k, &rel);
    if (v != TREE_NONE && tree_is_verb(t, v)) lend_support(t, v, k, rel, out);
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t r = tree_token(t, c)->deprel;
        if ((r == DEP_ACL || r == DEP_ACL_RELCL) && tree_is_verb(t, c)) lend_support(t, c, k, r, out);
    }
    if (entry_flags & ENTRY_PREDICATIVE) add_governor(t, k, out);
    noun_logic(out, entry_flags);
}

/* "suspended aid to X", "filed a lawsuit in a court against X": what hangs on an argument may belong to the verb. */
static void add_nested(const tree *t, arguments *out) {
    uint8_t direct = out->n;
    for (uint8_t i = 0; i < direct; i++) {
        argument *a = &out->at[i];
        if (a->slot == SLOT_SUBJ || a->slot == SLOT_COMP || a->logical == SLOT_SUBJ) continue;
        for (unsigned k = t->child_first[a->token]; k < t->child_first[a->token + 1]; k++) {
            unsigned c = t->child[k];
            uint8_t slot;
            if (tree_token(t, c)->deprel != DEP_NMOD || tree_case(t, c, &slot) == TREE_NONE || slot == SLOT_OF ||
                slot == SLOT_POSS)
                continue;
            uint8_t n = out->n;
            add_oblique(t, out, c, SLOT_OTHER);
            for (; n < out->n; n++) out->at[n].nested = true;
        }
    }
}

/* "ordered the troops to leave": the infinitive may hang on the object. */
static void add_wish(const tree *t, arguments *out) {
    for (uint8_t i = 0, n = out->n; i < n; i++) {
        if (out->at[i].slot == SLOT_COMP) return;
        if (out->at[i].slot != SLOT_OBJ && out->at[i].slot != SLOT_IOBJ) continue;
        unsigned wish = tree_child(t, out->at[i].token, DEP_ACL);
        if (wish != TREE_NONE && is_infinitive(t, wish)) add(t, out, wish, SLOT_COMP, 0);
    }
}

void arguments_collect(const tree *t, const uint16_t *phrase, unsigned count, unsigned main, uint8_t entry_flags,
                       arguments *out) {
    out->n = 0; /* the list itself is not cleared */
    out->passive = out->reflexive = out->supported = out->infinitive = out->counted = false;
    out->support = 0;
    out->verb = TREE_NONE;
    bool verb = tree_is_verb(t, main);
    out->counted = tree_quantity(t, main) != INDEX_NONE;
    if (verb) verb_arguments(t, main, out);
    for (unsigned i = 0; i < count; i++) {
        unsigned p = phrase[i];
        for (unsigned j = t->child_first[p]; j < t->child_first[p + 1]; j++) {
            unsigned c = t->child[j];
            if (in_phrase(phrase, count, c)) continue;
            unsigned mark = verb ? tree_child(t, c, DEP_CASE) : TREE_NONE;
            bool bare = verb && p != main && tree_token(t, c)->deprel == DEP_NMOD && can_be_subject(t, c) && c > p;
            if (bare ||
                (mark != TREE_NONE && in_phrase(phrase, count, mark))) /* "took over the city": the phrase has the preposition */
                add(t, out, c, SLOT_OBJ, mark == TREE_NONE ? 0 : tree_token(t, mark)->lemma_hash);
            else
                add_child(t, out, c, verb && p == main);
        }
    }
    if (!verb)
        noun_arguments(t, main, entry_flags, out);
    else if (!out->passive && !out->reflexive && count == 1)
        object_after(t, main, out);
    if (verb) add_wish(t, out);
    add_nested(t, out);
    if (verb && out->reflexive) out->passive = false;
}

bool argument_fills(const argument *a, uint8_t slot, uint64_t prep) {
    if (slot == SLOT_PREP) return a->prep == prep;
    return a->slot == slot || (a->logical && a->logical == slot);
}
