/* Keys of names across spellings (see place_spelling.h). */
#include "mention/place_spelling.h"

#include <string.h>

enum { KEY_MAX = 64 };

dp_status spelling_open(const pack *p, spelling_table *out, dp_error *err) {
    memset(out, 0, sizeof *out);
    const void *at = NULL;
    size_t n = 0;
    if (!pack_section(p, "place-spelling", &at, &n)) return DP_OK;
    dp_status s = pack_table(p, "place-spelling", sizeof(spelling_rule), &at, &n, err);
    if (s != DP_OK) return s;
    const spelling_rule *rules = at;
    for (size_t i = 0; i < n; i++) {
        if (rules[i].from_bytes == 0 || rules[i].from_bytes > SPELLING_FROM_MAX || rules[i].to_bytes > SPELLING_TO_MAX ||
            rules[i].set >= SPELLING_SETS_MAX || rules[i].where > SPELLING_END)
            return error_set(err, DP_E_PACK, "the pack's spelling rules are damaged");
    }
    if (!spelling_index(out, rules, n)) return error_set(err, DP_E_PACK, "the pack has too many spelling rules");
    return DP_OK;
}

bool spelling_index(spelling_table *t, const spelling_rule *rules, size_t n) {
    memset(t, 0, sizeof *t);
    if (n > SPELLING_RULES_MAX) return false;
    t->rules = rules;
    t->n = (uint32_t)n;
    for (size_t i = n; i-- > 0;) {
        const spelling_rule *r = &rules[i];
        const unsigned char byte = (unsigned char)r->from[r->where == SPELLING_END ? r->from_bytes - 1 : 0];
        uint16_t *first = &t->first[r->set][r->where][byte];
        t->next[i] = *first;
        *first = (uint16_t)(i + 1);
        if (r->set >= t->sets) t->sets = r->set + 1u;
    }
    return true;
}

/* The first rule of the set and kind that fits the n bytes at s: at their beginning, or at their end for SPELLING_END. */
static const spelling_rule *rule_for(const spelling_table *t, unsigned set, unsigned where, const char *s, size_t n) {
    if (n == 0) return NULL;
    const unsigned char byte = (unsigned char)s[where == SPELLING_END ? n - 1 : 0];
    for (uint16_t i = t->first[set][where][byte]; i; i = t->next[i - 1]) {
        const spelling_rule *r = &t->rules[i - 1];
        if (r->from_bytes > n || (where == SPELLING_WHOLE && r->from_bytes != n)) continue;
        const char *at = where == SPELLING_END ? s + n - r->from_bytes : s;
        if (memcmp(at, r->from, r->from_bytes) == 0) return r;
    }
    return NULL;
}

typedef struct key_text {
    char at[KEY_MAX];
    size_t n;
} key_text;

static void put(key_text *k, const char *s, size_t n) {
    for (size_t i = 0; i < n && k->n < KEY_MAX; i++) k->at[k->n++] = s[i];
}

static void add_word(const spelling_table *t, unsigned set, const char *s, size_t n, key_text *out) {
    const spelling_rule *r = rule_for(t, set, SPELLING_WHOLE, s, n);
    if (r) {
        put(out, r->to, r->to_bytes);
        return;
    }
    key_text word = {.n = 0};
    if ((r = rule_for(t, set, SPELLING_START, s, n)) != NULL) {
        put(&word, r->to, r->to_bytes);
        s += r->from_bytes, n -= r->from_bytes;
    }
    while (n > 0) {
        r = rule_for(t, set, SPELLING_ANY, s, n);
        if (r)
            put(&word, r->to, r->to_bytes);
        else
            put(&word, s, 1);
        size_t step = r ? r->from_bytes : 1;
        s += step, n -= step;
    }
    /* Ends may uncover ends; each rule makes the word shorter or is the last, so that this stops. */
    while ((r = rule_for(t, set, SPELLING_END, word.at, word.n)) != NULL) {
        word.n -= r->from_bytes;
        bool shorter = r->to_bytes < r->from_bytes;
        put(&word, r->to, r->to_bytes);
        if (!shorter) break;
    }
    put(out, word.at, word.n);
}

uint64_t spelling_key(const spelling_table *t, unsigned set, const char *folded, size_t n, size_t least) {
    key_text key = {.n = 0};
    if (n >= KEY_MAX) return 0;                                                           /* no name is that long */
    if (!memchr(folded, ' ', n) && rule_for(t, set, SPELLING_WHOLE, folded, n)) return 0; /* "Deir", "Tell" begin many */
    for (size_t start = 0; start < n;) {
        const char *space = memchr(folded + start, ' ', n - start);
        size_t end = space ? (size_t)(space - folded) : n;
        add_word(t, set, folded + start, end - start, &key);
        start = end + 1;
    }
    size_t kept = 0;
    for (size_t i = 0; i < key.n; i++)
        if (kept == 0 || key.at[i] != key.at[kept - 1]) key.at[kept++] = key.at[i];
    if (kept < least || kept == KEY_MAX) return 0;
    return hash_bytes(key.at, kept, set + 1);
}

bool spelling_drops(const spelling_table *t, const char *folded, size_t n) {
    for (unsigned set = 0; set < t->sets; set++) {
        const spelling_rule *r = rule_for(t, set, SPELLING_WHOLE, folded, n);
        if (r && r->to_bytes == 0) return true;
    }
    return false;
}
