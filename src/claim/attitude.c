/* Attitudes without a verb of saying: "the mayor's refusal to pay", "made a promise to the miners", "is sure that it holds".
 * Somebody must have them: a noun without a possessor or a supporting verb tells of nobody's words. */
#include "claim/finder.h"

#include <string.h>

#define SUPPORT_MAX 8u /* words from a supporting verb to its noun: "made an unusually bitter attack" */

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

static bool is_infinitive(const finder *f, uint32_t t) {
    if (FEAT_GET(tok(f, t)->feats, VERBFORM) == VERBFORM_INF) return true;
    CLAUSE_EACH_CHILD(&f->view, t, k)
    if (tok(f, k)->deprel == DEP_MARK && tok(f, k)->upos == UPOS_PART) return true;
    return false;
}

static bool is_link(const finder *f, uint32_t phrase) {
    uint32_t end;
    const uint32_t c = clause_child(&f->view, phrase, DEP_CASE);
    return c != TOKEN_NONE && c < phrase && cue_match(f->cues, f->x, c, CUE_LINK, 0, &end) != NULL;
}

/* All that hangs on a content's head, behind the cue. */
static void add_content(const finder *f, uint32_t head, finding *one) {
    token_set set;
    memset(set.in, 0, f->view.n);
    clause_mark(&f->view, head, &set, true);
    for (uint32_t t = f->view.first; t < one->cue_end; t++) set.in[t - f->view.first] = 0;
    range_add_set(&one->content, &f->view, &set);
}

/* The cue takes in the preposition that links its content: "support for". */
static void take_link(const finder *f, uint32_t content, finding *one) {
    const uint32_t c = clause_child(&f->view, content, DEP_CASE);
    if (c == one->cue_end) one->cue_end++;
}

/* --- nouns ------------------------------------------------------------------------------------------------------------------ */

/* Before the noun: "the mayor's", "their"; behind it: "by the mayor". */
static uint32_t possessor(const finder *f, uint32_t noun) {
    CLAUSE_EACH_CHILD(&f->view, noun, k) {
        uint32_t end;
        const token *c = tok(f, k);
        const uint32_t of = clause_child(&f->view, k, DEP_CASE);
        const bool pronoun = (c->deprel == DEP_DET || c->deprel == DEP_NMOD) && FEAT_GET(c->feats, POSS) != 0;
        const bool genitive = c->deprel == DEP_NMOD && k < noun && of != TOKEN_NONE && of > k;
        const bool agent =
            c->deprel == DEP_NMOD && k > noun && of != TOKEN_NONE && cue_match(f->cues, f->x, of, CUE_AGENT, 0, &end);
        if ((pronoun || genitive || agent) && !finder_in_time(f, k)) return k;
    }
    return TOKEN_NONE;
}

/* "voiced anger over it": a linked phrase right behind the noun, which the tree hangs on the verb. */
static uint32_t phrase_behind(const finder *f, uint32_t noun) {
    const uint32_t next = noun + 1;
    if (tok(f, noun)->deprel != DEP_OBJ || next >= f->view.first + f->view.n || tok(f, next)->deprel != DEP_CASE)
        return TOKEN_NONE;
    const uint32_t k = tok(f, next)->head;
    const bool beside = k - f->view.first < f->view.n && k > next && tok(f, k)->head == tok(f, noun)->head;
    return beside && tok(f, k)->deprel == DEP_OBL && is_link(f, k) && !finder_in_time(f, k) ? k : TOKEN_NONE;
}

/* What the noun is about: an infinitive, or a phrase behind a linking preposition. */
static uint32_t noun_content(const finder *f, uint32_t noun, uint32_t source) {
    uint32_t best = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, noun, k) {
        const unsigned d = tok(f, k)->deprel;
        if (k < noun || k == source || finder_in_time(f, k)) continue;
        if ((d == DEP_ACL || d == DEP_ACL_RELCL) && is_infinitive(f, k)) return k;
        if (best == TOKEN_NONE && d == DEP_NMOD && is_link(f, k)) best = k;
    }
    return best == TOKEN_NONE ? phrase_behind(f, noun) : best;
}

/* "made a promise": a verb of [support] whose object the noun is. */
static uint32_t supporting_verb(const finder *f, uint32_t noun) {
    uint32_t end;
    const uint32_t above = tok(f, noun)->head;
    if (tok(f, noun)->deprel != DEP_OBJ || above >= noun || above < f->view.first || noun - above > SUPPORT_MAX)
        return TOKEN_NONE;
    return cue_match(f->cues, f->x, above, CUE_SUPPORT, 0, &end) ? above : TOKEN_NONE;
}

bool attitude_support(finder *f, uint32_t noun, finding *one) {
    const uint32_t verb = supporting_verb(f, noun);
    if (verb == TOKEN_NONE) return false;
    one->who = speaker_of_verb(f, verb);
    one->cue = verb;
    one->cue_first = cue_start(f, verb, &one->who);
    return true;
}

/* "a statement saying": a cue that hangs on the noun as a participle. */
static bool governs_cue(const finder *f, uint32_t noun) {
    CLAUSE_EACH_CHILD(&f->view, noun, k) {
        uint32_t end;
        const unsigned form = FEAT_GET(tok(f, k)->feats, VERBFORM);
        if (tok(f, k)->deprel != DEP_ACL || k < noun || (form != VERBFORM_PART && form != VERBFORM_GER)) continue;
        if (FEAT_GET(tok(f, k)->feats, TENSE) != TENSE_PAST && cue_match(f->cues, f->x, k, CUE_VERB, 0, &end)) return true;
    }
    return false;
}

bool attitude_supports(const finder *f, uint32_t verb) {
    uint32_t end;
    const uint32_t noun = clause_child(&f->view, verb, DEP_OBJ);
    if (noun == TOKEN_NONE || tok(f, noun)->upos != UPOS_NOUN || supporting_verb(f, noun) != verb) return false;
    if (governs_cue(f, noun)) return true;
    const cue_entry *e = cue_match(f->cues, f->x, noun, CUE_NOUN, 0, &end);
    const bool topic = e && (e->says & (SAYS_TOPIC | SAYS_WISH)) && possessor(f, noun) == TOKEN_NONE;
    return topic && noun_content(f, noun, TOKEN_NONE) != TOKEN_NONE;
}

static void noun_find(finder *f, uint32_t noun, const cue_entry *e) {
    finding one = {.entry = e, .cue = noun, .cue_first = noun, .cue_end = noun + 1, .who = speaker_none()};
    const uint32_t source = possessor(f, noun), content = noun_content(f, noun, source);
    if (content == TOKEN_NONE) return;
    if (source != TOKEN_NONE)
        one.who = speaker_phrase(f, source, TOKEN_NONE);
    else
        attitude_support(f, noun, &one);
    if (one.who.head == TOKEN_NONE) return;
    take_link(f, content, &one);
    add_content(f, content, &one);
    if (one.content.n > 0) finder_add(f, &one);
}

/* --- adjectives --------------------------------------------------------------------------------------------------------------
 */

/* "convencidos de que el túnel es seguro": banks hang such a clause on the adjective as an adverbial one. */
static bool begins_with_that(const finder *f, uint32_t clause) {
    uint32_t end;
    CLAUSE_EACH_CHILD(&f->view, clause, k) {
        if (tok(f, k)->deprel == DEP_MARK && cue_match(f->cues, f->x, k, CUE_THAT, 0, &end)) return true;
    }
    return false;
}

static uint32_t adjective_content(const finder *f, uint32_t adjective) {
    uint32_t phrase = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, adjective, k) {
        const unsigned d = tok(f, k)->deprel;
        if (k < adjective || finder_in_time(f, k)) continue;
        if (d == DEP_CCOMP || d == DEP_XCOMP || d == DEP_CSUBJ ||
            (d == DEP_ADVCL && (is_infinitive(f, k) || begins_with_that(f, k))))
            return k;
        if (phrase == TOKEN_NONE && (d == DEP_OBL || d == DEP_NMOD) && is_link(f, k)) phrase = k;
    }
    return phrase;
}

/* "is sure that": with its copula; "it is clear that" is nobody's. */
static void adjective_find(finder *f, uint32_t adjective, const cue_entry *e) {
    uint32_t copula = clause_child(&f->view, adjective, DEP_COP);
    if (copula == TOKEN_NONE) copula = clause_child(&f->view, adjective, DEP_AUX_PASS);
    const uint32_t content = adjective_content(f, adjective), subject = clause_subject(&f->view, adjective);
    if (copula == TOKEN_NONE || copula > adjective || content == TOKEN_NONE) return;
    finding one = {.entry = e, .cue = adjective, .cue_end = adjective + 1, .who = speaker_none()};
    const bool nobody = subject == TOKEN_NONE || tok(f, subject)->deprel == DEP_CSUBJ ||
                        (tok(f, subject)->upos == UPOS_PRON && FEAT_GET(tok(f, subject)->feats, GENDER) == GENDER_NEUT);
    if (!nobody) one.who = speaker_of_verb(f, adjective);
    const unsigned person = nobody ? 0 : FEAT_GET(tok(f, subject)->feats, PERSON);
    if (!nobody && (one.who.head == TOKEN_NONE || person == 1 || person == 2)) return;
    one.cue_first = cue_start(f, adjective, &one.who);
    if (one.cue_first > copula || nobody) one.cue_first = copula;
    take_link(f, content, &one);
    add_content(f, content, &one);
    if (one.content.n > 0) finder_add(f, &one);
}

void attitude_find(finder *f, uint32_t t) {
    uint32_t end;
    const unsigned u = tok(f, t)->upos;
    if (tok(f, t)->flags & TOKEN_QUOTED) return;
    const cue_entry *noun = u == UPOS_NOUN ? cue_match(f->cues, f->x, t, CUE_NOUN, 0, &end) : NULL;
    if (noun && (noun->says & (SAYS_TOPIC | SAYS_WISH)) && (f->cues->kinds & (1u << CUE_LINK))) noun_find(f, t, noun);
    const bool said_of = u == UPOS_ADJ || u == UPOS_VERB || u == UPOS_NOUN;
    const cue_entry *adjective = said_of ? cue_match(f->cues, f->x, t, CUE_ADJECTIVE, 0, &end) : NULL;
    if (adjective) adjective_find(f, t, adjective);
}
