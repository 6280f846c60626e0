/* What names and numbers tell the parser.
 *
 *   "погибли двести шестьдесят человек"     "двести" called a verb: it is a part of a number
 *   "Сухуми контролируют отряды"            a town that does not decline, called the subject: the troops control it
 *   "Мисурату держат повстанцы"             the town called an indirect object
 *   "погибли шестеро и ранены сорок"        the first subject hung on the second verb
 *   "в бою, сказал он, убиты двое"          "in the fight" and "he" hung on the other verb each
 *
 * Cases tell nothing where nominative and accusative look alike, or where a name has none; what is known to be a town, a party or
 * a number does. */
#include <string.h>

#include "mention/told_tree.h"

enum { REACH = 24 }; /* words from a verb to what hangs on it */

static bool is_fit(const text *x, uint32_t t, unsigned upos) {
    return t < x->token_count && x->tokens[t].upos == upos;
}

/* A child among the words near its head; TOKEN_NONE. */
static uint32_t child_near(const text *x, uint32_t head, unsigned deprel) {
    const sentence *s = &x->sentences[x->tokens[head].sentence];
    uint32_t t = head > s->first_token + REACH ? head - REACH : s->first_token;
    for (; t < s->end_token && t < head + REACH; t++)
        if (token_is_child(x, t, head, deprel)) return t;
    return TOKEN_NONE;
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------- */

/* The noun that the number counts: right behind it, or behind adjectives; TOKEN_NONE. */
static uint32_t counted_noun(const text *x, uint32_t t, uint32_t end) {
    enum { ADJECTIVES = 2 };
    for (uint32_t k = t; k < end && k <= t + ADJECTIVES; k++) {
        if (x->tokens[k].upos == UPOS_NOUN) return k;
        if (x->tokens[k].upos != UPOS_ADJ && x->tokens[k].upos != UPOS_DET) return TOKEN_NONE;
    }
    return TOKEN_NONE;
}

/* "Погибли", active and without a subject: who is counted is it. Else the counted are an object, or the passive's subject. */
static unsigned role_below(const text *x, uint32_t verb, uint32_t noun) {
    const token *v = &x->tokens[verb];
    if (v->upos != UPOS_VERB) return DEP_NMOD;
    if (FEAT_GET(v->feats, VOICE) == VOICE_PASS) return DEP_NSUBJ_PASS;
    const sentence *s = &x->sentences[v->sentence];
    for (uint32_t t = noun > s->first_token + REACH ? noun - REACH : s->first_token; t < s->end_token && t < noun + REACH; t++)
        if (x->tokens[t].head == verb && x->tokens[t].deprel == DEP_NSUBJ && t != noun) return DEP_OBJ;
    return verb < noun ? DEP_NSUBJ : DEP_OBJ;
}

static void mend_number(text *x, const quantity_mention *q) {
    const uint32_t first = q->at.first_token, end = q->at.end_token;
    if (q->kind != QUANTITY_CARDINAL || end > x->token_count || first >= end || end - first > REACH) return;
    bool misread = false;
    for (uint32_t t = first; t < end; t++) misread |= is_fit(x, t, UPOS_VERB) && !(x->tokens[t].flags & TOKEN_DIGITS);
    const sentence *s = &x->sentences[x->tokens[first].sentence];
    uint32_t number_end = end;
    while (number_end > first + 1 && x->tokens[number_end - 1].upos == UPOS_NOUN) number_end--;
    const uint32_t noun = misread ? counted_noun(x, number_end, s->end_token) : TOKEN_NONE;
    if (noun == TOKEN_NONE) return;
    uint32_t above = TOKEN_NONE;
    for (uint32_t t = first; t <= noun; t++) {
        const uint32_t up = x->tokens[t].head;
        if (up == TOKEN_NONE) return; /* the number heads the sentence: nothing tells what it hangs on */
        if (up < first || up > noun) above = up;
    }
    if (above == TOKEN_NONE) return;
    token_hang(x, noun, above, role_below(x, above, noun));
    for (uint32_t t = first; t < number_end; t++) {
        token_retag(x, t, UPOS_NUM);
        token_hang(x, t, noun, DEP_NUMMOD);
    }
    for (uint32_t t = first > s->first_token + REACH ? first - REACH : s->first_token; t < s->end_token && t < noun + REACH;
         t++) { /* what hung on them goes with the noun */
        const uint32_t up = x->tokens[t].head;
        if (t != noun && (t < first || t >= number_end) && up >= first && up < number_end)
            token_hang(x, t, noun, x->tokens[t].deprel);
    }
}

/* ---- towns and parties --------------------------------------------------------------------------------------------------- */

/* Is the token in a town's name that stands for the place itself? Mentions are in the order of the text. */
static bool is_town(const text *x, const mentions *m, uint32_t t) {
    uint32_t low = 0, high = m->place_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (m->places[mid].at.end_token <= t)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == m->place_count || m->places[low].at.first_token > t || !(x->tokens[t].flags & TOKEN_CAPITAL)) return false;
    return !(m->places[low].flags & (PLACE_IN_NAME | PLACE_ADJECTIVE)) && strncmp(m->places[low].feature, "PCL", 3) != 0;
}

static bool bears_arms(const actor_mention *a) {
    static const char *const sectors[] = {"MIL", "REB", "INS", "SEP", "UAF", "COP", "PRM"};
    for (uint32_t i = 0; i < a->sector_count && i < 4; i++)
        for (size_t k = 0; k < sizeof sectors / sizeof *sectors; k++)
            if (a->sectors[i] && strcmp(a->sectors[i], sectors[k]) == 0) return true;
    return false;
}

/* Is the token the head of those who bear arms, in the plural where the verb is? */
static bool is_force(const text *x, const mentions *m, uint32_t t, uint32_t verb) {
    enum { LOOK_BACK = 8 };
    uint32_t low = 0, high = m->actor_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (m->actors[mid].at.first_token <= t)
            low = mid + 1;
        else
            high = mid;
    }
    if (FEAT_GET(x->tokens[t].feats, NUMBER) != FEAT_GET(x->tokens[verb].feats, NUMBER)) return false;
    for (uint32_t i = low > LOOK_BACK ? low - LOOK_BACK : 0; i < low; i++)
        if (m->actors[i].at.head_token == t && t < m->actors[i].at.end_token && bears_arms(&m->actors[i])) return true;
    return false;
}

static bool has_preposition(const text *x, uint32_t t) {
    return t > 0 && (x->tokens[t - 1].upos == UPOS_ADP || child_near(x, t, DEP_CASE) != TOKEN_NONE);
}

/* A town before the verb and armed men behind it that agree with it: they act on the town. */
static void mend_town_and_force(text *x, const mentions *m, uint32_t verb, uint32_t first, uint32_t end) {
    uint32_t town = TOKEN_NONE, force = TOKEN_NONE;
    for (uint32_t t = first; t < end; t++) {
        const token *k = &x->tokens[t];
        if (k->head != verb || has_preposition(x, t)) continue;
        const unsigned of = FEAT_GET(k->feats, CASE);
        if (t < verb && town == TOKEN_NONE && (k->deprel == DEP_NSUBJ || k->deprel == DEP_IOBJ) && is_town(x, m, t)) town = t;
        if (t < verb && k->deprel == DEP_NSUBJ && t != town) return; /* somebody else acts */
        if (t > verb && force == TOKEN_NONE && k->deprel == DEP_OBJ && (of == CASE_ACC || of == CASE_NOM) &&
            is_force(x, m, t, verb))
            force = t;
    }
    if (town == TOKEN_NONE || force == TOKEN_NONE) return;
    const bool many = FEAT_GET(x->tokens[verb].feats, NUMBER) == NUMBER_PLUR; /* one town does nothing in the plural */
    if (!many && FEAT_GET(x->tokens[force].feats, CASE) != CASE_NOM) return;
    token_hang(x, town, verb, DEP_OBJ);
    token_decline(x, town, CASE_ACC);
    token_hang(x, force, verb, DEP_NSUBJ);
    token_decline(x, force, CASE_NOM);
}

/* "Погибли шестеро военных и ранены сорок": a subject before the conjunction of the second verb is the first verb's, where that
 * has none, and the counted behind the second are its own. */
static void mend_shared_subject(text *x, uint32_t verb, uint32_t end) {
    const uint32_t above = x->tokens[verb].head, joiner = child_near(x, verb, DEP_CC);
    if (x->tokens[verb].deprel != DEP_CONJ || above == TOKEN_NONE || above > verb || joiner == TOKEN_NONE) return;
    if (x->tokens[above].upos != UPOS_VERB || joiner < above || joiner > verb) return;
    uint32_t early = TOKEN_NONE, late = TOKEN_NONE;
    for (uint32_t t = above + 1; t < end; t++) {
        const token *k = &x->tokens[t];
        if (k->head == above && (k->deprel == DEP_NSUBJ || k->deprel == DEP_NSUBJ_PASS)) return;
        if (k->head != verb || has_preposition(x, t)) continue;
        if (t < joiner && (k->deprel == DEP_NSUBJ || k->deprel == DEP_NSUBJ_PASS)) early = t;
        if (t > verb && late == TOKEN_NONE && (k->deprel == DEP_NMOD || k->deprel == DEP_OBJ || k->deprel == DEP_OBL) &&
            child_near(x, t, DEP_NUMMOD) != TOKEN_NONE)
            late = t;
    }
    if (early == TOKEN_NONE || late == TOKEN_NONE) return;
    const bool passive = FEAT_GET(x->tokens[above].feats, VOICE) == VOICE_PASS;
    token_hang(x, early, above, passive ? DEP_NSUBJ_PASS : DEP_NSUBJ);
    token_hang(x, late, verb, FEAT_GET(x->tokens[verb].feats, VOICE) == VOICE_PASS ? DEP_NSUBJ_PASS : DEP_NSUBJ);
}

/* "За время боев погибли двести жителей": a bare genitive behind another noun is that noun's, and no subject. */
static void mend_genitive_subject(text *x, uint32_t verb, uint32_t first) {
    for (uint32_t t = first + 1; t < verb; t++) {
        const token *k = &x->tokens[t], *before = &x->tokens[t - 1];
        if (k->head != verb || k->deprel != DEP_NSUBJ || k->upos != UPOS_NOUN || FEAT_GET(k->feats, CASE) != CASE_GEN) continue;
        if (before->upos != UPOS_NOUN || before->head != verb || !has_preposition(x, t - 1)) continue;
        if (child_near(x, t, DEP_NUMMOD) == TOKEN_NONE) token_hang(x, t, t - 1, DEP_NMOD);
    }
}

static bool is_comma(const text *x, uint32_t t) {
    return x->bytes[x->tokens[t].start] == ',';
}

/* "В засаде под городом, признал генерал, убиты десять солдат": a verb and its subject between two commas were put in; the phrase
 * before them belongs to the verb behind them, and the subject right behind the verb is its own. */
static void mend_put_in(text *x, uint32_t verb, uint32_t first, uint32_t end) {
    enum { SUBJECT_WORDS = 6 };
    if (verb < first + 2 || !is_comma(x, verb - 1)) return;
    uint32_t comma = verb + 1;
    while (comma < end && comma <= verb + SUBJECT_WORDS && x->tokens[comma].upos != UPOS_PUNCT) {
        const unsigned u = x->tokens[comma].upos;
        if (u == UPOS_VERB || u == UPOS_SCONJ || u == UPOS_ADP) return;
        comma++;
    }
    if (comma >= end || comma == verb + 1 || !is_comma(x, comma)) return;
    uint32_t told = TOKEN_NONE;
    for (uint32_t t = comma + 1; t < end && told == TOKEN_NONE; t++)
        if (x->tokens[t].upos == UPOS_VERB && x->tokens[t].head == verb && x->tokens[t].deprel == DEP_PARATAXIS) told = t;
    if (told == TOKEN_NONE) return;
    for (uint32_t t = first; t < verb; t++) {
        const token *k = &x->tokens[t];
        if (k->upos == UPOS_VERB || k->upos == UPOS_SCONJ) return; /* a clause of its own stands there */
    }
    for (uint32_t t = first; t < verb; t++)
        if (x->tokens[t].head == verb && x->tokens[t].deprel == DEP_OBL) token_hang(x, t, told, DEP_OBL);
    for (uint32_t t = told + 1; t < end; t++) {
        const unsigned d = x->tokens[t].deprel;
        if (x->tokens[t].head == verb && (d == DEP_OBJ || d == DEP_OBL)) token_hang(x, t, told, d);
    }
    for (uint32_t t = verb + 1; t < comma; t++)
        if (x->tokens[t].head == told && x->tokens[t].deprel == DEP_NSUBJ) token_hang(x, t, verb, DEP_NSUBJ);
}

void told_mend_tree(text *x, const mentions *m) {
    for (uint32_t v = 0; v < x->token_count; v++) {
        const token *k = &x->tokens[v];
        if (k->upos != UPOS_VERB) continue;
        const sentence *s = &x->sentences[k->sentence];
        const uint32_t first = v > s->first_token + REACH ? v - REACH : s->first_token;
        const uint32_t end = v + REACH < s->end_token ? v + REACH : s->end_token;
        const bool finite = FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN && FEAT_GET(k->feats, VOICE) == VOICE_ACT;
        if (finite) mend_town_and_force(x, m, v, first, end);
        mend_genitive_subject(x, v, first);
        if (finite && first == s->first_token) mend_put_in(x, v, first, end);
        mend_shared_subject(x, v, end);
    }
    for (uint32_t i = 0; i < m->quantity_count; i++) mend_number(x, &m->quantities[i]);
}
