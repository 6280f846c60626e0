/* Cues that stand aside: "…, the agency reported.", "…, a annoncé l'état-major.", "As the mayor said, …". What they say is the
 * rest of their sentence. */
#include "claim/finder.h"

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}
static uint32_t sentence_end(const finder *f) {
    return f->view.first + f->view.n;
}
static bool is_punct(const finder *f, uint32_t t) {
    return tok(f, t)->upos == UPOS_PUNCT;
}

#define TRAILING_MAX 18u /* words of a cue's clause at the end of its sentence */

/* May the word stand behind a cue at the end of its sentence? `phrase`: a preposition stands before it ("said in a broadcast
 * monitored here"). */
static bool may_trail(const finder *f, uint32_t t, bool phrase) {
    const token *k = tok(f, t);
    switch (k->upos) {
    case UPOS_PUNCT:
    case UPOS_ADP:
    case UPOS_PROPN:
    case UPOS_NOUN:
    case UPOS_DET:
        return true;
    case UPOS_ADJ:
    case UPOS_ADV:
        return phrase;
    case UPOS_VERB:
        return phrase && FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART && clause_subject(&f->view, t) == TOKEN_NONE;
    default:
        return finder_in_time(f, t);
    }
}

/* "Asked by AFP, the colonel denied …": a participle that opens the sentence, without a finite verb before the comma, says
 * nothing that could be put forward. */
static bool opens_with_participle(const finder *f, uint32_t comma) {
    if (FEAT_GET(tok(f, f->view.first)->feats, VERBFORM) != VERBFORM_PART) return false;
    for (uint32_t t = f->view.first; t < comma; t++)
        if (tok(f, t)->upos == UPOS_AUX || FEAT_GET(tok(f, t)->feats, VERBFORM) == VERBFORM_FIN) return false;
    return true;
}

/* "After the raid that killed five, the army denied the loss of the town": what is denied stands behind the cue. */
static bool denies_object(const finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    if (!e->negates) return false;
    CLAUSE_EACH_CHILD(&f->view, verb, k)
    if (tok(f, k)->deprel == DEP_OBJ && k >= cue_end && tok(f, k)->upos == UPOS_NOUN && !finder_in_time(f, k)) return true;
    return false;
}

/* "…, she said, adding that …", "…, the officer said, contradicting a Russian report.": a participle goes on behind the cue. */
static bool goes_on(const finder *f, uint32_t comma) {
    if (comma + 1 >= sentence_end(f) || f->x->bytes[tok(f, comma)->start] != ',') return false;
    const token *k = tok(f, comma + 1);
    const unsigned form = FEAT_GET(k->feats, VERBFORM);
    const bool present = form == VERBFORM_GER || (form == VERBFORM_PART && FEAT_GET(k->feats, TENSE) == TENSE_PRES);
    return k->upos == UPOS_VERB && present && clause_subject(&f->view, comma + 1) == TOKEN_NONE;
}

/* "…, the ministry announced, and the rest fled": another clause begins behind the cue. */
static bool joins_clause(const finder *f, uint32_t comma) {
    if (comma + 2 >= sentence_end(f) || f->x->bytes[tok(f, comma)->start] != ',') return false;
    if (tok(f, comma + 1)->upos != UPOS_CCONJ) return false;
    for (uint32_t k = comma + 2; k < sentence_end(f); k++)
        if (clause_is_verb(&f->view, k) && clause_subject(&f->view, k) > comma && clause_subject(&f->view, k) != TOKEN_NONE)
            return true;
    return false;
}

/* "…, the mayor said, four days after the raid.": a day tells more of what is said. */
static bool opens_with_time(const finder *f, uint32_t comma) {
    return comma + 1 < sentence_end(f) && f->x->bytes[tok(f, comma)->start] == ',' && finder_in_time(f, comma + 1);
}

/* What stands in a phrase that names somebody: no verb, no word that opens a clause. "For" of "the Observatory for Human Rights"
 * is called such a word, and is none. */
static bool may_name(const finder *f, uint32_t t) {
    const token *k = tok(f, t);
    if (k->upos == UPOS_VERB) /* "Moscow-appointed" */
        return FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART && k->deprel == DEP_AMOD && k->head > t;
    if (k->upos == UPOS_SCONJ && k->deprel != DEP_CASE) return false;
    if (k->deprel == DEP_MARK && k->upos != UPOS_ADP) return false;
    return k->upos != UPOS_PRON || FEAT_GET(k->feats, PRONTYPE) != PRONTYPE_REL;
}

/* Where the bracket that a token closes opens, "(FARC)"; TOKEN_NONE. */
static uint32_t bracket_start(const finder *f, uint32_t close) {
    enum { BRACKET_WORDS = 4 };
    if (f->x->bytes[tok(f, close)->start] != ')') return TOKEN_NONE;
    for (uint32_t t = close; t > f->view.first && close - t < BRACKET_WORDS; t--)
        if (f->x->bytes[tok(f, t - 1)->start] == '(') return t - 1;
    return TOKEN_NONE;
}

/* Where the phrase that ends before `end` begins: behind the mark before it. `end` where it is none. */
static uint32_t source_start(const finder *f, uint32_t end) {
    uint32_t t = end;
    while (t > f->view.first && end - t < TRAILING_MAX) {
        if (is_punct(f, t - 1)) {
            const uint32_t open = bracket_start(f, t - 1);
            if (open == TOKEN_NONE) break;
            t = open;
        } else if (!may_name(f, --t)) {
            return end;
        }
    }
    return t;
}

static bool comma_before(const finder *f, uint32_t t) {
    return t > f->view.first + 2 && f->x->bytes[tok(f, t - 1)->start] == ',';
}

/* "…, the observatory's director, Ann Lee, said.": where the phrase before the name begins; else `first`. */
static uint32_t with_title(const finder *f, uint32_t first) {
    const uint32_t title = source_start(f, first - 1);
    if (title == first - 1 || !comma_before(f, title)) return first;
    const unsigned u = tok(f, title)->upos;
    bool noun = false;
    for (uint32_t t = title; t < first - 1; t++) noun |= tok(f, t)->upos == UPOS_NOUN;
    const bool its = u == UPOS_PRON && FEAT_GET(tok(f, title)->feats, POSS); /* "its spokesman, Maj. Lee, said" */
    const bool names = u == UPOS_DET || u == UPOS_NOUN || u == UPOS_ADJ || u == UPOS_PROPN || its;
    return names && noun && !finder_in_time(f, title) ? title : first;
}

/* "…, state news agency SANA reported.": a comma, a phrase, the verb, the end. Told from the order of words alone: trees are weak
 * there. Gives the comma, or TOKEN_NONE; what goes on behind the cue; and the comma behind which another clause is joined. */
static uint32_t trailing_cue(const finder *f, uint32_t verb, uint32_t cue_end, uint32_t *behind, uint32_t *joined) {
    uint32_t end = sentence_end(f);
    bool phrase = false;
    for (uint32_t k = cue_end; k < end; k++) {
        const bool time = opens_with_time(f, k);
        if (time || goes_on(f, k)) {
            end = k;
            if (!time) *behind = k + 1;
            break;
        }
        if (joins_clause(f, k)) {
            end = *joined = k;
            break;
        }
        if (!may_trail(f, k, phrase) || (is_punct(f, k) && k + 2 < end)) return TOKEN_NONE;
        phrase |= tok(f, k)->upos == UPOS_ADP;
    }
    if (end - verb > TRAILING_MAX) return TOKEN_NONE;
    const bool aside = verb > f->view.first + 1 && f->x->bytes[tok(f, verb - 1)->start] == ',';
    const uint32_t stop = aside ? verb - 1 : verb;
    uint32_t t = source_start(f, stop);
    if (t == stop || !comma_before(f, t)) return TOKEN_NONE;
    if (aside) {
        const uint32_t title = with_title(f, t);
        if (title == t) return TOKEN_NONE;
        t = title;
    }
    return clause_holds_verb(&f->view, f->view.first, t - 1) ? t - 1 : TOKEN_NONE;
}

/* "…, a annoncé l'état-major dans un communiqué.": a comma, the verb, its subject, the end. */
static bool inverted_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    uint32_t first = verb, end = sentence_end(f);
    while (first > f->view.first && !is_punct(f, first - 1) && tok(f, first - 1)->upos != UPOS_NOUN && verb - first < 4) first--;
    if (first < f->view.first + 3 || f->x->bytes[tok(f, first - 1)->start] != ',' || tok(f, first - 2)->upos == UPOS_PUNCT)
        return false;
    for (uint32_t t = first; t < end; t++) {
        bool small = tok(f, t)->upos == UPOS_AUX || tok(f, t)->upos == UPOS_ADV || tok(f, t)->upos == UPOS_PRON;
        if (t < verb && !small) return false;
        if (t > verb && (clause_is_verb(&f->view, t) || tok(f, t)->upos == UPOS_SCONJ || (is_punct(f, t) && t + 2 < end)))
            return false;
    }
    if (!clause_holds_verb(&f->view, f->view.first, first)) return false;
    finding one = {.entry = e, .cue_first = verb, .cue_end = cue_end, .cue = verb, .voice = true};
    one.who = speaker_of_verb(f, verb);
    if (speaker_is_apposed(f, one.who.head, verb) || speaker_before_apposition(f, verb).head != TOKEN_NONE) return false;
    if (one.who.head == TOKEN_NONE || one.who.head < verb)
        one.who = speaker_inverted(f, verb); /* the story's subject called the cue's */
    if (one.who.head == TOKEN_NONE || one.who.head < verb || speech_is_own(f, &one)) return false;
    const bool hears = tok(f, one.who.head)->deprel == DEP_IOBJ && tok(f, one.who.head)->head == verb;
    if (hears && clause_subject(&f->view, verb) != TOKEN_NONE) return false; /* ", Ann Lee, told AFP" */
    cue_span(f, verb, cue_end, &one);
    range_add_trimmed(&one.content, f->x, f->view.first, first - 1);
    finder_add(f, &one);
    return true;
}

/* "As the mayor said, S", "S, as the mayor points out, …": the clause behind a word of [as] says the rest. */
static bool as_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    uint32_t behind, as = clause_child(&f->view, verb, DEP_MARK);
    const uint32_t end = sentence_end(f);
    CLAUSE_EACH_CHILD(&f->view, verb, k) /* "wie", called an adverb */
    if (as == TOKEN_NONE && k < verb && tok(f, k)->deprel == DEP_ADVMOD && cue_match(f->cues, f->x, k, CUE_AS, 0, &behind))
        as = k;
    if (!(e->says & SAYS_THAT) || as == TOKEN_NONE || as >= verb || !cue_match(f->cues, f->x, as, CUE_AS, 0, &behind))
        return false;
    const uint32_t object = clause_child(&f->view, verb, DEP_OBJ); /* "as he put it": stands for the rest */
    if (object != TOKEN_NONE && tok(f, object)->upos != UPOS_PRON) return false;
    if (clause_child(&f->view, verb, DEP_CCOMP) != TOKEN_NONE) return false;
    const char before = as > f->view.first ? f->x->bytes[tok(f, as - 1)->start] : ':';
    const bool opens = as <= f->view.first + 1 || before == ':' || before == ';'; /* the sentence, or its last part */
    if (!opens && before != ',') return false;
    finding one = {.entry = e, .cue = verb, .who = speaker_of_verb(f, verb), .voice = true};
    if (one.who.head == TOKEN_NONE || one.who.head < as || speech_is_own(f, &one)) return false;
    uint32_t comma = cue_end;
    while (comma < end && f->x->bytes[tok(f, comma)->start] != ',') comma++;
    cue_span(f, verb, cue_end, &one);
    if (!opens) range_add_trimmed(&one.content, f->x, f->view.first, as);
    if (comma < end) range_add_trimmed(&one.content, f->x, comma, end);
    if (one.content.n > 0) finder_add(f, &one);
    return one.content.n > 0;
}

/* "…, a spokesman was quoted as saying": the token behind the last word of such a cue; 0 where it is none. */
static uint32_t relayed_end(const finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    uint32_t behind;
    if (!(e->says & SAYS_RELAY) || clause_child(&f->view, verb, DEP_AUX_PASS) == TOKEN_NONE) return 0;
    if (cue_end + 1 >= sentence_end(f) || !cue_match(f->cues, f->x, cue_end, CUE_AS, 0, &behind)) return 0;
    const cue_entry *says = cue_match(f->cues, f->x, behind, CUE_VERB, 0, &behind);
    return says && (says->says & SAYS_THAT) ? behind : 0;
}

bool aside_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    if (as_find(f, verb, e, cue_end)) return true;
    const uint32_t relayed = relayed_end(f, verb, e, cue_end);
    if (relayed) cue_end = relayed;
    if ((!(e->says & SAYS_THAT) && !relayed) || (tok(f, verb)->flags & TOKEN_QUOTED) || finder_quote(f, verb)) return false;
    if (inverted_find(f, verb, e, cue_end) || source_far_find(f, verb, e, cue_end)) return true;
    if (source_far(f, verb).head != TOKEN_NONE) return false; /* the quotation's */
    /* "…, two of them having been found": the subject of a passive says nothing */
    if (!relayed && clause_child(&f->view, verb, DEP_AUX_PASS) != TOKEN_NONE) return false;
    uint32_t behind = TOKEN_NONE, joined = TOKEN_NONE;
    const uint32_t comma = trailing_cue(f, verb, cue_end, &behind, &joined);
    if (comma == TOKEN_NONE || opens_with_participle(f, comma) || denies_object(f, verb, e, cue_end)) return false;
    uint32_t end = verb;
    while (end > comma + 1 && (tok(f, end - 1)->upos == UPOS_AUX || tok(f, end - 1)->upos == UPOS_ADV ||
                               (is_punct(f, end - 1) && bracket_start(f, end - 1) == TOKEN_NONE) ||
                               FEAT_GET(tok(f, end - 1)->feats, REFLEX))) /* "s'est indigné" */
        end--;
    if (end == comma + 1) return false;
    /* "…, contre 110 annoncés jeudi": who speaks has no preposition, and a participle alone says nothing */
    if (tok(f, comma + 1)->upos == UPOS_ADP && FEAT_GET(tok(f, verb)->feats, VERBFORM) == VERBFORM_PART) return false;
    finding one = {.entry = e, .cue_first = verb, .cue_end = cue_end, .cue = verb, .voice = true};
    uint32_t head = comma + 1;
    for (uint32_t t = comma + 1; t < end; t++) {
        unsigned u = tok(f, t)->upos;
        bool nominal = u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON;
        if (nominal && (tok(f, t)->head <= comma || tok(f, t)->head >= end)) head = t;
        if (tok(f, comma + 1)->upos == UPOS_CCONJ) return false;
    }
    one.who = (speaker){.head = head, .meant = head, .first = comma + 1, .end = end};
    cue_span(f, verb, cue_end, &one);
    range_add_trimmed(&one.content, f->x, f->view.first, comma);
    if (joined != TOKEN_NONE && between_goes_on(f, verb, joined)) range_add_trimmed(&one.content, f->x, joined, sentence_end(f));
    if (speech_is_own(f, &one)) return false;
    f->goes_on = behind;
    f->aside = one.who;
    finder_add(f, &one);
    return true;
}

bool aside_parts(const finder *f, const finding *one, uint32_t object) {
    const uint32_t end = one->who.end;
    return one->who.head != TOKEN_NONE && one->who.first >= one->cue_end && end < object && is_punct(f, end) &&
           f->x->bytes[tok(f, end)->start] == ',';
}
