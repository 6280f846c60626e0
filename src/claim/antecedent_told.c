/* Whom a pronoun or a bare title that says so stands for, where nobody who spoke is nearer: who was told of.
 *
 *   "Le préfet, Paul Petit, attend. La ville est perdue, dit-il."         il: the prefect, Paul Petit
 *   "Nugzar Shonia runs the hospital. Nine died, the doctor said."         the doctor: Nugzar Shonia
 *   "The Army's press centre was silent. … the press centre said"          the press centre: the Army's
 *
 * A person is told of as the subject of a clause, or is the one whom the words before the pronoun name. */
#include <string.h>

#include "claim/finder.h"

enum { SENTENCES_BACK = 2, WORDS_BACK = 400, NAMES_BACK = 64, SAME_WORDS = 8, PHRASE_WORDS = 16 };

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}

/* The first name that ends behind a token. */
static uint32_t names_from(const text *x, uint32_t t) {
    uint32_t low = 0, high = x->name_count;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (x->names[mid].end_token <= t)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static const actor_mention *meant(const finder *f, uint32_t actor) {
    const actor_mention *m = &f->m->actors[actor];
    return m->coref < f->m->actor_count ? &f->m->actors[m->coref] : m;
}

/* Is it a person's name, or does one hang on it ("the doctor Ann Lee", "Ann Lee, a doctor")? */
static bool is_named(const finder *f, uint32_t t, uint32_t end) {
    const text *x = f->x;
    for (uint32_t i = names_from(x, t); i < x->name_count && i < names_from(x, t) + 4 && x->names[i].first_token < end; i++) {
        const name *n = &x->names[i];
        if (n->label != NAME_PER) continue;
        if (t >= n->first_token && t < n->end_token) return true;
        const unsigned d = tok(f, n->first_token)->deprel;
        if (tok(f, n->first_token)->head == t && (d == DEP_APPOS || d == DEP_FLAT || d == DEP_NMOD)) return true;
    }
    return false;
}

static bool agrees(const finder *f, uint32_t pronoun, uint32_t t, bool named) {
    const token *p = tok(f, pronoun), *k = tok(f, t);
    if (p->upos != UPOS_PRON) return true; /* a title, or "his words", whose gender is that of the words */
    if (FEAT_GET(p->feats, NUMBER) == NUMBER_PLUR || FEAT_GET(p->feats, GENDER) == GENDER_NEUT) return false;
    const unsigned own = FEAT_GET(p->feats, GENDER);
    const unsigned of_verb = k->head < f->x->token_count ? FEAT_GET(tok(f, k->head)->feats, GENDER) : 0;
    const unsigned of = of_verb ? of_verb : named ? 0 : FEAT_GET(k->feats, GENDER); /* "the doctor" may be she */
    return !own || !of || own == of;
}

/* The words of who was told of, up to the first comma behind the name. */
static speaker phrase_of(const finder *f, const clause_view *v, uint32_t head) {
    speaker s = {.head = head, .meant = head};
    clause_phrase(v, head, TOKEN_NONE, &s.first, &s.end);
    for (uint32_t t = head + 1; t < s.end; t++)
        if (strchr(",:;(-", f->x->bytes[tok(f, t)->start]) || clause_is_verb(v, t)) s.end = t; /* a name may be in quotes */
    while (s.end > head + 1 && (tok(f, s.end - 1)->upos == UPOS_ADP || tok(f, s.end - 1)->upos == UPOS_PRON)) s.end--;
    if (head > s.first + PHRASE_WORDS) s.first = head;
    return s;
}

/* "Paul Petit has fled, he said": whom the words themselves tell of does not say them. */
static bool is_told_by(const attribution *a, uint32_t t) {
    for (uint8_t i = 0; i < a->content_count; i++)
        if (t >= a->content_first[i] && t < a->content_end[i]) return true;
    return false;
}

/* "Paul Petit received Ann Lee": a title may be the one's or the other's. */
static bool names_several(const finder *f, uint32_t sentence) {
    const struct sentence *s = &f->x->sentences[sentence];
    uint32_t n = 0, end = 0;
    for (uint32_t i = names_from(f->x, s->first_token); i < f->x->name_count && n < 2; i++) {
        const name *k = &f->x->names[i];
        if (k->first_token >= s->end_token) break;
        n += k->label == NAME_PER && k->first_token != end; /* two halves of one name touch */
        end = k->end_token;
    }
    return n > 1;
}

/* The first subject of the sentence, before a token, that is one person; with `named`, only one with a name. */
static speaker subject_in(const finder *f, const attribution *a, uint32_t sentence, uint32_t before, bool named) {
    const text *x = f->x;
    clause_view v;
    clause_open(&v, x, sentence);
    const uint32_t end = v.first + v.n < before ? v.first + v.n : before;
    for (uint32_t t = v.first; t < end; t++) {
        const token *k = tok(f, t);
        /* "and the commandant, a young man, asks", joined to the verb of the clause before */
        const bool joined =
            k->deprel == DEP_CONJ && k->head < t && clause_is_verb(&v, k->head) && FEAT_GET(k->feats, CASE) == CASE_NOM;
        const bool subject = k->deprel == DEP_NSUBJ || k->deprel == DEP_NSUBJ_PASS || k->deprel == DEP_ROOT || joined;
        if (!subject || (k->upos != UPOS_NOUN && k->upos != UPOS_PROPN) || (k->flags & TOKEN_QUOTED)) continue;
        const bool has_name = is_named(f, t, v.first + v.n);
        if (FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR && !has_name) continue; /* "деревни Белов", a genitive taken for a plural */
        const bool living = k->upos == UPOS_NOUN && k->deprel != DEP_ROOT && FEAT_GET(k->feats, ANIMACY) == ANIMACY_ANIM;
        if (is_told_by(a, t) || !(has_name || (living && !named))) continue;
        if (agrees(f, a->source_token, t, has_name)) return phrase_of(f, &v, t);
    }
    return speaker_none();
}

/* One word, with no more than an article or a "this" beside it. */
static bool is_bare(const finder *f, const attribution *a) {
    for (uint32_t t = a->source_token; t > 0 && tok(f, t - 1)->start >= a->source[0].start; t--)
        if (tok(f, t - 1)->upos != UPOS_DET) return false;
    return tok(f, a->source_token)->end >= a->source[0].end;
}

static bool is_living(const finder *f, uint32_t t) {
    return FEAT_GET(tok(f, t)->feats, ANIMACY) == ANIMACY_ANIM;
}

bool antecedent_is_named(const finder *f, const attribution *a) {
    if (a->source_token == TOKEN_NONE || a->source_count == 0) return false;
    uint32_t end = a->source_token + 1;
    while (end < f->x->token_count && tok(f, end)->start < a->source[0].end) end++;
    return is_named(f, a->source_token, end);
}

bool antecedent_is_title(const finder *f, const attribution *a) {
    if (a->source_token == TOKEN_NONE || a->source_count != 1) return false;
    const token *k = tok(f, a->source_token);
    const bool one = k->upos == UPOS_NOUN && FEAT_GET(k->feats, NUMBER) == NUMBER_SING;
    if (!one || ((k->flags & TOKEN_CAPITAL) && !(k->flags & TOKEN_SENTENCE_START)) || !is_bare(f, a)) return false;
    if (a->who.actor >= f->m->actor_count) return true;
    const actor_mention *m = meant(f, a->who.actor);
    if (m == &f->m->actors[a->who.actor]) return m->kind == ACTOR_GENERIC || m->kind == ACTOR_UNKNOWN;
    const bool somebody = is_living(f, m->at.head_token) && FEAT_GET(tok(f, m->at.head_token)->feats, NUMBER) == NUMBER_SING;
    return is_living(f, a->source_token) && m->kind != ACTOR_PERSON && !somebody; /* no army is a general */
}

/* "The press centre" behind "the press centre of the Ministry": the nearest longer phrase with that head and a name in it. */
static speaker longer_before(const finder *f, uint32_t title) {
    const uint64_t lemma = tok(f, title)->lemma_hash;
    unsigned seen = 0;
    for (uint32_t t = title; t-- > 0 && title - t <= WORDS_BACK && seen < SAME_WORDS;) {
        if (tok(f, t)->lemma_hash != lemma || tok(f, t)->upos != UPOS_NOUN) continue;
        clause_view v;
        seen++;
        clause_open(&v, f->x, tok(f, t)->sentence);
        if (t - v.first >= v.n) continue;
        const speaker s = phrase_of(f, &v, t);
        for (uint32_t k = t + 1; k < s.end; k++)
            if (tok(f, k)->flags & TOKEN_CAPITAL) return s;
    }
    return speaker_none();
}

bool antecedent_is_person(const finder *f, const attribution *a) {
    uint32_t end;
    return is_living(f, a->source_token) && !cue_match(f->cues, f->x, a->source_token, CUE_UNNAMED, 0, &end);
}

speaker antecedent_told(const finder *f, const attribution *a, uint32_t from) {
    const bool title = antecedent_is_title(f, a);
    const uint32_t at = a->source_token, here = tok(f, at)->sentence;
    speaker found = title ? longer_before(f, at) : speaker_none();
    if (title && !antecedent_is_person(f, a)) return found;
    for (uint32_t back = 0; back <= SENTENCES_BACK && back <= here; back++) {
        const uint32_t sentence = here - back;
        if (sentence < from || f->x->sentences[sentence].headline) break;
        const uint32_t cue = a->cue_token < at ? a->cue_token : at;
        const speaker who = subject_in(f, a, sentence, back ? UINT32_MAX : cue, title || back == 0 || back > 1);
        if (who.head == TOKEN_NONE) continue;
        if (title && names_several(f, sentence)) return found;
        return found.head == TOKEN_NONE || found.head < who.head ? who : found;
    }
    return found;
}
