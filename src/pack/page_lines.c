/* lang/page-lines.rules: phrases that begin lines which are none of an article. Layout: html/rules.h. */
#include <string.h>

#include "html/lines.h"
#include "pack/page_names.h"

static unsigned kind_of(const char *section) {
    return strcmp(section, "whole") == 0    ? LINE_WHOLE
           : strcmp(section, "colon") == 0  ? LINE_COLON
           : strcmp(section, "begins") == 0 ? LINE_BEGINS
                                            : 0;
}

enum { PHRASES_MAX = 4096 };

/* A phrase may be of several kinds: values are indexes of sets until all are known. */
typedef struct line_sets {
    phrase_builder *phrases;
    uint32_t kinds[PHRASES_MAX];
    uint32_t n;
} line_sets;

static bool add_phrase(line_sets *x, const fold_table *fold, const char *s, size_t n, unsigned kind) {
    uint64_t keys[HTML_LINE_WORDS];
    size_t ends[HTML_LINE_WORDS];
    uint32_t at;
    const uint32_t count = html_line_keys(fold, s, n, keys, ends);
    if (count == 0 || x->n == PHRASES_MAX || !phrase_add_key(x->phrases, keys, count, x->n, &at)) return false;
    if (at == x->n) x->n++;
    x->kinds[at] |= kind;
    return true;
}

static bool add_line(line_sets *x, const fold_table *fold, const rule_line *l) {
    const unsigned kind = kind_of(l->section);
    if (l->columns != 2 || !kind) return false;
    for (const char *s = l->column[1]; *s;) {
        const size_t n = strcspn(s, "|");
        if (!add_phrase(x, fold, s, n, kind)) return false;
        s += n + (s[n] == '|');
    }
    return true;
}

dp_status page_lines_compile(pack_builder *b, const rule_file *f, arena *a, dp_error *err) {
    line_sets *x = arena_alloc(a, sizeof *x);
    if (!x) return error_nomem(err);
    dp_status status = phrase_builder_new(builder_fold(b), &x->phrases, err);
    for (uint32_t i = 0; i < f->n && !status; i++)
        if (!f->lines[i].is_test && !add_line(x, builder_fold(b), &f->lines[i]))
            status = rule_error(f, &f->lines[i], err, "expected a language and phrases of up to %d words between \"|\"",
                                HTML_LINE_WORDS);
    if (!status) {
        phrase_renumber(x->phrases, x->kinds);
        builder_phrases(b, "html/lines", x->phrases);
    }
    phrase_builder_free(x->phrases);
    return status;
}
