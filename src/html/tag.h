/* Names of HTML elements as numbers, and what the tree and the text need to know of each (HTML Living Standard 13.1, 13.2.4). */
#ifndef DP_HTML_TAG_H
#define DP_HTML_TAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum html_tag_property {
    TAG_VOID = 1,         /* never has content: <br> */
    TAG_RAW = 2,          /* content is text up to the end tag, references stand as they are: <script> */
    TAG_RCDATA = 4,       /* the same with references: <title> */
    TAG_BLOCK = 8,        /* begins a new line of text; its start tag closes an open <p> where TAG_KEEPS_P is not set */
    TAG_KEEPS_P = 16,     /* a block that may stand inside a paragraph: <td>, <button> */
    TAG_HEAD = 32,        /* may stand in the head */
    TAG_SCOPE = 64,       /* an end tag inside does not close what is outside: <table> */
    TAG_FORMATTING = 128, /* an end tag that comes too late waits until what is inside is closed: <b> */
    TAG_UNSEEN = 256,     /* never shown as text: <script>, <template>, <svg> */
    TAG_FOREIGN = 512     /* inside are names of another language: <svg>, <math> */
};

/* X(identifier, name, properties), sorted by name. */
#define HTML_TAGS(X)                                                                                                             \
    X(A, "a", TAG_FORMATTING)                                                                                                    \
    X(ABBR, "abbr", 0)                                                                                                           \
    X(ADDRESS, "address", TAG_BLOCK)                                                                                             \
    X(APPLET, "applet", TAG_SCOPE)                                                                                               \
    X(AREA, "area", TAG_VOID)                                                                                                    \
    X(ARTICLE, "article", TAG_BLOCK)                                                                                             \
    X(ASIDE, "aside", TAG_BLOCK)                                                                                                 \
    X(AUDIO, "audio", TAG_UNSEEN)                                                                                                \
    X(B, "b", TAG_FORMATTING)                                                                                                    \
    X(BASE, "base", TAG_VOID | TAG_HEAD)                                                                                         \
    X(BDI, "bdi", 0)                                                                                                             \
    X(BDO, "bdo", 0)                                                                                                             \
    X(BIG, "big", TAG_FORMATTING)                                                                                                \
    X(BLOCKQUOTE, "blockquote", TAG_BLOCK)                                                                                       \
    X(BODY, "body", TAG_BLOCK)                                                                                                   \
    X(BR, "br", TAG_VOID)                                                                                                        \
    X(BUTTON, "button", TAG_BLOCK | TAG_KEEPS_P)                                                                                 \
    X(CANVAS, "canvas", TAG_UNSEEN)                                                                                              \
    X(CAPTION, "caption", TAG_BLOCK | TAG_KEEPS_P | TAG_SCOPE)                                                                   \
    X(CENTER, "center", TAG_BLOCK)                                                                                               \
    X(CITE, "cite", 0)                                                                                                           \
    X(CODE, "code", TAG_FORMATTING)                                                                                              \
    X(COL, "col", TAG_VOID)                                                                                                      \
    X(COLGROUP, "colgroup", 0)                                                                                                   \
    X(DATA, "data", 0)                                                                                                           \
    X(DATALIST, "datalist", TAG_UNSEEN)                                                                                          \
    X(DD, "dd", TAG_BLOCK)                                                                                                       \
    X(DEL, "del", 0)                                                                                                             \
    X(DETAILS, "details", TAG_BLOCK)                                                                                             \
    X(DFN, "dfn", 0)                                                                                                             \
    X(DIALOG, "dialog", TAG_BLOCK)                                                                                               \
    X(DIR, "dir", TAG_BLOCK)                                                                                                     \
    X(DIV, "div", TAG_BLOCK)                                                                                                     \
    X(DL, "dl", TAG_BLOCK)                                                                                                       \
    X(DT, "dt", TAG_BLOCK)                                                                                                       \
    X(EM, "em", TAG_FORMATTING)                                                                                                  \
    X(EMBED, "embed", TAG_VOID)                                                                                                  \
    X(FIELDSET, "fieldset", TAG_BLOCK)                                                                                           \
    X(FIGCAPTION, "figcaption", TAG_BLOCK)                                                                                       \
    X(FIGURE, "figure", TAG_BLOCK)                                                                                               \
    X(FONT, "font", TAG_FORMATTING)                                                                                              \
    X(FOOTER, "footer", TAG_BLOCK)                                                                                               \
    X(FORM, "form", TAG_BLOCK)                                                                                                   \
    X(FRAME, "frame", TAG_VOID)                                                                                                  \
    X(FRAMESET, "frameset", TAG_BLOCK)                                                                                           \
    X(H1, "h1", TAG_BLOCK)                                                                                                       \
    X(H2, "h2", TAG_BLOCK)                                                                                                       \
    X(H3, "h3", TAG_BLOCK)                                                                                                       \
    X(H4, "h4", TAG_BLOCK)                                                                                                       \
    X(H5, "h5", TAG_BLOCK)                                                                                                       \
    X(H6, "h6", TAG_BLOCK)                                                                                                       \
    X(HEAD, "head", TAG_UNSEEN)                                                                                                  \
    X(HEADER, "header", TAG_BLOCK)                                                                                               \
    X(HGROUP, "hgroup", TAG_BLOCK)                                                                                               \
    X(HR, "hr", TAG_VOID | TAG_BLOCK)                                                                                            \
    X(HTML, "html", TAG_SCOPE)                                                                                                   \
    X(I, "i", TAG_FORMATTING)                                                                                                    \
    X(IFRAME, "iframe", TAG_RAW | TAG_UNSEEN)                                                                                    \
    X(IMG, "img", TAG_VOID)                                                                                                      \
    X(INPUT, "input", TAG_VOID)                                                                                                  \
    X(INS, "ins", 0)                                                                                                             \
    X(KBD, "kbd", 0)                                                                                                             \
    X(LABEL, "label", 0)                                                                                                         \
    X(LEGEND, "legend", TAG_BLOCK | TAG_KEEPS_P)                                                                                 \
    X(LI, "li", TAG_BLOCK)                                                                                                       \
    X(LINK, "link", TAG_VOID | TAG_HEAD)                                                                                         \
    X(LISTING, "listing", TAG_BLOCK)                                                                                             \
    X(MAIN, "main", TAG_BLOCK)                                                                                                   \
    X(MAP, "map", 0)                                                                                                             \
    X(MARK, "mark", 0)                                                                                                           \
    X(MARQUEE, "marquee", TAG_SCOPE)                                                                                             \
    X(MATH, "math", TAG_FOREIGN)                                                                                                 \
    X(MENU, "menu", TAG_BLOCK)                                                                                                   \
    X(META, "meta", TAG_VOID | TAG_HEAD)                                                                                         \
    X(METER, "meter", TAG_UNSEEN)                                                                                                \
    X(NAV, "nav", TAG_BLOCK)                                                                                                     \
    X(NOBR, "nobr", TAG_FORMATTING)                                                                                              \
    X(NOEMBED, "noembed", TAG_RAW | TAG_UNSEEN)                                                                                  \
    X(NOFRAMES, "noframes", TAG_RAW | TAG_UNSEEN)                                                                                \
    X(NOSCRIPT, "noscript", TAG_HEAD | TAG_UNSEEN)                                                                               \
    X(OBJECT, "object", TAG_SCOPE)                                                                                               \
    X(OL, "ol", TAG_BLOCK)                                                                                                       \
    X(OPTGROUP, "optgroup", TAG_BLOCK | TAG_KEEPS_P)                                                                             \
    X(OPTION, "option", TAG_BLOCK | TAG_KEEPS_P)                                                                                 \
    X(OUTPUT, "output", 0)                                                                                                       \
    X(P, "p", TAG_BLOCK)                                                                                                         \
    X(PARAM, "param", TAG_VOID)                                                                                                  \
    X(PICTURE, "picture", 0)                                                                                                     \
    X(PLAINTEXT, "plaintext", TAG_BLOCK | TAG_RAW)                                                                               \
    X(PRE, "pre", TAG_BLOCK)                                                                                                     \
    X(PROGRESS, "progress", TAG_UNSEEN)                                                                                          \
    X(Q, "q", 0)                                                                                                                 \
    X(RP, "rp", TAG_UNSEEN)                                                                                                      \
    X(RT, "rt", TAG_UNSEEN)                                                                                                      \
    X(RUBY, "ruby", 0)                                                                                                           \
    X(S, "s", TAG_FORMATTING)                                                                                                    \
    X(SAMP, "samp", 0)                                                                                                           \
    X(SCRIPT, "script", TAG_RAW | TAG_HEAD | TAG_UNSEEN)                                                                         \
    X(SECTION, "section", TAG_BLOCK)                                                                                             \
    X(SELECT, "select", TAG_UNSEEN)                                                                                              \
    X(SMALL, "small", TAG_FORMATTING)                                                                                            \
    X(SOURCE, "source", TAG_VOID)                                                                                                \
    X(SPAN, "span", 0)                                                                                                           \
    X(STRIKE, "strike", TAG_FORMATTING)                                                                                          \
    X(STRONG, "strong", TAG_FORMATTING)                                                                                          \
    X(STYLE, "style", TAG_RAW | TAG_HEAD | TAG_UNSEEN)                                                                           \
    X(SUB, "sub", 0)                                                                                                             \
    X(SUMMARY, "summary", TAG_BLOCK)                                                                                             \
    X(SUP, "sup", 0)                                                                                                             \
    X(SVG, "svg", TAG_FOREIGN | TAG_UNSEEN)                                                                                      \
    X(TABLE, "table", TAG_BLOCK | TAG_SCOPE)                                                                                     \
    X(TBODY, "tbody", TAG_BLOCK | TAG_KEEPS_P)                                                                                   \
    X(TD, "td", TAG_BLOCK | TAG_KEEPS_P | TAG_SCOPE)                                                                             \
    X(TEMPLATE, "template", TAG_HEAD | TAG_SCOPE | TAG_UNSEEN)                                                                   \
    X(TEXTAREA, "textarea", TAG_RCDATA | TAG_UNSEEN)                                                                             \
    X(TFOOT, "tfoot", TAG_BLOCK | TAG_KEEPS_P)                                                                                   \
    X(TH, "th", TAG_BLOCK | TAG_KEEPS_P | TAG_SCOPE)                                                                             \
    X(THEAD, "thead", TAG_BLOCK | TAG_KEEPS_P)                                                                                   \
    X(TIME, "time", 0)                                                                                                           \
    X(TITLE, "title", TAG_RCDATA | TAG_HEAD | TAG_UNSEEN)                                                                        \
    X(TR, "tr", TAG_BLOCK | TAG_KEEPS_P)                                                                                         \
    X(TRACK, "track", TAG_VOID)                                                                                                  \
    X(TT, "tt", TAG_FORMATTING)                                                                                                  \
    X(U, "u", TAG_FORMATTING)                                                                                                    \
    X(UL, "ul", TAG_BLOCK)                                                                                                       \
    X(VAR, "var", 0)                                                                                                             \
    X(VIDEO, "video", TAG_UNSEEN)                                                                                                \
    X(WBR, "wbr", TAG_VOID)                                                                                                      \
    X(XMP, "xmp", TAG_BLOCK | TAG_RAW)

/* HTML_TAG_NONE is a piece of text; HTML_TAG_OTHER an element that HTML does not know. */
typedef enum html_tag {
    HTML_TAG_NONE,
    HTML_TAG_OTHER,
#define TAG_ID(id, name, properties) HTML_##id,
    HTML_TAGS(TAG_ID)
#undef TAG_ID
        HTML_TAG_COUNT
} html_tag;

/* The tag of a name in whatever case. */
html_tag html_tag_find(const char *name, size_t n);
/* Bits of enum html_tag_property. */
unsigned html_tag_properties(html_tag tag);
/* "div"; "" for what is none. */
const char *html_tag_name(html_tag tag);
static inline bool html_is_heading(unsigned tag) {
    return tag >= HTML_H1 && tag <= HTML_H6;
}

#endif
