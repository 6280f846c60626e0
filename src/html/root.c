/* Every block has a worth: running text speaks for the element around it, links and scraps against it. The element whose
 * blocks are worth most together holds the article - unless one that the template calls the article's text is worth nearly as
 * much. */
#include "html/root.h"

/* In hundredths of what the whole page is worth, and in letters. */
enum { SCOPE_SHARE = 15, SCOPE_LEAST = 250, ARTICLE_SHARE = 70, BODY_SHARE = 40 };

typedef struct worth {
    int64_t *sums; /* [blocks + 1] */
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
    if (tag == HTML_LI || is_cell(tag) || (tag >= HTML_H1 && tag <= HTML_H6)) return prose / 2;
    return b->marks ? (int64_t)prose : (int64_t)prose / 3;
}

static int64_t node_worth(const html_survey *s, const worth *w, uint32_t node) {
    const span blocks = html_blocks_of(s, node);
    return w->sums[blocks.end] - w->sums[blocks.start];
}

static bool may_hold(const html_survey *s, uint32_t node, unsigned kinds) {
    const unsigned tag = s->t->nodes[node].tag;
    if (tag == HTML_TAG_NONE || s->noise[node]) return false;
    if (kinds == 0) return true;
    return (s->kinds[node] & kinds) && tag != HTML_P && tag != HTML_BODY && tag != HTML_HTML &&
           !(tag >= HTML_H1 && tag <= HTML_H6);
}

/* The worthiest node below `scope` that has one of these kinds (0: any); the innermost of equals. */
static uint32_t worthiest(const html_survey *s, const worth *w, uint32_t scope, unsigned kinds, int64_t *best) {
    const html_tree *t = s->t;
    uint32_t found = 0;
    *best = 0;
    for (uint32_t i = scope; i < t->nodes[scope].after;) {
        if (s->noise[i]) {
            i = t->nodes[i].after;
            continue;
        }
        if (may_hold(s, i, kinds)) {
            const int64_t here = node_worth(s, w, i);
            if (here > *best || (here == *best && here > 0)) {
                *best = here;
                found = i;
            }
        }
        i++;
    }
    return found;
}

/* Where several stories stand on a page, that of the headline: the innermost element around it with enough to read. */
static uint32_t find_scope(const html_survey *s, const worth *w, int64_t any) {
    for (uint32_t i = s->headline; i > 0; i = s->t->nodes[i].parent)
        if (node_worth(s, w, i) * 100 >= any * SCOPE_SHARE && node_worth(s, w, i) >= SCOPE_LEAST) return i;
    return 0;
}

dp_status html_root_find(const html_survey *s, arena *a, uint32_t *root, dp_error *err) {
    worth w = {arena_array(a, (size_t)s->blocks.n + 1, sizeof *w.sums)};
    if (!w.sums) return error_nomem(err);
    for (uint32_t k = 0; k < s->blocks.n; k++) w.sums[k + 1] = w.sums[k] + block_worth(s, &s->blocks.at[k]);
    int64_t any, body, article;
    worthiest(s, &w, 0, 0, &any);
    const uint32_t scope = find_scope(s, &w, any);
    const uint32_t any_node = worthiest(s, &w, scope, 0, &any);
    const uint32_t body_node = worthiest(s, &w, scope, KIND_BODY, &body);
    const uint32_t article_node = worthiest(s, &w, scope, KIND_ARTICLE, &article);
    *root = any_node;
    if (article * 100 >= any * ARTICLE_SHARE) *root = article_node;
    if (body * 100 >= any * BODY_SHARE) *root = body_node;
    return DP_OK;
}
