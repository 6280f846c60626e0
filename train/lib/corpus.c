#include "lib/corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "core/mapfile.h"
#include "lib/script.h"
#include "text/lemma_table.h"
#include "text/ud.h"

#define RARE_SCRIPT 2
#define RARE_DEPREL 10

void corpus_init(corpus *c, arena *a, const fold_table *fold, const channel_set *channels) {
    *c = (corpus){.a = a, .fold = fold, .channels = *channels};
    lemma_counts_init(&c->lemmas, a, fold);
    c->types.a = c->tags.a = c->scripts.a = c->deprels.a = c->banks.a = c->name_sources.a = a;
}

static channel_hints corpus_hints(const corpus *c, const char *form) {
    const size_t n = strlen(form);
    return (channel_hints){word_flags_of(&c->known, c->fold, form, n),
                           lemma_table_uses(c->lemma_slots, c->lemma_slot_count, c->fold, form, n)};
}

uint32_t corpus_type_of(corpus *c, const char *form) {
    uint32_t known = c->types.items.n, type = vocab_add(&c->types, form);
    if (type == VOCAB_NONE || type < known) return type;
    corpus_type t = {.form = c->types.items.at[type].text};
    const size_t n = strlen(form);
    uint32_t first = 0;
    if (n > 0) utf8_decode(form, n, &first);
    t.capital = fold_class(c->fold, first) & CHAR_UPPER;
    channels_rows(&c->channels, c->fold, form, n, corpus_hints(c, form), t.rows);
    return vec_push(c->a, &c->type_rows, t) ? type : CORPUS_NONE;
}

/* Marks go from Latin letters only: elsewhere they are not what a careless typist leaves out. */
static int32_t strip_marks(UChar *s, int32_t n) {
    int32_t out = 0;
    UBool latin = false;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        UErrorCode status = U_ZERO_ERROR;
        U16_NEXT(s, i, n, c);
        bool mark = u_charType(c) == U_NON_SPACING_MARK;
        if (!mark) latin = uscript_getScript(c, &status) == USCRIPT_LATIN;
        if (!mark || !latin) U16_APPEND_UNSAFE(s, out, c);
    }
    return out;
}

bool corpus_spell(const char *form, enum spelling how, char *out, size_t cap) {
    enum { UNITS = 512 };
    UChar wide[UNITS], changed[UNITS], composed[UNITS];
    int32_t n = 0, size = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(wide, UNITS, &n, form, -1, &status);
    if (how == SPELL_CAPITALS)
        n = u_strToUpper(changed, UNITS, wide, n, "", &status);
    else if (how == SPELL_BARE) {
        n = unorm2_normalize(unorm2_getNFDInstance(&status), wide, n, changed, UNITS, &status);
        if (U_SUCCESS(status)) n = strip_marks(changed, n);
    }
    if (how == SPELL_WRITTEN) memcpy(changed, wide, sizeof wide);
    n = unorm2_normalize(unorm2_getNFCInstance(&status), changed, n, composed, UNITS, &status);
    u_strToUTF8(out, (int32_t)cap, &size, composed, n, &status);
    return U_SUCCESS(status) && (size_t)size < cap;
}

static uint32_t number_of(vocab *v, const char *s, bool learn) {
    return learn ? vocab_add(v, s) : vocab_find(v, s);
}

bool corpus_fill_forms(corpus *c, const char *form, const char *lemma, bool learn, corpus_word *w) {
    char other[512], script[SCRIPT_MAX];
    for (int how = 0; how < SPELLINGS; how++) {
        w->type[how] = w->type[SPELL_WRITTEN];
        w->script[how] = CORPUS_NONE;
        if (how == SPELL_WRITTEN || !corpus_spell(form, (enum spelling)how, other, sizeof other))
            snprintf(other, sizeof other, "%s", form);
        if ((w->type[how] = corpus_type_of(c, other)) == CORPUS_NONE) return false;
        if (!lemma || !script_make(c->fold, other, lemma, script)) continue;
        /* Scripts of changed spellings do not count for what is rare. */
        w->script[how] = learn && how == SPELL_WRITTEN ? vocab_add(&c->scripts, script) : vocab_find(&c->scripts, script);
    }
    return true;
}

static bool split_columns(char *line, char *columns[10]) {
    for (int i = 0; i < 10; i++) {
        columns[i] = line;
        char *tab = strchr(line, '\t');
        if (!tab) return i == 9;
        *tab = 0;
        line = tab + 1;
    }
    return false;
}

static bool add_word(corpus *c, char *columns[10], bool learn) {
    char tag[1024];
    corpus_word w = {.head = (int32_t)strtol(columns[6], NULL, 10) - 1, .entity = CORPUS_NONE};
    bool bare_lemma = strcmp(columns[2], "_") == 0 && strcmp(columns[1], "_") != 0;
    if (!corpus_fill_forms(c, columns[1], bare_lemma ? NULL : columns[2], learn, &w)) return false;
    snprintf(tag, sizeof tag, "%s|%s", columns[3], columns[5]);
    const int upos = upos_of(columns[3]);
    const bool doubtful = strstr(columns[5], "Typo=Yes") || strncmp(columns[7], "goeswith", 8) == 0;
    if (learn && upos >= 0 && !bare_lemma && !doubtful &&
        !lemma_counts_add(&c->lemmas, columns[1], columns[2], (unsigned)upos, feats_of(columns[5]), false))
        return false;
    w.tag = number_of(&c->tags, tag, learn);
    w.deprel = number_of(&c->deprels, columns[7], learn);
    return vec_push(c->a, &c->words, w);
}

static bool end_sentence(corpus *c, corpus_sentence *s) {
    s->count = c->words.n - s->first;
    if (s->count > CORPUS_SENTENCE_MAX)
        c->words.n = s->first;
    else if (s->count > 0 && !vec_push(c->a, &c->sentences, *s))
        return false;
    s->first = c->words.n;
    return true;
}

static dp_status read_lines(corpus *c, char *text, size_t size, float weight, bool learn, const char *path, dp_error *err) {
    corpus_sentence s = {.first = c->words.n, .weight = weight, .tree = true};
    uint64_t number = 0;
    for (char *line = text, *next; line < text + size; line = next) {
        char *end = memchr(line, '\n', (size_t)(text + size - line));
        if (!end) end = text + size;
        next = end + 1;
        *end = 0;
        number++;
        bool good = true;
        if (*line == 0)
            good = end_sentence(c, &s);
        else if (strncmp(line, "# source = ", 11) == 0) {
            s.bank = vocab_add(&c->banks, line + 11);
            good = s.bank != VOCAB_NONE;
        } else if (*line != '#') {
            char *columns[10];
            if (!split_columns(line, columns)) {
                error_set(err, DP_E_FORMAT, "the line has fewer than ten columns");
                return error_at(err, path, number);
            }
            if (!strpbrk(columns[0], "-.")) good = add_word(c, columns, learn);
        }
        if (!good) return error_nomem(err);
    }
    return end_sentence(c, &s) ? DP_OK : error_nomem(err);
}

dp_status corpus_read_bank(corpus *c, const char *path, float weight, bool learn, dp_error *err) {
    mapfile file;
    dp_status status = mapfile_open(path, &file, err);
    if (status) return status;
    char *text = arena_alloc(c->a, file.size + 1);
    if (text) memcpy(text, file.at, file.size);
    size_t size = file.size;
    mapfile_close(&file);
    return text ? read_lines(c, text, size, weight, learn, path, err) : error_nomem(err);
}

/* Makes a vocabulary anew with what is kept; new_of[old] is its number or that of its `fallback`, else CORPUS_NONE. */
static bool keep(vocab *v, uint64_t least, bool base_of, uint32_t *new_of) {
    vocab kept = {.a = v->a};
    for (uint32_t i = 0; i < v->items.n; i++) {
        const vocab_item *item = &v->items.at[i];
        char base[64];
        const char *text = item->text;
        if (item->count < least && base_of && strlen(text) < sizeof base) {
            snprintf(base, sizeof base, "%.*s", (int)strcspn(text, ":"), text);
            text = base;
        } else if (item->count < least)
            text = NULL;
        new_of[i] = text ? vocab_add(&kept, text) : CORPUS_NONE;
        if (text && new_of[i] == VOCAB_NONE) return false;
    }
    *v = kept;
    return true;
}

dp_status corpus_close(corpus *c, dp_error *err) {
    uint32_t *scripts = arena_array(c->a, c->scripts.items.n + 1u, sizeof *scripts);
    uint32_t *deprels = arena_array(c->a, c->deprels.items.n + 1u, sizeof *deprels);
    if (!scripts || !deprels || !keep(&c->scripts, RARE_SCRIPT, false, scripts) || !keep(&c->deprels, RARE_DEPREL, true, deprels))
        return error_nomem(err);
    for (uint32_t i = 0; i < c->words.n; i++) {
        corpus_word *w = &c->words.at[i];
        for (int how = 0; how < SPELLINGS; how++)
            if (w->script[how] != CORPUS_NONE) w->script[how] = scripts[w->script[how]];
        if (w->deprel != CORPUS_NONE) w->deprel = deprels[w->deprel];
    }
    return DP_OK;
}

dp_status corpus_list_lemmas(corpus *c, dp_error *err) {
    buf slots, scripts;
    buf_init(&slots);
    buf_init(&scripts);
    dp_status status = lemma_counts_write(&c->lemmas, &slots, &scripts, err);
    uint64_t *copy = status ? NULL : arena_alloc(c->a, slots.n + 8);
    if (!status && !copy) status = error_nomem(err);
    if (!status) {
        memcpy(copy, slots.at, slots.n);
        c->lemma_slots = copy;
        c->lemma_slot_count = (uint32_t)(slots.n / 8);
        for (uint32_t i = 0; i < c->type_rows.n; i++) {
            corpus_type *t = &c->type_rows.at[i];
            channels_rows(&c->channels, c->fold, t->form, strlen(t->form), corpus_hints(c, t->form), t->rows);
        }
    }
    buf_free(&slots);
    buf_free(&scripts);
    return status;
}
