/* models/language.model → section "language", the file's bytes (language/model.h has their layout). */
#include <stdio.h>

#include "core/mapfile.h"
#include "language/model.h"
#include "pack/compile.h"

dp_status compile_identifier(pack_builder *b, const pack_sources *s, arena *a, dp_error *err) {
    static const char relative[] = "models/language.model";
    char path[4096];
    mapfile file;
    language_model opened;
    (void)a;
    if (!rule_file_exists(s->root, relative)) return DP_OK;
    snprintf(path, sizeof path, "%s/%s", s->root, relative);
    dp_status status = mapfile_open(path, &file, err);
    if (status != DP_OK) return status;
    status = language_open(file.at, file.size, &opened, err);
    if (status == DP_OK)
        builder_section(b, "language", file.at, file.size);
    else
        error_at(err, relative, 0);
    mapfile_close(&file);
    return status;
}
