/* How templates call the parts of a page, and lines that are none of an article: world/pages.rules and lang/page-lines.rules
 * become the sections "html/names" and "html/lines" (html/rules.h). */
#ifndef DP_PACK_PAGE_NAMES_H
#define DP_PACK_PAGE_NAMES_H

#include "pack/builder.h"
#include "pack/rulefile.h"

#define PAGES_PATH      "world/pages.rules"
#define PAGE_LINES_PATH "lang/page-lines.rules"

dp_status page_names_compile(pack_builder *b, const rule_file *f, arena *a, dp_error *err);
dp_status page_lines_compile(pack_builder *b, const rule_file *f, arena *a, dp_error *err);
/* "noise" of KIND_NOISE; "" of what is none. */
const char *page_kind_name(unsigned kind);

#endif
