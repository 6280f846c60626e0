/* What is said of borders: "a town on the border of A, B and C", "near the Turkish border", "bordering Chad", "where the
 * borders of A and B meet". Each country that is named makes one check, against Natural Earth's outlines: the statement holds
 * where the town lies within 25 km of the country (docs/places.md: what people call "on the border" reaches that far, and the
 * outlines are true to about 1 km). The town's own country is no statement. */
#include <string.h>

#include "mention/place_scan.h"

#define BORDER_KM 25.0

enum { COUNTRIES_MAX = 6, WORDS_BETWEEN = 5, WORDS_BACK = 5, LOOK_FAR = 64 };

typedef vec_of(border_check) check_list;

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

/* The country of a taken hit that begins at word w, or "". */
static const char *country_at(const place_scan *s, uint32_t w, uint32_t *hit) {
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

/* The first hit at or behind word w. */
static uint32_t first_hit(const place_scan *s, uint32_t w) {
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
    uint32_t hit = first_hit(s, w), small = 0;
    while (w < end && small < WORDS_BETWEEN) {
        const char *alpha2 = country_at(s, w, &hit);
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

/* "the Turkish border", "frontière turque": demonyms right before or behind the word. */
static void demonyms_beside(const place_scan *s, uint32_t border, const sentence *sent, statement *st) {
    const word *words = s->x->words;
    for (uint32_t w = border; w > sent->first_word && border - w < 3 && (words[w].flags & WORD_GLUE); w--) {
        const place_cue *c = cue_with(s, w - 1, CUE_DEMONYM);
        if (!c) break;
        add_country(st, c->feature, border + 1);
    }
    for (uint32_t w = border + 1, n = 0; w < sent->end_word && n < 3 && (words[w].flags & WORD_GLUE); w++) {
        const place_cue *c = cue_with(s, w, CUE_DEMONYM);
        if (words[w].start == words[w].end) continue; /* an article that is written onto it */
        n++;
        if (c)
            add_country(st, c->feature, w + 1);
        else if (!(cue_roles(s, w) & CUE_AND))
            break;
    }
}

/* Is the border where something is said to be ("near the … border")? Gives the first word of the phrase. */
static bool said_to_be_at(const place_scan *s, uint32_t border, const sentence *sent, uint32_t *first) {
    const word *words = s->x->words;
    for (uint32_t w = border, steps = 0; w > sent->first_word && steps < WORDS_BACK; w--, steps++) {
        uint32_t many = 1, multi = cue_roles_ending(s, w - 1, &many), roles = cue_roles(s, w - 1);
        if ((multi & CUE_BORDER_AT) || (roles & CUE_BORDER_AT)) {
            *first = multi & CUE_BORDER_AT ? w - many : w - 1;
            return true;
        }
        if (multi & CUE_MEET) { /* "où se rejoignent les frontières" */
            w -= many - 1;
            continue;
        }
        if (!(words[w].flags & WORD_GLUE) || !(roles & (CUE_DEFINITE | CUE_SAME | CUE_DIRECTION | CUE_DEMONYM | CUE_THIS)))
            return false;
    }
    return false;
}

static bool statement_at(const place_scan *s, const sentence *sent, uint32_t w, statement *out) {
    const place_cue *bordering = cue_with(s, w, CUE_BORDERING), *border = cue_with(s, w, CUE_BORDER);
    *out = (statement){.first_word = w, .end_word = w + 1};
    if (border && said_to_be_at(s, w, sent, &out->first_word)) {
        demonyms_beside(s, w, sent, out);
        if (out->n == 0) countries_after(s, w + 1, sent->end_word, out);
        out->rule = border->rule;
    }
    if (out->n == 0 && bordering) {
        uint32_t many = s->cues[w].multi_words;
        if (s->cues[w].multi && (cue_roles_ending(s, w, &many) & CUE_BORDERING)) out->first_word = w + 1 - many;
        countries_after(s, w + 1, sent->end_word, out);
        out->rule = bordering->rule;
    }
    return out->n > 0;
}

static bool is_point(const place_mention *p) {
    return p->lat == p->lat && !(p->flags & (PLACE_IN_NAME | PLACE_ADJECTIVE | PLACE_AS_ACTOR)) &&
           strncmp(p->feature, "PCL", 3) != 0 && strncmp(p->feature, "ADM1", 4) != 0 && strcmp(p->feature, "STM") != 0 &&
           strcmp(p->feature, "RGN") != 0;
}

/* The first mention at or behind a byte. */
static uint32_t first_mention(const mentions *m, uint32_t from) {
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
    uint32_t low = first_mention(m, from);
    for (uint32_t i = low; i > 0 && low - i < LOOK_FAR && m->places[i - 1].at.at.start >= sent->start; i--)
        if (is_point(&m->places[i - 1]) && m->places[i - 1].at.at.end <= from) return i - 1;
    for (uint32_t i = low; i < m->place_count && i - low < LOOK_FAR && m->places[i].at.at.start < sent->end; i++)
        if (is_point(&m->places[i]) && m->places[i].at.at.start >= to) return i;
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
    uint32_t hit = first_hit(s, begins);
    for (uint32_t k = begins; k > sent->first_word;) {
        if (hit > 0 && s->hits.at[hit - 1].end_word == k) {
            uint32_t at = hit - 1;
            const char *alpha2 = country_at(s, s->hits.at[at].first_word, &at);
            if (!alpha2[0]) return false;
            add_country(out, alpha2, w + 1);
            k = s->hits.at[--hit].first_word;
            continue;
        }
        uint32_t roles = cue_roles(s, k - 1);
        out->first_word = k - 1;
        if (roles & CUE_BORDER_AT) {
            for (uint32_t i = 0; i + i + 1 < out->n; i++) { /* in the order of the text */
                char last[3];
                memcpy(last, out->countries[out->n - 1 - i], 3);
                memcpy(out->countries[out->n - 1 - i], out->countries[i], 3);
                memcpy(out->countries[i], last, 3);
            }
            return out->n > 1;
        }
        if (!(roles & (CUE_AND | CUE_DEFINITE | CUE_OF))) return false;
        k--;
    }
    return false;
}

/* ------------------------------------------------------------------------------------------------- in which country */

static bool is_inside_word(const place_scan *s, uint32_t w) {
    const place_cue *cue = cue_with(s, w, CUE_BY_CLASS);
    return cue && strcmp(cue->feature, "IN") == 0;
}

/* Where the verb comes first: "taqa' madinat Kidal fi al-Nijar", lies the town of Kidal in Niger. */
static bool lies_before(const place_scan *s, const name_hit *town) {
    enum { WORDS = 3 };
    for (uint32_t w = town->first_word, n = 0; w > 0 && n < WORDS && (s->x->words[w].flags & WORD_GLUE); w--, n++) {
        const uint32_t roles = cue_roles(s, w - 1);
        if (roles & CUE_LIES) return true;
        if (!(roles & (CUE_CLASS | CUE_SAME | CUE_DEFINITE))) return false;
    }
    return false;
}

/* "Kidal lies in Niger", "in Kidal, in Niger": `town` is a place's hit, the next one a country. A town followed by a comma
 * alone is a member of a list as often as not, and "from Kidal to Niger" says nothing of where Kidal is. */
static bool said_to_lie_in(const place_scan *s, const name_hit *town, const name_hit *land, bool *lies) {
    enum { WORDS = 6 };
    const text *x = s->x;
    uint32_t from = town->end_word, to = land->first_word;
    bool inside = false, comma = comma_behind(x, from - 1);
    *lies = lies_before(s, town);
    if (to <= from || to - from > WORDS) return false;
    for (uint32_t w = from; w < to; w++) {
        uint32_t many, roles = cue_roles(s, w) | cue_roles_ending(s, w, &many);
        const uint8_t upos = x->tokens[x->words[w].token].upos;
        if (w > from && !(x->words[w].flags & WORD_GLUE)) return false;
        if (roles & CUE_LIES)
            *lies = true;
        else if (is_inside_word(s, w))
            inside = true;
        else if (!(roles & CUE_DEFINITE) && (inside || (upos != UPOS_AUX && upos != UPOS_PRON)))
            return false;
    }
    return inside && (x->words[to].flags & WORD_GLUE) && (*lies || (comma && to - from <= 2));
}

/* A check of its own where the sentence says that the place lies there; where it only says "Kidal, in Niger", one that fails. */
static dp_status check_insides(const place_scan *s, const mentions *m, const sentence *sent, check_list *checks, dp_error *err) {
    for (uint32_t i = first_hit(s, sent->first_word); i + 1 < s->hits.n && s->hits.at[i + 1].first_word < sent->end_word; i++) {
        const name_hit *town = &s->hits.at[i], *land = town + 1;
        bool lies;
        if (!town->taken || !land->taken || town->demonym || !said_to_lie_in(s, town, land, &lies)) continue;
        uint32_t hit = i + 1, start = s->x->words[town->first_word].start, place = first_mention(m, start);
        const char *alpha2 = country_at(s, land->first_word, &hit);
        if (!alpha2[0] || place == m->place_count || m->places[place].at.at.start != start) continue;
        const place_mention *p = &m->places[place];
        if (!is_point(p) || !p->country[0]) continue;
        bool holds = strcmp(alpha2, p->country) == 0;
        double km = border_distance_km(s->g, p->lat, p->lon, alpha2);
        holds = holds || (km >= 0 && km < 1); /* the outlines are true to a kilometre; two may hold a place */
        if (km < 0 || (holds && !lies)) continue;
        border_check c = {.at = {start, s->x->words[land->end_word - 1].end},
                          .kind = CHECK_IN,
                          .place = place,
                          .holds = holds,
                          .distance_km = km};
        memcpy(c.country, alpha2, 3);
        if (!vec_push(s->a, checks, c)) return error_nomem(err);
    }
    return DP_OK;
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
        dp_status status = check_insides(s, out, sent, &checks, err);
        if (status != DP_OK) return status;
    }
    out->checks = checks.at;
    out->check_count = checks.n;
    return DP_OK;
}
