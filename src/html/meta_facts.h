/* What one pass over a page finds that may say something of it, for title, author and days. Internal to the room. */
#ifndef DP_HTML_META_FACTS_H
#define DP_HTML_META_FACTS_H

#include "html/date.h"
#include "html/meta.h"
#include "html/meta_ld.h"

enum { META_TEXT_MAX = 2000, META_NAMES_MAX = 24 };

/* A <meta>, or an element with an itemprop, whose name we know. */
typedef struct meta_fact {
    uint32_t node;
    const page_sense *key;
    html_string name; /* as the page writes it */
} meta_fact;

typedef struct meta_ld_fact {
    uint32_t object;  /* in the linked data */
    uint8_t type;     /* enum page_type */
    uint16_t rank;    /* of its type */
    html_string name; /* of its type */
} meta_ld_fact;

/* An element whose markup says what it holds. */
typedef struct meta_mark {
    uint32_t node;
    unsigned marks; /* enum page_mark, its own */
} meta_mark;
typedef vec_of(meta_mark) meta_marks;

typedef struct meta_facts {
    const page_words *words;
    const html_tree *t;
    arena *a;
    meta_given given;
    vec_of(meta_fact) keys;
    meta_marks dates, authors, titles;
    vec_of(uint32_t) headings; /* <h1> and the first <h2> */
    vec_of(uint32_t) labels;   /* <meta name="twitter:label…"> and twitter:data…, in their order */
    uint32_t title_node;       /* the first <title> outside drawings; 0: none */
    uint32_t canonical;        /* <link rel=canonical>; 0: none */
    uint16_t *marks;           /* [t->n] of each element's class and id, enum page_mark */
    ld_tree ld;
    uint32_t ld_node;               /* the first script with linked data */
    vec_of(meta_ld_fact) ld_things; /* objects whose type we know, in their order */
    uint32_t article;               /* into ld_things: the page's own article; UINT32_MAX: none */
    uint32_t headline;              /* the node of the headline; 0: none. Set by meta_find_title */
    date_habits habits;
    bool nomem;
} meta_facts;

/* meta_gather.c: fills everything but `article` and `headline`; `f` begins with words, t, a, given. */
bool meta_gather(meta_facts *f);
/* Is the node in a part of the page that is not the article: navigation, comments, teasers? Elements that hold the headline
 * are none of these. */
bool meta_is_aside(const meta_facts *f, uint32_t node);

/* meta_text.c: strings as pages write them → one clean line. {NULL, 0} where nothing is left. */
html_string meta_clean(const meta_facts *f, html_string s);
html_string meta_node_text(const meta_facts *f, uint32_t node);
html_string meta_attribute(const meta_facts *f, uint32_t node, const char *name);
/* What a fact says: content, datetime, or the element's text. */
html_string meta_fact_text(const meta_facts *f, const meta_fact *fact);
meta_value meta_value_of(const meta_facts *f, html_string text, uint32_t node, const char *evidence, html_string detail);
bool meta_same(const meta_facts *f, html_string a, html_string b); /* case, marks and punctuation aside */
bool meta_holds(const meta_facts *f, html_string whole, html_string part);
bool meta_is_address(html_string s);

/* The best of the page's metadata of that kind, by the rank of their names, then in the order of the page; `skip` better ones are
 * passed over. NULL where there is none. */
const meta_fact *meta_best(const meta_facts *f, enum page_key key, uint32_t skip);

/* The finders, in the order in which they are called: later ones look at what earlier ones found. */
void meta_find_address(meta_facts *f, page_meta *out); /* meta_site.c: url, lang, outlet; the page's article in linked data */
void meta_find_outlet(meta_facts *f, page_meta *out);
void meta_find_title(meta_facts *f, page_meta *out);
void meta_find_days(meta_facts *f, page_meta *out);
void meta_find_author(meta_facts *f, page_meta *out);

#endif
