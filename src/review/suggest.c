#include "review/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/lexicon.h"
#include "core/terminal.h"
#include "mention/actor_rules.h"

enum { WORDS_MOST = 200, CODERS_SHOWN = 120 };

typedef struct wanted {
    suggestion s;
    uint32_t decisions;
    char coders[CODERS_SHOWN];
} wanted;

typedef struct finder {
    const knowledge *k;
    arena *a;
    annotate_workspace *work;
    char dispatch[REVIEW_ID]; /* the one that `read` holds */
    annotation read;
    struct {
        review_correction *at;
        uint32_t n, cap;
    } corrections;
    struct {
        wanted *at;
        uint32_t n, cap;
    } found;
    uint32_t unusable[REVIEW_FIELDS];
    dp_error *err;
} finder;

/* ---- words ----------------------------------------------------------------------------------------------------------------- */

/* Words that may stand in a column: nothing that ends it, comments, lists or steers a terminal. */
static bool good_words(const char *s) {
    const size_t n = strlen(s);
    if (n == 0 || n > WORDS_MOST || *s == '-' || *s == '>' || *s == '[' || *s == '#' || *s == ' ' || s[n - 1] == ' ')
        return false;
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        const size_t bytes = utf8_decode(s + i, n - i, &cp);
        if (utf8_is_broken(s + i, bytes, cp) || terminal_shown(cp) != cp || strchr(";,|/!?~^*=\"", (int)(cp < 0x80 ? cp : 'x')) ||
            (cp == ' ' && s[i + 1] == ' '))
            return false;
        i += bytes;
    }
    return true;
}

/* The characters start to end of a text. */
static const char *words_at(const char *text, uint32_t start, uint32_t end, arena *a) {
    const size_t size = strlen(text);
    size_t from = 0, to;
    uint32_t cp, at = 0;
    for (; at < start && from < size; at++) from += utf8_decode(text + from, size - from, &cp);
    for (to = from; at < end && to < size; at++) to += utf8_decode(text + to, size - to, &cp);
    return arena_copy(a, text + from, to - from);
}

/* ---- triggers ----------------------------------------------------------------------------------------------------------------
 */

static dp_status read_dispatch(finder *f, const review_correction *c) {
    if (strcmp(f->dispatch, c->dispatch) == 0) return DP_OK;
    dispatch *d = arena_alloc(f->a, sizeof *d);
    if (!d) return error_nomem(f->err);
    *d =
        (dispatch){.id = c->dispatch, .text = c->text, .text_bytes = (uint32_t)strlen(c->text), .lang = c->lang, .date = c->date};
    dp_status s = annotate_run(f->work, d, &f->read, f->err);
    snprintf(f->dispatch, sizeof f->dispatch, "%s", s == DP_OK ? c->dispatch : "");
    return s;
}

/* "set alight" and the part of speech of its first word; false where no token begins in the span. */
static bool lemmas_at(const finder *f, uint32_t start, uint32_t end, char out[WORDS_MOST + 1], const char **upos) {
    const text *x = &f->read.text;
    size_t n = 0;
    *upos = NULL;
    for (uint32_t i = 0; i < x->token_count; i++) {
        const token *t = &x->tokens[i];
        const uint32_t at = utf8_index_at(&f->read.index, t->start);
        if (at < start || at >= end) continue;
        const size_t length = strlen(t->lemma);
        if (n + length + 1 > WORDS_MOST) return false;
        if (n) out[n++] = ' ';
        memcpy(out + n, t->lemma, length);
        n += length;
        if (!*upos) *upos = upos_name(t->upos);
    }
    out[n] = '\0';
    return n > 0;
}

/* The CAMEO code that a frame has where no condition holds; "" for none. */
static const char *code_of(const knowledge *k, const frame_record *r) {
    const void *items = NULL;
    size_t n = 0;
    dp_error ignored = {0};
    if (!r->cameo_count || pack_table(&k->pack, "ontology/choices", sizeof(choice_record), &items, &n, &ignored) != DP_OK)
        return "";
    const size_t last = (size_t)r->cameo + r->cameo_count - 1;
    return last < n ? pack_string(&k->pack, ((const choice_record *)items)[last].value) : "";
}

/* What a frame says beyond its type: less is plainer. Of equals the lower CAMEO code is: 140 is "protest, not specified below".
 */
static unsigned burden(const frame_record *r) {
    const unsigned special = FRAME_STATE | FRAME_COUNT | FRAME_UNDOES;
    return (r->control != 0) + (r->casualty != 0) + ((r->flags & special) != 0);
}

static const char *frame_of(const knowledge *k, const char *type) {
    const void *items = NULL;
    size_t n = 0;
    dp_error ignored = {0};
    if (pack_table(&k->pack, "ontology/frames", sizeof(frame_record), &items, &n, &ignored) != DP_OK) return NULL;
    const frame_record *frames = items, *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const frame_record *r = &frames[i];
        if (strcmp(pack_string(&k->pack, r->type), type) != 0) continue;
        const bool plainer = !best || burden(r) < burden(best) ||
                             (burden(r) == burden(best) && *code_of(k, r) && strcmp(code_of(k, r), code_of(k, best)) < 0);
        if (plainer) best = r;
    }
    return best ? pack_string(&k->pack, best->name) : NULL;
}

static dp_status event_line(finder *f, const review_correction *c, suggestion *out) {
    const int subtag = (int)strcspn(c->lang, "-"); /* the folder of "pt-BR" is "pt" */
    char words[WORDS_MOST + 1], line[WORDS_MOST + 200], path[64];
    const char *upos, *frame = frame_of(f->k, c->new_value);
    dp_status s = read_dispatch(f, c);
    if (s != DP_OK || !frame || subtag < 2 || subtag > 8 || !lemmas_at(f, c->start, c->end, words, &upos) || !good_words(words))
        return s;
    snprintf(path, sizeof path, "lang/%.*s/events.rules", subtag, c->lang);
    snprintf(line, sizeof line, "%s   %s   %s", words, upos, frame);
    char key[WORDS_MOST + 32];
    snprintf(key, sizeof key, "%s\x1f%s", words, upos);
    *out = (suggestion){.path = arena_copy(f->a, path, strlen(path)),
                        .section = "",
                        .words = arena_copy(f->a, key, strlen(key)),
                        .line = arena_copy(f->a, line, strlen(line))};
    return out->path && out->words && out->line ? DP_OK : error_nomem(f->err);
}

/* ---- actors ------------------------------------------------------------------------------------------------------------------
 */

static bool is_sector(const knowledge *k, const char *three) {
    for (uint32_t i = 0; i < k->actors->sector_count; i++)
        if (strncmp(k->actors->sectors[i].code, three, 3) == 0) return true;
    return false;
}

static bool is_country(const knowledge *k, const char *three) {
    for (uint32_t i = 0; i < k->actors->polity_count; i++)
        if (strcmp(k->actors->polities[i].code, three) == 0) return true;
    return false;
}

/* "SYRREB": the country (or "-") and the known sectors of its other parts, "REB"; false for what is no code. */
static bool parts_of_code(const knowledge *k, const char *code, char country[4], char sectors[32]) {
    const size_t n = strlen(code);
    if (n < 3 || n > 24 || n % 3 != 0 || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != n) return false;
    char three[4] = {code[0], code[1], code[2], '\0'};
    const bool land = is_country(k, three);
    snprintf(country, 4, "%s", land ? three : "-");
    size_t used = 0, listed = 0;
    sectors[0] = '\0';
    for (size_t i = land ? 3 : 0; i < n && listed < ACTOR_SECTORS_MAX; i += 3) {
        if (!is_sector(k, code + i)) continue;
        used += (size_t)snprintf(sectors + used, 32 - used, "%s%.3s", used ? " " : "", code + i);
        listed++;
    }
    if (!used) snprintf(sectors, 32, "-");
    return true;
}

static dp_status actor_line(finder *f, const review_correction *c, suggestion *out) {
    char country[4], sectors[32], line[WORDS_MOST + 200];
    const char *words = words_at(c->text, c->start, c->end, f->a);
    if (!words) return error_nomem(f->err);
    if (!good_words(words) || !parts_of_code(f->k, c->new_value, country, sectors)) return DP_OK;
    snprintf(line, sizeof line, "%s   %s   %s   %s   -   -", c->new_value, words, country, sectors);
    *out = (suggestion){.path = "world/actors/review.rules",
                        .section = "actors",
                        .words = words,
                        .column = 1,
                        .line = arena_copy(f->a, line, strlen(line))};
    return out->line ? DP_OK : error_nomem(f->err);
}

/* ---- gathering ---------------------------------------------------------------------------------------------------------------
 */

/* Names are whole in the list, so that "ana" is not found in "joana". */
static void name_coder(wanted *w, const char *coder) {
    char all[CODERS_SHOWN + 4], one[REVIEW_NAME_MAX + 8];
    snprintf(all, sizeof all, ", %s,", w->coders);
    snprintf(one, sizeof one, ", %s,", coder);
    const size_t n = strlen(w->coders);
    if (!strstr(all, one) && n + strlen(coder) + 3 < sizeof w->coders)
        snprintf(w->coders + n, sizeof w->coders - n, "%s%s", n ? ", " : "", coder);
}

static dp_status want(finder *f, const suggestion *s, const char *coder) {
    wanted *w = NULL;
    for (uint32_t i = 0; i < f->found.n && !w; i++)
        if (strcmp(f->found.at[i].s.path, s->path) == 0 && strcmp(f->found.at[i].s.line, s->line) == 0) w = &f->found.at[i];
    if (!w) {
        const wanted fresh = {.s = *s};
        if (!vec_push(f->a, &f->found, fresh)) return error_nomem(f->err);
        w = &f->found.at[f->found.n - 1];
    }
    w->decisions++;
    if (good_words(coder)) name_coder(w, coder);
    return DP_OK;
}

static bool take(void *context, const review_correction *c) {
    finder *f = context;
    review_correction copy = *c;
    const char **const texts[] = {&copy.field, &copy.new_value, &copy.coder, &copy.lang, &copy.dispatch, &copy.text, &copy.date};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!*texts[i]) continue;
        const bool again =
            f->corrections.n && i == 5 && strcmp(f->corrections.at[f->corrections.n - 1].dispatch, copy.dispatch) == 0;
        *texts[i] = again ? f->corrections.at[f->corrections.n - 1].text : arena_copy(f->a, *texts[i], strlen(*texts[i]));
        if (!*texts[i]) return false;
    }
    return vec_push(f->a, &f->corrections, copy);
}

/* Of several lines for the same words, the one that most decisions ask for, then the first. */
static bool is_outvoted(const finder *f, const wanted *w) {
    for (uint32_t i = 0; i < f->found.n; i++) {
        const wanted *o = &f->found.at[i];
        if (o == w || strcmp(o->s.path, w->s.path) != 0 || strcmp(o->s.words, w->s.words) != 0) continue;
        if (o->decisions > w->decisions || (o->decisions == w->decisions && o < w)) return true;
    }
    return false;
}

static dp_status list_found(finder *f, suggestions *out) {
    suggestion *list = arena_array(f->a, f->found.n + 1, sizeof *list);
    if (!list) return error_nomem(f->err);
    for (uint32_t i = 0; i < f->found.n; i++) {
        wanted *w = &f->found.at[i];
        if (is_outvoted(f, w)) continue;
        char note[CODERS_SHOWN + 64];
        snprintf(note, sizeof note, "# review: %u %s by %s", w->decisions, w->decisions == 1 ? "decision" : "decisions",
                 *w->coders ? w->coders : "coders");
        w->s.note = arena_copy(f->a, note, strlen(note));
        if (!w->s.note) return error_nomem(f->err);
        list[out->n++] = w->s;
    }
    out->at = list;
    return DP_OK;
}

static unsigned field_of(const review_correction *c) {
    unsigned field = 0;
    while (field + 1 < REVIEW_FIELDS && strcmp(review_field_name(field), c->field) != 0) field++;
    return field;
}

/* *made stays empty where no dictionary holds such a correction. */
static dp_status line_of(finder *f, const review_correction *c, suggestion *made) {
    const unsigned field = field_of(c);
    if (c->end <= c->start) return DP_OK;
    if (field == REVIEW_TYPE) return event_line(f, c, made);
    return field == REVIEW_ACTOR ? actor_line(f, c, made) : DP_OK;
}

static dp_status suggest_all(finder *f) {
    dp_status s = DP_OK;
    for (uint32_t i = 0; s == DP_OK && i < f->corrections.n; i++) {
        const review_correction *c = &f->corrections.at[i];
        suggestion made = {0};
        s = line_of(f, c, &made);
        if (s == DP_OK && made.line)
            s = want(f, &made, c->coder);
        else
            f->unusable[field_of(c)]++;
    }
    return s;
}

dp_status suggest_find(ledger *l, const knowledge *k, arena *a, suggestions *out, dp_error *err) {
    dp_error own = {0};
    *out = (suggestions){0};
    finder f = {.k = k, .a = a, .err = err ? err : &own};
    dp_status s = annotate_workspace_new(k, &f.work, f.err);
    if (s == DP_OK) s = review_corrections(l, take, &f, f.err);
    if (s == DP_OK) s = suggest_all(&f);
    if (s == DP_OK) s = list_found(&f, out);
    memcpy(out->unusable, f.unusable, sizeof out->unusable);
    if (f.work) annotate_workspace_free(f.work);
    return s;
}
