/* Word types and feature keys of the tagger. */
#include "text/tag_features.h"

#include <string.h>

#include "text/linear.h"

const word_type tag_word_edge = {.key = 1, .form = 1, .frozen = LEXICON_NOT_FROZEN, .ambiguity = 0, .word_case = CASE_LOWER};

static bool is_word(const token *t) {
    unsigned char c = (unsigned char)t->form[0];
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool tag_caps_untold(const token *tokens, uint32_t first, uint32_t end) {
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = first; i < end; i++) {
        const token *t = &tokens[i];
        /* Short words stay small in headlines of that style, and figures have no case. */
        if (!is_word(t) || t->flags & TOKEN_DIGITS || strlen(t->form) < 4) continue;
        words++;
        if (t->flags & TOKEN_CAPITAL) capitals++;
    }
    return words >= 4 && capitals * 10 >= words * 9;
}

enum word_case tag_word_case(const token *t, bool caps_untold, bool *opened) {
    bool initial = !*opened;
    if (is_word(t)) *opened = true;
    if (!(t->flags & TOKEN_CAPITAL)) return CASE_LOWER;
    if (caps_untold) return CASE_UNTOLD;
    if (t->flags & TOKEN_ALL_CAPS) return CASE_ALL_CAPS;
    return initial ? CASE_INITIAL : CASE_CAPITAL;
}

/* Typographic variants of apostrophe and hyphen become the plain ones; a zero stands for each digit if `digits`. Never
 * grows. */
static size_t normalise(char *s, size_t n, bool digits) {
    size_t used = 0;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        if (c == 0xE2 && i + 2 < n && (unsigned char)s[i + 1] == 0x80) {
            unsigned char d = (unsigned char)s[i + 2];
            if (d == 0x99 || d == 0x98 || d == 0x90 || d == 0x91) {
                s[used++] = d == 0x99 || d == 0x98 ? '\'' : '-';
                i += 3;
                continue;
            }
        }
        s[used++] = digits && c >= '0' && c <= '9' ? '0' : (char)c;
        i++;
    }
    return used;
}

size_t tag_fold_form(const fold_table *fold, const char *form, size_t n, char out[FOLD_MAX]) {
    return normalise(out, fold_lower(fold, form, n, out, FOLD_MAX), false);
}

static uint64_t shape_of(const fold_table *fold, const char *form, size_t n, enum word_case c) {
    uint64_t h = 7;
    unsigned last = 0, run = 0, kinds = 0;
    for (size_t i = 0; i < n && kinds < 10;) {
        uint32_t cp;
        i += utf8_decode(form + i, n - i, &cp);
        unsigned class = fold_class(fold, cp), kind;
        if (class & CHAR_UPPER)
            kind = c == CASE_INITIAL || c == CASE_UNTOLD ? 'a' : 'A';
        else if (class & CHAR_LETTER)
            kind = 'a';
        else if (class & CHAR_DIGIT)
            kind = '0';
        else
            kind = cp == 0x2019 ? '\'' : cp;
        run = kind == last ? run + 1 : 0;
        last = kind;
        if (run < 2) h = linear_mix(h, kind), kinds++;
    }
    return h;
}

/* Hashes of the first and last characters of a folded form. */
static void make_affixes(const char *s, size_t n, word_type *out) {
    uint64_t h = 11;
    size_t at = n;
    for (unsigned k = 0; k < 4; k++) {
        while (at > 0) {
            h = linear_mix(h, (uint8_t)s[--at]);
            if (((uint8_t)s[at] & 0xC0) != 0x80) break;
        }
        out->ending[k] = linear_mix(h, k);
    }
    h = 13;
    at = 0;
    for (unsigned k = 0; k < 2; k++) {
        while (at < n) {
            h = linear_mix(h, (uint8_t)s[at++]);
            if (at < n && ((uint8_t)s[at] & 0xC0) != 0x80) break;
        }
        out->begin[k] = linear_mix(h, k);
    }
}

void tag_word_make(const lexicon *lx, const fold_table *fold, const token *t, enum word_case c, word_type *out) {
    char lower[FOLD_MAX], bare[FOLD_MAX];
    size_t form_bytes = strlen(t->form);
    size_t n = tag_fold_form(fold, t->form, form_bytes, lower);
    *out = (word_type){.key = tag_word_key(t->form_hash, c), .word_case = (uint8_t)c};
    out->entry = lexicon_find(lx, hash_bytes(lower, n, 0));
    /* A capital often stands without its accent ("Etat", "A Paris"), and a form that nobody knows may lack one. */
    if (out->entry.set == 0 || c != CASE_LOWER) {
        size_t m = fold_name(fold, lower, n, bare, sizeof bare);
        out->bare = lexicon_find_bare(lx, hash_bytes(bare, m, 0));
    }
    const lexicon_set *set = &lx->sets[out->entry.set ? out->entry.set : out->bare.set];
    out->ambiguity = set->ambiguity;
    out->frozen = out->bare.set ? LEXICON_NOT_FROZEN : set->frozen;
    out->shape = shape_of(fold, t->form, form_bytes, c);
    make_affixes(lower, n, out);
    n = normalise(lower, n, true);
    out->form = hash_bytes(lower, n, 0);
}

#define KEY1(id, a)       linear_mix(linear_mix(LINEAR_TEMPLATE(id), (a)), 0x51)
#define KEY2(id, a, b)    linear_mix(linear_mix(LINEAR_TEMPLATE(id), (a)), (b))
#define KEY3(id, a, b, c) linear_mix(linear_mix(linear_mix(LINEAR_TEMPLATE(id), (a)), (b)), (c))

/* Which templates stand here, and which do not, was tried on the development banks: each of those that were left out took
 * time and room and gave nothing. */
uint32_t tag_word_keys(const word_type *w, enum tag_role role, uint64_t keys[TAG_WORD_KEYS_MAX]) {
    uint32_t n = 0;
    uint64_t id = 100 * ((uint64_t)role + 1);
    switch (role) {
    case ROLE_OWN:
        keys[n++] = KEY1(id, 1);
        keys[n++] = KEY2(id + 2, w->form, w->word_case);
        for (unsigned k = 0; k < 4; k++) keys[n++] = KEY1(id + 3 + k, w->ending[k]);
        keys[n++] = KEY2(id + 7, w->ending[2], w->word_case);
        for (unsigned k = 0; k < 2; k++) keys[n++] = KEY1(id + 8 + k, w->begin[k]);
        keys[n++] = KEY1(id + 11, w->shape);
        keys[n++] = KEY1(id + 12, w->word_case);
        keys[n++] = KEY1(id + 13, w->ambiguity);
        keys[n++] = KEY2(id + 14, w->ambiguity, w->word_case);
        keys[n++] = KEY2(id + 15, w->ambiguity, w->ending[2]);
        break;
    case ROLE_LEFT:
    case ROLE_RIGHT:
        keys[n++] = KEY1(id + 2, w->ending[2]);
        keys[n++] = KEY2(id + 3, w->ambiguity, w->word_case);
        keys[n++] = KEY1(id + 4, w->shape);
        keys[n++] = KEY1(id + 5, w->ending[1]);
        /* fall through */
    case ROLE_LEFT2:
    case ROLE_RIGHT2:
        keys[n++] = KEY1(id, w->form);
        keys[n++] = KEY1(id + 1, w->ambiguity);
        break;
    default:
        break;
    }
    return n;
}

uint32_t tag_context_keys(const tag_context *c, uint64_t keys[TAG_CONTEXT_KEYS_MAX]) {
    uint32_t n = 0;
    uint64_t t1 = c->tag1, tags = t1 << 8 | c->tag2, a0 = c->own->ambiguity, a1 = c->right->ambiguity;
    keys[n++] = KEY1(1001, tags);
    keys[n++] = KEY2(1002, tags, a0);
    keys[n++] = KEY2(1003, t1, c->own->form);
    keys[n++] = KEY2(1004, t1, a0);
    keys[n++] = KEY2(1005, t1, c->own->ending[2]);
    keys[n++] = KEY3(1006, c->left->ambiguity, a0, a1);
    keys[n++] = KEY3(1007, a0, a1, c->right2->ambiguity);
    return n;
}
