#include "html/meta_facts.h"

dp_status page_meta_read(const page_words *words, const html_tree *t, const meta_given *given, arena *a, page_meta *out,
                         dp_error *err) {
    *out = (page_meta){0};
    meta_facts *f = arena_alloc(a, sizeof *f);
    if (!f) return error_nomem(err);
    *f = (meta_facts){.words = words, .t = t, .a = a, .given = *given};
    if (!meta_gather(f)) return error_nomem(err);
    meta_find_address(f, out);
    meta_find_outlet(f, out);
    meta_find_title(f, out);
    meta_find_days(f, out);
    meta_find_author(f, out);
    return f->nomem ? error_nomem(err) : DP_OK;
}
