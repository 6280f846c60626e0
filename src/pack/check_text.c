/* The tests of tokens.rules: a text and how it is cut. "|" stands between tokens, "||" between sentences, "+" between the
 * words of a multiword token. */
#include <stdio.h>
#include <string.h>

#include "pack/check.h"

static void spell(const text *x, buf *out) {
    buf_clear(out);
    for (uint32_t i = 0; i < x->token_count; i++) {
        const token *t = &x->tokens[i];
        if (t->flags & TOKEN_MWT_REST)
            buf_char(out, '+');
        else if (i > 0)
            buf_str(out, t->flags & TOKEN_SENTENCE_START ? "||" : "|");
        buf_str(out, t->form);
    }
}

static dp_status check_line(text_workspace *w, const char *lang, const rule_file *f, const rule_line *l, arena *a, buf *got,
                            check_report *r, dp_error *err) {
    text x;
    dp_status st = text_analyse(w, lang, l->column[0], strlen(l->column[0]), a, &x, err);
    if (st != DP_OK) return st;
    spell(&x, got);
    const char *answer = buf_cstr(got);
    if (!answer) return error_nomem(err);
    r->run++;
    if (strcmp(answer, l->column[1]) != 0) check_fail(r, f, l, l->column[1], answer);
    return DP_OK;
}

dp_status check_text(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    text_workspace *w = NULL;
    buf got;
    buf_init(&got);
    dp_status st = text_workspace_new(k->models, &w, err);
    for (uint32_t i = 0; st == DP_OK && s->langs[i]; i++) {
        char path[128];
        rule_file file;
        snprintf(path, sizeof path, "lang/%.32s/tokens.rules", s->langs[i]);
        if (!rule_file_exists(s->root, path)) continue;
        st = rule_file_read(s->root, path, a, &file, err);
        for (uint32_t n = 0; st == DP_OK && n < file.n; n++)
            if (file.lines[n].is_test) st = check_line(w, s->langs[i], &file, &file.lines[n], a, &got, r, err);
    }
    text_workspace_free(w);
    buf_free(&got);
    return st;
}
