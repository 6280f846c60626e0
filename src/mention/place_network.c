/* What the network that reads a sentence says of its words, in languages that ask it ([evidence] of lang/<code>/places.rules).
 *
 *   "names  network"    [policy]: a place that the network saw and no list holds is one stretch: "estadio del Milenio"
 *   "capitals  nouns"   [policy]: common nouns lose their capital, so that all later stages see names only:
 *                       "Die Stadt Homs in der Provinz" ─▶ die · stadt · Homs · in · der · provinz */
#include <string.h>

#include "mention/place_scan.h"

/* Logits, by how widely the name is known as a place: below them the network is in doubt, and has no say. */
#define SURE          2.0F
#define SURE_OF_KNOWN 4.0F
#define SURE_OF_GREAT 7.0F
#define GREAT_WEIGHT  (17 * NAME_WEIGHT_UNIT)
#define KNOWN_WEIGHT  (13 * NAME_WEIGHT_UNIT)

/* What says place and nothing else: "north of", "the town of". */
#define ANNOUNCED (EVIDENCE_BIT(NEAR) | EVIDENCE_BIT(CLASS_OF) | EVIDENCE_BIT(CLASS) | EVIDENCE_BIT(DATELINE))

static const name *seen_at(const place_scan *s, uint32_t w) {
    uint32_t n = s->seen ? s->seen[w] : 0;
    return n ? &s->x->names[n - 1] : NULL;
}

static float sure_enough(const place_scan *s, const name_hit *h, const name *n) {
    if (s->x->no_capitals) return 0; /* nothing else tells names there */
    if (n->label == NAME_LOC) return SURE;
    if (h->evidence & ANNOUNCED) return SURE_OF_GREAT;
    if (!h->list) return SURE;
    int32_t weight = candidate_weight(h->top, s->lang_bit);
    return weight > GREAT_WEIGHT ? SURE_OF_GREAT : weight > KNOWN_WEIGHT ? SURE_OF_KNOWN : SURE;
}

uint64_t place_network_evidence(const place_scan *s, const name_hit *h) {
    if (!s->seen) return 0;
    const name *n = NULL;
    for (uint32_t w = h->first_word; w < h->name_end && !n; w++) n = seen_at(s, w);
    const bool called = !h->list || (h->evidence & EVIDENCE_BIT(CLASS_OF)); /* "the town of X" says it, seen or not */
    if (!n) return s->x->no_capitals && called ? 0 : EVIDENCE_BIT(UNSEEN);
    if (n->margin < sure_enough(s, h, n)) return 0;
    if (n->label == NAME_LOC) return EVIDENCE_BIT(SEEN_PLACE);
    if (n->label == NAME_PER) return EVIDENCE_BIT(SEEN_PERSON);
    if (h->list && NAME_TIER(h->top) == NAME_ADJECTIVE) return 0; /* by right in the name of something else */
    uint32_t last = s->x->words[h->name_end - 1].token;
    bool inner = n->first_token < s->x->words[h->first_word].token || n->end_token > last + 1;
    if (inner && h->list) return EVIDENCE_BIT(IN_ORG);                       /* "Universidad de Salamanca" */
    return h->evidence & EVIDENCE_BIT(SPEAKS) ? 0 : EVIDENCE_BIT(SEEN_BODY); /* "Moscú rechazó": a place that acts */
}

bool place_network_name(const place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    const word *words = s->x->words;
    const name *n = (s->lang->policy & PLACES_AS_LABELLED) ? seen_at(s, w) : NULL;
    if (!n || n->label != NAME_LOC || n->margin < SURE || n->first_token != words[w].token) return false;
    if (w > 0 && s->seen[w - 1] == s->seen[w]) return false;
    uint32_t i = w;
    uint64_t key = 0;
    for (; i < end && s->seen[i] == s->seen[w]; i++) {
        if (i > w && s->x->bytes[words[i].start - 1] == '/') return false; /* "Donezk/Kiew" are two */
        key = hash_phrase(key, words[i].hash);
    }
    *out = (name_hit){
        .first_word = w, .end_word = i, .name_end = i, .key = key, .inside = HIT_NONE, .evidence = EVIDENCE_BIT(UNKNOWN)};
    if (i - w > 1) out->evidence |= EVIDENCE_BIT(UNKNOWN_LONG);
    return true;
}

/* ------------------------------------------------------------------------------------------------------------- nouns */

/* Does a name begin at w that is known so widely, or has so many words, that the tagger has no say? */
static bool begins_known_name(const place_scan *s, uint32_t w) {
    enum { WORDS = 4, LONG_WEIGHT = 10 * NAME_WEIGHT_UNIT };
    const text *x = s->x;
    uint64_t key = 0;
    for (uint32_t i = w; i < w + WORDS && i < x->word_count && (i == w || (x->words[i].flags & WORD_GLUE)); i++) {
        key = hash_phrase(key, x->words[i].hash);
        const phrase_slot *slot = phrase_find(&s->g->names, key);
        if (!slot) return false;
        const name_candidate *c = slot->flags & PHRASE_ENTRY ? gazetteer_candidates(s->g, slot) : NULL;
        for (; c; c = c->flags & NAME_LAST ? NULL : c + 1)
            if (candidate_is_used(c, s->lang_bit) && candidate_weight(c, s->lang_bit) > (i > w ? LONG_WEIGHT : KNOWN_WEIGHT))
                return true;
        if (!(slot->flags & PHRASE_PREFIX)) return false;
    }
    return false;
}

/* "im", "vom": an article is in it. */
static bool is_fused(const place_scan *s, uint32_t w) {
    return s->x->tokens[s->x->words[w].token].flags & TOKEN_MWT_FIRST;
}

/* "in Essen", "von Halle": a town has no article, a noun mostly has one. */
static bool is_bare_behind_in(const place_scan *s, uint32_t w) {
    uint32_t n = 0;
    if (w == 0 || !(s->x->words[w].flags & WORD_GLUE)) return false;
    const place_cue *before = place_cue_at(s->lang, s->x->words, w - 1, w, &n);
    return before && (before->roles & (CUE_IN | CUE_OF)) && !(before->roles & CUE_DEFINITE) && !is_fused(s, w - 1);
}

/* "die Stadt Isjum", "des Dorfes Otscheretyne": what stands right behind the class of a town is its name, whatever the tagger
 * saw. */
static bool is_called(const place_scan *s, uint32_t w) {
    uint32_t n = 0;
    if (w == 0 || !(s->x->words[w].flags & WORD_GLUE)) return false;
    const place_cue *before = place_cue_at(s->lang, s->x->words, w - 1, w, &n);
    return before && (before->roles & CUE_CLASS) && strncmp(before->feature, "PPL", 3) == 0;
}

/* Names that the dispatch calls so once: "das Dorf Bilohoriwka … Bilohoriwka sei", or that the tagger knows once. */
enum { CALLED_MAX = 64 };

typedef struct called_names {
    uint64_t hash[CALLED_MAX];
    uint32_t n;
} called_names;

static bool is_one_of(const called_names *l, uint64_t hash) {
    for (uint32_t i = 0; i < l->n; i++)
        if (l->hash[i] == hash) return true;
    return false;
}

/* "Tall Abjad": the rest of a name. */
static bool is_rest_of_name(const text *x, uint32_t w) {
    if (w == 0 || !(x->words[w].flags & WORD_GLUE) || !(x->words[w - 1].flags & WORD_CAPITAL)) return false;
    return x->tokens[x->words[w].token].deprel == DEP_FLAT && x->tokens[x->words[w - 1].token].upos == UPOS_PROPN;
}

static bool is_common_noun(const place_scan *s, const called_names *called, uint32_t w) {
    enum { NAME_WORDS = CUE_STREET | CUE_TAIL | CUE_ORG | CUE_OUTLET | CUE_FIRST_NAME };
    const text *x = s->x;
    uint32_t n = 0;
    if (!(x->words[w].flags & WORD_CAPITAL) || (x->words[w].flags & WORD_ALL_CAPS) || seen_at(s, w)) return false;
    if (w > 0 && goes_on_in_bracket(x, w)) return false;
    uint8_t upos = x->tokens[x->words[w].token].upos;
    const place_cue *cue = place_cue_at(s->lang, x->words, w, w + 1, &n);
    if (cue && (cue->roles & NAME_WORDS)) return false;
    if (cue && (cue->roles & CUE_CLASS)) return true;
    if (upos == UPOS_PROPN || upos == UPOS_X) return false;
    if (cue && (cue->roles & CUE_STOP)) return true;
    if (is_called(s, w) || is_one_of(called, x->words[w].hash) || is_rest_of_name(x, w)) return false;
    return !begins_known_name(s, w) || (cue && (cue->roles & CUE_WEAK) && !is_bare_behind_in(s, w));
}

dp_status place_nouns_lower(place_scan *s, dp_error *err) {
    const text *x = s->x;
    if (!(s->lang->policy & PLACES_NOUNS_CAPITAL)) return DP_OK;
    text *own = arena_alloc(s->a, sizeof *own);
    word *words = arena_array(s->a, x->word_count, sizeof *words);
    if (!own || !words) return error_nomem(err);
    memcpy(words, x->words, x->word_count * sizeof *words);
    called_names called = {.n = 0};
    for (uint32_t w = 1; w < x->word_count && called.n < CALLED_MAX; w++) {
        uint32_t n = 0;
        const bool behind = x->tokens[x->words[w].token].upos == UPOS_PROPN && (x->words[w].flags & WORD_GLUE) &&
                            x->tokens[x->words[w - 1].token].upos == UPOS_ADP; /* "den Verlust von Gulak" */
        if (!(x->words[w].flags & WORD_CAPITAL) || !(behind || is_called(s, w)) || is_one_of(&called, x->words[w].hash)) continue;
        const place_cue *cue = place_cue_at(s->lang, x->words, w, w + 1, &n);
        if (!cue || !(cue->roles & (CUE_STOP | CUE_CLASS))) called.hash[called.n++] = x->words[w].hash;
    }
    for (uint32_t w = 0; w < x->word_count; w++)
        if (is_common_noun(s, &called, w)) words[w].flags &= ~(uint32_t)WORD_CAPITAL;
    *own = *x;
    own->words = words;
    s->x = own;
    return DP_OK;
}
