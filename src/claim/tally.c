/* Who tells a toll: "the ministry raised the number of dead to 42", "L'ONU parle de 119 morts", "رفعت الوزارة عدد القتلى إلى 42".
 * The cue is a verb flagged "tally"; what follows it is told where it holds a number and a word of harm ([tallied]). */
#include "claim/finder.h"

static bool lists(const finder *f, uint32_t t, unsigned kind) {
    uint32_t end;
    return cue_match(f->cues, f->x, t, kind, 0, &end) != NULL;
}

static uint32_t sentence_end(const finder *f) {
    return f->view.first + f->view.n;
}

/* A mark that ends a phrase, and not the decimal or the hundred's point of a number. */
static bool is_mark(const finder *f, uint32_t t) {
    return f->x->tokens[t].upos == UPOS_PUNCT;
}

static bool is_number(const finder *f, uint32_t t) {
    return f->x->tokens[t].upos == UPOS_NUM && !finder_in_time(f, t);
}

/* A deed or a toll tells nothing: "the blast raised the toll to 12". */
static bool can_tell(const finder *f, const speaker *who) {
    return who->head != TOKEN_NONE && !lists(f, who->meant, CUE_HAPPENING) && !lists(f, who->meant, CUE_TALLY) &&
           !lists(f, who->meant, CUE_TALLIED);
}

bool tally_content(const finder *f, const finding *one, range_list *content) {
    if (!can_tell(f, &one->who)) return false;
    const bool inverted = one->who.first >= one->cue_end;
    const uint32_t first = inverted ? one->who.end : one->cue_end;
    bool counted = false, harmed = false;
    uint32_t end = first;
    /* "a revu le bilan à la baisse, à 95 morts": up to the mark behind which both are there */
    for (; end < sentence_end(f) && !(is_mark(f, end) && counted && harmed); end++) {
        counted |= is_number(f, end);
        harmed |= lists(f, end, CUE_TALLIED);
    }
    if (!counted || !harmed) return false;
    range_add_trimmed(content, f->x, first, end);
    return content->n > 0;
}
