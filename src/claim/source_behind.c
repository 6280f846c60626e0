/* Who speaks, told from the order of words around a verb alone. */
#include "claim/finder.h"

#define CLIMB_MAX 6u

static bool is_nominal(const finder *f, uint32_t t) {
    const unsigned u = f->x->tokens[t].upos;
    return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON || u == UPOS_NUM || u == UPOS_X;
}

/* Behind "sur Twitter", "à la presse": a preposition and its noun, as far as the next determiner. */
static uint32_t behind_phrase(const finder *f, uint32_t t, uint32_t end) {
    const text *x = f->x;
    if (x->tokens[t].upos != UPOS_ADP) return t;
    uint32_t k = t + 1;
    if (k < end && x->tokens[k].upos == UPOS_DET) k++;
    while (k < end && (is_nominal(f, k) || x->tokens[k].upos == UPOS_ADJ)) k++;
    return k < end && x->tokens[k].upos == UPOS_DET ? k : t;
}

/* "Пишут в вечернем обзоре аналитики": behind a phrase in a language without articles, those who are listed as sources, or a
 * living nominative. */
static uint32_t source_behind_phrase(const finder *f, uint32_t t, uint32_t end) {
    const text *x = f->x;
    uint32_t k = t + 1, behind;
    if (!(f->cues->kinds & (1u << CUE_ABOUT)) || x->tokens[t].upos != UPOS_ADP) return t;
    while (k < end && k < t + 4 && (x->tokens[k].upos == UPOS_ADJ || x->tokens[k].upos == UPOS_DET)) k++;
    if (k + 1 >= end || x->tokens[k].upos != UPOS_NOUN || x->tokens[k + 1].upos != UPOS_NOUN) return t;
    const token *who = &x->tokens[k + 1];
    const bool listed = cue_match(f->cues, x, k + 1, CUE_UNNAMED, 0, &behind) && FEAT_GET(who->feats, CASE) != CASE_INS;
    const bool living = FEAT_GET(who->feats, ANIMACY) == ANIMACY_ANIM && FEAT_GET(who->feats, CASE) == CASE_NOM;
    return listed || living ? k + 1 : t;
}

/* Behind a day, "во вторник", on which trees hang who speaks: "сообщил во вторник советник министра". */
static uint32_t behind_time(const finder *f, uint32_t t, uint32_t end) {
    while (t < end && (finder_in_time(f, t) || (f->x->tokens[t].upos == UPOS_ADP && t + 1 < end && finder_in_time(f, t + 1))))
        t++;
    return t;
}

speaker speaker_behind(const finder *f, uint32_t t, uint32_t limit) {
    const text *x = f->x;
    uint32_t end = f->view.first + f->view.n;
    t = behind_time(f, t, end);
    if (t < end) t = source_behind_phrase(f, t, end);
    if (t < end) t = behind_phrase(f, t, end);
    for (uint32_t k = t; k < end && k < t + limit; k++) {
        unsigned u = x->tokens[k].upos;
        if (u == UPOS_PUNCT || u == UPOS_VERB || u == UPOS_ADP || u == UPOS_SCONJ) break;
        if (!is_nominal(f, k) || finder_in_time(f, k)) continue;
        uint32_t head = k; /* up to the phrase's head, as long as it lies behind t */
        for (uint32_t steps = 0; steps < CLIMB_MAX; steps++) {
            uint32_t up = x->tokens[head].head;
            unsigned d = x->tokens[head].deprel;
            bool part = d == DEP_COMPOUND || d == DEP_FLAT || d == DEP_NMOD || d == DEP_AMOD || d == DEP_NUMMOD || d == DEP_DET;
            if (!part || up < t || up - f->view.first >= f->view.n || !is_nominal(f, up)) break;
            head = up;
        }
        speaker who = speaker_phrase(f, head, TOKEN_NONE);
        if (who.first < t) who.first = t;
        return who;
    }
    return speaker_none();
}

/* "Das (jedenfalls) teilte …": the word at t stands for what was told, and the clause's verb comes next. */
static bool is_this(const finder *f, uint32_t t, uint32_t verb) {
    enum { ADVERBS = 2 };
    uint32_t end, next = t + 1;
    const token *k = &f->x->tokens[t];
    if (k->head != verb || k->deprel == DEP_DET || !cue_match(f->cues, f->x, t, CUE_THIS, 0, &end)) return false;
    while (next < verb && next <= t + ADVERBS && f->x->tokens[next].upos == UPOS_ADV) next++;
    return clause_is_verb(&f->view, next);
}

uint32_t speaker_this(const finder *f, uint32_t verb) {
    const uint32_t first = f->view.first;
    if (!(f->cues->kinds & (1u << CUE_THIS)) || verb <= first) return TOKEN_NONE;
    if (is_this(f, first, verb)) return first;
    CLAUSE_EACH_CHILD(&f->view, verb, k) /* "Die Stadt ist gefallen, das bestätigte der Oberst." */
    if (k > first + 2 && k < verb && f->x->bytes[f->x->tokens[k - 1].start] == ',' && is_this(f, k, verb)) return k;
    return TOKEN_NONE;
}

/* "Der Oberst ließ ausrichten", called a circumstance: somebody before a finite verb without a preposition. */
static uint32_t subject_called_circumstance(const finder *f, uint32_t verb) {
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        const token *t = &f->x->tokens[k];
        const bool odd = t->deprel == DEP_ADVMOD || t->deprel == DEP_DEP;
        if (odd && k < verb && (t->upos == UPOS_NOUN || t->upos == UPOS_PROPN) &&
            clause_child(&f->view, k, DEP_CASE) == TOKEN_NONE && speaker_is_actor(f, k))
            return k;
    }
    return TOKEN_NONE;
}

/* "Am Dienstag räumte Oberst Diallo ein, die Rebellen hätten …", called the verb's object: a name or somebody right behind a
 * finite verb without a subject, before the clause that is told. */
static uint32_t subject_called_object(const finder *f, uint32_t verb) {
    enum { CLOSE = 4 };
    if (FEAT_GET(f->x->tokens[verb].feats, VERBFORM) != VERBFORM_FIN || verb == f->view.first) return TOKEN_NONE;
    uint32_t told = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k)
    if (f->x->tokens[k].deprel == DEP_CCOMP && k > verb) told = k;
    if (told == TOKEN_NONE) return TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, verb, k) {
        if (f->x->tokens[k].deprel != DEP_OBJ || k <= verb || k > verb + CLOSE ||
            clause_child(&f->view, k, DEP_CASE) != TOKEN_NONE)
            continue;
        if (speaker_is_actor(f, k) || f->x->tokens[k].upos == UPOS_PROPN) return k;
    }
    return TOKEN_NONE;
}

uint32_t speaker_mislabelled(const finder *f, uint32_t verb) {
    const uint32_t object = subject_called_object(f, verb);
    return object != TOKEN_NONE ? object : subject_called_circumstance(f, verb);
}
