/* world/character-references.rules, world/pages.rules, lang/page-lines.rules: what reading pages needs. Layout: html/rules.h. */
#include <stdlib.h>
#include <string.h>

#include "html/rules.h"
#include "pack/compile.h"
#include "pack/page_names.h"

static const char references_path[] = "world/character-references.rules";

typedef struct named {
    const char *name;
    html_reference reference;
} named;

static int by_name(const void *a, const void *b) {
    return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

/* "3C 20D2": one code point or two. */
static bool read_codes(const char *s, uint32_t code[2]) {
    char *end;
    code[0] = (uint32_t)strtoul(s, &end, 16);
    code[1] = *end == ' ' ? (uint32_t)strtoul(end, &end, 16) : 0;
    return end > s && *end == '\0' && code[0] > 0 && code[0] <= 0x10FFFF && code[1] <= 0x10FFFF;
}

static dp_status read_reference(pack_builder *b, const rule_file *f, const rule_line *l, named *out, dp_error *err) {
    const bool bare = l->columns == 3 && strcmp(l->column[2], "bare") == 0;
    *out = (named){.name = l->column[0], .reference = {.bare = bare}};
    if (l->is_test || l->columns < 2 || (l->columns > 2 && !bare) || !read_codes(l->column[1], out->reference.code))
        return rule_error(f, l, err, "expected a name, one or two code points in hexadecimal, and \"bare\" or nothing");
    out->reference.name = builder_string(b, out->name);
    return DP_OK;
}

static dp_status compile_references(pack_builder *b, const rule_file *f, arena *a, dp_error *err) {
    named *list = arena_array(a, f->n, sizeof *list);
    html_reference *out = arena_array(a, f->n, sizeof *out);
    dp_status status = DP_OK;
    if (!list || !out) return error_nomem(err);
    for (uint32_t i = 0; i < f->n && !status; i++) status = read_reference(b, f, &f->lines[i], &list[i], err);
    if (status) return status;
    qsort(list, f->n, sizeof *list, by_name);
    for (uint32_t i = 0; i < f->n; i++) out[i] = list[i].reference;
    builder_section(b, "html/references", out, f->n * sizeof *out);
    return DP_OK;
}

/* Reads a rule file, where there is one, and compiles what stands in it. */
static dp_status compile_file(pack_builder *b, const pack_sources *s, const char *path, arena *a, dp_error *err,
                              dp_status (*compile)(pack_builder *b, const rule_file *f, arena *a, dp_error *err)) {
    rule_file f = {.n = 0};
    const dp_status status = rule_file_exists(s->root, path) ? rule_file_read(s->root, path, a, &f, err) : DP_OK;
    return status ? status : compile(b, &f, a, err);
}

dp_status compile_pages(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    dp_status status = compile_file(b, s, references_path, a, err, compile_references);
    if (!status) status = compile_file(b, s, PAGES_PATH, a, err, page_names_compile);
    if (!status) status = compile_file(b, s, PAGE_LINES_PATH, a, err, page_lines_compile);
    return status;
}
