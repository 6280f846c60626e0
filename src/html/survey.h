/* A page seen as blocks: what stands between two borders of paragraphs, measured, with what the names around it say of it.
 *
 *     <div class=share>…</div><p>A <a>fire</a> broke out.<br><br>Nobody was hurt.</p>
 *     block 0: share, noise · block 1: 18 letters, 4 of them in links, a sentence · block 2: 14 letters, a sentence
 *
 * Blocks stand in the order of the page; those below a node are a range (html_blocks_of). */
#ifndef DP_HTML_SURVEY_H
#define DP_HTML_SURVEY_H

#include "html/tree.h"

typedef struct html_block {
    uint32_t first, after; /* nodes: inline elements and text */
    uint32_t container;    /* the block element around it */
    uint32_t letters;      /* what a reader sees of it in Latin letters: a Chinese or Korean sign counts two */
    uint32_t link_letters; /* of those, inside links */
    uint32_t quoted;       /* of those, inside <blockquote> */
    uint32_t marks;        /* full stops, commas and their like */
    bool ends_sentence;    /* its last sign is a full stop, colon or the like, quotation marks aside */
    bool is_noise;         /* in an element that does not belong to the article */
    bool by_headline;      /* noise for standing in the <header> of the headline alone */
} html_block;

typedef struct html_survey {
    const html_tree *t;
    uint32_t headline;
    uint16_t *kinds;         /* [t->n] bits of enum html_kind: what the element's own tag and names say */
    bool *noise;             /* [t->n] the element and all below do not belong to the article */
    uint32_t *blocks_before; /* [t->n + 1] blocks whose first node stands before this one */
    vec_of(html_block) blocks;
} html_survey;

/* `headline` is the heading that bears the page's title, 0 where there is none. */
dp_status html_survey_make(const html_tree *t, uint32_t headline, arena *a, html_survey *out, dp_error *err);

/* Blocks of [first, after) of a node. */
static inline span html_blocks_of(const html_survey *s, uint32_t node) {
    return (span){s->blocks_before[node], s->blocks_before[s->t->nodes[node].after]};
}
/* Letters of running text: 0 for what is short or mostly links. */
uint32_t html_block_prose(const html_block *b);

#endif
