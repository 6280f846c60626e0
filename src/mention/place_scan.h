/* From words to places: the stages of place_find and what they hand on.
 *
 *   words  ─▶ clitics set apart, and which words may be names where a script has no capitals  place_words.c
 *   cues   ─▶ what each word can say about a name beside it                            place_context.c
 *   points ─▶ coordinates in figures                                                    place_coordinates.c
 *   known  ─▶ names of the gazetteer, fetched before they are asked for                 place_known.c
 *   scan   ─▶ hits: names of the gazetteer and unknown capitalised names, each with
 *             its evidence (bits), taken or left by the sum of the bits' weights       place_scan.c, place_street.c
 *   resolve ─▶ which place each name means, over all names of the dispatch             place_resolve.c
 *   write  ─▶ place mentions with feature, precision, confidence, alternatives         place_mention.c
 *   doubts ─▶ names of towns that nothing said were meant                             place_doubt.c
 *   sites  ─▶ "12 km north of": what a name that no list holds lies near to              place_site.c
 *   coref  ─▶ "the town", "la ville"                                                   place_coref.c
 *   checks ─▶ "on the border of …", "lies in …"                                        place_check.c, place_inside.c */
#ifndef DP_MENTION_PLACE_SCAN_H
#define DP_MENTION_PLACE_SCAN_H

#include "mention/place.h"
#include "mention/place_evidence.h"

#define HIT_NONE UINT32_MAX

/* Cues at a word: the one-word cue that it is, the longest cue of several words that ends at it, the longest of any that begins
 * there; 0 is none, else index + 1 into the language's list. The roles stand here too, since every stage asks for them. */
typedef struct word_cue {
    uint32_t roles, multi_roles;
    uint16_t single, multi, longest;
    uint8_t multi_words, longest_words;
} word_cue;

/* The longest name of the gazetteer that begins at a word, once it has been asked for: indexes into "place-lists"; no words, no
 * name. */
typedef struct known_name {
    uint32_t list, top;
    uint8_t words;
    bool asked;
} known_name;

/* A stretch of words that may name a place. */
typedef struct name_hit {
    uint32_t first_word, end_word; /* as shown: a class word may belong to it ("Anbar Province") */
    uint32_t name_end;             /* where the name itself ends */
    uint64_t key;                  /* of the name's list, else of its words: equal names of a dispatch share a type */
    const name_candidate *top;     /* the heaviest of the list that the writing allows */
    const name_candidate *list;    /* NULL: a name that the gazetteer does not hold */
    const place_cue *class_cue;    /* "town", "Province": what the words beside it say it is; NULL */
    const place_cue *demonym;      /* "Syrian": its feature is the country; then there is no list */
    uint64_t evidence;             /* bits, enum place_evidence */
    float score;
    uint32_t inside;    /* the hit that it lies within as its region: "Paris, Texas" → Texas; HIT_NONE */
    uint32_t listed;    /* the hit before it in a list: "Homs and Hama"; HIT_NONE */
    uint32_t type;      /* index into the name types; UINT32_MAX where left */
    uint8_t tail_words; /* of class_cue, where it ends the name */
    bool plural_tail;   /* it is a plural: "Clark and Warren counties" */
    bool titled;        /* a title follows: "Toledo Mayor …" */
    bool local;         /* "a Lebanon woman", "Lebanon police": a town's or a state's, no country's */
    bool around;        /* "near": about the place rather than in it */
    bool spelt;         /* the list was found by the likeness of its spelling */
    bool taken;
} name_hit;

/* One name as the dispatch uses it: all hits of a key are resolved together. */
enum { TYPE_CANDIDATES_MAX = 14, TYPE_PEERS_MAX = 4 };
typedef struct name_type {
    uint64_t key;
    const char *class_feature; /* "ADM1", "PPL" … where the words beside any of its hits say so; NULL */
    uint32_t first_hit, hits;
    place_candidate candidates[TYPE_CANDIDATES_MAX]; /* score: log weight, then share */
    uint32_t candidate_count;
    uint32_t best;                  /* index into candidates */
    uint32_t peers[TYPE_PEERS_MAX]; /* types that it stands in a list with */
    uint32_t peer_count;
    bool local;                /* any of its hits is */
    uint32_t holds, next_held; /* the first type that lies inside this one; the next in the list of its region */
    uint32_t inside;           /* type that is named as its region or country, UINT32_MAX */
    float confidence;
} name_type;

/* Coordinates as the text writes them. */
typedef struct written_point {
    span at;
    uint32_t first_word, end_word;
    double lat, lon;
} written_point;

typedef struct place_scan {
    const gazetteer *g;
    const text *x;
    const place_language *lang;
    unsigned lang_bit; /* of name_candidate.langs */
    arena *a;
    word_cue *cues;            /* [word_count] */
    uint32_t roles_seen;       /* of all cues of the dispatch */
    known_name *known;         /* [word_count] */
    uint32_t *seen;            /* [word_count] the network's name at the word + 1, 0 for none; NULL where it is not asked */
    uint64_t *lower, *persons; /* bit sets over word hashes: seen in small letters; seen as a family name */
    uint64_t set_mask;
    vec_of(written_point) points; /* by first word */
    vec_of(name_hit) hits;        /* likewise; none begins inside a point */
    uint32_t *mention_of;         /* [hits.n]: index of the mention that a taken hit became */
    bool foreign_ascii;           /* most of the text is in another script than Latin */
    name_type *types;
    uint32_t type_count;
    uint16_t demonyms[26 * 26]; /* how often the dispatch holds a demonym of each country */
    const time_mention *times;
    uint32_t time_count;
    const actor_mention *actors;
    uint32_t actor_count;
} place_scan;

/* Slot of an alpha-2 code in tables of 26 × 26, or -1. */
static inline int country_slot(const char *alpha2) {
    int a = alpha2[0] - 'A', b = alpha2[0] ? alpha2[1] - 'A' : -1;
    return a >= 0 && a < 26 && b >= 0 && b < 26 ? a * 26 + b : -1;
}

static inline bool bits_has(const uint64_t *set, uint64_t mask, uint64_t hash) {
    uint64_t b = (hash >> 7) & mask;
    return set[b >> 6] >> (b & 63) & 1;
}
static inline void bits_add(uint64_t *set, uint64_t mask, uint64_t hash) {
    uint64_t b = (hash >> 7) & mask;
    set[b >> 6] |= 1ull << (b & 63);
}

/* A comma of any script at the byte. */
static inline bool comma_at(const text *x, uint32_t at) {
    return x->bytes[at] == ',' || (x->bytes[at] == '\xD8' && at + 1 < x->size && x->bytes[at + 1] == '\x8C');
}

static inline bool comma_behind(const text *x, uint32_t w) {
    return x->words[w].end < x->size && comma_at(x, x->words[w].end);
}

/* "… REMITIDO POR LA JUNTA Mérida": capitals throughout, then a name that is written as names are. */
static inline bool behind_headline(const place_scan *s, uint32_t w) {
    const word *before = &s->x->words[w - 1];
    return (before->flags & WORD_ALL_CAPS) && before->end - before->start > 3 && !(s->x->words[w].flags & WORD_ALL_CAPS);
}

/* "Frankfurt (Oder)", "Halle/Saale": what tells namesakes apart stands in a bracket or behind a slash. */
static inline bool goes_on_in_bracket(const text *x, uint32_t i) {
    const char *from = x->bytes + x->words[i - 1].end;
    uint32_t n = x->words[i].start - x->words[i - 1].end;
    return (n == 2 && from[0] == ' ' && from[1] == '(') || (n == 1 && from[0] == '/');
}

static inline bool is_capital(const place_scan *s, uint32_t w) {
    return s->x->words[w].flags & WORD_CAPITAL;
}

/* "al-Bab", "ez-Zor": a small article that a hyphen ties to a capital. */
static inline bool begins_with_article(const place_scan *s, uint32_t w, uint32_t end) {
    const word *words = s->x->words;
    return w + 1 < end && words[w].end - words[w].start <= 3 && (words[w + 1].flags & WORD_HYPHEN) &&
           s->x->bytes[words[w + 1].start - 1] != '\'' && is_capital(s, w + 1) && words[w + 1].start - words[w].end == 1;
}

/* Roles of the one-word cue at w; of the longest cue that ends at w; and the record with a class. */
static inline uint32_t cue_roles(const place_scan *s, uint32_t w) {
    return s->cues[w].roles;
}
static inline uint32_t cue_roles_ending(const place_scan *s, uint32_t w, uint32_t *words) {
    *words = s->cues[w].multi_words;
    return s->cues[w].multi_roles;
}
static inline const place_cue *cue_with(const place_scan *s, uint32_t w, uint32_t role) {
    const word_cue *c = &s->cues[w];
    return c->multi_roles & role ? &s->lang->list[c->multi - 1] : c->roles & role ? &s->lang->list[c->single - 1] : NULL;
}
/* The longest cue that begins at w and its words, as place_cue_at finds it; NULL where there is none. */
static inline const place_cue *cue_beginning(const place_scan *s, uint32_t w, uint32_t *words) {
    const word_cue *c = &s->cues[w];
    *words = c->longest_words;
    return c->longest ? &s->lang->list[c->longest - 1] : NULL;
}

/* "captured the rebels Qardun", as Arabic orders it: a few words before w, and no preposition between, a verb that takes a place.
 * `first` is the sentence's first word. */
bool place_behind_taking(const place_language *l, const text *x, uint32_t w, uint32_t first);

/* Where the language asks for it, exchanges the text for one whose words are as the other stages want them. */
dp_status place_words_find(place_scan *s, dp_error *err);
dp_status place_cues_find(place_scan *s, dp_error *err);
/* Where the language asks for it, takes the capitals off common nouns. */
dp_status place_nouns_lower(place_scan *s, dp_error *err);
/* What the network took a hit for; and a place that it saw to begin at w. */
uint64_t place_network_evidence(const place_scan *s, const name_hit *h);
bool place_network_name(const place_scan *s, uint32_t w, uint32_t end, name_hit *out);
/* Adds the evidence of the words to the left and right of a hit, and its class. */
void place_context(const place_scan *s, name_hit *h);
/* "Знаменского района": is word w an adjective with a class word behind it that, by the language's rules, belongs to it? */
bool place_small_tail_behind(const place_scan *s, uint32_t w, uint32_t end);
/* The places whose names are spelt much like a hit's (place_spelling.h) by the first set of rules from *set on that knows some,
 * or NULL; *set is the next one then. */
const name_candidate *spelt_candidates(const place_scan *s, const name_hit *h, unsigned *set);
dp_status place_points_find(place_scan *s, dp_error *err);
/* The word behind the coordinates that word w belongs to; 0 where it belongs to none. */
uint32_t place_point_after(const place_scan *s, uint32_t w);
static inline uint32_t place_point_end(const place_scan *s, uint32_t w) {
    return s->points.n ? place_point_after(s, w) : 0;
}
dp_status place_point_write(const place_scan *s, const written_point *p, uint32_t index, place_mention *m, dp_error *err);
/* Can the name be a country ("PCL"), a first-level region ("ADM1") …? */
bool hit_has_reading(const place_scan *s, const name_hit *h, const char *feature);
/* Starts fetching what the gazetteer knows to begin at a word; then what it knows of all capitals; then of a list's places. */
void place_known_announce(const place_scan *s, uint32_t w);
dp_status place_known_fetch(place_scan *s, dp_error *err);
void place_candidates_fetch(const place_scan *s, const name_candidate *list);
/* The longest name of the gazetteer that begins at w and ends before `end`, the end of its sentence. */
bool place_known_name(const place_scan *s, uint32_t w, uint32_t end, name_hit *out);
/* "Highway 19"; "First Avenue"; and the side that belongs to a street's name, "North Main Street". */
bool place_numbered_road(const place_scan *s, uint32_t w, uint32_t end, name_hit *out);
bool place_named_street(const place_scan *s, uint32_t w, uint32_t end, name_hit *out);
void place_take_side(const place_scan *s, name_hit *h, uint32_t first);
dp_status place_hits_find(place_scan *s, dp_error *err);
/* The sum of the weights of the evidence's bits. */
float place_score(const place_scan *s, uint64_t evidence);
/* Without capitals: what the network did not see is likelier a place in a country that the dispatch speaks of. */
void place_home_find(place_scan *s);
dp_status place_hits_resolve(place_scan *s, dp_error *err);
dp_status place_mentions_write(place_scan *s, mentions *out, dp_error *err);
void place_mention_set(const place_scan *s, uint32_t place, place_mention *m); /* what the gazetteer knows of it */
dp_status place_doubts_write(place_scan *s, mentions *out, dp_error *err);
/* Gives unknown names and sites beside a known place the point that distance and direction say. */
dp_status place_sites_find(place_scan *s, mentions *out, dp_error *err);
dp_status place_coref_find(place_scan *s, mentions *out, dp_error *err);
dp_status place_checks_find(place_scan *s, mentions *out, dp_error *err);

#endif
