/* What reading pages needs to know: HTML's named characters, how templates call their parts, and lines that stand in articles
 * and are none of their words. From the pack; const, shared by all threads, and borrows the pack.
 *
 * Sections (written by pack/compile_pages.c):
 *   "html/references"  sorted by the bytes of their names: name u32 (string) · first code point u32 · second u32 (0: none) ·
 *                      bare u32 (1: the semicolon may be missing)
 *   "html/names"       an automaton over the names of classes (Aho and Corasick 1975), states from 0 on:
 *                      next u16 [HTML_NAME_SIGNS] · kinds u16 of all patterns that end here · 0 u16 [31]
 *   "html/lines"       phrases: fold_name of the words; value: a set of enum html_line_kind (html/lines.h) */
#ifndef DP_HTML_RULES_H
#define DP_HTML_RULES_H

#include "core/arena.h"
#include "core/pack.h"

typedef struct html_reference {
    uint32_t name;
    uint32_t code[2];
    uint32_t bare;
} html_reference;

/* What the names of an element say that it is; world/pages.rules explains each. */
enum html_kind {
    KIND_BODY = 1,
    KIND_ARTICLE = 2,
    KIND_NOISE = 4,
    KIND_COMMENTS = 8,
    KIND_CAPTION = 16,
    KIND_BYLINE = 32,
    KIND_HIDDEN = 64,
    KIND_MUTE = 128,
    KIND_LEAD = 256
};

/* Signs that names are spelled in: other bytes, a to z, digits, a word's border, a name's end, and which attribute it stands in.
 */
enum html_name_sign {
    SIGN_OTHER = 0,
    SIGN_A = 1,
    SIGN_DIGIT = 27,
    SIGN_BORDER = 28,
    SIGN_END = 29,
    SIGN_ITEMPROP = 30,
    SIGN_ROLE = 31,
    HTML_NAME_SIGNS = 32
};

typedef struct html_name_state {
    uint16_t next[HTML_NAME_SIGNS];
    uint16_t kinds;
    uint16_t room[31];
} html_name_state;

typedef struct html_rules {
    const pack *pack;
    const html_reference *references;
    size_t reference_count;
    const html_name_state *names; /* at least one */
    size_t name_count;
    phrase_table lines;
} html_rules;

/* DP_E_PACK where a section is missing or does not hold together. */
dp_status html_rules_open(const pack *p, html_rules *out, dp_error *err);

/* The kinds that the names in the value of a class, id (attribute 0), itemprop or role (SIGN_ITEMPROP, SIGN_ROLE) speak of. */
unsigned html_kinds_of(const html_rules *rules, enum html_name_sign attribute, const char *value, size_t n);

#endif
