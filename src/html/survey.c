/* One walk measures all blocks; a second one, over sums of what was measured, says what does not belong. */
#include "html/survey.h"

#include <string.h>
#include <strings.h>

enum {
    PROSE_LEAST = 25,   /* letters of running text */
    CAPTION_MOST = 600, /* a longer "caption" or "byline" is something else */
    BYLINE_MOST = 300,
    LEFT_LEAST = 5 /* names that leave less than a fifth are not believed */
};

/* --- letters --------------------------------------------------------------------------------------------------------------- */

/* How many letters the first byte of a character stands for. */
static uint32_t weight_of(unsigned char c) {
    if (c <= ' ' || (c >= 0x80 && c < 0xC0)) return 0;
    return c >= 0xE3 && c <= 0xED ? 2 : 1;
}

static bool is_ascii_mark(unsigned char c) {
    return c == '.' || c == ',' || c == '!' || c == '?' || c == ';' || c == ':';
}

/* Full stops and commas of Chinese, Japanese, Arabic, Hindi, Armenian and Ethiopic: by the bytes of their UTF-8. */
static bool is_other_mark(const unsigned char *s, uint32_t left) {
    if (left >= 2 &&
        ((s[0] == 0xD8 && (s[1] == 0x8C || s[1] == 0x9F)) || (s[0] == 0xDB && s[1] == 0x94) || (s[0] == 0xD6 && s[1] == 0x89)))
        return true;
    if (left < 3) return false;
    if (s[0] == 0xE3) return s[1] == 0x80 && (s[2] == 0x81 || s[2] == 0x82);
    if (s[0] == 0xEF) return s[1] == 0xBC && (s[2] == 0x81 || s[2] == 0x8C || s[2] == 0x9F);
    return (s[0] == 0xE0 && s[1] == 0xA5 && s[2] == 0xA4) || (s[0] == 0xE1 && s[1] == 0x8D && s[2] == 0xA2) ||
           (s[0] == 0xE2 && s[1] == 0x80 && s[2] == 0xA6);
}

static bool is_quote(const unsigned char *s, uint32_t left, uint32_t *bytes) {
    *bytes = 1;
    if (*s == '"' || *s == '\'' || *s == ')' || *s == ']') return true;
    *bytes = left >= 3 && s[0] == 0xE2 && s[1] == 0x80 ? 3 : 2;
    if (*bytes == 3) return s[2] >= 0x98 && s[2] <= 0x9F;
    return left >= 2 && s[0] == 0xC2 && (s[1] == 0xBB || s[1] == 0xA0);
}

/* The bytes of a character reference, or 0. What it stands for is not worth looking up here. */
static uint32_t reference_bytes(const unsigned char *s, uint32_t left) {
    uint32_t i = 1;
    while (i < left && i < 12 && (s[i] == '#' || (unsigned)((s[i] | 0x20) - 'a') < 26 || (unsigned)(s[i] - '0') < 10)) i++;
    return i > 1 && i < left && s[i] == ';' ? i + 1 : 0;
}

/* Adds a piece of text to its block; gives its letters. */
static uint32_t measure(html_block *b, const char *page, span source) {
    const unsigned char *s = (const unsigned char *)page + source.start;
    const uint32_t n = source.end - source.start;
    uint32_t letters = 0, bytes;
    for (uint32_t i = 0; i < n; i++) {
        const unsigned char c = s[i];
        if (c <= ' ') continue;
        letters += weight_of(c);
        if (c == '&' && (bytes = reference_bytes(s + i, n - i)) > 0) {
            i += bytes - 1;
            continue;
        }
        const bool mark = is_ascii_mark(c) || (c >= 0x80 && is_other_mark(s + i, n - i));
        b->marks += mark;
        if (mark)
            b->ends_sentence = c != ',' && c != ';';
        else if (is_quote(s + i, n - i, &bytes))
            i += bytes - 1;
        else if (c < 0x80 || c >= 0xC0)
            b->ends_sentence = false;
    }
    b->letters += letters;
    return letters;
}

uint32_t html_block_prose(const html_block *b) {
    return b->letters >= PROSE_LEAST && b->link_letters * 2 < b->letters ? b->letters - b->link_letters : 0;
}

/* --- what an element says of itself ---------------------------------------------------------------------------------------- */

static bool value_is(const html_tree *t, const html_attribute_slot *slot, const char *value) {
    const size_t n = strlen(value);
    return slot->value_bytes == n && strncasecmp(t->page + slot->value, value, n) == 0;
}

static bool style_hides(const char *s, uint32_t n) {
    char plain[64];
    uint32_t k = 0;
    for (uint32_t i = 0; i < n && i < 1024; i++) {
        if (html_is_blank(s[i])) continue;
        if (s[i] == ';' || k == sizeof plain - 1) k = 0;
        if (s[i] != ';') plain[k++] = (char)(s[i] | 0x20);
        if ((k == 12 && memcmp(plain, "display:none", 12) == 0) || (k == 17 && memcmp(plain, "visibility:hidden", 17) == 0))
            return true;
    }
    return false;
}

static unsigned kinds_of_attribute(const html_tree *t, const html_attribute_slot *slot) {
    const char *name = t->page + slot->name, *value = t->page + slot->value;
    switch (slot->name_bytes) {
    case 2:
        return strncasecmp(name, "id", 2) == 0 ? html_kinds_of(t->rules, SIGN_OTHER, value, slot->value_bytes) : 0;
    case 4:
        return strncasecmp(name, "role", 4) == 0 ? html_kinds_of(t->rules, SIGN_ROLE, value, slot->value_bytes) : 0;
    case 5:
        if (strncasecmp(name, "class", 5) == 0) return html_kinds_of(t->rules, SIGN_OTHER, value, slot->value_bytes);
        return strncasecmp(name, "style", 5) == 0 && style_hides(value, slot->value_bytes) ? KIND_HIDDEN : 0;
    case 6:
        return strncasecmp(name, "hidden", 6) == 0 ? KIND_HIDDEN : 0;
    case 8:
        return strncasecmp(name, "itemprop", 8) == 0 ? html_kinds_of(t->rules, SIGN_ITEMPROP, value, slot->value_bytes) : 0;
    case 11:
        return strncasecmp(name, "aria-hidden", 11) == 0 && value_is(t, slot, "true") ? KIND_HIDDEN : 0;
    default:
        return 0;
    }
}

static unsigned kinds_of_tag(unsigned tag) {
    switch (tag) {
    case HTML_NAV:
    case HTML_ASIDE:
    case HTML_FOOTER:
    case HTML_HEADER:
    case HTML_FORM:
    case HTML_FIELDSET:
    case HTML_BUTTON:
    case HTML_LABEL:
    case HTML_MENU:
    case HTML_DIALOG:
        return KIND_NOISE;
    case HTML_FIGCAPTION:
    case HTML_CAPTION:
        return KIND_CAPTION;
    case HTML_ARTICLE:
    case HTML_MAIN:
        return KIND_ARTICLE;
    default:
        return 0;
    }
}

static unsigned kinds_of_element(const html_tree *t, uint32_t node) {
    const html_node *x = &t->nodes[node];
    unsigned kinds = kinds_of_tag(x->tag);
    for (uint32_t i = 0; i < x->attribute_count; i++) kinds |= kinds_of_attribute(t, &t->attributes[x->first_attribute + i]);
    return kinds;
}

/* --- blocks ---------------------------------------------------------------------------------------------------------------- */

enum { KINDS_APART = KIND_NOISE | KIND_COMMENTS | KIND_CAPTION | KIND_BYLINE | KIND_HIDDEN };

typedef struct surveyor {
    html_survey *s;
    arena *a;
    html_block block; /* being measured; `after` 0: none */
    struct {
        uint32_t node, after;
    } around[HTML_DEPTH_MAX + 1]; /* open elements that blocks end at */
    uint32_t depth;
    uint32_t link_after;  /* behind the link that is open */
    uint32_t quote_after; /* behind the <blockquote> that is open */
    bool broken;          /* a <br> came last */
    bool nomem;
} surveyor;

static void end_block(surveyor *v) {
    if (v->block.after && !vec_push(v->a, &v->s->blocks, v->block)) v->nomem = true;
    v->block = (html_block){0};
    v->broken = false;
}

static bool all_blank(const char *s, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if ((unsigned char)s[i] > ' ') return false;
    return true;
}

static void add_text(surveyor *v, uint32_t node) {
    const html_tree *t = v->s->t;
    const span source = t->nodes[node].source;
    if (all_blank(t->page + source.start, source.end - source.start)) return;
    if (!v->block.after) {
        v->block.first = node;
        v->block.container = v->depth ? v->around[v->depth - 1].node : 0;
    }
    v->block.after = node + 1;
    v->broken = false;
    const uint32_t letters = measure(&v->block, t->page, source);
    if (node < v->link_after) v->block.link_letters += letters;
    if (node < v->quote_after) v->block.quoted += letters;
}

static void add_element(surveyor *v, uint32_t node) {
    const html_node *x = &v->s->t->nodes[node];
    const unsigned kinds = kinds_of_element(v->s->t, node);
    v->s->kinds[node] = (uint16_t)kinds;
    if (x->tag == HTML_BR) {
        if (v->broken) end_block(v);
        v->broken = true;
    }
    if (x->tag == HTML_A && html_attribute_find(v->s->t, node, "href")) v->link_after = x->after;
    if (x->tag == HTML_BLOCKQUOTE && x->after > v->quote_after) v->quote_after = x->after;
    if (!(html_tag_properties((html_tag)x->tag) & TAG_BLOCK) && !(kinds & KINDS_APART)) return;
    end_block(v);
    if (x->after > node + 1) {
        v->around[v->depth].node = node;
        v->around[v->depth++].after = x->after;
    }
}

static void find_blocks(surveyor *v) {
    const html_tree *t = v->s->t;
    for (uint32_t i = 0; i < t->n && !v->nomem;) {
        for (; v->depth > 0 && i >= v->around[v->depth - 1].after; v->depth--) end_block(v);
        v->s->blocks_before[i] = v->s->blocks.n + (v->block.after != 0);
        const html_node *x = &t->nodes[i];
        if (html_tag_properties((html_tag)x->tag) & TAG_UNSEEN) {
            for (uint32_t k = i + 1; k < x->after; k++) v->s->blocks_before[k] = v->s->blocks_before[i];
            i = x->after;
            continue;
        }
        if (x->tag == HTML_TAG_NONE)
            add_text(v, i);
        else
            add_element(v, i);
        i++;
    }
    end_block(v);
    v->s->blocks_before[t->n] = v->s->blocks.n;
}

/* --- what does not belong -------------------------------------------------------------------------------------------------- */

/* Sums over the blocks before block k. */
typedef struct block_sums {
    uint64_t prose, letters, quoted;
} block_sums;

static block_sums *sum_blocks(const html_survey *s, arena *a) {
    block_sums *sums = arena_array(a, (size_t)s->blocks.n + 1, sizeof *sums);
    for (uint32_t k = 0; sums && k < s->blocks.n; k++) {
        const html_block *b = &s->blocks.at[k];
        sums[k + 1] = (block_sums){sums[k].prose + html_block_prose(b), sums[k].letters + b->letters, sums[k].quoted + b->quoted};
    }
    return sums;
}

static bool holds_headline(const html_survey *s, uint32_t node) {
    return s->headline > node && s->headline < s->t->nodes[node].after;
}

/* A name speaks against what it is given to, unless that holds most of what there is to read. */
static bool is_apart(const html_survey *s, uint32_t node, const block_sums *sums) {
    const unsigned kinds = s->kinds[node], tag = s->t->nodes[node].tag;
    if (!(kinds & KINDS_APART) || tag == HTML_HTML || tag == HTML_BODY || tag == HTML_MAIN) return false;
    if ((kinds & KIND_BODY) && !(kinds & KIND_HIDDEN)) return false;
    const span blocks = html_blocks_of(s, node);
    const block_sums *from = &sums[blocks.start], *to = &sums[blocks.end];
    const uint64_t own = to->prose - from->prose, all = sums[s->blocks.n].prose, letters = to->letters - from->letters;
    if (kinds & KIND_COMMENTS) /* which a column of opinion may be called as well: the headline tells it */
        return holds_headline(s, node) ? own * 5 < all : own * 10 < all * 9;
    if ((to->quoted - from->quoted) * 3 > letters * 2) return false; /* what others wrote, shown in the text */
    if (!(kinds & (KIND_NOISE | KIND_HIDDEN))) return letters < ((kinds & KIND_CAPTION) ? CAPTION_MOST : BYLINE_MOST);
    return own * 2 < all || own == 0;
}

static void set_noise(html_survey *s, uint32_t node, bool noise, bool by_headline) {
    const span blocks = html_blocks_of(s, node);
    s->noise[node] = noise && !by_headline;
    for (uint32_t k = blocks.start; k < blocks.end; k++) {
        s->blocks.at[k].is_noise = noise;
        s->blocks.at[k].by_headline = by_headline;
    }
}

/* Marks what is apart; gives how many letters of running text are left. */
static uint64_t mark_noise(html_survey *s, const block_sums *sums) {
    const html_tree *t = s->t;
    uint64_t left = sums[s->blocks.n].prose;
    bool lead = s->headline == 0;
    for (uint32_t i = 0; i < t->n;) {
        const bool is_lead = !lead && i > s->headline && (s->kinds[i] & KIND_LEAD);
        lead = lead || is_lead; /* the first behind the headline is this story's own */
        if (t->nodes[i].tag == HTML_TAG_NONE || is_lead || !is_apart(s, i, sums)) {
            i++;
            continue;
        }
        const bool by_headline = t->nodes[i].tag == HTML_HEADER && holds_headline(s, i);
        const span blocks = html_blocks_of(s, i);
        set_noise(s, i, true, by_headline);
        if (!by_headline) left -= sums[blocks.end].prose - sums[blocks.start].prose;
        i = by_headline ? i + 1 : t->nodes[i].after;
    }
    return left;
}

/* Names that leave hardly anything to read are no guide on this page: then tags alone count, and comments. */
static void forget_names(html_survey *s) {
    set_noise(s, 0, false, false);
    for (uint32_t i = 0; i < s->t->n; i++) {
        s->noise[i] = false;
        s->kinds[i] = (uint16_t)((s->kinds[i] & KIND_COMMENTS) | kinds_of_tag(s->t->nodes[i].tag));
    }
}

dp_status html_survey_make(const html_tree *t, uint32_t headline, arena *a, html_survey *out, dp_error *err) {
    *out = (html_survey){.t = t, .headline = headline};
    out->kinds = arena_array(a, t->n, sizeof *out->kinds);
    out->noise = arena_array(a, t->n, sizeof *out->noise);
    out->blocks_before = arena_array(a, (size_t)t->n + 1, sizeof *out->blocks_before);
    surveyor *v = arena_alloc(a, sizeof *v);
    if (!out->kinds || !out->noise || !out->blocks_before || !v) return error_nomem(err);
    *v = (surveyor){.s = out, .a = a};
    find_blocks(v);
    const block_sums *sums = v->nomem ? NULL : sum_blocks(out, a);
    if (!sums) return error_nomem(err);
    if (mark_noise(out, sums) * LEFT_LEAST >= sums[out->blocks.n].prose) return DP_OK;
    forget_names(out);
    mark_noise(out, sums);
    return DP_OK;
}
