#include "html/rules.h"

dp_status html_rules_open(const pack *p, html_rules *out, dp_error *err) {
    const void *references;
    *out = (html_rules){.pack = p};
    const dp_status status = pack_table(p, "html/references", sizeof *out->references, &references, &out->reference_count, err);
    if (!status) out->references = references;
    return status;
}
