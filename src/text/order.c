/* Clauses: what each verb takes from the phrases around it, and what it hangs on. phrases.h finds the phrases. */
#include "text/order.h"

#include <string.h>

#include "text/order_aside.h"
#include "text/order_clause.h"

enum { FIRST_COMMA_REACH = 8 };

static token *token_of(order *o, unsigned k) {
    return &o->v.tokens[k];
}

static bool is_enclitic(const order *o, unsigned k) {
    return order_kind(o, k) == WORD_IS_PRONOUN && (o->v.tokens[k].flags & TOKEN_MWT_REST);
}

/* ---- behind the verb */

/* "twenty people, among them | four children": what stands behind the pronoun is part of what was named. */
static bool is_part_of_named(const order *o, const clause *c, unsigned p) {
    const uint16_t before = p > 0 ? (uint16_t)(p - 1) : NO_TOKEN;
    if (before == NO_TOKEN || (!c->bare_count && c->subject == NO_TOKEN)) return false;
    const phrase *x = &o->v.phrases[before];
    return x->prep != NO_TOKEN && x->end == o->v.phrases[p].first && order_kind(o, x->head) == WORD_IS_PRONOUN;
}

/* "the army's retaking (of) | the town": behind a noun of doing that has its doer, what it is done to, where the verb has its own
 * argument already or a preposition leads the noun. The noun, or NO_TOKEN. */
static unsigned doing_before(const order *o, const clause *c, const phrase *x) {
    const uint16_t p = o->v.phrase_to[x->first];
    if (p == NO_TOKEN || x->prep != NO_TOKEN || x->joined != NO_TOKEN || order_kind(o, x->head) != WORD_IS_NOUN) return NO_TOKEN;
    const phrase *before = &o->v.phrases[p];
    if (before->prep == NO_TOKEN && c->bare_count < 2) return NO_TOKEN;
    for (unsigned k = before->end - 1u; k-- > before->first;)
        if (o->v.flags[k] & FORM_ACTS) return k;
    return NO_TOKEN;
}

/* "the town | all of it", "in the battle | itself": a word that stresses the definite phrase right before it. Behind a lone
 * subject it is an object: "he blew up himself". */
static uint16_t stressed(const order *o, const phrase *x) {
    unsigned k = x->first;
    while (k > 0 && order_kind(o, k - 1) == WORD_IS_ADVERB) k--;
    return o->v.phrase_to[k];
}
static bool is_stress(const order *o, const clause *c, const phrase *x) {
    const uint16_t p = stressed(o, x);
    if (p == NO_TOKEN || x->prep != NO_TOKEN || !phrases_is_reflexive(&o->v, x->head)) return false;
    if (o->v.phrases[p].end == x->first && !o->v.phrases[p].definite) return false;
    return o->v.phrases[p].prep != NO_TOKEN || c->bare_count > 1 || c->subject != NO_TOKEN;
}

static void add_bare(order *o, clause *c, unsigned p) {
    phrase *x = &o->v.phrases[p];
    if (is_stress(o, c, x)) {
        phrases_hang(&o->v, x->head, o->v.phrases[stressed(o, x)].head, DEP_DET);
        x->taken = true;
        return;
    }
    const unsigned doing = doing_before(o, c, x);
    if (doing != NO_TOKEN) {
        phrases_hang(&o->v, x->head, doing, DEP_OBJ);
        x->taken = true;
        return;
    }
    if (x->prep == NO_TOKEN && is_part_of_named(o, c, p)) {
        const uint16_t named = c->bare_count ? c->bare[c->bare_count - 1] : c->subject;
        phrases_hang(&o->v, x->head, o->v.phrases[named].head, DEP_DEP);
        x->taken = true;
        return;
    }
    const bool when = (o->v.flags[x->head] & FORM_TIME) && c->bare_count; /* "announced last week the capture" */
    if (x->prep != NO_TOKEN || x->joined != NO_TOKEN || when || c->bare_count == BARE_MAX) return;
    c->bare[c->bare_count++] = (uint16_t)p;
}

/* A comma ends the clause, unless nothing has been found yet and what follows is no clause. */
static bool passes_comma(const order *o, const clause *c, unsigned k) {
    const uint8_t next = order_kind(o, k + 1);
    if (!phrases_is_mark(&o->v, k, "\u060C,") || c->bare_count || k - c->verb > FIRST_COMMA_REACH) return false;
    return next != WORD_IS_VERB && next != WORD_IS_JOINER && next != WORD_IS_CLAUSE && next != WORD_IS_RELATIVE;
}

/* Does "and" at k join two phrases or lead to a further argument, and not to another clause? */
static bool passes_joiner(const order *o, unsigned k) {
    const uint16_t p = k + 1 < o->v.n ? o->v.phrase_of[k + 1] : NO_TOKEN;
    return p != NO_TOKEN && (o->v.phrases[p].joined != NO_TOKEN || o->v.phrases[p].prep != NO_TOKEN);
}

static void look_behind(order *o, clause *c) {
    unsigned k = c->verb + 1u;
    for (bool more = true; more && k < o->v.n;) {
        const uint16_t p = o->v.phrase_of[k];
        const unsigned bracket = phrases_behind_bracket(&o->v, k), aside = bracket > k ? bracket : aside_end(&o->v, k);
        if (aside > k) {
            if (aside > bracket && c->bare_count) aside_hang(&o->v, k, aside - 1u, c->bare[c->bare_count - 1u]);
            k = aside;
            continue;
        }
        if (p != NO_TOKEN) {
            if (!(k == c->verb + 1u && is_enclitic(o, k))) add_bare(o, c, p);
            k = o->v.phrases[p].end;
            continue;
        }
        switch (order_kind(o, k)) {
        case WORD_IS_MARK:
            more = phrases_is_mark(&o->v, k, "«»\"“”") || passes_comma(o, c, k);
            break;
        case WORD_IS_JOINER:
            more = passes_joiner(o, k);
            break;
        case WORD_IS_THAT:
            c->that = (uint16_t)k;
            more = false;
            break;
        case WORD_IS_VERB:
        case WORD_IS_CLAUSE:
        case WORD_IS_RELATIVE:
        case WORD_IS_AUXILIARY:
            more = false;
            break;
        default:
            break;
        }
        if (more) k++;
    }
    c->end = (uint16_t)k;
}

/* ---- roles */

static void set_voice(token *t, unsigned voice) {
    t->feats = (t->feats & ~((uint64_t)3 << FEAT_VOICE_SHIFT)) | (uint64_t)voice << FEAT_VOICE_SHIFT;
    t->feats_text = NULL;
}

static void take(order *o, unsigned p, unsigned verb, unsigned deprel) {
    o->v.phrases[p].taken = true;
    phrases_hang(&o->v, o->v.phrases[p].head, verb, deprel);
}

/* The antecedent's place in the clause is the relative pronoun's, or nobody's where the clause has none. */
static void take_subject(order *o, clause *c, unsigned deprel) {
    if (c->relative != NO_TOKEN)
        phrases_hang(&o->v, c->relative, c->verb, deprel);
    else if (c->subject != NO_TOKEN)
        take(o, c->subject, c->verb, deprel);
}

/* The label of the first name that lies in the phrase; 0xFF where none does. */
static unsigned label_in(const order *o, const phrase *p) {
    for (uint32_t i = 0; i < o->v.name_count && o->v.names[i].first_token < o->v.base + p->end; i++)
        if (o->v.names[i].first_token >= o->v.base + p->first) return o->v.names[i].label;
    return 0xFF;
}

/* May the phrase say who the subject is: "Colonel Ahmed Ali", "himself"? `goes_on`: it stands right behind one that does. */
static bool names_subject(const order *o, const phrase *p, bool goes_on) {
    const unsigned label = label_in(o, p);
    if (label != 0xFF) return label == NAME_PER;
    const unsigned upos = o->v.tokens[p->head].upos;
    return phrases_is_reflexive(&o->v, p->head) || upos == UPOS_PROPN || (goes_on && p->definite);
}

static bool is_in_row(const order *o, unsigned p, unsigned q) {
    while (p < q && o->v.phrases[p].end == o->v.phrases[p + 1u].first) p++;
    return p == q;
}

/* "said the spokesman of the army | Colonel Ahmed Ali | that": before "that" a verb has its subject alone, and names behind it
 * say who that is. So does one between the subject and an object. */
static void appose_names(order *o, clause *c) {
    const unsigned kept = c->that != NO_TOKEN ? 1 : 2;
    if (c->subject != NO_TOKEN || c->relative != NO_TOKEN || c->asyndetic) return;
    unsigned behind = NO_TOKEN; /* where the last of them ends */
    while (c->bare_count > kept) {
        const phrase *x = &o->v.phrases[c->bare[1]];
        const bool goes_on = behind == x->first;
        /* what stands in a row with the subject says who that is: "said | the spokesman | of hers | Colonel | Tahsin | that" */
        const bool told = c->that != NO_TOKEN && is_in_row(o, c->bare[0], c->bare[1]);
        const bool name = told && (goes_on || o->v.tokens[x->head].upos == UPOS_PROPN || x->definite);
        if ((!name && !names_subject(o, x, goes_on)) || (behind != NO_TOKEN && !goes_on)) return;
        behind = x->end;
        take(o, c->bare[1], o->v.phrases[c->bare[0]].head, DEP_APPOS);
        for (unsigned i = 2; i < c->bare_count; i++) c->bare[i - 1] = c->bare[i];
        c->bare_count--;
    }
}

static void assign(order *o, clause *c) {
    token *v = token_of(o, c->verb);
    const uint32_t flags = o->v.flags[c->verb];
    const bool front = c->relative != NO_TOKEN || c->subject != NO_TOKEN || c->asyndetic, pronoun = is_enclitic(o, c->verb + 1u);
    unsigned subject = NO_TOKEN, object = NO_TOKEN;
    bool passive = (flags & FORM_PASSIVE) != 0;
    if (front && !passive && pronoun && c->bare_count) { /* "the attack that gunmen carried out (it)" */
        subject = c->bare[0];
        take_subject(o, c, DEP_OBJ);
        phrases_hang(&o->v, c->verb + 1u, c->verb, DEP_EXPL);
    } else if (front) {
        object = c->bare_count ? c->bare[0] : NO_TOKEN;
        passive |= (flags & FORM_ALIKE) && object == NO_TOKEN && !pronoun && c->that == NO_TOKEN;
        take_subject(o, c, passive ? DEP_NSUBJ_PASS : DEP_NSUBJ);
        if (pronoun) phrases_hang(&o->v, c->verb + 1u, c->verb, DEP_OBJ);
    } else {
        const bool counted = c->bare_count == 1 && (flags & FORM_FEMININE) && (flags & FORM_ALIKE) &&
                             order_kind(o, o->v.phrases[c->bare[0]].first) == WORD_IS_NUMBER;
        passive |= c->bare_count == 1 && (flags & FORM_ALIKE) && !pronoun && !counted && c->that == NO_TOKEN;
        const unsigned first = c->bare_count == 1 && !passive ? o->v.phrases[c->bare[0]].head : NO_TOKEN;
        const bool dropped = first != NO_TOKEN && (o->v.flags[first] & (FORM_ACTS | FORM_GOVERNS)) && (flags & FORM_FEMININE) &&
                             FEAT_GET(o->v.tokens[first].feats, GENDER) != GENDER_FEM;
        if (dropped)
            object = c->bare[0]; /* "and (she) denied the capture of" */
        else if (counted)
            object = c->bare[0]; /* "and it killed three": the verb does not agree with it */
        else if (c->bare_count)
            subject = c->bare[0];
        if (c->bare_count > 1) object = c->bare[1];
        if (pronoun) phrases_hang(&o->v, c->verb + 1u, c->verb, DEP_OBJ);
    }
    if (pronoun && o->v.phrase_of[c->verb + 1u] != NO_TOKEN) o->v.phrases[o->v.phrase_of[c->verb + 1u]].taken = true;
    set_voice(v, passive ? VOICE_PASS : VOICE_ACT);
    if (subject != NO_TOKEN) take(o, subject, c->verb, passive ? DEP_NSUBJ_PASS : DEP_NSUBJ);
    c->object = object != NO_TOKEN;
    if (object != NO_TOKEN) take(o, object, c->verb, passive ? DEP_XCOMP : DEP_OBJ);
}

/* ---- phrases with prepositions */

/* Is the phrase that the noun stands in definite? "a patrol of the army" may be, "the patrol of the army" is not told so. */
static const phrase *phrase_around(const order *o, unsigned noun) {
    for (unsigned i = 0; i < o->v.phrase_count; i++)
        if (o->v.phrases[i].first <= noun && noun < o->v.phrases[i].end) return &o->v.phrases[i];
    return NULL;
}
static bool is_definite(const order *o, unsigned noun) {
    const phrase *p = phrase_around(o, noun);
    return p && p->definite;
}

/* May the noun bear the phrase about `head`, rather than the verb? The verb's own arguments bear only what belongs to them, and
 * where something is, the verb tells. */
static bool takes_phrase(const order *o, const clause *c, unsigned noun, unsigned prep, unsigned head) {
    if (o->v.flags[noun] & FORM_GOVERNS) return true;
    if (o->v.kind[noun] != WORD_IS_NOUN && o->v.kind[noun] != WORD_IS_NUMBER) return false;
    if (prep != NO_TOKEN && (o->v.flags[prep] & FORM_OF)) return !is_definite(o, noun) && !(o->v.flags[c->verb] & FORM_GOVERNS);
    if (o->v.tokens[noun].upos == UPOS_PROPN || o->v.tokens[head].upos == UPOS_PROPN) return false;
    return phrase_around(o, noun) && phrase_around(o, noun)->prep != NO_TOKEN;
}

/* "a spokesman in the name of the army said", "a source in the ministry said that": whom the subject speaks for. */
static bool belongs(const order *o, const clause *c, unsigned noun, const phrase *x) {
    const uint32_t flags = o->v.flags[x->head];
    if (x->prep == NO_TOKEN || o->v.phrases[noun].first <= c->verb || o->v.kind[o->v.phrases[noun].head] == WORD_IS_PRONOUN)
        return false;
    const bool spoken_for = (flags & FORM_INSTITUTION) && (o->v.flags[x->prep] & FORM_SPEAKS_FOR);
    return (flags & FORM_BELONGS) ||
           (spoken_for && o->v.phrases[noun].prep == NO_TOKEN && (c->that != NO_TOKEN || c->bare_count > 1));
}

/* "twelve dead | of the army": those who are counted are some of a body; of a town ("of the city of X"), they may leave it. */
static bool counts_some_of(const order *o, unsigned before, const phrase *x) {
    const phrase *p = &o->v.phrases[before];
    if (x->prep == NO_TOKEN || !(o->v.flags[x->prep] & FORM_OF) || p->prep != NO_TOKEN || x->joined != NO_TOKEN) return false;
    if (order_kind(o, p->first) != WORD_IS_NUMBER || order_kind(o, p->head) != WORD_IS_NOUN) return false;
    return order_kind(o, x->head) == WORD_IS_NOUN && o->v.tokens[x->head].upos != UPOS_PROPN &&
           !(o->v.flags[x->head] & (FORM_NAMED | FORM_TIME));
}

/* "the control | of the forces loyal | to Hadi | over Aden": the noun that keeps the phrases behind it, over those that tell what
 * something belongs to. The index of its phrase. */
static uint16_t keeper_of(const order *o, uint16_t before) {
    if (before == NO_TOKEN) return NO_TOKEN;
    const phrase *p = &o->v.phrases[before];
    if (p->prep != NO_TOKEN && (o->v.flags[p->prep] & FORM_OF) && o->v.phrase_to[p->first] != NO_TOKEN)
        before = o->v.phrase_to[p->first];
    return o->v.flags[o->v.phrases[before].head] & FORM_GOVERNS ? before : NO_TOKEN;
}

/* Keeps what the parser says where that lies inside the clause; else the verb has it. */
static void hang_obliques(order *o, const clause *c) {
    for (unsigned k = c->verb + 1u; k < c->end;) {
        const uint16_t p = o->v.phrase_of[k];
        if (p == NO_TOKEN) {
            k++;
            continue;
        }
        phrase *x = &o->v.phrases[p];
        k = x->end;
        if (x->prep == NO_TOKEN && x->taken) continue;
        const uint16_t before = o->v.phrase_to[x->first];
        if (before != NO_TOKEN && belongs(o, c, before, x)) {
            phrases_hang(&o->v, x->head, o->v.phrases[before].head, DEP_NMOD);
            x->taken = true;
            continue;
        }
        const token *t = token_of(o, x->head);
        const uint16_t keeper = x->prep != NO_TOKEN ? keeper_of(o, before) : NO_TOKEN;
        const uint32_t head = keeper != NO_TOKEN ? o->v.phrases[keeper].head : t->head - o->v.base;
        if (before != NO_TOKEN && counts_some_of(o, before, x)) {
            phrases_hang(&o->v, x->head, o->v.phrases[before].head, DEP_NMOD);
            x->taken = true;
            continue;
        }
        const bool inside = head > c->verb && head < x->first && takes_phrase(o, c, head, x->prep, x->head);
        if (x->joined != NO_TOKEN) continue;
        if (inside && x->prep != NO_TOKEN)
            phrases_hang(&o->v, x->head, head, DEP_NMOD);
        else
            phrases_hang(&o->v, x->head, c->verb, x->prep != NO_TOKEN ? DEP_OBL : DEP_ADVMOD);
        x->taken = true;
    }
}

/* The phrase that ends where this one begins; one without preposition also over an auxiliary: "the town is still | under siege".
 */
static uint16_t phrase_before(const order *o, const phrase *x) {
    unsigned k = x->first;
    bool auxiliary = false;
    if (o->v.phrase_to[k] != NO_TOKEN) return o->v.phrase_to[k];
    for (; k > 0 && order_is_light(order_kind(o, k - 1)); k--) auxiliary |= order_kind(o, k - 1) == WORD_IS_AUXILIARY;
    const uint16_t p = auxiliary ? o->v.phrase_to[k] : NO_TOKEN;
    return p != NO_TOKEN && o->v.phrases[p].prep == NO_TOKEN ? p : NO_TOKEN;
}

/* The parser hangs the phrase on a word of its own: the number on its noun, and the noun on the number. */
static bool hangs_inside(const order *o, const phrase *x) {
    const uint32_t head = o->v.tokens[x->head].head - o->v.base;
    return head >= x->first && head < x->end;
}

/* "79 people were killed, | among them | 43 children": the phrase that the pronoun stands for: the nearest that is counted, else
 * the nearest without a preposition. */
static uint16_t whole_of(const order *o, const phrase *x) {
    enum { REACH = 6 };
    const uint16_t among = x->prep == NO_TOKEN ? o->v.phrase_to[x->first] : NO_TOKEN;
    if (among == NO_TOKEN || among == 0 || o->v.phrases[among].prep == NO_TOKEN ||
        order_kind(o, o->v.phrases[among].head) != WORD_IS_PRONOUN)
        return NO_TOKEN;
    uint16_t near = NO_TOKEN;
    for (uint16_t p = among; p-- > 0 && among - p <= REACH;) {
        if (o->v.phrases[p].prep != NO_TOKEN || order_kind(o, o->v.phrases[p].head) == WORD_IS_PRONOUN) continue;
        if (order_kind(o, o->v.phrases[p].first) == WORD_IS_NUMBER) return p;
        if (near == NO_TOKEN) near = p;
    }
    return near;
}

/* Outside of all clauses a phrase with a preposition belongs to the noun before it. */
static void hang_rest(order *o, unsigned root) {
    for (unsigned i = 0; i < o->v.phrase_count; i++) {
        phrase *x = &o->v.phrases[i];
        if (x->taken || x->joined != NO_TOKEN || x->head == root) continue;
        const uint16_t before = phrase_before(o, x), whole = whole_of(o, x);
        if (whole != NO_TOKEN && order_kind(o, x->first) == WORD_IS_NUMBER) {
            phrases_hang(&o->v, x->head, o->v.phrases[whole].head, DEP_DEP);
        } else if (x->prep != NO_TOKEN && before != NO_TOKEN) {
            const uint32_t head = token_of(o, x->head)->head - o->v.base;
            const bool inside = head >= o->v.phrases[before].head && head < x->first && o->v.kind[head] == WORD_IS_NOUN;
            phrases_hang(&o->v, x->head, inside ? head : o->v.phrases[before].head, DEP_NMOD);
        } else if (x->prep != NO_TOKEN) {
            phrases_hang(&o->v, x->head, root, DEP_OBL);
        } else if (token_of(o, x->head)->head == TOKEN_NONE || hangs_inside(o, x) ||
                   o->v.kind[(token_of(o, x->head)->head - o->v.base) % o->v.n] == WORD_IS_VERB) {
            phrases_hang(&o->v, x->head, root, DEP_DEP); /* the verb has its arguments already */
        }
    }
}

/* ---- what clauses hang on */

static bool is_inside_noun(const clause *c) {
    return c->relative != NO_TOKEN || c->asyndetic || c->converb;
}

/* "denied that they had lost, | saying that": who says more spoke in the last clause that nothing opens. */
static unsigned spoken_before(const order *o, unsigned i) {
    for (unsigned j = i; j-- > 0;)
        if (!is_inside_noun(&o->clauses[j]) && o->clauses[j].mark == NO_TOKEN) return o->clauses[j].verb;
    return NO_TOKEN;
}

/* The verb that an "and" continues: the last that is no relative clause. */
static unsigned continued(const order *o, unsigned i) {
    for (unsigned j = i; j-- > 0;)
        if (!is_inside_noun(&o->clauses[j])) return o->clauses[j].verb;
    return NO_TOKEN;
}

static unsigned speaker_of(const order *o, unsigned that, unsigned i) {
    for (unsigned j = i; j-- > 0;)
        if (o->clauses[j].that == that) return o->clauses[j].verb;
    return NO_TOKEN;
}

static void become_infinitive(token *t) {
    t->feats &= ~((uint64_t)((1u << FEAT_VERBFORM_BITS) - 1) << FEAT_VERBFORM_SHIFT);
    t->feats |= FEAT_PUT(VERBFORM, VERBFORM_INF);
}

/* "that" right before a verb in the present: what is wanted ("wants to leave"). */
static bool is_wish(const order *o, const clause *c) {
    unsigned k = c->mark + 1u;
    while (k < c->verb && order_is_light(order_kind(o, k))) k++;
    return k == c->verb && (o->v.flags[c->verb] & FORM_PRESENT);
}

/* "denied | what | was said of": "what" right behind a verb that has no object is what it is about. */
static bool is_told(const order *o, const clause *c, unsigned i, unsigned head) {
    const uint32_t either = FORM_CLAUSE | FORM_PARTICLE;
    if (i == 0 || o->clauses[i - 1].verb != head || (o->v.flags[c->mark] & either) != either) return false;
    return o->clauses[i - 1].end == c->mark && !o->clauses[i - 1].object;
}

static void hang_marked(order *o, clause *c, unsigned i) {
    const bool that = order_kind(o, c->mark) == WORD_IS_THAT &&
                      !(c->mark > 0 && order_kind(o, c->mark - 1u) == WORD_IS_PARTICLE); /* "but that" */
    unsigned head = that ? speaker_of(o, c->mark, i) : continued(o, i);
    phrases_hang(&o->v, c->mark, c->verb, DEP_MARK);
    if (that && head == NO_TOKEN && c->mark > 0 && o->v.phrase_to[c->mark] != NO_TOKEN) {
        phrases_hang(&o->v, c->verb, o->v.phrases[o->v.phrase_to[c->mark]].head, DEP_ACL); /* "the claim that" */
        return;
    }
    if (head == NO_TOKEN && i > 0) head = o->clauses[i - 1].verb;
    if (head == NO_TOKEN) { /* it stands before its main clause */
        if (i + 1 < o->n) phrases_hang(&o->v, c->verb, o->clauses[i + 1].verb, DEP_ADVCL);
        return;
    }
    if (that && is_wish(o, c)) become_infinitive(token_of(o, c->verb));
    const bool told = is_told(o, c, i, head);
    if (told) phrases_hang(&o->v, c->mark, c->verb, DEP_EXPL); /* "what" negates nothing here */
    phrases_hang(&o->v, c->verb, head, that || told ? DEP_CCOMP : DEP_ADVCL);
}

static void hang_clauses(order *o, unsigned root) {
    for (unsigned i = 0; i < o->n; i++) {
        clause *c = &o->clauses[i];
        const unsigned before = c->converb ? spoken_before(o, i) : continued(o, i);
        if (c->converb) {
            phrases_hang(&o->v, c->verb, before != NO_TOKEN ? before : root, DEP_ADVCL);
        } else if (c->relative != NO_TOKEN) {
            unsigned k = c->relative;
            while (k > 0 && o->v.phrase_to[k] == NO_TOKEN && order_kind(o, k - 1) == WORD_IS_MARK) k--;
            const uint16_t p = o->v.phrase_to[k];
            if (p != NO_TOKEN) phrases_hang(&o->v, c->verb, o->v.phrases[p].head, DEP_ACL_RELCL);
        } else if (c->asyndetic) {
            phrases_hang(&o->v, c->verb, c->noun, DEP_ACL_RELCL);
        } else if (c->mark != NO_TOKEN) {
            hang_marked(o, c, i);
        } else if (c->verb == root) {
            continue;
        } else if (c->joiner != NO_TOKEN && before != NO_TOKEN) {
            phrases_hang(&o->v, c->verb, before, DEP_CONJ);
            phrases_hang(&o->v, c->joiner, c->verb, DEP_CC);
        } else if (i > 0 && o->clauses[i - 1].end == c->verb && !is_inside_noun(&o->clauses[i - 1])) {
            phrases_hang(&o->v, c->verb, o->clauses[i - 1].verb, DEP_XCOMP); /* "began to shell" */
        } else {
            phrases_hang(&o->v, c->verb, before != NO_TOKEN ? before : root, DEP_PARATAXIS);
        }
    }
}

/* "confirmed that | the town under the control of the army": a clause without a verb hangs on who says it by its first phrase. */
static void hang_nominal(order *o) {
    for (unsigned i = 0; i < o->n; i++) {
        const unsigned that = o->clauses[i].that;
        const uint16_t p = that != NO_TOKEN && that + 1u < o->v.n ? o->v.phrase_of[that + 1u] : NO_TOKEN;
        bool verbal = false;
        for (unsigned j = i + 1; j < o->n && !verbal; j++) verbal = o->clauses[j].mark == that;
        if (p == NO_TOKEN || verbal || o->v.phrases[p].prep != NO_TOKEN || o->v.phrases[p].taken) continue;
        uint16_t next = (uint16_t)(p + 1u); /* over "and …" to what is said of it */
        while (next < o->v.phrase_count && o->v.phrases[next].joined == p) next++;
        if (next >= o->v.phrase_count || o->v.phrases[next].prep == NO_TOKEN) continue;
        phrases_hang(&o->v, o->v.phrases[p].head, o->clauses[i].verb, DEP_CCOMP);
        phrases_hang(&o->v, that, o->v.phrases[p].head, DEP_MARK);
        o->v.phrases[p].taken = true;
    }
}

/* ---- the whole sentence */

static unsigned main_verb(const order *o) {
    for (unsigned i = 0; i < o->n; i++)
        if (!is_inside_noun(&o->clauses[i]) && o->clauses[i].mark == NO_TOKEN) return o->clauses[i].verb;
    return NO_TOKEN;
}

/* Without a main verb: the first bare phrase, else what the parser says. */
static unsigned root_of(order *o) {
    const unsigned verb = main_verb(o);
    if (verb != NO_TOKEN) return verb;
    for (unsigned i = 0; i < o->v.phrase_count; i++)
        if (o->v.phrases[i].prep == NO_TOKEN && o->v.phrases[i].joined == NO_TOKEN) return o->v.phrases[i].head;
    for (unsigned k = 0; k < o->v.n; k++)
        if (token_of(o, k)->head == TOKEN_NONE) return k;
    return 0;
}

/* Negations and auxiliaries belong to the verb behind them; one root; nothing hangs on itself. */
static void settle(order *o, unsigned root) {
    for (unsigned k = 0; k < o->v.n; k++) {
        if (k == root || !order_is_light(order_kind(o, k)) || o->v.phrase_of[k] != NO_TOKEN) continue;
        unsigned j = k + 1;
        if (order_kind(o, k) == WORD_IS_PARTICLE && j < o->v.n && (o->v.flags[j] & FORM_CEASES)) { /* "has not ceased to hold" */
            phrases_hang(&o->v, k, j, DEP_ADVMOD);
            continue;
        }
        while (j < o->v.n && order_is_light(order_kind(o, j))) j++;
        const uint16_t p = j < o->v.n ? o->v.phrase_of[j] : NO_TOKEN;
        if (order_kind(o, k) == WORD_IS_AUXILIARY && p != NO_TOKEN && o->v.phrases[p].prep == NO_TOKEN) j = o->v.phrases[p].end;
        if (order_kind(o, j) == WORD_IS_VERB)
            phrases_hang(&o->v, k, j, order_kind(o, k) == WORD_IS_AUXILIARY ? DEP_AUX : DEP_ADVMOD);
    }
    for (unsigned k = 0; k < o->v.n; k++) { /* the parser's arguments that the list knows better */
        token *t = token_of(o, k);
        const bool argument = t->deprel == DEP_NSUBJ || t->deprel == DEP_NSUBJ_PASS || t->deprel == DEP_OBJ;
        if (argument && order_kind(o, k) == WORD_IS_ADVERB) t->deprel = DEP_ADVMOD;
    }
    token *r = token_of(o, root);
    if (order_kind(o, 0) == WORD_IS_JOINER) phrases_hang(&o->v, 0, root, DEP_CC);
    for (unsigned k = 0; k < o->v.n; k++)
        if (order_kind(o, k) == WORD_IS_MARK) phrases_hang(&o->v, k, root, DEP_PUNCT);
    for (unsigned k = 0; k < o->v.n; k++)
        if (k != root && token_of(o, k)->head == TOKEN_NONE) phrases_hang(&o->v, k, root, DEP_PARATAXIS);
    r->head = TOKEN_NONE;
    r->deprel = DEP_ROOT;
    for (unsigned k = 0; k < o->v.n; k++) {
        unsigned up = k, steps = 0;
        while (up < o->v.n && up != root && steps++ < o->v.n) up = token_of(o, up)->head - o->v.base;
        if (up != root) phrases_hang(&o->v, k, root, DEP_DEP);
    }
}

/* "said an officer | who refused to be named | that": what he said hangs on the verb before, which has nothing of its own. */
static void give_back_that(order *o, clause *c) {
    if (!c->asyndetic || c->that == NO_TOKEN || o->n < 2) return;
    clause *before = &o->clauses[o->n - 2];
    if (before->that != NO_TOKEN || is_inside_noun(before) || c->noun < before->verb || before->bare_count > 1) return;
    before->that = c->that;
    c->that = NO_TOKEN;
}

static void find_clauses(order *o) {
    for (unsigned k = 0; k < o->v.n && o->n < sizeof o->clauses / sizeof *o->clauses; k++) {
        if (order_kind(o, k) != WORD_IS_VERB) continue;
        clause *c = &o->clauses[o->n++];
        *c = (clause){.verb = (uint16_t)k,
                      .that = NO_TOKEN,
                      .subject = NO_TOKEN,
                      .mark = NO_TOKEN,
                      .relative = NO_TOKEN,
                      .joiner = NO_TOKEN};
        order_look_before(o, c);
        look_behind(o, c);
        give_back_that(o, c);
        appose_names(o, c);
        assign(o, c);
        hang_obliques(o, c);
    }
}

void order_mend(const form_list *l, token *tokens, const sentence *s, const name *names, uint32_t name_count) {
    order o;
    o.n = 0;
    o.v.tokens = tokens + s->first_token;
    o.v.base = s->first_token;
    o.v.n = s->end_token - s->first_token < ORDER_TOKENS_MAX ? s->end_token - s->first_token : ORDER_TOKENS_MAX;
    o.v.list = l;
    o.v.names = names;
    o.v.name_count = name_count;
    forms_mend(l, tokens, s, o.v.flags, ORDER_TOKENS_MAX);
    phrases_find(&o.v);
    find_clauses(&o);
    const unsigned root = root_of(&o);
    hang_nominal(&o);
    hang_rest(&o, root);
    hang_clauses(&o, root);
    settle(&o, root);
}
