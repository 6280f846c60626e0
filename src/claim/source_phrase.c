/* How far the words of a source reach: titles, names, appositions, brackets. */
#include "claim/finder.h"

static bool is_relative(const finder *f, uint32_t t) {
    const token *k = &f->x->tokens[t];
    return k->upos == UPOS_PRON && FEAT_GET(k->feats, PRONTYPE) == PRONTYPE_REL;
}

static bool is_name(const finder *f, uint32_t t) {
    const unsigned u = f->x->tokens[t].upos;
    return u == UPOS_PROPN || (u == UPOS_NOUN && (f->x->tokens[t].flags & TOKEN_CAPITAL));
}

static bool is_comma(const finder *f, uint32_t t) {
    return f->x->tokens[t].upos == UPOS_PUNCT && f->x->bytes[f->x->tokens[t].start] == ',';
}

/* Words that begin an aside and not an apposition: ", when asked", ", speaking in Paris", ", in Geneva". */
static bool begins_aside(const finder *f, uint32_t t) {
    const token *k = &f->x->tokens[t];
    if (k->upos == UPOS_ADP || k->upos == UPOS_SCONJ || (k->upos == UPOS_ADV && k->deprel == DEP_MARK)) return true;
    const bool participle = FEAT_GET(k->feats, VERBFORM) == VERBFORM_PART || FEAT_GET(k->feats, VERBFORM) == VERBFORM_GER;
    return k->upos == UPOS_VERB && participle;
}

/* "Took the town on Saturday, General Ann Lee, the commander of the district, told reporters", with her hung on the day: a name
 * between commas, what she is between commas, and the verb that has no subject. */
speaker speaker_before_apposition(const finder *f, uint32_t verb) {
    enum { APPOSITION_WORDS = 16 };
    const token *k = f->x->tokens;
    const uint32_t first = f->view.first;
    uint32_t close = verb;
    while (close > first && k[close - 1].upos == UPOS_AUX) close--;
    if (close < first + 4 || !is_comma(f, close - 1)) return speaker_none();
    uint32_t open = close - 2;
    for (unsigned steps = 0; open > first + 1 && !is_comma(f, open); open--, steps++)
        if (steps == APPOSITION_WORDS || clause_is_verb(&f->view, open)) return speaker_none();
    if (!is_comma(f, open) || open + 1 == close - 1 || !is_name(f, open - 1) || finder_in_time(f, open - 1))
        return speaker_none();
    uint32_t start = open - 1;
    while (start > first && (is_name(f, start - 1) || f->x->bytes[k[start - 1].start] == '-')) start--; /* "Major-General" */
    if (start < first + 2 || !is_comma(f, start - 1)) return speaker_none();
    return (speaker){.head = open - 1, .meant = open - 1, .first = start, .end = open};
}

#define TITLE_MAX 14u /* words of "the former chairman of the port authority, " */

static bool is_title_word(const finder *f, uint32_t t) {
    switch (f->x->tokens[t].upos) {
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_ADJ:
    case UPOS_NUM:
    case UPOS_DET:
    case UPOS_PART: /* 's */
        return !finder_in_time(f, t);
    default:
        return false;
    }
}

static bool ends_clause(const finder *f, uint32_t t) {
    const unsigned u = f->x->tokens[t].upos;
    return u == UPOS_PUNCT || u == UPOS_CCONJ || u == UPOS_SCONJ || clause_is_verb(&f->view, t);
}

/* "Former mayor Ann Lee": words before the name, where the parser took them for something else, and where nothing but a mark, a
 * conjunction or a verb stands before them. */
static void take_title(const finder *f, speaker *who) {
    uint32_t t = who->first;
    if (!is_name(f, who->head)) return;
    while (t > f->view.first && who->first - t < TITLE_MAX && is_title_word(f, t - 1)) t--;
    if (t == f->view.first || ends_clause(f, t - 1)) who->first = t;
}

/* "The head of the union, Ann Lee, said": a phrase without a verb, a name between commas. */
static void take_apposed_title(const finder *f, speaker *who) {
    const uint32_t last = f->view.first + f->view.n;
    uint32_t t = who->first;
    if (!is_name(f, who->head) || t < f->view.first + 2 || !is_comma(f, t - 1)) return;
    if (who->end >= last || !is_comma(f, who->end)) return;
    const uint32_t comma = --t;
    while (t > f->view.first && comma - t < TITLE_MAX && (is_title_word(f, t - 1) || f->x->tokens[t - 1].upos == UPOS_ADP)) t--;
    const bool whole = t == f->view.first || ends_clause(f, t - 1);
    const unsigned first = f->x->tokens[t].upos;
    const bool phrase = first == UPOS_DET || first == UPOS_NOUN || first == UPOS_ADJ || first == UPOS_PROPN;
    if (whole && phrase && t < comma && f->x->tokens[comma - 1].upos != UPOS_ADP) who->first = t;
}

/* "said Ann Lee, a teacher in the town.": what stands in apposition behind a source that ends the sentence. */
static void take_apposition(const finder *f, speaker *who) {
    const uint32_t last = f->view.first + f->view.n;
    uint32_t t = who->end + 1;
    if (t + 1 >= last || !is_comma(f, who->end) || !is_name(f, who->head)) return;
    const unsigned first = f->x->tokens[t].upos;
    if (first != UPOS_DET && first != UPOS_NOUN && first != UPOS_ADJ && first != UPOS_NUM) return;
    for (; t < last && !clause_is_verb(&f->view, t); t++) {
        if (f->x->tokens[t].upos != UPOS_PUNCT) continue;
        if (t + 2 >= last) { /* the sentence's end */
            who->end = t;
            return;
        }
        if (!is_comma(f, t)) return;
        if (t + 1 < last && (begins_aside(f, t + 1) || is_relative(f, t + 1))) {
            who->end = t;
            return;
        }
    }
}

/* Names that touch the phrase belong to it: "Homeland Security Secretary Jeh Johnson". An aside ends it. */
void speaker_mend_phrase(const finder *f, speaker *who, uint32_t verb) {
    const text *x = f->x;
    for (uint32_t t = who->head + 1; t + 1 < who->end; t++)
        if (is_comma(f, t) && begins_aside(f, t + 1)) who->end = t;
    if (who->end <= verb && (is_name(f, who->end - 1) || x->tokens[who->end - 1].upos == UPOS_PART))
        while (who->end < verb && is_name(f, who->end) && !finder_in_time(f, who->end)) who->end++;
    if (is_name(f, who->first))
        while (who->first > f->view.first && !finder_in_time(f, who->first - 1) &&
               (is_name(f, who->first - 1) || (x->tokens[who->first - 1].upos == UPOS_PART && who->first - 1 > f->view.first)))
            who->first--;
}

/* "The ministry on Wednesday raised": the day is when it spoke, and no part of who speaks. */
static void drop_time(const finder *f, speaker *who) {
    uint32_t end = who->end;
    while (end > who->head + 1 && finder_in_time(f, end - 1)) end--;
    if (end == who->end || end <= who->head + 1 || f->x->tokens[end - 1].upos != UPOS_ADP) return;
    who->end = end - 1;
}

/* "The Observatory (SOHR)": a bracket that the words open, and that stands right behind them, is theirs. */
static void close_bracket(const finder *f, speaker *who) {
    const text *x = f->x;
    if (who->end >= f->view.first + f->view.n || x->bytes[x->tokens[who->end].start] != ')') return;
    for (uint32_t t = who->end; t-- > who->first;) {
        const char c = x->bytes[x->tokens[t].start];
        if (c == ')') return;
        if (c == '(') {
            who->end++;
            return;
        }
    }
}

/* "16.30 The army says": the hour of an entry before an article is no part of who speaks. */
static void drop_hour(const finder *f, speaker *who) {
    const uint32_t t = who->first;
    if (t != f->view.first || t + 1 >= who->head || f->x->tokens[t].upos != UPOS_NUM) return;
    if (f->x->tokens[t + 1].upos == UPOS_DET) who->first++;
}

void speaker_whole_phrase(const finder *f, speaker *who, uint32_t verb) {
    drop_time(f, who);
    drop_hour(f, who);
    close_bracket(f, who);
    take_title(f, who);
    if (who->end <= verb)
        take_apposed_title(f, who);
    else
        take_apposition(f, who);
}
