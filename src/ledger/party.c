/* Are two parties one? Codes are CAMEO's: three letters of a state or kind, then three for each role. Where neither "the same"
 * nor "another" is certain the answer is unclear, and no relation is made of it. */
#include <string.h>

#include "ledger/proposition.h"

typedef struct party {
    char kind; /* k known, c composed, n named only */
    const char *code, *name;
    size_t code_size, name_size;
} party;

/* The next of "k:SYRMIL=syria armed forces|…"; false at the end. */
static bool next_party(const char **at, party *out) {
    const char *s = *at;
    if (!*s) return false;
    const char *colon = strchr(s, ':'), *equals = colon ? strchr(colon, '=') : NULL;
    if (!equals) return false;
    size_t n = strcspn(equals + 1, "|");
    *out = (party){s[0], colon + 1, equals + 1, (size_t)(equals - colon - 1), n};
    *at = equals + 1 + n + (equals[1 + n] == '|');
    return true;
}

/* A state or a part of it: the country alone, or followed by an organ of state. */
static bool of_state(const party *p) {
    static const char *const organs[] = {"GOV", "MIL", "COP", "SPY", "LEG", "JUD"};
    static const char *const no_states[] = {"IMG", "IGO", "NGO", "NGM", "MNC", "INT", "UIS",
                                            "REB", "INS", "SEP", "UAF", "CRM", "OPP"};
    if (p->code_size < 3) return false;
    for (size_t i = 0; i < sizeof no_states / sizeof *no_states; i++)
        if (memcmp(p->code, no_states[i], 3) == 0) return false;
    if (p->code_size == 3) return true;
    for (size_t i = 0; p->code_size >= 6 && i < sizeof organs / sizeof *organs; i++)
        if (memcmp(p->code + 3, organs[i], 3) == 0) return true;
    return false;
}

static enum party_likeness likeness(const party *a, const party *b) {
    if (a->name_size && a->name_size == b->name_size && memcmp(a->name, b->name, a->name_size) == 0) return PARTY_SAME;
    if (!a->code_size || !b->code_size) return PARTY_UNCLEAR;
    size_t shorter = a->code_size < b->code_size ? a->code_size : b->code_size;
    bool begins = memcmp(a->code, b->code, shorter) == 0, a_state = of_state(a), b_state = of_state(b);
    bool one_country = shorter >= 3 && memcmp(a->code, b->code, 3) == 0;
    if (a_state && b_state) return one_country ? PARTY_SAME : PARTY_DIFFERENT;
    if (a_state != b_state) return begins ? PARTY_UNCLEAR : PARTY_DIFFERENT;
    /* Two that are no states: groups share codes, and "rebels" may be any of them. */
    return !one_country && a->kind == 'k' && b->kind == 'k' ? PARTY_DIFFERENT : PARTY_UNCLEAR;
}

enum party_likeness party_compare(const char *a, const char *b) {
    if (!*a || !*b) return PARTY_UNCLEAR;
    bool unclear = false;
    party p, q;
    for (const char *i = a; next_party(&i, &p);)
        for (const char *j = b; next_party(&j, &q);) {
            enum party_likeness like = likeness(&p, &q);
            if (like == PARTY_SAME) return PARTY_SAME;
            unclear |= like == PARTY_UNCLEAR;
        }
    return unclear ? PARTY_UNCLEAR : PARTY_DIFFERENT;
}
