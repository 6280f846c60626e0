#include "annotate/entity_names.h"

#include <string.h>

/* Margins are in logits. */
#define MARGIN_MOST   6.0f /* more counts for no more */
#define MARGIN_SPREAD 3.0f /* what a name must gather to be found where the network saw none */
#define KNOWN         2.0f /* the vote of what is known of a name */
#define SURNAME       1.0f /* of a full name's margin */

enum { LABELS = 4 };

/* A name as it is written, its votes over all mentions. */
typedef struct surface {
    uint64_t key; /* 0: free */
    uint32_t words;
    float votes[LABELS];
} surface;

typedef struct surfaces {
    surface *at; /* [mask + 1] */
    uint32_t mask;
    uint32_t longest;
} surfaces;

static uint64_t key_of(const text *x, uint32_t first, uint32_t end) {
    uint64_t key = 0;
    for (uint32_t t = first; t < end; t++) key = hash_phrase(key, x->tokens[t].lemma_hash);
    return key ? key : 1;
}

static surface *slot_of(const surfaces *s, uint64_t key) {
    uint32_t i = (uint32_t)(key >> 20) & s->mask;
    while (s->at[i].key && s->at[i].key != key) i = (i + 1) & s->mask;
    return &s->at[i];
}

static void vote(surfaces *s, const text *x, uint32_t first, uint32_t end, uint8_t label, float weight) {
    surface *f = slot_of(s, key_of(x, first, end));
    f->key = key_of(x, first, end);
    f->words = end - first;
    f->votes[label] += weight;
    if (f->words > s->longest) s->longest = f->words;
}

static float weight_of(const name *n) {
    return n->margin < 0 ? 0 : n->margin < MARGIN_MOST ? n->margin : MARGIN_MOST;
}

static uint32_t flags_of(const entity_sources *from, const text *x, uint32_t t) {
    return word_flags_of(from->words, from->fold, x->tokens[t].form, strlen(x->tokens[t].form));
}

/* The label that the words of a name speak for where they speak for one alone; LABELS where they do not. */
static uint8_t known_label(const entity_sources *from, const text *x, const name *n) {
    const uint32_t person = KNOWN_GIVEN_NAME | KNOWN_SURNAME, body = KNOWN_BODY | KNOWN_BODY_WORD;
    const uint32_t first = flags_of(from, x, n->first_token);
    if (n->end_token - n->first_token > 1) return first & KNOWN_GIVEN_NAME && !(first & (KNOWN_PLACE | body)) ? NAME_PER : LABELS;
    if (first & KNOWN_GREAT_PLACE) return first & (person | KNOWN_BODY) ? LABELS : NAME_LOC;
    if (first & KNOWN_PLACE) return LABELS;
    if (first & KNOWN_BODY) return first & person ? LABELS : NAME_ORG;
    return first & person ? NAME_PER : LABELS;
}

static dp_status gather(const entity_sources *from, const text *x, arena *a, surfaces *out, dp_error *err) {
    *out = (surfaces){.mask = 15};
    while (out->mask < 4 * x->name_count) out->mask = 2 * out->mask + 1;
    out->at = arena_array(a, out->mask + 1u, sizeof *out->at);
    if (!out->at) return error_nomem(err);
    for (uint32_t i = 0; i < x->name_count; i++) {
        const name *n = &x->names[i];
        const uint8_t known = known_label(from, x, n);
        vote(out, x, n->first_token, n->end_token, n->label, weight_of(n));
        if (known < LABELS) vote(out, x, n->first_token, n->end_token, known, KNOWN);
        if (n->label == NAME_PER && n->end_token - n->first_token > 1)
            vote(out, x, n->end_token - 1, n->end_token, NAME_PER, SURNAME * weight_of(n));
    }
    return DP_OK;
}

/* `own` unless another label has more votes. */
static uint8_t best_label(const surface *f, uint8_t own) {
    uint8_t best = own;
    for (uint8_t k = 0; k < LABELS; k++)
        if (f->votes[k] > f->votes[best]) best = k;
    return best;
}

/* The longest name with votes enough that begins at token t. */
static uint32_t spread_end(const surfaces *s, const text *x, uint32_t t, uint32_t limit, uint8_t *label) {
    for (uint32_t end = limit < t + s->longest ? limit : t + s->longest; end > t; end--) {
        const surface *f = slot_of(s, key_of(x, t, end));
        if (!f->key || f->words != end - t || !(x->tokens[end - 1].flags & TOKEN_CAPITAL)) continue;
        *label = best_label(f, NAME_PER);
        if (f->votes[*label] >= MARGIN_SPREAD) return end;
    }
    return t;
}

dp_status entity_names(const entity_sources *from, const text *x, arena *a, const name **out, uint32_t *n, dp_error *err) {
    surfaces s;
    vec_of(name) list = {0};
    dp_status status = gather(from, x, a, &s, err);
    if (status) return status;
    for (uint32_t t = 0, i = 0; t < x->token_count;) {
        name found = {.first_token = t, .end_token = t};
        const uint32_t sentence_end = x->sentences[x->tokens[t].sentence].end_token;
        if (i < x->name_count && x->names[i].first_token == t) {
            found = x->names[i++];
            found.label = best_label(slot_of(&s, key_of(x, found.first_token, found.end_token)), found.label);
        } else if ((x->tokens[t].flags & TOKEN_CAPITAL) && s.longest > 0) {
            const uint32_t next = i < x->name_count ? x->names[i].first_token : sentence_end;
            found.end_token = spread_end(&s, x, t, next < sentence_end ? next : sentence_end, &found.label);
        }
        if (found.end_token > t && !vec_push(a, &list, found)) return error_nomem(err);
        t = found.end_token > t ? found.end_token : t + 1;
    }
    *out = list.at;
    *n = list.n;
    return DP_OK;
}
