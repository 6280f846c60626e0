/* How templates call the parts of a page: world/pages.rules becomes the section "html/names" (html/rules.h). */
#ifndef DP_PACK_PAGE_NAMES_H
#define DP_PACK_PAGE_NAMES_H

#include "pack/builder.h"
#include "pack/rulefile.h"

#define PAGES_PATH "world/pages.rules"

dp_status page_names_compile(pack_builder *b, const rule_file *f, arena *a, dp_error *err);
/* "noise" of KIND_NOISE; "" of what is none. */
const char *page_kind_name(unsigned kind);

#endif
