/* Are two parties one? Where neither "the same" nor "another" is certain the answer is unclear, and no relation is made of it. */
#include "ledger/side.h"

#include <string.h>

enum { NAME_LEAST = 4 }; /* bytes: shorter words at the end of a name tell nobody */

typedef struct party {
    char kind; /* k known, c composed, g a word alone, n a name alone, o whoever speaks's own, l the losses of a side */
    const char *code, *name;
    size_t code_size, name_size;
} party;

/* ---- lists ------------------------------------------------------------------------------------------------------------- */

void side_add(entry *e, uint32_t actor, buf *out) {
    const mentions *m = &e->an->mentions;
    if (actor >= m->actor_count) return;
    const actor_mention *a = &m->actors[actor_meant(m, actor)];
    bool coded = a->code && *a->code, listed = a->kind == ACTOR_KNOWN || a->kind == ACTOR_COMPOSED;
    const char *name = a->leader ? a->leader : a->name; /* a leader's men are one, whatever they are called */
    if (!coded && (a->kind == ACTOR_GENERIC || !name || !*name)) return;
    char folded[FOLD_MAX + 1], kind = 'n';
    size_t n = name_key(e->l, name ? name : "", name ? strlen(name) : 0, folded);
    if (coded) kind = a->kind == ACTOR_KNOWN ? 'k' : listed ? 'c' : a->kind == ACTOR_GENERIC ? 'g' : 'n';
    if (out->n) buf_char(out, '|');
    buf_char(out, kind);
    buf_char(out, ':');
    if (coded) buf_str(out, a->code);
    buf_char(out, '=');
    buf_add(out, folded, n);
}

/* The next of a list; false at the end. */
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

/* ---- codes ------------------------------------------------------------------------------------------------------------- */

/* What kind of body a role makes of somebody. */
enum body { BODY_NONE, BODY_STATE, BODY_SOLDIERS, BODY_POLICE, BODY_ARMED, BODY_CIVIL, BODY_OTHER };

static enum body body_of_role(const char *role) {
    static const struct {
        char role[4];
        uint8_t body;
    } of[] = {{"GOV", BODY_STATE},  {"LEG", BODY_STATE}, {"JUD", BODY_STATE}, {"SPY", BODY_STATE}, {"MIL", BODY_SOLDIERS},
              {"COP", BODY_POLICE}, {"REB", BODY_ARMED}, {"INS", BODY_ARMED}, {"SEP", BODY_ARMED}, {"UAF", BODY_ARMED},
              {"IMG", BODY_ARMED},  {"CRM", BODY_ARMED}, {"RAD", BODY_ARMED}, {"CVL", BODY_CIVIL}, {"IGO", BODY_OTHER},
              {"NGO", BODY_OTHER},  {"NGM", BODY_OTHER}, {"MNC", BODY_OTHER}, {"INT", BODY_OTHER}, {"UIS", BODY_OTHER},
              {"OPP", BODY_OTHER},  {"PTY", BODY_OTHER}, {"MED", BODY_OTHER}, {"REL", BODY_OTHER}, {"REF", BODY_OTHER},
              {"EDU", BODY_OTHER},  {"BUS", BODY_OTHER}, {"HLH", BODY_OTHER}, {"LAB", BODY_OTHER}, {"ELI", BODY_OTHER},
              {"HRI", BODY_OTHER},  {"JRN", BODY_OTHER}, {"AGR", BODY_OTHER}, {"DEV", BODY_OTHER}, {"ENV", BODY_OTHER}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (memcmp(role, of[i].role, 3) == 0) return of[i].body;
    return BODY_NONE;
}

/* "SYRMIL" has a country, "MIL" and "IMGMUSISI" have none. */
static bool has_country(const party *p) {
    return p->code_size >= 3 && body_of_role(p->code) == BODY_NONE;
}

/* A country alone is its state. */
static enum body body_of(const party *p) {
    if (p->code_size < 3) return BODY_NONE;
    bool country = has_country(p);
    if (country && p->code_size == 3) return BODY_STATE;
    if (country && p->code_size < 6) return BODY_NONE;
    enum body b = body_of_role(p->code + (country ? 3 : 0));
    return b == BODY_NONE ? BODY_OTHER : b;
}

static bool of_state(const party *p) {
    enum body b = body_of(p);
    return b == BODY_STATE || b == BODY_SOLDIERS || b == BODY_POLICE;
}

static bool one_country(const party *a, const party *b) {
    return has_country(a) && has_country(b) && memcmp(a->code, b->code, 3) == 0;
}

static bool countries_clash(const party *a, const party *b) {
    return has_country(a) && has_country(b) && memcmp(a->code, b->code, 3) != 0;
}

static bool one_name(const party *a, const party *b) {
    return a->name_size && a->name_size == b->name_size && memcmp(a->name, b->name, a->name_size) == 0;
}

/* "nkunda" and "laurent nkunda": one who is told by his last name. */
static bool ends_with_name(const party *longer, const party *shorter) {
    if (shorter->name_size < NAME_LEAST || longer->name_size <= shorter->name_size + 1) return false;
    const char *end = longer->name + longer->name_size - shorter->name_size;
    return end[-1] == ' ' && memcmp(end, shorter->name, shorter->name_size) == 0;
}

static bool one_surname(const party *a, const party *b) {
    if (a->kind != 'n' || b->kind != 'n' || countries_clash(a, b)) return false;
    return ends_with_name(a, b) || ends_with_name(b, a);
}

/* May the words of one mean the other? Two known groups have names to tell them apart. */
static bool fits(const party *a, const party *b) {
    enum body x = body_of(a), y = body_of(b);
    if (x != y || x == BODY_NONE || x == BODY_OTHER || countries_clash(a, b)) return false;
    if (a->kind == 'k' && b->kind == 'k' && !of_state(a)) return false;
    return has_country(a) == has_country(b) || a->kind == 'g' || b->kind == 'g' || a->code_size == 3 || b->code_size == 3;
}

/* Rebels are nobody's army: those who call themselves so rise against the state. Other armed men may be a state's own. */
static bool are_insurgents(const party *p) {
    static const char *const roles[] = {"REB", "INS", "SEP"};
    const size_t country = has_country(p) ? 3 : 0;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (p->code_size >= country + 3 && memcmp(p->code + country, roles[i], 3) == 0) return true;
    return false;
}

/* The soldiers, police or government of a country, and rebels of that country or of none. */
static bool face_each_other(const party *a, const party *b) {
    const party *state = of_state(a) ? a : b, *others = state == a ? b : a;
    return of_state(state) && has_country(state) && are_insurgents(others) && !countries_clash(state, others);
}

/* "Colonel Narkoyo": a rank without a country may be anybody's, rebels' too. */
static bool is_mere_rank(const party *p) {
    return p->kind == 'n' && p->code_size == 3 && memcmp(p->code, "MIL", 3) == 0;
}

/* "MLIREBMOS" and "MLIREBTMH": two listed groups of one country and of two kinds. */
static bool groups_differ(const party *a, const party *b) {
    enum { KIND_AT = 6 };
    return a->kind == 'k' && b->kind == 'k' && one_country(a, b) && a->code_size > KIND_AT && b->code_size > KIND_AT &&
           memcmp(a->code + KIND_AT, b->code + KIND_AT, 3) != 0;
}

static enum party_likeness likeness(const party *a, const party *b) {
    bool vague = a->kind == 'g' || b->kind == 'g';
    if (one_name(a, b)) return vague ? PARTY_FITTING : PARTY_SAME;
    if (one_surname(a, b)) return PARTY_FITTING;
    if (!a->code_size || !b->code_size) return PARTY_UNCLEAR;
    bool a_state = of_state(a), b_state = of_state(b);
    if (!vague && a_state && b_state && has_country(a) == has_country(b))
        return one_country(a, b) ? PARTY_SAME : has_country(a) ? PARTY_DIFFERENT : PARTY_UNCLEAR;
    if (fits(a, b)) return PARTY_FITTING;
    if (face_each_other(a, b)) return PARTY_DIFFERENT;
    if (vague || is_mere_rank(a) || is_mere_rank(b)) return PARTY_UNCLEAR;
    size_t shorter = a->code_size < b->code_size ? a->code_size : b->code_size;
    if (a_state != b_state) return memcmp(a->code, b->code, shorter) == 0 ? PARTY_UNCLEAR : PARTY_DIFFERENT;
    /* Two that are no states: groups share codes, and "rebels" may be any of them. */
    if (groups_differ(a, b)) return PARTY_DIFFERENT;
    return memcmp(a->code, b->code, 3) != 0 && a->kind == 'k' && b->kind == 'k' ? PARTY_DIFFERENT : PARTY_UNCLEAR;
}

enum party_likeness side_compare(const char *a, const char *b) {
    if (!*a || !*b) return PARTY_UNCLEAR;
    bool unclear = false, fitting = false;
    party p, q;
    for (const char *i = a; next_party(&i, &p);)
        for (const char *j = b; next_party(&j, &q);) {
            enum party_likeness like = likeness(&p, &q);
            if (like == PARTY_SAME) return PARTY_SAME;
            fitting |= like == PARTY_FITTING;
            unclear |= like == PARTY_UNCLEAR;
        }
    return fitting ? PARTY_FITTING : unclear ? PARTY_UNCLEAR : PARTY_DIFFERENT;
}

bool side_is_ground(const char *a) {
    party p;
    return next_party(&a, &p) && p.kind == 'n' && p.code_size == 3 && !*a;
}

bool side_is_known_person(const char *a) {
    party p;
    return next_party(&a, &p) && p.kind == 'n' && p.code_size > 3 && p.name_size && !*a;
}

static unsigned length_of(const char *list) {
    unsigned n = 0;
    party p;
    while (next_party(&list, &p)) n++;
    return n;
}

unsigned side_shared(const char *a, const char *b, unsigned *least) {
    unsigned m = length_of(a), n = length_of(b), shared = 0;
    const char *few = m <= n ? a : b, *many = m <= n ? b : a;
    *least = m < n ? m : n;
    party p, q;
    for (const char *i = few; next_party(&i, &p);)
        for (const char *j = many; next_party(&j, &q);) {
            enum party_likeness like = likeness(&p, &q);
            if (like != PARTY_SAME && like != PARTY_FITTING) continue;
            shared++;
            break;
        }
    return shared;
}

/* ---- words ------------------------------------------------------------------------------------------------------------- */

/* The next word of a name, n bytes long; false at its end. */
static bool next_word(const party *p, size_t *at, const char **word, size_t *n) {
    while (*at < p->name_size && p->name[*at] == ' ') ++*at;
    *word = p->name + *at;
    for (*n = 0; *at < p->name_size && p->name[*at] != ' '; ++*at) ++*n;
    return *n > 0;
}

enum { WORD_LEAST = 4 }; /* bytes: articles and prepositions are shorter */

static bool has_word(const party *p, const char *word, size_t size) {
    const char *x;
    size_t n;
    for (size_t i = 0; next_word(p, &i, &x, &n);)
        if (n == size && memcmp(x, word, n) == 0) return true;
    return false;
}

/* Words of p that q has too; *all: how many p has. */
static unsigned words_shared(const party *p, const party *q, unsigned *all) {
    unsigned shared = 0;
    const char *x;
    size_t n;
    *all = 0;
    for (size_t i = 0; next_word(p, &i, &x, &n);) {
        if (n < WORD_LEAST) continue;
        ++*all;
        shared += has_word(q, x, n);
    }
    return shared;
}

bool side_shares_words(const char *a, const char *b) {
    party p, q;
    if (!next_party(&a, &p) || !next_party(&b, &q)) return false;
    unsigned m, n;
    const unsigned of_p = words_shared(&p, &q, &m), of_q = words_shared(&q, &p, &n);
    return m <= n ? 2 * of_p > m : 2 * of_q > n;
}

bool side_one_script(const char *a, const char *b) {
    party p, q;
    if (!next_party(&a, &p) || !next_party(&b, &q) || !p.name_size || !q.name_size) return true;
    return ((unsigned char)*p.name < 0x80) == ((unsigned char)*q.name < 0x80); /* names are folded: Latin letters are ASCII */
}

bool side_country(const char **at, char out[4]) {
    for (party p; next_party(at, &p);) {
        if (!has_country(&p)) continue;
        memcpy(out, p.code, 3);
        out[3] = '\0';
        return true;
    }
    return false;
}

/* ---- counted people ---------------------------------------------------------------------------------------------------- */

/* Numbers without a word, and "people": they may be anybody. */
static bool anybody(const party *p) {
    if (p->kind == 'o') return false;
    return !p->code_size && !p->name_size
               ? true
               : body_of(p) == BODY_CIVIL && !has_country(p) && p->name_size == 6 && memcmp(p->name, "people", 6) == 0;
}

/* A word that no list knows ("jesuits", "lugareños"): some of all who could be meant. */
static bool plain_word(const party *p) {
    return !p->code_size && p->name_size && p->kind != 'o';
}

enum people_kind people_kind_of(const char *who) {
    party p = {0};
    next_party(&who, &p);
    return anybody(&p) ? PEOPLE_ANYBODY : plain_word(&p) ? PEOPLE_BY_WORD : PEOPLE_BY_CODE;
}

/* "Egyptian civilians" and "civilians": one word, once with its country. */
static bool one_but_for_country(const party *a, const party *b) {
    const party *longer = has_country(a) ? a : b, *plain = longer == a ? b : a;
    if (!has_country(longer) || has_country(plain) || !plain->name_size || longer->name_size <= plain->name_size + 1)
        return false;
    if (longer->code_size - 3 != plain->code_size || memcmp(longer->code + 3, plain->code, plain->code_size) != 0) return false;
    const char *end = longer->name + longer->name_size - plain->name_size;
    return end[-1] == ' ' && memcmp(end, plain->name, plain->name_size) == 0;
}

/* A group by its name, or its losses; "rebels" may be any of them. */
static bool is_listed(const party *p) {
    return p->kind == 'k' || (p->kind == 'l' && p->code_size > 3);
}

enum people_likeness people_compare(const char *a, const char *b) {
    party p = {0}, q = {0};
    next_party(&a, &p);
    next_party(&b, &q);
    bool all_p = anybody(&p), all_q = anybody(&q);
    if (one_name(&p, &q) || (all_p && all_q)) return PEOPLE_SAME;
    if (one_but_for_country(&p, &q) && !all_p && !all_q) return PEOPLE_SAME; /* "two Tunisians" are some of "84 people" */
    if (all_p) return PEOPLE_WHOLE;
    if (all_q) return PEOPLE_PART;
    if (plain_word(&p) || plain_word(&q)) return PEOPLE_UNCLEAR;
    enum body x = body_of(&p), y = body_of(&q);
    if (x == BODY_NONE || y == BODY_NONE) return PEOPLE_UNCLEAR;
    if ((p.kind == 'n') != (q.kind == 'n') && (x == BODY_SOLDIERS || x == BODY_ARMED)) return PEOPLE_UNCLEAR; /* a leader's men */
    /* "Government dead", "French losses": the soldiers of that state */
    if (x == BODY_STATE && y == BODY_SOLDIERS && p.kind == 'l') x = BODY_SOLDIERS;
    if (y == BODY_STATE && x == BODY_SOLDIERS && q.kind == 'l') y = BODY_SOLDIERS;
    if (x != y || countries_clash(&p, &q)) return PEOPLE_DIFFERENT;
    if (x == BODY_CIVIL || x == BODY_OTHER) return PEOPLE_UNCLEAR; /* five children among the civilians */
    return is_listed(&p) && is_listed(&q) && x == BODY_ARMED ? PEOPLE_DIFFERENT : PEOPLE_SAME;
}

bool people_akin(const char *a, const char *b) {
    party p = {0}, q = {0};
    if (!next_party(&a, &p) || !next_party(&b, &q) || countries_clash(&p, &q)) return false;
    const size_t x = has_country(&p) ? 3 : 0, y = has_country(&q) ? 3 : 0;
    return p.code_size >= x + 3 && q.code_size >= y + 3 && memcmp(p.code + x, q.code + y, 3) == 0;
}
