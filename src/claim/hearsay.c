/* Sources without a verb: "according to X", "X's claim that", "reportedly", "X: headline". */
#include <string.h>

#include "claim/colour.h"
#include "claim/finder.h"

#define HEADLINE_SOURCE_MAX 8u
#define PHRASE_MAX          24u

static const token *tok(const finder *f, uint32_t t) {
    return &f->x->tokens[t];
}
static void set_clear(const finder *f, token_set *s) {
    memset(s->in, 0, f->view.n);
}

/* --- words before a source ---------------------------------------------------------------------------------------------------
 */

/* "according to X": X is what a word of the cue is the case of, else the phrase behind the cue. */
static speaker source_behind(finder *f, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++) {
        uint32_t head = tok(f, t)->head;
        if (tok(f, t)->deprel != DEP_CASE || head - f->view.first >= f->view.n || head < end) continue;
        if (head - end > PHRASE_MAX || clause_is_verb(&f->view, head)) continue;
        speaker who = speaker_phrase(f, head, TOKEN_NONE);
        if (who.first < end) who.first = end;
        return who;
    }
    return speaker_behind(f, end, PHRASE_MAX);
}

static bool is_comma(const finder *f, uint32_t t) {
    return tok(f, t)->upos == UPOS_PUNCT && f->x->bytes[tok(f, t)->start] == ',';
}

/* "À en croire les habitants, l'armée a fui": a source ends at its comma, whatever the parser hangs on it. */
static void cut_at_comma(const finder *f, speaker *who) {
    for (uint32_t t = who->head + 1; t < who->end; t++)
        if (is_comma(f, t)) who->end = t;
}

#define NAME_MAX_TOKENS 6u

static bool touches_place(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t i = f->place_at; i < f->m->place_count && f->m->places[i].at.first_token < end; i++)
        if (f->m->places[i].at.end_token > first) return true;
    return false;
}

/* "Según el alcalde, Ana Ruiz, los rebeldes …": the name between commas behind a title is the source's, whatever verb the parser
 * hung it on. A list ("according to the mayor, Lee, and the judge") and a town are no such name. */
static void take_name_behind(const finder *f, speaker *who) {
    const uint32_t last = f->view.first + f->view.n, first = who->end + 1;
    uint32_t t = first;
    if (first >= last || !is_comma(f, who->end) || tok(f, who->head)->upos != UPOS_NOUN) return;
    if (FEAT_GET(tok(f, who->head)->feats, NUMBER) == NUMBER_PLUR) return;
    while (t < last && t < first + NAME_MAX_TOKENS && tok(f, t)->upos == UPOS_PROPN) t++;
    if (t < first + 2 || t >= last || !is_comma(f, t) || touches_place(f, first, t)) return;
    who->end = t;
    who->head = who->meant = first;
}

/* "Nach Angaben eines Sprechers der Rebellen", the rebels hung on the data, too: a genitive right behind a source is its own. */
static speaker with_genitive_behind(const finder *f, uint32_t cue, speaker who) {
    uint32_t noun = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, cue, k)
    if (noun == TOKEN_NONE && k >= who.end && tok(f, k)->deprel == DEP_NMOD && clause_child(&f->view, k, DEP_CASE) == TOKEN_NONE)
        noun = k;
    if (noun == TOKEN_NONE || tok(f, who.end)->upos != UPOS_DET || FEAT_GET(tok(f, who.end)->feats, CASE) != CASE_GEN) return who;
    const speaker behind = speaker_phrase(f, noun, TOKEN_NONE);
    if (behind.first == who.end) who.end = behind.end;
    return who;
}

/* The cue itself may belong to the source: "de source militaire". */
static speaker source_with(finder *f, uint32_t first, uint32_t end) {
    speaker who = source_behind(f, first, end);
    uint32_t last = end - 1;
    if (tok(f, last)->upos != UPOS_NOUN) {
        if (last < first + 2 || tok(f, last)->upos != UPOS_VERB) return who;
        const token *k = tok(f, first + 1); /* "à l'en croire": whoever spoke before */
        const bool pronoun = k->upos == UPOS_PRON && k->deprel == DEP_OBJ;
        return pronoun ? (speaker){.head = first + 1, .meant = first + 1, .first = first + 1, .end = first + 2} : who;
    }
    for (uint32_t k = first + 1; k < last; k++) { /* "по его словам": his who spoke before */
        const unsigned upos = tok(f, k)->upos;
        if (upos == UPOS_DET || upos == UPOS_PRON) return (speaker){.head = k, .meant = k, .first = k, .end = end};
    }
    CLAUSE_EACH_CHILD(&f->view, last, k) { /* "по данным министерства": whose data they are */
        const unsigned d = tok(f, k)->deprel;
        const bool genitive =
            FEAT_GET(tok(f, k)->feats, CASE) == CASE_GEN || d == DEP_FLAT || (tok(f, k)->flags & TOKEN_ALL_CAPS);
        if (k >= end && genitive && (d == DEP_NMOD || d == DEP_FLAT) && clause_child(&f->view, k, DEP_CASE) == TOKEN_NONE)
            return with_genitive_behind(f, last, speaker_phrase(f, k, TOKEN_NONE));
    }
    who = speaker_phrase(f, last, TOKEN_NONE);
    if (who.first < last) who.first = last;
    return who;
}

/* The sentence's or clause's rest around the phrase. */
static void rest_of_clause(const finder *f, const finding *one, uint32_t root, range_list *out) {
    token_set set;
    set_clear(f, &set);
    clause_mark(&f->view, root, &set, true);
    CLAUSE_EACH_CHILD(&f->view, root, k)
    if (tok(f, k)->deprel == DEP_PARATAXIS) clause_mark(&f->view, k, &set, false); /* ", officials said" */
    for (uint32_t t = one->cue_first; t < one->cue_end; t++) set.in[t - f->view.first] = 0;
    if (one->who.head != TOKEN_NONE) {
        clause_mark(&f->view, one->who.head, &set, false);
        for (uint32_t t = one->who.first; t < one->who.end; t++) set.in[t - f->view.first] = 0;
    }
    range_add_set(out, &f->view, &set);
}

/* Where a source and its cue begin and end, whichever stands first: "laut dem Rat", "dem Rat zufolge". */
static uint32_t phrase_first(const finding *one) {
    return one->who.head != TOKEN_NONE && one->who.first < one->cue_first ? one->who.first : one->cue_first;
}
static uint32_t phrase_end(const finding *one) {
    return one->who.end > one->cue_end ? one->who.end : one->cue_end;
}

/* "According to X, S": the clause that the phrase belongs to; S itself where it stands at the sentence's head. */
static uint32_t clause_of_phrase(const finder *f, const finding *one) {
    const text *x = f->x;
    uint32_t t = one->who.head != TOKEN_NONE ? one->who.head : one->cue;
    for (uint32_t steps = 0; steps < f->view.n; steps++) {
        uint32_t head = x->tokens[t].head;
        if (head - f->view.first >= f->view.n) return t;
        t = head;
        bool inside = t >= phrase_first(one) && t < phrase_end(one);
        if (!inside && clause_root(&f->view, t) == t && x->tokens[t].deprel != DEP_ACL && x->tokens[t].deprel != DEP_XCOMP) break;
    }
    for (uint32_t steps = 0; phrase_first(one) <= f->view.first + 1 && steps < f->view.n; steps++) {
        const uint32_t head = x->tokens[t].head;
        if (head - f->view.first >= f->view.n || head <= phrase_end(one)) break;
        t = head;
    }
    return t;
}

/* What the phrase's clause says, by where the phrase stands. */
static void phrase_content(finder *f, finding *one) {
    uint32_t t = phrase_first(one), first = f->view.first, last = first + f->view.n;
    uint32_t behind = phrase_end(one);
    bool comma_behind = behind + 1 < last && f->x->bytes[tok(f, behind)->start] == ',';
    const bool verb_behind =
        behind < last && clause_is_verb(&f->view, behind); /* "Laut X starben …", where the verb stands second */
    if (t <= first + 1 && behind < last && (tok(f, behind)->upos == UPOS_PUNCT || verb_behind)) { /* "According to X, …" */
        range_add_trimmed(&one->content, f->x, behind, last);
    } else if (comma_behind && t > first && f->x->bytes[tok(f, t - 1)->start] == ':' &&
               clause_holds_verb(&f->view, behind, last)) {
        range_add_trimmed(&one->content, f->x, behind, last);    /* "accused Paris: according to him, …" */
    } else if (t > first && tok(f, t - 1)->upos == UPOS_PUNCT) { /* ", according to X(, …)" */
        uint32_t part = t; /* "The town fell; the army is back, according to X": the part that it stands in */
        while (part > first && f->x->bytes[tok(f, part - 1)->start] != ';') part--;
        range_add_trimmed(&one->content, f->x, part, t);
        const bool colon =
            behind + 1 < last && f->x->bytes[tok(f, behind)->start] == ':'; /* "The toll, according to X: 12 dead" */
        if (comma_behind || colon) range_add_trimmed(&one->content, f->x, behind, last);
    } else {
        rest_of_clause(f, one, clause_of_phrase(f, one), &one->content);
        if (one->content.n == 0) range_add_trimmed(&one->content, f->x, first, t);
    }
}

/* "The daily writes that, according to X, S": X says what stands in the daily's words. "The daily writes, citing X, that S":
 * both say S. The attribution in this sentence that the phrase belongs to, or NULL. */
static attribution *around(const finder *f, const finding *one, bool participle) {
    for (uint32_t i = f->found.n; i-- > 0;) {
        attribution *a = &f->found.at[i];
        if (a->cue_token < f->view.first || a->cue_token >= f->view.first + f->view.n) return NULL;
        if (!a->voice) continue;
        if (participle) return a;
        for (uint32_t k = 0; k < a->content_count; k++)
            if (a->content_first[k] <= one->cue_first && one->cue_first < a->content_end[k]) return a;
    }
    return NULL;
}

/* Between a comma and the sentence's end. */
static bool is_aside(const finder *f, const finding *one) {
    const uint32_t last = f->view.first + f->view.n, t = one->cue_first;
    const bool comma = t > f->view.first && is_comma(f, t - 1);
    return comma && one->who.end + 2 >= last;
}

static void clip(finding *one, const attribution *a, bool same) {
    range_list old = one->content;
    one->content.n = 0;
    if (same) old = (range_list){0};
    for (uint32_t k = 0; k < a->content_count; k++) {
        if (same) range_add(&one->content, a->content_first[k], a->content_end[k]);
        for (uint32_t i = 0; i < old.n; i++) {
            uint32_t first = old.first[i] > a->content_first[k] ? old.first[i] : a->content_first[k];
            uint32_t end = old.end[i] < a->content_end[k] ? old.end[i] : a->content_end[k];
            if (first < end) range_add(&one->content, first, end);
        }
    }
}

/* "witnesses quoted by Reuters": the agency passes on what they say. */
static void relay_find(finder *f, const finding *said) {
    CLAUSE_EACH_CHILD(&f->view, said->who.head, k) {
        uint32_t end;
        const token *c = tok(f, k);
        if (c->upos != UPOS_VERB || (c->deprel != DEP_ACL && c->deprel != DEP_ACL_RELCL)) continue;
        const cue_entry *e = cue_match(f->cues, f->x, k, CUE_VERB, 0, &end);
        uint32_t agent = clause_child(&f->view, k, DEP_OBL_AGENT);
        if (agent == TOKEN_NONE) agent = clause_child(&f->view, k, DEP_OBL);
        if (!e || !(e->says & SAYS_RELAY) || agent == TOKEN_NONE || agent < k) continue;
        finding one = {.entry = e, .cue = k, .cue_first = k, .cue_end = k + 1, .voice = true, .content = said->content};
        one.who = speaker_phrase(f, agent, TOKEN_NONE);
        range_add(&one.content, said->who.first, k); /* the relay's words hold the source, too */
        finder_add(f, &one);
        return;
    }
}

static bool names_actor(const finder *f, uint32_t first, uint32_t end);

/* "In a poll, a third …": one survey, at the head of the sentence or with a name; "ahead in the polls" names none. */
static bool is_survey(const finder *f, uint32_t t, const speaker *who) {
    uint32_t end;
    bool named = t == f->view.first;
    for (uint32_t k = who->first; k < who->end; k++) named |= tok(f, k)->upos == UPOS_PROPN;
    return named && FEAT_GET(tok(f, who->head)->feats, NUMBER) != NUMBER_PLUR &&
           cue_match(f->cues, f->x, who->head, CUE_SURVEY, 0, &end);
}

/* "…, so der Sprecher.": behind a mark, and the source ends the clause. */
static bool is_spoken_aside(const finder *f, uint32_t t, const speaker *who) {
    const uint32_t last = f->view.first + f->view.n;
    if (t <= f->view.first + 1 || tok(f, t - 1)->upos != UPOS_PUNCT || who->first > t + 1) return false;
    return who->end >= last || tok(f, who->end)->upos == UPOS_PUNCT;
}

/* "Die Rebellen haben nach eigenen Angaben die Stadt eingenommen": the cue holds its source's word for itself, and whoever is the
 * clause's subject says all of it. */
static uint32_t own_find(finder *f, uint32_t t, const cue_entry *e, uint32_t end) {
    const uint32_t root = clause_root(&f->view, end - 1), who = clause_child(&f->view, root, DEP_NSUBJ);
    if (who == TOKEN_NONE) return end;
    finding one = {.entry = e, .cue = t, .cue_first = t, .cue_end = end, .voice = true, .who = speaker_phrase(f, who, root)};
    token_set set;
    set_clear(f, &set);
    clause_mark(&f->view, root, &set, true);
    for (uint32_t k = t; k < end; k++) set.in[k - f->view.first] = 0;
    range_add_set(&one.content, &f->view, &set);
    const attribution *a = around(f, &one, false);
    if (a) clip(&one, a, false);
    if (one.content.n > 0) finder_add(f, &one);
    return end;
}

/* The nominal that ends right before token t. */
static speaker source_before(const finder *f, uint32_t t) {
    if (t == f->view.first) return speaker_none(); /* "Selon lequel, …": nothing of the sentence stands before it */
    const uint32_t own = tok(f, t)->head;
    uint32_t head = tok(f, t)->deprel == DEP_CASE && own >= f->view.first && own < t ? own : t - 1;
    for (uint32_t steps = 0; steps < PHRASE_MAX; steps++) { /* up to its head, as long as that lies before t */
        const uint32_t up = tok(f, head)->head;
        const unsigned d = tok(f, head)->deprel;
        const bool part = d == DEP_DET || d == DEP_AMOD || d == DEP_NMOD || d == DEP_FLAT || d == DEP_APPOS || d == DEP_COMPOUND;
        if (!part || up - f->view.first >= f->view.n || up >= t || clause_is_verb(&f->view, up)) break;
        head = up;
    }
    const unsigned upos = tok(f, head)->upos;
    if (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_PRON && upos != UPOS_X) return speaker_none();
    uint32_t end;
    if (cue_match(f->cues, f->x, head, CUE_NOUN, 0, &end)) { /* "Angaben der Armee zufolge": whose they are */
        const uint32_t whose = clause_child(&f->view, head, DEP_NMOD);
        if (whose != TOKEN_NONE && whose > head && whose < t) head = whose;
    }
    speaker who = speaker_phrase(f, head, TOKEN_NONE);
    if (who.end > t) who.end = t;
    return who.first < who.end ? who : speaker_none();
}

/* Gives the token behind the cue, 0 where none was found. */
static uint32_t before_find(finder *f, uint32_t t) {
    uint32_t end;
    const cue_entry *e = cue_match(f->cues, f->x, t, CUE_BEFORE, 0, &end);
    if (!e || end > f->view.first + f->view.n) return 0;
    if (e->says & SAYS_WHOLE) return own_find(f, t, e, end);
    finding one = {.entry = e, .cue = t, .cue_first = t, .cue_end = end, .voice = true};
    one.who = source_with(f, t, end);
    if (one.who.head == TOKEN_NONE || one.who.first <= t) return 0;
    /* "le rapport selon lequel …": what the pronoun stands for */
    const bool relative =
        FEAT_GET(tok(f, one.who.head)->feats, PRONTYPE) == PRONTYPE_REL && tok(f, one.who.head)->upos == UPOS_PRON;
    if (relative) one.who = source_before(f, t);
    if (one.who.head == TOKEN_NONE) return 0;
    if (one.who.first < end && one.who.first > t) one.cue_end = one.who.first;
    cut_at_comma(f, &one.who);
    take_name_behind(f, &one.who);
    if ((e->says & SAYS_THING) && !is_survey(f, t, &one.who)) return 0;
    if ((e->says & SAYS_ASIDE) && !is_spoken_aside(f, t, &one.who)) return 0;
    if (e->says & SAYS_NAMED) { /* "Pour X, …" */
        bool first = t == f->view.first && one.who.end < f->view.first + f->view.n && tok(f, one.who.end)->upos == UPOS_PUNCT;
        if (!first || !names_actor(f, one.who.first, one.who.end)) return 0;
    }
    bool participle = tok(f, t)->upos == UPOS_VERB && e->behind_count == 0; /* citing */
    phrase_content(f, &one);
    /* "accused Paris: according to him, …": the accusation ends before it */
    const bool apart =
        t > f->view.first && f->x->bytes[tok(f, t - 1)->start] == ':' && one.content.n > 0 && one.content.first[0] >= one.cue_end;
    attribution *a = apart ? NULL : around(f, &one, participle);
    const bool last = a && is_aside(f, &one) && !participle; /* "He said it fell, according to the agency": it says the whole */
    if (last) scope_cut(f, a, t);
    if (a && !last) clip(&one, a, participle);
    if (one.content.n == 0) return 0;
    relay_find(f, &one);
    finder_add(f, &one);
    return one.cue_end;
}

/* "X zufolge": a word behind its source. Gives the token behind it, 0 where none was found. */
static uint32_t after_find(finder *f, uint32_t t) {
    uint32_t end;
    const cue_entry *e = t > f->view.first ? cue_match(f->cues, f->x, t, CUE_AFTER, 0, &end) : NULL;
    if (!e || end > f->view.first + f->view.n) return 0;
    finding one = {.entry = e, .cue = t, .cue_first = t, .cue_end = end, .who = source_before(f, t), .voice = true};
    if (one.who.head == TOKEN_NONE) return 0;
    phrase_content(f, &one);
    const attribution *a = around(f, &one, false);
    if (a) clip(&one, a, false);
    if (one.content.n == 0) return 0;
    finder_add(f, &one);
    return end;
}

/* --- nouns -------------------------------------------------------------------------------------------------------------------
 */

/* A conjunction opens the clause of t, or stands between the noun and it, whatever the parser made of the conjunction. */
static bool is_marked(const finder *f, uint32_t noun, uint32_t t) {
    uint32_t end;
    if (clause_child(&f->view, t, DEP_MARK) != TOKEN_NONE) return true;
    return tok(f, noun + 1)->upos == UPOS_SCONJ && noun + 1 < t && cue_match(f->cues, f->x, noun + 1, CUE_THAT, 0, &end);
}

/* "the claim that S", "allegations of N". */
static void noun_find(finder *f, uint32_t t) {
    uint32_t end;
    if (tok(f, t)->upos != UPOS_NOUN) return;
    const cue_entry *e = cue_match(f->cues, f->x, t, CUE_NOUN, 0, &end);
    if (!e) return;
    uint32_t content = TOKEN_NONE, source = TOKEN_NONE;
    CLAUSE_EACH_CHILD(&f->view, t, k) {
        const token *c = tok(f, k);
        bool that = (c->deprel == DEP_ACL || c->deprel == DEP_ACL_RELCL || c->deprel == DEP_CCOMP) && k > t &&
                    is_marked(f, t, k) && FEAT_GET(c->feats, VERBFORM) != VERBFORM_INF;
        if (that) content = k;
        bool phrase = c->deprel == DEP_NMOD || (c->deprel == DEP_DET && FEAT_GET(c->feats, POSS));
        if (phrase && source == TOKEN_NONE && !finder_in_time(f, k)) source = k;
    }
    if (content == TOKEN_NONE) return;
    finding one = {.entry = e, .cue = t, .cue_first = t, .cue_end = t + 1, .who = speaker_none()};
    if (source != TOKEN_NONE)
        one.who = speaker_phrase(f, source, TOKEN_NONE);
    else
        attitude_support(f, t, &one);
    if ((e->says & SAYS_TOPIC) && one.who.head == TOKEN_NONE) return; /* "the idea that": nobody's */
    token_set set;
    set_clear(f, &set);
    clause_mark(&f->view, content, &set, true);
    range_add_set(&one.content, &f->view, &set);
    one.voice = !(e->says & SAYS_WISH);
    if (one.content.n > 0) finder_add(f, &one);
}

/* --- adverbs -----------------------------------------------------------------------------------------------------------------
 */

static void adverb_find(finder *f, uint32_t t) {
    uint32_t end;
    if (tok(f, t)->upos != UPOS_ADV) return;
    const cue_entry *e = cue_match(f->cues, f->x, t, CUE_ADVERB, 0, &end);
    uint32_t head = tok(f, t)->head;
    if (!e || head - f->view.first >= f->view.n) return;
    finding one = {.entry = e, .cue = t, .cue_first = t, .cue_end = end, .who = speaker_none(), .voice = true};
    rest_of_clause(f, &one, clause_root(&f->view, head), &one.content);
    if (one.content.n > 0) finder_add(f, &one);
}

/* --- headlines ---------------------------------------------------------------------------------------------------------------
 */

/* Names throughout, and none of them a place: "Alep: …" says where. */
static bool names_person(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++)
        if (tok(f, t)->upos != UPOS_PROPN) return false;
    for (uint32_t i = 0; i < f->m->place_count && i < 64; i++)
        if (f->m->places[i].at.first_token < end && f->m->places[i].at.end_token > first) return false;
    return end - first <= 4;
}

static bool names_actor(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t i = 0; i < f->m->actor_count && i < 64; i++) {
        const mention_at *at = &f->m->actors[i].at;
        if (at->first_token >= first && at->end_token <= end) return true;
    }
    return false;
}

static bool only_names(const finder *f, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++) {
        unsigned u = tok(f, t)->upos;
        if (u == UPOS_VERB || u == UPOS_AUX || u == UPOS_PUNCT) return false;
    }
    return first < end;
}

/* "Министр: завод взят": one living person, with a clause behind the colon, wherever the paragraph begins. */
static bool is_person_word(const finder *f, uint32_t t) {
    const token *k = tok(f, t);
    return k->upos == UPOS_NOUN && FEAT_GET(k->feats, ANIMACY) == ANIMACY_ANIM && FEAT_GET(k->feats, CASE) == CASE_NOM &&
           FEAT_GET(k->feats, NUMBER) == NUMBER_SING && clause_holds_verb(&f->view, t + 2, f->view.first + f->view.n);
}

/* "Poll: …", "Officials: …", "Gazette: …": the list of sources knows the word. */
static bool is_known_source(const finder *f, uint32_t t) {
    uint32_t end;
    return cue_match(f->cues, f->x, t, CUE_UNNAMED, 0, &end) || cue_match(f->cues, f->x, t, CUE_OUTLET, 0, &end) ||
           cue_match(f->cues, f->x, t, CUE_SURVEY, 0, &end);
}

/* "Communiqué of the Third Division, read on Monday: «…»": whose paper it is speaks in it. */
static bool paper_find(finder *f, uint32_t first, uint32_t end) {
    uint32_t behind, noun = first;
    while (noun < end && noun < first + 2 && tok(f, noun)->upos == UPOS_DET) noun++;
    if (noun >= end || tok(f, noun)->upos != UPOS_NOUN || !cue_match(f->cues, f->x, noun, CUE_NOUN, 0, &behind)) return false;
    const uint32_t source = clause_child(&f->view, noun, DEP_NMOD);
    if (source == TOKEN_NONE || clause_child(&f->view, source, DEP_CASE) != noun + 1) return false;
    uint32_t colon = source;
    while (colon < end && colon < first + PHRASE_MAX && f->x->bytes[tok(f, colon)->start] != ':') colon++;
    if (colon + 2 >= end || f->x->bytes[tok(f, colon)->start] != ':' || !(tok(f, colon + 2)->flags & TOKEN_QUOTED)) return false;
    finding one = {.cue = noun, .cue_first = noun, .cue_end = noun + 1, .voice = true, .direct = true};
    one.who = speaker_phrase(f, source, TOKEN_NONE);
    cut_at_comma(f, &one.who);
    while (one.who.first < one.who.head && (tok(f, one.who.first)->upos == UPOS_ADP || tok(f, one.who.first)->upos == UPOS_DET))
        one.who.first++;
    range_add(&one.content, colon + 1, end);
    finder_add(f, &one);
    return true;
}

/* "Clinton camp: Trump lies", and the words of a speaker behind a colon: "Dupont: «…»". */
void headline_find(finder *f) {
    const sentence *s = &f->x->sentences[f->sentence];
    uint32_t first = f->view.first, end = first + f->view.n;
    if (tok(f, first)->upos == UPOS_PUNCT) first++; /* a quotation mark */
    if (first < end && paper_find(f, first, end)) return;
    for (uint32_t t = first + 1; t + 2 < end && t <= first + HEADLINE_SOURCE_MAX; t++) {
        if (tok(f, t)->upos != UPOS_PUNCT) continue;
        if (f->x->bytes[tok(f, t)->start] != ':') return;
        bool speech = t + 1 < end && (tok(f, t + 2)->flags & TOKEN_QUOTED);
        bool begins = f->sentence == 0 || s[-1].paragraph != s->paragraph;
        if (!only_names(f, first, t) || !(speech || begins || (t == first + 1 && is_person_word(f, first)))) return;
        uint32_t head = first;
        for (uint32_t k = first; k < t; k++)
            if (tok(f, k)->head - first >= t - first) head = k;
        if (!speech && !names_person(f, first, t) && !is_known_source(f, head) && !is_person_word(f, head) &&
            !(s->headline && names_actor(f, first, t)))
            return;
        finding one = {.cue = t, .cue_first = t, .cue_end = t + 1, .voice = true, .direct = speech};
        one.who = (speaker){.head = head, .meant = head, .first = first, .end = t};
        range_add(&one.content, t + 1, end);
        finder_add(f, &one);
        return;
    }
}

uint32_t hearsay_find(finder *f, uint32_t t) {
    uint32_t end = before_find(f, t);
    if (!end) end = after_find(f, t);
    if (end) return end;
    const uint32_t before = f->found.n;
    noun_find(f, t);
    if (f->found.n == before) attitude_find(f, t);
    adverb_find(f, t);
    return 0;
}
