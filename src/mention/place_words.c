/* Words as the search for places wants them, where the writing itself does not show them: small words that are written onto the
 * next one are set apart, and in a script without capitals it is worked out which words may be names.
 *
 *   "وقصف الطيران بلدة الباب"  ─▶  و · قصف · ال · طيران · بلدة · الباب        "للعراق"  ─▶  لل · العراق
 *                                                         ^ a name
 *
 * A word can be read in several ways ("بحلب": a word, or "ب" and "حلب"); what the tokeniser thinks, the gazetteer and the
 * language's cues decide. The word that a small one is taken from keeps its whole span, since that is what readers of a text
 * point at; the small one is empty. The names that the network saw (text.h) and what tags call proper stand in for capitals. */
#include <string.h>

#include "mention/place_scan.h"

enum { JOINED_MAX = 3, NAME_WORDS_MAX = 10 };

/* What a reading of a word gathers. */
#define AS_TOKENISED  3.0F
#define PER_JOINED    (-0.5F)
#define CUE_WORD      4.0F
#define ARTICLE_CUE   6.0F
#define ARTICLE_CLASS 9.0F
#define MORE_WORDS    3.0F /* a cue that goes on in the next word */
#define NAME_WORDS    6.0F /* a name that does */
#define KNOWN_FROM    6.0F /* the weight from which a name of the gazetteer speaks for itself */
#define KNOWN_SHARE   0.5F
#define GREAT_FROM    14.0F
#define GREAT_NAME    2.0F
#define CAPITAL_FROM  13.0F /* names that are names without more ado */
#define CAPITAL_NEAR  0.0F  /* … behind "the town of" */
#define CAPITAL_IN    7.0F  /* … behind "in", or joined to another name */
#define NO_BEGINNING  (CUE_STOP | CUE_NO_NAME | CUE_NEAR | CUE_IN | CUE_AROUND | CUE_DIRECTION) /* no name begins so */
#define ARTICLE_ROLES (CUE_CLASS | CUE_DEMONYM | CUE_DIRECTION | CUE_SAME | CUE_BORDER)

typedef struct reading {
    const place_joined *joined[JOINED_MAX];
    uint32_t n;     /* of them */
    uint32_t bytes; /* that they take, articles not counted */
    uint64_t rest;  /* hash of what is left */
    float score;
} reading;

typedef struct word_list {
    vec_of(word) words;
    vec_of(uint32_t) names; /* [words] index of the network's name + 1 */
} word_list;

static const place_joined *joined_word(const place_scan *s, uint64_t hash) {
    for (uint32_t i = 0; i < s->lang->joined_count; i++)
        if (s->lang->joined[i].hash == hash) return &s->lang->joined[i];
    return NULL;
}

static uint32_t roles_of(const place_scan *s, const place_joined *j) {
    const phrase_slot *slot = cue_find(s->lang, hash_phrase(0, j->hash));
    if (!slot || !(slot->flags & PHRASE_ENTRY) || slot->value >= s->lang->count) return 0;
    return s->lang->list[slot->value].roles;
}

static bool is_article(const place_scan *s, const place_joined *j) {
    return (roles_of(s, j) & CUE_DEFINITE) && !j->restores[0];
}

/* The longest cue that begins with a word of this hash in place of word w. */
static const place_cue *cue_from(const place_scan *s, uint64_t hash, uint32_t w, uint32_t end, uint32_t *n) {
    const place_cue *best = NULL;
    uint64_t key = 0;
    for (uint32_t i = w; i < end; i++) {
        if (i > w && !(s->x->words[i].flags & WORD_GLUE)) break;
        key = hash_phrase(key, i == w ? hash : s->x->words[i].hash);
        const phrase_slot *slot = cue_find(s->lang, key);
        if (!slot) break;
        if ((slot->flags & PHRASE_ENTRY) && slot->value < s->lang->count) best = &s->lang->list[slot->value], *n = i - w + 1;
        if (!(slot->flags & PHRASE_PREFIX)) break;
    }
    return best;
}

/* Lists run from the heaviest down; what another language says weighs less than it is written. */
static int32_t heaviest_of(const place_scan *s, const name_candidate *list) {
    int32_t best = candidate_weight(list, s->lang_bit);
    for (const name_candidate *c = list; !(c->flags & NAME_LAST) && c[1].weight > best; c++) {
        const int32_t next = candidate_weight(c + 1, s->lang_bit);
        if (next > best) best = next;
    }
    return best;
}

/* The weight of the longest name that begins with a word of this hash in place of word w, and its words; 0 for none. */
static float name_from(const place_scan *s, const text *x, uint64_t hash, uint32_t w, uint32_t end, uint32_t *n) {
    int32_t best = 0;
    uint64_t key = 0;
    *n = 0;
    for (uint32_t i = w; i < end && i < w + NAME_WORDS_MAX; i++) {
        if (i > w && !(x->words[i].flags & WORD_GLUE)) break;
        key = hash_phrase(key, i == w ? hash : x->words[i].hash);
        const phrase_slot *slot = phrase_find(&s->g->names, key);
        if (!slot) break;
        const name_candidate *list = slot->flags & PHRASE_ENTRY ? gazetteer_candidates(s->g, slot) : NULL;
        if (list) best = heaviest_of(s, list), *n = i - w + 1;
        if (!(slot->flags & PHRASE_PREFIX)) break;
    }
    return (float)best / NAME_WEIGHT_UNIT;
}

/* ------------------------------------------------------------------------------------------------- the tokeniser's view */

/* How many bytes of clitics the tokeniser cut from the word's head, and the token of what is left. */
static uint32_t tokenised_cut(const text *x, const word *w, uint32_t *stem) {
    *stem = w->token;
    if (!(x->tokens[w->token].flags & TOKEN_MWT_FIRST)) return 0;
    uint32_t cut = 0, size = w->end - w->start, t = w->token;
    for (; t + 1 < x->token_count && (x->tokens[t + 1].flags & TOKEN_MWT_REST); t++) {
        size_t n = strlen(x->tokens[t].form);
        if (n > 2 || cut + n >= size) break; /* a clitic is one letter, of two bytes at most */
        cut += (uint32_t)n;
    }
    *stem = t;
    return cut;
}

/* ------------------------------------------------------------------------------------------------------------- readings */

/* "the town of Gaza": the class is no part of the name; that of "the Dead Sea" is. */
static bool is_class_apart(const place_cue *c) {
    return (c->roles & CUE_CLASS) && (strncmp(c->feature, "PPL", 3) == 0 || strncmp(c->feature, "ADM", 3) == 0 ||
                                      strncmp(c->feature, "PCL", 3) == 0 || strcmp(c->feature, "RGN") == 0);
}

static void weigh(const place_scan *s, uint32_t w, uint32_t end, uint32_t cut, reading *r) {
    const text *x = s->x;
    uint32_t words = 0;
    bool article = r->n > 0 && is_article(s, r->joined[r->n - 1]);
    r->score = (float)r->n * PER_JOINED + (r->bytes == cut ? AS_TOKENISED : 0);
    const place_cue *cue = cue_from(s, r->rest, w, end, &words);
    if (cue) r->score += (!article ? CUE_WORD : is_class_apart(cue) ? ARTICLE_CLASS : ARTICLE_CUE) + (words > 1 ? MORE_WORDS : 0);
    if (article && !(cue && (cue->roles & ARTICLE_ROLES))) r->score = -100; /* "al-Bab" is a name, "al-madina" the town */
    float weight = article ? 0 : name_from(s, x, r->rest, w, end, &words);
    if (weight > KNOWN_FROM) r->score += KNOWN_SHARE * (weight - KNOWN_FROM) + (words > 1 ? NAME_WORDS : 0);
    if (weight > GREAT_FROM) r->score += GREAT_NAME; /* "al-khalij": the Gulf before a gulf */
}

/* Articles come last, words that join first, all others between. */
static int rank_of(const place_scan *s, const place_joined *j) {
    const uint32_t roles = roles_of(s, j);
    return roles & CUE_DEFINITE ? 3 : roles & CUE_AND ? 1 : 2;
}

/* Takes joined words off the head, one after the other, and keeps the best reading. */
static void read_joined(const place_scan *s, uint32_t w, uint32_t end, uint32_t cut, reading r, uint32_t from, reading *best) {
    const text *x = s->x;
    const word *at = &x->words[w];
    const char *bytes = x->bytes + at->start;
    uint32_t size = at->end - at->start, n = from;
    for (int letters = 0; letters < 2 && n < size && r.n < JOINED_MAX; letters++) {
        uint32_t cp;
        n += (uint32_t)utf8_decode(bytes + n, size - n, &cp);
        if (n >= size) return;
        uint64_t hash = fold_name_hash(s->g->pack->fold, bytes + from, n - from);
        const place_joined *j = joined_word(s, hash);
        if (!j || (r.n > 0 && rank_of(s, r.joined[r.n - 1]) >= rank_of(s, j))) continue;
        reading more = r;
        char stem[FOLD_MAX];
        size_t restored = strlen(j->restores), left = size - n;
        if (left > sizeof stem - sizeof j->restores) return;
        memcpy(stem, j->restores, restored);
        memcpy(stem + restored, bytes + n, left);
        more.joined[more.n++] = j;
        more.bytes = is_article(s, j) ? r.bytes : restored ? from + (n - from) / 2 : n;
        more.rest = fold_name_hash(s->g->pack->fold, stem, restored + left);
        weigh(s, w, end, cut, &more);
        if (more.score > best->score) *best = more;
        read_joined(s, w, end, cut, more, n, best);
    }
}

static bool put(place_scan *s, word_list *l, word w, uint32_t name) {
    return vec_push(s->a, &l->words, w) && vec_push(s->a, &l->names, name);
}

/* The network's name that token t lies in, + 1. Names and tokens are asked for in their order. */
static uint32_t name_at(const text *x, uint32_t t, uint32_t *next) {
    while (*next < x->name_count && x->names[*next].end_token <= t) (*next)++;
    return *next < x->name_count && x->names[*next].first_token <= t ? *next + 1 : 0;
}

static bool split_sentence(place_scan *s, const sentence *sent, uint32_t *name, word_list *l) {
    const text *x = s->x;
    for (uint32_t w = sent->first_word; w < sent->end_word; w++) /* no capital tells which words to look up: all of them */
        phrase_announce(&s->g->names, hash_phrase(0, x->words[w].hash));
    uint32_t whole_until = sent->first_word; /* inside a cue or name of several words, as the rules write it */
    for (uint32_t w = sent->first_word; w < sent->end_word; w++) {
        word stem = x->words[w];
        uint32_t token, cut = tokenised_cut(x, &stem, &token), words = 0;
        reading best = {.rest = stem.hash};
        weigh(s, w, sent->end_word, cut, &best);
        bool whole = w < whole_until || (stem.flags & (WORD_CAPITAL | WORD_DIGITS | WORD_MIXED));
        if (!whole) read_joined(s, w, sent->end_word, cut, (reading){0}, 0, &best);
        const place_cue *cue = cue_from(s, best.rest, w, sent->end_word, &words);
        if (cue && w + words > whole_until) whole_until = w + words;
        if (name_from(s, x, best.rest, w, sent->end_word, &words) > KNOWN_FROM && w + words > whole_until)
            whole_until = w + words;
        for (uint32_t k = 0; k < best.n; k++) {
            word joined = {.start = stem.start, .end = stem.start, .hash = best.joined[k]->hash, .token = stem.token};
            joined.flags = k ? WORD_GLUE : stem.flags & (WORD_GLUE | WORD_HYPHEN | WORD_BREAK);
            if (!put(s, l, joined, 0)) return false;
        }
        if (best.n) stem.flags = (stem.flags & ~(uint32_t)(WORD_HYPHEN | WORD_BREAK)) | WORD_GLUE;
        stem.hash = best.rest;
        stem.token = token;
        if (!put(s, l, stem, name_at(x, token, name))) return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------------------------------- capitals */

bool place_behind_taking(const place_language *l, const text *x, uint32_t w, uint32_t first) {
    enum { WORDS = 6, BETWEEN = CUE_NEAR | CUE_IN | CUE_CLASS | CUE_AND | CUE_SPEAKS | CUE_BORDER };
    for (uint32_t k = w; k > first && w - k < WORDS && (x->words[k].flags & WORD_GLUE); k--) {
        uint32_t n = 0;
        const place_cue *c = place_cue_at(l, x->words, k - 1, w, &n);
        if (c && (c->roles & CUE_BY_CLASS) && strcmp(c->feature, "TAKES") == 0) return true;
        if (c && (c->roles & BETWEEN)) return false;
    }
    return false;
}

/* The least weight that a known name needs at w: less where a word before it says that a place's name comes. */
static float weight_needed(const place_scan *s, const text *x, uint32_t w, uint32_t first) {
    uint32_t words = 0;
    float needed = CAPITAL_FROM;
    for (uint32_t from = w > first + 3 ? w - 3 : first; from < w; from++) {
        const place_cue *c = place_cue_at(s->lang, x->words, from, w, &words);
        if (!c || from + words != w) continue;
        if (c->roles & (CUE_NEAR | CUE_CLASS | CUE_DIRECTION)) return CAPITAL_NEAR;
        const bool joins = (c->roles & CUE_AND) && from > first && (x->words[from - 1].flags & WORD_CAPITAL);
        if ((c->roles & CUE_IN) || joins) needed = CAPITAL_IN;
    }
    if (needed > CAPITAL_IN && place_behind_taking(s->lang, x, w, first)) needed = CAPITAL_IN;
    return needed;
}

static bool is_proper(const text *x, uint32_t w) {
    return x->tokens[x->words[w].token].upos == UPOS_PROPN;
}

static bool is_article_at(const place_scan *s, const text *x, uint32_t w) {
    const place_joined *j = x->words[w].start == x->words[w].end ? joined_word(s, x->words[w].hash) : NULL;
    return j && is_article(s, j);
}

/* "the village of Qardun", in Arabic "village Qardun": a noun right behind the class of a town, whatever the gazetteer knows. */
static bool is_called(const place_scan *s, const text *x, uint32_t w, uint32_t first) {
    const uint8_t upos = x->tokens[x->words[w].token].upos;
    if (w == first || !(x->words[w].flags & WORD_GLUE) || (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_X))
        return false;
    if (x->words[w].flags & (WORD_DIGITS | WORD_MIXED)) return false;
    uint32_t n = 0;
    const place_cue *c = place_cue_at(s->lang, x->words, w - 1, w, &n);
    return c && (c->roles & CUE_CLASS) && strncmp(c->feature, "PPL", 3) == 0 && !(w > first + 1 && is_article_at(s, x, w - 2));
}

/* "مدينة غزة", "جامعة حلب": does the word of this cue stand before a name rather than begin one of n words? It does where the
 * rest is a name by itself; "مدينة الصدر" is one name. */
static bool stands_apart(const place_scan *s, const text *x, const place_cue *cue, uint32_t w, uint32_t n, uint32_t end) {
    if (n < 2) return cue->roles & (CUE_CLASS | CUE_ORG | CUE_TITLE);
    uint32_t rest = 0;
    return is_class_apart(cue) && name_from(s, x, x->words[w + 1].hash, w + 1, end, &rest) > KNOWN_FROM && rest + 1 >= n;
}

static void set_capitals(const place_scan *s, const text *x, word *words, const uint32_t *names, const sentence *sent) {
    for (uint32_t w = sent->first_word; w < sent->end_word;) {
        uint32_t n = 0, cue_words = 0;
        float weight = name_from(s, x, words[w].hash, w, sent->end_word, &n);
        const place_cue *cue = place_cue_at(s->lang, words, w, sent->end_word, &cue_words);
        bool empty = words[w].start == words[w].end, definite = w > sent->first_word && is_article_at(s, x, w - 1);
        bool stopped = cue && (cue->roles & NO_BEGINNING) && cue_words >= (n ? n : 1);
        if (empty || definite || stopped || (cue && cue_words == 1 && stands_apart(s, x, cue, w, n, sent->end_word))) {
            w += stopped ? cue_words : 1;
            continue;
        }
        bool seen = names[w] || is_proper(x, w);
        bool known = n > 0 && (seen || weight > CAPITAL_FROM || (n > 1 && weight > KNOWN_FROM) ||
                               weight > weight_needed(s, x, w, sent->first_word));
        const bool called = !cue && is_called(s, x, w, sent->first_word);
        uint32_t end = w + (known ? n : 1);
        for (; w < end; w++)
            if (known || seen || called) words[w].flags |= WORD_CAPITAL;
    }
}

dp_status place_words_find(place_scan *s, dp_error *err) {
    const text *x = s->x;
    if (!x->no_capitals) return DP_OK;
    word_list l = {0};
    uint32_t name = 0;
    text *own = arena_alloc(s->a, sizeof *own);
    sentence *sentences = arena_array(s->a, x->sentence_count, sizeof *sentences);
    if (!own || !sentences) return error_nomem(err);
    for (uint32_t i = 0; i < x->sentence_count; i++) {
        sentences[i] = x->sentences[i];
        sentences[i].first_word = l.words.n;
        if (!split_sentence(s, &x->sentences[i], &name, &l)) return error_nomem(err);
        sentences[i].end_word = l.words.n;
    }
    *own = *x;
    own->words = l.words.at;
    own->word_count = l.words.n;
    own->sentences = sentences;
    for (uint32_t i = 0; i < x->sentence_count; i++) set_capitals(s, own, l.words.at, l.names.at, &sentences[i]);
    s->x = own;
    return DP_OK;
}
