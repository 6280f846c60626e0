/* Every block has a worth: running text speaks for the element around it, links and scraps against it. The element whose
 * blocks are worth most together holds the article - unless one that the template calls the article's text is worth nearly as
 * much. */
#include "html/root.h"

/* In hundredths of what the whole page is worth, and in letters. */
enum { SCOPE_SHARE = 15, SCOPE_LEAST = 250, STORY_LEAST = 120, ARTICLE_SHARE = 70, BODY_SHARE = 40 };

/* Sums over the blocks before block k. */
typedef struct worth {
    int64_t net;   /* all of them */
    int64_t gross; /* those that speak for it alone */
} worth;

static bool is_cell(unsigned tag) {
    return tag == HTML_TD || tag == HTML_TH;
}

static int64_t block_worth(const html_survey *s, const html_block *b) {
    if (b->is_noise) return 0;
    const uint32_t prose = html_block_prose(b);
    const unsigned tag = s->t->nodes[b->container].tag;
    if (prose == 0) {
        const uint32_t letters = b->letters < 60 ? b->letters : 60;
        if (b->link_letters * 2 > b->letters) return -(int64_t)letters - 10;
        return is_cell(tag) ? 0 : -2;
    }
    if (tag == HTML_LI || is_cell(tag) || html_is_heading(tag)) return prose / 2;
    return b->marks ? (int64_t)prose : (int64_t)prose / 3;
}

static worth node_worth(const html_survey *s, const worth *sums, uint32_t node) {
    const span blocks = html_blocks_of(s, node);
    const worth *from = &sums[blocks.start], *to = &sums[blocks.end];
    return (worth){to->net - from->net, to->gross - from->gross};
}

static bool may_hold(const html_survey *s, uint32_t node, unsigned kinds) {
    const unsigned tag = s->t->nodes[node].tag;
    if (tag == HTML_TAG_NONE || s->noise[node]) return false;
    if (kinds == 0) return true;
    return (s->kinds[node] & kinds) && tag != HTML_P && tag != HTML_BODY && tag != HTML_HTML && !html_is_heading(tag);
}

typedef struct candidate {
    uint32_t node;
    worth worth;
} candidate;

/* The worthiest node below `scope` that has one of these kinds (0: any); the innermost of equals. What a template calls the
 * article is not measured by the links it put there. */
static candidate worthiest(const html_survey *s, const worth *sums, uint32_t scope, unsigned kinds) {
    const html_tree *t = s->t;
    candidate best = {0};
    for (uint32_t i = scope; i < t->nodes[scope].after;) {
        if (s->noise[i]) {
            i = t->nodes[i].after;
            continue;
        }
        if (may_hold(s, i, kinds)) {
            const worth here = node_worth(s, sums, i);
            const int64_t more = kinds ? here.gross - best.worth.gross : here.net - best.worth.net;
            if (more > 0 || (more == 0 && here.gross > 0)) best = (candidate){i, here};
        }
        i++;
    }
    return best;
}

/* Where several stories stand on a page, that of the headline: the innermost element around it with enough to read. */
static uint32_t find_scope(const html_survey *s, const worth *sums, const worth *page) {
    for (uint32_t i = s->headline; i > 0; i = s->t->nodes[i].parent) {
        const int64_t here = node_worth(s, sums, i).net;
        const int64_t least = s->kinds[i] & KIND_ARTICLE ? STORY_LEAST : SCOPE_LEAST;
        if (here * 100 >= page->net * SCOPE_SHARE && here >= least) return i;
    }
    return 0;
}

static worth *sum_worth(const html_survey *s, arena *a) {
    worth *sums = arena_array(a, (size_t)s->blocks.n + 1, sizeof *sums);
    for (uint32_t k = 0; sums && k < s->blocks.n; k++) {
        const int64_t here = block_worth(s, &s->blocks.at[k]);
        sums[k + 1] = (worth){sums[k].net + here, sums[k].gross + (here > 0 ? here : 0)};
    }
    return sums;
}

dp_status html_root_find(const html_survey *s, arena *a, uint32_t *root, dp_error *err) {
    const worth *sums = sum_worth(s, a);
    if (!sums) return error_nomem(err);
    const candidate page = worthiest(s, sums, 0, 0);
    const uint32_t scope = find_scope(s, sums, &page.worth);
    const candidate any = worthiest(s, sums, scope, 0);
    const candidate body = worthiest(s, sums, scope, KIND_BODY);
    const candidate article = worthiest(s, sums, scope, KIND_ARTICLE);
    *root = any.node;
    if (article.worth.gross * 100 >= any.worth.gross * ARTICLE_SHARE) *root = article.node;
    if (body.worth.gross * 100 >= any.worth.gross * BODY_SHARE) *root = body.node;
    return DP_OK;
}
