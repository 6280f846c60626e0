/* What reading pages needs to know and no language decides: HTML's named characters and how templates call their parts. From
 * the pack; const, shared by all threads, and borrows the pack.
 *
 * Sections (written by pack/compile_pages.c):
 *   "html/references"  sorted by the bytes of their names: name u32 (string) · first code point u32 · second u32 (0: none) ·
 *                      bare u32 (1: the semicolon may be missing) */
#ifndef DP_HTML_RULES_H
#define DP_HTML_RULES_H

#include "core/arena.h"
#include "core/pack.h"

typedef struct html_reference {
    uint32_t name;
    uint32_t code[2];
    uint32_t bare;
} html_reference;

typedef struct html_rules {
    const pack *pack;
    const html_reference *references;
    size_t reference_count;
} html_rules;

dp_status html_rules_open(const pack *p, html_rules *out, dp_error *err);

#endif
