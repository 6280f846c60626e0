/* The tests of world/pages.rules: the value of a class, and the kinds it speaks of in the order of enum html_kind, "-" for none.
 */
#include <string.h>

#include "html/lines.h"
#include "pack/check.h"
#include "pack/page_names.h"

static void spell(unsigned found, buf *out) {
    buf_clear(out);
    for (unsigned kind = KIND_BODY; kind <= KIND_LEAD; kind *= 2) {
        if (!(found & kind)) continue;
        if (out->n) buf_char(out, ' ');
        buf_str(out, page_kind_name(kind));
    }
    if (out->n == 0) buf_char(out, '-');
}

static void spell_kinds(const html_rules *rules, const char *value, buf *out) {
    spell(html_kinds_of(rules, SIGN_OTHER, value, strlen(value)), out);
}

static void spell_line(const html_rules *rules, const char *line, buf *out) {
    buf_clear(out);
    buf_str(out, html_line_stands_apart(rules, line, strlen(line)) ? "out" : "in");
}

static dp_status check_file(const html_rules *rules, const pack_sources *s, const char *path,
                            void (*answer)(const html_rules *rules, const char *input, buf *out), arena *a, check_report *r,
                            dp_error *err) {
    rule_file f = {.n = 0};
    dp_status status = rule_file_exists(s->root, path) ? rule_file_read(s->root, path, a, &f, err) : DP_OK;
    buf got;
    buf_init(&got);
    for (uint32_t i = 0; i < f.n && !status; i++) {
        const rule_line *l = &f.lines[i];
        if (!l->is_test) continue;
        answer(rules, l->column[0], &got);
        const char *spelled = buf_cstr(&got);
        if (!spelled) status = error_nomem(err);
        r->run++;
        if (spelled && strcmp(spelled, l->column[1]) != 0) check_fail(r, &f, l, l->column[1], spelled);
    }
    buf_free(&got);
    return status;
}

dp_status check_pages(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    html_rules rules;
    dp_status status = html_rules_open(&k->pack, &rules, err);
    if (!status) status = check_file(&rules, s, PAGES_PATH, spell_kinds, a, r, err);
    if (!status) status = check_file(&rules, s, PAGE_LINES_PATH, spell_line, a, r, err);
    return status;
}
