/* The arguments of a trigger by the tree: prepositions, genitives, support verbs. */
#include <string.h>

#include "claim/subject.h"

/* "saisi deux tonnes de cocaïne", the genitive hung on the verb: it still says what the tonnes are of. */
static unsigned genitive_beside(const tree *t, unsigned token) {
    const unsigned k = token + 2;
    uint8_t slot;
    if (k >= t->n || tree_token(t, k)->deprel != DEP_OBL || t->head[k] != t->head[token]) return TREE_NONE;
    return tree_case(t, k, &slot) == token + 1 && slot == SLOT_OF ? k : TREE_NONE;
}

/* "une attaque chimique", "a military aid program": the instrument, the kind stand beside the noun. */
static uint64_t classes_beside(const tree *t, unsigned token) {
    uint64_t classes = 0;
    for (unsigned i = t->child_first[token]; i < t->child_first[token + 1]; i++) {
        uint8_t rel = tree_token(t, t->child[i])->deprel;
        if (rel == DEP_NUMMOD) classes |= CLASS_BIT(CLASS_NUMBER);
        if (rel == DEP_FLAT || rel == DEP_COMPOUND || rel == DEP_AMOD)
            classes |= t->classes[t->child[i]] & ~((CLASS_BIT(CLASS_BUILTIN_COUNT)) - 1);
    }
    return classes;
}

/* What a nominal is, with what its parts say: "a group of fighters", "a suicide bomber", "part of the aid program". */
static uint64_t classes_of(const tree *t, unsigned token) {
    uint64_t classes = t->classes[token] | classes_beside(t, token);
    /* "elements of the army", "4.000 de sus combatientes", "18 из 22 дронов": what follows is meant too */
    const bool part = tree_token(t, token)->upos == UPOS_NUM;
    if (part || subject_has_trait(t, token, TRAIT_TRANSPARENT)) {
        unsigned inner = tree_child(t, token, DEP_NMOD);
        if (inner == TREE_NONE) inner = genitive_beside(t, token);
        if (inner != TREE_NONE) classes |= t->classes[inner] | (classes_beside(t, inner) & ~CLASS_BIT(CLASS_NUMBER));
    }
    return classes;
}

/* "el ejército maliense y mercenarios rusos", the second noun hung on the first one's adjective. */
static unsigned noun_beside_adjective(const tree *t, unsigned adjective) {
    const unsigned noun = tree_child(t, adjective, DEP_CONJ);
    return noun != TREE_NONE && noun > adjective && tree_token(t, noun)->upos == UPOS_NOUN ? noun : TREE_NONE;
}

/* "a judge", "two women", "another man": counted, or brought up here for the first time. */
static bool is_one_of_several(const tree *t, unsigned k) {
    if (tree_token(t, k)->upos != UPOS_NOUN) return false;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const token *w = tree_token(t, t->child[i]);
        if (w->deprel == DEP_NUMMOD || (w->deprel == DEP_DET && FEAT_GET(w->feats, DEFINITE) == DEFINITE_IND)) return true;
    }
    return false;
}

/* "A colonel, a judge and their driver", "six monks, a cook": the tree takes people in a list for appositions. */
static bool is_listed(const tree *t, unsigned k, unsigned c) {
    return tree_token(t, c)->deprel == DEP_APPOS && subject_is_somebody(t, c) && is_one_of_several(t, k) &&
           is_one_of_several(t, c);
}

/* "Ana Ruiz, leader of the party and former envoy, was shot": a noun without an article behind an apposition goes with it. */
static bool is_second_title(const tree *t, unsigned k, unsigned c) {
    const token *w = tree_token(t, c);
    if (t->lex->cases || tree_token(t, k)->upos != UPOS_PROPN || w->upos != UPOS_NOUN || tree_quantity(t, c) != INDEX_NONE)
        return false;
    const unsigned title = tree_child(t, k, DEP_APPOS);
    if (title == TREE_NONE || title > c || FEAT_GET(w->feats, NUMBER) == NUMBER_PLUR) return false;
    for (unsigned i = t->child_first[c]; i < t->child_first[c + 1]; i++) {
        const token *d = tree_token(t, t->child[i]);
        if (d->deprel == DEP_DET || FEAT_GET(d->feats, POSS)) return false;
    }
    return true;
}

static void add(const tree *t, arguments *out, unsigned token, uint8_t slot, uint64_t prep) {
    if (out->n == TREE_ARGS_MAX || token == TREE_NONE) return;
    if ((slot == SLOT_SUBJ || slot == SLOT_OBJ || slot == SLOT_IOBJ) && (t->classes[token] & CLASS_BIT(CLASS_TIME))) return;
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].token == token) return;
    out->at[out->n++] = (argument){.token = (uint16_t)token, .slot = slot, .prep = prep, .classes = classes_of(t, token)};
    for (unsigned i = t->child_first[token]; i < t->child_first[token + 1]; i++) {
        unsigned c = t->child[i];
        if (tree_token(t, c)->deprel == DEP_AMOD) c = noun_beside_adjective(t, c);
        if (c == TREE_NONE || out->n == TREE_ARGS_MAX || tree_is_verb(t, c) || is_second_title(t, token, c)) continue;
        if (tree_token(t, c)->deprel != DEP_CONJ && !is_listed(t, token, c)) continue;
        out->at[out->n++] = (argument){.token = (uint16_t)c, .slot = slot, .prep = prep, .classes = classes_of(t, c)};
    }
}

/* "to the rebels", "to a dozen of them". */
static bool is_somebody_or_some_of(const tree *t, unsigned c) {
    if (subject_is_somebody(t, c)) return true;
    const unsigned inner = subject_has_trait(t, c, TRAIT_TRANSPARENT) ? tree_child(t, c, DEP_NMOD) : TREE_NONE;
    return inner != TREE_NONE && subject_is_somebody(t, inner);
}

/* "von Rebellen getötet", "vom IS zurückerobert": the slot that a preposition has beside a verb of one voice, where that differs;
 * else SLOT_NONE. A place does nothing. */
static uint8_t slot_beside_verb(const tree *t, const arguments *out, unsigned c, unsigned mark) {
    const unsigned v = t->head[c];
    const event_word *w = mark == TREE_NONE ? NULL : t->word[mark];
    if (!w || !(w->slot_passive || w->slot_active) || v == TREE_NONE || !tree_is_verb(t, v)) return SLOT_NONE;
    if (!out->passive && !voice_is_passive(t, v, 0)) return w->slot_active;
    const bool ground = (t->classes[c] & CLASS_BIT(CLASS_PLACE)) && !is_somebody_or_some_of(t, c);
    return ground ? w->slot_active : w->slot_passive;
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
    const uint8_t beside = slot_beside_verb(t, out, c, mark);
    if (beside)
        slot = beside;
    else if (mark != TREE_NONE && t->word[mark] && t->word[mark]->slot_somebody != slot && is_somebody_or_some_of(t, c))
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
    if (mark == TREE_NONE || !subject_has_trait(t, mark, TRAIT_PARTITIVE) || !(tree_token(t, mark)->flags & TOKEN_MWT_FIRST))
        return;
    if (mark != t->head[c] + 1u || out->n == 0 || out->at[out->n - 1].slot != SLOT_OF) return;
    out->at[out->n - 1].logical = SLOT_OBJ;
}

/* "por los rebeldes", labelled an object: an object has no preposition but the one that marks people ("a los rebeldes"). */
static bool is_oblique_object(const tree *t, unsigned c) {
    uint8_t slot;
    unsigned mark = tree_case(t, c, &slot);
    return mark != TREE_NONE && slot != SLOT_NONE && !(t->word[mark] && t->word[mark]->slot_somebody == SLOT_TO);
}

/* "Los rebeldes tomaron Sake y cercaron Goma": a name behind the verb that the tree takes for its subject is its object where the
 * verb has a subject already, or shares one in the plural. */
static unsigned object_taken_for_subject(const tree *t, unsigned v) {
    unsigned before = TREE_NONE, behind = TREE_NONE;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel == DEP_OBJ && tree_child(t, c, DEP_CASE) == TREE_NONE) return TREE_NONE;
        if (tree_token(t, c)->deprel != DEP_NSUBJ || !subject_is_possible(t, c)) continue;
        *(c < v ? &before : &behind) = c;
    }
    const bool noun = !t->lex->cases && behind != TREE_NONE && tree_token(t, behind)->upos == UPOS_NOUN && before != TREE_NONE;
    if (behind == TREE_NONE || (tree_token(t, behind)->upos != UPOS_PROPN && !noun) ||
        tree_child(t, behind, DEP_CONJ) != TREE_NONE)
        return TREE_NONE;
    const bool plural = FEAT_GET(tree_token(t, v)->feats, NUMBER) == NUMBER_PLUR;
    return before != TREE_NONE || (plural && tree_token(t, v)->deprel == DEP_CONJ) ? behind : TREE_NONE;
}

/* "fue entregada al Ejército", "entregaron Sake al Ejército" with Sake called a subject: the verb has its object already. */
static bool has_other_object(const tree *t, unsigned c) {
    const unsigned v = t->head[c], mark = tree_child(t, c, DEP_CASE);
    if (v == TREE_NONE || mark == TREE_NONE || !t->word[mark] || t->word[mark]->slot_somebody != SLOT_TO) return false;
    return tree_child(t, v, DEP_NSUBJ_PASS) != TREE_NONE || object_taken_for_subject(t, v) != TREE_NONE;
}

/* "destituyó al jefe": the only one that the verb is done to, although the tree takes the mark of people for a dative. */
static uint8_t object_slot(const tree *t, unsigned c) {
    if (tree_token(t, c)->deprel == DEP_OBJ) return has_other_object(t, c) ? SLOT_IOBJ : SLOT_OBJ;
    if (tree_token(t, c)->upos == UPOS_PRON || tree_child(t, c, DEP_CASE) == TREE_NONE) return SLOT_IOBJ;
    unsigned v = t->head[c];
    for (unsigned i = v == TREE_NONE ? 0 : t->child_first[v]; v != TREE_NONE && i < t->child_first[v + 1]; i++)
        if (tree_token(t, t->child[i])->deprel == DEP_OBJ && !subject_is_reflexive(t, t->child[i])) return SLOT_IOBJ;
    return SLOT_OBJ;
}

/* A nominal without preposition whose case tells what it is ([cases]); false where it tells nothing. */
static bool add_by_case(const tree *t, arguments *out, unsigned c, bool verb) {
    const unsigned k = tree_case_of(t, c);
    if (!k || tree_child(t, c, DEP_CASE) != TREE_NONE || (tree_token(t, c)->upos == UPOS_ADJ && t->actor[c] == INDEX_NONE) ||
        t->head[c] == TREE_NONE)
        return false;
    const unsigned g = !verb ? GOVERNOR_NOUN : out->passive ? GOVERNOR_PASSIVE : GOVERNOR_VERB;
    const uint8_t slot = t->lex->cases->slot[g][k], means = t->lex->cases->means[g][k];
    if (!slot) return false;
    uint8_t n = out->n;
    if (!(t->classes[c] & CLASS_BIT(CLASS_TIME))) add(t, out, subject_resolve_relative(t, c, t->head[c]), slot, 0);
    for (; means && n < out->n; n++) out->at[n].logical = means;
    return true;
}

/* "захват Бахмута", the name called an apposition: what stands in the genitive behind a noun in another case belongs to it. */
static bool is_genitive_apposition(const tree *t, unsigned c) {
    const unsigned noun = t->head[c];
    if (tree_case_of(t, c) != CASE_GEN || noun == TREE_NONE || c < noun || tree_token(t, c)->upos == UPOS_ADJ) return false;
    return tree_case_of(t, noun) != CASE_GEN && tree_token(t, noun)->upos == UPOS_NOUN;
}

/* "падение Агдама", the case misread: a town right behind a noun that is no class of towns belongs to it. */
static bool is_town_of_event(const tree *t, unsigned c) {
    const unsigned noun = t->head[c];
    const uint32_t p = t->place[c];
    if (!t->lex->cases || noun == TREE_NONE || c != noun + 1 || p == INDEX_NONE || t->place[noun] != INDEX_NONE) return false;
    return strncmp(t->m->places[p].feature, "PPL", 3) == 0;
}

/* What the tree calls a subject and is none: it does not agree with the verb, or the verb has another. */
static bool is_second_subject(const tree *t, const arguments *out, unsigned c) {
    if (!t->lex->cases || tree_child(t, c, DEP_CASE) != TREE_NONE || tree_token(t, c)->upos == UPOS_PRON) return false;
    if (subject_disagrees(t, t->head[c], c)) return true;
    return out->n > 0 && out->at[0].slot == SLOT_SUBJ && out->at[0].token != c && t->head[out->at[0].token] == t->head[c];
}

/* "оставили Агдам", "заняли Рафах": a town whose name ends like the dative or locative of a plural is the object, where the verb
 * has no other. */
static bool is_town_taken_for_dative(const tree *t, unsigned c, bool verb) {
    const uint32_t p = t->place[c];
    if (!verb || !t->lex->cases || p == INDEX_NONE || strncmp(t->m->places[p].feature, "PPL", 3) != 0) return false;
    const unsigned k = tree_case_of(t, c);
    const bool oblique = k == CASE_DAT || k == CASE_LOC || tree_token(t, c)->deprel == DEP_IOBJ;
    return oblique && FEAT_GET(tree_token(t, t->head[c])->feats, VOICE) == VOICE_ACT && tree_child(t, c, DEP_CASE) == TREE_NONE &&
           tree_child(t, t->head[c], DEP_OBJ) == TREE_NONE;
}

static void add_child(const tree *t, arguments *out, unsigned c, bool verb) {
    switch (tree_token(t, c)->deprel) {
    case DEP_OBJ:
    case DEP_IOBJ:
    case DEP_EXPL:
        if (is_town_taken_for_dative(t, c, verb)) {
            add(t, out, c, SLOT_OBJ, 0);
        } else if (subject_is_reflexive(t, c)) {
            out->reflexive = !t->lex->cases; /* where verbs inflect for it, the pronoun is an object like others: "себя" */
        } else if (tree_token(t, c)->deprel != DEP_EXPL && add_by_case(t, out, c, verb)) {
            break;
        } else if (tree_token(t, c)->deprel != DEP_EXPL && is_oblique_object(t, c)) {
            add_oblique(t, out, c, SLOT_OTHER);
        } else if (tree_token(t, c)->deprel != DEP_EXPL) {
            add(t, out, subject_resolve_relative(t, c, t->head[c]), object_slot(t, c), 0);
        }
        break;
    case DEP_OBL:
    case DEP_OBL_AGENT:
        if (!is_town_taken_for_dative(t, c, verb) && add_by_case(t, out, c, verb)) break;
        if (verb && c > t->head[c] && (subject_is_bare(t, c) || is_town_taken_for_dative(t, c, verb)))
            add(t, out, c, SLOT_OBJ, 0);
        else
            add_oblique(t, out, c, SLOT_OTHER);
        if (verb) mark_partitive(t, out, c);
        break;
    case DEP_NMOD: {
        bool poss = FEAT_GET(tree_token(t, c)->feats, POSS) || tree_token(t, c)->upos == UPOS_PRON;
        if (!poss && add_by_case(t, out, c, false)) break;
        add_oblique(t, out, c, poss ? SLOT_POSS : SLOT_OF);
        break;
    }
    case DEP_APPOS:
        if (!verb && is_genitive_apposition(t, c))
            add_by_case(t, out, c, false);
        else if (!verb && is_town_of_event(t, c))
            add(t, out, c, SLOT_OF, 0);
        break;
    case DEP_NSUBJ:
        if (verb && !out->passive && is_second_subject(t, out, c)) { /* "сдались полиции": no verb of this voice has an object */
            const bool middle = FEAT_GET(tree_token(t, t->head[c])->feats, VOICE) == VOICE_MID;
            add(t, out, c, middle ? SLOT_IOBJ : SLOT_OBJ, 0);
        }
        break;
    case DEP_DET:
        if (FEAT_GET(tree_token(t, c)->feats, POSS)) add(t, out, c, SLOT_POSS, 0);
        break;
    case DEP_AMOD:
        if (!verb) add(t, out, c, SLOT_ADJ, 0);
        break;
    case DEP_COMPOUND:
    case DEP_FLAT:
        if (!verb && tree_case_of(t, c) == CASE_INS && add_by_case(t, out, c, false)) break;
        /* a name that has no cases stands for its genitive: "осада Сараево" */
        if (!verb) add(t, out, c, t->lex->cases && (t->classes[c] & CLASS_BIT(CLASS_PLACE)) ? SLOT_OF : SLOT_COMPOUND, 0);
        break;
    case DEP_NUMMOD:
        out->counted = true;
        break;
    case DEP_CONJ: /* "killed two nurses and a driver", the driver hung on the verb */
        if (verb && out->n && out->at[out->n - 1].slot == SLOT_OBJ && c > t->head[c] && !tree_is_verb(t, c) &&
            (t->classes[c] & CLASS_BIT(CLASS_PEOPLE)))
            add(t, out, c, SLOT_OBJ, 0);
        break;
    case DEP_XCOMP:
    case DEP_CCOMP:
        if (tree_case_of(t, c) == CASE_INS && t->actor[c] != INDEX_NONE && add_by_case(t, out, c, verb)) break;
        if (tree_is_verb(t, c))
            add(t, out, c, SLOT_COMP, 0);
        else if (verb && (is_object_like(t, c) || (t->classes[c] & CLASS_BIT(CLASS_PLACE))) && subject_is_possible(t, c) &&
                 tree_child(t, t->head[c], DEP_OBJ) == TREE_NONE)
            add(t, out, c, SLOT_OBJ, 0); /* "called up reservists" */
        break;
    case DEP_ADVCL:
        if (verb && subject_is_infinitive(t, c)) add(t, out, c, SLOT_COMP, 0);
        break;
    case DEP_ACL:
        if (!verb && subject_is_infinitive(t, c)) add(t, out, c, SLOT_COMP, 0);
        break;
    default:
        break;
    }
}

/* "attacked and took the town": the object of the second verb is the first one's too, where that has none. */
static void share_object(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ) return;
    if (tree_child(t, v, DEP_OBJ) != TREE_NONE) return; /* its own, which is not collected yet */
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
        if (!behind && subject_is_possible(t, k)) {
            unsigned head = t->head[k]; /* the head of the name or compound that it begins */
            if (head != TREE_NONE && head > k && head < k + 4 && !tree_is_verb(t, head)) k = head;
            add(t, out, k, SLOT_OBJ, 0);
            return;
        }
        behind = false;
    }
}

static bool conjunction_between(const tree *t, unsigned from, unsigned to) {
    for (unsigned k = from + 1; k < to; k++)
        if (tree_token(t, k)->upos == UPOS_CCONJ) return true;
    return false;
}

/* "Sudan and Chad signed", with both of them subjects of the verb where the tree missed the coordination. */
static void add_second_subject(const tree *t, unsigned v, arguments *out) {
    if (out->n != 1) return;
    const argument first = out->at[0];
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel;
        if ((rel != DEP_NSUBJ && rel != DEP_NSUBJ_PASS) || c > v || tree_token(t, c)->upos == UPOS_PRON) continue;
        const bool joined = c > first.token ? conjunction_between(t, first.token, c) : conjunction_between(t, c, first.token);
        if (joined && subject_is_possible(t, c)) add(t, out, c, first.slot, 0);
    }
}

/* "сбито 12 дронов", "ещё тридцать ранены", "погибло около ста человек": a number stands in for the subject, which then is a
 * genitive that trees take for anything. */
static unsigned counted_subject(const tree *t, unsigned v, bool passive) {
    unsigned found = TREE_NONE;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel, upos = tree_token(t, c)->upos;
        if ((rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS) && tree_case_of(t, c) == CASE_NOM) return TREE_NONE;
        if (rel == DEP_NUMMOD && t->quantity[c] != INDEX_NONE) found = c;
        const bool loose = rel == DEP_OBL || rel == DEP_NMOD || (passive && rel == DEP_OBJ);
        const bool noun = (upos == UPOS_NOUN || upos == UPOS_PROPN) && !(t->classes[c] & CLASS_BIT(CLASS_TIME));
        if (!loose || !noun || tree_case_of(t, c) != CASE_GEN || tree_child(t, c, DEP_CASE) != TREE_NONE) continue;
        if (tree_quantity(t, c) != INDEX_NONE) return c;
    }
    return found;
}

/* "Bei dem Angriff starben zwei Kinder": a verb whose perfect takes "be" has no object; where it has no subject either, what the
 * tree calls its object is that. */
static unsigned subject_taken_for_object(const tree *t, unsigned v) {
    if (t->lex->cases || !subject_has_trait(t, v, TRAIT_ACTIVE_BE)) return TREE_NONE;
    const unsigned c = tree_child(t, v, DEP_OBJ);
    const bool noun = c != TREE_NONE && tree_token(t, c)->upos != UPOS_PRON && subject_is_possible(t, c);
    return noun && !subject_is_reflexive(t, c) && subject_own(t, v) == TREE_NONE ? c : TREE_NONE;
}

/* "hat am Samstag Knin eingenommen", "a repris mardi soir Konna", the town hung on the day: what the verb has for its object. */
static void add_name_behind_time(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ) return;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned day = t->child[i];
        if (!(t->classes[day] & CLASS_BIT(CLASS_TIME))) continue;
        for (unsigned j = t->child_first[day]; j < t->child_first[day + 1]; j++) {
            const unsigned c = t->child[j];
            const bool name = tree_token(t, c)->upos == UPOS_PROPN && (t->classes[c] & CLASS_BIT(CLASS_PLACE)) && c > day &&
                              (c < v) == (day < v);
            if (name && subject_is_possible(t, c)) add(t, out, c, SLOT_OBJ, 0);
        }
    }
}

static void verb_arguments(const tree *t, unsigned v, arguments *out) {
    out->passive = voice_is_passive(t, v, 0);
    out->infinitive = subject_is_infinitive(t, v);
    const unsigned counted = t->lex->cases ? counted_subject(t, v, out->passive) : TREE_NONE;
    if (counted != TREE_NONE) {
        add(t, out, counted, out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
        return;
    }
    add(t, out, subject_taken_for_object(t, v), SLOT_SUBJ, 0);
    if (out->n > 0) return;
    const unsigned object = out->passive ? TREE_NONE : object_taken_for_subject(t, v);
    add(t, out, object, SLOT_OBJ, 0);
    bool misread =
        tree_token(t, v)->upos != UPOS_VERB && tree_token(t, v)->upos != UPOS_AUX && tree_token(t, v)->upos != UPOS_ADJ;
    misread &= tree_token(t, v)->deprel != DEP_CONJ;
    add(t, out, misread ? subject_before(t, v) : subject_of(t, v), out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
    if (!misread) add_second_subject(t, v, out);
    if (object != TREE_NONE && out->n == 1 && tree_token(t, v)->deprel == DEP_CONJ && t->head[v] != TREE_NONE)
        add(t, out, subject_of(t, t->head[v]), SLOT_SUBJ, 0);
    if (!misread && out->n == 0 && subject_is_wanted(t, v))
        add(t, out, subject_before(t, v), out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
    if (out->passive && subject_own(t, v) == TREE_NONE && tree_token(t, v)->deprel == DEP_CONJ && t->head[v] != TREE_NONE)
        add(t, out, subject_bare_nominal(t, t->head[v], v), SLOT_OBJ, 0);
    if (out->passive && out->n && out->at[0].slot == SLOT_OBJ && out->at[0].token == v) out->n = 0;
    if (!out->passive && !out->reflexive) share_object(t, v, out);
    if (!out->passive && !out->reflexive && tree_child(t, v, DEP_OBJ) == TREE_NONE) add_name_behind_time(t, v, out);
}

/* The verb that a noun hangs on, through coordination: "des attaques et des raids ont été menés". */
static unsigned governor(const tree *t, unsigned k, uint8_t *rel) {
    for (int step = 0; step < 4 && tree_token(t, k)->deprel == DEP_CONJ && t->head[k] != TREE_NONE; step++) k = t->head[k];
    *rel = tree_token(t, k)->deprel;
    return t->head[k];
}

/* The doer of a passive: "condemned by the king". */
static bool is_agent(const tree *t, unsigned c) {
    uint8_t slot;
    if (tree_token(t, c)->deprel == DEP_OBL_AGENT) return true;
    tree_case(t, c, &slot);
    return slot == SLOT_BY;
}

/* `doer`: the verb's doer is the noun's too ("carried out by the army"), which it is not where the verb is an event of its own.
 */
static void lend_obliques(const tree *t, unsigned v, unsigned noun, bool doer, arguments *out) {
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t rel = tree_token(t, c)->deprel;
        if (c == noun || (rel != DEP_OBL && rel != DEP_OBL_AGENT && rel != DEP_IOBJ)) continue;
        if (t->classes[c] & CLASS_BIT(CLASS_TIME)) continue;
        if (!doer && is_agent(t, c)) continue;
        /* "обстрел города войсками продолжался": the doer of the noun, hung on its verb */
        if (tree_case_of(t, c) == CASE_INS && tree_child(t, c, DEP_CASE) == TREE_NONE) {
            if (subject_is_somebody(t, c) || (t->classes[c] >> CLASS_BUILTIN_COUNT)) add_by_case(t, out, c, false);
            continue;
        }
        add_child(t, out, c, true);
    }
}

static void lend_support(const tree *t, unsigned v, unsigned noun, uint8_t rel, arguments *out) {
    const event_word *w = t->word[v];
    if (w && w->verb && !w->support)
        w = event_word_find(t->lex, w->verb); /* a form whose lemma failed lends what its verb lends */
    uint8_t support = w ? w->support : 0;
    bool passive = voice_is_passive(t, v, 0), object = rel == DEP_OBJ || rel == DEP_OBL || rel == DEP_XCOMP || rel == DEP_NMOD;
    const uint32_t traits = w ? w->traits : 0;
    bool patient = passive ? rel == DEP_NSUBJ_PASS || rel == DEP_NSUBJ : object;
    if (rel == DEP_ACL || rel == DEP_ACL_RELCL) patient = passive || subject_own(t, v) != TREE_NONE;
    if (patient && (support & (SUPPORT_ACTOR | SUPPORT_RECIPIENT))) {
        out->support |= support & SUPPORT_ACTOR ? SUPPORT_ACTOR : SUPPORT_RECIPIENT;
        out->verb = (uint16_t)v;
        out->supported = true;
        unsigned subject = passive ? TREE_NONE : subject_of(t, v);
        if (subject != noun) add(t, out, subject, out->support & SUPPORT_ACTOR ? SLOT_SUBJ : SLOT_OBJ, 0);
        lend_obliques(t, v, noun, true, out);
    } else if (patient && (traits & TRAIT_TELLS)) {
        out->verb = (uint16_t)v;
        out->supported = true;
    } else if (!passive && (rel == DEP_NSUBJ || (rel == DEP_ACL_RELCL && !patient)) && (support & SUPPORT_OCCUR)) {
        out->support |= SUPPORT_OCCUR;
        out->verb = (uint16_t)v;
        out->supported = true;
        const unsigned what = tree_child(t, v, DEP_OBJ);
        add(t, out, what == TREE_NONE ? object_taken_for_subject(t, v) : what, SLOT_OBJ, 0);
        lend_obliques(t, v, noun, true, out);
    } else if (rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS) {
        lend_obliques(t, v, noun, !(w && w->entry_count), out);
    }
}

/* "fighting is under way in X": what is said of the event says where. */
static void lend_predicate(const tree *t, unsigned predicate, unsigned noun, uint8_t rel, arguments *out) {
    if (rel != DEP_NSUBJ || tree_child(t, predicate, DEP_COP) == TREE_NONE) return;
    for (unsigned i = t->child_first[predicate]; i < t->child_first[predicate + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t r = tree_token(t, c)->deprel;
        if (c != noun && (r == DEP_OBL || r == DEP_NMOD) && tree_place(t, c) != INDEX_NONE) add_oblique(t, out, c, SLOT_OTHER);
    }
}

/* What a predicate or a modifier says something of: "the town is under the control of X", "the missing soldiers". */
static void add_governor(const tree *t, unsigned k, arguments *out) {
    const token *w = tree_token(t, k);
    unsigned head = t->head[k];
    if (tree_child(t, k, DEP_COP) != TREE_NONE || tree_child(t, k, DEP_NSUBJ) != TREE_NONE) {
        add(t, out, subject_own(t, k), SLOT_SUBJ, 0);
    } else if (head != TREE_NONE &&
               (w->deprel == DEP_AMOD || w->deprel == DEP_NMOD || w->deprel == DEP_ACL || w->deprel == DEP_APPOS) &&
               !tree_is_verb(t, head)) {
        add(t, out, head, w->upos == UPOS_ADJ ? SLOT_SUBJ : SLOT_GOV, 0);
    } else if (head != TREE_NONE &&
               (w->deprel == DEP_XCOMP || w->deprel == DEP_ADVCL || w->deprel == DEP_OBL || w->deprel == DEP_CONJ)) {
        if ((w->deprel == DEP_XCOMP || w->deprel == DEP_OBL) && tree_child(t, k, DEP_NUMMOD) != TREE_NONE)
            return; /* "left twelve dead", "spoke of twelve dead": counted, so the dead are nobody's property */
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

/* "launched a mediation effort between India and Pakistan": the noun that a deed only describes has its arguments. */
static unsigned described_noun(const tree *t, unsigned k) {
    const unsigned top = t->head[k];
    if (tree_token(t, k)->deprel != DEP_COMPOUND || top == TREE_NONE || tree_token(t, top)->upos != UPOS_NOUN) return TREE_NONE;
    return t->actor[top] == INDEX_NONE && !t->classes[top] ? top : TREE_NONE; /* "attack helicopters" are things of their own */
}

/* "В результате обстрела города войсками погибли двое": the doer between the noun and the verb of its clause, hung on the verb,
 * which has an object of its own or needs none. */
static void doer_between(const tree *t, unsigned k, arguments *out) {
    unsigned v = k;
    for (int step = 0; step < 4 && v != TREE_NONE && !tree_is_verb(t, v); step++) v = t->head[v];
    if (v == TREE_NONE || v < k || !tree_is_verb(t, v) || voice_is_passive(t, v, 0)) return;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1] && t->child[i] < v; i++) {
        const unsigned c = t->child[i];
        if (c > k && tree_case_of(t, c) == CASE_INS && subject_is_somebody(t, c) && tree_child(t, c, DEP_CASE) == TREE_NONE)
            add_by_case(t, out, c, false);
    }
}

/* "Россия возобновила удары", both called subjects: the verb has the first one. */
static bool has_subject_before(const tree *t, unsigned v) {
    for (unsigned i = t->child_first[v]; t->lex->cases && i < t->child_first[v + 1] && t->child[i] < v; i++)
        if (tree_token(t, t->child[i])->deprel == DEP_NSUBJ && subject_is_possible(t, t->child[i])) return true;
    return false;
}

/* "The murder of six monks and two cooks", the cooks hung on the murder: people are no second murder. */
static void add_fellows(const tree *t, unsigned k, arguments *out) {
    const uint64_t somebody = CLASS_BIT(CLASS_PEOPLE) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ACTOR);
    bool owned = false;
    for (uint8_t i = 0; i < out->n; i++) owned |= out->at[i].slot == SLOT_OF;
    for (unsigned i = t->child_first[k]; owned && i < t->child_first[k + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_CONJ || (t->classes[c] & CLASS_BIT(CLASS_EVENT))) continue;
        const bool counted = is_one_of_several(t, c) && tree_quantity(t, c) != INDEX_NONE;
        if ((t->classes[c] & somebody) || (counted && subject_is_possible(t, c))) add(t, out, c, SLOT_OF, 0);
    }
}

static void noun_arguments(const tree *t, unsigned k, uint8_t entry_flags, arguments *out) {
    uint8_t rel;
    const unsigned top = described_noun(t, k), noun = top == TREE_NONE ? k : top;
    unsigned v = governor(t, noun, &rel);
    if (v != TREE_NONE && rel == DEP_NSUBJ && noun > v && has_subject_before(t, v)) rel = DEP_OBJ;
    if (v != TREE_NONE && tree_is_verb(t, v))
        lend_support(t, v, noun, rel, out);
    else if (v != TREE_NONE)
        lend_predicate(t, v, noun, rel, out);
    if (t->lex->cases) doer_between(t, k, out);
    add_fellows(t, k, out);
    for (unsigned i = top == TREE_NONE ? 0 : t->child_first[top]; top != TREE_NONE && i < t->child_first[top + 1]; i++) {
        const uint8_t r = tree_token(t, t->child[i])->deprel;
        if (t->child[i] != k && (r == DEP_NMOD || r == DEP_OBL)) add_child(t, out, t->child[i], true);
    }
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        unsigned c = t->child[i];
        uint8_t r = tree_token(t, c)->deprel;
        if ((r == DEP_ACL || r == DEP_ACL_RELCL) && tree_is_verb(t, c)) lend_support(t, c, k, r, out);
    }
    if (entry_flags & ENTRY_PREDICATIVE) add_governor(t, k, out);
    noun_logic(out, entry_flags);
}

/* "lost the city of Derna to the army": the parser may hang "to the army" on the name. */
static void add_below(const tree *t, arguments *out, unsigned name) {
    for (unsigned k = t->child_first[name]; k < t->child_first[name + 1]; k++) {
        const unsigned c = t->child[k];
        uint8_t slot;
        if (tree_token(t, c)->deprel != DEP_NMOD || tree_case(t, c, &slot) == TREE_NONE) continue;
        if (slot != SLOT_OF && slot != SLOT_POSS && slot != SLOT_NONE && (t->classes[name] & CLASS_BIT(CLASS_PLACE)))
            add_oblique(t, out, c, SLOT_OTHER);
    }
}

/* "suspended aid to X", "filed a lawsuit in a court against X": what hangs on an argument may belong to the verb. */
/* "передали город войскам", "забросали полицию камнями": a dative, the doer of a passive or a tool, hung on the object. */
static bool add_nested_case(const tree *t, arguments *out, unsigned c) {
    const unsigned k = tree_case_of(t, c);
    if (tree_child(t, c, DEP_CASE) != TREE_NONE || (k != CASE_DAT && k != CASE_INS)) return false;
    const bool somebody = subject_is_somebody(t, c), tool = k == CASE_INS && (t->classes[c] >> CLASS_BUILTIN_COUNT);
    if (somebody ? k == CASE_INS && !out->passive : !tool) return false;
    uint8_t n = out->n;
    add(t, out, c, k == CASE_DAT ? SLOT_IOBJ : somebody ? SLOT_BY : SLOT_INS, 0);
    for (; n < out->n; n++) out->at[n].nested = true;
    return true;
}

/* "expulsaron al Estado Islámico de Kobane", the town taken for a part of the group's name. */
static bool is_town_in_name(const tree *t, unsigned k, unsigned c) {
    return tree_token(t, c)->deprel == DEP_FLAT && t->actor[k] != INDEX_NONE && t->actor[c] == INDEX_NONE &&
           (t->classes[c] & CLASS_BIT(CLASS_PLACE));
}

static void add_nested(const tree *t, arguments *out) {
    const uint64_t armed = CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_ARMED);
    uint8_t direct = out->n;
    for (uint8_t i = 0; i < direct; i++) {
        argument *a = &out->at[i];
        if (a->slot == SLOT_SUBJ || a->slot == SLOT_COMP || a->logical == SLOT_SUBJ) continue;
        for (unsigned k = t->child_first[a->token]; k < t->child_first[a->token + 1]; k++) {
            unsigned c = t->child[k];
            uint8_t slot;
            if (tree_token(t, c)->deprel == DEP_NMOD && add_nested_case(t, out, c)) continue;
            if ((tree_token(t, c)->deprel != DEP_NMOD && !is_town_in_name(t, a->token, c)) ||
                tree_case(t, c, &slot) == TREE_NONE || slot == SLOT_POSS)
                continue;
            const uint64_t site = CLASS_BIT(CLASS_PLACE) | CLASS_BIT(CLASS_NAME);
            bool from_there = (t->classes[c] & site) && (a->classes & armed); /* "withdrew its troops from X" */
            uint8_t n = out->n;
            if (slot == SLOT_OF && !from_there)
                add_below(t, out, c);
            else
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
        if (wish != TREE_NONE && subject_is_infinitive(t, wish)) add(t, out, wish, SLOT_COMP, 0);
    }
}

/* The preposition right behind the first one of a nominal, if it is a word of the lexicon's. */
static unsigned second_case(const tree *t, unsigned c, unsigned first) {
    const unsigned k = first + 1;
    const bool is = k < t->n && t->head[k] == c && tree_token(t, k)->deprel == DEP_CASE && t->word[k] && t->word[k]->slot;
    return is ? k : TREE_NONE;
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
            const unsigned of = tree_case_of(t, c);
            const bool told =
                t->lex->cases ? of != CASE_ACC && of != CASE_NOM : FEAT_GET(tree_token(t, c)->feats, CASE) == CASE_GEN;
            const bool genitive = told && tree_quantity(t, c) == INDEX_NONE;
            bool bare =
                verb && p != main && !genitive && tree_token(t, c)->deprel == DEP_NMOD && subject_is_possible(t, c) && c > p;
            const bool taken = mark != TREE_NONE && in_phrase(phrase, count, mark);
            const unsigned second = taken ? second_case(t, c, mark) : TREE_NONE;
            if (second != TREE_NONE) /* "pushed out of the city": the phrase has the first preposition, the second counts */
                add(t, out, c, t->word[second]->slot, tree_token(t, second)->lemma_hash);
            else if (bare || taken) /* "took over the city": the phrase has the preposition */
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
