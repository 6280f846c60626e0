/* What is said before words of saying: between two commas, behind which what is said goes on, or another clause begins.
 *
 *   "Nine people died there, he said, not seven."             all but his words is what he said
 *   "Planes bombed the district, the commander said, and 35 civilians were killed."      likewise
 *
 * Trees hang what stands behind the second comma on the verb of saying, or the two clauses on each other, and either half is
 * lost. */
#include "claim/finder.h"

#define ASIDE_MAX 8u /* words between the verb and the second comma: "told Reuters by telephone on Monday" */

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

static bool is_comma(const finder *f, uint32_t t) {
    return tok(f, t)->upos == UPOS_PUNCT && f->x->bytes[tok(f, t)->start] == ',';
}

static uint32_t sentence_end(const finder *f) {
    return f->view.first + f->view.n;
}

/* The comma behind the cue and its hearer, day or place; TOKEN_NONE where another word stands there. */
static uint32_t comma_behind(const finder *f, uint32_t cue_end) {
    for (uint32_t t = cue_end; t + 1 < sentence_end(f) && t < cue_end + ASIDE_MAX; t++) {
        if (is_comma(f, t)) return t;
        const unsigned u = tok(f, t)->upos;
        const bool small = u == UPOS_ADP || u == UPOS_DET || u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADV || u == UPOS_ADJ;
        if (!small && !finder_in_time(f, t)) return TOKEN_NONE;
    }
    return TOKEN_NONE;
}

/* Does a verb that puts something forward, with a subject of its own, stand between the tokens? */
static bool says_more(const finder *f, uint32_t first, uint32_t end) {
    uint32_t behind;
    for (uint32_t t = first; t < end; t++) {
        const cue_entry *e = clause_is_verb(&f->view, t) ? cue_match(f->cues, f->x, t, CUE_VERB, 0, &behind) : NULL;
        const uint32_t subject = e && (e->says & SAYS_THAT) ? clause_subject(&f->view, t) : TOKEN_NONE;
        if (subject != TOKEN_NONE && subject >= first) return true;
    }
    return false;
}

/* What is said goes on behind the comma: a phrase, or a clause joined by "and". A participle ("adding that"), "that" and words
 * that another says are found elsewhere. */
bool between_goes_on(const finder *f, uint32_t cue, uint32_t comma) {
    uint32_t behind, t = comma + 1;
    if (cue_match(f->cues, f->x, t, CUE_THAT, 0, &behind) || tok(f, t)->upos == UPOS_VERB) return false;
    if (tok(f, t)->flags & TOKEN_QUOTED) return false;
    if (tok(f, t)->upos == UPOS_CCONJ && clause_is_verb(&f->view, t + 1) && tok(f, t + 1)->head == cue)
        return false; /* "he said, and left" */
    return !says_more(f, t, sentence_end(f));
}

bool between_content(const finder *f, const finding *one, range_list *content) {
    const uint32_t first = one->who.first;
    if (one->entry->negates || !(one->entry->says & SAYS_THAT) || one->who.head == TOKEN_NONE) return false;
    if (one->who.end > one->cue_first || one->cue_first - one->who.end > 2 || first < f->view.first + 3) return false;
    if (!is_comma(f, first - 1) || !clause_holds_verb(&f->view, f->view.first, first - 1)) return false;
    const uint32_t comma = comma_behind(f, one->cue_end);
    if (comma == TOKEN_NONE || comma + 2 >= sentence_end(f)) return false;
    if (between_goes_on(f, one->cue, comma)) range_add_trimmed(content, f->x, comma, sentence_end(f));
    range_add_trimmed(content, f->x, f->view.first, first - 1);
    return content->n > 0;
}

/* "…, which Damascus denied": all that stands before the relative. */
bool relative_content(const finder *f, const finding *one, range_list *out) {
    uint32_t verb = one->cue, start = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const token *c = tok(f, k);
        bool relative = FEAT_GET(c->feats, PRONTYPE) == PRONTYPE_REL || c->deprel == DEP_OBJ;
        if (k < verb && c->upos == UPOS_PRON && relative && c->deprel != DEP_NSUBJ) start = k;
    }
    if (start == TOKEN_NONE || start < f->view.first + 3) return false;
    if (tok(f, start - 1)->upos == UPOS_PRON && tok(f, start - 1)->deprel != DEP_NSUBJ) start--; /* ce que */
    if (f->x->bytes[tok(f, start - 1)->start] != ',' || !clause_holds_verb(&f->view, f->view.first, start)) return false;
    range_add_trimmed(out, f->x, f->view.first, start);
    return out->n > 0;
}
