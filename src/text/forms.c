#include "text/forms.h"

#include <stdio.h>
#include <string.h>

enum { LEFT_BYTES_MIN = 5 }; /* what an article stands before has three letters or more */

dp_status forms_open(const pack *p, const char *lang, form_list *out, dp_error *err) {
    char name[32];
    const void *at, *marks;
    size_t n, marks_bytes;
    *out = (form_list){.pack = p};
    snprintf(name, sizeof name, "%.3s/forms", lang);
    if (!pack_section(p, name, &at, &n)) return DP_OK;
    dp_status s = pack_table(p, name, sizeof(form_record), &at, &n, err);
    if (s != DP_OK) return s;
    if (n == 0 || (n & (n - 1)) != 0 || n > UINT32_MAX) return error_set(err, DP_E_PACK, "the pack's list of forms is damaged");
    bool free_slot = false;
    for (size_t i = 0; i < n; i++) free_slot |= ((const form_record *)at)[i].key == 0;
    if (!free_slot) return error_set(err, DP_E_PACK, "the pack's list of forms is full");
    snprintf(name, sizeof name, "%.3s/forms.marks", lang);
    if (!pack_section(p, name, &marks, &marks_bytes) || marks_bytes != sizeof out->marks)
        return error_set(err, DP_E_PACK, "the pack's list of forms has no marks");
    memcpy(&out->marks, marks, sizeof out->marks);
    for (int i = 0; i < FORM_MARKS_MAX; i++) /* strings, whatever the pack says */
        out->marks.accusative[i][FORM_MARK_BYTES - 1] = out->marks.closing[i][FORM_MARK_BYTES - 1] = '\0';
    out->marks.article[FORM_MARK_BYTES - 1] = '\0';
    out->at = at;
    out->mask = (uint32_t)n - 1;
    return DP_OK;
}

const form_record *forms_find(const form_list *l, uint64_t key) {
    if (!l->at || !key) return NULL;
    for (uint32_t i = (uint32_t)(key >> 20) & l->mask;; i = (i + 1) & l->mask) {
        if (l->at[i].key == key) return &l->at[i];
        if (l->at[i].key == 0) return NULL;
    }
}

uint64_t forms_key(const form_list *l, const char *form, bool article) {
    char folded[FOLD_MAX];
    size_t n = fold_name(l->pack->fold, form, strlen(form), folded, sizeof folded), from = 0;
    if (article) {
        from = strlen(l->marks.article);
        if (!from || n < from + LEFT_BYTES_MIN || memcmp(folded, l->marks.article, from) != 0) return 0;
    }
    return hash_bytes(folded + from, n - from, 0);
}

uint64_t forms_pair(uint64_t first, uint64_t second) {
    const uint64_t key = (first ^ (second << 21 | second >> 43)) * 0x9E3779B97F4A7C15ull;
    return key ? key : 1;
}

static bool is_verbal(const token *t) {
    return t->upos == UPOS_VERB || t->upos == UPOS_AUX;
}

/* The words around one that is being mended. */
typedef struct neighbours {
    const token *before, *next; /* NULL at the sentence's ends */
    const token *after;         /* behind the next */
    uint32_t before_flags;      /* of its reading */
    bool opens;                 /* the sentence or a clause begins here */
    bool joined_noun;           /* "the killing and | wounding": joined to a bare noun that might be a verb, too */
    bool behind_verb;           /* a verb stands before the word before */
    bool waits;                 /* a clause that "that" opened has its subject before the word, and no verb yet */
} neighbours;

/* A noun that may have a genitive behind it. */
static bool is_open_noun(const form_list *l, const token *t) {
    return (t->upos == UPOS_NOUN && !forms_key(l, t->form, true)) || t->upos == UPOS_ADP || t->upos == UPOS_VERB;
}

/* "قتل الجيش ثلاثة": a past form that may be a noun and begins the sentence, before its subject. A noun would have its adjective
 * or a preposition behind it. */
static bool begins_clause(const form_list *l, const form_record *r, const neighbours *at) {
    if (!(r->flags & FORM_PAST) || !at->next || (at->next->flags & TOKEN_MWT_REST)) return false;
    const uint8_t next = at->next->upos;
    if (next == UPOS_NUM && at->before && !is_open_noun(l, at->before)) return true; /* "and wounded | thirty" */
    if (at->before && at->before->upos == UPOS_CCONJ && (r->flags & FORM_ALIKE) && at->after) {
        if (next == UPOS_ADV && at->after->upos == UPOS_NUM) return true;         /* "and were killed | also | twelve" */
        if (next == UPOS_ADP && (at->after->flags & TOKEN_MWT_REST)) return true; /* "and were killed | in it | twelve" */
    }
    /* "a battle, were killed | in it | twenty": a clause without a relative pronoun */
    if (next == UPOS_ADP && at->before && at->before->upos == UPOS_NOUN && (r->flags & FORM_ALIKE) && at->after &&
        (at->after->flags & TOKEN_MWT_REST) && at->after->upos == UPOS_PRON && !(at->before->flags & TOKEN_MWT_REST))
        return true;
    if (!at->opens) return false;
    const form_record *small = forms_find(l, forms_key(l, at->next->form, false));
    if (small && (small->flags & FORM_CLAUSE)) return true; /* "killed | what is not less than forty" */
    if (next != UPOS_PUNCT && forms_key(l, at->next->form, true))
        return true;                                               /* with the article: a noun, whatever it is called */
    if (next == UPOS_ADJ || next == UPOS_VERB || next == UPOS_X) { /* an adjective that stands for its noun: "مسلحون" */
        const form_record *o = forms_find(l, forms_key(l, at->next->form, false));
        if (!o) o = forms_find(l, forms_key(l, at->next->form, true));
        return o ? o->noun != 0 : next != UPOS_ADJ; /* what no list has is a name */
    }
    return next == UPOS_NOUN || next == UPOS_PROPN || next == UPOS_NUM || next == UPOS_DET;
}

/* "وأوضح أن": a past form right before "that", at the head of a clause or behind "and". */
static bool opens_saying(const form_list *l, const form_record *r, const neighbours *at) {
    if (!(r->flags & FORM_PAST) || !at->next || !(at->opens || (at->before && at->before->upos == UPOS_CCONJ))) return false;
    const form_record *that = forms_find(l, forms_key(l, at->next->form, false));
    return that && (that->flags & FORM_THAT);
}

/* "نفى" and "نفي" are one word where letters are left half written; who writes the verb's means it. */
static bool is_spelled_as_verb(const form_list *l, const form_record *r, const token *t) {
    const size_t n = strlen(t->form);
    const char *verb = pack_string(l->pack, r->verb), *noun = pack_string(l->pack, r->noun);
    return strcmp(t->form, verb) == 0 && strlen(noun) == n && strcmp(noun, verb) != 0;
}

/* Of a form that may be both: what the tagger says; a noun behind a preposition. */
static bool read_as_verb(const form_list *l, const form_record *r, const token *t, const neighbours *at) {
    if (!r->verb) return false;
    if (r->noun && at->waits && (r->flags & FORM_PAST)) return true;
    if (r->noun && at->joined_noun) return false;
    if (r->noun && is_spelled_as_verb(l, r, t) && !(at->before && at->before->upos == UPOS_ADP)) return true;
    if (!r->noun) return t->upos != UPOS_PROPN || (r->flags & FORM_PLURAL) || (at->opens && (r->flags & FORM_PAST));
    if (at->before && (at->before->upos == UPOS_ADP || at->before->upos == UPOS_VERB))
        return false; /* "wanted to kill": a noun too */
    return is_verbal(t) || begins_clause(l, r, at) || opens_saying(l, r, at);
}

static void set_feature(token *t, unsigned shift, unsigned bits, unsigned value) {
    const uint64_t mask = ((1ull << bits) - 1) << shift;
    t->feats = (t->feats & ~mask) | (uint64_t)value << shift;
}
#define SET_FEATURE(t, name, value) set_feature((t), FEAT_##name##_SHIFT, FEAT_##name##_BITS, (value))

static void become_verb(const form_list *l, const form_record *r, token *t) {
    t->lemma = pack_string(l->pack, r->verb);
    t->lemma_hash = r->verb_hash;
    t->upos = r->flags & FORM_AUXILIARY ? UPOS_AUX : UPOS_VERB;
    t->feats_text = NULL;
    SET_FEATURE(t, VERBFORM, VERBFORM_FIN);
    SET_FEATURE(t, TENSE, r->flags & FORM_PRESENT ? TENSE_PRES : TENSE_PAST);
    SET_FEATURE(t, VOICE, r->flags & FORM_PASSIVE ? VOICE_PASS : VOICE_ACT);
    SET_FEATURE(t, NUMBER, r->flags & FORM_PLURAL ? NUMBER_PLUR : NUMBER_SING);
    SET_FEATURE(t, GENDER, r->flags & FORM_FEMININE ? GENDER_FEM : GENDER_MASC);
}

/* A verb that the list does not have: its aspect tells its tense. */
static void finish_verb(token *t) {
    if (FEAT_GET(t->feats, VERBFORM) == 0) SET_FEATURE(t, VERBFORM, VERBFORM_FIN);
    if (FEAT_GET(t->feats, TENSE) == 0) SET_FEATURE(t, TENSE, FEAT_GET(t->feats, ASPECT) == ASPECT_IMP ? TENSE_PRES : TENSE_PAST);
}

/* "مسلحين مجهولين", "جنديا نظاميا": the same ending, with or without the article, on both. */
static bool agrees_in_ending(const form_list *l, const token *a, const token *b) {
    const size_t n = strlen(a->form), m = strlen(b->form), x = strlen(l->marks.accusative[0]);
    const bool accusative = x && n > x && m > x && strcmp(a->form + n - x, l->marks.accusative[0]) == 0 &&
                            strcmp(b->form + m - x, l->marks.accusative[0]) == 0 && a->upos == UPOS_NOUN;
    if (accusative && !forms_key(l, a->form, true) && !forms_key(l, b->form, true)) return true;
    for (int i = 0; i < FORM_MARKS_MAX; i++) {
        const size_t k = strlen(l->marks.closing[i]);
        if (k && n > k && m > k && memcmp(a->form + n - k, l->marks.closing[i], k) == 0 &&
            memcmp(b->form + m - k, l->marks.closing[i], k) == 0)
            return (forms_key(l, a->form, true) != 0) == (forms_key(l, b->form, true) != 0);
    }
    return false;
}

/* "the rapid support": an adjective with the article, in the singular, behind a noun with the article or a name. */
static bool closes_definite(const form_list *l, const token *before, const token *t) {
    if (!forms_key(l, t->form, true)) return false;
    const size_t n = strlen(t->form);
    for (int i = 0; i < FORM_MARKS_MAX; i++) {
        const size_t k = strlen(l->marks.closing[i]);
        if (!k || n <= k || memcmp(t->form + n - k, l->marks.closing[i], k) != 0) continue;
        /* "the rebels | Libyan": the first ending is that of subjects, and what bears it behind the verb's subject no object */
        return i == 0 && before->upos == UPOS_NOUN && forms_key(l, before->form, true) != 0;
    }
    return before->upos == UPOS_PROPN || forms_key(l, before->form, true) != 0;
}

/* "استهداف مدنيين": the plural of people behind a noun in the singular is no adjective of that. */
static bool is_of_singular(const form_list *l, const token *before, const token *t) {
    const size_t n = strlen(t->form);
    if (before->upos != UPOS_NOUN || strcmp(before->form, before->lemma) != 0) return false;
    for (int i = 0; i < 2; i++) {
        const size_t k = strlen(l->marks.closing[i]);
        if (k && n > k + 4 && strcmp(t->form + n - k, l->marks.closing[i]) == 0) return true;
    }
    return false;
}

/* An adjective stands behind its noun; numbers and determiners stay what they are. */
static void become_noun(const form_list *l, const form_record *r, token *t, const neighbours *at) {
    const token *before = at->before;
    const bool behind_noun = before && (before->upos == UPOS_NOUN || before->upos == UPOS_PROPN || before->upos == UPOS_ADJ);
    const bool adjective = (r->flags & FORM_ADJECTIVE) && behind_noun && !is_of_singular(l, before, t) &&
                           (t->upos == UPOS_ADJ || t->upos == UPOS_PROPN || (at->before_flags & FORM_DESCRIBED) ||
                            (before->upos == UPOS_ADJ && !forms_key(l, before->form, true) == !forms_key(l, t->form, true)) ||
                            agrees_in_ending(l, before, t) || closes_definite(l, before, t));
    const bool number = t->upos == UPOS_NUM && !(r->flags & FORM_ADJECTIVE);
    t->lemma = pack_string(l->pack, r->noun);
    t->lemma_hash = r->noun_hash;
    if (t->upos != UPOS_DET && !number) t->upos = adjective ? UPOS_ADJ : UPOS_NOUN;
}

static void become_small_word(const form_list *l, const form_record *r, token *t) {
    static const struct {
        uint32_t flag;
        uint8_t upos;
    } kinds[] = {{FORM_PREPOSITION, UPOS_ADP}, {FORM_RELATIVE, UPOS_PRON}, {FORM_THAT, UPOS_SCONJ}, {FORM_CLAUSE, UPOS_SCONJ},
                 {FORM_JOINER, UPOS_CCONJ},    {FORM_PARTICLE, UPOS_PART}, {FORM_ADVERB, UPOS_ADV}, {FORM_COUNTER, UPOS_ADV}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (r->flags & kinds[i].flag) {
            t->upos = kinds[i].upos;
            if (kinds[i].flag == FORM_RELATIVE) SET_FEATURE(t, PRONTYPE, PRONTYPE_REL);
            break;
        }
    t->lemma = pack_string(l->pack, r->noun);
    t->lemma_hash = r->noun_hash;
}

/* Marks that the model, which met few of them, took for words. */
static bool is_mark(const form_list *l, const token *t) {
    uint32_t cp;
    const size_t n = strlen(t->form);
    if (utf8_decode(t->form, n, &cp) != n) return false;
    return (fold_class(l->pack->fold, cp) & CHAR_PUNCT) != 0;
}

/* Behind "the town": what the tagger calls by another name than a noun's, and no list knows. */
static bool is_unknown_name(const token *t) {
    if (t->upos == UPOS_ADP) return !(t->flags & (TOKEN_MWT_FIRST | TOKEN_MWT_REST)) && strlen(t->form) > 6;
    return t->upos == UPOS_VERB || t->upos == UPOS_ADV || t->upos == UPOS_X || t->upos == UPOS_PRON || t->upos == UPOS_SCONJ ||
           (t->upos == UPOS_NUM && !(t->flags & TOKEN_DIGITS));
}

/* "announced | Muhannad | Haymur": what no list knows behind a name that follows a verb, and the tagger calls a verb. */
static bool is_second_name(const form_list *l, const token *t, const neighbours *at) {
    if (!is_verbal(t) || !at->before) return false;
    if (at->before->upos == UPOS_VERB && (at->before_flags & FORM_PAST)) return strcmp(t->form, t->lemma) == 0;
    if (at->before->upos != UPOS_PROPN || forms_key(l, at->before->form, true)) return false;
    const bool place = (at->before_flags & (FORM_NAME | FORM_ALONE)) == FORM_NAME;
    return !place && at->behind_verb && strcmp(t->form, t->lemma) == 0;
}

/* "al-Fatih | Qurashi", with the second called a pronoun that no list has. */
static bool is_misread_name(const form_list *l, const token *t, const neighbours *at) {
    if (t->upos != UPOS_PRON || (t->flags & TOKEN_MWT_REST) || strcmp(t->form, t->lemma) != 0 || strlen(t->form) < 8)
        return false;
    return at->before && (at->before->upos == UPOS_PROPN || forms_key(l, at->before->form, true));
}

static void become_name(token *t) {
    t->upos = UPOS_PROPN;
    t->feats_text = NULL;
    t->feats = 0;
}

enum {
    FORMS_OF_NOUNS = FORM_REFLEXIVE | FORM_BELONGS | FORM_INSTITUTION | FORM_ADJECTIVE | FORM_GOVERNS | FORM_NAMED | FORM_ACTS |
                     FORM_DESCRIBED | FORM_TIME | FORM_ALONE
};

/* "…, denying | that", "pointing | to | that": a participle that puts something forward. */
static bool is_converb(const form_list *l, const form_record *r, const neighbours *at) {
    if (!(r->flags & FORM_CONVERB) || !r->verb || !at->next || at->opens) return false;
    const token *that = at->next->upos == UPOS_ADP && at->after ? at->after : at->next;
    const form_record *next = forms_find(l, forms_key(l, that->form, false));
    return next && (next->flags & FORM_THAT);
}

/* "has lost the town", where the word may be a particle too: "has | lost" only before a verb. */
static bool is_verb_here(const form_list *l, const form_record *r, const neighbours *at) {
    if (!(r->flags & FORM_PARTICLE) || !(r->flags & FORM_PAST) || !r->verb) return false;
    const form_record *next = at->next ? forms_find(l, forms_key(l, at->next->form, false)) : NULL;
    return !(next && next->verb && (next->flags & FORM_PAST));
}

static uint32_t mend_one(const form_list *l, token *t, const neighbours *at) {
    if (is_mark(l, t)) {
        if (t->upos != UPOS_SYM) t->upos = UPOS_PUNCT;
        return 0;
    }
    if (t->upos == UPOS_PUNCT) t->upos = UPOS_PROPN; /* letters that the model did not know */
    const form_record *r = forms_find(l, forms_key(l, t->form, false));
    const bool bare = r != NULL;
    if (!r) r = forms_find(l, forms_key(l, t->form, true));
    if (bare && !r->noun && !r->verb && (r->flags & FORM_NAME)) { /* "the Saudi | forces", the noun first: no Saudi Arabia */
        const form_record *stem = forms_find(l, forms_key(l, t->form, true));
        if (stem && (stem->flags & FORM_ADJECTIVE) && at->before && at->before->upos == UPOS_NOUN) {
            become_noun(l, stem, t, at);
            return stem->flags & FORMS_OF_NOUNS;
        }
    }
    if (r && bare && is_converb(l, r, at)) {
        become_verb(l, r, t);
        SET_FEATURE(t, VERBFORM, VERBFORM_PART);
        SET_FEATURE(t, TENSE, TENSE_PRES);
        return FORM_CONVERB;
    }
    if (r && bare && (r->flags & FORM_SMALL & ~(uint32_t)FORM_NUMBER) && !is_verb_here(l, r, at)) {
        become_small_word(l, r, t);
        return r->flags;
    }
    if (r && bare && (r->flags & FORM_NUMBER)) {
        t->upos = UPOS_NUM;
        return r->flags;
    }
    if (r && bare && read_as_verb(l, r, t, at)) {
        become_verb(l, r, t);
        const uint32_t did_not = FORM_PARTICLE | FORM_PAST; /* "did not | take" */
        const uint32_t verbal = r->flags & ~(FORM_CONVERB | (uint32_t)FORM_PARTICLE);
        if ((at->before_flags & did_not) != did_not) return verbal;
        SET_FEATURE(t, TENSE, TENSE_PAST);
        return (verbal & ~(uint32_t)FORM_PRESENT) | FORM_PAST;
    }
    if (r && r->noun) {
        become_noun(l, r, t, at);
        return r->flags & FORMS_OF_NOUNS;
    }
    const bool behind_named = (at->before_flags & FORM_NAMED) && !r && t->upos == UPOS_NOUN && !forms_key(l, t->form, true);
    const bool named = behind_named || (!r && is_misread_name(l, t, at)) ||
                       ((at->before_flags & FORM_NAMED) && is_unknown_name(t)) || (!r && is_second_name(l, t, at));
    if (named || (r && bare && (r->flags & FORM_NAME))) {
        become_name(t);
        return FORM_NAME | (!named && (r->flags & FORM_ALONE) ? FORM_ALONE : 0u);
    }
    if (is_verbal(t)) finish_verb(t);
    return 0;
}

/* "For his part, | he said": a comma before which the sentence has no verb yet sets off how it begins. */
static bool is_behind_opening(const token *tokens, const sentence *s, uint32_t t) {
    enum { OPENING_MAX = 8 };
    const char *mark = tokens[t - 1].form;
    if ((strcmp(mark, "\u060C") != 0 && strcmp(mark, ",") != 0) || t - s->first_token > OPENING_MAX) return false;
    for (uint32_t k = s->first_token; k < t; k++)
        if (is_verbal(&tokens[k])) return false;
    return true;
}

/* Does a clause begin at token t? At the head of the sentence, behind its "and", a particle or a mark that sets it off. */
static bool opens_clause(const token *tokens, const sentence *s, uint32_t t, const uint32_t *flags) {
    if (t == s->first_token) return true;
    const token *before = &tokens[t - 1];
    const uint32_t f = flags[t - 1 - s->first_token];
    if (before->upos == UPOS_PUNCT && is_behind_opening(tokens, s, t)) return true;
    if (before->upos == UPOS_PUNCT) return before->form[0] == ':' || before->form[0] == '-' || (before->flags & TOKEN_QUOTED);
    return (f & FORM_PARTICLE) || ((f & FORM_JOINER) && t == s->first_token + 1);
}

/* A word that no genitive follows: one with the article, a name, an indefinite accusative. */
static bool is_closed(const form_list *l, const token *t) {
    if (t->upos == UPOS_PROPN || forms_key(l, t->form, true) != 0) return true;
    const size_t n = strlen(t->form), m = strlen(l->marks.accusative[0]);
    const bool accusative = t->upos == UPOS_ADJ || (t->upos == UPOS_NOUN && FEAT_GET(t->feats, CASE) == CASE_ACC);
    return accusative && m && n > m + 4 && strcmp(t->form + n - m, l->marks.accusative[0]) == 0 && strcmp(t->form, t->lemma) != 0;
}

/* "إن الجيش قصف مستشفى", "الدعم السريع نفى": behind "that", or at the head of the sentence, and its subject, which ends in a word
 * that no genitive follows, a form that may be verb or noun is the verb that the clause waits for. */
static bool waits_for_verb(const form_list *l, const token *tokens, const sentence *s, uint32_t t, const uint32_t *flags) {
    enum { SUBJECT_MAX = 8 };
    if (t == s->first_token || t + 1 >= s->end_token || !is_closed(l, &tokens[t - 1])) return false;
    const uint8_t next = tokens[t + 1].upos;
    if (next != UPOS_NOUN && next != UPOS_NUM && next != UPOS_PROPN && next != UPOS_ADP && next != UPOS_DET) return false;
    for (uint32_t k = t; k-- > s->first_token && t - k <= SUBJECT_MAX;) {
        const uint32_t f = flags[k - s->first_token];
        if (f & FORM_THAT) return k + 1 < t;
        const uint8_t upos = tokens[k].upos;
        const bool opening = k <= s->first_token + 1 && (f & (FORM_JOINER | FORM_PARTICLE));
        if (opening) return k + 1 < t;
        if (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_ADJ && upos != UPOS_DET && upos != UPOS_NUM &&
            upos != UPOS_ADP)
            return false;
        if (k == s->first_token) return next != UPOS_ADP && upos != UPOS_ADP;
    }
    return false;
}

/* "قتل وجرح": a noun that is read as one right before "and", which might be a verb itself. */
static bool is_joined_noun(const form_list *l, const token *tokens, const sentence *s, uint32_t t) {
    if (t < s->first_token + 2 || tokens[t - 1].upos != UPOS_CCONJ || tokens[t - 2].upos != UPOS_NOUN) return false;
    const form_record *r = forms_find(l, forms_key(l, tokens[t - 2].form, false));
    return r && r->noun && r->verb && (r->flags & FORM_PAST);
}

static bool is_name_of_two(const form_list *l, const token *t) {
    const uint64_t first = forms_key(l, t[0].form, false), second = forms_key(l, t[1].form, false);
    const form_record *r = first && second ? forms_find(l, forms_pair(first, second)) : NULL;
    const form_record *class = r ? forms_find(l, first) : NULL; /* "the camp of Jenin" is a camp */
    return r && (r->flags & FORM_NAME) && !(class && (class->flags & FORM_NAMED));
}

void forms_mend(const form_list *l, token *tokens, const sentence *s, uint32_t *flags, uint32_t limit) {
    for (uint32_t t = s->first_token; t < s->end_token && t - s->first_token < limit; t++) {
        if (t + 1 < s->end_token && t + 1 - s->first_token < limit && is_name_of_two(l, &tokens[t])) { /* "أم درمان" */
            become_name(&tokens[t]);
            become_name(&tokens[t + 1]);
            flags[t - s->first_token] = flags[t + 1 - s->first_token] = FORM_NAME;
            t++;
            continue;
        }
        const neighbours at = {.before = t > s->first_token ? &tokens[t - 1] : NULL,
                               .next = t + 1 < s->end_token ? &tokens[t + 1] : NULL,
                               .after = t + 2 < s->end_token ? &tokens[t + 2] : NULL,
                               .before_flags = t > s->first_token ? flags[t - 1 - s->first_token] : 0,
                               .opens = opens_clause(tokens, s, t, flags),
                               .joined_noun = is_joined_noun(l, tokens, s, t),
                               .behind_verb = t > s->first_token + 1 && is_verbal(&tokens[t - 2]),
                               .waits = waits_for_verb(l, tokens, s, t, flags)};
        flags[t - s->first_token] = mend_one(l, &tokens[t], &at);
    }
}
