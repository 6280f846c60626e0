#include "text/order_aside.h"

enum { TIME_MAX = 5, ASIDE_MAX = 20, SAID_MAX = 8 };

static uint8_t kind(const phrase_view *v, unsigned k) {
    return k < v->n ? v->kind[k] : WORD_IS_MARK;
}

static bool is_comma(const phrase_view *v, unsigned k) {
    return phrases_is_mark(v, k, "\u060C,");
}

/* "announced, | on Tuesday, | the capture": nothing but a time stands between the commas. */
static unsigned behind_time(const phrase_view *v, unsigned k) {
    bool time = false;
    for (unsigned j = k + 1; j < v->n && j <= k + TIME_MAX + 1; j++) {
        if (is_comma(v, j)) return time ? j + 1 : k;
        const uint8_t here = kind(v, j);
        time |= here == WORD_IS_ADVERB || (v->flags[j] & FORM_TIME);
        if (here != WORD_IS_ADVERB && here != WORD_IS_NUMBER && here != WORD_IS_PREPOSITION && !(v->flags[j] & FORM_TIME)) break;
    }
    return k;
}

/* May an aside go on over the word at k? Clauses of its own it has only behind a relative pronoun or without any. */
static bool goes_on(const phrase_view *v, unsigned k) {
    const uint8_t here = kind(v, k);
    return here != WORD_IS_THAT && here != WORD_IS_CLAUSE && here != WORD_IS_MARK;
}

/* Does what somebody says follow at k: "that", at once or behind a time or a phrase with a preposition; a noun of doing? */
static bool is_said_at(const phrase_view *v, unsigned k) {
    if (v->phrase_of[k] != NO_TOKEN && v->phrases[v->phrase_of[k]].prep == NO_TOKEN && (v->flags[k] & (FORM_ACTS | FORM_GOVERNS)))
        return true;
    for (unsigned j = k; j < v->n && j < k + SAID_MAX; j++) {
        if (kind(v, j) == WORD_IS_THAT) return true;
        if (kind(v, j) == WORD_IS_VERB || !goes_on(v, j)) return false;
    }
    return false;
}

unsigned aside_end(const phrase_view *v, unsigned k) {
    if (!is_comma(v, k)) return k;
    const unsigned time = behind_time(v, k);
    if (time > k) return time;
    for (unsigned j = k + 1; j < v->n && j <= k + ASIDE_MAX; j++)
        if (is_comma(v, j))
            return j + 1 < v->n && is_said_at(v, j + 1) ? j + 1 : k;
        else if (!goes_on(v, j))
            return k;
    return k;
}

unsigned aside_start(const phrase_view *v, unsigned k) {
    if (!is_comma(v, k)) return k;
    for (unsigned j = k; j-- > 0 && k - j <= ASIDE_MAX;) {
        if (is_comma(v, j)) return v->phrase_to[j] != NO_TOKEN && j + 1 < k ? j : k;
        const bool described = kind(v, j) == WORD_IS_VERB && j > 0 && is_comma(v, j - 1); /* ", | asked not to be named," */
        if (!goes_on(v, j) || (kind(v, j) == WORD_IS_VERB && !described)) return k;
    }
    return k;
}

void aside_hang(phrase_view *v, unsigned open, unsigned end, unsigned of) {
    bool among = false, first = true;
    for (unsigned j = open + 1; j < end;) {
        const uint16_t p = v->phrase_of[j];
        if (p == NO_TOKEN) {
            if (kind(v, j) == WORD_IS_VERB || kind(v, j) == WORD_IS_RELATIVE) return;
            first &= kind(v, j) != WORD_IS_JOINER;
            j++;
            continue;
        }
        phrase *x = &v->phrases[p];
        j = x->end;
        among |= x->prep != NO_TOKEN && kind(v, x->head) == WORD_IS_PRONOUN; /* "among them | three officers" */
        if (x->prep != NO_TOKEN || x->joined != NO_TOKEN || x->taken || (v->flags[x->head] & FORM_TIME)) continue;
        phrases_hang(v, x->head, v->phrases[of].head, first && !among ? DEP_APPOS : DEP_DEP);
        x->taken = true;
        first = false;
    }
}
