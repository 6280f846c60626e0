/* The tests of world/pages.rules: the value of a class, and the kinds it speaks of in the order of enum html_kind, "-" for none.
 */
#include <string.h>

#include "html/rules.h"
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

dp_status check_pages(const knowledge *k, const pack_sources *s, arena *a, check_report *r, dp_error *err) {
    rule_file f = {.n = 0};
    html_rules rules;
    buf got;
    if (!rule_file_exists(s->root, PAGES_PATH)) return DP_OK;
    dp_status status = rule_file_read(s->root, PAGES_PATH, a, &f, err);
    if (!status) status = html_rules_open(&k->pack, &rules, err);
    buf_init(&got);
    for (uint32_t i = 0; i < f.n && !status; i++) {
        const rule_line *l = &f.lines[i];
        if (!l->is_test) continue;
        spell(html_kinds_of(&rules, SIGN_OTHER, l->column[0], strlen(l->column[0])), &got);
        const char *answer = buf_cstr(&got);
        if (!answer) status = error_nomem(err);
        r->run++;
        if (answer && strcmp(answer, l->column[1]) != 0) check_fail(r, &f, l, l->column[1], answer);
    }
    buf_free(&got);
    return status;
}
