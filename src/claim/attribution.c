/* The order of work: each sentence's cues in the order of the text, then quotations that go on, then who stands in whose words.
 */
#include "claim/attribution.h"

#include <stdlib.h>
#include <string.h>

#include "claim/finder.h"

/* --- ranges ------------------------------------------------------------------------------------------------------------------
 */

void range_add(range_list *r, uint32_t first, uint32_t end) {
    if (first >= end) return;
    for (uint32_t i = 0; i < r->n; i++) { /* takes in what it touches */
        if (first > r->end[i] || end < r->first[i]) continue;
        if (r->first[i] < first) first = r->first[i];
        if (r->end[i] > end) end = r->end[i];
        for (uint32_t k = i + 1; k < r->n; k++) {
            r->first[k - 1] = r->first[k];
            r->end[k - 1] = r->end[k];
        }
        r->n--;
        i--;
    }
    uint32_t at = r->n;
    while (at > 0 && r->first[at - 1] > first) at--;
    if (r->n == CONTENT_RANGES_MAX) { /* no room: the nearest before it, or the first, grows */
        uint32_t k = at > 0 ? at - 1 : 0;
        if (r->first[k] > first) r->first[k] = first;
        if (r->end[k] < end) r->end[k] = end;
        for (; k + 1 < r->n && r->first[k + 1] < r->end[k]; r->n--) {
            if (r->end[k + 1] > r->end[k]) r->end[k] = r->end[k + 1];
            for (uint32_t m = k + 2; m < r->n; m++) {
                r->first[m - 1] = r->first[m];
                r->end[m - 1] = r->end[m];
            }
        }
        return;
    }
    for (uint32_t k = r->n; k > at; k--) {
        r->first[k] = r->first[k - 1];
        r->end[k] = r->end[k - 1];
    }
    r->first[at] = first;
    r->end[at] = end;
    r->n++;
}

void range_add_trimmed(range_list *r, const text *x, uint32_t first, uint32_t end) {
    while (first < end && x->tokens[first].upos == UPOS_PUNCT) first++;
    while (end > first && x->tokens[end - 1].upos == UPOS_PUNCT) end--;
    range_add(r, first, end);
}

void range_add_set(range_list *r, const clause_view *v, const token_set *set) {
    for (uint32_t a = 0; a < v->n;) {
        if (!set->in[a]) {
            a++;
            continue;
        }
        uint32_t b = a;
        while (b < v->n && set->in[b]) b++;
        range_add_trimmed(r, v->x, v->first + a, v->first + b);
        a = b;
    }
}

/* --- one finding -------------------------------------------------------------------------------------------------------------
 */

bool finder_in_time(const finder *f, uint32_t t) {
    for (uint32_t i = f->time_at; i < f->m->time_count && i < f->time_at + 32; i++) {
        const mention_at *at = &f->m->times[i].at;
        if (at->first_token > t) break;
        if (t < at->end_token) return true;
    }
    return false;
}

/* Index of the first quotation whose inside begins at or behind a token. */
static uint32_t quotation_from(const text *x, uint32_t t) {
    uint32_t low = 0, high = x->quote_count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (x->quotes[mid].first_token < t)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

#define QUOTES_LOOK_MAX 8u

span finder_span(const finder *f, uint32_t first, uint32_t end) {
    const text *x = f->x;
    span s = {x->tokens[first].start, x->tokens[end - 1].end};
    uint32_t from = quotation_from(x, first), to = quotation_from(x, end);
    for (uint32_t i = from; i < to && i < from + QUOTES_LOOK_MAX; i++)
        if (x->quotes[i].first_token == first && x->quotes[i].end_token <= end) s.start = x->quotes[i].start;
    for (uint32_t i = to; i-- > from && to - i <= QUOTES_LOOK_MAX;)
        if (x->quotes[i].end_token == end && x->quotes[i].closed) s.end = x->quotes[i].end;
    return s;
}

/* The actor that the source names: the one at its head, else the first inside. */
static bool lists(const finder *f, uint32_t t, unsigned kind) {
    uint32_t end;
    return cue_match(f->cues, f->x, t, kind, 0, &end) != NULL;
}

/* "Diplomats in Addis Ababa": where nobody is named, a capital behind a preposition is where they are, and not who they are. */
static bool is_whereabouts(const finder *f, const actor_mention *a, const speaker *who) {
    const uint32_t first = a->at.first_token;
    if (!a->code || strlen(a->code) != 3 || first == 0 || !lists(f, who->meant, CUE_UNNAMED)) return false;
    return f->x->tokens[first - 1].upos == UPOS_ADP;
}

/* "the army's spokesman | Colonel Ahmed Ali": the person of that name in the phrase, in apposition to an office without one. */
static uint32_t person_beside(const finder *f, const speaker *who, uint32_t office) {
    if (f->m->actors[office].kind == ACTOR_PERSON || f->m->actors[office].kind == ACTOR_KNOWN) return INDEX_NONE;
    for (uint32_t i = office + 1; i < f->m->actor_count && f->m->actors[i].at.first_token < who->end; i++) {
        const token *k = &f->x->tokens[f->m->actors[i].at.head_token];
        const bool beside = k->deprel == DEP_APPOS && k->head == who->meant;
        if (beside && f->m->actors[i].kind == ACTOR_PERSON) return i;
    }
    return INDEX_NONE;
}

uint32_t finder_actor(const finder *f, const speaker *who) {
    uint32_t low = 0, high = f->m->actor_count, best = INDEX_NONE;
    uint32_t first = who->meant == who->head ? who->first : who->meant;
    uint32_t end = who->meant == who->head ? who->end : who->meant + 1;
    while (low < high) { /* actors are sorted; the first that may touch the phrase */
        uint32_t mid = (low + high) / 2;
        if (f->m->actors[mid].at.first_token + 32 < first)
            low = mid + 1;
        else
            high = mid;
    }
    for (uint32_t i = low; i < f->m->actor_count && f->m->actors[i].at.first_token < end; i++) {
        const mention_at *at = &f->m->actors[i].at;
        if (at->end_token <= first) continue;
        if (at->first_token <= who->meant && who->meant < at->end_token) {
            const uint32_t named = person_beside(f, who, i);
            return named == INDEX_NONE ? i : named;
        }
        if (best == INDEX_NONE && !is_whereabouts(f, &f->m->actors[i], who)) best = i;
    }
    return best;
}

/* A name of its own beside the head: "witness Ali Hassan", "le général Petit". */
static bool holds_name(const finder *f, const speaker *who) {
    for (uint32_t t = who->first; t < who->end; t++) {
        const token *k = &f->x->tokens[t];
        if (k->upos != UPOS_PROPN) continue;
        bool bare = k->head == who->head && k->deprel == DEP_NMOD && clause_child(&f->view, t, DEP_CASE) == TOKEN_NONE;
        if (t == who->head || k->deprel == DEP_FLAT || k->deprel == DEP_APPOS || bare) return true;
    }
    return false;
}

static uint8_t kind_of(const finder *f, const speaker *who, const claimant *c) {
    if (who->head == TOKEN_NONE) return CLAIMANT_UNNAMED;
    uint32_t head = who->meant;
    if (lists(f, head, CUE_OUTLET)) return CLAIMANT_OUTLET;
    bool person = c->actor != INDEX_NONE && f->m->actors[c->actor].kind == ACTOR_PERSON;
    if (lists(f, head, CUE_UNNAMED)) return person || holds_name(f, who) ? CLAIMANT_QUOTED : CLAIMANT_UNNAMED;
    for (uint32_t t = who->first; t < who->end; t++)
        if ((f->x->tokens[t].flags & TOKEN_CAPITAL) && lists(f, t, CUE_OUTLET) && c->actor == INDEX_NONE) return CLAIMANT_OUTLET;
    return CLAIMANT_QUOTED;
}

static const char *text_copy(finder *f, span s) {
    const char *copy = arena_copy(f->a, f->x->bytes + s.start, s.end - s.start);
    if (!copy) f->nomem = true;
    return copy;
}

/* The phrase that a relative pronoun stands for, without the relative clause. */
static span meant_span(finder *f, const speaker *who) {
    if (who->meant == who->head) return (span){f->x->tokens[who->first].start, f->x->tokens[who->end - 1].end};
    uint32_t first, end;
    clause_phrase(&f->view, who->meant, f->x->tokens[who->head].head, &first, &end);
    return (span){f->x->tokens[first].start, f->x->tokens[end - 1].end};
}

void finder_set_content(const finder *f, attribution *a, const range_list *content) {
    for (uint32_t i = 0; i < content->n; i++) {
        a->content_first[i] = content->first[i];
        a->content_end[i] = content->end[i];
        a->content[i] = finder_span(f, content->first[i], content->end[i]);
    }
    a->content_count = (uint8_t)content->n;
    a->first_token = a->content_first[0];
    a->end_token = a->content_end[a->content_count - 1];
}

void finder_add(finder *f, const finding *one) {
    attribution a = {
        .cue_token = one->cue, .source_token = one->who.head, .parent = INDEX_NONE, .direct = one->direct, .voice = one->voice};
    a.cue[0] = (span){f->x->tokens[one->cue_first].start, f->x->tokens[one->cue_end - 1].end};
    a.cue_count = 1;
    a.who.cue = a.cue[0];
    a.who.actor = INDEX_NONE;
    if (one->who.head != TOKEN_NONE) {
        a.source[0] = (span){f->x->tokens[one->who.first].start, f->x->tokens[one->who.end - 1].end};
        a.source_count = 1;
        a.who.at = meant_span(f, &one->who);
        a.who.actor = finder_actor(f, &one->who);
    } else {
        a.who.at = a.cue[0];
    }
    a.who.text = text_copy(f, a.who.at);
    a.who.kind = kind_of(f, &one->who, &a.who);
    if (one->entry) {
        a.certainty = one->entry->certainty;
        a.negates = one->entry->negates != NEGATES_NOTHING && !one->instead && !colon_before(f, one);
        a.opposes = one->entry->negates == NEGATES_WORDS;
        a.who.rule = one->entry->rule;
    }
    a.negates |= one->denied;
    finder_set_content(f, &a, &one->content);
    if (!vec_push(f->a, &f->found, a)) f->nomem = true;
}

/* --- the whole ---------------------------------------------------------------------------------------------------------------
 */

/* Of one source's cues in a sentence, is the later one an act of its own, and not the aim or wish of the other? */
static bool goes_on(const text *x, const attribution *a, const attribution *next) {
    if (a->source_token == TOKEN_NONE || a->source_token != next->source_token) return false;
    if (next->source_token > a->cue_token || a->cue_token >= next->cue_token) return false;
    const token *k = &x->tokens[next->cue_token];
    const unsigned form = FEAT_GET(k->feats, VERBFORM);
    if (k->deprel == DEP_CONJ) return k->head == a->cue_token || form == VERBFORM_FIN;
    return k->deprel == DEP_ADVCL && form != VERBFORM_INF;
}

/* "accused the army of it and demanded an inquiry": a cue with the same source ends the content before it. */
static void part_acts(finder *f, uint32_t first) {
    for (uint32_t i = first; i < f->found.n; i++)
        for (uint32_t k = first; k < f->found.n && k < first + CUES_PER_SENTENCE_MAX; k++) {
            const attribution *next = &f->found.at[k];
            attribution *a = &f->found.at[i];
            if (goes_on(f->x, a, next)) scope_cut(f, a, next->cue_token);
        }
}

/* The verb of saying at token t; NULL. The preposition of a day is none of its words: "reported on Friday that", "insisted on
 * Tuesday that". */
static const cue_entry *verb_at(const finder *f, uint32_t t, uint32_t *end) {
    const cue_entry *e = cue_match(f->cues, f->x, t, CUE_VERB, 0, end);
    const bool phrase = e && *end > t + 1 && f->x->tokens[*end - 1].upos == UPOS_ADP;
    if (!phrase || *end >= f->view.first + f->view.n || !finder_in_time(f, *end)) return e;
    return cue_match_word(f->cues, f->x, t, CUE_VERB, end);
}

/* "Leur porte-parole l'affirme : …": what has a subject and stands before a colon is a verb, too. */
static bool is_noun_before_colon(const finder *f, uint32_t t) {
    const text *x = f->x;
    if (x->tokens[t].upos != UPOS_NOUN || t + 2 >= f->view.first + f->view.n || x->bytes[x->tokens[t + 1].start] != ':')
        return false;
    const uint32_t subject = clause_subject(&f->view, t);
    return subject != TOKEN_NONE && subject < t;
}

/* "…, розповів він", "…, каже лікарка", the verb called a noun: behind a mark, and before who speaks or a clause of what is said.
 * Where cases tell who speaks, the rules list such forms. */
static bool is_set_off(const finder *f, uint32_t t) {
    const token *k = &f->x->tokens[t];
    uint32_t end;
    if (!(f->cues->kinds & (1u << CUE_ABOUT)) || t <= f->view.first + 1 || t + 1 >= f->view.first + f->view.n) return false;
    if (k->upos == UPOS_AUX || k->upos == UPOS_ADP || k[-1].upos != UPOS_PUNCT || (k->flags & TOKEN_CAPITAL)) return false;
    const bool speaker = (k[1].upos == UPOS_NOUN || k[1].upos == UPOS_PROPN || k[1].upos == UPOS_PRON) &&
                         FEAT_GET(k[1].feats, CASE) != CASE_GEN && !finder_in_time(f, t + 1);
    const bool clause = k[1].upos == UPOS_PUNCT && t + 2 < f->view.first + f->view.n &&
                        cue_match(f->cues, f->x, t + 2, CUE_THAT, 0, &end) != NULL;
    return speaker || clause;
}

static void sentence_find(finder *f) {
    clause_open(&f->view, f->x, f->sentence);
    f->cue_count = 0;
    f->moved_count = 0;
    f->goes_on = TOKEN_NONE;
    const uint32_t first_found = f->found.n;
    if (!f->transcript || !turn_find(f)) headline_find(f);
    uint32_t cue_end = 0; /* behind the cue that is being read: its words are no cues of their own */
    for (uint32_t t = f->view.first; t < f->view.first + f->view.n && f->cue_count < CUES_PER_SENTENCE_MAX && !f->nomem; t++) {
        uint32_t end;
        const token *k = &f->x->tokens[t];
        if (k->upos == UPOS_PUNCT || t < cue_end || !cue_kinds_at(f->cues, f->x, t)) continue;
        uint32_t before = f->found.n;
        /* "a aussitôt démenti", "l'armée dément": what has an auxiliary or a subject is a verb, whatever the tagger says */
        const bool misread = (k->upos == UPOS_NOUN && clause_child(&f->view, t, DEP_AUX) != TOKEN_NONE) ||
                             (k->upos == UPOS_ADV && clause_subject(&f->view, t) != TOKEN_NONE) ||
                             (k->upos != UPOS_VERB && source_misread(f, t)) || is_noun_before_colon(f, t);
        const cue_entry *e = k->upos == UPOS_VERB || misread || is_set_off(f, t) ? verb_at(f, t, &end) : NULL;
        f->cue_count += e != NULL;
        if (e) cue_end = end;
        const uint32_t behind = misread && e ? 0 : hearsay_find(f, t);
        if (behind > cue_end) cue_end = behind;
        if (e && f->found.n == before) speech_find(f, t, e, end);
    }
    part_acts(f, first_found);
    mood_find(f, first_found);
}

static bool holds(const attribution *outer, uint32_t t) {
    if (t < outer->first_token || t >= outer->end_token) return false;
    for (uint32_t k = 0; k < outer->content_count; k++)
        if (outer->content_first[k] <= t && t < outer->content_end[k]) return true;
    return false;
}

/* By the content's first token, the longer one first; then by the cue. */
static int by_content(const void *a, const void *b) {
    const attribution *x = a, *y = b;
    if (x->first_token != y->first_token) return x->first_token < y->first_token ? -1 : 1;
    if (x->end_token != y->end_token) return x->end_token > y->end_token ? -1 : 1;
    return (x->cue_token > y->cue_token) - (x->cue_token < y->cue_token);
}

#define PARENT_LOOK_MAX 32u

/* "The woman who accused him said …" says nothing in the words of her accusation; nor does who goes on with an act of his own. */
static bool speaks_within(const text *x, const attribution *outer, const attribution *inner) {
    if (!holds(outer, inner->cue_token)) return false;
    if (goes_on(x, outer, inner)) return false;
    const uint32_t cue = x->tokens[outer->cue_token].start;
    return !inner->source_count || cue < inner->source[0].start || cue >= inner->source[0].end;
}

/* The parent of an attribution is the nearest before it in whose content it is said. */
static void set_parents(const text *x, attribution *at, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t back = 1; back <= i && back <= PARENT_LOOK_MAX; back++)
            if (speaks_within(x, &at[i - back], &at[i])) {
                at[i].parent = i - back;
                if (at[i].who.kind == CLAIMANT_QUOTED && at[i - back].voice) at[i].who.kind = CLAIMANT_RELAYED;
                break;
            }
}

dp_status attribution_find(const attribution_rules *r, const text *x, const mentions *m, arena *a, claims *out, dp_error *err) {
    finder f = {.cues = cue_table_of(r, x), .x = x, .m = m, .a = a};
    out->attributions = NULL;
    out->attribution_count = 0;
    out->distance = NULL;
    out->distance_count = 0;
    if (!f.cues) return DP_OK;
    f.transcript = turns_any(x);
    for (f.sentence = 0; f.sentence < x->sentence_count && !f.nomem; f.sentence++) {
        const sentence *s = &x->sentences[f.sentence];
        while (f.quote_first < x->quote_count && x->quotes[f.quote_first].end <= s->start) f.quote_first++;
        if (f.quote_end < f.quote_first) f.quote_end = f.quote_first;
        while (f.quote_end < x->quote_count && x->quotes[f.quote_end].start < s->end) f.quote_end++;
        while (f.time_at < m->time_count && m->times[f.time_at].at.end_token <= s->first_token) f.time_at++;
        while (f.actor_at < m->actor_count && m->actors[f.actor_at].at.end_token <= s->first_token) f.actor_at++;
        while (f.place_at < m->place_count && m->places[f.place_at].at.end_token <= s->first_token) f.place_at++;
        sentence_find(&f);
    }
    if (f.nomem) return error_nomem(err);
    antecedents_find(&f);
    f.quote_first = 0;
    f.quote_end = 0;
    quotation_continue(&f);
    if (f.found.n > 0) qsort(f.found.at, f.found.n, sizeof *f.found.at, by_content);
    set_parents(x, f.found.at, f.found.n);
    out->attributions = f.found.at;
    out->attribution_count = f.found.n;
    return distance_find(&f, out, err);
}
