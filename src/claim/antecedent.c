/* Whom a pronoun that says so stands for: who spoke last, in its own sentence's neighbourhood.
 *
 *   "Residents said the army took the town. They said …"     They: Residents
 *   "The ministry said so. It added that …"                  It: the ministry, never a person
 *
 * Pronouns that the mention room could tell (persons, mostly) have their actor already. */
#include "claim/finder.h"

#define SENTENCES_BACK 2u

/* "Le même", "ce dernier", "celui-ci": an adjective behind an article, or a pronoun that points, with nothing that says more. */
static bool is_the_same(const finder *f, uint32_t t) {
    const token *k = &f->x->tokens[t];
    const uint32_t last = f->x->sentences[k->sentence].end_token;
    const unsigned next = t + 1 < last ? f->x->tokens[t + 1].upos : UPOS_PUNCT;
    if (next != UPOS_VERB && next != UPOS_AUX && next != UPOS_ADV && next != UPOS_PUNCT) return false;
    if (FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR) return false;
    if (k->upos == UPOS_PRON) return FEAT_GET(k->feats, PRONTYPE) == PRONTYPE_DEM && FEAT_GET(k->feats, GENDER) != GENDER_NEUT;
    const bool behind_article = t > f->x->sentences[k->sentence].first_token && f->x->tokens[t - 1].upos == UPOS_DET;
    const unsigned article = behind_article ? FEAT_GET(f->x->tokens[t - 1].feats, DEFINITE) : 0;
    return k->upos == UPOS_ADJ && behind_article && article != DEFINITE_IND;
}

/* "Le communiqué ajoute", "afirma el texto": a paper that is flagged "relay", with nothing that says whose, is that of who spoke
 * before. */
static bool is_paper(const finder *f, const attribution *a) {
    uint32_t end;
    const uint32_t t = a->source_token;
    if (t == TOKEN_NONE || t == 0 || f->x->tokens[t].upos != UPOS_NOUN || f->x->tokens[t - 1].upos != UPOS_DET) return false;
    const cue_entry *e = cue_match(f->cues, f->x, t, CUE_NOUN, 0, &end);
    if (!e || !(e->says & SAYS_RELAY) || FEAT_GET(f->x->tokens[t - 1].feats, DEFINITE) != DEFINITE_DEF) return false;
    return t + 1 >= f->x->token_count || f->x->tokens[t + 1].upos != UPOS_ADP;
}

static bool is_pronoun(const finder *f, const attribution *a) {
    if (a->source_token == TOKEN_NONE) return false;
    const token *k = &f->x->tokens[a->source_token];
    const bool stands_in = k->upos == UPOS_PRON || k->upos == UPOS_DET; /* "по его словам" */
    const bool personal = stands_in && FEAT_GET(k->feats, PERSON) != 1 && FEAT_GET(k->feats, PERSON) != 2;
    const unsigned type = FEAT_GET(k->feats, PRONTYPE);
    return (personal && (type == 0 || type == PRONTYPE_PRS)) || is_the_same(f, a->source_token) || is_paper(f, a);
}

bool antecedent_is_dropped(const finder *f, uint32_t verb) {
    uint32_t end;
    const token *k = &f->x->tokens[verb];
    if (!cue_match(f->cues, f->x, verb, CUE_DROPPED, 0, &end) || FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR) return false;
    const unsigned form = FEAT_GET(k->feats, VERBFORM), person = FEAT_GET(k->feats, PERSON);
    const bool converb = form == VERBFORM_PART && k->deprel == DEP_ADVCL; /* "(he) denied it, | stressing that" */
    if ((form && form != VERBFORM_FIN && !converb) || person == 1 || person == 2 || FEAT_GET(k->feats, VOICE) == VOICE_PASS)
        return false;
    return clause_subject(&f->view, verb) == TOKEN_NONE && clause_child(&f->view, verb, DEP_AUX_PASS) == TOKEN_NONE &&
           clause_child(&f->view, verb, DEP_EXPL) == TOKEN_NONE;
}

static bool is_person(const finder *f, const attribution *a) {
    return a->who.actor < f->m->actor_count && f->m->actors[a->who.actor].kind == ACTOR_PERSON;
}

/* May it stand for that source? One is not many, and a thing that speaks is no person. */
static bool agrees(const finder *f, const attribution *pronoun, const attribution *source) {
    const token *p = &f->x->tokens[pronoun->source_token], *s = &f->x->tokens[source->source_token];
    const bool one = FEAT_GET(p->feats, NUMBER) == NUMBER_SING, many = FEAT_GET(s->feats, NUMBER) == NUMBER_PLUR;
    const bool thing = FEAT_GET(p->feats, GENDER) == GENDER_NEUT;
    if (p->upos == UPOS_DET) return true; /* "за його словами": number and gender are those of the words */
    return !(one && many) && !(thing && is_person(f, source));
}

/* "An officer revised the losses: five were killed, he said": who speaks before a colon speaks behind it. */
static bool before_colon(const finder *f, const attribution *source, const attribution *pronoun) {
    const text *x = f->x;
    if (source->source_token >= pronoun->source_token || source->cue_token >= pronoun->source_token) return false;
    for (uint32_t t = source->cue_token; t < pronoun->source_token; t++)
        if (x->tokens[t].upos == UPOS_PUNCT && (x->bytes[x->tokens[t].start] == ':' || x->bytes[x->tokens[t].start] == ';'))
            return true;
    return false;
}

static const attribution *last_speaker(const finder *f, uint32_t i) {
    const attribution *pronoun = &f->found.at[i];
    const bool dropped = pronoun->source_token == TOKEN_NONE; /* goes on in its own sentence, too: "said …, and denied that" */
    const uint32_t here = f->x->tokens[dropped ? pronoun->cue_token : pronoun->source_token].sentence;
    for (uint32_t k = i; k-- > 0;) {
        const attribution *a = &f->found.at[k];
        const bool goes_on = a->source_token == TOKEN_NONE && a->who.stands_for; /* itself in the words of who spoke before */
        if ((a->source_token == TOKEN_NONE && !(goes_on && dropped)) || !a->voice) continue;
        const uint32_t there = f->x->tokens[goes_on ? a->cue_token : a->source_token].sentence;
        if (there + SENTENCES_BACK < here) return NULL;
        const bool here_too = dropped || (there == here && before_colon(f, a, pronoun));
        if ((there >= here && !here_too) || (!goes_on && is_pronoun(f, a) && !a->who.stands_for && a->who.actor == INDEX_NONE))
            continue;
        if (dropped || agrees(f, pronoun, a)) return a;
    }
    return NULL;
}

/* A cue whose subject is left out. The tree of its sentence is no longer at hand: only such a cue has no source and a word that
 * may leave it out. */
static bool is_left_out(const finder *f, const attribution *a) {
    uint32_t end;
    return a->source_token == TOKEN_NONE && a->cue_token != TOKEN_NONE && !a->direct && a->who.rule &&
           (cue_match(f->cues, f->x, a->cue_token, CUE_DROPPED, 0, &end) != NULL ||
            cue_match(f->cues, f->x, a->cue_token, CUE_REPORTED, 0, &end) != NULL);
}

/* "El presidente Betancourt habló anoche. Dijo que …": the person whom the sentence before is about; INDEX_NONE. */
static uint32_t person_before(const finder *f, uint32_t here) {
    if (here == 0) return INDEX_NONE;
    const sentence *s = &f->x->sentences[here - 1];
    uint32_t low = 0, high = f->m->actor_count; /* the first actor of the sentence */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (f->m->actors[middle].at.first_token < s->first_token)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t found = INDEX_NONE;
    for (uint32_t i = low; i < f->m->actor_count && f->m->actors[i].at.first_token < s->end_token; i++) {
        const actor_mention *a = &f->m->actors[i];
        const token *k = &f->x->tokens[a->at.head_token];
        const bool main = k->head != TOKEN_NONE && k->deprel == DEP_NSUBJ && f->x->tokens[k->head].deprel == DEP_ROOT;
        if (a->kind != ACTOR_PERSON || !main || (k->flags & TOKEN_QUOTED)) continue;
        if (found != INDEX_NONE) return INDEX_NONE;
        found = i;
    }
    return found;
}

/* The title in "Colonel Ann Lee", "leur porte-parole, Guy Petit": the noun at the head of a source or beside its name. */
static bool is_title(const finder *f, const attribution *a, uint32_t t) {
    const token *k = &f->x->tokens[t];
    if (t == a->source_token || k->deprel == DEP_APPOS || k->deprel == DEP_FLAT) return true;
    return k->deprel == DEP_COMPOUND && k->head == a->source_token && t + 1 == k->head;
}

/* Does a source that names a person tell him by this word, too? */
static bool is_called(const finder *f, const attribution *a, uint64_t title) {
    enum { PHRASE = 16 };
    const text *x = f->x;
    if (a->source_token == TOKEN_NONE || a->source_count == 0 || !is_person(f, a)) return false;
    const uint32_t first = a->source_token > PHRASE ? a->source_token - PHRASE : 0;
    for (uint32_t t = first; t < x->token_count && t <= a->source_token + PHRASE; t++) {
        const token *k = &x->tokens[t];
        if (k->start < a->source[0].start || k->end > a->source[0].end || k->lemma_hash != title) continue;
        if (is_title(f, a, t)) return true;
    }
    return false;
}

/* "The colonel said", "le même lieutenant": the last person who spoke and was called so; NULL. */
static const attribution *namesake(const finder *f, uint32_t i) {
    enum { SPEAKERS_BACK = 24 };
    const attribution *a = &f->found.at[i];
    if (a->source_token == TOKEN_NONE || a->source_token == 0 || is_person(f, a)) return NULL;
    const token *k = &f->x->tokens[a->source_token];
    if (k->upos != UPOS_NOUN || FEAT_GET(k->feats, NUMBER) == NUMBER_PLUR) return NULL;
    uint32_t t = a->source_token - 1;
    if (f->x->tokens[t].upos == UPOS_ADJ && t > 0) t--;
    const token *article = &f->x->tokens[t];
    if (article->upos != UPOS_DET || article->sentence != k->sentence || FEAT_GET(article->feats, DEFINITE) != DEFINITE_DEF)
        return NULL;
    const uint32_t next = a->source_token + 1; /* "the colonel of the other side" is told by more than his title */
    const bool alone = next >= f->x->token_count || f->x->tokens[next].start >= a->source[0].end;
    for (uint32_t n = i; alone && n-- > 0 && i - n <= SPEAKERS_BACK;)
        if (f->found.at[n].voice && is_called(f, &f->found.at[n], k->lemma_hash)) return &f->found.at[n];
    return NULL;
}

/* The last speaker with a name, to whom a bare title may go back; NULL. */
static const attribution *last_named(const finder *f, uint32_t i) {
    const uint32_t here = f->x->tokens[f->found.at[i].source_token].sentence;
    for (uint32_t k = i; k-- > 0;) {
        const attribution *a = &f->found.at[k];
        if (f->x->tokens[a->cue_token].sentence + SENTENCES_BACK < here) return NULL;
        if (a->voice && antecedent_is_named(f, a)) return a;
    }
    return NULL;
}

static void give(attribution *a, const attribution *source) {
    a->who.stands_for = source->who.stands_for ? source->who.stands_for : source->who.text;
    a->who.actor = source->who.actor;
    a->who.kind = source->who.kind;
}

static void give_told(finder *f, attribution *a, const speaker *who) {
    uint32_t end;
    const span words = {f->x->tokens[who->first].start, f->x->tokens[who->end - 1].end};
    a->who.stands_for = arena_copy(f->a, f->x->bytes + words.start, words.end - words.start);
    if (!a->who.stands_for) f->nomem = true;
    a->who.actor = finder_actor(f, who);
    const bool unnamed = who->end == who->first + 1 && cue_match(f->cues, f->x, who->head, CUE_UNNAMED, 0, &end);
    a->who.kind = unnamed ? CLAIMANT_UNNAMED : CLAIMANT_QUOTED;
}

/* "The general": the nearest of who spoke and who was told of. */
static void give_title(finder *f, uint32_t i) {
    attribution *a = &f->found.at[i];
    const speaker who = antecedent_told(f, a, 0);
    const attribution *named = antecedent_is_person(f, a) ? last_named(f, i) : NULL;
    if (named && (who.head == TOKEN_NONE || who.head < named->source_token))
        give(a, named);
    else if (who.head != TOKEN_NONE)
        give_told(f, a, &who);
}

/* Nobody spoke before: a subject that is left out is the person of the sentence before. */
static void give_person(const finder *f, attribution *a) {
    const uint32_t person = is_left_out(f, a) ? person_before(f, f->x->tokens[a->cue_token].sentence) : INDEX_NONE;
    a->who.kind = person == INDEX_NONE ? CLAIMANT_UNNAMED : CLAIMANT_QUOTED;
    a->who.actor = person;
    a->who.stands_for = person == INDEX_NONE ? NULL : f->m->actors[person].name;
}

void antecedents_find(finder *f) {
    for (uint32_t i = 0; i < f->found.n && !f->nomem; i++) {
        attribution *a = &f->found.at[i];
        const attribution *same = namesake(f, i);
        if (same) {
            a->who.actor = same->who.actor;
            a->who.kind = same->who.kind;
            continue;
        }
        if (antecedent_is_title(f, a)) {
            give_title(f, i);
            continue;
        }
        if (a->who.actor != INDEX_NONE || !(is_pronoun(f, a) || is_left_out(f, a))) continue;
        const attribution *source = last_speaker(f, i);
        const uint32_t nearer =
            source && source->source_token != TOKEN_NONE ? f->x->tokens[source->source_token].sentence + 1 : 0;
        const speaker told = a->source_token != TOKEN_NONE ? antecedent_told(f, a, nearer) : speaker_none();
        if (told.head != TOKEN_NONE)
            give_told(f, a, &told);
        else if (source)
            give(a, source);
        else
            give_person(f, a);
    }
}
