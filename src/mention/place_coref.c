/* "the town", "cette ville", "la petite localité": a class word with a definite or demonstrative determiner stands for an
 * earlier place of that class. Which one: what the dispatch names often and lately; a demonstrative looks less far back. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mention/place_scan.h"

enum { LOOK_BACK = 64, COUNT_BACK = 16, ADJECTIVES = 3 };

typedef struct description {
    uint32_t first_word, noun; /* from the determiner to the class word */
    const place_cue *class;
    bool this; /* "cette ville" */
} description;

/* What a class may stand for. A port, a camp or a zone is too often a new thing. */
static bool is_anaphoric(const char *class) {
    static const char *const classes[] = {"PPL", "PPLC", "ADM1", "ADM2", "RGN", "PCL", "ISL", "STM", "LK", "VAL", "PEN", "DSRT"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strcmp(class, classes[i]) == 0) return true;
    return false;
}

static bool fits(const char *class, const char *feature) {
    if (strcmp(class, "PPLC") == 0) return strcmp(feature, "PPLC") == 0;
    if (strcmp(class, "RGN") == 0)
        return strcmp(feature, "RGN") == 0 || strncmp(feature, "ADM", 3) == 0 || strcmp(feature, "VAL") == 0 ||
               strcmp(feature, "PEN") == 0;
    if (strcmp(class, "ADM2") == 0) return strncmp(feature, "ADM", 3) == 0;
    return strncmp(feature, class, strlen(class)) == 0;
}

/* Is the class word followed by the name it belongs to ("the town of Manbij", "la ville syrienne d'Alep")? Then the name is the
 * mention. */
static bool names_itself(const place_scan *s, uint32_t noun, uint32_t end) {
    const word *words = s->x->words;
    for (uint32_t w = noun + 1; w < end && w <= noun + 4; w++) {
        if (!(words[w].flags & WORD_GLUE)) return false;
        if (words[w].flags & WORD_CAPITAL) return true;
        uint32_t roles = cue_roles(s, w);
        if (roles & CUE_OF) continue;
        bool adjective = s->x->tokens[words[w].token].upos == UPOS_ADJ; /* "la ville voisine d'Alep" */
        if (!adjective && !(roles & (CUE_SAME | CUE_DIRECTION | CUE_DEMONYM | CUE_DEFINITE))) return false;
    }
    return false;
}

/* "the city council", "the county jail": the noun tells of another one; "the cities": many places. */
static bool is_no_single_place(const place_scan *s, uint32_t noun) {
    const token *t = &s->x->tokens[s->x->words[noun].token];
    bool compound = t->deprel == DEP_COMPOUND && t->head != TOKEN_NONE && t->head > s->x->words[noun].token;
    return compound || FEAT_GET(t->feats, NUMBER) == NUMBER_PLUR;
}

static bool description_at(const place_scan *s, const sentence *sent, uint32_t noun, description *out) {
    const word *words = s->x->words;
    uint16_t cue = s->cues[noun].single;
    if (!cue || (words[noun].flags & WORD_CAPITAL) || !(s->lang->list[cue - 1].roles & CUE_CLASS)) return false;
    const place_cue *class = &s->lang->list[cue - 1];
    if (!is_anaphoric(class->feature) || is_no_single_place(s, noun) || names_itself(s, noun, sent->end_word)) return false;
    const bool vague = strcmp(class->feature, "RGN") == 0; /* "the affected area" is none that was named */
    uint32_t w = noun;
    for (int steps = 0; steps <= ADJECTIVES && w > sent->first_word && (words[w].flags & WORD_GLUE); steps++) {
        uint32_t roles = cue_roles(s, w - 1);
        if (roles & (CUE_DEFINITE | CUE_THIS)) {
            *out = (description){w - 1, noun, class, (roles & CUE_THIS) != 0};
            return s->x->tokens[words[noun].token].upos != UPOS_VERB;
        }
        const token *t = &s->x->tokens[words[w - 1].token];
        if (!(roles & (CUE_SAME | CUE_DIRECTION | CUE_DEMONYM)) && (vague || t->upos != UPOS_ADJ)) return false;
        w--;
    }
    return false;
}

/* "Tehran radio", "Radio-Hanoï", "London said": what a name only says of another is seldom where one is. */
static bool is_attribute(const place_scan *s, const place_mention *p) {
    const token *t = &s->x->tokens[p->at.head_token];
    const bool tied = p->at.at.start > 0 && s->x->bytes[p->at.at.start - 1] == '-';
    const bool capital = strcmp(p->feature, "PPLC") == 0 && t->deprel == DEP_NMOD; /* "l'état-major d'Ankara" */
    return (p->flags & PLACE_AS_ACTOR) || tied || capital ||
           (t->deprel == DEP_COMPOUND && t->head != TOKEN_NONE && t->head > p->at.head_token);
}

/* "The mayor of Goma said", "informó la agencia Sana", "a spokesman for General MacArthur's headquarters denied": a name inside
 * the words for who speaks tells who he is, not of which town he speaks. */
static bool is_of_speaker(const place_scan *s, const place_mention *p) {
    enum { STEPS = 4 };
    const text *x = s->x;
    uint32_t t = p->at.head_token;
    for (int step = 0; step < STEPS && x->tokens[t].head != TOKEN_NONE; step++) {
        const uint8_t rel = x->tokens[t].deprel;
        t = x->tokens[t].head;
        if ((step > 0 || strcmp(p->feature, "PPLC") == 0) && rel == DEP_NSUBJ) { /* "Trípoli desmintió": its government */
            const uint32_t w = token_word(x, t);
            uint32_t many;
            return w != UINT32_MAX && ((cue_roles(s, w) | cue_roles_ending(s, w, &many)) & CUE_SPEAKS);
        }
        if (rel != DEP_NMOD && rel != DEP_APPOS && rel != DEP_FLAT && rel != DEP_COMPOUND) return false;
    }
    return false;
}

/* "Moscow accuses Washington": a capital that acts or is acted on in a headline is a government, not a town. */
static bool is_government(const place_scan *s, const place_mention *p) {
    const token *t = &s->x->tokens[p->at.head_token];
    return strcmp(p->feature, "PPLC") == 0 && s->x->sentences[t->sentence].headline &&
           (t->deprel == DEP_NSUBJ || t->deprel == DEP_OBJ || t->deprel == DEP_IOBJ);
}

/* "BUKAVU, June 3 -": where it was written, and as often as not another town than the one it tells of. */
static bool is_dateline(const place_scan *s, const place_mention *p) {
    const token *t = &s->x->tokens[p->at.first_token];
    return (t->flags & TOKEN_ALL_CAPS) && s->x->sentences[t->sentence].first_token == p->at.first_token;
}

/* How well an earlier mention answers: often named, near, in the headline. Where the text was written is told once more by its
 * dateline, and counts for nothing. */
static float salience(const place_scan *s, const mentions *m, uint32_t i, const description *d, uint32_t sentence) {
    const place_mention *p = &m->places[i];
    uint32_t there = s->x->tokens[p->at.first_token].sentence, same = 0;
    for (uint32_t k = i + 1; k > 0 && i + 1 - k < COUNT_BACK; k--)
        same += m->places[k - 1].id == p->id && strcmp(m->places[k - 1].name, p->name) == 0 && !is_dateline(s, &m->places[k - 1]);
    float far = (float)(sentence - there);
    if (far > 12) far = 12;
    const bool aside = is_attribute(s, p) || is_of_speaker(s, p) || is_government(s, p) || is_dateline(s, p);
    return logf(1 + (float)same) - (aside ? 1.0F : 0) + (s->x->sentences[there].headline ? 0.5F : 0) -
           far * (d->this ? 0.4F : 0.2F);
}

static uint32_t antecedent(const place_scan *s, const mentions *m, uint32_t before, const description *d) {
    uint32_t best = UINT32_MAX, here = s->x->tokens[s->x->words[d->noun].token].sentence;
    float top = 0;
    for (uint32_t k = before; k > 0 && before - k < LOOK_BACK; k--) {
        const place_mention *p = &m->places[k - 1];
        if ((p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE)) || !fits(d->class->feature, p->feature[0] ? p->feature : "PPL"))
            continue;
        float score = salience(s, m, k - 1, d, here);
        if (best == UINT32_MAX || score > top) best = k - 1, top = score;
    }
    return best;
}

static place_mention stand_in(const place_scan *s, const mentions *m, uint32_t of, const description *d) {
    const text *x = s->x;
    place_mention c = m->places[of];
    c.at = (mention_at){.at = {x->words[d->first_word].start, x->words[d->noun].end},
                        .first_token = x->words[d->first_word].token,
                        .end_token = x->words[d->noun].token + 1,
                        .head_token = x->words[d->noun].token,
                        .rule = d->class->rule};
    c.flags = PLACE_COREF | (c.flags & PLACE_NEAR);
    c.coref = of;
    c.confidence *= 0.7F;
    return c;
}

/* Puts the descriptions among the names, in the order of the text, and renumbers what points at places. */
static dp_status merge(place_scan *s, mentions *m, const place_mention *more, uint32_t n, dp_error *err) {
    uint32_t total = m->place_count + n;
    place_mention *all = arena_array(s->a, total, sizeof *all);
    uint32_t *moved = arena_array(s->a, m->place_count, sizeof *moved);
    if (!all || !moved) return error_nomem(err);
    for (uint32_t i = 0, k = 0, at = 0; at < total; at++) {
        if (k == n || (i < m->place_count && m->places[i].at.at.start <= more[k].at.at.start)) {
            moved[i] = at;
            all[at] = m->places[i++];
        } else {
            all[at] = more[k++];
        }
    }
    for (uint32_t i = 0; i < total; i++) {
        all[i].coref = moved[all[i].coref];
        if (all[i].flags & PLACE_NEAR) all[i].near = moved[all[i].near];
    }
    m->places = all;
    m->place_count = total;
    return DP_OK;
}

dp_status place_coref_find(place_scan *s, mentions *out, dp_error *err) {
    const text *x = s->x;
    vec_of(place_mention) found = {0};
    uint32_t before = 0;
    for (uint32_t i = 0; i < x->sentence_count; i++)
        for (uint32_t w = x->sentences[i].first_word; w < x->sentences[i].end_word; w++) {
            description d;
            if (!(cue_roles(s, w) & CUE_CLASS) || !description_at(s, &x->sentences[i], w, &d)) continue;
            while (before < out->place_count && out->places[before].at.at.end <= x->words[d.first_word].start) before++;
            uint32_t of = antecedent(s, out, before, &d);
            if (of == UINT32_MAX) continue;
            place_mention c = stand_in(s, out, of, &d);
            if (!vec_push(s->a, &found, c)) return error_nomem(err);
        }
    return found.n ? merge(s, out, found.at, found.n, err) : DP_OK;
}
