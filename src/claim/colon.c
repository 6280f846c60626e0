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

bool colon_after_word(const finder *f, const finding *one, range_list *content) {
    if (content->n != 1 || content->end[0] - content->first[0] != 1) return false;
    const unsigned upos = f->x->tokens[content->first[0]].upos;
    range_list behind = {.n = 0};
    if ((upos != UPOS_PRON && upos != UPOS_DET) || !colon_content(f, one, &behind)) return false;
    *content = behind;
    return true;
}
