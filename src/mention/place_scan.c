/* Names: those that the gazetteer holds (place_known.c), capitalised ones that it does not, and which of them are taken. */
#include <string.h>

#include "mention/place_scan.h"

enum { UNKNOWN_WORDS_MAX = 4, HITS_MAX = 1 << 20 };

static uint64_t evidence_of_list(const place_scan *s, const name_hit *h) {
    const name_candidate *c = h->top;
    const place_record *p = gazetteer_place(s->g, c->place);
    uint64_t e = 0;
    double weight = candidate_weight(c, s->lang_bit) / (double)NAME_WEIGHT_UNIT;
    if (p && strncmp(p->feature, "PCL", 3) == 0) e |= EVIDENCE_BIT(COUNTRY);
    if (p && strcmp(p->feature, "ADM1") == 0) e |= EVIDENCE_BIT(REGION);
    if (p && strcmp(p->feature, "ADM2") == 0) e |= EVIDENCE_BIT(DISTRICT);
    if (p && p->feature[0] != 'P' && p->feature[0] != 'A') e |= EVIDENCE_BIT(NATURE);
    e |= weight < 8    ? EVIDENCE_BIT(WEIGHT_8)
         : weight < 10 ? EVIDENCE_BIT(WEIGHT_10)
         : weight < 12 ? EVIDENCE_BIT(WEIGHT_12)
         : weight < 14 ? EVIDENCE_BIT(WEIGHT_14)
         : weight < 17 ? EVIDENCE_BIT(WEIGHT_17)
                       : EVIDENCE_BIT(WEIGHT_MORE);
    if (NAME_TIER(c) == NAME_ALTERNATE) e |= EVIDENCE_BIT(ALTERNATE);
    if (NAME_TIER(c) == NAME_VARIANT) e |= EVIDENCE_BIT(VARIANT);
    return e;
}

/* Alone between quotation marks: the club «Барселона». */
static bool is_quoted(const place_scan *s, const name_hit *h) {
    const text *x = s->x;
    uint32_t first = x->words[h->first_word].token, last = x->words[h->name_end - 1].token;
    bool inside = (x->tokens[first].flags & TOKEN_QUOTED) && (x->tokens[last].flags & TOKEN_QUOTED);
    return inside && first > 0 && x->tokens[first - 1].upos == UPOS_PUNCT && !(x->tokens[first - 1].flags & TOKEN_QUOTED) &&
           last + 1 < x->token_count && x->tokens[last + 1].upos == UPOS_PUNCT && !(x->tokens[last + 1].flags & TOKEN_QUOTED);
}

static bool is_ascii(const text *x, uint32_t w) {
    return (unsigned char)x->bytes[x->words[w].start] < 0x80;
}

static const sentence *sentence_of(const place_scan *s, uint32_t w) {
    return &s->x->sentences[s->x->tokens[s->x->words[w].token].sentence];
}

static uint64_t evidence_of_look(const place_scan *s, const name_hit *h) {
    const word *words = s->x->words;
    uint32_t n = h->name_end - h->first_word, w = h->first_word;
    uint32_t roles = n == 1 ? cue_roles(s, w) : 0;
    uint64_t e = EVIDENCE_BIT(BIAS);
    /* "El Banco subió": a sentence begins with its article */
    if (n == 2 && (cue_roles(s, w) & CUE_DEFINITE) && !(words[w].flags & WORD_GLUE))
        roles = cue_roles(s, w + 1) & (CUE_WEAK | CUE_ORG);
    if (n == 2) e |= EVIDENCE_BIT(TWO_WORDS);
    if (n > 2) e |= EVIDENCE_BIT(MORE_WORDS);
    bool known = h->top && candidate_weight(h->top, s->lang_bit) > 13 * NAME_WEIGHT_UNIT;
    if (n == 1 && words[w].end - words[w].start <= 3 && !known) e |= EVIDENCE_BIT(SHORT);
    if (n == 1 && (words[w].flags & WORD_ALL_CAPS)) e |= EVIDENCE_BIT(ALL_CAPS);
    bool famous = h->top && candidate_weight(h->top, s->lang_bit) > 17 * NAME_WEIGHT_UNIT; /* "Washington", "Jordan" */
    const bool town = h->top && candidate_weight(h->top, s->lang_bit) > 14 * NAME_WEIGHT_UNIT;
    const bool person = bits_has(s->persons, s->set_mask, words[w].hash);
    /* "Richmond": as a family's name it comes with a given name or a title first */
    const bool towns_own = town && (roles & CUE_WEAK) && !person && w > sentence_of(s, w)->first_word;
    if ((roles & (CUE_WEAK | CUE_CLASS | CUE_DIRECTION | CUE_ORG | CUE_TITLE)) && !famous)
        e |= towns_own ? EVIDENCE_BIT(WEAK_TOWN) : EVIDENCE_BIT(WEAK);
    const bool before_capital = w + 1 < s->x->word_count && (words[w + 1].flags & WORD_GLUE) && is_capital(s, w + 1);
    if ((roles & CUE_FIRST_NAME) && (!town || before_capital)) e |= EVIDENCE_BIT(FIRST_NAME); /* "Virginia", "Paris" */
    if (n > 1 && h->list && is_capital(s, w + n - 1) && cue_with(s, w + n - 1, CUE_TAIL))
        e |= EVIDENCE_BIT(TAIL); /* "Henry County" */
    if (roles & CUE_NO_NAME) e |= EVIDENCE_BIT(NO_NAME);
    if (n == 1 && !(h->top && NAME_TIER(h->top) == NAME_ADJECTIVE) && bits_has(s->lower, s->set_mask, words[w].hash))
        e |= EVIDENCE_BIT(LOWER_SEEN);
    uint64_t lemma = s->seen && n == 1 ? s->x->tokens[words[w].token].lemma_hash : 0;
    if (n == 1 && (bits_has(s->persons, s->set_mask, words[w].hash) || (lemma && bits_has(s->persons, s->set_mask, lemma))))
        e |= EVIDENCE_BIT(PERSON_ELSEWHERE);
    if (s->foreign_ascii && is_ascii(s->x, w)) e |= EVIDENCE_BIT(FOREIGN);
    if (is_quoted(s, h)) e |= EVIDENCE_BIT(QUOTED);
    return e;
}

static bool is_stopped(const place_scan *s, const name_hit *h) {
    /* "The City", "La Ville": a description in capitals */
    const uint32_t second = h->first_word + 1;
    if (h->name_end - second == 1 && (cue_roles(s, h->first_word) & CUE_DEFINITE) && (cue_roles(s, second) & CUE_CLASS))
        return true;
    if (h->name_end - h->first_word > 1) return false;
    uint32_t roles = cue_roles(s, h->first_word);
    /* "US" is no "us": an abbreviation in capitals is not the small word that it looks like. */
    if ((s->x->words[h->first_word].flags & WORD_ALL_CAPS) && h->list && (h->top->flags & NAME_CAPS)) return false;
    return roles & CUE_STOP;
}

/* "the White House": a seat of power is its holders more often than the building. */
static bool is_seat(const place_scan *s, const name_hit *h) {
    const place_record *p = h->top ? gazetteer_place(s->g, h->top->place) : NULL;
    return p && memcmp(p->feature, "ADMF", 5) == 0;
}

/* "Joint Control Commission", "Department of Workforce Development": no place that organisations take their name from. */
static bool is_organisations(const name_hit *h) {
    const uint64_t told = EVIDENCE_BIT(CLASS_OF) | EVIDENCE_BIT(TAIL) | EVIDENCE_BIT(HEAD) | EVIDENCE_BIT(SEEN_PLACE);
    const bool several = h->name_end - h->first_word > 1; /* "Universidad de Deusto" is one of Deusto */
    const uint64_t org = EVIDENCE_BIT(BEFORE_ORG) | (several ? EVIDENCE_BIT(ORG_OF) : 0);
    return !h->list && (h->evidence & org) && !(h->evidence & told);
}

/* "Главврача больницы Шония", "директора школы Белова": behind a genitive that hangs on a person, a name that no list holds is
 * the person's, and no village's. */
static bool is_persons_behind_body(const place_scan *s, const name_hit *h) {
    const text *x = s->x;
    const uint32_t t = x->words[h->first_word].token;
    if (h->list || t == 0 || (h->evidence & EVIDENCE_BIT(CLASS_OF))) return false;
    const token *body = &x->tokens[t - 1];
    if (body->sentence != x->tokens[t].sentence || body->upos != UPOS_NOUN || FEAT_GET(body->feats, CASE) != CASE_GEN)
        return false;
    const token *who = body->head < x->token_count ? &x->tokens[body->head] : NULL;
    return who && body->deprel == DEP_NMOD && body->head < t && who->upos == UPOS_NOUN &&
           (FEAT_GET(who->feats, ANIMACY) == ANIMACY_ANIM || cue_with(s, token_word(x, body->head), CUE_TITLE)) &&
           FEAT_GET(who->feats, NUMBER) == NUMBER_SING;
}

static dp_status add_hit(place_scan *s, name_hit *h, dp_error *err) {
    if (h->list) h->evidence |= evidence_of_list(s, h);
    h->evidence |= evidence_of_look(s, h);
    place_context(s, h);
    h->evidence |= place_network_evidence(s, h);
    if (is_organisations(h) || is_persons_behind_body(s, h)) h->evidence |= EVIDENCE_BIT(NO_NAME);
    if (is_seat(s, h) && !(h->evidence & (EVIDENCE_BIT(IN) | EVIDENCE_BIT(NEAR) | EVIDENCE_BIT(DATELINE))))
        h->evidence |= EVIDENCE_BIT(NO_NAME);
    const uint64_t called = EVIDENCE_BIT(SEEN_PLACE) | EVIDENCE_BIT(CLASS_OF); /* "Berliner Straße"; "die Stadt Musa Kala" */
    if (!h->list && (h->evidence & called) && (s->lang->policy & PLACES_NOUNS_CAPITAL)) h->evidence &= ~EVIDENCE_BIT(COMMON);
    /* what the class of a town names is a name, whatever the tagger says */
    if (!h->list && (h->evidence & EVIDENCE_BIT(CLASS_OF)) && (s->lang->policy & PLACES_NOUNS_CAPITAL))
        h->evidence |= EVIDENCE_BIT(PROPN);
    uint32_t roles = h->name_end - h->first_word == 1 ? cue_roles(s, h->first_word) : 0;
    if ((roles & CUE_RARE_NAME) && (h->evidence & EVIDENCE_BIT(BEFORE_CAPITAL))) h->evidence |= EVIDENCE_BIT(FIRST_NAME);
    return vec_push(s->a, &s->hits, *h) ? DP_OK : error_nomem(err);
}

/* ------------------------------------------------------------------------------------------------------ unknown names */

/* Does a name begin at word i that would be taken for a place on its own? */
static bool is_well_known(const place_scan *s, uint32_t i, uint32_t end) {
    name_hit h;
    return place_known_name(s, i, end, &h) && candidate_weight(h.top, s->lang_bit) > 11 * NAME_WEIGHT_UNIT &&
           !(cue_roles(s, i) & (CUE_WEAK | CUE_STOP | CUE_FIRST_NAME));
}

/* A run of capitalised words that the gazetteer does not hold: "Karm al-Zaytun", "Mount Zerga". */
static bool unknown_name(const place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    const word *words = s->x->words;
    uint32_t roles = cue_roles(s, w);
    if (roles &
        (CUE_STOP | CUE_NO_NAME | CUE_TITLE | CUE_FIRST_NAME | CUE_OUTLET | CUE_TAIL | CUE_STREET | CUE_ORG | CUE_DIRECTION))
        return false;
    if (roles & (CUE_NEAR | CUE_IN | CUE_OF | CUE_DEFINITE | CUE_THIS | CUE_AND | CUE_BETWEEN | CUE_SPEAKS | CUE_BORDER_AT))
        return false;
    if (words[w].end - words[w].start < 3 && !begins_with_article(s, w, end)) return false;
    uint32_t i = w;
    uint64_t key = 0;
    for (; i < end && i < w + UNKNOWN_WORDS_MAX; i++) {
        if (i > w && !(words[i].flags & WORD_GLUE)) break;
        bool small_article = !is_capital(s, i) && begins_with_article(s, i, end);
        if (!is_capital(s, i) && !small_article) break;
        if (words[i].flags & WORD_DIGITS) break;
        if (i > w && behind_headline(s, i)) break;
        if (i > w && s->x->no_capitals && s->seen && s->seen[i] != s->seen[w]) break;
        if (i > w && (cue_roles(s, i) & (CUE_TAIL | CUE_STREET | CUE_ORG | CUE_NO_NAME))) break;
        if (i > w && !(words[i].flags & WORD_HYPHEN) && place_small_tail_behind(s, i, end))
            break;                                              /* "Цибулёво Знаменского района" */
        if (i > w && words[i].end - words[i].start == 1) break; /* the s of "Ankara's" */
        /* "Historic Dublin"; but the Sor of "Deir es-Sor" goes on */
        const bool own_article = i > w && !is_capital(s, i - 1) && (words[i].flags & WORD_HYPHEN);
        if (i > w && is_capital(s, i) && !own_article && is_well_known(s, i, end)) break;
        key = hash_phrase(key, words[i].hash);
    }
    while (i > w && !is_capital(s, i - 1)) i--;
    if (i == w) return false;
    *out = (name_hit){
        .first_word = w, .end_word = i, .name_end = i, .key = key, .inside = HIT_NONE, .evidence = EVIDENCE_BIT(UNKNOWN)};
    if (i - w > 1) out->evidence |= EVIDENCE_BIT(UNKNOWN_LONG);
    const place_cue *head = i - w > 1 ? cue_with(s, w, CUE_HEAD) : NULL; /* "Mount Zerga" */
    if (head) out->evidence |= EVIDENCE_BIT(HEAD), out->class_cue = head;
    return true;
}

/* "Mount Zerga", "Camp Victory": the capitalised class word before an unknown name belongs to it. */
static void take_head(const place_scan *s, name_hit *h, uint32_t first) {
    const word *words = s->x->words;
    if (h->first_word == first || !(words[h->first_word].flags & WORD_GLUE) || !is_capital(s, h->first_word - 1)) return;
    const place_cue *head = cue_with(s, h->first_word - 1, CUE_HEAD);
    if (head == NULL || h->class_cue == NULL) return;
    h->first_word--;
    h->class_cue = head;
    h->evidence |= EVIDENCE_BIT(HEAD);
}

/* ---------------------------------------------------------------------------------------------- a walk over sentences */

/* The folded words of a hit as spelling_key wants them: set apart by spaces, an apostrophe parts nothing. */
static size_t fold_hit(const place_scan *s, const name_hit *h, char *out, size_t cap) {
    const text *x = s->x;
    size_t n = 0;
    for (uint32_t w = h->first_word; w < h->name_end; w++) {
        const word *this = &x->words[w];
        if (w > h->first_word) {
            uint32_t from = x->words[w - 1].end;
            bool apart = memchr(x->bytes + from, ' ', this->start - from) || memchr(x->bytes + from, '-', this->start - from);
            if (apart && n < cap) out[n++] = ' ';
        }
        n += fold_name(s->g->pack->fold, x->bytes + this->start, this->end - this->start, out + n, cap - n);
    }
    return n;
}

const name_candidate *spelt_candidates(const place_scan *s, const name_hit *h, unsigned *set) {
    char folded[FOLD_MAX];
    size_t n = fold_hit(s, h, folded, sizeof folded);
    while (*set < s->g->spelling.sets) {
        uint64_t key = spelling_key(&s->g->spelling, (*set)++, folded, n, SPELLING_KEY_KNOWN);
        const name_candidate *list = key ? gazetteer_spelt(s->g, key) : NULL;
        if (list) return list;
    }
    return NULL;
}

static bool is_spelt_like_one(const place_scan *s, const name_hit *h) {
    unsigned set = 0;
    return spelt_candidates(s, h, &set) != NULL;
}

/* "Al Hudayda", "El Fashir": an article of another language in front of a name whose spelling is like a known one's. */
static bool behind_article(const place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    char folded[FOLD_MAX];
    const word *article = &s->x->words[w];
    name_hit known;
    if (w + 1 >= end || !(s->x->words[w + 1].flags & WORD_GLUE) || !is_capital(s, w)) return false;
    if (cue_roles(s, w) & (CUE_IN | CUE_OF | CUE_NEAR | CUE_DEFINITE | CUE_AND | CUE_THIS)) return false; /* "En Syrie" */
    if (place_known_name(s, w + 1, end, &known)) return false;
    size_t n = fold_name(s->g->pack->fold, s->x->bytes + article->start, article->end - article->start, folded, sizeof folded);
    if (!spelling_drops(&s->g->spelling, folded, n) || !unknown_name(s, w + 1, end, out)) return false;
    out->first_word = w;
    return is_spelt_like_one(s, out);
}

/* A little known name that runs on in capitals: "Tall" of "Tall Affar". */
static bool goes_on(const place_scan *s, const name_hit *h, uint32_t end) {
    return h->name_end < end && (s->x->words[h->name_end].flags & WORD_GLUE) &&
           (is_capital(s, h->name_end) || begins_with_article(s, h->name_end, end)) &&
           candidate_weight(h->top, s->lang_bit) < 12 * NAME_WEIGHT_UNIT;
}

/* "Хан" of "Хан-Шейхун": a hyphen and a capital that is no known name of its own go on with it, where nouns are written small. */
static bool goes_on_behind_hyphen(const place_scan *s, const name_hit *h, uint32_t end) {
    const uint32_t next = h->name_end;
    return next < end && (s->x->words[next].flags & WORD_HYPHEN) && is_capital(s, next) &&
           s->x->bytes[s->x->words[next].start - 1] == '-' && !(s->lang->policy & PLACES_NOUNS_CAPITAL) &&
           !is_well_known(s, next, end);
}

/* "Syrian", "North Korean": speaks of a country; a mention of it where the language's rules say so. */
static bool demonym_at(place_scan *s, uint32_t w, uint32_t end, name_hit *out) {
    uint32_t n = 0;
    const place_cue *cue = cue_beginning(s, w, &n);
    if (cue == NULL || !(cue->roles & CUE_DEMONYM)) return false;
    /* "la Suisse", "les banques suisses": written large it is the country, where the word is its name too */
    const place_record *p = NULL;
    if (is_capital(s, w) && place_known_name(s, w, end, out)) p = gazetteer_place(s->g, out->top->place);
    if (p && (strncmp(p->feature, "PCL", 3) == 0 || out->end_word > w + n)) return false;
    int slot = country_slot(cue->feature);
    if (slot >= 0 && s->demonyms[slot] < UINT16_MAX) s->demonyms[slot]++;
    *out = (name_hit){
        .first_word = w, .end_word = w + n, .name_end = w + n, .demonym = cue, .inside = HIT_NONE, .key = s->x->words[w].hash};
    return true;
}

/* Most words: small ones without a role, and "The", "Il", "But" before a small word. Looking them up in the gazetteer would cost
 * a miss of the cache each. */
static bool is_passed_over(const place_scan *s, uint32_t w, uint32_t end) {
    const word *words = s->x->words;
    if (!is_capital(s, w))
        return !s->cues[w].single && !(words[w].flags & WORD_MIXED) && !(w + 1 < end && (words[w + 1].flags & WORD_HYPHEN));
    if (!(cue_roles(s, w) & CUE_STOP) || (words[w].flags & WORD_ALL_CAPS)) return false;
    if (w + 1 >= end || !(words[w + 1].flags & WORD_GLUE)) return true;
    return !(words[w + 1].flags & (WORD_CAPITAL | WORD_HYPHEN | WORD_DIGITS)); /* "La Haye", "Pont-à-Mousson", "Road 3" go on */
}

/* "R-Westfield", "D-Ohio": the letter of a party before the place that somebody sits for. */
static bool is_party(const place_scan *s, uint32_t w, uint32_t end) {
    const place_cue *cue = is_capital(s, w) ? cue_with(s, w, CUE_BY_CLASS) : NULL;
    return w + 1 < end && (s->x->words[w + 1].flags & WORD_HYPHEN) && cue && strcmp(cue->feature, "PARTY") == 0;
}

/* A hit whose beginning is a title or given name of a longer run ("Victoria Azarenka") is a person's; the words of it are
 * passed over as one, so that "Azarenka" is not asked again. */
static dp_status scan_sentence(place_scan *s, const sentence *sent, dp_error *err) {
    uint32_t end = sent->end_word;
    dp_status status = DP_OK;
    for (uint32_t w = sent->first_word; w < end;) {
        name_hit h;
        if (s->hits.n >= HITS_MAX) return DP_OK;
        uint32_t point_end = place_point_end(s, w);
        if (point_end) {
            w = point_end;
            continue;
        }
        uint32_t many;
        const place_cue *phrase = cue_beginning(s, w, &many);
        if (many > 1 && (phrase->roles & CUE_NO_NAME)) { /* "African Americans", "World War", "speaks English" */
            w += many;
            continue;
        }
        if (is_passed_over(s, w, end)) {
            w++;
            continue;
        }
        if ((s->cues[w].single || is_capital(s, w)) && demonym_at(s, w, end, &h)) {
            if ((h.demonym->roles & CUE_DEMONYM_PLACE) && is_capital(s, w) && !vec_push(s->a, &s->hits, h))
                return error_nomem(err);
            w = h.end_word;
            continue;
        }
        if (is_party(s, w, end)) {
            w++;
            continue;
        }
        bool class_first = !s->x->no_capitals && !is_capital(s, w) &&
                           cue_with(s, w, CUE_CLASS | CUE_DIRECTION); /* "mer Noire", "bande de Gaza" */
        const bool street = (s->x->words[w].flags & WORD_MIXED) && place_named_street(s, w, end, &h);
        if (!is_capital(s, w) && !street && !begins_with_article(s, w, end) &&
            !(class_first && place_known_name(s, w, end, &h))) {
            w++;
            continue;
        }
        bool known = place_known_name(s, w, end, &h);
        name_hit longer;
        if (place_network_name(s, w, end, &longer) && (!known || h.name_end < longer.name_end)) {
            status = add_hit(s, &longer, err);
            if (status != DP_OK) return status;
            w = longer.name_end;
            continue;
        }
        if (known && goes_on(s, &h, end) && unknown_name(s, w, end, &longer) && longer.name_end > h.name_end &&
            (is_spelt_like_one(s, &longer) || goes_on_behind_hyphen(s, &h, end))) {
            status = add_hit(s, &longer, err);
            if (status != DP_OK) return status;
            w = longer.name_end;
            continue;
        }
        if (known && is_stopped(s, &h)) known = false;
        if (!known && behind_article(s, w, end, &h)) {
            status = add_hit(s, &h, err);
            if (status != DP_OK) return status;
            w = h.name_end;
            continue;
        }
        if (!known && !place_numbered_road(s, w, end, &h) && !unknown_name(s, w, end, &h) && !place_named_street(s, w, end, &h)) {
            w++;
            continue;
        }
        status = add_hit(s, &h, err);
        if (status != DP_OK) return status;
        w = h.name_end;
    }
    return status;
}

/* ---------------------------------------------------------------------------------------------------------- neighbours */

/* What stands between two hits of a sentence: 0 nothing of note, ',' a comma alone, '&' a word that joins. */
static char between(const place_scan *s, const name_hit *a, const name_hit *b) {
    const text *x = s->x;
    uint32_t from = x->words[a->name_end - 1].end, to = x->words[b->first_word].start;
    if (b->first_word < a->name_end || to - from > 24) return 0;
    uint32_t words = b->first_word - a->name_end, commas = 0;
    for (uint32_t i = from; i < to; i++) {
        commas += comma_at(x, i);
        if (x->bytes[i] == ';' || x->bytes[i] == ':' || x->bytes[i] == '!' || x->bytes[i] == '?') return 0;
    }
    if (words == 0) return commas == 1 ? ',' : 0;
    if (words == 1 && (cue_roles(s, a->name_end) & CUE_AND) && commas <= 1) return '&';
    if (words == 1 && (cue_roles(s, a->name_end) & (CUE_OF | CUE_IN | CUE_DEFINITE)) && commas == 1)
        return '&'; /* "à Homs, à Hama" */
    if (words == 2 && (cue_roles(s, a->name_end) & CUE_AND) &&
        (cue_roles(s, a->name_end + 1) & (CUE_OF | CUE_IN | CUE_DEFINITE | CUE_DIRECTION)))
        return '&';
    return 0;
}

static bool could_be_region(const name_hit *h) {
    return h->list && (h->evidence & (EVIDENCE_BIT(COUNTRY) | EVIDENCE_BIT(REGION) | EVIDENCE_BIT(DISTRICT)));
}

/* Does some reading of `a` lie in some reading of `b` ("Paris, Texas")? */
static bool can_lie_in(const place_scan *s, const name_hit *a, const name_hit *b) {
    if (a->list == NULL || b->list == NULL) return false;
    for (const name_candidate *c = a->list;; c++) {
        const place_record *p = gazetteer_place(s->g, c->place);
        for (const name_candidate *d = b->list; p; d++) {
            const place_record *q = gazetteer_place(s->g, d->place);
            bool country = q && strncmp(q->feature, "PCL", 3) == 0, region = q && strcmp(q->feature, "ADM1") == 0;
            if (q && q != p && q->country[0] && memcmp(p->country, q->country, 2) == 0 &&
                (country || (region && p->admin1_index == q->admin1_index)))
                return true;
            if (d->flags & NAME_LAST) break;
        }
        if (c->flags & NAME_LAST) return false;
    }
}

bool hit_has_reading(const place_scan *s, const name_hit *h, const char *feature) {
    for (const name_candidate *c = h->list; c; c = c->flags & NAME_LAST ? NULL : c + 1) {
        const place_record *p = gazetteer_place(s->g, c->place);
        if (p && strncmp(p->feature, feature, strlen(feature)) == 0) return true;
    }
    return false;
}

/* "Niger, Nigeria and Chad", "Chad, Niger, Nigeria", "Washington, Oregon and Idaho": countries or regions in a list; no state of
 * Niger in Nigeria. */
static bool in_list_of_peers(const place_scan *s, uint32_t a) {
    const name_hit *h = &s->hits.at[a];
    const uint64_t kind = h[1].evidence & (EVIDENCE_BIT(COUNTRY) | EVIDENCE_BIT(REGION));
    if (!kind || !hit_has_reading(s, h, kind & EVIDENCE_BIT(COUNTRY) ? "PCL" : "ADM1")) return false;
    bool after = a + 2 < s->hits.n && (h[2].evidence & kind) && between(s, &h[1], &h[2]) == '&';
    return after || (a > 0 && (h[-1].evidence & kind & EVIDENCE_BIT(COUNTRY)) && between(s, &h[-1], &h[0]));
}

/* "Aldehuela (Cáceres)": where a little known place lies, unless somebody stands before the bracket ("Perez (Getafe)"). */
static bool has_in_bracket(const place_scan *s, const name_hit *a, const name_hit *b) {
    const text *x = s->x;
    const uint64_t person =
        EVIDENCE_BIT(SEEN_PERSON) | EVIDENCE_BIT(SEEN_BODY) | EVIDENCE_BIT(AFTER_FIRST_NAME) | EVIDENCE_BIT(TITLE);
    const uint32_t from = x->words[a->name_end - 1].end, to = x->words[b->first_word].start, end = x->words[b->name_end - 1].end;
    return b->list && b->first_word == a->name_end && to - from == 2 && x->bytes[to - 1] == '(' && end < x->size &&
           x->bytes[end] == ')' && !(a->evidence & person);
}

/* "Suárez (Toledo), Macanas (Leganés)": where articles tell clubs from towns, whom a player plays for. */
static bool is_club_in_bracket(const place_scan *s, const name_hit *a, const name_hit *b) {
    const text *x = s->x;
    const uint32_t w = b->first_word, end = x->words[b->name_end - 1].end;
    if (!(s->lang->policy & PLACES_TOWNS_BARE) || w == 0 || x->words[w].start - x->words[w - 1].end != 2) return false;
    if (x->bytes[x->words[w].start - 1] != '(' || end >= x->size || x->bytes[end] != ')' || !is_capital(s, w - 1)) return false;
    const uint64_t person = EVIDENCE_BIT(SEEN_PERSON) | EVIDENCE_BIT(AFTER_FIRST_NAME) | EVIDENCE_BIT(FIRST_NAME);
    return a->name_end != w || (a->evidence & person);
}

static void note_neighbours(place_scan *s) {
    if (s->hits.n > 0) s->hits.at[0].listed = HIT_NONE;
    for (uint32_t i = 0; i + 1 < s->hits.n; i++) {
        name_hit *a = &s->hits.at[i], *b = &s->hits.at[i + 1];
        char how = a->demonym || b->demonym ? 0 : between(s, a, b);
        if (has_in_bracket(s, a, b)) a->evidence |= EVIDENCE_BIT(APPOSITION);
        if (is_club_in_bracket(s, a, b)) b->evidence |= EVIDENCE_BIT(NO_NAME);
        b->listed = how ? i : HIT_NONE;
        if (how == ',' && in_list_of_peers(s, i)) continue;
        const bool bracket = !a->demonym && !b->demonym && has_in_bracket(s, a, b); /* "TRÍPOLI (Líbano)" */
        if ((how == ',' || bracket) && could_be_region(b) && (a->list == NULL || can_lie_in(s, a, b))) {
            a->evidence |= EVIDENCE_BIT(REGION_AFTER);
            a->inside = i + 1;
            b->listed = HIT_NONE;
            b->evidence |= EVIDENCE_BIT(PLACE_BEFORE);
        }
    }
}

/* "Butler, Clark and Warren counties": what ends the last name in the plural is each one's class. */
static void share_plural_tails(place_scan *s) {
    for (uint32_t i = s->hits.n; i > 1; i--) {
        name_hit *a = &s->hits.at[i - 2], *b = &s->hits.at[i - 1];
        if (!b->plural_tail || a->demonym || a->class_cue || !between(s, a, b)) continue;
        a->plural_tail = true;
        a->class_cue = b->class_cue;
        a->evidence |= EVIDENCE_BIT(TAIL);
    }
}

float place_score(const place_scan *s, uint64_t evidence) {
    const float *weights = s->lang->evidence ? s->lang->evidence : s->g->evidence;
    uint32_t count = s->lang->evidence ? s->lang->evidence_count : s->g->evidence_count;
    float sum = 0;
    for (uint64_t bits = evidence; bits; bits &= bits - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(bits);
        if (bit < count) sum += weights[bit];
    }
    return sum;
}

/* A sure name lends weight to those joined to it: "Homs, Hama and Karm". Left to right, then right to left. */
static void join_neighbours(place_scan *s) {
    for (int back = 0; back < 2; back++)
        for (uint32_t k = 0; k + 1 < s->hits.n; k++) {
            uint32_t i = back ? s->hits.n - 2 - k : k;
            name_hit *a = &s->hits.at[i], *b = &s->hits.at[i + 1];
            if (a->demonym || b->demonym || !between(s, a, b)) continue;
            name_hit *sure = back ? b : a, *other = back ? a : b;
            if (sure->score >= 1 && !(other->evidence & EVIDENCE_BIT(PLACE_JOINED))) {
                other->evidence |= EVIDENCE_BIT(PLACE_JOINED);
                other->score = place_score(s, other->evidence);
            }
        }
}

/* ------------------------------------------------------------------------------------------------ inside actors' names */

static void note_actor(const place_scan *s, name_hit *h, uint32_t from, uint32_t to, const actor_mention *m) {
    if (m->at.at.start > from || m->at.at.end < to) return;
    bool whole = m->at.at.start == from && m->at.at.end == to;
    /* "Abu Kamal" looks like a person's name; a place that is known by the whole of it outweighs that */
    bool known_place = whole && h->top && candidate_weight(h->top, s->lang_bit) > 12 * NAME_WEIGHT_UNIT;
    /* "Henry County", "Alaska Gov. …": a class word ends the name, or a title follows it; "By Ann Bell Palma, 23 May (EFE)" */
    const bool told = h->titled || (h->evidence & (EVIDENCE_BIT(TAIL) | EVIDENCE_BIT(DATELINE) | EVIDENCE_BIT(CLASS_OF)));
    if (m->kind == ACTOR_PERSON && !known_place && !told) h->evidence |= EVIDENCE_BIT(IN_PERSON);
    if (m->kind == ACTOR_KNOWN && !whole) h->evidence |= EVIDENCE_BIT(IN_ORG);
}

static void note_actors(place_scan *s) {
    enum { LOOK_BACK = 16 }; /* actors that began before and may still hold the name */
    uint32_t begun = 0;
    for (uint32_t i = 0; i < s->hits.n; i++) {
        name_hit *h = &s->hits.at[i];
        uint32_t from = s->x->words[h->first_word].start, to = s->x->words[h->name_end - 1].end;
        while (begun < s->actor_count && s->actors[begun].at.at.start <= from) begun++;
        for (uint32_t k = begun; k > 0 && begun - k < LOOK_BACK; k--) note_actor(s, h, from, to, &s->actors[k - 1]);
    }
}

/* -------------------------------------------------------------------------------------------------- equal names agree */

typedef struct key_sum {
    uint64_t key;
    float best;
    bool said; /* once words beside it say that it is a place: "the battle for Qardun", "the town of Qardun" */
    uint32_t hits;
} key_sum;

/* A name that is surely a place once is one elsewhere, and so is one that is taken where words say that it is; it is counted how
 * often it comes. */
static dp_status agree(place_scan *s, dp_error *err) {
    uint32_t slots = 64;
    while (slots < s->hits.n * 2) slots *= 2;
    key_sum *sums = arena_array(s->a, slots, sizeof *sums);
    if (!sums) return error_nomem(err);
    for (uint32_t i = 0; i < s->hits.n; i++) {
        const name_hit *h = &s->hits.at[i];
        uint32_t k = (uint32_t)(h->key >> 20) & (slots - 1);
        while (sums[k].hits && sums[k].key != h->key) k = (k + 1) & (slots - 1);
        if (sums[k].hits == 0 || h->score > sums[k].best) sums[k].best = h->score;
        sums[k].key = h->key;
        sums[k].said |= h->score >= 0 && (h->evidence & (EVIDENCE_BIT(NEAR) | EVIDENCE_BIT(CLASS_OF)));
        sums[k].hits++;
    }
    for (uint32_t i = 0; i < s->hits.n; i++) {
        name_hit *h = &s->hits.at[i];
        uint32_t k = (uint32_t)(h->key >> 20) & (slots - 1);
        while (sums[k].key != h->key) k = (k + 1) & (slots - 1);
        const bool surer = (sums[k].best >= 2.0F || sums[k].said) && sums[k].best > h->score;
        if (surer && !(h->evidence & EVIDENCE_BIT(NO_NAME))) h->evidence |= EVIDENCE_BIT(STRONG_ELSEWHERE);
        if (!h->demonym) h->score = place_score(s, h->evidence);
    }
    return DP_OK;
}

/* The class word behind a taken name belongs to it: "Anbar Province"; the full stop of "Ky." too (place_mention.c). */
static void settle_spans(place_scan *s, const sentence *sentences) {
    for (uint32_t i = 0; i < s->hits.n; i++) {
        name_hit *h = &s->hits.at[i];
        const sentence *sent = &sentences[s->x->tokens[s->x->words[h->first_word].token].sentence];
        if (h->tail_words) h->end_word = h->name_end + h->tail_words;
        if (h->list == NULL) take_head(s, h, sent->first_word);
        if (h->evidence & EVIDENCE_BIT(STREET)) place_take_side(s, h, sent->first_word);
    }
}

dp_status place_hits_find(place_scan *s, dp_error *err) {
    const text *x = s->x;
    uint32_t ascii = 0;
    for (uint32_t w = 0; w < x->word_count && ascii < x->word_count / 2; w++) ascii += is_ascii(x, w);
    s->foreign_ascii = ascii < x->word_count / 2;
    for (uint32_t i = 0; i < x->sentence_count; i++) {
        dp_status status = scan_sentence(s, &x->sentences[i], err);
        if (status != DP_OK) return status;
    }
    note_neighbours(s);
    share_plural_tails(s);
    note_actors(s);
    for (uint32_t i = 0; i < s->hits.n; i++)
        if (!s->hits.at[i].demonym) s->hits.at[i].score = place_score(s, s->hits.at[i].evidence);
    place_home_find(s);
    join_neighbours(s);
    dp_status status = agree(s, err);
    if (status != DP_OK) return status;
    for (uint32_t i = 0; i < s->hits.n; i++) s->hits.at[i].taken = s->hits.at[i].score >= 0;
    settle_spans(s, x->sentences);
    return DP_OK;
}
