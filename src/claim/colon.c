/* What stands behind a colon: "X denied it: S", "Der Sprecher widersprach: S" is what X says, and not what is denied. */
#include "claim/finder.h"

static bool is_mark(const finder *f, uint32_t t) {
    return f->x->tokens[t].upos == UPOS_PUNCT;
}

bool colon_before(const finder *f, const finding *one) {
    const text *x = f->x;
    uint32_t t = one->content.n ? one->content.first[0] : 0;
    if (t <= one->cue_end || one->content.n > 1) return false;
    while (t > one->cue_end && is_mark(f, t - 1) && x->bytes[x->tokens[t - 1].start] != ':') t--;
    return t > 0 && is_mark(f, t - 1) && x->bytes[x->tokens[t - 1].start] == ':';
}

void colon_cut(const finder *f, finding *one) {
    enum { THAT_WORDS = 6 };
    const text *x = f->x;
    if (one->content.n == 0) return;
    const uint32_t first = one->content.first[0], end = one->content.end[0];
    for (uint32_t t = first; t + 1 < end && t < first + THAT_WORDS && !clause_is_verb(&f->view, t); t++) {
        if (!is_mark(f, t)) continue;
        const bool clause = x->bytes[x->tokens[t].start] == ':' && clause_holds_verb(&f->view, t + 1, end);
        if (!clause) return; /* "denied one thing: the fall of the town" */
        one->content.first[0] = t + 1;
        return;
    }
}

bool colon_content(const finder *f, const finding *one, range_list *content) {
    const text *x = f->x;
    const uint32_t last = f->view.first + f->view.n - 1;
    if (!(one->entry->says & SAYS_THAT) || f->sentence + 1 >= x->sentence_count || one->cue > last) return false;
    if (!is_mark(f, last) || x->bytes[x->tokens[last].start] != ':') return false;
    const sentence *next = &x->sentences[f->sentence + 1];
    if (next->paragraph != x->sentences[f->sentence].paragraph || (x->tokens[next->first_token].flags & TOKEN_QUOTED))
        return false;
    range_add_trimmed(content, x, next->first_token, next->end_token);
    return content->n > 0;
}

/* "Называет другую цифру: S", "has another version: S": a word for what is told, and behind the colon what it is. */
static bool after_report(const finder *f, const finding *one, range_list *content) {
    const uint32_t last = f->view.first + f->view.n;
    uint32_t behind;
    if (content->n != 1 || content->first[0] < one->cue_end || content->end[0] - content->first[0] > 4) return false;
    const uint32_t colon = content->end[0];
    if (colon + 2 >= last || !is_mark(f, colon) || f->x->bytes[f->x->tokens[colon].start] != ':') return false;
    bool report = false;
    for (uint32_t t = content->first[0]; t < colon; t++)
        report |= cue_match(f->cues, f->x, t, CUE_NOUN, 0, &behind) || cue_match(f->cues, f->x, t, CUE_TALLY, 0, &behind);
    if (!report || one->entry->negates || !clause_holds_verb(&f->view, colon + 1, last)) return false;
    content->n = 0;
    range_add_trimmed(content, f->x, colon + 1, last);
    return true;
}

bool colon_after_word(const finder *f, const finding *one, range_list *content) {
    if (after_report(f, one, content)) return true;
    if (content->n != 1 || content->end[0] - content->first[0] != 1) return false;
    const unsigned upos = f->x->tokens[content->first[0]].upos;
    range_list behind = {.n = 0};
    if ((upos != UPOS_PRON && upos != UPOS_DET) || !colon_content(f, one, &behind)) return false;
    *content = behind;
    return true;
}
