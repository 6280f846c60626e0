/* Cues whose source stands behind them, told from the order of words alone, since trees are weak there:
 *
 *   …, a de son côté déclaré à la presse le porte-parole, Guy Petit, joint par téléphone.     a mark, the cue, phrases, the
 * source En los sótanos, agregó el coronel, fue capturado un capitán.                              between marks Nos hommes,
 * a-t-il ajouté, ont pris la ville.                                             the source is the verb's own pronoun Cuenta el
 * párroco que la guerrilla se retiró.                                             at the head of the sentence */
#include "claim/colour.h"
#include "claim/finder.h"

#define CUE_MAX    8u  /* words of a cue: "a de son côté déclaré" */
#define BEHIND_MAX 24u /* words behind a cue among which its source begins */
#define SOURCE_MAX 24u /* words of a source, and of what it is in apposition to */

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}
static uint32_t sentence_end(const finder *f) {
    return f->view.first + f->view.n;
}
static bool is_mark(const finder *f, uint32_t t) {
    return tok(f, t)->upos == UPOS_PUNCT;
}
static bool is_comma(const finder *f, uint32_t t) {
    return is_mark(f, t) && f->x->bytes[tok(f, t)->start] == ',';
}
static bool is_name(const finder *f, uint32_t t) {
    const unsigned u = tok(f, t)->upos;
    return u == UPOS_PROPN || (u == UPOS_NOUN && (tok(f, t)->flags & TOKEN_CAPITAL));
}
static bool opens_that(const finder *f, uint32_t t) {
    uint32_t end;
    return cue_match(f->cues, f->x, t, CUE_THAT, 0, &end) != NULL;
}
static bool is_relative(const finder *f, uint32_t t) {
    return tok(f, t)->upos == UPOS_PRON && FEAT_GET(tok(f, t)->feats, PRONTYPE) == PRONTYPE_REL;
}

/* "a-t-il dit": the pronoun that a hyphen binds to its verb. */
static bool is_bound_pronoun(const finder *f, uint32_t t) {
    const token *k = tok(f, t);
    return k->upos == UPOS_PRON && f->x->bytes[k->start] == '-' && FEAT_GET(k->feats, PERSON) != 1 &&
           FEAT_GET(k->feats, PERSON) != 2;
}

/* A finite verb of a clause of its own among tokens [first, end): no relative, no "when", no participle. */
static bool holds_clause(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++) {
        const token *k = tok(f, t);
        if (!clause_is_verb(&f->view, t) || k->deprel == DEP_ACL_RELCL || k->deprel == DEP_ACL) continue;
        const bool finite = FEAT_GET(k->feats, VERBFORM) == VERBFORM_FIN || clause_child(&f->view, t, DEP_AUX) != TOKEN_NONE ||
                            clause_child(&f->view, t, DEP_AUX_PASS) != TOKEN_NONE ||
                            clause_child(&f->view, t, DEP_COP) != TOKEN_NONE;
        const bool beneath = k->deprel == DEP_ADVCL && clause_child(&f->view, t, DEP_MARK) != TOKEN_NONE;
        if (finite && !beneath) return true;
    }
    return false;
}

/* Where the cue begins that ends with the verb: right behind a mark, with nothing but auxiliaries, adverbs, small pronouns and a
 * phrase between them ("a de son côté déclaré"). TOKEN_NONE where something else stands there. */
static uint32_t cue_behind_mark(const finder *f, uint32_t verb) {
    uint32_t t = verb;
    while (t > f->view.first && verb - t < CUE_MAX && !is_mark(f, t - 1)) t--;
    if (t < f->view.first + 2 || !is_mark(f, t - 1)) return TOKEN_NONE;
    const bool parted =
        tok(f, t)->upos == UPOS_AUX || (tok(f, t)->upos == UPOS_ADP && tok(f, t + 1)->upos == UPOS_ADP && t + 2 < verb);
    for (uint32_t k = t; k < verb; k++) {
        const unsigned u = tok(f, k)->upos;
        if (u == UPOS_PRON && (is_relative(f, k) || (tok(f, k)->deprel == DEP_NSUBJ && !is_bound_pronoun(f, k))))
            return TOKEN_NONE;
        const bool small = u == UPOS_AUX || u == UPOS_ADV || u == UPOS_PRON;
        if (!small && (!parted || u == UPOS_VERB || u == UPOS_SCONJ || u == UPOS_CCONJ)) return TOKEN_NONE;
    }
    const token *v = tok(f, verb);
    const bool finite = FEAT_GET(v->feats, VERBFORM) == VERBFORM_FIN || FEAT_GET(v->feats, MOOD) || t < verb;
    return finite ? t : TOKEN_NONE;
}

/* Behind the days, adverbs and phrases with a preposition that follow a cue: "hier à la presse", "ante los periodistas". */
static uint32_t behind_phrases(const finder *f, uint32_t t) {
    const uint32_t end = sentence_end(f), stop = end - t > BEHIND_MAX ? t + BEHIND_MAX : end;
    while (t < stop) {
        const unsigned u = tok(f, t)->upos;
        if (finder_in_time(f, t) || u == UPOS_ADV) {
            t++;
        } else if (u == UPOS_ADP) {
            for (t++; t < stop && (tok(f, t)->upos == UPOS_DET || tok(f, t)->upos == UPOS_ADP); t++) {
            }
            while (t < stop && (tok(f, t)->upos == UPOS_NOUN || tok(f, t)->upos == UPOS_PROPN || tok(f, t)->upos == UPOS_ADJ ||
                                tok(f, t)->upos == UPOS_NUM || tok(f, t)->upos == UPOS_X))
                t++;
        } else {
            break;
        }
    }
    return t;
}

static bool ends_source(const finder *f, uint32_t t) {
    const unsigned u = tok(f, t)->upos;
    return u == UPOS_PUNCT || u == UPOS_VERB || u == UPOS_AUX || u == UPOS_SCONJ || is_relative(f, t) || opens_that(f, t);
}

/* The name in "le porte-parole, le colonel Guy Petit,": the first of an apposition that has no verb and no preposition before it.
 */
static void take_name(const finder *f, speaker *who) {
    const uint32_t last = sentence_end(f);
    if (who->end + 1 >= last || !is_comma(f, who->end) || is_name(f, who->head)) return;
    uint32_t name = TOKEN_NONE, t = who->end + 1;
    for (; t < last && t - who->end < SOURCE_MAX && !is_mark(f, t); t++) {
        const unsigned u = tok(f, t)->upos;
        if (u == UPOS_PROPN && name == TOKEN_NONE) name = t;
        if (ends_source(f, t) || (u == UPOS_ADP && name == TOKEN_NONE) || finder_in_time(f, t)) return;
    }
    if (name == TOKEN_NONE) return;
    who->end = t;
    who->head = who->meant = name;
}

/* The noun phrase that begins at t; nobody where none does. */
static speaker source_at(const finder *f, uint32_t t) {
    const uint32_t last = sentence_end(f);
    const unsigned first = t < last ? tok(f, t)->upos : UPOS_PUNCT;
    if (first != UPOS_DET && first != UPOS_NOUN && first != UPOS_PROPN && first != UPOS_ADJ && first != UPOS_NUM &&
        first != UPOS_X)
        return speaker_none();
    speaker who = {.head = TOKEN_NONE, .meant = TOKEN_NONE, .first = t, .end = t};
    for (; who.end < last && who.end - t < SOURCE_MAX && !ends_source(f, who.end); who.end++) {
        const unsigned u = tok(f, who.end)->upos;
        const bool timed = finder_in_time(f, who.end) || (u == UPOS_ADP && who.end + 1 < last && finder_in_time(f, who.end + 1));
        if (timed || (u == UPOS_PRON && who.head != TOKEN_NONE)) break;
        const bool nominal = u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_X;
        if (nominal && who.head == TOKEN_NONE) who.head = who.meant = who.end;
    }
    if (who.head == TOKEN_NONE) return speaker_none();
    take_name(f, &who);
    return who;
}

/* Behind a cue: its source, where nothing but days and phrases stands between them. */
static speaker far_source(const finder *f, uint32_t cue_end) {
    return source_at(f, behind_phrases(f, cue_end));
}

static bool asserts(const cue_entry *e) {
    return (e->says & SAYS_THAT) && !(e->says & (SAYS_TOPIC | SAYS_WISH | SAYS_SEEM | SAYS_AS));
}

/* Between marks, the verb with its own pronoun: that pronoun; nobody where more than days and phrases stands there. */
static speaker own_pronoun(const finder *f, uint32_t first, uint32_t verb, uint32_t cue_end, uint32_t *end) {
    uint32_t t = cue_end;
    speaker who = speaker_none();
    for (uint32_t k = first; k <= cue_end && k < sentence_end(f); k++)
        if (k != verb && is_bound_pronoun(f, k)) who = (speaker){.head = k, .meant = k, .first = k, .end = k + 1};
    if (who.head == cue_end) t++;
    *end = t < sentence_end(f) ? behind_phrases(f, t) : t;
    return *end < sentence_end(f) && !is_mark(f, *end) ? speaker_none() : who;
}

/* A colon or a semicolon, which parts what several people say. */
static bool parts(const finder *f, uint32_t t) {
    const char c = f->x->bytes[tok(f, t)->start];
    return is_mark(f, t) && (c == ':' || c == ';');
}

/* "No es cierto", "es falso" among tokens [first, end). */
static bool says_untrue(const finder *f, uint32_t first, uint32_t end) {
    uint32_t behind;
    for (uint32_t t = first; t < end; t++) {
        if (cue_match(f->cues, f->x, t, CUE_TRUE, 0, &behind)) return colour_negated(f->cues, &f->view, t);
        if (cue_match(f->cues, f->x, t, CUE_FALSE, 0, &behind)) return !colour_negated(f->cues, &f->view, t);
    }
    return false;
}

/* What stands beside a cue that lies at tokens [first, end): before its mark, and behind it where the clause goes on there. */
static void beside(const finder *f, finding *one, uint32_t first, uint32_t end) {
    uint32_t start = first - 1, last = end;
    while (start > f->view.first && !parts(f, start - 1)) start--;
    while (last < sentence_end(f) && !parts(f, last)) last++;
    const bool before = holds_clause(f, start, first - 1);
    const bool comma = end + 1 < last && is_comma(f, end);
    const bool joined = comma && (opens_that(f, end + 1) || (before && tok(f, end + 1)->upos == UPOS_CCONJ));
    const bool behind = comma && holds_clause(f, end + 1, last) && (joined || !before);
    if (!before && !behind) return;
    if (joined && opens_that(f, end + 1) && says_untrue(f, start, first - 1)) {
        one->denied = true;
        range_add_trimmed(&one->content, f->x, end + 1, last);
        return;
    }
    range_add_trimmed(&one->content, f->x, start, first - 1);
    if (behind) range_add_trimmed(&one->content, f->x, end + 1, last);
}

/* Does the word before the cue's mark close a quotation? Such cues are told with the quotation. */
static bool behind_quotation(const finder *f, uint32_t first) {
    return first >= f->view.first + 2 && (is_mark(f, first - 2) || (tok(f, first - 2)->flags & TOKEN_QUOTED));
}

speaker source_far(const finder *f, uint32_t verb) {
    uint32_t cue_end;
    const cue_entry *e = cue_match(f->cues, f->x, verb, CUE_VERB, 0, &cue_end);
    if (!e || !asserts(e) || clause_child(&f->view, verb, DEP_AUX_PASS) != TOKEN_NONE) return speaker_none();
    const uint32_t first = cue_behind_mark(f, verb);
    if (first == TOKEN_NONE || !behind_quotation(f, first)) return speaker_none();
    bool apart = cue_end < sentence_end(f) && tok(f, cue_end)->upos == UPOS_ADP;
    for (uint32_t t = first; t < verb; t++) apart |= tok(f, t)->upos == UPOS_ADP;
    return apart ? far_source(f, cue_end) : speaker_none(); /* where the source touches the cue, trees do well */
}

bool source_far_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    if (!asserts(e) || clause_child(&f->view, verb, DEP_AUX_PASS) != TOKEN_NONE) return false;
    const uint32_t first = cue_behind_mark(f, verb);
    if (first == TOKEN_NONE || !is_comma(f, first - 1) || behind_quotation(f, first)) return false;
    finding one = {.entry = e, .cue = verb, .cue_first = first, .cue_end = cue_end, .voice = true};
    uint32_t end = cue_end;
    one.who = own_pronoun(f, first, verb, cue_end, &end);
    if (one.who.head == TOKEN_NONE) {
        one.who = far_source(f, cue_end);
        end = one.who.end;
    }
    if (one.who.head == TOKEN_NONE) end = behind_phrases(f, cue_end);
    const bool dropped = one.who.head == TOKEN_NONE && end + 1 < sentence_end(f) && is_comma(f, end) && opens_that(f, end + 1) &&
                         cue_match(f->cues, f->x, verb, CUE_DROPPED, 0, &cue_end) != NULL;
    if ((one.who.head == TOKEN_NONE && !dropped) || speech_is_own(f, &one)) return false;
    if (one.who.head != TOKEN_NONE && one.who.head >= cue_end) speaker_whole_phrase(f, &one.who, verb);
    beside(f, &one, first, end);
    if (one.content.n > 0) finder_add(f, &one);
    return one.content.n > 0;
}

/* ", cuenta doña Rosa.": behind a clause and a comma, with nothing behind but a source that ends at a mark. */
static bool trails_source(const finder *f, uint32_t t) {
    uint32_t behind;
    const cue_entry *e = cue_match(f->cues, f->x, t, CUE_VERB, 0, &behind);
    if (!e || !asserts(e) || t < f->view.first + 3 || !is_comma(f, t - 1) || behind >= sentence_end(f)) return false;
    const speaker who = far_source(f, behind);
    return who.head != TOKEN_NONE && who.end < sentence_end(f) && is_mark(f, who.end) && holds_clause(f, f->view.first, t - 1);
}

bool source_misread(const finder *f, uint32_t t) {
    uint32_t behind;
    if (!cue_match(f->cues, f->x, t, CUE_DROPPED, 0, &behind)) return false;
    if (t > f->view.first + 1) return tok(f, t)->upos == UPOS_NOUN && trails_source(f, t);
    for (uint32_t k = t + 1; k < sentence_end(f) && k < t + 5; k++) {
        if (opens_that(f, k)) return true;
        if (tok(f, k)->upos != UPOS_ADV && !is_comma(f, k)) return false;
    }
    return false;
}

bool source_opening_find(finder *f, uint32_t verb, const cue_entry *e, uint32_t cue_end) {
    const uint32_t last = sentence_end(f);
    uint32_t end;
    if (!(f->cues->kinds & (1u << CUE_DROPPED)) || !asserts(e) || verb > f->view.first + 1) return false;
    if (verb > f->view.first && tok(f, f->view.first)->upos != UPOS_ADV) return false;
    uint32_t t = cue_end;
    while (t < last && t - cue_end < CUE_MAX && (is_comma(f, t) || tok(f, t)->upos == UPOS_ADV) && !opens_that(f, t)) t++;
    if (t < last && !opens_that(f, t)) t = behind_phrases(f, t);
    finding one = {.entry = e, .cue = verb, .cue_first = verb, .cue_end = cue_end, .who = speaker_none(), .voice = true};
    if (t < last && !opens_that(f, t)) {
        one.who = source_at(f, t);
        if (one.who.head == TOKEN_NONE) return false;
        t = one.who.end;
        if (t < last && is_comma(f, t)) t++;
    } else if (!cue_match(f->cues, f->x, verb, CUE_DROPPED, 0, &end)) {
        return false;
    }
    if (t + 1 >= last || !opens_that(f, t) || speech_is_own(f, &one)) return false;
    range_add_trimmed(&one.content, f->x, t, scope_end(f, &one));
    if (one.content.n > 0) finder_add(f, &one);
    return one.content.n > 0;
}
