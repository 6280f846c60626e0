/* Who says so: the lane that a claim is in, and who speaks, named or not. */
#include "ledger/speaker.h"

#include <string.h>

#include "core/sound.h"
#include "ledger/organ.h"
#include "ledger/words.h"
#include "mention/actor_rules.h"

/* The one word of "the Observatory"; INDEX_NONE where there are more, or none. */
static uint32_t lone_word(const text *x, span at) {
    uint32_t found = INDEX_NONE;
    for (uint32_t t = token_from(x, at.start); t < x->token_count && x->tokens[t].end <= at.end; t++) {
        if (x->tokens[t].upos == UPOS_DET) continue;
        if (found != INDEX_NONE || (x->tokens[t].upos != UPOS_NOUN && x->tokens[t].upos != UPOS_PROPN)) return INDEX_NONE;
        found = t;
    }
    return found;
}

/* "The Observatory", "el Observatorio": the only body named before whose name has this word at its head. NULL. */
static const actor_mention *named_before(const entry *e, const claimant *c) {
    const text *x = &e->an->text;
    const mentions *m = &e->an->mentions;
    const uint32_t word = lone_word(x, c->at);
    const actor_mention *found = NULL;
    for (uint32_t i = 0; word != INDEX_NONE && i < m->actor_count && m->actors[i].at.at.end <= c->at.start; i++) {
        const actor_mention *a = &m->actors[i];
        if (a->kind != ACTOR_KNOWN || a->person || !a->name || a->at.end_token - a->at.first_token < 2) continue;
        if (a->at.head_token >= x->token_count || x->tokens[a->at.head_token].lemma_hash != x->tokens[word].lemma_hash) continue;
        if (found && strcmp(found->name, a->name) != 0) return NULL;
        found = a;
    }
    return found;
}

/* Papers name a person in full once and by the family name ever after, each in its own letters. Whether two are one is asked of
 * claims alone that already tell of one thing, so that namesakes do no harm. A name too short to tell by its sound stands for
 * itself. */
static const char *speaker_key(entry *e, const char *folded) {
    enum { MARK = '~' };
    const char *last = strrchr(folded, ' ');
    last = last ? last + 1 : folded;
    char key[1 + FOLD_MAX + 1] = {MARK};
    size_t n = sound_key(last, strlen(last), key + 1);
    if (n == 0) {
        n = strlen(last) < FOLD_MAX ? strlen(last) : FOLD_MAX;
        memcpy(key + 1, last, n);
    }
    return arena_copy(&e->l->scratch, key, n + 1);
}

dp_status teller_of(entry *e, const claimant *c, teller *out, dp_error *err) {
    const actor_mention *a = entry_actor(e, c->actor);
    /* "a Catholic priest" is composed of codes, and without a country they name nobody */
    const bool composed = a && a->kind == ACTOR_COMPOSED && a->country[0];
    const bool known = a && a->name && (a->kind == ACTOR_KNOWN || composed || a->kind == ACTOR_PERSON);
    const bool organ = a && a->kind == ACTOR_GENERIC && a->code && *a->code; /* "the army" is told from the country it is of */
    const actor_mention *full = known || organ || c->stands_for ? NULL : named_before(e, c);
    out->label = known ? a->name : full ? full->name : c->stands_for ? c->stands_for : c->text ? c->text : "";
    /* Also who is no party of the text has a name: "according to Ana Ruiz". */
    const bool person = c->actor != INDEX_NONE ? entry_is_person(e, c->actor) : !known && entry_names_person(e, c->at);
    out->shown = person ? MASK : out->label;
    const char *masked = NULL; /* "the mayor, Ana Ruiz": the lists know the mayor */
    dp_status s = person || known ? DP_OK : mask_label(e, out->label, &masked, err);
    if (s != DP_OK) return s;
    if (masked) out->shown = e->an->text.no_capitals ? MASK : masked; /* there nothing shows where a name begins */
    char folded[FOLD_MAX + 1];
    size_t n = name_key(e->l, out->label, strlen(out->label), folded);
    out->folded = arena_copy(&e->l->scratch, folded, n);
    const bool named = person || (a && a->kind == ACTOR_PERSON);
    out->speaker = named && out->folded && out->folded[0] ? speaker_key(e, out->folded) : NULL;
    return out->folded && (out->speaker || !named || !out->folded[0]) ? DP_OK : error_nomem(err);
}

static dp_status rename_teller(entry *e, const char *label, teller *out, dp_error *err) {
    char folded[FOLD_MAX + 1];
    size_t n = name_key(e->l, label, strlen(label), folded);
    *out = (teller){label, label, arena_copy(&e->l->scratch, folded, n), NULL};
    return out->folded ? DP_OK : error_nomem(err);
}

/* "The army" without a country is the only army that the dispatch names, else that of the country where the claim puts the event
 * (organ.h). So its lane is one in all languages. */
static dp_status name_organ(entry *e, const claim *c, const claimant *who, teller *out, dp_error *err) {
    const actor_mention *a = entry_actor(e, who->actor);
    if (!a) return DP_OK;
    bool told;
    actor_mention meant;
    dp_status s = organ_meant(e, c, a, &meant, &told, err);
    return s == DP_OK && told ? rename_teller(e, meant.name, out, err) : s;
}

/* "Croatian officials": without a name, but whose they are is said. */
static bool speaks_for_state(entry *e, const claimant *who) {
    const mentions *m = &e->an->mentions;
    if (who->actor >= m->actor_count) return false;
    const actor_mention *a = &m->actors[who->actor];
    return a->kind == ACTOR_COMPOSED && a->coref == who->actor && a->country[0] && !a->person && span_overlaps(a->at.at, who->at);
}

/* "a rebel commander (Gulf Post)": who is quoted without a name, and where. Two of them in one outlet may contradict each other,
 * and the outlet does not say what it has them say. */
static dp_status name_unnamed(entry *e, const teller *who, const teller *outlet, teller *out, dp_error *err) {
    buf b;
    buf_init(&b);
    buf_printf(&b, "%s (%s)", who->label, outlet->label);
    const char *label = b.failed ? NULL : arena_copy(&e->l->scratch, b.at, b.n);
    buf_free(&b);
    return label ? rename_teller(e, label, out, err) : error_nomem(err);
}

/* Is it what the word before or behind a name says the body is: "the [hospital] of Vivero", "the Amal [hospital]"? Its name in
 * the pack, NULL where no list has it. */
static const char *kind_of_body(const entry *e, const token *k) {
    enum { WORD_BYTES = 63 };
    const actor_rules *rules = e->l->k ? e->l->k->actors : NULL;
    char word[WORD_BYTES + 1], code[ACTOR_NOUN_CODE];
    const size_t n = k->end - k->start;
    const char *name;
    if (!rules || n > WORD_BYTES) return NULL;
    memcpy(word, e->an->text.bytes + k->start, n);
    word[n] = '\0';
    return actor_noun_code(rules, e->an->text.lang, word, code, &name) && *name ? name : NULL;
}

/* A name, though the tagger may take it for another word: "l'hôpital Sabin". */
static bool is_name(const entry *e, const token *k) {
    uint32_t cp;
    utf8_decode(e->an->text.bytes + k->start, k->end - k->start, &cp);
    return k->upos == UPOS_PROPN || (e->l->k && (fold_class(e->l->k->pack.fold, cp) & CHAR_UPPER));
}

/* "L'hôpital Sabin de Tours", "the Sabin hospital": a body that no list knows by its name is known by its kind and that name, so
 * that its lane is one in all languages. What stands behind a preposition says where it is. False where it is no such name. */
static bool body_key(entry *e, span at, buf *out) {
    const text *x = &e->an->text;
    const char *kind = NULL;
    for (uint32_t t = token_from(x, at.start); t < x->token_count && x->tokens[t].end <= at.end; t++) {
        const token *k = &x->tokens[t];
        const bool named = out->n > 0;
        if (k->upos == UPOS_DET && !named && !kind) continue;
        if (named && (k->upos == UPOS_ADP || k->upos == UPOS_PUNCT)) break;
        const char *own = kind ? NULL : kind_of_body(e, k);
        if (own) {
            kind = own;
            continue;
        }
        if (!is_name(e, k)) return false;
        if (named) buf_char(out, ' ');
        buf_add(out, x->bytes + k->start, k->end - k->start);
    }
    if (!kind || !out->n) return false;
    buf_char(out, ' ');
    buf_str(out, kind);
    return true;
}

static dp_status name_body(entry *e, const claimant *who, teller *out, dp_error *err) {
    const actor_mention *a = entry_actor(e, who->actor);
    if (a && a->kind != ACTOR_GENERIC && a->kind != ACTOR_UNKNOWN) return DP_OK;
    buf b;
    buf_init(&b);
    dp_status s = DP_OK;
    if (body_key(e, who->at, &b)) {
        char folded[FOLD_MAX + 1];
        const size_t n = name_key(e->l, b.at, b.n, folded);
        out->folded = arena_copy(&e->l->scratch, folded, n);
    }
    if (b.failed || !out->folded) s = error_nomem(err);
    buf_free(&b);
    return s;
}

/* The outlet, else the dispatch itself. */
static dp_status outlet_of(entry *e, teller *out, const char **basis, dp_error *err) {
    const dispatch *d = e->an->dispatch;
    if (d->source && *d->source) {
        dp_status s = rename_teller(e, d->source, out, err);
        *basis = "outlet";
        if (s != DP_OK || out->folded[0]) return s;
    }
    const char *id = d->id && *d->id ? d->id : e->id;
    *basis = "dispatch";
    *out = (teller){id, id, e->id, NULL};
    return DP_OK;
}

dp_status lane_of(entry *e, const claim *c, teller *out, const char **basis, dp_error *err) {
    teller unnamed = {"", "", "", NULL}; /* the outermost */
    *basis = "claimant";
    for (uint32_t i = 0; i < c->claimant_count; i++) {
        dp_status s = teller_of(e, &c->claimants[i], out, err);
        if (s != DP_OK) return s;
        if (c->claimants[i].kind == CLAIMANT_UNNAMED && !speaks_for_state(e, &c->claimants[i])) {
            if (!unnamed.folded[0]) unnamed = *out;
            continue;
        }
        s = name_body(e, &c->claimants[i], out, err);
        if (s == DP_OK) s = name_organ(e, c, &c->claimants[i], out, err);
        if (s != DP_OK || out->folded[0]) return s;
    }
    dp_status s = outlet_of(e, out, basis, err);
    if (s != DP_OK || !unnamed.folded[0]) return s;
    const teller outlet = *out;
    *basis = "unnamed";
    return name_unnamed(e, &unnamed, &outlet, out, err);
}
