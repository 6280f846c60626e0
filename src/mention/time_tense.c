/* By the tree where there is one: up from the time to its verb, then that verb's form and its auxiliaries. Without tags, by
 * the nearest word of the classes past, future and present. */
#include "mention/time_tense.h"

enum { CLIMB_MAX = 12, REACH_ITEMS = 14, GROUP_TOKENS = 4 };

/* The first item that begins at or after a byte. */
static uint32_t item_at(const time_scan *s, uint32_t byte) {
    uint32_t low = 0, high = s->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->items[mid].start < byte)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool is(const time_scan *s, uint32_t item, enum time_role r) {
    return item < s->count && time_item_class(s, item, s->lang->head->role[r], NULL) > 0;
}

static bool token_is(const time_scan *s, uint32_t t, enum time_role r) {
    const token *k = &s->x->tokens[t];
    uint32_t i = item_at(s, k->start);
    return i < s->count && s->items[i].start < k->end && is(s, i, r);
}

static unsigned tense_of_feats(uint32_t feats) {
    if (FEAT_GET(feats, MOOD) == MOOD_CND) return TENSE_OF_FUTURE;
    switch (FEAT_GET(feats, TENSE)) {
    case TENSE_PAST:
    case TENSE_IMP:
    case TENSE_PQP:
        return TENSE_OF_PAST;
    case TENSE_FUT:
        return TENSE_OF_FUTURE;
    case TENSE_PRES:
        return TENSE_OF_PRESENT;
    default:
        return TENSE_UNKNOWN;
    }
}

/* A verb with what stands with it: "will meet", "a été tué", "doit se rendre". */
static unsigned tense_of_verb(const time_scan *s, const sentence *q, uint32_t v) {
    const text *x = s->x;
    uint32_t first = v > q->first_token + GROUP_TOKENS ? v - GROUP_TOKENS : q->first_token;
    unsigned tense = TENSE_UNKNOWN;
    bool participle = FEAT_GET(x->tokens[v].feats, VERBFORM) == VERBFORM_PART;
    for (uint32_t t = v + 1; t-- > first;) {
        const token *k = &x->tokens[t];
        bool with_it = t == v || k->head == v || k->upos == UPOS_AUX;
        if (!with_it && k->upos != UPOS_VERB) continue;
        if (token_is(s, t, ROLE_future)) return TENSE_OF_FUTURE;
        if (!with_it) continue;
        unsigned own = tense_of_feats(k->feats);
        if (t != v && own == TENSE_OF_PRESENT && participle) own = TENSE_OF_PAST; /* perfect, or passive of now */
        if (own && (tense == TENSE_UNKNOWN || t != v)) tense = own;
        if (own == TENSE_OF_PRESENT && t == v && token_is(s, t, ROLE_report)) tense = TENSE_OF_PAST;
    }
    return tense;
}

static bool is_verb(const token *k) {
    return (k->upos == UPOS_VERB || k->upos == UPOS_AUX) && FEAT_GET(k->feats, VERBFORM) != 0;
}

static unsigned by_tree(const time_scan *s, const sentence *q, uint32_t first, uint32_t end) {
    const text *x = s->x;
    uint32_t first_byte = s->items[first].start, end_byte = s->items[end - 1].end;
    uint32_t t = x->words[s->items[first].word].token;
    while (t < q->end_token && x->tokens[t].end <= first_byte) t++;
    for (uint32_t k = 0; t < q->end_token && k < CLIMB_MAX; k++) {
        const token *at = &x->tokens[t];
        if ((at->start < first_byte || at->start >= end_byte) && is_verb(at)) {
            unsigned tense = tense_of_verb(s, q, t);
            if (tense) return tense;
        }
        if (at->head == TOKEN_NONE || at->head >= x->token_count || at->head == t) break;
        t = at->head;
    }
    return TENSE_UNKNOWN;
}

static unsigned by_words(const time_scan *s, uint32_t first, uint32_t end) {
    for (uint32_t d = 1; d <= REACH_ITEMS; d++) {
        for (int side = 0; side < 2; side++) {
            uint32_t i = side ? end + d - 1 : first - d;
            if (side ? i >= s->count : d > first) continue;
            if (is(s, i, ROLE_future)) return TENSE_OF_FUTURE;
            if (is(s, i, ROLE_past) || is(s, i, ROLE_report)) return TENSE_OF_PAST;
            if (is(s, i, ROLE_present)) return TENSE_OF_PRESENT;
        }
    }
    return TENSE_UNKNOWN;
}

unsigned time_tense(const time_scan *s, uint32_t sentence_index, uint32_t first, uint32_t end) {
    unsigned tense = TENSE_UNKNOWN;
    bool headline = false;
    if (sentence_index < s->x->sentence_count) {
        const sentence *q = &s->x->sentences[sentence_index];
        headline = q->headline;
        tense = by_tree(s, q, first, end);
    }
    if (tense == TENSE_UNKNOWN) tense = by_words(s, first, end);
    return tense == TENSE_UNKNOWN && headline ? TENSE_OF_FUTURE : tense;
}
