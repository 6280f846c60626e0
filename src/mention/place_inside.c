/* What is said of the country that a place lies in: "Kidal lies in Niger", "Kidal, a town in Niger". */
#include <string.h>

#include "mention/place_check.h"

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

/* "Кидаль — город в Мали", "Kidal – a town in Mali". */
static bool dash_behind(const text *x, uint32_t w) {
    const char *gap = x->bytes + x->words[w].end;
    const uint32_t n = w + 1 < x->word_count ? x->words[w + 1].start - x->words[w].end : 0;
    return n == 5 && (memcmp(gap, " \xE2\x80\x94 ", 5) == 0 || memcmp(gap, " \xE2\x80\x93 ", 5) == 0);
}

/* What the words between a place and a country say. */
typedef struct between_words {
    bool inside; /* "in" */
    bool lies;   /* "lies in" */
    bool is;     /* "is in" */
    bool class;  /* "a town in", "ville de" */
} between_words;

/* False where anything else stands there. Behind "in" only a direction may follow: "in northern Niger". */
static bool read_between(const place_scan *s, uint32_t from, uint32_t to, between_words *b) {
    const text *x = s->x;
    for (uint32_t w = from; w < to; w++) {
        uint32_t many;
        const uint32_t roles = cue_roles(s, w) | cue_roles_ending(s, w, &many);
        const uint8_t upos = x->tokens[x->words[w].token].upos;
        if ((w > from && !(x->words[w].flags & WORD_GLUE)) || is_capital(s, w)) return false;
        if (roles & CUE_LIES)
            b->lies = true;
        else if (is_inside_word(s, w) || (b->class && (roles & CUE_OF)))
            b->inside = true;
        else if (roles & CUE_CLASS && !b->inside)
            b->class = true;
        else if (upos == UPOS_AUX && !b->inside)
            b->is = true;
        else if (!(roles & (CUE_DEFINITE | CUE_DIRECTION)) &&
                 (b->inside || (upos != UPOS_PRON && upos != UPOS_DET && upos != UPOS_ADJ)))
            return false;
    }
    return b->inside;
}

/* `town` is a place's hit, the next one a country. *lies: the sentence says so in as many words; else "in Kidal, in Niger". A
 * town followed by a comma alone is a member of a list as often as not, "from Kidal to Niger" says nothing of where Kidal is, and
 * a capital that "is in Niger" is its government ("Moscow is in Syria to stay"). */
static bool said_to_lie_in(const place_scan *s, const name_hit *town, const name_hit *land, bool capital, bool *lies) {
    enum { WORDS = 7 };
    const uint32_t from = town->end_word, to = land->first_word;
    const bool comma = comma_behind(s->x, from - 1) || dash_behind(s->x, from - 1);
    between_words b = {.lies = lies_before(s, town)};
    if (to <= from || to - from > WORDS || !read_between(s, from, to, &b)) return false;
    const bool set_apart = comma || s->x->no_capitals; /* Arabic: "Kidal madina fi" */
    *lies = b.lies || (b.class && (b.is || set_apart)) || (b.is && !capital);
    return (s->x->words[to].flags & WORD_GLUE) && !(land->evidence & EVIDENCE_BIT(POSSESSIVE)) &&
           (*lies || (comma && to - from <= 2));
}

/* A check of its own where the sentence says that the place lies there; where it only says "Kidal, in Niger", one that fails. */
dp_status place_insides_find(const place_scan *s, const mentions *m, const sentence *sent, check_list *checks, dp_error *err) {
    uint32_t i = check_first_hit(s, sent->first_word);
    for (; i + 1 < s->hits.n && s->hits.at[i + 1].first_word < sent->end_word; i++) {
        const name_hit *town = &s->hits.at[i], *land = town + 1;
        if (!town->taken || !land->taken || town->demonym || !(land->evidence & EVIDENCE_BIT(COUNTRY))) continue;
        uint32_t hit = i + 1, start = s->x->words[town->first_word].start, place = check_first_mention(m, start);
        const char *alpha2 = check_country_at(s, land->first_word, &hit);
        if (!alpha2[0] || place == m->place_count || m->places[place].at.at.start != start) continue;
        const place_mention *p = &m->places[place];
        bool lies;
        if (!check_is_point(p) || !p->country[0] || !said_to_lie_in(s, town, land, strcmp(p->feature, "PPLC") == 0, &lies))
            continue;
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
