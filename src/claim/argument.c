/* The arguments of a trigger by the tree: those of a verb, of a phrase, and those that hang on others. */
#include <string.h>

#include "claim/argument.h"

/* "attacked and took the town": the object of the second verb is the first one's too, where that has none. */
static void share_object(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ) return;
    if (tree_child(t, v, DEP_OBJ) != TREE_NONE) return; /* its own, which is not collected yet */
    unsigned other = tree_child(t, v, DEP_CONJ);
    if (other == TREE_NONE || other < v || !tree_is_verb(t, other) || other > v + 3) return;
    unsigned object = tree_child(t, other, DEP_OBJ);
    if (object != TREE_NONE && object > other) argument_add(t, out, object, SLOT_OBJ, 0);
}

/* "haben sich kampflos aus der Stadt zurückgezogen", the town hung on the adjective that hangs on the verb: the verb's own. */
static void add_behind_adjective(const tree *t, unsigned v, arguments *out) {
    for (unsigned i = t->child_first[v]; !t->lex->cases && i < t->child_first[v + 1]; i++) {
        const unsigned a = t->child[i];
        if (tree_token(t, a)->upos != UPOS_ADJ || a > v || tree_child(t, a, DEP_COP) != TREE_NONE) continue;
        for (unsigned j = t->child_first[a]; j < t->child_first[a + 1]; j++) {
            const unsigned c = t->child[j];
            const uint8_t rel = tree_token(t, c)->deprel;
            if (c > a && (rel == DEP_NMOD || rel == DEP_OBL) && tree_child(t, c, DEP_CASE) != TREE_NONE)
                argument_add_oblique(t, out, c, SLOT_OTHER);
        }
    }
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
        bool name = (upos == UPOS_X || (t->lex->cases && t->place[k] != INDEX_NONE)) && (tree_token(t, k)->flags & TOKEN_CAPITAL);
        if (upos != UPOS_NOUN && upos != UPOS_PROPN && !name) continue;
        if (!behind && subject_is_possible(t, k)) {
            unsigned head = t->head[k]; /* the head of the name or compound that it begins */
            if (head != TREE_NONE && head > k && head < k + 4 && !tree_is_verb(t, head)) k = head;
            argument_add(t, out, k, SLOT_OBJ, 0);
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
        if (joined && subject_is_possible(t, c)) argument_add(t, out, c, first.slot, 0);
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
        const bool alone = rel == DEP_ADVMOD && c > v && t->quantity[c] != INDEX_NONE && /* "поранено понад 200" */
                           t->m->quantities[t->quantity[c]].unit_token == TOKEN_NONE;
        if (alone || (rel == DEP_NUMMOD && t->quantity[c] != INDEX_NONE)) found = c;
        const unsigned object = tree_child(t, v, DEP_OBJ); /* "дома покинули 30 тысяч жителей", with two objects */
        const bool second = rel == DEP_OBJ && c > v && object != TREE_NONE && object < v;
        const bool loose = rel == DEP_OBL || rel == DEP_NMOD || rel == DEP_NSUBJ || (passive && rel == DEP_OBJ) || second;
        const bool noun = (upos == UPOS_NOUN || upos == UPOS_PROPN) && !(t->classes[c] & CLASS_BIT(CLASS_TIME));
        if (!loose || !noun || tree_case_of(t, c) != CASE_GEN || !subject_is_possible(t, c)) continue; /* "до 200 бойцов" */
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

/* "hat am Samstag Knin eingenommen", "nach heftigem Beschuss Knin eingenommen", "a repris mardi soir Konna", "took Tripoli
 * Thursday", the town hung on the day or, where compounds name events, on what went before: what the verb has for its object. */
static void add_name_behind_time(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ) return;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned day = t->child[i];
        const bool deed =
            t->lex->compounds && (t->classes[day] & CLASS_BIT(CLASS_EVENT)) && tree_token(t, day)->deprel == DEP_OBL;
        if (!(t->classes[day] & CLASS_BIT(CLASS_TIME)) && !deed) continue;
        for (unsigned j = t->child_first[day]; j < t->child_first[day + 1]; j++) {
            const unsigned c = t->child[j];
            const bool before = tree_token(t, c)->deprel == DEP_COMPOUND && c == v + 1;
            const uint64_t site = CLASS_BIT(CLASS_PLACE) | (deed ? CLASS_BIT(CLASS_NAME) : 0);
            const bool name =
                tree_token(t, c)->upos == UPOS_PROPN && (t->classes[c] & site) && (c > day || before) && (c < v) == (day < v);
            if (name && tree_child(t, c, DEP_CASE) == TREE_NONE && subject_is_possible(t, c))
                argument_add(t, out, c, SLOT_OBJ, 0);
        }
    }
}

/* "negó haber perdido Kidal", "bestritt, Kidal aufgegeben zu haben", the town called a subject of the verb above or of the
 * infinitive: what the infinitive has for its object. */
static void add_object_of_infinitive(const tree *t, unsigned v, arguments *out) {
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_OBJ) return;
    const uint8_t rel = tree_token(t, v)->deprel, form = FEAT_GET(tree_token(t, v)->feats, VERBFORM);
    const unsigned above = t->head[v];
    if (above == TREE_NONE || form == VERBFORM_FIN || (rel != DEP_CCOMP && rel != DEP_XCOMP && rel != DEP_ADVCL)) return;
    const unsigned heads[] = {above, v};
    for (unsigned h = 0; h < 2; h++)
        for (unsigned i = t->child_first[heads[h]]; i < t->child_first[heads[h] + 1]; i++) {
            const unsigned c = t->child[i];
            const bool beside = c == v + 1 || c + 1 == v;
            const bool town = tree_token(t, c)->deprel == DEP_NSUBJ && t->place[c] != INDEX_NONE;
            if (beside && town && c > above && subject_is_possible(t, c)) argument_add(t, out, c, SLOT_OBJ, 0);
        }
}

static bool is_bare_town(const tree *t, unsigned c) {
    const uint32_t p = t->place[c];
    return p != INDEX_NONE && strncmp(t->m->places[p].feature, "PPL", 3) == 0 && tree_token(t, c)->upos == UPOS_PROPN &&
           tree_child(t, c, DEP_CASE) == TREE_NONE;
}

static bool is_tied(uint8_t rel) {
    return rel == DEP_NMOD || rel == DEP_APPOS || rel == DEP_FLAT || rel == DEP_COMPOUND;
}

/* "Am Abend eroberten Regierungstruppen Tikrit zurück", where the verb stands before both and the tree makes one name of them:
 * who took it, then the town. */
static void part_doer_from_town(const tree *t, arguments *out) {
    const bool object = out->n == 1 && out->at[0].slot == SLOT_OBJ; /* taken for one already: a town is not many */
    if (out->n != 1 || (out->at[0].slot != SLOT_SUBJ && !object)) return;
    const unsigned s = out->at[0].token;
    for (unsigned i = t->child_first[s]; i < t->child_first[s + 1]; i++) {
        const unsigned c = t->child[i];
        if (!is_tied(tree_token(t, c)->deprel) || tree_token(t, c < s ? c : s)->upos != UPOS_NOUN) continue;
        if (c + 1 == s && is_bare_town(t, s) && subject_is_somebody(t, c)) {
            out->n = 0;
            argument_add(t, out, c, SLOT_SUBJ, 0);
            argument_add(t, out, s, SLOT_OBJ, 0);
            return;
        }
        if (!object && c == s + 1 && is_bare_town(t, c) && subject_is_somebody(t, s) && t->place[s] == INDEX_NONE) {
            argument_add(t, out, c, SLOT_OBJ, 0);
            return;
        }
    }
}

/* "Дебальцеве повністю контролюють бойовики", "залишають Цхінвалі": a town in a form that tells no case, which the tree took for
 * a circumstance: what the verb has for its object, where somebody else is its subject. */
static void add_bare_town(const tree *t, unsigned v, arguments *out) {
    bool subject = false;
    for (uint8_t i = 0; i < out->n; i++) {
        if (out->at[i].slot == SLOT_OBJ) return;
        subject |= out->at[i].slot == SLOT_SUBJ;
    }
    const bool noun = tree_token(t, v)->upos == UPOS_NOUN; /* "l'armée contrôle Homs", the verb taken for a noun of the army's */
    for (unsigned i = t->child_first[v]; (t->lex->cases || noun) && subject && i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        const uint8_t rel = tree_token(t, c)->deprel;
        const bool loose =
            noun ? rel == DEP_NMOD && c == v + 1 : rel == DEP_ADVMOD || rel == DEP_OBL || rel == DEP_DEP || rel == DEP_IOBJ;
        const bool town = t->place[c] != INDEX_NONE && (tree_token(t, c)->flags & TOKEN_CAPITAL) && t->actor[c] == INDEX_NONE;
        if (loose && town && tree_child(t, c, DEP_CASE) == TREE_NONE && tree_case_of(t, c) != CASE_INS) {
            argument_add(t, out, c, SLOT_OBJ, 0);
            return;
        }
    }
}

/* "Am Sonntag hat die Armee Kidal erobert", both called its object and no subject. */
static void part_object_from_town(const tree *t, unsigned v, arguments *out) {
    const unsigned s = tree_child(t, v, DEP_OBJ), aux = tree_child(t, v, DEP_AUX);
    if (out->n > 0 || s == TREE_NONE || aux == TREE_NONE || s < aux || s > v || !subject_is_somebody(t, s)) return;
    for (unsigned i = t->child_first[s]; i < t->child_first[s + 1]; i++) {
        const unsigned c = t->child[i];
        if (c != s + 1 || !is_tied(tree_token(t, c)->deprel) || !is_bare_town(t, c) || t->place[s] != INDEX_NONE) continue;
        argument_add(t, out, s, SLOT_SUBJ, 0);
        argument_add(t, out, c, SLOT_OBJ, 0);
        return;
    }
}

/* "140 soldiers killed and a thousand prisoners": a participle says it of the noun before it, not of the one behind. */
static void drop_behind_participle(const tree *t, unsigned v, arguments *out) {
    if (tree_token(t, v)->deprel != DEP_ACL || !out->passive) return;
    uint8_t kept = 0;
    for (uint8_t i = 0; i < out->n; i++) {
        const unsigned c = out->at[i].token;
        const bool behind = c > v && t->head[v] < v && tree_token(t, c)->deprel == DEP_CONJ && t->head[c] == t->head[v];
        if (!behind) out->at[kept++] = out->at[i];
    }
    out->n = kept;
}

/* "Two soldiers and three civilians killed in Gao", hung on the second: of both, where both are counted. */
static void share_participle(const tree *t, unsigned v, arguments *out) {
    const unsigned last = t->head[v];
    if (!out->passive || tree_token(t, v)->deprel != DEP_ACL || last == TREE_NONE || last > v || out->n != 1) return;
    const unsigned first = tree_token(t, last)->deprel == DEP_CONJ ? t->head[last] : TREE_NONE;
    if (first == TREE_NONE || first > last || tree_is_verb(t, first) || tree_child(t, first, DEP_ACL) != TREE_NONE) return;
    if (out->at[0].token != last || tree_quantity(t, first) == INDEX_NONE || tree_quantity(t, last) == INDEX_NONE) return;
    out->n = 0;
    argument_add(t, out, first, SLOT_OBJ, 0);
}

/* "Four were killed in Gao on Monday and five were wounded", the five hung on the day: the number right before the auxiliary of a
 * passive that has no subject in the tree. */
static unsigned number_before_auxiliary(const tree *t, unsigned v) {
    const unsigned aux = tree_child(t, v, DEP_AUX_PASS);
    if (t->lex->cases || aux == TREE_NONE || aux == 0 || aux > v || subject_own(t, v) != TREE_NONE) return TREE_NONE;
    unsigned k = aux - 1;
    while (k > 0 && (tree_token(t, k)->upos == UPOS_AUX || tree_token(t, k)->upos == UPOS_ADV)) k--;
    const bool number = tree_token(t, k)->upos == UPOS_NUM && t->quantity[k] != INDEX_NONE && t->time[k] == INDEX_NONE;
    return number ? k : TREE_NONE;
}

static void verb_arguments(const tree *t, unsigned v, arguments *out) {
    out->passive = voice_is_passive(t, v, 0);
    out->infinitive = subject_is_infinitive(t, v);
    const unsigned counted = t->lex->cases ? counted_subject(t, v, out->passive) : TREE_NONE;
    if (counted != TREE_NONE) {
        argument_add(t, out, counted, out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
        return;
    }
    const unsigned number = out->passive ? number_before_auxiliary(t, v) : TREE_NONE;
    if (number != TREE_NONE) {
        argument_add(t, out, number, SLOT_OBJ, 0);
        return;
    }
    argument_add(t, out, subject_taken_for_object(t, v), SLOT_SUBJ, 0);
    if (out->n == 0 && !out->passive) part_object_from_town(t, v, out);
    if (out->n > 0) return;
    const unsigned object = out->passive ? TREE_NONE : argument_taken_for_subject(t, v);
    argument_add(t, out, object, SLOT_OBJ, 0);
    bool misread =
        tree_token(t, v)->upos != UPOS_VERB && tree_token(t, v)->upos != UPOS_AUX && tree_token(t, v)->upos != UPOS_ADJ;
    misread &= tree_token(t, v)->deprel != DEP_CONJ;
    argument_add(t, out, misread ? subject_before(t, v) : subject_of(t, v), out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
    drop_behind_participle(t, v, out);
    share_participle(t, v, out);
    if (!misread) add_second_subject(t, v, out);
    const bool shares = tree_token(t, v)->deprel == DEP_CONJ || subject_is_left_unsaid(t, v);
    if (object != TREE_NONE && out->n == 1 && shares && t->head[v] != TREE_NONE)
        argument_add(t, out, subject_of(t, t->head[v]), SLOT_SUBJ, 0);
    if (!misread && out->n == 0 && subject_is_wanted(t, v))
        argument_add(t, out, subject_before(t, v), out->passive ? SLOT_OBJ : SLOT_SUBJ, 0);
    if (out->passive && subject_own(t, v) == TREE_NONE && tree_token(t, v)->deprel == DEP_CONJ && t->head[v] != TREE_NONE)
        argument_add(t, out, subject_bare_nominal(t, t->head[v], v), SLOT_OBJ, 0);
    if (out->passive && out->n && out->at[0].slot == SLOT_OBJ && out->at[0].token == v) out->n = 0;
    if (!out->passive && !out->reflexive) share_object(t, v, out);
    if (out->passive || out->reflexive || tree_child(t, v, DEP_OBJ) != TREE_NONE) return;
    add_bare_town(t, v, out);
    part_doer_from_town(t, out);
    add_name_behind_time(t, v, out);
    add_object_of_infinitive(t, v, out);
}

/* "lost the city of Derna to the army": the parser may hang "to the army" on the name. */
static void add_below(const tree *t, arguments *out, unsigned name) {
    for (unsigned k = t->child_first[name]; k < t->child_first[name + 1]; k++) {
        const unsigned c = t->child[k];
        uint8_t slot;
        if (tree_token(t, c)->deprel != DEP_NMOD || tree_case(t, c, &slot) == TREE_NONE) continue;
        if (slot != SLOT_OF && slot != SLOT_POSS && slot != SLOT_NONE && (t->classes[name] & CLASS_BIT(CLASS_PLACE)))
            argument_add_oblique(t, out, c, SLOT_OTHER);
    }
}

/* "передали город войскам", "забросали полицию камнями": a dative, the doer of a passive or a tool, hung on the object. */
static bool add_nested_case(const tree *t, arguments *out, unsigned c) {
    const unsigned k = tree_case_of(t, c);
    if (tree_child(t, c, DEP_CASE) != TREE_NONE || (k != CASE_DAT && k != CASE_INS)) return false;
    const bool somebody = subject_is_somebody(t, c), tool = k == CASE_INS && (t->classes[c] >> CLASS_BUILTIN_COUNT);
    if (somebody ? k == CASE_INS && !out->passive : !tool) return false;
    uint8_t n = out->n;
    argument_add(t, out, c, k == CASE_DAT ? SLOT_IOBJ : somebody ? SLOT_BY : SLOT_INS, 0);
    for (; n < out->n; n++) out->at[n].nested = true;
    return true;
}

/* "expulsaron al Estado Islámico de Kobane", the town taken for a part of the group's name. */
static bool is_town_in_name(const tree *t, unsigned k, unsigned c) {
    return tree_token(t, c)->deprel == DEP_FLAT && t->actor[k] != INDEX_NONE && t->actor[c] == INDEX_NONE &&
           (t->classes[c] & CLASS_BIT(CLASS_PLACE));
}

/* "ohne einen Schuss von den Truppen besetzt", with the troops hung on the shot: behind a preposition that tells a passive's
 * doer, men at arms before the verb are that. */
static bool is_doer_of_passive(const tree *t, const arguments *out, const argument *a, unsigned c) {
    const uint64_t armed = CLASS_BIT(CLASS_FORCE) | CLASS_BIT(CLASS_FIGHTER) | CLASS_BIT(CLASS_ARMED);
    const unsigned mark = tree_child(t, c, DEP_CASE), above = t->head[a->token];
    if (!out->passive || t->lex->cases || a->slot == SLOT_OBJ || mark == TREE_NONE || !t->word[mark]) return false;
    if (tree_token(t, a->token)->deprel != DEP_OBL || above == TREE_NONE || c > above || !(t->classes[c] & armed)) return false;
    for (uint8_t i = 0; i < out->n; i++)
        if (out->at[i].slot == SLOT_BY) return false;
    return t->word[mark]->slot_passive == SLOT_BY;
}

/* "suspended aid to X", "filed a lawsuit in a court against X": what hangs on an argument may belong to the verb. */
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
            if (tree_token(t, c)->deprel == DEP_NMOD && is_doer_of_passive(t, out, a, c)) {
                argument_add(t, out, c, SLOT_BY, 0);
                continue;
            }
            if ((tree_token(t, c)->deprel != DEP_NMOD && !is_town_in_name(t, a->token, c)) ||
                tree_case(t, c, &slot) == TREE_NONE || slot == SLOT_POSS)
                continue;
            const uint64_t site = CLASS_BIT(CLASS_PLACE) | CLASS_BIT(CLASS_NAME);
            bool from_there = (t->classes[c] & site) && (a->classes & armed); /* "withdrew its troops from X" */
            uint8_t n = out->n;
            if (slot == SLOT_OF && !from_there)
                add_below(t, out, c);
            else
                argument_add_oblique(t, out, c, SLOT_OTHER);
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
        if (wish != TREE_NONE && subject_is_infinitive(t, wish)) argument_add(t, out, wish, SLOT_COMP, 0);
    }
}

/* The preposition right behind the first one of a nominal, if it is a word of the lexicon's. */
static unsigned second_case(const tree *t, unsigned c, unsigned first) {
    const unsigned k = first + 1;
    const bool is = k < t->n && t->head[k] == c && tree_token(t, k)->deprel == DEP_CASE && t->word[k] && t->word[k]->slot;
    return is ? k : TREE_NONE;
}

static bool in_phrase(const uint16_t *phrase, unsigned count, unsigned k) {
    for (unsigned i = 0; i < count; i++)
        if (phrase[i] == k) return true;
    return false;
}

/* "Los muertos bolivianos ascienden ya a 520", "the army's dead number 200": the plural subject of a verb that leads to a number,
 * where the noun is one that losses are told with. */
static bool is_counted_by_verb(const tree *t, unsigned noun) {
    enum { REACH = 4 };
    const token *k = tree_token(t, noun);
    const unsigned v = t->head[noun];
    const event_word *w = t->word[noun];
    const bool losses = w && (w->traits & TRAIT_LOSSES) && k->upos == UPOS_NOUN && FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR;
    if (!losses || (k->deprel != DEP_NSUBJ && k->deprel != DEP_NSUBJ_PASS) || v == TREE_NONE || v < noun) return false;
    for (unsigned j = v + 1; j < t->n && j <= v + REACH; j++) {
        const token *x = tree_token(t, j);
        if (x->upos == UPOS_NUM && t->quantity[j] != INDEX_NONE && t->time[j] == INDEX_NONE)
            return t->head[j] == v || (t->head[j] != TREE_NONE && t->head[j] < v);
        if (x->upos != UPOS_ADP && x->upos != UPOS_ADV && x->upos != UPOS_DET) return false;
    }
    return false;
}

/* "Put the rebel dead at 40", "gave the army's own dead as 33": the verb above a word for those who were lost leads to their
 * number. */
static bool is_counted_by_verb_before(const tree *t, unsigned main) {
    const event_word *w = t->word[main];
    const unsigned v = t->head[main];
    if (!w || !(w->traits & TRAIT_LOSSES) || tree_token(t, main)->upos == UPOS_VERB) return false;
    if (v == TREE_NONE || v > main || !tree_is_verb(t, v)) return false;
    for (unsigned i = t->child_first[v]; i < t->child_first[v + 1]; i++) {
        const unsigned c = t->child[i];
        const bool behind = c > main && t->quantity[c] != INDEX_NONE && tree_token(t, c)->upos == UPOS_NUM;
        uint8_t slot;
        if (behind && t->time[c] == INDEX_NONE && tree_case(t, c, &slot) != TREE_NONE) return true;
    }
    return false;
}

/* "Troops were in Kidal", "soldiers are back in Kidal": what a copula says of its subject is where it is. */
static void copula_arguments(const tree *t, unsigned copula, arguments *out) {
    const unsigned head = t->head[copula];
    if (head == TREE_NONE) return;
    argument_add(t, out, subject_own(t, head), SLOT_SUBJ, 0);
    if (tree_child(t, head, DEP_CASE) != TREE_NONE) argument_add_oblique(t, out, head, SLOT_OTHER);
    for (unsigned i = t->child_first[head]; tree_token(t, head)->upos == UPOS_ADV && i < t->child_first[head + 1]; i++)
        if (tree_token(t, t->child[i])->deprel == DEP_OBL) argument_add_oblique(t, out, t->child[i], SLOT_OTHER);
}

void arguments_collect(const tree *t, const uint16_t *phrase, unsigned count, unsigned main, uint8_t entry_flags,
                       arguments *out) {
    out->n = 0; /* the list itself is not cleared */
    out->passive = out->reflexive = out->supported = out->infinitive = out->counted = out->disputed = false;
    out->support = 0;
    out->verb = TREE_NONE;
    bool verb = tree_is_verb(t, main);
    if (verb && count == 1 && tree_token(t, main)->deprel == DEP_COP) {
        copula_arguments(t, main, out);
        return;
    }
    out->counted = tree_quantity(t, main) != INDEX_NONE || is_counted_by_verb(t, main) || is_counted_by_verb_before(t, main);
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
            bare |= verb && p != main && out->passive && out->n == 0 && of == CASE_GEN && c > main && mark == TREE_NONE &&
                    tree_token(t, c)->deprel == DEP_NMOD && tree_place(t, c) != INDEX_NONE; /* "взяты под контроль села" */
            const bool taken = mark != TREE_NONE && in_phrase(phrase, count, mark);
            const unsigned second = taken ? second_case(t, c, mark) : TREE_NONE;
            if (second != TREE_NONE) /* "pushed out of the city": the phrase has the first preposition, the second counts */
                argument_add(t, out, c, t->word[second]->slot, tree_token(t, second)->lemma_hash);
            else if (bare || taken) /* "took over the city": the phrase has the preposition */
                argument_add(t, out, c, SLOT_OBJ, mark == TREE_NONE ? 0 : tree_token(t, mark)->lemma_hash);
            else
                argument_add_child(t, out, c, verb && p == main);
        }
    }
    if (!verb)
        argument_of_noun(t, main, entry_flags, out);
    else if (!out->passive && !out->reflexive && count == 1)
        object_after(t, main, out);
    if (verb) add_wish(t, out);
    if (verb) add_behind_adjective(t, main, out);
    add_nested(t, out);
    if (verb && out->reflexive) out->passive = false;
}

bool argument_fills(const argument *a, uint8_t slot, uint64_t prep) {
    if (slot == SLOT_PREP) return a->prep == prep;
    return a->slot == slot || (a->logical && a->logical == slot);
}
