#include "html/rules.h"

/* A damaged pack may not lead out of the table. */
static bool states_hold(const html_rules *r) {
    for (size_t i = 0; i < r->name_count; i++)
        for (int k = 0; k < HTML_NAME_SIGNS; k++)
            if (r->names[i].next[k] >= r->name_count) return false;
    return r->name_count > 0;
}

dp_status html_rules_open(const pack *p, html_rules *out, dp_error *err) {
    const void *references, *names;
    *out = (html_rules){.pack = p};
    dp_status status = pack_table(p, "html/references", sizeof *out->references, &references, &out->reference_count, err);
    if (!status) status = pack_table(p, "html/names", sizeof *out->names, &names, &out->name_count, err);
    if (!status) status = phrase_open(p, "html/lines", &out->lines, err);
    if (status) return status;
    out->references = references;
    out->names = names;
    return states_hold(out) ? DP_OK : error_set(err, DP_E_PACK, "the pack's names of page parts do not hold together");
}

/* --- names ----------------------------------------------------------------------------------------------------------------- */

typedef struct name_reader {
    const html_name_state *states;
    uint16_t at;
    unsigned kinds;
} name_reader;

static inline void take(name_reader *r, unsigned sign) {
    r->at = r->states[r->at].next[sign];
    r->kinds |= r->states[r->at].kinds;
}

static bool is_lower(char c) {
    return (unsigned)(c - 'a') < 26;
}

static bool is_upper(char c) {
    return (unsigned)(c - 'A') < 26;
}

static unsigned sign_of(char c) {
    const unsigned letter = (unsigned)((c | 0x20) - 'a');
    if (letter < 26) return SIGN_A + letter;
    if ((unsigned)(c - '0') < 10) return SIGN_DIGIT;
    return (unsigned char)c >= 0x80 ? SIGN_OTHER : SIGN_BORDER;
}

/* One name: "postContent_2" is read as ^-post-content-2-$. */
static unsigned kinds_of_name(const html_rules *rules, enum html_name_sign attribute, const char *s, size_t n) {
    name_reader r = {.states = rules->names};
    unsigned before = SIGN_BORDER;
    if (attribute) take(&r, attribute);
    take(&r, SIGN_END);
    take(&r, SIGN_BORDER);
    for (size_t i = 0; i < n; i++) {
        const unsigned sign = sign_of(s[i]);
        if (i > 0 && is_upper(s[i]) && is_lower(s[i - 1])) take(&r, SIGN_BORDER);
        if (sign != SIGN_BORDER || before != SIGN_BORDER) take(&r, sign);
        before = sign;
    }
    if (before != SIGN_BORDER) take(&r, SIGN_BORDER);
    take(&r, SIGN_END);
    return r.kinds & KIND_MUTE ? 0 : r.kinds;
}

static bool is_blank(char c) {
    return c == ' ' || (unsigned char)(c - '\t') < 5;
}

unsigned html_kinds_of(const html_rules *rules, enum html_name_sign attribute, const char *value, size_t n) {
    unsigned kinds = 0;
    for (size_t i = 0; i < n;) {
        const size_t start = i;
        while (i < n && !is_blank(value[i])) i++;
        if (i > start) kinds |= kinds_of_name(rules, attribute, value + start, i - start);
        while (i < n && is_blank(value[i])) i++;
    }
    return kinds;
}
