/* Cues: what the words beside a name say about it. */
#include <string.h>

#include "mention/place_scan.h"

/* Notes all cues that begin at word w. */
static void note_cues(place_scan *s, uint32_t w, uint32_t end) {
    const word *words = s->x->words;
    uint64_t key = 0;
    for (uint32_t i = w; i < end; i++) {
        if (i > w && !(words[i].flags & WORD_GLUE)) return;
        key = hash_phrase(key, words[i].hash);
        const phrase_slot *slot = cue_find(s->lang, key);
        if (slot == NULL) return;
        const uint32_t n = i - w + 1;
        if ((slot->flags & PHRASE_ENTRY) && slot->value < s->lang->count && slot->value < UINT16_MAX && n < UINT8_MAX) {
            const uint16_t cue = (uint16_t)(slot->value + 1);
            const uint32_t roles = s->lang->list[slot->value].roles;
            s->roles_seen |= roles;
            s->cues[w].longest = cue;
            s->cues[w].longest_words = (uint8_t)n;
            if (n == 1) s->cues[w].single = cue, s->cues[w].roles = roles;
            if (n > 1 && n > s->cues[i].multi_words) {
                s->cues[i].multi = cue;
                s->cues[i].multi_roles = roles;
                s->cues[i].multi_words = (uint8_t)n;
            }
        }
        if (!(slot->flags & PHRASE_PREFIX)) return;
    }
}

static bool is_lower(const word *w) {
    return !(w->flags & (WORD_CAPITAL | WORD_DIGITS));
}

/* "Andrew Jackson", "Gen. Pervez Khan": the capitalised words behind a given name or a title; the last is a family name. */
static void note_person(place_scan *s, uint32_t w, uint32_t end) {
    enum { NAME_WORDS = 4 };
    const word *words = s->x->words;
    bool titled = cue_roles(s, w) & CUE_TITLE;
    if (cue_roles(s, w) & CUE_OF) return; /* "von": of a town more often than of a family */
    uint32_t last = w, k = w + 1;
    for (; k < end && k <= w + NAME_WORDS && (words[k].flags & WORD_GLUE) && (words[k].flags & WORD_CAPITAL); k++) {
        uint32_t roles = cue_roles(s, k);
        if (roles & (CUE_NO_NAME | CUE_ORG | CUE_STREET | CUE_SPEAKS)) break;
        if (roles & (CUE_TITLE | CUE_FIRST_NAME)) continue;
        last = k;
    }
    if (last == w || (titled && k < end && (words[k].flags & WORD_GLUE) && (cue_roles(s, k) & (CUE_TAIL | CUE_ORG)))) return;
    bits_add(s->persons, s->set_mask, words[last].hash);
}

/* Which of the network's names each word lies in. */
static dp_status note_seen(place_scan *s, dp_error *err) {
    const text *x = s->x;
    if (!s->lang->evidence || !x->has_names) return DP_OK;
    s->seen = arena_array(s->a, x->word_count, sizeof *s->seen);
    if (!s->seen) return error_nomem(err);
    for (uint32_t i = 0, w = 0; i < x->name_count; i++) {
        while (w < x->word_count && x->words[w].token < x->names[i].first_token) w++;
        for (; w < x->word_count && x->words[w].token < x->names[i].end_token; w++) s->seen[w] = i + 1;
    }
    return DP_OK;
}

dp_status place_cues_find(place_scan *s, dp_error *err) {
    const text *x = s->x;
    dp_status status = note_seen(s, err);
    if (status == DP_OK) status = place_nouns_lower(s, err);
    if (status != DP_OK) return status;
    x = s->x;
    uint64_t bits = 4096;
    while (bits < (uint64_t)x->word_count * 16) bits *= 2;
    s->set_mask = bits - 1;
    s->cues = arena_array(s->a, x->word_count, sizeof *s->cues);
    s->lower = arena_array(s->a, bits / 64, sizeof *s->lower);
    s->persons = arena_array(s->a, bits / 64, sizeof *s->persons);
    if (!s->cues || !s->lower || !s->persons) return error_nomem(err);
    for (uint32_t i = 0; i < x->sentence_count; i++)
        for (uint32_t w = x->sentences[i].first_word; w < x->sentences[i].end_word; w++) {
            if (is_capital(s, w)) place_known_announce(s, w);
            note_cues(s, w, x->sentences[i].end_word);
            if (is_lower(&x->words[w])) bits_add(s->lower, s->set_mask, x->words[w].hash);
        }
    for (uint32_t i = 0; s->seen && i < x->name_count; i++) /* by their lemmas: "Барака Обамы", then "Обаме" */
        if (x->names[i].label == NAME_PER && x->names[i].end_token - x->names[i].first_token > 1)
            bits_add(s->persons, s->set_mask, x->tokens[x->names[i].end_token - 1].lemma_hash);
    for (uint32_t i = 0; i < x->sentence_count; i++)
        for (uint32_t w = x->sentences[i].first_word; w < x->sentences[i].end_word; w++)
            if ((x->words[w].flags & WORD_CAPITAL ? CUE_FIRST_NAME | CUE_TITLE : CUE_TITLE) & cue_roles(s, w))
                note_person(s, w, x->sentences[i].end_word);
    return DP_OK;
}

/* --------------------------------------------------------------------------------------------------- to the left */

typedef struct look {
    const place_scan *s;
    name_hit *h;
    uint32_t first; /* of the sentence */
    uint32_t at;    /* the word after the one to look at */
} look;

static bool can_step(const look *l) {
    return l->at > l->first && (l->s->x->words[l->at].flags & WORD_GLUE);
}

/* "Tribunal Superior de Justicia de", "Escuela de Bellas Artes de": a word of organisations, and capitals that small words tie to
 * it. `at` is the word behind the last capital. */
static bool behind_long_org(const place_scan *s, uint32_t first, uint32_t at) {
    enum { WORDS = 8 };
    const word *words = s->x->words;
    for (uint32_t w = at, n = 0; w > first && n < WORDS && (words[w].flags & WORD_GLUE); w--, n++) {
        const uint32_t roles = cue_roles(s, w - 1);
        const bool capital = is_capital(s, w - 1);
        if (capital && (roles & CUE_ORG)) return n > 0;
        if (!capital && (n == 0 || !(roles & (CUE_OF | CUE_DEFINITE | CUE_AND)))) return false;
    }
    return false;
}

/* "the town of", "province de la", "the small border town of": from the word before "of" on, over adjectives. */
static bool class_before(look l, bool of) {
    enum { ADJECTIVES = 3 };
    for (int steps = 0; steps < ADJECTIVES && can_step(&l); steps++) {
        uint32_t w = l.at - 1, words = 1, roles = cue_roles(l.s, w) | cue_roles_ending(l.s, w, &words);
        const place_cue *class = cue_with(l.s, w, CUE_CLASS);
        bool large = l.s->x->words[w].flags & WORD_CAPITAL; /* "State Duma" is no state named Duma, "Lake Chad" is a lake */
        if (class && !of && large && w > l.first && !cue_with(l.s, w, CUE_HEAD)) {
            l.h->evidence |= EVIDENCE_BIT(AFTER_CAPITAL);
            return true;
        }
        /* "the Sakhour district of Aleppo": the class is that of the name before it */
        if (class && of && w > l.first && (l.s->x->words[w].flags & WORD_GLUE) && is_capital(l.s, w - 1) && !large &&
            cue_with(l.s, w, CUE_TAIL) && !(cue_roles(l.s, w - 1) & CUE_STOP))
            return true;
        if (class) {
            l.h->class_cue = class;
            /* scripts without capitals, and "das Dorf Qardun": the class is bound to its name by nothing but its place before it
             */
            const bool bare = l.s->x->no_capitals || (l.s->lang->policy & PLACES_NOUNS_CAPITAL);
            l.h->evidence |= of || bare ? EVIDENCE_BIT(CLASS_OF) : EVIDENCE_BIT(CLASS);
            return true;
        }
        const place_cue *noble = of ? cue_with(l.s, w, CUE_BY_CLASS) : NULL;
        if (noble && strcmp(noble->feature, "NOBLE") == 0) { /* "le duc de Qardun" */
            l.h->evidence |= EVIDENCE_BIT(TITLE);
            return true;
        }
        if (of && (roles & CUE_ORG)) { /* "el ayuntamiento de Reus" is no name */
            if (large || l.s->x->no_capitals) l.h->evidence |= EVIDENCE_BIT(ORG_OF);
            return true;
        }
        if (of && steps == 0 && large && !l.s->x->no_capitals && behind_long_org(l.s, l.first, l.at)) {
            l.h->evidence |= EVIDENCE_BIT(ORG_OF);
            return true;
        }
        /* "la ciudad maliense de Diabaly", "la localité stratégique de Konna" */
        const bool adjective = of && !large && l.s->x->tokens[l.s->x->words[w].token].upos == UPOS_ADJ;
        if (!(roles & (CUE_SAME | CUE_DIRECTION | CUE_DEFINITE | CUE_DEMONYM)) && !adjective) return false;
        l.at = w;
    }
    return false;
}

/* "Jane Roe, 39, of Qardun", "John Doe of Qardun": where somebody is from. `of` is the word's index. */
static bool is_persons_origin(const place_scan *s, uint32_t first, uint32_t of) {
    const word *words = s->x->words;
    if (of <= first || of + 1 >= s->x->word_count) return false;
    const word *before = &words[of - 1];
    const bool age = (before->flags & WORD_DIGITS) && before->end - before->start <= 3 && s->x->bytes[before->end] == ',';
    const bool person = (before->flags & WORD_CAPITAL) && (words[of].flags & WORD_GLUE) && of >= first + 2 &&
                        (words[of - 2].flags & WORD_CAPITAL) && bits_has(s->persons, s->set_mask, before->hash);
    return age || person;
}

static void look_left(look l) {
    enum { ORG_BEFORE = PLACES_NOUNS_CAPITAL | PLACES_TOWNS_BARE };
    const word *words = l.s->x->words;
    name_hit *h = l.h;
    if (l.at == l.first) h->evidence |= EVIDENCE_BIT(START);
    if (h->list && l.s->x->no_capitals && place_behind_taking(l.s->lang, l.s->x, l.at, l.first)) h->evidence |= EVIDENCE_BIT(IN);
    for (int steps = 0; steps < 4 && can_step(&l); steps++) {
        uint32_t w = l.at - 1, many = 0, multi = cue_roles_ending(l.s, w, &many), roles = cue_roles(l.s, w);
        bool capital = (words[w].flags & WORD_CAPITAL) && w > l.first && !behind_headline(l.s, w + 1);
        if ((roles | multi) & CUE_AROUND) h->around = true;
        if ((roles | multi) & CUE_NEAR) h->evidence |= EVIDENCE_BIT(NEAR);
        if ((roles | multi) & CUE_IN) h->evidence |= EVIDENCE_BIT(IN);
        if (((roles | multi) & CUE_TITLE) && !(roles & CUE_OF) && steps == 0) h->evidence |= EVIDENCE_BIT(TITLE);
        if ((roles & CUE_SPEAKS) && steps == 0 && l.s->x->no_capitals)
            h->evidence |= EVIDENCE_BIT(SPEAKS); /* Arabic: the verb first */
        if ((roles & CUE_FIRST_NAME) && (words[w].flags & WORD_CAPITAL) && steps == 0)
            h->evidence |= EVIDENCE_BIT(AFTER_FIRST_NAME);
        if (roles & CUE_OF) {
            h->evidence |= EVIDENCE_BIT(OF);
            if (is_persons_origin(l.s, l.first, w)) h->evidence |= EVIDENCE_BIT(IN);
            class_before((look){l.s, h, l.first, w}, true);
            if (!(roles & CUE_DEFINITE)) return;
        }
        if ((roles | multi) & (CUE_NEAR | CUE_IN)) return;
        if (roles & CUE_DIRECTION) {
            h->evidence |= EVIDENCE_BIT(DIRECTION);
        } else if (roles & CUE_DEFINITE) {
            h->evidence |= EVIDENCE_BIT(DEFINITE);
        } else if (cue_with(l.s, w, CUE_CLASS)) {
            class_before((look){l.s, h, l.first, l.at}, false);
            return;
        } else {
            /* "the university of Aleppo", where nothing says "of" */
            if (l.s->x->no_capitals && steps == 0 && (roles & CUE_ORG)) h->evidence |= EVIDENCE_BIT(ORG_OF);
            if ((roles & CUE_ORG) && capital && (l.s->lang->policy & ORG_BEFORE)) { /* "Universität Leipzig", "Real Madrid" */
                h->evidence |= EVIDENCE_BIT(ORG_OF);
                return;
            }
            bool initial =
                words[w].end - words[w].start == 1 && (words[w].flags & WORD_CAPITAL) && l.s->x->bytes[words[w].end] == '.';
            if (initial && steps == 0) h->evidence |= EVIDENCE_BIT(AFTER_INITIAL);
            const place_cue *party = cue_with(l.s, w, CUE_BY_CLASS);
            const bool sits_for = party && strcmp(party->feature, "PARTY") == 0 && (words[w + 1].flags & WORD_HYPHEN);
            if (sits_for && steps == 0) {
                h->evidence |= EVIDENCE_BIT(NEAR);
                return;
            }
            if (capital && !initial && steps == 0 && !(roles & (CUE_STOP | CUE_TITLE | CUE_FIRST_NAME | CUE_AND | CUE_NO_NAME)))
                h->evidence |= EVIDENCE_BIT(AFTER_CAPITAL);
            return;
        }
        l.at = w; /* over "the" and "northern" to what stands before */
    }
}

/* -------------------------------------------------------------------------------------------------- to the right */

/* "Litchfield Superior Court": capitalised words that end in a word of organisations. */
static bool ends_in_org(const place_scan *s, uint32_t w, uint32_t end) {
    const word *words = s->x->words;
    for (uint32_t k = w; k < end && k < w + 4 && (words[k].flags & WORD_GLUE); k++) {
        uint32_t many, multi = cue_roles_ending(s, k, &many); /* "Department of" */
        const bool capital = words[k].flags & WORD_CAPITAL;
        if ((capital && (cue_roles(s, k) & CUE_ORG)) || ((multi & CUE_ORG) && k + 1 - many >= w)) return true;
        if (!capital) return false;
    }
    return false;
}

/* "Qardun, a small border town", "Diffa, frontalière du Niger", "Qardun, where": behind a comma, what kind of place it is. `w` is
 * the first word. */
static uint64_t apposition(const place_scan *s, uint32_t w, uint32_t end) {
    enum { WORDS = 5 };
    const text *x = s->x;
    const word *words = x->words;
    if (w == 0 || !comma_behind(x, w - 1)) return 0;
    const place_cue *where = w < end ? cue_with(s, w, CUE_BY_CLASS) : NULL;
    if (where && strcmp(where->feature, "WHERE") == 0) return EVIDENCE_BIT(CLASS_OF);
    for (uint32_t k = w; k < end && k < w + WORDS; k++) {
        if (k > w && !(words[k].flags & WORD_GLUE)) return 0;
        if (words[k].flags & WORD_CAPITAL) return 0;
        uint32_t many, roles = cue_roles(s, k) | cue_roles_ending(s, k, &many);
        const place_cue *unit = cue_with(s, k, CUE_BY_CLASS); /* "Qardun, some 20 km from" */
        if (unit && (strcmp(unit->feature, "KM") == 0 || strcmp(unit->feature, "MI") == 0)) return EVIDENCE_BIT(APPOSITION);
        if (roles & (CUE_CLASS | CUE_BORDERING)) return EVIDENCE_BIT(APPOSITION);
        if (roles & (CUE_AND | CUE_SPEAKS)) return 0;
    }
    return 0;
}

/* Do words that measure or border follow: "lies 20 km north of", "lies on the border"? */
static bool tells_where(const place_scan *s, uint32_t w, uint32_t end) {
    enum { WORDS = 4 };
    for (uint32_t k = w; k < end && k < w + WORDS && (s->x->words[k].flags & WORD_GLUE); k++) {
        uint32_t many, roles = cue_roles(s, k) | cue_roles_ending(s, k, &many);
        const place_cue *cue = cue_with(s, k, CUE_BY_CLASS);
        if ((roles & CUE_BORDER) || (cue && strcmp(cue->feature, "IN") != 0)) return true;
    }
    return false;
}

/* "Qardun lies near", "Qardun se trouve au nord de", "Qardun is the town where": where or what it is said to be. `w` is the first
 * word behind the name. People lie and stand, too, but not north of or on the border. */
static uint64_t situation(const place_scan *s, uint32_t w, uint32_t end) {
    enum { WORDS = 5 };
    const text *x = s->x;
    bool is = false;
    for (uint32_t k = w; k + 1 < end && k < w + WORDS && (x->words[k].flags & WORD_GLUE); k++) {
        uint32_t many, roles = cue_roles(s, k) | cue_roles_ending(s, k, &many), next = cue_roles(s, k + 1);
        const uint8_t upos = x->tokens[x->words[k].token].upos, behind = x->tokens[x->words[k + 1].token].upos;
        if ((x->words[k].flags & WORD_CAPITAL) || !(x->words[k + 1].flags & WORD_GLUE)) return 0;
        if (roles & CUE_LIES) {
            if (tells_where(s, k + 1, end)) return EVIDENCE_BIT(CLASS_OF);
            bool where = (next & (CUE_IN | CUE_NEAR | CUE_BORDER_AT)) || behind == UPOS_ADP || behind == UPOS_NUM;
            return where ? EVIDENCE_BIT(APPOSITION) : 0;
        }
        if (is && (roles & CUE_CLASS)) return behind != UPOS_NOUN && behind != UPOS_PROPN ? EVIDENCE_BIT(CLASS_OF) : 0;
        is = is || upos == UPOS_AUX;
        if (!is && upos != UPOS_PRON) return 0;
        if (upos != UPOS_AUX && upos != UPOS_PRON && upos != UPOS_DET && upos != UPOS_ADJ && !(roles & (CUE_SAME | CUE_DEFINITE)))
            return 0;
    }
    return 0;
}

/* "Знаменского района": the name is an adjective, and the language's rules say that the class word belongs to it. */
static bool has_small_tail(const place_scan *s, const name_hit *h) {
    return (s->lang->policy & PLACES_SMALL_TAILS) && s->x->tokens[s->x->words[h->name_end - 1].token].upos == UPOS_ADJ;
}

/* The class word at w that ends a name; where small ones do, also one of several words ("федерального округа"). */
static const place_cue *tail_at(const place_scan *s, uint32_t w, uint32_t end, bool phrases, uint32_t *n) {
    enum { WORDS = 3 };
    const place_cue *one = cue_with(s, w, CUE_TAIL);
    for (uint32_t k = w + 1; phrases && k < end && k < w + WORDS; k++) {
        *n = k - w + 1;
        if (s->cues[k].multi_words == *n && (s->lang->list[s->cues[k].multi - 1].roles & CUE_TAIL))
            return &s->lang->list[s->cues[k].multi - 1];
    }
    *n = 1;
    return one;
}

/* "Qardun fell", "Qardun was on Sunday still under siege": what is said of ground, a few small words behind the name; a
 * phrase of several words says it of nothing else. */
static uint64_t held_behind(const place_scan *s, uint32_t w, uint32_t end) {
    enum { WORDS = 4 };
    for (uint32_t k = w; k < end && k < w + WORDS && (s->x->words[k].flags & WORD_GLUE); k++) {
        uint32_t many;
        const place_cue *cue = cue_beginning(s, k, &many);
        if (cue && (cue->roles & CUE_BY_CLASS) && strcmp(cue->feature, "HELD") == 0)
            return many > 1 ? EVIDENCE_BIT(OF_PLACE) | EVIDENCE_BIT(IN) : EVIDENCE_BIT(OF_PLACE);
        if (is_capital(s, k) && k == w) return 0;
    }
    return 0;
}

bool place_small_tail_behind(const place_scan *s, uint32_t w, uint32_t end) {
    uint32_t n;
    return (s->lang->policy & PLACES_SMALL_TAILS) && s->x->tokens[s->x->words[w].token].upos == UPOS_ADJ && w + 1 < end &&
           (s->x->words[w + 1].flags & WORD_GLUE) && tail_at(s, w + 1, end, true, &n);
}

static void look_right(const place_scan *s, name_hit *h, uint32_t end) {
    const word *words = s->x->words;
    uint32_t w = h->name_end;
    const char *bytes = s->x->bytes;
    uint32_t at = words[w - 1].end;
    if (w >= end) return;
    if (place_point_end(s, w)) { /* "Qardun (36.2021, 37.1343)" */
        h->evidence |= EVIDENCE_BIT(APPOSITION);
        return;
    }
    /* "Iraq's": one letter behind an apostrophe */
    if ((words[w].flags & WORD_HYPHEN) && words[w].end - words[w].start == 1 && bytes[words[w].start - 1] != '-' &&
        at < words[w].start) {
        h->evidence |= EVIDENCE_BIT(POSSESSIVE);
        return;
    }
    if (!(words[w].flags & WORD_GLUE)) {
        h->evidence |= apposition(s, w, end);
        return;
    }
    uint32_t roles = cue_roles(s, w);
    bool capital = words[w].flags & WORD_CAPITAL;
    if (!capital) h->evidence |= situation(s, w, end);
    if (!(h->evidence & EVIDENCE_BIT(UNKNOWN)) && (roles & CUE_NO_NAME)) return; /* "Syria Monday" */
    uint32_t tail_words = 1;
    bool small = has_small_tail(s, h);
    const place_cue *tail = capital || small || (roles & CUE_CLASS) ? tail_at(s, w, end, small || capital, &tail_words) : NULL;
    /* "Athens City Council", "Ohio State University": of a known place, an institution */
    const bool institution = tail && capital && h->list && ends_in_org(s, w + 1, end) &&
                             (strcmp(tail->feature, "PPL") == 0 || strcmp(tail->feature, "ADM1") == 0);
    if (institution) {
        h->evidence |= EVIDENCE_BIT(BEFORE_ORG);
        h->local = h->local || strcmp(tail->feature, "PPL") == 0;
        return;
    }
    if (tail && !(words[w].flags & WORD_HYPHEN)) {
        h->evidence |= EVIDENCE_BIT(TAIL);
        h->evidence &= ~EVIDENCE_BIT(DEFINITE); /* "the Tigris River" */
        if (h->class_cue == NULL || small) h->class_cue = tail;
        h->plural_tail = FEAT_GET(s->x->tokens[words[w].token].feats, NUMBER) == NUMBER_PLUR;
        if (capital || small) h->tail_words = (uint8_t)tail_words;
        return;
    }
    const place_cue *street = capital ? cue_with(s, w, CUE_STREET) : NULL;
    if (street && !(words[w].flags & WORD_HYPHEN)) {
        h->evidence |= EVIDENCE_BIT(STREET);
        h->class_cue = street;
        h->tail_words = 1;
        h->list = NULL; /* a street of that name, not the town */
        return;
    }
    if (roles & CUE_OF_PLACE) h->evidence |= EVIDENCE_BIT(OF_PLACE);
    const place_cue *local = cue_with(s, w, CUE_BY_CLASS);
    h->local = local && strcmp(local->feature, "LOCAL") == 0;
    if (local && !h->class_cue && strcmp(local->feature, "ADM1") == 0 && hit_has_reading(s, h, "ADM1"))
        h->class_cue = local;             /* "the Murmansk governor": the region's */
    if (capital && (roles & CUE_TITLE)) { /* "Toledo Mayor …" */
        h->evidence |= EVIDENCE_BIT(OF_PLACE);
        h->titled = true;
    }
    if (roles & CUE_SPEAKS) h->evidence |= EVIDENCE_BIT(SPEAKS);
    if (capital && ends_in_org(s, w, end))
        h->evidence |= EVIDENCE_BIT(BEFORE_ORG);
    else if (s->x->no_capitals && (h->evidence & EVIDENCE_BIT(CLASS_OF)))
        return; /* "the town Khafji, Saudi": its country's adjective may look like a name, and the class tells enough */
    else if (capital && !(roles & (CUE_STREET | CUE_TITLE | CUE_NO_NAME | CUE_AND | CUE_OF_PLACE)))
        h->evidence |= EVIDENCE_BIT(BEFORE_CAPITAL);
    h->evidence |= held_behind(s, w, end);
    for (uint32_t k = w + 1; k < end && k < w + 3 && !(h->evidence & EVIDENCE_BIT(SPEAKS)); k++) {
        uint32_t many, multi = cue_roles_ending(s, k, &many);
        if ((multi & CUE_SPEAKS) && many == k - w + 1) h->evidence |= EVIDENCE_BIT(SPEAKS);
    }
}

/* "LONDRES, 14 janvier. —": a day right behind a name at the head of a sentence. */
static bool is_dated(const place_scan *s, const name_hit *h) {
    enum { GAP = 3 };
    uint32_t at = s->x->words[h->name_end - 1].end, low = 0, high = s->time_count;
    while (low < high) { /* the first time that begins at or behind the name's end */
        uint32_t middle = low + (high - low) / 2;
        if (s->times[middle].at.at.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == s->time_count || s->times[low].at.at.start - at > GAP || h->name_end >= s->x->word_count) return false;
    const word *next = &s->x->words[h->name_end];
    return next->start == s->times[low].at.at.start && (next->flags & WORD_DIGITS) && next->end - next->start <= 2;
}

/* "Mérida.- El portavoz", "Aldehuela (Cáceres).- El presidente" */
static bool has_full_stop_dash(const text *x, uint32_t w) {
    const char *p = x->bytes + x->words[w].end, *stop = x->bytes + x->size;
    if (p < stop && *p == ')') p++;
    return stop - p > 2 && memcmp(p, ".- ", 3) == 0;
}

/* "… TALKS END Mérida (EFE).-", "By Ann Bell Palma, 23 may (EFE).-": behind a headline or an author that no point ends, only the
 * bracket tells. */
static bool is_inner_dateline(const place_scan *s, const name_hit *h) {
    enum { DATE_WORDS = 3 };
    const text *x = s->x;
    uint32_t w = h->name_end;
    if (w >= x->word_count) return false;
    if (has_full_stop_dash(x, w - 1) || (x->bytes[x->words[w].start - 1] == '(' && has_full_stop_dash(x, w))) return true;
    const bool dated = comma_behind(x, w - 1) && (x->words[w].flags & WORD_DIGITS);
    for (uint32_t end = dated ? w + DATE_WORDS : w; w <= end && w < x->word_count; w++)
        if (x->bytes[x->words[w].start - 1] == '(') return (x->words[w].flags & WORD_ALL_CAPS) && (cue_roles(s, w) & CUE_OUTLET);
    return false;
}

/* "BEIRUT (AFP) –", "PARIS, 3 November (Reuters) –": first words of a paragraph, an agency or a dash soon behind. */
/* "Macomia: government forces hold the town.": a name before a colon, where the network sees a place. */
static bool heads_section(const place_scan *s, const name_hit *h, const sentence *sent) {
    const text *x = s->x;
    const uint32_t seen = s->seen ? s->seen[h->first_word] : 0;
    const char *p = x->bytes + x->words[h->name_end - 1].end, *stop = x->bytes + x->size;
    if (h->first_word != sent->first_word || sent->headline || !seen || x->names[seen - 1].label != NAME_LOC) return false;
    if (x->names[seen - 1].end_token != x->words[h->name_end - 1].token + 1) return false;
    while (p < stop && *p == ' ') p++;
    return p < stop && *p == ':';
}

static bool is_dateline(const place_scan *s, const name_hit *h, const sentence *sent) {
    enum { NEAR_WORDS = 7 };
    const text *x = s->x;
    uint32_t end = h->name_end + NEAR_WORDS < x->word_count ? h->name_end + NEAR_WORDS : x->word_count;
    const char *p = x->bytes + x->words[h->name_end - 1].end, *stop = x->bytes + x->size;
    while (p < stop && *p == ' ') p++;
    if (h->first_word != sent->first_word) return is_inner_dateline(s, h);
    if (h->list && is_dated(s, h)) return true;
    for (uint32_t w = h->name_end; w < end; w++)
        if ((x->words[w].flags & WORD_ALL_CAPS) && (cue_roles(s, w) & CUE_OUTLET)) return true;
    if (stop - p < 4) return false;
    if (has_full_stop_dash(x, h->name_end - 1)) return true;
    bool dash = (p[0] == '-' && p[1] != '-' && p[1] == ' ') || (p[0] == '-' && p[1] == '-') ||
                memcmp(p, "\xE2\x80\x94", 3) == 0 || memcmp(p, "\xE2\x80\x93", 3) == 0;
    return dash && !sent->headline;
}

/* Is a town among what the name may well mean? Regions are often named after their town. */
static bool may_be_town(const place_scan *s, const name_hit *h) {
    int32_t least = candidate_weight(h->top, s->lang_bit) - 4 * NAME_WEIGHT_UNIT;
    for (const name_candidate *c = h->list;; c++) {
        const place_record *p = gazetteer_place(s->g, c->place);
        if (p && strncmp(p->feature, "PPL", 3) == 0 && candidate_weight(c, s->lang_bit) >= least) return true;
        if (c->flags & NAME_LAST) return false;
    }
}

/* "el Valencia": where towns have no article, what has one is a club. */
static void note_club(const place_scan *s, name_hit *h) {
    const place_record *p = h->list ? gazetteer_place(s->g, h->top->place) : NULL;
    uint32_t w = h->first_word;
    if (!(s->lang->policy & PLACES_TOWNS_BARE) || !p || w == 0) return;
    if (strncmp(p->feature, "PCL", 3) == 0 || !may_be_town(s, h)) return;
    if (!(s->x->words[w].flags & WORD_GLUE) || !(cue_roles(s, w - 1) & CUE_DEFINITE)) return;
    h->evidence = (h->evidence & ~EVIDENCE_BIT(IN)) | EVIDENCE_BIT(NO_NAME);
}

void place_context(const place_scan *s, name_hit *h) {
    const text *x = s->x;
    const token *t = &x->tokens[x->words[h->first_word].token];
    const sentence *sent = &x->sentences[t->sentence];
    look_left((look){s, h, sent->first_word, h->first_word});
    look_right(s, h, sent->end_word);
    note_club(s, h);
    if (sent->headline) h->evidence |= EVIDENCE_BIT(HEADLINE);
    if (is_dateline(s, h, sent)) h->evidence |= EVIDENCE_BIT(DATELINE);
    if (heads_section(s, h, sent)) h->evidence = (h->evidence & ~EVIDENCE_BIT(START)) | EVIDENCE_BIT(IN);
    const token *last = &x->tokens[x->words[h->name_end - 1].token];
    /* a noun whose lemma keeps its capital is a name that the tagger did not dare to call one */
    const bool capital_noun = !(s->lang->policy & PLACES_NOUNS_CAPITAL) && last->upos == UPOS_NOUN &&
                              (last->flags & TOKEN_CAPITAL) && last->lemma[0] == last->form[0];
    if (last->upos == UPOS_PROPN || capital_noun) h->evidence |= EVIDENCE_BIT(PROPN);
    /* "Знаменского" of "Знаменского района" is an adjective by right */
    const bool with_tail =
        (h->tail_words && (s->lang->policy & PLACES_SMALL_TAILS)) || (h->top && NAME_TIER(h->top) == NAME_ADJECTIVE);
    /* without capitals the tagger can hardly tell names from nouns */
    const bool unsure = s->x->no_capitals && last->upos == UPOS_NOUN;
    if (!with_tail && !unsure &&
        ((last->upos == UPOS_NOUN && !capital_noun) || last->upos == UPOS_VERB || last->upos == UPOS_ADJ ||
         last->upos == UPOS_ADV || last->upos == UPOS_AUX || last->upos == UPOS_DET || last->upos == UPOS_ADP ||
         last->upos == UPOS_PRON || last->upos == UPOS_CCONJ))
        h->evidence |= EVIDENCE_BIT(COMMON);
}
