/* Which language of the pack a text is in, by its function words: the share of its words that a language lists as such. */
#include "text/models.h"

#define DETECT_WORDS_MAX 2000u
#define SHORT_WORDS      30u

typedef struct tally {
    uint32_t words;
    int32_t hits[LANGUAGES_MAX]; /* function words, less twice those of other languages */
} tally;

static void tally_word(const text_models *m, const char *s, uint32_t n, tally *t) {
    t->words++;
    for (uint32_t l = 0; l < m->n; l++) {
        const token_entry *e = token_rules_find(&m->at[l].rules, token_hash(&m->at[l].rules, s, n));
        if (e) t->hits[l] += ((e->kinds & TOK_FUNCTION) != 0) - 2 * ((e->kinds & TOK_FOREIGN) != 0);
    }
}

static void tally_text(const text_models *m, const char *s, size_t size, tally *t) {
    const fold_table *fold = m->at[0].rules.fold;
    size_t start = 0;
    for (size_t p = 0; p <= size && t->words < DETECT_WORDS_MAX;) {
        uint32_t cp = ' ';
        size_t bytes = p < size ? utf8_decode(s + p, size - p, &cp) : 1;
        if (!(fold_class(fold, cp) & CHAR_LETTER)) {
            if (p > start && p - start < FOLD_MAX) tally_word(m, s + start, (uint32_t)(p - start), t);
            start = p + bytes;
        }
        p += bytes;
    }
}

/* A long text of a language has function words all over; a foreign one shares a few by chance. A headline may hold one. */
static bool speaks(const tally *t, int32_t hits) {
    int32_t percent = t->words < SHORT_WORDS ? 15 : 25;
    return hits > 0 && hits * 100 >= (int32_t)t->words * percent;
}

const char *text_detect_language(const text_models *m, const char *bytes, size_t size) {
    tally t = {0};
    if (m->n == 0) return "";
    tally_text(m, bytes, size, &t);
    uint32_t best = 0;
    for (uint32_t l = 1; l < m->n; l++)
        if (t.hits[l] > t.hits[best]) best = l;
    return speaks(&t, t.hits[best]) ? m->at[best].code : "";
}
