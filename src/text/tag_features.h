/* What the tagger looks at. Shared with the trainer, so that both see the same.
 *
 * A word type is all that a form and its case say without the sentence around it: it is made once and cached. The features
 * that depend on one word type alone are grouped by the place the word has relative to the token in question ("role"), so
 * that the rows of a role can be summed once for the type. */
#ifndef DP_TEXT_TAG_FEATURES_H
#define DP_TEXT_TAG_FEATURES_H

#include "core/fold.h"
#include "text/lexicon.h"
#include "text/text.h"

enum word_case { CASE_LOWER, CASE_CAPITAL, CASE_INITIAL, CASE_ALL_CAPS, CASE_UNTOLD };
enum tag_role { ROLE_OWN, ROLE_LEFT, ROLE_LEFT2, ROLE_RIGHT, ROLE_RIGHT2, ROLE_COUNT };

#define TAG_WORD_KEYS_MAX    24
#define TAG_CONTEXT_KEYS_MAX 8
#define TAG_EDGE             63 /* the "class" of what stands before a sentence */

typedef struct word_type {
    uint64_t key;       /* form_hash and case, never 0 */
    uint64_t form;      /* the form as features see it: digits are alike */
    uint64_t ending[4]; /* last 1 to 4 characters */
    uint64_t begin[2];  /* first, first two characters */
    uint64_t shape;
    lexicon_entry entry; /* by the form */
    lexicon_entry bare;  /* by the form without accents, where the form is unknown or its capital may hide an accent */
    uint16_t ambiguity;  /* of entry, else of bare */
    uint8_t word_case;   /* enum word_case */
    uint8_t frozen;
} word_type;

/* True where capitals tell nothing: nearly all words have them. */
bool tag_caps_untold(const token *tokens, uint32_t first, uint32_t end);
/* How the token at i of a sentence stands there; `opened` is kept by the caller: false until a word has been seen. */
enum word_case tag_word_case(const token *t, bool caps_untold, bool *opened);

static inline uint64_t tag_word_key(uint64_t form_hash, enum word_case c) {
    uint64_t h = (form_hash + c) * 0x9E3779B97F4A7C15ull;
    return h | 1;
}
/* Lower case, with plain apostrophes and hyphens: the form as the lexicon keys it. */
size_t tag_fold_form(const fold_table *fold, const char *form, size_t n, char out[FOLD_MAX]);
void tag_word_make(const lexicon *lx, const fold_table *fold, const token *t, enum word_case c, word_type *out);
extern const word_type tag_word_edge; /* what stands before and after a sentence */

/* The feature keys that one word has for a token to which it stands in `role`. */
uint32_t tag_word_keys(const word_type *w, enum tag_role role, uint64_t keys[TAG_WORD_KEYS_MAX]);

typedef struct tag_context {
    const word_type *left2, *left, *own, *right, *right2;
    uint32_t tag1, tag2; /* classes of the token before and of the one before that; TAG_EDGE */
} tag_context;
uint32_t tag_context_keys(const tag_context *c, uint64_t keys[TAG_CONTEXT_KEYS_MAX]);

#endif
