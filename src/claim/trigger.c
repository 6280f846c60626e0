/* Finding triggers. Phrases go before single words and specific tests before general ones (the order of the entries in the
 * pack); what a phrase took is not read again. A phrase is found by its words in a row, with articles and adverbs between,
 * or by the tree ("the control of the town, which they took"). */
#include "claim/trigger.h"

#include <string.h>

#include "claim/subject.h"

enum { GAP_MAX = 4 };

static bool token_is(const tree *t, unsigned k, uint64_t key) {
    const token *w = tree_token(t, k);
    const event_word *e = t->word[k];
    return w->lemma_hash == key || w->form_hash == key || (e && (e->verb == key || e->key == key));
}

/* Words that may stand between the words of a phrase. */
static bool is_filler(const tree *t, unsigned k) {
    switch (tree_token(t, k)->upos) {
    case UPOS_DET:
    case UPOS_ADV:
    case UPOS_ADJ:
    case UPOS_AUX:
    case UPOS_PART:
    case UPOS_NUM:
    case UPOS_PRON:
    case UPOS_SYM:
        return true;
    case UPOS_ADP:
        return (tree_token(t, k)->flags & TOKEN_MWT_FIRST) && t->word[k] && (t->word[k]->traits & TRAIT_PARTITIVE);
    default:
        return (tree_token(t, k)->flags & TOKEN_QUOTED) && tree_token(t, k)->upos == UPOS_PUNCT;
    }
}

/* "in rebel hands": a noun that describes one behind it. */
static bool describes(const tree *t, unsigned k) {
    return tree_token(t, k)->deprel == DEP_COMPOUND && t->head[k] != TREE_NONE && t->head[k] > k;
}

static unsigned next_in_row(const tree *t, unsigned k, uint64_t key) {
    for (unsigned i = k + 1; i < t->n && i <= k + 1 + GAP_MAX; i++) {
        if (token_is(t, i, key)) return i;
        const bool day =
            (t->classes[i] & CLASS_BIT(CLASS_TIME)) && tree_token(t, i)->upos == UPOS_NOUN; /* "est tombée lundi aux" */
        if (!is_filler(t, i) && !describes(t, i) && !day) break;
    }
    return TREE_NONE;
}

/* "took Homs in May": a preposition, no particle. "out of" may be one. */
static bool leads_in_nominal(const tree *t, unsigned k) {
    if (tree_token(t, k)->deprel != DEP_CASE || k + 1 >= t->n) return false;
    return tree_token(t, k + 1)->upos != UPOS_ADP;
}

/* The particle of a verb, behind its object: "pushed the rebels out". */
static unsigned next_particle(const tree *t, unsigned k, uint64_t key) {
    for (unsigned i = k + 1; i < t->n && i < k + 9; i++) {
        uint8_t upos = tree_token(t, i)->upos;
        bool particle = upos == UPOS_ADP || upos == UPOS_ADV || upos == UPOS_PART;
        if (particle && token_is(t, i, key)) return leads_in_nominal(t, i) ? TREE_NONE : i;
        if (upos == UPOS_VERB || upos == UPOS_PUNCT || upos == UPOS_SCONJ || upos == UPOS_ADP) break;
    }
    return TREE_NONE;
}

static bool is_taken(const uint16_t *phrase, unsigned n, unsigned k) {
    for (unsigned i = 0; i < n; i++)
        if (phrase[i] == k) return true;
    return false;
}

/* A dependant that is the word; `mark` asks for its preposition. */
static unsigned dependant(const tree *t, unsigned head, const uint16_t *phrase, unsigned n, uint64_t key, uint64_t mark,
                          uint16_t *mark_token) {
    for (unsigned i = t->child_first[head]; i < t->child_first[head + 1]; i++) {
        unsigned c = t->child[i];
        if (!token_is(t, c, key) || is_taken(phrase, n, c)) continue;
        if (!mark) return c;
        for (unsigned j = t->child_first[c]; j < t->child_first[c + 1]; j++) {
            if (!token_is(t, t->child[j], mark)) continue;
            *mark_token = t->child[j];
            return c;
        }
    }
    return TREE_NONE;
}

/* A dependant of the verb (or the noun its relative clause hangs on) that is the word. With its preposition it may hang on the
 * verb's object instead: "drove thousands onto the roads". */
static unsigned next_in_tree(const tree *t, const uint16_t *phrase, unsigned n, uint64_t key, uint64_t mark,
                             uint16_t *mark_token) {
    unsigned v = phrase[0];
    unsigned found = dependant(t, v, phrase, n, key, mark, mark_token);
    if (found != TREE_NONE) return found;
    const unsigned object = mark ? tree_child(t, v, DEP_OBJ) : TREE_NONE;
    if (object != TREE_NONE && object > v) return dependant(t, object, phrase, n, key, mark, mark_token);
    uint8_t rel = tree_token(t, v)->deprel;
    unsigned head = t->head[v];
    if (!mark && head != TREE_NONE && (rel == DEP_ACL_RELCL || rel == DEP_ACL) && token_is(t, head, key)) return head;
    return TREE_NONE;
}

static bool match_phrase(const event_lexicon *l, const tree *t, const event_entry *e, unsigned k, trigger *out) {
    out->count = e->word_count;
    out->phrase[0] = (uint16_t)k;
    const uint64_t *keys = l->keys + e->words;
    for (unsigned i = 2; i < e->word_count; i++) /* the second is known to be there */
        if (!tree_may_hold(t, keys[i])) return false;
    bool row = true;
    for (unsigned i = 1; i < e->word_count; i++) {
        unsigned next = row ? next_in_row(t, out->phrase[i - 1], keys[i]) : TREE_NONE;
        if (next == TREE_NONE && e->word_count == 2 && e->upos == UPOS_VERB) next = next_particle(t, k, keys[i]);
        if (next == TREE_NONE) {
            row = false;
            bool marked = i + 1 < e->word_count && event_word_find(l, keys[i]) && event_word_find(l, keys[i])->slot;
            if (marked) {
                uint16_t mark = 0;
                next = next_in_tree(t, out->phrase, i, keys[i + 1], keys[i], &mark);
                if (next == TREE_NONE) return false;
                out->phrase[i++] = mark;
            } else {
                next = next_in_tree(t, out->phrase, i, keys[i], 0, NULL);
                if (next == TREE_NONE) return false;
            }
        }
        out->phrase[i] = (uint16_t)next;
    }
    return true;
}

/* The word of the phrase that the others depend on: its verb, or the noun whose head stands outside. */
static unsigned main_of(const tree *t, const trigger *g, uint8_t upos) {
    if (g->count == 1) return g->phrase[0];
    for (unsigned i = 0; upos == UPOS_VERB && i < g->count; i++) {
        uint8_t rel = tree_token(t, g->phrase[i])->deprel;
        if (tree_is_verb(t, g->phrase[i]) && rel != DEP_AUX && rel != DEP_AUX_PASS) return g->phrase[i];
    }
    unsigned found = g->phrase[g->count - 1];
    for (unsigned i = 0; i < g->count; i++) {
        unsigned k = g->phrase[i];
        uint8_t u = tree_token(t, k)->upos;
        if ((u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_ADJ || u == UPOS_VERB) &&
            (t->head[k] == TREE_NONE || !is_taken(g->phrase, g->count, t->head[k])))
            return k;
        if (u == UPOS_NOUN) found = k;
    }
    return found;
}

/* "захваченный боевиками город": a participle before its noun that has arguments of its own tells as much as one behind it. */
static bool has_arguments(const tree *t, unsigned k) {
    for (unsigned i = t->child_first[k]; i < t->child_first[k + 1]; i++) {
        const uint8_t rel = tree_token(t, t->child[i])->deprel;
        if (!t->lex->cases && t->child[i] > k) continue; /* "die von Rebellen gehaltene Stadt" */
        if (rel == DEP_OBJ || rel == DEP_IOBJ || rel == DEP_OBL || rel == DEP_OBL_AGENT) return true;
    }
    return false;
}

/* "министерство обороны": a word inside the name of an actor, behind its head, tells of nothing. */
static bool names_actor(const tree *t, unsigned k) {
    if (!t->lex->cases || t->actor[k] == INDEX_NONE || t->actor[k] >= t->m->actor_count) return false;
    return t->m->actors[t->actor[k]].at.head_token < t->first + k;
}

/* "потерю", taken for a verb or an adverb that no list knows: a form that the rules have as a noun's. */
static bool is_listed_noun(const tree *t, unsigned k) {
    const token *w = tree_token(t, k);
    const bool odd =
        w->upos == UPOS_VERB || w->upos == UPOS_ADV || w->upos == UPOS_X || w->upos == UPOS_PART || w->upos == UPOS_ADJ;
    const event_word *form = t->lex->cases && odd ? event_word_find(t->lex, w->form_hash) : NULL;
    return form && form->base && t->word[k] == event_word_find(t->lex, form->base) && !event_word_find(t->lex, w->lemma_hash);
}

static bool part_of_speech_fits(const tree *t, unsigned k, uint8_t upos) {
    uint8_t u = tree_token(t, k)->upos;
    switch (upos) {
    case UPOS_VERB: /* "the banned party", "armed men": a participle before its noun tells of no event */
        if (tree_token(t, k)->deprel == DEP_AUX || tree_token(t, k)->deprel == DEP_AUX_PASS) return false;
        if (tree_token(t, k)->deprel == DEP_OBJ && t->actor[k] != INDEX_NONE) return false; /* "put rebel dead at 300" */
        if (tree_token(t, k)->deprel == DEP_AMOD && t->head[k] != TREE_NONE && k < t->head[k])
            return tree_is_verb(t, k) && has_arguments(t, k);
        return tree_is_verb(t, k);
    case UPOS_NOUN:
        if (names_actor(t, k)) return false;
        if (u == UPOS_ADJ)
            return tree_token(t, k)->deprel != DEP_AMOD &&
                   (is_listed_noun(t, k) || tree_child(t, k, DEP_DET) != TREE_NONE || /* "in an ambush" */
                    (t->lex->cases && tree_quantity(t, k) != INDEX_NONE));            /* "пятеро раненых" */
        return u == UPOS_NOUN || u == UPOS_PROPN || is_listed_noun(t, k);
    case UPOS_ADJ:
        return u == UPOS_ADJ || u == UPOS_VERB;
    default:
        return u == upos;
    }
}

/* ---- tests */

static bool has_key(const tree *t, const event_test *x, unsigned k) {
    const token *w = tree_token(t, k);
    const uint64_t word = t->word[k] ? t->word[k]->key : 0;
    for (uint8_t i = 0; i < x->key_count; i++) {
        const uint64_t key = t->lex->keys[x->keys + i];
        if (key == w->lemma_hash || key == w->form_hash || key == word || (key ^ EVENT_LAST_PART_SALT) == word) return true;
    }
    return false;
}

/* "A group of hooded men", "hundreds of peacekeepers": the word may be what the noun is a part or a number of. */
static bool means_key(const tree *t, const event_test *x, unsigned k) {
    for (int step = 0; step < 3 && k != TREE_NONE; step++) {
        if (has_key(t, x, k)) return true;
        const bool part = t->word[k] && (t->word[k]->traits & TRAIT_TRANSPARENT);
        k = part ? tree_child(t, k, DEP_NMOD) : TREE_NONE;
    }
    return false;
}

static bool slot_test(const tree *t, const event_test *x, const arguments *args) {
    bool core = x->slot == SLOT_SUBJ || x->slot == SLOT_OBJ || x->slot == SLOT_IOBJ;
    const uint64_t vague = CLASS_BIT(CLASS_NAME) | (core ? CLASS_BIT(CLASS_PRONOUN) : 0);
    bool any = x->classes || x->key_count, filled = false;
    for (uint8_t i = 0; i < args->n; i++) {
        const argument *a = &args->at[i];
        if (!argument_fills(a, x->slot, x->prep)) continue;
        filled = true;
        if (!any || (a->classes & x->classes) || means_key(t, x, a->token)) return true;
        if (!(x->flags & (TEST_NEGATED | TEST_STRICT)) && x->classes && (a->classes & vague)) return true;
    }
    /* a passive or an infinitive that names no doer says nothing against him */
    return !(x->flags & (TEST_NEGATED | TEST_STRICT)) && any && x->slot == SLOT_SUBJ && !filled;
}

static bool case_test(const tree *t, const event_test *x, unsigned main) {
    for (unsigned i = t->child_first[main]; i < t->child_first[main + 1]; i++)
        if (tree_token(t, t->child[i])->deprel == DEP_CASE && token_is(t, t->child[i], x->prep)) return true;
    return false;
}

/* "those who were killed in the attacks": told of whom one speaks, not told. */
static bool in_relative(const tree *t, unsigned main) {
    if (tree_token(t, main)->deprel != DEP_ACL_RELCL) return false;
    for (unsigned i = t->child_first[main]; i < t->child_first[main + 1]; i++)
        if (FEAT_GET(tree_token(t, t->child[i])->feats, PRONTYPE) == PRONTYPE_REL) return true;
    return false;
}

/* A participle is in the tense of its auxiliary: "is occupied by". */
static bool in_present(const tree *t, unsigned main) {
    if (FEAT_GET(tree_token(t, main)->feats, VERBFORM) == VERBFORM_PART) {
        for (unsigned i = t->child_first[main]; i < t->child_first[main + 1]; i++) {
            const token *w = tree_token(t, t->child[i]);
            if ((w->deprel == DEP_AUX_PASS || w->deprel == DEP_COP) && FEAT_GET(w->feats, TENSE) == TENSE_PRES) return true;
        }
    }
    return FEAT_GET(tree_token(t, main)->feats, TENSE) == TENSE_PRES;
}

static bool one_test(const tree *t, const trigger *g, const event_test *x) {
    const arguments *args = &g->args;
    switch (x->kind) {
    case TEST_SLOT:
        return slot_test(t, x, args);
    case TEST_REFLEXIVE:
        return args->reflexive;
    case TEST_PASSIVE:
        return args->passive;
    case TEST_CASE:
        return case_test(t, x, g->main);
    case TEST_SENTENCE:
        return (t->all_classes & x->classes) != 0;
    case TEST_PLURAL:
        return FEAT_GET(tree_token(t, g->main)->feats, NUMBER) == NUMBER_PLUR;
    case TEST_SUPPORTED:
        return args->supported;
    case TEST_INFINITIVE:
        return args->infinitive;
    case TEST_NUMBER:
        return args->counted;
    case TEST_DEFINITE:
        return FEAT_GET(tree_token(t, g->main)->feats, DEFINITE) == DEFINITE_DEF && !args->disputed;
    case TEST_MAIN:
        return tree_token(t, g->main)->deprel == DEP_ROOT;
    case TEST_RELATIVE:
        return in_relative(t, g->main);
    case TEST_PRESENT:
        return in_present(t, g->main);
    default:
        return false;
    }
}

static bool tests_hold(const tree *t, const trigger *g) {
    for (uint8_t i = 0; i < g->entry->test_count; i++) {
        const event_test *x = &t->lex->tests[g->entry->tests + i];
        if (one_test(t, g, x) == ((x->flags & TEST_NEGATED) != 0)) return false;
    }
    return true;
}

/* ---- guards: what only looks like the event */

static bool slot_holds(const arguments *args, const event_guard *x, bool object) {
    for (uint8_t i = 0; i < args->n; i++) {
        const argument *a = &args->at[i];
        bool fits = object ? argument_fills(a, SLOT_OBJ, 0) || a->slot == SLOT_AGAINST || a->slot == SLOT_ON
                           : argument_fills(a, SLOT_SUBJ, 0);
        const uint64_t real = CLASS_BIT(CLASS_PLACE) | CLASS_BIT(CLASS_ACTOR) | CLASS_BIT(CLASS_PERSON) | CLASS_BIT(CLASS_ARMED);
        if (fits && (a->classes & x->classes) && !(a->classes & real)) return true;
    }
    return false;
}

static bool guarded(const claim_rules *r, const tree *t, const trigger *g) {
    const char *type = pack_string(r->pack, g->frame->type);
    for (uint32_t i = 0; i < t->lex->guard_count; i++) {
        const event_guard *x = &t->lex->guards[i];
        if (x->type && strcmp(pack_string(r->pack, x->type), type) != 0) continue;
        if (x->kind == GUARD_OBJECT || x->kind == GUARD_SUBJECT) {
            if (slot_holds(&g->args, x, x->kind == GUARD_OBJECT)) return true;
        } else if (t->all_classes & x->classes) {
            unsigned count = 0;
            for (unsigned k = 0; k < t->n; k++) count += (t->classes[k] & x->classes) && !is_taken(g->phrase, g->count, k);
            if (count >= x->least) return true;
        }
    }
    return false;
}

/* ---- choosing */

static void set_span(const tree *t, trigger *g) {
    unsigned first = g->main, last = g->main;
    for (unsigned i = 0; i < g->count; i++) {
        if (g->phrase[i] < first) first = g->phrase[i];
        if (g->phrase[i] > last) last = g->phrase[i];
    }
    bool apart = last - first > (unsigned)g->count + GAP_MAX;
    const bool noun = tree_token(t, first)->upos == UPOS_NOUN || tree_token(t, first)->upos == UPOS_PROPN;
    if (tree_is_verb(t, g->main) && first < g->main && noun &&
        !tree_is_verb(t, first)) /* "talks that were opened": the noun tells */
        last = first;
    else if (apart)
        first = last = g->main;
    g->at = (span){tree_token(t, first)->start, tree_token(t, last)->end};
}

/* The best entry of a word at token k, into *g; with `phrases`, those of several words only. What *g held before is of no
 * account: it is not cleared, since this runs for every word that the lexicon has. */
static bool choose(const claim_rules *r, const tree *t, const event_word *w, unsigned k, bool phrases, bool verbs_only,
                   trigger *g) {
    unsigned collected = TREE_NONE;
    uint8_t collected_flags = 0;
    const uint16_t end = phrases ? w->phrase_end : w->entry_count;
    for (uint16_t i = phrases ? 0 : w->single_first; i < end; i++) {
        const event_entry *e = &t->lex->entries[w->entry + i];
        if ((e->word_count > 1) != phrases || (verbs_only && e->upos != UPOS_VERB)) continue;
        if (phrases && !tree_may_hold(t, e->second)) continue;
        g->entry = e;
        if (!match_phrase(t->lex, t, e, k, g)) continue;
        g->main = (uint16_t)main_of(t, g, e->upos);
        if (!part_of_speech_fits(t, g->main, e->upos)) continue;
        const frame_record *f = &r->frames[e->frame];
        bool predicative = e->upos == UPOS_ADJ || (f->flags & (FRAME_STATE | FRAME_COUNT)) || (e->word_count > 1 && w->slot);
        uint8_t flags = (uint8_t)((e->flags & (ENTRY_GEN_SUBJ | ENTRY_GEN_OBJ)) | (predicative ? ENTRY_PREDICATIVE : 0));
        if (phrases || collected != g->main || collected_flags != flags) {
            arguments_collect(t, g->phrase, g->count, g->main, flags, &g->args);
            collected = g->main;
            collected_flags = flags;
        }
        if (!tests_hold(t, g)) continue;
        g->frame = f;
        if (guarded(r, t, g)) return false;
        set_span(t, g);
        return true;
    }
    return false;
}

static bool choose_at(const claim_rules *r, const tree *t, unsigned k, bool phrases, trigger *out) {
    const event_word *w = t->word[k];
    if (!w) return false;
    if (w->entry_count && choose(r, t, w, k, phrases, false, out)) return true;
    if (!w->verb || ((w->traits & TRAIT_PASSIVE_FORM) && !voice_is_passive(t, k, 0))) return false;
    const event_word *verb = event_word_find(t->lex, w->verb);
    return verb && verb->entry_count && choose(r, t, verb, k, phrases, true, out);
}

static int by_start(const trigger *a, const trigger *b) {
    return a->main < b->main ? -1 : a->main > b->main;
}

/* "signed in March 1997": part of a date of several words; "lost it in March": a name. */
static bool is_date(const tree *t, unsigned k) {
    if (t->time[k] == INDEX_NONE || tree_is_verb(t, k)) return false;
    const time_mention *x = &t->m->times[t->time[k]];
    return x->type == TIME_DATE && (x->at.end_token - x->at.first_token > 1 || tree_token(t, k)->upos == UPOS_PROPN);
}

unsigned trigger_find(const claim_rules *r, tree *t, trigger out[TRIGGERS_MAX]) {
    bool taken[TREE_TOKENS_MAX] = {false};
    unsigned n = 0;
    for (unsigned pass = 0; pass < 2; pass++) {
        bool phrases = pass == 0;
        for (unsigned k = 0; k < t->n && n < TRIGGERS_MAX; k++) {
            if (taken[k] || is_date(t, k) || !choose_at(r, t, k, phrases, &out[n])) continue;
            bool clash = false;
            for (unsigned i = 0; i < out[n].count; i++) clash |= taken[out[n].phrase[i]];
            if (clash) continue;
            for (unsigned i = 0; i < out[n].count; i++) taken[out[n].phrase[i]] = true;
            n++;
        }
    }
    for (unsigned i = 1; i < n; i++) { /* few: by insertion */
        for (unsigned j = i; j > 0 && by_start(&out[j - 1], &out[j]) > 0; j--) {
            trigger swap = out[j];
            out[j] = out[j - 1];
            out[j - 1] = swap;
        }
    }
    return n;
}
