#include "lib/json_lines.h"

#include <string.h>

dp_status json_lines_read(const mapfile *file, const char *path, json_line_fn *take, void *context, dp_error *err) {
    dp_status status = DP_OK;
    uint64_t number = 0;
    for (const char *line = file->at, *next; !status && line < file->at + file->size; line = next) {
        const char *end = memchr(line, '\n', (size_t)(file->at + file->size - line));
        if (!end) end = file->at + file->size;
        next = end + 1;
        json_error_t why;
        json_t *record = json_loadb(line, (size_t)(end - line), 0, &why);
        status = record ? take(context, record, number, err) : error_set(err, DP_E_FORMAT, "the line is not JSON: %s", why.text);
        json_decref(record);
        number++;
        if (status) error_at(err, path, number);
    }
    return status;
}
