/* Verbs that put something forward: what the verb, its complements and the order of words say about the content. */
#include "claim/finder.h"

#include <string.h>

#include "claim/colour.h"

#define OBJECT_SKIP_MAX 16u /* words between a verb and its "that": "told reporters in Paris that" */

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}
static uint32_t sentence_end(const finder *f) {
    return f->view.first + f->view.n;
}
static bool is_punct(const finder *f, uint32_t t) {
    return tok(f, t)->upos == UPOS_PUNCT;
}
static void set_clear(const finder *f, token_set *s) {
    memset(s->in, 0, f->view.n);
}
static void set_range(const finder *f, token_set *s, uint32_t first, uint32_t end, bool value) {
    for (uint32_t t = first; t < end; t++) s->in[t - f->view.first] = value;
}

/* --- the content behind the verb --- */

/* A mark that opens or closes a quotation. */
static bool is_quotation_mark(const finder *f, uint32_t t) {
    for (uint32_t i = f->quote_first; i < f->quote_end; i++)
        if (f->x->quotes[i].first_token == t + 1 || f->x->quotes[i].end_token == t) return true;
    return false;
}

/* A mark that ends a phrase; those of a quotation and inside one do not. */
static bool is_stop(const finder *f, uint32_t t) {
    return is_punct(f, t) && !(tok(f, t)->flags & TOKEN_QUOTED) && !is_quotation_mark(f, t);
}

/* ", but could not bear it", ", and they left": a second half of what is said, which lacks a subject of its own. */
static bool coordinates(const finder *f, uint32_t t) {
    if (t + 3 >= sentence_end(f) || !is_punct(f, t) || f->x->bytes[tok(f, t)->start] != ',' || tok(f, t + 1)->upos != UPOS_CCONJ)
        return false;
    const token *k = tok(f, t + 2);
    return k->upos == UPOS_AUX || (k->upos == UPOS_PRON && k->deprel == DEP_NSUBJ && FEAT_GET(k->feats, PERSON) == 3);
}

/* What is said goes on to the next mark, whatever the parser hangs its last words on. */
static void fill_to_mark(const finder *f, const finding *one, token_set *set) {
    uint32_t end = sentence_end(f);
    while (end > one->cue_end && !set->in[end - 1 - f->view.first]) end--;
    for (uint32_t t = end; t < sentence_end(f); t++) {
        if (coordinates(f, t))
            t++;
        else if (is_stop(f, t) || tok(f, t)->upos == UPOS_CCONJ)
            break;
        if (tok(f, t)->head == one->cue && tok(f, t)->deprel == DEP_CONJ) break;
        set->in[t - f->view.first] = 1;
    }
}

/* "dit n'avoir rien pris": small words between the cue and what is said belong to it. */
static void fill_from_cue(const finder *f, const finding *one, token_set *set) {
    uint32_t t = one->cue_end;
    while (t < sentence_end(f) && t < one->cue_end + 3 && !set->in[t - f->view.first]) {
        unsigned u = tok(f, t)->upos;
        if (u != UPOS_ADV && u != UPOS_PART && u != UPOS_PRON && u != UPOS_ADP && u != UPOS_SCONJ && u != UPOS_AUX) return;
        t++;
    }
    if (t < sentence_end(f) && set->in[t - f->view.first]) set_range(f, set, one->cue_end, t, true);
}

/* "say the mayor's claims about it are unfounded": a verb that needs no hearer has nothing but its content behind it. */
static void fill_gap(const finder *f, const finding *one, token_set *set) {
    const bool inverted = one->who.head != TOKEN_NONE && one->who.end > one->cue_end;
    const uint32_t first = inverted ? one->who.end : one->cue_end;
    uint32_t t = first;
    if (t < sentence_end(f) && tok(f, t)->upos == UPOS_ADP) return;
    while (t < sentence_end(f) && !set->in[t - f->view.first] && !is_stop(f, t)) t++;
    if (t < sentence_end(f) && set->in[t - f->view.first]) set_range(f, set, first, t, true);
}

/* "said on Friday it had left": the time behind the cue is the cue's. */
static void drop_time(const finder *f, const finding *one, token_set *set) {
    uint32_t t = one->cue_end;
    if (t + 1 < sentence_end(f) && tok(f, t)->upos == UPOS_ADP && finder_in_time(f, t + 1)) t++;
    while (t < sentence_end(f) && finder_in_time(f, t)) t++;
    if (t > one->cue_end + 1 || (t > one->cue_end && tok(f, one->cue_end)->upos != UPOS_ADP))
        set_range(f, set, one->cue_end, t, false);
}

static bool opens_clause(const finder *f, uint32_t t) {
    uint32_t end;
    return cue_match(f->cues, f->x, t, CUE_THAT, 0, &end) != NULL;
}

/* "told reporters in Paris that": what stands between the verb and its "that" is none of the content. */
static void drop_addressee(const finder *f, const finding *one, token_set *set) {
    for (uint32_t t = one->cue_end; t < sentence_end(f) && t < one->cue_end + OBJECT_SKIP_MAX; t++) {
        if (is_punct(f, t) || tok(f, t)->upos == UPOS_VERB) return;
        if (t == one->cue_end || !opens_clause(f, t)) continue;
        set_range(f, set, one->cue_end, t, false);
        return;
    }
}

/* "Asked about the road, …": a past participle that opens the sentence, without a subject or an auxiliary. */
static bool is_opening_participle(const finder *f, uint32_t verb) {
    uint32_t first = f->view.first;
    if (tok(f, first)->upos == UPOS_SCONJ || tok(f, first)->deprel == DEP_MARK || tok(f, first)->deprel == DEP_ADVMOD) first++;
    if (verb != first || FEAT_GET(tok(f, verb)->feats, TENSE) != TENSE_PAST || tok(f, verb)->deprel == DEP_ROOT) return false;
    const bool alone =
        clause_child(&f->view, verb, DEP_AUX) == TOKEN_NONE && clause_child(&f->view, verb, DEP_AUX_PASS) == TOKEN_NONE;
    return alone && clause_subject(&f->view, verb) == TOKEN_NONE;
}

/* "said the road was closed and that the bridge held": a second clause of its own hangs on the cue. */
static void add_second_clause(const finder *f, const finding *one, uint32_t clause, token_set *set) {
    CLAUSE_EACH_CHILD(&f->view, one->cue, k) {
        const bool second =
            tok(f, k)->deprel == DEP_CONJ || (tok(f, k)->deprel == DEP_CCOMP && clause_child(&f->view, k, DEP_CC) != TOKEN_NONE);
        const uint32_t mark = second && k > clause ? clause_child(&f->view, k, DEP_MARK) : TOKEN_NONE;
        if (mark != TOKEN_NONE && opens_clause(f, mark)) clause_mark(&f->view, k, set, true);
    }
}

/* "was rejected when the party insisted that …": a clause right behind another cue is that one's, whatever the tree says. */
static bool belongs_to_another(const finder *f, const finding *one, const token_set *set) {
    uint32_t behind, t = one->cue_end;
    while (t < sentence_end(f) && !set->in[t - f->view.first]) t++;
    if (t <= one->cue_end || t == sentence_end(f) || !opens_clause(f, t) || tok(f, t - 1)->upos != UPOS_VERB) return false;
    const cue_entry *other = cue_match(f->cues, f->x, t - 1, CUE_VERB, 0, &behind);
    return other && (other->says & SAYS_THAT);
}

/* "urged the miners to stay": they are a part of what is wanted. */
static void add_addressee(const finder *f, const finding *one, uint32_t infinitive, token_set *set) {
    CLAUSE_EACH_CHILD(&f->view, one->cue, k)
    if (tok(f, k)->deprel == DEP_OBJ && k >= one->cue_end && k < infinitive && !finder_in_time(f, k))
        clause_mark(&f->view, k, set, true);
}

/* "В МВД обстрел больницы опровергают": what is denied may stand before the cue where cases leave the order of words free. */
static bool is_denied_before(const finder *f, const finding *one, uint32_t object) {
    return one->entry->negates && (f->cues->kinds & (1u << CUE_ABOUT)) && object < one->cue && object != one->who.head &&
           tok(f, object)->upos == UPOS_NOUN && !finder_in_time(f, object);
}

/* "Tells us that Ali Hassan, the smuggler, entered", with Hassan called an object: a clause has begun before it. */
static bool clause_opens_before(const finder *f, const finding *one, uint32_t object) {
    for (uint32_t t = one->cue_end; t < object && t < one->cue_end + OBJECT_SKIP_MAX; t++) {
        if (is_punct(f, t) || tok(f, t)->upos == UPOS_VERB) return false;
        if (tok(f, t)->upos == UPOS_SCONJ && opens_clause(f, t)) return true;
    }
    return false;
}

/* An object behind the cue that is a thing spoken of, and not who speaks (", a annoncé mardi le ministre"). */
static bool has_object(const finder *f, const finding *one) {
    const uint32_t object = clause_child(&f->view, one->cue, DEP_OBJ);
    if (object == TOKEN_NONE && speaker_told_subject(f, one) != TOKEN_NONE) return true;
    if (object != TOKEN_NONE && is_denied_before(f, one, object)) return true;
    if (object != TOKEN_NONE && aside_parts(f, one, object)) return false;
    return object != TOKEN_NONE && object != one->who.head && object >= one->cue_end && tok(f, object)->upos != UPOS_PRON &&
           !finder_in_time(f, object) && !clause_opens_before(f, one, object);
}

static uint32_t what_is_denied(const finder *f, const finding *one) {
    const uint32_t object = clause_child(&f->view, one->cue, DEP_OBJ);
    return object != TOKEN_NONE ? object : speaker_told_subject(f, one);
}

/* "Armed forces chief X denied that …", "Moscow-installed official X said …", the title taken for a clause: one that stands
 * before the cue has a finite verb. */
static bool is_clause_before(const finder *f, uint32_t k) {
    if (clause_child(&f->view, k, DEP_COP) != TOKEN_NONE) return true;
    const bool bare = FEAT_GET(tok(f, k)->feats, VERBFORM) == VERBFORM_PART && clause_child(&f->view, k, DEP_AUX) == TOKEN_NONE &&
                      clause_child(&f->view, k, DEP_AUX_PASS) == TOKEN_NONE;
    return clause_is_verb(&f->view, k) && (!bare || clause_subject(&f->view, k) != TOKEN_NONE);
}

/* "bestritten, am Freitag ein Krankenhaus beschossen zu haben", the infinitive's participle called an adverbial clause. */
static bool is_perfect_infinitive(const finder *f, const finding *one, uint32_t k) {
    const uint32_t have = clause_child(&f->view, k, DEP_XCOMP);
    return tok(f, k)->deprel == DEP_ADVCL && k > one->cue && have != TOKEN_NONE && have > k &&
           FEAT_GET(tok(f, k)->feats, VERBFORM) == VERBFORM_PART && clause_child(&f->view, have, DEP_MARK) != TOKEN_NONE;
}

/* "Der General räumte ein, die Serben hätten den Ort genommen", called joined to the verb: behind a comma and without "and", a
 * clause of its own in the mood of what others say. */
static bool is_reported_behind(const finder *f, const finding *one, uint32_t k) {
    const unsigned d = tok(f, k)->deprel;
    if ((d != DEP_CONJ && d != DEP_ADVCL) || k < one->cue || !clause_is_verb(&f->view, k)) return false;
    if (clause_child(&f->view, k, DEP_CC) != TOKEN_NONE || clause_child(&f->view, k, DEP_MARK) != TOKEN_NONE) return false;
    uint32_t finite = clause_child(&f->view, k, DEP_AUX);
    if (finite == TOKEN_NONE) finite = clause_child(&f->view, k, DEP_AUX_PASS);
    if (finite == TOKEN_NONE) finite = clause_child(&f->view, k, DEP_COP);
    if (FEAT_GET(tok(f, finite == TOKEN_NONE ? k : finite)->feats, MOOD) == MOOD_SUB) return true;
    /* "seine Männer hielten den Ort": of many, the mood has the form of the past */
    return (f->cues->kinds & (1u << CUE_REPORTED)) && finite == TOKEN_NONE && !has_object(f, one) &&
           FEAT_GET(tok(f, k)->feats, NUMBER) == NUMBER_PLUR && FEAT_GET(tok(f, k)->feats, TENSE) == TENSE_PAST;
}

/* "Бахия, которого мы нашли, рассказал, что", the relative clause called what he told: a clause with its "that" stands behind. */
static bool has_marked_clause_behind(const finder *f, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const uint32_t mark = k > verb && tok(f, k)->deprel == DEP_CCOMP ? clause_child(&f->view, k, DEP_MARK) : TOKEN_NONE;
        if (mark != TOKEN_NONE && opens_clause(f, mark)) return true;
    }
    return false;
}

/* A clause that depends on the verb, or on a word of the cue ("ließ mitteilen, …"): "said that …", "claims to hold …". */
static bool complement_of(finder *f, const finding *one, uint32_t head, range_list *out) {
    unsigned says = one->entry->says;
    CLAUSE_EACH_CHILD(&f->view, head, k) {
        unsigned d = tok(f, k)->deprel;
        /* "a fait savoir que …", the clause called a subject, though the verb has one */
        const bool subject = d == DEP_CSUBJ && k > one->cue && one->who.head != TOKEN_NONE && one->who.head < one->cue;
        bool clause = (d == DEP_CCOMP || subject) && (says & (SAYS_THAT | SAYS_QUOTE | SAYS_INF));
        bool infinitive = (d == DEP_XCOMP || is_perfect_infinitive(f, one, k)) && (says & (SAYS_INF | SAYS_WISH)) &&
                          clause_is_verb(&f->view, k);
        const bool reported = is_reported_behind(f, one, k);
        bool apart = (d == DEP_PARATAXIS || d == DEP_DEP || reported) && k > one->cue && (says & SAYS_THAT) &&
                     (reported || clause_subject(&f->view, k) != TOKEN_NONE) && !(one->entry->negates && has_object(f, one));
        if ((!clause && !infinitive && !apart) || is_opening_participle(f, k)) continue;
        if (k < one->cue && (!is_clause_before(f, k) || has_marked_clause_behind(f, one->cue))) continue;
        token_set set;
        set_clear(f, &set);
        clause_mark(&f->view, k, &set, true);
        if (!infinitive && belongs_to_another(f, one, &set)) continue;
        set_range(f, &set, one->cue_first, one->cue_end, false);
        drop_addressee(f, one, &set);
        if (one->who.head != TOKEN_NONE && !(k >= one->who.first && k < one->who.end))
            set_range(f, &set, one->who.first, one->who.end, false);
        if (k > one->cue) fill_from_cue(f, one, &set);
        if (clause && k > one->cue && (says & SAYS_OBJ)) fill_gap(f, one, &set);
        if (k > one->cue) drop_time(f, one, &set);
        if (clause && k > one->cue) fill_to_mark(f, one, &set);
        if (infinitive) add_addressee(f, one, k, &set);
        if (clause) add_second_clause(f, one, k, &set);
        scope_prune(f, one, false, &set);
        range_add_set(out, &f->view, &set);
        return out->n > 0;
    }
    return false;
}

static bool complement_content(finder *f, const finding *one, range_list *out) {
    if (complement_of(f, one, one->cue, out)) return true;
    const uint32_t inner = one->entry->behind_count == 1 ? clause_child(&f->view, one->cue, DEP_XCOMP) : TOKEN_NONE;
    return inner != TOKEN_NONE && inner > one->cue && tok(f, inner)->lemma_hash == one->entry->behind[0] &&
           complement_of(f, one, inner, out);
}

/* "X said: …" to the end of the sentence; "X told Y that …" where the parser saw no clause. Behind "rejected this: …" stands what
 * X says instead. */
static bool following_content(finder *f, finding *one, range_list *out) {
    const uint32_t end = scope_end(f, one);
    if (!(one->entry->says & SAYS_THAT)) return false;
    for (uint32_t t = one->cue_end; t < end && t < one->cue_end + OBJECT_SKIP_MAX; t++) {
        const token *k = tok(f, t);
        bool colon = k->upos == UPOS_PUNCT && f->x->bytes[k->start] == ':';
        if (!colon && k->upos == UPOS_PUNCT && f->x->bytes[k->start] != ',') return false;
        uint32_t behind;
        const cue_entry *other = k->upos == UPOS_VERB ? cue_match(f->cues, f->x, t, CUE_VERB, 0, &behind) : NULL;
        if (other && (other->says & SAYS_THAT)) return false; /* that one's "that" */
        if (!colon && !opens_clause(f, t)) continue;
        one->instead = colon && one->entry->negates && has_object(f, one);
        range_add_trimmed(out, f->x, colon ? t + 1 : t, scope_before_participle(f, one, t + 1, end));
        return out->n > 0;
    }
    return false;
}

/* "Doyle said each year of it pays": with its source right before it and nothing else to be its content, all that follows is. */
static bool remaining_content(const finder *f, const finding *one, range_list *out) {
    if (!(one->entry->says & SAYS_THAT) || one->who.end > one->cue_first || one->cue_first - one->who.end > 2) return false;
    if (one->cue_end >= sentence_end(f) || clause_child(&f->view, one->cue, DEP_AUX_PASS) != TOKEN_NONE) return false;
    unsigned next = tok(f, one->cue_end)->upos;
    if (next == UPOS_PUNCT || next == UPOS_ADP || next == UPOS_SCONJ || next == UPOS_CCONJ) return false;
    if (next == UPOS_ADV || !clause_holds_verb(&f->view, one->cue_end, sentence_end(f))) return false;
    uint32_t first = one->cue_end;
    while (first < sentence_end(f) && finder_in_time(f, first)) first++;
    range_add_trimmed(out, f->x, first, sentence_end(f));
    return out->n > 0;
}

/* --- the content before the verb --- */

/* Where the cue's own clause begins and ends in the order of words: its source, its auxiliaries, the verb, its time. */
static void cue_clause(const finder *f, const finding *one, uint32_t *first, uint32_t *end) {
    *first = one->cue_first;
    *end = one->cue_end;
    if (one->who.head != TOKEN_NONE) {
        if (one->who.end <= one->cue_first && one->cue_first - one->who.end <= 3) *first = one->who.first;
        if (one->who.first >= one->cue_end && one->who.end > *end) *end = one->who.end;
    }
    while (*end < sentence_end(f) && !is_punct(f, *end)) ++*end;
}

/* A clause of its own: no relative, no "when he said". */
static bool stands_alone(const finder *f, uint32_t verb) {
    unsigned d = tok(f, verb)->deprel;
    if (d == DEP_ACL_RELCL || d == DEP_ACL || d == DEP_XCOMP) return false;
    return clause_child(&f->view, verb, DEP_MARK) == TOKEN_NONE;
}

/* "The town has fallen, officials said on Friday(, and …)": what stands before the comma, and what goes on behind the cue. */
static bool preceding_content(finder *f, const finding *one, range_list *out) {
    uint32_t first, end, verb = one->cue;
    bool finite = FEAT_GET(tok(f, verb)->feats, VERBFORM) == VERBFORM_FIN || FEAT_GET(tok(f, verb)->feats, MOOD) ||
                  clause_child(&f->view, verb, DEP_AUX) != TOKEN_NONE || one->who.first >= one->cue_end;
    cue_clause(f, one, &first, &end);
    if (tok(f, f->view.first)->upos == UPOS_SCONJ && clause_holds_verb(&f->view, one->cue_end, sentence_end(f)))
        return false; /* "If it falls, they say we …" */
    if (!finite || first <= f->view.first + 1 || !is_punct(f, first - 1) || !stands_alone(f, verb)) return false;
    if (f->x->bytes[tok(f, first - 1)->start] == ':' || f->x->bytes[tok(f, first - 1)->start] == ';') return false;
    bool comma_behind = end + 1 < sentence_end(f) && f->x->bytes[tok(f, end)->start] == ',';
    bool resumes =
        comma_behind && clause_holds_verb(&f->view, end + 1, sentence_end(f)); /* "Bob, they said, ordered them to wait" */
    if (!clause_holds_verb(&f->view, f->view.first, first) && !resumes) return false;
    token_set set;
    set_clear(f, &set);
    uint32_t head = tok(f, verb)->head;
    /* An adverbial clause that nothing introduces is an aside too: "…, écrit vendredi la revue". */
    const unsigned rel = tok(f, verb)->deprel;
    const bool bare_clause =
        rel == DEP_ADVCL && clause_child(&f->view, verb, DEP_MARK) == TOKEN_NONE && one->who.first >= one->cue_end;
    bool aside = (rel == DEP_PARATAXIS || rel == DEP_DEP || bare_clause) && head - f->view.first < f->view.n;
    uint32_t left = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        unsigned d = tok(f, k)->deprel;
        if (k < first && is_opening_participle(f, k)) return false;
        if (k < first && (d == DEP_CCOMP || d == DEP_PARATAXIS || d == DEP_DEP || d == DEP_ADVCL) && left == TOKEN_NONE) left = k;
    }
    if (aside) {
        clause_mark(&f->view, head, &set, true);
        clause_mark(&f->view, verb, &set, false);
    } else if (left != TOKEN_NONE) {
        clause_mark(&f->view, left, &set, true);
    } else {
        set_range(f, &set, f->view.first, first, true);
    }
    if (resumes && !aside && left == TOKEN_NONE) set_range(f, &set, end, sentence_end(f), true);
    set_range(f, &set, first, end, false);
    scope_prune(f, one, false, &set);
    range_add_set(out, &f->view, &set);
    return out->n > 0;
}

/* --- objects and predicates --- */

/* "praised him for it": a phrase that says more of the object, and not where or when it was said. A language that lists no such
 * words takes every phrase. */
static bool links(const finder *f, uint32_t phrase) {
    uint32_t end;
    const bool clause = tok(f, phrase)->deprel == DEP_ADVCL;
    if ((tok(f, phrase)->deprel != DEP_OBL && !clause) || !(f->cues->kinds & (1u << CUE_LINK))) return true;
    const uint32_t c = clause_child(&f->view, phrase, clause ? DEP_MARK : DEP_CASE);
    if (c == TOKEN_NONE) return !clause;
    return cue_match(f->cues, f->x, c, CUE_LINK, 0, &end) != NULL;
}

/* "the death of two soldiers" is one phrase, whatever the parser hangs the second half on. */
static void add_tail(const finder *f, const finding *one, uint32_t object, token_set *set) {
    uint32_t t = object + 1;
    while (t < sentence_end(f) && set->in[t - f->view.first]) t++;
    if (t >= sentence_end(f) || tok(f, t)->deprel != DEP_CASE) return;
    CLAUSE_EACH_CHILD(&f->view, one->cue, k)
    if (k > t && tok(f, t)->head == k && tok(f, k)->deprel == DEP_OBL && !finder_in_time(f, k) && links(f, k))
        clause_mark(&f->view, k, set, true);
}

/* Where "an end to the fighting" ends if its second half hangs on the cue. */
static uint32_t phrase_tail(const finder *f, const finding *one, uint32_t end) {
    if (end >= sentence_end(f) || tok(f, end)->deprel != DEP_CASE) return end;
    const uint32_t k = tok(f, end)->head;
    const bool beside = k - f->view.first < f->view.n && k > end && tok(f, k)->head == one->cue && tok(f, k)->deprel == DEP_OBL;
    return beside && !finder_in_time(f, k) ? speaker_phrase(f, k, TOKEN_NONE).end : end;
}

/* "it a massacre", "the army of shelling the market": all up to the next mark; a quotation's own are none. */
static void add_rest(const finder *f, uint32_t t, token_set *set) {
    for (; t < sentence_end(f) && !is_stop(f, t); t++) set->in[t - f->view.first] = 1;
}

/* "showed the mayor leading", "says the mayor is a fool": what the parser took for an object begins a clause. */
static void mend_clause(const finder *f, uint32_t object, token_set *set) {
    uint32_t t = object + 1;
    while (t < sentence_end(f) && set->in[t - f->view.first]) t++;
    for (uint32_t k = t; k < sentence_end(f) && !is_stop(f, k); k++) {
        const unsigned u = tok(f, k)->upos;
        if (u == UPOS_SCONJ || u == UPOS_CCONJ || u == UPOS_PRON || u == UPOS_PART) return;
        const unsigned form = clause_is_verb(&f->view, k) ? FEAT_GET(tok(f, k)->feats, VERBFORM) : 0;
        if (form != VERBFORM_FIN && !(form && k == t)) continue;
        add_rest(f, t, set);
        return;
    }
}

/* "called for the mayor to resign": where the infinitive that goes with a phrase ends. */
static uint32_t infinitive_tail(const finder *f, uint32_t cue, uint32_t end) {
    if (end >= sentence_end(f) || tok(f, end)->deprel != DEP_MARK) return end;
    const uint32_t k = tok(f, end)->head;
    const bool own = k - f->view.first < f->view.n && k > end && (tok(f, k)->head == cue || tok(f, k)->head < end);
    return own && FEAT_GET(tok(f, k)->feats, VERBFORM) == VERBFORM_INF ? speaker_phrase(f, k, TOKEN_NONE).end : end;
}

/* "called the mayor unfit": a clause without a mark, with a subject of its own behind the cue. */
static uint32_t small_clause(const finder *f, const finding *one) {
    CLAUSE_EACH_CHILD(&f->view, one->cue, k) {
        const unsigned d = tok(f, k)->deprel;
        if ((d != DEP_CCOMP && d != DEP_XCOMP) || k < one->cue_end || clause_child(&f->view, k, DEP_MARK) != TOKEN_NONE) continue;
        const uint32_t subject = clause_subject(&f->view, k);
        if (subject != TOKEN_NONE && subject >= one->cue_end && subject < k) return subject;
    }
    return TOKEN_NONE;
}

/* "Consultado por Efe, el coronel negó la toma", the participle called an object as well: the noun behind the verb is it. */
static uint32_t object_behind(const finder *f, const finding *one, uint32_t object) {
    CLAUSE_EACH_CHILD(&f->view, one->cue, k)
    if (tok(f, k)->deprel == DEP_OBJ && k >= one->cue_end && k != one->who.head && tok(f, k)->upos == UPOS_NOUN) return k;
    return object;
}

/* Of what follows the object, up to a comma, what belongs to the content: "it a massacre", "the army of firing". */
static bool object_content(finder *f, const finding *one, range_list *out) {
    unsigned says = one->entry->says;
    bool passive = clause_child(&f->view, one->cue, DEP_AUX_PASS) != TOKEN_NONE;
    uint32_t object = clause_child(&f->view, one->cue, passive ? DEP_NSUBJ_PASS : DEP_OBJ);
    if (!passive && object != TOKEN_NONE && object < one->cue) object = object_behind(f, one, object);
    if (speaker_swapped(f, one->cue) != TOKEN_NONE) object = clause_child(&f->view, one->cue, DEP_NSUBJ);
    if (says & SAYS_OBJ) { /* "admitted to the loss, promising to" */
        const uint32_t about = content_about(f, one->cue);
        if (about != TOKEN_NONE && (object == TOKEN_NONE || (object > about && object > one->cue))) object = about;
    }
    if ((says & SAYS_OBJ) && object == TOKEN_NONE) object = speaker_told_subject(f, one);
    if ((says & SAYS_AS) && object == TOKEN_NONE) object = small_clause(f, one);
    if (says & SAYS_FOR) {
        CLAUSE_EACH_CHILD(&f->view, one->cue, k)
        if (k >= one->cue_end &&
            (tok(f, k)->deprel == DEP_OBL || tok(f, k)->deprel == DEP_ADVCL || tok(f, k)->deprel == DEP_XCOMP)) {
            speaker what = speaker_phrase(f, k, TOKEN_NONE);
            what.end = infinitive_tail(f, one->cue, phrase_tail(f, one, what.end));
            range_add(out, what.first < one->cue_end ? one->cue_end : what.first, what.end);
            return true;
        }
    }
    if (!(says & (SAYS_OBJ | SAYS_AS | SAYS_OF | SAYS_TOPIC)) || object == TOKEN_NONE || object == one->who.head ||
        finder_in_time(f, object))
        return false;
    if (tok(f, object)->upos == UPOS_PRON && !(says & (SAYS_AS | SAYS_OF | SAYS_TOPIC))) return false;
    token_set set;
    set_clear(f, &set);
    clause_mark(&f->view, object, &set, true);
    if (says & (SAYS_AS | SAYS_OF | SAYS_TOPIC)) {
        CLAUSE_EACH_CHILD(&f->view, one->cue, k) {
            unsigned d = tok(f, k)->deprel;
            bool argument = d == DEP_OBL || d == DEP_XCOMP || d == DEP_CCOMP || d == DEP_ADVCL;
            if (k < one->cue || !argument || finder_in_time(f, k) || !links(f, k)) continue;
            clause_mark(&f->view, k, &set, true);
        }
    }
    if (says & (SAYS_OF | SAYS_AS))
        add_rest(f, passive ? one->cue_end : object + 1, &set);
    else
        add_tail(f, one, object, &set);
    if ((says & SAYS_THAT) && !passive && object >= one->cue_end) mend_clause(f, object, &set);
    if (passive && one->who.head != TOKEN_NONE) clause_mark(&f->view, one->who.head, &set, false);
    set_range(f, &set, one->cue_first, one->cue_end, false);
    scope_prune(f, one, true, &set);
    range_add_set(out, &f->view, &set);
    return out->n > 0;
}

/* "I think", inside the words of somebody else, is that one's. Outside of them it is the writer's. */
bool speech_is_own(const finder *f, const finding *one) {
    bool quoted = (tok(f, one->cue)->flags & TOKEN_QUOTED) != 0;
    if (one->who.head == TOKEN_NONE) return quoted;
    unsigned person = FEAT_GET(tok(f, one->who.head)->feats, PERSON);
    if (tok(f, one->who.head)->upos == UPOS_PRON && (person == 2 || (person == 1 && (quoted || f->transcript)))) return true;
    return quoted && !(one->entry->says & SAYS_QUOTE);
}

/* "The rebels, it said, had withdrawn": the phrase before the cue's clause begins what is said. */
static void add_interrupted(const finder *f, const finding *one, range_list *c) {
    uint32_t first, end;
    cue_clause(f, one, &first, &end);
    bool commas = first > f->view.first + 1 && end < sentence_end(f) && f->x->bytes[tok(f, first - 1)->start] == ',' &&
                  f->x->bytes[tok(f, end)->start] == ',';
    if (commas && !clause_holds_verb(&f->view, f->view.first, first) && c->n > 0 && c->first[0] > end)
        range_add_trimmed(c, f->x, f->view.first, first);
}

/* --- together --- */

static bool is_infinitive(const finder *f, uint32_t t) {
    return FEAT_GET(tok(f, t)->feats, VERBFORM) == VERBFORM_INF;
}

/* Nobody puts forward what is wanted, only spoken of, or not said. */
static bool gives_voice(const finder *f, const finding *one, bool from_object) {
    unsigned says = one->entry->says;
    if (says & SAYS_WISH) return false;
    if ((says & SAYS_TOPIC) && from_object && !(says & (SAYS_OF | SAYS_RELAY))) return false;
    return !colour_negated(f->cues, &f->view, one->cue);
}

/* Nobody says who asked; what was asked ends at the comma. */
static void opening_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    finding one = {.entry = e, .cue = verb, .cue_first = verb, .cue_end = cue_end, .who = speaker_none()};
    uint32_t comma = cue_end;
    while (comma < sentence_end(f) && f->x->bytes[tok(f, comma)->start] != ',') comma++;
    if (comma == sentence_end(f)) return;
    range_add_trimmed(&one.content, f->x, cue_end, comma);
    if (one.content.n > 0) finder_add(f, &one);
}

static void seeming_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    finding one = {.entry = e, .who = speaker_none()};
    cue_span(f, verb, cue_end, &one);
    while (one.cue_first < verb && tok(f, one.cue_first)->deprel == DEP_EXPL) one.cue_first++; /* it */
    if (speech_seeming(f, &one, &one.content)) finder_add(f, &one);
}

/* A participle before its noun says nothing ("the proposed law"), and an aim of a noun is nobody's words ("a chance to speak").
 */
static bool stands_in_a_phrase(const finder *f, uint32_t verb) {
    const unsigned rel = tok(f, verb)->deprel;
    if (rel == DEP_AMOD || rel == DEP_COMPOUND) return verb < tok(f, verb)->head;
    return rel == DEP_ACL && is_infinitive(f, verb);
}

/* No source, or one that swallowed what it says: "Cuenta el párroco que …". */
static bool is_unsaid(const finder *f, const speaker *who) {
    if (who->head == TOKEN_NONE) return true;
    for (uint32_t t = who->first; t < who->end; t++)
        if (opens_clause(f, t)) return true;
    return false;
}

void speech_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    if (stands_in_a_phrase(f, verb) || attitude_supports(f, verb)) return;
    if (is_opening_participle(f, verb)) {
        opening_find(f, verb, e, cue_end);
        return;
    }
    if (e->says & SAYS_SEEM) {
        seeming_find(f, verb, e, cue_end);
        return;
    }
    if (aside_find(f, verb, e, cue_end)) return;
    finding one = {.entry = e, .who = speaker_of_verb(f, verb)};
    one.cue = verb;
    if (speech_is_own(f, &one)) return;
    if (is_unsaid(f, &one.who) && source_opening_find(f, verb, e, cue_end)) return;
    cue_span(f, verb, cue_end, &one);
    range_list *c = &one.content;
    bool object = false, relative = false;
    const bool between = between_content(f, &one, c);
    bool clause = between || speech_passive(f, &one, c) || complement_content(f, &one, c);
    if (clause && !between) add_interrupted(f, &one, c);
    const uint32_t what = e->negates && has_object(f, &one) ? what_is_denied(f, &one) : TOKEN_NONE;
    const bool denied = what != TOKEN_NONE && !finder_quote(f, what); /* "a démenti la prise : « … »" */
    if ((e->says & SAYS_QUOTE) && !denied && quotation_content(f, &one, c)) one.direct = true;
    if (one.direct && c->n == 1 && one.who.head != TOKEN_NONE && one.who.first >= cue_end && (e->says & SAYS_THAT) &&
        c->first[0] > one.who.end && !e->negates) { /* "The road is open, said the general: «…»" */
        range_list before = {0};
        if (preceding_content(f, &one, &before))
            for (uint32_t i = 0; i < before.n; i++) range_add(c, before.first[i], before.end[i]);
    }
    const bool about_object = (e->says & (SAYS_OBJ | SAYS_TOPIC | SAYS_AS)) && has_object(f, &one);
    if (c->n == 0 && (e->says & (SAYS_THAT | SAYS_QUOTE)) && one.who.head != TOKEN_NONE && !about_object)
        clause = (relative = relative_content(f, &one, c)) || following_content(f, &one, c) || preceding_content(f, &one, c);
    if (c->n == 0 && (e->says & SAYS_THAT) && antecedent_is_dropped(f, verb)) clause = following_content(f, &one, c);
    if ((c->n == 0 || speaker_this(f, verb) != TOKEN_NONE) && one.who.head != TOKEN_NONE) {
        range_list previous = {0};
        if (content_previous(f, &one, &previous)) *c = previous, clause = true;
    }
    if (c->n == 0 && (e->says & SAYS_TALLY)) clause = tally_content(f, &one, c);
    if (c->n == 0) object = object_content(f, &one, c);
    if (c->n == 0 && one.who.head != TOKEN_NONE) clause = remaining_content(f, &one, c) || colon_content(f, &one, c);
    if (colon_after_word(f, &one, c)) clause = true;
    if (e->negates) colon_cut(f, &one);
    if (c->n == 0) return;
    scope_fill_quoted(f, &one, c);
    bool anyone = antecedent_is_dropped(f, verb) || one.who.head != TOKEN_NONE || one.direct ||
                  clause_child(&f->view, verb, DEP_AUX_PASS) != TOKEN_NONE;
    if (!anyone || (is_infinitive(f, verb) && one.who.head == TOKEN_NONE && !one.direct)) return;
    one.voice = gives_voice(f, &one, object && !clause && !one.direct);
    if (relative && e->negates) one.voice = false; /* the sentence puts it forward before it is denied */
    scope_follow(f, &one);
    finder_add(f, &one);
}
