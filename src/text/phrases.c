#include "text/phrases.h"

#include <string.h>

enum { BRACKET_MAX = 24 };

void phrases_hang(phrase_view *v, unsigned k, unsigned head, unsigned deprel) {
    if (k == head || k >= v->n || head >= v->n) return;
    v->tokens[k].head = v->base + head;
    v->tokens[k].deprel = (uint8_t)deprel;
}

bool phrases_is_mark(const phrase_view *v, unsigned k, const char *marks) {
    return k < v->n && v->kind[k] == WORD_IS_MARK && strstr(marks, v->tokens[k].form) != NULL;
}

bool phrases_is_reflexive(const phrase_view *v, unsigned k) {
    if (!(v->flags[k] & FORM_REFLEXIVE) || k + 1 >= v->n) return false;
    return v->kind[k + 1] == WORD_IS_PRONOUN && (v->tokens[k + 1].flags & TOKEN_MWT_REST);
}

unsigned phrases_behind_bracket(const phrase_view *v, unsigned k) {
    if (!phrases_is_mark(v, k, "(")) return k;
    for (unsigned j = k + 1; j < v->n && j < k + BRACKET_MAX; j++)
        if (phrases_is_mark(v, j, ")")) return j + 1;
    return k;
}

static uint8_t kind_by_tag(const token *t) {
    switch (t->upos) {
    case UPOS_VERB:
        return WORD_IS_VERB;
    case UPOS_AUX:
        return WORD_IS_AUXILIARY;
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_X:
        return WORD_IS_NOUN;
    case UPOS_NUM:
        return WORD_IS_NUMBER;
    case UPOS_ADJ:
        return WORD_IS_ADJECTIVE;
    case UPOS_DET:
        return WORD_IS_DETERMINER;
    case UPOS_PRON:
        return WORD_IS_PRONOUN;
    case UPOS_ADP:
        return WORD_IS_PREPOSITION;
    case UPOS_SCONJ:
        return WORD_IS_CLAUSE;
    case UPOS_CCONJ:
        return WORD_IS_JOINER;
    case UPOS_PART:
        return WORD_IS_PARTICLE;
    case UPOS_ADV:
        return WORD_IS_ADVERB;
    case UPOS_PUNCT:
        return WORD_IS_MARK;
    default:
        return WORD_IS_OTHER;
    }
}

static uint8_t kind_of(const phrase_view *v, unsigned k) {
    static const struct {
        uint32_t flag;
        uint8_t kind;
    } kinds[] = {{FORM_RELATIVE, WORD_IS_RELATIVE}, {FORM_THAT, WORD_IS_THAT},         {FORM_CLAUSE, WORD_IS_CLAUSE},
                 {FORM_JOINER, WORD_IS_JOINER},     {FORM_PARTICLE, WORD_IS_PARTICLE}, {FORM_ADVERB, WORD_IS_ADVERB}};
    const uint32_t either = FORM_CLAUSE | FORM_PARTICLE; /* "what" and "not": before "to cease to", not */
    if ((v->flags[k] & either) == either && k + 1 < v->n && v->tokens[k + 1].upos == UPOS_AUX) return WORD_IS_PARTICLE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (v->flags[k] & kinds[i].flag) return kinds[i].kind;
    return kind_by_tag(&v->tokens[k]);
}

/* ---- inside a phrase */

static bool has_article(const phrase_view *v, unsigned k) {
    return forms_key(v->list, v->tokens[k].form, true) != 0;
}

static bool ends_in(const token *t, const char endings[FORM_MARKS_MAX][FORM_MARK_BYTES]) {
    const size_t n = strlen(t->form);
    for (int i = 0; i < FORM_MARKS_MAX; i++) {
        const size_t m = strlen(endings[i]);
        if (m && n > m + 2 && memcmp(t->form + n - m, endings[i], m) == 0) return true;
    }
    return false;
}

/* A noun that the list knows is no name by itself: "the radio | of Baghdad". */
static bool is_known_noun(const phrase_view *v, unsigned k) {
    const form_record *r = forms_find(v->list, forms_key(v->list, v->tokens[k].form, false));
    return r && r->noun;
}

/* The indefinite accusative is written: what bears it begins a phrase of its own, unless a number stands before it. */
static bool is_accusative(const phrase_view *v, unsigned k) {
    const token *t = &v->tokens[k];
    if (t->upos == UPOS_PROPN || has_article(v, k)) return false;
    if (FEAT_GET(t->feats, NUMBER) == NUMBER_PLUR && is_known_noun(v, k)) return false; /* a broken plural may end so too */
    const unsigned marked = FEAT_GET(t->feats, CASE);
    const unsigned definite = FEAT_GET(t->feats, DEFINITE);
    return ends_in(t, v->list->marks.accusative) && (marked == CASE_ACC || definite == DEFINITE_IND);
}

/* Plurals and duals that keep their last letter are not followed by a genitive. */
static bool keeps_ending(const phrase_view *v, const token *t) {
    const size_t n = strlen(t->lemma);
    const bool inflected = strncmp(t->form, t->lemma, n) == 0 && t->form[n]; /* the list knows its lemma */
    return (inflected || FEAT_GET(t->feats, NUMBER) > NUMBER_SING) && ends_in(t, v->list->marks.closing);
}

static const name *name_at(const phrase_view *v, unsigned k) {
    const uint32_t t = v->base + k;
    for (uint32_t i = 0; i < v->name_count && v->names[i].first_token <= t; i++)
        if (t < v->names[i].end_token) return &v->names[i];
    return NULL;
}

static bool in_one_name(const phrase_view *v, unsigned a, unsigned b) {
    const name *x = name_at(v, a);
    return x && v->base + b < x->end_token;
}

/* "Michel | Aoun", a word of the language that is part of a person's name. */
static bool in_persons_name(const phrase_view *v, unsigned a, unsigned b) {
    return in_one_name(v, a, b) && name_at(v, a)->label == NAME_PER && forms_key(v->list, v->tokens[b].form, true) == 0;
}

static bool is_nominal(uint8_t kind) {
    return kind == WORD_IS_NOUN || kind == WORD_IS_NUMBER || kind == WORD_IS_ADJECTIVE || kind == WORD_IS_DETERMINER;
}

/* "Umm | Durman": two words that the list has as one name. */
static bool is_second_half(const phrase_view *v, unsigned a, unsigned b) {
    const form_record *r = forms_find(
        v->list, forms_pair(forms_key(v->list, v->tokens[a].form, false), forms_key(v->list, v->tokens[b].form, false)));
    return r && (r->flags & FORM_NAME);
}

/* A name that the model saw and that ends here: "Hamas | rockets". */
static bool ends_name(const phrase_view *v, unsigned k) {
    const name *x = name_at(v, k);
    return x && x->end_token == v->base + k + 1 && x->end_token == x->first_token + 1 && !is_known_noun(v, k);
}

/* "a gunman |", but "the rebels | of the movement": a form that is neither the lemma nor closed waits for a genitive. */
static bool stands_alone(const phrase_view *v, unsigned k) {
    const token *t = &v->tokens[k];
    if (!(v->flags[k] & FORM_ALONE)) return false;
    return strcmp(t->form, t->lemma) == 0 || ends_in(t, v->list->marks.closing) || ends_in(t, v->list->marks.accusative);
}

/* May the noun at k take the next one as its genitive? */
static bool is_open(const phrase_view *v, unsigned k, bool closed) {
    const token *t = &v->tokens[k];
    return !closed && !stands_alone(v, k) && t->upos != UPOS_PROPN && !ends_name(v, k) && !has_article(v, k) &&
           !keeps_ending(v, t) && !is_accusative(v, k);
}

/* "Haydar | al-Abadi": behind a given name a word that no list holds. */
static bool is_family_name(const phrase_view *v, unsigned given, unsigned k) {
    const uint32_t person = FORM_NAME | FORM_ALONE;
    if ((v->flags[given] & person) != person || k != given + 1 || is_known_noun(v, k)) return false;
    const form_record *r = forms_find(v->list, forms_key(v->list, v->tokens[k].form, true));
    return !(r && r->noun) && !is_accusative(v, k);
}

/* "the president Bashar", "the movement Hamas": a name behind a noun that is complete. */
static bool is_apposed(const phrase_view *v, unsigned head, unsigned k) {
    const name *x = name_at(v, k);
    if (v->tokens[k].upos != UPOS_PROPN || v->tokens[head].upos == UPOS_PROPN) return false;
    return x ? x->label == NAME_PER || x->label == NAME_ORG : false;
}

static unsigned skip_quote(const phrase_view *v, unsigned k) {
    return phrases_is_mark(v, k, "«\"“") ? k + 1 : k;
}

/* Does the number at k count what stands behind it? */
static bool counts_next(const phrase_view *v, unsigned k) {
    return k + 1 < v->n && (is_nominal(v->kind[k + 1]) || (v->flags[k + 1] & FORM_OF));
}

typedef struct growth {
    unsigned end, last; /* behind the phrase; its last noun */
    bool closed;        /* an adjective or possessive has closed it to genitives */
} growth;

static void take_noun(phrase_view *v, growth *g, unsigned k, unsigned deprel) {
    phrases_hang(v, k, g->last, deprel);
    if (deprel == DEP_NMOD) g->last = k;
    g->end = k + 1;
}

/* The noun of the phrase that an adjective agrees with: the nearest of its definiteness and gender, else the head. */
static unsigned agreeing(const phrase_view *v, unsigned head, unsigned last, unsigned adjective) {
    for (unsigned k = last;; k--) {
        const token *t = &v->tokens[k];
        const bool noun = t->upos == UPOS_NOUN || t->upos == UPOS_PROPN;
        const unsigned gender = FEAT_GET(t->feats, GENDER), wanted = FEAT_GET(v->tokens[adjective].feats, GENDER);
        const bool plural = FEAT_GET(t->feats, NUMBER) == NUMBER_PLUR;
        if (noun && (gender == wanted || !gender || !wanted || plural)) return k;
        if (k == head) return head;
    }
}

/* One more word of the phrase; false where it ends. */
static bool grow(phrase_view *v, phrase *p, growth *g) {
    const unsigned k = skip_quote(v, g->end);
    if (k >= v->n || (k > g->end && !is_nominal(v->kind[k]))) return false;
    const bool open = is_open(v, g->last, g->closed);
    switch (v->kind[k]) {
    case WORD_IS_PRONOUN: /* written onto the noun */
        if (!(v->tokens[k].flags & TOKEN_MWT_REST) || k != g->end) return false;
        phrases_hang(v, k, g->last, DEP_NMOD);
        v->tokens[k].feats |= FEAT_PUT(POSS, 1);
        v->tokens[k].feats_text = NULL;
        p->definite = g->closed = true;
        g->end = k + 1;
        return true;
    case WORD_IS_ADJECTIVE:
        if (k != g->end && !open) return false;
        if (is_accusative(v, k) && !is_accusative(v, g->last)) return false;
        if (has_article(v, k) && open && !p->definite) { /* "the killing of the civilians" */
            v->tokens[k].upos = UPOS_NOUN;
            take_noun(v, g, k, DEP_NMOD);
            p->definite = true;
            return true;
        }
        if (!has_article(v, k) && has_article(v, g->last)) return false;
        phrases_hang(v, k, agreeing(v, p->head, g->last, k), DEP_AMOD);
        g->closed = true;
        g->end = k + 1;
        return true;
    case WORD_IS_NOUN:
        if (phrases_is_reflexive(v, k)) return false;
        if (v->tokens[g->last].upos == UPOS_PROPN &&
            (v->tokens[k].upos == UPOS_PROPN ? in_one_name(v, g->last, k) || is_second_half(v, g->last, k)
                                             : in_persons_name(v, g->last, k))) {
            take_noun(v, g, k, DEP_FLAT);
        } else if (is_family_name(v, g->last, k)) {
            const bool other_name = k + 1 < v->n && v->tokens[k + 1].upos == UPOS_PROPN; /* "Ayman al-Safadi | Israel" are two */
            if (!other_name) v->tokens[k].upos = UPOS_PROPN;
            take_noun(v, g, k, DEP_FLAT);
            g->end = k + 1;
        } else if (open && !is_accusative(v, k)) {
            take_noun(v, g, k, DEP_NMOD);
        } else if (is_apposed(v, p->head, k)) {
            phrases_hang(v, k, p->head, DEP_APPOS);
            g->last = k;
            g->end = k + 1;
            p->definite = true;
        } else {
            return false;
        }
        p->definite |= has_article(v, k) || v->tokens[k].upos == UPOS_PROPN;
        return true;
    case WORD_IS_NUMBER: /* "the 22nd Division", "Hill 888" */
        if (has_article(v, g->last) && g->end == k && (v->tokens[k].flags & TOKEN_DIGITS) && !counts_next(v, k)) {
            phrases_hang(v, k, g->last, DEP_APPOS);
            g->end = k + 1;
            return true;
        }
        /* "the year 2003", not "a soldier, three civilians" */
        if (!open || !(v->tokens[k].flags & TOKEN_DIGITS)) { /* "the killing of three men", "of three of its men" */
            const bool genitive = open && k + 1 < v->n && (v->kind[k + 1] == WORD_IS_NOUN || (v->flags[k + 1] & FORM_OF));
            if (!genitive) return false;
        }
        if (k + 1 < v->n && v->kind[k + 1] == WORD_IS_NOUN) {
            phrases_hang(v, k, k + 1, DEP_NUMMOD);
            take_noun(v, g, k + 1, DEP_NMOD);
            return true;
        }
        phrases_hang(v, k, g->last, DEP_NUMMOD);
        g->end = k + 1;
        return true;
    case WORD_IS_DETERMINER: /* "the killing of any of its men", "of some soldiers" */
        if (!open || k + 1 >= v->n || (v->kind[k + 1] != WORD_IS_NOUN && !(v->flags[k + 1] & FORM_OF))) return false;
        if (v->kind[k + 1] != WORD_IS_NOUN) {
            v->tokens[k].upos = UPOS_NOUN;
            take_noun(v, g, k, DEP_NMOD);
            return true;
        }
        phrases_hang(v, k, k + 1, DEP_DET);
        take_noun(v, g, k + 1, DEP_NMOD);
        return true;
    default:
        return false;
    }
}

/* ---- where phrases begin */

/* The noun that a phrase beginning at k is about: behind determiners and numbers. */
static unsigned head_from(const phrase_view *v, unsigned k) {
    unsigned j = k;
    while (j + 1 < v->n && (v->kind[j] == WORD_IS_DETERMINER || v->kind[j] == WORD_IS_NUMBER)) {
        const uint8_t next = v->kind[j + 1];
        const bool more =
            next == WORD_IS_NUMBER || next == WORD_IS_NOUN || (next == WORD_IS_ADJECTIVE && v->kind[j] == WORD_IS_NUMBER);
        if (!more) break;
        j++;
    }
    return j;
}

static void set_definite(token *t, bool definite) {
    t->feats &= ~((uint64_t)3 << FEAT_DEFINITE_SHIFT);
    t->feats |= FEAT_PUT(DEFINITE, definite ? DEFINITE_DEF : DEFINITE_IND);
    t->feats_text = NULL;
}

static void read_phrase(phrase_view *v, unsigned first, unsigned k, uint16_t prep) {
    phrase *p = &v->phrases[v->phrase_count];
    const unsigned head = v->kind[k] == WORD_IS_PRONOUN ? k : head_from(v, k);
    *p = (phrase){.first = (uint16_t)first, .head = (uint16_t)head, .prep = prep, .joined = NO_TOKEN};
    token *noun = &v->tokens[head];
    for (unsigned j = k; j < head; j++) phrases_hang(v, j, head, v->kind[j] == WORD_IS_NUMBER ? DEP_NUMMOD : DEP_DET);
    if (noun->upos == UPOS_ADJ || noun->upos == UPOS_DET) noun->upos = UPOS_NOUN;
    p->definite = has_article(v, head) || noun->upos == UPOS_PROPN;
    growth g = {.end = head + 1, .last = head};
    if (v->kind[k] != WORD_IS_PRONOUN)
        while (grow(v, p, &g)) {
        }
    while (phrases_is_mark(v, g.end, "»\"”") && (v->tokens[g.end - 1].flags & TOKEN_QUOTED)) g.end++;
    p->end = (uint16_t)g.end;
    p->last = (uint16_t)g.last;
    set_definite(noun, p->definite);
    if (prep != NO_TOKEN)
        for (unsigned j = first; j < k; j++)
            if (v->kind[j] == WORD_IS_PREPOSITION) phrases_hang(v, j, j == prep ? head : prep, j == prep ? DEP_CASE : DEP_FIXED);
    v->phrase_of[first] = v->phrase_to[p->end] = (uint16_t)v->phrase_count++;
}

/* "what is not | less than", "what exceeds": small words before a counter; the counter's index, or k. */
static unsigned counter_from(const phrase_view *v, unsigned k) {
    enum { SMALL_MAX = 2 };
    for (unsigned j = k; j < v->n && j <= k + SMALL_MAX; j++) {
        if (v->flags[j] & FORM_COUNTER) return j;
        if (v->kind[j] != WORD_IS_CLAUSE && v->kind[j] != WORD_IS_PARTICLE) return k;
    }
    return k;
}

/* A phrase that begins at k, perhaps with prepositions; the index behind it, or k. */
static unsigned begin_phrase(phrase_view *v, unsigned k) {
    unsigned j = counter_from(v, k);
    uint16_t prep = NO_TOKEN;
    while (j < v->n && (v->kind[j] == WORD_IS_PREPOSITION || (v->flags[j] & FORM_COUNTER))) {
        const bool counts = (v->flags[j] & FORM_COUNTER) && j + 1 < v->n &&
                            (v->kind[j + 1] == WORD_IS_NUMBER || v->kind[j + 1] == WORD_IS_PREPOSITION);
        if (!counts && prep == NO_TOKEN && v->kind[j] == WORD_IS_PREPOSITION) prep = (uint16_t)j;
        if (counts && v->kind[j + 1] == WORD_IS_PREPOSITION) j++; /* "more than" */
        j++;
    }
    j = skip_quote(v, j);
    if (j >= v->n) return k;
    const bool pronoun = v->kind[j] == WORD_IS_PRONOUN;
    if (!is_nominal(v->kind[j]) && !pronoun) return k;
    read_phrase(v, k, j, prep);
    return v->phrases[v->phrase_count - 1].end;
}

/* "the Saudi | and Qatari | forces", the noun first: an adjective by itself goes on with the phrase before. */
static bool is_lone_adjective(const phrase_view *v, const phrase *p) {
    return p->end == p->head + 1 && p->first == p->head && (v->flags[p->head] & FORM_ADJECTIVE) && has_article(v, p->head);
}

/* "in Baghdad and Mosul", "the police and the army": a bare phrase behind "and" goes with the one before. */
static void join_phrases(phrase_view *v) {
    for (unsigned i = 1; i < v->phrase_count; i++) {
        phrase *p = &v->phrases[i], *before = &v->phrases[i - 1];
        const unsigned k = before->end;
        const bool comma = phrases_is_mark(v, k, "\u060C,");
        if (p->first != k + 1 || (v->kind[k] != WORD_IS_JOINER && !comma) || p->prep != NO_TOKEN) continue;
        if (comma && !(p->end < v->n && v->kind[p->end] == WORD_IS_JOINER)) continue; /* "A, B and C" */
        const unsigned behind = p->end;
        const bool acts = behind < v->n && (v->kind[behind] == WORD_IS_VERB || v->kind[behind] == WORD_IS_AUXILIARY);
        if (acts && !comma && !is_lone_adjective(v, p)) continue;
        if (v->kind[p->head] == WORD_IS_PRONOUN || v->kind[before->head] == WORD_IS_PRONOUN) continue;
        p->joined = (uint16_t)(before->joined == NO_TOKEN ? i - 1 : before->joined);
        phrases_hang(v, p->head, v->phrases[p->joined].head, DEP_CONJ);
        phrases_hang(v, k, p->head, comma ? DEP_PUNCT : DEP_CC);
    }
}

void phrases_find(phrase_view *v) {
    for (unsigned k = 0; k < v->n; k++) {
        v->kind[k] = kind_of(v, k);
        v->phrase_of[k] = v->phrase_to[k] = NO_TOKEN;
    }
    v->phrase_to[v->n] = NO_TOKEN;
    v->phrase_count = 0;
    for (unsigned k = 0; k < v->n;) {
        const unsigned end = begin_phrase(v, k);
        k = end > k ? end : k + 1;
    }
    join_phrases(v);
}
