#include "text/tree_mend.h"

static bool is_nominal(const token *t) {
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN;
}

static bool is_subject(const token *t) {
    return t->deprel == DEP_NSUBJ || t->deprel == DEP_NSUBJ_PASS;
}

/* The one root; TOKEN_NONE where the sentence has a finite verb or an auxiliary, or does not end in a full stop. */
static uint32_t bare_root(const token *tokens, const sentence *s) {
    uint32_t root = TOKEN_NONE;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        const token *k = &tokens[t];
        if (k->upos == UPOS_AUX || (k->upos == UPOS_VERB && FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN)) return TOKEN_NONE;
        if (k->head == TOKEN_NONE) root = t;
    }
    const token *last = &tokens[s->end_token - 1];
    return last->upos == UPOS_PUNCT && last->form[0] == '.' && root != TOKEN_NONE && is_nominal(&tokens[root]) ? root
                                                                                                               : TOKEN_NONE;
}

/* A past participle that modifies the root from the left. */
static uint32_t past_form(const token *tokens, const sentence *s, uint32_t root) {
    for (uint32_t t = root; t-- > s->first_token;) {
        const token *k = &tokens[t];
        const bool past = k->upos == UPOS_VERB && FEAT_GET(k->feats, TENSE) == TENSE_PAST;
        if (past && k->head == root && k->deprel == DEP_AMOD) return t;
    }
    return TOKEN_NONE;
}

/* The nominal that a past participle right behind the auxiliary `aux` modifies from the left, where it is the auxiliary's
 * object; *participle is the participle. TOKEN_NONE. */
static uint32_t object_of_auxiliary(const token *tokens, const sentence *s, uint32_t aux, uint32_t *participle) {
    const token *h = &tokens[aux];
    if (h->upos != UPOS_AUX || h->deprel == DEP_AUX || h->deprel == DEP_AUX_PASS || h->deprel == DEP_COP) return TOKEN_NONE;
    uint32_t v = aux + 1;
    while (v < s->end_token && tokens[v].upos == UPOS_ADV) v++;
    if (v >= s->end_token || tokens[v].upos != UPOS_VERB || tokens[v].deprel != DEP_AMOD) return TOKEN_NONE;
    const uint64_t feats = tokens[v].feats;
    if (FEAT_GET(feats, VERBFORM) != VERBFORM_PART || FEAT_GET(feats, TENSE) != TENSE_PAST) return TOKEN_NONE;
    const uint32_t object = tokens[v].head;
    if (object <= v || object >= s->end_token || tokens[object].head != aux || tokens[object].deprel != DEP_OBJ)
        return TOKEN_NONE;
    *participle = v;
    return object;
}

static void mend_perfects(token *tokens, const sentence *s) {
    for (uint32_t aux = s->first_token; aux + 2 < s->end_token; aux++) {
        uint32_t verb = 0;
        const uint32_t object = object_of_auxiliary(tokens, s, aux, &verb);
        if (object == TOKEN_NONE) continue;
        tokens[verb].head = tokens[aux].head;
        tokens[verb].deprel = tokens[aux].deprel;
        for (uint32_t t = s->first_token; t < s->end_token; t++)
            if (tokens[t].head == aux && t != verb) tokens[t].head = verb;
        tokens[aux].head = verb;
        tokens[aux].deprel = DEP_AUX;
    }
}

/* "Say forces have wrested control of the camp": what has a subject and an auxiliary before it modifies no noun behind it. */
static void mend_finite_modifiers(token *tokens, const sentence *s) {
    enum { BACK = 24 };
    for (uint32_t v = s->first_token + 2; v + 1 < s->end_token; v++) {
        const uint32_t noun = tokens[v].head;
        if (tokens[v].upos != UPOS_VERB || tokens[v].deprel != DEP_AMOD || noun <= v || noun >= s->end_token) continue;
        bool subject = false, auxiliary = false;
        for (uint32_t t = v; t > s->first_token && v - t < BACK; t--) {
            if (tokens[t - 1].head != v) continue;
            subject |= is_subject(&tokens[t - 1]);
            auxiliary |= tokens[t - 1].deprel == DEP_AUX && FEAT_GET(tokens[t - 1].feats, VERBFORM) == VERBFORM_FIN;
        }
        if (!subject || !auxiliary || !is_nominal(&tokens[noun])) continue;
        tokens[v].head = tokens[noun].head;
        tokens[v].deprel = tokens[noun].deprel == DEP_OBJ ? DEP_CCOMP : tokens[noun].deprel;
        tokens[noun].head = v;
        tokens[noun].deprel = DEP_OBJ;
    }
}

static void mend_nominal_root(token *tokens, const sentence *s) {
    if (s->end_token - s->first_token < 4) return;
    const uint32_t root = bare_root(tokens, s);
    const uint32_t verb = root == TOKEN_NONE ? TOKEN_NONE : past_form(tokens, s, root);
    if (verb == TOKEN_NONE || verb == s->first_token) return;
    /* The subject ends right before the verb and hangs on it or on the root. */
    const uint32_t subject = verb - 1;
    const token *name = &tokens[subject];
    if (!is_nominal(name) || (name->head != root && name->head != verb)) return;
    if (name->deprel != DEP_COMPOUND && name->deprel != DEP_NMOD && name->deprel != DEP_FLAT) return;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        token *k = &tokens[t];
        if (t < subject && (k->head == root || k->head == verb))
            k->head = subject;
        else if (k->head == root && k->deprel == DEP_PUNCT)
            k->head = verb;
    }
    tokens[subject].head = verb;
    tokens[subject].deprel = DEP_NSUBJ;
    tokens[root].head = verb;
    tokens[root].deprel = DEP_OBJ;
    tokens[verb].head = TOKEN_NONE;
    tokens[verb].deprel = DEP_ROOT;
}

/* "The number of soldiers captured in the town had risen": a finite relative clause has a subject, a relative pronoun or none of
 * these languages' genders; a past form without any is a participle. */
static void mend_reduced_relatives(token *tokens, const sentence *s) {
    for (uint32_t v = s->first_token + 1; v < s->end_token; v++) {
        token *k = &tokens[v];
        const bool past = FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN && FEAT_GET(k->feats, TENSE) == TENSE_PAST;
        if (k->upos != UPOS_VERB || k->deprel != DEP_ACL_RELCL || !past || FEAT_GET(k->feats, GENDER) || k->head != v - 1)
            continue;
        bool alone = true;
        for (uint32_t t = s->first_token; t < s->end_token && alone; t++) {
            const uint8_t rel = tokens[t].deprel;
            const bool clause = rel == DEP_NSUBJ || rel == DEP_NSUBJ_PASS || rel == DEP_OBJ || rel == DEP_AUX || rel == DEP_MARK;
            alone = !(tokens[t].head == v && clause);
        }
        if (!alone) continue;
        k->deprel = DEP_ACL;
        k->feats = (k->feats & ~(((1ull << FEAT_VERBFORM_BITS) - 1) << FEAT_VERBFORM_SHIFT)) | FEAT_PUT(VERBFORM, VERBFORM_PART);
    }
}

/* Does a nominal agree with a finite verb in number, and in gender where the past tells it? */
static bool agrees(const token *noun, const token *verb) {
    const unsigned n = FEAT_GET(noun->feats, NUMBER), v = FEAT_GET(verb->feats, NUMBER);
    const unsigned a = FEAT_GET(noun->feats, GENDER), b = FEAT_GET(verb->feats, GENDER);
    if (n != v) return false;
    return n != NUMBER_SING || FEAT_GET(verb->feats, TENSE) != TENSE_PAST || !a || !b || a == b;
}

static uint32_t only_child(const token *tokens, const sentence *s, uint32_t head, unsigned deprel) {
    uint32_t found = TOKEN_NONE;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        if (tokens[t].head != head || tokens[t].deprel != deprel) continue;
        if (found != TOKEN_NONE) return TOKEN_NONE;
        found = t;
    }
    return found;
}

static bool has_child(const token *tokens, const sentence *s, uint32_t head, unsigned deprel) {
    for (uint32_t t = s->first_token; t < s->end_token; t++)
        if (tokens[t].head == head && tokens[t].deprel == deprel) return true;
    return false;
}

static void set_case(token *t, unsigned value) {
    t->feats &= ~(((1ull << FEAT_CASE_BITS) - 1) << FEAT_CASE_SHIFT);
    t->feats |= FEAT_PUT(CASE, value);
    t->feats_text = NULL;
}

/* "Город удерживают войска": where nominative and accusative are spelled alike, the one that agrees with the verb is the subject,
 * wherever it stands. A subject of several ("большинство жителей", "А и Б") need not agree. */
static void mend_swapped_arguments(token *tokens, const sentence *s) {
    for (uint32_t v = s->first_token + 1; v < s->end_token; v++) {
        const token *k = &tokens[v];
        if (k->upos != UPOS_VERB || FEAT_GET(k->feats, VERBFORM) != VERBFORM_FIN || !FEAT_GET(k->feats, NUMBER)) continue;
        const uint32_t subject = only_child(tokens, s, v, DEP_NSUBJ), object = only_child(tokens, s, v, DEP_OBJ);
        if (subject == TOKEN_NONE || object == TOKEN_NONE || subject > v || object < v) continue;
        token *a = &tokens[subject], *b = &tokens[object];
        const unsigned of = FEAT_GET(b->feats, CASE);
        if (!FEAT_GET(a->feats, CASE) || (of != CASE_ACC && of != CASE_NOM) || !is_nominal(a) || !is_nominal(b)) continue;
        if (agrees(a, k) || !agrees(b, k) || has_child(tokens, s, subject, DEP_CONJ) || has_child(tokens, s, subject, DEP_NMOD) ||
            has_child(tokens, s, object, DEP_CASE))
            continue;
        a->deprel = DEP_OBJ;
        b->deprel = DEP_NSUBJ;
        set_case(a, CASE_ACC);
        set_case(b, CASE_NOM);
    }
}

/* "Told state radio the city was under control", with the radio called another subject of what is told: the first of two subjects
 * that stand side by side, right behind the verb that the clause hangs on, hears it. */
static void mend_hearers(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token + 1; t < s->end_token; t++) {
        const uint32_t clause = tokens[t].head;
        if (!is_subject(&tokens[t]) || clause == TOKEN_NONE || clause <= t || clause >= s->end_token) continue;
        if (tokens[clause].deprel != DEP_CCOMP || tokens[clause].head >= t || tokens[clause].head < s->first_token) continue;
        const uint32_t verb = tokens[clause].head;
        bool near = tokens[verb].upos == UPOS_VERB, second = false;
        for (uint32_t k = verb + 1; k < t && near; k++) near = tokens[k].head == t; /* "state radio", "the radio" */
        for (uint32_t k = t + 1; k < clause && near && !second; k++) {
            second = tokens[k].head == clause && is_subject(&tokens[k]) && is_nominal(&tokens[k]);
            near = second || tokens[k].upos == UPOS_DET || tokens[k].upos == UPOS_ADJ || is_nominal(&tokens[k]);
        }
        if (!near || !second || !is_nominal(&tokens[t])) continue;
        tokens[t].head = verb;
        tokens[t].deprel = DEP_IOBJ;
    }
}

/* "Reports that Knin had been taken": a clause has one subject, so that a relative pronoun beside another one is a conjunction.
 */
static void mend_double_subjects(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        token *k = &tokens[t];
        if (k->upos != UPOS_PRON || (k->deprel != DEP_NSUBJ && k->deprel != DEP_NSUBJ_PASS) || k->head == TOKEN_NONE) continue;
        token *verb = k->head - s->first_token < s->end_token - s->first_token ? &tokens[k->head] : k;
        const bool clause = verb->deprel == DEP_ACL_RELCL || verb->deprel == DEP_ACL;
        if (FEAT_GET(k->feats, PRONTYPE) != PRONTYPE_REL || k->head < t || !clause) continue;
        for (uint32_t j = t + 1; j < k->head; j++) {
            if (tokens[j].head != k->head || tokens[j].deprel != k->deprel) continue;
            k->upos = UPOS_SCONJ;
            k->deprel = DEP_MARK;
            k->feats = 0;
            k->feats_text = NULL;
            verb->deprel = DEP_ACL;
            break;
        }
    }
}

/* "… is in full control of Phnom Penh, Radio Hanoi said", with the first town as the subject and the source beside it: a name
 * behind a noun and a preposition belongs to the noun, and what stands in apposition, right before the verb, is the subject. */
static void mend_far_subjects(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token + 2; t < s->end_token; t++) {
        token *k = &tokens[t];
        const uint32_t verb = k->head;
        if (k->upos != UPOS_PROPN || k->deprel != DEP_NSUBJ || verb - s->first_token >= s->end_token - s->first_token) continue;
        const bool behind_noun = tokens[t - 1].head == t && tokens[t - 1].deprel == DEP_CASE && tokens[t - 1].upos == UPOS_ADP &&
                                 !(tokens[t - 1].flags & TOKEN_MWT_FIRST) && tokens[t - 2].upos == UPOS_NOUN;
        if (!behind_noun || verb < t + 3 || tokens[verb].upos != UPOS_VERB) continue;
        token *source = &tokens[verb - 1];
        if (source->head != t || source->deprel != DEP_APPOS || !is_nominal(source)) continue;
        source->head = verb;
        source->deprel = DEP_NSUBJ;
        k->head = t - 2;
        k->deprel = DEP_NMOD;
    }
}

static uint32_t subject_before(const token *tokens, const sentence *s, uint32_t verb) {
    for (uint32_t t = s->first_token; t < verb; t++)
        if (tokens[t].head == verb && is_subject(&tokens[t])) return t;
    return TOKEN_NONE;
}

/* The verb joined to `verb` that stands behind token t, next to it, without a subject of its own. */
static uint32_t joined_verb(const token *tokens, const sentence *s, uint32_t verb, uint32_t t) {
    for (uint32_t c = t + 1; c < s->end_token; c++) {
        const unsigned u = tokens[c].upos;
        if (u == UPOS_VERB && tokens[c].deprel == DEP_CONJ && tokens[c].head == verb)
            return subject_before(tokens, s, c) == TOKEN_NONE ? c : TOKEN_NONE;
        if (u != UPOS_AUX && u != UPOS_ADV && u != UPOS_PART) return TOKEN_NONE;
    }
    return TOKEN_NONE;
}

/* "Ten people died and dozens were injured, the mission said", with the dozens called the subject of "died", and the people that
 * of "said": a subject behind its verb and an "and", right before the second verb, is that one's; the nominal right before the
 * verb that is left without one is its own, where the verb that had it has another. */
static void mend_displaced_subjects(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token + 2; t < s->end_token; t++) {
        const uint32_t verb = tokens[t].head;
        if (!is_subject(&tokens[t]) || tokens[t - 1].upos != UPOS_CCONJ || verb < s->first_token || verb + 1 >= t) continue;
        if (tokens[verb].upos != UPOS_VERB) continue;
        const uint32_t second = joined_verb(tokens, s, verb, t);
        if (second == TOKEN_NONE) continue;
        tokens[t].head = second;
        tokens[t].deprel = has_child(tokens, s, second, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
        if (tokens[t - 1].head == t) tokens[t - 1].head = second;
        uint32_t own = verb;
        while (own > s->first_token && tokens[own - 1].upos == UPOS_AUX) own--;
        token *before = own > s->first_token ? &tokens[own - 1] : &tokens[verb];
        if (before == &tokens[verb] || !is_nominal(before) || !is_subject(before) || before->head == verb) continue;
        if (subject_before(tokens, s, verb) != TOKEN_NONE || before->head < verb || before->head >= s->end_token) continue;
        bool another = false;
        for (uint32_t k = verb + 1; k < before->head; k++) another |= tokens[k].head == before->head && is_subject(&tokens[k]);
        if (!another) continue;
        before->head = verb;
        before->deprel = has_child(tokens, s, verb, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
    }
}

static bool is_comma(const token *t) {
    return t->upos == UPOS_PUNCT && t->form[0] == ',';
}

static void make_finite(token *t) {
    t->feats = (t->feats & ~(((1ull << FEAT_VERBFORM_BITS) - 1) << FEAT_VERBFORM_SHIFT)) | FEAT_PUT(VERBFORM, VERBFORM_FIN);
    t->feats_text = NULL;
}

/* The past form behind an aside that hangs on the nominal root: "Chad's government, after days of denials, confirmed that …". */
static uint32_t predicate_behind_aside(const token *tokens, const sentence *s, uint32_t root) {
    for (uint32_t v = root + 3; v + 1 < s->end_token; v++) {
        const token *k = &tokens[v];
        if (k->upos != UPOS_VERB || k->head != root || k->deprel != DEP_ACL || !is_comma(&tokens[v - 1])) continue;
        const bool past = FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART && FEAT_GET(k->feats, TENSE) == TENSE_PAST;
        if (past && is_comma(&tokens[root + 1]) && root + 1 != v - 1) return v;
    }
    return TOKEN_NONE;
}

/* A sentence needs a verb: where its root is a noun, set off by commas from a past form that tells what somebody said or did,
 * that form is the predicate. */
static void mend_set_off_predicate(token *tokens, const sentence *s) {
    uint32_t root = s->first_token;
    while (root < s->end_token && tokens[root].head != TOKEN_NONE) root++;
    if (root + 5 > s->end_token || !is_nominal(&tokens[root]) || tokens[s->end_token - 1].form[0] != '.') return;
    const uint32_t verb = predicate_behind_aside(tokens, s, root);
    if (verb == TOKEN_NONE || has_child(tokens, s, root, DEP_COP) || has_child(tokens, s, verb, DEP_OBL_AGENT)) return;
    tokens[verb].head = TOKEN_NONE;
    tokens[verb].deprel = DEP_ROOT;
    make_finite(&tokens[verb]);
    tokens[root].head = verb;
    tokens[root].deprel = DEP_NSUBJ;
}

/* "… confirmed that rebels led by X captured the town", with the rebels a subject of what is said and the verb behind a modifier
 * of theirs: behind a conjunction the last finite one is the verb of the clause. */
static void mend_clause_of_saying(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token + 1; t + 2 < s->end_token; t++) {
        token *that = &tokens[t];
        const uint32_t noun = that->head;
        if (that->upos != UPOS_SCONJ || that->deprel == DEP_MARK || noun <= t || noun >= s->end_token) continue;
        token *subject = &tokens[noun];
        const uint32_t verb = subject->head;
        const bool misled = subject->deprel == DEP_NSUBJ || subject->deprel == DEP_NSUBJ_PASS || subject->deprel == DEP_OBJ;
        if (!is_nominal(subject) || !misled || verb >= t || verb < s->first_token || tokens[verb].upos != UPOS_VERB) continue;
        uint32_t last = TOKEN_NONE;
        for (uint32_t v = noun + 1; v < s->end_token; v++)
            if (tokens[v].head == noun && tokens[v].deprel == DEP_ACL && tokens[v].upos == UPOS_VERB &&
                FEAT_GET(tokens[v].feats, VERBFORM) == VERBFORM_FIN)
                last = v;
        if (last == TOKEN_NONE) continue;
        tokens[last].head = verb;
        tokens[last].deprel = DEP_CCOMP;
        subject->head = last;
        subject->deprel = DEP_NSUBJ;
        that->head = last;
        that->deprel = DEP_MARK;
    }
}

static bool is_semicolon(const token *t) {
    return t->upos == UPOS_PUNCT && t->form[0] == ';';
}

/* "They took the town on Monday; they banned music", the town and the day hung on the ban: what a verb before the semicolon may
 * govern is that verb's. */
static void mend_across_semicolon(token *tokens, const sentence *s) {
    uint32_t verb = TOKEN_NONE, last = TOKEN_NONE; /* last: the last semicolon */
    for (uint32_t t = s->end_token; t-- > s->first_token && last == TOKEN_NONE;)
        if (is_semicolon(&tokens[t])) last = t;
    if (last == TOKEN_NONE) return;
    uint32_t next = s->first_token; /* the semicolon that ends the part */
    for (uint32_t t = s->first_token; t < last; t++) {
        token *k = &tokens[t];
        if (next <= t && next < last)
            for (next = t; !is_semicolon(&tokens[next]); next++) {
            }
        if (is_semicolon(k)) verb = TOKEN_NONE, next = t + 1;
        if (k->upos == UPOS_VERB) verb = t;
        const bool governed = k->deprel == DEP_OBL || k->deprel == DEP_OBJ || k->deprel == DEP_IOBJ;
        if (governed && verb != TOKEN_NONE && k->upos != UPOS_VERB && k->head != TOKEN_NONE && k->head > next && next > t)
            k->head = verb;
    }
}

/* The conjunction that hangs on `verb` between the tokens, behind which another subject of it stands; TOKEN_NONE. */
static uint32_t conjunction_between(const token *tokens, uint32_t first, uint32_t verb) {
    uint32_t that = TOKEN_NONE;
    for (uint32_t t = first; t < verb; t++) {
        if (tokens[t].head != verb) continue;
        if (that != TOKEN_NONE && is_subject(&tokens[t])) return that;
        const unsigned type = FEAT_GET(tokens[t].feats, PRONTYPE); /* "that", whatever it was taken for */
        const bool opens =
            tokens[t].upos == UPOS_SCONJ || type == PRONTYPE_REL || (tokens[t].upos == UPOS_PRON && type == PRONTYPE_DEM);
        if (that == TOKEN_NONE && opens && !is_subject(&tokens[t])) that = t;
    }
    return TOKEN_NONE;
}

/* "The army denied on Tuesday that Gao, its base, had fallen", with the army called a subject of what fell and "denied" a
 * modifier of the army: no subject of a clause stands before the conjunction that opens it, so that the verb between has the
 * first one. */
static void mend_subject_over_conjunction(token *tokens, const sentence *s) {
    for (uint32_t v = s->first_token + 1; v + 2 < s->end_token; v++) {
        token *verb = &tokens[v];
        const uint32_t noun = verb->head;
        if (verb->upos != UPOS_VERB || verb->deprel != DEP_ACL || FEAT_GET(verb->feats, TENSE) != TENSE_PAST) continue;
        if (noun < s->first_token || noun >= v || !is_subject(&tokens[noun])) continue;
        const uint32_t clause = tokens[noun].head;
        if (clause <= v || clause >= s->end_token || has_child(tokens, s, v, DEP_OBL_AGENT)) continue;
        const uint32_t that = conjunction_between(tokens, v + 1, clause);
        if (that == TOKEN_NONE) continue;
        verb->head = tokens[clause].head;
        verb->deprel = tokens[clause].deprel;
        make_finite(verb);
        tokens[noun].head = v;
        tokens[noun].deprel = DEP_NSUBJ;
        tokens[clause].head = v;
        tokens[clause].deprel = DEP_CCOMP;
        tokens[that].upos = UPOS_SCONJ;
        tokens[that].deprel = DEP_MARK;
        for (uint32_t t = s->first_token; t < s->end_token; t++) {
            const unsigned form = FEAT_GET(tokens[t].feats, VERBFORM);
            const bool aside = t > clause && tokens[t].deprel == DEP_ADVCL && (form == VERBFORM_GER || form == VERBFORM_PART) &&
                               is_comma(&tokens[t - 1]); /* "…, accusing the rebels of" */
            if (tokens[t].head == clause && (t < v || aside)) tokens[t].head = v;
        }
    }
}

/* "State television announced that the army had left", called a passive: a passive needs its auxiliary, and what is said behind
 * it tells that somebody says it. */
static void mend_bare_passives(token *tokens, const sentence *s) {
    for (uint32_t v = s->first_token + 1; v < s->end_token; v++) {
        if (tokens[v].upos != UPOS_VERB || tokens[v].deprel != DEP_ROOT || FEAT_GET(tokens[v].feats, TENSE) != TENSE_PAST)
            continue;
        const uint32_t subject = only_child(tokens, s, v, DEP_NSUBJ_PASS), said = only_child(tokens, s, v, DEP_CCOMP);
        if (subject == TOKEN_NONE || subject > v || said == TOKEN_NONE || said < v) continue;
        if (FEAT_GET(tokens[v].feats, VERBFORM) != VERBFORM_PART || FEAT_GET(tokens[subject].feats, CASE)) continue;
        if (has_child(tokens, s, v, DEP_AUX_PASS) || has_child(tokens, s, v, DEP_AUX) || !has_child(tokens, s, said, DEP_MARK))
            continue;
        tokens[subject].deprel = DEP_NSUBJ;
        make_finite(&tokens[v]);
        tokens[v].feats &= ~(((1ull << FEAT_VOICE_BITS) - 1) << FEAT_VOICE_SHIFT);
    }
}

/* "Four were killed in Gao on Thursday and five were wounded", with the five joined to the day: a number between "and" and an
 * auxiliary is the subject of the verb behind that has none, and that verb goes on with the last passive before it. */
static void mend_counted_subjects(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token + 3; t + 2 < s->end_token; t++) {
        if (tokens[t].upos != UPOS_NUM || tokens[t - 1].upos != UPOS_CCONJ || tokens[t + 1].deprel != DEP_AUX_PASS) continue;
        const uint32_t verb = tokens[t + 1].head;
        if (verb <= t || verb >= s->end_token || (tokens[t].head != verb && tokens[t].head >= t)) continue;
        const uint32_t own = subject_before(tokens, s, verb);
        if ((own != TOKEN_NONE && own != t) || tokens[verb].deprel != DEP_CONJ) continue;
        uint32_t before = TOKEN_NONE;
        for (uint32_t k = s->first_token; k < t; k++)
            if (tokens[k].deprel == DEP_AUX_PASS && tokens[k].head > k && tokens[k].head < t) before = tokens[k].head;
        if (before == TOKEN_NONE) continue;
        tokens[t].head = tokens[t - 1].head = verb;
        tokens[t].deprel = DEP_NSUBJ_PASS;
        tokens[verb].head = before;
    }
}

/* "Nothing of the sort, said the colonel": of two subjects, the one that opens the sentence and that a comma parts from the verb
 * is what is said. */
static void mend_parted_subjects(token *tokens, const sentence *s) {
    const uint32_t first = s->first_token, verb = tokens[first].head;
    if (!is_subject(&tokens[first]) || verb < first + 2 || verb >= s->end_token || !is_comma(&tokens[verb - 1])) return;
    for (uint32_t t = first + 1; t + 1 < verb; t++)
        if (is_comma(&tokens[t]) || tokens[t].upos == UPOS_VERB || tokens[t].upos == UPOS_AUX) return;
    for (uint32_t t = verb + 1; t < s->end_token && t < verb + 5; t++)
        if (tokens[t].head == verb && is_subject(&tokens[t])) tokens[first].deprel = DEP_DISLOCATED;
}

void tree_mend(token *tokens, const sentence *s) {
    mend_across_semicolon(tokens, s);
    mend_parted_subjects(tokens, s);
    mend_bare_passives(tokens, s);
    mend_counted_subjects(tokens, s);
    mend_subject_over_conjunction(tokens, s);
    mend_set_off_predicate(tokens, s);
    mend_clause_of_saying(tokens, s);
    mend_far_subjects(tokens, s);
    mend_displaced_subjects(tokens, s);
    mend_swapped_arguments(tokens, s);
    mend_double_subjects(tokens, s);
    mend_hearers(tokens, s);
    mend_reduced_relatives(tokens, s);
    mend_perfects(tokens, s);
    mend_finite_modifiers(tokens, s);
    mend_nominal_root(tokens, s);
}
