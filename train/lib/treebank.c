/* Reading CoNLL-U. */
#include "lib/treebank.h"

#include <stdlib.h>
#include <string.h>

#include "core/mapfile.h"
#include "text/parser.h"

void treebank_fill_token(const fold_table *fold, token *t) {
    size_t n = strlen(t->form);
    uint32_t letters = 0, upper = 0;
    bool first = true;
    t->form_hash = fold_lower_hash(fold, t->form, n);
    for (size_t i = 0; i < n;) {
        uint32_t cp;
        i += utf8_decode(t->form + i, n - i, &cp);
        unsigned class = fold_class(fold, cp);
        if (class & CHAR_DIGIT) t->flags |= TOKEN_DIGITS;
        if (class & CHAR_LETTER && !(class & CHAR_MARK)) letters++;
        if (class & CHAR_UPPER) {
            upper++;
            if (first) t->flags |= TOKEN_CAPITAL;
        }
        first = false;
    }
    if (letters >= 2 && upper == letters) t->flags |= TOKEN_ALL_CAPS;
}

/* Splits a line into its ten columns, which stay in place and get NUL-terminated. */
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

static bool add_word(treebank *b, char *columns[10], bank_sentence *s) {
    token t = {.form = columns[1]};
    if (s->count == 0) t.flags |= TOKEN_SENTENCE_START;
    treebank_fill_token(b->fold, &t);
    int upos = upos_of(columns[3]), deprel = deprel_of(columns[7]);
    uint32_t feats = feats_of(columns[5]);
    /* The active voice is unmarked: the banks disagree about writing it. */
    if (FEAT_GET(feats, VOICE) == VOICE_ACT) feats &= ~FEAT_PUT(VOICE, (1u << FEAT_VOICE_BITS) - 1);
    gold_token g = {.lemma = strcmp(columns[2], "_") == 0 && upos != UPOS_PUNCT ? columns[1] : columns[2],
                    .feats = feats,
                    .head = (int32_t)strtol(columns[6], NULL, 10) - 1,
                    .upos = (uint8_t)(upos < 0 ? UPOS_X : upos),
                    .deprel = (uint8_t)(deprel < 0 ? DEP_DEP : deprel),
                    .doubtful = strstr(columns[5], "Typo=Yes") || strncmp(columns[7], "goeswith", 8) == 0};
    s->count++;
    return vec_push(b->a, &b->tokens, t) && vec_push(b->a, &b->gold, g);
}

static bool add_source(treebank *b, char *source) {
    for (uint32_t i = 0; i < b->sources.n; i++)
        if (strcmp(b->sources.at[i], source) == 0) return true;
    return vec_push(b->a, &b->sources, source);
}

static dp_status end_sentence(treebank *b, bank_sentence *s, const char *path, uint64_t line, dp_error *err) {
    if (s->count == 0) return DP_OK;
    if (s->count > PARSER_TOKENS_MAX) {
        error_set(err, DP_E_TOO_LONG, "a sentence has %u words", s->count);
        return error_at(err, path, line);
    }
    for (uint32_t i = 0; i < s->count; i++) {
        int32_t head = b->gold.at[s->first + i].head;
        if (head >= -1 && head < (int32_t)s->count && head != (int32_t)i) continue;
        error_set(err, DP_E_FORMAT, "word %u has a head outside its sentence", i + 1);
        return error_at(err, path, line);
    }
    /* Ten sentences after one another, which are mostly of one document, share a fold. */
    s->fold = b->sentences.n / 10 % TREEBANK_FOLDS;
    if (!vec_push(b->a, &b->sentences, *s)) return error_nomem(err);
    *s = (bank_sentence){.first = b->tokens.n};
    return DP_OK;
}

dp_status treebank_read(treebank *b, const char *path, dp_error *err) {
    mapfile file;
    dp_status status = mapfile_open(path, &file, err);
    if (status) return status;
    char *content = arena_copy(b->a, file.at ? file.at : "", file.size);
    mapfile_close(&file);
    if (!content) return error_nomem(err);
    bank_sentence s = {.first = b->tokens.n};
    uint64_t number = 0;
    for (char *line = content, *next; line && !status; line = next) {
        next = strchr(line, '\n');
        if (next) *next++ = 0;
        number++;
        char *columns[10];
        if (*line == 0) {
            status = end_sentence(b, &s, path, number, err);
        } else if (*line == '#') {
            if (strncmp(line, "# source = ", 11) == 0 && !add_source(b, line + 11)) status = error_nomem(err);
        } else if (!split_columns(line, columns)) {
            error_set(err, DP_E_FORMAT, "expected ten columns set apart by tabs");
            status = error_at(err, path, number);
        } else if (!strpbrk(columns[0], "-.")) { /* neither a multiword token's range nor an empty node */
            if (!add_word(b, columns, &s)) status = error_nomem(err);
        }
    }
    return status ? status : end_sentence(b, &s, path, number, err);
}
