/* Passages in other languages: the text is cut into pieces of whole lines, each is identified, and what surely differs is kept.
 */
#include <string.h>

#include "language/tally.h"

/* A line with fewer letters (a headline, a name, a verse) is read together with the next ones of its paragraph. */
#define PIECE_LETTERS 40u
/* So far a language must be ahead of the text's own, in thousandths of a nat: borrowed names do not carry that. */
#define LEAD_LEAST 12000u

typedef struct piece {
    span at;
    const char *code;
    uint32_t letters;
} piece;

typedef vec_of(piece) piece_list;
typedef vec_of(language_passage) passage_list;

static uint32_t letters_of(const language_tally *t) {
    uint32_t n = 0;
    for (uint32_t i = 1; i <= SCRIPTS_MOST; i++) n += t->letters[i];
    return n;
}

/* The end of the line that begins at `from`, behind its line feed. */
static uint32_t line_end(const char *text, uint32_t n, uint32_t from) {
    const char *feed = memchr(text + from, '\n', n - from);
    return feed ? (uint32_t)(feed - text) + 1 : n;
}

static bool is_empty(const char *line, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n') return false;
    return true;
}

/* The next piece from `from` on: lines up to so many letters or an empty line. */
static span next_piece(const language_model *m, const char *text, uint32_t n, uint32_t from, language_tally *out) {
    uint32_t end = line_end(text, n, from);
    language_count(m, text + from, end - from, out);
    while (end < n && letters_of(out) < PIECE_LETTERS) {
        const uint32_t next = line_end(text, n, end);
        if (is_empty(text + end, next - end)) break;
        language_tally more;
        language_count(m, text + end, next - end, &more);
        language_add(out, &more);
        end = next;
    }
    return (span){from, end};
}

static dp_status cut(const language_model *m, const char *text, uint32_t n, arena *a, language_tally *whole, piece_list *pieces,
                     dp_error *err) {
    for (uint32_t at = 0; at < n;) {
        const uint32_t end = line_end(text, n, at);
        if (is_empty(text + at, end - at)) {
            at = end;
            continue;
        }
        language_tally t;
        const span s = next_piece(m, text, n, at, &t);
        const language_answer answer = language_of(m, &t);
        if (!vec_push(a, pieces, ((piece){s, answer.code, answer.letters}))) return error_nomem(err);
        language_add(whole, &t);
        at = s.end;
    }
    return DP_OK;
}

/* A sentence that is full of foreign names ("The Doors", "Reuters") still has this share of its letters in its own script. */
#define OWN_SHARE 4u

static uint32_t own_letters(const language_model *m, const language_tally *t, const char *own) {
    for (uint32_t s = 0; s < m->header->scripts; s++)
        for (uint32_t l = 0; l < m->scripts[s].count; l++)
            if (strcmp(m->codes[m->scripts[s].first + l].text, own) == 0) return t->letters[s + 1];
    return 0;
}

/* Is a piece whose best language is not the text's surely in it? Only these are counted twice. */
static bool is_foreign(const language_model *m, const char *text, const piece *p, const char *own) {
    if (p->letters < PIECE_LETTERS / 2 || strcmp(p->code, own) == 0 || strcmp(p->code, LANGUAGE_UNKNOWN) == 0) return false;
    language_tally t;
    language_count(m, text + p->at.start, p->at.end - p->at.start, &t);
    const uint32_t lead = language_lead(m, &t, own);
    if (lead == UINT32_MAX) return own_letters(m, &t, own) * OWN_SHARE < letters_of(&t); /* another script */
    return lead >= LEAD_LEAST;
}

dp_status language_read(const language_model *m, const char *text, uint32_t n, arena *a, language_reading *out, dp_error *err) {
    language_tally whole = {0};
    piece_list pieces = {0};
    passage_list found = {0};
    const dp_status status = cut(m, text, n, a, &whole, &pieces, err);
    if (status != DP_OK) return status;
    *out = (language_reading){.whole = language_of(m, &whole)};
    for (uint32_t i = 0; i < pieces.n; i++) {
        const piece *p = &pieces.at[i];
        if (!is_foreign(m, text, p, out->whole.code)) continue;
        language_passage *last = found.n ? &found.at[found.n - 1] : NULL;
        if (last && last->code == p->code && is_empty(text + last->at.end, p->at.start - last->at.end))
            last->at.end = p->at.end;
        else if (!vec_push(a, &found, ((language_passage){p->at, p->code})))
            return error_nomem(err);
    }
    out->passages = found.at;
    out->passage_count = found.n;
    return DP_OK;
}
