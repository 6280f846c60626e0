/* One argument of a trigger: the slot that its preposition, its case or its place in the tree gives it. */
#include <string.h>

#include "claim/argument.h"
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
bool argument_is_one_of_several(const tree *t, unsigned k) {
    if (tree_token(t, k)->upos != UPOS_NOUN) return false;
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const token *w = tree_token(t, t->child[i]);
        if (w->deprel == DEP_NUMMOD || (w->deprel == DEP_DET && FEAT_GET(w->feats, DEFINITE) == DEFINITE_IND)) return true;
    }
    return false;
}

/* "A colonel, a judge and their driver", "six monks, a cook": the tree takes people in a list for appositions. */
static bool is_listed(const tree *t, unsigned k, unsigned c) {
    return tree_token(t, c)->deprel == DEP_APPOS && subject_is_somebody(t, c) && argument_is_one_of_several(t, k) &&
           argument_is_one_of_several(t, c);
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

void argument_add(const tree *t, arguments *out, unsigned token, uint8_t slot, uint64_t prep) {
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

/* "під час обстрілу загинуло шестеро", the genitive hung on the verb: the noun right behind that its case gives to the one
 * before. */
static unsigned genitive_behind(const tree *t, unsigned c) {
    if (!t->lex->cases) return TREE_NONE;
    for (unsigned k = c + 1; k < t->n; k++) {
        const uint8_t upos = tree_token(t, k)->upos;
        if (upos == UPOS_ADJ || upos == UPOS_DET) continue;
        const bool noun = upos == UPOS_NOUN || upos == UPOS_PROPN;
        return noun && t->head[k] == t->head[c] && tree_case_of(t, k) == CASE_GEN && tree_child(t, k, DEP_CASE) == TREE_NONE
                   ? k
                   : TREE_NONE;
    }
    return TREE_NONE;
}

/* A nominal with a preposition. "au profit de X", "at the hands of X": X, in the slot of the noun between. */
void argument_add_oblique(const tree *t, arguments *out, unsigned c, uint8_t bare) {
    uint8_t slot, logical = SLOT_NONE;
    unsigned mark = tree_case(t, c, &slot);
    const event_word *w = t->word[c];
    if (w && (w->traits & TRAIT_PREP_NOUN) && mark != TREE_NONE) {
        unsigned inner = tree_child(t, c, DEP_NMOD);
        if (inner == TREE_NONE) inner = genitive_behind(t, c);
        if (inner != TREE_NONE) {
            argument_add(t, out, inner, w->slot, tree_token(t, c)->lemma_hash);
            return;
        }
    }
    if (mark == TREE_NONE) slot = t->classes[c] & CLASS_BIT(CLASS_TIME) ? SLOT_NONE : bare;
    const bool there = mark == TREE_NONE && !t->lex->cases && tree_token(t, c)->upos == UPOS_PRON &&
                       tree_token(t, c)->deprel == DEP_OBL && tree_pronoun_place(t, c) != INDEX_NONE;
    if (there) slot = SLOT_AT; /* "l'armée y est entrée" */
    if (slot == SLOT_NONE) slot = SLOT_OTHER;
    const uint8_t beside = slot_beside_verb(t, out, c, mark);
    if (beside)
        slot = beside;
    else if (mark != TREE_NONE && t->word[mark] && t->word[mark]->slot_somebody != slot && is_somebody_or_some_of(t, c))
        logical = t->word[mark]->slot_somebody;
    uint8_t n = out->n;
    argument_add(t, out, c, slot, mark == TREE_NONE ? 0 : tree_token(t, mark)->lemma_hash);
    for (; logical && n < out->n; n++) out->at[n].logical = logical;
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

/* "cayó Mitú": a verb of which the rules say that its place is the subject. */
static bool tells_of_its_place(const tree *t, unsigned v) {
    const event_word *w = t->word[v];
    for (unsigned i = 0; w && i < w->entry_count; i++) {
        const event_entry *e = &t->lex->entries[w->entry + i];
        for (unsigned k = 0; k < e->link_count; k++)
            if (t->lex->links[e->links + k].role == ROLE_PLACE && t->lex->links[e->links + k].slot == SLOT_SUBJ) return true;
    }
    return false;
}

/* "El Ejército dijo que tomó Mitú", "afirmó haber tomado Mitú": the town behind a verb whose subject is left unsaid. */
static bool is_town_behind_unsaid(const tree *t, unsigned v, unsigned behind) {
    const uint32_t p = t->place[behind];
    const bool town = p != INDEX_NONE && strncmp(t->m->places[p].feature, "PPL", 3) == 0;
    return town && subject_is_left_unsaid(t, v) && !tells_of_its_place(t, v);
}

/* "aseguran que controlan Goma": one town does not go with a verb in the plural. */
static bool is_one_town(const tree *t, unsigned c) {
    return (t->classes[c] & CLASS_BIT(CLASS_PLACE)) && FEAT_GET(tree_token(t, c)->feats, NUMBER) != NUMBER_PLUR;
}

/* "Die M23 hat Goma am Samstag geräumt", with both called subjects: the town behind the auxiliary is what the verb is done to. */
static unsigned town_behind_auxiliary(const tree *t, unsigned v) {
    const unsigned aux = tree_child(t, v, DEP_AUX);
    unsigned subject = TREE_NONE;
    for (unsigned i = t->child_first[v]; aux != TREE_NONE && i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel != DEP_NSUBJ || c > v || !subject_is_possible(t, c)) continue;
        const bool town = tree_token(t, c)->upos == UPOS_PROPN && (t->classes[c] & CLASS_BIT(CLASS_PLACE));
        if (town && subject < aux && c > aux) return c;
        subject = c;
    }
    return TREE_NONE;
}

/* "Das Viertel habe die Miliz aufgegeben": the ground before the auxiliary, where another is the subject. */
static unsigned ground_before_auxiliary(const tree *t, unsigned v) {
    const unsigned aux = tree_child(t, v, DEP_AUX), doer = subject_own(t, v);
    if (t->lex->cases || aux == TREE_NONE || aux > v || doer == TREE_NONE || doer < aux) return TREE_NONE;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel == DEP_NSUBJ && c < aux && c != doer && !subject_is_somebody(t, c)) return c;
    }
    return TREE_NONE;
}

/* "Los rebeldes tomaron Sake y cercaron Goma": a name behind the verb that the tree takes for its subject is its object where the
 * verb has a subject already, or cannot have this one. */
unsigned argument_taken_for_subject(const tree *t, unsigned v) {
    unsigned before = TREE_NONE, behind = TREE_NONE;
    const unsigned ground = ground_before_auxiliary(t, v);
    if (ground != TREE_NONE) return ground;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        if (tree_token(t, c)->deprel == DEP_OBJ && tree_child(t, c, DEP_CASE) == TREE_NONE) return TREE_NONE;
        if (tree_token(t, c)->deprel != DEP_NSUBJ || !subject_is_possible(t, c)) continue;
        *(c < v ? &before : &behind) = c;
    }
    if (behind == TREE_NONE && before != TREE_NONE) return town_behind_auxiliary(t, v);
    const bool noun = !t->lex->cases && behind != TREE_NONE && tree_token(t, behind)->upos == UPOS_NOUN && before != TREE_NONE;
    if (behind == TREE_NONE || (tree_token(t, behind)->upos != UPOS_PROPN && !noun) ||
        tree_child(t, behind, DEP_CONJ) != TREE_NONE)
        return TREE_NONE;
    const bool plural = FEAT_GET(tree_token(t, v)->feats, NUMBER) == NUMBER_PLUR;
    const bool clash = plural && (tree_token(t, v)->deprel == DEP_CONJ || is_one_town(t, behind));
    return before != TREE_NONE || clash || is_town_behind_unsaid(t, v, behind) ? behind : TREE_NONE;
}

/* "fue entregada al Ejército", "entregaron Sake al Ejército" with Sake called a subject: the verb has its object already. */
static bool has_other_object(const tree *t, unsigned c) {
    const unsigned v = t->head[c], mark = tree_child(t, c, DEP_CASE);
    if (v == TREE_NONE || mark == TREE_NONE || !t->word[mark] || t->word[mark]->slot_somebody != SLOT_TO) return false;
    return tree_child(t, v, DEP_NSUBJ_PASS) != TREE_NONE || argument_taken_for_subject(t, v) != TREE_NONE;
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
bool argument_add_by_case(const tree *t, arguments *out, unsigned c, bool verb) {
    const unsigned k = tree_case_of(t, c);
    if (!k || tree_child(t, c, DEP_CASE) != TREE_NONE || (tree_token(t, c)->upos == UPOS_ADJ && t->actor[c] == INDEX_NONE) ||
        t->head[c] == TREE_NONE)
        return false;
    const unsigned g = !verb ? GOVERNOR_NOUN : out->passive ? GOVERNOR_PASSIVE : GOVERNOR_VERB;
    const uint8_t slot = t->lex->cases->slot[g][k], means = t->lex->cases->means[g][k];
    if (!slot) return false;
    uint8_t n = out->n;
    if (!(t->classes[c] & CLASS_BIT(CLASS_TIME))) argument_add(t, out, subject_resolve_relative(t, c, t->head[c]), slot, 0);
    for (; means && n < out->n; n++) out->at[n].logical = means;
    return true;
}

/* "захват Бахмута", the name called an apposition: what stands in the genitive behind a noun in another case belongs to it. */
static bool is_genitive_apposition(const tree *t, unsigned c) {
    const unsigned noun = t->head[c];
    if (tree_case_of(t, c) != CASE_GEN || noun == TREE_NONE || c < noun || tree_token(t, c)->upos == UPOS_ADJ) return false;
    return tree_case_of(t, noun) != CASE_GEN && tree_token(t, noun)->upos == UPOS_NOUN;
}

/* "падение Агдама", the case misread, "die Einnahme Mossuls": a town right behind a noun that is no class of towns belongs to it.
 */
static bool is_town_of_event(const tree *t, unsigned c) {
    const unsigned noun = t->head[c];
    const uint32_t p = t->place[c];
    if (noun == TREE_NONE || c != noun + 1 || p == INDEX_NONE || t->place[noun] != INDEX_NONE) return false;
    return strncmp(t->m->places[p].feature, "PPL", 3) == 0;
}

/* What the tree calls a subject and is none: it does not agree with the verb, or the verb has another. */
static bool is_second_subject(const tree *t, const arguments *out, unsigned c) {
    if (!t->lex->cases || tree_child(t, c, DEP_CASE) != TREE_NONE || tree_token(t, c)->upos == UPOS_PRON) return false;
    if (subject_disagrees(t, t->head[c], c)) return true;
    return out->n > 0 && out->at[0].slot == SLOT_SUBJ && out->at[0].token != c && t->head[out->at[0].token] == t->head[c];
}

/* "Die Kämpfer hätten Isa Khel eingenommen", both called subjects: between the auxiliary and the verb at the clause's end, behind
 * somebody who acts, a town or a name that nobody knows is the object. */
static bool is_town_called_subject(const tree *t, const arguments *out, unsigned c) {
    const unsigned v = t->head[c], aux = v == TREE_NONE ? TREE_NONE : tree_child(t, v, DEP_AUX);
    const uint64_t site = CLASS_BIT(CLASS_PLACE) | CLASS_BIT(CLASS_NAME);
    if (t->lex->cases || out->passive || out->n != 1 || out->at[0].slot != SLOT_SUBJ || aux == TREE_NONE) return false;
    const unsigned first = out->at[0].token;
    return first != c && t->head[first] == v && c > aux && c < v && first < aux && subject_is_somebody(t, first) &&
           ((t->classes[c] & site) || tree_place(t, c) != INDEX_NONE) && t->actor[c] == INDEX_NONE &&
           tree_child(t, c, DEP_CASE) == TREE_NONE;
}

/* What the tree calls an object, before the verb of a clause without a subject, is its subject where another may be the object:
 * "її підрозділи залишили Велику Кладушу". */
static bool has_object(const tree *t, unsigned verb) {
    const unsigned object = tree_child(t, verb, DEP_OBJ);
    if (object == TREE_NONE) return false;
    return object > verb || tree_case_of(t, object) > CASE_ACC || tree_child(t, verb, DEP_NSUBJ) != TREE_NONE ||
           t->place[object] != INDEX_NONE;
}

/* "оставили Агдам", "заняли Рафах": a town whose name ends like the dative or locative of a plural is the object, where the verb
 * has no other. */
static bool is_town_taken_for_dative(const tree *t, unsigned c, bool verb) {
    const uint32_t p = t->place[c];
    if (!verb || !t->lex->cases || p == INDEX_NONE || strncmp(t->m->places[p].feature, "PPL", 3) != 0) return false;
    const unsigned k = tree_case_of(t, c);
    const bool oblique = k == CASE_DAT || k == CASE_LOC || tree_token(t, c)->deprel == DEP_IOBJ;
    return oblique && FEAT_GET(tree_token(t, t->head[c])->feats, VOICE) == VOICE_ACT && tree_child(t, c, DEP_CASE) == TREE_NONE &&
           !has_object(t, t->head[c]);
}

/* "أعلن أنه استعاد تدمر": a town right behind its verb whose name is also a verb ("destroys"). */
static bool is_town_taken_for_verb(const tree *t, unsigned c) {
    const uint32_t p = t->place[c];
    if (p == INDEX_NONE || c != t->head[c] + 1u || t->child_first[c] != t->child_first[c + 1]) return false;
    return strncmp(t->m->places[p].feature, "PPL", 3) == 0;
}

void argument_add_child(const tree *t, arguments *out, unsigned c, bool verb) {
    if (tree_token(t, c)->upos == UPOS_SCONJ) return; /* "заявили, что взяли", called an object */
    switch (tree_token(t, c)->deprel) {
    case DEP_OBJ:
    case DEP_IOBJ:
    case DEP_EXPL:
        if (is_town_taken_for_dative(t, c, verb)) {
            argument_add(t, out, c, SLOT_OBJ, 0);
        } else if (subject_is_reflexive(t, c)) {
            out->reflexive = !t->lex->cases; /* where verbs inflect for it, the pronoun is an object like others: "себя" */
        } else if (tree_token(t, c)->deprel != DEP_EXPL && argument_add_by_case(t, out, c, verb)) {
            break;
        } else if (tree_token(t, c)->deprel != DEP_EXPL && is_oblique_object(t, c)) {
            argument_add_oblique(t, out, c, SLOT_OTHER);
        } else if (tree_token(t, c)->deprel != DEP_EXPL) {
            argument_add(t, out, subject_resolve_relative(t, c, t->head[c]), object_slot(t, c), 0);
        }
        break;
    case DEP_OBL:
    case DEP_OBL_AGENT:
        if (!is_town_taken_for_dative(t, c, verb) && argument_add_by_case(t, out, c, verb)) break;
        if (verb && c > t->head[c] && (subject_is_bare(t, c) || is_town_taken_for_dative(t, c, verb)))
            argument_add(t, out, c, SLOT_OBJ, 0);
        else
            argument_add_oblique(t, out, c, SLOT_OTHER);
        if (verb) mark_partitive(t, out, c);
        break;
    case DEP_NMOD: {
        bool poss = FEAT_GET(tree_token(t, c)->feats, POSS) || tree_token(t, c)->upos == UPOS_PRON;
        if (!poss && argument_add_by_case(t, out, c, false)) break;
        argument_add_oblique(t, out, c, poss ? SLOT_POSS : SLOT_OF);
        break;
    }
    case DEP_APPOS:
        if (!verb && is_genitive_apposition(t, c))
            argument_add_by_case(t, out, c, false);
        else if (!verb && is_town_of_event(t, c))
            argument_add(t, out, c, SLOT_OF, 0);
        break;
    case DEP_NSUBJ:
        if (verb && !out->passive && is_second_subject(t, out, c)) { /* "сдались полиции": no verb of this voice has an object */
            const bool middle = FEAT_GET(tree_token(t, t->head[c])->feats, VOICE) == VOICE_MID;
            argument_add(t, out, c, middle ? SLOT_IOBJ : SLOT_OBJ, 0);
        } else if (verb && is_town_called_subject(t, out, c)) {
            argument_add(t, out, c, SLOT_OBJ, 0);
        }
        break;
    case DEP_DET:
        if (FEAT_GET(tree_token(t, c)->feats, POSS)) argument_add(t, out, c, SLOT_POSS, 0);
        break;
    case DEP_AMOD:
        if (tree_child(t, c, DEP_CASE) != TREE_NONE) /* "la vida de quince civiles", a noun taken for an adjective */
            argument_add_oblique(t, out, c, SLOT_OF);
        else if (!verb)
            argument_add(t, out, c, SLOT_ADJ, 0);
        break;
    case DEP_COMPOUND:
    case DEP_FLAT:
        if (!verb && tree_case_of(t, c) == CASE_INS && argument_add_by_case(t, out, c, false)) break;
        /* a name that has no cases stands for its genitive: "осада Сараево" */
        if (!verb && is_town_of_event(t, c))
            argument_add(t, out, c, SLOT_OF, 0);
        else if (!verb)
            argument_add(t, out, c, t->lex->cases && (t->classes[c] & CLASS_BIT(CLASS_PLACE)) ? SLOT_OF : SLOT_COMPOUND, 0);
        break;
    case DEP_NUMMOD:
        out->counted = true;
        break;
    case DEP_CONJ: /* "killed two nurses and a driver", the driver hung on the verb */
        if (verb && out->n && out->at[out->n - 1].slot == SLOT_OBJ && c > t->head[c] && !tree_is_verb(t, c) &&
            (t->classes[c] & CLASS_BIT(CLASS_PEOPLE)))
            argument_add(t, out, c, SLOT_OBJ, 0);
        break;
    case DEP_XCOMP:
    case DEP_CCOMP:
        if (tree_case_of(t, c) == CASE_INS && t->actor[c] != INDEX_NONE && argument_add_by_case(t, out, c, verb)) break;
        if (verb && is_town_taken_for_verb(t, c))
            argument_add(t, out, c, SLOT_OBJ, 0);
        else if (tree_is_verb(t, c))
            argument_add(t, out, c, SLOT_COMP, 0);
        else if (verb && (is_object_like(t, c) || (t->classes[c] & CLASS_BIT(CLASS_PLACE))) && subject_is_possible(t, c) &&
                 tree_child(t, t->head[c], DEP_OBJ) == TREE_NONE)
            argument_add(t, out, c, SLOT_OBJ, 0); /* "called up reservists" */
        break;
    case DEP_ADVCL:
        if (verb && subject_is_infinitive(t, c)) argument_add(t, out, c, SLOT_COMP, 0);
        break;
    case DEP_ACL:
        if (!verb && subject_is_infinitive(t, c)) argument_add(t, out, c, SLOT_COMP, 0);
        break;
    default:
        break;
    }
}
