/* The tagger's decoder. */
#include "text/tagger.h"

#include <string.h>

#include "text/scratch.h"

static void sum_roles(const linear *tags, cached_word *w) {
    uint64_t keys[TAG_WORD_KEYS_MAX];
    memset(w->sums, 0, sizeof w->sums);
    for (int role = 0; role < ROLE_COUNT; role++) {
        uint32_t n = tag_word_keys(&w->type, (enum tag_role)role, keys);
        for (uint32_t k = 0; k < n; k++) {
            const uint8_t *row = linear_row(tags, keys[k]);
            for (int c = 0; c < MODEL_CLASSES_MAX; c++) w->sums[role][c] = (uint16_t)(w->sums[role][c] + row[c]);
        }
    }
}

void tagger_edge(const model *m, cached_word *edge) {
    edge->type = tag_word_edge;
    sum_roles(&m->tags, edge);
    edge->allowed = UINT32_MAX;
}

/* Articles, prepositions, pronouns, auxiliaries and conjunctions are few and known: no longer word that is not known as one is
 * taken for one. Short words may be slips of the pen for them ("u", "teh"). */
enum { LONG_WORD_BYTES = 6 };

static bool is_closed(unsigned upos) {
    return upos == UPOS_DET || upos == UPOS_ADP || upos == UPOS_AUX || upos == UPOS_PRON || upos == UPOS_CCONJ ||
           upos == UPOS_SCONJ;
}

_Static_assert(MODEL_CLASSES_MAX <= 32, "classes are bits of a word");

static uint32_t allowed_classes(const model *m, const word_type *w) {
    uint32_t known = 0; /* bits of UPOS */
    const uint32_t sets[2] = {w->entry.set, w->bare.set};
    for (int k = 0; k < 2; k++) {
        const lexicon_set *set = &m->words.sets[sets[k]];
        for (uint32_t i = 0; i < set->count; i++) known |= 1u << m->words.readings[set->first + i].upos;
    }
    uint32_t allowed = 0;
    for (uint32_t c = 0; c < m->class_count; c++)
        if (!is_closed(m->classes[c].upos) || (known >> m->classes[c].upos & 1)) allowed |= 1u << c;
    return allowed;
}

static void make_word(const model *m, const token *t, enum word_case c, cached_word *w) {
    tag_word_make(&m->words, m->fold, t, c, &w->type);
    sum_roles(&m->tags, w);
    w->allowed = strlen(t->form) >= LONG_WORD_BYTES ? allowed_classes(m, &w->type) : UINT32_MAX;
    w->analysis.known = false;
}

/* The word type of a token, from the cache or made anew. A place in the cache that one of the last words of this sentence
 * holds is not taken from it: the type then lives in `spare` while it is needed. */
static cached_word *get_word(const model *m, linguistic_scratch *s, const token *t, enum word_case c,
                             cached_word *const recent[WINDOW], uint32_t i) {
    uint64_t key = tag_word_key(t->form_hash, c);
    cached_word *w = &s->cache[(key >> 32) & (CACHE_WORDS - 1)];
    if (w->type.key == key) return w;
    for (uint32_t k = 1; k < 5 && k <= i; k++) {
        cached_word *other = recent[(i - k) & (WINDOW - 1)];
        if (other->type.key == key) return other;
        if (other == w) {
            w = &s->spare[i & (WINDOW - 1)];
            break;
        }
    }
    make_word(m, t, c, w);
    return w;
}

static uint32_t best_class(const uint16_t sums[MODEL_CLASSES_MAX], uint32_t n, uint32_t allowed) {
    uint32_t best = 0, most = 0;
    for (uint32_t c = 0; c < n; c++) {
        const uint32_t sum = (allowed >> c & 1) ? sums[c] + 1u : 0;
        if (sum > most) best = c, most = sum;
    }
    return best;
}

static uint32_t classify(const model *m, cached_word *const ring[WINDOW], uint32_t i, uint32_t tag1, uint32_t tag2) {
    static const enum tag_role roles[5] = {ROLE_LEFT2, ROLE_LEFT, ROLE_OWN, ROLE_RIGHT, ROLE_RIGHT2};
    const cached_word *words[5];
    uint16_t sums[MODEL_CLASSES_MAX] = {0};
    for (uint32_t k = 0; k < 5; k++) {
        words[k] = ring[(i + k - 2) & (WINDOW - 1)];
        const uint16_t *add = words[k]->sums[roles[k]];
        for (int c = 0; c < MODEL_CLASSES_MAX; c++) sums[c] = (uint16_t)(sums[c] + add[c]);
    }
    tag_context context = {&words[0]->type, &words[1]->type, &words[2]->type, &words[3]->type, &words[4]->type, tag1, tag2};
    uint64_t keys[TAG_CONTEXT_KEYS_MAX];
    uint32_t n = tag_context_keys(&context, keys);
    for (uint32_t k = 0; k < n; k++) {
        const uint8_t *row = linear_row(&m->tags, keys[k]);
        for (int c = 0; c < MODEL_CLASSES_MAX; c++) sums[c] = (uint16_t)(sums[c] + row[c]);
    }
    return best_class(sums, m->class_count, ring[i & (WINDOW - 1)]->allowed);
}

/* How well a reading fits a class: 0 not at all, else more for more. Voice is not the lexicon's business. */
static uint32_t fit(const lexicon *lx, const lexicon_reading *r, const tag_class *c) {
    static const uint32_t voice = FEAT_PUT(VOICE, (1u << FEAT_VOICE_BITS) - 1);
    static const uint32_t form = FEAT_PUT(VERBFORM, (1u << FEAT_VERBFORM_BITS) - 1);
    if (r->upos != c->upos) return 0;
    uint32_t wrong = (lx->feats[r->feats] ^ c->feats) & c->mask & ~voice;
    return wrong == 0 ? 3 : (wrong & form) == 0 ? 2 : 1;
}

/* The first of the readings that fit best; NULL where none is of the class's part of speech. */
static const lexicon_reading *find_reading(const lexicon *lx, const word_type *w, const tag_class *c, lexicon_entry *entry) {
    const lexicon_entry entries[2] = {w->entry, w->bare};
    const lexicon_reading *best = NULL;
    uint32_t best_fit = 0;
    for (int k = 0; k < 2; k++) {
        const lexicon_set *set = &lx->sets[entries[k].set];
        for (uint32_t i = 0; i < set->count; i++) {
            const lexicon_reading *r = &lx->readings[set->first + i];
            uint32_t f = fit(lx, r, c);
            if (f > best_fit) best = r, best_fit = f, *entry = entries[k];
        }
    }
    return best;
}

/* A script's lemma, NUL-terminated in the arena; the form where no script applies. */
static dp_status make_lemma(const model *m, arena *a, token *t, uint16_t script, dp_error *err) {
    char lemma[LEMMA_MAX];
    size_t n = script == NO_SCRIPT ? 0 : lemma_apply(&m->lemmas, script, m->fold, t->form, strlen(t->form), lemma);
    t->lemma = n == 0 ? t->form : arena_copy(a, lemma, n);
    return t->lemma ? DP_OK : error_nomem(err);
}

static void guess(const model *m, const token *t, uint32_t class, word_analysis *out) {
    const tag_class *c = &m->classes[class];
    char lower[FOLD_MAX];
    uint64_t keys[GUESS_ENDING_MAX];
    uint32_t n = lemma_ending_keys(lower, fold_lower(m->fold, t->form, strlen(t->form), lower, sizeof lower), keys);
    const guess_slot *g = lemma_guess(&m->lemmas, class, keys, n);
    out->script = g ? g->script : NO_SCRIPT;
    out->feats = g ? m->words.feats[g->feats] : 0;
    out->feats = (out->feats & ~c->mask) | c->feats;
}

static dp_status analyse(const model *m, arena *a, cached_word *w, token *t, uint32_t class, dp_error *err) {
    word_analysis *known = &w->analysis;
    const tag_class *c = &m->classes[class];
    t->upos = c->upos;
    if (known->known && known->class == class) {
        t->feats = known->feats;
        t->lemma_hash = known->lemma_hash;
        t->lemma = known->lemma;
        return t->lemma ? DP_OK : make_lemma(m, a, t, known->script, err);
    }
    *known = (word_analysis){.class = (uint8_t) class, .known = 1, .script = NO_SCRIPT};
    lexicon_entry entry;
    const lexicon_reading *r = find_reading(&m->words, &w->type, c, &entry);
    if (r) {
        known->feats = (m->words.feats[r->feats] & ~c->mask) | c->feats;
        known->lemma = m->words.strings + (r->lemma == LEXICON_OWN_LEMMA ? entry.lemma : r->lemma);
        t->lemma = known->lemma;
    } else {
        guess(m, t, class, known);
        dp_status status = make_lemma(m, a, t, known->script, err);
        if (status) return status;
    }
    t->feats = known->feats;
    t->lemma_hash = known->lemma_hash = fold_lower_hash(m->fold, t->lemma, strlen(t->lemma));
    return DP_OK;
}

dp_status tagger_run(const model *m, linguistic_scratch *s, arena *a, token *tokens, uint32_t first, uint32_t end,
                     dp_error *err) {
    cached_word *ring[WINDOW];
    for (int k = 0; k < WINDOW; k++) ring[k] = &s->edge; /* before the sentence, and after it */
    uint32_t n = end - first, tag1 = TAG_EDGE, tag2 = TAG_EDGE;
    bool untold = tag_caps_untold(tokens, first, end), opened = false;
    for (uint32_t j = 0; j < n + 2; j++) {
        cached_word *coming = &s->edge;
        if (j < n) coming = get_word(m, s, &tokens[first + j], tag_word_case(&tokens[first + j], untold, &opened), ring, j);
        ring[j & (WINDOW - 1)] = coming;
        if (j < 2) continue;
        uint32_t i = j - 2;
        cached_word *w = ring[i & (WINDOW - 1)];
        uint32_t class = w->type.frozen != LEXICON_NOT_FROZEN ? w->type.frozen : classify(m, ring, i, tag1, tag2);
        dp_status status = analyse(m, a, w, &tokens[first + i], class, err);
        if (status) return status;
        tag2 = tag1;
        tag1 = class;
    }
    return DP_OK;
}
