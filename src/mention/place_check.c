/* What is said of borders: "a town on the border of A, B and C", "near the Turkish border", "bordering Chad", "where the
 * borders of A and B meet". Each country that is named makes one check, against Natural Earth's outlines: the statement holds
 * where the town lies within 25 km of the country (docs/places.md: what people call "on the border" reaches that far, and the
 * outlines are true to about 1 km). The town's own country is no statement. */
#include <string.h>

#include "mention/place_check.h"

#define BORDER_KM 25.0

enum { COUNTRIES_MAX = 6, WORDS_BETWEEN = 5, WORDS_BACK = 5, LANDS_BESIDE = 6, LOOK_FAR = 64 };

typedef struct statement {
    uint32_t first_word, end_word;
    char countries[COUNTRIES_MAX][3];
    uint32_t n;
    rule_ref rule;
} statement;

static void add_country(statement *st, const char *alpha2, uint32_t end_word) {
    if (end_word > st->end_word) st->end_word = end_word;
    for (uint32_t i = 0; i < st->n; i++)
        if (memcmp(st->countries[i], alpha2, 2) == 0) return;
    if (st->n == COUNTRIES_MAX || !alpha2[0]) return;
    memcpy(st->countries[st->n], alpha2, 2);
    st->countries[st->n++][2] = '\0';
}

const char *check_country_at(const place_scan *s, uint32_t w, uint32_t *hit) {
    while (*hit < s->hits.n && s->hits.at[*hit].first_word < w) (*hit)++;
    for (uint32_t i = *hit; i < s->hits.n && s->hits.at[i].first_word == w; i++) {
        const name_hit *h = &s->hits.at[i];
        if (!h->taken || h->type == UINT32_MAX || s->types[h->type].candidate_count == 0) continue;
        const name_type *t = &s->types[h->type];
        const place_record *p = gazetteer_place(s->g, t->candidates[t->best].place);
        const country_record *c = gazetteer_country(s->g, (char[3]){p->country[0], p->country[1], '\0'});
        if (strncmp(p->feature, "PCL", 3) == 0 && c) {
            *hit = i;
            return c->alpha2;
        }
    }
    return "";
}

uint32_t check_first_hit(const place_scan *s, uint32_t w) {
    uint32_t low = 0, high = s->hits.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->hits.at[middle].first_word < w)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Names of countries behind the border: "between Syria, Iraq and Jordan". Small words may stand between; nothing else. */
static void countries_after(const place_scan *s, uint32_t w, uint32_t end, statement *st) {
    uint32_t hit = check_first_hit(s, w), small = 0;
    while (w < end && small < WORDS_BETWEEN) {
        const char *alpha2 = check_country_at(s, w, &hit);
        if (alpha2[0]) {
            add_country(st, alpha2, s->hits.at[hit].end_word);
            w = s->hits.at[hit].end_word;
            small = 0;
            continue;
        }
        uint32_t words = 0, roles = cue_roles(s, w) | cue_roles_ending(s, w, &words);
        if (!(roles & (CUE_OF | CUE_BETWEEN | CUE_DEFINITE | CUE_AND | CUE_BORDERING | CUE_IN))) return;
        w++;
        small++;
    }
}

static void in_order_of_text(statement *st) {
    for (uint32_t i = 0; i + i + 1 < st->n; i++) {
        char last[3];
        memcpy(last, st->countries[st->n - 1 - i], 3);
        memcpy(st->countries[st->n - 1 - i], st->countries[i], 3);
        memcpy(st->countries[i], last, 3);
    }
}

/* Does nothing but a space, a hyphen, a dash without spaces, or (in a list) a comma stand between w - 1 and w? */
static bool is_joined(const place_scan *s, uint32_t w, bool list) {
    const text *x = s->x;
    const uint32_t from = x->words[w - 1].end, n = x->words[w].start - from;
    if (x->words[w].flags & WORD_GLUE) return true;
    return (n == 3 && memcmp(x->bytes + from, "\xE2\x80\x93", 3) == 0) || (list && n == 2 && comma_at(x, from));
}

/* "the Turkish border", "the Syria–Iraq border", "the Syrian, Iraqi and Jordanian borders": demonyms and countries right before
 * the word `begins` of the border. Gives the first word of them. */
static uint32_t lands_before(const place_scan *s, uint32_t begins, uint32_t border, const sentence *sent, statement *st) {
    uint32_t w = begins, first = begins;
    while (w > sent->first_word && st->n < LANDS_BESIDE && is_joined(s, w, st->n > 0)) {
        const place_cue *people = cue_with(s, w - 1, CUE_DEMONYM);
        uint32_t hit = check_first_hit(s, w);
        const name_hit *name = hit > 0 && s->hits.at[hit - 1].end_word == w && !people ? &s->hits.at[--hit] : NULL;
        const char *alpha2 = people ? people->feature : name ? check_country_at(s, name->first_word, &hit) : "";
        if (alpha2[0]) {
            add_country(st, alpha2, border + 1);
            first = w = name ? name->first_word : w - 1;
        } else if (st->n > 0 && first == w && (cue_roles(s, w - 1) & CUE_AND)) {
            w--; /* what it joins must follow */
        } else {
            break;
        }
    }
    in_order_of_text(st);
    return first;
}

/* "frontière turque", "les frontières syrienne, irakienne et jordanienne". */
static void peoples_behind(const place_scan *s, uint32_t border, const sentence *sent, statement *st) {
    const word *words = s->x->words;
    for (uint32_t w = border + 1, n = 0; w < sent->end_word && n < LANDS_BESIDE && is_joined(s, w, n > 0); w++) {
        const place_cue *c = cue_with(s, w, CUE_DEMONYM);
        if (words[w].start == words[w].end) continue; /* an article that is written onto it */
        n++;
        if (c)
            add_country(st, c->feature, w + 1);
        else if (!(cue_roles(s, w) & CUE_AND))
            break;
    }
}

/* Is the border where something is said to be ("near the … border")? `begins` is the first word of it and of the lands before it.
 * Gives the first word of the phrase. */
static bool said_to_be_at(const place_scan *s, uint32_t begins, const sentence *sent, uint32_t *first) {
    const word *words = s->x->words;
    for (uint32_t w = begins, steps = 0; w > sent->first_word && steps < WORDS_BACK; w--, steps++) {
        uint32_t many = 1, multi = cue_roles_ending(s, w - 1, &many), roles = cue_roles(s, w - 1);
        if ((multi & CUE_BORDER_AT) || (roles & CUE_BORDER_AT)) {
            *first = multi & CUE_BORDER_AT ? w - many : w - 1;
            return true;
        }
        if ((multi | roles) & CUE_MEET) { /* "où se rejoignent les frontières", "donde confluyen las fronteras" */
            w -= multi & CUE_MEET ? many - 1 : 0;
            continue;
        }
        if (!(words[w].flags & WORD_GLUE) ||
            !(roles & (CUE_DEFINITE | CUE_SAME | CUE_DIRECTION | CUE_DEMONYM | CUE_THIS | CUE_BORDER)))
            return false;
    }
    return false;
}

/* "the Jordanian border guards", "the border town of": the word tells of the noun behind it. */
static bool tells_of_noun(const place_scan *s, uint32_t w) {
    const uint32_t t = s->x->words[w].token;
    const token *border = &s->x->tokens[t];
    return border->deprel == DEP_COMPOUND && border->head != TOKEN_NONE && border->head > t;
}

static bool statement_at(const place_scan *s, const sentence *sent, uint32_t w, statement *out) {
    const place_cue *bordering = cue_with(s, w, CUE_BORDERING), *border = cue_with(s, w, CUE_BORDER);
    *out = (statement){.first_word = w, .end_word = w + 1};
    if (border && !tells_of_noun(s, w)) {
        const uint32_t many = s->cues[w].multi_roles & CUE_BORDER ? s->cues[w].multi_words : 1;
        const uint32_t first = lands_before(s, w + 1 - many, w, sent, out);
        if (said_to_be_at(s, first, sent, &out->first_word)) {
            peoples_behind(s, w, sent, out);
            if (out->n == 0) countries_after(s, w + 1, sent->end_word, out);
            out->rule = border->rule;
        } else {
            *out = (statement){.first_word = w, .end_word = w + 1};
        }
    }
    if (out->n == 0 && bordering) {
        uint32_t many = s->cues[w].multi_words;
        if (s->cues[w].multi && (cue_roles_ending(s, w, &many) & CUE_BORDERING)) out->first_word = w + 1 - many;
        countries_after(s, w + 1, sent->end_word, out);
        out->rule = bordering->rule;
    }
    return out->n > 0;
}

bool check_is_point(const place_mention *p) {
    return p->lat == p->lat && !(p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE | PLACE_AS_ACTOR)) &&
           strncmp(p->feature, "PCL", 3) != 0 && strncmp(p->feature, "ADM1", 4) != 0 && strcmp(p->feature, "STM") != 0 &&
           strcmp(p->feature, "RGN") != 0;
}

uint32_t check_first_mention(const mentions *m, uint32_t from) {
    uint32_t low = 0, high = m->place_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (m->places[middle].at.at.start < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The town that the statement is about: the nearest one before it in the sentence ("Sabinar, a town on the border of …", "the
 * town lies on …"), else the first behind it ("On the border of …, the town of Sabinar"). */
static uint32_t subject_of(const place_scan *s, const mentions *m, const statement *st, const sentence *sent) {
    uint32_t from = s->x->words[st->first_word].start, to = s->x->words[st->end_word - 1].end;
    uint32_t low = check_first_mention(m, from);
    for (uint32_t i = low; i > 0 && low - i < LOOK_FAR && m->places[i - 1].at.at.start >= sent->start; i--)
        if (check_is_point(&m->places[i - 1]) && m->places[i - 1].at.at.end <= from) return i - 1;
    for (uint32_t i = low; i < m->place_count && i - low < LOOK_FAR && m->places[i].at.at.start < sent->end; i++)
        if (check_is_point(&m->places[i]) && m->places[i].at.at.start >= to) return i;
    return UINT32_MAX;
}

const char *check_kind_name(unsigned kind) {
    return kind == CHECK_IN ? "in" : "border";
}

/* ------------------------------------------------------------------------------------------ where the borders meet */

/* "where A, B and C meet": from the word that meets back over names of countries to "where". The border itself is not named;
 * where it is, statement_at has read it. */
static bool meeting_at(const place_scan *s, const sentence *sent, uint32_t w, statement *out) {
    uint32_t many = 1, multi = cue_roles_ending(s, w, &many), begins = multi & CUE_MEET ? w + 1 - many : w;
    if (!cue_with(s, w, CUE_MEET)) return false;
    *out = (statement){.end_word = w + 1, .rule = cue_with(s, w, CUE_MEET)->rule};
    uint32_t hit = check_first_hit(s, begins);
    for (uint32_t k = begins; k > sent->first_word;) {
        if (hit > 0 && s->hits.at[hit - 1].end_word == k) {
            uint32_t at = hit - 1;
            const char *alpha2 = check_country_at(s, s->hits.at[at].first_word, &at);
            if (!alpha2[0]) return false;
            add_country(out, alpha2, w + 1);
            k = s->hits.at[--hit].first_word;
            continue;
        }
        uint32_t roles = cue_roles(s, k - 1);
        out->first_word = k - 1;
        if (roles & CUE_BORDER_AT) {
            in_order_of_text(out);
            countries_after(s, w + 1, sent->end_word, out); /* "where Syria meets Iraq and Jordan" */
            return out->n > 1;
        }
        if (!(roles & (CUE_AND | CUE_DEFINITE | CUE_OF))) return false;
        k--;
    }
    return false;
}

dp_status place_checks_find(place_scan *s, mentions *out, dp_error *err) {
    const text *x = s->x;
    check_list checks = {0};
    for (uint32_t i = 0; i < x->sentence_count; i++) {
        const sentence *sent = &x->sentences[i];
        const bool speaks_of_borders = s->roles_seen & (CUE_BORDER | CUE_BORDERING | CUE_MEET);
        for (uint32_t w = sent->first_word; speaks_of_borders && w < sent->end_word; w++) {
            statement st;
            if (!((s->cues[w].roles | s->cues[w].multi_roles) & (CUE_BORDER | CUE_BORDERING | CUE_MEET))) continue;
            if (!statement_at(s, sent, w, &st) && !meeting_at(s, sent, w, &st)) continue;
            uint32_t place = subject_of(s, out, &st, sent);
            if (place == UINT32_MAX) continue;
            const place_mention *p = &out->places[place];
            for (uint32_t k = 0; k < st.n; k++) {
                if (strcmp(st.countries[k], p->country) == 0) continue;
                double km = border_distance_km(s->g, p->lat, p->lon, st.countries[k]);
                if (km < 0) continue;
                border_check c = {.at = {x->words[st.first_word].start, x->words[st.end_word - 1].end},
                                  .place = place,
                                  .holds = km <= BORDER_KM,
                                  .distance_km = km,
                                  .rule = st.rule};
                memcpy(c.country, st.countries[k], 3);
                if (!vec_push(s->a, &checks, c)) return error_nomem(err);
            }
            if (st.end_word > w + 1) w = st.end_word - 1;
        }
        dp_status status = place_insides_find(s, out, sent, &checks, err);
        if (status != DP_OK) return status;
    }
    out->checks = checks.at;
    out->check_count = checks.n;
    return DP_OK;
}
