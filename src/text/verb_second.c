#include "text/verb_second.h"

enum { NOMINAL_MAX = 10, CLAUSE_MAX = 48, INSERTED_MAX = 12 };

static bool is_mark(const token *t) {
    return t->upos == UPOS_PUNCT && (t->form[0] == ',' || t->form[0] == ';' || t->form[0] == ':' || t->form[0] == '.');
}

static bool is_comma(const token *t) {
    return t->upos == UPOS_PUNCT && t->form[0] == ',';
}

static bool is_verb(const token *t) {
    return t->upos == UPOS_VERB || t->upos == UPOS_AUX;
}

static bool is_finite(const token *t) {
    return is_verb(t) && FEAT_GET(t->feats, VERBFORM) == VERBFORM_FIN;
}

static bool is_nominal(const token *t) {
    return t->upos == UPOS_NOUN || t->upos == UPOS_PROPN || t->upos == UPOS_PRON;
}

static bool is_relative(const token *t) {
    return t->upos == UPOS_PRON && FEAT_GET(t->feats, PRONTYPE) == PRONTYPE_REL;
}

/* Words that a nominal may hold: "die Rebellen der Region", "zwölf Soldaten aus Derna". */
static bool in_nominal(const token *t) {
    switch (t->upos) {
    case UPOS_DET:
    case UPOS_ADJ:
    case UPOS_NUM:
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_ADP:
    case UPOS_ADV:
        return true;
    default:
        return t->upos == UPOS_PRON && !is_relative(t);
    }
}

/* The head of the nominal [first, end): the first noun or name that no preposition leads. */
static uint32_t nominal_head(const token *tokens, uint32_t first, uint32_t end) {
    bool led = false;
    for (uint32_t t = first; t < end; t++) {
        if (tokens[t].upos == UPOS_ADP) led = true;
        if (!is_nominal(&tokens[t])) continue;
        if (!led) return t;
        led = false;
    }
    return TOKEN_NONE;
}

static bool has_child(const token *tokens, uint32_t first, uint32_t end, uint32_t head, unsigned deprel) {
    for (uint32_t t = first; t < end; t++)
        if (tokens[t].head == head && tokens[t].deprel == deprel) return true;
    return false;
}

/* Does t lie in [first, end), or hang below what does? */
static bool hangs_in(const token *tokens, uint32_t t, uint32_t first, uint32_t end) {
    for (int step = 0; step < 64 && t != TOKEN_NONE; step++, t = tokens[t].head)
        if (t - first < end - first) return true;
    return false;
}

/* The last verb of the clause [first, end) that is not finite, with nothing but auxiliaries behind it; TOKEN_NONE. */
static uint32_t last_verb(const token *tokens, uint32_t first, uint32_t end) {
    for (uint32_t t = end; t-- > first;) {
        if (tokens[t].upos == UPOS_VERB) return is_finite(&tokens[t]) ? TOKEN_NONE : t;
        if (tokens[t].upos != UPOS_AUX) return TOKEN_NONE;
    }
    return TOKEN_NONE;
}

/* The auxiliary's clause: its nominal [first, aux), the auxiliary, what follows up to the next mark. */
typedef struct clause {
    uint32_t first, aux, end;
} clause;

static void tie_clause(token *tokens, const clause *c, uint32_t subject, uint32_t verb, uint32_t above) {
    const bool passive = has_child(tokens, c->first, c->end, verb, DEP_AUX_PASS);
    if (tokens[verb].head == TOKEN_NONE || hangs_in(tokens, tokens[verb].head, c->first, c->end)) {
        tokens[verb].head = above;
        tokens[verb].deprel = DEP_CCOMP;
    }
    if (tokens[verb].deprel == DEP_XCOMP || c->aux == verb) tokens[verb].deprel = DEP_CCOMP; /* it has a subject of its own */
    tokens[subject].head = verb;
    tokens[subject].deprel = passive ? DEP_NSUBJ_PASS : DEP_NSUBJ;
    if (c->aux != verb) {
        tokens[c->aux].head = verb;
        if (tokens[c->aux].deprel != DEP_AUX_PASS) tokens[c->aux].deprel = DEP_AUX;
    }
    for (uint32_t t = c->first; t < c->end; t++) /* what was hung on a word outside of the clause */
        if (t != verb && (tokens[t].head < c->first || tokens[t].head >= c->end)) tokens[t].head = verb;
}

/* "…, Derna sei gefallen": the clause that begins behind the comma at `comma`. */
static void mend_reported(token *tokens, const sentence *s, uint32_t comma) {
    clause c = {.first = comma + 1, .aux = comma + 1};
    while (c.aux < s->end_token && c.aux < c.first + NOMINAL_MAX && in_nominal(&tokens[c.aux])) c.aux++;
    if (c.aux == c.first || c.aux >= s->end_token) return;
    const token *aux = &tokens[c.aux];
    if (aux->upos != UPOS_AUX || !is_finite(aux) || FEAT_GET(aux->feats, MOOD) != MOOD_SUB) return;
    for (c.end = c.aux + 1; c.end < s->end_token && c.end < c.aux + CLAUSE_MAX && !is_mark(&tokens[c.end]); c.end++) {
        const unsigned u = tokens[c.end].upos;
        if (u == UPOS_SCONJ || u == UPOS_CCONJ || is_relative(&tokens[c.end])) return;
    }
    const uint32_t subject = nominal_head(tokens, c.first, c.aux), last = last_verb(tokens, c.aux + 1, c.end);
    if (subject == TOKEN_NONE) return;
    const uint32_t old = tokens[subject].head;
    const bool apart = old < comma && is_verb(&tokens[old]); /* hung on the verb before the comma */
    const uint32_t verb = last != TOKEN_NONE                                                   ? last
                          : tokens[c.aux].head < comma && is_verb(&tokens[tokens[c.aux].head]) ? c.aux
                                                                                               : TOKEN_NONE;
    if (verb == TOKEN_NONE || subject == verb) return;
    const bool stray = tokens[c.aux].head < comma;
    if (!apart && !stray) return;
    const uint32_t above = apart ? old : tokens[c.aux].head;
    if (above >= comma || hangs_in(tokens, above, c.first, c.end)) return;
    tie_clause(tokens, &c, subject, verb, above);
}

/* The clause that is set in between two commas, "Die Rebellen, sagte er, …": its verb right behind the first, its end at the
 * second, another finite verb right behind that. 0 where there is none. */
static uint32_t inserted_end(const token *tokens, const sentence *s, uint32_t comma) {
    const uint32_t verb = comma + 1;
    if (verb + 3 >= s->end_token || tokens[verb].upos != UPOS_VERB || !is_finite(&tokens[verb])) return 0;
    for (uint32_t t = verb + 1; t + 1 < s->end_token && t < verb + INSERTED_MAX; t++) {
        if (is_verb(&tokens[t])) return 0;
        if (is_comma(&tokens[t])) return t > verb + 1 && is_finite(&tokens[t + 1]) ? t : 0;
    }
    return 0;
}

/* The verb that tells what the clause set in says of: the last one of the finite verb's clause, or itself. */
static uint32_t main_verb(const token *tokens, const sentence *s, uint32_t finite) {
    uint32_t end = finite + 1;
    while (end < s->end_token && end < finite + CLAUSE_MAX && !is_mark(&tokens[end])) end++;
    const uint32_t last = tokens[finite].upos == UPOS_AUX ? last_verb(tokens, finite + 1, end) : TOKEN_NONE;
    return last != TOKEN_NONE ? last : finite;
}

static void mend_inserted(token *tokens, const sentence *s, uint32_t comma) {
    const uint32_t set_in = comma + 1, second = inserted_end(tokens, s, comma);
    if (!second) return;
    for (uint32_t t = s->first_token; t < comma; t++)
        if (is_finite(&tokens[t])) return;
    const uint32_t finite = second + 1, verb = main_verb(tokens, s, finite);
    const uint32_t subject = nominal_head(tokens, s->first_token, comma);
    if (subject == TOKEN_NONE) return;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        const uint32_t head = tokens[t].head;
        const bool inside = t > comma && t < second;
        if (t == verb || t == set_in || inside) continue;
        if (t == finite) {
            tokens[t].head = verb;
            tokens[t].deprel = DEP_AUX;
        } else if (t == subject) {
            tokens[t].head = verb;
            tokens[t].deprel = has_child(tokens, second, s->end_token, verb, DEP_AUX_PASS) ? DEP_NSUBJ_PASS : DEP_NSUBJ;
        } else if (head == TOKEN_NONE || (head > comma && head < second)) {
            tokens[t].head = verb;
        } else if (tokens[verb].head == t) { /* "belagerten Derna", taken for "the besieged Derna" */
            tokens[t].head = verb;
            if (is_nominal(&tokens[t])) tokens[t].deprel = DEP_OBJ;
        }
    }
    tokens[verb].head = TOKEN_NONE;
    tokens[verb].deprel = DEP_ROOT;
    tokens[set_in].head = verb;
    tokens[set_in].deprel = DEP_PARATAXIS;
    for (uint32_t t = set_in + 1; t < second; t++)
        if (tokens[t].head == TOKEN_NONE || tokens[t].head < comma || tokens[t].head > second) tokens[t].head = set_in;
}

/* "Gefallen ist Derna nicht": the decoder knows the participle; the tree has the town for what it is. */
static void mend_fronted(token *tokens, const sentence *s) {
    const uint32_t verb = s->first_token, aux = verb + 1;
    if (aux + 1 >= s->end_token || tokens[verb].upos != UPOS_VERB || FEAT_GET(tokens[verb].feats, VERBFORM) != VERBFORM_PART)
        return;
    const uint32_t named = tokens[verb].head;
    if (tokens[aux].upos != UPOS_AUX || !is_finite(&tokens[aux]) || named == TOKEN_NONE || named <= aux) return;
    if (!is_nominal(&tokens[named]) || (tokens[verb].deprel != DEP_NSUBJ && tokens[verb].deprel != DEP_NSUBJ_PASS)) return;
    for (uint32_t t = s->first_token; t < s->end_token; t++) {
        const unsigned d = tokens[t].deprel;
        if (t == verb || tokens[t].head != named) continue;
        if (t == aux || d == DEP_ADVMOD || d == DEP_OBL || d == DEP_PUNCT || d == DEP_AUX) tokens[t].head = verb;
    }
    tokens[aux].deprel = DEP_AUX;
    tokens[verb].head = tokens[named].head;
    tokens[verb].deprel = tokens[named].deprel;
    tokens[named].head = verb;
    tokens[named].deprel = DEP_NSUBJ;
}

/* "Gefallen sei Derna nicht, sagte er", with the negation hung on what stands behind the comma: a negation that ends its clause
 * belongs to it. */
static void mend_negation(token *tokens, const sentence *s, uint32_t comma) {
    const uint32_t no = comma - 1;
    if (!FEAT_GET(tokens[no].feats, POLARITY) || tokens[no].head == TOKEN_NONE || tokens[no].head < comma) return;
    for (uint32_t t = no; t-- > s->first_token && no - t < CLAUSE_MAX && !is_mark(&tokens[t]);) {
        if (!is_verb(&tokens[t])) continue;
        const uint32_t up = tokens[t].head;
        tokens[no].head = tokens[t].upos == UPOS_AUX && up >= s->first_token && up < comma ? up : t;
        return;
    }
}

/* "Fünf weitere seien verwundet worden", with the number a loose part of its noun: right before it, it counts it. */
static void mend_numbers(token *tokens, const sentence *s) {
    for (uint32_t t = s->first_token; t + 1 < s->end_token; t++)
        if (tokens[t].upos == UPOS_NUM && tokens[t].deprel == DEP_DEP && tokens[t].head == t + 1) tokens[t].deprel = DEP_NUMMOD;
}

void verb_second_mend(token *tokens, const sentence *s) {
    if (s->end_token - s->first_token < 4) return;
    mend_fronted(tokens, s);
    mend_numbers(tokens, s);
    for (uint32_t t = s->first_token + 1; t + 2 < s->end_token; t++) {
        if (!is_comma(&tokens[t])) continue;
        mend_negation(tokens, s, t);
        mend_inserted(tokens, s, t);
        mend_reported(tokens, s, t);
    }
}
